"""Typing mistakes in cue words: "requsts" is read as "requests". The user's own spelling stays in every quote.

A word is a mistake when no list knows it: neither the cue files nor the vocabulary of the bundled tokenizer.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agent.words import enumerations, role_cues
from agent.words.clauses import act_cues
from agent.words.number_words import number_words
from agent.words.tokens import Token, stem_of
from knowledge.embedding import is_english

_SHORTEST, _LONGEST = 5, 24
_LONG_ENOUGH_FOR_TWO = 9
_MOST_CORRECTIONS = 150  # of one message; what has more is another language or noise


def corrected(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with `lower` and `stem` of a mistyped cue word set right."""
    left = _MOST_CORRECTIONS
    result: list[Token] = []
    for token in tokens:
        meant = token.lower
        if left and _may_be_mistaken(token):
            left -= 1
            meant = _meant(token.lower)
        result.append(token if meant == token.lower else replace(token, lower=meant, stem=stem_of(meant)))
    return result


def _may_be_mistaken(token: Token) -> bool:
    word = token.lower
    return (
        token.kind == "word"
        and _SHORTEST <= len(word) <= _LONGEST
        and word.isascii()
        and word.isalpha()
        and token.stem not in _cue_stems()
        and word not in _cue_words()
        and not is_english(word)
        and not _is_inflected(word)
    )


def _is_inflected(word: str) -> bool:
    """A known word with an ending that the vocabulary leaves out: "catalogues", "parcels", "summarising"."""
    stems = (
        word.removesuffix(ending)
        for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "able")
        if word.endswith(ending)
    )
    return any(is_english(stem) or is_english(stem + "e") for stem in stems)


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str:
    allowed = 2 if len(word) >= _LONG_ENOUGH_FOR_TWO else 1
    found = process.extractOne(word, _cue_words(), scorer=OSA.distance, score_cutoff=allowed)
    if found is None or found[0][0] != word[0]:
        return word
    return str(found[0])


@cache
def _cue_words() -> tuple[str, ...]:
    words = number_words() | act_cues().vocabulary | role_cues.vocabulary() | enumerations.vocabulary()
    return tuple(sorted(word for word in words if len(word) >= _SHORTEST and word.isalpha()))


@cache
def _cue_stems() -> frozenset[str]:
    return frozenset(stem_of(word) for word in _cue_words())
