"""Zero by words: "nobody here has trained anything" is a count as good as 0."""

from datetime import date

import pytest

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()


def facts(text: str, *asked: str) -> dict[str, object]:
    got = READER.read(text, Context(asked=asked, today=date(2026, 11, 22)))
    return {statement.field: statement.value for statement in got.statements if statement.status != "declined"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nobody here has ever trained anything.", "ml_engineers"),
        ("On our payroll, no one could retrain it.", "ml_engineers"),
        ("Not a soul on the team could train one.", "ml_engineers"),
        ("Nobody trains models here.", "ml_engineers"),
        ("We have no data science staff.", "ml_engineers"),
        ("no ML ppl", "ml_engineers"),
        ("There's no lack of work, but nobody here can train a model.", "ml_engineers"),
        ("Hiring nobody, 0 ML.", "ml_engineers"),
        ("We would start with an empty sheet there.", "training_examples"),
        ("examples = none", "training_examples"),
        ("No labels saved.", "training_examples"),
        ("Demand is remarkably stable.", "growth_per_year"),
        ("I don't see it getting any bigger than it is now.", "growth_per_year"),
        ("Next year will look the same as this one.", "growth_per_year"),
    ],
)
def test_words_make_a_count_zero(text: str, field: str) -> None:
    assert facts(text)[field] == 0


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nobody has trained our agents on the new phones.", "ml_engineers"),
        ("No one ever trains the drivers on the scanner.", "ml_engineers"),
        ("We start with an empty warehouse each spring.", "training_examples"),
        ("No one can wait longer than 5 seconds.", "ml_engineers"),
        ("The price stays the same as this year.", "growth_per_year"),
        ("We have no staff shortage.", "ml_engineers"),
        ("There is no lack of engineers.", "ml_engineers"),
    ],
)
def test_words_of_something_else_make_nothing_zero(text: str, field: str) -> None:
    assert field not in facts(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("whether a single one could do it, I really don't know", "ml_engineers"),
        ("The next one is anybody's guess.", "growth_per_year"),
        ("It's eleven terabytes on that drive.", "documents"),
        ("The hall has 400 m2.", "documents"),
    ],
)
def test_a_pronoun_and_a_size_are_no_count(text: str, asked: str) -> None:
    assert asked not in facts(text, asked)


@pytest.mark.parametrize("asked", ["documents", "budget", "ml_engineers", "regulations"])
@pytest.mark.parametrize("text", ["no labelled data", "We have no labelled examples", "no training data so far"])
def test_what_is_missing_of_one_thing_answers_no_question_about_another(text: str, asked: str) -> None:
    got = BuiltInReader().read(text, Context(asked=(asked,)))
    assert [(one.field, one.value) for one in got.statements] == [("training_examples", 0)]
    assert not got.requests


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("And of people who can train a model we have one, my nephew Pavel.", {"ml_engineers": 1}),
        ("Of engineers who can fine-tune we have two.", {"ml_engineers": 2}),
        ("There are 6,500 old letters with answers written by our clerks.", {"training_examples": 6_500}),
    ],
)
def test_counts_that_the_words_around_them_name(text: str, told: dict[str, object]) -> None:
    counted = {field: value for field, value in facts(text).items() if field not in ("task", "goal")}
    assert counted == told


def test_a_request_answers_no_pending_question() -> None:
    assert facts("so wat should i do", "current_approach") == {}
