"""Answers about the case itself, from its results: why not one approach, how sure, what would turn it, what it pays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent import phrasing
from agent.facts import Fact
from agent.interview import cards
from agent.numbers.part_sums import VOLUME
from agent.reading.answers import MONEY, About, Asked
from agent.reply import Ask
from agent.replying.advice import Point, flips_of, points_of
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.figures import confidence_in_words
from agent.replying.findings import Findings
from agent.replying.payback import is_too_little_work, loss_sentences, money_answer, nothing_pays
from agent.replying.savings import mistakes_sentences, saving_sentences
from tools.approach import ApproachAdvice, Option
from tools.assess import TELLING_SETTLES, TELLING_TURNS

REASONS_SHOWN = 4
FOR_IT_SHOWN = 2
OPEN_SHOWN = 3


@dataclass(frozen=True)
class Explained:
    """One answer: a heading, what it rests on, and what follows."""

    heading: str
    points: tuple[Point, ...] = ()
    closing: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()  # figures in it that no result holds as they are told


def explained_of(asked: Asked, findings: Findings, facts: Mapping[str, Fact], cited: Citations) -> list[Explained]:
    """What was asked about the advice, and only that."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    found = []
    for about in asked.about:
        if about == "against" and asked.approach is not None:
            option = next(one for one in advice.ranking if one.approach == asked.approach)
            found.append(
                for_it(option, advice, cited) if option is advice.ranking[0] else against(option, advice, cited)
            )
        elif about == "confidence":
            found.append(_confidence(advice, findings, facts, yes_no="yes_no" in asked.about))
        elif about == "flips":
            found.append(_flips(advice, findings, facts))
    return found


def for_it(option: Option, advice: ApproachAdvice, cited: Citations) -> Explained:
    """Why an approach is what I recommend, with what speaks against it."""
    contra = points_of(option, -1, REASONS_SHOWN, cited)
    return Explained(
        f"{_capital(_title(option))} is what I recommend.",
        (
            *points_of(option, 1, REASONS_SHOWN, cited),
            *(Point(f"Against it: {one.text}", one.marks) for one in contra),
        ),
        (standing_of(option, advice),),
    )


def against(option: Option, advice: ApproachAdvice, cited: Citations) -> Explained:
    """Why an approach is not what I recommend, and what would make it so."""
    blockers = tuple(Point(f"In its way: {blocker.sentence}") for blocker in option.blockers)
    contra = points_of(option, -1, REASONS_SHOWN, cited)
    pro = tuple(Point(f"For it: {one.text}", one.marks) for one in points_of(option, 1, FOR_IT_SHOWN, cited))
    return Explained(
        "Why not wait:" if option.approach == "not_yet" else f"Why not {_title(option)}:",
        (*blockers, *contra, *pro),
        (standing_of(option, advice), turned_to(option, advice)),
    )


def not_this(option: Option) -> str:
    """ "..., not fine-tuning"; what is not advised may be not to invest yet."""
    return "and not to wait" if option.approach == "not_yet" else f"not {_title(option)}"


def turned_to(option: Option, advice: ApproachAdvice) -> str:
    """Which single facts would make an approach the advice."""
    turns = [flip.sentence for flip in advice.flips if flip.recommended == option.approach]
    return (
        f"What would make it my advice: {phrasing.joined([_small(turn) for turn in turns], 'or')}."
        if turns
        else "No change of a single known fact would make it my advice."
    )


def standing_of(option: Option, advice: ApproachAdvice) -> str:
    """Its points and its share of the sampled cases beside those of the best other."""
    best = advice.ranking[0]
    rival = advice.ranking[1] if option is best else best
    return (
        f"In points it stands at {_points(option)}, {_title(rival)} at {_points(rival)}; it is the best of the "
        f"approaches in {confidence_in_words(option.win_share)} of the sampled cases, {_title(rival)} in "
        f"{confidence_in_words(rival.win_share)}."
    )


def _points(option: Option) -> str:
    """Without the sign of a zero."""
    return f"{round(option.score, 1) + 0.0:.1f}"


_SURE = 0.8  # of the sampled cases


def why_asked(ask: Ask, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    """Why a question is put, and what its answer could change: the advice, or only how sure it is."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    turns = tuple(Point(flip.sentence) for flip in advice.flips if flip.field in (ask.field, ask.also))
    best = _title(advice.ranking[0])
    if not facts:
        told = "Without it I know nothing to advise on yet."
    elif turns:
        told = f"As it stands I lean to {best}. Your answer can turn that:"
    elif _may_turn(ask, findings):
        told = f"As it stands I lean to {best}. Some answers would turn that, others make me surer of it."
    else:
        told = (
            f"As it stands I lean to {best}. By itself your answer hardly turns that, but it makes me surer of it and "
            "the figures closer."
        )
    rough = 'A rough answer is enough; "skip" leaves it open, and I then draw it at random from what is usual.'
    return Explained(f"Why I ask: {_small(ask.why)}", (Point(told), *turns), (rough,))


def _may_turn(ask: Ask, findings: Findings) -> bool:
    """Whether enough of the sampled worlds would be advised otherwise, or agree more, if the answer were known."""
    asked = (ask.field, ask.also)
    return any(
        one.turns >= TELLING_TURNS or one.settles >= TELLING_SETTLES
        for one in findings.assessment.open_questions
        if one.field in asked
    )


def _confidence(
    advice: ApproachAdvice, findings: Findings, facts: Mapping[str, Fact], *, yes_no: bool = False
) -> Explained:
    """How firmly the facts point to the advice; with the yes or no ahead of it where that is demanded."""
    unpaid = nothing_pays(advice.ranking[0])
    if unpaid is not None and is_too_little_work(advice.ranking[0]):
        return Explained("As sure as your own figures are.", (), (unpaid, *open_facts(findings, facts)))
    best, second = advice.ranking[0], max(advice.ranking[1:], key=lambda option: option.win_share)
    samples = phrasing.count(float(str(findings.assessed["uncertainty"]["samples"])))
    meaning = (
        f"I drew what is still open {samples} times at random from plausible values: {_title(best)} is the best of the "
        f"approaches in {confidence_in_words(best.win_share)} of these cases, {_title(second)} in "
        f"{confidence_in_words(second.win_share)}. That is how firmly your facts point to it, not its chance of "
        "success, which depends on how it is built."
    )
    closing = (meaning, *loss_sentences(findings.assessed), *open_facts(findings, facts))
    share = confidence_in_words(best.win_share)
    if yes_no:
        certain = "Yes, fairly certain" if best.win_share >= _SURE else "No, not certain"
        return Explained(f"{certain}: {share}.", (), closing)
    return Explained(f"How sure I am: {share}.", (), closing)


def _flips(advice: ApproachAdvice, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    flips = tuple(Point(flip) for flip in flips_of(advice, most=len(advice.flips)))
    none = "No change of a single known fact would turn the advice." if not flips else ""
    return Explained(
        "What would change my mind:", flips, tuple(one for one in (none, *open_facts(findings, facts)) if one)
    )


def open_facts(findings: Findings, facts: Mapping[str, Fact]) -> list[str]:
    """What would tell the most of all that is open."""
    telling = [cards()[name].in_a_sentence for name in findings.assessment.telling if name not in facts]
    if not telling:
        return ["Nothing that is still open could change it much."]
    return [f"What is open and could change it most: {phrasing.joined(telling[:OPEN_SHOWN])}."]


def money_sentences(about: Sequence[About], findings: Findings, facts: Mapping[str, Fact]) -> list[str]:
    """When the advice pays back, its return and its worth; what is missing where that cannot be said."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    if "mistakes" in about:
        rest = [one for one in about if one != "mistakes"]
        return [*mistakes_sentences(findings.saving), *money_sentences(rest, findings, facts)]
    if "saving" in about:
        others = [one for one in about if one != "saving"]
        return [*saving_sentences(findings.saving), *money_sentences(others, findings, facts)]
    asked = [one for one in about if one in MONEY - {"returns"}]
    if not asked:
        return []
    return money_answer(asked, advice, findings.assessed, facts, findings.investment)


def invested_sentences(findings: Findings, facts: Mapping[str, Fact]) -> list[str]:
    """When it pays back if they put in what they say, run as advised."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    return money_answer(["payback"], advice, findings.tried or findings.assessed, facts, findings.investment)


def wanted_for(about: Sequence[About], findings: Findings) -> tuple[str, ...]:
    """The facts that an answer about money still needs."""
    if "own_cost" in about and VOLUME in findings.saving.work_lacking:
        return ("requests_per_month",)
    if "saving" in about and findings.saving.lacking == (VOLUME,):
        return ("requests_per_month",)
    if "saving" in about and findings.saving.monthly is None:
        return ("monthly_benefit",)
    lacks = bool((MONEY - {"mistakes"}) & set(about)) and "roi" not in findings.assessed
    return ("monthly_benefit",) if lacks and findings.assessment.recommended != "not_yet" else ()


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
