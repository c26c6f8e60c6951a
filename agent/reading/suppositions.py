"""What a message only supposes: "what if volume doubles?". Facts stay as they are; the values are worked out here."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import log
from typing import Literal

from pydantic import JsonValue

from agent.facts import Fact, Statement
from agent.learned.numbers import fields_of
from agent.numbers.amount_shares import amount_shares
from agent.numbers.benefits import benefit_of
from agent.numbers.changes import (
    PRICE,
    as_part,
    change_cues,
    change_of,
    change_words,
    changes_something_else,
    counted_stems,
    directions,
    is_change,
    is_factor,
    just_told,
    names_by_field,
    nearest_name,
    price_factor,
    stepped,
    tells_a_price,
)
from agent.numbers.denied_numbers import is_denied
from agent.numbers.judged_numbers import like_the_volume, with_volume
from agent.numbers.known_numbers import apart, field_that_is, newest
from agent.numbers.known_work import stems_around
from agent.numbers.restated import of_what_is_asked
from agent.numbers.slips import says_miscounted
from agent.numbers.told_before import rate_that_is
from agent.reading.disputed import operands
from agent.reading.permissions import supposed_permission
from agent.understanding import Context
from agent.words.assigned import Assigned, judge
from agent.words.clauses import is_trade, tells
from agent.words.cues import Cues, Hit, load_cues, pattern_list
from agent.words.enumerations import (
    RHYTHM,
    Named,
    denied_values,
    field_cues,
    named_values,
    speaks_of_change,
    zero_values,
)
from agent.words.field_names import fields_named
from agent.words.meaning import groups, meant, value_meant
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.model_names import ModelMention, makers_of
from agent.words.others import OTHERS
from agent.words.quantities import MONTH_SECONDS, rate_at
from agent.words.roles import roles
from agent.words.tokens import Sentence
from agent.words.values import in_unit_of, tidy, value_of

NEVER_SUPPOSED = frozenset({"task", "industry", "stage"})
_LEADS_IN = frozenset({"at", "with", "for", "if", "about", "only", "just", "say", "to", "what", "under"})
_TAG = 5  # tokens: "Same advice?" behind a supposition belongs to it


def read_as_supposed(message: Message, context: Context, *, by_cues: bool = False) -> Message:
    """The message with those sentences read as suppositions that sound like one and change what is known.

    "Theoretically, the bill jumps to 30 grand. Then?" supposes where the bill is known, and tells it where it is not.
    """
    candidates = _may_suppose(message) - _reckoning(message, context) if context.facts else set()
    if not candidates:
        return message
    others = set(range(len(message.structure.sentences))) - candidates
    supposing = as_what_if(message, candidates)
    found = suppositions(supposing, context, others, by_cues=by_cues)
    changing = {
        sentence
        for statement, sentence in found
        if statement.field in context.facts
        and statement.field not in context.asked
        and context.facts[statement.field].value != statement.value
    }
    answered = {
        sentence
        for statement, sentence in found
        if statement.field in context.asked or of_what_is_asked(context, statement) is not None
    }
    changing -= answered
    changing |= {number for number in candidates - answered if _asks_with(message, number)}
    changing |= {
        item.sentence
        for item in message.measured
        if item.sentence in candidates - answered
        and price_factor(supposing, context, item) is not None
        and not tells_a_price(message, item.sentence)
    }
    return as_what_if(message, changing) if changing else message


def _reckoning(message: Message, context: Context) -> set[int]:
    """Sentences that reckon money: "for half of them we'd save the $6" supposes no half of the volume."""
    stated = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    made = benefit_of(message, stated, context)
    used = {item.sentence for item in stated if made and made[1] <= item.first < made[2]}
    return used | {item.sentence for one in amount_shares(message, stated, context) for item in one.used}


def as_what_if(message: Message, sentences: Collection[int]) -> Message:
    """The message with these sentences read as suppositions."""
    clauses = {place for place, clause in enumerate(message.structure.clauses) if clause.sentence in sentences}
    return replace(message, structure=message.structure.supposing(clauses))


def as_told(message: Message, sentences: Collection[int]) -> Message:
    """The message with these sentences read as facts, though they sound like suppositions."""
    clauses = {place for place, clause in enumerate(message.structure.clauses) if clause.sentence in sentences}
    return replace(message, structure=message.structure.telling(clauses)) if clauses else message


def is_condition(message: Message, number: int) -> bool:
    """Whether a sentence tells under which condition something holds: of these, rules say what they suppose."""
    sentence = message.structure.sentences[number]
    return any(token.lower == "if" for token in message.tokens[sentence.first : sentence.last])


def opens_case(message: Message, number: int) -> bool:
    """ "Picture this: ...", "play it through with ...": whatever follows is supposed."""
    first = message.structure.sentences[number].first
    hits = message.structure.hits_of("hypothetical", "supposing", "played_through")
    return any(first <= hit.first <= first + 1 for hit in hits)


def corrects_at_once(message: Message, number: int) -> bool:
    """ "Make it seven years instead of three", "double the calls, I forgot a shop" set what holds now."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.lower not in _POLITE]
    if sentence.question:
        return False
    ordered = words[:2] in (["make", "it"], ["make", "that"]) or _sets_by_name(message, sentence, words)
    return ordered or (_orders_a_change(message, number) and says_miscounted(message, sentence.first))


def _sets_by_name(message: Message, sentence: Sentence, words: Sequence[str]) -> bool:
    """ "Make the horizon five years instead": what is named gets one value, and nobody asks what would come of it."""
    inside = [item for item in message.measured if sentence.first <= item.first < sentence.last]
    items = [item for item in inside if not is_denied(message, item)]
    named = fields_named(message, sentence.first, items[0].first) if len(items) == 1 else ()
    goes_on = any(token.lower == "and" for token in message.tokens)  # "... and show me the bill"
    alone = len(message.structure.sentences) == 1 and not goes_on
    return bool(named) and alone and words[0] in _SETTING and not is_change(message, items[0])


_SETTING = frozenset({"make", "set", "put", "change", "correct"})


def with_compared_volume(message: Message, context: Context) -> Message:
    """ "Compare OpenAI and Google for 600k requests a month": of a volume that is not known yet, it is theirs."""
    if "requests_per_month" in context.facts:
        return message
    comparing = {number for number in range(len(message.structure.sentences)) if _compares(message, number)}
    told = {item.first for item in message.measured if item.sentence in comparing}
    return replace(message, told=message.told | told) if told else message


def _compares(message: Message, number: int) -> bool:
    """Two models or makers of models are named."""
    sentence = message.structure.sentences[number]
    named = {one.name for one in message.models if sentence.first <= one.first < sentence.last}
    return len(named) + len(makers_of(message.tokens[sentence.first : sentence.last])) > 1


_POLITE = frozenset({"please", "so", "ok", "okay", "then", "and", "no", "now", "pls", ","})


def _may_suppose(message: Message) -> set[int]:
    """Sentences behind "humour me" or before "play that through", short questions, orders ("halve the budget")."""
    structure = message.structure
    valued = {item.sentence for item in message.measured}
    valued |= {_sentence_of(message, mention.first) for mention in message.models}
    found = {
        number
        for number in valued
        if _is_short_question(message, number)
        or _orders_a_change(message, number)
        or _is_bare_condition(message, number)
        or _is_bare_change(message, number)
        or _asks_of_a_case(message, number)
        or _asks_under_a_condition(message, number)
        or _asks_with(message, number)
        or would_be(message, number)
    }
    found |= {number for number, each in enumerate(structure.sentences) if _is_bare_lack(message, each)}
    found -= {clause.sentence for clause in structure.clauses if clause.mode == "what_if"}
    found -= {number for number in found if corrects_at_once(message, number)}
    found -= {_sentence_of(message, hit.first) for hit in structure.hits_of("sources")}  # asked of what is published
    for hit in structure.hits_of("supposing"):
        number = _sentence_of(message, hit.first)
        sentence = structure.sentences[number]
        alone = sentence.last - sentence.first <= _OPENER and number not in valued
        if message.tokens[hit.first].lower == "should" and not _goes_on_behind(message, hit.last, sentence):
            continue  # "should we wait until March?" asks
        if hit.first <= sentence.first + _AHEAD:
            found.add(number + 1 if alone and number + 1 < len(structure.sentences) else number)
    for hit in structure.hits_of("played_through"):
        number = _sentence_of(message, hit.first)
        sentence = structure.sentences[number]
        if number and number not in valued and sentence.last - sentence.first <= _PLAYED:
            found.add(number - 1)
    return found


_OPENER, _AHEAD, _PLAYED, _SHORT = 6, 3, 8, 14  # tokens


def _goes_on_behind(message: Message, place: int, sentence: Sentence) -> bool:
    """A comma and more: "should we get 90k, does that change it?"."""
    return any(token.text == "," for token in message.tokens[place : sentence.last])


def _asks_of_a_case(message: Message, number: int) -> bool:
    """ "What would we pay when the volume reached 90,000?": what would be, in a case that holds a number."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    case = next((place for place, word in enumerate(words) if word in _CASES), None)
    behind = case is not None and any(
        item.sentence == number and item.first > sentence.first + case for item in message.measured
    )
    return behind and bool(_WOULD & set(words[:case])) and bool(words) and words[0] not in _DOES


def _asks_under_a_condition(message: Message, number: int) -> bool:
    """ "If our bill hit 20k a month, when would own machines be worth it"."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    comma = words.index(",") if "," in words else len(words)
    return words[:1] == ["if"] and bool(_WOULD & set(words[comma:])) and not _WOULD & set(words[:comma])


def _asks_with(message: Message, number: int) -> bool:
    """ "With ten of them, what would be different?": a number that opens a question about what would be."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    opens = any(item.sentence == number and item.first - sentence.first == 1 for item in message.measured)
    return sentence.question and opens and words[0] in ("with", "at") and bool(_WOULD & set(words))


def would_be(message: Message, number: int) -> bool:
    """ "At Christmas it'd be 9,000 orders. What would that cost?": what would be, and what would come of it."""
    sentences = message.structure.sentences
    asking = sentences[number] if sentences[number].question else sentences[min(number + 1, len(sentences) - 1)]
    place = min((item.first for item in message.measured if item.sentence == number), default=sentences[number].first)
    ahead = [token.lower for token in message.tokens[sentences[number].first : place]]
    behind = {token.lower for token in message.tokens[place : asking.last]}
    return asking.question and not _WOULD_BE.isdisjoint(ahead) and bool(_WOULD & behind) and ahead[:1] != ["would"]


_WOULD_BE = frozenset({"it'd", "would", "they'd", "there'd", "that'd", "we'd", "could", "might"})
_CASES = frozenset({"when", "once", "were", "should", "had"})
_DOES = frozenset({"we", "they", "he", "she", "it"})


def _is_bare_condition(message: Message, number: int) -> bool:
    """ "If prices fall by 30 %": a condition without anything that would hold under it."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    while words and words[0] in _OPENERS:
        del words[0]
    ends = max((_end_of(item) for item in message.measured if item.sentence == number), default=0)
    changed = any(item.sentence == number and is_factor(message, item) for item in message.measured)
    short = len(words) <= _SHORT and sentence.last - ends <= (_OBJECT if changed else _TAIL)
    subjects = sum(word in _SUBJECTS for word in words)
    return words[:1] == ["if"] and short and "," not in words[1:] and len(set(words) & _VERBS) <= 1 >= subjects


def _is_bare_change(message: Message, number: int) -> bool:
    """ "Three times the budget", with no verb: nobody tells a fact like that."""
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    opens = any(item.sentence == number and _opens(message, item) for item in message.measured)
    return opens and sentence.last - sentence.first <= _FRAGMENT and not words & (_VERBS | _OWNS - {"our", "my"})


def _is_bare_lack(message: Message, sentence: Sentence) -> bool:
    """ "Without GDPR", "and with no deadline"."""
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    while words and words[0] in _OPENERS - {"with"}:
        del words[0]
    return 1 < len(words) <= _FRAGMENT and (words[0] == "without" or words[:2] == ["with", "no"])


def _end_of(item: Measured) -> int:
    """ "2 seconds people hang up" counts no people."""
    return item.quantity.last if item.quantity.kind == "duration" else item.last


_SUBJECTS = frozenset({"we", "i", "you", "they", "he", "she", "it", "we'd", "i'd", "we're", "we've", "i'm"})
_OBJECT, _TAIL, _FRAGMENT = 4, 2, 8  # tokens
_VERBS = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "must", "should", "may",
     "might", "does", "do", "did", "it's", "that's", "they're", "needs", "need", "then", "went", "goes"}
)  # fmt: skip


def _sentence_of(message: Message, token: int) -> int:
    return message.structure.clauses[message.structure.clause_of[token]].sentence


def _is_short_question(message: Message, number: int) -> bool:
    """ "Claude Sonnet instead?", "10k rather than 25k?", "now with half the tickets": no word of what they have."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    marks = [token.text for token in message.tokens[sentence.last : sentence.last + 2]]
    alone = all(item.first == sentence.first for item in message.measured if item.sentence == number)
    if alone and marks in (["?", "?"], ["?", "!"]):
        return False  # "95%??" is taken aback
    leads = any(hit.first <= sentence.first + 1 for hit in _of_sentence(message, "tries", number))
    owns = set(words) & _OWNS and not set(words) & _UNREAL
    opening = next((word for word in words if word not in _OPENERS), "")
    asks = opening in _ASKING and not leads and not set(words) & _UNREAL
    return len(words) <= _SHORT and (sentence.question or leads) and not owns and not asks


_ASKING = frozenset({"is", "are", "does", "do", "did", "was", "were", "can", "should", "how", "why", "which", "who"})
_OWNS = frozenset({"we", "our", "i", "we've", "we're", "i've", "my"})
_UNREAL = frozenset({"would", "could", "if", "instead", "rather", "we'd"})


def _of_sentence(message: Message, group: str, number: int) -> list[Hit[str]]:
    sentence = message.structure.sentences[number]
    return [hit for hit in message.structure.hits_of(group) if sentence.first <= hit.first < sentence.last]


def _orders_a_change(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    opening = next((t.lower for t in message.tokens[sentence.first : sentence.last] if t.lower not in _OPENERS), "")
    if opening not in directions("up") | directions("down") | _orders():
        return False
    return any(item.sentence == number and is_change(message, item) for item in message.measured)


@cache
def _orders() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")["orders"], "acts.yaml: orders"))


def suppositions(
    message: Message, context: Context, served: Collection[int], *, by_cues: bool = False
) -> list[tuple[Statement, int]]:
    """Hypothetical values with the sentence in which they stand; fields of numbers `by_cues` alone, or as is likely.

    A sentence that asks for the costs or the advice may suppose as well: "what would we pay if it was twice as much?".
    """
    structure = message.structure
    served = {number for number in served if not _supposes_clearly(message, number)}
    measured = [as_part(message, item) for item in message.measured]
    items = [item for item in measured if item.sentence not in served and _is_supposed(message, item)]
    tried = any(_tries_out(message, context, mention) for mention in message.models)
    if not items and not tried and not any(clause.mode == "what_if" for clause in structure.clauses):
        return []
    worked = operands(message)
    items = [item for item in items if item not in worked]
    items = [item for item in items if not is_denied(message, item) and not _is_theirs(message, item)]
    changes = [(item, change) for item in items if (change := change_of(message, context, item)) is not None]
    changed = [item for item, _ in changes]
    absolute = [item for item in items if item not in changed]
    found: dict[str, tuple[Statement, int]] = {}
    by_themselves = [*_parts_of_volume(message, context, absolute), *_ends_of_use(message, absolute)]
    absolute = [item for item in absolute if item not in {one for _, one in by_themselves}]
    every = (
        *((change, item.sentence) for change, item in by_themselves),
        *_numbers(message, context, absolute, by_cues=by_cues),
        *((change, item.sentence) for item, change in changes),
        *_words(message, context),
    )
    for statement, sentence in every:
        if sentence not in served or statement.field == "model":  # "what would we pay with gpt-4o-mini?" asks for costs
            found.setdefault(statement.field, (statement, sentence))
    deadline = found.get("timeline_months")
    if deadline is not None and _asks_what_it_saves(message, deadline[1]):
        del found["timeline_months"]
    changes_known = any(field in context.facts for field in found)
    for field in [field for field, (statement, _) in found.items() if _is_so_already(context, statement)]:
        del found[field]
    for field in [field for field in found if changes_known and _is_by_the_way(field, context)]:
        del found[field]
    silent = [number for number in _supposing(message) if number not in {*served, *(at for _, at in found.values())}]
    for statement, sentence in _by_meaning(message, context, silent):
        found.setdefault(statement.field, (statement, sentence))
    return list(found.values())


def _is_so_already(context: Context, statement: Statement) -> bool:
    known = context.facts.get(statement.field)
    return known is not None and known.value is not None and known.value == statement.value


def _is_by_the_way(field: str, context: Context) -> bool:
    """ "If the board signs off half the budget": beside what is known and changes, no reviewer is named."""
    return field not in context.facts and field in field_cues() and not field_cues()[field].outright


def _asks_what_it_saves(message: Message, number: int) -> bool:
    """ "If it were done in one week instead of two, what would that save us?": of the work, and no deadline."""
    words = {token.lower for token in message.tokens[slice(*_span(message, number))]}
    return bool(words & _SAVES) and bool(words & {"what", "how"}) and bool(words & _WOULD)


_SAVES = frozenset({"save", "saves", "gain", "win", "bring", "earn", "worth"})


def _supposing(message: Message) -> list[int]:
    """Sentences that suppose something and hold no number."""
    numbers = {item.sentence for item in message.measured}
    supposed = {clause.sentence for clause in message.structure.clauses if clause.mode == "what_if"}
    return sorted(supposed - numbers)


def _by_meaning(message: Message, context: Context, sentences: Sequence[int]) -> Iterator[tuple[Statement, int]]:
    """What a sentence would change of the known values, where no cue says it: "what if nobody proofreads any more?"."""
    known = [
        field for field in field_cues() if field in context.facts and field in groups() and field not in NEVER_SUPPOSED
    ]
    for number in sentences:
        text = message.sentence_text(number).strip(" .,!?-*")
        spans = _asks_for_a_bill(message, number)
        changes = [
            (best.score, field, value)
            for field in known
            if not (spans and field == RHYTHM)  # "what would the year cost?"
            if (best := meant([text], field)[0]).score >= _LEAST_MEANT and best.margin >= _LEAST_MARGIN
            if (value := value_meant(field, best.label)) != context.facts[field].value
        ]
        if changes:
            _, field, value = max(changes, key=lambda change: change[0])
            yield Statement(field=field, value=value, quote=message.sentence_text(number)), number


def _asks_for_a_bill(message: Message, number: int) -> bool:
    """ "What would the year cost?": a span to reckon over, and no rhythm of change."""
    words = {token.lower for token in message.tokens[slice(*_span(message, number))]}
    return bool(words & _COSTS) and not speaks_of_change(message.structure, number)


_COSTS = frozenset({"cost", "costs", "pay", "bill", "spend", "invoice", "price", "total"})
_LEAST_MEANT, _LEAST_MARGIN = 0.4, 0.15


def _supposes_clearly(message: Message, number: int) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    return "what_if" in modes or _asks_at(message, number)


def _asks_at(message: Message, number: int) -> bool:
    """ "At 40k a month, what would it cost?" asks for the costs of what is supposed."""
    sentence = message.structure.sentences[number]
    if not any(token.lower in _WOULD for token in message.tokens[sentence.first : sentence.last]):
        return False
    asked = [item for item in message.measured if item.sentence == number and _is_supposed(message, item)]
    return any(item.first and message.tokens[item.first - 1].lower in ("at", "with") for item in asked)


def _span(message: Message, number: int) -> tuple[int, int]:
    sentence = message.structure.sentences[number]
    return sentence.first, sentence.last


def follow_ups(message: Message, sentences: set[int]) -> set[int]:
    """Short questions behind suppositions: "Same advice?" asks nothing else."""
    return {
        number
        for number, each in enumerate(message.structure.sentences)
        if each.question and number - 1 in sentences and each.last - each.first <= _TAG
    }


def _is_supposed(message: Message, item: Measured) -> bool:
    """In a supposition; or asked about, with a word in front such as "at 1.5 million requests?"."""
    structure = message.structure
    mode = structure.mode_at(item.first)
    if mode in ("what_if", "ignored", "foreign") or item.first in message.told:
        return mode == "what_if"
    sentence = structure.sentences[item.sentence]
    asks = sentence.question or mode == "question" or _asks_later(message, item)
    if not asks or _asks_why(message, sentence) or (mode == "fact" and tells(structure, item.clause)):
        return False
    before = message.tokens[item.first - 1].lower if item.first > sentence.first else ""
    if before == "of" and mode == "question":  # "... and a budget of $30k?"
        return any(other.sentence == item.sentence and other.first < item.first for other in message.measured)
    return before in _LEADS_IN or (is_factor(message, item) and mode == "question") or _opens(message, item)


def _asks_why(message: Message, sentence: Sentence) -> bool:
    """ "Then why is it six times the list price?" asks for the reason of what is so."""
    words = (token.lower for token in message.tokens[sentence.first : sentence.last])
    return next((word for word in words if word not in _OPENERS), "") == "why"


def _asks_later(message: Message, item: Measured) -> bool:
    """A clause of the same sentence asks: "a third of the requests, what would that look like"."""
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == item.sentence}
    return "question" in modes or "what_if" in modes


def _is_theirs(message: Message, item: Measured) -> bool:
    """ "What if our competitor's staff were cut by 30 %?" """
    clause = message.structure.clauses[item.clause]
    supposing = {hit.first for hit in message.structure.hits_of("hypothetical")}  # "say it were 8 pages"
    ahead = [hit.first for hit in message.structure.hits_of(*OTHERS) if clause.first <= hit.first < item.first]
    ahead = [place for place in ahead if place not in supposing]
    ours = [hit.first for hit in message.structure.hits_of("ours") if clause.first <= hit.first < item.first]
    return bool(ahead) and max(ahead) > max(ours, default=-1) and not is_trade(message.tokens, max(ahead))


def _opens(message: Message, item: Measured) -> bool:
    """ "Ten times the volume - would that work?", "And twice the traffic?"."""
    first = message.structure.sentences[item.sentence].first
    ahead = [token.lower for token in message.tokens[first : item.first]]
    return is_factor(message, item) and set(ahead) <= _OPENERS


_OPENERS = frozenset({"and", "so", "now", "then", "ok", "okay", ",", "but", "or", "with", "for", "at", "even"})


def _numbers(
    message: Message, context: Context, items: list[Measured], *, by_cues: bool
) -> Iterator[tuple[Statement, int]]:
    topics = ["accuracy"] if "target_accuracy" in context.facts else []
    shares = [_as_share(message, item) for item in items if not _is_no_fact(message, context, item)]
    shares = [like_the_volume(message, item, context, supposed=True) for item in shares]
    judged = judge(message.structure, shares, message.number_cues, (), topics, supposed=True)
    if by_cues or message.language != "en":
        assigned = [each.choice for each in judged if each.choice is not None]
    else:
        assigned = with_volume(judged, fields_of(message, judged, context.asked), context)
    assigned = [
        each
        for each in assigned
        if not _means_what_was_told(message, context, each) and not _comes_in_place(message, context, each)
    ]
    assigned = [_of_the_told(context, each) for each in assigned]
    named = {id(each.measured) for each in assigned}
    elided = [
        each
        for item in shares
        if id(item) not in named
        and (each := _rate_in_its_place(message, context, item) or _elided(message, context, item))
    ]
    meant = [_as_reached(message, _as_demanded(message, context, one)) for one in assigned]
    for each in [_at_its_rate(message, context, one) for one in (*meant, *elided)]:
        in_mode = message.structure.mode_at(each.measured.first) == "what_if"
        value = _part_of_known(context, each) or value_of(each)
        factor = is_factor(message, each.measured) or _is_fraction(each)
        part = factor and "share" not in roles()[each.field].kinds and _part_of_known(context, each) is None  # of what?
        if value is not None and not part and (in_mode or each.field in context.facts):
            measured = each.measured
            quote = message.quote(measured.first, measured.last)
            risen = stepped(message, measured, each.field, context.facts.get(each.field), value[0])
            stated = Statement(field=each.field, value=value[0], range=value[1], quote=quote)
            yield (
                stated if risen is None else stated.model_copy(update={"value": risen, "range": None}),
                measured.sentence,
            )


def _of_the_told(context: Context, each: Assigned) -> Assigned:
    """ "What if it were 12,000?" of 10,000 requests, whatever is asked: nearest to what was told last."""
    item = each.measured
    bare = item.is_bare() and item.per is None and item.quantity.kind == "plain"
    if not bare or each.field not in context.asked or each.field in context.facts:
        return each
    told = newest(context, item)
    near = told is not None and apart(told, context.facts[told], item) <= log(_NEAR_THE_TOLD)
    return replace(each, field=told) if near and told is not None else each


_NEAR_THE_TOLD = 4.0  # times as much


def _parts_of_volume(
    message: Message, context: Context, items: Sequence[Measured]
) -> Iterator[tuple[Statement, Measured]]:
    """ "40 branches instead of 20", where the volume was told as "20 branches, each files 2,000 orders"."""
    fact = context.facts.get("requests_per_month")
    if fact is None or not fact.quote or not isinstance(fact.value, int | float) or not items:
        return
    quote = taken_apart(fact.quote)
    told = [one for one in quote.measured if one.quantity.kind == "plain" and one.quantity.value > 0]
    if len(told) == 1 and not any(part.name == "calls" for part in context.parts):  # cases are multiplied later
        counted = counted_stems(quote, told[0]) or _only_around(context, fact)
        yield from _whole_volumes(message, context, items, counted, fact.value / told[0].quantity.value)
    if len(told) < 2:  # no product
        return
    for item in items:
        gone = [
            one.quantity.value
            for one in message.measured
            if one.sentence == item.sentence and is_denied(message, one) and field_that_is(context, one) is None
        ]
        counted = counted_stems(message, item)
        parts = [
            one
            for one in told
            if one.quantity.value in gone
            or counted & counted_stems(quote, one)
            or (item.each and one.each and item.nouns & one.nouns)
        ]
        if len(parts) == 1 and item.quantity.kind == "plain" and item.per is None:
            value = tidy(fact.value * item.quantity.value / parts[0].quantity.value)
            yield Statement(field="requests_per_month", value=value, quote=message.sentence_text(item.sentence)), item


def _whole_volumes(
    message: Message, context: Context, items: Sequence[Measured], counted: frozenset[str], rate: float
) -> Iterator[tuple[Statement, Measured]]:
    """ "12,000 tickets a month. What if it were 8,000 tickets?": what the volume was told in is the volume again.

    It is as often (at the `rate`) as it was told. No pending question about documents or examples takes it.
    """
    for item in items:
        named = counted_stems(message, item)
        plain = (
            item.quantity.kind == "plain" and item.per is None and not item.each and item.quantity.value > 1
        )  # not "if one request has ..."
        plain = plain and message.structure.mode_at(item.first) == "what_if"  # not "do I need it for 25 questions?"
        if plain and named and named <= counted and not _counts_the_same(context, named) and _is_whole(message, item):
            value = tidy(item.quantity.value * rate)
            yield Statement(field="requests_per_month", value=value, quote=message.quote(item.first, item.last)), item


def _only_around(context: Context, volume: Fact) -> frozenset[str]:
    """What the volume may count, without what another number counts: "20 nurses answer questions, 3,000 a month"."""
    said = taken_apart(context.said)
    others = (counted_stems(said, one) for one in said.measured)
    return stems_around(context, volume).difference(*others)


def _counts_the_same(context: Context, named: frozenset[str]) -> bool:
    """ "300 tickets a month, and 5,000 solved tickets": which of them is meant, the noun does not tell."""
    quotes = [taken_apart(context.facts[field].quote or "") for field in _COUNTS if field in context.facts]
    return any(named & counted_stems(quote, one) for quote in quotes for one in quote.measured)


def _is_whole(message: Message, item: Measured) -> bool:
    """Not "2,000 of the tickets", not "each agent answered 50 tickets", not "we trained it on 5,000 tickets"."""
    clause = message.structure.clauses[item.clause]
    part = message.tokens[item.quantity.last].lower == "of" if item.quantity.last < clause.last else False
    apiece = any(token.lower in _APIECE for token in message.tokens[clause.first : clause.last])
    felt = message.activation(item)
    return not part and not apiece and max(felt.get(group, 0.0) for group in ("once", "past", "examples")) < _SAYS_ONCE


_APIECE = frozenset({"each", "every", "apiece"})
_SAYS_ONCE = 0.6


def _ends_of_use(message: Message, items: Sequence[Measured]) -> Iterator[tuple[Statement, Measured]]:
    """ "And if we stop after a year?": so long is it to pay."""
    for item in items:
        clause = message.structure.clauses[item.clause]
        stops = change_cues("stops").find(message.tokens[clause.first : item.first])
        if item.quantity.kind == "duration" and item.per is None and stops:
            months = tidy(item.quantity.value / MONTH_SECONDS)
            if months >= 1:
                quote = message.sentence_text(item.sentence)
                yield Statement(field="horizon_months", value=months, quote=quote), item


def _means_what_was_told(message: Message, context: Context, each: Assigned) -> bool:
    """ "2,000 tokens in. Would it hurt if it's 8,000?": what "it" points to, and no field that nothing is known of."""
    item = each.measured
    ahead = {token.lower for token in message.tokens[message.structure.sentences[item.sentence].first : item.first]}
    sized = _told_alike(context, item) if each.field in _LENGTHS and bool(ahead & _IT) else None
    if sized not in (None, each.field):  # "we send 1,800 words. What if we cut that to 600 words?"
        return True
    told = just_told(message, item, context) if item.is_bare() and each.field not in context.facts else None
    kinds = roles()[told].kinds if told is not None else ()
    return bool(ahead & _IT) and (item.quantity.kind in kinds or ("share" in kinds and item.quantity.kind == "plain"))


def _at_its_rate(message: Message, context: Context, each: Assigned) -> Assigned:
    """ "How would the yearly bill look with 65,000 orders instead of 40,000?": a month, as the known one beside it."""
    item = each.measured
    rated = item.per is None or _rated_behind(message, item)
    if each.field != "requests_per_month" or rated or _beside_a_known_one(message, item, context) != each.field:
        return each
    return replace(each, measured=replace(item, per=1.0))


def _comes_in_place(message: Message, context: Context, each: Assigned) -> bool:
    """ "What if the 50k became 35k?": the number beside it tells the field, whatever the bare one sounds like."""
    item = each.measured
    counts = (item.is_bare() or _in_its_place(message, item)) and item.quantity.kind in ("plain", "money")
    beside = _beside_a_known_one(message, item, context) if counts else None
    return beside not in (None, each.field)


def _is_no_fact(message: Message, context: Context, item: Measured) -> bool:
    """A change of prices or of what is no fact, or what somebody earns: "two more engineers at 15k a month"."""
    if item.quantity.kind == "share" and changes_something_else(message, context, item):
        return not _is_got_to(message, item)
    if item.quantity.kind not in ("plain", "money"):
        return False
    return _is_pay_of_hired(message, item) or _is_a_cost_of_its_own(message, item)


def _is_pay_of_hired(message: Message, item: Measured) -> bool:
    """ "Two more engineers at 15k a month", "what if we hire 4 for 110k each?": what each of those before earns."""
    before = next((other for other in reversed(message.measured) if other.last <= item.first), None)
    if before is None or before.clause != item.clause:
        return False
    between = [token.lower for token in message.tokens[before.quantity.last : item.first]]
    ahead = message.tokens[message.structure.clauses[item.clause].first : before.first]
    people = not change_words("pay_of").isdisjoint(between) or bool(change_cues("hires").find(ahead))
    return bool(between) and between[-1] in change_words("pays") and people


def _is_a_cost_of_its_own(message: Message, item: Measured) -> bool:
    """ "What if training costs 90k?", "the migration took 40k": what is named there, neither the bill nor a budget."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    verb = next((place for place, token in enumerate(ahead) if token.lower in change_words("costs_so_much")), None)
    if verb is None or not {token.lower for token in ahead[verb + 1 :]} <= _AS_MUCH_AS:
        return False
    ours = change_words("of_the_api").union(*(names_by_field()[field] for field in _PAID_FOR))
    model = any(clause.first <= one.first < clause.first + verb for one in message.models)
    named = [token for token in ahead[:verb] if token.kind == "word" and token.lower not in change_words("plain")]
    felt = message.activation(item)
    api = max(felt.get("api", 0.0), felt.get("model", 0.0), felt.get("bill", 0.0)) > _OF_THE_API
    return bool(named) and not (model or api or any(token.lower in ours for token in named))


_PAID_FOR = ("monthly_api_spend", "requests_per_month", "input_tokens", "output_tokens", "budget")
_OF_THE_API = 0.5
_AS_MUCH_AS = frozenset({"us", "me", "about", "around", "roughly", "only", "just", "maybe", "up", "to", "as", "much"})


def _as_demanded(message: Message, context: Context, each: Assigned) -> Assigned:
    """ "What if accuracy only matters above 95 %?" speaks of what is needed, not of what is there."""
    if each.field != "current_accuracy" or "target_accuracy" not in context.facts:
        return each
    clause = message.structure.clauses[each.measured.clause]
    asked_for = change_cues("demanded").find(message.tokens[clause.first : clause.last])
    return replace(each, field="target_accuracy") if asked_for else each


def _as_reached(message: Message, each: Assigned) -> Assigned:
    """ "What if accuracy is already 96 %?" speaks of what is there, unless what is needed is named as well."""
    if each.field != "target_accuracy":
        return each
    clause = message.structure.clauses[each.measured.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    reached = words & _THERE or _is_got_to(message, each.measured)
    return replace(each, field="current_accuracy") if reached and not words & _WANTED else each


_THERE = frozenset({"already", "today", "currently", "now", "presently"})
_WANTED = frozenset(
    {"need", "needs", "needed", "require", "required", "requires", "must", "want", "wants", "wanted", "target", "goal",
     "aim", "enough", "suffice", "suffices", "should", "asks", "demand", "demands", "expects", "matters", "ok", "fine"}
)  # fmt: skip


def _part_of_known(context: Context, each: Assigned) -> tuple[float, tuple[float, float] | None] | None:
    """ "If the benefit is half and the cost is double": half of the amount that is known."""
    known = context.facts.get(each.field)
    amount = known.value if known is not None else None
    if not _is_fraction(each) or isinstance(amount, bool) or not isinstance(amount, int | float):
        return None
    return tidy(amount * each.measured.quantity.value), None


def _is_fraction(each: Assigned) -> bool:
    """A bare part of one, of a field that holds money or a count."""
    quantity = each.measured.quantity
    return quantity.kind == "plain" and 0 < quantity.value < 1 and "share" not in roles()[each.field].kinds


def _as_share(message: Message, item: Measured) -> Measured:
    """ "What if accuracy only had to be 85?" """
    quantity = item.quantity
    if quantity.kind != "plain" or not item.is_bare() or not 1 < quantity.value <= 100:  # percent
        return item
    felt = message.activation(item)
    if max(felt.get(group, 0.0) for group in ("accuracy", "wrong", "critical", "edge")) < _SAYS_SHARE:
        return item
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%"))


_SAYS_SHARE = 0.6


def _elided(message: Message, context: Context, item: Measured) -> Assigned | None:
    """ "We have 300 examples. What if we got to 5,000?": the fact that the sentence before gave.

    "Suppose it is only $10,000 a month": the one amount of money a month that is known.
    """
    beside = _beside_a_known_one(message, item, context)
    if beside is not None and not item.is_bare() and _in_its_place(message, item):
        per = item.per if _rated_behind(message, item) else 1.0 if beside in _MONTHLY else None
        return Assigned(beside, replace(item, nouns=frozenset(), per=per), 1.0, {})
    if item.quantity.kind == "share" and _is_got_to(message, item) and "current_accuracy" in context.facts:
        return Assigned("current_accuracy", item, 1.0, {})
    if item.per is not None and item.quantity.kind == "money" and _points_back(message, item):
        monthly = [field for field in _PAID_MONTHLY if field in context.facts]
        return Assigned(monthly[0], item, 1.0, {}) if len(monthly) == 1 else None
    if item.per is not None or not (item.quantity.kind in ("plain", "money") or beside is not None):
        return None
    sized = _told_alike(context, item)
    if sized is not None:
        return Assigned(sized, item, 1.0, {})
    named = beside or nearest_name(message, item, context)
    field = None if named == PRICE else named or just_told(message, item, context)
    if not item.is_bare():
        return _counting(message, context, item, field)
    if field is None and item.first and message.tokens[item.first - 1].lower in _KNOWN_BY:
        return None  # "and the 30k?" was told before, and is nothing new
    field = field or (newest(context, item) if _points_back(message, item) else None)
    fact = context.facts.get(field) if field else None
    item = _in_unit_told(item, field, fact)
    if field is None or fact is None or item.quantity.kind not in roles()[field].kinds:
        return None
    if item.per is not None:
        return Assigned(field, item, 1.0, {})
    alike = [other for other in message.measured if other.first < item.first and other.nouns]
    nouns = alike[-1].nouns if alike else item.nouns
    per = 1.0 if field in _MONTHLY else None
    return Assigned(field, replace(item, nouns=nouns, per=per), 1.0, {})


def _rate_in_its_place(message: Message, context: Context, item: Measured) -> Assigned | None:
    """ "If we wanted 95 instead of 90?": per cent both, where 90 % is what is known."""
    if item.quantity.kind != "plain" or not item.is_bare() or not 1 < item.quantity.value <= 100:  # percent
        return None
    denied = (one for one in message.measured if one.sentence == item.sentence and is_denied(message, one))
    field = next((rate for one in denied if one is not item and (rate := rate_that_is(context, one))), None)
    share = replace(item, quantity=replace(item.quantity.scaled(0.01), kind="share", unit="%"))
    return Assigned(field, share, 1.0, {"accuracy": 1.0}) if field is not None else None


def _in_unit_told(item: Measured, field: str | None, fact: Fact | None) -> Measured:
    """ "Growth will be 40 % a year. What if it were 80?": per cent a year too, as it was told."""
    if field is None or fact is None or item.quantity.kind in roles()[field].kinds:
        return item
    told = [one for one in taken_apart(fact.quote or "").measured if one.quantity.kind in roles()[field].kinds]
    quantity = in_unit_of(item.quantity, told[0].quantity) if len(told) == 1 else None
    return item if quantity is None else replace(item, quantity=quantity, per=told[0].per)


def told_before_supposed(message: Message) -> set[int]:
    """ "Marketing say growth will be 40 %. What would happen if it were 80?": what "it" was before is told."""
    structure = message.structure
    supposed = [item for item in message.measured if item.is_bare() and structure.mode_at(item.first) == "what_if"]
    pointing = {item.sentence for item in supposed if _says_it(message, item)}
    modes = {(clause.sentence, clause.mode) for clause in structure.clauses}
    return {number - 1 for number in pointing if {mode for at, mode in modes if at == number - 1} == {"fact"}}


def _says_it(message: Message, item: Measured) -> bool:
    ahead = message.tokens[message.structure.clauses[item.clause].first : item.first]
    return not _IT.isdisjoint(token.lower for token in ahead)


_LENGTHS = ("input_tokens", "output_tokens")
_PAID_MONTHLY = ("monthly_benefit", "monthly_api_spend")
_MONTHLY = frozenset({"requests_per_month", "monthly_api_spend", "monthly_benefit"})


def _is_got_to(message: Message, item: Measured) -> bool:
    """ "Imagine we got it up to 95 %": how well it works, for nothing else is named."""
    words = {token.lower for token in message.tokens[max(0, item.first - _GOT_AHEAD) : item.quantity.last]}
    return {"it", "to"} <= words and not _GOT.isdisjoint(words)


_GOT_AHEAD = 4  # tokens
_GOT = frozenset({"get", "got", "gets", "bring", "brought", "push", "pushed", "raise", "raised", "improve", "improved"})


def _rated_behind(message: Message, item: Measured) -> bool:
    """ "65,000 orders a week", not "how would the weekly bill look with 65,000 orders"."""
    behind = range(item.quantity.last, item.last + 1)
    return any(rate_at(message.tokens, place) is not None for place in behind)


def _in_its_place(message: Message, item: Measured) -> bool:
    """ "400 manuscripts instead of 250": beside it stands one that is denied."""
    return any(other.sentence == item.sentence and is_denied(message, other) for other in message.measured)


def _told_alike(context: Context, item: Measured) -> str | None:
    """ "Say it were 8 pages": of the two lengths the one that was told in pages."""
    sized = item.nouns & {"page", "word", "paragraph", "sentence"}
    told = [
        field
        for field in _LENGTHS
        if field in context.facts
        and any(sized & one.nouns for one in taken_apart(context.facts[field].quote or "").measured)
    ]
    return told[0] if sized and len(told) == 1 else None


def _beside_a_known_one(message: Message, item: Measured, context: Context) -> str | None:
    """ "What if the 40k a month became 100k?": in the same sentence stands the value that is known."""
    others = [other for other in message.measured if other.sentence == item.sentence and other is not item]
    known = {field for other in others if (field := field_that_is(context, other)) is not None}
    fitting = [field for field in known if item.quantity.kind in (*roles()[field].kinds, "plain")]
    return fitting[0] if len(fitting) == 1 else None


def _counting(message: Message, context: Context, item: Measured, field: str | None) -> Assigned | None:
    """ "What if we had 8 engineers?": right behind the number stands the name of a count that is known."""
    if field not in _COUNTS or field not in context.facts or item.quantity.kind != "plain":
        return None
    behind = message.tokens[item.quantity.last : item.last]
    named = any(hit.payload == field for hit in _count_names().find(behind))
    return Assigned(field, replace(item, nouns=frozenset()), 1.0, {}) if named else None


_COUNTS = ("ml_engineers", "documents", "training_examples")


@cache
def _count_names() -> Cues[str]:
    return Cues((name, field) for field in _COUNTS for name in names_by_field()[field] if name not in _ANYBODY)


_ANYBODY = frozenset({"people", "staff", "hire", "hired", "hires"})


def _points_back(message: Message, item: Measured) -> bool:
    """ "What if it were only 300?": what was spoken of last."""
    sentence = message.structure.sentences[item.sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : item.first]]
    return bool(_POINTING & set(ahead)) or len(ahead) <= _FEW_AHEAD


_IT = frozenset({"it", "it's", "that", "this", "they", "they're"})
_KNOWN_BY = frozenset({"the", "those", "these", "that", "this"})
_POINTING = frozenset({"it", "that", "there", "they", "only", "just"})
_FEW_AHEAD = 2  # "And with 300?"


def _tries_out(message: Message, context: Context, mention: ModelMention) -> bool:
    """ "What would we pay with gpt-4o-mini?", where another model is in use."""
    structure = message.structure
    known = context.facts.get("model")
    if structure.mode_at(mention.first) != "question" or known is None or known.value in (None, mention.name):
        return False
    sentence = structure.sentences[structure.clauses[structure.clause_of[mention.first]].sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : mention.first]]
    behind = {token.lower for token in message.tokens[mention.last : sentence.last]}
    if behind & _CHEAPER and behind & _OURS:
        return True  # "is gpt-4o-mini cheaper at our volume?"
    if "would" in behind and behind & _COSTS and behind & _OURS and ahead[-1:] == ["what"]:
        return True  # "what gpt-4o-mini would cost us"
    if not ahead or ahead[-1] not in _TRIES:
        return False
    return bool(_WOULD & set(ahead)) or ahead[0] in _GOES_ON or "instead" in behind


_CHEAPER = frozenset({"cheaper", "dearer", "pricier", "expensive", "less", "lower", "save", "costlier"})
_OURS = frozenset({"us", "our", "we"})
_TRIES = frozenset({"with", "on", "using", "use", "under", "to", "in"})
_WOULD = frozenset({"would", "could", "we'd", "it'd", "be"})
_GOES_ON = frozenset({"and", "or", "so", "then"})


def _words(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    structure = message.structure
    for named in named_values(structure, (), "what_if"):
        if named.field not in NEVER_SUPPOSED:
            quote = message.quote(named.first, named.last)
            sentence = structure.clauses[structure.clause_of[named.first]].sentence
            yield Statement(field=named.field, value=_with_others(message, context, named), quote=quote), sentence
    yield from _gone(message, context)
    yield from _all_or_nothing(message, context)
    moved = supposed_permission(message)
    if moved is not None:
        yield moved
    for mention in message.models:
        if structure.mode_at(mention.first) == "what_if" or _tries_out(message, context, mention):
            quote = message.quote(mention.first, mention.last)
            sentence = structure.clauses[structure.clause_of[mention.first]].sentence
            yield Statement(field="model", value=mention.name, quote=quote), sentence


def _with_others(message: Message, context: Context, named: Named) -> JsonValue:
    """ "What if CCPA applied too?": a rule comes on top of those that are known; "instead of" another, in its place."""
    known = context.facts[named.field].value if named.field in context.facts else None
    if not isinstance(known, list) or not isinstance(named.value, list):
        return named.value
    number = message.structure.clauses[message.structure.clause_of[named.first]].sentence
    gone = _replaced(message, number, named.field)
    new = [value for value in named.value if value not in gone]
    if gone:
        return [*(value for value in known if value not in gone), *(value for value in new if value not in known)]
    return in_place_of(message, number, named.field, new, known)


def in_place_of(
    message: Message, number: int, field: str, new: list[JsonValue], known: list[JsonValue]
) -> list[JsonValue]:
    """A list as a sentence changes it: with what is new, or by that alone ("only text")."""
    words = {token.lower for token in message.tokens[slice(*_span(message, number))]}
    added = bool(words & change_words("besides")) or field == "regulations"
    if not added or words & change_words("instead"):
        return new
    return [*known, *(value for value in new if value not in known)]


def _replaced(message: Message, number: int, field: str) -> set[JsonValue]:
    """The values of a list field that stand behind "instead of" in a sentence, and not in front of it too."""
    first, last = _span(message, number)
    place = next((hit.last for hit in message.structure.hits_of("instead_of") if first <= hit.first < last), last)
    return _listed(message, place, last, field) - _listed(message, first, place, field)


def _listed(message: Message, first: int, last: int, field: str) -> set[JsonValue]:
    if first >= last:
        return set()
    found = named_values(taken_apart(message.quote(first, last)).structure, ())
    return {one for named in found if named.field == field and isinstance(named.value, list) for one in named.value}


def _gone(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    """What would hold no longer: "without GDPR", "if we had no labelled data", "if latency didn't matter"."""
    structure = message.structure

    def said(first: int, last: int, field: str, value: JsonValue) -> tuple[Statement, int]:
        status: Literal["stated", "declined"] = "declined" if value is None else "stated"
        quote = message.quote(first, last)
        return Statement(field=field, value=value, status=status, quote=quote), _sentence_of(message, first)

    for named in zero_values(structure, "what_if"):
        yield said(named.first, named.last, named.field, named.value)
    denied: dict[str, list[Named]] = {}
    for named in denied_values(structure, "what_if"):
        denied.setdefault(named.field, []).append(named)
    for field, values in denied.items():
        known = context.facts[field].value if field in context.facts else None
        first, last = values[0].first, values[-1].last
        if (
            isinstance(known, list)
            and (left := [one for one in known if one not in {v.value for v in values}]) != known
        ):
            yield said(first, last, field, left)
        elif isinstance(known, bool) and any(one.value == str(known).lower() for one in values):
            yield said(first, last, field, not known)
    for hit in change_cues("unlimited").find(message.tokens):
        supposed = structure.clause_of[hit.first] >= 0 and structure.mode_at(hit.first) == "what_if"
        if supposed and context.facts.get(hit.payload) is not None:
            yield said(hit.first, hit.last, hit.payload, None)


def _all_or_nothing(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    """ "What if it saves nothing?", "if there were no more mistakes" where it is known how many there are."""
    structure = message.structure
    extremes = {"nothing": 0, "everything": 1} if "current_accuracy" in context.facts else {"nothing": 0}
    for group, value in extremes.items():
        for hit in change_cues(group).find(message.tokens):
            told = hit.payload in context.facts or hit.payload != "growth_per_year"
            if told and structure.clause_of[hit.first] >= 0 and structure.mode_at(hit.first) == "what_if":
                quote = message.quote(hit.first, hit.last)
                yield Statement(field=hit.payload, value=value, quote=quote), _sentence_of(message, hit.first)
