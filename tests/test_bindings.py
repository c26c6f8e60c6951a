"""What belongs together stays together when a model rewords it: figures and units, periods, models, conditions."""

import pytest

from agent.model.bindings import keeps_bindings

BILL = (
    "The API comes to $13,000 a month ($156,000 a year, $0.13 a request) on gpt-4o, "
    "at $2.50 per million input tokens and $10 per million output tokens."
)
HEARD = (
    "Understood: 100,000 requests a month, 900 input tokens per request, "
    "the facts behind the answers change every day, it must be live within 4 months."
)
RULE = (
    "Fine-tuning becomes worth a look when there are at least 1,000 labelled examples "
    "and the API bill passes $5,000 a month."
)
MOVED = "Break-even went from 14 to 9 months."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (BILL, BILL),
        (BILL, "You pay about $13,000 a month for the API, that is $156,000 a year."),
        (BILL, "Each request costs $0.13."),
        (BILL, "On gpt-4o the API comes to $13,000 monthly."),
        (BILL, "Input tokens are $2.50 per million, output tokens $10."),
        (HEARD, "You send 100,000 requests a month and your facts change daily."),
        (HEARD, "With 900 input tokens per request, it must be live within 4 months."),
        (RULE, "Fine-tuning is worth a look once you have 1,000 labelled examples and pay $5,000 a month for the API."),
        (MOVED, "You would break even in 9 months."),
        (MOVED, "Break-even moved from 14 to 9 months."),
    ],
)
def test_a_fair_rewording_keeps_its_bindings(source: str, sentence: str) -> None:
    assert keeps_bindings(sentence, source)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        pytest.param(BILL, "The API comes to $156,000 a month.", id="the year's bill as the month's"),
        pytest.param(BILL, "The API comes to $13,000 a year.", id="the month's bill as the year's"),
        pytest.param(BILL, "The API comes to $13,000 annually.", id="the same in one word"),
        pytest.param(BILL, "The API comes to $10 a request on gpt-4o.", id="a token price as a request's"),
        pytest.param(BILL, "It comes to $2.50 a month.", id="a token price as a bill"),
        pytest.param(BILL, "$0.13 per million input tokens is what you pay.", id="a request's price as a token price"),
        pytest.param(BILL, "The API comes to $13,000 a month on claude-sonnet-4-5.", id="another model"),
        pytest.param(HEARD, "The facts behind your answers change every month.", id="daily as monthly"),
        pytest.param(HEARD, "You send 100,000 tokens a month.", id="requests as tokens"),
        pytest.param(HEARD, "You send 100,000 requests a day.", id="a month's volume as a day's"),
        pytest.param(HEARD, "900 requests come in.", id="tokens as requests"),
        pytest.param(RULE, "Fine-tuning is worth a look for you.", id="a condition is lost"),
        pytest.param(
            RULE, "With at least 1,000 labelled examples fine-tuning is worth a look.", id="half of it is lost"
        ),
    ],
)
def test_what_is_bound_otherwise_is_held(source: str, sentence: str) -> None:
    assert not keeps_bindings(sentence, source)
