"""What was paid or gained over a stretch of time, as so much a month: "$31,200 for the last twelve months"."""

from dataclasses import replace

from agent.words.assigned import Assigned
from agent.words.calendar_dates import quarter_names
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS

_MONTHLY = ("monthly_api_spend", "monthly_benefit")


def over_its_period(message: Message, item: Assigned) -> Assigned:
    """The amount at the rate of the stretch of time that it is for."""
    if item.field not in _MONTHLY or item.measured.per is not None:
        return item
    months = _months_behind(message, item.measured)
    return item if months is None else replace(item, measured=replace(item.measured, per=1 / months))


def _months_behind(message: Message, item: Measured) -> float | None:
    """ "... over the year", "... for the third quarter", "... in the last three months"."""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in message.tokens[item.quantity.last : sentence.last]]
    for place, word in enumerate(words[:_NEAR]):
        if word not in _OVER:
            continue
        start = item.quantity.last + place + 1
        long = next(
            (
                other
                for other in message.measured
                if other.quantity.kind == "duration" and start <= other.first <= start + _BETWEEN
            ),
            None,
        )
        between = words[place + 1 : (long.first if long else start + _BETWEEN) - item.quantity.last]
        if long is not None and long.quantity.value >= MONTH_SECONDS and set(between) <= _WHICH:
            past = long.quantity.relative or bool(_GONE.intersection(between))
            return long.quantity.value / MONTH_SECONDS if past else None
        unit = next((at for at, one in enumerate(words[place + 1 : place + 2 + _BETWEEN]) if one not in _WHICH), None)
        if unit is None:
            continue
        ahead = words[place + 1 : place + 1 + unit]
        named = words[place + 1 + unit]
        if named in quarter_names() or (named == "quarter" and ahead):
            return _QUARTER
        if named == "year" and ahead:
            return _YEAR
    return None


_NEAR, _BETWEEN = 5, 3  # tokens
_OVER = frozenset({"for", "in", "over", "during", "throughout", "across"})
_GONE = frozenset({"last", "past", "previous", "whole", "full", "entire"})
_WHICH = frozenset({*_GONE, "the", "this", "first", "second", "third", "fourth", "one", "all", "of", "these"})
_QUARTER, _YEAR = 3, 12  # months
