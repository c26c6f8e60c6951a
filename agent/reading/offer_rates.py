"""How often a month a price is paid, and what is told by the year as a share of it: its upkeep, its rise."""

from collections.abc import Sequence

from agent.offers import MONTHS_A_YEAR
from agent.reading.offer_reading import NEAR, Reading
from agent.words.measured import Measured
from agent.words.tokens import Token

MONTHLY = 1.0
_YEARLY = 1 / MONTHS_A_YEAR
SAME = 0.001


def rate_of(reading: Reading, item: Measured) -> float | None:
    """How often a month; "annual upkeep 3,300" says it before, and "40k and 20 % of that per year" not of the 40k."""
    tokens = reading.message.tokens
    between = [
        one for one in reading.items(item.sentence) if one.quantity.kind == "share" and one.first >= item.quantity.last
    ]
    if item.per is not None and not (item.last <= item.quantity.last and between and not _has_rate_word(item, tokens)):
        return item.per
    first, _ = reading.window(item)
    for group, per in (("yearly", _YEARLY), ("monthly", MONTHLY)):
        if reading.places(group, max(first, item.first - NEAR), item.first):
            return per
    paid = [one.per for one in reading.prices(item.sentence) if one.first < item.first]
    runs = reading.says("runs_on", item.quantity.last, min(item.last + NEAR, reading.span(item.sentence)[1]))
    return paid[-1] if paid and runs else None


def _has_rate_word(item: Measured, tokens: Sequence[Token]) -> bool:
    inside = tokens[item.first : item.last]
    return any(token.lower in ("monthly", "yearly", "annual", "annually") for token in inside)


def is_rise(reading: Reading, item: Measured) -> bool:
    """ "5 % more every year"; a rise at once is another price."""
    first, last = reading.span(item.sentence)
    yearly = item.per is not None and abs(item.per - _YEARLY) < SAME
    yearly = yearly or reading.says("yearly", first, last)
    return item.quantity.kind == "share" and yearly and reading.says("rises", first, last)


def is_maintenance(reading: Reading, item: Measured) -> bool:
    if item.quantity.kind != "share" or not 0 < item.quantity.value < 1:
        return False
    first, last = reading.span(item.sentence)
    near = range(max(first, item.first - NEAR), min(last, item.last + 2 * NEAR))
    yearly = item.per is not None and abs(item.per - _YEARLY) < SAME
    if yearly or any(place in near for place in reading.places("maintenance", first, last)):
        return True
    plus = item.first > first and reading.message.tokens[item.first - 1].lower in ("plus", "+", "and", "with")
    shares = [one for one in reading.items(item.sentence) if one.quantity.kind == "share" and one is not item]
    return plus and any(is_maintenance(reading, one) for one in shares if one.first < item.first)
