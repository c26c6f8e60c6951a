"""What a message says of a benefit or a volume in part: minutes a case, what an hour costs, heads, shares, days.

The words are `cues/products.yaml`; what the parts make together is `agent.numbers.part_sums`.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log

from agent.facts import Part, PartName
from agent.numbers.calls_each import calls_said
from agent.numbers.gain_parts import worded_gains
from agent.numbers.part_people import (
    asks_part,
    freed_part,
    heads_part,
    is_person,
    payroll_part,
    wage_of_freed_part,
    wage_part,
)
from agent.numbers.part_places import Around, Said, as_part
from agent.numbers.part_prices import (
    case_cost_part,
    charged_part,
    error_cost_part,
    fee_part,
    gained_part,
    setup_part,
    unit_cost_part,
)
from agent.numbers.part_shares import is_narrowed, is_of_belief, mode_of, parts_of_wholes, share_part
from agent.numbers.part_times import cases_part, days_said, hour_cost_part, time_part, worked_part
from agent.numbers.part_work import work_part
from agent.numbers.products import (
    HOUR,
    found_in,
)
from agent.understanding import Context
from agent.words.clauses import Mode
from agent.words.message import Message
from agent.words.roles import Measured
from agent.words.tokens import words_in


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
    return _is_assumed(message, item, context) or _is_only_a_part(message, item) or _is_measured_by_them(message, item)


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
    """ "Assume we save half of the time", as long as nobody has said what it is worth."""
    clause = message.structure.clauses[item.clause]
    known = context.facts.get("monthly_benefit")
    unknown = (known is None or known.value is None) and clause.mode == "what_if"
    sentence = message.structure.sentences[item.sentence]
    ahead = {token.lower for token in message.tokens[sentence.first : item.first]}
    asked = sentence.question or "if" in ahead
    return unknown and not asked and bool(_ASSUMED & ahead)


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
        found = _corrected(around, item) or found
    return Said(found, item) if found is not None else None


def taken_by_parts(said: Sequence[Said]) -> list[Measured]:
    """The numbers that are parts and cannot be a fact by themselves."""
    return [one.item for one in said if one.item is not None and one.part.name not in _FACTS_TOO]


def _corrected(around: Around, item: Measured) -> Part | None:
    """ "Actually it's 250 hours", "sorry, three clerks", "$4,200, rather": the part like it, told anew."""
    message = around.message
    short = len(around.items) == 1 and words_in(message.tokens) <= _FEW_WORDS
    if not short or not message.structure.hits_of("correction"):
        return None
    alike = [part for part in around.context.parts if _is_alike(around, item, part)]
    likest = min(reversed(alike), key=lambda part: _distance(item, part), default=None)
    if likest is None or _is_nearer_to_a_fact(around, item, likest):
        return None
    return as_part(message, item, likest.name, per=item.per or likest.per, of=likest.of)


def _is_alike(around: Around, item: Measured, part: Part) -> bool:
    """Whether the number may be this part in another amount."""
    message, quantity = around.message, item.quantity
    tokens = message.tokens[quantity.last : item.last]
    if item.per is not None and abs(item.per - part.per) > _SAME * part.per:
        return False
    if quantity.kind == "duration":
        return part.name in ("hours", "head_hours", "work_hours") and quantity.unit_seconds == HOUR
    if quantity.value < 1 or quantity.kind == "share":
        named = [name for word, name in _SHARES.items() if any(token.lower == word for token in message.tokens)]
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
        return any(fact.turn > part.turn for field, fact in facts.items() if field != "monthly_benefit")
    values = [facts[field].value for field in ("monthly_benefit", "budget", "monthly_api_spend") if field in facts]
    amount = item.quantity.value
    near = [abs(log(amount / value)) for value in values if isinstance(value, int | float) and value > 0]
    return any(distance < _distance(item, part) for distance in near)


_SHARES: Mapping[str, PartName] = {"margin": "margin", "margins": "margin", "more": "lift", "higher": "lift"}
_AMOUNTS = frozenset({"wage", "worth", "case_cost", "case_after", "case_saved", "loss", "revenue", "spared", "payroll"})
_LEAST_LIKE = 0.3
_READERS: tuple[Callable[[Around, Measured], Part | None], ...] = (
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
