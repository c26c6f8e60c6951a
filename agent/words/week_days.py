"""Days of the week by their names: which ones are spoken of, and on which ones something is open."""

from collections.abc import Iterator, Sequence

from agent.words.tokens import Token

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKED, WEEKEND = frozenset(WEEK[:5]), frozenset(WEEK[5:])


def days_named(tokens: Sequence[Token]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where days are named, from token to token, and which: "Monday to Friday", "Saturdays and Sundays"."""
    place = 0
    while place < len(tokens):
        first, days = place, _DAYS.get(tokens[place].lower, frozenset())
        if tokens[place].lower == "week" and [token.lower for token in tokens[:place][-2:]] == ["during", "the"]:
            days = WORKED
        place += 1
        while days and place + 1 < len(tokens) and tokens[place].lower in _JOINS | _RANGES:
            more = _DAYS.get(tokens[place + 1].lower, frozenset())
            if not more:
                break
            if tokens[place].lower in _RANGES:
                more = frozenset(WEEK[min(map(WEEK.index, days | more)) : max(map(WEEK.index, days | more)) + 1])
            days, place = days | more, place + 2
        if days:
            yield first, place, days


def is_left_out(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Closed on Sundays", "no Saturdays", "on Mondays we are shut": these days do not count; "never shut" they do."""
    ahead = {token.lower for token in _of_the_clause(tokens[max(0, first - _AHEAD) : first][::-1])}
    behind = {token.lower for token in _of_the_clause(tokens[last : last + _BEHIND])}
    shut, denied = not _SHUT.isdisjoint(ahead | behind), not _DENIED.isdisjoint(ahead)
    return shut is not denied


def _of_the_clause(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.is_end or token.kind not in ("word", "number") or token.lower in _BEGINS_ANEW:
            return
        yield token


def open_days(tokens: Sequence[Token]) -> frozenset[str]:
    """The days that count where the words name them: a row of days, or all but those that are left out; else none."""
    told: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    for first, last, days in days_named(tokens):
        if is_left_out(tokens, first, last):
            shut |= days
        elif _is_a_row(tokens, first, last, days):
            told |= days
    return (told or frozenset(WEEK)) - shut if told or shut else frozenset()


def day_words() -> frozenset[str]:
    """The names of days, in small letters."""
    return frozenset(_DAYS)


def _is_a_row(tokens: Sequence[Token], first: int, last: int, days: frozenset[str]) -> bool:
    """ "Tuesday to Saturday", "only on Tuesdays and Thursdays"; "Mondays are busy" says nothing of the other days."""
    joints = {token.lower for token in tokens[first:last]}
    ahead = {token.lower for token in tokens[max(0, first - _AHEAD) : first]}
    return len(days) > 1 and (not joints.isdisjoint(_RANGES) or not ahead.isdisjoint(_ALONE))


_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    **{name + ending: frozenset({short}) for long, short in zip(_LONG, WEEK, strict=True)
       for name in (long, short) for ending in ("", "s") if name + ending != "suns"},
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), WORKED),
    **dict.fromkeys(("weekend", "weekends"), WEEKEND),
}  # fmt: skip
_JOINS = frozenset({"and", "n", "&", "+", "or", "/"})
_RANGES = frozenset({"to", "through", "thru", "till", "until", "-", "–", "—"})
_SHUT = frozenset({"close", "closed", "shut", "off", "excluded"})
_DENIED = frozenset({"no", "none", "nothing", "not", "don't", "except", "without", "nobody", "never"})
_ALONE = frozenset({"only", "just", "every", "each", "open"})
_BEGINS_ANEW = frozenset({"and", "so"})
_AHEAD, _BEHIND = 4, 4  # tokens
