"""Requests that are told for stretches of the year or the week: "200 from May to October, otherwise 50".

What is told for parts of the year is its mean, with the ends between which the months lie; what is told for days of
the week adds up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.numbers.products import EACH, WEEKLY, YEARLY, Product, is_daily, span
from agent.numbers.volume_groups import NO_REQUESTS, PAYS, REQUESTS
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Token
from agent.words.values import tidy
from agent.words.week_days import WEEK, days_named, is_left_out
from agent.words.year_parts import MONTHS, share_of_the_year, year_parts


@dataclass(frozen=True, slots=True)
class Amount:
    """So many in a stretch, as often as they are counted; a factor is worked out."""

    item: Measured
    low: float
    high: float
    per: float | None


def over_the_year(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "70 a month from April to September, otherwise 15", "600 a day in summer, a third of that in winter"."""
    parts = year_parts(message.tokens)
    shares = share_of_the_year(parts) if len(parts) > 1 else None
    amounts = _amounts(message, items, [(part.first, part.last) for part in parts]) if shares else []
    if not shares or len(amounts) != len(parts):
        return None
    rated = [_rate(message, amounts, at, share * MONTHS) for at, share in enumerate(shares)]
    times = [rate for rate in rated if rate is not None and rate > YEARLY * (1 + _SAME)]
    if len(times) < len(amounts):
        return None
    monthly = [
        ((one.low + one.high) / 2 * rate, share) for one, rate, share in zip(amounts, times, shares, strict=True)
    ]
    ends = tuple(tidy(end(value for value, _ in monthly)) for end in (min, max))
    first, last = amounts[0].item, amounts[-1].item
    mean = tidy(sum(value * share for value, share in monthly))
    return mean, first.first, last.last, (ends[0], ends[1]) if ends[0] < ends[1] else None


def _rate(message: Message, amounts: Sequence[Amount], place: int, months: float) -> float | None:
    """How often a month an amount comes: as it says, as the others say, or all of it in its months together."""
    amount = amounts[place]
    end = amounts[place + 1].item.first if place + 1 < len(amounts) else len(message.tokens)
    behind = {token.lower for token in message.tokens[amount.item.last : end]}
    if amount.per is None and behind & _TOGETHER:
        return 1 / months
    rates = [one.per for one in amounts if one.per is not None]
    return amount.per or (rates[0] if rates else 1.0 if behind & EACH or amount.item.each else None)


def over_the_week(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "900 a day on Saturdays and Sundays and 300 on weekdays", "60 on a normal day, double on Mondays"."""
    tokens = message.tokens
    shut = frozenset(
        day for first, last, days in days_named(tokens) if is_left_out(tokens, first, last) for day in days
    )
    spoken = [one for one in days_named(tokens) if not is_left_out(tokens, *one[:2])]
    named = [days for _, _, days in spoken]
    stretches = sorted([*spoken, *((first, last, frozenset[str]()) for first, last in _other_days(tokens))])
    amounts = _amounts(message, items, [(first, last) for first, last, _ in stretches]) if named else []
    if len(stretches) < _TWO or len(amounts) != len(stretches):
        return None
    days = [_days_of_its_own(one, named, shut) for _, _, one in stretches]
    daily = all(one.per is None or is_daily(one.per) for one in amounts)
    hours = all(one.high <= _HOURS and one.item.is_bare() and one.per is None for one in amounts)
    if not daily or hours or sum(map(len, days)) != len(frozenset().union(*days)) or len(named) < len(stretches) - 1:
        return None
    low, high = (
        sum((one.low, one.high)[side] * len(on) * WEEKLY for one, on in zip(amounts, days, strict=True))
        for side in (0, 1)
    )
    return span(low, high, amounts[0].item, amounts[-1].item)


def _days_of_its_own(days: frozenset[str], named: Sequence[frozenset[str]], shut: frozenset[str]) -> frozenset[str]:
    """The days but those told apart: weekdays beside Mondays are four; without a name, all that are left."""
    inner = [other for other in named if other < (days or frozenset(WEEK))]
    return (days or frozenset(WEEK) - shut).difference(*inner)


def _other_days(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """ "The other days", "any other day", "a normal day", "otherwise", "usually"."""
    found = []
    for place, token in enumerate(tokens):
        behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        if token.lower in _OTHER and behind in ("day", "days"):
            found.append((place, place + 2))
        elif token.lower in _USUALLY:
            found.append((place, place + 1))
    return found


def _amounts(message: Message, items: Sequence[Measured], stretches: Sequence[tuple[int, int]]) -> list[Amount]:
    """What is counted in the sentences of the stretches, one behind the other and none of them too far off."""
    within = {message.structure.clauses[clause].sentence for first, _ in stretches
              if (clause := message.structure.clause_of[first]) >= 0}  # fmt: skip
    if not within or max(within) - min(within) > 1:
        return []
    found: list[Amount] = []
    for item in items:
        inside = any(first <= item.first < last for first, last in stretches)
        if inside or item.sentence not in within or item.quantity.kind == "duration":
            continue
        times = times_the_last(message, item)
        if times and found:
            last = found[-1]
            found.append(Amount(item, last.low * times, last.high * times, item.per or last.per))
        elif _counts_requests(message, item):
            low, high = item.quantity.range or (item.quantity.value,) * 2
            found.append(Amount(item, low, high, item.per))
    return found


def _counts_requests(message: Message, item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and not item.per_head and not item.nouns & NO_REQUESTS
    counted = item.per is not None or item.is_bare() or bool(item.nouns & REQUESTS) or item.each
    return plain and counted and (bool(item.nouns & REQUESTS) or message.activation(item).get("pay", 0.0) < PAYS)


def times_the_last(message: Message, item: Measured) -> float:
    """ "Double", "three times as many", "half that", "a third of that", "20 % more"; else 0."""
    quantity = item.quantity
    behind = {token.lower for token in message.tokens[quantity.first : item.last + 2]}
    if quantity.kind == "factor":
        return quantity.value
    if quantity.kind == "share" and quantity.direction:
        return 1 + quantity.direction * quantity.value
    part = quantity.kind == "share" or (quantity.kind == "plain" and 0 < quantity.value < 1)
    return quantity.value if part and behind & _OF_THAT else 0.0


_TWO, _HOURS, _SAME = 2, 24, 1e-6
_TOGETHER = frozenset({"together", "altogether", "total", "combined", "all"})
_OTHER = frozenset({"other", "remaining", "normal", "ordinary", "usual", "typical", "regular", "average"})
_USUALLY = frozenset({"otherwise", "normally", "usually", "typically"})
_OF_THAT = frozenset({"that", "many", "much", "it"})
