"""The ledger: who said what. A fact is a profile field with its status, the user's own words and the turn."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from tools.errors import bad_argument
from tools.profile import APPROACHES, FIELDS, Approach, Profile

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


PartName = Literal[
    "hour_cost",  # USD that an hour of work costs
    "time_before",  # seconds of work that one case takes today
    "time_after",  # seconds that it would take
    "time_saved",  # seconds that it would take less
    "error_time",  # seconds of work that one wrong case costs
    "error_cost",  # USD that one wrong case costs
    "hours",  # seconds of work saved each period, by all together
    "head_hours",  # seconds of work saved each period, by one of many
    "heads",  # how many there are of somebody or something
    "asks",  # requests each period, by one of many
    "daily",  # requests a day, by all together
    "days",  # working days a month
    "cases",  # how many cases come each period, where one takes several calls
    "calls",  # model calls that one case takes
    "workload",  # requests a month of one of several workloads
    "other_work",  # requests a month of another kind of work, told beside the first
    "other_time",  # seconds of work that one of those takes
    "share",  # the fraction of cases, or of heads, that it is for
    "case_saved",  # USD that one case would cost less
    "case_after",  # USD that one case would cost
    "work_hours",  # seconds of work each period that all of it takes today
    "case_cost",  # USD that one case costs
    "unit_cost",  # USD that a word costs
    "unit_cost_after",  # USD that it would cost
    "wage",  # USD that one of them costs each period
    "freed",  # how many of them could do something else
    "loss",  # USD a period that goes out today and may not have to
    "spared",  # USD a period by which something goes down
    "missed",  # deals, orders, customers that are lost each period
    "more",  # how many more of them would come each period
    "worth",  # USD that one of them brings
    "charged",  # USD that each of them would pay us each period
    "charged_each",  # USD that others would pay us for one case
    "revenue",  # USD a period that comes in today
    "margin",  # the fraction of it that they keep
    "lift",  # the fraction by which it would rise
    "payroll",  # USD a period that all people who do the work cost together
    "setup",  # USD that is put in at the start, or that others ask for it
    "fee",  # USD each period that others ask for running it
    "fee_each",  # USD that others ask for one case
]


class Part(BaseModel):
    """A number that says nothing of the profile by itself, and something with others: they may come later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: PartName
    value: float
    range: tuple[float, float] | None = None
    per: float = 1.0  # times a month
    of: str = ""  # the stem of whom or what it is about
    currency: str = "USD"
    quote: str
    turn: int = 0

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of its range."""
        return self.range or (self.value, self.value)


class Term(BaseModel):
    """What a message sets for all figures, or takes back (`value` is `None`).

    "discount_rate" is a fraction a year, "delay_months" and "ramp_months" tell when what comes back is there; an
    approach by its name is ruled out, whatever the value; any other name is a currency, whose value is
    USD for one unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: float | None
    quote: str


DISCOUNT_RATE = "discount_rate"
DELAY, RAMP = "delay_months", "ramp_months"
TIMING = frozenset({DELAY, RAMP})


class Terms(BaseModel):
    """What the user set for all figures of the conversation; nothing of it is a fact of the use case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    set: dict[str, float] = {}  # by the name of a `Term`

    @property
    def discount_rate(self) -> float | None:
        """A fraction a year."""
        return self.set.get(DISCOUNT_RATE)

    @property
    def timing(self) -> dict[str, float]:
        """Months until anything comes back, and over which it rises, as the tools name them."""
        return {name: value for name, value in self.set.items() if name in TIMING and value}

    @property
    def rates(self) -> dict[str, float]:
        """USD for one unit of each currency that has a rate."""
        others = {DISCOUNT_RATE, *TIMING, *APPROACHES}
        return {name: value for name, value in self.set.items() if name not in others}

    @property
    def ruled_out(self) -> tuple[Approach, ...]:
        """The approaches that must not be advised."""
        return tuple(one for one in APPROACHES if one in self.set)

    def after(self, said: Iterable[Term]) -> "Terms":
        """The terms once these were said."""
        known = dict(self.set)
        for term in said:
            known.pop(term.name, None)
            if term.value is not None:
                known[term.name] = term.value
        return Terms(set=known)


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
