"""What a vendor of today wants from now on: "they raise our fee from 14,500 to 17,900 a month"."""

from agent.offers import RENEWAL, Offer
from agent.reading.asked_prices import is_gained, is_of_other_things
from agent.reading.offer_reading import Reading, is_imagined
from agent.words.measured import Measured
from agent.words.values import tidy


def renewal_told(reading: Reading) -> dict[int, Offer]:
    """ "They raise our fee from 14,500 to 17,900 a month": what a vendor of today wants from now on, by sentence."""
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        before = reading.span(number - 1)[0] if number else first
        raised = reading.says("raised", first, last) or reading.says("renews", first, last)
        if not (raised and reading.says("whose_price", before, last)) or is_imagined(reading.message, number):
            continue
        if not (reading.says("price_words", before, last) or any(_is_money(one) for one in reading.prices(number))):
            continue
        prices = _old_and_new(reading, number)
        if prices is not None:
            old, new = prices
            quote = reading.message.sentence_text(number)
            return {number: Offer(name=RENEWAL, upfront=0.0, monthly=new, instead_of=old, quote=quote)}
    return {}


def _is_money(item: Measured) -> bool:
    return item.quantity.kind == "money"


def _old_and_new(reading: Reading, number: int) -> tuple[float, float] | None:
    """What is paid a month and what is to be: a span, two prices, or a price and by what share it rises."""
    prices = [one for one in reading.items(number) if reading.is_price(one)][:2]
    shares = [one for one in reading.items(number) if one.quantity.kind == "share"][:1]
    told = reading.prices(number - 1) if number else []
    earlier = [one for one in told if is_of_other_things(reading, one) and not is_gained(reading, one)][-1:]
    spans = [one for one in prices if one.quantity.range is not None]
    if spans:
        used, ends = spans[:1], spans[0].quantity.range or (0.0, 0.0)
    elif shares and (paid := [*earlier, *prices][:1]):
        used, ends = [*paid, *shares], (paid[0].quantity.value, paid[0].quantity.value * (1 + shares[0].quantity.value))
    else:
        used = [*earlier, *prices][:2]
        values = sorted(one.quantity.value for one in used)
        if len(values) != 2 or values[0] == values[1]:
            return None
        ends = (values[0], values[1])
    rates = [one.per for one in used if one.per is not None]
    if not rates:
        return None
    reading.used += used
    return tidy(ends[0] * rates[0]), tidy(ends[1] * rates[0])
