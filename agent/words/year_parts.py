"""Parts of the year as words name them: months, seasons, "six months of the year", "the rest of the year"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.words.calendar_dates import month_names
from agent.words.tokens import Token, stem_of

MONTHS = 12
SEASONS = frozenset(map(stem_of, ("summer", "winter", "spring", "autumn", "fall")))
TERM_MONTHS = MONTHS * 38 / 52  # schools of most countries have 36 to 40 weeks a year


@dataclass(frozen=True, slots=True)
class YearPart:
    """Tokens that name a part of the year, and how many months it has; 0 where they do not say.

    `named` is the season or the months; the rest is all that no other part takes.
    """

    first: int
    last: int
    months: float
    named: frozenset[str] = frozenset()
    is_rest: bool = False


def year_parts(tokens: Sequence[Token]) -> list[YearPart]:
    """All of them in their order, each once: "in the season, June to August," is one."""
    found: list[YearPart] = []
    place = 0
    while place < len(tokens):
        part = _part_at(tokens, place)
        if part is None:
            place += 1
            continue
        if found and _is_the_same(tokens, found[-1], part):
            before = found.pop()
            part = replace(part if part.months else before, first=before.first, last=part.last)
        found.append(part)
        place = part.last
    return found


def share_of_the_year(parts: Sequence[YearPart]) -> list[float] | None:
    """How much of the year each of them is; `None` where they are not the whole year, or overlap."""
    told = sum(part.months for part in parts)
    open_ = [part for part in parts if not part.months]
    if not open_:
        return [part.months / MONTHS for part in parts] if abs(told - MONTHS) <= _SAME else None
    named = [part for part in open_ if not part.is_rest]
    rests = len(open_) - len(named)
    if rests > 1 or told >= MONTHS or len({part.named for part in named}) < len(named):
        return None
    if len(open_) > 1 and rests and all(part.named & SEASONS for part in named):  # "in summer 40, otherwise 16"
        sizes = {id(part): _SEASON for part in named}
    else:
        sizes = {id(part): (MONTHS - told) / len(open_) for part in open_}
    left = MONTHS - told - sum(sizes.get(id(part), 0.0) for part in named)
    months = [part.months or (left if part.is_rest else sizes[id(part)]) for part in parts]
    return [one / MONTHS for one in months] if left >= 0 else None


def month_run(tokens: Sequence[Token], place: int) -> tuple[int, frozenset[str]]:
    """The months that are named from a token on, and where they end: "November to February", "May and June"."""
    months: tuple[str, ...] = ()
    while place < len(tokens) and (name := _month_at(tokens, place, led=bool(months))):
        joint = tokens[place - 1].lower if months else ""
        months += _between(months[-1], name) if joint in _RANGES and months else (name,)
        place += 1
        if not (place + 1 < len(tokens) and tokens[place].lower in _JOINS and _month_at(tokens, place + 1, led=True)):
            break
        place += 1
    return place, frozenset(months)


def _part_at(tokens: Sequence[Token], place: int) -> YearPart | None:
    last, months = month_run(tokens, place)
    if months:
        led = tokens[place - 1].lower if place else ""
        if led == "between" and len(months) == _ENDS:
            names = [token.lower[:3] for token in tokens[place:last] if token.lower in month_names()]
            months = frozenset(_between(*names)) | {names[0]}
        return None if led in _NOT_LED else YearPart(place, last, float(len(months)), months)
    rest = _rest_at(tokens, place)
    if rest:
        return YearPart(place, rest, 0.0, is_rest=True)
    return _counted_at(tokens, place) or _season_at(tokens, place)


def _month_at(tokens: Sequence[Token], place: int, *, led: bool) -> str:
    """The month's short name; "may" is one beside another month or behind "in" only."""
    token = tokens[place]
    if token.lower not in month_names():
        return ""
    ahead = tokens[place - 1].lower if place else ""
    behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    modal = token.lower == "may" and not led and ahead not in _DURING and behind not in _JOINS
    return "" if modal else token.lower[:3]


def _between(first: str, last: str) -> tuple[str, ...]:
    """The months behind the first up to the last."""
    start, end = _NAMES.index(first), _NAMES.index(last)
    return tuple(_NAMES[(start + step) % MONTHS] for step in range(1, (end - start) % MONTHS + 1))


def _rest_at(tokens: Sequence[Token], place: int) -> int:
    """Where "otherwise", "the rest of the year", "the other ten months", "off season" ends; 0 where it is none."""
    words = [token.lower for token in tokens[place : place + _LONGEST]]
    if words[0] in ("otherwise", "else"):
        return place + 1
    if words[0] == "rest":
        return place + (4 if words[1:4] in (["of", "the", "year"], ["of", "the", "time"]) else 1)
    if words[0] in ("other", "remaining"):
        named = (at for at, word in enumerate(words) if word in ("months", "month", "times", "half"))
        return next((place + at + 1 for at in named), 0)
    if words[0] in _OUTSIDE and "season" in words[1:_LONGEST]:
        return place + words.index("season") + 1
    return 0


def _counted_at(tokens: Sequence[Token], place: int) -> YearPart | None:
    """ "Six months of the year", "the four winter months"."""
    count = _NUMBERS.get(tokens[place].lower, 0)
    ahead = tokens[place - 1].lower if place else ""
    for last in range(place + 1, min(place + _NEAR, len(tokens))):
        word = tokens[last]
        if word.lower == "months" and 0 < count < MONTHS and ahead in _DURING:
            return YearPart(place, last + 1, float(count))
        if word.kind != "word" or word.is_end:
            return None
    return None


def _season_at(tokens: Sequence[Token], place: int) -> YearPart | None:
    token, ahead = tokens[place], tokens[place - 1] if place else None
    behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    last = place + (2 if behind in ("months", "time", "season") else 1)
    opens = ahead is None or ahead.kind != "word" or ahead.lower in _DURING | _HEADS
    if token.stem in SEASONS and opens:
        return YearPart(place, last, 0.0, frozenset({token.stem}))
    if token.lower == "season" and ahead is not None and ahead.lower in _DURING | _HIGH:
        return YearPart(place, place + 1, 0.0, frozenset({"season"}))
    if token.lower == "term" and ahead is not None and ahead.lower in _DURING:
        return YearPart(place, last, TERM_MONTHS, frozenset({"term"}))
    if token.lower in _HOLIDAYS and ahead is not None and ahead.lower in _DURING | {"school"}:
        return YearPart(place, place + 1, MONTHS - TERM_MONTHS, frozenset({"holidays"}))
    return None


def _is_the_same(tokens: Sequence[Token], one: YearPart, other: YearPart) -> bool:
    """ "In season, that's April to September", "winter (November to March)", "June to August, the season"."""
    between = tokens[one.last : other.first]
    apart = any(token.kind == "number" or token.lower in _APART for token in between)
    return (
        not apart
        and len(between) <= _NEAR
        and bool(one.months) is not bool(other.months)
        and not (one.is_rest or other.is_rest)
    )


def _numbers() -> Iterator[tuple[str, int]]:
    for count, word in enumerate(_COUNTS, start=1):
        yield from ((word, count), (str(count), count))


_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_NUMBERS = dict(_numbers())
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RANGES = frozenset({"to", "through", "thru", "till", "until", "-", "–", "—"})
_JOINS = _RANGES | {"and", "&", ","}
_DURING = frozenset({"in", "during", "over", "for", "from", "the", "between", "through"})
_HEADS = frozenset({"and", "but", "every", "all", "day", "month", "week"})  # "300 a month winter, 900 a month summer"
_HIGH = frozenset({"high", "peak", "busy", "main", "tourist", "holiday", "our"})
_OUTSIDE = frozenset({"off", "outside", "out", "low", "quiet", "slow"})
_HOLIDAYS = frozenset({"holidays", "vacation", "vacations", "recess"})
_NOT_LED = frozenset({"since", "last", "this", "next", "until", "till", "by", "before", "after"})
_APART = frozenset({"and", "but", "in", "during", ".", ";"})
_NEAR, _LONGEST, _ENDS = 4, 6, 2  # tokens; months of "between May and October"
_SEASON, _SAME = 3.0, 0.1  # months
