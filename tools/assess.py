"""The whole assessment of a profile: every tool that its facts suffice for, joined into one result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, SerializeAsAny, model_validator

from tools.api_cost import ApiCost, api_cost
from tools.approach import ApproachAdvice, Option, approach
from tools.augmentation_cost import augmentation_cost
from tools.break_even import break_even
from tools.data_files import load_record, require_unique
from tools.data_strategy import data_strategy
from tools.defaults import assumed
from tools.economics import LARGE_MODEL, SMALL_MODEL
from tools.errors import BadArgument
from tools.fine_tuning_cost import fine_tuning_cost
from tools.fine_tuning_fit import fine_tuning_fit
from tools.governance_checklist import governance_checklist
from tools.hosting_cost import hosting_cost
from tools.known_models import self_hosted_models
from tools.model_comparison import model_comparison
from tools.model_shapes import shape_or_none
from tools.monitoring_plan import monitoring_plan
from tools.objective_check import objective_check
from tools.partner_checklist import partner_checklist
from tools.profile import FIELDS, Approach, Profile, discount_rate_of, timing_of
from tools.readiness import readiness
from tools.roadmap import roadmap
from tools.roi import roi
from tools.samples import Draw, binned, expected
from tools.tool import Assumption, ToolResult
from tools.uncertainty import uncertainty
from tools.worlds import Worlds, worlds_of

TUNED: tuple[Approach, ...] = ("fine_tuning", "fine_tuning_and_augmentation")
AUGMENTED: tuple[Approach, ...] = ("augmentation", "fine_tuning_and_augmentation")

# A question is worth asking if its answer alone turns the advice in one sampled world of fifty; if it explains a
# seventh of the variance of the cost or of the value; or, while the advice wins fewer than `SURE` of the worlds, if
# it makes them agree a little more. All are judgement: lower bounds make the interview longer and change little.
TELLING_TURNS = 0.02
TELLING_COST = 0.15
TELLING_SETTLES = 0.01
SURE = 0.85


class OpenQuestion(BaseModel):
    """A fact that is still unknown, and what knowing it would be worth."""

    model_config = ConfigDict(frozen=True)

    field: str
    value: float = Field(description="what orders the questions: turns + settles + a fifth of explains")
    turns: float = Field(description="rise of the share of sampled worlds in which the best advice is right, if known")
    settles: float = Field(description="fall of the Gini impurity of the worlds' best advice, if known")
    explains: float = Field(
        description="share of the variance of cost or value that the fact explains, less where the range is narrow"
    )


class Assessment(BaseModel):
    """Everything the tools say of one profile. Shared between callers: read it, do not change it."""

    model_config = ConfigDict(frozen=True)

    results: dict[str, SerializeAsAny[ToolResult]] = Field(description="by tool name; only tools with facts enough")
    recommended: Approach
    confidence: float = Field(description="share of sampled worlds in which the advice wins")
    open_questions: tuple[OpenQuestion, ...] = Field(description="unknown facts, the most telling first")
    warnings: tuple[str, ...] = ()
    as_of: date

    @property
    def telling(self) -> tuple[str, ...]:
        """The unknown facts that are worth asking for: what is open beside them could hardly change the advice."""
        sure = self.confidence >= SURE
        return tuple(
            one.field
            for one in self.open_questions
            if one.turns >= TELLING_TURNS
            or one.explains >= TELLING_COST
            or (one.settles >= TELLING_SETTLES and not sure)
        )

    @cached_property
    def results_as_json(self) -> Mapping[str, dict[str, JsonValue]]:
        """The results as the doors send them; made once, however often they are asked for."""
        return {name: result.model_dump(mode="json") for name, result in self.results.items()}


@lru_cache(maxsize=512)
def assess(profile: Profile, as_of: date) -> Assessment:
    """Runs every tool that the profile has facts enough for. The same profile and day give the very same object.

    A model that the price list does not know leaves out what rests on its price and becomes a warning.
    """
    advice = approach(profile, as_of)
    refused: list[str] = []
    results = dict(_results(profile, as_of, advice, refused))
    warnings = dict.fromkeys((*refused, *(text for name in _WARNING for text in _warnings_of(results.get(name)))))
    return Assessment(
        results=results,
        recommended=advice.recommended,
        confidence=advice.confidence,
        open_questions=tuple(_open_questions(profile, worlds_of(profile, as_of), advice.recommended)),
        warnings=tuple(warnings),
        as_of=as_of,
    )


# The price of an API beside a rule that keeps every API out.
RULED_OUT = "Where data must stay with you rules this API out; its price is there only to compare."

# Whose warnings concern the advice as a whole; the others' stay with their result.
_WARNING = ("api_cost", "fine_tuning_fit", "approach", "partner_checklist")


def _warnings_of(result: ToolResult | None) -> tuple[str, ...]:
    return result.warnings if result else ()


def _results(
    profile: Profile, as_of: date, advice: ApproachAdvice, refused: list[str]
) -> Iterator[tuple[str, ToolResult]]:
    """Each result by its tool's name, in the order in which a reader wants them."""
    bill = None
    try:
        bill = _bill(profile, as_of)
    except BadArgument as error:
        refused.append(str(error))
    if bill:
        yield "api_cost", bill
    if bill or not profile.known().isdisjoint(FOUR_P_FACTS):
        yield "fine_tuning_fit", fine_tuning_fit(profile, as_of=as_of)
    yield "approach", advice
    yield "uncertainty", uncertainty(profile, as_of=as_of)
    yield from _money(profile, as_of, advice, bill)
    yield "readiness", readiness(profile, as_of)
    yield "partner_checklist", partner_checklist(profile, as_of)
    yield "roadmap", roadmap(profile, as_of)
    yield "data_strategy", data_strategy(profile, as_of)
    yield "governance_checklist", governance_checklist(profile, as_of)
    yield "monitoring_plan", monitoring_plan(profile, as_of)
    if profile.goal is not None:
        yield "objective_check", objective_check(profile.goal)


FOUR_P_FACTS = frozenset(
    {
        "data_sensitivity",
        "regulations",
        "self_hosting_required",
        "monthly_api_spend",
        "current_accuracy",
        "critical_error_rate",
        "edge_case_error_rate",
        "max_latency_seconds",
    }
)


def _bill(profile: Profile, as_of: date) -> ApiCost | None:
    """The API's bill where model and volume are known."""
    volume = _volume(profile)
    if profile.model is None or volume is None:
        return None
    bill = api_cost(
        model=profile.model,
        requests_per_month=volume.requests,
        input_tokens=volume.input_tokens,
        output_tokens=volume.output_tokens,
        as_of=as_of,
    )
    if not profile.self_hosting_required:
        return bill
    return bill.model_copy(update={"warnings": (RULED_OUT, *bill.warnings)})


class _Volume(NamedTuple):
    requests: float  # a month
    input_tokens: float
    output_tokens: float


def _volume(profile: Profile) -> _Volume | None:
    requests, tokens_in, tokens_out = profile.requests_per_month, profile.input_tokens, profile.output_tokens
    if requests is None or tokens_in is None or tokens_out is None:
        return None
    return _Volume(requests, tokens_in, tokens_out)


def _money(
    profile: Profile, as_of: date, advice: ApproachAdvice, bill: ApiCost | None
) -> Iterator[tuple[str, ToolResult]]:
    """What the advice costs, and when it pays: the cost tools on planning figures, each of which the ledger names."""
    best, volume = advice.ranking[0], _volume(profile)
    if volume:
        yield "model_comparison", _comparison(profile, volume, as_of)
        if profile.self_hosting_required or best.approach in TUNED:
            yield "hosting_cost", _hosting(profile, best.approach, volume, bill, as_of)
        if best.approach in TUNED and profile.training_examples:
            yield "fine_tuning_cost", _tuning(volume, profile.training_examples, as_of)
    if best.approach in AUGMENTED and profile.documents:
        yield "augmentation_cost", _augmentation(profile.documents, profile.requests_per_month, as_of)
    yield from _paying(profile, as_of, best, bill.monthly_cost if bill else None)


def _paying(profile: Profile, as_of: date, best: Option, listed: float | None) -> Iterator[tuple[str, ToolResult]]:
    """When it pays through a lower bill alone, and what it returns where the benefit is known."""
    spend = profile.monthly_api_spend if profile.monthly_api_spend is not None else listed
    if spend and best.approach in TUNED and best.approach != profile.current_approach:
        yield "break_even", _planned(_break_even(profile, best, spend), best, as_of)
    if profile.monthly_benefit is not None and best.approach != "not_yet":
        yield "roi", _planned(_roi(profile, best), best, as_of)


PUT_IN_BY_THEM = "put in by the user"
SET_BY_THEM = "set by the user"


def with_upfront_cost(
    assessment: Assessment, profile: Profile, upfront_cost: float, way: Approach | None = None
) -> Mapping[str, ToolResult]:
    """`break_even` and `roi`, where the facts suffice, of the advice or another `way`, with an up-front cost in USD."""
    advice, bill = assessment.results["approach"], assessment.results.get("api_cost")
    assert isinstance(advice, ApproachAdvice)
    taken = next((one for one in advice.ranking if one.approach == way), advice.ranking[0])
    best = taken.model_copy(update={"upfront_cost": upfront_cost})
    listed = bill.monthly_cost if isinstance(bill, ApiCost) else None
    return {
        name: result.model_copy(
            update={
                "assumptions": tuple(
                    one.model_copy(update={"source": PUT_IN_BY_THEM}) if one.name == "upfront_cost" else one
                    for one in result.assumptions
                )
            }
        )
        for name, result in _paying(profile, assessment.as_of, best, listed)
    }


def _break_even(profile: Profile, best: Option, spend: float) -> ToolResult:
    return break_even(best.upfront_cost, spend, best.monthly_cost, profile.growth_per_year or 0, **timing_of(profile))


def _roi(profile: Profile, best: Option) -> ToolResult:
    horizon = profile.horizon_months or float(str(expected("horizon_months").value))
    rate, usual = discount_rate_of(profile), assumed("annual_discount_rate")
    result = roi(
        upfront_cost=best.upfront_cost,
        monthly_cost=best.monthly_cost,
        monthly_benefit=profile.monthly_benefit or 0,
        horizon_months=horizon,
        annual_discount_rate=float(str(usual.value)) if rate is None else rate,
        **timing_of(profile),
    )
    if rate is not None:
        others = (one for one in result.assumptions if one.name != usual.name)
        told = usual.model_copy(update={"value": rate, "source": SET_BY_THEM})
        result = result.model_copy(update={"assumptions": (*others, told)})
    told_of = [
        usual.model_copy(update={"name": name, "value": months, "source": SET_BY_THEM})
        for name, months in timing_of(profile).items()
    ]
    if profile.horizon_months is None:
        told_of = [expected("horizon_months"), *told_of]
    return _with(result, *told_of) if told_of else result


def _planned(result: ToolResult, best: Option, as_of: date) -> ToolResult:
    """With the planning figures in its ledger."""
    source = f"approach: the median planning figure for {best.approach.replace('_', ' ')}, of the range given there"
    return _with(
        result,
        Assumption(name="upfront_cost", value=best.upfront_cost, source=source, checked=as_of),
        Assumption(name="monthly_cost", value=best.monthly_cost, source=source, checked=as_of),
    )


def _with(result: ToolResult, *assumptions: Assumption) -> ToolResult:
    return result.model_copy(update={"assumptions": (*assumptions, *result.assumptions)})


def _comparison(profile: Profile, volume: _Volume, as_of: date) -> ToolResult:
    named = _own_model(profile)
    return model_comparison(
        models=tuple(dict.fromkeys((named, *(one.shape for one in self_hosted_models())))) if named else None,
        requests_per_month=volume.requests,
        input_tokens=volume.input_tokens,
        output_tokens=volume.output_tokens,
        self_hosting_required=profile.self_hosting_required is True,
        modalities=profile.modalities or ("text",),
        as_of=as_of,
    )


def _own_model(profile: Profile) -> str | None:
    """The open-weight model that they named and must host themselves."""
    named = shape_or_none(profile.model) if profile.model and profile.self_hosting_required else None
    return named.name if named else None


def _hosting(profile: Profile, best: Approach, volume: _Volume, bill: ApiCost | None, as_of: date) -> ToolResult:
    """On own GPUs: the model that they named, where its weights are open, else one of the class that is needed."""
    named = _own_model(profile)
    model = named or (SMALL_MODEL if best in TUNED else LARGE_MODEL)
    result = hosting_cost(
        model=model,
        requests_per_month=volume.requests,
        input_tokens=volume.input_tokens,
        output_tokens=volume.output_tokens,
        api_model=bill.model if bill else None,
        as_of=as_of,
    )
    return result if named else _with(result, _class_of(model, as_of))


def _tuning(volume: _Volume, examples: float, as_of: date) -> ToolResult:
    tokens = volume.input_tokens + volume.output_tokens
    result = fine_tuning_cost(model=SMALL_MODEL, training_examples=examples, tokens_per_example=tokens, as_of=as_of)
    return _with(
        result,
        _class_of(SMALL_MODEL, as_of),
        Assumption(
            name="tokens_per_example",
            value=tokens,
            source="own rule: an example is a request with its answer",
            checked=as_of,
        ),
    )


def _class_of(model: str, as_of: date) -> Assumption:
    source = "own rule: an open-weight model of this class"
    return Assumption(name="model", value=model, source=source, checked=as_of)


def _augmentation(documents: float, requests: float | None, as_of: date) -> ToolResult:
    tokens = expected("tokens_per_document")
    result = augmentation_cost(
        documents=documents,
        tokens_per_document=float(str(tokens.value)),
        requests_per_month=requests,
        as_of=as_of,
    )
    # How many requests there are is unknown then, not assumed to be none: the warning says what is left out.
    known = tuple(one for one in result.assumptions if one.name != "requests_per_month")
    return _with(result.model_copy(update={"assumptions": known}), tokens)


EXPLAINS_WEIGHT = 0.2
_MONTHS_COUNTED = 24  # the same for all, so that the horizon itself explains nothing


def _open_questions(profile: Profile, worlds: Worlds, best: Approach) -> list[OpenQuestion]:
    """Unknown facts by what knowing them is worth; among equals in the documented order."""
    known, cost = profile.known(), worlds.costs[best]
    total = cost.upfront + _MONTHS_COUNTED * cost.monthly
    # On the logarithm, since the factor by which a cost is unsure matters more than the far end of its range.
    factor, value = np.log1p(total), worlds.values[best]
    spread_of_value = np.std(value) / (np.mean(np.abs(value)) + np.mean(total) + 1)
    explained = (
        (worlds.explaining(factor), min(1.0, float(np.std(factor)))),
        (worlds.explaining(value), min(1.0, float(spread_of_value))),
    )
    questions = [_question(field, worlds, explained) for field in question_order() if field not in known]
    return sorted(questions, key=lambda question: -round(question.value, 4))


def _question(field: str, worlds: Worlds, explained: Sequence[tuple[Callable[[Draw], float], float]]) -> OpenQuestion:
    """What a fact is worth; nothing where it is not sampled."""
    if field == "monthly_api_spend":
        drawn = binned(field, np.asarray(worlds.spend)) if np.ndim(worlds.spend) else None
    else:
        drawn = worlds.draws.of_field(field)
    if drawn is None:
        return OpenQuestion(field=field, value=0, turns=0, settles=0, explains=0)
    turns, settles = max(worlds.gain(drawn), 0.0), max(worlds.settles(drawn), 0.0)
    explains = max(share(drawn) * spread for share, spread in explained)
    value = turns + settles + EXPLAINS_WEIGHT * explains
    return OpenQuestion(field=field, value=value, turns=turns, settles=settles, explains=explains)


@cache
def question_order() -> tuple[str, ...]:
    """Every field of the profile once, from `data/question_order.yaml`."""
    return load_record("question_order.yaml", _Order).root


class _Order(RootModel[tuple[str, ...]]):
    """`data/question_order.yaml`."""

    @model_validator(mode="after")
    def _every_field_once(self) -> "_Order":
        require_unique("question_order.yaml", self.root)
        if odd := set(self.root) ^ set(FIELDS):
            raise ValueError(f"not the profile's fields: {', '.join(sorted(odd))}")
        return self
