"""Ratings in a small table: criteria down and candidates across, or the other way round."""

from collections.abc import Sequence
from itertools import pairwise

from agent.partners.candidate_names import Named
from agent.partners.criteria import criteria_in
from agent.partners.ratings_found import Rating, Ratings, Value, plain_number, scale_of
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
    down = [_criterion(message, row[0]) for row in rows[1:]]
    across = [_criterion(message, cell) for cell in rows[0][1:]]
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
    """Cells of the lines that hold two bars or tabs at least."""
    tokens, rows, first = message.tokens, [], 0
    for place in range(len(tokens) + 1):
        if place == len(tokens) or tokens[place].kind == "break":
            row = _cells(message, first, place)
            if row:
                rows.append(row)
            first = place + 1
    return rows


def _cells(message: Message, first: int, last: int) -> list[_Cell]:
    bars = [place for place in range(first, last) if message.tokens[place].text == "|"]
    if len(bars) < _FEWEST_ROWS:
        return []
    edges = [*([] if bars[0] == first else [first - 1]), *bars, *([] if bars[-1] == last - 1 else [last])]
    return [(low + 1, high) for low, high in pairwise(edges)]


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
    others = [token for token in tokens if token.kind != "number" and token.text not in "/★"]
    if not numbers or others or len(numbers) > _FEWEST_ROWS or numbers[0] is None:
        return None
    return Value(numbers[0], numbers[1] if len(numbers) > 1 else None, *cell)


def _price(message: Message, cell: _Cell) -> float | None:
    """The amount of a cell that is too large for a rating."""
    amounts = [item.quantity for item in message.measured if cell[0] <= item.first < cell[1]]
    is_price = len(amounts) == 1 and amounts[0].kind in ("plain", "money") and amounts[0].value >= _LEAST_PRICE
    return amounts[0].value if is_price else None
