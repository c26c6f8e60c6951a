"""What becomes of offers that were told: when each pays back, what they add up to, what must be saved for one.

Each figure is a tool's on the numbers that were told; every sum is shown with its numbers, and what was assumed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pydantic import JsonValue

from agent import phrasing
from agent.basis import Basis
from agent.facts import Fact, Part, value_of
from agent.grounding import numbers_in
from agent.numbers.part_sums import work_sum
from agent.offers import IN_HOUSE, MONTHS_A_YEAR, RENEWAL, USD, Offer, OfferAsked, PaidBack
from agent.replying.priced import Priced, Row
from agent.tool_results import Results
from tools.approach import ApproachAdvice, Option
from tools.assess import Assessment
from tools.registry import call_tool

Result = dict[str, JsonValue]
_YEARS_OF_A_COMPARISON = 3
_LONGEST_RUN = 120  # months


@dataclass(frozen=True)
class Talk:
    """What a message says of offers: those told now, those tried out, what is asked, and what stands after it."""

    told: Sequence[Offer]
    supposed: Sequence[Offer]  # all, as they would be
    asked: OfferAsked | None
    standing: Sequence[Offer]
    before: Sequence[Offer] = ()  # what stood before this message


@dataclass(frozen=True)
class OfferCase:
    """The case that offers are held against, and what its figures rest on."""

    facts: Mapping[str, Fact]
    assessment: Assessment
    results: Results  # on the facts alone
    investment: float | None
    basis: Basis
    parts: Sequence[Part] = ()
    renewal: Offer | None = None  # what the vendor of today wants from now on
    worth_in_dollars: bool = False  # what it would be held against was told, but in another currency

    def number(self, name: str) -> float | None:
        """What is known of a field."""
        value = value_of(self.facts, name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def volume(self) -> float | None:
        """Requests a month."""
        return self.number("requests_per_month")

    @property
    def planned(self) -> Option | None:
        """What is recommended, where that is an investment."""
        advice = self.assessment.results["approach"]
        assert isinstance(advice, ApproachAdvice)
        return None if advice.ranking[0].approach == "not_yet" else advice.ranking[0]

    @property
    def bill(self) -> tuple[float, str] | None:
        """USD a month for the API today: as told, else at list prices, with the words for it."""
        told, listed = self.number("monthly_api_spend"), self.results.get("api_cost", {}).get("monthly_cost")
        if told is not None and told > 0:
            return told, "what you pay for the API today"
        if isinstance(listed, int | float) and listed > 0:
            return float(listed), "what the API costs at list prices"
        return None

    @property
    def cut_base(self) -> float | None:
        """USD a month of which a share may be saved: the bill, else what the work costs today."""
        if self.bill is not None:
            return self.bill[0]
        work = work_sum(self.parts, self.facts)
        return None if work is None else work.value

    def call(self, tool: str, arguments: Mapping[str, JsonValue]) -> Result:
        """A tool's result, and beside it what it was given. Raises `ToolError`."""
        if tool == "roi" and self.basis.discount_rate is not None:
            arguments = {"annual_discount_rate": self.basis.discount_rate, **arguments}
        return {**call_tool(tool, arguments, self.basis.today).model_dump(mode="json"), **arguments}


@dataclass(frozen=True)
class _Terms:
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


@dataclass(frozen=True)
class _Now:
    """What an offer saves of: USD a month that are paid today, or that it is worth."""

    amount: float
    words: str


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


def case_in(offers: Sequence[Offer], case: OfferCase) -> OfferCase:
    """The case as far as it is told in the currency of the offers: amounts in dollars say nothing of euros."""
    currency = offers[0].currency if offers else USD
    if currency == USD:
        return case
    facts = {name: fact for name, fact in case.facts.items() if name not in _IN_DOLLARS}
    parts = [one for one in case.parts if one.currency == currency or "$" not in one.quote]
    parts = [one.model_copy(update={"currency": USD}) for one in parts]
    worth = any(value_of(case.facts, name) is not None for name in ("monthly_benefit", "monthly_api_spend"))
    return replace(case, facts=facts, parts=parts, results={}, investment=None, worth_in_dollars=worth)


_IN_DOLLARS = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


def _in_currency(told: Priced, currency: str) -> Priced:
    """An answer whose amounts are no dollars; its figures are no results of the case."""
    sentences = tuple(_written(one, currency) for one in told.sentences)
    table = tuple(tuple(_written(cell, currency) for cell in row) for row in told.table)
    figures = (*told.figures, *numbers_in(told.results))
    return Priced(_written(told.heading, currency), sentences, table, lacking=(), figures=figures)


def _offers_answered(talk: Talk, case: OfferCase) -> tuple[Priced, ...]:
    asked = talk.asked
    if talk.supposed:
        return _tried(talk, case)
    shown = talk.supposed or talk.standing
    if asked is not None and asked.kind == "needed":
        return (_needed(shown, asked, case),)
    if not shown:
        return ()
    if (asked is not None and asked.kind == "within") or (asked is None and _is_only_limited(talk)):
        return (_within(shown, asked or OfferAsked(kind="within"), case),)
    if asked is not None and asked.kind == "total":
        spans = [*asked.earlier, asked.months]
        each = [asked.model_copy(update={"months": months}) for months in spans]
        return tuple(_totals(shown, one, case, talk.before) for one in each)
    if asked is not None and asked.kind == "most":
        return tuple(_most(one, asked, case) for one in shown)
    if asked is not None and asked.kind == "level" and len(shown) > 1:
        return (_level_of(shown, asked, case),)
    if talk.told or asked is not None:
        names = {*asked.names} if asked is not None and asked.names else {one.name for one in talk.told}
        several = [one for one in shown if one.name in names] or list(shown)
        return tuple(_payback(one, case, asked) for one in several)
    return ()


def _is_only_limited(talk: Talk) -> bool:
    """ "Our maximum is $200,000.": of offers that are known already."""
    before = {one.name: one for one in talk.before}
    told = [(before.get(one.name), one) for one in talk.told]
    limited = any(one.limit is not None for one in talk.told)
    return limited and all(old is not None and _but_for_limit(old) == _but_for_limit(one) for old, one in told)


def _but_for_limit(offer: Offer) -> Offer:
    return offer.model_copy(update={"limit": None, "months": None, "turn": 0})


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
        told = f"It pays back after {_months(case.upfront / saving)}: {upfront} / {month} a month."
    told += " All of it is in one currency, so this needs no rate of exchange; volume and prices stay as they are."
    figures = (case.upfront, case.gain, case.running)
    return (Priced("When it pays back:", (told,), figures=figures),)


def offers_at_another_worth(talk: Talk, case: OfferCase, supposing: OfferCase) -> tuple[Priced, ...]:
    """ "What if we save only $8,000?": what was offered last, held against that."""
    if not talk.standing or case.number("monthly_benefit") is None:
        return ()
    worth = supposing.number("monthly_benefit") or 0.0
    told = talk.standing[-1]
    offer = told if told.gain is None else told.model_copy(update={"gain": worth})
    new = _payback(offer, supposing)
    heading = (
        f"What if it is worth {phrasing.usd(worth)} a month? {titled(offer)}: {offer_in_words(offer, case.volume)}."
    )
    return (replace(new, heading=heading, sentences=(*new.sentences, _beside(told, case)), results={}),)


def standing_results(offers: Sequence[Offer], case: OfferCase) -> Results:
    """Payback and return of the offer that was told last, as long as it stands."""
    for offer in (one for one in reversed(offers) if one.currency == USD):
        results = _results(_terms(offer, case), case)
        if results:
            return results
    return {}


def titled(offer: Offer) -> str:
    """ "The offer", "Globex", "Doing it in-house"."""
    if not offer.name:
        return "The offer"
    if offer.name == IN_HOUSE:
        return "Doing it in-house"
    if offer.name == RENEWAL:
        return "Staying at the new price"
    return offer.name[:1].upper() + offer.name[1:] if len(offer.name) > 1 else f"Offer {offer.name}"


def offer_in_words(offer: Offer, volume: float | None = None) -> str:
    """ "$45,000 up front and $2,000 a month", each with the sum that it was made by."""
    parts = []
    if offer.upfront is not None:
        made = f" ({offer.upfront_sum})" if offer.upfront_sum else ""
        parts.append(f"{phrasing.usd(offer.upfront)} up front{made}" if offer.upfront else "nothing up front")
    if offer.monthly is not None:
        made = f" ({offer.monthly_sum})" if offer.monthly_sum else ""
        parts.append(f"{phrasing.usd(offer.monthly)} a month{made}")
    if offer.maintenance is not None:
        share = phrasing.percent(offer.maintenance)
        month = phrasing.usd(offer.maintenance * (offer.upfront or 0.0) / MONTHS_A_YEAR)
        of = f" ({share} x {phrasing.usd(offer.upfront)} / {MONTHS_A_YEAR})" if offer.upfront else ""
        parts.append(f"{share} of that a year, {month} a month{of}" if offer.upfront else f"{share} of it a year")
    if offer.each is not None:
        cases = offer.paid_cases(volume)
        each = f"{phrasing.usd(offer.each)} per {offer.case}"
        if cases is None:
            parts.append(each)
        else:
            month = phrasing.usd(offer.each * cases)
            parts.append(f"{month} a month ({each} x {phrasing.count(cases)})")
    if offer.left is not None:
        parts.append(f"{phrasing.usd(offer.left)} a month that is left of today's bill")
    if offer.rise is not None:
        parts.append(f"{phrasing.percent(offer.rise)} more each year")
    return phrasing.joined(parts) + _promised(offer)


def offer_in_its_currency(offer: Offer, volume: float | None = None) -> str:
    """ "EUR 45,000 up front": as it was asked, whatever that is worth."""
    return _written(offer_in_words(offer, volume), offer.currency)


def _written(text: str, currency: str) -> str:
    return text if currency == USD else text.replace("$", f"{currency} ")


def _promised(offer: Offer) -> str:
    """ ", for a saving of 70 % of today's bill"."""
    if offer.cut is not None:
        return f", for a saving of {phrasing.percent(offer.cut)} of what it costs today"
    if offer.takes is not None:
        return f", for {phrasing.percent(offer.takes)} of the work that it takes over"
    return "" if offer.gain is None else f", for {phrasing.usd(offer.gain)} a month that it saves or brings in"


def numbers_of(offers: Sequence[Offer], case: OfferCase) -> Iterator[float]:
    """Every figure by which offers may be told."""
    for offer in offers:
        terms = _terms(offer, case)
        yield from (MONTHS_A_YEAR, terms.upfront, terms.running or 0.0)
        yield terms.upfront + MONTHS_A_YEAR * (terms.running or 0.0)
        for result in _results(terms, case).values():
            yield from (float(one) for one in result.values() if isinstance(one, int | float))
        yield from (float(one) for one in offer.changes.values() if isinstance(one, int | float))
        running = offer.running(case.volume) or 0.0
        yield from (running, (offer.maintenance or 0.0) * (offer.upfront or 0.0) / MONTHS_A_YEAR)
        cases = offer.paid_cases(case.volume)
        if offer.each is not None and cases is not None:
            yield offer.each * cases
        yield from _compared_numbers(offer, offers, case)
        if (now := _now(offer, case)) is not None:
            yield now.amount
        if (work := work_sum(case.parts, case.facts)) is not None:
            yield work.value
        months = _span(offer, case) or _default_horizon(case)
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


def _terms(offer: Offer, case: OfferCase, *, alone: bool = True) -> _Terms:
    notes = list(offer.assumed)
    running, planned = offer.running(case.volume), False
    if offer.with_api and "api_cost" in case.results:
        api = _n(case.results["api_cost"]["monthly_cost"])
        running = (running or 0.0) + api
        notes.append(f"{phrasing.usd(api)} a month for the API at list prices is counted in")
    if offer.each is not None and offer.paid_cases(case.volume) is None:
        lacking = () if offer.by_head else ("requests_per_month",)
        return _Terms(offer, offer.upfront or 0.0, None, tuple(notes), lacking)
    if offer.each is not None and offer.cases is None and case.volume is not None:
        notes.append(f"every one of your {phrasing.count(case.volume)} requests a month is paid for")
    if running is None and not alone:
        running = 0.0
        notes.append("nothing is to be paid a month, for nothing was named")
    elif running is None and (offer.promises or offer.currency != USD):
        running = 0.0
        notes.append("nothing is paid to run it beside what is left, for nothing was named")
    elif running is None and offer.currency == USD and case.planned is not None:
        running, planned = case.planned.monthly_cost, True
        month = phrasing.about_usd(running)
        notes.append(f"to run it costs about {month} a month, my planning figure, for none was named")
    if offer.upfront is None:
        notes.append("there is nothing to pay up front, for nothing was named")
    return _Terms(offer, offer.upfront or 0.0, running, tuple(notes), planned=planned)


def _now(offer: Offer, case: OfferCase) -> _Now | None:
    """What it is held against: what was said with it, a dearer contract, the bill; else what it is worth."""
    bill = case.bill
    if offer.instead_of is not None:
        return _Now(offer.instead_of, "what it takes the place of")
    if offer.gain is not None:
        return _Now(offer.gain, "what it saves or brings in")
    if offer.cut is not None:
        share, base = phrasing.percent(offer.cut), case.cut_base
        return None if base is None else _Now(offer.cut * base, f"what it saves, {share} of {phrasing.usd(base)}")
    if (taken := _taken_over(offer, case)) is not None:
        return taken
    if offer.currency != USD:
        return None
    if case.renewal is not None and case.renewal.monthly is not None:
        return _Now(case.renewal.monthly, "what you would pay if you stayed")
    benefit = case.number("monthly_benefit")
    if bill is not None and (benefit is None or case.number("monthly_api_spend")):
        return _Now(*bill)
    return None if benefit is None else _Now(benefit, _WORTH)


_WORTH = "what it is worth"


def _taken_over(offer: Offer, case: OfferCase) -> _Now | None:
    """The cost of the work that it takes over, unless they said later what it is worth."""
    work, benefit = work_sum(case.parts, case.facts), case.facts.get("monthly_benefit")
    later = benefit is not None and benefit.value is not None and benefit.turn > offer.turn
    if offer.takes is None or work is None or later:
        return None
    made = f"{phrasing.percent(offer.takes)} of the {phrasing.usd(work.value)} a month that the work costs today"
    return _Now(offer.takes * work.value, f"what it saves, {made}")


def _results(terms: _Terms, case: OfferCase, asked: OfferAsked | None = None) -> Results:
    """Payback, and the return over the time that it is looked at, where a benefit is known."""
    now = _now(terms.offer, case)
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
                **_timing(terms.offer),
            },
        )
    benefit = _benefit(terms.offer, now, case)
    if benefit is not None:
        months = _span(terms.offer, case, asked) or _default_horizon(case)
        rate = {} if asked is None or asked.rate is None else {"annual_discount_rate": asked.rate}
        results["roi"] = _return(terms, benefit, months, rate, case)
    return results


def _benefit(offer: Offer, now: _Now | None, case: OfferCase) -> float | None:
    """USD a month: what was promised with it, else what the case says that it is worth."""
    if now is not None and (offer.gain is not None or offer.cut is not None):
        return now.amount
    if (taken := _taken_over(offer, case)) is not None:
        return taken.amount
    return case.number("monthly_benefit") if offer.currency == USD else None


def _span(offer: Offer, case: OfferCase, asked: OfferAsked | None = None) -> float | None:
    """Months over which an offer is looked at: as asked, as told with it or asked before, else as far as the case
    looks; what was said last stands."""
    if asked is not None and asked.months:
        return asked.months
    horizon = case.number("horizon_months")
    later = horizon is not None and case.facts["horizon_months"].turn > offer.turn
    return offer.months if offer.months is not None and not later else horizon


def _default_horizon(case: OfferCase) -> float:
    known = case.results.get("roi", {}).get("assumptions")
    assumed = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    default = next((one["value"] for one in assumed if one["name"] == "horizon_months"), _DEFAULT_HORIZON)
    return _n(default)


def _return(terms: _Terms, benefit: float, months: float, rate: Mapping[str, JsonValue], case: OfferCase) -> Result:
    """What it returns; of a price that rises each year, with the mean of its months and what each of them is worth."""
    by_year = _by_year(terms, months)
    mean = sum(count * month for count, month in by_year) / months
    found = case.call(
        "roi",
        {
            "upfront_cost": terms.upfront,
            "monthly_cost": mean,
            "monthly_benefit": benefit,
            "horizon_months": months,
            **rate,
            **_timing(terms.offer),
        },
    )
    if not terms.offer.rise or _timing(terms.offer) or months % 1:
        return found
    flows: list[JsonValue] = [-terms.upfront, *(benefit - month for count, month in by_year for _ in range(int(count)))]
    worth = case.call("cash_flow_value", {"flows": flows, "rate_per_period": found["monthly_discount_rate"]})
    back = {"payback_months": worth["payback_periods"], "npv": worth["npv"]}
    return {**found, **back, "irr_per_year": None, "irr_per_year_all": []}


def _timing(offer: Offer) -> dict[str, JsonValue]:
    """When what it brings is there, where that is not from the start."""
    timing = {"delay_months": offer.delay_months, "ramp_months": offer.ramp_months}
    return {name: value for name, value in timing.items() if value}


_DEFAULT_HORIZON = 24


def _payback(offer: Offer, case: OfferCase, asked: OfferAsked | None = None) -> Priced:
    """When an offer has paid for itself, with the sum."""
    if offer.name == RENEWAL:
        return _renewed(offer, case)
    terms = _terms(offer, case)
    results = _results(terms, case, asked)
    heading = f"{terms.title}: {offer_in_words(offer, case.volume)}."
    now = _now(offer, case)
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
    if "roi" in results and _span(offer, case, asked) is None:
        months = phrasing.months(_n(results["roi"]["horizon_months"]))
        terms = replace(terms, notes=(*terms.notes, f"the case looks {months} ahead, for you named no horizon"))
    verdict: tuple[str, ...] = ()
    if asked is not None and asked.verdict and now is not None:
        if "roi" not in results and _is_only_the_bill(terms, case, results):
            return Priced(heading, (_must_bring(terms, case, asked), *_notes(terms)), lacking=(_held_against(case),))
        verdict = (_verdict(terms, results, dear=asked.dear),)
        results, beside = _beside_building(terms, results, case)
        verdict += beside
    return Priced(heading, (*verdict, *_paid_back(terms, now, results), *_notes(terms)), results=results)


def _is_only_the_bill(terms: _Terms, case: OfferCase, results: Results) -> bool:
    """A bill does not pay for it that it need not lower: with my own figure to run it, that is no "no"."""
    promised = terms.offer.promises or terms.offer.instead_of is not None or case.renewal is not None
    return terms.planned and not promised and results["break_even"]["months"] is None


def _must_bring(terms: _Terms, case: OfferCase, asked: OfferAsked) -> str:
    """Whether a price is fair hangs on what it brings, which nobody has told."""
    months = _span(terms.offer, case, asked) or _default_horizon(case)
    needed = phrasing.about_usd(terms.upfront / months + (terms.running or 0.0))
    once = f"{phrasing.usd(terms.upfront)} / {months:g} months + " if terms.upfront else ""
    return (
        f"**That hangs on what it brings: it must save or bring in more than {needed} a month** ({once}{terms.run} a "
        "month to run it). What it is worth you have not told me yet."
    )


def _verdict(terms: _Terms, results: Results, *, dear: bool = False) -> str:
    """ "Should I take it?": by what it is worth over the time that is looked at, else by whether it pays back.

    "Is it too expensive?" (`dear`) is told in its own words, for its yes is the other's no.
    """
    yes, no = ("Not too expensive", "Too expensive") if dear else ("Yes", "No")
    if "roi" in results:
        worth = _n(results["roi"]["npv"])
        span = phrasing.span(_n(results["roi"]["horizon_months"]))
        if worth > 0:
            return f"**{yes}, on these figures: {_small(terms.title)} is worth {phrasing.usd(worth)} over {span}.**"
        return f"**{no}, on these figures: over {span} {_small(terms.title)} loses {phrasing.usd(-worth)}.**"
    if results["break_even"]["months"] is None:
        return f"**{no}, on these figures: it costs more than it saves.**"
    return f"**{yes}, on these figures: it brings back more than it costs.**"


def _beside_building(terms: _Terms, results: Results, case: OfferCase) -> tuple[Results, tuple[str, ...]]:
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
    worth = _n(built["npv"])
    comes = f"is worth about {phrasing.about_usd(worth)}" if worth > 0 else f"loses about {phrasing.about_usd(-worth)}"
    said = (
        f"Building it, at about {phrasing.about_usd(planned.upfront_cost)} up front and about "
        f"{phrasing.about_usd(planned.monthly_cost)} a month by my planning figures, {comes}."
    )
    return {**results, "roi": {**roi, "built": built}}, (said,)


def _most(offer: Offer, asked: OfferAsked, case: OfferCase) -> Priced:
    """What it may cost before it no longer pays over the time that is looked at."""
    terms = _terms(offer, case)
    results = _results(terms, case, asked)
    heading = f"What {_small(terms.title)} may cost:"
    if "roi" not in results:
        known = _now(offer, case)
        said = f"That I can say once I {_OTHER_SIDE[case.worth_in_dollars]}."
        if known is not None:
            said = f"**Less than {phrasing.usd(known.amount)} a month**, which is {known.words}."
        return Priced(heading, (said, *_notes(terms)), lacking=() if known else (_held_against(case),))
    roi = results["roi"]
    month, span = _n(roi["monthly_benefit"]), phrasing.span(_n(roi["horizon_months"]))
    if not offer.upfront:
        said = f"**Less than {phrasing.usd(month)} a month**: that is what it is worth."
        return Priced(heading, (said, *_notes(terms)), results=results)
    most = _n(roi["npv"]) + terms.upfront
    beside = f", beside {terms.run} a month" if terms.running else ""
    said = (
        f"**At most {phrasing.usd(most)} up front**{beside}: so much is worth today what it leaves over {span}, "
        f"discounted at {phrasing.percent(_rate(roi))} a year."
        if most > 0
        else f"Nothing up front: {terms.run} a month alone is more than the {phrasing.usd(month)} that it is worth."
    )
    return Priced(heading, (said, *_notes(terms)), results={**results, "roi": {**roi, "most_up_front": most}})


def _many(case: str) -> str:
    return "people" if case in ("person", "people") else f"{case}s"


_OTHER_SIDE = {
    False: "know what it saves or brings in a month, or what you pay today",
    True: "have your rate of exchange, for what it is worth or takes the place of is told in dollars",
}


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


def _held_against(case: OfferCase) -> str:
    """What is asked for, to hold it against: the bill of what runs already, else what it is worth."""
    runs = value_of(case.facts, "stage") in ("production", "underperforming", "pilot")
    return "monthly_api_spend" if runs or value_of(case.facts, "model") is not None else "monthly_benefit"


_BILL = "monthly_api_spend"


def _first_sum(terms: _Terms) -> str:
    return f"{phrasing.usd(terms.upfront)} + {MONTHS_A_YEAR} x {phrasing.usd(terms.running or 0.0)}"


def _paid_back(terms: _Terms, now: _Now, results: Results) -> Iterator[str]:
    even = results["break_even"]
    saving, year = _n(even["monthly_saving"]), _n(even["first_year_net"])
    show = phrasing.about_usd if terms.planned else phrasing.usd
    of = f"{phrasing.usd(now.amount)} a month is {now.words}"
    of += f", {terms.run} what it costs to run" if terms.running or not terms.offer.promises else ""
    of += _when(terms.offer)
    if even["months"] is None:
        yield f"**It does not pay back by that:** {of}, so it {_gained(saving, terms)}."
    elif not terms.upfront:
        yield f"**It saves {show(saving)} a month from the first month on:** {of}."
    elif _timing(terms.offer) or terms.offer.rise:
        back = results["roi"]["payback_months"] if terms.offer.rise and "roi" in results else even["months"]
        yield f"It pays back after {_months(_n(even['months'] if back is None else back))}: {of}."
    else:
        month = f"({phrasing.usd(now.amount)} - {terms.run})" if terms.running else phrasing.usd(now.amount)
        when = _months(_n(even["months"]))
        yield f"It pays back after {when}: {phrasing.usd(terms.upfront)} / {month} a month; {of}."
    left = f"leaves {show(year)}" if year > 0 else f"costs {show(-year)} on balance"
    summed = "" if _timing(terms.offer) else f": {MONTHS_A_YEAR} x {show(saving)} - {phrasing.usd(terms.upfront)}"
    yield f"The first year {left if year else 'ends even'}{summed}."
    if "roi" in results:
        yield from _returned(results["roi"], told=now.amount == results["roi"]["monthly_benefit"])


def _when(offer: Offer) -> str:
    late = f"nothing comes back in the first {phrasing.months(offer.delay_months)}" if offer.delay_months else ""
    slow = f"it rises evenly over {phrasing.months(offer.ramp_months)}" if offer.ramp_months else ""
    told = phrasing.joined([one for one in (late, slow) if one])
    return f"; {told}" if told else ""


def _gained(saving: float, terms: _Terms) -> str:
    show = phrasing.about_usd if terms.planned else phrasing.usd
    return (
        "saves nothing" if not saving else f"costs {show(-saving)} a month more" if saving < 0 else "saves too little"
    )


def _returned(case: Mapping[str, JsonValue], *, told: bool) -> Iterator[str]:
    """What it returns by the benefit that was told."""
    benefit, months = phrasing.usd(_n(case["monthly_benefit"])), phrasing.span(_n(case["horizon_months"]))
    back = case["payback_months"]
    when = (
        "it does not pay back in that time" if back is None else f"it pays back after {_months(_n(back), bold=False)}"
    )
    got, spent, net, worth = (
        phrasing.usd(_n(case[name])) for name in ("total_benefit", "total_cost", "net_benefit", "npv")
    )
    first = "" if told else f"By the {benefit} a month that it is worth {when}. "
    three_digits = float(f"{_n(case['roi']):.3g}")
    share = f", a return of {phrasing.percent(three_digits)}" if case["roi"] is not None else ""
    yield (
        f"{first}Over {months} {got} comes back for {spent}, {net} net{share}, "
        f"worth {worth} today, discounted at {phrasing.percent(_rate(case))} a year."
    )


def _rate(case: Mapping[str, JsonValue]) -> float:
    if "annual_discount_rate" in case:
        return _n(case["annual_discount_rate"])
    ledger = case["assumptions"]
    records = [one for one in ledger if isinstance(one, dict)] if isinstance(ledger, list) else []
    return next((_n(one["value"]) for one in records if one["name"] == "annual_discount_rate"), 0.0)


def _months(number: float, *, bold: bool = True) -> str:
    """In three digits, with "about" where these are not all."""
    shown = f"{number:.3g}" if number < _IN_DIGITS else f"{number:.0f}"
    about = "" if abs(float(shown) - number) < _DUST else "about "
    told = f"{shown} {'month' if shown == '1' else 'months'}"
    return f"{about}**{told}**" if bold else about + told


_IN_DIGITS, _DUST = 100, 1e-9


def _notes(terms: _Terms) -> Iterator[str]:
    stays = "the volume stays as it is" if terms.offer.rise else "volume and prices stay as they are"
    notes = [*terms.notes, stays]
    yield f"Taken for granted: {'; '.join(notes)}."


def _tried(talk: Talk, case: OfferCase) -> tuple[Priced, ...]:
    """An offer as it would be, beside the offer as it is; several of them beside each other."""
    before = {one.name: one for one in talk.standing}
    changed = [one for one in talk.supposed if before.get(one.name) != one]
    several = len(talk.supposed) > 1
    compared = (
        several and (_is_by_saving(talk.supposed, case) or not _results(_terms(changed[0], case), case))
        if changed
        else False
    )
    found = []
    for offer in changed:
        old, new = before.get(offer.name), _payback(offer, case)
        heading = f"What if {_small(titled(offer))} were {offer_in_words(offer, case.volume)}{_when(offer)}?"
        sentences = [] if compared else [*new.sentences]
        if old is not None and not compared:
            sentences.append(_beside(old, case))
        sentences.append('Nothing is changed; say "keep it" to go on with this.')
        found.append(Priced(heading, tuple(sentences), results={}, lacking=() if compared else new.lacking))
        # Its results are of this turn's reply alone.
    if compared:
        found.append(_totals(talk.supposed, OfferAsked(kind="total", changes=True), case, talk.standing))
    return tuple(found)


def _beside(old: Offer, case: OfferCase) -> str:
    months = _results(_terms(old, case), case).get("break_even", {}).get("months")
    told = offer_in_words(old, case.volume)
    return f"As told, {told}" + (f", it is {_months(_n(months), bold=False)}." if months is not None else ".")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("The ", "Doing ", "Offer ", "Vendor ", "Option ")) else text


def _compared(offers: Sequence[Offer], case: OfferCase) -> list[_Terms]:
    """How each is reckoned with beside the others: where one of them says what it asks a month, one that says nothing
    of it asks nothing."""
    monthly = len(offers) > 1 and any(one.running(case.volume) is not None for one in offers)
    every = [_terms(one, case, alone=not monthly) for one in offers]
    if len(every) == 1:
        return every
    return [replace(one, notes=tuple(f"for {_small(one.title)} {note}" for note in one.notes)) for one in every]


def _totals(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase, before: Sequence[Offer] = ()) -> Priced:
    """What each comes to over the months, and which comes to least; whether what was told now changes that."""
    named = _span(offers[-1], case, asked)
    months = named or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    span = phrasing.span(months)
    every = _compared(offers, case)
    known = [one for one in every if one.running is not None]
    if len(known) == len(every) and _is_by_saving(offers, case):
        return _by_saving(known, months, asked, case, before)
    rows: list[Row] = []
    totals: list[tuple[_Terms, Result]] = []
    said: list[str] = []
    for terms in known:
        total = _spent(terms, months, case)
        totals.append((terms, total))
        by_year = " + ".join(f"{count:g} x {phrasing.usd(month)}" for count, month in _by_year(terms, months))
        summed = f"{phrasing.usd(terms.upfront)} + {by_year}"
        rows.append((terms.title, summed, phrasing.usd(_n(total["total_cost"]))))
    if not totals:
        return Priced(f"Over {span}:", ("I need what they cost a month.",), lacking=every[0].lacking)
    ranked = sorted(totals, key=lambda one: _n(one[1]["total_cost"]))
    best, least = ranked[0]
    results: Results = {"total_cost": least}
    bill = case.number("monthly_api_spend")
    if len(ranked) > 1:
        if asked.changes:
            said += _whether_changed(best, before, months, case)
        said += _cheapest(ranked, case, results, months)
    else:
        said.append(f"**{best.title} comes to {phrasing.usd(_n(least['total_cost']))} over {span}.**")
    silent = [one.title for one in every if one.running is None]
    if silent:
        said.append(f"What {phrasing.joined(silent)} would cost a month I do not know, so I left it out.")
    if bill:
        as_it_is = case.call("total_cost", {"monthly_cost": bill, "months": months})
        stays = _n(as_it_is["total_cost"])
        rows.append(("The API as it is", f"{months:g} x {phrasing.usd(bill)}", phrasing.usd(stays)))
        gap = stays - _n(least["total_cost"])
        results["total_cost"] = {**results["total_cost"], "of_the_api": as_it_is, "less_than_the_api": gap}
        word = "less" if gap >= 0 else "more"
        said.append(f"That is {phrasing.usd(abs(gap))} {word} than the {phrasing.usd(stays)} for the API as it is.")
    if named is None:
        said.append(f"You named no time, so I took {span}.")
    said.append(_granted(known))
    return Priced(f"Over {span}:", tuple(said), (("", "Sum", f"Over {span}"), *rows), results)


def _granted(known: Sequence[_Terms]) -> str:
    notes = dict.fromkeys(note for terms in known for note in terms.notes)
    return f"Taken for granted: {'; '.join([*notes, 'volume and prices stay as they are'])}."


def _is_by_saving(offers: Sequence[Offer], case: OfferCase) -> bool:
    """Each of them promises a saving whose amount is known: the dearer one may be the better one."""
    return len(offers) > 1 and all(
        one.gain is not None or (one.cut is not None and case.cut_base is not None) for one in offers
    )


def _by_saving(
    known: Sequence[_Terms], months: float, asked: OfferAsked, case: OfferCase, before: Sequence[Offer]
) -> Priced:
    """What each leaves of what it saves, and which leaves most."""
    span = phrasing.span(months)
    rows: list[Row] = [("", "Saves a month", "Costs a month", "Up front", f"Leaves over {span}")]
    ranked = _by_what_is_left(known, months, case)
    for terms, found in ranked:
        amounts = (_n(found["monthly_benefit"]), terms.running or 0.0, terms.upfront, _n(found["net_benefit"]))
        rows.append((terms.title, *map(phrasing.usd, amounts)))
    (best, most), (other, less) = ranked[:2]
    gap = _n(most["net_benefit"]) - _n(less["net_benefit"])
    said = [f"**{best.title} is better, by {phrasing.usd(gap)}** over {span}, what each saves less what it costs."]
    if not gap:
        said = [f"**{best.title} and {_small(other.title)} leave the same** over {span}."]
    earlier = [_terms(one, case) for one in before] if asked.changes and _is_by_saving(before, case) else []
    if earlier:
        first = _by_what_is_left(earlier, months, case)[0][0]
        same = first.offer.name == best.offer.name
        said.insert(
            0,
            f"That does not change the answer: {_small(best.title)} was the better one before, too."
            if same
            else f"**That changes the answer:** before it was {_small(first.title)}, now it is {_small(best.title)}.",
        )
    if any(terms.offer.cut is not None for terms in known):
        said.append(
            f"What they save is a share of the {phrasing.usd(case.cut_base or 0.0)} a month that it costs today."
        )
    if asked.months is None and _span(known[-1].offer, case) is None:
        said.append(f"You named no time, so I took {span}.")
    said.append(_granted(known))
    results: Results = {
        "roi": {**most, "difference": gap, "offers": [{"name": one.title, **found} for one, found in ranked]}
    }
    return Priced(f"Over {span}:", tuple(said), tuple(rows), results, figures=(case.cut_base or 0.0,))


def _by_what_is_left(known: Sequence[_Terms], months: float, case: OfferCase) -> list[tuple[_Terms, Result]]:
    """Each with what it returns over the months, the one that leaves most first."""
    every = []
    for terms in known:
        now = _now(terms.offer, case)
        every.append((terms, _return(terms, 0.0 if now is None else now.amount, months, {}, case)))
    return sorted(every, key=lambda one: -_n(one[1]["net_benefit"]))


def _within(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """Whether those that are asked about come to no more than they may."""
    named = _span(offers[-1], case, asked)
    months = named or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    limit = next((one.limit for one in reversed(offers) if one.limit is not None), None)
    of = "your maximum" if limit is not None else "your budget"
    limit = limit if limit is not None else case.number("budget") or 0.0
    every = [one for one in _compared(offers, case) if not asked.names or one.offer.name in asked.names]
    said: list[str] = []
    totals: list[Result] = []
    for terms in every:
        if terms.running is None:
            said.append(f"What {_small(terms.title)} comes to I can say once I know how many there are a month.")
            continue
        total = _spent(terms, months, case)
        totals.append(total)
        spent = _n(total["total_cost"])
        far = "exactly that" if spent == limit else f"{phrasing.usd(abs(limit - spent))} {_side(spent, limit)}"
        verdict = "exceeds" if spent > limit else "is within"
        said.append(
            f"**{terms.title} {verdict} {of} of {phrasing.usd(limit)}:** it comes to {phrasing.usd(spent)} over "
            f"{phrasing.span(months)}, {far}."
        )
    if named is None:
        said.append(f"You named no time, so I took {phrasing.span(months)}.")
    known = [one for one in every if one.running is not None]
    said.append(_granted(known))
    lacking = every[0].lacking if not known else ()
    results: Results = {"total_cost": totals[0]} if totals else {}
    figures = (
        limit,
        *(abs(limit - _n(one["total_cost"])) for one in totals),
        *(_n(one["total_cost"]) for one in totals),
    )
    return Priced(f"Against {phrasing.usd(limit)}:", tuple(said), results=results, lacking=lacking, figures=figures)


def _side(spent: float, limit: float) -> str:
    return "below it" if spent < limit else "above it"


def _by_year(terms: _Terms, months: float) -> list[tuple[float, float]]:
    return terms.offer.by_year(terms.running or 0.0, months)


def _spent(terms: _Terms, months: float, case: OfferCase) -> Result:
    """What it comes to; of a price that rises each year by what a month costs on average."""
    average = sum(count * month for count, month in _by_year(terms, months)) / months
    return case.call("total_cost", {"upfront_cost": terms.upfront, "monthly_cost": average, "months": months})


def _whether_changed(best: _Terms, before: Sequence[Offer], months: float, case: OfferCase) -> Iterator[str]:
    """ "That changes the answer: before it was Alfa"."""
    earlier = [one for one in _compared(before, case) if one.running is not None]
    first = min(earlier, key=lambda one: _n(_spent(one, months, case)["total_cost"]), default=None)
    if first is None or len(earlier) < _PAIR:
        return
    if first.offer.name == best.offer.name:
        yield f"That does not change the answer: {_small(best.title)} was the cheapest before, too."
    else:
        yield f"**That changes the answer:** before it was {_small(first.title)}, now it is {_small(best.title)}."


_PAIR = 2


def _cheapest(
    ranked: Sequence[tuple[_Terms, Result]], case: OfferCase, results: Results, months: float
) -> Iterator[str]:
    (best, least), (other, more) = ranked[:2]
    gap = _n(more["total_cost"]) - _n(least["total_cost"])
    results["total_cost"] = {
        **least,
        "offers": [{"name": terms.title, "total_cost": total["total_cost"]} for terms, total in ranked],
        "difference": gap,
    }
    if not gap:
        yield f"**{best.title} and {_small(other.title)} come to the same.**"
    elif len(ranked) > _PAIR:
        yield f"**{best.title} is the cheapest, {phrasing.usd(gap)} below {_small(other.title)}.**"
    else:
        yield f"**{best.title} is cheaper, by {phrasing.usd(gap)}.**"
    if len(ranked) == _PAIR and (even := _even_volume(best, other, months)) is not None:
        results["total_cost"]["same_at_a_month"] = even.cases
        yield even.told
    if gap:
        named = f"{best.title} and {_small(other.title)}" if len(ranked) > _PAIR else "They"
        yield from _level(best, other, case, results, named)


def _several(case: str) -> str:
    ends_in_y = case.endswith("y") and case[-2:-1] not in "aeiou"
    return f"{case[:-1]}ies" if ends_in_y else f"{case}s"


@dataclass(frozen=True)
class _Even:
    """At how many cases a month two offers cost the same, and that as a sentence."""

    cases: float
    told: str


def _even_volume(one: _Terms, other: _Terms, months: float) -> _Even | None:
    """Where only one of them is paid by the case; what is paid once is spread over the months."""
    by_case, fixed = (one, other) if one.offer.each is not None else (other, one)
    each, month = by_case.offer.each, fixed.running or 0.0
    if not each or fixed.offer.each is not None or fixed.offer.rise or by_case.offer.rise or by_case.offer.maintenance:
        return None
    once = fixed.upfront - by_case.upfront
    flat = by_case.offer.monthly or 0.0
    cases = (once / months + month - flat) / each
    if cases <= 0:
        return None
    spread = f"{phrasing.usd(once)} / {months:g} + " if once else ""
    less = f" - {phrasing.usd(flat)}" if flat else ""
    summed = f"{spread}{phrasing.usd(month)}{less}"
    over = f" over {phrasing.span(months)}" if once else ""
    told = (
        f"They cost the same{over} at {phrasing.count(cases)} {_several(by_case.offer.case)} a month "
        f"({f'({summed})' if spread or less else summed} / {phrasing.usd(each)}), as long as {_small(fixed.title)} "
        f"costs the same whatever the volume; below that {_small(by_case.title)} costs less."
    )
    return _Even(cases, told)


def _level(
    one: _Terms, other: _Terms, case: OfferCase, results: Results, named: str = "They", *, strong: bool = False
) -> Iterator[str]:
    """When two of them have cost the same: the one asks more at first, the other more a month."""
    dear, slow = (one, other) if one.upfront > other.upfront else (other, one)
    if one.offer.rise or other.offer.rise:
        return
    if not (dear.upfront > slow.upfront and (slow.running or 0.0) > (dear.running or 0.0)):
        return
    even = case.call(
        "break_even",
        {
            "upfront_cost": dear.upfront - slow.upfront,
            "current_monthly_cost": slow.running,
            "new_monthly_cost": dear.running,
        },
    )
    found = results.setdefault("total_cost", {})
    found |= {"same_after_months": even["months"], "of_the_difference": even}
    gap_once, gap_month = phrasing.usd(dear.upfront - slow.upfront), phrasing.usd(_n(even["monthly_saving"]))
    same = _months(_n(even["months"]), bold=strong)
    yield (
        f"{named} cost the same after {same} ({gap_once} / {gap_month} a month); before that {_small(slow.title)} "
        f"costs less, after it {_small(dear.title)}."
    )


def _level_of(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """When those that are asked about, else each with the next, have cost the same."""
    every = [one for one in _compared(offers, case) if not asked.names or one.offer.name in asked.names]
    if len(every) == 1:
        every += [one for one in _compared(offers, case) if one.offer.name != every[0].offer.name]
    known = [one for one in every if one.running is not None]
    results: Results = {}
    said: list[str] = []
    figures: list[float] = []
    months = _span(offers[-1], case, asked) or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    for one, other in combinations(known, 2):
        named = f"{one.title} and {_small(other.title)}"
        told = list(_level(one, other, case, results, named, strong=True))
        if (even := _even_volume(one, other, months)) is not None:
            told.insert(0, even.told)
            figures.append(even.cases)
        less, more = sorted((one, other), key=lambda terms: (terms.upfront, terms.running or 0.0))
        said += told or [f"{less.title} costs no more than {_small(more.title)} in any month."]
    if not said:
        return Priced("When they cost the same:", ("I need what they cost a month.",), lacking=every[0].lacking)
    said.append(_granted(known))
    return Priced("When they have cost the same:", tuple(said), results=results, figures=tuple(figures))


def _needed(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """What must be saved or brought in each month for it to pay back in the time that was named."""
    months = asked.months or _DEFAULT_HORIZON
    if offers:
        terms = _terms(offers[-1], case)
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


def _n(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
