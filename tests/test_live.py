"""Whole conversations against a real language model's server. Left out of `make test`; run by

    ADVISOR_LIVE_BASE_URL=http://127.0.0.1:8080/v1 ADVISOR_LIVE_MODEL=NAME make live

A key, where the server wants one, stands in OPENAI_API_KEY. `ADVISOR_LIVE_TIMEOUT` is the seconds for a turn's calls
(120: small servers read slowly). Weak wording is fine. A wrong number, a lost turn or a fact that contradicts the
user's plain words is not.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.advisor import Advisor
from agent.grounding import numbers_in, orphans
from agent.model.settings import ModelSettings
from agent.reply import Reply, Usage
from tests.conftest import TODAY
from ui.scripts import load_script
from ui.usage_line import fell_back

SCRIPTS = Path(__file__).with_name("conversations")
HELD = ("readme", "startup_with_300_dollars", "hospital_keeps_its_records", "own_figures", "second_thoughts")

pytestmark = pytest.mark.live


@dataclass
class Measured:
    """What the turns took."""

    seconds: list[float] = field(default_factory=list)
    usages: list[Usage] = field(default_factory=list)
    added: list[str] = field(default_factory=list)  # facts that only the model found

    def report(self) -> str:
        calls = [call for usage in self.usages for call in usage.calls]
        asked = [call.input_tokens for call in calls if call.input_tokens is not None]
        wrote = [call.output_tokens for call in calls if call.output_tokens is not None]
        worded = sum(usage.worded_by == "model" for usage in self.usages)
        outcomes = {name: sum(call.outcome == name for call in calls) for name in {call.outcome for call in calls}}
        return (
            f"{len(self.seconds)} turns, median {statistics.median(self.seconds):.1f} s, "
            f"longest {max(self.seconds):.1f} s\n"
            f"{len(calls)} calls by outcome: {outcomes}; tokens in {sum(asked)}, out {sum(wrote)}, "
            f"median in per call {statistics.median(asked or [0]):.0f}\n"
            f"turns with words of the model's: {worded}; fell back: {sum(map(fell_back, self.usages))}; "
            f"facts dropped: {sum(usage.dropped_facts for usage in self.usages)}, "
            f"sentences held back: {sum(usage.held_sentences for usage in self.usages)}\n"
            f"facts that only the model found: {', '.join(self.added) or 'none'}"
        )


@dataclass
class House:
    """The same advisor twice, with the live model and without."""

    runner: asyncio.Runner
    with_model: Advisor
    without: Advisor
    measured: Measured


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    address, name = os.environ.get("ADVISOR_LIVE_BASE_URL"), os.environ.get("ADVISOR_LIVE_MODEL")
    if not (address and name):
        pytest.skip("ADVISOR_LIVE_BASE_URL and ADVISOR_LIVE_MODEL name no server and model")
    model = ModelSettings(
        name=name,
        timeout=float(os.environ.get("ADVISOR_LIVE_TIMEOUT", "120")),
        api_key=SecretStr(os.environ.get("OPENAI_API_KEY", "none")),
        base_url=address,
    )
    measured = Measured()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        def opened(folder: str, settings: ModelSettings | None) -> Advisor:
            home = tmp_path_factory.mktemp(folder)
            return runner.run(stack.enter_async_context(Advisor.open(home, today=lambda: TODAY, model=settings)))

        yield House(runner, opened("with", model), opened("without", None), measured)
        runner.run(stack.aclose())
    if measured.seconds:
        print(f"\n{name} at {address}\n{measured.report()}")


@pytest.mark.parametrize("script", HELD)
def test_a_conversation_is_held_with_a_live_model(script: str, house: House) -> None:
    said = [turn.user for turn in load_script(SCRIPTS / f"{script}.yaml").turns]
    plain = house.runner.run(held(house.without, said, None))
    replies = house.runner.run(held(house.with_model, said, house.measured))
    assert [reply.turn for reply in replies] == list(range(1, len(said) + 1))
    wrong = [
        f"turn {reply.turn}: {what}"
        for text, reply, other in zip(said, replies, plain, strict=True)
        for what in faults(text, reply, other, house)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_live_model_answered(house: House) -> None:
    """Without a single answer, what stands above says nothing about a model. Runs last."""
    assert any(call.outcome == "answered" for usage in house.measured.usages for call in usage.calls)


async def held(advisor: Advisor, said: Sequence[str], measured: Measured | None) -> list[Reply]:
    conversation_id = (await advisor.start()).conversation_id
    replies = []
    for text in said:
        began = time.perf_counter()
        reply = await advisor.send(conversation_id, text)
        replies.append(reply)
        if measured is not None:
            measured.seconds.append(time.perf_counter() - began)
            assert reply.usage is not None
            measured.usages.append(reply.usage)
    kept = [line.text for line in (await advisor.read(conversation_id)).messages if line.role == "assistant"]
    assert kept[1:] == [reply.text for reply in replies]
    return replies


def faults(text: str, reply: Reply, other: Reply, house: House) -> Iterator[str]:
    """What must not be: `other` is the same turn without a model."""
    for name, fact in other.facts.items():
        given = reply.facts.get(name)
        if fact.status == "stated" and (given is None or given.value != fact.value):
            yield f"{name} is {given.value if given else None}, and plainly {fact.value} ({fact.quote!r})"
    for name in reply.facts.keys() - other.facts.keys():
        fact = reply.facts[name]
        if fact.status in ("stated", "inferred"):
            house.measured.added.append(f"{name}={fact.value!r} ({fact.quote!r})")
    if not reply.text.strip():
        yield "it says nothing"
    parents = [text, *(part.model_dump(mode="json") for part in (reply, other))]
    for part in parents[1:]:
        part.pop("text")
    for orphan in orphans(reply.text, [*numbers_in(parents), *numbers_in(other.text)]):
        yield f"{orphan} has no parent"
    facts = {name: fact.value for name, fact in reply.facts.items() if fact.status in ("stated", "inferred")}
    expected = house.without.assess(facts).model_dump(mode="json")["results"]
    results = reply.model_dump(mode="json")["results"]
    for name in expected:
        if results.get(name) != expected[name]:
            yield f"{name} is not what the tools make of the facts"
