"""Logistic regression on rows of evidence: how likely it is that a label or a field is meant."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from agent.learned.encoder import Matrix

Numbers = npt.NDArray[np.floating]

_DRAWN, _MOST_STEPS, _SMALLEST = 1e-4, 30, 1e-4


def chances(rows: Numbers, weights: Numbers) -> Numbers:
    """Between 0 and 1; `rows` (..., features), `weights` (features)."""
    likely: Numbers = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
    return likely


def rivals(values: Numbers, names: Sequence[str]) -> Numbers:
    """For each column the highest value among the other columns of its name; 0 where there is none."""
    highest = np.zeros_like(values)
    for columns in _of_one_name(tuple(names)):
        beside = values[:, columns]
        first = beside.argmax(axis=1)
        highest[:, columns] = np.take_along_axis(beside, first[:, None], axis=1)
        np.put_along_axis(beside, first[:, None], -np.inf, axis=1)
        highest[np.arange(len(values)), columns[first]] = beside.max(axis=1)
    return highest


@cache
def _of_one_name(names: tuple[str, ...]) -> tuple[npt.NDArray[np.intp], ...]:
    """The columns of each name that has several."""
    places = {name: np.flatnonzero(np.array(names) == name) for name in names}
    return tuple(columns for columns in places.values() if len(columns) > 1)


def fit(rows: Numbers, truth: Numbers, weight: Numbers) -> Matrix:
    """The weights, by damped Newton steps, a little drawn to zero; the last feature is the constant."""
    found = np.zeros(rows.shape[1])
    rows, total = rows.astype(np.float64), float(weight.sum())

    def loss(tried: Numbers) -> float:
        margin = rows @ tried
        return float(np.sum(weight * (np.logaddexp(0, margin) - truth * margin)) / total + _DRAWN / 2 * tried @ tried)

    for _ in range(_MOST_STEPS):
        chance = chances(rows, found)
        slope = rows.T @ (weight * (chance - truth)) / total + _DRAWN * found
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows / total + _DRAWN * np.eye(len(found))
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > _SMALLEST and loss(found - size * step) > loss(found):
            size /= 2
        before, found = loss(found), found - size * step
        if before - loss(found) < _SMALLEST**2:
            break
    return found.astype(np.float32)
