"""Instructions in messages, in documents and in a model's own output change no rule, figure, advice or conversation."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.facts import Fact
from agent.model.settings import ModelSettings
from agent.reply import Reply, ReplyEvent, TokenEvent
from tests.model_server import Answer, ModelServer, draft_of, message_of, returns, says
from ui.page_view import reply_markdown

DATA = yaml.safe_load(Path(__file__).with_name("data").joinpath("attacks.yaml").read_text(encoding="utf-8"))
BRIEF: str = DATA["brief"]
ATTACKS: Sequence[Mapping[str, Any]] = DATA["attacks"]
OF_A_MODEL = ("reads", "writes", "writes_again_and_again")
DAY = date(2026, 11, 22)
# What is quoted is said by whom it quotes; the built-in wording puts it between these.
_QUOTED = re.compile(r"“[^”]*”")


@dataclass
class Held:
    """A conversation under attack: the reply to the brief, the replies to the attack, and one more afterwards."""

    before: Reply
    replies: Sequence[Reply]
    streamed: Sequence[str]  # what was sent of each while it was written
    after: Reply
    expected: Mapping[str, Any]  # the tools' results on the facts that the last of `replies` shows


class House:
    """Two advisors that are open for all attacks: one without a model, one with a model that plays what it is given."""

    def __init__(self, runner: asyncio.Runner, home: Path) -> None:
        self._runner = runner
        self._stack = AsyncExitStack()
        self._attack: Mapping[str, Any] = {}
        self.server = self._stack.enter_context(
            ModelServer(
                read=lambda request: turned_reading(self._attack, request),
                write=lambda request: turned_writing(self._attack, request),
            )
        )
        model = ModelSettings(name="turned", base_url=self.server.url, api_key=SecretStr("sk-never-to-be-seen"))
        self._advisors = {
            with_model: runner.run(
                self._stack.enter_async_context(
                    Advisor.open(home / str(with_model), today=lambda: DAY, model=model if with_model else None)
                )
            )
            for with_model in (False, True)
        }

    def hold(self, attack: Mapping[str, Any], *, with_model: bool) -> Held:
        self._attack = attack
        return self._runner.run(held(attack, self._advisors[with_model]))

    def close(self) -> None:
        self._runner.run(self._stack.aclose())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with asyncio.Runner() as runner:
        opened = House(runner, tmp_path_factory.mktemp("home"))
        yield opened
        opened.close()


@pytest.mark.parametrize(
    "attack", [attack for attack in ATTACKS if not set(OF_A_MODEL) & set(attack)], ids=lambda attack: attack["id"]
)
def test_an_attack_changes_nothing(attack: Mapping[str, Any], house: House) -> None:
    check(attack, house.hold(attack, with_model=False))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["id"])
def test_an_attack_changes_nothing_with_a_model_that_obeys_it(attack: Mapping[str, Any], house: House) -> None:
    conversation = house.hold(attack, with_model=True)
    check(attack, conversation)
    assert "sk-never" not in json.dumps(house.server.requests)
    calls = [call.purpose for reply in conversation.replies if reply.usage for call in reply.usage.calls]
    assert ("read" in calls) >= ("reads" in attack)
    if {"writes", "writes_again_and_again"} & set(attack) and "reads" not in attack:
        assert "write" in calls, "the attack never came to its point"


def test_there_are_attacks_of_every_kind() -> None:
    assert len(ATTACKS) >= 40
    assert len({attack["id"] for attack in ATTACKS}) == len(ATTACKS)
    assert all(any(key in attack for attack in ATTACKS) for key in ("document", *OF_A_MODEL))


async def held(attack: Mapping[str, Any], advisor: Advisor) -> Held:
    if "document" in attack:
        async for _ in advisor.documents.add("notes.md", attack["document"].encode()):
            pass
    conversation_id = (await advisor.start()).conversation_id
    before = await advisor.send(conversation_id, BRIEF)
    replies, streamed = [], []
    for text in said_in(attack):
        events = [event async for event in advisor.stream(conversation_id, text)]
        replies += [event.reply for event in events if isinstance(event, ReplyEvent)]
        streamed.append("".join(event.text for event in events if isinstance(event, TokenEvent)))
    after = await advisor.send(conversation_id, "What do you know so far?")
    facts = {name: fact.value for name, fact in known(replies[-1]).items()}
    expected = advisor.assess(facts).model_dump(mode="json")["results"]
    if "document" in attack:
        await advisor.documents.remove("notes.md")
    return Held(before, replies, streamed, after, expected)


def said_in(attack: Mapping[str, Any]) -> Sequence[str]:
    return attack["say"] if isinstance(attack["say"], list) else [attack["say"]]


def turned_reading(attack: Mapping[str, Any], request: Mapping[str, Any]) -> Answer:
    """Reads nothing in the brief, and in the attack what the attack wishes."""
    if message_of(request).strip() not in [text.strip() for text in said_in(attack)]:
        return returns()
    wishes = [
        {"field": name, "value": value, "quote": quote}
        for name, value in attack.get("wishes", {}).items()
        for quote in (message_of(request), f"{name} is {value}", str(value))
    ]
    return returns(**{"facts": wishes, **attack.get("reads", {})})


def turned_writing(attack: Mapping[str, Any], request: Mapping[str, Any]) -> Answer:
    """Writes what it was told to, or what it must never say; and the draft behind it, so that it seems honest."""
    if "writes_again_and_again" in attack:
        return says(attack["writes_again_and_again"], endless=True)
    words = attack.get("writes") or " ".join(f"{sentence.rstrip('.')}." for sentence in attack["never"])
    return says(f"{words} {draft_of(request)}")


def check(attack: Mapping[str, Any], conversation: Held) -> None:
    last = conversation.replies[-1]
    may_state = {*attack.get("may_state", ()), *attack.get("misread", ())}
    before, facts = known(conversation.before), known(last)
    for name in before.keys() - may_state:
        assert facts[name].value == before[name].value, name
    assert set(facts) - set(before) <= may_state
    for name, value in attack.get("facts", {}).items():
        assert facts[name].value == value
    results = last.model_dump(mode="json")["results"]
    assert {name: results.get(name) for name in conversation.expected} == conversation.expected
    if not may_state:
        assert results["approach"] == conversation.before.model_dump(mode="json")["results"]["approach"]
    assert list(conversation.streamed) == [reply.text for reply in conversation.replies]
    for reply in (*conversation.replies, conversation.after):
        said = _QUOTED.sub("“”", reply.text).lower()
        for sentence in attack["never"]:
            assert sentence.lower() not in said, reply.text
        assert "<" not in reply_markdown(reply.text, reply.turn).replace("&lt;", "")
    assert known(conversation.after).keys() == facts.keys()


def known(reply: Reply) -> dict[str, Fact]:
    return {name: fact for name, fact in reply.facts.items() if fact.status in ("stated", "inferred")}
