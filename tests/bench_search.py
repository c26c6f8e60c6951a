"""How well and how fast the guidance is found: both labelled sets, each half of the search alone and both together.

`python -m tests.bench_search` prints all of it; `make bench` has the unseen halves beside the rest.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
import yaml

from knowledge.embedding import embed
from knowledge.search import Guidance
from knowledge.words import keywords

DATA = Path(__file__).parent / "data"
FILES = ("questions", "questions_fresh")
HALVES = ("tune", "unseen")
DEPTH = 60  # a passage further down counts as not found


class Question(TypedDict):
    """A question with the ids of every passage that answers it; none: the sources do not cover it."""

    question: str
    answers: list[str]


Ranking = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Quality:
    """Shares from 0 to 1, over the covered questions of one half."""

    questions: int
    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mean_reciprocal_rank: float
    milliseconds: float  # median of one query


def load_questions(file: str) -> Mapping[str, list[Question]]:
    """The labelled questions of one file, by half."""
    halves: Mapping[str, list[Question]] = yaml.safe_load((DATA / f"{file}.yaml").read_text(encoding="utf-8"))
    return halves


def load_coverage(*, unseen: bool) -> list[tuple[str, bool]]:
    """Questions of `questions_coverage.yaml` with whether the sources cover them, of one half."""
    rows = yaml.safe_load((DATA / "questions_coverage.yaml").read_text(encoding="utf-8"))
    return [(row["question"], row["covered"]) for row in rows if row.get("unseen", False) == unseen]


def quality(rank: Ranking, questions: Sequence[Question]) -> Quality:
    """How far up the first right passage stands, over the questions that have one."""
    positions, times = [], []
    for question in questions:
        if question["answers"]:
            began = time.perf_counter()
            ids = rank(question["question"])
            times.append(time.perf_counter() - began)
            positions.append(min((ids.index(right) for right in question["answers"] if right in ids), default=DEPTH))
    found = np.array(positions)
    return Quality(
        questions=len(found),
        hit_at_1=float(np.mean(found < 1)),
        hit_at_3=float(np.mean(found < 3)),
        hit_at_5=float(np.mean(found < 5)),
        mean_reciprocal_rank=float(np.mean(np.where(found < DEPTH, 1 / (found + 1), 0))),
        milliseconds=statistics.median(times) * 1000,
    )


def refused(guidance: Guidance, questions: Sequence[Question], *, covered: bool) -> float:
    """The share of the covered, or of the uncovered, questions for which nothing is relevant."""
    return refused_share(
        guidance, [question["question"] for question in questions if bool(question["answers"]) == covered]
    )


def refused_share(guidance: Guidance, questions: Sequence[str]) -> float:
    """The share of questions for which nothing is relevant."""
    return float(np.mean([not guidance.relevant(question) for question in questions]))


def rankings(guidance: Guidance) -> Mapping[str, Ranking]:
    """Each half of the search alone, and both: a query in, passage ids out, best first."""

    def fused(query: str) -> list[str]:
        return [one.passage.passage_id for one in guidance.search(query, DEPTH)]

    def meaning(query: str) -> list[str]:
        likeness = guidance._likeness(embed([query])[0], guidance.passages)
        return sorted(likeness, key=lambda passage_id: -likeness[passage_id])[:DEPTH]

    def shared_words(query: str) -> list[str]:
        overlap = guidance._keywords.overlap(keywords(guidance._speller.corrected(query)))
        best = np.argsort(-overlap, kind="stable")[:DEPTH]
        return [guidance.passages[i].passage_id for i in best if overlap[i] > 0]

    return {"meaning and words": fused, "meaning alone": meaning, "words alone": shared_words}


def measure(guidance: Guidance, halves: Sequence[str] = HALVES) -> list[tuple[str, str, str]]:
    """Rows of (what, measured, aim); hits and refusals are shares."""
    rows = []
    for file in FILES:
        for half in halves:
            questions = load_questions(file)[half]
            for name, rank in rankings(guidance).items():
                aim = "hit@3 at 0.95" if name == "meaning and words" else ""
                rows.append((f"search, {file} / {half}, {name}: hit@1, @3, @5, MRR", shown(rank, questions), aim))
            shares = [refused(guidance, questions, covered=covered) for covered in (False, True)]
            rows.append(_refusals(f"{file} / {half}", shares))
    for half in halves:
        asked = load_coverage(unseen=half == "unseen")
        shares = [refused_share(guidance, [one for one, ours in asked if ours == covered]) for covered in (False, True)]
        rows.append(_refusals(f"questions_coverage / {half}", shares))
    return rows


def _refusals(name: str, shares: Sequence[float]) -> tuple[str, str, str]:
    what = f"search, {name}: refused, not covered and covered"
    return what, "{:.2f} and {:.3f}".format(*shares), "0.90 or more and 0.04 or less"


def shown(rank: Ranking, questions: Sequence[Question]) -> str:
    one = quality(rank, questions)
    figures = (one.hit_at_1, one.hit_at_3, one.hit_at_5, one.mean_reciprocal_rank)
    return f"{', '.join(f'{figure:.2f}' for figure in figures)} ({one.questions}, {one.milliseconds:.0f} ms each)"


def measured(halves: Sequence[str] = ("unseen",)) -> list[tuple[str, str, str]]:
    """The rows, of an index built for it."""
    with tempfile.TemporaryDirectory() as folder, Guidance.open(Path(folder)) as guidance:
        return measure(guidance, halves)


if __name__ == "__main__":
    print("| what | measured | aim |\n| --- | --- | --- |")
    for what, value, aim in measured(HALVES):
        print(f"| {what} | {value} | {aim} |")
