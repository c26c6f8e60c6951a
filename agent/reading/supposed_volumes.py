"""A supposed number of what the known volume was made of: "40 branches instead of 20"."""

from collections.abc import Iterator, Sequence

from agent.facts import Fact, Statement
from agent.numbers.changes import counted_stems
from agent.numbers.denied_numbers import is_denied
from agent.numbers.known_numbers import field_that_is
from agent.numbers.known_work import stems_around
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.values import tidy


def parts_of_volume(
    message: Message, context: Context, items: Sequence[Measured]
) -> Iterator[tuple[Statement, Measured]]:
    """ "40 branches instead of 20", where the volume was told as "20 branches, each files 2,000 orders"."""
    fact = context.facts.get("requests_per_month")
    if fact is None or not fact.quote or not isinstance(fact.value, int | float) or not items:
        return
    quote = taken_apart(fact.quote)
    told = [one for one in quote.measured if one.quantity.kind == "plain" and one.quantity.value > 0]
    if len(told) == 1 and not any(part.name == "calls" for part in context.parts):  # cases are multiplied later
        counted = counted_stems(quote, told[0]) or _only_around(context, fact)
        yield from _whole_volumes(message, context, items, counted, fact.value / told[0].quantity.value)
    if len(told) < 2:  # no product
        return
    for item in items:
        gone = [
            one.quantity.value
            for one in message.measured
            if one.sentence == item.sentence and is_denied(message, one) and field_that_is(context, one) is None
        ]
        counted = counted_stems(message, item)
        parts = [
            one
            for one in told
            if one.quantity.value in gone
            or counted & counted_stems(quote, one)
            or (item.each and one.each and item.nouns & one.nouns)
        ]
        if len(parts) == 1 and item.quantity.kind == "plain" and item.per is None:
            value = tidy(fact.value * item.quantity.value / parts[0].quantity.value)
            yield Statement(field="requests_per_month", value=value, quote=message.sentence_text(item.sentence)), item


def _whole_volumes(
    message: Message, context: Context, items: Sequence[Measured], counted: frozenset[str], rate: float
) -> Iterator[tuple[Statement, Measured]]:
    """ "12,000 tickets a month. What if it were 8,000 tickets?": what the volume was told in is the volume again.

    It is as often (at the `rate`) as it was told. No pending question about documents or examples takes it.
    """
    for item in items:
        named = counted_stems(message, item)
        plain = (
            item.quantity.kind == "plain" and item.per is None and not item.each and item.quantity.value > 1
        )  # not "if one request has ..."
        plain = plain and message.structure.mode_at(item.first) == "what_if"  # not "do I need it for 25 questions?"
        if plain and named and named <= counted and not _counts_the_same(context, named) and _is_whole(message, item):
            value = tidy(item.quantity.value * rate)
            yield Statement(field="requests_per_month", value=value, quote=message.quote(item.first, item.last)), item


def _only_around(context: Context, volume: Fact) -> frozenset[str]:
    """What the volume may count, without what another number counts: "20 nurses answer questions, 3,000 a month"."""
    said = taken_apart(context.said)
    others = (counted_stems(said, one) for one in said.measured)
    return stems_around(context, volume).difference(*others)


def _counts_the_same(context: Context, named: frozenset[str]) -> bool:
    """ "300 tickets a month, and 5,000 solved tickets": which of them is meant, the noun does not tell."""
    quotes = [taken_apart(context.facts[field].quote or "") for field in COUNTS if field in context.facts]
    return any(named & counted_stems(quote, one) for quote in quotes for one in quote.measured)


def _is_whole(message: Message, item: Measured) -> bool:
    """Not "2,000 of the tickets", not "each agent answered 50 tickets", not "we trained it on 5,000 tickets"."""
    clause = message.structure.clauses[item.clause]
    part = message.tokens[item.quantity.last].lower == "of" if item.quantity.last < clause.last else False
    apiece = any(token.lower in _APIECE for token in message.tokens[clause.first : clause.last])
    felt = message.activation(item)
    return not part and not apiece and max(felt.get(group, 0.0) for group in ("once", "past", "examples")) < _SAYS_ONCE


_APIECE = frozenset({"each", "every", "apiece"})
_SAYS_ONCE = 0.6
COUNTS = ("ml_engineers", "documents", "training_examples")
