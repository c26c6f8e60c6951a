"""Who asks for the price of a model before any is known has named the one that they have in mind."""

import pytest
from pydantic import JsonValue

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()


def read(text: str, **known: JsonValue) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return READER.read(text, Context(facts=facts, asked=("horizon_months",)))


PRICES = [
    "what would we pay on gpt-4o?",
    "what's a year on gpt-4o",
    "How much is a month with gpt-4o?",
    "And with gpt-4o, what's the bill?",
    "How much would gpt-4o be a month?",
]


@pytest.mark.parametrize("text", PRICES)
def test_a_price_question_names_the_model_where_none_is_known(text: str) -> None:
    got = read(text, requests_per_month=5_000)
    assert [(one.field, one.value, one.status) for one in got.statements] == [("model", "gpt-4o", "inferred")]
    assert "costs" in got.requests
    assert not got.what_ifs


@pytest.mark.parametrize("text", PRICES)
def test_a_price_question_about_another_model_changes_no_fact(text: str) -> None:
    assert not read(text, requests_per_month=5_000, model="gpt-4o-mini").statements


@pytest.mark.parametrize(
    "text",
    [
        "What if we used gpt-4o?",
        "Only to see the price, what would it cost if we took gpt-4o?",
        "Is gpt-4o or Claude Haiku cheaper for us?",
        "What does gpt-4o cost beside RAG?",
    ],
)
def test_what_asks_for_more_than_its_price_sets_no_model(text: str) -> None:
    assert not read(text, requests_per_month=5_000).statements
