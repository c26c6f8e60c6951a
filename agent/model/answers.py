"""What came back from a language model, as far as the protocol goes: its end, its tokens, its JSON, or its failure."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from langchain_core.messages import AIMessage

from agent.model.use import NoAnswer

_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_BY_STATUS = {
    401: "unauthorized", 402: "forbidden", 403: "forbidden", 404: "no_such_model", 429: "rate_limited",
    501: "bad_request",
}  # fmt: skip
# What a server answers that does not know a part of the request; its words may name the part.
_UNKNOWN_PART = frozenset({400, 415, 422, 501})
_OVERFLOW = re.compile(
    r"context_length_exceeded|maximum context|context (?:size|length|window)|prompt is too long|too many tokens|"
    r"exceed_context_size|input tokens exceed",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content_filter|content management policy|content_policy", re.IGNORECASE)
_BY_FINISH = {"stop": "whole", "tool_calls": "whole", "function_call": "whole", "length": "cut_off"}


def no_answer_of(error: Exception) -> NoAnswer:
    """Any error of the client as `NoAnswer`. Nothing of its text is kept: a server may repeat the key in it."""
    if isinstance(error, NoAnswer):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _of_status(status, error)
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return NoAnswer("timed_out")
    if "APIConnectionError" in names:
        return NoAnswer("cut_off" if _was_too_long(error) else "unreachable")
    if names & {"TransportError", "StreamError", "AnswerTooLong", "LengthFinishReasonError"}:
        return NoAnswer("cut_off")
    if "ContentFilterFinishReasonError" in names:
        return NoAnswer("filtered")
    if "OpenAIRefusalError" in names:
        return NoAnswer("refused")
    if "APIError" in names and _OVERFLOW.search(str(error)):
        return NoAnswer("too_long")
    if "APIError" in names and "APIResponseValidationError" not in names:
        return NoAnswer("server_error")  # an error event in the middle of a stream
    return NoAnswer("malformed")


def finish_of(message: AIMessage) -> str:
    """How an answer ended: whole, cut_off, filtered, refused; empty where it does not say."""
    if message.additional_kwargs.get("refusal"):
        return "refused"
    reason = message.response_metadata.get("finish_reason")
    if not reason:
        return ""
    return "filtered" if reason == "content_filter" else _BY_FINISH.get(str(reason), "whole")


def tokens_of(message: AIMessage) -> tuple[int, int, int]:
    """Tokens that went in, that came out, and how many of the first were read from the cache."""
    counted = message.usage_metadata
    if counted is None:
        return 0, 0, 0
    return (
        counted["input_tokens"],
        counted["output_tokens"],
        counted.get("input_token_details", {}).get("cache_read", 0),
    )


def tool_arguments(message: AIMessage) -> str:
    """The arguments of the tool that the answer calls, as JSON; empty where it calls none."""
    return json.dumps(message.tool_calls[0]["args"]) if message.tool_calls else ""


def json_in(text: str) -> str:
    """The JSON object in a text: between fences, behind thoughts, or the whole."""
    bare = without_thoughts(text)
    first, last = bare.find("{"), bare.rfind("}")
    return bare[first : last + 1] if 0 <= first < last else bare


def without_thoughts(text: str) -> str:
    """The text without what a model thinks aloud first."""
    return _THOUGHT.sub("", text).strip()


def _was_too_long(error: BaseException | None) -> bool:
    while error is not None:
        if type(error).__name__ == "AnswerTooLong":
            return True
        error = error.__cause__
    return False


def _of_status(status: int, error: Exception) -> NoAnswer:
    said = f"{error} {getattr(error, 'code', '')} {getattr(error, 'param', '')}".lower()
    if status in (400, 413, 422) and _OVERFLOW.search(said):
        return NoAnswer("too_long")
    if status == 400 and _FILTERED.search(said):
        return NoAnswer("filtered")
    reason = _BY_STATUS.get(status, "server_error" if status >= 500 else "bad_request")
    if reason == "rate_limited" and "insufficient_quota" in said:
        return NoAnswer("rate_limited", retry_after=float("inf"))  # no waiting helps
    headers: Mapping[str, Any] = getattr(getattr(error, "response", None), "headers", {})
    return NoAnswer(reason, retry_after=_retry_after(headers), hint=said if status in _UNKNOWN_PART else "")


def _retry_after(headers: Mapping[str, Any]) -> float | None:
    """Seconds until the server wants to be asked again: it says so in milliseconds, in seconds, or as a date."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    try:
        when = parsedate_to_datetime(str(headers["retry-after"]))
    except (KeyError, ValueError):
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
