"""The comparison of possible partners as content: a table side by side, what decides, how firm it is, what to ask.

All of it is shown once and on demand; afterwards a question gets its own answer, and a change what it moves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agent import phrasing
from agent.memory import Memory
from agent.partners.candidate_names import is_own_side
from agent.partners.criteria import criterion_names
from agent.partners.own_criteria import named_in, own_of
from agent.replying import scorecard_answers as answering
from agent.replying.advice import Point, Topic, topics_of
from agent.replying.citing import Citations
from agent.replying.findings import Findings
from agent.replying.scorecard_answers import OFFERED, listed, named, share
from agent.understanding import CandidateQuestion, ToolCall, Understanding
from agent.words.tokens import tokenize
from tools.partner_checklist import Criterion, PartnerChecklist
from tools.partner_scorecard import OFFERS, PartnerScorecard, Rival, Standing

TOOL = "partner_scorecard"
_MOST_SHOWN = 6
_QUESTIONS = 3
_MOST_ASKED = 3  # candidates


@dataclass(frozen=True)
class Scorecard:
    """One comparison; without rows there is only something to tell or to note."""

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()
    questions: tuple[tuple[str, tuple[Point, ...]], ...] = ()  # whom to ask what
    topics: tuple[Topic, ...] = ()  # what to ask on one matter, whomever
    notes: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[Point, ...]:
        """All questions, whomever they are put to."""
        put = [*(points for _, points in self.questions), *(one.questions for one in self.topics)]
        return tuple(point for points in put for point in points)


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
        if turned and "undo" in understanding.requests:
            return Scorecard(paragraphs=(" ".join(answering.verdict(result)),))
        earlier = next((one for one in memory.tool_calls if one.tool == TOOL), None)
        return _full(result, _moved(earlier), findings, cited, (_turned(result),)) if turned else None
    shown = before is not None and {one.name for one in result.ranking} <= {one.name for one in before.ranking}
    if not shown or before is None or any(one.kind == "compare" for one in call.asked):
        opening = (_beside(result, before),) if supposes and before else ()
        return replace(_full(result, _moved(call), findings, cited, opening), notes=call.notes)
    told = _moves(memory, call, result, before, supposes=supposes)
    answers = [paragraph for one in call.asked if (paragraph := " ".join(_unsaid(_answer(one, result), result, told)))]
    outside = [name for name in _names(result) if not is_own_side(name)]
    topics = [each for one in call.asked if one.kind == "questions" for each in topics_of(one.text, findings, cited)]
    asked = [name for one in call.asked if one.kind == "questions" and not topics for name in (one.names or outside)]
    return Scorecard(
        paragraphs=(*told, *answers),
        questions=tuple(_put_to(name, result, findings, cited) for name in dict.fromkeys(asked)),
        topics=tuple(topics),
        notes=call.notes,
    )


def _before(findings: Findings, *, supposes: bool) -> PartnerScorecard | None:
    found = (findings.results if supposes else findings.previous).get(TOOL)
    return PartnerScorecard.model_validate(found) if found else None


def _moves(
    memory: Memory, call: ToolCall, result: PartnerScorecard, before: PartnerScorecard, *, supposes: bool
) -> list[str]:
    """What the message changes in the comparison, if anything."""
    same = any(one.tool == TOOL and one.arguments == call.arguments for one in memory.tool_calls)
    if same and not supposes:
        return []
    opening = [_beside(result, before)] if supposes else []
    scores = [{one.name: one.score for one in each.ranking} for each in (result, before)]
    told = opening
    flags = [{one.name: one.red_flags for one in each.ranking} for each in (result, before)]
    if scores[0] != scores[1] or result.weights != before.weights or flags[0] != flags[1]:
        told += answering.moved(result, before, order=not supposes)
    if supposes:
        told += answering.turns_at(before, _weighed(call) if result.weights != before.weights else ())
    if not supposes and {one.name: one.unanswered for one in result.ranking} != {
        one.name: one.unanswered for one in before.ranking
    }:
        told += _unanswered(result.ranking)
    paragraphs = [" ".join(told)] if told else []
    asked = {one.kind for one in call.asked}
    if result.offers is not None and result.offers != before.offers and not asked & {"price", "volume"}:
        paragraphs.append(" ".join(answering.priced(result.offers, (), _names(result))))
    weeks = [{one.name: one.weeks for one in each.ranking if one.weeks is not None} for each in (result, before)]
    if weeks[0] != weeks[1]:
        paragraphs.append(
            f"Weeks until delivery: {', '.join(f'{name} {long:.3g}' for name, long in weeks[0].items())}."
        )
    if not paragraphs and not call.asked and not call.notes:
        return ["That moves nothing: weights and scores stay as they are."]
    return paragraphs


def _weighed(call: ToolCall) -> set[str]:
    """The criteria whose weight the words of the call move."""
    return {hit.payload[0] for hit in named_in(tokenize(call.quote), own_of(call.arguments), call.called)}


def _answer(asked: CandidateQuestion, result: PartnerScorecard) -> Iterator[str]:
    match asked.kind:
        case "why":
            losers = [name for name in asked.names if name != result.ranking[0].name]
            yield from answering.why(result, next(iter(losers), None))
        case "better":
            yield from answering.better(result, asked.names, asked.criteria)
        case "price":
            yield from answering.priced(result.offers, asked.names, _names(result))
        case "volume":
            told = list(answering.level(result.offers)) if result.offers else []
            yield from told or [answering.no_level(result.offers)]
        case "which":
            yield from answering.verdict(result)
            yield from answering.ruled_out(result)
        case "robust":
            yield from answering.firm(result, asked.names)
        case "to_win":
            yield from answering.to_win(result, asked.names)


def _unsaid(answer: Iterator[str], result: PartnerScorecard, told: Sequence[str]) -> Iterator[str]:
    """What of an answer is not told with the change already; that one stays first says who comes first."""
    said = " ".join(told)
    stays = result.winner is not None and answering.stays_first(result.winner) in said
    for sentence in answer:
        if sentence not in said and not (stays and sentence.startswith(f"**{result.winner}** comes first")):
            yield sentence


def _names(result: PartnerScorecard) -> list[str]:
    return [one.name for one in result.ranking][:_MOST_ASKED]


def _full(
    result: PartnerScorecard, moved: Sequence[str], findings: Findings, cited: Citations, opening: Sequence[str]
) -> Scorecard:
    """All of the comparison; the user has `moved` the weights of these criteria."""
    weighed = answering.weights_told(result, moved, _raised(findings))
    shown = result.ranking[:_MOST_SHOWN]
    return Scorecard(
        heads=("", "weight", *(_ranked(one, result) for one in shown)),
        rows=tuple(_rows(result, shown)),
        paragraphs=tuple(_paragraphs(result, opening, tuple(weighed))),
        questions=(_put_to(result.ranking[0].name, result, findings, cited),),
    )


def _ranked(one: Standing, result: PartnerScorecard) -> str:
    """A candidate's name with its rank, which one that is shared has an equals sign to."""
    shared = sum(each.rank == one.rank for each in result.ranking) > 1
    return f"{'=' if shared else ''}{one.rank}. {one.name}"


def _moved(call: ToolCall | None) -> list[str]:
    """The criteria whose weight the user has moved."""
    moves = [call.arguments.get(name) for name in ("factors", "shares")] if call else []
    return list(dict.fromkeys(name for one in moves if isinstance(one, dict) for name in one))


def _raised(findings: Findings) -> dict[str, tuple[str, ...]]:
    """What raises the weight of each of the nine."""
    return {one.id: one.why for one in _checklist(findings).criteria}


def _checklist(findings: Findings) -> PartnerChecklist:
    checklist = findings.assessment.results["partner_checklist"]
    assert isinstance(checklist, PartnerChecklist)
    return checklist


def _put_to(name: str, result: PartnerScorecard, findings: Findings, cited: Citations) -> tuple[str, tuple[Point, ...]]:
    """A candidate with the questions to put to it."""
    one = next(each for each in result.ranking if each.name == name)
    return name, tuple(_asks(one, _checklist(findings).criteria, result, cited))


def _paragraphs(result: PartnerScorecard, opening: Sequence[str], weighed: Sequence[str]) -> Iterator[str]:
    rivals = result.robustness.rivals
    told = (
        [*opening, *answering.verdict(result), *answering.ruled_out(result)],
        weighed,
        _firmness(result, rivals[0]) if result.winner and rivals else (),
        answering.priced(result.offers, (), ()) if result.offers and len(result.offers.totals) > 1 else (),
        [*_unanswered(result.ranking), *_alone(result)],
    )
    yield from (" ".join(sentences) for part in told if (sentences := list(part)))


def _rows(result: PartnerScorecard, shown: Sequence[Standing]) -> Iterator[tuple[str, ...]]:
    for name, weight in result.weights.items():
        yield (_capital(named(name)), share(weight), *(_cell(one, name) for one in shown))
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


def _firmness(result: PartnerScorecard, rival: Rival) -> Iterator[str]:
    if rival.smallest_shift is None:
        if result.robustness.stays_under_any_weights == 1:
            yield f"No weights put anybody else ahead of {result.winner}: the order does not hang on them."
        return
    yield from answering.shift(result, rival)
    yield from (answering.weight_range(one) for one in answering.turning(result))
    near = result.robustness.stays_within_25_percent
    if near is not None:
        yield f"With each weight off by up to 25 % of itself, {result.winner} stays first in {share(near)} of samples."


def _unanswered(ranking: Sequence[Standing]) -> Iterator[str]:
    for one in ranking:
        if one.unanswered:
            on = listed(list(map(named, one.unanswered)))
            yield f"**How do you rate {one.name} on {on}?** It has no rating there and counts 0."
            if one.score_range:
                yield f"With the best rating there {one.name} would have {one.score_range[1]:.2f}."


def _alone(result: PartnerScorecard) -> Iterator[str]:
    """What is shown and not scored, and what nobody was rated on."""
    if set(result.weights) <= set(OFFERS):
        yield "You rated nobody, so this rests on what they ask alone; ratings from 0 to 5 would tell more."
        return
    offered = [name for name in ("quote", "weeks") if any(getattr(one, name) is not None for one in result.ranking)]
    if offered and not set(offered) & set(result.weights):
        yield f"{_capital(phrasing.joined([OFFERED[name] for name in offered]))} are shown, not scored."
    rated = {*result.weights, *(result.own_criteria.get(name) for name in result.weights)}
    unrated = [named(name) for name in criterion_names() if name not in rated]
    if unrated:
        yield f"Nobody is rated on {listed(unrated)}; that is not counted."


def _turned(result: PartnerScorecard) -> str:
    first = result.winner or "nobody alone"
    return f"Your new facts move the weights, and with them the comparison of partners: {first} comes first now."


def _beside(result: PartnerScorecard, before: PartnerScorecard) -> str:
    now, then = (one.winner or "nobody alone" for one in (result, before))
    stays = f"{now} would stay first" if now == then else f"{now} would come first; as it stands, {then} does"
    return f"**What if?** {_capital(stays)}. The comparison itself is untouched."


def _asks(one: Standing, criteria: Sequence[Criterion], result: PartnerScorecard, cited: Citations) -> Iterator[Point]:
    """What to put to one next: where nothing is known of it, then where it is weakest."""
    ratings, weights = _ratings(one), result.weights
    unknown = [each.id for each in criteria if each.id in one.unanswered or each.id not in weights]
    known = [name for name in weights if name in ratings and name not in unknown]
    weakest = sorted(known, key=lambda name: ratings[name])
    weak = [name for name in weakest if ratings[name] < _GOOD]
    by_id = {each.id: each for each in criteria}
    order = [*(name for name in unknown if name in one.unanswered), *weak, *unknown, *weakest]
    for name in [each for each in dict.fromkeys(order) if each in by_id][:_QUESTIONS]:
        criterion = by_id[name]
        yield Point(f"{criterion.name}: {criterion.questions[0]}", cited.behind("partner_checklist", name))


_GOOD = 4


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
