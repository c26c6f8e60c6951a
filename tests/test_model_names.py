"""Names of models as people say them."""

import pytest

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from agent.words.model_names import model_mentions
from agent.words.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sonnet, the 4.5 version", "claude-sonnet-4-5"),
        ("Opus (4.1)", "claude-opus-4-1"),
        ("Gemini, the 2.5 flash one", "gemini-2.5-flash"),
        ("it's the mini of 4.1", "gpt-4.1-mini"),
        ("the 4.1 nano", "gpt-4.1-nano"),
        ("3.5 haiku", "claude-3-5-haiku"),
        ("claude-3-5-haiku it is", "claude-3-5-haiku"),
        ("llama 3.3 with 70 billion parameters", "llama-3.3-70b"),
    ],
)
def test_a_version_said_apart_belongs_to_the_name(text: str, name: str) -> None:
    assert [one.name for one in model_mentions(tokenize(text))] == [name]


@pytest.mark.parametrize(
    "text", ["Claude Sonnet in 3 teams", "Claude Opus with 4.1 million users", "Claude Haiku. 3.5 of 5"]
)
def test_a_number_that_counts_is_no_version(text: str) -> None:
    assert [one.guessed for one in model_mentions(tokenize(text))] == [True]


@pytest.mark.parametrize("text", ["Llama on 4 servers", "a mini van of 4 people", "we wrote 5 of 7"])
def test_what_names_no_model_is_none(text: str) -> None:
    assert model_mentions(tokenize(text)) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("are you gpt-4o or what", None),
        ("You're gpt-4o, aren't you", None),
        ("A bank we know runs on claude sonnet 4.5, we ourselves are on gemini-2.5-flash", "gemini-2.5-flash"),
        ("gpt-4o, IT says it's actually gpt-4.1-mini", "gpt-4.1-mini"),
    ],
)
def test_only_their_own_model_is_a_fact(text: str, model: str | None) -> None:
    told = {one.field: one.value for one in BuiltInReader().read(text, Context()).statements}
    assert told.get("model") == model
