"""Sampled worlds of a profile: what is unknown drawn, what follows worked out, and each approach judged in each world.

The same worlds give the confidence of the advice, the ranges of the figures, and what each open question is worth.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from tools.approach_rules import decision_of
from tools.costed import SAMPLES, SEED, Spreads, costed
from tools.economics import Cost, Number
from tools.facts import derive
from tools.profile import APPROACHES, Approach, Profile
from tools.samples import Draw, Draws, Numbers
from tools.tool import Assumption


@dataclass(frozen=True, eq=False)
class Worlds:
    """One profile in many plausible worlds. All money is USD; columns have one value per world, or one for all."""

    draws: Draws
    winners: NDArray[np.intp]  # per world, an index into APPROACHES
    spend: Number  # at the API, a month
    costs: Mapping[Approach, Cost]
    values: Mapping[Approach, Number]  # net present value over the horizon
    spreads: Mapping[Approach, Spreads]
    assumptions: tuple[Assumption, ...]
    sources: tuple[str, ...]
    warnings: tuple[str, ...]

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
        if unknown.name not in self._counted:
            groups, options = len(unknown.labels), len(APPROACHES)
            counts = np.bincount(unknown.bins * options + self.winners, minlength=groups * options)
            self._counted[unknown.name] = counts.reshape(groups, options)
        return self._counted[unknown.name]

    @cached_property
    def _counted(self) -> dict[str, NDArray[np.intp]]:
        """Wins by bin of the quantities that somebody asked for."""
        return {}

    def means(self, unknown: Draw, figure: Number) -> Numbers:
        """The mean of a figure in each bin of one quantity."""
        groups = len(unknown.labels)
        sums = np.bincount(unknown.bins, weights=np.broadcast_to(figure, self.draws.size), minlength=groups)
        return sums / np.maximum(unknown.counts, 1)

    def explaining(self, figure: Number) -> Callable[[Draw], float]:
        """For a quantity the share of a figure's variance that it explains by itself (its first-order Sobol index)."""
        column = np.broadcast_to(figure, self.draws.size)
        mean, variance = column.mean(), column.var()

        def share(unknown: Draw) -> float:
            if variance <= 0:
                return 0.0
            between = np.average((self.means(unknown, column) - mean) ** 2, weights=unknown.counts)
            return float(between / variance)

        return share


def worlds_of(profile: Profile, as_of: date | None, samples: int = SAMPLES, seed: int = SEED) -> Worlds:
    """The worlds of a profile; the same profile gives the very same. A model without a price is an unknown one."""
    return _worlds(profile, as_of, samples, seed)


@lru_cache(maxsize=64)
def _worlds(profile: Profile, as_of: date | None, samples: int, seed: int) -> Worlds:
    money, derived = costed(profile, as_of, samples, seed), derive(profile, as_of)
    sampled = money.sampled
    return Worlds(
        draws=sampled.draws,
        spend=sampled.facts["monthly_spend"],
        winners=decision_of(profile, as_of).winners_in(money),
        costs=money.costs,
        values=money.values,
        spreads=money.spreads,
        assumptions=tuple(one.assumption for one in sampled.draws if one.assumption),
        sources=(*dict.fromkeys(price.source for price in sampled.tariff.prices), "own rule"),
        warnings=derived.warnings,
    )
