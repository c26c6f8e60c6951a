"""A number that is dismissed, and what to take instead: "8,000. No, that's only the small ones. Use 11,000."."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.numbers.correcting_words import is_to_be_taken, opening, stands_alone
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.values import in_unit_of


def settled(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "8,000. No, that's only the small ones. Use 11,000.": behind a dismissed number, what to take instead."""
    result = list(assigned)
    for item in items:
        earlier = [other for other in result if other.measured.first < item.first]
        if not earlier:
            continue
        last = max(earlier, key=lambda other: other.measured.first)
        moved = _instead_of(message, last.measured, item)
        if moved is None or _is_wished_for(message, last, field_of(item, result), item):
            continue
        result = [other for other in result if other.measured.first != item.first]
        result.append(Assigned(last.field, moved, last.score, last.activation, replaces=True))
    return result


def _is_wished_for(message: Message, before: Assigned, field: str | None, item: Measured) -> bool:
    """ "Today 82 % go right. It should be 95.": what should be puts right nothing that is, unless they say so first."""
    if (before.field, field) != ("current_accuracy", "target_accuracy"):
        return False
    first = message.structure.clauses[item.clause].first
    wish = next((at for at in range(first, item.first) if message.tokens[at].lower in _WISHING), None)
    between = message.tokens[before.measured.last : wish]
    hits = message.structure.hits_of("correction")
    heads = opening(message)  # "75 % are correct" corrects nothing
    corrects = any(before.measured.last <= hit.first < (wish or 0) and hit.first in heads for hit in hits)
    return wish is not None and not corrects and _REFUSING.isdisjoint(token.lower for token in between)


_WISHING = frozenset({"should", "must", "ought", "shall", "has", "have", "needs", "need"})


def dismissed(
    message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[tuple[Measured, Measured]]:
    """Pairs of a number without a field that is dismissed, and what to take instead, in the unit of the first."""
    taken = {one.measured.first for one in assigned}
    pairs = ((first, _instead_of(message, first, later)) for first, later in pairwise(items)
             if first.first not in taken)  # fmt: skip
    return [(first, moved) for first, moved in pairs if moved is not None]


def _instead_of(message: Message, before: Measured, item: Measured) -> Measured | None:
    """The bare number that takes the place of the dismissed one before it, in its unit."""
    if not item.is_bare() or item.per is not None:
        return None
    if not is_to_be_taken(message, item) and not stands_alone(message, item):
        return None
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None or item.sentence - before.sentence > SOON or not _is_dismissed(message, before, item):
        return None
    return replace(item, quantity=quantity, nouns=before.nouns, per=before.per)


SOON = 2  # sentences between a number and what takes its place


def _is_dismissed(message: Message, before: Measured, item: Measured) -> bool:
    """Between the two stands a "no", a word of correction, or a remark on the first: "that was last year"."""
    between = [token.lower for token in message.tokens[before.last : item.first] if token.kind == "word"]
    if any(before.last <= hit.first < item.first for hit in message.structure.hits_of("correction")):
        return True
    remarks = any(pair[0] in _POINTING and pair[1] in _REMARKING for pair in pairwise(between))
    return bool(_REFUSING & set(between)) or remarks


_POINTING = frozenset({"that", "those", "this", "these", "it", "which"})
_REMARKING = frozenset({"is", "was", "were", "are", "includes", "included", "excludes", "counts", "came", "covered"})
_REFUSING = frozenset(
    {"no", "nope", "hmm", "wrong", "that's", "thats", "dreaming", "unrealistic", "nonsense", "utopian", "illusory",
     "rubbish", "ridiculous"}
)  # fmt: skip


def field_of(item: Measured, assigned: Sequence[Assigned]) -> str | None:
    return next((one.field for one in assigned if one.measured.first == item.first), None)
