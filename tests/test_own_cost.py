"""What the work costs them today: told to whoever asks; the most that a tool could be worth; and shares of it."""

import pytest

from tests.conftest import Say

PRACTICE = "A dental practice, 2,700 calls a month, 4 minutes each, $22 an hour."  # $3,960 a month of work
SALON = "We're a hair salon, 60 calls a week, 2 minutes each, $20 an hour."  # $171
LETTERS = "We write 900 discharge letters a month at the clinic, 40 minutes each, a doctor's hour costs 85 dollars."
SHOP = "Our shop gets 2,000 mails a month, 5 minutes each, $24 an hour."  # $4,000, 167 hours
MUSEUM = "A museum gets 900 mails a month, 10 minutes each at $30 an hour."  # $4,500
SCHOOL = "We need help with mails at our school, 4,000 a month, 5 minutes each, $48 an hour."  # $16,000
CLERKS = "We have 9 clerks who spend a third of their day on simple questions. A clerk costs 4,200 dollars a month."
DISPATCH = "Two dispatchers at 3,300 dollars a month each answer the phone."
REPORTS = "Kindergartens: 2,600 reports a year, 90 minutes each, $33 an hour."

BEYOND = ["even if it did all of it"]
PROJECT = ["Set aside about", "We should go for", "My provisional recommendation: augmentation"]


@pytest.mark.parametrize(
    "asked",
    [
        "Should I spend money on this at all?",
        "OK so bottom line: how much should I spend and on what?",
        "So what would you do?",
        "Give me your recommendation please.",
        "In two sentences for my husband, please.",
        "In one sentence, please.",
        "A short summary for my partner, please.",
        "Give me the final recommendation for the board.",
        "The whole report please.",
        "Is it worth it?",
        "Yes or no?",
        "What budget do I need?",
        "In simple words, please.",
    ],
)
@pytest.mark.parametrize(("case", "half"), [(PRACTICE, "$1,980"), (SALON, "$85.7")])
def test_work_too_small_binds_every_door(case: str, half: str, asked: str, say: Say) -> None:
    reply = say(case, asked)[-1]
    for told in [*BEYOND, half]:
        assert told in reply.text, reply.text
    for told in PROJECT:
        assert told not in reply.text, reply.text
    assert reply.results["approach"]["recommended"] == "not_yet"


def test_more_than_work_may_pay(say: Say) -> None:
    reply = say(PRACTICE, "We also lose $9,000 a month in missed calls.", "In one sentence, please.")[-1]
    assert "even if it did all of it" not in reply.text
    reply = say(PRACTICE, "It would bring us $12,000 a month.", "In one sentence, please.")[-1]
    assert "even if it did all of it" not in reply.text


@pytest.mark.parametrize(
    ("case", "asked", "told"),
    [
        (LETTERS, "What is that per year?", ["$612,000", "$51,000"]),
        (LETTERS, "And in money?", ["$51,000"]),
        (LETTERS, "What's the total?", ["$51,000"]),
        (LETTERS, "What do we pay for this work today?", ["$51,000"]),
        (LETTERS, "What do we spend on writing them?", ["$51,000"]),
        (SHOP, "So what is that a month?", ["$4,000", "2,000 requests a month x 5 minutes each x $24 an hour"]),
        (SHOP, "And in money?", ["$4,000"]),
        (SHOP, "What do I lose per month?", ["$4,000"]),
        (SHOP, "How many hours do we spend on it?", ["166.7 hours", "$4,000"]),
        (SHOP, "So how much time is that altogether?", ["166.7 hours"]),
        (SHOP, "How much working time goes into that?", ["166.7 hours"]),
        (SHOP, "What does that come to in a year?", ["$48,000"]),
        (SHOP, "How much does the work cost us now?", ["$4,000"]),
        (SHOP, "What are we spending on these mails at the moment?", ["$4,000"]),
        (SHOP, "What does the team's time on this cost?", ["$4,000"]),
        (SHOP, "So how much is it costing us every month?", ["$4,000"]),
        (SHOP, "What does it cost us if we do nothing?", ["$4,000", "$48,000", "nothing to invest"]),
        (SHOP, "What does it cost us to leave everything as it is?", ["$4,000", "nothing to invest"]),
        (SHOP, "And what happens if I do nothing?", ["$4,000", "nothing to invest"]),
        (SHOP, "What if we just leave it as it is?", ["$4,000", "nothing to invest"]),
        (SHOP, "What would staying put cost us?", ["$4,000", "nothing to invest"]),
        (SHOP, "And if we change nothing at all?", ["$4,000", "nothing to invest"]),
        (CLERKS, "What does that cost us a month?", ["$12,600"]),
        (CLERKS, "And per year?", ["$151,200"]),
        (DISPATCH, "What does that cost us a year?", ["$79,200"]),
        (
            "Our licensing office gets 600 forms a month.",
            "What does the work cost us today?",
            ["how many minutes", "what an hour"],
        ),
        (
            "Our office gets 600 forms a month, 30 minutes each.",
            "What do we pay for that today?",
            ["what an hour", "300 hours"],
        ),
    ],
)
def test_their_own_cost_is_told(case: str, asked: str, told: list[str], say: Say) -> None:
    reply = say(case, asked)[-1]
    for one in told:
        assert one in reply.text, reply.text
    assert "Set aside" not in reply.text
    assert "At stake" not in reply.text


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        (SHOP, "What does the API cost us a month?"),
        (SHOP, "What would such a project cost us in all?"),
        (SHOP, "What budget do I need for this?"),
        (SHOP, "What would it cost us to build?"),
        (SHOP, "What are the risks if we do it?"),
        (SHOP, "What would we lose if it fails?"),
    ],
)
def test_the_price_of_the_project_is_not_their_own_cost(case: str, asked: str, say: Say) -> None:
    reply = say(case, asked)[-1]
    assert "The work costs you" not in reply.text, reply.text
