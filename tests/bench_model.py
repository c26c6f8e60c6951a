"""What a language model adds to a turn, and what of it is kept: against a server on loopback that answers at once.

The server reads as an attentive model would, with a fault in every tenth fact, and words the draft with a courtesy in
front; every twentieth answer is empty. So the shares below say what the checks do with such a model, and nothing
about any real one: `make live` is for that.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from tokenizers import Tokenizer

from agent.advisor import Advisor
from agent.model.settings import ModelSettings
from agent.reading.built_in_reader import BuiltInReader
from agent.reply import Reply
from agent.understanding import Context
from knowledge import embedding
from tests.conftest import TODAY
from tests.model_server import Answer, ModelServer, draft_of, message_of, returns, says
from ui.scripts import find_scripts, load_script
from ui.usage_line import fell_back

FAULTY, FAILING, WARM_UP = 10, 20, 4
CHARACTERS_OF_JSON = 3.3  # to a token, as SmolLM2's tokenizer counts our schema

Row = tuple[str, str, str]


def rows() -> list[Row]:
    """Rows of (what, measured, aim)."""
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    scripts = [load_script(path) for path in find_scripts([Path("tests/conversations")])]
    conversations = [[turn.user for turn in script.turns] for script in scripts]
    with tempfile.TemporaryDirectory() as folder, ModelServer(read=_Reading(), write=_Writing()) as server:
        model = ModelSettings(name="gpt-4o-mini", api_key=SecretStr("key"), base_url=server.url)
        async with (
            Advisor.open(Path(folder) / "with", today=lambda: TODAY, model=model) as with_model,
            # Another day, so that neither finds the other's assessments worked out.
            Advisor.open(Path(folder) / "without", today=lambda: TODAY - timedelta(days=1)) as without,
        ):
            await _held(with_model, conversations[0][:WARM_UP])
            await _held(without, conversations[0][:WARM_UP])
            server.requests.clear()
            added, replies, prompts = [], [], []
            for number, said in enumerate(conversations):
                # In turn, so that neither always finds the machine warm.
                first = await _held(with_model, said) if number % 2 else None
                plain = await _held(without, said)
                worded = first or await _held(with_model, said)
                for (seconds, reply), (seconds_without, _) in zip(worded, plain, strict=True):
                    assert reply.usage is not None
                    model_seconds = sum(call.seconds for call in reply.usage.calls)
                    added.append(seconds - model_seconds - seconds_without)
                    replies.append(reply)
            prompts = _tokens_by_turn(replies, server.requests)
    return _rows(added, replies, prompts)


def _rows(added: Sequence[float], replies: Sequence[Reply], prompts: Sequence[int]) -> list[Row]:
    usages = [reply.usage for reply in replies if reply.usage]
    dropped = sum(usage.dropped_facts for usage in usages)
    fallen = sum(map(fell_back, usages)) / len(usages)
    worded = sum(usage.worded_by == "model" for usage in usages) / len(usages)
    return [
        (
            "added to a turn by a model, over its own time, median",
            f"{statistics.median(added) * 1000:.0f} ms",
            "under 50 ms",
        ),
        ("prompt tokens a turn, median", f"{statistics.median(prompts):,.0f}", "under 2,500"),
        ("facts dropped, where every tenth is at fault", f"{dropped / max(1, _Reading.told):.0%}", "10 %"),
        (f"turns that fell back, where every {FAILING}th answer is empty", f"{fallen:.0%}", ""),
        ("turns with words of the model's", f"{worded:.0%}", ""),
    ]


async def _held(advisor: Advisor, said: Sequence[str]) -> list[tuple[float, Reply]]:
    conversation_id = (await advisor.start()).conversation_id
    turns = []
    for text in said:
        began = time.perf_counter()
        reply = await advisor.send(conversation_id, text)
        turns.append((time.perf_counter() - began, reply))
    return turns


class _Reading:
    """Reads as the built-in reading does, and quotes what was never said in every tenth fact."""

    told = 0  # facts of all answers

    def __init__(self) -> None:
        self._reader = BuiltInReader()
        self._asked = count(1)

    def __call__(self, request: dict[str, Any]) -> Answer:
        if next(self._asked) % FAILING == 0:
            return says("")
        understood = self._reader.read(message_of(request), Context(today=TODAY))
        facts = [
            {"field": one.field, "value": one.value, "quote": self._quote(one.quote)}
            for one in understood.statements
            if one.quote and one.field != "objective" and one.value is not None
        ]
        return returns(facts=facts)

    def _quote(self, quote: str) -> str:
        _Reading.told += 1
        return "as everybody knows" if _Reading.told % FAULTY == 0 else quote


class _Writing:
    """Words the draft as it is, with a courtesy in front."""

    def __init__(self) -> None:
        self._asked = count(1)

    def __call__(self, request: dict[str, Any]) -> Answer:
        return says("") if next(self._asked) % FAILING == 0 else says(f"Thanks. {draft_of(request)}")


def _tokens_by_turn(replies: Sequence[Reply], requests: Sequence[Mapping[str, Any]]) -> list[int]:
    """Tokens of all prompts of a turn, schemas among them, a repeated request as often as it was sent."""
    left: Iterator[Mapping[str, Any]] = iter(requests)
    return [
        sum(_tokens(next(left)) for call in reply.usage.calls for _ in range(call.attempts)) if reply.usage else 0
        for reply in replies
    ]


def _tokens(request: Mapping[str, Any]) -> int:
    shown = [str(message["content"]) for message in request["messages"]]
    schema = json.dumps(request.get("response_format", ""), separators=(",", ":"))
    words = sum(len(encoded.ids) for encoded in _tokenizer().encode_batch(shown))
    return words + round(len(schema) / CHARACTERS_OF_JSON)


@cache
def _tokenizer() -> Tokenizer:
    """The bundled one: in prose it counts what the tokenizers of language models do, within a few per cent."""
    tokenizer = Tokenizer.from_str(embedding._tokenizer().to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


if __name__ == "__main__":
    for what, measured, aim in rows():
        print(f"{what}: {measured}{f' (aim: {aim})' if aim else ''}")
