"""What the unknown facts amount to: ranges of every cost and of the value, confidence, and what drives them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tools.approach_rules import decision_of
from tools.cost_parts import known_parts, split
from tools.costed import SAMPLES, SEED, Spread, percentiles
from tools.economics import Number
from tools.profile import NOTHING_KNOWN, Approach, Profile
from tools.samples import Draw
from tools.tool import ToolResult, tool
from tools.worlds import Worlds, worlds_of


class Percentiles(BaseModel):
    """One figure over the sampled worlds, in USD: one in ten lies below `p10`, one in ten above `p90`."""

    model_config = ConfigDict(frozen=True)

    p10: float
    p50: float
    p90: float


class CostPart(BaseModel):
    """One part of an approach's costs around their middle, in USD; the parts add up to `p50`."""

    model_config = ConfigDict(frozen=True)

    part: str
    upfront_cost: float
    monthly_cost: float
    rests_on: tuple[str, ...] = Field(description="the facts that move it; none: it is the same for anybody")
    upfront_work_months: float | None = Field(description="of people, at `staff_cost_per_month`; null where it is none")
    monthly_work_months: float | None


class ApproachRange(BaseModel):
    """The figures of one approach, in USD."""

    model_config = ConfigDict(frozen=True)

    upfront_cost: Percentiles
    monthly_cost: Percentiles
    total_cost: Percentiles = Field(description="up front and every month of the horizon, at today's volume")
    npv: Percentiles = Field(description="net present value over the horizon, if the benefit is reached in full")
    parts: tuple[CostPart, ...] = Field(description="what the middle of the costs is made of")


class Driver(BaseModel):
    """One unknown quantity, and how far the figures move with it."""

    model_config = ConfigDict(frozen=True)

    name: str
    low: JsonValue = Field(description="where the mean net present value is lowest: the middle of a tenth, or a choice")
    high: JsonValue = Field(description="where it is highest")
    npv_at_low: float = Field(description="mean net present value there, in USD")
    npv_at_high: float
    swing: float = Field(description="the difference of the two, in USD")
    decision_gain: float = Field(description="rise of the share of worlds in which the best advice is right, if known")


class Uncertainty(ToolResult):
    """Ranges, win shares and drivers over the sampled worlds."""

    samples: int
    seed: int
    recommended: Approach = Field(description="what `approach` advises")
    win_shares: Mapping[Approach, float]
    approaches: Mapping[Approach, ApproachRange]
    npv: Percentiles = Field(description="of the recommended approach")
    loss_share: float = Field(description="share of worlds in which that value is below zero, from 0 to 1")
    staff_cost_per_month: float = Field(description="the middle of what one person costs, in USD")
    drivers: tuple[Driver, ...] = Field(description="widest swing first")


@tool
def uncertainty(
    profile: Profile = NOTHING_KNOWN,
    *,
    samples: Annotated[int, Field(ge=100, le=200_000, description="sampled worlds")] = SAMPLES,
    seed: Annotated[int, Field(ge=0, le=2**32 - 1, description="the same seed gives the same worlds")] = SEED,
    as_of: date | None = None,
) -> Uncertainty:
    """P10, P50 and P90 of every cost and of the net present value, win shares, and what drives the result.

    Every fact that is unknown, and every planning estimate, is drawn from a documented range; a known fact is not.
    """
    worlds = worlds_of(profile, as_of, samples, seed)
    best = decision_of(profile, as_of).ranked[0]
    staff = percentiles(np.asarray(worlds.draws.planning["staff_cost_per_month"].column))[1]
    ranges = {one: _range(worlds, one, staff) for one in worlds.spreads}
    return Uncertainty(
        samples=samples,
        seed=seed,
        recommended=best,
        win_shares=worlds.win_shares,
        approaches=ranges,
        npv=ranges[best].npv,
        loss_share=float(np.mean(np.asarray(worlds.values[best]) < 0)),
        staff_cost_per_month=staff,
        drivers=tuple(sorted((_driver(worlds, one, worlds.values[best]) for one in worlds.draws), key=_widest)),
        assumptions=worlds.assumptions,
        formula=(
            "each unknown is drawn from its range, the rules and cost formulas are applied in every world, and the "
            "10th, 50th and 90th percentile are read off; npv = discounted benefit less costs over the horizon"
        ),
        sources=worlds.sources,
        warnings=worlds.warnings,
        as_of=as_of,
    )


def _range(worlds: Worlds, approach: Approach, staff: float) -> ApproachRange:
    spreads = worlds.spreads[approach]
    return ApproachRange(
        upfront_cost=_percentiles(spreads.upfront),
        monthly_cost=_percentiles(spreads.monthly),
        total_cost=_percentiles(spreads.total),
        npv=_percentiles(spreads.npv),
        parts=tuple(_parts(worlds, approach, staff)),
    )


def _parts(worlds: Worlds, approach: Approach, staff: float) -> Iterator[CostPart]:
    cost, spreads = worlds.costs[approach], worlds.spreads[approach]
    upfront = split(cost.upfront, spreads.upfront[1], {name: part.upfront for name, part in cost.parts.items()})
    monthly = split(cost.monthly, spreads.monthly[1], {name: part.monthly for name, part in cost.parts.items()})
    for name, known in known_parts().items():
        once, month = upfront.get(name, 0.0), monthly.get(name, 0.0)
        if once or month:
            works = name == "people"
            yield CostPart(
                part=name,
                upfront_cost=once,
                monthly_cost=month,
                rests_on=known.rests_on,
                upfront_work_months=once / staff if works else None,
                monthly_work_months=month / staff if works else None,
            )


def _percentiles(spread: Spread) -> Percentiles:
    return Percentiles(p10=spread[0], p50=spread[1], p90=spread[2])


def _driver(worlds: Worlds, unknown: Draw, value: Number) -> Driver:
    means = worlds.means(unknown, value)
    low, high = int(means.argmin()), int(means.argmax())
    return Driver(
        name=unknown.name,
        low=unknown.labels[low],
        high=unknown.labels[high],
        npv_at_low=float(means[low]),
        npv_at_high=float(means[high]),
        swing=float(means[high] - means[low]),
        decision_gain=worlds.gain(unknown),
    )


def _widest(driver: Driver) -> tuple[float, str]:
    return -driver.swing, driver.name
