"""Requests a month that follow from two numbers: conversations times turns, people times what each of them asks."""

from collections.abc import Sequence
from itertools import pairwise

from agent.message import Message
from agent.products import (
    BY_MINUTE,
    DAILY,
    DAY,
    EACH,
    EVERY,
    HOUR,
    HOURLY,
    WEEKLY,
    Product,
    is_for_each,
    named_stems,
    product,
    says,
    span,
    tie,
)
from agent.quantities import rate_at
from agent.roles import Measured


def volume_of(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no two numbers say it."""
    return (
        _conversations_times_turns(message, items)
        or _things_times_calls(items)
        or _during_hours(message, items)
        or _each_times_their_share(message, items)
        or _things_times_parts(message, items)
        or _multiplied(message, items)
        or _on_weekdays(message, items)
    )


def _conversations_times_turns(message: Message, items: Sequence[Measured]) -> Product | None:
    talks = next((item for item in items if item.nouns & {"conversation", "user"} and item.per is not None), None)
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


def _during_hours(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "400 questions an hour, and we are open ten hours a day, five days a week"."""
    rates = [item for item in items if item.per in (HOURLY, BY_MINUTE) and item.quantity.kind == "plain"
             and (item.nouns & {"request", "item", "conversation"} or item.is_bare())
             and message.activation(item).get("pay", 0.0) < _PAYS]  # fmt: skip
    hours = [item for item in items if item.quantity.unit_seconds == HOUR and 1 < item.quantity.value / HOUR <= 24
             and (item.per in (None, DAILY)) and item not in rates]  # fmt: skip
    if not rates or not hours or abs(rates[0].sentence - hours[0].sentence) > 1:
        return None
    days = [item for item in items if item.quantity.unit_seconds == DAY and item.quantity.value <= 7 * DAY
            and item.quantity.value > DAY and abs(item.sentence - hours[0].sentence) <= 1]  # fmt: skip
    a_month = days[0].quantity.value / DAY * WEEKLY if days else float(DAILY)
    per_hour = (rates[0].per or HOURLY) / HOURLY
    return product(rates[0], hours[0], per_hour * a_month / HOUR)


def _each_times_their_share(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "95 scientists ask 12 questions a week each", "70 practices. Each of them gets 15 calls a day"."""
    for asks in items:
        per = asks.per or _rate_behind(message, asks)
        if per is None or not _is_count(asks) or asks.nouns & _NO_REQUESTS or asks.quantity.value * per > _BUSIEST:
            continue
        tied = [(_tie_of_users(message, group, asks), group) for group in items if _is_group(message, group, asks)]
        strongest = max((strength for strength, _ in tied), default=0)
        if strongest:
            group = _chosen(message, [group for strength, group in tied if strength == strongest], asks)
            return product(group, asks, per * _days_off(message, asks, per))
    return None


def _tie_of_users(message: Message, group: Measured, asks: Measured) -> int:
    """As `tie`; "500 users ask 3 questions a day" say it without "each"."""
    strength = tie(message, group, asks)
    known = bool(asks.nouns & _REQUESTS)
    if strength and (known or asks.counts_something or strength > 1 or group.each or asks.quantity.kind == "factor"):
        return strength
    follows = group.first < asks.first and group.sentence == asks.sentence and "user" in group.nouns
    few = asks.quantity.value <= _FEW and asks.quantity.value < group.quantity.value / 10
    return 1 if follows and few and known else 0


def _is_group(message: Message, group: Measured, asks: Measured) -> bool:
    """People, shops or wards: a count of its own, not how often something comes."""
    counts = group.quantity.kind == "plain" and group.counts_something
    if group.per is not None and (asks.per is not None or _has_own_rate(message, group)):
        return False
    near = 0 <= asks.sentence - group.sentence <= _FARTHEST or group.sentence - asks.sentence == 1
    return group is not asks and counts and near and group.quantity.value > 1 and not group.nouns & _NO_GROUPS


def _has_own_rate(message: Message, item: Measured) -> bool:
    """Not a rate that stands apart, and may belong to another number."""
    return any(rate_at(message.tokens, index) for index in range(item.quantity.last, item.last))


def _chosen(message: Message, groups: Sequence[Measured], asks: Measured) -> Measured:
    """The one that is named again in front of the number ("612 stores ..., the store managers ask"), or the nearest."""
    again = [
        group
        for group in groups
        if group.last <= asks.first
        and any(token.stem in named_stems(message, group) for token in message.tokens[group.last : asks.first])
    ]
    return min(again or groups, key=lambda group: abs(group.first - asks.first))


def _things_times_parts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "480 ships a month, fifty papers per ship"; "per lot we write a text ... six auctions a year, 800 lots each"."""
    for parts in items:
        if parts.per is not None or not _is_count(parts) or parts.quantity.value > _MOST_PARTS:
            continue
        for things in items:
            counted = things.quantity.kind == "plain" and things.per is not None and things.counts_something
            near = things is not parts and abs(parts.sentence - things.sentence) <= 1
            if not counted or not near or things.nouns & _UNITS_OF_WORK:
                continue
            strength = tie(message, things, parts)
            known = bool(parts.nouns & _REQUESTS) or parts.quantity.kind == "factor"
            if (strength == 3 and known) or (strength and _is_unit_of_work(message, parts)):
                return product(things, parts, things.per or 1.0)
    return None


def _is_unit_of_work(message: Message, parts: Measured) -> bool:
    """The message says elsewhere what is done per lot, for every letter."""
    stems = named_stems(message, parts)
    first = message.structure.sentences[parts.sentence].first
    return any(
        message.tokens[index].lower in EVERY and message.tokens[index + 1].stem in stems for index in range(first - 1)
    )


def _multiplied(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "85 wards x 3 shifts a day"."""
    for first, second in pairwise(items):
        plain = first.quantity.kind == second.quantity.kind == "plain" and first.per is None
        if plain and second.per is not None and _times_follows(message, first, second):
            return product(first, second, second.per)
    return None


def _times_follows(message: Message, first: Measured, second: Measured) -> bool:
    between = message.tokens[first.quantity.last : second.first]
    return bool(between) and len(between) <= _RATE_NEAR and between[-1].lower in ("x", "×", "*", "times")


def _on_weekdays(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "35 reports a day, weekdays only"."""
    daily = [item for item in items if item.per == DAILY and item.nouns & _REQUESTS]
    if len(daily) != 1 or _days_off(message, daily[0], DAILY) == 1:
        return None
    value = daily[0].quantity.value
    low, high = daily[0].quantity.range or (value, value)
    return span(low * _WEEKDAYS, high * _WEEKDAYS, daily[0], daily[0])


def _days_off(message: Message, item: Measured, per: float) -> float:
    """The share of days that count: all of them, unless the words leave weekends out."""
    return _WEEKDAYS / DAILY if per == DAILY and says(message, "weekdays", item.sentence) else 1.0


def _rate_behind(message: Message, item: Measured) -> float | None:
    """ "30 times each on any given day": the rate that stands a few words behind."""
    if item.quantity.kind != "factor" or not item.each:
        return None
    for index in range(item.last, min(item.last + _RATE_NEAR, len(message.tokens))):
        rate = rate_at(message.tokens, index)
        if rate and rate[0] is not None:
            return rate[0]
    return None


def _is_count(item: Measured) -> bool:
    """A number of things, or of times."""
    return item.quantity.kind == "plain" or (item.quantity.kind == "factor" and item.quantity.first != item.last - 1)


_PAYS = 0.4
_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_NO_REQUESTS = frozenset({"token", "word", "page", "user", "engineer", "hour", "other", "turn"})
_UNITS_OF_WORK = frozenset({"request", "item", "conversation", "token", "word", "page", "other"})
_NO_GROUPS = frozenset({"token", "word", "page", "request", "conversation", "hour", "other", "example"})
_WEEKDAYS = 65 / 3  # a month: five days of seven, of 365 days over twelve months
_BUSIEST = 100_000  # times a month that one of a group may ask
_FEW = 50
_FARTHEST = 3  # sentences
_MOST_PARTS = 5_000  # of one thing
_RATE_NEAR = 4  # tokens
