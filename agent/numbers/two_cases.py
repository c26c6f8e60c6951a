"""Two numbers for one fact that are its ends: "low case 8k, high case 14k", "$40k, could stretch to $60k"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.facts import Statement
from agent.numbers.products import found_in
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.roles import roles
from agent.words.values import fits, in_unit_of, tidy, value_of


def two_cases(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "Low case 8k, high case 14k a month", "9 months if procurement behaves, 12 if it doesn't": a range."""
    told = items[0]
    stretched = _stretched(message, field, items)
    if stretched is not None:
        return stretched
    behind = [other for other in message.measured if other.first >= told.measured.last][:1]
    ahead = [other for other in message.measured if other.last <= told.measured.first][-1:]
    pairs = [*((told.measured, other) for other in behind), *((other, told.measured) for other in ahead)]
    pair = next((pair for pair in pairs if _are_cases(message, *pair)), None)
    if pair is None:
        return None
    first, last = (_as_told(told, one, items) for one in pair)
    later = pair[1]
    pers = {item.measured.per for item in (first, last) if item and item.measured.per is not None}
    if first is None or last is None or len(pers) > (0 if roles()[field].rate == "forbidden" else 1):
        return None
    per = next(iter(pers), None)
    ends = [value_of(replace(one, measured=replace(one.measured, per=per))) for one in (first, last)]
    low, high = sorted(end[0] if end else 0.0 for end in ends)
    value = tidy((low + high) / 2)
    if not 0 < low < high or not fits(field, value):
        return None
    return Statement(field=field, value=value, range=(low, high), quote=message.quote(pair[0].first, later.last))


def _stretched(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$40k, could stretch to $60k if the board sees a case", "40k, up to 55k at a push": a range."""
    if field not in _STRETCH:
        return None
    first = items[0] if len(items) == 1 else items[-2]
    later = next((one for one in message.measured if one.first >= first.measured.last), None)
    last = _as_told(first, later, items) if later is not None else None
    if later is None or last is None or later.sentence != first.measured.sentence:
        return None
    sentence = message.structure.sentences[later.sentence]
    between = {token.lower for token in message.tokens[first.measured.last : later.last]}
    beyond = found_in(message, "beyond", first.measured.last, sentence.last)
    beyond |= any(token.lower == "if" for token in message.tokens[later.last : sentence.last])
    ends = [end[0] for item in (first, last) if (end := value_of(item)) is not None and end[1] is None]
    if not beyond or len(ends) < len((first, last)) or not _GIVES_WAY.isdisjoint(between):
        return None
    low, high = ends
    value, quote = tidy((low + high) / 2), message.quote(first.measured.first, later.last)
    return Statement(field=field, value=value, range=(low, high), quote=quote) if low < high else None


_STRETCH = ("budget", "timeline_months")
_GIVES_WAY = frozenset({"no", "not", "sorry", "actually", "rather", "was", "were", "instead", "now", "raised"})


def _are_cases(message: Message, first: Measured, later: Measured) -> bool:
    single = first.quantity.range is None and first.sentence == later.sentence
    cases = _are_ends(message, first, later) or _are_alternatives(message, first, later)
    return single and (cases or _are_bounds(message, first, later))


def _are_bounds(message: Message, first: Measured, later: Measured) -> bool:
    """ "At least 1,000 and at most 2,000 a month", "not over 40,000 and not under 20,000": the ends of one amount."""
    sums = {first.quantity.kind, later.quantity.kind} <= {"plain", "money"}
    low, high = sorted((first.quantity.value, later.quantity.value))
    opposite = {first.quantity.bound, later.quantity.bound} == {"at_least", "at_most"}
    rates = first.per == later.per or None in (first.per, later.per)
    between = {token.lower for token in message.tokens[first.last : later.first]}
    return sums and opposite and rates and between <= _BETWEEN_BOUNDS and 0 < high <= low * _WIDEST


_BETWEEN_BOUNDS = frozenset(
    {",", ";", "and", "but", "or", "nor", "also", "it", "is", "be", "can", "can't", "cannot", "must", "mustn't",
     "should", "shouldn't", "may", "never", "not", "no", "yet", "still"}
)  # fmt: skip
_WIDEST = 10.0  # times the lower end


def _as_told(told: Assigned, one: Measured, items: Sequence[Assigned]) -> Assigned | None:
    """One of two cases as the fact that `told` is, where nothing says that it counts something else."""
    own = next((item for item in items if item.measured is one), None)
    unit = in_unit_of(one.quantity, told.measured.quantity)
    same = own is None and unit is not None and one.is_bare()
    return replace(told, measured=replace(one, quantity=unit)) if same and unit is not None else own


def _are_ends(message: Message, first: Measured, later: Measured) -> bool:
    """ "Worst case 8k, best case 14k", "8k if all goes badly"."""
    ahead = [
        {token.lower for token in message.tokens[max(start, item.first - _CASE_NEAR) : item.first]}
        for start, item in ((0, first), (first.last, later))
    ]
    return any(ahead[0] & one and ahead[1] & other for one, other in ((_LOW, _HIGH), (_HIGH, _LOW)))


def _are_alternatives(message: Message, first: Measured, later: Measured) -> bool:
    """ "9 months if procurement behaves, 12 if it doesn't", "12 otherwise"."""
    behind = [message.tokens[item.last].lower if item.last < len(message.tokens) else "" for item in (first, later)]
    sentence = message.structure.sentences[later.sentence]
    other = {token.lower for token in message.tokens[later.last : sentence.last]}
    against = (bool(other & _OR_NOT) and behind[1] in ("if", "when")) or behind[1] == "otherwise"
    return behind[0] in ("if", "when", "with") and against


_CASE_NEAR = 4  # tokens
_LOW = frozenset({"low", "worst", "pessimistic", "conservative", "cautious", "minimum", "bad"})
_HIGH = frozenset({"high", "best", "optimistic", "ambitious", "maximum", "good"})
_OR_NOT = frozenset({"not", "doesn't", "don't", "isn't", "aren't", "won't", "never", "fails"})
