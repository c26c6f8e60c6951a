"""What each approach costs and is worth in the sampled worlds of a profile, and the benefit from which it pays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from tools.defaults import assumed
from tools.economics import Cost, Horizon, Number, approach_costs
from tools.profile import APPROACHES, Approach, Profile, discount_rate_of
from tools.roi import present_value_of_months
from tools.sampled_facts import SampledFacts, sampled_facts
from tools.samples import expected, planned_by

SAMPLES = 10_000
SEED = 0

INVESTING: tuple[Approach, ...] = tuple(one for one in APPROACHES if one != "not_yet")

# The fields that `tools.economics` reads; what narrows the range of one of them bears on money too.
_PRICED = frozenset(
    {
        "model",
        "requests_per_month",
        "input_tokens",
        "output_tokens",
        "monthly_api_spend",
        "growth_per_year",
        "horizon_months",
        "documents",
        "training_examples",
        "current_approach",
        "self_hosting_required",
    }
)


def bears_on_cost(field: str, narrows: frozenset[str]) -> bool:
    """Whether what an approach costs may change with a field; `narrows` are the fields whose range it narrows."""
    return field in _PRICED or not narrows.isdisjoint(_PRICED) or planned_by(field)


Spread = tuple[float, float, float]  # the 10th, 50th and 90th percentile


@dataclass(frozen=True)
class Spreads:
    """The figures of one approach over all worlds, in USD."""

    upfront: Spread
    monthly: Spread
    total: Spread
    npv: Spread


@dataclass(frozen=True, eq=False)
class Costed:
    """The money of one profile in many plausible worlds, in USD; columns have one value per world, or one for all."""

    sampled: SampledFacts
    months: float  # of a case that is reckoned without samples
    discount_rate: float  # a year, of such a case
    costs: Mapping[Approach, Cost]
    growing: Horizon  # with the growth that is known or drawn
    steady: Horizon  # with a fall of the volume that they expect, and no rise

    @property
    def totals(self) -> Mapping[Approach, Number]:
        """Spent over the horizon, undiscounted, at today's volume."""
        months = self.sampled.facts["horizon_months"]
        return {one: cost.upfront + cost.monthly * months for one, cost in self.costs.items()}

    @cached_property
    def values(self) -> Mapping[Approach, Number]:
        """The net present value of each approach over the horizon."""
        benefit = self.sampled.facts["monthly_benefit"]
        return {one: self.growing.value(cost, 0.0 if one == "not_yet" else benefit) for one, cost in self.costs.items()}

    @cached_property
    def spreads(self) -> Mapping[Approach, Spreads]:
        """The percentiles of each approach's figures."""
        totals, values = self.totals, self.values
        return {
            one: Spreads(
                upfront=percentiles(cost.upfront),
                monthly=percentiles(cost.monthly),
                total=percentiles(totals[one]),
                npv=percentiles(values[one]),
            )
            for one, cost in self.costs.items()
        }

    def benefit_needed_where(self, approach: Approach) -> Number:
        """USD a month from which an approach is worth more than it costs over the horizon, in each world.

        Growth is not what makes it pay: a benefit that needs it is a bet on it.
        """
        return self.steady.benefit_needed(self.costs[approach])

    @cached_property
    def benefit_needed(self) -> Mapping[Approach, float]:
        """The same in one figure: it pays in half of the worlds, and with costs in the middle of their ranges."""
        return {one: self._needed(one) for one in INVESTING}

    def needed_in_half(self, approach: Approach) -> float:
        """USD a month from which it pays in half of the worlds."""
        needed = np.atleast_1d(self.benefit_needed_where(approach))
        half = len(needed) // 2
        return float(np.partition(needed, half)[half])

    def _needed(self, approach: Approach) -> float:
        return max(self.needed_in_half(approach), self.needed_at_middle(approach))

    def needed_at_middle(self, approach: Approach) -> float:
        """USD a month from which it pays with up-front cost and monthly cost in the middle of their ranges."""
        middle = self.spreads[approach]
        return middle.monthly[1] + middle.upfront[1] / self.month_worth

    def lost(self, approach: Approach, benefit: float) -> float:
        """USD of today's money that it loses over the horizon with both costs in the middle; below 0 it gains.

        On the same costs as the value that `roi` gives, so that the two can be held against each other.
        """
        return (self.needed_at_middle(approach) - benefit) * self.month_worth

    @cached_property
    def month_worth(self) -> float:
        """USD of today of a dollar a month over the horizon, at the discount rate that `roi` takes."""
        return float(present_value_of_months(1, self.months, self.discount_rate))

    def pays_where(self, approaches: NDArray[np.intp], benefit: float) -> NDArray[np.bool_]:
        """Whether the approach of each world, an index into `INVESTING`, is worth what it costs in that world."""
        size = self.sampled.draws.size
        needed = np.stack([np.broadcast_to(self.benefit_needed_where(one), size) for one in INVESTING])
        pays: NDArray[np.bool_] = needed[approaches, np.arange(size)] <= benefit
        return pays


def costed(profile: Profile, as_of: date | None, samples: int = SAMPLES, seed: int = SEED) -> Costed:
    """The money of a profile; the same profile gives the very same. A model without a price is an unknown one."""
    return _costed(profile, as_of, samples, seed)


@lru_cache(maxsize=64)
def _costed(profile: Profile, as_of: date | None, samples: int, seed: int) -> Costed:
    sampled = sampled_facts(profile, as_of, samples, seed)
    facts, rate = sampled.facts, discount_rate_of(profile)
    months = facts["horizon_months"]
    drawn = sampled.planning["discount_rate"] if rate is None else rate
    growing = Horizon.of(months, facts["growth_per_year"], drawn)
    falls = profile.growth_per_year is not None and profile.growth_per_year < 0
    return Costed(
        sampled=sampled,
        months=profile.horizon_months or float(str(expected("horizon_months").value)),
        discount_rate=float(str(assumed("annual_discount_rate").value)) if rate is None else rate,
        costs=approach_costs(facts, sampled.planning, sampled.tariff),
        growing=growing,
        steady=growing if falls else Horizon(growing.level, growing.level),
    )


def percentiles(figure: Number) -> Spread:
    """The 10th, 50th and 90th percentile; of a figure that is the same in all worlds, that figure."""
    if np.ndim(figure) == 0:
        return (float(figure),) * 3
    ordered = np.sort(figure)  # nine times as fast as np.percentile, which partitions; the figures are the same
    low, middle, high = np.interp(np.array((0.1, 0.5, 0.9)) * (len(ordered) - 1), np.arange(len(ordered)), ordered)
    return float(low), float(middle), float(high)
