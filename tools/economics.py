"""What each approach costs up front and a month, and what it is worth: one formula for a single case and for samples.

Every quantity may be a number or a column of samples; NumPy does the same arithmetic on both. These are planning
figures for a first budget: each rests on the profile and on the ranges under `planning` in `data/uncertainty.yaml`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from tools.augmentation_cost import embedding_cost, retrieved_context_cost
from tools.break_even import MONTHS_PER_YEAR
from tools.gpus import gpu_of
from tools.hosting_cost import monthly_hosting_cost, replica_sizes
from tools.model_shapes import shape_or_none
from tools.prices import MILLION, Price, Rate, price_of
from tools.profile import Approach
from tools.roi import present_value_of_months
from tools.samples import Coded, Numbers
from tools.serving_memory import served_model
from tools.throughput import Replica, efficiency_of

Number: TypeAlias = float | Numbers

SMALL_MODEL, LARGE_MODEL = "llama-3.1-8b", "llama-3.3-70b"  # a tuned specialist, and an open model for general use
GPU = "H100"
KEPT_TOKENS = 8_192  # a replica must hold at least one request of this length


@dataclass(frozen=True, eq=False)
class Tariff:
    """List prices of one model, or of a model per sample."""

    prices: tuple[Price, ...]
    codes: Any = 0  # which of the prices holds, per sample

    def request_cost(self, input_tokens: Number, output_tokens: Number) -> Number:
        """USD for one request without caching."""
        return self._chosen(lambda price: _request_cost(price, input_tokens, output_tokens))

    def input_price(self, input_tokens: Number) -> Number:
        """USD per million input tokens in a request of this size."""
        return self._chosen(lambda price: _at(price.input, input_tokens))

    def _chosen(self, figure: Callable[[Price], Number]) -> Number:
        figures = [figure(price) for price in self.prices]
        return figures[0] if len(figures) == 1 else np.choose(self.codes, np.broadcast_arrays(*figures))


def tariff_of(model: str | Coded, as_of: date | None) -> Tariff:
    """The prices of a model, or of a column of models. Raises `UnknownModel`."""
    if isinstance(model, Coded):
        return Tariff(tuple(price_of(name, as_of) for name in model.values), model.codes)
    return Tariff((price_of(model, as_of),))


def _request_cost(price: Price, input_tokens: Number, output_tokens: Number) -> Number:
    output = _at(price.output, input_tokens) if price.output else 0.0
    tokens = input_tokens * _at(price.input, input_tokens) + output_tokens * output
    return tokens / float(MILLION) + float(price.per_request)


def _at(rate: Rate, input_tokens: Number) -> Number:
    """`Rate.at` for a column of requests."""
    price: Number = float(rate.base)
    for start, above in rate.tiers:
        price = np.where(np.asarray(input_tokens) > start, float(above), price)
    return price


@dataclass(frozen=True, eq=False)
class Cost:
    """USD; what varies with the volume grows with it, what is fixed does not."""

    upfront: Number
    variable: Number  # a month
    fixed: Number  # a month
    parts: Mapping[str, "Cost"] = field(default_factory=dict)  # what it is made of, by id in `data/cost_parts.yaml`

    @classmethod
    def of(cls, part: str, upfront: Number = 0.0, variable: Number = 0.0, fixed: Number = 0.0) -> "Cost":
        """A cost that is one part."""
        return cls(upfront, variable, fixed, {part: cls(upfront, variable, fixed)})

    @property
    def monthly(self) -> Number:
        return self.variable + self.fixed

    def __add__(self, other: "Cost") -> "Cost":
        parts = dict(self.parts)
        for name, part in other.parts.items():
            parts[name] = parts[name] + part if name in parts else part
        return Cost(self.upfront + other.upfront, self.variable + other.variable, self.fixed + other.fixed, parts)


def approach_costs(facts: Mapping[str, Any], planning: Mapping[str, Any], tariff: Tariff) -> Mapping[Approach, Cost]:
    """The cost of each approach; `planning` has the quantities of that name in `data/uncertainty.yaml`."""
    case = _Case(facts, planning, tariff)
    retrieval, general, tuning = case.retrieval(), case.general_model(), case.tuning()
    return {
        "prompting": case.staffed("prompting", general),
        "augmentation": case.staffed("augmentation", general + retrieval(case.input_price())),
        "fine_tuning": tuning,
        "fine_tuning_and_augmentation": tuning + case.staffed("augmentation", retrieval(case.tuned_input_price())),
        "training": case.training(),
        "not_yet": Cost(0.0, 0.0, 0.0),
    }


@dataclass(frozen=True, eq=False)
class _Case:
    facts: Mapping[str, Any]
    planning: Mapping[str, Any]
    tariff: Tariff
    _gpus: dict[str, Number] = field(default_factory=dict)  # USD a month by model; several approaches run the same

    def general_model(self) -> Cost:
        """A large model, by the API or on own GPUs."""
        return self._hosted_or(self.facts["monthly_spend"], self._named() or LARGE_MODEL)

    def tuned_model(self) -> Cost:
        """A small tuned model, at a provider's price per token or on own GPUs, whichever costs less.

        Where they must host it themselves, it is the open-weight model that they named.
        """
        facts, planning = self.facts, self.planning
        tokens = facts["input_tokens"] * planning["tuned_input_price"]
        tokens = tokens + facts["output_tokens"] * planning["tuned_output_price"]
        by_token = facts["requests_per_month"] * tokens / float(MILLION)
        must, own = _where(facts["self_hosting_required"], bool), self._own_gpus(SMALL_MODEL)
        own = np.where(must, self._own_gpus(self._named() or SMALL_MODEL), own)
        is_own = must | (own < by_token)
        api = Cost.of("tuned_api", variable=np.where(is_own, 0.0, by_token))
        return api + Cost.of("gpus", fixed=np.where(is_own, own, 0.0))

    def tuning(self) -> Cost:
        """Examples that are missing, the run, and its repetition."""
        planning = self.planning
        missing = np.maximum(planning["examples_needed"] - self.facts["training_examples"], 0)
        examples = missing * planning["label_cost_per_example"]
        again = planning["retrainings_per_year"] / MONTHS_PER_YEAR * planning["tuning_run_cost"]
        run = Cost.of("training_run", planning["tuning_run_cost"], fixed=again)
        upfront = Cost.of("examples", examples) + run + Cost.of("evaluation", planning["evaluation_cost"])
        return self.staffed("tuning", upfront + self.tuned_model())

    def training(self) -> Cost:
        upkeep = self.planning["training_upkeep_months"] * self.planning["staff_cost_per_month"]
        gpus, people = Cost.of("gpus", fixed=self._own_gpus(SMALL_MODEL)), Cost.of("people", fixed=upkeep)
        return Cost.of("training", self.planning["training_cost"]) + gpus + people

    def retrieval(self) -> Callable[[Number], Cost]:
        """Retrieval for a model of a given input price: the index, and the passages that each prompt gets longer by."""
        facts, planning = self.facts, self.planning
        has_it = _where(facts["current_approach"], _has_retrieval)
        no_more = has_it | _where(facts["self_hosting_required"], bool)
        index = embedding_cost(facts["documents"], planning["tokens_per_document"], planning["embedding_price"])

        def at(price: Number) -> Cost:
            added = retrieved_context_cost(facts["requests_per_month"], planning["retrieved_tokens"], price)
            longer = Cost.of("retrieved_tokens", variable=np.where(no_more, 0.0, added))
            return Cost.of("index", index) + longer + Cost.of("vector_store", fixed=planning["vector_store_monthly"])

        return at

    def input_price(self) -> Number:
        return self.tariff.input_price(self.facts["input_tokens"])

    def tuned_input_price(self) -> Number:
        price: Number = self.planning["tuned_input_price"]
        return price

    def staffed(self, kind: str, cost: Cost) -> Cost:
        """With the people who build it and keep it up."""
        month = self.planning["staff_cost_per_month"]
        build, upkeep = (self.planning[f"{kind}_{of}_months"] * month for of in ("staff", "upkeep"))
        return cost + Cost.of("people", build, fixed=upkeep)

    def _hosted_or(self, by_api: Number, model: str) -> Cost:
        must = _where(self.facts["self_hosting_required"], bool)
        if not np.any(must):
            return Cost.of("api", variable=by_api)
        own = Cost.of("gpus", fixed=np.where(must, self._own_gpus(model), 0.0))
        return Cost.of("api", variable=np.where(must, 0.0, by_api)) + own

    def _named(self) -> str | None:
        """The model that they named, where its weights are open."""
        model = self.facts["model"]
        shape = shape_or_none(model) if isinstance(model, str) else None
        return shape.name if shape else None

    def _own_gpus(self, model: str) -> Number:
        """USD a month on rented GPUs, at the usual peak and with a spare replica."""
        if model not in self._gpus:
            self._gpus[model] = self._hosted(model)
        return self._gpus[model]

    def _hosted(self, model: str) -> Number:
        facts, replica = self.facts, _replica(model)
        return monthly_hosting_cost(
            facts["requests_per_month"],
            facts["input_tokens"],
            facts["output_tokens"],
            replica=replica,
            efficiency=efficiency_of(GPU, replica.gpus).expected,
            gpu_hour_price=self.planning["gpu_hour_price"],
        )


@cache
def _replica(model: str) -> Replica:
    """The smallest replica that holds the model."""
    served = served_model(
        model=model,
        parameters_billion=None,
        bits=None,
        layers=None,
        kv_heads=None,
        head_dim=None,
        kv_bits=16,
        quantization=None,
    )
    return replica_sizes(served, gpu_of(GPU), KEPT_TOKENS)[0]


def _where(fact: Any, test: Callable[[Any], bool]) -> Any:
    return fact.where(test) if isinstance(fact, Coded) else test(fact)


def _has_retrieval(approach: object) -> bool:
    return approach in ("augmentation", "fine_tuning_and_augmentation")


@dataclass(frozen=True, eq=False)
class Horizon:
    """What a dollar a month is worth today over the horizon: level, or growing with the volume."""

    level: Number
    growing: Number

    @classmethod
    def of(cls, months: Number, growth_per_year: Number, annual_rate: Number) -> "Horizon":
        """Flows come at each month's end; what grows is (1+g)^((m-1)/12) in month m."""
        return cls(
            level=present_value_of_months(1, months, annual_rate),
            growing=present_value_of_months(1, months, annual_rate, growth_per_year=growth_per_year),
        )

    def benefit_needed(self, cost: Cost) -> Number:
        """USD a month of benefit, growing with the volume, at which the value is nothing."""
        return cost.variable + (cost.fixed * self.level + cost.upfront) / self.growing

    def value(self, cost: Cost, monthly_benefit: Number) -> Number:
        """USD today of a benefit less the costs; the benefit grows with the volume."""
        return (monthly_benefit - cost.variable) * self.growing - cost.fixed * self.level - cost.upfront
