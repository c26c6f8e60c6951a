"""What a message says of a benefit or a volume in part: minutes a case, what an hour costs, heads, shares, days.

The words are `cues/products.yaml`; what the parts make together is `agent.numbers.part_sums`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from agent.facts import Fact, Part, PartName
from agent.numbers.benefits import is_of_minutes
from agent.numbers.calls_each import calls_said
from agent.numbers.correcting_words import POINTING, is_to_be_taken, says_no_first, words_ahead
from agent.numbers.denied_numbers import is_denied
from agent.numbers.gain_parts import worded_gains
from agent.numbers.known_numbers import field_fits, field_that_is
from agent.numbers.paid_for import work_paid_part
from agent.numbers.part_of_time import part_of_time
from agent.numbers.part_people import (
    asks_part,
    freed_part,
    heads_part,
    is_person,
    payroll_part,
    wage_of_freed_part,
    wage_part,
)
from agent.numbers.part_places import Around, Said, as_part, counted_stems
from agent.numbers.part_prices import (
    case_cost_part,
    charged_part,
    error_cost_part,
    fee_part,
    gained_part,
    setup_part,
    unit_cost_part,
)
from agent.numbers.part_shares import (
    as_share,
    is_narrowed,
    is_of_belief,
    mode_of,
    parts_of_wholes,
    share_part,
    taken_share,
)
from agent.numbers.part_times import cases_part, days_said, hour_cost_part, time_part, worked_part
from agent.numbers.part_work import work_part
from agent.numbers.products import (
    HOUR,
    found_in,
    is_total,
)
from agent.numbers.spoken_of_again import as_written, is_spoken_of
from agent.understanding import Context
from agent.words.clauses import Mode
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.roles import roles
from agent.words.tokens import words_in
from agent.words.values import in_unit_of


def parts_said(message: Message, context: Context, mode: Mode = "fact") -> list[Said]:
    """Every part that clauses of the mode say, in the order of the message."""
    items = [item for item in message.measured if mode_of(message, item) == mode and not _is_set_right(message, item)]
    if mode == "fact":
        items = [item for item in message.measured if item in items or is_told(message, item, context)]
    found = [
        *(said for item in items if (said := _of_item(Around(message, items, context), item)) is not None),
        *(_of_others(message, context) if mode == "fact" else ()),
        *parts_of_wholes(message, items),
        *days_said(message, items, mode),
    ]
    if mode == "fact":
        taken = [one.item for one in found]
        free = [item for item in items if item not in taken]
        calls = calls_said(message, free, items, context)
        found += [Said(part, item) for part, item in calls]
        found += [Said(part) for part in worded_gains(message, context.parts, [one.part for one in found])]
    return sorted(found, key=lambda said: said.item.first if said.item else 0)


def _is_set_right(message: Message, item: Measured) -> bool:
    """ "Not 38 but 32 dollars", "$35, not $40"."""
    return item.first > 0 and message.tokens[item.first - 1].lower in ("not", "isn't", "wasn't")


def is_told(message: Message, item: Measured, context: Context) -> bool:
    """What their words tell though they may sound otherwise."""
    told = _is_assumed(message, item, context) or _is_only_a_part(message, item)
    return told or _is_measured_by_them(message, item) or _is_said(message, item, context)


def _is_said(message: Message, item: Measured, context: Context) -> bool:
    """ "Say it answers 60% of them": nobody else says it."""
    sentence = message.structure.sentences[item.sentence]
    foreign = message.structure.mode_at(item.first) == "foreign"
    ordered = foreign and message.tokens[sentence.first].lower == "say"
    return ordered and taken_share(Around(message, [item], context), item) is not None


def _is_only_a_part(message: Message, item: Measured) -> bool:
    """ "But only 30% of the chats are affected" takes something back and supposes nothing."""
    clause = message.structure.clauses[item.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    asked = message.structure.sentences[item.sentence].question or not _SUPPOSING.isdisjoint(words)
    share = item.quantity.kind in ("share", "factor") and 0 < item.quantity.value < 1
    less = is_narrowed(message, item) or is_of_belief(message, item)
    return share and clause.mode == "what_if" and less and not asked


def _is_measured_by_them(message: Message, item: Measured) -> bool:
    """ "It saves 4 minutes according to our pilot" is no claim of others."""
    sentence = message.structure.sentences[item.sentence]
    own = found_in(message, "own_evidence", sentence.first, sentence.last)
    return own and message.structure.mode_at(item.first) == "foreign"


def _is_assumed(message: Message, item: Measured, context: Context) -> bool:
    """ "Assume we save half of the time", "if it worked, it would save 500 hours", as long as no benefit is known."""
    clause = message.structure.clauses[item.clause]
    known = context.facts.get("monthly_benefit")
    unknown = (known is None or known.value is None) and clause.mode == "what_if"
    sentence = message.structure.sentences[item.sentence]
    ahead = {token.lower for token in message.tokens[sentence.first : item.first]}
    asked = sentence.question or "if" in ahead
    works = found_in(message, "succeeds", sentence.first, item.first) and not sentence.question
    return unknown and (works or (not asked and bool(_ASSUMED & ahead)))


def _of_others(message: Message, context: Context) -> list[Said]:
    """What a vendor asks: of others nothing else is theirs."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "foreign"]
    if not found_in(message, "others", 0, len(message.tokens)):
        return []
    around = Around(message, items, context)
    found = [(setup_part(around, item) or fee_part(around, item), item) for item in items]
    return [Said(part, item) for part, item in found if part is not None]


def _of_item(around: Around, item: Measured) -> Said | None:
    found = next((part for read in _READERS if (part := read(around, item)) is not None), None)
    if found is None or all(part.name != found.name for part in around.context.parts):
        found = (_corrected(around, item) if _may_be_corrected(around, item) else None) or found
    return Said(found, item) if found is not None else None


def taken_by_parts(said: Sequence[Said]) -> list[Measured]:
    """The numbers that are parts and cannot be a fact by themselves."""
    return [one.item for one in said if one.item is not None and one.part.name not in _FACTS_TOO]


def part_set_right(message: Message, context: Context) -> Said | None:
    """ "No, a third", "I meant 30 dollars", "10 minutes, not 6": a message that only tells a known part anew."""
    items = [item for item in message.measured if not is_denied(message, item)]
    denied = [item for item in message.measured if item not in items]
    if len(items) != 1:
        return None
    item = as_share(message, items[0]) if not denied else _in_its_unit(items[0], denied[0])
    around = Around(message, [item], context)
    sure = len(denied) == 1 and _denies_a_part(around, item, denied[0])
    heard = ("fact", "foreign") if sure else ("fact",)  # "Dana says it's 30 hours, not 25"
    told = field_that_is(context, denied[0]) if denied else None
    if any(clause.mode not in heard for clause in message.structure.clauses) or told is not None:
        return None
    if item.counts_something or not (sure or _sets_right(message, item, context, denied=bool(denied))):
        return None
    part = _corrected(around, item)
    return Said(part, item) if part is not None else None


def _denies_a_part(around: Around, item: Measured, denied: Measured) -> bool:
    """What is denied is a known part in its own amount, so that nobody need be told what the other number is of."""
    was = _in_its_unit(denied, item).quantity.value
    parts = (part for part in around.context.parts if _is_alike(around, item, part))
    return any(abs(part.value - was) <= _SAME * part.value for part in parts)


def part_quoted(message: Message, context: Context) -> Said | None:
    """ "The 46,000 is only the salary, it's 58,000 all in": the known part that is quoted, as it is told anew."""
    if len(message.measured) != 2 or any(clause.mode != "fact" for clause in message.structure.clauses):
        return None
    before, item = message.measured
    spoken = is_spoken_of(message, before) and is_to_be_taken(message, item) and item.per is None
    known = (fact.quote or "" for field, fact in context.facts.items() if field in roles())
    if not spoken or any(as_written(quote, before) for quote in known):
        return None
    told = [(part, was) for part in context.parts if (was := as_written(part.quote, before)) is not None]
    quantity = in_unit_of(item.quantity, told[-1][1].quantity) if told else None
    if quantity is None:
        return None
    part, anew = told[-1][0], replace(item, quantity=quantity, last=item.quantity.last)
    return Said(as_part(message, anew, part.name, per=part.per, of=part.of), anew)


def _in_its_unit(item: Measured, denied: Measured) -> Measured:
    """ "Not 6 minutes but 9": nine minutes."""
    quantity = in_unit_of(item.quantity, denied.quantity)
    return replace(item, quantity=quantity) if quantity is not None and item.is_bare() else item


def _sets_right(message: Message, item: Measured, context: Context, *, denied: bool) -> bool:
    """Words of correction, or words that only point, and nothing else of which the number could be.

    What may answer the pending question corrects something only where the words say so.
    """
    clause = message.structure.clauses[item.clause]
    ahead = words_ahead(message, item)
    behind = {token.lower for token in message.tokens[item.last : clause.last] if token.kind == "word"}
    named = _names_a_part(message, item, context)
    plain = (named or ahead <= POINTING | _CORRECTING) and behind <= _BEHIND
    summed = item.per is not None and is_total(message, item)  # "so that's $10,000 a month"
    if not plain or summed or words_in(message.tokens) > _FEW_WORDS:
        return False
    if denied or message.structure.hits_of("correction", "revised"):
        return True
    answers = any(field_fits(field, item) for field in context.asked if field in roles())
    return not answers and (named or bool(ahead or says_no_first(message)))


def _names_a_part(message: Message, item: Measured, context: Context) -> bool:
    """ "The share is 40 %", "emails last 7 minutes", "what if agents cost $40?": nothing but its name, and a verb."""
    quantity, clause = item.quantity, message.structure.clauses[item.clause]
    said = POINTING | _CORRECTING | _SUPPOSING | _ARTICLES
    words = [token for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    words = [token for token in words if token.lower not in said]
    if quantity.kind == "share" or 0 < quantity.value < 1:
        names, verbs = {token for token in words if token.lower in _SHARE_NAMES}, frozenset[str]()
    elif quantity.kind == "duration":
        cases = case_words() | counted_stems(Around(message, [item], context))
        names, verbs = {token for token in words if token.stem in cases or token.lower in _TIME_NAMES}, _LASTS
    elif quantity.kind == "money":
        names, verbs = {token for token in words if is_person(token.lower) or token.lower in _WAGE_NAMES}, _COSTS
    else:
        return False
    return bool(names) and all(token in names or token.lower in verbs for token in words)


def _corrected(around: Around, item: Measured) -> Part | None:
    """ "Actually it's 250 hours", "sorry, three clerks", "$4,200, rather": the part like it, told anew."""
    alike = [part for part in around.context.parts if _is_alike(around, item, part)]
    if _is_of_today(around.message, item) and any(part.name == "time_before" for part in alike):
        alike = [part for part in alike if part.name != "time_after"]
    likest = min(reversed(alike), key=lambda part: _distance(item, part), default=None)
    if likest is None or _is_nearer_to_a_fact(around, item, likest):
        return None
    return as_part(around.message, item, likest.name, per=item.per or likest.per, of=likest.of)


def _is_of_today(message: Message, item: Measured) -> bool:
    """ "The letters take 11 minutes": what one takes, and not what it would take."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    return not _LASTS_NOW.isdisjoint(ahead) and _WOULD_LAST.isdisjoint(ahead)


_LASTS_NOW = frozenset({"last", "lasts", "takes", "take", "needs", "need"})
_WOULD_LAST = frozenset({"would", "will", "could", "should", "'d", "might"})


def _may_be_corrected(around: Around, item: Measured) -> bool:
    message = around.message
    short = len(around.items) == 1 and words_in(message.tokens) <= _FEW_WORDS
    supposed = mode_of(message, item) == "what_if" and _names_a_part(message, item, around.context)
    return short and (supposed or bool(message.structure.hits_of("correction")))


def _is_alike(around: Around, item: Measured, part: Part) -> bool:
    """Whether the number may be this part in another amount."""
    message, quantity = around.message, item.quantity
    tokens = message.tokens[quantity.last : item.last]
    if item.per is not None and abs(item.per - part.per) > _SAME * part.per:
        return False
    if quantity.kind == "duration":
        of_case = part.name in _TIMES and is_of_minutes(item)
        return of_case or (part.name in ("hours", "head_hours", "work_hours") and quantity.unit_seconds == HOUR)
    if quantity.value < 1 or quantity.kind == "share":
        words = [token.lower for token in message.tokens]
        guessed = ("more", "like") in pairwise(words)  # "more like a third" tells no rise
        words = [word for word in words if not (guessed and word == "more")]
        named = [name for word, name in _SHARES.items() if word in words]
        return part.name in (named or ("share", "lift", "margin"))
    if quantity.kind == "money" or (item.is_bare() and item.per is not None):
        return part.name in _AMOUNTS and _LEAST_LIKE <= quantity.value / max(part.value, 1e-9) <= 1 / _LEAST_LIKE
    if part.name == "freed":
        return any(is_person(token.lower) for token in tokens)
    return part.name in ("more", "missed") and item.counts_something and quantity.kind == "plain"


def _distance(item: Measured, part: Part) -> float:
    """How far the number is from the part, in the order of what was said last; amounts by their size."""
    if part.name not in _AMOUNTS:
        return -part.turn
    return abs(log(item.quantity.value / part.value))


def _is_nearer_to_a_fact(around: Around, item: Measured, part: Part) -> bool:
    """An amount that is more like one that was told outright, or a number when something else was told since."""
    facts = around.context.facts
    if part.name not in _AMOUNTS:
        return any(fact.turn > part.turn for field, fact in facts.items() if _may_be_meant(field, fact, item))
    values = [facts[field].value for field in ("monthly_benefit", "budget", "monthly_api_spend") if field in facts]
    amount = item.quantity.value
    near = [abs(log(amount / value)) for value in values if isinstance(value, int | float) and value > 0]
    return any(distance < _distance(item, part) for distance in near)


def _may_be_meant(field: str, fact: Fact, item: Measured) -> bool:
    stated = fact.status == "stated" and fact.value is not None
    return stated and field != "monthly_benefit" and field in roles() and field_fits(field, item)


_SHARE_NAMES = frozenset({"share", "proportion", "saving", "savings"})
_TIME_NAMES = frozenset({"handling", "time", "duration"})
_WAGE_NAMES = frozenset({"wage", "wages", "hour", "hourly", "rate"})
_LASTS = frozenset({"last", "lasts", "lasted", "take", "takes", "took", "needs", "need", "average"})
_COSTS = frozenset({"cost", "costs", "earn", "earns", "get", "gets", "paid", "pay"})
_ARTICLES = frozenset({"a", "an", "one", "the", "my", "our", "each", "and", "was", "were", "what", "us"})
_SHARES: Mapping[str, PartName] = {"margin": "margin", "margins": "margin", "more": "lift", "higher": "lift"}
_TIMES = frozenset({"time_before", "time_after", "time_saved"})
_AMOUNTS = frozenset(
    {"hour_cost", "wage", "worth", "case_cost", "case_after", "case_saved", "loss", "revenue", "spared", "payroll"}
)
_LEAST_LIKE = 0.3
_READERS: tuple[Callable[[Around, Measured], Part | None], ...] = (
    part_of_time,
    charged_part,
    hour_cost_part,
    work_part,
    time_part,
    worked_part,
    unit_cost_part,
    setup_part,
    payroll_part,
    fee_part,
    gained_part,
    error_cost_part,
    cases_part,
    case_cost_part,
    wage_part,
    work_paid_part,
    wage_of_freed_part,
    freed_part,
    share_part,
    asks_part,
    heads_part,
)
_ASSUMED = frozenset({"assume", "assuming", "suppose", "presume", "guess", "expect", "reckon"})
_SUPPOSING = frozenset({"if", "would", "could", "might", "suppose", "imagine", "what", "let's", "lets", "say"})
_SAME = 0.01
_FACTS_TOO: frozenset[PartName] = frozenset({"heads", "daily", "cases"})  # "300 calls a day", "60 labelled reports"
_FEW_WORDS = 10
_CORRECTING = frozenset({"i", "meant", "mean", "oops", "correction", "typo", "not", "my", "mistake"})
_BEHIND = frozenset(
    {"each", "apiece", "sorry", "actually", "instead", "rather", "though", "really", "then", "now", "not", "please",
     "of", "it", "that", "them", "work", "the", "less", "i", "think", "mean", "meant", "guess", "only", "at", "least"}
)  # fmt: skip
