"""Counts that are told in several numbers: "700 manuals and another 300", "so 32 in all", "me and 2 engineers"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.message import Message
from agent.products import YEARLY, Product, derived_words, found_in, is_said_for_all, is_total, multiplied, span
from agent.quantities import MONTH_SECONDS
from agent.roles import Measured
from agent.tokens import is_whole, words_in
from agent.understanding import Context

Found = list[tuple[str, Product | None]]


def counts(message: Message, items: Sequence[Measured], context: Context) -> Found:
    """Fields with a count that is put together; at most one number for each."""
    plain = [item for item in items if item.quantity.kind == "plain" and not item.sized]
    return [
        *_total(message, plain, context),
        *_summed(message, plain, context),
        *_as_many_again(message, plain, context),
        *_over_a_period(message, items, context),
        *_with_me(message, plain, context),
        *_none_of_them(message, context),
    ]


def is_of_group(message: Message, item: Measured) -> bool:
    """ "Four of whom", "40 of them": a part of what was counted before."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    return behind[:1] == ["of"] and behind[-1] in _THEM


def _total(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "31 sheets, and the house rules, so thirty two": the number at the end is all of them."""
    field = _asked(context)
    if field is None or len(items) < 2:
        return
    last = items[-1]
    before = max(item.quantity.value for item in items[:-1])
    bare = not last.nouns - _NOUNS[field] and not is_of_group(message, last) and last.per == items[0].per
    if bare and is_total(message, last) and before <= last.quantity.value <= _MOST_IN_ALL * before:
        yield field, _times(last, field)


def _summed(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "900 here, 2,100 there, plus some 400 PDFs", "6k claims a month and travel 2k, both go through it"."""
    answers = _asked(context) is not None
    short = answers and words_in(message.tokens) <= _FEW_WORDS
    for run in _runs(message, items, listed=answers, adding=_ADDING | {"and"} if short else _ADDING):
        field = _asked(context) or _counted(message, run)
        rates = {item.per for item in run} - {None}
        told = field is not None and all(not item.nouns or item.nouns & _NOUNS[field] for item in run)
        told = told and len({"page" in item.nouns for item in run}) == 1
        if field is None or not told or len(rates) > 1 or (rates and field != "requests_per_month"):
            continue
        others = [
            item for item in items if item not in run and item.nouns & _NOUNS[field] and item.per in (None, *rates)
        ]
        if others or (not rates and field == "requests_per_month" and not context.asked):
            continue
        per = rates.pop() if rates else 1.0
        ends = [item.quantity.range or (item.quantity.value, item.quantity.value) for item in run]
        low, high = (sum(end[side] for end in ends) * (per or 1.0) for side in (0, 1))
        yield field, span(low, high, run[0], run[-1])
        return


def _runs(
    message: Message, items: Sequence[Measured], *, listed: bool, adding: frozenset[str]
) -> Iterator[list[Measured]]:
    """Numbers of a sentence that words (`adding`) add up; in a list (`listed`) the last joint is enough."""
    run: list[Measured] = []
    for item in items:
        if (
            run
            and item.sentence == run[-1].sentence
            and _goes_on(message, run[-1], item)
            and _is_counted(message, item)
        ):
            run.append(item)
            continue
        yield from _whole(message, run, listed=listed, adding=adding)
        run = [item] if _is_counted(message, item) else []
    yield from _whole(message, run, listed=listed, adding=adding)


def _whole(
    message: Message, run: Sequence[Measured], *, listed: bool, adding: frozenset[str]
) -> Iterator[list[Measured]]:
    if len(run) < 2:
        return
    joints = [_joint(message, *pair) for pair in pairwise(run)]
    behind = message.tokens[run[-1].quantity.last : run[-1].quantity.last + _TOGETHER_NEAR]
    following = [item.first for item in message.measured if item.first >= run[-1].last]
    behind = behind[: min(following, default=len(message.tokens)) - run[-1].quantity.last]
    together = any(token.lower in _TOGETHER for token in behind)
    if all(joint & adding for joint in joints) or (listed and joints[-1] & adding) or together:
        yield list(run)


def _is_counted(message: Message, item: Measured) -> bool:
    vague = item.quantity.range is not None and item.quantity.value < _HANDFUL
    least = item.quantity.value >= _LEAST and not vague and not item.each and not item.per_head
    in_all = is_total(message, item) or is_said_for_all(message, item)
    return least and not is_of_group(message, item) and not in_all


def _goes_on(message: Message, first: Measured, second: Measured) -> bool:
    joint = _joint(message, first, second)
    return second.first - first.last <= _FARTHEST and bool(joint & (_ADDING | {"and", ","})) and "but" not in joint


def _joint(message: Message, first: Measured, second: Measured) -> set[str]:
    """The words between two numbers, those in front of the second with it: "plus some 400"."""
    return {token.lower for token in message.tokens[first.quantity.last : second.quantity.last]}


def _as_many_again(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "650 in Greek and the same number again in English"."""
    field = _asked(context) or (_counted(message, items[:1]) if items else None)
    if field is not None and len(items) == 1 and found_in(message, "as_many", items[0].last, len(message.tokens)):
        yield field, multiplied(items, 2.0 * (items[0].per or 1.0))


def _over_a_period(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "3.6 million pages, to be processed over eighteen months", "in 2025 it were 120,000": so many a month."""
    if "requests_per_month" not in context.asked:
        return
    counted = [item for item in items if item.quantity.kind == "plain"]
    if len(counted) != 1 or counted[0].per is not None or counted[0].each or counted[0].quantity.value < _LEAST_OF_ALL:
        return
    [count] = counted
    tokens = message.tokens
    for time in items:
        led = {token.lower for token in tokens[max(0, time.first - _LED_NEAR) : time.quantity.last]}
        whole = time.quantity.kind == "duration" and time.quantity.value >= MONTH_SECONDS and not time.quantity.is_free
        if whole and led & _OVER and time.sentence == count.sentence:
            yield "requests_per_month", multiplied([count], MONTH_SECONDS / time.quantity.value)
            return
    first, last = message.structure.sentences[count.sentence].first, message.structure.sentences[count.sentence].last
    for place in range(first, last - 1):
        year = tokens[place + 1].text
        if tokens[place].lower in _IN and len(year) == len("2026") and is_whole(year) and int(year) in _YEARS:
            yield "requests_per_month", multiplied([count], YEARLY)
            return


def _with_me(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "Me + 2 MLEs", "myself and 4 data scientists"."""
    if context.asked != ("ml_engineers",) or not items:
        return
    words = [token.lower for token in message.tokens[: items[0].first] if token.kind != "break"]
    if len(words) == 2 and words[0] in ("me", "myself", "i") and words[1] in ("+", "and", "plus", "&"):
        low, high = items[0].quantity.range or (items[0].quantity.value,) * 2
        yield "ml_engineers", span(low + 1, high + 1, items[0], items[0])


def _none_of_them(message: Message, context: Context) -> Iterator[tuple[str, Product]]:
    """ "Nine coders. ML? None of them.": where heads or labels were asked for, and no verb follows."""
    field = next((one for one in context.asked if one in ("ml_engineers", "training_examples")), None)
    for hit in derived_words().find(message.tokens) if field else ():
        ends = hit.last == len(message.tokens) or message.tokens[hit.last].is_end
        if hit.payload == "not_one" and ends and field:
            yield field, (0, hit.first, hit.last, None)


def _asked(context: Context) -> str | None:
    return context.asked[0] if len(context.asked) == 1 and context.asked[0] in _NOUNS else None


def _counted(message: Message, run: Sequence[Measured]) -> str | None:
    """What the first number counts, where nobody asked."""
    first = run[0]
    if any(item.per is not None for item in run):
        paid = any(message.activation(item).get(group, 0.0) > _PAYS for item in run for group in ("pay", "benefit"))
        asked = first.nouns & _NOUNS["requests_per_month"] or all(item.is_bare() for item in run)
        return "requests_per_month" if asked and not paid else None
    if "example" in first.nouns:
        return "training_examples"
    return "documents" if first.nouns == {"document"} and not message.activation(first).get("test") else None


def _times(item: Measured, field: str) -> Product:
    return multiplied([item], (item.per or 1.0) if field == "requests_per_month" else 1.0)


_NOUNS = {
    "documents": frozenset({"document", "item"}),
    "requests_per_month": frozenset({"request", "item", "conversation"}),
    "training_examples": frozenset({"example", "item"}),
}
_THEM = frozenset({"whom", "which", "them", "those", "these"})
_ADDING = frozenset({"another", "plus", "+"})
_TOGETHER = frozenset({"both", "together", "altogether", "combined"})
_TOGETHER_NEAR = 6  # tokens
_PAYS = 0.4
_FARTHEST = 8  # tokens
_FEW_WORDS = 8  # an answer that says nothing else
_HANDFUL = 10  # "plus a handful" adds nothing that counts
_LEAST = 2
_LEAST_OF_ALL = 100
_MOST_IN_ALL = 10.0
_LED_NEAR = 5  # tokens
_OVER = frozenset({"over", "within", "across", "during", "in"})
_IN = frozenset({"in", "for", "during", "year"})
_YEARS = range(2015, 2041)
