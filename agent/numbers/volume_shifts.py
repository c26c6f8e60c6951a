"""Requests a month that come in working time: so many in a shift, so many in an hour that something is open."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import (
    BY_MINUTE,
    BY_SECOND,
    DAILY,
    DAY,
    EVERY,
    HOUR,
    HOURLY,
    WEEKLY,
    Product,
    found_in,
    is_led_by_each,
    is_named,
    multiplied,
    named_stems,
    saves,
)
from agent.numbers.volume_days import WEEKDAYS, days_off, working_days
from agent.numbers.volume_groups import NO_REQUESTS, PAYS, counts_shifts, is_group
from agent.words.measured import Measured
from agent.words.message import Message


def during_hours(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "400 questions an hour, and we are open ten hours a day, five days a week"."""
    rates = [item for item in items if item.per in (HOURLY, BY_MINUTE, BY_SECOND) and item.quantity.kind == "plain"
             and (item.nouns & {"request", "item", "conversation"} or item.is_bare())
             and message.activation(item).get("pay", 0.0) < PAYS
             and (not item.is_bare() or item.per_head or message.tokens[item.first - 1].lower != "at")]  # fmt: skip
    hours = [item for item in items if item.quantity.unit_seconds == HOUR and 1 < item.quantity.value / HOUR <= 24
             and (item.per in (None, DAILY)) and item not in rates
             and not _is_work_on_one(message, item) and not saves(message, item)]  # fmt: skip
    if rates and not hours:
        return _by_the_clock(message, items, rates[0])
    if not rates or not hours or abs(rates[0].sentence - hours[0].sentence) > 1:
        return None
    days = [item for item in items if item.quantity.unit_seconds == DAY and item.quantity.value <= 7 * DAY
            and item.quantity.value > DAY and abs(item.sentence - hours[0].sentence) <= 1]  # fmt: skip
    a_week = days[0].quantity.value / DAY * WEEKLY if days else 0.0
    a_month = working_days(message, items, hours[0]) or a_week or DAILY * days_off(message, items, hours[0], DAILY)
    per_hour = (rates[0].per or HOURLY) / HOURLY
    groups = [item for item in items if rates[0].per_head and is_group(message, item, rates[0])
              and is_named(message, named_stems(message, item), rates[0])]  # fmt: skip
    if rates[0].per_head and not groups:
        return None
    return multiplied([rates[0], hours[0], *groups[:1]], per_hour * a_month / HOUR)


def _by_the_clock(message: Message, items: Sequence[Measured], rate: Measured) -> Product | None:
    """ "340 an hour but only between eight and six, Monday to Friday": from the one hour to the other."""
    sentence = message.structure.sentences[rate.sentence]
    words = [token.lower for token in message.tokens[rate.last : sentence.last]]
    for place in range(len(words) - 3):
        opens, first, joint, last = words[place : place + 4]
        if opens not in ("between", "from", "are") or joint not in ("and", "to", "till", "until", "-", "–"):
            continue
        if first not in _CLOCK or last not in _CLOCK or rate.per_head:
            continue
        hours = (_CLOCK[last] - _CLOCK[first]) % (12 if max(_CLOCK[first], _CLOCK[last]) <= _NOON else 24) or _NOON
        per_day = hours * (rate.per or HOURLY) / HOURLY
        return multiplied([rate], per_day * DAILY * days_off(message, items, rate, DAILY))
    if not found_in(message, "office_hours", sentence.first, sentence.last) or rate.per_head:
        return None
    share = days_off(message, items, rate, DAILY)
    return multiplied([rate], _WORKDAY * (rate.per or HOURLY) / HOURLY * (WEEKDAYS if share == 1 else DAILY * share))


_NOON = 12
_WORKDAY = 8  # hours of which nobody says more than that somebody works then
_CLOCK = {
    **{word: hour for hour, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)},
    **{str(hour): hour for hour in range(1, 25)},
}  # fmt: skip


def _is_work_on_one(message: Message, hours: Measured) -> bool:
    """ "Three hours on each" is no time of the day that something is open."""
    behind = [token.lower for token in message.tokens[hours.quantity.last : hours.quantity.last + 2]]
    return behind[:1] in (["each"], ["apiece"]) or (behind[:1] != [] and behind[0] in _ON and behind[1:] in _ONE_OF)


_ON = frozenset({"on", "for", "per", "with"})
_ONE_OF = (["each"], ["one"], ["every"], ["it"], ["case"], ["file"])


def per_shift(message: Message, items: Sequence[Measured], asks: Measured) -> float | None:
    """ "Two notes per shift ... 3 shifts": as often a month as there are shifts."""
    behind = [token.stem for token in message.tokens[asks.quantity.last : asks.quantity.last + _SHIFT_NEAR]]
    led = [
        message.tokens[asks.quantity.last + place - 1].lower
        for place in range(1, len(behind))
        if behind[place] == "shift"
    ]
    shifts = [item for item in items if item is not asks and counts_shifts(message, item)]
    worked = [item for item in shifts if item.per not in (None, DAILY)]  # of two, the first was a slip
    if not (len(shifts) == 1 or shifts == worked != []) or not any(word in (*EVERY, "a") for word in led):
        return None
    return shifts[-1].quantity.value * (shifts[-1].per or DAILY)


def in_shifts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Four shifts, and each one writes 200 logs, every day"."""
    for shifts, made in pairwise(items):
        counts = counts_shifts(message, shifts) and made.quantity.kind == "plain" and made.per in (None, DAILY)
        asked = made.counts_something and not made.nouns & NO_REQUESTS
        of_a_shift = per_shift(message, items, made) is not None  # "wards with three shifts, each writes 5 a shift"
        led = is_led_by_each(message, shifts, made) and made.sentence == shifts.sentence
        if counts and asked and led and not of_a_shift:
            return multiplied([shifts, made], DAILY)
    return None


def of_each_shift(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Three shifts, seven days, and I'd say 85 lookups per shift": by nobody of whom there are several."""
    for made in items:
        times = per_shift(message, items, made)
        counted = made.quantity.kind == "factor" or (made.quantity.kind == "plain" and made.counts_something)
        if times is None or not counted or made.nouns & NO_REQUESTS or made.per not in (None, DAILY):
            continue
        shifts = next(item for item in items if counts_shifts(message, item))
        if shifts.per in (None, DAILY):
            days = days_off(message, items, shifts, DAILY)
            return multiplied([shifts, made], DAILY * days)
    return None


def groups_in_shifts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "11 gangs, 3 shifts a day, all week", "5 desks, 3 shifts/day": one of each in every shift."""
    for one, other in pairwise(items):
        for group, shifts in ((one, other), (other, one)):
            between = [token.text for token in message.tokens[one.last : other.first]]
            whole = message.structure.sentences[shifts.sentence]
            every = found_in(message, "each_shift", 0, len(message.tokens)) or found_in(
                message, "all_days", whole.first, whole.last
            )
            counted = group.quantity.kind == "plain" and group.counts_something and group.per in (None, DAILY)
            if not counts_shifts(message, shifts) or shifts.per not in (None, DAILY) or not every or not counted:
                continue
            if between == [","] and not group.nouns & {*NO_REQUESTS, "document", "item"} and not group.each:
                return multiplied([group, shifts], DAILY * days_off(message, items, shifts, DAILY))
    return None


_SHIFT_NEAR = 6  # tokens
