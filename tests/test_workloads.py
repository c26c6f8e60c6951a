"""Several workloads in one message: their sum, and never the volume of one with the lengths of another."""

from datetime import date

import pytest

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from tests.test_benefit_parts import told, value
from tools.registry import call_tool

READER = BuiltInReader()
TODAY = date(2026, 11, 22)


def read(text: str) -> dict[str, float]:
    got = READER.read(text, Context(today=TODAY))
    volumes = ("requests_per_month", "input_tokens", "output_tokens")
    return {one.field: float(one.value) for one in got.statements if one.field in volumes and one.value is not None}  # type: ignore[arg-type]  # numbers


@pytest.mark.parametrize(
    ("text", "model", "requests", "bill"),
    [
        (
            (
                "Three workloads on gpt-4o: 2M classification calls a month (300 in, 5 out), 150k summaries "
                "(6k in, 500 out), 30k chats (2,500 in, 350 out). What do I pay a month?"
            ),
            "gpt-4o",
            2_180_000,
            1_600 + 3_000 + 292.50,
        ),
        (
            (
                "We do 100k translations a month at 1,000 tokens in and 1,000 out, and 10k summaries at "
                "20,000 in and 800 out with gpt-4.1. Total bill?"
            ),
            "gpt-4.1",
            110_000,
            1_000 + 464,
        ),
        (
            (
                "We have two use cases: 500k classifications a month with 400 tokens in and 10 out, and 20k reports a "
                "month with 8,000 in and 1,500 out, on gpt-4o. What is the bill?"
            ),
            "gpt-4o",
            520_000,
            550 + 700,
        ),
        (
            (
                "Two jobs on gpt-4o: 3,000 letters a day, 2,000 tokens in, 300 tokens out. 600 contracts a "
                "week, 30,000 tokens in, 1,000 out."
            ),
            "gpt-4o",
            90_000 + 600 * 30 / 7,
            720 + 600 * 30 / 7 * 0.085,
        ),
        (
            (
                "Chatbot: 100k requests a month, 2,000 tokens in, 300 tokens out.\nExtraction: 40k requests "
                "a month, 5,000 tokens in, 100 tokens out.\nAll on gpt-4o."
            ),
            "gpt-4o",
            140_000,
            800 + 540,
        ),
        (
            (
                "The drafts: 12,000 mails a month, 600 words in, 150 words out. The digests: 900 reports a "
                "month with 9,000 words in and 300 words out."
            ),
            "gpt-4o",
            12_900,
            12_000 * (800 * 2.5 + 200 * 10) / 1e6 + 900 * (12_000 * 2.5 + 400 * 10) / 1e6,
        ),
    ],
)
def test_workloads_cost_together_what_each_of_them_costs(text: str, model: str, requests: float, bill: float) -> None:
    told = read(text)
    assert told["requests_per_month"] == pytest.approx(requests)
    found = call_tool("api_cost", {"model": model, **told}, TODAY).model_dump()
    assert found["monthly_cost"] == pytest.approx(bill, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We do 100k chats a month, 2,000 tokens in and 300 out.", (100_000, 2_000, 300)),
        ("40,000 mails a month, 400 tokens in and 200 out; our team writes 2,000 letters a month.", (None, 400, 200)),
        ("20,000 tickets a month and 3 million tokens in total.", (20_000, None, None)),
        (
            (
                "We had 100k requests a month with 2,000 tokens in and 300 out, now it is 150k requests a "
                "month with 2,500 in and 300 out."
            ),
            (150_000, None, 300),
        ),
    ],
)
def test_one_workload_is_not_added_to_itself(text: str, expected: tuple[float | None, ...]) -> None:
    told = read(text)
    fields = ("requests_per_month", "input_tokens", "output_tokens")
    assert all(value is None or told.get(field) == value for field, value in zip(fields, expected, strict=True))


def test_each_workload_is_kept_as_it_was_told() -> None:
    text = "5,000 letters a month (900 tokens in, 100 out) and 300 reports a month (9k tokens in, 800 out)"
    parts = READER.read(text, Context(today=TODAY)).parts
    assert [(one.name, one.value) for one in parts] == [("workload", 5_000), ("workload", 300)]


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("We check 600 forms a month, half an hour each.", "Letters are maybe 200 a month, 20 minutes each.", 200),
        ("We get 2,700 calls a month, 4 minutes each.", "Mails are about 300 a month, 6 minutes each.", 300),
    ],
)
def test_a_second_kind_of_work_leaves_the_first(first: str, then: str, expected: float) -> None:
    before = told(first)
    after = told(first, then)
    beside = [part.value for part in after.parts if part.name == "other_work"]
    times = [[part for part in one.parts if part.name == "time_before"] for one in (before, after)]
    assert beside == [pytest.approx(expected, rel=0.01)]
    assert value(after, "requests_per_month") == value(before, "requests_per_month")
    assert times[0] == times[1]


@pytest.mark.parametrize(
    "then",
    [
        "Sorry, it's 700 forms a month, 40 minutes each.",
        "It's 700 forms a month, 40 minutes each.",
        "We get 700 requests a month, 40 minutes each.",
        "What if we had 300 letters a month, 20 minutes each?",
        "Now it is 700 applications a month, 40 minutes each.",
    ],
)
def test_the_first_kind_of_work_told_anew_is_no_second(then: str) -> None:
    memory = told("We check 600 forms a month, half an hour each.", then)
    assert not [part for part in memory.parts if part.name == "other_work"]
