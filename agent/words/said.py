"""What a sentence asks for, declines or takes back: linear weights over its words and its meaning, fitted on examples.

The examples are `cues/said.yaml`, `cues/told.yaml` and those of `agent.words.meaning`. Words count beside meaning, for
"what do you do?" and "what do I do?" mean the same to the embedding model. `python -m agent.words.said` fits the
weights anew and says how well examples that were left out are told; a test holds the weights fresh.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from agent.words import meaning
from agent.words.cues import groups_of, load_cues
from agent.words.meaning import ACT, ANSWER, REMARK, Matrix, Meant
from agent.words.tokens import tokenize
from knowledge.embedding import DIMENSIONS, MODEL_ID
from knowledge.vectors import vectors_of

WEIGHTS = Path(__file__).parent / "cues" / "said.npz"
NOTHING = "nothing"

_HASHED = 4_096  # places that word runs share
_RUN = 3  # words in a row that count as one feature, at most
_BIAS = 0.5
_RIDGE = 2.0
_LIGHTEST, _HEAVIEST, _POSITIVE = 0.3, 20.0, 200.0  # a label's examples weigh about as much together as another's


def said(texts: Sequence[str]) -> list[Meant]:
    """For each sentence the act that fits it best and how well; 0 or less where it does nothing of the kind."""
    return [_best(row) for row in _scored(texts)]


def speaks_for(label: str, texts: Sequence[str]) -> list[float]:
    """For each sentence what speaks for one act, whether or not another fits better."""
    return [float(score) for score in _scored(texts)[:, _fitted()[0].index(label)]] if texts else []


def hints(texts: Sequence[str]) -> list[float]:
    """For each sentence by how much its words alone speak rather for an act than for none: cheap, but rough."""
    return [_hint(text) for text in texts]


def _hint(text: str) -> float:
    labels, weights = _fitted()
    places, signs = _word_runs(text)
    scores = weights[:, DIMENSIONS + places] @ signs / np.linalg.norm(signs)
    nothing = labels.index(NOTHING)
    return float(np.delete(scores, nothing).max() - scores[nothing])


def _best(row: Matrix) -> Meant:
    labels, _ = _fitted()
    order = np.argsort(row)
    top, second = int(order[-1]), int(order[-2])
    if labels[top] == NOTHING:
        return Meant(NOTHING, 0.0, 0.0)
    return Meant(labels[top], float(row[top]), float(row[top]) - float(row[second]))


def _scored(texts: Sequence[str]) -> Matrix:
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    plain = [_plain(text) for text in texts]
    scores: Matrix = features(plain, meaning.kept_vectors(plain)) @ _fitted()[1].T
    return scores


def features(texts: Sequence[str], vectors: Matrix) -> Matrix:
    """One row a text: its vector, its word runs as a unit vector, a constant."""
    runs = np.zeros((len(texts), _HASHED), dtype=np.float32)
    for number, text in enumerate(texts):
        places, signs = _word_runs(text)
        np.add.at(runs[number], places, signs / np.linalg.norm(signs))
    return np.concatenate([vectors, runs, np.full((len(texts), 1), _BIAS, dtype=np.float32)], axis=1)


def _plain(text: str) -> str:
    return text.lower().strip(" .,!?-*")


def _word_runs(text: str) -> tuple[npt.NDArray[np.int64], Matrix]:
    """Runs of up to three stems, numbers alike: the place of each among the hashed ones, and its sign."""
    tokens = tokenize(_plain(text))
    words = ["^", *("#" if token.kind == "number" else token.stem or token.text for token in tokens), "$"]
    runs = [" ".join(words[place : place + size]) for size in range(1, _RUN + 1) for place in range(len(words))]
    numbers = [zlib.crc32(run.encode("utf-8", "replace")) for run in (*runs, *(f"early {word}" for word in words[1:4]))]
    places = np.array([number % _HASHED for number in numbers])
    return places, np.array([1.0 if number >> 20 & 1 else -1.0 for number in numbers], dtype=np.float32)


@cache
def _fitted() -> tuple[tuple[str, ...], Matrix]:
    with np.load(WEIGHTS) as file:
        return tuple(map(str, file["labels"])), file["weights"].astype(np.float32)


def examples() -> list[tuple[str, str]]:
    """Everything that the weights are fitted on: text and label; a fact or an answer asks for nothing."""
    told: dict[str, str] = {}
    for text, group, label in _examples():
        told.setdefault(_plain(text), label if group in (ACT, ANSWER) else NOTHING)
    return [(text, NOTHING if label in _ASK_NOTHING else label) for text, label in told.items()]


def _examples() -> Iterator[tuple[str, str, str]]:
    yield from ((text, ACT, label) for text, label in groups_of(load_cues("said.yaml"), "said.yaml"))
    yield from ((text, "", label) for text, label in groups_of(load_cues("told.yaml"), "told.yaml"))
    yield from ((text, group, _KINDRED.get(label, label)) for text, group, label in meaning.examples())


_ASK_NOTHING = frozenset({"yes", "no", REMARK})
_KINDRED = {"outside": "guidance"}  # what the guidance does not cover is asked in the same words


def examples_key() -> str:
    """Changes with the examples and with the model."""
    lines = [MODEL_ID, *("\t".join(example) for example in examples())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def shipped_key(path: Path = WEIGHTS) -> str:
    """The key of the examples that the shipped weights were fitted on."""
    with np.load(path) as file:
        return str(file["key"])


def write_weights(path: Path = WEIGHTS) -> list[tuple[str, Meant]]:
    """Fit and write the weights; returns for each example its label and what is said of it when it is left out.

    Ridge regression in its dual form: one matrix serves all labels, and leaving one out costs nothing more.
    """
    known = examples()
    rows = features([text for text, _ in known], vectors_of([text for text, _ in known])).astype(np.float64)
    labels = sorted({label for _, label in known})
    place = np.array([labels.index(label) for _, label in known])
    counts = np.bincount(place, minlength=len(labels))
    weight = np.clip(_POSITIVE / counts, _LIGHTEST, _HEAVIEST)[place]
    wanted = np.eye(len(labels))[place]
    inverse = np.linalg.inv(rows @ rows.T + np.diag(_RIDGE / weight))
    dual = inverse @ wanted
    np.savez_compressed(
        path, labels=np.array(labels), weights=(rows.T @ dual).T.astype(np.float16), key=np.array(examples_key())
    )
    _fitted.cache_clear()
    left_out = wanted - dual / np.diag(inverse)[:, None]
    return [(label, _best(row.astype(np.float32))) for (_, label), row in zip(known, left_out, strict=True)]


if __name__ == "__main__":
    told = write_weights()
    told = [(label, best) for label, best in told if label != "guidance"]  # most examples are
    asked = sum(label != NOTHING for label, _ in told)
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        fired = [(label, best.label) for label, best in told if best.score >= least and best.label != NOTHING]
        right = sum(label == best for label, best in fired)
        print(f"from {least}: {right} of {len(fired)} right, of {asked} told")  # noqa: T201 -- a command's answer
