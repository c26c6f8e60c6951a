"""Numbers that are only spoken of: asked where they come from, or held against ours. They are no facts of the case."""

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
KNOWN = {"requests_per_month": 20_000, "input_tokens": 900, "output_tokens": 300, "model": "gpt-4o"}


def read(text: str, *asked: str) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


@pytest.mark.parametrize(
    "text",
    [
        "Our integrator quotes 4,100 a month for the same thing. Why is yours so much lower?",
        "My controller gets 12,400 a month. Who is right?",
        "A friend at another shop says he pays $90 a month. Which is correct?",
        "I calculated 7,300. Why do you get less?",
        "The finance team reckons 2 million a year, how come your figure is different?",
    ],
)
@pytest.mark.parametrize("asked", ["monthly_benefit", "budget", "monthly_api_spend"])
def test_a_number_that_is_held_against_ours_is_asked_about_and_no_fact(text: str, asked: str) -> None:
    got = read(text, asked)
    assert not got.statements
    assert got.requests == ("source_of_number",)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("We pay 4,100 a month for the API. Is that right for our size?", "monthly_api_spend", 4_100),
        ("We have 4,000 labelled examples. Who is right for the job?", "training_examples", 4_000),
        ("Our bill at OpenAI is $700 a month, where does your figure come from?", "monthly_api_spend", 700),
    ],
)
def test_a_number_of_their_own_beside_a_question_stays_a_fact(text: str, field: str, value: float) -> None:
    assert (field, value) in [(one.field, one.value) for one in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Where does the rule come from that one should tune below 80 % accuracy?",
        "What is the threshold of 5,000 dollars a month based on?",
        "Who says that 500 examples are enough?",
    ],
)
def test_a_number_of_a_rule_that_is_asked_about_is_no_fact(text: str) -> None:
    assert not read(text).statements


@pytest.mark.parametrize(
    "text",
    [
        "The Genloop guide has this very example and says 130,000 dollars. Who is right?",
        "According to the Turing paper it takes 50,000 examples. Where does that come from?",
    ],
)
def test_what_a_source_says_is_asked_of_the_guidance(text: str) -> None:
    got = read(text, "monthly_benefit")
    assert not got.statements
    assert [question.lower().count("genloop") + question.lower().count("turing") for question in got.questions] == [1]
