"""Values that follow from two numbers by plain arithmetic: conversations times turns, hours times their cost."""

from collections.abc import Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.numbers.benefits import benefit_of, known_volume
from agent.numbers.carried_units import with_carried_unit
from agent.numbers.counts import counts
from agent.numbers.earnings import is_earned
from agent.numbers.paid_for import is_price_of_work
from agent.numbers.parts import parts
from agent.numbers.products import (
    EVERY,
    Product,
    derived_words,
    is_apiece,
    is_for_each,
    is_named,
    named_stems,
    product,
    said_apiece,
    saves,
    span,
)
from agent.numbers.relations import relations
from agent.numbers.sums import sums
from agent.numbers.volumes import volume_of
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import stem_of
from agent.words.values import RATES, fits


def derived_statements(message: Message, context: Context) -> list[Statement]:
    """At most one statement per field."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    ours = [item for item in items if not is_earned(message, item)]
    pairs = [
        ("requests_per_month", volume_of(message, items)),
        ("monthly_benefit", benefit_of(message, items, context)),
        ("monthly_api_spend", _price_times_calls(message, ours, context) or _price_times_seats(message, ours)),
        *_totals_over_requests(message, [with_carried_unit(message, item, context.asked) for item in items], context),
        *_each_of_many(message, items, context),
        *counts(message, items, context),
        *sums(message, items, context),
        *parts(message, items, context),
        *((one.field, one.made) for one in relations(message, items, context)),
    ]
    found = {
        field: Statement(field=field, value=made[0], range=made[3], quote=message.quote(made[1], made[2]))
        for field, made in pairs
        if made is not None and fits(field, made[0])
    }
    for statement in _in_words(message, context):
        found.setdefault(statement.field, statement)
    return list(found.values())


def _price_times_calls(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "Each call costs 4 cents and we make 200,000 calls a month", "$0.06 per answer at 20k answers a month".

    The volume may be known: "half a cent a call", as the answer to what they pay.
    """
    asked = context.asked == ("monthly_api_spend",)
    prices = [item for item in items if item.quantity.kind == "money" and item.quantity.currency == "USD"
              and item.per is None and item.quantity.value < _DEAREST_CALL and is_apiece(message, item)
              and (asked or message.activation(item).get("pay", 0.0) > _SAYS or _is_of_a_model(message, item))
              and not saves(message, item)]  # fmt: skip
    if len(prices) != 1:
        return None
    [price] = prices
    if price.quantity.value >= _DEAREST_ANSWER and is_price_of_work(message, price):
        return None
    volume = known_volume(context)
    told_again = [item for item in items if item.per is None and item.quantity.kind == "plain"
                  and item.quantity.value == volume]  # fmt: skip
    if len(items) - len(told_again) == 1 and price.quantity.value < _DEAREST_ANSWER:
        felt = message.activation(price)
        of_model = asked or max(felt.get("api", 0.0), felt.get("model", 0.0)) > _SAYS
        low, high = price.quantity.range or (price.quantity.value,) * 2
        return span(low * volume, high * volume, price, price) if of_model and volume else None
    calls = [item for item in items if item.per is not None and item.quantity.kind == "plain"
             and (item.nouns & {"request", "conversation"} or _is_priced(message, price, item)
                  or _counts_what_is_priced(message, price, item))]  # fmt: skip
    if len(calls) != 1 or abs(price.sentence - calls[0].sentence) > 1:
        return None
    return product(price, calls[0], calls[0].per or 1.0)


def _is_of_a_model(message: Message, price: Measured) -> bool:
    """ "gpt-4o, 100k requests a month, 10 cents each": the sentence speaks of a model, and nobody earns anything."""
    felt = message.activation(price)
    sentence = message.structure.sentences[price.sentence]
    named = any(sentence.first <= one.first < sentence.last for one in message.models)
    return named and price.quantity.value < _DEAREST_ANSWER and felt.get("benefit", 0.0) <= _SAYS


def _counts_what_is_priced(message: Message, price: Measured, item: Measured) -> bool:
    """ "Each call costs us 3 cents and we make 200,000 a month": so many of what has just been priced."""
    clause = message.structure.clauses[price.clause]
    words = {token.stem for token in message.tokens[clause.first : clause.last]}
    alone = not item.nouns and not item.counts_something and item.sentence == price.sentence
    return alone and item.first > price.first and price.quantity.value < _DEAREST_ANSWER and bool(words & _CALLS)


_CALLS = frozenset(map(stem_of, ("call", "request", "query", "answer", "prompt")))


def _is_priced(message: Message, price: Measured, item: Measured) -> bool:
    """The price is for one of them, and so small that no human does the work."""
    stems = named_stems(message, item)
    behind = message.tokens[price.quantity.last : price.quantity.last + 2]
    one = len(behind) == 2 and behind[0].lower in ("a", "an") and behind[1].stem in stems  # "0.5 cents a ticket"
    one = one and not item.nouns & {"word", "page", "token"}  # what is charged for a word is no call of a model
    return price.quantity.value < _DEAREST_ANSWER and (one or is_named(message, stems, price))


def _price_times_seats(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "$0.80 per active user per month in API fees, and we've 15k active users"."""
    prices = [item for item in items if item.quantity.kind == "money" and item.quantity.currency == "USD"
              and item.each and item.per is not None]  # fmt: skip
    if len(prices) != 1:
        return None
    [price] = prices
    felt = message.activation(price)
    of_model = max(felt.get("api", 0.0), felt.get("model", 0.0)) > _SAYS and not saves(message, price)
    seats = [item for item in items if item.quantity.kind == "plain" and item.per is None
             and is_named(message, named_stems(message, item), price)]  # fmt: skip
    if not of_model or len(seats) != 1 or abs(price.sentence - seats[0].sentence) > 1:
        return None
    return product(price, seats[0], price.per or 1.0)


def _totals_over_requests(
    message: Message, items: Sequence[Measured], context: Context
) -> list[tuple[str, Product | None]]:
    """ "40M input tokens and 8M output tokens over 20,000 requests": 2,000 in and 400 out each."""
    totals = token_totals(message, items)
    sides = _sides(message, totals)
    counted = [item for item in items if _is_counted(item)]
    if not sides or len(counted) > 1:
        return []
    known = known_volume(context)
    rates = [item.per for item in totals if item.per is not None]
    if counted:
        per = counted[0].per or (rates[0] if rates else 1.0)
        count = counted[0].quantity.value * per
        rate = rates[0] if rates else per
    else:
        count, rate = known or 0.0, rates[0] if rates else 1.0
    if count < 1 or any((item.per or rate) * item.quantity.value < _TOTAL * count for item in totals[:1]):
        return []
    found: list[tuple[str, Product | None]] = []
    for field, item in sides.items():
        each = (item.per or rate) * item.quantity.value / count
        found.append((field, span(each, each, item, counted[0] if counted else item)))
    if counted and counted[0].per is None:
        found.append(("requests_per_month", span(count, count, counted[0], counted[0])))
    return found


def token_totals(message: Message, items: Sequence[Measured]) -> list[Measured]:
    """ "60 million input tokens and 9 million output tokens a month", "50M tokens a month in and 5M out": of all."""
    found: list[Measured] = []
    for item in items:
        behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
        follows = bool(found) and item.sentence == found[-1].sentence and item.is_bare() and behind in (["in"], ["out"])
        if item.quantity.kind == "plain" and not item.each and ("token" in item.nouns or follows):
            found.append(item)
    large = all(item.quantity.value >= _LARGEST_PROMPT for item in found)
    rated = any(item.per is not None for item in found) or (bool(found) and _is_of_all(message, found[-1]))
    each = any(
        message.tokens[place].lower in EVERY and message.tokens[place + 1].stem in ("request", "call", "question")
        for item in found
        for place in range(item.quantity.last, min(item.last + 2, len(message.tokens) - 1))
    )
    most = max((item.quantity.value for item in found), default=0.0)
    total = (large and (rated or len(found) == _BOTH)) or (rated and most >= _LARGEST_PROMPT)
    return found if total and not each and len(found) <= _BOTH else []


def _is_of_all(message: Message, item: Measured) -> bool:
    behind = [token.lower for token in message.tokens[item.last : item.last + _OF_ALL_NEAR]]
    return bool({"altogether", "overall", "total", "combined"} & {*behind}) or ("in", "all") in pairwise(behind)


def _sides(message: Message, totals: Sequence[Measured]) -> dict[str, Measured]:
    """Which of the totals goes in and which comes out, by their names or else by their size."""
    named = {item.first: _side(message, item) for item in totals}
    if len(totals) == _BOTH and set(named.values()) != {"input_tokens", "output_tokens"}:
        first, second = sorted(totals, key=lambda item: -item.quantity.value)
        return {"input_tokens": first, "output_tokens": second}
    return {side: item for item in totals if (side := named[item.first])}


def _side(message: Message, item: Measured) -> str:
    words = [token.lower for token in message.tokens[item.quantity.last : item.last + 2]]
    return next((_SIDES[word] for word in words if word in _SIDES), "")


def _is_counted(item: Measured) -> bool:
    """What the tokens are spent on: requests, or whatever comes at a rate."""
    if item.quantity.kind != "plain" or item.each or item.nouns & {"token", "word", "page"}:
        return False
    called = bool(item.nouns & {"request", "conversation"})
    return called or (item.per is not None and item.counts_something and not item.nouns & {"user", "engineer", "hour"})


def _each_of_many(message: Message, items: Sequence[Measured], context: Context) -> list[tuple[str, Product | None]]:
    """ "40 plants with 250 manuals each", "15 documents for every one of 240 machine types", "38 binders × 45".

    Where documents were asked for, whatever lies in binders is one.
    """
    asked = context.asked == ("documents",)
    for first, second in pairwise(items):
        turned = _is_for_every(message, first, second)
        groups, each = (second, first) if turned else (first, second)
        close = groups.sentence == each.sentence and groups.per is None and each.per is None
        plain = groups.quantity.kind == each.quantity.kind == "plain"
        counts = plain and bool(groups.nouns & {"thing", "user", "engineer"})
        unknown = groups.counts_something and not groups.nouns
        apiece = turned or (each.each and _is_of_group(message, groups, each)) or said_apiece(message, each)
        times = message.tokens[each.first - 1].lower in ("×", "x", "*", "times")
        apiece = apiece or times or _is_in_each(message, each)
        counts = counts or (apiece and groups.counts_something and groups.quantity.value <= _MOST_GROUPS)
        if not close or not (counts or unknown) or each.nouns & {"token", "word", "page", "turn", "user"}:
            continue
        if not (apiece or is_for_each(message, groups, each)):
            continue
        felt = message.activation(each)
        if "engineer" in each.nouns and apiece:
            return [("ml_engineers", product(groups, each, 1.0))]
        labelled = "example" in each.nouns or felt.get("examples", 0.0) > _SAYS
        of_another = each.each and not turned and not _is_of_group(message, groups, each)
        if labelled or (("document" in each.nouns and not of_another) or (asked and not each.nouns)):
            return [("training_examples" if labelled else "documents", product(groups, each, 1.0))]
    return []


def _is_of_group(message: Message, groups: Measured, each: Measured) -> bool:
    """ "200 each", "200 per binder" of binders; not "two reports per shift" of technicians."""
    within = message.tokens[max(each.quantity.last, each.last - 2) : each.last]
    behind = within if within[0:1] and within[0].lower in ("per", "/") else message.tokens[each.last : each.last + 2]
    if len(behind) < 2 or behind[0].lower not in ("per", "a", "an", "each", "every", "/") or behind[1].kind != "word":
        return True
    of_time = behind[0].lower == "each" and behind[1].stem not in named_stems(message, groups)
    return of_time or behind[1].stem in named_stems(message, groups)


def _is_in_each(message: Message, each: Measured) -> bool:
    """ "Eleven binders with forty leaflets in each"."""
    behind = [token.lower for token in message.tokens[each.last : each.last + 2]]
    return behind == ["in", "each"]


def _is_for_every(message: Message, each: Measured, groups: Measured) -> bool:
    """ "8 manuals for each of our 50 sites"."""
    between = [token.lower for token in message.tokens[each.quantity.last : groups.first]]
    places = [place for place, pair in enumerate(pairwise(between)) if pair in _FOR_EVERY]
    return bool(places) and len(between) - places[-1] <= _FOR_EVERY_NEAR


def _in_words(message: Message, context: Context) -> list[Statement]:
    """Numbers that no digit and no number word gives: "none of it labelled", "just me"."""
    found: list[Statement] = []
    hits = [hit for hit in derived_words().find(message.tokens) if message.structure.mode_at(hit.first) == "fact"]
    words = sum(1 for token in message.tokens if token.kind == "word")
    found += [
        Statement(field="ml_engineers", value=0, quote=message.quote(place, place + 2))
        for place, (first, second) in enumerate(pairwise(message.tokens))
        if first.lower in ("no", "zero") and second.text == "IT" and _closes(message, place + 2)
    ]
    for hit in hits:
        if hit.payload == "unlabelled" and RATES.isdisjoint(context.asked) and not _is_of_others(message, hit.first):
            found.append(Statement(field="training_examples", value=0, quote=message.quote(hit.first, hit.last)))
        engineers = [item for item in message.measured if "engineer" in item.nouns and item.first < hit.first]
        staff = [item for item in message.measured if item.nouns & {"engineer", "user"} and item.first < hit.first]
        if hit.payload == "untrained" and (staff or "ml_engineers" in context.facts):  # "he never trained one"
            first = staff[-1].first if staff else hit.first
            found.append(Statement(field="ml_engineers", value=0, quote=message.quote(first, hit.last)))
        if (
            hit.payload == "nobody_now" and engineers and _closes(message, hit.last)
        ):  # "four data scientists came ... so today no one"
            found.append(Statement(field="ml_engineers", value=0, quote=message.quote(hit.first, hit.last)))
        if hit.payload == "single_document" and context.asked == ("documents",) and words <= _SHORT_ANSWER:
            found.append(Statement(field="documents", value=1, quote=message.quote(hit.first, hit.last)))
        alone = hit.payload == "alone" and words <= _SHORT_ANSWER and "ml_engineers" in context.asked
        if alone and not any(item.quantity.kind == "plain" for item in message.measured):
            heads = 2 if any(other.payload == "with_one" for other in hits) else 1
            found.append(Statement(field="ml_engineers", value=heads, quote=message.quote(hit.first, hit.last)))
    return found


def _is_of_others(message: Message, place: int) -> bool:
    """ "500 labelled and 20,000 unlabelled": only what is counted right in front of the word."""
    counted = any(item.quantity.last == place for item in message.measured)
    return counted and len([item for item in message.measured if item.quantity.kind == "plain"]) > 1


def _closes(message: Message, place: int) -> bool:
    """Nothing more of the phrase follows: "we are nine, no IT.", not "no IT costs"."""
    behind = message.tokens[place] if place < len(message.tokens) else None
    return behind is None or behind.kind != "word" or behind.lower in ("and", "at", "here", "department", "people")


_DEAREST_CALL = 100  # USD
_SAYS = 0.4
_TOTAL = 10  # tokens per request, at the least
_LARGEST_PROMPT = 1_000_000  # tokens; more of them are a month's
_BOTH = 2  # what goes in and what comes out
_OF_ALL_NEAR = 6  # tokens
_SIDES = {"input": "input_tokens", "in": "input_tokens", "prompt": "input_tokens", "output": "output_tokens",
          "out": "output_tokens", "completion": "output_tokens"}  # fmt: skip
_DEAREST_ANSWER = 1  # USD
_FOR_EVERY = frozenset({("for", "every"), ("for", "each"), ("per", "each")})
_FOR_EVERY_NEAR = 5  # tokens
_SHORT_ANSWER = 8  # words
_MOST_GROUPS = 1_000  # teams, plants, shops
