"""Rows for the fitted machines: named features, hashed words, and what the embedding model makes of a text."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from agent.learned.machine import Matrix
from agent.message import Message
from agent.tokens import Token
from knowledge.embedding import TokenStates, token_states

WORDS = 2048  # places that words are hashed to; collisions are rare among the words of one sentence
_MOST_SENTENCES, _MOST_TOKENS = 3, 80  # of a message that is read as one unit


@dataclass(frozen=True)
class Unit:
    """A part of a message that is read as one: a short message whole, a long one by sentences.

    `first` to `last` (excluded) are tokens, `start` is the first character.
    """

    first: int
    last: int
    start: int
    states: TokenStates

    @property
    def mean(self) -> Matrix:
        mean: Matrix = self.states.vectors.mean(axis=0)
        return mean

    @property
    def strongest(self) -> Matrix:
        strongest: Matrix = self.states.vectors.max(axis=0)
        return strongest

    def around(self, start: int, end: int) -> Matrix:
        """The mean of the states of the characters `start` to `end` of the message."""
        return self.states.between(start - self.start, end - self.start)


def units_of(message: Message) -> list[Unit]:
    """The units of a message in order; no tokens, no units."""
    sentences = message.structure.sentences
    if not sentences:
        return []
    if len(sentences) <= _MOST_SENTENCES and len(message.tokens) <= _MOST_TOKENS:
        places = [(sentences[0].first, sentences[-1].last)]
    else:
        places = [(sentence.first, sentence.last) for sentence in sentences if sentence.first < sentence.last]
    texts = [message.quote(first, last) for first, last in places]
    return [
        Unit(first, last, message.tokens[first].start, states)
        for (first, last), states in zip(places, token_states(texts), strict=True)
    ]


def hashed(words: Iterable[str]) -> Matrix:
    """Words as a vector of length 1, each at a place and with a sign of its own."""
    vector = np.zeros(WORDS, dtype=np.float32)
    for word in words:
        code = zlib.crc32(word.encode("utf-8", "replace"))
        vector[code % WORDS] += 1.0 if (code >> 16) & 1 else -1.0
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def word_of(token: Token) -> str:
    """A token as the machines see it: a stem, "#" for a number, or the sign itself."""
    if token.kind == "number" or any(letter.isdigit() for letter in token.text):
        return "#"
    return token.stem if token.kind == "word" else token.text


def pairs(words: Sequence[str]) -> list[str]:
    return [f"{first}_{second}" for first, second in pairwise(words)]


@dataclass(frozen=True)
class Scaling:
    """How features become rows: named ones by their mean and spread, embeddings by their mean."""

    names: tuple[str, ...]
    mean: Matrix
    spread: Matrix
    centres: Matrix  # one row per embedding of the layout

    @classmethod
    def of(cls, named: Sequence[Mapping[str, float]], embedded: Sequence[Sequence[Matrix]]) -> "Scaling":
        names = tuple(sorted({name for row in named for name in row}))
        table = _table(names, named)
        centres = np.array([np.mean([row[place] for row in embedded], axis=0) for place in range(len(embedded[0]))])
        return cls(names, table.mean(axis=0), table.std(axis=0) + np.float32(0.1), centres.astype(np.float32))

    def rows(
        self,
        named: Sequence[Mapping[str, float]],
        words: Sequence[Matrix],
        embedded: Sequence[Sequence[Matrix]],
        weights: Sequence[float],
    ) -> Matrix:
        """Rows for the machine; `weights` are of the named features, of the words, and of each embedding in turn."""
        table = (_table(self.names, named) - self.mean) / self.spread / np.float32(np.sqrt(len(self.names)))
        parts = [table * np.float32(weights[0]), np.array(words) * np.float32(weights[1])]
        for place, weight in enumerate(weights[2:]):
            column = np.array([row[place] for row in embedded]) - self.centres[place]
            parts.append(column / (np.linalg.norm(column, axis=1, keepdims=True) + 1e-9) * np.float32(weight))
        rows: Matrix = np.concatenate([*parts, np.full((len(table), 1), 0.5)], axis=1).astype(np.float32)
        return rows


def _table(names: Sequence[str], named: Sequence[Mapping[str, float]]) -> Matrix:
    place = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(named), len(names)), dtype=np.float32)
    for row, features in enumerate(named):
        for name, value in features.items():
            if name in place:
                table[row, place[name]] = value
    return table
