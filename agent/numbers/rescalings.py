"""What is known was meant for another time, in another unit or on fewer days: "no, per week", "only weekdays"."""

from collections.abc import Collection
from math import prod

from agent.facts import Statement
from agent.numbers.correcting_words import CORRECTING, FEW_WORDS
from agent.numbers.known_numbers import MONTHLY, field_that_is
from agent.numbers.products import is_daily
from agent.numbers.volume_days import days_in, days_of_month, days_of_week, speaks_of_days
from agent.understanding import Context
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.values import fits, tidy


def rescaled(message: Message, context: Context) -> Statement | None:
    """ "No, per week": the newest monthly fact was meant for another time."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    told = [item for item in message.measured if not item.quantity.bare_article]  # "it's a year"
    only_known = all(field_that_is(context, item) in MONTHLY for item in told)
    denied = {word for word in words & (_SCALES.keys() | _MONTHS) if _is_not(message, word)}
    if len(words) > FEW_WORDS or not only_known or len(told) > 1 or not (words & CORRECTING or denied):
        return None
    if not told and not words <= CORRECTING | _SCALES.keys() | _BESIDE_SCALES:
        return None
    if denied and _speaks_of_the_rhythm(context, denied):
        return None
    was = {_SCALES.get(word, 1.0) for word in denied}
    scales = words & _SCALES.keys() - denied
    factors = {_SCALES[word] for word in scales} or ({1.0} if words & _MONTHS - denied and was - {1.0} else set())
    known = [
        (fact.turn, place, field)
        for place, (field, fact) in enumerate(context.facts.items())
        if field in MONTHLY
        and fact.status == "stated"
        and isinstance(fact.value, int | float)
        and {_SCALES[word] for word in _scales_in(fact.quote or "")} == was - {1.0}
    ]
    named = VOLUME if "volume" in words and VOLUME in {each for *_, each in known} else None
    field = field_that_is(context, told[0]) if told else named or (max(known)[2] if known else None)
    if len(factors) != 1 or field is None or field not in {each for *_, each in known}:
        return None
    value = context.facts[field].value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    told_at = max(was - {1.0}, default=1.0)
    return Statement(field=field, value=tidy(value * factors.pop() / told_at), quote=message.text.strip())


def _scales_in(quote: str) -> set[str]:
    return {token.lower for token in taken_apart(quote).tokens} & _SCALES.keys()


def _speaks_of_the_rhythm(context: Context, denied: Collection[str]) -> bool:
    """ "Not monthly, yearly": how often the facts change, where that is asked or was told so."""
    known = context.facts.get("knowledge_change")
    return "knowledge_change" in context.asked or (known is not None and known.value in denied)


def in_other_seconds(message: Message, context: Context) -> Statement | None:
    """ "I meant milliseconds. 800 of them.": the known wait was told in seconds."""
    fact = context.facts.get("max_latency_seconds")
    words = {token.lower for token in message.tokens if token.kind == "word"}
    units = {factor for word, factor in _SECONDS.items() if word in words and not _is_not(message, word)}
    if fact is None or not isinstance(fact.value, int | float) or len(units) != 1 or len(words) > FEW_WORDS:
        return None
    numbers = [item.quantity.value for item in message.measured if item.quantity.kind == "plain"]
    if len(numbers) != len(message.measured) or any(number != fact.value for number in numbers) or not words & _MEANT:
        return None
    value = tidy(fact.value * units.pop())
    return Statement(field="max_latency_seconds", value=value, quote=message.text.strip())


_SECONDS = {"milliseconds": 0.001, "ms": 0.001, "millis": 0.001, "minutes": 60.0, "hours": 3_600.0}
_MEANT = frozenset({"meant", "mean", "sorry", "wait", "oops"})


def on_fewer_days(message: Message, context: Context) -> Statement | None:
    """ "Actually, only weekdays, 22 days": a volume that was told by the day comes on so many days of a month."""
    fact = context.facts.get(VOLUME)
    plain = _tells_days_alone(message) and "timeline_months" not in context.asked
    if fact is None or not isinstance(fact.value, int | float) or not plain or len(message.measured) > 1:
        return None
    told = taken_apart(fact.quote or "")
    before = _days_told(told, fact.value)
    days = next((_days_of(message, item) for item in message.measured), days_in(message, 0, len(message.tokens)))
    if days is None or before is None:
        return None
    value = tidy(fact.value * days / before)
    return Statement(field=VOLUME, value=value, quote=message.text.strip()) if fits(VOLUME, value) else None


def _tells_days_alone(message: Message) -> bool:
    """ "Sorry, Monday to Saturday", "no, only on weekdays": a correction, and nothing but days."""
    first = next((place for place, token in enumerate(message.tokens)
                  if token.kind == "word" and token.lower not in CORRECTING), len(message.tokens))  # fmt: skip
    return first < len(message.tokens) and speaks_of_days(message.tokens[first:])


def _days_told(told: Message, value: float) -> float | None:
    """On how many days a month what was told by the day comes: what is left of the volume by its other numbers."""
    counts = [item for item in told.measured if item.quantity.kind in ("plain", "factor")]
    if not any(is_daily(item.per) for item in told.measured):
        return None
    days = value / prod(item.quantity.value for item in counts)
    return days if _FEWEST_DAYS <= days <= _DAILY + 1 else None


def _days_of(message: Message, item: Measured) -> float | None:
    """Days of a month: "22 days", "20 working days a month", "six days a week"; `None` where it is another time."""
    a_week = days_of_week(message, item)
    if a_week:
        return a_week
    quantity = item.quantity
    days = quantity.value / quantity.unit_seconds if quantity.kind == "duration" and quantity.unit_seconds else 0.0
    named = quantity.unit_seconds >= _DAY and item.per in (None, 1.0)
    return days if named and _FEWEST_DAYS <= days <= _DAILY + 1 else days_of_month(message, item) or None


_DAILY, _FEWEST_DAYS = 30.0, 4.0  # a month
_DAY = 86_400.0  # seconds


def _is_not(message: Message, word: str) -> bool:
    """ "Not per year": the denied one."""
    place = next(index for index, token in enumerate(message.tokens) if token.lower == word)
    return "not" in {token.lower for token in message.tokens[max(0, place - 2) : place]}


_MONTHS = frozenset({"month", "monthly"})
_SCALES = {
    "hour": 720.0, "hourly": 720.0, "day": 30.0, "daily": 30.0, "week": 30 / 7, "weekly": 30 / 7, "quarter": 1 / 3,
    "quarterly": 1 / 3, "year": 1 / 12, "yearly": 1 / 12, "annum": 1 / 12, "annually": 1 / 12,
}  # fmt: skip
_BESIDE_SCALES = frozenset(
    {"i", "that", "that's", "thats", "it's", "its", "is", "was", "it", "per", "a", "an", "each", "every", "the", "for",
     "whole", "of", "in", "not", "month", "monthly", "my", "on", "by", "to", "be", "should", "figure", "number",
     "volume", "gave", "said", "told", "you", "we"}
)  # fmt: skip
