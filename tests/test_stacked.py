"""What-ifs on top of each other: what the last one supposed holds on, where the message says so."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact, Statement
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

KNOWN: dict[str, JsonValue] = {
    "task": "customer_support",
    "requests_per_month": 50_000,
    "model": "gpt-4o",
    "input_tokens": 1_000,
    "output_tokens": 200,
    "documents": 600,
}
VOLUME = Statement(field="requests_per_month", value=100_000, quote="What if volume doubles?")
MINI = Statement(field="model", value="gpt-4o-mini", quote="And with gpt-4o-mini?")


def read(text: str, *, last: Statement = VOLUME, before: tuple[Statement, ...] = ()) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items()}
    context = Context(facts=facts, supposed=(last,), supposed_before=before, said=last.quote or "")
    return BuiltInReader().read(text, context)


def supposed(got: Understanding) -> dict[str, JsonValue]:
    return {one.field: one.value for one in got.what_ifs}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("And with gpt-4o-mini on top of that?", {"requests_per_month": 100_000, "model": "gpt-4o-mini"}),
        ("And additionally with 2,000 documents?", {"requests_per_month": 100_000, "documents": 2_000}),
        (
            "What if on top of that the prompts were twice as long?",
            {"requests_per_month": 100_000, "input_tokens": 2_000},
        ),
        ("And what if the volume doubled again on top of it?", {"requests_per_month": 200_000}),
        ("And if in addition we add 400 documents?", {"requests_per_month": 100_000, "documents": 1_000}),
        (
            "And if we switched to gpt-4o-mini at the same time?",
            {"requests_per_month": 100_000, "model": "gpt-4o-mini"},
        ),
        # one that goes on from nothing starts from the facts
        ("And with gpt-4o-mini?", {"model": "gpt-4o-mini"}),
        ("What if the prompts were twice as long?", {"input_tokens": 2_000}),
    ],
)
def test_what_comes_on_top_keeps_the_last_what_if(text: str, values: dict[str, JsonValue]) -> None:
    got = read(text)
    assert supposed(got) == values
    assert got.statements == ()


@pytest.mark.parametrize(
    "text",
    ["And both together?", "And both?", "both combined", "What if both happen at the same time?", "Both at once?"],
)
def test_both_together_are_the_last_two(text: str) -> None:
    got = read(text, last=MINI, before=(VOLUME,))
    assert supposed(got) == {"requests_per_month": 100_000, "model": "gpt-4o-mini"}


def test_both_of_something_else_suppose_nothing() -> None:
    assert read("Both our offices answer them.", last=MINI, before=(VOLUME,)).what_ifs == ()
