"""Build in-house, with a partner, or both; and what to ask a partner: nine criteria, weighted for the use case."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tools.data_files import load_record, require_unique
from tools.facts import Derived, derive
from tools.profile import NOTHING_KNOWN, Profile
from tools.rules import Facts, Rule, unknown_names
from tools.tool import Assumption, ToolResult, tool

Sourcing = Literal["in_house", "partner", "hybrid"]
WAYS: tuple[Sourcing, ...] = get_args(Sourcing)  # the first wins a tie


class SourcingReason(BaseModel):
    """Why a way of sourcing gains or loses: positive points speak for it."""

    model_config = ConfigDict(frozen=True)

    rule: str
    sentence: str
    points: Mapping[Sourcing, float]
    sources: tuple[str, ...]


class Criterion(BaseModel):
    """What to judge a partner by."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    weight: float = Field(description="share of the decision; the nine add up to one")
    why: tuple[str, ...] = Field(description="what raises its weight here; empty where nothing does")
    questions: tuple[str, ...]
    evidence: tuple[str, ...] = Field(description="what to ask to see")
    red_flags: tuple[str, ...] = Field(description="what should end the talks")


class Topic(BaseModel):
    """What may be asked about by itself, though one of the nine criteria holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    criterion: str = Field(description="the one of the nine that holds it")
    questions: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[str, ...] = Field(min_length=1)
    red_flags: tuple[str, ...] = Field(min_length=1)


class PartnerChecklist(ToolResult):
    """Who should build it, and the questions for whoever is to help."""

    verdict: Sourcing = Field(description="hybrid: own people own the result, a partner adds what they lack")
    scores: Mapping[Sourcing, float]
    reasons: tuple[SourcingReason, ...] = Field(description="for and against, the most telling for the verdict first")
    criteria: tuple[Criterion, ...] = Field(description="weightiest first")
    topics: tuple[Topic, ...] = Field(description="questions on what one of the criteria holds beside others")


@tool
def partner_checklist(profile: Profile = NOTHING_KNOWN, as_of: date | None = None) -> PartnerChecklist:
    """Build in-house, with a partner or both, with reasons; and nine criteria for choosing a partner.

    Each criterion has a weight for this use case, questions to put, evidence to ask for, and red flags.
    """
    derived = derive(profile, as_of)
    facts, rubric = derived.facts, _rubric()
    holding = [rule for rule in rubric.verdict if rule.holds(facts)]
    scores = {way: rubric.start[way] + sum(rule.points.get(way, 0) for rule in holding) for way in WAYS}
    verdict = max(WAYS, key=lambda way: scores[way])
    reasons = sorted(holding, key=lambda rule: -rule.points.get(verdict, 0))
    return PartnerChecklist(
        verdict=verdict,
        scores=scores,
        reasons=tuple(
            SourcingReason(
                rule=rule.id,
                sentence=rule.reason(facts),
                points={way: rule.points[way] for way in WAYS if way in rule.points},
                sources=rule.sources,
            )
            for rule in reasons
        ),
        criteria=weighted_criteria(facts),
        topics=rubric.topics,
        assumptions=derived.spend_assumptions,
        formula=(
            "verdict = the way of sourcing with the most points; "
            "weight = (1 + points of the rules that hold) / the sum of that over all nine criteria"
        ),
        sources=tuple(dict.fromkeys([rubric.source, *(one for rule in reasons for one in rule.sources)])),
        warnings=derived.warnings,
        as_of=as_of,
    )


def weighted_criteria(facts: Facts) -> tuple[Criterion, ...]:
    """The nine criteria with their weights for these facts (`tools.facts`), weightiest first."""
    rubric = _rubric()
    holding = [rule for rule in rubric.weights if rule.holds(facts)]
    raw = {one.id: 1 + sum(rule.points.get(one.id, 0) for rule in holding) for one in rubric.criteria}
    total = sum(raw.values())
    criteria = (
        Criterion(
            id=one.id,
            name=one.name,
            weight=raw[one.id] / total,
            why=tuple(rule.reason(facts) for rule in holding if one.id in rule.points),
            questions=one.questions,
            evidence=one.evidence,
            red_flags=one.red_flags,
        )
        for one in rubric.criteria
    )
    return tuple(sorted(criteria, key=lambda one: -one.weight))


def assumed_weights(criteria: Iterable[Criterion]) -> Assumption:
    """The weights of `weighted_criteria` as an entry for a result's ledger."""
    rubric = _rubric()
    return Assumption(
        name="weights",
        value={one.id: one.weight for one in criteria},
        source=f"the nine criteria of {rubric.source}, with the weights of partner_checklist for this profile",
        checked=rubric.checked,
    )


def criteria_source() -> str:
    """The source id of the nine criteria."""
    return _rubric().source


class _Criterion(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    questions: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[str, ...] = Field(min_length=1)
    red_flags: tuple[str, ...] = Field(min_length=1)


class _Rubric(BaseModel):
    """`data/partner_checklist.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    checked: date
    start: Mapping[Sourcing, float]
    verdict: tuple[Rule, ...]
    criteria: tuple[_Criterion, ...]
    topics: tuple[Topic, ...]
    weights: tuple[Rule, ...]

    @model_validator(mode="after")
    def _consistent(self) -> "_Rubric":
        for group in (self.verdict, self.criteria, self.topics, self.weights):
            require_unique("partner_checklist.yaml", (one.id for one in group))
        odd = unknown_names(self.verdict, Derived.names(), WAYS)
        nine = {one.id for one in self.criteria}
        if lost := next((one.id for one in self.topics if one.criterion not in nine), None):
            raise ValueError(f"topics: {lost} is held by none of the criteria")
        odd = odd or unknown_names(self.weights, Derived.names(), [one.id for one in self.criteria])
        if odd:
            raise ValueError(odd)
        if any(points < 0 for rule in self.weights for points in rule.points.values()):
            raise ValueError("weights only add")
        return self


@cache
def _rubric() -> _Rubric:
    return load_record("partner_checklist.yaml", _Rubric)
