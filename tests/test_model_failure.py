"""A language model that fails: the turn succeeds in the built-in language, says so once, loses and doubles nothing."""

import asyncio
import json
import logging
import socket
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import httpx
import openai
import pytest
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.model.answers import no_answer_of
from agent.model.breaker import Breaker
from agent.model.settings import ModelSettings
from agent.model.use import ModelUse
from agent.reply import Event, Reply, ReplyEvent, TokenEvent
from tests.model_server import Answer, ModelServer, echo, fails, returns, says

DAY = date(2026, 11, 22)
KEY = "sk-proj-a1b2c3d4e5f6"
MESSAGE = "We run a support bot for our shop, 40k chats a day on gpt-4o."
NOTE = "The language model could not be used"
NOTHING = returns()


async def talk(home: Path, messages: Sequence[str], settings: ModelSettings | None) -> list[tuple[Reply, str]]:
    """Each reply of a new conversation, with what its tokens add up to."""
    said = []
    async with Advisor.open(home, today=lambda: DAY, model=settings) as advisor:
        conversation_id = (await advisor.start()).conversation_id
        for message in messages:
            events: list[Event] = [event async for event in advisor.stream(conversation_id, message)]
            tokens = "".join(event.text for event in events if isinstance(event, TokenEvent))
            assert isinstance(events[-1], ReplyEvent)
            said.append((events[-1].reply, tokens))
        stored = (await advisor.read(conversation_id)).messages
        answers = [line for line in stored if line.role == "assistant" and line.turn]
        assert [(line.text, line.usage) for line in answers] == [(one.text, one.usage) for one, _ in said]
    return said


def held(home: Path, server: ModelServer, *messages: str, timeout: float = 20) -> list[tuple[Reply, str]]:
    settings = ModelSettings("gpt-4o", timeout, SecretStr(KEY), server.url)
    return asyncio.run(talk(home, messages or (MESSAGE,), settings))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("failing")


@pytest.fixture(scope="module")
def alone(place: Path) -> Reply:
    """The reply without a model."""
    ((reply, _),) = asyncio.run(talk(place, [MESSAGE], None))
    return reply


def same(reply: Reply, other: Reply) -> bool:
    """Whether two replies stand on the same facts, figures, advice and question."""
    return all(
        getattr(reply, name) == getattr(other, name)
        for name in ("facts", "updated", "results", "scenario", "asks", "citations", "progress", "turn")
    )


# What the server does to the reading; the reason that is recorded; how many requests that takes.
READING = [
    pytest.param([fails(401, f"Incorrect API key provided: {KEY}")], "unauthorized", 1, id="wrong key"),
    pytest.param([fails(403)], "forbidden", 1, id="forbidden"),
    pytest.param([fails(404, "no such model")], "no_such_model", 1, id="no such model"),
    pytest.param([fails(429, headers={"Retry-After": "3600"})], "rate_limited", 1, id="come back in an hour"),
    pytest.param([fails(429, headers={"Retry-After": "0"})] * 3, "rate_limited", 3, id="busy three times"),
    pytest.param([fails(429, "pay first", code="insufficient_quota")], "rate_limited", 1, id="no credit"),
    pytest.param([fails(500)] * 3, "server_error", 3, id="broken three times"),
    pytest.param([fails(503, headers={"Retry-After": "99"})], "server_error", 1, id="down for long"),
    pytest.param([fails(400, "This model's maximum context length is 8 tokens")] * 2, "too_long", 2, id="overflow"),
    pytest.param([fails(400, "blocked", code="content_filter")], "filtered", 1, id="prompt filtered"),
    pytest.param([says("", finish="content_filter")], "filtered", 1, id="answer filtered"),
    pytest.param([says("", refusal="I will not.")], "refused", 1, id="refusal"),
    pytest.param([says("")], "empty", 1, id="empty"),
    pytest.param([says('{"facts": [', finish="length")], "cut_off", 1, id="cut by length"),
    pytest.param([says("I think they sell shoes.")], "malformed", 1, id="prose"),
    pytest.param([says('{"facts": [}')], "malformed", 1, id="bad JSON"),
    pytest.param([says('{"fact": []}')], "malformed", 1, id="wrong schema"),
    pytest.param([says('{"facts": 7}')], "malformed", 1, id="wrong type"),
    pytest.param([Answer(raw=b"<html>gateway</html>")], "malformed", 1, id="a page for an answer"),
    pytest.param([Answer(raw=b"{}")], "malformed", 1, id="no choices"),
    pytest.param([Answer(raw=b"x" * 5_000_000)], "cut_off", 1, id="huge"),
]


@pytest.mark.parametrize(("script", "reason", "requests"), READING)
def test_a_reading_that_fails_leaves_the_built_in_reading(
    script: list[Answer], reason: str, requests: int, place: Path, alone: Reply
) -> None:
    with ModelServer([*script, echo]) as server:
        ((reply, tokens),) = held(place, server)
    assert same(reply, alone)
    assert tokens == reply.text
    assert reply.text.count(NOTE) == 1
    assert reply.usage is not None
    first = reply.usage.calls[0]
    assert (first.purpose, first.outcome, first.attempts) == ("read", reason, requests)
    away = reason in ("unauthorized", "forbidden", "no_such_model", "rate_limited", "server_error")
    assert server.left == (1 if away else 0)  # a server that is away is not asked again in the same turn


# What the server does to the wording, and the reason that is recorded.
WRITING = [
    pytest.param([fails(500)] * 3, "server_error", id="broken three times"),
    pytest.param([says("")], "empty", id="empty"),
    pytest.param([says("", refusal="I will not.", finish="stop")], "empty", id="refusal"),
    pytest.param([says("You handle", finish="content_filter")], "filtered", id="filtered half-way"),
    pytest.param([says("Thanks, you", pieces=2)], "cut_off", id="cut in the first sentence"),
    pytest.param([says("Thanks, your task is customer support. You", pieces=6)], "cut_off", id="cut in the second one"),
    pytest.param([says("word", endless=True)], "cut_off", id="endless"),
    pytest.param([says("Your task is customer support. ", endless=True)], "cut_off", id="endless and true"),
    pytest.param([says("x" * 500_000)], "cut_off", id="huge"),
    pytest.param([Answer(raw=b"nonsense")], "malformed", id="no stream"),
]


@pytest.mark.parametrize(("script", "reason"), WRITING)
def test_a_wording_that_fails_is_completed_or_replaced_by_the_built_in_one(
    script: list[Answer], reason: str, place: Path, alone: Reply
) -> None:
    with ModelServer([NOTHING, *script]) as server:
        ((reply, tokens),) = held(place, server)
    assert server.left == 0
    assert same(reply, alone)
    assert tokens == reply.text
    assert reply.text.count(NOTE) == 1
    assert reply.usage is not None
    assert [call.outcome for call in reply.usage.calls] == ["answered", reason]
    for words in ("customer support", "gpt-4o", "1.2", alone.asks.question if alone.asks else ""):
        assert words in reply.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("script", "purpose"),
    [
        pytest.param([Answer(wait=30)], "read", id="before the first byte"),
        pytest.param([NOTHING, Answer(wait=30)], "write", id="before the first word"),
        pytest.param(
            [NOTHING, says("Thanks, your task is customer support. You run " * 9, pause=0.3)], "write", id="slow"
        ),
    ],
)
def test_a_turn_has_a_deadline(script: list[Answer], purpose: str, place: Path, alone: Reply) -> None:
    with ModelServer(script) as server:
        ((_, _), (reply, tokens)) = asyncio.run(_warmed(place, server))
    assert same(reply, alone)
    assert tokens == reply.text
    assert reply.usage is not None
    last = reply.usage.calls[-1]
    assert (last.purpose, last.outcome) == (purpose, "timed_out")
    assert sum(call.seconds for call in reply.usage.calls) < 3  # the deadline is one second


async def _warmed(place: Path, server: ModelServer) -> list[tuple[Reply, str]]:
    """A turn under a deadline of a second, once the libraries are loaded."""
    from agent.model.client import LanguageModel

    settings = ModelSettings("gpt-4o", 1.0, SecretStr(KEY), server.url)
    async with LanguageModel.open(settings) as model:
        await model.warm_up()
    return [(None, ""), *await talk(place, [MESSAGE], settings)]  # type: ignore[list-item]


def test_nothing_listens_there(place: Path, alone: Reply) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    ((reply, _),) = asyncio.run(talk(place, [MESSAGE], ModelSettings("gpt-4o", 20, None, address)))
    assert same(reply, alone)
    assert reply.usage is not None
    assert [(call.outcome, call.attempts) for call in reply.usage.calls] == [("unreachable", 3)]


def test_without_key_and_address_nothing_is_sent(place: Path, alone: Reply) -> None:
    ((reply, _),) = asyncio.run(talk(place, [MESSAGE], ModelSettings("gpt-4o", 20)))
    assert same(reply, alone)
    assert reply.usage is not None
    assert [(call.outcome, call.attempts) for call in reply.usage.calls] == [("no_key", 0)]
    assert NOTE in reply.text


def test_a_failure_is_said_once_in_a_conversation(place: Path) -> None:
    with ModelServer(read=fails(401), write=fails(401)) as server:
        replies = [
            reply for reply, _ in held(place, server, MESSAGE, "The budget is $20,000.", "We have 900 documents.")
        ]
    assert [reply.text.count(NOTE) for reply in replies] == [1, 0, 0]


def test_busy_for_a_moment_is_waited_for(place: Path) -> None:
    with ModelServer([fails(429, headers={"Retry-After": "0.05"}), NOTHING, fails(503), echo]) as server:
        ((reply, _),) = held(place, server)
    assert reply.usage is not None
    assert [(call.outcome, call.attempts) for call in reply.usage.calls] == [("answered", 2), ("answered", 2)]
    assert NOTE not in reply.text


def test_after_three_failures_in_a_row_the_model_is_left_alone(place: Path) -> None:
    with ModelServer(read=fails(401), write=fails(401)) as server:
        replies = [reply for reply, _ in held(place, server, *["The budget is $20,000."] * 5)]
    outcomes = [call.outcome for reply in replies if reply.usage for call in reply.usage.calls]
    assert outcomes == ["unauthorized"] * 3 + ["resting"] * 2
    assert len(server.requests) == 3


def test_the_breaker_opens_rests_tries_once_and_closes() -> None:
    now = [0.0]
    breaker = Breaker(most_failures=3, rest_seconds=60, clock=lambda: now[0])
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    now[0] = 60
    assert breaker.allows()  # the trial
    assert not breaker.allows()  # others wait for its outcome
    breaker.failed()
    assert not breaker.allows()
    now[0] = 120
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


def test_reading_leaves_time_to_writing() -> None:
    now = [0.0]
    use = ModelUse(30, DAY, clock=lambda: now[0])
    with use.call("read", "m", None) as call:
        assert call.seconds_allowed == pytest.approx(20)
        now[0] = 18
    with use.call("write", "m", None) as call:
        assert call.seconds_allowed == pytest.approx(12)


@pytest.mark.parametrize(
    ("refusals", "asks_with"),
    [
        ([fails(400, "Unknown parameter: 'response_format.json_schema'")], "tools"),
        ([fails(400, "response_format is not supported"), fails(400, "tools are not supported")], "plain"),
        ([fails(422, "temperature must be 1 for this model")], "response_format"),
        ([fails(400, "Invalid schema for response_format: 'maxItems' is not permitted")], "response_format"),
        ([fails(400, "extra field max_completion_tokens")], "response_format"),
    ],
)
def test_what_a_server_does_not_know_is_left_out_and_remembered(
    refusals: list[Answer], asks_with: str, place: Path
) -> None:
    found = returns(facts=[{"field": "industry", "value": "retail", "quote": "our shop"}])
    play = Answer(found.text, tool=asks_with == "tools")
    with ModelServer([*refusals, play, echo, play, echo]) as server:
        replies = [reply for reply, _ in held(place, server, MESSAGE, "Our shop sells shoes.")]
    assert {call.outcome for reply in replies if reply.usage for call in reply.usage.calls} == {"answered"}
    assert "industry" in replies[0].facts
    form = {"tools": "tools", "response_format": "response_format"}.get(asks_with)
    for request in server.played("read")[len(refusals) :]:
        assert {"tools", "response_format"} & set(request) == ({form} if form else set())
        if not form:
            assert "JSON schema" in request["messages"][-1]["content"]
    refused = json.dumps(refusals[-1].error)
    if asks_with == "response_format":
        assert ("maxItems" in json.dumps(server.played("read")[-1])) == ("maxItems" not in refused)
    for name in ("temperature", "max_completion_tokens"):
        assert all((name in request) == (name not in refused) for request in server.requests[len(refusals) :])


def test_a_server_that_overlooks_the_schema_is_asked_in_another_way(place: Path) -> None:
    found = returns(facts=[{"field": "industry", "value": "retail", "quote": "shop"}])
    prose = says("They have a shop.")
    script = iter([prose, prose, prose, prose, found])
    with ModelServer(read=lambda _: next(script), write=echo) as server:
        replies = [reply for reply, _ in held(place, server, *["Our shop sells shoes."] * 5)]
    reads = server.played("read")
    assert ["response_format" in request for request in reads] == [True, True, False, False, False]
    assert ["tools" in request for request in reads] == [False, False, True, True, False]
    assert [reply.usage.calls[0].outcome for reply in replies if reply.usage] == ["malformed"] * 4 + ["answered"]


def test_a_refusal_that_names_nothing_is_remembered_only_if_another_way_was_better(place: Path) -> None:
    # The first message is refused whatever is left out; the second is read by a tool.
    unclear = fails(400, "Bad request.")
    by_tool = Answer(NOTHING.text, tool=True)
    script = iter([*[unclear] * 3, unclear, by_tool, by_tool])
    with ModelServer(read=lambda _: next(script), write=echo) as server:
        replies = [reply for reply, _ in held(place, server, *["Our shop sells shoes."] * 3)]
    reads = server.played("read")
    assert ["response_format" in request for request in reads] == [True, False, False, True, False, False]
    assert ["tools" in request for request in reads] == [False, True, False, False, True, True]
    assert [reply.usage.calls[0].outcome for reply in replies if reply.usage] == ["bad_request", "answered", "answered"]


@pytest.mark.parametrize("purpose", ["read", "write"])
def test_what_is_too_long_is_sent_once_more_and_shorter(purpose: str, place: Path) -> None:
    long = fails(400, "too big", code="context_length_exceeded")
    message = MESSAGE + " We like our shop." * 300 + " The budget is $20,000."
    with ModelServer([long, NOTHING, echo] if purpose == "read" else [NOTHING, long, echo]) as server:
        ((reply, _),) = held(place, server, message)
    assert reply.usage is not None
    assert [call.outcome for call in reply.usage.calls] == ["answered", "answered"]
    first, second = (len(json.dumps(request["messages"])) for request in server.played(purpose))
    assert second < first - 500
    assert reply.facts["budget"].value == 20_000
    assert NOTE not in reply.text


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "Retry-After": "7"}, 0.25),
        ({"Retry-After": "-3"}, 0),
        ({"Retry-After": "Sun, 22 Nov 2020 10:00:00 GMT"}, 0),  # it has passed
        ({"Retry-After": "Sun, 22 Nov 2099 10:00:00 GMT"}, 2e9),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_when_to_come_back_is_read_as_servers_write_it(headers: dict[str, str], seconds: float | None) -> None:
    answer = httpx.Response(429, headers=headers, request=httpx.Request("POST", "http://x"))
    failure = no_answer_of(openai.RateLimitError("busy", response=answer, body=None))
    assert failure.reason == "rate_limited"
    if seconds == 2e9:
        assert failure.retry_after is not None
        assert failure.retry_after > seconds
    else:
        assert failure.retry_after == seconds


@pytest.mark.parametrize("status", [402, 405, 409, 451])
def test_what_has_nothing_to_do_with_the_form_teaches_nothing_about_it(status: int, place: Path) -> None:
    script = iter([fails(status), NOTHING])
    with ModelServer(read=lambda _: next(script), write=echo) as server:
        replies = [reply for reply, _ in held(place, server, *["Our shop sells shoes."] * 2)]
    assert all("response_format" in request for request in server.played("read"))
    assert replies[1].usage is not None
    assert replies[1].usage.calls[0].outcome == "answered"


def test_a_server_that_cannot_count_a_stream_is_not_asked_to(place: Path) -> None:
    with ModelServer([NOTHING, fails(400, "stream_options is not allowed"), echo, NOTHING, echo]) as server:
        replies = [reply for reply, _ in held(place, server, MESSAGE, "The budget is $20,000.")]
    assert all(reply.usage and reply.usage.calls[1].outcome == "answered" for reply in replies)
    assert ["stream_options" in request for request in server.played("write")] == [True, False, False]
    assert replies[0].usage is not None
    assert replies[0].usage.calls[1].input_tokens is None


def test_json_is_found_between_thoughts_and_fences(place: Path) -> None:
    inside = returns(facts=[{"field": "industry", "value": "retail", "quote": "our shop"}]).text
    with ModelServer([says(f"<think>hm {{</think>\nHere:\n```json\n{inside}\n```"), echo]) as server:
        ((reply, _),) = held(place, server)
    assert reply.facts["industry"].value == "retail"


@pytest.mark.parametrize("script", [[fails(401, f"Incorrect API key provided: {KEY}")], [NOTHING, echo]])
def test_a_key_stands_in_no_log_and_no_reply(
    script: list[Answer], place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), ModelServer(script) as server:
        ((reply, _),) = held(place, server)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"  # it is sent where it belongs
    assert KEY not in caplog.text
    assert KEY not in reply.model_dump_json()


def test_settings_show_no_key() -> None:
    settings = ModelSettings("gpt-4o", 30, SecretStr(KEY), "http://me:secret@host/v1")
    assert KEY not in repr(settings) + str(settings)
    assert "secret" not in repr(settings)
