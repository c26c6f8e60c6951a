"""Offers that are known and change: what is only tried out ("what if they ask $30,000?"), and what is told anew."""

from agent.offers import Offer, name_words, with_offers
from agent.reading.asked_prices import is_gained
from agent.reading.offer_draft import Draft, take
from agent.reading.offer_heads import are_people, heads_counted
from agent.reading.offer_names import is_named
from agent.reading.offer_prices import LEAST_SIGNED
from agent.reading.offer_rates import is_rise
from agent.reading.offer_reading import AND_SO_ON, Reading, is_imagined
from agent.reading.offer_words import LETTERS, cues, stems_of
from agent.reading.projects import standing_project, timing_told
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import stem_of, tokenize
from agent.words.values import tidy

_OFF = frozenset({"off", "less", "cheaper", "lower", "discount", "rebate", "down"})


def tried_out(reading: Reading) -> tuple[Offer, ...]:
    """ "What if I beat them down to $30,000?": all offers as they would be; nothing where none is known."""
    context, message = reading.context, reading.message
    if not context.offers:
        return ()
    if context.supposed_offers and reading.says("besides", 0, len(message.tokens)):  # on top of what was tried last
        reading.context = context = context.model_copy(update={"offers": context.supposed_offers})
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        items = reading.items(number)
        speaks = (
            reading.says("haggled_plainly", first, last)
            or reading.says("once", first, last)
            or reading.says("haggled", first, last)
            or any(reading.says(group, first, last) for group in ("moved", "rises"))
            or (reading.says("asks", first, last) and not AND_SO_ON & reading.words(first, last))
        )
        speaks = speaks or _is_of_a_promise(reading, number) or _is_of_seats(reading, number)
        named = any(one.name and is_named(message, one.name, first, last) for one in context.offers)
        if not is_imagined(message, number) or not items:
            continue
        timing = timing_told(message, [number])
        if timing.figures and (named or _spoke_of_offers(context) or standing_project(context) is None):
            reading.sentences.add(number)
            reading.used += timing.used
            told = {f"{name}_months": value for name, value in timing.figures.items()}
            return with_offers(context.offers, [_meant(reading, number).model_copy(update=told)])
        if not (speaks or named):
            continue
        plainly = any(reading.says(group, first, last) for group in ("haggled_plainly", "once"))
        plainly = plainly or _is_of_a_promise(reading, number)
        if not (named or plainly or _is_of_seats(reading, number) or _spoke_of_offers(context)):
            continue
        change = _change(reading, number, _meant(reading, number))
        if change is not None:
            reading.used += [one for one in items if one not in reading.used and is_gained(reading, one)]
            reading.sentences.add(number)
            reading.sentences |= _all_else_the_same(message, number)
            return with_offers(context.offers, [change])
    return ()


def _is_of_a_promise(reading: Reading, number: int) -> bool:
    """ "If it saves only 9k?", "if they achieve 40%?": of an offer that came with a promise."""
    first, last = reading.span(number)
    promised = any(one.promises for one in reading.context.offers)
    return promised and any(reading.says(group, first, last) for group in ("gains", "cuts", "achieves"))


def _is_of_seats(reading: Reading, number: int) -> bool:
    """ "If we have 600 users?", of an offer by the head."""
    by_the_head = any(stem_of(one.case) in stems_of("seats") for one in reading.context.offers if one.case)
    return by_the_head and any(_counts_seats(reading, item) for item in reading.items(number))


def _spoke_of_offers(context: Context) -> bool:
    """ "And if it is 3k monthly?" leans on the message before."""
    groups = {hit.payload for hit in cues().find(tokenize(context.said))}
    return bool(groups & {"sellers", "things", "licences", "own", "sold", "hires"})


def _all_else_the_same(message: Message, number: int) -> set[int]:
    """ "Same running costs." behind it."""
    later = message.structure.sentences[number + 1 : number + 2]
    words = {token.lower for one in later for token in message.tokens[one.first : one.last]}
    return {number + 1} if words & {"same", "else", "unchanged"} and later else set()


def told_anew(reading: Reading) -> tuple[Offer, ...]:
    """ "They came down to 36k": the offer that is known has changed."""
    context, message = reading.context, reading.message
    if not context.offers:
        return ()
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        if is_imagined(message, number) or message.structure.sentences[number].question:
            continue
        heads = _heads_told(reading, number)
        if heads is not None:
            return (heads,)
        named = any(one.name and is_named(message, one.name, first, last) for one in context.offers)
        speaks = named or reading.says("haggled_plainly", first, last)
        moved = reading.says("moved", first, last) or reading.says("rises", first, last)
        moved = moved or (named and "now" in reading.words(first, last))  # "Zeta now 8k a month"
        if not (speaks and moved) and not _sets_right(reading, number):
            continue
        change = _change(reading, number, _meant(reading, number))
        if change is not None:
            reading.sentences.add(number)
            return (change,)
    return ()


def _heads_told(reading: Reading, number: int) -> Offer | None:
    """ "We have 80 rooms.", behind an offer of so much a room whose rooms nobody had counted."""
    lacking = [one for one in reading.context.offers if one.by_head and one.cases is None]
    for offer in lacking:
        heads = heads_counted(reading, number, tokenize(offer.case)[0])
        if heads is not None and heads.item is not None and heads.item.sentence == number:
            reading.sentences.add(number)
            if not are_people(reading, heads.item):
                reading.used.append(heads.item)
            quote = reading.message.sentence_text(number)
            return offer.model_copy(update={"cases": tidy(heads.count), "quote": quote})
    return None


def _sets_right(reading: Reading, number: int) -> bool:
    """ "The setup is 45k, sorry"."""
    first, last = reading.span(number)
    parts = reading.places("its_parts", first, last)
    items = reading.items(number)
    if not parts or len(items) != 1 or not reading.is_price(items[0]):
        return False
    return bool({"is", "are", "was", "be", "'s", "costs", "comes"} & reading.words(parts[0], items[0].first))


def _meant(reading: Reading, number: int) -> Offer:
    """The offer that is named, else the last."""
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]} | {
        token.text for token in reading.message.tokens[first:last] if token.text in LETTERS - {"A"}
    }
    known = reading.context.offers
    said = {word.lower().removesuffix("'s") for word in words}
    named = [one for one in known if one.name and name_words(one.name) <= said]
    by_the_head = [one for one in known if _is_of_seats(reading, number) and one.each is not None]
    promised = [one for one in known if _is_of_a_promise(reading, number) and one.promises]
    return [known[-1], *promised, *by_the_head, *named][-1]


def _change(reading: Reading, number: int, offer: Offer) -> Offer | None:
    """What a sentence changes of an offer."""
    draft = Draft(offer.name)
    first, last = reading.span(number)
    if reading.says("not_asked", first, last) and not offer.promises:
        return None
    for item in reading.items(number):
        share = item.quantity.kind == "share" and not item.quantity.direction and 0 < item.quantity.value < 1
        if offer.cut is not None and share and not is_rise(reading, item):
            draft.values["cut"] = tidy(item.quantity.value)
            reading.used.append(item)
            continue
        part = _part_of_bare(reading, item, offer)
        if part is not None:
            draft.values |= {part: tidy(item.quantity.value)}
            draft.values |= {"case": offer.case} if part == "each" else {"monthly_sum": ""}
            reading.used.append(item)
            continue
        scaled = _scaled(reading, number, item, offer)
        if scaled is not None:
            draft.values |= scaled
            reading.used.append(item)
            continue
        behind = {token.lower for token in reading.message.tokens[item.first : item.last + 3]}
        if item.quantity.kind == "share" and behind & _OFF and offer.upfront is not None:
            draft.once.append(tidy(offer.upfront * (1 - item.quantity.value)))
            reading.used.append(item)
        elif item.quantity.kind == "plain" and _counts_seats(reading, item) and offer.each is not None:
            draft.values["cases"] = tidy(item.quantity.value)
            reading.used.append(item)
        else:
            take(reading, draft, item)
    if offer.upfront is not None and len(draft.once) == 1 and _speaks_of_running(reading, number):
        draft.monthly, draft.once = draft.once, []
    changed = draft.made(reading.message.sentence_text(number))
    return changed if changed.changes.keys() - {"name", "quote"} else None


def _part_of_bare(reading: Reading, item: Measured, offer: Offer) -> str | None:
    """ "If they raise it to $80?" of what costs $50 a seat, "to 500?" of what costs 350 a month: what runs on.

    Where something is paid once, too, a number that is small for that is meant by what it is near to.
    """
    quantity = item.quantity
    bare = quantity.kind == "money" or (quantity.kind == "plain" and item.is_bare() and quantity.value >= 1)
    part = "monthly" if offer.monthly is not None else "each" if offer.each is not None else None
    if part is None or not bare or item.per is not None or reading.says("once", *reading.span(item.sentence)):
        return None
    running = float(getattr(offer, part))
    if offer.upfront:
        nearer = quantity.value * quantity.value < running * offer.upfront  # by their ratio
        return part if nearer and not reading.is_price(item) else None
    return part if part == "monthly" or quantity.value < LEAST_SIGNED else None


def _scaled(reading: Reading, number: int, item: Measured, offer: Offer) -> dict[str, object] | None:
    """ "The one-off cost doubles", "only half of the savings", "a licence 20 % higher": a part of the offer, times
    that."""
    quantity = item.quantity
    half = quantity.kind == "plain" and 0 < quantity.value < 1
    moved = quantity.kind == "share" and quantity.direction and not is_rise(reading, item)
    if not (quantity.kind == "factor" or half or moved):
        return None
    factor = 1 + quantity.direction * quantity.value if moved else quantity.value
    values = {name: getattr(offer, name) for name in _part_meant(reading, number, offer)}
    changed: dict[str, object] = {name: tidy(value * factor) for name, value in values.items() if value is not None}
    if "upfront" in changed:
        changed["upfront_sum"] = ""
    if "monthly" in changed:
        changed["monthly_sum"] = ""
    return changed or None


def _part_meant(reading: Reading, number: int, offer: Offer) -> tuple[str, ...]:
    """Which of its figures a sentence speaks of: what it saves, what it asks once or each month, else all it asks."""
    first, last = reading.span(number)
    promised = [name for name in ("gain", "cut", "left") if getattr(offer, name) is not None]
    if promised and any(reading.says(group, first, last) for group in ("gains", "cuts", "achieves")):
        return tuple(promised)
    if reading.says("once", first, last):
        return ("upfront",)
    return ("monthly", "each") if _speaks_of_running(reading, number) else ("upfront", "monthly", "each")


def _counts_seats(reading: Reading, item: Measured) -> bool:
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 1)]
    return any(token.stem in stems_of("seats") for token in words)


def _speaks_of_running(reading: Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.stem for token in reading.message.tokens[first:last]}
    running = words & set(map(stem_of, _RUNNING))
    return bool(running) and not reading.says("once", first, last)


_RUNNING = ("running", "monthly", "hosting", "operate", "fee", "licence", "license", "subscription", "rate", "retainer")
