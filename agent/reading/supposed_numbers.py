"""The facts that the supposed numbers of a message would change: "what if we got to 5,000?"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import log

from agent.facts import Fact, Statement
from agent.learned.numbers import fields_of
from agent.numbers.changes import (
    PRICE,
    change_cues,
    change_words,
    changes_something_else,
    is_factor,
    just_told,
    names_by_field,
    nearest_name,
    stepped,
)
from agent.numbers.denied_numbers import is_denied
from agent.numbers.judged_numbers import like_the_volume, with_volume
from agent.numbers.known_numbers import MONTHLY, apart, field_that_is, newest
from agent.numbers.told_before import rate_that_is
from agent.reading.supposed_volumes import COUNTS
from agent.reading.supposing_sentences import IT
from agent.understanding import Context
from agent.words.assigned import Assigned, judge
from agent.words.cues import Cues
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import MONTH_SECONDS, rate_at
from agent.words.roles import roles
from agent.words.values import in_unit_of, tidy, value_of


def supposed_numbers(
    message: Message, context: Context, items: list[Measured], *, by_cues: bool
) -> Iterator[tuple[Statement, int]]:
    topics = ["accuracy"] if "target_accuracy" in context.facts else []
    shares = [_as_share(message, item) for item in items if not _is_no_fact(message, context, item)]
    shares = [like_the_volume(message, item, context, supposed=True) for item in shares]
    judged = judge(message.structure, shares, message.number_cues, (), topics, supposed=True)
    if by_cues or message.language != "en":
        assigned = [each.choice for each in judged if each.choice is not None]
    else:
        assigned = with_volume(judged, fields_of(message, judged, context.asked), context)
    assigned = [
        each
        for each in assigned
        if not _means_what_was_told(message, context, each) and not _comes_in_place(message, context, each)
    ]
    assigned = [_of_the_told(context, each) for each in assigned]
    named = {id(each.measured) for each in assigned}
    elided = [
        each
        for item in shares
        if id(item) not in named
        and (each := _rate_in_its_place(message, context, item) or _elided(message, context, item))
    ]
    meant = [_as_reached(message, _as_demanded(message, context, one)) for one in assigned]
    for each in [_at_its_rate(message, context, one) for one in (*meant, *elided)]:
        in_mode = message.structure.mode_at(each.measured.first) == "what_if"
        value = _part_of_known(context, each) or value_of(each)
        factor = is_factor(message, each.measured) or _is_fraction(each)
        part = factor and "share" not in roles()[each.field].kinds and _part_of_known(context, each) is None  # of what?
        if value is not None and not part and (in_mode or each.field in context.facts):
            measured = each.measured
            quote = message.quote(measured.first, measured.last)
            risen = stepped(message, measured, each.field, context.facts.get(each.field), value[0])
            stated = Statement(field=each.field, value=value[0], range=value[1], quote=quote)
            yield (
                stated if risen is None else stated.model_copy(update={"value": risen, "range": None}),
                measured.sentence,
            )


def _of_the_told(context: Context, each: Assigned) -> Assigned:
    """ "What if it were 12,000?" of 10,000 requests, whatever is asked: nearest to what was told last."""
    item = each.measured
    bare = item.is_bare() and item.per is None and item.quantity.kind == "plain"
    if not bare or each.field not in context.asked or each.field in context.facts:
        return each
    told = newest(context, item)
    near = told is not None and apart(told, context.facts[told], item) <= log(_NEAR_THE_TOLD)
    return replace(each, field=told) if near and told is not None else each


_NEAR_THE_TOLD = 4.0  # times as much


def ends_of_use(message: Message, items: Sequence[Measured]) -> Iterator[tuple[Statement, Measured]]:
    """ "And if we stop after a year?": so long is it to pay."""
    for item in items:
        clause = message.structure.clauses[item.clause]
        stops = change_cues("stops").find(message.tokens[clause.first : item.first])
        if item.quantity.kind == "duration" and item.per is None and stops:
            months = tidy(item.quantity.value / MONTH_SECONDS)
            if months >= 1:
                quote = message.sentence_text(item.sentence)
                yield Statement(field="horizon_months", value=months, quote=quote), item


def _means_what_was_told(message: Message, context: Context, each: Assigned) -> bool:
    """ "2,000 tokens in. Would it hurt if it's 8,000?": what "it" points to, and no field that nothing is known of."""
    item = each.measured
    ahead = {token.lower for token in message.tokens[message.structure.sentences[item.sentence].first : item.first]}
    sized = _told_alike(context, item) if each.field in _LENGTHS and bool(ahead & IT) else None
    if sized not in (None, each.field):  # "we send 1,800 words. What if we cut that to 600 words?"
        return True
    told = just_told(message, item, context) if item.is_bare() and each.field not in context.facts else None
    kinds = roles()[told].kinds if told is not None else ()
    return bool(ahead & IT) and (item.quantity.kind in kinds or ("share" in kinds and item.quantity.kind == "plain"))


def _at_its_rate(message: Message, context: Context, each: Assigned) -> Assigned:
    """ "How would the yearly bill look with 65,000 orders instead of 40,000?": a month, as the known one beside it."""
    item = each.measured
    rated = item.per is None or _rated_behind(message, item)
    if each.field != "requests_per_month" or rated or _beside_a_known_one(message, item, context) != each.field:
        return each
    return replace(each, measured=replace(item, per=1.0))


def _comes_in_place(message: Message, context: Context, each: Assigned) -> bool:
    """ "What if the 50k became 35k?": the number beside it tells the field, whatever the bare one sounds like."""
    item = each.measured
    counts = (item.is_bare() or _in_its_place(message, item)) and item.quantity.kind in ("plain", "money")
    beside = _beside_a_known_one(message, item, context) if counts else None
    return beside not in (None, each.field)


def _is_no_fact(message: Message, context: Context, item: Measured) -> bool:
    """A change of prices or of what is no fact, or what somebody earns: "two more engineers at 15k a month"."""
    if item.quantity.kind == "share" and changes_something_else(message, context, item):
        return not _is_got_to(message, item)
    if item.quantity.kind not in ("plain", "money"):
        return False
    return _is_pay_of_hired(message, item) or _is_a_cost_of_its_own(message, item)


def _is_pay_of_hired(message: Message, item: Measured) -> bool:
    """ "Two more engineers at 15k a month", "what if we hire 4 for 110k each?": what each of those before earns."""
    before = next((other for other in reversed(message.measured) if other.last <= item.first), None)
    if before is None or before.clause != item.clause:
        return False
    between = [token.lower for token in message.tokens[before.quantity.last : item.first]]
    ahead = message.tokens[message.structure.clauses[item.clause].first : before.first]
    people = not change_words("pay_of").isdisjoint(between) or bool(change_cues("hires").find(ahead))
    return bool(between) and between[-1] in change_words("pays") and people


def _is_a_cost_of_its_own(message: Message, item: Measured) -> bool:
    """ "What if training costs 90k?", "the migration took 40k": what is named there, neither the bill nor a budget."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    verb = next((place for place, token in enumerate(ahead) if token.lower in change_words("costs_so_much")), None)
    if verb is None or not {token.lower for token in ahead[verb + 1 :]} <= _AS_MUCH_AS:
        return False
    ours = change_words("of_the_api").union(*(names_by_field()[field] for field in _PAID_FOR))
    model = any(clause.first <= one.first < clause.first + verb for one in message.models)
    named = [token for token in ahead[:verb] if token.kind == "word" and token.lower not in change_words("plain")]
    felt = message.activation(item)
    api = max(felt.get("api", 0.0), felt.get("model", 0.0), felt.get("bill", 0.0)) > _OF_THE_API
    return bool(named) and not (model or api or any(token.lower in ours for token in named))


_PAID_FOR = ("monthly_api_spend", "requests_per_month", "input_tokens", "output_tokens", "budget")
_OF_THE_API = 0.5
_AS_MUCH_AS = frozenset({"us", "me", "about", "around", "roughly", "only", "just", "maybe", "up", "to", "as", "much"})


def _as_demanded(message: Message, context: Context, each: Assigned) -> Assigned:
    """ "What if accuracy only matters above 95 %?" speaks of what is needed, not of what is there."""
    if each.field != "current_accuracy" or "target_accuracy" not in context.facts:
        return each
    clause = message.structure.clauses[each.measured.clause]
    asked_for = change_cues("demanded").find(message.tokens[clause.first : clause.last])
    return replace(each, field="target_accuracy") if asked_for else each


def _as_reached(message: Message, each: Assigned) -> Assigned:
    """ "What if accuracy is already 96 %?" speaks of what is there, unless what is needed is named as well."""
    if each.field != "target_accuracy":
        return each
    clause = message.structure.clauses[each.measured.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    reached = words & _THERE or _is_got_to(message, each.measured)
    return replace(each, field="current_accuracy") if reached and not words & _WANTED else each


_THERE = frozenset({"already", "today", "currently", "now", "presently"})
_WANTED = frozenset(
    {"need", "needs", "needed", "require", "required", "requires", "must", "want", "wants", "wanted", "target", "goal",
     "aim", "enough", "suffice", "suffices", "should", "asks", "demand", "demands", "expects", "matters", "ok", "fine"}
)  # fmt: skip


def _part_of_known(context: Context, each: Assigned) -> tuple[float, tuple[float, float] | None] | None:
    """ "If the benefit is half and the cost is double": half of the amount that is known."""
    known = context.facts.get(each.field)
    amount = known.value if known is not None else None
    if not _is_fraction(each) or isinstance(amount, bool) or not isinstance(amount, int | float):
        return None
    return tidy(amount * each.measured.quantity.value), None


def _is_fraction(each: Assigned) -> bool:
    """A bare part of one, of a field that holds money or a count."""
    quantity = each.measured.quantity
    return quantity.kind == "plain" and 0 < quantity.value < 1 and "share" not in roles()[each.field].kinds


def _as_share(message: Message, item: Measured) -> Measured:
    """ "What if accuracy only had to be 85?" """
    quantity = item.quantity
    if quantity.kind != "plain" or not item.is_bare() or not 1 < quantity.value <= 100:  # percent
        return item
    felt = message.activation(item)
    if max(felt.get(group, 0.0) for group in ("accuracy", "wrong", "critical", "edge")) < _SAYS_SHARE:
        return item
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%"))


_SAYS_SHARE = 0.6


def _elided(message: Message, context: Context, item: Measured) -> Assigned | None:
    """ "We have 300 examples. What if we got to 5,000?": the fact that the sentence before gave.

    "Suppose it is only $10,000 a month": the one amount of money a month that is known.
    """
    beside = _beside_a_known_one(message, item, context)
    if beside is not None and not item.is_bare() and _in_its_place(message, item):
        per = item.per if _rated_behind(message, item) else 1.0 if beside in MONTHLY else None
        return Assigned(beside, replace(item, nouns=frozenset(), per=per), 1.0, {})
    if item.quantity.kind == "share" and _is_got_to(message, item) and "current_accuracy" in context.facts:
        return Assigned("current_accuracy", item, 1.0, {})
    if item.per is not None and item.quantity.kind == "money" and _points_back(message, item):
        monthly = [field for field in _PAID_MONTHLY if field in context.facts]
        return Assigned(monthly[0], item, 1.0, {}) if len(monthly) == 1 else None
    if item.per is not None or not (item.quantity.kind in ("plain", "money") or beside is not None):
        return None
    sized = _told_alike(context, item)
    if sized is not None:
        return Assigned(sized, item, 1.0, {})
    named = beside or nearest_name(message, item, context)
    field = None if named == PRICE else named or just_told(message, item, context)
    if not item.is_bare():
        return _counting(message, context, item, field)
    if field is None and item.first and message.tokens[item.first - 1].lower in _KNOWN_BY:
        return None  # "and the 30k?" was told before, and is nothing new
    field = field or (newest(context, item) if _points_back(message, item) else None)
    fact = context.facts.get(field) if field else None
    item = _in_unit_told(item, field, fact)
    if field is None or fact is None or item.quantity.kind not in roles()[field].kinds:
        return None
    if item.per is not None:
        return Assigned(field, item, 1.0, {})
    alike = [other for other in message.measured if other.first < item.first and other.nouns]
    nouns = alike[-1].nouns if alike else item.nouns
    per = 1.0 if field in MONTHLY else None
    return Assigned(field, replace(item, nouns=nouns, per=per), 1.0, {})


def _rate_in_its_place(message: Message, context: Context, item: Measured) -> Assigned | None:
    """ "If we wanted 95 instead of 90?": per cent both, where 90 % is what is known."""
    if item.quantity.kind != "plain" or not item.is_bare() or not 1 < item.quantity.value <= 100:  # percent
        return None
    denied = (one for one in message.measured if one.sentence == item.sentence and is_denied(message, one))
    field = next((rate for one in denied if one is not item and (rate := rate_that_is(context, one))), None)
    share = replace(item, quantity=replace(item.quantity.scaled(0.01), kind="share", unit="%"))
    return Assigned(field, share, 1.0, {"accuracy": 1.0}) if field is not None else None


def _in_unit_told(item: Measured, field: str | None, fact: Fact | None) -> Measured:
    """ "Growth will be 40 % a year. What if it were 80?": per cent a year too, as it was told."""
    if field is None or fact is None or item.quantity.kind in roles()[field].kinds:
        return item
    told = [one for one in taken_apart(fact.quote or "").measured if one.quantity.kind in roles()[field].kinds]
    quantity = in_unit_of(item.quantity, told[0].quantity) if len(told) == 1 else None
    return item if quantity is None else replace(item, quantity=quantity, per=told[0].per)


_LENGTHS = ("input_tokens", "output_tokens")
_PAID_MONTHLY = ("monthly_benefit", "monthly_api_spend")


def _is_got_to(message: Message, item: Measured) -> bool:
    """ "Imagine we got it up to 95 %": how well it works, for nothing else is named."""
    words = {token.lower for token in message.tokens[max(0, item.first - _GOT_AHEAD) : item.quantity.last]}
    return {"it", "to"} <= words and not _GOT.isdisjoint(words)


_GOT_AHEAD = 4  # tokens
_GOT = frozenset({"get", "got", "gets", "bring", "brought", "push", "pushed", "raise", "raised", "improve", "improved"})


def _rated_behind(message: Message, item: Measured) -> bool:
    """ "65,000 orders a week", not "how would the weekly bill look with 65,000 orders"."""
    behind = range(item.quantity.last, item.last + 1)
    return any(rate_at(message.tokens, place) is not None for place in behind)


def _in_its_place(message: Message, item: Measured) -> bool:
    """ "400 manuscripts instead of 250": beside it stands one that is denied."""
    return any(other.sentence == item.sentence and is_denied(message, other) for other in message.measured)


def _told_alike(context: Context, item: Measured) -> str | None:
    """ "Say it were 8 pages": of the two lengths the one that was told in pages."""
    sized = item.nouns & {"page", "word", "paragraph", "sentence"}
    told = [
        field
        for field in _LENGTHS
        if field in context.facts
        and any(sized & one.nouns for one in taken_apart(context.facts[field].quote or "").measured)
    ]
    return told[0] if sized and len(told) == 1 else None


def _beside_a_known_one(message: Message, item: Measured, context: Context) -> str | None:
    """ "What if the 40k a month became 100k?": in the same sentence stands the value that is known."""
    others = [other for other in message.measured if other.sentence == item.sentence and other is not item]
    known = {field for other in others if (field := field_that_is(context, other)) is not None}
    fitting = [field for field in known if item.quantity.kind in (*roles()[field].kinds, "plain")]
    return fitting[0] if len(fitting) == 1 else None


def _counting(message: Message, context: Context, item: Measured, field: str | None) -> Assigned | None:
    """ "What if we had 8 engineers?": right behind the number stands the name of a count that is known."""
    if field not in COUNTS or field not in context.facts or item.quantity.kind != "plain":
        return None
    behind = message.tokens[item.quantity.last : item.last]
    named = any(hit.payload == field for hit in _count_names().find(behind))
    return Assigned(field, replace(item, nouns=frozenset()), 1.0, {}) if named else None


@cache
def _count_names() -> Cues[str]:
    return Cues((name, field) for field in COUNTS for name in names_by_field()[field] if name not in _ANYBODY)


_ANYBODY = frozenset({"people", "staff", "hire", "hired", "hires"})


def _points_back(message: Message, item: Measured) -> bool:
    """ "What if it were only 300?": what was spoken of last."""
    sentence = message.structure.sentences[item.sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : item.first]]
    return bool(_POINTING & set(ahead)) or len(ahead) <= _FEW_AHEAD


_KNOWN_BY = frozenset({"the", "those", "these", "that", "this"})
_POINTING = frozenset({"it", "that", "there", "they", "only", "just"})
_FEW_AHEAD = 2  # "And with 300?"
