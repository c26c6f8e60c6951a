"""A number that is ordered in the place of one told just before: "make that 50k", "well, 10 would do"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.facts import Statement
from agent.numbers.known_numbers import field_fits, field_that_is, in_told_unit, is_far, newest
from agent.numbers.slips import cue_words
from agent.numbers.spoken_of_again import as_written
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import fields_named
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.roles import roles
from agent.words.text_lengths import TOKENS_OF
from agent.words.values import fits, in_unit_of, value_of

_BOUNDS = frozenset({"max_latency_seconds", "target_accuracy", "timeline_months"})
_NEAREST, _BOUND_MOVED, _ORDER_MOVED = 0.5, 10.0, 5.0  # times as much, or as little


@dataclass(frozen=True, slots=True)
class Ordered:
    """The fact as it is now, and what the message says behind the order: the reason for it, mostly."""

    statement: Statement
    rest: str


def ordered_anew(message: Message, context: Context) -> Ordered | None:
    """The one number of the message, in place of the known one that its words are about, in that one's unit."""
    if len(message.measured) != 1 or context.supposed:
        return None
    item = message.measured[0]
    last = _closes(message, item)
    back = _gone_back(message, item, context)
    if back is not None:
        return Ordered(back, message.text[message.tokens[item.last - 1].end :].strip(" .!,;"))
    words = _words(message, 0, last) - _own_words(message, item)
    field = _meant(context, item, words) if last is not None else None
    if field is None:
        return None
    value = value_of(Assigned(field, in_told_unit(context, field, item), 1.0, {}))
    if value is None or not fits(field, value[0]) or context.facts[field].status != "stated":
        return None
    start = message.tokens[last].start if last is not None and last < len(message.tokens) else len(message.text)
    quote = message.text[:start].strip() if message.text[start:].strip() else message.text.strip()
    return Ordered(Statement(field=field, value=value[0], range=value[1], quote=quote), message.text[start:])


def _gone_back(message: Message, item: Measured, context: Context) -> Statement | None:
    """ "The cut is off, we're back to 60": the number that was told last, in its unit, where none is named."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    behind = message.structure.clauses[item.clause].last > item.last
    if ahead not in (["back", "to"], ["back", "at"]) or behind or message.structure.mode_at(item.first) != "fact":
        return None
    told = _told_last(context)
    field = told[0] if len(told) == 1 else newest(context, item)
    named = set(fields_named(message, 0, len(message.tokens)))
    bare = item.is_bare() or (field is not None and field_fits(field, item) and item.quantity.kind != "plain")
    if field is None or field not in told or not bare or not named <= {field} or not _may_be(context, field, item):
        return None
    value = value_of(Assigned(field, in_told_unit(context, field, item), 1.0, {"accuracy": 1.0}))
    if value is None or not fits(field, value[0]):
        return None
    return Statement(field=field, value=value[0], range=value[1], quote=message.text.strip())


def meant_instead(message: Message, context: Context) -> Ordered | None:
    """ "Did I say six months? I meant nine", "5,200? No, 52,000!": a known number is echoed, and another is meant."""
    if len(message.measured) < _PAIR or message.language != "en":
        return None
    told, meant = message.measured[:_PAIR]
    between = message.tokens[told.last : meant.first]
    parted = any(token.text in _PARTS for token in between)
    echoed = parted and _words(message, 0, told.first) <= cue_words("echoing")
    asks = any(token.text == "?" for token in between) or _words(message, 0, told.first) >= {"did", "say"}
    leads = {token.lower for token in between if token.kind == "word"} <= cue_words("meaning")
    field = _echoed(context, told) if echoed and asks and leads else None
    if field is None or not (meant.is_bare() or meant.nouns & told.nouns):
        return None
    quantity = in_unit_of(meant.quantity, told.quantity)
    if quantity is None:
        return None
    item = replace(meant, quantity=quantity, nouns=meant.nouns or told.nouns, per=meant.per or told.per)
    value = value_of(Assigned(field, in_told_unit(context, field, item), 1.0, {"accuracy": 1.0}))
    if value is None or not fits(field, value[0]):
        return None
    clause = message.structure.clauses[meant.clause]
    if clause.mode != "fact" or message.structure.sentences[meant.sentence].question:
        return None
    if not _words(message, meant.last, clause.last) <= cue_words("meaning"):
        return None
    end = message.tokens[clause.last - 1].end
    statement = Statement(field=field, value=value[0], range=value[1], quote=message.text[:end].strip())
    return Ordered(statement, message.text[end:].strip(" .!,;"))


def _echoed(context: Context, item: Measured) -> str | None:
    """The known number that is said again, by its value or as it was written."""
    field = field_that_is(context, item)
    written = [name for name, fact in context.facts.items() if as_written(fact.quote or "", item) is not None]
    return field or (written[0] if len(written) == 1 and field_fits(written[0], item) else None)


_PAIR = 2
_PARTS = frozenset({"?", ",", ".", "!", ";", "-", "–", "—"})


def _closes(message: Message, item: Measured) -> int | None:
    """The token behind the clause with the number, where nothing but interjections stands in front of that clause."""
    clause = message.structure.clauses[item.clause]
    ahead = _words(message, 0, clause.first)
    interjected = _ORDERING | cue_words("beside_enough") | cue_words("agreeing") | cue_words("beside_agreeing")
    return clause.last if clause.mode == "fact" and ahead <= interjected else None


def _words(message: Message, first: int, last: int | None) -> set[str]:
    return {token.lower for token in message.tokens[first:last] if token.kind == "word"}


def _own_words(message: Message, item: Measured) -> set[str]:
    return _words(message, item.first, item.last)


def _meant(context: Context, item: Measured, said: set[str]) -> str | None:
    """The known fact that an order sets anew, by what it counts, or as the last that was told."""
    orders = bool(said & _SET_TO and said & _THAT) and said <= _ORDERING
    if orders and item.nouns & TOKENS_OF.keys():
        return _of_its_size(context, item)
    if not item.is_bare():
        return None  # "make it 700 articles" says itself of what it is
    told = _told_last(context)
    parts = max((part.turn for part in context.parts), default=-1)
    last = max((fact.turn for fact in context.facts.values()), default=0)
    if orders and told and parts < last:
        field = told[0] if len(told) == 1 else newest(context, item)
        return field if field is not None and field in told and _may_be(context, field, item) else None
    if said & cue_words("enough") and said <= _ORDERING | cue_words("enough") | cue_words("beside_enough"):
        return _bound(context, item, told)
    if said & cue_words("better") and said <= _ORDERING | cue_words("better") | cue_words("beside_better"):
        return _nearest_told(context, item, told)
    if said & _USED and said <= _USED | _ORDERING - _WHO_USES:
        return _nearest_told(context, item, told)
    taken = said & _TAKEN and said & cue_words("agreeing")
    if taken and said <= _ORDERING | _TAKEN | cue_words("agreeing") | cue_words("beside_agreeing"):
        return _nearest_told(context, item, told)
    return None


def _nearest_told(context: Context, item: Measured, told: Sequence[str]) -> str | None:
    near = [field for field in told if _may_be(context, field, item) and _is_near(context, field, item, _ORDER_MOVED)]
    return near[0] if len(near) == 1 else None


def _told_last(context: Context) -> Sequence[str]:
    """The numbers that the message before told, if it told anything."""
    last = max((fact.turn for fact in context.facts.values()), default=0)
    return [field for field, fact in context.facts.items() if fact.turn == last and field in roles()]


def _may_be(context: Context, field: str, item: Measured) -> bool:
    moved = in_told_unit(context, field, item)
    return field_fits(field, moved) and not is_far(context, field, moved)


def _bound(context: Context, item: Measured, told: Sequence[str]) -> str | None:
    """ "Well, 10 would do": of 5 seconds told before, unless what is asked now can be as much."""
    fitting = [field for field in told if field in _BOUNDS and _is_near(context, field, item, _BOUND_MOVED)]
    answers = [field for field in context.asked if field in _BOUNDS - {*fitting} and _is_plausible(field, item)]
    return fitting[0] if len(fitting) == 1 and not answers and item.quantity.scale == 1 else None


def _is_plausible(field: str, item: Measured) -> bool:
    """Nobody is content with answers that are wrong more often than right."""
    value = value_of(Assigned(field, item, 1.0, {"accuracy": 1.0}))
    return value is not None and (field != "target_accuracy" or value[0] >= _NEAREST)


def _is_near(context: Context, field: str, item: Measured, most: float) -> bool:
    times = _times(context, field, item)
    return times is not None and times <= most


def _times(context: Context, field: str, item: Measured) -> float | None:
    """How many times as much, or as little, as what is known."""
    moved = in_told_unit(context, field, item)
    value, known = value_of(Assigned(field, moved, 1.0, {"accuracy": 1.0})), context.facts[field].value
    if value is None or isinstance(known, bool) or not isinstance(known, int | float) or min(known, value[0]) <= 0:
        return None
    return max(known, value[0]) / min(known, value[0])


def _of_its_size(context: Context, item: Measured) -> str | None:
    """ "Make that 40 pages": of the lengths told in pages the one that is most like it."""
    alike = [
        (_times(context, field, item), field)
        for field in ("input_tokens", "output_tokens")
        if field in context.facts
        and item.nouns
        & TOKENS_OF.keys()
        & {token.stem for token in taken_apart(context.facts[field].quote or "").tokens}
    ]
    near = [(times, field) for times, field in alike if times is not None]
    return min(near)[1] if near else None


_THAT = frozenset({"it", "that", "this", "them"})
_SET_TO = frozenset({"make", "cut", "reduced", "reduce", "lower", "lowered", "raise", "raised", "increase", "increased",
                     "set", "put", "change", "changed", "trim", "trimmed", "slashed"})  # fmt: skip
_USED = frozenset({"use", "using"})  # an order on what was told: nobody says so of what there is
_WHO_USES = frozenset({"we", "we've", "i", "i've", "they", "they've"})
_TAKEN = frozenset({"take", "use", "call", "say", "put", "make", "assume"})
_ORDERING = frozenset(
    {*_THAT, *_SET_TO, "to", "at", "down", "up", "they", "they've", "we", "we've", "i", "i've", "let's", "now",
     "please", "no", "sorry", "actually", "wait", "hm", "hmm", "oh", "and", "or", "was", "has", "have", "had", "been",
     "just", "only", "then", "instead", "rather", "though", "about", "us", "got"}
)  # fmt: skip
