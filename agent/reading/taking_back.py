"""What is to be taken back of what was told, or to hold again: "undo that", "undo the budget", "that was a mistake"."""

from collections.abc import Iterator
from functools import cache

from agent.facts import Statement
from agent.numbers.known_numbers import field_fits, in_told_unit, is_far, newest
from agent.reading.acts import requests
from agent.reading.declines import names_spoken
from agent.reading.denials import guesses_denied
from agent.reading.offers_said import offers_heard
from agent.reading.retractions import retractions, set_to
from agent.reading.terms_said import terms_said
from agent.reading.verdicts import names_what_if
from agent.understanding import Context, Understanding, Undoing
from agent.words.clauses import Clause
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.field_names import fields_named
from agent.words.measured import is_pronoun
from agent.words.message import Message, taken_apart
from agent.words.tokens import tokenize
from agent.words.values import fits

_FILE = "taking_back.yaml"
_PHRASES = ("undoes", "orders", "protests", "denies", "further", "again", "names_again", "stands", "of_a_topic")
_MOST = 16  # words of a message that does nothing but take back, and says why
_POINTING = frozenset({"it", "that", "this", "them", "those", "these"})
_NOTHING = frozenset({"nothing", "anything"})


def taking_back(message: Message, context: Context) -> Understanding | None:
    """What a message takes back, where it says no more than that and why; `None` where rules for all messages do."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    if message.language != "en" or len(words) > _MOST:
        return None
    for read in (_of_a_topic, _put_in_place, _confirmed, _had_back, _kept_no_more, _named, _protested):
        undoing = read(message, context)
        if undoing is not None:
            return undoing
    return None


def told_beside(message: Message) -> str:
    """ "Undo the budget, and we have 500 examples": what stands behind the order and tells something of its own."""
    orders = [hit for group in ("undoes", "orders", "protests", "of_a_topic") for hit in _hits(message, group)]
    last = max((_clause(message, hit).last for hit in orders if _is_ordered(message, hit)), default=len(message.tokens))
    places = [*(item.first for item in message.measured), *(model.first for model in message.models)]
    told = any(place >= last for place in places) or any(one.first >= last for one in message.structure.sentences)
    told = told or sum(token.kind == "word" for token in message.tokens[last:]) > _A_REASON
    return message.quote(last, len(message.tokens)).lstrip(" ,.;:") if told else ""


_A_REASON = 4  # words: "it was a rumour"
_LAST = Understanding(requests=("undo",))
_NEWEST = Understanding(requests=("undo",), undoing=Undoing(kind="newest"))


def _of_a_topic(message: Message, context: Context) -> Understanding | None:
    """ "Forget what I said about money": all that was told of it, and never the last message nor the whole case."""
    for hit in _hits(message, "of_a_topic"):
        clause = _clause(message, hit)
        words = {*_behind(message, hit)} - _OWN - _around("run_out")
        numbers = any(hit.last <= item.first < clause.last for item in message.measured)
        if not _is_ordered(message, hit) or numbers or words <= _words("whole"):
            continue
        last = _with_more_topics(message, clause)
        order = taken_apart(f"Forget {message.quote(hit.last, last)}.")
        topic = [one.payload for one in _topics().find(message.tokens[hit.last : last])]
        if retractions(order, context).left_out and not topic:
            return None
        named = [field for field in (*topic, *_fields(order, 1, len(order.tokens), context)) if field in context.facts]
        if named:
            return Understanding(retractions=tuple(dict.fromkeys(named)))
        called = message.quote(hit.last, clause.last).strip(" ,.;:!?")
        undoing = _what_is_named(message, context, hit) or Undoing(kind="named", called=called)
        return Understanding(requests=("undo",), undoing=undoing)
    return None


def _with_more_topics(message: Message, clause: Clause) -> int:
    """Where a clause ends, with what goes on behind it: "... about the budget and about the growth"."""
    last = clause.last
    for one in message.structure.clauses:
        opening = [token.lower for token in message.tokens[one.first : one.first + 2]]
        if one.first == last and (opening == ["and", "about"] or opening[:1] == ["about"]):
            last = one.last
    return last


_OWN = frozenset({"the", "my", "our", "your", "whole", "entire"})


def _put_in_place(message: Message, context: Context) -> Understanding | None:
    """ "It's 5,500", "the 50k was right after all" behind a taking back: the number is of what was taken back."""
    items = message.measured
    if len(items) != 1 or not items[0].is_bare() or "?" in message.text or not context.taken_back:
        return None
    item = items[0]
    outside = [*message.tokens[: item.first], *message.tokens[item.last :]]
    words = {token.lower for token in outside if token.kind == "word"}
    was_so = bool(words & _words("was_so")) and not words & _NOT
    around = _words("instead") | _words("around_it") | (_words("was_so") | _AFTER_ALL if was_so else frozenset())
    if not words <= around or not (was_so or words & _words("instead")):
        return None
    before = context.model_copy(update={"facts": context.taken_back})
    fitting = (field for field in context.taken_back if field_fits(field, in_told_unit(before, field, item)))
    field = newest(before, item) or next(fitting, None)
    moved = in_told_unit(before, field, item) if field else item
    statement = set_to(message, field, moved) if field and not is_far(before, field, moved) else None
    if field is None or statement is None:
        return None
    if statement.value == context.taken_back[field].value:
        return Understanding(requests=("undo",), undoing=Undoing(kind="again", fields=(field,)))
    return Understanding(statements=(statement,))


_NOT = frozenset({"not", "never", "wasn't", "isn't"})
_AFTER_ALL = frozenset({"after", "all", "still", "indeed"})


def _confirmed(message: Message, context: Context) -> Understanding | None:
    """Behind an "undo": "and the one before"; behind an offer to take something back: "yes, do that"."""
    if context.undid is None:
        return None
    words = {token.lower for token in message.tokens if token.kind == "word"}
    if context.undid == "offered" and words and words <= _words("confirms"):
        return _NEWEST
    return _LAST if any(_is_all(message, hit) for hit in _hits(message, "further")) else None


def _had_back(message: Message, context: Context) -> Understanding | None:
    """ "Bring them back": behind an "undo" that is undone, and behind "forget the engineers" that is."""
    if not context.forgotten and not context.undone:
        return None
    all_of_it = any(_is_all(message, hit) for hit in _hits(message, "again"))
    if all_of_it and (context.undone or {*context.forgotten} & {*context.changed}):
        return Understanding(requests=("undo",), undoing=Undoing(kind="again"))
    named = [*_hits(message, "names_again"), *_hits(message, "stands")]
    for hit in named if not message.measured else ():
        clause = _clause(message, hit)
        told = _fields(message, clause.first, clause.last, context)
        back = tuple(field for field in told if field in context.forgotten)
        if back and clause.mode == "fact" and not message.structure.holds_negation(clause.first, clause.last):
            return Understanding(requests=("undo",), undoing=Undoing(kind="again", fields=back))
    return None


def _kept_no_more(message: Message, context: Context) -> Understanding | None:
    """ "Undo the scenario", "undo keeping that": the what-if that was kept is kept no more."""
    if not context.kept or context.supposed:
        return None
    undone = any(_is_ordered(message, hit) and {*_behind(message, hit)} & _KEEPING for hit in _hits(message, "undoes"))
    return _NEWEST if undone or names_what_if(message) else None


_KEEPING = frozenset({"keep", "keeping", "kept", "adopting", "adopted", "applying", "applied"})


def _named(message: Message, context: Context) -> Understanding | None:
    """ "Undo the articles": only what is named. What is named and never was told is said to be unknown."""
    for hit in _hits(message, "undoes"):
        words = _behind(message, hit)
        if not words or words[0] in _NOTHING or not _is_ordered(message, hit) or names_what_if(message):
            continue
        if message.tokens[hit.first].lower in _FORGETS and len(message.structure.clauses) > 1:
            return None
        undoing = _what_is_named(message, context, hit)
        if undoing is not None:
            return Understanding(requests=("undo",), undoing=undoing)
        if "undo" not in {name for name, _ in requests(message)}:
            return None  # "take back the wheel"
        if _words("changes") & {*words} and set(words) <= _words("changes") | _plain():
            return _NEWEST
        if words[0] not in _POINTING and not set(words) <= _plain():
            clause = _clause(message, hit)
            called = message.quote(hit.last, clause.last).strip(" ,.;:!?")
            return Understanding(requests=("undo",), undoing=Undoing(kind="named", called=called))
    return None


_FORGETS = frozenset({"take", "taking"})  # rules for "forget the budget" read what is said beside it as well


def _what_is_named(message: Message, context: Context, hit: Hit[str]) -> Undoing | None:
    """By the rules for "forget the articles": what may be forgotten may be undone."""
    clause = _clause(message, hit)
    words = {*_behind(message, hit)}
    if words & _COMPARED:
        return Undoing(kind="named", comparison=True) if context.tool_calls else None
    order = taken_apart(f"Forget {message.quote(hit.last, clause.last)}.")
    found = retractions(order, context)
    offers = offers_heard(order, context).forgotten
    terms = tuple(one.name for one in terms_said(order, context.terms) if one.name in context.terms.set)
    models = ("model",) if order.models and "model" in context.facts else ()
    fields = found.fields or models or _fields(order, 1, len(order.tokens), context)
    fields = fields or _by_what_was_counted(order, context)
    if offers is None and not terms and not fields:
        return None
    return Undoing(kind="named", fields=() if offers is not None or terms else fields, offers=offers, terms=terms)


_COMPARED = frozenset({"comparison", "scorecard", "ranking", "ratings", "weights", "scores"})


def _protested(message: Message, context: Context) -> Understanding | None:
    """What was just noted does not hold: "no, forget that, it was a rumour", "that was the price, not the mails"."""
    if any(not is_pronoun(message.structure, item) for item in message.measured) or "?" in message.text:
        return None
    if context.changed and guesses_denied(message, context):
        return None
    if any(_is_ordered(message, hit) for hit in _hits(message, "orders")):
        if "restart" in {name for name, _ in requests(message)} or fields_named(message, 0, len(message.tokens)):
            return None  # "forget what I said of the budget"
        return None if context.supposed and not context.changed else _LAST
    if not context.changed:
        return None
    if any(_is_ordered(message, hit) and _says_no_more(message, hit) for hit in _hits(message, "protests")):
        return _LAST
    return next(_taken_for_another(message, context), None)


def _taken_for_another(message: Message, context: Context) -> Iterator[Understanding]:
    """ "That was the budget, not the volume": the number is no volume, and moves to the budget."""
    for hit in _hits(message, "denies"):
        sentence = message.structure.sentences[message.structure.sentence_of(hit.first)]
        wrong = [field for field in _fields(message, hit.last, sentence.last, context) if field in context.changed][:1]
        value = context.facts[wrong[0]].value if wrong and wrong[0] in context.facts else None
        right = [field for field in _fields(message, sentence.first, hit.last, context) if field not in wrong]
        if wrong:
            told = [Statement(field=one, value=value, quote=context.said) for one in right[:1] if fits(one, value)]
            undoing = Undoing(kind="named", fields=tuple(wrong))
            yield Understanding(requests=("undo",), undoing=undoing, statements=tuple(told))


def _fields(message: Message, first: int, last: int, context: Context) -> tuple[str, ...]:
    """The fields that tokens `first` to `last` (excluded) name; of a word for several, those that were told."""
    told = {*context.facts, *context.forgotten}
    wider = [field for one in names_spoken(message) if first <= one.first < last for field in one.fields]
    named = dict.fromkeys((*fields_named(message, first, last), *wider))
    return tuple(field for field in named if field in told) or tuple(named)


def _by_what_was_counted(order: Message, context: Context) -> tuple[str, ...]:
    """ "The articles", of which "3,000 articles" was told."""
    own = {token.stem for token in order.tokens[1:] if token.kind == "word" and token.lower not in _plain() | _THE}
    if not own:
        return ()
    quotes = {field: {token.stem for token in tokenize(fact.quote or "")} for field, fact in context.facts.items()}
    told = [field for field, words in quotes.items() if own <= words]
    return tuple(sorted(told, key=lambda field: len(quotes[field]))[:1])


_THE = frozenset({"the", "those", "these", "our", "about"})


def _is_ordered(message: Message, hit: Hit[str]) -> bool:
    """Nothing but a run-up stands in front of it in its clause, and it is no question whether it is so."""
    clause = _clause(message, hit)
    ahead = {token.lower for token in message.tokens[clause.first : hit.first] if token.kind == "word"}
    negated = message.structure.is_negated(hit.first, 3) and not ahead & _NO
    return clause.mode in ("fact", "question") and ahead <= _around("run_up") and not negated


_NO = frozenset({"no", "nope", "nah"})


def _says_no_more(message: Message, hit: Hit[str]) -> bool:
    """ "Forget that, it was a rumour", and not "we never said that to finance"."""
    behind = _behind(message, hit)
    return set(behind) <= _around("run_out") - _TO or behind[0] in _REASONS


_TO = frozenset({"to", "for"})
_REASONS = frozenset({"about", "because", "since", "as", "but", "it", "they", "he", "she", "i", "we"})


def _is_all(message: Message, hit: Hit[str]) -> bool:
    """The message says nothing beside it."""
    behind = {token.lower for token in message.tokens[hit.last :] if token.kind == "word"}
    ahead = {token.lower for token in message.tokens[: hit.first] if token.kind == "word"}
    return ahead <= _around("run_up") and behind <= _around("run_out")


def _behind(message: Message, hit: Hit[str]) -> list[str]:
    last = _clause(message, hit).last
    return [token.lower for token in message.tokens[hit.last : last] if token.kind == "word"]


def _clause(message: Message, hit: Hit[str]) -> Clause:
    return message.structure.clauses[message.structure.clause_of[hit.first]]


def _plain() -> frozenset[str]:
    return _words("of_the_last") | _around("run_out")


def _hits(message: Message, group: str) -> list[Hit[str]]:
    return [hit for hit in _phrases().find(message.tokens) if hit.payload == group]


def _around(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")[group], f"acts.yaml: {group}"))


@cache
def _topics() -> Cues[str]:
    return Cues(groups_of(load_cues(_FILE)["topics"], f"{_FILE}: topics"))


@cache
def _phrases() -> Cues[str]:
    record = load_cues(_FILE)
    return Cues(groups_of({name: record[name] for name in _PHRASES}, _FILE))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues(_FILE)[group], f"{_FILE}: {group}"))
