"""What the work costs them today, with its sum; what goes on if nothing is changed; or what is missing to tell."""

from collections.abc import Iterator, Mapping

from agent import phrasing
from agent.facts import Fact, value_of
from agent.reading.answers import Asked
from agent.reading.own_cost_asked import OwnCost
from agent.replying.explained import Explained
from agent.replying.savings import HALF, MONTHS_A_YEAR, OWN_COST, Saving, in_words
from agent.tool_results import Results


def own_cost_answers(asked: Asked, saving: Saving, facts: Mapping[str, Fact], results: Results) -> Iterator[Explained]:
    """One answer to all that was asked of it."""
    if "own_cost" in asked.about:
        closing = (*_told(asked.own_cost, saving), *_bill(asked.own_cost, facts, results), *_lacking(saving))
        yield Explained(f"{OWN_COST}:", (), closing, tuple(_over_the_span(asked.own_cost, saving, facts, results)))


def _told(asked: OwnCost, saving: Saving) -> Iterator[str]:
    cost, time = saving.all_work, saving.time
    if asked.kind == "nothing":
        yield "**If you change nothing, there is nothing to invest**, and the work goes on as it does today."
    if time is not None and not time.missing and (asked.kind == "time" or cost is None):
        yield f"**It takes {phrasing.plain(round(time.value, 1))} hours a month:** {in_words(time)}."
    if cost is None:
        return
    month, year = phrasing.usd(cost.value), phrasing.usd(cost.value * MONTHS_A_YEAR)
    yield f"**It costs {month} a month, {year} a year{_over(asked, cost.value)}:** {in_words(cost)}."
    part = "The most that a tool can be worth is a part of that"
    yield f"{part}: {phrasing.usd(cost.value * HALF)} a month if half of it went away."


def _over(asked: OwnCost, monthly: float) -> str:
    """ ", $432,000 over 3 years", where another time than a month or a year was named."""
    if asked.months is None or asked.months in (1, MONTHS_A_YEAR):
        return ""
    return f", {phrasing.usd(monthly * asked.months)} over {phrasing.span(asked.months)}"


def _over_the_span(asked: OwnCost, saving: Saving, facts: Mapping[str, Fact], results: Results) -> Iterator[float]:
    """What the sums come to over the time that was named: no result holds them."""
    work = saving.all_work.value if saving.all_work else None
    listed = results.get("api_cost", {}).get("monthly_cost")
    for monthly in (work, value_of(facts, "monthly_api_spend"), listed):
        if asked.months is not None and isinstance(monthly, int | float):
            yield from (asked.months, monthly * asked.months)


def _bill(asked: OwnCost, facts: Mapping[str, Fact], results: Results) -> Iterator[str]:
    """Of what runs already, its bill: as told, else at list prices."""
    spend, listed = value_of(facts, "monthly_api_spend"), results.get("api_cost", {}).get("monthly_cost")
    if isinstance(spend, int | float) and spend:
        yield f"The API comes to {phrasing.usd(spend)} a month today{_over(asked, spend)}, as you told me."
    elif isinstance(listed, int | float) and listed:
        model = value_of(facts, "model")
        yield f"The API comes to {phrasing.usd(listed)} a month{_over(asked, listed)} on {model}, at list prices."


def _lacking(saving: Saving) -> Iterator[str]:
    """What is missing to tell it."""
    if saving.all_work is None:
        yield f"To say what the work costs I still need {phrasing.joined(saving.work_lacking)}."
