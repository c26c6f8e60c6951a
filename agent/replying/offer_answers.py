"""What becomes of offers that were told: when each pays back, what they add up to, what must be saved for one.

Each figure is a tool's on the numbers that were told; every sum is shown with its numbers, and what was assumed.
"""

from agent import phrasing
from agent.grounding import numbers_in
from agent.offers import USD, Offer, OfferAsked
from agent.replying.offer_case import OfferCase, Talk, case_in
from agent.replying.offer_payback import most_it_may_cost, needed_to_pay_back, payback_of
from agent.replying.offers_compared import level_of, totals_of, within_limit
from agent.replying.offers_in_words import written
from agent.replying.offers_tried import offers_tried
from agent.replying.priced import Priced


def offers_answered(talk: Talk, case: OfferCase) -> tuple[Priced, ...]:
    """What the reply says of offers in this turn, in their own currency; nothing where they were not spoken of."""
    shown = talk.supposed or talk.told or talk.standing
    currencies = list(dict.fromkeys(one.currency for one in shown))
    if len(currencies) > 1:
        spoken = bool(talk.supposed or talk.told or talk.asked)
        needed = f"They are in {phrasing.joined(currencies)}: to hold them against each other I need your rate."
        return (Priced("The offers:", (needed,)),) if spoken else ()
    told = _offers_answered(talk, case_in(shown, case))
    return tuple(_in_currency(one, currencies[0]) for one in told) if currencies and currencies[0] != USD else told


def _in_currency(told: Priced, currency: str) -> Priced:
    """An answer whose amounts are no dollars; its figures are no results of the case."""
    sentences = tuple(written(one, currency) for one in told.sentences)
    table = tuple(tuple(written(cell, currency) for cell in row) for row in told.table)
    figures = (*told.figures, *numbers_in(told.results))
    return Priced(written(told.heading, currency), sentences, table, lacking=(), figures=figures)


def _offers_answered(talk: Talk, case: OfferCase) -> tuple[Priced, ...]:
    asked = talk.asked
    if talk.supposed:
        return offers_tried(talk, case)
    shown = talk.supposed or talk.standing
    if asked is not None and asked.kind == "needed":
        return (needed_to_pay_back(shown, asked, case),)
    if not shown:
        return ()
    if (asked is not None and asked.kind == "within") or (asked is None and _is_only_limited(talk)):
        return (within_limit(shown, asked or OfferAsked(kind="within"), case),)
    if asked is not None and asked.kind == "total":
        spans = [*asked.earlier, asked.months]
        each = [asked.model_copy(update={"months": months}) for months in spans]
        return tuple(totals_of(shown, one, case, talk.before) for one in each)
    if asked is not None and asked.kind == "most":
        return tuple(most_it_may_cost(one, asked, case) for one in shown)
    if asked is not None and asked.kind == "level" and len(shown) > 1:
        return (level_of(shown, asked, case),)
    if talk.told or asked is not None:
        names = {*asked.names} if asked is not None and asked.names else {one.name for one in talk.told}
        several = [one for one in shown if one.name in names] or list(shown)
        return tuple(payback_of(one, case, asked) for one in several)
    return ()


def _is_only_limited(talk: Talk) -> bool:
    """ "Our maximum is $200,000.": of offers that are known already."""
    before = {one.name: one for one in talk.before}
    told = [(before.get(one.name), one) for one in talk.told]
    limited = any(one.limit is not None for one in talk.told)
    return limited and all(old is not None and _but_for_limit(old) == _but_for_limit(one) for old, one in told)


def _but_for_limit(offer: Offer) -> Offer:
    return offer.model_copy(update={"limit": None, "months": None, "turn": 0})
