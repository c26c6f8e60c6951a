"""The search over the guidance: meaning (Chroma) and keywords (BM25) together, with a score that can be compared."""

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from knowledge.dense import DenseIndex, Rows
from knowledge.embedding import MODEL_ID, embed, is_english
from knowledge.passages import Found, Passage, load_passages
from knowledge.vectors import embedded_text, vectors_of
from knowledge.words import Speller, keywords

if TYPE_CHECKING:
    import bm25s

RELEVANT = 0.31  # below it, a passage does not answer the question; measured on tests/data/questions.yaml

_KEYWORD_WEIGHT = 0.4  # the rest is meaning
_CANDIDATES = 40  # from each half
_LONGEST_QUERY = 4_000  # characters; the model reads the first 1,000 or so


class Guidance:
    """Every passage, ready to be searched. Safe to call from several threads; `close` it, or use it in a `with`."""

    def __init__(self, passages: Sequence[Passage], dense: DenseIndex) -> None:
        self.passages: tuple[Passage, ...] = tuple(passages)
        self._by_id = {passage.passage_id: passage for passage in passages}
        self._dense = dense
        texts = [embedded_text(passage) for passage in passages]
        self._keywords = KeywordIndex([keywords(text) for text in texts])
        self._speller = Speller(texts, is_english)

    @classmethod
    def open(cls, directory: Path, passages: Sequence[Passage] | None = None) -> Self:
        """Open the index under `directory`; it is built there when guidance or model have changed since."""
        passages = load_passages() if passages is None else passages
        texts = [embedded_text(passage) for passage in passages]
        ids = [passage.passage_id for passage in passages]
        metadata = [{"source_id": passage.source_id, "evidence": passage.evidence} for passage in passages]
        key = hashlib.sha256(json.dumps([MODEL_ID, ids, metadata, texts]).encode()).hexdigest()[:16]
        return cls(passages, DenseIndex.open(directory, key, Rows(ids, metadata, lambda: vectors_of(texts))))

    def search(
        self,
        query: str,
        k: int = 5,
        *,
        sources: Collection[str] | None = None,
        evidence: Collection[str] | None = None,
    ) -> list[Found]:
        """The `k` best passages, best first, of the given sources and kinds of evidence. Any text will do."""
        where = {
            name: values for name, values in (("source_id", sources), ("evidence", evidence)) if values is not None
        }
        allowed = np.array([_allows(where, passage) for passage in self.passages])
        if k < 1 or not any(character.isalnum() for character in query) or not allowed.any():
            return []
        query = self._speller.corrected(query[:_LONGEST_QUERY])
        overlap = self._keywords.overlap(keywords(query)) * allowed
        cosines = self._cosines(query, overlap, where)
        found = [
            Found(passage, _score(cosines[passage.passage_id], float(shared)))
            for passage, shared in zip(self.passages, overlap, strict=True)
            if passage.passage_id in cosines
        ]
        return sorted(found, key=lambda one: -one.score)[:k]

    def relevant(
        self,
        query: str,
        k: int = 5,
        *,
        sources: Collection[str] | None = None,
        evidence: Collection[str] | None = None,
    ) -> list[Found]:
        """The results of `search` that answer the query; none means that our sources do not cover it."""
        return [found for found in self.search(query, k, sources=sources, evidence=evidence) if found.score >= RELEVANT]

    def get(self, passage_id: str) -> Passage | None:
        """The passage of this id, if there is one."""
        return self._by_id.get(passage_id)

    def close(self) -> None:
        """Let go of the index's files."""
        self._dense.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _cosines(
        self, query: str, overlap: npt.NDArray[np.float64], where: Mapping[str, Collection[str]]
    ) -> dict[str, float]:
        """Cosines of the candidates of both halves, by passage id."""
        vector = embed([query])[0]
        cosines = self._dense.nearest(vector, min(_CANDIDATES, len(self.passages)), where)
        best = [
            self.passages[i].passage_id for i in np.argsort(-overlap, kind="stable")[:_CANDIDATES] if overlap[i] > 0
        ]
        return cosines | self._dense.cosines(vector, [row for row in best if row not in cosines])


class KeywordIndex:
    """BM25 over lists of keywords, as a share of the best score that a query could reach."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._frequencies: dict[str, int] = {}
        for document in documents:
            for word in set(document):
                self._frequencies[word] = self._frequencies.get(word, 0) + 1
        self._ranker = _ranker(documents)

    def overlap(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """For each document, from 0 (no word of the query) to 1 (all of them, over and over).

        A word that no document has counts fully against all of them: a question about tax law is not ours.
        """
        distinct = sorted(set(words))
        known = [word for word in distinct if word in self._frequencies]
        if not known:
            return np.zeros(self._size)
        best = sum(self._weight(word) for word in distinct)
        return np.asarray(self._ranker.get_scores(known), dtype=np.float64) / best

    def _weight(self, word: str) -> float:
        """Inverse document frequency as Lucene has it, which is what BM25 gives a word at most."""
        frequency = self._frequencies.get(word, 0)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))


def _ranker(documents: Sequence[Sequence[str]]) -> "bm25s.BM25":
    import bm25s  # noqa: PLC0415 -- half a second; only a search needs it

    ranker = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    ranker.index([list(document) for document in documents], show_progress=False)
    return ranker


def _score(cosine: float, overlap: float) -> float:
    return min(1.0, max(0.0, (1 - _KEYWORD_WEIGHT) * cosine + _KEYWORD_WEIGHT * overlap))


def _allows(where: Mapping[str, Collection[str]], passage: Passage) -> bool:
    values: dict[str, Any] = {"source_id": passage.source_id, "evidence": passage.evidence}
    return all(values[name] in allowed for name, allowed in where.items())
