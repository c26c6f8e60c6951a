"""Two ways held against each other by risk, speed, cost, or by how they can be taken back; by the planning figures."""

from collections.abc import Iterable, Iterator, Sequence

from agent import phrasing
from agent.reading.answers import Asked
from agent.replying.advice import Point
from agent.replying.approach_cards import approaches
from agent.replying.explained import Explained
from agent.replying.findings import Findings
from tools.approach import ApproachAdvice, Option
from tools.profile import Approach

_SHOWN = 2

# What has to be done to be rid of it, the least first.
_TAKEN_BACK: dict[Approach, str] = {
    "not_yet": "nothing was built, so there is nothing to take back",
    "prompting": "another prompt or another model, and it is gone",
    "augmentation": "leave out a document or switch the search off, and the model answers as before",
    "fine_tuning": "you go back to the model as it was; what the training cost is gone, and what it has learned cannot "
    "be taken out singly",
    "fine_tuning_and_augmentation": "the search is switched off at once; what the training cost is gone",
    "training": "what it cost is gone, and you begin anew with a model of somebody else",
}


def ways_compared(asked: Asked, findings: Findings) -> Iterator[Explained]:
    """One answer, where two ways are compared."""
    if asked.ways is None:
        return
    advice = findings.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    named = asked.ways.named
    ways = [one for one in advice.ranking if one.approach in named] if named else list(advice.ranking[:_SHOWN])
    match asked.ways.aspect:
        case "undo":
            ways.sort(key=lambda one: list(_TAKEN_BACK).index(one.approach))
            told = [f"{_title(one)}: {_TAKEN_BACK[one.approach]}." for one in ways]
            yield Explained(f"The easiest to take back: {_small(_title(ways[0]))}.", _points(told))
        case "cost":
            yield _by_cost(ways)
        case "speed":
            first = min(ways, key=lambda one: one.upfront_cost)
            closing = "Most of what it takes up front is people's time, so the way that takes less is there sooner."
            yield Explained(f"Sooner there: {_small(_title(first))}.", _points(map(_upfront, ways)), (closing,))
        case "risk":
            first = min(ways, key=lambda one: one.upfront_cost_range[1])
            told = [f"{_upfront(one)} It is the best of the ways in {_share(one)} of the drawn cases." for one in ways]
            closing = (
                "What is at risk is what has been spent before you see whether it works, and that you took the wrong "
                'way. For what can go wrong once it runs, ask "what are the risks?".'
            )
            yield Explained(f"Less money at risk: {_small(_title(first))}.", _points(told), (closing,))


def _by_cost(ways: Sequence[Option]) -> Explained:
    start, month = (min(ways, key=key) for key in (lambda one: one.upfront_cost, lambda one: one.monthly_cost))
    told = [f"{_upfront(one)} Then it costs about {phrasing.about_usd(one.monthly_cost)} a month." for one in ways]
    if start is month:
        return Explained(f"Cheaper, to start and each month: {_small(_title(start))}.", _points(told))
    return Explained(f"Cheaper to start: {_small(_title(start))}; each month: {_small(_title(month))}.", _points(told))


def _upfront(option: Option) -> str:
    low, high = (phrasing.about_usd(end) for end in option.upfront_cost_range)
    return f"{_title(option)} takes about {phrasing.about_usd(option.upfront_cost)} up front ({low} to {high})."


def _points(told: Iterable[str]) -> tuple[Point, ...]:
    return tuple(Point(one) for one in told)


def _share(option: Option) -> str:
    return phrasing.whole_percent(option.win_share)


def _title(option: Option) -> str:
    title = approaches()[option.approach].title.partition(" (")[0]
    return title[:1].upper() + title[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
