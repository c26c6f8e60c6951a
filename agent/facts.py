"""The ledger: who said what. A fact is a profile field with its status, the user's own words and the turn."""

import json
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from tools.errors import bad_argument
from tools.profile import FIELDS, Profile

Status = Literal["stated", "inferred", "assumed", "declined"]


class Fact(BaseModel):
    """One field of the profile as the conversation knows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: JsonValue
    range: tuple[float, float] | None = None
    status: Status
    quote: str | None = None
    turn: int
    source: str | None = None


class Statement(BaseModel):
    """What a message says of one field: `value` is JSON of the field's type, `None` when declined.

    `quote` is a literal part of the message. A range keeps both ends, its midpoint is the value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    value: JsonValue
    range: tuple[float, float] | None = None
    status: Literal["stated", "inferred", "declined"] = "stated"
    quote: str | None = None


def value_of(facts: Mapping[str, Fact], field: str) -> JsonValue:
    """What is known of a field; `None` where it is open or was declined."""
    return facts[field].value if field in facts else None


def profile_of(facts: Mapping[str, Fact]) -> Profile:
    """The profile that the facts amount to; what is declined or assumed is unknown."""
    return checked_profile(
        {field: fact.value for field, fact in facts.items() if fact.status in ("stated", "inferred")}
    )


def checked_profile(values: Mapping[str, JsonValue]) -> Profile:
    """A profile of JSON values. Raises `BadArgument` that names the field, its bound and the remedy."""
    try:
        return Profile.model_validate_json(json.dumps(dict(values)))
    except ValidationError as error:
        raise bad_argument(error, FIELDS) from error
