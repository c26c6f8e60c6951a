"""Runs of tokens that the grammar `quantities.lark` accepts, longest first. What they are worth: `agent.quantities`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import lark
from lark.common import LexerConf
from lark.lexer import Lexer

from agent.number_words import Reading

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
    """A hyphen inside one number or before its unit ("twenty-five", "3-year"); "and" and "in" between two numbers."""
    if not fed or not typed[place]:
        return
    types = {reading.type for reading in typed[place]}
    following = {reading.type for reading in typed[place + 1]} if place + 1 < len(typed) else set()
    last = fed[-1].type
    if "DASH" in types and (following & _JOINED_BY_HYPHEN or (last == "TENS" and "UNIT" in following)):
        yield Reading(_SKIP, None, 1)
    if "AND" in types and last in ("HUNDRED", "SCALE") and following & {"ONE", "UNIT", "TEEN", "TENS"}:
        yield Reading("AND_IN", None, 1)
    if types & {"IN", "OF", "PER"} and last in _PARTS and _may_be_whole(typed, place + 1, fed[-1].value):
        yield Reading("OUT_OF", None, 1)


def _may_be_whole(typed: Sequence[Sequence[Reading]], place: int, part: object) -> bool:
    """ "3 in 1,000", "two in a hundred", "5 per hundred"; not "2000 in, 400 out" nor "3 per day"."""
    if place >= len(typed):
        return False
    behind = {reading.type for reading in typed[place + 1]} if place + 1 < len(typed) else set()
    for reading in typed[place]:
        if reading.type in ("TEEN", "TENS", "UNIT", "NUM"):
            return not isinstance(part, int | float) or bool(behind & _ROUND) or part <= reading.value
        if reading.type in _ROUND or (reading.type == "ONE" and behind & _ROUND):
            return True
    return False


_PARTS = ("ONE", "UNIT", "TEEN", "TENS", "NUM")
_ROUND = {"HUNDRED", "SCALE"}
_SKIP = "SKIP"
_JOINED_BY_HYPHEN = {"TIME", "PART", "SCALE", "HUNDRED"}


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
