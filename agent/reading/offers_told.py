"""The offers that a message tells: of each sentence those that it names, with what it says of them."""

from collections.abc import Sequence

from agent.offers import IN_HOUSE, RENEWAL, Offer, with_offers
from agent.reading.asked_prices import asked_prices
from agent.reading.offer_draft import Draft, take, take_promise, take_work
from agent.reading.offer_names import is_named, named_by_sentence
from agent.reading.offer_reading import Reading, is_imagined, places_of_own
from agent.reading.offer_signs import adds_to_an_offer, makes_an_offer
from agent.reading.own_people import hires_somebody, people_at_work, puts_own_people_to_it
from agent.reading.projects import timing_told
from agent.reading.renewals import renewal_told


def offers_told(reading: Reading) -> tuple[Offer, ...]:
    """The offers of this message, in its order."""
    found: list[Offer] = []
    announced = False
    renewed = renewal_told(reading)
    reading.renewing = bool(renewed) or any(one.name == RENEWAL for one in reading.context.offers)
    beside = _make_or_buy(reading)
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        if reading.message.structure.mode_at(first) == "ignored":
            continue
        goes_on = number - 1 in reading.sentences or announced
        if number in renewed:
            reading.sentences.add(number)
            found = list(with_offers(found, [renewed[number]]))
        elif (
            makes_an_offer(reading, number)
            or (goes_on and adds_to_an_offer(reading, number))
            or (number in beside and asked_prices(reading, number))
        ):
            more = _in_sentence(reading, number, found[-1] if found else None)
            if more:
                reading.sentences.add(number)
            found = list(with_offers(found, more))
        # "Two quotes on my desk.": what follows are they
        announced = not reading.prices(number) and reading.says("things", first, last)
    promised = _with_promise(reading, [one for one in found if _asks_something(one)])
    return _with_timing(reading, tuple(promised))


def _with_promise(reading: Reading, found: Sequence[Offer]) -> list[Offer]:
    """ "It saves us 12,000 a month": said in a sentence of its own, of the only offer there is."""
    alone = [one for one in found if one.name not in (IN_HOUSE, RENEWAL)]
    if len(alone) != 1 or alone[0].promises or reading.context.offers:
        return list(found)
    draft = Draft(alone[0].name)
    for number in range(len(reading.message.structure.sentences)):
        if number not in reading.sentences and not is_imagined(reading.message, number):
            for item in reading.items(number):
                take_promise(reading, draft, item)
    promised = draft.made(alone[0].quote)
    return list(with_offers(found, [promised])) if promised.promises else list(found)


def _with_timing(reading: Reading, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """ "120k, and it brings in 40k a month from month 7": of the one offer that is told, or of the last."""
    timing = timing_told(reading.message)
    if not offers or not timing.figures:
        return offers
    reading.used += timing.used
    told = {f"{name}_months": value for name, value in timing.figures.items()}
    return (*offers[:-1], offers[-1].model_copy(update=told))


def _asks_something(offer: Offer) -> bool:
    return any(one is not None for one in (offer.upfront, offer.monthly, offer.each))


def _in_sentence(reading: Reading, number: int, before: Offer | None) -> list[Offer]:
    """The offers of one sentence; without a name of its own it goes on with the one before."""
    message = reading.message
    first, last = reading.span(number)
    labels = _labels(reading, number)
    own = puts_own_people_to_it(reading, number) or hires_somebody(reading, number)
    if before is not None and before.name in (IN_HOUSE, RENEWAL) and not own and makes_an_offer(reading, number):
        before = None
    starting = before.name if before is not None and not labels else IN_HOUSE if own else _another(reading, number)
    drafts: list[Draft] = [Draft(starting)]
    at_work = people_at_work(reading, number)
    for item in reading.items(number):
        name = next((labels[at] for at in sorted(labels, reverse=True) if at < item.first), None)
        if name is not None and drafts[-1].name != name:
            drafts.append(Draft(name))
        draft = drafts[-1]
        if at_work is not None and item in at_work.items:
            if item is at_work.rate:
                take_work(reading, draft, at_work)
            continue
        if item.first - 1 in labels and not reading.is_price(item) and item.quantity.kind == "plain":
            reading.used.append(item)  # the 1 of "offer 1"
            continue
        take(reading, draft, item)
    _take_words(reading, number, drafts)
    if labels:
        _without_start(reading, drafts, labels, last)
    elif reading.says("nothing_upfront", first, last) and not drafts[0].once:
        drafts[0].values["upfront"] = 0.0
    quote = message.sentence_text(number)
    return [offer for draft in drafts if (offer := draft.made(quote)).changes.keys() - {"name", "quote", "turn"}]


def _take_words(reading: Reading, number: int, drafts: Sequence[Draft]) -> None:
    """What a sentence says of its offers without a number: "halve our bill", and the model that would run in-house."""
    first, last = reading.span(number)
    if reading.says("halves", first, last) and reading.says("what_is_cut", first, last):
        drafts[-1].values.setdefault("cut", 0.5)
    if any(first <= one.first < last for one in reading.message.models):
        for draft in drafts:
            if draft.name == IN_HOUSE:
                draft.values["with_api"] = True


def _without_start(reading: Reading, drafts: Sequence[Draft], labels: dict[int, str], last: int) -> None:
    """ "Offer 2: no set-up": said of the one that is named before it."""
    places = sorted(labels)
    for draft in drafts:
        for at in (place for place in places if labels[place] == draft.name):
            end = min([place for place in places if place > at], default=last)
            if reading.says("nothing_upfront", at, end) and not draft.once:
                draft.values["upfront"] = 0.0


def _labels(reading: Reading, number: int) -> dict[int, str]:
    """Where an offer is named in a sentence, with its name."""
    named = dict(named_by_sentence(reading)[number])
    if number in _make_or_buy(reading):
        own = places_of_own(reading, number)
        others = _places_of_others(reading, number) if own and not named else []
        named |= dict.fromkeys(others, "") | dict.fromkeys(own, IN_HOUSE)
    return named


def _make_or_buy(reading: Reading) -> set[int]:
    """Sentences that tell what one's own people would cost, beside an offer, or what there is to buy, beside these."""
    numbers = range(len(reading.message.structure.sentences))
    own = {number for number in numbers if places_of_own(reading, number)}
    bought = {number for number in numbers if reading.says("bought", *reading.span(number))}
    offered = {number for number in numbers if makes_an_offer(reading, number)}
    others = [one for one in reading.context.offers if one.name not in (IN_HOUSE, RENEWAL)]
    beside = {number for number in own & offered if _tells_of_both(reading, number)}
    return own | bought if own and (bought or others or offered - own or beside) else set()


def _tells_of_both(reading: Reading, number: int) -> bool:
    """ "In-house it would be 60k, the agency asks 95k": a price of others, before one's own or behind it."""
    own, prices = places_of_own(reading, number)[0], reading.prices(number)
    return any(one.first < own for one in prices) or (len(prices) > 1 and bool(_places_of_others(reading, number)))


def _places_of_others(reading: Reading, number: int) -> list[int]:
    """Where beside one's own people a vendor, or what there is to buy, is spoken of."""
    first, last = reading.span(number)
    sellers = [at for at in reading.places("sellers", first, last) if reading.message.tokens[at].lower != "they"]
    return [*reading.places("bought", first, last)[:1], *sellers]


def _another(reading: Reading, number: int) -> str:
    """ "Another vendor wants 30k": beside one that is known without a name."""
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    others = [one for one in reading.context.offers if not one.name]
    if others and (words & {"another", "second", "other"} or _brings_in_one(reading, number)):
        return "the second one"
    if others and words & {"third"}:
        return "the third one"
    named = [
        one.name for one in reading.context.offers if one.name and is_named(reading.message, one.name, first, last)
    ]
    if named:
        return named[0]  # "the boutique now wants 150k"
    return reading.context.offers[-1].name if len(reading.context.offers) == 1 and words & {"they", "their"} else ""


def _brings_in_one(reading: Reading, number: int) -> bool:
    """ "There is a service at 10 cents", "a vendor wants 30k": not the one that was spoken of."""
    first, last = reading.span(number)
    starts = [hit.first for hit in reading.hits if hit.payload in ("sellers", "sold") and first < hit.first < last]
    starts += [hit.first + 1 for hit in reading.hits if hit.payload == "sold" and first <= hit.first < last]
    return any(reading.message.tokens[at - 1].lower in ("a", "an") for at in starts)
