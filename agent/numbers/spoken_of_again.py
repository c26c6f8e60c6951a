"""A number that was told before, of which something is said: "38 was April", for $38k."""

from agent.numbers.known_numbers import field_fits
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart


def is_spoken_of_again(message: Message, context: Context, one: Assigned) -> bool:
    """ "6,300 is August": a number that was told before is spoken of, and is no other fact."""
    told = told_as(message, context, one.measured)
    return bool(told) and one.field not in told


def told_as(message: Message, context: Context, item: Measured) -> list[str]:
    """The facts that were told with this bare number, of which something is said: "38 was April", for $38k."""
    if not is_spoken_of(message, item):
        return []
    return [field for field, fact in context.facts.items() if as_written(fact.quote or "", item) is not None]


def is_spoken_of(message: Message, item: Measured) -> bool:
    """A number alone of which they say what it is or was: "38 was April", "the 46,000 is only the salary"."""
    behind = [token.lower for token in message.tokens[item.last : item.last + 1]]
    return item.is_bare() and item.per is None and item.quantity.value >= _LEAST_SPOKEN_OF and behind in _WERE


def as_written(quote: str, item: Measured) -> Measured | None:
    """The number of a quote that this one says again."""
    return next((other for other in taken_apart(quote).measured if _is_as_written(item, other)), None)


def spoken_of_before(message: Message, context: Context, item: Measured) -> str | None:
    """ "Wait, the 20k was for both of us. Ours is 12k": the fact that the number before this one was told for."""
    before = [other for other in message.measured if other.first < item.first]
    told = told_as(message, context, before[-1]) if before and item.sentence - before[-1].sentence <= 1 else []
    return told[0] if len(told) == 1 and field_fits(told[0], item) else None


def _is_as_written(item: Measured, other: Measured) -> bool:
    """The same number, without its unit or its thousand: "22", of "$22 an hour", "38", of "38 thousand dollars"."""
    known, quantity = other.quantity, item.quantity
    if quantity.kind == known.kind and quantity.value == known.value:
        return True
    if quantity.kind != "plain":
        return False
    if known.kind == "share":
        return abs(quantity.value / 100 - known.value) < _DUST
    return known.kind in ("plain", "money") and quantity.value in (known.value, known.value / known.scale)


_DUST = 1e-9
_LEAST_SPOKEN_OF = 10
_WERE = (["is"], ["was"], ["are"], ["were"], ["includes"], ["included"])
