"""On how many days of a month something comes: "300 calls a day, Monday to Friday", "40k a day, six days a week"."""

from collections.abc import Sequence

from agent.numbers.products import (
    DAILY,
    DAY,
    WEEKLY,
    YEARLY,
    Product,
    found_in,
    is_daily,
    multiplied,
    named_stems,
    says,
    word_stems,
)
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.roles import Measured

WEEKDAYS = 65 / 3  # a month: five days of seven, of 365 days over twelve months
SIX_DAYS = 30 * 6 / 7


def on_weekdays(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "35 reports a day, weekdays only"."""
    daily = [item for item in items if item.per is not None and is_daily(item.per) and item.quantity.kind == "plain"
             and (item.nouns & _REQUESTS or (item.is_bare() and days_off(message, items, item, item.per) != 1))
             and message.activation(item).get("pay", 0.0) < _PAYS]  # fmt: skip
    per = daily[0].per or DAILY if daily else DAILY
    if len(daily) != 1 or days_off(message, items, daily[0], per) == 1:
        return None
    return multiplied(daily, per * days_off(message, items, daily[0], per))


def days_off(message: Message, items: Sequence[Measured], item: Measured, per: float) -> float:
    """The share of days that count: all of them, unless the words leave weekends out, or count the days of a week."""
    worked = working_days(message, items, item) if is_daily(per) else 0.0
    if worked:
        return worked / per
    if per != DAILY:
        return 1.0
    if says(message, "all_days", item.sentence):
        return 1.0
    if says(message, "six_days", item.sentence):
        return SIX_DAYS / DAILY
    if says(message, "weekdays", item.sentence) or _added_weekdays(message, item):
        return WEEKDAYS / DAILY
    days = _names_days(message, items, item)
    return days / 7 if days else 1.0


def _added_weekdays(message: Message, item: Measured) -> bool:
    """ "600 requests a day (workdays)", "160 daily, weekdays": in brackets, or behind a comma, and nothing more."""
    tokens = message.tokens
    for place in range(item.last, min(item.last + _ADDED_NEAR, len(tokens) - 1)):
        if tokens[place].is_end:
            return False
        for length in (1, 2) if tokens[place].text in _ADDS else ():
            last = place + 1 + length
            ends = last >= len(tokens) or tokens[last].kind != "word"
            if ends and found_in(message, "weekdays_alone", place + 1, last):
                return True
    return False


_ADDS = frozenset("(,-–—:")
_ADDED_NEAR = 8  # tokens


def working_days(message: Message, items: Sequence[Measured], item: Measured) -> float:
    """Of a month: "300 calls a day, 22 working days", "250 working days a year"; 0 where none are named."""
    near = [days for days in items if 0 <= days.sentence - item.sentence <= 1]
    named = next((count for days in near if (count := days_of_month(days))), 0.0)
    return named or next((count for days in near if (count := _added_days(message, item, days))), 0.0)


def _added_days(message: Message, item: Measured, days: Measured) -> float:
    """ "9 quotes per agent and day, 22 days": right behind, and so many as a month or a year has."""
    between = [token.text for token in message.tokens[item.last : days.first]]
    count = days.quantity.value / DAY if days.quantity.unit_seconds == DAY else 0.0
    if between not in ([","], [",", "on"], ["on"]) or days.per is not None or not is_daily(item.per):
        return 0.0
    if _LEAST_MONTH < count <= DAILY + 1:
        return count
    return count * YEARLY if _LEAST_YEAR < count <= _LONGEST_YEAR else 0.0


def days_of_month(days: Measured) -> float:
    """ "22 working days", "20 days a month", "250 days a year"; 0 of what is no number of working days."""
    working = days.quantity.kind == "duration" and abs(days.quantity.unit_seconds - _WORKING_DAY) <= 1
    rated = days.quantity.unit_seconds == DAY and days.per in (1.0, YEARLY)
    if not working and not rated:
        return 0.0
    count = days.quantity.value / days.quantity.unit_seconds
    per = days.per if days.per is not None else 1.0 if count > _LEAST_MONTH else None
    if days.per is None and count > DAILY + 1:
        per = YEARLY if count > _LEAST_YEAR else None
    return count * per if per is not None and _LEAST_MONTH / 2 < count * per <= DAILY + 1 else 0.0


_WORKING_DAY = MONTH_SECONDS / 22  # as numbers.yaml has it
_LEAST_MONTH, _LEAST_YEAR, _LONGEST_YEAR = 14, 180, 366  # working days; five of them are a deadline


def _names_days(message: Message, items: Sequence[Measured], item: Measured) -> float:
    """ "40k a day, six days a week", "six mornings a week"; 0 where no days of the week are counted near."""
    for days in items:
        near = days.sentence == item.sentence and 0 <= days.first - item.last <= _DAYS_NEAR
        weekly = days.per is not None and abs(days.per - WEEKLY) < 1e-6
        of_day = word_stems("parts_of_day") & named_stems(message, days)
        count = days.quantity.value if of_day else days.quantity.value / DAY
        if near and weekly and (of_day or days.quantity.unit_seconds == DAY) and 1 < count < 7:
            return count
    return 0.0


_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_PAYS = 0.4
_DAYS_NEAR = 4  # tokens
