"""The HTTP API with a language model: what it streams, what it tells of the use, and what it never tells."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.model_server import ModelServer, draft_of, fails, returns, says
from ui.app import create_app
from ui.settings import Settings

SAID = "We have 800 labelled examples."


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with ModelServer(read=returns(), write=lambda request: says(f"Thanks. {draft_of(request)}")) as running:
        yield running


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, server: ModelServer) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.url)
        patch.setenv("OPENAI_API_KEY", "sk-never-to-be-seen")
        app = create_app(Settings(home=tmp_path_factory.mktemp("home"), model="gpt-4o-mini"), with_page=False)
        with TestClient(app, raise_server_exceptions=False) as client:
            yield client


def started(api: TestClient) -> str:
    return str(api.post("/v1/conversations", json={}).json()["id"])


def test_what_a_turn_took_stands_in_the_reply_and_in_the_conversation(api: TestClient) -> None:
    conversation = started(api)
    reply = api.post(f"/v1/conversations/{conversation}/messages", json={"text": SAID}).json()
    assert [(call["purpose"], call["outcome"]) for call in reply["usage"]["calls"]] == [
        ("read", "answered"),
        ("write", "answered"),
    ]
    assert reply["usage"]["worded_by"] == "model"
    # The server is not the vendor's, so the vendor's price says nothing.
    assert [(call["input_tokens"], call["cost_usd"]) for call in reply["usage"]["calls"]] == [(1000, None)] * 2
    messages = api.get(f"/v1/conversations/{conversation}").json()["messages"]
    assert [line["usage"] for line in messages] == [None, None, reply["usage"]]


def test_streamed_tokens_add_up_to_the_reply(api: TestClient) -> None:
    answer = api.post(
        f"/v1/conversations/{started(api)}/messages", json={"text": SAID}, headers={"accept": "text/event-stream"}
    )
    events = [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.split("\n") for block in answer.text.strip().split("\n\n"))
    ]
    kinds = [kind for kind, _ in events]
    steps = [data["step"] for kind, data in events if kind == "status"]
    assert steps == ["understand", "record", "work out", "decide", "write", "check"]
    # The model's words leave while it writes, ours after the check.
    last_step = len(kinds) - 1 - kinds[::-1].index("status")
    assert "token" in kinds[:last_step]
    assert "".join(data["text"] for kind, data in events if kind == "token") == events[-1][1]["text"]


def test_metrics_count_the_calls(api: TestClient) -> None:
    text = api.get("/metrics").text
    assert 'advisor_model_calls_total{outcome="answered",purpose="write"}' in text
    assert "advisor_model_fallbacks_total 0.0" in text
    assert "advisor_model_cost_usd_total 0.0" in text
    assert "advisor_model_unpriced_calls_total 0.0" not in text


def test_no_answer_of_the_api_shows_the_key_or_the_server(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with ModelServer(read=fails(401, "bad key sk-never-to-be-seen"), write=fails(401, "bad key")) as refusing:
        monkeypatch.setenv("OPENAI_BASE_URL", refusing.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-never-to-be-seen")
        caplog.set_level("INFO")
        with TestClient(create_app(Settings(home=home, model="gpt-4o-mini"), with_page=False)) as client:
            conversation = started(client)
            shown = client.post(f"/v1/conversations/{conversation}/messages", json={"text": SAID}).text
            shown += client.get(f"/v1/conversations/{conversation}").text
            shown += client.get("/metrics").text + client.get("/openapi.json").text
    assert "unauthorized" in shown
    assert refusing.url not in shown
    assert "sk-never" not in shown + caplog.text
    assert "labelled" not in caplog.text
