"""What a message's parts and those of earlier ones come to: facts that it completes, narrows or supposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.facts import Fact, Part, PartName, Statement
from agent.numbers.benefit_parts import is_told, parts_said
from agent.numbers.calls_each import cases_told, multiplied_by_calls
from agent.numbers.part_places import Around, Said
from agent.numbers.part_shares import comes_true, taken_share
from agent.numbers.part_sums import (
    BESIDES,
    GAINS,
    OF_BELIEF,
    OF_LOSS,
    OF_WORK,
    Sum,
    benefit_sum,
    besides_sum,
    volume_sum,
    with_parts,
)
from agent.numbers.products import (
    HOUR,
    found_in,
    is_daily,
)
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.values import fits, tidy


def with_completed(
    message: Message, context: Context, said: Sequence[Said], stated: Sequence[Statement]
) -> list[Statement]:
    """The statements, and facts that the parts of this message make with those of earlier ones, or that they change."""
    kept = [
        one
        for one in stated
        if not _is_of_one_alone(one, said)
        and not (one.field == "monthly_benefit" and _is_before_margin(context, said))
        and not _gives_way(message, one, context, said, stated)
    ]
    kept = [_added(message, one, context) for one in kept]
    said = [one for one in said if not _is_in_it(message, one, kept)]
    made = _completed(context, said, kept) or _with_besides(message, context, said, kept)
    return [*(one for one in kept if one.field not in {new.field for new in made}), *made]


def _gives_way(
    message: Message, statement: Statement, context: Context, said: Sequence[Said], stated: Sequence[Statement]
) -> bool:
    """A benefit reckoned of two numbers, where this message and earlier ones say more of them: the sum has it all."""
    if statement.field != "monthly_benefit" or not isinstance(statement.value, int | float):
        return False
    amounts = [item.quantity.value * (item.per or 1.0) for item in message.measured]
    if any(abs(amount - statement.value) <= _SAME * abs(amount) for amount in amounts):
        return False  # told outright
    after = with_parts(context.parts, [one.part.model_copy(update={"turn": _NOW}) for one in said])
    made = benefit_sum(after, {**context.facts, **{one.field: _as_fact(one) for one in stated}})
    fresh = [part for part in made.parts if part.turn == _NOW] if made else []
    return len(fresh) >= _TWO


def _is_in_it(message: Message, one: Said, stated: Sequence[Statement]) -> bool:
    """ "Finance only accepts half of it. Make the benefit $57k": what is told behind the share has it already."""
    if one.item is None or one.part.name != "share" or one.part.of != OF_BELIEF:
        return False
    start = message.tokens[one.item.first].start
    return any(told.field == "monthly_benefit" and message.text.find(told.quote or "") > start for told in stated)


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
    """What is of the benefit, known or not; what was told of it in another amount; a share, of the same cases."""
    if said.part.name in _ALWAYS_OF_IT or said.part.name in {part.name for part in context.parts} & _SUPPOSED - {
        "share"
    }:
        return True
    around = Around(message, [said.item], context) if said.item is not None else None
    if said.part.name == "share" and around is not None and taken_share(around, around.items[0]) is not None:
        return True
    if said.part.name == "time_before":
        return "max_latency_seconds" not in context.facts
    told = {part.of for part in context.parts if part.name == "share"} & {*case_words(), OF_WORK, ""}
    share = said.part.name == "share" and said.item is not None
    return share and (said.part.of in told or (said.item is not None and comes_true(message, said.item)))


def _supposed(message: Message, context: Context, said: Sequence[Said], *, only_made: bool) -> Supposed:
    said = [one for one in said if one.item and not is_told(message, one.item, context)]
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
        change = _benefit_change(context, after, facts)
        made = _made(change, context, said, [one for one in (*stated, *found) if one.field in _INPUTS])
        doubted = any(one.part.name == "share" and one.part.of == OF_BELIEF for one in said)
        found += made or (
            [] if _follows(change, context) and not doubted else _narrowed(context.facts.get("monthly_benefit"), said)
        )
    return found


def _benefit_change(context: Context, parts: Sequence[Part], facts: Mapping[str, Fact]) -> "_Change":
    """The benefit's sum as it is, and with other parts and facts."""
    deciding = GAINS - {"share"} - BESIDES
    return _Change("monthly_benefit", benefit_sum(context.parts, context.facts), benefit_sum(parts, facts), deciding)


def benefit_moved(context: Context, supposed: Sequence[tuple[Statement, int]]) -> list[tuple[Statement, int]]:
    """ "What if we had 600 a day?", "if only 3 % were wrong": what that makes of a benefit that is a sum of parts."""
    moved = [(one, at) for one, at in supposed if one.field in _INPUTS and one.value is not None]
    if not moved or any(one.field == "monthly_benefit" for one, _ in supposed):
        return []
    facts = {**context.facts, **{one.field: _as_fact(one) for one, _ in moved}}
    made = _made(_benefit_change(context, context.parts, facts), context, (), [one for one, _ in moved])
    return [(one, moved[-1][1]) for one in made]


def would_be_reached(context: Context, supposed: Sequence[tuple[Statement, int]]) -> list[tuple[Statement, int]]:
    """ "If only 3 % were wrong": where a wrong one has its price, fewer of them than today are to be reached."""
    known = context.facts.get("current_accuracy")
    priced = any(part.name in ("error_cost", "error_time") for part in context.parts)
    now = known.value if known is not None and priced else None
    return [
        (one.model_copy(update={"field": "target_accuracy"}), at)
        if one.field == "current_accuracy"
        and isinstance(now, int | float)
        and isinstance(one.value, int | float)
        and one.value > now
        else (one, at)
        for one, at in supposed
    ]


def _beside(told: Statement, said: Sequence[Said]) -> list[Said]:
    """Shares said beside a benefit that was told outright; what it was reckoned from is in it already."""
    shares = [one for one in said if one.part.name == "share"]
    inside = any((one.part.quote or "") in (told.quote or "") for one in shares)
    return shares if len(shares) == len(said) and not inside else []


def _narrowed(known: Fact | Statement | None, said: Sequence[Said]) -> list[Statement]:
    """A benefit that was told outright, of which a part is left: "I only believe half of it"."""
    value = known.value if known is not None else None
    shares = [
        one
        for one in said
        if one.item is not None and one.part.name == "share" and one.part.of not in (OF_WORK, OF_LOSS)
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
        if field == "requests_per_month" and not moved and abs(new.value - known.value) <= _EXACT * abs(known.value):
            return []  # "30 nights a month", of what was told for every night
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


_EXACT = 1e-4
_AND = frozenset({"and", "also", "plus", "besides", "then"})
_TWO = 2  # parts of a sum
_NOW = 1_000_000  # a turn behind all others
_INPUTS = frozenset(
    {"requests_per_month", "input_tokens", "current_accuracy", "target_accuracy", "critical_error_rate"}
)
_ASKING: frozenset[PartName] = frozenset({"asks"})
_SUPPOSED: frozenset[PartName] = frozenset(
    {"heads", "wage", "error_cost", "share", "time_saved", "time_after", "head_hours", "hours", "freed", "hour_cost",
     "time_before", "error_time", "case_cost", "payroll", "work_hours"}
)  # fmt: skip
_ALWAYS_OF_IT: frozenset[PartName] = frozenset({"freed", "time_saved", "error_time"})
_SAME = 0.01
