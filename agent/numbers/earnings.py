"""Money that others pay us: what a customer is charged is no cost, and so often a month it is a benefit.

The words are `cues/products.yaml`.
"""

from collections.abc import Sequence

from agent.numbers.products import (
    EVERY,
    Product,
    found_at,
    found_in,
    is_of_them,
    named_stems,
    product,
    said_each,
    span,
    word_stems,
)
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Token


def is_earned(message: Message, item: Measured) -> bool:
    """ "I'd charge $5 per contract", "each client pays us $40", "landlords would pay $4"."""
    if item.quantity.kind != "money":
        return False
    clause = message.structure.clauses[item.clause]
    before = (one.last for one in message.measured if one.quantity.kind == "money" and one.last <= item.first)
    first = max([clause.first, item.first - _NEAR, *before])
    if any(found_in(message, group, first, item.first + 1) for group in ("we_charge", "pays_us", "each_brings")):
        return True
    if _is_what_we_charge(message, item) or _is_our_price(message, item):
        return True
    if found_in(message, "others", first, item.first):
        return False  # "customers would pay the agency $12"
    return any(_is_payment_by_others(message.tokens[clause.first : place + 1]) for place in range(first, item.first))


def _is_what_we_charge(message: Message, item: Measured) -> bool:
    """ "$5 a contract is what I'd charge", "the $5 that we bill"."""
    last = message.structure.clauses[item.clause].last
    behind = range(item.quantity.last, min(last, item.last + _NEAR))
    relative = [place for place in behind if message.tokens[place].lower in ("what", "that")]
    return any(found_at(message, "we_charge", place + 1, last) for place in relative)


def _is_our_price(message: Message, item: Measured) -> bool:
    """ "Our price is $390 a month, we have 150 customers", "the price is $390 per customer"; no price of the API."""
    clause = message.structure.clauses[item.clause]
    sentence = message.structure.sentences[item.sentence]
    tokens = message.tokens
    named = [place for place in range(clause.first, item.first) if tokens[place].lower in _PRICE]
    if not named or found_in(message, "others", 0, len(tokens)):
        return False
    before = tokens[named[-1] - 1].lower if named[-1] > clause.first else ""
    payers = word_stems("payers")
    if before in _THE_PRICE and not payers.isdisjoint(_units(message, item)):
        return True
    paid = any(token.stem in payers for token in tokens[sentence.first : sentence.last])
    return paid and before in _OUR_PRICE


_PRICE = frozenset({"price", "prices"})
_OUR_PRICE = frozenset({"", "our", "my", "actually", "no", "sorry", ",", "selling", "list", "new", "monthly"})
_THE_PRICE = _OUR_PRICE | {"the"}


def _is_payment_by_others(ahead: Sequence[Token]) -> bool:
    """ "Our customers happily pay", "every reader pays", "landlords would pay"; not "for our customers we pay"."""
    if len(ahead) > 1 and ahead[-1].lower == "at" and ahead[-2].stem in word_stems("payers"):
        return True  # "120 clients at $40 a month"
    if ahead[-1].stem != "pay":
        return False
    subject = list(ahead[:-1])
    modal = bool(subject) and subject[-1].lower in _MODALS
    subject = subject[:-1] if modal else subject
    near = subject[-_SUBJECT_NEAR:]
    if any(token.lower.partition("'")[0] in _OURSELVES for token in near):
        return False
    named = any(token.stem in word_stems("payers") or token.lower in _ANYBODY for token in near)
    several = bool(near) and near[-1].kind == "word" and near[-1].lower.endswith("s") and len(near[-1].lower) > 2
    return named or (modal and several)


def is_price_of_one(message: Message, item: Measured) -> bool:
    """What others pay us for one of many: no sum of a month."""
    cheap = item.quantity.value < _DEAREST_CASE
    return is_earned(message, item) and (cheap or bool(_units(message, item)) or said_each(message, item))


def charged_for(message: Message, item: Measured) -> str | None:
    """The stem of what others would pay this price for one of, or of who would pay it; `None` for any other number.

    What is paid today is no price of what is to be built.
    """
    dollars = item.quantity.currency == "USD"
    if not dollars or not is_price_of_one(message, item) or not _is_planned_before(message, item):
        return None
    named = _unit_named(message, item)
    clause = message.structure.clauses[item.clause]
    payers = [token.stem for token in message.tokens[clause.first : item.first] if token.stem in word_stems("payers")]
    return named[-1] if named else payers[-1] if payers else None


def is_by_the_month(message: Message, item: Measured) -> bool:
    """ "$9 a month", and "12 dollars a seat"."""
    return item.per is not None or not _units(message, item).isdisjoint(word_stems("by_the_seat"))


def earned(message: Message, items: Sequence[Measured], *, asked: bool) -> Product | None:
    """USD a month of a price that others pay, and how many of them or how often; `asked` for the benefit.

    What is charged for each case today is how things are: only what would be charged is won.
    """
    prices = [item for item in items if item.quantity.currency == "USD" and is_earned(message, item)]
    if len(prices) != 1:
        return None
    [price] = prices
    planned = asked or _is_planned(message, price.sentence)
    if planned and price.per is not None and not is_price_of_one(message, price):
        low, high = price.quantity.range or (price.quantity.value,) * 2
        return span(low * price.per, high * price.per, price, price)
    monthly = is_by_the_month(message, price)
    for count in items:
        near = abs(count.sentence - price.sentence) <= 1 and count.quantity.kind == "plain"
        subscribed = price.per is not None and (bool(_units(message, price)) or is_of_them(message, count))
        if not near or not (planned or subscribed or _is_planned(message, count.sentence)):
            continue
        if (count.per is None) == monthly and _is_count_of(message, count, price):
            return product(price, count, price.per or count.per or 1.0)
    return None


def _is_planned(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    return _plans(message.tokens[sentence.first : sentence.last])


def _is_planned_before(message: Message, item: Measured) -> bool:
    """ "Patients would pay $80 a visit"; not "patients pay us $80 a visit, and the bot would catch half of them"."""
    return _plans(message.tokens[message.structure.clauses[item.clause].first : item.first])


def _plans(tokens: Sequence[Token]) -> bool:
    return any(token.lower in _MODALS | _PLANS or token.lower.endswith(("'d", "'ll")) for token in tokens)


def _is_count_of(message: Message, count: Measured, price: Measured) -> bool:
    """ "Per contract ... 1,000 contracts", "each client ... 120 of them", "a seat ... 300 customers"."""
    if _units(message, price) & named_stems(message, count):
        return True
    if price.per is None and count.per is not None:
        return False
    return is_of_them(message, count) or not word_stems("askers").isdisjoint(named_stems(message, count))


def _units(message: Message, price: Measured) -> frozenset[str]:
    return frozenset(_unit_named(message, price))


def _unit_named(message: Message, price: Measured) -> list[str]:
    """The stems of what the price is for one of: "per processed file", "each client pays us", "$3 a month each"."""
    clause = message.structure.clauses[price.clause]
    tokens = message.tokens
    behind = [
        place
        for place in range(price.quantity.last, min(clause.last, price.last + _UNIT_NEAR))
        if tokens[place].lower in EVERY or (place == price.quantity.last and tokens[place].lower in _OF_ONE)
    ]
    ahead = [place for place in range(clause.first, price.first) if tokens[place].lower in EVERY]
    places = [place for place in (*behind, *ahead) if tokens[place + 1 : place + 2] and not _is_time(tokens[place + 1])]
    return [stem for place in places for stem in _noun_phrase(tokens[place + 1 : place + 1 + _UNIT_LONG])]


def _noun_phrase(tokens: Sequence[Token]) -> list[str]:
    ends = (at for at, token in enumerate(tokens) if token.kind != "word" or token.lower in _NO_NOUNS)
    return [token.stem for token in tokens[: next(ends, len(tokens))]]


def _is_time(token: Token) -> bool:
    return token.lower in _TIMES


_NEAR = 7  # tokens
_SUBJECT_NEAR = 3  # tokens
_UNIT_NEAR, _UNIT_LONG = 2, 3  # tokens
_DEAREST_CASE = 1_000  # USD
_OF_ONE = frozenset({"a", "an", "/"})
_OURSELVES = frozenset({"we", "i"})
_ANYBODY = frozenset({"nobody", "everybody", "everyone", "people"})
_PLANS = frozenset({"plan", "want", "intend", "hope", "let", "lets", "allow", "allows", "enable", "enables"})
_NO_NOUNS = frozenset(
    {"and", "or", "but", "for", "with", "to", "of", "in", "on", "at", "from", "that", "which", "we", "i", "it", "is",
     "would", "will", "could", "can", "pay", "pays", "bring", "brings", "if", "when", "because"}
)  # fmt: skip
_TIMES = frozenset({"month", "year", "week", "day", "quarter"})
_MODALS = frozenset({"would", "will", "could", "can", "might", "may", "should", "gladly", "happily"})
