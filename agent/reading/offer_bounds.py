"""What holds for all offers: over how many months they are held against each other, and what one may come to."""

from agent.offers import Offer, OfferAsked, with_offers
from agent.reading.offer_prices import case_of
from agent.reading.offer_reading import NEAR, Reading
from agent.words.measured import Measured
from agent.words.quantities import MONTH_SECONDS
from agent.words.values import tidy

_SHORTEST_RUN = 6  # months


def with_what_holds_for_all(
    reading: Reading, offers: tuple[Offer, ...], asked: OfferAsked | None, limit: float | None
) -> tuple[Offer, ...]:
    """Over how many months they are held against each other, and what one of them may come to: of every offer."""
    months = asked.months if asked is not None and asked.kind in ("total", "within") else None
    months = months or (term_told(reading) if offers else None)
    update = {name: value for name, value in (("months", months), ("limit", limit)) if value is not None}
    if not update:
        return offers
    return tuple(one.model_copy(update=update) for one in with_offers(reading.context.offers, offers))


def limit_told(reading: Reading) -> float | None:
    """ "The maximum contract value is $220,000", "is B within $200,000?": what an offer may come to.

    What they say that they can spend is their budget.
    """
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        for item in reading.prices(number):
            said = reading.places("limits", first, min(last, item.last + NEAR))
            near = any(item.first - 2 * NEAR <= at <= item.last + NEAR for at in said)
            asked = reading.says("within", first, item.last) and reading.message.structure.sentences[number].question
            if item in reading.used or item.per is not None or not (near or asked) or case_of(reading.message, item):
                continue
            if reading.says("means", first, item.first):
                continue
            reading.used.append(item)
            reading.sentences.add(number)
            return tidy(item.quantity.value)
    return None


def term_told(reading: Reading) -> float | None:
    """ "$3,000 a month for 36 months", "a 4-year contract", "25,000 cases a month, 48 months": how long it runs, where
    the message names one term."""
    terms = {
        float(round(item.quantity.value / MONTH_SECONDS))
        for item in reading.message.measured
        if item.quantity.kind == "duration"
        and item.per is None
        and item not in reading.used
        and not item.quantity.bare_article
        and item.quantity.value >= _SHORTEST_RUN * MONTH_SECONDS
        and _runs_so_long(reading, item)
    }
    return terms.pop() if len(terms) == 1 else None


def _runs_so_long(reading: Reading, item: Measured) -> bool:
    """By "for" or "over", by the word for a contract, or by standing on its own in a list."""
    tokens = reading.message.tokens
    first, last = reading.span(item.sentence)
    led = {token.lower for token in tokens[max(item.first - 1, first) : item.first + 1]} & {"for", "over"}
    alone = (item.first == first or tokens[item.first - 1].text in ",;:-(") and (
        item.quantity.last >= last - 1 or tokens[item.quantity.last].text in ",;:)."
    )
    return bool(led) or alone or reading.says("term", max(first, item.first - NEAR), min(last, item.last + 2))
