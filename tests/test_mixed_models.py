"""Part of the requests on another model: the bill of the mix beside the bill of today, share by share."""

from typing import Any

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from tests.conftest import Say

KNOWN: dict[str, JsonValue] = {
    "requests_per_month": 90_000,
    "model": "gpt-4.1",
    "input_tokens": 4_000,
    "output_tokens": 400,
    "task": "customer_support",
}


def read(text: str) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items()}
    return BuiltInReader().read(text, Context(facts=facts, asked=("documents",)))


@pytest.mark.parametrize(
    ("text", "mix"),
    [
        ("could we route 70% of the calls to gpt-4.1-mini?", {"gpt-4.1-mini": 0.7, "gpt-4.1": 0.3}),
        ("What if we route 80% of the traffic to a cheap model?", {"gpt-4.1-mini": 0.8, "gpt-4.1": 0.2}),
        ("What if 60 % of the calls ran on a cheaper one?", {"gpt-4.1-mini": 0.6, "gpt-4.1": 0.4}),
        ("Could we send half of the requests to a smaller model?", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("What if half of the prompts went to gpt-4.1-mini?", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("What if 70 % of the calls went to gpt-4.1-mini?", {"gpt-4.1-mini": 0.7, "gpt-4.1": 0.3}),
        ("send the easy 60 % to gpt-4o-mini and the rest to the large one", {"gpt-4o-mini": 0.6, "gpt-4.1": 0.4}),
        ("what if half the tickets went to gpt-4.1-mini?", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("What would it cost with 80 % on gpt-4.1-nano and 20 % on gpt-4.1?", {"gpt-4.1-nano": 0.8, "gpt-4.1": 0.2}),
        (
            "what if 50% of requests go to gpt-4.1-mini, 30% to gpt-4.1-nano and the rest stays on gpt-4.1?",
            {"gpt-4.1-mini": 0.5, "gpt-4.1-nano": 0.3, "gpt-4.1": 0.2},
        ),
        ("Suppose gpt-4.1-mini handled two thirds of the calls?", {"gpt-4.1-mini": 2 / 3, "gpt-4.1": 1 / 3}),
        ("use gpt-4.1-mini for 90 % of the traffic", {"gpt-4.1-mini": 0.9, "gpt-4.1": 0.1}),
        ("what if only 20 % stay on gpt-4.1 and the others go to gpt-4.1-mini?", {"gpt-4.1-mini": 0.8, "gpt-4.1": 0.2}),
        (
            "Move a third of the volume over to gpt-4.1-mini. What do we save?",
            {"gpt-4.1-mini": 1 / 3, "gpt-4.1": 2 / 3},
        ),
        ("What if we moved 40 % of the easy cases' traffic to gpt-4.1-mini?", {"gpt-4.1-mini": 0.4, "gpt-4.1": 0.6}),
        (
            "Suppose a quarter of the requests still needs gpt-4.1 and everything else runs on gpt-4.1-nano",
            {"gpt-4.1": 0.25, "gpt-4.1-nano": 0.75},
        ),
        ("if 3 out of 4 calls went to gpt-4.1-mini, what would we save?", {"gpt-4.1-mini": 0.75, "gpt-4.1": 0.25}),
        (
            "what if we used mini for the easy 70% and kept 4.1 for the hard ones?",
            {"gpt-4.1-mini": 0.7, "gpt-4.1": 0.3},
        ),
        ("what about a 80/20 split between gpt-4.1-mini and gpt-4.1?", {"gpt-4.1-mini": 0.8, "gpt-4.1": 0.2}),
        ("split the traffic 60:40 between gpt-4.1-nano and gpt-4.1", {"gpt-4.1-nano": 0.6, "gpt-4.1": 0.4}),
        ("Could we move the easy half to a smaller model?", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("What if we route the easy 30 % to a cheaper model?", {"gpt-4.1-mini": 0.3, "gpt-4.1": 0.7}),
        ("Could the simple third go to gpt-4.1-mini?", {"gpt-4.1-mini": 1 / 3, "gpt-4.1": 2 / 3}),
        (
            "What would we save by moving the easy third to gpt-4.1-mini?",
            {"gpt-4.1-mini": 1 / 3, "gpt-4.1": 2 / 3},
        ),
        ("And if the boring quarter went to gpt-4.1-nano?", {"gpt-4.1-nano": 0.25, "gpt-4.1": 0.75}),
        ("Half of them to gpt-4.1-mini then", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("OK, a third of the chats to gpt-4.1-nano.", {"gpt-4.1-nano": 1 / 3, "gpt-4.1": 2 / 3}),
        ("30 % to gpt-4.1-mini", {"gpt-4.1-mini": 0.3, "gpt-4.1": 0.7}),
        ("Would it pay to hand the routine two thirds to gpt-4.1-mini?", {"gpt-4.1-mini": 2 / 3, "gpt-4.1": 1 / 3}),
        ("Put half on a lighter model", {"gpt-4.1-mini": 0.5, "gpt-4.1": 0.5}),
        ("How much would we save if 25 % went to a small model?", {"gpt-4.1-mini": 0.25, "gpt-4.1": 0.75}),
    ],
)
def test_a_share_of_the_requests_goes_to_another_model(text: str, mix: dict[str, float]) -> None:
    got = read(text)
    [call] = got.tool_calls
    assert (call.tool, call.supposed) == ("api_cost", True)
    parts: Any = call.arguments["mix"]
    assert {one["model"]: one["share"] for one in parts} == pytest.approx(mix)
    assert (got.statements, got.what_ifs, got.questions) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "What if we moved to gpt-4.1-mini?",
        "What if 70 % of the input were cached?",
        "70 % of the answers of gpt-4.1-mini are right.",
        "What if gpt-4.1-mini were 30 % cheaper?",
        "What if we put 20 % of our budget into a cheaper model?",
        "We already route 70 % of the calls to gpt-4.1-mini.",
        "What if accuracy fell to 80 % on gpt-4.1-mini?",
        "What if half of it ran as a batch on gpt-4.1?",
        "What if volume grows by 40 % and we move to gpt-4.1-mini?",
        "gpt-4.1-mini gets 85 % right, is that enough?",
        "What if 70 % of the calls were about billing?",
        "What if we split the team 50/50?",
        "We can use gpt-4.1-mini for 30 % of our budget.",
        "Could a mini project answer 70 % of the questions?",
        "Half of them go to gpt-4.1-mini.",
        "Should the third vendor go to gpt-4.1-mini?",
        "Could we move to gpt-4.1-mini in the third quarter?",
    ],
)
def test_other_shares_mix_no_models(text: str) -> None:
    assert not any("mix" in call.arguments for call in read(text).tool_calls)


CASE = (
    "We answer 90,000 support calls a month with gpt-4.1, 4,000 tokens in and 400 out each. "
    "It would save us $40,000 a month."
)


def test_the_bill_of_a_mix_is_one_bill_per_model_added(say: Say) -> None:
    # gpt-4.1: 0.0112 a request, gpt-4.1-mini: 0.00224; 27,000 x 0.0112 = 302.4, 63,000 x 0.00224 = 141.12
    _, reply, kept = say(CASE, "could we route 70% of the calls to gpt-4.1-mini?", "keep it")
    assert "| API cost a month | $1,008 | $444 |" in reply.text
    assert "63,000" in reply.text
    assert "$141" in reply.text
    assert "$302" in reply.text
    assert "saves $564 a month" in reply.text
    assert reply.scenario is not None
    assert reply.scenario["facts"] == {}
    after: Any = reply.scenario["results"]
    assert after["api_cost"]["after"]["monthly_cost"] == pytest.approx(443.52)
    assert reply.updated == kept.updated == ()
    assert "no fact" in kept.text
    assert kept.facts["model"].value == "gpt-4.1"


def test_a_told_bill_is_moved_by_the_same_factor(say: Say) -> None:
    _, reply = say(f"{CASE} We pay $900 a month for the API.", "What if 70 % went to gpt-4.1-mini?")
    assert "| Your API bill a month | $900 | $396 |" in reply.text
    assert "The same requests with other models" not in reply.text


def test_without_a_model_in_use_the_rest_has_no_price(say: Say) -> None:
    case = "We answer 90,000 support calls a month, 4,000 tokens in and 400 out."
    _, reply = say(case, "What if 70 % of the calls went to gpt-4.1-mini?")
    assert reply.asks is not None
    assert reply.asks.field == "model"
    assert "model" not in reply.facts or reply.facts["model"].status == "assumed"


def test_a_model_without_a_price_is_said_to_have_none(say: Say) -> None:
    _, reply = say(CASE, "What if 70 % of the calls went to llama-70b?")
    assert "no known price for the model 'llama-70b'" in reply.text
    assert reply.updated == ()


def test_a_mix_of_named_models_has_a_bill_where_none_is_in_use(say: Say) -> None:
    case = "We answer 90,000 support calls a month, 4,000 tokens in and 400 out."
    _, reply = say(case, "What would 80 % on gpt-4.1-nano and 20 % on gpt-4.1 cost?")
    # gpt-4.1-nano: 72,000 x 0.00056 = 40.32; gpt-4.1: 18,000 x 0.0112 = 201.6
    assert "| API cost a month | none | $242 |" in reply.text
    assert "saves" not in reply.text
