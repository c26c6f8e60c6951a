"""What a small language encoder makes of a message; fitted on labelled messages by `python -m agent.learned.fit`.

It is the bundled embedding model (MiniLM, six layers), trained further to tell which field a number means and which
labels a message bears: a value of a vocabulary field, a request, a declined question. The message is read after the
fields of the pending question, in parts of whole sentences. No network; loaded on first use only.
"""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from agent.words.message import Message
from knowledge.embedding import session_of, word_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Matrix = npt.NDArray[np.float32]
Span = tuple[int, int]  # characters of the message: first, and behind the last

ENCODER = Path(__file__).with_name("encoder.onnx")
HEADS = Path(__file__).with_name("heads.npz")
NONE = "none"  # of a number: no field
DIMENSIONS = 384
_LONGEST, _LONGEST_SENTENCE = 224, 200  # pieces of words; the encoder takes 512, but long parts are rare in what it saw
_OUTSIDE: Span = (-1, -1)  # of pieces that are no words of the message
_END = 102  # the piece [SEP]
_STEEPEST = 30.0  # log odds
_LOADING = threading.Lock()

Label = tuple[str, str]  # a field and a value of it, or a kind of act and its name


@dataclass(frozen=True)
class Pieces:
    """A part of a message as the encoder takes it: ids of word pieces and the characters that each stands for."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return min(first for first, _ in self._words())

    @property
    def end(self) -> int:
        return max(last for _, last in self._words())

    def _words(self) -> list[Span]:
        return [span for span in self.spans if span != _OUTSIDE]

    def words(self) -> npt.NDArray[np.bool_]:
        """Which pieces are words of the message."""
        return np.array([span != _OUTSIDE for span in self.spans])

    def within(self, start: int, end: int) -> npt.NDArray[np.bool_]:
        """Which pieces touch the characters `start` to `end` of the message."""
        return np.array([span != _OUTSIDE and span[0] < end and span[1] > start for span in self.spans])


@dataclass(frozen=True)
class Heads:
    """The weights behind the encoder's states, one column a label or field."""

    labels: tuple[Label, ...]
    by_piece: Matrix  # (384, labels): the strongest piece counts
    by_mean: Matrix  # (384, labels)
    of_labels: Matrix  # (labels)
    fields: tuple[str, ...]  # what a number can mean; the first is `NONE`
    by_span: Matrix  # (2 * 384, fields): the number itself, and the phrase around it
    of_fields: Matrix  # (fields)
    by_mood: Matrix  # (2 * 384): a number that is only supposed
    of_mood: float


@dataclass(frozen=True)
class Scored:
    """What the encoder makes of one part of a message."""

    pieces: Pieces
    states: Matrix  # (pieces, 384)

    def labels(self, heads: Heads) -> tuple[Matrix, list[Span]]:
        """For each label its log odds, and the characters of the piece that speaks for it most."""
        mine = self.pieces.words()
        each = self.states[mine] @ heads.by_piece
        strongest = each.argmax(axis=0)
        spans = [span for span, is_mine in zip(self.pieces.spans, mine, strict=True) if is_mine]
        odds: Matrix = each.max(axis=0) + self.states[mine].mean(axis=0) @ heads.by_mean + heads.of_labels
        return odds, [spans[place] for place in strongest]

    def fields(self, heads: Heads, number: Span, phrase: Span) -> dict[str, float]:
        """For each field, and for `NONE`, the log of its share among the things that the number could mean."""
        score = self._of_span(number, phrase) @ heads.by_span + heads.of_fields
        return dict(zip(heads.fields, (score - np.logaddexp.reduce(score)).tolist(), strict=True))

    def supposed(self, heads: Heads, number: Span, phrase: Span) -> float:
        """The chance that the number is supposed ("what if it were 40,000?") where it means a field at all."""
        score = float(self._of_span(number, phrase) @ heads.by_mood + heads.of_mood)
        return 1 / (1 + exp(-max(-_STEEPEST, min(score, _STEEPEST))))

    def _of_span(self, number: Span, phrase: Span) -> Matrix:
        return np.concatenate([self._mean(*number), self._mean(*phrase)])

    def _mean(self, start: int, end: int) -> Matrix:
        mean: Matrix = self.states[self.pieces.within(start, end)].mean(axis=0)
        return mean


def parts_of(message: Message, asked: Sequence[str]) -> tuple[Scored, ...]:
    """The message's parts with the encoder's states; no sentence, no part."""
    return tuple(Scored(pieces, _states(pieces.ids)) for pieces in pieces_of(message, asked))


def pieces_of(message: Message, asked: Sequence[str]) -> list[Pieces]:
    """The message in parts of whole sentences, each behind the names of the fields that are asked for."""
    words = _words()
    opening = words.encode(", ".join(field.replace("_", " ") for field in asked) or "nothing").ids
    parts: list[tuple[list[int], list[Span]]] = []
    for sentence in message.structure.sentences:
        if sentence.first == sentence.last:
            continue
        start = message.tokens[sentence.first].start
        encoded = words.encode(_readable(message.quote(sentence.first, sentence.last)), add_special_tokens=False)
        ids = encoded.ids[:_LONGEST_SENTENCE]
        spans = [(start + first, start + last) for first, last in encoded.offsets[:_LONGEST_SENTENCE]]
        if not ids:
            continue
        if not parts or len(parts[-1][0]) + len(ids) >= _LONGEST:
            parts.append((list(opening), [_OUTSIDE] * len(opening)))
        parts[-1][0].extend(ids)
        parts[-1][1].extend(spans)
    return [Pieces((*ids, _END), (*spans, _OUTSIDE)) for ids, spans in parts]


def _readable(text: str) -> str:
    """Text without lone surrogates, of the same length."""
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=64)  # numbers and labels of a turn are read from the same states
def _states(ids: tuple[int, ...]) -> Matrix:
    states: Matrix = _session().run(None, {"input_ids": np.array([ids], dtype=np.int64)})[0][0]
    return states


@cache
def heads() -> Heads:
    """The fitted weights that read the states."""
    with np.load(HEADS) as file:
        return Heads(
            tuple((str(kind), str(name)) for kind, name in file["labels"]),
            file["by_piece"].astype(np.float32),
            file["by_mean"].astype(np.float32),
            file["of_labels"].astype(np.float32),
            tuple(str(name) for name in file["fields"]),
            file["by_span"].astype(np.float32),
            file["of_fields"].astype(np.float32),
            file["by_mood"].astype(np.float32),
            float(file["of_mood"]),
        )


def fingerprint() -> str:
    """Of the encoder's file; `heads.npz` names the one that it belongs to."""
    return hashlib.sha256(ENCODER.read_bytes()).hexdigest()


def _words() -> "Tokenizer":
    with _LOADING:
        return _tokenizer()


@cache
def _tokenizer() -> "Tokenizer":
    return word_pieces()


def _session() -> Any:
    with _LOADING:  # `cache` alone would let two threads load it twice
        return _loaded()


@cache
def _loaded() -> Any:
    return session_of(ENCODER)
