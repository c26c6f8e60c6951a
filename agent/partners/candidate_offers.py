"""What candidates ask once, by the month or by the request, and how long they need: "Acme quotes 120k and 10 weeks"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from agent.partners.candidate_names import Named
from agent.partners.changed_offers import LEAST_PRICE, PRICES, changes_in, is_beside_another, weeks_in
from agent.partners.ratings_found import Ratings
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Sentence
from agent.words.values import tidy

_LONGEST_WEEKS = 5200
_PAIR = 2


@dataclass
class Offers:
    """Quote and weeks by candidate, and the tokens that give them."""

    by_name: dict[str, dict[str, JsonValue]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def in_time(self) -> bool:
        """Two candidates at least name a price, and one of them a time; prices alone are offers and no ranking."""
        priced = sum(not offer.keys().isdisjoint(PRICES) for offer in self.by_name.values()) >= _PAIR
        return priced and any("weeks" in offer for offer in self.by_name.values())


def offers_in(message: Message, found: Ratings, before: Mapping[str, Mapping[str, JsonValue]]) -> Offers:
    """Prices and times that stand behind a candidate's name, in a sentence that speaks of such or rates it."""
    rated = {_sentence_of(message, one.value.first) for one in found.ratings}
    changed = changes_in(message, found.names, before, rated)
    offers = Offers(changed.by_name, changed.used, changed.notes)
    moved = {_sentence_of(message, place) for place in changed.used}
    for name, price, place in found.quotes:
        offers.by_name.setdefault(name.name, {})["quote"] = tidy(price)
        offers.used.add(place)
    known = {*before, *(one.name.name for one in found.ratings)}
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        quotes, lists, times = (bool(_cues(group).find(tokens)) for group in ("quotes", "price_lists", "times"))
        quotes = quotes or bool(lists and known) or number in rated
        if number in moved or not (quotes or times) or is_beside_another(message, number, _named_in(found, sentence)):
            continue
        for item in message.measured:
            owner = _owner(found, item, sentence.first)
            if item.sentence != number or owner is None or (known and owner.name not in known):
                continue
            if not _belongs(message, found, owner, item):
                continue
            offer = _term(message, item, owner, quotes=quotes)
            if offer is None or _runs_so_long(message, item, offers.by_name.get(owner.name, {})):
                continue
            offers.by_name.setdefault(owner.name, {}).update(offer)
            offers.used |= {*range(owner.first, owner.last), *range(item.first, item.last)}
    return offers


def _week_before(message: Message, item: Measured, owner: Named) -> float | None:
    """ "Kepler needs 14 weeks, Brightpath 8": the unit, in weeks, is that of the time told just before."""
    times = [
        one
        for one in message.measured
        if one.sentence == item.sentence and one.first < owner.first and one.quantity.kind == "duration"
    ]
    bare = item.quantity.kind == "plain" and not item.nouns and owner.last == item.first
    if not bare or not times:
        return None
    last = times[-1]
    return weeks_in(message, last) * last.quantity.unit_seconds / last.quantity.value


def _named_in(found: Ratings, sentence: Sentence) -> list[Named]:
    return [one for one in found.names if sentence.first <= one.first < sentence.last]


def _sentence_of(message: Message, place: int) -> int:
    clause = message.structure.clause_of[place]
    return message.structure.clauses[clause].sentence if clause >= 0 else -1


def _term(message: Message, item: Measured, owner: Named, *, quotes: bool) -> dict[str, JsonValue] | None:
    """What a number behind a candidate's name says of its price or time."""
    asked = _price(message, item) if quotes else None
    if asked is not None:
        return {asked[0]: tidy(asked[1])}
    if item.quantity.kind == "duration" and item.per is None and weeks_in(message, item) <= _LONGEST_WEEKS:
        return {"weeks": weeks_in(message, item)}
    unit = _week_before(message, item, owner)
    return None if unit is None else {"weeks": tidy(item.quantity.value * unit)}


def _runs_so_long(message: Message, item: Measured, offer: dict[str, JsonValue]) -> bool:
    """ "$3,000 a month over 36 months" is how long it is paid, and no time until delivery."""
    led = bool({token.lower for token in message.tokens[max(item.first - 1, 0) : item.first + 1]} & {"for", "over"})
    return led and item.quantity.kind == "duration" and "monthly_fee" in offer


def _owner(found: Ratings, item: Measured, start: int) -> Named | None:
    """The last candidate that is named in the sentence before the number."""
    return next((one for one in reversed(found.names) if start <= one.first < item.first), None)


def _belongs(message: Message, found: Ratings, owner: Named, item: Measured) -> bool:
    """Between name and number there are only other figures of the candidate, and words for what it asks."""
    figures = {place for other in message.measured for place in range(other.first, other.last)}
    figures |= {place for one in found.ratings for place in range(one.first, one.last)}
    between = [message.tokens[place] for place in range(owner.last, item.first) if place not in figures]
    return all(token.kind == "symbol" or token.lower in _words_between() for token in between)


@cache
def _words_between() -> frozenset[str]:
    record = load_cues("candidates.yaml")
    lists = (
        pattern_list(record[group], f"candidates.yaml: {group}")
        for group in ("quotes", "price_lists", "times", "between")
    )
    return frozenset(word.removeprefix("=") for words in lists for word in words)


def _price(message: Message, item: Measured) -> tuple[str, float] | None:
    """What a number asks: once, a month, or a request."""
    money = item.quantity.kind == "money" and item.quantity.currency == "USD"
    if not money and not (item.quantity.kind == "plain" and not item.nouns and item.quantity.value >= LEAST_PRICE):
        return None
    if item.per is not None:
        return ("monthly_fee", item.quantity.value * item.per) if item.per <= _MONTHLY else None
    behind = message.tokens[item.quantity.last : item.quantity.last + _NEAR]
    each = any(hit.first <= 1 for hit in _cues("each_time").find(behind))
    return ("fee_per_request" if each else "quote"), item.quantity.value


_MONTHLY = 1.0  # times a month; what is asked by the day is no fee that runs on
_NEAR = 5  # tokens


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))
