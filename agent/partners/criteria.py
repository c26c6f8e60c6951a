"""Which of the nine criteria for partners somebody means: by their own word for it, else by what the word means.

`python -m agent.partners.criteria` writes the vectors of the plain words beside them; a test holds them fresh.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from agent.words.cues import BadCues, Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.meaning import Matrix, kept_vectors
from agent.words.tokens import Token
from knowledge.embedding import MODEL_ID
from knowledge.vectors import vectors_of
from tools.partner_checklist import partner_checklist

VECTORS = Path(__file__).with_name("criteria.npz")

_LIKE = 0.5  # cosine from which a word means the same; measured on words that were left out
_MARGIN = 0.03  # to the best word of another criterion
_PLAIN = re.compile(r"[a-z][a-z ]+")
_TOO_GENERAL = frozenset({"time", "people", "team", "skills", "scale", "methods", "research", "tests", "clients"})


def criteria_in(tokens: Sequence[Token]) -> list[Hit[str]]:
    """The criteria that words name, the longest name at each place, none overlapping another."""
    taken: set[int] = set()
    found: list[Hit[str]] = []
    for hit in sorted(_names().find(tokens), key=lambda hit: (hit.first - hit.last, hit.first)):
        span = set(range(hit.first, hit.last))
        if not span & taken:
            taken |= span
            found.append(hit)
    return sorted(found, key=lambda hit: hit.first)


def criterion_meant(words: str) -> str | None:
    """The criterion that words mean which name none; `None` where they mean something else."""
    keys, vectors = _vectors()
    likeness = vectors @ kept_vectors([words])[0]
    best = int(np.argmax(likeness))
    others = max(float(one) for one, key in zip(likeness, keys, strict=True) if key != keys[best])
    is_clear = likeness[best] >= _LIKE and likeness[best] - others >= _MARGIN
    return keys[best] if is_clear else None


@cache
def criterion_names() -> Mapping[str, str]:
    """The name of each criterion by its id, in the order of the checklist."""
    return {one.id: one.name for one in sorted(partner_checklist().criteria, key=lambda one: one.id)}


@cache
def _record() -> Mapping[str, object]:
    record: Mapping[str, object] = load_cues("candidates.yaml")["criteria"]
    if set(record) != set(criterion_names()):
        raise BadCues(f"candidates.yaml: criteria must have {', '.join(criterion_names())}")
    return record


@cache
def _names() -> Cues[str]:
    return Cues(groups_of(_record(), "candidates.yaml: criteria"))


def _plain_words() -> list[tuple[str, str]]:
    """Words of each criterion that stand for themselves, with its id."""
    lists = {key: pattern_list(value, f"candidates.yaml: criteria: {key}") for key, value in _record().items()}
    spelled = [(key, word) for key, words in lists.items() for pattern in words for word in _spelled(pattern)]
    named = [(key, name.lower()) for key, name in criterion_names().items()]
    return [one for one in dict.fromkeys([*spelled, *named]) if one[1] not in _TOO_GENERAL]


def _spelled(pattern: str) -> list[str]:
    """Each way to write a pattern, what may be missing left out."""
    ways = [""]
    for part in pattern.split():
        if not part.endswith("?"):
            ways = [f"{way} {word}".strip() for way in ways for word in part.replace("=", "").split("|")]
    return [way for way in ways if _PLAIN.fullmatch(way)]


@cache
def _vectors() -> tuple[tuple[str, ...], Matrix]:
    with np.load(VECTORS) as file:
        return tuple(str(key) for key in file["criteria"]), file["vectors"].astype(np.float32)


def words_key() -> str:
    """Changes with the words and with the model."""
    lines = [MODEL_ID, *("\t".join(one) for one in _plain_words())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def shipped_key(path: Path = VECTORS) -> str:
    """The key of the words that the shipped vectors are of."""
    with np.load(path) as file:
        return str(file["key"])


def write_vectors(path: Path = VECTORS) -> int:
    """Write the vectors of the plain words; returns how many."""
    words = _plain_words()
    vectors = vectors_of([word for _, word in words]).astype(np.float16)
    np.savez_compressed(path, criteria=np.array([key for key, _ in words]), vectors=vectors, key=np.array(words_key()))
    return len(words)


if __name__ == "__main__":
    print(f"vectors of {write_vectors()} words in {VECTORS}")  # noqa: T201 -- a command's answer
