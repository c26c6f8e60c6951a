"""People in a message: how many there are, what one of them costs or makes, how many could do something else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import dropwhile, pairwise

from agent.facts import Part
from agent.numbers.benefits import is_the_whole
from agent.numbers.part_places import Around, as_part, clause_span, is_for_model, is_recurring
from agent.numbers.part_sums import (
    is_same,
)
from agent.numbers.products import (
    DAILY,
    EACH,
    EVERY,
    HOUR,
    HOURLY,
    derived_words,
    found_in,
    is_apiece,
    is_daily,
    said_each,
    word_stems,
)
from agent.words.cues import load_cues, pattern_list
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import rate_at
from agent.words.tokens import Token, stem_of


def asks_part(around: Around, item: Measured) -> Part | None:
    """ "Per dev about 60 requests a day": what one of many makes; "300 calls a day": all of them."""
    message = around.message
    plain = item.quantity.kind == "plain" and item.per is not None and item.quantity.value >= 1
    if not plain or item.nouns & _NO_REQUESTS or message.activation(item).get("pay", 0.0) > _PAYS:
        return None
    if heads_part(around, item) is not None:
        return None
    of = whose(around, item) if item.per != HOURLY else None
    if of == "" and not any(part.name == "heads" for part in around.context.parts):
        of = None  # "each is 30 pages, and 400 come in a month"
    if of is not None and (item.nouns or item.counts_something):
        return as_part(message, item, "asks", per=item.per or 1.0, of=of)
    alone = [one for one in around.items if is_daily(one.per) and one.quantity.kind == "plain"] == [item]
    if alone and item.nouns & _REQUESTS and not item.each and not item.per_head:
        return as_part(message, item, "daily", per=item.per or DAILY)
    return None


def heads_part(around: Around, item: Measured) -> Part | None:
    """ "140 developers", "18 dispatchers", "four sites"."""
    message = around.message
    ours = _of_us(message, item)
    if ours:
        return as_part(message, item, "heads", of=ours)
    rated = item.per is not None and _has_rate(message, item)  # "400 doctors ..., what is it worth a month?" has none
    plain = item.quantity.kind == "plain" and not rated and item.quantity.value > 1
    behind = message.tokens[item.last : item.last + 1]
    apiece = item.each and not (behind and behind[0].kind == "word")  # not "four plants each send"
    words = [token for token in message.tokens[item.quantity.last : item.last] if token.kind == "word"]
    if words and behind and "item" in item.nouns and is_person(behind[0].lower):
        words.append(behind[0])
    named = [token for token in words[:_LONGEST_NAME] if is_person(token.lower) or is_site(token) or _pays(token)]
    if not plain or apiece or item.sized or not named or _is_crew(around, item):
        return None
    counts = item.counts_something and not item.nouns & _NO_HEADS
    if not counts and not is_person(words[-1].lower):  # "35 claims handlers" are no claims
        return None
    quote = message.text[message.tokens[item.first].start : named[-1].end]
    return as_part(message, item, "heads", of=named[-1].stem).model_copy(update={"quote": quote})


def crew_of(around: Around, item: Measured) -> Measured | None:
    """Who works on one case together for a time: "each takes two colleagues 30 minutes"."""
    return next((one for one in around.items if one.last <= item.first and _stands_ahead(around, one, item)), None)


def _is_crew(around: Around, item: Measured) -> bool:
    return any(_stands_ahead(around, item, one) for one in around.items)


def _stands_ahead(around: Around, crew: Measured, time: Measured) -> bool:
    """So many people right in front of a time, behind the verb of one case; not "two clerks spend 30 minutes"."""
    message = around.message
    clause = message.structure.clauses[crew.clause]
    timed = time.quantity.kind == "duration" and time.per is None and time.clause == crew.clause
    plain = crew.quantity.kind == "plain" and crew.per is None and not crew.each and crew.last <= time.first
    between = {token.lower for token in message.tokens[crew.last : time.first]}
    people = any(is_person(token.lower) for token in message.tokens[crew.quantity.last : crew.last])
    led = any(token.lower in _ONE_CASE for token in message.tokens[clause.first : crew.first - 1])
    engaged = any(found_in(message, group, clause.first, crew.first) for group in ("takes", "engages"))
    return timed and plain and people and led and engaged and between <= _FOR_SO_LONG


_ONE_CASE = frozenset({"each", "every", "a", "an", "one", "it"})
_FOR_SO_LONG = frozenset({"for", "busy", "about", "around", "roughly", "some", "at", "least"})


def _pays(token: Token) -> bool:
    """ "2,000 tenants": who may pay for it."""
    return token.stem in word_stems("payers")


def _of_us(message: Message, item: Measured) -> str:
    """ "There are 20 of us", "a team of 9": people, though no word says what they are; else nothing."""
    people = stem_of("people")
    tokens, last = message.tokens, item.quantity.last
    counts = item.quantity.kind == "plain" and item.quantity.value > 1 and item.per is None and not item.each
    ahead = [token.lower for token in tokens[max(0, item.first - _OF_GROUP) : item.first]]
    behind = [token.lower for token in tokens[last : last + _OF_GROUP]]
    if not counts or "each" in ahead or "every" in ahead:
        return ""
    if behind == ["of", "us"]:
        return people if _ARE & set(ahead) or not ahead else ""
    grouped = ahead[-1:] == ["of"] and ahead[:1] and stem_of(ahead[0]) in _GROUPS and item.is_bare()
    return people if grouped else ""


_OF_GROUP = 2  # tokens
_ARE = frozenset({"are", "we're", "'re", "re", "there", "were", "about", "roughly", "have"})
_GROUPS = frozenset(map(stem_of, ("team", "group", "crew", "staff", "department", "unit", "squad", "workforce")))


def _has_rate(message: Message, item: Measured) -> bool:
    """The rate stands right behind what is counted."""
    places = range(item.quantity.last, min(item.last + _RATE_NEAR, len(message.tokens)))
    return any(rate_at(message.tokens, place) is not None for place in places)


def wage_part(around: Around, item: Measured) -> Part | None:
    """ "Each agent costs us 4,200 a month"."""
    message = around.message
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    money = money or (item.quantity.kind == "plain" and item.is_bare())
    if not money or item.per is None or not _LEAST_WAGE <= item.quantity.value * item.per <= _MOST_WAGE:
        return None
    clause = message.structure.clauses[item.clause]
    paid = [one for one in around.items if one.last <= item.first <= one.last + 1]
    led = message.tokens[item.first - 1].lower in _AT if item.first else False
    group = heads_part(around, paid[-1]) if paid and (led or item.each or said_each(message, item)) else None
    if group is not None:  # "12 translators at 5,000 dollars a month"
        return as_part(message, item, "wage", per=item.per, of=group.of)
    several = (
        item.each or said_each(message, item) or _each_of_them(message, item)
    )  # "my clerks cost 3,900 a month each"
    sentence = message.structure.sentences[item.sentence]
    persons = [token for token in message.tokens[sentence.first : item.first] if is_person(token.lower)]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    if several and persons and {"who", "that", "each"} & ahead:
        return as_part(message, item, "wage", per=item.per, of=persons[-1].stem)  # "8 analysts who cost us ... each"
    near = message.tokens[max(sentence.first, item.first - _EARNED_NEAR) : item.first]
    if persons and "each" in ahead and any(token.stem in _EARNED for token in near):
        return as_part(message, item, "wage", per=item.per, of=persons[-1].stem)  # "2 clerks, each earns 3,000 a month"
    behind_them = bool(persons) and _is_behind_heads(around, item)
    told = _heads_told(around, item) if several and (ahead & _THEY or behind_them) else set()
    if (
        len(told) == 1
    ):  # "each of us costs $4,000 a month", "they earn 4,500 a month each", "12 people who ..., 60k a year each"
        return as_part(message, item, "wage", per=item.per, of=told.pop())
    for first, second in pairwise(message.tokens[clause.first : item.first]):
        led = first.lower in ("a", "an", "one", *EVERY) or (several and first.lower in ("my", "our", "the"))
        if led and is_person(second.lower):
            named = found_in(message, "no_wage", clause.first, clause.last)
            return None if named else as_part(message, item, "wage", per=item.per, of=second.stem)
    earner = _earner(message, item)
    return as_part(message, item, "wage", per=item.per, of=earner) if earner is not None else None


def _earner(message: Message, item: Measured) -> str | None:
    """The stem of the one who is paid: "each earns 3,000", "he costs 3,600", "my bookkeeper gets 3,200"; "" unnamed."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[max(clause.first, item.first - _EARNED_NEAR) : item.first]
    if not any(token.stem in _PAID for token in ahead) or found_in(message, "no_wage", clause.first, clause.last):
        return None
    before = message.structure.sentences[max(0, item.sentence - 1)].first
    persons = [token for token in message.tokens[before : item.first] if is_staff(token)]
    words = {token.lower for token in message.tokens[clause.first : item.first]}
    if not words.isdisjoint(_ONE_PERSON) or (persons and not words.isdisjoint(EACH | EVERY)):
        return persons[-1].stem if persons else ""
    sentence = message.structure.sentences[item.sentence]
    own = [place for place in range(sentence.first, item.first) if is_staff(message.tokens[place])]
    if not own or message.tokens[own[-1]].lower.endswith("s"):
        return None
    led = {token.lower for token in message.tokens[max(sentence.first, own[-1] - _LED_NEAR) : own[-1]]}
    return message.tokens[own[-1]].stem if not led.isdisjoint(_ONE_LED) else None


def is_staff(token: Token) -> bool:
    """Somebody whom they pay: no customer, and no "assistant" or "agent" that may be a machine."""
    machine = token.lower in _MAY_BE_MACHINES
    return is_person(token.lower) and not machine and not _pays(token) and token.stem != stem_of("user")


def _is_behind_heads(around: Around, item: Measured) -> bool:
    """ "12 people who do this, 60k a year each", and not "12 people and 3 licences at 6,000 a year each"."""
    ahead = around.message.tokens[item.first - 1].lower if item.first else ""
    counted = [one for one in around.items if one.last <= item.first and one.counts_something]
    return ahead in (",", *_AT) and bool(counted) and heads_part(around, counted[-1]) is not None


def _heads_told(around: Around, item: Measured) -> set[str]:
    """Of whom it was told how many they are, before the number."""
    here = (heads_part(around, one) for one in around.items if one.first < item.first)
    return {part.of for part in (*around.context.parts, *here) if part is not None and part.name == "heads"}


_THEY = frozenset({"they", "them", "us", "we"})
_AT = frozenset({"at", "on", "à", "@"})
_EARNED_NEAR = 5  # tokens
_LED_NEAR = 3  # tokens
_ONE_PERSON = frozenset({"he", "she"})
_ONE_LED = frozenset({"a", "an", "one", "my", "our"})
_MAY_BE_MACHINES = frozenset({"assistant", "agent", "translator", "reader", "writer", "coder"})
_EARNED = frozenset(map(stem_of, ("earn", "earns", "earning", "salary", "wage", "paid", "cost", "costs")))
_PAID = _EARNED | set(map(stem_of, ("get", "gets", "make", "makes")))


def payroll_part(around: Around, item: Measured) -> Part | None:
    """ "My team of 34 costs 1.9 million a year", "we pay all agents together 90,000 a month"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    apiece = item.each or said_each(message, item)
    if apiece or not is_recurring(item) or item.quantity.value * (item.per or 1.0) < _LEAST_PAYROLL:
        return None
    paid = found_in(message, "payroll", clause.first, min(clause.last, item.last + _NEAR))
    paid = paid or _are_paid(message, item)
    return as_part(message, item, "payroll", per=item.per or 1.0) if paid and not is_for_model(message, item) else None


def _are_paid(message: Message, item: Measured) -> bool:
    """ "Our secretaries cost 3,800 dollars a month", "two typists are 5,600 together"; no "50 users cost us"."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    people = [place for place, token in enumerate(ahead) if is_staff(token) and token.lower.endswith("s")]
    if not people or "for" in (token.lower for token in ahead[: people[-1]]):
        return False
    verbs = [token for token in ahead[people[-1] + 1 :] if token.kind == "word"]
    return any(token.stem in _PAID or token.lower == "are" for token in verbs[:_LED_NEAR])


def freed_part(around: Around, item: Measured) -> Part | None:
    """ "We'd free up 6 of them", "five fewer agents", "two of our six clerks", "half a position"."""
    message = around.message
    plain = item.quantity.kind == "plain" or (item.quantity.kind == "factor" and item.quantity.value < 1)
    if not plain or item.per is not None or item.quantity.value > _MOST_FREED or is_the_whole(message, item):
        return None
    if item.nouns & _NO_PEOPLE:  # "240 words more or less"
        return None
    clause = message.structure.clauses[item.clause]
    led = [token.lower for token in message.tokens[max(clause.first, item.first - _EACH_OF_NEAR) : item.first]]
    if "each" in led:
        return None  # "spare each of our 60 technicians 20 minutes a day"
    before = _instead_of(around, item)
    there = before.quantity.value if before is not None else None
    there = there or _left_over_of(around, item) or _of_whom_so_many_stay(around, item)
    if there:
        return as_part(message, item, "freed").model_copy(update={"value": there - item.quantity.value, "range": None})
    ends = min(clause.last, max(item.last, item.quantity.last + _OF_WHAT - 1))
    words = message.tokens[item.quantity.last : ends]
    fewer = any(token.lower in ("fewer", "less") for token in words)
    people = fewer or any(is_person(token.lower) or token.lower in ("them", "who") for token in words[:_LONGEST_NAME])
    people = people or any(hit.payload == "positions" for hit in derived_words().find(words))
    known = any(part.name == "freed" for part in around.context.parts)  # "What if they replace 4?"
    people = people or _are_some_of(around, item) or (known and not any(token.kind == "word" for token in words))
    fewer = fewer and (any(is_person(token.lower) for token in words) or _are_positions(words))
    freed = fewer or found_in(message, "frees", clause.first, max(item.last, clause.last if people else item.last))
    freed = freed or (people and _is_saved_whole(around, item))
    return as_part(message, item, "freed") if people and freed else None


_NO_PEOPLE = frozenset({"word", "page", "token", "document", "example", "request"})


def _instead_of(around: Around, item: Measured) -> Measured | None:
    """ "We'd get by with 4 planners instead of 6": how many there are."""
    tokens = around.message.tokens
    words = tokens[item.quantity.last : item.last]
    ahead = {token.lower for token in tokens[around.message.structure.clauses[item.clause].first : item.first]}
    behind = next((one for one in around.items if one.first >= item.last), None)
    if behind is None or behind.quantity.kind != "plain" or behind.quantity.value <= item.quantity.value:
        return None
    between = [token.lower for token in tokens[item.last : behind.first]]
    people = any(is_person(token.lower) for token in words) and not _WOULD.isdisjoint(ahead)
    return behind if people and between in (["instead", "of"], ["rather", "than"], ["not"]) else None


def _left_over_of(around: Around, item: Measured) -> float | None:
    """ "We could do with nine of them", "we'd only need nine people": of how many, where that was told."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    behind = [token.lower for token in message.tokens[item.quantity.last : item.last + 2]]
    people = not behind or behind[:2] == ["of", "them"] or any(map(is_person, behind[:_LONGEST_NAME]))
    told_of = {token.lower for token in message.tokens[clause.first : item.quantity.last]}
    enough = tuple(ahead[-2:]) in _DO_WITH or bool(_ONLY & told_of and _NEED & told_of)
    told = [part for part in around.context.parts if part.name == "heads" and part.value > item.quantity.value]
    less = not {"fewer", "less", "more"} & set(behind)
    return told[-1].value if people and enough and less and told and not _WOULD.isdisjoint(ahead) else None


_DO_WITH = frozenset({("do", "with"), ("manage", "with"), ("by", "with"), ("along", "with"), ("cope", "with")})
_ONLY, _NEED = frozenset({"only", "just"}), frozenset({"need", "keep", "want"})


def _of_whom_so_many_stay(around: Around, item: Measured) -> float | None:
    """ "What if we only need one of them?": how many people there are, where so many of them would stay."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    if clause.mode != "what_if" or not found_in(message, "still_needs", clause.first, item.first):
        return None
    known = [part for part in around.context.parts if part.name == "heads" and not is_site_stem(part.of)]
    behind = [token for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"]
    words = [token.lower for token in behind[:_LONGEST_NAME]]
    them = not words or words[:2] == ["of", "them"] or not _ANYBODY.isdisjoint(words)
    for part in reversed(known):
        if them or any(is_same(token.stem, part.of) for token in behind[:_LONGEST_NAME]):
            return part.value if item.quantity.value < part.value else None
    return None


_ANYBODY = frozenset({"people", "person", "persons"})


def is_site_stem(stem: str) -> bool:
    """Whether what is counted is a place, by its stem."""
    return stem in word_stems("places") | word_stems("sites")


def _is_saved_whole(around: Around, item: Measured) -> bool:
    """ "We only save two of the three people"; not "it saves two people an hour a day"."""
    message = around.message
    ahead = [token.lower for token in message.tokens[max(0, item.first - _SAVED_NEAR) : item.first]]
    times = any(one.clause == item.clause and one.quantity.kind == "duration" for one in message.measured)
    return not times and not _SAVES.isdisjoint(ahead) and _OF_ALL_OF_THEM.isdisjoint(ahead)


_SAVED_NEAR = 2  # tokens
_SAVES = frozenset({"save", "saves", "saved", "saving"})
_OF_ALL_OF_THEM = frozenset({"our", "the", "my", "all", "these", "those"})


def _are_positions(words: Sequence[Token]) -> bool:
    return any(hit.payload == "positions" for hit in derived_words().find(words))


def _are_some_of(around: Around, item: Measured) -> bool:
    """ "Two of our six clerks"."""
    behind = [one for one in around.items if item.first < one.first <= item.quantity.last + 2]
    return bool(behind) and is_the_whole(around.message, behind[0]) and heads_part(around, behind[0]) is not None


def wage_of_freed_part(around: Around, item: Measured) -> Part | None:
    """ "It'd spare us one accountant, who'd cost 72k a year", "we'd free two, $3,900 each a month"."""
    message = around.message
    if not is_recurring(item) or not _LEAST_WAGE <= item.quantity.value * (item.per or 1.0) <= _MOST_WAGE:
        return None
    before = [one for one in around.items if one.first < item.first and item.sentence - one.sentence <= 1]
    freed = next((part for one in reversed(before) if (part := freed_part(around, one)) is not None), None)
    told = next(iter(reversed(around.context.parts)), None)
    freed = freed or (told if told is not None and told.name == "freed" else None)
    if freed is None or is_for_model(message, item) or found_in(message, "losses", *clause_span(message, item)):
        return None
    full = any(
        token.lower in ("full", "whole") for token in message.tokens[max(0, item.first - _FEW_WORDS) : item.first]
    )
    alone = freed.value == 1 or (freed.value < 1 and full)
    return (
        as_part(message, item, "wage", per=item.per or 1.0)
        if alone or is_apiece(message, item) or said_each(message, item)
        else None
    )


def whose(around: Around, item: Measured) -> str | None:
    """The stem of whom "each nurse", "per dev", "an agent" is; "" of a bare "each"; `None` where it is of all."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens
    known = [part.of for part in around.context.parts if part.name == "heads"]
    known += [stem for one in around.items if (part := heads_part(around, one)) for stem in [part.of]]
    for place in range(_subject_starts(message, item), min(clause.last, len(tokens) - 1)):
        word = tokens[place + 1]
        led = tokens[place].lower in EVERY or (place < item.first and tokens[place].lower in ("a", "an"))
        if led and word.kind == "word" and (any(is_same(word.stem, stem) for stem in known) or is_person(word.lower)):
            return word.stem
    for one in around.items:  # "each of our 35 claims handlers would save 20 hours a month"
        before = [token.lower for token in tokens[max(clause.first, one.first - _EACH_OF_NEAR) : one.first]]
        if one.clause == item.clause and "each" in before and (group := heads_part(around, one)) is not None:
            return group.of
    ahead = [token.lower for token in tokens[clause.first : item.first]]
    if ahead[-2:] == ["each", "of"]:
        return None  # "10 minutes on each of 12,000 cases"
    each = bool(EACH.intersection(ahead[-_EACH_NEAR:]) and _EACH_WHAT.isdisjoint(ahead))
    each = each or said_each(message, item) or _ends_in_each(message, item)
    return _nearest(around, item, known) if each else _whom_it_is_told_of(around, item)


def _subject_starts(message: Message, item: Measured) -> int:
    """ "An agent costs $35 an hour and saves 40 minutes a day": who saves is named before the "and"."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first]]
    goes_on = (words[1:] if words[:1] == ["and"] else words)[:1]
    return message.structure.sentences[item.sentence].first if not _GOES_ON.isdisjoint(goes_on) else clause.first


_GOES_ON = frozenset({"saves", "save", "would", "could", "will", "can", "should", "gains", "gets", "wins", "loses"})


def _whom_it_is_told_of(around: Around, item: Measured) -> str | None:
    """ "90 lawyers save 30 minutes a day": so much time is each one's, as all together it would be next to none."""
    message = around.message
    sentence = message.structure.sentences[item.sentence]
    counted = [(one, part) for one in around.items if one.first < item.first and (part := heads_part(around, one))]
    heads = [part for one, part in counted if one.sentence == item.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    if not heads and not _THEM.isdisjoint(words):
        heads = [part for _, part in counted] or [part for part in around.context.parts if part.name == "heads"]
    if (
        len({part.of for part in heads}) != 1
        or item.quantity.kind != "duration"
        or found_in(message, "together", sentence.first, sentence.last)
    ):
        return None
    month = item.quantity.value * (item.per or 1.0)
    of_one = month / heads[-1].value < _LEAST_TOGETHER or is_daily(item.per)
    return heads[-1].of if of_one and month <= _MOST_OF_ONE else None


def _each_of_them(message: Message, item: Measured) -> bool:
    """ "Each of us costs", "per head" ahead of the number or right behind it."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    return any(pair in _EACH_OF for pair in pairwise(ahead))


_EACH_OF = (("each", "of"), ("every", "one"), ("each", "one"))


def _ends_in_each(message: Message, item: Measured) -> bool:
    """ "10 hours a week on filing, each"."""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in message.tokens[item.last : sentence.last] if token.kind == "word"]
    return item.quantity.kind == "duration" and words[-1:] == ["each"]


def _nearest(around: Around, item: Measured, known: Sequence[str]) -> str:
    """Of whom a bare "each" speaks: of those counted right before it, or of the only ones known."""
    before = [
        part.of for one in around.items if one.first < item.first and (part := heads_part(around, one)) is not None
    ]
    return before[-1] if before else known[0] if len(set(known)) == 1 else ""


def is_site(token: Token) -> bool:
    return is_site_stem(token.stem)


def is_no_volume(message: Message, item: Measured) -> bool:
    """What one of many does, or what is only looked at: "QA reads 50 tickets a week", "a sample of 400 mails"."""
    clause = message.structure.clauses[item.clause]
    # a model may check cases for a living: people look at some of them
    looks = found_in(message, "spot_checks", clause.first, clause.last)
    return _is_of_one_person(message, item) or looks or _is_our_figure(message, item) or _is_worth(message, item)


def _is_our_figure(message: Message, item: Measured) -> bool:
    """ "Your 12,000 a month can't be right": what we have reckoned, and they do not tell."""
    return item.first > 0 and message.tokens[item.first - 1].lower == "your"


def _is_worth(message: Message, item: Measured) -> bool:
    """ "The invoices we process total 96 million a year": a sum of money, though no currency is named."""
    words = tuple(token.lower for token in message.tokens[max(0, item.first - 2) : item.first])
    led = words[-1:] in (("total",), ("totals",), ("worth",), ("totalling",)) or words in _ADDS_UP
    clause = message.structure.clauses[item.clause]
    return led and not item.counts_something and found_in(message, "paid_things", clause.first, item.first)


_ADDS_UP = (("amount", "to"), ("amounts", "to"), ("amounting", "to"), ("up", "to"), ("come", "to"), ("comes", "to"))


def with_hours_of_people(message: Message) -> Message:
    """ "230 clerk hours each month": hours of work, as "230 hours" are."""
    return replace(message, measured=[_in_hours(message, item) for item in message.measured])


def _in_hours(message: Message, item: Measured) -> Measured:
    words = message.tokens[item.quantity.last : item.last]
    named = [place for place, token in enumerate(words) if token.lower in ("hours", "hour", "hrs")]
    if item.quantity.kind != "plain" or "hour" not in item.nouns or not named or named[0] != 1:
        return item
    if not (is_person(words[0].lower) or words[0].lower in _HOURS_OF):
        return item
    quantity = replace(item.quantity.scaled(HOUR), kind="duration", unit=str(int(HOUR)), last=item.quantity.last + 2)
    return replace(item, quantity=quantity, nouns=frozenset(), counts_something=False)


_HOURS_OF = frozenset(
    {"man", "person", "staff", "work", "working", "office", "labour", "labor", "team", "desk", "opening", "business",
     "service", "trading"}
)  # fmt: skip


def _is_of_one_person(message: Message, item: Measured) -> bool:
    """ "An agent handles about 9 e-mails per hour": what one of them does, which is no volume of all."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first]]
    opens = [*dropwhile(_OPENING_WORDS.__contains__, words)][:_LONGEST_NAME]
    alone = opens[:1] != [] and opens[0] in _ONE_OF_THEM
    return item.per == HOURLY and alone and any(is_person(word) for word in opens[1:])


_ONE_OF_THEM = frozenset({"a", "an", "one", "each", "every", "per"})
_OPENING_WORDS = frozenset({"and", "so", "well", "currently", "today", "but", "on", "average", ","})


def is_person(word: str) -> bool:
    """Somebody who works: "nurse", "dispatchers", "paralegals"; a guess by the ending where no list has the word."""
    if not _people().isdisjoint((word, word.removesuffix("s"), word.removesuffix("ies") + "y")):
        return True
    return bool(_PERSON.fullmatch(word)) and stem_of(word) not in word_stems("no_people") | case_words()


@cache
def _people() -> frozenset[str]:
    """Word by word: "translated" has the stem of "translator"."""
    return frozenset(pattern_list(load_cues("products.yaml")["people"], "products.yaml: people"))


_PERSON = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|man|men|woman|women|legal|tant|eer)s?")
_LEAST_PAYROLL = 2_000  # USD a month
_PAYS = 0.4
_NEAR = 4  # tokens
_LONGEST_NAME = 3  # words
_EACH_NEAR = 6
_OF_WHAT = 5
_FEW_WORDS = 10
_LEAST_WAGE, _MOST_WAGE = 500, 50_000  # USD a month
_MOST_FREED = 10_000
_WOULD = frozenset({"would", "could", "should", "will", "'d", "we'd", "they'd", "it'd", "with"})
_THEM = frozenset({"them", "they", "everybody", "everyone", "us"})
_LEAST_TOGETHER, _MOST_OF_ONE = 2 * HOUR, 100 * HOUR  # a month
_EACH_OF_NEAR = 3
_RATE_NEAR = 2  # tokens
_EACH_WHAT = frozenset({"month", "week", "day", "year"})
_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_NO_REQUESTS = frozenset({"token", "word", "page", "engineer", "hour", "other", "turn"})
_NO_HEADS = frozenset({"token", "word", "page", "request", "conversation", "hour", "other", "example"})
