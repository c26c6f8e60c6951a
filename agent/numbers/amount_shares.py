"""Shares of an amount of money: "a sixth of the grant", "two thirds of that would go", "2% more on sales of $5M"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.numbers.products import DAILY, Product, found_in, product, saves, says, span
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message


@dataclass(frozen=True, slots=True)
class AmountShare:
    """A field, what it comes to, and the numbers that make it."""

    field: str
    made: Product
    used: tuple[Measured, ...]


def amount_shares(message: Message, items: Sequence[Measured], context: Context) -> Iterator[AmountShare]:
    """Every share of an amount of which the words say what it is for."""
    for first, second in pairwise(items):
        if second.sentence - first.sentence > 1:
            continue
        if _is_share(first) and _is_amount(message, second) and _is_led(message, first, second):
            part, amount = first, second
        elif _is_amount(message, first) and _is_share(second) and _is_of_that(message, first, second):
            part, amount = second, first
        else:
            continue
        field = _field(message, part, amount, context)
        if field is not None:
            rate = 1.0 if field == "budget" or amount.per is None else amount.per
            yield AmountShare(field, product(part, amount, rate), (part, amount))
    yield from _of_known_amounts(message, items, context)


def _of_known_amounts(message: Message, items: Sequence[Measured], context: Context) -> Iterator[AmountShare]:
    """ "A tenth of the budget I gave you", "ten times our monthly bill", "half of the bill gone"."""
    for item in items:
        sentence = message.structure.sentences[item.sentence]
        end = min(item.quantity.last + _NAMED_NEAR, sentence.last)
        named = {token.lower for token in message.tokens[item.quantity.last : end]}
        known = next((field for field, words in _NAMES.items() if named & words and field in context.facts), None)
        amount = context.facts[known].value if known else None
        others = [field for field in context.asked if field in _NAMES and field != known]
        if not others and known == "monthly_api_spend" and says(message, "gains", item.sentence):
            others = ["monthly_benefit"]  # the bill goes
        part = item.quantity.kind in ("share", "factor") and is_the_part(message, item)
        if part and others and isinstance(amount, int | float):
            low, high = item.quantity.range or (item.quantity.value,) * 2
            yield AmountShare(others[0], span(low * amount, high * amount, item, item), (item,))


def is_the_part(message: Message, item: Measured) -> bool:
    """ "A third of the bill" is so much of it; "a 20 % mark-up", "15 % on every invoice", "rose by 10 %" are not.

    Nor is a part of which its sentence says what it is made of: "half of the bill is a test environment".
    """
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[item.first - 1].lower if item.first > clause.first else ""
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"]
    last = message.tokens[item.quantity.last - 1].lower
    moves = ahead == "by" and message.activation(item).get("moves", 0.0) > _SAYS
    if moves or not (not behind or last in _OF or behind[0] in _OF | _COMPARED or says_gain(message, item)):
        return False
    is_made = next((place for place, word in enumerate(behind) if word in _IS), None)
    return is_made is None or says_gain(message, item) or not behind[is_made + 1 :]


def says_gain(message: Message, item: Measured) -> bool:
    return saves(message, item) or says(message, "gains", item.sentence)


_OF = frozenset({"of", "the", "our", "my", "that", "this", "what", "as", "it", "those", "your"})
_COMPARED = frozenset({"more", "less", "fewer", "again", "longer", "shorter", "higher", "lower", "bigger", "smaller"})
_IS = frozenset({"is", "are", "was", "were", "goes", "go", "went", "comes", "come", "belongs", "stems"})


def _is_share(item: Measured) -> bool:
    quantity = item.quantity
    return quantity.kind in ("share", "factor") and 0 < quantity.value < 1 and item.per is None


def _is_amount(message: Message, item: Measured) -> bool:
    """Dollars, or thousands of something that is named as money or not at all."""
    quantity = item.quantity
    if quantity.kind == "money":
        hourly = item.per is not None and item.per > DAILY  # what an hour costs is no pot
        return quantity.currency == "USD" and not item.each and not hourly
    named = item.is_bare() or found_in(message, "pots", quantity.last, item.last + 1)
    return quantity.kind == "plain" and not item.each and quantity.value >= _LEAST and named


def _is_led(message: Message, part: Measured, amount: Measured) -> bool:
    """ "A third of the 90k", "2% of an invoice of 40k", "a 3% lift on sales of $2M"."""
    between = [token.lower for token in message.tokens[part.quantity.last : amount.first]]
    if part.sentence != amount.sentence or len(between) > _FARTHEST or {",", ";", "and", "but"} & {*between}:
        return False
    return between[:1] == ["of"] or bool({"on", "in", "of"} & {*between} and _is_more(between))


def _is_more(words: Sequence[str]) -> bool:
    return bool({"uplift", "lift", "increase", "more", "rise", "extra", "higher", "gain"} & {*words[:_MORE_NEAR]})


def _is_of_that(message: Message, amount: Measured, part: Measured) -> bool:
    """ "The pot is 90k, a third of it ...", "Of the 12,000 bill a quarter is ..."."""
    last = part.quantity.last
    words = [token.lower for token in message.tokens[last - 1 : last + 2]]
    of_that = any(pair in _OF_THAT for pair in pairwise(words)) or words[1:] == ["saved"]
    half = part.quantity.kind == "factor" and words[0] == "that"  # "half of that" is one word of the lexicon
    ahead = [token.lower for token in message.tokens[max(0, amount.first - 2) : amount.first]]
    among = (
        "of" in ahead
        and amount.sentence == part.sentence
        and not {"and", "but"} & {token.lower for token in message.tokens[amount.last : part.first]}
    )
    opens = among and amount.first - message.structure.sentences[amount.sentence].first <= _OPENS
    return of_that or half or opens


def _field(message: Message, part: Measured, amount: Measured, context: Context) -> str | None:
    sentence = message.structure.sentences[part.sentence]
    felt, whole = message.activation(part), message.activation(amount)
    gains = saves(message, part) or says(message, "gains", part.sentence)
    around = [token.lower for token in message.tokens[part.quantity.last : sentence.last]]
    recurs = amount.per is not None
    if recurs and (gains or context.asked == ("monthly_benefit",) or _is_more(around)):
        return "monthly_benefit"
    api = max(felt.get("api", 0.0), felt.get("model", 0.0)) > _SAYS
    if (recurs or "monthly_api_spend" in context.asked) and api:
        return "monthly_api_spend"
    pot = max(whole.get("budget", 0.0), whole.get("upfront", 0.0), felt.get("budget", 0.0)) > _SAYS
    pot = pot or "budget" in context.asked or found_in(message, "pots", amount.first, amount.last + 1)
    return "budget" if pot and not recurs and _is_ours(message, part, amount) else None


def _is_ours(message: Message, part: Measured, amount: Measured) -> bool:
    """The share is what may be spent: "is ours", "only a sixth of it", "can't put more than half of it"."""
    sentence = message.structure.sentences[part.sentence]
    first = max(sentence.first, amount.last) if amount.first < part.first else sentence.first
    if found_in(message, "not_ours", part.first, sentence.last):
        return False
    limited = part.quantity.bound is not None or message.tokens[part.first].lower in ("only", "just")
    return limited or found_in(message, "ours", first, sentence.last)


_NAMES = {
    "budget": frozenset({"budget"}),
    "monthly_api_spend": frozenset({"bill", "spend", "invoice", "spending", "pay"}),
    "monthly_benefit": frozenset({"benefit", "saving", "savings"}),
}
_NAMED_NEAR = 5  # tokens
_LEAST = 1_000
_FARTHEST = 9  # tokens between a share and its amount
_MORE_NEAR = 3
_OPENS = 3
_SAYS = 0.3
_OF_THAT = frozenset({("of", "that"), ("of", "it"), ("of", "this"), ("of", "which")})
