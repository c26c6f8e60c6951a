"""What is paid by the head: "$30 a seat", and how many heads there are."""

from dataclasses import dataclass

from agent.reading.offer_prices import case_of, is_of_all
from agent.reading.offer_reading import Reading
from agent.reading.offer_words import stems_of
from agent.words.measured import Measured
from agent.words.number_words import case_words
from agent.words.tokens import Token


@dataclass(frozen=True)
class _Heads:
    """How many there are of those that are paid for, and the number of this message that says it."""

    count: float
    item: Measured | None = None


def is_by_the_head(reading: Reading, number: int) -> bool:
    """ "A licence of $30 a seat for 200 seats"."""
    first, last = reading.span(number)
    heads = [one for one in reading.prices(number) if _head_of(reading, one)]
    sold = any(reading.says(group, first, last) for group in ("licences", "bought", "priced", "sold"))
    return sold and any(
        heads_counted(reading, number, named) is not None for one in heads if (named := case_of(reading.message, one))
    )


def _head_of(reading: Reading, item: Measured) -> bool:
    named = case_of(reading.message, item)
    return named is not None and is_by_one_head(reading, item, heads_counted(reading, item.sentence, named))


def is_by_one_head(reading: Reading, item: Measured, heads: _Heads | None) -> bool:
    """ "$30 a seat", "4 dollars per pupil per year", "80 dollars per doctor" where it is told how many there are."""
    named = case_of(reading.message, item)
    if named is None or named.stem in case_words():
        return False
    return named.stem in stems_of("seats") or item.per is not None or heads is not None


def heads_counted(reading: Reading, number: int, named: Token) -> _Heads | None:
    """ "We have 40 nurses", in the message or before it; of people also "we are 5", and whatever they are called."""
    people = named.stem in stems_of("seats")
    stems = {named.stem, *(stems_of("seats") if people else ())}
    near = (number, number - 1, number + 1)
    for one in reading.message.measured:
        plain = one.quantity.kind == "plain" and one.per is None and one.quantity.value >= 1 and not one.each
        words = {token.stem for token in reading.message.tokens[one.quantity.last : one.last]}
        told = words & stems or (people and (_we_are(reading, one) or is_of_all(reading.message, one)))
        if plain and one.sentence in near and told:
            return _Heads(one.quantity.value, one)
    of = stems if people else {named.stem}
    known = [one for one in reading.context.parts if one.name == "heads" and one.of in of]
    return _Heads(known[-1].value) if known else None


def _we_are(reading: Reading, item: Measured) -> bool:
    """ "And we are 5"."""
    ahead = [token.lower for token in reading.message.tokens[max(0, item.first - 2) : item.first]]
    return item.is_bare() and (ahead in (["we", "are"], ["there", "are"], ["of", "us"]) or ahead[-1:] == ["we're"])


def are_people(reading: Reading, item: Measured) -> bool:
    """ "35 agents" are counted for the price, and for the work that each of them would have less."""
    words = reading.message.tokens[item.quantity.last : item.last]
    return any(token.stem in stems_of("people") or token.stem in stems_of("staff") for token in words)
