"""A number of today in the place of an earlier one: "we had 1,200 documents, it's 1,500 now"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from agent.numbers.known_numbers import field_that_is
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.tokens import is_whole
from agent.words.values import in_unit_of

_BESIDE = 4  # tokens between "now" and its number


def updated(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "We had 1,200 documents, it's 1,500 now": the bare number of today takes the place of the one of then."""
    result = list(assigned)
    for item in items:
        told = [*result, *_known_again(message, context, item, result)]
        earlier = [other for other in told if other.measured.first < item.first and _is_then(message, other, item)]
        own = next((other for other in result if other.measured.first == item.first), None)
        if not earlier or not _may_update(message, item) or not _is_now(message, item):
            continue
        last = earlier[-1]
        quantity = in_unit_of(item.quantity, last.measured.quantity)
        if quantity is None or item.sentence - last.measured.sentence > 1:
            continue
        before = last.measured
        moved = replace(item, quantity=quantity, nouns=before.nouns, per=item.per or before.per)
        if last.measured.quantity.kind == "share" and own is not None and own.field != last.field:
            continue
        result = [other for other in result if other is not own]
        result.append(Assigned(last.field, moved, last.score, last.activation, replaces=True))
    return result


def _known_again(message: Message, context: Context, item: Measured, assigned: Sequence[Assigned]) -> list[Assigned]:
    """The number right before this one where it is a known fact that is told again, and no new one."""
    before = [other for other in message.measured if other.first < item.first][-1:]
    taken = {one.measured.first for one in assigned}
    again = [(other, field_that_is(context, other)) for other in before if other.first not in taken]
    return [Assigned(field, other, 1.0, {}) for other, field in again if field is not None]


def _may_update(message: Message, item: Measured) -> bool:
    """A number and nothing that it counts, "two left" at the most."""
    behind = message.tokens[item.quantity.last].lower if item.quantity.last < len(message.tokens) else ""
    return item.is_bare() or behind in ("left", "remaining", "remain", "now", "today")


def _is_then(message: Message, other: Assigned, item: Measured) -> bool:
    """The earlier number is told in the past, or part of it is gone."""
    sentence = message.structure.sentences[other.measured.sentence]
    spoken = message.tokens[sentence.first : other.measured.last]
    told = [
        token.lower for token, following in zip_longest(spoken, spoken[1:])
        if not (token.lower == "first" and following is not None and following.stem in case_words())  # "first answer"
    ]  # fmt: skip
    gone = message.number_cues.get(item.sentence, ())
    dated = any(len(word) == 4 and is_whole(word) and word[:2] in ("19", "20") for word in told)  # a year
    return dated or bool(_PAST & set(told)) or any(hit.payload == "remains" for hit in gone)


_PAST = frozenset(
    {"had", "was", "were", "used", "started", "began", "last", "ago", "previously", "spent", "got", "stood",
     "formerly", "first", "initially", "originally", "lost", "said", "told", "then"}
)  # fmt: skip


def _is_now(message: Message, item: Measured) -> bool:
    """A word of the present, or of what is left, stands right beside the number."""
    hits = [hit for hit in message.number_cues.get(item.sentence, ()) if hit.payload in ("now", "remains")]
    plain = [hit for hit in hits if message.tokens[hit.first].lower not in _WEAK or hit.last - hit.first > 1]
    beside = any(-1 < item.first - hit.last < _BESIDE or -1 < hit.first - item.quantity.last < 2 for hit in plain)
    words = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return beside or words[:1] == ["so"] or words[-1:] == ["so"] or words == ["this", "year"] or words[-1:] == ["it's"]


_WEAK = frozenset({"are", "gets", "get", "only", "present", "hit", "hits", "reached", "scored", "managed", "measured"})
