"""What a planning figure is made of, for whom it holds, what it leaves out; how likely a loss is; what a share says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards
from agent.reading.answers import PARTS, About, Asked
from agent.replying.advice import Point
from agent.replying.approach_cards import approaches
from agent.replying.explained import Explained
from agent.replying.figures import confidence_in_words
from agent.replying.findings import Findings
from agent.replying.payback import loss_share
from tools.approach import ApproachAdvice, Option
from tools.cost_parts import known_parts, left_out
from tools.uncertainty import CostPart, Uncertainty

_MOSTLY = 0.5
_EXACT = 1_000  # USD: below it, what rests on known facts is told as it is


def _paragraph(*sentences: str) -> tuple[str, ...]:
    return (" ".join(sentences),)


@dataclass(frozen=True)
class _Sum:
    """One of the two planning figures, with its parts, the largest first."""

    name: str
    middle: float
    ends: tuple[float, float]
    parts: tuple[tuple[CostPart, float], ...]


def cost_answers(asked: Asked, findings: Findings, facts: Mapping[str, Fact]) -> Iterator[Explained]:
    """An answer to each such question, about what is recommended."""
    results = findings.assessment.results
    advice, drawn = results["approach"], results["uncertainty"]
    assert isinstance(advice, ApproachAdvice)
    assert isinstance(drawn, Uncertainty)
    best = advice.ranking[0]
    for about in asked.about:
        if about in PARTS and best.approach == "not_yet":
            yield Explained("My advice is not to invest yet, so there is no planning figure to take apart.")
        elif about in PARTS:
            yield _of_the_plan(about, best, drawn, facts)
        elif about == "loss":
            yield _loss(best, findings, facts)
        elif about == "share":
            yield _share(advice, drawn)


def _of_the_plan(about: About, best: Option, drawn: Uncertainty, facts: Mapping[str, Fact]) -> Explained:
    sums = tuple(_sums(best, drawn))
    title = _title(best)
    staff = phrasing.about_usd(drawn.staff_cost_per_month)
    if about == "left_out":
        return Explained(
            f"What the planning figures for {title} leave out:",
            tuple(Point(one) for one in left_out()),
            (
                f"What they hold: {' '.join(_capital(_listed(one, facts, staff)) for one in sums)}",
                "Who asks for far more should say which of these it contains.",
            ),
        )
    if about == "for_whom":
        return _for_whom(sums, title, facts)
    points = tuple(Point(f"{_capital(_listed(one, facts, staff))}") for one in sums)
    return Explained(
        f"What the planning figures for {title} are made of:",
        points,
        (
            "These are the middle of what is likely, and the parts add up to it.",
            _moved_by(sums, facts),
            _PEOPLE,
            _NOT_IN_THEM,
        ),
    )


_PEOPLE = (
    "The people are those who develop and run it, your own or hired, at all that they cost; a partner's margin is not "
    "in it."
)
_NOT_IN_THEM = (
    "Not in these figures: your own experts' hours, more connections than a first version needs, reviews, and licences "
    'of other software; ask "what do you leave out?" for all of it.'
)


def _sums(best: Option, drawn: Uncertainty) -> Iterator[_Sum]:
    parts = drawn.approaches[best.approach].parts
    for name, middle, ends, amounts in (
        ("up front", best.upfront_cost, best.upfront_cost_range, [part.upfront_cost for part in parts]),
        ("a month", best.monthly_cost, best.monthly_cost_range, [part.monthly_cost for part in parts]),
    ):
        pairs = [(part, amount) for part, amount in zip(parts, amounts, strict=True) if amount > 0]
        yield _Sum(name, middle, ends, tuple(sorted(pairs, key=lambda pair: -pair[1])))


def _listed(one: _Sum, facts: Mapping[str, Fact], staff: str) -> str:
    """ "About $17 thousand up front: the people who build it $17 thousand (1.2 months of work at ...), ..."."""
    told = [_part(part, amount, one.name, facts, staff) for part, amount in one.parts]
    return f"about {phrasing.about_usd(one.middle)} {one.name}: {phrasing.joined(told)}."


def _part(part: CostPart, amount: float, of: str, facts: Mapping[str, Fact], staff: str) -> str:
    words = _words(part, of)
    months = part.upfront_work_months if of == "up front" else part.monthly_work_months
    work = ""
    if months is not None:
        work = f" ({months:.1f} months of work at about {staff} a month)"
        if of == "a month":
            work = f" ({phrasing.percent(round(months, 2))} of a person's month, at about {staff})"
    return f"{words} {_amount(amount, known=_is_theirs(part, facts))}{work}"


def _words(part: CostPart, of: str) -> str:
    known = known_parts()[part.part]
    return str(known.upfront if of == "up front" else known.monthly)


def _amount(amount: float, *, known: bool) -> str:
    if amount < 1:
        return "less than a dollar"
    return phrasing.usd(round(amount)) if known and amount < _EXACT else phrasing.about_usd(amount)


def _is_theirs(part: CostPart, facts: Mapping[str, Fact]) -> bool:
    return any(value_of(facts, name) is not None for name in part.rests_on)


def _moved_by(sums: Sequence[_Sum], facts: Mapping[str, Fact]) -> str:
    theirs, common = _theirs_and_common(sums, facts)
    if not theirs:
        return "None of it rests on your facts: it is the same for anybody who goes this way."
    if not common:
        return f"Your facts move all of it: {phrasing.joined(theirs)}."
    return f"Your facts move {phrasing.joined(theirs)}; {phrasing.joined(common)} they do not move."


def _theirs_and_common(sums: Sequence[_Sum], facts: Mapping[str, Fact]) -> tuple[list[str], list[str]]:
    theirs = [_words(part, one.name) for one in sums for part, _ in one.parts if _is_theirs(part, facts)]
    common = [_words(part, one.name) for one in sums for part, _ in one.parts if not _is_theirs(part, facts)]
    return list(dict.fromkeys(theirs)), list(dict.fromkeys(common))


def _for_whom(sums: Sequence[_Sum], title: str, facts: Mapping[str, Fact]) -> Explained:
    upfront = sums[0]
    own = sum(amount for part, amount in upfront.parts if _is_theirs(part, facts))
    mostly = own < _MOSTLY * upfront.middle
    heading = "For anybody, for the most part." if mostly else "For you, for the most part."
    points = []
    for one in sums:
        for part, amount in one.parts:
            rests = [cards()[name].label.lower() for name in part.rests_on if value_of(facts, name) is not None]
            whose = (
                f"yours, from what you told me of {phrasing.joined(rests)}"
                if rests
                else f"the same for anybody with {title}"
            )
            shown = _amount(amount, known=bool(rests))
            points.append(Point(f"{_capital(_words(part, one.name))}, {shown} {one.name}: {whose}."))
    low, high = (phrasing.about_usd(end) for end in upfront.ends)
    return Explained(
        heading,
        tuple(points),
        _paragraph(
            f"Where you are between {low} and {high} up front only somebody can say who knows your systems.",
            "An offer or an estimate of your own is better than my middle.",
            "Tell me what you would put in, and I reckon with it.",
        ),
    )


def _loss(best: Option, findings: Findings, facts: Mapping[str, Fact]) -> Explained:
    if best.approach == "not_yet":
        return Explained("My advice is not to invest yet, so there is nothing to lose by it.")
    monthly = phrasing.about_usd(best.monthly_cost)
    if "roi" not in findings.assessed or value_of(facts, "monthly_benefit") is None:
        return Explained(
            "I cannot say that yet.",
            (),
            _paragraph(
                f"It loses money wherever it brings less than about {monthly} a month.",
                "Nobody has told me yet what it is worth; a rough figure is enough.",
            ),
        )
    share = loss_share(findings.assessed)
    benefit = value_of(facts, "monthly_benefit")
    assert isinstance(benefit, int | float)
    heading = (
        f"The chance of a loss: about {share}."
        if share
        else "A loss is unlikely: there is one in hardly any of the cases."
    )
    return Explained(
        heading,
        (),
        _paragraph(
            "I drew what is still open at random many times.",
            "Counted are the cases in which it is worth less over the horizon than it costs.",
            f"All of them take it that the {phrasing.usd(benefit)} a month really come.",
            "Whether they do is the larger risk, which no figure of mine holds.",
            f"It loses money every month in which it brings less than about {monthly}.",
        ),
    )


def _share(advice: ApproachAdvice, drawn: Uncertainty) -> Explained:
    best = advice.ranking[0]
    share = confidence_in_words(best.win_share)
    return Explained(
        'What "best in so many of the cases" means:',
        (),
        _paragraph(
            f"What you have not told me I drew at random from plausible values, {phrasing.count(drawn.samples)} times.",
            "Each time I judged all approaches by the same rules.",
            f"{_capital(_title(best))} came first in {share} of these cases.",
            "That is how firmly your facts point to it, not the chance that it succeeds, nor that it pays.",
            "The more you tell me, the nearer it comes to all of the cases or none.",
        ),
    )


def _title(option: Option) -> str:
    return approaches()[option.approach].title.partition(" (")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
