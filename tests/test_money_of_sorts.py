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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My husband says not more than 4,000", 4_000),
        ("My wife said 5,000 at most", 5_000),
        ("my brother says max 8,000", 8_000),
        ("My father won't go over 12,000", 12_000),
        ("my sister wants to stay under 9,000", 9_000),
    ],
)
def test_how_far_ones_own_people_would_go_is_the_budget(text: str, expected: float) -> None:
    assert told(text, "budget") == {"budget": expected}


@pytest.mark.parametrize(
    "text",
    [
        "our landlord's firm has spent 40,000 on one",
        "My brother says his firm spent no more than 40,000",
        "My wife says her company paid 60,000 for theirs",
        "A friend says not more than 20,000 is usual",
        "Legal costs of checking compliance were 13,500, already invoiced",
        "Legal fees were 13,500 last spring",
        "It saves us a one-time 50,000 for the migration, after that nothing",
        "The company turned over $5 million last year",
    ],
)
def test_what_others_spend_and_what_is_gone_is_no_budget(text: str) -> None:
    assert not told(text, "budget")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000 in saved time and another 500 in extra orders, monthly", 2_500),
        ("$1,200 a month in overtime and another $800 in postage", 2_000),
        ("3,000 from fewer returns plus 1,500 from faster quotes a month", 4_500),
        ("800 a month for paper would vanish, plus half a clerk, 1,400. So 2,200 a month.", 2_200),
        ("Overtime 3,000 and temps 1,000, that makes 4,000 a month.", 4_000),
        ("the tool saves 3,500 of the 9,000 for diesel each month", 3_500),
        ("fuel 9,000, wages 40,000 a month. It would save 3,500 of the fuel", 3_500),
        ("We spend 12,000 a month on ads, and it would save us 2,000 of that", 2_000),
        ("Once it's live it saves 3,000 a month", 3_000),
        ("Once the bot runs we save 3,000", 3_000),
        ("We'd save 30,000 once", None),
        ("It would save a one-off $20,000 and nothing after", None),
        ("we pay 2,000 in rent and 500 in taxes", None),
        ("at most 20,000 up front, and it must save at least 3,000 a month", 3_000),
    ],
)
def test_savings_in_parts_and_the_part_of_a_bill_that_is_saved(text: str, expected: float | None) -> None:
    got = told(text, "monthly_benefit")
    assert got.get("monthly_benefit") == expected
    assert "requests_per_month" not in got


@pytest.mark.parametrize("asked", [(), ("monthly_benefit",), ("monthly_api_spend",), ("requests_per_month",)])
@pytest.mark.parametrize(
    "text",
    [
        "annual turnover 4 million, 32 people",
        "for context we turn over about 6 million dollars a year",
        "we turn over 400k a month",
        "our shop takes in $90,000 a month",
        "IT as a whole costs us $80,000 a month",
        "The whole division runs on 900k a year",
        "we make about $300,000 in sales every month",
    ],
)
def test_what_the_whole_company_takes_in_or_costs_is_no_fact(text: str, asked: tuple[str, ...]) -> None:
    assert not told(text, *asked)


@pytest.mark.parametrize(
    ("text", "asked", "field", "expected"),
    [
        ("It brings about $7,000 a month in additional sales", "monthly_benefit", "monthly_benefit", 7_000),
        ("$4,000 a month for the whole company", "monthly_benefit", "monthly_benefit", 4_000),
        ("It saves us $3,000 a month in staff", "monthly_api_spend", "monthly_benefit", 3_000),
        ("Postage of 2,200 a month would go away", "monthly_benefit", "monthly_benefit", 2_200),
        ("Our company pays $2,000 a month for the API", "monthly_api_spend", "monthly_api_spend", 2_000),
        ("We get a bill of $2,000 a month from OpenAI", "monthly_api_spend", "monthly_api_spend", 2_000),
        ("We get charged $2,000 a month for tokens", "monthly_api_spend", "monthly_api_spend", 2_000),
        ("The API for our staff costs $400 a month", "monthly_api_spend", "monthly_api_spend", 400),
        ("The bot for our agents costs $1,400 a month", "monthly_api_spend", "monthly_api_spend", 1_400),
        (
            "25 seats of chatgpt at 30 dollars are 750 a month, the API comes to 210",
            "monthly_api_spend",
            "monthly_api_spend",
            210,
        ),
        ("the whole school asks 3,000 questions a month", "requests_per_month", "requests_per_month", 3_000),
        ("We take in 900 calls a month", "requests_per_month", "requests_per_month", 900),
        ("we get 400k a month", "requests_per_month", "requests_per_month", 400_000),
        ("200 calls plus 300 mails a month", "requests_per_month", "requests_per_month", 500),
        ("at least 90 % accuracy and at most 300 requests a day", "requests_per_month", "requests_per_month", 9_000),
    ],
)
def test_what_only_sounds_like_other_money_is_still_the_fact(
    text: str, asked: str, field: str, expected: float
) -> None:
    assert told(text, asked) == {field: expected}
