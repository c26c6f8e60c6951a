"""Ratings in a small table: criteria down and candidates across, or the other way round."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from agent.partners.candidate_names import Named
from agent.partners.criteria import criteria_in
from agent.partners.ratings_found import (
    Rating,
    Ratings,
    Value,
    grade_at,
    plain_number,
    scale_of,
    stars_at,
    words_of_praise,
)
from agent.words.message import Message

_Cell = tuple[int, int]  # tokens; empty where both are the same
_FEWEST_ROWS = 2
_LEAST_PRICE = 1000


def table_ratings(message: Message) -> Ratings:
    """The ratings of the first table whose head or first column names criteria; nothing where there is none."""
    rows = [row for row in _rows(message) if not _is_rule(message, row)]
    scale, _ = scale_of(message)
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_ROWS:
        return Ratings((), (), (), scale)
    down, across = _marks(message, rows)
    if any(across) and sum(map(bool, across)) >= sum(map(bool, down)):
        heads, marks, turned = rows[0][1:], [row[0] for row in rows[1:]], False
    elif any(down):
        heads, marks, turned = [row[0] for row in rows[1:]], rows[0][1:], True
    else:
        return Ratings((), (), (), scale)
    known = [cell for cell in heads if _criterion(message, cell)]
    if 2 * len(known) < len(heads):
        return Ratings((), (), (), scale)
    names = [Named(message.quote(*mark).strip("* "), *mark) for mark in marks if mark[0] < mark[1]]
    found, quotes = [], []
    for at, name in enumerate(names):
        for place, head in enumerate(heads):
            row, column = (place + 1, at + 1) if turned else (at + 1, place + 1)
            cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else (0, 0)
            value, price = _value(message, cell), _price(message, cell)
            if value is not None and head[0] < head[1]:
                words = message.quote(*head).strip("* ")
                found.append(Rating(name, _criterion(message, head), words, value, *head))
            elif price is not None and _criterion(message, head) == "cost_and_time":
                quotes.append((name, price, cell[0]))
    return Ratings(tuple(found), tuple(names), (), scale, quotes=tuple(quotes))


def _rows(message: Message) -> list[list[_Cell]]:
    """Cells of the lines of a table, whatever parts them: bars, tabs, semicolons, commas, or wide gaps."""
    for parts in (_at_bars, _at_tabs, _at(";"), _at(","), _at_gaps):
        rows = [_cells(message, first, last, parts) for first, last in _lines(message)]
        if parts is _at_bars and any(rows):
            return [row for row in rows if row]
        for _, run in groupby(rows, len):
            if len(table := list(run)) >= _FEWEST_ROWS and _is_filled(message, table):
                return table
    return []


def _is_filled(message: Message, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Heads without a figure, and ratings or prices below: no prose that happens to have as many commas."""
    heads = not any(message.tokens[place].kind == "number" for cell in rows[0] for place in range(*cell))
    named = [sum(map(bool, marks)) for marks in _marks(message, rows)]
    below = [cell for row in rows[1:] for cell in row[1:]]
    return (
        heads
        and max(named) > 1
        and all(_value(message, cell) or _price(message, cell) or cell[0] == cell[1] for cell in below)
    )


def _marks(message: Message, rows: Sequence[Sequence[_Cell]]) -> tuple[list[str | None], list[str | None]]:
    """The criteria that the first column names, and the head."""
    return [_criterion(message, row[0]) for row in rows[1:] if row], [_criterion(message, cell) for cell in rows[0][1:]]


def _lines(message: Message) -> Iterator[tuple[int, int]]:
    first = 0
    for place in range(len(message.tokens) + 1):
        if place == len(message.tokens) or message.tokens[place].kind == "break":
            if place > first:
                yield first, place
            first = place + 1


_Parts = Callable[[Message, int, int], list[_Cell]]  # what parts the cells of a line: tokens, or places between two


def _at(sign: str) -> _Parts:
    def parts(message: Message, first: int, last: int) -> list[_Cell]:
        return [(place, place + 1) for place in range(first, last) if message.tokens[place].text == sign]

    return parts


_at_bars = _at("|")


def _between(message: Message, place: int) -> str:
    return message.text[message.tokens[place - 1].end : message.tokens[place].start]


def _at_tabs(message: Message, first: int, last: int) -> list[_Cell]:
    return [(place, place) for place in range(first + 1, last) if "\t" in _between(message, place)]


def _at_gaps(message: Message, first: int, last: int) -> list[_Cell]:
    return [(place, place) for place in range(first + 1, last) if "  " in _between(message, place)]


def _cells(message: Message, first: int, last: int, parts: _Parts) -> list[_Cell]:
    bars = parts(message, first, last)
    if len(bars) < _FEWEST_ROWS:
        return []
    opened, closed = bars[0] == (first, first + 1), bars[-1] == (last - 1, last)
    edges = [*([] if opened else [(first, first)]), *bars, *([] if closed else [(last, last)])]
    return [(low[1], high[0]) for low, high in pairwise(edges)]


def _is_rule(message: Message, row: Sequence[_Cell]) -> bool:
    """ "| --- | :-: |"."""
    return all(token.text in "-:|" for low, high in row for token in message.tokens[low:high])


def _criterion(message: Message, cell: _Cell) -> str | None:
    hits = criteria_in(message.tokens[cell[0] : cell[1]])
    words = sum(1 for token in message.tokens[cell[0] : cell[1]] if token.kind == "word")
    named = [hit for hit in hits if 2 * (hit.last - hit.first) >= words]
    return max(named, key=lambda hit: hit.last - hit.first).payload if named else None


def _value(message: Message, cell: _Cell) -> Value | None:
    tokens = [token for token in message.tokens[cell[0] : cell[1]] if token.text != "*"]
    numbers = [plain_number(token) for token in tokens if token.kind == "number"]
    others = [token for token in tokens if token.kind != "number" and token.text not in "/★%"]
    if not numbers and (said := _said(message, cell)):
        return said
    if not numbers or others or len(numbers) > _FEWEST_ROWS or numbers[0] is None:
        return None
    percent = 100.0 if any(token.text == "%" for token in tokens) else None
    return Value(numbers[0], numbers[1] if len(numbers) > 1 else percent, *cell)


def _said(message: Message, cell: _Cell) -> Value | None:
    """A cell that holds a word, a grade, or stars, and nothing else."""
    first, last = cell
    found = [stars_at(message.tokens, first), grade_at(message.tokens, first)] if first < last else []
    found += words_of_praise(message.tokens, first, last)
    return next((one for one in found if one is not None and (one.first, one.last) == cell), None)


def _price(message: Message, cell: _Cell) -> float | None:
    """The amount of a cell that is too large for a rating."""
    amounts = [item.quantity for item in message.measured if cell[0] <= item.first < cell[1]]
    is_price = len(amounts) == 1 and amounts[0].kind in ("plain", "money") and amounts[0].value >= _LEAST_PRICE
    return amounts[0].value if is_price else None
