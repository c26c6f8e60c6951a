"""A number that corrects an earlier one: in the same breath, in the next sentence, or a fact of the conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent.facts import Statement
from agent.message import Message
from agent.roles import Assigned, Measured, roles
from agent.tokens import is_whole
from agent.understanding import Context
from agent.values import Value, in_unit_of, tidy, value_of

_ANY_MORE = frozenset({"anymore", "longer", "more"})
_BESIDE = 4  # tokens between "now" and its number
_NEVER_ADDED = frozenset({"monthly_benefit", "current_accuracy", "target_accuracy", "growth_per_year"})
_MORE = frozenset({"more", "additional", "extra", "further", "higher"})
_ANOTHER = frozenset({"another", "additional", "further", "extra"})


def rescaled(message: Message, context: Context) -> Statement | None:
    """ "No, per week": the newest monthly fact was meant for another time."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    only_known = all(field_that_is(context, item) in _MONTHLY for item in message.measured)
    if len(words) > _FEW_WORDS or not only_known or len(message.measured) > 1 or not words & _CORRECTING:
        return None
    if not message.measured and not words <= _CORRECTING | _SCALES.keys() | _BESIDE_SCALES:
        return None
    factors = {factor for word, factor in _SCALES.items() if word in words and not _is_not(message, word)}
    known = [
        (fact.turn, place, field)
        for place, (field, fact) in enumerate(context.facts.items())
        if field in _MONTHLY
        and fact.status == "stated"
        and isinstance(fact.value, int | float)
        and not set((fact.quote or "").lower().split()) & _SCALES.keys()
    ]
    field = field_that_is(context, message.measured[0]) if message.measured else max(known)[2] if known else None
    if len(factors) != 1 or field is None or field not in {each for *_, each in known}:
        return None
    value = context.facts[field].value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return Statement(field=field, value=tidy(value * factors.pop()), quote=message.text.strip())


def _is_not(message: Message, word: str) -> bool:
    """ "Not per year": the denied one."""
    place = next(index for index, token in enumerate(message.tokens) if token.lower == word)
    return "not" in {token.lower for token in message.tokens[max(0, place - 2) : place]}


_MONTHLY = frozenset({"requests_per_month", "monthly_api_spend", "monthly_benefit"})
_SCALES = {
    "hour": 720.0, "hourly": 720.0, "day": 30.0, "daily": 30.0, "week": 30 / 7, "weekly": 30 / 7, "quarter": 1 / 3,
    "quarterly": 1 / 3, "year": 1 / 12, "yearly": 1 / 12, "annum": 1 / 12, "annually": 1 / 12,
}  # fmt: skip
_CORRECTING = frozenset(
    {"no", "sorry", "oops", "meant", "mean", "actually", "wait", "correction", "rather", "course", "hang", "mistake"}
)
_BESIDE_SCALES = frozenset(
    {"i", "that", "that's", "thats", "it's", "its", "is", "was", "it", "per", "a", "an", "each", "every", "the", "for",
     "whole", "of", "in", "not", "month", "monthly", "my", "on", "by", "to", "be", "should"}
)  # fmt: skip
_FEW_WORDS = 14


def is_denied(message: Message, item: Measured) -> bool:
    """The message says that the number does not hold: "not $50k", "isn't 6 but 9", "no 2 engineers any more"."""
    before, after = message.tokens[: item.first], message.tokens[item.quantity.last :]
    if after[:1] and after[0].lower == "but" and before and before[-1].lower in ("isn't", "not", "wasn't", "aren't"):
        return True  # "isn't 6 but 9"
    if is_said(message, item):
        return True
    ends = [token.lower for token in message.tokens[item.last : item.last + 3]]
    if (ends[:2] == ["any", "more"] or ends[:1] == ["anymore"]) and message.structure.is_negated(item.first):
        return True
    return any(hit.last == item.first for hit in message.structure.hits_of("instead_of"))


def is_said(message: Message, item: Measured) -> bool:
    """ "Did I say 5,000 letters? It's 50,000." """
    ahead = [token.lower for token in message.tokens[max(0, item.first - 3) : item.first + 1]]
    return any(ahead[place : place + 3] == ["did", "i", "say"] for place in (0, 1))


def with_known(message: Message, context: Context, chosen: Assigned, value: Value) -> Value:
    """ "Another 10,000", "500 more", "add 20k to the budget": on top of what is known."""
    fact = context.facts.get(chosen.field)
    if fact is None or not isinstance(fact.value, int | float) or chosen.field in _NEVER_ADDED or value[1] is not None:
        return value
    return (tidy(fact.value + value[0]), None) if _is_on_top(message, chosen.measured) else value


def _is_on_top(message: Message, item: Measured) -> bool:
    tokens = message.tokens
    behind = tokens[item.quantity.last].lower if item.quantity.last < len(tokens) else ""
    before = tokens[item.first - 1].lower if item.first else ""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in tokens[sentence.first : item.first]]
    rest = [token.lower for token in tokens[item.last : sentence.last]]
    adds = "add" in words[-3:] and ("to" in rest or not rest)
    return behind in _MORE or before in _ANOTHER or adds or rest[:3] == ["on", "top", "of"]


def corrected_numbers(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "300k, sorry, 350k" corrects the number before; "sorry, 20k" alone the newest fact of that kind."""
    result = _updated(message, items, _swapped(message, context, items, assigned))
    corrects = bool(message.structure.hits_of("correction"))
    if not corrects and not message.structure.hits_of("revised"):
        return result
    done = {item.measured.first for item in assigned if item.field not in context.asked}
    done |= {item.measured.first for item in result if item not in assigned}
    for item in items:
        if item.first in done or not item.is_bare() or item.per is not None:
            continue
        revised = (
            None if any(other.measured.first == item.first for other in result) else _revised(message, item, result)
        )
        if revised is not None:
            result.append(revised)
            continue
        if not corrects:
            continue
        field = newest(context, item)
        if field is not None and not any(other.field == field for other in result):
            result = [other for other in result if other.measured.first != item.first]
            result.append(Assigned(field, item, 1.0, {}))
    return result


def _swapped(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "It's 50k, not 5k": the number that is denied is a known fact, the other one its new value."""
    result = list(assigned)
    for denied in message.measured:
        modes = ("fact", "question") if is_said(message, denied) else ("fact",)
        if not is_denied(message, denied) or message.structure.mode_at(denied.first) not in modes:
            continue
        near = (denied.sentence, denied.sentence + 1) if is_said(message, denied) else (denied.sentence,)
        beside = [item for item in items if item.sentence in near and item.is_bare() and item.per is None]
        beside = [item for item in beside if item.sentence == near[-1]]
        field = field_that_is(context, denied)
        gone = message.tokens[denied.last].lower if denied.last < len(message.tokens) else ""
        if gone in ("any", "anymore"):
            beside = [item for item in beside if item.first > denied.first][-1:]
        if field is None or len(beside) != 1:
            continue
        pending = [item for item in result if item.measured.first == beside[0].first and item.field in context.asked]
        result = [item for item in result if item not in pending]  # it corrects a fact, and is no answer
        if any(item.measured.first == beside[0].first for item in result):
            continue
        quantity = in_unit_of(beside[0].quantity, denied.quantity)
        if quantity is not None or denied.quantity.kind == "plain":
            chosen = replace(beside[0], quantity=quantity) if quantity is not None else beside[0]
            result.append(Assigned(field, chosen, 1.0, {}))
    return result


def field_that_is(context: Context, denied: Measured) -> str | None:
    """The one known number that equals a denied one, in the field's own unit."""
    found = [
        field
        for field, fact in context.facts.items()
        if field in roles()
        and isinstance(fact.value, int | float)
        and (value := value_of(Assigned(field, denied, 1.0, {}))) is not None
        and abs(value[0] - fact.value) <= _SAME * max(abs(fact.value), _SAME)
    ]
    return found[0] if len(found) == 1 else None


_SAME = 0.005


def _updated(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "We had 1,200 documents, it's 1,500 now": the bare number of today takes the place of the one of then."""
    result = list(assigned)
    for item in items:
        earlier = [other for other in result if other.measured.first < item.first and _is_then(message, other, item)]
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


def _may_update(message: Message, item: Measured) -> bool:
    """A number and nothing that it counts, "two left" at the most."""
    behind = message.tokens[item.quantity.last].lower if item.quantity.last < len(message.tokens) else ""
    return item.is_bare() or behind in ("left", "remaining", "remain", "now", "today")


def _is_then(message: Message, other: Assigned, item: Measured) -> bool:
    """The earlier number is told in the past, or part of it is gone."""
    sentence = message.structure.sentences[other.measured.sentence]
    told = [token.lower for token in message.tokens[sentence.first : other.measured.last]]
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
    if quantity is None:
        return None
    return Assigned(last.field, replace(item, quantity=quantity, nouns=before.nouns, per=before.per), last.score,
                    last.activation)  # fmt: skip


_CORRECTABLE: Mapping[str, frozenset[str]] = {
    "money": frozenset({"budget", "monthly_api_spend", "monthly_benefit"}),
    "share": frozenset(
        {"target_accuracy", "current_accuracy", "growth_per_year", "critical_error_rate", "edge_case_error_rate"}
    ),
    "duration": frozenset({"timeline_months", "horizon_months", "max_latency_seconds"}),
    "plain": frozenset(
        {"requests_per_month", "input_tokens", "output_tokens", "documents", "training_examples", "ml_engineers",
         "budget", "monthly_api_spend", "monthly_benefit"}
    ),
    "factor": frozenset(),
}  # fmt: skip


def field_fits(field: str, item: Measured) -> bool:
    """Whether a number of this kind can be the field's value."""
    return field in _CORRECTABLE[item.quantity.kind]


def newest(context: Context, item: Measured) -> str | None:
    """The stated number of the same kind that the conversation learned last."""
    fitting = [
        (fact.turn, place, field)
        for place, (field, fact) in enumerate(context.facts.items())
        if field in _CORRECTABLE[item.quantity.kind] and fact.status == "stated"
    ]
    return max(fitting)[2] if fitting else None
