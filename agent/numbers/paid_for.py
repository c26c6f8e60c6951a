"""What a monthly sum is paid for: only what models cost is the bill of the API.

What stands in front of the verb ("the work costs us ...") or behind the sum ("... for the office") says it. What the
work costs today is a part of what could be saved; anything else is no fact of the case,
nor is what somebody would pay at most: only a budget for the start is kept. The words are `cues/products.yaml`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from agent.facts import Part
from agent.numbers.earnings import is_earned
from agent.numbers.part_people import is_person
from agent.numbers.part_places import Around, as_part, is_recurring
from agent.numbers.products import found_in, saves, word_stems
from agent.words.message import Message
from agent.words.quantities import rate_at
from agent.words.roles import Measured

PaidFor = Literal["model", "work", "other", "limit", ""]


def paid_for(message: Message, item: Measured) -> PaidFor:
    """Of a sum that comes every month: what it pays for, or "" where no words say it."""
    money = item.quantity.kind == "money" or (item.quantity.kind == "plain" and item.is_bare())
    if not money or item.per is None or item.each or item.per_head:
        return ""
    if _is_limit(message, item):
        return "limit" if not is_earned(message, item) else ""
    purpose, subject = _purpose(message, item), _subject(message, item)
    if purpose is not None:
        return _kind(message, *purpose)
    if subject is None:
        return ""
    return _kind(message, *subject) or ("work" if _is_doing(message, subject[0]) else "")


def work_paid_part(around: Around, item: Measured) -> Part | None:
    """ "The work costs us $12,000 a month", "we spend $96,000 a year on clerks"."""
    if not is_recurring(item) or saves(around.message, item) or paid_for(around.message, item) != "work":
        return None
    return as_part(around.message, item, "payroll", per=item.per or 1.0)


def with_rate_beside(message: Message, item: Measured) -> Measured:
    """ "We pay $900 a month for Zendesk and $600 for OpenAI": the model's sum comes as often as the other one."""
    before = [one for one in message.measured if one.sentence == item.sentence and one.last <= item.first]
    if item.per is not None or item.quantity.kind != "money" or not before or paid_for(message, before[-1]) != "other":
        return item
    named = _purpose(message, item)
    of_model = named is not None and _kind(message, *named) == "model"
    return replace(item, per=before[-1].per) if of_model else item


def is_no_fact(message: Message, item: Measured, asked: Sequence[str]) -> bool:
    """Neither a bill nor a benefit; what errors or delays cost may be one where that is asked."""
    kind = paid_for(message, item)
    if kind != "other" or "monthly_benefit" not in asked:
        return kind in ("work", "other", "limit")
    clause = message.structure.clauses[item.clause]
    return _purpose(message, item) is not None or found_in(message, "overheads", clause.first, item.first)


def tells_of_other_costs(message: Message) -> PaidFor:
    """Every sum of the message is paid for something else, or is what somebody would pay at most; else ""."""
    kinds = {paid_for(message, item) for item in message.measured}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"other", "limit"} else ""


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
    models = any(hit.payload in ("api", "model") and first <= hit.first < last
                 for hits in message.number_cues.values() for hit in hits)  # fmt: skip
    if models or found_in(message, "vendors", first, last) or found_in(message, "of_models", first, last):
        return "model"
    if found_in(message, "overheads", first, last):
        return "other"
    if found_in(message, "done_by_people", first, last) or any(is_person(token.lower) for token in words):
        return "work"
    return ""


def _is_doing(message: Message, first: int) -> bool:
    """ "Answering them costs us ...", but not "running it", which is what the machine does."""
    token = message.tokens[first]
    return token.lower.endswith("ing") and token.stem not in word_stems("by_machine") and not message.models


_NEAR, _LONGEST = 5, 5  # tokens
_HAVE = frozenset({"have", "got", "'ve"})
_COSTS = frozenset({"cost", "costs", "costing", "is", "are", "runs", "comes", "takes"})
_PRONOUNS = frozenset({"it", "we", "i", "that", "this", "they", "which", "he", "she", "what", "there", "you", "us"})
