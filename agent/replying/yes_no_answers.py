"""The yes or no to what `agent.reading.yes_no_asked` finds in a question, from the results; never one to another."""

from pydantic import JsonValue

from agent import phrasing
from agent.reading.yes_no_asked import YesNo
from agent.replying.advice import Point, points_of
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.explained import Explained, not_this
from agent.replying.findings import Findings
from agent.replying.payback import months_in_words, nothing_pays
from tools.approach import ApproachAdvice, Option


def yes_or_no_of(wanted: YesNo, findings: Findings, cited: Citations) -> Explained | None:
    """The answer where the question names something of its own; `None`: it is whether to do what I advise."""
    if wanted.usd is not None:
        return _held_against(wanted.usd, findings, over=wanted.over)
    if findings.scenario is not None or wanted.months is not None:
        return _pays_back(wanted.months, findings)
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    best = advice.ranking[0]
    if wanted.approach is None or wanted.approach == best.approach:
        return None
    option = next(one for one in advice.ranking if one.approach == wanted.approach)
    blocker = tuple(Point(f"In its way: {one.sentence}") for one in option.blockers[:1])
    reason = blocker or points_of(option, -1, 1, cited) or points_of(best, 1, 1, cited)
    return Explained(f"No: on your facts I advise {_title(best)}, {not_this(option)}.", reason)


def _held_against(usd: float, findings: Findings, *, over: bool) -> Explained | None:
    bill = findings.results.get("api_cost", {}).get("monthly_cost")
    if not isinstance(bill, int | float):
        return None
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    best = advice.ranking[0]
    holds = bill > usd if over else bill < usd
    upfront, monthly = (phrasing.about_usd(one) for one in (best.upfront_cost, best.monthly_cost))
    beside = f"What I recommend, {_title(best)}, takes about {upfront} up front and {monthly} a month, people included."
    heading = f"{'Yes' if holds else 'No'}: the API comes to {phrasing.usd(bill)} a month."
    return Explained(heading, (), () if best.approach == "not_yet" else (beside,))


def _pays_back(within: float | None, findings: Findings) -> Explained | None:
    """By what is supposed where something is, else by the facts."""
    results = findings.assessed if findings.scenario is None else findings.scenario.after
    case = results.get("roi")
    ranking = results["approach"]["ranking"]
    assert isinstance(ranking, list)
    unpaid = nothing_pays(Option.model_validate(ranking[0]))
    if unpaid is not None:
        return Explained("No, not on these figures.", (), (unpaid,))
    if case is None:
        return None if within is None else Explained("I cannot say yes or no yet.", (), (_WORTH,))
    supposed = " on what you suppose" if findings.scenario is not None else ""
    months = case["payback_months"]
    if months is None:
        return Explained(f"No:{supposed} it does not pay back within the horizon.")
    back = f"it pays back {_in_or_after(months)}"
    if within is None:
        worth = case["npv"]
        pays = isinstance(worth, int | float) and worth > 0
        return Explained(f"{'Yes' if pays else 'No'}:{supposed} {back}.")
    holds = isinstance(months, int | float) and months <= within
    return Explained(f"{'Yes' if holds else 'No'}:{supposed} {back}, if the benefit is reached.")


_WORTH = "Nobody has told me yet what it is worth a month."


def _in_or_after(months: JsonValue) -> str:
    shown = months_in_words(float(str(months)))
    return f"in {shown}" if float(str(months)) < 1 else f"after about {shown}"


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]
