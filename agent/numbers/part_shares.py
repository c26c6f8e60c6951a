"""Shares in a message: of the cases, of who adopts it, of the work, and of the benefit that is held to be true."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from agent.facts import Part
from agent.numbers.benefits import hourly_cost
from agent.numbers.part_people import heads_part, is_person, is_site, payroll_part, wage_part
from agent.numbers.part_places import Around, Said, as_part, counted_stems
from agent.numbers.part_sums import (
    GAINS,
    OF_BELIEF,
    OF_LOSS,
    OF_WORK,
    work_today,
)
from agent.numbers.part_times import hour_cost_part, is_time_told, spares_time, time_part
from agent.numbers.part_work import work_part
from agent.numbers.products import (
    found_at,
    found_in,
    saves,
)
from agent.understanding import Context
from agent.words.clauses import Mode
from agent.words.cues import load_cues, pattern_list
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import as_a_fourth
from agent.words.tokens import Token, stem_of
from agent.words.values import RATES


def mode_of(message: Message, item: Measured) -> Mode:
    """As the clause has it; "if only 70 % of that comes true" supposes with and without a question mark."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    led = [word for word in words if word not in ("and", "but", "so", "what", "then")][:1] == ["if"]
    return "what_if" if led and comes_true(message, item) else message.structure.mode_at(item.first)


def share_part(around: Around, item: Measured) -> Part | None:
    """ "Only half of the developers will use it", "it solves 40% of the tickets"."""
    told = _in_its_place(around, item) or _part_of_work(around, item)
    return told or _named_share(around, item) or taken_share(around, item)


def _named_share(around: Around, item: Measured) -> Part | None:
    """Of whom, or of what, its words say."""
    message = around.message
    value = item.quantity.value
    part = item.quantity.kind == "share" or (item.quantity.kind in ("plain", "factor") and 0 < value < 1)
    if not part or not 0 < value < 1:
        return None
    if (adopted := _is_adoption(around, item)) or item.per is not None:
        return as_part(message, item, "share", of=_of_users(around)) if adopted else None
    clause = message.structure.clauses[item.clause]
    by = item.first > 0 and message.tokens[item.first - 1].lower == "by"
    moved = by and found_in(message, "falls", clause.first, item.first) and not _are_cases(around, clause.first, item)
    if moved and is_time_told(around, item):
        return as_part(message, item, "share")  # "it would cut that by 40%"
    if _is_of_work(message, item) or _is_of_time_told(around, item) or _is_of_what_they_do(around, item):
        return as_part(message, item, "share", of=OF_WORK)
    of = _of_what_cases(around, item)
    if of is not None and _is_taken_up(message, item):
        return as_part(message, item, "share", of=of)
    supposed = mode_of(message, item) == "what_if" and comes_true(message, item)
    if supposed or (_is_worth_something(around) and is_of_belief(message, item)):
        return as_part(message, item, "share", of=OF_BELIEF)
    if not _is_worth_something(around):
        return None
    if (of is not None and is_narrowed(message, item)) or (of is None and _is_taken_on(message, item)):
        return as_part(message, item, "share", of=of or _of_known_cases(around))
    return None


def taken_share(around: Around, item: Measured) -> Part | None:
    """ "Say 40 percent", "half of the mails could go away", "what if a bot took a third of it?": of work with a price.

    In place of a share that was told before it is of the same; else of all the work.
    """
    message = around.message
    share = _as_guessed(around, as_share(message, item))
    quantity = share.quantity
    fraction = quantity.kind == "share" or quantity.kind in ("plain", "factor")
    if not fraction or not 0 < quantity.value < 1 or item.per is not None or quantity.movement:
        return None
    if work_today(around.context.parts, around.context.facts) is None or not _is_of_the_work(around, item):
        return None
    told = [part.of for part in around.context.parts if part.name == "share" and part.of not in (OF_BELIEF, OF_LOSS)]
    return as_part(message, share, "share", of=told[-1] if told else OF_WORK)


def _is_of_the_work(around: Around, item: Measured) -> bool:
    """Nothing but a guess is said with it; or it is handled, goes away, and saves something."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    words = {
        token.lower
        for place, token in enumerate(message.tokens[clause.first : clause.last], clause.first)
        if token.kind == "word" and not item.first <= place < item.quantity.last
    }
    if words <= _guesses():
        return RATES.isdisjoint(around.context.asked)
    if not words.isdisjoint(("was", "were")):  # "the model was down a third of the time"
        return False
    felt = message.activation(item)
    if max(felt.get(group, 0.0) for group in ("accuracy", "wrong", "critical", "edge")) > _SAYS:
        return False
    sentence = message.structure.sentences[item.sentence]
    worth = any(token.lower in _WORTH for token in message.tokens[sentence.first : sentence.last])
    cut = found_in(message, "falls", clause.first, item.first + 1) or message.tokens[item.first].lower in _HALVE
    if cut:
        return worth or not _of_work().isdisjoint(words)
    near = {token.lower for token in message.tokens[item.first : item.quantity.last + 2]}
    led = _of_what(message, _where_of(message, item)) is not None or not (words | near).isdisjoint(_IT | _of_work())
    taken = any(found_in(message, group, clause.first, clause.last) for group in _TAKEN) and bool(words & _THOUGHT)
    return taken and led and not any(found_in(message, group, clause.first, item.first) for group in _OF_OTHERS)


_THOUGHT = frozenset(
    {"could", "would", "might", "may", "should", "can", "will", "if", "say", "let's", "suppose", "maybe", "perhaps",
     "probably", "i'd", "it'd", "it'll", "they'd", "they'll", "expect", "think"}
)  # fmt: skip
_WORTH = frozenset({"worth", "save", "saves", "saved", "bring", "brings", "gain", "win"})
_TAKEN = ("taken_up", "deflects", "goes", "takes_on", "taken")
_OF_OTHERS = ("promised", "today", "of_before")


def _as_guessed(around: Around, item: Measured) -> Measured:
    """ "60 is optimistic, say 35": per cent, where one such share is doubted."""
    quantity = item.quantity
    doubted = any(part.name == "share" for part in around.context.parts) and not _DOUBTED.isdisjoint(
        token.lower for token in around.message.tokens
    )
    bare = quantity.kind == "plain" and item.is_bare() and 1 < quantity.value < _ALL
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%")) if bare and doubted else item


def as_share(message: Message, item: Measured) -> Measured:
    """ "A quarter at most": three months by itself, and a share where it is of work."""
    return replace(item, quantity=as_a_fourth(item.quantity, message.tokens))


_ALL = 100  # per cent
_DOUBTED = frozenset({"optimistic", "ambitious", "high", "generous", "much", "unrealistic"})


@cache
def _guesses() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("products.yaml")["guesses"], "products.yaml: guesses"))


def _of_what_cases(around: Around, item: Measured) -> str | None:
    of = _of_what(around.message, item.quantity.last)
    return _of_known_cases(around) if of is None and _is_of_all_cases(around, item) else of


def _is_of_all_cases(around: Around, item: Measured) -> bool:
    """ "The bot solves 1 in 4 alone", "25% are solved by the bot": of the cases, where their work has a price."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : clause.last][:1]
    alone = not behind or behind[0].kind != "word" or behind[0].lower in _OPEN_END | _OF_ALL
    return alone and _is_worth_something(around)


def _in_its_place(around: Around, item: Measured) -> Part | None:
    """Of what "what if it is only one in ten?", "what if it cuts only 15 %?" are: of what the one known share was."""
    message, value = around.message, item.quantity.value
    shares = [part.of for part in around.context.parts if part.name == "share" and part.of not in (OF_BELIEF, OF_LOSS)]
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"}
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"}
    alone = ahead <= _SAYS_IT and behind <= _SAYS_NO_MORE and item.per is None
    supposed = mode_of(message, item) == "what_if" and item.quantity.kind in ("share", "plain")
    if not (supposed and alone and len(shares) == 1 and 0 < value < 1):
        return None
    return as_part(message, item, "share", of=shares[0])


_SAYS_IT = frozenset(
    {"what", "if", "and", "but", "suppose", "it", "it's", "its", "is", "was", "were", "would", "be", "turns", "out",
     "to", "that", "that's", "they", "the", "a", "an", "only", "just", "merely", "even", "bot", "tool", "ai", "model",
     "assistant", "system", "share", "rate", "saving", "savings", "cut", "cuts", "saves", "save", "solves", "solve",
     "resolves", "handles", "manages", "gets", "reaches", "takes", "by", "about", "instead", "actually", "really"}
)  # fmt: skip
_SAYS_NO_MORE = frozenset({"alone", "instead", "then", "though", "only", "by", "itself", "on", "its", "own", "them"})


def _part_of_work(around: Around, item: Measured) -> Part | None:
    """How much less of their work there would be, where it is told by what is left of it, or how fast it goes."""
    value = item.quantity.value
    if item.per is not None or item.counts_something or not _knows_their_work(around):
        return None
    if value > 1 and _is_speed(around.message, item):
        less = 1 - 1 / value
    elif 0 < value < 1 and _is_time_left(around.message, item):
        less = 1 - value
    elif 0 < value < 1 and (_is_work_cut(around.message, item) or _is_quicker(around.message, item)):
        less = value
    else:
        return None
    return as_part(around.message, item, "share", of=OF_WORK).model_copy(update={"value": less, "range": None})


def _are_cases(around: Around, first: int, item: Measured) -> bool:
    """ "What if contacts fall by a third?", "if the volume drops by 25 %": fewer of them, no less work on one."""
    ahead = [token for token in around.message.tokens[first : item.first] if token.kind == "word"]
    cases = case_words() | counted_stems(around) | _VOLUME
    last = next((token for token in reversed(ahead[:-1]) if token.stem in cases or token.lower in _WORKED), None)
    return last is not None and last.stem in cases


_VOLUME = frozenset(map(stem_of, ("volume", "traffic", "request", "contact", "call", "number")))
_WORKED = frozenset({"time", "work", "effort", "handling", "minutes", "hours", "that", "it", "this", "workload"})


def _of_known_cases(around: Around) -> str:
    """Of what a bare "it takes over 25%" is: of the cases whose share was told before, in the place of that."""
    shares = [part.of for part in around.context.parts if part.name == "share" and part.of in case_words()]
    return shares[-1] if len(set(shares)) == 1 else ""


def _is_adoption(around: Around, item: Measured) -> bool:
    """ "40% adoption", "adoption will be 40% in the first year"; not how many use today what there is."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    before = (one.last for one in message.measured if one.clause == item.clause and one.last <= item.first)
    first = max([clause.first, *before])
    behind = min(item.quantity.last + _ADOPTION_NEAR, clause.last)
    named = found_in(message, "adoption", first, item.first) or found_in(
        message, "adoption", item.quantity.last, behind
    )
    others = any(found_in(message, group, clause.first, clause.last) for group in ("today", "of_before", "promised"))
    return named and not others and not item.quantity.movement and _is_worth_something(around)


def _of_users(around: Around) -> str:
    """Of whom an adoption is: of those of whom such a share was told before, else of the only ones counted."""
    shares = [part.of for part in around.context.parts if part.name == "share"]
    of_users = [of for of in shares if of not in {OF_WORK, OF_LOSS, OF_BELIEF, *case_words(), *counted_stems(around)}]
    if of_users:
        return of_users[-1]
    told = (heads_part(around, one) for one in around.items)
    heads = {part.of for part in (*around.context.parts, *told) if part is not None and part.name == "heads"}
    return heads.pop() if len(heads) == 1 else ""


def _is_of_time_told(around: Around, item: Measured) -> bool:
    """ "12 minutes on each, and the model would save two thirds of that": of the time that one case takes."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    named = message.tokens[item.first : min(clause.last, item.quantity.last + 2)]  # "half of that" may be one number
    of_that = [place for place, pair in enumerate(pairwise(named)) if pair[0].lower == "of" and pair[1].lower in _IT]
    if not of_that or not spares_time(message, item):
        return False
    if _is_noun_behind(message.tokens[item.first + of_that[0] + 2 : clause.last]):
        return False
    ahead = [one for one in message.measured if one.last <= item.first and item.sentence - one.sentence <= _SOON]
    ahead = [one for one in ahead if hour_cost_part(around, one) is None]  # "30 minutes each, $40 an hour"
    if ahead:
        return bool(time_part(around, ahead[-1]) or work_part(around, ahead[-1]))
    last = max((part.turn for part in around.context.parts), default=0)
    return any(part.name in ("time_before", "work_hours") and part.turn == last for part in around.context.parts)


def _is_noun_behind(tokens: Sequence[Token]) -> bool:
    """ "Of that amount", "of those calls"; "of that on average" goes on with something else."""
    return bool(tokens) and tokens[0].kind == "word" and tokens[0].lower not in _GOES_ON


def _is_worth_something(around: Around) -> bool:
    """What is saved is known, or what an hour of it costs: else a part of the cases says nothing of a benefit."""
    known = around.context.facts.get("monthly_benefit")
    worth = known is not None and known.value is not None
    worth = worth or any(part.name in GAINS | {"hour_cost", "case_cost"} for part in around.context.parts)
    told = hourly_cost(around.message, around.items) is not None
    return worth or told or any(around.message.activation(one).get("benefit", 0.0) > _SAYS for one in around.items)


def _is_of_work(message: Message, item: Measured) -> bool:
    """ "20% less work", "save half of the time", "take 60% of that time away"; not "30% of the time it is wrong"."""
    sentence = message.structure.sentences[item.sentence]
    # "half of the" may be one word of the lexicon
    behind = [token.lower for token in message.tokens[item.quantity.last : min(sentence.last, item.last + _OF_WHAT)]]
    works = [place for place, word in enumerate(behind) if word in _of_work()]
    if not works or "," in behind[: works[0]]:
        return False
    if behind[0] in ("less", "fewer") and works[0] <= 2:
        return True
    led = works[0] <= 3 and set(behind[: works[0]]) <= _THE
    gained = saves(message, item) or found_in(message, "gains", sentence.first, sentence.last)
    return led and (gained or _is_taken_away(message, item))


def _is_taken_away(message: Message, item: Measured) -> bool:
    """ "It takes a quarter of their work away", "a third of the time off their hands", "half of it would go"."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last]}
    taken = bool(_TAKE & ahead and _AWAY & behind) or "rid" in ahead or message.tokens[item.first].lower in _HALVE
    gone = (found_in(message, group, item.quantity.last, clause.last) for group in ("goes", "gains"))
    return taken or any(gone)


def _is_time_left(message: Message, item: Measured) -> bool:
    """ "It would take half the time", "done in a third of the time", "they'd need only 40 % of the hours"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last]]
    place = next((place for place, word in enumerate(behind[:_OF_WHAT]) if word in _HOW_LONG), None)
    if place is None or not set(behind[:place]) <= _THE or _AWAY & set(behind) or behind[place + 1 :][:1] == ["of"]:
        return False
    needs = bool((_TAKE | _NEED) & set(ahead[-_NEEDS_NEAR:]))
    done_in = "in" in (*ahead[-1:], message.tokens[item.first].lower)
    return (done_in or needs) and not saves(message, item)


def _is_of_what_they_do(around: Around, item: Measured) -> bool:
    """ "Half of it would go away", "40 % of what they do", where who does it was told last."""
    message = around.message
    start = _where_of(message, item)
    behind = [token.lower for token in message.tokens[start : start + _OF_WHAT]]
    what = behind[:2] in (["of", "it"], ["of", "that"], ["of", "this"]) or behind[:4] in _WHAT_THEY_DO
    if not what or not _is_taken_away(message, item):
        return False
    if behind[1] != "what" and _is_noun_behind(message.tokens[start + 2 :]):
        return False
    told = [part.name for part in around.context.parts]
    told += [part.name for one in around.items if one.first < item.first and (part := wage_part(around, one))]
    timed = any(time_part(around, one) for one in around.items if one.first < item.first)
    return timed or (bool(told) and told[-1] in ("wage", "heads", "time_before", "hour_cost"))


def _where_of(message: Message, item: Measured) -> int:
    """Where "of it" begins: "half of that" may be one number."""
    last = item.quantity.last
    return next((at for at in range(item.first, last) if message.tokens[at].lower == "of"), last)


def _is_speed(message: Message, item: Measured) -> bool:
    """ "Twice as fast", "three times faster"."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    times = item.quantity.kind == "factor" and item.quantity.value <= _MOST_TIMES
    return times and (behind[:1] == ["faster"] or (behind[:1] == ["as"] and behind[-1] in ("fast", "quick", "quickly")))


def _is_quicker(message: Message, item: Measured) -> bool:
    """ "It should make it 40% faster", "AI saves maybe a third", of what has been timed and priced."""
    clause = message.structure.clauses[item.clause]
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"]
    if behind[:1] in (["faster"], ["quicker"]):
        return True
    spared = saves(message, item) and not found_in(message, "promised", clause.first, item.first)
    return spared and not behind and not message.structure.sentences[item.sentence].question


def _is_work_cut(message: Message, item: Measured) -> bool:
    """ "It would cut their effort by 30 %"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    work = next((place for place, word in enumerate(ahead) if word in _of_work()), None)
    if work is None or ahead[-1:] != ["by"] or not found_in(message, "falls", clause.first, item.first):
        return False
    return ahead[work - 1] in _THE


_MOST_TIMES = 20
_HALVE = frozenset({"halve", "halves", "halving"})
_TAKE = frozenset({"take", "takes", "taking", "took"})
_NEED = frozenset({"need", "needs", "require", "requires", "spend"})
_AWAY = frozenset({"off", "away", "over", "out", "back", "from"})
_HOW_LONG = frozenset({"time", "hours", "effort"})
_NEEDS_NEAR = 3  # tokens
_WHAT_THEY_DO = [["of", "what", they, "do"] for they in ("they", "we")]


def _knows_their_work(around: Around) -> bool:
    """What people do has been counted or paid: else "half the time" is of anything."""
    known = any(part.name in _OF_THEIR_WORK for part in around.context.parts)
    return known or any(
        wage_part(around, one) or payroll_part(around, one) or time_part(around, one) for one in around.items
    )


_OF_THEIR_WORK = frozenset({"wage", "payroll", "work_hours", "time_before", "heads"})


def comes_true(message: Message, item: Measured) -> bool:
    """ "If only 70 % of that comes true", "a quarter of the savings materialises"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first + 1]]
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"}
    if not _GAIN.isdisjoint(ahead) and not _ONLY.isdisjoint(ahead[-2:]) and behind <= _OF_BENEFIT | _WE_SAID:
        return True  # "if the savings are only 60 % of that"
    for last in range(item.quantity.last, clause.last):
        between = {token.lower for token in message.tokens[item.quantity.last : last]}
        if not between <= _OF_BENEFIT:
            return False
        if found_at(message, "comes_true", last, clause.last):
            return True
    return False


def is_of_belief(message: Message, item: Measured) -> bool:
    """ "I only believe half of it", "realistically we reach 60% of that"; and what comes true of it."""
    if comes_true(message, item):
        return True
    sentence = message.structure.sentences[item.sentence]
    behind = [token.lower for token in message.tokens[item.quantity.last - 1 : item.quantity.last + 2]]
    of_it = any(first == "of" and second in _IT for first, second in pairwise(behind)) or behind[:1] == ["that"]
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    denied = bool({"not", "n't", "don't", "never", "cannot", "can't"} & ahead)
    return of_it and not denied and found_in(message, "believed", sentence.first, item.first)


def is_narrowed(message: Message, item: Measured) -> bool:
    """ "Only 30% of the chats are affected", "a quarter of them qualify"."""
    clause = message.structure.clauses[item.clause]
    right = message.activation(item).get("wrong", 0.0) > _SAYS
    return not right and found_in(message, "narrows", item.quantity.last, clause.last)


def _is_taken_on(message: Message, item: Measured) -> bool:
    """ "The bot takes over 13% more", "it would handle 40%": of the cases, which need not be named."""
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : item.quantity.last + 1]
    if behind and behind[0].kind == "word" and behind[0].lower not in _OPEN_END:
        return False
    first = max(clause.first, item.first - _TAKES_NEAR)
    promised = found_in(message, "promised", clause.first, item.first)
    return found_in(message, "takes_on", first, item.first + 1) and not promised  # "over" may be of the number


def _of_what(message: Message, place: int) -> str | None:
    """The stem of "of the developers", "of our 20,000 tickets"."""
    words = message.tokens[place : place + _OF_WHAT]
    if not words or words[0].lower != "of":
        return None
    for token in words[1:]:
        if token.stem in case_words() or is_site(token) or is_person(token.lower):
            return token.stem
    if len(words) > 2 and words[1].lower in ("the", "our", "all", "these", "those") and words[2].kind == "word":
        return words[2].stem
    return "" if words[1:2] and words[1].lower in ("them", "those", "these", "cases", "it") else None


def _is_taken_up(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    first, last = sentence.first, sentence.last
    said = found_in(message, "taken_up", first, last) or found_in(message, "deflects", first, last)
    not_yet = not (found_in(message, "of_before", first, last) or found_in(message, "today", first, last))
    right = message.activation(item).get("accuracy", 0.0) > _SAYS
    return said and not_yet and not right and not found_in(message, "promised", first, item.first)


def parts_of_wholes(message: Message, items: Sequence[Measured]) -> list[Said]:
    """ "Two of our four sites will use it": a share, and how many there are of them."""
    found = []
    for some, all_ in pairwise(items):
        between = [token.lower for token in message.tokens[some.quantity.last : all_.first]]
        joined = between[:1] == ["of"] and len(between) <= 2 and all_.counts_something
        plain = some.quantity.kind == all_.quantity.kind == "plain" and some.quantity.value < all_.quantity.value
        if joined and plain and _is_taken_up(message, some):
            whole = heads_part(Around(message, items, Context()), all_)
            share = as_part(message, some, "share", of=whole.of if whole else "")
            value = some.quantity.value / all_.quantity.value
            quote = message.quote(some.first, all_.last)
            found.append(Said(share.model_copy(update={"value": value, "range": None, "quote": quote}), some))
    return found


_OF_BENEFIT = frozenset(
    {"of", "it", "that", "this", "them", "those", "these", "the", "our", "benefit", "benefits", "saving", "savings",
     "gain", "gains", "value", "money", "estimate", "expected", "promised", "planned", "would", "will", "ever",
     "really", "actually", "in", "end", "finally", "amount", "sum", "effect"}
)  # fmt: skip
_GAIN = frozenset({"benefit", "benefits", "saving", "savings", "gain", "gains"})
_ONLY = frozenset({"only", "just", "merely", "barely"})
_WE_SAID = frozenset(
    {"i", "we", "you", "what", "said", "told", "hoped", "planned", "expect", "figure", "sum", "number"}
)
_SOON = 2  # sentences
_IT = frozenset({"it", "that", "this", "them", "those"})
_THE = frozenset({"of", "the", "that", "this", "their", "our", "it", "its", "all", "my"})
_GOES_ON = frozenset(
    {"and", "but", "if", "when", "with", "for", "on", "in", "at", "off", "away", "each", "per", "time",
     "work", "would", "could", "can", "will", "is", "goes", "falls"}
)  # fmt: skip
_ADOPTION_NEAR = 3  # tokens: "40% of adoption", "40% user adoption"
_OPEN_END = frozenset(
    {"more", "if", "when", "once", "and", "but", "by", "at", "itself", "then", "alone", "unaided", "fully",
     "automatically", "without"}
)  # fmt: skip
_OF_ALL = frozenset(
    {"are", "is", "get", "gets", "can", "could", "would", "will", "might", "may", "should", "go", "goes", "never",
     "alone", "automatically"}
)  # fmt: skip
_TAKES_NEAR = 4


@cache
def _of_work() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("products.yaml")["work"], "products.yaml: work"))


_OF_WHAT = 5
_SAYS = 0.5
