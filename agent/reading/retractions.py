"""Facts that a message takes back: "forget the budget", "drop that 85 percent again", "the volume? cancel that"."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from agent.facts import Statement
from agent.numbers.known_numbers import field_fits, field_that_is, in_told_unit, newest
from agent.numbers.part_sums import GAINS
from agent.reading.declines import names_spoken
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.cues import Hit
from agent.words.enumerations import named_values
from agent.words.field_names import fields_named
from agent.words.measured import Measured, is_pronoun
from agent.words.message import Message
from agent.words.values import fits, in_unit_of, value_of

_BEHIND = 6  # tokens behind the verb that may name the field
_JOINING = frozenset(
    {"and", "or", "the", "our", "my", ",", "also", "both", "as", "well", "&", "that", "-", "plus", "on", "about", "of"}
)
_POINTING = frozenset({"it", "that", "this", "them", "those", "these", "one", "both"})
_SEVERAL = frozenset({"them", "those", "these", "both", "all"})
_ENDING = frozenset(
    {",", "(", "-", "–", "—", ":", "figure", "figures", "number", "numbers", "estimate", "again", "out", "please",
     "for", "from", "until", "because", "since", "i", "we", "as", "you", "thing", "part", "too", "pls", "kindly"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retracted:
    """Fields taken back, in the order of the message, and the numbers that only name what goes."""

    fields: tuple[str, ...] = ()
    named_by: tuple[Measured, ...] = ()
    sentences: frozenset[int] = frozenset()  # that ask for it
    left_out: frozenset[int] = frozenset()  # sentences that only leave a cost out of a sum
    replaced: tuple[Statement, ...] = ()  # the value that takes the place of what goes: nothing is taken back then

    def also(self, fields: Iterable[str]) -> "Retracted":
        """The same with these fields."""
        return replace(self, fields=tuple(dict.fromkeys((*self.fields, *fields))))


def retractions(message: Message, context: Context) -> Retracted:
    """What the message takes back. Beside a number, or behind a weak verb, only what is known can be meant."""
    structure = message.structure
    fields: dict[str, None] = {}
    items: list[Measured] = []
    replaced: dict[str, Statement] = {}
    left_out: set[int] = set()
    for hit in structure.hits_of("retract", "retract_known"):
        pretends = message.tokens[hit.first].lower == "pretend"  # supposes nothing: it never was said
        told = structure.mode_at(hit.first) in ("fact", "question") or pretends
        if not told or not _is_order(message, hit):
            continue
        if _is_of_a_cost(message, hit):
            left_out.add(_sentence_of(message, hit))
            continue
        surely = hit.payload == "retract" and all(is_pronoun(message.structure, item) for item in message.measured)
        named = [field for field in _named_behind(message, context, hit) if surely or field in context.facts]
        if named:
            fields.update(dict.fromkeys(named))
            continue
        item, field = _by_value(message, context, hit)
        if item is not None and field is not None:
            other, statement = _put_in_its_place(message, item, field)
            if other is not None and statement is not None:
                replaced.setdefault(field, statement)
                items.append(other)
            fields.setdefault(field)
            items.append(item)
            continue
        fields.update(dict.fromkeys(_pointed_at(message, context, hit)))
    fields.update(dict.fromkeys(_all_but_what_is_kept(message, context)))
    for hit in structure.hits_of("retract", "retract_known") if message.measured else ():
        item, statement = _replacement(message, hit, fields)
        if item is not None and statement is not None:
            replaced.setdefault(statement.field, statement)
            items.append(item)
    kept = tuple(field for field in fields if field not in replaced)
    orders = structure.hits_of("retract", "retract_known") if fields else []
    asking = frozenset(_sentence_of(message, hit) for hit in orders) | left_out
    return Retracted(kept, tuple(items), asking, frozenset(left_out), tuple(replaced.values()))


def _all_but_what_is_kept(message: Message, context: Context) -> list[str]:
    """ "Start over but keep the volume": everything that is known, but for what is named behind."""
    for restart in message.structure.hits_of("requests.restart"):
        behind = [
            place for place, token in enumerate(message.tokens) if place >= restart.last and token.lower in _KEEPING
        ]
        kept = fields_named(message, behind[0], len(message.tokens)) if behind else ()
        if kept:
            return [field for field in context.facts if field not in kept]
    return []


_KEEPING = frozenset({"keep", "keeping", "except", "but", "save", "without"})


def _is_of_a_cost(message: Message, hit: Hit[str]) -> bool:
    """ "Take the labelling cost out": a cost or work that is done goes out of the sum, and no fact of the case.

    The bill and the budget are facts themselves.
    """
    clause = message.structure.clauses[message.structure.clause_of[hit.first]]
    last = max(clause.last, hit.last)
    words = {token.lower for token in message.tokens[hit.first : last]}
    if not words.isdisjoint(_SUM) and "of" in words:
        return True
    named = fields_named(message, hit.first + 1, last)
    return not words.isdisjoint(_COSTS) and not _OF_MONEY & {*named}


_SUM = frozenset({"calculation", "calculations", "sum", "total", "equation", "estimate", "reckoning"})
_COSTS = frozenset(
    {"cost", "costs", "effort", "expense", "expenses", "work", "labour", "labor", "time", "indexing", "labelling",
     "labeling", "annotating", "annotation", "cleaning", "cleanup", "setup", "set", "hosting", "maintenance"}
)  # fmt: skip
_OF_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit", "timeline_months", "max_latency_seconds"})


def _replacement(message: Message, hit: Hit[str], fields: Collection[str]) -> tuple[Measured | None, Statement | None]:
    """ "Forget the budget. It's 70k.": the number behind "it" is the new value of what was named, not another fact."""
    item = next((item for item in message.measured if item.first >= hit.last), None)
    if item is None or not item.is_bare() or item.sentence - _sentence_of(message, hit) > 1:
        return None, None
    between = [token.lower for token in message.tokens[hit.last : item.first] if token.kind == "word"]
    points = max((place for place, word in enumerate(between) if word in _INSTEAD), default=None)
    if points is None or not set(between[points:]) <= _INSTEAD | _BECOMES:
        return None, None
    named = [field for field in fields_named(message, hit.last, item.first) if field in fields]
    if len(named) != 1 or not field_fits(named[0], item):
        return None, None
    return item, set_to(message, named[0], item)


def _put_in_its_place(message: Message, gone: Measured, field: str) -> tuple[Measured | None, Statement | None]:
    """ "Scrap the 2 seconds, product says 5 is ok": the bare number behind it takes the place of what goes."""
    item = next((one for one in message.measured if one.first >= gone.last), None)
    if item is None or not item.is_bare() or item.sentence - gone.sentence > 1:
        return None, None
    between = {token.lower for token in message.tokens[gone.quantity.last : item.first]}
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _NEXT]]
    will_do = behind[:1] != [] and behind[0] in _BECOMES and not _WILL_DO.isdisjoint(behind)
    will_do = will_do or _is_all_its_clause(message, item)
    quantity = in_unit_of(item.quantity, gone.quantity)
    if quantity is None or not (will_do or between & (_INSTEAD | _SAYS)):
        return None, None
    statement = set_to(message, field, replace(item, quantity=quantity))
    return (item, statement) if statement is not None else (None, None)


_NEXT = 3  # tokens


def _is_all_its_clause(message: Message, item: Measured) -> bool:
    """ "Scratch the 80, 85 it must be", "drop the six months, nine": the clause says nothing but what it is."""
    clause = message.structure.clauses[item.clause]
    others = [*message.tokens[clause.first : item.first], *message.tokens[item.quantity.last : clause.last]]
    return {token.lower for token in others if token.kind == "word"} <= _INSTEAD | _BECOMES | _POLITE


_POLITE = frozenset({"please", "then", "instead", "sorry", "no", "so", "needs", "has"})


def set_to(message: Message, field: str, item: Measured) -> Statement | None:
    """The number as the value of the field; `None` where it cannot be one."""
    value = value_of(Assigned(field, item if item.per else replace(item, per=1.0), 1.0, {}))
    if value is None or not fits(field, value[0]):
        return None
    quote = message.quote(item.first, item.quantity.last)
    return Statement(field=field, value=value[0], range=value[1], quote=quote)


_WILL_DO = frozenset({"ok", "okay", "fine", "enough", "right", "correct", "do", "good", "sufficient", "better"})
_SAYS = frozenset({"says", "said"})
_INSTEAD = frozenset({"it", "it's", "its", "that", "that's", "make", "new", "one"})
_BECOMES = frozenset(
    {"is", "are", "was", "should", "be", "must", "to", "now", "rather", "more", "like", "only", "actually", "about",
     "really", "will", "say", "read", "closer"}
)  # fmt: skip


def replaced_by_undo(message: Message, context: Context) -> Statement | None:
    """ "Undo that, it is 6,000": the number behind "it" takes the place of the newest one, and nothing is forgotten."""
    items = message.measured
    if len(items) != 1 or not items[0].is_bare():
        return None
    between = [token.lower for token in message.tokens[: items[0].first] if token.kind == "word"]
    points = max((place for place, word in enumerate(between) if word in _IT_IS), default=None)
    if points is None or not set(between[points:]) <= _INSTEAD | _IT_IS | _BECOMES:
        return None
    field = newest(context, items[0])
    item = in_told_unit(context, field, items[0]) if field else items[0]
    value = value_of(Assigned(field, replace(item, per=item.per or 1.0), 1.0, {})) if field else None
    if field is None or value is None or not fits(field, value[0]):
        return None
    return Statement(field=field, value=value[0], range=value[1], quote=message.text.strip())


_IT_IS = frozenset({"it", "it's", "its"})


def _is_order(message: Message, hit: Hit[str]) -> bool:
    """Said to the advisor: "drop the budget", not "we can drop the latency to 2 seconds" nor "don't forget it"."""
    structure = message.structure
    if structure.is_negated(hit.first, 2) or (hit.first and message.tokens[hit.first - 1].lower == "from"):
        return False  # "training a model from scratch"
    clause = structure.clauses[structure.clause_of[hit.first]]
    ahead = {token.lower for token in message.tokens[clause.first : hit.first]}
    if clause.mode == "question":
        return bool(ahead & _ASKED)
    return not ahead & _DOERS or bool(ahead & _ASKED)


_DOERS = frozenset({"we", "they", "he", "she", "to", "must", "who", "customers", "users"})
_ASKED = frozenset({"you", "please", "pls", "kindly", "let's"})


def _named(message: Message, context: Context, first: int, last: int) -> list[str]:
    """Fields that tokens `first` to `last` (excluded) name; known ones also in more words: "where it must run"."""
    told = fields_named(message, first, last)
    wider = [field for one in names_spoken(message) if first <= one.first < last for field in one.fields]
    known = [field for field in dict.fromkeys(wider) if field in context.facts]
    return told if not known or any(field in context.facts for field in told) else known


def _named_behind(message: Message, context: Context, hit: Hit[str]) -> list[str]:
    """The field right behind the verb, and those that "and" joins to it."""
    sentence = message.structure.sentences[_sentence_of(message, hit)]
    first = _behind_what(message, hit, sentence.last)
    last = min(first + _BEHIND, sentence.last)
    fields = _named(message, context, hit.first + 1 if first == hit.last else first, last)[:1]
    if not fields and _is_of_the_share(message, context, hit):
        return ["monthly_benefit"]
    if not fields or any(item.first < last and item.last > hit.last for item in message.measured):
        return fields if hit.payload == "retract" else []
    for place in range(first, sentence.last):
        if message.tokens[place].lower in ("and", "or", ",") and _goes_on(message, place, sentence.last):
            joined = _named(message, context, place, min(place + _BEHIND, sentence.last))[:1]
            fields += [field for field in joined if field not in fields]
    return fields


def _is_of_the_share(message: Message, context: Context, hit: Hit[str]) -> bool:
    """ "Forget the share": where nothing else says what is saved, the benefit goes with it."""
    words = [token.lower for token in message.tokens[hit.last - 1 : hit.last + _OPENING]]
    gains = {part.name for part in context.parts} & GAINS
    return gains == {"share"} and "monthly_benefit" in context.facts and "share" in words


def _behind_what(message: Message, hit: Hit[str], last: int) -> int:
    """Where the names begin: behind "about" of "drop what I told you about the response time"."""
    here = hit.last
    opening = {token.lower for token in message.tokens[here : min(here + _OPENING, last)]}
    if not (opening & _SAYINGS or (here < last and message.tokens[here].lower in _WHATEVER)):
        return here
    near = range(here, min(here + _BEHIND, last))
    return next((place + 1 for place in near if message.tokens[place].lower in _ABOUT), here)


_OPENING = 3  # tokens: "disregard my last comment on ..."
_SAYINGS = frozenset(
    {"comment", "comments", "remark", "remarks", "statement", "answer", "note", "number", "figure", "value", "bit",
     "part", "line", "sentence", "information", "info", "estimate", "input"}
)  # fmt: skip
_ABOUT = frozenset({"about", "on", "regarding", "concerning", "of", "for"})


def _goes_on(message: Message, place: int, last: int) -> bool:
    """Behind "and" stands a name and nothing more: "and the horizon", not "and the horizon is 3 years"."""
    joined = min(place + _BEHIND, last)
    name = next((one for one in names_spoken(message) if place < one.first < joined), None)
    if name is None or any(token.lower not in _JOINING for token in message.tokens[place : name.first]):
        return False
    behind = [token for token in message.tokens[name.last : last] if token.stem != "rate"]
    return not behind or behind[0].lower in _ENDING


def _by_value(message: Message, context: Context, hit: Hit[str]) -> tuple[Measured | None, str | None]:
    """The number beside the verb that is the value of one known fact: "take the $11,500 out again"."""
    number = _sentence_of(message, hit)
    if message.structure.hits_of("revised"):
        return None, None  # "forget the 40k, make it 50k" corrects
    near = [item for item in message.measured if item.sentence == number and item.first >= hit.first]
    near += [
        item
        for item in reversed(message.measured)
        if number - item.sentence <= (_BACK if _is_all(message, hit) else 1) and item.last <= hit.first
    ]
    for item in near[:1]:
        behind = item.first >= hit.first
        field = field_that_is(context, item)
        if field is None or not (behind or _points(message, hit)):
            continue
        if not _is_replaced(message, item) or _put_in_its_place(message, item, field)[0] is not None:
            return item, field
    return None, None


_BACK = 2  # sentences: "That 99 % target? A fantasy. Bin it."


def _is_all(message: Message, hit: Hit[str]) -> bool:
    """The sentence does nothing but take back: "bin it, please"."""
    sentence = message.structure.sentences[_sentence_of(message, hit)]
    rest = [*message.tokens[sentence.first : hit.first], *message.tokens[hit.last : sentence.last]]
    return all(token.lower in _POINTING | _ENDING | _ASKED | {"so", "then"} for token in rest)


def _is_replaced(message: Message, item: Measured) -> bool:
    """Another number takes its place: "drop the 40k to 30k"."""
    return any(
        other.first > item.first
        and other.sentence == item.sentence
        and (other.quantity.kind == item.quantity.kind or (other.is_bare() and other.quantity.kind == "plain"))
        for other in message.measured
    )


def _pointed_at(message: Message, context: Context, hit: Hit[str]) -> Sequence[str]:
    """The one known fact that the words before name: "about the languages, cancel that"."""
    if not _points(message, hit):
        return ()
    number = _sentence_of(message, hit)
    for sentence in [message.structure.sentences[number], *message.structure.sentences[max(number - 1, 0) : number]]:
        last = min(sentence.last, hit.first)
        known = [field for field in _named(message, context, sentence.first, last) if field in context.facts]
        known = known or _values_in(message, context, sentence.first, last)
        said = {token.lower for token in message.tokens[hit.first : hit.last + 1]}
        if (
            (len(known) == 1 or said & _SEVERAL)
            and known
            and not any(sentence.first <= item.first < last for item in message.measured)
        ):
            return known
        if known:
            return ()
    return ()


def _values_in(message: Message, context: Context, first: int, last: int) -> list[str]:
    """Known fields whose very value the tokens name: "The outside auditors: a slip. Take that out."."""
    named = [one for one in named_values(message.structure, ()) if first <= one.first < last]
    facts = context.facts
    return sorted({one.field for one in named if one.field in facts and facts[one.field].value == one.value})


def _points(message: Message, hit: Hit[str]) -> bool:
    """Nothing but a pointing word follows the verb in its clause, or the verb holds the pointing word itself."""
    sentence = message.structure.sentences[_sentence_of(message, hit)]
    inside = {token.lower for token in message.tokens[hit.first : hit.last]}
    place = _behind_saying(message, hit.last, sentence.last)
    behind = message.tokens[place : min(place + 1, sentence.last)]
    return bool(inside & _POINTING) or not behind or behind[0].lower in _POINTING | _ENDING or behind[0].lower == "and"


def _behind_saying(message: Message, place: int, last: int) -> int:
    """Behind "what I told you before" of "the budget, forget what I told you before"; else the place itself."""
    words = [token.lower for token in message.tokens[place:last]]
    if words[:1] == [] or words[0] not in _WHATEVER or not {*words[1:_SAYING]} & _SAID:
        return place
    told = next(number for number, word in enumerate(words) if word in _SAID) + 1
    while told < len(words) and words[told] in _BEFORE:
        told += 1
    return place + told if set(words[1:told]) <= _SAID | _BEFORE | _WE else place


_WHATEVER = frozenset({"what", "whatever", "everything", "anything", "all"})
_SAYING = 4  # words
_SAID = frozenset({"said", "told", "wrote", "gave", "mentioned", "named", "say"})
_BEFORE = frozenset({"you", "before", "earlier", "there", "first", "above", "just", "then", "today"})
_WE = frozenset({"i", "we", "i've", "we've", "have", "i'd", "that"})


def _sentence_of(message: Message, hit: Hit[str]) -> int:
    return message.structure.clauses[message.structure.clause_of[hit.first]].sentence
