"""What is lost today and would not be, and what would come in more: penalties, deals, revenue and its margin.

Each number is an `agent.facts.Part`; the words are `cues/products.yaml`, the sums `agent.numbers.part_sums`.
"""

from collections.abc import Sequence
from itertools import pairwise

from agent.facts import Part, PartName
from agent.numbers.benefits import is_cost_of_one
from agent.numbers.earnings import is_earned, is_price_of_one
from agent.numbers.part_sums import OF_LOSS, OF_WORK
from agent.numbers.part_work import is_work_of_today
from agent.numbers.products import found_in, is_apiece, says
from agent.words.clauses import Clause
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words, faults


def gain_part(
    message: Message, items: Sequence[Measured], known: Sequence[Part], item: Measured, *, asked: bool
) -> tuple[PartName, str] | None:
    """Which part of a gain the number is, and of what; `asked` says that the benefit was asked for."""
    if _is_avoided(message, items, known, item):
        return "share", _of_what_is_lost(message, items, known, item)
    name = (
        _of_revenue(message, items, item)
        or _of_deals(message, item)
        or _of_cases(message, items, known, item)
        or ("spared" if _is_spared(message, item) else None)
        or ("loss" if not asked and (is_loss(message, item) or _is_told_of_it(message, known, item)) else None)
    )
    return (name, "") if name else None


def _of_what_is_lost(message: Message, items: Sequence[Measured], known: Sequence[Part], item: Measured) -> str:
    """Working hours of all, and what all are paid, are work; else it is money, deals or errors."""
    if _is_of_errors(message, known, item):
        return OF_LOSS
    if any(is_loss(message, one) or _of_deals(message, one) == "missed" for one in items):
        return OF_LOSS
    if any(is_work_of_today(message, one) or _is_payroll(message, one) for one in items):
        return OF_WORK
    last = next((part for part in reversed(known) if part.name in _LOST), None)
    return OF_WORK if last is not None and last.name in ("work_hours", "payroll") else OF_LOSS


def _is_payroll(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    money = item.quantity.kind == "money" and item.per is not None
    return money and found_in(message, "payroll", clause.first, min(clause.last, item.last + _BEHIND))


def _is_told_of_it(message: Message, known: Sequence[Part], item: Measured) -> bool:
    """ "They are $9,000 a month", of the late fees that it would cut by a third."""
    shares = [part for part in known if part.name == "share" and part.of == OF_LOSS]
    if not shares or any(part.name in _LOST for part in known) or _is_for_vendor(message, item):
        return False
    clause = message.structure.clauses[item.clause]
    return _is_recurring(item) and message.tokens[clause.first].lower in _THEY


def _of_cases(message: Message, items: Sequence[Measured], known: Sequence[Part], item: Measured) -> PartName | None:
    """ "It saves $5 on each claim", "a claim would cost $9", "drops from $14 to $9"."""
    clause = message.structure.clauses[item.clause]
    quantity = item.quantity
    if quantity.kind != "money" or quantity.currency != "USD" or item.per is not None or _is_for_vendor(message, item):
        return None
    tokens = message.tokens[clause.first : clause.last]
    told = any(part.name == "case_cost" for part in known)
    told = told or any(one.first < item.first and is_cost_of_one(message, one) for one in items)
    if told and found_in(message, "would_cost", clause.first, item.first):
        return "case_after"
    led = any(
        first.lower in ("a", "an", "one", "per", "each", "every") and second.stem in case_words()
        for first, second in pairwise(tokens)
    )
    if not led or found_in(message, "promised", clause.first, item.first):
        return None
    if quantity.movement and quantity.range is not None and quantity.range[1] < quantity.range[0]:
        return "case_saved"
    if found_in(message, "spares", clause.first, item.first) and not found_in(message, "brings", *_span(clause)):
        return "case_saved"
    return None


def _span(clause: Clause) -> tuple[int, int]:
    return clause.first, clause.last


def is_loss(message: Message, item: Measured) -> bool:
    """ "Refunds cost us $20,000 a month", "we paid penalties of $150k last year": what goes out today."""
    clause = message.structure.clauses[item.clause]
    if not _is_recurring(item) or _is_less(message, item) or _is_for_vendor(message, item):
        return False
    if is_no_language(message, item.sentence):
        return True
    return found_in(message, "losses", clause.first, clause.last) and not _is_gain(message, item)


def is_no_language(message: Message, number: int) -> bool:
    """Of machines that break down and goods that nobody buys: what forecasts may spare, and no reading or writing."""
    sentence = message.structure.sentences[number]
    return found_in(message, "no_language", sentence.first, sentence.last)


def _is_gain(message: Message, item: Measured) -> bool:
    """What is lost sounds like a gain: that words of loss alone say is none."""
    clause = message.structure.clauses[item.clause]
    ends = message.structure.sentences[item.sentence].last
    if found_in(message, "loses", clause.first, item.first) or found_in(message, "stopped", clause.last, ends):
        return found_in(message, "reduced", clause.first, item.first)
    return message.activation(item).get("benefit", 0.0) > _SAYS


def _is_spared(message: Message, item: Measured) -> bool:
    """ "Write-offs go down by 90k a year", "we'd spend $5,500 a month less on temps"."""
    clause = message.structure.clauses[item.clause]
    if not _is_recurring(item) or _is_for_vendor(message, item):
        return False
    costs = found_in(message, "losses", clause.first, clause.last)
    costs = costs or (item.quantity.kind == "money" and found_in(message, "expenses", clause.first, clause.last))
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    ended = found_in(message, "not_needed", clause.first, item.first)
    over = not _PAST.isdisjoint(ahead) or message.activation(item).get("last_year", 0.0) > _SAYS
    by = item.first > clause.first and message.tokens[item.first - 1].lower == "by"
    down = by and found_in(message, "reduced", clause.first, item.first)
    return costs and not over and _SALES.isdisjoint(ahead) and (down or ended or _is_less(message, item))


def _is_recurring(item: Measured) -> bool:
    """ "$20,000 a month", "150k a year"."""
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    plain = item.quantity.kind == "plain" and item.is_bare() and item.quantity.value >= _LEAST_SPARED
    return (money or plain) and item.per is not None and item.per <= _MOST_OFTEN


def _is_for_vendor(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    felt = message.activation(item)
    paid = max(felt.get("api", 0.0), felt.get("model", 0.0), felt.get("budget", 0.0)) > _SAYS
    return paid or found_in(message, "vendors", sentence.first, sentence.last)


def _is_less(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    behind = [token.lower for token in message.tokens[item.quantity.last : min(clause.last, item.last + 2)]]
    return not _LESS.isdisjoint(behind)


def _is_avoided(message: Message, items: Sequence[Measured], known: Sequence[Part], item: Measured) -> bool:
    """ "It should avoid half", "would prevent 40% of them", "cut that by 15%": of what is lost today."""
    value = item.quantity.value
    part = item.quantity.kind == "share" or (item.quantity.kind in ("plain", "factor") and value < 1)
    if not part or item.per is not None or not 0 < value < 1 or item.counts_something:
        return False
    clause = message.structure.clauses[item.clause]
    errors = _is_of_errors(message, known, item)
    lost = errors or has_loss(message, items, known)
    if not lost and not found_in(message, "losses", clause.first, item.first):
        return False
    behind = message.tokens[item.quantity.last : item.quantity.last + _OF_WHAT]
    cases = any(token.stem in case_words() for token in behind) and not found_in(
        message, "losses", item.quantity.last, clause.last
    )
    first = max([clause.first, *(one.last for one in items if one.clause == item.clause and one.first < item.first)])
    avoided = found_in(message, "reduced", first, min(clause.last, item.quantity.last + 1))
    avoided = avoided or found_in(message, "goes", item.quantity.last, clause.last)
    asked = message.structure.sentences[item.sentence].question
    return (
        avoided and (errors or not cases) and not asked and not found_in(message, "promised", clause.first, item.first)
    )


def _is_of_errors(message: Message, known: Sequence[Part], item: Measured) -> bool:
    """ "A third of the errors would go away", where one of them has a price."""
    clause = message.structure.clauses[item.clause]
    named = any(token.stem in faults() for token in message.tokens[clause.first : clause.last])
    priced = any(part.name in ("error_cost", "error_time") for part in known)
    return named and (priced or found_in(message, "one_error", 0, clause.first))


def has_loss(message: Message, items: Sequence[Measured], known: Sequence[Part]) -> bool:
    """Something is known that they lose today."""
    here = any(is_loss(message, one) or _of_deals(message, one) == "missed" for one in items)
    here = here or any(is_work_of_today(message, one) or _is_payroll(message, one) for one in items)
    return here or any(part.name in _LOST for part in known)


def _of_deals(message: Message, item: Measured) -> PartName | None:
    """ "5 more deals a month", "we lose 3 deals a month", "a deal brings $4,000"."""
    clause = message.structure.clauses[item.clause]
    if item.quantity.kind == "money":
        alone = item.quantity.currency == "USD" and item.per is None
        brings = found_in(message, "brings", clause.first, min(clause.last, item.last + _BEHIND))
        brings = brings or is_earned(message, item)
        led = any(token.lower in ("a", "an", "one") for token in message.tokens[clause.first : item.first])
        led = led or is_price_of_one(message, item)
        return "worth" if alone and brings and (led or is_apiece(message, item)) else None
    counted = item.quantity.kind == "plain" and item.counts_something and item.per is not None
    if not counted or not found_in(message, "business", item.quantity.last, item.last + 1):
        return None
    named = [token.lower for token in message.tokens[item.quantity.last : item.last]]
    if not _MORE.isdisjoint(named) or not _MORE.isdisjoint(_ahead(message, item, 2)):
        return "more"
    return "missed" if found_in(message, "missed", clause.first, item.first) else None


def _of_revenue(message: Message, items: Sequence[Measured], item: Measured) -> PartName | None:
    """ "1% more sales", "revenue is $2 million a month", "at a margin of 20%"."""
    if item.quantity.kind not in ("share", "money"):
        return None
    near = [token.lower for token in message.tokens[item.quantity.last : item.last]]
    ahead, behind = _ahead_of_item(message, items, item), _behind(message, items, item)
    if item.quantity.kind == "money":
        sold = not _SALES.isdisjoint({*near, *behind, *ahead}) and item.per is not None
        more = not _MORE.isdisjoint({*ahead, *near, *behind[:1]}) or not (_BRING | _RISES).isdisjoint(ahead)
        gained = more or _is_less(message, item)
        return "revenue" if sold and item.quantity.currency == "USD" and not gained else None
    if not _MARGIN.isdisjoint({*near, *ahead, *behind[:1]}):
        return "margin"
    words = [*near, *behind]
    risen = not _MORE.isdisjoint(words[:2]) or not _RISES.isdisjoint(ahead)
    sold = not _SOLD.isdisjoint({*words[:_BEHIND], *ahead})
    return "lift" if risen and sold and item.per is None and 0 < item.quantity.value < 1 else None


def _ahead(message: Message, item: Measured, reach: int) -> set[str]:
    clause = message.structure.clauses[item.clause]
    return {token.lower for token in message.tokens[max(clause.first, item.first - reach) : item.first]}


def _ahead_of_item(message: Message, items: Sequence[Measured], item: Measured) -> set[str]:
    clause = message.structure.clauses[item.clause]
    before = [one.last for one in items if one.first < item.first]
    first = max([clause.first, item.first - _AHEAD, *before])
    return {token.lower for token in message.tokens[first : item.first]}


def _behind(message: Message, items: Sequence[Measured], item: Measured) -> list[str]:
    clause = message.structure.clauses[item.clause]
    after = [one.first for one in items if one.first > item.first]
    last = min([clause.last, item.last + _BEHIND, *after])
    return [token.lower for token in message.tokens[item.last : last]]


def worded_gains(message: Message, known: Sequence[Part], said: Sequence[Part]) -> list[Part]:
    """What words alone say: "we'd stop that", "it'd halve that", "it would win them back"."""
    told = [*known, *said]
    found: list[Part] = []
    for clause in message.structure.clauses:
        asked = message.structure.sentences[clause.sentence].question and not says(message, "worth", clause.sentence)
        if asked or clause.mode not in ("fact", "question"):
            continue
        quote = message.quote(clause.first, clause.last).strip(" ,;.")
        if any(part.name == "share" and part.quote in quote for part in said):
            continue
        if found_in(message, "halves", clause.first, clause.last):
            last = next((part.name for part in reversed(told) if part.name in _HALVED), None)
            if last is not None:
                of = "" if last == "time_before" else OF_LOSS if last in _OF_LOSS else OF_WORK
                found.append(Part(name="share", value=0.5, of=of, quote=quote))
        elif _names_no_part(message, clause) and found_in(message, "stopped", clause.first, clause.last):
            found += _stopped(told, quote)
    return found


def _names_no_part(message: Message, clause: Clause) -> bool:
    """Not "half of that would go away"."""
    within = [item for item in message.measured if clause.first <= item.first < clause.last]
    return all(item.quantity.value >= 1 for item in within)


def _stopped(told: Sequence[Part], quote: str) -> list[Part]:
    """All that the last thing of theirs costs, or all deals that are missed."""
    lost = next((part for part in reversed(told) if part.name in (*_LOST, "fee")), None)
    if lost is None:
        return []
    bill = [lost.model_copy(update={"name": "loss"})] if lost.name == "fee" else []
    of = OF_WORK if lost.name in ("work_hours", "payroll") else OF_LOSS
    return [*bill, Part(name="share", value=1.0, of=of, quote=quote)]


_LOST: tuple[PartName, ...] = ("loss", "missed", "work_hours", "payroll")
_HALVED: tuple[PartName, ...] = (*_LOST, "time_before", "error_cost", "error_time")
_OF_LOSS = frozenset({"loss", "missed", "error_cost", "error_time"})
_THEY = frozenset({"they", "it", "that", "those", "these", "they're", "it's", "that's"})
_SAYS = 0.5
_MOST_OFTEN = 30.0  # times a month
_AHEAD, _BEHIND, _OF_WHAT = 6, 3, 4  # tokens
_LEAST_SPARED = 500  # USD
_PAST = frozenset({"went", "dropped", "fell", "was", "were", "had", "did", "declined", "shrank"})
_LESS = frozenset({"less", "fewer", "down"})
_MORE = frozenset({"more", "extra", "additional", "further", "higher", "another"})
_BRING = frozenset({"bring", "brings", "add", "adds", "gain", "gains", "worth", "save", "saves"})
_RISES = frozenset(
    {"up", "uplift", "rise", "rises", "grow", "grows", "increase", "increases", "increased", "lift", "lifts"}
)
_MARGIN = frozenset({"margin", "margins"})
_SALES = frozenset({"revenue", "revenues", "sales", "turnover"})
_SOLD = _SALES | {
    "conversion",
    "conversions",
    "orders",
    "bookings",
    "business",
    "income",
    "deals",
    "sell",
    "sells",
    "book",
    "earn",
}
