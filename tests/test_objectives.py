"""The measurable objective: a metric, where it is and where it is to be, in a sentence or as a reply."""

import pytest

from agent.reading.objective import objective_statement
from agent.understanding import Context
from agent.words.message import taken_apart

ASKED = Context(asked=("objective",))


def objective(text: str, context: Context = ASKED) -> tuple[object, ...] | None:
    found = objective_statement(taken_apart(text), context)
    if found is None or not isinstance(found.value, dict):
        return None
    return tuple(found.value[name] for name in ("metric", "baseline", "target", "unit"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut the handling time from 9 to 6 minutes by June", ("handling time", 9, 6, "minutes")),
        ("The mean waiting time is to fall from 40 to 25 days by 2028.", ("mean waiting time", 40, 25, "days")),
        ("complaints about delays are to decline from 200 to 80 a month", ("complaints about delays", 200, 80, None)),
        ("Time to first reply. Today 9 hours, we want it at 3 hours by May.", ("Time to first reply", 9, 3, "hours")),
        ("Days to pay an invoice. We're at 31, should be 14.", ("Days to pay an invoice", 31, 14, None)),
        ("NPS is 38, target 50 by next autumn. that's what counts", ("NPS", 38, 50, None)),
        ("Clerks accept 58% of drafts untouched. Goal: 75% by Easter.", ("Clerks accept", 58, 75, "%")),
        ("letters out in 2 days instead of 6, by Easter", ("letters", 6, 2, "days")),
        ("Offers ready within one day rather than three weeks", ("Offers ready", 21, 1, "days")),
        ("pick errors 90 -> 30, by April. that's it", ("pick errors", 90, 30, None)),
        ("Not money. Turnaround: from 5 days to 2 by autumn.", ("Turnaround", 5, 2, "days")),
        ("A quote took 70 minutes in 2023, takes 45 today, and should take 20 by May.", ("A quote", 45, 20, "minutes")),
    ],
)
def test_an_objective_is_a_metric_with_where_it_is_and_where_it_should_be(
    text: str, expected: tuple[object, ...]
) -> None:
    assert objective(text) == expected


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("We have 40 stores and 3 engineers.", ASKED),
        ("No idea, maybe 20.", ASKED),
        ("What if we went from 40 to 20 days?", ASKED),
        ("Sales fell from 40 to 30 stores.", Context()),
        ("It answers in 9 seconds, we need 3.", Context()),
        ("81% are right, we need 90.", Context()),
    ],
)
def test_two_numbers_alone_are_no_objective(text: str, context: Context) -> None:
    assert objective(text, context) is None
