"""A part of a benefit, the number that it is, and where that number stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.facts import Part, PartName
from agent.numbers.products import (
    DAILY,
    found_at,
    found_in,
    named_stems,
)
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import stem_of


@dataclass(frozen=True, slots=True)
class Around:
    """Where a number stands: its message, the numbers beside it, and what is known."""

    message: Message
    items: Sequence[Measured]
    context: Context


@dataclass(frozen=True, slots=True)
class Said:
    """A part, and the number that it is; none where words alone say it."""

    part: Part
    item: Measured | None = None


def is_promised(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    own = found_in(message, "own_evidence", sentence.first, sentence.last)
    return found_in(message, "promised", _since_it_came(message, item), item.first) and not own


def is_what_came_of_it(message: Message, item: Measured) -> bool:
    """ "They promised $50,000 a month, in fact it is $12,000": what is real, beside a promise."""
    sentence = message.structure.sentences[item.sentence]
    begins = _since_it_came(message, item)
    return begins > sentence.first and found_in(message, "promised", sentence.first, begins)


def _since_it_came(message: Message, item: Measured) -> int:
    """Where the words on the number begin: behind "in fact", what was promised is over."""
    sentence = message.structure.sentences[item.sentence]
    places = (
        place for place in range(sentence.first, item.first) if found_at(message, "came_of_it", place, item.first)
    )
    return max(places, default=sentence.first)


def as_part(message: Message, item: Measured, name: PartName, *, per: float = 1.0, of: str = "") -> Part:
    ends = item.quantity.range
    return Part(
        name=name,
        value=item.quantity.value,
        range=ends if ends and ends[0] < ends[1] else None,
        per=per,
        of=of,
        currency=item.quantity.currency or "USD",
        quote=message.quote(item.first, max(item.last, item.quantity.last)),
    )


def is_recurring(item: Measured) -> bool:
    """An amount of dollars that comes every month or year."""
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    money = money or (item.quantity.kind == "plain" and item.is_bare())
    return money and item.per is not None and item.per <= DAILY


def is_for_model(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    felt = message.activation(item)
    api = max(felt.get("api", 0.0), felt.get("model", 0.0)) > _SAYS
    return api or found_in(message, "vendors", sentence.first, sentence.last)


def counted_stems(around: Around) -> set[str]:
    """The stems of what comes so many times a month: "6,000 texts", in this message or an earlier one."""
    known = around.context.facts.get("requests_per_month")
    words = re.findall(r"[a-z]+", (known.quote or "").lower()) if known else []
    here = [named_stems(around.message, one) for one in around.items if one.per is not None]
    return {stem_of(word) for word in words}.union(*here) - {"month", "day", "week", "year"}


def clause_span(message: Message, item: Measured) -> tuple[int, int]:
    clause = message.structure.clauses[item.clause]
    return clause.first, clause.last


_SAYS = 0.5
