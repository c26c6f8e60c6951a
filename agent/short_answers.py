"""Answers of a few lines about the case: in one sentence, for a board, yes or no, the first step, who is right."""

from collections.abc import Iterator, Mapping

from agent import phrasing
from agent.advice import Point, first_step_of, flips_of, points_of
from agent.answers import Asked
from agent.approach_cards import approaches
from agent.citing import Citations
from agent.explained import Explained, against, for_it, open_facts
from agent.facts import Fact, value_of
from agent.figures import confidence_in_words
from agent.findings import Findings
from agent.payback import nothing_pays
from tools.approach import ApproachAdvice, Option
from tools.profile import Approach

_REASONS = 2
_FLIPS = 2
_INITIALS = 3  # letters: "CTO"


def short_answers(
    asked: Asked, findings: Findings, facts: Mapping[str, Fact], views: Mapping[str, Approach], cited: Citations
) -> Iterator[Explained]:
    """One answer for each form or small thing that was asked for."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    best = advice.ranking[0]
    for about in asked.about:
        match about:
            case "sentence":
                yield Explained("In one sentence:", (), (_in_one(best, cited),))
            case "brief":
                yield _brief(advice, findings, facts, cited)
            case "yes_no":
                yield _yes_or_no(best, findings, facts)
            case "first_step":
                yield Explained("The first step:", (), (first_step_of(best, facts),))
            case "minimum":
                yield _minimum(findings, facts)
            case "owner":
                yield _owner(facts)
            case "colleague":
                yield _colleague(asked.colleague, views, advice, cited)


def _in_one(best: Option, cited: Citations) -> str:
    reason = next(iter(points_of(best, 1, 1, cited)), None)
    because = f", because {_small(reason.text).rstrip('.')}" if reason else ""
    unpaid = nothing_pays(best)
    if unpaid is not None:
        return f"We should not invest yet. {unpaid}"
    if best.approach == "not_yet":
        return f"We should not invest yet but settle the objective and how to measure it{because}."
    return f"We should go for {_title(best)}, {_cost(best)}{because}."


def _cost(best: Option) -> str:
    upfront, monthly = (phrasing.about_usd(cost) for cost in (best.upfront_cost, best.monthly_cost))
    return f"at about {upfront} up front and {monthly} a month"


def _brief(advice: ApproachAdvice, findings: Findings, facts: Mapping[str, Fact], cited: Citations) -> Explained:
    """Advice, cost, reasons, and what would turn it."""
    best = advice.ranking[0]
    points = [Point(f"Why: {one.text}", one.marks) for one in points_of(best, 1, _REASONS, cited)]
    if best.approach != "not_yet":
        points.append(Point(f"What it costs: {_cost(best).removeprefix('at ')}, the people behind it included."))
    points += [Point(f"What it brings: {one}") for one in _worth(findings)]
    points.append(Point(f"How firm: best in {confidence_in_words(best.win_share)} of the sampled cases."))
    points += [Point(f"What would change it: {_small(one)}") for one in flips_of(advice, _FLIPS)]
    points.append(Point(f"First step: {first_step_of(best, facts)}"))
    return Explained(f"In short: {approaches()[best.approach].title}.", tuple(points))


def _worth(findings: Findings) -> Iterator[str]:
    case = findings.assessed.get("roi")
    if case is None:
        return
    worth = float(str(case["npv"]))
    months = case["payback_months"]
    back = "it does not pay back within the horizon" if months is None else _pays_back(float(str(months)))
    yield f"{phrasing.about_usd(worth)} today over the horizon, at today's volume; {back}."


def _pays_back(months: float) -> str:
    return (
        "it pays back in less than a month"
        if months < 1
        else f"it pays back after about {phrasing.months(round(months, 1))}"
    )


def _yes_or_no(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    if best.approach == "not_yet":
        unpaid = nothing_pays(best)
        return Explained("No, not yet.", (), (*([unpaid] if unpaid else []), first_step_of(best, facts)))
    case = findings.assessed.get("roi")
    if case is None:
        needed = phrasing.about_usd(best.benefit_needed)
        only_if = f"It pays only if it brings more than {needed} a month; nobody has told me yet what it is worth."
        return Explained(
            f"Yes, as far as I can see: {_title(best)}.",
            (),
            (f"It takes {_cost(best).removeprefix('at ')}. {only_if}",),
        )
    worth = float(str(case["npv"]))
    sums = f"{_capital(next(_worth(findings)))}"
    return Explained(f"{'Yes' if worth > 0 else 'No'}: {_title(best)}.", (), (sums,))


def _minimum(findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    rough = "A rough figure, a range or a plain word is enough, and what nobody knows I draw at random."
    return Explained("What I still need:", (), (*open_facts(findings, facts), rough))


def _owner(facts: Mapping[str, Fact]) -> Explained:
    """Who answers for it stays inside, whoever builds."""
    partner = value_of(facts, "sourcing") == "partner"
    builds = "a partner that builds it does not answer for it" if partner else "those who build it work for that person"
    return Explained(
        "Who should own it:",
        (
            Point("One person on the side that has the benefit: who runs the work that the model takes part in."),
            Point("That person answers for what it says and may switch it off; an executive names them in writing."),
            Point(f"{_capital(builds)}."),
        ),
        ('For all the roles, say "give us a governance checklist".',),
    )


def _colleague(who: str, views: Mapping[str, Approach], advice: ApproachAdvice, cited: Citations) -> Explained:
    """Whether somebody's way is the one that I advise, and why not where it is not."""
    name, view = next(
        ((one, view) for one, view in views.items() if one == who or (not who and len(views) == 1)),
        (who or "they", None),
    )
    if view is None:
        return Explained(
            "I cannot judge that yet.", (), ("Tell me which way they want to go, and I hold it against mine.",)
        )
    option = next(one for one in advice.ranking if one.approach == view)
    best = advice.ranking[0]
    if option is best:
        told = for_it(option, advice, cited)
        return Explained(f"On your facts the {name} is right: {_title(option)} is what I advise too.", told.points)
    told = against(option, advice, cited)
    return Explained(
        f"On your facts, yes: I advise {_title(best)}, not {_title(option)} as the {name} wants.",
        told.points,
        told.closing,
    )


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
