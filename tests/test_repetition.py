"""What a reply says, it says once."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from agent.advisor import Advisor

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
