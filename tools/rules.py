"""Advice as conditional data: a rule says when it holds, what it speaks for, and why. The program only matches.

A rule in YAML:

    - id: facts_change_daily
      when: {knowledge_change: [daily, real_time], documents: ">= 20"}    # all of them
      points: {augmentation: 4, fine_tuning: -4}
      because: The facts change {knowledge_change:words}, and retrieval picks a change up at once.
      sources: [mantis]

A condition is a comparison (">= 20", "> 0, < 5"), a list of values of which one must be the fact (or, where the fact is
a list itself, in it), a single value, `known` or `unknown`, or {not: [values]}. On an unknown fact every condition but
`unknown` and `not` fails.
"""

import operator
import re
import string
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, reduce
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, JsonValue, field_validator

from tools.samples import Coded, Mask

Facts = Mapping[str, Any]
Test = Callable[[Any], bool]

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class Rule(BaseModel):
    """One piece of conditional advice. `points` and `blocks` name options: spoken for or against, and ruled out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    when: Mapping[str, JsonValue]
    points: Mapping[str, float] = {}
    blocks: tuple[str, ...] = ()
    because: str
    sources: tuple[str, ...] = ()

    @field_validator("when")
    @classmethod
    def _readable(cls, when: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        for condition in when.values():
            _test(condition)
        return when

    def holds(self, facts: Facts) -> bool:
        """Whether all conditions are met. `facts` has every name that a rule mentions, `None` where unknown."""
        for name, test in self.tests:  # noqa: SIM110  a loop is twice as fast as all() here, and runs 50,000 times a turn
            if not test(facts[name]):
                return False
        return True

    def holds_where(self, facts: Facts, known: Facts) -> bool | Mask:
        """As `holds`, for facts of which some are columns of samples: in which of them all conditions are met.

        Whether a fact is known is a matter of the asker, not of the world: `known` has the facts without samples.
        """
        mask: bool | Mask = True
        for name, test in self.tests:
            value = (known if self.when[name] in ("known", "unknown") else facts)[name]
            found = value.where(test) if isinstance(value, Coded) else test(value)
            if isinstance(found, np.ndarray):
                mask = found if mask is True else mask & found
            elif not found:
                return False
        return mask

    def reason(self, facts: Facts) -> str:
        """Why, in a sentence that carries the facts' own values."""
        return _WORDING.vformat(self.because, (), facts)

    @cached_property
    def tests(self) -> tuple[tuple[str, Test], ...]:
        return tuple((name, _test(condition)) for name, condition in self.when.items())

    @cached_property
    def names(self) -> frozenset[str]:
        """The facts that it looks at or speaks of."""
        spoken = (name for _, name, _, _ in _WORDING.parse(self.because) if name)
        return frozenset((*self.when, *spoken))


def unknown_names(rules: Sequence[Rule], facts: Collection[str], options: Collection[str]) -> str | None:
    """The first rule's id with a fact or an option that does not exist, and its name; `None` if all is well."""
    for rule in rules:
        odd = (rule.names - set(facts)) | ({*rule.points, *rule.blocks} - set(options))
        if odd:
            return f"{rule.id}: unknown {', '.join(sorted(odd))}"
    return None


def say(template: str, facts: Facts) -> str:
    """A sentence with facts: {cost:usd}, {requests:count}, {all:share}, {s:number}, {time:months}, {task:words}."""
    return _WORDING.vformat(template, (), facts)


class _Wording(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "usd":
                return f"${value:,.0f}" if value >= 10 or value == int(value) else f"${value:,.2f}"
            case "count":
                return f"{value:,.0f}"
            case "share":
                return f"{round(value * 100, 1):g} %"
            case "number":
                return f"{value:g}"
            case "months":
                return f"{value:g} {'month' if value == 1 else 'months'}"
            case "words":
                return str(value).replace("_", " ")
            case "list":
                return ", ".join("another law" if one == "OTHER" else str(one).replace("_", " ") for one in value)
            case _:
                return str(super().format_field(value, format_spec))


_WORDING = _Wording()


def _test(condition: JsonValue) -> Test:
    if isinstance(condition, bool):
        return lambda value: value is condition
    if isinstance(condition, list):
        wanted = frozenset(condition)
        return lambda value: not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted
    if isinstance(condition, dict):
        unwanted = frozenset(_only_not(condition))
        return lambda value: value not in unwanted
    if condition == "unknown":
        return lambda value: value is None
    if condition == "known":
        return lambda value: value is not None
    text = str(condition)
    if not text.startswith(tuple("<>")):
        return lambda value: value == condition
    return _comparison(text)


def _only_not(condition: Mapping[str, JsonValue]) -> list[str]:
    values = condition.get("not")
    if set(condition) != {"not"} or not isinstance(values, list):
        raise ValueError(f"{dict(condition)!r} is no condition; write {{not: [values]}}")
    return [str(value) for value in values]


def _comparison(text: str) -> Test:
    parts = [re.fullmatch(r"\s*(>=|<=|>|<)\s*(-?[\d_.]+(?:e\d+)?)\s*", part) for part in text.split(",")]
    bounds = [(_COMPARISONS[part[1]], float(part[2])) for part in parts if part]
    if len(bounds) != len(parts):
        raise ValueError(f"{text!r} is no comparison; write for example '>= 5000' or '> 0, < 5'")
    if len(bounds) == 1:
        [(compare, bound)] = bounds
        return lambda value: value is not None and compare(value, bound)
    # `&` in place of `and`, so that the test holds for a column of numbers too.
    return lambda value: (
        value is not None and reduce(operator.and_, (compare(value, bound) for compare, bound in bounds))
    )
