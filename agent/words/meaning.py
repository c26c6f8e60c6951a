"""What a clause means where no cue phrase speaks: the bundled embedding model and linear weights fitted on examples.

The examples are `cues/meanings.yaml`, the plain phrases of `cues/enumerations.yaml` and the ways of asking of the
guidance. `python -m agent.words.meaning` fits the weights anew, beside the examples; a test holds them fresh.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import JsonValue

from agent.words.cues import BadCues, load_cues, pattern_list
from agent.words.enumerations import field_cues
from knowledge.embedding import MODEL_ID, embed
from knowledge.passages import load_passages
from knowledge.vectors import outside_topics, vectors_of

WEIGHTS = Path(__file__).parent / "cues" / "meanings.npz"
ACT, ANSWER, CONCERN = "act", "answer", "concern"  # groups of labels beside the fields
REMARK = "remark"  # of an answer: what is said beside the question, which tells nothing

_RIDGE = 2.0
_POSITIVE = 200.0  # a label's examples weigh as much together, whether it has ten or a hundred
_HEAVIEST, _BIAS = 20.0, 0.5
_PLAIN = re.compile(r"[a-z0-9' &-]{4,}")

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meant:
    """The label of a group that fits a text best: 1 is like an example, 0 like anything else; `margin` to the next."""

    label: str
    score: float
    margin: float


def meant(texts: Sequence[str], group: str) -> list[Meant]:
    """For each text the label of `group` (a field, "act" or "answer") that fits it best, however badly."""
    labels, columns = _group(group)
    if not texts:
        return []
    scores = _scored(tuple(texts))[:, columns]
    return [_best(labels, row) for row in scores]


def scores(text: str, group: str) -> dict[str, float]:
    """How well each label of `group` fits a text: 1 is like an example, 0 like anything else."""
    labels, columns = _group(group)
    row = _scored((text,))[0]
    return {label: float(row[column]) for label, column in zip(labels, columns, strict=True)}


def value_meant(field: str, label: str) -> JsonValue:
    """The value of a field that a label of it stands for."""
    form = field_cues()[field].form
    if form == "list":
        return [label]
    return label == "true" if form == "yes_no" else label


def groups() -> frozenset[str]:
    """Names of the groups that labels come in."""
    return frozenset(group for group, _ in _fitted()[0])


def _best(labels: Sequence[str], row: Matrix) -> Meant:
    order = np.argsort(row)
    second = float(row[order[-2]]) if len(row) > 1 else 0.0
    return Meant(labels[int(order[-1])], float(row[order[-1]]), float(row[order[-1]]) - second)


def _scored(texts: Sequence[str]) -> Matrix:
    """Scores for all labels, one row a text."""
    return _with_bias(kept_vectors(texts)) @ _fitted()[1].T


def kept_vectors(texts: Sequence[str]) -> Matrix:
    """Vectors of the texts in lower case, one row each; those of the last few thousand clauses are kept."""
    lowered = [text.lower() for text in texts]
    with _KEEPING:
        known = {text: _VECTORS[text] for text in lowered if text in _VECTORS}
    missing = list(dict.fromkeys(text for text in lowered if text not in known))
    if missing:
        known |= dict(zip(missing, embed(missing), strict=True))
        with _KEEPING:
            if len(_VECTORS) > _MOST_KEPT:
                _VECTORS.clear()
            _VECTORS.update(known)
    return np.array([known[text] for text in lowered])


_MOST_KEPT = 4_096
_VECTORS: dict[str, Matrix] = {}  # by clause in lower case: the same words mean the same in every conversation
_KEEPING = Lock()  # messages are read in several threads


@cache
def _group(group: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    columns = [place for place, (name, _) in enumerate(_fitted()[0]) if name == group]
    return tuple(_fitted()[0][place][1] for place in columns), tuple(columns)


@cache
def _fitted() -> tuple[tuple[tuple[str, str], ...], Matrix]:
    with np.load(WEIGHTS) as file:
        labels = tuple((str(group), str(label)) for group, label in file["labels"])
        return labels, file["weights"].astype(np.float32)


def examples() -> list[tuple[str, str, str]]:
    """Everything that the weights are fitted on: text, group, label; what is a fact of no field is a remark."""
    return list(dict.fromkeys((text.lower(), group, label) for text, group, label in _examples()))


def examples_key() -> str:
    """Changes with the examples and with the model."""
    lines = [MODEL_ID, *("\t".join(example) for example in examples())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def shipped_key(path: Path = WEIGHTS) -> str:
    """The key of the examples that the shipped weights were fitted on."""
    with np.load(path) as file:
        return str(file["key"])


def write_weights(path: Path = WEIGHTS) -> int:
    """Fit every label against all other examples and write the weights; returns how many examples there are.

    A worry may be a request in other words ("what will it cost us, all in?"), so it speaks against no other label.
    """
    known = examples()
    texts = list(dict.fromkeys(text for text, _, _ in known))
    vectors = _with_bias(vectors_of(texts))
    row = {text: place for place, text in enumerate(texts)}
    labels = list(dict.fromkeys((group, label) for _, group, label in known))
    others = sorted({row[text] for text, group, _ in known if group != CONCERN})
    place = {number: at for at, number in enumerate(others)}
    weights = []
    for label in labels:
        own = [row[text] for text, *its in known if tuple(its) == label]
        is_worry = label[0] == CONCERN
        weights.append(
            _weights_of(vectors if is_worry else vectors[others], own if is_worry else [place[one] for one in own])
        )
    np.savez_compressed(
        path, labels=np.array(labels), weights=np.array(weights).astype(np.float16), key=np.array(examples_key())
    )
    return len(known)


def _weights_of(vectors: Matrix, positive: Sequence[int]) -> Matrix:
    """Weighted ridge regression of "is it one of these" on the vectors, in closed form."""
    wanted = np.zeros(len(vectors))
    wanted[list(positive)] = 1.0
    weight = np.where(wanted > 0, min(_POSITIVE / len(positive), _HEAVIEST), 1.0)
    weighted = vectors * weight[:, None]
    matrix = vectors.T @ weighted + _RIDGE * np.eye(vectors.shape[1])
    solved: Matrix = np.linalg.solve(matrix, weighted.T @ wanted)
    return solved


def _with_bias(vectors: Matrix) -> Matrix:
    return np.concatenate([vectors, np.full((len(vectors), 1), _BIAS, dtype=np.float32)], axis=1)


def _examples() -> Iterator[tuple[str, str, str]]:
    record = load_cues("meanings.yaml")
    for field, values in record["facts"].items():
        yield from _labelled(values, field)
    for field, cues in field_cues().items():
        if field in record["facts"]:
            for value, by_strength in cues.values.items():
                plain = [text for strength, phrases in by_strength.items() if strength != "weak" for text in phrases]
                yield from ((text, field, value) for text in plain if _PLAIN.fullmatch(text))
    yield from _labelled(record["answers"], ANSWER)
    yield from _labelled(record["acts"], ACT)
    yield from _labelled(record["concerns"], CONCERN)
    yield from ((text, ACT, "guidance") for passage in load_passages() for text in passage.asked)
    yield from ((text, ACT, "outside") for text in outside_topics())
    yield from ((text, ANSWER, REMARK) for text in pattern_list(record["nothing"], "meanings.yaml: nothing"))


def _labelled(record: Mapping[str, Any], group: str) -> Iterator[tuple[str, str, str]]:
    if not isinstance(record, Mapping):
        raise BadCues(f"meanings.yaml: {group}: must map values to lists of clauses.")
    for label, texts in record.items():
        yield from ((text, group, str(label)) for text in pattern_list(texts, f"meanings.yaml: {group}: {label}"))


if __name__ == "__main__":
    print(f"weights fitted on {write_weights()} examples in {WEIGHTS}")  # noqa: T201 -- a command's answer
