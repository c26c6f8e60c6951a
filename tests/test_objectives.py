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
        # what the time is for stands behind it
        ("It takes us 2 days to answer a tender, I want it to be 1 day.", ("time to answer a tender", 2, 1, "days")),
        (
            "It takes our clerks 40 minutes to close a ticket, should be 25.",
            ("time to close a ticket", 40, 25, "minutes"),
        ),
        ("We need 9 days to pay a claim, target 4", ("time to pay a claim", 9, 4, "days")),
        ("we spend 2 hours on each tender, want 30 minutes", ("time on each tender", 2, 0.5, "hours")),
        ("It takes on average 12 minutes per invoice and I want that to be 5", ("time per invoice", 12, 5, "minutes")),
        (
            "It takes 6 weeks for a permit to be issued, we want 3 weeks",
            ("time for a permit to be issued", 6, 3, "weeks"),
        ),
        ("Approving a loan takes 8 days, I want 3.", ("Approving a loan", 8, 3, "days")),
        # behind a pronoun stands who has it, not what it is
        ("First contact resolution. We're hovering around 61%, want 75.", ("First contact resolution", 61, 75, "%")),
        ("Containment! currently we run at 30, goal 55", ("Containment", 30, 55, None)),
        ("conversion. i believe we were at 2% in march, target 3", ("conversion", 2, 3, "%")),
        ("Deflection. They sit at 22% today, my COO wants 40.", ("Deflection", 22, 40, "%")),
        ("Churn: we hover at 8%, my boss wants 5", ("Churn", 8, 5, "%")),
        ("Time to hire. It takes us 70 days, should be 40.", ("Time to hire", 70, 40, "days")),
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
