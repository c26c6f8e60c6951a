"""Values that follow from two numbers by plain arithmetic: conversations times turns, hours times their cost."""

from collections.abc import Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.message import Message
from agent.quantities import MONTH_SECONDS
from agent.roles import Measured
from agent.tokens import stem_of
from agent.values import fits, tidy

_HOUR = 3600.0
_EACH = frozenset({"each", "apiece"})
_EVERY = frozenset({"each", "every", "per"})
_PER_HOUR = MONTH_SECONDS / _HOUR


def derived_statements(message: Message) -> list[Statement]:
    """At most one statement per field."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    volume = _conversations_times_turns(items) or _users_times_requests(message, items)
    benefit = _hours_times_cost(message, items) or _worth_times_count(message, items)
    pairs = [("requests_per_month", volume), ("monthly_benefit", benefit)]
    return [
        Statement(field=field, value=product[0], range=product[3], quote=message.quote(product[1], product[2]))
        for field, product in pairs
        if product is not None and fits(field, product[0])
    ]


_Product = tuple[float, int, int, tuple[float, float] | None]


def _conversations_times_turns(items: Sequence[Measured]) -> _Product | None:
    talks = next((item for item in items if "conversation" in item.nouns and item.per is not None), None)
    turns = next((item for item in items if "turn" in item.nouns), None)
    if turns is None and talks is not None:  # "chats a month, about 6 messages each"
        turns = next((item for item in items if item is not talks and item.each and item.nouns & {"item", "request"}
                      and item.per is None and abs(item.sentence - talks.sentence) <= 1), None)  # fmt: skip
    return _product(talks, turns, talks.per or 1.0) if talks and turns else None


def _users_times_requests(message: Message, items: Sequence[Measured]) -> _Product | None:
    for users, asks in (*pairwise(items), *((second, first) for first, second in pairwise(items))):
        if users.per is not None or asks.per is None or users.quantity.kind != "plain":
            continue
        each = _is_for_each(message, users, asks)
        near = users.sentence == asks.sentence or (each and abs(users.sentence - asks.sentence) <= 2)
        counted = asks.nouns & {"request", "item", "conversation"} or (each and asks.counts_something)
        people = "user" in users.nouns or (each and users.counts_something and not users.nouns)
        few = users.first < asks.first and asks.quantity.value < users.quantity.value / 10
        if near and counted and people and (each or few):
            return _product(users, asks, asks.per)
    return None


def _is_for_each(message: Message, users: Measured, asks: Measured) -> bool:
    """ "10 requests a day each", "each student asks ...", "1,200 users, each with ..."; not "each week"."""
    together = users.sentence == asks.sentence
    if together and asks.each:
        return True
    if together and any(token.lower in _EACH for token in message.tokens[asks.last : asks.last + 2]):
        return True
    named = {token.stem for token in message.tokens[users.first : users.last]} | {stem_of("of")}
    clause = message.structure.clauses[asks.clause]
    return any(
        message.tokens[index].lower in _EVERY and message.tokens[index + 1].stem in named
        for index in range(clause.first, min(clause.last, len(message.tokens) - 1))
    ) or (together and any(token.lower == "each" for token in message.tokens[users.last : users.last + 3]))


def _hours_times_cost(message: Message, items: Sequence[Measured]) -> _Product | None:
    hours = next((item for item in items if _is_hours(item) and _saves(message, item)), None)
    cost = next((item for item in items if item.quantity.kind == "money" and item.quantity.currency == "USD"
                 and item.per is not None and abs(item.per - _PER_HOUR) < 1), None)  # fmt: skip
    if hours is None or cost is None or hours.per is None:
        return None
    worked = hours.quantity.scaled(1 / _HOUR * _heads(items, hours))
    low, high = worked.range or (worked.value, worked.value)
    least, most = cost.quantity.range or (cost.quantity.value, cost.quantity.value)
    return _span(low * least * hours.per, high * most * hours.per, hours, cost)


def counted_benefits(message: Message) -> list[Measured]:
    """Counts that a worth apiece was multiplied with: calls that are avoided are not the volume."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    pair = None if _hours_times_cost(message, items) else _worth_and_count(message, items)
    return [pair[1]] if pair else []


def _worth_times_count(message: Message, items: Sequence[Measured]) -> _Product | None:
    """ "Each avoided call is worth $3, and we would avoid 10,000 a month"."""
    pair = _worth_and_count(message, items)
    return _product(*pair, pair[1].per or 1.0) if pair else None


def _worth_and_count(message: Message, items: Sequence[Measured]) -> tuple[Measured, Measured] | None:
    for worth, count in (*pairwise(items), *((second, first) for first, second in pairwise(items))):
        money = worth.quantity.kind == "money" and worth.quantity.currency == "USD" and worth.per is None
        if money and count.quantity.kind == "plain" and count.per is not None:
            near = abs(worth.sentence - count.sentence) <= 1
            felt = message.activation(worth)
            saves = _saves(message, worth) and felt.get("benefit", 0.0) > felt.get("pay", 0.0)
            if near and saves and _is_apiece(message, worth):
                return worth, count
    return None


def _is_apiece(message: Message, item: Measured) -> bool:
    """ "$3 per call", "each call is worth $3"."""
    clause = message.structure.clauses[item.clause]
    return item.each or any(
        token.lower in _EVERY or token.lower in _EACH for token in message.tokens[clause.first : item.first]
    )


def _heads(items: Sequence[Measured], hours: Measured) -> float:
    """How many people work the hours: "40 developers 5 hours each"."""
    if not hours.each:
        return 1.0
    heads = [item for item in items if "user" in item.nouns and item.per is None and item.sentence == hours.sentence]
    return heads[0].quantity.value if len(heads) == 1 else 1.0


def _is_hours(item: Measured) -> bool:
    return item.quantity.kind == "duration" and float(item.quantity.unit or 0) == _HOUR and item.per is not None


def _saves(message: Message, item: Measured) -> bool:
    return message.activation(item).get("benefit", 0.0) > 0.2


def _product(first: Measured, second: Measured, factor: float) -> _Product:
    low, high = first.quantity.range or (first.quantity.value,) * 2
    least, most = second.quantity.range or (second.quantity.value,) * 2
    return _span(low * least * factor, high * most * factor, first, second)


def _span(low: float, high: float, first: Measured, second: Measured) -> _Product:
    start, end = min(first.first, second.first), max(first.last, second.last)
    return tidy((low + high) / 2), start, end, None if low == high else (tidy(low), tidy(high))
