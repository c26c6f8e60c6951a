"""What a monthly sum is paid for: only what models cost is the bill of the API.

What stands in front of the verb ("the work costs us ...") or behind the sum ("... for the office") says it. What the
work costs today is a part of what could be saved; anything else, and what the whole company takes in or costs, is no
fact of the case, nor is what somebody would pay at most: only a budget for the start is kept. The words are
`cues/products.yaml`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from agent.facts import Part
from agent.numbers.earnings import is_earned
from agent.numbers.part_people import is_person
from agent.numbers.part_places import Around, as_part, is_recurring
from agent.numbers.products import ends_at, found_in, saves, word_stems
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at

PaidFor = Literal["model", "work", "other", "limit", "company", ""]


def paid_for(message: Message, item: Measured) -> PaidFor:
    """Of a sum that comes every month: what it pays for, or "" where no words say it."""
    if not is_sum(item) or item.each or item.per_head:
        return ""
    if item.per is None:
        return "other" if _was_paid(message, item) else ""
    if _is_of_the_company(message, item):
        return "company"
    if _is_limit(message, item):
        return "limit" if not is_earned(message, item) else ""
    purpose, subject = _purpose(message, item), _subject(message, item)
    if purpose is not None:
        return _kind(message, *purpose)
    if subject is None:
        return ""
    told = _kind(message, *subject) or ("work" if _is_doing(message, subject[0]) else "")
    return told or ("company" if found_in(message, "whole_company", *subject) else "")


def work_paid_part(around: Around, item: Measured) -> Part | None:
    """ "The work costs us $12,000 a month", "we spend $96,000 a year on clerks"."""
    if not is_recurring(item) or saves(around.message, item) or paid_for(around.message, item) != "work":
        return None
    return as_part(around.message, item, "payroll", per=item.per or 1.0)


def is_price_of_work(message: Message, item: Measured) -> bool:
    """ "An external call centre charges 2.20 dollars per call", "$4 a ticket to handle": people do it today."""
    if found_in(message, "by_people", item.last, item.last + 2):
        return True
    sentence = message.structure.sentences[item.sentence]
    kinds = {_kind(message, clause.first, clause.last)
             for clause in message.structure.clauses if clause.sentence == item.sentence}  # fmt: skip
    named = any(sentence.first <= one.first < sentence.last for one in message.models)
    would = not _NOT_YET.isdisjoint(token.lower for token in message.tokens[sentence.first : item.first])
    done = found_in(message, "done_by_people", sentence.first, sentence.last)
    return done and not would and not named and "model" not in kinds


def with_rate_beside(message: Message, item: Measured) -> Measured:
    """ "We pay $900 a month for Zendesk and $600 for OpenAI": the model's sum comes as often as the other one."""
    before = [one for one in message.measured if one.sentence == item.sentence and one.last <= item.first]
    if item.per is not None or not is_sum(item) or not before or paid_for(message, before[-1]) != "other":
        return item
    named = _purpose(message, item) or _subject(message, item)
    of_model = named is not None and _kind(message, *named) == "model"
    return replace(item, per=before[-1].per) if of_model else item


def is_paid_for_models(message: Message, item: Measured, *, is_asked: bool) -> bool:
    """ "The API for our staff costs $400 a month", "$3,200 for the AI itself"; what it would cost is no bill.

    Whoever is not asked for the bill says that they pay it, and what for.
    """
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    named = paid_for(message, item) == "model" and (is_asked or _purpose(message, item) is not None)
    ours = not ahead.isdisjoint(_US) or (is_asked and _subject(message, item) is not None)
    return named and ours and item.per is not None and ahead.isdisjoint(_NOT_YET | _NO_LONGER)


def is_called_the_bill(message: Message, item: Measured) -> bool:
    """ "$6,000 bill", "a 12k a month OpenAI bill", "the bill is $6,000": and no other product is named beside it."""
    clause = message.structure.clauses[item.clause]
    last = max(item.last, item.quantity.last)
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    named = [token.lower for token in message.tokens[last : last + 2]]
    called = behind == ["bill"] or (named[-1:] == ["bill"] and _names_a_model(message, last, last + 1))
    ahead = [token.lower for token in message.tokens[max(clause.first, item.first - _NAMED_NEAR) : item.first]]
    place = ahead.index("bill") if "bill" in ahead else None
    led = place is not None and set(ahead[:place]) <= _WHOSE and set(ahead[place + 1 :]) <= _IS
    return (called or led) and not found_in(message, "overheads", clause.first, clause.last)


_NAMED_NEAR = 5  # tokens
_WHOSE = frozenset({"our", "the", "my", "api", "current", "monthly", "total", "whole", "model", "and", "with", "a"})
_IS = frozenset({"is", "of", "was", ":", "=", "about", "around", "roughly", "a", "at", "runs", "currently", "now"})
_US = frozenset({"we", "we're", "we've", "i", "i'm"})


_NO_LONGER = frozenset({"paid", "spent", "last", "was", "were", "before", "ago"})
_NOT_YET = frozenset({"would", "will", "could", "might", "may", "should", "can", "new"})


def as_saved_part(message: Message, item: Measured) -> Measured:
    """ "It would save 3,500 of the fuel", "2,000 of that": money, and as often as what it is a part of."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    money = item.quantity.kind == "money" or (item.quantity.kind == "plain" and not item.nouns)
    of_sum = len(behind) > 1 and behind[0] == "of" and behind[1] in _THE_SUM
    if not (money and of_sum and saves(message, item)):
        return item
    whole = [
        one for one in message.measured if one is not item and is_sum(one) and abs(one.sentence - item.sentence) < 2
    ]
    pers = {one.per for one in whole} - {None}
    per = pers.pop() if item.per is None and len(pers) == 1 else item.per
    return replace(item, counts_something=False, per=per) if whole else item


def is_saved_from(message: Message, item: Measured) -> bool:
    """The 9,000 of "it saves 3,500 of the 9,000 for diesel"."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    before = [one for one in message.measured if one.last <= item.first and one.sentence == item.sentence]
    led = len(ahead) > 1 and ahead[0] == "of" and ahead[1] in _THE_SUM
    beside = bool(before) and before[-1].quantity.last == item.first - 2
    return led and beside and is_sum(item) and saves(message, before[-1])


def is_sum(item: Measured) -> bool:
    """Money, or a number that counts nothing else."""
    return item.quantity.kind == "money" or (item.quantity.kind == "plain" and item.is_bare())


_THE_SUM = frozenset({"the", "that", "this", "it", "our", "those"})


def saved_once(message: Message) -> list[Measured]:
    """ "It saves us a one-time 50,000": nothing that comes back month after month, and nothing to spend."""
    return [item for item in message.measured if is_sum(item) and item.per is None and _comes_once(message, item)]


def _comes_once(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    once = found_in(message, "only_once", max(clause.first, item.first - _NEAR), min(clause.last, item.last + _NEAR))
    once |= [token.lower for token in message.tokens[item.quantity.last : clause.last]] == ["once"]
    return once and saves(message, item)


def is_no_fact(message: Message, item: Measured, asked: Sequence[str]) -> bool:
    """Neither a bill nor a benefit; what errors or delays cost may be one where that is asked."""
    kind = paid_for(message, item)
    income = kind != "model" and "monthly_benefit" not in asked and _comes_in(message, item)
    if kind != "other" or "monthly_benefit" not in asked:
        return income or kind in ("work", "other", "limit", "company")
    clause, sentence = message.structure.clauses[item.clause], message.structure.sentences[item.sentence]
    if any(found_in(message, group, item.quantity.last, sentence.last) for group in ("goes", "stopped")):
        return False
    return _purpose(message, item) is not None or found_in(message, "overheads", clause.first, item.first)


def tells_of_other_costs(message: Message) -> PaidFor:
    """Every sum of the message is paid for something else, or is what somebody would pay at most; else ""."""
    kinds = {paid_for(message, item) for item in message.measured}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"other", "limit"} else ""


def _was_paid(message: Message, item: Measured) -> bool:
    """ "Legal fees were 13,500": once, and for something else."""
    subject = _subject(message, item)
    past = any(token.lower in _PAST for token in message.tokens[max(0, item.first - _NEAR) : item.first])
    return past and subject is not None and _kind(message, *subject) == "other"


def _is_of_the_company(message: Message, item: Measured) -> bool:
    """ "We turn over 6 million a year"; not "it would raise our turnover by 5,000 a month"."""
    clause = message.structure.clauses[item.clause]
    last = min(clause.last, item.last + _NEAR)
    of_all = found_in(message, "company_money", clause.first, last)
    return of_all and not found_in(message, "more_of_it", clause.first, last)


def _comes_in(message: Message, item: Measured) -> bool:
    """ "We get $2,000 a month for advertising on our site", "we receive $3,000 a month from a grant"."""
    clause = message.structure.clauses[item.clause]
    behind = {token.lower for token in message.tokens[item.quantity.last : min(clause.last, item.last + _NEAR)]}
    begins = range(max(clause.first, item.first - _NEAR), item.first)
    received = any(ends_at(message, "comes_in", place, item.first) for place in begins)
    paid = item.quantity.kind == "money" and item.per is not None
    return paid and received and not behind.isdisjoint(("for", "from"))


def _is_limit(message: Message, item: Measured) -> bool:
    """ "I'd pay at most $800 a month", "the budget is $2,000 a month", "we have $4,000 a month for running it"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    given = bool(_HAVE.intersection(ahead[-2:])) and _purpose_starts(message, item) is not None
    return given or found_in(message, "would_pay", clause.first, item.first)


def _subject(message: Message, item: Measured) -> tuple[int, int] | None:
    """The tokens in front of "costs us", "is" and the like."""
    clause = message.structure.clauses[item.clause]
    verbs = [place for place in range(max(clause.first, item.first - _NEAR), item.first)
             if message.tokens[place].lower in _COSTS]  # fmt: skip
    if not verbs or verbs[0] == clause.first or message.tokens[verbs[0] - 1].lower in _PRONOUNS:
        return None
    return clause.first, verbs[0]


def _purpose(message: Message, item: Measured) -> tuple[int, int] | None:
    """The tokens behind "for" or "on" in what is paid: "we pay $2,500 a month for the office"."""
    sentence = message.structure.sentences[item.sentence]
    if not any(token.stem in word_stems("pays") for token in message.tokens[sentence.first : item.first]):
        return None
    first = _purpose_starts(message, item)
    if first is None:
        return None
    later = [one.first for one in message.measured if one.first >= item.last]
    last = min([message.structure.clauses[item.clause].last, first + _LONGEST, *later])
    return first, last


def _purpose_starts(message: Message, item: Measured) -> int | None:
    last, clause = item.quantity.last, message.structure.clauses[item.clause]
    rate = rate_at(message.tokens, last) if last < len(message.tokens) else None
    near = range(last, min(clause.last, last + _NEAR))
    found = [place for place in near if message.tokens[place].lower in ("for", "on")]
    return found[0] + 1 if found and (rate is not None or found[0] <= last + 1) else None


def _kind(message: Message, first: int, last: int) -> PaidFor:
    words = [token for token in message.tokens[first:last] if token.kind == "word"]
    if found_in(message, "seats", first, last):
        return "other"
    if _names_a_model(message, first, last):
        return "model"
    if found_in(message, "overheads", first, last):
        return "other"
    if found_in(message, "done_by_people", first, last) or any(is_person(token.lower) for token in words):
        return "work"
    return ""


def _names_a_model(message: Message, first: int, last: int) -> bool:
    cued = any(hit.payload in ("api", "model") and first <= hit.first < last
               for hits in message.number_cues.values() for hit in hits)  # fmt: skip
    return cued or found_in(message, "vendors", first, last) or found_in(message, "of_models", first, last)


def _is_doing(message: Message, first: int) -> bool:
    """ "Answering them costs us ...", but not "running it", which is what the machine does."""
    token = message.tokens[first]
    return token.lower.endswith("ing") and token.stem not in word_stems("by_machine") and not message.models


_NEAR, _LONGEST = 5, 5  # tokens
_HAVE = frozenset({"have", "got", "'ve"})
_COSTS = frozenset({"cost", "costs", "costing", "is", "are", "was", "were", "run", "runs", "come", "comes", "takes"})
_PAST = frozenset({"was", "were", "cost"})
_PRONOUNS = frozenset({"it", "we", "i", "that", "this", "they", "which", "he", "she", "what", "there", "you", "us"})
