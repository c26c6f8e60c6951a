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
            "We have 12 people who spend half their day on this, 60k a year each.",
            "What do we pay for that work today?",
            ["$30,000", "$360,000"],
        ),
        (
            SHOP,
            "What would doing nothing cost over three years?",
            ["$4,000", "$144,000 over 3 years", "nothing to invest"],
        ),
        (SHOP, "What does that cost us?", ["$4,000"]),
        (DISPATCH, "What is that costing us?", ["$6,600"]),
        (DISPATCH, "And what does it cost us if we change nothing for two years?", ["$158,400 over 2 years"]),
        (
            "We have 6,000 support tickets a month on gpt-4o, 2,000 tokens in and 300 out.",
            "What do we pay today?",
            ["The API comes to $48 a month", "list prices"],
        ),
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


TAKEN_HALF = "A tool could take half of it."


@pytest.mark.parametrize(
    ("said", "benefit"),
    [
        ((SCHOOL, "I doubt we'd save all of it. Say 40 percent."), 6_400),
        ((SCHOOL, "Let's be careful and say a quarter of the time."), 4_000),
        ((SCHOOL, "Realistically maybe a third of the work."), 5_333.33),
        ((SCHOOL, "I think at most 30%."), 4_800),
        ((MUSEUM, "Half of the mails could go away."), 2_250),
        ((MUSEUM, "A third of them could be answered by a bot."), 1_500),
        ((MUSEUM, TAKEN_HALF, "I don't believe half. A quarter at most."), 1_125),
        ((MUSEUM, TAKEN_HALF, "60 is optimistic, say 35."), 1_575),
        ((MUSEUM, "A tool could take 60% of it.", "60 is too optimistic, say 35."), 1_575),
        ((REPORTS, "If AI writes a draft, maybe 40 minutes instead of 90."), 5_958.33),
        ((REPORTS, "With a draft it's 30 minutes instead of 90."), 7_150),
        ((DISPATCH, "A bot could do a third of their work."), 2_200),
        ((DISPATCH, "It might take over 40% of that."), 2_640),
    ],
)
def test_a_share_of_the_work_that_would_be_taken_is_a_benefit(said: tuple[str, ...], benefit: float, say: Say) -> None:
    reply = say(*said)[-1]
    assert reply.facts["monthly_benefit"].value == pytest.approx(benefit, rel=1e-3), reply.text
    assert not {"timeline_months", "documents"} & set(reply.facts)


@pytest.mark.parametrize(
    ("said", "benefit"),
    [
        ((PRACTICE, "And what if only half of the calls could be handled?"), "$1,980"),
        (
            ("Our shop has 1,500 returns a month, each costs us 7 dollars.",
             "If we cut returns by a fifth what is that worth?"),
            "$2,100",
        ),
        ((MUSEUM, "If it halves the time, what does that bring?"), "$2,250"),
        ((MUSEUM, "What if a bot took half of it?"), "$2,250"),
        ((MUSEUM, "What if a bot took half of it?", "So what is it worth?"), "$2,250"),
        ((MUSEUM, "What if it takes only a quarter?"), "$1,125"),
        ((MUSEUM, "What if the doctors only accept a third of the drafts?"), "$1,500"),
        ((MUSEUM, "What would we save if a fifth of them went away?"), "$900"),
        ((MUSEUM, "Say it answers 60% of them. What do we save?"), "$2,700"),
        ((MUSEUM, "Let's say it takes 40% of them.", "So what is it worth?"), "$1,800"),
        ((CLERKS, "What if a bot took half of that?"), "$6,300"),
        (
            ("A waterworks hotline, 9,500 calls a month, an agent costs 46,000 dollars a year.",
             "Could we do without two of the agents if it works?", "Then what would we save?"),
            "$7,667",
        ),
    ],
)  # fmt: skip
def test_a_share_that_is_tried_out_is_of_the_benefit(said: tuple[str, ...], benefit: str, say: Say) -> None:
    reply = say(*said)[-1]
    assert benefit in reply.text, reply.text
    assert "| Requests a month |" not in reply.text
    assert "one figure is missing" not in reply.text


@pytest.mark.parametrize(
    "asked",
    ["What if we had half the requests?", "What if the volume falls by a third?", "What if we get half as many mails?"],
)
def test_fewer_cases_are_no_benefit(asked: str, say: Say) -> None:
    assert "| Requests a month |" in say(MUSEUM, asked)[-1].text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("A one-woman hair salon, 60 calls a week, 2 minutes each.", "Yes or no?"), ["$7.20 for each", "an hour"]),
        (("Our plumbing company gets 40 night calls a month.", "So that's a no?"), ["$46 for each of the 40"]),
    ],
)
def test_a_yes_needs_a_benefit(said: tuple[str, ...], told: list[str], say: Say) -> None:
    reply = say(*said)[-1]
    for one in told:
        assert one in reply.text, reply.text
    assert "Yes" not in reply.text


@pytest.mark.parametrize(
    "said",
    [
        "Volunteers answer the phone, they cost nothing.",
        "Our helpers are free, they cost us nothing.",
        "Students answer the mails, that costs us nothing.",
        "The interns do it, it costs us nothing.",
    ],
)
def test_people_who_cost_nothing_are_no_bill_of_nothing(said: str, say: Say) -> None:
    assert "monthly_api_spend" not in say("We run a hotel, 700 mails a month.", said)[-1].facts


@pytest.mark.parametrize(
    ("said", "forecast"),
    [
        ("We lose 9,000 dollars a month because machines break down in our workshop.", True),
        ("Our bakery throws away unsold bread worth 9,000 dollars a month. Could AI help?", True),
        ("Our bakery loses 4,000 a month because of unsold cakes.", True),
        ("Breakdowns of our trucks cost us 12,000 dollars a month.", True),
        ("We lose 9,000 dollars a month to no-shows.", False),
    ],
)
def test_all_that_is_lost_is_no_benefit(said: str, *, forecast: bool, say: Say) -> None:
    first, then = say(said, "Should I invest?")
    assert "monthly_benefit" not in first.facts
    assert ("not of language" in first.text) == forecast
    assert "**Yes" not in then.text


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (SHOP, "Half of the mails are in Spanish."),
        (SHOP, "About a third of our customers are abroad."),
        (SHOP, "Two thirds of the answers are right today."),
        (SHOP, "A quarter of the mails are complaints."),
        (SHOP, "Our staff spend half of their day on the phone."),
        (SHOP, "We need it within a quarter."),
        (SHOP, "The vendor promises that it answers 60% of them."),
        (SHOP, "The old bot answered 20% of them."),
    ],
)
def test_other_shares_are_no_benefit(case: str, said: str, say: Say) -> None:
    assert "monthly_benefit" not in say(case, said)[-1].facts


TICKETS = "We have 6,000 support tickets a month. A ticket costs us $4 to answer."


@pytest.mark.parametrize(
    ("said", "told", "untold"),
    [
        ((TICKETS, "A vendor offers a tool at $2,000 a month that takes over half of the tickets.", "Is it worth it?"),
         ["**Yes", "$12,000"], ["once I know what it saves"]),
        ((TICKETS, "A vendor wants $900 a month for handling a quarter of them.", "Is it too expensive?"),
         ["**Not too expensive", "$6,000"], ["**Yes", "**No,"]),
        ((MUSEUM, TAKEN_HALF, "Is a tool at $2,000 a month too expensive?"),
         ["**Not too expensive", "$2,250"], ["you have $2,000"]),
        ((MUSEUM, TAKEN_HALF, "Is a tool at $3,000 a month too expensive?"),
         ["**Too expensive"], ["you have $3,000"]),
        (("We get 6,000 tickets a month. We pay $1,200 a month for the API.", "A freelancer quoted $18,000 for it.",
          "Is that a fair price?"),
         ["it must save or bring in more than"], ["**No", "**Yes"]),
    ],
)  # fmt: skip
def test_a_price_is_held_against_what_it_brings(
    said: tuple[str, ...], told: list[str], untold: list[str], say: Say
) -> None:
    reply = say(*said)[-1].text
    for one in told:
        assert one in reply, reply
    for one in untold:
        assert one not in reply, reply
    assert "budget" not in say(*said)[-1].facts
