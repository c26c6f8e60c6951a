"""Offers beside each other: what each comes to, which leaves most, and when two of them have cost the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from agent import phrasing
from agent.offers import MONTHS_A_YEAR, Offer, OfferAsked
from agent.replying.offer_case import OfferCase, Result, number_of
from agent.replying.offer_results import return_of
from agent.replying.offer_terms import Terms, now_of, span_of, terms_of
from agent.replying.offers_in_words import months_in_words, small
from agent.replying.priced import Priced, Row
from agent.tool_results import Results

_YEARS_OF_A_COMPARISON = 3


def totals_of(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase, before: Sequence[Offer] = ()) -> Priced:
    """What each comes to over the months, and which comes to least; whether what was told now changes that."""
    named = span_of(offers[-1], case, asked)
    months = named or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    span = phrasing.span(months)
    every = _compared(offers, case)
    known = [one for one in every if one.running is not None]
    if len(known) == len(every) and is_by_saving(offers, case):
        return _by_saving(known, months, asked, case, before)
    rows: list[Row] = []
    totals: list[tuple[Terms, Result]] = []
    said: list[str] = []
    for terms in known:
        total = _spent(terms, months, case)
        totals.append((terms, total))
        by_year = " + ".join(f"{count:g} x {phrasing.usd(month)}" for count, month in terms.by_year(months))
        summed = f"{phrasing.usd(terms.upfront)} + {by_year}"
        rows.append((terms.title, summed, phrasing.usd(number_of(total["total_cost"]))))
    if not totals:
        return Priced(f"Over {span}:", ("I need what they cost a month.",), lacking=every[0].lacking)
    ranked = sorted(totals, key=lambda one: number_of(one[1]["total_cost"]))
    best, least = ranked[0]
    results: Results = {"total_cost": least}
    bill = case.number("monthly_api_spend")
    if len(ranked) > 1:
        if asked.changes:
            said += _whether_changed(best, before, months, case)
        said += _cheapest(ranked, case, results, months)
    else:
        said.append(f"**{best.title} comes to {phrasing.usd(number_of(least['total_cost']))} over {span}.**")
    silent = [one.title for one in every if one.running is None]
    if silent:
        said.append(f"What {phrasing.joined(silent)} would cost a month I do not know, so I left it out.")
    if bill:
        as_it_is = case.call("total_cost", {"monthly_cost": bill, "months": months})
        stays = number_of(as_it_is["total_cost"])
        rows.append(("The API as it is", f"{months:g} x {phrasing.usd(bill)}", phrasing.usd(stays)))
        gap = stays - number_of(least["total_cost"])
        results["total_cost"] = {**results["total_cost"], "of_the_api": as_it_is, "less_than_the_api": gap}
        word = "less" if gap >= 0 else "more"
        said.append(f"That is {phrasing.usd(abs(gap))} {word} than the {phrasing.usd(stays)} for the API as it is.")
    if named is None:
        said.append(f"You named no time, so I took {span}.")
    said.append(_granted(known))
    return Priced(f"Over {span}:", tuple(said), (("", "Sum", f"Over {span}"), *rows), results)


def _compared(offers: Sequence[Offer], case: OfferCase) -> list[Terms]:
    """How each is reckoned with beside the others: where one of them says what it asks a month, one that says nothing
    of it asks nothing."""
    monthly = len(offers) > 1 and any(one.running(case.volume) is not None for one in offers)
    every = [terms_of(one, case, alone=not monthly) for one in offers]
    if len(every) == 1:
        return every
    return [replace(one, notes=tuple(f"for {small(one.title)} {note}" for note in one.notes)) for one in every]


def _granted(known: Sequence[Terms]) -> str:
    notes = dict.fromkeys(note for terms in known for note in terms.notes)
    return f"Taken for granted: {'; '.join([*notes, 'volume and prices stay as they are'])}."


def is_by_saving(offers: Sequence[Offer], case: OfferCase) -> bool:
    """Each of them promises a saving whose amount is known: the dearer one may be the better one."""
    return len(offers) > 1 and all(
        one.gain is not None or (one.cut is not None and case.cut_base is not None) for one in offers
    )


def _by_saving(
    known: Sequence[Terms], months: float, asked: OfferAsked, case: OfferCase, before: Sequence[Offer]
) -> Priced:
    """What each leaves of what it saves, and which leaves most."""
    span = phrasing.span(months)
    rows: list[Row] = [("", "Saves a month", "Costs a month", "Up front", f"Leaves over {span}")]
    ranked = _by_what_is_left(known, months, case)
    for terms, found in ranked:
        amounts = (
            number_of(found["monthly_benefit"]),
            terms.running or 0.0,
            terms.upfront,
            number_of(found["net_benefit"]),
        )
        rows.append((terms.title, *map(phrasing.usd, amounts)))
    (best, most), (other, less) = ranked[:2]
    gap = number_of(most["net_benefit"]) - number_of(less["net_benefit"])
    said = [f"**{best.title} is better, by {phrasing.usd(gap)}** over {span}, what each saves less what it costs."]
    if not gap:
        said = [f"**{best.title} and {small(other.title)} leave the same** over {span}."]
    earlier = [terms_of(one, case) for one in before] if asked.changes and is_by_saving(before, case) else []
    if earlier:
        first = _by_what_is_left(earlier, months, case)[0][0]
        same = first.offer.name == best.offer.name
        said.insert(
            0,
            f"That does not change the answer: {small(best.title)} was the better one before, too."
            if same
            else f"**That changes the answer:** before it was {small(first.title)}, now it is {small(best.title)}.",
        )
    if any(terms.offer.cut is not None for terms in known):
        said.append(
            f"What they save is a share of the {phrasing.usd(case.cut_base or 0.0)} a month that it costs today."
        )
    if asked.months is None and span_of(known[-1].offer, case) is None:
        said.append(f"You named no time, so I took {span}.")
    said.append(_granted(known))
    results: Results = {
        "roi": {**most, "difference": gap, "offers": [{"name": one.title, **found} for one, found in ranked]}
    }
    return Priced(f"Over {span}:", tuple(said), tuple(rows), results, figures=(case.cut_base or 0.0,))


def _by_what_is_left(known: Sequence[Terms], months: float, case: OfferCase) -> list[tuple[Terms, Result]]:
    """Each with what it returns over the months, the one that leaves most first."""
    every = []
    for terms in known:
        now = now_of(terms.offer, case)
        every.append((terms, return_of(terms, 0.0 if now is None else now.amount, months, {}, case)))
    return sorted(every, key=lambda one: -number_of(one[1]["net_benefit"]))


def within_limit(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """Whether those that are asked about come to no more than they may."""
    named = span_of(offers[-1], case, asked)
    months = named or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    limit = next((one.limit for one in reversed(offers) if one.limit is not None), None)
    of = "your maximum" if limit is not None else "your budget"
    limit = limit if limit is not None else case.number("budget") or 0.0
    every = [one for one in _compared(offers, case) if not asked.names or one.offer.name in asked.names]
    said: list[str] = []
    totals: list[Result] = []
    for terms in every:
        if terms.running is None:
            said.append(f"What {small(terms.title)} comes to I can say once I know how many there are a month.")
            continue
        total = _spent(terms, months, case)
        totals.append(total)
        spent = number_of(total["total_cost"])
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
        *(abs(limit - number_of(one["total_cost"])) for one in totals),
        *(number_of(one["total_cost"]) for one in totals),
    )
    return Priced(f"Against {phrasing.usd(limit)}:", tuple(said), results=results, lacking=lacking, figures=figures)


def _side(spent: float, limit: float) -> str:
    return "below it" if spent < limit else "above it"


def _spent(terms: Terms, months: float, case: OfferCase) -> Result:
    """What it comes to; of a price that rises each year by what a month costs on average."""
    average = sum(count * month for count, month in terms.by_year(months)) / months
    return case.call("total_cost", {"upfront_cost": terms.upfront, "monthly_cost": average, "months": months})


def _whether_changed(best: Terms, before: Sequence[Offer], months: float, case: OfferCase) -> Iterator[str]:
    """ "That changes the answer: before it was Alfa"."""
    earlier = [one for one in _compared(before, case) if one.running is not None]
    first = min(earlier, key=lambda one: number_of(_spent(one, months, case)["total_cost"]), default=None)
    if first is None or len(earlier) < _PAIR:
        return
    if first.offer.name == best.offer.name:
        yield f"That does not change the answer: {small(best.title)} was the cheapest before, too."
    else:
        yield f"**That changes the answer:** before it was {small(first.title)}, now it is {small(best.title)}."


_PAIR = 2


def _cheapest(
    ranked: Sequence[tuple[Terms, Result]], case: OfferCase, results: Results, months: float
) -> Iterator[str]:
    (best, least), (other, more) = ranked[:2]
    gap = number_of(more["total_cost"]) - number_of(least["total_cost"])
    results["total_cost"] = {
        **least,
        "offers": [{"name": terms.title, "total_cost": total["total_cost"]} for terms, total in ranked],
        "difference": gap,
    }
    if not gap:
        yield f"**{best.title} and {small(other.title)} come to the same.**"
    elif len(ranked) > _PAIR:
        yield f"**{best.title} is the cheapest, {phrasing.usd(gap)} below {small(other.title)}.**"
    else:
        yield f"**{best.title} is cheaper, by {phrasing.usd(gap)}.**"
    if len(ranked) == _PAIR and (even := _even_volume(best, other, months)) is not None:
        results["total_cost"]["same_at_a_month"] = even.cases
        yield even.told
    if gap:
        named = f"{best.title} and {small(other.title)}" if len(ranked) > _PAIR else "They"
        yield from _level(best, other, case, results, named)


def _several(case: str) -> str:
    ends_in_y = case.endswith("y") and case[-2:-1] not in "aeiou"
    return f"{case[:-1]}ies" if ends_in_y else f"{case}s"


@dataclass(frozen=True)
class _Even:
    """At how many cases a month two offers cost the same, and that as a sentence."""

    cases: float
    told: str


def _even_volume(one: Terms, other: Terms, months: float) -> _Even | None:
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
        f"({f'({summed})' if spread or less else summed} / {phrasing.usd(each)}), as long as {small(fixed.title)} "
        f"costs the same whatever the volume; below that {small(by_case.title)} costs less."
    )
    return _Even(cases, told)


def _level(
    one: Terms, other: Terms, case: OfferCase, results: Results, named: str = "They", *, strong: bool = False
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
    gap_once, gap_month = phrasing.usd(dear.upfront - slow.upfront), phrasing.usd(number_of(even["monthly_saving"]))
    same = months_in_words(number_of(even["months"]), bold=strong)
    yield (
        f"{named} cost the same after {same} ({gap_once} / {gap_month} a month); before that {small(slow.title)} "
        f"costs less, after it {small(dear.title)}."
    )


def level_of(offers: Sequence[Offer], asked: OfferAsked, case: OfferCase) -> Priced:
    """When those that are asked about, else each with the next, have cost the same."""
    every = [one for one in _compared(offers, case) if not asked.names or one.offer.name in asked.names]
    if len(every) == 1:
        every += [one for one in _compared(offers, case) if one.offer.name != every[0].offer.name]
    known = [one for one in every if one.running is not None]
    results: Results = {}
    said: list[str] = []
    figures: list[float] = []
    months = span_of(offers[-1], case, asked) or _YEARS_OF_A_COMPARISON * MONTHS_A_YEAR
    for one, other in combinations(known, 2):
        named = f"{one.title} and {small(other.title)}"
        told = list(_level(one, other, case, results, named, strong=True))
        if (even := _even_volume(one, other, months)) is not None:
            told.insert(0, even.told)
            figures.append(even.cases)
        less, more = sorted((one, other), key=lambda terms: (terms.upfront, terms.running or 0.0))
        said += told or [f"{less.title} costs no more than {small(more.title)} in any month."]
    if not said:
        return Priced("When they cost the same:", ("I need what they cost a month.",), lacking=every[0].lacking)
    said.append(_granted(known))
    return Priced("When they have cost the same:", tuple(said), results=results, figures=tuple(figures))
