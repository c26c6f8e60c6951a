"""What a message says of a benefit or a volume in part: minutes a case, what an hour costs, heads, shares, days.

The words are `cues/products.yaml`; what the parts make together is `agent.numbers.part_sums`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile, pairwise
from math import log, prod

from agent.facts import Fact, Part, PartName, Statement
from agent.numbers.benefits import hourly_cost, is_cost_of_one, is_gain_of_others, is_hours, is_of_minutes, is_the_whole
from agent.numbers.calls_each import calls_said, cases_told, multiplied_by_calls
from agent.numbers.gain_parts import gain_part, worded_gains
from agent.numbers.part_sums import (
    BESIDES,
    GAINS,
    OF_LOSS,
    OF_WORK,
    Sum,
    benefit_sum,
    besides_sum,
    is_same,
    volume_sum,
    with_parts,
)
from agent.numbers.products import (
    DAILY,
    DAY,
    EACH,
    EVERY,
    HOUR,
    HOURLY,
    derived_words,
    found_at,
    found_in,
    is_apiece,
    is_daily,
    named_stems,
    said_each,
    saves,
    word_stems,
)
from agent.numbers.volume_days import SIX_DAYS, WEEKDAYS, days_of_month
from agent.understanding import Context
from agent.words.clauses import Mode
from agent.words.cues import load_cues, pattern_list
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.roles import Measured
from agent.words.tokens import Token, stem_of, words_in
from agent.words.values import fits, tidy


@dataclass(frozen=True, slots=True)
class _Around:
    """Where a number stands: its message, the numbers beside it, and what is known."""

    message: Message
    items: Sequence[Measured]
    context: Context


@dataclass(frozen=True, slots=True)
class Said:
    """A part, and the number that it is; none where words alone say it."""

    part: Part
    item: Measured | None = None


def parts_said(message: Message, context: Context, mode: Mode = "fact") -> list[Said]:
    """Every part that clauses of the mode say, in the order of the message."""
    items = [item for item in message.measured if _mode_of(message, item) == mode]
    if mode == "fact":
        items = [item for item in message.measured if item in items or _is_told(message, item, context)]
    found = [
        *(said for item in items if (said := _of_item(_Around(message, items, context), item)) is not None),
        *(_of_others(message, context) if mode == "fact" else ()),
        *_parts_of_wholes(message, items),
        *_days(message, items, mode),
    ]
    if mode == "fact":
        taken = [one.item for one in found]
        free = [item for item in items if item not in taken]
        calls = calls_said(message, free, items, context)
        found += [Said(part, item) for part, item in calls]
        found += [Said(part) for part in worded_gains(message, context.parts, [one.part for one in found])]
    return sorted(found, key=lambda said: said.item.first if said.item else 0)


def _mode_of(message: Message, item: Measured) -> Mode:
    """As the clause has it; "if only 70 % of that comes true" supposes with and without a question mark."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    led = [word for word in words if word not in ("and", "but", "so", "what", "then")][:1] == ["if"]
    return "what_if" if led and _comes_true(message, item) else message.structure.mode_at(item.first)


def _is_told(message: Message, item: Measured, context: Context) -> bool:
    """What their words tell though they may sound otherwise."""
    return _is_assumed(message, item, context) or _is_only_a_part(message, item) or _is_measured_by_them(message, item)


def _is_only_a_part(message: Message, item: Measured) -> bool:
    """ "But only 30% of the chats are affected" takes something back and supposes nothing."""
    clause = message.structure.clauses[item.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    asked = message.structure.sentences[item.sentence].question or not _SUPPOSING.isdisjoint(words)
    share = item.quantity.kind in ("share", "factor") and 0 < item.quantity.value < 1
    less = _is_narrowed(message, item) or _is_of_belief(message, item)
    return share and clause.mode == "what_if" and less and not asked


def _is_measured_by_them(message: Message, item: Measured) -> bool:
    """ "It saves 4 minutes according to our pilot" is no claim of others."""
    sentence = message.structure.sentences[item.sentence]
    own = found_in(message, "own_evidence", sentence.first, sentence.last)
    return own and message.structure.mode_at(item.first) == "foreign"


def is_promised(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    own = found_in(message, "own_evidence", sentence.first, sentence.last)
    return found_in(message, "promised", sentence.first, item.first) and not own


def _is_assumed(message: Message, item: Measured, context: Context) -> bool:
    """ "Assume we save half of the time", as long as nobody has said what it is worth."""
    clause = message.structure.clauses[item.clause]
    known = context.facts.get("monthly_benefit")
    unknown = (known is None or known.value is None) and clause.mode == "what_if"
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    asked = message.structure.sentences[item.sentence].question or "if" in ahead
    return unknown and not asked and bool(_ASSUMED & ahead)


def _of_others(message: Message, context: Context) -> list[Said]:
    """What a vendor asks: of others nothing else is theirs."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "foreign"]
    if not found_in(message, "others", 0, len(message.tokens)):
        return []
    around = _Around(message, items, context)
    found = [(_setup(around, item) or _fee(around, item), item) for item in items]
    return [Said(part, item) for part, item in found if part is not None]


def _of_item(around: _Around, item: Measured) -> Said | None:
    found = next((part for read in _READERS if (part := read(around, item)) is not None), None)
    if found is None or all(part.name != found.name for part in around.context.parts):
        found = _corrected(around, item) or found
    return Said(found, item) if found is not None else None


def taken_by_parts(said: Sequence[Said]) -> list[Measured]:
    """The numbers that are parts and cannot be a fact by themselves."""
    return [one.item for one in said if one.item is not None and one.part.name not in _FACTS_TOO]


def with_completed(
    message: Message, context: Context, said: Sequence[Said], stated: Sequence[Statement]
) -> list[Statement]:
    """The statements, and facts that the parts of this message make with those of earlier ones, or that they change."""
    kept = [
        one
        for one in stated
        if not _is_of_one_alone(one, said)
        and not (one.field == "monthly_benefit" and _is_before_margin(context, said))
        and not _is_without_its_share(one, context, said, stated)
    ]
    kept = [_added(message, one, context) for one in kept]
    made = _completed(context, said, kept) or _with_besides(message, context, said, kept)
    return [*(one for one in kept if one.field not in {new.field for new in made}), *made]


def _is_without_its_share(
    statement: Statement, context: Context, said: Sequence[Said], stated: Sequence[Statement]
) -> bool:
    """A benefit of all cases, where the same message says for how many of them it is: the sum has the share too."""
    if statement.field != "monthly_benefit" or not isinstance(statement.value, int | float):
        return False
    after = with_parts(context.parts, [one.part.model_copy(update={"turn": _NOW}) for one in said])
    made = benefit_sum(after, {**context.facts, **{one.field: _as_fact(one) for one in stated}})
    shares = [factor for factor in made.factors if factor.name == "share"] if made else []
    if made is None or not any(factor.part and factor.part.turn == _NOW for factor in shares):
        return False
    whole = made.value / prod(sum(factor.ends) / 2 for factor in shares)
    return abs(whole - statement.value) <= _SAME * abs(whole)


def _added(message: Message, one: Statement, context: Context) -> Statement:
    """ "On top of that about $2,000 a month in fewer refunds": to what is known."""
    known = context.facts.get("monthly_benefit")
    before = known.value if known is not None else None
    if one.field != "monthly_benefit" or not isinstance(before, int | float) or not isinstance(one.value, int | float):
        return one
    place = message.text.find(one.quote or "")
    within = [
        sentence
        for sentence in message.structure.sentences
        if message.tokens[sentence.first].start <= place < message.tokens[sentence.last - 1].end
    ]
    first = next((at for at, token in enumerate(message.tokens) if token.start >= place), 0)
    on_top = any(found_in(message, "on_top", sentence.first, first) for sentence in within)
    if not on_top or message.structure.hits_of("correction") or not fits(one.field, total := before + one.value):
        return one
    return one.model_copy(update={"value": tidy(total), "range": None})


def _with_besides(
    message: Message, context: Context, said: Sequence[Said], stated: Sequence[Statement]
) -> list[Statement]:
    """ "And penalties cost us $150k a year, it should avoid half": to a benefit that was told outright."""
    known = context.facts.get("monthly_benefit")
    before = known.value if known is not None else None
    opens = message.tokens[0].lower in _AND or found_in(message, "on_top", 0, len(message.tokens))
    more = besides_sum([one.part for one in said])
    told = any(one.field == "monthly_benefit" for one in stated)
    if told or not opens or not more or not isinstance(before, int | float):
        return []
    total = tidy(before + more)
    return (
        [Statement(field="monthly_benefit", value=total, quote=said[-1].part.quote)]
        if fits("monthly_benefit", total)
        else []
    )


def _is_before_margin(context: Context, said: Sequence[Said]) -> bool:
    """More sales, of which only the margin is theirs: the sum has it too."""
    names = {one.part.name for one in said}
    return "lift" in names and {"revenue", "margin"} <= names | {part.name for part in context.parts}


def _is_of_one_alone(statement: Statement, said: Sequence[Said]) -> bool:
    """What one head saves or asks, who may be one of many; or a price of a word that was read as that of a case."""
    parts = {one.part.name: one.part for one in said}
    if not isinstance(statement.value, int | float):
        return False
    if statement.field == "requests_per_month" and "asks" in parts:
        asks = parts["asks"]
        return any(
            abs(statement.value - asks.value * times) <= _SAME * statement.value for times in _rates(asks, parts)
        )
    if statement.field != "monthly_benefit":
        return False
    hours, cost = parts.get("head_hours"), parts.get("hour_cost")
    if hours is None or cost is None:
        return "unit_cost_after" in parts
    one = hours.value / HOUR * cost.value
    return any(abs(statement.value - one * times) <= _SAME * statement.value for times in _rates(hours, parts))


def _rates(part: Part, parts: Mapping[PartName, Part]) -> list[float]:
    """How often a month it may come."""
    return [part.per, *([parts["days"].value] if "days" in parts else [])]


@dataclass(frozen=True, slots=True)
class Supposed:
    """Parts that a what-if supposes, and what their sums would be, each by sentence."""

    said: tuple[Said, ...] = ()
    sums: tuple[tuple[Statement, int], ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is supposed."""
        return tuple(one.part for one in self.said)

    @property
    def items(self) -> list[Measured]:
        """The numbers that suppose it."""
        return [one.item for one in self.said if one.item is not None]


def supposed_sums(message: Message, context: Context) -> Supposed:
    """ "If the bot solves 40% of the tickets?": what sums are made of the parts; nothing where none is."""
    said = [one for one in parts_said(message, context, "what_if") if one.item and one.part.name in _SUPPOSED]
    return _supposed(message, context, said, only_made=True)


def supposed_benefits(message: Message, context: Context) -> Supposed:
    """ "If they only replace 4?", "if 70 % of that comes true?", "if it handles just a quarter of the calls?"."""
    said = [one for one in parts_said(message, context, "what_if") if _is_of_the_benefit(message, context, one)]
    return _supposed(message, context, said, only_made=False)


def _is_of_the_benefit(message: Message, context: Context, said: Said) -> bool:
    """What is of the benefit, known or not; a share of the cases takes the place of the one that was told of them."""
    if said.part.name == "freed":
        return True
    told = {part.of for part in context.parts if part.name == "share"} & case_words()
    share = said.part.name == "share" and said.item is not None
    return share and (said.part.of in told or (said.item is not None and _comes_true(message, said.item)))


def _supposed(message: Message, context: Context, said: Sequence[Said], *, only_made: bool) -> Supposed:
    said = [one for one in said if one.item and not _is_told(message, one.item, context)]
    made = (_completed(context, said, ()) or _in_proportion(context, said)) if said else []
    sentence = next((one.item.sentence for one in reversed(said) if one.item), 0)
    return Supposed(tuple(said if made or not only_made else ()), tuple((one, sentence) for one in made))


def _in_proportion(context: Context, said: Sequence[Said]) -> list[Statement]:
    """Fewer people than those whom the benefit was told of: so much less of it."""
    known, now = context.facts.get("monthly_benefit"), next((one for one in said if one.part.name == "freed"), None)
    before = next((part for part in reversed(context.parts) if part.name == "freed"), None)
    if known is None or now is None or before is None or before.turn != known.turn or not before.value:
        return []
    if not isinstance(known.value, int | float):
        return []
    value = tidy(known.value * now.part.value / before.value)
    return [Statement(field="monthly_benefit", value=value, quote=now.part.quote)]


def _completed(context: Context, said: Sequence[Said], stated: Sequence[Statement]) -> list[Statement]:
    before = context.parts
    after = with_parts(before, [one.part.model_copy(update={"turn": _NOW}) for one in said])
    told = {one.field: one for one in stated}
    found: list[Statement] = []
    calls = multiplied_by_calls(context, [one.part for one in said], told.get("requests_per_month"))
    if calls is not None:
        found, told = [calls], {**told, calls.field: calls}
    elif said and "requests_per_month" not in told:
        change = _Change("requests_per_month", volume_sum(before), volume_sum(after), _ASKING)
        found += _made(change, context, said)
    facts = {**context.facts, **{one.field: _as_fact(one) for one in (*stated, *found)}}
    cases = cases_told(context, [one.part for one in said], list(told.values()))
    after = with_parts(after, [part.model_copy(update={"turn": _NOW}) for part in cases])
    if "monthly_benefit" in told:
        found += _narrowed(told["monthly_benefit"], _beside(told["monthly_benefit"], said))
    else:
        moved = [one for one in (*stated, *found) if one.field in _INPUTS]
        change = _Change(
            "monthly_benefit",
            benefit_sum(before, context.facts),
            benefit_sum(after, facts),
            GAINS - {"share"} - BESIDES,
        )
        made = _made(change, context, said, moved)
        doubted = any(one.part.name == "share" and one.part.of == _BELIEF for one in said)
        found += made or (
            [] if _follows(change, context) and not doubted else _narrowed(context.facts.get("monthly_benefit"), said)
        )
    return found


def _beside(told: Statement, said: Sequence[Said]) -> list[Said]:
    """Shares said beside a benefit that was told outright; what it was reckoned from is in it already."""
    shares = [one for one in said if one.part.name == "share"]
    inside = any((one.part.quote or "") in (told.quote or "") for one in shares)
    return shares if len(shares) == len(said) and not inside else []


def _narrowed(known: Fact | Statement | None, said: Sequence[Said]) -> list[Statement]:
    """A benefit that was told outright, of which a part is left: "I only believe half of it"."""
    value = known.value if known is not None else None
    shares = [
        one for one in said if one.item is not None and one.part.name == "share" and one.part.of not in (_WORK, OF_LOSS)
    ]
    if not isinstance(value, int | float) or not shares:
        return []
    part = shares[-1].part
    low, high = (tidy(value * end) for end in part.ends)
    spread = None if low == high else (low, high)
    return [Statement(field="monthly_benefit", value=tidy(value * part.value), range=spread, quote=part.quote)]


@dataclass(frozen=True, slots=True)
class _Change:
    """A fact's sum before and after the message, and the parts that decide it anew, whatever was said before."""

    field: str
    old: Sum | None
    new: Sum | None
    deciding: frozenset[PartName]


def _follows(change: _Change, context: Context) -> bool:
    """Whether what is known is what the parts made."""
    known, old = context.facts.get(change.field), change.old
    if known is None or old is None or not isinstance(known.value, int | float):
        return False
    return abs(old.value - known.value) <= _EXACT * abs(known.value)


def _made(change: _Change, context: Context, said: Sequence[Said], moved: Sequence[Statement] = ()) -> list[Statement]:
    """The sum, where this message has changed it; a value that people gave outright is not reckoned over."""
    field, old, new = change.field, change.old, change.new
    fresh = [part for part in new.parts if part.turn == _NOW] if new else []
    changed = old is not None and new is not None and bool(said) and old.value != new.value
    if new is None or not (fresh or moved or changed or _days_changed(said, new)):
        return []
    known = context.facts.get(field)
    if known is not None and isinstance(known.value, int | float):
        near = _EXACT if field == "monthly_benefit" else _SAME  # a rounder figure is their own
        follows = old is not None and abs(old.value - known.value) <= near * abs(known.value)
        follows = follows or (field == "requests_per_month" and _is_of_calendar_days(new, known.value))
        if not follows and not any(part.name in change.deciding for part in fresh):
            return []
    low, high = new.ends
    value = tidy(new.value)
    if not fits(field, value):
        return []
    quotes = [part.quote for part in fresh] or [one.quote or "" for one in moved] or [one.part.quote for one in said]
    spread = None if low == high else (tidy(low), tidy(high))
    return [Statement(field=field, value=value, range=spread, quote=quotes[-1])]


def _days_changed(said: Sequence[Said], new: Sum) -> bool:
    named = any(one.part.name == "days" for one in said)
    return named and any(is_daily(part.per) for part in new.parts)


def _is_of_calendar_days(new: Sum, known: float) -> bool:
    """The volume that is known was reckoned with every day of the month."""
    [*others, last] = new.factors
    if last.part is None:
        return False
    every = last.part.value * last.part.per
    for factor in others:
        every *= sum(factor.ends) / 2
    return abs(every - known) <= _SAME * abs(known)


def _as_fact(statement: Statement) -> Fact:
    return Fact(value=statement.value, range=statement.range, status="stated", quote=statement.quote, turn=0)


def _part(message: Message, item: Measured, name: PartName, *, per: float = 1.0, of: str = "") -> Part:
    ends = item.quantity.range
    return Part(
        name=name,
        value=item.quantity.value,
        range=ends if ends and ends[0] < ends[1] else None,
        per=per,
        of=of,
        currency=item.quantity.currency or "USD",
        quote=message.quote(item.first, max(item.last, item.quantity.last)),
    )


def _hour_cost(around: _Around, item: Measured) -> Part | None:
    """ "An agent costs us 28 dollars an hour"; in another currency too, which a later word may set right."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    if found_in(message, "no_wage", clause.first, clause.last):
        return None
    foreign = item.quantity.kind == "money" and item.quantity.currency != "USD"
    hourly = item.per is not None and abs(item.per - HOURLY) < 1
    if (foreign and hourly) or hourly_cost(message, [item]) is item:
        return _part(message, item, "hour_cost")
    if hourly_cost(message, around.items) is item:  # "300 hours at 40 dollars"
        return _part(message, item, "hour_cost")
    other = next((part for part in reversed(around.context.parts) if part.currency != "USD"), None)
    alone = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is None
    if other is not None and alone and len(around.items) == 1 and words_in(message.tokens) <= _FEW_WORDS:
        return _part(message, item, other.name, per=other.per, of=other.of)  # "Sorry, dollars. 49 dollars."
    return None


_LIMITS = frozenset({"within", "inside", "under", "below"})


def _is_allowed(message: Message, item: Measured) -> bool:
    """ "One draft may take up to 2 minutes": how long it may take, which says nothing of people's work."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.quantity.last]]
    more = "more" in ahead[-5:] or "longer" in ahead[-5:]
    bound = item.quantity.bound == "at_most" or ("than" in ahead[-4:] and more)
    return bound and bool(_ALLOWS & set(ahead)) and not any(_is_person(word) for word in ahead)


def _is_wanted_in(around: _Around, item: Measured) -> bool:
    """ "They need a summary in 10 minutes", "eight hours, if you need a number" where the time to answer was asked."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    needed = ahead[-1:] == ["in"] and not _NEEDS_IT.isdisjoint(ahead) and "done" not in ahead
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last]}
    return (needed and behind.isdisjoint(_LESS)) or "max_latency_seconds" in around.context.asked


_NEEDS_IT = frozenset({"need", "needs", "want", "wants", "must", "expect", "expects"})
_ALLOWS = frozenset({"may", "must", "should", "shall", "mustn't", "shouldn't"})


def _time(around: _Around, item: Measured) -> Part | None:
    """The working time of one case: what it takes, what it would take, what it would take less."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : min(clause.last, item.quantity.last + _NEAR)]
    less = any(token.lower in _LESS for token in behind)
    if _is_shortened(around, item):
        longer, shorter = item.quantity.range or (0.0, 0.0)
        return _part(message, item, "time_saved").model_copy(update={"value": longer - shorter, "range": None})
    if not _is_working_time(message, item, less=less) or is_gain_of_others(message, item):
        return None
    if item.quantity.movement or is_promised(message, item):
        return None
    if message.tokens[item.first].lower in _LIMITS or _is_allowed(message, item) or _is_wanted_in(around, item):
        return None  # "needs a reply within 15 minutes" says how fast, not how long
    of_case = _is_of_case(around, item)
    if of_case and message.activation(item).get("wrong", 0.0) > _SAYS:
        return _part(message, item, "error_time")
    if message.structure.hits_of("correction") and not less and not of_case:
        told = [part.name for part in around.context.parts if part.name in _TIMES]
        return _part(message, item, told[-1]) if told else None  # "Actually it takes 12 minutes."
    moved = None if less else _moved_time(around, item)
    return moved or _time_of_case(around, item, of_case=of_case, saved=less or _saves(message, item))


def _moved_time(around: _Around, item: Measured) -> Part | None:
    """What is left of the time, or what it falls from."""
    message = around.message
    if _is_left(message, item) and _is_time_told(around, item):
        return _part(message, item, "time_after")
    return _part(message, item, "time_before") if _is_fallen_from(message, item) else None


def _time_of_case(around: _Around, item: Measured, *, of_case: bool, saved: bool) -> Part | None:
    message = around.message
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    if found_in(message, "machines", clause.first, item.first) and not saved:
        return None
    if saved:
        return _part(message, item, "time_saved")
    takes = found_in(message, "takes", clause.first, clause.last)
    would = any(token.lower in _WOULD for token in ahead)
    return _part(message, item, "time_before") if takes and of_case and not would else None


def _is_shortened(around: _Around, item: Measured) -> bool:
    """ "Drops from 3 minutes to 45 seconds", where work has a price."""
    quantity = item.quantity
    moved = quantity.kind == "duration" and quantity.movement and quantity.range is not None and item.per is None
    if not moved or quantity.range is None or not quantity.range[1] < quantity.range[0] <= _LONGEST_SHIFT:
        return False
    clause = around.message.structure.clauses[item.clause]
    machine = found_in(around.message, "machines", clause.first, item.first)
    return quantity.range[0] >= _LEAST_SHORTENED and not machine and _is_time_told(around, item)


def _is_working_time(message: Message, item: Measured, *, less: bool) -> bool:
    """Minutes or hours of one case; seconds where people need them, "an hour" where it goes."""
    if is_of_minutes(item):
        return True
    quantity, clause = item.quantity, message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    if quantity.kind != "duration" or item.per is not None:
        return False
    if quantity.unit_seconds == HOUR and _LONGEST_SHIFT < quantity.value <= _LONGEST_WORK:  # "16 hours on one"
        return found_in(message, "takes", clause.first, clause.last)
    if quantity.bare_article and quantity.unit_seconds == HOUR:
        return less or _is_left(message, item)
    seconds = quantity.unit_seconds == 1 and quantity.value >= _FEWEST_SECONDS
    if seconds and any(_is_fallen_from(message, one) for one in message.measured if one.clause == item.clause):
        return True  # "from 3 minutes to 45 seconds"
    return seconds and any(_is_person(token.lower) for token in ahead)


def _is_left(message: Message, item: Measured) -> bool:
    """ "Could cut that to 50 minutes", "it'd be 20 minutes", "would take 25 minutes"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    would = not _WOULD.isdisjoint(ahead)
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last]]
    if not _REMAINS.isdisjoint(behind):
        return True  # "8 minutes of checking remain"
    if ahead[-1:] == ["to"] or (would and ahead[-1:] == ["in"]):
        return found_in(message, "falls", clause.first, item.first)
    return would and (ahead[-1] in ("be", "only", "just") or found_in(message, "takes", clause.first, item.first))


def _is_fallen_from(message: Message, item: Measured) -> bool:
    """ "Drops from 3 minutes to ..."."""
    clause = message.structure.clauses[item.clause]
    led = item.first > clause.first and message.tokens[item.first - 1].lower == "from"
    return led and found_in(message, "falls", clause.first, item.first)


def _is_time_told(around: _Around, item: Measured) -> bool:
    """What work costs or takes has been spoken of: else a time that something would take is any time."""
    known = any(part.name in ("time_before", "hour_cost") for part in around.context.parts)
    known = known or any(found_in(around.message, "handling", *_clause(around.message, one)) for one in around.items)
    return known or any(
        is_of_minutes(one) or hourly_cost(around.message, [one]) for one in around.items if one is not item
    )


def _saves(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    return saves(message, item) or found_in(message, "spares", clause.first, clause.last)


def _is_of_case(around: _Around, item: Measured) -> bool:
    """ "One application takes them", "per itinerary", "handling time"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens[clause.first : clause.last]
    counted = _counted(around)
    for place, (first, second) in enumerate(pairwise(tokens)):
        if first.lower in EVERY and second.kind == "word" and not _is_person(second.lower):
            return True
        named = {token.stem for token in tokens[place + 1 : place + 1 + _LONGEST_NAME]}
        if first.lower in ("a", "an", "one", "the") and named & (case_words() | counted):
            return True
    return found_in(message, "handling", clause.first, clause.last)


def _worked(around: _Around, item: Measured) -> Part | None:
    """ "It saves 2 hours a week each", "each nurse 30 minutes a day", "600 hours a month"."""
    message = around.message
    behind = [token.lower for token in message.tokens[item.last : item.last + 1]]
    gains = _saves(message, item) or bool(_LESS.intersection(behind))
    if not is_hours(item) or item.per is None or is_gain_of_others(message, item) or not gains:
        return None
    if is_promised(message, item):
        return None
    of = _whose(around, item)
    return _part(message, item, "hours" if of is None else "head_hours", per=item.per, of=of or "")


def _asks(around: _Around, item: Measured) -> Part | None:
    """ "Per dev about 60 requests a day": what one of many makes; "300 calls a day": all of them."""
    message = around.message
    plain = item.quantity.kind == "plain" and item.per is not None and item.quantity.value >= 1
    if not plain or item.nouns & _NO_REQUESTS or message.activation(item).get("pay", 0.0) > _PAYS:
        return None
    of = _whose(around, item) if item.per != HOURLY else None
    if of == "" and not any(part.name == "heads" for part in around.context.parts):
        of = None  # "each is 30 pages, and 400 come in a month"
    if of is not None and (item.nouns or item.counts_something):
        return _part(message, item, "asks", per=item.per or 1.0, of=of)
    alone = [one for one in around.items if is_daily(one.per) and one.quantity.kind == "plain"] == [item]
    if alone and item.nouns & _REQUESTS and not item.each and not item.per_head:
        return _part(message, item, "daily", per=item.per or DAILY)
    return None


def _heads(around: _Around, item: Measured) -> Part | None:
    """ "140 developers", "18 dispatchers", "four sites"."""
    message = around.message
    plain = item.quantity.kind == "plain" and item.per is None and item.counts_something and item.quantity.value > 1
    behind = message.tokens[item.last : item.last + 1]
    apiece = item.each and not (behind and behind[0].kind == "word")  # not "four plants each send"
    if not plain or apiece or item.nouns & _NO_HEADS or item.sized:
        return None
    words = [token for token in message.tokens[item.quantity.last : item.last] if token.kind == "word"]
    named = [token for token in words[:_LONGEST_NAME] if _is_person(token.lower) or _is_site(token)]
    if not named:
        return None
    quote = message.text[message.tokens[item.first].start : named[-1].end]
    return _part(message, item, "heads", of=named[-1].stem).model_copy(update={"quote": quote})


def _share(around: _Around, item: Measured) -> Part | None:
    """ "Only half of the developers will use it", "it solves 40% of the tickets"."""
    message = around.message
    value = item.quantity.value
    part = item.quantity.kind == "share" or (item.quantity.kind in ("plain", "factor") and 0 < value < 1)
    if not part or not 0 < value < 1:
        return None
    if (adopted := _is_adoption(around, item)) or item.per is not None:
        return _part(message, item, "share", of=_of_users(around)) if adopted else None
    clause = message.structure.clauses[item.clause]
    by = item.first > 0 and message.tokens[item.first - 1].lower == "by"
    if by and found_in(message, "falls", clause.first, item.first) and _is_time_told(around, item):
        return _part(message, item, "share")  # "it would cut that by 40%"
    if _is_of_work(message, item) or _is_of_time_told(around, item):
        return _part(message, item, "share", of=_WORK)
    of = _of_what(message, item.quantity.last)
    if of is not None and _is_taken_up(message, item):
        return _part(message, item, "share", of=of)
    supposed = _mode_of(message, item) == "what_if" and _comes_true(message, item)
    if supposed or (_is_worth_something(around) and _is_of_belief(message, item)):
        return _part(message, item, "share", of=_BELIEF)
    if not _is_worth_something(around):
        return None
    if (of is not None and _is_narrowed(message, item)) or (of is None and _is_taken_on(message, item)):
        return _part(message, item, "share", of=of or _of_known_cases(around))
    return None


def _of_known_cases(around: _Around) -> str:
    """Of what a bare "it takes over 25%" is: of the cases whose share was told before, in the place of that."""
    shares = [part.of for part in around.context.parts if part.name == "share" and part.of in case_words()]
    return shares[-1] if len(set(shares)) == 1 else ""


def _is_adoption(around: _Around, item: Measured) -> bool:
    """ "40% adoption", "adoption will be 40% in the first year"; not how many use today what there is."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    before = (one.last for one in message.measured if one.clause == item.clause and one.last <= item.first)
    first = max([clause.first, *before])
    behind = min(item.quantity.last + _ADOPTION_NEAR, clause.last)
    named = found_in(message, "adoption", first, item.first) or found_in(
        message, "adoption", item.quantity.last, behind
    )
    others = any(found_in(message, group, clause.first, clause.last) for group in ("today", "of_before", "promised"))
    return named and not others and not item.quantity.movement and _is_worth_something(around)


def _of_users(around: _Around) -> str:
    """Of whom an adoption is: of those of whom such a share was told before, else of the only ones counted."""
    shares = [part.of for part in around.context.parts if part.name == "share"]
    of_users = [of for of in shares if of not in {_WORK, OF_LOSS, _BELIEF, *case_words(), *_counted(around)}]
    if of_users:
        return of_users[-1]
    told = (_heads(around, one) for one in around.items)
    heads = {part.of for part in (*around.context.parts, *told) if part is not None and part.name == "heads"}
    return heads.pop() if len(heads) == 1 else ""


def _is_of_time_told(around: _Around, item: Measured) -> bool:
    """ "12 minutes on each, and the model would save two thirds of that": of the time that one case takes."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    named = message.tokens[item.first : min(clause.last, item.quantity.last + 2)]  # "half of that" may be one number
    of_that = [place for place, pair in enumerate(pairwise(named)) if pair[0].lower == "of" and pair[1].lower in _IT]
    if not of_that or not _saves(message, item):
        return False
    if _is_noun_behind(message.tokens[item.first + of_that[0] + 2 : clause.last]):
        return False
    ahead = [one for one in message.measured if one.last <= item.first and item.sentence - one.sentence <= 1]
    if ahead:
        return _time(around, ahead[-1]) is not None
    last = max((part.turn for part in around.context.parts), default=0)
    return any(part.name == "time_before" and part.turn == last for part in around.context.parts)


def _is_noun_behind(tokens: Sequence[Token]) -> bool:
    """ "Of that amount", "of those calls"; "of that on average" goes on with something else."""
    return bool(tokens) and tokens[0].kind == "word" and tokens[0].lower not in _GOES_ON


def _is_worth_something(around: _Around) -> bool:
    """What is saved is known, or what an hour of it costs: else a part of the cases says nothing of a benefit."""
    known = around.context.facts.get("monthly_benefit")
    worth = known is not None and known.value is not None
    worth = worth or any(part.name in GAINS | {"hour_cost", "case_cost"} for part in around.context.parts)
    told = hourly_cost(around.message, around.items) is not None
    return worth or told or any(around.message.activation(one).get("benefit", 0.0) > _SAYS for one in around.items)


def _is_of_work(message: Message, item: Measured) -> bool:
    """ "20% less work", "save half of the time", "take 60% of that time away"; not "30% of the time it is wrong"."""
    sentence = message.structure.sentences[item.sentence]
    # "half of the" may be one word of the lexicon
    behind = [token.lower for token in message.tokens[item.quantity.last : min(sentence.last, item.last + _OF_WHAT)]]
    works = [place for place, word in enumerate(behind) if word in _of_work()]
    if not works or "," in behind[: works[0]]:
        return False
    if behind[0] in ("less", "fewer") and works[0] <= 2:
        return True
    led = works[0] <= 3 and set(behind[: works[0]]) <= _THE
    return led and (saves(message, item) or found_in(message, "gains", sentence.first, sentence.last))


def _comes_true(message: Message, item: Measured) -> bool:
    """ "If only 70 % of that comes true", "a quarter of the savings materialises"."""
    clause = message.structure.clauses[item.clause]
    for last in range(item.quantity.last, clause.last):
        between = {token.lower for token in message.tokens[item.quantity.last : last]}
        if not between <= _OF_BENEFIT:
            return False
        if found_at(message, "comes_true", last, clause.last):
            return True
    return False


def _is_of_belief(message: Message, item: Measured) -> bool:
    """ "I only believe half of it", "realistically we reach 60% of that"; and what comes true of it."""
    if _comes_true(message, item):
        return True
    sentence = message.structure.sentences[item.sentence]
    behind = [token.lower for token in message.tokens[item.quantity.last - 1 : item.quantity.last + 2]]
    of_it = any(first == "of" and second in _IT for first, second in pairwise(behind)) or behind[:1] == ["that"]
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    denied = bool({"not", "n't", "don't", "never", "cannot", "can't"} & ahead)
    return of_it and not denied and found_in(message, "believed", sentence.first, item.first)


def _is_narrowed(message: Message, item: Measured) -> bool:
    """ "Only 30% of the chats are affected", "a quarter of them qualify"."""
    clause = message.structure.clauses[item.clause]
    right = message.activation(item).get("wrong", 0.0) > _SAYS
    return not right and found_in(message, "narrows", item.quantity.last, clause.last)


def _is_taken_on(message: Message, item: Measured) -> bool:
    """ "The bot takes over 13% more", "it would handle 40%": of the cases, which need not be named."""
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : item.quantity.last + 1]
    if behind and behind[0].kind == "word" and behind[0].lower not in _OPEN_END:
        return False
    first = max(clause.first, item.first - _TAKES_NEAR)
    promised = found_in(message, "promised", clause.first, item.first)
    return found_in(message, "takes_on", first, item.first + 1) and not promised  # "over" may be of the number


def _of_what(message: Message, place: int) -> str | None:
    """The stem of "of the developers", "of our 20,000 tickets"."""
    words = message.tokens[place : place + _OF_WHAT]
    if not words or words[0].lower != "of":
        return None
    for token in words[1:]:
        if token.stem in case_words() or _is_site(token) or _is_person(token.lower):
            return token.stem
    if len(words) > 2 and words[1].lower in ("the", "our", "all", "these", "those") and words[2].kind == "word":
        return words[2].stem
    return "" if words[1:2] and words[1].lower in ("them", "those", "these", "cases", "it") else None


def _is_taken_up(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    first, last = sentence.first, sentence.last
    said = found_in(message, "taken_up", first, last) or found_in(message, "deflects", first, last)
    not_yet = not (found_in(message, "of_before", first, last) or found_in(message, "today", first, last))
    right = message.activation(item).get("accuracy", 0.0) > _SAYS
    return said and not_yet and not right and not found_in(message, "promised", first, item.first)


def _parts_of_wholes(message: Message, items: Sequence[Measured]) -> list[Said]:
    """ "Two of our four sites will use it": a share, and how many there are of them."""
    found = []
    for some, all_ in pairwise(items):
        between = [token.lower for token in message.tokens[some.quantity.last : all_.first]]
        joined = between[:1] == ["of"] and len(between) <= 2 and all_.counts_something
        plain = some.quantity.kind == all_.quantity.kind == "plain" and some.quantity.value < all_.quantity.value
        if joined and plain and _is_taken_up(message, some):
            whole = _heads(_Around(message, items, Context()), all_)
            share = _part(message, some, "share", of=whole.of if whole else "")
            value = some.quantity.value / all_.quantity.value
            quote = message.quote(some.first, all_.last)
            found.append(Said(share.model_copy(update={"value": value, "range": None, "quote": quote}), some))
    return found


def _days(message: Message, items: Sequence[Measured], mode: Mode) -> list[Said]:
    """Working days a month: "20 days a month", "Monday to Saturday"."""
    for item in items:
        days = days_of_month(item)
        if days:
            part = _part(message, item, "days").model_copy(update={"value": days, "range": None})
            return [Said(part, item)]
    for number, sentence in enumerate(message.structure.sentences):
        counted = [item for item in items if item.sentence == number and item.quantity.unit_seconds == DAY]
        for group, count in (("six_days", SIX_DAYS), ("weekdays", WEEKDAYS)):
            if (
                found_in(message, group, sentence.first, sentence.last)
                and message.structure.mode_at(sentence.first) == mode
            ):
                named = [item.quantity.value / DAY for item in counted if item.per is None]
                exact = [days for days in named if _FEWEST_DAYS <= days <= SIX_DAYS + 1]  # "only weekdays, 22 days"
                quote = message.quote(sentence.first, sentence.last)
                return [Said(Part(name="days", value=exact[0] if exact else count, quote=quote))]
    return []


def _case_cost(around: _Around, item: Measured) -> Part | None:
    """ "A ticket costs us $6"."""
    message = around.message
    dear = item.quantity.value >= _LEAST_CASE and not saves(message, item)
    dear = dear and message.activation(item).get("budget", 0.0) < _SAYS  # "released a budget of 400k"
    clause = message.structure.clauses[item.clause]
    theirs = any(found_in(message, group, clause.first, clause.last) for group in ("promised", "sellers"))
    money = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is None
    of_case = any(token.stem in case_words() for token in message.tokens[clause.first : clause.last])
    named = of_case or clause.last in (item.quantity.last, item.last)  # "$6 each", no "$15 per million"
    of_one = named and is_cost_of_one(message, item)
    of_one = of_one or (money and found_in(message, "of_one", clause.first, item.first))
    return _part(message, item, "case_cost") if dear and not theirs and of_one else None


def _unit_cost(around: _Around, item: Measured) -> Part | None:
    """ "$0.14 a word", and what a word would cost."""
    message = around.message
    behind = message.tokens[item.quantity.last : item.quantity.last + 2]
    of_word = len(behind) == 2 and behind[0].lower in ("a", "per", "/", "each") and behind[1].stem == "word"
    if item.quantity.kind != "money" or item.quantity.currency != "USD" or not of_word:
        return None
    clause = message.structure.clauses[item.clause]
    then = found_in(message, "then", clause.first, item.first)
    return _part(message, item, "unit_cost_after" if then else "unit_cost")


def _wage(around: _Around, item: Measured) -> Part | None:
    """ "Each agent costs us 4,200 a month"."""
    message = around.message
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    money = money or (item.quantity.kind == "plain" and item.is_bare())
    if not money or item.per is None or not _LEAST_WAGE <= item.quantity.value * item.per <= _MOST_WAGE:
        return None
    clause = message.structure.clauses[item.clause]
    paid = [one for one in around.items if one.last <= item.first <= one.last + 1]
    group = _heads(around, paid[-1]) if paid and (item.each or said_each(message, item)) else None
    if group is not None:  # "12 translators at 5,000 dollars a month each"
        return _part(message, item, "wage", per=item.per, of=group.of)
    several = item.each or said_each(message, item)  # "my clerks cost 3,900 a month each"
    sentence = message.structure.sentences[item.sentence]
    persons = [token for token in message.tokens[sentence.first : item.first] if _is_person(token.lower)]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    if several and persons and {"who", "that", "each"} & ahead:
        return _part(message, item, "wage", per=item.per, of=persons[-1].stem)  # "8 analysts who cost us ... each"
    near = message.tokens[max(sentence.first, item.first - _EARNED_NEAR) : item.first]
    if persons and "each" in ahead and any(token.stem in _EARNED for token in near):
        return _part(message, item, "wage", per=item.per, of=persons[-1].stem)  # "2 clerks, each earns 3,000 a month"
    for first, second in pairwise(message.tokens[clause.first : item.first]):
        led = first.lower in ("a", "an", "one", *EVERY) or (several and first.lower in ("my", "our", "the"))
        if led and _is_person(second.lower):
            named = found_in(message, "no_wage", clause.first, clause.last)
            return None if named else _part(message, item, "wage", per=item.per, of=second.stem)
    return None


_EARNED_NEAR = 5  # tokens
_EARNED = frozenset(map(stem_of, ("earn", "earns", "earning", "salary", "wage", "paid")))


def _payroll(around: _Around, item: Measured) -> Part | None:
    """ "My team of 34 costs 1.9 million a year", "we pay all agents together 90,000 a month"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    apiece = item.each or said_each(message, item)
    if apiece or not _is_recurring(item) or item.quantity.value * (item.per or 1.0) < _LEAST_PAYROLL:
        return None
    paid = found_in(message, "payroll", clause.first, min(clause.last, item.last + _NEAR))
    return _part(message, item, "payroll", per=item.per or 1.0) if paid and not _is_for_model(message, item) else None


def _setup(around: _Around, item: Measured) -> Part | None:
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
    return _part(message, item, "setup") if named and not ours else None


def _fee(around: _Around, item: Measured) -> Part | None:
    """ "Our support contract is $4,000 a month", "a vendor asks $0.04 per alert": not for the model's API."""
    message = around.message
    sentence = message.structure.sentences[item.sentence]
    if saves(message, item) or _is_for_model(message, item) or item.quantity.kind != "money":
        return None
    asked = found_in(message, "fees", sentence.first, sentence.last)
    if _is_recurring(item):
        spared = found_in(message, "gains", sentence.first, item.first)
        return _part(message, item, "fee", per=item.per or 1.0) if asked and not spared else None
    of_others = asked and found_in(message, "others", 0, len(message.tokens))
    behind = message.tokens[item.quantity.last : item.quantity.last + 2]
    of_case = len(behind) == 2 and behind[0].lower in ("per", "for", "/", "a", "each", "every")
    of_case = of_case and behind[1].kind == "word" and behind[1].lower not in _NO_CASE
    return _part(message, item, "fee_each") if of_others and of_case and item.per is None else None


def _is_recurring(item: Measured) -> bool:
    """An amount of dollars that comes every month or year."""
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    money = money or (item.quantity.kind == "plain" and item.is_bare())
    return money and item.per is not None and item.per <= DAILY


def _is_for_model(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    felt = message.activation(item)
    api = max(felt.get("api", 0.0), felt.get("model", 0.0)) > _SAYS
    return api or found_in(message, "vendors", sentence.first, sentence.last)


def _counted(around: _Around) -> set[str]:
    """The stems of what comes so many times a month: "6,000 texts", in this message or an earlier one."""
    known = around.context.facts.get("requests_per_month")
    words = re.findall(r"[a-z]+", (known.quote or "").lower()) if known else []
    here = [named_stems(around.message, one) for one in around.items if one.per is not None]
    return {stem_of(word) for word in words}.union(*here) - {"month", "day", "week", "year"}


def _gained(around: _Around, item: Measured) -> Part | None:
    """What is lost today, what would come in more, and what one of it brings."""
    asked = "monthly_benefit" in around.context.asked
    found = gain_part(around.message, around.items, around.context.parts, item, asked=asked)
    if found is None:
        return None
    name, of = found
    part = _part(around.message, item, name, per=item.per or 1.0, of=of)
    ends = item.quantity.range
    if item.quantity.movement and ends is not None:  # "from $14 to $9"
        return part.model_copy(update={"value": round(ends[0] - ends[1], 10), "range": None})
    return part


def _freed(around: _Around, item: Measured) -> Part | None:
    """ "We'd free up 6 of them", "five fewer agents", "two of our six clerks", "half a position"."""
    message = around.message
    plain = item.quantity.kind == "plain" or (item.quantity.kind == "factor" and item.quantity.value < 1)
    if not plain or item.per is not None or item.quantity.value > _MOST_FREED or is_the_whole(message, item):
        return None
    if item.nouns & _NO_PEOPLE:  # "240 words more or less"
        return None
    clause = message.structure.clauses[item.clause]
    before = _instead_of(around, item)
    if before is not None:
        gone = before.quantity.value - item.quantity.value
        return _part(message, item, "freed").model_copy(update={"value": gone, "range": None})
    ends = min(clause.last, max(item.last, item.quantity.last + _OF_WHAT - 1))
    words = message.tokens[item.quantity.last : ends]
    fewer = any(token.lower in ("fewer", "less") for token in words)
    people = fewer or any(_is_person(token.lower) or token.lower in ("them", "who") for token in words[:_LONGEST_NAME])
    people = people or any(hit.payload == "positions" for hit in derived_words().find(words))
    known = any(part.name == "freed" for part in around.context.parts)  # "What if they replace 4?"
    people = people or _are_some_of(around, item) or (known and not any(token.kind == "word" for token in words))
    fewer = fewer and (any(_is_person(token.lower) for token in words) or _are_positions(words))
    freed = fewer or found_in(message, "frees", clause.first, max(item.last, clause.last if people else item.last))
    return _part(message, item, "freed") if people and freed else None


_NO_PEOPLE = frozenset({"word", "page", "token", "document", "example", "request"})


def _instead_of(around: _Around, item: Measured) -> Measured | None:
    """ "We'd get by with 4 planners instead of 6": how many there are."""
    tokens = around.message.tokens
    words = tokens[item.quantity.last : item.last]
    ahead = {token.lower for token in tokens[around.message.structure.clauses[item.clause].first : item.first]}
    behind = next((one for one in around.items if one.first >= item.last), None)
    if behind is None or behind.quantity.kind != "plain" or behind.quantity.value <= item.quantity.value:
        return None
    between = [token.lower for token in tokens[item.last : behind.first]]
    people = any(_is_person(token.lower) for token in words) and not _WOULD.isdisjoint(ahead)
    return behind if people and between in (["instead", "of"], ["rather", "than"], ["not"]) else None


def _are_positions(words: Sequence[Token]) -> bool:
    return any(hit.payload == "positions" for hit in derived_words().find(words))


def _are_some_of(around: _Around, item: Measured) -> bool:
    """ "Two of our six clerks"."""
    behind = [one for one in around.items if item.first < one.first <= item.quantity.last + 2]
    return bool(behind) and is_the_whole(around.message, behind[0]) and _heads(around, behind[0]) is not None


def _wage_of_freed(around: _Around, item: Measured) -> Part | None:
    """ "It'd spare us one accountant, who'd cost 72k a year", "we'd free two, $3,900 each a month"."""
    message = around.message
    if not _is_recurring(item) or not _LEAST_WAGE <= item.quantity.value * (item.per or 1.0) <= _MOST_WAGE:
        return None
    before = [one for one in around.items if one.first < item.first and item.sentence - one.sentence <= 1]
    freed = next((part for one in reversed(before) if (part := _freed(around, one)) is not None), None)
    told = next(iter(reversed(around.context.parts)), None)
    freed = freed or (told if told is not None and told.name == "freed" else None)
    if freed is None or _is_for_model(message, item) or found_in(message, "losses", *_clause(message, item)):
        return None
    full = any(
        token.lower in ("full", "whole") for token in message.tokens[max(0, item.first - _FEW_WORDS) : item.first]
    )
    alone = freed.value == 1 or (freed.value < 1 and full)
    return (
        _part(message, item, "wage", per=item.per or 1.0)
        if alone or is_apiece(message, item) or said_each(message, item)
        else None
    )


def _clause(message: Message, item: Measured) -> tuple[int, int]:
    clause = message.structure.clauses[item.clause]
    return clause.first, clause.last


def _corrected(around: _Around, item: Measured) -> Part | None:
    """ "Actually it's 250 hours", "sorry, three clerks", "$4,200, rather": the part like it, told anew."""
    message = around.message
    short = len(around.items) == 1 and words_in(message.tokens) <= _FEW_WORDS
    if not short or not message.structure.hits_of("correction"):
        return None
    alike = [part for part in around.context.parts if _is_alike(around, item, part)]
    likest = min(reversed(alike), key=lambda part: _distance(item, part), default=None)
    if likest is None or _is_nearer_to_a_fact(around, item, likest):
        return None
    return _part(message, item, likest.name, per=item.per or likest.per, of=likest.of)


def _is_alike(around: _Around, item: Measured, part: Part) -> bool:
    """Whether the number may be this part in another amount."""
    message, quantity = around.message, item.quantity
    tokens = message.tokens[quantity.last : item.last]
    if item.per is not None and abs(item.per - part.per) > _SAME * part.per:
        return False
    if quantity.kind == "duration":
        return part.name in ("hours", "head_hours", "work_hours") and quantity.unit_seconds == HOUR
    if quantity.value < 1 or quantity.kind == "share":
        named = [name for word, name in _SHARES.items() if any(token.lower == word for token in message.tokens)]
        return part.name in (named or ("share", "lift", "margin"))
    if quantity.kind == "money" or (item.is_bare() and item.per is not None):
        return part.name in _AMOUNTS and _LEAST_LIKE <= quantity.value / max(part.value, 1e-9) <= 1 / _LEAST_LIKE
    if part.name == "freed":
        return any(_is_person(token.lower) for token in tokens)
    return part.name in ("more", "missed") and item.counts_something and quantity.kind == "plain"


def _distance(item: Measured, part: Part) -> float:
    """How far the number is from the part, in the order of what was said last; amounts by their size."""
    if part.name not in _AMOUNTS:
        return -part.turn
    return abs(log(item.quantity.value / part.value))


def _is_nearer_to_a_fact(around: _Around, item: Measured, part: Part) -> bool:
    """An amount that is more like one that was told outright, or a number when something else was told since."""
    facts = around.context.facts
    if part.name not in _AMOUNTS:
        return any(fact.turn > part.turn for field, fact in facts.items() if field != "monthly_benefit")
    values = [facts[field].value for field in ("monthly_benefit", "budget", "monthly_api_spend") if field in facts]
    amount = item.quantity.value
    near = [abs(log(amount / value)) for value in values if isinstance(value, int | float) and value > 0]
    return any(distance < _distance(item, part) for distance in near)


_SHARES: Mapping[str, PartName] = {"margin": "margin", "margins": "margin", "more": "lift", "higher": "lift"}
_AMOUNTS = frozenset({"wage", "worth", "case_cost", "case_after", "case_saved", "loss", "revenue", "spared", "payroll"})
_LEAST_LIKE = 0.3


_READERS: tuple[Callable[[_Around, Measured], Part | None], ...] = (
    _hour_cost,
    _time,
    _worked,
    _unit_cost,
    _setup,
    _payroll,
    _fee,
    _gained,
    _case_cost,
    _wage,
    _wage_of_freed,
    _freed,
    _share,
    _asks,
    _heads,
)


def _whose(around: _Around, item: Measured) -> str | None:
    """The stem of whom "each nurse", "per dev", "an agent" is; "" of a bare "each"; `None` where it is of all."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens
    known = [part.of for part in around.context.parts if part.name == "heads"]
    known += [stem for one in around.items if (part := _heads(around, one)) for stem in [part.of]]
    for place in range(clause.first, min(clause.last, len(tokens) - 1)):
        word = tokens[place + 1]
        led = tokens[place].lower in EVERY or (place < item.first and tokens[place].lower in ("a", "an"))
        if led and word.kind == "word" and (any(is_same(word.stem, stem) for stem in known) or _is_person(word.lower)):
            return word.stem
    ahead = [token.lower for token in tokens[clause.first : item.first]]
    if ahead[-2:] == ["each", "of"]:
        return None  # "10 minutes on each of 12,000 cases"
    each = said_each(message, item) or bool(EACH.intersection(ahead[-_EACH_NEAR:]) and _EACH_WHAT.isdisjoint(ahead))
    return _nearest(around, item, known) if each else None


def _nearest(around: _Around, item: Measured, known: Sequence[str]) -> str:
    """Of whom a bare "each" speaks: of those counted right before it, or of the only ones known."""
    before = [part.of for one in around.items if one.first < item.first and (part := _heads(around, one)) is not None]
    return before[-1] if before else known[0] if len(set(known)) == 1 else ""


def _is_site(token: Token) -> bool:
    return token.stem in word_stems("places") | word_stems("sites")


def is_no_volume(message: Message, item: Measured) -> bool:
    """What one of many does, or what is only looked at: "QA reads 50 tickets a week", "a sample of 400 mails"."""
    clause = message.structure.clauses[item.clause]
    # a model may check cases for a living: people look at some of them
    looks = found_in(message, "spot_checks", clause.first, clause.last)
    return _is_of_one_person(message, item) or looks or _is_our_figure(message, item) or _is_worth(message, item)


def _is_our_figure(message: Message, item: Measured) -> bool:
    """ "Your 12,000 a month can't be right": what we have reckoned, and they do not tell."""
    return item.first > 0 and message.tokens[item.first - 1].lower == "your"


def _is_worth(message: Message, item: Measured) -> bool:
    """ "The invoices we process total 96 million a year": a sum of money, though no currency is named."""
    words = tuple(token.lower for token in message.tokens[max(0, item.first - 2) : item.first])
    led = words[-1:] in (("total",), ("totals",), ("worth",), ("totalling",)) or words in _ADDS_UP
    clause = message.structure.clauses[item.clause]
    return led and not item.counts_something and found_in(message, "paid_things", clause.first, item.first)


_ADDS_UP = (("amount", "to"), ("amounts", "to"), ("amounting", "to"), ("up", "to"), ("come", "to"), ("comes", "to"))


def with_hours_of_people(message: Message) -> Message:
    """ "230 clerk hours each month": hours of work, as "230 hours" are."""
    return replace(message, measured=[_in_hours(message, item) for item in message.measured])


def _in_hours(message: Message, item: Measured) -> Measured:
    words = message.tokens[item.quantity.last : item.last]
    named = [place for place, token in enumerate(words) if token.lower in ("hours", "hour", "hrs")]
    if item.quantity.kind != "plain" or "hour" not in item.nouns or not named or named[0] != 1:
        return item
    if not (_is_person(words[0].lower) or words[0].lower in _HOURS_OF):
        return item
    quantity = replace(item.quantity.scaled(HOUR), kind="duration", unit=str(int(HOUR)), last=item.quantity.last + 2)
    return replace(item, quantity=quantity, nouns=frozenset(), counts_something=False)


_HOURS_OF = frozenset(
    {"man", "person", "staff", "work", "working", "office", "labour", "labor", "team", "desk", "opening", "business",
     "service", "trading"}
)  # fmt: skip


def _is_of_one_person(message: Message, item: Measured) -> bool:
    """ "An agent handles about 9 e-mails per hour": what one of them does, which is no volume of all."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first]]
    opens = [*dropwhile(_OPENING_WORDS.__contains__, words)][:_LONGEST_NAME]
    alone = opens[:1] != [] and opens[0] in _ONE_OF_THEM
    return item.per == HOURLY and alone and any(_is_person(word) for word in opens[1:])


_ONE_OF_THEM = frozenset({"a", "an", "one", "each", "every", "per"})
_OPENING_WORDS = frozenset({"and", "so", "well", "currently", "today", "but", "on", "average", ","})


def _is_person(word: str) -> bool:
    """Somebody who works: "nurse", "dispatchers", "paralegals"; a guess by the ending where no list has the word."""
    if word in _people() or word.removesuffix("s") in _people():
        return True
    return bool(_PERSON.fullmatch(word)) and stem_of(word) not in word_stems("no_people") | case_words()


@cache
def _people() -> frozenset[str]:
    """Word by word: "translated" has the stem of "translator"."""
    return frozenset(pattern_list(load_cues("products.yaml")["people"], "products.yaml: people"))


_PERSON = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|man|men|woman|women|legal|tant|eer)s?")
_OF_BENEFIT = frozenset(
    {"of", "it", "that", "this", "them", "those", "these", "the", "our", "benefit", "benefits", "saving", "savings",
     "gain", "gains", "value", "money", "estimate", "expected", "promised", "planned", "would", "will", "ever",
     "really", "actually", "in", "end", "finally", "amount", "sum", "effect"}
)  # fmt: skip
_WORK, _BELIEF = OF_WORK, "belief"  # of what a share is: of the time, of the benefit itself
_IT = frozenset({"it", "that", "this", "them", "those"})
_THE = frozenset({"of", "the", "that", "this", "their", "our", "it", "its", "all", "my"})
_ASSUMED = frozenset({"assume", "assuming", "suppose", "presume", "guess", "expect", "reckon"})
_SUPPOSING = frozenset({"if", "would", "could", "might", "suppose", "imagine", "what", "let's", "lets", "say"})
_NO_CASE = frozenset(
    {"million", "thousand", "token", "tokens", "user", "seat", "head", "employee", "person", "hour", "day", "week",
     "month", "quarter", "year", "gpu", "the", "our", "this", "that"}
)  # fmt: skip
_WE, _PUT = frozenset({"we", "i", "we'd", "i'd", "we'll", "i'll"}), frozenset({"put", "invest", "spend", "have"})
_REMAINS = frozenset({"remain", "remains", "left", "stay", "stays"})
_GOES_ON = frozenset(
    {"and", "but", "if", "when", "with", "for", "on", "in", "at", "off", "away", "each", "per", "time",
     "work", "would", "could", "can", "will", "is", "goes", "falls"}
)  # fmt: skip
_ADOPTION_NEAR = 3  # tokens: "40% of adoption", "40% user adoption"
_OPEN_END = frozenset({"more", "if", "when", "once", "and", "but", "by", "at", "itself", "then"})
_TAKES_NEAR = 4
_LEAST_PAYROLL, _LEAST_SETUP = 2_000, 100  # USD
_EXACT = 1e-4
_LEAST_SHORTENED = 60  # seconds


@cache
def _of_work() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("products.yaml")["work"], "products.yaml: work"))


_AND = frozenset({"and", "also", "plus", "besides", "then"})
_NOW = 1_000_000  # a turn behind all others
_SAME = 0.01
_SAYS = 0.5
_PAYS = 0.4
_NEAR = 4  # tokens
_LONGEST_NAME = 3  # words
_FEWEST_SECONDS = 5
_LONGEST_SHIFT, _LONGEST_WORK = 8 * HOUR, 200 * HOUR
_FEWEST_DAYS = 15  # working days of a month
_EACH_NEAR = 6
_OF_WHAT = 5
_FEW_WORDS = 10
_LEAST_CASE = 0.5  # USD
_LEAST_WAGE, _MOST_WAGE = 500, 50_000  # USD a month
_MOST_FREED = 10_000
_LESS = frozenset({"less", "faster", "quicker", "shorter", "off", "sooner", "back"})
_WOULD = frozenset({"would", "could", "should", "will", "'d", "we'd", "they'd", "it'd", "with"})
_EACH_WHAT = frozenset({"month", "week", "day", "year"})
_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_NO_REQUESTS = frozenset({"token", "word", "page", "engineer", "hour", "other", "turn"})
_NO_HEADS = frozenset({"token", "word", "page", "request", "conversation", "hour", "other", "example"})
_TIMES = ("time_before", "time_after", "time_saved")
_INPUTS = frozenset({"requests_per_month", "input_tokens", "current_accuracy", "target_accuracy"})
_ASKING: frozenset[PartName] = frozenset({"asks"})
_FACTS_TOO: frozenset[PartName] = frozenset({"heads", "daily"})  # "300 calls a day", "60 labelled reports"
_SUPPOSED: frozenset[PartName] = frozenset(
    {"share", "time_saved", "time_after", "head_hours", "hours", "freed", "hour_cost"}
)
