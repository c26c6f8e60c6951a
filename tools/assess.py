"""The whole assessment of a profile: every tool that its facts suffice for, joined into one result."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, SerializeAsAny, model_validator

from tools.api_cost import api_cost
from tools.approach import approach
from tools.data_files import load_record, require_unique
from tools.errors import BadArgument
from tools.fine_tuning_fit import fine_tuning_fit
from tools.partner_checklist import partner_checklist
from tools.profile import FIELDS, Approach, Profile
from tools.tool import ToolResult


class OpenQuestion(BaseModel):
    """A fact that is still unknown, and what knowing it would be worth."""

    model_config = ConfigDict(frozen=True)

    field: str
    value: JsonValue = None


class Assessment(BaseModel):
    """Everything the tools say of one profile. Shared between callers: read it, do not change it."""

    model_config = ConfigDict(frozen=True)

    results: dict[str, SerializeAsAny[ToolResult]] = Field(description="by tool name; only tools with facts enough")
    recommended: Approach
    confidence: float | None = Field(default=None, description="share of sampled worlds in which the advice wins")
    open_questions: tuple[OpenQuestion, ...] = Field(description="unknown facts, the most telling first")
    warnings: tuple[str, ...] = ()
    as_of: date


@lru_cache(maxsize=512)
def assess(profile: Profile, as_of: date) -> Assessment:
    """Runs every tool that the profile has facts enough for. The same profile and day give the very same object.

    A model that the price list does not know leaves out `api_cost` and becomes a warning.
    """
    advice = approach(profile, as_of)
    results: dict[str, ToolResult] = {}
    warnings: dict[str, None] = {}
    try:
        results |= _costs(profile, as_of)
    except BadArgument as error:
        warnings[str(error)] = None
    if "api_cost" in results or not profile.known().isdisjoint(FOUR_P_FACTS):
        results["fine_tuning_fit"] = fine_tuning_fit(profile, as_of=as_of)
    results["approach"] = advice
    results["partner_checklist"] = partner_checklist(profile, as_of)
    warnings |= dict.fromkeys(warning for result in results.values() for warning in result.warnings)
    return Assessment(
        results=results,
        recommended=advice.recommended,
        confidence=advice.confidence,
        open_questions=tuple(_open_questions(profile)),
        warnings=tuple(warnings),
        as_of=as_of,
    )


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


class Question(BaseModel):
    """One field of the profile in the order of asking; `core`: final advice needs it asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    core: bool
    why: str


def question_order() -> tuple[Question, ...]:
    """Every field of the profile once, the most telling first, from `data/question_order.yaml`."""
    return _order().root


def _costs(profile: Profile, as_of: date) -> dict[str, ToolResult]:
    """The API's bill where model and volume are known; empty otherwise."""
    requests, tokens_in, tokens_out = profile.requests_per_month, profile.input_tokens, profile.output_tokens
    if profile.model is None or requests is None or tokens_in is None or tokens_out is None:
        return {}
    cost = api_cost(
        model=profile.model,
        requests_per_month=requests,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        as_of=as_of,
    )
    return {"api_cost": cost}


def _open_questions(profile: Profile) -> Iterator[OpenQuestion]:
    known = profile.known()
    for question in question_order():
        if question.field not in known:
            yield OpenQuestion(field=question.field)


class _Order(RootModel[tuple[Question, ...]]):
    """`data/question_order.yaml`."""

    @model_validator(mode="after")
    def _every_field_once(self) -> "_Order":
        fields = [question.field for question in self.root]
        require_unique("question_order.yaml", fields)
        if odd := set(fields) ^ set(FIELDS):
            raise ValueError(f"not the profile's fields: {', '.join(sorted(odd))}")
        return self


@cache
def _order() -> _Order:
    return load_record("question_order.yaml", _Order)
