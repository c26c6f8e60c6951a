"""When an offer has paid for itself, what it may cost at most for that, and what it must save."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from agent import phrasing
from agent.facts import value_of
from agent.offers import IN_HOUSE, MONTHS_A_YEAR, RENEWAL, Offer, OfferAsked, PaidBack
from agent.replying.offer_case import OfferCase, number_of
from agent.replying.offer_results import offer_results
from agent.replying.offer_terms import (
    DEFAULT_HORIZON,
    Now,
    Terms,
    default_horizon,
    now_of,
    span_of,
    terms_of,
    timing_of,
)
from agent.replying.offers_in_words import months_in_words, offer_in_words, small, timing_in_words
from agent.replying.priced import Priced
from agent.tool_results import Results


def payback_of(offer: Offer, case: OfferCase, asked: OfferAsked | None = None) -> Priced:
    """When an offer has paid for itself, with the sum."""
    if offer.name == RENEWAL:
        return _renewed(offer, case)
    terms = terms_of(offer, case)
    results = offer_results(terms, case, asked)
    heading = f"{terms.title}: {offer_in_words(offer, case.volume)}."
    now = now_of(offer, case)
    if terms.running is None:
        heads = f"how many {_many(offer.case)} you have" if offer.by_head else ""
        wanted = heads or ("how many there are a month" if terms.lacking else "what it costs a month to run")
        return Priced(heading, (f"To hold it against what you have I need {wanted}.",), lacking=terms.lacking)
    if now is None and offer.cut is not None:
        saved = phrasing.percent(offer.cut)
        unknown = (
            f"What {saved} of that is I can say once I know what it costs today: the bill, or the work and its cost."
        )
        return Priced(heading, (unknown,), lacking=(_BILL,))
    if now is None:
        year = terms.upfront + MONTHS_A_YEAR * terms.running
        total = case.call(
            "total_cost", {"upfront_cost": terms.upfront, "monthly_cost": terms.running, "months": MONTHS_A_YEAR}
        )
        said = (
            f"The first year comes to {_first_sum(terms)} = {phrasing.usd(year)}.",
            f"When it pays back I can say once I {_OTHER_SIDE[case.worth_in_dollars]}.",
            *_notes(terms),
        )
        if asked is not None and asked.verdict:
            said = (_must_bring(terms, case, asked), *said)
        return Priced(heading, said, results={"total_cost": total}, lacking=(_held_against(case),))
    if "roi" in results and span_of(offer, case, asked) is None:
        months = phrasing.months(number_of(results["roi"]["horizon_months"]))
        terms = replace(terms, notes=(*terms.notes, f"the case looks {months} ahead, for you named no horizon"))
    verdict: tuple[str, ...] = ()
    if asked is not None and asked.verdict and now is not None:
        if "roi" not in results and _is_only_the_bill(terms, case, results):
            return Priced(heading, (_must_bring(terms, case, asked), *_notes(terms)), lacking=(_held_against(case),))
        verdict = (_verdict(terms, results, dear=asked.dear),)
        results, beside = _beside_building(terms, results, case)
        verdict += beside
    return Priced(heading, (*verdict, *_paid_back(terms, now, results), *_notes(terms)), results=results)


def _is_only_the_bill(terms: Terms, case: OfferCase, results: Results) -> bool:
    """A bill does not pay for it that it need not lower: with my own figure to run it, that is no "no"."""
    promised = terms.offer.promises or terms.offer.instead_of is not None or case.renewal is not None
    return terms.planned and not promised and results["break_even"]["months"] is None


def _must_bring(terms: Terms, case: OfferCase, asked: OfferAsked) -> str:
    """Whether a price is fair hangs on what it brings, which nobody has told."""
    months = span_of(terms.offer, case, asked) or default_horizon(case)
    needed = phrasing.about_usd(terms.upfront / months + (terms.running or 0.0))
    once = f"{phrasing.usd(terms.upfront)} / {months:g} months + " if terms.upfront else ""
    return (
        f"**That hangs on what it brings: it must save or bring in more than {needed} a month** ({once}{terms.run} a "
        "month to run it). What it is worth you have not told me yet."
    )


def _verdict(terms: Terms, results: Results, *, dear: bool = False) -> str:
    """ "Should I take it?": by what it is worth over the time that is looked at, else by whether it pays back.

    "Is it too expensive?" (`dear`) is told in its own words, for its yes is the other's no.
    """
    yes, no = ("Not too expensive", "Too expensive") if dear else ("Yes", "No")
    if "roi" in results:
        worth = number_of(results["roi"]["npv"])
        span = phrasing.span(number_of(results["roi"]["horizon_months"]))
        if worth > 0:
            return f"**{yes}, on these figures: {small(terms.title)} is worth {phrasing.usd(worth)} over {span}.**"
        return f"**{no}, on these figures: over {span} {small(terms.title)} loses {phrasing.usd(-worth)}.**"
    if results["break_even"]["months"] is None:
        return f"**{no}, on these figures: it costs more than it saves.**"
    return f"**{yes}, on these figures: it brings back more than it costs.**"


def _beside_building(terms: Terms, results: Results, case: OfferCase) -> tuple[Results, tuple[str, ...]]:
    """What to build it would be worth, by my planning figures, over the same time and for the same benefit."""
    planned = case.planned
    if planned is None or "roi" not in results or terms.offer.name == IN_HOUSE:
        return results, ()
    roi = results["roi"]
    built = case.call(
        "roi",
        {
            "upfront_cost": planned.upfront_cost,
            "monthly_cost": planned.monthly_cost,
            "monthly_benefit": roi["monthly_benefit"],
            "horizon_months": roi["horizon_months"],
        },
    )
    worth = number_of(built["npv"])
    comes = f"is worth about {phrasing.about_usd(worth)}" if worth > 0 else f"loses about {phrasing.about_usd(-worth)}"
    said = (
        f"Building it, at about {phrasing.about_usd(planned.upfront_cost)} up front and about "
        f"{phrasing.about_usd(planned.monthly_cost)} a month by my planning figures, {comes}."
    )
    return {**results, "roi": {**roi, "built": built}}, (said,)


def _paid_back(terms: Terms, now: Now, results: Results) -> Iterator[str]:
    even = results["break_even"]
    saving, year = number_of(even["monthly_saving"]), number_of(even["first_year_net"])
    show = phrasing.about_usd if terms.planned else phrasing.usd
    of = f"{phrasing.usd(now.amount)} a month is {now.words}"
    of += f", {terms.run} what it costs to run" if terms.running or not terms.offer.promises else ""
    of += timing_in_words(terms.offer)
    if even["months"] is None:
        yield f"**It does not pay back by that:** {of}, so it {_gained(saving, terms)}."
    elif not terms.upfront:
        yield f"**It saves {show(saving)} a month from the first month on:** {of}."
    elif timing_of(terms.offer) or terms.offer.rise:
        back = results["roi"]["payback_months"] if terms.offer.rise and "roi" in results else even["months"]
        yield f"It pays back after {months_in_words(number_of(even['months'] if back is None else back))}: {of}."
    else:
        month = f"({phrasing.usd(now.amount)} - {terms.run})" if terms.running else phrasing.usd(now.amount)
        when = months_in_words(number_of(even["months"]))
        yield f"It pays back after {when}: {phrasing.usd(terms.upfront)} / {month} a month; {of}."
    left = f"leaves {show(year)}" if year > 0 else f"costs {show(-year)} on balance"
    summed = "" if timing_of(terms.offer) else f": {MONTHS_A_YEAR} x {show(saving)} - {phrasing.usd(terms.upfront)}"
    yield f"The first year {left if year else 'ends even'}{summed}."
    if "roi" in results:
        yield from _returned(results["roi"], told=now.amount == results["roi"]["monthly_benefit"])


def _gained(saving: float, terms: Terms) -> str:
    show = phrasing.about_usd if terms.planned else phrasing.usd
    return (
        "saves nothing" if not saving else f"costs {show(-saving)} a month more" if saving < 0 else "saves too little"
    )


def _returned(case: Mapping[str, JsonValue], *, told: bool) -> Iterator[str]:
    """What it returns by the benefit that was told."""
    benefit, months = phrasing.usd(number_of(case["monthly_benefit"])), phrasing.span(number_of(case["horizon_months"]))
    back = case["payback_months"]
    when = (
        "it does not pay back in that time"
        if back is None
        else f"it pays back after {months_in_words(number_of(back), bold=False)}"
    )
    got, spent, net, worth = (
        phrasing.usd(number_of(case[name])) for name in ("total_benefit", "total_cost", "net_benefit", "npv")
    )
    first = "" if told else f"By the {benefit} a month that it is worth {when}. "
    three_digits = float(f"{number_of(case['roi']):.3g}")
    share = f", a return of {phrasing.percent(three_digits)}" if case["roi"] is not None else ""
    yield (
        f"{first}Over {months} {got} comes back for {spent}, {net} net{share}, "
        f"worth {worth} today, discounted at {phrasing.percent(_rate(case))} a year."
    )


def _rate(case: Mapping[str, JsonValue]) -> float:
    if "annual_discount_rate" in case:
        return number_of(case["annual_discount_rate"])
    ledger = case["assumptions"]
    records = [one for one in ledger if isinstance(one, dict)] if isinstance(ledger, list) else []
    return next((number_of(one["value"]) for one in records if one["name"] == "annual_discount_rate"), 0.0)


def _first_sum(terms: Terms) -> str:
    return f"{phrasing.usd(terms.upfront)} + {MONTHS_A_YEAR} x {phrasing.usd(terms.running or 0.0)}"


def _notes(terms: Terms) -> Iterator[str]:
    stays = "the volume stays as it is" if terms.offer.rise else "volume and prices stay as they are"
    notes = [*terms.notes, stays]
    yield f"Taken for granted: {'; '.join(notes)}."


def _renewed(offer: Offer, case: OfferCase) -> Priced:
    """What is to be paid more from now on, and what another must undercut."""
    old, new = offer.instead_of or 0.0, offer.monthly or 0.0
    heading = f"The new price: {phrasing.usd(new)} a month in place of {phrasing.usd(old)}."
    share = phrasing.percent(float(f"{(new - old) / old:.3g}")) if old else "all"
    said = (
        (
            f"To accept costs **{phrasing.usd(new - old)} a month more**, {phrasing.usd(MONTHS_A_YEAR * (new - old))} "
            f"a year ({share})."
        ),
        (
            f"To switch pays if another asks less than {phrasing.usd(new)} a month for the same, by enough to bring "
            "back what the change costs; tell me what another asks, and I hold it against this."
        ),
    )
    total = case.call("total_cost", {"monthly_cost": new - old, "months": MONTHS_A_YEAR})
    return Priced(heading, said[:1] if offer is not case.renewal else said, results={"total_cost": total})


def _many(case: str) -> str:
    return "people" if case in ("person", "people") else f"{case}s"


_OTHER_SIDE = {
    False: "know what it saves or brings in a month, or what you pay today",
    True: "have your rate of exchange, for what it is worth or takes the place of is told in dollars",
}


def _held_against(case: OfferCase) -> str:
    """What is asked for, to hold it against: the bill of what runs already, else what it is worth."""
    runs = value_of(case.facts, "stage") in ("production", "underperforming", "pilot")
    return "monthly_api_spend" if runs or value_of(case.facts, "model") is not None else "monthly_benefit"


_BILL = "monthly_api_spend"


def most_it_may_cost(offer: Offer, asked: OfferAsked, case: OfferCase) -> Priced:
    """What it may cost before it no longer pays over the time that is looked at."""
    terms = terms_of(offer, case)
    results = offer_results(terms, case, asked)
    heading = f"What {small(terms.title)} may cost:"
    if "roi" not in results:
        known = now_of(offer, case)
        said = f"That I can say once I {_OTHER_SIDE[case.worth_in_dollars]}."
        if known is not None:
            said = f"**Less than {phrasing.usd(known.amount)} a month**, which is {known.words}."
        return Priced(heading, (said, *_notes(terms)), lacking=() if known else (_held_against(case),))
    roi = results["roi"]
    month, span = number_of(roi["monthly_benefit"]), phrasing.span(number_of(roi["horizon_months"]))
    if not offer.upfront:
        said = f"**Less than {phrasing.usd(month)} a month**: that is what it is worth."
        return Priced(heading, (said, *_notes(terms)), results=results)
    most = number_of(roi["npv"]) + terms.upfront
    beside = f", beside {terms.run} a month" if terms.running else ""
    said = (
        f"**At most {phrasing.usd(most)} up front**{beside}: so much is worth today what it leaves over {span}, "
        f"discounted at {phrasing.percent(_rate(roi))} a year."
        if most > 0
        else f"Nothing up front: {terms.run} a month alone is more than the {phrasing.usd(month)} that it is worth."
    )
    return Priced(heading, (said, *_notes(terms)), results={**results, "roi": {**roi, "most_up_front": most}})


def needed_to_pay_back(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """What must be saved or brought in each month for it to pay back in the time that was named."""
    months = asked.months or DEFAULT_HORIZON
    if offers:
        terms = terms_of(offers[-1], case)
        upfront, running, notes = terms.upfront, terms.running, [*terms.notes]
        about = f"{terms.title}, {offer_in_words(terms.offer, case.volume)},"
    elif case.planned is not None:
        upfront = case.planned.upfront_cost if case.investment is None else case.investment
        running = case.planned.monthly_cost
        notes = (
            ["these are my planning figures"]
            if case.investment is None
            else ["what it costs to run is my planning figure"]
        )
        about = "What I recommend"
    else:
        return Priced("What it must save:", ("My advice is not to invest yet, so there is nothing to pay back.",))
    if running is None:
        return Priced("What it must save:", ("To work that out I need what it costs a month to run.",))
    each = upfront / months
    needed = each + running
    even = case.call(
        "break_even", {"upfront_cost": upfront, "current_monthly_cost": needed, "new_monthly_cost": running}
    )
    exact = bool(offers) and not terms.planned
    month = (phrasing.usd if exact else phrasing.about_usd)(needed)
    first, run = (
        (phrasing.usd if offers or case.investment is not None else phrasing.about_usd),
        (phrasing.usd if exact else phrasing.about_usd),
    )
    wanted = f"{about} pays back in {phrasing.months(months)} if it saves or brings in {month} a month:"
    said = (
        f"**{wanted}** {first(upfront)} / {months:g} = {first(each)}, and {run(running)} to run it.",
        f"Taken for granted: {'; '.join([*notes, 'volume and prices stay as they are'])}.",
    )
    return Priced(
        f"What it must save to pay back in {phrasing.months(months)}:",
        said,
        results={"break_even": {**even, "upfront_cost_per_month": each}},
    )


def paid_back_elsewhere(case: PaidBack) -> tuple[Priced, ...]:
    """When something pays back whose amounts are all in one currency, whatever that is worth."""
    saving = case.gain - case.running
    upfront, gain, running = (
        f"{case.currency} {phrasing.count(one)}" for one in (case.upfront, case.gain, case.running)
    )
    month = f"({gain} - {running})" if case.running else gain
    if saving <= 0:
        told = f"It does not pay back: {gain} a month comes in for {running} a month."
    else:
        told = f"It pays back after {months_in_words(case.upfront / saving)}: {upfront} / {month} a month."
    told += " All of it is in one currency, so this needs no rate of exchange; volume and prices stay as they are."
    figures = (case.upfront, case.gain, case.running)
    return (Priced("When it pays back:", (told,), figures=figures),)
