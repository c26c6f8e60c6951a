"""What the work costs them today, with its sum; what goes on if nothing is changed; or what is missing to tell."""

from collections.abc import Iterator, Mapping

from agent import phrasing
from agent.facts import Fact, value_of
from agent.reading.answers import Asked
from agent.reading.own_cost_asked import OwnCost
from agent.replying.explained import Explained
from agent.replying.savings import HALF, MONTHS_A_YEAR, OWN_COST, Saving, in_words


def own_cost_answers(asked: Asked, saving: Saving, facts: Mapping[str, Fact]) -> Iterator[Explained]:
    """One answer to all that was asked of it."""
    if "own_cost" in asked.about:
        closing = (*_told(asked.own_cost, saving), *_lacking(saving, facts))
        yield Explained(f"{OWN_COST}:", (), closing)


def _told(asked: OwnCost, saving: Saving) -> Iterator[str]:
    cost, time = saving.all_work, saving.time
    if asked == "nothing":
        yield "**If you change nothing, there is nothing to invest**, and the work goes on as it does today."
    if time is not None and not time.missing and (asked == "time" or cost is None):
        yield f"**It takes {phrasing.plain(round(time.value, 1))} hours a month:** {in_words(time)}."
    if cost is None:
        return
    month, year = phrasing.usd(cost.value), phrasing.usd(cost.value * MONTHS_A_YEAR)
    yield f"**It costs {month} a month, {year} a year:** {in_words(cost)}."
    part = "The most that a tool can be worth is a part of that"
    yield f"{part}: {phrasing.usd(cost.value * HALF)} a month if half of it went away."


def _lacking(saving: Saving, facts: Mapping[str, Fact]) -> Iterator[str]:
    """What is missing to tell it; of what runs already, its bill."""
    spend = value_of(facts, "monthly_api_spend")
    if isinstance(spend, int | float) and spend:
        yield f"The API comes to {phrasing.usd(spend)} a month today, as you told me."
    if saving.all_work is None:
        yield f"To say what the work costs I still need {phrasing.joined(saving.work_lacking)}."
