"""A question that names a source is answered from it: on the topic, and on the source where that is asked."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from agent.advisor import Advisor
from agent.reply import Reply


async def _asked(folder: Path, question: str) -> Reply:
    async with Advisor.open(folder, today=lambda: date(2026, 11, 22)) as advisor:
        started = await advisor.start()
        return await advisor.send(started.conversation_id, question)


@pytest.mark.parametrize(
    ("question", "source", "says"),
    [
        ("What does Turing say about evaluation?", "turing", "systematic evaluation"),
        ("what does the mantis guide say training a model costs?", "mantis", "several million"),
        ("According to Genloop, when does fine-tuning pay?", "genloop", "$5,000"),
        ("is turing neutral?", "turing", "sells evaluation"),
        ("does Genloop earn money with fine-tuning?", "genloop", "It earns"),
    ],
)
def test_a_named_source_speaks_of_the_topic_and_of_itself_where_that_is_asked(
    question: str, source: str, says: str, tmp_path: Path
) -> None:
    reply = asyncio.run(_asked(tmp_path, question))
    assert reply.citations[0].source_id == source
    assert says in reply.text


def test_what_others_put_in_is_told_and_not_kept(tmp_path: Path) -> None:
    said = "A peer sank $30,000 into tuning, and his bill went from $14,000 a month to $2,000. When was he even?"
    reply = asyncio.run(_asked(tmp_path, said))
    assert "**2.5 months**" in reply.text
    assert "break_even" not in reply.results
    assert [name for name, fact in reply.facts.items() if fact.status != "assumed"] == []
