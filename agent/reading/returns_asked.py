"""Which returns of the case a question asks for, over which months and at which rate: "NPV at 12 %?", "and the IRR?".

What it names is for its answer alone (`agent.replying.returns_answers`): no fact changes. The cues: `cues/terms.yaml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token, words_in
from agent.words.values import tidy

Figure = Literal["irr", "npv", "roi", "discounted_payback", "payback"]

_MOST_WORDS = 22
_A_HEADING = 9  # words that ask without a question mark
_LONGEST = 600  # months
_NEAR = 4  # tokens between a rate and the words that say so


@dataclass(frozen=True)
class ReturnsAsked:
    """The figures, in order; `months` and `rate` (a fraction a year) where the question names them."""

    figures: tuple[Figure, ...]
    months: float | None = None
    rate: float | None = None


@dataclass(frozen=True)
class Asking:
    """What one sentence asks, and the numbers that belong to it."""

    asked: ReturnsAsked
    sentence: int
    items: tuple[Measured, ...]


def returns_asked(message: Message) -> tuple[Asking, ...]:
    """Each sentence that asks for returns of the case, where payback and ROI alone are told with the advice's own.

    One with figures of an investment of its own is for `agent.reading.calculations`.
    """
    found = (
        _asking(message, number) or _other_rate(message, number) for number in range(len(message.structure.sentences))
    )
    return tuple(one for one in found if one is not None)


def figures_named(tokens: Sequence[Token]) -> tuple[Figure, ...]:
    """Returns by their names, in order, each once; a discounted payback is no payback beside."""
    hits = _figures().find(tokens)
    longest = [
        hit for hit in hits
        if not any(other is not hit and other.first <= hit.first and hit.last <= other.last
                   and (other.last - other.first, other.payload == "discounted_payback")
                   > (hit.last - hit.first, hit.payload == "discounted_payback") for other in hits)
    ]  # fmt: skip
    return tuple(dict.fromkeys(hit.payload for hit in longest))


def _asking(message: Message, number: int) -> Asking | None:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    figures = figures_named(tokens)
    if not figures or not _asks(message, number, tokens):
        return None
    items = [item for item in message.measured if item.sentence == number]
    spans = [item for item in items if item.quantity.kind == "duration" and item.per is None]
    shares = [item for item in items if item.quantity.kind == "share"]
    if len(spans) + len(shares) < len(items) or len(spans) > 1 or len(shares) > 1:
        return None
    months = tidy(spans[0].quantity.value / MONTH_SECONDS) if spans else None
    rate = tidy(shares[0].quantity.value) if shares else None
    if months is not None and not 1 <= months <= _LONGEST:
        return None
    if rate is not None and not (0 <= rate < 1 and _is_rate(message, shares[0], figures)):
        return None
    if not items and set(figures) <= {"roi", "payback"}:
        return None
    return Asking(ReturnsAsked(figures, months, rate), number, tuple(items))


def _other_rate(message: Message, number: int) -> Asking | None:
    """ "What if the hurdle rate is 20 %?": the value at that rate."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    items = [item for item in message.measured if item.sentence == number]
    shares = [item for item in items if item.quantity.kind == "share" and 0 <= item.quantity.value < 1]
    supposes = modes == {"what_if"} and _discount().find(tokens) and words_in(tokens) <= _MOST_WORDS
    if not supposes or figures_named(tokens) or len(shares) != 1 or len(items) != 1:
        return None
    return Asking(ReturnsAsked(("npv",), None, tidy(shares[0].quantity.value)), number, (shares[0],))


def returns_wanted(message: Message) -> list[Measured]:
    """ "Our CFO wants at least 15 % IRR": shares that say what a return must be, and no fact of the case."""
    return [
        item for item in message.measured
        if item.quantity.kind == "share"
        and {"irr", "roi"} & set(figures_named(_clause(message, item)))
    ]  # fmt: skip


def _clause(message: Message, item: Measured) -> Sequence[Token]:
    clause = message.structure.clauses[item.clause]
    return message.tokens[clause.first : clause.last]


def _asks(message: Message, number: int, tokens: Sequence[Token]) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    says = {hit.payload for hit in _others().find(tokens)}
    if {"ignored", "foreign"} & modes or words_in(tokens) > _MOST_WORDS or says or defines(tokens):
        return False
    words = [token.lower for token in tokens if token.kind == "word"]
    tells = {"is", "was", "are", "must", "needs", "need", "want", "wants", "have", "expect", "expects", "should", "we"}
    heads = words_in(tokens) <= _A_HEADING and not tells & set(words)
    asked = message.structure.sentences[number].question or bool({"question", "what_if"} & modes)
    return asked or heads or (words[:1] != [] and words[0] in _words("orders"))


def defines(tokens: Sequence[Token]) -> bool:
    """ "What is IRR?", "what's a discounted payback?": the word without "the" or "our" is asked for."""
    words = [token.lower for token in tokens if token.kind == "word"]
    led = words[:2] in (["what", "is"], ["what", "are"], ["what", "s"]) or words[:1] in (["what's"], ["whats"])
    behind = words[2:] if words[:1] == ["what"] else words[1:]
    owned = {"the", "our", "my", "its", "this", "that", "your", "at", "over", "with", "in", "for", "then", "now"}
    return led and not owned & set(behind) and len(behind) <= _NEAR


def _is_rate(message: Message, item: Measured, figures: Sequence[Figure]) -> bool:
    """ "At 9 %", "9 % cost of capital"; right behind a value, "NPV (8 %)", no word need say so."""
    low, high = max(0, item.first - _NEAR), item.quantity.last + _NEAR
    near = {token.lower for token in message.tokens[low:high]}
    return bool(near & _words("at")) or bool({"npv", "discounted_payback"} & set(figures))


@cache
def _record() -> Mapping[str, object]:
    record: Mapping[str, object] = load_cues("terms.yaml")
    return record


@cache
def _figures() -> Cues[Figure]:
    figures = _record()["figures"]
    assert isinstance(figures, dict)
    assert set(figures) == set(get_args(Figure))
    return Cues(groups_of(figures, "terms.yaml: figures"))  # type: ignore[arg-type]  # checked above


@cache
def _discount() -> Cues[str]:
    return Cues(groups_of({"discount": _record()["discount"]}, "terms.yaml"))


@cache
def _others() -> Cues[str]:
    return Cues(groups_of({"no_case": _record()["no_case"]}, "terms.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(map(str, _record()[group]))  # type: ignore[call-overload]  # a list of words
