"""Genloop's 4P rubric: its anchors and thresholds as published, and what must hold between them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.fine_tuning_fit import fine_tuning_fit
from tools.profile import Profile

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "p", "score"),
    [
        pytest.param({"data_sensitivity": "public"}, "privacy", 0, id="source: nothing sensitive"),
        pytest.param({"data_sensitivity": "confidential"}, "privacy", 5, id="source: business secrets"),
        pytest.param({"data_sensitivity": "regulated"}, "privacy", 10, id="source: strict rules"),
        pytest.param(
            {"data_sensitivity": "personal", "regulations": ("GDPR",)}, "privacy", 10, id="personal and regulated"
        ),
        pytest.param({"regulations": ()}, "privacy", None, id="no regulation says nothing about the data"),
        pytest.param({"monthly_api_spend": 999}, "cost", 0, id="source: below $1,000"),
        pytest.param({"monthly_api_spend": 3_000}, "cost", 2.5, id="ours: halfway from 1,000 to 5,000"),
        pytest.param({"monthly_api_spend": 5_000}, "cost", 5, id="source: $5,000 to 15,000, lower end"),
        pytest.param({"monthly_api_spend": 10_000}, "cost", 5, id="source: $5,000 to 15,000, middle"),
        pytest.param({"monthly_api_spend": 15_000}, "cost", 5, id="source: $5,000 to 15,000, upper end"),
        pytest.param({"monthly_api_spend": 22_500}, "cost", 7.5, id="ours: halfway from 15,000 to 30,000"),
        pytest.param({"monthly_api_spend": 30_001}, "cost", 10, id="source: above $30,000"),
        pytest.param({"current_accuracy": 0.9}, "accuracy", 0, id="source: acceptable, above the general 85 %"),
        pytest.param({"current_accuracy": 0.8}, "accuracy", 5, id="ours: five points short of 85 %"),
        pytest.param(
            {"current_accuracy": 0.9, "target_accuracy": 0.95}, "accuracy", 5, id="ours: errors twice too many"
        ),
        pytest.param(
            {"current_accuracy": 0.95, "industry": "healthcare"}, "accuracy", 10, id="99 % in medicine: 5 x 1 %"
        ),
        pytest.param({"current_accuracy": 0.95, "industry": "legal"}, "accuracy", 0, id="95 % in law is met"),
        pytest.param({"critical_error_rate": 0.02}, "accuracy", 5, id="critical errors at 2 %"),
        pytest.param({"max_latency_seconds": 60}, "speed", 0, id="source: no strict limit"),
        pytest.param({"max_latency_seconds": 5}, "speed", 5, id="source: quick, a chatbot under 5 s"),
        pytest.param({"max_latency_seconds": 0.5}, "speed", 10, id="source: real time"),
        pytest.param({}, "speed", None, id="unknown stays unknown"),
    ],
)
def test_facts_score_by_the_rubric(facts: dict[str, object], p: str, score: float | None) -> None:
    found = getattr(fine_tuning_fit(Profile.model_validate(facts), as_of=AS_OF).scores, p)
    assert found == (None if score is None else pytest.approx(score))


@pytest.mark.parametrize(
    ("facts", "trigger", "met"),
    [
        pytest.param({"monthly_api_spend": 4_999}, "api_cost", False, id="$4,999 a month"),
        pytest.param({"monthly_api_spend": 5_000}, "api_cost", True, id="$5,000 a month"),
        pytest.param({"current_accuracy": 0.85}, "accuracy", False, id="85 % is not below 85 %"),
        pytest.param({"current_accuracy": 0.849}, "accuracy", True, id="below 85 %"),
        pytest.param({"critical_error_rate": 0.02}, "critical_errors", False, id="2 % is not more than 2 %"),
        pytest.param({"critical_error_rate": 0.021}, "critical_errors", True, id="more than 2 %"),
        pytest.param({"edge_case_error_rate": 0.05}, "edge_cases", False, id="5 % is not more than 5 %"),
        pytest.param({"edge_case_error_rate": 0.051}, "edge_cases", True, id="more than 5 %"),
        pytest.param({"industry": "legal", "current_accuracy": 0.94}, "legal_accuracy", True, id="law below 95 %"),
        pytest.param({"industry": "retail", "current_accuracy": 0.94}, "legal_accuracy", False, id="no law"),
        pytest.param(
            {"industry": "healthcare", "current_accuracy": 0.98}, "medical_accuracy", True, id="medicine, 98 %"
        ),
        pytest.param(
            {"industry": "healthcare", "current_accuracy": 0.99}, "medical_accuracy", False, id="medicine, 99 %"
        ),
        pytest.param({"max_latency_seconds": 5}, "latency", True, id="5 s"),
        pytest.param({"max_latency_seconds": 6}, "latency", False, id="6 s"),
        pytest.param({"data_sensitivity": "regulated"}, "sensitive_data", True, id="regulated data"),
        pytest.param({"data_sensitivity": "internal"}, "sensitive_data", False, id="internal data"),
    ],
)
def test_triggers_are_the_thresholds_of_the_source(facts: dict[str, object], trigger: str, met: bool) -> None:
    fit = fine_tuning_fit(Profile.model_validate(facts), as_of=AS_OF)
    assert (trigger in {one.id for one in fit.triggers}) == met
    for one in fit.triggers:
        assert one.field in facts
        assert one.value is not None


@pytest.mark.parametrize(
    ("scores", "total", "verdict"),
    [
        pytest.param((10, 10, 10, 10), 40, "fine_tune", id="everything"),
        pytest.param((10, 5, 5, 5), 25, "fine_tune", id="our bound"),
        pytest.param((10, 5, 5, 4.9), 24.9, "consider", id="just below our bound"),
        pytest.param((5, 5, 5, 0), 15, "consider", id="our lower bound"),
        pytest.param((5, 5, 4, 0), 14, "not_yet", id="below it"),
        pytest.param((0, 0, 0, 0), 0, "not_yet", id="nothing"),
    ],
)
def test_scores_given_directly_add_up_to_a_verdict(scores: tuple[float, ...], total: float, verdict: str) -> None:
    privacy, cost, accuracy, speed = scores
    fit = fine_tuning_fit(privacy=privacy, cost=cost, accuracy=accuracy, speed=speed)
    assert (fit.total, fit.total_range, fit.verdict) == (pytest.approx(total), pytest.approx((total, total)), verdict)


def test_what_is_unknown_stays_a_range() -> None:
    fit = fine_tuning_fit(privacy=10, cost=10)
    assert (fit.total, fit.total_range, fit.verdict) == (30, (20, 40), "consider")
    assert {one.name for one in fit.assumptions} == {"accuracy", "speed"}


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        pytest.param({"privacy": 10, "cost": 10, "accuracy": 5}, "fine_tune", id="enough already"),
        pytest.param({"privacy": 0, "cost": 0, "accuracy": 0}, "not_yet", id="not even with a ten"),
    ],
)
def test_the_verdict_does_not_wait_for_what_cannot_change_it(scores: dict[str, float], verdict: str) -> None:
    assert fine_tuning_fit(**scores).verdict == verdict


def test_a_bill_that_nobody_stated_follows_from_the_volume_and_says_so() -> None:
    profile = Profile(model="gpt-4o", requests_per_month=100_000, input_tokens=50_000, output_tokens=500)
    fit = fine_tuning_fit(profile, as_of=AS_OF)
    assert fit.scores.cost == 5
    [trigger] = fit.triggers
    assert (trigger.field, trigger.value, trigger.threshold) == ("monthly_api_spend", 13_000, 5_000)
    assert {one.name: one.value for one in fit.assumptions}["monthly_api_spend"] == 13_000


def test_a_direct_score_takes_the_place_of_the_facts() -> None:
    assert fine_tuning_fit(Profile(monthly_api_spend=50_000), cost=1).scores.cost == 1


def test_too_few_examples_are_a_veto_apart_from_the_score() -> None:
    few, many = (fine_tuning_fit(Profile(training_examples=count), privacy=10) for count in (10, 1_000))
    assert [veto.id for veto in few.vetoes] == ["too_few_examples"]
    assert many.vetoes == ()
    assert few.total_range == many.total_range


@settings(deadline=None, max_examples=100)
@given(low=st.floats(min_value=0, max_value=1e6), more=st.floats(min_value=0, max_value=1e6))
def test_a_higher_bill_never_scores_lower(low: float, more: float) -> None:
    scores = [fine_tuning_fit(Profile(monthly_api_spend=spend)).scores.cost for spend in (low, low + more)]
    assert scores == sorted(scores, key=float)


@settings(deadline=None, max_examples=100)
@given(
    accuracies=st.tuples(*[st.floats(min_value=0, max_value=1)] * 2),
    target=st.floats(min_value=0, max_value=1),
)
def test_a_better_model_never_scores_higher_for_accuracy(accuracies: tuple[float, float], target: float) -> None:
    worse, better = sorted(accuracies)
    score = [
        fine_tuning_fit(Profile(current_accuracy=accuracy, target_accuracy=target)).scores.accuracy or 0
        for accuracy in (worse, better)
    ]
    assert score[0] >= score[1]


@settings(deadline=None, max_examples=100)
@given(limits=st.tuples(*[st.floats(min_value=0.001, max_value=1e5)] * 2))
def test_a_tighter_limit_never_scores_lower_for_speed(limits: tuple[float, float]) -> None:
    tight, loose = (fine_tuning_fit(Profile(max_latency_seconds=one)).scores.speed for one in sorted(limits))
    assert (tight or 0) >= (loose or 0)
