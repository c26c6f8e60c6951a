"""What a message decides of the last what-if: it is left, it is kept, or another value takes its place.

The clauses that decide are taken out, so that they answer nothing else; what is told beside them is read as ever.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from agent.facts import Statement
from agent.numbers.denied_numbers import is_denied
from agent.numbers.known_numbers import MONTHLY, field_fits, field_that_is, is_far, newest
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.clauses import Clause
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.enumerations import named_values
from agent.words.field_names import VOLUME
from agent.words.measured import Measured, is_pronoun
from agent.words.message import Message, taken_apart
from agent.words.roles import roles
from agent.words.tokens import words_in
from agent.words.values import fits, value_of

Kind = Literal["left", "kept", "set", "aside"]
_WORDED = ("as_it_was", "unsupposed", "left", "left_now", "left_alone", "aside", "kept", "kept_alone")
_ALONE = frozenset({"left_alone", "kept_alone"})
_KEPT = frozenset({"kept", "kept_alone"})
_MOST_BEHIND = 9  # words behind what decides, in its clause
_SAME = 0.005


@dataclass(frozen=True, slots=True)
class Verdict:
    """`statements` are what a value that was named sets or confirms; `rest` is the message without what decides."""

    kind: Kind
    statements: tuple[Statement, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Decides:
    """Tokens `first` to `last` (excluded) decide."""

    kind: Kind
    first: int
    last: int
    statement: Statement | None = None


def verdict(message: Message, context: Context) -> Verdict | None:
    """What is decided, by the last clause that decides; `None` where nothing is."""
    if _is_a_bare_no(message) and _supposed_just_now(context):
        return Verdict("left", (), "")
    found = list(_deciding(message, context)) if context.facts and message.language == "en" else []
    if not found:
        return None
    decided = [one for one in found if one.kind != "aside"]
    kind = decided[-1].kind if decided else "aside"
    told = {one.statement.field: one.statement for one in decided if one.statement is not None and kind == one.kind}
    rest = _rest(message, found)
    if kind == "aside" and rest == message.text.strip():
        return None
    return Verdict(kind, tuple(told.values()), rest)


def names_what_if(message: Message) -> bool:
    """It discards a what-if by that name: "drop the scenario"."""
    hits = [hit for hit in _phrases().find(message.tokens) if hit.payload == "unsupposed"]
    clauses = ((message.structure.clauses[message.structure.clause_of[hit.first]], hit) for hit in hits)
    return any(clause.mode == "fact" and _heads(message, clause, hit) for clause, hit in clauses)


def _is_a_bare_no(message: Message) -> bool:
    words = {token.lower for token in message.tokens if token.kind == "word"}
    plain = all(token.kind != "number" and token.text != "?" for token in message.tokens)
    return plain and bool(words & _NO) and words <= _NO | _BESIDE_NO


_NO = frozenset({"no", "nope", "nah"})
_BESIDE_NO = frozenset({"hmm", "hm", "oh", "well", "ok", "okay", "please", "sorry", "ah", "um", "uh"})


def _supposed_just_now(context: Context) -> bool:
    told = any(one.quote and one.quote in context.said for one in context.supposed)
    return bool(context.facts) and (told or _supposed_other(context))


def _deciding(message: Message, context: Context) -> Iterator[_Decides]:
    hits = _phrases().find(message.tokens)
    groups = _groups(context) if hits else frozenset()
    for place, clause in enumerate(message.structure.clauses):
        if clause.mode != "fact" or message.structure.sentences[clause.sentence].question:
            continue
        valued = _of_a_value(message, context, clause, hits)
        if valued is not None:
            yield valued
            continue
        inside = [hit for hit in hits if clause.first <= hit.first < clause.last and hit.payload in groups]
        for group in _WORDED:
            meant = [hit for hit in inside if hit.payload == group and _heads(message, clause, hit)]
            if meant and not (group in _KEPT and message.structure.is_negated(meant[0].first, 3)):
                yield _worded(message, place, group, meant[0])
                break


def _groups(context: Context) -> frozenset[str]:
    """Which phrases decide: the looser ones only where something is supposed, or was just now."""
    if not context.supposed:
        never_kept = {"as_it_was", "unsupposed", "aside"}
        return frozenset(never_kept | {"left", "left_now", "left_alone"} if _supposed_other(context) else never_kept)
    just_now = any(one.quote and one.quote in context.said for one in context.supposed)
    return frozenset(_WORDED) if just_now else frozenset(_WORDED) - {"left_now", *_ALONE}


def _supposed_other(context: Context) -> bool:
    """The message before supposed what no fact holds: "what if prices halve?"."""
    clauses = taken_apart(context.said).structure.clauses if context.said else ()
    return any(clause.mode == "what_if" for clause in clauses)


def _heads(message: Message, clause: Clause, hit: Hit[str]) -> bool:
    """Nothing but a run-up stands in front, nothing that tells more behind."""
    ahead = {token.lower for token in message.tokens[clause.first : hit.first] if token.kind == "word"}
    numbers = any(
        clause.first <= item.first < clause.last and not is_pronoun(message.structure, item)  # "keep that one"
        for item in message.measured
    )
    behind = words_in(message.tokens[hit.last : clause.last])
    return ahead <= _words("run_up") and not numbers and behind <= _MOST_BEHIND and _points(message, clause, hit)


def _points(message: Message, clause: Clause, hit: Hit[str]) -> bool:
    """ "Do not keep this", not "we do not keep such data"; "let it be", not "let that be our figure"."""
    if hit.payload in _ALONE or (hit.payload == "left" and message.tokens[hit.last - 1].lower == "be"):
        ahead = {token.lower for token in message.tokens[clause.first : hit.first]}
        if hit.payload == "kept_alone" and ahead & _WHO:
            return False  # "yes, we do that"
        after = {token.lower for token in message.tokens[hit.last : clause.last] if token.kind == "word"}
        return after <= _words("run_out") - {"our", "we", "us"}
    if hit.payload != "left" or not message.structure.holds_negation(hit.first, hit.last):
        return True
    behind = [token.lower for token in message.tokens[hit.last : clause.last] if token.kind == "word"]
    return not behind or behind[0] in _IT or set(behind) <= _words("run_out")


_WHO = frozenset({"we", "i", "they", "it", "he", "she", "people"})
_IT = frozenset({"it", "that", "this", "them", "those", "these", "anything", "any", "so", "the", "there"})


def _worded(message: Message, place: int, group: str, hit: Hit[str]) -> _Decides:
    clauses = message.structure.clauses
    end = max(place, message.structure.clause_of[hit.last - 1])
    while end + 1 < len(clauses) and _goes_on(message, clauses[end], clauses[end + 1]):
        end += 1
    last = clauses[end].last
    kind: Kind = "kept" if group in _KEPT else "aside" if group == "aside" else "left"
    return _Decides(kind, clauses[place].first, last)


def _goes_on(message: Message, clause: Clause, following: Clause) -> bool:
    """ "Back to | where we were": a clause break inside of what decides."""
    joined = clause.sentence == following.sentence and message.tokens[following.first].lower in _JOINS
    return joined and not any(following.first <= item.first < following.last for item in message.measured)


_JOINS = frozenset({"where", "how", "which", "that"})


def _of_a_value(message: Message, context: Context, clause: Clause, hits: Sequence[Hit[str]]) -> _Decides | None:
    """ "Keep it at 3 lakh", "no, keep gpt-4o", "then go with the 400", "1 million it is"."""
    inside = [hit for hit in hits if clause.first <= hit.first < clause.last and hit.payload in ("staying", "taking")]
    stays = any(hit.payload == "staying" for hit in inside)
    first = min((hit.first for hit in inside), default=clause.last)
    if not inside or not _is_plain(message, context, clause):
        return None
    called_off = _is_called_off(message, clause)
    named = _value_named(message, context, clause, called_off=called_off)
    if named is None:
        return None
    kind = _kind(context, named)
    if (kind == "set" or not context.supposed) and not (stays and _leads(message, clause, first)):
        return None
    if kind == "set" and not (context.supposed or (called_off and _is_of_one_number(message))):
        return None
    return _Decides(kind, clause.first, clause.last, None if kind == "kept" else named)


def _is_of_one_number(message: Message) -> bool:
    """A few words about one number, and not "60,000 tickets altogether, still 4 calls each"."""
    return len(message.measured) == 1 and not message.measured[0].each and words_in(message.tokens) <= _SHORT


_SHORT = 14  # words


def _is_plain(message: Message, context: Context, clause: Clause) -> bool:
    """Beside the verb, the value, and names of what is supposed there are only words that tell nothing."""
    held = {index for item in message.measured for index in range(item.first, item.quantity.last)}
    held |= {index for one in message.models for index in range(one.first, one.last)}
    held |= {hit.first for hit in _phrases().find(message.tokens[clause.first : clause.last])}
    names = _names_of(context)
    words = [
        token.lower
        for index, token in enumerate(message.tokens[clause.first : clause.last], clause.first)
        if token.kind == "word" and index not in held
    ]
    known = _words("run_up") | _words("run_out") | _words("units") | _verbs()
    return all(word in known or word in names for word in words)


def _leads(message: Message, clause: Clause, first: int) -> bool:
    """The verb is an order or a resolution, not what others do: "keep", "we'd stay", "it stays"."""
    ahead = {token.lower for token in message.tokens[clause.first : first] if token.kind == "word"}
    return ahead <= _words("run_up")


def _is_called_off(message: Message, clause: Clause) -> bool:
    ahead = {token.lower for token in message.tokens[: clause.last]}
    return bool(
        message.structure.hits_of("retract", "retract_known", "correction") or ahead & {"no", "nope", "nah", "mind"}
    )


def _kind(context: Context, named: Statement) -> Kind:
    supposed = {one.field: one for one in context.supposed}
    known = context.facts.get(named.field)
    if known is not None and _alike(known.value, named.value):
        return "left"
    if named.field in supposed and _alike(supposed[named.field].value, named.value):
        told = [one.field for one in context.supposed if one.quote]
        return "kept" if set(told) <= {named.field} else "set"  # one of several that were supposed is told for itself
    return "set"


def _value_named(message: Message, context: Context, clause: Clause, *, called_off: bool) -> Statement | None:
    quote = message.text.strip() if not context.supposed else message.quote(clause.first, clause.last)
    inside = [item for item in message.measured if clause.first <= item.first < clause.last]
    if any(item.each for item in inside):
        return None  # "still 4 calls each" is a part of a product
    a_step = [item for item in inside if message.quote(item.first, item.last).lower() == "one"]  # "go back one"
    numbers = [item for item in inside if item not in a_step and not is_denied(message, item)]
    if numbers:
        return _number_named(context, numbers[0], quote, called_off=called_off)
    models = [one.name for one in message.models if clause.first <= one.first < clause.last]
    short = models[:1] or _by_short_name(message, context, clause)
    if short:
        return Statement(field="model", value=short[0], quote=quote)
    fields = {one.field for one in context.supposed} - {"model"}
    for named in named_values(message.structure, tuple(fields)):
        if clause.first <= named.first < clause.last and named.field in fields:
            return Statement(field=named.field, value=named.value, quote=quote)
    return None


def _number_named(context: Context, item: Measured, quote: str, *, called_off: bool) -> Statement | None:
    """The number in the field that is supposed, or else in the known one that it is."""
    supposed = [one.field for one in context.supposed if one.quote and one.field in roles()]
    readings = [
        Statement(field=field, value=value[0], range=value[1], quote=quote)
        for field in supposed
        for rated in _rated(context, field, item)
        if _may_be(field, rated) and (value := value_of(Assigned(field, rated, 1.0, {}))) is not None
    ]
    exact = [one for one in readings if _kind(context, one) != "set"]
    if exact:
        return _as_known(context, exact[0])
    known = field_that_is(context, item)
    for rated in _rated(context, VOLUME, item):
        known = known or field_that_is(context, rated)
    if known is not None:
        fact = context.facts[known]
        return Statement(field=known, value=fact.value, range=fact.range, quote=quote)
    if len(supposed) == 1 and readings:
        return readings[0]
    field = newest(context, item) if called_off and not supposed else None
    rated = next(_rated(context, field, item)) if field else item
    value = value_of(Assigned(field, rated, 1.0, {})) if field else None
    if field is None or value is None or not fits(field, value[0]) or is_far(context, field, rated):
        return None
    return Statement(field=field, value=value[0], range=value[1], quote=quote)


def _as_known(context: Context, one: Statement) -> Statement:
    """What holds already in the very words of the ledger, so that nothing changes."""
    fact = context.facts.get(one.field)
    if fact is None or not _alike(fact.value, one.value):
        return one
    return one.model_copy(update={"value": fact.value, "range": fact.range})


def _may_be(field: str, item: Measured) -> bool:
    return field_fits(field, item) or item.quantity.kind in roles()[field].kinds


def _rated(context: Context, field: str, item: Measured) -> Iterator[Measured]:
    """A bare number at the rates at which the field was told or supposed: "leave it at 300" of "300 a week"."""
    if field not in MONTHLY or item.per is not None:
        yield item
        return
    fact = context.facts.get(field)
    told = [(fact.quote or "", fact.value)] if fact is not None else []
    told += [(one.quote or "", one.value) for one in context.supposed if one.field == field]
    for words, value in told:
        plain = [one.quantity.value for one in taken_apart(words).measured if one.quantity.kind == "plain"]
        if len(plain) == 1 and plain[0] > 0 and isinstance(value, int | float) and item.quantity.kind == "plain":
            yield replace(item, per=value / plain[0])
    yield replace(item, per=1.0)


def _by_short_name(message: Message, context: Context, clause: Clause) -> list[str]:
    """ "The mini", where one of the two models that are spoken of is one."""
    known = context.facts.get("model")
    names = [str(one.value) for one in context.supposed if one.field == "model" and one.value]
    if known is None or not known.value or not names:
        return []
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    pair = (str(known.value), names[0])
    own = [set(one.split("-")) - set(other.split("-")) for one, other in (pair, pair[::-1])]
    return [name for name, parts in zip(pair, own, strict=True) if parts & words][:1]


def _names_of(context: Context) -> frozenset[str]:
    """Words of the quotes of what is supposed, and of what it would change: "the 300,000 claims"."""
    fields = {one.field for one in context.supposed}
    quotes = [one.quote or "" for one in context.supposed]
    quotes += [context.facts[field].quote or "" for field in fields if field in context.facts]
    words = {word.strip(".,;:!?").lower() for quote in quotes for word in quote.split()}
    models = {part for one in context.supposed if one.field == "model" for part in str(one.value).split("-")}
    return frozenset({*words, *models, *(part for part in str(_known_model(context)).split("-"))})


def _known_model(context: Context) -> object:
    fact = context.facts.get("model")
    return fact.value if fact is not None else ""


def _alike(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _SAME * max(abs(one), _SAME)
    return one == other


def _rest(message: Message, found: Sequence[_Decides]) -> str:
    """The message without what decides, and without the run-up beside it: "fine. no, leave it"."""
    clauses = message.structure.clauses
    gone = {place for place, one in enumerate(clauses) for cut in found if cut.first <= one.first < cut.last}
    sentences = {clauses[place].sentence for place in gone}
    gone |= {
        place
        for place, clause in enumerate(clauses)
        if place not in gone and (_is_run_up(message, clause) or _leads_up(message, clause, sentences))
    }
    kept: list[str] = []
    number = -1
    for place, clause in enumerate(clauses):
        if place in gone:
            continue
        end = clauses[place + 1].first if place + 1 < len(clauses) else len(message.tokens)
        text = message.quote(clause.first, end)
        kept.append(text if not kept or number == clause.sentence else f" {text}")
        number = clause.sentence
    return " ".join(" ".join(kept).split()) if gone else message.text.strip()


def _leads_up(message: Message, clause: Clause, sentences: Collection[int]) -> bool:
    """ "No need, we remain with gpt-4o": a few words in the sentence that decides."""
    places = {*(one.first for one in message.measured), *(one.first for one in message.models)}
    told = any(clause.first <= place < clause.last for place in places)
    opens = message.tokens[clause.first].lower in _REFUSES
    few = words_in(message.tokens[clause.first : clause.last]) <= _FEW
    return clause.sentence in sentences and clause.mode == "fact" and opens and few and not told


_REFUSES = frozenset({"no", "nope", "nah", "not", "too", "way", "never", "none", "yes", "yep", "sure"})
_FEW = 4


def _is_run_up(message: Message, clause: Clause) -> bool:
    words = {token.lower for token in message.tokens[clause.first : clause.last] if token.kind == "word"}
    numbers = any(token.kind == "number" for token in message.tokens[clause.first : clause.last])
    return clause.mode == "fact" and not numbers and words <= _words("run_up")


@cache
def _phrases() -> Cues[str]:
    record = load_cues("verdicts.yaml")
    groups = {name: record[name] for name in (*_WORDED, "staying", "taking")}
    return Cues(groups_of(groups, "verdicts.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("verdicts.yaml")[group], f"verdicts.yaml: {group}"))


@cache
def _verbs() -> frozenset[str]:
    """The words of the phrases beside a value."""
    record = load_cues("verdicts.yaml")
    texts = [text for group in ("staying", "taking") for text in pattern_list(record[group], f"verdicts.yaml: {group}")]
    parts = [word.lstrip("=").rstrip("?") for text in texts for part in text.split() for word in part.split("|")]
    return frozenset(parts)
