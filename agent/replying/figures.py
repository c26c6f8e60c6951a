"""Tool results as sentences and table rows. Figures come from the results as they are; only their printing is ours."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Fact
from agent.interview import cards
from agent.reading.returns_asked import Figure
from agent.replying.approach_cards import approaches
from agent.replying.findings import doubted_bill
from agent.replying.payback import (
    at_their_rate,
    is_too_little_work,
    loss_sentences,
    months_in_words,
    payback_in_plan,
    payback_months,
    put_in,
)
from agent.replying.priced import NO_QUALITY, machines_in_words
from agent.replying.project_answers import broken_even, returned
from agent.replying.scenario import Scenario
from agent.replying.sizing_words import SIZED
from agent.tool_results import BILLED, MIX, Results, Wanting
from agent.understanding import CheckedSum, ToolCall
from tools.approach import ApproachAdvice
from tools.assess import RULED_OUT


@dataclass(frozen=True)
class Row:
    """One line of a before/after table: where the figure stands (names and places, by dots) and how it is shown."""

    label: str
    tool: str
    figure: str
    show: Callable[[float], str]
    moved: str = ""  # how it is told that a new fact has moved it; empty: it is not
    stands: bool = False  # shown in a what-if that does not move it: others rest on it


def confidence_in_words(share: float) -> str:
    """As `phrasing.whole_percent` has it."""
    return phrasing.whole_percent(share)


_ROWS = (
    Row("API cost a month", "api_cost", "monthly_cost", phrasing.usd),
    Row("API cost a year", "api_cost", "annual_cost", phrasing.usd),
    Row("Cost per request", "api_cost", "cost_per_request", phrasing.usd),
    Row("The bill a month, in 3 years", "bill_ahead", "then", phrasing.usd),
    Row("The bill over 3 years", "bill_ahead", "total", phrasing.usd),
    Row("Own GPUs a month", "hosting_cost", "monthly_cost", phrasing.about_usd, "the cost of own GPUs a month"),
    Row("Up front, as advised", "approach", "ranking.0.upfront_cost", phrasing.about_usd),
    Row("Up front, as you put it in", "", "investment", phrasing.usd, stands=True),
    Row("A month, as advised", "approach", "ranking.0.monthly_cost", phrasing.about_usd),
    Row("Break-even", "", "payback", months_in_words, "break-even"),
    Row("Value today at today's volume, if it works", "roi", "npv", phrasing.about_usd, "the value today"),
    Row("Fine-tuning fit (0 to 40)", "fine_tuning_fit", "total", lambda total: f"{total:.1f}"),
    Row("Advice is best in", "approach", "confidence", confidence_in_words),
)
MOVES_TOLD = 2
WORTH_TELLING = 0.08  # a figure that moved by less is not news


def moved_sentences(before: Results, after: Results) -> list[str]:
    """How new facts have moved the figures that decide: "That moves break-even from 14 to 6 months."."""
    moves = []
    for row in _ROWS:
        old, new = _figure(before, row), _figure(after, row)
        if not row.moved or old is None or new is None or row.show(old) == row.show(new):
            continue
        if abs(new - old) > WORTH_TELLING * abs(old):
            moves.append(f"{row.moved} from {row.show(old)} to {row.show(new)}")
    return [f"That moves {phrasing.joined(moves[:MOVES_TOLD])}."] if moves else []


def spent_sentences(results: Results, facts: Mapping[str, Fact]) -> list[str]:
    """What the API costs: a stated bill first, since all else rests on it, then list prices."""
    bill = facts.get("monthly_api_spend")
    listed = cost_sentences(results)
    if not listed or bill is None or bill.status != "stated" or not bill.value:
        return listed
    at_list_prices = listed[0].replace("The API comes", "At list prices the API comes", 1)
    return [f"You pay {_usd(bill.value)} a month by your bill, and I go by it.", at_list_prices, *listed[1:]]


def cost_sentences(results: Results) -> list[str]:
    """What the API costs, with the prices behind it; and that it is ruled out, where it is."""
    cost = results.get("api_cost")
    if cost is None:
        return []
    month, year, each = (_usd(cost[figure]) for figure in ("monthly_cost", "annual_cost", "cost_per_request"))
    prices = cost["prices"]
    assert isinstance(prices, dict)
    model = f" on {cost['model']}" if cost.get("model") else ""
    sentence = (
        f"The API comes to {month} a month ({year} a year, {each} a request){model}, at {_usd(prices['input'])} "
        f"per million input tokens and {_usd(prices['output'])} per million output tokens."
    )
    return [sentence, *ruled_out_sentences(results)]


def ruled_out_sentences(results: Results) -> list[str]:
    """That no API may be used, and what own GPUs cost instead; nothing where one may."""
    warnings, own = results.get("api_cost", {}).get("warnings"), results.get("hosting_cost")
    if not isinstance(warnings, list) or RULED_OUT not in warnings:
        return []
    if own is None:
        return [RULED_OUT]
    month = phrasing.about_usd(_number(own["monthly_cost"]))
    return [RULED_OUT, f"On GPUs of your own, {own['model']} comes to about {month} a month."]


def planning_sentences(advice: ApproachAdvice, results: Results, investment: float | None = None) -> list[str]:
    """What to plan for: the cost of the recommended approach beside the budget, when it pays, and how sure that is."""
    best = advice.ranking[0]
    sentences = []
    if best.approach != "not_yet":
        sentences.append(
            f"{_estimate(best.upfront_cost, best.upfront_cost_range).capitalize()} up front and "
            f"{_estimate(best.monthly_cost, best.monthly_cost_range)} a month, the people behind it included."
        )
        sentences += [advice.budget_note] if advice.budget_note else []
    sentences += payback_in_plan(results, investment)
    value = results["uncertainty"]["npv"]
    if "roi" in results and isinstance(value, dict) and investment is None:  # the range is that of the plan
        low, high = (phrasing.about_usd(_number(value[name])) for name in ("p10", "p90"))
        middle = phrasing.about_usd(_number(value["p50"]))
        worth = phrasing.about_usd(_number(results["roi"]["npv"]))
        sentences.append(
            f"If the benefit is reached, it is worth {worth} today over the horizon at today's "
            f"volume{at_their_rate(results['roi'])}; with growth, "
            f"costs and all else that is open drawn at random, {middle} in the middle, {low} to {high}."
        )
    return [*sentences, *certainty_sentences(advice, results)]


def _best_in_more(advice: ApproachAdvice) -> str | None:
    """Why what is the best in fewer of the drawn cases than another is advised; `None` where it is the best in most."""
    best, often = advice.ranking[0], max(advice.ranking, key=lambda option: option.win_share)
    if often.win_share <= best.win_share:
        return None
    return (
        f"{_title(often.approach).capitalize()} is the best in more of them, but by less: on average over all of them "
        f"{_title(best.approach)} stands ahead ({best.score:.1f} points to {often.score:.1f}), so it is what I advise. "
        "What is still open decides between the two."
    )


def certainty_sentences(advice: ApproachAdvice, results: Results) -> list[str]:
    """How often the advice is the best of the approaches; and, where its worth is known, that best may still lose."""
    best, second = advice.ranking[0], max(advice.ranking[1:], key=lambda option: option.win_share)
    if is_too_little_work(best):
        return []  # the sampled worlds do not know how much work there is
    rival = f", {approaches()[second.approach].title} in {confidence_in_words(second.win_share)}"
    sentence = (
        "With what is still open drawn at random from plausible values, this is the best of the approaches in "
        f"{confidence_in_words(best.win_share)} of the cases{rival if second.win_share >= WORTH_NAMING else ''}."
    )
    more = _best_in_more(advice)
    return [sentence, *([more] if more else []), *loss_sentences(results)]


WORTH_NAMING = 0.05  # a rival that is best in fewer cases is none


def _estimate(middle: float, ends: tuple[float, float]) -> str:
    low, high = (phrasing.about_usd(end) for end in ends)
    return f"about {phrasing.about_usd(middle)} ({low} to {high})"


def calculation_sentences(results: Results, figures: Sequence[Figure] = ()) -> list[str]:
    """Calculations that the user asked for, in a few sentences each; of a return the named `figures` first."""

    def _returned(case: Mapping[str, JsonValue]) -> str:
        return returned(case, figures)

    told: dict[str, Callable[[Mapping[str, JsonValue]], str]]
    told = {"break_even": broken_even, "roi": _returned, "cash_flow_value": _present_value, **SIZED}
    sentences = [told[tool](result) for tool, result in results.items() if tool in told]
    return [*sentences, *([" ".join(cost_sentences(results))] if "api_cost" in results else [])]


def sentences_of_others(results: Results) -> list[str]:
    """Calculations of somebody else's figures, which no fact or result of the case takes up."""
    told: dict[str, Callable[[Mapping[str, JsonValue]], str]]
    told = {"break_even": _break_even_of_others, "roi": returned, "cash_flow_value": _present_value}
    sentences = [told[tool](result) for tool, result in results.items() if tool in told]
    return [*sentences, "Those are somebody else's figures; yours are untouched."] if sentences else []


def claim_sentences(calls: Iterable[ToolCall], results: Results) -> list[str]:
    """What somebody claims that a use costs, held against list prices: yes or no."""
    cost = results.get("api_cost")
    claimed = next((call.claimed for call in calls if call.claimed is not None), None)
    if cost is None or claimed is None:
        return []
    listed = _number(cost["monthly_cost"])
    verdict = "Yes:" if abs(claimed - listed) <= _SAME_BILL * listed else "No:"
    told = f"**{verdict}** at list prices that use comes to {_usd(listed)} a month on {cost['model']}"
    each = f"{_usd(cost['cost_per_request'])} a request"
    if verdict == "Yes:":
        return [f"{told}, {each}."]
    side = "far too high" if claimed > _FAR_OFF * listed else "too high" if claimed > listed else "too low"
    return [f"{told}, {each}; {_usd(claimed)} is {side}."]


_SAME_BILL = 0.05  # of list prices: they round
_FAR_OFF = 3


def left_out_sentences(costs: Sequence[str]) -> list[str]:
    """That a cost which is to be left out stays in the planning figure."""
    told = (
        "My planning figure is drawn as a whole, so I cannot take one cost out of it; your facts stay as they are. "
        'Ask "what is in that sum?" for its parts, and take off what is already done or paid.'
    )
    return [told] if costs else []


def checked_sentences(sums: Iterable[CheckedSum]) -> list[str]:
    """Whether the arithmetic of a sum of theirs is right."""
    return [_checked(one) for one in sums]


def _checked(one: CheckedSum) -> str:
    off = abs(one.value - one.stated)
    value, stated = phrasing.plain(one.value), phrasing.plain(one.stated)
    if off <= _DUST * abs(one.value):
        return f"**Yes, that sum is right:** {one.terms} = {value}."
    if off <= _ROUNDED * abs(one.value):
        return f"**Yes, rounded:** {one.terms} = {value}."
    return f"**No:** {one.terms} = {value}, not {stated}."


_DUST, _ROUNDED = 1e-9, 0.005


def _break_even_of_others(even: Mapping[str, JsonValue]) -> str:
    saving, months = _usd(even["monthly_saving"]), even["months"]
    if months is None:
        return f"On these figures it is never even: the saving is {saving} a month."
    year = _number(even["first_year_net"])
    balance = f"{'leaves' if year > 0 else 'costs'} {_usd(abs(year))} on balance" if year else "ends even"
    return (
        f"On these figures it is even after **{phrasing.months(_number(months))}**: what went in up front, divided by "
        f"{saving} a month that is saved. The first year {balance}."
    )


def _present_value(value: Mapping[str, JsonValue]) -> str:
    rate = (
        f"; the internal rate of return is {phrasing.percent(_number(value['irr']))} a period" if value["irr"] else ""
    )
    back = value["payback_periods"]
    pays = f" It pays back after {_number(back):.3g} periods." if back is not None else " It never pays back."
    return f"The net present value is **{_usd(value['npv'])}**{rate}.{pays}"


def lacking_sentences(wanting: Sequence[Wanting]) -> list[str]:
    """What calculations that were asked for still need."""
    return [
        f"To work out {_CALCULATED[one.tool]} I also need {phrasing.joined([*map(_argument, one.arguments)])}."
        for one in wanting
        if one.tool in _CALCULATED
    ]


_CALCULATED = {"break_even": "when it breaks even", "roi": "the return", "api_cost": "the API bill"}
_ARGUMENTS = {
    "upfront_cost": "what it costs up front",
    "current_monthly_cost": "what it saves a month",
    "monthly_cost": "what it costs a month to run",
    "monthly_benefit": "what it saves or brings in a month",
    "horizon_months": "the number of months to look ahead",
}


def _argument(name: str) -> str:
    return _ARGUMENTS.get(name) or f"the {cards()[name].label.lower()}"


def costs_asked_for(results: Results, facts: Mapping[str, Fact]) -> list[str]:
    """What the API costs, for somebody who asks; else what is missing to say it."""
    known = spent_sentences(results, facts)
    if known:
        return [" ".join(known)]
    bill = facts.get("monthly_api_spend")
    if bill is not None and bill.value is not None:
        return [
            f"You told me that the API costs {_usd(bill.value)} a month."
        ]  # what a year comes to, `total_cost` says
    missing = [cards()[field].label.lower() for field in sorted(BILLED) if field not in facts]
    return [f"I can work out the API bill once I know: {phrasing.joined(missing)}."] if missing else []


def bill_sentences(results: Results, facts: Mapping[str, Fact]) -> list[str]:
    """A stated bill that is far from what list prices give is pointed out; the stated one counts."""
    doubted = doubted_bill(results, facts)
    if doubted is None:
        return []
    stated, listed = map(_usd, doubted)
    sentence = (
        f"You say that the API costs {stated} a month, while list prices give {listed} for the volume and "
        "length that you told me. I go by your bill; please check the volume, the length, and what else the bill holds."
    )
    return [sentence]


def scenario_rows(scenario: Scenario) -> tuple[Mapping[str, str], ...]:
    """The changed facts and what is supposed of the bill, then every figure that changes."""
    rows: list[Mapping[str, str]] = [
        {
            "label": cards()[name].label,
            "before": phrasing.value_in_words(name, old.value) if old else "not known",
            "after": phrasing.value_in_words(name, new.value) if new.value is not None else "open",
        }
        for name, (old, new) in scenario.changed.items()
    ]
    rows += _supposed_rows(scenario)
    if scenario.bill is not None:
        after_bill = scenario.bill.after
        paid = phrasing.usd(after_bill) if after_bill is not None else "list prices instead"
        rows.append({"label": "Your API bill a month", "before": phrasing.usd(scenario.bill.before), "after": paid})
    elif scenario.standing_bill is not None:
        paid = phrasing.usd(scenario.standing_bill)
        rows.append({"label": "Your API bill a month", "before": paid, "after": paid})
    listed = ", at list prices" if scenario.bill is not None or "monthly_api_spend" in scenario.changed else ""
    for row in _ROWS:
        if row.tool == "api_cost" and scenario.standing_bill is not None:
            continue  # all other figures rest on the bill, which stands; a second basis would only confuse
        before, after = (_shown(_figure(one, row), row) for one in (scenario.before, scenario.after))
        if before != after or (row.stands and after != _NONE):
            label = row.label + (listed if row.tool == "api_cost" else "")
            rows.append({"label": label, "before": before, "after": after})
    return tuple(rows)


def _supposed_rows(scenario: Scenario) -> Iterator[Mapping[str, str]]:
    if scenario.supposed_of == "hosting_cost":
        hosting = scenario.after["hosting_cost"]
        model = str(scenario.before["api_cost"]["model"])
        yield {"label": "Model", "before": f"{model}, by its API", "after": str(hosting["model"])}
        yield {"label": "Runs on", "before": "the provider's machines", "after": machines_in_words(hosting)}
        return
    if MIX in scenario.supposed:
        yield from _mixed_rows(scenario)
        return
    for name, value in scenario.supposed.items():
        yield {"label": _SUPPOSED[name].row, "before": "none", "after": _share_in_words(value)}


def _mixed_rows(scenario: Scenario) -> Iterator[Mapping[str, str]]:
    parts = mixed_parts(scenario)
    shared = phrasing.joined([f"{one['model']} for {_share_in_words(one['share'])}" for one in parts])
    own = scenario.before.get("api_cost", {}).get("model")
    yield {"label": "Model", "before": str(own or "not known"), "after": shared}
    for one in parts:
        count = phrasing.count(_number(one["requests_per_month"]))
        yield {
            "label": f"{one['model']}, {count} requests a month",
            "before": "none",
            "after": _usd(one["monthly_cost"]),
        }


def mixed_parts(scenario: Scenario) -> list[dict[str, JsonValue]]:
    """The models among which a what-if shares the requests, each with its bill; empty where it shares none."""
    mix = scenario.supposed.get(MIX)
    return [one for one in mix if isinstance(one, dict)] if isinstance(mix, list) else []


def supposed_in_words(scenario: Scenario) -> list[str]:
    """What is supposed of the bill or of the machines, as parts of a sentence."""
    if scenario.supposed_of == "hosting_cost":
        return [f"{scenario.supposed['model']} runs on GPUs of your own"]
    if parts := mixed_parts(scenario):
        return [f"{_share_in_words(one['share'])} of the requests go to {one['model']}" for one in parts]
    return [f"{_share_in_words(value)} {_SUPPOSED[name].said}" for name, value in scenario.supposed.items()]


def notes_on(scenario: Scenario) -> list[str]:
    """What a supposed bill has to be read with: a price that the list does not have, and the like."""
    warnings = scenario.after.get("api_cost", {}).get("warnings") if scenario.supposed else None
    known = scenario.before.get("api_cost", {}).get("warnings")
    return [
        *_on_the_bill(scenario),
        *([NO_QUALITY] if mixed_parts(scenario) else []),
        *(
            str(one)
            for one in (warnings if isinstance(warnings, list) else [])
            if not isinstance(known, list) or one not in known
        ),
    ]


def _on_the_bill(scenario: Scenario) -> Iterator[str]:
    """Both sides of a what-if stand on the same ground, or it is said that they do not."""
    if scenario.bill is None:
        return
    if scenario.bill.after is None:
        yield (
            "Before, the costs rest on the bill that you told me; after, on list prices, for I lack what would tell "
            "how your bill changes. So the two sides do not compare."
        )
    else:
        yield (
            "I change the bill that you told me by the same factor as the cost at list prices, so that both sides rest "
            "on what you really pay."
        )


def saving_sentence(scenario: Scenario) -> str:
    """What a mix of models saves a month, or costs more; empty where no mix is supposed."""
    if "saving" not in scenario.supposed:
        return ""
    saving = _number(scenario.supposed["saving"])
    return f"The mix {'saves' if saving >= 0 else 'costs'} {_usd(abs(saving))} {'' if saving >= 0 else 'more '}a month."


class _Supposed(NamedTuple):
    row: str
    said: str


_SUPPOSED = {
    "cached_share": _Supposed("Input tokens from the cache", "of the input tokens come from the cache"),
    "price_factor": _Supposed("Prices, of today's", "of today's prices"),
    "batch_share": _Supposed("Requests run as a batch", "of the requests run as a batch"),
}


def kept_shares_sentences(calls: Iterable[ToolCall]) -> list[str]:
    """What of the bill was told that no fact holds: shares of the cache and of batches."""
    kept = [
        (name, call)
        for call in calls
        for name in ("cached_share", "batch_share")
        if call.tool == "api_cost" and not call.supposed and name in call.arguments
    ]
    shares = [(_share_in_words(call.arguments[name]), _SUPPOSED[name].said) for name, call in kept]
    if any("." in share for share, _ in shares):  # of "a third" nobody said 33.3 %
        return [f'Kept for the bill: "{kept[0][1].quote.strip(" .")}".']
    told = [f"{share} {said}" for share, said in shares]
    return [f"Kept for the bill: {phrasing.joined(told)}."] if told else []


def _share_in_words(value: JsonValue) -> str:
    return phrasing.percent(float(f"{_number(value):.3g}"))


def _figure(results: Results, row: Row) -> float | None:
    if row.figure == "payback":
        return payback_months(results)
    if row.figure == "investment":
        return put_in(results)
    value: JsonValue = results.get(row.tool, {})
    for part in row.figure.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


_NONE = "none"


def _shown(value: float | None, row: Row) -> str:
    return _NONE if value is None else row.show(value)


def _title(approach: str) -> str:
    return approaches()[approach].title.partition(" (")[0]


def _usd(value: JsonValue) -> str:
    return phrasing.usd(_number(value))


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
