"""What holds for every tool: it is found, described, refuses bad input in a sentence, and its result is plain JSON."""

import json
import subprocess
import sys
from datetime import date

import pytest

from tools.data_files import BadDataFile, load_record
from tools.errors import BadArgument, ToolError, UnknownTool
from tools.profile import FIELDS
from tools.registry import all_tools, call_tool
from tools.rules import Rule

AS_OF = date(2026, 11, 22)
API_COST = {"model": "gpt-4o", "requests_per_month": 1000, "input_tokens": 100, "output_tokens": 10}
BREAK_EVEN = {"upfront_cost": 20_000, "current_monthly_cost": 10_000, "new_monthly_cost": 2_000}
VOLUME = {"requests_per_month": 200_000, "input_tokens": 1_000, "output_tokens": 200}
FIGURES: dict[str, dict[str, object]] = {
    "api_cost": API_COST,
    "augmentation_cost": {"documents": 3_000, "tokens_per_document": 1_000, "requests_per_month": 200_000},
    "break_even": BREAK_EVEN,
    "cash_flow_value": {"flows": [-100, 60, 60], "rate_per_period": 0.1},
    "cost_levers": {"model": "gpt-4o", **VOLUME},
    "fine_tuning_cost": {"model": "gpt-4o-mini", "training_examples": 1_000, "tokens_per_example": 500},
    "gpu_rent": {"gpus": 2, "gpu": "H100", "gpu_hour_price": 2.8},
    "hosting_cost": {"model": "llama-3.1-8b", **VOLUME, "api_model": "gpt-4o-mini"},
    "improvement_options": {"symptoms": ["outdated answers", "it is too slow"]},
    "list_prices": {"models": ["gpt-4.1", "claude-opus-4-5"]},
    "model_comparison": VOLUME,
    "model_portfolio": {"tasks": [{"task": "classification", **VOLUME, "target_accuracy": 0.9}]},
    "objective_check": {"text": "Cut the response time from 20 to 5 minutes by June."},
    "partner_scorecard": {"candidates": [{"name": "A", "ratings": {}}, {"name": "B", "ratings": {}}]},
    "roi": {"upfront_cost": 20_000, "monthly_cost": 2_000, "monthly_benefit": 5_000, "horizon_months": 24},
    "serving_memory": {"model": "llama-3.1-8b", "context_tokens": 8_192, "concurrent_requests": 16},
    "total_cost": {"monthly_cost": 1_000, "months": 36},
    "training_compute": {"parameters_billion": 7, "training_tokens_billion": 2_000},
}
PROFILE_TOOLS = (
    "approach",
    "data_strategy",
    "fine_tuning_fit",
    "governance_checklist",
    "monitoring_plan",
    "partner_checklist",
    "readiness",
    "roadmap",
    "uncertainty",
)


def test_the_tools_of_the_contract_are_found() -> None:
    assert set(all_tools()) == {*FIGURES, *PROFILE_TOOLS}


def test_an_unknown_tool_names_those_that_exist() -> None:
    with pytest.raises(UnknownTool, match=r"api_costs.*api_cost, approach"):
        call_tool("api_costs", {}, AS_OF)


@pytest.mark.parametrize("name", all_tools())
def test_every_tool_and_argument_is_described(name: str) -> None:
    spec = all_tools()[name]
    assert len(spec.description) > 40
    schema = spec.arguments.model_json_schema()
    assert schema["additionalProperties"] is False
    undescribed = [argument for argument, about in schema["properties"].items() if not about.get("description")]
    assert undescribed == []


@pytest.mark.parametrize("name", PROFILE_TOOLS)
def test_a_tool_on_the_profile_takes_its_fields_one_by_one(name: str) -> None:
    assert set(FIELDS) <= set(all_tools()[name].arguments.model_fields)
    call_tool(name, {"regulations": ["GDPR"], "objective": {"metric": "response time"}, "documents": 3}, AS_OF)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *FIGURES.items(),
        ("api_cost", {**API_COST, "cached_share": 0.5, "batch_share": 0.5}),
        ("break_even", {**BREAK_EVEN, "new_monthly_cost": 10_000}),
        *((name, {}) for name in PROFILE_TOOLS),
        *((name, {**API_COST, "current_accuracy": 0.7, "knowledge_change": "weekly"}) for name in PROFILE_TOOLS),
    ],
)
def test_a_result_goes_through_json_and_back_and_shows_its_making(name: str, arguments: dict[str, object]) -> None:
    result = call_tool(name, arguments, AS_OF)
    text = result.model_dump_json()
    assert json.loads(text)["formula"]
    assert type(result).model_validate_json(text) == result
    assert all(one.source and one.checked for one in result.assumptions)


@pytest.mark.parametrize("name", ["api_cost", *PROFILE_TOOLS])
def test_a_result_echoes_the_day_that_its_door_filled_in(name: str) -> None:
    arguments = API_COST if name == "api_cost" else {}
    assert call_tool(name, arguments, AS_OF).as_of == AS_OF
    assert call_tool(name, {**arguments, "as_of": "2026-01-02"}, AS_OF).as_of == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("name", "arguments", "argument", "remedy"),
    [
        ("api_cost", {**API_COST, "requests_a_month": 5}, "requests_a_month", "requests_per_month"),
        ("api_cost", {"model": "gpt-4o", "requests_per_month": 1, "input_token": 1}, "input_token", "input_tokens"),
        ("api_cost", {key: API_COST[key] for key in ("model", "input_tokens", "output_tokens")}, "requests_per_month",
         "required"),
        ("api_cost", {**API_COST, "requests_per_month": 0}, "requests_per_month", "above 0"),
        ("api_cost", {**API_COST, "output_tokens": -1}, "output_tokens", "at least 0"),
        ("api_cost", {**API_COST, "cached_share": 40}, "cached_share", "0.4"),
        ("api_cost", {**API_COST, "input_tokens": float("nan")}, "input_tokens", "finite"),
        ("api_cost", {**API_COST, "input_tokens": float("inf")}, "input_tokens", "finite"),
        ("api_cost", {**API_COST, "input_tokens": "many"}, "input_tokens", "number"),
        ("api_cost", {**API_COST, "as_of": "yesterday"}, "as_of", "YYYY-MM-DD"),
        ("api_cost", {**API_COST, "model": "gpt-5o"}, "model", "gpt-4o"),
        ("break_even", {**BREAK_EVEN, "upfront_cost": -5}, "upfront_cost", "at least 0"),
        ("break_even", {**BREAK_EVEN, "growth_per_year": -2}, "growth_per_year", "at least -1"),
        ("approach", {"current_accuracy": 78}, "current_accuracy", "0.78"),
        ("approach", {"knowledge_change": "hourly"}, "knowledge_change", "real_time"),
        ("approach", {"training_examples": True}, "training_examples", "number"),
        ("fine_tuning_fit", {"privacy": 11}, "privacy", "at most 10"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_its_name_and_the_remedy(
    name: str, arguments: dict[str, object], argument: str, remedy: str
) -> None:
    with pytest.raises(BadArgument) as caught:
        call_tool(name, arguments, AS_OF)
    assert caught.value.argument == argument
    assert argument in str(caught.value)
    assert remedy in str(caught.value)
    assert isinstance(caught.value, ToolError)


def test_importing_the_tools_loads_no_price_list() -> None:
    """The price list takes half a second; a door that needs no price must not wait for it."""
    code = "import sys, tools.registry as r; r.all_tools(); sys.exit('genai_prices.data' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_broken_data_file_names_itself_and_the_record() -> None:
    with pytest.raises(BadDataFile, match=r"tools/data/defaults\.yaml, .+: "):
        load_record("defaults.yaml", Rule)


@pytest.mark.parametrize(
    ("condition", "holds", "fails"),
    [
        (">= 5", (5, 6), (4.9, None)),
        ("> 0, < 5", (1, 4.9), (0, 5, None)),
        ("< 1_000", (999,), (1000, None)),
        (["a", "b"], ("a", "b", ("b", "c")), ("c", ("c",), None)),
        ({"not": ["a"]}, ("b", None), ("a",)),
        (True, (True,), (False, None)),
        ("a", ("a",), ("b", None)),
        ("known", (0, "", False), (None,)),
        ("unknown", (None,), (0,)),
    ],
)
def test_a_condition_holds_for_the_facts_that_it_names(
    condition: object, holds: tuple[object, ...], fails: tuple[object, ...]
) -> None:
    rule = Rule.model_validate({"id": "rule", "when": {"fact": condition}, "because": "It is so."})
    assert [rule.holds({"fact": value}) for value in (*holds, *fails)] == [True] * len(holds) + [False] * len(fails)


@pytest.mark.parametrize("condition", [">= many", {"nor": ["a"]}, "> 1 < 2"])
def test_a_condition_that_nobody_can_read_is_refused(condition: object) -> None:
    with pytest.raises(ValueError, match="is no"):
        Rule.model_validate({"id": "rule", "when": {"fact": condition}, "because": "It is so."})
