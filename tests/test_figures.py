"""Figures in words: what a new fact has moved, and where a number that was shown comes from."""

from datetime import date

import pytest

from agent.figures import moved_sentences, origins
from agent.tool_results import Results
from tools.assess import assess
from tools.profile import Profile

AS_OF = date(2026, 11, 22)
CLASSIFIER = Profile(
    task="classification",
    model="gpt-4o",
    requests_per_month=20_000_000,
    input_tokens=400,
    output_tokens=10,
    training_examples=30_000,
    monthly_benefit=60_000,
    current_accuracy=0.86,
    target_accuracy=0.93,
)


def results(**changed: object) -> Results:
    return dict(assess(CLASSIFIER.model_copy(update=changed), AS_OF).results_as_json)


def test_a_fact_that_moves_break_even_says_from_where_to_where() -> None:
    before, after = results(monthly_benefit=20_000.0), results(monthly_benefit=30_000.0)
    [sentence] = moved_sentences(before, after)
    old, new = (found["roi"]["payback_months"] for found in (before, after))
    assert new < old
    assert f"break-even from {old:.1f} months to {new:.1f} months" in sentence


def test_without_a_benefit_it_is_the_lower_bill_that_pays() -> None:
    before, after = results(monthly_benefit=None), results(monthly_benefit=None, requests_per_month=40_000_000.0)
    [sentence] = moved_sentences(before, after)
    old, new = (found["break_even"]["months"] for found in (before, after))
    assert new < old
    assert f"break-even from {old:.1f} months to {new:.1f} months" in sentence


def test_nothing_is_told_of_figures_that_hardly_move_or_are_new() -> None:
    assert moved_sentences(results(), results(documents=40.0)) == []
    assert moved_sentences({}, results()) == []


@pytest.mark.parametrize(
    ("tool", "path", "says"),
    [
        pytest.param("api_cost", ("monthly_cost",), "monthly cost", id="a figure of its own"),
        pytest.param("approach", ("ranking", 0, "upfront_cost"), "fine tuning", id="inside a list"),
        pytest.param("uncertainty", ("npv", "p50"), "p50 of npv", id="inside a record"),
    ],
)
def test_a_number_is_traced_to_its_tool_and_formula(tool: str, path: tuple[object, ...], says: str) -> None:
    found: object = results()[tool]
    for part in path:
        found = found[part]
    told = " ".join(origins([float(found)], results()))
    assert f"`{tool}`" in told
    assert says in told


def test_an_estimate_is_found_by_the_two_digits_that_it_is_shown_in() -> None:
    upfront = results()["approach"]["ranking"][0]["upfront_cost"]
    assert "upfront cost" in " ".join(origins([float(f"{upfront:.2g}")], results()))


def test_a_number_that_is_nowhere_is_said_to_be_nowhere() -> None:
    assert "cannot find" in origins([123_456_789.0], results())[0]
