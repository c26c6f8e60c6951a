"""Requests a month that are a part of what comes: "of the 60k letters a month 70 percent go to the model"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.numbers.products import DAILY, EVERY, WEEKLY, YEARLY, Product, found_in, multiplied, named_stems, span
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at


def share_of_volume(message: Message, items: Sequence[Measured]) -> Product | None:
    """The part that goes to the model, times what each of them asks; `None` where no part is said to."""
    for whole in items:
        for part in items:
            if (
                whole.per
                and part.quantity.kind == "share"
                and whole.first < part.first
                and _picked(message, whole, part)
            ):
                return multiplied([whole], whole.per * part.quantity.value)
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


def share_of_people(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "26k subscribers, 7% write in any given month", "3% of the players talk to it on any day, 15 lines each"."""
    for place, part in enumerate(items):
        if part.quantity.kind != "share" or not 0 < part.quantity.value < 1:
            continue
        groups = [item for item in items[:place] if item.quantity.kind == "plain" and _counts_people(message, item)
                  and not item.each and not item.nouns & _NO_PEOPLE and part.sentence - item.sentence <= 2]  # fmt: skip
        end = _end(message, items, part)
        per = _rate_of(message, part, end)
        if not groups or per is None or not found_in(message, "gets_in_touch", part.quantity.last, end):
            continue
        group = groups[-1]
        following = items[place + 1] if place + 1 < len(items) else None
        asked = (
            following is not None and following.each and following.per is None and following.sentence == part.sentence
        )
        if following is not None and asked and following.quantity.kind == "plain" and not following.nouns & _SIZES:
            return multiplied([group, following], part.quantity.value * per)
        return multiplied([group], part.quantity.value * per)
    return None


def _counts_people(message: Message, item: Measured) -> bool:
    """ "26k subscribers"; "240k daily players" has its noun behind the rate."""
    return item.counts_something or (item.last < len(message.tokens) and message.tokens[item.last].kind == "word")


def _rate_of(message: Message, part: Measured, end: int) -> float | None:
    """How often a month the part does so: "each month", "on any day"; its own rate, or one behind it."""
    if part.per is not None:
        return part.per
    for place in range(part.quantity.last, end):
        token, behind = message.tokens[place], message.tokens[place + 1 : place + 4]
        every = replace(token, text="every", lower="every", stem="every") if token.lower == "any" else token
        rate = rate_at([token, *behind], 0) or rate_at([every, *behind], 0)
        if rate and rate[0] is not None:
            return rate[0]
    return None


def so_many_per_hundred(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "4.5 million tickets sold a year, 2 contacts per hundred tickets"."""
    for item in items:
        for place in range(item.quantity.last, min(item.last + 2, len(message.tokens) - 2)):
            word = message.tokens[place + 1].lower
            hundreds = _HUNDREDS.get(word, 0.0) if message.tokens[place].lower in EVERY else 0.0
            stem = message.tokens[place + 2].stem
            whole = next(
                (one for one in items if one is not item and one.per is not None and stem in named_stems(message, one)),
                None,
            )
            if hundreds and whole is not None and item.quantity.kind == whole.quantity.kind == "plain":
                return multiplied([whole, item], (whole.per or 1.0) / hundreds)
    return None


_HUNDREDS = {"hundred": 100.0, "100": 100.0, "thousand": 1000.0, "1000": 1000.0, "1,000": 1000.0, "10,000": 10_000.0}
_NO_PEOPLE = frozenset(
    {"token", "word", "page", "request", "conversation", "hour", "other", "example", "item", "document"}
)
_SIZES = frozenset({"token", "word", "page"})


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
        others = item.is_bare() and any(one.per is not None and one.is_bare() for one in plain if one is not item)
        others = others and _kind_of_month(message, item, ahead=False) == (kind, time)
        asked = item.nouns & _ASKED or others
        if kind in _USUAL and time in _TIMES and item.per is None and asked and not peak:
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


def _kind_of_month(message: Message, item: Measured, *, ahead: bool = True) -> tuple[str, str]:
    """ "good" and "month" of "in a good month", around the number or in front of it: "normal month 90k"."""
    tokens = message.tokens
    for places in (
        range(item.quantity.last, item.quantity.last + _NEAR),
        range(item.first - 1, item.first - _NEAR, -1) if ahead else (),
    ):
        for place in places:
            if not 0 < place < len(tokens) - 1 or tokens[place].is_end:
                break
            if tokens[place].lower in _KINDS and tokens[place + 1].lower in (*_TIMES, "one"):
                return tokens[place].lower, tokens[place + 1].lower
    return "", ""


_TIMES = {"month": 1.0, "week": WEEKLY, "day": DAILY, "year": YEARLY}
_USUAL = frozenset({"normal", "average", "typical", "usual", "regular", "ordinary", "common", "everyday"})
_KINDS = _USUAL | {"good", "bad", "slow", "busy", "quiet", "peak", "strong", "weak", "low", "high", "slack"}
_NEAR = 6  # tokens


def _is_part_of(message: Message, whole: Measured, part: Measured) -> bool:
    counts = whole.quantity.kind == "plain" and whole.per is not None and not whole.each
    near = 0 <= part.sentence - whole.sentence <= 1
    if not counts or not near or part.quantity.kind != "share" or not 0 < part.quantity.value < 1:
        return False
    around = [token.lower for token in message.tokens[whole.last : part.last + 2]]
    ahead = [token.lower for token in message.tokens[max(0, whole.first - 2) : whole.first]]
    opens = {token.lower for token in message.tokens[part.first - 1 : part.quantity.last]}
    if opens & _ONLY and part.sentence == whole.sentence:
        return True
    return any(pair in _OF_THEM for pair in pairwise(around)) or ahead[-1:] == ["of"] or ahead == ["of", "the"]


_ONLY = frozenset({"only", "just", "merely"})


def _picked(message: Message, whole: Measured, part: Measured) -> bool:
    """ "An abstract for each accepted one, and we accept 28%": those that are so get their own."""
    verb = message.tokens[part.first - 1].stem if message.tokens[part.first - 1].kind == "word" else ""
    between = message.tokens[whole.last : part.first - 1]
    return bool(verb) and any(
        one.lower in EVERY and other.stem == verb and other.lower.endswith("ed") for one, other in pairwise(between)
    )


def _end(message: Message, items: Sequence[Measured], part: Measured) -> int:
    """Of what is said of the part: the end of the sentence, or the next number."""
    last = message.structure.sentences[part.sentence].last
    return min([last, *(item.first for item in items if item.first >= part.last)])


def _is_asked_by_each(item: Measured, part: Measured) -> bool:
    asks = item.each and item.per is None and item.quantity.kind == "plain" and item.sentence == part.sentence
    return asks and bool(item.nouns & {"request", "item", "conversation", "turn"})


_OF_THEM = frozenset({("of", word) for word in ("whom", "which", "those", "these", "them", "that")})
