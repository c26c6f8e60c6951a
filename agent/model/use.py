"""What one turn may use of a language model, and what it did use: a deadline, at most two calls, a record of each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Literal, Protocol

from agent.model.prices import call_cost
from agent.reply import ModelCall, Usage
from agent.tracing import begin_model_call, end_model_call

Purpose = Literal["read", "write"]

# Reading leaves a third of the deadline to writing.
READING_SHARE = 2 / 3


class NoAnswer(Exception):
    """The model gave nothing that can be used. `reason` is one word of a fixed list; no text of the server is kept.

    no_key        neither a key nor the address of a server is set
    unauthorized  401          forbidden     402, 403     no_such_model  404
    rate_limited  429          server_error  5xx          unreachable    nothing listens there
    bad_request   other 4xx    too_long      more than the model's context holds
    timed_out     the turn's deadline passed            cut_off        the answer broke off
    refused       the model would not answer            filtered       a content filter took it
    empty         no words     malformed     not what was asked for
    resting       not tried: too many failures in a row
    """

    def __init__(self, reason: str, retry_after: float | None = None, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after  # seconds, where the server says when to come back
        self.hint = hint  # names of refused parameters: for the client alone


class Mask(Protocol):
    """Hides personal data of one turn from the model, and puts it back into what the model returns."""

    def hide(self, text: str) -> str: ...

    def show(self, text: str) -> str: ...


@dataclass
class CallInProgress:
    """One call while it runs; it becomes a `ModelCall`."""

    purpose: Purpose
    model: str
    address: str | None  # of the server; None: OpenAI's own
    began: float
    seconds_allowed: float
    attempts: int = 0
    paused: float = 0.0  # seconds in which nobody waited for the model: a piece of its answer was looked at
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None

    def count(self, given: int, returned: int, cached: int) -> None:
        """Add what the server counted for one answer."""
        self.input_tokens = (self.input_tokens or 0) + given
        self.output_tokens = (self.output_tokens or 0) + returned
        self.cached_tokens = (self.cached_tokens or 0) + cached


@dataclass
class ModelUse:
    """The use of one turn. `seconds` is for all its calls together; what the turn works out meanwhile is free."""

    seconds: float
    today: date
    mask: Mask | None = None
    clock: Callable[[], float] = monotonic
    spent: float = field(default=0.0, init=False)  # seconds of waiting for the model
    calls: list[ModelCall] = field(default_factory=list, init=False)
    dropped_facts: int = 0  # what the model read and the message does not say
    held_sentences: int = 0  # what the model wrote and the check did not let out
    released_sentences: int = 0

    @contextmanager
    def call(self, purpose: Purpose, model: str, address: str | None) -> Iterator[CallInProgress]:
        """Record one call, whatever comes of it: its time, its tokens, its price, and why it failed if it did."""
        left = max(0.0, self.seconds - self.spent)
        allowed = left * READING_SHARE if purpose == "read" else left
        running = CallInProgress(purpose, model, address, self.clock(), allowed)
        span = begin_model_call(purpose, model)
        outcome = "cut_off"  # the turn was cancelled
        try:
            yield running
            outcome = "answered"
        except NoAnswer as failure:
            outcome = failure.reason
            raise
        finally:
            end_model_call(span, outcome, running.input_tokens, running.output_tokens)
            seconds = self.clock() - running.began - running.paused
            self.spent += seconds
            self.calls.append(_recorded(running, outcome, seconds, self.today))

    def hide(self, text: str) -> str:
        """`text` as the model may see it."""
        return self.mask.hide(text) if self.mask else text

    def show(self, text: str) -> str:
        """The model's text with the user's own words in place of what was hidden."""
        return self.mask.show(text) if self.mask else text

    @property
    def failed(self) -> bool:
        """Whether a call did not give what it was for."""
        return any(call.outcome != "answered" for call in self.calls)

    @property
    def is_server_away(self) -> bool:
        """Whether a call failed in a way that the next one would fail too."""
        return any(call.outcome in AWAY for call in self.calls)

    def usage(self, *, worded: bool) -> Usage:
        """What the turn used, for the reply. `worded`: words of the model's are in the reply."""
        return Usage(
            calls=tuple(self.calls),
            dropped_facts=self.dropped_facts,
            held_sentences=self.held_sentences,
            worded_by="model" if worded else "built-in",
        )


# Failures of the server or of the way to it, as against an answer that cannot be used.
AWAY = frozenset(
    {
        "no_key",
        "unauthorized",
        "forbidden",
        "no_such_model",
        "rate_limited",
        "server_error",
        "unreachable",
        "timed_out",
        "resting",
    }
)


def _recorded(call: CallInProgress, outcome: str, seconds: float, today: date) -> ModelCall:
    return ModelCall(
        purpose=call.purpose,
        model=call.model,
        outcome=outcome,
        attempts=call.attempts,
        input_tokens=call.input_tokens,
        output_tokens=call.output_tokens,
        cached_tokens=call.cached_tokens,
        cost_usd=_cost(call, today),
        seconds=round(seconds, 3),
    )


def _cost(call: CallInProgress, today: date) -> float | None:
    """USD; `None` where nobody counted, or no price is known."""
    if call.input_tokens is None or call.output_tokens is None:
        return None
    return call_cost(call.model, call.address, (call.input_tokens, call.output_tokens, call.cached_tokens or 0), today)
