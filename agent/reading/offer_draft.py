"""An offer in the making: what each number of a sentence says of it."""

from dataclasses import dataclass, field

from agent import phrasing
from agent.numbers.benefit_parts import parts_said
from agent.numbers.products import DAY, HOUR
from agent.offers import Offer
from agent.reading.asked_prices import STANDS_FOR, is_gained, is_of_now, is_of_other_things
from agent.reading.offer_heads import are_people, heads_counted, is_by_one_head
from agent.reading.offer_prices import LEAST, LEAST_SIGNED, case_of, is_of_handled, singular
from agent.reading.offer_rates import MONTHLY, SAME, is_maintenance, is_rise, rate_of
from agent.reading.offer_reading import NEAR, Reading
from agent.reading.own_people import Work
from agent.words.measured import Measured
from agent.words.number_words import case_words
from agent.words.quantities import MONTH_SECONDS
from agent.words.values import tidy

_WORKDAYS = 20  # a month, for who is paid by the day
_WORKDAY_HOURS = 8


@dataclass
class Draft:
    """An offer in the making."""

    name: str
    values: dict[str, object] = field(default_factory=dict)
    once: list[float] = field(default_factory=list)
    monthly: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def made(self, quote: str) -> Offer:
        values = dict(self.values)
        if self.once:
            values["upfront"] = tidy(sum(self.once))
            if len(self.once) > 1:
                values.setdefault("upfront_sum", " + ".join(map(phrasing.usd, self.once)))
        if self.monthly:
            values["monthly"] = tidy(sum(self.monthly))
            if len(self.monthly) > 1:
                values.setdefault("monthly_sum", " + ".join(map(phrasing.usd, self.monthly)))
        return Offer.model_validate({**values, "name": self.name, "quote": quote, "assumed": tuple(self.notes)})


def take(reading: Reading, draft: Draft, item: Measured) -> None:
    """One number of an offer, where it says something of it."""
    message = reading.message
    if take_promise(reading, draft, item):
        return
    if is_rise(reading, item):
        draft.values["rise"] = tidy(item.quantity.value)
        reading.used.append(item)
    elif is_maintenance(reading, item):
        draft.values["maintenance"] = tidy(item.quantity.value)
        reading.used.append(item)
    elif not reading.is_price(item):
        return
    elif item.quantity.kind == "money" and not item.quantity.value:
        if item.per is None and case_of(message, item) is None:
            draft.values["upfront"] = 0.0  # "$0 setup"
            reading.used.append(item)
    elif is_of_now(reading, item):
        _take_now(reading, draft, item)
    elif not is_of_other_things(reading, item) and (
        item.quantity.value >= LEAST
        or case_of(message, item)
        or reading.is_of_a_tool(item)
        or (item.quantity.kind == "money" and item.per is not None)
    ):
        reading.used.append(item)
        _take_price(reading, draft, item)


def take_promise(reading: Reading, draft: Draft, item: Measured) -> bool:
    """What it saves: "it saves 12k a month", which may be a fact as well, "the bill goes down by 70%", "to $4k"."""
    first, _ = reading.span(item.sentence)
    money = reading.is_price(item)
    to = item.first > first and reading.message.tokens[item.first - 1].lower == "to"
    if money and to and _is_cut(reading, item):
        draft.values["left"] = tidy(item.quantity.value * (item.per or MONTHLY))
    elif money and is_gained(reading, item):
        draft.values["gain"] = tidy(item.quantity.value * (item.per or MONTHLY))
        return True
    elif item.quantity.kind == "share" and 0 < item.quantity.value < 1 and _is_cut(reading, item):
        draft.values["cut"] = tidy(1 - item.quantity.value if to else item.quantity.value)
    elif _is_taken_over(reading, item):
        draft.values["takes"] = tidy(item.quantity.value)
        return True  # "a tool could take half of it" is a fact as well
    else:
        return False
    reading.used.append(item)
    return True


def _is_cut(reading: Reading, item: Measured) -> bool:
    """ "Reduce our bill by a third", "40% lower costs", "cut that by half" behind what is paid."""
    first, last = reading.span(item.sentence)
    return reading.says("cuts", first, last) and reading.says("what_is_cut", first, last)


def _is_taken_over(reading: Reading, item: Measured) -> bool:
    """ "That takes over half of the tickets", "handling 40% of them"."""
    share = item.quantity.kind in ("share", "factor") and 0 < item.quantity.value < 1 and item.per is None
    behind = reading.words(item.quantity.last, item.quantity.last + 1)
    return share and behind == {"of"} and reading.says("takes_over", max(0, item.first - NEAR), item.quantity.last)


def _take_now(reading: Reading, draft: Draft, item: Measured) -> None:
    first, last = reading.window(item)
    stands_for = any(token.lower in STANDS_FOR for token in reading.message.tokens[first:last])
    if not stands_for:
        return
    draft.values["instead_of"] = tidy(item.quantity.value * (item.per or MONTHLY))
    known = reading.context.facts.get("monthly_api_spend")
    if item.per is None or (known is not None and known.value == draft.values["instead_of"]):
        reading.used.append(item)


def _take_price(reading: Reading, draft: Draft, item: Measured) -> None:
    message, amount = reading.message, item.quantity.value
    named = case_of(message, item)
    if named is not None and amount < LEAST_SIGNED:
        draft.values |= {"each": tidy(amount * (item.per or MONTHLY)), "case": singular(named)}
        heads = heads_counted(reading, item.sentence, named)
        if is_by_one_head(reading, item, heads):
            draft.values["by_head"] = True
            if heads is not None:
                draft.values["cases"] = tidy(heads.count)
                if heads.item is not None and not are_people(reading, heads.item):
                    reading.used.append(heads.item)
            if item.per is None:
                draft.notes.append(
                    f"the price of a {draft.values['case']} is taken as one a month, since no time was named"
                )
            return
        volume = next(
            (
                one
                for one in message.measured
                if abs(one.sentence - item.sentence) <= 1
                and one.quantity.kind == "plain"
                and one.per is not None
                and not reading.is_price(one)
                and one is not item
            ),
            None,
        )
        known = reading.context.facts.get("requests_per_month")
        cases = tidy(volume.quantity.value * (volume.per or MONTHLY)) if volume is not None else None
        if is_of_handled(message, item) and (share := _share_handled(reading)) is not None:
            every = cases if cases is not None else known.value if known is not None else None
            if isinstance(every, int | float):
                cases = tidy(share * every)
                paid = f"{phrasing.percent(share)} of {phrasing.count(every)}"
                draft.notes.append(f"paid for are the {phrasing.count(cases)} that it takes over, {paid}")
        if cases is not None:
            draft.values["cases"] = cases
        return
    per = rate_of(reading, item)
    if per is not None:
        _add(draft.monthly, amount * per)
    else:
        _add(draft.once, amount)


def _add(amounts: list[float], amount: float) -> None:
    """The same amount said again is the same amount."""
    if tidy(amount) not in amounts:
        amounts.append(tidy(amount))


def _share_handled(reading: Reading) -> float | None:
    """How many of the cases are taken over, by what was told of it."""
    now = [one.part for one in parts_said(reading.message, reading.context)]
    shares = [one.value for one in (*reading.context.parts, *now) if one.name == "share" and one.of in case_words()]
    return shares[-1] if shares else None


def take_work(reading: Reading, draft: Draft, work: Work) -> None:
    reading.used += work.items
    per, rate = work.rate.per or MONTHLY, work.rate.quantity.value
    if work.length is None:
        draft.monthly.append(tidy(work.heads * rate * per))
        draft.values["monthly_sum"] = f"{phrasing.count(work.heads)} people x {phrasing.usd(rate * per)} a month"
        return
    seconds = work.length.quantity.value
    unit, times, named = "month", seconds / MONTH_SECONDS, "months"
    if per >= _BY_THE_HOUR:
        unit, named = "hour", "hours"
        hours = work.length.quantity.unit_seconds == HOUR
        times = seconds / HOUR if hours else seconds / MONTH_SECONDS * _WORKDAYS * _WORKDAY_HOURS
        if not hours:
            draft.notes.append(f"a month has {_WORKDAYS} working days of {_WORKDAY_HOURS} hours")
    elif per >= _BY_THE_DAY:
        unit, named = "day", "days"
        days = work.length.quantity.unit_seconds == DAY
        times = seconds / DAY if days else seconds / MONTH_SECONDS * _WORKDAYS
        if not days:
            draft.notes.append(f"a month has {_WORKDAYS} working days")
    elif per > MONTHLY + SAME:
        unit, named, times = "week", "weeks", seconds / (7 * DAY)
    elif per < MONTHLY - SAME:
        rate, unit = rate * per, "month"
    times = tidy(times)
    draft.once.append(tidy(work.heads * rate * times))
    people = "" if work.heads == 1 else f"{phrasing.count(work.heads)} people x "
    draft.values["upfront_sum"] = f"{people}{phrasing.usd(rate)} a {unit} x {times:.4g} {named}"


_BY_THE_HOUR, _BY_THE_DAY = 100.0, 15.0  # times a month
