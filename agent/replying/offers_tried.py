"""An offer as it would be, or at another worth, beside the offer as it was told."""

from dataclasses import replace

from agent import phrasing
from agent.offers import Offer, OfferAsked
from agent.replying.offer_case import OfferCase, Talk, number_of
from agent.replying.offer_payback import payback_of
from agent.replying.offer_results import offer_results
from agent.replying.offer_terms import terms_of
from agent.replying.offers_compared import is_by_saving, totals_of
from agent.replying.offers_in_words import months_in_words, offer_in_words, small, timing_in_words, titled
from agent.replying.priced import Priced


def offers_tried(talk: Talk, case: OfferCase) -> tuple[Priced, ...]:
    """An offer as it would be, beside the offer as it is; several of them beside each other."""
    before = {one.name: one for one in talk.standing}
    changed = [one for one in talk.supposed if before.get(one.name) != one]
    several = len(talk.supposed) > 1
    compared = (
        several and (is_by_saving(talk.supposed, case) or not offer_results(terms_of(changed[0], case), case))
        if changed
        else False
    )
    found = []
    for offer in changed:
        old, new = before.get(offer.name), payback_of(offer, case)
        heading = f"What if {small(titled(offer))} were {offer_in_words(offer, case.volume)}{timing_in_words(offer)}?"
        sentences = [] if compared else [*new.sentences]
        if old is not None and not compared:
            sentences.append(_beside(old, case))
        sentences.append('Nothing is changed; say "keep it" to go on with this.')
        found.append(Priced(heading, tuple(sentences), results={}, lacking=() if compared else new.lacking))
        # Its results are of this turn's reply alone.
    if compared:
        found.append(totals_of(talk.supposed, OfferAsked(kind="total", changes=True), case, talk.standing))
    return tuple(found)


def offers_at_another_worth(talk: Talk, case: OfferCase, supposing: OfferCase) -> tuple[Priced, ...]:
    """ "What if we save only $8,000?": what was offered last, held against that."""
    if not talk.standing or case.number("monthly_benefit") is None:
        return ()
    worth = supposing.number("monthly_benefit") or 0.0
    told = talk.standing[-1]
    offer = told if told.gain is None else told.model_copy(update={"gain": worth})
    new = payback_of(offer, supposing)
    heading = (
        f"What if it is worth {phrasing.usd(worth)} a month? {titled(offer)}: {offer_in_words(offer, case.volume)}."
    )
    return (replace(new, heading=heading, sentences=(*new.sentences, _beside(told, case)), results={}),)


def _beside(old: Offer, case: OfferCase) -> str:
    months = offer_results(terms_of(old, case), case).get("break_even", {}).get("months")
    told = offer_in_words(old, case.volume)
    return f"As told, {told}" + (
        f", it is {months_in_words(number_of(months), bold=False)}." if months is not None else "."
    )
