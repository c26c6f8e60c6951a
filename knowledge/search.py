"""The search over the guidance: meaning (Chroma) and keywords (BM25) together, with a score that can be compared."""

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from knowledge.chroma_home import ChromaHome
from knowledge.coverage import Outside, Signs, fitted
from knowledge.dense import Dense, DenseIndex, Rows, ServerIndex
from knowledge.embedding import MODEL_ID, Vectors, embed, is_english
from knowledge.keyword_index import KeywordIndex
from knowledge.library import Library
from knowledge.passages import Found, Passage, load_passages
from knowledge.vectors import outside_topics, vectors_of, whole_text
from knowledge.words import Speller, keywords

RELEVANT = fitted().relevant  # below it, a passage does not answer the query

# How meaning and shared words weigh against each other when passages are put in order.
_MEANING, _KEYWORDS = 14.4, 8.1

_CANDIDATES = 60  # rows that the dense half offers at least; the keyword half offers a third, as a passage has three
_LONGEST_QUERY = 4_000  # characters; the model reads the first 1,000 or so


class Guidance:
    """Every passage, ready to be searched. Safe to call from several threads; `close` it, or use it in a `with`.

    `library` is the user's own documents, where the installation keeps some; they are searched by themselves.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        dense: Dense,
        library: Library | None = None,
        outside: Sequence[str] | None = None,
    ) -> None:
        self.library = library
        self.passages: tuple[Passage, ...] = tuple(passages)
        self._by_id = {passage.passage_id: passage for passage in passages}
        self._dense = dense
        self._rows_of_one = max(len(_rows(passage)) for passage in passages)
        self._rows_of_all = sum(len(_rows(passage)) for passage in passages)
        texts = [whole_text(passage) for passage in passages]
        self._keywords = KeywordIndex([keywords(text) for text in texts])
        self._speller = Speller(texts, is_english)
        self._topics_outside = outside_topics() if outside is None else tuple(outside)

    @classmethod
    def open(
        cls,
        directory: Path,
        passages: Sequence[Passage] | None = None,
        *,
        server: ChromaHome | None = None,
        library: Library | None = None,
    ) -> Self:
        """Open the index under `directory`, or on a `server`; it is built when guidance or model have changed since."""
        passages = load_passages() if passages is None else passages
        texts = [text for passage in passages for text in _texts(passage)]
        ids = [row for passage in passages for row in _rows(passage)]
        metadata = [
            {"passage_id": passage.passage_id, "source_id": passage.source_id, "evidence": passage.evidence}
            for passage in passages
            for _ in _rows(passage)
        ]
        key = hashlib.sha256(json.dumps([MODEL_ID, ids, metadata, texts]).encode()).hexdigest()[:16]
        rows = Rows(ids, metadata, lambda: vectors_of(texts))
        dense = ServerIndex(server, key, rows) if server else DenseIndex.open(directory, key, rows)
        return cls(passages, dense, library)

    def search(
        self,
        query: str,
        k: int = 5,
        *,
        sources: Collection[str] | None = None,
        evidence: Collection[str] | None = None,
    ) -> list[Found]:
        """The `k` best passages, best first, of the given sources and kinds of evidence. Any text will do.

        A score compares across queries: from `RELEVANT` on, the passage answers the query. What stands below is the
        nearest topic that there is.
        """
        allowed = _filters(sources, evidence)
        matching = np.array([_matches(allowed, passage) for passage in self.passages])
        if k < 1 or not matching.any() or not any(character.isalnum() for character in query):
            return []
        ranked, signs = self._look(query, k, allowed, matching)
        base = fitted().log_odds(signs) - ranked[0][0]
        return [Found(passage, 1 / (1 + math.exp(-(base + fit)))) for fit, passage in ranked[:k]]

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

    def signs(self, query: str) -> Signs:
        """What speaks for and against the sources' covering a query with letters or digits in it."""
        return self._look(query, 1, {}, np.ones(len(self.passages), dtype=np.bool_))[1]

    def get(self, passage_id: str) -> Passage | None:
        """The passage of this id, if there is one."""
        return self._by_id.get(passage_id)

    def close(self) -> None:
        """Let go of the index's files."""
        self._dense.close()
        if self.library is not None:
            self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look(
        self, query: str, k: int, allowed: Mapping[str, Collection[str]], matching: npt.NDArray[np.bool_]
    ) -> tuple[list[tuple[float, Passage]], Signs]:
        """The passages that come into question with their fit, best first, and the signs that one of them answers."""
        query = self._speller.corrected(query[:_LONGEST_QUERY])
        words, vector = keywords(query), embed([query])[0]
        overlap = self._keywords.overlap(words) * matching
        likeness = self._likeness(vector, self._candidates(k, vector, overlap, allowed))
        shared = {passage.passage_id: float(one) for passage, one in zip(self.passages, overlap, strict=True)}
        fits = [
            (_MEANING * likeness[passage.passage_id] + _KEYWORDS * shared[passage.passage_id], passage)
            for passage in self.passages
            if passage.passage_id in likeness
        ]
        ranked = sorted(fits, key=lambda one: -one[0])
        best = ranked[0][1].passage_id
        return ranked, Signs(
            meaning=likeness[best],
            keywords=shared[best],
            outside=self._outside.likeness(vector),
            outside_words=self._outside.shared_words(words),
            unknown_words=self._keywords.unknown_share(words),
            side=self._outside.side(vector),
        )

    @cached_property
    def _outside(self) -> Outside:
        """Made by the first search: a server is ready sooner without."""
        ours = vectors_of([text for passage in self.passages for text in _texts(passage)])
        return Outside(self._topics_outside, ours)

    def _candidates(
        self, k: int, vector: Vectors, overlap: npt.NDArray[np.float64], allowed: Mapping[str, Collection[str]]
    ) -> list[Passage]:
        """The best passages of each half of the search; at least `k`, if there are so many."""
        rows = max(_CANDIDATES, k * self._rows_of_one)  # should the nearest rows all be of the same few passages
        near = {row.split("/")[0] for row in self._dense.nearest(vector, min(rows, self._rows_of_all), allowed)}
        best = np.argsort(-overlap, kind="stable")[: max(_CANDIDATES // 3, k)]
        near |= {self.passages[i].passage_id for i in best if overlap[i] > 0}
        return [passage for passage in self.passages if passage.passage_id in near]

    def _likeness(self, vector: Vectors, passages: Sequence[Passage]) -> dict[str, float]:
        """How much each passage means what the query means: as a whole, and in the best way of asking for it."""
        cosines = self._dense.cosines(vector, [row for passage in passages for row in _rows(passage)])
        return {
            passage.passage_id: (cosines[passage.passage_id] + max(cosines[row] for row in _rows(passage))) / 2
            for passage in passages
        }


def _rows(passage: Passage) -> list[str]:
    """Ids of a passage's rows in the index: one for the whole, then one for each way of asking."""
    return [passage.passage_id, *(f"{passage.passage_id}/{number}" for number in range(1, len(passage.asked) + 1))]


def _texts(passage: Passage) -> list[str]:
    return [whole_text(passage), *passage.asked]


def _filters(sources: Collection[str] | None, evidence: Collection[str] | None) -> dict[str, Collection[str]]:
    return {
        name: set(values) for name, values in (("source_id", sources), ("evidence", evidence)) if values is not None
    }


def _matches(allowed: Mapping[str, Collection[str]], passage: Passage) -> bool:
    return all(getattr(passage, name) in values for name, values in allowed.items())
