"""Requests that come in a part of the year only, or in another number in a season: "in term time", "in winter 500".

A month is one of twelve alike: what comes in ten months of the year comes to ten twelfths of it.
"""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import YEARLY, Product, found_in, multiplied
from agent.understanding import Context
from agent.words.calendar_dates import month_names
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import words_in
from agent.words.values import tidy
from agent.words.year_parts import SEASONS

_WEEK = 604_800.0  # seconds
_WEEKS, _MONTHS, _TERM_WEEKS = 52, 12, 38  # of a year; those of schools in most countries are 36 to 40
_FEW = 12  # words
_TO, _NEAR = 2, 5  # tokens: "April to October", and what stands beside it
_YEAR = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def share_of_year(message: Message) -> float | None:
    """The part of the year that counts: "38 weeks a year", "in term time only", "from April to October only"."""
    for item in message.measured:
        share = _counted(item)
        if share is not None and message.structure.mode_at(item.first) == "fact":
            return share
    tokens = message.tokens
    if found_in(message, "term_time", 0, len(tokens)):
        return _TERM_WEEKS / _WEEKS
    places = [place for place, token in enumerate(tokens) if token.lower in month_names()]
    if len(places) != 2 or places[1] - places[0] != _TO:
        return None
    if not _is_of_these_months_alone(message, *places):
        return None
    first, last = (_YEAR.index(tokens[place].lower[:3]) for place in places)
    return ((last - first) % _MONTHS + 1) / _MONTHS


def _is_of_these_months_alone(message: Message, first: int, last: int) -> bool:
    """ "In the season, from April to October", "only from May to July"; not "March to May only two are there"."""
    tokens = message.tokens
    if found_in(message, "only_then", max(0, first - _NEAR), min(len(tokens), last + _NEAR)):
        return True
    ahead = [token.lower for token in tokens[max(0, first - 2) : first]]
    behind = tokens[last + 1 : last + 3]
    closes = len(behind) < 2 or behind[1].kind not in ("word", "number")
    return "only" in ahead or (bool(behind) and behind[0].lower == "only" and closes)


def _counted(item: Measured) -> float | None:
    """ "38 weeks a year", "10 months a year"."""
    quantity = item.quantity
    if quantity.kind != "duration" or item.per is None or abs(item.per - YEARLY) > 1e-6:
        return None
    whole = {_WEEK: _WEEKS, MONTH_SECONDS: _MONTHS}.get(quantity.unit_seconds)
    share = quantity.value / quantity.unit_seconds / whole if whole else 1.0
    return share if share < 1 else None


def in_part_of_the_year(message: Message, context: Context) -> Product | None:
    """ "It's only for 10 months a year": of a volume that was told by the day, the week or the month."""
    known = _known(context)
    share = share_of_year(message) if known is not None else None
    if known is None or share is None or words_in(message.tokens) > _FEW or _counts(message):
        return None
    value, quote = known
    if share_of_year(quote) is not None or not any(item.per and item.per > YEARLY for item in quote.measured):
        return None
    return tidy(value * share), 0, len(message.tokens), None


def in_a_season(message: Message, items: Sequence[Measured], context: Context) -> tuple[Product, Measured] | None:
    """ "In winter it is 500": beside what is known, each for about half of the year."""
    known = _known(context)
    if known is None or len(items) != 1 or not items[0].is_bare() or items[0].quantity.kind != "plain":
        return None
    [item], (value, quote) = items, known
    sentence = message.structure.sentences[item.sentence]
    words = message.tokens[sentence.first : sentence.last]
    named = any(one.lower in _DURING and two.stem in SEASONS for one, two in pairwise(words))
    told = [one.per for one in quote.measured if one.per is not None]
    if not named or not told or words_in(words) > _FEW or any(token.stem in SEASONS for token in quote.tokens):
        return None
    low, high = sorted((value, item.quantity.value * (item.per or told[0])))
    return (tidy((low + high) / 2), sentence.first, sentence.last, (tidy(low), tidy(high))), item


def without_parts_of_it(message: Message, items: Sequence[Measured]) -> tuple[Product, list[Measured]] | None:
    """ "We had 9,200 last month, of which 4,000 by phone": the volume is the whole, and what is of it says no more."""
    for item in items:
        counted = item.quantity.kind == "plain" and item.per is not None and not item.each and item.per > YEARLY
        if not counted or not (item.is_bare() or item.nouns & _REQUESTS):
            continue
        parts = [one for one in items if _is_of(message, item, one)]
        if parts and message.activation(item).get("pay", 0.0) < _PAYS:
            return multiplied([item], item.per or 1.0), parts
    return None


def _is_of(message: Message, whole: Measured, one: Measured) -> bool:
    led = tuple(token.lower for token in message.tokens[max(0, one.first - 2) : one.first])
    same = one.sentence == whole.sentence and one.first >= whole.last and one.quantity.kind == "plain"
    return same and one.is_bare() and led in _OF_WHICH and one.quantity.value < whole.quantity.value


_OF_WHICH = (("of", "which"), ("of", "them"), ("of", "these"))
_REQUESTS = frozenset({"request", "item", "conversation"})
_PAYS = 0.4


def _known(context: Context) -> tuple[float, Message] | None:
    """The volume, and the words in which it was told."""
    fact = context.facts.get(VOLUME)
    if fact is None or not fact.quote or isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    return float(fact.value), taken_apart(fact.quote)


def _counts(message: Message) -> bool:
    """Something else is counted in it, or somebody is at work so long."""
    return any(_counted(item) is None for item in message.measured) or found_in(
        message, "no_season", 0, len(message.tokens)
    )


_DURING = frozenset({"in", "during", "over", "the"})
