"""Dates of the calendar as months from today, where they say when it must be live or how far the case looks."""

from datetime import date

import pytest

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
    ],
)
def test_a_date_of_a_launch_is_a_deadline(text: str, asked: tuple[str, ...], months: float) -> None:
    assert facts(text, *asked)["timeline_months"] == pytest.approx(months, abs=0.2)


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
