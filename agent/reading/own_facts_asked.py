"""Which of their own facts somebody asks for: "what is our volume now?", "and our model?", "how many did I say?".

All words of such a question name a fact, ask, or say that it is noted; any other word makes it a question of its own.
The words are `cues/answers.yaml: own_facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from agent.words.cues import load_cues, pattern_list
from agent.words.field_names import names_in
from agent.words.message import Message
from agent.words.tokens import Token

_WORKED_OUT = frozenset({"monthly_benefit", "monthly_api_spend"})  # told with their sum where nobody asks what is noted
_MOST_NAMED = 2  # words of what is counted in their own words: "support articles"
_COUNTS = (("how", "many"), ("how", "much"))


@dataclass(frozen=True)
class OwnFacts:
    """The fields that are asked for; what they `counted`, in their own words; or `either` of two numbers."""

    fields: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    either: tuple[float, ...] = ()  # the two between which they are not sure
    kind: str = "plain"  # of these


def own_facts_asked(message: Message, number: int) -> OwnFacts | None:
    """What sentence `number` wants to hear of their facts, if that is all it asks, and no figure follows on it."""
    sentence = message.structure.sentences[number]
    tokens = [one for one in message.tokens[sentence.first : sentence.last] if one.kind in ("word", "number")]
    words = [token.lower for token in tokens]
    between = _either(message, number)
    if between is not None:
        return between
    if any(token.kind == "number" for token in tokens) or any(item.sentence > number for item in message.measured):
        return None
    if message.structure.hits_of("decline") or "would" in words:  # "how many would you take?" asks for advice
        return None  # "how many documents do we have? No idea."
    noting = not _words("noting").isdisjoint(words) and not _words("persons").isdisjoint(words)
    if not (sentence.question or noting) or _words("openers").isdisjoint(words[:_OPENING]):
        return None
    named, rest = _named(tokens)
    if named and set(rest) <= _words("allowed") and (noting or not _words("whose").isdisjoint(words)):
        fields = tuple(one for one in named if noting or one not in _WORKED_OUT)
        return OwnFacts(fields=fields) if fields else None
    counted = tuple(word for word in rest if word not in _words("allowed"))
    if noting and not named and tuple(words[:2]) in _COUNTS and 0 < len(counted) <= _MOST_NAMED:
        return OwnFacts(counted=counted)
    return None


def _either(message: Message, number: int) -> OwnFacts | None:
    """ "Am I at 20k or 200k?", "did I say 5,000 or 50,000 letters?": which of the two is noted, and no sum to check."""
    sentence = message.structure.sentences[number]
    items = [item for item in message.measured if item.sentence == number]
    kinds = {item.quantity.kind for item in items}
    values = tuple(end for item in items for end in (item.quantity.range or (item.quantity.value,)))
    if not sentence.question or len(values) != len(set(values)) or len(values) != _TWO or len(kinds) != 1:
        return None
    if not any(token.lower == "or" for token in message.tokens[items[0].first : items[-1].last]):
        return None
    spoken = range(sentence.first, sentence.last)
    counted = {place for item in items for place in range(item.first, max(item.last, item.quantity.last))}
    tokens = [message.tokens[place] for place in spoken if place not in counted]
    tokens = [one for one in tokens if one.kind == "word"]
    named, rest = _named(tokens)
    words = {token.lower for token in tokens}
    asks = not _words("either_openers").isdisjoint(rest[:_OPENING]) and set(rest) <= _words("either_allowed")
    [kind] = kinds
    whose = _words("either_of_money" if kind == "money" else "either_of")
    if not asks or kind not in _KINDS or (not named and words.isdisjoint(whose)):
        return None
    return OwnFacts(fields=tuple(named), either=() if named else values, kind=kind)


_TWO = 2
_KINDS = frozenset({"plain", "money", "share"})
_OPENING = 3  # words: "so, and what is ..."


def _named(tokens: list[Token]) -> tuple[list[str], list[str]]:
    """The fields by their names, the longest name first, and all other words."""
    taken: set[int] = set()
    fields: dict[str, None] = {}
    for first, last, field in sorted(names_in(tokens), key=lambda one: one[0] - one[1]):
        if taken.isdisjoint(range(first, last)):
            taken |= {*range(first, last)}
            fields[field] = None
    return [*fields], [token.lower for place, token in enumerate(tokens) if place not in taken]


@cache
def _record() -> Mapping[str, object]:
    record: Mapping[str, object] = load_cues("answers.yaml")["own_facts"]
    return record


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(_record()[group], f"answers.yaml: own_facts: {group}"))
