"""The rules of `data/approach.yaml`: which approach a set of facts speaks for, in one case or in many sampled ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, model_validator

from tools.costed import INVESTING, Costed, bears_on_cost, costed
from tools.data_files import load_record, require_unique
from tools.facts import Derived, derive, follows_from
from tools.flips import FlipRules
from tools.profile import APPROACHES, Approach, Profile, ruled_out_of
from tools.rules import Facts, Rule, unknown_names
from tools.sampled_facts import sampled_facts
from tools.samples import Mask, drawn_by

DECISION_SAMPLES, DECISION_SEED = 400, 0
LEAST_POINTS = 50.0
UNSURE = 0.15  # how far 400 samples may be off 10,000 in the benefit that pays
LIKELY_BLOCK = 8.0  # points at which a block on an open fact is shown in the average


@lru_cache(maxsize=256)
def decision_of(profile: Profile, as_of: date | None) -> "Decision":
    """What the rules say of a profile. The same profile gives the very same decision."""
    return Decision(profile, as_of)


class Decision:
    """Which approach wins the most worlds of those that pay, and the rules behind it.

    `sure` are the rules that hold whatever is open; `open_points` is what the others add on average; `losing` are the
    approaches that a known benefit does not pay for, and `too_dear` says that what fits best is among them; `ruled_out`
    are the rules that stand on the user's own word.
    """

    def __init__(self, profile: Profile, as_of: date | None) -> None:
        self._profile, self._as_of = profile, as_of
        self._derived = derive(profile, as_of)
        self._sampled = sampled_facts(profile, as_of, DECISION_SAMPLES, DECISION_SEED)
        self._by_field: dict[str, _Prepared] = {}
        self._firsts: dict[tuple[object, ...], Approach] = {}
        self.ruled_out = tuple(advice().ruled_out[one] for one in ruled_out_of(profile) if one in advice().ruled_out)
        masks = [(rule, rule.holds_where(self._sampled.facts, self._derived.facts)) for rule in self._rules]
        self.sure: tuple[Rule, ...] = tuple(rule for rule, mask in masks if mask is True)
        self.open_points: Mapping[Approach, float] = _average(rule for rule in masks if rule[1] is not True)
        self._masks = {rule.id: mask for rule, mask in masks}
        points = self._points = _points(masks)
        wins = _wins(points)
        self.losing = self._losing(profile.monthly_benefit)
        self.best_fit: Approach = APPROACHES[_best_fit(points, wins)]
        self._out = _out_of_the_running(points, wins, self.losing)
        places = _in_order(_wins(_without(points, self._out)), _means(points), self._out)
        blocked = {option for rule in self.sure for option in rule.blocks}
        self.ranked: tuple[Approach, ...] = tuple(
            sorted((APPROACHES[place] for place in places), key=blocked.__contains__)
        )

    @property
    def _rules(self) -> tuple[Rule, ...]:
        """Those of the facts, and those of what the user has ruled out."""
        return (*advice().rules, *self.ruled_out)

    @property
    def too_dear(self) -> bool:
        """Whether what fits best does not pay."""
        return self.best_fit in self.losing

    @cached_property
    def first_to_pay(self) -> Approach:
        """What would be advised at the smallest benefit at which anything is; what fits best, if nothing ever is."""
        needed = costed(self._profile, self._as_of).benefit_needed
        for one in sorted(INVESTING, key=lambda one: needed[one]):
            winner = self.winner_at_these_costs_if("monthly_benefit", needed[one])
            if winner != "not_yet":
                return winner
        return self.best_fit

    def winner_if(self, field: str, value: object) -> Approach:
        """The recommended approach if one fact were another."""
        losing = self.losing
        if field == "monthly_benefit":
            losing = self._losing(value)
        elif self._moves_money(field):
            changed = self._profile.model_copy(update={field: value})
            losing = _losing(costed(changed, self._as_of), changed.monthly_benefit)
        return self._first_if(field, value, losing)

    def winner_at_these_costs_if(self, field: str, value: object) -> Approach:
        """As `winner_if`, a hundred times as fast: as if no other fact than the benefit changed what pays."""
        losing = self._losing(value) if field == "monthly_benefit" else self.losing
        return self._first_if(field, value, losing)

    def surely_wins_if(self, field: str, value: object, winner: Approach) -> bool:
        """Whether an approach that wins at these costs wins at those of the changed fact, with some room for error."""
        if not self._moves_money(field):
            return True
        changed = self._profile.model_copy(update={field: value})
        money, benefit = costed(changed, self._as_of, DECISION_SAMPLES, DECISION_SEED), changed.monthly_benefit or 0.0
        needed = {one: money.needed_in_half(one) for one in INVESTING}
        surely, maybe = (
            frozenset(one for one in INVESTING if benefit < needed[one] * factor) for factor in (1 - UNSURE, 1 + UNSURE)
        )
        return all(self._first_if(field, value, losing) == winner for losing in {surely, maybe})

    def winners_in(self, money: Costed) -> NDArray[np.intp]:
        """The approach that wins each sampled world, as an index into `APPROACHES`.

        Where the advice is to wait because nothing pays, what fits best in a world still wins it if it pays there.
        """
        points = points_where(money.sampled.facts, self._derived.facts, money.sampled.draws.size, self._rules)
        if not self.losing:
            return _winners(points)
        waiting = APPROACHES.index("not_yet")
        if self.ranked[0] != "not_yet":
            return _winners(_without(points, self._out))
        winners = _winners(points)
        invests = winners != waiting
        pays = money.pays_where(np.where(invests, winners, 0), self._profile.monthly_benefit or 0.0)
        return np.where(invests & pays, winners, waiting)

    def _losing(self, benefit: object) -> frozenset[Approach]:
        if benefit is None:
            return frozenset()
        return _losing(costed(self._profile, self._as_of), float(str(benefit)))

    def _moves_money(self, field: str) -> bool:
        return self._profile.monthly_benefit is not None and bears_on_cost(field, drawn_by(field))

    def _first_if(self, field: str, value: object, losing: frozenset[Approach]) -> Approach:
        """The recommended approach if one fact were another: only the rules that look at that fact are judged again.

        Most values in a search for a turning point let the same rules hold as one before; that one's answer is theirs.
        """
        if field not in self._by_field:
            self._by_field[field] = self._prepared(field)
        points, rules, facts_if = self._by_field[field]
        facts = facts_if(value)
        masks = [one.where(facts) for one in rules]
        held = (field, losing, *(mask if isinstance(mask, bool) else mask.tobytes() for mask in masks))
        if held not in self._firsts:
            found = _points(((one.rule, mask) for one, mask in zip(rules, masks, strict=True)), points)
            self._firsts[held] = _first(found, losing)
        return self._firsts[held]

    def _prepared(self, field: str) -> "_Prepared":
        """The points of all rules that do not look at a field, the rules that do, and the facts that they look at."""
        facts, known = self._sampled.facts, self._derived.facts
        rules = _by_field(field)
        possible = [one for rule in rules if (one := _Possible.of(rule, facts, known)).rest is not False]
        # Points are quarters, which floating point adds and takes away without a trace.
        others = self._points - _added((one.rule, self._masks[one.rule.id]) for one in rules)
        return others, possible, self._changed(field)

    def _changed(self, field: str) -> Callable[[object], Facts]:
        """The facts that change with a field, by its value."""
        if any(getattr(self._profile, name) is None for name in drawn_by(field)):
            return lambda value: self._drawn_anew(field, value)
        if follows_from(field) == {field} and not drawn_by(field):
            return lambda value: {field: value}
        return lambda value: self._sampled.changed(field, value)

    def _drawn_anew(self, field: str, value: object) -> Facts:
        changed = self._profile.model_copy(update={field: value})
        return sampled_facts(changed, self._as_of, DECISION_SAMPLES, DECISION_SEED).facts


@dataclass(frozen=True)
class _Halved:
    """A rule in two: its conditions on facts that change with a field, and the rest."""

    rule: Rule
    changing: Rule
    rest: Rule


@cache
def _by_field(field: str) -> tuple[_Halved, ...]:
    """The rules that look at a field or at what follows from it, halved."""
    changing = frozenset(name for one in (field, *drawn_by(field)) for name in follows_from(one))

    def part(rule: Rule, *, changes: bool) -> Rule:
        when = {name: condition for name, condition in rule.when.items() if (name in changing) is changes}
        return Rule(id=rule.id, when=when, because=rule.because)

    return tuple(
        _Halved(rule, part(rule, changes=True), part(rule, changes=False))
        for rule in advice().rules
        if not changing.isdisjoint(rule.when)
    )


@dataclass(frozen=True, eq=False)
class _Possible:
    """A halved rule in one profile: in which samples its rest holds."""

    rule: Rule
    changing: Rule
    rest: bool | Mask

    @classmethod
    def of(cls, halved: _Halved, facts: Facts, known: Facts) -> "_Possible":
        return cls(halved.rule, halved.changing, halved.rest.holds_where(facts, known))

    def where(self, facts: Facts) -> bool | Mask:
        """In which samples the rule holds, by the facts that have changed; what has changed is known."""
        mask = self.changing.holds_where(facts, facts)
        if isinstance(mask, bool):
            return mask and self.rest
        return mask & self.rest


Points = NDArray[np.float64]  # an approach a row, a sample a column
Where = Iterable[tuple[Rule, bool | Mask]]
_Prepared = tuple[Points, list[_Possible], Callable[[object], Facts]]


def _points(masks: Where, begin: Points | None = None, size: int = DECISION_SAMPLES) -> Points:
    """The points of each approach in each sample: those to begin with, and of the rules where they hold."""
    points = np.repeat(advice().begin_column, size, axis=1) if begin is None else begin
    return points + _added(masks)


def _added(masks: Where) -> Points:
    """What rules add to each approach where they hold: one column, where none of them depends on the sample."""
    effects = advice().effects
    everywhere = np.zeros((len(APPROACHES), 1))
    somewhere: list[tuple[NDArray[np.float64], Mask]] = []
    for rule, mask in masks:
        if mask is True:
            everywhere += effects[rule.id]
        elif mask is not False:
            somewhere.append((effects[rule.id], mask))
    if not somewhere:
        return everywhere
    # Quarters up to some thousands are exact in single precision too, which is twice as quick.
    by_rule = np.hstack([effect for effect, _ in somewhere]).astype(np.float32)
    return everywhere + by_rule @ np.array([mask for _, mask in somewhere], dtype=np.float32)


def _losing(money: Costed, benefit: float | None) -> frozenset[Approach]:
    """The approaches that a known benefit does not pay for over the horizon."""
    if benefit is None:
        return frozenset()
    return frozenset(one for one, needed in money.benefit_needed.items() if benefit < needed)


def _first(points: Points, losing: frozenset[Approach]) -> Approach:
    """The recommended approach, without the order of the rest. Runs 200 times a turn, and takes `points` for itself."""
    wins = _wins(points)
    first = int(wins.argmax())
    lost = int(wins[_places(losing)].sum()) if losing else 0
    out: tuple[int, ...] = ()
    # What loses money frees the worlds that it wins; whether all of them together could elect another is seen at once.
    if lost and (
        first == len(INVESTING) or first in _places(losing) or np.count_nonzero(wins + lost >= wins[first]) > 1
    ):
        out = _out_of_the_running(points, wins, losing)
        points[list(out)] -= BLOCKED
        wins = _wins(points)
        first = int(wins.argmax())
    if np.count_nonzero(wins == wins[first]) > 1:
        first = _in_order(wins, _means(points), out)[0]
    return APPROACHES[first]


def _wins(points: Points) -> NDArray[np.intp]:
    """How many samples each approach wins; no two have the same points, see `Advice.begin_column`."""
    wins: NDArray[np.intp] = (points == points.max(axis=0)).sum(axis=1)
    return wins


@cache
def _places(approaches: frozenset[Approach]) -> list[int]:
    return sorted(APPROACHES.index(one) for one in approaches)


def _out_of_the_running(points: Points, wins: NDArray[np.intp], losing: frozenset[Approach]) -> tuple[int, ...]:
    """The places of approaches that do not pay; and, if the best fit is one, of those that clearly do not fit.

    Empty where no world is won by an approach that does not pay.
    """
    places = _places(losing)
    if not wins[places].any():
        return ()
    best = _best_fit(points, wins)
    if best not in places:
        return tuple(places)
    means = _means(points)
    least = means[best] - advice().money.clear_lead
    return tuple({*places, *(place for place in range(len(INVESTING)) if means[place] < least)})


def _best_fit(points: Points, wins: NDArray[np.intp]) -> int:
    """The place of the approach that wins most worlds, among those that invest, whether it pays or not."""
    investing = wins[: len(INVESTING)]
    best = int(investing.argmax())
    if np.count_nonzero(investing == investing[best]) > 1:
        best = _in_order(investing, _means(points), ())[0]
    return best


def _without(points: Points, out: tuple[int, ...]) -> Points:
    if not out:
        return points
    rest = points.copy()
    rest[list(out)] -= BLOCKED
    return rest


def _winners(points: Points) -> NDArray[np.intp]:
    best: NDArray[np.intp] = np.argmax(points, axis=0)
    return best


def _means(points: Points) -> NDArray[np.float64]:
    means: NDArray[np.float64] = np.maximum(points, -LEAST_POINTS).mean(axis=1)
    return means  # one world that blocks an approach is not all of them


def _in_order(wins: NDArray[np.intp], means: NDArray[np.float64], out: tuple[int, ...]) -> list[int]:
    """Places by the samples that an approach wins; where these are equal, by its points on average."""
    return sorted(range(len(wins)), key=lambda place: (-wins[place], place in out, -means[place]))


def _average(masks: Where) -> Mapping[Approach, float]:
    """What rules add to each approach on average; a block counts as so many points as a likely one costs."""
    total = np.zeros((len(APPROACHES), 1))
    for rule, mask in masks:
        total += np.maximum(advice().effects[rule.id], -LIKELY_BLOCK) * np.mean(mask)
    return dict(zip(APPROACHES, total[:, 0].tolist(), strict=True))


TRACE = 1e-6  # points; rules give quarters
BLOCKED = 1000.0  # points that a block costs, far beyond what rules can add


def points_where(facts: Facts, known: Facts, size: int, rules: Iterable[Rule] | None = None) -> Points:
    """The points of each approach in each of `size` samples, by all rules or by these; the highest fits best.

    `facts` may be columns of samples; `known` is what is known without them.
    """
    judged = advice().rules if rules is None else rules
    return _points(((rule, rule.holds_where(facts, known)) for rule in judged), size=size)


class _Start(BaseModel):
    """Points that an approach begins with, or that a benefit which does not pay adds to it, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: float
    because: str
    sources: tuple[str, ...]


class _Unpaid(_Start):
    """What a benefit below the costs adds; it may be above the middle of them and still fall short in most cases."""

    because_of_the_odds: str


class _Money(BaseModel):
    """How a known benefit is held against the costs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clear_lead: float
    does_not_pay: _Unpaid
    nothing_pays: _Unpaid


class Advice(BaseModel):
    """`data/approach.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Mapping[Approach, _Start]
    money: _Money
    rules: tuple[Rule, ...]
    ruled_out: Mapping[Approach, Rule]
    notes: tuple[Rule, ...]
    flips: FlipRules

    @model_validator(mode="after")
    def _consistent(self) -> "Advice":
        rules = (*self.rules, *self.ruled_out.values(), *self.notes)
        require_unique("approach.yaml", (rule.id for rule in rules))
        if missing := set(APPROACHES) - set(self.start):
            raise ValueError(f"start lacks {', '.join(sorted(missing))}")
        if odd := unknown_names(rules, Derived.names(), APPROACHES):
            raise ValueError(odd)
        return self

    @cached_property
    def begin_column(self) -> NDArray[np.float64]:
        """Where each approach begins, in the order of `APPROACHES`; a trace apart, so that no two draw level."""
        return np.array([[self.start[one].points - place * TRACE] for place, one in enumerate(APPROACHES)])

    @cached_property
    def effects(self) -> Mapping[str, NDArray[np.float64]]:
        """By rule: what it adds to each approach, a column in the order of `APPROACHES`."""
        return {
            rule.id: np.array([[rule.points.get(one, 0) - BLOCKED * (one in rule.blocks)] for one in APPROACHES])
            for rule in (*self.rules, *self.ruled_out.values())
        }

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


@cache
def advice() -> Advice:
    """The rules, read once."""
    return load_record("approach.yaml", Advice)
