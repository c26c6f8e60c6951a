"""What a reply says, decided before a word of it is written: blocks of content with their figures and citations.

Nothing here computes a figure and nothing here phrases a whole reply: it picks from the findings, and the wording
(built in, or a language model's) puts it into sentences.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from agent import phrasing
from agent.facts import Fact
from agent.figures import calculation_sentences, cost_sentences, origins, scenario_rows
from agent.findings import Answer, Findings, Results, Scenario, find_answer
from agent.grounding import numbers_in
from agent.interview import cards, next_question
from agent.memory import Incoming, Memory
from agent.record import Ledger
from agent.reply import Ask, Citation
from agent.understanding import Understanding
from knowledge.passages import Passage
from knowledge.search import Guidance
from tools.assess import question_order
from tools.fine_tuning_fit import PS as FOUR_P

# A first leaning is told once this many facts are known; before that it would be a guess.
FACTS_FOR_A_LEANING = 4
REASONS_SHOWN = 4
AGAINST_SHOWN = 2
FLIPS_SHOWN = 4
# Below this lead in points, the ranking says so itself: the tool calls it a close call.
CLOSE_CALL = 1.0
CRITERIA_SHOWN = 5
AS_FAR_AS_THE_OTHER_VIEW = 10


@dataclass(frozen=True)
class Point:
    """A sentence with the marks of the passages behind it."""

    text: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class AnswerBlock:
    points: tuple[Point, ...]
    other_view: tuple[Point, ...] = ()
    erratum: str | None = None
    nearest: str | None = None


@dataclass(frozen=True)
class ScenarioBlock:
    headline: str
    rows: tuple[Mapping[str, str], ...]
    verdict: str


@dataclass(frozen=True)
class Advice:
    title: str
    means: str
    first_step: str
    reasons: tuple[Point, ...]
    against: tuple[Point, ...]
    blockers: tuple[str, ...]
    money: tuple[str, ...]
    close_call: bool
    runner_up: str | None
    flips: tuple[str, ...]
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    provisional: bool
    ranking: tuple[Mapping[str, str], ...]  # only where the user asks why


@dataclass(frozen=True)
class Partner:
    verdict: str
    criteria: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Content:
    """The blocks of one reply, in the order in which they are written; an empty block is not written."""

    opening: bool = False
    foreign_language: str | None = None
    restarted: bool = False
    undone: bool = False
    nothing_to_undo: bool = False
    greeted: bool = False
    thanked: bool = False
    help: bool = False
    kept: bool = False
    nothing_to_keep: bool = False
    noted_opening: str = ""
    noted: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    changed: tuple[Mapping[str, str | None], ...] = ()
    forgotten: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    answers: tuple[AnswerBlock, ...] = ()
    missing: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    scenario: ScenarioBlock | None = None
    number_origins: tuple[str, ...] | None = None
    summary: tuple[Mapping[str, str], ...] | None = None
    advice: Advice | None = None
    leaning: str | None = None
    partner: Partner | None = None
    lost: bool = False
    waiting: bool = False  # the question stands as it stood: the user turned to something else
    resuming: bool = False
    ask: Ask | None = None
    show_why: bool = True
    citations: tuple[Citation, ...] = ()
    stage_is_advice: bool = False
    open_core: tuple[str, ...] = ()


def decide(
    memory: Memory,
    incoming: Incoming,
    *,
    understanding: Understanding,
    ledger: Ledger,
    findings: Findings,
    guidance: Guidance,
) -> Content:
    """Choose what this turn's reply says. Pure: the same findings give the same content."""
    requests = frozenset(understanding.requests)
    cited = _Citations()
    unknown = [question.field for question in findings.assessment.open_questions if question.field not in ledger.facts]
    core = {question.field for question in question_order() if question.core}
    open_core = tuple(name for name in unknown if name in core)
    times_asked = {} if "restart" in requests else memory.times_asked
    ask = next_question(open_core, unknown, times_asked)
    interview_over = ask is None and bool(ledger.facts)
    wants_advice = bool(requests & {"recommend", "why"})
    changed_advice = findings.assessment.recommended != memory.told
    just_finished = interview_over and not memory.advised
    updated_after_advice = memory.advised and changed_advice and bool(ledger.updated)

    noted, inferred, changed, forgotten, declined = _acknowledge(memory, ledger, requests)
    answers = tuple(_answer(answer, guidance, cited) for answer in findings.answers)
    scenario = _scenario(findings.scenario) if findings.scenario else None
    advice = None
    if incoming.kind != "opening" and (wants_advice or just_finished or updated_after_advice):
        asks_why = "why" in requests and memory.told is not None
        advice = _advice(findings, ledger, guidance, cited, provisional=not interview_over, why=asks_why)
    partner = None
    if "choose_partner" in requests or (just_finished and _wants_partner(ledger)):
        partner = _partner(findings.results, guidance, cited)
    figures = _figures(findings, ledger, advice is not None)
    said_something = any(
        (noted, inferred, changed, forgotten, declined, ledger.rejected, answers, scenario, findings.missing, figures)
    ) or bool(requests)
    digressed = said_something and not ledger.updated
    return Content(
        opening=incoming.kind == "opening",
        foreign_language=_foreign(understanding) if not understanding.questions else None,
        restarted="restart" in requests,
        undone="undo" in requests and not ledger.nothing_to_undo,
        nothing_to_undo=ledger.nothing_to_undo,
        greeted="greeting" in requests and not (noted or answers or advice),
        thanked="thanks" in requests,
        help="help" in requests,
        kept="keep" in requests and bool(memory.what_ifs),
        nothing_to_keep="keep" in requests and not memory.what_ifs,
        noted_opening=_OPENINGS[(memory.turn + 1) % len(_OPENINGS)],
        noted=noted,
        inferred=inferred,
        changed=changed,
        forgotten=forgotten,
        declined=declined,
        rejected=ledger.rejected,
        answers=answers,
        missing=findings.missing,
        figures=figures,
        scenario=scenario,
        number_origins=_origins(incoming, findings, requests),
        summary=_summary(ledger) if "summary" in requests else None,
        advice=advice,
        leaning=None if advice else _leaning(memory, ledger, findings),
        partner=partner,
        lost=incoming.kind == "message" and not said_something and understanding.language == "en",
        waiting=digressed and ask is not None and ask.field in memory.asked,
        resuming=bool(answers or scenario) and digressed and ask is not None and ask.field in memory.asked,
        ask=ask,
        show_why=ask is not None and times_asked.get(ask.field, 0) == 0,
        citations=cited.all(),
        stage_is_advice=interview_over,
        open_core=open_core,
    )


def answer_only(question: str, guidance: Guidance) -> Content:
    """The content of one cited answer, outside any conversation."""
    cited = _Citations()
    block = _answer(find_answer(question, guidance), guidance, cited)
    return Content(answers=(block,), citations=cited.all())


_FIGURES = re.compile(r"\$?\d[\d,.]*(?:\s?%)?")
_VERDICTS = {
    "in_house": "build it in-house.",
    "partner": "work with a partner.",
    "hybrid": "own it yourselves and take a partner for what you lack.",
}
_OPENINGS = ("Noted:", "Understood:", "Good to know:", "Got it:")


class _Citations:
    """Gives each passage its mark, in the order of first use."""

    def __init__(self) -> None:
        self._marks: dict[str, Citation] = {}

    def mark(self, passage: Passage) -> int:
        if passage.passage_id not in self._marks:
            self._marks[passage.passage_id] = Citation(
                mark=len(self._marks) + 1,
                passage_id=passage.passage_id,
                source_id=passage.source_id,
                source_title=passage.source_title,
                section=passage.section,
                text=passage.text,
                evidence=passage.evidence,
                erratum=passage.erratum,
                disagrees_with=passage.disagrees_with,
            )
        return self._marks[passage.passage_id].mark

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._marks.values())


def _acknowledge(
    memory: Memory, ledger: Ledger, requests: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Mapping[str, str | None], ...], tuple[str, ...], tuple[str, ...]]:
    """New facts, new inferences, changed facts, forgotten labels, declined labels."""
    noted: list[str] = []
    inferred: list[str] = []
    changed: list[Mapping[str, str | None]] = []
    forgotten: list[str] = []
    declined: list[str] = []
    if "restart" in requests:
        return (), (), (), (), ()
    for name in ledger.updated:
        fact, before = ledger.facts.get(name), memory.facts.get(name)
        label = cards()[name].label
        if fact is None:
            forgotten.append(label.lower())
        elif fact.status == "declined":
            declined.append(label.lower())
        elif before is not None and before.value is not None and before.value != fact.value:
            changed.append(
                {
                    "label": label,
                    "before": phrasing.value_in_words(name, before.value),
                    "after": phrasing.value_in_words(name, fact.value),
                }
            )
        elif fact.status == "inferred":
            inferred.append(phrasing.fact_in_words(name, fact))
        elif cards()[name].kind != "text" or name == "model":  # their own sentence need not be read back to them
            noted.append(phrasing.fact_in_words(name, fact))
    return tuple(noted), tuple(inferred), tuple(changed), tuple(forgotten), tuple(declined)


def _answer(answer: Answer, guidance: Guidance, cited: _Citations) -> AnswerBlock:
    if not answer.passages:
        return AnswerBlock(points=(), nearest=answer.nearest.heading if answer.nearest else None)
    chosen = [found.passage for found in answer.passages]
    points = tuple(Point(passage.text, (cited.mark(passage),)) for passage in chosen)
    shown = {passage.passage_id for passage in chosen}
    # The other view is shown where it speaks to the same question, not wherever the two sources differ.
    on_topic = {found.passage.passage_id for found in guidance.relevant(answer.question, AS_FAR_AS_THE_OTHER_VIEW)}
    others = [
        other
        for passage in chosen[:1]
        for other_id in passage.disagrees_with
        if other_id not in shown and other_id in on_topic and (other := guidance.get(other_id)) is not None
    ]
    return AnswerBlock(
        points=points,
        other_view=tuple(Point(passage.text, (cited.mark(passage),)) for passage in others[:1]),
        # A source's wrong figure is spelled out only for those who ask about it.
        erratum=chosen[0].erratum if answer.sets_right else None,
    )


def _scenario(scenario: Scenario) -> ScenarioBlock:
    changes = [
        phrasing.fact_in_words(name, Fact(value=new.value, range=new.range, status="stated", turn=0))
        for name, (_, new) in scenario.changed.items()
    ]
    before, after = (str(_dig(results, "approach", "recommended")) for results in (scenario.before, scenario.after))
    verdict = (
        f"The recommendation would stay: {approaches()[after].title}."
        if before == after
        else f"The recommendation would change from {approaches()[before].title} to {approaches()[after].title}."
    )
    return ScenarioBlock(phrasing.joined(changes), scenario_rows(scenario), verdict)


def _advice(
    findings: Findings, ledger: Ledger, guidance: Guidance, cited: _Citations, *, provisional: bool, why: bool
) -> Advice:
    result = findings.results["approach"]
    winner, *others = _records(result["ranking"])
    card = approaches()[str(winner["approach"])]
    supported = _supported(guidance)

    def point(reason: Mapping[str, JsonValue]) -> Point:
        text, sources = str(reason["sentence"]), tuple(str(source) for source in _list(reason["sources"]))
        passage = supported(text, sources)
        return Point(text, (cited.mark(passage),) if passage else ())

    reasons = _records(winner["reasons"])
    speaks_for = [reason for reason in reasons if _number(reason["points"]) > 0]
    speaks_against = [reason for reason in reasons if _number(reason["points"]) < 0]
    return Advice(
        title=card.title,
        means=card.means,
        first_step=card.first_step,
        reasons=tuple(point(reason) for reason in speaks_for[:REASONS_SHOWN]),
        against=tuple(point(reason) for reason in speaks_against[:AGAINST_SHOWN]),
        blockers=tuple(str(blocker["sentence"]) for blocker in _records(winner["blockers"])),
        money=tuple(cost_sentences(findings.results)),
        close_call=_number(result["lead"]) < CLOSE_CALL,
        runner_up=_runner_up(others),
        flips=tuple(_flip(flip) for flip in _records(result["flips"])[:FLIPS_SHOWN]),
        notes=tuple(str(note) for note in _list(result["notes"])),
        assumed=tuple(_assumed(findings.results, ledger)),
        provisional=provisional,
        ranking=tuple(_ranking_row(entry) for entry in (winner, *others)) if why else (),
    )


def _ranking_row(entry: Mapping[str, JsonValue]) -> Mapping[str, str]:
    blockers, reasons = _records(entry["blockers"]), _records(entry["reasons"])
    telling = [*blockers, *reasons][:1]
    return {
        "title": approaches()[str(entry["approach"])].title,
        "score": f"{_number(entry['score']):g}",
        "reason": str(telling[0]["sentence"]) if telling else "",
    }


def _runner_up(others: Sequence[Mapping[str, JsonValue]]) -> str | None:
    if not others:
        return None
    title = approaches()[str(others[0]["approach"])].title
    blockers = _records(others[0]["blockers"])
    return f"{title} (in its way: {str(blockers[0]['sentence']).rstrip('.')})" if blockers else title


def _flip(flip: Mapping[str, JsonValue]) -> str:
    return f"{flip['sentence']}: {approaches()[str(flip['recommended'])].title}."


def _assumed(results: Results, ledger: Ledger) -> list[str]:
    """Each default that a result used, named once; the results and the ledger have its source."""
    seen: dict[str, str] = {}
    for result in results.values():
        for assumption in _records(result.get("assumptions")):
            name = str(assumption["name"])
            if name in ledger.facts and ledger.facts[name].value is not None:
                continue
            label = cards()[name].label.lower() if name in cards() else name.replace("_", " ")
            value = assumption["value"]
            if name == "monthly_api_spend" and "api_cost" in results:  # worked out, and told with its price
                continue
            if name in FOUR_P:  # a score that could be anything is told by its range, not as an assumption
                continue
            shown = phrasing.value_in_words(name, value) if name in cards() else phrasing.plain(value)
            seen.setdefault(label, f"{label} {shown}")
    return list(seen.values())


def _leaning(memory: Memory, ledger: Ledger, findings: Findings) -> str | None:
    """One line when the provisional advice appears or changes in the course of the interview."""
    known = sum(fact.value is not None for fact in ledger.facts.values())
    now = findings.assessment.recommended
    if known < FACTS_FOR_A_LEANING or not ledger.updated or now == memory.told:
        return None
    if memory.told is None:
        return f"So far this points to **{approaches()[now].title}**; what is still open may change it."
    return f"That moves my provisional advice from {approaches()[memory.told].title} to **{approaches()[now].title}**."


def _figures(findings: Findings, ledger: Ledger, with_advice: bool) -> tuple[str, ...]:
    """The calculations whose result is new this turn; the advice carries the standing ones itself."""
    fresh = {name: result for name, result in findings.results.items() if findings.previous.get(name) != result}
    sentences = calculation_sentences(fresh)
    if not with_advice and ledger.updated:
        sentences += cost_sentences(fresh)
    return tuple(sentences)


def _origins(incoming: Incoming, findings: Findings, requests: frozenset[str]) -> tuple[str, ...] | None:
    if "source_of_number" not in requests:
        return None
    return tuple(origins(list(numbers_in(incoming.text)), findings.results))


def _summary(ledger: Ledger) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {
            "label": cards()[name].label,
            "value": "left open" if fact.value is None else phrasing.value_in_words(name, fact.value),
            "status": fact.status,
        }
        for name, fact in ledger.facts.items()
    )


def _partner(results: Results, guidance: Guidance, cited: _Citations) -> Partner:
    checklist = results["partner_checklist"]
    supported = _supported(guidance)
    criteria = []
    ordered = sorted(_records(checklist["criteria"]), key=lambda item: -_number(item["weight"]))
    for criterion in ordered[:CRITERIA_SHOWN]:
        question = str(_list(criterion["questions"])[0])
        passage = supported(f"{criterion['name']}: {question}", ("turing",))
        criteria.append(
            {
                "name": str(criterion["name"]),
                "weight": phrasing.percent(_number(criterion["weight"])),
                "question": question,
                "marks": (cited.mark(passage),) if passage else (),
            }
        )
    verdict = str(checklist["verdict"])
    for_it = [
        str(reason["sentence"])
        for reason in _records(checklist["reasons"])
        if isinstance(points := reason["points"], dict) and _number(points.get(verdict)) > 0
    ]
    return Partner(verdict=" ".join([_VERDICTS[verdict], *for_it[:REASONS_SHOWN]]), criteria=tuple(criteria))


def _wants_partner(ledger: Ledger) -> bool:
    sourcing = ledger.facts.get("sourcing")
    return sourcing is not None and sourcing.value == "partner"


@lru_cache(maxsize=8)
def _supported(guidance: Guidance) -> Callable[[str, tuple[str, ...]], Passage | None]:
    """The passage that backs a sentence, from the sources that it names; none is better than a poor one."""

    @lru_cache(maxsize=2048)
    def find(sentence: str, sources: tuple[str, ...]) -> Passage | None:
        found = guidance.relevant(sentence, 1, sources=sources) if sources else []
        return found[0].passage if found else None

    # Without the user's own figures the same argument is the same sentence, and is looked up once.
    return lambda sentence, sources: find(_FIGURES.sub("", sentence), sources)


def _foreign(understanding: Understanding) -> str | None:
    if understanding.language == "en":
        return None
    return _language_sentences().get(understanding.language)


class ApproachCard(BaseModel):
    """How one approach speaks to people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    means: str
    first_step: str


@cache
def approaches() -> Mapping[str, ApproachCard]:
    """The approaches in words (`approaches.yaml`)."""
    file = Path(__file__).with_name("approaches.yaml")
    return TypeAdapter(dict[str, ApproachCard]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))


@cache
def _language_sentences() -> Mapping[str, str]:
    file = Path(__file__).parent / "wording" / "languages.yaml"
    return TypeAdapter(dict[str, str]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))


def _dig(results: Results, tool: str, figure: str) -> JsonValue:
    return results.get(tool, {}).get(figure)


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _records(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    return [item for item in _list(value) if isinstance(item, dict)]


def _number(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
