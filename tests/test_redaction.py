"""Personal data is masked before a model sees it; figures of the case are not; every mask leads back to the words."""

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.model.redaction import Redaction, unknown_placeholders
from agent.model.settings import ModelSettings
from agent.reply import Reply
from tests.model_server import ModelServer, draft_of, returns, says


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Write to jana.k@firma.example today", "Write to [EMAIL_1] today", id="e-mail"),
        pytest.param("a@b.example, c@d.example, a@b.example", "[EMAIL_1], [EMAIL_2], [EMAIL_1]", id="same, same mask"),
        pytest.param("Call +48 601 234 567 after nine", "Call [PHONE_1] after nine", id="telephone, international"),
        pytest.param("(415) 555-2671 is my desk", "[PHONE_1] is my desk", id="telephone, American"),
        pytest.param("My mobile: 020 7946 0958.", "My mobile: [PHONE_1].", id="telephone, British, said to be one"),
        pytest.param("IBAN DE89 3704 0044 0532 0130 00 please", "IBAN [IBAN_1] please", id="IBAN"),
        pytest.param("card 4111 1111 1111 1111 expires soon", "card [CARD_1] expires soon", id="card"),
        pytest.param("card 378282246310005", "card [CARD_1]", id="card of fifteen digits"),
        pytest.param("SSN 536-90-4399", "SSN [ID_1]", id="social security"),
        pytest.param("PESEL: 44051401359", "PESEL: [ID_1]", id="identity number that is named"),
        pytest.param("passport no. C01X00T47", "passport no. [ID_1]", id="passport"),
        pytest.param(
            "from 203.0.113.77 and 2001:db8::8a2e:370:7334", "from [IP_1] and [IP_2]", id="addresses of machines"
        ),
        pytest.param("born on 12 March 1974", "born on [DATE_1]", id="date of birth"),
        pytest.param("our key is sk-proj-abcdefghijklmnop1234", "our key is [SECRET_1]", id="key"),
        pytest.param("password: hunter2!", "password: [SECRET_1]", id="password"),
        pytest.param("We sit at 221B Baker Street, London", "We sit at [ADDRESS_1], London", id="street, English"),
        pytest.param("Lindenstraße 14, 10969 Berlin", "[ADDRESS_1]", id="street, German"),
        pytest.param("My name is Jana Kowalska.", "My name is [NAME_1].", id="name, introduced"),
        pytest.param("I'm Tom O'Neill from Acme", "I'm [NAME_1] from Acme", id="name with an apostrophe"),
        pytest.param(
            "Dr. Müller decides, and Mrs Smith pays", "Dr. [NAME_1] decides, and Mrs [NAME_2] pays", id="titles"
        ),
        pytest.param("Our CTO Peter Nowak says 5 months", "Our CTO [NAME_1] says 5 months", id="name behind an office"),
        pytest.param("I spoke with Priya Sharma about it", "I spoke with [NAME_1] about it", id="known given name"),
        pytest.param("Jana Kowalska (jana.kowalska@x.example)", "[NAME_1] ([EMAIL_1])", id="name by its e-mail"),
        pytest.param(
            "Best regards,\nJana Kowalska\nHead of Customer Care",
            "Best regards,\n[NAME_1]\nHead of Customer Care",
            id="signature",
        ),
        pytest.param("Thanks\n\nMehmet", "Thanks\n\n[NAME_1]", id="signature of one word"),
        pytest.param("Kind regards, Li Wei", "Kind regards, [NAME_1]", id="signature in one line"),
        pytest.param("Hi Anna, we need help", "Hi [NAME_1], we need help", id="salutation"),
        pytest.param(
            "My name is Ana Silva. Ana pays, Silva signs.",
            "My name is [NAME_1]. [NAME_2] pays, [NAME_3] signs.",
            id="parts of a name that was found",
        ),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    redaction = Redaction()
    assert redaction.hide(text) == masked
    assert redaction.show(masked) == text


@pytest.mark.parametrize(
    "text",
    [
        "100,000 tokens in and 500 out, 120 000 000 requests a year",
        "We pay $13,000 a month, $156k a year; 2,500,000 chats; 1000000000000000 FLOPs",
        "between 2020 and 2024, 12/03/2025 to 1-2-2026",
        "gpt-4o-2024-08-06 costs 2.50 and 10 per million, llama-3.1-405b 3.5",
        "Version 1.2.3 listens on 127.0.0.1",
        "Our office in Paris and the one in San Francisco, next to Deutsche Bank",
        "Claude Sonnet 4.5, Mistral Large and Google Gemini on Amazon Bedrock",
        "I am Head of Customer Care at Northwind Traders",
        "I'm in London until Monday. I am American.",
        "Thanks\n\nWhat would it cost?",
        "Regards to the team, and 4111 1111 1111 1112 is no card",
        "Order 4711-0815-2342, invoice 2024-000123, SKU 123-45-678",
        "Hi there, hello everybody, dear advisor",
        "5 engineers, 3 months, 92 % of 18,500 answers, 1.5 seconds",
        "phone calls: 45,000 a month; support phone minutes 120,000",
        "My name is on the list. Will Smart Routing help? May Peak Season kill us?",
        "What if 50 Street View images are read, or 12 Lane changes counted?",
        "the PII rate is 12345678 per 100000000 rows",
    ],
)
def test_figures_names_of_products_and_places_stay(text: str) -> None:
    assert Redaction().hide(text) == text


def test_the_same_words_keep_their_mask_through_a_turn() -> None:
    redaction = Redaction()
    assert redaction.hide("I am Jana Kowalska, jana@x.example") == "I am [NAME_1], [EMAIL_1]"
    assert redaction.hide("jana@x.example wrote, Jana Kowalska signed, Kowalska paid") == (
        "[EMAIL_1] wrote, [NAME_1] signed, [NAME_2] paid"
    )


def test_words_that_look_like_a_mask_come_back_as_they_were() -> None:
    redaction = Redaction()
    text = "I am Jana Kowalska and I write [NAME_1] and [EMAIL_7]"
    masked = redaction.hide(text)
    assert "Jana" not in masked
    assert redaction.show(masked) == text


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("[NAME_1] pays", False),
        ("[NAME_2] pays", True),
        ("[EMAIL_1]", True),
        ("see [1] and [REDACTED]", False),
    ],
)
def test_a_mask_that_nobody_gave_is_known_as_such(text: str, unknown: bool) -> None:
    redaction = Redaction()
    redaction.hide("My name is Jana Kowalska")
    assert unknown_placeholders(redaction.show(text)) is unknown


@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    redaction = Redaction()
    assert redaction.show(redaction.hide(text)) == text


def test_a_redaction_shows_no_words_when_it_is_printed() -> None:
    redaction = Redaction()
    redaction.hide("My name is Jana Kowalska")
    assert "Jana" not in repr(redaction)
    assert "Jana" not in str(redaction)


def test_a_model_sees_masks_and_the_user_sees_their_own_words(home: Path) -> None:
    said = "Jana Kowalska (jana.kowalska@x.example) runs a chain of 40 clinics; 800 labelled examples lie with her."
    read = returns(
        facts=[{"field": "industry", "value": "healthcare", "quote": "[NAME_1] ([EMAIL_1]) runs a chain of"}]
    )

    async def turn(server: ModelServer) -> Reply:
        model = ModelSettings(name="gpt-4o-mini", base_url=server.url, api_key=SecretStr("key"), redact=True)
        async with Advisor.open(home, model=model) as advisor:
            return await advisor.send((await advisor.start()).conversation_id, said)

    with ModelServer(read=read, write=lambda request: says(draft_of(request))) as server:
        reply = asyncio.run(turn(server))
    sent = json.dumps(server.requests)
    assert "[NAME_1] ([EMAIL_1])" in sent
    for personal in ("Jana", "Kowalska", "x.example"):
        assert personal not in sent
    assert "800" in sent
    assert reply.facts["training_examples"].value == 800
    assert not any("[NAME" in (fact.quote or "") for fact in reply.facts.values())
    assert "[NAME" not in reply.text
