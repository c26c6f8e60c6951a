"""Whose money it is: what others pay us is no cost, a price and what it saves are two things, a promise is no fact."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from tests.test_benefit_parts import told as talked
from tests.test_benefit_parts import value

READER = BuiltInReader()
DAY = date(2026, 11, 22)
COSTS = {"monthly_api_spend", "budget"}


def read(text: str, *asked: str, said: str = "", known: dict[str, Any] | None = None) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in (known or {}).items()}
    return READER.read(text, Context(facts=facts, asked=asked, said=said, today=DAY))


def told(got: Understanding) -> dict[str, Any]:
    return {one.field: one.value for one in got.statements}


def costs(got: Understanding) -> set[str]:
    """What of it is a cost, as a fact, a part or an offer."""
    parts = {one.name for one in got.parts} & {"case_cost", "fee", "setup"}
    return (COSTS & told(got).keys()) | parts | {f"offer {one.name}" for one in got.offers}


EARNED: list[tuple[str, float]] = [
    ("I'd charge $5 per contract. My tool would review 1,000 contracts a month.", 5_000),
    ("We'd sell it at 12 dollars a seat to 300 customers.", 3_600),
    ("Our customers would pay $2 per report, and they order 4,000 reports a month.", 8_000),
    ("Each client pays us $40 a month, 120 of them.", 4_800),
    ("Landlords would pay $4 per lease summary, we'd make 3,000 summaries a month.", 12_000),
    ("We would invoice the ministry 8 dollars a file, around 6,000 files a month.", 48_000),
    ("Subscribers would pay $9 a month and we expect 800 of them.", 7_200),
    ("We'd sell subscriptions at $29 a month and reckon with 400 subscribers.", 11_600),
    ("We could bill our tenants $3 a month each for the assistant; there are 2,000 tenants.", 6_000),
    ("Patients would pay $15 per consultation letter, 900 letters a month.", 13_500),
    ("The ministry would pay us 8 dollars per processed file, around 6,000 files a month.", 48_000),
    ("1,000 contracts a month would go through it, and I'd be charging $5 for each contract.", 5_000),
    ("We plan to charge $240 a year per clinic and have 50 clinics signed up.", 1_000),
    ("The insurer would pay us $2 for every claim, 5,000 claims a month.", 10_000),
    ("We handle 9,000 calls a month for utilities; they'd pay us $3 a call.", 27_000),
    ("For each solved case the insurers would pay $4, and we solve 2,500 cases a month.", 10_000),
    ("Members pay us $35 a month and we have 1,200 of them.", 42_000),
    ("It lets us charge 2 dollars more per order and we have 3,000 orders a month.", 6_000),
    ("Each flat would bring in $6 a month more and we let 3,000 flats.", 18_000),
    ("We earn $4 on every order and the bot would bring 500 more orders a month.", 2_000),
    ("Our patients pay us $80 a visit; we lose 40 visits a month, and the bot would catch half of them.", 1_600),
    ("We'd resell the tool at $25 per seat per month to 640 seats.", 16_000),
    ("The ministry would pay us $14,000 a month for it.", 14_000),
]


@pytest.mark.parametrize(("text", "benefit"), EARNED)
def test_what_others_pay_us_for_each_is_a_benefit_and_no_cost(text: str, benefit: float) -> None:
    got = read(text)
    assert told(got).get("monthly_benefit") == pytest.approx(benefit)
    assert not costs(got)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (("I'd charge $5 per contract.", "It would review 1,000 contracts a month."), 5_000),
        (("We review 1,000 contracts a month.", "I'd charge $5 per contract."), 5_000),
        (("We'd bill our tenants $3 a month each.", "There are 2,000 tenants."), 6_000),
        (("We have 2,000 tenants.", "Each tenant would pay us $3 a month."), 6_000),
        (
            ("I'd charge $5 per contract.", "We review 1,000 contracts a month.", "Sorry, I'd charge $6 per contract."),
            6_000,
        ),
        (("I'd charge $60 per application.", "We get 2,000 emails a month."), None),
        (("Patients pay us $80 a visit.", "We have 900 visits a month."), None),
    ],
)
def test_a_price_and_how_many_may_come_in_two_messages(messages: Sequence[str], benefit: float | None) -> None:
    assert value(talked(*messages), "monthly_benefit") == benefit


@pytest.mark.parametrize(
    ("text", "known", "benefit"),
    [
        ("$5 a contract is what I'd charge, times 1,000 contracts a month.", {}, 5_000),
        ("We'd charge them $3 per claim.", {"requests_per_month": 20_000}, 60_000),
        ("120 clients at $40 a month.", {}, 4_800),
        ("The court pays us $11 per protocol page and we do 9,000 pages a month.", {}, 99_000),
        ("We save $25,000 a month; minus the $4,000 that the vendor takes that leaves $21,000 a month.", {}, 21_000),
    ],
)
def test_as_the_answer_to_what_it_is_worth(text: str, known: dict[str, Any], benefit: float) -> None:
    got = read(text, "monthly_benefit", known=known)
    assert told(got).get("monthly_benefit") == benefit
    assert not costs(got)


ONLY_A_PRICE = [
    "I'd charge $5 per contract.",
    "Our tenants pay $900 a month in rent.",
    "We charge our clients $1,200 per audit.",
    "Our members pay us $35 a month.",
    "Each of our readers pays $9 a month.",
    "We'd sell it at $12 a seat.",
    "The ministry pays us 8 dollars per processed file.",
    "They would pay us $3 per page.",
    "I'd bill them $450 per expert report.",
    "The insurer reimburses us $18 per letter.",
    "Nobody would pay $5 per contract.",
    "Our competitor charges its customers $5 per contract.",
    "We sell 1,200 shoes a month at $80 each.",
]


@pytest.mark.parametrize("text", ONLY_A_PRICE)
def test_a_price_that_others_pay_is_by_itself_no_cost_and_no_benefit(text: str) -> None:
    got = read(text)
    assert not costs(got)
    assert "monthly_benefit" not in told(got)


PAID = [
    "The agency charges $5 per contract. We review 1,000 contracts a month.",
    "The vendor would sell it to us at $12 a seat for 300 seats.",
    "A supplier would charge us $5 per contract, 1,000 contracts a month.",
    "Handling a ticket costs us $6 per ticket and we get 10,000 tickets a month.",
    "We pay our translators $30 per letter, 900 letters a month.",
    "We pay OpenAI $9,000 a month.",
    "We'd pay $12 a seat for 300 users.",
    "We would be billed $5 per contract, 1,000 contracts a month.",
    "Our department would pay $12 a seat for 300 seats.",
    "Customers would pay the agency $12 per call, 1,000 calls a month.",
    "We sell shoes and handle 900 chats a month at $6 each.",
    "Customers pay by card, we pay $0.30 per transaction on 40,000 transactions a month.",
]


def test_what_people_cost_for_each_case_is_no_bill_of_a_model() -> None:
    got = read("We get 8,000 chats a month, each costs us $5 to handle.")
    assert "monthly_api_spend" not in told(got)
    assert told(got)["requests_per_month"] == 8_000


@pytest.mark.parametrize("text", PAID)
def test_what_we_pay_is_never_revenue(text: str) -> None:
    assert "monthly_benefit" not in told(read(text))


PRICED: list[tuple[str, float, float]] = [
    ("A premium plan at $9,000 a month would save us another $20,000 a month.", 9_000, 20_000),
    ("A tool for $2,500 a month would save us $7,000 a month.", 2_500, 7_000),
    ("The enterprise tier costs $6,000 a month and would save us $15,000 a month.", 6_000, 15_000),
    ("Licences at $4,000 a month would bring in an extra $11,000 a month.", 4_000, 11_000),
    ("It would save us $20,000 a month, but the plan costs $9,000 a month.", 9_000, 20_000),
    ("Their bot at $3,200 a month would spare us another $5,000 a month.", 3_200, 5_000),
    ("A subscription of $1,500 a month would bring us $4,000 a month more margin.", 1_500, 4_000),
]


@pytest.mark.parametrize(("text", "price", "gain"), PRICED)
def test_a_price_and_what_it_saves_are_an_offer_and_never_one_sum(text: str, price: float, gain: float) -> None:
    got = read(text)
    assert [(one.monthly, one.gain) for one in got.offers] == [(price, gain)]
    assert told(got).get("monthly_benefit", gain) == gain


ADDED = [
    ("We'd save $12,000 a month and another $3,000 a month in postage.", 15_000),
    ("It saves $3,000 a month in overtime and another $1,500 a month in courier fees.", 4_500),
    ("The bot would bring in $9,000 a month and save us another $20,000 a month.", 29_000),
]


@pytest.mark.parametrize(("text", "benefit"), ADDED)
def test_two_gains_are_added_as_before(text: str, benefit: float) -> None:
    got = read(text)
    assert told(got).get("monthly_benefit") == benefit
    assert not got.offers


VENDORS_BOT = "A vendor's bot would save us $20,000 a month in support."


@pytest.mark.parametrize(
    ("said", "text", "monthly"),
    [
        (VENDORS_BOT, "Its price is $18,000 a month. Is it worth it?", 18_000),
        (VENDORS_BOT, "The price is $18,000 a month.", 18_000),
        (VENDORS_BOT, "It costs $18,000 a month. Should we?", 18_000),
        ("There is a tool on the market that sorts our mail.", "Its licence fee is $1,200 a month.", 1_200),
        ("", "A supplier's tool would sort the mail. Its fee is $1,200 a month.", 1_200),
    ],
)
def test_its_price_is_that_of_what_was_spoken_of(said: str, text: str, monthly: float) -> None:
    got = read(text, said=said)
    assert [one.monthly for one in got.offers] == [monthly]
    assert "monthly_api_spend" not in told(got)


@pytest.mark.parametrize(
    "text",
    ["Its price is $2.50 per million tokens.", "Its price is too high.", "We run gpt-4o. Its cost is $8,000 a month."],
)
def test_its_price_is_no_offer_where_nobody_sells(text: str) -> None:
    assert not read(text, said="We run gpt-4o for our support.").offers


BILLS = [
    ("our bill is $31k a month, up from $22k six months ago", 31_000),
    ("The bill has gone from $22k to $31k a month in half a year.", 31_000),
    ("We pay $31k a month now; six months ago it was $22k.", 31_000),
    ("Last spring we paid $9,000 a month for the API, meanwhile it is $13,500.", 13_500),
    ("API spend: $31k/month (was $22k in May).", 31_000),
    ("OpenAI cost us $4,000 a month in January and $7,500 a month today.", 7_500),
    ("Six months ago the API bill was $22k a month, today it's $31k.", 31_000),
]


@pytest.mark.parametrize(("text", "spend"), BILLS)
def test_an_earlier_bill_is_history(text: str, spend: float) -> None:
    got = told(read(text))
    assert got.get("monthly_api_spend") == spend
    assert not {"growth_per_year", "monthly_benefit", "budget"} & got.keys()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("The vendor promised 90 % accuracy, we measure 71 %.", "current_accuracy", 0.71),
        ("We were told it would get 95 % right; it gets 82 % right today.", "current_accuracy", 0.82),
        ("They promised to save us $50,000 a month, in fact it is $12,000 a month.", "monthly_benefit", 12_000),
        (
            "They sold it to us with savings of $50,000 a month; so far it saves $12,000 a month.",
            "monthly_benefit",
            12_000,
        ),
    ],
)
def test_beside_a_promise_what_is_real_counts(text: str, field: str, value: float) -> None:
    got = read(text)
    assert told(got).get(field) == value
    assert not got.offers


def test_a_promised_share_of_the_cases_makes_no_benefit() -> None:
    text = "The sales deck said 60 % of the chats would be solved by the bot. We get 8,000 chats a month at $5 each."
    got = read(text)
    assert "monthly_benefit" not in told(got)
    assert not [one for one in got.parts if one.name == "share"]


@pytest.mark.parametrize("asked", [(), ("monthly_benefit",), ("requests_per_month",), ("growth_per_year",)])
@pytest.mark.parametrize(
    "text",
    [
        "They promised 40 % deflection, today it is 11 %.",
        "15 % of the handled calls come back.",
        "15 % of the calls that it handled come back within a week.",
        "About a fifth of the callers ring again.",
        "30 % of our customers come back within a year.",
        "8 % of the solved tickets are reopened.",
        "A tenth of the patients it sent home return the next day.",
    ],
)
def test_who_comes_back_is_neither_worth_nor_growth_nor_how_good_it_is(text: str, asked: Sequence[str]) -> None:
    fields = {"monthly_benefit", "current_accuracy", "target_accuracy", "requests_per_month", "growth_per_year"}
    assert not fields & told(read(text, *asked)).keys()


@pytest.mark.parametrize(
    ("text", "accuracy"),
    [("15 % of the answers come back with corrections.", 0.85), ("A tenth of the drafts comes back.", 0.9)],
)
def test_answers_that_come_back_are_wrong(text: str, accuracy: float) -> None:
    assert told(read(text, "current_accuracy")).get("current_accuracy") == accuracy


TWO_PRICES: list[tuple[str, list[tuple[float | None, float | None]]]] = [
    ("The two offers cost $4,000 or $6,000 a month.", [(None, 4_000), (None, 6_000)]),
    ("The two bids are $40,000 or $65,000 up front.", [(40_000, None), (65_000, None)]),
    ("We have two quotes, 40k or 65k.", [(40_000, None), (65_000, None)]),
    ("Two vendors want $4,000 or $6,000 a month.", [(None, 4_000), (None, 6_000)]),
    ("Three proposals: 20k, 30k or 45k.", [(20_000, None), (30_000, None), (45_000, None)]),
    ("We got two proposals: 90 or 120 thousand dollars.", [(90_000, None), (120_000, None)]),
]


@pytest.mark.parametrize(("text", "prices"), TWO_PRICES)
def test_two_prices_of_two_offers_are_no_range(text: str, prices: list[tuple[float | None, float | None]]) -> None:
    assert [(one.upfront, one.monthly) for one in read(text).offers] == prices


@pytest.mark.parametrize(
    "text", ["A vendor asks $4,000 to $6,000 a month.", "The agency wants $4,000 or $6,000 a month, depending on us."]
)
def test_one_offer_with_a_range_stays_one(text: str) -> None:
    assert [one.monthly for one in read(text).offers] == [5_000]


@pytest.mark.parametrize(
    "text",
    [
        "Actually our customers pay $390",
        "Sorry, our tenants pay us $390 a month, not $290.",
        "Actually price is $390 a month, and we have 150 customers",
        "Correction: our price is $390 a month per customer.",
        "Actually the price is $390 a month per subscriber",
        "No, we charge $390 a month.",
        "actually, each client pays $450 a month",
    ],
)
def test_what_others_pay_corrects_no_cost(text: str) -> None:
    assert not costs(read(text, "model", known={"monthly_api_spend": 11_200, "budget": 5_000}))


def test_the_bill_beside_a_price_that_others_pay_stays_the_bill() -> None:
    got = read("API bill $8,000 a month. Actually price is $390 a month per customer")
    assert told(got)["monthly_api_spend"] == 8_000


@pytest.mark.parametrize(
    ("text", "bill"),
    [
        ("Actually the API price is $9,000 a month for our customers", 9_000),
        ("Actually we pay $9,000 a month", 9_000),
        ("Sorry, the bill is $9,500 a month, we have 150 customers", 9_500),
    ],
)
def test_what_they_pay_still_corrects_the_bill(text: str, bill: float) -> None:
    assert told(read(text, "model", known={"monthly_api_spend": 11_200}))["monthly_api_spend"] == bill
