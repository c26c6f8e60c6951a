"""What others ask for doing the work, or what it takes with people of one's own: an offer and its arithmetic.

`agent.reading.offers_said` reads which words make an offer; `agent.replying.offer_answers` says what comes of it.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

IN_HOUSE = "in-house"
MONTHS_A_YEAR = 12
MOST_KEPT = 8

OfferQuestion = Literal[
    "payback",  # "when is that back?", "is it worth it?"
    "total",  # "which is cheaper over 3 years?", "and over five years?"
    "needed",  # "what must it save to pay back in 24 months?"
    "level",  # "at which month does Alfa overtake Borealis?"
]


class OfferAsked(BaseModel):
    """What is asked about what was offered; `months` that are named with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OfferQuestion
    months: float | None = None
    names: tuple[str, ...] = ()  # of whom it is asked, where they are named
    changes: bool = False  # "does that change the answer?"
    of_supposed: bool = False  # "payback then?": of what was tried out last


class Offer(BaseModel):
    """What one of them asks, in USD; what was not said of it is `None`."""

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
    instead_of: float | None = None  # USD a month that it takes the place of, where that was said with it
    delay_months: float = 0.0  # before anything comes back of it
    ramp_months: float = 0.0  # over which that rises to all of it
    assumed: tuple[str, ...] = ()  # how its words were taken where they leave something open
    quote: str = ""
    turn: int = 0

    def running(self, volume: float | None) -> float | None:
        """USD a month, all that runs on; `None` where nothing was said of it, or where the cases are not known."""
        cases = self.cases if self.cases is not None else volume
        if self.each is not None and cases is None:
            return None
        amounts = [
            self.monthly,
            None if self.maintenance is None else self.maintenance * (self.upfront or 0.0) / MONTHS_A_YEAR,
            None if self.each is None or cases is None else self.each * cases,
        ]
        said = [one for one in amounts if one is not None]
        return sum(said) if said else None

    def total(self, months: float, volume: float | None) -> float:
        """USD over so many months, at a steady volume."""
        return (self.upfront or 0.0) + (self.running(volume) or 0.0) * months

    @property
    def changes(self) -> dict[str, object]:
        """What was said of it, by field."""
        unsaid = Offer().model_dump()
        return {name: value for name, value in self.model_dump().items() if value != unsaid[name]}


def with_offers(known: Sequence[Offer], said: Iterable[Offer]) -> tuple[Offer, ...]:
    """What is offered after more was said: a later figure of the same offer takes the place of an earlier one."""
    kept = list(known)
    for offer in said:
        old = next((one for one in kept if one.name == offer.name), None)
        if old is None:
            kept.append(offer)
        else:
            kept[kept.index(old)] = _changed(old, offer)
    return tuple(kept[-MOST_KEPT:])


def _changed(old: Offer, new: Offer) -> Offer:
    changes = new.changes
    if new.upfront is not None:
        changes.setdefault("upfront_sum", "")
    if new.monthly is not None:
        changes.setdefault("monthly_sum", "")
    return old.model_copy(update=changes)
