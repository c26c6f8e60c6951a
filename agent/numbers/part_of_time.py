"""How much of the time of one case goes or stays: "four of the six minutes would fall away".

The larger number is the time of today, whichever of the two has the unit.
"""

from agent.facts import Part, PartName
from agent.numbers.benefits import is_gain_of_others
from agent.numbers.part_places import Around, as_part
from agent.numbers.products import HOUR, found_in, saves
from agent.words.measured import Measured
from agent.words.values import in_unit_of


def part_of_time(around: Around, item: Measured) -> Part | None:
    """What is saved or left of the time, and the time that it is a part of."""
    pairs = ((item, _behind(around, item)), (_ahead(around, item), item))
    for part, whole in pairs:
        if part is None or whole is None or not _are_times(part, whole):
            continue
        becomes = _what_becomes(around, part, whole)
        value = in_unit_of(item.quantity, (whole if item is part else part).quantity) or item.quantity
        if becomes is None:
            return None
        name: PartName = "time_before" if item is whole else becomes
        return as_part(around.message, item, name).model_copy(update={"value": value.value, "range": None})
    return None


def _behind(around: Around, item: Measured) -> Measured | None:
    """The six of "four of the six minutes"."""
    return next((one for one in around.message.measured if _is_of(around, item, one)), None)


def _ahead(around: Around, item: Measured) -> Measured | None:
    return next((one for one in around.message.measured if _is_of(around, one, item)), None)


def _is_of(around: Around, part: Measured, whole: Measured) -> bool:
    between = [token.lower for token in around.message.tokens[part.quantity.last : whole.first]]
    return len(between) == _OF_THE and between[0] == "of" and between[1] in _THE


def _are_times(part: Measured, whole: Measured) -> bool:
    """One of them has a unit of minutes or hours, the other has the same or none, and the part is less."""
    timed = [one for one in (part, whole) if one.quantity.kind == "duration" and one.per is None]
    bare = [one for one in (part, whole) if one.quantity.kind == "plain" and one.is_bare()]
    if not timed or len(timed) + len(bare) < len((part, whole)) or not 0 < timed[0].quantity.unit_seconds <= HOUR:
        return False
    less, more = (in_unit_of(one.quantity, timed[0].quantity) for one in (part, whole))
    return less is not None and more is not None and 0 < less.value < more.value


def _what_becomes(around: Around, part: Measured, whole: Measured) -> PartName | None:
    """Saved or left, as the words say; with no other words it is what was known to take so long that is saved."""
    message = around.message
    clause = message.structure.clauses[part.clause]
    behind = {token.lower for token in message.tokens[whole.quantity.last : clause.last]}
    if is_gain_of_others(message, part):
        return None
    if not behind.isdisjoint(_STAYS):
        return "time_after"
    saved = saves(message, part) or any(found_in(message, group, clause.first, clause.last) for group in _SAVED)
    alone = not any(token.kind == "word" for token in message.tokens[clause.first : part.first])
    alone = alone and not any(word.isalpha() for word in behind) and _is_known_time(around, whole)
    return "time_saved" if saved or alone else None


def _is_known_time(around: Around, whole: Measured) -> bool:
    told = [part.value for part in around.context.parts if part.name == "time_before"]
    here = [one.quantity.value for one in around.items if one is not whole and one.quantity.kind == "duration"]
    return whole.quantity.value in (*told, *here)


_OF_THE = 2  # tokens
_THE = frozenset({"the", "our", "those", "these", "its", "their", "my"})
_STAYS = frozenset({"remain", "remains", "left", "stay", "stays"})
_SAVED = ("spares", "gains", "goes", "stopped")
