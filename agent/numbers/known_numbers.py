"""Which known number one of the message may be, by its kind, its size and its unit."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf, log

from agent.facts import Fact
from agent.numbers.volume_days import days_of_month
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import taken_apart
from agent.words.quantities import MONTH_SECONDS, Kind, Quantity
from agent.words.roles import roles
from agent.words.values import in_unit_of, value_of

CORRECTABLE: Mapping[str, frozenset[str]] = {
    "money": frozenset({"budget", "monthly_api_spend", "monthly_benefit"}),
    "share": frozenset(
        {"target_accuracy", "current_accuracy", "growth_per_year", "critical_error_rate", "edge_case_error_rate"}
    ),
    "duration": frozenset({"timeline_months", "horizon_months", "max_latency_seconds"}),
    "plain": frozenset(
        {"requests_per_month", "input_tokens", "output_tokens", "documents", "training_examples", "ml_engineers",
         "budget", "monthly_api_spend", "monthly_benefit"}
    ),
    "factor": frozenset(),
}  # fmt: skip
MONTHLY = frozenset({"requests_per_month", "monthly_api_spend", "monthly_benefit"})


def field_fits(field: str, item: Measured) -> bool:
    """Whether a number of this kind can be the field's value."""
    return field in CORRECTABLE[item.quantity.kind]


def field_that_is(context: Context, denied: Measured) -> str | None:
    """The one known number that equals a denied one, in the field's own unit."""
    found = [
        field
        for field, fact in context.facts.items()
        if field in roles()
        and isinstance(fact.value, int | float)
        and (value := value_of(Assigned(field, denied, 1.0, {}))) is not None
        and abs(value[0] - fact.value) <= _SAME * max(abs(fact.value), _SAME)
    ]
    return found[0] if len(found) == 1 else None


_SAME = 0.005


def newest(context: Context, item: Measured) -> str | None:
    """The stated number of the same kind that the conversation learned last; of several in one message, the nearest."""
    fitting = [
        (field, fact)
        for field, fact in context.facts.items()
        if fact.status == "stated" and (field_fits(field, item) or may_be_percent(field, fact, item))
    ]
    last = max((fact.turn for _, fact in fitting), default=0)
    lately = {field: apart(field, fact, item) for field, fact in reversed(fitting) if fact.turn == last}
    return min(lately, key=lambda field: lately[field], default=None)


def apart(field: str, fact: Fact, item: Measured) -> float:
    """How far a number is from what is known, in orders of size."""
    value = value_of(Assigned(field, item, 1.0, {}))
    known = fact.value if isinstance(fact.value, int | float) else 0
    return abs(log(value[0] / known)) if value is not None and value[0] > 0 and known > 0 else inf


def may_be_percent(field: str, fact: Fact, item: Measured) -> bool:
    """ "Actually 82", of "80 % right"."""
    share = field in CORRECTABLE["share"] and item.quantity.kind == "plain"
    return share and 1 < item.quantity.value <= _ALL and apart(field, fact, item) < log(_LIKE)


_ALL = 100  # percent
_LIKE = 2  # times as much


def is_far(context: Context, field: str, item: Measured) -> bool:
    """So much more or less than what is known that it must be of something else: $300, of $11,250 a month."""
    fact, value = context.facts.get(field), value_of(Assigned(field, item, 1.0, {}))
    known = fact.value if fact is not None else None
    if isinstance(known, bool) or not isinstance(known, int | float) or value is None or min(known, value[0]) <= 0:
        return False
    return max(known, value[0]) > _MOST_MISTAKEN * min(known, value[0])


_MOST_MISTAKEN = 30  # times as much


def in_told_unit(context: Context, field: str, item: Measured) -> Measured:
    """A bare number in the unit of the words that it corrects: "it's 120 thousand", of "1.2 million a year"."""
    fact = context.facts.get(field)
    told = taken_apart(fact.quote or "").measured if fact is not None else []
    if fact is None or len(told) != 1 or item.last > item.quantity.last or item.per is not None:
        return item
    before = replace(told[0], quantity=_of_its_field(field, fact, told[0].quantity))
    days = days_of_month(taken_apart(fact.quote or ""), before) if field == VOLUME else 0.0
    if days:  # "only weekdays, 22 days" was said last of what comes by the day
        return replace(item, per=days)
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None:
        return item
    short = before.quantity.scale > quantity.scale == 1 and quantity.kind == before.quantity.kind == "plain"
    if short and quantity.value * _THOUSANDS_LESS < before.quantity.value:  # "25k. We're back to 60"
        quantity = quantity.scaled(before.quantity.scale)
    rate = item.per
    if field in MONTHLY and isinstance(fact.value, int | float) and before.quantity.value > 0:
        rate = fact.value / before.quantity.value
    return replace(item, quantity=quantity, nouns=before.nouns or item.nouns, per=rate)


_THOUSANDS_LESS = 100  # times as much


def _of_its_field(field: str, fact: Fact, told: Quantity) -> Quantity:
    """ "10 would do" told seconds before: a number that named no unit itself has the one of its field."""
    kinds: tuple[Kind, ...] = ("share", "duration")
    kind = next((each for each in kinds if field in CORRECTABLE[each]), None)
    if told.kind != "plain" or kind is None or told.value <= 0 or not isinstance(fact.value, int | float):
        return told
    factor = fact.value / told.value * (MONTH_SECONDS if field.endswith("_months") else 1.0)
    return replace(told.scaled(factor), kind=kind, unit="%" if kind == "share" else "", unit_factor=factor)
