"""Requests a month that follow from two numbers: conversations times turns, people times what each of them asks."""

from collections.abc import Sequence
from itertools import pairwise

from agent.message import Message
from agent.products import BY_MINUTE, DAILY, DAY, EACH, HOUR, HOURLY, WEEKLY, Product, is_for_each, product
from agent.roles import Measured


def volume_of(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no two numbers say it."""
    return (
        _conversations_times_turns(message, items)
        or _things_times_calls(items)
        or _during_hours(items)
        or _users_times_requests(message, items)
    )


def _conversations_times_turns(message: Message, items: Sequence[Measured]) -> Product | None:
    talks = next((item for item in items if "conversation" in item.nouns and item.per is not None), None)
    turns = next((item for item in items if "turn" in item.nouns), None)
    if turns is None and talks is not None:  # "chats a month, about 6 messages each"
        turns = next((item for item in items if item is not talks and item.nouns & {"item", "request"}
                      and item.per is None and abs(item.sentence - talks.sentence) <= 1
                      and (item.each or is_for_each(message, talks, item)
                           or _ends_each(message, item))), None)  # fmt: skip
    return product(talks, turns, talks.per or 1.0) if talks and turns else None


def _things_times_calls(items: Sequence[Measured]) -> Product | None:
    """ "11,000 episodes a week, one call per episode", "4 million lines a month, one model call each"."""
    for things, calls in pairwise(items):
        apiece = calls.each and calls.per is None and "request" in calls.nouns and calls.quantity.value <= _MOST_CALLS
        counted = things.per is not None and things.quantity.kind == "plain" and not things.nouns & {"request", "user"}
        if apiece and counted and things.counts_something and calls.sentence - things.sentence <= 1:
            return product(things, calls, things.per or 1.0)
    return None


_MOST_CALLS = 100  # for one thing


def _ends_each(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    return any(token.lower in EACH for token in message.tokens[item.last : clause.last])


def _during_hours(items: Sequence[Measured]) -> Product | None:
    """ "400 questions an hour, and we are open ten hours a day, five days a week"."""
    rates = [item for item in items if item.per in (HOURLY, BY_MINUTE) and item.quantity.kind == "plain"
             and (item.nouns & {"request", "item", "conversation"} or item.is_bare())]  # fmt: skip
    hours = [item for item in items if item.quantity.unit_seconds == HOUR and 1 < item.quantity.value / HOUR <= 24
             and (item.per in (None, DAILY)) and item not in rates]  # fmt: skip
    if not rates or not hours or abs(rates[0].sentence - hours[0].sentence) > 1:
        return None
    days = [item for item in items if item.quantity.unit_seconds == DAY and item.quantity.value <= 7 * DAY
            and item.quantity.value > DAY and abs(item.sentence - hours[0].sentence) <= 1]  # fmt: skip
    a_month = days[0].quantity.value / DAY * WEEKLY if days else float(DAILY)
    per_hour = (rates[0].per or HOURLY) / HOURLY
    return product(rates[0], hours[0], per_hour * a_month / HOUR)


def _users_times_requests(message: Message, items: Sequence[Measured]) -> Product | None:
    for users, asks in (*pairwise(items), *((second, first) for first, second in pairwise(items))):
        if users.per is not None or asks.per is None or users.quantity.kind != "plain":
            continue
        each = is_for_each(message, users, asks)
        near = users.sentence == asks.sentence or (each and abs(users.sentence - asks.sentence) <= 2)
        counted = asks.nouns & {"request", "item", "conversation"} or (each and asks.counts_something)
        people = "user" in users.nouns or (each and users.counts_something and not users.nouns)
        few = users.first < asks.first and asks.quantity.value < users.quantity.value / 10
        if near and counted and people and (each or few):
            return product(users, asks, asks.per)
    return None
