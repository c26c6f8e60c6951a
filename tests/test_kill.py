"""A reply that was sent is never lost: the server is killed between turns and in the middle of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

READY_LINE = "LLM investment advisor: "


@contextmanager
def server(home: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    environment = {**os.environ, "ADVISOR_HOME": str(home), "ADVISOR_PORT": "0", "ADVISOR_API_KEYS": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith(READY_LINE), line
        with httpx.Client(base_url=line.removeprefix(READY_LINE).split()[0], timeout=60) as client:
            yield process, client
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def send(client: httpx.Client, conversation_id: str, text: str) -> dict[str, object]:
    answer = client.post(f"/v1/conversations/{conversation_id}/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    reply: dict[str, object] = answer.json()
    return reply


def test_a_conversation_survives_kills_between_turns_and_in_the_middle_of_them(home: Path) -> None:
    sent: list[str] = []
    with server(home) as (process, client):
        conversation_id = client.post("/v1/conversations", json={}).json()["id"]
        sent.append(str(send(client, conversation_id, "We send 40,000 requests a month.")["text"]))
        process.send_signal(signal.SIGKILL)

    for step in ("understand", "work out", "check"):
        with server(home) as (process, client):
            sent.append(str(send(client, conversation_id, f"It is a support bot, {step}.")["text"]))
            with (
                pytest.raises((httpx.RemoteProtocolError, httpx.ReadError, AssertionError)),
                client.stream(
                    "POST",
                    f"/v1/conversations/{conversation_id}/messages",
                    json={"text": "We use gpt-4o."},
                    headers={"Accept": "text/event-stream"},
                ) as stream,
            ):
                for line in stream.iter_lines():
                    if f'"step":"{step}"' in line:
                        process.send_signal(signal.SIGKILL)
                    assert not line.startswith("event: reply"), "the turn was quicker than the signal"

    with server(home) as (_, client):
        lines = client.get(f"/v1/conversations/{conversation_id}").json()["messages"]
        answers = [line["text"] for line in lines if line["role"] == "assistant"]
        assert [text for text in answers if text in sent] == sent
        # A turn that was cut is there whole or not at all: every user's line has its answer.
        assert [line["turn"] for line in lines if line["role"] == "user"] == [
            line["turn"] for line in lines if line["role"] == "assistant" and line["turn"] > 0
        ]
        reply = send(client, conversation_id, "What do you know so far?")
        assert "40,000" in str(reply["text"])
