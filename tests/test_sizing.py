"""Tools that are asked for in so many words with figures of their own: sizes, tuning costs, the four Ps, objectives."""

import pytest
from pydantic import JsonValue

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context


@pytest.mark.parametrize(
    ("text", "tool", "arguments"),
    [
        (
            "How many H100s does Llama 3.3 70B need for 20 users at 8k context?",
            "serving_memory",
            {"model": "llama-3.3-70b", "gpu": "H100", "concurrent_requests": 20, "context_tokens": 8_000},
        ),
        (
            "How much GPU memory does llama-3.1-8b take with 16k of context and 4 concurrent requests?",
            "serving_memory",
            {"model": "llama-3.1-8b", "concurrent_requests": 4, "context_tokens": 16_000},
        ),
        (
            "What would pre-training a 7B model on 1T tokens cost?",
            "training_compute",
            {"parameters_billion": 7, "training_tokens_billion": 1_000},
        ),
        (
            "How many GPU hours to pretrain a 1.5 billion parameter model on 300 billion tokens?",
            "training_compute",
            {"parameters_billion": 1.5, "training_tokens_billion": 300},
        ),
        (
            "What does it cost to fine-tune an 8B model with 5,000 examples of 800 tokens?",
            "fine_tuning_cost",
            {"parameters_billion": 8, "training_examples": 5_000, "tokens_per_example": 800},
        ),
        (
            "how much is fine-tuning gpt-4o-mini on 2k examples of 500 tokens each?",
            "fine_tuning_cost",
            {"model": "gpt-4o-mini", "training_examples": 2_000, "tokens_per_example": 500},
        ),
        (
            "Score us on the four Ps: privacy 8, cost 5, accuracy 7, speed 4",
            "fine_tuning_fit",
            {"privacy": 8, "cost": 5, "accuracy": 7, "speed": 4},
        ),
        (
            "Is 'cut handling time by 20 % by June' a good goal?",
            "objective_check",
            {"text": "cut handling time by 20 % by June"},
        ),
        (
            "Check our objective: reduce escalations from 12 % to 8 % by the end of 2027.",
            "objective_check",
            {"text": "reduce escalations from 12 % to 8 % by the end of 2027"},
        ),
        (
            "How much VRAM does Llama 3.3 70B need in 4 bit with 8k context and 10 users?",
            "serving_memory",
            {"model": "llama-3.3-70b", "bits": 4, "context_tokens": 8_000, "concurrent_requests": 10},
        ),
        (
            "How many H100s do I need for Llama 3.1 70B in 8 bit?",
            "serving_memory",
            {"model": "llama-3.1-70b", "gpu": "H100", "bits": 8},
        ),
        (
            "How many GPUs for Llama 3.3 70B quantized to int4?",
            "serving_memory",
            {"model": "llama-3.3-70b", "bits": 4},
        ),
        (
            "which gpu do we need for llama-3.1-8b as fp8, 4 chats at once?",
            "serving_memory",
            {"model": "llama-3.1-8b", "quantization": "fp8", "concurrent_requests": 4},
        ),
        (
            "How many A100s for Llama 3.3 70B with AWQ?",
            "serving_memory",
            {"model": "llama-3.3-70b", "gpu": "A100", "quantization": "awq"},
        ),
        (
            "We have 8 H100 already. Is that enough for Llama 3.3 70B?",
            "serving_memory",
            {"model": "llama-3.3-70b", "gpu": "H100"},
        ),
        (
            "Will Llama 3.3 70B fit on four A100s in 4-bit?",
            "serving_memory",
            {"model": "llama-3.3-70b", "gpu": "A100", "bits": 4},
        ),
        (
            "How many days on 128 H100s to pretrain a 13B model with 300 billion tokens?",
            "training_compute",
            {"parameters_billion": 13, "training_tokens_billion": 300, "gpu": "H100", "gpus": 128},
        ),
        (
            "How long would it take to train a 7B model from scratch on 1T tokens with 64 A100s at $1.80 per GPU-hour?",
            "training_compute",
            {
                "parameters_billion": 7,
                "training_tokens_billion": 1_000,
                "gpu": "A100",
                "gpus": 64,
                "gpu_hour_price": 1.8,
            },
        ),
        (
            "We're considering to pre-train our own 13B model on 300 billion tokens of chemistry. What would it cost?",
            "training_compute",
            {"parameters_billion": 13, "training_tokens_billion": 300},
        ),
        (
            "Our researchers want to pretrain a 3B model on 600B tokens. How long would that take?",
            "training_compute",
            {"parameters_billion": 3, "training_tokens_billion": 600},
        ),
    ],
)
def test_a_tool_is_asked_for_with_its_own_figures(text: str, tool: str, arguments: dict[str, JsonValue]) -> None:
    got = BuiltInReader().read(text, Context())
    assert [(call.tool, call.arguments) for call in got.tool_calls] == [(tool, arguments)]
    told = tuple(one for one in got.statements if one.field != "goal")
    assert (told, got.questions, got.requests) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "We fine-tuned an 8B model with 5,000 examples of 800 tokens.",
        "What does fine-tuning cost?",
        "How many examples does fine-tuning need?",
        "We run Llama 3.3 70B on 4 H100s for 20 users.",
        "What is pre-training?",
        "Privacy matters, and cost is 5 cents.",
        "What is a good goal?",
        "Our goal is to cut handling time by 20 % by June.",
        "We pretrained a 13B model on 300 billion tokens. What does a chatbot cost?",
        "Is 800 examples enough for Llama 3.3 70B?",
        "We run Llama 3.3 70B in 4 bit on two H100s. Is that a good model?",
    ],
)
def test_who_tells_or_asks_in_general_calls_no_tool(text: str) -> None:
    assert BuiltInReader().read(text, Context()).tool_calls == ()


@pytest.mark.parametrize("text", ["And what would that cost?", "how much is that?", "What would it cost then?"])
def test_who_asks_on_after_a_training_run_hears_what_that_costs(text: str) -> None:
    said = "How many days on 128 H100s to pretrain a 13B model with 300 billion tokens?"
    got = BuiltInReader().read(text, Context(said=said))
    assert [(call.tool, call.arguments.get("gpus")) for call in got.tool_calls] == [("training_compute", 128)]
    assert got.requests == ()


@pytest.mark.parametrize(
    "text", ["What does the API cost?", "What would gpt-4o cost?", "How many documents do we need?"]
)
def test_who_asks_something_else_after_a_training_run_gets_that(text: str) -> None:
    said = "How many days on 128 H100s to pretrain a 13B model with 300 billion tokens?"
    assert BuiltInReader().read(text, Context(said=said)).tool_calls == ()
