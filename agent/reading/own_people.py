"""People of one's own who would do it: "two people at 9k a month each for 4 months", "our IT asks for 250k"."""

from dataclasses import dataclass
from itertools import pairwise

from agent.numbers.products import DAY, HOUR
from agent.reading.asked_prices import asked_prices, is_of_other_things
from agent.reading.offer_rates import MONTHLY, SAME
from agent.reading.offer_reading import NEAR, Reading, is_imagined
from agent.reading.offer_words import stems_of
from agent.words.measured import Measured

_MOST_PEOPLE = 100
_SHORTEST_TERM = 5 * DAY


@dataclass(frozen=True)
class Work:
    """People who work so long at such a rate."""

    heads: float
    rate: Measured
    length: Measured | None  # none: month after month
    items: tuple[Measured, ...]


def people_at_work(reading: Reading, number: int) -> Work | None:
    """ "Two people at 9k a month each for 4 months", "$1,400 a day for 45 days"."""
    items = reading.items(number)
    rates = [one for one in reading.prices(number) if one.per is not None and not is_of_other_things(reading, one)]
    lengths = [
        one
        for one in items
        if one.quantity.kind == "duration"
        and one.per is None
        and not one.quantity.bare_article
        and (one.quantity.value >= _SHORTEST_TERM or one.quantity.unit_seconds == HOUR)
        and reading.message.structure.mode_at(one.first) != "question"
    ]
    heads = [one for one in items if _counts_people(reading, one)]
    if not rates:
        return None
    rate = min(rates, key=lambda one: abs(one.first - lengths[0].first)) if lengths else rates[0]
    if not lengths:
        each = rate.each or reading.words(rate.last, rate.last + 1) & {"each", "apiece"}
        return Work(heads[0].quantity.value, rate, None, (heads[0], rate)) if heads and each else None
    by_time = (rate.per or 0.0) > MONTHLY + SAME  # by the hour, the day or the week
    if not heads and not by_time and not _one_of_them(reading, number):
        return None
    count = heads[0].quantity.value if heads else 1.0
    return Work(count, rate, lengths[0], (*heads[:1], rate, lengths[0]))


def _counts_people(reading: Reading, item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and item.per is None and 0 < item.quantity.value <= _MOST_PEOPLE
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 2)]
    return plain and any(token.stem in stems_of("people") for token in words)


def _one_of_them(reading: Reading, number: int) -> bool:
    first, last = reading.span(number)
    tokens = reading.message.tokens[first:last]
    return any(one.lower in ("one", "a", "an") and two.stem in stems_of("people") for one, two in pairwise(tokens))


def puts_own_people_to_it(reading: Reading, number: int) -> bool:
    first, last = reading.span(number)
    around = reading.span(number - 1)[0] if number else first
    own = reading.says("own", around, last) and reading.says("builds", around, last)
    return _own_unit_asks(reading, number) or (own and people_at_work(reading, number) is not None)


def _own_unit_asks(reading: Reading, number: int) -> bool:
    """ "Our IT asks for $250,000 for it": what it would cost in-house, and no budget."""
    first, last = reading.span(number)
    tokens = reading.message.tokens
    prices = asked_prices(reading, number)
    units = [*reading.places("own_units", first, last), *(at for at in range(first, last) if tokens[at].text == "IT")]
    asks = [*reading.places("asks", first, last), *reading.places("need_for_it", first, last)]
    return any(
        unit < ask <= unit + NEAR and any(0 < one.first - ask <= NEAR and one.per is None for one in prices)
        for unit in units
        for ask in asks
    )


def hires_somebody(reading: Reading, number: int) -> bool:
    """ "I could hire one more person for 2,900 a month": somebody of one's own, and no vendor."""
    first, last = reading.span(number)
    hires = [hit.last for hit in reading.hits if hit.payload == "hires" and first <= hit.first and hit.last <= last]
    return any(not reading.says("sellers", first, at) for at in hires) and not is_imagined(reading.message, number)
