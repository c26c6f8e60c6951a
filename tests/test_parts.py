"""Values that are said in parts: sums of two amounts, shares of another number, what a number becomes."""

from datetime import date

import pytest

from agent.derived import derived_statements
from agent.facts import Fact
from agent.message import taken_apart
from agent.understanding import Context


def derived(text: str, asked: tuple[str, ...] = (), **known: float) -> dict[str, object]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    context = Context(facts=facts, asked=asked, today=date(2026, 11, 22))
    return {statement.field: statement.value for statement in derived_statements(taken_apart(text), context)}


SPEND, BUDGET, INPUT, OUTPUT = "monthly_api_spend", "budget", "input_tokens", "output_tokens"
SEVERE, NOW, WANTED, WAIT, GROWTH = (
    "critical_error_rate",
    "current_accuracy",
    "target_accuracy",
    "max_latency_seconds",
    "growth_per_year",
)


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("$800 to OpenAI and $300 to Google per month.", (), SPEND, 1_100),
        ("We pay $2,500 a month to Azure plus $500 a month to Mistral.", (), SPEND, 3_000),
        ("We pay $2,200 a month for the big model and another $300 for embeddings, all to OpenAI.", (), SPEND, 2_500),
        ("20k from the board plus 12k out of my own pot.", (BUDGET,), BUDGET, 32_000),
        ("A mail is 120 words. The system prompt is another 240.", (INPUT, OUTPUT), INPUT, 480),
        ("50 tokens of question plus 400 of instructions.", (INPUT, OUTPUT), INPUT, 450),
        ("Reports of 90 words each, and the same length comes out.", (), INPUT, 120),
        ("We redact rulings at 6 pages, in and out the same.", (), OUTPUT, 4_000),
        ("9 a month out of the 3,000 it writes", (SEVERE,), SEVERE, 0.003),
        ("About 4 of the 800 a week", (SEVERE,), SEVERE, 0.005),
        ("3 of the 600.", (SEVERE,), SEVERE, 0.005),
        ("8 % are wrong, but only a quarter of the wrong ones is dangerous.", (), SEVERE, 0.02),
        ("We have 81. Four points more and we ship.", (NOW, WANTED), WANTED, 0.85),
        ("Ten percent wrong today, the goal is to halve that.", (NOW, WANTED), WANTED, 0.95),
        ("They wait 12 seconds now. A third of that would be great.", (WAIT,), WAIT, 4),
        ("It goes from 40k now to 50k chats a year from now.", (GROWTH,), GROWTH, 0.25),
        ("Partners quoted 60 to 80 thousand, our limit is 40.", (), BUDGET, 40_000),
        ("They want 90 thousand dollars for it. We can pay 70.", (), BUDGET, 70_000),
    ],
)
def test_a_value_said_in_parts_is_put_together(text: str, asked: tuple[str, ...], field: str, value: float) -> None:
    assert derived(text, asked)[field] == pytest.approx(value)


def test_points_are_added_to_the_accuracy_that_is_known() -> None:
    assert derived("Three points more.", ("target_accuracy",), current_accuracy=0.9) == {"target_accuracy": 0.93}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("We spend $20k on Azure and $5k on coffee a month.", ()),
        ("$900 to OpenAI and $2,000 to our landlord a month.", ()),
        ("We pay $2,200 a month for rent and another $300 for cleaning, all to one landlord.", ()),
        ("50k for people plus 20k for licences plus 5k for travel.", (BUDGET,)),
        ("30k, and 12 people plus 4 interns.", (BUDGET,)),
        ("200 words plus 3 attachments with instructions.", (INPUT, OUTPUT)),
        ("Six snippets of 200 tokens plus 300 of instructions.", (INPUT, OUTPUT)),
        ("We have 40 engineers, 2 of the 40 know ML.", ("ml_engineers",)),
        ("3 of the 12 offices use it and 5 people complain.", ()),
        ("8 % are wrong, a quarter of the staff is new.", ()),
        ("Five points are on the agenda.", (NOW, WANTED)),
        ("We halved the team, and 8 % leave each year.", (NOW, WANTED)),
        ("A session lasts 12 minutes, a third of that is small talk.", ()),
        ("We went from 100 people to 130.", (GROWTH,)),
        ("We have 50 to 90 people, our limit is 35.", ()),
        ("They quoted 60 to 80 thousand, our limit is 40 pages.", ()),
        ("Letters of 300 words, the answer has 90.", ()),
        ("Thirty clerks at 900 dollars a month each; we think half could move to other work.", ("monthly_benefit",)),
        ("Thirty clerks at 900 dollars a month each could go. So 13,500 a month.", ("monthly_benefit",)),
    ],
)
def test_numbers_that_nothing_ties_are_not_put_together(text: str, asked: tuple[str, ...]) -> None:
    assert derived(text, asked) == {}
