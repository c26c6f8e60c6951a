"""What belongs together in a sentence stays together: a figure and its unit, a period and what it counts, a condition.

`agent.model.sentences` asks whether a sentence has the draft's figures and words; this asks whether they are bound as
the draft binds them. "$13,000 a month, $156,000 a year" must not become "$156,000 a month", and what holds from 1,000
examples on must not hold always.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from agent.model.texts import apart
from knowledge.words import stem, stop_words

_WORD = re.compile(r"[^\W_][\w'’-]*|%")
# Where one thing said ends and the next begins.
_BOUNDARY = re.compile(
    r"[.;:,()!?–—]+(?=\s|$|\()|[()]|\b(?:and|or|but|while|at|then|so|with|plus|of which)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:when|whenever|if|unless|once|only|until|provided|where|as long as|as soon as|from [^.]* on|"
    r"at least|at most|above|below|over|under|more than|less than|fewer than)\b",
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"^\s*(?:%|per ?cent)?\s*", re.IGNORECASE)
_NEAR = 3  # words behind a figure in which a period is its own
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PERIODS = {"second", "minute", "hour", "day", "week", "month", "quarter", "year"}
_AS_PERIODS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annual": "year", "annually": "year", "annum": "year",
}  # fmt: skip


def keeps_bindings(sentence: str, source: str) -> bool:
    """Whether the sentence binds its figures, periods, models and conditions as `source` does, which it rewords."""
    return (
        _units_agree(sentence, source)
        and _periods_agree(sentence, source)
        and _models(sentence) <= _models(source)
        and _keeps_conditions(sentence, source)
    )


@dataclass(frozen=True)
class _Bound:
    """A figure and the words that stand behind it, up to the next figure or the end of what is said."""

    value: float
    kind: str
    behind: tuple[str, ...]


def _units_agree(sentence: str, source: str) -> bool:
    theirs = list(_bound(source))
    return all(_has_unit_of_source(own, theirs) for own in _bound(sentence))


def _has_unit_of_source(own: _Bound, theirs: list[_Bound]) -> bool:
    same = [one for one in theirs if one.kind == own.kind and abs(one.value - own.value) <= 0.05 * abs(one.value)]
    if not same:
        return True  # whether the source has the figure at all is not asked here
    periods = _PERIODS & set(own.behind)
    if not periods and all(_PERIODS & set(one.behind[:_NEAR]) for one in same):
        return False  # so much a month is not so much
    return not own.behind or any(
        (not one.behind and not periods)
        or (bool(set(own.behind[:1]) & set(one.behind[:2])) and periods <= set(one.behind))
        for one in same
    )


def _bound(text: str) -> Iterator[_Bound]:
    items = sorted(apart(text).measured, key=lambda item: item.quantity.start)
    for number, item in enumerate(items):
        quantity = item.quantity
        if quantity.bare_article:
            continue
        end = items[number + 1].quantity.start if number + 1 < len(items) else len(text)
        # The grammar may have read the unit as part of the figure: "13,000 a month".
        digits = re.match(r"[^\w]*[\d.,]+|\S+", text[quantity.start : quantity.end])
        rest = _PER_CENT.sub("", text[quantity.start + (digits.end() if digits else 0) : end])
        behind = _BOUNDARY.split(rest, maxsplit=1)[0]
        value = quantity.range[0] if quantity.range else quantity.value
        yield _Bound(value, quantity.kind, tuple(_stems(behind)))


def _periods_agree(sentence: str, source: str) -> bool:
    """Whether what happens every month in the sentence does so in the source, and not every day."""
    parts = [set(_stems(part)) for part in _parts(source)]
    for words in map(list, map(_stems, _parts(sentence))):
        for before, period in pairwise(words):
            if period in _PERIODS and before not in _PERIODS:
                holders = [part for part in parts if before in part]
                if holders and not any(period in part for part in holders):
                    return False
    return True


def _keeps_conditions(sentence: str, source: str) -> bool:
    """Whether what holds under conditions is said with them, and with all of their figures."""
    if not _CONDITION.search(source):
        return True
    said = {one.value for one in _bound(sentence)}
    for part in filter(_CONDITION.search, _SENTENCE_END.split(source)):
        figures = {one.value for one in _bound(part)}
        if figures & said and not figures <= said:
            return False
    return bool(_CONDITION.search(sentence))


def _models(text: str) -> set[str]:
    return {mention.name.lower() for mention in apart(text).models}


def _parts(text: str) -> Iterator[str]:
    yield from (part for part in _BOUNDARY.split(text) if part and part.strip())


def _stems(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text.lower()):
        word = found.group().strip("'’-")
        if word in _AS_PERIODS:
            yield _AS_PERIODS[word]
        elif word.removesuffix("s") in _PERIODS:
            yield word.removesuffix("s")
        elif word not in stop_words() and not word[:1].isdigit() and word != "%":
            yield stem(word)
