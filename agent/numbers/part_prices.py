"""Prices in a message: what a case or a word costs, and what others ask once or a month."""

from agent.facts import Part, PartName
from agent.numbers.benefits import is_cost_of_one
from agent.numbers.earnings import charged_for, is_by_the_month, is_earned
from agent.numbers.gain_parts import gain_part
from agent.numbers.paid_for import is_price_of_work
from agent.numbers.part_places import Around, as_part, counted_stems, is_for_model, is_recurring
from agent.numbers.products import (
    found_in,
    saves,
)
from agent.words.measured import Measured
from agent.words.number_words import case_words


def case_cost_part(around: Around, item: Measured) -> Part | None:
    """ "A ticket costs us $6"."""
    message = around.message
    dear = item.quantity.value >= _LEAST_CASE and not saves(message, item)
    dear = dear and message.activation(item).get("budget", 0.0) < _SAYS  # "released a budget of 400k"
    clause = message.structure.clauses[item.clause]
    theirs = any(found_in(message, group, clause.first, clause.last) for group in ("promised", "sellers"))
    theirs = theirs and not is_price_of_work(message, item)
    money = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is None
    cases = case_words() | counted_stems(around)
    of_case = any(token.stem in cases for token in message.tokens[clause.first : clause.last])
    named = of_case or clause.last in (item.quantity.last, item.last)  # "$6 each", no "$15 per million"
    of_one = named and is_cost_of_one(message, item)
    of_one = of_one or (money and found_in(message, "of_one", clause.first, item.first))
    theirs = theirs or is_earned(message, item)
    return as_part(message, item, "case_cost") if dear and not theirs and of_one else None


def charged_part(around: Around, item: Measured) -> Part | None:
    """ "I'd charge $5 per contract", "subscribers would pay $9 a month"."""
    message = around.message
    of = charged_for(message, item)
    if of is None:
        return None
    name: PartName = "charged" if is_by_the_month(message, item) else "charged_each"
    return as_part(message, item, name, per=item.per or 1.0, of=of)


def error_cost_part(around: Around, item: Measured) -> Part | None:
    """ "Each wrong answer costs us $4", "$25 a mistake"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    money = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is None
    if not money or any(found_in(message, group, clause.first, clause.last) for group in ("promised", "sellers")):
        return None
    first = max([clause.first, *(one.last for one in around.items if one.last <= item.first)])
    return as_part(message, item, "error_cost") if found_in(message, "one_error", first, clause.last) else None


def unit_cost_part(around: Around, item: Measured) -> Part | None:
    """ "$0.14 a word", and what a word would cost."""
    message = around.message
    behind = message.tokens[item.quantity.last : item.quantity.last + 2]
    of_word = len(behind) == 2 and behind[0].lower in ("a", "per", "/", "each") and behind[1].stem == "word"
    if item.quantity.kind != "money" or item.quantity.currency != "USD" or not of_word:
        return None
    clause = message.structure.clauses[item.clause]
    then = found_in(message, "then", clause.first, item.first)
    return as_part(message, item, "unit_cost_after" if then else "unit_cost")


def setup_part(around: Around, item: Measured) -> Part | None:
    """ "They want a setup fee of 300k", "use $300,000 as the up-front cost"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    money = money or (item.quantity.kind == "plain" and item.is_bare() and item.quantity.value >= _LEAST_SETUP)
    if not money or item.per is not None or item.each:
        return None
    others = [one.first for one in around.items if one.clause == item.clause and one is not item]
    first = max([clause.first, *(place for place in others if place < item.first)])
    last = min([clause.last, *(place for place in others if place > item.first)])
    named = found_in(message, "setups", first, last)
    ours = found_in(message, "purse", clause.first, clause.last) or message.activation(item).get("budget", 0.0) > _SAYS
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    ours = ours or item.quantity.bound is not None or bool(_WE & ahead and _PUT & ahead)  # a limit is a budget
    return as_part(message, item, "setup") if named and not ours else None


def fee_part(around: Around, item: Measured) -> Part | None:
    """ "Our support contract is $4,000 a month", "a vendor asks $0.04 per alert": not for the model's API."""
    message = around.message
    sentence = message.structure.sentences[item.sentence]
    if saves(message, item) or is_for_model(message, item) or item.quantity.kind != "money":
        return None
    asked = found_in(message, "fees", sentence.first, sentence.last) and not is_earned(message, item)
    asked = asked and message.activation(item).get("remains", 0.0) < _SAYS  # "that leaves $21,000 a month"
    if is_recurring(item):
        spared = found_in(message, "gains", sentence.first, item.first)
        return as_part(message, item, "fee", per=item.per or 1.0) if asked and not spared else None
    of_others = asked and found_in(message, "others", 0, len(message.tokens))
    of_others = of_others and not (item.quantity.value >= _LEAST_CASE and is_price_of_work(message, item))
    behind = message.tokens[item.quantity.last : item.quantity.last + 2]
    of_case = len(behind) == 2 and behind[0].lower in ("per", "for", "/", "a", "each", "every")
    of_case = of_case and behind[1].kind == "word" and behind[1].lower not in _NO_CASE
    return as_part(message, item, "fee_each") if of_others and of_case and item.per is None else None


def gained_part(around: Around, item: Measured) -> Part | None:
    """What is lost today, what would come in more, and what one of it brings."""
    asked = "monthly_benefit" in around.context.asked
    found = gain_part(around.message, around.items, around.context.parts, item, asked=asked)
    if found is None:
        return None
    name, of = found
    part = as_part(around.message, item, name, per=item.per or 1.0, of=of)
    ends = item.quantity.range
    if item.quantity.movement and ends is not None:  # "from $14 to $9"
        return part.model_copy(update={"value": round(ends[0] - ends[1], 10), "range": None})
    return part


_NO_CASE = frozenset(
    {"million", "thousand", "token", "tokens", "user", "seat", "head", "employee", "person", "hour", "day", "week",
     "month", "quarter", "year", "gpu", "the", "our", "this", "that"}
)  # fmt: skip
_WE = frozenset({"we", "i", "we'd", "i'd", "we'll", "i'll"})
_PUT = frozenset({"put", "invest", "spend", "have"})
_LEAST_SETUP = 100  # USD
_LEAST_CASE = 0.5  # USD
_SAYS = 0.5
