"""Questions about what the figures rest on: what moves them most, their cases, what is assumed, what is reckoned with.

They are answered from the sampled worlds and the ledgers of the tools (`agent.replying.uncertainty_answers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.field_names import fields_named
from agent.words.message import Message
from agent.words.tokens import Token, words_in

Kind = Literal["drivers", "cases", "assumptions", "reckons"]

_MOST_WORDS = 18
_A_HEADING = 4  # words: "Your main assumptions?"
_CASES_AS_HEADING = 8  # words: "best case and worst case please"
_MOST_WANTED = 10  # "your three most important assumptions"
_TURNS = 4  # tokens in which an order begins


@dataclass(frozen=True, slots=True)
class UncertaintyAsked:
    """One question; `most` so many are wanted, `fields` those whose value is asked."""

    kind: Kind
    most: int | None = None
    fields: tuple[str, ...] = ()


def uncertainty_asked(message: Message, number: int, *, asks: bool) -> UncertaintyAsked | None:
    """What one sentence asks of it; `None` where it tells something, or asks what others do."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    hits = _cues().find(tokens)
    says = {hit.payload for hit in hits}
    orders = any(hit.payload == "orders" and hit.first < _TURNS for hit in hits)
    heading = words_in(tokens) <= (_CASES_AS_HEADING if "both_cases" in says else _A_HEADING)
    if words_in(tokens) > _MOST_WORDS or not (asks or orders or heading) or "rules" in says or _supposes(tokens):
        return None
    if any(item.sentence == number and item.quantity.value > _MOST_WANTED for item in message.measured):
        return None  # "on what basis are you assuming 1,000 tokens?" asks where that number is from
    if "sensitivity" in says or says >= {"moves", "result"}:
        return UncertaintyAsked("drivers", _counted(tokens))
    if says & {"cases", "both_cases"}:
        return UncertaintyAsked("cases")
    fields = tuple(fields_named(message, sentence.first, sentence.last)) if "reckons" in says else ()
    if fields:
        return UncertaintyAsked("reckons", fields=fields)
    if "assumptions" in says and "about_one" not in says:
        return UncertaintyAsked("assumptions", _counted(tokens))
    return None


def _supposes(tokens: Sequence[Token]) -> bool:
    """ "What if the worst case happens?"; "what did you assume?" supposes nothing."""
    words = [token.lower for token in tokens if token.kind == "word"]
    return "if" in words or (words[:1] != [] and words[0] in _SUPPOSING)


_SUPPOSING = frozenset({"assume", "assuming", "suppose", "supposing", "say", "imagine"})


def _counted(tokens: Sequence[Token]) -> int | None:
    """ "Your three most important assumptions" are three."""
    return next((_NUMBERS[token.lower] for token in tokens if token.lower in _NUMBERS), None)


_NUMBERS = {word: number for number, words in enumerate(
    (("three",), ("four",), ("five",), ("six",), ("seven",), ("eight",), ("nine",), ("ten",)), 3)
    for word in (*words, str(number))}  # fmt: skip


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("answers.yaml")["uncertain"], "answers.yaml: uncertain"))
