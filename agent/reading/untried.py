"""A what-if that nothing could be made of: what it would change, where that can be told, and is not known yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from agent.facts import Fact
from agent.numbers.changes import as_part, changed_field, factor_of
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart


@dataclass(frozen=True)
class Untried:
    """The fact without which it changes nothing; `None` where it names none."""

    lacks: str | None


def untried(text: str, facts: Mapping[str, Fact]) -> Untried | None:
    """The supposition of a message; `None` where it supposes nothing."""
    message = taken_apart(text)
    supposing = [clause.sentence for clause in message.structure.clauses if clause.mode == "what_if"]
    if not supposing or message.language != "en":
        return None
    items = [as_part(message, item) for item in message.measured if item.sentence in supposing]
    fields = (_changed(message, item, facts) for item in items)
    lacks = next((field for field in fields if field is not None and field not in facts), None)
    return Untried(lacks)


def _changed(message: Message, item: Measured, facts: Mapping[str, Fact]) -> str | None:
    """What a part or a multiple is of: what they use of it is what it brings."""
    if factor_of(message, item) is None:
        return None
    behind = {token.lower for token in message.tokens[item.quantity.last : message.structure.clauses[item.clause].last]}
    if item.quantity.value < 1 and not _USES.isdisjoint(behind):
        return "monthly_benefit"
    return changed_field(message, Context(facts=dict(facts)), item)


_USES = frozenset({"use", "uses", "used", "adopt", "adopts", "accept", "accepts", "join", "joins", "want", "wants"})
