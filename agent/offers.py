"""What others ask for doing the work, or what it takes with people of one's own: an offer and its arithmetic.

`agent.reading.offers_said` reads which words make an offer; `agent.replying.offer_answers` says what comes of it.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Literal

from pydantic import BaseModel, ConfigDict

IN_HOUSE = "in-house"
RENEWAL = "renewal"  # what a vendor of today wants from now on
USD = "USD"
MONTHS_A_YEAR = 12
MOST_KEPT = 8

OfferQuestion = Literal[
    "payback",  # "when is that back?", "is it worth it?"
    "total",  # "which is cheaper over 3 years?", "and over five years?"
    "needed",  # "what must it save to pay back in 24 months?"
    "level",  # "at which month does Alfa overtake Borealis?"
    "most",  # "what should it cost at most?"
    "within",  # "is B within $200,000?", "does either exceed our maximum?"
]


class OfferAsked(BaseModel):
    """What is asked about what was offered; `months` that are named with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OfferQuestion
    months: float | None = None
    earlier: tuple[float, ...] = ()  # other spans that are named beside it: "in 1, 2 and 5 years"
    verdict: bool = False  # it asks for a yes or a no: "should I take it?"
    dear: bool = False  # the yes would speak against it: "is that too expensive?"
    rate: float | None = None  # a year, by which it is discounted: "and the NPV at 8.5 %?"
    names: tuple[str, ...] = ()  # of whom it is asked, where they are named
    changes: bool = False  # "does that change the answer?"
    of_supposed: bool = False  # "payback then?": of what was tried out last


class Offer(BaseModel):
    """What one of them asks, in its currency; what was not said of it is `None`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""  # empty: there is but one without a name
    upfront: float | None = None
    upfront_sum: str = ""  # how it was made: "2 people x $9,000 a month x 4 months"
    monthly: float | None = None
    monthly_sum: str = ""
    maintenance: float | None = None  # a year, as a share of what is up front
    each: float | None = None  # for one case
    case: str = ""  # what a case is, in their words
    cases: float | None = None  # a month, where they were said with it
    by_head: bool = False  # a case is one of those that there are: a nurse, a pupil, a room; never a request
    with_api: bool = False  # beside it a model is paid for that was named with it
    rise: float | None = None  # a year, as a share: by so much does that dear a month become
    instead_of: float | None = None  # USD a month that it takes the place of, where that was said with it
    gain: float | None = None  # USD a month that it saves or brings in, where that was said with it
    cut: float | None = None  # the share of what is paid today that it saves
    takes: float | None = None  # the share of the work that it takes over
    left: float | None = None  # USD a month that is left of what is paid today
    delay_months: float = 0.0  # before anything comes back of it
    ramp_months: float = 0.0  # over which that rises to all of it
    currency: str = USD
    months: float | None = None  # over which it was told to run, or was last asked about
    limit: float | None = None  # what it may come to at most
    assumed: tuple[str, ...] = ()  # how its words were taken where they leave something open
    quote: str = ""
    turn: int = 0

    def paid_cases(self, volume: float | None) -> float | None:
        """How many are paid for a month: as told, else every request, where it is paid by these."""
        return self.cases if self.cases is not None or self.by_head else volume

    def running(self, volume: float | None) -> float | None:
        """USD a month, all that runs on; `None` where nothing was said of it, or where the cases are not known."""
        cases = self.paid_cases(volume)
        if self.each is not None and cases is None:
            return None
        amounts = [
            self.monthly,
            self.left,
            None if self.maintenance is None else self.maintenance * (self.upfront or 0.0) / MONTHS_A_YEAR,
            None if self.each is None or cases is None else self.each * cases,
        ]
        said = [one for one in amounts if one is not None]
        return sum(said) if said else None

    @property
    def promises(self) -> bool:
        """Whether a saving was named with it."""
        return self.gain is not None or self.cut is not None or self.left is not None

    def by_year(self, running: float, months: float) -> list[tuple[float, float]]:
        """So many months at so many USD each, year by year where what it asks rises: "5 % more each year"."""
        if not self.rise:
            return [(months, running)]
        starts = range(0, ceil(months), MONTHS_A_YEAR)
        return [
            (min(MONTHS_A_YEAR, months - start), running * (1 + self.rise) ** (start / MONTHS_A_YEAR))
            for start in starts
        ]

    def in_dollars(self, rate: float) -> "Offer":
        """The same at so many USD for one unit of its currency."""
        amounts = {name: getattr(self, name) for name in _AMOUNTS}
        changed = {name: value * rate for name, value in amounts.items() if value is not None}
        return self.model_copy(update={**changed, "currency": USD, "upfront_sum": "", "monthly_sum": ""})

    @property
    def changes(self) -> dict[str, object]:
        """What was said of it, by field."""
        unsaid = Offer().model_dump()
        return {name: value for name, value in self.model_dump().items() if value != unsaid[name]}


_AMOUNTS = ("upfront", "monthly", "each", "instead_of", "gain", "left", "limit")


class PaidBack(BaseModel):
    """What comes back for what is spent, in one currency that need not be known for when that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: str
    upfront: float
    gain: float  # a month
    running: float  # a month


def with_offers(known: Sequence[Offer], said: Iterable[Offer]) -> tuple[Offer, ...]:
    """What is offered after more was said: a later figure of the same offer takes the place of an earlier one."""
    kept = list(known)
    for offer in said:
        old = next((one for one in kept if is_same_name(one.name, offer.name)), None)
        if old is None:
            kept.append(offer)
        else:
            kept[kept.index(old)] = _changed(old, offer)
    return tuple(kept[-MOST_KEPT:])


def is_same_name(one: str, other: str) -> bool:
    """ "Vendor Alpha", "Alpha GmbH" and "alpha"."""
    return name_words(one) == name_words(other)


def name_words(name: str) -> frozenset[str]:
    """What tells a name from others, without what it is called by: "offer B" is B, as "Alfa Systems" is Alfa."""
    words = frozenset(name.replace("-", " ").lower().split())
    return words - _CALLED_BY or words - {"the"}


_CALLED_BY = frozenset(
    {"the", "offer", "option", "bid", "bidder", "tenderer", "tender", "vendor", "supplier", "provider", "contractor",
     "proposal", "quote", "variant", "firm", "company", "agency", "tool", "product", "candidate",
     "gmbh", "ag", "ltd", "limited", "inc", "corp", "llc", "plc", "bv", "sa", "kg", "systems", "group", "consulting",
     "technologies", "solutions", "software"}
)  # fmt: skip


def _changed(old: Offer, new: Offer) -> Offer:
    changes = {name: value for name, value in new.changes.items() if name != "name"}
    if new.upfront is not None:
        changes.setdefault("upfront_sum", "")
    if new.monthly is not None:
        changes.setdefault("monthly_sum", "")
    return old.model_copy(update=changes)
