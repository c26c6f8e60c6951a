"""What a turn shows to those who operate the advisor: spans of its steps and of the model's calls, and no content.

OpenTelemetry: spans go nowhere until a door sets a provider up (`ui.tracing`). LangSmith: its own environment variables
switch it on, for the libraries beneath speak to it by themselves; here its clients are told to keep content back unless
its own `LANGSMITH_HIDE_INPUTS` and `LANGSMITH_HIDE_OUTPUTS` say otherwise.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any

from langsmith import Client, tracing_context
from langsmith.utils import get_env_var, tracing_is_enabled
from opentelemetry import trace
from opentelemetry.trace import Span, Status, StatusCode

_tracer = trace.get_tracer("llm-investment-advisor")

Node = Callable[..., Any]


@contextmanager
def turn_span(kind: str, conversation_id: str) -> Iterator[None]:
    """The span around one turn. `kind` is what started it: the opening, a message, facts set by hand."""
    attributes = {"gen_ai.conversation.id": conversation_id, "advisor.turn.kind": kind}
    with _content_kept_back(), _span("advisor.turn", attributes):
        yield


def in_span(name: str, node: Node) -> Node:
    """A step of the graph that shows as a span. An error shows as its type: its words may hold content."""

    if inspect.iscoroutinefunction(node):

        @wraps(node)
        async def awaited(*args: Any, **kwargs: Any) -> Any:
            with _span(f"advisor.{name}"):
                return await node(*args, **kwargs)

        return awaited

    @wraps(node)
    def called(*args: Any, **kwargs: Any) -> Any:
        with _span(f"advisor.{name}"):
            return node(*args, **kwargs)

    return called


def begin_model_call(purpose: str, model: str) -> Span:
    """The span of one call of the language model; `end_model_call` ends it, in whatever task that is."""
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": model, "advisor.purpose": purpose}
    return _tracer.start_span(f"chat {model}", attributes=attributes, kind=trace.SpanKind.CLIENT)


def end_model_call(span: Span, outcome: str, input_tokens: int | None, output_tokens: int | None) -> None:
    """End the span of a call with what the server counted and what came of it."""
    span.set_attribute("advisor.outcome", outcome)
    if input_tokens is not None:
        span.set_attribute("gen_ai.usage.input_tokens", input_tokens)
    if output_tokens is not None:
        span.set_attribute("gen_ai.usage.output_tokens", output_tokens)
    if outcome != "answered":
        span.set_attribute("error.type", outcome)
        span.set_status(Status(StatusCode.ERROR))
    span.end()


@contextmanager
def _span(name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
    # What OpenTelemetry would note of an error by itself is its words.
    with _tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield
        except Exception as error:
            span.set_attribute("error.type", type(error).__name__)
            span.set_status(Status(StatusCode.ERROR))
            raise


@contextmanager
def _content_kept_back() -> Iterator[None]:
    if not tracing_is_enabled():
        yield
        return
    with tracing_context(client=_langsmith()):
        yield


@cache
def _langsmith() -> Client:
    hidden = {name: get_env_var(name, default="true") != "false" for name in ("HIDE_INPUTS", "HIDE_OUTPUTS")}
    return Client(
        hide_inputs=hidden["HIDE_INPUTS"],
        hide_outputs=hidden["HIDE_OUTPUTS"],
        anonymizer=_only_the_kind if all(hidden.values()) else None,
    )


def _only_the_kind(record: Any) -> Any:
    """An error by its type alone; everything else that LangSmith passes through here stays."""
    if isinstance(record, dict) and set(record) == {"error"}:
        return {"error": str(record["error"]).partition("(")[0][:80]}
    return record
