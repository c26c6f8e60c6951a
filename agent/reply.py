"""What the agent gives to every door: the Reply of the public contract and the events of a streamed turn."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from agent.facts import Fact


class Ask(BaseModel):
    """The question that the advisor is waiting on."""

    model_config = ConfigDict(frozen=True)

    field: str
    question: str
    options: tuple[str, ...] = ()
    why: str
    also: str | None = None


class Citation(BaseModel):
    """A passage behind a mark [1] in the text."""

    model_config = ConfigDict(frozen=True)

    mark: int
    passage_id: str
    source_id: str
    source_title: str
    section: str
    text: str
    evidence: str
    erratum: str | None = None
    disagrees_with: tuple[str, ...] = ()


class Progress(BaseModel):
    """How far the interview is. `confidence` is the share of sampled worlds in which the advice wins."""

    model_config = ConfigDict(frozen=True)

    stage: Literal["interview", "advice"]
    known: int
    open: int
    confidence: float | None = None


class ModelCall(BaseModel):
    """One call of the language model: what for, what came of it, what it took."""

    model_config = ConfigDict(frozen=True)

    purpose: Literal["read", "write"]
    model: str
    outcome: str  # "answered", or why not: `agent.model.use.NoAnswer`
    attempts: int  # requests to the server, repeated ones too
    input_tokens: int | None = None  # as the server counted; None: it did not
    output_tokens: int | None = None
    cached_tokens: int | None = None
    cost_usd: float | None = None  # by the advisor's own price list; None: no known price
    seconds: float


class Usage(BaseModel):
    """What one turn used of the language model."""

    model_config = ConfigDict(frozen=True)

    calls: tuple[ModelCall, ...] = ()
    dropped_facts: int = 0  # read by the model, and not in the message
    held_sentences: int = 0  # written by the model, and not let out
    worded_by: Literal["model", "built-in"] = "built-in"


class Reply(BaseModel):
    """One answer of the advisor, with everything that stands behind it."""

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    turn: int
    text: str
    asks: Ask | None = None
    facts: dict[str, Fact] = {}
    updated: tuple[str, ...] = ()
    # JSON as the tools gave it: to look through every value of it again took longer than most of a turn's steps.
    results: dict[str, dict[str, Any]] = {}
    scenario: dict[str, Any] | None = None
    citations: tuple[Citation, ...] = ()
    progress: Progress
    usage: Usage | None = None  # None: no language model is set, or the turn had no message to read


class StatusEvent(BaseModel):
    """A step of the turn has begun."""

    step: str


class TokenEvent(BaseModel):
    """A piece of the reply's text, in order; all pieces joined are the text."""

    text: str


class ReplyEvent(BaseModel):
    """The whole reply, last; it is stored before it is sent."""

    reply: Reply


Event = StatusEvent | TokenEvent | ReplyEvent
