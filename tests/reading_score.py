"""How well messages are read: labelled messages against what was understood, by message and by field.

python -m tests.reading_score            figures of every file and half
python -m tests.reading_score leaders    what is wrong in the tuned half of one file, message by message
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agent.facts import Fact
from agent.learned.fit import MESSAGES
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from tools.profile import FIELDS

# In the order in which they were written. Every file has a half that was not looked at while the reader was tuned.
FILES = {
    "first": "messages.yaml",
    "fresh": "messages_fresh.yaml",
    "leaders": "messages_leaders.yaml",
    "mixed": "messages_mixed.yaml",
    "visitors": "messages_visitors.yaml",
    "guests": "messages_guests.yaml",
    "strangers": "messages_strangers.yaml",
    "callers": "messages_callers.yaml",
    "clients": "messages_clients.yaml",
    "newcomers": "messages_newcomers.yaml",
    "colleagues": "messages_colleagues.yaml",
    "neighbours": "messages_neighbours.yaml",
    "buyers": "messages_buyers.yaml",
    "owners": "messages_owners.yaml",
    "talkers": "messages_talkers.yaml",
    "inquirers": "messages_inquirers.yaml",
}
TOLERANCE = 0.02  # a month has 30 days or 30.4; a page of 500 words is a convention
ROUGH = {"timeline_months": 0.2, "horizon_months": 0.2}  # "by March" leaves room
TODAY = date(2026, 11, 22)  # of every labelled message
COURTESY = ("greeting", "thanks")  # around a message that says more, they are nobody's concern
ANYTHING = ("goal", "objective")  # of these, that something came out is what is labelled

Message = Mapping[str, Any]
Reading = tuple[Message, Understanding]

READER = BuiltInReader()


@cache
def labelled(which: str) -> tuple[Message, ...]:
    """The records of one file: the half that nobody looked at, and the other one, which the reader is fitted on."""
    files = (MESSAGES / f"{which}.yaml", Path(__file__).parent / "data" / FILES[which])
    found = [path for path in files if path.is_file()]
    return tuple(record for path in found for record in yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def readings(which: str, *, unseen: bool) -> tuple[Reading, ...]:
    """The messages of one half of a file with what was understood of each."""
    chosen = [message for message in labelled(which) if bool(message.get("unseen")) is unseen]
    return tuple((message, understood(message)) for message in chosen)


def understood(message: Message) -> Understanding:
    """What the built-in reader makes of a labelled message, without the facts that change nothing that is known.

    What is known was stated: it stays when words only imply another value (`agent.record`).
    """
    known = message.get("known", {})
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    got = READER.read(message["text"], Context(facts=facts, asked=tuple(message.get("asked", ())), today=TODAY))
    new = [
        one
        for one in got.statements
        if one.field not in known or (one.status != "inferred" and not _fits(one.field, one.value, known[one.field]))
    ]
    return got.model_copy(update={"statements": tuple(new)})


def told(message: Message) -> dict[str, Any]:
    """The facts of a labelled message that are news."""
    known, facts = message.get("known", {}), message.get("facts", {})
    return {field: value for field, value in facts.items() if not _fits(field, known.get(field), value)}


def exact_share(half: Sequence[Reading]) -> float:
    """The share of messages without a fault."""
    return sum(not findings(message, got) for message, got in half) / len(half)


def field_f1(half: Sequence[Reading]) -> float:
    """Micro-averaged over all fields: 2 TP / (2 TP + FP + FN)."""
    total = sum(field_counts(half).values(), Counter())
    return _f1(total)


def field_counts(half: Sequence[Reading]) -> dict[str, Counter[str]]:
    """By field: how often it was read right, missed, or wrong (another value, or none given)."""
    counts: dict[str, Counter[str]] = {}
    for message, reading in half:
        got, may = _facts_of(reading), set(message.get("may", ()))
        for field, value in told(message).items():
            here = counts.setdefault(field, Counter())
            agrees = field in got and _fits(field, got[field], value)
            if agrees or field not in may:
                here["right" if agrees else "missed"] += 1
            here["wrong"] += field in got and not agrees and field not in may
        for field in invented(message, reading):
            counts.setdefault(field, Counter())["wrong"] += 1
    return counts


def invented(message: Message, got: Understanding) -> list[str]:
    """Fields with a value that the message does not give."""
    may = {*message.get("may", ()), "goal"} - (set(message.get("not", ())) - set(message.get("may", ())))
    return [field for field in _facts_of(got) if field not in {*message.get("facts", {}), *may}]


def findings(message: Message, got: Understanding) -> list[str]:
    """What is wrong with a reading, a line each; nothing when it is exact."""
    wanted, may = told(message), {*message.get("may", ()), "goal"}
    facts = {s.field: s for s in got.statements if s.status != "declined"}
    due = {field: value for field, value in wanted.items() if field not in may or field == "goal"}
    wrong = [f"{field} is missing" for field in due if field not in facts]
    wrong += [
        f"{field} is {facts[field].value!r}, not {value!r}"
        for field, value in due.items()
        if field in facts and not _fits(field, facts[field].value, value)
    ]
    wrong += [f"{field} is invented: {facts[field].value!r}" for field in invented(message, got)]
    wrong += [
        f"the range of {field} is {facts[field].range}, not {ends}"
        for field, ends in message.get("ranges", {}).items()
        if field in facts and field in wanted and not same(facts[field].range or [], ends)
    ]
    return [*wrong, *_other_findings(message, got, may)]


def _other_findings(message: Message, got: Understanding, may: set[str]) -> Iterator[str]:
    declined = {s.field for s in got.statements if s.status == "declined"}
    # Who declines the pending question skips it: whether "skip" is said as well makes no difference (`agent.record`).
    silent = {*COURTESY, *(("skip",) if set(message.get("declined", ())) & set(message.get("asked", ())) else ())}
    lists: list[tuple[str, Any, Any]] = [
        ("declined", declined - may, set(message.get("declined", ())) - may),
        ("retractions", set(got.retractions) - may, set(message.get("retractions", ())) - may),
        ("what_ifs", {s.field: s.value for s in got.what_ifs}, message.get("what_ifs", {})),
        ("tool_calls", {call.tool: call.arguments for call in got.tool_calls}, message.get("tool_calls", {})),
        ("requests", set(got.requests) - silent, set(message.get("requests", ())) - silent),
        ("questions", len(got.questions), message.get("questions", 0)),
    ]
    for name, has, wants in lists:
        if name not in may and not _same_keys(has, wants):
            yield f"{name}: {has!r}, not {wants!r}"


def _facts_of(got: Understanding) -> dict[str, Any]:
    return {s.field: s.value for s in got.statements if s.status != "declined"}


def _fits(field: str, got: Any, wanted: Any) -> bool:
    return (field in ANYTHING and wanted is True) or same(got, wanted, ROUGH.get(field, TOLERANCE))


def same(got: Any, wanted: Any, tolerance: float = TOLERANCE) -> bool:
    """Whether two values are the same but for rounding and the order of a list."""
    if isinstance(got, bool) or isinstance(wanted, bool):
        return got is wanted
    if isinstance(got, int | float) and isinstance(wanted, int | float):
        return abs(got - wanted) <= tolerance * max(abs(got), abs(wanted), 1e-9)
    if isinstance(got, list | tuple) and isinstance(wanted, list):
        return len(got) == len(wanted) and all(map(same, sorted(got, key=str), sorted(wanted, key=str)))
    if isinstance(got, Mapping) and isinstance(wanted, Mapping):
        return all(same(got.get(key), value) for key, value in wanted.items())
    return bool(got == wanted)


def _same_keys(has: Any, wants: Any) -> bool:
    if isinstance(has, Mapping):
        return set(has) == set(wants) and same(has, wants)
    return bool(has == wants)


def _f1(counts: Mapping[str, int]) -> float:
    right, wrong, missed = (counts.get(name, 0) for name in ("right", "wrong", "missed"))
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def rows() -> Iterator[tuple[str, int, float, float, float]]:
    """For each file and half: name, messages, exact share, field F1, share of messages with an invented fact."""
    for which in FILES:
        for unseen in (False, True):
            half = readings(which, unseen=unseen)
            if not half:  # some were never read by anybody
                continue
            guilty = sum(bool(invented(message, got)) for message, got in half) / len(half)
            yield f"{which}, {'unseen' if unseen else 'tuned'}", len(half), exact_share(half), field_f1(half), guilty


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        for name, size, exact, f1, guilty in rows():
            print(
                f"{name:18} {size:4} messages: exact {exact:.3f}, field F1 {f1:.3f}, an invented fact in {guilty:.3f}"
            )
        return
    [which] = arguments
    half = readings(which, unseen=False)
    for message, got in half:
        if found := findings(message, got):
            print(f"{message['id']}\n    {message['text']!r} {message.get('asked', '')}\n    " + "\n    ".join(found))
    for field in FIELDS:
        if here := field_counts(half).get(field):
            print(f"{field:24} {dict(here)} F1 {_f1(here):.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
