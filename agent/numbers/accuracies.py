"""Two shares that both seem to tell today's accuracy, or both the needed one: what each of them tells.

The tense of the verb tells them apart: "we are at 71. At 85 the director will sign". A share that is much worse than
the one told of all answers, and is of wrong ones or of cases named in front, is of some of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from agent.numbers.products import found_at, found_in
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import bad_words, faults
from agent.words.tokens import stem_of
from agent.words.values import counts_wrong, value_of

NOW, NEEDED = "current_accuracy", "target_accuracy"
CRITICAL, EDGE = "critical_error_rate", "edge_case_error_rate"


def told_apart(message: Message, assigned: Sequence[Assigned], asked: Collection[str]) -> list[Assigned]:
    """The numbers, each accuracy told once: of two for one field, one has another field or is left out."""
    assigned = [item for item in assigned if item.field in asked or not _is_of_a_mix(message, item)]
    assigned = _without_those_of_people(message, assigned)
    harm = max((item.measured.quantity.value for item in assigned if item.field == CRITICAL), default=0.0)
    assigned = [item for item in assigned if item.field != NEEDED or not 0 < item.measured.quantity.value < harm]
    assigned = [item for item in assigned if not _is_half_of_errors(message, item)]
    assigned = [item for item in assigned if item.field in asked or not _is_of_something_else(item, assigned)]
    assigned = [_as_it_is_ahead(message, item, assigned, asked) for item in assigned]
    assigned = [_as_it_is_allowed(message, item, asked) for item in _in_the_words_before(assigned)]
    now = [item for item in assigned if item.field == NOW]
    needed = [item for item in assigned if item.field == NEEDED]
    if now and not needed and asked != (NOW,):
        floor = [item for item in now[1:] if item.measured.quantity.bound == "at_least"]
        ahead = [item for item in now if _is_ahead(message, item) or (item in floor and _is_higher(item, now[0]))]
        others = [item for item in now if item not in ahead]
        if len(ahead) == 1 and (not others or _is_higher(ahead[0], others[-1])):
            return [replace(item, field=NEEDED) if item is ahead[0] else item for item in assigned]
    if len(needed) > 1 and not now:
        today = [item for item in needed if item.activation.get("now", 0.0) > item.activation.get("need", 0.0)]
        others = [item for item in needed if item not in today]
        if len(today) == 1 and others and _is_higher(others[-1], today[0]):
            return [replace(item, field=NOW) if item is today[0] else item for item in assigned]
    if len(now) == len(needed) == 1 and _falls(now[0], needed[0]):
        return [_as_wrong(item) if item in (now[0], needed[0]) else item for item in assigned]
    some = _of_some(message, now)
    edge = EDGE not in {item.field for item in assigned}
    kept = [replace(item, field=EDGE) if edge and item in some else item for item in assigned]
    return [item for item in kept if item.field != NOW or item not in some]


def _is_of_a_mix(message: Message, item: Assigned) -> bool:
    """ "60% are classification, 40% are drafting", "70 % correct invoices, 30 % complaints": what there is of each."""
    if item.field not in _RATES:
        return False
    sentence = item.measured.sentence
    shares = [one for one in message.measured if one.sentence == sentence and one.quantity.kind == "share"]
    whole = sum(one.quantity.value for one in shares)
    if item.measured not in shares or len(shares) == 1 or abs(whole - 1) > _ROUNDED:
        return False
    return not any(_last_word(message, one) in _qualities() for one in shares)


def _last_word(message: Message, item: Measured) -> str:
    """The stem of what a share is said to be: "correct invoices" are invoices."""
    clause = message.structure.clauses[item.clause]
    others = [one.first for one in message.measured if one.first > item.first]
    words = message.tokens[item.quantity.last : min([clause.last, *others])]
    ends = next((at for at, token in enumerate(words) if token.kind != "word" or token.lower in _JOINS), len(words))
    return words[ends - 1].stem if ends else ""


@cache
def _qualities() -> frozenset[str]:
    return bad_words() | faults() | frozenset(map(stem_of, _GOOD))


_RATES = frozenset({NOW, NEEDED, CRITICAL, EDGE})
_ROUNDED = 0.011
_JOINS = frozenset({"and", "but", "while", "whereas", "with"})
_GOOD = (
    "", "right", "correct", "correctly", "fine", "ok", "okay", "good", "accurate", "usable", "well", "needed", "enough",
    "not", "perfect", "acceptable", "edits", "rework", "time", "wrongly", "missed", "today", "now",
)  # fmt: skip


def _without_those_of_people(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "The pilot reached 86 percent and the clerks are right in 91": beside the model's, people's is no accuracy."""
    theirs = [item for item in assigned if item.field == NOW and _is_of_people(message, item.measured)]
    if len(theirs) != 1:
        return list(assigned)
    [people] = theirs
    kept = [item for item in assigned if item is not people]
    if any(item.field == NOW for item in kept):
        return kept
    taken = {item.measured.first for item in kept}
    of_model = [item for item in message.measured if item.first not in taken and _is_of_model(message, item, people)]
    found = [replace(people, measured=item, activation=message.activation(item)) for item in of_model]
    return [*found, *kept] if len(found) == 1 else list(assigned)


def _is_of_model(message: Message, item: Measured, people: Assigned) -> bool:
    """A share right before or behind, of a clause that speaks of the model or of how well it did."""
    clause = message.structure.clauses[item.clause]
    words = {token.lower for token in message.tokens[clause.first : item.first]}
    share = item.quantity.kind == "share" and item.quantity.bound is None and item.per is None
    near = abs(item.sentence - people.measured.sentence) <= 1 and message.structure.mode_at(item.first) == "fact"
    named = found_in(message, "by_model", clause.first, item.first) or not _TRIED.isdisjoint(words)
    return share and near and named and item.quantity.value >= _SO_FEW and not _is_of_people(message, item)


def _is_of_people(message: Message, item: Measured) -> bool:
    """ "Our clerks are right in 91 percent of cases", "the staff 91%"; not "the clerks say it is right in 91"."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    place = next((place for place, token in enumerate(ahead) if token.lower not in _OPENS), len(ahead))
    if place == len(ahead) or not found_at(message, "humans", clause.first + place, item.first):
        return False
    return place + 1 == len(ahead) or ahead[place + 1].lower in _DO


_OPENS = frozenset(
    {"and", "but", "while", "whereas", "the", "our", "my", "these", "today", "currently", "by", "comparison", ","}
)
_DO = frozenset(
    {"are", "get", "gets", "is", "reach", "reaches", "have", "has", "manage", "manages", "hit", "score", "scores",
     "achieve", "achieves", "make", "do", "does", "themselves", "alone", "at", "come", "were", "got", "reached"}
)  # fmt: skip
_TRIED = frozenset({"pilot", "trial", "test", "poc", "prototype", "it", "ai", "chatbot", "gpt", "system", "tool"})


def _is_of_something_else(item: Assigned, assigned: Sequence[Assigned]) -> bool:
    """So few, and not a word of right or wrong: "one cohort of 45 out of 900", "we keep 11 % now, want 16 %"."""
    share = item.measured.quantity
    if item.field not in (NOW, NEEDED) or share.kind != "share" or share.value >= _SO_FEW or share.bound is not None:
        return False
    judged = any(
        max(one.activation.get(group, 0.0) for group in _JUDGED) >= _SAYS for one in (item, *_before(item, assigned))
    )
    return not judged


def _is_half_of_errors(message: Message, item: Assigned) -> bool:
    """ "Half the mistakes it makes now": so many of the errors, and no rate of answers."""
    behind = message.tokens[item.measured.quantity.last : item.measured.quantity.last + 4]
    led = [token.lower for token in behind[:1]] in (["the"], ["of"], ["as"])
    rates = item.field in (NOW, NEEDED) and item.measured.quantity.kind == "share"
    return rates and led and any(token.stem in faults() for token in behind)


def _before(item: Assigned, assigned: Sequence[Assigned]) -> list[Assigned]:
    """The accuracy told before it."""
    return [one for one in assigned if one.field in (NOW, NEEDED) and one.measured.first < item.measured.first][-1:]


def _as_it_is_ahead(message: Message, item: Assigned, assigned: Sequence[Assigned], asked: Collection[str]) -> Assigned:
    """ "It botches 18 %; I'd call it done when that's down to 4 %": a lower rate of errors that is still to come."""
    before = _before(item, assigned)
    if item.field not in (CRITICAL, EDGE) or item.field in asked or not before or before[0].field != NOW:
        return item
    first, then = before[0].measured.quantity, item.measured.quantity
    named = max(item.activation.get("critical", 0.0), item.activation.get("edge", 0.0)) >= _SAYS
    wrong = counts_wrong(NOW, first.value, before[0].activation)
    if named or not wrong or not 0 < then.value < first.value or not _is_ahead(message, item):
        return item
    return _as_wrong(replace(item, field=NEEDED))


def _as_it_is_allowed(message: Message, item: Assigned, asked: Collection[str]) -> Assigned:
    """ "Errors: 2 % max", "only one answer in fifty may be wrong": a limit for wrong answers is the needed accuracy."""
    clause = message.structure.clauses[item.measured.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    limited = item.measured.quantity.bound == "at_most" or not words.isdisjoint(_LIMITS)
    allowed = "only" in words and not words.isdisjoint(_ALLOWS)
    of_some = item.field == CRITICAL and item.activation.get("critical", 0.0) >= _SAYS
    if item.field not in (NOW, CRITICAL) or item.field in asked or of_some or not (limited or allowed):
        return item
    wrong = item.field == CRITICAL or counts_wrong(NOW, item.measured.quantity.value, item.activation)
    return _as_wrong(replace(item, field=NEEDED)) if wrong else item


_LIMITS = frozenset({"max", "maximum", "limit"})
_ALLOWS = frozenset({"may", "allowed", "permitted", "acceptable"})


def _in_the_words_before(assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "Right in 68 %, on the odd ones only 30 %": without a word of its own it tells what the one before told."""
    found: list[Assigned] = []
    for item in assigned:
        before = _before(item, found)
        bare = max(item.activation.get(group, 0.0) for group in ("accuracy", "wrong")) < _SAYS
        if item.field == EDGE and bare and before and before[0].field == NOW:
            whole, share = before[0].measured, item.measured
            right = not counts_wrong(NOW, whole.quantity.value, before[0].activation)
            if right and whole.sentence == share.sentence and share.quantity.value < whole.quantity.value:
                found.append(replace(item, activation={**item.activation, "accuracy": 1.0, "wrong": 0.0}))
                continue
        found.append(item)
    return found


_JUDGED = ("accuracy", "wrong", "score", "critical", "edge")
_SO_FEW, _SAYS = 0.3, 0.3


def without_wanted(items: Sequence[Assigned]) -> Sequence[Assigned]:
    """Of rates of errors those of today: "1.3 % do harm, we want that at 0.3"."""
    today = [item for item in items if not _is_wanted(item)]
    return today or items


def _is_wanted(item: Assigned) -> bool:
    need, now = item.activation.get("need", 0.0), item.activation.get("now", 0.0)
    return item.measured.quantity.bound == "at_most" or need > max(_WANTED, now)


_WANTED = 0.5


def _falls(now: Assigned, needed: Assigned) -> bool:
    """ "12 in 100 are off, it must be 2": what is to become less is wrong, whatever the word for it."""
    first, second = now.measured.quantity, needed.measured.quantity
    return first.kind == second.kind == "share" and 0 < second.value < first.value < _FEW


_FEW = 0.4


def _as_wrong(item: Assigned) -> Assigned:
    return replace(item, activation={**item.activation, "wrong": 1.0, "accuracy": 0.0})


def _of_some(message: Message, now: Sequence[Assigned]) -> list[Assigned]:
    """ "Accuracy is 96. Old forms fail in 30% of cases", "63% right, and for old machines only 30%".

    A share of some of the cases, much worse than the one of all that was told before.
    """
    if len(now) < 2:  # one of all and one of some
        return []
    whole = _value(now[0])
    found = []
    for item in now[1:]:
        value = _value(item)
        worse = whole is not None and value is not None and whole - value > _WORSE
        wrong = counts_wrong(NOW, item.measured.quantity.value, item.activation)
        if worse and (wrong or _is_led(message, item)) and not counts_wrong(NOW, whole or 0.0, now[0].activation):
            found.append(item)
    return found


def _is_led(message: Message, item: Assigned) -> bool:
    """ "For older machines it's 30%", "on rare dialects": the cases are named in front."""
    structure, place = message.structure, item.measured.clause
    words = [message.tokens[structure.clauses[number].first].lower for number in (place, place - 1) if number >= 0]
    after_and = [message.tokens[structure.clauses[place].first + 1].lower] if words[:1] in (["and"], ["but"]) else []
    return bool(_LEADING & {*words[:1], *after_and})


_LEADING = frozenset({"for", "on", "with", "where", "when", "among"})
_WORSE = 0.1


def _is_higher(one: Assigned, other: Assigned) -> bool:
    first, second = _value(replace(one, field=NEEDED)), _value(replace(other, field=NOW))
    return first is not None and second is not None and first > second


def _value(item: Assigned) -> float | None:
    value = value_of(item)
    return value[0] if value is not None else None


def _is_ahead(message: Message, item: Assigned) -> bool:
    """The verb of its clause is of the future, of a condition, or obliges; "I'd say 80" only guesses."""
    clause = message.structure.clauses[item.measured.clause]
    words = [token.lower for token in message.tokens[clause.first : clause.last]]
    behind = [token.lower for token in message.tokens[item.measured.last : clause.last]]
    return _must_be_good(behind) or any(
        (word in _MODALS or word.endswith(("'d", "'ll"))) and not _guesses(words[place + 1 : place + 4])
        for place, word in enumerate(words)
    )


def _must_be_good(behind: Sequence[str]) -> bool:
    """ "Must be right", "need to be good enough", behind a share: it is not so yet."""
    return any(
        word in _OBLIGING
        and set(behind[place + 1 : place + 3]) & {"be"}
        and set(behind[place + 2 : place + 5]) & set(_GOOD)
        for place, word in enumerate(behind)
    )


def _guesses(behind: Sequence[str]) -> bool:
    return behind[:1] != [] and (
        behind[0] in _GUESSES or (list(behind[:2]) == ["call", "it"] and not {*behind[2:3]} & {"a", "done"})
    )


_MODALS = frozenset({"will", "would", "shall"})
_OBLIGING = frozenset({"must", "should", "need", "needs", "have", "has", "ought"})
_GUESSES = frozenset({"say", "guess", "reckon", "think", "estimate", "bet", "put", "assume"})
