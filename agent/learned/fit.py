"""Fits the weights anew on the labelled messages: `python -m agent.learned.fit`. Prints how rows left out fare.

The same messages give the same weights. A message's fields are matched to its numbers by value; a number that no field
explains means none, unless a field of the message is matched by no number (then it is worked out from several).
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from agent.built_in_reader import judged_numbers
from agent.facts import Fact
from agent.learned import numbers
from agent.learned.features import Scaling
from agent.learned.machine import Matrix, fit
from agent.message import taken_apart
from agent.roles import Assigned, Judged, roles
from agent.understanding import Context
from agent.values import value_of

MESSAGES = Path(__file__).parent / "messages"
TODAY = date(2026, 11, 22)  # of every labelled message
_CLOSE = 0.02
_ROUGH = 0.2  # months to a date are counted in several ways
_UNSURE = 0.3  # the weight of a number beside a field that no number explains
_KEPT, _RIDGE = 192, 0.02

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Labelled:
    """A quantity of a labelled message, and the field that it means."""

    row: numbers.Row
    field: str
    weight: float
    message: int


@cache
def records() -> tuple[Record, ...]:
    """The labelled messages, file by file."""
    return tuple(
        record
        for file in sorted(MESSAGES.glob("*.yaml"))
        for record in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def messages_key() -> str:
    """Changes with the labelled messages."""
    files = sorted(MESSAGES.glob("*.yaml"))
    return hashlib.sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()[:32]


def labelled_numbers() -> Iterator[Labelled]:
    """Every quantity of the labelled messages that is worth learning from."""
    for number, record in enumerate(records()):
        message = taken_apart(record["text"])
        context = context_of(record)
        judged = [*judged_numbers(message, context), *judged_numbers(message, context, supposed=True)]
        fields = _matched(record, judged)
        unexplained = set(_numeric(record)) - set(fields.values())
        may = set(record.get("may", ()))
        for place, (item, row) in enumerate(zip(judged, numbers.rows_of(message, judged, context.asked), strict=True)):
            field = fields.get(place, numbers.NONE)
            chosen = item.choice.field if item.choice else None
            if field == numbers.NONE and (chosen in may or chosen in unexplained):
                continue
            weight = _UNSURE if field == numbers.NONE and unexplained else 1.0
            yield Labelled(row, field, weight, number)


def context_of(record: Record) -> Context:
    """What is known and asked when the message comes."""
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in record.get("known", {}).items()}
    return Context(facts=facts, asked=tuple(record.get("asked", ())), today=TODAY)


def _numeric(record: Record) -> dict[str, Any]:
    found = {**record.get("facts", {}), **record.get("what_ifs", {})}
    return {field: value for field, value in found.items() if field in roles()}


def _matched(record: Record, judged: Sequence[Judged]) -> dict[int, str]:
    """Place of a quantity to the field that it means: its value in the field's unit is the labelled one."""
    candidates: dict[str, list[int]] = {}
    for field, value in _numeric(record).items():
        places = [place for place, item in enumerate(judged) if _is(field, item, value)]
        if places:
            candidates[field] = places
    matched: dict[int, str] = {}
    for field, places in sorted(candidates.items(), key=lambda pair: len(pair[1])):
        free = [place for place in places if place not in matched] or places
        by_rule = [place for place in free if (choice := judged[place].choice) is not None and choice.field == field]
        matched[(by_rule or [place for place in free if field in judged[place].scores] or free)[-1]] = field
    return matched


def _is(field: str, item: Judged, value: float) -> bool:
    close = _ROUGH if field.endswith("_months") else _CLOSE
    readings = [value_of(Assigned(field, item.measured, 1.0, near)) for near in (item.activation, {})]
    return any(
        reading is not None and abs(reading[0] - value) <= close * max(abs(reading[0]), abs(value), 1e-9)
        for reading in readings
    )


def fit_numbers(path: Path = numbers.WEIGHTS) -> None:
    """Fit which field a number means, and write the weights."""
    found = list(labelled_numbers())
    named, words, embedded = (
        [one.row.named for one in found],
        [one.row.words for one in found],
        [one.row.embedded for one in found],
    )
    scaling = Scaling.of(named, embedded)
    table = scaling.rows(named, words, embedded, numbers.LAYOUT)
    wanted = np.array([[float(one.field == label) for label in numbers.LABELS] for one in found], dtype=np.float32)
    weights = np.array([one.weight for one in found], dtype=np.float32)
    machine, left_out = fit(table, wanted, weights, [one.message for one in found], kept=_KEPT, ridge=_RIDGE)
    _write(path, scaling=scaling, directions=machine.directions, weights=machine.weights)
    _say("numbers", left_out, wanted, weights)


def _write(path: Path, *, scaling: Scaling, directions: Matrix, weights: Matrix) -> None:
    np.savez_compressed(
        path,
        directions=directions.astype(np.float16),
        weights=weights.astype(np.float16),
        names=np.array(scaling.names),
        mean=scaling.mean,
        spread=scaling.spread,
        centres=scaling.centres.astype(np.float16),
        key=np.array(messages_key()),
    )


def _say(name: str, left_out: Matrix, wanted: Matrix, weights: Matrix) -> None:
    """Precision and recall of the rows left out, by margin over "none"."""
    truth, best = wanted.argmax(axis=1), left_out[:, 1:].argmax(axis=1) + 1
    margin = left_out[np.arange(len(best)), best] - left_out[:, 0]
    sure = weights == 1.0
    for least in (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.6):
        said = (margin > least) & sure
        right = said & (best == truth)
        precision, recall = right.sum() / max(1, said.sum()), right.sum() / max(1, ((truth > 0) & sure).sum())
        sys.stdout.write(f"{name}: margin {least:+.1f}: precision {precision:.3f}, recall {recall:.3f}\n")


if __name__ == "__main__":
    fit_numbers()
