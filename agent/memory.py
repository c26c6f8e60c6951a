"""What a conversation remembers between turns, and what one turn works with.

`Memory` is the only thing that is checkpointed: small, JSON, with a schema version. It holds the newest exchange; older
ones are in the archive, so that neither a turn nor its checkpoint grows with the length of the conversation.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from agent.facts import Fact, Part, Statement, Terms
from agent.offers import Offer
from agent.reply import Reply
from agent.understanding import Refused, ToolCall
from tools.profile import Approach

SCHEMA_VERSION: Literal[1] = 1


class Exchange(BaseModel):
    """One turn as it went over the counter: what came in, what went out, when."""

    model_config = ConfigDict(frozen=True)

    turn: int
    user: str | None = None  # None: the greeting, or a change of facts by hand
    reply: Reply
    at: str  # ISO 8601, UTC
    idempotency_key: str | None = None


class Topic(BaseModel):
    """What was spoken of last, for a question that leans on it."""

    model_config = ConfigDict(frozen=True)

    words: str
    passages: tuple[str, ...] = ()  # ids of those that were shown on it


class Memory(BaseModel):
    """The conversation as the next turn needs it."""

    model_config = ConfigDict(frozen=True)

    schema_version: Literal[1] = SCHEMA_VERSION
    owner: str
    created_at: str
    turn: int = 0
    facts: dict[str, Fact] = {}
    previous_facts: dict[str, Fact] | None = None  # what "undo" goes back to
    parts: tuple[Part, ...] = ()  # what was said in part: minutes a case, what an hour costs
    previous_parts: tuple[Part, ...] = ()
    terms: Terms = Terms()  # what was set for all figures: a discount rate, rates of exchange
    previous_terms: Terms = Terms()
    supposed_parts: tuple[Part, ...] = ()  # those of the last scenario
    refused: tuple[Refused, ...] = ()  # messages whose amounts wait for a rate of exchange
    offers: tuple[Offer, ...] = ()  # what others ask, or what it takes with their own people
    previous_offers: tuple[Offer, ...] = ()
    supposed_offers: tuple[Offer, ...] = ()  # as they would be in the last what-if of them
    asked: tuple[str, ...] = ()  # fields of the question that is open
    times_asked: dict[str, int] = {}
    tool_calls: tuple[ToolCall, ...] = ()  # calculations that the user asked for, run again when facts change
    previous_tool_calls: tuple[ToolCall, ...] = ()
    what_ifs: tuple[Statement, ...] = ()  # the last scenario, for "keep it"
    untried: bool = False  # the last what-if could not be tried out: "keep it" means no older one
    what_ifs_before: tuple[Statement, ...] = ()  # the one before it, for "both together"
    supposed_calls: tuple[ToolCall, ...] = ()  # their own project, or the candidates, as that would have it
    told: Approach | None = None  # the recommendation that the user was last told
    advised: bool = False  # the full advice was given at least once
    card: dict[str, str] = {}  # the parts of the last advice, as they were shown
    card_turn: int | None = None  # when that was
    told_of_failure: bool = False  # that the language model did not answer was said once
    compared: tuple[str, ...] = ()  # the models of the table that was shown last, the cheapest first
    topic: Topic | None = None
    views: dict[str, Approach] = {}  # which way colleagues want to go: "my cofounder says ..."
    exchange: Exchange | None = None  # the newest one

    @property
    def said(self) -> str:
        """The user's message before this one; empty behind the greeting."""
        return (self.exchange.user or "") if self.exchange else ""


class Incoming(BaseModel):
    """What starts a turn: the opening, a message, or facts set by hand."""

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    kind: Literal["opening", "message", "facts"]
    owner: str
    at: str
    text: str = ""
    facts: dict[str, JsonValue] = Field(default={}, description="field to value; null clears")
    idempotency_key: str | None = None
