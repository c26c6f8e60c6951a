"""Which numbers of a message are prices, and what a price is for one of: "$0.04 per alert", "$30 a seat a month"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from agent.numbers.products import ends_at
from agent.reading.offer_words import LABELS, stems_of
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Token

LEAST = 100  # without a sign a smaller number is no price
LEAST_SIGNED = 1_000  # what is asked once, and no price of one case


def is_price(message: Message, item: Measured, *, headed: bool = False) -> bool:
    """Whether a number is money, in dollars; `headed` where the words before it say that it is a price."""
    quantity = item.quantity
    if _is_own_purse(message, item):
        return False
    if quantity.kind == "money":
        return quantity.currency == "USD"
    added = item.first > 0 and message.tokens[item.first - 1].lower in ("plus", "+")
    least = LEAST if quantity.scale > 1 or item.per is not None or added else LEAST_SIGNED
    colon = item.first > 0 and message.tokens[item.first - 1].text == ":"  # "Consultant: 80k" counts no consultants
    if quantity.kind == "plain" and 0 < quantity.value < 1 and case_of(message, item) is not None:
        return True  # "0.04 per request"
    small = quantity.value < (1 if headed else least)
    by_each = item.each and not (headed and case_of(message, item) is not None)
    if quantity.kind != "plain" or small or by_each or (item.nouns and not (colon or headed)):
        return False
    if is_of_all(message, item):
        return False
    behind = message.tokens[quantity.last : quantity.last + 1]
    counted = item.counts_something and behind and behind[0].kind == "word" and behind[0].lower not in _NOT_COUNTED
    labelled = item.per is None and item.first > 0 and message.tokens[item.first - 1].lower in LABELS
    return (added or not counted) and not labelled


def _is_own_purse(message: Message, item: Measured) -> bool:
    """ "The agency asks 60,000, we have 35,000", "... and all I've got is 25,000"; not "we have 30k from A"."""
    clause = message.structure.clauses[item.clause]
    begins = range(max(clause.first, item.first - _PURSE_NEAR), item.first)
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    once = item.per is None and not item.each and _FROM_OTHERS.isdisjoint(behind)
    return once and any(ends_at(message, "own_purse", place, item.first) for place in begins)


_PURSE_NEAR = 6  # tokens
_FROM_OTHERS = frozenset({"from", "by", "quoted", "offered", "for", "as"})


def is_of_all(message: Message, item: Measured) -> bool:
    """ "For all 2,000", "for our 450", "for the 1,200 of us": people, told by their number alone."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    return ahead[-1:] == ["all"] or ahead in (["for", "our"], ["all", "of"]) or behind == ["of", "us"]


_NOT_COUNTED = frozenset(
    {"set", "setup", "up", "upfront", "once", "one", "fixed", "flat", "down", "a", "per", "each", "monthly", "yearly",
     "annual", "annually", "for", "and", "plus", "then", "initial", "initially", "upkeep", "maintenance", "hosting",
     "price", "to", "total", "all", "dollars", "bucks"}
)  # fmt: skip


def case_of(message: Message, item: Measured) -> Token | None:
    """What a price is for one of: "$0.04 per alert", "$30 a seat a month", "$0.35 per handled call"."""
    tokens, at = message.tokens, item.quantity.last
    if is_of_handled(message, item):
        return tokens[at + 2] if tokens[at].lower in _LEADS else None
    led = _LEADS | {"for"}
    if _is_time(tokens[at : at + 2]):  # "30 a month per person", "25 a month for each of 3 people"
        at += 2
        led = _LEADS
        if [one.lower for one in tokens[at : at + 3]] == ["for", "each", "of"]:
            counted = tokens[at + 3 : at + 5]
            return counted[-1] if counted and counted[-1].kind == "word" else None
    behind = tokens[at : at + 2]
    named = len(behind) == 2 and behind[0].lower in led and behind[1].kind == "word"
    return behind[1] if named and behind[1].stem not in _TIMES else None


def _is_time(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 2 and tokens[0].lower in _LEADS and tokens[1].stem in _TIMES


_LEADS = frozenset({"a", "an", "per", "/", "each"})
_TIMES = frozenset({"month", "year", "day", "week", "hour", "quarter", "annum"})


def is_of_handled(message: Message, item: Measured) -> bool:
    """ "Per resolved ticket": only for those that it takes over."""
    behind = message.tokens[item.quantity.last + 1 : item.quantity.last + 3]
    return len(behind) == 2 and behind[0].stem in stems_of("handled") and behind[1].kind == "word"


def singular(token: Token) -> str:
    return token.lower[:-1] if token.lower.endswith("s") and not token.lower.endswith("ss") else token.lower


def with_each_price(message: Message, hits: Sequence[Hit[str]]) -> Message:
    """ "The two offers cost $4,000 or $6,000 a month": the price of each, and no span."""
    counted = {
        message.structure.sentence_of(hit.first): _SO_MANY[word]
        for hit in hits
        if hit.payload == "several" and (word := message.tokens[hit.first].lower) in _SO_MANY
    }
    measured: list[Measured] = []
    for number, items in groupby(message.measured, key=lambda item: item.sentence):
        whole = list(items)
        split = [one for item in whole for one in _apart(message, item)]
        prices = [one for one in split if is_price(message, one)]
        measured += split if len(prices) == counted.get(number) else whole
    return replace(message, measured=measured)


_SO_MANY = {"two": 2, "both": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}


def _apart(message: Message, item: Measured) -> tuple[Measured, ...]:
    """The two ends of "$4,000 or $6,000"."""
    quantity = item.quantity
    within = range(quantity.first, quantity.last)
    place = next((at for at in within if message.tokens[at].lower == "or"), None)
    if place is None or quantity.range is None:
        return (item,)
    low, high = quantity.range
    first = replace(quantity, value=low, range=None, last=place)
    second = replace(quantity, value=high, range=None, first=place + 1)
    return replace(item, quantity=first, last=place), replace(item, quantity=second)
