"""The profile: what the interview collects, with its types, units and bounds.

One class holds the vocabulary for every layer; it knows nothing of who said what (that is the agent's ledger).
Money is in USD, tokens are counts, rates and shares are fractions from 0 to 1, time is in the unit that the name says.
"""

from typing import Annotated, Literal

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

    goal: Text | None = None
    objective: Objective | None = None
    task: Task | None = None
    industry: Industry | None = None
    stage: Stage | None = None
    current_approach: CurrentApproach | None = None
    model: Text | None = None
    requests_per_month: PositiveCount | None = None
    input_tokens: PositiveCount | None = None
    output_tokens: Count | None = None
    monthly_api_spend: Usd | None = None
    growth_per_year: Growth | None = None
    budget: Usd | None = None
    monthly_benefit: Usd | None = None
    horizon_months: Months | None = None
    data_sensitivity: DataSensitivity | None = None
    regulations: Annotated[tuple[Regulation, ...], Field(strict=False)] | None = None
    self_hosting_required: bool | None = None
    current_accuracy: Share | None = None
    target_accuracy: Share | None = None
    critical_error_rate: Share | None = None
    edge_case_error_rate: Share | None = None
    max_latency_seconds: Seconds | None = None
    knowledge_change: KnowledgeChange | None = None
    documents: Count | None = None
    training_examples: Count | None = None
    modalities: Annotated[tuple[Modality, ...], Field(strict=False)] | None = None
    languages: Annotated[tuple[Text, ...], Field(strict=False)] | None = None
    ml_engineers: Count | None = None
    evaluation: Evaluation | None = None
    human_review: bool | None = None
    timeline_months: Months | None = None
    sourcing: Sourcing | None = None

    def known(self) -> frozenset[str]:
        """Names of the fields that have a value."""
        return frozenset(name for name in type(self).model_fields if getattr(self, name) is not None)


FIELDS: tuple[str, ...] = tuple(Profile.model_fields)
