"""What every figure rests on beside the facts: what money costs, shares of the bill, the work there is, the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import JsonValue

from agent.facts import Fact, Part, profile_of, value_of
from agent.memory import Told
from tools.assess import Assessment, assess
from tools.errors import ToolError
from tools.profile import FIELDS, Case, Profile
from tools.registry import call_tool

BILLED_BY = ("model", "requests_per_month", "input_tokens", "output_tokens")
SHARES = ("cached_share", "batch_share")


@dataclass(frozen=True)
class Basis:
    """The day, and what was set or told once for all figures."""

    today: date
    discount_rate: float | None = None  # a year
    shares: Mapping[str, JsonValue] = field(default_factory=dict)  # of the bill: cached, run as a batch
    timing: Mapping[str, float] = field(default_factory=dict)  # when what comes back is there, as the tools name it
    parts: tuple[Part, ...] = ()  # what was told in part: how much work there is bounds what it can be worth

    @classmethod
    def of(cls, told: Told, today: date) -> "Basis":
        """What was set, what calls keep of the bill, and what was told in part."""
        kept = [call.arguments for call in told.tool_calls if call.tool == "api_cost" and not call.supposed]
        shares = {name: one[name] for one in kept for name in SHARES if name in one and not set(BILLED_BY) & set(one)}
        return cls(today, told.terms.discount_rate, shares, told.terms.timing, told.parts)

    def assess(self, facts: Mapping[str, Fact]) -> Assessment:
        """The assessment of the facts on this basis, whatever work there is (`agent.replying.ceiling`)."""
        return assess(self.profile(facts), self.today)

    def profile(self, facts: Mapping[str, Fact]) -> Profile:
        """The profile that the facts amount to; where no bill was told, the one that the shares make."""
        profile = profile_of(facts)
        bill = self._bill(facts)
        if bill is not None and profile.monthly_api_spend is None:
            profile = profile.model_copy(update={"monthly_api_spend": bill})
        if self.discount_rate is None and not self.timing:
            return profile
        told = {name: getattr(profile, name) for name in FIELDS}
        return Case.model_validate({**told, "discount_rate": self.discount_rate, **self.timing})

    def _bill(self, facts: Mapping[str, Fact]) -> float | None:
        """USD a month with the shares; `None` without any, or where a figure is missing."""
        billed = {name: value_of(facts, name) for name in BILLED_BY}
        if not self.shares or any(value is None for value in billed.values()):
            return None
        try:
            result = call_tool("api_cost", {**billed, **self.shares}, self.today).model_dump(mode="json")
        except ToolError:
            return None
        return float(str(result["monthly_cost"]))
