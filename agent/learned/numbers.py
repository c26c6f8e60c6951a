"""Which field a number means, and whether it is told or only supposed.

The encoder gives every field a share; one logistic model for all fields weighs it against what the cue words say
(`agent.words.roles`). What comes out is a field for each quantity, or none where it is not clear.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from agent.learned.encoder import NONE, Heads, Matrix, Scored, Span, heads, parts_of
from agent.learned.evidence import chances
from agent.words.assigned import Assigned, Judged
from agent.words.field_names import VOLUME, names_of_fields
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.number_words import case_words
from agent.words.roles import is_ruled_out, roles
from agent.words.text_lengths import TOKENS_OF

WEIGHTS = Path(__file__).with_name("numbers.npz")
# A field needs this chance: of messages left out, nine of ten numbers that pass are right.
LIKELY = 0.5
STANDS = 0.24  # what the cue words choose
_SURE, _SMALLEST_LEAD = 0.8, 0.1
# A number that no word supposes is supposed at this chance; what stands in a question is told below the other one.
SUPPOSED, TOLD = 0.75, 0.1
_MEANS_NOTHING = 0.2  # the share of "no field" that a number of either kind may have
_SMALLEST = -12.0  # log of a share; less says no more
_MOST = 3.0  # how far a score can stand above what its field needs


def fields_of(message: Message, judged: Sequence[Judged], asked: Sequence[str]) -> list[Assigned]:
    """The field of each quantity that means one, in the order of the message."""
    if not judged:
        return []
    parts = parts_of(message, asked)
    first = [_chosen(message, item, parts, asked) for item in judged]
    known = sorted((one for one in first if one is not None), key=lambda one: one.score)
    sure = {one.field: one for one in known if one.score >= _SURE}
    named = {one.field for item, one in zip(judged, first, strict=True) if one is not None and _is_named(item, one)}
    found = [
        _chosen(message, item, parts, asked, without=frozenset(sure))
        if _yields(item, one, sure) or _is_other_length(item, one, named)
        else one
        for item, one in zip(judged, first, strict=True)
    ]
    return [one for one in found if one is not None]


def with_moods(message: Message, asked: Sequence[str], known: Collection[str]) -> Message:
    """The message with clauses read as suppositions where numbers likely are, and with numbers that a question tells.

    "We do 14,000 a month. How about 140,000?", "how do we get our $7,800 bill down?" What is supposed changes what is
    `known` or was told just before; a correction supposes nothing.
    """
    structure, weights = message.structure, heads()
    corrects, before = bool(structure.hits_of("correction")), set(known)
    supposed, told = set[int](), set[int]()
    parts = parts_of(message, asked) if message.measured else ()
    for item in message.measured:
        mode, (number, phrase) = structure.mode_at(item.first), spans_of(message, item)
        part = _part_around(parts, number)
        if part is None or mode not in ("fact", "question"):
            continue
        if mode == "question" and _is_of_what_is_ours(message, item):
            told.add(item.first)
            continue
        chance, shares = part.supposed(weights, number, phrase), part.fields(weights, number, phrase)
        field = max(shares, key=lambda name: shares[name])
        if exp(shares[NONE]) >= _MEANS_NOTHING:
            continue
        if chance >= SUPPOSED and field in before and not (corrects or _in_condition(message, item)):
            supposed.add(structure.clause_of[item.first])
        elif mode == "question" and chance <= TOLD:
            told.add(item.first)
        before.add(field)
    return replace(message, structure=structure.supposing(supposed), told=frozenset(told))


def _is_of_what_is_ours(message: Message, item: Measured) -> bool:
    """ "Is our budget of 40k enough?": whatever is asked of it, so much it is."""
    named = (first for _, first, last in names_of_fields(message) if last == item.first - 1)
    of = item.first > 0 and message.tokens[item.first - 1].lower == "of"
    return of and any(first > 0 and message.tokens[first - 1].lower in ("our", "my") for first in named)


def _in_condition(message: Message, item: Measured) -> bool:
    """ "If accuracy is below 95 % it is useless": of a condition, rules say what it supposes."""
    sentence = message.structure.sentences[item.sentence]
    return any(token.lower == "if" for token in message.tokens[sentence.first : item.first])


def _is_named(item: Judged, one: Assigned) -> bool:
    return item.choice is not None and item.choice.field == one.field


def _is_other_length(item: Judged, one: Assigned | None, named: Collection[str]) -> bool:
    """Two lengths taken for what comes out, of which cue words call one what goes in: a text has one of each."""
    if one is None or item.choice is None or {one.field, item.choice.field} != {"input_tokens", "output_tokens"}:
        return False
    return one.field in named and item.choice.field not in named


def _yields(item: Judged, one: Assigned | None, sure: Mapping[str, Assigned]) -> bool:
    """Whether a number is weighed again without the fields that others surely mean: its cue words choose another.

    Beside the length that surely comes out, a length that means nothing yet may be what goes in.
    """
    if item.choice is None:
        return False
    if item.choice.field in sure:
        return one is None and item.choice.field in _LENGTHS
    return one is None or (one.field in sure and sure[one.field].score >= one.score + _SMALLEST_LEAD)


def _chosen(
    message: Message,
    item: Judged,
    parts: Sequence[Scored],
    asked: Sequence[str],
    *,
    without: frozenset[str] = frozenset(),
) -> Assigned | None:
    outright = _labelled(message, item) or _money_of_theirs(message, item, asked) or _to_train_on(message, item)
    if outright is not None:
        return outright
    possible = [field for field in roles() if field not in without and can_be(field, item)]
    if _is_part_of_them(message, item) and VOLUME in possible:
        possible.remove(VOLUME)
    shares = shares_of(message, item, parts, heads())
    if shares is None or not possible:
        return item.choice  # stands behind what the encoder reads
    among = among_possible(shares, possible)
    likely = chances(np.array([evidence(item, among, field, asked) for field in possible]), _logistic())
    place = int(likely.argmax())
    field, chance = possible[place], float(likely[place])
    by_rule = item.choice is not None and item.choice.field == field
    if not by_rule and (_is_plainly_wished(item, field) or _is_said_of_all(message, item, field)):
        return item.choice
    if _is_in_place_of_needed(message, item) and "target_accuracy" in possible:
        return Assigned("target_accuracy", item.measured, chance, item.activation)
    if _is_moved_error(item) and "critical_error_rate" in possible:
        return Assigned("critical_error_rate", item.measured, chance, item.activation)
    if field == VOLUME and chance >= _HANDLES and _is_handled(item):
        return Assigned(field, item.measured, chance, item.activation)
    stands = by_rule or _is_plainly_had(message, item, field) or _is_plainly_charged(item, field)
    if chance < (STANDS if stands else LIKELY):
        plainly = (
            _is_plainly_moved(item)
            or _is_plainly_judged(message, item)
            or _is_plainly_labelled(item)
            or _is_plainly_grave(item)
            or _is_plainly_gained(message, item)
            or _is_plainly_set_aside(item)
            or _is_plainly_long(message, item)
            or _is_in_other_currency(message, item)
            or _is_heard_as_one(item, among)
            or _is_all_that_answers(message, item, parts, asked)
            or _is_only_money(message, item, asked)
            or _is_plainly_paid(item)
            or _is_plainly_harmful(item)
            or _is_length_asked_for(item, asked)
            or _is_volume_asked_for(message, item, asked)
        )
        return item.choice if plainly else None
    measured = item.choice.measured if item.choice is not None and by_rule else item.measured
    return Assigned(field, measured, chance, item.activation)


def _is_part_of_them(message: Message, item: Judged) -> bool:
    """ "What if 2,000 of the tickets were urgent?": some of the whole, and no rate."""
    behind = [token.lower for token in message.tokens[item.measured.quantity.last :][:2]]
    supposed = message.structure.mode_at(item.measured.first) == "what_if"
    return supposed and item.measured.per is None and behind[:1] == ["of"] and behind[-1] in _THEM


_THEM = frozenset({"the", "our", "my", "these", "those", "them"})


def _is_in_place_of_needed(message: Message, item: Judged) -> bool:
    """ "We don't need 90 % but only 85 %": what stands in the place of a share that is needed is needed as well."""
    ahead = [token.lower for token in message.tokens[: item.measured.first] if token.kind in ("word", "number")]
    instead = ahead[-1:] == ["but"] or ahead[-2:] == ["but", "only"]
    needed = item.activation.get("need", 0.0) >= _NEEDED
    return instead and needed and item.choice is None and item.measured.quantity.kind == "share"


_NEEDED = 0.5


def _is_moved_error(item: Judged) -> bool:
    """ "Our error rate falls from 4 % to 1 %": what moves is a rate of errors; further rules say of which ones."""
    quantity, felt = item.measured.quantity, item.activation
    moves = quantity.kind == "share" and bool(quantity.movement) and felt.get("shrink", 0.0) >= _RIGHT_BESIDE
    return moves and item.choice is None and felt.get("wrong", 0.0) >= _RIGHT_BESIDE


def _is_handled(item: Judged) -> bool:
    """ "We write 25 offers a week": a count at a rate right behind what is done with it."""
    measured = item.measured
    counted = measured.quantity.kind == "plain" and measured.per is not None
    return counted and item.activation.get("handled", 0.0) >= _RIGHT_BESIDE


_HANDLES = 0.4


def _labelled(message: Message, item: Judged) -> Assigned | None:
    """ "Bill 6k, 82 % right", "API spend 4,100; 60,000 a month": in a list the name of a field, and its number."""
    measured = item.measured
    behind = message.tokens[measured.quantity.last : measured.quantity.last + 1]
    ends = all(token.text in _LISTING for token in behind)
    if not (ends and measured.is_bare() and measured.per is None and measured.quantity.kind in ("plain", "money")):
        return None
    place = measured.first - (message.tokens[measured.first - 1].text in (":", "=") if measured.first else 0)
    named = {
        field
        for field, first, last in names_of_fields(message)
        if last == place and (not first or message.tokens[first - 1].text in _LISTING)
    }
    field = named.pop() if len(named) == 1 else None
    if field not in _LISTED or not can_be(field, item):
        return None
    return Assigned(field, measured, _BY_ITS_LABEL, item.activation)


def _money_of_theirs(message: Message, item: Judged, asked: Sequence[str]) -> Assigned | None:
    """ "We have about 5,000 dollars.", "we'd have $86,400": dollars that are theirs, and nothing else is said."""
    measured = item.measured
    sentence = message.structure.sentences[measured.sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : measured.first] if token.kind == "word"]
    behind = [token for token in message.tokens[measured.last : sentence.last] if token.kind != "symbol"]
    money = measured.quantity.kind == "money" and measured.is_bare() and measured.per is None
    theirs = ahead[:1] != [] and ahead[0] in _OWNERS and not _HAVE.isdisjoint(ahead) and _OWNING.issuperset(ahead)
    of_another_sum = not {"monthly_api_spend", "monthly_benefit"}.isdisjoint(asked)
    if sentence.question or behind or of_another_sum or not (money and theirs and can_be("budget", item)):
        return None
    return Assigned("budget", measured, _BY_ITS_LABEL, item.activation)


def _to_train_on(message: Message, item: Judged) -> Assigned | None:
    """ "5,000 past answers that could serve as training data", whatever was asked."""
    measured = item.measured
    clause = message.structure.clauses[measured.clause]
    counted = measured.quantity.kind == "plain" and measured.per is None and not measured.is_bare()
    last = message.structure.sentences[measured.sentence].last
    later = [one.first for one in message.measured if measured.last <= one.first < last]
    behind = [token.lower for token in message.tokens[measured.last : min([last, *later])]]
    meant = any(words[0] in _MEANT_AS and words[1] == "training" and words[2] in _TO_LEARN for words in _threes(behind))
    if clause.mode != "fact" or not (counted and meant and can_be("training_examples", item)):
        return None
    return Assigned("training_examples", measured, _BY_ITS_LABEL, item.activation)


def _threes(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


_MEANT_AS = frozenset({"as", "be", "for", "our", "are"})
_TO_LEARN = frozenset({"data", "examples", "material", "set", "samples", "pairs"})
_OWNERS = frozenset({"we", "i", "we'd", "i'd", "we've", "i've"})
_HAVE = frozenset({"have", "got", "we've", "i've"})
_OWNING = _OWNERS | _HAVE | {"would", "about", "around", "roughly", "some", "only", "just", "maybe", "perhaps", "say"}


_LISTED = ("requests_per_month", "monthly_api_spend", "budget")
_LISTING = frozenset({",", ";", ":", ".", "!", "/", "|", "-", "–", "—"})
_BY_ITS_LABEL = 2.0  # surer than any chance


def _is_plainly_wished(item: Judged, field: str) -> bool:
    """ "Interesting from 8 in 10 upward": of the share that is right, a word of wishing says that it is the aim."""
    choice = item.choice
    aims = choice is not None and choice.field == "target_accuracy" and field == "current_accuracy"
    return aims and item.activation.get("need", 0.0) >= _RIGHT_BESIDE and item.activation.get("now", 0.0) <= 0


def _is_said_of_all(message: Message, item: Judged, field: str) -> bool:
    """ "It errs in 14%": how often it is wrong, and not a word of cases that are rare."""
    choice, clause = item.choice, message.structure.clauses[item.measured.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.measured.first] if token.kind == "word"]
    behind = [token for token in message.tokens[item.measured.last : clause.last] if token.kind != "symbol"]
    wrong = choice is not None and choice.field == "current_accuracy" and field == "edge_case_error_rate"
    whole = ahead[:1] == ["it"] and len(ahead) <= _SHORT_OF_IT and not behind
    return wrong and whole and item.activation.get("wrong", 0.0) >= _RIGHT_BESIDE and not item.activation.get("edge")


_SHORT_OF_IT = 4  # words


def _is_plainly_had(message: Message, item: Judged, field: str) -> bool:
    """ "We have the same 400 documents in each office": what is counted is named, and whose it is."""
    clause = message.structure.clauses[item.measured.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.measured.first]]
    while ahead and ahead[-1] in _SOME:
        ahead.pop()
    named = item.activation.get("documents", 0.0) >= _RIGHT_BESIDE and "document" in item.measured.nouns
    return field == "documents" and named and ahead[-2:-1] in (["we"], ["i"]) and ahead[-1] == "have"


_SOME = frozenset({"the", "same", "these", "about", "around", "some", "roughly", "exactly", "only", "just", "over"})


def _is_plainly_charged(item: Judged, field: str) -> bool:
    """ "Our provider charges us $3,000 a month for the API now": no offer, but the bill of today."""
    felt = item.activation
    charged = all(felt.get(group, 0.0) >= _BESIDE for group in ("pay", "bill", "api", "now"))
    return field == "monthly_api_spend" and charged and _is_rated_money(item)


def _is_plainly_paid(item: Judged) -> bool:
    """ "Our company pays $2,000 a month for the API": money at a rate right beside who pays, and what for."""
    felt = item.activation
    others = max(felt.get(group, 0.0) for group in _OF_OTHER_MONEY)
    paid = min(felt.get("pay", 0.0), felt.get("api", 0.0)) >= _BESIDE and others < _MOVES
    return paid and _is_rated_money(item) and item.choice is not None and item.choice.field == "monthly_api_spend"


def _is_rated_money(item: Judged) -> bool:
    return item.measured.quantity.kind == "money" and item.measured.per is not None


def _is_only_money(message: Message, item: Judged, asked: Sequence[str]) -> bool:
    """ "At least 500 dollars a month, at most 900": money and nothing else, of the one field that was asked for."""
    if item.choice is None or tuple(asked) != (item.choice.field,) or "money" not in roles()[item.choice.field].kinds:
        return False
    inside = {place for one in message.measured for place in range(one.first, one.last)}
    words = {token.lower for place, token in enumerate(message.tokens) if place not in inside and token.kind == "word"}
    return item.measured.quantity.kind == "money" and words <= _BOUNDING


_BOUNDING = frozenset({"and", "but", "to", "or", "at", "least", "most", "from", "up", "between", "maybe", "about"})


def _is_plainly_harmful(item: Judged) -> bool:
    """ "One in thirty instructions could injure a fitter": a share of cases right beside what does harm."""
    quantity, felt = item.measured.quantity, item.activation
    if item.choice is None or item.choice.field != "critical_error_rate" or quantity.kind != "share":
        return False
    others = max(felt.get(group, 0.0) for group in _OF_OTHERS if group != "critical")
    counted = quantity.unit != "%" and not quantity.movement and quantity.value < 1
    return counted and felt.get("critical", 0.0) >= _RIGHT_BESIDE and others < _MOVES and item.measured.per is None


def _is_plainly_moved(item: Judged) -> bool:
    """ "Bring correct bookings from 87 to 95 percent": what moves, and says of what, can be nothing else."""
    share = item.measured.quantity.kind == "share" and item.measured.quantity.movement
    named = max(item.activation.get("accuracy", 0.0), item.activation.get("wrong", 0.0)) > _MOVES
    return share and named and item.choice is not None and item.choice.field in _ACCURACIES


def _is_plainly_long(message: Message, item: Judged) -> bool:
    """ "The answer is a few sentences", "an answer has two sides": how long what is named right there is."""
    sized = item.measured.nouns & _SIZED and item.measured.quantity.kind == "plain" and item.measured.per is None
    if not sized or item.choice is None or item.choice.field not in _SIDES:
        return False
    clause = message.structure.clauses[item.measured.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.measured.first]}
    return bool(ahead & _BE) and item.activation.get(_SIDES[item.choice.field], 0.0) >= _RIGHT_BESIDE


_SIZED = frozenset({"page", "sentence", "paragraph"})
_SIDES = {"input_tokens": "input", "output_tokens": "output"}
_BE = frozenset({"is", "are", "has", "have", "be"})


def _is_plainly_gained(message: Message, item: Judged) -> bool:
    """ "Sales should rise by half a million dollars a year": money at a rate, of which they say that it would come."""
    if item.choice is None or item.choice.field != "monthly_benefit":
        return False
    quantity, felt = item.measured.quantity, item.activation
    clause = message.structure.clauses[item.measured.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.measured.first]]
    moves = ahead[-1:] == ["by"] and not _EXPECTED.isdisjoint(ahead)
    others = max(felt.get(group, 0.0) for group in ("pay", "budget", "quote", "last_year", "company_money"))
    rated = quantity.kind == "money" and item.measured.per is not None
    return moves and rated and felt.get("benefit", 0.0) >= _BESIDE and others < _MOVES


_EXPECTED = frozenset({"should", "would", "will", "could", "we'd", "it'd", "expect", "expects", "expected"})


def _is_plainly_set_aside(item: Judged) -> bool:
    """ "There are 6,000 in the kitty": a number alone right beside where money to spend is kept."""
    felt = max(item.activation.get("budget", 0.0), item.activation.get("upfront", 0.0))
    alone = item.measured.quantity.kind == "plain" and item.measured.per is None
    return alone and item.choice is not None and item.choice.field == "budget" and felt >= _BESIDE


def _is_in_other_currency(message: Message, item: Judged) -> bool:
    """ "Our budget is 45k euros, no, dollars": the words that the encoder hears are of the currency that is denied."""
    quantity = item.measured.quantity
    if item.choice is None or quantity.currency != "USD":
        return False
    written = (one.quantity.currency for one in taken_apart(message.text).measured if one.first == quantity.first)
    return next(written, None) not in (None, "USD")


def _is_plainly_judged(message: Message, item: Judged) -> bool:
    """ "4 of 10 drafts are unusable", "every third answer is wrong": a share of cases beside such a word."""
    quantity, felt = item.measured.quantity, item.activation
    if item.choice is None or item.choice.field not in _ACCURACIES or quantity.kind != "share" or quantity.movement:
        return False
    right, wrong = felt.get("accuracy", 0.0), felt.get("wrong", 0.0)
    judged = wrong >= _BESIDE if quantity.unit == "%" else max(right, wrong) >= _BESIDE  # "35 % get the right form"
    others = max(felt.get(group, 0.0) for group in _OF_OTHERS)
    cases = message.tokens[quantity.first : quantity.last + _CASES_NEAR]
    return judged and others < _MOVES and any(token.stem in case_words() for token in cases)


def _is_plainly_labelled(item: Judged) -> bool:
    """ "Field accuracy 96.4": a number and nothing that it counts, right behind the name of what it is."""
    quantity = item.measured.quantity
    bare = quantity.kind == "plain" and item.measured.is_bare() and quantity.value >= _HALF
    others = max(item.activation.get(group, 0.0) for group in _OF_OTHERS)
    named = item.choice is not None and item.choice.field in _ACCURACIES
    return bare and named and item.activation.get("accuracy", 0.0) >= _RIGHT_BESIDE and others < _MOVES


def _is_plainly_grave(item: Judged) -> bool:
    """ "It errs in 14%, the ones that cost money are 0.9%": of wrong ones that are named, those that do harm."""
    quantity, felt = item.measured.quantity, item.activation
    share = quantity.kind == "share" and quantity.unit == "%" and not quantity.movement and item.measured.is_bare()
    grave = (
        item.choice is not None
        and item.choice.field == "critical_error_rate"
        and felt.get("critical", 0.0) >= _RIGHT_BESIDE
    )
    others = max(felt.get(group, 0.0) for group in _OF_OTHERS if group != "critical")
    return share and grave and felt.get("wrong", 0.0) > 0 and others < _MOVES


def _is_heard_as_one(item: Judged, among: Mapping[str, float]) -> bool:
    """ "Interesting from 8 in 10 upward": surely a share of right or wrong ones; which of them, its words say."""
    heard = sum(exp(share) for field, share in among.items() if field in _SHARES)
    share = item.measured.quantity.kind == "share" and not item.measured.quantity.movement
    return share and item.choice is not None and item.choice.field in _ACCURACIES and heard >= _HEARD


_SHARES = ("current_accuracy", "target_accuracy", "critical_error_rate", "edge_case_error_rate")
_HEARD = 0.9


def _is_all_that_answers(message: Message, item: Judged, parts: Sequence[Scored], asked: Sequence[str]) -> bool:
    """ "It sits in the high seventies", "mid-eighties": a bare number beside words of the field that was asked for.

    Or one without any word beside it.
    """
    choice = item.choice
    if choice is None or tuple(asked) != (choice.field,) or choice.field not in _ACCURACIES or len(parts) != 1:
        return False
    beside = [
        token.lower
        for place, token in enumerate(message.tokens)
        if token.kind in ("word", "number") and not item.measured.first <= place < item.measured.last
    ]
    return item.measured.is_bare() and (choice.score >= _ANSWERS or _NO_MORE.issuperset(beside))


_NO_MORE = frozenset({"in", "the", "somewhere", "about", "around", "roughly", "maybe", "say", "it's", "at", "i'd"})
_HALF = 50  # percent
_RIGHT_BESIDE = 1.0
_ANSWERS = 3.4  # the weight of the question, and of a word beside the number
_OF_OTHERS = (
    "critical", "edge", "other_rate", "growth", "shrink", "quote", "last_year", "examples", "documents", "past",
)  # fmt: skip
_BESIDE = 0.85
_CASES_NEAR = 4  # tokens


def _is_length_asked_for(item: Judged, asked: Sequence[str]) -> bool:
    """Where a length was asked for, pages, words or characters that cue words call that length answer it."""
    measured = item.measured
    sized = bool(measured.nouns & TOKENS_OF.keys()) and measured.per is None
    return sized and item.choice is not None and item.choice.field in _LENGTHS and item.choice.field in asked


def _is_volume_asked_for(message: Message, item: Judged, asked: Sequence[str]) -> bool:
    """ "In 2025 we had 800 tickets a month", "last month we had 800": so many requests, where that was asked for.

    "Requests / month: 3,200" says it by itself.
    """
    measured, choice = item.measured, item.choice
    if choice is None or choice.field != "requests_per_month" or measured.quantity.kind != "plain":
        return False
    counted = bool(measured.nouns & _REQUESTS)
    headed = measured.first > 0 and message.tokens[measured.first - 1].text == ":" and measured.per is not None
    sentence = message.structure.sentences[measured.sentence]
    words = [token.lower for token in message.tokens[sentence.first : measured.first]]
    had = words[-2:] in (["we", "had"], ["we", "got"])
    return counted and (headed or (had and tuple(asked) == (choice.field,)))


_REQUESTS = frozenset({"request", "conversation", "item"})
_MOVES = 0.6
_OF_OTHER_MONEY = ("benefit", "budget", "upfront", "quote", "last_year", "company_money")
_ACCURACIES = ("current_accuracy", "target_accuracy")
_LENGTHS = ("input_tokens", "output_tokens")
_IN_STOCK = ("documents", "training_examples", "ml_engineers")


def among_possible(shares: Mapping[str, float], possible: Sequence[str]) -> dict[str, float]:
    """Log shares among the fields that the quantity can be, and none; the others' go to these."""
    kept = {name: share for name, share in shares.items() if name == NONE or name in possible}
    whole = float(np.logaddexp.reduce(list(kept.values())))
    return {name: share - whole for name, share in kept.items()}


def can_be(field: str, item: Judged) -> bool:
    """Whether the quantity is of a kind and in a currency that the field takes."""
    quantity, kinds = item.measured.quantity, roles()[field].kinds
    if quantity.currency not in (None, "USD") or (item.measured.per_head and field == "requests_per_month"):
        return False
    if is_ruled_out(field, item.measured, item.activation):
        return False
    if item.measured.per is not None and field in _IN_STOCK:
        return False  # 500 questions a month are no 500 documents, whatever was asked
    if field == "documents" and item.measured.nouns == {"example"}:
        return False
    if quantity.kind == "plain" and "money" in kinds and (item.measured.counts_something and item.measured.nouns):
        return False  # 600 articles a day are no money, whatever was asked
    if quantity.kind in kinds:
        return True
    return quantity.kind == "plain" and "share" in kinds and 0 <= quantity.value <= 100


def spans_of(message: Message, measured: Measured) -> tuple[Span, Span]:
    """The characters of the number, and of the phrase with its unit and rate."""
    tokens = message.tokens
    start = tokens[measured.first].start
    return (start, tokens[measured.quantity.last - 1].end), (start, tokens[measured.last - 1].end)


def shares_of(message: Message, item: Judged, parts: Sequence[Scored], weights: Heads) -> dict[str, float] | None:
    """The log of each field's share; `None` where the encoder did not read so far."""
    number, phrase = spans_of(message, item.measured)
    part = _part_around(parts, number)
    return None if part is None else part.fields(weights, number, phrase)


def _part_around(parts: Sequence[Scored], number: Span) -> Scored | None:
    return next((part for part in parts if part.pieces.within(*number).any()), None)


def evidence(item: Judged, shares: Mapping[str, float], field: str, asked: Sequence[str]) -> list[float]:
    """A row for the second step."""
    bounded = {name: max(share, _SMALLEST) for name, share in shares.items()}
    log_share, log_none = bounded.get(field, _SMALLEST), bounded[NONE]
    share, none = exp(log_share), exp(log_none)
    rival = max((exp(other) for name, other in bounded.items() if name not in (field, NONE)), default=0.0)
    chosen = item.choice.field if item.choice else NONE
    by_rule, by_none = float(chosen == field), float(chosen == NONE)
    by_another = 1.0 - by_rule - by_none
    score = item.scores.get(field)
    over = 0.0 if score is None else max(-_MOST, min(score - roles()[field].threshold, _MOST)) / _MOST
    is_asked, asks_else = float(field in asked), float(bool(asked) and field not in asked)
    shared = [
        log_share, share, share**2, none, log_none, rival, share - rival, share - none,
        by_rule, by_another, by_none, by_rule * share, by_another * share, by_none * share, by_rule * none,
        by_rule * log_share, over, float(score is not None), over * share,
        is_asked, asks_else, is_asked * share, is_asked * by_rule, asks_else * by_rule, asks_else * share,
    ]  # fmt: skip
    own = [0.0] * (3 * len(roles()))
    place = 3 * list(roles()).index(field)
    own[place : place + 3] = [1.0, share, by_rule]
    return [*shared, *own, 1.0]


@cache
def _logistic() -> Matrix:
    with np.load(WEIGHTS) as file:
        weights: Matrix = file["logistic"].astype(np.float32)
    return weights
