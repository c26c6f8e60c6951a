"""The keyword half of the search: BM25, as a share of the best score that a query could reach."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_TELLING = 6  # words of a query that count as asked for; the rest of a long one is its setting


class KeywordIndex:
    """Documents as lists of keywords, ready to be compared with a query's keywords."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._frequencies = Counter(word for document in documents for word in set(document))
        import bm25s  # noqa: PLC0415 -- half a second; only a search needs it

        self._ranker = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self._ranker.index([list(document) for document in documents], show_progress=False)

    def overlap(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """For each document, from 0 (no word of the query) to 1 (all of them, over and over).

        A word that no document has counts fully against all of them: a question about tax law is not ours.
        """
        distinct = sorted(set(words))
        known = [word for word in distinct if word in self._frequencies]
        if not known:
            return np.zeros(self._size)
        best = sum(sorted(map(self._weight, distinct), reverse=True)[:_TELLING])
        return np.minimum(1.0, np.asarray(self._ranker.get_scores(known), dtype=np.float64) / best)

    def unknown_share(self, words: Sequence[str]) -> float:
        """The share of the words, by weight, that no document has; 0 where there are no words."""
        weights = {word: self._weight(word) for word in set(words)}
        unknown = math.fsum(weight for word, weight in weights.items() if word not in self._frequencies)
        return unknown / math.fsum(weights.values()) if weights else 0.0

    def _weight(self, word: str) -> float:
        """Inverse document frequency as Lucene has it, which is the most that BM25 gives a word."""
        frequency = self._frequencies[word]
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))
