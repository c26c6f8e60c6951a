"""One quiet line on what a turn used of a language model, for the page and the terminal."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from agent.phrasing import count
from agent.reply import ModelCall, Usage


def usage_line(usage: Usage | None) -> str | None:
    """Model, tokens, cost, seconds, and why the built-in language took over where it did; `None` without a call."""
    if usage is None or not usage.calls:
        return None
    parts = [usage.calls[-1].model, _tokens(usage.calls), _cost(usage.calls), _seconds(usage.calls)]
    if fell_back(usage):
        parts.append(_words().fallback.format(reason=_reason(usage)))
    return " · ".join(parts)


def fell_back(usage: Usage) -> bool:
    """Whether the built-in language had to do what a call was for."""
    wrote = any(call.purpose == "write" for call in usage.calls)
    return any(call.outcome != "answered" for call in usage.calls) or (wrote and usage.worded_by == "built-in")


def tokens_of(calls: tuple[ModelCall, ...]) -> tuple[int, int, int] | None:
    """Tokens that the server counted: in, out, and cached among those in; `None` where it counted none."""
    counted = [call for call in calls if call.input_tokens is not None]
    if not counted:
        return None
    return (
        sum(call.input_tokens or 0 for call in counted),
        sum(call.output_tokens or 0 for call in counted),
        sum(call.cached_tokens or 0 for call in counted),
    )


def cost_of(calls: tuple[ModelCall, ...]) -> float | None:
    """USD by the advisor's own price list; `None` where a call that was counted has no known price."""
    counted = [call for call in calls if call.input_tokens is not None]
    if not counted or any(call.cost_usd is None for call in counted):
        return None
    return sum(call.cost_usd or 0.0 for call in counted)


def _tokens(calls: tuple[ModelCall, ...]) -> str:
    tokens = tokens_of(calls)
    if tokens is None:
        return _words().unknown_tokens
    shown = _words().tokens.format(input=count(tokens[0]), output=count(tokens[1]))
    return f"{shown} ({_words().cached.format(cached=count(tokens[2]))})" if tokens[2] else shown


def _cost(calls: tuple[ModelCall, ...]) -> str:
    cost = cost_of(calls)
    # Fractions of a cent are what a turn costs; rounded to cents they would all be nothing.
    return _words().unknown_cost if cost is None else f"${cost:.4f}"


def _seconds(calls: tuple[ModelCall, ...]) -> str:
    return f"{sum(call.seconds for call in calls):.1f} s"


def _reason(usage: Usage) -> str:
    failed = next((call.outcome for call in usage.calls if call.outcome != "answered"), None)
    if failed is None:
        return _words().own_words
    return _words().reasons.get(failed, _words().other_reason)


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    tokens: str
    cached: str
    unknown_cost: str
    unknown_tokens: str
    fallback: str
    own_words: str
    reasons: Mapping[str, str]
    other_reason: str


@cache
def _words() -> _Words:
    """Raises `ValueError` that names the file and the record."""
    file = Path(__file__).with_name("usage.yaml")
    try:
        return _Words.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{file.name}: {error}") from error
