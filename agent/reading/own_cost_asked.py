"""Whether somebody asks what the work costs them today, how long it takes, or what comes of changing nothing.

Nothing of a project is asked then: "what do we pay for this work today?", "how many hours is that?", "what if we leave
everything as it is?". One that only goes on ("and per year?") asks it behind what they told of the work. The words are
`cues/own_cost.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token, words_in
from agent.words.values import tidy

Kind = Literal["money", "time", "nothing"]  # what it costs; how long it takes; what comes of doing nothing
_MOST_WORDS = 16
_LEANING = ("leaning", "sums")
_ASKING = frozenset({"what", "what's", "whats", "how"})
_OPENING = 5  # tokens


@dataclass(frozen=True)
class OwnCost:
    """What is asked of it, and over how many months where they were named."""

    kind: Kind = "money"
    months: float | None = None


def own_cost_asked(message: Message, number: int, *, leans: bool) -> OwnCost | None:
    """What sentence `number` asks of their own work; `leans`: what was spoken of last is that work."""
    kind = _kind(message, number, leans=leans)
    return None if kind is None else OwnCost(kind, _span(message, number))


def _kind(message: Message, number: int, *, leans: bool) -> Kind | None:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    asks = sentence.question or bool({"question", "what_if"} & modes)
    if "foreign" in modes or words_in(tokens) > _MOST_WORDS or _is_counted(message, number):
        return None
    says = {hit.payload for hit in _cues().find(tokens)}
    if asks and {"nothing", "comes_of_it"} <= says and "not_of_nothing" not in says:
        return "nothing"
    asks = asks and not _ASKING.isdisjoint(token.lower for token in tokens[:_OPENING])
    if "others" in says or "what_if" in modes:
        return None
    if asks and {"time", "spent"} <= says:
        return "time"
    if asks and ("costs_us" in says or ("pays" in says and "today" in says) or {"pays", "work"} <= says):
        return None if _would_be(tokens) else "money"
    return "money" if leans and (_only_goes_on(tokens) or "that_costs_us" in says) and not _would_be(tokens) else None


def _is_counted(message: Message, number: int) -> bool:
    """A number that is no time makes it a question about that number."""
    items = [item for item in message.measured if item.sentence == number and not item.quantity.is_free]
    return any(item.quantity.kind != "duration" for item in items)


def _span(message: Message, number: int) -> float | None:
    """ "Over three years": in months; "a month" and "a year" are told in any case."""
    spans = [
        item.quantity.value
        for item in message.measured
        if item.sentence == number and item.quantity.kind == "duration" and item.per is None
    ]
    return tidy(spans[-1] / MONTH_SECONDS) if spans and spans[-1] >= MONTH_SECONDS else None


def _would_be(tokens: Sequence[Token]) -> bool:
    return not {"would", "will", "could", "should", "might", "'d", "'ll", "must"}.isdisjoint(
        one.lower for one in tokens
    )


def _only_goes_on(tokens: Sequence[Token]) -> bool:
    """ "What is that per year?", "and in money?"."""
    words = [token.lower for token in tokens if token.kind == "word"]
    sums, others = _words("sums"), _words("leaning")
    return not sums.isdisjoint(words) and sums.union(others).issuperset(words)


@cache
def _cues() -> Cues[str]:
    record = load_cues("own_cost.yaml")
    return Cues(groups_of({name: record[name] for name in record if name not in _LEANING}, "own_cost.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("own_cost.yaml")[group], f"own_cost.yaml: {group}"))
