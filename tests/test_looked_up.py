"""What is looked up or multiplied for who asks: list prices, the rent of counted GPUs, makers beside each other."""

import pytest
from pydantic import JsonValue

from agent.reading.answers import PRICED, asked_about
from agent.reading.built_in_reader import BuiltInReader
from agent.reading.list_prices_asked import Claimed
from agent.understanding import Context


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("What does GPT-4.1 cost per million tokens?", ("gpt-4.1",)),
        ("How much does OpenAI charge for cached input on gpt-4o-mini?", ("gpt-4o-mini",)),
        ("what's the price of gpt-5", ("gpt-5",)),
        ("How much is gpt-4o?", ("gpt-4o",)),
        ("Is gpt-4o priced at batch or standard rates in your figures?", ("gpt-4o",)),
        ("what are the list prices of gpt-4o and gpt-4.1", ("gpt-4o", "gpt-4.1")),
        ("Tell me the price per million output tokens of Claude Opus 4.5, please.", ("claude-opus-4-5",)),
        ("Could you give us the official price for gpt-4.1-mini?", ("gpt-4.1-mini",)),
        ("How old are your prices?", ()),
        ("When were your prices last checked?", ()),
        ("Are your prices up to date?", ()),
    ],
)
def test_a_list_price_is_asked_for(text: str, models: tuple[str, ...]) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.models) == (("list_price",), models)
    got = BuiltInReader().read(text, Context())
    assert (got.statements, got.what_ifs, got.questions) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("I read that GPT-4o costs $5 per million input tokens. Is that correct?", Claimed(5, "input")),
        ("Is it true that gpt-4.1 is $8 per million output tokens?", Claimed(8, "output")),
        ("Someone told me gpt-4o takes $1.25 per million cached tokens - right?", Claimed(1.25, "cached_input")),
    ],
)
def test_a_price_that_somebody_named_is_checked(text: str, claimed: Claimed) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.claimed) == (("list_price",), claimed)
    assert BuiltInReader().read(text, Context()).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "What would gpt-4.1 cost us?",
        "What does it cost with gpt-4o?",
        "We pay $2 per million input tokens for gpt-4o. Is that good?",
        "Why did the price of gpt-4o drop?",
        "How is gpt-4o usually priced?",
        "What does fine-tuning gpt-4o cost?",
        "What do 100,000 requests a month cost on gpt-4o?",
        "is Claude Haiku cheaper for this?",
        "How old are your documents?",
        "Our prices are from 2024.",
        "Would gpt-4o be worth its price?",
        "The price of gpt-4o is known to us.",
    ],
)
def test_what_a_case_costs_is_no_list_price(text: str) -> None:
    assert "list_price" not in asked_about(text).about


@pytest.mark.parametrize("text", ["And claude opus 4.5?", "what about gpt-4.1", "and for Claude Haiku?"])
def test_who_names_another_model_next_gets_its_price_too(text: str) -> None:
    assert asked_about(text, "what's the price of gpt-5").about == ("list_price",)
    assert "list_price" not in asked_about(text, "We do 20,000 requests a month on gpt-4o.").about


@pytest.mark.parametrize(
    ("text", "machines"),
    [
        (
            "What would 2 H100 running 24/7 cost at $2.80 per GPU-hour?",
            {"gpus": 2, "gpu": "H100", "gpu_hour_price": 2.8},
        ),
        ("What do 4 H100 cost per month at $2.50 an hour?", {"gpus": 4, "gpu": "H100", "gpu_hour_price": 2.5}),
        (
            "Two A100 around the clock at $1.90 per hour - how much a month?",
            {"gpus": 2, "gpu": "A100", "gpu_hour_price": 1.9},
        ),
        ("How much are 8x H200 a month?", {"gpus": 8, "gpu": "H200"}),
        ("what would renting three L40S cards cost us?", {"gpus": 3, "gpu": "L40S"}),
        ("What's the price of a single A100 per month?", {"gpus": 1, "gpu": "A100"}),
    ],
)
def test_counted_gpus_are_rented_as_they_are_counted(text: str, machines: dict[str, JsonValue]) -> None:
    asked = asked_about(text)
    assert (asked.about, dict(asked.machines)) == (("rent",), machines)
    got = BuiltInReader().read(text, Context(asked=("documents",)))
    assert (got.statements, got.what_ifs, got.questions) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "We have 4 A100s idle.",
        "How many requests can 2 H100 serve?",
        "what if we deploy Llama 3.3 70B on H200s at $3/hr?",
        "On 128 H100s, how many days would training take?",
        "Our 2 engineers cost $9,000 a month.",
    ],
)
def test_who_speaks_of_gpus_asks_for_no_rent(text: str) -> None:
    assert "rent" not in asked_about(text).about


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Compare OpenAI, Google and Anthropic for 600k requests a month with 1,500 in and 180 out.", 3),
        (
            "Which provider is cheapest for 600k requests a month, 1,500 in and 180 out: OpenAI, Anthropic or Mistral?",
            3,
        ),
        ("Is Anthropic cheaper than OpenAI for 600k requests a month with 1,500 tokens in and 180 out?", 2),
    ],
)
def test_the_makers_that_are_named_are_compared(text: str, makers: int) -> None:
    asked = asked_about(text)
    lines = {next(name for name in ("gpt", "claude", "gemini", "mistral") if name in one) for one in asked.models}
    assert (asked.about, len(lines)) == (("models",), makers)
    got = BuiltInReader().read(text, Context())
    told = {one.field: one.value for one in got.statements}
    assert told == {"requests_per_month": 600_000, "input_tokens": 1_500, "output_tokens": 180}
    assert got.what_ifs == ()


@pytest.mark.parametrize("text", ["OpenAI raised its prices.", "Do OpenAI and Google train on our data?"])
def test_who_speaks_of_makers_asks_for_no_price(text: str) -> None:
    assert not PRICED & set(asked_about(text).about)
