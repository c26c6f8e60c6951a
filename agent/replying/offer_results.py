"""The tools' results on an offer: when it pays back and what it returns; and every figure that may be told of it."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from agent.numbers.part_sums import work_sum
from agent.offers import MONTHS_A_YEAR, RENEWAL, USD, Offer, OfferAsked
from agent.replying.offer_case import OfferCase, Result
from agent.replying.offer_terms import Now, Terms, default_horizon, now_of, span_of, taken_over, terms_of, timing_of
from agent.tool_results import Results

_LONGEST_RUN = 120  # months


def standing_results(offers: Sequence[Offer], case: OfferCase) -> Results:
    """Payback and return of the offer that was told last, as long as it stands."""
    for offer in (one for one in reversed(offers) if one.currency == USD):
        results = offer_results(terms_of(offer, case), case)
        if results:
            return results
    return {}


def offer_results(terms: Terms, case: OfferCase, asked: OfferAsked | None = None) -> Results:
    """Payback, and the return over the time that it is looked at, where a benefit is known."""
    now = now_of(terms.offer, case)
    if terms.running is None:
        return {}
    results: Results = {}
    if now is not None:
        results["break_even"] = case.call(
            "break_even",
            {
                "upfront_cost": terms.upfront,
                "current_monthly_cost": now.amount,
                "new_monthly_cost": terms.running,
                **timing_of(terms.offer),
            },
        )
    benefit = _benefit(terms.offer, now, case)
    if benefit is not None:
        months = span_of(terms.offer, case, asked) or default_horizon(case)
        rate = {} if asked is None or asked.rate is None else {"annual_discount_rate": asked.rate}
        results["roi"] = return_of(terms, benefit, months, rate, case)
    return results


def _benefit(offer: Offer, now: Now | None, case: OfferCase) -> float | None:
    """USD a month: what was promised with it, else what the case says that it is worth."""
    if now is not None and (offer.gain is not None or offer.cut is not None):
        return now.amount
    if (taken := taken_over(offer, case)) is not None:
        return taken.amount
    return case.number("monthly_benefit") if offer.currency == USD else None


def return_of(terms: Terms, benefit: float, months: float, rate: Mapping[str, JsonValue], case: OfferCase) -> Result:
    """What it returns; of a price that rises each year, with the mean of its months and what each of them is worth."""
    by_year = terms.by_year(months)
    mean = sum(count * month for count, month in by_year) / months
    found = case.call(
        "roi",
        {
            "upfront_cost": terms.upfront,
            "monthly_cost": mean,
            "monthly_benefit": benefit,
            "horizon_months": months,
            **rate,
            **timing_of(terms.offer),
        },
    )
    if not terms.offer.rise or timing_of(terms.offer) or months % 1:
        return found
    flows: list[JsonValue] = [-terms.upfront, *(benefit - month for count, month in by_year for _ in range(int(count)))]
    worth = case.call("cash_flow_value", {"flows": flows, "rate_per_period": found["monthly_discount_rate"]})
    back = {"payback_months": worth["payback_periods"], "npv": worth["npv"]}
    return {**found, **back, "irr_per_year": None, "irr_per_year_all": []}


def numbers_of(offers: Sequence[Offer], case: OfferCase) -> Iterator[float]:
    """Every figure by which offers may be told."""
    for offer in offers:
        terms = terms_of(offer, case)
        yield from (MONTHS_A_YEAR, terms.upfront, terms.running or 0.0)
        yield terms.upfront + MONTHS_A_YEAR * (terms.running or 0.0)
        for result in offer_results(terms, case).values():
            yield from (float(one) for one in result.values() if isinstance(one, int | float))
        yield from (float(one) for one in offer.changes.values() if isinstance(one, int | float))
        running = offer.running(case.volume) or 0.0
        yield from (running, (offer.maintenance or 0.0) * (offer.upfront or 0.0) / MONTHS_A_YEAR)
        cases = offer.paid_cases(case.volume)
        if offer.each is not None and cases is not None:
            yield offer.each * cases
        yield from _compared_numbers(offer, offers, case)
        if (now := now_of(offer, case)) is not None:
            yield now.amount
        if (work := work_sum(case.parts, case.facts)) is not None:
            yield work.value
        months = span_of(offer, case) or default_horizon(case)
        yield from (months, terms.upfront / months + (terms.running or 0.0))


def _compared_numbers(offer: Offer, offers: Sequence[Offer], case: OfferCase) -> Iterator[float]:
    """Figures of an offer beside others, or beside what is paid today."""
    if offer.name == RENEWAL and offer.instead_of:
        more = (offer.monthly or 0.0) - offer.instead_of
        yield from (more, MONTHS_A_YEAR * more, more / offer.instead_of)
    if offer.each:
        yield from ((other.running(case.volume) or 0.0) / offer.each for other in offers if other is not offer)
    if offer.rise:
        yield from (month for _, month in offer.by_year(offer.running(case.volume) or 0.0, _LONGEST_RUN))
    if offer.cut is not None and case.cut_base is not None:
        yield from (case.cut_base, offer.cut * case.cut_base)
