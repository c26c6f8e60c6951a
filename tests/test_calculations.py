"""Which calculation a message asks for: its own figures, and what-ifs about the bill that no fact of the case holds."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, ToolCall, Understanding

BILL: dict[str, JsonValue] = {
    "model": "gpt-4o",
    "requests_per_month": 100_000,
    "input_tokens": 5_000,
    "output_tokens": 500,
}


def read(text: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return BuiltInReader().read(text, Context(facts=facts))


def called(text: str, **known: JsonValue) -> ToolCall | None:
    calls = read(text, **known).tool_calls
    return calls[0] if calls else None


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("if we cached half the prompt, what would it cost?", {"cached_share": 0.5}),
        ("What would it cost with half of the prompt cached?", {"cached_share": 0.5}),
        ("And if half of it ran as batch jobs?", {"batch_share": 0.5}),
        ("What if we cached 80% of the input and batched 50%?", {"cached_share": 0.8, "batch_share": 0.5}),
        ("How much would we save with 60% of the tokens from the cache?", {"cached_share": 0.6}),
        ("What would we pay if a third of the requests went through the batch API?", {"batch_share": 1 / 3}),
        ("Suppose everything ran as a batch.", {"batch_share": 1}),
        ("What if 2,000 of the 5,000 input tokens were cached?", {"cached_share": 0.4}),
        ("and with 70 % cached?", {"cached_share": 0.7}),
        ("Put half of it through batch.", {"batch_share": 0.5}),
        ("Half of the requests can go through the batch API.", {"batch_share": 0.5}),
        ("70% of the input is a fixed prompt and could be cached. What does that save?", {"cached_share": 0.7}),
        ("Please run a third of the calls as a batch.", {"batch_share": 1 / 3}),
    ],
)
def test_caching_and_batches_are_supposed_of_the_bill_and_change_no_fact(text: str, shares: dict[str, float]) -> None:
    got = read(text, **BILL)
    [call] = got.tool_calls
    assert (call.tool, call.supposed) == ("api_cost", True)
    assert call.arguments == pytest.approx(shares, rel=1e-3)
    assert (got.statements, got.what_ifs, got.requests, got.questions) == ((), (), (), ())


def test_a_supposition_about_the_volume_stands_beside_one_about_the_cache() -> None:
    got = read("What if the volume doubles and we cache half the prompt?", **BILL)
    assert [(call.tool, call.arguments) for call in got.tool_calls] == [("api_cost", {"cached_share": 0.5})]
    assert {one.field: one.value for one in got.what_ifs} == {"requests_per_month": 200_000}


@pytest.mark.parametrize(
    "text",
    [
        "Batch API is 50% cheaper right?",
        "Is caching worth it?",
        "What is prompt caching?",
        "What if half of our answers were wrong?",
    ],
)
def test_what_supposes_no_share_of_the_bill_is_no_such_calculation(text: str) -> None:
    assert called(text, **BILL) is None


@pytest.mark.parametrize(
    ("text", "tool", "arguments"),
    [
        (
            "if I spend 60k once and save 5k a month, when do I break even?",
            "break_even",
            {"upfront_cost": 60_000, "current_monthly_cost": 5_000, "new_monthly_cost": 0},
        ),
        (
            "We put in $80,000 up front and it saves us $10k a month. When does it pay back?",
            "break_even",
            {"upfront_cost": 80_000, "current_monthly_cost": 10_000, "new_monthly_cost": 0},
        ),
        (
            "It costs 90k to build and 3k a month to run, and saves 12k a month: how long until it pays for itself?",
            "break_even",
            {"upfront_cost": 90_000, "current_monthly_cost": 12_000, "new_monthly_cost": 3_000},
        ),
        (
            "120k upfront, 20k a month saved, 2k running costs, three years: what's the ROI?",
            "roi",
            {"upfront_cost": 120_000, "monthly_cost": 2_000, "monthly_benefit": 20_000, "horizon_months": 36},
        ),
        (
            "What's the ROI if we invest 50k up front and save 6k a month over two years?",
            "roi",
            {"upfront_cost": 50_000, "monthly_cost": 0, "monthly_benefit": 6_000, "horizon_months": 24},
        ),
    ],
)
def test_figures_in_one_breath_make_a_whole_calculation(text: str, tool: str, arguments: dict[str, JsonValue]) -> None:
    for known in ({}, BILL):
        call = called(text, **known)
        assert call is not None
        assert (call.tool, call.arguments, call.supposed) == (tool, arguments, False)


@pytest.mark.parametrize(
    ("text", "tool", "arguments"),
    [
        ("If we put in 60k up front, when do we break even?", "break_even", {"upfront_cost": 60_000}),
        (
            "80k up front and 10k a month saved: what's our ROI?",
            "roi",
            {"upfront_cost": 80_000, "monthly_cost": 0, "monthly_benefit": 10_000},
        ),
        (
            "We spend 3k a month to run it and it saves 9k a month, what is the ROI over two years?",
            "roi",
            {"monthly_cost": 3_000, "monthly_benefit": 9_000, "horizon_months": 24},
        ),
    ],
)
def test_what_a_calculation_lacks_is_left_open(text: str, tool: str, arguments: dict[str, JsonValue]) -> None:
    call = called(text)
    assert call is not None
    assert (call.tool, call.arguments) == (tool, arguments)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (
            (
                "A peer at another shop sank $30,000 into tuning, and his bill went from $14,000 a month to $2,000. "
                "When was he even?"
            ),
            (30_000, 14_000, 2_000),
        ),
        (
            "A competitor paid 45k up front and cut its API bill from 9k to 1.5k a month. When did that pay off?",
            (45_000, 9_000, 1_500),
        ),
        (
            (
                "My cousin's bakery put $6,000 into it and her bill fell from $900 a month to $400 a month. "
                "How long until she broke even?"
            ),
            (6_000, 900, 400),
        ),
        (
            (
                "I met a peer from a hospital: they invested $120,000 and the monthly cost dropped from $31,000 to "
                "$7,000. When did they recoup it?"
            ),
            (120_000, 31_000, 7_000),
        ),
    ],
)
def test_what_others_put_in_is_worked_out_and_stays_theirs(text: str, arguments: tuple[float, float, float]) -> None:
    got = read(text, **BILL)
    [call] = got.tool_calls
    assert (call.tool, call.of_others) == ("break_even", True)
    named = ("upfront_cost", "current_monthly_cost", "new_monthly_cost")
    assert call.arguments == dict(zip(named, arguments, strict=True))
    assert got.statements == got.what_ifs == ()


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (
            "We sank $52,000 into it and our bill went from $11,000 a month to $3,000. When are we even?",
            (52_000, 11_000, 3_000),
        ),
        (
            "We sank $52,000 into it and our bill goes from $11,000 a month to $3,000 a month. When do we break even?",
            (52_000, 11_000, 3_000),
        ),
    ],
)
def test_what_they_put_in_themselves_is_kept(text: str, arguments: tuple[float, float, float]) -> None:
    call = called(text)
    assert call is not None
    assert (call.tool, call.supposed, call.of_others, tuple(call.arguments.values())) == (
        "break_even",
        False,
        False,
        arguments,
    )


@pytest.mark.parametrize(
    "text",
    [
        "A peer sank $30,000 into tuning and his bill went from $14,000 a month to $2,000. What do you make of it?",
        "A rival's bill went from $14,000 a month to $2,000. When do we break even?",
        "Are the odds even? A peer sank $30,000 into tuning.",
    ],
)
def test_what_others_tell_alone_is_no_calculation(text: str) -> None:
    got = read(text, **BILL)
    assert got.tool_calls == ()
    assert got.statements == ()
