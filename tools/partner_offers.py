"""What the offers of possible partners add up to: once, by the month and by the request, over a number of months."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

_MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Terms:
    """What one candidate asks: USD once, a month, and a request."""

    name: str
    once: float
    monthly: float
    per_request: float


class OfferTotal(BaseModel):
    """One offer over the whole time."""

    model_config = ConfigDict(frozen=True)

    name: str
    once: float = Field(description="USD up front")
    monthly: float = Field(description="USD a month that do not depend on volume")
    per_request: float = Field(description="USD a request")
    usage_per_month: float | None = Field(description="USD for the requests of the first month; null = volume unknown")
    total: float | None = Field(description="USD over all months; null = volume unknown")
    dearer_by: float | None = Field(description="USD above the cheapest; null = volume unknown")


class OfferLevel(BaseModel):
    """The volume at which two offers cost the same over the whole time."""

    model_config = ConfigDict(frozen=True)

    cheaper_below: str
    cheaper_above: str
    requests_per_month: float = Field(description="requests in the first month")


class Offers(BaseModel):
    """The offers that name a price, side by side."""

    model_config = ConfigDict(frozen=True)

    months: float
    requests_per_month: float | None
    totals: tuple[OfferTotal, ...] = Field(description="the cheapest first; as given where the volume is unknown")
    levels: tuple[OfferLevel, ...] = Field(description="the lowest volume first")


def offers_over(terms: Sequence[Terms], months: float, requests: float | None, growth_per_year: float) -> Offers:
    """Each offer over `months`, with the volume of `requests` in the first month; a price per request grows with it."""
    grown = _months_of_volume(months, growth_per_year)
    priced = [(one, _total(one, months, grown, requests)) for one in terms]
    known = [total for _, total in priced if total is not None]
    ordered = sorted(priced, key=lambda one: math.inf if one[1] is None else one[1])
    cheapest = min(known) if len(known) == len(priced) else None
    return Offers(
        months=months,
        requests_per_month=requests,
        totals=tuple(
            OfferTotal(
                name=one.name,
                once=one.once,
                monthly=one.monthly,
                per_request=one.per_request,
                usage_per_month=None if requests is None else one.per_request * requests,
                total=total,
                dearer_by=None if total is None or cheapest is None else total - cheapest,
            )
            for one, total in ordered
        ),
        levels=tuple(sorted(_levels(terms, months, grown), key=lambda one: one.requests_per_month)),
    )


def _total(one: Terms, months: float, grown: float, requests: float | None) -> float | None:
    if one.per_request and requests is None:
        return None
    return one.once + one.monthly * months + one.per_request * (requests or 0) * grown


def _months_of_volume(months: float, growth_per_year: float) -> float:
    """How many first months' requests come in all: the sum of (1 + growth)^((m - 1) / 12)."""
    whole = math.floor(months)
    factors: list[float] = [(1 + growth_per_year) ** ((month - 1) / _MONTHS_PER_YEAR) for month in range(1, whole + 2)]
    return math.fsum(factors[:whole]) + (months - whole) * factors[whole]


def _levels(terms: Sequence[Terms], months: float, grown: float) -> list[OfferLevel]:
    found = []
    for place, one in enumerate(terms):
        for other in terms[place + 1 :]:
            low, high = sorted((one, other), key=lambda each: each.once + each.monthly * months)
            rest = (high.once + high.monthly * months) - (low.once + low.monthly * months)
            dearer = low.per_request - high.per_request
            if rest > 0 and dearer > 0 and grown > 0:
                found.append(
                    OfferLevel(
                        cheaper_below=low.name, cheaper_above=high.name, requests_per_month=rest / (dearer * grown)
                    )
                )
    return found
