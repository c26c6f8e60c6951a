"""The check of a sentence that a model wrote, before anybody sees it: the draft must say the same.

The draft's sentences stand to a model's as a passage stands to what cites it (`agent.support`): its numbers, names,
direction, and most of its words. Beyond that, figures keep their kind, their period and their order, number words count
as numbers, and words that judge, promise or name an approach must be the draft's own. Comparing words, the check is
strict: a fair sentence may be held back, and then the draft's own stands in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from agent.grounding import numbers_in
from agent.model.bindings import keeps_bindings
from agent.model.texts import apart
from agent.support import is_supported, share_of_words
from agent.words.cues import load_cues, pattern_list
from agent.words.language import language_of
from knowledge.words import keywords, negations, stem

LONGEST = 500  # characters of one sentence
COVERED = 0.5  # share of a draft sentence's words that the reply must have for it to be said
_MOST_BEHIND = 3  # sentences of the draft that one sentence may join
_END = re.compile(r"[.!?][*_\"”)]*(?:\s*\[\d+\])*(?=\s)|\n")
_WHOLE = re.compile(r".+?(?:[.!?][*_\"”)]*(?:\s*\[\d+\])*(?=\s+\S|\s*$)|$)", re.DOTALL)
_MARK = re.compile(r"\[(\d+)\]")
# Markdown that draws, links or hides, and whatever looks like an address or like the inside of the machine.
_FORBIDDEN = re.compile(
    r"[<>|`{}\\#~^]|\]\s*[(:]|!\[|\[(?!\d+\])|https?|www\.|://|\b\w+@\w|[a-z]:\w|\w\.[a-z]{2,}|&\w+;|"
    r"\b(?:prompt says|system prompt|instructions?|language model|as an ai|assistant|the draft|rules?)\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_PERIODS = {
    "second": "second|seconds", "minute": "minute|minutes", "hour": "hour|hours|hourly", "day": "day|days|daily",
    "week": "week|weeks|weekly", "month": "month|months|monthly", "quarter": "quarter|quarters|quarterly",
    "year": "year|years|yearly|annual|annually|annum",
}  # fmt: skip
_FOR_EACH = re.compile(r"\bper ([a-z]+)")
_TYPOGRAPHY = frozenset("‘’“”‐‑–—…\u00a0\u202f")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w-]+")


@dataclass(frozen=True)
class _Figure:
    value: float
    kind: str
    in_digits: bool
    start: int  # where it stands in the text without its marks
    end: int

    def is_from(self, other: "_Figure") -> bool:
        near = 0.05 if self.in_digits else 0.001  # rounding of printed digits is the check of grounding
        return self.kind == other.kind and abs(self.value - other.value) <= near * max(abs(other.value), 1e-12)


class SentenceCheck:
    """The sentences of one draft, and which of them the model's have said so far."""

    def __init__(self, draft: str) -> None:
        self._draft = list(_sentences(draft))
        self._said: list[str] = []

    def holds(self, sentence: str) -> bool:
        """Whether the sentence may be sent; then it counts as said."""
        bare = without_opening(sentence)
        if _FORBIDDEN.search(sentence) or len(sentence) > LONGEST or "?" in sentence or sentence in self._said:
            return False
        if not keywords(bare) and not _MARK.search(bare):
            fine = not self._said and sentence != bare  # one word of courtesy, at the beginning
        else:
            fine = self._is_behind(bare)
        if fine:
            self._said.append(sentence)
        return fine

    def has_said(self, words: str) -> bool:
        """Whether all figures and marks of `words` and most of the rest were said."""
        said = " ".join(self._said)
        figures = _figures(said)
        return (
            all(any(own.is_from(one) for one in figures) for own in _figures(words))
            and set(_MARK.findall(words)) <= set(_MARK.findall(said))
            and share_of_words(_MARK.sub("", words), said) >= COVERED
        )

    def unsaid(self, text: str) -> list[str]:
        """The sentences of a part of the draft that still have to be said, in order.

        Of a paragraph that cites, what has no figure and denies nothing may be left out once the rest of it was said.
        """
        missing: list[str] = []
        for paragraph in ([*_sentences(part)] for part in text.split("\n\n")):
            left = [sentence for sentence in paragraph if not self.has_said(sentence)]
            if len(left) < len(paragraph) and any(_MARK.search(sentence) for sentence in paragraph):
                left = [one for one in left if _figures(one) or _MARK.search(one) or negations(one)]
            missing += left
        return missing

    def _is_behind(self, sentence: str) -> bool:
        behind = self._behind(sentence)
        source = " ".join(behind)
        bare = _MARK.sub("", sentence).strip()
        return (
            bool(behind)
            and language_of(bare) == "en"
            and all(self._backs(mark, bare) for mark in _MARK.findall(sentence))
            and _in_order(_figures(bare), _figures(source))
            and keeps_bindings(bare, _MARK.sub("", source))
            and _sides_agree(bare, source)
            and _periods(bare) <= _periods(source)
            and _claims(bare) <= _claims(source)
            and _approaches(bare) <= _approaches(source)
            and all(name.lower() in source.lower() for name in _NAME.findall(bare))
            and _products(bare) <= _products(source)
            and _strange(bare) <= _strange(source)
            and _counted(bare) <= _words(source)
            and is_supported(_without_capital(bare, source), [_MARK.sub("", source)], [*numbers_in(source)])
        )

    def _backs(self, mark: str, sentence: str) -> bool:
        """Whether the draft puts the mark behind what the sentence says, and not only behind what stands next to it."""
        marked = [_MARK.sub("", one) for one in self._draft if mark in _MARK.findall(one)]
        return any(max(share_of_words(sentence, one), share_of_words(one, sentence)) >= COVERED for one in marked)

    def _behind(self, sentence: str) -> list[str]:
        """The draft's sentences that this one says: the nearest, and those that have its further figures and marks."""
        wanted = list(_figures(sentence))
        marks = set(_MARK.findall(sentence))
        ranked = sorted(self._draft, key=lambda one: -share_of_words(sentence, one))
        chosen: list[str] = []
        for one in ranked:
            own = _figures(one)
            brings = [figure for figure in wanted if any(figure.is_from(other) for other in own)]
            if not chosen or brings or marks & set(_MARK.findall(one)):
                chosen.append(one)
                wanted = [figure for figure in wanted if figure not in brings]
                marks -= set(_MARK.findall(one))
            if len(chosen) == _MOST_BEHIND or not (wanted or marks):
                break
        return [one for one in self._draft if one in chosen]


def next_sentence(text: str) -> tuple[str, str] | None:
    """The first whole sentence of a text that is still coming, and what is behind it; `None`: none is whole yet."""
    for end in _END.finditer(text):
        rest = text[end.end() :]
        if "\n" not in end.group() and len(rest.lstrip()) < 2:
            return None  # a mark may follow
        if text[: end.end()].strip():
            return text[: end.end()], rest
    return None


def plain(sentence: str) -> str:
    """A sentence in one line, without the sign of a list before it."""
    return " ".join(_LIST_MARK.sub("", sentence).split())


def without_opening(sentence: str) -> str:
    """The sentence without a courtesy in front of it."""
    while (found := _opening().match(sentence)) and found.end():
        sentence = sentence[found.end() :]
    return sentence


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from (found.group().strip() for found in _WHOLE.finditer(line) if found.group().strip())


@lru_cache(maxsize=1024)
def _figures(text: str) -> tuple[_Figure, ...]:
    return tuple(_found_figures(text))


def _found_figures(text: str) -> Iterator[_Figure]:
    bare = _MARK.sub("", text)
    for item in apart(bare).measured:
        quantity = item.quantity
        written = bare[quantity.start : quantity.end]
        if quantity.bare_article or quantity.relative or written.lower() in ("one", "a", "an"):
            continue
        in_digits = any(letter.isdigit() for letter in written)
        for value in quantity.range or (quantity.value,):
            yield _Figure(value, quantity.kind, in_digits, quantity.start, quantity.end)


def _in_order(said: Sequence[_Figure], source: Sequence[_Figure]) -> bool:
    """Whether the figures are the source's, in the source's order: two that change places change the meaning."""
    place = 0
    for figure in said:
        while place < len(source) and not figure.is_from(source[place]):
            place += 1
        if place == len(source):
            return False
        place += 1
    return True


def _sides_agree(said: str, source: str) -> bool:
    """Whether each figure is named as the source names it: input or output, today's or the one needed."""
    live = [all(side.search(source) for side in sides) for sides in _contrasts()]
    for figure in _figures(said):
        sides = [_sides(source, other) for other in _figures(source) if figure.is_from(other)]
        for place, side in enumerate(_sides(said, figure)):
            others = {theirs[place] for theirs in sides}
            if live[place] and side is not None and side not in others:
                return False
    return True


def _sides(text: str, figure: _Figure) -> list[int | None]:
    """For each contrast, which side's word stands nearest to the figure; `None` where the text has neither."""
    found: list[int | None] = []
    for patterns in _contrasts():
        near = [
            (min(abs(word.start() - figure.end), abs(figure.start - word.end())), side)
            for side, pattern in enumerate(patterns)
            for word in pattern.finditer(text)
        ]
        found.append(min(near)[1] if near else None)
    return found


def _periods(text: str) -> set[str]:
    return {name for name, words in _PERIODS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)}


def _claims(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[a-z']+", text.lower())} & _held().claim_stems


def _approaches(text: str) -> set[str]:
    lowered = text.lower()
    return {name for name, pattern in _approach_patterns().items() if pattern.search(lowered)}


def _products(text: str) -> set[str]:
    """Families of models, their makers and the clouds that sell them, however they are written."""
    words = re.findall(r"([a-z]+)(\d?)", text.lower())
    return {
        name
        for letters, digit in words
        for name in (letters + digit, letters, letters.removesuffix("s"))
        if name in _product_names()
    }


def _strange(text: str) -> set[str]:
    """Characters that English does without: letters in which a name may hide, other currencies, what is not seen."""
    return {letter for letter in text if not letter.isascii()} - _TYPOGRAPHY


def _counted(text: str) -> set[str]:
    """What things are counted in, or what one figure is for: words, tokens, "per user"."""
    shares_aside = re.sub(r"\bper ?cent\b", "%", text.lower())
    return (_words(shares_aside) & _held().unit_stems) | {stem(one) for one in _FOR_EACH.findall(shares_aside)}


def _words(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[a-z]+", text.lower())}


def _without_capital(sentence: str, source: str) -> str:
    """The sentence as it would go on behind another, where its first word is one like any other, and no name."""
    first = re.match(r"[A-Z][a-z]+\b(?!['’])", sentence)
    if first is None:
        return sentence
    word = first.group().lower()
    is_common = word in _held().beginnings or stem(word) in _words(source)
    return word[0] + sentence[1:] if is_common else sentence


class _HeldWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: tuple[str, ...]
    approaches: Mapping[str, tuple[str, ...]]
    contrasts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    openings: tuple[str, ...]
    beginnings: frozenset[str]
    makers: frozenset[str]
    units: tuple[str, ...]

    @property
    def unit_stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.units))

    @property
    def claim_stems(self) -> frozenset[str]:
        return frozenset(stem(word) for phrase in self.claims for word in phrase.split())


@cache
def _held() -> _HeldWords:
    file = Path(__file__).with_name("held_words.yaml")
    return _HeldWords.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@cache
def _product_names() -> frozenset[str]:
    return _held().makers | frozenset(pattern_list(load_cues("models.yaml")["families"], "models.yaml: families"))


@cache
def _approach_patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})") for name, words in _held().approaches.items()}


@cache
def _contrasts() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(
        tuple(re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for words in sides)
        for sides in _held().contrasts
    )


@cache
def _opening() -> re.Pattern[str]:
    longest_first = sorted(_held().openings, key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, longest_first))})\s*(?:[,.:;!–—-]+\s*|$)", re.IGNORECASE)
