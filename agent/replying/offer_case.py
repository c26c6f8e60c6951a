"""The case that offers are held against, and what a message says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from agent.basis import Basis
from agent.facts import Fact, Part, value_of
from agent.numbers.part_sums import work_sum
from agent.offers import USD, Offer, OfferAsked
from agent.tool_results import Results
from tools.approach import ApproachAdvice, Option
from tools.assess import Assessment
from tools.registry import call_tool

Result = dict[str, JsonValue]


@dataclass(frozen=True)
class Talk:
    """What a message says of offers: those told now, those tried out, what is asked, and what stands after it."""

    told: Sequence[Offer]
    supposed: Sequence[Offer]  # all, as they would be
    asked: OfferAsked | None
    standing: Sequence[Offer]
    before: Sequence[Offer] = ()  # what stood before this message


@dataclass(frozen=True)
class OfferCase:
    """The case that offers are held against, and what its figures rest on."""

    facts: Mapping[str, Fact]
    assessment: Assessment
    results: Results  # on the facts alone
    investment: float | None
    basis: Basis
    parts: Sequence[Part] = ()
    renewal: Offer | None = None  # what the vendor of today wants from now on
    worth_in_dollars: bool = False  # what it would be held against was told, but in another currency

    def number(self, name: str) -> float | None:
        """What is known of a field."""
        value = value_of(self.facts, name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def volume(self) -> float | None:
        """Requests a month."""
        return self.number("requests_per_month")

    @property
    def planned(self) -> Option | None:
        """What is recommended, where that is an investment."""
        advice = self.assessment.results["approach"]
        assert isinstance(advice, ApproachAdvice)
        return None if advice.ranking[0].approach == "not_yet" else advice.ranking[0]

    @property
    def bill(self) -> tuple[float, str] | None:
        """USD a month for the API today: as told, else at list prices, with the words for it."""
        told, listed = self.number("monthly_api_spend"), self.results.get("api_cost", {}).get("monthly_cost")
        if told is not None and told > 0:
            return told, "what you pay for the API today"
        if isinstance(listed, int | float) and listed > 0:
            return float(listed), "what the API costs at list prices"
        return None

    @property
    def cut_base(self) -> float | None:
        """USD a month of which a share may be saved: the bill, else what the work costs today."""
        if self.bill is not None:
            return self.bill[0]
        work = work_sum(self.parts, self.facts)
        return None if work is None else work.value

    def call(self, tool: str, arguments: Mapping[str, JsonValue]) -> Result:
        """A tool's result, and beside it what it was given. Raises `ToolError`."""
        if tool == "roi" and self.basis.discount_rate is not None:
            arguments = {"annual_discount_rate": self.basis.discount_rate, **arguments}
        return {**call_tool(tool, arguments, self.basis.today).model_dump(mode="json"), **arguments}


def case_in(offers: Sequence[Offer], case: OfferCase) -> OfferCase:
    """The case as far as it is told in the currency of the offers: amounts in dollars say nothing of euros."""
    currency = offers[0].currency if offers else USD
    if currency == USD:
        return case
    facts = {name: fact for name, fact in case.facts.items() if name not in _IN_DOLLARS}
    parts = [one for one in case.parts if one.currency == currency or "$" not in one.quote]
    parts = [one.model_copy(update={"currency": USD}) for one in parts]
    worth = any(value_of(case.facts, name) is not None for name in ("monthly_benefit", "monthly_api_spend"))
    return replace(case, facts=facts, parts=parts, results={}, investment=None, worth_in_dollars=worth)


_IN_DOLLARS = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


def number_of(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
