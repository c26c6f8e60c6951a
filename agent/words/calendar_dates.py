"""Points in time by the calendar, as months from today: "by March", "1 March 2027", "Q3 next year", "before Christmas".

Words are `cues/calendar.yaml`. A day without a year is the next one that comes; a day that is past is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from agent.words.cues import load_cues, pattern_list
from agent.words.tokens import Token, is_whole

_DAYS_A_MONTH = 30.4
_CENTURY = range(2000, 2100)
_EARLY, _MIDDLE, _LATE = 5, 15, 25
_LONGEST_DAY = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A time, `months` from today, named by tokens `first` to `last` (excluded)."""

    months: float
    first: int
    last: int


def points_in_time(tokens: Sequence[Token], today: date) -> list[Point]:
    """Every future day, month, quarter, season or feast that the tokens name, in order."""
    found: list[Point] = []
    place = 0
    while place < len(tokens):
        named = _iso(tokens, place) or _named(tokens, place, today)
        if named is None:
            place += 1
            continue
        day, first, last = named
        if day > today:
            found.append(Point((day - today).days / _DAYS_A_MONTH, first, last))
        place = last
    return found


_Named = tuple[date, int, int]


def _iso(tokens: Sequence[Token], place: int) -> _Named | None:
    """2027-03-31, 31/03/2027, 31.03.2027."""
    texts = [token.text for token in tokens[place : place + 5]]
    parts = texts[0].split(".") if texts[0].count(".") == 2 else [texts[0], *texts[2:3], *texts[4:5]]
    last = place + (1 if "." in texts[0] else 5)
    if "." not in texts[0] and (len(texts) < 5 or texts[1] not in "-/" or texts[3] != texts[1]):
        return None
    if len(parts) != 3 or not all(is_whole(part) and len(part) <= 4 for part in parts):  # day, month, year
        return None
    first, second, third = map(int, parts)
    year, month, day = (first, second, third) if first in _CENTURY else (third, second, first)
    if month > 12 >= day:  # 03/31/2027
        month, day = day, month
    return _on(year if year > 99 else 2000 + year, month, day, place, last)  # "27"


def _named(tokens: Sequence[Token], place: int, today: date) -> _Named | None:
    word = _without_s(tokens[place])
    if word not in _beginnings() and tokens[place].lower not in _beginnings() and not is_whole(word):
        return None
    year, behind = _year(tokens, place + 1, today)
    if word in _words("months"):
        return _month(tokens, place, today)
    if word in _words("quarters"):
        month = 3 * int(_words("quarters")[word])
        part = _part(tokens, place)
        return _next(today, year, month - (2 if part == _EARLY else 0), _EARLY if part == _EARLY else 28, place, behind)
    if word in _words("seasons"):
        ahead = tokens[place - 1].lower if place else ""
        month, day = _words("seasons")[word]
        if year is None and (ahead == "this" or (ahead == "next" and date(today.year, month, day) > today)):
            year = today.year
        return _next(today, year, month, day, place, behind)
    for feast, (month, day) in _words("feasts").items():
        names = feast.split()
        if [token.lower for token in tokens[place : place + len(names)]] == names:
            year, behind = _year(tokens, place + len(names), today)
            behind = max(behind, place + len(names))
            if feast == _EASTER:
                return _easter_after(today, year, place, behind)
            return _next(today, year, month, day, place, behind)
    if word == "year" and place and _part(tokens, place):
        return _end_of_year(tokens, place, today)
    return _part_of_year(tokens, place)


def _without_s(token: Token) -> str:
    """ "September's intake", "by February's end"."""
    return token.lower.removesuffix("'s").removesuffix("’s")


def _easter_after(today: date, year: int | None, first: int, last: int) -> _Named:
    """Easter Sunday of the year, or the next one."""
    day = _easter(year or today.year)
    return (day if year is not None or day > today else _easter(today.year + 1)), first, last


def _easter(year: int) -> date:
    """By Gauss's rule, whose 24 and 5 are those of the years 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    too_late = week == 6 and (moon == 29 or (moon == 28 and year % 19 > 10))
    return date(year, 3, 22) + timedelta(days=moon + week - (7 if too_late else 0))


_EASTER = "easter"


def _part_of_year(tokens: Sequence[Token], place: int) -> _Named | None:
    """ "The end of 2027", "early 2028", "before 2028"."""
    if not is_whole(tokens[place].text) or len(tokens[place].text) != 4 or int(tokens[place].text) not in _CENTURY:
        return None
    year, part = int(tokens[place].text), _part(tokens, place)
    if part is None:
        ahead = tokens[place - 1].lower if place else ""
        return _on(year, 1, 1, place, place + 1) if ahead in ("before", "by", "until", "till") else None
    return _on(year, *_PARTS_OF_YEAR[part], place, place + 1)


def _end_of_year(tokens: Sequence[Token], place: int, today: date) -> _Named | None:
    """ "the end of the year", "year end", "mid next year"."""
    year = today.year + (1 if tokens[place - 1].lower == "next" else 0)
    return _on(year, *_PARTS_OF_YEAR[_part(tokens, place) or _LATE], place, place + 1)


_PARTS_OF_YEAR = {_EARLY: (2, 28), _MIDDLE: (6, 28), _LATE: (12, 28)}


def _month(tokens: Sequence[Token], place: int, today: date) -> _Named | None:
    """ "March", "1 March 2027", "March 1st", "the end of April", "mid-July"."""
    word = _without_s(tokens[place])
    year, behind = _year(tokens, place + 1, today)
    if word in ("may", "mar", "sun") and tokens[place].text.islower() and not _is_day_of(tokens, place):
        return None  # "it may take a year"
    day = _part(tokens, place)
    first = place
    if word != tokens[place].lower and place + 1 < len(tokens):  # "February's end"
        ends = {part: at for at, part in ((_LATE, "late"), (_EARLY, "early"), (_MIDDLE, "middle"))}
        named = next((at for part, at in ends.items() if tokens[place + 1].lower in _words("parts")[part]), None)
        day, behind = (named, max(behind, place + 2)) if named is not None else (day, behind)
    for index in (place - 1, place - 2, place - 3, place + 1):
        if 0 <= index < len(tokens) and tokens[index].kind == "number" and len(tokens[index].text) <= _LONGEST_DAY:
            beside = {token.lower for token in tokens[min(index, place) + 1 : max(index, place)]}
            if beside <= {"st", "nd", "rd", "th", "of"} and is_whole(tokens[index].text):
                day = int(tokens[index].text)
                first = min(first, index)
                year, behind = (year, behind) if index < place else _year(tokens, index + 1, today)
                break
    if day is None:
        ahead = [token.lower for token in tokens[max(0, place - 2) : place]]
        before = next((word for word in reversed(ahead) if word not in ("next", "this")), "")
        day = 1 if before in ("before", "by", "until", "till", "for") else _MIDDLE
    return _next(today, year, int(_words("months")[word]), min(day, 28), first, max(behind, place + 1))


def _is_day_of(tokens: Sequence[Token], place: int) -> bool:
    """ "1 may the new rules start": a day in front, and no verb behind."""
    ahead = tokens[place - 1] if place else None
    if ahead is None or not is_whole(ahead.text) or not 0 < int(ahead.text) <= _LONGEST_MONTH:
        return False
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    return behind is None or behind.kind != "word" or behind.lower in _BEHIND_A_DAY


_LONGEST_MONTH = 31
_BEHIND_A_DAY = frozenset(
    {"the", "a", "our", "next", "this", "for", "with", "and", "or", "is", "at", "as", "because", "when", "it", "we"}
)


def _part(tokens: Sequence[Token], place: int) -> int | None:
    """Early, in the middle or late, by the words right before."""
    ahead = {token.lower for token in tokens[max(0, place - 4) : place]}
    for day, words in ((_LATE, "late"), (_EARLY, "early"), (_MIDDLE, "middle")):
        if ahead & set(_words("parts")[words]):
            return day
    return None


def _year(tokens: Sequence[Token], place: int, today: date) -> tuple[int | None, int]:
    """The year that is named at a token, and the token behind it."""
    index = place + (1 if place < len(tokens) and tokens[place].lower in (",", "of", "in") else 0)
    if index < len(tokens) and is_whole(tokens[index].text) and int(tokens[index].text) in _CENTURY:
        return int(tokens[index].text), index + 1
    words = [token.lower for token in tokens[index : index + 2]]
    if words == ["next", "year"]:
        return today.year + 1, index + 2
    return (today.year, index + 2) if words == ["this", "year"] else (None, place)


def _next(today: date, year: int | None, month: int, day: int, first: int, last: int) -> _Named | None:  # noqa: PLR0917
    coming = _on(year or today.year, month, day, first, last)
    if coming is None or year is not None or coming[0] > today + timedelta(days=2):
        return coming
    return _on(today.year + 1, month, day, first, last)


def _on(year: int, month: int, day: int, first: int, last: int) -> _Named | None:
    try:
        return date(year, month, day), first, last
    except ValueError:
        return None


@cache
def _beginnings() -> frozenset[str]:
    """The words, beside years, that a time by the calendar may begin with."""
    feasts = (feast.split()[0] for feast in _words("feasts"))
    return frozenset((*_words("months"), *_words("quarters"), *_words("seasons"), *feasts, "year"))


@cache
def _words(group: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_cues("calendar.yaml")[group]
    return words


@cache
def calendar_words(group: str) -> frozenset[str]:
    """Words that stand around dates and say what they are of."""
    return frozenset(pattern_list(load_cues("calendar.yaml")[group], f"calendar.yaml: {group}"))


@cache
def month_names() -> frozenset[str]:
    """The months and their short forms."""
    return frozenset(_words("months"))


@cache
def quarter_names() -> frozenset[str]:
    """The quarters of a year by their short names."""
    return frozenset(_words("quarters"))
