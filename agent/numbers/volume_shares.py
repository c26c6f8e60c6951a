"""Requests a month that are a part of what comes: "of the 60k letters a month 70 percent go to the model"."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import DAILY, WEEKLY, YEARLY, Product, found_in, multiplied, span
from agent.words.message import Message
from agent.words.roles import Measured


def share_of_volume(message: Message, items: Sequence[Measured]) -> Product | None:
    """The part that goes to the model, times what each of them asks; `None` where no part is said to."""
    for place, (whole, part) in enumerate(pairwise(items)):
        if not _is_part_of(message, whole, part):
            continue
        end = _end(message, items, part)
        first = max(whole.last, message.structure.sentences[part.sentence].first)
        if not found_in(message, "for_model", first, end):
            continue
        share = part.quantity.value
        if message.structure.holds_negation(first, end):  # "a third never reach the model"
            share = 1 - share
        low, high = whole.quantity.range or (whole.quantity.value, whole.quantity.value)
        per = (whole.per or 1.0) * share
        following = items[place + 2] if place + 2 < len(items) else None
        if following is not None and _is_asked_by_each(following, part):
            return multiplied([whole, following], per)
        return span(low * per, high * per, whole, part)
    return None


def of_unlike_months(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "450 in a good month, 300 in a slow one" is between them; "340 in a bad month, 260 in a normal one" is 260."""
    plain = [item for item in items if item.quantity.kind == "plain"]
    for first, second in pairwise(plain):
        kinds = [_kind_of_month(message, item) for item in (first, second)]
        times = [time for _, time in kinds if time in _TIMES]
        if second.sentence - first.sentence > 1 or not all(kind for kind, _ in kinds) or len(times) != 1:
            continue
        per = _TIMES[times[0]]
        usual = [item for item, (kind, _) in zip((first, second), kinds, strict=True) if kind in _USUAL]
        if len(usual) == 1:
            return multiplied(usual, per)
        low, high = sorted(item.quantity.value * per for item in (first, second))
        return None if usual else span(low, high, first, second)
    return None


def of_the_average(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "40 RPS at peak, 8 RPS on average" is 8; "on a normal day 800 mails, before Christmas 3,000" is 800 a day."""
    plain = [item for item in items if item.quantity.kind == "plain" and not item.each and not item.per_head]
    usual = [item for item in plain if item.per is not None and _stands_by(message, plain, item, _ON_AVERAGE)]
    peaks = [item for item in plain if item not in usual and _stands_by(message, plain, item, _AT_PEAK)]
    if len(usual) == 1 and any(usual[0].per == peak.per for peak in peaks):
        return multiplied(usual, usual[0].per or 1.0)
    for item in plain:
        kind, time = _kind_of_month(message, item)
        peak = _stands_by(message, plain, item, _AT_PEAK)
        if kind in _USUAL and time in _TIMES and item.per is None and item.nouns & _ASKED and not peak:
            return multiplied([item], _TIMES[time])
    return None


def _stands_by(message: Message, items: Sequence[Measured], item: Measured, words: frozenset[str]) -> bool:
    """One of the words right in front of the number, or right behind what it counts, with no other number between."""
    first = max([item.first - _BESIDE, 0, *(other.last for other in items if other.last <= item.first)])
    last = min([item.last + _BESIDE, *(other.first for other in items if other.first >= item.last)])
    ahead = [token.lower for token in message.tokens[first : item.first]]
    ahead = ahead[ahead.index(",") + 1 :] if "," in ahead else ahead
    behind = [token.lower for token in message.tokens[item.last : last]]
    behind = behind[: behind.index(",")] if "," in behind else behind
    return bool(words & {*ahead, *behind})


_ON_AVERAGE = frozenset({"average", "averages", "averaging", "averaged", "mean", "normally", "usually", "typically"})
_AT_PEAK = frozenset({"peak", "peaks", "peaking", "spike", "spikes", "maximum", "max", "busiest", "rush", "worst"})
_ASKED = frozenset({"request", "item", "conversation"})
_BESIDE = 3  # tokens


def _kind_of_month(message: Message, item: Measured) -> tuple[str, str]:
    """ "good" and "month" of "in a good month", around the number or in front of it: "normal month 90k"."""
    tokens = message.tokens
    for places in (
        range(item.quantity.last, item.quantity.last + _NEAR),
        range(item.first - 1, item.first - _NEAR, -1),
    ):
        for place in places:
            if not 0 < place < len(tokens) - 1 or tokens[place].is_end:
                break
            if tokens[place].lower in _KINDS and tokens[place + 1].lower in (*_TIMES, "one"):
                return tokens[place].lower, tokens[place + 1].lower
    return "", ""


_TIMES = {"month": 1.0, "week": WEEKLY, "day": DAILY, "year": YEARLY}
_USUAL = frozenset({"normal", "average", "typical", "usual", "regular", "ordinary"})
_KINDS = _USUAL | {"good", "bad", "slow", "busy", "quiet", "peak", "strong", "weak", "low", "high", "slack"}
_NEAR = 6  # tokens


def _is_part_of(message: Message, whole: Measured, part: Measured) -> bool:
    counts = whole.quantity.kind == "plain" and whole.per is not None and not whole.each
    near = 0 <= part.sentence - whole.sentence <= 1
    if not counts or not near or part.quantity.kind != "share" or not 0 < part.quantity.value < 1:
        return False
    around = [token.lower for token in message.tokens[whole.last : part.last + 2]]
    ahead = [token.lower for token in message.tokens[max(0, whole.first - 2) : whole.first]]
    return any(pair in _OF_THEM for pair in pairwise(around)) or ahead[-1:] == ["of"] or ahead == ["of", "the"]


def _end(message: Message, items: Sequence[Measured], part: Measured) -> int:
    """Of what is said of the part: the end of the sentence, or the next number."""
    last = message.structure.sentences[part.sentence].last
    return min([last, *(item.first for item in items if item.first >= part.last)])


def _is_asked_by_each(item: Measured, part: Measured) -> bool:
    asks = item.each and item.per is None and item.quantity.kind == "plain" and item.sentence == part.sentence
    return asks and bool(item.nouns & {"request", "item", "conversation", "turn"})


_OF_THEM = frozenset({("of", word) for word in ("whom", "which", "those", "these", "them", "that")})
