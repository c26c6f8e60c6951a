"""What rules look at: a profile's fields and what follows from them by plain arithmetic.

Names beyond the profile's, each `None` where it does not follow:
    monthly_spend        USD a month for the API: as stated, else requests x list price of a request
    accuracy_needed      as stated, else the bar of the industry, else the general one
    accuracy_gap         accuracy needed less accuracy today; 0 or less is good enough
    has_regulations      whether any regulation applies
    beyond_text          whether images, audio or video are involved
    language_count       languages that users write in
    benefit_per_cost     monthly benefit as a multiple of the monthly spend
    has_objective        whether a measurable objective is known (never `None`)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from tools.data_files import load_record
from tools.errors import UnknownModel
from tools.prices import Price, price_of
from tools.profile import FIELDS, Industry, Profile
from tools.tool import Assumption

_DERIVED = (
    "monthly_spend",
    "accuracy_needed",
    "accuracy_gap",
    "has_regulations",
    "beyond_text",
    "language_count",
    "benefit_per_cost",
    "has_objective",
)


@dataclass(frozen=True)
class Derived:
    """The facts of a profile, and what had to be assumed for them."""

    fields: Mapping[str, Any]  # the profile's own
    facts: Mapping[str, Any]  # and what follows from them
    price: Price | None
    spend_assumptions: tuple[Assumption, ...]
    accuracy_assumptions: tuple[Assumption, ...]
    warnings: tuple[str, ...]

    @property
    def price_sources(self) -> tuple[str, ...]:
        """Where a computed spend comes from; empty where the spend was stated."""
        return (self.price.source,) if self.price and self.facts["monthly_spend"] is not None else ()

    def changed(self, field: str, value: object) -> Mapping[str, Any]:
        """The facts if one field had another value."""
        return _facts({**self.fields, field: value}, self.price)

    @staticmethod
    def names() -> tuple[str, ...]:
        """Every name that `facts` has."""
        return (*FIELDS, *_DERIVED)


def derive(profile: Profile, as_of: date | None) -> Derived:
    """The facts that rules look at; a model that the price list does not know becomes a warning."""
    fields = {name: getattr(profile, name) for name in FIELDS}
    price, warnings = _price(profile, as_of)
    facts = _facts(fields, price)
    return Derived(
        fields=fields,
        facts=facts,
        price=price,
        spend_assumptions=_spend_assumptions(price, facts, as_of),
        accuracy_assumptions=_accuracy_assumptions(profile, facts),
        warnings=warnings,
    )


def _price(profile: Profile, as_of: date | None) -> tuple[Price | None, tuple[str, ...]]:
    if profile.model is None or profile.monthly_api_spend is not None:
        return None, ()
    try:
        return price_of(profile.model, as_of), ()
    except UnknownModel as error:
        return None, (str(error),)


def _facts(fields: Mapping[str, Any], price: Price | None) -> dict[str, Any]:
    current = fields["current_accuracy"]
    needed = _accuracy_needed(fields["target_accuracy"], fields["industry"])
    spend = _monthly_spend(fields, price)
    benefit, regulations = fields["monthly_benefit"], fields["regulations"]
    modalities, languages = fields["modalities"], fields["languages"]
    return {
        **fields,
        "monthly_spend": spend,
        "accuracy_needed": needed,
        # Rounded, so that 0.95 less 0.90 is the 0.05 that a person sees.
        "accuracy_gap": None if current is None else round(needed - current, 9),
        "has_regulations": None if regulations is None else bool(regulations),
        "beyond_text": None if modalities is None else not {"image", "audio", "video"}.isdisjoint(modalities),
        "language_count": None if languages is None else len(languages),
        "benefit_per_cost": None if benefit is None or not spend else benefit / spend,
        "has_objective": fields["objective"] is not None,
    }


def _monthly_spend(fields: Mapping[str, Any], price: Price | None) -> float | None:
    stated = fields["monthly_api_spend"]
    if stated is not None:
        return float(stated)
    volume = [fields[name] for name in ("requests_per_month", "input_tokens", "output_tokens")]
    if price is None or None in volume:
        return None
    requests, tokens_in, tokens_out = volume
    per_request = price.request_cost(tokens_in, tokens_out)
    return None if per_request is None else float(per_request) * requests


def _accuracy_needed(target: float | None, industry: Industry | None) -> float:
    if target is not None:
        return target
    bars = _bars()
    return bars.general if industry is None else bars.by_industry.get(industry, bars.general)


def _spend_assumptions(price: Price | None, facts: Mapping[str, Any], as_of: date | None) -> tuple[Assumption, ...]:
    if price is None or facts["monthly_spend"] is None:
        return ()
    source = f"api_cost: requests x tokens at the list price of {price.model} ({price.source})"
    return (Assumption(name="monthly_api_spend", value=facts["monthly_spend"], source=source, checked=as_of),)


def _accuracy_assumptions(profile: Profile, facts: Mapping[str, Any]) -> tuple[Assumption, ...]:
    if profile.target_accuracy is not None:
        return ()
    bars = _bars()
    of = f"for {profile.industry}" if profile.industry in bars.by_industry else "where nothing else is known"
    source = f"{bars.source}: the bar {of}"
    return (Assumption(name="target_accuracy", value=facts["accuracy_needed"], source=source, checked=bars.checked),)


class _Bars(BaseModel):
    """`data/accuracy_bars.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    general: float
    by_industry: Mapping[Industry, float]
    source: str
    checked: date


@cache
def _bars() -> _Bars:
    return load_record("accuracy_bars.yaml", _Bars)
