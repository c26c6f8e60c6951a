"""Shares that say of what the work is made up: "62 % of them are about deliveries" is no accuracy."""

from collections.abc import Collection

from agent.words.message import Message
from agent.words.roles import Measured


def describes_a_mix(message: Message, item: Measured, asked: Collection[str]) -> bool:
    """A share of the cases, a verb of being, and not a word of right or wrong; what answers a question is none."""
    if item.quantity.kind != "share" or _ANSWERED & set(asked):
        return False
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _NEAR]]
    verb = next((place for place, word in enumerate(behind) if word in _BEING), None)
    if verb is None or "of" not in (
        *behind[:verb],
        message.tokens[item.quantity.last - 1].lower,
        *_inside(message, item),
    ):
        return False
    felt = message.activation(item)
    return max((felt.get(group, 0.0) for group in _JUDGING), default=0.0) < _LITTLE


def _inside(message: Message, item: Measured) -> list[str]:
    return [token.lower for token in message.tokens[item.first : item.last]]


_ANSWERED = frozenset({"current_accuracy", "target_accuracy", "critical_error_rate", "edge_case_error_rate"})
_JUDGING = ("accuracy", "wrong", "critical", "edge", "growth", "shrink", "need", "score")
_NEAR = 7  # tokens between the share and its verb
_LITTLE = 0.3
_BEING = frozenset(
    {"are", "is", "come", "comes", "concern", "concerns", "happen", "happens", "arrive", "arrives", "deal", "deals",
     "relate", "relates", "contain", "contains", "belong", "arises"}
)  # fmt: skip
