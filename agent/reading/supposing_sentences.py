"""Which sentences suppose something by how they are put: what-ifs, short questions, bare conditions, orders."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from agent.facts import Fact
from agent.numbers.changes import directions, is_change, is_factor
from agent.numbers.denied_numbers import is_denied
from agent.numbers.slips import says_miscounted
from agent.understanding import Context
from agent.words.cues import Hit, load_cues, pattern_list
from agent.words.field_names import fields_named
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.model_names import makers_of
from agent.words.tokens import Sentence

_TAG = 5  # tokens: "Same advice?" behind a supposition belongs to it


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


def settles_what_was_left_open(message: Message, number: int, known: Fact | None) -> bool:
    """ "OK then let us say gpt-4.1-mini", of the model that they had no answer for: now it has one."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    while words and words[0] in _AGREEING:
        words.pop(0)
    said = words[:1] in (["say"], ["take"]) or words[:2] in (["let's", "say"], ["lets", "say"])
    said |= words[:3] == ["let", "us", "say"]
    return said and not sentence.question and known is not None and known.status == "declined"


_AGREEING = frozenset({"ok", "okay", "then", "so", "well", "fine", "right", "alright", "good", "and"})


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


def may_suppose(message: Message) -> set[int]:
    """Sentences behind "humour me" or before "play that through", short questions, orders ("halve the budget")."""
    structure = message.structure
    valued = {item.sentence for item in message.measured}
    valued |= {sentence_of(message, mention.first) for mention in message.models}
    found = {
        number
        for number in valued
        if _is_short_question(message, number)
        or _orders_a_change(message, number)
        or _is_bare_condition(message, number)
        or _is_bare_change(message, number)
        or _asks_of_a_case(message, number)
        or _asks_under_a_condition(message, number)
        or asks_with(message, number)
        or would_be(message, number)
    }
    found |= {number for number, each in enumerate(structure.sentences) if _is_bare_lack(message, each)}
    found -= {clause.sentence for clause in structure.clauses if clause.mode == "what_if"}
    found -= {number for number in found if corrects_at_once(message, number)}
    found -= {sentence_of(message, hit.first) for hit in structure.hits_of("sources")}  # asked of what is published
    for hit in structure.hits_of("supposing"):
        number = sentence_of(message, hit.first)
        sentence = structure.sentences[number]
        alone = sentence.last - sentence.first <= _OPENER and number not in valued
        if message.tokens[hit.first].lower == "should" and not _goes_on_behind(message, hit.last, sentence):
            continue  # "should we wait until March?" asks
        if hit.first <= sentence.first + _AHEAD:
            found.add(number + 1 if alone and number + 1 < len(structure.sentences) else number)
    for hit in structure.hits_of("played_through"):
        number = sentence_of(message, hit.first)
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
    return behind and bool(WOULD & set(words[:case])) and bool(words) and words[0] not in _DOES


def _asks_under_a_condition(message: Message, number: int) -> bool:
    """ "If our bill hit 20k a month, when would own machines be worth it"."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    comma = words.index(",") if "," in words else len(words)
    return words[:1] == ["if"] and bool(WOULD & set(words[comma:])) and not WOULD & set(words[:comma])


def asks_with(message: Message, number: int) -> bool:
    """ "With ten of them, what would be different?": a number that opens a question about what would be."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    opens = any(item.sentence == number and item.first - sentence.first == 1 for item in message.measured)
    return sentence.question and opens and words[0] in ("with", "at") and bool(WOULD & set(words))


def would_be(message: Message, number: int) -> bool:
    """ "At Christmas it'd be 9,000 orders. What would that cost?": what would be, and what would come of it."""
    sentences = message.structure.sentences
    asking = sentences[number] if sentences[number].question else sentences[min(number + 1, len(sentences) - 1)]
    place = min((item.first for item in message.measured if item.sentence == number), default=sentences[number].first)
    ahead = [token.lower for token in message.tokens[sentences[number].first : place]]
    behind = {token.lower for token in message.tokens[place : asking.last]}
    return asking.question and not _WOULD_BE.isdisjoint(ahead) and bool(WOULD & behind) and ahead[:1] != ["would"]


_WOULD_BE = frozenset({"it'd", "would", "they'd", "there'd", "that'd", "we'd", "could", "might"})
_CASES = frozenset({"when", "once", "were", "should", "had"})
_DOES = frozenset({"we", "they", "he", "she", "it"})


def _is_bare_condition(message: Message, number: int) -> bool:
    """ "If prices fall by 30 %": a condition without anything that would hold under it."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    while words and words[0] in OPENERS:
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
    opens = any(item.sentence == number and opens_with_factor(message, item) for item in message.measured)
    return opens and sentence.last - sentence.first <= _FRAGMENT and not words & (_VERBS | _OWNS - {"our", "my"})


def _is_bare_lack(message: Message, sentence: Sentence) -> bool:
    """ "Without GDPR", "and with no deadline"."""
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    while words and words[0] in OPENERS - {"with"}:
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


def sentence_of(message: Message, token: int) -> int:
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
    opening = next((word for word in words if word not in OPENERS), "")
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
    opening = next((t.lower for t in message.tokens[sentence.first : sentence.last] if t.lower not in OPENERS), "")
    if opening not in directions("up") | directions("down") | _orders():
        return False
    return any(item.sentence == number and is_change(message, item) for item in message.measured)


@cache
def _orders() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")["orders"], "acts.yaml: orders"))


def sentence_span(message: Message, number: int) -> tuple[int, int]:
    sentence = message.structure.sentences[number]
    return sentence.first, sentence.last


def follow_ups(message: Message, sentences: set[int]) -> set[int]:
    """Short questions behind suppositions: "Same advice?" asks nothing else."""
    return {
        number
        for number, each in enumerate(message.structure.sentences)
        if each.question and number - 1 in sentences and each.last - each.first <= _TAG
    }


def opens_with_factor(message: Message, item: Measured) -> bool:
    """ "Ten times the volume - would that work?", "And twice the traffic?"."""
    first = message.structure.sentences[item.sentence].first
    ahead = [token.lower for token in message.tokens[first : item.first]]
    return is_factor(message, item) and set(ahead) <= OPENERS


OPENERS = frozenset({"and", "so", "now", "then", "ok", "okay", ",", "but", "or", "with", "for", "at", "even"})


def told_before_supposed(message: Message) -> set[int]:
    """ "Marketing say growth will be 40 %. What would happen if it were 80?": what "it" was before is told."""
    structure = message.structure
    supposed = [item for item in message.measured if item.is_bare() and structure.mode_at(item.first) == "what_if"]
    pointing = {item.sentence for item in supposed if _says_it(message, item)}
    modes = {(clause.sentence, clause.mode) for clause in structure.clauses}
    return {number - 1 for number in pointing if {mode for at, mode in modes if at == number - 1} == {"fact"}}


def _says_it(message: Message, item: Measured) -> bool:
    ahead = message.tokens[message.structure.clauses[item.clause].first : item.first]
    return not IT.isdisjoint(token.lower for token in ahead)


IT = frozenset({"it", "it's", "that", "this", "they", "they're"})
WOULD = frozenset({"would", "could", "we'd", "it'd", "be"})
