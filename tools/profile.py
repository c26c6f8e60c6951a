"""The profile: what the interview collects, with its types, units and bounds.

One class holds the vocabulary for every layer; it knows nothing of who said what (that is the agent's ledger).
Money is in USD, tokens are counts, rates and shares are fractions from 0 to 1, time is in the unit that the name says.
"""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Task = Literal[
    "customer_support",
    "question_answering",
    "summarization",
    "extraction",
    "classification",
    "content_generation",
    "coding_assistant",
    "translation",
    "analytics",
    "workflow_automation",
    "other",
]
Industry = Literal[
    "healthcare",
    "finance",
    "insurance",
    "legal",
    "retail",
    "manufacturing",
    "automotive",
    "education",
    "public_sector",
    "technology",
    "telecom",
    "media",
    "travel",
    "real_estate",
    "other",
]
Stage = Literal["idea", "pilot", "production", "underperforming"]
CurrentApproach = Literal[
    "none", "prompting", "augmentation", "fine_tuning", "fine_tuning_and_augmentation", "training"
]
Approach = Literal["prompting", "augmentation", "fine_tuning", "fine_tuning_and_augmentation", "training", "not_yet"]
APPROACHES: tuple[Approach, ...] = get_args(Approach)  # cheapest first, which also settles a tie
DataSensitivity = Literal["public", "internal", "confidential", "personal", "regulated"]
Regulation = Literal["GDPR", "HIPAA", "CCPA", "PCI_DSS", "SOX", "GLBA", "FERPA", "EU_AI_ACT", "OTHER"]
KnowledgeChange = Literal["static", "yearly", "quarterly", "monthly", "weekly", "daily", "real_time"]
Modality = Literal["text", "image", "audio", "video", "code"]
Evaluation = Literal["none", "internal", "third_party"]
Sourcing = Literal["in_house", "partner", "undecided"]

# Finite everywhere: JSON has no NaN or Infinity, and neither has a decision.
Usd = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Count = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
PositiveCount = Annotated[float, Field(gt=0, le=1e15, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(gt=0, le=31_536_000, allow_inf_nan=False)]
Months = Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)]
Growth = Annotated[float, Field(ge=-1, le=1000, allow_inf_nan=False)]
Language = Annotated[str, Field(pattern="^[a-z]{2}$")]  # ISO 639-1
Text = Annotated[str, Field(min_length=1, max_length=4000)]


class Objective(BaseModel):
    """A measurable objective: move `metric` from `baseline` to `target`, in `unit`, `by` some time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: Text
    baseline: float | None = Field(default=None, allow_inf_nan=False)
    target: float | None = Field(default=None, allow_inf_nan=False)
    unit: Text | None = None
    by: Text | None = None


class Profile(BaseModel):
    """What is known of a use case. `None` is unknown; an empty list or a zero is an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    goal: Text | None = Field(default=None, description="what they want to build or improve, in their words")
    objective: Objective | None = Field(default=None, description="the measurable objective, where they have one")
    task: Task | None = Field(default=None, description="the kind of work the model does")
    industry: Industry | None = Field(default=None, description="the industry they are in")
    stage: Stage | None = Field(default=None, description="how far the project is")
    current_approach: CurrentApproach | None = Field(default=None, description="how the model is used today")
    model: Text | None = Field(default=None, description="the model in use or considered, as price lists name it")
    requests_per_month: PositiveCount | None = Field(default=None, description="model calls a month")
    input_tokens: PositiveCount | None = Field(default=None, description="tokens that go in, per request")
    output_tokens: Count | None = Field(default=None, description="tokens that come back, per request")
    monthly_api_spend: Usd | None = Field(default=None, description="what the API costs now, in USD a month")
    growth_per_year: Growth | None = Field(
        default=None, description="expected growth of volume a year, as a fraction (1.0 doubles)"
    )
    budget: Usd | None = Field(default=None, description="what can be spent up front, in USD")
    monthly_benefit: Usd | None = Field(
        default=None, description="what it is worth if it works, in USD a month: savings plus revenue"
    )
    horizon_months: Months | None = Field(default=None, description="how far ahead the business case looks, in months")
    data_sensitivity: DataSensitivity | None = Field(
        default=None, description="how sensitive the data is that the model sees"
    )
    regulations: Annotated[tuple[Regulation, ...], Field(strict=False)] | None = Field(
        default=None, description="rules that the data falls under"
    )
    self_hosting_required: bool | None = Field(
        default=None, description="true if data may not leave their own machines or cloud"
    )
    current_accuracy: Share | None = Field(default=None, description="share of right answers on their own task today")
    target_accuracy: Share | None = Field(default=None, description="share of right answers that they need")
    critical_error_rate: Share | None = Field(default=None, description="share of answers that are critically wrong")
    edge_case_error_rate: Share | None = Field(default=None, description="share of edge cases that go wrong")
    max_latency_seconds: Seconds | None = Field(default=None, description="how soon an answer must be there")
    knowledge_change: KnowledgeChange | None = Field(
        default=None, description="how often the facts change that answers rest on"
    )
    documents: Count | None = Field(default=None, description="documents in their knowledge base")
    training_examples: Count | None = Field(default=None, description="labelled examples at hand")
    modalities: Annotated[tuple[Modality, ...], Field(strict=False)] | None = Field(
        default=None, description="kinds of input"
    )
    languages: Annotated[tuple[Language, ...], Field(strict=False)] | None = Field(
        default=None, description="languages users write in (ISO 639-1)"
    )
    ml_engineers: Count | None = Field(default=None, description="in-house people who can train and run models")
    evaluation: Evaluation | None = Field(default=None, description="how the model is evaluated today")
    human_review: bool | None = Field(default=None, description="true if a person checks answers before they count")
    timeline_months: Months | None = Field(default=None, description="months until it must be live")
    sourcing: Sourcing | None = Field(default=None, description="who builds it")

    def known(self) -> frozenset[str]:
        """Names of the fields that have a value."""
        return frozenset(name for name in FIELDS if getattr(self, name) is not None)


class Case(Profile):
    """A profile with what its user set for every figure, which is no fact of the use case."""

    discount_rate: Share | None = Field(default=None, description="what money costs them a year, as a fraction")
    delay_months: Months | None = Field(default=None, description="months until anything comes back")
    ramp_months: Months | None = Field(default=None, description="months over which it rises to its full amount")
    ruled_out: Annotated[tuple[Approach, ...], Field(strict=False)] = Field(
        default=(), description="approaches that must not be advised"
    )


NOTHING_KNOWN = Profile()
FIELDS: tuple[str, ...] = tuple(Profile.model_fields)


def timing_of(profile: Profile) -> dict[str, float]:
    """When what comes back is there, as the tools name it; nothing where that is from the start."""
    if not isinstance(profile, Case):
        return {}
    told = {"delay_months": profile.delay_months, "ramp_months": profile.ramp_months}
    return {name: months for name, months in told.items() if months}


def ruled_out_of(profile: Profile) -> tuple[Approach, ...]:
    """The approaches that their user has ruled out."""
    return profile.ruled_out if isinstance(profile, Case) else ()


def discount_rate_of(profile: Profile) -> float | None:
    """The rate a year that was set; `None` where it is to be assumed."""
    return profile.discount_rate if isinstance(profile, Case) else None
