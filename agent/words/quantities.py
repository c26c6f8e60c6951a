"""Quantities in free text: numbers in digits and words, ranges, units, money, shares, durations and rates.

The grammar is `quantities.lark`, its words are `cues/numbers.yaml`, its tokens are `agent.words.tokens`. It knows what
a number is, not what it is about: that is `agent.words.assigned`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Literal

import lark

from agent.words.number_islands import islands
from agent.words.number_words import (
    Reading,
    bad_words,
    direction_words,
    faults,
    good_words,
    phrases_behind,
    readings,
    readings_at,
    scale_at,
)
from agent.words.tokens import Token

Kind = Literal["plain", "money", "share", "duration", "factor"]
Bound = Literal["at_most", "at_least"]

MONTH_SECONDS = 30 * 86_400
MOST_QUANTITIES = 2_000  # places of one message where a number may begin; what comes after is a table or noise

_NEEDS_ANOTHER = {"ABOUT", "AT_MOST", "AT_LEAST", "BETWEEN", "FROM"}
_STARTS = _NEEDS_ANOTHER | {
    "NUM", "ONE", "DOZEN", "UNIT", "TEEN", "TENS", "HALF", "FEW", "MANY", "SIGN", "CURRENCY", "FACTOR", "PERIOD", "NTH",
    "COIN", "ONCE", "WITHIN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `value` in the kind's base unit (USD, fraction, seconds), `range` when two ends were given.

    `movement` is a change "from 20 to 45": `range` is then first and last, in that order.
    Tokens `first` to `last` (excluded), characters `start` to `end`.
    """

    value: float
    range: tuple[float, float] | None
    kind: Kind
    first: int
    last: int
    start: int
    end: int
    currency: str | None = None
    bound: Bound | None = None
    movement: bool = False
    bare_article: bool = False  # "a month", "a second": perhaps no quantity at all
    relative: bool = False  # "next quarter"
    hedged: bool = False  # "say 300", "maybe 1,200"
    unit: str = ""  # "%", "cent", or how many seconds the unit of time has
    unit_factor: float = 1.0
    scale: float = 1.0  # the word behind the number: "k" of "3k"
    direction: int = 0  # of a share: 1 more, -1 less than before, 0 when nothing says
    beyond: int = 0  # the token behind what finishes the number past its noun: "a page and a half"

    @property
    def is_free(self) -> bool:
        """May be the rate of a number before it ("a month", "next year") rather than a quantity of its own."""
        return self.bare_article or self.relative

    @property
    def unit_seconds(self) -> float:
        """How long the unit of a duration is; 0 of anything else."""
        return float(self.unit) if self.kind == "duration" and self.unit else 0.0

    def scaled(self, factor: float) -> "Quantity":
        """The same quantity times `factor`, both ends too."""
        ends = (self.range[0] * factor, self.range[1] * factor) if self.range else None
        return replace(self, value=self.value * factor, range=ends)


def quantities(tokens: Sequence[Token], masked: Collection[int] = ()) -> list[Quantity]:
    """Every quantity of the tokens, left to right, longest first; tokens in `masked` belong to names and dates."""
    typed = readings(tokens, masked)
    found: list[Quantity] = []
    place = 0
    tried = 0
    while place < len(typed) and tried < MOST_QUANTITIES:
        place = _behind_rate(typed, place)
        begins = any(reading.type in _STARTS for reading in typed[place])
        island = _island(typed, place, tokens) if begins else None
        tried += begins
        if island is None:
            place += 1
            continue
        quantity, place = island
        placed = _placed(_rescaled(quantity, tokens), tokens)
        place = max(place, placed.last)
        if not _is_mere_article(placed, tokens) and not _begins_an_adjective(placed, tokens):
            found.append(placed)
    return found


def rate_at(tokens: Sequence[Token], place: int, masked: Collection[int] = ()) -> tuple[float | None, bool, int] | None:
    """The rate that begins at a token: times a month (or `None` with "each"), whether each, and the token behind."""
    ahead = tokens[place : place + 8]
    if not ahead or place in masked or not any(reading.type in _RATES for reading in readings_at(ahead, 0, ())):
        return None
    typed = readings(ahead, {index - place for index in masked})
    for tree, end in islands(typed, 0, "rate"):
        per, each = _Evaluator().transform(tree)
        return per, each, place + end
    return None


_RATES = ("PER", "EACH", "ONE", "SLASH", "NTH_TIME", "IN", "ADVERB", "DURING")


def _behind_rate(typed: Sequence[Sequence[Reading]], place: int) -> int:
    """The token behind "every six months", whose six months are no quantity; `place` where no such rate begins."""
    if place + 1 >= len(typed) or not any(reading.type == "PER" for reading in typed[place]):
        return place
    if not any(reading.type in _COUNTS for reading in typed[place + 1]):
        return place
    end = next((end for _, end in islands(typed, place, "rate")), place)
    return min(end, len(typed) - 1)


_COUNTS = ("NUM", "UNIT", "TEEN", "TENS", "FEW")


def _island(typed: Sequence[Sequence[Reading]], place: int, tokens: Sequence[Token]) -> tuple[Quantity, int] | None:
    for tree, end in islands(typed, place, "quantity"):
        try:
            quantity: Quantity = _Evaluator().transform(tree)
        except lark.exceptions.VisitError as error:
            if not isinstance(error.orig_exc, _NotOne):
                raise
            continue
        if end - place > 2 and tokens[end - 1].lower in ("a", "an") and tokens[end - 2].lower in ("to", "and", "or"):
            continue  # "half to a smaller model": the article belongs to what follows
        if quantity.movement and quantity.kind == "duration" and typed[place][0].type == "ONE":
            continue  # "once a day -> 6300 a month"
        if quantity.kind == "duration" and _begins_with_rate(typed[place:end]):
            continue  # "14,000 a month to 2,000"
        if quantity.kind == "share" and _is_of_so_many_pages(tokens, typed, place, end):
            continue
        return replace(quantity, first=place, last=end), end
    return None


def _is_of_so_many_pages(tokens: Sequence[Token], typed: Sequence[Sequence[Reading]], first: int, last: int) -> bool:
    """ "1 document of 800 pages" is no share, "2 of 30 pages" are one: what is counted is that long."""
    long = last < len(tokens) and tokens[last].stem in _SIZES
    return long and any(
        tokens[place].lower == "of" and any(reading.type in ("CASE", "THINGS") for reading in typed[place - 1])
        for place in range(first + 1, last)
    )


def _begins_with_rate(typed: Sequence[Sequence[Reading]]) -> bool:
    """ "A month to 2,000": the unit of time is a rate of what stands before it."""
    types = [{reading.type for reading in readings} for readings in typed]
    return "ONE" in types[0] and any("TO" in each for each in types) and "TIME" not in types[-1]


def _rescaled(quantity: Quantity, tokens: Sequence[Token]) -> Quantity:
    """ "60, thousand I mean", "70 (thousand)", "250. Thousand, obviously": the scale that is said after the number."""
    place = quantity.last
    opens = tokens[place].text if place < len(tokens) else ""
    if quantity.kind not in ("plain", "money") or quantity.scale != 1 or opens not in _AFTERTHOUGHTS:
        return quantity
    place += 1 + (place + 1 < len(tokens) and tokens[place + 1].lower == "in")
    scale = scale_at(tokens, place)
    if scale is None or quantity.value >= scale:
        return quantity
    words = tuple(token.lower for token in tokens[place + 1 : place + 4])
    closed = words[:1] == (")",) if opens == "(" else not words or tokens[place + 1].is_end
    meant = opens != "(" and any(
        words[skipped:][: len(one)] == one for one in phrases_behind("MEANT") for skipped in (0, 1)
    )
    last = place + 1 + (opens == "(")
    return replace(quantity.scaled(scale), scale=scale, last=last) if closed or meant else quantity


_AFTERTHOUGHTS = ("(", ",", "-", "–", "—", "...", ".", "!")


def _placed(quantity: Quantity, tokens: Sequence[Token]) -> Quantity:
    """With character places, and with the rate that follows at once."""
    first, last = tokens[quantity.first], tokens[quantity.last - 1]
    text = " ".join(token.lower for token in tokens[quantity.first : quantity.last])
    bare = quantity.kind == "duration" and text.split(" ")[0] in ("a", "an")
    after = tokens[quantity.last].lower if quantity.last < len(tokens) else ""
    ahead = [token.lower for token in tokens[quantity.last : quantity.last + 3]]
    of_page = ("of" not in text.split(" ") and after in _PAGES) or (
        ahead[:1] == ["of"] and ahead[1:2] in _ANY_ONE and ahead[-1] in _PAGES
    )
    if quantity.kind == "share" and quantity.unit != "%" and of_page:  # "1/4 page", "two thirds of an A4 sheet"
        quantity = replace(quantity, kind="plain", unit_factor=1.0)
    part = quantity.kind == "plain" and 0 < quantity.value < 1 and after in ("of", "the", "our")
    part = part and ahead[-1] not in _PAGES
    kind: Kind = "share" if part else quantity.kind  # "half of them"
    direction = _direction(quantity, tokens) if kind == "share" else 0
    bound = quantity.bound or _bound_behind(quantity, tokens)
    placed = replace(
        quantity, start=first.start, end=last.end, bare_article=bare, kind=kind, direction=direction, bound=bound
    )
    judging = faults() | bad_words() | good_words()
    judged = [index for index in range(quantity.first, quantity.last) if tokens[index].stem in judging]
    if judged and kind == "share":  # "one mistake in fifty": the noun, which tells what the share is of, stays outside
        return replace(placed, first=judged[-1] + 1, start=tokens[judged[-1] + 1].start)
    if quantity.beyond:  # the noun, which tells what is counted, comes behind "a" of "a page and a half"
        return replace(placed, last=quantity.last - _AND_A_HALF, beyond=quantity.last)
    return placed


_AND_A_HALF = 4  # "page and a half"
_PAGES = ("page", "pages", "a4")
_ANY_ONE = (["a"], ["an"], ["one"], ["the"])


def _bound_behind(quantity: Quantity, tokens: Sequence[Token]) -> Bound | None:
    """ "Six weeks tops", "95% or better", "1 in 20, not more": where the phrase, and no other number, follows."""
    ahead = [token.lower for token in tokens[quantity.last : quantity.last + _BOUND_NEAR]]
    for bound, phrases in _BOUNDS_BEHIND.items():
        for words in map(list, phrases_behind(phrases)):
            place = quantity.last + len(words)
            behind = tokens[place] if place < len(tokens) else None
            closed = behind is None or behind.kind != "word" if words[0] == "," else True
            goes_on = behind is not None and (behind.kind == "number" or behind.lower in ("to", "than"))
            if ahead[: len(words)] == words and closed and not goes_on:
                return bound
    return None


_BOUND_NEAR = 3  # tokens
_BOUNDS_BEHIND: dict[Bound, str] = {"at_most": "AT_MOST_BEHIND", "at_least": "AT_LEAST_BEHIND"}


def _direction(quantity: Quantity, tokens: Sequence[Token]) -> int:
    """ "25% fewer", "a tenth less", "down 10 %", "-8%"."""
    words = direction_words()
    behind = tokens[quantity.last].lower if quantity.last < len(tokens) else ""
    before = tokens[quantity.first - 1] if quantity.first else None
    if behind in words:
        return words[behind]
    if before is None:
        return 0
    glued = before.end == tokens[quantity.first].start
    if (
        before.text in ("-", "−", "+")
        and glued
        and (quantity.first < 2 or tokens[quantity.first - 2].end < before.start)
    ):
        return 1 if before.text == "+" else -1
    return words.get(before.lower, 0) if before.lower in _STANDS_AHEAD else 0


_TENTHS = 10
_THOUSAND = 1_000
_OR_TWO = 2
_SIZES = ("page", "word", "token", "paragraph", "thousand", "million", "hundr")
_NO_MORE = ("at", "max", "tops", "each", "back")
_JUST_ONE = ("single", "full", "whole")
_COMES_OUT = ("comes", "come", "out", "back", "gets", "get")
_IS_LONG = ("is", "are", "be", "about", "maybe", "roughly", "around", "perhaps", "usually", "typically")
_SIDES_BEHIND = (".", ",", ";", ")", "in", "out", "long", "and", "!")
_STANDS_AHEAD = ("down", "up", "minus", "plus")


def _is_mere_article(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """ "a hospital" is no number, "a single page" is."""
    before = [token.lower for token in tokens[max(0, quantity.first - 3) : quantity.first]]
    if quantity.kind == "plain" and quantity.value == _OR_TWO and before[-1:] == ["or"] and before[0] in ("a", "an"):
        return tokens[quantity.first - 2].stem not in _SIZES  # "a line or two"
    behind = [token.lower for token in tokens[quantity.last : quantity.last + 2]]
    if (behind[-1:] == ["page"] and behind[0] in _JUST_ONE) or (behind[:1] == ["page"] and behind[-1] in _NO_MORE):
        return False
    ahead = tokens[quantity.first - 1].lower if quantity.first else ""
    if behind[:1] == ["page"] and ahead in _COMES_OUT and (len(behind) == 1 or tokens[quantity.last + 1].is_end):
        return False  # "out comes a page"
    hedged = quantity.last - quantity.first > 1 or ahead in _IS_LONG
    if behind[:1] == ["page"] and hedged and (len(behind) == 1 or behind[1] in _SIDES_BEHIND):
        return False  # "a report is maybe a page", "about a page in"
    if quantity.bare_article and _is_another(quantity, tokens):
        return True
    return quantity.kind == "plain" and quantity.value == 1 and tokens[quantity.last - 1].lower in ("a", "an")


def _is_another(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """ "; a second, written list", "and a second team": one more of them, and no time."""
    ahead = tokens[quantity.first - 1] if quantity.first else None
    opens = ahead is None or ahead.kind in ("symbol", "break") or ahead.lower in ("and", "then", "plus")
    place = quantity.last + (quantity.last < len(tokens) and tokens[quantity.last].text == ",")
    behind = tokens[place] if place < len(tokens) else None
    counted = behind is not None and behind.kind == "word" and behind.lower not in _BEHIND_A_TIME
    return opens and counted and tokens[quantity.last - 1].lower == "second"


_BEHIND_A_TIME = frozenset(
    {"or", "and", "at", "for", "to", "is", "would", "per", "max", "tops", "on", "if", "but", "so", "not", "no", "maybe",
     "later", "longer", "better", "of", "in", "please", "ideally", "that", "it", "we", "i", "they"}
)  # fmt: skip


def _begins_an_adjective(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """ "A one-off budget", "a one-time fee": of nothing is there one; "a one-page summary" is as long as that."""
    words = [token.lower for token in tokens[quantity.first : quantity.first + 3]]
    return words[:1] == ["one"] and (words[1:2] == ["off"] or (words[1:2] == ["-"] and words[2:] in _OF_ONE))


_OF_ONE = (["off"], ["time"], ["way"], ["size"], ["shot"], ["stop"], ["to"], ["sided"], ["on"])


class _NotOne(Exception):
    """Two numbers, not one: a part that is more than its whole, a fall that rises."""


class _Evaluator(lark.Transformer[lark.Token, Any]):
    """The tree of one quantity as a `Quantity`; numbers inside are pairs (low, high)."""

    def quantity(self, items: list[Any]) -> Quantity:
        place = next(index for index, item in enumerate(items) if isinstance(item, Quantity))
        found: Quantity = items[place]
        bounds = [item for item in items[:place] if item is not None]
        hedged = place > 0
        if hedged and found.movement and found.range and found.range[0] < found.range[1]:
            found = replace(found, movement=False)  # "somewhere from 3 to 5 seconds"
        return replace(found, bound=bounds[-1] if bounds else found.bound, hedged=hedged and not bounds)

    def hedge(self, items: list[lark.Token]) -> Bound | None:
        return {"AT_MOST": "at_most", "AT_LEAST": "at_least"}.get(items[0].type)  # type: ignore[return-value]  # values of the literal

    def span(self, items: list[Any]) -> Quantity:
        low, high = (item for item in items if isinstance(item, Quantity))
        joined = between_ends(low, high)
        ends = joined.range or (0.0, 0.0)
        return joined if ends[0] <= ends[1] else low

    def movement(self, items: list[Any]) -> Quantity:
        first, last = (item for item in items if isinstance(item, Quantity))
        return replace(between_ends(first, last), movement=True)

    def fall(self, items: list[Any]) -> Quantity:
        """ "900 ms down to 400": the value is what it was."""
        first, last = (item for item in items if isinstance(item, Quantity))
        joined = between_ends(first, last)
        ends = joined.range or (0.0, 0.0)
        if ends[0] <= ends[1] or (first.kind != last.kind and "plain" not in (first.kind, last.kind)):
            raise _NotOne
        return replace(joined, value=ends[0], movement=True)

    def around(self, items: list[Any]) -> Quantity:
        """ "90 ± 5 percent", "85k +/- 10", "$60k ± 10%"."""
        middle, spread = (item for item in items if isinstance(item, Quantity))
        if spread.kind == "share" and middle.kind not in ("share", "plain"):
            return replace(middle, range=(middle.value * (1 - spread.value), middle.value * (1 + spread.value)))
        if middle.kind == "plain" and spread.kind != "plain":
            middle = replace(middle.scaled(spread.unit_factor), kind=spread.kind, unit=spread.unit)
            middle = replace(middle, currency=spread.currency, unit_factor=spread.unit_factor)
        by = spread.value * (middle.unit_factor if spread.kind == "plain" else 1.0)
        if spread.scale == 1 and middle.scale > 1 and by < middle.value / middle.scale:
            by *= middle.scale
        if by >= middle.value:
            raise _NotOne
        return replace(middle, range=(middle.value - by, middle.value + by))

    def money(self, items: list[Any]) -> Quantity:
        number = next(item for item in items if isinstance(item, _Number))
        sign = next(item for item in items if isinstance(item, lark.Token))
        if sign.value == "GRAND":
            return _of(number, "money", 1000, currency="USD")
        if sign.value == "CENT":
            return _of(number, "money", 0.01, currency="USD", unit="cent")
        return _of(number, "money", currency=str(sign.value))

    def dollars_and_cents(self, items: list[Any]) -> Quantity:
        whole = items[0].low if isinstance(items[0], _Number) else 0.0
        return _of(_Number.of(whole + float(items[2].value) / 100), "money", currency=str(items[1].value))

    def percent(self, items: list[Any]) -> Quantity:
        return _of(items[0], "share", float(items[1].value), unit="%")

    def duration(self, items: list[Any]) -> Quantity:
        return _of(items[0], "duration", float(items[1].value), unit=str(items[1].value))

    def relative(self, items: list[Any]) -> Quantity:
        number = _Number.of(1.0)
        return replace(_of(number, "duration", float(items[0].value), unit=str(items[0].value)), relative=True)

    def half_more(self, items: list[Any]) -> Quantity:
        """ "a page and a half"."""
        added = float(items[1].value)
        return replace(_of(_Number(items[0].low + added, items[0].high + added), "plain"), beyond=1)

    def within(self, items: list[Any]) -> Quantity:
        """ "Within the hour"."""
        seconds = str(items[0].value)
        return replace(_of(_Number.of(1.0), "duration", float(seconds), unit=seconds), bound="at_most")

    def factor(self, items: list[Any]) -> Quantity:
        return _of(items[0], "factor")

    def factor_word(self, items: list[Any]) -> Quantity:
        return _of(_Number.of(float(items[0].value)), "factor")

    def part(self, items: list[Any]) -> Quantity:
        return _of(items[0], "share", 1 / float(items[1].value))

    def nth(self, items: list[Any]) -> Quantity:
        return _of(_Number.of(1.0), "share", 1 / float(items[0].value))

    def once(self, items: list[Any]) -> Quantity:
        if items[1].low <= 0:
            raise _NotOne
        return _of(_Number.of(1.0), "share", 1 / items[1].low)

    def part_of(self, items: list[Any]) -> Quantity:
        return _of(items[0], "plain", items[3] / float(items[1].value))

    def part_of_time(self, items: list[Any]) -> Quantity:
        """ "three quarters of an hour"."""
        seconds = float(items[3].value)
        return _of(items[0], "duration", seconds / float(items[1].value), unit=str(items[3].value))

    def out_of(self, items: list[Any]) -> Quantity:
        part, whole = (
            item if isinstance(item, _Number) else _Number.of(float(item.value))
            for item in items
            if isinstance(item, _Number) or item.type == "NUM"
        )
        if whole.low <= 0 or part.low > whole.low:
            raise _NotOne
        return _of(part, "share", 1 / whole.low)

    def out_of_round(self, items: list[Any]) -> Quantity:
        """ "5 per hundred", "3 in thousand"."""
        return self.out_of([items[0], _Number.of(float(items[-1].value))])

    def longer(self, items: list[Any]) -> Quantity:
        """ "a year and a half", "two years and a half"."""
        count = items[0] if isinstance(items[0], _Number) else _Number.of(1.0)
        whole = next(item for item in items if isinstance(item, lark.Token) and item.type == "TIME")
        added = float(items[-1].value)
        number = _Number(count.low + added, count.high + added)
        return _of(number, "duration", float(whole.value), unit=str(whole.value))

    def plain(self, items: list[Any]) -> Quantity:
        return _of(items[0], "plain")

    def scaled(self, items: list[Any]) -> "_Number":
        return _Number.of(float(items[0].value), items[1:])

    def mixed(self, items: list[Any]) -> "_Number":
        """ "Two and a half", "1 ½ million", "a million and a half"."""
        if len(items) == 2 and isinstance(items[0], _Number) and items[0].scale >= _THOUSAND:
            scale = items[0].scale
            return _Number.of(items[0].low / scale + float(items[1].value), [scale])
        whole = items[0].low if isinstance(items[0], _Number) else float(items[0].value)
        return _Number.of(whole + float(items[1].value), items[2:])

    def pointed(self, items: list[Any]) -> "_Number":
        """ "one point two million", "ninety-nine point five"."""
        digits = "".join(
            str(int(item.value)) for item in items if isinstance(item, lark.Token) and item.type != "POINT"
        )
        scales = [item for item in items if isinstance(item, float)]
        return _Number.of(items[0].low + float(f"0.{digits}"), scales)

    def compound(self, items: list[Any]) -> "_Number":
        """ "1 thousand 700", "2 million 400 thousand"."""
        more = prod([float(items[2].value), *(item for item in items[3:])])
        return _Number.of(float(items[0].value) * float(items[1].value) + more)

    def and_part_of_scale(self, items: list[Any]) -> "_Number":
        """ "3 million and a half"."""
        return _Number.of(float(items[0].value) + float(items[2].value), [float(items[1].value)])

    def half(self, items: list[Any]) -> "_Number":
        return _Number.of(float(items[0].value), items[1:])

    def dozens(self, items: list[Any]) -> "_Number":
        return _Number.of(prod(float(item.value) for item in items))

    def vague(self, items: list[Any]) -> "_Number":
        word = next(item for item in items if isinstance(item, lark.Token) and item.type in ("FEW", "MANY"))
        scale = prod(item for item in items if isinstance(item, float))
        return _Number(word.value[0] * scale, word.value[1] * scale, scale)

    def cardinal(self, items: list[Any]) -> "_Number":
        total, current, joined = 0.0, 0.0, False
        for item in items:
            if isinstance(item, lark.Token):
                joined = True
                continue
            if isinstance(item, list):  # a scale, perhaps with its own group
                group = item[0] if len(item) == 2 else 0.0
                current = (current + group) * item[-1] if not total or group == 0 else group * item[-1]
                total, current = total + current, 0.0
            else:
                current += item
        if isinstance(items[-1], list):
            return _Number(total + current, total + current, items[-1][-1])
        if total and current < _TENTHS and not joined:  # "a million two"
            current *= items[-2][-1] / 10
        hundreds = 100.0 if not total and current > 100 and current % 100 == 0 else 1.0  # "three or four hundred"
        return _Number(total + current, total + current, hundreds)

    def scale_part(self, items: list[Any]) -> list[float]:
        return [item if isinstance(item, float) else float(item.value) for item in items]

    def group(self, items: list[Any]) -> float:
        values = [item if isinstance(item, float) else float(item.value) for item in items
                  if isinstance(item, float) or item.type != "AND_IN"]  # fmt: skip
        hundred = next((place for place, item in enumerate(items) if getattr(item, "type", "") == "HUNDRED"), 0)
        if hundred:  # "thirty-eight hundred"
            return sum(values[:hundred]) * values[hundred] + sum(values[hundred + 1 :])
        return sum(values)

    def sum(self, items: list[Any]) -> float:
        return sum(float(item.value) for item in items)

    def multiplier(self, items: list[Any]) -> float:
        return float(items[0].value)

    def per_time(self, items: list[Any]) -> tuple[float | None, bool]:
        return MONTH_SECONDS / float(items[-1].value), False

    def per_times(self, items: list[Any]) -> tuple[float | None, bool]:
        """ "every six months"."""
        number = items[1]
        return MONTH_SECONDS / (float(items[2].value) * (number.low + number.high) / 2), False

    def per_nth(self, items: list[Any]) -> tuple[float | None, bool]:
        """ "every other day"."""
        return MONTH_SECONDS / (float(items[1].value) * float(items[0].value)), False

    def per_adverb(self, items: list[Any]) -> tuple[float | None, bool]:
        return float(items[0].value), False

    def each_per_time(self, items: list[Any]) -> tuple[float | None, bool]:
        return MONTH_SECONDS / float(items[-1].value), True

    def each_per_adverb(self, items: list[Any]) -> tuple[float | None, bool]:
        return float(items[-1].value), True

    def per_each(self, items: list[Any]) -> tuple[float | None, bool]:  # noqa: ARG002  # lark's signature
        return None, True


@dataclass(frozen=True, slots=True)
class _Number:
    """A number inside a quantity: equal ends unless vague; `scale` is the word behind it ("k" of "3k"), else 1."""

    low: float
    high: float
    scale: float = 1.0

    @classmethod
    def of(cls, value: float, multipliers: Sequence[float] = ()) -> "_Number":
        scale = prod(multipliers)
        return cls(value * scale, value * scale, scale)


def _of(number: _Number, kind: Kind, factor: float = 1.0, currency: str | None = None, unit: str = "") -> Quantity:
    low, high = number.low * factor, number.high * factor
    ends = (low, high) if low != high else None
    return Quantity(
        (low + high) / 2, ends, kind, 0, 0, 0, 0, currency=currency, unit=unit, unit_factor=factor, scale=number.scale
    )


def as_a_fourth(quantity: Quantity, tokens: Sequence[Token]) -> Quantity:
    """ "Rather a quarter": three months by itself, and a share where one is asked for or set right."""
    if [token.lower for token in tokens[quantity.first : quantity.last]][-2:] != ["a", "quarter"]:
        return quantity
    return replace(quantity, kind="share", value=_FOURTH, unit="", unit_factor=1.0)


_FOURTH = 0.25


def between_ends(low: Quantity, high: Quantity) -> Quantity:
    """Two ends of a range. An end without unit or scale takes the other's ("2-3k", "5 to 10 %", "$2-3M")."""
    named = low if low.kind != "plain" and high.kind == "plain" else high
    first = low.value if low.kind != "plain" else low.value * named.unit_factor
    second = high.value if high.kind != "plain" else high.value * named.unit_factor
    if low.scale == 1 and high.scale > 1 and low.value < high.value / high.scale:
        first *= high.scale  # "500 to 2k" means what it says, "2-3k" does not
    currency = low.currency or high.currency
    return Quantity(
        (first + second) / 2, (first, second), named.kind, 0, 0, 0, 0,
        currency=currency, unit=named.unit, unit_factor=named.unit_factor,
    )  # fmt: skip
