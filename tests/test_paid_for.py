"""What a monthly sum is paid for: only what models cost is the API bill, and what somebody would pay is none."""

from typing import Any

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
ASKED = ((), ("monthly_api_spend",), ("monthly_benefit",))
KNOWN: dict[str, Any] = {"requests_per_month": 6_000, "task": "support"}


def read(text: str, *asked: str) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


def told(got: Understanding) -> dict[str, Any]:
    return {one.field: one.value for one in got.statements}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "text",
    [
        "We spend $3,000 a month on ads.",
        "We pay $2,500 a month for the office.",
        "Our rent is $4,000 a month.",
        "We pay $1,200 a month for our ticket system.",
        "We pay $1,200 a month for the chat tool today.",
        "Zendesk costs us $900 a month.",
        "Our CRM costs us $1,100 a month.",
        "We're paying 700 dollars a month for Salesforce right now.",
        "The phone system costs $450 a month.",
        "Insurance is $2,000 a month.",
        "The energy bill is $2,000 a month.",
        "My phone bill is $80 a month.",
        "Each month we pay $5,000 for marketing.",
        "We spend $18,000 a year on cleaning.",
        "We're paying our supplier £3,200 a month for the AI itself.",
        "Postage is $2,200 a month.",
        "Postage alone is 2,200 a month but that stays anyhow",
        "Diesel comes to $9,000 a month.",
        "30 Copilot licences cost us $900 a month.",
        "We pay $600 a month for ChatGPT subscriptions.",
    ],
)
def test_what_other_things_cost_is_neither_the_api_bill_nor_a_benefit(text: str, asked: tuple[str, ...]) -> None:
    assert not {"monthly_api_spend", "monthly_benefit", "budget"} & set(told(read(text, *asked)))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The work costs us $12,000 a month.", 12_000),
        ("Handling the tickets costs us $12,000 a month.", 12_000),
        ("Today we spend $12,000 a month on support staff.", 12_000),
        ("Answering them costs us 9,000 dollars a month.", 9_000),
        ("This work costs $8,000 a month.", 8_000),
        ("We pay $7,500 a month for people who type up orders.", 7_500),
        ("We spend $96,000 a year on clerks.", 96_000),
        ("Doing it by hand costs us $6,000 a month.", 6_000),
        ("The manual processing costs $6,000 a month.", 6_000),
        ("We pay $3,000 a month for an agency that answers the mails.", 3_000),
    ],
)
def test_what_the_work_costs_is_a_part_of_what_could_be_saved(
    text: str, expected: float, asked: tuple[str, ...]
) -> None:
    got = read(text, *asked)
    assert [(part.name, part.value) for part in got.parts] == [("payroll", expected)]
    assert not told(got).keys() & {"monthly_api_spend", "monthly_benefit", "budget"}


@pytest.mark.parametrize("asked", ASKED[:2])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bot costs us $1,200 a month.", 1_200),
        ("Support bot, 80k chats a month, $1,200 bill, 3,000 articles.", 1_200),
        ("The bill was about $4,200.", 4_200),
        ("We're paying our supplier $3,200 a month for the AI itself.", 3_200),
        ("We pay our supplier $3,200 a month for the chatbot.", 3_200),
        ("It costs us $1,200 a month.", 1_200),
        ("We pay $3,000 a month for tokens.", 3_000),
        ("Our bill is $3,000 a month.", 3_000),
        ("We spend $2,000 a month on OpenAI.", 2_000),
        ("GPT-4o costs us $2,000 a month.", 2_000),
        ("We pay $900 a month for Zendesk and $600 for OpenAI.", 600),
        ("We pay $600 a month for OpenAI. Zendesk costs us $900 a month.", 600),
        ("Zendesk costs us $900 a month, OpenAI $600.", 600),
        ("We spend $600 a month on Claude and $3,000 a month on ads.", 600),
        ("The chatbot's API costs us $700 a month.", 700),
        ("The model that answers the tickets costs us $700 a month.", 700),
        ("We pay about 700 dollars a month at the moment.", 700),
    ],
)
def test_what_the_model_costs_is_the_api_bill(text: str, expected: float, asked: tuple[str, ...]) -> None:
    assert told(read(text, *asked)).get("monthly_api_spend") == expected


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "text",
    [
        "We are ready to pay $1,500 a month.",
        "I'd pay at most $800 a month.",
        "We would pay up to 300 a month for a solution.",
        "I don't want to spend more than $800 a month.",
        "It may cost $800 a month.",
        "The budget is $2,000 a month.",
        "We have $4,000 a month for running it.",
        "My boss is willing to spend $1,000 a month.",
        "It shouldn't cost more than $500 a month.",
        "We could afford $2,500 a month.",
    ],
)
def test_what_somebody_would_pay_each_month_is_kept_as_nothing(text: str, asked: tuple[str, ...]) -> None:
    got = read(text, *asked)
    assert not told(got).keys() & {"monthly_api_spend", "monthly_benefit", "budget"}
    assert not got.parts


@pytest.mark.parametrize("asked", ASKED[:2])
@pytest.mark.parametrize(
    "text",
    [
        "We get $2,000 a month for advertising on our site.",
        "We receive $3,000 a month from a grant.",
        "We earn $2,000 a month with ads.",
    ],
)
def test_what_others_pay_us_is_no_bill(text: str, asked: tuple[str, ...]) -> None:
    assert "monthly_api_spend" not in told(read(text, *asked))
