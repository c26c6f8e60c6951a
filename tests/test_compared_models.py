"""A message behind a table of models goes on from that table; without one, the same words ask for something else."""

import pytest

from agent.reading.answers import asked_about
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

TABLE = ("gemini-3.8-flash", "claude-sonnet-5-5", "gpt-4o")


@pytest.mark.parametrize(
    "text",
    [
        "Which of the three would you take?",
        "Which is cheapest?",
        "which one is the cheapest for us?",
        "And which of these do you recommend?",
        "Is it as good?",
        "Are they equally good?",
        "so which one should we go with?",
        "Which of them is best?",
        "Is the cheapest good enough?",
    ],
)
def test_which_to_take_is_asked_of_the_table(text: str) -> None:
    asked = asked_about(text, "Compare them.", TABLE)
    assert (asked.about, asked.models, asked.of_compared) == (("models",), TABLE, True)
    assert not asked_about(text).of_compared


@pytest.mark.parametrize("text", ["And Mistral?", "what about mistral?", "And with Mistral?"])
def test_another_model_joins_the_table(text: str) -> None:
    models = asked_about(text, "Compare them.", TABLE).models
    assert models[:3] == TABLE
    assert all("mistral" in name for name in models[3:])
    assert len(models) > 3


@pytest.mark.parametrize(
    "text",
    [
        "Which approach would you take?",
        "What do you recommend?",
        "Should we take the project live?",
        "Which vendor is the cheapest?",
        "When does it pay back?",
        "Is it safe?",
        "Which of the departments should go first?",
        "What would you do?",
    ],
)
def test_any_other_word_asks_for_something_else(text: str) -> None:
    assert not asked_about(text, "Compare them.", TABLE).of_compared


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Then take the cheapest", "gemini-3.8-flash"),
        ("ok, let's go with the cheapest one.", "gemini-3.8-flash"),
        ("We'll use the second one", "claude-sonnet-5-5"),
        ("I'd take the last of them", "gpt-4o"),
        ("Fine, choose the cheapest of these.", "gemini-3.8-flash"),
    ],
)
def test_the_one_that_is_taken_is_their_model(text: str, model: str) -> None:
    [told] = BuiltInReader().read(text, Context(compared=TABLE)).statements
    assert (told.field, told.value) == ("model", model)


@pytest.mark.parametrize(
    "text", ["Then take the cheapest approach", "We take the first step", "Should we take the cheapest?", "Take it"]
)
def test_nothing_else_is_taken_for_a_model(text: str) -> None:
    told = BuiltInReader().read(text, Context(compared=TABLE)).statements
    assert "model" not in {one.field for one in told}
