"""The advice as content: what is recommended and why, what speaks against it, what would flip it, and whom to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards
from agent.partners.own_criteria import asked_about
from agent.record import Ledger
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.figures import confidence_in_words, planning_sentences, spent_sentences
from agent.replying.findings import Findings, doubted_bill
from agent.replying.payback import nothing_pays, payback_in_plan
from agent.words.tokens import tokenize
from tools.approach import FROM_OPEN_FACTS, ApproachAdvice, Option
from tools.assess import SET_BY_THEM
from tools.fine_tuning_fit import PS as FOUR_P
from tools.fine_tuning_fit import FineTuningFit
from tools.known_models import known_model
from tools.partner_checklist import PartnerChecklist
from tools.profile import Approach

# A first leaning is told once this many facts are known; before that it would be a guess.
FACTS_FOR_A_LEANING = 4
REASONS_SHOWN = 4
AGAINST_SHOWN = 2
FLIPS_SHOWN = 4
CRITERIA_SHOWN = 5
OBSERVATIONS_SHOWN = 2
# Below this lead in points, the ranking says so itself: the tool calls it a close call.
CLOSE_CALL = 1.0


@dataclass(frozen=True)
class Point:
    """A sentence with the marks of the passages behind it."""

    text: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Advice:
    """A recommendation with everything that its reader needs to contest it."""

    title: str
    means: str
    first_step: str
    reasons: tuple[Point, ...]
    against: tuple[Point, ...]
    blockers: tuple[str, ...]
    ruled_out: tuple[str, ...]  # by the user, and what it would have brought
    money: tuple[str, ...]
    plan: tuple[str, ...]  # costs, payback and confidence of what is recommended
    close_call: bool
    runner_up: str | None
    flips: tuple[str, ...]
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    provisional: bool
    ranking: tuple[Mapping[str, str], ...]  # only where the user asks why


@dataclass(frozen=True)
class Criterion:
    """What to look at in a partner, with a question to ask."""

    name: str
    weight: str
    question: str
    marks: tuple[int, ...]

    @property
    def text(self) -> str:
        """All of it in one sentence."""
        return f"{self.name} ({self.weight}): {self.question}"


@dataclass(frozen=True)
class Topic:
    """What to ask on one matter, what to have shown, and what should end the talks."""

    name: str
    questions: tuple[Point, ...]
    evidence: tuple[str, ...]
    red_flags: tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    """Build or partner, and the criteria that weigh most for this case."""

    verdict: str
    weighted: bool  # whether anything about this case makes one criterion weigh more than another
    criteria: tuple[Criterion, ...]
    topics: tuple[Topic, ...] = ()  # what is asked about by itself; then nothing else is told


def _listed(items: Sequence[str]) -> tuple[str, ...]:
    """In one sentence only the first keeps its capital; "CVs" keeps both."""
    return tuple(
        item if place == 0 or item[1:2].isupper() else item[:1].lower() + item[1:] for place, item in enumerate(items)
    )


def topics_of(text: str, findings: Findings, cited: Citations) -> tuple[Topic, ...]:
    """What the message asks about partners on: "what should I ask a vendor about security?"."""
    checklist = findings.assessment.results["partner_checklist"]
    assert isinstance(checklist, PartnerChecklist)
    by_name = {one.name.lower(): one for one in checklist.topics} | {one.id: one for one in checklist.criteria}
    found = []
    for name, criterion in asked_about(tokenize(text)):
        one = by_name.get(name) or by_name[criterion]
        marks = cited.behind("partner_checklist", criterion)
        questions = tuple(Point(question, marks) for question in one.questions)
        found.append(Topic(one.name, questions, _listed(one.evidence), _listed(one.red_flags)))
    return tuple(dict.fromkeys(found))


def advice_of(
    findings: Findings, facts: Mapping[str, Fact], cited: Citations, *, provisional: bool, why: bool
) -> Advice:
    """The recommendation as it stands; with `why`, the points of every approach beside it."""
    result = findings.assessment.results["approach"]
    assert isinstance(result, ApproachAdvice)
    winner, *others = result.ranking
    card = approaches()[winner.approach]
    unpaid = card.unpaid if nothing_pays(winner) else None
    budget = value_of(facts, "budget")
    return Advice(
        title=card.title,
        means=card.means if unpaid is None else unpaid.means,
        first_step=first_step_of(winner, facts),
        reasons=points_of(winner, 1, REASONS_SHOWN, cited),
        against=points_of(winner, -1, AGAINST_SHOWN, cited),
        blockers=tuple(blocker.sentence for blocker in winner.blockers),
        ruled_out=tuple(_ruled_out(findings)),
        money=tuple(spent_sentences(findings.results, facts)),
        plan=(
            *planning_sentences(result, findings.assessed, findings.investment),
            *_if_the_bill_is_wrong(findings, facts),
        ),
        close_call=result.lead < CLOSE_CALL,
        runner_up=_runner_up(others[0], budget),
        flips=tuple(flips_of(result, FLIPS_SHOWN)),
        notes=result.notes,
        assumed=tuple(_assumed(findings, facts)),
        provisional=provisional,
        ranking=tuple(_ranking_row(option) for option in result.ranking) if why else (),
    )


def _ruled_out(findings: Findings) -> Iterator[str]:
    """What the user has ruled out, and what would be advised if it were not."""
    if findings.all_allowed is None:
        return
    advice, freely = (one.results["approach"] for one in (findings.assessment, findings.all_allowed))
    assert isinstance(advice, ApproachAdvice)
    assert isinstance(freely, ApproachAdvice)
    out = {one.approach for one in advice.ranking if one.blockers}
    best = freely.ranking[0]
    yield " ".join(dict.fromkeys(one.sentence for each in advice.ranking for one in each.blockers if one.by_the_user))
    if best.approach not in out:
        yield "My advice would be the same if it were open."
        return
    results = findings.all_allowed.results_as_json
    upfront, monthly = phrasing.about_usd(best.upfront_cost), phrasing.about_usd(best.monthly_cost)
    yield (
        f"Were it open, I would advise {_title(best)}: the best in {confidence_in_words(best.win_share)} of the cases, "
        f"for {upfront} up front and {monthly} a month."
    )
    yield from payback_in_plan(dict(results))
    if "roi" in results:
        yield f"Over the horizon it would be worth {phrasing.about_usd(float(str(results['roi']['npv'])))} today."


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def first_step_of(best: Option, facts: Mapping[str, Fact]) -> str:
    """What to do first, by what runs today, or by what is missing."""
    card = approaches()[best.approach]
    if card.unpaid is not None and nothing_pays(best):
        return card.unpaid.first_step
    return card.first_step_for(value_of(facts, "current_approach"))


def points_of(option: Option, sign: int, most: int, cited: Citations) -> tuple[Point, ...]:
    """The reasons that speak for an approach (`sign` 1) or against it (-1), the weightiest first."""
    reasons = [one for one in option.reasons if one.points * sign > 0 and one.rule != FROM_OPEN_FACTS][:most]
    return tuple(Point(reason.sentence, cited.behind("approach", reason.rule)) for reason in reasons)


def flips_of(advice: ApproachAdvice, most: int) -> Iterator[str]:
    """The smallest changes that would turn the advice, each with what it would turn to."""
    for flip in advice.flips[:most]:
        yield f"{flip.sentence}: {approaches()[flip.recommended].title}."


def observations_of(findings: Findings, cited: Citations) -> Iterator[Point]:
    """The thresholds of the sources that this turn's facts have crossed, each with its passage."""
    fit = findings.assessment.results.get("fine_tuning_fit")
    if not isinstance(fit, FineTuningFit):
        return
    before = findings.previous.get("fine_tuning_fit", {}).get("triggers")
    known = {trigger["id"] for trigger in before if isinstance(trigger, dict)} if isinstance(before, list) else set()
    fresh = [trigger for trigger in fit.triggers if trigger.id not in known]
    for trigger in fresh[:OBSERVATIONS_SHOWN]:
        yield Point(trigger.sentence, cited.behind("fine_tuning_fit", trigger.id))


def contradictions_of(ledger: Ledger) -> Iterator[Point]:
    """What they do today against what they say must be, named when the second of the two is told."""
    facts, new = ledger.facts, {*ledger.updated}
    model, inside = facts.get("model"), facts.get("self_hosting_required")
    if model and inside and inside.value is True and model.status == inside.status == "stated" and new & _OF_THE_PLACE:
        known = known_model(str(model.value))
        if known is not None and not known.open_weights:
            yield Point(
                f"You say that data may not leave your own machines, and {model.value} runs outside them: what runs "
                "today breaks that rule, unless it runs in a cloud of your own. Which of the two is to change?"
            )
    today, wanted = facts.get("current_accuracy"), facts.get("target_accuracy")
    if today and wanted and new & _OF_ACCURACY and _reaches(today, wanted):
        yield Point("By these figures the accuracy of today is already what you need; tell me if one of them is wrong.")


_OF_THE_PLACE = frozenset({"model", "self_hosting_required"})
_OF_ACCURACY = frozenset({"current_accuracy", "target_accuracy"})


def _reaches(today: Fact, wanted: Fact) -> bool:
    numbers = isinstance(today.value, int | float) and isinstance(wanted.value, int | float)
    return numbers and today.value >= wanted.value  # type: ignore[operator]  # both are numbers


def leaning_of(findings: Findings, facts: Mapping[str, Fact], told: Approach | None, *, advised: bool) -> str | None:
    """One line about where the advice stands, after facts have changed: it appears, moves, or stays."""
    known = sum(fact.value is not None for fact in facts.values())
    now = findings.assessment.recommended
    title = approaches()[now].title
    if told is None:
        enough = known >= FACTS_FOR_A_LEANING
        return f"So far this points to **{title}**; what is still open may change it." if enough else None
    if now != told:
        moved = f"That moves my provisional advice from {approaches()[told].title} to **{title}**."
        return f"{moved} {_why_moved(findings, told)}".rstrip()
    return f"My recommendation stays: **{title}**." if advised else None


def _why_moved(findings: Findings, told: Approach) -> str:
    """What speaks for the new advice, or rules the old one out, and how often either is the best of the cases drawn."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    new, old = advice.ranking[0], next(one for one in advice.ranking if one.approach == told)
    against = [one for one in old.reasons if one.points < 0 and not one.rule.startswith(_STANDING)]
    turning = [one for one in new.reasons if one.points > 0 and not one.rule.startswith(_STANDING)]
    reasons = [one.sentence for one in old.blockers]
    reasons += [one.sentence for one in (*against, *turning, *new.reasons)]
    of_new, of_old = (phrasing.percent(round(one.win_share, 2)) for one in (new, old))
    shares = f"It is the best in {of_new} of the cases that I drew for what is open, the former advice in {of_old}."
    return " ".join(
        [*(f"The reason: {one}" for one in reasons[:1]), *([shares] if new.win_share >= old.win_share else [])]
    )


_STANDING = "start"  # how the rules begin that hold in every case


def partner_of(text: str, findings: Findings, cited: Citations) -> Partner:
    """The verdict, and the weightiest criteria with a question each; or what the message asks about by itself."""
    checklist = findings.assessment.results["partner_checklist"]
    assert isinstance(checklist, PartnerChecklist)
    topics = topics_of(text, findings, cited)
    if topics:
        return Partner(verdict="", weighted=False, criteria=(), topics=topics)
    for_it = [reason.sentence for reason in checklist.reasons if reason.points.get(checklist.verdict, 0) > 0]
    return Partner(
        verdict=" ".join([_VERDICTS[checklist.verdict], *(for_it[:REASONS_SHOWN] or [_UNDECIDED])]),
        weighted=len({criterion.weight for criterion in checklist.criteria}) > 1,
        criteria=tuple(
            Criterion(
                name=criterion.name,
                weight=phrasing.percent(round(criterion.weight, 2)),
                question=criterion.questions[0],
                marks=cited.behind("partner_checklist", criterion.id),
            )
            for criterion in checklist.criteria[:CRITERIA_SHOWN]
        ),
    )


_VERDICTS = {
    "in_house": "build it in-house.",
    "partner": "work with a partner.",
    "hybrid": "own it yourselves and take a partner for what you lack.",
}


_UNDECIDED = "Nothing that you have told me decides it yet; who could build it, and by when, would."


def _ranking_row(option: Option) -> Mapping[str, str]:
    reasons = [reason.sentence for reason in option.reasons if reason.rule != FROM_OPEN_FACTS]
    telling = [*(blocker.sentence for blocker in option.blockers), *reasons]
    return {
        "title": approaches()[option.approach].title,
        "score": f"{option.score:.1f}",
        "wins": confidence_in_words(option.win_share),
        "reason": next(iter(telling), ""),
    }


def _runner_up(option: Option, budget: JsonValue) -> str:
    title = approaches()[option.approach].title
    if option.blockers:
        return f"{title} (in its way: {option.blockers[0].sentence.rstrip('.')})"
    if isinstance(budget, int | float) and budget < option.upfront_cost_range[0]:
        start = phrasing.about_usd(option.upfront_cost_range[0])
        return f"{title} (from {start} up front, more than your budget)"
    return title


def _if_the_bill_is_wrong(findings: Findings, facts: Mapping[str, Fact]) -> Iterator[str]:
    """What the confidence is worth where list prices do not bear out the bill that it rests on."""
    other = findings.at_list_prices
    doubted = doubted_bill(findings.results, facts)
    if other is None or doubted is None:
        return
    stated, listed = (phrasing.usd(bill) for bill in doubted)
    share, now = confidence_in_words(other.confidence), findings.assessment.recommended
    then = (
        f"it would still be the best, in {share} of the cases"
        if other.recommended == now
        else f"the best would be {approaches()[other.recommended].title}, in {share} of the cases"
    )
    yield f"All this goes by your bill of {stated} a month, which I doubt; at the {listed} of list prices {then}."


def _assumed(findings: Findings, facts: Mapping[str, Fact]) -> list[str]:
    """Each default that a result used, named once; the results and the ledger have its source."""
    results = findings.assessment.results
    bill = findings.results.get("api_cost", {}).get("assumptions")  # which may rest on shares that they told
    assumed_of_bill = {one["name"] for one in bill if isinstance(one, dict)} if isinstance(bill, list) else set()
    # A bill that follows from volume and price is told with them; an unknown score is told by its range.
    told_elsewhere = {*FOUR_P, *(["monthly_api_spend"] if "api_cost" in results else [])}
    told_elsewhere |= {name for name, fact in facts.items() if fact.value is not None}
    seen: dict[str, str] = {}
    for tool, result in results.items():
        for assumption in result.assumptions:
            name, value = assumption.name, assumption.value
            known = name in cards()
            # What the bill and the facts rest on is told here; the ledger of each plan stands with the plan.
            if tool == "roi" and name == "annual_discount_rate" and assumption.source != SET_BY_THEM:
                seen["discount rate"] = f"discount rate {phrasing.percent(float(str(value)))} a year"
            if name in told_elsewhere or assumption.is_range or not (known or tool == "api_cost"):
                continue
            if tool == "api_cost" and not known and name not in assumed_of_bill:
                continue
            label = cards()[name].label.lower() if known else name.replace("_", " ")
            words = phrasing.value_in_words(name, value) if known else phrasing.plain(value)
            seen.setdefault(label, f"{label} {words}")
    return list(seen.values())
