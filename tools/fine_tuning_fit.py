"""How well a use case fits fine-tuning, by Genloop's 4P rubric: privacy, cost, accuracy and speed, 0 to 10 each.

The anchors and thresholds are the source's; what lies between them is ours, and `data/fine_tuning_fit.yaml` says which.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from tools.data_files import load_record
from tools.facts import Derived, derive
from tools.profile import NOTHING_KNOWN, DataSensitivity, Profile
from tools.rules import Facts, Rule, say, unknown_names
from tools.tool import Assumption, ToolResult, tool

P = Literal["privacy", "cost", "accuracy", "speed"]
Verdict = Literal["fine_tune", "consider", "not_yet"]
Score = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
PS: tuple[P, ...] = ("privacy", "cost", "accuracy", "speed")


class Scores(BaseModel):
    """0 to 10 each; null where no fact tells."""

    model_config = ConfigDict(frozen=True)

    privacy: float | None
    cost: float | None
    accuracy: float | None
    speed: float | None


class Trigger(BaseModel):
    """A threshold of the source that this use case meets."""

    model_config = ConfigDict(frozen=True)

    id: str
    field: str
    value: JsonValue
    threshold: JsonValue
    sentence: str


class Veto(BaseModel):
    """What speaks against starting now, whatever the score."""

    model_config = ConfigDict(frozen=True)

    id: str
    sentence: str
    sources: tuple[str, ...]


class FineTuningFit(ToolResult):
    """The 4P scores and what they amount to."""

    scores: Scores
    total: float = Field(description="0 to 40; the middle of what the unknown scores allow")
    total_range: tuple[float, float] = Field(description="the lowest and the highest total that the unknowns allow")
    verdict: Verdict = Field(description="where the unknowns leave it open: consider")
    triggers: tuple[Trigger, ...]
    vetoes: tuple[Veto, ...] = Field(description="kept apart from the score")
    basis: Mapping[P, str] = Field(description="what each known score rests on, in a sentence")


@tool
def fine_tuning_fit(
    profile: Profile = NOTHING_KNOWN,
    *,
    privacy: Annotated[
        Score | None, Field(description="0 nothing sensitive, 10 personal data under strict rules")
    ] = None,
    cost: Annotated[Score | None, Field(description="0 under $1,000 a month, 5 $5,000-15,000, 10 over $30,000")] = None,
    accuracy: Annotated[Score | None, Field(description="0 accurate enough, 10 critical needs unmet")] = None,
    speed: Annotated[Score | None, Field(description="0 no strict limit, 5 quick answers, 10 real time")] = None,
    as_of: date | None = None,
) -> FineTuningFit:
    """How well a use case fits fine-tuning: privacy, cost, accuracy and speed scored 0 to 10, with a verdict.

    Scores come from the profile's facts; one given directly takes their place. What is unknown stays a range.
    """
    derived = derive(profile, as_of)
    given: dict[P, float | None] = {"privacy": privacy, "cost": cost, "accuracy": accuracy, "speed": speed}
    known = dict(_findings(given, derived.facts))
    low = sum(score for score, _ in known.values())
    high = low + 10 * (len(PS) - len(known))
    return FineTuningFit(
        scores=Scores(**{p: known[p][0] if p in known else None for p in PS}),
        total=(low + high) / 2,
        total_range=(low, high),
        verdict=_verdict(low, high),
        triggers=tuple(_triggers(derived.facts)),
        vetoes=tuple(
            Veto(id=rule.id, sentence=rule.reason(derived.facts), sources=rule.sources)
            for rule in _rubric().vetoes
            if rule.holds(derived.facts)
        ),
        basis={p: sentence for p, (_, sentence) in known.items()},
        assumptions=tuple(_assumptions(derived, given, known)),
        formula=(
            "total = privacy + cost + accuracy + speed, 0 to 10 each, straight lines between the rubric's anchors; "
            f"fine-tune from {_rubric().verdict['fine_tune']:g}, consider from {_rubric().verdict['consider']:g} of 40"
        ),
        sources=("genloop", *(derived.price_sources if cost is None else ())),
        warnings=derived.warnings,
        as_of=as_of,
    )


Finding = tuple[float, str]  # a score and the sentence that it rests on


def _findings(given: Mapping[P, float | None], facts: Facts) -> Iterator[tuple[P, Finding]]:
    """Each P that is known, with its score."""
    for p in PS:
        direct = given[p]
        finding = _SCORERS[p](facts) if direct is None else (float(direct), "The score was given directly.")
        if finding is not None:
            yield p, finding


def _privacy(facts: Facts) -> Finding | None:
    rubric = _rubric().privacy
    findings: list[Finding] = []
    if (sensitivity := facts["data_sensitivity"]) is not None:
        findings.append((rubric.sensitivity[sensitivity], say("The data is {data_sensitivity:words}.", facts)))
    if facts["has_regulations"]:
        both = 10 if sensitivity == "personal" else rubric.regulation_at_least
        findings.append((both, say("The data falls under {regulations:list}.", facts)))
    if facts["self_hosting_required"]:
        findings.append((rubric.self_hosting_at_least, "The data may not leave their own machines or cloud."))
    return max(findings, default=None)


def _cost(facts: Facts) -> Finding | None:
    spend = facts["monthly_spend"]
    return spend if spend is None else (_between(_rubric().cost, spend), say(_COST, facts))


_COST = "The API costs {monthly_spend:usd} a month."


def _accuracy(facts: Facts) -> Finding | None:
    rubric = _rubric().accuracy
    findings: list[Finding] = []
    if (current := facts["current_accuracy"]) is not None:
        gap, needed = facts["accuracy_gap"], facts["accuracy_needed"]
        multiple = (1 - current) / max(1 - needed, 0.001)  # no bar is stricter than one error in a thousand
        score = max(_between(rubric.gap, gap), _between(rubric.error_multiple, multiple) if gap > 0 else 0)
        findings.append((score, say(_SHORT if gap > 0 else _ENOUGH, facts)))
    if facts["critical_error_rate"] is not None:
        score = _between(rubric.critical_error_rate, facts["critical_error_rate"])
        findings.append((score, say("{critical_error_rate:share} of answers are critically wrong.", facts)))
    if facts["edge_case_error_rate"] is not None:
        score = _between(rubric.edge_case_error_rate, facts["edge_case_error_rate"])
        findings.append((score, say("{edge_case_error_rate:share} of edge cases go wrong.", facts)))
    return max(findings, default=None)


_SHORT = "Accuracy is {current_accuracy:share}, and {accuracy_needed:share} is needed."
_ENOUGH = "Accuracy is {current_accuracy:share}, which meets the {accuracy_needed:share} that is needed."


def _speed(facts: Facts) -> Finding | None:
    seconds = facts["max_latency_seconds"]
    if seconds is None:
        return None
    logarithmic = tuple((math.log(limit), score) for limit, score in _rubric().speed)
    return _between(logarithmic, math.log(seconds)), say(_LATENCY, facts)


_LATENCY = "An answer must be there within {max_latency_seconds:number} seconds."
_SCORERS: Mapping[P, Callable[[Facts], Finding | None]] = {
    "privacy": _privacy,
    "cost": _cost,
    "accuracy": _accuracy,
    "speed": _speed,
}


def _between(points: Sequence[tuple[float, float]], x: float) -> float:
    """The straight line through `points` (rising x) at `x`; level outside them."""
    if x <= points[0][0]:
        return points[0][1]
    for (x1, y1), (x2, y2) in pairwise(points):
        if x <= x2:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return points[-1][1]


def _verdict(low: float, high: float) -> Verdict:
    bounds = _rubric().verdict
    if low >= bounds["fine_tune"]:
        return "fine_tune"
    return "not_yet" if high < bounds["consider"] else "consider"


def _triggers(facts: Facts) -> Iterator[Trigger]:
    for trigger, rule in _trigger_rules():
        if rule.holds(facts):
            value = facts["monthly_spend" if trigger.field == "monthly_api_spend" else trigger.field]
            shown = list(value) if isinstance(value, tuple) else value
            yield Trigger(
                id=trigger.id,
                field=trigger.field,
                value=shown,
                threshold=trigger.threshold,
                sentence=rule.reason(facts),
            )


def _assumptions(derived: Derived, given: Mapping[P, float | None], known: Mapping[P, Finding]) -> Iterator[Assumption]:
    if given["cost"] is None:
        yield from derived.spend_assumptions
    if given["accuracy"] is None and derived.facts["current_accuracy"] is not None:
        yield from derived.accuracy_assumptions
    for p in PS:
        if p not in known:
            yield Assumption(
                name=p, value=5, source="own rule: unknown, so the middle of 0 to 10", checked=_rubric().checked
            )


class _TriggerRule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    field: str
    when: Mapping[str, JsonValue]
    threshold: JsonValue
    because: str

    def rule(self) -> Rule:
        return Rule(id=self.id, when=self.when, because=self.because)


Points = tuple[tuple[float, float], ...]


class _Privacy(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sensitivity: Mapping[DataSensitivity, float]
    regulation_at_least: float
    self_hosting_at_least: float


class _Accuracy(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    gap: Points
    error_multiple: Points
    critical_error_rate: Points
    edge_case_error_rate: Points


class _Rubric(BaseModel):
    """`data/fine_tuning_fit.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    checked: date
    privacy: _Privacy
    cost: Points
    accuracy: _Accuracy
    speed: Points
    verdict: Mapping[Verdict, float]
    triggers: tuple[_TriggerRule, ...]
    vetoes: tuple[Rule, ...]

    @model_validator(mode="after")
    def _names_exist(self) -> "_Rubric":
        rules = [*(trigger.rule() for trigger in self.triggers), *self.vetoes]
        if odd := unknown_names(rules, Derived.names(), ()):
            raise ValueError(odd)
        return self


@cache
def _rubric() -> _Rubric:
    return load_record("fine_tuning_fit.yaml", _Rubric)


@cache
def _trigger_rules() -> tuple[tuple[_TriggerRule, Rule], ...]:
    return tuple((trigger, trigger.rule()) for trigger in _rubric().triggers)
