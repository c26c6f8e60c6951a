"""Values that another number must be known for: "2 of the 300", "halve that", "five points more"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.numbers.products import Product, found_in, span
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import bad_words, faults
from agent.words.text_lengths import TOKENS_OF
from agent.words.values import RATES, tokens_of_one

Found = list[tuple[str, Product | None]]


def parts(message: Message, items: Sequence[Measured], context: Context) -> Found:
    """Fields whose value is a part of a number, or what a number becomes."""
    return [
        _asked_share(message, items, context),
        ("critical_error_rate", _of_the_wrong_ones(message, items)),
        ("target_accuracy", _points_more(message, items, context)),
        ("target_accuracy", _half_as_wrong(message, items)),
        ("max_latency_seconds", _part_of_the_wait(message, items, context)),
        ("budget", _in_thousands(message, items)),
        *_as_long_as_what_goes_in(message, items),
        *_fewer_errors(message, items),
    ]


def _fewer_errors(message: Message, items: Sequence[Measured]) -> Found:
    """ "The error rate would fall from 4 % to 1 %": what is right today, and what would be."""
    for item in items:
        ends, felt = item.quantity.range, message.activation(item)
        falls = item.quantity.kind == "share" and item.quantity.movement and ends is not None and ends[0] > ends[1]
        others = max(felt.get(group, 0.0) for group in ("critical", "edge", "accuracy"))
        expected = found_in(message, "then", *_clause_of(message, item))
        if falls and ends is not None and expected and felt.get("wrong", 0.0) > max(_SAYS, others):
            now, then = (round(1 - end, 10) for end in ends)
            return [("current_accuracy", span(now, now, item, item)), ("target_accuracy", span(then, then, item, item))]
    return []


def _clause_of(message: Message, item: Measured) -> tuple[int, int]:
    clause = message.structure.clauses[item.clause]
    return clause.first, item.first


def _asked_share(message: Message, items: Sequence[Measured], context: Context) -> tuple[str, Product | None]:
    """ "2 of the 300", "12 a month out of the 4,000 it answers", where a rate was asked for."""
    field = context.asked[0] if context.asked else ""
    if not context.asked or not RATES.issuperset(context.asked):
        return "critical_error_rate", None
    for part, whole in pairwise(items):
        counts = part.quantity.kind == whole.quantity.kind == "plain" and not part.quantity.range
        between = [token.lower for token in message.tokens[part.last : whole.first]]
        joined = between[:1] == ["of"] or between[:2] == ["out", "of"] or (between[:1] == ["in"] and len(between) == 1)
        joined = joined and len(between) <= _JOINT and part.sentence == whole.sentence
        named = part.counts_something and not part.nouns & {"request", "item", "conversation", "document"}
        if not counts or not joined or named or not 0 < part.quantity.value < whole.quantity.value:
            continue
        share = part.quantity.value / whole.quantity.value
        felt = message.activation(part)
        if field.endswith("accuracy") and felt.get("wrong", 0.0) > felt.get("accuracy", 0.0):
            share = 1 - share
        return field, span(share, share, part, whole)
    return field, None


def _of_the_wrong_ones(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "11 % are wrong, but only a tenth of the wrong ones is serious"."""
    for wrong, part in pairwise(items):
        shares = wrong.quantity.kind == part.quantity.kind == "share" and part.sentence - wrong.sentence <= 1
        behind = message.tokens[part.quantity.last : part.quantity.last + _OF_WHAT]
        led = [token.lower for token in behind[:2]] == ["of", "the"] or [token.lower for token in behind[:1]] == ["of"]
        of_wrong = led and any(token.stem in bad_words() | faults() | _WRONG for token in behind[1:])
        felt, before = message.activation(part), message.activation(wrong)
        grave = felt.get("critical", 0.0) > _SAYS and before.get("wrong", 0.0) > _SAYS
        if shares and of_wrong and grave:
            value = wrong.quantity.value * part.quantity.value
            return span(value, value, wrong, part)
    return None


def _points_more(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "We have 87. Five points more and I sign"."""
    for place, points in enumerate(items):
        words = [token.lower for token in message.tokens[points.first : points.quantity.last]]
        if points.quantity.kind != "share" or "points" not in words or points.quantity.direction <= 0:
            continue
        if not {"current_accuracy", "target_accuracy"} & {*context.asked, *context.facts}:
            return None
        before = _accuracy(items[place - 1]) if place else None
        if before is not None and points.sentence - items[place - 1].sentence <= 1:
            value = before + points.quantity.value
            return span(value, value, items[place - 1], points)
        known = context.facts.get("current_accuracy")
        if known is not None and isinstance(known.value, int | float):
            value = float(known.value) + points.quantity.value
            return span(value, value, points, points)
    return None


def _accuracy(item: Measured) -> float | None:
    quantity = item.quantity
    if quantity.kind == "share" and quantity.value > _LEAST_ACCURACY:
        return quantity.value
    bare = quantity.kind == "plain" and item.is_bare() and item.per is None
    return quantity.value / 100 if bare and 100 * _LEAST_ACCURACY < quantity.value < 100 else None


def _half_as_wrong(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Eight percent wrong at present, the goal is to halve that"."""
    for wrong, half in pairwise(items):
        halved = half.quantity.kind == "factor" and half.quantity.value == _HALF and half.sentence - wrong.sentence <= 1
        felt = message.activation(wrong)
        errs = (
            felt.get("wrong", 0.0) > max(_SAYS, felt.get("accuracy", 0.0))
            and not felt.get("critical")
            and not felt.get("edge")
        )
        if halved and wrong.quantity.kind == "share" and wrong.quantity.value < _HALF and errs and half.per is None:
            behind = [token.lower for token in message.tokens[half.quantity.last : half.quantity.last + 2]]
            meant = bool({"that", "it", "this"} & {*behind}) or not behind or behind[0] == "."
            value = 1 - wrong.quantity.value / 2
            return span(value, value, wrong, half) if meant else None
    return None


def _part_of_the_wait(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "People wait 20 s. A quarter of that would be fine"."""
    if "max_latency_seconds" not in context.asked:
        return None
    for wait, part in pairwise(items):
        last = part.quantity.last
        behind = [token.lower for token in message.tokens[last - 1 : last + 2]]
        of_that = any(pair in _OF_THAT for pair in pairwise(behind))
        half = part.quantity.kind == "factor" and part.quantity.value == _HALF
        portion = part.quantity.kind == "share" or half
        if wait.quantity.kind == "duration" and portion and of_that and part.sentence - wait.sentence <= 1:
            value = wait.quantity.value * part.quantity.value
            return span(value, value, wait, part)
    return None


def _in_thousands(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Quotes between 50 and 90 thousand, my own ceiling is 35": 35 thousand."""
    spoken = [item for item in message.measured if message.structure.mode_at(item.first) in ("fact", "foreign")]
    for offer, own in pairwise([item for item in spoken if _is_sum(item)]):
        if own not in items:
            continue
        scale = _scale(offer)
        bare = own.quantity.kind == "plain" and own.is_bare() and own.per is None and own.quantity.scale == 1
        if not bare or scale < _THOUSAND or offer.per is not None or own.sentence - offer.sentence > 1:
            continue
        ratio = own.quantity.value * scale / offer.quantity.value
        if own.quantity.value < _THOUSAND and 1 / _ALIKE <= ratio <= _ALIKE and _is_what_we_have(message, own):
            value = own.quantity.value * scale
            return span(value, value, own, own)
    return None


def in_thousands(message: Message, context: Context, chosen: Assigned) -> Assigned:
    """ "The gain is 15k a month, but to build it I get twenty": a small bare number beside amounts in thousands is too.

    A budget may be beside what is known of money, too: "I'd sign 120", where 40,000 a month are to be gained.
    """
    item, quantity = chosen.measured, chosen.measured.quantity
    bare = quantity.kind == "plain" and item.is_bare() and not item.each and quantity.scale == 1
    if chosen.field not in _SUMS or not bare or not 1 <= quantity.value < _THOUSAND:
        return chosen
    beside = [
        other.quantity.value
        for other in message.measured
        if other is not item and _is_sum(other) and not other.each and _scale(other) >= _THOUSAND
    ]
    known = [fact.value for field, fact in context.facts.items() if field in _MONEY and chosen.field == "budget"]
    amounts = [*beside, *(float(one) for one in known if isinstance(one, int | float) and one >= _THOUSAND)]
    near = any(1 / _ALIKE <= quantity.value * _THOUSAND / amount <= _ALIKE for amount in amounts)
    return replace(chosen, measured=replace(item, quantity=quantity.scaled(_THOUSAND))) if near else chosen


_SUMS = frozenset({"budget", "monthly_benefit"})
_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


def _is_sum(item: Measured) -> bool:
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    return money or (item.quantity.kind == "plain" and item.is_bare())


def _scale(item: Measured) -> float:
    """The thousands behind an amount, in a range too."""
    ends = item.quantity.range or (item.quantity.value,)
    return float(_THOUSAND) if min(ends) >= _LEAST_SUM and all(end % 500 == 0 for end in ends) else 1.0


def _is_what_we_have(message: Message, own: Measured) -> bool:
    """ "My ceiling is 35", "we can pay 150", "I've got 50"; nothing follows that it counts."""
    after = message.tokens[own.quantity.last] if own.quantity.last < len(message.tokens) else None
    closes = after is None or after.is_end or after.lower in (",", "and", "but", "max", "tops")
    clause = message.structure.clauses[own.clause]
    return closes and found_in(message, "purse", clause.first, own.first)


def _as_long_as_what_goes_in(message: Message, items: Sequence[Measured]) -> Found:
    """ "300 words each, and the same length comes out"."""
    sizes = [item for item in items if item.nouns & _SIZES and item.quantity.kind == "plain" and item.per is None]
    if len(sizes) != 1 or not found_in(message, "same_out", sizes[0].first, len(message.tokens)):
        return []
    size = sizes[0]
    unit = tokens_of_one(size)
    low, high = size.quantity.range or (size.quantity.value, size.quantity.value)
    made = span(low * unit, high * unit, size, size)
    return [("input_tokens", made), ("output_tokens", made)]


_JOINT = 4  # tokens
_SIZES = TOKENS_OF.keys() - {"paragraph", "sentence"}  # "one paragraph, 90 words": of both the words tell
_OF_WHAT = 4  # tokens
_SAYS = 0.3
_HALF = 0.5
_LEAST_ACCURACY = 0.3
_WRONG = frozenset({"wrong", "error", "mistak"})
_OF_THAT = frozenset({("of", "that"), ("of", "it"), ("of", "this")})
_THOUSAND = 1_000
_LEAST_SUM = 5_000
_ALIKE = 8.0
