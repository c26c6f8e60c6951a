"""A language model's server on loopback that plays a script: it speaks OpenAI's protocol, and fails as servers fail.

    with ModelServer([returns(facts=[...]), says("Understood.")]) as server: ...

It records every request, and raises at the end when it was asked more often than the script has answers. With `read`
and `write` in place of a script it answers every request of that purpose alike; a function gets the request's body.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY = {
    "facts": [], "what_ifs": [], "retractions": [], "declined": [], "questions": [], "requests": [], "tool_calls": []
}  # fmt: skip
USED = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}


@dataclass(frozen=True)
class Answer:
    """One answer: a status with a text, and how it goes wrong on the way."""

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str = "stop"
    refusal: str | None = None
    error: Mapping[str, Any] | None = None  # the body of an error
    raw: bytes | None = None  # the body as it is, whatever was asked
    tool: bool = False  # the text is the arguments of the tool that was named
    wait: float = 0.0  # seconds before the first byte
    pause: float = 0.0  # seconds between two pieces of a stream
    pieces: int | None = None  # how many pieces of a stream are sent before the line goes dead
    endless: bool = False
    held: bool = False  # the last piece of a stream is kept back until the test calls `release`
    usage: Mapping[str, Any] | None = field(default_factory=lambda: USED)


Play = Answer | Callable[[dict[str, Any]], Answer]


def says(text: str, **more: Any) -> Answer:
    """An answer in words."""
    return Answer(text, **more)


def returns(**lists: Any) -> Answer:
    """A reading: the lists named, the others empty."""
    return Answer(json.dumps({**EMPTY, **lists}))


def fails(status: int, message: str = "it failed", *, headers: Mapping[str, str] | None = None, **error: Any) -> Answer:
    """An error as OpenAI's servers word it."""
    return Answer(status=status, headers=headers or {}, error={"message": message, "type": "error", **error})


def reading(found: Mapping[str, tuple[Any, str]]) -> Answer:
    """A reading with facts only: field to value and quote."""
    return returns(facts=[{"field": name, "value": value, "quote": quote} for name, (value, quote) in found.items()])


def draft_of(request: Mapping[str, Any]) -> str:
    """The draft in a request for wording."""
    return str(request["messages"][-1]["content"]).partition("<draft>\n")[2].partition("\n</draft>")[0]


def message_of(request: Mapping[str, Any]) -> str:
    """The user's message in a request of either purpose."""
    return str(request["messages"][-1]["content"]).partition("<message>\n")[2].partition("\n</message>")[0]


def echo(request: dict[str, Any]) -> Answer:
    """Says the draft again, or the message."""
    return Answer(draft_of(request) or message_of(request))


class ModelServer:
    """A context manager; `url` is what `OPENAI_BASE_URL` would be."""

    def __init__(self, script: Sequence[Play] = (), *, read: Play | None = None, write: Play | None = None) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._script = list(script)
        self._always = {"read": read, "write": write}
        self._overrun = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._released = threading.Event()
        server = self

        class Handler(_Handler):
            owner = server

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> "ModelServer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stopped.set()
        self._released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        if kind is None and self._overrun:
            raise AssertionError(f"the script has ended, and {self._overrun} more request(s) came")

    def played(self, purpose: str) -> list[dict[str, Any]]:
        """The requests of one purpose: a request for wording is streamed."""
        return [request for request in self.requests if _purpose(request) == purpose]

    @property
    def left(self) -> int:
        """How many answers of the script nobody asked for."""
        return len(self._script)

    def answer(self, request: dict[str, Any], headers: Mapping[str, str]) -> Answer:
        with self._lock:
            self.requests.append(request)
            self.headers.append({name.lower(): value for name, value in headers.items()})
            play = self._always[_purpose(request)]
            if play is None and self._script:
                play = self._script.pop(0)
        if play is None:
            self._overrun += 1
            return fails(500, "the script has ended")
        return play(request) if callable(play) else play

    def sleep(self, seconds: float) -> None:
        self._stopped.wait(seconds)

    def release(self) -> None:
        """Let go of what is kept back."""
        self._released.set()

    @property
    def is_released(self) -> bool:
        return self._released.is_set()

    def wait_for_release(self) -> None:
        self._released.wait()

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()


def _purpose(request: Mapping[str, Any]) -> str:
    return "write" if request.get("stream") else "read"


class _Handler(BaseHTTPRequestHandler):
    owner: ModelServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.owner.answer(body, dict(self.headers))
        self.owner.sleep(answer.wait)
        try:
            self._play(answer, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _play(self, answer: Answer, body: dict[str, Any]) -> None:
        if answer.raw is not None:
            self._send(answer, answer.raw)
        elif answer.status != 200:
            self._send(answer, json.dumps({"error": answer.error}).encode())
        elif body.get("stream"):
            self._stream(answer, body)
        else:
            self._send(answer, json.dumps(_whole(answer, body)).encode())

    def _send(self, answer: Answer, body: bytes) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, answer: Answer, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        last = answer.text.count(" ")
        for number, event in enumerate(_events(answer, body)):
            if answer.held and number == last:
                self.owner.wait_for_release()
            if self.owner.is_stopped or number == answer.pieces:
                return
            self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
            self.wfile.flush()
            if answer.pause:
                self.owner.sleep(answer.pause)
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Nothing: the tests read the requests."""


def _whole(answer: Answer, body: Mapping[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": answer.text, "refusal": answer.refusal}
    finish = answer.finish
    if answer.tool:
        function = {"name": body["tools"][0]["function"]["name"], "arguments": answer.text}
        message |= {"content": None, "tool_calls": [{"id": "call-1", "type": "function", "function": function}]}
        finish = "tool_calls"
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {**_envelope(body, "chat.completion"), "choices": [choice], "usage": answer.usage}


def _events(answer: Answer, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    envelope = _envelope(body, "chat.completion.chunk")
    words = answer.text.split(" ")
    while True:
        for number, word in enumerate(words):
            delta = {"role": "assistant", "content": word + (" " if number < len(words) - 1 or answer.endless else "")}
            yield {**envelope, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
        if not answer.endless:
            break
    last: dict[str, Any] = {"refusal": answer.refusal} if answer.refusal else {}
    yield {**envelope, "choices": [{"index": 0, "delta": last, "finish_reason": answer.finish}]}
    if answer.usage and (body.get("stream_options") or {}).get("include_usage"):
        yield {**envelope, "choices": [], "usage": answer.usage}


def _envelope(body: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "answer-1", "object": kind, "created": int(time.time()), "model": body["model"]}


def slow(answer: Answer, seconds: float) -> Answer:
    """The same answer, its first byte late."""
    return replace(answer, wait=seconds)
