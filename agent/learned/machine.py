"""Kernel ridge regression with a quadratic kernel, fitted in closed form and run as plain products of matrices.

Rows are projected on the main directions of the training rows and brought to length 1; with the kernel
(1/2 + 1/2 a.b)^2 every product of two directions is a feature, so that cues that count only together can be learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Machine:
    """`directions` (features, kept), `weights` (quadratic features, labels)."""

    directions: Matrix
    weights: Matrix

    def scores(self, rows: Matrix) -> Matrix:
        """About 1 for a label that fits and 0 for one that does not; shape (rows, labels)."""
        scores: Matrix = _quadratic(_unit(rows @ self.directions)) @ self.weights
        return scores


def fit(
    rows: Matrix, wanted: Matrix, weights: Matrix, groups: Sequence[int], *, kept: int, ridge: float
) -> tuple[Machine, Matrix]:
    """The machine, and the scores that each row gets from a machine fitted without its group.

    `rows` (n, features), `wanted` (n, labels) of 0 and 1, `weights` (n) above 0; a group is rows of one message. What
    is left out follows from the inverse of the kernel matrix (leave-one-out in closed form, by blocks).
    """
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    directions = axes[:kept].T.astype(np.float16).astype(np.float32)
    features = _quadratic(_unit(rows @ directions)).astype(np.float64)
    inverse = np.linalg.inv(features @ features.T + ridge * np.diag(1 / weights.astype(np.float64)))
    dual = inverse @ wanted
    left_out = np.zeros(wanted.shape, dtype=np.float32)
    for group in _members(groups):
        left_out[group] = wanted[group] - np.linalg.solve(inverse[np.ix_(group, group)], dual[group])
    return Machine(directions, (features.T @ dual).astype(np.float16).astype(np.float32)), left_out


def _unit(rows: Matrix) -> Matrix:
    unit: Matrix = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
    return unit


def _quadratic(rows: Matrix) -> Matrix:
    """Features whose product is (1/2 + 1/2 a.b)^2: a constant, the directions, and each pair of them."""
    first, second = np.triu_indices(rows.shape[1])
    pairs = rows[:, first] * rows[:, second] * np.where(first == second, 0.5, np.sqrt(0.5)).astype(np.float32)
    constant = np.full((len(rows), 1), 0.5, dtype=np.float32)
    return np.concatenate([constant, rows * np.float32(np.sqrt(0.5)), pairs], axis=1)


def _members(groups: Sequence[int]) -> list[list[int]]:
    members: dict[int, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    return list(members.values())
