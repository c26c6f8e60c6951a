"""Draws what is unknown from documented ranges (`data/uncertainty.yaml`), vectorised and seeded.

A draw of one quantity depends on the seed, the number of samples and its range alone, never on what else is unknown:
so two profiles that share an unknown fact see the same values of it, and a difference between them is one of facts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from tools.data_files import load_record
from tools.profile import FIELDS, Profile, discount_rate_of
from tools.tool import Assumption

Numbers: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

BINS = 10  # tenths of the samples, over which the effect of a quantity is averaged


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of choices: one code per sample, an index into `values`."""

    codes: NDArray[np.intp]
    values: tuple[Any, ...]
    _masks: dict[Callable[[Any], bool], Mask] = field(default_factory=dict)

    def where(self, test: Callable[[Any], bool]) -> Mask:
        """Where a test of one value holds. Kept, since a draw is shared by all profiles that leave it open."""
        if test not in self._masks:
            self._masks[test] = np.array([bool(test(value)) for value in self.values])[self.codes]
        return self._masks[test]

    def numbers(self, number: Callable[[Any], float]) -> Numbers:
        """Each sample's value as a number."""
        return np.array([float(number(value)) for value in self.values])[self.codes]


Column: TypeAlias = Numbers | Coded


@dataclass(frozen=True, eq=False)
class Draw:
    """One quantity's samples; `bins` sorts them into tenths of equal size, or by choice."""

    name: str
    column: Column
    bins: NDArray[np.intp]
    counts: NDArray[np.intp]  # samples in each bin
    labels: tuple[JsonValue, ...]  # what each bin stands for: a choice, or the middle of the tenth
    assumption: Assumption | None = None


@dataclass(frozen=True, eq=False)
class Draws:
    """Everything that is unknown of a profile, drawn; `planning` is what costs rest on beside the profile."""

    size: int
    fields: Mapping[str, Draw]
    planning: Mapping[str, Draw]

    def __iter__(self) -> Iterator[Draw]:
        yield from (*self.fields.values(), *self.planning.values())

    def of_field(self, field: str) -> Draw | None:
        """What stands for an unknown field: its own draw, or the planning quantity that it is drawn from."""
        return self.fields.get(field) or self.planning.get(_DRAWN_FROM.get(field, ""))


_DRAWN_FROM = {"model": "model", "monthly_benefit": "benefit_multiple"}


def draw(profile: Profile, samples: int, seed: int) -> Draws:
    """Samples of every unknown field that has a range, and of what planning rests on.

    A range that depends on another fact follows it where that fact is known.
    """
    facts = {name: getattr(profile, name) for name in FIELDS}
    needless = {quantity for field, quantity in _DRAWN_FROM.items() if facts[field] is not None}
    needless |= {"discount_rate"} if discount_rate_of(profile) is not None else set()

    def drawn(quantities: Mapping[str, Quantity]) -> dict[str, Draw]:
        wanted = {name: about for name, about in quantities.items() if name not in needless}
        return {name: _drawn(name, _case(about, facts), samples, seed) for name, about in wanted.items()}

    unknown = {name: about for name, about in _ranges().fields.items() if facts[name] is None}
    return Draws(size=samples, fields=drawn(unknown), planning=drawn(_ranges().planning))


@cache
def drawn_by(field: str) -> frozenset[str]:
    """The fields whose range is narrowed by this one."""
    return frozenset(name for name, about in _ranges().fields.items() if field in about.by)


@cache
def planned_by(field: str) -> bool:
    """Whether a field narrows the range of a planning quantity."""
    return any(field in about.by for about in _ranges().planning.values())


def expected(name: str) -> Assumption:
    """The middle of a quantity's range, for a figure that is not sampled."""
    about = _ranges().quantity(name)
    return about.assumption(name, about.range.middle(), "the middle of the range")


def _case(about: "Quantity", facts: Mapping[str, Any]) -> tuple[str, str] | None:
    """The fact and its value that narrow the range, if any does."""
    for parent, cases in about.by.items():
        value = _key(facts[parent])
        if value in cases:
            return parent, value
    return None


def _key(value: object) -> str:
    """A fact as YAML's keys write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(maxsize=512)
def _drawn(name: str, case: tuple[str, str] | None, samples: int, seed: int) -> Draw:
    about = _ranges().quantity(name)
    spread = about.by[case[0]][case[1]] if case else about.range
    generator = np.random.default_rng([seed, crc32(name.encode())])
    column = spread.sample(generator, samples)
    where = f"where {' is '.join(case).replace('_', ' ')}" if case else ""
    return binned(name, column, about.assumption(name, spread.shown(), where))


def binned(name: str, column: Column, assumption: Assumption | None = None) -> Draw:
    """A column sorted into bins, so that the effect of its quantity can be averaged."""
    bins, labels = _bins(column)
    return Draw(name, column, bins, np.bincount(bins, minlength=len(labels)), labels, assumption)


def _bins(column: Column) -> tuple[NDArray[np.intp], tuple[JsonValue, ...]]:
    if isinstance(column, Coded):
        return column.codes, column.values
    steps, codes = np.unique(column, return_inverse=True)
    if len(steps) <= BINS:
        return codes, tuple(float(step) for step in steps)
    order = np.argsort(column, kind="stable")
    bins = np.empty(len(column), dtype=np.intp)
    bins[order] = np.arange(len(column)) * BINS // len(column)
    middles = [column[order[int((bin_ + 0.5) * len(column) / BINS)]] for bin_ in range(min(BINS, len(column)))]
    return bins, tuple(float(f"{middle:.3g}") for middle in middles)


class _Spread(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Z_90 = 1.2815515655446004  # the 90th percentile of the standard normal distribution


class Lognormal(_Spread):
    """`low` and `high` are the 10th and the 90th percentile."""

    shape: Literal["lognormal"] = "lognormal"
    low: float = Field(gt=0)
    high: float = Field(gt=0)

    def sample(self, generator: np.random.Generator, samples: int) -> Column:
        low, high = np.log(self.low), np.log(self.high)
        normal = generator.standard_normal(samples)
        column: Numbers = np.exp((low + high) / 2 + normal * (high - low) / (2 * Z_90))
        return column

    def middle(self) -> float:
        return float(np.sqrt(self.low * self.high))

    def shown(self) -> JsonValue:
        return [self.low, self.high]


class Triangular(_Spread):
    """Between `low` and `high`, most likely at `mode`."""

    shape: Literal["triangular"] = "triangular"
    low: float
    mode: float
    high: float

    def sample(self, generator: np.random.Generator, samples: int) -> Column:
        return generator.triangular(self.low, self.mode, self.high, samples)

    def middle(self) -> float:
        return self.mode

    def shown(self) -> JsonValue:
        return [self.low, self.mode, self.high]


class Uniform(_Spread):
    """Anything between `low` and `high`."""

    shape: Literal["uniform"] = "uniform"
    low: float
    high: float

    def sample(self, generator: np.random.Generator, samples: int) -> Column:
        return generator.uniform(self.low, self.high, samples)

    def middle(self) -> float:
        return (self.low + self.high) / 2

    def shown(self) -> JsonValue:
        return [self.low, self.high]


class Choice(_Spread):
    """One of several values, by weight."""

    shape: Literal["choice"] = "choice"
    weights: dict[bool | int | str, float] = Field(min_length=1)

    def sample(self, generator: np.random.Generator, samples: int) -> Column:
        values, weights = tuple(self.weights), np.array(list(self.weights.values()))
        codes = generator.choice(len(values), samples, p=weights / weights.sum())
        if all(type(value) is int for value in values):
            numbers: Numbers = np.array(values, dtype=np.float64)[codes]
            return numbers
        return Coded(codes, values)

    def middle(self) -> JsonValue:
        return max(self.weights, key=lambda value: self.weights[value])

    def shown(self) -> JsonValue:
        return {_key(value): weight for value, weight in self.weights.items()}


Spread = Annotated[Lognormal | Triangular | Uniform | Choice, Field(discriminator="shape")]


class Quantity(BaseModel):
    """One record of `data/uncertainty.yaml`."""

    model_config = ConfigDict(frozen=True)

    range: Spread
    by: Mapping[str, Mapping[str, Spread]] = {}
    source: str
    checked: date

    def assumption(self, name: str, value: JsonValue, where: str) -> Assumption:
        """The range as a line of a result's ledger."""
        source = f"{self.source}; {where}" if where else self.source
        return Assumption(name=name, value=value, source=source, checked=self.checked)


class _Ranges(BaseModel):
    """`data/uncertainty.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: Mapping[str, Quantity]
    planning: Mapping[str, Quantity]

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, raw: Any) -> Any:
        """Each record in full: a case takes the shape of its quantity, and the file's date holds for all."""
        groups = {name: raw[name] for name in ("fields", "planning")}
        return {name: {key: _full(one, raw["checked"]) for key, one in group.items()} for name, group in groups.items()}

    @model_validator(mode="after")
    def _names_exist(self) -> "_Ranges":
        if odd := set(self.fields) - set(FIELDS):
            raise ValueError(f"no fields of the profile: {', '.join(sorted(odd))}")
        for name, about in (*self.fields.items(), *self.planning.items()):
            if odd := set(about.by) - set(FIELDS):
                raise ValueError(f"{name} depends on no field of the profile: {', '.join(sorted(odd))}")
        return self

    def quantity(self, name: str) -> Quantity:
        return self.fields[name] if name in self.fields else self.planning[name]


def _full(record: Mapping[str, Any], checked: date) -> dict[str, Any]:
    spread = {name: value for name, value in record.items() if name not in ("by", "source")}
    by = {
        parent: {_key(value): {"shape": record["shape"], **case} for value, case in cases.items()}
        for parent, cases in record.get("by", {}).items()
    }
    return {"range": spread, "by": by, "source": record["source"], "checked": checked}


@cache
def _ranges() -> _Ranges:
    return load_record("uncertainty.yaml", _Ranges)
