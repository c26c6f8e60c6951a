"""Questions for what the figures rest on: what moves them, their cases, what is assumed, what is reckoned with."""

import pytest

from agent.reading.answers import asked_about
from agent.reading.built_in_reader import BuiltInReader
from agent.reading.uncertainty_asked import Kind
from agent.understanding import Context


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which input is the result most sensitive to?", "drivers"),
        ("Do a sensitivity analysis.", "drivers"),
        ("Which of my inputs is the result most sensitive to?", "drivers"),
        ("What drives the result the most?", "drivers"),
        ("Can you show me a sensitivity table please", "drivers"),
        ("which assumption has the biggest impact on the outcome?", "drivers"),
        ("What does your recommendation depend on most?", "drivers"),
        ("Which factor matters most for the NPV?", "drivers"),
        ("How sensitive is the payback to our figures?", "drivers"),
        ("Give me best case, base case, worst case.", "cases"),
        ("What is the payback in the worst case?", "cases"),
        ("best case and worst case please", "cases"),
        ("Show us three scenarios: best, base and worst case", "cases"),
        ("and how bad does it look in a pessimistic scenario?", "cases"),
        ("What are your three most important assumptions?", "assumptions"),
        ("Which assumptions have you made?", "assumptions"),
        ("What did you assume that I never told you?", "assumptions"),
        ("List all assumptions, please.", "assumptions"),
        ("Your main assumptions?", "assumptions"),
        ("what have you simply guessed here?", "assumptions"),
        ("Which of these numbers are assumed?", "assumptions"),
        ("How many requests are you calculating with?", "reckons"),
        ("Which horizon are you reckoning with?", "reckons"),
        ("what volume did you assume?", "reckons"),
    ],
)
def test_a_question_for_what_figures_rest_on_is_one(text: str, kind: Kind) -> None:
    asked = asked_about(text)
    assert (asked.about, [one.kind for one in asked.basis]) == (("basis",), [kind])
    got = BuiltInReader().read(text, Context(asked=("documents",)))
    assert (got.statements, got.what_ifs, got.questions, got.requests) == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("What are your three most important assumptions?", 3),
        ("Top 5 drivers of the result?", 5),
        ("Assumptions?", None),
    ],
)
def test_as_many_are_told_as_are_wanted(text: str, most: int | None) -> None:
    assert [one.most for one in asked_about(text).basis] == [most]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("How many requests are you calculating with?", ("requests_per_month",)),
        ("How many documents and labelled examples do you assume?", ("documents", "training_examples")),
    ],
)
def test_what_is_reckoned_with_is_named(text: str, fields: tuple[str, ...]) -> None:
    assert [one.fields for one in asked_about(text).basis] == [fields]


@pytest.mark.parametrize(
    "text",
    [
        "How sensitive is our data?",
        "Which of our data are most sensitive?",
        "The data is sensitive.",
        "What drives the cost of a training project?",
        "Which assumptions does Genloop make?",
        "We assume 20 % growth a year.",
        "Why do you assume a discount rate of 10 %?",
        "Is the assumption right that retrieval is cheaper?",
        "In the worst case a clerk has to check it.",
        "What if the worst case happens?",
        "Our three use cases are letters, mails and chats.",
        "What matters most to us is privacy.",
        "Quality is the most important factor.",
        "The most important thing is that it works.",
        "How many requests can one GPU serve?",
        "How many labelled examples do we need?",
        "Can we count on your advice?",
        "So what is your best guess?",
    ],
)
def test_what_tells_of_the_case_or_asks_for_rules_is_none(text: str) -> None:
    assert "basis" not in asked_about(text).about
