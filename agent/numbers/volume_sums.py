"""Requests a month that come in several streams: by the day of the week, by the month, from branches and places."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import EACH, WEEKLY, Product, is_daily, span, word_stems
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS, rate_at
from agent.words.roles import Measured
from agent.words.tokens import Token, stem_of
from agent.words.week_days import days_named, is_left_out


def sum_of_streams(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no streams are told that add up."""
    return (
        _over_the_week(message, items)
        or _over_the_year(message, items)
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
    return plain and message.activation(item).get("pay", 0.0) < _PAYS


def _over_the_week(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "900 a day on Saturdays and Sundays and 300 on weekdays", "weekdays 900, Saturdays 300, closed on Sundays"."""
    tokens = message.tokens
    spoken = [(first, days) for first, last, days in days_named(tokens) if not is_left_out(tokens, first, last)]
    sentences = {message.structure.clauses[clause].sentence for place, _ in spoken
                 if (clause := message.structure.clause_of[place]) >= 0}  # fmt: skip
    counted = [item for item in items if _counts_requests(message, item) and item.sentence in sentences
               and (item.per is None or is_daily(item.per))]  # fmt: skip
    streams = list(zip(counted, (days for _, days in spoken), strict=False))
    days = [day for _, named in streams for day in named]
    hours = all(item.quantity.value <= _HOURS and item.is_bare() and item.per is None for item in counted)
    if len(counted) != len(spoken) or len(streams) < 2 or len(days) != len({*days}) or hours:
        return None
    if counted[-1].sentence - counted[0].sentence > 1:
        return None
    return _added([(item, len(named) * WEEKLY) for item, named in streams])


_HOURS = 24


def _over_the_year(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "12,000 in the four winter months together, then 800 a month the rest", "410k in November and December each"."""
    plain = [item for item in items if _counts_requests(message, item) or (item.quantity.kind == "plain" and item.each)]
    for place, first in enumerate(plain):
        months, behind = _months_behind(message, items, first)
        rest = next((item for item in plain[place + 1 :] if item.first >= behind), None)
        if not months or rest is None or rest.sentence - first.sentence > 1:
            continue
        following = [token.lower for token in message.tokens[rest.quantity.last : rest.last + _REST_NEAR]]
        ahead = [token.lower for token in message.tokens[max(behind, rest.first - _REST_NEAR) : rest.first]]
        others = _REST & {*following, *ahead}
        words = [token.lower for token in message.tokens[first.last : rest.first]]
        together, apiece = bool(_TOGETHER & {*words}), first.per == 1.0 or bool(EACH & {*words})
        monthly = rest.per in (None, 1.0) and first.per in (None, 1.0)
        if others and monthly and (together or apiece):
            return _added([(first, (1 if together else months) / _YEAR), (rest, (_YEAR - months) / _YEAR)])
    return None


def _months_behind(message: Message, items: Sequence[Measured], item: Measured) -> tuple[float, int]:
    """How many months a number is of, and the token behind them: "in the four winter months", "in May and June"."""
    ends = min([item.last + _MONTHS_NEAR, *(one.first for one in items if one.first >= item.last)])
    names = [place for place in range(item.last, min(ends, len(message.tokens)))
             if message.tokens[place].lower in _MONTH_NAMES]  # fmt: skip
    if names:
        return float(len(names)), names[-1] + 1
    for count in items:
        near = item.last <= count.first <= item.last + _MONTHS_NEAR and count.sentence == item.sentence
        of_months = count.quantity.kind == "plain" and "month" in _words_behind(message, count)
        whole = count.quantity.value / MONTH_SECONDS if count.quantity.kind == "duration" else count.quantity.value
        monthly = count.quantity.unit_seconds == MONTH_SECONDS
        if near and (of_months or monthly) and 1 < whole < _YEAR:
            return whole, count.quantity.last
    return 0.0, 0


def _words_behind(message: Message, item: Measured) -> set[str]:
    return {token.stem for token in message.tokens[item.quantity.last : item.quantity.last + 3]}


_YEAR = 12
_MONTHS_NEAR, _REST_NEAR = 8, 6  # tokens
_REST = frozenset({"rest", "other", "remaining", "otherwise", "remainder", "else"})
_TOGETHER = frozenset({"together", "altogether", "total", "combined", "all"})
_MONTH_NAMES = frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
     "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)  # fmt: skip


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
        if apiece and alike and near and message.activation(first).get("pay", 0.0) < _PAYS:
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
    short = 0 < len(label) <= _LONGEST_LABEL and not any(token.lower in _TOGETHER | _SUMS for token in label)
    return alone and bullet and short and _counts_requests(message, item)


def _label(message: Message, item: Measured) -> list[Token]:
    sentence = message.structure.sentences[item.sentence]
    return [token for token in message.tokens[sentence.first : item.first] if token.kind == "word"]


_BULLETS = frozenset({"-", "*", "•", "–", "·"})
_LONGEST_LABEL = 3  # words
_SUMS = frozenset({"sum", "overall", "totals"})
_VOLUME = frozenset(
    map(stem_of, ("volume", "requests", "load", "traffic", "contacts", "inquiries", "enquiries", "cases"))
)


def _names_place(message: Message, first: int, last: int) -> bool:
    """ "In Hamburg", "at the Gdansk terminal" between two tokens."""
    words = message.tokens[first:last]
    for place, token in enumerate(words):
        if token.lower in ("in", "at", "from"):
            named = [word for word in words[place + 1 : place + 4] if word.kind == "word"]
            months = any(word.lower in _MONTH_NAMES for word in named)
            if not months and any(word.text[:1].isupper() for word in named):
                return True
    return False


_NO_REQUESTS = frozenset({"token", "word", "page", "user", "engineer", "hour", "other", "turn", "example"})
_PAYS = 0.4
