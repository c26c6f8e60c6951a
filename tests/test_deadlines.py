"""Dates of the calendar as months from today, where they say when it must be live or how far the case looks."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context

READER = BuiltInReader()
TODAY = date(2026, 11, 22)


def facts(text: str, *asked: str) -> dict[str, object]:
    got = READER.read(text, Context(asked=asked, today=TODAY))
    return {statement.field: statement.value for statement in got.statements if statement.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked", "months"),
    [
        ("It has to be running around the 20th of March, that's when the season opens", (), 3.9),
        ("- 75k to kick it off\n- running by 22 August", (), 9),
        ("It must be live by the 22nd of July.", (), 8),
        ("They must be able to use it before Christmas.", (), 1.1),
        ("22 May 2027, the day of our trade fair.", ("timeline_months",), 6),
        ("The end of Q2.", ("timeline_months",), 7.2),
        ("It must be launched by March.", (), 3.3),
        ("We want to put it live in April.", (), 4.8),
        ("It will be rolled out in July.", (), 7.8),
        ("From 1 March it must be live in all shops.", (), 3.3),
        ("For the Easter menus, it has to be ready in 7 weeks.", ("timeline_months",), 1.6),
        ("By Christmas would be lovely but no, end of March, four months.", ("timeline_months",), 4),
        ("October was the plan, that's dead. Now it's ten weeks.", ("timeline_months",), 2.3),
        ("About three months, so by the end of March.", ("timeline_months",), 4.1),
        ("five weeks tops, the board was told so", ("timeline_months",), 1.2),
        ("The fair opens on 22 May 2027 and it must answer visitors by then.", (), 6),
        ("The pilot was released in May; the real thing has to be live by 1 March.", (), 3.3),
        ("Live within nine months.", (), 9),
        ("Up front we can go to 45,000 dollars. Live within nine months.", (), 9),
        ("Work has to be completed and live within 9 months as per the Minister.", (), 9),
        ("In production inside half a year, says our CEO.", (), 6),
        ("We need it in use in under 4 months.", (), 4),
        ("Timeline: winter storms are over in March, so want it before next October.", (), 10.5),
        ("The boss wants it by the end of February, good luck with that.", (), 3.2),
        ("We would like it for September's intake.", (), 9.3),
        ("We want that by June 15.", (), 6.8),
        ("Please, I need it before the Easter rush (28 March).", (), 4.2),
        ("We'd love to have it before Easter 2027.", (), 4.2),
        ("want 9 out of 10 till end of june.", (), 7.2),
        ("Target: 70% of questions answered without a human by 1 October 2027.", (), 10.3),
        ("Our aim is 95 percent right by the start of May.", (), 5.4),
        ("Ready by February's end, and yes a person checks.", ("human_review",), 3.1),
        ("Done before July, please.", (), 7.3),
        ("- budget: 35k build\n- start: 1 February 2027", (), 2.3),
        ("* shipyard\n* when: before the next hull, so by the end of May", (), 6.1),
        ("Planned go-live: mid-July", (), 7.7),
        ("time is: 1 may the new permit rules start", (), 5.3),
        ("Management gives me until the end of Q1 to turn it around or kill it.", (), 4.2),
        ("I've got 90,000 left and until the end of May to show something.", (), 6.1),
        ("We have until August.", (), 8.3),
        ("We'd be happy with Easter, but the end of April is fine.", (), 5.1),
        ("Go live wanted by 30 June next year.", (), 7.2),
        ("New Year's Day 2028, with the new fee schedule", ("timeline_months",), 13.3),
        ("Eighteen months for the payback view; and it has to be up by April 30th", ("horizon_months",), 5.2),
        ("It should run in the spring block (starts 1 Feb)", (), 2.3),
    ],
)
def test_a_date_of_a_launch_is_a_deadline(text: str, asked: tuple[str, ...], months: float) -> None:
    assert facts(text, *asked)["timeline_months"] == pytest.approx(months, abs=0.2)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Our agency wants it live in 3 months", 3),
        ("The agency wants this running in four months.", 4),
        ("Our partner wants to go live in 5 months", 5),
        ("We have 3 months", 3),
        ("The vendor says it can be live in 3 months", None),
        ("The integrator promises delivery in 8 weeks", None),
    ],
)
def test_a_partner_who_wants_it_live_sets_a_date_and_one_who_promises_does_not(text: str, months: float | None) -> None:
    assert facts(text).get("timeline_months") == months


@pytest.mark.parametrize(
    "text",
    [
        "The chatbot has been live since spring.",
        "We went live in spring with fanfare.",
        "Since launch in June we have 9,800 questions a month.",
        "Our anniversary is on 8 May.",
        "We shipped a bot in March and people use it.",
        "we put a letter writer live in april, it runs on gpt-4o",
        "The bot we launched this spring reads our timetable.",
        "Our assistant went live last July.",
        "They rolled it out at the end of May and nobody noticed.",
        "It was released in February, live for all customers.",
        "It has been live since the end of June.",
        "It was a trial until August, now everyone has it.",
        "We rolled out llama-3.3-70b on four of our own big machines in June.",
        "Live eleven months now, with 40 users.",
        "In production for 14 months with gpt-4o.",
        "It gets 70 percent right, it was 62 in spring.",
        "How would we know, six months on, that quality has slipped?",
        "What happens to the model a year on?",
        "Who notices, eight months later, when it goes wrong?",
        "Will it still be right three years down the road?",
        "Live nine months, and within a week it was famous.",
        "Every season (spring, summer, autumn, winter) we write 600 texts.",
        "Customers want it before Christmas, so parcels pile up.",
        "Each December we answer 40,000 letters.",
        "A proof of concept, ended in October, management liked it.",
        "Pilot finished in September.",
        "Season start: 1 March, then 9,000 calls a day.",
        "The contract with the call centre runs until the end of June.",
        "In category 2 may occur errors.",
        "Farmers have until May to hand in the form.",
        "Fiscal year: starts in April.",
        "The museum is closed until the end of March.",
    ],
)
def test_a_date_that_is_past_or_of_something_else_is_no_deadline(text: str) -> None:
    assert "timeline_months" not in facts(text)


@pytest.mark.parametrize(
    ("text", "asked", "months"),
    [
        ("I only believe in what pays off by next November.", (), 12),
        ("Until November 2028, when the lease on the building runs out.", ("horizon_months",), 24),
    ],
)
def test_a_date_by_which_it_pays_is_the_horizon(text: str, asked: tuple[str, ...], months: float) -> None:
    got = facts(text, *asked)
    assert got["horizon_months"] == pytest.approx(months, abs=1)
    assert "timeline_months" not in got


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("My CFO wants a payback within 12 months.", None),
        ("We need to break even within a year.", None),
        ("The owner wants his money back within 14 months.", None),
        ("Live in 6 months, with payback within a year.", 6),
        ("It has to pay for itself within two years, and be live in 5 months.", 5),
        ("Payback has to come quickly. It must be live in 4 months.", 4),
    ],
)
def test_the_time_in_which_it_pays_is_no_deadline(text: str, months: float | None) -> None:
    assert facts(text).get("timeline_months") == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("The launch has slipped. End of June now.", 7.2),
        ("Board moved the deadline from end of February to end of May.", 6.1),
        ("Go-live was postponed from March to mid-September.", 9.8),
        ("The deadline was brought forward. By the end of January.", 2.1),
        ("The launch is still on. The end of June is our fiscal year end.", None),
    ],
)
def test_a_launch_that_moves_has_a_new_date(text: str, months: float | None) -> None:
    known = {"timeline_months": Fact(value=4, status="stated", turn=1)}
    got = READER.read(text, Context(facts=known, today=TODAY))
    found = [one.value for one in got.statements if one.field == "timeline_months"]
    assert found == ([] if months is None else [pytest.approx(months, abs=0.2)])


@pytest.mark.parametrize(
    "text",
    [
        "It would be good to earn back the money in eighteen months.",
        "Chief chemist, 63, retires in 18 months, and only he knows.",
        "The season is September to January; in those five months we get 30,000 questions.",
        "About 250 questions each day, we work seven days.",
        "Rates only move at the end of a quarter.",
        "The freelancer is 950 a day and I've 60 days approved.",
        "My lease expires in two years.",
        "In the campaign (June to December, 7 months) the lab writes 90 sheets a day.",
        "We're open 6 days.",
        "Prices move at the end of each quarter.",
        "Our plant should earn back the kit in two years.",
        "In the four months of summer nobody writes.",
    ],
)
def test_spans_of_something_else_are_no_deadline(text: str) -> None:
    assert "timeline_months" not in facts(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("We look three years out. Budget 150k.", 36),
        ("We look 3 years out, 10% discount.", 36),
        ("We're looking two years out on this one", 24),
        ("We plan five years ahead.", 60),
        ("Our view goes four years out.", 48),
        ("Launch is three months out.", None),
        ("We look after three years of contracts", None),
        ("We look back on three years of data. Budget 150k.", None),
    ],
)
def test_how_far_they_look_is_the_horizon_whatever_was_asked(text: str, months: float | None) -> None:
    got = READER.read(text, Context(asked=("evaluation",), today=date(2026, 11, 22)))
    assert next((one.value for one in got.statements if one.field == "horizon_months"), None) == months
