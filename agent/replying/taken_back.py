"""What a reply to "undo" says of what is told beside facts: what is taken back of it, and what of it holds now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards
from agent.memory import Memory, Told
from agent.offers import Offer
from agent.record import Ledger
from agent.replying.offers_in_words import offer_in_its_currency, titled
from agent.replying.savings import parts_in_words
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import ToolCall, Understanding

_MOST = 4


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of an "undo"."""

    how: Literal["taken back", "put back", "offered", "unknown", "nothing"]
    newest: str = ""  # the change that is offered to be taken back, in words


def undone(understanding: Understanding, ledger: Ledger) -> Undone | None:
    """`None` where none was asked for."""
    if "undo" not in understanding.requests:
        return None
    if ledger.undid == "offered":
        return Undone("offered", _newest_in_words(ledger))
    if ledger.nothing_to_undo or (ledger.never_told and not ledger.updated):
        return Undone("nothing" if ledger.nothing_to_undo else "unknown")
    again = understanding.undoing is not None and understanding.undoing.kind == "again"
    return Undone("put back" if again else "taken back")


def told_again(memory: Memory, ledger: Ledger) -> tuple[list[str], list[str]]:
    """What is gone with an "undo", and what holds again, of offers, calculations and parts; facts are told as ever."""
    before, now = _beside_facts(memory), _beside_facts(ledger)
    gone = (one.called for key, one in before.items() if key not in now)
    again = (one.words for key, one in now.items() if before.get(key) != one)
    return list(dict.fromkeys(gone)), list(dict.fromkeys(again))


def _newest_in_words(ledger: Ledger) -> str:
    """What "undo the last change" would take back."""
    newest = ledger.replaced[-1]
    facts = [_fact_in_words(name, ledger.facts.get(name)) for name in newest.facts]
    old, now = _beside_facts(newest.put_back(ledger)), _beside_facts(ledger)
    others = [one.words for key, one in now.items() if old.get(key) != one]
    others += [f"{one.called} (forgotten)" for key, one in old.items() if key not in now]
    others += ["what you set for all figures"] * (newest.terms is not None)
    told = list(dict.fromkeys((*facts, *others))) or ["what I reckon with"]
    more = ["more"] * (len(told) > _MOST)
    return phrasing.joined([*told[:_MOST], *more])


def not_on_record(ledger: Ledger) -> tuple[str, ...]:
    """What was to be taken back by its name, and is not told."""
    return tuple(cards()[name].in_a_sentence if name in cards() else name for name in ledger.never_told)


def _fact_in_words(name: str, fact: Fact | None) -> str:
    called = cards()[name].in_a_sentence
    if fact is None:
        return f"{called} (forgotten)"
    if fact.value is None:
        return f"{called} (left open)"
    return called if cards()[name].kind == "text" else f"{called} ({phrasing.value_in_words(name, fact.value)})"


class _Beside(NamedTuple):
    """Something that is told beside facts: what it is called, and what it is in words."""

    called: str
    words: str
    itself: Offer | ToolCall | float


def _beside_facts(told: Told) -> dict[tuple[str, ...], _Beside]:
    """By kind and name."""
    return dict(_each_beside_facts(told))


def _each_beside_facts(told: Told) -> Iterator[tuple[tuple[str, ...], _Beside]]:
    told_volume = value_of(told.facts, "requests_per_month")
    volume = float(told_volume) if isinstance(told_volume, int | float) else None
    for offer in told.offers:
        called = titled(offer) if offer.name else titled(offer).lower()
        words = f"{called} at {offer_in_its_currency(offer, volume)}"
        yield ("offer", offer.name), _Beside(called, words, offer)
    for call in told.tool_calls:
        called = "the sum of your own" if call.tool in OF_AN_INVESTMENT else "the comparison"
        yield ("call", call.tool), _Beside(called, called, call)
    for part in told.parts:
        for words in parts_in_words([part]):
            yield ("part", part.name, part.of), _Beside(words, words, part.value)
