"""When the advice pays back, what it returns, and whether it is worth it: one figure, wherever a reply speaks of it.

With a known benefit that is the benefit against all running costs; without one, the lower API bill alone.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Fact, value_of
from agent.reading.answers import About
from agent.replying.approach_cards import approaches
from agent.tool_results import OF_AN_INVESTMENT, Results
from tools.approach import TOO_LITTLE_WORK, ApproachAdvice, Option
from tools.assess import PUT_IN_BY_THEM, SET_BY_THEM

# Where the value is above zero, but more of the sampled worlds than this end below it, or the other way round.
UNSURE = 0.5


def payback_months(results: Results) -> float | None:
    """Months until what is recommended has paid for itself; `None` where it does not, or nothing tells."""
    of_bill = results.get("break_even", {}).get("months")
    months = results["roi"]["payback_months"] if "roi" in results else of_bill
    return None if months is None else _number(months)


def put_in(results: Results) -> float | None:
    """USD up front on which payback and return rest, where it is the user's own figure."""
    for tool in OF_AN_INVESTMENT:
        ledger = results.get(tool, {}).get("assumptions")
        for one in ledger if isinstance(ledger, list) else []:
            if isinstance(one, dict) and one["name"] == "upfront_cost" and one["source"] == PUT_IN_BY_THEM:
                return _number(one["value"])
    return None


def is_planned(result: Mapping[str, JsonValue]) -> bool:
    """Whether a payback or return is of what is advised, not of figures that are all the user's own."""
    ledger = result["assumptions"]
    records = ledger if isinstance(ledger, list) else []
    return any(isinstance(one, dict) and one["name"] == "upfront_cost" for one in records)


def months_in_words(months: float) -> str:
    """As replies and tables show it."""
    return "less than a month" if months < 1 else phrasing.months(round(months, 1))


def payback_in_plan(results: Results, investment: float | None = None) -> list[str]:
    """The line of the advice about it; nothing where neither a benefit nor a lower bill can pay."""
    months = payback_months(results)
    own = "" if investment is None else f"With the {phrasing.usd(investment)} that you put in up front: "
    if "roi" in results:
        told = f"If the benefit is reached, {_small(_pays_back(results['roi']))}"
    elif "break_even" not in results:
        return []
    elif months is None:
        told = "It does not pay back through a lower bill alone; what it improves must be worth it."
    else:
        told = f"Through the lower bill alone it pays back after {_about(months)}."
    return [f"{own}{_small(told)}" if own else told]


def money_answer(
    about: Sequence[About],
    advice: ApproachAdvice,
    results: Results,
    facts: Mapping[str, Fact],
    investment: float | None = None,
) -> list[str]:
    """What was asked about payback, return and worth, by planning figures; with `investment` put in up front."""
    if advice.ranking[0].approach == "not_yet":
        unpaid, too_little = nothing_pays(advice.ranking[0]), is_too_little_work(advice.ranking[0])
        no = "**No, on what you told me.** " if too_little else "**No, not yet.** "
        no = no if "worth" in about else ""
        if unpaid is not None:
            return [no + unpaid]
        nothing = 'My advice is not to invest yet, so there is nothing that could pay back. Ask "why?" for the reasons.'
        return [no + nothing]
    benefit = facts.get("monthly_benefit")
    if "roi" in results and benefit is not None:
        return [_by_the_benefit(about, advice, results, facts, investment)]
    if "break_even" in results and payback_months(results) is not None and "roi" not in about:
        return [_by_the_bill(about, advice, results, facts, investment)]
    left_open = " You left it open; a rough figure is enough." if benefit is not None else ""
    cannot = "**Not sure yet:** one" if "worth" in about else "I cannot say that yet: one"
    lacking = f"{cannot} figure is missing, what it is worth a month in savings plus extra revenue."
    return [f"{lacking}{left_open} {must_beat(advice, results)}"]


def nothing_pays(best: Option) -> str | None:
    """Why nothing that fits pays, with the figures; `None` where that is not what speaks against investing."""
    return next((reason.sentence for reason in best.reasons if reason.rule in ("nothing_pays", TOO_LITTLE_WORK)), None)


def is_too_little_work(best: Option) -> bool:
    """All the work that there is costs less than what any advice must bring (`agent.replying.ceiling`)."""
    return any(reason.rule == TOO_LITTLE_WORK for reason in best.reasons)


def unpaid_sentences(results: Results) -> list[str]:
    """That what is recommended loses money, or that nothing pays; nothing where it pays or its worth is unknown."""
    ranking = results["approach"]["ranking"]
    assert isinstance(ranking, list)
    unpaid = nothing_pays(Option.model_validate(ranking[0]))
    if unpaid is not None:
        return [unpaid]
    worth = _number(results.get("roi", {}).get("npv", 0))
    return [f"On these figures it loses money: **{phrasing.about_usd(worth)}** today over the horizon."] * (worth < 0)


def must_beat(advice: ApproachAdvice, results: Results) -> str:
    """What the benefit has to beat for its value to be above zero; and that a lower bill is not enough, if known."""
    best = advice.ranking[0]
    upfront, monthly = (phrasing.about_usd(cost) for cost in (best.upfront_cost, best.monthly_cost))
    unpaid = "break_even" in results and payback_months(results) is None
    bill = " The lower bill alone does not pay it back." if unpaid else ""
    return (
        f"What I recommend, {_title(best.approach)}, takes about {upfront} up front and {monthly} a month. With what "
        f"may run over counted in, it must be worth more than {phrasing.about_usd(best.benefit_needed)} a month to pay "
        f"back over the horizon.{bill}"
    )


def _by_the_bill(
    about: Sequence[About],
    advice: ApproachAdvice,
    results: Results,
    facts: Mapping[str, Fact],
    investment: float | None,
) -> str:
    """Nobody has said what it is worth, but the lower bill alone pays for it."""
    best, even = advice.ranking[0], results["break_even"]
    months = _about(payback_months(results) or 0.0, bold=True)
    told = value_of(facts, "monthly_api_spend")
    bill = _usd(told if told is not None else results["api_cost"]["monthly_cost"])
    saving = phrasing.about_usd(_number(even["monthly_saving"]))
    first = f"Through the lower bill alone it pays back after {months}."
    if "worth" in about:
        first = f"**Yes, for the lower bill alone:** it pays back after {months}."
    return (
        f"{first} {_capital(_put_in(advice, investment))} up front, against about {saving} that it saves a month: from "
        f"{bill} for the API to about {phrasing.about_usd(best.monthly_cost)} for {_title(best.approach)}, the people "
        "behind it included (planning figures). What else it is worth a month nobody has said; that would only shorten "
        "it."
    )


def _by_the_benefit(
    about: Sequence[About],
    advice: ApproachAdvice,
    results: Results,
    facts: Mapping[str, Fact],
    investment: float | None,
) -> str:
    best, case = advice.ranking[0], results["roi"]
    monthly = phrasing.about_usd(best.monthly_cost)
    basis = (
        f"This is for {_title(best.approach)} at {_put_in(advice, investment)} up front and {monthly} a month "
        f"(planning figures), if it brings {_usd(facts['monthly_benefit'].value)} a month for {_horizon(case, facts)}"
        f"{_timed(case)}."
    )
    told = {"payback": _pays_back(case, bold=True), "roi": _returns(case), "worth": _worth(case, results)}
    first = [told[one] for one in about if one in told]
    rest = [sentence for sentence in told.values() if sentence not in first]
    return " ".join([*first, basis, *rest, *loss_sentences(results)])


def _timed(case: Mapping[str, JsonValue]) -> str:
    """When what it brings is there, where they have told that it is not from the start."""
    delay, ramp = (assumed_in(case, name) for name in ("delay_months", "ramp_months"))
    told = [f"nothing in the first {phrasing.months(delay)}"] if delay else []
    told += [f"rising evenly over {phrasing.months(ramp)}"] if ramp else []
    return f", {phrasing.joined(told)}" if told else ""


def _put_in(advice: ApproachAdvice, investment: float | None) -> str:
    plan = f"about {phrasing.about_usd(advice.ranking[0].upfront_cost)}"
    return plan if investment is None else f"the {_usd(investment)} that you put in (I plan with {plan})"


def pays_back(case: Mapping[str, JsonValue]) -> str:
    """The payback of a result of `roi`."""
    return _pays_back(case, bold=True)


def _pays_back(case: Mapping[str, JsonValue], *, bold: bool = False) -> str:
    months = case["payback_months"]
    if months is None:
        return "It does not pay back within the horizon."
    return f"It pays back {'in' if _number(months) < 1 else 'after'} {_about(_number(months), bold=bold)}."


def _about(months: float, *, bold: bool = False) -> str:
    shown = months_in_words(months)
    told = f"**{shown}**" if bold else shown
    return told if months < 1 else f"about {told}"


def _returns(case: Mapping[str, JsonValue]) -> str:
    if case["roi"] is None:
        return "There is no return to speak of, since nothing is spent."
    net, spent = (phrasing.about_usd(_number(case[name])) for name in ("net_benefit", "total_cost"))
    share = phrasing.return_percent(_number(case["roi"]))
    return f"The return is **{share}** of what is put in over the horizon: {net} net for {spent} spent."


def _worth(case: Mapping[str, JsonValue], results: Results) -> str:
    worth, loss = _number(case["npv"]), _number(results["uncertainty"]["loss_share"])
    pays = worth > 0
    verdict = "it is worth it" if pays else "it is not worth it"
    answer = "Yes" if pays else "No"
    if pays == (loss > UNSURE):
        answer = "Not sure"
    shown = f"**{phrasing.about_usd(worth)}** today over the horizon, at today's volume{at_their_rate(case)}"
    return f"**{answer}:** on these figures {verdict}, {shown}."


def loss_sentences(results: Results) -> list[str]:
    """That the best of the approaches may still lose money, and how often; nothing where its worth is unknown."""
    share = loss_share(results)
    if share is None:
        return []
    return [f"Best of them does not mean that it pays: in {share} of the cases it is worth less than it costs."]


def loss_share(results: Results) -> str | None:
    """In how many of the sampled cases it is worth less than it costs, in words; `None` where hardly any or unknown."""
    loss = _number(results["uncertainty"]["loss_share"])
    return None if "roi" not in results or loss < LEAST_LOSS else phrasing.whole_percent(loss)


LEAST_LOSS = 0.01


def _horizon(case: Mapping[str, JsonValue], facts: Mapping[str, Fact]) -> str:
    known = value_of(facts, "horizon_months")
    if known is not None:
        return phrasing.months(_number(known))
    return f"{phrasing.months(assumed_in(case, 'horizon_months') or 0)} (assumed, since you named no horizon)"


def assumed_in(result: Mapping[str, JsonValue], name: str) -> float | None:
    """What a result assumed for an argument."""
    ledger = result["assumptions"]
    records = [one for one in ledger if isinstance(one, dict)] if isinstance(ledger, list) else []
    return next((_number(one["value"]) for one in records if one["name"] == name), None)


def rate_set(result: Mapping[str, JsonValue]) -> float | None:
    """The discount rate a year that a result of `roi` rests on, where the user has set it."""
    ledger = result["assumptions"]
    for one in ledger if isinstance(ledger, list) else []:
        if isinstance(one, dict) and one["name"] == "annual_discount_rate" and one["source"] == SET_BY_THEM:
            return _number(one["value"])
    return None


def at_their_rate(result: Mapping[str, JsonValue]) -> str:
    """ "at your discount rate of 12 % a year", to put behind a value; empty where they have set none."""
    rate = rate_set(result)
    return "" if rate is None else f", at your discount rate of {phrasing.percent(rate)} a year"


def _title(approach: str) -> str:
    return approaches()[approach].title.partition(" (")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _usd(value: JsonValue) -> str:
    return phrasing.usd(_number(value))


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
