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
    ],
)
def test_a_tool_is_asked_for_with_its_own_figures(text: str, tool: str, arguments: dict[str, JsonValue]) -> None:
    got = BuiltInReader().read(text, Context())
    assert [(call.tool, call.arguments) for call in got.tool_calls] == [(tool, arguments)]
    assert (got.statements, got.questions, got.requests) == ((), (), ())


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
    ],
)
def test_who_tells_or_asks_in_general_calls_no_tool(text: str) -> None:
    assert BuiltInReader().read(text, Context()).tool_calls == ()
