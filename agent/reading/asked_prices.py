"""Which prices of a sentence somebody asks, and which are of other things: a gain, the bill, what is paid today."""

from agent.numbers.earnings import is_earned
from agent.numbers.part_places import is_what_came_of_it
from agent.reading.offer_reading import NEAR, Reading, places_of_own
from agent.words.measured import Measured

STANDS_FOR = frozenset({"instead", "place", "rather", "replaces", "replacing", "replace", "against"})


def asked_prices(reading: Reading, number: int) -> list[Measured]:
    return [one for one in reading.prices(number) if not is_of_other_things(reading, one)]


def is_of_other_things(reading: Reading, item: Measured) -> bool:
    first, last = reading.window(item)
    if is_gained(reading, item) or _is_the_bill(reading, item) or is_earned(reading.message, item):
        return True
    if reading.says("limits", max(first, item.first - 2 * NEAR), item.last):
        return True
    if is_what_came_of_it(reading.message, item):
        return True
    if _is_what_a_promise_costs(reading, item):
        return False
    not_asked = reading.says("not_asked", first, last) and not _is_of_own_work(reading, item)
    not_asked = not_asked and not (reading.renewing and reading.says("switches", first, last))
    return not_asked or is_of_now(reading, item)


def is_gained(reading: Reading, item: Measured) -> bool:
    """ "And it saves $55,000 a month": no price, though it stands beside one."""
    sentence, end = reading.span(item.sentence)
    behind = min(
        [end, item.last + NEAR, *(one.first for one in reading.items(item.sentence) if one.first > item.first)]
    )
    before = max([sentence, *(one.last for one in reading.items(item.sentence) if one.first < item.first)])
    gains = [
        hit.last for hit in reading.hits if hit.payload == "gains" and before <= hit.first < hit.last <= item.first
    ]
    asks = [*reading.places("asks", before, item.first), *reading.places("for_it", before, item.first)]
    return bool(gains and not any(at >= max(gains) for at in asks)) or reading.says("gained", item.first, behind)


def is_of_now(reading: Reading, item: Measured) -> bool:
    """ "In place of the 14,000 that we pay"."""
    first, last = reading.window(item)
    places = reading.places("now", first, last)
    places = [at for at in places if at < item.first or reading.message.tokens[at].lower not in STANDS_FOR]
    now = bool(places) and not _is_of_own_work(reading, item)  # "45k onboarding replaces ..." is no price of today
    return now and not _is_what_a_promise_costs(reading, item)


def _is_the_bill(reading: Reading, item: Measured) -> bool:
    """ "Our $12k API bill"."""
    return bool(reading.words(item.quantity.last, item.last + 1) & {"bill", "bills", "invoice", "spend", "spending"})


def _is_what_a_promise_costs(reading: Reading, item: Measured) -> bool:
    """ "Halve our bill for $120,000", "cut that by half for a one-time 60k"."""
    first, _ = reading.span(item.sentence)
    promised = reading.says("cuts", first, item.first) or reading.says("halves", first, item.first)
    return promised and "for" in reading.words(max(first, item.first - NEAR), item.first)


def _is_of_own_work(reading: Reading, item: Measured) -> bool:
    """ "In-house it would cost us 110k" is what it takes, and nothing that is paid today."""
    first, last = reading.window(item)
    own = any(at < item.first for at in places_of_own(reading, item.sentence))
    would = bool({"would", "will", "'d"} & reading.words(first, last))
    return own and would and reading.says("costs_us", first, last)
