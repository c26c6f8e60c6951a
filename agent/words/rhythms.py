"""How often something happens, counted: "every six weeks", "twelve times a year", "once in twelve months"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from agent.words.quantities import quantities, rate_at
from agent.words.tokens import Token

_TIMES_A_MONTH = {
    "real_time": 720.0,
    "daily": 30.0,
    "weekly": 30 / 7,
    "monthly": 1.0,
    "quarterly": 1 / 3,
    "yearly": 1 / 12,
}
_COUNTED = 3  # tokens: "every", a number and a unit
_TIMES = frozenset({"times", "time", "x"})
_ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def rhythm(per_month: float) -> str:
    """The value of `knowledge_change` whose rhythm is nearest as a ratio, the faster of two that are as near.

    Two weeks are weekly: twice a week's interval is nearer than 0.47 of a month's, and who refreshes too often is
    right all the same, while what is refreshed monthly is out of date half of the time.
    """
    return min(_TIMES_A_MONTH, key=lambda value: round(abs(log(per_month / _TIMES_A_MONTH[value])), 6))


def counted(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """Each rhythm with a number in it: the value of `knowledge_change`, its first token and the one behind it."""
    for place, token in enumerate(tokens):
        if token.lower in ("every", "each"):
            every = replace(token, text="every", lower="every", stem="every")
            found = _rate([*tokens[:place], every, *tokens[place + 1 :]], place)
            if found is not None:
                yield rhythm(found[0]), place, found[1]
        elif token.lower in _ONCE and place + 1 < len(tokens) and tokens[place + 1].lower == "in":
            found = _rate(tokens, place + 1)
            if found is not None:
                yield rhythm(_ONCE[token.lower] * found[0]), place, found[1]
    if any(token.lower in _TIMES for token in tokens):
        yield from _times(tokens)


def _rate(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """Times a month of a rate that counts its units, and the token behind it."""
    rate = rate_at(tokens, place)
    return (rate[0], rate[2]) if rate is not None and rate[0] and rate[2] - place >= _COUNTED else None


def _times(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """ "Twelve times a year"."""
    for count in quantities(tokens):
        times = next(
            (at for at in (count.last - 1, count.last) if at < len(tokens) and tokens[at].lower in _TIMES), None
        )
        rate = rate_at(tokens, times + 1) if times is not None else None
        if rate is not None and rate[0] and count.value > 0:
            yield rhythm(count.value * rate[0]), count.first, rate[2]
