"""Whether the sources cover a query at all: signs of it, weighed as `coverage.yaml` says.

`python -m tests.fit_coverage` fits the weights and the threshold anew on the seen halves of the labelled questions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from knowledge.embedding import Vectors
from knowledge.keyword_index import KeywordIndex
from knowledge.vectors import vectors_of
from knowledge.words import keywords

FITTED = Path(__file__).parent / "coverage.yaml"
_SMOOTHNESS = 0.008  # of the plane: what keeps it from passing between single sentences


@dataclass(frozen=True)
class Signs:
    """What speaks for and against a query's being covered."""

    meaning: float  # how much the best passage means what the query means, a cosine
    keywords: float  # the share of the query's words that the best passage has, 0 to 1
    outside: float  # how much the query means what the nearest topic outside means, 0 to 1
    outside_words: float  # the share of its words that a topic outside has, 0 to 1
    unknown_words: float  # the share of its words, by weight, that no passage has, 0 to 1
    side: float  # on which side of the plane between guidance (1) and topics outside (-1) it lies, and how far


@dataclass(frozen=True)
class Weighing:
    """Weights of the signs, and the share from which on a query counts as covered."""

    weights: Mapping[str, float]
    bias: float
    relevant: float

    def log_odds(self, signs: Signs) -> float:
        """Of the query's being covered."""
        return self.bias + math.fsum(self.weights[name] * value for name, value in asdict(signs).items())


class Outside:
    """Topics that the sources do not cover, and where they part from the guidance."""

    def __init__(self, topics: Sequence[str], guidance: Vectors) -> None:
        """`guidance`: unit vectors of all that the guidance says and of all ways of asking for it, one per row."""
        self._vectors = vectors_of(topics)
        self._words = KeywordIndex([keywords(topic) for topic in topics])
        self._plane, self._offset = _plane_between(guidance, self._vectors)

    def likeness(self, vector: Vectors) -> float:
        """The cosine of the nearest topic outside; 0 where none is near."""
        return max(0.0, float((self._vectors @ vector).max()))

    def shared_words(self, words: Sequence[str]) -> float:
        """The share of the words that one topic outside has."""
        return float(self._words.overlap(words).max())

    def side(self, vector: Vectors) -> float:
        """About 1 amid the guidance, about -1 amid the topics outside."""
        return float(self._plane @ vector) + self._offset


@cache
def fitted(path: Path = FITTED) -> Weighing:
    """The weights in use."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = {field.name for field in fields(Signs)}
    if not isinstance(values, dict) or set(values) != {"weights", "bias", "relevant"}:
        raise ValueError(f"{path.name}: must have exactly the keys bias, relevant and weights")
    if not isinstance(values["weights"], dict) or set(values["weights"]) != names:
        raise ValueError(f"{path.name}: weights: must be exactly {', '.join(sorted(names))}")
    return Weighing(values["weights"], values["bias"], values["relevant"])


def _plane_between(inside: Vectors, outside: Vectors) -> tuple[npt.NDArray[np.float64], float]:
    """Least squares with a penalty on length, 1 inside and -1 outside, both sides weighing the same."""
    sides = [(inside, 1.0), (outside, -1.0)]
    size = inside.shape[1] + 1
    matrix, target = np.zeros((size, size)), np.zeros(size)
    for vectors, value in sides:
        rows = np.column_stack([vectors, np.ones(len(vectors))]).astype(np.float64)
        matrix += rows.T @ rows / (2 * len(rows))
        target += value * rows.mean(axis=0) / 2
    penalty = np.full(size, _SMOOTHNESS)
    penalty[-1] = 0.0
    solution = np.linalg.solve(matrix + np.diag(penalty), target)
    return solution[:-1], float(solution[-1])
