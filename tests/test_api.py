"""The HTTP API by the public contract: what each call gives, and what each bad call is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui.app import create_app
from ui.settings import BadSettings, Settings

BRIEF = "We run about 100k support chats a month on gpt-4o, 50,000 tokens in and 500 out each."


def client_of(home: Path, **more: Any) -> TestClient:
    return TestClient(create_app(Settings(home=home, **more), with_page=False), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("home")) as client:
        yield client


@pytest.fixture
def conversation(api: TestClient) -> str:
    return str(api.post("/v1/conversations", json={}).json()["id"])


def say(api: TestClient, conversation: str, text: str, **headers: str) -> Response:
    return api.post(f"/v1/conversations/{conversation}/messages", json={"text": text}, headers=headers)


def assert_problem(answer: Response, status: int, *words: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    for word in words:
        assert word in body["detail"], body["detail"]
    assert "Traceback" not in answer.text


def test_a_conversation_starts_with_a_greeting(api: TestClient) -> None:
    answer = api.post("/v1/conversations", json={})
    assert answer.status_code == 201
    body = answer.json()
    assert body["reply"]["conversation_id"] == body["id"]
    assert body["reply"]["turn"] == 0
    assert body["reply"]["asks"]["field"]
    assert set(body["reply"]) >= {
        *("conversation_id", "turn", "text", "asks", "facts", "updated", "results", "scenario", "citations", "progress")
    }


def test_a_brief_becomes_facts_and_figures(api: TestClient, conversation: str) -> None:
    reply = say(api, conversation, BRIEF).json()
    facts = {name: fact["value"] for name, fact in reply["facts"].items() if fact["status"] == "stated"}
    assert facts["requests_per_month"] == 100_000
    assert facts["input_tokens"] == 50_000
    assert facts["output_tokens"] == 500
    assert facts["model"] == "gpt-4o"
    assert reply["results"]["api_cost"]["monthly_cost"] == pytest.approx(13_000)
    assert "$13,000" in reply["text"]
    for fact in reply["facts"].values():
        assert fact["quote"] is None or fact["quote"] in BRIEF


def test_a_streamed_turn_ends_with_the_whole_reply_and_its_tokens_are_the_text(
    api: TestClient, conversation: str
) -> None:
    answer = say(api, conversation, BRIEF, accept="text/event-stream")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.split("\n") for block in answer.text.strip().split("\n\n"))
    ]
    kinds = [kind for kind, _ in events]
    assert kinds[0] == "status"
    assert kinds[-1] == "reply"
    assert set(kinds) == {"status", "token", "reply"}
    steps = [data["step"] for kind, data in events if kind == "status"]
    assert steps == ["understand", "record", "work out", "decide", "write", "check"]
    text = "".join(data["text"] for kind, data in events if kind == "token")
    assert text == events[-1][1]["text"]


def test_the_transcript_holds_every_line(api: TestClient, conversation: str) -> None:
    say(api, conversation, BRIEF)
    say(api, conversation, "what do you know so far?")
    body = api.get(f"/v1/conversations/{conversation}").json()
    assert [line["role"] for line in body["messages"]] == ["assistant", "user", "assistant", "user", "assistant"]
    assert set(body) == {"id", "messages", "facts", "results", "progress"}
    assert body["progress"]["known"] >= 4


def test_facts_set_by_hand_are_stated_without_a_quote_and_null_clears(api: TestClient, conversation: str) -> None:
    facts = f"/v1/conversations/{conversation}/facts"
    reply = api.patch(facts, json={"requests_per_month": 200000, "task": "classification"}).json()
    fact = reply["facts"]["requests_per_month"]
    assert (fact["value"], fact["status"], fact["quote"]) == (200000, "stated", None)
    assert set(reply["updated"]) == {"requests_per_month", "task"}
    reply = api.patch(facts, json={"requests_per_month": None}).json()
    assert "requests_per_month" not in reply["facts"]
    assert reply["updated"] == ["requests_per_month"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"current_accuracy": 78}, ["current_accuracy", "0.78"], id="per cent instead of a fraction"),
        pytest.param({"requests_per_month": -1}, ["requests_per_month", "above 0"], id="negative volume"),
        pytest.param({"task": "cooking"}, ["task", "customer_support"], id="unknown choice"),
        pytest.param({"requests": 1}, ["requests", "requests_per_month"], id="unknown field"),
        pytest.param({"self_hosting_required": "yes"}, ["self_hosting_required"], id="text for yes or no"),
        pytest.param({"languages": ["english"]}, ["languages", "ISO 639-1"], id="language by its name"),
        pytest.param({}, ["facts"], id="nothing to change"),
    ],
)
def test_a_fact_that_no_profile_can_hold_is_refused_by_name(
    api: TestClient, conversation: str, changes: dict[str, Any], words: list[str]
) -> None:
    assert_problem(api.patch(f"/v1/conversations/{conversation}/facts", json=changes), 422, *words)
    assert len(api.get(f"/v1/conversations/{conversation}").json()["messages"]) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("", 422, id="empty"),
        pytest.param(" \n\t ", 422, id="blank"),
        pytest.param("\x00\x01\x02", 422, id="control characters only"),
        pytest.param("a" * 102_400, 422, id="100 kB"),
        pytest.param("word " * 3_900, 200, id="just under the limit"),
        pytest.param("\x00hello\x07 there\x1b[31m", 200, id="control characters inside"),
        pytest.param("\ud800 half a character", 200, id="lone surrogate"),
        pytest.param("私たちは毎月4万件のリクエストがあります", 200, id="Japanese"),
        pytest.param("نستخدم gpt-4o لخدمة العملاء", 200, id="Arabic"),
        pytest.param("💸" * 500, 200, id="emoji"),
        pytest.param("'; DROP TABLE checkpoints; -- {{7*7}} ${x} <script>alert(1)</script>", 200, id="injections"),
    ],
)
def test_any_text_gets_a_reply_or_a_clear_problem(api: TestClient, conversation: str, text: str, status: int) -> None:
    answer = api.post(
        f"/v1/conversations/{conversation}/messages",
        content=json.dumps({"text": text}).encode(),
        headers={"content-type": "application/json"},
    )
    if status == 422:
        assert_problem(answer, 422, "text")
    else:
        assert answer.status_code == 200, answer.text
        assert answer.json()["text"].strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
def test_no_text_breaks_a_turn(api: TestClient, conversation: str, text: str) -> None:
    answer = api.post(
        f"/v1/conversations/{conversation}/messages",
        content=json.dumps({"text": text}).encode(),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"\xff\xfe\x00", 422, id="binary"),
        pytest.param(b"{", 422, id="torn JSON"),
        pytest.param(b"[]", 422, id="no object"),
        pytest.param(b'{"text": 5}', 422, id="number for a text"),
        pytest.param(b'{"message": "hi"}', 422, id="wrong name"),
        pytest.param(b'{"text": "' + b"a" * 1_500_000 + b'"}', 413, id="over a megabyte"),
    ],
)
def test_a_bad_body_is_a_problem(api: TestClient, conversation: str, body: bytes, status: int) -> None:
    answer = api.post(
        f"/v1/conversations/{conversation}/messages", content=body, headers={"content-type": "application/json"}
    )
    assert_problem(answer, status)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/conversations/nope", 404),
        ("DELETE", "/v1/conversations/nope", 404),
        ("GET", "/v1/nothing", 404),
        ("POST", "/v1/tools/nope", 404),
        ("PUT", "/v1/conversations", 405),
        ("GET", "/v1/guidance/search", 422),
        ("GET", "/v1/guidance/search?q=rag&k=0", 422),
    ],
)
def test_a_wrong_address_is_a_problem(api: TestClient, method: str, path: str, status: int) -> None:
    assert_problem(api.request(method, path, json={} if method in ("POST", "PUT") else None), status)


def test_the_page_does_not_answer_for_the_api(tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(home=tmp_path)), raise_server_exceptions=False)
    assert "starting" in client.get("/").text
    assert_problem(client.get("/v1/nothing"), 404, "/v1/nothing")
    assert_problem(client.put("/v1/conversations"), 405, "POST")
    assert_problem(client.get("/v1/tools/api_cost"), 405, "POST")


def test_a_body_without_its_content_type_is_told_which_header_to_send(api: TestClient, conversation: str) -> None:
    answer = api.post(f"/v1/conversations/{conversation}/messages", content=b'{"text": "hello"}')
    assert_problem(answer, 422, "Content-Type")


def test_an_unknown_conversation_is_a_plain_problem_for_a_stream_too(api: TestClient) -> None:
    assert_problem(say(api, "nope", "hello", accept="text/event-stream"), 404, "nope")


def test_an_idempotency_key_makes_a_repeat_harmless(api: TestClient, conversation: str) -> None:
    first = say(api, conversation, BRIEF, **{"idempotency-key": "k1"}).json()
    assert say(api, conversation, BRIEF, **{"idempotency-key": "k1"}).json() == first
    assert say(api, conversation, "hello", **{"idempotency-key": "k2"}).json()["turn"] == 2


def test_feedback_is_taken_for_turns_that_exist(api: TestClient, conversation: str) -> None:
    feedback = f"/v1/conversations/{conversation}/feedback"
    assert api.post(feedback, json={"turn": 0, "rating": "up", "comment": "good"}).status_code == 204
    assert_problem(api.post(feedback, json={"turn": 7, "rating": "up"}), 422, "turn")
    assert_problem(api.post(feedback, json={"turn": 0, "rating": "meh"}), 422, "rating")


def test_a_deleted_conversation_is_gone(api: TestClient, conversation: str) -> None:
    assert api.delete(f"/v1/conversations/{conversation}").status_code == 204
    assert_problem(api.get(f"/v1/conversations/{conversation}"), 404)
    assert_problem(say(api, conversation, "hello"), 404)


def test_tools_are_listed_with_schemas_and_answer(api: TestClient) -> None:
    tools = {tool["name"]: tool for tool in api.get("/v1/tools").json()["tools"]}
    assert {"api_cost", "break_even", "fine_tuning_fit", "approach", "partner_checklist"} <= set(tools)
    assert tools["break_even"]["parameters"]["required"] == [
        "upfront_cost",
        "current_monthly_cost",
        "new_monthly_cost",
    ]
    costs = {"upfront_cost": 20000, "current_monthly_cost": 10000, "new_monthly_cost": 2000}
    assert api.post("/v1/tools/break_even", json=costs).json()["months"] == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("break_even", {"upfront_cost": 1}, ["current_monthly_cost"]),
        ("break_even", {"upfront_cost": -1, "current_monthly_cost": 1, "new_monthly_cost": 1}, ["upfront_cost"]),
        ("approach", {"current_accuracy": 78}, ["current_accuracy", "0.78"]),
        ("approach", {"accuracy": 0.78}, ["accuracy"]),
        (
            "api_cost",
            {"model": "gpt-4oo", "requests_per_month": 1, "input_tokens": 1, "output_tokens": 1},
            ["gpt-4oo", "gpt-4o"],
        ),
    ],
)
def test_a_tool_names_what_is_wrong(api: TestClient, tool: str, arguments: dict[str, Any], words: list[str]) -> None:
    assert_problem(api.post(f"/v1/tools/{tool}", json=arguments), 422, *words)


def test_an_assessment_needs_no_conversation(api: TestClient) -> None:
    profile = {"requests_per_month": 100000, "input_tokens": 50000, "output_tokens": 500, "model": "gpt-4o"}
    body = api.post("/v1/assess", json=profile).json()
    assert body["results"]["api_cost"]["monthly_cost"] == pytest.approx(13000)
    assert body["recommended"] == body["results"]["approach"]["recommended"]
    assert all(set(question) >= {"field", "value"} for question in body["open_questions"])
    assert not {question["field"] for question in body["open_questions"]} & set(profile)
    assert_problem(api.post("/v1/assess", json={"current_accuracy": 78}), 422, "current_accuracy")


def test_guidance_is_searched_best_first(api: TestClient) -> None:
    passages = api.get("/v1/guidance/search", params={"q": "when should we fine-tune", "k": 3}).json()["passages"]
    assert len(passages) == 3
    assert [p["score"] for p in passages] == sorted((p["score"] for p in passages), reverse=True)
    assert set(passages[0]) >= {"passage_id", "source_id", "source_title", "section", "text", "evidence", "erratum"}


def test_operations_answer(api: TestClient) -> None:
    assert api.get("/healthz").json() == {"status": "ok"}
    assert api.get("/readyz").json() == {"status": "ready"}
    assert "advisor_turns_total" in api.get("/metrics").text
    docs = api.get("/docs")
    assert docs.status_code == 200
    assert "://" not in docs.text.replace("http://www.w3.org", "")
    assert "/v1/conversations" in api.get("/openapi.json").json()["paths"]


def test_the_api_is_not_ready_before_it_has_started(tmp_path: Path) -> None:
    assert_problem(client_of(tmp_path).get("/readyz"), 503)


def test_keys_guard_the_api_and_keep_owners_apart(tmp_path: Path) -> None:
    with client_of(tmp_path, api_keys=("anna", "bert")) as client:
        anna, bert = ({"authorization": f"Bearer {key}"} for key in ("anna", "bert"))
        assert_problem(client.post("/v1/conversations", json={}), 401)
        assert_problem(client.post("/v1/conversations", json={}, headers={"authorization": "Bearer x"}), 401)
        conversation = client.post("/v1/conversations", json={}, headers=anna).json()["id"]
        assert client.get(f"/v1/conversations/{conversation}", headers=anna).status_code == 200
        assert_problem(client.get(f"/v1/conversations/{conversation}", headers=bert), 404)
        assert client.get("/healthz").status_code == 200


def test_the_page_asks_for_a_key_and_takes_it(tmp_path: Path) -> None:
    with client_of(tmp_path, api_keys=("anna",)) as client:
        asked = client.get("/", headers={"accept": "text/html"}, follow_redirects=False)
        assert (asked.status_code, asked.headers["location"]) == (303, "/login")
        assert_problem(client.get("/gradio_api/info"), 401)
        assert client.post("/login", data={"key": "wrong"}).status_code == 401
        signed_in = client.post("/login", data={"key": "anna"}, follow_redirects=False)
        assert signed_in.status_code == 303
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "anna" not in cookie
        assert client.post("/v1/conversations", json={}).status_code == 201


def test_an_open_door_to_other_machines_must_be_meant(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="ADVISOR_API_KEYS"):
        create_app(Settings(home=tmp_path, host="0.0.0.0"), with_page=False)
    create_app(Settings(home=tmp_path, host="0.0.0.0", allow_open=True), with_page=False)
    create_app(Settings(home=tmp_path, host="0.0.0.0", api_keys=("k",)), with_page=False)
