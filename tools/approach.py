"""Which approach fits a use case: prompting, augmentation, fine-tuning, both, training from scratch, or not yet.

Every rule of `data/approach.yaml` that holds adds its points; the sum ranks. A blocked approach comes last.
`flips` searches each fact for its smallest change that would turn the advice.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from tools.data_files import load_record, require_unique
from tools.facts import Derived, derive
from tools.flips import FlipRules, smallest_changes
from tools.profile import NOTHING_KNOWN, Approach, Profile
from tools.rules import Facts, Rule, unknown_names
from tools.tool import ToolResult, tool

APPROACHES: tuple[Approach, ...] = get_args(Approach)  # cheapest first, which also settles a tie


class Reason(BaseModel):
    """Why an approach gains or loses: positive points speak for it."""

    model_config = ConfigDict(frozen=True)

    rule: str
    sentence: str
    points: float
    sources: tuple[str, ...]


class Blocker(BaseModel):
    """What rules an approach out."""

    model_config = ConfigDict(frozen=True)

    rule: str
    sentence: str
    sources: tuple[str, ...]


class Option(BaseModel):
    """One approach in the ranking; costs in USD, null where they are not known."""

    model_config = ConfigDict(frozen=True)

    approach: Approach
    score: float
    reasons: tuple[Reason, ...] = Field(description="weightiest first")
    blockers: tuple[Blocker, ...]
    upfront_cost: float | None
    monthly_cost: float | None


class Flip(BaseModel):
    """The smallest change of one fact that turns the advice."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    field: str
    from_: JsonValue = Field(alias="from", description="the value now; null where it is unknown")
    to: JsonValue
    recommended: Approach
    sentence: str


class ApproachAdvice(ToolResult):
    """The ranking of the approaches and what would change it."""

    recommended: Approach
    ranking: tuple[Option, ...] = Field(description="best first; blocked approaches last")
    lead: float = Field(description="points between the first and the second; below 1 the advice is a close call")
    flips: tuple[Flip, ...] = Field(description="smallest change first")
    notes: tuple[str, ...] = Field(description="what to keep in mind whichever approach is taken")
    confidence: float | None = Field(default=None, description="share of sampled worlds in which the advice wins")


@tool
def approach(profile: Profile = NOTHING_KNOWN, as_of: date | None = None) -> ApproachAdvice:
    """Which approach fits: prompting, augmentation (retrieval), fine-tuning, both, training from scratch, or not yet.

    Takes whatever facts are known, down to none. Each approach comes with its reasons, and the advice with the smallest
    changes that would turn it.
    """
    derived = derive(profile, as_of)
    ranking = _ranking(derived.facts)
    first, second = ranking[:2]
    return ApproachAdvice(
        recommended=first.approach,
        ranking=ranking,
        lead=round(first.score - second.score, 6),
        flips=tuple(_flips(derived, first.approach)),
        notes=tuple(note.reason(derived.facts) for note in _advice().notes if note.holds(derived.facts)),
        assumptions=(*derived.spend_assumptions, *_accuracy_assumptions(derived)),
        formula="score = sum of the points of all rules that hold; the highest that nothing blocks is recommended",
        sources=tuple(_sources(ranking, derived)),
        warnings=derived.warnings,
        as_of=as_of,
    )


def winner(facts: Facts) -> Approach:
    """The recommended approach alone, without reasons; `facts` as `tools.facts` derives them."""
    scores, blocked = _scores(facts)
    return min(APPROACHES, key=lambda one: (one in blocked, -scores[one]))


def _ranking(facts: Facts) -> tuple[Option, ...]:
    scores, blocked = _scores(facts)
    best_first = sorted(APPROACHES, key=lambda one: (one in blocked, -scores[one]))
    holding = [rule for rule in _advice().rules if rule.holds(facts)]
    return tuple(_option(one, scores[one], holding, facts) for one in best_first)


def _option(approach: Approach, score: float, holding: list[Rule], facts: Facts) -> Option:
    reasons = [
        Reason(rule=rule.id, sentence=rule.reason(facts), points=rule.points[approach], sources=rule.sources)
        for rule in (*holding, _advice().start_rule(approach))
        if approach in rule.points
    ]
    return Option(
        approach=approach,
        score=round(score, 6),
        reasons=tuple(sorted(reasons, key=lambda reason: -abs(reason.points))),
        blockers=tuple(
            Blocker(rule=rule.id, sentence=rule.reason(facts), sources=rule.sources)
            for rule in holding
            if approach in rule.blocks
        ),
        upfront_cost=None,
        monthly_cost=facts["monthly_spend"] if approach == "prompting" else None,
    )


def _scores(facts: Facts) -> tuple[dict[str, float], set[str]]:
    """Points of each approach, and the blocked ones. Called hundreds of times in a search for flips."""
    advice = _advice()
    scores: dict[str, float] = dict(advice.start_points)
    blocked: set[str] = set()
    for rule in advice.rules:
        if rule.holds(facts):
            for option, points in rule.points.items():
                scores[option] += points
            blocked.update(rule.blocks)
    return scores, blocked


def _flips(derived: Derived, recommended: Approach) -> Iterator[Flip]:
    for change in smallest_changes(_advice().flips, derived, recommended, winner):
        yield Flip(
            field=change.field,
            from_=change.before,
            to=change.after,
            recommended=change.outcome,
            sentence=change.sentence,
        )


def _accuracy_assumptions(derived: Derived) -> tuple[Any, ...]:
    return derived.accuracy_assumptions if derived.facts["current_accuracy"] is not None else ()


def _sources(ranking: tuple[Option, ...], derived: Derived) -> dict[str, None]:
    """Every source that a reason names, each once, in order of weight."""
    found = dict.fromkeys(source for option in ranking for reason in option.reasons for source in reason.sources)
    return found | dict.fromkeys(derived.price_sources)


class _Start(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    points: float
    because: str
    sources: tuple[str, ...]


class _Advice(BaseModel):
    """`data/approach.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Mapping[Approach, _Start]
    rules: tuple[Rule, ...]
    notes: tuple[Rule, ...]
    flips: FlipRules

    @model_validator(mode="after")
    def _consistent(self) -> "_Advice":
        require_unique("approach.yaml", (rule.id for rule in (*self.rules, *self.notes)))
        if missing := set(APPROACHES) - set(self.start):
            raise ValueError(f"start lacks {', '.join(sorted(missing))}")
        if odd := unknown_names((*self.rules, *self.notes), Derived.names(), APPROACHES):
            raise ValueError(odd)
        return self

    def start_rule(self, approach: Approach) -> Rule:
        """Where an approach begins, as a rule that always holds."""
        start = self.start[approach]
        return Rule(
            id=f"start_{approach}",
            when={},
            points={approach: start.points},
            because=start.because,
            sources=start.sources,
        )

    @property
    def start_points(self) -> Mapping[str, float]:
        return {approach: start.points for approach, start in self.start.items()}


@cache
def _advice() -> _Advice:
    return load_record("approach.yaml", _Advice)
