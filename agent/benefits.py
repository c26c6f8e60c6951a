"""What it is worth a month by plain arithmetic: hours saved times their cost, cases times the worth of one."""

from collections.abc import Sequence
from itertools import pairwise

from agent.message import Message
from agent.products import (
    HOUR,
    HOURLY,
    YEARLY,
    Product,
    derived_words,
    is_apiece,
    is_total,
    product,
    said_each,
    saves,
    says,
    span,
)
from agent.roles import Measured
from agent.understanding import Context


def benefit_of(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """USD a month, or `None` where no two numbers say it."""
    benefit = _hours_times_cost(message, items) or _positions_times_pay(message, items, context)
    return (
        benefit
        or _minutes_times_cases(message, items)
        or _worth_times_count(message, items)
        or _part_of_a_cost(message, items)
        or _part_in_front(message, items, context)
    )


def _part_in_front(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "We'd save half of 190k a month"."""
    asked = context.asked == ("monthly_benefit",)
    for part, cost in pairwise(items):
        amount = cost.quantity.currency in (None, "USD") and cost.quantity.kind in ("plain", "money")
        amount = amount and not cost.nouns and not cost.counts_something and cost.per is not None
        joined = [token.lower for token in message.tokens[part.quantity.last : cost.first]] in (["of"], ["of", "our"])
        large = cost.quantity.value * (cost.per or 1.0) >= _LEAST_WAGE
        if part.quantity.kind == "share" and amount and joined and large and (asked or saves(message, part)):
            return product(part, cost, cost.per or 1.0)
    return None


def _hours_times_cost(message: Message, items: Sequence[Measured]) -> Product | None:
    gains = any(
        hit.payload == "benefit" and message.structure.mode_at(hit.first) == "fact"
        for hits in message.number_cues.values()
        for hit in hits
    )
    gains = gains or any(_is_hours(item) and says(message, "gains", item.sentence) for item in items)
    hours = next((item for item in items if _is_hours(item) and gains and item.quantity.kind == "duration"), None)
    cost = next((item for item in items if _costs_an_hour(message, item)), None)
    if hours is None or cost is None or hours.per is None:
        return None
    worked = hours.quantity.scaled(1 / HOUR * _heads(message, items, hours))
    low, high = worked.range or (worked.value, worked.value)
    least, most = cost.quantity.range or (cost.quantity.value, cost.quantity.value)
    return span(low * least * hours.per, high * most * hours.per, hours, cost)


def counted_benefits(message: Message) -> list[Measured]:
    """Counts that a worth apiece was multiplied with: calls that are avoided are not the volume."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    pair = None if _hours_times_cost(message, items) else _worth_and_count(message, items)
    if pair is None:
        return []
    worth, count = pair
    only_gains = saves(message, count) or says(message, "gains", count.sentence) or worth.sentence == count.sentence
    return [count] if only_gains else []


def _worth_times_count(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Each avoided call is worth $3, and we would avoid 10,000 a month"."""
    pair = _worth_and_count(message, items)
    return product(*pair, pair[1].per or 1.0) if pair else None


def _worth_and_count(message: Message, items: Sequence[Measured]) -> tuple[Measured, Measured] | None:
    for worth, count in (*pairwise(items), *((second, first) for first, second in pairwise(items))):
        money = worth.quantity.kind == "money" and worth.quantity.currency == "USD" and worth.per is None
        if money and count.quantity.kind == "plain" and count.per is not None:
            near = abs(worth.sentence - count.sentence) <= 1
            felt = message.activation(worth)
            gains = saves(message, worth) and felt.get("benefit", 0.0) > felt.get("pay", 0.0)
            if near and gains and is_apiece(message, worth):
                return worth, count
            said = any(says(message, "gains", item.sentence) for item in (worth, count))
            if near and said and not worth.quantity.bound and _is_of_one(message, worth):
                return worth, count
    return None


def _is_of_one(message: Message, worth: Measured) -> bool:
    """ "Each case keeps $220", "45 bucks each", "an outsourced call costs us 4 dollars"."""
    clause = message.structure.clauses[worth.clause]
    return is_apiece(message, worth) or message.tokens[clause.first].lower in ("a", "an")


def _part_of_a_cost(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "We pay translators $24,000 a month, and two thirds of that would vanish"."""
    for cost, part in pairwise(items):
        paid = cost.quantity.kind == "plain" and cost.is_bare() and message.activation(cost).get("pay", 0.0) > _PAYS
        money = cost.per is not None and (paid or (cost.quantity.kind == "money" and cost.quantity.currency == "USD"))
        place = part.quantity.last
        behind = [token.lower for token in message.tokens[place - 1 : place + 2]]
        of_that = any(pair in _OF_THAT for pair in pairwise(behind)) or behind[1:] == ["saved"]
        half = part.quantity.kind == "factor" and part.quantity.value == _HALF
        of_that = (of_that and part.quantity.kind == "share") or (half and behind[0] == "that")
        near = part.sentence - cost.sentence <= 1
        if money and of_that and near and (says(message, "gains", part.sentence) or saves(message, part)):
            return product(cost, part, cost.per or 1.0)
    return None


_OF_THAT = frozenset({("of", "that"), ("of", "it"), ("of", "this")})


def _heads(message: Message, items: Sequence[Measured], hours: Measured) -> float:
    """How many people work the hours: "40 developers 5 hours each", "each of our 35 handlers 20 hours"."""
    together = [item for item in items if item.quantity.kind == "plain" and item.sentence == hours.sentence]
    for item in together:
        ahead = [token.lower for token in message.tokens[max(0, item.first - 3) : item.first]]
        if item.first < hours.first and item.per is None and ("each", "of") in pairwise(ahead):
            return item.quantity.value
    if not hours.each:
        return 1.0
    heads = [item for item in together if "user" in item.nouns and item.per is None]
    return heads[0].quantity.value if len(heads) == 1 else 1.0


def _is_hours(item: Measured) -> bool:
    return item.quantity.kind == "duration" and item.quantity.unit_seconds == HOUR and item.per is not None


def _positions_times_pay(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "4 FTE at 90k a year": what people cost who would be free for something else."""
    asked = "monthly_benefit" in context.asked
    for heads, pay in pairwise(items):
        paid = (
            pay.quantity.kind in ("money", "plain")
            and pay.quantity.currency in (None, "USD")
            and (pay.quantity.value >= _LEAST_PAY or _is_monthly_wage(message, pay))
        )
        words = message.tokens[heads.quantity.last : heads.quantity.last + 3]
        people = (
            heads.quantity.kind == "plain"
            and heads.per is None
            and any(hit.payload == "positions" for hit in derived_words().find(words))
        )
        plain = pay.quantity.kind == "plain" and (pay.nouns or not (asked or _is_rate_of_pay(message, heads, pay)))
        if not paid or not people or plain or abs(pay.sentence - heads.sentence) > 1:
            continue
        rest = [item for item in items if item.first > pay.first and item.sentence - pay.sentence <= 2]
        if any(item.quantity.value < 1 or is_total(message, item) for item in rest):
            continue  # "half of them could move", "so 14,000 a month"
        if asked or saves(message, heads) or saves(message, pay) or says(message, "gains", heads.sentence):
            return product(heads, pay, pay.per if pay.per is not None else YEARLY)
    return None


def _is_monthly_wage(message: Message, pay: Measured) -> bool:
    """ "Each of them is 5,500 dollars a month"."""
    return (
        pay.per == 1
        and pay.quantity.kind in ("money", "plain")
        and pay.quantity.value >= _LEAST_WAGE
        and (is_apiece(message, pay) or said_each(message, pay))
    )


def _is_rate_of_pay(message: Message, heads: Measured, pay: Measured) -> bool:
    """ "4 temps at 2,500 a month each"."""
    between = [token.lower for token in message.tokens[heads.last : pay.first]]
    return between in (["at"], ["à"], [",", "at"]) and pay.per is not None and said_each(message, pay)


def _minutes_times_cases(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "10 minutes saved on each of 12,000 cases a month, and an hour costs $30"."""
    saved = [item for item in items if item.quantity.kind == "duration" and 60 <= item.quantity.value <= 8 * HOUR
             and item.quantity.unit_seconds in (60.0, HOUR) and not item.quantity.bare_article]  # fmt: skip
    cases = [item for item in items if item.quantity.kind == "plain" and item.per is not None
             and item.nouns & {"item", "request", "conversation", "document"}]  # fmt: skip
    costs = [item for item in items if _costs_an_hour(message, item)]
    gains = any(saves(message, item) for item in (*saved, *cases)) or _says_less(message)
    if not saved or not cases or not costs or not gains:
        return None
    minutes, count, cost = saved[0], cases[0], costs[0]
    value = minutes.quantity.value / HOUR * count.quantity.value * (count.per or 1.0) * cost.quantity.value
    places = sorted((minutes, count, cost), key=lambda item: item.first)
    return span(value, value, places[0], places[-1])


def _says_less(message: Message) -> bool:
    return any(token.lower in ("less", "faster", "quicker", "shorter") for token in message.tokens)


def _costs_an_hour(message: Message, item: Measured) -> bool:
    """ "$30 an hour", "an hour of a handler is $30"."""
    if item.quantity.kind != "money" or item.quantity.currency != "USD":
        return False
    if item.per is not None and abs(item.per - HOURLY) < 1:
        return True
    ahead = [token.lower for token in message.tokens[max(0, item.first - _HOUR_AHEAD) : item.first]]
    return item.per is None and any(
        word in ("a", "an", "per", "one") and "hour" in ahead[place + 1 : place + _ITS_HOUR]
        for place, word in enumerate(ahead)
    )


_LEAST_PAY = 10_000  # USD a year
_PAYS = 0.4
_LEAST_WAGE = 500  # USD a month
_HOUR_AHEAD = 7  # tokens
_ITS_HOUR = 3  # tokens: "an agent hour"
_HALF = 0.5
