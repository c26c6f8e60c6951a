"""What a reply says, decided before a word of it is written: blocks of content with their figures and citations.

Nothing here computes a figure and nothing here phrases a whole reply: it picks from the findings, and the wording
(built in, or a language model's) puts it into sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent import phrasing
from agent.facts import Fact, value_of
from agent.interview import cards, next_question
from agent.memory import Incoming, Memory
from agent.numbers.gain_parts import is_no_language
from agent.numbers.paid_for import PaidFor, tells_of_other_costs
from agent.numbers.part_sums import Sum
from agent.offers import USD
from agent.reading.answers import MONEY, PARTS, PRICED, SHORT, STANCES, Asked, asked_about, views_in
from agent.reading.brief_orders import wants_again
from agent.reading.concerns import CONCERNS, concern_told
from agent.reading.disputed import tells_of_others
from agent.reading.pending import pauses
from agent.reading.returns_asked import figures_named
from agent.record import Ledger
from agent.reply import Ask, Citation
from agent.replying.advice import (
    Advice,
    Partner,
    Point,
    advice_of,
    contradictions_of,
    leaning_of,
    observations_of,
    partner_of,
)
from agent.replying.approach_cards import approaches
from agent.replying.citing import Citations
from agent.replying.concern_answers import concern_answers
from agent.replying.cost_answers import cost_answers
from agent.replying.explained import Explained, explained_of, invested_sentences, money_sentences, wanted_for, why_asked
from agent.replying.figures import (
    bill_sentences,
    calculation_sentences,
    checked_sentences,
    claim_sentences,
    cost_sentences,
    costs_asked_for,
    kept_shares_sentences,
    lacking_sentences,
    left_out_sentences,
    moved_sentences,
    notes_on,
    ruled_out_sentences,
    saving_sentence,
    scenario_rows,
    sentences_of_others,
    supposed_in_words,
)
from agent.replying.findings import Answer, Findings, beside_candidates, find_answer
from agent.replying.noted_answers import noted_answers
from agent.replying.offers_in_words import offer_in_its_currency, titled
from agent.replying.origins_asked import origins_asked
from agent.replying.own_cost_answers import own_cost_answers
from agent.replying.payback import unpaid_sentences
from agent.replying.plan_tables import PlanBlock, plan_blocks
from agent.replying.priced import Priced
from agent.replying.project_answers import project_headline, project_rows, project_verdict
from agent.replying.savings import noted_in_words, sum_sentences, supposed_sentences
from agent.replying.scenario import Scenario
from agent.replying.scorecard import TOOL as SCORECARD
from agent.replying.scorecard import Scorecard, scorecard_of
from agent.replying.short_answers import IN_SHORT, short_answers
from agent.replying.shown_before import named, parts_of, unchanged, without
from agent.replying.stance_answers import stance_answers
from agent.replying.taken_back import Undone, not_on_record, told_again, undone
from agent.replying.terms_told import terms_sentences
from agent.replying.their_language import in_their_language
from agent.replying.ways_compared import ways_compared
from agent.tool_results import BILLED, OF_AN_INVESTMENT, is_of_the_plan
from agent.understanding import Understanding
from agent.words.message import taken_apart
from agent.words.tokens import tokenize
from knowledge.search import Guidance
from tools.assess import RULED_OUT
from tools.profile import Approach

# How deep in the results of a question the opposite view may stand and still speak to it.
AS_FAR_AS_THE_OTHER_VIEW = 10


@dataclass(frozen=True)
class AnswerBlock:
    """An answer from the guidance; no points: our sources do not cover it, and `nearest` is the nearest topic."""

    points: tuple[Point, ...]
    other_view: tuple[Point, ...] = ()
    quotations: tuple[Point, ...] = ()  # from the user's own documents, after our words
    erratum: str | None = None
    nearest: str | None = None
    topic: str | None = None  # what the question leans on
    unclear: str | None = None  # it points at nothing that can be told, by this word if by any


@dataclass(frozen=True)
class ScenarioBlock:
    """A what-if beside the baseline."""

    headline: str
    rows: tuple[Mapping[str, str], ...]
    verdict: str
    notes: tuple[str, ...] = ()
    keepable: bool = True  # it changes facts that "keep it" could adopt


@dataclass(frozen=True)
class Acknowledged:
    """What this turn changed in the ledger, in words."""

    noted: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    changed: tuple[Mapping[str, str], ...] = ()
    forgotten: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    never_told: tuple[str, ...] = ()  # what was to be forgotten, and is not known


@dataclass(frozen=True)
class Content:
    """The blocks of one reply, in the order in which they are written; an empty block is not written."""

    opening: bool = False
    foreign_language: str | None = None
    restarted: bool = False
    undone: Undone | None = None
    greeted: bool = False
    thanked: bool = False
    help: bool = False
    kept: bool = False
    nothing_to_keep: bool = False
    left: bool = False  # the last what-if is not wanted, and nothing has changed by it
    untried_to_keep: bool = False  # the last what-if could not be tried out
    no_fact_to_keep: bool = False  # what was supposed last changes no fact
    exported: bool = False  # all of it in one piece
    noted_opening: str = ""
    heard: Acknowledged = Acknowledged()
    answers: tuple[AnswerBlock, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    observations: tuple[Point, ...] = ()
    scenario: ScenarioBlock | None = None
    number_origins: tuple[str, ...] | None = None
    summary: tuple[Mapping[str, str], ...] | None = None
    priced: tuple[Priced, ...] = ()  # what other ways of running the same requests cost
    explained: tuple[Explained, ...] = ()  # answers about one side of the advice, in place of all of it
    advice: Advice | None = None
    unchanged: tuple[str, ...] = ()  # parts of the advice that stand as they were shown
    card: Mapping[str, str] = field(default_factory=dict)  # all parts of the advice, for the next time
    leaning: str | None = None
    partner: Partner | None = None
    scorecard: Scorecard | None = None
    plans: tuple[tuple[PlanBlock, tuple[Point, ...]], ...] = ()  # each with what our sources say of it
    foreign_money: tuple[str, ...] = ()
    nothing_to_ask: bool = False  # they ask why it is asked, and nothing is
    tells_goal: bool = False  # nothing but what it is about
    known_already: bool = False  # what they said is what the ledger has
    asks_if_right: bool = False  # and they ask whether it is so
    theirs: bool = False  # they told figures of others, and nothing else
    paid_elsewhere: PaidFor = ""  # they told what other things cost, or what they would pay at most, and nothing else
    lost: bool = False
    paused: bool = False  # they find something out first
    waiting: bool = False  # the question stands as it stood: the user turned to something else
    resuming: bool = False
    ask: Ask | None = None
    show_why: bool = True
    citations: tuple[Citation, ...] = ()
    stage_is_advice: bool = False
    telling: tuple[str, ...] = ()  # open facts that could change the advice

    @property
    def all_unchanged(self) -> bool:
        """Nothing of the advice is new since it was shown."""
        return bool(self.unchanged) and len(self.unchanged) == len(self.card.keys() - {"title"})

    @property
    def arguments(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The sentences that tools make of the user's facts, with their marks."""
        advised = self.advice.reasons + self.advice.against if self.advice else ()
        criteria = self.partner.criteria if self.partner else ()
        explained = tuple(point for one in self.explained for point in one.points)
        cited = [(point.text, point.marks) for point in (*self.observations, *explained, *advised) if point.marks]
        on_topics = [point for one in (self.partner.topics if self.partner else ()) for point in one.questions]
        asked = (*on_topics, *(self.scorecard.asks if self.scorecard else ()))
        told = [*((one.text, one.marks) for one in criteria), *((one.text, one.marks) for one in asked)]
        return (*cited, *((text, marks) for text, marks in told if marks))


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
    asked = _asked(memory, incoming, understanding, findings)
    times_asked = {} if "restart" in requests else _times_asked(memory, understanding, ledger)
    telling = _telling(findings, ledger)
    ask = _asked_anew(understanding, ledger) or _question(ledger, findings, asked, telling, times_asked)
    interview_over = ask is None and bool(ledger.facts)
    just_finished = interview_over and not memory.advised
    afresh = "restart" in requests  # nothing has been advised yet
    turned = memory.advised and not afresh and bool(ledger.updated)
    turned = turned and findings.assessment.recommended != memory.told

    # Blocks are made in the order in which they are written, so that the marks count up.
    cited = Citations(guidance)
    heard = _acknowledged(memory, ledger, understanding, findings.saving.made_of)
    of_guidance = [answer for answer in findings.answers if not asked_about(answer.question).about]
    answers = tuple(_answer(answer, guidance, cited) for answer in of_guidance)
    scenario = _scenario_shown(findings)
    asks_why = "why_asked" in requests and "source_of_number" not in requests and CONCERNS.isdisjoint(asked.about)
    wholly = requests & {"recommend", "why", "export"} and not _is_partly(asked, requests)
    short = bool(SHORT & set(asked.about) - (set() if memory.facts else STANCES))
    advises = incoming.kind != "opening" and not short and bool(wholly or just_finished or turned)
    views = {**memory.views, **views_in(incoming.text)}
    of_the_cause = _of_the_cause(asked, views, lately := _said_lately(memory, incoming))
    stances = tuple(stance_answers(asked, findings, memory.facts, cited, turned=turned))
    explained = (
        stances
        if advises
        else (
            *stances,
            *([why_asked(ask, findings, ledger.facts)] if ask is not None and asks_why else []),
            *noted_answers(asked, ledger.facts),
            *own_cost_answers(asked, findings.saving, ledger.facts, findings.assessed),
            *explained_of(asked, findings, ledger.facts, cited),
            *concern_answers(of_the_cause, lately, findings, _with_time_asked(ledger.facts, understanding)),
            *ways_compared(asked, findings),
            *cost_answers(asked, findings, ledger.facts),
            *short_answers(
                _without_yes_no(of_the_cause) if stances else of_the_cause,
                findings,
                ledger.facts,
                views,
                cited,
                last_topic=_last_topic(memory),
            ),
        )
    )
    number_origins = (
        origins_asked(memory, incoming, ledger, findings, cited)
        if "source_of_number" in requests and PARTS.isdisjoint(asked.about)
        else None
    )
    observations = (
        *_of_region(understanding),
        *_of_refused(understanding),
        *_of_forecasts(incoming, memory, ledger),
        *contradictions_of(ledger),
        *(() if advises else observations_of(findings, cited)),
    )
    advice = leaning = partner = None
    card: Mapping[str, str] = {}
    same: tuple[str, ...] = ()
    if advises:
        why = "why" in requests and memory.told is not None
        advice, card, same = _advice(
            memory,
            findings,
            ledger,
            guidance,
            cited,
            provisional=not interview_over,
            why=why,
            whole="export" in requests or wants_again(taken_apart(incoming.text)),
        )
    elif (ledger.updated or ledger.terms.ruled_out != memory.terms.ruled_out) and not afresh:
        leaning = leaning_of(findings, ledger.facts, memory.told, advised=memory.advised)
    rates = any(call.tool == SCORECARD for call in understanding.tool_calls)
    if not rates and ("choose_partner" in requests or (just_finished and _is_partner_wanted(ledger))):
        partner = partner_of(incoming.text, findings, cited)
    scorecard = scorecard_of(memory, understanding, findings, cited)
    plans = _plans(understanding, findings, guidance, cited)

    terms = terms_sentences(memory.terms, ledger.terms, understanding)
    figures = _figures(findings, ledger, understanding, asked, advice)
    told = {*findings.previous_warnings, RULED_OUT}  # the latter stands beside each price
    new_warnings = [sentence for sentence in findings.assessment.warnings if sentence not in told]
    told_of = answers or explained or scenario or scorecard or plans or figures or findings.missing or findings.priced
    left = understanding.what_if_left and not {one.field for one in memory.supposed.statements} & {*ledger.updated}
    said_something = bool(left or requests or heard != Acknowledged() or terms or told_of)
    refused = bool(understanding.models_refused)
    silent = incoming.kind == "message" and not (said_something or understanding.kept_in or refused)
    theirs = silent and not understanding.statements and tells_of_others(taken_apart(incoming.text))
    turned_aside = (said_something or refused) and not ledger.updated and ask is not None and ask.field in memory.asked
    return Content(
        opening=incoming.kind == "opening",
        foreign_language=None if understanding.questions else in_their_language(understanding.language),
        restarted="restart" in requests,
        undone=undone(understanding, ledger),
        greeted="greeting" in requests and not (heard.noted or answers or advice),
        thanked="thanks" in requests and heard == Acknowledged(),  # at the end of a letter it is a greeting
        help="help" in requests and not asked.about,  # "what are you leaving out?" asks of the figures
        kept="keep" in requests and bool(_to_keep(memory)),
        nothing_to_keep="keep" in requests and not _to_keep(memory),
        left=left,
        untried_to_keep=memory.supposed.untried,
        no_fact_to_keep=_was_of_no_fact(memory),
        exported="export" in requests and not short,
        noted_opening="It holds again:" if "undo" in requests else _OPENINGS[(memory.turn + 1) % len(_OPENINGS)],
        heard=heard,
        answers=answers,
        missing=findings.missing,
        warnings=tuple(new_warnings),
        figures=(*terms, *figures),
        observations=observations,
        scenario=scenario,
        number_origins=number_origins,
        summary=_summary(ledger) if requests & {"summary", "export"} and not short else None,
        priced=findings.priced,
        explained=explained,
        advice=advice,
        unchanged=same,
        card=card,
        leaning=leaning,
        partner=partner,
        scorecard=scorecard,
        plans=plans,
        foreign_money=() if _is_told_in_its_currency(understanding) else understanding.foreign_money,
        nothing_to_ask="why_asked" in requests and ask is None,
        tells_goal=silent and "goal" in ledger.updated,
        known_already=silent and bool(understanding.statements) and "goal" not in ledger.updated,
        asks_if_right=incoming.text.rstrip().endswith("?"),
        theirs=theirs,
        paid_elsewhere=_paid_elsewhere(incoming, understanding) if silent else "",
        paused=silent and _is_paused(incoming, understanding),
        lost=silent
        and not (
            theirs
            or _paid_elsewhere(incoming, understanding)
            or _is_paused(incoming, understanding)
            or understanding.statements
            or understanding.foreign_money
        )
        and understanding.language == "en",
        waiting=turned_aside,
        resuming=turned_aside and bool(answers or explained or scenario or plans or findings.priced),
        ask=None if ledger.undid == "offered" else ask,  # what is asked is whether to take that back
        show_why=ask is not None and "why_asked" not in requests and memory.times_asked.get(ask.field, 0) == 0,
        citations=cited.all(),
        stage_is_advice=interview_over,
        telling=telling,
    )


def _paid_elsewhere(incoming: Incoming, understanding: Understanding) -> PaidFor:
    """What all sums of a message are paid for that tells nothing else."""
    return "" if understanding.statements else tells_of_other_costs(taken_apart(incoming.text))


def _is_paused(incoming: Incoming, understanding: Understanding) -> bool:
    """They find something out before they answer."""
    return understanding.understood and pauses(taken_apart(incoming.text))


def _is_told_in_its_currency(understanding: Understanding) -> bool:
    """What was asked of amounts in one other currency is answered in it, and needs no rate."""
    offers = (*understanding.offers, *understanding.supposed_offers)
    return understanding.paid_back is not None or any(one.currency != USD for one in offers)


def _said_lately(memory: Memory, incoming: Incoming) -> str:
    """This message behind the one before it: what goes wrong is often told first, and asked about then."""
    before = memory.exchange.user if memory.exchange else None
    return f"{before or ''} {incoming.text}".strip()


def _of_the_cause(asked: Asked, views: Mapping[str, Approach], lately: str) -> Asked:
    """ "Who is right?" where nobody has named an approach, but one side the cause: it has never seen the handbook."""
    judged = "colleague" in asked.about and asked.approach is None and not views
    if not judged or concern_told(lately) != "unseen_knowledge":
        return asked
    return replace(asked, about=tuple("unseen_knowledge" if one == "colleague" else one for one in asked.about))


def _without_yes_no(asked: Asked) -> Asked:
    """A stance is answered with yes or no already."""
    return replace(asked, about=tuple(one for one in asked.about if one != "yes_no"))


def _asked_anew(understanding: Understanding, ledger: Ledger) -> Ask | None:
    """What holds in place of what was denied, however often it was asked."""
    denied = [name for name in understanding.denied if name not in ledger.facts]
    return next_question(denied, (), {}, ledger.facts)


def _times_asked(memory: Memory, understanding: Understanding, ledger: Ledger) -> Mapping[str, int]:
    """How often each question was put; one from which the user only turned aside may be put again."""
    answered = ledger.updated or understanding.statements or "skip" in understanding.requests
    if answered or not understanding.understood:
        return memory.times_asked
    return {**memory.times_asked, **{name: memory.times_asked.get(name, 1) - 1 for name in memory.asked}}


def _question(
    ledger: Ledger, findings: Findings, asked: Asked, telling: Sequence[str], times_asked: Mapping[str, int]
) -> Ask | None:
    """What to ask next: what a figure that was asked for lacks, else what tells most."""
    unknown = [question.field for question in findings.assessment.open_questions if question.field not in ledger.facts]
    wanted = [name for one in findings.wanting for name in one.fields]
    wanted += _lacking_of_bill(findings, ledger)
    wanted += [*(name for one in findings.priced for name in one.lacking), *wanted_for(asked.about, findings)]
    ask = next_question(wanted, unknown, times_asked, ledger.facts) if wanted else None
    return ask or next_question(telling, unknown, times_asked, ledger.facts)


def _lacking_of_bill(findings: Findings, ledger: Ledger) -> list[str]:
    """What a bill that was asked for needs first, where nothing tells it."""
    known = "api_cost" in findings.results or value_of(ledger.facts, "monthly_api_spend") is not None
    return [name for name in sorted(BILLED) if name not in ledger.facts] if findings.asks_bill and not known else []


def _asked(memory: Memory, incoming: Incoming, understanding: Understanding, findings: Findings) -> Asked:
    """What the message asks of the case, but for what offers, a project or a what-if answer."""
    if not incoming.text:
        return Asked()
    own = beside_candidates(incoming.text, understanding)
    if understanding.denied:  # of the facts, and not of the advice
        return Asked()
    asked = _beside_offers(
        _still_shorter(asked_about(own, memory.said, memory.compared, own_work=findings.of_their_work), memory),
        findings,
    )
    if not understanding.what_ifs:
        return asked
    # "Would anything change if the data were public?" is answered by trying it out, "is it live by May?" by the plan.
    by_when = {"in_time"} if {one.field for one in understanding.what_ifs} == {"timeline_months"} else set()
    return replace(asked, about=tuple(one for one in asked.about if one not in CONCERNS or one in by_when))


def _with_time_asked(facts: Mapping[str, Fact], understanding: Understanding) -> Mapping[str, Fact]:
    """The facts with the time that is asked about beside a deadline that stands."""
    asked = [one for one in understanding.what_ifs if one.field == "timeline_months"]
    return {**facts, **{one.field: Fact(value=one.value, status="stated", turn=0) for one in asked}}


def _beside_offers(asked: Asked, findings: Findings) -> Asked:
    """What is asked of payback and price is answered for what was offered, and then not for the advice."""
    if not (findings.of_offers or findings.of_project):
        return asked
    answered = MONEY | {*PRICED, "saving"} | ({"yes_no"} if findings.of_project else set())
    return replace(asked, about=tuple(one for one in asked.about if one not in answered))


def _still_shorter(asked: Asked, memory: Memory) -> Asked:
    """ "Shorter, please" behind the short form: two sentences of it, then one."""
    last = memory.exchange.reply.text if memory.exchange else ""
    if not asked.shorter or asked.sentences is not None or f"**{IN_SHORT}" not in last:
        return asked
    return replace(asked, sentences=1 if f"**{IN_SHORT}:**" in last else 2)


def _to_keep(memory: Memory) -> tuple[object, ...]:
    """What "keep it" would adopt of the last what-if."""
    return (*memory.supposed.statements, *memory.supposed.offers, *memory.supposed.calls)


def _was_of_no_fact(memory: Memory) -> bool:
    """The what-if of the reply before supposed something that no fact of the case holds."""
    shown = memory.exchange.reply.scenario if memory.exchange else None
    return bool(shown and shown.get("arguments"))


def _last_topic(memory: Memory) -> str:
    """What the guidance answered in the turn before, in the user's words; empty where it answered nothing."""
    said = memory.exchange.user if memory.exchange else None
    return said if said and memory.exchange and memory.exchange.reply.citations and memory.topic else ""


def _advice(
    memory: Memory,
    findings: Findings,
    ledger: Ledger,
    guidance: Guidance,
    cited: Citations,
    *,
    provisional: bool,
    why: bool,
    whole: bool,
) -> tuple[Advice, Mapping[str, str], tuple[str, ...]]:
    """The advice without what was shown word for word a few turns ago, all its parts, and the names of those."""
    draft = advice_of(findings, ledger.facts, Citations(guidance), provisional=provisional, why=why)
    parts = parts_of(draft)
    same = () if why or whole else unchanged(memory, parts)
    if "reasons" in same:
        return without(draft, same), parts, named(same)
    advice = advice_of(findings, ledger.facts, cited, provisional=provisional, why=why)
    return without(advice, same), {} if why else parts, named(same)


def _plans(
    understanding: Understanding, findings: Findings, guidance: Guidance, cited: Citations
) -> tuple[tuple[PlanBlock, tuple[Point, ...]], ...]:
    blocks = plan_blocks([call.tool for call in understanding.tool_calls], findings.results)
    behind = ((block, (guidance.get(passage_id) for passage_id in block.passages)) for block in blocks)
    return tuple(
        (block, tuple(Point(one.text, (cited.mark(one),)) for one in passages if one is not None))
        for block, passages in behind
    )


def _is_partly(asked: Asked, requests: frozenset[str]) -> bool:
    """Only one side of the advice is asked about; "what should we do, and when does it pay?" asks for all of it."""
    return bool(asked.about) and (
        "recommend" not in requests or bool({"against", "worth", "saving", *PRICED} & set(asked.about))
    )


def _telling(findings: Findings, ledger: Ledger) -> tuple[str, ...]:
    """Open facts that are worth asking for; the last one that a bill wants comes first, since it gives a figure."""
    telling = tuple(name for name in findings.assessment.telling if name not in ledger.facts)
    wanted = [name for name in BILLED if name not in ledger.facts]
    if len(wanted) != 1 or "monthly_api_spend" in ledger.facts:
        return telling
    return (*wanted, *(name for name in telling if name not in wanted))


def answer_only(question: str, guidance: Guidance) -> Content:
    """The content of one cited answer, outside any conversation."""
    cited = Citations(guidance)
    block = _answer(find_answer(question, guidance), guidance, cited)
    return Content(answers=(block,), citations=cited.all())


_SHOWN = frozenset({"api_cost", "hosting_cost", *OF_AN_INVESTMENT})  # suppositions that stand beside the baseline
_OPENINGS = ("Noted:", "Understood:", "Good to know:", "Got it:")


def _acknowledged(memory: Memory, ledger: Ledger, understanding: Understanding, made_of: Sum | None) -> Acknowledged:
    """What is new, what is taken from their words, what has changed, and what is forgotten or left open."""
    requests = frozenset(understanding.requests)
    if "restart" in requests:
        return Acknowledged(rejected=ledger.rejected)
    noted: list[str] = []
    inferred: list[str] = []
    changed: list[Mapping[str, str]] = []
    undoes = "undo" in requests
    gone_beside, again = told_again(memory, ledger) if undoes else (_forgotten_offers(memory, ledger), [])
    forgotten = list(gone_beside)
    declined: list[str] = []
    gone = [name for name in understanding.retractions if name not in {**memory.facts, **ledger.facts}]
    waited = gone if memory.refused else []  # what was told in a currency without a rate
    forgotten += [cards()[name].in_a_sentence for name in waited]
    for name in ledger.updated:
        fact, before = ledger.facts.get(name), memory.facts.get(name)
        label = cards()[name].in_a_sentence
        if fact is None:
            forgotten.append(cards()[name].in_a_sentence)
        elif fact.status == "declined":
            declined.append(cards()[name].in_a_sentence)
        elif before is not None and before.value not in (None, fact.value):
            was, now = (phrasing.value_in_words(name, value) for value in (before.value, fact.value))
            changed.append({"label": label, "before": was, "after": now})
        elif cards()[name].kind == "text" and name != "model":
            continue  # their own sentence need not be read back to them
        elif fact.status == "inferred":
            inferred.append(phrasing.fact_in_words(name, fact))
        else:
            noted.append(phrasing.fact_in_words(name, fact))
    noted += again
    noted += noted_in_words(ledger.parts, memory.turn + 1, made_of, ledger.updated)
    return Acknowledged(
        tuple(noted),
        tuple(inferred),
        tuple(changed),
        tuple(forgotten),
        tuple(declined),
        ledger.rejected,
        (*(cards()[name].in_a_sentence for name in gone if name not in waited), *not_on_record(ledger)),
    )


def _answer(answer: Answer, guidance: Guidance, cited: Citations) -> AnswerBlock:
    if answer.unclear is not None:
        return AnswerBlock(points=(), topic=answer.topic, unclear=answer.unclear)
    if not answer.passages and not answer.quotations:
        return AnswerBlock(points=(), nearest=answer.nearest.heading if answer.nearest else None)
    # A document of theirs that fits better than our guidance does speaks first.
    best = max((found.score for found in answer.passages), default=0.0)
    first = [one for one in answer.quotations if not one.is_support and one.score > best]
    before = tuple(Point(one.sentence, (cited.mark(one.passage),)) for one in first)
    chosen = [found.passage for found in answer.passages]
    points = before + tuple(Point(passage.text, (cited.mark(passage),)) for passage in chosen)
    shown = {passage.passage_id for passage in chosen}
    # The other view is shown where it speaks to the same question, not wherever the two sources differ.
    on_topic = {found.passage.passage_id for found in guidance.relevant(answer.question, AS_FAR_AS_THE_OTHER_VIEW)}
    others = [
        other
        for passage in chosen[:1]
        for other_id in passage.disagrees_with
        if other_id not in shown and other_id in on_topic and (other := guidance.get(other_id)) is not None
    ]
    other_view = tuple(Point(passage.text, (cited.mark(passage),)) for passage in others[:1])
    return AnswerBlock(
        points=points,
        other_view=other_view,
        quotations=tuple(
            Point(one.sentence, (cited.mark(one.passage),)) for one in answer.quotations if one not in first
        ),
        # A source's wrong figure is spelled out only for those who ask about it.
        erratum=chosen[0].erratum if answer.sets_right else None,
        topic=answer.topic,
    )


def _scenario_shown(findings: Findings) -> ScenarioBlock | None:
    """What is tried out beside the baseline, unless it is told of an offer."""
    supposed = findings.scenario
    if supposed is None or (findings.of_offers and {*supposed.changed} == {"monthly_benefit"}):
        return None
    return _scenario(supposed) if supposed.changed or supposed.supposed_of in _SHOWN else None


def _scenario(scenario: Scenario) -> ScenarioBlock:
    if scenario.supposed_of in OF_AN_INVESTMENT:
        told = project_headline(scenario), project_rows(scenario), project_verdict(scenario)
        return ScenarioBlock(*told, keepable=bool(scenario.before))
    changes = [
        phrasing.fact_in_words(name, Fact(value=new.value, range=new.range, status=new.status, turn=0))
        for name, (_, new) in scenario.changed.items()
    ]
    changes += supposed_in_words(scenario)
    before, after = (str(results["approach"]["recommended"]) for results in (scenario.before, scenario.after))
    verdict = (
        f"The recommendation would stay: {approaches()[after].title}."
        if before == after
        else f"The recommendation would change from {approaches()[before].title} to {approaches()[after].title}."
    )
    saving = [one for one in (saving_sentence(scenario),) if one]
    verdict = " ".join([*ruled_out_sentences(scenario.after)[:1], *saving, verdict, *unpaid_sentences(scenario.after)])
    return ScenarioBlock(
        phrasing.joined(changes), scenario_rows(scenario), verdict, tuple(notes_on(scenario)), bool(scenario.changed)
    )


def _figures(
    findings: Findings, ledger: Ledger, understanding: Understanding, asked: Asked, advice: Advice | None
) -> tuple[str, ...]:
    """Calculations asked for now, and those whose result is new; the advice carries the standing ones itself."""
    wanted = {call.tool for call in understanding.tool_calls if not (call.supposed or call.of_others)}
    fresh = {
        name: result
        for name, result in findings.results.items()
        if name in wanted or findings.previous.get(name) != result
    }
    kept = kept_shares_sentences(understanding.tool_calls)
    sentences = [
        *left_out_sentences(understanding.costs_left_out),
        *checked_sentences(understanding.sums),
        *claim_sentences(understanding.tool_calls, findings.of_others),
        *kept,
    ]
    if findings.scenario is None:
        sentences += supposed_sentences(understanding.supposed_parts, ledger.parts, ledger.facts)
    named = [figure for call in understanding.tool_calls for figure in figures_named(tokenize(call.quote))]
    own = {name: result for name, result in fresh.items() if name in findings.calculated}
    sentences += calculation_sentences(own, named)
    sentences += [note for call in understanding.tool_calls if call.tool in OF_AN_INVESTMENT for note in call.notes]
    sentences += lacking_sentences(findings.wanting)
    sentences += sentences_of_others(findings.of_others)
    if _asks_of_an_investment(findings, understanding):
        sentences += invested_sentences(findings, ledger.facts)
    elif (
        not wanted - {"api_cost"} and not findings.of_others and not findings.of_project
    ):  # what is told of the bill, or asked of it, answers no other question
        sentences += money_sentences(asked.about, findings, ledger.facts)
    if "monthly_benefit" in ledger.updated and "saving" not in asked.about:
        sentences += sum_sentences(findings.saving)
    if _asks_costs(findings, understanding, asked, advice) and not (findings.asks_bill and "api_cost" in wanted):
        sentences += costs_asked_for(findings.results, ledger.facts)
    elif advice is None and ledger.updated:
        sentences += [" ".join(cost_sentences(findings.results))] if "api_cost" in fresh else []
    if advice is None and (ledger.updated or understanding.terms or kept):
        sentences += moved_sentences(findings.previously_assessed, findings.assessed)
    if {"monthly_api_spend", *BILLED} & set(ledger.updated):
        sentences += bill_sentences(findings.results, ledger.facts)
    return tuple(dict.fromkeys(sentences))


def _asks_costs(findings: Findings, understanding: Understanding, asked: Asked, advice: Advice | None) -> bool:
    """What the API costs is asked, and nothing else of the reply tells it."""
    others = MONEY | PARTS | CONCERNS | {"loss", "own_cost"}
    shown = findings.answers or findings.scenario or findings.priced or others & set(asked.about)
    hidden = advice and advice.money and not advice.ranking  # with the reasons alone, costs are not shown
    return findings.asks_bill or ("costs" in understanding.requests and not shown and not hidden)


def _asks_of_an_investment(findings: Findings, understanding: Understanding) -> bool:
    """When it pays back what they put in is asked now, or what was missing to tell it has just come."""
    asked = any(is_of_the_plan(call) for call in understanding.tool_calls) and not findings.wanting
    pays = [bool({*OF_AN_INVESTMENT} & set(one)) for one in (findings.previously_assessed, findings.assessed)]
    return asked or (findings.investment is not None and pays == [False, True])


def _of_refused(understanding: Understanding) -> tuple[Point, ...]:
    """A model that is not allowed is noted nowhere, which is to be said."""
    names = phrasing.joined(list(understanding.models_refused))
    return (Point(f"I do not note {names} as your model, for it is not allowed."),) if names else ()


def _of_forecasts(incoming: Incoming, memory: Memory, ledger: Ledger) -> tuple[Point, ...]:
    """What is lost with machines and goods is no work for a language model."""
    lost = [part for part in ledger.parts if part.name == "loss" and part.turn == memory.turn + 1]
    message = taken_apart(incoming.text)
    sentences = range(len(message.structure.sentences))
    if not lost or not any(is_no_language(message, number) for number in sentences):
        return ()
    return (
        Point(
            f'Less of that loss, "{lost[-1].quote}", is a matter of figures and forecasts, not of language: a language '
            "model reads and writes. I do not count it as what one would bring. Tell me of work with texts, mails or "
            "calls, and I reckon with that."
        ),
    )


def _of_region(understanding: Understanding) -> tuple[Point, ...]:
    """What follows for data that must stay in a region."""
    if not understanding.kept_in:
        return ()
    return (
        Point(
            "Data that must stay in a region need no machines of your own: an API that is hosted there will do, "
            "if its contract says so."
        ),
    )


def _summary(ledger: Ledger) -> tuple[Mapping[str, str], ...]:
    told = value_of(ledger.facts, "requests_per_month")
    volume = float(told) if isinstance(told, int | float) else None
    return tuple(
        {
            "label": cards()[name].label,
            "value": "left open" if fact.value is None else phrasing.value_in_words(name, fact.value),
            "status": fact.status,
        }
        for name, fact in ledger.facts.items()
    ) + tuple(
        {"label": titled(one), "value": offer_in_its_currency(one, volume), "status": "stated"} for one in ledger.offers
    )


def _forgotten_offers(memory: Memory, ledger: Ledger) -> list[str]:
    gone = [one for one in memory.offers if one.name not in {kept.name for kept in ledger.offers}]
    own = {call.tool for call in memory.tool_calls} - {call.tool for call in ledger.tool_calls}
    named = [titled(one) if one.name else titled(one).lower() for one in gone]
    return named or ["the sum of your own"] * bool(own)


def _is_partner_wanted(ledger: Ledger) -> bool:
    sourcing = ledger.facts.get("sourcing")
    return sourcing is not None and sourcing.value == "partner"
