"""Sizes of text whose unit stands elsewhere: "350 words in, 120 out", "2,500 / 180 tokens", "Length (words) | 180"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.message import Message
from agent.roles import Measured

_UNITS = {"token": "token", "tok": "token", "word": "word", "page": "page"}
_SIZES = frozenset(_UNITS.values())
_INS_AND_OUTS = ("input", "output", "after input", "after output")
_SAYS_WHICH = 0.8
_NEAR = 16  # tokens between the two numbers
_MOST = 10  # times the number that has the unit
_LONGEST_LABEL = 8  # tokens


def with_carried_unit(message: Message, item: Measured) -> Measured:
    """The number with the unit that it takes over, or as it is."""
    if item.quantity.kind != "plain" or item.per is not None or item.nouns & _SIZES or item.sized:
        return item
    unit = _of_next(message, item) or _of_label(message, item) or _of_one_before(message, item)
    return replace(item, nouns=unit) if unit else item


def _of_next(message: Message, item: Measured) -> frozenset[str]:
    """ "2,500 / 180 tokens"."""
    behind = [token.text for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    following = next((other for other in message.measured if other.first == item.quantity.last + 1), None)
    return following.nouns if behind == ["/"] and following is not None and _is_size(following) else frozenset()


def _of_label(message: Message, item: Measured) -> frozenset[str]:
    """ "Summary length (words) | 180"."""
    before = [token.lower for token in message.tokens[max(0, item.first - _LONGEST_LABEL) : item.first]]
    if len(before) < 4 or before[-1] not in "|:=" or before[-2] != ")" or before[-4] != "(" or not item.is_bare():
        return frozenset()
    unit = _UNITS.get(message.tokens[item.first - 3].stem)
    return frozenset({unit}) if unit else frozenset()


def _of_one_before(message: Message, item: Measured) -> frozenset[str]:
    before = _last_size(message.measured, item)
    if before is None or item.nouns or not 0 < item.quantity.value <= _MOST * before.quantity.value:
        return frozenset()
    felt = message.activation(item)
    says = max(felt.get(group, 0.0) for group in _INS_AND_OUTS) >= _SAYS_WHICH
    behind = message.tokens[item.quantity.last : item.last]
    bare = item.is_bare() or (says and len(behind) == 1)  # "110 reply"
    shortened = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]] == ["down", "to"]
    return before.nouns if (says and bare) or (shortened and item.is_bare()) else frozenset()


def _last_size(measured: Sequence[Measured], item: Measured) -> Measured | None:
    """The size right before the number, in its sentence or the one before."""
    earlier = [other for other in measured if other.first < item.first]
    if not earlier or not _is_size(earlier[-1]):
        return None
    last = earlier[-1]
    near = item.sentence - last.sentence <= 1 and item.first - last.last <= _NEAR
    return last if near else None


def _is_size(item: Measured) -> bool:
    return bool(item.nouns & _SIZES) and item.quantity.kind == "plain" and item.per is None
