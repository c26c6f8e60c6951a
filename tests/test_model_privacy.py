"""What a language model's server, the log and the user see of secrets and personal data."""

import asyncio
import base64
import json
import logging
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.model.settings import ModelSettings
from agent.reply import Reply
from tests.model_server import Answer, ModelServer, draft_of, echo, fails, message_of, reading, returns, says

DAY = date(2026, 11, 22)
KEY = "sk-proj-a1b2c3d4e5f6"
WORD = "never-to-be-seen"


def replied(home: Path, settings: ModelSettings, *messages: str) -> Reply:
    """The reply to the last message of a new conversation."""

    async def run() -> Reply:
        async with Advisor.open(home, today=lambda: DAY, model=settings) as advisor:
            reply = await advisor.start()
            for message in messages:
                reply = await advisor.send(reply.conversation_id, message)
            return reply

    return asyncio.run(run())


@pytest.mark.parametrize("fails_first", [False, True])
def test_a_password_in_the_servers_address_is_sent_and_logged_nowhere(
    fails_first: bool, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = [fails(500)] * 3 if fails_first else [returns(), echo]
    with caplog.at_level(logging.DEBUG), ModelServer(script) as server:
        address = server.url.replace("http://", f"http://me:{WORD}%21@")
        reply = replied(home, ModelSettings("gpt-4o", 20, SecretStr(KEY), address), "We have 800 documents.")
    assert server.headers[0]["authorization"] == "Basic " + base64.b64encode(f"me:{WORD}!".encode()).decode()
    assert "HTTP Request: POST http://127.0.0.1" in caplog.text  # what is asked for is there
    for secret in (WORD, KEY):
        assert secret not in caplog.text
        assert secret not in reply.model_dump_json()


MESSAGE = """Hello, my name is Jana Kowalska (jana.kowalska@klinik.example, +49 30 901820).
Our hospital has 900 documents and gets 40,000 questions a month.
It is to answer mails about DE89 3704 0044 0532 0130 00.

Best regards
Jana Kowalska"""
PERSONAL = ("Jana", "Kowalska", "klinik.example", "901820", "3704")


PAID = "answer mails about DE89 3704 0044 0532 0130 00"


def test_a_model_sees_no_personal_data_where_it_is_to_be_masked_and_its_quotes_are_the_users_words(home: Path) -> None:
    hidden = "answer mails about [IBAN_1]"

    def read(request: dict[str, Any]) -> Answer:
        return reading({"goal": (hidden, hidden)} if hidden in message_of(request) else {})

    with ModelServer(read=read, write=lambda request: says(f"Thanks. {draft_of(request)}")) as server:
        settings = ModelSettings("gpt-4o", 20, SecretStr(KEY), server.url, redact=True)
        reply = replied(home, settings, MESSAGE, "We have a budget of $20,000, says Jana Kowalska.")
    sent = json.dumps(server.requests)
    assert server.played("write")
    assert "[NAME_1]" in sent
    assert "40,000 questions" in sent
    assert "900 documents" in sent
    for words in PERSONAL:
        assert words not in sent
    assert reply.facts["documents"].value == 900
    assert (reply.facts["goal"].value, reply.facts["goal"].quote) == (PAID, PAID)
    assert "[" not in reply.text


def test_without_being_asked_nothing_is_masked(home: Path) -> None:
    with ModelServer(read=returns(), write=echo) as server:
        replied(home, ModelSettings("gpt-4o", 20, SecretStr(KEY), server.url), MESSAGE)
    assert "Jana Kowalska" in json.dumps(server.requests)
