"""Vectors of the bundled guidance, shipped beside it, so that the first start embeds nothing.

`python -m knowledge.vectors` writes the file anew after a passage has changed; until then the changed passage is
embedded on first use.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from knowledge.embedding import MODEL_ID, Vectors, embed
from knowledge.passages import GUIDANCE, Passage, load_passages

VECTORS = GUIDANCE / "vectors.npz"
OUTSIDE = Path(__file__).parent / "outside.yaml"


def whole_text(passage: Passage) -> str:
    """Heading, ways of asking and text in one: together these find a passage better than each part alone."""
    return "\n".join((passage.heading, " ".join(passage.asked), passage.text))


@cache
def outside_topics(path: Path = OUTSIDE) -> tuple[str, ...]:
    """Typical questions that the sources do not cover."""
    topics = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(topics, list) or not all(isinstance(topic, str) and topic for topic in topics):
        raise ValueError(f"{path.name}: must be a list of questions, each in quotes")
    return tuple(topics)


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Unit vectors of `texts`, shape (len(texts), 384); those that the shipped file holds come from there."""
    shipped = shipped_vectors()
    missing = [text for text in texts if vector_key(text) not in shipped]
    made = dict(zip(missing, embed(missing), strict=True))
    rows = [made[text] if text in made else shipped[vector_key(text)].astype(np.float32) for text in texts]
    matrix: Vectors = np.array(rows, dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix


@cache
def shipped_vectors(path: Path = VECTORS) -> Mapping[str, npt.NDArray[np.float16]]:
    """Shipped vectors by `vector_key`; empty when there is no file."""
    if not path.exists():
        return {}
    with np.load(path) as file:
        return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))


def shipped_texts() -> list[str]:
    """What the shipped file should hold vectors of, once each."""
    passages = load_passages()
    asked = [way for passage in passages for way in passage.asked]
    return list(dict.fromkeys([*map(whole_text, passages), *asked, *outside_topics()]))


def vector_key(text: str) -> str:
    """Changes with the text and with the model."""
    return hashlib.sha256(f"{MODEL_ID}\n{text}".encode()).hexdigest()[:32]


def write_vectors(path: Path = VECTORS) -> int:
    """Embed every text and write the file."""
    texts = shipped_texts()
    vectors = embed(texts).astype(np.float16)
    np.savez_compressed(path, keys=np.array([vector_key(text) for text in texts]), vectors=vectors)
    return len(texts)


if __name__ == "__main__":
    print(f"{write_vectors()} vectors in {VECTORS}")  # noqa: T201 -- a command's answer
