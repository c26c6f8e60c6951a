"""Two numbers of a message that belong together, and what they make: "40 people, each asks 12 times a week"."""

from functools import cache

from agent.cues import Cues, groups_of, load_cues
from agent.message import Message
from agent.roles import Measured
from agent.tokens import stem_of
from agent.values import tidy

EACH = frozenset({"each", "apiece"})
EVERY = frozenset({"each", "every", "per"})
HOURLY, BY_MINUTE, DAILY, WEEKLY, YEARLY = 720.0, 43_200.0, 30.0, 30 / 7, 1 / 12  # times a month
HOUR, DAY = 3_600.0, 86_400.0  # seconds

Product = tuple[float, int, int, tuple[float, float] | None]


def product(first: Measured, second: Measured, factor: float) -> Product:
    low, high = first.quantity.range or (first.quantity.value,) * 2
    least, most = second.quantity.range or (second.quantity.value,) * 2
    return span(low * least * factor, high * most * factor, first, second)


def span(low: float, high: float, first: Measured, second: Measured) -> Product:
    start, end = min(first.first, second.first), max(first.last, second.last)
    return tidy((low + high) / 2), start, end, None if low == high else (tidy(low), tidy(high))


def is_for_each(message: Message, users: Measured, asks: Measured) -> bool:
    """ "10 requests a day each", "each student asks ...", "1,200 users, each with ..."; not "each week"."""
    together = users.sentence == asks.sentence
    if together and asks.each:
        return True
    if together and any(token.lower in EACH for token in message.tokens[asks.last : asks.last + 2]):
        return True
    named = {token.stem for token in message.tokens[users.first : users.last]} | {stem_of("of")}
    clause = message.structure.clauses[asks.clause]
    return any(
        message.tokens[index].lower in EVERY and message.tokens[index + 1].stem in named
        for index in range(clause.first, min(clause.last, len(message.tokens) - 1))
    ) or (together and any(token.lower == "each" for token in message.tokens[users.last : users.last + 3]))


def is_apiece(message: Message, item: Measured) -> bool:
    """ "$3 per call", "each call is worth $3"."""
    clause = message.structure.clauses[item.clause]
    return item.each or any(
        token.lower in EVERY or token.lower in EACH for token in message.tokens[clause.first : item.first]
    )


def saves(message: Message, item: Measured) -> bool:
    return message.activation(item).get("benefit", 0.0) > 0.2


def said_apiece(message: Message, item: Measured) -> bool:
    return any(token.lower in EACH for token in message.tokens[item.quantity.last : item.last + 2])


@cache
def derived_words() -> Cues[str]:
    """Words that stand for numbers, or make one out of two."""
    return Cues(groups_of(load_cues("roles.yaml")["derived"], "roles.yaml: derived"))
