"""Supposed values that are no numbers: names, models, rules, and what would hold no longer."""

from collections.abc import Iterator
from typing import Literal

from pydantic import JsonValue

from agent.facts import Statement
from agent.numbers.changes import change_cues, change_words
from agent.reading.permissions import supposed_permission
from agent.reading.supposing_sentences import WOULD, sentence_of, sentence_span
from agent.understanding import Context
from agent.words.enumerations import Named, denied_values, named_values, zero_values
from agent.words.message import Message, taken_apart
from agent.words.model_names import ModelMention

NEVER_SUPPOSED = frozenset({"task", "industry", "stage"})
COSTS = frozenset({"cost", "costs", "pay", "bill", "spend", "invoice", "price", "total"})


def supposed_values(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    structure = message.structure
    for named in named_values(structure, (), "what_if"):
        if named.field not in NEVER_SUPPOSED:
            quote = message.quote(named.first, named.last)
            sentence = structure.clauses[structure.clause_of[named.first]].sentence
            yield Statement(field=named.field, value=_with_others(message, context, named), quote=quote), sentence
    yield from _gone(message, context)
    yield from _all_or_nothing(message, context)
    moved = supposed_permission(message)
    if moved is not None:
        yield moved
    for mention in message.models:
        if structure.mode_at(mention.first) == "what_if" or tries_out(message, context, mention):
            quote = message.quote(mention.first, mention.last)
            sentence = structure.clauses[structure.clause_of[mention.first]].sentence
            yield Statement(field="model", value=mention.name, quote=quote), sentence


def tries_out(message: Message, context: Context, mention: ModelMention) -> bool:
    """ "What would we pay with gpt-4o-mini?", where another model is in use."""
    structure = message.structure
    known = context.facts.get("model")
    if structure.mode_at(mention.first) != "question" or known is None or known.value in (None, mention.name):
        return False
    sentence = structure.sentences[structure.clauses[structure.clause_of[mention.first]].sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : mention.first]]
    behind = {token.lower for token in message.tokens[mention.last : sentence.last]}
    if behind & _CHEAPER and behind & _OURS:
        return True  # "is gpt-4o-mini cheaper at our volume?"
    if "would" in behind and behind & COSTS and behind & _OURS and ahead[-1:] == ["what"]:
        return True  # "what gpt-4o-mini would cost us"
    if not ahead or ahead[-1] not in _TRIES:
        return False
    return bool(WOULD & set(ahead)) or ahead[0] in _GOES_ON or "instead" in behind


_CHEAPER = frozenset({"cheaper", "dearer", "pricier", "expensive", "less", "lower", "save", "costlier"})
_OURS = frozenset({"us", "our", "we"})
_TRIES = frozenset({"with", "on", "using", "use", "under", "to", "in"})
_GOES_ON = frozenset({"and", "or", "so", "then"})


def _with_others(message: Message, context: Context, named: Named) -> JsonValue:
    """ "What if CCPA applied too?": a rule comes on top of those that are known; "instead of" another, in its place."""
    known = context.facts[named.field].value if named.field in context.facts else None
    if not isinstance(known, list) or not isinstance(named.value, list):
        return named.value
    number = message.structure.clauses[message.structure.clause_of[named.first]].sentence
    gone = _replaced(message, number, named.field)
    new = [value for value in named.value if value not in gone]
    if gone:
        return [*(value for value in known if value not in gone), *(value for value in new if value not in known)]
    return in_place_of(message, number, named.field, new, known)


def in_place_of(
    message: Message, number: int, field: str, new: list[JsonValue], known: list[JsonValue]
) -> list[JsonValue]:
    """A list as a sentence changes it: with what is new, or by that alone ("only text")."""
    words = {token.lower for token in message.tokens[slice(*sentence_span(message, number))]}
    added = bool(words & change_words("besides")) or field == "regulations"
    if not added or words & change_words("instead"):
        return new
    return [*known, *(value for value in new if value not in known)]


def _replaced(message: Message, number: int, field: str) -> set[JsonValue]:
    """The values of a list field that stand behind "instead of" in a sentence, and not in front of it too."""
    first, last = sentence_span(message, number)
    place = next((hit.last for hit in message.structure.hits_of("instead_of") if first <= hit.first < last), last)
    return _listed(message, place, last, field) - _listed(message, first, place, field)


def _listed(message: Message, first: int, last: int, field: str) -> set[JsonValue]:
    if first >= last:
        return set()
    found = named_values(taken_apart(message.quote(first, last)).structure, ())
    return {one for named in found if named.field == field and isinstance(named.value, list) for one in named.value}


def _gone(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    """What would hold no longer: "without GDPR", "if we had no labelled data", "if latency didn't matter"."""
    structure = message.structure

    def said(first: int, last: int, field: str, value: JsonValue) -> tuple[Statement, int]:
        status: Literal["stated", "declined"] = "declined" if value is None else "stated"
        quote = message.quote(first, last)
        return Statement(field=field, value=value, status=status, quote=quote), sentence_of(message, first)

    for named in zero_values(structure, "what_if"):
        yield said(named.first, named.last, named.field, named.value)
    denied: dict[str, list[Named]] = {}
    for named in denied_values(structure, "what_if"):
        denied.setdefault(named.field, []).append(named)
    for field, values in denied.items():
        known = context.facts[field].value if field in context.facts else None
        first, last = values[0].first, values[-1].last
        if (
            isinstance(known, list)
            and (left := [one for one in known if one not in {v.value for v in values}]) != known
        ):
            yield said(first, last, field, left)
        elif isinstance(known, bool) and any(one.value == str(known).lower() for one in values):
            yield said(first, last, field, not known)
    for hit in change_cues("unlimited").find(message.tokens):
        supposed = structure.clause_of[hit.first] >= 0 and structure.mode_at(hit.first) == "what_if"
        if supposed and context.facts.get(hit.payload) is not None:
            yield said(hit.first, hit.last, hit.payload, None)


def _all_or_nothing(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    """ "What if it saves nothing?", "if there were no more mistakes" where it is known how many there are."""
    structure = message.structure
    extremes = {"nothing": 0, "everything": 1} if "current_accuracy" in context.facts else {"nothing": 0}
    for group, value in extremes.items():
        for hit in change_cues(group).find(message.tokens):
            told = hit.payload in context.facts or hit.payload != "growth_per_year"
            if told and structure.clause_of[hit.first] >= 0 and structure.mode_at(hit.first) == "what_if":
                quote = message.quote(hit.first, hit.last)
                yield Statement(field=hit.payload, value=value, quote=quote), sentence_of(message, hit.first)
