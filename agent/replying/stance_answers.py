"""Answers to who wants the advice confirmed, and to who does not believe it: from the ranking, and no more of it."""

from collections.abc import Iterator, Mapping

from agent import phrasing
from agent.facts import Fact
from agent.reading.answers import Asked
from agent.replying.advice import Point, flips_of, points_of
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.explained import REASONS_SHOWN, Explained, not_this, standing_of, turned_to
from agent.replying.findings import Findings
from tools.approach import ApproachAdvice, Option
from tools.profile import Approach

_FLIPS = 3


def stance_answers(
    asked: Asked, findings: Findings, before: Mapping[str, Fact], cited: Citations, *, turned: bool
) -> Iterator[Explained]:
    """One answer to each stance, where something was known `before`; `turned`: their words have turned the advice."""
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    best = advice.ranking[0]
    for about in asked.about if before else ():
        if about == "agree":
            option = _option(advice, asked.approach)
            yield _yes(best, advice, cited) if option is best else _no(option, advice, cited)
        elif about == "doubt":
            option = _option(advice, asked.approach)
            yield _doubted(option, advice, asked, cited, turned=turned)


def _option(advice: ApproachAdvice, approach: Approach | None) -> Option:
    return next((one for one in advice.ranking if one.approach == approach), advice.ranking[0])


def _yes(best: Option, advice: ApproachAdvice, cited: Citations) -> Explained:
    return Explained(
        f"Yes: on your facts I advise {_title(best)}.",
        points_of(best, 1, 1, cited),
        (standing_of(best, advice), _turned_by(advice)),
    )


def _no(option: Option, advice: ApproachAdvice, cited: Citations) -> Explained:
    best = advice.ranking[0]
    blocker = tuple(Point(f"In its way: {one.sentence}") for one in option.blockers[:1])
    reason = blocker or points_of(option, -1, 1, cited) or points_of(best, 1, 1, cited)
    own = [flip.sentence for flip in advice.flips if flip.recommended == option.approach]
    turned = f"What would turn it to {_title(option)}: {_listed(own)}." if own else _turned_by(advice)
    return Explained(
        f"No: on your facts I advise {_title(best)}, {not_this(option)}.",
        reason,
        (standing_of(option, advice), turned),
    )


def _turned_by(advice: ApproachAdvice) -> str:
    flip = next(flips_of(advice, 1), None)
    return f"What would turn it: {_small(flip)}" if flip else "No change of a single known fact would turn it."


def _doubted(option: Option, advice: ApproachAdvice, asked: Asked, cited: Citations, *, turned: bool) -> Explained:
    """The points for and against what they speak of, how it stands, and what would make it another."""
    best = advice.ranking[0]
    title = _title(option)
    more = (_TRIED,) if asked.failed else ()
    pro = tuple(Point(f"For it: {one.text}", one.marks) for one in points_of(option, 1, REASONS_SHOWN, cited))
    contra = tuple(Point(f"Against it: {one.text}", one.marks) for one in points_of(option, -1, REASONS_SHOWN, cited))
    if option is not best:
        blockers = tuple(Point(f"In its way: {one.sentence}") for one in option.blockers)
        return Explained(
            f"On {title} we differ: on your facts I advise {_title(best)}.",
            (*pro, *blockers, *contra),
            (standing_of(option, advice), turned_to(option, advice), *more),
        )
    if turned:
        return Explained(f"With what you add, {title} is what I advise too.", (*pro, *contra))
    flips = [one.rstrip(".") for one in flips_of(advice, _FLIPS)]
    listed = "; ".join(map(_small, flips))
    other = f"What would make me drop it: {listed}." if flips else _turned_by(advice)
    heading = (
        f"You doubt {title}; on your facts it is still what I advise."
        if asked.approach
        else f"You doubt my advice, {title}."
    )
    named = () if asked.approach else (_WHICH,)
    return Explained(heading, (*pro, *contra), (standing_of(option, advice), other, *more, *named))


_TRIED = (
    "That it did not work before counts once I know how: tell me how often it was right, and how often it has to be."
)
_WHICH = "Tell me which way you would go, and I hold it against mine."


def _listed(parts: list[str]) -> str:
    return phrasing.joined([_small(one) for one in parts[:_FLIPS]], "or")


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
