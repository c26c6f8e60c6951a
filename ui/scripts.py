"""Scripted conversations: what a user says in a YAML file, what must come back, and how it went.

A script is behaviour that a person can review without reading code. This module knows the advisor only as something
that starts a conversation and answers a message.
"""

import re
import traceback
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any, Protocol
from xml.etree import ElementTree as ET

import yaml
from pydantic import Field, JsonValue, ValidationError, field_validator
from pydantic_core import ErrorDetails

from agent.facts import Fact
from agent.reply import Reply
from ui.expectations import KNOWN, Expect, Failure, Strict, WantedFact, Words, failures, shortened, spoken


class ScriptError(ValueError):
    """A script cannot be read; a line per mistake, each with the file, the turn and the key."""


class Conversant(Protocol):
    """All that a script needs of an advisor."""

    async def start(self, owner: str = "local") -> Reply: ...

    async def send(
        self, conversation_id: str, text: str, *, owner: str = "local", idempotency_key: str | None = None
    ) -> Reply: ...


class Turn(Strict):
    """What the user says, and what must come back."""

    user: str
    expect: Expect = Expect()


class Script(Strict):
    """One conversation. `purpose` is for people; `never_says` holds on every turn, the greeting included."""

    name: Annotated[str, Field(min_length=1)]
    purpose: str | None = None
    never_says: Words = ()
    turns: Annotated[tuple[Turn, ...], Field(strict=False)]

    @field_validator("turns")
    @classmethod
    def _say_something(cls, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        if not turns:
            raise ValueError("a conversation has at least one turn")
        return turns


@dataclass(frozen=True)
class TurnOutcome:
    """One exchange; turn 0 is the greeting. Where the advisor broke there is no reply, and `error` is the trace."""

    turn: int
    user: str
    reply: Reply | None
    failures: tuple[Failure, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class Outcome:
    """How one script went."""

    script: Script
    turns: tuple[TurnOutcome, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        return not self.failures and self.error is None

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(failure for turn in self.turns for failure in turn.failures)

    @property
    def error(self) -> str | None:
        """The trace of the error on which the conversation broke off."""
        return next((turn.error for turn in self.turns if turn.error), None)

    @property
    def transcript(self) -> str:
        """The conversation as it was held, up to where it broke off."""
        lines: list[str] = []
        for turn in self.turns:
            lines += [f"You: {turn.user}"] if turn.turn else []
            lines += [f"Advisor: {turn.reply.text}"] if turn.reply else []
        return "\n\n".join(lines)

    def report(self) -> str:
        """Every failed expectation, what was expected and what came one under the other; one line when all held."""
        if self.passed:
            return f"passed: {self.script.name}"
        wrong = (turn for turn in self.turns if turn.failures or turn.error)
        return "\n\n".join([f"FAILED: {self.script.name}", *map(_told, wrong)])


async def run_script(script: Script, advisor: Conversant) -> Outcome:
    """Hold the conversation to its end whatever expectation fails; it ends early only where the advisor breaks."""
    began = perf_counter()
    turns = [await _hold(0, Turn(user=""), None, script, advisor)]
    for number, turn in enumerate(script.turns, start=1):
        before = turns[-1].reply
        if before is None:
            break
        turns.append(await _hold(number, turn, before, script, advisor))
    return Outcome(script, tuple(turns), perf_counter() - began)


def find_scripts(paths: Iterable[Path]) -> list[Path]:
    """The script files under `paths`, each once, folders with all that is in them. Raises `ScriptError`."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise ScriptError(f"{path}: there is no such file or folder.")
        inside = sorted(file for file in path.rglob("*") if file.suffix in (".yaml", ".yml"))
        if path.is_dir() and not inside:
            raise ScriptError(f"{path}: there is no script (*.yaml) in this folder.")
        found |= dict.fromkeys(inside if path.is_dir() else [path])
    return list(found)


def load_script(path: Path) -> Script:
    """The script in a file. Raises `ScriptError` with a sentence per mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(f"{path}: cannot be read ({error}).") from error
    return parse_script(text, str(path))


def parse_script(text: str, origin: str) -> Script:
    """A script from its YAML text; `origin` names it in errors. Raises `ScriptError`."""
    try:
        return Script.model_validate(_Loader(text).get_single_data())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{origin}, line {mark.line + 1}" if mark else origin
        raise ScriptError(f"{place}: {getattr(error, 'problem', None) or error}.") from error
    except ValidationError as error:
        findings = error.errors(include_url=False)
        raise ScriptError("\n".join(f"{origin}{_sentence(finding)}" for finding in findings)) from error


def record(turns: Sequence[tuple[str, Reply]], name: str = "A recorded conversation") -> str:
    """A conversation that was held, as a script: what the user said, and what each turn changed in the facts."""
    script = {"name": name, "turns": [_recorded(user, reply) for user, reply in turns]}
    return yaml.dump(script, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def junit(outcomes: Iterable[Outcome]) -> str:
    """JUnit XML, a test case per script, with its transcript. To be written as UTF-8."""
    outcomes = list(outcomes)
    counts = {
        "tests": str(len(outcomes)),
        "failures": str(sum(not outcome.passed and outcome.error is None for outcome in outcomes)),
        "errors": str(sum(outcome.error is not None for outcome in outcomes)),
        "time": f"{sum(outcome.seconds for outcome in outcomes):.3f}",
    }
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": "conversations", **counts})
    suite.extend(map(_test_case, outcomes))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


async def _hold(number: int, turn: Turn, before: Reply | None, script: Script, advisor: Conversant) -> TurnOutcome:
    try:
        reply = await (advisor.start() if before is None else advisor.send(before.conversation_id, turn.user))
    except Exception:  # noqa: BLE001 - this is a door: one broken conversation must not hide how the others went
        return TurnOutcome(number, turn.user, None, error=traceback.format_exc())
    wrong = [*failures(turn.expect, reply, before), *spoken(script.never_says, reply)]
    return TurnOutcome(number, turn.user, reply, tuple(wrong))


def _told(turn: TurnOutcome) -> str:
    lines = [f"turn {turn.turn}: {shortened(turn.user, 100)}" if turn.turn else "turn 0, the greeting"]
    for failure in turn.failures:
        lines += [f"  {failure.key}", f"    expected: {failure.expected}", f"    came:     {failure.came}"]
    lines += [f"  the advisor broke\n{turn.error}"] if turn.error else []
    return "\n".join(lines)


class _Loader(yaml.SafeLoader):
    """YAML in which a key written twice is a mistake, because one of the two expectations would never be checked."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                mark = node.value[position][0].start_mark
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is there twice", mark)
        return super().construct_mapping(node, deep)


def _sentence(finding: ErrorDetails) -> str:
    """Where in the file, and what is wrong there: `, turn 2, expect.asks: must be …`."""
    place = finding["loc"]
    turn = ""
    if len(place) > 1 and place[0] == "turns":
        turn, place = f", turn {int(place[1]) + 1}", place[2:]
    key = f", {'.'.join(map(str, place))}" if place else ""
    mistake = _mistake(finding)
    return f"{turn}{key}: {mistake}{'' if mistake.endswith('?') else '.'}"


def _mistake(finding: ErrorDetails) -> str:
    given = finding["input"]
    match finding["type"]:
        case "extra_forbidden":
            known = [key for model in (Script, Turn, Expect, WantedFact) for key in model.names()]
            near = get_close_matches(str(finding["loc"][-1]), known, n=1)
            return f"is not a key that can stand here{f'; did you mean {near[0]}?' if near else ''}"
        case "missing":
            return "is missing"
        case "string_type" if isinstance(given, bool | int | float):
            return f"must be text, not {given!r}; put it in quotes"
        case "model_type" | "dict_type":
            return f"must be a mapping of keys to values, not {shortened(given)!r}"
        case "invalid_key":
            return "is no key; a text with a comma in it needs quotes"
        case "value_error":
            return str(finding["ctx"]["error"]).rstrip(".")
        case _:
            return f"{finding['msg'][0].lower()}{finding['msg'][1:]}, not {shortened(given)!r}"


def _recorded(user: str, reply: Reply) -> dict[str, Any]:
    facts = {field: _recorded_fact(reply.facts.get(field)) for field in reply.updated}
    return {"user": user, "expect": {"facts": facts}} if facts else {"user": user}


def _recorded_fact(fact: Fact | None) -> JsonValue:
    if fact is None:
        return None
    value = int(fact.value) if isinstance(fact.value, float) and fact.value.is_integer() else fact.value
    if fact.status in KNOWN:
        return {"value": value, "range": list(fact.range)} if fact.range else value
    return {"value": value, "status": fact.status}


class _Dumper(yaml.SafeDumper):
    """YAML for people: the lines of a long message stay lines."""


def _lines_as_lines(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Line breaks other than \n do not survive a block or a plain scalar; in double quotes they are escaped.
    style = '"' if re.search("[\r\x85\u2028\u2029]", text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _lines_as_lines)


def _test_case(outcome: Outcome) -> ET.Element:
    name = _xml_text(outcome.script.name)
    case = ET.Element("testcase", {"classname": "conversations", "name": name, "time": f"{outcome.seconds:.3f}"})
    if not outcome.passed:
        what = f"{len(outcome.failures)} expectations failed"
        tag, message = ("error", "the advisor broke") if outcome.error else ("failure", what)
        ET.SubElement(case, tag, {"message": message}).text = _xml_text(outcome.report())
    ET.SubElement(case, "system-out").text = _xml_text(outcome.transcript)
    return case


def _xml_text(text: str) -> str:
    """XML 1.0 has no control characters and no halves of surrogate pairs, not even escaped."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
