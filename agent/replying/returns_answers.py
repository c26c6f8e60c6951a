"""The returns of the case that a question asks for, over its own months and at its own rate, by the tool `roi`."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from agent import phrasing
from agent.facts import value_of
from agent.reading.returns_asked import Figure, ReturnsAsked
from agent.replying.money_answers import Money
from agent.replying.payback import money_answer, months_in_words, pays_back
from agent.replying.priced import Priced
from tools.approach import ApproachAdvice
from tools.defaults import assumed
from tools.samples import expected

Result = Mapping[str, JsonValue]


def returns_answers(asked: Sequence[ReturnsAsked], money: Money) -> tuple[Priced, ...]:
    """An answer to each question; what is missing where the case does not tell enough."""
    return tuple(_answer(one, money) for one in asked)


def _answer(asked: ReturnsAsked, money: Money) -> Priced:
    best, benefit = money.best, money.number("monthly_benefit")
    if benefit is None and best.approach != "not_yet" and money.results.get("break_even", {}).get("months") is not None:
        return _through_the_bill(asked, money)
    if benefit is None or best.approach == "not_yet":
        advice = money.assessment.results["approach"]
        assert isinstance(advice, ApproachAdvice)
        lacking = ("monthly_benefit",) if best.approach != "not_yet" else ()
        said = money_answer(["roi"], advice, money.results, money.facts, money.investment)
        return Priced(_named(asked.figures), tuple(said), lacking=lacking)
    months, rate = _ahead_and_rate(asked, money)
    arguments: dict[str, JsonValue] = {
        "upfront_cost": best.upfront_cost if money.investment is None else money.investment,
        "monthly_cost": best.monthly_cost,
        "monthly_benefit": benefit,
        "horizon_months": months,
        "annual_discount_rate": rate,
        **money.basis.timing,
    }
    result = _as_planned(money.call("roi", arguments), money)
    span, yearly = phrasing.months(months), phrasing.percent(rate)
    of_time = bool({"npv", "irr", "discounted_payback"} & set(asked.figures))
    told = [sentence for figure in asked.figures for sentence in _told(figure, result, yearly)]
    assumed_here = _assumed(asked, money, span, yearly if of_time else None)
    return Priced(
        f"Over {span}, at {yearly} a year:" if of_time else f"Over {span}:",
        (*told, _basis(money, benefit), *_formulas(asked.figures), *assumed_here),
        (),
        {"roi": {**result, "arguments": arguments}},
    )


def _ahead_and_rate(asked: ReturnsAsked, money: Money) -> tuple[float, float]:
    """Months, and a rate a year: as asked, as known, else as I assume."""
    known = asked.rate if asked.rate is not None else money.basis.discount_rate
    months = asked.months or money.number("horizon_months") or float(str(expected("horizon_months").value))
    return months, float(str(assumed("annual_discount_rate").value)) if known is None else known


def _through_the_bill(asked: ReturnsAsked, money: Money) -> Priced:
    """Nobody has said what it is worth, but the lower bill pays for it: what that saving alone is worth."""
    months, rate = _ahead_and_rate(asked, money)
    even, best = money.results["break_even"], money.best
    saving, growth = _number(even["monthly_saving"]), money.number("growth_per_year") or 0.0
    upfront = best.upfront_cost if money.investment is None else money.investment
    flows: list[JsonValue] = [-upfront, *(saving * (1 + growth) ** (month / 12) for month in range(round(months)))]
    value = money.call("cash_flow_value", {"flows": flows, "rate_per_period": (1 + rate) ** (1 / 12) - 1})
    irr = None if value["irr"] is None else (1 + _number(value["irr"])) ** 12 - 1
    spent, got = upfront, sum(_number(one) for one in flows[1:])
    result: dict[str, JsonValue] = {
        "npv": value["npv"],
        "irr_per_year": irr,
        "irr_per_year_all": [] if irr is None else [irr],
        "payback_months": value["payback_periods"],
        "discounted_payback_months": value["discounted_payback_periods"],
        "total_cost": spent,
        "net_benefit": got - spent,
        "roi": (got - spent) / spent if spent else None,
    }
    span, yearly = phrasing.months(months), phrasing.percent(rate)
    grown = f", growing by {phrasing.percent(float(f'{growth:.3g}'))} a year with the volume" if growth else ""
    basis = (
        f"This counts the lower API bill alone: about {phrasing.about_usd(saving)} saved in the first month{grown}, "
        f"for {money.title} at about {phrasing.about_usd(upfront)} up front (planning figures). What else it is worth "
        "a month would come on top."
    )
    told = [sentence for figure in asked.figures for sentence in _told(figure, result, yearly)]
    return Priced(
        f"Over {span}, at {yearly} a year:",
        (*told, basis, *_formulas(asked.figures), *_assumed(asked, money, span, yearly)),
        (),
        {"cash_flow_value": {**value, **result, "saving": saving, "growth": growth, "rate": rate, "months": months}},
    )


def _as_planned(result: Result, money: Money) -> dict[str, JsonValue]:
    """With the planning figures in its ledger, as the case's own result has them."""
    own, ledger = money.results["roi"]["assumptions"], result["assumptions"]
    assert isinstance(own, list)
    assert isinstance(ledger, list)
    planned = [one for one in own if isinstance(one, dict) and one["name"] in ("upfront_cost", "monthly_cost")]
    return {**result, "assumptions": [*planned, *ledger]}


def _told(figure: Figure, result: Result, yearly: str) -> Iterator[str]:
    match figure:
        case "npv":
            worth = _number(result["npv"])
            verdict = "worth more than it costs" if worth > 0 else "not worth what it costs"
            yield f"**The NPV is {phrasing.about_usd(worth)}**, so at this rate it is {verdict}."
        case "irr":
            yield from _rate_of_return(result, yearly)
        case "roi":
            yield _return(result)
        case "discounted_payback":
            yield _discounted(result, yearly)
        case "payback":
            yield pays_back(result)


def _rate_of_return(result: Result, yearly: str) -> Iterator[str]:
    rate, every = result["irr_per_year"], result["irr_per_year_all"]
    back = result["payback_months"]
    if rate is not None and _number(rate) > _BEYOND_USE and back is not None:
        soon = months_in_words(_number(back))
        yield f"**The IRR is beyond any useful figure**, far above the {yearly} a year that money costs:"
        yield f"what goes in has come back in {soon}. The NPV tells more."
    elif rate is not None:
        above = "above" if _number(result["npv"]) > 0 else "not above"
        yield f"**The IRR is {phrasing.return_percent(_number(rate))} a year**, {above} the {yearly} that money costs."
    elif isinstance(every, list) and every:
        rates = phrasing.joined([phrasing.return_percent(_number(one)) for one in every])
        yield f"There is no one IRR: the value is zero at {rates} a year."
    else:
        yield "There is no IRR: at no rate does what comes back equal what goes in."


_BEYOND_USE = 100.0  # a year, as a fraction


def _return(result: Result) -> str:
    if result["roi"] is None:
        return "There is no return to speak of, since nothing is spent."
    net, spent = (phrasing.about_usd(_number(result[name])) for name in ("net_benefit", "total_cost"))
    share = phrasing.return_percent(_number(result["roi"]))
    return f"**The ROI is {share}**: {net} net for {spent} spent, not discounted."


def _discounted(result: Result, yearly: str) -> str:
    months = result["discounted_payback_months"]
    if months is None:
        return f"Discounted at {yearly} a year it **does not pay back** in that time."
    led = "in" if _number(months) < 1 else "after"
    return f"Discounted at {yearly} a year it pays back {led} **{months_in_words(_number(months))}**."


def _basis(money: Money, benefit: float) -> str:
    best = money.best
    plan = f"about {phrasing.about_usd(best.upfront_cost)}"
    upfront = plan if money.investment is None else f"the {phrasing.usd(money.investment)} that you put in"
    monthly = phrasing.about_usd(best.monthly_cost)
    return (
        f"This is for {money.title} at {upfront} up front and {monthly} a month (planning figures), if it brings "
        f"{phrasing.usd(benefit)} a month."
    )


_FORMULAS: Mapping[Figure, str] = {
    "npv": "NPV: each month's benefit less its cost, divided by one plus the monthly rate to the power of the month, "
    "added up, less what goes in up front.",
    "irr": "IRR: the rate a year at which the NPV is zero.",
    "roi": "ROI: benefit less all costs, divided by all costs.",
    "discounted_payback": "Discounted payback: the months until the discounted flows have paid for what goes in.",
}


def _formulas(figures: Sequence[Figure]) -> Iterator[str]:
    yield from (_FORMULAS[figure] for figure in figures if figure in _FORMULAS)


def _assumed(asked: ReturnsAsked, money: Money, span: str, yearly: str | None) -> Iterator[str]:
    guessed = []
    if asked.months is None and value_of(money.facts, "horizon_months") is None:
        guessed.append(f"{span}, since you named no horizon")
    if yearly and asked.rate is None and money.basis.discount_rate is None:
        guessed.append(f"{yearly} a year, since you named no rate")
    if not money.basis.timing:
        guessed.append("the full benefit from the first month on")
    if guessed:
        yield f"Assumed: {'; '.join(guessed)}."


def _named(figures: Sequence[Figure]) -> str:
    return f"{phrasing.joined([_NAMES[figure] for figure in figures])}:"


_NAMES: Mapping[Figure, str] = {
    "npv": "NPV", "irr": "IRR", "roi": "ROI", "discounted_payback": "Discounted payback", "payback": "Payback",
}  # fmt: skip


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
