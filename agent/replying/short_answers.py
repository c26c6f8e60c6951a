"""Answers of a few lines about the case: in one sentence, for a board, yes or no, the first step, who is right."""

from collections.abc import Iterator, Mapping

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards
from agent.reading.answers import Asked, approach_named
from agent.replying.advice import Point, first_step_of, flips_of, points_of
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.explained import Explained, against, for_it, not_this, open_facts
from agent.replying.figures import confidence_in_words
from agent.replying.findings import Findings
from agent.replying.payback import is_too_little_work, loss_share, months_in_words, nothing_pays, payback_months
from agent.replying.yes_no_answers import yes_or_no_of
from tools.approach import ApproachAdvice, Option
from tools.profile import Approach
from tools.roadmap import Roadmap

IN_SHORT = "In short"
_REASONS = 1
_FLIPS = 1
_INITIALS = 3  # letters: "CTO"


def short_answers(
    asked: Asked,
    findings: Findings,
    facts: Mapping[str, Fact],
    views: Mapping[str, Approach],
    cited: Citations,
    *,
    last_topic: str = "",
) -> Iterator[Explained]:
    """One answer for each form or small thing that was asked for; `last_topic` is what the answer before was about."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    best = advice.ranking[0]
    how_sure = "confidence" in asked.about  # which begins with the yes or no that is demanded
    for about in (one for one in asked.about if not (how_sure and one == "yes_no")):
        match about:
            case "sentence":
                yield Explained("In one sentence:", (), (_in_one(best, findings, cited),))
            case "brief":
                yield _brief(asked, advice, findings, facts, cited)
            case "plain":
                yield _plain(best, findings, facts, last_topic)
            case "yes_no":
                yield yes_or_no_of(asked.yes_no, findings, cited) or _yes_or_no(best, findings, facts)
            case "first_step":
                yield _first_steps(asked.steps or _STEPS, best, findings, facts)
            case "minimum":
                yield _minimum(findings, facts)
            case "owner":
                yield _owner(facts)
            case "colleague":
                yield _colleague(asked, views, advice, cited)


def _in_one(best: Option, findings: Findings, cited: Citations) -> str:
    reason = next(iter(points_of(best, 1, 1, cited)), None)
    because = f", because {_small(reason.text).rstrip('.')}" if reason else ""
    unpaid = nothing_pays(best)
    if unpaid is not None:
        return f"We should not invest {'like this' if is_too_little_work(best) else 'yet'}. {unpaid}"
    if best.approach == "not_yet":
        return f"We should not invest yet but settle the objective and how to measure it{because}."
    if _loses(findings):
        return f"On these figures it does not pay; of the ways to do it {_title(best)} is the best, {_cost(best)}."
    return f"We should go for {_title(best)}, {_cost(best)}{because}."


def _cost(best: Option) -> str:
    upfront, monthly = (phrasing.about_usd(cost) for cost in (best.upfront_cost, best.monthly_cost))
    return f"at about {upfront} up front and {monthly} a month"


def _brief(
    asked: Asked, advice: ApproachAdvice, findings: Findings, facts: Mapping[str, Fact], cited: Citations
) -> Explained:
    """Advice, cost, what it brings, the risk and the next step; in two or three sentences where so few are wanted."""
    best = advice.ranking[0]
    if asked.sentences in (1, 2, 3):
        told = [_in_one(best, findings, cited), f"What it brings: {_brings(best, findings, facts)}", _next(best, facts)]
        return Explained(f"{IN_SHORT}:", (), (" ".join(told[: asked.sentences]),))
    points = [Point(f"Why: {one.text}", one.marks) for one in points_of(best, 1, _REASONS, cited)]
    if best.approach != "not_yet":
        points.append(Point(f"What it costs: {_cost(best).removeprefix('at ')}, the people behind it included."))
        points.append(Point(f"What it brings: {_brings(best, findings, facts)}"))
    points += [] if is_too_little_work(best) else [Point(f"The risk: {_risk(best, findings)}")]
    points += [Point(f"What would change it: {_small(one)}") for one in flips_of(advice, _FLIPS)]
    points.append(Point(f"First step: {first_step_of(best, facts)}"))
    title = approaches()[best.approach].title
    pays_not = f"on these figures it does not pay; of the ways to do it {title} is the best"
    return Explained(f"{IN_SHORT}: {pays_not if _loses(findings) else title}.", tuple(points), (_WHOLE,))


def _loses(findings: Findings) -> bool:
    """Whether the figures leave a loss over the horizon."""
    case = findings.assessed.get("roi")
    return case is not None and findings.assessment.recommended != "not_yet" and float(str(case["npv"])) < 0


def _next(best: Option, facts: Mapping[str, Fact]) -> str:
    return f"First: {_small(first_step_of(best, facts))}"


_WHOLE = 'For all of it, with the facts and the arithmetic, say "the whole report".'


def _brings(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> str:
    """What it is worth and when it pays back, or what is missing to tell."""
    told, benefit = next(_worth(findings), None), value_of(facts, "monthly_benefit")
    if told is not None and isinstance(benefit, int | float):
        return f"{phrasing.usd(benefit)} a month if it works; with all costs taken off, {told}"
    if best.approach == "not_yet":
        return "nothing is spent, and nothing comes back."
    months = payback_months(findings.assessed)
    if months is not None:
        return f"through the lower API bill alone it pays back after about {months_in_words(months)}."
    needed = phrasing.about_usd(best.benefit_needed)
    return f"nobody has told me yet what it is worth; to pay back it must bring more than {needed} a month."


def _risk(best: Option, findings: Findings) -> str:
    """How often it loses money where its worth is known, else how often another way is the better one."""
    share = confidence_in_words(best.win_share)
    drawn = "with what is still open drawn at random,"
    loses = loss_share(findings.assessed)
    if loses is None:
        return f"{drawn} it is the best of the approaches in {share} of the cases, another one in the others."
    return f"{drawn} it is worth less than it costs in {loses} of the cases; it is the best way in {share} of them."


def _plain(best: Option, findings: Findings, facts: Mapping[str, Fact], last_topic: str) -> Explained:
    """Without terms of the trade: what the last answer was about where that is an approach, else the advice."""
    spoken_of = approach_named(last_topic)
    if spoken_of is not None:
        card = approaches()[spoken_of]
        return Explained("In simple words:", (), (f"{_capital(card.title.partition(' (')[0])} is {card.means}.",))
    card = approaches()[best.approach]
    if best.approach == "not_yet":
        unpaid = nothing_pays(best)
        told = ("Do not spend money yet.", *([unpaid] if unpaid else []), _next(best, facts))
        return Explained("In simple words:", (), (" ".join(told),))
    upfront, monthly = (phrasing.about_usd(cost) for cost in (best.upfront_cost, best.monthly_cost))
    return Explained(
        "In simple words:",
        (),
        (
            "On these figures it costs more than it brings, so I would not spend on it as it is."
            if _loses(findings)
            else f"I would take {card.means}.",
            f"To start it takes about {upfront}, and then about {monthly} every month, the work of people included.",
            f"What it brings: {_brings(best, findings, facts)}",
            _next(best, facts),
        ),
    )


def _worth(findings: Findings) -> Iterator[str]:
    case = findings.assessed.get("roi")
    if case is None:
        return
    worth = float(str(case["npv"]))
    months = case["payback_months"]
    back = "it does not pay back within the horizon" if months is None else _pays_back(float(str(months)))
    yield f"{phrasing.about_usd(worth)} in today's money over the horizon, at today's volume; {back}."


def _pays_back(months: float) -> str:
    return (
        "it pays back in less than a month"
        if months < 1
        else f"it pays back after about {phrasing.months(round(months, 1))}"
    )


def _yes_or_no(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    if best.approach == "not_yet":
        return _no(best, findings, facts)
    beyond = tuple(_beyond_them(best, facts))
    if beyond:
        takes = f"{_title(best).capitalize()}, the best of the ways to do it, takes {_cost(best).removeprefix('at ')}."
        return Explained("No, not like this.", tuple(Point(one) for one in beyond), (takes, _SMALLER))
    case = findings.assessed.get("roi")
    if case is None:
        return _yes_if(best, findings, facts)
    worth = float(str(case["npv"]))
    sums = f"{_capital(next(_worth(findings)))}"
    tight = tuple(_tight(best, facts)) if worth > 0 else ()
    answer = "No" if worth <= 0 else "Yes, if the money is enough" if tight else "Yes"
    return Explained(f"{answer}: {_title(best)}.", (), (sums, *tight))


def _no(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    unpaid = nothing_pays(best)
    if unpaid is None or not is_too_little_work(best):
        return Explained("No, not yet.", (), (*([unpaid] if unpaid else []), first_step_of(best, facts)))
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    beyond = (Point(one) for one in _beyond_them(advice.ranking[1], facts))
    return Explained("No, not like this.", (Point(unpaid), *beyond), (_SMALLER,))


def _yes_if(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    """Nobody has said what it is worth: a yes, where the lower bill alone pays for it; else what it must bring."""
    takes = f"{_capital(_title(best))} takes {_cost(best).removeprefix('at ')}."
    tight = tuple(_tight(best, facts))
    months = payback_months(findings.assessed)
    if months is not None:
        back = f"Through the lower bill alone it pays back after about {months_in_words(months)}."
        return Explained(f"Yes, for the lower bill alone: {_title(best)}.", (), (back, takes, *tight))
    needed, requests = phrasing.about_usd(best.benefit_needed), value_of(facts, "requests_per_month")
    each = ""
    told: tuple[float, ...] = ()
    if isinstance(requests, int | float) and requests > 0:
        one = float(f"{best.benefit_needed / requests:.2g}")
        told, each = (one,), f", about {phrasing.usd(one)} for each of the {phrasing.count(requests)} requests a month"
    only_if = f"With what may run over counted in, it pays only if it brings more than {needed} a month{each}."
    lacking = findings.saving.lacking or _WORTH_IN_PARTS
    ask = f"Nobody has told me yet what it is worth. To say yes or no I need {phrasing.joined(lacking)}."
    return Explained("Neither yet: a yes needs what it brings.", (), (only_if, takes, ask, *tight), told)


_WORTH_IN_PARTS = ("how many minutes of work one case would take less", "what an hour of it costs")


def _tight(best: Option, facts: Mapping[str, Fact]) -> Iterator[str]:
    """That the budget lies below the middle of what it takes up front, though not below all of the range."""
    budget = value_of(facts, "budget")
    if isinstance(budget, int | float) and budget < best.upfront_cost:
        upfront, least = map(phrasing.about_usd, (best.upfront_cost, best.upfront_cost_range[0]))
        yield f"Your {phrasing.usd(budget)} may not be enough to start: it takes about {upfront}, {least} at the least."


def _beyond_them(best: Option, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Why it is out of their reach: a budget below what it takes at the least."""
    budget, least = value_of(facts, "budget"), best.upfront_cost_range[0]
    if isinstance(budget, int | float) and budget < least:
        about = phrasing.about_usd
        yield (
            f"You can spend {phrasing.usd(budget)}; it takes about {about(best.upfront_cost)} up front, "
            f"{about(least)} at the least."
        )


_SMALLER = (
    "What may still pay is something smaller: a ready-made tool by the seat, or a model that your own people use by "
    "hand. Tell me its price, and I reckon with it."
)


def _first_steps(wanted: int, best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    """The first steps of the case's own roadmap; of a case that is not known, or does not pay, what comes before."""
    work = first_step_of(best, facts)
    if not facts or nothing_pays(best):
        return Explained("The first step:", (), (work, *to_find_out(findings, facts)))
    plan = findings.assessment.results["roadmap"]
    assert isinstance(plan, Roadmap)
    steps = tuple(Point(f"{one.action} ({_small(one.owner)}, {one.cadence})") for one in plan.items[:wanted])
    return Explained(
        "The first steps, from your roadmap:",
        steps,
        (f"On the work itself: {_small(work)}", *to_find_out(findings, facts), _ROADMAP),
    )


_STEPS = 3
_ROADMAP = 'For all of it, with stages, owners and gates, say "give us a roadmap".'


def to_find_out(findings: Findings, facts: Mapping[str, Fact]) -> Iterator[str]:
    """The open facts that somebody can find out meanwhile."""
    telling = [cards()[name].in_a_sentence for name in findings.assessment.telling if name not in facts]
    if telling:
        yield f"Meanwhile find out what is still open: {phrasing.joined(telling[:_FIND_OUT])}."


_FIND_OUT = 3


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


def _colleague(asked: Asked, views: Mapping[str, Approach], advice: ApproachAdvice, cited: Citations) -> Explained:
    """Whether somebody's way is the one that I advise, and why not where it is not."""
    who = asked.colleague
    if not who and asked.approach is not None:
        option = next(one for one in advice.ranking if one.approach == asked.approach)
        if option is advice.ranking[0]:
            return for_it(option, advice, cited)
        told = against(option, advice, cited)
        heading = f"No: on your facts I advise {_title(advice.ranking[0])}, {not_this(option)}."
        return Explained(heading, told.points, told.closing)
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
    are = "are" if name in _SEVERAL_PEOPLE else "is"
    name = name.upper() if len(name) <= _INITIALS else name
    whoever = name if name in _WITHOUT_ARTICLE else f"the {name}"
    if option is best:
        told = for_it(option, advice, cited)
        return Explained(f"On your facts {whoever} {are} right: {_title(option)} is what I advise too.", told.points)
    told = against(option, advice, cited)
    return Explained(
        f"On your facts {whoever} {are} not right: I advise {_title(best)}, {not_this(option)}.",
        told.points,
        told.closing,
    )


_WITHOUT_ARTICLE = frozenset({"sales", "marketing", "finance", "management"})
_SEVERAL_PEOPLE = frozenset({"colleagues", "developers", "engineers", "scientists"})


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
