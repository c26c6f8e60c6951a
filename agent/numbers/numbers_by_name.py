"""A bare number behind the name of a known one: "the budget is 50k and the calls are 100k"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.numbers.correcting_words import POINTING, THE, is_to_be_taken
from agent.numbers.known_numbers import field_fits, in_told_unit, may_be_percent
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import fields_named, names_of_fields
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.roles import roles
from agent.words.values import in_unit_of


def set_by_name(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The budget is 50k and the calls are 100k": a bare number behind the name of a known number is that one."""
    result = list(assigned)
    names = names_of_fields(message)
    for item in items:
        counts = item.last > item.quantity.last or item.per is not None or item.each
        if counts or any(one.measured.first == item.first and one.replaces for one in result):
            continue
        named = {field for field, first, last in names if last <= item.first and _is_set(message, first, last, item)}
        named = {field for field in named if field in roles() and _may_be_set(context, field, item)}
        if len(named) != 1:
            continue
        field = named.pop()
        if any(one.field == field and one.measured.first != item.first for one in result):
            continue
        result = [one for one in result if one.measured.first != item.first]
        result.append(Assigned(field, in_told_unit(context, field, item), 1.0, {}, replaces=True))
    return result


def _may_be_set(context: Context, field: str, item: Measured) -> bool:
    """A known number of this kind; of the two lengths either one, where the other is known: "input 950, output 900"."""
    fact = context.facts.get(field)
    if fact is None:
        return field in _LENGTHS and not _LENGTHS.isdisjoint(context.facts) and field_fits(field, item)
    return field_fits(field, item) or may_be_percent(field, fact, item)


_LENGTHS = frozenset({"input_tokens", "output_tokens"})


def _is_set(message: Message, first: int, last: int, item: Measured) -> bool:
    """Nothing but a verb stands between the name and the number, nothing but an article in front of the name."""
    between = {token.lower for token in message.tokens[last : item.first]}
    opening = {place for each in message.structure.clauses for place in (each.first, each.first + 1)}
    articled = first > 0 and message.tokens[first - 1].lower in THE
    listed = first > 0 and message.tokens[first - 1].lower in (",", "and", ":", ";")
    return (between <= _SETS and (first in opening or articled or listed)) or _is_reported(message, first, last, item)


def _is_reported(message: Message, first: int, last: int, item: Measured) -> bool:
    """ "Regarding accuracy my deputy thinks it's nearer 75": one of theirs says how much it is of what is named."""
    ahead = {token.lower for token in message.tokens[max(0, first - 2) : first]}
    between = [token.lower for token in message.tokens[last : item.first] if token.kind == "word"]
    verb = next((place for place, word in enumerate(between) if word in _REPORTING), None)
    if verb is None or ahead.isdisjoint(_REGARDING):
        return False
    whose = verb <= _WHOSE and not _OWN.isdisjoint(between[:verb])
    return whose and set(between[verb + 1 :]) <= POINTING | _SETS | _NEARLY


_REPORTING = frozenset({"says", "said", "thinks", "reckons", "counts", "counted", "believes", "estimates", "measured",
                        "puts", "found", "has"})  # fmt: skip
_REGARDING = frozenset({"on", "regarding", "about", "for", "concerning", "of"})
_OWN = frozenset({"my", "our", "the", "he", "she", "they"})
_WHOSE = 4  # words: "my deputy", "our head of care"
_NEARLY = frozenset({"nearer", "closer", "that", "under", "over", "a", "bit", "there"})


_SETS = frozenset(
    {"is", "are", "was", "were", "should", "be", "must", "to", ":", "=", "now", "rather", "actually", "really", "at",
     "only", "about", "have", "been", "'s"}
)  # fmt: skip


def of_named(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The volume was measured wrongly. Make it 4,000.": the fact that is named, in the unit in which it was told."""
    result = list(assigned)
    for item in items:
        own = next((one for one in result if one.measured.first == item.first), None)
        taken = own is not None and own.replaces
        if taken or not item.is_bare() or item.per is not None or not is_to_be_taken(message, item):
            continue
        field = _called_wrong(message, context, item)
        told = taken_apart(context.facts[field].quote or "").measured if field else []
        before = told[0] if len(told) == 1 else item if field in _COUNTED else None
        quantity = in_unit_of(item.quantity, before.quantity) if before is not None else None
        if field is None or before is None or quantity is None:
            continue
        moved = replace(item, quantity=quantity, nouns=before.nouns, per=before.per)
        result = [one for one in result if one.measured.first != item.first and one.field != field]
        result.append(Assigned(field, moved, 1.0, {}, replaces=True))
    return result


_COUNTED = frozenset({"documents", "training_examples", "ml_engineers"})  # in one unit, however they were told


def _called_wrong(message: Message, context: Context, item: Measured) -> str | None:
    """The one known number that the words in front name and call wrong."""
    first = message.structure.sentences[max(0, item.sentence - 1)].first
    before = [other for other in message.measured if first <= other.first < item.first]
    words = {token.lower for token in message.tokens[first : item.first]}
    named = [field for field in fields_named(message, first, item.first) if field in context.facts]
    known = [field for field in dict.fromkeys(named) if field in roles() and context.facts[field].value is not None]
    wrong = len(known) == 1 and bool(words & _MISTAKEN)
    parts = [other for other in before if other.is_bare() and other.quantity.value < 1]  # "half are duplicates"
    told = any(other not in parts and field_fits(known[0], other) for other in before) if wrong else True
    return None if told else known[0]


_MISTAKEN = frozenset(
    {"wrong", "wrongly", "mistake", "mistaken", "typo", "error", "incorrect", "incorrectly", "outdated", "misread",
     "miscounted", "mistyped", "nonsense", "badly", "falsely", "mismeasured"}
)  # fmt: skip
