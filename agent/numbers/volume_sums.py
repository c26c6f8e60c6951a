"""Requests a month that come in several streams: from branches and places, by several ways."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import EACH, Product, span, word_stems
from agent.numbers.volume_groups import NO_REQUESTS, PAYS, REQUESTS
from agent.numbers.volume_stretches import times_the_last
from agent.words.calendar_dates import month_names
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at
from agent.words.tokens import Token, stem_of


def sum_of_streams(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no streams are told that add up."""
    return (
        _told_by_the_first(message, items)
        or _with_the_others(message, items)
        or _at_places(message, items)
        or _in_a_list(message, items)
    )


def _ends(item: Measured) -> tuple[float, float]:
    return item.quantity.range or (item.quantity.value, item.quantity.value)


def _added(streams: Sequence[tuple[Measured, float]]) -> Product:
    """Each number so many times a month."""
    low, high = (sum(_ends(item)[side] * times for item, times in streams) for side in (0, 1))
    placed = sorted((item for item, _ in streams), key=lambda item: item.first)
    return span(low, high, placed[0], placed[-1])


def _counts_requests(message: Message, item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and not item.each and not item.per_head and not item.nouns & _NO_REQUESTS
    return plain and (bool(item.nouns & REQUESTS) or message.activation(item).get("pay", 0.0) < PAYS)


def _told_by_the_first(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Summaries 3,500 a day and twice that in questions", "2,000 invoices a day and half as many reminders"."""
    for first, more in pairwise(items):
        times = times_the_last(message, more)
        between = [token.lower for token in message.tokens[first.last : more.first]]
        joined = between[-1:] != [] and between[-1] in _AND and len(between) <= _AND_NEAR
        if not times or not joined or first.per is None or not _counts_requests(message, first):
            continue
        if _names_other_work(message, more):
            low, high = _ends(first)
            return span(low * first.per * (1 + times), high * first.per * (1 + times), first, more)
    return None


def _names_other_work(message: Message, more: Measured) -> bool:
    """Behind "twice that in", "half as many" stand things of another name, which are no people and no time."""
    behind = message.tokens[more.quantity.last : more.quantity.last + _NAMED_NEAR]
    words = [token for token in behind if token.lower not in _AS_MANY][:_LONGEST_LABEL]
    named = [token for token in words if token.kind == "word" and token.lower.endswith("s")]
    people = any(token.stem in word_stems("askers") for token in named)
    return bool(named) and not people and _OTHER_TIME.isdisjoint(token.lower for token in words)


_AND, _AND_NEAR, _NAMED_NEAR = frozenset({"and", "plus", "+", "&", ","}), 3, 7  # tokens
_AS_MANY = frozenset({"that", "many", "much", "in", "of", "again", "the", "number", "as"})
_OTHER_TIME = frozenset({"than", "is", "are", "on", "at", "last", "next", "year"}) | month_names()


def _with_the_others(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "The biggest handles 3,000 a month, the other three about 1,200 each"."""
    for first, others in pairwise(items):
        each = next((item for item in items if item.first >= others.last), None)
        ahead = [token.lower for token in message.tokens[max(0, others.first - 2) : others.first]]
        counts = others.quantity.kind == "plain" and others.per is None and others.quantity.value <= _MOST_OTHERS
        if each is None or not counts or not ahead or ahead[-1] not in _OTHERS or first.per is None:
            continue
        behind = {token.lower for token in message.tokens[each.quantity.last : each.last + 3]}
        apiece = each.each or bool(EACH & behind)
        alike = each.quantity.kind == first.quantity.kind == "plain" and each.per in (None, first.per)
        near = each.sentence - first.sentence <= 1 and not (first.nouns | each.nouns) & _NO_REQUESTS
        if apiece and alike and near and message.activation(first).get("pay", 0.0) < PAYS:
            return _added([(first, first.per), (each, others.quantity.value * first.per)])
    return None


_OTHERS = frozenset({"other", "others", "remaining"})
_MOST_OTHERS = 200


def _at_places(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "In Gdansk we have 350 requests a day, in Hamburg 500 and in Klaipeda 50"."""
    for place, first in enumerate(items):
        opens = message.structure.sentences[first.sentence].first
        if first.per is None or not _counts_requests(message, first) or not _names_place(message, opens, first.first):
            continue
        run = [first]
        for item in items[place + 1 :]:
            if item.quantity.value == 1 and item.is_bare():  # "the small one in Klaipeda"
                continue
            bare = item.is_bare() and item.per in (None, first.per) and _counts_requests(message, item)
            if not bare or item.sentence != first.sentence or not item.quantity.value > 1:
                break
            if not _names_place(message, run[-1].last, item.first):
                break
            run.append(item)
        if len(run) > 1:
            return _added([(item, first.per) for item in run])
    return None


def _in_a_list(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Volume: - Mail: 4,000 / month - Chat: 9,000 / month": each line is a way in which requests come."""
    lines = [item for item in items if _is_line(message, item)]
    if len(lines) < 2 or any(second.sentence - first.sentence != 1 for first, second in pairwise(lines)):
        return None
    heading = message.structure.sentences[lines[0].sentence - 1] if lines[0].sentence else None
    words = message.tokens[heading.first : heading.last] if heading else []
    rate = next((found[0] for at in range(len(words)) if (found := rate_at(words, at)) and found[0]), None)
    named = any(token.stem in _VOLUME for token in words)
    by_channel = all(any(token.stem in word_stems("channels") for token in _label(message, one)) for one in lines)
    times = [one.per if one.per is not None else rate for one in lines]
    if not (named or by_channel) or None in times:
        return None
    return _added([(one, time) for one, time in zip(lines, times, strict=True) if time is not None])


def _is_line(message: Message, item: Measured) -> bool:
    """ "- Mail: 4,000 / month", a line with no other number, and no sum of the others."""
    sentence = message.structure.sentences[item.sentence]
    alone = [one for one in message.measured if one.sentence == item.sentence] == [item]
    bullet = message.tokens[sentence.first].text in _BULLETS
    label = _label(message, item)
    short = 0 < len(label) <= _LONGEST_LABEL and not any(token.lower in _SUMS for token in label)
    return alone and bullet and short and _counts_requests(message, item)


def _label(message: Message, item: Measured) -> list[Token]:
    sentence = message.structure.sentences[item.sentence]
    return [token for token in message.tokens[sentence.first : item.first] if token.kind == "word"]


_BULLETS = frozenset({"-", "*", "•", "–", "·"})
_LONGEST_LABEL = 3  # words
_SUMS = frozenset({"sum", "overall", "totals", "together", "altogether", "total", "combined", "all"})
_VOLUME = frozenset(
    map(stem_of, ("volume", "requests", "load", "traffic", "contacts", "inquiries", "enquiries", "cases"))
)


def _names_place(message: Message, first: int, last: int) -> bool:
    """ "In Hamburg", "at the Gdansk terminal" between two tokens."""
    words = message.tokens[first:last]
    for place, token in enumerate(words):
        if token.lower in ("in", "at", "from"):
            named = [word for word in words[place + 1 : place + 4] if word.kind == "word"]
            months = any(word.lower in month_names() for word in named)
            if not months and any(word.text[:1].isupper() for word in named):
                return True
    return False


_NO_REQUESTS = NO_REQUESTS | {"example"}
