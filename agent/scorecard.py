"""The comparison of possible partners as content: a table side by side, what decides, how firm it is, what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent import phrasing
from agent.advice import Point
from agent.citing import Citations
from agent.criteria import criterion_names
from agent.findings import Findings
from agent.memory import Memory
from agent.understanding import ToolCall, Understanding
from tools.partner_checklist import Criterion, PartnerChecklist
from tools.partner_scorecard import OFFERS, Contribution, PartnerScorecard, Rival, Standing, WeightRange

TOOL = "partner_scorecard"
_MOST_SHOWN = 6
_QUESTIONS = 3
_DECIDING = 3
_RANGES = 2
_TELLING_SHARE = 0.001


@dataclass(frozen=True)
class Scorecard:
    """One comparison; without rows there is only something to note."""

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()
    asks_of: str = ""
    asks: tuple[Point, ...] = ()
    notes: tuple[str, ...] = ()


def scorecard_of(
    memory: Memory, understanding: Understanding, findings: Findings, cited: Citations
) -> Scorecard | None:
    """The comparison that this turn asks for or moves, or whose winner new facts have changed."""
    call = next((call for call in understanding.tool_calls if call.tool == TOOL), None)
    scenario = findings.scenario
    supposes = call is not None and call.supposed and scenario is not None
    found = (scenario.after if supposes and scenario else findings.results).get(TOOL)
    if found is None:
        return Scorecard(notes=call.notes) if call else None
    result, before = PartnerScorecard.model_validate(found), _before(findings, supposes=supposes)
    if call is None:
        turned = before is not None and before.winner != result.winner
        return _full(result, findings, cited, (_turned(result),), ()) if turned else None
    if _only_notes(memory, call):
        return Scorecard(notes=call.notes)
    opening = (_beside(result, before),) if supposes and before else ()
    return _full(result, findings, cited, opening, call.notes)


def _before(findings: Findings, *, supposes: bool) -> PartnerScorecard | None:
    found = (findings.results if supposes else findings.previous).get(TOOL)
    return PartnerScorecard.model_validate(found) if found else None


def _only_notes(memory: Memory, call: ToolCall) -> bool:
    same = any(one.tool == TOOL and one.arguments == call.arguments for one in memory.tool_calls)
    return same and bool(call.notes) and not call.supposed


def _full(
    result: PartnerScorecard, findings: Findings, cited: Citations, opening: Sequence[str], notes: Sequence[str]
) -> Scorecard:
    shown = result.ranking[:_MOST_SHOWN]
    first = result.ranking[0]
    checklist = findings.assessment.results["partner_checklist"]
    assert isinstance(checklist, PartnerChecklist)
    return Scorecard(
        heads=("", "weight", *(f"{one.rank}. {one.name}" for one in shown)),
        rows=tuple(_rows(result, shown)),
        paragraphs=tuple(_paragraphs(result, opening)),
        asks_of=first.name if result.winner else "them",
        asks=tuple(_asks(first, checklist.criteria, result, cited)),
        notes=tuple(notes),
    )


def _paragraphs(result: PartnerScorecard, opening: Sequence[str]) -> Iterator[str]:
    rivals = result.robustness.rivals
    told = (
        [*opening, *_verdict(result)],
        _firmness(result, rivals[0]) if result.winner and rivals else (),
        [*_unanswered(result.ranking), *_alone(result)],
    )
    yield from (" ".join(sentences) for part in told if (sentences := list(part)))


def _rows(result: PartnerScorecard, shown: Sequence[Standing]) -> Iterator[tuple[str, ...]]:
    for name, weight in result.weights.items():
        yield (_capital(_named(name)), _share(weight), *(_cell(one, name) for one in shown))
    yield ("**Score, 0 to 5**", "", *(f"**{one.score:.2f}**" if one.score is not None else "n/a" for one in shown))
    if any(one.quote is not None for one in shown):
        yield ("Quote", "", *("" if one.quote is None else phrasing.usd(one.quote) for one in shown))
    if any(one.weeks is not None for one in shown):
        yield ("Weeks", "", *("" if one.weeks is None else f"{one.weeks:.3g}" for one in shown))


def _cell(one: Standing, criterion: str) -> str:
    if criterion in one.unanswered:
        return "none"
    rating = _ratings(one).get(criterion)
    return "n/a" if rating is None else f"{rating:.3g}"


def _ratings(one: Standing) -> Mapping[str, float]:
    return {part.criterion: part.rating for part in one.contributions}


def _verdict(result: PartnerScorecard) -> Iterator[str]:
    first = result.ranking[0]
    if len(result.ranking) == 1:
        yield f"**{first.name}** is the only candidate so far; name another one with ratings and I compare them."
        return
    if result.winner is None:
        leaders = [one.name for one in result.ranking if one.rank == 1]
        yield f"{phrasing.joined(leaders)} share first place; these weights do not decide between them."
        return
    second = result.ranking[1]
    yield f"**{first.name}** comes first with {_score(first)} of 5, {second.name} has {_score(second)}."
    yield from _deciding(first, second)


def _score(one: Standing) -> str:
    return "no score" if one.score is None else f"{one.score:.2f}"


def _deciding(first: Standing, second: Standing) -> Iterator[str]:
    """Where the first is ahead by most points, and where behind."""
    ours, theirs = ({part.criterion: part for part in one.contributions} for one in (first, second))
    ahead = {name: ours[name].points - theirs[name].points for name in ours if name in theirs}
    order = sorted(ahead, key=lambda name: -ahead[name])

    def told(names: Sequence[str], mine: Mapping[str, Contribution], yours: Mapping[str, Contribution]) -> str:
        return _listed([f"{_named(one)} ({mine[one].rating:.3g} against {yours[one].rating:.3g})" for one in names])

    for_it = [name for name in order if ahead[name] > 0][:_DECIDING]
    against = [name for name in reversed(order) if ahead[name] < 0][:_DECIDING]
    if for_it:
        other = told(against, theirs, ours) if against else "nothing"
        yield f"What decides it: {told(for_it, ours, theirs)}. {second.name} is ahead on {other}."


def _firmness(result: PartnerScorecard, rival: Rival) -> Iterator[str]:
    if rival.smallest_shift is None or rival.shifted_weights is None:
        if result.robustness.stays_under_any_weights == 1:
            yield f"No weights put anybody else ahead of {result.winner}: the order does not hang on them."
        return
    moved = {name: after - result.weights.get(name, 0.0) for name, after in rival.shifted_weights.items()}
    givers = [_named(name) for name, change in moved.items() if change < -_TELLING_SHARE]
    taker = max(moved, key=lambda name: moved[name])
    yield (
        f"{rival.name} draws level once {_share(rival.smallest_shift)} of all weight moves from "
        f"{_listed(givers)} to {_named(taker)}."
    )
    turning = [one for one in result.robustness.weight_ranges if one.changes_above or one.changes_below]
    yield from (_range(one) for one in sorted(turning, key=_distance)[:_RANGES])
    near = result.robustness.stays_within_25_percent
    if near is not None:
        yield f"With each weight off by up to 25 % of itself, {result.winner} stays first in {_share(near)} of samples."


def _distance(one: WeightRange) -> float:
    ends = [end for end in (one.changes_above, one.changes_below) if end]
    return min(abs(end - one.weight) for end in ends)


def _range(one: WeightRange) -> str:
    if one.changes_above:
        way, end, who = "more", one.changes_above, one.wins_above
    else:
        way, end, who = "less", one.changes_below or 0.0, one.wins_below
    return f"{who} wins if {_named(one.criterion)} weighs {way} than {_share(end)} (now {_share(one.weight)})."


def _unanswered(ranking: Sequence[Standing]) -> Iterator[str]:
    for one in ranking:
        if one.unanswered:
            yield f"{one.name} has no rating for {_listed(list(map(_named, one.unanswered)))} and counts 0 there."
            if one.score_range:
                yield f"With the best rating there {one.name} would have {one.score_range[1]:.2f}."


def _alone(result: PartnerScorecard) -> Iterator[str]:
    """What is shown and not scored, and what nobody was rated on."""
    if set(result.weights) <= set(OFFERS):
        yield "You rated nobody, so this rests on what they ask alone; ratings from 0 to 5 would tell more."
        return
    offered = [name for name in OFFERS if any(getattr(one, name) is not None for one in result.ranking)]
    if offered and not set(offered) & set(result.weights):
        yield f"{_capital(phrasing.joined([_OFFERED[name] for name in offered]))} are shown, not scored."
    unrated = [_named(name) for name in criterion_names() if name not in result.weights]
    if unrated:
        yield f"Nobody is rated on {_listed(unrated)}; that is not counted."


_OFFERED = {"quote": "quotes", "weeks": "weeks"}


def _turned(result: PartnerScorecard) -> str:
    first = result.winner or "nobody alone"
    return f"Your new facts move the weights, and with them the comparison of partners: {first} comes first now."


def _beside(result: PartnerScorecard, before: PartnerScorecard) -> str:
    now, then = (one.winner or "nobody alone" for one in (result, before))
    stays = f"{now} would stay first" if now == then else f"{now} would come first; as it stands, {then} does"
    return f"**What if?** {_capital(stays)}. The comparison itself is untouched."


def _asks(
    first: Standing, criteria: Sequence[Criterion], result: PartnerScorecard, cited: Citations
) -> Iterator[Point]:
    """What to put to the first next: where nothing is known of it, then where it is weakest."""
    ratings, weights = _ratings(first), result.weights
    unknown = [one.id for one in criteria if one.id in first.unanswered or one.id not in weights]
    known = [name for name in weights if name in ratings and name not in unknown]
    weakest = sorted(known, key=lambda name: ratings[name])
    weak = [name for name in weakest if ratings[name] < _GOOD]
    by_id = {one.id: one for one in criteria}
    order = [*(name for name in unknown if name in first.unanswered), *weak, *unknown, *weakest]
    for name in [one for one in dict.fromkeys(order) if one in by_id][:_QUESTIONS]:
        one = by_id[name]
        yield Point(f"{one.name}: {one.questions[0]}", cited.behind("partner_checklist", name))


_GOOD = 4


def _named(name: str) -> str:
    return _OFFERED.get(name) or criterion_names()[name].lower()


def _share(share: float) -> str:
    """In whole per cent, but for what would then be nothing, all, or right between two."""
    whole = round(share, 2)
    is_plain = 0 < whole < 1 and abs(abs(share - whole) - 0.005) > _DUST
    return phrasing.percent(whole if is_plain else round(share, 4))


_DUST = 1e-9


def _listed(names: Sequence[str]) -> str:
    """Some names hold an "and" or a comma, so semicolons part them."""
    return phrasing.joined(names) if len(names) < _FEW else "; ".join(names)


_FEW = 3


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
