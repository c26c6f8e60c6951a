"""What an investment that pays off month by month returns: ROI, NPV, internal rate, payback.

The formulas on plain numbers also work element by element on NumPy arrays, for sampling.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from tools.break_even import MONTHS_PER_YEAR, RampMonths, benefit_share
from tools.cash_flow_value import (
    Recovery,
    discounted_flows,
    internal_rates,
    rate_warnings,
    recovery_of,
    recovery_warnings,
)
from tools.defaults import assumed
from tools.profile import Months, Share, Usd
from tools.tool import Assumption, ToolResult, tool

_A_LIFETIME = 1200  # months


class Roi(ToolResult):
    """What comes back over the horizon, against what goes in."""

    roi: float | None = Field(
        description="(total benefit - total cost) / total cost over the horizon, undiscounted, as a fraction; "
        "null where nothing is spent"
    )
    npv: float = Field(description="USD of today, all flows discounted")
    irr_per_year: float | None = Field(
        description="rate a year at which npv is zero: (1 + monthly rate)^12 - 1; null where there is none or several"
    )
    irr_per_year_all: tuple[float, ...] = Field(description="every rate a year at which npv is zero, ascending")
    payback_months: float | None = Field(
        description="months until benefits have paid for all costs so far; null = not within the horizon"
    )
    discounted_payback_months: float | None = Field(description="the same for discounted flows; null = not within it")
    total_benefit: float = Field(description="USD over the horizon, undiscounted")
    total_cost: float = Field(description="USD over the horizon, up-front cost included, undiscounted")
    net_benefit: float = Field(description="USD: total benefit - total cost")
    monthly_discount_rate: float = Field(description="(1 + annual rate)^(1/12) - 1, as a fraction")


@tool
def roi(
    upfront_cost: Annotated[Usd, Field(description="USD spent before anything comes back, at time 0")],
    monthly_cost: Annotated[Usd, Field(description="USD a month to run it")],
    monthly_benefit: Annotated[Usd, Field(description="USD a month that it is worth, after the ramp")],
    horizon_months: Annotated[Months, Field(description="how far ahead the business case looks, in months")],
    *,
    annual_discount_rate: Annotated[
        Share, Field(description="what money costs a year, as a fraction from 0 to 1")
    ] = 0.10,
    ramp_months: Annotated[
        RampMonths, Field(description="months over which the benefit rises linearly from 0 to its full amount")
    ] = 0,
    delay_months: Annotated[
        RampMonths, Field(description="months at the start without any benefit; a ramp begins after them")
    ] = 0,
) -> Roi:
    """What an investment returns: ROI, NPV, internal rate of return a year and payback, over a horizon in months.

    The up-front cost falls at time 0; each month's benefit and cost fall at its end. A ramp of R months rises linearly
    from 0 at time 0: month m, paid at its end, brings m/R of the full benefit, so the first brings 1/R and month R all
    of it. A delay of D months moves that back by D, while costs run from month 1. Of a horizon of 12.5 months the last
    half month brings half a month's flows, at 12.5.
    ROI sets the net benefit against all money put in, running costs included. Others divide it by the up-front cost
    alone (always higher), or discount both first; `net_benefit`, `total_cost` and `npv` are there for that.
    """
    months = _months(horizon_months, ramp_months, delay_months)
    benefits = [monthly_benefit * ramp * length for ramp, length in zip(months.ramps, months.lengths, strict=True)]
    flows = [-upfront_cost, *(got - monthly_cost * part for got, part in zip(benefits, months.lengths, strict=True))]
    total_benefit, total_cost = math.fsum(benefits), upfront_cost + monthly_cost * horizon_months
    recovery = recovery_of(flows, months.moments)
    monthly_rate = float(annual_to_monthly_rate(annual_discount_rate))
    discounted = discounted_flows(flows, monthly_rate, months.moments) or flows
    worth = (
        math.fsum(got * (1 + monthly_rate) ** -end for got, end in zip(benefits, months.moments[1:], strict=True))
        if delay_months
        else present_value_of_months(monthly_benefit, horizon_months, annual_discount_rate, ramp_months=ramp_months)
    )
    npv = float(worth + npv_of_level_flows(upfront_cost, -monthly_cost, horizon_months, annual_discount_rate))
    rates = tuple(_per_year(internal_rates(flows, months.moments)))
    returned = _share(total_benefit - total_cost, total_cost)
    return Roi(
        roi=returned,
        npv=npv,
        irr_per_year=rates[0] if len(rates) == 1 else None,
        irr_per_year_all=rates,
        payback_months=recovery.first,
        discounted_payback_months=recovery_of(discounted, months.moments).first,
        total_benefit=total_benefit,
        total_cost=total_cost,
        net_benefit=total_benefit - total_cost,
        monthly_discount_rate=monthly_rate,
        assumptions=tuple(_assumptions(annual_discount_rate, ramp_months)),
        formula=_FORMULA,
        warnings=(
            *_return_warnings(returned, npv, annual_discount_rate),
            *rate_warnings(flows, rates),
            *_payback_warnings(recovery, flows, horizon_months, monthly_benefit - monthly_cost),
        ),
    )


def annual_to_monthly_rate(annual_rate: ArrayLike) -> NDArray[np.float64]:
    """The rate a month that compounds to `annual_rate` (above -1) in twelve: (1 + r)^(1/12) - 1."""
    return np.asarray(np.expm1(np.log1p(annual_rate) / MONTHS_PER_YEAR))


def npv_of_level_flows(
    upfront: ArrayLike,
    monthly_net: ArrayLike,
    months: ArrayLike,
    annual_rate: ArrayLike,
    *,
    ramp_months: ArrayLike = 0,
    growth_per_year: ArrayLike = 0,
) -> NDArray[np.float64]:
    """`present_value_of_months` of the net flow, less the cost at time 0. Arguments broadcast.

    Where only one part of the net flow ramps or grows, add the present values of the parts.
    """
    value = present_value_of_months(
        monthly_net, months, annual_rate, ramp_months=ramp_months, growth_per_year=growth_per_year
    )
    return np.asarray(value - np.asarray(upfront, dtype=float))


def present_value_of_months(
    monthly: ArrayLike,
    months: ArrayLike,
    annual_rate: ArrayLike,
    *,
    ramp_months: ArrayLike = 0,
    growth_per_year: ArrayLike = 0,
) -> NDArray[np.float64]:
    """Today's value of `monthly` at the end of each of `months` months, and of its part where they are not whole.

    Month m brings monthly x min(1, m / ramp_months) x (1 + growth)^((m-1)/12), discounted by (1 + rate)^(m/12).
    Arguments broadcast; rates are above -1, growth is at least -1. Closed form but for the months of the ramp.
    """
    months, ramp = np.asarray(months, dtype=float), np.asarray(ramp_months, dtype=float)
    grown = np.asarray(growth_per_year, dtype=float)
    discount = np.log1p(np.asarray(annual_rate, dtype=float)) / MONTHS_PER_YEAR
    with np.errstate(divide="ignore"):
        growth = np.log1p(grown) / MONTHS_PER_YEAR  # minus infinity where only the first month brings anything
    whole = np.floor(months)
    part = months - whole
    level = np.exp(-discount) * _geometric_sum(growth - discount, whole)
    last = part * np.power(1 + grown, whole / MONTHS_PER_YEAR) * np.exp(-discount * months)
    value = level + last * _ramp_share(months, ramp)
    for month in range(1, math.ceil(float(np.max(ramp, initial=0)))):
        missing = np.where(month <= whole, 1 - _ramp_share(month, ramp), 0)
        value = value - missing * np.power(1 + grown, (month - 1) / MONTHS_PER_YEAR) * np.exp(-discount * month)
    return np.asarray(np.asarray(monthly, dtype=float) * value)


_FORMULA = (
    "roi = (total benefit - total cost) / total cost, undiscounted, total cost = up-front + monthly cost x months; "
    "npv = -up-front cost + sum of (benefit x min(1, month / ramp months) - cost) / (1 + monthly rate)^month, monthly "
    "rate = (1 + annual rate)^(1/12) - 1, flows at month's end; irr per year = (1 + irr per month)^12 - 1; payback = "
    "months until the flows (discounted payback: discounted flows) add up to zero, linear within a month"
)


def _ramp_share(month: ArrayLike, ramp_months: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the full benefit at the end of `month`; all of it where there is no ramp."""
    with np.errstate(over="ignore"):  # a ramp of next to nothing
        risen = np.asarray(month, dtype=float) / np.where(ramp_months > 0, ramp_months, 1)
    return np.where(ramp_months > 0, np.minimum(1, risen), 1.0)


def _geometric_sum(log_factor: NDArray[np.float64], count: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 + q + ... + q^(count-1) with log q = `log_factor`; logarithms keep a q near 1 exact."""
    level = np.abs(log_factor) < 1e-300
    safe = np.where(level, 1.0, log_factor)
    with np.errstate(invalid="ignore"):  # minus infinity x 0 where there is no month at all
        total = np.expm1(safe * count) / np.expm1(safe)
    return np.where(count == 0, 0.0, np.where(level, count, total))


@dataclass(frozen=True)
class _Months:
    """The months of a horizon, the last one maybe a part."""

    lengths: tuple[float, ...]
    ramps: tuple[float, ...]  # share of the full benefit in each
    moments: tuple[float, ...]  # 0, and the end of each


def _months(horizon: float, ramp_months: float, delay_months: float) -> _Months:
    whole = math.floor(horizon)
    ends = [float(month) for month in range(1, whole + 1)]
    lengths = [1.0] * whole
    if horizon > whole:
        ends.append(horizon)
        lengths.append(horizon - whole)
    ramps = [
        benefit_share(end, ramp_months, delay_months, length=length) for end, length in zip(ends, lengths, strict=True)
    ]
    return _Months(tuple(lengths), tuple(ramps), (0.0, *ends))


def _share(part: float, whole: float) -> float | None:
    """`None` where the whole is nothing, or so little that the share is beyond any number."""
    share = part / whole if whole else math.inf
    return share if math.isfinite(share) else None


def _per_year(monthly_rates: Sequence[float]) -> Iterator[float]:
    for rate in monthly_rates:
        log = MONTHS_PER_YEAR * math.log1p(rate)
        if log < math.log(1e300):
            yield max(math.expm1(log), math.nextafter(-1, 0))


def _assumptions(annual_discount_rate: float, ramp_months: float) -> Iterator[Assumption]:
    for name, value in (("annual_discount_rate", annual_discount_rate), ("ramp_months", ramp_months)):
        if value == assumed(name).value:
            yield assumed(name)


def _return_warnings(returned: float | None, npv: float, annual_rate: float) -> Iterator[str]:
    if returned is None:
        yield "Nothing is spent, or next to nothing, so there is no return on it: roi is null."
    elif npv < 0:
        yield f"At {annual_rate * 100:g} % a year it is worth less than it costs: npv is negative."


def _payback_warnings(recovery: Recovery, flows: Sequence[float], horizon: float, net: float) -> Iterator[str]:
    if recovery.first is not None:
        yield from recovery_warnings(recovery, "month")
    elif net <= 0:
        yield "It never pays back: once it runs in full, a month brings no more than it costs."
    else:
        later = horizon - math.fsum(flows) / net
        when = f"before month {later:,.1f}" if later < _A_LIFETIME else "in a lifetime"
        yield f"It does not pay back within the horizon of {horizon:g} months; going on like this, it would not {when}."
