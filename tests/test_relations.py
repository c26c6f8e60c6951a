"""What one number makes of another, and limits behind a claim of others."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()


def facts(text: str, *asked: str, volume: float | None = None) -> dict[str, object]:
    known = {"requests_per_month": Fact(value=volume, status="stated", turn=1)} if volume is not None else {}
    got = READER.read(text, Context(asked=asked, facts=known, today=date(2026, 11, 22)))
    return {one.field: one.value for one in got.statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "volume", "growth"),
    [
        ("By this time next year we'd be at 90,000 questions a month; right now it's 60,000.", None, 0.5),
        ("From the 40k now to about 50k in a year's time.", 40_000, 0.25),
        ("Today we get 12,000 tickets a month, a year from now it will be 18,000.", None, 0.5),
    ],
)
def test_two_volumes_with_a_year_between_them_tell_the_growth(text: str, volume: float | None, growth: float) -> None:
    assert facts(text, volume=volume)["growth_per_year"] == pytest.approx(growth)


@pytest.mark.parametrize(
    "text",
    [
        "We have 40 stores now and 50 next year.",
        "Now it's 12,000 letters a month and 900 manuals.",
        "Two years ago it was 9,000 calls a month, today it is 30,000.",
    ],
)
def test_other_pairs_of_numbers_tell_no_growth(text: str) -> None:
    assert "growth_per_year" not in facts(text)


def test_what_is_grave_is_not_said_of_the_number_before_a_contrast() -> None:
    got = facts("Twelve percent are wrong somehow, but the ones that could get us sued are half a percent.")
    assert got["critical_error_rate"] == pytest.approx(0.005)
    assert got["current_accuracy"] == pytest.approx(0.88)


def test_shares_that_move_are_accuracies_where_it_says_of_what() -> None:
    got = facts("We have to bring the share of correct postings from 84 to 93 percent by July, or the CFO stops it.")
    assert (got["current_accuracy"], got["target_accuracy"]) == (0.84, 0.93)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("The supplier says it answers in 5 s but our callers really need it in max 3.", 3),
        ("The supplier says it answers in 5 s but callers really need it in max 3.", 3),
        ("700 letters a day need a short reply within 20 seconds.", 20),
    ],
)
def test_a_limit_stands_behind_what_others_claim(text: str, seconds: float) -> None:
    assert facts(text)["max_latency_seconds"] == seconds


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("The launch slipped by three months.", 8),
        ("Our director wants it two months sooner than I told you.", 3),
        ("Make it a month later than that, please.", 6),
        ("It must be live in two months.", 2),
    ],
)
def test_a_deadline_moves_from_where_it_was(text: str, months: float) -> None:
    known = {"timeline_months": Fact(value=5, status="stated", turn=1)}
    got = READER.read(text, Context(facts=known, today=date(2026, 11, 22))).statements
    assert [one.value for one in got if one.field == "timeline_months"] == [months]
