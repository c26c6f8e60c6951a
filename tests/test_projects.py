"""The money of the user's own project: what goes in, runs on and comes back, and what becomes of it if."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.offers import Offer
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, ToolCall, Understanding

UPFRONT, NOW, NEW = "upfront_cost", "current_monthly_cost", "new_monthly_cost"
COST, BENEFIT, MONTHS, RATE = "monthly_cost", "monthly_benefit", "horizon_months", "annual_discount_rate"
RAMP, DELAY = "ramp_months", "delay_months"


def read(text: str, *calls: ToolCall, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return BuiltInReader().read(text, Context(facts=facts, tool_calls=calls))


def called(got: Understanding) -> tuple[str, dict[str, JsonValue]]:
    [call] = got.tool_calls
    return call.tool, call.arguments


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("We pay OpenAI $8,000 a month. Switching saves us $3,000 a month and costs $36,000. Payback?", (36, 3, 0)),
        (
            (
                "Our gpt-4o bill is $8,000 a month. An own model saves $5,000 a month and costs $60,000 to build. "
                "When does it break even?"
            ),
            (60, 5, 0),
        ),
        (
            (
                "Our API bill is $6,000 a month on gpt-4o. Self-hosting saves $15k a month and costs $180k up front. "
                "When does it pay back?"
            ),
            (180, 15, 0),
        ),
        (
            (
                "The API costs us $9,000 a month today. A tuned model would save $7,000 of that a month, takes $70,000 "
                "to build. Payback?"
            ),
            (70, 7, 0),
        ),
        (
            (
                "Currently we spend 12k a month on Claude. The new set-up is 50k once and brings the spend down by 5k "
                "a month; when is it paid back?"
            ),
            (50, 5, 0),
        ),
        (
            "Implementation $45,000, upkeep $1,500 a month, savings $9,000 a month. How long till we break even?",
            (45, 9, 1.5),
        ),
        (
            ("Savings are 22k per month, hosting eats 2k per month, and the build takes 100k up front. Pay-back time?"),
            (100, 22, 2),
        ),
        ("It earns us $6,000 a month for $48,000 up front and $2,000 a month to run. Payback?", (48, 6, 2)),
    ],
)
def test_a_stated_saving_is_the_saving_whatever_is_paid_today(text: str, sums: tuple[float, float, float]) -> None:
    tool, arguments = called(read(text))
    assert tool == "break_even"
    assert arguments == {name: amount * 1000 for name, amount in zip((UPFRONT, NOW, NEW), sums, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "Our bill is $10,000 a month and a new model for $80,000 once would cost $2,000 a month. When is it paid back?",
        "We invest 80k, the bill falls from 10k a month to 2k a month. Break-even?",
        "80k up front, 10k a month now against 2k a month then: when does it break even?",
    ],
)
def test_without_a_stated_saving_it_is_what_is_paid_less_what_will_be(text: str) -> None:
    assert called(read(text)) == ("break_even", {UPFRONT: 80_000, NOW: 10_000, NEW: 2_000})


@pytest.mark.parametrize(
    ("text", "figures", "rate"),
    [
        (
            "Investment 300k, monthly cost 10k, monthly savings 35k, 36 months, 9%: what is NPV and IRR?",
            (300_000, 10_000, 35_000, 36),
            0.09,
        ),
        (
            (
                "What's the NPV of an investment of $200,000 that saves $18,000 a month and costs $5,000 a month, over "
                "3 years at 10%?"
            ),
            (200_000, 5_000, 18_000, 36),
            0.1,
        ),
        (
            "Investing $150,000 costs $4,000 a month to run and brings $14,000 a month for 3 years. NPV at 8%?",
            (150_000, 4_000, 14_000, 36),
            0.08,
        ),
        (
            "Upfront 200k, running cost 5k a month, benefit 18k a month, 36 months, 10% discount rate. NPV?",
            (200_000, 5_000, 18_000, 36),
            None,  # the rate is set for all figures
        ),
        (
            (
                "Investment $300,000. Savings $35,000 per month. Costs $10,000 per month. Horizon 36 months. Discount "
                "rate 9%. Please compute NPV and IRR."
            ),
            (300_000, 10_000, 35_000, 36),
            None,
        ),
        (
            (
                "We'd put in $90,000, running it takes $3,000 a month and it brings in $11,000 a month. What is the "
                "present value over two years at 12%?"
            ),
            (90_000, 3_000, 11_000, 24),
            0.12,
        ),
        (
            "Calculate the internal rate of return: $60k initially, $8k a month gained, $1k a month upkeep, 24 months.",
            (60_000, 1_000, 8_000, 24),
            None,
        ),
        (
            "Please work out ROI and NPV for capex 400k, opex 12k per month, revenue 40k per month over 5 years at 8%.",
            (400_000, 12_000, 40_000, 60),
            0.08,
        ),
    ],
)
def test_a_value_of_their_own_project_is_reckoned_month_by_month(
    text: str, figures: tuple[float, ...], rate: float | None
) -> None:
    tool, arguments = called(read(text))
    assert tool == "roi"
    own = dict(zip((UPFRONT, COST, BENEFIT, MONTHS), figures, strict=True))
    assert arguments == (own if rate is None else {**own, RATE: rate})


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        (
            (
                "If I invested 100,000 today and got 40,000 at the end of each of the next three years, what's the NPV "
                "at 8%?"
            ),
            [-100_000, 40_000, 40_000, 40_000],
        ),
        ("What is the NPV of -1000, 500, 400, 300 at 10%?", [-1_000, 500, 400, 300]),
        ("We invest 100k and get 30k a year for 4 years. NPV at 8%?", [-100_000, *[30_000] * 4]),
        (
            "What is the NPV if we spend $50,000 now and get $20,000 every year for the next 3 years at 7%?",
            [-50_000, *[20_000] * 3],
        ),
    ],
)
def test_flows_by_the_year_stay_flows(text: str, flows: list[float]) -> None:
    tool, arguments = called(read(text))
    assert (tool, arguments["flows"]) == ("cash_flow_value", flows)


@pytest.mark.parametrize(
    "text",
    [
        "Building it costs us $85k and upkeep is $2.5k a month. What is the payback?",
        "The project would cost 85k to build plus 2.5k a month to maintain. Payback?",
        "It takes $85,000 up front and $2,500 a month of hosting. When does it break even?",
    ],
)
def test_what_it_brings_may_have_been_said_before(text: str) -> None:
    got = read(text, monthly_benefit=54_000)
    assert called(got) == ("break_even", {UPFRONT: 85_000, NOW: 54_000, NEW: 2_500})
    assert got.statements == ()


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        (
            "It saves $20,000 a month, but only from month 7 on. It costs $100,000. When does it pay back?",
            {DELAY: 6},
        ),
        ("$100,000 up front, saves $20,000 a month after a six-month pilot. When does it break even?", {DELAY: 6}),
        ("We put in $100k; $20k a month is saved, starting in month 4. Payback?", {DELAY: 3}),
        ("It costs $100,000 and takes five months to build; then it saves $20,000 a month. Payback?", {DELAY: 5}),
        ("$100k up front, $20k a month saved, nothing in the first 6 months. When is it paid back?", {DELAY: 6}),
        ("We invest $100k; benefits are $20k a month but ramp up over 12 months. When does it pay back?", {RAMP: 12}),
        (
            "It costs $100,000 up front and saves $20,000 a month once fully adopted after 6 months. Payback?",
            {RAMP: 6},
        ),
        ("$100k once, $20k a month of savings, phased in over a year. Break-even?", {RAMP: 12}),
        ("$100k once and $20k a month saved. Does it pay back within 12 months?", {}),
        ("$100k once and $20k a month saved. Is it paid back after 6 months?", {}),
    ],
)
def test_what_starts_late_or_slowly_is_reckoned_so(text: str, timing: dict[str, float]) -> None:
    got = read(text)
    assert called(got) == ("break_even", {UPFRONT: 100_000, NOW: 20_000, NEW: 0, **timing})
    assert not {"timeline_months", "horizon_months"} & {one.field for one in got.statements}


PROJECT = ToolCall(tool="break_even", arguments={UPFRONT: 180_000, NOW: 15_000, NEW: 3_000}, quote="")
LATE = ToolCall(tool="break_even", arguments={UPFRONT: 100_000, NOW: 20_000, NEW: 0, DELAY: 6}, quote="")
RETURN = ToolCall(
    tool="roi", arguments={UPFRONT: 300_000, COST: 10_000, BENEFIT: 35_000, MONTHS: 36, RATE: 0.09}, quote=""
)


@pytest.mark.parametrize(
    ("text", "call", "change"),
    [
        ("What if it only saves $9k?", PROJECT, {NOW: 9_000}),
        ("And if we save just 9,000 a month?", PROJECT, {NOW: 9_000}),
        ("Suppose it is only $9,000 a month - does it still pay?", PROJECT, {NOW: 9_000}),
        ("What if the savings are 20% lower?", PROJECT, {NOW: 12_000}),
        ("And if it saves only half of that?", PROJECT, {NOW: 7_500}),
        ("What if it costs $130,000?", PROJECT, {UPFRONT: 130_000}),
        ("What if the build gets 50% more expensive?", PROJECT, {UPFRONT: 270_000}),
        ("What if running it costs $5,000 a month?", PROJECT, {NEW: 5_000}),
        ("What if it takes six months until the saving starts?", PROJECT, {DELAY: 6}),
        ("And if the savings only start in month 5?", PROJECT, {DELAY: 4}),
        ("What if adoption takes 12 months rather than 6?", LATE, {DELAY: 12}),
        ("What if it ramps up over a year?", PROJECT, {RAMP: 12}),
        ("What if the discount rate is 12%?", RETURN, {RATE: 0.12}),
        ("What if it costs $400k and saves only $30k a month?", RETURN, {UPFRONT: 400_000, BENEFIT: 30_000}),
        ("And over five years?", RETURN, {MONTHS: 60}),
    ],
)
def test_a_what_if_runs_on_the_project_that_was_reckoned_last(
    text: str, call: ToolCall, change: dict[str, float]
) -> None:
    got = read(text, call, monthly_benefit=15_000)
    [tried] = got.tool_calls
    assert (tried.tool, tried.supposed) == (call.tool, True)
    assert tried.arguments == pytest.approx({**call.arguments, **change})
    assert (got.statements, got.what_ifs) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "What if we had 200,000 requests a month?",
        "What if we used gpt-4o-mini?",
        "What if accuracy had to be 95%?",
        "What if half the prompt were cached?",
        "We save $9,000 a month.",
        "Our budget is $130,000.",
    ],
)
def test_what_is_said_of_other_things_leaves_the_project_alone(text: str) -> None:
    got = read(text, PROJECT, requests_per_month=100_000, model="gpt-4o", input_tokens=2_000, output_tokens=200)
    assert not any(call.tool in ("break_even", "roi") for call in got.tool_calls)


@pytest.mark.parametrize(
    ("text", "months", "rate"),
    [("What is the NPV over 3 years at 8%?", 36, 0.08), ("And the IRR over 24 months?", 24, None)],
)
def test_returns_that_are_asked_next_are_those_of_the_project(text: str, months: float, rate: float | None) -> None:
    own = {UPFRONT: 180_000, COST: 3_000, BENEFIT: 15_000, MONTHS: months}
    got = read(text, PROJECT, monthly_benefit=15_000)
    assert called(got) == ("roi", own if rate is None else {**own, RATE: rate})


@pytest.mark.parametrize(
    "text",
    ["When does it pay back?", "And when do we break even?", "so when is that paid back?", "Payback?"],
)
def test_a_payback_that_is_asked_again_is_that_of_the_project(text: str) -> None:
    standing = ToolCall(tool="break_even", arguments={UPFRONT: 90_000, NOW: 10_000, NEW: 0}, quote="")
    assert called(read(text, standing, monthly_benefit=10_000)) == ("break_even", standing.arguments)


@pytest.mark.parametrize(
    "text",
    [
        "When does your recommendation pay back?",
        "What does break-even mean?",
        "When does the approach you advise pay back?",
    ],
)
def test_a_payback_of_something_else_is_not_that_of_the_project(text: str) -> None:
    standing = ToolCall(tool="break_even", arguments={UPFRONT: 90_000, NOW: 10_000, NEW: 0}, quote="")
    assert read(text, standing, monthly_benefit=10_000).tool_calls == ()


def test_returns_of_the_recommendation_are_not_those_of_the_project() -> None:
    assert read("What is the NPV of your recommendation over 3 years at 8%?", PROJECT).tool_calls == ()


OFFER = Offer(upfront=80_000, monthly=2_000)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("What if he wants $120,000?", {"upfront": 120_000}),
        ("What if it only starts after six months?", {"delay_months": 6}),
        ("What if the vendor asks 60k?", {"upfront": 60_000}),
    ],
)
def test_an_offer_is_tried_out_at_another_price_or_start(text: str, change: dict[str, float]) -> None:
    said = "The vendor wants $80,000 once and $2,000 a month; we save $12,000 a month. Payback?"
    facts = {"monthly_benefit": Fact(value=12_000, status="stated", turn=1)}
    got = BuiltInReader().read(text, Context(facts=facts, offers=(OFFER,), said=said))
    [tried] = got.supposed_offers
    assert {name: value for name, value in tried.changes.items() if value != OFFER.changes.get(name)}.items() >= (
        change.items()
    )
    assert got.what_ifs == ()


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("What if we save only $8,000?", 8_000),
        ("Not sure I believe that. Suppose it is only $10,000 a month - does it still pay?", 10_000),
        ("And if it brings just 5k a month?", 5_000),
    ],
)
def test_a_known_benefit_is_tried_out_at_another_amount(text: str, monthly: float) -> None:
    got = read(text, monthly_benefit=31_000, requests_per_month=9_000)
    assert [(one.field, one.value) for one in got.what_ifs] == [("monthly_benefit", monthly)]


def test_what_an_offer_saves_is_no_price_of_it() -> None:
    got = read(
        "An internal team proposes a summarization tool: $250,000 one-off, $18,000 a month running, and it saves "
        "$55,000 a month once fully adopted after 6 months. What is the payback?"
    )
    [offer] = got.offers
    assert (offer.upfront, offer.monthly, offer.ramp_months) == (250_000, 18_000, 6)
    assert {one.field: one.value for one in got.statements}["monthly_benefit"] == 55_000


def test_the_bill_beside_a_stated_saving_is_told_to_be_left_out() -> None:
    got = read("We pay OpenAI $8,000 a month. Switching saves us $3,000 a month and costs $36,000. Payback?")
    assert {one.field: one.value for one in got.statements} == {"monthly_api_spend": 8_000, "monthly_benefit": 3_000}
    assert "$8,000" in got.tool_calls[0].notes[0]


KNOWN_BILL = {"model": "gpt-4o", "monthly_api_spend": 18_400, "requests_per_month": 420_000}


def heard_beside_a_bill(text: str) -> Understanding:
    facts = {name: Fact(value=value, status="stated", turn=1) for name, value in KNOWN_BILL.items()}
    return BuiltInReader().read(text, Context(facts=facts))


@pytest.mark.parametrize(
    ("text", "upfront", "way"),
    [
        ("If we fine-tune for 120k, when do we get the money back?", 120_000, "fine_tuning"),
        ("Suppose we build RAG for 50k, payback?", 50_000, "augmentation"),
        ("If RAG costs us 70k, how long until it pays back?", 70_000, "augmentation"),
        ("Suppose fine-tuning costs 90k, payback?", 90_000, "fine_tuning"),
        ("When would fine-tuning for $80,000 pay for itself?", 80_000, "fine_tuning"),
        ("Fine-tuning at 60k, when do we break even?", 60_000, "fine_tuning"),
        ("What if retrieval costs $40,000, when is that recouped?", 40_000, "augmentation"),
    ],
)
def test_their_own_price_of_a_way_pays_back_with_what_that_way_costs(text: str, upfront: int, way: str) -> None:
    got = heard_beside_a_bill(text)
    [call] = got.tool_calls
    assert (call.tool, call.arguments, call.supposed) == (
        "break_even",
        {"upfront_cost": upfront, "approach": way},
        True,
    )
    assert (got.statements, got.what_ifs) == ((), ())


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("If we put 120k into fine-tuning and the bill drops to 6k, when do we break even?", 6_000),
        ("We invest 120k and our bill falls to $6,000. Payback?", 6_000),
        ("Say we spend 120k up front and it cuts the bill to 4k, when do we break even?", 4_000),
    ],
)
def test_what_the_bill_becomes_is_a_month_as_the_bill_is(text: str, after: int) -> None:
    got = heard_beside_a_bill(text)
    [call] = got.tool_calls
    assert call.arguments == {"upfront_cost": 120_000, "current_monthly_cost": 18_400, "new_monthly_cost": after}
    assert not call.notes


@pytest.mark.parametrize(
    "text",
    ["We'd pay 60k for fine-tuning and save 5k a month. Pay-back?", "RAG for 60k saves us $5,000 a month. Payback?"],
)
def test_what_a_way_saves_of_the_bill_is_not_all_that_the_case_is_worth(text: str) -> None:
    got = heard_beside_a_bill(text)
    [call] = got.tool_calls
    assert call.arguments == {"upfront_cost": 60_000, "current_monthly_cost": 5_000, "new_monthly_cost": 0}
    assert "monthly_benefit" not in {one.field for one in got.statements}
