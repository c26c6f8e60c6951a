"""Amounts of several sorts in one message: the one that a question is about is taken, and no other."""

from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
KNOWN: dict[str, Any] = {"requests_per_month": 6_000, "task": "customer_support"}
COUNTED = {"monthly_api_spend", "monthly_benefit", "budget", "requests_per_month", "documents", "training_examples"}


def read(text: str, *asked: str) -> Understanding:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in KNOWN.items() if name not in asked}
    return READER.read(text, Context(facts=facts, asked=asked))


def told(text: str, *asked: str) -> dict[str, Any]:
    return {one.field: one.value for one in read(text, *asked).statements if one.field in COUNTED}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vendor A wants 30k, vendor B 55k, and what I have got is 45k", 45_000),
        ("The agency asks 60,000, we have 35,000", 35_000),
        ("One firm quoted 80k. What we have is 50k.", 50_000),
        ("They want 40,000 and all I've got is 25,000", 25_000),
        ("The integrator asks for 70,000, I can give 40,000", 40_000),
        ("Marketing has 90,000, ours is 21,000", 21_000),
        ("the landlord wants 600 more. The budget is ten thousand.", 10_000),
    ],
)
def test_what_we_have_is_the_budget_whatever_others_ask(text: str, expected: float) -> None:
    got = read(text, "budget")
    assert told(text, "budget") == {"budget": expected}
    assert all(expected not in (one.upfront, one.monthly) for one in got.offers)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("can't be over 2,000 and can't be under 1,000 a month", "requests_per_month", (1_000, 2_000)),
        ("at least 1,000 and at most 2,000 a month", "requests_per_month", (1_000, 2_000)),
        ("never fewer than 3,000, never more than 5,000 a month", "requests_per_month", (3_000, 5_000)),
        ("more than 800 but less than 1,200 a month", "requests_per_month", (800, 1_200)),
        ("not above 6,000 and not below 4,000 a month", "requests_per_month", (4_000, 6_000)),
        ("under 10,000 but over 8,000", "requests_per_month", (8_000, 10_000)),
        ("not under 20,000, not over 40,000", "budget", (20_000, 40_000)),
        ("at least 500 dollars a month, at most 900", "monthly_benefit", (500, 900)),
    ],
)
def test_a_lower_and_an_upper_bound_are_a_range(text: str, asked: str, expected: tuple[float, float]) -> None:
    [fact] = [one for one in read(text, asked).statements if one.field == asked]
    assert fact.range == expected


@pytest.mark.parametrize(
    "text",
    [
        "hosting costs 14k a month plus 120k once",
        "OpenAI at 30k or own hosting at 14k a month plus 120k?",
        "a vendor at 5k a month plus 40k setup",
        "the tool is 900 a month plus 5,000 to set up",
    ],
)
def test_prices_without_a_sign_are_no_volume(text: str) -> None:
    assert "requests_per_month" not in told(text, "requests_per_month")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000 tagged tickets, and another 30,000 untagged", 2_000),
        ("500 labelled and 20,000 unlabelled", 500),
        ("we have 800 rated answers plus 9,000 that nobody rated", 800),
        ("1,200 annotated mails and another 40,000 raw ones", 1_200),
        ("15,000 untagged ones, 700 tagged", 700),
        ("300 labelled, another 200 labelled by the agency", 500),
        ("20,000 unlabelled", 0),
    ],
)
def test_what_nobody_has_labelled_is_no_example(text: str, expected: float) -> None:
    assert told(text, "training_examples") == {"training_examples": expected}


@pytest.mark.parametrize(
    "text",
    [
        "a claim is worth 2,300 on average, we settle 900 a month",
        "an average invoice is 1,200 and we write 400 a month",
        "a case brings 900, we handle 250 a month",
    ],
)
def test_how_many_are_handled_is_no_benefit(text: str) -> None:
    assert not {"monthly_benefit", "budget", "monthly_api_spend"} & set(told(text, "monthly_benefit"))
