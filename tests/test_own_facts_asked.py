"""Their own facts, asked for: they hear what is noted, with their words, and nothing else."""

import pytest

from agent.facts import Fact
from agent.reading.answers import asked_about
from agent.reading.money_asked import money_asked
from agent.reading.own_facts_asked import OwnFacts
from agent.replying.noted_answers import noted_answers


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("What is our volume now?", ("requests_per_month",)),
        ("And our model?", ("model",)),
        ("what's the budget now?", ("budget",)),
        ("What did you note as our model?", ("model",)),
        ("which model did I name?", ("model",)),
        ("What latency did we say?", ("max_latency_seconds",)),
        ("so what was our deadline again?", ("timeline_months",)),
        ("What accuracy target have you noted?", ("target_accuracy",)),
        ("remind me what our budget is", ("budget",)),
        ("What volume have we given you at the moment?", ("requests_per_month",)),
        ("How many engineers do we have?", ("ml_engineers",)),
        ("What is my growth rate currently?", ("growth_per_year",)),
        ("What did I say about the volume?", ("requests_per_month",)),
        ("what regulations have you noted?", ("regulations",)),
        ("Which languages did I mention?", ("languages",)),
    ],
)
def test_who_asks_for_a_fact_of_theirs_hears_that_one(text: str, fields: tuple[str, ...]) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.noted) == (("noted",), OwnFacts(fields=fields))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("how many articles did we say?", ("articles",)),
        ("How many nurses did I mention again?", ("nurses",)),
        ("How many delivery notes have I told you?", ("delivery", "notes")),
    ],
)
def test_what_they_count_goes_by_their_own_word(text: str, counted: tuple[str, ...]) -> None:
    assert asked_about(text).noted == OwnFacts(counted=counted)


@pytest.mark.parametrize(
    "text",
    [
        "What model should we use?",
        "Which model do you recommend?",
        "What is a good latency?",
        "What would the volume have to be?",
        "How many examples do we need?",
        "What is our budget? About $40,000.",
        "How much budget would we need?",
        "What is our payback?",
        "What is our bill now?",
        "What are our savings?",
        "What did the vendor say?",
        "What if our volume doubled?",
        "Is our volume too small?",
        "And the payback?",
        "How many tokens does an email have?",
        "What does a model cost?",
        "Which model is the cheapest?",
        "How do we reduce the latency?",
    ],
)
def test_other_questions_are_no_question_for_a_fact(text: str) -> None:
    assert "noted" not in asked_about(text).about


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Is it 20k or 30k?", OwnFacts(either=(20_000, 30_000))),
        ("Am I at 20k or 200k?", OwnFacts(either=(20_000, 200_000))),
        ("did I say 5,000 or 50,000 letters?", OwnFacts(either=(5_000, 50_000))),
        ("Was that 40k or 60k?", OwnFacts(either=(40_000, 60_000))),
        ("sorry, do you have me down for 20k or 25k?", OwnFacts(either=(20_000, 25_000))),
        ("Have we told you 80% or 90%?", OwnFacts(either=(0.8, 0.9), kind="share")),
        ("Did we say $30k or $40k?", OwnFacts(either=(30_000, 40_000), kind="money")),
        ("Is our budget $30k or $40k?", OwnFacts(fields=("budget",), kind="money")),
    ],
)
def test_who_is_not_sure_between_two_numbers_hears_which_is_noted(text: str, noted: OwnFacts) -> None:
    asked = asked_about(text)
    assert (asked.about, asked.noted) == (("noted",), noted)
    assert money_asked(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Is 20k or 30k enough?",
        "Is it cheaper at 20k or 200k?",
        "Do we need 5,000 or 50,000 examples?",
        "Would that be 20k or 30k?",
        "Should I say 5,000 or 50,000?",
        "Does it cost $20k or $30k?",
        "Is that $20k or $30k?",
        "It is 20k or 30k.",
        "What if it were 20k or 30k?",
    ],
)
def test_two_numbers_in_other_questions_ask_for_no_fact(text: str) -> None:
    assert "noted" not in asked_about(text).about


def test_of_two_numbers_the_one_that_is_noted_is_told() -> None:
    facts = {"requests_per_month": Fact(value=20_000, status="stated", quote="20k requests a month", turn=1)}
    [first] = noted_answers(asked_about("Am I at 20k or 200k?"), facts)
    [second] = noted_answers(asked_about("Was that 40k or 60k?"), facts)
    [third] = noted_answers(asked_about("Was that 40k or 60k?"), {})
    assert "What I have noted: 20,000 requests a month" in first.heading
    assert "neither of the two. What I have noted: 20,000" in second.heading
    assert third.heading == "I have noted neither of the two."
