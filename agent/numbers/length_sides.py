"""Which side a length belongs to that its own words do not name: what is read goes in, what is written comes out.

"60,000 comments a month, 80 words each" go in where they are classified, and come out where they are written.
"""

from collections.abc import Mapping, Sequence

from agent.facts import Statement
from agent.understanding import Context
from agent.words.message import Message
from agent.words.roles import TOKENS_OF, Assigned, Measured
from agent.words.tokens import stem_of
from agent.words.values import value_of

_INPUT, _OUTPUT = "input_tokens", "output_tokens"
_READ: Mapping[str, str] = {
    "classification": _INPUT,
    "extraction": _INPUT,
    "translation": _INPUT,
    "summarization": _INPUT,
    "content_generation": _OUTPUT,
}


_OTHER = {_INPUT: _OUTPUT, _OUTPUT: _INPUT}


def with_sides_by_task(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """The facts with the only length of the message on the side where the task has it."""
    lengths = [item for item in message.measured if _is_length(message, item)]
    if len(lengths) == 2:
        return _with_the_other(message, context, facts, lengths)
    if len(lengths) != 1 or {_INPUT, _OUTPUT} & set(context.asked):
        return list(facts)
    [item] = lengths
    told = [one for one in facts if one.field in (_INPUT, _OUTPUT)]
    counted = next((one for one in facts if one.field == "documents"), None)
    task = _task(context, facts)
    if counted is not None and _READ.get(task) is None and _is_of_documents(message, item, counted):
        return [one for one in facts if one not in told]
    side = _READ.get(task)
    if side is None or counted is not None or len(told) > 1 or _is_named(message, item):
        return list(facts)
    if told and message.quote(item.first, item.quantity.last) not in (told[0].quote or ""):
        return list(facts)  # "a page has 400 words": what was told in pages, reckoned anew
    if side == _OUTPUT and _is_of_a_source(message, item):
        side = _INPUT if told else None
    if side is None or not (told or _tells_the_work(context, facts)):
        return list(facts)
    value = value_of(Assigned(side, item, 1.0, {}))
    if value is None or side in {*context.facts} - {one.field for one in told}:
        return list(facts)
    quote = told[0].quote if told else message.quote(item.first, item.last)
    others = [one for one in facts if one not in told]
    return [*others, Statement(field=side, value=value[0], range=value[1], quote=quote)]


def _with_the_other(
    message: Message, context: Context, facts: Sequence[Statement], lengths: Sequence[Measured]
) -> list[Statement]:
    """ "Transcripts are 900 words. The code is 5 tokens.": beside what surely goes in, the other comes out."""
    told = [one for one in facts if one.field in (_INPUT, _OUTPUT)]
    side = _READ.get(_task(context, facts))
    if side is None or [one.field for one in told] != [side] or _OTHER[side] in context.facts:
        return list(facts)
    quote = told[0].quote or ""
    of_side = [item for item in lengths if message.quote(item.first, item.quantity.last) in quote]
    others = [item for item in lengths if item not in of_side]
    if len(of_side) != 1 or abs(others[0].sentence - of_side[0].sentence) > 1 or others[0].each:
        return list(facts)
    values = [value_of(Assigned(_OTHER[side], item, 1.0, {})) for item in (of_side[0], others[0])]
    if None in values or _is_of_a_source(message, others[0]) is (side == _INPUT):
        return list(facts)
    (first, _), (second, spread) = (value for value in values if value is not None)
    if side == _INPUT and second >= first:
        return list(facts)
    words = message.quote(others[0].first, others[0].last)
    return [*facts, Statement(field=_OTHER[side], value=second, range=spread, quote=words)]


def _is_length(message: Message, item: Measured) -> bool:
    sized = bool(item.nouns & TOKENS_OF.keys()) and item.quantity.kind == "plain" and item.per is None
    return sized and message.structure.mode_at(item.first) == "fact"


def _task(context: Context, facts: Sequence[Statement]) -> str:
    told = [one.value for one in facts if one.field == "task"]
    known = context.facts.get("task")
    return str(told[0] if told else known.value if known is not None else "")


def _is_of_documents(message: Message, item: Measured, counted: Statement) -> bool:
    """ "65 contracts, 300 pages each": what is searched is that long, and not what goes in with a question."""
    ahead = message.text[: message.tokens[item.first].start]
    place = ahead.find(counted.quote or "")
    return place >= 0 and len(ahead[place + len(counted.quote or "") :].split()) <= _BESIDE


def _is_named(message: Message, item: Measured) -> bool:
    """The words beside the length say that it goes in, or comes out."""
    felt = message.activation(item)
    return max(felt.get(group, 0.0) for group in ("input", "output", "after input", "after output")) >= _NAMES_IT


def _is_of_a_source(message: Message, item: Measured) -> bool:
    """ "The fact sheet is half a page", "500 releases reach us a day, 400 words each": what is written from."""
    sentence = message.structure.sentences[item.sentence]
    return any(token.stem in _SOURCES for token in message.tokens[sentence.first : sentence.last])


def _tells_the_work(context: Context, facts: Sequence[Statement]) -> bool:
    """The message says what is to be done, or how much of it: its lengths are those of the work."""
    work = {"goal", "task", "requests_per_month"}
    return not context.asked or bool(work & {*context.asked, *(one.field for one in facts)})


_BESIDE = 3  # words
_NAMES_IT = 0.5
_SOURCES = frozenset(
    map(
        stem_of,
        ("sheet", "datasheet", "spec", "transcript", "brief", "briefing", "questionnaire", "interview", "recording",
         "notes", "source", "raw", "incoming", "arrive", "receive", "reach", "submitted", "sends", "them", "these"),
    )
)  # fmt: skip
