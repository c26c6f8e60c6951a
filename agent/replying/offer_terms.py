"""An offer as it is reckoned with: what it costs, what it saves of, and over what time it is looked at."""

from dataclasses import dataclass

from pydantic import JsonValue

from agent import phrasing
from agent.numbers.part_sums import work_sum
from agent.offers import USD, Offer, OfferAsked
from agent.replying.offer_case import OfferCase, number_of
from agent.replying.offers_in_words import titled

DEFAULT_HORIZON = 24


@dataclass(frozen=True)
class Terms:
    """An offer as it is reckoned with; `notes` say what was taken for what nobody said."""

    offer: Offer
    upfront: float
    running: float | None
    notes: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    planned: bool = False  # to run it takes what I plan with, for nobody named a figure

    @property
    def title(self) -> str:
        return titled(self.offer)

    @property
    def run(self) -> str:
        """What it costs a month to run, as a figure or as an estimate."""
        return phrasing.about_usd(self.running or 0.0) if self.planned else phrasing.usd(self.running or 0.0)

    def by_year(self, months: float) -> list[tuple[float, float]]:
        return self.offer.by_year(self.running or 0.0, months)


def terms_of(offer: Offer, case: OfferCase, *, alone: bool = True) -> Terms:
    notes = list(offer.assumed)
    running, planned = offer.running(case.volume), False
    if offer.with_api and "api_cost" in case.results:
        api = number_of(case.results["api_cost"]["monthly_cost"])
        running = (running or 0.0) + api
        notes.append(f"{phrasing.usd(api)} a month for the API at list prices is counted in")
    if offer.each is not None and offer.paid_cases(case.volume) is None:
        lacking = () if offer.by_head else ("requests_per_month",)
        return Terms(offer, offer.upfront or 0.0, None, tuple(notes), lacking)
    if offer.each is not None and offer.cases is None and case.volume is not None:
        notes.append(f"every one of your {phrasing.count(case.volume)} requests a month is paid for")
    if running is None and not alone:
        running = 0.0
        notes.append("nothing is to be paid a month, for nothing was named")
    elif running is None and (offer.promises or offer.currency != USD):
        running = 0.0
        notes.append("nothing is paid to run it beside what is left, for nothing was named")
    elif running is None and offer.currency == USD and case.planned is not None:
        running, planned = float(round(case.planned.monthly_cost)), True  # as it is shown, so that the sum adds up
        month = phrasing.about_usd(running)
        notes.append(f"to run it costs about {month} a month, my planning figure, for none was named")
    if offer.upfront is None:
        notes.append("there is nothing to pay up front, for nothing was named")
    return Terms(offer, offer.upfront or 0.0, running, tuple(notes), planned=planned)


@dataclass(frozen=True)
class Now:
    """What an offer saves of: USD a month that are paid today, or that it is worth."""

    amount: float
    words: str


def now_of(offer: Offer, case: OfferCase) -> Now | None:
    """What it is held against: what was said with it, a dearer contract, the bill; else what it is worth."""
    bill = case.bill
    if offer.instead_of is not None:
        return Now(offer.instead_of, "what it takes the place of")
    if offer.gain is not None:
        return Now(offer.gain, "what it saves or brings in")
    if offer.cut is not None:
        share, base = phrasing.percent(offer.cut), case.cut_base
        return None if base is None else Now(offer.cut * base, f"what it saves, {share} of {phrasing.usd(base)}")
    if (taken := taken_over(offer, case)) is not None:
        return taken
    if offer.currency != USD:
        return None
    if case.renewal is not None and case.renewal.monthly is not None:
        return Now(case.renewal.monthly, "what you would pay if you stayed")
    benefit = case.number("monthly_benefit")
    if bill is not None and (benefit is None or case.number("monthly_api_spend")):
        return Now(*bill)
    return None if benefit is None else Now(benefit, _WORTH)


_WORTH = "what it is worth"


def taken_over(offer: Offer, case: OfferCase) -> Now | None:
    """The cost of the work that it takes over, unless they said later what it is worth."""
    work, benefit = work_sum(case.parts, case.facts), case.facts.get("monthly_benefit")
    later = benefit is not None and benefit.value is not None and benefit.turn > offer.turn
    if offer.takes is None or work is None or later:
        return None
    made = f"{phrasing.percent(offer.takes)} of the {phrasing.usd(work.value)} a month that the work costs today"
    return Now(offer.takes * work.value, f"what it saves, {made}")


def span_of(offer: Offer, case: OfferCase, asked: OfferAsked | None = None) -> float | None:
    """Months over which an offer is looked at: as asked, as told with it or asked before, else as far as the case
    looks; what was said last stands."""
    if asked is not None and asked.months:
        return asked.months
    horizon = case.number("horizon_months")
    later = horizon is not None and case.facts["horizon_months"].turn > offer.turn
    return offer.months if offer.months is not None and not later else horizon


def default_horizon(case: OfferCase) -> float:
    known = case.results.get("roi", {}).get("assumptions")
    assumed = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    default = next((one["value"] for one in assumed if one["name"] == "horizon_months"), DEFAULT_HORIZON)
    return number_of(default)


def timing_of(offer: Offer) -> dict[str, JsonValue]:
    """When what it brings is there, where that is not from the start."""
    timing = {"delay_months": offer.delay_months, "ramp_months": offer.ramp_months}
    return {name: value for name, value in timing.items() if value}
