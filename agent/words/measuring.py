"""Every quantity of a message with its noun phrase and its rate: what belongs to what, across numbers and clauses."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from agent.words.clauses import Structure
from agent.words.free_rates import with_free_rates
from agent.words.measured import Measured
from agent.words.noun_phrases import Around, as_measured, by_place
from agent.words.quantities import MONTH_SECONDS, Quantity, between_ends
from agent.words.role_cues import maker_cues, near_cues, noun_cues
from agent.words.text_lengths import SIZE_NOUNS, TOKENS_OF


def measure(structure: Structure, found: Sequence[Quantity], masked: Collection[int]) -> list[Measured]:
    """Every quantity with its noun phrase and its rate, own or standing free in the same clause."""
    taken = {index for quantity in found if not quantity.is_free for index in range(quantity.first, quantity.last)}
    around = Around(structure, by_place(noun_cues(), structure), by_place(maker_cues(), structure), masked, taken)
    measured = [as_measured(around, quantity) for quantity in found if structure.clause_of[quantity.first] >= 0]
    measured = _over_as_many(structure, [_or_two(structure, item) for item in measured])
    measured = _over_years(structure, _of_a_size(structure, _as_movements(structure, measured)))
    return _as_parts(structure, with_free_rates(structure, measured, masked))


def _or_two(structure: Structure, item: Measured) -> Measured:
    """ "A page or two", "a sentence or two": one or two of them."""
    ahead = structure.tokens[max(0, item.first - 3) : item.first]
    if len(ahead) < 3 or not item.is_bare() or item.quantity.value != _ONE_OR_TWO[1] or item.quantity.kind != "plain":
        return item
    article, noun, joint = ahead
    if article.lower not in ("a", "one") or joint.lower != "or" or noun.lower not in TOKENS_OF:
        return item
    quantity = replace(item.quantity, value=sum(_ONE_OR_TWO) / 2, range=_ONE_OR_TWO)
    return replace(item, quantity=quantity, nouns=frozenset({noun.lower}))


_ONE_OR_TWO = (1.0, 2.0)


def _over_as_many(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Five years ahead, my accountant writes software off over five": a bare number that ends it counts years too."""
    result: list[Measured] = []
    for item in measured:
        span = next((one for one in result if one.quantity.kind == "duration" and not one.quantity.is_free), None)
        if span is not None and item.sentence - span.sentence <= 1 and _is_a_span(structure, item):
            unit = replace(item.quantity.scaled(span.quantity.unit_factor), kind="duration", unit=span.quantity.unit)
            item = replace(item, quantity=replace(unit, unit_factor=span.quantity.unit_factor))  # noqa: PLW2901
        result.append(item)
    return result


def _is_a_span(structure: Structure, item: Measured) -> bool:
    """ "... over five."; "over 20,000" and "over five of them" are none."""
    if item.quantity.kind != "plain" or not item.is_bare() or item.quantity.value > _LONGEST_SPAN or not item.first:
        return False
    behind = structure.tokens[item.quantity.last : item.quantity.last + 1]
    ends = not behind or behind[0].kind != "word" or structure.clause_of[item.quantity.last] != item.clause
    ahead = {token.lower for token in structure.tokens[item.first - 1 : item.first + 1]}
    return ends and not ahead.isdisjoint(("over", "across", "through", "within"))


_LONGEST_SPAN = 36


def _as_movements(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "From $14,000 a month to $2,000", "from 200 calls a day to 900": one movement, a rate behind its first end."""
    result: list[Measured] = []
    for item in measured:
        before = next((place for place in range(len(result) - 1, -1, -1) if not result[place].quantity.is_free), None)
        if before is not None and _moves_on(structure, result[before], item):
            result[before:] = [_moved(result[before], item), *result[before + 1 :]]
        else:
            result.append(item)
    return result


def _moved(first: Measured, second: Measured) -> Measured:
    ends = between_ends(first.quantity, second.quantity)
    from_there = replace(ends, first=first.quantity.first, start=first.quantity.start, movement=True)
    return replace(
        first,
        quantity=replace(from_there, last=second.quantity.last, end=second.quantity.end),
        nouns=first.nouns or second.nouns,
        counts_something=first.counts_something or second.counts_something,
        last=max(first.last, second.last),
    )


def _moves_on(structure: Structure, first: Measured, second: Measured) -> bool:
    """The second number is where the first one has moved to, of the same things and as often."""
    tokens = structure.tokens
    led = first.first > 0 and tokens[first.first - 1].lower == "from" and first.per is not None
    between = [token.lower for token in tokens[first.last : second.first] if token.kind == "word"]
    alike = second.quantity.kind in (first.quantity.kind, "plain") and second.per in (first.per, None)
    named = not second.nouns or not first.nouns or bool(first.nouns & second.nouns)
    simple = first.quantity.range is None and second.quantity.range is None and not second.quantity.is_free
    same = first.sentence == second.sentence and first.quantity.kind in ("money", "plain")
    return led and between in (["to"], ["down", "to"], ["up", "to"]) and alike and named and simple and same


def _over_years(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Quadruple within two years", "grow 21% in two years": how long it takes is the rate of a growth."""
    result: list[Measured] = []
    for item in measured:
        before = result[-1] if result else None
        if before is not None and _is_how_long(structure, before, item):
            result[-1] = replace(before, per=MONTH_SECONDS / item.quantity.value, last=item.last)
        elif before is not None and _is_how_long_ahead(structure, before, item):
            result[-1] = replace(item, per=MONTH_SECONDS / before.quantity.value)
        else:
            result.append(item)
    return result


def _is_how_long(structure: Structure, growth: Measured, item: Measured) -> bool:
    quantity = item.quantity
    between = {token.lower for token in structure.tokens[growth.quantity.last : quantity.last - 1]}
    time = quantity.kind == "duration" and quantity.value >= MONTH_SECONDS and not quantity.is_free
    led = bool(between & _LEADS_TO_TIME) and item.first - growth.quantity.last <= _LEAD_NEAR
    if not time or not led or growth.per is not None or growth.sentence != item.sentence:
        return False
    clause = structure.clauses[growth.clause]
    hits = near_cues().find(structure.tokens[clause.first : growth.quantity.last])
    return growth.quantity.kind == "factor" or (
        growth.quantity.kind == "share" and any(hit.payload in ("growth", "shrink") for hit in hits)
    )


def _is_how_long_ahead(structure: Structure, item: Measured, growth: Measured) -> bool:
    """ "In 2 years we expect four times the volume": the time stands ahead."""
    led = any(token.lower in _LEADS_TO_TIME for token in structure.tokens[max(0, item.first - 1) : item.first + 1])
    long = item.quantity.kind == "duration" and item.quantity.value >= MONTH_SECONDS and not item.quantity.relative
    near = growth.sentence == item.sentence and growth.first - item.last <= _GROWTH_NEAR
    return led and long and near and growth.quantity.kind == "factor" and growth.per is None


_GROWTH_NEAR = 6  # tokens
_LEADS_TO_TIME = frozenset({"in", "within", "over", "during", "inside"})
_LEAD_NEAR = 4  # tokens


def _of_a_size(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "400 reports of 12 pages every week": the reports come every week, a size does not."""
    result: list[Measured] = []
    for item in measured:
        things = result[-1] if result else None
        sized = item.per is not None and bool(item.nouns & SIZE_NOUNS) and item.quantity.kind == "plain"
        if (
            things is not None
            and sized
            and things.quantity.kind == "plain"
            and things.per is None
            and things.counts_something
            and [token.lower for token in structure.tokens[things.last : item.first]] in (["of"], ["with"])
        ):
            result[-1] = replace(things, per=item.per)
            result.append(replace(item, per=None))
        else:
            result.append(item)
    return result


def _as_parts(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Out of 1,000 letters roughly 15 contain a mistake": the second number is a share of the first."""
    result: list[Measured] = []
    for item in measured:
        whole = result[-1] if result else None
        if whole is not None and _is_part_of(structure, item, whole):
            share = replace(item.quantity.scaled(1 / whole.quantity.value), kind="share", unit="%")
            result[-1] = replace(item, quantity=share, nouns=frozenset())
        else:
            result.append(item)
    return result


def _is_part_of(structure: Structure, item: Measured, whole: Measured) -> bool:
    ahead = structure.tokens[whole.first - 1].lower if whole.first else ""
    plain = item.quantity.kind == whole.quantity.kind == "plain" and item.per is None and whole.per is None
    near = item.sentence == whole.sentence and item.first - whole.last <= _PART_NEAR
    opens = ahead in ("of", "among") and (whole.first < 2 or structure.tokens[whole.first - 2].lower in _OPENS_PART)
    people = bool(whole.nouns & {"user", "engineer"})  # "of 340 people exactly one": heads, and no rate
    return plain and near and opens and not item.nouns and not people and 0 < item.quantity.value < whole.quantity.value


_PART_NEAR = 5  # tokens between the whole and its part
_OPENS_PART = frozenset({"out", ",", ".", ":", "\n", "and", "but", ";"})
