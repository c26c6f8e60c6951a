"""What is asked of offers: when one pays back, what they come to, which is cheaper, what one must save."""

from agent.offers import OfferAsked, OfferQuestion, with_offers
from agent.reading.money_asked import money_asked
from agent.reading.offer_bounds import term_told
from agent.reading.offer_names import is_named
from agent.reading.offer_reading import Reading
from agent.words.measured import Measured
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import words_in
from agent.words.values import tidy

_FEW_WORDS = 8
_A_FEW = 5


def offers_asked(reading: Reading, *, known: bool) -> tuple[OfferAsked | None, set[int]]:
    """What is asked of offers, and the sentences that ask it."""
    message = reading.message
    found: OfferAsked | None = None
    served: set[int] = set()
    few = words_in(message.tokens) <= _FEW_WORDS
    for number, sentence in enumerate(message.structure.sentences):
        first, last = reading.span(number)
        asks = sentence.question or "question" in {
            clause.mode for clause in message.structure.clauses if clause.sentence == number
        }
        if not (asks or few or number in reading.sentences) or reading.says("mine", first, last):
            continue
        kind = _kind(reading, number, known=known)
        left = [
            one
            for one in reading.items(number)
            if one not in reading.used and one.quantity.kind != "duration" and not _is_a_few(one)
        ]
        rates = [one for one in left if kind == "payback" and one.quantity.kind == "share"][:1]
        left = [one for one in left if one not in rates]
        if kind == "within" and not asks and any(one.question for one in message.structure.sentences[number + 1 :]):
            continue  # "Our maximum is $200,000. Is B within it?"
        if kind is None or (left and number not in reading.sentences):
            continue
        spans, every = _spans_named(reading, number)
        months = every[-1] if every else None
        months = months or (term_told(reading) if kind == "total" else None)
        if kind == "needed" and months is None:
            continue
        reading.used += [*spans, *rates]
        then = reading.says("then", first, last) or not reading.context.offers
        then = then and bool(reading.context.supposed_offers) and not reading.sentences
        served.add(number)
        names = tuple(
            one.name
            for one in (*reading.context.offers, *reading.offers)
            if one.name and is_named(message, one.name, first, last)
        )
        changes = kind == "total" and reading.says("changes", first, last)
        found = found or OfferAsked(
            kind=kind,
            months=months,
            rate=tidy(rates[0].quantity.value) if rates else None,
            names=names if kind in ("level", "within", "payback") else (),
            changes=changes,
            earlier=every[:-1] if kind == "total" else (),
            verdict=kind == "payback"
            and (reading.says("verdict", first, last) or reading.says("too_dear", first, last)),
            dear=kind == "payback" and reading.says("too_dear", first, last),
            of_supposed=then,
        )
    return found, served


def _spans_named(reading: Reading, number: int) -> tuple[list[Measured], tuple[float, ...]]:
    """ "In 1, 2 and 5 years", "after one year and after three": the numbers that say it, and the months."""
    tokens = reading.message.tokens
    items = [one for one in reading.items(number) if one not in reading.used]
    spans = [one for one in items if one.quantity.kind == "duration" and one.per is None]
    spans = [one for one in spans if one.quantity.value >= MONTH_SECONDS]
    if not spans:
        return [one for one in items if one.quantity.kind == "duration"], ()
    listed = list(spans)
    unit = spans[-1].quantity.unit_seconds or MONTH_SECONDS
    for one in (*reversed(items), *items):
        ends = {place for each in listed for place in (each.first, each.quantity.last)}
        between = [tokens[min(end, one.quantity.last) : max(end, one.first)] for end in ends if one not in listed]
        led = any(0 < len(words) <= 2 and all(word.lower in _LISTS for word in words) for words in between)
        if one.quantity.kind == "plain" and one.is_bare() and led:
            listed.append(one)
    listed.sort(key=lambda one: one.first)
    seconds = [one.quantity.value * (unit if one.quantity.kind == "plain" else 1) for one in listed]
    return listed, tuple(dict.fromkeys(float(round(one / MONTH_SECONDS)) for one in seconds))


_LISTS = frozenset({",", "and", "or", "&", "/", "after", "in", "over", "for"})


def _is_a_few(item: Measured) -> bool:
    """ "Which of the two"."""
    return item.quantity.kind == "plain" and item.per is None and item.quantity.value <= _A_FEW


def asked_in_all(reading: Reading) -> OfferAsked | None:
    """ "What would it be a year?": a sum of money that is neither the API's nor that of my plan."""
    message = reading.message
    if reading.used or reading.says("mine", 0, len(message.tokens)):
        return None
    totals = [one for one in money_asked(message.text) if one.kind == "total" and one.side == "all"]
    if not totals:
        return None
    supposed = bool(reading.context.supposed_offers) and not reading.context.offers
    return OfferAsked(kind="total", months=totals[0].months, of_supposed=supposed)


def _kind(reading: Reading, number: int, *, known: bool) -> OfferQuestion | None:
    first, last = reading.span(number)
    if reading.says("needed", first, last) and reading.says("payback", first, last):
        return "needed"
    if not known:
        return None
    several = len(with_offers(reading.context.offers, reading.offers)) > 1
    if several and reading.says("level_volume", first, last):
        return "level"
    if len(reading.context.offers) > 1 and (kind := _of_several(reading, number)):
        return kind
    if reading.says("within", first, last) and _has_limit(reading, number):
        return "within"
    if reading.says("at_most", first, last) and not reading.prices(number):
        return "most"
    if any(reading.says(group, first, last) for group in ("payback", "value", "verdict", "too_dear")):
        return "payback"
    spans = [one for one in reading.items(number) if one.quantity.kind == "duration" and one.per is None]
    if spans and spans[0].first <= first + 1 and last - spans[0].last <= 1:  # "over 3 years?"
        return "total"
    if reading.says("total", first, last) and (spans or _compares(reading, number)):
        return "total"
    return None


def _has_limit(reading: Reading, number: int) -> bool:
    """What they may come to was told; a budget only where the sentence speaks of it or of one of them."""
    if reading.limit is not None or any(one.limit is not None for one in reading.context.offers):
        return True
    first, last = reading.span(number)
    named = any(one.name and is_named(reading.message, one.name, first, last) for one in reading.context.offers)
    spoken = named or reading.says("limits", first, last) or "budget" in reading.words(first, last)
    return spoken and "budget" in reading.context.facts


def _of_several(reading: Reading, number: int) -> OfferQuestion | None:
    """ "At which month does Alfa overtake Borealis?", and behind a new price "does that change the answer?"."""
    first, last = reading.span(number)
    named = [one for one in reading.context.offers if one.name and is_named(reading.message, one.name, first, last)]
    theirs = bool(
        reading.words(first, last) & {"they", "both", "two", "crossover", "offers", "vendors", "bids", "quotes"}
    )
    if reading.says("level", first, last) and (
        len(named) > 1 or theirs or len(named) == 1 == len(reading.context.offers) - 1
    ):
        return "level"
    if reading.says("changes", first, last) and reading.sentences:
        return "total"
    return None


def _compares(reading: Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    several = len(with_offers(reading.context.offers, reading.offers)) > 1
    return bool(words & _CHEAPER) or (several and bool(words & _BETTER))


_CHEAPER = frozenset({"cheaper", "cheapest", "dearer", "expensive", "compare"})
_BETTER = frozenset({"better", "best", "difference", "take", "choose", "pick", "prefer", "award"})
