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
        ("today 14,000 a month; in a year 21,000, says sales", None, 0.5),
        ("2025: 40,000 tickets, 2026: 50,000 tickets", None, 0.25),
        pytest.param(
            "In 2024 we answered 50,000 letters, and in 2026 it will be 72,000.",
            None,
            0.2,
            marks=pytest.mark.xfail(
                reason="a figure of two years ago counts as past, and makes no growth beside a later one"
            ),
        ),
        ("In 2 years we expect four times the volume.", None, 1.0),
        ("Within three years the volume will be eight times as high.", None, 1.0),
    ],
)
def test_two_volumes_with_a_year_between_them_tell_the_growth(text: str, volume: float | None, growth: float) -> None:
    assert facts(text, volume=volume)["growth_per_year"] == pytest.approx(growth)


@pytest.mark.parametrize(
    "text",
    [
        "We have 40 stores now and 50 next year.",
        "In 2024 we had 40 stores, in 2026 we have 60.",
        "Founded in 2004, 300 people, since 2015 we have sold 90,000 machines.",
        "In 2 years the bill has been four times paid late.",
        "The volume will grow.",
        "Traffic does increase a little.",
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


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("steel is steel. same volume next year as this year", 0),
        ("The volume won't grow.", 0),
        ("Demand will not rise.", 0),
        ("Traffic doesn't increase any more.", 0),
        ("It's shrinking to be honest - minus ten percent a year, people just don't call any more", -0.1),
        ("Honestly it shrinks. We lose a tenth of our members each year.", -0.1),
        ("We are losing 5 percent of our readers a year.", -0.05),
        ("from 20,000 now to 26,000 in a year's time", 0.3),
        ("Put it this way, in 2025 there were 800k requests, in 2026 it'll be a million", 0.25),
        ("We open a second contact centre in spring, I'd expect twice the volume by next autumn", 1.0),
    ],
)
def test_an_answer_on_growth_says_whether_it_grows_or_shrinks(text: str, growth: float) -> None:
    assert facts(text, "growth_per_year")["growth_per_year"] == pytest.approx(growth)


@pytest.mark.parametrize(
    ("text", "asked", "field", "amount"),
    [
        ("31,200 dollars for the last twelve months", ("monthly_api_spend",), "monthly_api_spend", 2600),
        (
            "Finance booked 41,700 for the third quarter, all Anthropic invoices",
            ("monthly_api_spend",),
            "monthly_api_spend",
            13900,
        ),
        ("OpenAI charged us 9,000 dollars for Q3.", ("monthly_api_spend",), "monthly_api_spend", 3000),
        ("Our API bill came to 12,000 dollars over the past six months.", (), "monthly_api_spend", 2000),
        ("We'd save 120k over the year.", (), "monthly_benefit", 10_000),
        ("A saving of $90k in the first year", ("monthly_benefit",), "monthly_benefit", 7500),
        ("1,200 dollars in November", ("monthly_api_spend",), "monthly_api_spend", 1200),
        ("2,000 dollars in a quarter, roughly", ("monthly_api_spend",), "monthly_api_spend", pytest.approx(667, abs=1)),
        ("We pay OpenAI $4,000 a month, and in the last year the price fell.", (), "monthly_api_spend", 4000),
        (
            "We pay OpenAI $4,000 for the last mile and the first year of support.",
            ("monthly_api_spend",),
            "monthly_api_spend",
            4000,
        ),
    ],
)
def test_what_is_for_a_stretch_of_time_is_so_much_a_month(
    text: str, asked: tuple[str, ...], field: str, amount: object
) -> None:
    assert facts(text, *asked)[field] == amount


def test_a_price_times_the_known_volume_is_the_spend() -> None:
    got = facts("three cents a call and, as I said, 40k calls", "monthly_api_spend", volume=40_000)
    assert got["monthly_api_spend"] == 1200


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("40k from the pot, 25k from IT and the ministry chips in another 10", ("budget",), "budget", 75_000),
        ("20k from me, 30k from sales, 25k from the board", ("budget",), "budget", 75_000),
        ("Budget in parts: $60k tooling, $45k integration, $15k validation.", (), "budget", 120_000),
        ("The budget is $60k, training costs $20k and licences $15k.", (), "budget", 60_000),
        ("the freelancer is 950 a day and I've 60 days approved. that's the pot", ("budget",), "budget", 57_000),
        ("600 billable hours a year at 280 an hour", ("monthly_benefit",), "monthly_benefit", 14_000),
        ("15 late fines a year at 2,000 each wouldn't happen any more", ("monthly_benefit",), "monthly_benefit", 2500),
        ("64k mails a month, we'd expect to save 1.90 on each of the 64k.", (), "monthly_benefit", 121_600),
        ("low case 8k, high case 14k per month", ("monthly_benefit",), "monthly_benefit", 11_000),
        ("In the best case 50k, in the worst 20k", ("budget",), "budget", 35_000),
        ("worst case 4k a month, best case 10k", ("monthly_benefit",), "monthly_benefit", 7_000),
        ("9 months if procurement behaves, 12 if it doesn't", ("timeline_months",), "timeline_months", 10.5),
        ("9 months, could stretch to 12", ("timeline_months",), "timeline_months", 10.5),
        ("I think $30k, could stretch to $50k if the chair likes it", ("budget",), "budget", 40_000),
        ("40k, up to 55k at a push", ("budget",), "budget", 47_500),
        ("Around 15k, 25k if I beg", ("budget",), "budget", 20_000),
        ("80k, possibly 100k with the CFO's blessing", ("budget",), "budget", 90_000),
        ("we can do 30k and might get 45k if the pilot works", ("budget",), "budget", 37_500),
        ("up to 30k", ("budget",), "budget", 30_000),
        ("it was 40k but could go to 60k", ("budget",), "budget", 60_000),
        ("$40k, not $60k", ("budget",), "budget", 40_000),
        ("our budget this year is 45k, last year 70k", (), "budget", 45_000),
        ("Budget was 30k, cut to 20k, next year 25k", (), "budget", 20_000),
        ("This year 12k, next year maybe 30k", ("budget",), "budget", 12_000),
        ("last year we had 25k, this year it's 35k", ("budget",), "budget", 35_000),
        ("We only get money next year, 60k", ("budget",), "budget", 60_000),
        ("20k a month this year, 15k last year", ("requests_per_month",), "requests_per_month", 20_000),
    ],
)
def test_parts_days_and_cases_make_one_figure(text: str, asked: tuple[str, ...], field: str, value: float) -> None:
    assert facts(text, *asked)[field] == pytest.approx(value)


def test_what_an_error_costs_is_no_budget() -> None:
    assert "budget" not in facts("Wrong answer = container destroyed, 60k dollars. So a human sends it, always.")


@pytest.mark.parametrize(
    ("text", "known", "value"),
    [
        ("Good news from the board, they topped it up by 30k", {"budget": 70_000}, 100_000),
        ("The CFO cut it by 20k.", {"budget": 70_000, "monthly_benefit": 9_000}, 50_000),
        ("They cut a third off the sixty thousand this morning.", {"budget": 60_000}, 40_000),
        ("Ten thousand off the 60k, sorry.", {"budget": 60_000}, 50_000),
        ("The supplier cut it by 20k.", {"budget": 70_000, "monthly_benefit": 9_000}, None),
        ("They slashed this by 30k.", {}, None),
        ("The budget was cut to 30k.", {}, 30_000),
    ],
)
def test_a_known_sum_goes_up_or_down(text: str, known: dict[str, float], value: float | None) -> None:
    held = {field: Fact(value=one, status="stated", turn=1) for field, one in known.items()}
    got = READER.read(text, Context(facts=held, today=date(2026, 11, 22)))
    assert {one.field: one.value for one in got.statements}.get("budget") == value
