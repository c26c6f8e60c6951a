"""A model's words reach whoever reads along while the model still writes, and what fails the check is never shown.

The model's server keeps its last word back. What a client has seen by then came before the model had finished.
"""

import asyncio
import json
import os
import pty
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.model.settings import ModelSettings
from tests.model_server import ModelServer, returns, says
from ui.app import create_app
from ui.page_blocks import Page
from ui.settings import Settings

ROOT = Path(__file__).parent.parent
SAID = "We have 800 labelled examples."
FIRST = "Thanks, noted: 800 labelled examples."
# Sentences that must never be seen, and the word that is kept back.
FALSE = ("You save 90 percent at once.", "Claude costs $5 a month.", "See https://evil.example now.")
WORDING = " ".join((FIRST, *FALSE, "Understood"))
SECONDS = 60  # for what takes one or two on a machine of its own


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer([returns(), says(WORDING, held=True)]) as server:
        yield server


@contextmanager
def served(home: Path, model: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The API on loopback, as `advisor serve` has it."""
    monkeypatch.setenv("OPENAI_BASE_URL", model.url)
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    app = create_app(Settings(home=home, model="gpt-4o-mini"), with_page=False)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        wait_until(lambda: server.started or not thread.is_alive())
        assert server.started
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_an_api_client_gets_tokens_before_the_model_has_finished(
    home: Path, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(home, model, monkeypatch) as address, httpx.Client(base_url=address, timeout=SECONDS) as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        accept = {"Accept": "text/event-stream"}
        path = f"/v1/conversations/{conversation}/messages"
        with client.stream("POST", path, json={"text": SAID}, headers=accept) as answer:
            events = sse(answer.iter_lines())
            seen = [next(data["text"] for kind, data in events if kind == "token")]
            assert not model.is_released
            model.release()
            rest = list(events)
    tokens = "".join(seen + [data["text"] for kind, data in rest if kind == "token"])
    kind, reply = rest[-1]
    assert seen == [FIRST]
    assert (kind, reply["text"]) == ("reply", tokens)
    assert reply["usage"]["held_sentences"] >= len(FALSE)
    assert [call["outcome"] for call in reply["usage"]["calls"]] == ["answered", "answered"]
    says_nothing_false(tokens)


def sse(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    kind = ""
    for line in lines:
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


def test_the_page_draws_words_before_the_model_has_finished(home: Path, model: ModelServer) -> None:
    async def run() -> list[str]:
        settings = ModelSettings(name="gpt-4o-mini", base_url=model.url, api_key=SecretStr("key"))
        async with Advisor.open(home, today=lambda: date(2026, 11, 22), model=settings) as advisor:
            page = Page(lambda: advisor, "of a test", lambda _: None)
            drawn = []
            updates = page.send(SAID, None, gr.EventData(None, None), gr.Request())
            async with asyncio.timeout(SECONDS):
                async for update in updates:
                    chat = next((value for part, value in update.items() if part.elem_id == "chat"), [])
                    answer = next((line["content"] for line in chat[2:] if line["role"] == "assistant"), "")
                    drawn.append(answer)
                    if answer and not model.is_released:
                        assert answer == FIRST
                        model.release()
        return drawn

    drawn = asyncio.run(run())
    assert FIRST in drawn
    assert drawn[-1].startswith(FIRST)
    was_waited_for(drawn[-1])
    says_nothing_false(*drawn)


def test_a_pipe_of_the_terminal_gets_words_before_the_model_has_finished(home: Path, model: ModelServer) -> None:
    with chatting(home, model, subprocess.PIPE) as process:
        assert process.stdout is not None
        shown = shown_until_released(process.stdout.fileno(), model)
    assert shown.count(FIRST) == 1
    was_waited_for(shown)
    says_nothing_false(shown)


def test_a_terminal_shows_words_before_the_model_has_finished(home: Path, model: ModelServer) -> None:
    ours, theirs = pty.openpty()
    with chatting(home, model, theirs):
        os.close(theirs)
        shown = shown_until_released(ours, model)
    os.close(ours)
    was_waited_for(shown)
    says_nothing_false(shown)


@contextmanager
def chatting(home: Path, model: ModelServer, out: int) -> Iterator["subprocess.Popen[bytes]"]:
    """`advisor chat` in a process of its own, with one message typed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "OTEL", "ADVISOR"))}
    environment = {
        **kept,
        "ADVISOR_HOME": str(home),
        "ADVISOR_MODEL": "gpt-4o-mini",
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": model.url,
        "TERM": "xterm",
        "COLUMNS": "200",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "chat"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=out
    )
    try:
        assert process.stdin is not None
        process.stdin.write(f"{SAID}\n/quit\n".encode())
        process.stdin.close()
        yield process
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def shown_until_released(screen: int, model: ModelServer) -> str:
    """All that stands on the screen; the model is released when its first sentence does, and not before."""
    shown = ""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # how a terminal ends
            piece = b""
        if not piece:
            break
        shown = _CONTROL.sub("", shown + piece.decode("utf-8", "ignore"))
        if FIRST in shown and not model.is_released:
            model.release()
    assert model.is_released, shown
    return shown


_CONTROL = re.compile(r"\x1b\[[\d;?]*[A-Za-z]|\r")


def was_waited_for(shown: str) -> None:
    """The line below the reply tells that the model's answer came to its end, and was not given up."""
    assert "2,000 tokens in, 200 out" in shown
    assert "set aside" not in shown


def says_nothing_false(*texts: str) -> None:
    for text in texts:
        for sentence in (*FALSE, "90 percent", "Claude", "evil.example"):
            assert sentence not in text


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
