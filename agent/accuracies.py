"""Two shares that both seem to tell today's accuracy, or both the needed one: which of them is the other.

The tense of the verb tells them apart: "we are at 71. At 85 the director will sign". So does what they count: where
one share is of right answers and another of wrong ones, and they are not the same fact, the right ones are all answers'.
"""

from collections.abc import Sequence
from dataclasses import replace

from agent.message import Message
from agent.roles import Assigned
from agent.values import counts_wrong, value_of

NOW, NEEDED = "current_accuracy", "target_accuracy"


def told_apart(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """The numbers with the field of at most one accuracy changed, or one left out, so that each is told once."""
    now = [item for item in assigned if item.field == NOW]
    needed = [item for item in assigned if item.field == NEEDED]
    if len(now) > 1 and not needed:
        ahead = [item for item in now if _is_ahead(message, item)]
        others = [item for item in now if item not in ahead]
        if len(ahead) == 1 and others and _is_higher(ahead[0], others[-1]):
            return [replace(item, field=NEEDED) if item is ahead[0] else item for item in assigned]
    if len(needed) > 1 and not now:
        today = [item for item in needed if item.activation.get("now", 0.0) > item.activation.get("need", 0.0)]
        others = [item for item in needed if item not in today]
        if len(today) == 1 and others and _is_higher(others[-1], today[0]):
            return [replace(item, field=NOW) if item is today[0] else item for item in assigned]
    return [item for item in assigned if item not in _of_some(now)]


def _of_some(now: Sequence[Assigned]) -> list[Assigned]:
    """ "Accuracy is 96. Old forms fail in 30% of cases": wrong answers of some kind, where another share is of all."""
    wrong = [item for item in now if counts_wrong(NOW, item.measured.quantity.value, item.activation)]
    right = [item for item in now if item not in wrong]
    if not right:
        return []
    whole = _value(right[-1])
    return [item for item in wrong if whole is not None and abs((_value(item) or 0.0) - whole) > _SAME]


_SAME = 0.02


def _is_higher(one: Assigned, other: Assigned) -> bool:
    first, second = _value(replace(one, field=NEEDED)), _value(replace(other, field=NOW))
    return first is not None and second is not None and first > second


def _value(item: Assigned) -> float | None:
    value = value_of(item)
    return value[0] if value is not None else None


def _is_ahead(message: Message, item: Assigned) -> bool:
    """The verb of its clause is of the future or of a condition; "I'd say 80" only guesses."""
    clause = message.structure.clauses[item.measured.clause]
    words = [token.lower for token in message.tokens[clause.first : clause.last]]
    return any(
        (word in _MODALS or word.endswith(("'d", "'ll"))) and not _guesses(words[place + 1 : place + 4])
        for place, word in enumerate(words)
    )


def _guesses(behind: Sequence[str]) -> bool:
    return behind[:1] != [] and (behind[0] in _GUESSES or (list(behind[:2]) == ["call", "it"] and behind[2:3] != ["a"]))


_MODALS = frozenset({"will", "would", "shall"})
_GUESSES = frozenset({"say", "guess", "reckon", "think", "estimate", "bet", "put", "assume"})
