"""A what-if of what the project reaches is none of what is needed, nor of what is there today."""

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.replying.goal_missed import goal_missed
from agent.understanding import Context, Understanding

FACTS = {
    field: Fact(value=value, status="stated", turn=1)
    for field, value in {
        "requests_per_month": 12_000,
        "current_accuracy": 0.88,
        "target_accuracy": 0.95,
        "training_examples": 15_000,
        "growth_per_year": 0.2,
    }.items()
}


def read(text: str) -> Understanding:
    return BuiltInReader().read(text, Context(facts=FACTS))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("What if we only reach 91 %?", 0.91),
        ("What if the accuracy only gets to 91%?", 0.91),
        ("What if we only get to 85% with RAG?", 0.85),
        ("And if it ends up at 90 percent?", 0.90),
        ("Suppose the tuned model tops out at 92 %.", 0.92),
        ("What if we land at 93 % instead of 95 %?", 0.93),
        ("What if we miss the target by 3 points?", 0.92),
        ("What happens if it only achieves 90?", 0.90),
        ("Suppose 91% is all we get.", 0.91),
        ("What if fine-tuning gets us to just 92 %?", 0.92),
        ("What if it stops at 89% and never gets better?", 0.89),
    ],
)
def test_what_is_reached_is_not_what_is_needed(text: str, share: float) -> None:
    got = read(text)
    assert got.reached == pytest.approx(share)
    assert (got.what_ifs, got.statements, got.tool_calls) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("What if 91 % is enough?", {"target_accuracy": 0.91}),
        ("What if we only need 91 %?", {"target_accuracy": 0.91}),
        ("What if accuracy today is already 91 %?", {"current_accuracy": 0.91}),
        ("What if growth only reaches 80 %?", {"growth_per_year": 0.8}),
        ("What if we only get 5,000 examples?", {"training_examples": 5_000}),
        ("What if adoption only reaches 80 %?", {}),
    ],
)
def test_what_is_needed_or_there_or_another_share_is_none(text: str, values: dict[str, float]) -> None:
    got = read(text)
    assert got.reached is None
    assert {one.field: one.value for one in got.what_ifs} == pytest.approx(values)


def test_it_is_told_how_many_would_be_wrong() -> None:
    (told,) = goal_missed(0.91, FACTS)
    assert "of 12,000 requests a month, about 1,080 would be wrong instead of 600" in told.sentences[0]
    assert "Today it is about 1,440" in told.sentences[1]
    assert "95" in told.sentences[2]


def test_without_a_volume_it_is_told_of_a_hundred() -> None:
    (told,) = goal_missed(0.91, {"target_accuracy": FACTS["target_accuracy"]})
    assert "of 100 answers, about 9 would be wrong instead of 5" in told.sentences[0]


def test_where_nobody_supposes_it_nothing_is_told() -> None:
    assert goal_missed(None, FACTS) == ()
