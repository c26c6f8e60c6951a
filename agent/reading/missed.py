"""A goal that would be missed: "what if we only reach 91 %?" speaks of what the project gets to, not of the need."""

from dataclasses import dataclass

from agent.numbers.changes import change_cues, change_words, nearest_name
from agent.numbers.denied_numbers import is_denied
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.values import tidy


@dataclass(frozen=True)
class Missed:
    """The share that would be reached, and the number that says it."""

    share: float
    item: Measured


def missed(message: Message, context: Context) -> Missed | None:
    """What is reached instead of the accuracy that is needed; `None` where the message supposes no such thing.

    Where a wrong answer has its price, the benefit moves instead (`benefit_made.would_be_reached`).
    """
    fact = context.facts.get("target_accuracy")
    needed = fact.value if fact is not None and fact.status != "declined" else None
    priced = any(part.name in ("error_cost", "error_time") for part in context.parts)
    if not isinstance(needed, int | float) or priced or message.language != "en":
        return None
    items = [item for item in message.measured if _may_be_it(message, item, context)]
    shares = [(item, _share_of(message, item, needed)) for item in items]
    found = [(item, share) for item, share in shares if share is not None and needed - _NEAR <= share < needed]
    return Missed(found[0][1], found[0][0]) if len(found) == 1 else None


_NEAR = 0.25  # below it nobody speaks of the goal any more


def _may_be_it(message: Message, item: Measured, context: Context) -> bool:
    supposed = message.structure.mode_at(item.first) == "what_if" or message.structure.sentences[item.sentence].question
    named = nearest_name(message, item, context) in (None, "target_accuracy", "current_accuracy")
    return supposed and named and item.per is None and not is_denied(message, item)


def _share_of(message: Message, item: Measured, needed: float) -> float | None:
    """What would be reached: the share itself, or so many points below what is needed."""
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens[clause.first : clause.last]
    if {token.lower for token in tokens} & change_words("no_goal"):
        return None
    if change_cues("misses").find(message.tokens[clause.first : item.first]):
        return tidy(needed - item.quantity.value) if item.quantity.kind == "share" else None
    ahead = message.tokens[max(clause.first, item.first - _AHEAD) : item.first]
    behind = message.tokens[item.quantity.last : clause.last]
    if not (change_cues("reaches").find(ahead) or change_cues("reached_behind").find(behind)):
        return None
    quantity = item.quantity
    if quantity.kind == "plain" and item.is_bare() and 1 < quantity.value <= 100:  # percent
        return tidy(quantity.value / 100)
    return tidy(quantity.value) if quantity.kind == "share" else None


_AHEAD = 6  # tokens
