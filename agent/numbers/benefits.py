"""What it is worth a month by two numbers that stand together: cases times the worth of one, positions times pay.

Hours and minutes of work are parts, `agent.numbers.part_times`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from agent.numbers.earnings import earned, is_earned
from agent.numbers.part_sums import calls_per_case
from agent.numbers.products import (
    HOUR,
    HOURLY,
    YEARLY,
    Product,
    derived_words,
    found_in,
    is_apiece,
    is_total,
    multiplied,
    named_stems,
    product,
    said_each,
    saves,
    says,
    span,
)
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words


def benefit_of(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """USD a month, or `None` where no two numbers say it."""
    if any(_is_sum_of(message, item) for item in items):
        return None  # they have done the sum
    deflected = _deflected(message, items, context)
    return (
        (deflected.product if deflected else None)
        or earned(message, items, asked="monthly_benefit" in context.asked)
        or _positions_times_pay(message, items, context)
        or _saved_on_every_one(message, items)
        or _fewer_positions(message, items)
        or _part_of_their_work(message, items)
        or _told_product(message, items, context)
        or _more_of_each(message, items, context)
        or _worth_times_count(message, items, context)
        or _worth_of_the_known(message, items, context)
    )


def _is_sum_of(message: Message, item: Measured) -> bool:
    """ "So $26,400 a month", "makes 14,000 dollars a year"."""
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    return money and item.per is not None and item.per <= 1 and is_total(message, item)


def counted_benefits(message: Message, context: Context) -> list[Measured]:
    """Numbers that only say what is gained: calls that are avoided are not the volume, nor is their share a rate."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    deflected = _deflected(message, items, context)
    if deflected:
        return list(deflected.used)
    made = benefit_of(message, items, context)
    paid = [item for item in items if made and made[1] <= item.first < made[2] and item.quantity.kind == "money"]
    pair = _worth_and_count(message, items, context)
    if pair is None:
        return paid
    worth, count = pair
    only_gains = saves(message, count) or says(message, "gains", count.sentence) or worth.sentence == count.sentence
    return [*paid, count] if only_gains else paid


def _worth_times_count(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "Each avoided call is worth $3, and we would avoid 10,000 a month"."""
    pair = _worth_and_count(message, items, context)
    return product(*pair, pair[1].per or 1.0) if pair else None


def _worth_and_count(message: Message, items: Sequence[Measured], context: Context) -> tuple[Measured, Measured] | None:
    asked = context.asked == ("monthly_benefit",)
    items = [item for item in items if item is not hourly_cost(message, items)]
    for worth, count in (*pairwise(items), *((second, first) for first, second in pairwise(items))):
        if _is_price(worth, asked=asked) and count.quantity.kind == "plain" and count.per is not None:
            near = abs(worth.sentence - count.sentence) <= 1
            felt = message.activation(worth)
            gains = saves(message, worth) and felt.get("benefit", 0.0) > felt.get("pay", 0.0)
            if _is_of_today(message, worth, count):
                continue
            if near and gains and is_apiece(message, worth):
                return worth, count
            said = asked or any(says(message, "gains", item.sentence) for item in (worth, count))
            said = said or _all_of_that_goes(message, max(worth, count, key=lambda item: item.first))
            if near and said and not worth.quantity.bound and _is_of_one(message, worth):
                return worth, count
    return None


def _is_of_today(message: Message, worth: Measured, count: Measured) -> bool:
    """ "We see 60 patients a week, each brings in $120": none of them is won besides."""
    clause = message.structure.clauses[worth.clause]
    brings = any(token.lower in ("brings", "bring") for token in message.tokens[clause.first : worth.first])
    sentence = message.structure.sentences[count.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return brings and words.isdisjoint(_WON)


def _all_of_that_goes(message: Message, last: Measured) -> bool:
    """ "They type 200,000 words a month. All of that could go.": the next sentence, which has no number of its own."""
    number = last.sentence + 1
    if number >= len(message.structure.sentences) or any(item.sentence == number for item in message.measured):
        return False
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return bool(words & {"that", "this", "it", "them", "those"}) and says(message, "gains", number)


def _is_price(item: Measured, *, asked: bool = False) -> bool:
    """ "$3", "3.50 a call"; "2,000 each", where the benefit was asked for."""
    quantity = item.quantity
    cheap = quantity.value < _DEAREST_CASE or asked
    plain = quantity.kind == "plain" and item.each and not item.nouns and cheap
    return item.per is None and (plain or (quantity.kind == "money" and quantity.currency == "USD"))


def _is_of_one(message: Message, worth: Measured) -> bool:
    """ "Each case keeps $220", "45 bucks each", "an outsourced call costs us 4 dollars"."""
    clause = message.structure.clauses[worth.clause]
    return is_apiece(message, worth) or message.tokens[clause.first].lower in ("a", "an")


def is_hours(item: Measured) -> bool:
    """Working time that comes again: "600 hours a month", "20 minutes a day"."""
    return item.quantity.kind == "duration" and item.quantity.unit_seconds in (MINUTE, HOUR) and item.per is not None


def _positions_times_pay(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "4 FTE at 90k a year": what people cost who would be free for something else."""
    asked = "monthly_benefit" in context.asked
    for heads, pay in pairwise(items):
        paid = (
            pay.quantity.kind in ("money", "plain")
            and pay.quantity.currency in (None, "USD")
            and (pay.quantity.value >= _LEAST_PAY or _is_monthly_wage(message, pay))
        )
        words = message.tokens[heads.quantity.last : max(heads.last, heads.quantity.last + 3)]
        people = (
            heads.quantity.kind == "plain"
            and heads.per is None
            and any(hit.payload == "positions" for hit in derived_words().find(words))
        )
        plain = pay.quantity.kind == "plain" and (pay.nouns or not (asked or _is_rate_of_pay(message, heads, pay)))
        if is_the_whole(message, heads) or _is_saved_in_all(message, heads, pay):
            continue
        if not paid or not people or plain or abs(pay.sentence - heads.sentence) > 1:
            continue
        rest = [item for item in items if item.first > pay.first and item.sentence - pay.sentence <= 2]
        if any(item.quantity.value < 1 or is_total(message, item) for item in rest):
            continue  # "half of them could move", "so 14,000 a month"
        if asked or saves(message, heads) or saves(message, pay) or says(message, "gains", heads.sentence):
            return product(heads, pay, pay.per if pay.per is not None else YEARLY)
    return None


def _is_saved_in_all(message: Message, heads: Measured, pay: Measured) -> bool:
    """ "Three people chase them. We'd save $18,000 a month": that is no pay of one of them."""
    between = {token.lower for token in message.tokens[heads.last : pay.first]}
    each = said_each(message, pay) or is_apiece(message, pay)
    return not each and not _SAVING.isdisjoint(between) and _COSTING.isdisjoint(between)


_SAVING = frozenset({"save", "saves", "saved", "saving", "gain", "gains", "win", "wins"})
_COSTING = frozenset({"cost", "costs", "costing", "paid", "earn", "earns", "at", "each", "pay", "salary", "wage"})


def is_the_whole(message: Message, item: Measured) -> bool:
    """ "Two of our six clerks": six are all of them."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 3) : item.first]]
    of = ahead[-1:] == ["of"] or (ahead[-2:-1] == ["of"] and ahead[-1] in _THE)
    return of and any(one.quantity.last >= item.first - 2 and one.first < item.first for one in message.measured)


def _part_of_their_work(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Twelve adjusters at $6,000 each a month, and it takes a quarter of their work away"."""
    for heads, pay, part in zip(items, items[1:], items[2:], strict=False):
        people = heads.quantity.kind == "plain" and heads.per is None and heads.counts_something
        wage = (
            pay.per is not None and pay.quantity.kind in ("plain", "money") and pay.quantity.currency in (None, "USD")
        )
        wage = wage and not pay.nouns and pay.quantity.value * (pay.per or 0.0) >= _LEAST_WAGE
        wage = wage and (said_each(message, pay) or is_apiece(message, pay))
        behind = [token.lower for token in message.tokens[part.quantity.last - 1 : part.quantity.last + _OF_WHAT]]
        work = part.quantity.kind in ("share", "factor") and "of" in behind[:2] and bool(_WORK.intersection(behind))
        near = heads.sentence == pay.sentence and part.sentence - pay.sentence <= 1
        if people and wage and work and near and (says(message, "gains", part.sentence) or saves(message, part)):
            return multiplied([heads, pay, part], pay.per or 1.0)
    return None


def _told_product(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "We needn't hire the 3 people, that's 3 x 3,800", "200 × 15 = 3,000"."""
    for times, amount in pairwise(items):
        joined = times.quantity.kind == "factor" and amount.first == times.quantity.last
        joined = joined and message.tokens[amount.first - 1].lower in _CROSSES
        money = amount.is_bare() and amount.quantity.kind in ("plain", "money")
        money = money and amount.quantity.currency in (None, "USD")
        gains = "monthly_benefit" in context.asked or says(message, "gains", amount.sentence)
        if joined and money and gains and times.quantity.value * amount.quantity.value >= _LEAST_WAGE:
            return product(times, amount, amount.per or 1.0)
    return None


def _more_of_each(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "Ten dollars more a month from each of 1,500 subscribers"."""
    for gain, heads in pairwise(items):
        money = gain.quantity.kind == "money" and gain.quantity.currency == "USD" and gain.per is not None
        plain = heads.quantity.kind == "plain" and heads.per is None and heads.counts_something
        ahead = [token.lower for token in message.tokens[gain.last : heads.first]]
        each = ("each", "of") in pairwise(ahead) and heads.sentence == gain.sentence
        if money and plain and each and ("monthly_benefit" in context.asked or saves(message, gain)):
            return product(gain, heads, gain.per or 1.0)
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
    if between in (["at"], ["à"], [",", "at"]):
        return pay.per is not None and said_each(message, pay)
    return pay.per is not None and bool(_PAID.intersection(between))  # "loaded cost 78,000 a year"


def _saved_on_every_one(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "We'd save 1.90 on each of the 64k", where 64k mails a month are told."""
    for worth, count in pairwise(items):
        between = [token.lower for token in message.tokens[worth.quantity.last : count.first]]
        on_each = bool({"each", "every"} & {*between}) and set(between) <= _ON_EACH
        small = worth.quantity.value < _DEAREST_CASE and worth.quantity.kind in ("plain", "money")
        counted = count.quantity.kind == "plain" and count.quantity.currency is None
        if not (on_each and small and counted and worth.sentence == count.sentence and saves(message, worth)):
            continue
        alike = [one.per for one in items if one.quantity.value == count.quantity.value and one.per is not None]
        if alike or count.per is not None:
            return product(worth, count, count.per or alike[0] or 1.0)
    return None


_ON_EACH = frozenset(
    {"on", "for", "with", "per", "at", "each", "every", "one", "single", "of", "the", "our", "those", "these"}
)


def is_of_minutes(item: Measured) -> bool:
    """Working time of one case: minutes or a few hours."""
    quantity = item.quantity
    working = quantity.kind == "duration" and quantity.unit_seconds in (MINUTE, HOUR) and not quantity.bare_article
    return working and item.per is None and MINUTE <= quantity.value <= _LONGEST_CASE


def _are_cases(item: Measured) -> bool:
    """ "8,000 claims a month", "15,000 replies a month"."""
    counted = item.counts_something and not item.nouns
    return item.quantity.kind == "plain" and item.per is not None and (counted or bool(item.nouns & CASES))


def known_volume(context: Context) -> float | None:
    known = context.facts.get("requests_per_month")
    return float(known.value) if known is not None and isinstance(known.value, int | float) else None


def _known_cases(context: Context) -> float | None:
    """What people work on: a case may take several of the requests."""
    volume = known_volume(context)
    return volume / calls_per_case(volume, context.parts) if volume else volume


def is_gain_of_others(message: Message, item: Measured) -> bool:
    """ "Customers save 25 minutes each": nobody pays them for it."""
    clause = message.structure.clauses[item.clause]
    return found_in(message, "others_gain", clause.first, item.first)


@dataclass(frozen=True, slots=True)
class _Deflected:
    product: Product
    used: Sequence[Measured]


def _deflected(message: Message, items: Sequence[Measured], context: Context) -> _Deflected | None:
    """ "It would take over 40% of the calls, which cost us $5 apiece"; the volume may be known."""
    shares = [item for item in items if item.quantity.kind == "share"]
    costs = [item for item in items if is_cost_of_one(message, item) or _is_saved_on(message, shares, item)]
    worth = any(saves(message, item) for item in costs)
    parts = [item for item in shares if _goes_away(message, item, worth=worth)]
    if len(parts) != 1 or len(costs) != 1 or abs(parts[0].sentence - costs[0].sentence) > 1:
        return None
    part, cost = parts[0], costs[0]
    cases = [item for item in items if _are_cases(item)]
    volume = cases[0].quantity.value * (cases[0].per or 1.0) if len(cases) == 1 else None
    volume = _known_cases(context) if not cases else volume
    if volume is None:
        return None
    low, high = part.quantity.range or (part.quantity.value, part.quantity.value)
    least, most = cost.quantity.range or (cost.quantity.value, cost.quantity.value)
    places = sorted((part, cost, *cases), key=lambda item: item.first)
    made = span(low * least * volume, high * most * volume, places[0], places[-1])
    return _Deflected(made, (part, cost))


def _is_saved_on(message: Message, shares: Sequence[Measured], item: Measured) -> bool:
    """ "For a third of them we'd save the 4 dollars that the desk charges"."""
    cheap = _is_price(item) and item.quantity.kind == "money" and item.quantity.value < _DEAREST_CASE
    return cheap and saves(message, item) and any(part.sentence == item.sentence for part in shares)


def _goes_away(message: Message, part: Measured, *, worth: bool) -> bool:
    """ "30% would be deflected", "half of the calls would go away", of cases and of nothing else.

    `worth` says that the message speaks of what one case saves: then the share alone is enough.
    """
    first, last = message.structure.clauses[part.clause].first, message.structure.sentences[part.sentence].last
    said = worth or found_in(message, "deflects", first, last) or found_in(message, "gains", first, last)
    said = said and not found_in(message, "of_before", first, last)
    behind = message.tokens[part.quantity.last : part.quantity.last + _OF_WHAT]
    of_cases = bool(behind) and behind[0].lower == "of"
    of_cases = of_cases and any(token.stem in case_words() or token.lower in _THEM for token in behind)
    return said and (of_cases or _counts_cases(message, part)) and not is_gain_of_others(message, part)


def _counts_cases(message: Message, part: Measured) -> bool:
    """ "30% fewer tickets", "30% of our 20,000 inbound tickets"."""
    behind = message.tokens[part.quantity.last : part.quantity.last + _OF_MANY]
    return any(token.stem in case_words() for token in behind) and any(
        token.lower in ("fewer", "less", "of") for token in behind[:1]
    )


def is_cost_of_one(message: Message, item: Measured) -> bool:
    """ "Each costs us $8", "a ticket is $6", "a human answer costs us $5", "a return is $8" of 300 returns a month."""
    if not _is_price(item) or item.quantity.kind != "money":
        return False
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    counted = case_words().union(
        *(named_stems(message, other) for other in message.measured if _are_cases(other) and other is not item)
    )
    of_one = any(
        token.lower in ("a", "an", "one") and any(one.stem in counted for one in ahead[place + 1 : place + _ITS_CASE])
        for place, token in enumerate(ahead)
    )
    return of_one or is_apiece(message, item) or said_each(message, item)


def _worth_of_the_known(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "4 dollars per ticket", as the answer to what it is worth, where the volume is known."""
    volume = _known_cases(context)
    if volume is None or len(items) != 1:
        return None
    [worth] = items
    every = saves(message, worth) and says(message, "all_of_them", worth.sentence)
    if context.asked != ("monthly_benefit",) and not every:
        return None
    paid = message.activation(worth).get("pay", 0.0) > _PAYS and not saves(message, worth)
    paid = paid and not is_earned(message, worth)
    if paid or not is_cost_of_one(message, worth):
        return None
    low, high = worth.quantity.range or (worth.quantity.value, worth.quantity.value)
    return span(low * volume, high * volume, worth, worth)


def _fewer_positions(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "An agent costs $4,000 a month, and we could do with five fewer"."""
    for pay, heads in combinations(items, 2):
        behind = [token.lower for token in message.tokens[heads.quantity.last : heads.quantity.last + 1]]
        fewer = heads.quantity.kind == "plain" and heads.per is None and behind in (["fewer"], ["less"])
        clause = message.structure.clauses[pay.clause]
        named = any(
            hit.payload == "positions" for hit in derived_words().find(message.tokens[clause.first : pay.first])
        )
        wage = pay.quantity.kind in ("plain", "money") and pay.quantity.currency in (None, "USD")
        wage = (
            wage
            and pay.per is not None
            and not pay.nouns
            and pay.quantity.value * (pay.per or 0.0) >= _LEAST_WAGE
            and heads.sentence - pay.sentence <= 1
        )
        if fewer and named and wage:
            return product(heads, pay, pay.per or 1.0)
    return None


def hourly_cost(message: Message, items: Sequence[Measured]) -> Measured | None:
    """What an hour of work costs; "300 hours at 40 dollars" says it too."""
    plain = next((item for item in items if _is_hourly(message, item)), None)
    if plain is not None:
        return plain
    for hours, cost in pairwise(items):
        between = [token.lower for token in message.tokens[hours.last : cost.first]]
        money = cost.quantity.kind == "money" and cost.quantity.currency == "USD" and cost.per is None
        worked = hours.quantity.kind == "duration" and hours.quantity.unit_seconds == HOUR
        if worked and money and between == ["at"]:
            return cost
        rate = money or (cost.quantity.kind == "plain" and cost.is_bare() and cost.per is None)
        if worked and rate and between[-1:] == ["at"] and _CHARGED.intersection(between):  # "who are billed at 320"
            return cost
    return None


def _is_hourly(message: Message, item: Measured) -> bool:
    """ "$30 an hour"; "they cost us 30 an hour" too."""
    hourly = item.per is not None and abs(item.per - HOURLY) < 1
    bare = item.quantity.kind == "plain" and item.is_bare() and hourly
    at = item.first > 0 and message.tokens[item.first - 1].lower == "at"  # "2 hours on each, at 50 an hour"
    return _costs_an_hour(message, item) or (bare and (at or message.activation(item).get("pay", 0.0) > _PAYS))


def _costs_an_hour(message: Message, item: Measured) -> bool:
    """ "$30 an hour", "an hour of a handler is $30"."""
    if item.quantity.kind != "money" or item.quantity.currency != "USD":
        return False
    if item.per is not None and abs(item.per - HOURLY) < 1:
        return True
    begins = max(message.structure.sentences[item.sentence].first, item.first - _HOUR_AHEAD)
    ahead = [token.lower for token in message.tokens[begins : item.first]]
    if ahead[-1:] == ["but"] and "not" in ahead:  # "the hour is not 38 but 32 dollars"
        ahead = ahead[: ahead.index("not")]
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    if item.per is None and behind == ["the", "hour"]:
        return True
    plain = [word for word in ahead if word not in _VALUED]
    if item.per is None and plain[-2:] in _HOUR_IS:  # "technician hour is $61", "my hour is worth about 60 dollars"
        return True
    return item.per is None and any(
        word in ("a", "an", "per", "one", "each", "every", ",") and _AN_HOUR & {*ahead[place + 1 : place + _ITS_HOUR]}
        for place, word in enumerate(ahead)
    )


_LEAST_PAY = 10_000  # USD a year
_PAYS = 0.4
_DEAREST_CASE = 1_000  # USD
_LEAST_WAGE = 500  # USD a month
_PAID = frozenset(
    {"cost", "costs", "costing", "paid", "earn", "earns", "earning", "salary", "salaries", "wage", "wages"}
)
_CHARGED = frozenset({"billed", "bill", "charged", "charge", "paid", "costed", "priced", "valued"})
_HOUR_AHEAD = 7  # tokens
_ITS_CASE = 3  # tokens: "a human answer"
_HOUR_IS = [["hour", word] for word in ("is", "costs", "=", ":", "at", "comes", "sells", "bills")]
_VALUED = frozenset({"worth", "me", "us", "about", "around", "roughly", "some", "to", "for", "valued"})
_AN_HOUR = frozenset({"hour", "hours"})
_ITS_HOUR = 4  # tokens: "an agent hour", "a person-hour"
MINUTE = 60.0  # seconds
_LONGEST_CASE = 8 * HOUR
CASES = frozenset({"item", "request", "conversation", "document"})
_CROSSES = frozenset({"x", "×", "*"})
_WORK = frozenset({"work", "workload", "time", "job", "hours", "effort", "load"})
_WON = frozenset(
    {
        "avoid",
        "avoided",
        "save",
        "saved",
        "win",
        "gain",
        "more",
        "extra",
        "additional",
        "further",
        "would",
        "could",
        "we'd",
        "it'd",
        "lose",
        "miss",
        "lost",
    }
)
_THE = frozenset({"the", "our", "my", "these", "those", "all"})
_THEM = frozenset({"them", "those", "these"})
_OF_WHAT, _OF_MANY = 5, 7  # tokens
