"""What a call of the language model costs: by the price list, and only behind the address of who sells it."""

from datetime import date

import pytest

from agent.model.prices import vendor_at
from agent.model.use import ModelUse, NoAnswer

DAY = date(2026, 11, 22)
OWN = "http://127.0.0.1:8000/v1"


@pytest.mark.parametrize(
    ("model", "address", "tokens", "cost"),
    [
        # gpt-4o: $2.50 in, $10 out, $1.25 cached, per million: (600 x 2.5 + 400 x 1.25 + 100 x 10) / 10^6.
        ("gpt-4o", None, (1000, 100, 400), 0.003),
        ("gpt-4o", None, (1000, 100, 0), 0.0035),
        ("gpt-4o", "https://api.openai.com/v1", (1000, 100, 0), 0.0035),
        ("gpt-4o", "https://API.OpenAI.com/v1/", (1000, 100, 0), 0.0035),
        ("gpt-4o", "https://eu.api.openai.com/v1", (1000, 100, 0), 0.0035),
        ("gpt-4o", "https://ours.openai.azure.com/openai/v1/", (1000, 100, 0), 0.0035),
        ("openai/gpt-4o", "https://openrouter.ai/api/v1", (1000, 100, 0), 0.0035),
        # Whatever it is called, behind an address of one's own it is one's own.
        ("gpt-4o", OWN, (1000, 100, 0), None),
        ("gpt-4o", "http://models.intern.example/v1", (1000, 100, 0), None),
        ("deepseek-chat", OWN, (1000, 100, 0), None),
        ("openai/gpt-4o", OWN, (1000, 100, 0), None),
        ("a-model-of-our-own", None, (1000, 100, 0), None),
        # What the vendor behind the address does not sell, another's price does not tell.
        ("deepseek-chat", "https://api.openai.com/v1", (1000, 100, 0), None),
        ("gpt-4o", "https://api.mistral.ai/v1", (1000, 100, 0), None),
        # Addresses that only look like a vendor's.
        ("gpt-4o", "https://api.openai.com.example/v1", (1000, 100, 0), None),
        ("gpt-4o", "https://example/api.openai.com/v1", (1000, 100, 0), None),
        ("gpt-4o", "https://api.openai.com@example/v1", (1000, 100, 0), None),
        ("gpt-4o", "https://[broken/v1", (1000, 100, 0), None),
    ],
)
def test_a_call_costs_what_the_vendor_behind_its_address_asks(
    model: str, address: str | None, tokens: tuple[int, int, int], cost: float | None
) -> None:
    use = ModelUse(30, DAY)
    with use.call("read", model, address) as call:
        call.count(*tokens)
    assert use.calls[0].cost_usd == (None if cost is None else pytest.approx(cost))
    assert (use.calls[0].input_tokens, use.calls[0].cached_tokens) == (tokens[0], tokens[2])


def test_a_call_that_nobody_counted_has_no_price() -> None:
    use = ModelUse(30, DAY)
    with pytest.raises(NoAnswer), use.call("write", "gpt-4o", None):
        raise NoAnswer("timed_out")
    assert (use.calls[0].outcome, use.calls[0].input_tokens, use.calls[0].cost_usd) == ("timed_out", None, None)


@pytest.mark.parametrize(
    ("address", "vendor"),
    [
        (None, "openai"),
        ("https://api.groq.com/openai/v1", "groq"),
        ("https://generativelanguage.googleapis.com/v1beta/openai/", "google"),
        ("https://europe-west4-aiplatform.googleapis.com/v1/projects/x/endpoints/openapi", "google"),
        ("https://bedrock-runtime.eu-central-1.amazonaws.com/openai/v1", "aws"),
        ("http://localhost:11434/v1", None),
        ("https://ours.googleapis.com.example/v1", None),
        ("nonsense", None),
    ],
)
def test_an_address_tells_whose_prices_hold(address: str | None, vendor: str | None) -> None:
    assert vendor_at(address) == vendor
