"""What the planning cost of an approach is made of: parts in words, the facts that move them, and what is left out."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from pydantic import BaseModel, ConfigDict, field_validator

from tools.data_files import load_record, require_unique
from tools.economics import Number
from tools.profile import FIELDS

_NEAR = 10  # one world of so many lies near the middle


class KnownPart(BaseModel):
    """One part; `upfront` and `monthly` are its words in either sum."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    upfront: str | None
    monthly: str | None
    rests_on: tuple[str, ...]
    people: bool = False

    @field_validator("rests_on")
    @classmethod
    def _names_fields(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(names) - set(FIELDS)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} is no field of the profile")
        return names


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[KnownPart, ...]
    left_out: tuple[str, ...]


def known_parts() -> Mapping[str, KnownPart]:
    """Every part by its id, in the order in which a reader wants them."""
    return {one.id: one for one in _file().parts}


def left_out() -> tuple[str, ...]:
    """What no part counts, a sentence each."""
    return _file().left_out


def split(total: Number, middle: float, parts: Mapping[str, Number]) -> dict[str, float]:
    """The parts of a sum in the worlds around its middle, in USD; they add up to the middle.

    Medians of parts do not add up to the median of their sum: these are means over the tenth of the worlds whose sum is
    nearest to it. What still differs goes to the largest part that is not the same in all of them.
    """
    if np.ndim(total) == 0:
        return {name: float(part) for name, part in parts.items()}
    column = np.asarray(total)
    count = max(1, column.size // _NEAR)
    near = np.argpartition(np.abs(column - middle), count - 1)[:count]
    columns = {name: np.broadcast_to(part, column.size)[near] for name, part in parts.items()}
    means = {name: float(part.mean()) for name, part in columns.items()}
    moving = [name for name, part in columns.items() if np.ptp(part) > 0]
    if moving:
        means[max(moving, key=lambda name: means[name])] += middle - sum(means.values())
    return means


@cache
def _file() -> _File:
    record = load_record("cost_parts.yaml", _File)
    require_unique("cost_parts.yaml", (one.id for one in record.parts))
    return record
