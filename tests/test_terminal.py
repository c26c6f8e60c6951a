"""The terminal door shows a reply while it is written, once, and what it took of a language model."""

import asyncio
import io
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.model.settings import ModelSettings
from tests.model_server import ModelServer, returns, says
from ui import terminal

SAID = "We have 800 labelled examples."
WORDED = "Thanks, noted: 800 labelled examples!"


def chatted(home: Path, monkeypatch: pytest.MonkeyPatch, *, as_terminal: bool) -> str:
    """What stands on the screen after one message to an advisor with a model."""
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: as_terminal, raising=False)
    monkeypatch.setattr(sys, "stdout", screen)
    typed = iter([SAID, "/quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    with ModelServer([returns(), says(WORDED)]) as server:
        model = ModelSettings(name="gpt-4o-mini", base_url=server.url, api_key=SecretStr("key"))
        asyncio.run(terminal.chat(home, model=model))
    return screen.getvalue()


def test_a_pipe_gets_the_reply_once_and_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = chatted(home, monkeypatch, as_terminal=False)
    assert shown.count("800 labelled examples") == 1
    assert WORDED in shown


def test_a_terminal_keeps_the_reply_as_it_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = chatted(home, monkeypatch, as_terminal=True)
    assert WORDED in shown
    assert shown.rindex(WORDED) < shown.index("(gpt-4o-mini · 2,000 tokens in, 200 out")


def test_what_a_turn_took_stands_under_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(gpt-4o-mini · 2,000 tokens in, 200 out · no known price" in chatted(home, monkeypatch, as_terminal=False)
