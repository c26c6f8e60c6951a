"""The façade, the one thing that the doors speak to: it opens the house, runs turns in order, keeps what was said."""

import asyncio
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from weakref import WeakValueDictionary

from langchain_core.runnables import RunnableConfig
from pydantic import BaseModel, ConfigDict, JsonValue

from agent.archive import Archive, storage_errors
from agent.documents import DocumentDesk
from agent.errors import BadMessage, IndexUnavailable, StorageUnavailable, UnknownConversation
from agent.facts import Fact, checked_profile
from agent.graph import Services, build_graph
from agent.grounding import check, numbers_in
from agent.memory import Exchange, Incoming, Memory
from agent.model.client import LanguageModel
from agent.model.settings import ModelSettings
from agent.reading.built_in_reader import BuiltInReader
from agent.record import set_by_hand
from agent.reply import Citation, Event, Progress, Reply, ReplyEvent, StatusEvent, TokenEvent, Usage
from agent.replying.content import answer_only
from agent.replying.writing import BuiltInWriter, Writer
from agent.support import hold
from agent.tracing import turn_span
from agent.understanding import Context, Reader
from knowledge.chroma_home import ChromaHome, ChromaUnreachable
from knowledge.documents import Documents
from knowledge.library import Library
from knowledge.passages import Found, load_passages
from knowledge.search import Guidance
from tools.assess import Assessment, assess
from tools.errors import BadArgument
from tools.profile import FIELDS
from tools.registry import all_tools, call_tool
from tools.tool import ToolResult, ToolSpec

# A long e-mail with a table is a tenth of this; beyond it a message is a document, and documents are ingested.
MOST_CHARACTERS = 20_000

logger = logging.getLogger(__name__)


class Message(BaseModel):
    """One line of the transcript."""

    model_config = ConfigDict(frozen=True)

    role: Literal["user", "assistant"]
    text: str
    turn: int
    at: str
    citations: tuple[Citation, ...] = ()
    usage: Usage | None = None  # of the language model, in an answer that had one


class Conversation(BaseModel):
    """A conversation as a door shows it again."""

    model_config = ConfigDict(frozen=True)

    id: str
    messages: tuple[Message, ...]
    facts: dict[str, Fact]
    results: dict[str, dict[str, JsonValue]]
    progress: Progress
    last: Reply


class CitedAnswer(BaseModel):
    """What the guidance says to one question; `covered` is false when it says nothing."""

    model_config = ConfigDict(frozen=True)

    question: str
    covered: bool
    text: str
    citations: tuple[Citation, ...]


class Advisor:
    """The advisor. `owner` is whoever a door says is asking: a key, a browser session, the local terminal."""

    def __init__(self, archive: Archive, library: Library, services: Services, server: ChromaHome | None) -> None:
        self._archive = archive
        self._guidance = services.guidance
        self._library = library
        self._server = server
        self.documents = DocumentDesk(library)
        self._services = services
        self._graph = build_graph(archive.saver)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[Any]] = set()
        self.removed_sentences = 0  # how many sentences the check has taken out since the start

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        home: Path,
        *,
        chroma_url: str | None = None,
        reader: Reader | None = None,
        writer: Writer | None = None,
        model: ModelSettings | None = None,
        on_usage: Callable[[Usage], None] = lambda _: None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> AsyncIterator["Advisor"]:
        """Open the data folder; build the guidance index there on first use, or on the Chroma server at `chroma_url`.

        `model` reads and words beside the built-in language; `on_usage` is told of what each turn used of it.
        Raises `StorageUnavailable`. A server that is away is said in the log: the guidance is searched in memory then.
        """
        async with AsyncExitStack() as stack:
            archive = await stack.enter_async_context(Archive.open(home / "conversations.sqlite"))
            language_model = await stack.enter_async_context(LanguageModel.open(model)) if model else None
            server = ChromaHome.at(chroma_url) if chroma_url else None
            library = Library(Documents.of(home, server), load_passages())
            guidance = await asyncio.to_thread(Guidance.open, home / "guidance", server=server, library=library)

            def on_removed(sentences: tuple[str, ...]) -> None:
                advisor.removed_sentences += len(sentences)
                logger.warning("took %d sentence(s) without a parent out of a reply", len(sentences))

            services = Services(
                reader=reader or BuiltInReader(),
                writer=writer or BuiltInWriter(),
                guidance=guidance,
                today=today,
                on_removed=on_removed,
                model=language_model,
                on_usage=on_usage,
            )
            advisor = cls(archive, library, services, server)
            with suppress(IndexUnavailable):
                await advisor.check_index()
            advisor._keep(asyncio.create_task(asyncio.to_thread(_warm_up, services)))
            if language_model is not None:
                advisor._keep(asyncio.create_task(language_model.warm_up()))
            try:
                yield advisor
            finally:
                await advisor.documents.close()
                await advisor.settle()
                guidance.close()

    async def settle(self) -> None:
        """Wait for the turns under way, those whose client has gone away too."""
        if self._running:
            await asyncio.wait(self._running)

    async def start(self, owner: str = "local") -> Reply:
        """Begin a conversation: the greeting, turn 0."""
        incoming = Incoming(conversation_id=secrets.token_hex(16), kind="opening", owner=owner, at=_now())
        return await self._reply(incoming)

    async def send(
        self, conversation_id: str, text: str, *, owner: str = "local", idempotency_key: str | None = None
    ) -> Reply:
        """One turn. Raises `BadMessage`, `UnknownConversation`, `StorageUnavailable`."""
        return await self._reply(self._message(conversation_id, text, owner, idempotency_key))

    def stream(
        self, conversation_id: str, text: str, *, owner: str = "local", idempotency_key: str | None = None
    ) -> AsyncIterator[Event]:
        """One turn as it happens; the last event is the whole reply, stored before it is sent.

        A client that goes away does not stop the turn: it is finished and kept.
        """
        return self._events(self._message(conversation_id, text, owner, idempotency_key))

    async def edit_facts(
        self, conversation_id: str, changes: Mapping[str, JsonValue], *, owner: str = "local"
    ) -> Reply:
        """Set facts by hand (`None` clears). Raises `BadArgument` with the field and the remedy."""
        if not changes:
            raise BadArgument(
                "facts", f"facts: name at least one field to set or to clear; fields are {', '.join(FIELDS)}."
            )
        set_by_hand(changes, 0)
        return await self._reply(
            Incoming(conversation_id=conversation_id, kind="facts", owner=owner, at=_now(), facts=dict(changes))
        )

    async def read(self, conversation_id: str, *, owner: str = "local") -> Conversation:
        """The conversation so far."""
        async with self._lock(conversation_id):
            memory = await self._memory(conversation_id, owner)
            exchanges = await self._archive.exchanges(conversation_id)
        last = memory.exchange
        assert last is not None, "a conversation begins with a greeting"
        # The newest is filed before a turn begins; a turn that then failed leaves it in both places.
        older = [exchange for exchange in exchanges if exchange.turn < last.turn]
        messages = [line for exchange in [*older, last] for line in _lines(exchange)]
        reply = last.reply
        return Conversation(
            id=conversation_id,
            messages=tuple(messages),
            facts=reply.facts,
            results=reply.results,
            progress=reply.progress,
            last=reply,
        )

    async def rate(
        self, conversation_id: str, turn: int, rating: Literal["up", "down"], comment: str = "", *, owner: str = "local"
    ) -> None:
        """Keep what the user thought of a reply."""
        memory = await self._memory(conversation_id, owner)
        if not 0 <= turn <= memory.turn:
            raise BadArgument("turn", f"turn is {turn}; this conversation has turns 0 to {memory.turn}.")
        await self._archive.rate(conversation_id, turn, {"rating": rating, "comment": comment, "at": _now()})

    async def delete(self, conversation_id: str, *, owner: str = "local") -> None:
        """Remove everything about a conversation."""
        async with self._lock(conversation_id):
            await self._memory(conversation_id, owner)
            await self._archive.delete(conversation_id)

    def tools(self) -> Mapping[str, ToolSpec]:
        """The deterministic tools by name."""
        return all_tools()

    def call_tool(self, name: str, arguments: Mapping[str, object]) -> ToolResult:
        """One tool call, prices as of today unless `as_of` says otherwise. Raises `UnknownTool`, `BadArgument`."""
        return call_tool(name, arguments, self._services.today())

    def assess(self, facts: Mapping[str, JsonValue]) -> Assessment:
        """The whole assessment of a profile, without a conversation. Raises `BadArgument`."""
        return assess(checked_profile(facts), self._services.today())

    async def search(self, query: str, k: int = 5) -> list[Found]:
        """Passages of the guidance and of the user's documents, best first."""
        return await asyncio.to_thread(self._found, query, k)

    async def answer(self, question: str) -> CitedAnswer:
        """One cited answer from the guidance, without a conversation. Raises `BadMessage`."""
        asked = _clean(question)
        content = await asyncio.to_thread(answer_only, asked, self._guidance)
        nearest = [answer.nearest for answer in content.answers]
        parents = numbers_in([asked, *nearest, *(citation.model_dump() for citation in content.citations)])
        checked = check(
            self._services.writer.write(content), parents, [citation.mark for citation in content.citations]
        )
        held = hold(checked.text, content.citations)
        return CitedAnswer(
            question=asked,
            covered=bool(content.citations),
            text=held.text,
            citations=content.citations,
        )

    async def check(self) -> None:
        """Raises `StorageUnavailable` when conversations cannot be kept, `IndexUnavailable` when Chroma is away."""
        await self._archive.check()
        await self.check_index()

    async def check_index(self) -> None:
        """Raises `IndexUnavailable`, and says so in the log, when the Chroma server does not answer."""
        if self._server is None:
            return
        try:
            await asyncio.to_thread(self._server.check)
        except ChromaUnreachable as error:
            logger.warning("%s", error)
            raise IndexUnavailable(str(error)) from error

    def _found(self, query: str, k: int) -> list[Found]:
        found = [*self._guidance.search(query, k), *self._library.search(query, k)]
        return sorted(found, key=lambda one: -one.score)[:k]

    def _message(self, conversation_id: str, text: str, owner: str, idempotency_key: str | None) -> Incoming:
        return Incoming(
            conversation_id=conversation_id,
            kind="message",
            owner=owner,
            at=_now(),
            text=_clean(text),
            idempotency_key=idempotency_key,
        )

    async def _reply(self, incoming: Incoming) -> Reply:
        """One turn for who wants its reply only; it is finished and kept, whether or not somebody still waits."""
        turn = asyncio.create_task(self._turn(incoming))
        self._keep(turn)
        return await asyncio.shield(turn)

    async def _events(self, incoming: Incoming) -> AsyncIterator[Event]:
        """Run the turn in a task of its own and pass its events on for as long as somebody listens."""
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        turn = asyncio.create_task(self._turn(incoming, events.put_nowait))
        self._keep(turn)
        turn.add_done_callback(lambda _: events.put_nowait(None))
        while (event := await events.get()) is not None:
            yield event
        yield ReplyEvent(reply=turn.result())

    async def _turn(self, incoming: Incoming, tell: Callable[[Event], None] | None = None) -> Reply:
        """`tell` hears of the steps and of the words as they come; to nobody they are not even sent."""
        async with self._lock(incoming.conversation_id):
            return await self._run(incoming, tell)

    async def _run(self, incoming: Incoming, tell: Callable[[Event], None] | None) -> Reply:
        if incoming.kind != "opening":
            memory = await self._memory(incoming.conversation_id, incoming.owner)
            repeated = await self._repeated(memory, incoming)
            if repeated is not None:
                return repeated
            if memory.exchange is not None:
                await self._archive.file(incoming.conversation_id, memory.exchange)
            await self._archive.prune(incoming.conversation_id)
        state: Mapping[str, Any] = {}
        with storage_errors(), turn_span(incoming.kind, incoming.conversation_id):
            async for mode, data in self._graph.astream(
                {"incoming": incoming},
                _config(incoming.conversation_id),
                context=self._services,
                stream_mode=["tasks", "custom", "values"] if tell else ["values"],
                durability="exit",
            ):
                if mode == "values" and isinstance(data, dict):
                    state = data
                elif tell and isinstance(data, TokenEvent):
                    tell(data)
                elif tell and mode == "tasks" and isinstance(data, dict) and "input" in data:
                    tell(StatusEvent(step=str(data["name"])))
        exchange = Memory.model_validate(state["memory"]).exchange
        assert exchange is not None, "a finished turn leaves its exchange"
        return exchange.reply

    async def _repeated(self, memory: Memory, incoming: Incoming) -> Reply | None:
        key = incoming.idempotency_key
        if key is None:
            return None
        newest = memory.exchange
        if newest is not None and newest.idempotency_key == key:
            return newest.reply
        filed = await self._archive.repeated(incoming.conversation_id, key)
        return filed.reply if filed else None

    async def _memory(self, conversation_id: str, owner: str) -> Memory:
        stored = await self._archive.memory(conversation_id)
        if stored is None:
            raise UnknownConversation(conversation_id)
        memory = Memory.model_validate(stored)
        if not secrets.compare_digest(memory.owner.encode(), owner.encode()):
            raise UnknownConversation(conversation_id)
        return memory

    def _keep(self, task: asyncio.Task[Any]) -> None:
        """Hold on to a task until it is done: the event loop alone would let it be collected."""
        self._running.add(task)
        task.add_done_callback(self._let_go)

    def _let_go(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waits for the task raises it; where nobody does any more, that is no news

    def _lock(self, conversation_id: str) -> asyncio.Lock:
        """Messages of one conversation run one at a time, in the order in which they came."""
        lock = self._locks.get(conversation_id)
        if lock is None:
            lock = self._locks[conversation_id] = asyncio.Lock()
        return lock


def _warm_up(services: Services) -> None:
    """Load in the background what the first message would otherwise wait for: grammar, prices, embedding model."""
    with suppress(Exception):  # what is broken here breaks the first message too, which reports it
        services.reader.read("We send 1,000 requests a month to gpt-4o.", Context())
        services.guidance.search("warm up", 1)
        if services.guidance.library is not None:
            services.guidance.library.search("warm up", 1)
        assess(checked_profile({"model": "gpt-4o"}), services.today())
    _let_loaded_rest()


@cache
def _let_loaded_rest() -> None:
    """Take what is loaded for good out of the garbage collector's rounds; once, for it stays out until the end.

    Looking through grammar, cue phrases and libraries took a quarter of a second every fiftieth turn, and a turn makes
    so many small objects that the young ones were looked through five times in each.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(max(_YOUNG_OBJECTS, gc.get_threshold()[0]))


_YOUNG_OBJECTS = 10_000


def _clean(text: str) -> str:
    """A message as text: no control characters, no halves of characters. Raises `BadMessage`."""
    if len(text) > MOST_CHARACTERS:
        raise BadMessage(
            f"text has {len(text):,} characters; a message may have {MOST_CHARACTERS:,}. Send the part that matters."
        )
    whole = text.encode("utf-8", "replace").decode("utf-8")
    kept = "".join(letter for letter in whole if letter.isprintable() or letter in "\n\t ")
    if not kept.strip():
        raise BadMessage("text is empty; write a sentence about your case, or a question.")
    return kept


def _lines(exchange: Exchange) -> list[Message]:
    asked = (
        [] if exchange.user is None else [Message(role="user", text=exchange.user, turn=exchange.turn, at=exchange.at)]
    )
    answered = Message(
        role="assistant",
        text=exchange.reply.text,
        turn=exchange.turn,
        at=exchange.at,
        citations=exchange.reply.citations,
        usage=exchange.reply.usage,
    )
    return [*asked, answered]


def _config(conversation_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": conversation_id}}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


__all__ = ["Advisor", "Conversation", "Message", "StorageUnavailable"]
