"""What becomes of a project by figures that are all the user's own, with its sum; and of what is tried out of it."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from agent import phrasing
from agent.reading.returns_asked import Figure
from agent.replying.payback import assumed_in, months_in_words, pays_back
from agent.replying.scenario import Scenario

Result = Mapping[str, JsonValue]

_GAINED = {"break_even": "current_monthly_cost", "roi": "monthly_benefit"}
_RUN = {"break_even": "new_monthly_cost", "roi": "monthly_cost"}


def broken_even(even: Result) -> str:
    """When it breaks even, by which sum."""
    saving, months, year = _usd(even["monthly_saving"]), even["months"], _n(even["first_year_net"])
    own = "upfront_cost" in even
    spent = f"the {_usd(even['upfront_cost'])} that is spent up front" if own else "what is spent up front"
    made = f" ({_usd(even[_GAINED['break_even']])} - {_usd(even[_RUN['break_even']])})" if own and _runs(even) else ""
    if months is None:
        return (
            f"It never breaks even: the saving is {saving} a month{made}, which does not pay back what is spent up "
            "front."
        )
    balance = f"{'leaves' if year > 0 else 'costs'} {_usd(abs(year))} on balance" if year else "ends even"
    return (
        f"It breaks even after **{phrasing.months(_n(months))}**: {_when(even)}you save {saving} a month{made} against "
        f"{spent}, and the first year {balance}."
    )


def _runs(even: Result) -> bool:
    return bool(even[_RUN["break_even"]])


def _when(even: Result) -> str:
    """When what is saved is there, where that is not from the start."""
    delay, ramp = (_n(even.get(name)) for name in ("delay_months", "ramp_months"))
    told = [f"nothing in the first {phrasing.months(delay)}"] if delay else []
    told += [f"rising evenly over {phrasing.months(ramp)}{' from there' if delay else ''}"] if ramp else []
    return f"{phrasing.joined(told)}, then " if told else ""


def returned(case: Result, figures: Sequence[Figure] = ()) -> str:
    """What it returns; the value and the rate of return first, where they are asked for."""
    got, spent, net, worth = (_usd(case[name]) for name in ("total_benefit", "total_cost", "net_benefit", "npv"))
    if case["roi"] is None:
        return f"Nothing is spent, so there is no return on it: {got} comes back, worth {worth} today."
    share = phrasing.percent(float(f"{_n(case['roi']):.4g}"))
    told = [*_of_time(case, figures)]
    led = "The ROI is" if not told else "The ROI comes to"
    told.append(f"{led} **{share}**: {got} comes back for {spent} spent over the whole time, {net} net.")
    told.append(pays_back(case))
    if "npv" not in figures:
        told.append(f"Worth today: {worth}{_discounted(case)}.")
    return " ".join([*told, *_basis(case)])


def _of_time(case: Result, figures: Sequence[Figure]) -> Iterator[str]:
    for figure in figures:
        if figure == "npv":
            worth = _n(case["npv"])
            verdict = "worth more than it costs" if worth > 0 else "not worth what it costs"
            yield f"**The NPV is {phrasing.usd(worth)}**{_over(case)}: at this rate it is {verdict}."
        elif figure == "irr":
            yield _rate_of_return(case)
        elif figure == "discounted_payback":
            months = case["discounted_payback_months"]
            yield (
                "Discounted it does not pay back in that time."
                if months is None
                else f"Discounted it pays back after **{months_in_words(_n(months))}**."
            )


def _rate_of_return(case: Result) -> str:
    rate = case["irr_per_year"]
    if rate is None:
        return "There is no single IRR."
    return f"**The IRR is {phrasing.return_percent(_n(rate))} a year.**"


def _over(case: Result) -> str:
    """ "over 36 months at 9 % a year", and which of the two nobody has named."""
    own = case.get("annual_discount_rate")
    assumed = assumed_in(case, "annual_discount_rate") if own is None else None
    rate = assumed if own is None else own
    named = f"at {phrasing.percent(_n(rate))} a year" + (", since you named no rate" if assumed is not None else "")
    months = case.get("horizon_months")
    return f" over {phrasing.months(_n(months))} {named}" if months is not None else f" {named}"


def _discounted(case: Result) -> str:
    """The discount rate, where it was not said."""
    rate = None if "annual_discount_rate" in case else assumed_in(case, "annual_discount_rate")
    return f", discounted at {phrasing.percent(rate)} a year, since you named no rate" if rate else ""


def _basis(case: Result) -> Iterator[str]:
    """The figures that it rests on, where they are all the user's own."""
    if "upfront_cost" not in case:
        return
    gain, run, upfront = (_usd(case[name]) for name in ("monthly_benefit", "monthly_cost", "upfront_cost"))
    when = _when(case).removesuffix(", then ")
    started = f" ({when})" if when else ""
    yield f"Reckoned with {gain} a month that comes back{started}, {run} a month to run it and {upfront} up front."


def project_headline(scenario: Scenario) -> str:
    """What is tried out, as part of a sentence."""
    return phrasing.joined(
        [f"{_NAMES[name].lower()} {_shown(name, value)}" for name, value in scenario.supposed.items()]
    )


def project_rows(scenario: Scenario) -> tuple[Mapping[str, str], ...]:
    """What is tried out, then what becomes of the project, before and after."""
    tool = scenario.supposed_of
    before, after = scenario.before.get(tool, {}), scenario.after.get(tool, {})
    rows = []
    for name in scenario.supposed:
        was = before.get(name) if before.get(name) is not None else (assumed_in(before, name) if before else None)
        rows.append(_row(_NAMES[name], name, was, after.get(name)))
    for name, label in _RESULTS[tool].items():
        rows.append(_row(label, name, before.get(name), after.get(name)))
    return tuple(rows)


def _row(label: str, name: str, before: JsonValue, after: JsonValue) -> Mapping[str, str]:
    return {"label": label, "before": _shown(name, before), "after": _shown(name, after)}


def project_verdict(scenario: Scenario) -> str:
    """When it would pay back."""
    tool = scenario.supposed_of
    if not scenario.supposed:
        return "That is what it is reckoned with already."
    name = "months" if tool == "break_even" else "payback_months"
    before, after = scenario.before.get(tool, {}).get(name), scenario.after.get(tool, {}).get(name)
    shown = "" if before is None else months_in_words(_n(before))
    same = after is not None and shown == months_in_words(_n(after))
    was = f" instead of {shown}" if shown and not same else ""
    if after is None:
        within = " within the horizon" if tool == "roi" else ""
        now = f", where it pays back after {shown} now" if shown else ""
        return f"It would **not pay back**{within}{now}."
    still = "still " if same else ""
    back = f"It would {still}pay back after **{months_in_words(_n(after))}**{was}."
    return f"{back} That is of the project by your own figures."


_NAMES = {
    "upfront_cost": "Up front",
    "current_monthly_cost": "Saved a month",
    "monthly_benefit": "Saved or earned a month",
    "new_monthly_cost": "To run it, a month",
    "monthly_cost": "To run it, a month",
    "growth_per_year": "Growth a year",
    "horizon_months": "Horizon",
    "annual_discount_rate": "Discount rate a year",
    "ramp_months": "Months until it saves in full",
    "delay_months": "Months before it saves anything",
}
_RESULTS: Mapping[str, Mapping[str, str]] = {
    "break_even": {"months": "Pays back after", "first_year_net": "First year on balance"},
    "roi": {"payback_months": "Pays back after", "npv": "NPV", "irr_per_year": "IRR a year", "roi": "ROI"},
}
_SHARES = frozenset({"growth_per_year", "annual_discount_rate"})
_RETURNS = frozenset({"irr_per_year", "roi"})
_MONTHS = frozenset({"months", "payback_months"})
_SPANS = frozenset({"horizon_months", "ramp_months", "delay_months"})


def _shown(name: str, value: JsonValue) -> str:
    if value is None:
        return "never" if name in _MONTHS else "none"
    if name in _SHARES:
        return phrasing.percent(_n(value))
    if name in _RETURNS:
        return phrasing.return_percent(_n(value))
    if name in _MONTHS:
        return months_in_words(_n(value))
    return phrasing.months(_n(value)) if name in _SPANS else _usd(value)


def _usd(value: JsonValue) -> str:
    return phrasing.usd(_n(value))


def _n(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
