"""What runs month after month adds up to over months or years, growing with the volume where it grows."""

import math
from typing import Annotated

from pydantic import Field

from tools.break_even import MONTHS_PER_YEAR
from tools.defaults import assumed
from tools.profile import Growth, Months, Usd
from tools.tool import ToolResult, tool


class TotalCost(ToolResult):
    """What is spent and what comes back over the months, in USD, undiscounted."""

    months: float
    years: float
    upfront_cost: float
    total_cost: float = Field(description="USD, up-front cost included")
    last_monthly_cost: float = Field(description="USD in the last month; that of the first where nothing grows")
    total_benefit: float | None = Field(default=None, description="USD; null where no benefit is given")
    net_benefit: float | None = Field(default=None, description="USD: total benefit - total cost; null without benefit")


@tool
def total_cost(
    *,
    monthly_cost: Annotated[Usd, Field(description="USD in the first month")],
    months: Annotated[Months, Field(description="how many months are added up")],
    upfront_cost: Annotated[Usd, Field(description="USD spent before the first month")] = 0,
    monthly_benefit: Annotated[Usd | None, Field(description="USD that it is worth in the first month")] = None,
    growth_per_year: Annotated[
        Growth, Field(description="growth of volume a year as a fraction; cost and benefit grow with it")
    ] = 0,
) -> TotalCost:
    """What a monthly cost, an up-front cost and a benefit add up to over months, undiscounted.

    Cost and benefit depend on volume, so both are (1+g)^((m-1)/12) of the first month's in month m; of 12.5 months the
    last half month counts half.
    """
    level = _months_worth(months, growth_per_year)
    last = (1 + growth_per_year) ** ((math.ceil(months) - 1) / MONTHS_PER_YEAR)
    spent = upfront_cost + monthly_cost * level
    got = None if monthly_benefit is None else monthly_benefit * level
    return TotalCost(
        months=months,
        years=months / MONTHS_PER_YEAR,
        upfront_cost=upfront_cost,
        total_cost=spent,
        last_monthly_cost=monthly_cost * last,
        total_benefit=got,
        net_benefit=None if got is None else got - spent,
        assumptions=(assumed("growth_per_year"),) if growth_per_year == 0 else (),
        formula=(
            "total cost = up-front cost + monthly cost x months; with growth, month m costs "
            "(1 + growth)^((month - 1) / 12) of the first; net = total benefit - total cost"
        ),
    )


def _months_worth(months: float, growth_per_year: float) -> float:
    """How many of the first month's flows all the months together are."""
    whole = math.floor(months)
    factors = [(1 + growth_per_year) ** (month / MONTHS_PER_YEAR) for month in range(whole)]
    return math.fsum([*factors, (months - whole) * (1 + growth_per_year) ** (whole / MONTHS_PER_YEAR)])
