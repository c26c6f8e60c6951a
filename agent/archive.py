"""Where conversations live: LangGraph's checkpointer for the newest state, its store for everything older.

Both stand in one SQLite file under the data folder. The newest exchange is part of the state, so a reply is durable the
moment its checkpoint is; the next turn files it here before it begins, under the turn's number, so a crash at any point
of a turn loses nothing and files nothing twice.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.store.sqlite.aio import AsyncSqliteStore

from agent.errors import StorageUnavailable
from agent.memory import Exchange

# SQLite waits this long for another process's lock before the turn fails with a clear error.
LOCK_SECONDS = 5
_EVERYTHING = 1_000_000


class Archive:
    """The conversations on disk."""

    def __init__(self, saver: AsyncSqliteSaver, store: AsyncSqliteStore) -> None:
        self.saver = saver
        self._store = store

    @classmethod
    @asynccontextmanager
    async def open(cls, file: Path) -> AsyncIterator["Archive"]:
        """Open or create the file. Raises `StorageUnavailable`."""
        with storage_errors():
            await asyncio.to_thread(file.parent.mkdir, parents=True, exist_ok=True)
            async with _connection(file) as connection:
                saver = AsyncSqliteSaver(connection)
                await saver.setup()
                store = AsyncSqliteStore(connection)
                # One connection, one lock: with two, a crowd of turns keeps one of them waiting until it gives up.
                store.lock = saver.lock
                await store.setup()
                yield cls(saver, store)

    async def memory(self, conversation_id: str) -> dict[str, Any] | None:
        """What the newest checkpoint remembers, as it was stored; `None` of a conversation that there is not."""
        with storage_errors():
            newest = await self.saver.aget_tuple({"configurable": {"thread_id": conversation_id, "checkpoint_ns": ""}})
        return newest.checkpoint["channel_values"].get("memory") if newest else None

    async def file(self, conversation_id: str, exchange: Exchange) -> None:
        """Keep an exchange. Filing the same turn again changes nothing."""
        # A whole reply is kept only where a repeat of the same request may ask for it; results and facts are bulky.
        keep_whole = exchange.idempotency_key is not None
        record = exchange.model_dump(mode="json", exclude=None if keep_whole else {"reply": {"facts", "results"}})
        with storage_errors():
            await self._store.aput(_turns(conversation_id), f"{exchange.turn:08}", record, index=False)
            if keep_whole:
                key = _keys(conversation_id)
                await self._store.aput(key, str(exchange.idempotency_key), {"turn": exchange.turn}, index=False)

    async def exchanges(self, conversation_id: str) -> list[Exchange]:
        """All filed exchanges, oldest first."""
        with storage_errors():
            items = await self._store.asearch(_turns(conversation_id), limit=_EVERYTHING)
        return [Exchange.model_validate(item.value) for item in sorted(items, key=lambda item: item.key)]

    async def repeated(self, conversation_id: str, idempotency_key: str) -> Exchange | None:
        """The filed exchange that the same request made before."""
        with storage_errors():
            pointer = await self._store.aget(_keys(conversation_id), idempotency_key)
            if pointer is None:
                return None
            item = await self._store.aget(_turns(conversation_id), f"{pointer.value['turn']:08}")
        return Exchange.model_validate(item.value) if item else None

    async def rate(self, conversation_id: str, turn: int, rating: dict[str, Any]) -> None:
        """Keep what the user thought of a reply; a second rating of the same turn replaces the first."""
        with storage_errors():
            await self._store.aput(("conversation", conversation_id, "ratings"), f"{turn:08}", rating, index=False)

    async def prune(self, conversation_id: str) -> None:
        """Drop every checkpoint but the newest: the file grows by what was said, not by copies of it."""
        newest = "(SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = :id)"
        with storage_errors():
            async with self.saver.lock:
                for table in ("writes", "checkpoints"):
                    await self.saver.conn.execute(
                        f"DELETE FROM {table} WHERE thread_id = :id AND checkpoint_id < {newest}",  # noqa: S608  constants
                        {"id": conversation_id},
                    )

    async def delete(self, conversation_id: str) -> None:
        """Remove everything about a conversation, from the file and from its write-ahead log."""
        with storage_errors():
            await self.saver.adelete_thread(conversation_id)
            for item in await self._store.asearch(("conversation", conversation_id), limit=_EVERYTHING):
                await self._store.adelete(item.namespace, item.key)
            async with self.saver.lock:
                await self.saver.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def check(self) -> None:
        """Raises `StorageUnavailable` when the file cannot be read."""
        with storage_errors():
            await self.saver.conn.execute_fetchall("SELECT 1 FROM checkpoints LIMIT 1")


class storage_errors:  # noqa: N801  reads as a statement: with storage_errors(): ...
    """Turns SQLite's and the file system's errors into `StorageUnavailable`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error | OSError):
            raise StorageUnavailable(str(error)) from error


def _turns(conversation_id: str) -> tuple[str, ...]:
    return ("conversation", conversation_id, "turns")


def _keys(conversation_id: str) -> tuple[str, ...]:
    return ("conversation", conversation_id, "idempotency")


@asynccontextmanager
async def _connection(file: Path) -> AsyncIterator[aiosqlite.Connection]:
    # Autocommit: a failed statement leaves no transaction open behind it.
    async with aiosqlite.connect(file, timeout=LOCK_SECONDS, isolation_level=None) as connection:
        # A turn outlives a crash of the program the moment it is written. What only a cut of the power could take, the
        # last second, is not worth waiting for the disk four times a turn; the file itself stays whole in any case.
        await connection.execute("PRAGMA synchronous=NORMAL")
        await connection.execute("PRAGMA secure_delete=ON")  # what a user deletes is overwritten, not only unlinked
        yield connection
