"""A number that was told before, told again beside the one that holds now: "the board wants 97, I'd told you 92"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.values import RATES

_NEAR = 4  # tokens between "told you" and the number
_SAME = 1e-9
_TOLD = frozenset({"told", "gave", "said", "wrote", "mentioned", "noted"})


def instead_of_told(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """The numbers, the one beside a repeated rate with its field; the repeated one tells nothing new.

    Other facts have units of their own, by which the rules on corrections know them.
    """
    for old in items:
        field = rate_that_is(context, old) if _is_repeated(message, old) else None
        others = [item for item in items if item is not old and abs(item.sentence - old.sentence) <= 1]
        if field is None or len(others) != 1 or not _may_be_rate(others[0]):
            continue
        quantity = others[0].quantity
        if quantity.kind == "plain":
            quantity = replace(quantity.scaled(0.01), kind="share", unit="%")
        kept = [one for one in assigned if one.measured.first not in (old.first, others[0].first)]
        rated = Assigned(field, replace(others[0], quantity=quantity), 1.0, {"accuracy": 1.0}, replaces=True)
        return [*kept, rated if field not in _ERRORS else replace(rated, activation={})]
    return list(assigned)


_ERRORS = frozenset({"critical_error_rate", "edge_case_error_rate"})


def _is_repeated(message: Message, item: Measured) -> bool:
    ahead = [token.lower for token in message.tokens[max(0, item.first - _NEAR) : item.first]]
    told = next((place for place, word in enumerate(ahead) if word in _TOLD), None)
    return told is not None and ("you" in ahead or "i" in ahead[:told] or "i'd" in ahead[:told])


def _may_be_rate(item: Measured) -> bool:
    return item.is_bare() and item.per is None and item.quantity.kind in ("plain", "share")


def rate_that_is(context: Context, item: Measured) -> str | None:
    """The known rate that a bare number or a share repeats: 90 is an accuracy of 90 %."""
    if not _may_be_rate(item):
        return None
    value = item.quantity.value / (100 if item.quantity.kind == "plain" else 1)
    for field in RATES & set(context.facts):
        known = context.facts[field].value
        if isinstance(known, int | float) and abs(known - value) < _SAME:
            return field
    return None
