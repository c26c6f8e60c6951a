"""A quantity that means a field, in the field's own unit: months, requests a month, tokens, fractions."""

from collections.abc import Mapping
from dataclasses import replace

from agent.facts import checked_profile
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.quantities import MONTH_SECONDS, Quantity
from agent.words.text_lengths import TOKENS_OF
from tools.errors import BadArgument

Value = tuple[float, tuple[float, float] | None]

_MONTHLY_MONEY = frozenset({"monthly_api_spend", "monthly_benefit"})
RATES = frozenset({"current_accuracy", "target_accuracy", "critical_error_rate", "edge_case_error_rate"})
_MONTHS = frozenset({"timeline_months", "horizon_months"})
_PER_YEAR = 1 / 12


def value_of(assigned: Assigned) -> Value | None:
    """Value and range in the field's unit; `None` where no profile can hold it."""
    measured = assigned.measured
    ends = measured.quantity.range or (0.0, 0.0)
    faster = assigned.field == "max_latency_seconds" and ends[0] > ends[1]
    moved = measured.quantity.movement and (faster or assigned.activation.get("moves", 0.0) > 0)
    if moved and measured.quantity.range:  # "went from 4k to 9k": where it is now, or where it must be
        last = replace(measured.quantity, value=measured.quantity.range[1], range=None)
        measured = replace(measured, quantity=last)
    value = _converted(assigned.field, measured, assigned.activation)
    if value is None:
        return None
    figure = tidy(value.value)
    spread = value.range if value.range and min(value.range) < value.value < max(value.range) else None
    within = (tidy(min(spread)), tidy(max(spread))) if spread else None
    return (figure, within) if fits(assigned.field, figure) and _ends_fit(assigned.field, within) else None


_THOUSAND = 1_000
_THOUSANDS = 100  # times as much as a number that leaves its thousand out


def in_unit_of(quantity: Quantity, other: Quantity) -> Quantity | None:
    """A quantity that names no unit, in the unit and scale of another one; `None` where the two are unlike."""
    if quantity.kind == other.kind:
        return quantity
    if quantity.kind != "plain" or other.kind == "factor":
        return None
    factor = other.unit_factor if other.kind in ("share", "duration") else 1.0
    if other.kind == "money" and quantity.scale == 1 and quantity.value < other.value / other.scale * 10:
        in_thousands = other.scale == 1 and _THOUSANDS * quantity.value < other.value < _THOUSAND * quantity.value * 10
        factor = _THOUSAND if in_thousands else other.scale  # "$200k, sorry, 250", "$30,000, or rather 35"
    like = replace(quantity.scaled(factor), kind=other.kind, unit=other.unit, currency=other.currency)
    return replace(like, unit_factor=other.unit_factor) if other.kind in ("share", "duration") else like


def fits(field: str, value: object) -> bool:
    """Whether the profile takes the value."""
    try:
        checked_profile({field: value})  # type: ignore[dict-item]  # what is no JSON is refused too
    except (BadArgument, TypeError, ValueError):
        return False
    return True


def tidy(value: float) -> float:
    """Without the dust of binary arithmetic; whole where it is whole."""
    rounded = float(f"{value:.10g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _ends_fit(field: str, ends: tuple[float, float] | None) -> bool:
    return ends is None or all(fits(field, end) for end in ends)


def _converted(field: str, item: Measured, activation: Mapping[str, float]) -> Quantity | None:
    quantity = item.quantity
    if field == "requests_per_month" or field in _MONTHLY_MONEY:
        return quantity.scaled(1.0 if item.per is None else item.per)
    if field in ("input_tokens", "output_tokens"):
        return quantity.scaled(tokens_of_one(item) or 1.0)
    if field == "growth_per_year":
        return _growth(item, activation)
    if field in RATES:
        share = quantity.scaled(0.01) if quantity.kind == "plain" and quantity.value > 1 else quantity
        if field == "target_accuracy" and share.value < _ERRS and activation.get("accuracy", 0.0) < _SAYS_RIGHT:
            return _right(share)  # "one in thirty, that I could live with"
        inverted = counts_wrong(field, share.value, activation) or _counts_right(field, activation)
        return _right(share) if inverted else share
    if field in _MONTHS:
        return quantity.scaled(1 / MONTH_SECONDS) if quantity.kind == "duration" else quantity
    return quantity


def tokens_of_one(item: Measured) -> float:
    """Tokens of one of what is counted; 0 where that is no text."""
    return next((tokens for noun, tokens in TOKENS_OF.items() if noun in item.nouns), 0.0)


def counts_wrong(field: str, share: float, activation: Mapping[str, float]) -> bool:
    """The share is of wrong answers, and the field wants right ones.

    Nobody asks to be wrong as often as not; of many answers the words beside the share must say that they are wrong.
    """
    lead = activation.get("wrong", 0.0) - activation.get("accuracy", 0.0)
    if field == "target_accuracy":
        return lead > 0 and share < _MOST
    return field == "current_accuracy" and lead > (_PLAINLY if share >= _MOST else 0.0)


_MOST, _PLAINLY = 0.5, 0.35


def _counts_right(field: str, activation: Mapping[str, float]) -> bool:
    """ "Only 60% of the edge cases are handled correctly": the field wants the wrong ones."""
    right, wrong = activation.get("accuracy", 0.0), activation.get("wrong", 0.0)
    return field == "edge_case_error_rate" and right > _SAYS_RIGHT and right > 2 * wrong


_SAYS_RIGHT = 0.5
_ERRS = 0.3  # nobody wants to be right as rarely


def _right(share: Quantity) -> Quantity:
    ends = (1 - share.range[1], 1 - share.range[0]) if share.range else None
    return _with(share, 1 - share.value, ends)


def _growth(item: Measured, activation: Mapping[str, float]) -> Quantity:
    quantity = item.quantity
    times_a_year = 1.0 if item.per is None else item.per / _PER_YEAR
    if (
        quantity.kind == "factor"
        and quantity.value == 0.5
        and activation.get("growth", 0) > activation.get("shrink", 0)
    ):
        quantity = _with(quantity, 1.5, None)  # "grows by half"
    shrinks = quantity.direction < 0 or (
        quantity.direction == 0 and activation.get("shrink", 0.0) > activation.get("growth", 0.0)
    )

    def yearly(value: float) -> float:
        step = (
            value
            if quantity.kind == "factor"
            else 1 + (value * 0.01 if quantity.kind == "plain" else value) * (-1 if shrinks else 1)
        )
        return step**times_a_year - 1 if 0 <= step <= 100 and times_a_year <= 12 else -2.0

    ends = (yearly(quantity.range[0]), yearly(quantity.range[1])) if quantity.range else None
    return _with(quantity, yearly(quantity.value), ends)


def _with(quantity: Quantity, value: float, ends: tuple[float, float] | None) -> Quantity:
    return replace(quantity, value=value, range=ends)
