"""What a conversation remembers between turns, and what one turn works with.

`Memory` is the only thing that is checkpointed: small, JSON, with a schema version. It holds the newest exchange; older
ones are in the archive, so that neither a turn nor its checkpoint grows with the length of the conversation.
"""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from agent.facts import Fact, Part, Statement, Terms
from agent.offers import Offer
from agent.reply import Reply
from agent.understanding import Refused, ToolCall, Undid
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


class Told(BaseModel):
    """What the user has told, in all its kinds."""

    model_config = ConfigDict(frozen=True)

    facts: Mapping[str, Fact] = {}
    parts: tuple[Part, ...] = ()  # what was said in part: minutes a case, what an hour costs
    terms: Terms = Terms()  # what was set for all figures: a discount rate, rates of exchange
    offers: tuple[Offer, ...] = ()  # what others ask, or what it takes with their own people
    tool_calls: tuple[ToolCall, ...] = ()  # calculations that the user asked for, run again when facts change


class Replaced(BaseModel):
    """What one turn replaced of what was told, for "undo". A kind that it left alone is null."""

    model_config = ConfigDict(frozen=True)

    turn: int = 0  # of the message that replaced it
    kept: bool = False  # it kept a what-if
    facts: Mapping[str, Fact | None] = {}  # by field, where it changed; null: it was open
    parts: tuple[Part, ...] | None = None
    terms: Terms | None = None
    offers: tuple[Offer, ...] | None = None
    tool_calls: tuple[ToolCall, ...] | None = None

    @classmethod
    def between(cls, old: Told, new: Told, turn: int, *, kept: bool = False) -> Self | None:
        """What of `old` is another in `new`, by the message of `turn`; None where nothing is."""
        facts = {
            name: old.facts.get(name)
            for name in {**old.facts, **new.facts}
            if differ(old.facts.get(name), new.facts.get(name))
        }
        others = {kind: getattr(old, kind) for kind in _OTHER_KINDS if getattr(old, kind) != getattr(new, kind)}
        return cls(turn=turn, kept=kept, facts=facts, **others) if facts or others else None

    def put_back(self, told: Told) -> Told:
        """`told` as it was before that turn."""
        facts = {**told.facts, **self.facts}
        others = {kind: getattr(self, kind) for kind in _OTHER_KINDS if getattr(self, kind) is not None}
        return told.model_copy(
            update={"facts": {name: fact for name, fact in facts.items() if fact is not None}, **others}
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What it is of: fields, and kinds beside facts."""
        return (*self.facts, *(kind for kind in _OTHER_KINDS if getattr(self, kind) is not None))


_OTHER_KINDS = tuple(name for name in Told.model_fields if name != "facts")
MOST_STEPS = 20  # that "undo" goes back


def differ(old: Fact | None, new: Fact | None) -> bool:
    """A fact told again with the same value is the same fact."""
    if old is None or new is None:
        return old is not new
    return (old.value, old.range, old.status) != (new.value, new.range, new.status)


class Supposed(BaseModel):
    """What was tried out last, beside what was told."""

    model_config = ConfigDict(frozen=True)

    statements: tuple[Statement, ...] = ()
    before: tuple[Statement, ...] = ()  # of the what-if before it, for "both together"
    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()  # as they would be
    calls: tuple[ToolCall, ...] = ()  # their own project, or the candidates, as it would have them
    turn: int = 0
    untried: bool = False  # it could not be tried out: "keep it" means no older one


class Memory(Told):
    """The conversation as the next turn needs it."""

    schema_version: Literal[1] = SCHEMA_VERSION
    owner: str
    created_at: str
    turn: int = 0
    replaced: tuple[Replaced, ...] = ()  # turn by turn, the newest last: what "undo" goes back to
    undone: tuple[Replaced, ...] = ()  # what the last messages took back, for "bring it back"
    undid: Undid | None = None  # the message before this one was an "undo"
    refused: tuple[Refused, ...] = ()  # messages whose amounts wait for a rate of exchange
    asked: tuple[str, ...] = ()  # fields of the question that is open
    times_asked: dict[str, int] = {}
    supposed: Supposed = Supposed()  # the last what-if, for "keep it"
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
    def changed(self) -> tuple[str, ...]:
        """What the message before changed: fields, and kinds beside facts."""
        newest = self.replaced[-1] if self.replaced else None
        return newest.names if newest is not None and newest.turn == self.turn else ()

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
