"""Which approach fits a use case: prompting, augmentation, fine-tuning, both, training from scratch, or not yet.

Every rule of `data/approach.yaml` that holds adds its points; the sum ranks. A blocked approach comes last, and what a
known benefit does not pay for is not advised.
`flips` searches each fact for its smallest change that would turn the advice; `confidence` and the cost of each
approach come from sampled worlds, in which what is unknown takes plausible values.
"""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tools.approach_rules import Decision, advice, decision_of
from tools.costed import Costed, costed
from tools.facts import Derived, derive
from tools.flips import roundest, smallest_changes
from tools.profile import NOTHING_KNOWN, Approach, Profile
from tools.rules import Facts, say
from tools.tool import ToolResult, tool
from tools.worlds import Worlds, worlds_of


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
    """One approach in the ranking; costs in USD, planning figures: the middle and the 10th to 90th percentile."""

    model_config = ConfigDict(frozen=True)

    approach: Approach
    score: float
    reasons: tuple[Reason, ...] = Field(description="weightiest first")
    blockers: tuple[Blocker, ...]
    upfront_cost: float
    upfront_cost_range: tuple[float, float]
    monthly_cost: float
    monthly_cost_range: tuple[float, float]
    win_share: float = Field(description="share of sampled worlds in which it is the advice")
    benefit_needed: float = Field(
        description="USD a month from which it is worth more than it costs over the horizon, without any growth"
    )
    within_budget: float | None = Field(
        description="share of sampled worlds whose up-front cost the budget covers; null where none is known"
    )


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
    ranking: tuple[Option, ...] = Field(
        description="the advice first, then by the sampled worlds won; blocked approaches last"
    )
    lead: float = Field(description="points between the first and the second; below 1 the advice is a close call")
    flips: tuple[Flip, ...] = Field(description="smallest change first")
    notes: tuple[str, ...] = Field(description="what to keep in mind whichever approach is taken")
    confidence: float = Field(description="share of sampled worlds in which the advice wins")
    budget_note: str | None = Field(
        description="how far the budget covers what the advice takes up front; null where it does, or none is known"
    )


@tool
def approach(profile: Profile = NOTHING_KNOWN, as_of: date | None = None) -> ApproachAdvice:
    """Which approach fits: prompting, augmentation (retrieval), fine-tuning, both, training from scratch, or not yet.

    Takes whatever facts are known, down to none. Each approach comes with its reasons, and the advice with the smallest
    changes that would turn it.
    """
    derived, worlds, decision = derive(profile, as_of), worlds_of(profile, as_of), decision_of(profile, as_of)
    money = costed(profile, as_of)
    ranking = tuple(_option(one, decision, derived.facts, worlds, money) for one in decision.ranked)
    first, second = ranking[:2]
    return ApproachAdvice(
        recommended=first.approach,
        ranking=ranking,
        lead=round(first.score - second.score, 6),
        flips=tuple(one for one in _flips(derived, decision) if not _is_unpaid(one, ranking)),
        notes=tuple(note.reason(derived.facts) for note in advice().notes if note.holds(derived.facts)),
        confidence=worlds.win_shares[first.approach],
        budget_note=budget_note(profile.budget, first),
        assumptions=(*derived.spend_assumptions, *_accuracy_assumptions(derived), *worlds.assumptions),
        formula=(
            "score = sum of the points of all rules that hold, and of those on open facts times how often they hold; "
            "the highest that nothing blocks wins a sampled world; recommended = what wins most worlds of all that a "
            "known benefit pays for over the horizon, confidence = its share of 10,000; costs = their median, ranges "
            "their P10 and P90"
        ),
        sources=tuple(_sources(ranking, derived)),
        warnings=derived.warnings,
        as_of=as_of,
    )


def _option(approach: Approach, decision: Decision, facts: Facts, worlds: Worlds, money: Costed) -> Option:
    upfront, monthly = worlds.spreads[approach].upfront, worlds.spreads[approach].monthly
    reasons = [
        Reason(rule=rule.id, sentence=rule.reason(facts), points=rule.points[approach], sources=rule.sources)
        for rule in (*decision.sure, advice().start_rule(approach))
        if approach in rule.points
    ]
    reasons += _of_the_money(approach, decision, facts, money)
    from_open = round(decision.open_points[approach], 4)
    if from_open:
        reasons.append(Reason(rule=FROM_OPEN_FACTS, sentence=_OPEN, points=from_open, sources=("own rule",)))
    return Option(
        approach=approach,
        score=round(sum(reason.points for reason in reasons), 6),
        reasons=tuple(sorted(reasons, key=lambda reason: -abs(reason.points))),
        blockers=tuple(
            Blocker(rule=rule.id, sentence=rule.reason(facts), sources=rule.sources)
            for rule in decision.sure
            if approach in rule.blocks
        ),
        upfront_cost=upfront[1],
        upfront_cost_range=(upfront[0], upfront[2]),
        monthly_cost=monthly[1],
        monthly_cost_range=(monthly[0], monthly[2]),
        win_share=worlds.win_shares[approach],
        benefit_needed=money.benefit_needed.get(approach, 0.0),
        within_budget=None if facts["budget"] is None else worlds.within(approach, facts["budget"]),
    )


def _of_the_money(approach: Approach, decision: Decision, facts: Facts, money: Costed) -> Iterator[Reason]:
    """That a known benefit does not pay for an approach, or for none that fits."""
    if approach in decision.losing:
        rule, verdict, of = "does_not_pay", advice().money.does_not_pay, approach
    elif approach == "not_yet" and decision.too_dear and decision.ranked[0] == "not_yet":
        rule, verdict, of = "nothing_pays", advice().money.nothing_pays, decision.first_to_pay
    else:
        return
    spread, needed, loss = money.spreads[of], money.benefit_needed[of], money.lost(of, facts["monthly_benefit"])
    figures = {"upfront": spread.upfront[1], "monthly": spread.monthly[1], "loss": loss}
    said = {**facts, **{name: float(f"{figure:.2g}") for name, figure in figures.items()}}
    said |= {"needed": roundest(needed, math.ceil), "months": money.months, "best": of}
    said["how"] = "which fits best" if of == decision.best_fit else "which would be the first to pay"
    sentence = say(verdict.because if loss > 0 else verdict.because_of_the_odds, said)
    yield Reason(rule=rule, sentence=sentence, points=verdict.points, sources=verdict.sources)


# Of the advice to wait where a caller knows that all the work there is costs less than what any way must bring.
TOO_LITTLE_WORK = "too_little_work"

COVERED = 0.8  # of the sampled worlds; a budget that is enough in so many is not held against the advice


def budget_note(budget: float | None, option: Option) -> str | None:
    """How far a budget in USD covers what an approach takes up front; `None` where it does, or where none is known."""
    if budget is None or option.within_budget is None or option.within_budget >= COVERED:
        return None
    facts = {"budget": budget, "share": round(option.within_budget, 2)}
    if budget < option.upfront_cost_range[0]:
        return say(_TOO_LITTLE if budget else _NOTHING, facts)
    return say(_LOW_END if budget < option.upfront_cost else _MIDDLE, facts)


_NOTHING = "You can spend nothing up front; this takes more, unless the people behind it are paid otherwise."
_TOO_LITTLE = (
    "Your budget of {budget:usd} does not cover what it takes up front, not even the low end, unless the people behind "
    "it are paid otherwise."
)
_LOW_END = (
    "Your budget of {budget:usd} covers only the low end of what it takes up front; it is enough in {share:share} of "
    "the cases."
)
_MIDDLE = (
    "Your budget of {budget:usd} covers the middle of what it takes up front, not the high end; it is enough in "
    "{share:share} of the cases."
)

FROM_OPEN_FACTS = "open_facts"
_OPEN = "What is still open adds this on average, over the values that it may plausibly take."


def _flips(derived: Derived, decision: Decision) -> Iterator[Flip]:
    decide = decision.winner_at_these_costs_if
    for change in smallest_changes(advice().flips, derived.fields, decision.ranked[0], decide):
        if not decision.surely_wins_if(change.field, change.after, change.outcome):
            continue
        yield Flip(
            field=change.field,
            from_=change.before,
            to=change.after,
            recommended=change.outcome,
            sentence=change.sentence,
        )


def _is_unpaid(flip: Flip, ranking: tuple[Option, ...]) -> bool:
    """A budget from which on something is advised that costs more up front than it: nobody can act on that."""
    if flip.field != "budget" or not isinstance(flip.to, int | float) or not isinstance(flip.from_, int | float):
        return False
    advised_above = flip.recommended if flip.to > flip.from_ else ranking[0].approach
    return flip.to < next(one.upfront_cost for one in ranking if one.approach == advised_above)


def _accuracy_assumptions(derived: Derived) -> tuple[Any, ...]:
    return derived.accuracy_assumptions if derived.facts["current_accuracy"] is not None else ()


def _sources(ranking: tuple[Option, ...], derived: Derived) -> dict[str, None]:
    """Every source that a reason names, each once, in order of weight."""
    found = dict.fromkeys(source for option in ranking for reason in option.reasons for source in reason.sources)
    return found | dict.fromkeys(derived.price_sources)
