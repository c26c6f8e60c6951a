"""Results of the plan tools as tables of at most ten rows; every figure and word comes from the result as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import JsonValue

from agent import phrasing
from agent.words.cues import load_cues
from tools.data_strategy import DataStrategy
from tools.governance_checklist import GovernanceChecklist
from tools.improvement_options import ImprovementOptions
from tools.monitoring_plan import MonitoringPlan
from tools.plans import PlanItem
from tools.readiness import Factor, Readiness
from tools.roadmap import Fit, Roadmap

MOST_ROWS = 10
_MOST_PASSAGES = 2
Result = Mapping[str, JsonValue]
_Item = TypeVar("_Item", bound=PlanItem)


@dataclass(frozen=True)
class Table:
    """One plan; `shown` are the ids of its rows."""

    intro: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanBlock:
    """A plan as a reply shows it; `passages` are ids of what stands behind it."""

    tool: str
    intro: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    passages: tuple[str, ...]


def plan_blocks(asked: Iterable[str], results: Mapping[str, Result]) -> list[PlanBlock]:
    """The tables of the plans that were asked for and could be made."""
    return [_block(tool, TABLES[tool](results[tool])) for tool in asked if tool in TABLES and tool in results]


def _block(tool: str, table: Table) -> PlanBlock:
    cited = [one["id"] for one in load_cues("plans.yaml")["passages"][tool] if one.get("of", "") in {"", *table.shown}]
    return PlanBlock(tool, table.intro, table.heads, table.rows, table.notes, tuple(cited[:_MOST_PASSAGES]))


def _roadmap(result: Result) -> Table:
    plan = Roadmap.model_validate(result)
    stages = {stage.id: stage for stage in plan.stages}
    shown = plan.items[:MOST_ROWS]
    rows = [(_cell(f"{stages[one.stage].name} ({_weeks(stages[one.stage].weeks_range)})"), *_row(one)) for one in shown]
    gates = [f"{one.name}: {one.exit_criteria[0].criterion}" for one in plan.stages if one.exit_criteria]
    return Table(
        intro=f"Your roadmap, about {_weeks(plan.total_weeks_range)} until live{_FITS[plan.fit] if plan.fit else ''}:",
        heads=("stage", *_HEADS),
        rows=tuple(rows),
        shown=tuple(one.id for one in shown),
        notes=(
            *_further(plan.items),
            *([f"Where time is short: {' '.join(plan.cuts)}"] if plan.cuts else []),
            *([f"What must be shown before the next stage begins. {' '.join(gates)}"] if gates else []),
        ),
    )


_FITS: Mapping[Fit, str] = {
    "fits": ", which fits into the time that you have",
    "tight": ", which is tight for the time that you have",
    "does_not_fit": ", which does not fit into the time that you have",
}


def _monitoring(result: Result) -> Table:
    plan = MonitoringPlan.model_validate(result)
    return _of_items("What to monitor in your case, and who does it:", plan.items)


def _governance(result: Result) -> Table:
    plan = GovernanceChecklist.model_validate(result)
    return _of_items("Your governance checklist, what blocks a launch first:", plan.items, (plan.notice,))


def _data(result: Result) -> Table:
    plan = DataStrategy.model_validate(result)
    return _of_items("Your data strategy, in the order of doing:", plan.items)


def _readiness(result: Result) -> Table:
    found = Readiness.model_validate(result)
    low, high = (f"{end:.3g}" for end in found.total_range)
    total = f"is {low} of 35" if low == high else f"lies between {low} and {high} of 35, since facts are missing"
    return Table(
        intro=f"Your readiness by seven success factors {total}:",
        heads=("factor", "score, 0 to 5", "gap", "next step", "who"),
        rows=tuple(map(_factor, found.factors)),
        shown=tuple(one.id for one in found.factors),
    )


def _factor(one: Factor) -> tuple[str, ...]:
    score = f"{one.score:.3g}" if one.score is not None else _between(one.score_range)
    step = (one.next_step.step, one.next_step.who) if one.next_step else ("none", "n/a")
    return tuple(map(_cell, (one.name, score, one.gap or "none known", *step)))


def _remedies(result: Result) -> Table:
    found = ImprovementOptions.model_validate(result)
    open_to_you = [one for one in found.options if not one.blocks][:_MOST_REMEDIES]
    heard = [one.says[:1].lower() + one.says[1:] for one in found.matched]
    rows = [
        (one.name, one.answers[0].why if one.answers else "to find out", one.first_step,
         f"{_between(one.effort_weeks_range)} weeks of one person", one.measure)
        for one in open_to_you
    ]  # fmt: skip
    return Table(
        intro=f"What can be done, best first, where {phrasing.joined(heard)}." if heard else "What can be done:",
        heads=("method", "why", "first step", "effort", "how to tell that it worked"),
        rows=tuple(tuple(map(_cell, row)) for row in rows),
        shown=tuple(one.method for one in open_to_you),
    )


_MOST_REMEDIES = 6


TABLES: Mapping[str, Callable[[Result], Table]] = {
    "roadmap": _roadmap,
    "monitoring_plan": _monitoring,
    "governance_checklist": _governance,
    "data_strategy": _data,
    "readiness": _readiness,
    "improvement_options": _remedies,
}
_HEADS = ("what", "who", "when or how often", "measured by", "threshold")


def _of_items(intro: str, items: Sequence[_Item], notes: Sequence[str] = ()) -> Table:
    shown = items[:MOST_ROWS]
    return Table(intro, _HEADS, tuple(map(_row, shown)), tuple(one.id for one in shown), (*_further(items), *notes))


def _row(one: PlanItem) -> tuple[str, ...]:
    threshold = one.threshold.text if one.threshold else "n/a"
    return tuple(map(_cell, (one.action, one.owner, one.cadence, one.metric, threshold)))


def _further(items: Sequence[_Item]) -> tuple[str, ...]:
    """The items for which the table has no room, by name."""
    rest = [one.id.replace("_", " ") for one in items[MOST_ROWS:]]
    return (f"Further items of the plan: {phrasing.joined(rest)}.",) if rest else ()


def _cell(text: str) -> str:
    """Fit for one cell of a Markdown table."""
    return " ".join(text.replace("|", "/").split())


def _weeks(ends: tuple[float, float]) -> str:
    return f"{_between(ends)} weeks"


def _between(ends: tuple[float, float]) -> str:
    low, high = (f"{end:.3g}" for end in ends)
    return low if low == high else f"{low} to {high}"
