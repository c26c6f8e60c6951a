"""Shares that say of what the work is made up: "62 % of them are about deliveries" is no accuracy."""

from collections.abc import Collection
from itertools import pairwise

from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.values import RATES


def describes_a_mix(message: Message, item: Measured, asked: Collection[str]) -> bool:
    """A share of the cases, a verb of being, and not a word of right or wrong; what answers a question is none."""
    if RATES & set(asked):
        return False
    if item.quantity.kind != "share":
        return False
    if _is_looked_at(message, item) or _is_automated(message, item):
        return True
    before = next((one for one in reversed(message.measured) if one.first < item.first), None)
    aimed = max(message.activation(item).get(group, 0.0) for group in _JUDGED) < _LITTLE
    if before is not None and aimed and before.quantity.kind == "share" and _is_automated(message, before):
        return before.sentence >= item.sentence - 1  # "55 % go through without a clerk, the aim is 75 %"
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


def _is_looked_at(message: Message, item: Measured) -> bool:
    """ "The clerk must check 100%", "we read 5 % of the chats": how much of it people look at."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - _CHECK_NEAR) : item.first]]
    checked = next((place for place in range(len(ahead) - 1, -1, -1) if ahead[place] in _CHECKS), None)
    by_machine = ahead[checked - 1 : checked] not in ([word] for word in _READERS) if checked else True
    if checked is not None and ahead[checked] in _READ and by_machine:
        return False  # "the scanner reads 94 %" tells how good it is
    if checked is None or not set(ahead[checked + 1 :]) <= _BETWEEN:
        return False
    return _felt(message, item) < _PLAINLY


def _is_automated(message: Message, item: Measured) -> bool:
    """ "55 % go out without a person", "40 % of chats on its own": how many need nobody, and not how many are right."""
    sentence = message.structure.sentences[item.sentence]
    last = min([sentence.last, *(other.first for other in message.measured if other.first > item.first)])
    behind = [token.lower for token in message.tokens[item.quantity.last : min(last, item.quantity.last + _AUTO_NEAR)]]
    alone = any(word in ("alone", "unattended", "untouched", "automatically", "unaided") for word in behind)
    itself = any(
        first in ("its", "their", "by") and second in ("own", "itself", "themselves")
        for first, second in pairwise(behind)
    )
    nobody = any(word == "without" and _NOBODY & {*behind[place + 1 : place + 4]} for place, word in enumerate(behind))
    return (alone or itself or nobody) and _felt(message, item) < _PLAINLY


def _felt(message: Message, item: Measured) -> float:
    felt = message.activation(item)
    return max(felt.get("accuracy", 0.0), felt.get("wrong", 0.0))


def _inside(message: Message, item: Measured) -> list[str]:
    return [token.lower for token in message.tokens[item.first : item.last]]


_JUDGING = ("accuracy", "wrong", "critical", "edge", "growth", "shrink", "need", "score")
_JUDGED = ("accuracy", "wrong", "critical", "edge")
_PLAINLY = 0.85  # "of the 10 % that we read 8 in 10 are right" has its words of right and wrong beside it
_CHECK_NEAR, _AUTO_NEAR = 5, 9  # tokens
_CHECKS = frozenset(
    {"check", "checks", "checking", "checked", "review", "reviews", "reviewing", "reviewed", "read", "reads", "reading",
     "sample", "samples", "sampling", "sampled", "audit", "audits", "inspect", "inspects", "spot-check", "proofread",
     "proofreads", "recheck", "rechecks"}
)  # fmt: skip
_READ = frozenset({"read", "reads", "reading"})
_READERS = ("we", "i", "they", "people", "staff")
_BETWEEN = frozenset({"a", "of", "the", "about", "only", "some", "around", "roughly", "random", "just", "over", "all"})
_NOBODY = frozenset(
    {"human", "humans", "person", "people", "agent", "agents", "clerk", "clerks", "anybody", "anyone", "staff", "touch",
     "hand", "hands", "operator", "employee", "colleague", "us", "intervention", "help"}
)  # fmt: skip
_NEAR = 7  # tokens between the share and its verb
_LITTLE = 0.3
_BEING = frozenset(
    {"are", "is", "come", "comes", "concern", "concerns", "happen", "happens", "arrive", "arrives", "deal", "deals",
     "relate", "relates", "contain", "contains", "belong", "arises", "go", "goes", "land", "lands", "end", "ends"}
)  # fmt: skip
