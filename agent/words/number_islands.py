"""Runs of tokens that the grammar `quantities.lark` accepts, longest first. What they are worth: `quantities`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import lark
from lark.common import LexerConf
from lark.lexer import Lexer

from agent.words.number_words import Reading

Tree = lark.Tree[lark.Token]

_HERE = Path(__file__).parent
_LONGEST_ISLAND = 24


def islands(
    typed: Sequence[Sequence[Reading]], place: int, start: Literal["quantity", "rate"]
) -> Iterator[tuple[Tree, int]]:
    """Every run from `place` that is a whole sentence of the grammar, longest first, and the token behind it."""
    parser = _grammar()
    state = parser.parse_interactive([], start=start)
    fed: list[lark.Token] = []
    complete: list[tuple[int, int]] = []
    while place < len(typed) and len(fed) < _LONGEST_ISLAND:
        step = _step(state, typed, place, fed)
        if step is None:
            break
        state, reading = step
        place += reading.tokens
        if reading.type == _SKIP:
            continue
        fed.append(lark.Token(reading.type, reading.value))
        if "$END" in state.choices():
            complete.append((len(fed), place))
    for length, end in reversed(complete):
        try:
            tree = parser.parse(fed[:length], start=start)
        except lark.exceptions.UnexpectedInput:
            continue
        yield tree, end


def _step(
    state: Any, typed: Sequence[Sequence[Reading]], place: int, fed: Sequence[lark.Token]
) -> tuple[Any, Reading] | None:
    """The parser's state after the longest reading of the token that it accepts, or `None`."""
    choices = state.choices()
    bridges = list(_bridges(typed, place, fed))
    skips = [bridge for bridge in bridges if bridge.type == _SKIP]
    for reading in (*skips, *typed[place], *bridges):
        if reading.type == _SKIP:
            return state, reading
        if reading.type not in choices:
            continue
        ahead = state.copy()  # the table of choices is merged over contexts: feeding may still fail
        try:
            ahead.feed_token(lark.Token(reading.type, reading.value))
        except lark.exceptions.UnexpectedInput:
            continue
        return ahead, reading
    return None


def _bridges(typed: Sequence[Sequence[Reading]], place: int, fed: Sequence[lark.Token]) -> Iterator[Reading]:
    """What joins two parts of one number: hyphens, "and", "in", a word such as "full", the cases of a share."""
    if not fed or not typed[place]:
        return
    types = {reading.type: reading for reading in typed[place]}
    following = _types_at(typed, place + 1)
    last = fed[-1].type
    if "DASH" in types and (following & _JOINED_BY_HYPHEN or (last == "TENS" and "UNIT" in following)):
        yield Reading(_SKIP, None, 1)
    if _is_sign(types.keys(), last, following) or (
        "CLOSE" in types and any(token.type == "PLUS_MINUS" for token in fed)
    ):
        yield Reading(_SKIP, None, 1)
    if "FILL" in types and following & (_FILLED_ONE if last == "ONE" else _FILLED) and last not in _NEEDS_NUMBER:
        yield Reading(_SKIP, None, 1)
    if "AND" in types and last in ("HUNDRED", "SCALE") and following & {"ONE", "UNIT", "TEEN", "TENS"}:
        yield Reading("AND_IN", None, 1)
    yield from _inside_compound(typed, place, fed, types)
    if "NOW" in types and fed[0].type == "FROM" and last != "FROM" and following & {"TO", "DOWN"}:
        yield Reading(_SKIP, None, types["NOW"].tokens)
    if last in _PARTS:
        yield from _out_of(typed, place, fed[-1])


def _inside_compound(
    typed: Sequence[Sequence[Reading]], place: int, fed: Sequence[lark.Token], types: Mapping[str, Reading]
) -> Iterator[Reading]:
    """The second number of "1 thousand 700", the cents of "a dollar fifty"."""
    if len(fed) < 2:  # a number and its scale or currency
        return
    before, last = fed[-2], fed[-1]
    if last.type == "SCALE" and before.type == "NUM" and "NUM" in types:
        number, scale = types["NUM"].value, float(last.value)
        if scale / 10 <= number < scale or "SCALE" in _types_at(typed, place + 1):  # "2 million 400 thousand"
            yield Reading("NUM_MORE", number, 1)
    if last.type == "CURRENCY" and "TENS" in types and before.type in ("ONE", "UNIT", "TEEN"):
        yield _cents(typed, place, types["TENS"].value)


def _is_sign(types: Collection[str], last: str, following: Collection[str]) -> bool:
    """ "+10 to +15", "-5 to -10"."""
    return bool({"PLUS", "DASH"}.intersection(types)) and last in _AHEAD_OF_SIGN and not _NUMBERS.isdisjoint(following)


def _types_at(typed: Sequence[Sequence[Reading]], place: int) -> set[str]:
    return {reading.type for reading in typed[place]} if place < len(typed) else set()


def _cents(typed: Sequence[Sequence[Reading]], place: int, tens: float) -> Reading:
    """ "a dollar fifty", "two dollars twenty-five"."""
    hyphen = "DASH" in _types_at(typed, place + 1)
    unit = place + (2 if hyphen else 1)
    for reading in typed[unit] if unit < len(typed) else ():
        if reading.type in ("UNIT", "ONE"):
            return Reading("CENTS", tens + reading.value, unit + 1 - place)
    return Reading("CENTS", tens, 1)


def _out_of(typed: Sequence[Sequence[Reading]], place: int, part: lark.Token) -> Iterator[Reading]:
    """The "in" of "3 in 1,000", the "of the" of "7 of the 1,000 labels", the noun of "one reply in two hundred"."""
    for reading in typed[place]:
        behind = place + reading.tokens
        if reading.type in _JOINS and _may_be_whole(typed, behind, part.value):
            yield Reading("OUT_OF", None, reading.tokens)
        if reading.type == "FROM" and _is_round(typed, behind) and _may_be_whole(typed, behind, part.value):
            yield Reading("OUT_OF", None, reading.tokens)
        if reading.type == "OF_THE" and _may_be_whole(typed, behind, part.value) and _of_cases(typed, behind):
            yield Reading("OUT_OF", None, reading.tokens)
        if reading.type == "CASE" and _types_at(typed, behind) & {*_JOINS, "OUT_OF"}:
            whole = behind + max(joint.tokens for joint in typed[behind] if joint.type in (*_JOINS, "OUT_OF"))
            if _may_be_whole(typed, whole, part.value) and (part.value == 1 or _of_nothing_else(typed, whole)):
                yield Reading(_SKIP, None, 1)
        if reading.type == "BAD_CASE" and _is_whole_of_bad(typed, behind, part.value):
            yield Reading(_SKIP, None, reading.tokens)


def _is_round(typed: Sequence[Sequence[Reading]], place: int) -> bool:
    """ "19 from 20": what shares are told of, and nothing else is counted."""
    wholes = {reading.value for reading in typed[place]} if place < len(typed) else set()
    return bool(wholes & _WHOLES) and _of_nothing_else(typed, place)


_WHOLES = {10, 20, 50, 100, 1_000}


def _is_whole_of_bad(typed: Sequence[Sequence[Reading]], joint: int, part: object) -> bool:
    """ "1 bad answer in 150"; not "a serious problem in 12 plants", "a bad year in 2019"."""
    for reading in typed[joint] if joint < len(typed) else ():
        whole = joint + reading.tokens
        if reading.type not in (*_JOINS, "OUT_OF") or not _may_be_whole(typed, whole, part):
            continue
        numbers = [number.value for number in typed[whole] if number.type == "NUM"]
        parted = _is_parted(typed, whole)
        if _of_nothing_else(typed, whole) and not parted and not any(number in _YEARS for number in numbers):
            return True
    return False


def _is_parted(typed: Sequence[Sequence[Reading]], place: int) -> bool:
    """ "A mistake in 3 of 40": the number behind the fault is a part itself."""
    for number in typed[place]:
        behind = place + number.tokens
        for joint in typed[behind] if behind < len(typed) else ():
            if joint.type in ("OUT_OF", "OF", "IN") and _may_be_whole(typed, behind + joint.tokens, number.value):
                return True
    return False


def _of_cases(typed: Sequence[Sequence[Reading]], whole: int) -> bool:
    return any("CASE" in _types_at(typed, index) for index in range(whole + 1, whole + _NOUN_NEAR))


def _of_nothing_else(typed: Sequence[Sequence[Reading]], whole: int) -> bool:
    """Not "15 calls per 100 customers": the second number does not count something else."""
    return "THINGS" not in _types_at(typed, whole + 1)


def _may_be_whole(typed: Sequence[Sequence[Reading]], place: int, part: object) -> bool:
    """ "3 in 1,000", "two in a hundred", "5 per hundred"; not "2000 in, 400 out", "3 per day", "one in 5 seconds"."""
    behind = _types_at(typed, place + 1)
    if place >= len(typed) or (behind & _UNITS and part != 0):
        return False
    for reading in typed[place]:
        if reading.type in ("TEEN", "TENS", "UNIT", "NUM"):
            if reading.value == 1 and part and not behind & _ROUND:
                return False  # "an error in 1 of 50"
            return not isinstance(part, int | float) or bool(behind & _ROUND) or part <= reading.value
        if reading.type in _ROUND or (reading.type == "ONE" and behind & _ROUND):
            return True
    return False


_NUMBERS = frozenset({"NUM", "SIGN"})
_AHEAD_OF_SIGN = ("TO", "OR", "AND", "BETWEEN")
_PARTS = ("ONE", "UNIT", "TEEN", "TENS", "NUM")
_JOINS = ("IN", "OF", "PER")
_UNITS = {"TIME", "CURRENCY", "PERCENT"}
_ROUND = {"HUNDRED", "SCALE"}
_SKIP = "SKIP"
_JOINED_BY_HYPHEN = {"TIME", "PART", "SCALE", "HUNDRED"}
_FILLED = {"TIME", "PART", "DOZEN"}
_FILLED_ONE = {"PART", "DOZEN", "HUNDRED", "SCALE", "TIME"}
_NEEDS_NUMBER = ("ABOUT", "AT_MOST", "AT_LEAST", "BETWEEN", "FROM", "TO", "DOWN", "OR", "TIME")
_NOUN_NEAR = 4  # tokens
_YEARS = range(1990, 2041)


class _TokenLexer(Lexer):
    """Hands typed tokens through: the text was read before."""

    def __init__(self, lexer_conf: LexerConf) -> None:
        pass

    def lex(self, data: Iterable[lark.Token]) -> Iterator[lark.Token]:  # type: ignore[override]  # tokens, not text
        yield from data


@cache
def _grammar() -> lark.Lark:
    text = (_HERE / "quantities.lark").read_text(encoding="utf-8")
    return lark.Lark(text, parser="lalr", lexer=_TokenLexer, start=["quantity", "rate"])
