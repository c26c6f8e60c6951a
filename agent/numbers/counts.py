"""Counts that are told in several numbers: "700 manuals and another 300", "so 32 in all", "me and 2 engineers"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.numbers.heads import heads
from agent.numbers.products import (
    DAILY,
    WEEKLY,
    YEARLY,
    Product,
    derived_words,
    found_in,
    is_said_for_all,
    is_total,
    multiplied,
    span,
    word_stems,
)
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import MONTH_SECONDS
from agent.words.roles import is_ruled_out
from agent.words.tokens import Token, is_whole, stem_of, words_in

Found = list[tuple[str, Product | None]]


def counts(message: Message, items: Sequence[Measured], context: Context) -> Found:
    """Fields with a count that is put together; at most one number for each."""
    plain = [item for item in items if item.quantity.kind == "plain" and not item.sized]
    return [
        *_total(message, plain, context),
        *_summed(message, plain, context),
        *_channels(message, plain),
        *_sum_of_a_list(message, plain),
        *_as_many_again(message, items, context),
        *_over_a_period(message, items, context),
        *_with_me(message, plain, context),
        *_none_of_them(message, context),
        *heads(message, plain, context),
        *_without_waste(message, plain),
        *_usable_part(message, items, context),
        *_labelled_over_time(message, items, context),
    ]


def is_of_group(message: Message, item: Measured) -> bool:
    """ "Four of whom", "40 of them", "of whom four": a part of what was counted before."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return (behind[:1] == ["of"] and behind[-1] in _THEM) or ahead in (["of", "whom"], ["of", "which"])


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
        if any(is_ruled_out(field, item, message.activation(item)) or _is_money(message, item) for item in run):
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


def _is_money(message: Message, item: Measured) -> bool:
    """ "Hosting costs 14k a month plus 120k once", "OpenAI at 30k": without a sign, and still no count."""
    felt = message.activation(item)
    return not item.nouns and any(felt.get(group, 0.0) > _PAYS for group in _OF_MONEY)


def _channels(message: Message, items: Sequence[Measured]) -> Iterator[tuple[str, Product]]:
    """ "400 mails and 250 chats a day": people write and call, and all of it comes in."""
    for place, first in enumerate(items):
        run = [first]
        for item in items[place + 1 :]:
            if not _is_joined(message, run[-1], item):
                break
            run.append(item)
        rates = {item.per for item in run} - {None}
        named = all(_channel(message, item) and not item.each and not item.per_head for item in run)
        several = len({_channel(message, item) for item in run}) == len(run) > 1
        apart = found_in(message, "apart", message.structure.sentences[first.sentence].first, len(message.tokens))
        if named and several and len(rates) == 1 and run[-1].per is not None and not apart:
            ends = [item.quantity.range or (item.quantity.value, item.quantity.value) for item in run]
            per = run[-1].per
            low, high = (sum(end[side] for end in ends) * per for side in (0, 1))
            yield "requests_per_month", span(low, high, run[0], run[-1])
            return


def _is_joined(message: Message, first: Measured, second: Measured) -> bool:
    between = [token.lower for token in message.tokens[first.last : second.first]]
    between = between[_channel_behind(message, first)[1] :]
    return first.sentence == second.sentence and between in (["and"], ["plus"], ["+"], [","], [",", "and"], ["&"])


def _channel(message: Message, item: Measured) -> str:
    """The stem of what comes in by a way of its own: "mail", "chat"."""
    stems = [token.stem for token in message.tokens[item.quantity.last : item.last]]
    return next((stem for stem in stems if stem in word_stems("channels")), "") or _channel_behind(message, item)[0]


def _channel_behind(message: Message, item: Measured) -> tuple[str, int]:
    """ "300 a day by phone", "200 a day text": the way behind the rate, and how many tokens name it."""
    behind = message.tokens[item.last : item.last + 2]
    led = bool(behind) and behind[0].lower in _BY
    word = behind[led : led + 1]
    named = item.is_bare() and item.per is not None and bool(word) and word[0].stem in word_stems("channels")
    return (word[0].stem, led + 1) if named else ("", 0)


_BY = frozenset({"by", "via", "through", "over", "on", "from"})


def _sum_of_a_list(message: Message, items: Sequence[Measured]) -> Iterator[tuple[str, Product]]:
    """Lines of a table of what comes in, and their total below: "Total | 70,000"."""
    for place, total in enumerate(items):
        rows = _rows_of(items[:place], total)
        if len(rows) < 2 or not _is_led_as_total(message, total):
            continue
        head = message.tokens[max(0, rows[0].first - _HEADING) : total.quantity.last + 2]
        counted = any(token.stem in word_stems("channels") | case_words() | _VOLUMES for token in head)
        rates = {item.per for item in (*rows, total)} - {None}
        per = rates.pop() if rates else _rate_of_heading(head)
        if counted and per is not None and not rates:
            yield "requests_per_month", multiplied([total], per)
            return


def _rows_of(before: Sequence[Measured], total: Measured) -> Sequence[Measured]:
    """The numbers right in front of a total that add up to it."""
    summed = 0.0
    for count, item in enumerate(reversed(before), 1):
        summed += item.quantity.value
        if item.each or item.nouns & _NO_ROWS or summed > total.quantity.value:
            return []
        if count > 1 and summed == total.quantity.value:
            return before[-count:]
    return []


def _is_led_as_total(message: Message, item: Measured) -> bool:
    ahead = [token.lower for token in message.tokens[max(0, item.first - _LED_NEAR) : item.first]]
    behind = [token.lower for token in message.tokens[item.last : item.last + 2]]
    return bool(_SUMS & {*ahead} or (_SUMS | _TOGETHER) & {*behind})


def _rate_of_heading(head: Sequence[Token]) -> float | None:
    """ "Tickets per month", "in a typical week"."""
    words = [token.lower.removesuffix("'s") for token in head]  # "last month's tickets"
    found = [_PERIODS[word] for word in words if word in _PERIODS]
    return found[0] if len({*found}) == 1 else None


_SUMS = frozenset({"total", "sum", "altogether", "overall", "all"})
_VOLUMES = frozenset({"volum", "traffic", "load"})
_NO_ROWS = frozenset({"token", "word", "page", "user", "engineer", "hour", "example", "document"})
_PERIODS = {"month": 1.0, "monthly": 1.0, "week": WEEKLY, "weekly": WEEKLY, "day": DAILY, "daily": DAILY,
            "year": YEARLY, "yearly": YEARLY}  # fmt: skip
_HEADING = 14  # tokens


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


def _without_waste(message: Message, items: Sequence[Measured]) -> Iterator[tuple[str, Product]]:
    """ "Seven million documents; six million of those are duplicates": those that are left."""
    for whole, part in pairwise(items):
        counted = next((field for field in ("documents", "training_examples") if whole.nouns & _NOUNS[field]), None)
        kinds = {"document", "example"} & whole.nouns
        near = part.sentence - whole.sentence <= 1 and whole.per is None and part.per is None
        behind = message.tokens[part.quantity.last : part.quantity.last + _WASTE_NEAR]
        of_them = [token.lower for token in behind[:1]] == ["of"] and any(one.lower in _THEM for one in behind[1:2])
        wasted = any(token.stem in _WASTE for token in behind)
        if counted and kinds and near and of_them and wasted and part.quantity.value < whole.quantity.value:
            field = "training_examples" if "example" in kinds else "documents"
            left = whole.quantity.value - part.quantity.value
            yield field, span(left, left, whole, part)


def _usable_part(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "Officially 50k. Usable? A tenth." """
    field = _asked(context)
    for whole, part in pairwise(items):
        count = whole.quantity.kind == "plain" and whole.per is None and whole.quantity.value >= _LEAST
        share = part.quantity.kind == "share" and 0 < part.quantity.value < 1
        first = message.structure.sentences[part.sentence].first
        around = message.tokens[whole.last : message.structure.sentences[part.sentence].last]
        words = {token.lower for token in around}
        usable = bool(words & _USABLE) and not words & _NOT and part.sentence - whole.sentence <= _SOON
        closed = not any(whole.last <= other.first < part.first for other in message.measured) and first >= 0
        if field in ("training_examples", "documents") and count and share and usable and closed:
            low, high = part.quantity.range or (part.quantity.value,) * 2
            yield field, span(low * whole.quantity.value, high * whole.quantity.value, whole, part)


def _labelled_over_time(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """ "Two students labelled 50 a day for 30 days, each of them": what has come together."""
    for rate, time in pairwise(items):
        first = message.structure.sentences[rate.sentence].first
        last = message.structure.sentences[rate.sentence].last
        led = [token.lower for token in message.tokens[rate.last : time.quantity.last]]
        counted = rate.quantity.kind == "plain" and rate.per is not None and rate.per >= 1
        lasts = time.quantity.kind == "duration" and not time.quantity.is_free and bool(_FOR_SO_LONG & {*led})
        stems = {token.stem for token in message.tokens[first : time.first]}
        labels = "training_examples" in context.asked or bool(stems & _LABELLING)
        if not (counted and lasts and labels and stems & _LABELLING) or rate.sentence != time.sentence:
            continue
        ahead = [one for one in items if first <= one.first < rate.first and one.quantity.kind == "plain"]
        apiece = rate.each or any(token.lower in ("each", "apiece") for token in message.tokens[first:last])
        heads = ahead[-1].quantity.value if apiece and ahead else 1.0
        low, high = rate.quantity.range or (rate.quantity.value,) * 2
        times = (rate.per or 1.0) * time.quantity.value / MONTH_SECONDS * heads
        yield "training_examples", span(low * times, high * times, ahead[-1] if ahead else rate, time)


_WASTE_NEAR = 6  # tokens
_SOON = 2  # sentences
# Copies and empty files are no documents of their own; outdated ones still are.
_WASTE = frozenset(map(stem_of, ("duplicates", "duplicate", "copies", "empty", "junk", "spam", "unreadable")))
_USABLE = frozenset({"usable", "useful", "clean", "good", "correct", "reliable", "labelled", "labeled", "trustworthy"})
_NOT = frozenset({"not", "isn't", "aren't", "unusable", "useless", "n't"})
_FOR_SO_LONG = frozenset({"for", "over", "during"})
_LABELLING = frozenset(
    map(stem_of, ("labelled", "labeled", "label", "annotated", "annotate", "tagged", "rated", "graded", "marked",
                  "coded", "corrected"))
)  # fmt: skip


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
_OF_MONEY = ("pay", "benefit", "api", "quote", "machines", "upfront")
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
