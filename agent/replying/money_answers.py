"""Answers to `agent.reading.money_asked`: what adds up over the years, a range's ends, what would bring the bill down.

Each figure is a tool's, and the results stand in the reply.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from agent import phrasing
from agent.basis import Basis
from agent.facts import Fact, value_of
from agent.reading.money_asked import Kind, MoneyAsked
from agent.replying.approach_cards import approaches
from agent.replying.payback import months_in_words, nothing_pays
from agent.replying.priced import Priced, Row
from agent.tool_results import Results
from tools.approach import ApproachAdvice, Option
from tools.assess import Assessment
from tools.errors import ToolError
from tools.registry import call_tool
from tools.samples import expected

Result = dict[str, JsonValue]
_BILLED = ("model", "requests_per_month", "input_tokens", "output_tokens")


@dataclass(frozen=True)
class Money:
    """The case, its results on the facts alone, and what they put in up front where that is their own figure."""

    facts: Mapping[str, Fact]
    assessment: Assessment
    results: Results
    investment: float | None
    basis: Basis

    @property
    def best(self) -> Option:
        """What is recommended."""
        return self.ranking[0]

    @property
    def ranking(self) -> Sequence[Option]:
        """All approaches, the recommended one first."""
        advice = self.assessment.results["approach"]
        assert isinstance(advice, ApproachAdvice)
        return advice.ranking

    @property
    def title(self) -> str:
        """What it is called."""
        return _title(self.best)

    @property
    def bill(self) -> float | None:
        """What the API costs a month: as told, else at list prices."""
        told = value_of(self.facts, "monthly_api_spend")
        listed = self.results.get("api_cost", {}).get("monthly_cost")
        return _number(told) if told is not None else None if listed is None else _number(listed)

    def number(self, name: str) -> float | None:
        """What is known of a field."""
        value = value_of(self.facts, name)
        return float(value) if isinstance(value, int | float) else None

    def call(self, tool: str, arguments: Mapping[str, JsonValue]) -> Result:
        """A tool's result. Raises `ToolError`."""
        return call_tool(tool, arguments, self.basis.today).model_dump(mode="json")


def money_answers(asked: Sequence[MoneyAsked], money: Money) -> tuple[Priced, ...]:
    """An answer to each question that the case can answer; none to those that are for the guidance then.

    The bill is told beside the figures (`agent.replying.figures`).
    """
    made = (_answer(one, money) for one in asked)
    return tuple(one for one in made if one is not None)


def _answer(one: MoneyAsked, money: Money) -> Priced | None:
    match one.kind:
        case "total":
            return _total(one, money)
        case "first_year":
            return _first_year(one, money)
        case "enough":
            return _enough(one, money)
        case "cheapest" | "ways":
            return _cheapest(money) if one.kind == "cheapest" else _ways(money)
        case "spread":
            return _spread(money)
        case "levers" | "batch" | "caching":
            return _levers(one, money)
        case "requests":
            return _requests(money)
        case "overrun":
            return _overrun(one, money)
        case "bill":
            return None


def _overrun(one: MoneyAsked, money: Money) -> Priced | None:
    """What is recommended at so many times its cost: what it takes then, whether the money does, and what is left."""
    best = money.best
    if best.approach == "not_yet":
        return None
    upfront = best.upfront_cost if money.investment is None else money.investment
    start, month = one.factor * upfront, best.monthly_cost * (one.factor if one.side == "all" else 1.0)
    head: Row = ("", "as planned", "what if")
    rows: list[Row] = [head, ("Up front", phrasing.about_usd(upfront), phrasing.about_usd(start))]
    rows.append(("A month", phrasing.about_usd(best.monthly_cost), phrasing.about_usd(month)))
    said = [f"**{_title(best).capitalize()} would then take about {phrasing.about_usd(start)} up front** and about "]
    said[0] += f"{phrasing.about_usd(month)} a month."
    if one.late:
        said.append(
            "Most of the start is work, so what takes longer costs more by as much; what it brings comes later."
        )
    said += _beside_budget(money, start)
    benefit = money.number("monthly_benefit")
    if benefit is None:
        said.append("Whether it would still pay I can say once I know what it is worth a month.")
        return Priced(_OVERRUN, tuple(said), tuple(rows), lacking=(_WORTH,), figures=(upfront, start, month))
    was, then = (_return(money, *cost, benefit) for cost in ((upfront, best.monthly_cost), (start, month)))
    rows.append(("Paid back after", *(_paid_back(one) for one in (was, then))))
    rows.append(
        ("Value today, if the benefit is reached", *(phrasing.about_usd(_number(one["npv"])) for one in (was, then)))
    )
    worth = phrasing.about_usd(abs(_number(then["npv"])))
    pays = _number(then["npv"]) > 0
    said.append(f"**{'It would still pay:** it is worth' if pays else 'It would not pay:** it loses'} {worth} today.")
    figures = (upfront, *(_number(was[name]) for name in ("npv", "payback_months")))
    return Priced(_OVERRUN, tuple(said), tuple(rows), {"roi": then}, figures=figures)


_OVERRUN = "If the plan is exceeded:"
_WORTH = "monthly_benefit"


def _return(money: Money, upfront: float, month: float, benefit: float) -> Result:
    """What comes back of it over the horizon of the case."""
    known: dict[str, JsonValue] = {"upfront_cost": upfront, "monthly_cost": month, "monthly_benefit": benefit}
    known["horizon_months"] = money.number("horizon_months") or float(str(expected("horizon_months").value))
    if money.basis.discount_rate is not None:
        known["annual_discount_rate"] = money.basis.discount_rate
    return {**money.call("roi", known), **known}


def _paid_back(result: Result) -> str:
    months = result["payback_months"]
    return "never" if months is None else months_in_words(_number(months))


def _total(one: MoneyAsked, money: Money) -> Priced | None:
    """The API as it is, what is recommended, and what comes back, each over the months."""
    span, benefit = phrasing.span(one.months), money.number("monthly_benefit")
    growth = (money.number("growth_per_year") if one.growth is None else one.growth) or 0.0
    shared: dict[str, JsonValue] = {"months": one.months, "growth_per_year": growth}
    results: dict[str, Result] = {}
    rows: list[Row] = []
    said: list[str] = []
    if money.bill is not None and one.side != "plan":
        api = money.call("total_cost", {**shared, "monthly_cost": money.bill})
        results["total_cost"] = api
        rows.append((_api_title(money), phrasing.usd(money.bill), phrasing.usd(_number(api["total_cost"]))))
        said.append(f"**The API comes to {phrasing.usd(_number(api['total_cost']))} over {span}.**")
        if one.then and growth:
            ahead = money.call("total_cost", {**shared, "months": one.months + 1, "monthly_cost": money.bill})
            results["total_cost"] = {**api, "bill_then": ahead["last_monthly_cost"]}
            month = phrasing.usd(_number(ahead["last_monthly_cost"]))
            said.insert(0, f"**In {span} the API comes to {month} a month**, from {phrasing.usd(money.bill)} today.")
    best = money.best
    if one.side != "api" and best.approach != "not_yet" and (rows or one.side == "plan" or knows_enough(money)):
        upfront = best.upfront_cost if money.investment is None else money.investment
        plan = money.call(
            "total_cost",
            {**shared, "monthly_cost": best.monthly_cost, "upfront_cost": upfront, "monthly_benefit": benefit},
        )
        results["total_cost"] = {**plan, "of_the_api": results["total_cost"]} if rows else plan
        first = phrasing.usd(upfront) if money.investment is not None else phrasing.about_usd(upfront)
        month, all_of_it = (phrasing.about_usd(_number(one)) for one in (best.monthly_cost, plan["total_cost"]))
        rows.append((f"What I recommend, {_title(best)}, after {first} up front", month, all_of_it))
        said.append(f"**What I recommend, {_title(best)}, comes to about {all_of_it} over {span}, all in all.**")
        said += _net(plan, benefit, rows)
    if not rows:
        return _lacking(money, f"Over {span}:")
    if one.net and benefit is None:
        said.append("What is left on balance I can say once I know what it is worth a month.")
    lacking = ("monthly_benefit",) if one.net and benefit is None else ()
    head: Row = ("", "A month", f"Over {span}")
    return Priced(
        f"Over {span}:",
        (*said, _grows(growth, None if one.side == "api" else benefit)),
        (head, *rows),
        results,
        lacking,
    )


def _first_year(one: MoneyAsked, money: Money) -> Priced:
    """What to set aside for what is recommended, up front and for its first year; the API is a part of it."""
    best, waits = money.best, money.best.approach == "not_yet"
    if waits:
        best = max(money.ranking[1:], key=lambda option: option.win_share)
    upfront = best.upfront_cost if money.investment is None else money.investment
    plan = money.call("total_cost", {"months": one.months, "monthly_cost": best.monthly_cost, "upfront_cost": upfront})
    first = phrasing.about_usd(upfront) if money.investment is None else phrasing.usd(upfront)
    year, month = phrasing.about_usd(_number(plan["total_cost"])), phrasing.about_usd(best.monthly_cost)
    taken = f"about {first} up front and about {month} a month, the people behind it included"
    said = [f"**Set aside about {year} for the first year** with {_title(best)}: {taken}."]
    if waits:
        unpaid = nothing_pays(money.best)
        said = [f"**Nothing yet, by my advice.**{f' {unpaid}' if unpaid else ''}"]
        said.append(f"Who does it all the same, with {_title(best)}, needs {taken}.")
    said += _beside_budget(money, upfront)
    said.append(
        "The API is the smaller part of it as a rule; most is work. It is a planning figure: an offer, or an estimate "
        'of your own people, is better. Ask "what is in it?" for the parts, or "how wide is the range?".'
        if money.bill is None
        else f'Of that, the API comes to {phrasing.usd(money.bill)} a month. Most of the rest is work; ask "what is in '
        'it?" for the parts, or "how wide is the range?".'
    )
    said += _bill_apart(money)
    return Priced("The first year, all in:", tuple(said), (), {"total_cost": plan})


def _bill_apart(money: Money) -> Iterator[str]:
    """What the API's own bill lacks, to those who run a model or have spoken of one."""
    runs = value_of(money.facts, "current_approach") not in (None, "none")
    runs = runs or value_of(money.facts, "stage") in ("production", "underperforming")
    missing = [_NAMED[name] for name in _BILLED if value_of(money.facts, name) is None]
    spoken_of = any(value_of(money.facts, name) is not None for name in ("model", "input_tokens", "output_tokens"))
    if money.bill is None and missing and (runs or spoken_of):
        yield f"For the API bill alone I need {phrasing.joined(missing)}."


def _enough(one: MoneyAsked, money: Money) -> Priced | None:
    """Whether a sum will do: a monthly one for the API and for all of it, another for the start and the first year."""
    amount = money.number("budget") if one.amount is None else one.amount
    best = money.best
    if best.approach == "not_yet":
        best = max(money.ranking[1:], key=lambda option: option.win_share)
    if amount is None:
        return _first_year(MoneyAsked("first_year", 12.0), money)
    said: list[str] = []
    shown, month, first = phrasing.usd(amount), best.monthly_cost, best.upfront_cost
    bill, results = _bill_on(one.model, money)
    if one.monthly:
        if bill is not None:
            model = one.model or str(value_of(money.facts, "model") or "the API")
            said.append(f"**For {model}: {_verdict(bill <= amount)}.** It comes to {phrasing.usd(bill)} a month.")
        said.append(
            f"**For all of it, the work of people included: {_verdict(month <= amount)}.** {_title(best).capitalize()} "
            f"takes about {phrasing.about_usd(month)} a month, after about {phrasing.about_usd(first)} up front; "
            f"you have {shown}."
        )
        if month > amount:
            said.append("Below that it works only if you count your own hours as nothing, or take a ready-made tool.")
        return Priced(f"Is {shown} a month enough?", tuple(said), (), results)
    plan = _first_year_of(best, money)
    year, least = _number(plan["total_cost"]), best.upfront_cost_range[0]
    start = f"perhaps, from {phrasing.about_usd(least)} on" if least <= amount < first else _verdict(first <= amount)
    said.append(
        f"**For the start: {start}. For the first year: {_verdict(year <= amount)}.** "
        f"{_title(best).capitalize()} takes about {phrasing.about_usd(first)} up front and "
        f"{phrasing.about_usd(month)} a month, about {phrasing.about_usd(year)} in the first year."
    )
    if year > amount:
        said.append(
            f"What {shown} can get: one kind of request, tried with a few people for a few weeks, or a ready-made tool "
            "by the seat. Most of the sum is work, so what your own people do need not be paid out."
        )
    return Priced(f"Is {shown} enough?", tuple(said), (), {**results, "total_cost": plan})


def _cheapest(money: Money) -> Priced:
    """The ways to do it that nothing stands in the way of, by what they take in the first year."""
    ways = [option for option in money.ranking if option.approach != "not_yet" and not option.blockers]
    plans = {option.approach: _first_year_of(option, money) for option in ways}
    ways.sort(key=lambda option: _number(plans[option.approach]["total_cost"]))
    least = ways[0]
    told = [f"**The cheapest to build is {_title(least)}:** about {_taken(least)}."]
    if money.best.approach not in ("not_yet", least.approach):
        told.append(f"It is not what I advise; that is {money.title}, about {_taken(money.best)}.")
    told.append(
        "Cheaper still is to build nothing: a ready-made tool by the seat, where one does the job. Tell me its price, "
        "and I reckon with it."
    )
    about = phrasing.about_usd
    rows: list[Row] = [("", "Up front", "A month", "First year")]
    for one in ways[:_WAYS]:
        year = _number(plans[one.approach]["total_cost"])
        rows.append((_title(one), about(one.upfront_cost), about(one.monthly_cost), about(year)))
    return Priced("The cheapest way:", tuple(told), tuple(rows), {"total_cost": {"ways": [*plans.values()]}})


_WAYS = 4


def _ways(money: Money) -> Priced:
    """All ways to do it beside each other: how often each is the best, what it takes, what stands in its way."""
    ways = [option for option in money.ranking if option.approach not in ("not_yet", "training")]
    plans = {option.approach: _first_year_of(option, money) for option in ways}
    about = phrasing.about_usd
    rows: list[Row] = [("", "Best in", "Up front", "A month", "First year")]
    for one in ways:
        year = about(_number(plans[one.approach]["total_cost"]))
        rows.append(
            (_title(one), phrasing.whole_percent(one.win_share), about(one.upfront_cost), about(one.monthly_cost), year)
        )
    said = ["**I advise not to invest yet.**"]
    if money.best.approach != "not_yet":
        said = [f"**I advise {money.title}:** about {_taken(money.best)}."]
    said += [f"In the way of {_title(one)}: {one.blockers[0].sentence}" for one in ways if one.blockers]
    said.append(
        '"Best in" is the share of the cases in which it wins, with what is still open drawn at random. Ask "why not '
        'fine-tuning?" for what speaks for and against one of them.'
    )
    return Priced(
        "The ways side by side, for your case:", tuple(said), tuple(rows), {"total_cost": {"ways": [*plans.values()]}}
    )


def _taken(option: Option) -> str:
    about = phrasing.about_usd
    return f"{about(option.upfront_cost)} up front and {about(option.monthly_cost)} a month, people included"


def _first_year_of(option: Option, money: Money) -> Result:
    return money.call(
        "total_cost", {"months": 12, "monthly_cost": option.monthly_cost, "upfront_cost": option.upfront_cost}
    )


def _verdict(enough: bool) -> str:
    return "yes" if enough else "no"


def _bill_on(model: str, money: Money) -> tuple[float | None, dict[str, Result]]:
    """The bill a month, on another model where one is named."""
    if not model:
        return money.bill, {}
    volume = {name: value_of(money.facts, name) for name in _BILLED if name != "model"}
    if any(value is None for value in volume.values()):
        return None, {}
    try:
        found = money.call("api_cost", {**volume, "model": model})
    except ToolError:
        return None, {}
    return _number(found["monthly_cost"]), {"api_cost": found}


def _beside_budget(money: Money, upfront: float) -> Iterator[str]:
    budget = money.number("budget")
    if budget is not None:
        enough = "is enough for the start" if budget >= upfront else "is less than the start takes"
        yield f"Your {phrasing.usd(budget)} {enough}."


def _net(plan: Result, benefit: float | None, rows: list[Row]) -> Iterator[str]:
    if benefit is None:
        return
    got, net = phrasing.usd(_number(plan["total_benefit"])), phrasing.about_usd(_number(plan["net_benefit"]))
    rows.append(("What it is worth", phrasing.usd(benefit), got))
    rows.append(("Net of what I recommend", "", net))
    yield f"It is worth {got} in that time, so **about {net} is left net**, not discounted."


def _grows(growth: float, benefit: float | None) -> str:
    if growth:
        grows = "Costs grow" if benefit is None else "Costs and benefit grow"
        return f"{grows} with the volume, by {phrasing.percent(growth)} a year."
    return "At today's volume and prices; tell me the growth a year, and I count it in."


def knows_enough(money: Money) -> bool:
    """Whether planning figures rest on anything that was said."""
    return money.number("monthly_benefit") is not None or money.number("requests_per_month") is not None


def _api_title(money: Money) -> str:
    model = value_of(money.facts, "model")
    told = "your bill" if value_of(money.facts, "monthly_api_spend") is not None else "list prices"
    return f"The API as it is{f' ({model}, {told})' if model else ''}"


def _requests(money: Money) -> Priced | None:
    """How many requests a told bill pays for at list prices; nothing where they are known, or there is no bill."""
    bill, told = money.number("monthly_api_spend"), money.number("requests_per_month")
    known: dict[str, JsonValue] = {name: value_of(money.facts, name) for name in _BILLED}
    if not bill or told is not None:
        return None
    lacking = tuple(name for name, value in known.items() if value is None and name != "requests_per_month")
    if lacking:
        named = phrasing.joined([_NAMED[name] for name in lacking])
        return Priced(_PAID_FOR, (f"To work that out I need {named}.",), lacking=lacking[:1])
    try:
        one = money.call("api_cost", {**known, "requests_per_month": 1})
        requests = bill / _number(one["cost_per_request"])
        found = money.call("api_cost", {**known, "requests_per_month": round(requests, 3)})
    except (ToolError, ZeroDivisionError):
        return None
    said = f"**That is about {phrasing.count(float(f'{requests:.3g}'))} requests a month**"
    price = phrasing.usd(_number(one["cost_per_request"]))
    text = f"{said}: {phrasing.usd(bill)} at {price} a request, the list price of {known['model']} for such lengths."
    return Priced(_PAID_FOR, (text,), (), {"api_cost": {**found, "requests_per_month": requests}})


_PAID_FOR = "What the bill pays for:"


def _lacking(money: Money, heading: str) -> Priced:
    missing = tuple(name for name in _BILLED if value_of(money.facts, name) is None)
    named = phrasing.joined([_NAMED[name] for name in missing])
    return Priced(heading, (f"To work that out I need {named}; a bill a month would do, too.",), lacking=missing[:1])


_NAMED = {
    "model": "the model",
    "requests_per_month": "the requests a month",
    "input_tokens": "the input tokens per request",
    "output_tokens": "the output tokens per request",
}


def _spread(money: Money) -> Priced | None:
    """P10, P50 and P90 of what is recommended."""
    best = money.best
    if best.approach == "not_yet":
        return None
    ranges = money.results["uncertainty"]["approaches"]
    assert isinstance(ranges, dict)
    own = ranges[best.approach]
    assert isinstance(own, dict)
    shown = [("Up front", "upfront_cost"), ("A month", "monthly_cost"), ("In all, over the horizon", "total_cost")]
    if "roi" in money.results:
        shown.append(("Value today, growth included, if the benefit is reached", "npv"))
    rows = [(label, *_ends(own[figure])) for label, figure in shown]
    return Priced(
        f"How far the figures of {_title(best)} may lie apart:",
        (_at_worst(own, valued="roi" in money.results), _ONE_IN_TEN),
        (("", "P10", "P50", "P90"), *rows),
        {},
    )


def _at_worst(own: Mapping[str, JsonValue], *, valued: bool) -> str:
    """The bad ends of the ranges, in words."""
    upfront, monthly = (_ends(own[figure])[2] for figure in ("upfront_cost", "monthly_cost"))
    worth = f"; in the worst tenth by value it is worth less than {_ends(own['npv'])[0]} today" if valued else ""
    return f"**At the worst tenth it takes more than {upfront} up front, or more than {monthly} a month{worth}.**"


_ONE_IN_TEN = (
    "What is still open is drawn at random many times: one case in ten lies below P10, half of them below P50, one in "
    "ten above P90."
)


def _ends(value: JsonValue) -> tuple[str, str, str]:
    assert isinstance(value, dict)
    low, middle, high = (phrasing.about_usd(_number(value[name])) for name in ("p10", "p50", "p90"))
    return low, middle, high


def _levers(one: MoneyAsked, money: Money) -> Priced | None:
    """What would bring the bill down, with the figures of each; one of them where it is asked about alone."""
    heading = _HEADINGS[one.kind]
    known: dict[str, JsonValue] = {name: value_of(money.facts, name) for name in _BILLED}
    if any(value is None for value in known.values()):
        return _lacking_volume(one, money)
    try:
        found = money.call("cost_levers", {**known, "monthly_bill": money.number("monthly_api_spend")})
    except ToolError:
        return None
    levers = [lever for lever in _records(found, "levers") if one.kind in ("levers", lever["lever"])]
    rows = [_lever_row(lever) for lever in levers]
    now = phrasing.usd(_number(found["monthly_cost"]))
    return Priced(
        heading,
        (*(_below(one, levers, now) or _told(one, levers, now)), *_notes(found, one)),
        (("", "A month", "Saves"), ("As it is", now, ""), *rows),
        {"cost_levers": found},
    )


_HEADINGS = {
    "levers": "What would bring the bill down:",
    "batch": "Requests that can wait, run as a batch:",
    "caching": "Input that repeats itself, read from the cache:",
}


def _lacking_volume(one: MoneyAsked, money: Money) -> Priced | None:
    """Without the volume there are no figures; a case of which nothing is known has its answer in the guidance."""
    if one.kind != "levers" or money.bill is None:
        return None
    lacking = _lacking(money, _HEADINGS["levers"])
    text = lacking.sentences[0].partition(";")[0]
    named = "The levers are a cheaper model, caching what repeats in the input, batches, and shorter prompts."
    return Priced(lacking.heading, (named, f"{text}."), lacking=lacking.lacking)


def _lever_row(lever: Result) -> Row:
    share = phrasing.whole_percent(_number(lever["saving_share"]))
    saves = f"{phrasing.usd(_number(lever['saving']))} ({share})" if _number(lever["saving"]) > 0 else "nothing"
    return str(lever["title"]), phrasing.usd(_number(lever["monthly_cost"])), saves


def _told(one: MoneyAsked, levers: Sequence[Result], now: str) -> Iterator[str]:
    best = max(levers, key=lambda lever: _number(lever["saving"]), default=None)
    if best is None or _number(best["saving"]) <= 0:
        yield "By the price list none of this saves anything here."
        return
    month = phrasing.usd(_number(best["monthly_cost"]))
    said = _small(str(best["title"]))
    if one.kind != "levers":
        yield f"**It brings the bill from {now} to {month} a month: {said}.**"
        return
    yield f"**The most comes of this one: {said}, {month} a month in place of {now}.**"
    halving = [_small(str(lever["title"])) for lever in levers if _number(lever["saving_share"]) >= _HALF]
    if halving:
        yield f"On their own these halve it: {phrasing.joined(halving)}."
    else:
        yield "None of them halves it on its own; several can be put together."


def _below(one: MoneyAsked, levers: Sequence[Result], now: str) -> tuple[str, ...]:
    """Which levers bring the bill under the sum that was named; none where no sum was."""
    if one.amount is None or not levers:
        return ()
    shown = phrasing.usd(one.amount)
    enough = [lever for lever in levers if _number(lever["monthly_cost"]) < one.amount]
    if not enough:
        best = phrasing.usd(min(_number(lever["monthly_cost"]) for lever in levers))
        return (f"**None of these alone brings {now} under {shown} a month;** the lowest is {best}. Put two together.",)
    named = phrasing.joined([_small(str(lever["title"])) for lever in enough])
    return (f"**Under {shown} a month, each on its own: {named}.** Today it is {now}.",)


_HALF = 0.5


def _notes(found: Result, one: MoneyAsked) -> Iterator[str]:
    if one.kind in ("levers", "batch"):
        yield "A batch is answered later, mostly within a day, so it is for work that nobody waits for."
    if one.kind in ("levers", "caching"):
        yield "A cache needs the part that repeats at the start of each prompt."
    if one.kind == "levers":
        yield "Whether a cheaper model or a shorter prompt is still good enough is to be measured on your own cases."
    warnings = found["warnings"]
    for warning in warnings if isinstance(warnings, list) else []:
        about: Kind = "batch" if "batch" in str(warning) else "caching"
        if one.kind in ("levers", about):
            yield str(warning)
    example = "half of the requests ran as a batch" if one.kind == "batch" else "half of the input were cached"
    yield f'For your own share try "what if {example}?".'


def _records(result: Result, name: str) -> list[Result]:
    value = result[name]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
