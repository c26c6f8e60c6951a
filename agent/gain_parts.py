"""What is lost today and would not be, and what would come in more: penalties, deals, revenue and its margin.

Each number is an `agent.facts.Part`; the words are `cues/products.yaml`, the sums `agent.part_sums`.
"""

from collections.abc import Sequence

from agent.facts import Part, PartName
from agent.message import Message
from agent.number_words import case_words
from agent.part_sums import OF_LOSS
from agent.products import found_in, is_apiece, saves
from agent.roles import Measured


def gain_part(message: Message, items: Sequence[Measured], known: Sequence[Part], item: Measured) -> PartName | None:
    """Which part of a gain the number is."""
    return (
        _of_revenue(message, items, item)
        or _of_deals(message, item)
        or ("spared" if _is_spared(message, item) else None)
        or ("loss" if is_loss(message, item) else None)
        or ("share" if _is_avoided(message, items, known, item) else None)
    )


def is_loss(message: Message, item: Measured) -> bool:
    """ "Refunds cost us $20,000 a month", "we paid penalties of $150k last year": what goes out today."""
    clause = message.structure.clauses[item.clause]
    money = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is not None
    if not money or (item.per or 0) > _MOST_OFTEN or _is_less(message, item) or _is_for_vendor(message, item):
        return False
    return found_in(message, "losses", clause.first, clause.last) and not _is_gain(message, item)


def _is_gain(message: Message, item: Measured) -> bool:
    return message.activation(item).get("benefit", 0.0) > _SAYS


def _is_spared(message: Message, item: Measured) -> bool:
    """ "Write-offs go down by 90k a year", "we'd spend $5,500 a month less on temps"."""
    clause = message.structure.clauses[item.clause]
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    plain = item.quantity.kind == "plain" and item.is_bare() and item.quantity.value >= _LEAST_SPARED
    if not (money or plain) or item.per is None or item.per > _MOST_OFTEN or _is_for_vendor(message, item):
        return False
    costs = found_in(message, "losses", clause.first, clause.last)
    costs = costs or (money and found_in(message, "expenses", clause.first, clause.last))
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    over = not _PAST.isdisjoint(ahead) or message.activation(item).get("last_year", 0.0) > _SAYS
    by = item.first > clause.first and message.tokens[item.first - 1].lower == "by"
    down = by and found_in(message, "reduced", clause.first, item.first)
    return costs and not over and _SALES.isdisjoint(ahead) and (down or _is_less(message, item))


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
    if not has_loss(message, items, known):
        return False
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : item.quantity.last + _OF_WHAT]
    cases = any(token.stem in case_words() for token in behind) and not found_in(
        message, "losses", item.quantity.last, clause.last
    )
    first = max([clause.first, *(one.last for one in items if one.clause == item.clause and one.first < item.first)])
    avoided = found_in(message, "reduced", first, min(clause.last, item.quantity.last + 1))
    asked = message.structure.sentences[item.sentence].question
    return avoided and not cases and not asked and not found_in(message, "promised", clause.first, item.first)


def has_loss(message: Message, items: Sequence[Measured], known: Sequence[Part]) -> bool:
    """Something is known that they lose today."""
    here = any(is_loss(message, one) or _of_deals(message, one) == "missed" for one in items)
    return here or any(part.name in ("loss", "missed") for part in known)


def _of_deals(message: Message, item: Measured) -> PartName | None:
    """ "5 more deals a month", "we lose 3 deals a month", "a deal brings $4,000"."""
    clause = message.structure.clauses[item.clause]
    if item.quantity.kind == "money":
        alone = item.quantity.currency == "USD" and item.per is None
        brings = found_in(message, "brings", clause.first, min(clause.last, item.last + _BEHIND))
        led = any(token.lower in ("a", "an", "one") for token in message.tokens[clause.first : item.first])
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
        gained = not _MORE.isdisjoint({*ahead, *near}) or _is_less(message, item) or saves(message, item)
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
        if clause.mode != "fact" or message.structure.sentences[clause.sentence].question:
            continue
        quote = message.quote(clause.first, clause.last).strip(" ,;.")
        if found_in(message, "halves", clause.first, clause.last):
            times = [part for part in told if part.name == "time_before"]
            lost = [part for part in told if part.name in ("loss", "missed")]
            if times or lost:
                found.append(Part(name="share", value=0.5, of="" if times else OF_LOSS, quote=quote))
        elif found_in(message, "stopped", clause.first, clause.last):
            found += _stopped(told, quote)
    return found


def _stopped(told: Sequence[Part], quote: str) -> list[Part]:
    """All that the last thing of theirs costs, or all deals that are missed."""
    lost = next((part for part in reversed(told) if part.name in ("loss", "missed", "fee")), None)
    if lost is None:
        return []
    bill = [lost.model_copy(update={"name": "loss"})] if lost.name == "fee" else []
    return [*bill, Part(name="share", value=1.0, of=OF_LOSS, quote=quote)]


_SAYS = 0.5
_MOST_OFTEN = 30.0  # times a month
_AHEAD, _BEHIND, _OF_WHAT = 6, 3, 4  # tokens
_LEAST_SPARED = 500  # USD
_PAST = frozenset({"went", "dropped", "fell", "was", "were", "had", "did", "declined", "shrank"})
_LESS = frozenset({"less", "fewer", "down"})
_MORE = frozenset({"more", "extra", "additional", "further", "higher", "another"})
_RISES = frozenset({"up", "rise", "rises", "grow", "grows", "increase", "increases", "increased", "lift", "lifts"})
_MARGIN = frozenset({"margin", "margins"})
_SALES = frozenset({"revenue", "revenues", "sales", "turnover"})
_SOLD = _SALES | {"conversion", "conversions", "orders", "bookings", "business", "income", "deals"}
