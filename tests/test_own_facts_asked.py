"""Their own facts, asked for: they hear what is noted, with their words, and nothing else."""

import pytest

from agent.reading.answers import asked_about
from agent.reading.own_facts_asked import OwnFacts


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
