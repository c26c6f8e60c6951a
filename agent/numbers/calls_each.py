"""Model calls that one case takes: "one inquiry becomes two requests", "12 checks per spec", "still 4 calls each".

They multiply the volume where it counts such cases. The case count is kept beside them, so that one of the two can be
told anew and the other holds.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import log

from agent.facts import Fact, Part, Statement
from agent.numbers.additions import is_on_top
from agent.numbers.counts import is_of_group
from agent.numbers.part_sums import is_same
from agent.numbers.products import EACH, EVERY, found_in, named_stems, said_each, word_stems
from agent.numbers.volumes import volume_of
from agent.understanding import Context
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.number_words import case_words
from agent.words.tokens import stem_of
from agent.words.values import fits, tidy


def calls_said(
    message: Message, free: Sequence[Measured], items: Sequence[Measured], context: Context
) -> list[tuple[Part, Measured]]:
    """How many calls one case takes, and the number that says so: one of `free`, which nothing else has taken."""
    found = []
    for item in free:
        of = _case_of(message, items, item, context) if _is_few(item) else None
        if of is not None and (
            _names_calls(message, item, context.parts) or (of and _is_a_factor_of(message, items, item))
        ):
            quote = message.quote(item.first, max(item.last, item.quantity.last))
            found.append((Part(name="calls", value=item.quantity.value, range=_ends(item), of=of, quote=quote), item))
    return found


def counted_anew(message: Message, items: Sequence[Measured], known: Sequence[Part]) -> Statement | None:
    """ "60,000 tickets altogether, still 4 calls each": the cases that were counted before, at their rate."""
    cases = _last(known, "cases")
    for item in items if cases else ():
        counts = item.quantity.kind == "plain" and not item.each and not item.per_head
        counts = counts and not is_of_group(message, item) and not item.nouns & {"example"}  # "14,000 labelled files"
        if not counts or cases is None or not any(is_same(stem, cases.of) for stem in named_stems(message, item)):
            continue
        behind = {token.lower for token in message.tokens[item.last : item.last + _NEAR]}
        again = [one for one in items if one.sentence == item.sentence and _names_calls(message, one, known)]
        if (
            item.per
            or again
            or is_on_top(message, item)
            or behind & _IN_ALL
            or message.structure.hits_of("correction", "revised")
        ):
            before = cases.value * cases.per if is_on_top(message, item) else 0.0
            value = tidy(before + item.quantity.value * (item.per or cases.per))
            return Statement(field=VOLUME, value=value, quote=message.quote(item.first, item.last))
    return None


def multiplied_by_calls(context: Context, said: Sequence[Part], told: Statement | None) -> Statement | None:
    """The volume in calls, where this message tells the cases, the calls that one takes, or both."""
    fresh, before = _last(said, "calls"), _last(context.parts, "calls")
    if told is not None and isinstance(told.value, int | float) and not isinstance(told.value, bool):
        return _of_told(told, told.value, fresh, before, _last(context.parts, "cases"))
    known = context.facts.get(VOLUME)
    if fresh is None or known is None or not isinstance(known.value, int | float) or isinstance(known.value, bool):
        return None
    cases = _last(context.parts, "cases")
    if cases is not None and before is not None:
        if not _is_about(cases.value * cases.per * before.value, known.value):
            return None
        return _product(cases.value * cases.per, None, fresh, fresh.quote)
    return _product(known.value, known.range, fresh, fresh.quote) if _counts(known, fresh) else None


def supposed_in_calls(
    message: Message, context: Context, supposed: Sequence[tuple[Statement, int]]
) -> list[tuple[Statement, int]]:
    """ "What if it were 30k tickets?", "and with 6 calls per ticket?": of both, the other one stays as it was."""
    if _last(context.parts, "calls") is None:
        return list(supposed)
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "what_if"]
    for part, item in calls_said(message, items, items, context):
        made = multiplied_by_calls(context, (part,), None)
        if made is not None:
            return [*(one for one in supposed if one[0].field != VOLUME), (made, item.sentence)]
    return [
        (multiplied_by_calls(context, (), one) or one if one.field == VOLUME else one, sentence)
        for one, sentence in supposed
    ]


def cases_told(context: Context, said: Sequence[Part], facts: Sequence[Statement]) -> list[Part]:
    """The cases that the volume of this message was multiplied from."""
    told = next((one for one in facts if one.field == VOLUME), None)
    calls = _last(said, "calls") or _last(context.parts, "calls")
    if told is None or calls is None or not isinstance(told.value, int | float) or told.status != "stated":
        return []
    quote = told.quote or ""
    before = _last(context.parts, "cases")
    alone = quote == calls.quote
    if alone and before is None and VOLUME in context.facts:
        quote = context.facts[VOLUME].quote or quote
    elif not (alone or _last(said, "calls") or _names(quote, calls.of)):
        return []  # "12,000 requests a month, all in": a figure of its own
    per = before.per if alone and before else next(
        (one.per for one in taken_apart(quote).measured if one.quantity.kind == "plain" and one.per), 1.0
    )  # fmt: skip
    return [Part(name="cases", value=told.value / calls.value / per, per=per, of=calls.of, quote=quote)]


def _of_told(
    told: Statement, value: float, fresh: Part | None, before: Part | None, cases: Part | None
) -> Statement | None:
    quote = told.quote or ""
    calls = fresh or before
    if calls is None or told.status != "stated" or _is_multiplied(quote, calls) or not _is_counted(quote):
        return None
    nameless = not _nouns(quote)
    if fresh is None:
        corrected = nameless and cases is not None and _is_nearer(value, cases.value * cases.per, calls.value)
        return _product(value, told.range, calls, quote) if corrected or _names(quote, calls.of) else None
    if nameless or not calls.of or _names(quote, calls.of):
        return _product(value, told.range, calls, quote)
    return None


def _is_counted(quote: str) -> bool:
    """A number of cases; not "tickets have doubled", which speaks of the calls that are known."""
    return any(one.quantity.kind == "plain" for one in taken_apart(quote).measured)


def _product(value: float, ends: tuple[float, float] | None, calls: Part, quote: str) -> Statement | None:
    low, high = (one * times for one, times in zip(ends or (value, value), calls.ends, strict=True))
    spread = None if low == high else (tidy(low), tidy(high))
    total = tidy(value * calls.value)
    return Statement(field=VOLUME, value=total, range=spread, quote=quote) if fits(VOLUME, total) else None


def _counts(known: Fact, calls: Part) -> bool:
    """Whether the known volume counts the cases that the calls are of."""
    if known.quote is None:  # set by hand: it is in calls
        return False
    quote = known.quote
    return not _is_multiplied(quote, calls) and (_names(quote, calls.of) if _nouns(quote) and calls.of else True)


def _is_multiplied(quote: str, calls: Part) -> bool:
    """The words of the volume count calls already: "20k tickets a month, 4 calls per ticket", "900 requests a day"."""
    counted = {stem for stem in _nouns(calls.quote) if not is_same(stem, calls.of)} if calls.of else _nouns(calls.quote)
    stems = _nouns(quote)
    case = {stem for stem in stems if calls.of and is_same(stem, calls.of)}
    return bool((stems - case) & (counted | _CALLS))


def _is_nearer(value: float, cases: float, calls: float) -> bool:
    """ "Sorry, 25k": closer to the cases told than to the calls that they make."""
    return value > 0 and cases > 0 and abs(log(value / cases)) < abs(log(value / (cases * calls)))


def _is_few(item: Measured) -> bool:
    quantity = item.quantity
    counts = quantity.kind == "plain" and (item.counts_something or bool(item.nouns)) and not item.nouns & _NO_CALLS
    often = quantity.kind == "factor" and quantity.value >= 1
    return (counts or often) and item.per is None and not item.per_head and 1 <= quantity.value <= _MOST_CALLS


def _names_calls(message: Message, item: Measured, known: Sequence[Part]) -> bool:
    """ "Two requests", "4 model calls", the "checks" of earlier, "goes to the model twice"; no phone calls."""
    clause = message.structure.clauses[item.clause]
    if item.quantity.kind == "factor":
        asked = found_in(message, "is_called", clause.first, clause.last)
        asked = asked or found_in(message, "replies_often", clause.first, clause.last)
        return asked or found_in(message, "goes_to_model", clause.first, clause.last)
    words = message.tokens[item.quantity.last : item.last]
    stems = {token.stem for token in words}
    behind = message.tokens[item.last : item.last + _NEAR]
    led = bool(behind) and behind[0].lower in ("to", "with", "from", "by")
    of_people = led and not any(found_in(message, group, item.last, item.last + _NEAR) for group in _MODELS)
    if stems & _BY_PHONE or of_people:  # "three calls to the insurer"
        return False
    if stems & _WRITTEN and found_in(message, "comes_with", clause.first, item.first):
        return True  # "every claim has about 6 letters"
    before = _last(known, "calls")
    by_model = bool(stems & word_stems("calls")) and bool(stems & word_stems("by_model"))  # "two bot answers"
    return (
        by_model or bool(stems & _CALLS) or (before is not None and bool(stems & (_nouns(before.quote) - {before.of})))
    )


def _is_a_factor_of(message: Message, items: Sequence[Measured], item: Measured) -> bool:
    """ "500 specs a month, 12 checks per spec": the volume is the one times the other."""
    counts = [one for one in items if one.quantity.kind == "plain" and one.per is not None and one is not item]
    if not counts or item.quantity.value <= 1:
        return False
    made = volume_of(message, items)
    return made is not None and any(
        _is_about(one.quantity.value * (one.per or 1.0) * item.quantity.value, made[0]) for one in counts
    )


def _case_of(message: Message, items: Sequence[Measured], item: Measured, context: Context) -> str | None:
    """The stem of "one inquiry", "per spec"; of a bare "each" that of what was counted; `None` where it is of none."""
    sentence = message.structure.sentences[item.sentence]
    others = [one for one in items if one is not item and one.sentence == item.sentence and one.per is not None]
    first = max([sentence.first, *(one.last for one in others if one.last <= item.first)])
    last = min([sentence.last, *(one.first for one in others if one.first >= item.last)])
    if found_in(message, "of_before", sentence.first, sentence.last):
        return None  # "with the old system it was two calls"
    counted, before = _counted(message, items, context), _last(context.parts, "calls")
    for place in range(first, min(last, len(message.tokens) - 1)):
        ahead = place < item.first
        led = message.tokens[place].lower in (_ONE if ahead else _EVERY)
        near = item.first - place <= _SUBJECT_NEAR if ahead else place - item.last <= _NEAR
        if not led or not near or item.first <= place < item.quantity.last:
            continue
        end = min(place + 4, item.first) if ahead else place + 4  # "each takes two answers" is of no answer
        words = [token.stem for token in message.tokens[place + 1 : end] if token.kind == "word"]
        named = next((stem for stem in words if any(is_same(stem, one) for one in counted)), None)
        if named is not None and (item.quantity.value > 1 or before):
            return named
        cases = [stem for stem in words if stem in case_words()]
        if ahead and cases and not counted and item.quantity.value > 1:  # "Total 25,000. Every ticket takes 3 calls."
            return cases[-1]
    apiece = (
        said_each(message, item)
        or any(
            one.lower in EACH and (other.kind != "word" or other.lower in _EACH_TAKES)  # not "each check 1 call"
            for one, other in pairwise(message.tokens[max(first, item.first - _NEAR) : item.first + 1])
        )
    )
    if not apiece or (item.quantity.value <= 1 and before is None):
        return None
    nearest = _counted(message, [one for one in items if one.first < item.first], context) or counted
    return before.of if before else nearest[-1] if nearest else ""


def _counted(message: Message, items: Sequence[Measured], context: Context) -> list[str]:
    """The stems of what comes so often, in this message or as it was told."""
    here = [stem for one in items if one.per is not None and one.quantity.kind == "plain"
            for stem in named_stems(message, one) if stem not in _CALLS]  # fmt: skip
    known = context.facts.get(VOLUME)
    told = _nouns(known.quote or "") - _CALLS if known is not None and not here else ()
    return [*here, *told, *(part.of for part in context.parts if part.name in ("cases", "calls") and part.of)]


def _nouns(quote: str) -> set[str]:
    return {stem_of(word) for word in re.findall(r"[a-z]+", quote.lower())} - _NO_NOUNS


def _names(quote: str, of: str) -> bool:
    return bool(of) and any(is_same(stem, of) for stem in _nouns(quote))


def _last(parts: Sequence[Part], name: str) -> Part | None:
    return next((part for part in reversed(parts) if part.name == name), None)


def _ends(item: Measured) -> tuple[float, float] | None:
    ends = item.quantity.range
    return ends if ends and ends[0] < ends[1] else None


def _is_about(first: float, second: float) -> bool:
    return abs(first - second) <= _SAME * abs(second)


_ONE = frozenset({"one", "a", "an", "any", "per", "each", "every", "1"})  # in front of the case that is spoken of
_EVERY = EVERY | {"one"}
_EACH_TAKES = frozenset(
    {"one", "needs", "takes", "makes", "is", "gets", "has", "means", "triggers", "becomes", "results", "leads", "with",
     "requires", "goes", "would", "will", "needing", "taking", "costs", "turns", "again", "about", "some", "roughly"}
)  # fmt: skip
_CALLS = frozenset(map(stem_of, ("request", "call", "prompt", "query", "inference", "invocation")))
_WRITTEN = frozenset(map(stem_of, ("letter", "email", "e-mail", "mail", "message", "call", "question", "chat")))
_MODELS = ("by_model", "vendors")
_BY_PHONE = frozenset(map(stem_of, ("phone", "telephone", "sales", "video", "follow", "callback")))
_NO_CALLS = frozenset({"token", "word", "page", "user", "engineer", "hour", "other", "turn", "example"})
_IN_ALL = frozenset({"altogether", "total", "all", "overall"})
_NO_NOUNS = frozenset(
    map(
        stem_of,
        ("a", "an", "the", "of", "per", "each", "every", "we", "get", "have", "for", "and", "in", "it", "is", "about",
         "month", "monthly", "day", "daily", "week", "weekly", "year", "yearly", "hour", "working", "k", "thousand",
         "million", "total", "sum", "all", "so", "some", "around", "roughly", "only", "now", "to", "by", "on", "at"),
    )
)  # fmt: skip
_MOST_CALLS = 100  # for one case
_SUBJECT_NEAR, _NEAR = 9, 4  # tokens
_SAME = 0.01
