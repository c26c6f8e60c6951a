"""A calculation that a model reads in a message: only with the message's figures, each as what the message says it is.

The model says which tool; what each figure is follows from its kind, its period, the words beside it
(`cues/calculations.yaml`) and, where they say nothing, the order in which a tool's arguments are told. Figures that
could as well be each other's are no calculation: a sum with two arguments changed over would be a wrong number.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from agent.model.quotes import Place, numbers_under
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from tools.registry import all_tools

# Which of the slots of `calculations.yaml` an argument is.
_SLOTS = {
    "upfront_cost": "upfront", "current_monthly_cost": "current", "new_monthly_cost": "new", "monthly_cost": "cost",
    "monthly_benefit": "benefit", "annual_discount_rate": "discount", "growth_per_year": "growth",
    "horizon_months": "horizon", "ramp_months": "ramp", "cached_share": "cached", "batch_share": "batch",
    "input_tokens": "in", "input_price": "in", "output_tokens": "out", "output_price": "out",
}  # fmt: skip
_SHARES = frozenset(
    {"annual_discount_rate", "growth_per_year", "cached_share", "batch_share", "rate_per_period", "mfu"}
)
_DURATIONS = frozenset({"horizon_months", "ramp_months"})
_MONTHLY = frozenset(
    {"current_monthly_cost", "new_monthly_cost", "monthly_cost", "monthly_benefit", "requests_per_month"}
)


@dataclass(frozen=True)
class _Taken:
    """An argument and the number of the quote that it is."""

    name: str
    item: Measured


def figures_stand(message: Message, tool: str, arguments: Mapping[str, JsonValue], place: Place) -> bool:
    """Whether the words at `place` give all these arguments, each figure once and as what it is."""
    items = numbers_under(message, place)
    quote = message.text[place.start : place.end].lower()
    taken: list[_Taken] = []
    for name, value in arguments.items():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                if not re.search(rf"(?<![\w.-]){re.escape(part.lower())}(?![\w-])", quote):
                    return False
                continue
            free = [item for item in items if all(item is not other.item for other in taken)]
            found = next((item for item in free if _is(item, name, part, items)), None)
            if found is None:
                return False
            taken.append(_Taken(name, found))
    return _are_what_they_are_said_to_be(message, tool, taken)


def _is(item: Measured, name: str, value: JsonValue, items: Sequence[Measured]) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return any(math.isclose(value, one, rel_tol=1e-6) for one in _values(item, name, items))


def _values(item: Measured, name: str, items: Sequence[Measured]) -> Iterator[float]:
    """What the number is worth as this argument; nothing where it cannot be that."""
    quantity = item.quantity
    if quantity.range or quantity.movement or quantity.relative:
        return
    if name in _SHARES:
        if quantity.kind == "share":
            yield quantity.value
    elif name in _DURATIONS:
        if quantity.kind == "duration":
            yield quantity.value / MONTH_SECONDS
    elif quantity.kind not in ("plain", "money") or (quantity.kind == "money" and quantity.currency != "USD"):
        return
    elif name in _MONTHLY:
        yield from (quantity.value * per for per in _per_month(item, items))
    elif item.per is None:
        yield quantity.value / 1e9 if name.endswith("_billion") else quantity.value


def _per_month(item: Measured, items: Sequence[Measured]) -> Iterator[float]:
    """How often a month the number counts; "2,000 a month today, 500 after": without a period it has the others'."""
    if item.per is not None:
        yield item.per
    elif any(other.per == 1 for other in items) and all(other.per in (None, 1) for other in items):
        yield 1.0


def _are_what_they_are_said_to_be(message: Message, tool: str, taken: Sequence[_Taken]) -> bool:
    slots = {_SLOTS[one.name] for one in taken if one.name in _SLOTS}
    unsaid: list[_Taken] = []
    for one in taken:
        said = _slots_beside(message, one.item, taken) & slots
        own = _SLOTS.get(one.name)
        if own in said:
            continue
        if said:
            return False
        unsaid.append(one)
    order = list(all_tools()[tool].arguments.model_fields)
    told = sorted(unsaid, key=lambda one: one.item.first)
    return [order.index(one.name) for one in told] == sorted(order.index(one.name) for one in told)


def _slots_beside(message: Message, item: Measured, taken: Sequence[_Taken]) -> set[str]:
    """What the words around a number call it, up to the next mark or the next figure of the calculation."""
    others = {place for one in taken if one.item is not item for place in (one.item.first, one.item.quantity.last - 1)}
    first, last = item.first, item.quantity.last
    while first > 0 and not _ends(message, first - 1, others):
        first -= 1
    while last < len(message.tokens) and not _ends(message, last, others):
        last += 1
    return {hit.payload for hit in _cues().find(message.tokens[first:last])}


def _ends(message: Message, place: int, others: set[int]) -> bool:
    return place in others or message.tokens[place].text in _MARKS or message.tokens[place].lower in _JOINTS


_MARKS = frozenset(",.;:!?()")
_JOINTS = frozenset({"and", "then", "but"})


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("calculations.yaml")["slots"], "calculations.yaml: slots"))
