"""On how many days of a month something comes: "300 calls a day, Monday to Friday", "40k a day, six days a week"."""

from collections.abc import Sequence
from itertools import pairwise

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
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token
from agent.words.values import tidy
from agent.words.week_days import day_words, days_named, open_days

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


def on_its_days(message: Message, items: Sequence[Measured], made: Product) -> Product:
    """A volume that was made of what comes by the day comes on so many days: "900 people a day, Mon-Fri, 3 each"."""
    value, first, last, ends = made
    daily = [item for item in items if first <= item.first < last and is_daily(item.per)]
    if not daily:
        return made
    share = days_off(message, items, daily[0], daily[0].per or DAILY)
    return tidy(value * share), first, last, ends and (tidy(ends[0] * share), tidy(ends[1] * share))


def days_off(message: Message, items: Sequence[Measured], item: Measured, per: float) -> float:
    """The share of days that count: all of them, unless the words leave some out, or count the days of a week."""
    worked = working_days(message, items, item) if is_daily(per) else 0.0
    if worked:
        return worked / per
    if abs(per - WEEKLY) < _SAME:
        return _days_of_the_rate(message, item)
    if per != DAILY:
        return 1.0
    sentence = message.structure.sentences[item.sentence]
    days = days_in(message, sentence.first, sentence.last) or _added_weekdays(message, item)
    days = days or _days_a_week(message, items, item) or _days_beside(message, items, item)
    return days / DAILY if days else 1.0


def _days_of_the_rate(message: Message, item: Measured) -> float:
    """ "150 every Tuesday and Thursday" come twice a week; a weekend is one, whichever of its days."""
    for first, last, days in days_named(message.tokens):
        if item.quantity.last <= first < item.last < last:
            return len(days)
    return 1.0


def days_in(message: Message, first: int, last: int) -> float | None:
    """Days of a month that words tell: "weekends included", "Monday to Saturday", "closed on Mondays"."""
    for group, count in (("all_days", DAILY), ("six_days", SIX_DAYS), ("weekdays", WEEKDAYS)):
        if found_in(message, group, first, last):
            return count
    return _a_month(len(open_days(message.tokens[first:last]))) or None


def _a_month(days_a_week: float) -> float:
    return WEEKDAYS if days_a_week == _WORK_WEEK else days_a_week * WEEKLY


def _days_beside(message: Message, items: Sequence[Measured], item: Measured) -> float | None:
    """ "90 calls a day. We are closed at weekends.", "Monday to Friday only.": a sentence of its own, and of us all."""
    for number in (item.sentence + 1, item.sentence - 1):
        if not 0 <= number < len(message.structure.sentences):
            continue
        sentence = message.structure.sentences[number]
        here = [one for one in items if one.sentence == number]
        told = message.structure.mode_at(sentence.first) == "fact" and not sentence.question
        if not told or any(days_of_week(message, one) == 0 for one in here):
            continue
        if is_of_us_all(message, number):
            counted = next((days_of_week(message, one) for one in here), None)
            return days_in(message, sentence.first, sentence.last) or counted
    return None


def is_of_us_all(message: Message, sentence: int) -> bool:
    """The days of a sentence are those on which things come: we are open then, or it speaks of nothing else."""
    here = message.structure.sentences[sentence]
    tokens = message.tokens[here.first : here.last]
    of_some = any(one.lower in _SOME and behind.lower not in _OF_DAYS for one, behind in pairwise(tokens))
    return (says(message, "opens", sentence) and not of_some) or speaks_of_days(tokens)


def speaks_of_days(tokens: Sequence[Token]) -> bool:
    """ "That's on weekdays only.": of nothing else than the days."""
    return all(token.kind != "word" or token.lower in _OF_DAYS for token in tokens)


_SOME = frozenset({"one", "two", "some", "several", "another", "few"})  # "one pharmacy is closed on Saturdays"
_WORK_WEEK = 5
_OF_DAYS = frozenset(
    {"actually", "only", "just", "days", "day", "nights", "a", "month", "week", "per", "that's", "it's", "is", "but",
     "and", "on", "to", "till", "through", "in", "each", "every", "though", "of", "course", "not", "no", "the", "for",
     "it", "that", "so", "at", "during", "working", "business", "office", "never", "five", "six", "seven", "four", "we",
     "we're", "work", "open", "are", "run", "counts", "count", "then", "included", "too", "well", "as", "also", "all",
     *day_words()}
)  # fmt: skip


def _added_weekdays(message: Message, item: Measured) -> float | None:
    """ "600 requests a day (workdays)", "160 daily, weekdays": in brackets, or behind a comma, and nothing more."""
    tokens = message.tokens
    for place in range(item.last, min(item.last + _ADDED_NEAR, len(tokens) - 1)):
        if tokens[place].is_end:
            return None
        for length in (1, 2) if tokens[place].text in _ADDS else ():
            last = place + 1 + length
            ends = last >= len(tokens) or tokens[last].kind != "word"
            if ends and found_in(message, "weekdays_alone", place + 1, last):
                return WEEKDAYS
    return None


_ADDS = frozenset("(,-–—:")
_ADDED_NEAR = 8  # tokens


def working_days(message: Message, items: Sequence[Measured], item: Measured) -> float:
    """Of a month: "300 calls a day, 22 working days", "250 working days a year"; 0 where none are named."""
    near = [days for days in items if abs(days.sentence - item.sentence) <= 1]
    named = next((count for days in near if (count := days_of_month(message, days))), 0.0)
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


def days_of_month(message: Message, days: Measured) -> float:
    """ "22 working days", "25 nights a month", "250 days a year"; 0 of what is no number of working days."""
    working = days.quantity.kind == "duration" and abs(days.quantity.unit_seconds - _WORKING_DAY) <= 1
    rated = (days.quantity.unit_seconds == DAY or _counts_nights(message, days)) and days.per in (1.0, YEARLY)
    if not working and not rated:
        return 0.0
    count = days.quantity.value / (days.quantity.unit_seconds or 1.0)
    per = days.per if days.per is not None else 1.0 if count > _LEAST_MONTH else None
    if days.per is None and count > DAILY + 1:
        per = YEARLY if count > _LEAST_YEAR else None
    return count * per if per is not None and _LEAST_MONTH / 2 < count * per <= DAILY + 1 else 0.0


def _counts_nights(message: Message, days: Measured) -> bool:
    """ "25 nights", "six mornings": as many days."""
    return days.quantity.kind == "plain" and bool(word_stems("parts_of_day") & named_stems(message, days))


_WORKING_DAY = MONTH_SECONDS / 22  # as numbers.yaml has it
_LEAST_MONTH, _LEAST_YEAR, _LONGEST_YEAR = 14, 180, 366  # working days; five of them are a deadline


def days_of_week(message: Message, days: Measured) -> float:
    """Of a month, told by the week: "six days a week", "four nights a week"; 0 of anything else."""
    nights = _counts_nights(message, days)
    weekly = days.per is not None and abs(days.per - WEEKLY) < _SAME
    count = days.quantity.value if nights else days.quantity.value / DAY
    daily = nights or days.quantity.unit_seconds == DAY
    return _a_month(count) if weekly and daily and 1 < count <= _WEEK else 0.0


def _days_a_week(message: Message, items: Sequence[Measured], item: Measured) -> float | None:
    """ "40k a day, six days a week", "we're open six days a week and get 120 calls a day"."""
    for days in items:
        count = days_of_week(message, days) if days.sentence == item.sentence else 0.0
        near = 0 <= days.first - item.last <= _DAYS_NEAR
        ahead = {token.lower for token in message.tokens[max(0, days.first - _WORKS_NEAR) : days.first]}
        if count and (near or not ahead.isdisjoint(_WORKS)):
            return count
    return None


_SAME, _WEEK = 1e-6, 7
_WORKS = frozenset({"open", "work", "works", "working", "run", "runs", "operate", "operates", "staffed", "there"})
_WORKS_NEAR = 2  # tokens
_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_PAYS = 0.4
_DAYS_NEAR = 4  # tokens
