"""Tracing is off unless it is asked for, and shows steps, calls and counts, never what anybody wrote."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.model_server import ModelServer, returns, says
from ui.settings import TraceSettings

ROOT = Path(__file__).parent.parent
SAID = "We have 800 labelled examples, says Zebulon."
STEPS = ["understand", "record", "work out", "decide", "write", "check"]


class Collector:
    """Takes whatever is posted, and keeps path and body."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, bytes]] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self._body()
                packed = self.headers.get("Content-Encoding") == "gzip"
                collector.posted.append((self.path, gzip.decompress(body) if packed else body))
                self._answer(b"")

            def do_GET(self) -> None:
                self._answer(b"{}")

            def _body(self) -> bytes:
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _answer(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_PATCH = do_POST  # noqa: N815  the name that http.server calls

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    opened = Collector()
    yield opened
    opened.close()


def chat(home: Path, server: ModelServer, **variables: str) -> None:
    """One turn of `advisor chat` in a process of its own, with these variables and no others of tracing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "OTEL", "ADVISOR"))}
    environment = {
        **kept,
        "ADVISOR_HOME": str(home),
        "ADVISOR_MODEL": "gpt-4o-mini",
        "OPENAI_API_KEY": "sk-never-to-be-seen",
        "OPENAI_BASE_URL": server.url,
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-m", "ui", "chat"],
        cwd=ROOT,
        env=environment,
        input=f"{SAID}\n/quit\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "800 labelled examples" in done.stdout
    assert "Zebulon" not in done.stderr


def model_server() -> ModelServer:
    return ModelServer([returns(), says("Thanks, noted: 800 labelled examples!")])


def test_without_their_variables_nothing_is_traced(home: Path, collector: Collector) -> None:
    with model_server() as server:
        chat(home, server, LANGSMITH_ENDPOINT=collector.url, LANGSMITH_API_KEY="key", OTEL_SERVICE_NAME="advisor")
    assert collector.posted == []


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    """What a collector of both kinds gets of one turn when both are on and nothing else is asked for."""
    opened = Collector()
    with model_server() as server:
        chat(tmp_path_factory.mktemp("home"), server, OTEL_EXPORTER_OTLP_ENDPOINT=opened.url, **langsmith(opened))
    yield opened
    opened.close()


def langsmith(collector: Collector) -> dict[str, str]:
    readable = {"LANGSMITH_DISABLE_RUN_COMPRESSION": "true"}
    return {"LANGSMITH_TRACING": "true", "LANGSMITH_ENDPOINT": collector.url, "LANGSMITH_API_KEY": "key", **readable}


def test_spans_name_steps_calls_and_counts(traced: Collector) -> None:
    spans = [span for path, body in traced.posted if path == "/v1/traces" for span in spans_of(body)]
    turn = next(span for span in spans if span["name"] == "advisor.turn" and span["advisor.turn.kind"] == "message")
    steps = sorted((span for span in spans if span["parent"] == turn["id"]), key=lambda span: span["start"])
    assert [span["name"] for span in steps] == [f"advisor.{step}" for step in STEPS]
    calls = {span["advisor.purpose"]: span for span in spans if span["name"] == "chat gpt-4o-mini"}
    assert {"read": steps[0]["id"], "write": steps[4]["id"]} == {
        purpose: span["parent"] for purpose, span in calls.items()
    }
    assert calls["read"]["gen_ai.usage.input_tokens"] == 1000
    assert calls["write"]["gen_ai.usage.output_tokens"] == 100
    assert calls["write"]["advisor.outcome"] == "answered"


def test_nothing_that_anybody_wrote_is_traced(traced: Collector) -> None:
    paths = {path for path, _ in traced.posted}
    assert "/v1/traces" in paths
    assert any(path.startswith("/runs") for path in paths)
    everything = b"".join(body for _, body in traced.posted)
    assert b"work out" in everything
    assert b"ChatOpenAI" in everything
    for secret in (b"Zebulon", b"labelled", b"sk-never"):
        assert secret not in everything


def test_langsmith_gets_content_where_its_own_variables_ask_for_it(home: Path, collector: Collector) -> None:
    asked = {"LANGSMITH_HIDE_INPUTS": "false", "LANGSMITH_HIDE_OUTPUTS": "false"}
    with model_server() as server:
        chat(home, server, **langsmith(collector), **asked)
    everything = b"".join(body for _, body in collector.posted)
    assert b"Zebulon" in everything
    assert b"sk-never" not in everything


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, None),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318/"}, "http://127.0.0.1:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/x"}, "http://127.0.0.1:4318/x"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"}, None),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, None),
    ],
)
def test_spans_go_where_the_usual_variables_say(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert TraceSettings(_env_file=None).address == address


def spans_of(body: bytes) -> Iterator[dict[str, Any]]:
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        for scope in resource.scope_spans:
            for span in scope.spans:
                named = {one.key: one.value.string_value or one.value.int_value for one in span.attributes}
                times = {"start": span.start_time_unix_nano, "id": span.span_id, "parent": span.parent_span_id}
                yield {**named, **times, "name": span.name}
