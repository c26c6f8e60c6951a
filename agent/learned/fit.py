"""Fits the reading anew on the labelled messages: `make fit`. Prints how messages left out fare. Takes an hour or more.

Two steps. How far to trust an encoder beside the cue words is fitted on what one that is trained on two thirds of the
messages says of the others (`agent.learned.training`). Then its training goes on, on all of them: that one is shipped.
`make fit MORE="letters.yaml hints.yaml"` goes on from the shipped encoder with new files of messages, in a fifth of it.
A message's fields are matched to its numbers by value; a number that no field explains means none, unless a field of
the message is matched by no number (then it is worked out from several).
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from agent.facts import Fact, Statement
from agent.learned import encoder, evidence, labels, numbers
from agent.learned.encoder import NONE, Heads, Label, Matrix, Pieces, Scored, Span, pieces_of
from agent.numbers.judged_numbers import judged_numbers
from agent.reading.hearing import acts_heard, hear
from agent.understanding import Context
from agent.words.assigned import Assigned, Judged
from agent.words.message import Message, taken_apart
from agent.words.roles import roles
from agent.words.values import value_of

MESSAGES = Path(__file__).parent / "messages"
TODAY = date(2026, 11, 22)  # of every labelled message
FIELDS = (NONE, *roles())
_CLOSE = 0.02
_ROUGH = 0.2  # months to a date are counted in several ways
_UNSURE = 0.3  # the weight of a number beside a field that no number explains
_RAREST = 5  # messages that bear a label
_PARTS, _TOGETHER = 3, 10  # one of three is left out; neighbours, which may be of one conversation, together

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Quantity:
    """A number of a labelled message, the field that it means, how much it counts, and whether it is only supposed."""

    item: Judged
    field: str
    weight: float
    supposed: bool | None  # None: it tells and changes nothing


@dataclass(frozen=True)
class Labelled:
    """A labelled message as it is heard."""

    record: Record
    message: Message
    asked: tuple[str, ...]
    found: list[Statement]  # by cue phrases
    acts: frozenset[Label]  # by rules
    quantities: list[Quantity]
    pieces: list[Pieces]

    @property
    def teaches_labels(self) -> bool:
        """Of a message in several parts nobody has said which part bears a label."""
        return len(self.pieces) == 1 and self.message.language == "en"


@cache
def records() -> tuple[Record, ...]:
    """The labelled messages, file by file."""
    return tuple(record for file in sorted(MESSAGES.glob("*.yaml")) for record in _records_of(file))


def _records_of(file: Path) -> Sequence[Record]:
    found: Sequence[Record] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def messages_key() -> str:
    """Changes with the labelled messages."""
    files = sorted(MESSAGES.glob("*.yaml"))
    return hashlib.sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()[:32]


def labelled(record: Record) -> Labelled:
    """A record with everything that rules and grammar say of its message."""
    context = context_of(record)
    heard = hear(taken_apart(record["text"]), context, by_cues=True)
    return Labelled(
        record, heard.message, context.asked, heard.facts, acts_heard(heard),
        list(_quantities(record, heard.message, context)), pieces_of(heard.message, context.asked),
    )  # fmt: skip


def _quantities(record: Record, message: Message, context: Context) -> Iterator[Quantity]:
    judged = [*judged_numbers(message, context), *judged_numbers(message, context, supposed=True)]
    meant = _matched(record, judged)
    left = [value for value in _numeric(record) if value not in meant.values()]
    unexplained, may = {value.field for value in left}, set(record.get("may", ()))
    changes = True if left and all(value.supposed for value in left) else None  # "a third fewer" of a known number
    for place, item in enumerate(judged):
        value = meant.get(place)
        chosen = item.choice.field if item.choice else None
        if value is None and (chosen in may or chosen in unexplained):
            continue
        if value is not None:
            yield Quantity(item, value.field, 1.0, value.supposed)
        else:
            yield Quantity(item, NONE, _UNSURE if unexplained else 1.0, changes)


def context_of(record: Record) -> Context:
    """What is known and asked when the message comes."""
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in record.get("known", {}).items()}
    return Context(facts=facts, asked=tuple(record.get("asked", ())), today=TODAY)


@dataclass(frozen=True)
class Value:
    """A number of the labels: a fact's, or that of a what-if."""

    field: str
    value: float
    supposed: bool


def _numeric(record: Record) -> list[Value]:
    told = [Value(field, value, False) for field, value in record.get("facts", {}).items() if field in roles()]
    return told + [Value(field, value, True) for field, value in record.get("what_ifs", {}).items() if field in roles()]


def _matched(record: Record, judged: Sequence[Judged]) -> dict[int, Value]:
    """Place of a quantity to what it means: its value in the field's unit is the labelled one."""
    candidates: dict[Value, list[int]] = {}
    for value in _numeric(record):
        places = [place for place, item in enumerate(judged) if _is(value.field, item, value.value)]
        if places:
            candidates[value] = places
    matched: dict[int, Value] = {}
    for value, places in sorted(candidates.items(), key=lambda pair: len(pair[1])):
        free = [place for place in places if place not in matched] or places
        by_rule = [
            place for place in free if (choice := judged[place].choice) is not None and choice.field == value.field
        ]
        matched[(by_rule or [place for place in free if value.field in judged[place].scores] or free)[-1]] = value
    return matched


def _is(field: str, item: Judged, value: float) -> bool:
    close = _ROUGH if field.endswith("_months") else _CLOSE
    readings = [value_of(Assigned(field, item.measured, 1.0, near)) for near in (item.activation, {})]
    return any(
        reading is not None and abs(reading[0] - value) <= close * max(abs(reading[0]), abs(value), 1e-9)
        for reading in readings
    )


def labels_meant(record: Record) -> set[Label]:
    """Every label that a record bears: values of vocabulary fields, languages, and what is asked for or declined."""
    facts = record.get("facts", {})
    meant = {
        label
        for field, value in facts.items()
        if labels.is_read(field, value)
        for label in labels.labels_of(field, value)
    }
    meant |= {("languages", code) for code in facts.get("languages", ())}
    meant |= {("objective", labels.SAID)} if facts.get("objective") else set()
    meant |= {(kind, one) for kind, key in _NAMED.items() for one in record.get(key, ())}
    return meant | {("act", key) for key in _ACTS if record.get(key)}


def _counts(record: Record, label: Label) -> bool:
    """Whether the record tells if the label is meant; courtesies are nobody's concern."""
    kind, name = label
    may = set(record.get("may", ()))
    if kind in _NAMED:
        return _NAMED[kind] not in may and name not in may and name not in _COURTESIES
    if kind == "goal" and kind not in record.get("facts", {}) and "task" in record.get("facts", {}):
        return False  # who labelled it did not look for a goal
    return (name if kind == "act" else kind) not in may


_NAMED = {"declined": "declined", "request": "requests"}
_ACTS = ("questions", "what_ifs", "retractions")
_COURTESIES = ("greeting", "thanks")


def known_labels(read: Sequence[Labelled]) -> tuple[Label, ...]:
    """The labels that are borne often enough, in a fixed order."""
    counts = Counter(label for one in read for label in labels_meant(one.record))
    return tuple(sorted(label for label, count in counts.items() if count >= _RAREST))


def fit() -> None:
    """Train, fit, and write all weights."""
    from agent.learned import training  # noqa: PLC0415 -- needs what only `make fit` installs

    read = [one for record in records() if (one := labelled(record)).pieces]
    known = known_labels(read)
    examples = [list(_examples(one, known, training)) for one in read]
    _say(f"{len(read)} messages, {len(known)} labels, {len(FIELDS)} things that a number can mean")
    left_out = [number for number in range(len(read)) if number // _TOGETHER % _PARTS == 0]
    others = sorted(set(range(len(read))) - set(left_out))
    _say(f"the first encoder, on {len(others)} of them")
    trained = training.train([part for number in others for part in examples[number]], known, FIELDS)
    unseen = [_unseen(read[number], trained) for number in left_out]
    _go_on(trained, examples, left_out)
    _fit_labels(unseen, known)
    _fit_numbers(unseen)


def fit_more(files: Collection[str]) -> None:
    """Go on from the shipped encoder, which has not seen the messages of `files`.

    The weights of the second step go half the way to those that fit what the shipped encoder says of the new messages.
    """
    from agent.learned import training  # noqa: PLC0415 -- needs what only `make fit` installs

    shipped = training.shipped(encoder.ENCODER, encoder.heads())
    new = {record["id"] for file in files for record in _records_of(MESSAGES / file)}
    read = [one for record in records() if (one := labelled(record)).pieces]
    known = shipped.heads.labels
    examples = [list(_examples(one, known, training)) for one in read]
    places = [number for number, one in enumerate(read) if one.record["id"] in new]
    unseen = [_unseen(read[number], shipped) for number in places]
    _go_on(shipped, examples, places)
    _fit_labels(unseen, known, halfway=True)
    _fit_numbers(unseen, halfway=True)


def _go_on(trained: Any, examples: Sequence[Sequence[Any]], unseen: Collection[int]) -> None:
    """Train on, on all messages, and write what comes out."""
    from agent.learned import training  # noqa: PLC0415 -- needs what only `make fit` installs

    _say(f"it goes on, on all messages; {len(unseen)} that it has not seen count twice")
    again = [part for number in unseen for part in examples[number]]
    every = [part for parts in examples for part in parts]
    trained = training.train([*every, *again], trained.heads.labels, FIELDS, start=trained)
    training.write(trained, encoder.ENCODER)
    _write_heads(trained.heads)


def _examples(one: Labelled, known: Sequence[Label], training: Any) -> Iterator[Any]:
    meant = labels_meant(one.record)
    for pieces in one.pieces:
        wanted = np.array([float(one.teaches_labels and label in meant) for label in known], dtype=np.float32)
        counts = [float(one.teaches_labels and _counts(one.record, label)) for label in known]
        found = [(numbers.spans_of(one.message, quantity.item.measured), quantity) for quantity in one.quantities]
        yield training.Example(pieces, bool(one.asked), wanted, np.array(counts, dtype=np.float32), tuple(
            training.Number(number, phrase, FIELDS.index(quantity.field), quantity.weight, quantity.supposed)
            for (number, phrase), quantity in found
            if pieces.within(*number).any()
        ))  # fmt: skip


@dataclass(frozen=True)
class Unseen:
    """What an encoder says of a message that it was not trained on."""

    read: Labelled
    odds: tuple[Matrix, list[Span]]  # of the labels, in its first part
    shares: list[tuple[Quantity, Mapping[str, float]]]


def _unseen(one: Labelled, trained: Any) -> Unseen:
    parts = [Scored(pieces, trained.states(pieces)) for pieces in one.pieces]
    shares = [(item, numbers.shares_of(one.message, item.item, parts, trained.heads)) for item in one.quantities]
    return Unseen(one, parts[0].labels(trained.heads), [(item, found) for item, found in shares if found is not None])


def _fit_labels(unseen: Sequence[Unseen], known: Sequence[Label], *, halfway: bool = False) -> None:
    columns = labels.columns_of(known)
    values = [known[column] for column in columns]
    rows, truth, weight = [], [], []
    for one in unseen:
        if not one.read.teaches_labels:
            continue
        seen = labels.seen_in(
            one.read.message, one.read.pieces[0], one.odds, found=one.read.found, acts=one.read.acts, columns=columns
        )
        rows.append(labels.evidence(seen, one.read.asked, values))
        meant = labels_meant(one.read.record)
        truth.append([float(label in meant) for label in values])
        weight.append([float(_counts(one.read.record, label)) for label in values])
    _fit_and_write(labels.WEIGHTS, "labels", rows, truth, weight, halfway=halfway)


def _fit_numbers(unseen: Sequence[Unseen], *, halfway: bool = False) -> None:
    rows, truth, weight = [], [], []
    for one in unseen:
        for quantity, found in one.shares:
            possible = [field for field in roles() if numbers.can_be(field, quantity.item)]
            among = numbers.among_possible(found, possible)
            rows += [numbers.evidence(quantity.item, among, field, one.read.asked) for field in possible]
            truth += [float(field == quantity.field) for field in possible]
            weight += [quantity.weight] * len(possible)
    _fit_and_write(numbers.WEIGHTS, "numbers", [np.array(rows)], [truth], [weight], halfway=halfway)


def _fit_and_write(
    path: Path, name: str, rows: Iterable[Matrix], truth: Iterable[list[float]], weight: Iterable[list[float]],
    *, halfway: bool,
) -> None:  # fmt: skip
    """Fit on all rows, or go half the way there; what is printed is fitted on half of them, measured on the other."""
    table = np.concatenate(list(rows)).astype(np.float32)
    meant, counts = np.concatenate(list(truth)), np.concatenate(list(weight))
    before = _written(path) if halfway else None

    def weights(chosen: Any) -> Matrix:
        fitted = evidence.fit(table[chosen], meant[chosen], counts[chosen])
        return fitted if before is None else ((before + fitted) / 2).astype(np.float32)

    np.savez_compressed(path, logistic=weights(slice(None)), key=np.array(messages_key()))
    halves = np.arange(len(table)) * 2 // len(table)
    chance = np.zeros(len(table))
    for half in (0, 1):
        chance[halves != half] = evidence.chances(table[halves != half], weights(halves == half))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = (chance >= least) & (counts > 0)
        right = said & (meant > 0)
        recall = right.sum() / max(1, ((meant > 0) & (counts > 0)).sum())
        _say(f"{name}: chance {least:.1f}: precision {right.sum() / max(1, said.sum()):.3f}, recall {recall:.3f}")


def _written(path: Path) -> Matrix:
    with np.load(path) as file:
        weights: Matrix = file["logistic"]
    return weights


def _write_heads(found: Heads) -> None:
    np.savez_compressed(
        encoder.HEADS,
        labels=np.array(found.labels),
        by_piece=found.by_piece.astype(np.float16),
        by_mean=found.by_mean.astype(np.float16),
        of_labels=found.of_labels,
        fields=np.array(found.fields),
        by_span=found.by_span.astype(np.float16),
        of_fields=found.of_fields,
        by_mood=found.by_mood,
        of_mood=found.of_mood,
        key=np.array(messages_key()),
        encoder=np.array(encoder.fingerprint()),
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    fit_more(sys.argv[1:]) if sys.argv[1:] else fit()
