"""By what signs a sentence makes an offer, or goes on with one: who asks, what is sold, how it is paid."""

from collections.abc import Sequence
from itertools import pairwise

from agent.reading.asked_prices import asked_prices, is_gained, is_of_other_things
from agent.reading.offer_heads import is_by_the_head
from agent.reading.offer_names import is_name, named_by_sentence
from agent.reading.offer_prices import LEAST, case_of
from agent.reading.offer_rates import is_maintenance
from agent.reading.offer_reading import AND_SO_ON, NEAR, OUR, Reading, is_imagined, places_of_own
from agent.reading.offer_words import cues
from agent.reading.own_people import puts_own_people_to_it
from agent.words.measured import Measured
from agent.words.tokens import tokenize


def makes_an_offer(reading: Reading, number: int) -> bool:
    first, last = reading.span(number)
    prices = [
        one
        for one in asked_prices(reading, number)
        if one.quantity.value >= LEAST or case_of(reading.message, one) is not None or reading.is_of_a_tool(one)
    ]
    if any(reading.is_of_a_tool(one) for one in prices) and not _is_what_if(reading, number):
        return True
    if not any(_is_plainly_money(reading, one) for one in prices):
        return False
    if reading.says("things", first, last) or is_by_the_head(reading, number):
        return True
    if reading.renewing and reading.says("switches", first, last):
        return True
    if _is_priced_with_its_gain(reading, number, prices) or _is_price_of_what_is_sold(reading, number):
        return True
    if _asks_once_and_on(reading, number, prices):
        return True
    if (
        _is_one_of_named(reading, number)
        or _names_an_asker(reading, number, prices)
        or puts_own_people_to_it(reading, number)
        or _would_do_it(reading, number, prices)
    ):
        return True
    if reading.says("bought", first, last) and not reading.says("now", first, last) and _told_of_own(reading):
        return True
    own = reading.places("are_one", first, last)
    sellers = [
        at
        for at in reading.places("sellers", first, last)
        if not any(one < at <= one + NEAR for one in own) and not _is_where_they_work(reading, at)
    ]
    asks = reading.places("asks", first, last)
    rumours = reading.places("rumour", first, last)
    told = [at for at in reading.places("tells", first, last) if not rumours]
    asks = [*asks, *told]
    said = any(
        seller <= ask <= seller + NEAR and not AND_SO_ON & reading.words(seller + 1, ask)
        for seller in sellers
        for ask in asks
        if any(ask <= price.first for price in prices)
    )
    if said and not _gains(reading, prices):
        return True
    tokens = reading.message.tokens
    return any(tokens[at + 1].text in ":-–—(" for at in sellers if at + 1 < last)


def _told_of_own(reading: Reading) -> bool:
    return any(places_of_own(reading, number) for number in range(len(reading.message.structure.sentences)))


def _is_where_they_work(reading: Reading, at: int) -> bool:
    """ "My colleague at another company says ..."."""
    tokens = reading.message.tokens
    return at > 0 and tokens[at].lower in ("one", "another") and tokens[at - 1].lower in ("at", "in", "with", "of")


def _would_do_it(reading: Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "My nephew would build it for 2,000": a price for the work, from whoever would do it."""
    first, last = reading.span(number)
    doers = [*reading.places("offerers", first, last), *reading.places("doers", first, last)]
    return any(
        doer < at <= doer + NEAR and not AND_SO_ON & reading.words(at - 1, at)
        for at in reading.places("would_do", first, min(last, prices[0].first))
        for doer in doers
    )


def _is_what_if(reading: Reading, number: int) -> bool:
    """Nothing of it is told: it is tried out."""
    return is_imagined(reading.message, number)


def _asks_once_and_on(reading: Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "A setup fee of $30,000", "setup $40k, then a subscription of $2k a month": nobody pays themselves that."""
    first, last = reading.span(number)
    both = _is_paid_once_and_on(reading, number) and reading.says("licences", first, last)
    ours = any(reading.says(group, first, max(one.first for one in prices)) for group in ("not_asked", "now"))
    return (both or reading.says("setup_fee", first, last)) and not ours


def _is_paid_once_and_on(reading: Reading, number: int) -> bool:
    prices = asked_prices(reading, number)
    both = any(one.per is None for one in prices) and any(one.per is not None for one in prices)
    return both and reading.says("once", *reading.span(number))


def _is_priced_with_its_gain(reading: Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "A plan at $9,000 a month would save us $20,000 a month", "for $3,000 a month we could save $10,000"."""
    first, last = reading.span(number)
    later = number + 1 < len(reading.message.structure.sentences)
    later = later and reading.message.tokens[reading.span(number + 1)[0]].lower in _THAT
    gained = [*reading.prices(number), *(reading.prices(number + 1) if later else [])]
    if reading.says("now", first, last) or not any(is_gained(reading, one) for one in gained):
        return False
    opens = any(one.first == first + 1 and reading.message.tokens[first].lower == "for" for one in prices)
    return opens or any(OUR.isdisjoint(reading.words(max(first, at - 2), at)) for at in _priced(reading, number))


def _priced(reading: Reading, number: int) -> list[int]:
    return reading.places("priced", *reading.span(number))


_THAT = frozenset({"it", "that", "this", "they"})  # "... It saves 14,850 a month"


def _is_price_of_what_is_sold(reading: Reading, number: int) -> bool:
    """ "Its price is $18,000 a month", of a vendor's bot or a tool that was spoken of right before."""
    first, last = reading.span(number)
    if not reading.says("its_price", first, last):
        return False
    tokens = reading.message.tokens[: max(first, 0)] or tokenize(reading.context.said)
    found = {hit.payload for hit in cues().find(tokens) if tokens[hit.first].lower not in _SOMEBODY}
    return "bought" in found or {"sellers", "may_be_had"} <= found


_SOMEBODY = frozenset({"they", "somebody", "someone", "theirs", "they'd", "they'll"})


def _is_plainly_money(reading: Reading, item: Measured) -> bool:
    """By its sign, its "k", its rate for work, or by the verb before it: "they ask 18,000"."""
    if item.quantity.kind == "money" or item.quantity.scale > 1 or item.quantity.value < 1:
        return True
    first, last = reading.span(item.sentence)
    tells = reading.places("tells", first, last) if reading.says("sellers", first, item.first) else []
    return any(
        0 < item.first - at <= _reach(reading, item, at) for at in (*reading.places("asks", first, last), *tells)
    )


def _reach(reading: Reading, item: Measured, at: int) -> int:
    """How far behind a verb its price may be: "a vendor offers a phone bot for our practice, 350 a month"."""
    far = reading.message.tokens[at].lower in _OFFERING and item.per is not None
    return item.first - at if far else NEAR


def _gains(reading: Reading, prices: Sequence[Measured]) -> bool:
    """ "They want to save $5,000 a month" asks for no money."""
    told = [reading.message.activation(one) for one in prices]
    return all(one.get("benefit", 0.0) > _SAYS or one.get("budget", 0.0) > _SAYS for one in told)


_SAYS = 0.6


def _names_an_asker(reading: Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "Acme asks 70k"."""
    tokens = reading.message.tokens
    first, last = reading.span(number)
    for at in reading.places("asks", first, last):
        named = at > first and is_name(tokens[at - 1])
        far = last - first if tokens[at].lower in _OFFERING else NEAR
        if named and any(0 < one.first - at <= far for one in prices):
            return True
    return False


_OFFERING = frozenset({"offers", "offered", "quotes", "quoted", "proposes", "proposed", "bids"})


def _is_one_of_named(reading: Reading, number: int) -> bool:
    """ "Acme: $40,000 up front and $2,000 a month. Bolt: $5,000 a month.": names with their prices, beside each other.

    One of them asks once and on, as nobody pays today, or it is said that they are vendors.
    """
    named = {each: set(found.values()) for each, found in named_by_sentence(reading).items()}
    if not named[number] or len(set().union(*named.values())) < 2 or reading.says("now", *reading.span(number)):
        return False
    announced = reading.says("several", 0, len(reading.message.tokens)) or _has_choice(reading, number)
    announced = announced or any(name in reading.described for found in named.values() for name in found)
    return announced or any(names and _is_paid_once_and_on(reading, each) for each, names in named.items())


def _has_choice(reading: Reading, number: int) -> bool:
    """ "GPT-4o at 21k a month or Cohere at 16k a month": an "or" before the second of two names with their prices."""
    places = sorted(named_by_sentence(reading)[number])
    return any("or" in reading.words(one, other) for one, other in pairwise(places))


def adds_to_an_offer(reading: Reading, number: int) -> bool:
    """More prices right behind an offer: "And 2k a month for hosting."."""
    if reading.message.structure.sentences[number].question or is_imagined(reading.message, number):
        return False
    prices = reading.prices(number)
    first, last = reading.span(number)
    ours = any(token.lower in ("we", "our", "i", "my", "budget", "us") for token in reading.message.tokens[first:last])
    shares = any(is_maintenance(reading, one) for one in reading.items(number))
    others = [one for one in prices if not is_gained(reading, one)]
    return (bool(others) or shares) and not ours and not any(is_of_other_things(reading, one) for one in others)
