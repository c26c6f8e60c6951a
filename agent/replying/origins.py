"""Where a number comes from, in words for a reader of figures: what it is, what it is made of, and the source.

Asked without a number, the one that the question names is meant, else the main one of the last reply: what stands bold
in it, else the first figure. Where it shows none, that is said; no figure is explained that nobody has seen. Beside a
number that is none of mine stands mine.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Fact
from agent.grounding import numbers_in
from agent.interview import cards
from agent.reading.answers import Figure
from agent.replying.approach_cards import approaches
from agent.replying.payback import assumed_in, is_planned, months_in_words, payback_months, put_in, rate_set
from agent.replying.worked_out import MainFigure as _Main
from agent.replying.worked_out import worked_out
from agent.tool_results import OF_AN_INVESTMENT, Results
from tools.approach import Option

LEAST_ROUNDED = 1_000
MOST_ORIGINS = 2
# How near a printed number is to the figure that it prints.
_CLOSE = 5e-4
# Points, shares and thresholds behind the advice: no reply prints them as figures of the case.
_INTERNAL = frozenset(
    {
        "fine_tuning_fit", "partner_checklist", "readiness", "partner_scorecard", "roadmap",
        "data_strategy", "governance_checklist", "monitoring_plan",
    }
)  # fmt: skip
_IN_TABLES = frozenset({"model_comparison"})  # of many models, of which a reply names a few
_THEIR_BILL = "api_cost"
_LEFT_OUT = frozenset({"assumptions", "reasons", "drivers", "samples", "seed", "context_window"})


@dataclass(frozen=True)
class Case:
    """What the numbers of a reply come from."""

    results: Results
    facts: Mapping[str, Fact]
    best: Option  # what is recommended
    last_reply: str = ""
    last_turn: int = 0


def origins(numbers: Sequence[float], case: Case, named: Collection[Figure] = ()) -> list[str]:
    """Where each of `numbers` comes from; of none, the figures that are `named`, or the main one of the last reply."""
    if not numbers:
        return _without_number(case, named) or [NONE_SHOWN]
    return own_origins(numbers, case) or _any_figure(numbers, case) or _beside_mine(numbers, case)


def own_origins(numbers: Sequence[float], case: Case) -> list[str]:
    """Where numbers come from that are figures of the case or the user's own; what the last reply shows comes first."""
    mains = list(_mains(case))
    found = _told_of(_shown_in(case.last_reply, mains), numbers) or _told_of(mains, numbers)
    found += list(_said_by_them(numbers, case.facts))
    return (found or _told_of(_plans_of_others(case), numbers)[:1])[:MOST_ORIGINS]


def _without_number(case: Case, named: Collection[Figure]) -> list[str]:
    mains = list(_mains(case))
    ordered = [*_shown_in(case.last_reply, mains), *mains]
    called = dict.fromkeys(next((one.told() for one in ordered if one.of == name), "") for name in named)
    if any(called):
        return [told for told in called if told]
    shown = _main_of_reply(mains, case.last_reply)
    return [shown.told()] if shown else _facts_shown(case)


def shown_earlier(text: str, case: Case) -> list[str]:
    """Where the main figure of an older reply is from."""
    main = _main_of_reply(list(_mains(case)), text)
    return [main.told()] if main else []


NONE_SHOWN = (
    "My last reply shows no figure that I worked out. Name the number that you mean, and I say where it is from."
)


def _beside_mine(numbers: Sequence[float], case: Case) -> list[str]:
    """That it is none of mine, with my main figure: that of the last reply, else what the API costs."""
    main = _main_of_reply(list(_mains(case)), case.last_reply) or next(_bill(case), None)
    [none] = none_of_mine(numbers)
    return [f"{none} Mine:", main.told()] if main else [none]


def _shown_in(reply: str, mains: Iterable[_Main]) -> list[_Main]:
    return [one for one in mains if one.shown in reply]


def _told_of(mains: Iterable[_Main], numbers: Sequence[float]) -> list[str]:
    return list(dict.fromkeys(one.told() for one in mains if any(_prints(one.value, number) for number in numbers)))


def _facts_shown(case: Case) -> list[str]:
    """Where the numbers of theirs are from that the last reply has read back, if it has shown none of mine."""
    shown = {name: fact for name, fact in case.facts.items() if fact.turn == case.last_turn}
    counted = [float(one.value) for one in shown.values() if isinstance(one.value, int | float)]
    return list(_said_by_them(counted, shown))[:MOST_ORIGINS]


def none_of_mine(numbers: Sequence[float]) -> list[str]:
    """Said ahead of my own figure, of numbers that I have not told."""
    named = phrasing.joined([phrasing.plain(one) for one in numbers[:MOST_ORIGINS]])
    return [f"{named} is none of my figures."]


def _main_of_reply(mains: Sequence[_Main], reply: str) -> _Main | None:
    """The figure that stands bold, else the one that stands first."""
    bold = "\n".join(reply.split("**")[1::2])
    for text in (bold, reply):
        placed = [
            (text.find(one.shown), number) for number, one in enumerate(mains) if one.shown in text and not one.is_part
        ]
        if placed:
            return mains[min(placed)[1]]
    return None


def _mains(case: Case) -> Iterator[_Main]:
    """The figures that replies are about, each once, with how replies print them."""
    yield from _payback(case)
    yield from _returned(case)
    yield from _bill(case)
    yield from _added_up(case)
    yield from worked_out(case.results)
    yield from _plan(case)


def _payback(case: Case) -> Iterator[_Main]:
    own = [tool for tool in OF_AN_INVESTMENT if tool in case.results and not is_planned(case.results[tool])]
    for tool in own:
        yield from _of_their_own(case.results[tool])
    planned = {tool: result for tool, result in case.results.items() if tool not in own}
    months = payback_months(planned)
    if months is not None:
        yield _of_the_plan(months, replace(case, results=planned))


def _of_their_own(result: Mapping[str, JsonValue]) -> Iterator[_Main]:
    """An investment reckoned with the user's own figures."""
    months = result.get("months", result.get("payback_months"))
    if months is not None:
        shown = phrasing.months(round(_number(months), 1))
        told = (
            f"**{shown}** is when what you put in has come back, by the figures that you gave: what goes in up front, "
            "divided by what is left of a month's saving or benefit after a month's costs."
        )
        yield _Main(_number(months), shown, lambda: told, of="payback")


def _of_the_plan(months: float, case: Case) -> _Main:
    upfront = put_in(case.results)
    spent = phrasing.about_usd(case.best.upfront_cost) if upfront is None else phrasing.usd(upfront)
    runs = phrasing.about_usd(case.best.monthly_cost)
    title, shown = _title(case.best), months_in_words(months)
    benefit = case.facts.get("monthly_benefit")
    if "roi" in case.results and benefit is not None:
        of = (
            f"the benefit of {_usd(benefit.value)} a month that you named, less about {runs} a month that {title} costs"
        )
    else:
        saving = phrasing.about_usd(_number(case.results["break_even"]["monthly_saving"]))
        of = f"about {saving} a month that it saves: what the API costs today, less about {runs} that {title} costs"
    how = f"what is put in up front ({spent}) is divided by what comes back a month, {of}"
    grows = case.facts.get("growth_per_year")
    if "roi" not in case.results and grows is not None and grows.value:
        how += f"; the saving grows with the volume, by {phrasing.percent(_number(grows.value))} a year"
    return _Main(
        months, shown, lambda: f"**{_capital(shown)}** is when it has paid for itself: {how}. {_PLANNING}", of="payback"
    )


_PLANNING = (
    "The costs are planning figures, the middle of what is likely, and include the people; the ranges behind them are "
    "in the ledger of assumptions."
)


def _returned(case: Case) -> Iterator[_Main]:
    result = case.results.get("roi")
    if result is None:
        return
    got, spent, net = (phrasing.about_usd(_number(result[of])) for of in ("total_benefit", "total_cost", "net_benefit"))
    sums = f"{got} of benefit over the horizon, less {spent} spent, up front and month by month"
    if result["roi"] is not None:
        value = _number(result["roi"])
        share = phrasing.return_percent(value)
        yield _Main(
            value * 100, share, lambda: f"**{share}** is the return: {net} net ({sums}) for {spent} spent.", of="roi"
        )
    worth = _number(result["npv"])
    today = phrasing.about_usd(worth)
    yield _Main(
        worth,
        today,
        lambda: (
            f"**{today}** is what it is worth today: {sums}, with each month discounted for the time until it comes."
        ),
        of="npv",
    )
    rate, theirs = assumed_in(result, "annual_discount_rate"), rate_set(result) is not None
    if rate is not None:
        yearly = phrasing.percent(rate)
        whose = "you set it" if theirs else "I assume it, since you named none"
        told = f"**{yearly}** a year is what months to come are discounted with: {whose}."
        yield _Main(rate * 100, yearly, lambda: told, is_part=True)
    yield _Main(_number(result["net_benefit"]), net, lambda: f"**{net}** is what is left net: {sums}, not discounted.")


def _bill(case: Case) -> Iterator[_Main]:
    bill = case.results.get("api_cost")
    if bill is None:
        return
    prices = bill["prices"]
    assert isinstance(prices, dict)
    each, month, year = (_usd(bill[figure]) for figure in ("cost_per_request", "monthly_cost", "annual_cost"))
    requests, tokens_in, tokens_out = (
        case.facts.get(name) for name in ("requests_per_month", "input_tokens", "output_tokens")
    )
    if not (requests and tokens_in and tokens_out):
        return
    count, goes_in, comes_out = (phrasing.count(_number(one.value)) for one in (requests, tokens_in, tokens_out))
    made = (
        f"{goes_in} input tokens at {_usd(prices['input'])} and {comes_out} output tokens at {_usd(prices['output'])} "
        f"per million come to {each} a request, at {count} requests a month"
    )
    source = _source(bill)
    yield _Main(
        _number(bill["monthly_cost"]),
        month,
        lambda: f"**{month}** is the monthly cost of the API: {made}.{source}",
        of="bill",
    )
    yield _Main(
        _number(bill["annual_cost"]),
        year,
        lambda: f"**{year}** is twelve times {month}, the API's month: {made}.{source}",
    )
    yield _Main(
        _number(bill["cost_per_request"]),
        each,
        lambda: f"**{each}** is the cost of one request: {made}.{source}",
        is_part=True,
    )


def _added_up(case: Case) -> Iterator[_Main]:
    """Totals over years, and what would bring the bill down: of the last reply."""
    plan = case.results.get("total_cost")
    if plan is not None:
        inner = plan.get("of_the_api")
        for result, name in ((inner, "the API"), (plan, _of_what(plan, inner, case))):
            if isinstance(result, dict):
                yield from _total(result, name)
    levers = case.results.get("cost_levers")
    for one in levers["levers"] if levers and isinstance(levers["levers"], list) else []:
        if isinstance(one, dict):
            month, title = _usd(one["monthly_cost"]), str(one["title"])
            told = f"**{month}** is the bill a month with nothing changed but this: {title}.{_source(levers or {})}"
            yield _Main(_number(one["monthly_cost"]), month, lambda told=told: told)  # type: ignore[misc]  # bound now


def _of_what(plan: Mapping[str, JsonValue], inner: JsonValue, case: Case) -> str:
    return _title(case.best) if inner is not None or _number(plan["upfront_cost"]) else "the API"


def _total(result: Mapping[str, JsonValue], name: str) -> Iterator[_Main]:
    upfront, total = _number(result["upfront_cost"]), _number(result["total_cost"])
    span = phrasing.span(_number(result["months"]))
    first = f"{phrasing.about_usd(upfront)} up front, and " if upfront else ""
    for shown in (phrasing.usd(total), phrasing.about_usd(total)):
        told = (
            f"**{shown}** is what {name} comes to over {span}: {first}its cost a month, added up month by month; where "
            "the volume grows, with it."
        )
        yield _Main(total, shown, lambda told=told: told, of="total")  # type: ignore[misc]  # bound now
    if result["net_benefit"] is not None:
        net = phrasing.about_usd(_number(result["net_benefit"]))
        told = (
            f"**{net}** is what is left over {span}: the benefit, less what {name} costs in that time, not discounted."
        )
        yield _Main(_number(result["net_benefit"]), net, lambda told=told: told)  # type: ignore[misc]  # bound now


def _plans_of_others(case: Case) -> Iterator[_Main]:
    """The planning figures of what is not recommended: the advice may have been another one when they were told."""
    ranking = case.results.get("approach", {}).get("ranking")
    for one in ranking if isinstance(ranking, list) else []:
        option = Option.model_validate(one)
        if option.approach not in (case.best.approach, "not_yet"):
            yield from _plan(replace(case, best=option))


def _plan(case: Case) -> Iterator[_Main]:
    best = case.best
    title = _title(best)
    plan: tuple[tuple[Figure, float, tuple[float, float], str], ...] = (
        ("upfront", best.upfront_cost, best.upfront_cost_range, "up-front cost"),
        ("monthly", best.monthly_cost, best.monthly_cost_range, "cost a month"),
    )
    for name, value, ends, what in plan:
        shown, low, high = (phrasing.about_usd(one) for one in (value, *ends))
        for one, end in ((value, "the middle"), (ends[0], "the low end"), (ends[1], "the high end")):
            mine = phrasing.about_usd(one)
            told = (
                f"**{mine}** is {end} of the {what} of {title}, an estimate for planning: what is open about your "
                "case, the work of the people included, is drawn at random many times from documented ranges; half of "
                f"the results lie below {shown}, one in ten below {low}, one in ten above {high}. Ask "
                f'"what is in that sum?" for its parts.'
            )
            yield _Main(one, mine, lambda told=told: told, of=name)  # type: ignore[misc]  # bound now


def facts_told(fields: Sequence[str], facts: Mapping[str, Fact], *, worked_out: Collection[str] = ()) -> list[str]:
    """Where facts come from that are asked for by name: "where does the benefit figure come from?"."""
    named = {
        name: facts[name].model_copy(update={"quote": None}) if name in worked_out else facts[name] for name in fields
    }
    values = [float(fact.value) for fact in named.values() if isinstance(fact.value, int | float)]
    return list(_said_by_them(values, named))


def _said_by_them(numbers: Sequence[float], facts: Mapping[str, Fact]) -> Iterator[str]:
    """The user's own figures, with the words that they were taken from."""
    for name, fact in facts.items():
        value = fact.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if any(_prints(value, number) or _prints(value * 100, number) for number in numbers):
            shown, label = phrasing.value_in_words(name, value), cards()[name].label.lower()
            words = f', from your words "{fact.quote}"' if fact.quote else ""
            yield f"**{shown}** is what I have noted as your {label}{words}."


def _any_figure(numbers: Sequence[float], case: Case) -> list[str]:
    """Any other figure of a result, by its name, with formula and sources; of some tools only what was shown."""
    figures = [
        (tool, figure, value, result)
        for tool, result in case.results.items()
        if tool not in _INTERNAL and (tool not in _IN_TABLES or _is_shown(numbers, case.last_reply))
        for figure, value in _figures_in("", result)
    ]
    found = [one for one in figures if any(math.isclose(one[2], number, rel_tol=_CLOSE) for number in numbers)]
    found = found or [one for one in figures if any(_prints(one[2], number) for number in numbers)]
    found = [one for one in found if one[0] == _THEIR_BILL] or found  # and no price of a model that nobody named
    return [
        f"**{_rounded(value)}** is the {figure}{_reckoned(tool, result)}.{_source(result)}"
        for tool, figure, value, result in found[:MOST_ORIGINS]
    ]


def _is_shown(numbers: Sequence[float], reply: str) -> bool:
    return any(_prints(printed, number) for printed in numbers_in(reply) for number in numbers)


def _rounded(value: float) -> str:
    """As a reader would print it: of thousands no decimals."""
    return phrasing.plain(round(value)) if abs(value) >= LEAST_ROUNDED else phrasing.plain(value)


def _reckoned(tool: str, result: Mapping[str, JsonValue]) -> str:
    """How a tool reckons; of what is drawn at random in words, since its formula names what no reply shows."""
    if tool in _DRAWN:
        return ", of the cases that I drew at random for what is open about yours"
    return f": {str(result['formula']).rstrip('.')}"


_DRAWN = frozenset({"approach", "uncertainty"})


def _figures_in(name: str, value: JsonValue) -> Iterator[tuple[str, float]]:
    """Every figure with a name that can be read: "up-front cost of fine-tuning, middle estimate"."""
    match value:
        case bool() | str() | None:
            return
        case int() | float():
            yield name, float(value)
        case list():
            for item in value:
                yield from _figures_in(_beside(name, _called(item)), item)
        case dict():
            for key, item in value.items():
                if key not in _LEFT_OUT:
                    yield from _figures_in(_named(name, key), item)


def _called(item: JsonValue) -> str:
    named = item if isinstance(item, dict) else {}
    return next((str(named[key]) for key in ("approach", "title", "model", "name", "id") if key in named), "")


def _named(name: str, key: str) -> str:
    if key in _ENDS:
        return f"{name}, {_ENDS[key]}"
    if key in approaches():
        return _beside(name, key)
    said = _SAID.get(key) or key.replace("_", " ")
    of, _, whose = name.partition(" of ")
    if of in ("", *_CONTAINERS):
        return f"{said} of {whose}" if whose else said
    return f"{said} of the {name}"


def _beside(name: str, item: str) -> str:
    if not item:
        return name
    title = approaches()[item].title.partition(" (")[0] if item in approaches() else item
    return f"{name} of {title}" if name else title


_ENDS = {"p10": "low estimate (one case in ten is lower)", "p50": "middle estimate",
         "p90": "high estimate (one case in ten is higher)"}  # fmt: skip
_CONTAINERS = frozenset({"ranking", "approaches", "rows", "levers"})
_SAID = {
    "upfront_cost": "up-front cost",
    "upfront_cost_range": "up-front cost, at an end of its range",
    "monthly_cost": "monthly cost",
    "monthly_cost_range": "monthly cost, at an end of its range",
    "total_cost": "cost over the horizon",
    "npv": "value today",
    "win_share": "share of the sampled cases in which it is the best",
    "roi": "return on what is put in",
    "break_even_requests_per_month": "volume at which own GPUs cost as much as the API, in requests a month",
    "gpu_hour_price": "price of a GPU an hour",
}


def _source(result: Mapping[str, JsonValue]) -> str:
    sources = result.get("sources")
    named = phrasing.joined([str(source) for source in sources]) if isinstance(sources, list) else ""
    listed = isinstance(sources, list) and any("genai-prices" in str(one) for one in sources)
    taken = f" I looked it up there on {result['as_of']}; the list itself is older." if listed else ""
    return (f" Source: {named}." if named else "") + taken


def _prints(value: float, number: float) -> bool:
    """Whether a number as it was printed, or told again, is this figure; estimates are printed in two digits."""
    rounded = number >= LEAST_ROUNDED and number in (float(f"{value:.2g}"), round(value, -3))
    tenth = abs(value) < LEAST_ROUNDED and round(value, 1) == number
    return rounded or tenth or math.isclose(value, number, rel_tol=_CLOSE)


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _usd(value: JsonValue) -> str:
    return phrasing.usd(_number(value))


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
