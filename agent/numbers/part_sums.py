"""What parts that were said one by one make together: heads x hours x what an hour costs, calls a day x working days.

Pure arithmetic over `agent.facts.Part`; which words are a part is read by `agent.numbers.benefit_parts`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from agent.facts import Fact, Part, PartName, value_of
from agent.numbers.products import is_daily
from agent.numbers.volume_days import WEEKDAYS
from agent.words.text_lengths import TOKENS_PER_WORD
from agent.words.tokens import tokenize

HOUR = 3_600.0  # seconds
MOST_KEPT = 40
HOURS_A_DAY = 8
_SAME = 0.01
_SHORTEST_NAME = 3  # letters: "dev" is "developer"
# Of these there may be several, one of each kind of people, places or cases.
_OF_MANY: frozenset[PartName] = frozenset({"heads", "asks", "share", "workload"})
# What is gained; the others are how things are.
GAINS: frozenset[PartName] = frozenset(
    {"time_after", "time_saved", "error_time", "error_cost", "hours", "head_hours", "unit_cost_after", "freed", "share",
     "more", "lift", "spared", "case_saved", "case_after"}
)  # fmt: skip
# What comes besides the work; a benefit told outright may have it already.
BESIDES: frozenset[PartName] = frozenset({"loss", "missed", "more", "lift", "spared"})
OF_WORK = "work"  # of the time that people spend
OF_LOSS = "loss"  # of what a share is: of what is lost today
OF_BELIEF = "belief"  # of what a share is: of the benefit itself
_INSTEAD: Mapping[PartName, tuple[PartName, ...]] = {
    "time_saved": ("time_after",),
    "time_after": ("time_saved",),
    "head_hours": ("hours",),
    "hours": ("head_hours",),
}


@dataclass(frozen=True)
class Factor:
    """One number of a product, and the part that it comes from; None: a fact of the profile."""

    name: str
    ends: tuple[float, float]
    part: Part | None = None


@dataclass(frozen=True)
class Sum:
    """A product of parts, a month; `missing` are those without which it cannot be made."""

    factors: tuple[Factor, ...]
    missing: tuple[str, ...] = ()
    plus: tuple["Sum", ...] = ()  # what comes to it from elsewhere

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that it comes to."""
        others = [one.ends for one in self.plus]
        low, high = (
            prod(factor.ends[side] for factor in self.factors) + sum(ends[side] for ends in others) for side in (0, 1)
        )
        return low, high

    @property
    def value(self) -> float:
        """The middle of its ends."""
        return sum(self.ends) / 2

    @property
    def parts(self) -> list[Part]:
        """What of it was said in part."""
        own = [factor.part for factor in self.factors if factor.part is not None]
        return [*own, *(part for one in self.plus for part in one.parts)]


def with_parts(known: Sequence[Part], said: Iterable[Part]) -> tuple[Part, ...]:
    """What is known in part after more was said: a later number takes the place of an earlier one."""
    kept = list(known)
    for part in said:
        kept = [one for one in kept if not _is_replaced(one, part)] + [part]
    return tuple(kept[-MOST_KEPT:])


def _is_replaced(old: Part, new: Part) -> bool:
    same = old.name == new.name and (old.name not in _OF_MANY or old.of == new.of)
    same = same or (
        old.name == "fee" and new.name == "loss" and old.quote == new.quote
    )  # it would not be paid any more
    same = same or (old.name in _CHARGED and new.name in _CHARGED)
    return same or (old.name in _INSTEAD.get(new.name, ()) and old.turn != new.turn)


def is_same(first: str, second: str) -> bool:
    """Whether two stems name the same: "dev" and "develop"."""
    short, long = sorted((first, second), key=len)
    return len(short) >= _SHORTEST_NAME and long.startswith(short)


def working_days_of(parts: Sequence[Part]) -> float | None:
    """Working days a month, where they were named."""
    named = _last(parts, "days")
    return named.value if named else None


def benefit_sum(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What it is worth a month, USD; of several sums of the same work the one whose parts were said last."""
    usable = [part for part in parts if part.currency == "USD"]
    work = [one for one in _made(_KINDS, usable, facts) if not one.missing]
    latest = max(work, key=lambda one: max(part.turn for part in one.parts), default=None)
    besides = [one for one in _made(_BESIDES, usable, facts) if not one.missing]
    believed = tuple(
        Factor("believed", part.ends, part) for part in parts if part.name == "share" and part.of == OF_BELIEF
    )
    found = [replace(one, factors=(*one.factors, *believed)) for one in (*([latest] if latest else []), *besides)]
    return replace(found[0], plus=tuple(found[1:])) if found else None


def work_sum(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What the work costs a month today, USD: of which "vendor A cuts that by 30 %"."""
    today = [part for part in parts if part.name not in GAINS and part.currency == "USD"]
    whole = Part(name="share", value=1.0, of=OF_WORK, quote="")
    made = [one for one in _made(_KINDS, [*today, whole], facts) if not one.missing]
    return max(made, key=lambda one: max((part.turn for part in one.parts), default=0), default=None)


def besides_sum(parts: Sequence[Part]) -> float:
    """What comes besides the work, USD a month."""
    usable = [part for part in parts if part.currency == "USD"]
    return sum(one.value for one in _made(_BESIDES, usable, {}) if not one.missing)


def work_today(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What all the work costs today, USD a month: less work can save no more than that."""
    usable = [part for part in parts if part.currency == "USD"]
    time = time_today(usable, facts)
    hours = _last(usable, "work_hours")
    cost = _hour_of(usable, hours.of if hours else "") if time is not None and not time.missing else None
    if time is not None and cost is not None:
        return Sum((*time.factors, cost))
    paid, each, volume = _last(usable, "payroll"), _last(usable, "case_cost"), _volume(facts, usable)
    if paid:
        return Sum((_rated(paid, usable),))
    wage = _last(usable, "wage")
    heads = heads_of(usable, wage.of) if wage and time is None else None
    if wage and heads:
        of_work = [_factor(part) for part in usable if part.name == "share" and is_same(part.of, heads.of)]
        return Sum((_factor(heads), _rated(wage, usable), *of_work))
    return Sum((volume, _factor(each))) if each and volume else None


def time_today(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """The hours a month that people work on it today, and what is missing to tell; nothing where no time was told."""
    hours, before, volume = _last(parts, "work_hours"), _last(parts, "time_before"), _volume(facts, parts)
    if hours is not None:
        heads = heads_of(parts, hours.of) if hours.of else None
        return Sum((*([_factor(heads)] if heads else []), worked(hours, parts)))
    if before is None:
        return None
    return Sum((*([volume] if volume else []), _hours(_factor(before))), () if volume else (VOLUME,))


def work_lacking(parts: Sequence[Part], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is missing to tell what the work costs today."""
    usable = [part for part in parts if part.currency == "USD"]
    if work_today(usable, facts) is not None:
        return ()
    time, paid = time_today(usable, facts), _last(usable, "case_cost")
    hours = _last(usable, "work_hours")
    volume = () if _volume(facts, usable) or hours else (VOLUME,)
    minutes = () if time or paid else (_MINUTES,)
    cost = () if paid or _hour_of(usable, hours.of if hours else "") else _lacks_cost(None)
    return (*volume, *minutes, *cost)


def is_more_than_work(parts: Sequence[Part]) -> bool:
    """Something was named that it may bring besides less work: more sales, losses avoided."""
    return any(part.name in BESIDES | {*_CHARGED, "error_cost", "error_time", "revenue"} for part in parts)


def mistakes_today(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum:
    """What the wrong cases cost today, USD a month, and what is missing to tell."""
    usable = [part for part in parts if part.currency == "USD"]
    paid, lacks_cost = _paid_for_errors(usable)
    volume, wrong = _volume(facts, usable), _wrong_today(facts)
    missing = (
        *(() if volume else (VOLUME,)),
        *(() if wrong else ("how many of them are wrong today",)),
        *(lacks_cost if paid else ("what a wrong one costs, in money or in work",)),
    )
    known = [Factor("wrong", (wrong, wrong))] if wrong else []
    return Sum((*([volume] if volume else []), *known, *paid), missing)


def benefit_lacking(parts: Sequence[Part], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is missing of the sum of which the most is known; nothing where nothing of any is known."""
    nearest = _nearest(parts, facts)
    return nearest.missing if nearest else ()


def cost_today(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What it costs a month today, where only the part of it that would go away is missing."""
    nearest = _nearest(parts, facts)
    return nearest if nearest is not None and nearest.missing in _LACKS_SHARE else None


def _nearest(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    begun = [one for one in _benefits(parts, facts) if one.missing and one.parts]
    return min(begun, key=lambda one: (len(one.missing), -len(one.parts)), default=None)


def lacking_with(supposed: Sequence[Part], parts: Sequence[Part], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What is missing of the sum that the supposed parts belong to; nothing where none is begun, or one is made."""
    sums = [one for one in _benefits(with_parts(parts, supposed), facts) if any(part in supposed for part in one.parts)]
    nearest = min(sums, key=lambda one: len(one.missing), default=None)
    return nearest.missing if nearest else ()


def volume_sum(parts: Sequence[Part]) -> Sum | None:
    """Requests a month: heads times what each asks, or requests a day on working days."""
    for asks in reversed([part for part in parts if part.name == "asks"]):
        heads = heads_of(parts, asks.of)
        if heads is not None:
            return Sum((_factor(heads), *_shares_of_heads(parts, heads), _rated(asks, parts)))
    daily = _last(parts, "daily")
    return Sum((_rated(daily, parts),)) if daily and working_days_of(parts) else None


def heads_of(parts: Sequence[Part], of: str) -> Part | None:
    """How many there are of them; of "each" with no name, if there is but one kind of them."""
    heads = [part for part in parts if part.name == "heads"]
    named = [part for part in heads if of and is_same(part.of, of)]
    if named:
        return named[-1]
    return heads[0] if not of and len(heads) == 1 else None


def _benefits(parts: Sequence[Part], facts: Mapping[str, Fact]) -> list[Sum]:
    usable = [part for part in parts if part.currency == "USD"]
    return _made((*_KINDS, *_BESIDES), usable, facts)


def _made(kinds: Sequence["_Kind"], parts: Sequence[Part], facts: Mapping[str, Fact]) -> list[Sum]:
    return [found for made in kinds if (found := made(parts, facts)) is not None]


def _of_heads(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    hours = _last(parts, "head_hours")
    if hours is None:
        return None
    heads, cost = heads_of(parts, hours.of), _hour_of(parts, hours.of)
    known = [_factor(heads), *_shares_of_heads(parts, heads)] if heads else []
    return Sum(
        (*known, worked(hours, parts), *([cost] if cost else [])),
        (*(() if heads else ("how many people it is for",)), *_lacks_cost(cost)),
    )


def _of_hours(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    hours, cost = _last(parts, "hours"), _hour_of(parts, "")
    if hours is None:
        return None
    return Sum((worked(hours, parts), *([cost] if cost else [])), _lacks_cost(cost))


def _hour_of(parts: Sequence[Part], of: str) -> Factor | None:
    """What an hour of theirs costs: as told, else the hourly part of what one of them is paid a month."""
    cost = _last(parts, "hour_cost")
    if cost is not None:
        return _factor(cost)
    wages = [part for part in parts if part.name == "wage" and (not (of and part.of) or is_same(part.of, of))]
    if not wages:
        return None
    paid, hours = _rated(wages[-1], parts), working_hours_of(parts)
    return Factor("wage_an_hour", (paid.ends[0] / hours, paid.ends[1] / hours), wages[-1])


def working_hours_of(parts: Sequence[Part]) -> float:
    """A full month's work of one person, of eight hours a day."""
    return HOURS_A_DAY * (working_days_of(parts) or WEEKDAYS)


def _of_cases(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    cost, saved = _last(parts, "hour_cost"), _last(parts, "time_saved")
    before, after = _last(parts, "time_before"), _last(parts, "time_after")
    shares = _shares(parts)
    if saved is not None:
        time = _factor(saved)
    elif before is not None and after is not None and before.value > after.value:
        time = Factor("time_saved", (before.value - after.value,) * 2, after)
    elif before is not None and shares:  # nobody works on these cases any more
        time = _factor(before)
    elif cost is not None or before is not None or after is not None or shares:
        wanted = "how many minutes of work one case would take less"
        if after is not None or shares:
            wanted = "how many minutes of work one case takes today"
        known = (*shares, *([_factor(before)] if before else []), *([_factor(cost)] if cost else []))
        return Sum(known, (wanted, *_lacks_cost(cost), *(() if _volume(facts, parts) else (VOLUME,))))
    else:
        return None
    volume = _volume(facts, parts)
    return Sum(
        (*([volume] if volume else []), *shares, _hours(time), *([_factor(cost)] if cost else [])),
        (*_lacks_cost(cost), *(() if volume else (VOLUME,))),
    )


def _of_errors(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """Wrong cases that would be right, and what one of them costs, in money or in work."""
    volume, (paid, lacks_cost) = _volume(facts, parts), _paid_for_errors(parts)
    if not paid:
        return None
    wrong = _wrong(parts, facts, all_of_them=_last(parts, "error_cost") is None)
    lacks = (*(() if wrong else ("how many of the answers are wrong, today and then",)), *(() if volume else (VOLUME,)))
    known = (*([volume] if volume else []), *wrong, *paid)
    return Sum(known, (*lacks, *lacks_cost))


def _paid_for_errors(parts: Sequence[Part]) -> tuple[list[Factor], tuple[str, ...]]:
    """What one wrong case costs, in money or in work, and what is missing of that; nothing where neither was told."""
    cost = _last(parts, "error_cost")
    if cost:
        return [_factor(cost)], ()
    time, hourly = _last(parts, "error_time"), _last(parts, "hour_cost")
    if time is None:
        return [], ()
    return [_hours(_factor(time)), *([_factor(hourly)] if hourly else [])], _lacks_cost(hourly)


def _wrong(parts: Sequence[Part], facts: Mapping[str, Fact], *, all_of_them: bool) -> list[Factor]:
    """The fraction of cases that would be right and is not today; where nothing says how many, all or none."""
    then, wrong = value_of(facts, "target_accuracy"), _wrong_today(facts)
    fewer = [_factor(part) for part in parts if part.name == "share" and part.of == OF_LOSS]
    if not wrong:
        return []
    if fewer:
        return [Factor("wrong", (wrong, wrong)), *fewer]
    left = 1 - then if isinstance(then, int | float) and 1 - then < wrong else None
    if left is None and not all_of_them:
        return []
    gone = round(wrong - (left or 0.0), 10)
    return [Factor("wrong" if not left else "fewer_wrong", (gone, gone))]


def _wrong_today(facts: Mapping[str, Fact]) -> float:
    """The fraction of cases that are wrong today; 0 where nobody has told."""
    now, rate = (value_of(facts, name) for name in ("current_accuracy", "critical_error_rate"))
    wrong = round(1 - now, 10) if isinstance(now, int | float) else rate
    return float(wrong) if isinstance(wrong, int | float) else 0.0


def _of_case_costs(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    cost, volume, shares = _last(parts, "case_cost"), _volume(facts, parts), _shares(parts)
    if cost is None:
        return None
    return Sum(
        (*([volume] if volume else []), *shares, _factor(cost)),
        (*(() if shares else (_OF_CASES_DONE,)), *(() if volume else (VOLUME,))),
    )


def _of_cheaper_cases(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What one case would cost less, and how many there are of them."""
    saved, volume = _last(parts, "case_saved"), _volume(facts, parts)
    before, after = _last(parts, "case_cost"), _last(parts, "case_after")
    gone = _factor(saved) if saved else None
    if gone is None and before is not None and after is not None and after.value < before.value:
        gone = Factor("case_saved", (before.value - after.value,) * 2, after)
    if gone is None:
        return None
    known = (*([volume] if volume else []), *_shares(parts), gone)
    return Sum(known, () if volume else (VOLUME,))


def _of_work_hours(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """What people work on it today, and the part of it that would go away."""
    hours, shares = _last(parts, "work_hours"), _shares(parts)
    if hours is None:
        return None
    cost, heads = _hour_of(parts, hours.of), heads_of(parts, hours.of) if hours.of else None
    known = (*([_factor(heads)] if heads else []), worked(hours, parts), *shares, *([cost] if cost else []))
    return Sum(known, (*(() if shares else (_OF_WORK_DONE,)), *_lacks_cost(cost)))


def _of_words(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    before, after, volume = _last(parts, "unit_cost"), _last(parts, "unit_cost_after"), _volume(facts, parts)
    tokens = value_of(facts, "input_tokens")
    if before is None or after is None or after.value >= before.value:
        return None
    words = tokens / TOKENS_PER_WORD if isinstance(tokens, int | float) else None
    known = [volume, Factor("words", (words, words)) if words else None]
    gone = round(before.value - after.value, 10)
    return Sum(
        (*(one for one in known if one), *_shares(parts), Factor("unit_saved", (gone, gone), after)),
        (*(() if volume else (VOLUME,)), *(() if words else ("how many words one of them has",))),
    )


def _of_positions(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    freed, wage = _last(parts, "freed"), _last(parts, "wage")
    if freed is None:
        return None
    known = (_factor(freed), *([_rated(wage, parts)] if wage else []))
    return Sum(known, () if wage else ("what one of these people costs a month",))


def _of_payroll(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """What all of them are paid, together or each, and the part of their work that would go away."""
    paid, wage, shares = _last(parts, "payroll"), _last(parts, "wage"), _shares(parts)
    if paid is None:
        heads = heads_of(parts, wage.of) if wage else None
        of_work = [_factor(part) for part in parts if part.name == "share" and part.of == OF_WORK]
        return Sum((_factor(heads), _rated(wage, parts), *of_work)) if wage and heads and of_work else None
    return Sum((_rated(paid, parts), *shares), () if shares else (_OF_WORK_DONE,))


def _of_losses(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """What goes out today, and the part of it that would not."""
    lost, missed, worth = (_last(parts, name) for name in _LOST)
    shares = [_factor(part) for part in parts if part.name == "share" and part.of == OF_LOSS]
    lacks = () if shares else (_OF_LOST,)
    if lost is not None and (missed is None or lost.turn >= missed.turn):
        return Sum((_rated(lost, parts), *shares), lacks)
    if missed is None:
        return None
    known = (_rated(missed, parts), *shares, *([_factor(worth)] if worth else []))
    return Sum(known, (*lacks, *(() if worth else (_WORTH,))))


def _of_spared(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """By how much a month something goes down."""
    spared = _last(parts, "spared")
    return Sum((_rated(spared, parts),)) if spared else None


def _of_more(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """More deals, and what one of them brings."""
    more, worth = _last(parts, "more"), _last(parts, "worth")
    if more is None:
        return None
    return Sum((_rated(more, parts), *([_factor(worth)] if worth else [])), () if worth else (_WORTH,))


def _of_charges(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:
    """What each of them would pay us a month, or what we would be paid for one case, and how many there are."""
    charged = next((part for part in reversed(parts) if part.name in _CHARGED), None)
    if charged is None:
        return None
    if charged.name == "charged":
        heads = heads_of(parts, charged.of)
        return Sum((*([_factor(heads)] if heads else []), _rated(charged, parts)), () if heads else (_PAYERS,))
    volume = _volume(facts, parts) if _is_counted(facts, charged.of) else None
    return Sum((*([volume] if volume else []), _factor(charged)), () if volume else (VOLUME,))


def _is_counted(facts: Mapping[str, Fact], of: str) -> bool:
    """Whether the volume is of the cases that are paid for: "1,000 contracts a month"."""
    volume = facts.get("requests_per_month")
    return volume is not None and of in {token.stem for token in tokenize(volume.quote or "")}


def _of_revenue(parts: Sequence[Part], facts: Mapping[str, Fact]) -> Sum | None:  # noqa: ARG001  # one signature
    """So much more of what comes in today; of all of it where no margin was named."""
    revenue, lift, margin = (_last(parts, name) for name in _SOLD)
    if lift is None:
        return None
    known = (*([_rated(revenue, parts)] if revenue else []), _factor(lift), *([_factor(margin)] if margin else []))
    return Sum(known, () if revenue else ("what you sell a month",))


_LOST: tuple[PartName, ...] = ("loss", "missed", "worth")
_CHARGED: tuple[PartName, ...] = ("charged", "charged_each")
_PAYERS = "how many there are who would pay it"
_SOLD: tuple[PartName, ...] = ("revenue", "lift", "margin")
_WORTH = "what one of them brings"
_Kind = Callable[[Sequence[Part], Mapping[str, Fact]], Sum | None]
_KINDS: tuple[_Kind, ...] = (
    _of_heads,
    _of_hours,
    _of_cases,
    _of_errors,
    _of_case_costs,
    _of_cheaper_cases,
    _of_work_hours,
    _of_words,
    _of_positions,
    _of_payroll,
)
# Each of these comes to what the work is worth.
_BESIDES: tuple[_Kind, ...] = (_of_losses, _of_spared, _of_more, _of_charges, _of_revenue)
_MINUTES = "how many minutes of work one of them takes"
_OF_WORK_DONE = "what share of their work it would take away"
_OF_CASES_DONE = "what share of the cases it would take over"
_OF_LOST = "what share of it would be avoided"
_LACKS_SHARE = ((_OF_WORK_DONE,), (_OF_CASES_DONE,), (_OF_LOST,))
VOLUME = "how many requests a month there are"


def _lacks_cost(cost: object | None) -> tuple[str, ...]:
    return () if cost else ("what an hour of the people who do it costs",)


def calls_per_case(volume: float, parts: Sequence[Part]) -> float:
    """How many of the requests one case makes; 1 where the volume was not told so."""
    cases, calls = _last(parts, "cases"), _last(parts, "calls")
    if cases is None or calls is None or abs(cases.value * cases.per * calls.value - volume) > _SAME * volume:
        return 1.0
    return calls.value


def _volume(facts: Mapping[str, Fact], parts: Sequence[Part]) -> Factor | None:
    """The cases that people work on: one may take several requests."""
    fact, cases = facts.get("requests_per_month"), _last(parts, "cases")
    if fact is None and cases is not None:
        return Factor("volume", (cases.ends[0] * cases.per, cases.ends[1] * cases.per), cases)
    if fact is None or not isinstance(fact.value, int | float):
        return None
    calls = calls_per_case(fact.value, parts)
    low, high = fact.range or (fact.value, fact.value)
    return Factor("volume", (low / calls, high / calls))


def _shares(parts: Sequence[Part]) -> list[Factor]:
    return [_factor(part) for part in parts if part.name == "share" and part.of not in (OF_LOSS, OF_BELIEF)]


def _shares_of_heads(parts: Sequence[Part], heads: Part) -> list[Factor]:
    return [_factor(part) for part in parts if part.name == "share" and is_same(part.of, heads.of)]


def _factor(part: Part) -> Factor:
    return Factor(part.name, part.ends, part)


def _rated(part: Part, parts: Sequence[Part]) -> Factor:
    """A month of it; what comes every day comes on working days, where these are named."""
    days = working_days_of(parts)
    times = days if days is not None and is_daily(part.per) else part.per
    low, high = part.ends
    return Factor(part.name, (low * times, high * times), part)


def worked(part: Part, parts: Sequence[Part]) -> Factor:
    """Hours of a month; what people do every day they do on working days, five of seven where none are named.

    What is done "a night" is done every night: nights have no weekend.
    """
    by_night = not _NIGHTS.isdisjoint(token.lower for token in tokenize(part.quote))
    if not is_daily(part.per) or by_night or working_days_of(parts) is not None:
        return _hours(_rated(part, parts))
    low, high = part.ends
    return _hours(Factor(part.name, (low * WEEKDAYS, high * WEEKDAYS), part))


_NIGHTS = frozenset({"night", "nightly", "nights"})


def _hours(seconds: Factor) -> Factor:
    low, high = seconds.ends
    return Factor(seconds.name, (low / HOUR, high / HOUR), seconds.part)


def _last(parts: Sequence[Part], name: PartName) -> Part | None:
    return next((part for part in reversed(parts) if part.name == name), None)
