"""Calculations that were asked for: what they take from the facts, what they still lack, and every tool's result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from agent.basis import BILLED_BY, Basis
from agent.facts import Fact
from agent.understanding import ToolCall
from tools.assess import Assessment, with_upfront_cost
from tools.errors import ToolError
from tools.profile import APPROACHES, Approach
from tools.registry import all_tools, call_tool

Results = dict[str, dict[str, JsonValue]]

# Where an argument that a calculation lacks is a fact of the conversation, perhaps under another name.
_ARGUMENT_FROM_FACT: Mapping[str, Mapping[str, str]] = {
    "break_even": {"current_monthly_cost": "monthly_api_spend", "growth_per_year": "growth_per_year"},
    "roi": {"monthly_benefit": "monthly_benefit", "horizon_months": "horizon_months"},
    "api_cost": {name: name for name in ("model", "requests_per_month", "input_tokens", "output_tokens")},
}

# What may be of an investment of the user's own, beside what is advised.
OF_AN_INVESTMENT = ("break_even", "roi")
# An argument of a supposed `api_cost`: the models among which the requests are shared.
MIX = "mix"
# What a bill follows from.
BILLED = set(BILLED_BY)


@dataclass(frozen=True)
class Wanting:
    """A calculation that was asked for, and the facts that it still lacks; none: its own figures do not fit."""

    tool: str
    arguments: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts that would give the arguments, where the profile has such."""
        named = {**_ARGUMENT_FROM_FACT.get(self.tool, {}), **_ASKED_INSTEAD}
        return tuple(named[argument] for argument in self.arguments if argument in named)


# Who does not say what is saved is asked what it is worth.
_ASKED_INSTEAD = {"current_monthly_cost": "monthly_benefit"}


def results_of(
    assessment: Assessment, calls: Iterable[ToolCall], facts: Mapping[str, Fact], basis: Basis, missing: list[str]
) -> Results:
    """Every tool that ran on the facts, those of the assessment and the calls; `missing` takes what did not fit."""
    calls = tuple(calls)
    results = planned(assessment, facts, investment_of(calls), basis)
    for call in calls:
        if is_of_the_plan(call) or lacking_of(call, facts).arguments:
            continue  # in the plan already; told apart from figures that do not fit
        try:
            results[call.tool] = result_of(call, facts, basis)
        except ToolError as error:
            missing.append(str(error))
    return results


def result_of(call: ToolCall, facts: Mapping[str, Fact], basis: Basis) -> dict[str, JsonValue]:
    """A call's result; that of an investment of their own with the figures that it rests on. Raises `ToolError`."""
    arguments = {**_set_for(call, basis), **completed(call, facts)}
    result = call_tool(call.tool, arguments, basis.today).model_dump(mode="json")
    return {**arguments, **result} if call.tool in OF_AN_INVESTMENT else result


def _set_for(call: ToolCall, basis: Basis) -> dict[str, JsonValue]:
    """What was set for all figures and goes into a calculation of the user's own."""
    rate = basis.discount_rate if call.tool == "roi" else None
    timing = basis.timing if call.tool in OF_AN_INVESTMENT else {}
    return {**timing, **({} if rate is None else {"annual_discount_rate": rate})}


def is_of_the_plan(call: ToolCall) -> bool:
    """ "When does it pay back if we put 60k in?": only what goes in is theirs, all else is as the advice plans it."""
    return call.tool == "break_even" and {"upfront_cost"} <= set(call.arguments) <= _OF_THE_PLAN


# The way that a supposed sum is for, where it is named: its running cost is planned, and not that of the advice.
WAY = "approach"
_OF_THE_PLAN = {"upfront_cost", "growth_per_year", WAY}


def investment_of(calls: Iterable[ToolCall]) -> float | None:
    """What they would put in up front in place of the planning figure, in USD."""
    return next((float(str(call.arguments["upfront_cost"])) for call in calls if is_of_the_plan(call)), None)


def way_of(calls: Iterable[ToolCall]) -> Approach | None:
    """The way that they would put it into, where they name one."""
    named = next((call.arguments.get(WAY) for call in calls if is_of_the_plan(call)), None)
    return next((one for one in APPROACHES if one == named), None)


def planned(
    assessment: Assessment,
    facts: Mapping[str, Fact],
    upfront: float | None,
    basis: Basis,
    way: Approach | None = None,
) -> Results:
    """The results on the facts alone; with `upfront`, payback and return are those of putting that in, into `way`."""
    results: Results = dict(assessment.results_as_json)
    if upfront is not None:
        other = with_upfront_cost(assessment, basis.profile(facts), upfront, way)
        results = {tool: result for tool, result in results.items() if tool not in OF_AN_INVESTMENT}
        results |= {tool: result.model_dump(mode="json") for tool, result in other.items()}
    return results


def completed(call: ToolCall, facts: Mapping[str, Fact]) -> dict[str, JsonValue]:
    """The call's arguments, with what it lacks from the facts."""
    borrowed = {
        argument: facts[field].value
        for argument, field in _ARGUMENT_FROM_FACT.get(call.tool, {}).items()
        if field in facts and facts[field].value is not None
    }
    if call.tool == "api_cost" and "input_price" in call.arguments:
        borrowed.pop("model", None)
    if all_tools()[call.tool].takes_profile:
        borrowed |= {name: fact.value for name, fact in facts.items() if fact.value is not None}
    return {**borrowed, **call.arguments}


def lacking_of(call: ToolCall, facts: Mapping[str, Fact], plan: Results | None = None) -> Wanting:
    """What the call still lacks; `plan`, the results on the facts, tells whether the advice pays back."""
    if is_of_the_plan(call):
        return Wanting(call.tool, () if plan and {"break_even", "roi"} & set(plan) else ("current_monthly_cost",))
    if call.tool == "partner_scorecard":  # weights that wait for somebody to be rated
        return Wanting(call.tool, () if call.arguments["candidates"] else ("candidates",))
    arguments = completed(call, facts)
    needed = _NEEDED.get(call.tool, ()) if "input_price" not in arguments else BILLED - {"model"}
    mix = arguments.get(MIX)
    if isinstance(mix, list):  # a model for each share, whichever is in use
        bare = any(isinstance(one, dict) and one["model"] is None for one in mix)
        needed = tuple(name for name in needed if name != "model" or bare)
    lacking = [name for name in needed if name not in arguments]
    if call.tool == "break_even" and "new_monthly_cost" in lacking:
        lacking = ["current_monthly_cost"]
    return Wanting(call.tool, tuple(lacking))


_NEEDED: Mapping[str, tuple[str, ...]] = {
    "break_even": ("upfront_cost", "current_monthly_cost", "new_monthly_cost"),
    "roi": ("upfront_cost", "monthly_cost", "monthly_benefit", "horizon_months"),
    "api_cost": ("model", "requests_per_month", "input_tokens", "output_tokens"),
}
