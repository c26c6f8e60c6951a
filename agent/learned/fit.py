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

from agent.built_in_reader import hear, judged_numbers
from agent.facts import Fact
from agent.learned import labels, numbers
from agent.learned.features import Scaling, units_of
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
_KEPT_OF_LABELS, _RIDGE_OF_LABELS = 128, 0.05
_DRAWN, _MOST_STEPS, _SMALLEST = 1e-4, 30, 1e-4

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
        context = context_of(record)
        message = hear(taken_apart(record["text"]), context).message
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


def fit_labels(path: Path = labels.WEIGHTS) -> None:
    """Fit which values of the vocabulary fields a message means, and write the weights."""
    seen, asked, wanted_labels, open_fields = _labelled_units()
    known = tuple(sorted({label for meant in wanted_labels for label in meant}))
    wanted = np.array([[float(label in meant) for label in known] for meant in wanted_labels], dtype=np.float32)
    counts = np.array(
        [[float(field not in skipped) for field, _ in known] for skipped in open_fields], dtype=np.float32
    )
    named, words, embedded = [one.named for one in seen], [one.words for one in seen], [one.embedded for one in seen]
    scaling = Scaling.of(named, embedded)
    table = scaling.rows(named, words, embedded, labels.LAYOUT)
    ones = np.ones(len(seen), dtype=np.float32)
    machine, left_out = fit(table, wanted, ones, range(len(seen)), kept=_KEPT_OF_LABELS, ridge=_RIDGE_OF_LABELS)
    typical = ((left_out * wanted).sum(axis=0) / wanted.sum(axis=0)).astype(np.float32)
    rows = labels.evidence(left_out, seen, asked, known, typical)
    flat, truth, weight = rows.reshape(-1, rows.shape[2]), wanted.reshape(-1), counts.reshape(-1)
    logistic = _logistic(flat, truth, weight)
    _write(path, scaling=scaling, directions=machine.directions, weights=machine.weights,
           labels=np.array(known), typical=typical, logistic=logistic)  # fmt: skip
    _say_labels(flat, truth, weight)


def _labelled_units() -> tuple[list[labels.Seen], list[tuple[str, ...]], list[set[labels.Label]], list[set[str]]]:
    """Messages that are one unit: what is seen, what was asked, what is meant, and fields that are left open."""
    seen, asked, wanted, left_open = [], [], [], []
    for record in records():
        context = context_of(record)
        heard = hear(taken_apart(record["text"]), context)
        units = units_of(heard.message)
        if len(units) != 1:
            continue
        seen.append(labels.seen_in(heard.message, units[0], context.asked, heard.facts))
        asked.append(context.asked)
        facts = {field: value for field, value in record.get("facts", {}).items() if field in labels.fields()}
        wanted.append({label for field, value in facts.items() for label in labels.labels_of(field, value)})
        left_open.append(set(record.get("may", ())))
    return seen, asked, wanted, left_open


def _logistic(rows: Matrix, truth: Matrix, weight: Matrix) -> Matrix:
    """Logistic regression by damped Newton steps, a little drawn to zero; the last feature is the constant."""
    found = np.zeros(rows.shape[1])
    rows, total = rows.astype(np.float64), float(weight.sum())

    def loss(tried: Any) -> float:
        margin = rows @ tried
        return float(np.sum(weight * (np.logaddexp(0, margin) - truth * margin)) / total + _DRAWN / 2 * tried @ tried)

    for _ in range(_MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (chance - truth)) / total + _DRAWN * found
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows / total + _DRAWN * np.eye(len(found))
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > _SMALLEST and loss(found - size * step) > loss(found):
            size /= 2
        before, found = loss(found), found - size * step
        if before - loss(found) < _SMALLEST**2:
            break
    return found.astype(np.float32)


def _say_labels(rows: Matrix, truth: Matrix, weight: Matrix) -> None:
    """Precision and recall by probability; the second step is fitted on half of the rows and measured on the other."""
    order = np.arange(len(rows))
    chance = np.zeros(len(rows))
    for half in (0, 1):
        fitted = _logistic(rows[order % 2 == half], truth[order % 2 == half], weight[order % 2 == half])
        chance[order % 2 != half] = 1 / (1 + np.exp(-np.clip(rows[order % 2 != half] @ fitted, -30, 30)))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said, right = (chance >= least) & (weight > 0), (chance >= least) & (weight > 0) & (truth > 0)
        recall = right.sum() / max(1, ((truth > 0) & (weight > 0)).sum())
        sys.stdout.write(
            f"labels: chance {least:.1f}: precision {right.sum() / max(1, said.sum()):.3f}, recall {recall:.3f}\n"
        )


def _write(path: Path, *, scaling: Scaling, directions: Matrix, weights: Matrix, **more: Any) -> None:
    np.savez_compressed(
        path,
        **more,
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
    fit_labels()
