"""What it saves, told: the amount and its sum, or what is missing of it; and what was noted in part."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent import phrasing
from agent.facts import Fact, Part, value_of
from agent.numbers.part_sums import (
    HOUR,
    Factor,
    Sum,
    benefit_lacking,
    benefit_sum,
    cost_today,
    is_more_than_work,
    lacking_with,
    mistakes_today,
    time_today,
    work_lacking,
    work_today,
)
from agent.numbers.products import is_daily

MONTHS_A_YEAR = 12
OWN_COST = "What the work costs you today"
SUPPOSED = 0  # the turn of a fact that is only tried out
HALF, QUARTER = 0.5, 0.25  # of all the work: what a smaller tool may take away
_SAME = 0.001


@dataclass(frozen=True)
class Saving:
    """The benefit as it is known, USD a month; its sum, where parts made it, or what is missing of one."""

    monthly: float | None
    spread: tuple[float, float] | None
    made_of: Sum | None
    lacking: tuple[str, ...]
    supposed: bool = False  # it is only tried out
    today: Sum | None = None  # what the work costs, where only the part of it is missing that would go away
    all_work: Sum | None = None  # what all of the work costs today
    ceiling: Sum | None = None  # the same, where nothing else was named that it may bring
    time: Sum | None = None  # hours a month that it takes today
    work_lacking: tuple[str, ...] = ()  # without which nobody can tell what it costs today
    mistakes: Sum | None = None  # what the wrong cases cost today, and what is missing to tell

    @property
    def yearly(self) -> float | None:
        """USD a year."""
        return None if self.monthly is None else self.monthly * MONTHS_A_YEAR

    def numbers(self) -> Iterator[float]:
        """Every figure that may be told of it."""
        ends = self.spread or ()
        today = [one for one in (self.all_work, self.mistakes) if one]
        for amount in (self.monthly, *ends, *(amount for one in today for amount in (one.value, *one.ends))):
            if amount is not None:
                yield from (amount, amount * MONTHS_A_YEAR, amount * HALF, amount * QUARTER)
        if self.time:
            today.append(self.time)
            yield from (self.time.value, round(self.time.value, 1))
        for factor in (factor for one in (*_addends(self.made_of), *today) for factor in one.factors):
            yield from (*factor.ends, sum(factor.ends) / 2)
            yield from _a_day(factor) or ()
            yield from _a_full_month(factor) or ()


def saving_of(facts: Mapping[str, Fact], parts: Sequence[Part]) -> Saving:
    """What the facts and the parts say of the benefit; a sum that does not come to the stated amount is not told."""
    fact, made = facts.get("monthly_benefit"), benefit_sum(parts, facts)
    known = value_of(facts, "monthly_benefit")
    monthly = float(known) if isinstance(known, int | float) else None
    fits = monthly is not None and made is not None and abs(made.value - monthly) <= _SAME * abs(monthly)
    lacking = benefit_lacking(parts, facts) if monthly is None else ()
    supposed = fact is not None and fact.turn == SUPPOSED
    spread = fact.range if fact and monthly is not None else None
    today = cost_today(parts, facts) if lacking else None
    all_work = work_today(parts, facts)
    ceiling = None if is_more_than_work(parts) else all_work
    return Saving(
        monthly,
        spread,
        made if fits else None,
        lacking,
        supposed=supposed,
        today=today,
        all_work=today or all_work,
        ceiling=ceiling,
        time=time_today(parts, facts),
        work_lacking=work_lacking(parts, facts),
        mistakes=mistakes_today(parts, facts),
    )


def mistakes_sentences(saving: Saving) -> list[str]:
    """The answer to "what do the mistakes cost us?"."""
    made = saving.mistakes
    if made is None or made.missing:
        return [_missing(made.missing if made else ())]
    month, year = phrasing.usd(made.value), phrasing.usd(made.value * MONTHS_A_YEAR)
    return [f"**The mistakes cost {month} a month, {year} a year:** {in_words(made)}. Less wrong saves a part of that."]


def all_work_sentence(saving: Saving) -> str:
    """What all the work costs today, with its sum; empty where nothing tells."""
    if saving.all_work is None:
        return ""
    costs = f"All the work that you told me of costs {phrasing.usd(saving.all_work.value)} a month today"
    return f"{costs} ({in_words(saving.all_work)})"


def saving_sentences(saving: Saving) -> list[str]:
    """The answer to "how much would we save a year?"."""
    if saving.monthly is None or saving.yearly is None:
        return [*_today_sentences(saving.today), _missing(saving.lacking)]
    month, year = phrasing.usd(saving.monthly), phrasing.usd(saving.yearly)
    led = "On what you suppose it would" if saving.supposed else "It would"
    if saving.made_of is None:
        return [
            f"By your own figure it is worth {month} a month, {year} a year, before what it costs to build and run."
        ]
    return [
        f"{led} save {month} a month, {year} a year, before what it costs to build and run.",
        *sum_sentences(saving),
    ]


def lacking_of_supposed(supposed: Sequence[Part], parts: Sequence[Part], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What a what-if of the benefit lacks: "and if it only replaces 4 analysts?"."""
    of_work = [part for part in supposed if part.name != "share"]
    if of_work:
        return lacking_with(of_work, parts, facts)
    return ("what it is worth a month",) if supposed and value_of(facts, "monthly_benefit") is None else ()


def supposed_sentences(supposed: Sequence[Part], parts: Sequence[Part], facts: Mapping[str, Fact]) -> list[str]:
    """The same as a sentence; empty where nothing is missing."""
    lacking = lacking_of_supposed(supposed, parts, facts)
    named = f'"{supposed[0].quote}"' if supposed else ""
    return [f"What {named} would change I can say once I know {phrasing.joined(lacking)}."] if lacking else []


def _today_sentences(today: Sum | None) -> list[str]:
    if today is None:
        return []
    low, high = (phrasing.usd(end) for end in today.ends)
    return [f"Today it costs {low if low == high else f'{low} to {high}'} a month: {in_words(today)}."]


def sum_sentences(saving: Saving) -> list[str]:
    """The benefit's sum: "60 nurses x 12.5 hours a month each x $40 an hour"."""
    return [f"The sum: {in_words(saving.made_of)}."] if saving.made_of is not None else []


def in_words(made: Sum) -> str:
    """A sum as one reads it: "2,000 requests a month x 5 minutes each x $24 an hour"."""
    return " + ".join(" x ".join(map(_factor_in_words, one.factors)) for one in _addends(made))


def _addends(made: Sum | None) -> list[Sum]:
    return [made, *made.plus] if made else []


def _missing(lacking: Sequence[str]) -> str:
    if not lacking:
        return (
            "I cannot say that yet: one figure is missing, what it is worth a month in savings plus extra revenue. It "
            "can come in parts: how much working time one case would take less, and what an hour of it costs."
        )
    figures = "one figure is missing" if len(lacking) == 1 else "these figures are missing"
    return f"I cannot say that yet: {figures}, {phrasing.joined(lacking)}."


def _factor_in_words(factor: Factor) -> str:
    low, high = factor.ends
    show = _SHOWN[factor.name]
    said = show(low) if low == high else f"{show(low)} to {show(high)}"
    if factor.name == "heads" and factor.part is not None:
        return factor.part.quote
    month = _a_full_month(factor)
    if month is not None and low == high:
        paid, hours = month
        return f"{phrasing.usd(paid)} a month each / {hours:.4g} working hours of a full month"
    daily = _a_day(factor)
    if daily is not None and low == high:
        hours, days = daily
        return f"{_time(hours)} a day{_EACH.get(factor.name, '')} on {days:.3g} working days a month"
    return f"{said}{_UNITS[factor.name]}"


def _a_day(factor: Factor) -> tuple[float, float] | None:
    """Hours of work a day, and on how many days of a month, of what comes every day."""
    part = factor.part
    if part is None or factor.name not in _WORKED or not is_daily(part.per):
        return None
    hours = part.value / HOUR
    return hours, round(sum(factor.ends) / 2 / hours, 1)


def _a_full_month(factor: Factor) -> tuple[float, float] | None:
    """What one of them is paid a month, and for how many hours, where an hour's cost was reckoned so."""
    if factor.name != "wage_an_hour" or factor.part is None:
        return None
    paid = factor.part.value * factor.part.per
    return paid, round(paid / (sum(factor.ends) / 2), 1)


_WORKED = ("hours", "head_hours", "work_hours")
_EACH = {"head_hours": " each"}


def _time(hours: float) -> str:
    minutes = hours * 60
    return f"{minutes:.4g} minutes" if minutes < _MOST_MINUTES else f"{hours:.4g} hours"


_MOST_MINUTES = 120
_SHOWN = {
    "volume": phrasing.count, "heads": phrasing.count, "freed": phrasing.count, "words": phrasing.count,
    "share": phrasing.percent, "wrong": phrasing.percent, "fewer_wrong": phrasing.percent, "believed": phrasing.percent,
    "error_cost": phrasing.usd, "hour_cost": phrasing.usd, "wage": phrasing.usd, "wage_an_hour": phrasing.usd,
    "case_cost": phrasing.usd, "payroll": phrasing.usd, "unit_saved": phrasing.usd, "time_before": _time,
    "time_after": _time, "time_saved": _time, "error_time": _time, "hours": _time, "head_hours": _time,
    "loss": phrasing.usd, "case_saved": phrasing.usd, "work_hours": _time, "spared": phrasing.usd,
    "missed": phrasing.count, "more": phrasing.count, "worth": phrasing.usd, "revenue": phrasing.usd,
    "margin": phrasing.percent, "lift": phrasing.percent, "charged": phrasing.usd, "charged_each": phrasing.usd,
}  # fmt: skip
_UNITS = {
    "volume": " requests a month", "heads": "", "freed": " people", "words": " words each", "share": "",
    "wrong": " of them wrong today", "fewer_wrong": " fewer of them wrong",
    "error_cost": " for each wrong one", "believed": " of it that counts",
    "hour_cost": " an hour", "wage_an_hour": " an hour", "wage": " a month each", "case_cost": " each",
    "payroll": " a month for all of them",
    "unit_saved": " less a word", "time_before": " each", "time_after": " less each", "time_saved": " less each",
    "error_time": " each", "hours": " a month", "head_hours": " a month each",
    "loss": " a month today", "case_saved": " less each", "work_hours": " a month today",
    "spared": " less a month", "missed": " lost a month", "more": " more a month", "worth": " each",
    "revenue": " of sales a month", "margin": " margin", "lift": " more",
    "charged": " a month that each pays you", "charged_each": " that you are paid for each",
}  # fmt: skip


def noted_in_words(parts: Sequence[Part], turn: int, told: Sum | None, updated: Collection[str]) -> list[str]:
    """What this turn said in part, but for what a sum or the volume tells already."""
    used = {part.quote for part in told.parts} if told else set()
    if "requests_per_month" in updated:
        used |= {part.quote for part in parts if part.name in ("asks", "days")}
    said = [part for part in parts if part.turn == turn and part.quote not in used and part.currency == "USD"]
    if updated:
        said = [part for part in said if part.name != "heads"]  # a count in passing
    noted = parts_in_words(said)
    loads = [phrasing.count(part.value) for part in said if part.name == "workload"]
    return [*noted, _ADDED_UP.format(requests=" + ".join(loads))] if loads else noted


def parts_in_words(parts: Sequence[Part]) -> list[str]:
    """Each with the figure as it was said."""
    return [_NOTED[part.name].format(quote=_figure_in(part.quote)) for part in parts if part.name in _NOTED]


_ADDED_UP = (
    "workloads added up, {requests} requests a month, with the mean of their lengths, "
    "so that the bill is the sum of theirs"
)


def _figure_in(quote: str) -> str:
    """ "costs us $15 an hour": whom it costs is no part of the figure."""
    first, _, rest = quote.partition(" ")
    return rest if rest and first.lower() in {"us", "me", "them"} else quote


_NOTED = {
    "heads": 'how many there are, "{quote}"',
    "hour_cost": 'what an hour of work costs, "{quote}"',
    "time_before": 'what one case takes today, "{quote}"',
    "time_after": 'what one case would take, "{quote}"',
    "time_saved": 'how much less work one case would be, "{quote}"',
    "error_time": 'what a wrong one takes to put right, "{quote}"',
    "error_cost": 'what a wrong one costs, "{quote}"',
    "hours": 'the working time that it saves, "{quote}"',
    "head_hours": 'the working time that it saves each of them, "{quote}"',
    "asks": 'what each of them makes, "{quote}"',
    "days": 'the working days, "{quote}"',
    "share": 'the share that it is for, "{quote}"',
    "case_cost": 'what one case costs, "{quote}"',
    "unit_cost": 'what a word costs, "{quote}"',
    "unit_cost_after": 'what a word would cost, "{quote}"',
    "wage": 'what one of these people costs, "{quote}"',
    "freed": 'how many people could do something else, "{quote}"',
    "payroll": 'what all of them cost together, "{quote}"',
    "loss": 'what it costs today, "{quote}"',
    "case_saved": 'how much less one case would cost, "{quote}"',
    "case_after": 'what one case would cost, "{quote}"',
    "work_hours": 'the working time that it takes today, "{quote}"',
    "spared": 'how much less would be spent, "{quote}"',
    "missed": 'what is lost today, "{quote}"',
    "more": 'how many more there would be, "{quote}"',
    "worth": 'what one of them brings, "{quote}"',
    "charged": 'what each of them would pay you, "{quote}"',
    "charged_each": 'what you would be paid for one, "{quote}"',
    "revenue": 'what you sell, "{quote}"',
    "margin": 'your margin, "{quote}"',
    "lift": 'how much more you would sell, "{quote}"',
    "setup": 'what is put in at the start, "{quote}"',
    "fee": 'what it costs beside the model, "{quote}"',
    "fee_each": 'what one case would cost, "{quote}"',
}
