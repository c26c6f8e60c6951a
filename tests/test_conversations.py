"""Every script in `conversations/` is one test; `--conversations=PATH` (with the equals sign) adds one's own."""

import json
import re
from pathlib import Path

import pytest

from agent.reply import Reply
from tools.profile import FIELDS
from ui.scripts import Outcome, ScriptError, find_scripts, load_script, parse_script, record

OURS = Path(__file__).with_name("conversations")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    try:
        paths = find_scripts([OURS, *metafunc.config.getoption("conversations")])
    except ScriptError as error:
        raise pytest.UsageError(str(error)) from error
    metafunc.parametrize("path", paths, ids=[_name(path) for path in paths])


def test_conversation(path, hold):
    outcome = hold(_loaded(path))
    wrong = [*([] if outcome.passed else [outcome.report()]), *_broken_promises(outcome)]
    if wrong:
        pytest.fail("\n\n".join([*wrong, "The whole conversation:", outcome.transcript]), pytrace=False)


def _loaded(path: Path):
    try:
        return load_script(path)
    except ScriptError as error:
        pytest.fail(str(error), pytrace=False)


def _name(path: Path) -> str:
    try:
        return load_script(path).name
    except ScriptError:
        return path.name  # the test itself will say what is wrong with it


def _broken_promises(outcome: Outcome):
    """What the contract promises of every reply, whatever the script expects."""
    said: dict[int, str] = {}
    held: list[tuple[str, Reply]] = []
    for exchange in outcome.turns:
        reply = exchange.reply
        if reply is None:
            return  # it broke off here, and the outcome says so
        said[exchange.turn] = exchange.user
        held += [(exchange.user, reply)] if exchange.turn else []
        for broken in _broken_in(reply, said):
            yield f"turn {exchange.turn}: {broken}"
        if reply.turn != exchange.turn:
            yield f"turn {exchange.turn}: the reply counts itself as turn {reply.turn}"
    parse_script(record(held), "the recorded conversation")


def _broken_in(reply: Reply, said: dict[int, str]):
    json.dumps(reply.model_dump(mode="json"), allow_nan=False)  # JSON has no NaN; raises
    if not reply.text.strip():
        yield "the reply says nothing"
    for field, fact in reply.facts.items():
        if fact.quote is not None and _flat(fact.quote) not in _flat(said.get(fact.turn, "")):
            yield f"{field} quotes {fact.quote!r}, which is not in the message of turn {fact.turn}"
        if fact.status == "declined" and fact.value is not None:
            yield f"{field} is declined and has the value {fact.value!r}"
    if reply.asks and reply.facts.get(reply.asks.field) and reply.facts[reply.asks.field].status != "assumed":
        yield f"it asks for {reply.asks.field}, which is {reply.facts[reply.asks.field].status}"
    if not {*reply.updated, *reply.facts} <= set(FIELDS):
        yield f"it names fields that no profile has: {sorted({*reply.updated, *reply.facts} - set(FIELDS))}"
    marks = set(re.findall(r"\[(\d+)\]", reply.text))
    cited = {str(citation.mark) for citation in reply.citations}
    if marks != cited:
        yield f"the marks in the text are {sorted(marks)}, the citations have {sorted(cited)}"


def _flat(text: str) -> str:
    return " ".join(text.split())
