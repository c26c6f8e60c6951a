"""What a message says of offers: what others ask, people of one's own, licences by the head, and what is asked of them.

The words are `cues/offers.yaml`; an offer and its arithmetic are `agent.offers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.offers import Offer, OfferAsked, with_offers
from agent.reading.disputed import disputed
from agent.reading.offer_bounds import limit_told, with_what_holds_for_all
from agent.reading.offer_names import is_named
from agent.reading.offer_prices import with_each_price
from agent.reading.offer_reading import Reading, is_imagined
from agent.reading.offer_words import cues, stems_of
from agent.reading.offers_asked import asked_in_all, offers_asked
from agent.reading.offers_changed import told_anew, tried_out
from agent.reading.offers_told import offers_told
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import Context
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import Token


@dataclass(frozen=True)
class OffersHeard:
    """Everything that a message says of offers, with the numbers and the sentences that say it."""

    offers: tuple[Offer, ...] = ()  # told now, each with what was said of it now
    supposed: tuple[Offer, ...] = ()  # what is only tried out: all offers as they would be
    asked: OfferAsked | None = None
    forgotten: tuple[str, ...] | None = None  # names; none of them: all are
    used: tuple[Measured, ...] = ()
    sentences: frozenset[int] = frozenset()

    @property
    def speaks(self) -> bool:
        """Whether it says anything of them."""
        return bool(self.offers or self.supposed or self.asked) or self.forgotten is not None


NO_OFFERS = OffersHeard()


def offers_heard(message: Message, context: Context) -> OffersHeard:
    """What is told, tried out, asked and forgotten; nothing where the message speaks of no offer."""
    if message.language != "en" or message.structure.hits_of("injection") or disputed(message):
        return NO_OFFERS
    hits = [hit for hit in cues().find(message.tokens) if hit.payload != "hires" or not _is_spared(message, hit)]
    if not context.offers and _are_its_work(hits):
        return NO_OFFERS
    reading = Reading(with_each_price(message, hits), context, hits)
    forgotten = _forgotten(reading)
    supposed = tried_out(reading)
    offers = () if supposed else offers_told(reading)
    if not offers and not supposed:
        offers = told_anew(reading)
    reading.offers = offers
    imagined = bool(offers) and all(is_imagined(message, number) for number in reading.sentences)
    if imagined:
        supposed, offers = with_offers(context.offers, offers), ()
    known = bool(offers or supposed or ((context.offers or context.supposed_offers) and forgotten is None))
    reading.limit = limit = limit_told(reading) if known else None
    asked, sentences = offers_asked(reading, known=known)
    asked = asked or (asked_in_all(reading) if known else None)
    if not supposed and forgotten is None:
        offers = with_what_holds_for_all(reading, offers, asked, limit)
    return OffersHeard(
        offers, supposed, asked, forgotten, tuple(reading.used), frozenset(sentences | reading.sentences)
    )


def _are_its_work(hits: Sequence[Hit[str]]) -> bool:
    """ "We write 30 quotes a month": to their customers, where no vendor is spoken of."""
    heard = {hit.payload for hit in hits}
    return "own_work" in heard and "sellers" not in heard


def _is_spared(message: Message, hit: Hit[str]) -> bool:
    """ "We could avoid hiring 2 people at $60,000": whom nobody hires."""
    return any(token.lower in _SPARED for token in message.tokens[max(0, hit.first - _SPARED_NEAR) : hit.first])


_SPARED = frozenset({"avoid", "spare", "spares", "save", "saves", "without", "instead", "not", "stop", "no"})
_SPARED_NEAR = 3  # tokens


def _forgotten(reading: Reading) -> tuple[str, ...] | None:
    """ "Forget the offer", "drop B": the names; empty where all of them are meant, `None` where none is."""
    context, message = reading.context, reading.message
    if not context.offers and not _reckons_with_own(context):
        return None
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        orders = reading.places("forgets", first, last)
        if not orders or any(reading.is_price(item) for item in reading.items(number)):
            continue
        names = [one.name for one in context.offers if one.name and is_named(message, one.name, orders[0], last)]
        if names or reading.says("forgotten", orders[0], last):
            reading.sentences.add(number)
            return tuple(names)
    return None


def _reckons_with_own(context: Context) -> bool:
    return any(call.tool in OF_AN_INVESTMENT for call in context.tool_calls)


def services_offered(message: Message, heard: OffersHeard) -> frozenset[int]:
    """Sentences whose "support" is what a price includes, and no work that is to be done: "2k a month support"."""
    found: set[int] = set()
    for number in heard.sentences:
        sentence = message.structure.sentences[number]
        tokens = message.tokens[sentence.first : sentence.last]
        places = [at for at, token in enumerate(tokens) if token.stem in stems_of("included")]
        if places and all(_ends_there(tokens, at) for at in places):
            found.add(number)
    return frozenset(found)


def _ends_there(tokens: Sequence[Token], at: int) -> bool:
    """Nobody speaks of a "support bot" or of support tickets."""
    behind = tokens[at + 1 : at + 2]
    return not behind or behind[0].kind != "word" or behind[0].lower in _NOT_OF_IT


_NOT_OF_IT = frozenset({"and", "or", "is", "are", "included", "costs", "for", "per", "a", "each", "plus", "at"})


def without_offers(message: Message, heard: OffersHeard, context: Context) -> Message:
    """The message without the numbers of offers, which are no facts of the case.

    Nor is a model that they would run: where one is in use, it stays in use.
    """
    offered = {item.sentence for item in heard.used} if "model" in context.facts else set()
    sentences = [message.structure.sentences[number] for number in offered]
    models = [
        one for one in message.models if not any(sentence.first <= one.first < sentence.last for sentence in sentences)
    ]
    taken = {item.first for item in heard.used}
    measured = [item for item in message.measured if item.first not in taken]
    return replace(message, measured=measured, models=models)
