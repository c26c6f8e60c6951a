"""A what-if that nothing can be made of: which figure is missing, or that none is seen."""

import pytest

from agent.facts import Fact
from agent.reading.untried import untried

KNOWN = {"requests_per_month": Fact(value=1_800, status="stated", turn=1)}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("What if only half of the members use it?", "monthly_benefit"),
        ("And if a third of our customers adopt it?", "monthly_benefit"),
        ("And if the council gives us only half?", "budget"),
        ("What if it only saves half?", "monthly_benefit"),
        ("Hmm, and what if I open a fourth shop?", None),
        ("What if our people cost twice as much?", None),
        ("If it were done in one week instead of two, what would that save us a year?", None),
    ],
)
def test_what_it_would_change_is_named(text: str, lacks: str | None) -> None:
    found = untried(text, KNOWN)
    assert found is not None
    assert found.lacks == lacks


@pytest.mark.parametrize("text", ["Half of the members use it.", "Who uses it?", "We open a fourth shop in May."])
def test_what_supposes_nothing_is_no_what_if(text: str) -> None:
    assert untried(text, KNOWN) is None
