"""Facts told by what they were: parts, multiples and steps of known ones."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()


def read(text: str, *asked: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


@pytest.mark.parametrize(
    ("text", "asked", "known", "field", "value"),
    [
        ("It's twice what I said.", "", {"requests_per_month": 400}, "requests_per_month", 800),
        ("A fifth less than I told you", "", {"budget": 50_000}, "budget", 40_000),
        ("With the annex it's four times as many manuals as I put down", "", {"documents": 300}, "documents", 1_200),
        ("Go-live was postponed by three months.", "", {"timeline_months": 5}, "timeline_months", 8),
        ("our CEO wants it two months sooner than that", "budget", {"timeline_months": 9}, "timeline_months", 7),
        ("Finance cut 15 thousand off my budget", "", {"budget": 90_000}, "budget", 75_000),
        ("we dug up twenty more manuals in the cellar", "", {"documents": 80}, "documents", 100),
        ("Eight seconds is far too slow, people leave. Half that.", "", {"max_latency_seconds": 8},
         "max_latency_seconds", 4),
        ("Correction: only a third of the 90,000 get to the bot", "", {"requests_per_month": 90_000},
         "requests_per_month", 30_000),
        ("perhaps a fifth of the budget", "monthly_benefit", {"budget": 50_000}, "monthly_benefit", 10_000),
        ("Four times the time until launch", "horizon_months", {"timeline_months": 6}, "horizon_months", 24),
    ],
)  # fmt: skip
def test_a_fact_is_told_by_what_it_was(
    text: str, asked: str, known: dict[str, JsonValue], field: str, value: float
) -> None:
    got = read(text, *filter(None, [asked]), **known)
    told = {one.field: one.value for one in got.statements if one.field != "goal"}
    assert told == {field: pytest.approx(value)}
    assert not got.what_ifs


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("What if it were twice what I said?", {"requests_per_month": 400}),
        ("Our last project was two months late.", {"timeline_months": 5}),
        ("The old tool was three times as slow as this one.", {"max_latency_seconds": 3}),
        ("We have 300 manuals, and the sister firm half that.", {"budget": 50_000}),
        ("Prices fell by a fifth.", {"budget": 50_000}),
        ("Half of the manuals are in Polish.", {"documents": 300}),
        ("20% off is what the vendor offers", {"budget": 90_000}),
    ],
)
def test_what_changes_no_fact_restates_none(text: str, known: dict[str, JsonValue]) -> None:
    assert not known.keys() & {one.field for one in read(text, **known).statements}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "on top of the 2,250 we'd spoil less, another 750 a month, so three thousand dollars a month all together",
            "",
        ),
        ("that's another 750 a month, so three thousand dollars a month all together", "monthly_api_spend"),
        ("another 750 a month, $3,000 in total", ""),
        # Held back.
        ("Fewer returns bring 750 dollars more a month, together $3,000 a month", "current_approach"),
    ],
)
def test_a_sum_that_is_told_with_what_is_new_is_the_whole(text: str, asked: str) -> None:
    got = read(text, *filter(None, [asked]), monthly_benefit=2_250)
    assert {one.field: one.value for one in got.statements} == {"monthly_benefit": 3_000}
    assert not got.parts


def test_what_comes_on_top_without_its_sum_is_added() -> None:
    got = read("On top of that it saves us 400 dollars a month", monthly_benefit=2_250)
    assert {one.field: one.value for one in got.statements} == {"monthly_benefit": 2_650}
