"""A number that corrects an earlier one: in the same breath, in the next sentence, or a fact of the conversation."""

from collections.abc import Sequence
from dataclasses import replace

from agent.numbers.correcting_words import CORRECTING, POINTING, is_to_be_taken, opening, stands_alone
from agent.numbers.denied_numbers import is_denied, swapped
from agent.numbers.dismissed_numbers import SOON, field_of, settled
from agent.numbers.earlier_values import with_recalled
from agent.numbers.known_numbers import MONTHLY, field_that_is, in_told_unit, is_far, newest
from agent.numbers.known_work import of_known_noun
from agent.numbers.numbers_by_name import of_named, set_by_name
from agent.numbers.spoken_of_again import spoken_of_before, told_as
from agent.numbers.then_and_now import updated
from agent.numbers.told_before import instead_of_told
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import VOLUME
from agent.words.measured import Measured, is_pronoun
from agent.words.message import Message
from agent.words.values import in_unit_of
from agent.words.week_days import WEEKEND, days_named


def corrected_numbers(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "300k, sorry, 350k" corrects the number before; "sorry, 20k" alone the newest fact of that kind."""
    told = _at_told_rate(message, context, _corrected(message, context, items, assigned))
    return [one for one in told if not _is_of_single_days(message, context, one)]


def _is_of_single_days(message: Message, context: Context, one: Assigned) -> bool:
    """ "Mondays are worse, about 450", beside a known volume: what comes on those days is not what comes in a month."""
    sentence = message.structure.sentences[one.measured.sentence]
    named = list(days_named(message.tokens[sentence.first : sentence.last]))
    single = len(named) == 1 and len(named[0][2]) <= len(WEEKEND)
    rated = one.measured.per is not None or one.replaces or bool(message.structure.hits_of("correction"))
    return one.field == VOLUME and VOLUME in context.facts and single and not rated and one.measured.is_bare()


def _at_told_rate(message: Message, context: Context, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "I misread, it's 120 thousand", of "1.2 million a year": a year as well."""
    corrects = bool(message.structure.hits_of("correction"))
    return [
        replace(one, measured=in_told_unit(context, one.field, one.measured))
        if one.field in MONTHLY
        and one.measured.per is None
        and not one.measured.each
        and (corrects or one.replaces or is_to_be_taken(message, one.measured))
        else one
        for one in assigned
    ]


def _corrected(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    assigned = instead_of_told(message, context, items, assigned)
    result = updated(message, context, items, swapped(message, context, items, assigned))
    result = _doubted(message, context, items, settled(message, items, result))
    result = with_recalled(message, context, items, of_known_noun(message, context, items, result))
    result = _at_the_rate_before(message, result)
    result = _put_right(message, of_named(message, context, items, result))
    result = set_by_name(message, context, items, result)
    corrects = bool(message.structure.hits_of("correction"))
    if not corrects and not message.structure.hits_of("revised"):
        return result
    done = {
        one.measured.first
        for one in assigned
        if one.field not in context.asked
        and not (corrects and stands_alone(message, one.measured, CORRECTING | POINTING))
    }
    done |= {item.measured.first for item in result if item not in assigned}
    for item in items:
        if item.first in done or not item.is_bare() or item.per is not None or told_as(message, context, item):
            continue
        revised = (
            None if any(other.measured.first == item.first for other in result) else _revised(message, item, result)
        )
        if revised is not None:
            result.append(revised)
            continue
        if not corrects or _is_corrected_behind(message, item, items) or is_pronoun(message.structure, item):
            continue
        if _is_instead_of_unknown(message, context, item):
            continue
        field = spoken_of_before(message, context, item) or newest(context, item)
        if field is not None and is_far(context, field, _as_meant(context, field, item)):
            continue
        if field is not None and not any(other.field == field for other in result):
            result = [other for other in result if other.measured.first != item.first]
            result.append(Assigned(field, item, 1.0, {}))
    return result


def _as_meant(context: Context, field: str, item: Measured) -> Measured:
    """A number without a unit in that of the known one; "300 dollars" says what it is."""
    return in_told_unit(context, field, item) if item.quantity.kind == "plain" else item


def _is_instead_of_unknown(message: Message, context: Context, item: Measured) -> bool:
    """ "The hour is not 38 but 32 dollars": of 38 no fact is known, so 32 is the new value of none."""
    denied = [one for one in message.measured if one.sentence == item.sentence and is_denied(message, one)]
    return bool(denied) and all(field_that_is(context, one) is None for one in denied) and item not in denied


def _is_corrected_behind(message: Message, item: Measured, items: Sequence[Measured]) -> bool:
    """ "15k. Scratch that, make it ten": the number in front is what is corrected, and corrects nothing itself."""
    hits = message.structure.hits_of("correction")
    first = min((hit.first for hit in hits), default=0)
    return item.first < first and any(other.first > first for other in items)


def _doubted(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The 68 % could just as well be 60 or 75": a range of the same fact, which keeps its value."""
    result = list(assigned)
    for item in items:
        if item.quantity.range is None or item.quantity.movement or not _is_in_doubt(message, item):
            continue
        told = [
            (other, field)
            for other in message.measured
            if other.first < item.first and item.sentence - other.sentence <= 1
            for field in [field_of(other, result) or field_that_is(context, other)]
            if field is not None
        ]
        if not told:
            continue
        before, field = told[-1]
        ends = in_unit_of(item.quantity, before.quantity)
        if ends is None:
            continue
        quantity = replace(before.quantity, range=ends.range, first=item.quantity.first, last=item.quantity.last)
        ranged = replace(before, quantity=quantity, last=item.last, sentence=item.sentence)
        result = [other for other in result if other.measured.first != item.first]
        result.append(Assigned(field, ranged, 1.0, {}, replaces=True))
    return result


def _is_in_doubt(message: Message, item: Measured) -> bool:
    """ "Could just as well be", "may be anywhere between": nobody knows."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.quantity.last] if token.kind == "word"]
    modal = next((place for place, word in enumerate(ahead) if word in _MAY), None)
    return modal is not None and "be" in ahead[modal:] and bool(_AS_WELL & set(ahead[modal:]))


_MAY = frozenset({"could", "may", "might", "can"})
_AS_WELL = frozenset(
    {"well", "also", "anywhere", "easily", "equally", "anything", "either", "somewhere", "between", "or"}
)


def _put_right(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "Live in 18 months. Sorry, the fair is before: 10 months": of two for one fact, the one behind a correction."""
    result = list(assigned)
    hits = message.structure.hits_of("correction")
    for later in assigned:
        before = [one for one in assigned if one.field == later.field and one.measured.first < later.measured.first]
        if later.replaces or not before:
            continue
        first = before[-1].measured
        again = any(first.last <= hit.first < later.measured.first and hit.first in opening(message) for hit in hits)
        if again and later.measured.sentence - first.sentence <= SOON and _is_alike(first, later.measured):
            result = [replace(one, replaces=True) if one is later else one for one in result]
    return result


def _at_the_rate_before(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "We were at 500 a day in spring, now it's 700": 700 a day."""
    result = list(assigned)
    for place, one in enumerate(assigned):
        item = one.measured
        before = [other for other in message.measured if other.first < item.first and other.sentence == item.sentence]
        bare = one.field == VOLUME and item.is_bare() and item.per is None and not item.each
        rated = bool(before) and before[-1].per is not None and before[-1].quantity.kind == item.quantity.kind
        if bare and rated and not before[-1].each and is_to_be_taken(message, item):
            result[place] = replace(one, measured=replace(item, nouns=before[-1].nouns, per=before[-1].per))
    return result


def _is_alike(first: Measured, later: Measured) -> bool:
    """Of one kind, and not some other time: "sorry, I must go, back in 2 hours" puts no 9 months right."""
    low, high = sorted((first.quantity.value, later.quantity.value))
    return first.quantity.kind == later.quantity.kind and (not low or high <= _MOST_CORRECTED * low)


_MOST_CORRECTED = 1_000  # times as much


def _revised(message: Message, item: Measured, assigned: Sequence[Assigned]) -> Assigned | None:
    """The number as a later word on the assigned number before it, in that number's unit; `None` where it is none."""
    earlier = [other for other in assigned if other.measured.first < item.first]
    if not earlier:
        return None
    last = max(earlier, key=lambda other: other.measured.first)
    before = last.measured
    again = any(before.last <= hit.first < item.first for hit in message.structure.hits_of("correction"))
    moved = any(hit.last == item.first for hit in message.structure.hits_of("revised"))
    if not (again or moved) or item.sentence - before.sentence > 1:
        return None
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None or not _is_alike(before, replace(item, quantity=quantity)):
        return None
    return Assigned(last.field, replace(item, quantity=quantity, nouns=before.nouns, per=before.per), last.score,
                    last.activation)  # fmt: skip
