"""What a given number of rented GPUs costs a month; how many are needed, `hosting_cost` answers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from tools.errors import BadArgument
from tools.gpus import gpu_of
from tools.hosting_cost import HOURS_PER_MONTH
from tools.profile import PositiveCount, Usd
from tools.serving_memory import GpuName
from tools.tool import Assumption, ToolResult, tool

HoursPerMonth = Annotated[float, Field(gt=0, le=744, allow_inf_nan=False)]


class GpuRent(ToolResult):
    """The rent of GPUs, in USD."""

    gpus: float
    gpu: str
    memory_gb: float = Field(description="marketed memory of all of them together")
    gpu_hour_price: float = Field(description="USD per GPU and hour")
    hours_per_month: float
    monthly_cost: float
    monthly_cost_range: tuple[float, float] | None = Field(
        description="lowest and highest price on the market; null where the price was given"
    )
    annual_cost: float


@tool
def gpu_rent(
    *,
    gpus: Annotated[PositiveCount, Field(description="GPUs that are rented")],
    gpu: GpuName = "H100",
    gpu_hour_price: Annotated[Usd | None, Field(description="USD per GPU and hour; default: the usual rent")] = None,
    hours_per_month: Annotated[
        HoursPerMonth, Field(description="hours a month that they are paid; around the clock it is 730")
    ] = HOURS_PER_MONTH,
    as_of: date | None = None,
) -> GpuRent:
    """What a number of rented GPUs costs a month, in USD: GPUs x hours x price. Whether they do is another question."""
    machine = gpu_of(gpu)
    listed = machine.hour_price
    if gpu_hour_price is None and listed is None:
        raise BadArgument(
            "gpu_hour_price", f"gpu_hour_price is missing; no price is known for the {machine.name}, so give it."
        )
    paid_hours = gpus * hours_per_month
    price, ends = gpu_hour_price or 0.0, None
    assumptions: list[Assumption] = []
    if gpu_hour_price is None and listed is not None:
        price, ends = listed.expected, (paid_hours * listed.low, paid_hours * listed.high)
        assumptions.append(Assumption(name="gpu_hour_price", value=price, source=listed.source, checked=listed.checked))
    return GpuRent(
        gpus=gpus,
        gpu=machine.name,
        memory_gb=gpus * machine.memory_gb,
        gpu_hour_price=price,
        hours_per_month=hours_per_month,
        monthly_cost=paid_hours * price,
        monthly_cost_range=ends,
        annual_cost=12 * paid_hours * price,
        assumptions=tuple(assumptions),
        formula="monthly cost = GPUs x hours a month x price of a GPU-hour; annual = 12 x monthly",
        sources=(machine.source,),
        as_of=as_of,
    )
