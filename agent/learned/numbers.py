"""Which field a number means, as labelled messages show it: cue words, the words around it, and their meaning together.

The rules of `agent.roles` are features. What comes out is a field for each quantity, or none where it is not clear.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from pathlib import Path

import numpy as np

from agent.learned.features import Scaling, Unit, hashed, pairs, units_of, word_of
from agent.learned.machine import Machine, Matrix
from agent.message import Message
from agent.roles import Assigned, Judged, Measured, roles
from agent.tokens import words_in

WEIGHTS = Path(__file__).parent / "numbers.npz"
NONE = "none"
LABELS = (NONE, *roles())
LAYOUT = (3.0, 1.0, 1.2, 1.0, 0.7)  # named features, words, and the embeddings of `embedded`
# How much more a field must score than no field. Of the rows left out, nine in ten that pass are right.
# What the cues choose needs less.
MARGIN, STANDS = 0.25, -0.15
_WINDOW = 8  # tokens to either side
_NEXT = 3  # the nearest of them count once more
_SHORT = 6  # words of a message that is likely a bare answer
_CERTAIN = 6.0


@dataclass(frozen=True)
class Row:
    """What the machine sees of one quantity."""

    named: Mapping[str, float]
    words: Matrix
    embedded: tuple[Matrix, ...]


def fields_of(message: Message, judged: Sequence[Judged], asked: Sequence[str]) -> list[Assigned]:
    """The field of each quantity that means one, in the order of the message."""
    if not judged:
        return []
    machine, scaling = _fitted()
    seen = rows_of(message, judged, asked)
    table = scaling.rows([r.named for r in seen], [r.words for r in seen], [r.embedded for r in seen], LAYOUT)
    found = [_chosen(item, scores) for item, scores in zip(judged, machine.scores(table), strict=True)]
    return [item for item in found if item is not None]


def _chosen(item: Judged, scores: Matrix) -> Assigned | None:
    possible = [(float(scores[place]), field) for place, field in enumerate(LABELS) if place and can_be(field, item)]
    best, field = max(possible, default=(0.0, NONE))
    by_rule = item.choice is not None and item.choice.field == field
    if field == NONE or best - float(scores[0]) < (STANDS if by_rule else MARGIN):
        return None
    if item.choice is not None and item.choice.field == field:
        return Assigned(field, item.choice.measured, best, item.activation)
    return Assigned(field, item.measured, best, item.activation)


def can_be(field: str, item: Judged) -> bool:
    """Whether the quantity is of a kind and in a currency that the field takes."""
    quantity, kinds = item.measured.quantity, roles()[field].kinds
    if quantity.currency not in (None, "USD"):
        return False
    if quantity.kind in kinds:
        return True
    return quantity.kind == "plain" and "share" in kinds and 0 <= quantity.value <= 100


def rows_of(message: Message, judged: Sequence[Judged], asked: Sequence[str]) -> list[Row]:
    """One row a quantity."""
    units = units_of(message)
    return [_row(message, units, item, asked, place=place, count=len(judged)) for place, item in enumerate(judged)]


def _row(message: Message, units: Sequence[Unit], item: Judged, asked: Sequence[str], *, place: int, count: int) -> Row:
    measured, tokens = item.measured, message.tokens
    unit = next(unit for unit in units if unit.first <= measured.first < unit.last)
    start, end = tokens[measured.first].start, tokens[measured.last - 1].end
    number = unit.around(start, tokens[measured.quantity.last - 1].end)
    named = {
        **_shape(measured),
        **_place(message, measured, place, count),
        **_asked(message, measured, asked),
        **{f"near:{group}": strength for group, strength in item.activation.items()},
        **_rules(item),
    }
    return Row(named, hashed(_words(message, measured)), (unit.around(start, end), unit.mean, number))


def _shape(item: Measured) -> dict[str, float]:
    quantity = item.quantity
    size = int(np.floor(log10(max(abs(quantity.value), 1e-6))))
    shape = {f"kind:{quantity.kind}": 1.0, f"size:{quantity.kind}:{max(-6, min(size, 9))}": 1.0}
    shape |= {f"noun:{noun}": 1.0 for noun in item.nouns}
    shape["rate:none" if item.per is None else f"rate:{round(log10(item.per) * 2)}"] = 1.0
    if quantity.kind == "duration":
        shape[f"unit:{round(log10(max(quantity.unit_seconds, 1e-3)) * 2)}"] = 1.0
        shape[f"length:{round(log10(max(quantity.value, 1e-3)) * 2)}"] = 1.0
    if quantity.kind == "share":
        shape[f"share:{_bin(quantity.value, (0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95))}"] = 1.0
    told = {
        "counts": item.counts_something,
        "bare": item.is_bare(),
        "each": item.each,
        "sized": item.sized,
        "at most": quantity.bound == "at_most",
        "at least": quantity.bound == "at_least",
        "range": quantity.range is not None,
        "movement": quantity.movement,
        "hedged": quantity.hedged,
        "article": quantity.bare_article,
        "relative": quantity.relative,
        "year": quantity.kind == "plain" and 1990 <= quantity.value <= 2040 and float(quantity.value).is_integer(),
        "percentage": quantity.kind == "plain" and 0 < quantity.value <= 100,
        "foreign money": quantity.currency not in (None, "USD"),
    }
    return shape | {name: 1.0 for name, holds in told.items() if holds}


def _bin(value: float, edges: Sequence[float]) -> int:
    return sum(value >= edge for edge in edges)


def _place(message: Message, item: Measured, place: int, count: int) -> dict[str, float]:
    structure = message.structure
    found = {
        f"mode:{structure.mode_at(item.first)}": 1.0,
        f"numbers:{min(count, 3)}": 1.0,
        "count": min(count, 12) / 12,
    }
    found |= {"first": float(place == 0), "last": float(place == count - 1)}
    return found | {"negated": float(structure.is_negated(item.first))}


def _asked(message: Message, item: Measured, asked: Sequence[str]) -> dict[str, float]:
    short = words_in(message.tokens) <= _SHORT
    found = {"asked": float(bool(asked)), "short": float(short)}
    for field in asked:
        found |= {f"asked:{field}": 1.0, f"asked:{field}:{item.quantity.kind}": 1.0}
        found |= {f"asked short:{field}": 1.0} if short else {}
    return found


def _rules(item: Judged) -> dict[str, float]:
    chosen = item.choice.field if item.choice else NONE
    found = {f"rule:{chosen}": 1.0}
    for field, score in item.scores.items():
        found[f"can:{field}"] = 1.0
        found[f"score:{field}"] = max(-_CERTAIN, min(score, _CERTAIN)) / _CERTAIN
        found[f"over:{field}"] = max(-1.0, min((score - roles()[field].threshold) / 3, 1.0))
    return found


def _words(message: Message, item: Measured) -> list[str]:
    """The words of the sentence, those near the number by side, and those of the sentence before."""
    sentence, tokens = message.structure.sentences[item.sentence], message.tokens
    left = [word_of(token) for token in tokens[max(sentence.first, item.first - _WINDOW) : item.first]]
    right = [word_of(token) for token in tokens[item.quantity.last : min(sentence.last, item.quantity.last + _WINDOW)]]
    words = [f"L:{word}" for word in left] + [f"R:{word}" for word in right]
    words += [f"L1:{word}" for word in left[-_NEXT:]] + [f"R1:{word}" for word in right[:_NEXT]]
    words += [f"LL:{pair}" for pair in pairs(left)] + [f"RR:{pair}" for pair in pairs(right)]
    words += [f"S:{token.stem}" for token in tokens[sentence.first : sentence.last] if token.kind == "word"]
    if item.sentence:
        before = message.structure.sentences[item.sentence - 1]
        words += [f"P:{token.stem}" for token in tokens[before.first : before.last] if token.kind == "word"]
    return words


@cache
def _fitted() -> tuple[Machine, Scaling]:
    with np.load(WEIGHTS) as file:
        parts = {name: file[name].astype(np.float32) for name in ("directions", "weights", "mean", "spread", "centres")}
        names = tuple(str(name) for name in file["names"])
    return Machine(parts["directions"], parts["weights"]), Scaling(
        names, parts["mean"], parts["spread"], parts["centres"]
    )
