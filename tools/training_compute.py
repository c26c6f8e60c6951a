"""What training a language model takes: FLOPs, GPU-hours, money and memory.

Published runs reached between an eighth and two thirds of their GPUs' peak, so hours and money come with a range.
Constants and the runs behind the range: `data/training.yaml`. The formulas are plain functions, for sampling as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from tools.data_files import load_record
from tools.defaults import assumed
from tools.errors import BadArgument
from tools.gpus import Gpu, gpu_of
from tools.profile import PositiveCount, Share, Text, Usd
from tools.tool import Assumption, ToolResult, tool

Method = Literal["pretraining", "full", "lora", "qlora"]
Utilization = Annotated[float, Field(ge=0.001, le=1, allow_inf_nan=False)]
AtLeastOne = Annotated[float, Field(ge=1, le=1e15, allow_inf_nan=False)]
Range = tuple[float, float]
Amount = TypeVar("Amount", float, NDArray[np.float64])

BILLION = 1e9
SECONDS_PER_HOUR = 3600
HOURS_PER_DAY = 24
BITS_PER_BYTE = 8


class TrainingCompute(ToolResult):
    """Compute, money and memory of one training run."""

    flops: float = Field(description="6 per active parameter and token, 4 for adapters; recomputation is not in it")
    flops_range: Range = Field(description="low and high, as published counts differ from this formula")
    recomputation_flops: float = Field(
        description="on top of `flops` where all activations are recomputed to save memory"
    )
    attention_flops: float | None = Field(
        description="on top of `flops`, for attention over the sequence; null without activations"
    )
    gpu_hours: float = Field(description="hours times GPUs, at `mfu` of the GPU's dense BF16 peak")
    gpu_hours_range: Range = Field(description="low and high over the share of the peak that published runs reached")
    days: float | None = Field(
        default=None, description="days of the calendar that the GPU-hours take on `gpus`; null without them"
    )
    days_range: Range | None = Field(default=None, description="days, low and high, as the hours")
    compute_cost: float | None = Field(description="USD for the GPU-hours; null where no price is known")
    compute_cost_range: Range | None = Field(description="USD, low and high over hours and, where it is ours, price")
    memory_gb: float = Field(description="GB over all GPUs together: weights, gradients, optimiser and activations")
    memory_gb_range: Range | None = Field(
        description="GB, from recomputing all activations to keeping all; null without activations"
    )
    weights_gb: float
    gradients_gb: float
    optimizer_gb: float
    activations_gb: float | None = Field(description="null where neither sequence length nor batch size is given")
    minimum_gpus: int = Field(description="whole GPUs whose memory holds it")
    gpu: str = Field(description="the GPU that the hours and the memory are counted in")
    gpu_hour_price: float | None = Field(description="USD per GPU and hour")


@tool
def training_compute(
    *,
    parameters_billion: Annotated[PositiveCount, Field(description="all parameters, in billions")],
    training_tokens_billion: Annotated[PositiveCount, Field(description="tokens seen in all epochs, in billions")],
    active_parameters_billion: Annotated[
        PositiveCount | None,
        Field(description="parameters that a token passes, in billions; fewer in a mixture of experts"),
    ] = None,
    method: Annotated[
        Method,
        Field(description="pretraining and full train all weights; lora and qlora train adapters beside frozen ones"),
    ] = "pretraining",
    sequence_length: Annotated[AtLeastOne | None, Field(description="tokens per sequence, for activations")] = None,
    batch_size: Annotated[
        AtLeastOne | None, Field(description="sequences in flight at the same time over all GPUs, for activations")
    ] = None,
    layers: Annotated[
        AtLeastOne | None, Field(description="for activations; with hidden_size, else both follow from the parameters")
    ] = None,
    hidden_size: Annotated[AtLeastOne | None, Field(description="for activations; with layers")] = None,
    adapter_share: Annotated[
        Share | None, Field(description="parameters of the adapters as a share of all, for lora and qlora")
    ] = None,
    gpu: Annotated[Text, Field(description="kind of GPU, for example H100")] = "H100",
    mfu: Annotated[
        Utilization, Field(description="share of the GPU's dense BF16 peak that does counted FLOPs, at least 0.001")
    ] = 0.4,
    gpu_hour_price: Annotated[Usd | None, Field(description="USD per GPU and hour")] = None,
    gpus: Annotated[AtLeastOne | None, Field(description="GPUs that train at the same time, for the days")] = None,
) -> TrainingCompute:
    """What training takes: FLOPs, GPU-hours, compute cost in USD, memory in GB and the fewest GPUs that hold it.

    FLOPs count active parameters, memory counts all. Hours and cost come with a range, because published runs used
    between an eighth and two thirds of their GPUs' peak. Without sequence length and batch size, memory is that of
    the training states alone.
    """
    active = active_parameters(parameters_billion, active_parameters_billion)
    chosen = gpu_of(gpu)
    plan = Plan(
        parameters_billion,
        active,
        training_tokens_billion,
        method,
        _share(method, adapter_share),
        mfu,
        chosen,
        gpu_hour_price,
    )
    run = run_of(plan)
    flight = _in_flight(active, sequence_length, batch_size, layers, hidden_size)
    activations = flight.gb(method) if flight else None
    memory = run.states.total_gb + (activations or 0)
    return TrainingCompute(
        flops=run.flops,
        flops_range=run.flops_range,
        recomputation_flops=_per_token().recomputation * active * training_tokens_billion * BILLION**2,
        attention_flops=flight.attention_flops(training_tokens_billion) if flight else None,
        gpu_hours=run.gpu_hours,
        gpu_hours_range=run.gpu_hours_range,
        days=run.gpu_hours / (gpus * HOURS_PER_DAY) if gpus else None,
        days_range=_days(run.gpu_hours_range, gpus) if gpus else None,
        compute_cost=run.cost,
        compute_cost_range=run.cost_range,
        memory_gb=memory,
        memory_gb_range=flight.gb_range(run.states.total_gb) if flight else None,
        weights_gb=run.states.weights_gb,
        gradients_gb=run.states.gradients_gb,
        optimizer_gb=run.states.optimizer_gb,
        activations_gb=activations,
        minimum_gpus=gpus_for(memory, chosen.memory_gb),
        gpu=chosen.name,
        gpu_hour_price=run.hour_price,
        assumptions=(
            *((assumed("training_compute.method"),) if method == "pretraining" else ()),
            *plan_assumptions(plan, dense=active_parameters_billion is None, adapters_given=adapter_share is not None),
            *(
                _flight_assumptions(
                    flight,
                    method,
                    length_given=sequence_length is not None,
                    batch_given=batch_size is not None,
                    shape_given=layers is not None,
                )
                if flight
                else ()
            ),
        ),
        formula=_FORMULA,
        sources=(*plan_sources(plan), *((_constants().activations.source,) if flight else ())),
        warnings=tuple(_warnings(plan, run, flight)),
    )


_FORMULA = (
    "FLOPs = 6 (adapters: 4) x active parameters x tokens; GPU-hours = FLOPs / (dense BF16 peak x mfu) / 3,600; "
    "days = GPU-hours / GPUs / 24; cost = GPU-hours x price; "
    "memory = 16 bytes per trained parameter (2 weights + 2 gradients + 12 optimiser) "
    "+ 2 bytes (QLoRA: 4.127 bits) per frozen one + activations of 34 (QLoRA, recomputed: 2) bytes x tokens in flight "
    "x hidden size x layers; "
    "GPUs = memory / memory of one, rounded up"
)


def _days(gpu_hours_range: Range, gpus: float) -> Range:
    low, high = gpu_hours_range
    return low / (gpus * HOURS_PER_DAY), high / (gpus * HOURS_PER_DAY)


# Formulas, which take single numbers or, but for `gpus_for`, NumPy arrays of them.


def training_flops(active_parameters_billion: Amount, tokens_billion: Amount, method: Method) -> Amount:
    """FLOPs without recomputation: 6 per active parameter and token, 4 where the weights stay frozen."""
    return active_parameters_billion * tokens_billion * (_per_token().of(method) * BILLION**2)


def gpu_hours(flops: Amount, dense_bf16_tflops: float, mfu: Amount) -> Amount:
    """Hours times GPUs when each does `mfu` of its dense BF16 peak."""
    return flops / (mfu * (dense_bf16_tflops * 1e12 * SECONDS_PER_HOUR))


@dataclass(frozen=True)
class States:
    """Memory that does not depend on the data, in GB over all GPUs."""

    weights_gb: float
    gradients_gb: float
    optimizer_gb: float

    @property
    def total_gb(self) -> float:
        return self.weights_gb + self.gradients_gb + self.optimizer_gb


def states_of(parameters_billion: float, method: Method, adapter_share: float) -> States:
    """Weights, gradients and optimiser of mixed-precision Adam; `adapter_share` counts for lora and qlora only."""
    per = _constants().bytes
    trained, frozen = parameters_billion, 0.0
    if method in ("lora", "qlora"):
        trained = parameters_billion * adapter_share
        frozen = parameters_billion * _constants().frozen_bits.of(method) / BITS_PER_BYTE
    return States(frozen + trained * per.weights, trained * per.gradients, trained * per.optimizer)


def gpus_for(memory_gb: float, gpu_memory_gb: float) -> int:
    """Whole GPUs, at least one; the marketed GB count as usable."""
    # Rounded, so that 80.00000000000001 GB still fit into 80 GB.
    return max(1, int(np.ceil(round(memory_gb / gpu_memory_gb, 9))))


def mfu_range(mfu: float) -> Range:
    """The shares of the peak that whole published runs reached, widened where `mfu` lies outside."""
    published = _constants().mfu
    return min(published.low, mfu), max(published.high, mfu)


def adapter_share_of(method: Method) -> float:
    """Parameters of adapters as a share of all, when nobody gives it; all are trained without adapters."""
    return float(str(assumed("adapter_share").value)) if method in ("lora", "qlora") else 1.0


@dataclass(frozen=True)
class Plan:
    """What a run is worked out from; `adapter_share` is 1 where all weights are trained."""

    parameters_billion: float
    active_parameters_billion: float
    tokens_billion: float
    method: Method
    adapter_share: float
    mfu: float
    gpu: Gpu
    price: float | None  # as given


@dataclass(frozen=True)
class Run:
    """Compute, money and states of a run."""

    flops: float
    flops_range: Range
    gpu_hours: float
    gpu_hours_range: Range
    hour_price: float | None
    cost: float | None
    cost_range: Range | None
    states: States


def run_of(plan: Plan) -> Run:
    """A run's figures; without a price given, the GPU's own, with its range."""
    flops = training_flops(plan.active_parameters_billion, plan.tokens_billion, plan.method)
    counted = _constants().flops_count
    slowest, fastest = mfu_range(plan.mfu)
    hours = gpu_hours(flops, plan.gpu.dense_bf16_tflops, plan.mfu)
    hours_low, hours_high = (gpu_hours(flops, plan.gpu.dense_bf16_tflops, share) for share in (fastest, slowest))
    prices = _prices(plan)
    return Run(
        flops=flops,
        flops_range=(flops * counted.low, flops * counted.high),
        gpu_hours=hours,
        gpu_hours_range=(hours_low, hours_high),
        hour_price=prices[1] if prices else None,
        cost=hours * prices[1] if prices else None,
        cost_range=(hours_low * prices[0], hours_high * prices[2]) if prices else None,
        states=states_of(plan.parameters_billion, plan.method, plan.adapter_share),
    )


def _prices(plan: Plan) -> tuple[float, float, float] | None:
    """USD per GPU and hour: low, expected, high."""
    if plan.price is not None:
        return plan.price, plan.price, plan.price
    ours = plan.gpu.hour_price
    return (ours.low, ours.expected, ours.high) if ours else None


@dataclass(frozen=True)
class _InFlight:
    """The tokens whose activations are kept at the same time, and the shape that they pass."""

    sequence_length: float
    batch_size: float
    layers: float
    hidden_size: float

    def gb(self, method: Method) -> float:
        """With flash attention or selective recomputation, which keep no attention matrix; QLoRA recomputes all."""
        per = _constants().activations
        return self._gb(per.recomputed_bytes if method in per.recomputed_by else per.layer_bytes)

    def gb_range(self, states_gb: float) -> Range:
        """With all memory besides: every layer recomputed, and nothing recomputed."""
        per = _constants().activations
        # 5 x heads x sequence / hidden size, and the hidden size is heads x head size.
        everything = per.layer_bytes + per.attention_bytes * self.sequence_length / _constants().shape_rule.head_dim
        return states_gb + self._gb(per.recomputed_bytes), states_gb + self._gb(everything)

    def attention_flops(self, tokens_billion: float) -> float:
        """12 x layers x hidden size x sequence length per token, over the whole matrix, as PaLM counts it."""
        return 12 * self.layers * self.hidden_size * self.sequence_length * tokens_billion * BILLION

    def _gb(self, bytes_per_unit: float) -> float:
        return self.sequence_length * self.batch_size * self.hidden_size * self.layers * bytes_per_unit / BILLION


def _in_flight(
    active: float,
    sequence_length: float | None,
    batch_size: float | None,
    layers: float | None,
    hidden_size: float | None,
) -> _InFlight | None:
    for name, given, other in (("layers", layers, hidden_size), ("hidden_size", hidden_size, layers)):
        if given is None and other is not None:
            raise BadArgument(name, f"{name} is missing; give layers and hidden_size together, or neither.")
    if sequence_length is None and batch_size is None:
        return None
    ruled_layers, ruled_hidden = dense_shape(active)
    return _InFlight(
        sequence_length=_number("training_compute.sequence_length") if sequence_length is None else sequence_length,
        batch_size=_number("training_compute.batch_size") if batch_size is None else batch_size,
        layers=ruled_layers if layers is None else layers,
        hidden_size=ruled_hidden if hidden_size is None else hidden_size,
    )


def dense_shape(parameters_billion: float) -> tuple[float, float]:
    """Layers and hidden size of a dense model of that size, by the rule of `data/training.yaml`."""
    rule = _constants().shape_rule
    layers = max(
        1, round((parameters_billion * BILLION / (rule.parameters_per_layer * rule.hidden_per_layer**2)) ** (1 / 3))
    )
    return float(layers), float(layers * rule.hidden_per_layer)


def active_parameters(parameters_billion: float, active: float | None) -> float:
    """Those that a token passes; all of them where nobody says. Raises `BadArgument` where they are more than all."""
    if active is not None and active > parameters_billion:
        raise BadArgument(
            "active_parameters_billion",
            f"active_parameters_billion is {active:g}, more than all {parameters_billion:g} of parameters_billion; "
            "give the parameters that one token passes, or leave it out for a dense model.",
        )
    return parameters_billion if active is None else active


def _share(method: Method, given: float | None) -> float:
    adapters = method in ("lora", "qlora")
    return given if adapters and given is not None else adapter_share_of(method)


def _number(default: str) -> float:
    return float(str(assumed(default).value))


def plan_assumptions(plan: Plan, *, dense: bool, adapters_given: bool) -> Iterator[Assumption]:
    """The defaults behind a run: active parameters, adapters, share of the peak, GPU and price."""
    if dense:
        yield assumed("active_parameters_billion").model_copy(update={"value": plan.parameters_billion})
    if plan.method in ("lora", "qlora") and not adapters_given:
        yield assumed("adapter_share")
    if plan.mfu == assumed("mfu").value:
        yield assumed("mfu")
    if plan.gpu.name == assumed("training_compute.gpu").value:
        yield assumed("training_compute.gpu")
    ours = plan.gpu.hour_price
    if plan.price is None and ours:
        yield Assumption(name="gpu_hour_price", value=ours.expected, source=ours.source, checked=ours.checked)


def _flight_assumptions(
    flight: _InFlight, method: Method, *, length_given: bool, batch_given: bool, shape_given: bool
) -> Iterator[Assumption]:
    if not length_given:
        yield assumed("training_compute.sequence_length")
    if not batch_given:
        yield assumed("training_compute.batch_size")
    kept = _constants().activations
    if method in kept.recomputed_by:
        yield Assumption(name="recomputation", value=True, source=kept.source, checked=kept.checked)
    if not shape_given:
        rule = _constants().shape_rule
        for name, value in (("layers", flight.layers), ("hidden_size", flight.hidden_size)):
            yield Assumption(name=name, value=value, source=rule.source, checked=rule.checked)


def plan_sources(plan: Plan) -> Iterator[str]:
    """Where the constants, the GPU and a given price come from."""
    found = _constants()
    yield found.flops_per_parameter_token.source
    yield found.mfu.source
    yield found.bytes.source
    if plan.method in ("lora", "qlora"):
        yield found.frozen_bits.source
    yield f"{plan.gpu.name}: {plan.gpu.source}"
    if plan.price is not None:
        yield "price of a GPU-hour given with the question"


_NOTABLE_ATTENTION = 0.2


def _warnings(plan: Plan, run: Run, flight: _InFlight | None) -> Iterator[str]:
    if flight is None:
        yield (
            "memory_gb is that of weights, gradients and optimiser alone; activations come on top, "
            "give sequence_length and batch_size to count them."
        )
    else:
        attention = flight.attention_flops(plan.tokens_billion)
        if attention > _NOTABLE_ATTENTION * run.flops > 0:
            yield (
                f"Attention over {flight.sequence_length:,.0f} tokens adds about {attention / run.flops:.0%} "
                "to the FLOPs of the weights (attention_flops); gpu_hours leaves it out."
            )
    if run.cost is None:
        yield f"There is no rental price for the {plan.gpu.name}; give gpu_hour_price for the cost."


class _Sourced(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    checked: date


class _Spread(_Sourced):
    low: Annotated[float, Field(gt=0)]
    high: Annotated[float, Field(gt=0)]


class _PerToken(_Sourced):
    """FLOPs per active parameter and token."""

    pretraining: float
    full: float
    lora: float
    qlora: float
    recomputation: float

    def of(self, method: Method) -> float:
        return {"pretraining": self.pretraining, "full": self.full, "lora": self.lora, "qlora": self.qlora}[method]


class _Bytes(_Sourced):
    """By trained parameter."""

    weights: float
    gradients: float
    optimizer: float


class _FrozenBits(_Sourced):
    """Bits by frozen parameter."""

    lora: float
    qlora: float

    def of(self, method: Method) -> float:
        return self.qlora if method == "qlora" else self.lora


class _Activations(_Sourced):
    """By token in flight, layer and unit of hidden size; attention by sequence length over head size besides."""

    layer_bytes: float
    attention_bytes: float
    recomputed_bytes: float
    recomputed_by: frozenset[Method]


class _ShapeRule(_Sourced):
    parameters_per_layer: float
    hidden_per_layer: int
    head_dim: int


class PublishedRun(BaseModel):
    """A training run as its makers published it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    active_parameters_billion: float
    tokens_billion: float
    gpu: str
    gpu_hours: float
    source: str


class _Constants(BaseModel):
    """`data/training.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mfu: _Spread
    flops_count: _Spread
    flops_per_parameter_token: _PerToken
    bytes: _Bytes
    frozen_bits: _FrozenBits
    activations: _Activations
    shape_rule: _ShapeRule
    runs: tuple[PublishedRun, ...]


@cache
def _constants() -> _Constants:
    return load_record("training.yaml", _Constants)


def _per_token() -> _PerToken:
    return _constants().flops_per_parameter_token


def published_runs() -> tuple[PublishedRun, ...]:
    """The evidence behind the range of hours."""
    return _constants().runs
