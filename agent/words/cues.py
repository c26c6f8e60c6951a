"""Cue phrases: data that says which words point to what, and a matcher that finds them in a message.

A pattern is words with single spaces. `a|b` is either word, `word?` may be missing, `..` skips up to three words,
`=word` is compared letter by letter; everything else is compared by its stem. Hyphens do not count.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import is_
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from agent.words.tokens import Token, fold, stem_of

Payload = TypeVar("Payload", bound=Hashable)
_LONGEST_GAP = 3
_NOT_WORDS = frozenset("-‐‑'’")
_FOLDER = Path(__file__).parent / "cues"


class _WordsLoader(yaml.SafeLoader):
    """YAML in which yes, no, on and off are words, as people write them."""


_WordsLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class BadCues(ValueError):
    """A cue file that cannot be used; names the file and the record."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A pattern found at tokens `first` to `last` (excluded)."""

    payload: Payload
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Element:
    stems: frozenset[str]
    exact: frozenset[str]
    optional: bool = False
    gap: bool = False


_KEPT = 8
_Pattern = tuple[tuple[_Element, ...], Payload, frozenset[str]]  # with the words that its second one may be, if any


class Cues(Generic[Payload]):
    """Many patterns, each with what it stands for, searched in one pass."""

    def __init__(self, patterns: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[_Pattern[Payload]]] = {}
        self._latest: tuple[tuple[Sequence[Token], tuple[Hit[Payload], ...]], ...] = ()
        self.vocabulary: set[str] = set()
        for text, payload in patterns:
            for variant in _variants(_compiled(text)):
                for word in variant[0].stems | variant[0].exact:
                    self._by_first.setdefault(word, []).append((variant, payload, _second(variant)))
            self.vocabulary.update(_words(text))

    def find(self, tokens: Sequence[Token]) -> tuple[Hit[Payload], ...]:
        """Every pattern at every place, in order of place; per place and payload the longest."""
        # In a turn many ask for the same few stretches of one message: two of three searches are one of the last few.
        for known, hits in self._latest:
            if len(known) == len(tokens) and all(map(is_, known, tokens)):
                return hits
        found = self._search(tokens)
        self._latest = ((tuple(tokens), found), *self._latest[: _KEPT - 1])
        return found

    def _search(self, tokens: Sequence[Token]) -> tuple[Hit[Payload], ...]:
        begins = [(index, found) for index, token in enumerate(tokens) if (found := self._beginning(token))]
        if not begins:
            return ()
        places = [index for index, token in enumerate(tokens) if token.text not in _NOT_WORDS]
        best: dict[tuple[int, Payload], int] = {}
        for index, patterns in begins:
            start = bisect_left(places, index)
            behind = tokens[places[start + 1]] if start + 1 < len(places) else None
            follows = (behind.stem, behind.lower) if behind else ()
            for elements, payload, second in patterns:
                if second and second.isdisjoint(follows):  # of ten patterns that begin alike, one goes on alike
                    continue
                end = _match(elements, 0, tokens, places, start)
                if end is not None:
                    last = places[end - 1] + 1
                    best[index, payload] = max(best.get((index, payload), 0), last)
        return tuple(
            Hit(payload, first, last) for (first, payload), last in sorted(best.items(), key=lambda item: item[0][0])
        )

    def _beginning(self, token: Token) -> "Sequence[_Pattern[Payload]]":
        """The patterns that may begin with a token."""
        if token.text in _NOT_WORDS:
            return ()
        by_stem = self._by_first.get(token.stem, ())
        if token.lower == token.stem or token.lower not in self._by_first:
            return by_stem
        return [*by_stem, *self._by_first[token.lower]]


@cache  # many ask for parts of one file
def load_cues(name: str) -> Any:
    """The records of a cue file, the same ones for all who ask. Raises `BadCues` when it is no YAML."""
    path = _FOLDER / name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_WordsLoader)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise BadCues(f"{path.name} is no YAML: {error}") from error


def pattern_list(value: object, place: str) -> list[str]:
    """A list of patterns as it stands in a file. Raises `BadCues` that names the place."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise BadCues(f"{place} must be a list of phrases, in quotes where YAML would read a number, true or false.")
    return value


def groups_of(record: Mapping[str, object], place: str) -> Iterator[tuple[str, str]]:
    """Pairs (pattern, group) of a mapping from group to patterns."""
    for group, patterns in record.items():
        for pattern in pattern_list(patterns, f"{place}: {group}"):
            yield pattern, group


def _compiled(text: str) -> tuple[_Element, ...]:
    return tuple(_element(part) for part in text.replace("-", " ").split())


def _element(part: str) -> _Element:
    if part == "..":
        return _Element(frozenset(), frozenset(), gap=True)
    optional = part.endswith("?") and len(part) > 1
    words = part.rstrip("?").split("|") if optional else part.split("|")
    exact = frozenset(fold(word[1:]) for word in words if word.startswith("="))
    stems = frozenset(stem_of(word) for word in words if not word.startswith("="))
    return _Element(stems, exact, optional=optional)


def _second(elements: tuple[_Element, ...]) -> frozenset[str]:
    """The words of which one must follow the first; none where others may stand between."""
    if len(elements) == 1 or elements[1].gap or elements[1].optional:
        return frozenset()
    return elements[1].stems | elements[1].exact


def _words(text: str) -> Iterator[str]:
    for part in text.replace("-", " ").split():
        for word in part.rstrip("?").split("|"):
            if word.isalpha():
                yield fold(word)


def _variants(elements: tuple[_Element, ...]) -> Iterator[tuple[_Element, ...]]:
    """The pattern itself, and without its first element where that may be missing."""
    yield elements
    if elements[0].optional and len(elements) > 1:
        yield from _variants(elements[1:])


def _stops_gap(token: Token) -> bool:
    """A gap skips neither the end of a sentence nor a negation: "we never measured" is no "we .. measured"."""
    return token.is_end or token.lower in _NEGATIONS


_NEGATIONS = frozenset({"not", "never", "no", "nobody", "nothing", "without", "don't", "doesn't", "isn't", "aren't"})


def _match(
    elements: Sequence[_Element], at: int, tokens: Sequence[Token], places: Sequence[int], start: int
) -> int | None:
    """Position in `places` behind the match of `elements[at:]` from `start`, or `None`."""
    many, words = len(elements), len(places)
    while at < many and not (elements[at].gap or elements[at].optional):  # most patterns are words in a row
        if start >= words or not _is_word(elements[at], tokens[places[start]]):
            return None
        at, start = at + 1, start + 1
    if at == many:
        return start
    element = elements[at]
    if element.gap:
        for skipped in range(_LONGEST_GAP + 1):
            if skipped and (start + skipped > len(places) or _stops_gap(tokens[places[start + skipped - 1]])):
                return None
            end = _match(elements, at + 1, tokens, places, start + skipped)
            if end is not None:
                return end
        return None
    if start < words and _is_word(element, tokens[places[start]]):
        end = _match(elements, at + 1, tokens, places, start + 1)
        if end is not None:
            return end
    return _match(elements, at + 1, tokens, places, start)


def _is_word(element: _Element, token: Token) -> bool:
    return token.stem in element.stems or token.lower in element.exact or token.lower in element.stems
