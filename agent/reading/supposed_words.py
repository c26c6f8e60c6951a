"""What a supposition in words changes, where no cue phrase says it: "would a paralegal behind every answer help?"."""

from collections.abc import Collection
from functools import cache

from pydantic import JsonValue

from agent.facts import Statement
from agent.learned.encoder import Label, heads, parts_of
from agent.learned.labels import LANGUAGES
from agent.reading.supposed_values import NEVER_SUPPOSED, in_place_of
from agent.understanding import Context
from agent.words.clauses import Clause
from agent.words.enumerations import field_cues
from agent.words.message import Message, taken_apart

# Log odds. What is supposed is not stated, so that even the value that is meant has odds against it.
_LEAST, _LEAD = -9.0, 1.0
_LEAST_TOLD = -3.0  # of the case without the words that suppose it, which states


def likely_change(message: Message, number: int, context: Context) -> Statement | None:
    """The other value of the one known field that sentence `number` speaks of most; `None` where none stands out."""
    case = _case(message, number)
    told = _change_in(message, number, context, case, _LEAST_TOLD) if case else None
    return told or _change_in(message, number, context, message.sentence_text(number), _LEAST)


def _case(message: Message, number: int) -> str:
    """What is supposed, without the words that suppose it: "we gave it to a firm" of "let's pretend we gave ..."."""
    structure = message.structure
    sentence = structure.sentences[number]
    first, last = sentence.first, sentence.last
    for hit in structure.hits_of("hypothetical", "supposing", "played_through"):
        if first <= hit.first <= first + _AHEAD and hit.last <= last:
            first = max(first, hit.last)
    while sentence.first < first < last and message.tokens[first].lower in _FILLING:
        first += 1
    contrast = [hit.first for hit in structure.hits_of("instead_of") if first < hit.first < last]
    behind = [clause for clause in structure.clauses if first < clause.first < last]
    asides = [clause.first for clause in behind if _only_asks(message, clause)]
    last = min([last, *contrast, *asides])
    return message.quote(first, last).strip(" ,:-") if first < last else ""


def _only_asks(message: Message, clause: Clause) -> bool:
    """ "What then", "please": nothing of the case."""
    words = {token.lower for token in message.tokens[clause.first : clause.last] if token.kind == "word"}
    return words <= _ASKING


_AHEAD = 2  # tokens
_FILLING = frozenset({"that", "for", "a", "an", "minute", "moment", "second", "with", "there", ":", ",", "-", "now"})
_ASKING = frozenset({"what", "then", "so", "please", "how", "and", "would", "that", "change", "pls", "now"})


def _change_in(message: Message, number: int, context: Context, text: str, least: float) -> Statement | None:
    odds = {label: chance for label, chance in _odds(text).items() if label[0] in context.facts}
    if not odds:
        return None
    (field, _), most = max(odds.items(), key=lambda one: one[1])
    rival = max((chance for label, chance in odds.items() if label[0] != field), default=_LEAST)
    others = [label for label in odds if label[0] == field and not _is_known(label, context)]
    if most < least or most - rival < _LEAD or not others:
        return None
    best = max(others, key=lambda label: odds[label])
    value = _value(message, number, best, context.facts[field].value)
    quote = message.sentence_text(number)
    return Statement(field=field, value=value, quote=quote) if value != context.facts[field].value else None


def _odds(text: str) -> dict[Label, float]:
    labels, best = heads().labels, dict[Label, float]()
    for part in parts_of(taken_apart(text), ()):
        for label, odds in zip(labels, part.labels(heads())[0].tolist(), strict=True):
            if label[0] in _fields() and label[1] != "[]":
                best[label] = max(odds, best.get(label, odds))
    return best


def _is_known(label: Label, context: Context) -> bool:
    """Of a list, what it holds is known but may be all that is left of it."""
    field, value = label
    known = context.facts[field].value
    if isinstance(known, list):
        return known == [value]
    return value == (str(known).lower() if isinstance(known, bool) else known)


def _value(message: Message, number: int, label: Label, known: JsonValue) -> JsonValue:
    field, value = label
    if isinstance(known, bool):
        return value == "true"
    if isinstance(known, list):
        return in_place_of(message, number, field, [value], known)
    return value


@cache
def _fields() -> Collection[str]:
    return frozenset({*field_cues(), LANGUAGES} - NEVER_SUPPOSED)
