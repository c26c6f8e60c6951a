"""Answers to a leader's worries, from the case: which sentences of `concerns.yaml` fit, with its figures in them.

No source is quoted for them: they say what follows from the facts and results, and what anybody with experience would.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, field_validator

from agent import phrasing
from agent.facts import Fact, profile_of, value_of
from agent.grounding import numbers_in
from agent.reading.answers import Asked
from agent.reading.concerns import CONCERNS
from agent.replying.advice import Point, first_step_of, flips_of
from agent.replying.approach_cards import approaches
from agent.replying.explained import Explained
from agent.replying.findings import Findings
from agent.replying.payback import LEAST_LOSS, is_too_little_work, loss_share, nothing_pays
from agent.replying.savings import all_work_sentence
from tools.approach import ApproachAdvice, Option
from tools.errors import ToolError
from tools.facts import derive
from tools.improvement_options import improvement_options
from tools.roadmap import Roadmap
from tools.uncertainty import Uncertainty

_WEEKS_A_MONTH = 52 / 12
_UNTIL_A_MODEL = 3  # stages of a roadmap before anything goes live


def concern_answers(asked: Asked, said: str, findings: Findings, facts: Mapping[str, Fact]) -> Iterator[Explained]:
    """One answer to each worry; `said` are the user's last words, which may tell what goes wrong."""
    worries = [_worries()[one] for one in asked.about if one in _worries()]
    if not worries:
        return
    case = _Case(said, findings, facts)
    figures = dict(case.figures())
    for worry in worries:
        heading = next(case.fitting([worry.heading], figures), "")
        points = tuple(Point(one) for one in case.fitting(worry.points, figures))
        closing = tuple(case.fitting(worry.closing, figures))
        own = tuple(numbers_in([heading, [point.text for point in points], closing]))
        yield Explained(heading, points, closing, own)


class _Sentence(BaseModel):
    """A sentence, and where it fits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    when: Mapping[str, tuple[JsonValue, ...]] = {}
    needs: str | None = None  # a figure that must be known, though it is not told

    @property
    def figures(self) -> set[str]:
        """The figures without which it cannot be told."""
        named = {name for _, name, _, _ in string.Formatter().parse(self.says) if name}
        return named | ({self.needs} if self.needs else set())


_Choice = tuple[_Sentence, ...]


class _Worry(BaseModel):
    """What may be said to one worry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: _Choice
    points: tuple[_Choice, ...]
    closing: tuple[_Choice, ...] = ()

    @field_validator("heading", mode="before")
    @classmethod
    def _of_choice(cls, value: Any) -> Any:
        return [_as_sentence(one) for one in value]

    @field_validator("points", "closing", mode="before")
    @classmethod
    def _of_choices(cls, value: Any) -> Any:
        return [[_as_sentence(one) for one in (choice if isinstance(choice, list) else [choice])] for choice in value]


def _as_sentence(value: Any) -> Any:
    return {"says": value} if isinstance(value, str) else value


@cache
def _worries() -> Mapping[str, _Worry]:
    file = Path(__file__).with_name("concerns.yaml")
    worries = TypeAdapter(dict[str, _Worry]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    if odd := set(worries) ^ (CONCERNS - _ANSWERED_ELSEWHERE):
        raise ValueError(f"{file.name}: these are no worries, or lack an answer: {', '.join(sorted(odd))}")
    return worries


# By `money_answers`, by `payback` and `savings`, by `short_answers`, and by `cost_answers`.
_ANSWERED_ELSEWHERE = frozenset(
    {"set_aside", "bill_down", "enough_money", "cheapest", "well_spent", "mistakes_cost", "so_no", "so_much", "advised"}
)


@dataclass(frozen=True)
class _Case:
    """What is known, and the figures that sentences may name."""

    said: str
    findings: Findings
    facts: Mapping[str, Fact]

    def fitting(self, choices: Sequence[_Choice], figures: Mapping[str, str]) -> Iterator[str]:
        """Of each choice the first sentence that fits, with its figures."""
        for choice in choices:
            one = next((one for one in choice if one.figures <= set(figures) and self._holds(one.when)), None)
            if one is not None:
                yield one.says.format(**figures)

    def _holds(self, when: Mapping[str, tuple[JsonValue, ...]]) -> bool:
        return all(self._is_one_of(field, values) for field, values in when.items())

    def _is_one_of(self, field: str, values: tuple[JsonValue, ...]) -> bool:
        value = self.best.approach if field == "advice" else value_of(self.facts, field)
        known = value is not None
        if {"known", "open"} & {*map(str, values)} and ("known" if known else "open") in values:
            return True
        return bool({*map(str, value if isinstance(value, list) else [value])} & {*map(str, values)}) and known

    @property
    def advice(self) -> ApproachAdvice:
        """The ranking."""
        advice = self.findings.assessment.results["approach"]
        assert isinstance(advice, ApproachAdvice)
        return advice

    @property
    def best(self) -> Option:
        """What is recommended."""
        return self.advice.ranking[0]

    def figures(self) -> Iterator[tuple[str, str]]:
        """Every figure and word that is known, by the name under which sentences ask for it."""
        yield "title", approaches()[self.best.approach].title
        yield "first_step", _small(first_step_of(self.best, self.facts))
        yield from self._told()
        yield from self._of_accuracy()
        yield from self._of_money()
        yield from self._of_the_others()
        yield from self._of_time()
        yield from self._of_remedies()
        reason = next((one.sentence for one in self.best.reasons if one.points > 0 and one.rule != "open_facts"), None)
        if self.best.approach == "not_yet" and reason is not None:
            yield "missing", _small(reason)
        today = value_of(self.facts, "current_approach")
        if today not in (None, "none"):
            yield ("same" if today == self.best.approach else "other"), ""

    def _told(self) -> Iterator[tuple[str, str]]:
        """Facts in their own words."""
        for name, field in _TOLD.items():
            value = value_of(self.facts, field)
            if value not in (None, []):
                yield name, phrasing.value_in_words(field, value)
        laws = value_of(self.facts, "regulations")
        yield "holds", "hold" if isinstance(laws, list) and len(laws) > 1 else "holds"

    def _of_accuracy(self) -> Iterator[tuple[str, str]]:
        needed = derive(profile_of(self.facts), None).facts["accuracy_needed"]
        requests, today = (self._number(field) for field in ("requests_per_month", "current_accuracy"))
        if today is not None:
            yield "today", f"{phrasing.whole_percent(today)} of the cases"
        if not isinstance(needed, int | float):
            return
        yield "needed", phrasing.percent(needed)
        if requests is not None and (wrong := requests * (1 - needed)) >= 1:
            yield "wrong", phrasing.count(float(f"{wrong:.2g}"))

    def _of_money(self) -> Iterator[tuple[str, str]]:
        best, benefit = self.best, self._number("monthly_benefit")
        if benefit is not None:
            yield "benefit", phrasing.usd(benefit)
        if best.approach == "not_yet":
            best = max(self.advice.ranking[1:], key=lambda option: option.win_share)
        else:
            yield "upfront", phrasing.about_usd(best.upfront_cost)
            low, high = map(phrasing.about_usd, best.upfront_cost_range)
            yield from (("upfront_low", low), ("upfront_high", high))
            yield "monthly", phrasing.about_usd(best.monthly_cost)
        yield "needed_benefit", phrasing.about_usd(best.benefit_needed)
        work = all_work_sentence(self.findings.saving)
        yield ("work", work) if work else ("unsummed", "")
        costs = self.findings.saving.all_work.value if self.findings.saving.all_work else 0
        if 0 < best.benefit_needed < costs:
            yield "needed_part", phrasing.whole_percent(best.benefit_needed / costs)
        requests = self._number("requests_per_month")
        if requests:
            yield "needed_each", phrasing.usd(float(f"{best.benefit_needed / requests:.2g}"))
        loss = loss_share(self.findings.assessed)
        if loss is not None and best is self.best:
            yield "loss", loss
        worth = self.findings.assessed.get("roi", {}).get("npv")
        if benefit is not None and isinstance(worth, int | float):
            pays = worth > 0 and best is self.best and benefit > best.monthly_cost
            yield ("gain", phrasing.about_usd(benefit - best.monthly_cost)) if pays else ("drain", "")
        elif benefit is None:
            too_little = nothing_pays(self.best) if is_too_little_work(self.best) else None
            yield from (("all_work", too_little),) if too_little else ()

    def _of_the_others(self) -> Iterator[tuple[str, str]]:
        """What speaks against what is advised, how often another way is better, and what would turn it."""
        rival = max((one for one in self.advice.ranking if one is not self.best), key=lambda one: one.win_share)
        sampled = not is_too_little_work(self.best)  # how much work there is the sampled worlds do not know
        if sampled and rival.win_share >= LEAST_LOSS:
            yield "share", phrasing.whole_percent(self.best.win_share)
            yield "rival", approaches()[rival.approach].title.partition(" (")[0]
            yield "rival_share", phrasing.whole_percent(rival.win_share)
        second = next(one for one in self.advice.ranking if one is not self.best)
        yield "second", approaches()[second.approach].title.partition(" (")[0]
        if second.approach != "not_yet":
            yield "second_upfront", phrasing.about_usd(second.upfront_cost)
            yield "second_monthly", phrasing.about_usd(second.monthly_cost)
        turn_to_it = next((one for one in self.advice.flips if one.recommended == second.approach), None)
        if turn_to_it is not None:
            yield "turn_to_it", _small(turn_to_it.sentence)
        contra = min((one for one in self.best.reasons if one.points < 0), key=lambda one: one.points, default=None)
        if contra is not None and self.best.approach != "not_yet":
            yield "contra", contra.sentence
        turn = next(flips_of(self.advice, 1), None)
        if turn is not None:
            yield "flip", _small(turn)

    def _of_time(self) -> Iterator[tuple[str, str]]:
        drawn, plan = (self.findings.assessment.results.get(name) for name in ("uncertainty", "roadmap"))
        if isinstance(drawn, Uncertainty):
            yield "staff", phrasing.about_usd(drawn.staff_cost_per_month)
        if isinstance(plan, Roadmap):
            first = [stage.weeks_range for stage in plan.stages[:_UNTIL_A_MODEL]]
            ends = (sum(low for low, _ in first), sum(high for _, high in first))
            yield "weeks_first", _weeks(ends)
            yield "weeks", _weeks(plan.total_weeks_range)
            yield "weeks_middle", f"week {round(ends[1])}"
            yield from self._against_the_plan(plan.total_weeks_range)

    def _against_the_plan(self, weeks: tuple[float, float]) -> Iterator[tuple[str, str]]:
        """Whether the time that they have is enough for the weeks of the plan: surely, perhaps, or not."""
        months = self._number("timeline_months")
        if months is None:
            return
        low, high = weeks
        time = months * _WEEKS_A_MONTH
        yield "in_time" if time >= high else "too_late" if time < low else "tight", ""

    def _of_remedies(self) -> Iterator[tuple[str, str]]:
        """The best remedy for what they have said goes wrong."""
        try:
            found = improvement_options(symptoms=(self.said,), profile=profile_of(self.facts))
        except ToolError:
            return
        best = next((one for one in found.options if not one.blocks), None)
        if best is not None and found.matched:
            yield "remedy", f"{best.name}: {_small(best.first_step)}"

    def _number(self, field: str) -> float | None:
        value = value_of(self.facts, field)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


_TOLD = {"requests": "requests_per_month", "data": "data_sensitivity", "timeline": "timeline_months",
         "input_tokens": "input_tokens", "output_tokens": "output_tokens", "documents": "documents",
         "regulations": "regulations"}  # fmt: skip


def _weeks(ends: tuple[float, float]) -> str:
    low, high = (round(end) for end in ends)
    return f"{low} to {high} weeks" if low != high else f"{low} weeks"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
