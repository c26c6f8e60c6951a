"""What the requests would cost on own GPUs: by what the words name of GPU, price and bits, facts untouched."""

import pytest
from pydantic import JsonValue

from agent.reading.answers import asked_about
from tests.conftest import Say


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("What if we self-host Llama 70B on H100 at $2.20 an hour?", {"gpu": "H100", "gpu_hour_price": 2.2}),
        (
            "What if we self-host Llama 70B (on H100 at $2.20 an hour, 4 bit)?",
            {"gpu": "H100", "gpu_hour_price": 2.2, "bits": 4},
        ),
        ("what would it cost on our own GPUs?", {}),
        ("What if we ran it ourselves on A100s?", {"gpu": "A100"}),
        ("how much would Llama 70B be on our own L40S, 8-bit?", {"gpu": "L40S", "bits": 8}),
        ("What if we hosted mistral 7b ourselves at 1.80 dollars per GPU hour?", {"gpu_hour_price": 1.8}),
        ("What would self-hosting cost with int4 weights?", {"bits": 4}),
        ("what if we deploy Llama 3.3 70B on H200s at $3/hr?", {"gpu": "H200", "gpu_hour_price": 3}),
        ("Suppose we rent H100s for $2 per hour and run Llama 70B ourselves?", {"gpu": "H100", "gpu_hour_price": 2}),
        ("and what would hosting it on our own servers cost us in fp8?", {"quantization": "fp8"}),
        ("What does it cost in-house on B200?", {"gpu": "B200"}),
        ("and with Llama 70B on A100 at 1.50 dollars an hour?", {"gpu": "A100", "gpu_hour_price": 1.5}),
    ],
)
def test_a_question_on_own_gpus_takes_what_its_words_name(text: str, arguments: dict[str, JsonValue]) -> None:
    asked = asked_about(text)
    assert (asked.about, dict(asked.machines)) == (("hosting",), arguments)


@pytest.mark.parametrize(
    "text",
    [
        "What if the data had to stay on our own servers?",
        "What if it must not leave our own machines?",
        "We host llama-3.1-8b on our own H100s.",
        "What if volume doubles?",
        "What is self-hosting?",
        "What if our own staff did it?",
        "What if we didn't have to host it ourselves?",
        "Do H100s need water cooling?",
        "What if we use gpt-4o-mini?",
        "Our engineers earn $60 an hour.",
        "What if an agent costs $30 an hour?",
    ],
)
def test_what_asks_for_no_own_gpus_prices_none(text: str) -> None:
    assert "hosting" not in asked_about(text).about


SUPPORT = (
    "We answer 90,000 support calls a month with gpt-4.1, 4,000 tokens in and 400 out each. "
    "It would save us $40,000 a month."
)
HOSPITAL = (
    "We're a hospital. Doctors dictate letters. 12 thousand letters a month. Patient data must stay on our machines."
)


@pytest.mark.parametrize(
    ("said", "monthly"),
    [
        # two H100s (one spare) for 730 hours each: 2 x 730 x 2.20
        ("What if we self-host Llama 70B (on H100 at $2.20 an hour, 4 bit)?", 3212.0),
        ("What if we ran Llama 70B ourselves in int4 on H100 at $2.20 per hour?", 3212.0),
    ],
)
def test_a_what_if_on_own_gpus_stands_beside_the_api(said: str, monthly: float, say: Say) -> None:
    _, reply = say(SUPPORT, said)
    assert reply.scenario is not None
    results = reply.scenario["results"]
    assert results["hosting_cost"]["before"] is None  # type: ignore[index,call-overload]
    assert results["hosting_cost"]["after"]["monthly_cost"] == pytest.approx(monthly)  # type: ignore[index,call-overload]
    assert results["api_cost"]["before"]["monthly_cost"] == pytest.approx(1008)  # type: ignore[index,call-overload]
    assert reply.scenario["facts"] == {}
    assert "| Own GPUs a month | none | $3.2 thousand |" in reply.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "| API cost a month | $1,008 | none |" in reply.text
    assert "H100" in reply.text
    assert "$2.20" in reply.text
    assert reply.updated == ()


def test_who_asks_what_own_gpus_cost_supposes_nothing_of_their_data(say: Say) -> None:
    _, reply = say(HOSPITAL, "What would it cost on our own GPUs?")
    assert reply.scenario is None
    assert "input tokens" in reply.text
    assert (reply.asks.field if reply.asks else None) == "input_tokens"
    assert reply.facts["self_hosting_required"].value is True
    _, _, priced = say(HOSPITAL, "1,000 tokens in, 500 out.", "What would it cost on our own GPUs?")
    assert priced.scenario is None
    assert "rented GPUs" in priced.text
    assert "If data" not in priced.text.split("Back to my question")[0]


def test_what_own_gpus_cost_is_no_fact_to_keep(say: Say) -> None:
    _, _, kept = say(SUPPORT, "What if we self-host Llama 70B on H100 at $2.20 an hour?", "keep it")
    assert kept.updated == ()
    assert "no fact" in kept.text


def test_own_gpus_at_another_volume_are_priced_for_that_volume(say: Say) -> None:
    _, reply = say(SUPPORT, "What if we self-host Llama 70B at a million requests a month?")
    assert reply.scenario is not None
    assert list(reply.scenario["facts"]) == ["requests_per_month"]  # type: ignore[call-overload]
    assert "this is for 1 million" in reply.text.replace("\u00a0", " ")
    assert "| A month | $11,200 |" in reply.text
