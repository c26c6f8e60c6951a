"""The whole assessment of a profile."""

from datetime import date

import pytest
from hypothesis import given, settings
from test_approach import CASES, HOSPITAL, profiles

from tools.assess import Assessment, assess, question_order
from tools.profile import FIELDS, Case, Profile

AS_OF = date(2026, 11, 22)
ALWAYS = {
    "approach",
    "data_strategy",
    "governance_checklist",
    "monitoring_plan",
    "partner_checklist",
    "readiness",
    "roadmap",
    "uncertainty",
}
CALL_CENTRE = Profile(
    industry="automotive", model="GPT4o", requests_per_month=100_000, input_tokens=50_000, output_tokens=500
)


@pytest.mark.parametrize(
    ("profile", "tools"),
    [
        pytest.param(Profile(), set(), id="nothing known"),
        pytest.param(Profile(max_latency_seconds=2), {"fine_tuning_fit"}, id="one of the four Ps"),
        pytest.param(
            Profile(
                model="gpt-4o",
                requests_per_month=100_000,
                input_tokens=500,
                output_tokens=50,
                task="content_generation",
            ),
            {"fine_tuning_fit", "api_cost", "model_comparison"},
            id="model and volume",
        ),
        pytest.param(CALL_CENTRE.model_copy(update={"output_tokens": None}), set(), id="half a volume"),
        pytest.param(
            Profile(task="question_answering", documents=3_000, knowledge_change="weekly"),
            {"augmentation_cost"},
            id="documents to retrieve from",
        ),
        pytest.param(
            Profile(
                task="classification",
                model="gpt-4o",
                requests_per_month=50_000_000,
                input_tokens=300,
                output_tokens=5,
                training_examples=40_000,
                monthly_benefit=90_000,
            ),
            {
                "fine_tuning_fit",
                "api_cost",
                "model_comparison",
                "hosting_cost",
                "fine_tuning_cost",
                "break_even",
                "roi",
            },
            id="a classifier at volume, with a benefit",
        ),
    ],
)
def test_every_tool_runs_that_has_facts_enough(profile: Profile, tools: set[str]) -> None:
    assert set(assess(profile, AS_OF).results) == ALWAYS | tools


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


def test_open_questions_are_the_unknown_facts_the_most_telling_first() -> None:
    questions = assess(CALL_CENTRE, AS_OF).open_questions
    assert {question.field for question in questions} == set(FIELDS) - CALL_CENTRE.known()
    worth = [round(question.value, 4) for question in questions]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > 0.05
    assert all(0 <= question.turns <= question.value + 1e-9 for question in questions)
    assert all(0 <= question.explains <= 1 for question in questions)


def test_a_fact_that_decides_is_asked_before_one_that_does_not() -> None:
    asked = [question.field for question in assess(Profile(task="question_answering"), AS_OF).open_questions]
    assert asked.index("knowledge_change") < asked.index("languages")
    assert asked.index("documents") < asked.index("edge_case_error_rate")


def test_where_everything_that_could_turn_it_is_known_no_question_is_worth_much() -> None:
    assert all(question.turns < 0.02 for question in assess(HOSPITAL, AS_OF).open_questions)


def test_planning_figures_stand_in_the_ledger_of_what_rests_on_them() -> None:
    profile = CALL_CENTRE.model_copy(update={"task": "classification", "training_examples": 20_000})
    assessment = assess(profile, AS_OF)
    best = assessment.results["approach"].ranking[0]
    even = assessment.results["break_even"]
    assert (best.approach, even.monthly_saving) == ("fine_tuning", pytest.approx(13_000 - best.monthly_cost))
    assert {"upfront_cost": best.upfront_cost, "monthly_cost": best.monthly_cost}.items() <= {
        assumption.name: assumption.value for assumption in even.assumptions
    }.items()


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_every_assumption_in_an_assessment_has_a_source_and_a_date(profile: Profile) -> None:
    for name, result in assess(profile, AS_OF).results.items():
        for assumption in result.assumptions:
            assert len(assumption.source) > 3, (name, assumption)
            assert assumption.checked is not None, (name, assumption)


def test_the_order_of_questions_has_every_field_once() -> None:
    assert sorted(question_order()) == sorted(FIELDS)


def test_the_telling_questions_are_the_ones_worth_asking() -> None:
    assert assess(HOSPITAL, AS_OF).telling == ()
    telling = assess(Profile(task="question_answering"), AS_OF).telling
    assert {"knowledge_change", "documents"} <= set(telling)
    assert "languages" not in telling


def test_a_bill_of_nothing_gives_way_to_what_the_volume_will_cost() -> None:
    planned = CALL_CENTRE.model_copy(update={"monthly_api_spend": 0.0, "stage": "idea"})
    assert assess(planned, AS_OF).results["fine_tuning_fit"].scores.cost == pytest.approx(5)


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_an_assessment_recommends_what_its_approach_does(profile: Profile) -> None:
    assessment = assess(profile, AS_OF)
    assert assessment.recommended == assessment.results["approach"].model_dump()["recommended"]
    assert assessment.confidence == assessment.results["approach"].confidence


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


def test_what_is_unknown_is_not_assumed_to_be_none() -> None:
    found = assess(Profile(task="question_answering", documents=300), AS_OF).results["augmentation_cost"]
    assert "requests_per_month" not in {assumption.name for assumption in found.assumptions}
    assert any("requests_per_month" in warning for warning in found.warnings)


def test_hosting_is_compared_for_the_open_model_that_they_named() -> None:
    profile = Profile(
        model="llama-3.1-405b",
        requests_per_month=100_000,
        input_tokens=3_000,
        output_tokens=400,
        self_hosting_required=True,
    )
    results = assess(profile, AS_OF).results_as_json
    rows = results["model_comparison"]["rows"]
    assert isinstance(rows, list)
    assert "llama-3.1-405b" in {str(row["model"]) for row in rows if isinstance(row, dict)}
    assert results["hosting_cost"]["model"] == "llama-3.1-405b"


def test_a_discount_rate_that_was_set_is_that_of_every_value() -> None:
    known = Profile(monthly_benefit=40_000, task="customer_support", requests_per_month=90_000, horizon_months=36)
    facts = {name: getattr(known, name) for name in FIELDS}
    high, usual, low = (
        assess(one, AS_OF) for one in (Case(**facts, discount_rate=0.3), known, Case(**facts, discount_rate=0.02))
    )
    values = [one.results_as_json["roi"]["npv"] for one in (high, usual, low)]
    assert values == sorted(values, key=lambda value: float(str(value)))
    drawn = [one.results["uncertainty"].npv.p50 for one in (high, usual, low)]  # type: ignore[attr-defined]
    assert drawn == sorted(drawn)
    ledger = {one.name: (one.value, one.source) for one in low.results["roi"].assumptions}
    assert ledger["annual_discount_rate"] == (0.02, "set by the user")
    assert "discount_rate" not in {one.name for one in low.results["uncertainty"].assumptions}
    assert low.recommended == usual.recommended
