"""What a turn works out: the assessment, calculations asked for, the what-if beside the baseline, guidance found."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from pydantic import JsonValue

from agent.basis import Basis
from agent.facts import Fact, Statement, value_of
from agent.grounding import numbers_in
from agent.interview import cards
from agent.memory import Memory, Told, Topic
from agent.numbers.part_sums import with_parts
from agent.offers import RENEWAL, OfferAsked, PaidBack
from agent.reading.answers import Asked, asked_about
from agent.reading.follow_ups import answering, asked_without_money, leaning_word, topic_of
from agent.reading.money_asked import A_YEAR, MoneyAsked, money_asked
from agent.reading.returns_asked import returns_asked
from agent.reading.untried import untried
from agent.record import Ledger
from agent.replying.ceiling import assess_within
from agent.replying.citing import sentences_of
from agent.replying.goal_missed import goal_missed
from agent.replying.money_answers import Money, knows_enough, money_answers
from agent.replying.offer_answers import offers_answered
from agent.replying.offer_case import OfferCase, Talk, case_in
from agent.replying.offer_payback import paid_back_elsewhere
from agent.replying.offer_results import numbers_of, standing_results
from agent.replying.offers_tried import offers_at_another_worth
from agent.replying.priced import Priced, priced_of, tries_out
from agent.replying.quoting import Quotation, quotations
from agent.replying.returns_answers import returns_answers
from agent.replying.savings import OWN_COST, Saving, lacking_of_supposed, saving_of
from agent.replying.scenario import Scenario, on_own_machines, scenario_of, unpriced_in_mix
from agent.replying.uncertainty_answers import uncertainty_answers
from agent.tool_results import (
    MIX,
    OF_AN_INVESTMENT,
    Results,
    Wanting,
    investment_of,
    is_of_the_plan,
    lacking_of,
    planned,
    results_of,
    way_of,
)
from agent.understanding import Understanding
from agent.words.message import taken_apart
from knowledge.passages import SOURCES, Found, Passage, SourceId
from knowledge.search import Guidance
from knowledge.words import keywords
from tools.assess import Assessment
from tools.profile import Approach
from tools.registry import call_tool

# An answer is made from one or two passages, and the opposite view where there is one; more would be a reading list.
CANDIDATES = 10
# How deep the opposite view may stand: the passages of two sources on one thing share fewer words than those of one.
OPPOSITE_CANDIDATES = 25
MOST_SENTENCES = 5
# A question of so few words may lean on the sentence before it.
FEW_WORDS = 2
# How far apart in log-odds two passages may be and still answer a question equally well.
EQUALLY_GOOD = 1.0
# A smaller number than this in a question is rarely a source's figure, nor is one that a passage further down has.
TELLING_FIGURE = 100
AS_CLOSE_AS_A_FIGURE = 3
_WORD = re.compile(r"\w+")
# A stated bill and a computed one may differ by discounts; beyond this share, one of their inputs is wrong.
FAR_APART = 0.3


@dataclass(frozen=True)
class Answer:
    """What the guidance and the user's documents say to one question; nothing of either: it is not covered."""

    question: str
    passages: tuple[Found, ...]
    nearest: Passage | None
    sets_right: bool = False  # the question is about a figure that the first passage's source got wrong
    quotations: tuple[Quotation, ...] = ()
    topic: str | None = None  # what the question leans on, in the user's words
    unclear: str | None = None  # it leans on something that cannot be told, by this word if by any


_NO_SAVING = Saving(None, None, None, ())


@dataclass(frozen=True)
class Findings:
    """Everything that the reply may speak of."""

    assessment: Assessment
    results: Results
    assessed: Results  # on the facts alone, without calculations of the user's own; put in up front is what they said
    previous: Results
    previously_assessed: Results
    previous_warnings: tuple[str, ...]  # what the assessment warned of before this turn
    calculated: frozenset[str]  # tools that the user has asked for by their own figures
    missing: tuple[str, ...]  # why a calculation that was asked for could not be made
    wanting: tuple[Wanting, ...]  # what calculations that were asked for now still lack
    scenario: Scenario | None
    answers: tuple[Answer, ...]
    topic: Topic | None  # what a next question may lean on
    priced: tuple[Priced, ...] = ()  # other models, own machines, licences: where they are asked about
    saving: Saving = _NO_SAVING  # the benefit, and what it is made of
    at_list_prices: Assessment | None = None  # without a stated bill that list prices do not bear out
    all_allowed: Assessment | None = None  # as if nothing had been ruled out, where something is
    investment: float | None = None  # USD that they would put in up front in place of the planning figure
    offered: tuple[float, ...] = ()  # every figure of offers
    of_offers: bool = False  # what was asked of money is answered for an offer
    way: Approach | None = None  # into which they would put it, where they name one
    tried: Results | None = None  # on the facts, with an investment that is only supposed
    of_project: bool = False  # something is tried out of a project of the user's own
    asks_bill: bool = False  # what the API costs is asked
    of_their_work: bool = False  # what was spoken of last is what their people do
    of_others: Results = field(default_factory=dict)  # calculations of somebody else's figures

    @property
    def untried(self) -> bool:
        """A what-if of this message could not be tried out."""
        return any(one.heading == _UNTRIED for one in self.priced)


def work_out(
    memory: Memory, ledger: Ledger, understanding: Understanding, guidance: Guidance, *, message: str, today: date
) -> Findings:
    """Tools and guidance for one turn. Nothing here changes a fact."""
    message = beside_candidates(message, understanding)
    basis, earlier = (Basis.of(one, today) for one in (ledger, memory))
    assessment = assess_within(basis, ledger.facts)
    missing: list[str] = []
    results = results_of(assessment, ledger.tool_calls, ledger.facts, basis, missing)
    before = assess_within(earlier, memory.facts)
    previous = results_of(before, memory.tool_calls, memory.facts, earlier, [])
    own = investment_of(ledger.tool_calls)
    assessed = planned(assessment, ledger.facts, own, basis)
    asked = asked_about(message, memory.said, memory.compared, own_work=_is_of_their_work(memory, ledger))
    model = value_of(ledger.facts, "model")
    what_ifs = tuple(one for one in understanding.what_ifs if _is_tried(one, asked, model))
    if what_ifs:  # beside another volume, own machines are priced for that, and the what-if is about the volume
        asked = replace(asked, tries_machines=False)
    supposed = next((call for call in understanding.tool_calls if call.supposed and not is_of_the_plan(call)), None)
    trying = tuple(call for call in understanding.tool_calls if call.supposed)
    tried, way = investment_of(trying), way_of(trying)
    put_in = None if tried is None else planned(assessment, ledger.facts, tried, basis, way)
    supposing = _supposing(ledger.facts, what_ifs)
    case = _money(supposing if what_ifs else ledger.facts, own, basis)
    renewal = next((one for one in ledger.offers if one.name == RENEWAL), None)
    offers = OfferCase(ledger.facts, assessment, assessed, own, basis, ledger.parts, renewal)
    talk = Talk(
        understanding.offers,
        understanding.supposed_offers,
        _asked_of_offers(understanding, asked),
        ledger.offers,
        memory.offers,
    )
    if talk.asked is not None and talk.asked.of_supposed and not talk.supposed:
        talk = replace(talk, standing=memory.supposed.offers, told=())
    offered = () if "restart" in understanding.requests else offers_answered(talk, offers)
    paid_back = understanding.paid_back
    offered = (*offered, *(paid_back_elsewhere(paid_back) if paid_back else ()))
    at_worth = replace(offers, facts=supposing)
    if not offered and {one.field for one in what_ifs} == {"monthly_benefit"}:
        offered = offers_at_another_worth(talk, offers, at_worth)
    of_project = supposed is not None and supposed.tool in OF_AN_INVESTMENT
    of_money = () if offered or of_project else _asked_of_money(message, understanding, asked, what_ifs, case)
    money = money_answers(of_money, case)
    asks_bill = any(one.kind == "bill" for one in of_money)
    returns = () if offered or money or _reckons(understanding) else returns_asked(taken_apart(message))
    money += returns_answers([one.asked for one in returns], case)
    money += uncertainty_answers(() if offered else asked.basis, case)
    if money or offered or asked.of_compared:
        answers: tuple[Answer, ...] = ()
    else:
        answers, money = _answered(memory, ledger, understanding, guidance, message)
    answers, money = _unanswered(asked, answers, money, asks_bill=asks_bill)
    tries_models = any(one.field == "model" for one in what_ifs) or (supposed is not None and MIX in supposed.arguments)
    to_price = replace(asked, about=()) if offered else asked
    priced = priced_of(to_price, supposing, assessment.recommended, today, tried=tries_models)
    standing = _without_own_plans(results, assessed)
    hosting = _supposed_hosting(asked, ledger, standing, priced)
    return Findings(
        assessment=assessment,
        results={**results, **standing_results(ledger.offers, offers)},
        assessed=assessed,
        previous=previous,
        previously_assessed=planned(before, memory.facts, investment_of(memory.tool_calls), earlier),
        previous_warnings=before.warnings,
        calculated=frozenset(
            call.tool
            for call in ledger.tool_calls
            if not is_of_the_plan(call) and not lacking_of(call, ledger.facts).arguments
        ),
        missing=(*(missing if understanding.tool_calls else ()), *unpriced_in_mix(supposed, ledger, today)),
        wanting=tuple(
            one
            for call in understanding.tool_calls
            if (one := lacking_of(call, ledger.facts, put_in or assessed)).arguments
        ),
        scenario=scenario_of(what_ifs, supposed, ledger, standing, basis)
        if hosting is None
        else on_own_machines(hosting, ledger, standing, basis),
        answers=answers,
        topic=None if "restart" in understanding.requests else _topic(memory, understanding, answers, message),
        priced=(*goal_missed(understanding.reached, ledger.facts), *offered, *priced, *money),
        saving=_saving(memory, ledger, understanding, what_ifs),
        at_list_prices=_at_list_prices(ledger, results, basis),
        all_allowed=assess_within(replace(basis, ruled_out=()), ledger.facts) if basis.ruled_out else None,
        investment=own if tried is None else tried,
        tried=put_in,
        way=way,
        asks_bill=asks_bill,
        of_project=of_project,
        offered=tuple(
            number
            for one in (offers, at_worth, case_in(talk.supposed or talk.told or talk.standing, offers))
            for number in numbers_of([*talk.supposed, *talk.standing, *ledger.offers], one)
        )
        + tuple(_ratio(paid_back)),
        of_offers=bool(offered),
        of_their_work=_is_of_their_work(memory, ledger),
        of_others={
            call.tool: call_tool(call.tool, call.arguments, today).model_dump(mode="json")
            for call in understanding.tool_calls
            if call.of_others
        },
    )


def _is_of_their_work(memory: Memory, told: Told) -> bool:
    """What was spoken of last is their work: they have just told of it, or it was reckoned in the reply before."""
    lately = {memory.turn, memory.turn + 1}
    benefit = told.facts.get("monthly_benefit")
    if benefit is not None and benefit.turn in lately:
        return False
    reckoned = memory.exchange is not None and f"**{OWN_COST}" in memory.exchange.reply.text
    return reckoned or any(part.turn in lately and part.name in _OF_TODAY for part in told.parts)


_OF_TODAY = frozenset(
    {"time_before", "work_hours", "hour_cost", "wage", "payroll", "case_cost", "heads", "loss", "missed"}
)


def _asked_of_money(
    message: str, understanding: Understanding, asked: Asked, what_ifs: Collection[Statement], case: Money
) -> tuple[MoneyAsked, ...]:
    """What the message asks of the case's own money, beside what it tries out."""
    if "restart" in understanding.requests:
        return ()
    found = () if asked.of_compared or {"noted", "own_cost"} & set(asked.about) else money_asked(message)
    if any(call.supposed for call in understanding.tool_calls):  # it is tried on a project of their own
        found = tuple(one for one in found if one.kind != "overrun")
    if what_ifs:
        return tuple(one for one in found if one.kind not in ("enough", "first_year"))
    if not found and _wants_planning_figures(understanding, asked, case):
        return (MoneyAsked("first_year", A_YEAR),)
    # With the best and the worst case the ends of the ranges are told.
    return tuple(one for one in found if one.kind != "spread") if asked.basis else found


def _wants_planning_figures(understanding: Understanding, asked: Asked, case: Money) -> bool:
    """ "What will it cost us a month?" where no bill can be told, and something is known to plan on."""
    beside = asked.about or understanding.questions or understanding.tool_calls
    return "costs" in understanding.requests and not beside and case.bill is None and knows_enough(case)


def _is_tried(one: Statement, asked: Asked, model: JsonValue) -> bool:
    """A model that is compared is not tried out; who asks what own GPUs cost supposes nothing of where data must stay.

    That no self-hosting is needed is supposed, whatever the words sound like.
    """
    if one.field == "self_hosting_required" and one.value and "hosting" in asked.about:
        return False
    return one.field != "model" or tries_out(asked, model)


def _supposed_hosting(
    asked: Asked, ledger: Ledger, standing: Results, priced: Iterable[Priced]
) -> Mapping[str, JsonValue] | None:
    """Own machines that a what-if puts in the place of an API that has a bill."""
    must = value_of(ledger.facts, "self_hosting_required") is True
    if must or not asked.tries_machines or "api_cost" not in standing:
        return None
    return next((one.results["hosting_cost"] for one in priced if "hosting_cost" in one.results), None)


def _ratio(case: PaidBack | None) -> Iterator[float]:
    if case is not None and case.gain > case.running:
        yield case.upfront / (case.gain - case.running)


def _asked_of_offers(understanding: Understanding, asked: Asked) -> OfferAsked | None:
    """What is asked of offers, unless it goes on about a what-if of the case, or asks of their own work."""
    total = understanding.offer_asked is not None and understanding.offer_asked.kind == "total"
    own = total and "own_cost" in asked.about
    return None if understanding.what_ifs or own else understanding.offer_asked


def _money(facts: Mapping[str, Fact], investment: float | None, basis: Basis) -> Money:
    assessment = assess_within(basis, facts)
    return Money(facts, assessment, planned(assessment, facts, investment, basis), investment, basis)


def _without_own_plans(results: Results, assessed: Results) -> Results:
    """A what-if asks what becomes of the advice, not of an investment that the user has reckoned with beside it."""
    others = {tool: result for tool, result in results.items() if tool not in OF_AN_INVESTMENT}
    return others | {tool: assessed[tool] for tool in OF_AN_INVESTMENT if tool in assessed}


def _supposing(facts: Mapping[str, Fact], what_ifs: Iterable[Statement]) -> Mapping[str, Fact]:
    """The facts with what is supposed: "what would hosting cost at a million requests?"."""
    return {**facts, **{one.field: Fact(value=one.value, status="stated", turn=0) for one in what_ifs}}


def _at_list_prices(ledger: Ledger, results: Results, basis: Basis) -> Assessment | None:
    if doubted_bill(results, ledger.facts) is None:
        return None
    return assess_within(basis, {name: fact for name, fact in ledger.facts.items() if name != "monthly_api_spend"})


def doubted_bill(results: Results, facts: Mapping[str, Fact]) -> tuple[float, float] | None:
    """A stated bill and what list prices give, in USD a month, where the two are too far apart to be the same."""
    bill, cost = facts.get("monthly_api_spend"), results.get("api_cost")
    if bill is None or bill.value is None or cost is None:
        return None
    stated, listed = (float(str(one)) for one in (bill.value, cost["monthly_cost"]))
    return None if listed and abs(stated / listed - 1) <= FAR_APART else (stated, listed)


def beside_candidates(message: str, understanding: Understanding) -> str:
    """The message without what it asks about possible partners, which their comparison answers, and without sums."""
    for asked in (one for call in understanding.tool_calls for one in call.asked if one.text):
        message = message.replace(asked.text, " ")
    for one in understanding.sums:
        message = message.replace(one.quote, " ")
    return message


def _answers(memory: Memory, understanding: Understanding, guidance: Guidance, message: str) -> tuple[Answer, ...]:
    leans_on = _leaning(understanding, message, topic_known=memory.topic is not None)
    if leans_on is None:
        around = (
            f"{memory.topic.words} {message}"
            if memory.topic and _OF_THEM & set(_WORD.findall(message.lower()))
            else message
        )
        told = [one for one in understanding.questions if not _only_asks_who_says(one)] or understanding.questions
        return tuple(find_answer(question, guidance, around) for question in told)
    if memory.topic is None:
        return (Answer(message, (), None, unclear=leans_on),)
    found = answering(message, memory.topic, guidance)
    unclear = None if found else leans_on
    return (Answer(message, tuple(found[:1]), None, topic=memory.topic.words, unclear=unclear),)


def _answered(
    memory: Memory, ledger: Ledger, understanding: Understanding, guidance: Guidance, message: str
) -> tuple[tuple[Answer, ...], tuple[Priced, ...]]:
    """What the guidance answers; or, in its place, why a what-if could not be tried out."""
    answers = _answers(memory, understanding, guidance, message)
    untold = _not_tried(understanding, ledger, message, answers)
    return () if untold else answers, untold


def _saving(memory: Memory, ledger: Ledger, understanding: Understanding, what_ifs: Sequence[Statement]) -> Saving:
    """What it saves; of a benefit that nobody has told, what was tried out just now, or right before."""
    now = (what_ifs, understanding.supposed_parts)
    for statements, parts in (now, (memory.supposed.statements, memory.supposed.parts)):
        tried = [one for one in statements if one.field == "monthly_benefit"]
        if tried and value_of(ledger.facts, "monthly_benefit") is None:
            return saving_of(_supposing(ledger.facts, statements), with_parts(ledger.parts, parts))
    return saving_of(ledger.facts, ledger.parts)


def _unanswered(
    asked: Asked, answers: tuple[Answer, ...], money: tuple[Priced, ...], *, asks_bill: bool
) -> tuple[tuple[Answer, ...], tuple[Priced, ...]]:
    """What is not answered yet by the bill, or by what their work costs."""
    if asks_bill:
        answers = _of_others(answers)
    if "own_cost" not in asked.about:
        return answers, money
    others = (one for one in answers if one.unclear is None)
    left = (one for one in others if "own_cost" not in asked_about(one.question, own_work=True).about)
    return tuple(left), tuple(one for one in money if one.heading != _UNTRIED)


def _not_tried(
    understanding: Understanding, ledger: Ledger, message: str, answers: Sequence[Answer]
) -> tuple[Priced, ...]:
    """What to say to a what-if that changes nothing: which figure is missing, or how it can be put."""
    said = understanding.model_copy(
        update={"questions": (), "supposed_parts": (), "language": "en", "understood": True}
    )
    answered = any(one.passages for one in answers)
    if said != Understanding() or answered or asked_about(message).about:
        return ()
    found = untried(message, ledger.facts)
    if found is None or lacking_of_supposed(understanding.supposed_parts, ledger.parts, ledger.facts):
        return ()
    if found.lacks is not None:
        what = cards()[found.lacks].label.lower()
        return (Priced(_UNTRIED, (f"I can try that once I know one figure more: {what}.",), lacking=(found.lacks,)),)
    unclear = not answers or any(one.unclear is not None for one in answers)
    return (Priced(_UNTRIED, (_HOW_TO_TRY,)),) if unclear else ()


_UNTRIED = "Not tried out:"
_HOW_TO_TRY = (
    "I do not see which of your figures that changes, and to what. Name the figure and its new value, as in "
    '"what if we had half the requests?" or "what if it saved only a third of that?".'
)


def _reckons(understanding: Understanding) -> bool:
    """Returns of figures that are all the user's own are asked for."""
    return any(call.tool in (*OF_AN_INVESTMENT, "cash_flow_value") for call in understanding.tool_calls)


def _of_others(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers without those to questions about the case's own money."""
    return tuple(one for one in answers if not money_asked(one.question) and not money_asked(f"{one.question}?"))


def _leaning(understanding: Understanding, message: str, *, topic_known: bool) -> str | None:
    """The word by which the whole message leans on what was said before, where it says nothing of its own."""
    told = any(
        (
            understanding.statements,
            understanding.what_ifs,
            understanding.supposed_parts,
            understanding.tool_calls,
            understanding.retractions,
        )
    )
    asked = set(understanding.requests) - ({"costs"} if asked_without_money(message) else set())
    if told or asked or asked_about(message).about:
        return None
    word = leaning_word(message)
    alone = word is None or (not topic_known and keywords(message) and understanding.questions)
    return None if alone else word


def _topic(memory: Memory, understanding: Understanding, answers: Sequence[Answer], message: str) -> Topic | None:
    answered = [one for one in answers if one.passages]
    if answered:
        last = answered[-1]
        shown = [found.passage.passage_id for found in last.passages]
        if last.topic is not None and memory.topic is not None:
            return topic_of(memory.topic.words, (*memory.topic.passages, *shown))
        return topic_of(last.question, shown)
    told = [one for one in understanding.statements if one.status != "declined" and one.quote]
    return topic_of(message) if told and len(message.split()) <= FEW_ENOUGH_TO_QUOTE else memory.topic


FEW_ENOUGH_TO_QUOTE = 20  # words


def find_answer(question: str, guidance: Guidance, message: str = "") -> Answer:
    """The passages that answer a question, or the nearest topic when none does. `message` is what it stands in.

    A question about a source by name is answered from that source. A question about a figure that a source got wrong is
    answered by the passage that sets it right. Otherwise the best passage speaks, and one of another source beside it.
    The user's own documents are quoted beside them.
    """
    answer = _from_guidance(question, guidance, message)
    from_documents = quotations(guidance.library, question, answer.passages, sets_right=answer.sets_right)
    return replace(answer, quotations=tuple(from_documents))


def _from_guidance(question: str, guidance: Guidance, message: str) -> Answer:
    around = (message or question).lower()
    named = [source_id for source_id, names in _names_of_sources().items() if names & set(_WORD.findall(around))]
    on_topic = _on_topic(question, guidance, message)
    found = (_of_sources(question, named, guidance) if named else []) or on_topic[:CANDIDATES]
    corrected = _corrected(around, named, guidance, found)
    if corrected:
        return Answer(question, tuple(corrected), None, sets_right=True)
    if found:
        return Answer(question, tuple(_two_voices(found, on_topic)), None)
    nearest = next(iter(guidance.search(question, 1)), None)
    return Answer(question, (), nearest.passage if nearest else None)


def _of_sources(question: str, named: Sequence[SourceId], guidance: Guidance) -> list[Found]:
    """What the named sources say: by the topic alone where the question has one, for a name points to who wrote it."""
    names = set().union(*(_names_of_sources()[one] for one in named))
    topic = " ".join(word for word in question.split() if not _is_of_who_says(word, names))
    of_itself = not _OF_ITSELF.isdisjoint(_WORD.findall(question.lower())) or not keywords(topic)
    found = [] if of_itself else guidance.relevant(topic, CANDIDATES, sources=named)
    return found or guidance.relevant(question, CANDIDATES, sources=named)


def _is_of_who_says(word: str, names: Collection[str]) -> bool:
    bare = word.strip("?!.,;:'\"()").lower().removesuffix("'s")
    return bare in names or bare in _WHO_SAYS


def _only_asks_who_says(question: str) -> bool:
    """ "What do your papers say?", beside the question that they are to answer."""
    return not keywords(" ".join(word for word in question.split() if not _is_of_who_says(word, ())))


# Whose words ask of the source itself.
_OF_ITSELF = frozenset(
    {"who", "whose", "trust", "sell", "sells", "selling", "earn", "earns", "money", "bias", "biased", "neutral",
     "independent", "interest", "interests", "behind", "author", "authors", "reliable", "credible", "vendor", "firm"}
)  # fmt: skip
_WHO_SAYS = frozenset(
    {
        "guide",
        "papers",
        "sources",
        "guides",
        "literature",
        "studies",
        "books",
        "paper",
        "article",
        "source",
        "say",
        "says",
        "according",
        "claim",
        "claims",
        "write",
    }
)


_POINTERS = frozenset({"it", "its", "this", "that", "these", "those", "them", "they", "their", "there", "so", "such"})


# "Where does their 130,000 come from?" asks of what was spoken of before.
_OF_THEM = frozenset({"their", "theirs", "they"})


def _on_topic(question: str, guidance: Guidance, message: str) -> list[Found]:
    """What answers a question; one that names no topic of its own ("is there a study on it?") has the message's."""
    own_words = len(set(keywords(question)))
    found = guidance.relevant(question, OPPOSITE_CANDIDATES) if own_words else []
    points = not own_words or _POINTERS & set(_WORD.findall(question.lower()))
    if found or own_words > FEW_WORDS or not points:
        return found
    return guidance.relevant(message or question, OPPOSITE_CANDIDATES)


def _two_voices(found: Sequence[Found], on_topic: Sequence[Found]) -> Iterator[Found]:
    """The best passage and, within a few sentences, what belongs beside it.

    That is the opposite view, where a passage that answers equally well has one that speaks to the question; otherwise
    an equally good passage of another source; otherwise, after a single sentence, the next best.
    """
    best = found[0]
    equals = [other for other in found[1:] if _log_odds(best) - _log_odds(other) <= EQUALLY_GOOD]
    if opposites := _opposites(best, on_topic):
        # Who writes the answer shows the first opposite that is near beside it, so the most telling one goes first.
        telling = [other.passage.passage_id for other in opposites]
        rest = [other for other in best.passage.disagrees_with if other not in telling]
        yield replace(best, passage=replace(best.passage, disagrees_with=(*telling, *rest)))
        if opposites[0] not in on_topic[:CANDIDATES]:
            yield opposites[0]
        return
    yield best
    for other in equals:
        for opposite in _opposites(other, on_topic)[:1]:
            if _length(best, other, opposite) <= MOST_SENTENCES:
                yield from (other, opposite)
                return
    elsewhere = [other for other in equals if other.passage.source_id != best.passage.source_id]
    for other in elsewhere or (found[1:] if _length(best) == 1 else []):
        if _length(best, other) <= MOST_SENTENCES:
            yield other
            return


def _opposites(one: Found, on_topic: Sequence[Found]) -> list[Found]:
    """The passages that disagree with one and speak to the question too, best first."""
    return [other for other in on_topic if other.passage.passage_id in one.passage.disagrees_with]


def _length(*found: Found) -> int:
    return sum(len(sentences_of(one.passage.text)) for one in found)


def _log_odds(found: Found) -> float:
    score = min(found.score, 1 - 1e-12)  # a relevant passage's is never 0
    return math.log(score / (1 - score))


@cache
def _names_of_sources() -> Mapping[SourceId, frozenset[str]]:
    """The words by which people name a source: its publisher, in full or in short."""
    return {
        source_id: frozenset(
            name for name in (source.publisher.split()[0].lower(), source_id) if name in source.publisher.lower()
        )
        for source_id, source in SOURCES.items()
        if source.publisher != "unknown"
    }


def _corrected(text: str, named: Sequence[str], guidance: Guidance, found: Sequence[Found]) -> list[Found]:
    """The passage that sets a figure in the text right: its erratum has the figure, its own text has not.

    It is of a source that the text names, or else among the first that answer the question or the whole text.
    """
    figures = {number for number in numbers_in(text) if number >= TELLING_FIGURE or named}
    if not figures:
        return []
    near = [*found[:AS_CLOSE_AS_A_FIGURE], *guidance.relevant(text, AS_CLOSE_AS_A_FIGURE)]
    meant = [Found(one, 1.0) for one in guidance.passages if one.source_id in named] if named else near
    return [
        one
        for one in meant
        if one.passage.erratum is not None
        and figures & (set(numbers_in(one.passage.erratum)) - set(numbers_in(one.passage.text)))
    ][:1]
