"""Conversations on disk: nothing sent is lost, nothing half-written stays, the file does not grow by copies."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from agent.advisor import Advisor
from agent.errors import StorageUnavailable, UnknownConversation
from agent.understanding import Context, Understanding

Talk = Callable[[Advisor], Coroutine[Any, Any, None]]


def talk(home: Path, conversation: Talk, **parts: Any) -> None:
    async def run() -> None:
        async with Advisor.open(home, **parts) as advisor:
            await conversation(advisor)

    asyncio.run(run())


def test_a_conversation_goes_on_after_a_restart(home: Path) -> None:
    ids: list[str] = []

    async def before(advisor: Advisor) -> None:
        started = await advisor.start()
        ids.append(started.conversation_id)
        await advisor.send(ids[0], "We send 40,000 requests a month.")

    async def after(advisor: Advisor) -> None:
        reply = await advisor.send(ids[0], "what do you know so far?")
        assert reply.turn == 2
        assert reply.facts["requests_per_month"].value == 40_000
        told = (await advisor.read(ids[0])).messages
        assert [(line.role, line.turn) for line in told] == [
            ("assistant", 0),
            ("user", 1),
            ("assistant", 1),
            ("user", 2),
            ("assistant", 2),
        ]

    talk(home, before)
    talk(home, after)


def test_a_step_that_breaks_leaves_the_conversation_as_it_was(home: Path) -> None:
    class BreakingReader:
        def read(self, message: str, context: Context) -> Understanding:
            raise RuntimeError("the reader is broken")

    ids: list[str] = []

    async def broken(advisor: Advisor) -> None:
        ids.append((await advisor.start()).conversation_id)
        with pytest.raises(RuntimeError, match="broken"):
            await advisor.send(ids[0], "We send 40,000 requests a month.")

    async def mended(advisor: Advisor) -> None:
        conversation = await advisor.read(ids[0])
        assert [line.turn for line in conversation.messages] == [0]
        assert (await advisor.send(ids[0], "We send 40,000 requests a month.")).turn == 1

    talk(home, broken, reader=BreakingReader())
    talk(home, mended)


def test_a_locked_database_is_a_clear_error_and_no_half_turn(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.archive.LOCK_SECONDS", 0.2)

    async def locked(advisor: Advisor) -> None:
        started = await advisor.start()
        other = sqlite3.connect(home / "conversations.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailable, match="locked"):
            await advisor.send(started.conversation_id, "We send 40,000 requests a month.")
        other.execute("ROLLBACK")
        other.close()
        assert [line.turn for line in (await advisor.read(started.conversation_id)).messages] == [0]
        assert (await advisor.send(started.conversation_id, "We send 40,000 requests a month.")).turn == 1

    talk(home, locked)


def test_a_full_disk_is_a_clear_error_and_no_half_turn(home: Path) -> None:
    async def full(advisor: Advisor) -> None:
        started = await advisor.start()
        connection = advisor._archive.saver.conn
        pages = await connection.execute_fetchall("PRAGMA page_count")
        await connection.execute(f"PRAGMA max_page_count={next(iter(pages))[0]}")
        with pytest.raises(StorageUnavailable, match="full"):
            for _ in range(20):  # free pages inside the file take a few turns to fill
                await advisor.send(started.conversation_id, "We send 40,000 requests a month. " * 100)
        turns = [line.turn for line in (await advisor.read(started.conversation_id)).messages]
        await connection.execute("PRAGMA max_page_count=1000000")
        reply = await advisor.send(started.conversation_id, "It is a support bot.")
        assert reply.turn == max(turns) + 1
        assert [line.turn for line in (await advisor.read(started.conversation_id)).messages][: len(turns)] == turns

    talk(home, full)


def test_messages_sent_at_once_are_all_answered_in_order(home: Path) -> None:
    async def crowd(advisor: Advisor) -> None:
        started = await advisor.start()
        texts = [f"We send {number},000 requests a month." for number in range(1, 9)]
        replies = await asyncio.gather(*(advisor.send(started.conversation_id, text) for text in texts))
        assert [reply.turn for reply in replies] == list(range(1, 9))
        assert [reply.facts["requests_per_month"].value for reply in replies] == [n * 1000 for n in range(1, 9)]
        said = [line.text for line in (await advisor.read(started.conversation_id)).messages if line.role == "user"]
        assert said == texts

    talk(home, crowd)


def test_a_crowd_of_conversations_finds_the_file_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.archive.LOCK_SECONDS", 0.01)  # nobody inside the house may wait for a lock of the file

    async def crowd(advisor: Advisor) -> None:
        async def one(number: int) -> list[int]:
            conversation_id = (await advisor.start()).conversation_id
            return [(await advisor.send(conversation_id, f"We send {number},000 requests.")).turn for _ in range(4)]

        assert await asyncio.gather(*(one(number) for number in range(1, 25))) == [[1, 2, 3, 4]] * 24

    talk(home, crowd)


def test_a_client_that_goes_away_does_not_stop_its_turn(home: Path) -> None:
    async def leave(advisor: Advisor) -> None:
        started = await advisor.start()
        events = advisor.stream(started.conversation_id, "We send 40,000 requests a month.")
        await anext(events)
        await events.aclose()  # type: ignore[attr-defined]  # an async generator behind an AsyncIterator
        await advisor.settle()
        conversation = await advisor.read(started.conversation_id)
        assert conversation.facts["requests_per_month"].value == 40_000
        assert conversation.messages[-1].turn == 1

    talk(home, leave)


def test_a_repeat_with_the_same_key_is_the_first_reply_and_no_second_turn(home: Path) -> None:
    async def repeat(advisor: Advisor) -> None:
        conversation_id = (await advisor.start()).conversation_id
        first = await advisor.send(conversation_id, "We send 40,000 requests a month.", idempotency_key="a")
        assert await advisor.send(conversation_id, "We send 40,000 requests a month.", idempotency_key="a") == first
        await advisor.send(conversation_id, "It is a support bot.")
        await advisor.send(conversation_id, "We use gpt-4o.", idempotency_key="b")
        assert await advisor.send(conversation_id, "anything else", idempotency_key="a") == first
        assert (await advisor.read(conversation_id)).messages[-1].turn == 3

    talk(home, repeat)


def test_somebody_elses_conversation_does_not_exist(home: Path) -> None:
    async def peep(advisor: Advisor) -> None:
        conversation_id = (await advisor.start(owner="key:a")).conversation_id
        for attempt in (
            advisor.read(conversation_id, owner="key:b"),
            advisor.send(conversation_id, "hello", owner="key:b"),
            advisor.delete(conversation_id, owner="key:b"),
            advisor.edit_facts(conversation_id, {"budget": 1}, owner="key:b"),
            advisor.rate(conversation_id, 0, "up", owner="key:b"),
        ):
            with pytest.raises(UnknownConversation):
                await attempt

    talk(home, peep)


def test_a_deleted_conversation_is_gone_from_the_file_itself(home: Path) -> None:
    async def forget(advisor: Advisor) -> None:
        conversation_id = (await advisor.start()).conversation_id
        await advisor.send(conversation_id, "The zanzibarquokka project has 40,000 requests a month.")
        await advisor.send(conversation_id, "It is a support bot for the zanzibarquokka.")
        await advisor.rate(conversation_id, 1, "up", "zanzibarquokka")
        await advisor.delete(conversation_id)
        with pytest.raises(UnknownConversation):
            await advisor.read(conversation_id)

    talk(home, forget)
    for file in home.glob("conversations.sqlite*"):
        assert b"zanzibarquokka" not in file.read_bytes()


def test_the_file_grows_by_what_was_said_not_by_copies_of_it(home: Path) -> None:
    sizes: list[int] = []

    async def long(advisor: Advisor) -> None:
        conversation_id = (await advisor.start()).conversation_id
        for turn in range(1, 61):
            await advisor.send(conversation_id, f"We send {turn},000 requests a month.")
            if turn % 20 == 0:
                rows = await advisor._archive.saver.conn.execute_fetchall("SELECT count(*) FROM checkpoints")
                assert next(iter(rows))[0] <= 2
                await advisor._archive.saver.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                sizes.append((home / "conversations.sqlite").stat().st_size)

    talk(home, long)
    first, second = sizes[1] - sizes[0], sizes[2] - sizes[1]
    assert second <= 1.5 * first + 3 * 4096  # the file grows by whole pages
