"""The way to a language model: any server that speaks OpenAI's protocol, through `langchain-openai`.

Everything that can go wrong there comes out as `NoAnswer`. What a server does not know (structured output, tools, the
counting of tokens in a stream) is noticed when it refuses, and remembered for as long as the process runs. The
libraries are imported late: without `ADVISOR_MODEL` nothing of them is loaded.
"""

import asyncio
import json
import logging
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import BaseModel, SecretStr, ValidationError

from agent.model.answers import finish_of, json_in, no_answer_of, tokens_of, tool_arguments
from agent.model.breaker import Breaker
from agent.model.prices import OPENAI, vendor_at
from agent.model.settings import ModelSettings
from agent.model.use import AWAY, CallInProgress, Mask, ModelUse, NoAnswer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_TRIES = 3
MOST_TOKENS = 4_000  # of an answer; a model that thinks aloud first needs them, a reply has 300
MOST_CHARACTERS = 16_000  # of an answer; what comes behind is not read
FIRST_WAIT = 0.25  # seconds before the second try where the server names no time
STRIKES = 2  # answers without JSON in a row after which another way of asking for it is taken

T = TypeVar("T", bound=BaseModel)
Messages = Sequence[BaseMessage]

logger = logging.getLogger(__name__)

# Ways to ask for an answer in JSON, the best first, and what may be left out of a request that a server refuses.
_NAME = "reading"  # of the schema, and of the tool that stands for it
_FORMS = ("response_format", "tools", "plain")
_OPTIONAL = ("stream_options", "temperature", "max_completion_tokens", "maxItems")
_NAMES = {  # how servers call what they refuse
    "stream_options": ("stream_options", "include_usage"),
    "temperature": ("temperature",),
    "max_completion_tokens": ("max_completion_tokens", "max_tokens"),
    "maxItems": ("maxitems",),
    "response_format": ("response_format", "json_schema", "structured output", "schema", "grammar"),
    "tools": ("tools", "tool_choice", "tool"),
}


class LanguageModel:
    """One model behind one address, for the whole process. `open` makes it; nothing is sent before the first call."""

    def __init__(self, settings: ModelSettings, *, breaker: Breaker | None = None) -> None:
        self.name = settings.name
        self.timeout = settings.timeout
        self._settings = settings
        self._breaker = breaker or Breaker()
        self._refused: set[str] = set()
        self._strikes = 0
        self._chat: BaseChatModel | None = None
        self._building = asyncio.Lock()
        self._close: Callable[[], Awaitable[None]] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: ModelSettings, *, breaker: Breaker | None = None) -> AsyncIterator["LanguageModel"]:
        """A model whose connections are closed at the end. Raises what redaction raises where it cannot work."""
        model = cls(settings, breaker=breaker)
        await asyncio.to_thread(model.mask)
        try:
            yield model
        finally:
            if model._close is not None:
                await model._close()

    async def warm_up(self) -> None:
        """Load the libraries, which takes seconds, before the first turn needs them. Sends nothing, raises nothing."""
        try:
            await self._client()
        except NoAnswer:
            return

    def mask(self) -> Mask | None:
        """What hides personal data in one turn; `None` where nobody asked for it."""
        if not self._settings.redact:
            return None
        from agent.model.redaction import Redaction  # noqa: PLC0415  its library is loaded only where it is asked for

        return Redaction()

    async def structured(self, messages: Messages, schema: type[T], use: ModelUse, *, shorter: Messages = ()) -> T:
        """One answer of the form `schema`. `shorter`: what to send where `messages` are too long. Raises `NoAnswer`."""
        with use.call("read", self.name, self._settings.base_url) as call:
            return await self._guarded(self._structured(messages, schema, call, shorter), call)

    async def stream(
        self, messages: Messages, use: ModelUse, *, shorter: Messages = (), most_characters: int = MOST_CHARACTERS
    ) -> AsyncGenerator[str]:
        """One answer, in pieces as they come. Raises `NoAnswer`, perhaps after some pieces."""
        with use.call("write", self.name, self._settings.base_url) as call:
            self._begin()
            try:
                async with aclosing(self._pieces(messages, call, shorter, most_characters)) as pieces:
                    async for piece in _in_time(pieces, call):
                        sent = use.clock()
                        yield piece
                        call.paused += use.clock() - sent
            except NoAnswer as failure:
                self._ended(failure)
                raise
            self._ended(None)

    async def _guarded(self, answer: Coroutine[Any, Any, T], call: CallInProgress) -> T:
        try:
            self._begin()
        except NoAnswer:
            answer.close()  # it was never begun
            raise
        try:
            async with asyncio.timeout(call.seconds_allowed):
                given = await answer
        except TimeoutError:
            failure = NoAnswer("timed_out")
            self._ended(failure)
            raise failure from None
        except NoAnswer as failure:
            self._ended(failure)
            raise
        self._ended(None)
        return given

    def _begin(self) -> None:
        if not self._breaker.allows():
            raise NoAnswer("resting")

    def _ended(self, failure: NoAnswer | None) -> None:
        if failure is None or failure.reason not in AWAY:
            self._breaker.succeeded()
            return
        self._breaker.failed()
        logger.warning("the language model gave no answer: %s", failure.reason)

    async def _structured(self, messages: Messages, schema: type[T], call: CallInProgress, shorter: Messages) -> T:
        passed_over: set[str] = set()  # forms that were refused without a word about what is wrong
        while True:
            form = next(form for form in _FORMS if form not in self._refused | passed_over)
            try:
                message = await self._message(messages, schema, form, call)
            except NoAnswer as failure:
                if failure.reason == "too_long" and shorter:
                    messages, shorter = shorter, ()
                    continue
                if self._learns(failure, (*_OPTIONAL, form)):
                    continue
                if failure.hint and form != _FORMS[-1]:
                    passed_over.add(form)
                    continue
                raise
            # Now it is known that the form was at fault, and not the message.
            self._refused |= passed_over
            return self._parsed(message, schema, form)

    async def _message(self, messages: Messages, schema: type[BaseModel], form: str, call: CallInProgress) -> AIMessage:
        client = await self._client()
        request = [*messages, _in_words(self._schema_of(schema))] if form == "plain" else list(messages)

        async def ask() -> AIMessage:
            return await client.ainvoke(request, **self._options(), **_asking_for(form, self._schema_of(schema)))

        message: AIMessage = await self._patiently(ask, call)
        call.count(*tokens_of(message))
        return message

    def _parsed(self, message: AIMessage, schema: type[T], form: str) -> T:
        finish = finish_of(message)
        if finish in ("filtered", "refused"):
            raise NoAnswer(finish)
        text = tool_arguments(message) or json_in(message.text)
        try:
            parsed = schema.model_validate_json(text)
        except ValidationError:
            self._strikes += 1
            if self._strikes >= STRIKES and form != _FORMS[-1]:
                self._strikes = 0
                self._refused.add(form)
            if finish == "cut_off":
                raise NoAnswer("cut_off") from None
            raise NoAnswer("malformed" if message.text.strip() or message.tool_calls else "empty") from None
        self._strikes = 0
        return parsed

    async def _pieces(
        self, messages: Messages, call: CallInProgress, shorter: Messages, most_characters: int
    ) -> AsyncGenerator[str]:
        while True:
            sent = 0
            try:
                async with aclosing(self._stream(messages, call, most_characters)) as pieces:
                    async for piece in pieces:
                        sent += len(piece)
                        yield piece
            except NoAnswer as failure:
                if sent:
                    raise
                if failure.reason == "too_long" and shorter:
                    messages, shorter = shorter, ()
                    continue
                if self._learns(failure, _OPTIONAL):
                    continue
                raise
            if not sent:
                raise NoAnswer("empty")
            return

    async def _stream(self, messages: Messages, call: CallInProgress, most_characters: int) -> AsyncGenerator[str]:
        client = await self._client()

        async def begin() -> tuple[AsyncGenerator[Any], Any]:
            chunks: Any = client.astream(
                list(messages), stream_usage="stream_options" not in self._refused, **self._options()
            )
            return chunks, await anext(chunks, None)

        chunks, chunk = await self._patiently(begin, call)
        finish = ""
        try:
            while chunk is not None:
                finish = finish_of(chunk) or finish
                if chunk.usage_metadata:
                    call.count(*tokens_of(chunk))
                if chunk.text:
                    yield chunk.text
                most_characters -= len(chunk.text)
                chunk = await _next(chunks) if most_characters > 0 else None
        finally:
            await chunks.aclose()
        if finish != "whole":
            raise NoAnswer(finish or "cut_off")

    async def _patiently(self, ask: Callable[[], Awaitable[Any]], call: CallInProgress) -> Any:
        """Ask again where asking again may help, at most twice, and never past the call's time."""
        began = asyncio.get_running_loop().time()
        wait = FIRST_WAIT
        while True:
            call.attempts += 1
            try:
                return await ask()
            except Exception as error:  # noqa: BLE001  a door: whatever another program does, the turn goes on
                failure = no_answer_of(error)
            again = failure.reason in ("rate_limited", "server_error", "unreachable")
            wait = failure.retry_after if failure.retry_after is not None else wait
            left = call.seconds_allowed - (asyncio.get_running_loop().time() - began)
            if not again or call.attempts >= MOST_TRIES or wait >= left:
                raise failure
            await asyncio.sleep(wait)
            wait *= 3

    def _learns(self, failure: NoAnswer, candidates: Sequence[str]) -> bool:
        """Whether the refusal names something that can be left out, now and ever after."""
        for name in candidates:
            if name not in self._refused and any(word in failure.hint for word in _NAMES.get(name, ())):
                self._refused.add(name)
                return True
        return False

    def _schema_of(self, schema: type[BaseModel]) -> dict[str, Any]:
        described = schema.model_json_schema()
        return _without(described, "maxItems") if "maxItems" in self._refused else described

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"temperature": 0, "max_completion_tokens": MOST_TOKENS}
        return {name: value for name, value in options.items() if name not in self._refused}

    async def _client(self) -> "BaseChatModel":
        async with self._building:
            if self._chat is not None:
                return self._chat
            if self._settings.api_key is None and not self._settings.base_url:
                raise NoAnswer("no_key")
            chat, self._close = await asyncio.to_thread(_client_of, self._settings)
            self._chat = chat
            return chat


def _client_of(settings: ModelSettings) -> tuple["BaseChatModel", Callable[[], Awaitable[None]]]:
    """The client, with connections of its own, which belong to the event loop that uses them."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  takes seconds; only where a model is set

    from agent.model.wire import client_with_limit, without_password  # noqa: PLC0415  as above

    # What these two say to a programmer, `_learns` acts on.
    warnings.filterwarnings("ignore", "Invalid schema for OpenAI|This model does not support OpenAI", UserWarning)
    # The libraries would look for the address in variables of their own, and write it into the log as it is.
    address, password = without_password(settings.base_url or OPENAI)
    connections = client_with_limit(settings.timeout, auth=password)
    # OpenAI's own protocol has grown; everybody else speaks the part that all have.
    options: dict[str, Any] = {} if vendor_at(settings.base_url) == "openai" else {"use_responses_api": False}
    chat = init_chat_model(
        settings.name,
        model_provider="openai",
        # Servers of one's own often want no key, and the library will not be made without one.
        api_key=settings.api_key or SecretStr("none"),
        base_url=address,
        timeout=settings.timeout,
        max_retries=0,
        stream_usage=True,
        http_async_client=connections,
        **options,
    )
    return chat, connections.aclose


async def _in_time(pieces: AsyncIterator[str], call: CallInProgress) -> AsyncIterator[str]:
    """The pieces that come before the call's time is over; what the reader does in between does not count."""
    loop = asyncio.get_running_loop()
    left = call.seconds_allowed
    while True:
        began = loop.time()
        try:
            async with asyncio.timeout(left):
                piece = await anext(pieces, None)
        except TimeoutError:
            raise NoAnswer("timed_out") from None
        left -= loop.time() - began
        if piece is None:
            return
        yield piece


async def _next(chunks: AsyncIterator[Any]) -> Any:
    try:
        return await anext(chunks, None)
    except Exception as error:  # noqa: BLE001  a door, as above
        failure = no_answer_of(error)
        # It had begun to answer: what breaks then is the answer.
        raise (NoAnswer("cut_off") if failure.reason == "unreachable" else failure) from None


def _asking_for(form: str, schema: dict[str, Any]) -> Mapping[str, Any]:
    described = {"name": _NAME, "schema": schema}
    if form == "response_format":
        return {"response_format": {"type": "json_schema", "json_schema": {**described, "strict": True}}}
    if form == "tools":
        function = {"name": _NAME, "parameters": schema, "strict": True}
        choice = {"type": "function", "function": {"name": _NAME}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    return {}


def _without(node: Any, key: str) -> Any:
    """A JSON schema without one keyword, at any depth."""
    if isinstance(node, dict):
        return {name: _without(part, key) for name, part in node.items() if name != key}
    return [_without(part, key) for part in node] if isinstance(node, list) else node


def _in_words(schema: dict[str, Any]) -> HumanMessage:
    described = json.dumps(schema, separators=(",", ":"))
    return HumanMessage(f"Answer with one JSON object and nothing else. Its JSON schema: {described}")
