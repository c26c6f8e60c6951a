"""Forwarded mails and tables of one row are read as the lines that they are."""

from collections.abc import Callable
from datetime import date

import pytest
from pydantic import JsonValue

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from agent.words.layout import with_rows_as_lines, without_quote_marks

TABLE = (
    "| Use case | Requests / month | Input tokens | Output tokens |\n|---|---|---|---|\n"
    "| Contract review | 3,200 | 22,000 | 1,500 |"
)
OPENING = "Contract review at a law firm, on claude-sonnet-4-5."


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


@pytest.mark.parametrize("text", [f"{OPENING}\n\n{TABLE}", quoted(f"{OPENING}\n\n{TABLE}"), f"{TABLE}\n\n{OPENING}"])
def test_a_table_of_one_row_is_read(text: str) -> None:
    heard = BuiltInReader().read(text, Context(today=date(2026, 11, 22)))
    facts: dict[str, JsonValue] = {one.field: one.value for one in heard.statements}
    wanted = {"requests_per_month": 3_200, "input_tokens": 22_000, "output_tokens": 1_500, "model": "claude-sonnet-4-5"}
    assert {field: facts.get(field) for field in wanted} == wanted
    assert all((one.quote or "") in text and "---" not in str(one.value) for one in heard.statements)


@pytest.mark.parametrize(
    "text",
    [
        "| Metric | Today | Target |\n|---|---|---|\n| Accuracy | 82 % | 93 % |\n| Latency | 4 s | 2 s |",
        "in | out\n500 | 200",
        "a\n---\nb",
    ],
)
def test_other_layouts_are_left_as_they_are(text: str) -> None:
    assert with_rows_as_lines(text) is None


@pytest.mark.parametrize("layout", [str, quoted])
def test_of_several_cases_none_is_the_case(layout: Callable[[str], str]) -> None:
    text = layout(f"{OPENING}\n\n{TABLE}\n| Summaries | 9,000 | 4,000 | 350 |\n\nThe budget is $40,000.")
    facts = {one.field: one.value for one in BuiltInReader().read(text, Context()).statements}
    assert not facts.keys() & {"requests_per_month", "input_tokens", "output_tokens"}
    assert "|" not in str(facts.get("goal"))
    assert facts["budget"] == 40_000


def test_more_than_is_no_quoted_line() -> None:
    for text in ("> 95 % accuracy", "> 95 %\n> 200 ms", "accuracy > 95 %\nlatency < 2 s", "It needs\n> 95 % accuracy"):
        assert without_quote_marks(text) == text
