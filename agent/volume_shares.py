"""Requests a month that are a part of what comes: "of the 60k letters a month 70 percent go to the model"."""

from collections.abc import Sequence
from itertools import pairwise

from agent.message import Message
from agent.products import Product, found_in, multiplied, span
from agent.roles import Measured


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
