"""What the encoder and the rules make of a message together: which facts, requests, questions and declines stand."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import get_args

from pydantic import JsonValue

from agent.facts import Statement
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
    labels_of,
    likely,
    sentence_at,
    weighed,
)
from agent.numbers.earlier_values import LISTS, more_of_known_lists, with_known_lists
from agent.numbers.length_sides import put_on_the_other_side, with_sides_by_task
from agent.reading.acts import (
    has_offers,
    is_judged,
    is_of_a_new_model,
    is_of_a_rule,
    is_waived,
    names_source,
    only_sounds_asked,
    tells_their_case,
    wanted_alone,
    was_right,
)
from agent.reading.answers import asked_about
from agent.reading.brief_orders import brief_orders, spoken_of_the_reply
from agent.reading.calculations import tells_shares_of_bill
from agent.reading.correcting_no import answers_by_its_no
from agent.reading.denials import with_barred_examples
from agent.reading.disputed import tells_of_others
from agent.reading.hearing import (
    Heard,
    acts_heard,
    asks_of_money,
    hear,
    is_none,
    is_of_a_source,
    is_only_in,
    lacks_another,
    only_names_what_is_declined,
    short_orders,
)
from agent.reading.implied import asks_yes_or_no, chooses, remarked
from agent.reading.models_in_use import plans_an_approach
from agent.reading.objective import use_case
from agent.reading.own_cloud import without_own_cloud
from agent.reading.pending import (
    beyond_doubt,
    field_is_bool,
    is_beside_the_question,
    overruled,
    says_something_else,
    takes_note,
    without_figures,
)
from agent.reading.permissions import with_permissions
from agent.reading.plain_facts import (
    in_written_order,
    is_a_mere_language,
    speaks_of_money_alone,
    with_firm_words,
    with_stage_of_use,
)
from agent.reading.supposed_words import likely_change
from agent.reading.supposing_sentences import (
    as_what_if,
    corrects_at_once,
    is_condition,
    opens_case,
    settles_what_was_left_open,
    would_be,
)
from agent.understanding import Context, Request
from agent.words.enumerations import (
    RHYTHM,
    contrasted,
    counted_rhythm,
    denied_choices,
    is_planned,
    kinds_denied,
    kinds_for_later,
    names_two_rhythms,
    only_sounds_like,
    unlike_values,
)
from agent.words.languages import language_rows, languages_named
from agent.words.message import Message, taken_apart
from agent.words.tokens import words_in


def _meant(heard: Heard, context: Context) -> Likely:
    return likely(heard.message, context.asked, heard.facts, acts_heard(heard))


def weighed_together(heard: Heard, meant: Likely | None, context: Context) -> Heard:
    """What was heard as all evidence together makes it likely: values of vocabulary fields, and acts.

    `meant` is what is likely, where it is known.
    """
    message = heard.message
    if message.structure.hits_of("injection") or message.language != "en":
        facts, declined = heard.facts, heard.declined  # only what the cue phrases of other sentences say
    else:
        heard, facts, declined = _as_likely(heard, meant or _meant(heard, context), context)
    facts = with_sides_by_task(message, context, _with_counted_rhythm(heard, context, facts))
    facts, emptied = put_on_the_other_side(message, context, facts)
    heard = replace(heard, taken_back=(*heard.taken_back, *emptied))
    facts = without_own_cloud(message, context, facts)
    facts = with_stage_of_use(message, with_firm_words(message, facts, heard.facts), heard.facts)
    facts = in_written_order(message, with_permissions(message, facts))
    facts, taken_back = with_known_lists(message, context, facts, heard.taken_back)
    asks_yes_or_no = any(field_is_bool(field) for field in context.asked)
    if asks_yes_or_no and "yes_no" in asked_about(message.text).about:  # "should we, yes or no?" answers none of ours
        facts = [one for one in facts if not (one.field in context.asked and field_is_bool(one.field))]
    facts = _without_what_offers_sound_like(heard, context, facts)
    facts = with_barred_examples(message, context, facts)
    gone = overruled(message, context, facts) | answers_by_its_no(message, context, facts, heard.taken_back)
    facts = [fact for fact in facts if fact.field not in gone]
    facts, declined = (
        [one for one in ones if not is_only_in(message, one, heard.beside_the_case)] for ones in (facts, declined)
    )
    told = {fact.field for fact in facts}
    declined = [one for one in declined if one.field not in told]
    declined = without_figures(message, declined) if facts else declined
    return replace(heard, facts=facts, declined=declined, taken_back=taken_back)


def _as_likely(heard: Heard, meant: Likely, context: Context) -> tuple[Heard, list[Statement], list[Statement]]:
    """What was heard with the requests and questions that are likely, and beside it the likely values and declines."""
    message = heard.message
    plain = [*beyond_doubt(message, context, heard.facts), *more_of_known_lists(message, context, heard.facts)]
    given_up = set(heard.taken_back) - LISTS
    silent = {*given_up, *_plainly_declined(heard), *_only_alike(heard), *(one.field for one in plain)}
    if tells_shares_of_bill(heard.tool_calls):  # "a static system prompt, cached" is no fact that never changes
        silent |= {"knowledge_change"} - set(context.asked)
    silent |= {"current_approach"} - set(context.asked) if plans_an_approach(message) else set()
    facts = [*(one for one in weighed(message, heard.facts, meant) if one.field not in silent), *plain]
    facts = [one for one in facts if one in heard.facts or not _asks_of_others(message)]
    facts = [one for one in facts if one in heard.facts or not _only_sounds_told(heard, context, one)]
    facts = _without_denied(message, facts, heard.facts)
    facts = [one for one in facts if not only_names_what_is_declined(one, heard.named)]
    briefs = {*short_orders(message, context), *spoken_of_the_reply(message)}
    facts = [
        one for one in facts if one in plain or not (_names_a_summary(heard, one) or is_only_in(message, one, briefs))
    ]
    if lacks_another(heard.facts, context):
        facts = [one for one in facts if not (_only_lacks(heard, one) and one.field in context.asked)]
    facts = _without_wild_guesses(heard, context, facts, meant)
    facts = _with_whole_answers(message, context, _with_whole_rows(message, facts, heard.facts), heard.facts)
    facts = _with_contrasts(message, context, _with_what_is_new(message, context, facts, meant))
    facts = [one for one in facts if not (one.field in context.asked and _is_no_answer(one, heard, meant))]
    facts = [one for one in facts if one.field not in heard.left_open]
    facts = [one for one in facts if not (one.field in context.asked and speaks_of_money_alone(message, one))]
    facts = [one for one in facts if one in heard.facts or not _answers_something_else(message, context, one)]
    facts = [one for one in facts if one in heard.facts or not _only_remarked(message, context, one, meant)]
    guessed = [one for one in facts if one not in heard.facts and is_a_mere_language(message, one)]
    facts = [one for one in facts if one not in guessed]
    goals = [] if _asks_of_others(message) else _goal(heard, context, facts, meant)
    facts += [goal for goal in goals if goal.quote not in {one.quote for one in guessed}]
    declined = _declined(heard, context, facts, meant)
    named = heard.named.fields
    declined = [one for one in declined if one.field in named or not speaks_of_money_alone(message, one)]
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
    return replace(heard, questions=_questions(heard, meant, others)), facts, declined


def _only_lacks(heard: Heard, fact: Statement) -> bool:
    """ "No labelled data": none, or a "no" that is heard in nothing but the words that lack something else."""
    lacks = [one.quote or "" for one in heard.facts if is_none(one)]
    if is_none(fact) or fact in heard.facts:
        return is_none(fact)
    if fact.value == "none":  # "we have no AI people in-house" may use a model all the same
        quote = fact.quote or ""
        return any(_LACKING.isdisjoint(quote.replace(one, "").lower().split()) for one in lacks if one in quote)
    return fact.value is False and fact.quote in lacks


_LACKING = frozenset({"no", "not", "none", "nothing", "never", "nor", "don't", "doesn't", "without", "haven't"})


def _asks_of_others(message: Message) -> bool:
    """Nothing but others' figures and a question on them: what it sounds like is theirs too."""
    structure = message.structure
    modes = {clause.mode for clause in structure.clauses}
    return "foreign" in modes and (bool(structure.hits_of("disputes", "sources")) or modes == {"foreign", "question"})


def _only_asks(heard: Heard, context: Context, fact: Statement) -> bool:
    """ "so wat should i do" sounds like an answer to what was asked, and is nothing but a request."""
    clauses = [clause.sentence for clause in heard.message.structure.clauses]
    asking = {number for _, number in heard.asked_for if clauses.count(number) == 1}
    return fact.field in context.asked and fact.status == "inferred" and is_only_in(heard.message, fact, asking)


def _only_sounds_told(heard: Heard, context: Context, fact: Statement) -> bool:
    """What only sounds like a fact: a request, a word that takes note of a reply, a phrase for something else."""
    return (
        _only_asks(heard, context, fact)
        or _only_goes_along(heard, context, fact)
        or _only_sounds_like_it(heard.message, context, fact)
    )


def _only_sounds_like_it(message: Message, context: Context, fact: Statement) -> bool:
    """ "We compare a SaaS tool at $39 per user with our own" sounds like a trade of theirs, a clause like a secret."""
    structure = message.structure
    if fact.value not in ("technology", "confidential") or fact.field in context.asked or fact.status != "inferred":
        return False
    alike = {number for number in range(len(structure.sentences)) if only_sounds_like(structure, fact.field, number)}
    return is_only_in(message, fact, alike)


def _only_goes_along(heard: Heard, context: Context, fact: Statement) -> bool:
    """ "All right. What do you recommend?": words that take note of a reply, and behind them it is asked; "yes or no?"
    too."""
    if fact.field not in context.asked or fact.status != "inferred":
        return False
    asks = bool(heard.asked_for or heard.questions) and takes_note(taken_apart(fact.quote or "").tokens)
    return asks or asks_yes_or_no(heard.message)


def _without_what_offers_sound_like(heard: Heard, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """An offer of others decides nothing, and one that is forgotten tells nothing."""
    sentences = heard.offered.sentences
    return [
        one
        for one in facts
        if one.field in context.asked
        or one.field not in _NOT_BY_OFFERS
        or (one.value == "in_house" and one in heard.facts)  # "they offered it at 220k, we'll do it ourselves"
        or not is_only_in(heard.message, one, sentences)
    ]


_NOT_BY_OFFERS = frozenset({"sourcing", "evaluation", "current_approach"})


def with_answers(heard: Heard, context: Context) -> Heard:
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
    denied = denied_choices(message.structure)
    gone = {one.field for one in facts if isinstance(one.value, str) and (one.field, one.value) in denied}
    gone &= {one.field for one in by_rules}
    return [*(one for one in facts if one.field not in gone), *(one for one in by_rules if one.field in gone)]


def _with_what_is_new(message: Message, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    """Without what is no news of a fact that was stated already; what corrects it, or clearly tells it anew, states it.

    What words only imply changes nothing by itself, and a trade or a task that is merely mentioned is not theirs.
    """
    said = {field for field, fact in context.facts.items() if fact.status == "stated" and field not in context.asked}
    corrected = said if message.structure.hits_of("correction") else _denied_now(message, context)
    told: list[Statement] = []
    for one in facts:
        if one.field not in said or (one.status == "stated" and one.field not in _OF_WHO_THEY_ARE):
            told.append(one)
            continue
        differs = one.value != context.facts[one.field].value
        clear = _chance(meant, one) >= TOLD_ANEW and (one.field not in _OF_WHO_THEY_ARE or _is_ours(message, one))
        if differs and (one.field in corrected or clear):
            told.append(one.model_copy(update={"status": "stated"}))
    return told


def _is_ours(message: Message, fact: Statement) -> bool:
    """The words say it of them: "I'm in telecom", and not "60 shops, 3 brands", nor what their midwives write."""
    if fact.status != "stated" and fact.field == "industry":
        return False
    within = [
        message.structure.sentences[number]
        for number in range(len(message.structure.sentences))
        if (fact.quote or "") in message.sentence_text(number)
    ]
    words = [[token.lower for token in message.tokens[span.first : span.last]] for span in within]
    here = any(one == "here" and other in _AT for each in words for one, other in pairwise(each))
    return here or any(not _US.isdisjoint(each) for each in words)


_AT = frozenset({"at", "in"})  # "here at the clinic"
_US = frozenset({"we", "we're", "we've", "i", "i'm", "our", "my", "us", "ours", "mine"})


def _with_contrasts(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """The facts, with the values that words put in the place of known ones; "5,000 weekly, not daily" is a volume."""
    known = {field: fact.value for field, fact in context.facts.items()}
    if message.measured:
        known.pop(RHYTHM, None)
    told = [
        Statement(field=one.field, value=one.value, quote=message.quote(one.first, one.last))
        for one in contrasted(message.structure, known)
    ]
    fields = {one.field for one in told}
    return [*(one for one in facts if one.field not in fields), *told]


TOLD_ANEW = 0.9  # of a value that takes the place of a stated one
_OF_WHO_THEY_ARE = frozenset({"industry", "task"})


def _chance(meant: Likely, fact: Statement) -> float:
    return max((meant.chances.get(label, 0.0) for label in labels_of(fact.field, fact.value)), default=0.0)


def _only_remarked(message: Message, context: Context, fact: Statement, meant: Likely) -> bool:
    """ "My boss asks for that too": a guess at what was asked, in words that sound rather like a remark beside it."""
    ahead = remarked(message, fact.field) if fact.field in context.asked else None
    return ahead is not None and _chance(meant, fact) < _GUESSED + ahead


def _answers_something_else(message: Message, context: Context, fact: Statement) -> bool:
    return fact.field in context.asked and is_beside_the_question(message, fact.field, fact.value)


_GUESSED = 0.52  # chance of a guess that any remark outweighs; the clearer the remark, the surer the guess must be


def _without_wild_guesses(heard: Heard, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    """Without languages that only a place sounds like ("in Madrid"), and lists that only sound empty, asked for none.

    Both are told in words that rules see; what else sounds like them must be clear. So must a language that sounds
    like those that are named.
    """
    by_rules = {one.field for one in heard.facts}
    named = languages_named(heard.message.structure)
    return [
        _without_alike(one, {code for code, _ in named}, meant) if one.field == LANGUAGES and named else one
        for one in facts
        if one.field in by_rules
        or one.field in context.asked
        or not (one.value == [] or (one.field == LANGUAGES and not named))
        or _chance(meant, one) >= CLEAR
    ]


def _without_alike(fact: Statement, named: Collection[str], meant: Likely) -> Statement:
    """ "Gujarati and Marathi" sound like Hindi as well: beside named languages one that is not must be clear."""
    values = fact.value if isinstance(fact.value, list) else []
    kept = [code for code in values if code in named or meant.chances.get((LANGUAGES, str(code)), 0.0) >= CLEAR]
    return fact.model_copy(update={"value": kept}) if kept else fact


def _with_whole_answers(
    message: Message, context: Context, facts: Sequence[Statement], by_rules: Sequence[Statement]
) -> list[Statement]:
    """ "Voice calls and the follow-up mails": of a short answer, each kind of input counts that is named beside one.

    What it denies does not count, however much the rest sounds like it: "voice messages, people don't type"; nor does
    what may come one day.
    """
    named = next((one.value for one in by_rules if one.field == _MODALITIES and one.field in context.asked), None)
    gone = kinds_for_later(message.structure, _MODALITIES)
    if not isinstance(named, list) or words_in(message.tokens) > _SHORT_ANSWER:
        named = []
    else:
        gone |= kinds_denied(message.structure, _MODALITIES)
    told: list[Statement] = []
    for one in facts:
        if one.field != _MODALITIES or not isinstance(one.value, list):
            told.append(one)
            continue
        kinds = [kind for kind in dict.fromkeys([*one.value, *named]) if kind not in gone]
        if kinds or not one.value:
            told.append(one.model_copy(update={"value": kinds}))
    return told


_MODALITIES = "modalities"
_SHORT_ANSWER = 12  # words


def _with_whole_rows(message: Message, facts: Sequence[Statement], by_rules: Sequence[Statement]) -> list[Statement]:
    """ "Hindi, English and Punjabi": what stands in a row with a language of theirs is one, however rare it is."""
    named = {code for one in by_rules if one.field == LANGUAGES and isinstance(one.value, list) for code in one.value}
    return [_with_row(message, one, named) if one.field == LANGUAGES else one for one in facts]


def _with_row(message: Message, fact: Statement, named: Collection[JsonValue]) -> Statement:
    values = list(fact.value) if isinstance(fact.value, list) else []
    rows = [row for row in language_rows(message.structure) if not row.isdisjoint(map(str, values))]
    more = [code for code in dict.fromkeys(code for row in rows for code in sorted(row))
            if code in named and code not in values]  # fmt: skip
    return fact.model_copy(update={"value": [*values, *more]}) if more else fact


def _denied_now(message: Message, context: Context) -> set[str]:
    """ "So nothing personal is left": fields whose known value the words deny."""
    denied = denied_choices(message.structure)
    return {field for field, value in denied if field in context.facts and context.facts[field].value == value}


def _with_counted_rhythm(heard: Heard, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """An interval in numbers says how often things change where that was asked, or where it stands beside a change.

    Of two rhythms the faster one counts, whatever both together sound like.
    """
    if names_two_rhythms(heard.message.structure):
        faster = [one for one in heard.facts if one.field == RHYTHM]
        return [*(one for one in facts if one.field != RHYTHM or not faster), *faster]
    named = counted_rhythm(heard.message.structure)
    if named is None or named.value in (one.value for one in facts if one.field == RHYTHM):
        return list(facts)
    by_rules = [one for one in heard.facts if one.field == RHYTHM and one.value == named.value]
    if RHYTHM in context.asked:
        quote = heard.message.quote(named.first, named.last)
        by_rules = [Statement(field=RHYTHM, value=named.value, quote=quote)]
    return [*(one for one in facts if one.field != RHYTHM or not by_rules), *by_rules]


def with_suppositions(heard: Heard, taken: Message, context: Context) -> tuple[Heard, Likely | None]:
    """What is heard where sentences suppose what they likely suppose, whatever their words.

    With it comes what is likely of what is heard, where that was looked at.
    """
    if (
        heard.tool_calls
        or heard.short is not None
        or heard.offered.speaks
        or heard.message.language != "en"
        or not (heard.what_ifs or context.facts)
    ):
        return heard, None
    at_once = {
        number
        for change, number in heard.what_ifs
        if corrects_at_once(heard.message, number)
        or settles_what_was_left_open(heard.message, number, context.facts.get(change.field))
    }
    if at_once:
        return hear(taken, context, told_in=at_once), None
    meant = _meant(heard, context)
    if heard.what_ifs:
        other = _meant_instead(heard, taken, context)
        if other is not None:
            return other, meant
        told = {number for one, number in heard.what_ifs if _may_be_told(heard.message, one, number, context)}
        if not told or not meant.denies(WHAT_IFS):
            return heard, meant
        return hear(taken, context, told_in=told), None
    place = meant.places.get(WHAT_IFS)
    if place is None or is_condition(taken, number := sentence_at(taken, place)):
        return heard, meant
    if number in brief_orders(taken) or names_source(taken.structure, number, number + 1):
        return heard, meant
    if _asks_what_a_span_costs(taken, number) or not _may_be_supposed(heard, number, meant, context):
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


def _asks_what_a_span_costs(message: Message, number: int) -> bool:
    """ "And what would the whole quarter cost?": how long it is reckoned for, and nothing that comes so often."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    return any(span in _SPANS and cost in ("cost", "costs") for span, cost in pairwise(words))


_SPANS = frozenset({"day", "week", "month", "quarter", "year"})


def _meant_instead(heard: Heard, taken: Message, context: Context) -> Heard | None:
    """ "Pretend we gave it to an outside firm": words for what is not known suppose what is, where they sound so."""
    unknown = [one for one, _ in heard.what_ifs if one.field not in context.facts and isinstance(one.value, str)]
    numbers = {number for _, number in heard.what_ifs}
    if len(unknown) < len(heard.what_ifs) or len(numbers) > 1 or {one.field for one in unknown} & set(context.asked):
        return None
    [number] = numbers
    change = likely_change(as_what_if(taken, numbers), number, context)
    return replace(heard, what_ifs=[(change, number)]) if change is not None else None


def _may_be_told(message: Message, one: Statement, number: int, context: Context) -> bool:
    """ "A short one, let's say 150 words" answers the question; "and with 80 %?" is for the rules to say."""
    if message.structure.sentences[number].question:
        return one.field in context.asked and not is_condition(message, number)
    return not (one.field in context.facts and would_be(message, number))


def _may_be_supposed(heard: Heard, number: int, meant: Likely, context: Context) -> bool:
    """A sentence that tells nothing; or clearly changes what is known, as "run it over five years rather than two"."""
    text = heard.message.sentence_text(number)
    told = [one for one in heard.facts if one.quote and one.quote in text]
    changed = [one for one in told if one.field in context.facts and context.facts[one.field].value != one.value]
    clear = meant.chances[WHAT_IFS] >= CLEAR and not any(one.field in context.asked for one in told)
    if heard.parts or corrects_at_once(heard.message, number):  # "but only 60 % of them": a part of a sum
        return False
    by_the_way = opens_case(heard.message, number) and all(one.status == "stated" for one in told)
    return not told or by_the_way or (clear and bool(changed))


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
    if "costs" not in dict(told):
        told += [("costs", number) for number in _priced(heard.message)[:1]]
    seen = {name for name, _ in told}
    silent = {*_BY_RULES_ALONE, *seen, *(_IN_A_REPORT if "export" in seen else ())}
    silent |= {"restart", "keep"} if heard.taken_back else set()
    silent |= {"source_of_number"} if "why_asked" in seen else set()
    also = [
        (name, sentence_at(heard.message, meant.places["request", name]))
        for name in get_args(Request)
        if ("request", name) in meant.places and name not in silent
    ]
    also = [one for one in also if one[0] != "recommend" or not asks_of_money(heard.message, one[1])]
    briefs = brief_orders(heard.message)
    also = [
        (name, number)
        for name, number in also
        if number not in briefs
        and not is_of_a_source(heard.message, context, (name, number))
        and not (name == "source_of_number" and is_of_a_rule(heard.message.structure, number))
        and not (name == "costs" and is_of_a_new_model(heard.message.structure, number))
        and not _only_sounds_so(heard, name, number)
    ]
    return [*told, *also]


def _priced(message: Message) -> list[int]:
    """The sentences that ask what a model is in a month: "How much would gpt-4o be a month?"."""
    words = [token.lower for token in message.tokens]
    return [
        message.structure.sentence_of(one.first)
        for one in message.models
        if words[max(0, one.first - 3) : one.first] in _HOW_MUCH
        and words[one.last : one.last + 1] == ["be"]
        and not _PERIODS.isdisjoint(words[one.last + 1 : one.last + 3])
    ]


_HOW_MUCH = (["how", "much", "would"], ["how", "much", "will"])
_PERIODS = frozenset({"month", "year"})


def _only_sounds_so(heard: Heard, name: str, number: int) -> bool:
    """ "That's a big help" thanks, "can you help me?" behind figures tells of the case, "forget that" keeps nothing."""
    structure, sentence = heard.message.structure, heard.message.structure.sentences[number]
    here = [hit for hit in structure.hits if sentence.first <= hit.first < sentence.last]
    if only_sounds_asked(heard.message, name, number):
        return True
    if name == "help":
        return tells_their_case(heard.message, number) or any(hit.payload == "requests.thanks" for hit in here)
    if name == "undo":  # "undo nothing, just tell me what you have"
        words = [token.lower for token in heard.message.tokens[sentence.first : sentence.last]]
        return ["undo", "nothing"] in ([*pair] for pair in pairwise(words))
    dropped = [hit for hit in here if hit.payload in ("retract", "drops")]
    return name == "keep" and any(not structure.is_negated(hit.first, 2) for hit in dropped)


def _is_doubted(message: Message, request: tuple[Request, int], meant: Likely) -> bool:
    """ "Help me compare suppliers" is no call for help; "does that make sense for us?" asks for advice all the same.

    So does "what's the bill with gpt-4o?" for costs.
    """
    name, number = request
    sentence = message.structure.sentences[number]
    ours, disputes = (
        any(sentence.first <= hit.first < sentence.last for hit in message.structure.hits_of(group))
        for group in ("ours", "disputes")
    )
    plain = (
        (name == "recommend" and ((ours and sentence.question) or is_judged(message, number)))
        or (name == "source_of_number" and _points_at_it(message, number))
        or (name == "why_asked" and sentence.question)
        or (
            name == "choose_partner"
            and sentence.question
            and chooses(message, number)
            and (ours or has_offers(message))
        )
    )
    plain = plain or (name == "recommend" and words_in(message.tokens) <= _TELL_ME)  # "just tell me"
    plain = plain or (name == "restart" and _forgets_all(message, number))
    plain = plain or (
        name == "costs" and any(message.structure.sentence_of(one.first) == number for one in message.models)
    )
    plain = plain or (name == "undo" and number in was_right(message)) or name in wanted_alone(message)
    return not disputes and meant.denies(("request", name)) and not plain


def _forgets_all(message: Message, number: int) -> bool:
    """ "Forget everything about us": an order and nothing else."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return len(words) <= _FEW_THAT_POINT and words[:1] == ["forget"] and words[1:2] in (["everything"], ["all"])


def _points_at_it(message: Message, number: int) -> bool:
    """ "How do you get to that?": a few words that end on what was said."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return len(words) <= _FEW_THAT_POINT and words[-1:] != [] and words[-1] in _POINTED_AT


_TELL_ME = 3
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
        of_sources = [one for one in numbers if names_source(heard.message.structure, one, one + 1)]
        if of_sources or QUESTIONS not in meant.places:
            return tuple(heard.message.sentence_text(one) for one in of_sources)[:1]
    if QUESTIONS not in meant.places:
        return () if others or WHAT_IFS in meant.places else heard.questions
    number = sentence_at(heard.message, meant.places[QUESTIONS])
    if heard.questions or heard.tool_calls or heard.offered.speaks or number in brief_orders(heard.message):
        return heard.questions
    if is_waived(heard.message, number):
        return ()
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
    plain = _plainly_declined(heard) | heard.named.fields | heard.left_open
    seen = [one for one in heard.declined if one.field in plain or not meant.denies(("declined", one.field))]
    found = seen or _declines_likely(heard, context, facts, meant)
    return [one for one in found if not _asks_for_the_choice(heard, one)]


def _declines_likely(heard: Heard, context: Context, facts: Sequence[Statement], meant: Likely) -> list[Statement]:
    if heard.named.elsewhere or heard.taken_back or lacks_another(heard.facts, context):
        return []
    hits = heard.message.structure.hits_of("decline")
    if hits and all(hit.first in heard.named.taken for hit in hits):
        return []  # "volume? no idea. maybe 1500 a day": of what is named, and of nothing else
    if remarked(heard.message) is not None:
        return []
    if not _TURNS_ASIDE.isdisjoint(name for name, _ in heard.asked_for):
        return []
    told = {one.field for one in facts}
    served = {at for _, at in heard.asked_for}
    words = {field: meant.places.get(("declined", field)) for field in context.asked if field not in told}
    return [
        Statement(field=field, value=None, status="declined", quote=heard.message.sentence_text(number))
        for field, place in words.items()
        if place is not None
        and meant.chances.get(("declined", field), 0.0) >= _SURELY_DECLINED
        and not says_something_else(heard.message, field)
        for number in [sentence_at(heard.message, place)]
        if number not in served and not _asks(heard.message, number)  # a question back leaves mine where it is
    ]


_SURELY_DECLINED = 0.75  # where no word declines: "not Portuguese, sorry" is none
_TURNS_ASIDE = frozenset({"source_of_number", "why", "summary", "export"})


def _is_no_answer(fact: Statement, heard: Heard, meant: Likely) -> bool:
    """What is declined; or a guess at a choice in what is surely a request: "so wat should i do"."""
    unheard = fact not in heard.facts
    guess = unheard and meant.chances.get((fact.field, str(fact.value)), 1.0) < _EVEN
    none = fact.value in (0, "none", False) and says_something_else(heard.message, fact.field)  # "no rush at all"
    asks = any(kind == "request" and chance > _SURE for (kind, _), chance in meant.chances.items())
    open_whether = unheard and _is_left_open(heard, fact, meant)
    return (guess and asks) or (unheard and none) or open_whether or _is_declined(fact, meant)


_EVEN, _SURE = 0.5, 0.9


def _is_left_open(heard: Heard, fact: Statement, meant: Likely) -> bool:
    """ "No clue whether it is allowed": what they do not know gives no value, though it sounds like one."""
    tokens = heard.message.tokens
    whether = any(
        token.lower in ("whether", "if")
        for hit in heard.message.structure.hits_of("decline")
        for token in tokens[hit.last : hit.last + 1]
    )
    declined = fact.field in {one.field for one in heard.declined}
    return whether and declined and ("declined", fact.field) in meant.places


def _is_declined(fact: Statement, meant: Likely) -> bool:
    """ "22k, their service included. The API part? God knows.": a number that stands there is no answer by that.

    "A coin toss" says as little, and says how often.
    """
    return (
        "coin" not in (fact.quote or "").lower()
        and fact.value is not None
        and meant.chances.get(("declined", fact.field), 0.0) >= DECLINED
    )


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
