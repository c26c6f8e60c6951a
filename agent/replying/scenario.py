"""A what-if beside the baseline: the facts that it changes, what it makes of a stated bill, and each result twice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import JsonValue

from agent.basis import Basis
from agent.facts import Fact, Statement, checked_profile, value_of
from agent.reading.projects import as_return
from agent.record import Ledger
from agent.replying.ceiling import assess_within
from agent.tool_results import (
    BILLED,
    MIX,
    OF_AN_INVESTMENT,
    Results,
    completed,
    is_of_the_plan,
    lacking_of,
    result_of,
    results_of,
)
from agent.understanding import ToolCall
from agent.words.values import tidy
from tools.errors import ToolError
from tools.registry import call_tool


@dataclass(frozen=True)
class Bill:
    """A stated bill, and what a what-if makes of it by the factor by which the cost at list prices changes.

    `after` is `None` where list prices give no factor; what stands after is then at list prices.
    """

    before: float
    after: float | None


@dataclass(frozen=True)
class Scenario:
    """A what-if: the facts it changes, what it supposes of the bill beside them, and each result before and after."""

    statements: tuple[Statement, ...]
    changed: Mapping[str, tuple[Fact | None, Statement]]
    before: Results
    after: Results
    rejected: tuple[str, ...] = ()
    supposed: Mapping[str, JsonValue] = field(default_factory=dict)  # arguments that no fact holds
    supposed_of: str = "api_cost"  # whose they are
    bill: Bill | None = None  # where the user has told one, and it moves
    standing_bill: float | None = None  # where they have told one, and it does not

    def as_json(self) -> dict[str, JsonValue]:
        facts: dict[str, JsonValue] = {
            field: {"before": old.value if old else None, "after": new.value}
            for field, (old, new) in self.changed.items()
        }
        results: dict[str, JsonValue] = {
            name: {"before": self.before.get(name), "after": self.after.get(name)}
            for name in {**self.before, **self.after}
        }
        both: dict[str, JsonValue] = {"facts": facts, "results": results}
        if self.bill is not None:
            both["bill"] = {"before": self.bill.before, "after": self.bill.after}
        return {**both, "arguments": {self.supposed_of: dict(self.supposed)}} if self.supposed else both


def scenario_of(
    what_ifs: tuple[Statement, ...],
    call: ToolCall | None,
    ledger: Ledger,
    before: Results,
    basis: Basis,
) -> Scenario | None:
    """What the suppositions make of `before`, the results on the facts; `None` where nothing is supposed."""
    if call and call.tool in OF_AN_INVESTMENT:
        return _of_a_project(call, ledger, basis)
    if call and MIX in call.arguments:
        return _of_a_mix(call, ledger, before, basis)
    rejected: list[str] = []
    changed = _changed(what_ifs, ledger, rejected)
    facts = dict(ledger.facts)
    facts |= {
        field: Fact(value=new.value, range=new.range, status=new.status, quote=new.quote, turn=0)
        for field, (_, new) in changed.items()
    }
    bill = _bill(ledger.facts, facts, basis.today) if "monthly_api_spend" not in changed else None
    scaled = bill if bill is not None and bill.after != bill.before else None
    if scaled is not None:
        facts = _billed(facts, scaled.after)
    after = results_of(assess_within(basis, facts), _calls(ledger), facts, basis, [])
    supposed = call.arguments if call else {}
    if call and call.tool != "api_cost":
        after = {**after, **_of_other_tool(call, facts, basis, rejected)}
    elif supposed and "api_cost" in after:
        after, paid = _with_other_bill(after, supposed, ledger, facts, basis)
        bill = replace(bill, after=paid) if bill is not None else None
    elif not what_ifs:
        return None
    if "growth_per_year" in changed:
        before, after = _grown(before, ledger.facts, basis.today), _grown(after, facts, basis.today)
    kept = (*(new for _, new in changed.values()), *_kept_bill(scaled))
    moved = bill if bill is not None and bill.after != bill.before else None
    of = call.tool if call else "api_cost"
    standing = bill.before if bill is not None and moved is None else None
    return Scenario(kept, changed, before, after, tuple(rejected), supposed, of, moved, standing)


def _grown(results: Results, facts: Mapping[str, Fact], today: date) -> Results:
    """With what the bill comes to over the years ahead, which is all that growth moves of it."""
    bill = value_of(facts, "monthly_api_spend") or results.get("api_cost", {}).get("monthly_cost")
    if not isinstance(bill, int | float):
        return results
    growth = value_of(facts, "growth_per_year") or 0
    shared: dict[str, JsonValue] = {"monthly_cost": bill, "growth_per_year": growth}
    sums = (call_tool("total_cost", {**shared, "months": months}, today) for months in (_AHEAD, _AHEAD + 1))
    over, then = (one.model_dump(mode="json") for one in sums)
    return {**results, "bill_ahead": {"total": over["total_cost"], "then": then["last_monthly_cost"]}}


_AHEAD = 36  # months


def _changed(
    what_ifs: Iterable[Statement], ledger: Ledger, rejected: list[str]
) -> dict[str, tuple[Fact | None, Statement]]:
    """What is supposed by its field, beside what is known; `rejected` takes what no profile can hold."""
    changed: dict[str, tuple[Fact | None, Statement]] = {}
    for statement in what_ifs:
        try:
            checked_profile({statement.field: statement.value})
        except ToolError as error:
            rejected.append(str(error))
        else:
            changed[statement.field] = (ledger.facts.get(statement.field), statement)
    return changed


def _of_other_tool(call: ToolCall, facts: Mapping[str, Fact], basis: Basis, rejected: list[str]) -> Results:
    """The result of a supposed call that changes no bill, ratings for instance; `rejected` takes why there is none."""
    try:
        return {call.tool: call_tool(call.tool, completed(call, facts), basis.today).model_dump(mode="json")}
    except ToolError as error:
        rejected.append(str(error))
        return {}


def _of_a_project(call: ToolCall, ledger: Ledger, basis: Basis) -> Scenario | None:
    """What becomes of an investment of the user's own by other figures; the case and its advice stay out of it."""
    own = [one for one in ledger.tool_calls if one.tool in OF_AN_INVESTMENT and not is_of_the_plan(one)]
    standing = own[-1] if own else call
    known = standing if standing.tool == call.tool else as_return(standing)
    before, after = (_result_or_none(one, ledger.facts, basis) for one in (known, call))
    if after is None:
        return None
    supposed = {name: value for name, value in call.arguments.items() if known.arguments.get(name) != value}
    return Scenario(
        statements=tuple(_gain_kept(supposed, known, ledger)),
        changed={},
        before={} if before is None or not own else {call.tool: before},
        after={call.tool: after},
        supposed=supposed,
        supposed_of=call.tool,
    )


def _gain_kept(supposed: Mapping[str, JsonValue], known: ToolCall, ledger: Ledger) -> Iterator[Statement]:
    """Where what the project brings is what the case is worth, so is what it would bring."""
    gain = "monthly_benefit" if known.tool == "roi" else "current_monthly_cost"
    if gain in supposed and value_of(ledger.facts, "monthly_benefit") == known.arguments.get(gain):
        yield Statement(field="monthly_benefit", value=supposed[gain])


def _result_or_none(call: ToolCall, facts: Mapping[str, Fact], basis: Basis) -> dict[str, JsonValue] | None:
    try:
        return None if lacking_of(call, facts).arguments else result_of(call, facts, basis)
    except ToolError:
        return None


def _of_a_mix(call: ToolCall, ledger: Ledger, before: Results, basis: Basis) -> Scenario | None:
    """What becomes of the case where the requests are shared among models: one bill for each, added; no fact changes.

    `None` where one of them has no price, or the volume is not known.
    """
    if lacking_of(call, ledger.facts).arguments:
        return None
    try:
        parts = _mixed_bills(call, ledger.tool_calls, ledger.facts, basis.today)
    except ToolError:
        return None
    month = sum(float(str(one["monthly_cost"])) for one in parts)
    requests = sum(float(str(one["requests_per_month"])) for one in parts)
    listed = before.get("api_cost", {})  # none where no model is in use
    was = float(str(listed["monthly_cost"])) if listed else None
    stated = ledger.facts.get("monthly_api_spend")
    paid = float(str(stated.value)) if stated is not None and stated.value else None
    bill = Bill(paid, paid * month / was) if paid is not None and was else None
    today_paid, other = (bill.before, bill.after or month) if bill is not None else (was, month)
    facts = _billed(ledger.facts, other)
    after = results_of(assess_within(basis, facts), _calls(ledger), facts, basis, [])
    mixed = {"monthly_cost": month, "annual_cost": 12 * month, "cost_per_request": month / requests}
    kept = {name: value for name, value in listed.items() if name not in ("model", "prices")}
    saving: dict[str, JsonValue] = {} if today_paid is None else {"saving": today_paid - other}
    return Scenario(
        statements=(),
        changed={},
        before=before,
        after={**after, "api_cost": {**kept, **mixed, MIX: [*parts]}},
        supposed={MIX: [*parts], **saving},
        bill=bill,
    )


def unpriced_in_mix(call: ToolCall | None, ledger: Ledger, today: date) -> tuple[str, ...]:
    """Why a mix of models that is supposed has no bill, where one of them has no price."""
    if call is None or MIX not in call.arguments or lacking_of(call, ledger.facts).arguments:
        return ()
    try:
        _mixed_bills(call, ledger.tool_calls, ledger.facts, today)
    except ToolError as error:
        return (str(error),)
    return ()


def _mixed_bills(
    call: ToolCall, calls: Iterable[ToolCall], facts: Mapping[str, Fact], today: date
) -> list[dict[str, JsonValue]]:
    """The bill of each model for its share of the requests. Raises `ToolError`."""
    shares = next((one.arguments for one in reversed([*calls]) if one.tool == "api_cost"), {})
    asked = ToolCall(tool="api_cost", arguments={**shares}, quote="")
    volume = {name: value for name, value in completed(asked, facts).items() if not name.endswith("_price")}
    requests = float(str(volume["requests_per_month"]))
    mix = call.arguments[MIX]
    found: list[dict[str, JsonValue]] = []
    for one in mix if isinstance(mix, list) else ():
        assert isinstance(one, dict)
        own = requests * float(str(one["share"]))
        arguments = {**volume, "requests_per_month": own, "model": one["model"] or volume["model"]}
        cost = call_tool("api_cost", arguments, today).model_dump(mode="json")
        found.append(
            {"model": arguments["model"], "share": one["share"], "requests_per_month": own}
            | {"monthly_cost": cost["monthly_cost"]}
        )
    return found


def on_own_machines(hosting: Mapping[str, JsonValue], ledger: Ledger, before: Results, basis: Basis) -> Scenario:
    """What becomes of the case where own machines, `hosting`, take the place of the API; no fact changes."""
    facts = _billed(ledger.facts, float(str(hosting["monthly_cost"])))
    after = results_of(assess_within(basis, facts), _calls(ledger), facts, basis, [])
    said = {name: hosting[name] for name in ("model", "gpu", "gpus", "gpu_hour_price")}
    return Scenario(
        statements=(),
        changed={},
        before={name: result for name, result in before.items() if name != "hosting_cost"},
        after={**{name: result for name, result in after.items() if name != "api_cost"}, "hosting_cost": dict(hosting)},
        supposed=said,
        supposed_of="hosting_cost",
    )


def _calls(ledger: Ledger) -> tuple[ToolCall, ...]:
    """Those whose results follow the case: an investment of the user's own does not."""
    return tuple(call for call in ledger.tool_calls if call.tool not in OF_AN_INVESTMENT or is_of_the_plan(call))


def _bill(known: Mapping[str, Fact], supposed: Mapping[str, Fact], today: date) -> Bill | None:
    """A stated bill belongs to the volume and model stated with it; others change it as they change the list price."""
    stated = known.get("monthly_api_spend")
    if stated is None or not stated.value:
        return None
    amount = float(str(stated.value))
    if all(known.get(name) == supposed.get(name) for name in BILLED):
        return Bill(amount, amount)
    was, would_be = _listed(known, today), _listed(supposed, today)
    if was and would_be is not None:
        return Bill(amount, amount * would_be / was)
    volumes = [facts.get("requests_per_month") for facts in (known, supposed)]
    others = BILLED - {"requests_per_month"}
    if all(known.get(name) == supposed.get(name) for name in others) and all(one and one.value for one in volumes):
        before, after = (float(str(one.value)) for one in volumes if one)
        return Bill(amount, amount * after / before)
    return Bill(amount, None)


def _kept_bill(scaled: Bill | None) -> Iterator[Statement]:
    """Who keeps a what-if keeps the bill that it showed; one that nothing tells is open again."""
    if scaled is not None:
        value = None if scaled.after is None else tidy(scaled.after)
        yield Statement(field="monthly_api_spend", value=value, status="declined" if value is None else "stated")


def _listed(facts: Mapping[str, Fact], today: date) -> float | None:
    """What the API costs a month at list prices, where that can be told."""
    call = ToolCall(tool="api_cost", arguments={}, quote="")
    if lacking_of(call, facts).arguments:
        return None
    try:
        result = call_tool("api_cost", completed(call, facts), today).model_dump(mode="json")
    except ToolError:
        return None
    return float(str(result["monthly_cost"]))


def _billed(facts: Mapping[str, Fact], amount: float | None) -> dict[str, Fact]:
    others = {name: fact for name, fact in facts.items() if name != "monthly_api_spend"}
    return others if amount is None else {**others, "monthly_api_spend": Fact(value=amount, status="stated", turn=0)}


def _with_other_bill(
    after: Results, supposed: Mapping[str, JsonValue], ledger: Ledger, facts: Mapping[str, Fact], basis: Basis
) -> tuple[Results, float]:
    """The results where the same requests are billed otherwise, and the bill; what rests on it follows it."""
    listed = after["api_cost"]
    call = ToolCall(tool="api_cost", arguments={**basis.shares, **_at_other_prices(supposed, listed)}, quote="")
    other = call_tool("api_cost", completed(call, facts), basis.today).model_dump(mode="json")
    stated = facts.get("monthly_api_spend")
    month, was = (float(str(one["monthly_cost"])) for one in (other, listed))
    bill = month if stated is None or not stated.value or not was else float(str(stated.value)) * month / was
    billed = _billed(facts, bill)
    results = results_of(assess_within(basis, billed), _calls(ledger), billed, basis, [])
    warnings, known = other["warnings"], listed["warnings"]
    assert isinstance(warnings, list)
    assert isinstance(known, list)
    return {**results, "api_cost": {**other, "warnings": list(dict.fromkeys([*known, *warnings]))}}, bill


def _at_other_prices(supposed: Mapping[str, JsonValue], listed: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Arguments of `api_cost`: a `price_factor` becomes the prices that it makes of the list's."""
    arguments = dict(supposed)
    factor = arguments.pop("price_factor", None)
    prices = listed["prices"]
    if factor is None or not isinstance(prices, dict):
        return arguments
    named = {f"{name}_price": price for name, price in prices.items() if price is not None}
    return arguments | {name: float(str(price)) * float(str(factor)) for name, price in named.items()}
