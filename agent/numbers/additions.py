"""A number that comes on top of what is known: "another 10,000", "slipped by two months"."""

from agent.facts import Fact
from agent.numbers.known_work import counted_noun, stems_around
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.values import Value, tidy

_NEVER_ADDED = frozenset({"monthly_benefit", "current_accuracy", "target_accuracy", "growth_per_year"})
_MORE = frozenset({"more", "additional", "extra", "further", "higher"})
_ANOTHER = frozenset({"another", "additional", "further", "extra"})


def with_known(message: Message, context: Context, chosen: Assigned, value: Value) -> Value:
    """ "Another 10,000", "500 more", "add 20k to the budget": on top of what is known."""
    fact = context.facts.get(chosen.field)
    if fact is None or not isinstance(fact.value, int | float) or chosen.field in _NEVER_ADDED or value[1] is not None:
        return value
    if chosen.field == "timeline_months":
        moved = _moved_by(message, chosen.measured)
        return (tidy(max(0.0, fact.value + moved * value[0])), None) if moved else value
    more = is_on_top(message, chosen.measured) or _is_another_flow(message, context, fact, chosen)
    return (tidy(fact.value + value[0]), None) if more else value


def _is_another_flow(message: Message, context: Context, known: Fact, chosen: Assigned) -> bool:
    """ "My people write 40 letters a day too", beside the emails: another kind of work comes on top of the first."""
    item, stems = chosen.measured, counted_noun(message, chosen.measured)
    if chosen.field != VOLUME or item.per is None or not stems or message.structure.hits_of("correction"):
        return False
    told = taken_apart(known.quote or "")
    counted = frozenset[str]().union(*(counted_noun(told, other) for other in told.measured))
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind != "symbol"]
    adds = not _BESIDES.isdisjoint(words) or words[-2:] == ["as", "well"]
    return adds and stems.isdisjoint(counted or stems_around(context, known))


_BESIDES = frozenset({"too", "also", "plus", "besides", "additionally"})


def _moved_by(message: Message, item: Measured) -> int:
    """A date told before comes later (1) or sooner (-1): "slipped by two months", "a month later than that"."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    if is_on_top(message, item) or behind[:1] == ["later"] or (behind[:1] == ["longer"] and behind[1:] == ["than"]):
        return 1
    if behind[:1] in (["sooner"], ["earlier"]) or behind == ["less", "time"]:
        return -1
    by = message.tokens[item.first - 1].lower == "by" if item.first else False
    return (1 if ahead & _DELAYED else -1 if ahead & _HASTENED else 0) if by or "back" in ahead else 0


_DELAYED = frozenset({"slipped", "slips", "delayed", "postponed", "moved", "pushed", "later"})
_HASTENED = frozenset({"hastened", "advanced", "shortened", "forward"})


def is_on_top(message: Message, item: Measured) -> bool:
    tokens = message.tokens
    behind = tokens[item.quantity.last].lower if item.quantity.last < len(tokens) else ""
    before = tokens[item.first - 1].lower if item.first else ""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in tokens[sentence.first : item.first]]
    rest = [token.lower for token in tokens[item.last : sentence.last]]
    adds = "add" in words[-3:] and ("to" in rest or not rest)
    return behind in _MORE or before in _ANOTHER or adds or rest[:3] == ["on", "top", "of"]
