"""Searches a profile for the smallest change of one fact that turns an outcome.

A number is varied over its plausible range: a coarse walk to the bound finds where the outcome turns, halving finds the
place, and the roundest number that still turns it is shown. An ordered choice is varied to its neighbours first.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator

from tools.profile import FIELDS
from tools.rules import say

Outcome = TypeVar("Outcome", bound=str)
Choice = bool | str

WALK = 6  # steps from a value to its bound
HALVINGS = 10  # leaves one part in 1,000 of a step
MOST = 6  # changes that are reported
STEP_COST = 1.5  # one step along an ordered choice weighs as much as a factor of 2.8
UNKNOWN_COST = 1000  # what is unknown comes after what is known


class Range(BaseModel):
    """Where a number may plausibly lie, and how far apart two of its values are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float
    high: float
    scale: Literal["ratio", "difference"]
    said: str
    whole: bool = False

    def place(self, value: float) -> float:
        """On the scale of change: doublings (of one more than the value, which gives 0 a place), or steps of 0.05."""
        return math.log2(value + 1) if self.scale == "ratio" else value / 0.05

    def value(self, place: float) -> float:
        """Undoes `place`."""
        return 2**place - 1 if self.scale == "ratio" else place * 0.05


class FlipRules(BaseModel):
    """What may vary, and how far."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: Mapping[str, Range]
    steps: Mapping[str, Mapping[Choice, str]]  # each choice in order, with the words for it

    @model_validator(mode="after")
    def _fields_exist(self) -> "FlipRules":
        if odd := {*self.numbers, *self.steps} - set(FIELDS):
            raise ValueError(f"no fields of the profile: {', '.join(sorted(odd))}")
        return self


@dataclass(frozen=True)
class Change(Generic[Outcome]):
    """One fact with another value, and the outcome then."""

    field: str
    before: JsonValue
    after: JsonValue
    outcome: Outcome
    size: float
    sentence: str


def smallest_changes(
    rules: FlipRules, fields: Mapping[str, Any], outcome: Outcome, decide: Callable[[str, object], Outcome]
) -> tuple[Change[Outcome], ...]:
    """Up to six changes that turn `outcome`, the smallest first; facts that are unknown come last.

    `fields` are the profile's, `None` where unknown; `decide` gives the outcome if a field had another value.
    """
    search = _Search(fields, outcome, decide)
    found = [*search.numbers(rules), *search.steps(rules)]
    return tuple(sorted(found, key=lambda change: change.size)[:MOST])


def _is_out_of_reach(bounds: Range, now: float, after: float) -> bool:
    """A hundredfold of what there is: it turns the outcome, and nobody can use it."""
    return bounds.scale == "ratio" and after > FARTHEST * max(now, FARTHEST)


FARTHEST = 100
NEAR = 0.011  # how far off a rounded number may be, as a share


def roundest(value: float, outward: Callable[[float], int]) -> float:
    """The roundest number next to a positive value on its outward side, as flips show it."""
    for digits in (1, 2, 3, 4):
        unit = 10.0 ** (math.floor(math.log10(value)) + 1 - digits)
        rounded = round(outward(value / unit) * unit, 9)
        if abs(rounded - value) <= NEAR * value:
            return rounded
    return value


@dataclass(frozen=True)
class _Search(Generic[Outcome]):
    fields: Mapping[str, Any]
    outcome: Outcome
    decide: Callable[[str, object], Outcome]

    def numbers(self, rules: FlipRules) -> Iterator[Change[Outcome]]:
        for field, bounds in rules.numbers.items():
            now = self.fields[field]
            if now is None:
                continue
            for bound in (bounds.low, bounds.high):
                after = self._nearest(field, bounds, now, bound)
                # Nobody who has documents, examples or people asks what holds without a single one.
                if after is not None and not (bounds.whole and after == 0) and not _is_out_of_reach(bounds, now, after):
                    up = after > now
                    said = say(bounds.said, {"value": after})
                    yield Change(
                        field=field,
                        before=now,
                        after=after,
                        outcome=self.decide(field, after),
                        size=abs(bounds.place(after) - bounds.place(now)),
                        sentence=f"From {said} on" if up else f"At {said} or less" if after else f"At {said}",
                    )

    def steps(self, rules: FlipRules) -> Iterator[Change[Outcome]]:
        for field, sentences in rules.steps.items():
            now, choices = self.fields[field], list(sentences)
            if now is not None and now not in choices:
                continue
            here = 0 if now is None else choices.index(now)
            seen = {self.outcome}
            for after in sorted(choices, key=lambda choice: abs(choices.index(choice) - here)):
                outcome = self.decide(field, after)
                if outcome not in seen:
                    seen.add(outcome)
                    distance = abs(choices.index(after) - here) * STEP_COST
                    yield Change(
                        field=field,
                        before=now,
                        after=after,
                        outcome=outcome,
                        size=distance + (UNKNOWN_COST if now is None else 0),
                        sentence=sentences[after],
                    )

    def _turns(self, field: str, value: float) -> bool:
        return self.decide(field, value) != self.outcome

    def _nearest(self, field: str, bounds: Range, now: float, bound: float) -> float | None:
        """The value nearest to `now` on the way to `bound` at which the outcome turns, as round as can be."""
        if not bounds.low < now < bounds.high and abs(now - bound) <= min(
            abs(now - bounds.low), abs(now - bounds.high)
        ):
            return None  # the value is at this bound or beyond
        start, end = bounds.place(now), bounds.place(bound)
        same = start
        for step in range(1, WALK + 1):
            turned = start + (end - start) * step / WALK
            if self._turns(field, bounds.value(turned)):
                break
            same = turned
        else:
            return None
        for _ in range(HALVINGS):
            middle = (same + turned) / 2
            if self._turns(field, bounds.value(middle)):
                turned = middle
            else:
                same = middle
        return self._round(field, bounds, bounds.value(turned), now)

    def _round(self, field: str, bounds: Range, value: float, now: float) -> float:
        """The roundest number next to `value` at which the outcome still turns."""
        outward = math.ceil if value > now else math.floor
        for digits in (1, 2, 3, 4):
            unit = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits) if value else 1.0
            unit = max(unit, 1.0) if bounds.whole else unit
            for rounded in (round(round(value / unit) * unit, 9), round(outward(value / unit) * unit, 9)):
                # A whole number may be as far off as the unit; others must stay within a hundredth.
                near = abs(rounded - value) <= max(NEAR * abs(value), 1.0 if bounds.whole else 0)
                if near and self._turns(field, rounded):
                    return rounded
        return value
