"""What cue phrases, grammar and the meaning of single sentences make of a message, before it is weighed together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from agent.facts import Fact, Part, Statement
from agent.interview import cards
from agent.learned.encoder import Label
from agent.learned.labels import LANGUAGES, is_outright
from agent.learned.numbers import with_moods
from agent.numbers.benefit_made import (
    benefit_moved,
    supposed_benefits,
    supposed_sums,
    with_completed,
    would_be_reached,
)
from agent.numbers.benefit_parts import is_told, parts_said, taken_by_parts
from agent.numbers.benefits import counted_benefits
from agent.numbers.calls_each import cases_told, counted_anew, supposed_in_calls
from agent.numbers.carried_units import (
    tells_words_of_a_page,
    with_their_currency,
    with_words_of_pages,
    without_one_as_article,
    words_of_a_page,
)
from agent.numbers.deadlines import deadline, horizon
from agent.numbers.denied_numbers import is_said
from agent.numbers.derived import derived_statements
from agent.numbers.earlier_values import LISTS, lists_gone_on_with
from agent.numbers.length_sides import as_long_as_the_other
from agent.numbers.number_facts import numbers_told
from agent.numbers.number_statements import statements_of, without_second_meanings
from agent.numbers.other_meanings import tells_a_fact
from agent.numbers.other_work import other_work
from agent.numbers.paid_for import saved_once
from agent.numbers.part_people import is_person, with_hours_of_people
from agent.numbers.part_places import Said
from agent.numbers.relations import spent
from agent.numbers.restated import restated, summed_up
from agent.numbers.workloads import workloads_told
from agent.offers import is_same_name
from agent.reading.acts import names_a_source, questions, requests
from agent.reading.brief_orders import brief_orders, spoken_of_the_reply
from agent.reading.calculations import Calculation, calculation, claim_checked
from agent.reading.declines import NOTHING_DECLINED, Declined, declined_by_name
from agent.reading.denials import known_denied, lacking
from agent.reading.disputed import only_spoken_of, speaks_of_theirs
from agent.reading.implied import ANSWERED, REQUESTS, acts_meant, implied_values
from agent.reading.missed import Missed, missed
from agent.reading.models_in_use import model_in_use
from agent.reading.money_asked import money_asked, overruns_asked
from agent.reading.named_zeros import named_zeros
from agent.reading.objective import goal_statement, objective_statement
from agent.reading.offers_said import NO_OFFERS, OffersHeard, offers_heard, without_offers
from agent.reading.pending import WORDS_DO, answers, declines, left_open
from agent.reading.plans_asked import PlanAsked, plans_asked, sentences_served
from agent.reading.projects import gain_tried
from agent.reading.retractions import retractions
from agent.reading.returns_asked import returns_asked, returns_wanted
from agent.reading.supposing_sentences import as_told, follow_ups, told_before_supposed, with_compared_volume
from agent.reading.suppositions import read_as_supposed, suppositions
from agent.tool_results import MIX, OF_AN_INVESTMENT, WAY
from agent.understanding import Context, Request, ToolCall
from agent.words.enumerations import named_values, zero_values
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.model_names import ModelMention
from agent.words.values import fits


@dataclass(frozen=True)
class Heard:
    """What cue phrases, grammar and the meaning of single sentences give, before the facts are weighed together."""

    message: Message  # without the numbers that are no facts
    facts: list[Statement]
    what_ifs: list[tuple[Statement, int]]
    asked_for: list[tuple[Request, int]]
    declined: list[Statement]
    taken_back: tuple[str, ...]
    tool_calls: tuple[ToolCall, ...]
    questions: tuple[str, ...]
    plans: tuple[PlanAsked, ...] = ()
    parts: tuple[Part, ...] = ()  # numbers that make a fact with others
    supposed_parts: tuple[Part, ...] = ()
    named: Declined = NOTHING_DECLINED  # what is declined by its name
    left_open: frozenset[str] = frozenset()  # what was asked, and is left open
    beside_the_case: frozenset[int] = frozenset()  # sentences that tell no fact: they leave a cost out of a sum
    offered: OffersHeard = NO_OFFERS
    short: Missed | None = None  # an accuracy that would miss the one that is needed

    @property
    def costs_left_out(self) -> tuple[str, ...]:
        """Their words that would leave a cost out of a sum."""
        return tuple(self.message.sentence_text(number) for number in sorted(self.beside_the_case))


def hear(taken: Message, context: Context, *, by_cues: bool = False, told_in: Collection[int] = ()) -> Heard:
    """The first part of a reading; what is fitted on labelled messages begins here, with numbers `by_cues` alone.

    Sentences of `told_in` suppose nothing, whatever their words.
    """
    taken, exceeded, short = _without_overruns(
        as_told(_with_meant_numbers(taken, context, by_cues=by_cues), told_in), context
    )
    claim = claim_checked(taken)
    offered = NO_OFFERS if claim else offers_heard(taken, context)
    taken = without_offers(taken, offered, context)
    sum_asked = claim or (None if offered.speaks else calculation(taken, context))
    worked_out = set(sum_asked.sentences) if sum_asked else set()
    plans = tuple(plan for plan in plans_asked(taken) if plan.sentence not in worked_out | offered.sentences)
    planned = sentences_served(taken, plans)
    taken, of_returns = _without_returns(taken, worked_out)
    planned |= of_returns | exceeded
    asked_for = [
        (name, sentence)
        for name, sentence in requests(taken)
        if sentence not in worked_out | planned | offered.sentences
        and not is_of_a_source(taken, context, (name, sentence))
    ]
    briefs = short_orders(taken, context)
    asked_for += [("summary", sentence) for sentence in briefs if not _hands_over(asked_for, sentence)]
    served = {sentence for _, sentence in asked_for} | worked_out | planned | offered.sentences
    served |= {item.sentence for item in taken.measured if is_said(taken, item)}
    retracted = retractions(taken, context).also(known_denied(taken, context))
    if retracted.fields:  # "forget everything I said on the budget" is no new start
        asked_for = _without_new_start(asked_for)
    served |= retracted.sentences
    told = {*briefs, *spoken_of_the_reply(taken), *(sentence for name, sentence in asked_for if name == "summary")}
    passing = {*_in_passing(taken, context, asked_for, briefs), *saved_once(taken)}
    taken = replace(taken, measured=[one for one in taken.measured if one not in {*retracted.named_by, *passing}])
    taken = _without_what_it_takes(taken, sum_asked)
    taken, summed = _without_summed(taken, context, worked_out)
    said = parts_said(taken, context)
    gone = [field for field in retracted.fields if field not in LISTS]
    facts = _facts(taken, context, worked_out, gone, told, said=said, by_cues=by_cues)
    facts = [
        *(fact for fact in facts if fact.field not in {new.field for new in (*retracted.replaced, *summed)}),
        *retracted.replaced,
        *summed,
        *(sum_asked.told(taken, {one.field for one in facts}) if sum_asked else ()),
    ]
    what_ifs, supposed_parts = _supposed(taken, context, facts, served, sum_asked, by_cues=by_cues)
    supposed = {sentence for _, sentence in what_ifs}
    served |= supposed | follow_ups(taken, supposed)
    meant = [
        (act, at) for act, at in acts_meant(taken, served) if act not in _OF_A_CASE or not asks_of_money(taken, at)
    ]
    meant = [one for one in meant if not is_of_a_source(taken, context, one)]
    asked_for += [(act, sentence) for act, sentence in meant if act in REQUESTS]  # type: ignore[misc]  # names of the literal
    served |= {sentence for act, sentence in meant if act not in ANSWERED}
    facts += _implied(taken, context, facts, retracted.fields, served)
    facts = [
        one
        for one in facts
        if not (is_only_in(taken, one, {*briefs, *retracted.left_out}) or _names_an_offer(one, offered, context))
    ]
    asked = questions(taken, served, {sentence for act, sentence in meant if act == "guidance"})
    named = declined_by_name(taken)
    retracted = retracted.also(one for one in lacking(taken, context) if one not in {fact.field for fact in facts})
    left = left_open(taken, context, facts, named)
    facts = [one for one in facts if not (only_names_what_is_declined(one, named) or one.field in left)]
    known = {*retracted.fields, *(fact.field for fact in facts)}
    by_meaning = not (asked_for or retracted.fields) and not lacks_another(facts, context)
    unnamed = declines(taken, context, known, named, left, by_meaning=by_meaning)
    unnamed = [one for one in unnamed if not is_only_in(taken, one, retracted.left_out)]
    parts = tuple(one.part for one in said)
    return _beside_the_first(
        Heard(
            message=taken,
            facts=facts,
            what_ifs=[one for one in what_ifs if short is None or one[1] != short.item.sentence],  # "... with RAG"
            asked_for=asked_for,
            declined=[
                *(
                    one
                    for one in named.statements
                    if not (one.field in known or is_only_in(taken, one, retracted.left_out))
                ),
                *unnamed,
            ],
            named=named,
            left_open=frozenset(left),
            beside_the_case=retracted.left_out,
            taken_back=retracted.fields,
            tool_calls=(*((sum_asked.call,) if sum_asked else ()), *(plan.call for plan in plans)),
            questions=_without_declined(asked, named),
            plans=plans,
            parts=(*parts, *cases_told(context, parts, facts), *workloads_told(taken)),
            supposed_parts=supposed_parts,
            offered=offered,
            short=short,
        ),
        other_work(taken, context),
    )


def _in_passing(
    taken: Message, context: Context, asked_for: Sequence[tuple[Request, int]], briefs: Collection[int]
) -> set[Measured]:
    """The numbers that tell nothing of the case: only spoken of, or of how long a reply or a paper of ours shall be."""
    asking = {sentence for name, sentence in asked_for if name == "source_of_number"}
    in_briefs = (item for item in taken.measured if item.sentence in briefs)  # "half a page" is how long my reply is
    handed_over = {sentence for name, sentence in asked_for if name == "export"}
    on_paper = (item for item in taken.measured if item.sentence in handed_over and "page" in item.nouns)
    return {*only_spoken_of(taken, asking, context), *in_briefs, *on_paper}


def _beside_the_first(heard: Heard, others: Sequence[Part]) -> Heard:
    """A second kind of work is noted as one, and neither its volume nor its time takes the place of the first."""
    if not others:
        return heard
    return replace(
        heard,
        facts=[one for one in heard.facts if one.field != "requests_per_month"],
        what_ifs=[one for one in heard.what_ifs if one[0].field != "requests_per_month"],
        parts=(*(part for part in heard.parts if part.name != "time_before"), *others),
    )


def _names_an_offer(fact: Statement, offered: OffersHeard, context: Context) -> bool:
    """ "Beta: $60,000" is a vendor's name, and no stage that the project is in."""
    return any(is_same_name(fact.quote or "", one.name) for one in (*context.offers, *offered.offers) if one.name)


def _without_new_start(asked_for: Sequence[tuple[Request, int]]) -> list[tuple[Request, int]]:
    """ "Start over but keep the volume" takes facts back and adopts nothing."""
    anew = {sentence for name, sentence in asked_for if name == "restart"}
    return [(name, at) for name, at in asked_for if name != "restart" and not (name == "keep" and at in anew)]


_OF_A_CASE = frozenset({"recommend", "source_of_number"})


def _without_what_it_takes(message: Message, asked: Calculation | None) -> Message:
    """The message without the numbers of a calculation, and without models that are in no use of theirs."""
    if asked is None:
        return message
    left = [item for item in message.measured if not asked.takes(item)]
    of_others = asked.call.claimed is not None and len(asked.used) > 1
    if MIX not in asked.call.arguments and not of_others:
        return replace(message, measured=left)
    models = [one for one in message.models if not _stands_in(message, one, asked.sentences)]
    return replace(message, measured=left, models=models)


def _without_declined(asked: Sequence[str], named: Declined) -> tuple[str, ...]:
    """ "Don't bother asking how accurate it is" asks nothing."""
    quotes = [one.quote or "" for one in named.statements]
    return tuple(one for one in asked if one.endswith("?") or not any(one in quote for quote in quotes))


def _without_summed(taken: Message, context: Context, skipped: set[int]) -> tuple[Message, tuple[Statement, ...]]:
    """The message without numbers that a sum of theirs holds, and what the sum tells."""
    summed = summed_up(taken, context, [item for item in taken.measured if tells_a_fact(taken, item, skipped)])
    if summed is None:
        return taken, ()
    return replace(taken, measured=[item for item in taken.measured if item not in summed[1]]), (summed[0],)


def _supposed(
    taken: Message,
    context: Context,
    facts: Sequence[Statement],
    served: set[int],
    asked: Calculation | None,
    *,
    by_cues: bool,
) -> tuple[list[tuple[Statement, int]], tuple[Part, ...]]:
    """What the message supposes, each with its sentence, and parts of a benefit; their sentences join `served`."""
    taken = _without_told_parts(taken, context)
    of_benefit = supposed_benefits(taken, _with(context, facts))
    served.update(item.sentence for item in of_benefit.items)
    others = replace(taken, measured=[item for item in taken.measured if item not in of_benefit.items])
    what_ifs = suppositions(others, _with(_with_supposed(context), facts), served, by_cues=by_cues)
    what_ifs = would_be_reached(context, supposed_in_calls(others, context, what_ifs))
    what_ifs += benefit_moved(context, what_ifs)
    if not what_ifs and not of_benefit.said:
        of_benefit = supposed_sums(taken, _with(context, facts))
    tried = None if what_ifs or of_benefit.said or of_benefit.sums else gain_tried(taken, context)
    found = [*what_ifs, *of_benefit.sums, *([tried] if tried else [])]
    found = [(one, at) for one, at in found if (one.field, one.value) != ("requests_per_month", 1)]  # "if one request"
    return _without_a_way_priced(found, asked), of_benefit.parts


def _without_a_way_priced(
    what_ifs: list[tuple[Statement, int]], asked: Calculation | None
) -> list[tuple[Statement, int]]:
    """ "If we fine-tune for 120k" supposes what goes in, and no more."""
    if asked is None or WAY not in asked.call.arguments:
        return what_ifs
    return [(one, at) for one, at in what_ifs if at not in asked.sentences]


def _without_told_parts(taken: Message, context: Context) -> Message:
    """ "Assume 25% are solved by the bot, 8 minutes per ticket": told, as long as nobody had said what it is worth."""
    told = [item for item in taken.measured if is_told(taken, item, context)]
    parts = [one.item for one in parts_said(taken, context)] if told else []
    return replace(taken, measured=[item for item in taken.measured if item not in told or item not in parts])


def _with_meant_numbers(taken: Message, context: Context, *, by_cues: bool) -> Message:
    """The message with its numbers in their currency, and as told or supposed as they sound."""
    told = told_before_supposed(taken)
    if not by_cues and taken.language == "en":
        taken = with_compared_volume(with_moods(taken, context.asked, context.facts), context)
    taken = with_their_currency(read_as_supposed(taken, _with_supposed(context), by_cues=by_cues))
    taken = as_told(taken, tells_words_of_a_page(taken) | told)
    return with_words_of_pages(with_hours_of_people(without_one_as_article(taken)))


def _without_overruns(message: Message, context: Context) -> tuple[Message, set[int], Missed | None]:
    """The message without the numbers by which a plan of ours is exceeded or a goal missed, and who supposes it."""
    own = any(call.tool in OF_AN_INVESTMENT for call in context.tool_calls)
    exceeded, short = overruns_asked(message, own_project=own), missed(message, context)
    supposing = exceeded | ({short.item.sentence} if short else set())
    return (
        replace(message, measured=[one for one in message.measured if one.sentence not in supposing]),
        supposing,
        short,
    )


def _stands_in(message: Message, model: ModelMention, sentences: Collection[int]) -> bool:
    spans = [message.structure.sentences[number] for number in sentences]
    return any(sentence.first <= model.first < sentence.last for sentence in spans)


def _without_returns(message: Message, worked_out: Collection[int]) -> tuple[Message, set[int]]:
    """The message without numbers that a question for returns names, or that a return must reach; and who asks."""
    returns = [one for one in returns_asked(message) if one.sentence not in worked_out]
    named = [*returns_wanted(message), *(item for one in returns for item in one.items)]
    rest = [item for item in message.measured if item not in named]
    return replace(message, measured=rest), {one.sentence for one in returns}


def asks_of_money(message: Message, number: int) -> bool:
    """ "What would be the worst case?" asks for figures, not for the advice."""
    return bool(money_asked(message.sentence_text(number)) or money_asked(f"{message.sentence_text(number)}?"))


def is_of_a_source(message: Message, context: Context, asked_for: tuple[str, int]) -> bool:
    """ "Where does their $130,000 come from?" behind a word on a source is for the guidance to answer."""
    name, number = asked_for
    return name == "source_of_number" and names_a_source(context.said) and speaks_of_theirs(message, number)


def _hands_over(asked_for: Sequence[tuple[Request, int]], sentence: int) -> bool:
    return any(name in ("summary", "export") for name, at in asked_for if at == sentence)


def is_only_in(message: Message, fact: Statement, sentences: Collection[int]) -> bool:
    """The words of a fact stand in one of these sentences and in no other."""
    within = [number for number in range(len(message.structure.sentences)) if _holds(message, number, fact)]
    return bool(within) and set(within) <= set(sentences)


def _holds(message: Message, number: int, fact: Statement) -> bool:
    return (fact.quote or "").strip(" .!?") in message.sentence_text(number)


def short_orders(message: Message, context: Context) -> Collection[int]:
    """Sentences that order a short result; where lengths are asked for, "a short note, 150 words" answers."""
    return () if {"input_tokens", "output_tokens"} & set(context.asked) else set(brief_orders(message))


def acts_heard(heard: Heard) -> frozenset[Label]:
    """The requests, declines and questions that rules see, as labels."""
    told = {("request", name) for name, _ in heard.asked_for} | {("declined", one.field) for one in heard.declined}
    by_kind = {"questions": heard.questions, "what_ifs": heard.what_ifs, "retractions": heard.taken_back}
    return frozenset(told | {("act", kind) for kind, found in by_kind.items() if found})


def only_names_what_is_declined(fact: Statement, named: Declined) -> bool:
    """ "I don't know whether it must be on-prem", "nobody has counted our labels": a name tells no value."""
    if not (cards()[fact.field].kind in WORDS_DO or is_none(fact)):
        return False
    told, guessed = fact.quote or "", fact.status == "inferred"
    quotes = [one.quote or "" for one in named.statements if one.field == fact.field]
    return any(told in quote or (guessed and quote in told) for quote in quotes)


def _with_supposed(context: Context) -> Context:
    """With the last what-if where nothing else is known: "it saves 55k?" ... "and if it only saves half?"."""
    unknown = [one for one in context.supposed if one.field not in context.facts and one.value is not None]
    return _with(context, unknown)


def _with(context: Context, told: Sequence[Statement]) -> Context:
    """The context with what the message itself states: "we have 2; what if we hired 3 more?"."""
    stated = {fact.field: Fact(value=fact.value, status="stated", quote=fact.quote, turn=0) for fact in told}
    return context.model_copy(update={"facts": {**context.facts, **stated}})


def _implied(
    message: Message, context: Context, facts: Sequence[Statement], taken_back: Sequence[str], served: Collection[int]
) -> list[Statement]:
    """What sentences imply that say nothing else: no request, no retraction, no fact by its own words."""
    if taken_back or message.structure.hits_of("injection"):
        return []
    return implied_values(message, context, {fact.field for fact in facts}, served)


def _facts(
    message: Message,
    context: Context,
    skipped: set[int],
    taken_back: Sequence[str],
    told: Collection[int],
    *,
    said: Sequence[Said],
    by_cues: bool,
) -> list[Statement]:
    numeric = numbers_told(message, context, skipped, by_cues=by_cues)
    combined = without_second_meanings(numeric, derived_statements(message, context), context.asked)
    lengths, of_pages = words_of_a_page(message, context)
    used = [*counted_benefits(message, context), *taken_by_parts(said), *of_pages, *spent(message, context)]
    combined = [*(one for one in combined if one.field not in {new.field for new in lengths}), *lengths]
    stating = [item for item in message.measured if tells_a_fact(message, item, skipped)]
    told_again = {statement.field: (statement, item) for statement, item in restated(message, context, stating)}
    used += [item for _, item in told_again.values()]
    found = [
        *statements_of(message, context, [item for item in numeric if item.measured not in used], combined),
        *combined,
    ]
    found = [*(one for one in found if one.field not in told_again), *(one for one, _ in told_again.values())]
    recount = counted_anew(message, stating, context.parts)
    found = [*(one for one in found if recount is None or one.field != recount.field), *([recount] if recount else [])]
    found = with_completed(message, context, said, found)
    named = {statement.field for statement in found}
    live = deadline(message, context)
    spans = [one for one in found if one.field == "timeline_months" and not _is_inside(one, live)]
    again = "timeline_months" in context.asked and not any(_stands_behind(message, one, live) for one in spans)
    if live is not None and (not spans or again):
        found = [*(statement for statement in found if statement.field != "timeline_months"), live]
        named.add("timeline_months")
    far = horizon(message, context)
    if far is not None and "horizon_months" not in named:
        found.append(far)
        named.add("horizon_months")
    alike = as_long_as_the_other(message, context)
    if alike is not None and alike.field not in named:
        found.append(alike)
        named.add(alike.field)
    words = [statement for statement in _worded(message, context, told) if statement.field not in named]
    found += words
    zeros = {s.field: s for s in (*named_zeros(message), *zero_values_as_statements(message))}
    found += [s for s in zeros.values() if s.field not in named]
    found = [one for one in found if not (_is_bare_none(one, context) and lacks_another(found, context))]
    known = {statement.field for statement in found}
    answered = answers(message, context, known)
    found += [one for one in answered if not (_is_no(one) and lacks_another(found, context))]
    known = {statement.field for statement in found}
    objective = objective_statement(message, context)
    task = next((s.quote for s in found if s.field == "task" and "task" not in context.asked), None)
    goal = goal_statement(message, context, task)
    found += [s for s in (objective, goal) if s is not None and s.field not in known]
    found = [one for one in found if not _is_a_mere_share(one)]
    valid = [s for s in found if s.field not in taken_back and (s.value is None or fits(s.field, s.value))]
    return sorted(valid, key=lambda statement: message.text.find(statement.quote or ""))


def _is_a_mere_share(fact: Statement) -> bool:
    """ "Scrap the two thirds, say half": half of something, and no half request a month."""
    amount = fact.value if isinstance(fact.value, int | float) else 0
    words = (fact.quote or "").lower().split()
    return fact.field in _COME_WHOLE and 0 < amount < 1 and bool(words) and not _SHARES_SAID.isdisjoint(words[:2])


_COME_WHOLE = frozenset({"requests_per_month", "monthly_benefit", "documents", "training_examples", "budget"})
_SHARES_SAID = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "fifths"})


def _is_inside(span: Statement, date: Statement | None) -> bool:
    """The "next year" of "30 June next year" is no span of its own."""
    return date is not None and (span.quote or "") in (date.quote or "")


def _stands_behind(message: Message, span: Statement, date: Statement | None) -> bool:
    """ "By Easter would be nice, but say six months": what was said last stands, be it a span or a date."""
    end = message.text.find(date.quote or "") + len(date.quote or "") if date is not None else len(message.text)
    return message.text.find(span.quote or "") >= end


def _worded(message: Message, context: Context, told: Collection[int]) -> list[Statement]:
    """Values named by words; a sentence of `told` asks for a summary and names no task."""
    clauses, clause_of = message.structure.clauses, message.structure.clause_of
    rates = {
        index for item in message.measured if item.quantity.kind != "factor" for index in range(item.first, item.last)
    }
    of_models = {index for model in message.models for index in range(model.first, model.last)}
    declined = {index for hit in message.structure.hits_of("decline") for index in range(hit.first, hit.last)}
    asked = (*context.asked, *lists_gone_on_with(message, context))
    statements = [
        Statement(
            field=named.field, value=named.value, status=named.status, quote=message.quote(named.first, named.last)
        )
        for named in named_values(message.structure, asked, rates=rates, models=of_models)
        if (message.language == "en" or named.field == LANGUAGES or is_outright(named.field))  # "Guten Tag"
        and not (named.field == "task" and clauses[clause_of[named.first]].sentence in told)
        and (
            named.value == "undecided" or not declined.issuperset(range(named.first, named.last))
        )  # the "no" of "no idea" is no answer
    ]
    model = model_in_use(message)
    named = {statement.field for statement in statements}
    return [*statements, *(s for s in _owned(message, context) if s.field not in named), *([model] if model else [])]


def _owned(message: Message, context: Context) -> list[Statement]:
    """ "Can AI write the listings for my real estate agency?" tells who asks."""
    found = [] if "industry" in context.facts else named_values(message.structure, (), "question")
    return [
        Statement(field=each.field, value=each.value, status="inferred", quote=message.quote(each.first, each.last))
        for each in found
        if each.field == "industry"
        and any(token.lower in ("my", "our") for token in message.tokens[max(0, each.first - 2) : each.first])
    ]


def lacks_another(found: Sequence[Statement], context: Context) -> bool:
    """ "No labelled data", "no model in use": no answer to a question about the budget."""
    none = (one for one in found if is_none(one) or (one.value == "none" and _opens_with_no(one)))
    return any(one.field not in context.asked for one in none)


def _is_no(one: Statement) -> bool:
    """ "No" to a yes/no question, or none: in words that open with a "no" of something."""
    return is_none(one) or one.value == "none" or (one.value is False and _opens_with_no(one))


def _is_bare_none(one: Statement, context: Context) -> bool:
    """The "no" of "no one here can run models", as an answer to how quality is measured."""
    return one.field in context.asked and one.value == "none" and (one.quote or "").lower() == "no"


def _opens_with_no(one: Statement) -> bool:
    return (one.quote or "").lower().startswith("no ")


def is_none(one: Statement) -> bool:
    return one.value == [] or (one.value == 0 and not isinstance(one.value, bool))


def zero_values_as_statements(message: Message) -> list[Statement]:
    """Counts that the words make zero: "no labelled data"."""
    return [
        Statement(field=named.field, value=named.value, quote=message.quote(named.first, named.last))
        for named in zero_values(message.structure)
        if not (
            named.field == "monthly_api_spend"
            and (_is_of_people(message, named.first) or _would_be_so(message, named.first))
        )
    ]


def _is_of_people(message: Message, place: int) -> bool:
    """ "Volunteers answer the phone, they cost nothing": no bill."""
    sentence = message.structure.sentences[message.structure.sentence_of(place)]
    return any(is_person(token.lower) or token.lower in _UNPAID for token in message.tokens[sentence.first : place])


def _would_be_so(message: Message, place: int) -> bool:
    """ "Afterwards we would pay nothing any more": what falls away is no bill of today."""
    clause = message.structure.clauses[message.structure.clause_of[place]]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    return not words.isdisjoint(_LATER)


_LATER = frozenset({"would", "we'd", "wouldn't", "will", "won't", "could", "afterwards", "anymore", "longer"})
_UNPAID = frozenset(
    {"volunteers", "students", "interns", "trainees", "helpers", "apprentices", "pupils", "parents", "members", "wife",
     "husband", "retirees", "pensioners", "staff", "people", "colleagues", "son", "daughter"}
)  # fmt: skip
