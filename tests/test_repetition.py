"""What a reply says, it says once."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from agent.advisor import Advisor
from agent.replying.writing import without_repeats

CASE = (
    "We run a helpdesk on gpt-4o: 30,000 tickets a month, 2,000 tokens in and 250 out each. 70 % of the answers are "
    "right, we need 90 %. Prices change daily."
)


def replies(home: Path, *messages: str) -> list[str]:
    async def run() -> list[str]:
        async with Advisor.open(home, today=lambda: date(2026, 11, 22)) as advisor:
            conversation_id = (await advisor.start()).conversation_id
            return [(await advisor.send(conversation_id, message)).text for message in messages]

    return asyncio.run(run())


@pytest.mark.parametrize("ask", ["What would you do, and what would it cost us?", "What should we do? And the costs?"])
def test_who_asks_for_advice_and_costs_reads_the_bill_once(ask: str, home: Path) -> None:
    [both] = replies(home, f"{CASE} {ask}")
    assert both.count("The API comes to $225 a month") == 1
    [_, again] = replies(home, CASE, ask)
    assert again.count("$225 a month") == 1


OPEN = "What is open and could change it most:"


def test_two_answers_in_one_reply_do_not_repeat_a_paragraph(home: Path) -> None:
    [_, reply] = replies(home, CASE, "what's your confidence and what would change it?")
    assert reply.count(OPEN) == 1
    assert "**What would change my mind:**" in reply


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("A.\n\nB.\n\nA.", "A.\n\nB."),
        ("A.\n\n\nA.\n\nA.", "A."),
        ("**H:**\n\n- a\n\n**H:**\n\n- b", "**H:**\n\n- a\n\n**H:**\n\n- b"),  # one heading over two lists
        ("**H:**\n\n- a\n\nB.\n\n**H:**\n\n- a\n\nC?", "**H:**\n\n- a\n\nB.\n\nC?"),
        ("| a |\n| - |\n\n| a |\n| - |", "| a |\n| - |"),
        ("", ""),
        ("A. B.\n\nB.", "A. B.\n\nB."),  # a sentence is no paragraph
    ],
)
def test_a_paragraph_stands_once(text: str, once: str) -> None:
    assert without_repeats(text) == once
