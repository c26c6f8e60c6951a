"""The words and digits that quantities are written with, each with its type in the grammar `quantities.lark`.

The words are `cues/numbers.yaml`. Some mean a number only beside the right neighbour: "m" behind digits, "one" not in
"no one".
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.cues import BadCues, load_cues
from agent.tokens import Token, stem_of

_SUFFIX = "SUFFIX"
_MONEY_SIGNS = frozenset("$€£¥₹")


@dataclass(frozen=True, slots=True)
class Reading:
    """A lexical reading of one or more tokens: its type in the grammar, its value, and how many tokens it takes."""

    type: str
    value: Any
    tokens: int


def readings(tokens: Sequence[Token], masked: Collection[int]) -> list[list[Reading]]:
    """Per token, its possible readings, longest first; none where no number word begins."""
    return [[] if index in masked else list(readings_at(tokens, index, masked)) for index in range(len(tokens))]


def readings_at(tokens: Sequence[Token], index: int, masked: Collection[int]) -> Iterator[Reading]:
    """The readings that begin at one token."""
    token = tokens[index]
    if token.kind == "number":
        value = number_value(token.text, _follows(tokens, index))
        if value is not None:
            yield Reading("NUM", value, 1)
        return
    for words, type_, value in _lexicon().get(token.lower, ()):
        taken = _phrase_at(tokens, index, words, masked)
        if taken and _allowed(type_, tokens, index) and _goes_on(type_, token.lower, tokens, index + taken):
            yield Reading(_typed_by_what_follows(type_, tokens, index + taken), value, taken)
    if token.kind == "word":
        yield from _counted(tokens, index, masked)


def _typed_by_what_follows(type_: str, tokens: Sequence[Token], place: int) -> str:
    """ "every third answer" is a share, "every third day" a rate."""
    if type_ == "NTH" and not _is_case(tokens, place):
        return "NTH_TIME"
    return "SCALE" if type_ == _SUFFIX else type_


def _counted(tokens: Sequence[Token], index: int, masked: Collection[int]) -> Iterator[Reading]:
    """What a number counts, where it stands inside the number: "one reply in ten", "a page and a half"."""
    if index and _follows(tokens, index) == "and" and not _is_time(tokens[index].lower):
        for words, type_, value in _lexicon()["and"]:
            taken = _phrase_at(tokens, index + 1, words, masked) if type_ == "AND_FRACTION" else 0
            if taken:
                yield Reading("HALF_MORE", value, 1 + taken)
    if _is_case(tokens, index) and (not index or tokens[index - 1].lower not in ("a", "an")):  # "a sample of 200"
        yield Reading("CASE", None, 1)
    elif _is_plural(tokens[index]):
        yield Reading("THINGS", None, 1)


def _is_case(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].stem in _cases()


def _is_plural(token: Token) -> bool:
    word = token.lower
    return len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _phrase_at(tokens: Sequence[Token], index: int, phrase: tuple[str, ...], masked: Collection[int]) -> int:
    """How many tokens the phrase takes at this place, hyphens inside it included; 0 when it is not there."""
    place = index
    for position, word in enumerate(phrase):
        if position and place < len(tokens) and tokens[place].text == "-":
            place += 1
        if place >= len(tokens) or place in masked or tokens[place].lower != word:
            return 0
        place += 1
    return place - index


def _allowed(type_: str, tokens: Sequence[Token], index: int) -> bool:
    """Readings that depend on the neighbour: "m" only behind digits, "s" too, "one" not in "no one" or "the one"."""
    before = tokens[index - 1] if index else None
    word = tokens[index].lower
    if type_ == _SUFFIX or (type_ == "TIME" and len(word) == 1) or word == "x":
        if type_ == "TIME" and before is not None and before.text == "/":
            return True
        if word == "k" and before is not None and before.lower in _BEFORE_K:
            return True  # "three hundred K"
        return before is not None and before.kind == "number" and tokens[index].start - before.end <= 1
    if type_ == "SCALE" and before is not None:
        return before.kind == "number" or before.text != "."
    return _allowed_word(type_, tokens, index)


def _allowed_word(type_: str, tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    word = tokens[index].lower
    if type_ == "ONE" and word in ("a", "an") and before is not None and _is_scale(before.lower):
        return False  # "forty thousand a week"
    if type_ == "ONE" and word in ("a", "an") and index + 1 < len(tokens) and tokens[index + 1].text in _MONEY_SIGNS:
        return False  # "a $50k budget"
    if word == "one":
        after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return not (before and before.lower in _NO_NUMBER_BEFORE_ONE) and after != "of"
    if word == "quarters" and type_ == "PART":  # "two quarters" are half a year, "two to three quarters" too
        ranged = index >= 2 and tokens[index - 2].lower in ("to", "or", "-", "–")
        counted = tokens[index - 2] if before is not None and before.text == "-" else before
        return counted is not None and counted.lower in ("three", "3") and not ranged
    if word == "quarter" and type_ == "PART":  # "a quarter" alone is a time
        return _follows(tokens, index) in _QUARTER_OF
    if type_ == "SIGN" and word == "a":  # "A$50k" is Australian, "a $50k budget" is not
        return tokens[index].text == "A" and index + 1 < len(tokens) and tokens[index + 1].start == tokens[index].end
    if type_ == "FACTOR" and word in ("in", "by"):  # "in half a year"
        return index + 2 >= len(tokens) or tokens[index + 2].lower not in ("a", "an")
    if word in ("points", "may"):
        return before is not None and before.kind == "number"
    return True


def _goes_on(type_: str, word: str, tokens: Sequence[Token], place: int) -> bool:
    """ "every fourth answer" is a share, "every second day" no; "500 by day" is a rate, "by week 10" a deadline."""
    following = tokens[place] if place < len(tokens) else None
    if type_ == "NTH":
        return _is_case(tokens, place) or (following is not None and _is_time(following.lower))
    if type_ == "ADVERB" and [token.lower for token in tokens[place - 2 : place]] == ["in", "month"]:
        return following is None or following.kind != "number"
    if type_ == "ADVERB" and word == "by":
        return following is None or (
            following.kind != "number" and following.lower not in ("end", "one", "two", "three")
        )
    return True


def _is_scale(word: str) -> bool:
    return any(type_ == "SCALE" for _, type_, _ in _lexicon().get(word, ()))


def _is_time(word: str) -> bool:
    return any(type_ == "TIME" for _, type_, _ in _lexicon().get(word, ()))


_QUARTER_OF = frozenset({"fewer", "less", "more", "lower", "higher", "on", "of", "up", "down", "extra", "again"})
_BEFORE_K = frozenset({"ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"})
_SHORTEST_PLURAL = 4  # letters
_NO_NUMBER_BEFORE_ONE = {
    "no",
    "the",
    "this",
    "that",
    "which",
    "another",
    "any",
    "every",
    "each",
    "first",
    "second",
    "third",
    "last",
    "next",
    "previous",
    "other",
    "same",
    "right",
    "wrong",
    "new",
    "old",
    "big",
    "single",
}


def _follows(tokens: Sequence[Token], index: int) -> str:
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def number_value(text: str, following: str = "") -> float | None:
    """What digits with separators stand for: `1,000`, `1.000.000`, `1'000`, `1 000`, `1,5`, `0.125`; `None` if neither.

    One dot in front of exactly three digits separates thousands ("1.500 requests"), unless the number begins with 0 or
    a scale, a percent sign or a short unit of time follows ("1.125 million", "1.250 seconds").
    """
    digits = text.translate(_NO_SPACES)
    marks = [character for character in digits if character in ".,"]
    if len(digits) > 24:
        return None
    if not marks:
        return float(digits)
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if not head:
        return _decimal("0", tail)
    grouped = len(tail) == 3
    if len(set(marks)) == 2:
        return _decimal(head, tail)
    if len(marks) > 1:
        return float(digits.replace(last, "")) if grouped else None
    decimal_dot = last == "." and (digits.startswith("0") or following in _AFTER_DECIMALS or len(head) > 3)
    if grouped and not decimal_dot and not digits.startswith("0"):
        return float(head + tail)
    return _decimal(head, tail)


def _decimal(head: str, tail: str) -> float:
    return float(head.replace(".", "").replace(",", "") + "." + tail)


_NO_SPACES = {ord(character): None for character in " '’\u00a0\u202f\u2009"}
_AFTER_DECIMALS = {
    "m", "mn", "bn", "b", "million", "billion", "%", "percent", "s", "sec", "second", "seconds", "ms",
    "minutes", "hours",
}  # fmt: skip


def number_words() -> frozenset[str]:
    """Every word that a quantity may hold."""
    return frozenset(word for entries in _lexicon().values() for words, _, _ in entries for word in words)


@cache
def direction_words() -> dict[str, int]:
    """ "fewer" is -1, "more" 1."""
    return {str(word): int(sign) for word, sign in load_cues("numbers.yaml")["DIRECTION"].items()}


@cache
def faults() -> frozenset[str]:
    """Stems of cases that went wrong."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["FAULT"])


@cache
def _cases() -> frozenset[str]:
    """Stems of what a share is of."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["CASE"]) | faults()


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str, Any]]]:
    """First word to its phrases, longest first: (words, type, value). Raises `BadCues` naming the bad record."""
    found: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for type_, phrases in load_cues("numbers.yaml").items():
        if type_ in ("CASE", "FAULT"):
            continue
        if not isinstance(phrases, dict):
            raise BadCues(f"numbers.yaml: {type_} must map phrases to values.")
        for phrase, value in phrases.items():
            if not isinstance(phrase, str):
                raise BadCues(f"numbers.yaml: {type_}: {phrase!r} is no text; put it in quotes.")
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, type_, value))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found
