"""When an investment that lowers a running cost has paid for itself."""

import math
from typing import Annotated

from pydantic import Field

from tools.cash_flow_value import recovery_of
from tools.defaults import assumed
from tools.profile import Growth, Usd
from tools.tool import ToolResult, tool

MONTHS_PER_YEAR = 12
_LONGEST = 1200  # months that are looked through where the saving starts late or ramps up
RampMonths = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


class BreakEven(ToolResult):
    """When the savings have paid back the up-front cost."""

    months: float | None = Field(description="months until the savings equal the up-front cost; null = never")
    break_even_points: tuple[float, ...] = Field(description="every month at which the two paths cost the same so far")
    monthly_saving: float = Field(
        description="USD saved in the first month, or once in full; negative where the new way costs more"
    )
    first_year_net: float = Field(description="USD saved in the first twelve months, less the up-front cost")


@tool
def break_even(
    upfront_cost: Annotated[Usd, Field(description="USD spent before anything is saved")],
    current_monthly_cost: Annotated[Usd, Field(description="USD a month as it runs now, in the first month")],
    new_monthly_cost: Annotated[Usd, Field(description="USD a month after the change, in the first month")],
    growth_per_year: Annotated[
        Growth, Field(description="growth of volume a year as a fraction; both monthly costs grow with it")
    ] = 0,
    *,
    ramp_months: Annotated[
        RampMonths, Field(description="months over which what is saved rises linearly from 0 to its full amount")
    ] = 0,
    delay_months: Annotated[
        RampMonths, Field(description="months at the start in which nothing is saved; a ramp begins after them")
    ] = 0,
) -> BreakEven:
    """After how many months an up-front cost has paid for itself through a lower monthly cost.

    Both monthly costs depend on volume, so both grow by (1+g)^((m-1)/12) in month m, and so does the saving between
    them; it builds up evenly within a month. A saving that shrinks fast enough may never add up to the cost.
    Where the saving starts late or ramps up, the new cost runs from the first month on, beside the current one.
    """
    saving = current_monthly_cost - new_monthly_cost
    log_factor = math.log1p(growth_per_year) / MONTHS_PER_YEAR if growth_per_year > -1 else -math.inf
    months = _months(upfront_cost, saving, log_factor)
    first_year = _saved(saving, log_factor, MONTHS_PER_YEAR)
    if ramp_months or delay_months:
        flows = [
            (current_monthly_cost * benefit_share(month, ramp_months, delay_months) - new_monthly_cost)
            * (math.exp(log_factor * (month - 1)) if month > 1 else 1.0)
            for month in range(1, _LONGEST + 1)
        ]
        months = recovery_of([-upfront_cost, *flows], range(_LONGEST + 1)).first
        first_year = math.fsum(flows[:MONTHS_PER_YEAR])
    never = f"The change saves nothing: it costs {-saving:,.2f} USD a month more." if saving < 0 else None
    if saving == 0:
        never = "The change saves nothing: both ways cost the same a month."
    elif saving > 0 and months is None and growth_per_year >= 0:
        never = "The saving is so small that it never adds up to the up-front cost."
    elif saving > 0 and months is None:
        never = "Volume shrinks so fast that the savings never add up to the up-front cost."
    return BreakEven(
        months=months,
        break_even_points=() if months is None else (months,),
        monthly_saving=saving,
        first_year_net=first_year - upfront_cost,
        assumptions=(assumed("growth_per_year"),) if growth_per_year == 0 else (),
        formula=(
            "months = up-front cost / (current - new monthly cost); with growth, the month in which the savings, "
            "each (current - new) x (1 + growth)^((month - 1) / 12), have added up to the up-front cost; of the "
            "current cost, month m saves min(1, (m - delay) / ramp), and nothing before the delay is over"
        ),
        warnings=(never,) if never else (),
    )


def benefit_share(end: float, ramp_months: float, delay_months: float, *, length: float = 1.0) -> float:
    """Which share of the full benefit comes in the time of `length` months that ends at `end`."""
    since = end - delay_months
    if since <= 0:
        return 0.0
    return min(1.0, since / ramp_months) if ramp_months else min(1.0, since / length)


# The savings are a geometric series with the monthly factor q; its logarithm keeps a tiny growth exact.


def _months(upfront_cost: float, saving: float, log_factor: float) -> float | None:
    """Months until `upfront_cost` is saved, linear within the last one; `None` where that never happens."""
    if saving <= 0:
        return None
    if not math.isfinite(upfront_cost / saving):  # a saving of next to nothing
        return None
    if log_factor == 0 or upfront_cost <= saving:
        return upfront_cost / saving
    # saving x (q^n - 1) / (q - 1) = upfront cost, solved for n.
    reached = upfront_cost / saving * math.expm1(log_factor)
    if reached <= -1:
        return None
    whole = math.floor(math.log1p(reached) / log_factor)
    left = upfront_cost - _saved(saving, log_factor, whole)
    return whole + left / (saving * math.exp(log_factor * whole))


def _saved(saving: float, log_factor: float, months: int) -> float:
    """USD saved in the first `months` whole months."""
    if log_factor == 0:
        return saving * months
    if log_factor == -math.inf:
        return saving if months else 0.0
    return saving * math.expm1(log_factor * months) / math.expm1(log_factor)
