"""Which side a length belongs to that its own words do not name: what is read goes in, what is written comes out.

"60,000 comments a month, 80 words each" go in where they are classified, and come out where they are written.
"""

from collections.abc import Collection, Mapping, Sequence

from agent.facts import Statement
from agent.numbers.denied_numbers import is_denied
from agent.numbers.products import found_in
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.text_lengths import TOKENS_OF
from agent.words.tokens import stem_of, words_in
from agent.words.values import tokens_of_one, value_of

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
    lengths = [item for item in message.measured if _is_length(message, item) and not is_denied(message, item)]
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


def as_long_as_the_other(message: Message, context: Context) -> Statement | None:
    """ "Same as what goes in": the length that is asked for is the one that is known of the other side."""
    asked = [side for side in _OTHER if side in context.asked and side not in context.facts]
    known = context.facts.get(_OTHER[asked[0]]) if len(asked) == 1 else None
    last = len(message.tokens)
    few = words_in(message.tokens) <= _FEW and not message.measured and not message.structure.holds_negation(0, last)
    asks = any(sentence.question for sentence in message.structure.sentences)
    bare = {token.lower for token in message.tokens if token.kind == "word"} <= _THE_SAME
    if known is None or known.value is None or not few or asks:
        return None
    if not (bare or found_in(message, "same_as_in", 0, last)):
        return None
    return Statement(field=asked[0], value=known.value, range=known.range, quote=message.text.strip())


_FEW = 14  # words
_THE_SAME = frozenset({"same", "the", "about", "roughly", "exactly", "pretty", "much", "it's", "is", "it", "again",
                       "basically", "equal", "more", "or", "less", "i", "think", "guess", "say", "yes"})  # fmt: skip


def put_on_the_other_side(
    message: Message, context: Context, facts: Sequence[Statement]
) -> tuple[list[Statement], tuple[str, ...]]:
    """The facts with lengths that were told before on the side that is meant, and the sides that tell nothing now.

    "You took 800 tokens for the input but that was the output", "you have input and output the wrong way round".
    """
    known = {side: value for side in _OTHER if (value := _told(context, side)) is not None}
    told = {one.field for one in facts if one.value != known.get(one.field)}
    quote = message.text.strip()
    moved = [
        Statement(field=_OTHER[side], value=value, quote=quote)
        for side, value in known.items()
        if _OTHER[side] not in told and (_is_swapped(message, known) or _is_put_right(message, context, side, value))
    ]
    if not moved:
        return list(facts), ()
    anew = {one.field for one in moved}
    gone = tuple(_OTHER[field] for field in sorted(anew) if _OTHER[field] not in {*anew, *told})
    return [*(one for one in facts if one.field not in {*anew, *gone}), *moved], gone


def _told(context: Context, side: str) -> float | None:
    fact = context.facts.get(side)
    number = fact is not None and isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return float(fact.value) if fact is not None and number else None  # type: ignore[arg-type]  # a number


def _is_swapped(message: Message, known: Mapping[str, float]) -> bool:
    """Both are known, and the message says of input and output that they stand for one another."""
    words = {token.lower for token in message.tokens}
    lengths = any(_is_length(message, item) for item in message.measured)
    return len(known) == len(_OTHER) and not lengths and _both_named(words) and found_in(
        message, "swapped", 0, len(message.tokens)
    )  # fmt: skip


def _both_named(words: Collection[str]) -> bool:
    return all(not names.isdisjoint(words) for names in _SIDE_NAMES.values())


def _is_put_right(message: Message, context: Context, side: str, value: float) -> bool:
    """ "No, 800 is the output", of 800 tokens that were taken for the input."""
    if side in context.asked or not (message.structure.hits_of("correction") or _speaks_of_you(message)):
        return False
    return any(
        item.per is None
        and item.quantity.kind == "plain"
        and any(abs(item.quantity.value * unit - value) <= _SAME * value for unit in _units_of(item))
        and _is_called(message, item, _OTHER[side])
        for item in message.measured
    )


def _units_of(item: Measured) -> tuple[float, ...]:
    """Tokens of one; a bare number was told in any of them."""
    return (
        (tokens_of_one(item),) if item.nouns & TOKENS_OF.keys() else tuple(TOKENS_OF.values()) if item.is_bare() else ()
    )


def _speaks_of_you(message: Message) -> bool:
    """ "You took", "the 300 words were": what was told is spoken of."""
    words = [token.lower for token in message.tokens]
    return "you" in words or words[:1] in (["no"], ["the"], ["those"])


def _is_called(message: Message, item: Measured, side: str) -> bool:
    """Behind the number, and behind an "is", stands the name of the side, with no "not" in front."""
    last = message.structure.sentences[item.sentence].last
    ends = min([last, *(one.first for one in message.measured if one.first > item.first)])
    behind = [token.lower for token in message.tokens[item.quantity.last : ends]]
    place = next((at for at in range(len(behind) - 1, -1, -1) if behind[at] in _BE), len(behind))
    named = next((at for at in range(place, len(behind)) if behind[at] in _ANY_SIDE), None)
    return named is not None and behind[named] in _SIDE_NAMES[side] and behind[named - 1] not in ("not", "no")


_SIDE_NAMES = {
    _INPUT: frozenset({"input", "question", "prompt", "in"}),
    _OUTPUT: frozenset({"output", "answer", "reply", "response", "out", "summary"}),
}
_ANY_SIDE = frozenset(name for names in _SIDE_NAMES.values() for name in names)
_BE = frozenset({"is", "was", "are", "were", "it's", "that's", "be"})
_SAME = 0.005


def _with_the_other(
    message: Message, context: Context, facts: Sequence[Statement], lengths: Sequence[Measured]
) -> list[Statement]:
    """ "Transcripts are 900 words. The code is 5 tokens.": beside what surely goes in the other comes out.

    And beside what is named as coming out the longer one goes in: "they run 30 pages, the summary is a page".
    """
    told = [one for one in facts if one.field in (_INPUT, _OUTPUT)]
    side = _READ.get(_task(context, facts))
    if side is None or len(told) != 1 or (missing := _OTHER[told[0].field]) in context.facts:
        return list(facts)
    quote = told[0].quote or ""
    of_side = [item for item in lengths if message.quote(item.first, item.quantity.last) in quote]
    others = [item for item in lengths if item not in of_side]
    if len(of_side) != 1 or abs(others[0].sentence - of_side[0].sentence) > 1 or others[0].each:
        return list(facts)
    values = [value_of(Assigned(missing, item, 1.0, {})) for item in (of_side[0], others[0])]
    if None in values:
        return list(facts)
    (first, _), (second, spread) = (value for value in values if value is not None)
    if missing == side:
        fits = side == _INPUT and second > first and _is_named(message, of_side[0])
    else:
        fits = _is_of_a_source(message, others[0]) is not (side == _INPUT) and (side == _OUTPUT or second < first)
    if not fits:
        return list(facts)
    words = message.quote(others[0].first, others[0].last)
    return [*facts, Statement(field=missing, value=second, range=spread, quote=words)]


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
