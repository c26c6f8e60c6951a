"""Which values of the vocabulary fields a message means, as labelled messages show it.

Two steps: a machine scores every value by words, meaning and the cue phrases that were found; then one logistic model
for all values weighs that score against the cue phrases and against the field's other values, as a probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import JsonValue

from agent.clauses import MODES
from agent.enumerations import field_cues
from agent.facts import Statement
from agent.learned.features import Scaling, Unit, hashed, pairs, units_of, word_of
from agent.learned.machine import Machine, Matrix
from agent.message import Message

WEIGHTS = Path(__file__).parent / "labels.npz"
LAYOUT = (1.0, 1.0, 1.2, 0.7)  # named features, words, and the embeddings: the mean and the strongest
EMPTY = "[]"  # "none of these" of a list
# A value needs this chance: of messages left out, six of seven values that pass are right.
LIKELY = 0.38
STATED = 0.3  # what a cue phrase says outright
# How sensitive data is, words imply more often than they say (patient records): what a cue phrase implies suffices.
IMPLIED = 0.1
_LONG = 40  # words; longer units say no more by being longer

Label = tuple[str, str]  # a field and a value of it


@dataclass(frozen=True)
class Seen:
    """What the machine sees of one unit."""

    named: Mapping[str, float]
    words: Matrix
    embedded: tuple[Matrix, ...]
    rules: frozenset[Label]  # what the cue phrases say
    stated: frozenset[Label]  # and those of them that they say outright


def likely_values(message: Message, asked: Sequence[str], found: Sequence[Statement]) -> list[Statement]:
    """Statements for the vocabulary fields.

    `found` are those of the cue phrases; where both agree, the words of the phrase are quoted.
    """
    units = units_of(message)
    if not units:
        return []
    seen = [seen_in(message, unit, asked, found) for unit in units]
    chances = _chances(seen, asked)
    best: dict[Label, tuple[float, Unit]] = {}
    for unit, one, row in zip(units, seen, chances, strict=True):
        for label, chance in zip(_fitted().labels, row, strict=True):
            if chance >= _least(label, one) and chance > best.get(label, (0.0, unit))[0]:
                best[label] = (float(chance), unit)
    return [statement for field in fields() for statement in _statements(message, field, best, found)]


def _least(label: Label, seen: Seen) -> float:
    if label not in seen.rules and "mode:fact" not in seen.named:
        return 1.0  # what only asks or supposes states nothing
    if label in seen.stated:
        return STATED
    return IMPLIED if label[0] == "data_sensitivity" and label in seen.rules else LIKELY


def _statements(
    message: Message, field: str, best: Mapping[Label, tuple[float, Unit]], found: Sequence[Statement]
) -> list[Statement]:
    likely = sorted(
        ((chance, value, unit) for (name, value), (chance, unit) in best.items() if name == field),
        key=lambda one: -one[0],
    )
    if not likely:
        return []
    values = [value for _, value, _ in likely if value != EMPTY]
    form = field_cues()[field].form
    chosen: JsonValue = list(values) if form == "list" else likely[0][1] == "true" if form == "yes_no" else likely[0][1]
    by_cue = next(
        (one for one in found if one.field == field and labels_of(field, one.value) & {(field, likely[0][1])}), None
    )
    if by_cue is not None:
        return [by_cue.model_copy(update={"value": chosen if form == "list" else by_cue.value})]
    unit = likely[0][2]
    return [Statement(field=field, value=chosen, status="inferred", quote=message.quote(unit.first, unit.last).strip())]


def fields() -> tuple[str, ...]:
    """The fields that are read here."""
    return tuple(field_cues())


def labels_of(field: str, value: object) -> frozenset[Label]:
    """A value of a field as labels; of a list each, and the empty one as itself."""
    if isinstance(value, list | tuple):
        return frozenset((field, str(one)) for one in value) or frozenset({(field, EMPTY)})
    return frozenset({(field, str(value).lower() if isinstance(value, bool) else str(value))})


def seen_in(message: Message, unit: Unit, asked: Sequence[str], found: Sequence[Statement]) -> Seen:
    """What the machine sees of a unit; cue phrases count where their quote stands."""
    text = message.quote(unit.first, unit.last)
    here = [one for one in found if one.field in field_cues() and one.quote and one.quote in text]
    rules, stated = (
        frozenset(label for one in here if one.status in statuses for label in labels_of(one.field, one.value))
        for statuses in (("stated", "inferred"), ("stated",))
    )
    tokens = message.tokens[unit.first : unit.last]
    words = [word_of(token) for token in tokens if token.kind in ("word", "number")]
    modes = {message.structure.mode_at(place) for place in range(unit.first, unit.last)}
    named = {f"asked:{field}": 1.0 for field in asked} | {f"mode:{mode}": 1.0 for mode in modes}
    named |= {f"rule:{field}={value}": 1.0 for field, value in rules}
    named |= {f"stated:{field}={value}": 1.0 for field, value in stated}
    named |= {"asked": float(bool(asked)), "length": min(len(words), _LONG) / _LONG}
    return Seen(named, hashed([*words, *pairs(words)]), (unit.mean, unit.strongest), rules, stated)


def evidence(
    scores: Matrix, seen: Sequence[Seen], asked: Sequence[Sequence[str]], labels: Sequence[Label], typical: Matrix
) -> Matrix:
    """Rows for the second step, shape (units, labels, features).

    `typical` is the mean score of each label where it is meant.
    """
    names = [field for field, _ in labels]
    rules = np.array([[float(label in one.rules) for label in labels] for one in seen], dtype=np.float32)
    stated = np.array([[float(label in one.stated) for label in labels] for one in seen], dtype=np.float32)
    is_asked = np.array([[float(name in fields_asked) for name in names] for fields_asked in asked], dtype=np.float32)
    asks_else = np.array(
        [[float(bool(fields_asked) and name not in fields_asked) for name in names] for fields_asked in asked],
        dtype=np.float32,
    )
    rival, rule_rival = _rivals(scores, names), _rivals(rules, names)
    modes = [
        np.array([[one.named.get(f"mode:{mode}", 0.0)] for one in seen], dtype=np.float32) + 0 * scores
        for mode in MODES
    ]
    parts = [
        scores, np.maximum(scores, 0) ** 2, scores / typical, scores - rival, np.maximum(rival, 0),
        rules, rule_rival, rules * rule_rival, is_asked, is_asked * rules, is_asked * scores, rules * scores,
        asks_else, stated, stated * scores, stated * is_asked, stated * rule_rival,
        *modes, *(rules * mode for mode in modes),
    ]  # fmt: skip
    for field in dict.fromkeys(names):
        own = np.array([float(name == field) for name in names], dtype=np.float32) + 0 * scores
        parts += [own, own * scores, own * rules, own * stated]
    return np.stack([*parts, np.ones_like(scores)], axis=2).astype(np.float32)


def _rivals(values: Matrix, names: Sequence[str]) -> Matrix:
    """For each label the highest value of the field's other labels."""
    highest = np.zeros_like(values)
    for place, name in enumerate(names):
        others = [other for other, its in enumerate(names) if its == name and other != place]
        highest[:, place] = values[:, others].max(axis=1) if others else 0.0
    return highest


@dataclass(frozen=True)
class Fitted:
    """Everything that `labels.npz` holds."""

    labels: tuple[Label, ...]
    machine: Machine
    scaling: Scaling
    typical: Matrix
    logistic: Matrix  # weights of the features of `evidence`


def _chances(seen: Sequence[Seen], asked: Sequence[str]) -> Matrix:
    fitted = _fitted()
    named, words, embedded = [one.named for one in seen], [one.words for one in seen], [one.embedded for one in seen]
    scores = fitted.machine.scores(fitted.scaling.rows(named, words, embedded, LAYOUT))
    weighed = evidence(scores, seen, [asked] * len(seen), fitted.labels, fitted.typical) @ fitted.logistic
    chances: Matrix = 1 / (1 + np.exp(-np.clip(weighed, -30, 30)))
    return chances


@cache
def _fitted() -> Fitted:
    with np.load(WEIGHTS) as file:
        numbers = {name: file[name].astype(np.float32) for name in file.files if file[name].dtype.kind == "f"}
        names = tuple(str(name) for name in file["names"])
        labels = tuple((str(field), str(value)) for field, value in file["labels"])
    return Fitted(
        labels,
        Machine(numbers["directions"], numbers["weights"]),
        Scaling(names, numbers["mean"], numbers["spread"], numbers["centres"]),
        numbers["typical"],
        numbers["logistic"],
    )
