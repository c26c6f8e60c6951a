"""The HTTP API: `/v1` for integrations, and what operations need. Thin: it parses, calls the façade, and answers."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from agent.advisor import Advisor, Message
from agent.errors import AdvisorError, IndexUnavailable, StorageUnavailable
from agent.facts import Fact
from agent.reply import Event, Progress, Reply, ReplyEvent, StatusEvent, TokenEvent
from tools.errors import ToolError
from ui.access import Keys
from ui.documents_api import document_routes
from ui.metrics import CONTENT_TYPE, Metrics
from ui.problems import problem, problem_of, problem_response


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class StartBody(Body):
    """Nothing is needed to start a conversation."""


class MessageBody(Body):
    """One message of the user."""

    text: str = Field(description="what the user says, in their own words; up to 20,000 characters")


class FeedbackBody(Body):
    """What the user thought of a reply."""

    turn: int = Field(ge=0)
    rating: Literal["up", "down"]
    comment: str = Field(default="", max_length=4000)


class Started(BaseModel):
    id: str
    reply: Reply


class Transcript(BaseModel):
    id: str
    messages: tuple[Message, ...]
    facts: dict[str, Fact]
    results: dict[str, dict[str, Any]]
    progress: Progress


class PassageOut(BaseModel):
    passage_id: str
    source_id: str
    source_title: str
    section: str
    text: str
    evidence: str
    erratum: str | None
    score: float


class Passages(BaseModel):
    passages: tuple[PassageOut, ...]


class ToolOut(BaseModel):
    name: str
    description: str
    parameters: dict[str, Any] = Field(description="JSON schema of the arguments")
    result: dict[str, Any] = Field(description="JSON schema of the result")


class ToolList(BaseModel):
    tools: tuple[ToolOut, ...]


IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=200, description="a repeat with the same key returns the first reply"),
]


def api_routes(keys: Keys) -> APIRouter:  # noqa: C901  a list of routes, one after the other
    """All routes of the API. The façade and the metrics are found on the app's state."""
    router = APIRouter()

    def owner(request: Request) -> str:
        found = keys.owner(request.headers, request.cookies)
        if found is None:
            raise HTTPException(401, "A key is needed: send the header 'Authorization: Bearer KEY'.")
        return found

    @router.post("/v1/conversations", status_code=201, tags=["conversations"])
    async def start(request: Request, body: StartBody | None = None) -> Started:  # noqa: ARG001  validates the body
        """Begin a conversation; the reply is the greeting."""
        reply = await _advisor(request).start(owner(request))
        return Started(id=reply.conversation_id, reply=reply)

    @router.post(
        "/v1/conversations/{conversation_id}/messages",
        tags=["conversations"],
        response_model=Reply,
        responses={200: {"content": {"text/event-stream": {}}}},
    )
    async def send(
        request: Request, conversation_id: str, body: MessageBody, idempotency_key: IdempotencyKey = None
    ) -> Response:
        """One turn. With `Accept: text/event-stream`: `status`, `token`, and last `reply` or `error` events."""
        events = _measured(
            _metrics(request),
            _advisor(request).stream(conversation_id, body.text, owner=owner(request), idempotency_key=idempotency_key),
        )
        if "text/event-stream" in request.headers.get("accept", ""):
            # The first event is awaited here, so that an unknown conversation is still a plain 404.
            first = await anext(events)
            return StreamingResponse(
                _as_sse(first, events), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
            )
        async for event in events:
            if isinstance(event, ReplyEvent):
                return JSONResponse(event.reply.model_dump(mode="json"))
        raise AssertionError("a turn ends with its reply or with an error")

    @router.get("/v1/conversations/{conversation_id}", tags=["conversations"])
    async def read(request: Request, conversation_id: str) -> Transcript:
        """The conversation so far."""
        found = await _advisor(request).read(conversation_id, owner=owner(request))
        return Transcript(
            id=found.id, messages=found.messages, facts=found.facts, results=found.results, progress=found.progress
        )

    @router.patch("/v1/conversations/{conversation_id}/facts", tags=["conversations"])
    async def edit(request: Request, conversation_id: str, body: dict[str, JsonValue]) -> Reply:
        """Set facts by hand; null clears one."""
        return await _advisor(request).edit_facts(conversation_id, body, owner=owner(request))

    @router.post("/v1/conversations/{conversation_id}/feedback", status_code=204, tags=["conversations"])
    async def rate(request: Request, conversation_id: str, body: FeedbackBody) -> None:
        """Thumbs up or down for one reply."""
        await _advisor(request).rate(conversation_id, body.turn, body.rating, body.comment, owner=owner(request))

    @router.delete("/v1/conversations/{conversation_id}", status_code=204, tags=["conversations"])
    async def delete(request: Request, conversation_id: str) -> None:
        """Remove the conversation and everything about it."""
        await _advisor(request).delete(conversation_id, owner=owner(request))

    @router.get("/v1/tools", tags=["tools"])
    async def tools(request: Request) -> ToolList:
        """The deterministic tools with their JSON schemas."""
        return ToolList(
            tools=tuple(
                ToolOut(
                    name=tool.name,
                    description=tool.description,
                    parameters=tool.arguments.model_json_schema(),
                    result=tool.result.model_json_schema(),
                )
                for tool in _advisor(request).tools().values()
            )
        )

    @router.post("/v1/tools/{name}", tags=["tools"])
    async def call(request: Request, name: str, body: dict[str, JsonValue]) -> dict[str, Any]:
        """One call of a tool, its arguments as a JSON object."""
        result: dict[str, Any] = _advisor(request).call_tool(name, body).model_dump(mode="json")
        return result

    @router.post("/v1/assess", tags=["tools"])
    async def assess(request: Request, body: dict[str, JsonValue]) -> dict[str, Any]:
        """The whole assessment of a profile, without a conversation."""
        return _advisor(request).assess(body).model_dump(mode="json")

    @router.get("/v1/guidance/search", tags=["guidance"])
    async def search(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=2000)],
        k: Annotated[int, Query(ge=1, le=50)] = 5,
    ) -> Passages:
        """Passages of the guidance and of the documents, best first."""
        found = await _advisor(request).search(q, k)
        return Passages(
            passages=tuple(
                PassageOut(
                    passage_id=item.passage.passage_id,
                    source_id=item.passage.source_id,
                    source_title=item.passage.source_title,
                    section=item.passage.section,
                    text=item.passage.text,
                    evidence=item.passage.evidence,
                    erratum=item.passage.erratum,
                    score=round(item.score, 4),
                )
                for item in found
            )
        )

    router.include_router(document_routes(_advisor))

    @router.api_route("/v1/{path:path}", methods=_ANY_METHOD, include_in_schema=False)
    async def nothing(path: str) -> None:  # noqa: ARG001  the page, mounted behind the API, must not answer for it
        raise HTTPException(404)

    @router.get("/healthz", tags=["operations"])
    async def health() -> dict[str, str]:
        """Whether the process answers."""
        return {"status": "ok"}

    @router.get("/readyz", tags=["operations"])
    async def ready(request: Request) -> Response:
        """Whether conversations can be held: the database is open, and the Chroma server, if there is one, answers."""
        try:
            await _advisor(request).check()
        except (StorageUnavailable, IndexUnavailable) as error:
            return problem_response(problem(503, str(error)))
        return JSONResponse({"status": "ready"})

    @router.get("/metrics", tags=["operations"])
    async def metrics(request: Request) -> Response:
        """Prometheus metrics."""
        return Response(_metrics(request).text(), media_type=CONTENT_TYPE)

    return router


_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def _measured(metrics: Metrics, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """Pass a turn's events on and count it by its outcome."""
    began = time.perf_counter()
    try:
        async for event in events:
            if isinstance(event, ReplyEvent):
                metrics.turns.labels("reply").inc()
                metrics.seconds.observe(time.perf_counter() - began)
            yield event
    except (AdvisorError, ToolError):
        metrics.turns.labels("refused").inc()
        raise


async def _as_sse(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    yield _sse(first)
    try:
        async for event in rest:
            yield _sse(event)
    except Exception as error:  # noqa: BLE001  the stream is a door: the client gets a problem, never a torn line
        yield format_sse_event(event="error", data_str=_json(problem_of(error)))


def _sse(event: Event) -> bytes:
    match event:
        case StatusEvent():
            return format_sse_event(event="status", data_str=event.model_dump_json())
        case TokenEvent():
            return format_sse_event(event="token", data_str=event.model_dump_json())
        case ReplyEvent():
            return format_sse_event(event="reply", data_str=event.reply.model_dump_json())


def _json(body: dict[str, Any]) -> str:
    return bytes(JSONResponse(body).body).decode()


def _advisor(request: Request) -> Advisor:
    advisor = getattr(request.app.state, "advisor", None)
    if not isinstance(advisor, Advisor):
        raise HTTPException(503, "The advisor is still starting; try again in a few seconds.")
    return advisor


def _metrics(request: Request) -> Metrics:
    metrics = request.app.state.metrics
    assert isinstance(metrics, Metrics)
    return metrics
