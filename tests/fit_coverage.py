"""`python -m tests.fit_coverage` fits anew what counts as covered, and writes knowledge/coverage.yaml (some minutes).

Logistic regression on the seen halves of the labelled questions, covered and uncovered weighing the same. The ways of
asking and the topics outside were written with most of these questions at hand, so each of them is seen without those
that resemble it, as a new question would be.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import yaml

from knowledge.coverage import FITTED, Signs
from knowledge.dense import MemoryIndex, Rows
from knowledge.embedding import Vectors, embed
from knowledge.passages import Passage, load_passages
from knowledge.search import Guidance
from knowledge.vectors import outside_topics, vectors_of, whole_text
from tests.bench_search import DATA, FILES, load_coverage, load_questions

RESEMBLES = 0.6  # cosine from which a way of asking, or a topic outside, is left out for a question
REFUSED = 0.92  # the share of the questions that are not covered that the threshold refuses, in cross-validation
FOLDS, ROUNDS = 10, 5
PENALTY = 1.0
HEADER = """What counts as covered by the sources: weights of the signs in coverage.py, and the share from which on a
query is answered. Written by `python -m tests.fit_coverage`: logistic regression on {seen} seen questions, {covered}
of them covered. In {folds}-fold cross-validation the threshold refuses {refused:.0%} of the others and {lost:.0%} of
the covered."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A seen question; `tuned_on` when guidance or topics outside were worked out with it at hand."""

    question: str
    covered: bool
    tuned_on: bool


def examples() -> Iterator[Example]:
    """All that the decision may be fitted on."""
    for file in FILES:
        for one in load_questions(file)["tune"]:
            yield Example(one["question"], bool(one["answers"]), tuned_on=True)
    calibration = yaml.safe_load((DATA / "questions_calibration.yaml").read_text(encoding="utf-8"))
    for kind, questions in calibration.items():
        for question in questions:
            yield Example(question, kind == "covered", tuned_on=True)
    for question, covered in load_coverage(unseen=False):
        yield Example(question, covered, tuned_on=False)


def signs_of(all_examples: Sequence[Example]) -> Numbers:
    """Shape (examples, signs)."""
    passages, topics = load_passages(), outside_topics()
    asked = {
        way: row for passage in passages for way, row in zip(passage.asked, vectors_of(passage.asked), strict=True)
    }
    outside = vectors_of(topics)
    whole = _guidance(passages, topics)
    rows = []
    for example in all_examples:
        vector = embed([example.question])[0]
        if example.tuned_on:
            left = [one for one, row in zip(topics, outside, strict=True) if row @ vector < RESEMBLES]
            without = [_without_resembling(passage, asked, vector) for passage in passages]
            rows.append(astuple(_guidance(without, left).signs(example.question)))
        else:
            rows.append(astuple(whole.signs(example.question)))
    return np.array(rows)


def _without_resembling(passage: Passage, asked: dict[str, Vectors], vector: Vectors) -> Passage:
    kept = tuple(way for way in passage.asked if asked[way] @ vector < RESEMBLES)
    return passage if kept == passage.asked else replace(passage, asked=kept)


def _guidance(passages: Sequence[Passage], topics: Sequence[str]) -> Guidance:
    """The search over these, in memory."""
    texts = [(f"{one.passage_id}/{n}" if n else one.passage_id, text) for one in passages for n, text in _numbered(one)]
    metadata = [{"passage_id": row.split("/")[0]} for row, _ in texts]
    rows = Rows([row for row, _ in texts], metadata, lambda: vectors_of([text for _, text in texts]))
    return Guidance(passages, MemoryIndex(rows), outside=topics)


def _numbered(passage: Passage) -> Iterator[tuple[int, str]]:
    return iter(enumerate([whole_text(passage), *passage.asked]))


def fit(signs: Numbers, covered: npt.NDArray[np.bool_]) -> Numbers:
    """Weights and, last, the bias: penalised logistic regression by Newton's method, on signs brought to one scale."""
    middle, spread = signs.mean(axis=0), signs.std(axis=0)
    rows = np.column_stack([(signs - middle) / spread, np.ones(len(signs))])
    importance = np.where(covered, 0.5 / covered.mean(), 0.5 / (1 - covered.mean()))
    penalty = np.diag([PENALTY] * signs.shape[1] + [0.0])
    solution = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ solution))
        slope = rows.T @ (importance * (covered - likely)) - penalty @ solution
        curvature = (rows * (importance * likely * (1 - likely))[:, None]).T @ rows + penalty
        solution += np.linalg.solve(curvature, slope)
    weights = solution[:-1] / spread
    return np.append(weights, solution[-1] - weights @ middle)


def cross_validated(signs: Numbers, covered: npt.NDArray[np.bool_]) -> Numbers:
    """Log-odds of each question by weights that have not seen it, the mean over several divisions."""
    total = np.zeros(len(signs))
    for seed in range(ROUNDS):
        order = np.random.default_rng(seed).permutation(len(signs))
        for start in range(FOLDS):
            test = order[start::FOLDS]
            others = np.setdiff1d(order, test)
            solution = fit(signs[others], covered[others])
            total[test] += signs[test] @ solution[:-1] + solution[-1]
    return total / ROUNDS


def main() -> None:
    seen = list(examples())
    covered = np.array([one.covered for one in seen])
    signs = signs_of(seen)
    odds = cross_validated(signs, covered)
    threshold = float(np.quantile(odds[~covered], REFUSED))
    lost = float((odds[covered] < threshold).mean())
    solution = fit(signs, covered)
    names = [field.name for field in fields(Signs)]
    said = HEADER.format(seen=len(seen), covered=covered.sum(), folds=FOLDS, refused=REFUSED, lost=lost)
    lines = [
        *(f"# {line}" for line in textwrap.wrap(said, 118)),
        "weights:",
        *(f"  {name}: {weight:.2f}" for name, weight in zip(names, solution[:-1], strict=True)),
        f"bias: {solution[-1]:.2f}",
        f"relevant: {1 / (1 + np.exp(-threshold)):.3f}",
    ]
    FITTED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
