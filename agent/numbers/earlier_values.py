"""What was told before and is spoken of again: a number that names the fact it was, a list that grows or shrinks."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pydantic import JsonValue

from agent.facts import Statement
from agent.numbers.changes import change_words
from agent.numbers.slips import cue_words, is_judged, recalled_in
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.enumerations import Named, denied_values, listed_values
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import Quantity, rate_at
from agent.words.roles import roles
from agent.words.tokens import Token, words_in
from agent.words.values import in_unit_of, value_of

_MONTHLY = frozenset({"requests_per_month", "monthly_api_spend", "monthly_benefit"})
_SIZES = frozenset({"input_tokens", "output_tokens"})
LISTS = frozenset({"regulations", "modalities", "languages"})
_RATES = (1.0, 30.0, 30 / 7, 1 / 3, 1 / 12)  # times a month
_SAME = 0.005
_SOON = 2  # sentences
_NEAR = 4  # tokens


@dataclass(frozen=True, slots=True)
class Recalled:
    """A number that was told before, in the field that it is, with the rate at which it was told."""

    item: Measured
    field: str
    surely: bool  # "I said 300", not only "the 300"


def with_recalled(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """The numbers with their fields: "I said 300" and "the 300 you have" are no news, what holds instead is."""
    result = list(assigned)
    for recalled in _recalled(message, context):
        first = recalled.item.first
        others = {one.measured.first for one in assigned if one.field not in (recalled.field, *context.asked)}
        anew = _instead(message, recalled, items, others) or _in_unit(message, recalled) or _standing(message, recalled)
        if anew is not None or recalled.surely or recalled.item.is_bare():
            result = [one for one in result if one.measured.first != first or one.field == recalled.field]
        if anew is not None:
            taken = {first, anew.first}
            result = [one for one in result if one.measured.first not in taken and one.field != recalled.field]
            result.append(Assigned(recalled.field, anew, 1.0, {}, replaces=True))
    return result


def _recalled(message: Message, context: Context) -> Iterator[Recalled]:
    for item in message.measured:
        surely = recalled_in(message, item.clause) or is_judged(message, item)
        before = message.tokens[item.first - 1].lower if item.first else ""
        if not surely and before not in _POINTING and not _was_once(message, item):
            continue
        known = list(_known_as(context, item, apart=_verb_behind(message, item) is not None))
        found = [one for one in known if _is_told_so(context, one[0], item)] or known
        if len({field for field, _ in found}) == 1:
            field, per = found[0]
            if not _is_of_other_side(message, item, field):
                yield Recalled(replace(item, per=per), field, surely)


def _is_of_other_side(message: Message, item: Measured, field: str) -> bool:
    """ "I said it wrong: 300 go in": what was known to come out is told to go in."""
    felt = message.activation(item)
    named = {f"{side}_tokens" for side in ("input", "output") if felt.get(f"after {side}", 0.0) > 0}
    return field in _SIZES and bool(named) and field not in named


_POINTING = frozenset({"the", "those", "these", "that"})


def _was_once(message: Message, item: Measured) -> bool:
    """ "80 was the old build", "the 6 % was our worst week, usually it's 3": a number that held in other days."""
    verb = _verb_behind(message, item)
    sentence = message.structure.sentences[item.sentence]
    if verb is None:
        return False
    words = {token.lower for token in message.tokens[verb + 1 : min(verb + 1 + _NEAR, sentence.last)]}
    if words & cue_words("extreme"):
        return any(token.lower in cue_words("usual") for token in message.tokens[verb + 1 :])
    past = message.tokens[verb].lower in _PAST
    return past and (bool(words & _OTHER_DAYS) or any(_YEAR.fullmatch(word) for word in words))


_PAST = frozenset({"was", "were"})
_OTHER_DAYS = frozenset(
    {"last", "old", "older", "former", "previous", "earlier", "then", "ago", "before", "previously", "past", "back"}
)
_YEAR = re.compile(r"(19|20)\d\d")


def _tells(item: Measured) -> bool:
    """It says by itself what it is: "3 people", "$4k", "12 %"."""
    return not item.is_bare() or item.quantity.kind != "plain"


def _known_as(context: Context, item: Measured, *, apart: bool) -> Iterator[tuple[str, float | None]]:
    """The known facts that a number may be, each with a rate at which it is that; its own rate may be said `apart`."""
    for field, fact in context.facts.items():
        if field not in roles() or isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
            continue
        kinds = roles()[field].kinds
        plain = item.quantity.kind == "plain" and ("money" in kinds or "share" in kinds or "duration" in kinds)
        if (item.quantity.kind not in kinds and not plain) or (item.nouns and not _speaks_of(field, item)):
            continue
        rates = (item.per,) if item.per is not None and not apart else _RATES if field in _MONTHLY else (None,)
        for per in rates:
            value = value_of(Assigned(field, replace(item, per=per), 1.0, {}))
            if value is not None and abs(value[0] - fact.value) <= _SAME * abs(fact.value):
                yield field, per
                break


def _is_told_so(context: Context, field: str, item: Measured) -> bool:
    """The fact was told with this number: 30,000 is a budget of 30,000, and 2,500 a month only worked out."""
    told = taken_apart(context.facts[field].quote or "").measured
    return any(one.quantity.value == item.quantity.value for one in told)


def _speaks_of(field: str, item: Measured) -> bool:
    """What it counts speaks for the field."""
    return any(roles()[field].nouns.get(noun, 0.0) > 0 for noun in item.nouns)


def _instead(
    message: Message, recalled: Recalled, items: Sequence[Measured], others: Collection[int]
) -> Measured | None:
    """The number that takes its place: "I said 8 seconds. Our desk says 4.", "the 300 is wrong, it's 500".

    At the tokens `others` begin numbers of other fields, which nobody asked for.
    """
    old = recalled.item
    if any(token.lower in _GOES_BACK for token in message.tokens[old.quantity.last : old.quantity.last + 1]):
        return None
    stating = {item.first: item for item in items}  # with units that they carry on
    for written in message.measured:
        item = stating.get(written.first, written)
        foreign = message.structure.mode_at(item.first) == "foreign"
        if item.first <= old.first or item.sentence - old.sentence > _SOON or not (item.first in stating or foreign):
            continue
        if item.is_bare() and _YEAR.fullmatch(message.tokens[item.first].lower) and _was_once(message, old):
            continue  # "those $9k were 2024"
        between = {token.lower for token in message.tokens[old.quantity.last : item.first]}
        wrong = between & (cue_words("called_wrong") | _OURS) or any(word.endswith("n't") for word in between)
        past = bool(between & _BREAKS) and _was_once(message, old) and not (item.first in others and _tells(item))
        quantity = _in_thousands(in_unit_of(item.quantity, old.quantity), old.quantity)
        fits = item.is_bare() or _speaks_of(recalled.field, item)
        follows = message.tokens[item.quantity.last : item.quantity.last + 1]
        broken = any(other.first == item.quantity.last for other in message.measured)  # "three sixty"
        if quantity is None or not fits or not (recalled.surely or wrong or past) or (broken and follows):
            return None
        return replace(item, quantity=quantity, nouns=item.nouns or old.nouns, per=item.per or old.per)
    return None


def _in_thousands(quantity: Quantity | None, old: Quantity) -> Quantity | None:
    """ "The 9k was December, normally it's 6": six thousand."""
    short = quantity is not None and quantity.kind == old.kind == "plain" and quantity.scale == 1 < old.scale
    if quantity is None or not short or quantity.value * _THOUSANDS_LESS > old.value:
        return quantity
    return quantity.scaled(old.scale)


_THOUSANDS_LESS = 100  # times as much
_OURS = frozenset({"ours", "mine"})  # "the 20k was for both projects. Ours is 12k"
_BREAKS = frozenset({",", ";", ".", "!", "-", "–", "—", ":"})
_GOES_BACK = frozenset({"still", "stands", "holds"})


def _in_unit(message: Message, recalled: Recalled) -> Measured | None:
    """The unit that was meant: "those 900 were words", "the 3,000 was per week"."""
    old = recalled.item
    end, verb = message.structure.sentences[old.sentence].last, _verb_behind(message, old)
    if verb is None or not old.is_bare() or message.structure.holds_negation(old.first, min(verb + 2, end)):
        return None
    at = verb + 1
    if recalled.field in _SIZES:
        nouns = {token.stem for token in message.tokens[at : min(at + 2, end)]}
        noun = next((one for one in ("word", "page") if one in nouns), None)
        return replace(old, nouns=frozenset({noun})) if noun else None
    rates = (rate_at(message.tokens, place) for place in range(at, min(at + 2, end)))
    rate = next((found[0] for found in rates if found is not None), None)
    return replace(old, per=rate) if rate and recalled.field in _MONTHLY else None


def _verb_behind(message: Message, item: Measured) -> int | None:
    """The token of the verb behind a number: "the 3,000 for the API was ..."."""
    end = min(item.quantity.last + _NEAR, message.structure.sentences[item.sentence].last)
    return next((at for at in range(item.quantity.last, end) if message.tokens[at].lower in _VERBS), None)


_VERBS = frozenset({"was", "were", "is", "are"})


def _standing(message: Message, recalled: Recalled) -> Measured | None:
    """ "The thirty thousand still stands", "nothing changed about the five months"."""
    clause = message.structure.clauses[recalled.item.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    behind = {token.lower for token in message.tokens[recalled.item.quantity.last : clause.last]}
    denied = message.structure.holds_negation(clause.first, clause.last) and "nothing" not in words
    stands = behind & cue_words("holding") or ("nothing" in words and words & {"changed", "changes", "new"})
    return recalled.item if stands and not denied else None


def with_known_lists(
    message: Message, context: Context, facts: Sequence[Statement], taken_back: Sequence[str]
) -> tuple[list[Statement], tuple[str, ...]]:
    """Lists as they are with what is known: longer by what comes on top, shorter by what is dropped.

    The second part are the fields taken back that are so still: of a list, what is left stands.
    """
    whole = {field for field in LISTS if _goes_whole(message, field, taken_back)}
    facts = [one for one in facts if one.field not in whole]
    gone = {field: values for field, values in _dropped(message).items() if field not in whole}
    told = {one.field: one for one in facts if isinstance(one.value, list)}
    result = [one for one in facts if one.field not in told]
    kept = list(taken_back)
    for field in dict.fromkeys((*told, *gone)):
        said, known = told.get(field), _known_list(context, field)
        values = said.value if said is not None and isinstance(said.value, list) else []
        left = [one for one in values if one not in gone.get(field, {})]
        replaced = bool(values) and not gone.get(field, set()).isdisjoint(known) and not _says_instead(message)
        if field in gone and (replaced or not left):  # "Ukrainian, not Russian": what else is known stands
            stay = [one for one in known if one not in gone[field]]
            left = [*stay, *(one for one in left if one not in stay)]
        elif said is not None and _comes_on_top(message, said):
            left = [*known, *(one for one in left if one not in known)]
        if left and (left != known or said is not None):
            quote = said.quote if said is not None and values else message.text.strip()
            base = said or Statement(field=field, value=left, quote=quote)
            result.append(base.model_copy(update={"value": left, "quote": quote}))
            kept = [one for one in kept if one != field]
        elif said is not None and not values and field not in taken_back:
            result.append(said)
    return result, tuple(kept)


def _goes_whole(message: Message, field: str, taken_back: Sequence[str]) -> bool:
    """ "Cross out all the languages": the list itself is named, which no value of it does."""
    named = field != "regulations" or any(token.lower in _LAWS for token in message.tokens)
    return field in taken_back and named


_LAWS = frozenset({"regulations", "regulation", "compliance", "rules", "laws"})


def _known_list(context: Context, field: str) -> list[JsonValue]:
    fact = context.facts.get(field)
    return list(fact.value) if fact is not None and isinstance(fact.value, list) else []


def _dropped(message: Message) -> dict[str, set[JsonValue]]:
    """Values of lists that the message names to say that they do not count, and names nowhere behind that."""
    structure, gone = message.structure, dict[str, set[JsonValue]]()
    named = listed_values(structure)
    denied = {(one.field, one.first) for one in denied_values(structure, "fact")}
    for one in named:
        again = any(other.first > one.first and other.value == one.value for other in named)
        clause = structure.clauses[structure.clause_of[one.first]]
        start = max(clause.first, one.first - _NEAR)
        ahead = {token.lower for token in message.tokens[start : one.first + 1]}  # "only text" is a cue by itself
        if not again and ((one.field, one.first) in denied - _only(ahead, one) or _is_struck(message, one)):
            gone.setdefault(one.field, set()).add(one.value)
    return gone


def _only(ahead: set[str], named: Named) -> set[tuple[str, int]]:
    """ "Not just text" denies nothing."""
    return {(named.field, named.first)} if ahead & {"just", "only", "merely", "solely", "simply"} else set()


def _is_struck(message: Message, named: Named) -> bool:
    """ "Scratch HIPAA", "forget the photos": the order stands right in front, in the same clause."""
    structure = message.structure
    clause = structure.clauses[structure.clause_of[named.first]]
    orders = structure.hits_of("retract", "retract_known")
    near = [hit for hit in orders if clause.first <= hit.first < named.first and named.first - hit.last <= _NEAR]
    for hit in orders:  # "PCI can go", "SOX may be dropped"
        between = {token.lower for token in structure.tokens[named.last : hit.first]}
        if 0 <= hit.first - named.last <= _HELPED and between <= _HELPERS and _closes(structure.tokens, hit.last):
            near.append(hit)
    return any(not structure.is_negated(hit.first, 2) for hit in near)


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Nothing follows that says where it goes: "GDPR data can go to the cloud"."""
    return place >= len(tokens) or tokens[place].kind != "word" or tokens[place].lower in _CLOSING


_HELPED = 2  # tokens: "can be"
_HELPERS = frozenset({"can", "may", "could", "should", "must", "be", "is", "are", "was", "were"})
_CLOSING = frozenset({"too", "then", "now", "again", "as", "and", "please", "because", "since"})


def _says_instead(message: Message) -> bool:
    return any(token.lower in change_words("instead") for token in message.tokens)


def _comes_on_top(message: Message, said: Statement) -> bool:
    """ "Also in Polish", "plus Greek", "SOX too": besides what is known, unless it takes its place."""
    place = message.text.find(said.quote or "")
    number = next(
        (
            number
            for number, each in enumerate(message.structure.sentences)
            if each.first < each.last and place < message.tokens[each.last - 1].end
        ),
        0,
    )
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    opens = next((word for word in words if word not in _INTERJECTED), "")
    added = {*words} & change_words("besides") or opens in ("and", "add") or words[-2:] == ["as", "well"]
    forgot = says_forgotten(message)
    return forgot or (bool(added) and not _stands_instead(message, place))


def _stands_instead(message: Message, place: int) -> bool:
    """ "Only Spanish" in the clause around a character; "too, not just text" comes on top of what is known."""
    clause = next((one for one in message.structure.clauses if place < message.tokens[one.last - 1].end), None)
    if clause is None:
        return False
    words = ["", *(token.lower for token in message.tokens[clause.first : clause.last])]
    return any(word in change_words("instead") and before not in _NOT for before, word in pairwise(words))


_NOT = frozenset({"not", "n't", "isn't", "aren't"})


def more_of_known_lists(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """The lists among the facts to which a message adds at once: "and Dutch, we have a branch there"."""
    clauses = message.structure.clauses[:1]
    if not clauses or clauses[0].mode != "fact":
        return []
    words = [token.lower for token in message.tokens[: clauses[0].last] if token.kind == "word"]
    ahead = [one for one in listed_values(message.structure) if one.last <= clauses[0].last]
    named = {place for one in ahead for place in range(one.first, one.last)}
    others = {
        token.lower
        for place, token in enumerate(message.tokens[: clauses[0].last])
        if token.kind == "word" and place not in named
    }
    adds = words[:1] != [] and (words[0] in ("and", "add") or not change_words("besides").isdisjoint(words))
    if not (adds and named) or not others <= change_words("besides") | _INTERJECTED | _BESIDE_A_NAME:
        return []
    return [one for one in facts if one.field in LISTS and _known_list(context, one.field) and one.status == "stated"]


_BESIDE_A_NAME = frozenset({"and", "as", "both", "now", "please", "in", "some", "since", "the", "is", "are", "there"})


_INTERJECTED = frozenset({"oh", "ah", "sorry", "oops", "wait", "hmm", "hm", "yes", "right", "ok", "okay", "well"})


def lists_gone_on_with(message: Message, context: Context) -> tuple[str, ...]:
    """The known lists that a short message may add to: "we left out Italian", "photos, I forgot those"."""
    short = words_in(message.tokens) <= _FEW_WORDS and not message.measured
    known = (field for field in sorted(LISTS) if _known_list(context, field))
    return tuple(known) if short and says_forgotten(message) else ()


_FEW_WORDS = 14


def says_forgotten(message: Message) -> bool:
    """ "I forgot", "slipped my mind", and no order to forget."""
    said = f" {' '.join(token.lower for token in message.tokens if token.kind == 'word')} "
    return any(f" {phrase} " in said for phrase in change_words("forgotten"))
