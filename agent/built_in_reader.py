"""Reads a message without a language model: a grammar for quantities, cue phrases as data, the pending question.

The seam is `agent.understanding.Reader`. Every statement quotes the message literally and fits the profile; what is
hypothetical, asked, said of others or an attempt to give orders is no fact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import get_args

from agent.accuracies import told_apart, without_wanted
from agent.acts import (
    fields_named,
    is_of_a_new_model,
    is_of_a_rule,
    names_a_source,
    names_source,
    questions,
    requests,
)
from agent.answers import STANCES, Asked, asked_about, asked_in
from agent.benefit_parts import (
    Said,
    is_no_volume,
    is_promised,
    parts_said,
    supposed_benefits,
    supposed_sums,
    taken_by_parts,
    with_completed,
    with_hours_of_people,
)
from agent.benefits import counted_benefits
from agent.brief_orders import brief_orders
from agent.calculations import calculation, tells_shares_of_bill
from agent.calls_each import cases_told, counted_anew, supposed_in_calls
from agent.candidates import comparison
from agent.carried_units import (
    is_paired,
    with_carried_unit,
    with_their_currency,
    with_what_goes_in,
    without_one_as_article,
    words_of_a_page,
)
from agent.clauses import has_own_papers
from agent.corrections import (
    answers_by_its_no,
    corrected_numbers,
    dismissed,
    is_denied,
    is_said,
    is_spoken_of_again,
    on_fewer_days,
    rescaled,
    with_known,
)
from agent.counts import is_of_group
from agent.deadlines import deadline, horizon
from agent.declines import NOTHING_DECLINED, Declined, declined_by_name
from agent.derived import derived_statements
from agent.disputed import only_spoken_of, speaks_of_theirs, tells_of_others
from agent.earlier_values import LISTS, with_known_lists
from agent.earlier_words import asked_by_user, in_corrected_currency
from agent.enumerations import (
    RHYTHM,
    counted_rhythm,
    denied_degrees,
    is_planned,
    named_values,
    unlike_values,
    zero_values,
)
from agent.facts import Fact, Part, Statement
from agent.implied import ANSWERED, REQUESTS, acts_meant, implied_values
from agent.interview import cards
from agent.learned.encoder import Label
from agent.learned.labels import (
    ASKS_BESIDES,
    CLEAR,
    DECLINED,
    GOAL,
    LANGUAGES,
    QUESTIONS,
    WHAT_IFS,
    Likely,
    clause_at,
    is_outright,
    likely,
    sentence_at,
    weighed,
)
from agent.learned.numbers import fields_of, with_moods
from agent.message import Message, taken_apart
from agent.mixes import describes_a_mix
from agent.model_names import ModelMention
from agent.models_in_use import model_considered, model_in_use, plans_an_approach
from agent.money_asked import money_asked
from agent.named_zeros import named_zeros
from agent.objective import goal_statement, objective_statement, use_case
from agent.offers_said import NO_OFFERS, OffersHeard, offers_heard, without_offers
from agent.own_cloud import without_own_cloud
from agent.parts import in_thousands
from agent.pending import WORDS_DO, answers, beyond_doubt, declines, field_is_bool, overruled, picked, without_figures
from agent.permissions import with_permissions
from agent.plain_facts import in_written_order, with_firm_words, with_stage_of_use
from agent.plans_asked import PlanAsked, apart_from_plans, plans_asked, sentences_served
from agent.products import is_of_them
from agent.relations import spent
from agent.restated import restated
from agent.retractions import replaced_by_undo, retractions
from agent.returns_asked import returns_asked, returns_wanted
from agent.roles import Assigned, Judged, Measured, in_asked_order, is_one_of, judge
from agent.slips import Mended, mended, without_recalled
from agent.stances import says_nothing
from agent.supposed_words import likely_change
from agent.suppositions import as_told, as_what_if, follow_ups, is_condition, read_as_supposed, suppositions
from agent.terms_said import Amount, in_dollars, terms_said, without_terms
from agent.tokens import words_in
from agent.tool_results import MIX
from agent.understanding import Context, InDollars, Refused, Request, ToolCall, Understanding
from agent.values import counts_wrong, fits, tidy, value_of
from agent.verdicts import Verdict, verdict

_ADDED_UP = frozenset({"ml_engineers", "documents"})


class BuiltInReader:
    """The reader that is always there: no model, no network, same words and context, same understanding."""

    def read(self, message: str, context: Context) -> Understanding:
        """Everything that the message says. Any text is read; what makes no sense comes back as not understood."""
        own_papers = has_own_papers(context.said)
        taken = taken_apart(message, own_papers=own_papers)
        if not taken.tokens:
            return Understanding(understood=False, language=taken.language)
        slip = (mended(taken, context.asked) or without_recalled(taken, context)) if taken.language == "en" else None
        if slip is not None:
            return _quoted(self.read(slip.text, context), message, slip)
        decided = verdict(taken, context)
        if decided is not None:
            return self._decided(decided, context)
        compared = comparison(taken, context)
        if compared is None:
            return self._beside_answered(taken, context)
        rest = taken_apart(compared.rest, own_papers=own_papers)
        calls = (compared.call,)
        if not rest.tokens:
            return Understanding(tool_calls=calls, language=taken.language)
        others = self._beside_answered(rest, context)
        return others.model_copy(update={"tool_calls": (*calls, *others.tool_calls), "understood": True})

    def _decided(self, decided: Verdict, context: Context) -> Understanding:
        """What a message says that decides of the last what-if, and what it says beside that."""
        aside = decided.kind == "aside"
        if any(character.isalnum() for character in decided.rest):
            rest_in = context if aside else context.model_copy(update={"supposed": ()})
            if not aside and _is_a_remark(decided.rest):
                rest_in = rest_in.model_copy(update={"asked": ()})
            others = self.read(decided.rest, rest_in)
        else:
            others = Understanding()
        if aside:
            return others
        named = set(fields_named(rest := taken_apart(decided.rest), 0, len(rest.tokens)))
        waived = {field for field in context.asked if field not in named}  # "maybe next year" is said of the what-if
        heard = [one for one in others.statements if one.status == "stated" or one.field not in waived]
        silent = {"skip"} if len(heard) < len(others.statements) else set()
        wanted = [name for name in others.requests if name not in _OF_SUPPOSED | silent]
        if decided.kind == "kept":
            wanted.insert(0, "keep")
        told = {one.field for one in heard}
        return others.model_copy(
            update={
                "statements": (*(one for one in decided.statements if one.field not in told), *heard),
                "requests": tuple(wanted),
                "what_if_left": decided.kind in ("left", "set"),
                "understood": True,
            }
        )

    def _beside_answered(self, taken: Message, context: Context) -> Understanding:
        """What a message says beside what is answered from the case: "what do we do on Monday?" tells no rhythm."""
        asked = asked_in(taken) if taken.language == "en" else Asked()
        if not asked.apart or (STANCES & set(asked.about) and not context.facts):
            return self._read(taken, context)
        whole = self._read(taken, context)
        if whole.retractions:  # "the growth and the horizon are guesses. Scrap both.": they doubt facts of theirs
            return whole
        rest = taken_apart(_without(taken.text, asked.apart), own_papers=has_own_papers(context.said))
        shortly = () if "doubt" in asked.about else whole.requests
        wanted = tuple(one for one in shortly if one in _ANSWERED_SHORTLY)
        if says_nothing(rest.tokens):
            return Understanding(requests=wanted, language=taken.language)
        topic = _COUNTED_FOR.get(asked.approach or "") if "doubt" in asked.about else None
        if topic and any(item.is_bare() or item.quantity.kind == "plain" for item in rest.measured):
            context = context.model_copy(update={"asked": (topic,)})  # "You are wrong on tuning. We have 300 letters."
        told = self._read(rest, context)
        requests = tuple(dict.fromkeys((*told.requests, *wanted)))
        return told.model_copy(update={"requests": requests, "understood": True, "language": taken.language})

    def _read(self, taken: Message, context: Context) -> Understanding:
        """The message with what was set for all figures: amounts in dollars where their currency has a rate."""
        written = taken.text.strip()
        waiting = tuple(dict.fromkeys(name for one in context.refused for name in one.currencies))
        said = terms_said(taken, context.terms, waiting)
        terms = tuple(one.term for one in said)
        known = context.terms.after(terms)
        if said:
            taken = without_terms(taken, context.terms, waiting)
        taken, changed = in_dollars(taken, known.rates)
        if said and changed:
            taken = without_terms(taken, context.terms, waiting)
        context = context.model_copy(update={"terms": known})
        meant = self._meant(taken, context) if taken.tokens else Understanding(language=taken.language)
        if not said and not changed:
            return meant
        meant = _as_written(meant, changed)
        new = {one.name for one in terms if one.value is not None}
        earlier = [one for one in context.refused if new & set(one.currencies)] if new else []
        again = [self._of_refused(one, context, written) for one in earlier]
        told = {one.field for one in meant.statements}
        return meant.model_copy(
            update={
                "terms": terms,
                "in_dollars": (*(one for each in again for one in each.in_dollars), *_as_told(changed)),
                "statements": (
                    *meant.statements,
                    *(one for each in again for one in each.statements if one.field not in told),
                ),
                "parts": (*(one for each in again for one in each.parts), *meant.parts),
                "understood": True,
            }
        )

    def _of_refused(self, refused: Refused, context: Context, quote: str) -> Understanding:
        """What an earlier message says of money, now that there is a rate; later words stand."""
        taken, changed = in_dollars(taken_apart(refused.text), context.terms.rates)
        asked = context.model_copy(update={"asked": refused.asked, "refused": (), "said": ""})
        meant = _as_written(self._meant(taken, asked), changed)
        newer = {name for name, fact in context.facts.items() if fact.turn > refused.turn}
        money = [one for one in meant.statements if one.field in _OF_MONEY - newer and one.status == "stated"]
        return Understanding(
            statements=tuple(one.model_copy(update={"quote": quote}) for one in money),
            parts=tuple(one for one in meant.parts if one.currency == "USD"),
            in_dollars=_as_told(changed),
        )

    def _meant(self, taken: Message, context: Context) -> Understanding:
        choice = picked(taken, context)
        if choice is None:
            choice = rescaled(taken, context) or on_fewer_days(taken, context)
        if choice is not None:
            return Understanding(statements=(choice,))
        asked_for = {name for name, _ in requests(taken)}
        corrected = in_corrected_currency(taken, context)
        told = self._in_dollars(taken, corrected, context) if corrected is not None else ()
        if told:
            return Understanding(statements=told)
        own = asked_by_user(taken, context)
        if own is not None:
            context = context.model_copy(update={"asked": (own,)})
        other = replaced_by_undo(taken, context) if asked_for == {"undo"} else None
        if other is not None:
            return Understanding(statements=(other,))
        if "undo" in asked_for:
            context = context.model_copy(update={"asked": ()})  # the "no" of "hmm no, undo that" answers nothing
        heard = _weighed(*_with_suppositions(hear(taken, context), taken, context), context)
        heard = _with_answers(heard, context)
        wanted: list[Request] = list(dict.fromkeys(name for name, _ in heard.asked_for))
        left = {one.field for one in heard.declined if one.status == "declined"}
        if context.asked and set(context.asked) <= left and "skip" not in wanted:
            wanted.append("skip")
        statements = (*apart_from_plans(heard.message, heard.plans, heard.facts), *heard.declined)
        what_ifs = tuple(statement for statement, _ in heard.what_ifs)
        priced = _model_priced(heard, context, wanted)
        if priced is not None:
            statements, what_ifs = (*statements, priced), ()
        return Understanding(
            statements=statements,
            retractions=heard.taken_back,
            parts=heard.parts,
            supposed_parts=heard.supposed_parts,
            offers=heard.offered.offers,
            supposed_offers=heard.offered.supposed,
            offer_asked=heard.offered.asked,
            offers_forgotten=heard.offered.forgotten,
            what_ifs=what_ifs,
            tool_calls=heard.tool_calls,
            questions=heard.questions,
            foreign_money=tuple(quote for quote, _ in _foreign_money(heard.message)),
            foreign_currencies=tuple(dict.fromkeys(currency for _, currency in _foreign_money(heard.message))),
            requests=tuple(wanted),
            language=taken.language,
            understood=bool(
                statements
                or heard.parts
                or heard.taken_back
                or what_ifs
                or heard.tool_calls
                or heard.offered.speaks
                or wanted
                or heard.questions
            ),
        )

    def _in_dollars(self, taken: Message, corrected: str, context: Context) -> tuple[Statement, ...]:
        """What the message before says of money, now that its amount is in dollars."""
        again = self._read(taken_apart(corrected), context.model_copy(update={"said": ""}))
        money = [one for one in again.statements if one.field in _OF_MONEY and one.status == "stated"]
        return tuple(one.model_copy(update={"quote": taken.text.strip()}) for one in money)


_OF_SUPPOSED = frozenset({"keep", "undo"})
_REMARK = 3  # words


def _is_a_remark(text: str) -> bool:
    """ "No, keep gpt-4o. Quality first.": so few words beside a decision give its reason and answer no question."""
    tokens = taken_apart(text).tokens
    return words_in(tokens) <= _REMARK and all(token.kind != "number" for token in tokens)


# Of what an approach lives, a number beside a doubt of it tells most likely.
_COUNTED_FOR: Mapping[str, str] = {
    "fine_tuning": "training_examples",
    "fine_tuning_and_augmentation": "training_examples",
    "training": "training_examples",
    "augmentation": "documents",
}
_ANSWERED_SHORTLY: tuple[Request, ...] = ("recommend",)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for first, last in sorted(spans, reverse=True):
        text = text[:first] + text[last:]
    return text


_OF_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


def _quoted(meant: Understanding, message: str, slip: Mended) -> Understanding:
    """What was understood of a message without its slips, in the words of the message as it was written."""
    written = message[slip.first : slip.last]

    def literal(quote: str) -> str:
        return quote if quote in message else written

    def requoted(said: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(one.model_copy(update={"quote": literal(one.quote or "")}) for one in said)

    return meant.model_copy(
        update={
            "statements": requoted(meant.statements),
            "what_ifs": requoted(meant.what_ifs),
            "parts": tuple(one.model_copy(update={"quote": literal(one.quote)}) for one in meant.parts),
            "questions": tuple(literal(one) for one in meant.questions),
        }
    )


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
    offered: OffersHeard = NO_OFFERS


def hear(taken: Message, context: Context, *, by_cues: bool = False, told_in: Collection[int] = ()) -> Heard:
    """The first part of a reading; what is fitted on labelled messages begins here, with numbers `by_cues` alone.

    Sentences of `told_in` suppose nothing, whatever their words.
    """
    taken = as_told(_with_meant_numbers(taken, context, by_cues=by_cues), told_in)
    offered = offers_heard(taken, context)
    taken = without_offers(taken, offered)
    sum_asked = None if offered.speaks else calculation(taken, context)
    worked_out = set(sum_asked.sentences) if sum_asked else set()
    plans = tuple(plan for plan in plans_asked(taken) if plan.sentence not in worked_out | offered.sentences)
    planned = sentences_served(taken, plans)
    taken, of_returns = _without_returns(taken, worked_out)
    planned |= of_returns
    asked_for = [
        (name, sentence)
        for name, sentence in requests(taken)
        if sentence not in worked_out | planned | offered.sentences
    ]
    asked_for = [one for one in asked_for if not _is_of_a_source(taken, context, one)]
    briefs = _brief_orders(taken, context)
    asked_for += [("summary", sentence) for sentence in briefs if not _hands_over(asked_for, sentence)]
    served = {sentence for _, sentence in asked_for} | worked_out | planned | offered.sentences
    served |= {item.sentence for item in taken.measured if is_said(taken, item)}
    retracted = retractions(taken, context)
    if retracted.fields:  # "forget everything I said on the budget" is no new start
        asked_for = [(name, sentence) for name, sentence in asked_for if name != "restart"]
    served |= retracted.sentences
    told = {*briefs, *(sentence for name, sentence in asked_for if name == "summary")}
    asking = {sentence for name, sentence in asked_for if name == "source_of_number"}
    passing = set(only_spoken_of(taken, asking))
    passing |= {item for item in taken.measured if item.sentence in briefs}  # "half a page" is how long my reply is
    taken = replace(taken, measured=[one for one in taken.measured if one not in {*retracted.named_by, *passing}])
    if sum_asked:
        taken = replace(taken, measured=[item for item in taken.measured if not sum_asked.takes(item)])
        if MIX in sum_asked.call.arguments:  # its models are in no use, and none is tried out for all requests
            taken = replace(taken, models=[one for one in taken.models if not _stands_in(taken, one, worked_out)])
    said = parts_said(taken, context)
    gone = [field for field in retracted.fields if field not in LISTS]
    facts = _facts(taken, context, worked_out, gone, told, said=said, by_cues=by_cues)
    facts = [
        *(fact for fact in facts if fact.field not in {new.field for new in retracted.replaced}),
        *retracted.replaced,
    ]
    what_ifs, supposed_parts = _supposed(taken, context, facts, served, by_cues=by_cues)
    supposed = {sentence for _, sentence in what_ifs}
    served |= supposed | follow_ups(taken, supposed)
    meant = [(act, at) for act, at in acts_meant(taken, served) if act != "recommend" or not _of_money(taken, at)]
    meant = [one for one in meant if not _is_of_a_source(taken, context, one)]
    asked_for += [(act, sentence) for act, sentence in meant if act in REQUESTS]  # type: ignore[misc]  # names of the literal
    served |= {sentence for act, sentence in meant if act not in ANSWERED}
    facts += _implied(taken, context, facts, retracted.fields, served)
    facts = [one for one in facts if not _is_of(taken, one, briefs)]
    asked = questions(taken, served, {sentence for act, sentence in meant if act == "guidance"})
    calls = (*((sum_asked.call,) if sum_asked else ()), *(plan.call for plan in plans))
    named = declined_by_name(taken)
    facts = [one for one in facts if not _only_names_what_is_declined(one, named)]
    known = {*retracted.fields, *(fact.field for fact in facts)}
    by_meaning = not asked_for and not _lacks_another(facts, context)
    unnamed = declines(taken, context, known, named, by_meaning=by_meaning)
    parts = tuple(one.part for one in said)
    return Heard(
        message=taken,
        facts=facts,
        what_ifs=what_ifs,
        asked_for=asked_for,
        declined=[*(one for one in named.statements if one.field not in known), *unnamed],
        named=named,
        taken_back=retracted.fields,
        tool_calls=calls,
        questions=tuple(asked),
        plans=plans,
        parts=(*parts, *cases_told(context, parts, facts)),
        supposed_parts=supposed_parts,
        offered=offered,
    )


def _supposed(
    taken: Message, context: Context, facts: Sequence[Statement], served: set[int], *, by_cues: bool
) -> tuple[list[tuple[Statement, int]], tuple[Part, ...]]:
    """What the message supposes, each with its sentence, and parts of a benefit; their sentences join `served`."""
    of_benefit = supposed_benefits(taken, _with(context, facts))
    served.update(item.sentence for item in of_benefit.items)
    others = replace(taken, measured=[item for item in taken.measured if item not in of_benefit.items])
    what_ifs = suppositions(others, _with(_with_supposed(context), facts), served, by_cues=by_cues)
    what_ifs = supposed_in_calls(others, context, what_ifs)
    if not what_ifs and not of_benefit.said:
        of_benefit = supposed_sums(taken, _with(context, facts))
    return [*what_ifs, *of_benefit.sums], of_benefit.parts


def _with_meant_numbers(taken: Message, context: Context, *, by_cues: bool) -> Message:
    """The message with its numbers in their currency, and as told or supposed as they sound."""
    if not by_cues and taken.language == "en":
        taken = with_moods(taken, context.asked, context.facts)
    taken = with_their_currency(read_as_supposed(taken, _with_supposed(context), by_cues=by_cues))
    return with_hours_of_people(without_one_as_article(taken))


def _stands_in(message: Message, model: ModelMention, sentences: Collection[int]) -> bool:
    spans = [message.structure.sentences[number] for number in sentences]
    return any(sentence.first <= model.first < sentence.last for sentence in spans)


def _without_returns(message: Message, worked_out: Collection[int]) -> tuple[Message, set[int]]:
    """The message without numbers that a question for returns names, or that a return must reach; and who asks."""
    returns = [one for one in returns_asked(message) if one.sentence not in worked_out]
    named = [*returns_wanted(message), *(item for one in returns for item in one.items)]
    rest = [item for item in message.measured if item not in named]
    return replace(message, measured=rest), {one.sentence for one in returns}


def _of_money(message: Message, number: int) -> bool:
    """ "What would be the worst case?" asks for figures, not for the advice."""
    return bool(money_asked(message.sentence_text(number)) or money_asked(f"{message.sentence_text(number)}?"))


def _is_of_a_source(message: Message, context: Context, asked_for: tuple[str, int]) -> bool:
    """ "Where does their $130,000 come from?" behind a word on a source is for the guidance to answer."""
    name, number = asked_for
    return name == "source_of_number" and names_a_source(context.said) and speaks_of_theirs(message, number)


def _hands_over(asked_for: Sequence[tuple[Request, int]], sentence: int) -> bool:
    return any(name in ("summary", "export") for name, at in asked_for if at == sentence)


def _is_of(message: Message, fact: Statement, sentences: Collection[int]) -> bool:
    """The words of a fact stand in one of these sentences and in no other."""
    within = [number for number in range(len(message.structure.sentences)) if _holds(message, number, fact)]
    return bool(within) and set(within) <= set(sentences)


def _holds(message: Message, number: int, fact: Statement) -> bool:
    return (fact.quote or "").strip(" .!?") in message.sentence_text(number)


def _model_priced(heard: Heard, context: Context, wanted: Collection[Request]) -> Statement | None:
    """Before a model is known, "what would it cost on gpt-4o?" names the one that they have in mind."""
    told = {"model"} & {*context.facts, *(one.field for one in heard.facts)}
    others = [change for change, _ in heard.what_ifs if change.field != "model"]
    tried = any(is_condition(heard.message, number) for _, number in heard.what_ifs)  # "if we took it, only to see"
    if told or others or tried or heard.questions or "costs" not in wanted or _only_looks(heard.message):
        return None
    return model_considered(heard.message)


def _only_looks(message: Message) -> bool:
    """ "Only to see the price", "out of curiosity": the model is tried out, and nobody has it in mind."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    merely = any(one in _MERELY and other in _TO_LOOK for one, other in pairwise(words))
    return merely or not _CURIOUS.isdisjoint(words)


_MERELY = frozenset({"only", "just", "merely", "simply", "purely"})
_TO_LOOK = frozenset({"to", "for", "curious", "wondering", "asking", "theoretically", "hypothetically"})
_CURIOUS = frozenset({"curiosity", "curious", "hypothetically", "theoretically", "theory"})


def _brief_orders(message: Message, context: Context) -> Collection[int]:
    """Sentences that order a short result; where lengths are asked for, "a short note, 150 words" answers."""
    return () if {"input_tokens", "output_tokens"} & set(context.asked) else set(brief_orders(message))


def acts_heard(heard: Heard) -> frozenset[Label]:
    """The requests, declines and questions that rules see, as labels."""
    told = {("request", name) for name, _ in heard.asked_for} | {("declined", one.field) for one in heard.declined}
    by_kind = {"questions": heard.questions, "what_ifs": heard.what_ifs, "retractions": heard.taken_back}
    return frozenset(told | {("act", kind) for kind, found in by_kind.items() if found})


def _meant(heard: Heard, context: Context) -> Likely:
    return likely(heard.message, context.asked, heard.facts, acts_heard(heard))


def _weighed(heard: Heard, meant: Likely | None, context: Context) -> Heard:
    """What was heard as all evidence together makes it likely: values of vocabulary fields, and acts.

    `meant` is what is likely, where it is known.
    """
    message = heard.message
    if message.structure.hits_of("injection") or message.language != "en":
        facts, declined = heard.facts, heard.declined  # only what the cue phrases of other sentences say
    else:
        meant = meant or _meant(heard, context)
        plain = beyond_doubt(message, context, heard.facts)
        given_up = set(heard.taken_back) - LISTS
        silent = {*given_up, *_plainly_declined(heard), *_only_alike(heard), *(one.field for one in plain)}
        if tells_shares_of_bill(heard.tool_calls):  # "a static system prompt, cached" is no fact that never changes
            silent |= {"knowledge_change"} - set(context.asked)
        silent |= {"current_approach"} - set(context.asked) if plans_an_approach(message) else set()
        facts = [*(one for one in weighed(message, heard.facts, meant) if one.field not in silent), *plain]
        facts = [one for one in facts if one in heard.facts or not _asks_of_others(message)]
        facts = [one for one in facts if one in heard.facts or not _only_asks(heard, context, one)]
        facts = _without_denied(message, facts, heard.facts)
        facts = [one for one in facts if not _only_names_what_is_declined(one, heard.named)]
        briefs = _brief_orders(message, context)
        facts = [one for one in facts if not (_names_a_summary(heard, one) or _is_of(message, one, briefs))]
        if _lacks_another(heard.facts, context):
            facts = [one for one in facts if not (_is_none(one) and one.field in context.asked)]
        facts = _with_what_is_new(message, context, facts)
        facts = [one for one in facts if not (one.field in context.asked and _is_declined(one, meant))]
        facts += [] if _asks_of_others(message) else _goal(heard, context, facts, meant)
        declined = _declined(heard, context, facts, meant)
        heard = replace(heard, asked_for=_asked_for(heard, context, meant))
        others = (
            *facts,
            *declined,
            *heard.asked_for,
            *heard.what_ifs,
            *heard.tool_calls,
            *heard.taken_back,
            *heard.offered.offers,
        )
        heard = replace(heard, questions=_questions(heard, meant, others))
    facts = without_own_cloud(message, context, _with_counted_rhythm(heard, context, facts))
    facts = with_stage_of_use(message, with_firm_words(message, facts, heard.facts), heard.facts)
    facts = in_written_order(message, with_permissions(message, facts))
    facts, taken_back = with_known_lists(message, context, facts, heard.taken_back)
    asks_yes_or_no = any(field_is_bool(field) for field in context.asked)
    if asks_yes_or_no and "yes_no" in asked_about(message.text).about:  # "should we, yes or no?" answers none of ours
        facts = [one for one in facts if not (one.field in context.asked and field_is_bool(one.field))]
    facts = _without_what_offers_sound_like(heard, context, facts)
    gone = overruled(message, context, facts) | answers_by_its_no(message, context, facts, heard.taken_back)
    facts = [fact for fact in facts if fact.field not in gone]
    told = {fact.field for fact in facts}
    declined = [one for one in declined if one.field not in told]
    declined = without_figures(message, declined) if facts else declined
    return replace(heard, facts=facts, declined=declined, taken_back=taken_back)


def _asks_of_others(message: Message) -> bool:
    """Nothing but others' figures and a question on them: what it sounds like is theirs too."""
    structure = message.structure
    modes = {clause.mode for clause in structure.clauses}
    return "foreign" in modes and (bool(structure.hits_of("disputes", "sources")) or modes == {"foreign", "question"})


def _only_asks(heard: Heard, context: Context, fact: Statement) -> bool:
    """ "so wat should i do" sounds like an answer to what was asked, and is nothing but a request."""
    clauses = [clause.sentence for clause in heard.message.structure.clauses]
    asking = {number for _, number in heard.asked_for if clauses.count(number) == 1}
    return fact.field in context.asked and fact.status == "inferred" and _is_of(heard.message, fact, asking)


def _without_what_offers_sound_like(heard: Heard, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """An offer of others decides nothing, and one that is forgotten tells nothing."""
    sentences = heard.offered.sentences
    return [
        one
        for one in facts
        if one.field in context.asked or one.field not in _NOT_BY_OFFERS or not _is_of(heard.message, one, sentences)
    ]


_NOT_BY_OFFERS = frozenset({"sourcing", "evaluation", "current_approach"})


def _with_answers(heard: Heard, context: Context) -> Heard:
    """ "Let's say ten thousand a year": to what was asked for and is not known, an answer, however carefully put."""
    known = {*context.facts, *(one.field for one in heard.facts)}
    answers_now = [
        (one, sentence)
        for one, sentence in heard.what_ifs
        if one.field in context.asked and one.field not in known and not _is_imagined(heard.message, sentence)
    ]
    if not answers_now:
        return heard
    others = [one for one in heard.what_ifs if one not in answers_now]
    return replace(heard, facts=[*heard.facts, *(one for one, _ in answers_now)], what_ifs=others)


def _is_imagined(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return sentence.question or bool(words & _IMAGINES)


_IMAGINES = frozenset(
    {"what", "how", "suppose", "supposing", "imagine", "assume", "assuming", "pretend", "hypothetically", "would",
     "could", "picture", "were"}
)  # fmt: skip


def _without_denied(message: Message, facts: Sequence[Statement], by_rules: Sequence[Statement]) -> list[Statement]:
    """ "Nothing in it is confidential" sounds confidential: what is named to be denied gives way to what rules say."""
    denied = denied_degrees(message.structure)
    gone = {one.field for one in facts if isinstance(one.value, str) and (one.field, one.value) in denied}
    gone &= {one.field for one in by_rules}
    return [*(one for one in facts if one.field not in gone), *(one for one in by_rules if one.field in gone)]


def _with_what_is_new(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """Without what words only imply of a fact that was stated already, unless they correct it: then they state it."""
    said = {field for field, fact in context.facts.items() if fact.status == "stated" and field not in context.asked}
    corrected = said if message.structure.hits_of("correction") else _denied_now(message, context)
    return [
        one.model_copy(update={"status": "stated"}) if one.field in said and one.status == "inferred" else one
        for one in facts
        if not (
            one.field in said
            and one.status == "inferred"
            and not (one.field in corrected and one.value != context.facts[one.field].value)
        )
    ]


def _denied_now(message: Message, context: Context) -> set[str]:
    """ "So nothing personal is left": fields whose known value the words deny."""
    denied = denied_degrees(message.structure)
    return {field for field, value in denied if field in context.facts and context.facts[field].value == value}


def _with_counted_rhythm(heard: Heard, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """An interval in numbers says how often things change where that was asked, or where it stands beside a change."""
    named = counted_rhythm(heard.message.structure)
    if named is None or named.value in (one.value for one in facts if one.field == RHYTHM):
        return list(facts)
    by_rules = [one for one in heard.facts if one.field == RHYTHM and one.value == named.value]
    if RHYTHM in context.asked:
        quote = heard.message.quote(named.first, named.last)
        by_rules = [Statement(field=RHYTHM, value=named.value, quote=quote)]
    return [*(one for one in facts if one.field != RHYTHM or not by_rules), *by_rules]


def _with_suppositions(heard: Heard, taken: Message, context: Context) -> tuple[Heard, Likely | None]:
    """What is heard where sentences suppose what they likely suppose, whatever their words.

    With it comes what is likely of what is heard, where that was looked at.
    """
    if (
        heard.tool_calls
        or heard.offered.speaks
        or heard.message.language != "en"
        or not (heard.what_ifs or context.facts)
    ):
        return heard, None
    meant = _meant(heard, context)
    if heard.what_ifs:
        told = {number for one, number in heard.what_ifs if _may_be_told(heard.message, one, number, context)}
        if not told or not meant.denies(WHAT_IFS):
            return heard, meant
        return hear(taken, context, told_in=told), None
    place = meant.places.get(WHAT_IFS)
    if place is None or is_condition(taken, number := sentence_at(taken, place)):
        return heard, meant
    if number in brief_orders(taken) or not _may_be_supposed(heard, taken.sentence_text(number), meant, context):
        return heard, meant
    supposing = as_what_if(taken, {number})
    again = hear(supposing, context)
    asks = taken.structure.sentences[number].question
    if any(change.field in context.facts or asks for change, _ in again.what_ifs):
        return again, None
    change = (
        None if any(item.sentence == number for item in taken.measured) else likely_change(supposing, number, context)
    )
    return (replace(again, what_ifs=[(change, number)]), None) if change is not None else (heard, meant)


def _may_be_told(message: Message, one: Statement, number: int, context: Context) -> bool:
    """ "A short one, let's say 150 words" answers the question; "and with 80 %?" is for the rules to say."""
    if message.structure.sentences[number].question:
        return one.field in context.asked and not is_condition(message, number)
    return True


def _may_be_supposed(heard: Heard, text: str, meant: Likely, context: Context) -> bool:
    """A sentence that tells nothing; or clearly changes what is known, as "run it over five years rather than two"."""
    told = [one for one in heard.facts if one.quote and one.quote in text]
    changed = [one for one in told if one.field in context.facts and context.facts[one.field].value != one.value]
    clear = meant.chances[WHAT_IFS] >= CLEAR and not any(one.field in context.asked for one in told)
    if heard.parts:  # "but only 60 % of them": a part of a sum
        return False
    return not told or (clear and bool(changed))


def _names_a_summary(heard: Heard, fact: Statement) -> bool:
    """ "Summarise what you have, please": what the advisor shall do is not what the model does."""
    told = [heard.message.sentence_text(number) for name, number in heard.asked_for if name == "summary"]
    return fact.field == "task" and any((fact.quote or "") in text for text in told)


def _plainly_declined(heard: Heard) -> set[str]:
    """ "Not sure", "rather not say": of so few words none gives a value, whatever it sounds like."""
    said = {one.field for one in heard.facts}
    few = words_in(heard.message.tokens) <= _FEW
    return {one.field for one in heard.declined if one.field not in said} if few else set()


_FEW = 5


def _only_alike(heard: Heard) -> set[str]:
    """Fields of which nothing is said, though it sounds so: whom one trains, a pilot that is to come."""
    by_rules = {one.field for one in heard.facts}
    unlike = {field for field in unlike_values(heard.message.structure) if field not in by_rules}
    live = next((one.quote or "" for one in heard.facts if one.field == "timeline_months"), "")
    place = heard.message.text.find(live) if live else -1
    token = next((number for number, token in enumerate(heard.message.tokens) if token.end > place), None)
    planned = place >= 0 and token is not None and is_planned(heard.message.structure, token)
    return unlike | ({"stage"} if planned else set())


def _goal(heard: Heard, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    """What they want, where nobody has said it in so many words: who describes the work has told it all the same."""
    likeliest_last = [*meant.places.items()][::-1]
    told = {field: place for (field, _), place in likeliest_last if field in (GOAL, "task")}
    known = {*context.facts, *context.asked, *heard.taken_back, *(one.field for one in facts)}
    tells = [place for (field, _), place in meant.places.items() if field in (GOAL, "task")]
    orders = brief_orders(heard.message)
    if GOAL in known or any(sentence_at(heard.message, place) in orders for place in tells[:1]):
        return []
    least = {GOAL: _FEWEST_WISHED, "task": _FEWEST_TOLD}
    goals = [
        use_case(heard.message, sentence_at(heard.message, told[field]), fewest)
        for field, fewest in least.items()
        if field in told
    ]
    return [goal.model_copy(update={"status": "inferred"}) for goal in goals if goal is not None][:1]


_FEWEST_WISHED, _FEWEST_TOLD = 4, 6  # words of a sentence that sounds like a wish, or like the work that is to be done


def _asked_for(heard: Heard, context: Context, meant: Likely) -> list[tuple[Request, int]]:
    """The requests that rules see and that are not unlikely, and those that are likely though rules do not see them."""
    if heard.tool_calls or heard.offered.speaks:
        return heard.asked_for
    told = [one for one in heard.asked_for if one[0] in _BY_RULES_ALONE or not _is_doubted(heard.message, one, meant)]
    seen = {name for name, _ in told}
    silent = {*_BY_RULES_ALONE, *seen, *(_IN_A_REPORT if "export" in seen else ())}
    also = [
        (name, sentence_at(heard.message, meant.places["request", name]))
        for name in get_args(Request)
        if ("request", name) in meant.places and name not in silent
    ]
    also = [one for one in also if one[0] != "recommend" or not _of_money(heard.message, one[1])]
    briefs = brief_orders(heard.message)
    also = [
        (name, number)
        for name, number in also
        if number not in briefs
        and not _is_of_a_source(heard.message, context, (name, number))
        and not (name == "source_of_number" and is_of_a_rule(heard.message.structure, number))
        and not (name == "costs" and is_of_a_new_model(heard.message.structure, number))
    ]
    return [*told, *also]


def _is_doubted(message: Message, request: tuple[Request, int], meant: Likely) -> bool:
    """ "Help me compare suppliers" is no call for help; "does that make sense for us?" asks for advice all the same."""
    name, number = request
    sentence = message.structure.sentences[number]
    ours, disputes = (
        any(sentence.first <= hit.first < sentence.last for hit in message.structure.hits_of(group))
        for group in ("ours", "disputes")
    )
    plain = (name == "recommend" and ours and sentence.question) or (
        name == "source_of_number" and _points_at_it(message, number)
    )
    return not disputes and meant.denies(("request", name)) and not plain


def _points_at_it(message: Message, number: int) -> bool:
    """ "How do you get to that?": a few words that end on what was said."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return len(words) <= _FEW_THAT_POINT and words[-1:] != [] and words[-1] in _POINTED_AT


_FEW_THAT_POINT = 8
_POINTED_AT = frozenset({"that", "this", "it", "there", "those", "these", "figure", "number", "sum", "amount"})


_IN_A_REPORT: tuple[Request, ...] = ("summary", "recommend", "help")  # held by it, or said of how to get it
# A courtesy is clear by itself; "skip" follows from what is declined.
_BY_RULES_ALONE = frozenset({"skip", "greeting", "thanks"})


def _questions(heard: Heard, meant: Likely, others: Collection[object]) -> tuple[str, ...]:
    """The questions that rules see, where some are likely or nothing else is said; else the sentence that likely asks.

    `others` is what else the message says. Who only tells a source's figures would hear what we say of them.
    """
    if not (heard.questions or others) and tells_of_others(heard.message):
        numbers = range(len(heard.message.structure.sentences))
        return tuple(
            heard.message.sentence_text(one) for one in numbers if names_source(heard.message.structure, one, one + 1)
        )[:1]
    if QUESTIONS not in meant.places:
        return () if others or WHAT_IFS in meant.places else heard.questions
    number = sentence_at(heard.message, meant.places[QUESTIONS])
    if heard.questions or heard.tool_calls or heard.offered.speaks or number in brief_orders(heard.message):
        return heard.questions
    if number in {at for _, at in heard.asked_for}:
        return _asked_besides(heard, meant)
    return (heard.message.sentence_text(number),)


def _asked_besides(heard: Heard, meant: Likely) -> tuple[str, ...]:
    """ "What is caching, and would you recommend it?": the clause that clearly asks, where no request stands."""
    doubted = any(("request", name) not in meant.places for name, _ in heard.asked_for)
    if doubted or meant.chances[QUESTIONS] < ASKS_BESIDES:
        return ()
    requests = {clause_at(heard.message, place) for label, place in meant.places.items() if label[0] == "request"}
    asking = clause_at(heard.message, meant.places[QUESTIONS])
    clause = heard.message.structure.clauses[asking]
    return () if asking in requests else (heard.message.quote(clause.first, clause.last).strip(" ,-"),)


def _declined(heard: Heard, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    """What is declined by its name, and of what was asked what rules see and is not unlikely; with none, the likely."""
    plain = _plainly_declined(heard) | heard.named.fields
    seen = [one for one in heard.declined if one.field in plain or not meant.denies(("declined", one.field))]
    found = seen or _declines_likely(heard, context, facts, meant)
    return [one for one in found if not _asks_for_the_choice(heard, one)]


def _declines_likely(heard: Heard, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    if heard.named.elsewhere or _lacks_another(heard.facts, context):
        return []
    told = {one.field for one in facts}
    served = {at for _, at in heard.asked_for}
    words = {field: meant.places.get(("declined", field)) for field in context.asked if field not in told}
    return [
        Statement(field=field, value=None, status="declined", quote=heard.message.sentence_text(number))
        for field, place in words.items()
        if place is not None
        for number in [sentence_at(heard.message, place)]
        if number not in served and not _asks(heard.message, number)  # a question back leaves mine where it is
    ]


def _only_names_what_is_declined(fact: Statement, named: Declined) -> bool:
    """ "I don't know whether it must be on-prem", "nobody has counted our labels": a name tells no value."""
    if not (cards()[fact.field].kind in WORDS_DO or _is_none(fact)):
        return False
    told, guessed = fact.quote or "", fact.status == "inferred"
    quotes = [one.quote or "" for one in named.statements if one.field == fact.field]
    return any(told in quote or (guessed and quote in told) for quote in quotes)


def _is_declined(fact: Statement, meant: Likely) -> bool:
    """ "22k, their service included. The API part? God knows.": a number that stands there is no answer by that."""
    return fact.value is not None and meant.chances.get(("declined", fact.field), 0.0) >= DECLINED


def _asks(message: Message, number: int) -> bool:
    asking = {clause.mode for clause in message.structure.clauses if clause.sentence == number} == {"question"}
    return asking or message.structure.sentences[number].question


def _asks_for_the_choice(heard: Heard, declined: Statement) -> bool:
    """ "We haven't chosen a model. What would you take?": what they have not decided they ask me for."""
    words = {token.lower for token in heard.message.tokens}
    undecided = not _CHOSEN.isdisjoint((declined.quote or "").lower().split())
    wanted = {name for name, _ in heard.asked_for} & {"recommend", "choose_partner", "costs"}
    return undecided and (bool(wanted) or bool(words & {"you"} and words & {"which", "what"}))


_CHOSEN = frozenset({"chosen", "choose", "chose", "decided", "decide", "picked", "selected", "settled"})


def _as_told(changed: Iterable[Amount]) -> tuple[InDollars, ...]:
    return tuple(InDollars(quote=one.quote, currency=one.currency, ends=one.ends) for one in changed)


def _as_written(meant: Understanding, changed: Sequence[Amount]) -> Understanding:
    """What was understood of a message in dollars, in the words that the user wrote."""

    def literal(quote: str) -> str:
        for amount in changed:
            quote = amount.unread(quote)
        return quote

    def requoted(said: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(one.model_copy(update={"quote": literal(one.quote or "")}) for one in said)

    return meant.model_copy(
        update={
            "statements": requoted(meant.statements),
            "what_ifs": requoted(meant.what_ifs),
            "parts": tuple(one.model_copy(update={"quote": literal(one.quote)}) for one in meant.parts),
            "questions": tuple(map(literal, meant.questions)),
        }
    )


def _foreign_money(message: Message) -> tuple[tuple[str, str], ...]:
    """Amounts that no field can take, for want of a rate of exchange, each with its currency."""
    told = [item for item in message.measured if message.structure.mode_at(item.first) in ("fact", "what_if")]
    return tuple(
        (message.quote(item.first, item.quantity.last), item.quantity.currency)
        for item in told
        if item.quantity.currency is not None and item.quantity.currency != "USD"
    )


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
    numeric = _numeric(message, context, skipped, by_cues=by_cues)
    combined = derived_statements(message, context)
    lengths, of_pages = words_of_a_page(message, context)
    used = [*counted_benefits(message, context), *taken_by_parts(said), *of_pages, *spent(message, context)]
    combined = [*(one for one in combined if one.field not in {new.field for new in lengths}), *lengths]
    stating = [item for item in message.measured if _states(message, item, skipped)]
    told_again = {statement.field: (statement, item) for statement, item in restated(message, context, stating)}
    used += [item for _, item in told_again.values()]
    found = [*_stated(message, context, [item for item in numeric if item.measured not in used], combined), *combined]
    found = [*(one for one in found if one.field not in told_again), *(one for one, _ in told_again.values())]
    recount = counted_anew(message, stating, context.parts)
    found = [*(one for one in found if recount is None or one.field != recount.field), *([recount] if recount else [])]
    found = with_completed(message, context, said, found)
    named = {statement.field for statement in found}
    live = deadline(message, context)
    spans = [one for one in found if one.field == "timeline_months"]
    again = "timeline_months" in context.asked and not any(_stands_behind(message, one, live) for one in spans)
    if live is not None and (not spans or again):
        found = [*(statement for statement in found if statement.field != "timeline_months"), live]
        named.add("timeline_months")
    far = horizon(message, context)
    if far is not None and "horizon_months" not in named:
        found.append(far)
        named.add("horizon_months")
    words = [statement for statement in _worded(message, context, told) if statement.field not in named]
    found += words
    zeros = {s.field: s for s in (*named_zeros(message), *zero_values_as_statements(message))}
    found += [s for s in zeros.values() if s.field not in named]
    known = {statement.field for statement in found}
    answered = answers(message, context, known)
    found += [one for one in answered if not (_is_none(one) and _lacks_another(found, context))]
    known = {statement.field for statement in found}
    objective = objective_statement(message, context)
    task = next((s.quote for s in found if s.field == "task" and "task" not in context.asked), None)
    goal = goal_statement(message, context, task)
    found += [s for s in (objective, goal) if s is not None and s.field not in known]
    valid = [s for s in found if s.field not in taken_back and (s.value is None or fits(s.field, s.value))]
    return sorted(valid, key=lambda statement: message.text.find(statement.quote or ""))


def _stands_behind(message: Message, span: Statement, date: Statement | None) -> bool:
    """ "By Easter would be nice, but say six months": what was said last stands, be it a span or a date."""
    end = message.text.find(date.quote or "") + len(date.quote or "") if date is not None else len(message.text)
    return message.text.find(span.quote or "") >= end


def judged_numbers(message: Message, context: Context, *, supposed: bool = False) -> list[Judged]:
    """What the cues say of each quantity: of those in suppositions, or of all others."""
    items = [
        _like_theirs(message, item, context.asked)
        for item in message.measured
        if (message.structure.mode_at(item.first) == "what_if") is supposed
        and not describes_a_mix(message, item, context.asked)
    ]
    spoken_of = {*context.asked, *(context.facts if message.structure.hits_of("correction") else ())}
    topics = [topic for topic, fields in _TOPIC_FIELDS.items() if spoken_of.intersection(fields)]
    return judge(message.structure, items, message.number_cues, context.asked, topics, supposed=supposed)


def _numeric(message: Message, context: Context, skipped: set[int], *, by_cues: bool) -> list[Assigned]:
    """Assigned quantities that state something, negated ones ("not $50k") left out."""
    judged = judged_numbers(message, context)
    if message.language == "en" and not by_cues:
        found = fields_of(message, judged, context.asked)
    else:
        found = [item.choice for item in judged if item.choice is not None]  # the words that the fit knows are English
    assigned = told_apart(message, in_asked_order(found, context.asked), context.asked)
    assigned = [
        item
        for item in assigned
        if _states(message, item.measured, skipped)
        and not (item.field == "requests_per_month" and is_no_volume(message, item.measured))
        and not (item.field == "monthly_benefit" and is_promised(message, item.measured))
        and not (item.field not in context.asked and is_spoken_of_again(message, context, item))
    ]
    items = [item.measured for item in judged if _states(message, item.measured, skipped)]
    assigned = with_what_goes_in(message, context, items, assigned)
    assigned = [*assigned, *_of_dismissed(message, context, items, assigned, by_cues=by_cues)]
    return corrected_numbers(message, context, items, assigned)


def _of_dismissed(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned], *, by_cues: bool
) -> list[Assigned]:
    """ "30 quotes a month.. no wait, that's winter, call it 45": 45 is what 30 would have been by itself."""
    found = []
    for first, instead in dismissed(message, items, assigned):
        alone = taken_apart(message.text[: message.tokens[first.last - 1].end])
        told = [one for one in _numeric(alone, context, set(), by_cues=by_cues) if one.measured.first == first.first]
        found += [Assigned(one.field, instead, one.score, one.activation, replaces=True) for one in told]
    return found


def _states(message: Message, item: Measured, skipped: set[int]) -> bool:
    told = item.first in message.told and not _is_later(message, item)
    tells = message.structure.mode_at(item.first) == "fact" or told
    stated = tells and item.sentence not in skipped
    return stated and not is_denied(message, item) and not _is_increment(message, item)


def _is_later(message: Message, item: Measured) -> bool:
    """ "How would we know, six months on, that it slipped?": when in the course of things, and no span of the case."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    ends = len(behind) < 2 or behind[1] in ",?;:-–—" or behind[1] in ("the", "it", "its", "use", "production")
    return item.quantity.kind == "duration" and behind[:1] != [] and behind[0] in _LATER and ends


_LATER = frozenset({"on", "in", "later", "into", "down", "after"})


def _is_increment(message: Message, item: Measured) -> bool:
    """ "+25 a week": what comes on top of a number, not the number."""
    plus = message.tokens[item.first - 1] if item.first else None
    glued = plus is not None and plus.text == "+" and plus.end == message.tokens[item.first].start
    alone = glued and (item.first < 2 or message.tokens[item.first - 2].kind != "number")
    return alone and item.quantity.kind == "plain" and item.per is not None


_TOPIC_FIELDS = {"accuracy": ("current_accuracy", "target_accuracy")}


def _said_at_another_rate(message: Message, item: Measured) -> Measured | None:
    """ "600 articles each day, so 18,000 a month": the second number counts articles too."""
    if item.per is None or not item.is_bare() or item.quantity.kind != "plain":
        return None
    amount = item.quantity.value * item.per
    return next(
        (
            other
            for other in message.measured
            if other.first < item.first
            and other.sentence == item.sentence
            and other.per not in (None, item.per)
            and other.quantity.kind == "plain"
            and abs(other.quantity.value * (other.per or 0.0) - amount) <= _SAME_AMOUNT * amount
        ),
        None,
    )


_SAME_AMOUNT = 0.05  # a month has 30 days or 30.4


def _like_theirs(message: Message, item: Measured, asked: Collection[str]) -> Measured:
    """ "A rival handles 5 million requests a month. Ours are closer to 200k": requests a month too."""
    structure = message.structure
    carried = with_carried_unit(message, item, asked)
    if carried is not item:
        return carried
    if is_one_of(structure, item) and message.activation(item).get("engineers", 0.0) >= _PAYS:
        return replace(item, nouns=frozenset({"engineer"}))
    if is_paired(message, item):
        return replace(item, nouns=frozenset({"example"}))
    same = _said_at_another_rate(message, item)
    if same is not None:
        return replace(item, nouns=same.nouns, counts_something=same.counts_something)
    if item.per is not None or not item.is_bare() or item.quantity.kind not in ("plain", "money"):
        return item
    if item.quantity.kind == "money" and message.activation(item).get("pay", 0.0) < _PAYS:
        return item
    if (
        item.quantity.kind == "plain" and item.last - item.first <= 2
    ):  # "Are a few hundred examples enough? We have 300."
        asked_of = [
            other
            for other in message.measured
            if structure.mode_at(other.first) == "question" and other.nouns & _COUNTED and other.first < item.first
        ]
        if asked_of and item.sentence - asked_of[-1].sentence == 1:
            return replace(item, nouns=asked_of[-1].nouns)
    ours = [hit for hit in structure.hits_of("ours") if hit.first < item.first]
    theirs = [
        other
        for other in message.measured
        if structure.mode_at(other.first) == "foreign"
        and other.per is not None
        and other.quantity.kind == item.quantity.kind
        and other.first < item.first
        and item.sentence - other.sentence <= 1
    ]
    if not theirs or not any(hit.first > theirs[-1].first for hit in ours):
        return item
    return replace(item, nouns=theirs[-1].nouns, per=theirs[-1].per)


_PAYS = 0.5
_COUNTED = frozenset({"example", "document", "engineer"})


def _stated(
    message: Message, context: Context, assigned: Sequence[Assigned], combined: Sequence[Statement]
) -> list[Statement]:
    """One statement per field: the later one, unless the earlier is far surer; heads are added up."""
    taken = {statement.field for statement in combined}
    best: dict[str, list[Assigned]] = {}
    for item in assigned:
        if item.field not in taken:
            best.setdefault(item.field, []).append(item)
    statements: list[Statement] = []
    for field, items in best.items():
        statements += _movement(message, items) or _single(message, context, field, items)
    fields: dict[str, Statement] = {}
    for statement in statements:
        fields.setdefault(statement.field, statement)
    return list(fields.values())


def _single(message: Message, context: Context, field: str, items: Sequence[Assigned]) -> list[Statement]:
    items = _of_one_kind(message, field, _without_guesses(message, _without_them(message, items)))
    items = without_wanted(items) if field in _RATES_OF_ERRORS else items
    together = len({item.measured.sentence for item in items}) == 1 and not items[-1].replaces
    if field in _ADDED_UP and together and len(items) > 1:
        values = [value for item in items if (value := value_of(item))]
        first, last = items[0].measured, items[-1].measured
        total = sum(value for value, _ in values)
        return [Statement(field=field, value=total, quote=message.quote(first.first, last.last))]
    summed = _sum_of_money(message, field, items)
    if summed is not None:
        return [summed]
    strongest = max(item.score for item in items)
    chosen = [item for item in items if item.score >= _AS_SURE * strongest or item.replaces][-1]
    chosen = in_thousands(message, context, chosen)
    value = value_of(chosen)
    if value is None:
        return []
    quote = message.quote(chosen.measured.first, chosen.measured.last)
    value = with_known(message, context, chosen, value)
    return [Statement(field=field, value=value[0], range=value[1], quote=quote)]


_RATES_OF_ERRORS = ("critical_error_rate", "edge_case_error_rate")
_AS_SURE = 0.85  # a later number for the field counts if it is about as sure


def _without_guesses(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A few hundred, say 300" is 300: a number with a hedge right behind another one says it again."""
    if len(items) < 2 or not items[-1].measured.quantity.hedged:
        return items
    before, last = items[-2].measured, items[-1].measured
    between = {token.text for token in message.tokens[before.last : last.first]}
    return [items[-1]] if last.first > before.first and between <= _PAUSES else items


def _without_them(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "3,900 price sheets, and the dealers, 410 of them": what is unknown by name does not add to what is known."""
    others = [item for item in items if item.measured.nouns or not is_of_them(message, item.measured)]
    return others or items


def _of_one_kind(message: Message, field: str, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A team of seven, four of whom train models" are four; "200 manuals, 48k pages in total" are 200 documents."""
    if field == "ml_engineers":
        return [item for item in items if is_of_group(message, item.measured)] or items
    if field == "documents" and len(items) > 1:
        whole = [
            item for item in items if "page" not in item.measured.nouns and not is_of_group(message, item.measured)
        ]
        return whole or items
    return items


_PAUSES = frozenset({",", "-", "–", "—", "...", ".", "i'd", "I'd", "or", "well", "so"})


def _sum_of_money(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$10k savings plus $15k extra sales a month" are 25k a month."""
    money = [item for item in items if item.measured.quantity.kind == "money"]
    if field != "monthly_benefit" or len(money) < 2 or len({item.measured.sentence for item in money}) > 1:
        return None
    pairs = pairwise(item.measured for item in money)
    if not all(_are_added(message, first.quantity.last, second.first) for first, second in pairs):
        return None
    rate = next((item.measured.per for item in reversed(money) if item.measured.per is not None), None)
    shared = [replace(item, measured=replace(item.measured, per=item.measured.per or rate)) for item in money]
    values = [value for item in shared if (value := value_of(item)) is not None]
    total = tidy(sum(value for value, _ in values))
    quote = message.quote(money[0].measured.first, money[-1].measured.last)
    return Statement(field=field, value=total, quote=quote) if fits(field, total) else None


def _are_added(message: Message, first: int, last: int) -> bool:
    return any(token.lower in ("plus", "+") for token in message.tokens[first:last])


def _movement(message: Message, items: Sequence[Assigned]) -> list[Statement]:
    """ "Accuracy from 81% to 93%" is where it is and where it must be."""
    moved = next((item for item in items if item.measured.quantity.movement), None)
    if moved is None or moved.field not in ("current_accuracy", "target_accuracy"):
        return []
    first, last = moved.measured.quantity.range or (0.0, 0.0)
    if counts_wrong(moved.field, last, moved.activation):  # "the error rate from 12% to 3%"
        first, last = 1 - first, 1 - last
    quote = message.quote(moved.measured.first, moved.measured.last)
    return [
        Statement(field="current_accuracy", value=round(first, 10), quote=quote),
        Statement(field="target_accuracy", value=round(last, 10), quote=quote),
    ]


def _worded(message: Message, context: Context, told: Collection[int]) -> list[Statement]:
    """Values named by words; a sentence of `told` asks for a summary and names no task."""
    clauses, clause_of = message.structure.clauses, message.structure.clause_of
    rates = {
        index for item in message.measured if item.quantity.kind != "factor" for index in range(item.first, item.last)
    }
    declined = {index for hit in message.structure.hits_of("decline") for index in range(hit.first, hit.last)}
    statements = [
        Statement(
            field=named.field, value=named.value, status=named.status, quote=message.quote(named.first, named.last)
        )
        for named in named_values(message.structure, context.asked, rates=rates)
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


def _lacks_another(found: Sequence[Statement], context: Context) -> bool:
    """ "No labelled data" is no answer to a question about the budget."""
    return any(_is_none(one) and one.field not in context.asked for one in found)


def _is_none(one: Statement) -> bool:
    return one.value == [] or (one.value == 0 and not isinstance(one.value, bool))


def zero_values_as_statements(message: Message) -> list[Statement]:
    """Counts that the words make zero: "no labelled data"."""
    return [
        Statement(field=named.field, value=named.value, quote=message.quote(named.first, named.last))
        for named in zero_values(message.structure)
    ]
