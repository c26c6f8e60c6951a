"""The whole assessment of a profile."""

from datetime import date

import pytest
from hypothesis import given, settings
from test_approach import CASES, HOSPITAL, profiles

from tools.assess import Assessment, assess, question_order
from tools.profile import FIELDS, Profile

AS_OF = date(2026, 11, 22)
CALL_CENTRE = Profile(
    industry="automotive", model="GPT4o", requests_per_month=100_000, input_tokens=50_000, output_tokens=500
)


@pytest.mark.parametrize(
    ("profile", "tools"),
    [
        pytest.param(Profile(), {"approach", "partner_checklist"}, id="nothing known"),
        pytest.param(
            Profile(max_latency_seconds=2),
            {"approach", "partner_checklist", "fine_tuning_fit"},
            id="one of the four Ps",
        ),
        pytest.param(
            CALL_CENTRE, {"approach", "partner_checklist", "fine_tuning_fit", "api_cost"}, id="model and volume"
        ),
        pytest.param(
            CALL_CENTRE.model_copy(update={"output_tokens": None}),
            {"approach", "partner_checklist"},
            id="half a volume",
        ),
    ],
)
def test_every_tool_runs_that_has_facts_enough(profile: Profile, tools: set[str]) -> None:
    assert set(assess(profile, AS_OF).results) == tools


def test_the_call_centre_costs_what_its_inputs_say() -> None:
    results = assess(CALL_CENTRE, AS_OF).model_dump(mode="json")["results"]
    assert (results["api_cost"]["monthly_cost"], results["api_cost"]["annual_cost"]) == (13_000, 156_000)


def test_a_model_without_a_price_is_left_out_with_a_warning() -> None:
    assessment = assess(CALL_CENTRE.model_copy(update={"model": "gpt-5o"}), AS_OF)
    assert "api_cost" not in assessment.results
    [warning] = assessment.warnings
    assert "gpt-5o" in warning
    assert "gpt-4o" in warning


def test_nothing_is_computed_again_when_no_fact_changed() -> None:
    assert assess(HOSPITAL, AS_OF) is assess(HOSPITAL.model_copy(), AS_OF)
    assert assess(HOSPITAL, AS_OF) is not assess(HOSPITAL, date(2026, 11, 23))
    assert assess.cache_info().maxsize is not None


def test_open_questions_are_the_unknown_facts_in_the_documented_order() -> None:
    asked = [question.field for question in assess(HOSPITAL, AS_OF).open_questions]
    assert asked == [one.field for one in question_order() if one.field not in HOSPITAL.known()]
    assert asked[0] == "input_tokens"


def test_the_order_of_questions_has_every_field_once_and_the_core_first() -> None:
    order = question_order()
    assert sorted(one.field for one in order) == sorted(FIELDS)
    core = [one.core for one in order]
    assert core == sorted(core, reverse=True)
    assert 10 <= sum(core) <= 16
    assert all(one.why for one in order)


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_an_assessment_recommends_what_its_approach_does(profile: Profile) -> None:
    assessment = assess(profile, AS_OF)
    assert assessment.recommended == assessment.results["approach"].model_dump()["recommended"]
    assert assessment.confidence is None


@settings(deadline=None, max_examples=40)
@given(profile=profiles)
def test_any_assessment_goes_through_json_and_back(profile: Profile) -> None:
    assessment = assess(profile, AS_OF)
    text = assessment.model_dump_json()
    assert "NaN" not in text
    assert "Infinity" not in text
    again = Assessment.model_validate_json(text)
    assert (again.recommended, again.open_questions) == (assessment.recommended, assessment.open_questions)
    for name, result in assessment.results.items():
        assert type(result).model_validate_json(result.model_dump_json()) == result, name
