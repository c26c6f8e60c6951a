"""Sampled worlds of a profile: what is unknown drawn, what follows worked out, and each approach judged in each world.

The same worlds give the confidence of the advice, the ranges of the figures, and what each open question is worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from tools.approach_rules import APPROACHES, winners_where
from tools.economics import Cost, Horizon, Number, approach_costs
from tools.facts import derive
from tools.profile import Approach, Profile
from tools.sampled_facts import sampled_facts
from tools.samples import Draw, Draws, Numbers
from tools.tool import Assumption

SAMPLES = 10_000
SEED = 0

Spread = tuple[float, float, float]  # the 10th, 50th and 90th percentile


@dataclass(frozen=True)
class Spreads:
    """The figures of one approach over all worlds, in USD."""

    upfront: Spread
    monthly: Spread
    total: Spread
    npv: Spread


@dataclass(frozen=True, eq=False)
class Worlds:
    """One profile in many plausible worlds. All money is USD; columns have one value per world, or one for all."""

    draws: Draws
    winners: NDArray[np.intp]  # per world, an index into APPROACHES
    spend: Number  # at the API, a month
    costs: Mapping[Approach, Cost]
    totals: Mapping[Approach, Number]  # spent over the horizon, undiscounted, at today's volume
    values: Mapping[Approach, Number]  # net present value over the horizon
    assumptions: tuple[Assumption, ...]
    sources: tuple[str, ...]
    warnings: tuple[str, ...]

    @cached_property
    def spreads(self) -> Mapping[Approach, "Spreads"]:
        """The percentiles of each approach's figures."""
        return {
            one: Spreads(
                upfront=percentiles(cost.upfront),
                monthly=percentiles(cost.monthly),
                total=percentiles(self.totals[one]),
                npv=percentiles(self.values[one]),
            )
            for one, cost in self.costs.items()
        }

    @cached_property
    def win_shares(self) -> Mapping[Approach, float]:
        """The share of worlds in which each approach is the advice."""
        counts = np.bincount(self.winners, minlength=len(APPROACHES))
        return {one: float(count) / self.draws.size for one, count in zip(APPROACHES, counts, strict=True)}

    def within(self, approach: Approach, budget: float) -> float:
        """The share of worlds in which the up-front cost of an approach is no more than a budget."""
        return float(np.mean(np.asarray(self.costs[approach].upfront) <= budget))

    def gain(self, unknown: Draw) -> float:
        """By how much knowing one quantity would raise the share of worlds in which the best advice is right."""
        best = self._wins_by_bin(unknown).max(axis=1).sum() / self.draws.size
        return float(best) - max(self.win_shares.values())

    def settles(self, unknown: Draw) -> float:
        """By how much knowing one quantity would make the worlds agree: the fall of the Gini impurity of the winners.

        Unlike `gain` it sees an answer that turns nothing alone, but brings the advice nearer to a turn.
        """
        wins = self._wins_by_bin(unknown)
        within = ((wins**2).sum(axis=1) / np.maximum(unknown.counts, 1)).sum() / self.draws.size
        return float(within) - sum(share**2 for share in self.win_shares.values())

    def _wins_by_bin(self, unknown: Draw) -> NDArray[np.intp]:
        groups, options = len(unknown.labels), len(APPROACHES)
        counts = np.bincount(unknown.bins * options + self.winners, minlength=groups * options)
        return counts.reshape(groups, options)

    def means(self, unknown: Draw, figure: Number) -> Numbers:
        """The mean of a figure in each bin of one quantity."""
        groups = len(unknown.labels)
        sums = np.bincount(unknown.bins, weights=np.broadcast_to(figure, self.draws.size), minlength=groups)
        return sums / np.maximum(unknown.counts, 1)

    def explained(self, unknown: Draw, figure: Number) -> float:
        """The share of a figure's variance that one quantity explains by itself (its first-order Sobol index)."""
        column = np.broadcast_to(figure, self.draws.size)
        variance = column.var()
        if variance <= 0:
            return 0.0
        between = np.average((self.means(unknown, column) - column.mean()) ** 2, weights=unknown.counts)
        return float(between / variance)


def percentiles(figure: Number) -> Spread:
    """The 10th, 50th and 90th percentile; of a figure that is the same in all worlds, that figure."""
    if np.ndim(figure) == 0:
        return (float(figure),) * 3
    ordered = np.sort(figure)  # nine times as fast as np.percentile, which partitions; the figures are the same
    low, middle, high = np.interp(np.array((0.1, 0.5, 0.9)) * (len(ordered) - 1), np.arange(len(ordered)), ordered)
    return float(low), float(middle), float(high)


def worlds_of(profile: Profile, as_of: date | None, samples: int = SAMPLES, seed: int = SEED) -> Worlds:
    """The worlds of a profile; the same profile gives the very same. A model without a price is an unknown one."""
    return _worlds(profile, as_of, samples, seed)


@lru_cache(maxsize=64)
def _worlds(profile: Profile, as_of: date | None, samples: int, seed: int) -> Worlds:
    sampled, derived = sampled_facts(profile, as_of, samples, seed), derive(profile, as_of)
    facts, months = sampled.facts, sampled.facts["horizon_months"]
    costs = approach_costs(facts, sampled.planning, sampled.tariff)
    horizon = Horizon.of(months, facts["growth_per_year"], sampled.planning["discount_rate"])
    return Worlds(
        draws=sampled.draws,
        spend=facts["monthly_spend"],
        winners=winners_where(facts, derived.facts, samples),
        costs=costs,
        totals={one: cost.upfront + cost.monthly * months for one, cost in costs.items()},
        values={
            one: horizon.value(cost, 0.0 if one == "not_yet" else facts["monthly_benefit"])
            for one, cost in costs.items()
        },
        assumptions=tuple(one.assumption for one in sampled.draws if one.assumption),
        sources=(*dict.fromkeys(price.source for price in sampled.tariff.prices), "own rule"),
        warnings=derived.warnings,
    )
