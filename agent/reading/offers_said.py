"""What a message says of offers: what others ask, people of one's own, licences by the head, and what is asked of them.

The words are `cues/offers.yaml`; an offer and its arithmetic are `agent.offers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agent import phrasing
from agent.numbers.benefit_parts import parts_said
from agent.numbers.earnings import is_earned
from agent.numbers.part_places import is_what_came_of_it
from agent.numbers.products import DAY, HOUR
from agent.offers import (
    IN_HOUSE,
    MONTHS_A_YEAR,
    RENEWAL,
    Offer,
    OfferAsked,
    OfferQuestion,
    name_words,
    with_offers,
)
from agent.reading.disputed import disputed
from agent.reading.money_asked import money_asked
from agent.reading.offer_names import described_in, is_name, offers_named, ordinals_in
from agent.reading.offer_prices import (
    LEAST_SIGNED,
    case_of,
    is_of_all,
    is_of_handled,
    is_price,
    singular,
    with_each_price,
)
from agent.reading.offer_words import LETTERS, cues, stems_of
from agent.reading.projects import standing_project, timing_told
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import Context
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token, stem_of, tokenize, words_in
from agent.words.values import tidy

_LEAST = 100  # without a sign a smaller number is no price
_MOST_PEOPLE = 100
_NEAR = 4  # tokens
_FEW_WORDS = 8
_A_FEW = 5
_SHORTEST_TERM = 5 * DAY
_SHORTEST_RUN = 6  # months
_WORKDAYS = 20  # a month, for who is paid by the day
_WORKDAY_HOURS = 8
_MONTHLY = 1.0
_YEARLY = 1 / MONTHS_A_YEAR
_SAME = 0.001
_OFF = frozenset({"off", "less", "cheaper", "lower", "discount", "rebate", "down"})
_STANDS_FOR = frozenset({"instead", "place", "rather", "replaces", "replacing", "replace", "against"})


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
    reading = _Reading(with_each_price(message, hits), context, hits)
    forgotten = _forgotten(reading)
    supposed = _tried_out(reading)
    offers = () if supposed else _told(reading)
    if not offers and not supposed:
        offers = _told_anew(reading)
    reading.offers = offers
    imagined = bool(offers) and all(_is_imagined(message, number) for number in reading.sentences)
    if imagined:
        supposed, offers = with_offers(context.offers, offers), ()
    known = bool(offers or supposed or ((context.offers or context.supposed_offers) and forgotten is None))
    reading.limit = limit = _limit_told(reading) if known else None
    asked, sentences = _asked(reading, known=known)
    asked = asked or (_asked_in_all(reading) if known else None)
    if not supposed and forgotten is None:
        offers = _with_what_holds_for_all(reading, offers, asked, limit)
    return OffersHeard(
        offers, supposed, asked, forgotten, tuple(reading.used), frozenset(sentences | reading.sentences)
    )


@dataclass
class _Reading:
    """A message, the cues in it, and what has been taken of it so far."""

    message: Message
    context: Context
    hits: Sequence[Hit[str]]
    used: list[Measured] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    renewing: bool = False  # a vendor of today wants more: who is named beside it, makes an offer
    offers: tuple[Offer, ...] = ()  # that it tells
    limit: float | None = None  # that they may come to
    described: frozenset[str] = frozenset()  # of whom it tells what they are and no name: "the university"
    named: dict[int, dict[int, str]] | None = None  # by sentence: where an offer is named, with its name

    def says(self, group: str, first: int, last: int) -> bool:
        return any(hit.payload == group and first <= hit.first and hit.last <= last for hit in self.hits)

    def places(self, group: str, first: int, last: int) -> list[int]:
        return [hit.first for hit in self.hits if hit.payload == group and first <= hit.first and hit.last <= last]

    def span(self, number: int) -> tuple[int, int]:
        sentence = self.message.structure.sentences[number]
        return sentence.first, sentence.last

    def items(self, number: int) -> list[Measured]:
        return [one for one in self.message.measured if one.sentence == number]

    def prices(self, number: int) -> list[Measured]:
        return [one for one in self.items(number) if self.is_price(one)]

    def is_price(self, item: Measured) -> bool:
        return is_price(self.message, item, headed=self.is_of_a_tool(item))

    def is_of_a_tool(self, item: Measured) -> bool:
        """ "The tool would be 30 a month", "an app for 45": money without any sign."""
        first, _ = self.span(item.sentence)
        return any(
            item.first - 1 <= hit.last <= item.first
            and _OUR.isdisjoint(self._lower(max(first, hit.first - 2), hit.last))
            for hit in self.hits
            if hit.payload in ("sold", "hires") and first <= hit.first
        )

    def _lower(self, first: int, last: int) -> set[str]:
        return {token.lower for token in self.message.tokens[first:last]}

    def window(self, item: Measured) -> tuple[int, int]:
        """What speaks of a price: the words before it as far as the price before, and a few behind it."""
        first, last = self.span(item.sentence)
        others = [one for one in self.message.measured if one.sentence == item.sentence and one is not item]
        first = max([first, *(one.last for one in others if one.first < item.first)])
        behind = min([last, item.last + _NEAR, *(one.first for one in others if one.first > item.first)])
        breaks = [at for at in range(item.last, behind) if self.message.tokens[at].text in ",;:."]
        breaks += self.places("gains", item.last, last)  # "they ask $36,000 and it saves us $3,000"
        return first, min([behind, *breaks])


def _with_what_holds_for_all(
    reading: _Reading, offers: tuple[Offer, ...], asked: OfferAsked | None, limit: float | None
) -> tuple[Offer, ...]:
    """Over how many months they are held against each other, and what one of them may come to: of every offer."""
    months = asked.months if asked is not None and asked.kind in ("total", "within") else None
    months = months or (_term_told(reading) if offers else None)
    update = {name: value for name, value in (("months", months), ("limit", limit)) if value is not None}
    if not update:
        return offers
    return tuple(one.model_copy(update=update) for one in with_offers(reading.context.offers, offers))


def _limit_told(reading: _Reading) -> float | None:
    """ "The maximum contract value is $220,000", "is B within $200,000?": what an offer may come to.

    What they say that they can spend is their budget.
    """
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        for item in reading.prices(number):
            said = reading.places("limits", first, min(last, item.last + _NEAR))
            near = any(item.first - 2 * _NEAR <= at <= item.last + _NEAR for at in said)
            asked = reading.says("within", first, item.last) and reading.message.structure.sentences[number].question
            if item in reading.used or item.per is not None or not (near or asked) or case_of(reading.message, item):
                continue
            if reading.says("means", first, item.first):
                continue
            reading.used.append(item)
            reading.sentences.add(number)
            return tidy(item.quantity.value)
    return None


def _told(reading: _Reading) -> tuple[Offer, ...]:
    """The offers of this message, in its order."""
    found: list[Offer] = []
    announced = False
    renewed = _renewed(reading)
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
            _makes_an_offer(reading, number)
            or (goes_on and _goes_on(reading, number))
            or (number in beside and _asked_prices(reading, number))
        ):
            more = _in_sentence(reading, number, found[-1] if found else None)
            if more:
                reading.sentences.add(number)
            found = list(with_offers(found, more))
        # "Two quotes on my desk.": what follows are they
        announced = not reading.prices(number) and reading.says("things", first, last)
    promised = _with_promise(reading, [one for one in found if _asks_something(one)])
    return _with_timing(reading, tuple(promised))


def _with_promise(reading: _Reading, found: Sequence[Offer]) -> list[Offer]:
    """ "It saves us 12,000 a month": said in a sentence of its own, of the only offer there is."""
    alone = [one for one in found if one.name not in (IN_HOUSE, RENEWAL)]
    if len(alone) != 1 or alone[0].promises or reading.context.offers:
        return list(found)
    draft = _Draft(alone[0].name)
    for number in range(len(reading.message.structure.sentences)):
        if number not in reading.sentences and not _is_imagined(reading.message, number):
            for item in reading.items(number):
                _take_promise(reading, draft, item)
    promised = draft.made(alone[0].quote)
    return list(with_offers(found, [promised])) if promised.promises else list(found)


def _make_or_buy(reading: _Reading) -> set[int]:
    """Sentences that tell what one's own people would cost, beside an offer, or what there is to buy, beside these."""
    numbers = range(len(reading.message.structure.sentences))
    own = {number for number in numbers if _places_of_own(reading, number)}
    bought = {number for number in numbers if reading.says("bought", *reading.span(number))}
    offered = {number for number in numbers if _makes_an_offer(reading, number)}
    others = [one for one in reading.context.offers if one.name not in (IN_HOUSE, RENEWAL)]
    beside = {number for number in own & offered if _tells_of_both(reading, number)}
    return own | bought if own and (bought or others or offered - own or beside) else set()


def _tells_of_both(reading: _Reading, number: int) -> bool:
    """ "In-house it would be 60k, the agency asks 95k": a price of others, before one's own or behind it."""
    own, prices = _places_of_own(reading, number)[0], reading.prices(number)
    return any(one.first < own for one in prices) or (len(prices) > 1 and bool(_places_of_others(reading, number)))


def _told_of_own(reading: _Reading) -> bool:
    return any(_places_of_own(reading, number) for number in range(len(reading.message.structure.sentences)))


def _places_of_own(reading: _Reading, number: int) -> list[int]:
    """Where "doing it ourselves", "in-house", and beside what could be bought "building", is said of prices."""
    first, last = reading.span(number)
    prices = reading.prices(number)
    places = [*reading.places("own", first, last), *reading.places("makes", first, last)]
    return sorted(at for at in places if any(at < one.first for one in prices))[:1]


def _with_timing(reading: _Reading, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """ "120k, and it brings in 40k a month from month 7": of the one offer that is told, or of the last."""
    timing = timing_told(reading.message)
    if not offers or not timing.figures:
        return offers
    reading.used += timing.used
    told = {f"{name}_months": value for name, value in timing.figures.items()}
    return (*offers[:-1], offers[-1].model_copy(update=told))


def _asks_something(offer: Offer) -> bool:
    return any(one is not None for one in (offer.upfront, offer.monthly, offer.each))


def _makes_an_offer(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    prices = [
        one
        for one in _asked_prices(reading, number)
        if one.quantity.value >= _LEAST or case_of(reading.message, one) is not None or reading.is_of_a_tool(one)
    ]
    if any(reading.is_of_a_tool(one) for one in prices) and not _is_what_if(reading, number):
        return True
    if not any(_is_plainly_money(reading, one) for one in prices):
        return False
    if reading.says("things", first, last) or _is_by_the_head(reading, number):
        return True
    if reading.renewing and reading.says("switches", first, last):
        return True
    if _is_priced_with_its_gain(reading, number, prices) or _is_price_of_what_is_sold(reading, number):
        return True
    if _asks_once_and_on(reading, number, prices):
        return True
    if (
        _is_one_of_named(reading, number)
        or _names_an_asker(reading, number, prices)
        or _puts_own_people_to_it(reading, number)
        or _would_do_it(reading, number, prices)
    ):
        return True
    if reading.says("bought", first, last) and not reading.says("now", first, last) and _told_of_own(reading):
        return True
    own = reading.places("are_one", first, last)
    sellers = [
        at
        for at in reading.places("sellers", first, last)
        if not any(one < at <= one + _NEAR for one in own) and not _is_where_they_work(reading, at)
    ]
    asks = reading.places("asks", first, last)
    rumours = reading.places("rumour", first, last)
    told = [at for at in reading.places("tells", first, last) if not rumours]
    asks = [*asks, *told]
    said = any(
        seller <= ask <= seller + _NEAR and not _AND_SO_ON & _words(reading, seller + 1, ask)
        for seller in sellers
        for ask in asks
        if any(ask <= price.first for price in prices)
    )
    if said and not _gains(reading, prices):
        return True
    tokens = reading.message.tokens
    return any(tokens[at + 1].text in ":-–—(" for at in sellers if at + 1 < last)


def _is_where_they_work(reading: _Reading, at: int) -> bool:
    """ "My colleague at another company says ..."."""
    tokens = reading.message.tokens
    return at > 0 and tokens[at].lower in ("one", "another") and tokens[at - 1].lower in ("at", "in", "with", "of")


def _would_do_it(reading: _Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "My nephew would build it for 2,000": a price for the work, from whoever would do it."""
    first, last = reading.span(number)
    doers = [*reading.places("offerers", first, last), *reading.places("doers", first, last)]
    return any(
        doer < at <= doer + _NEAR and not _AND_SO_ON & _words(reading, at - 1, at)
        for at in reading.places("would_do", first, min(last, prices[0].first))
        for doer in doers
    )


def _is_what_if(reading: _Reading, number: int) -> bool:
    """Nothing of it is told: it is tried out."""
    return _is_imagined(reading.message, number)


def _asks_once_and_on(reading: _Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "A setup fee of $30,000", "setup $40k, then a subscription of $2k a month": nobody pays themselves that."""
    first, last = reading.span(number)
    both = _is_paid_once_and_on(reading, number) and reading.says("licences", first, last)
    ours = any(reading.says(group, first, max(one.first for one in prices)) for group in ("not_asked", "now"))
    return (both or reading.says("setup_fee", first, last)) and not ours


def _is_priced_with_its_gain(reading: _Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "A plan at $9,000 a month would save us $20,000 a month", "for $3,000 a month we could save $10,000"."""
    first, last = reading.span(number)
    later = number + 1 < len(reading.message.structure.sentences)
    later = later and reading.message.tokens[reading.span(number + 1)[0]].lower in _THAT
    gained = [*reading.prices(number), *(reading.prices(number + 1) if later else [])]
    if reading.says("now", first, last) or not any(_is_gained(reading, one) for one in gained):
        return False
    opens = any(one.first == first + 1 and reading.message.tokens[first].lower == "for" for one in prices)
    return opens or any(_OUR.isdisjoint(_words(reading, max(first, at - 2), at)) for at in _priced(reading, number))


def _priced(reading: _Reading, number: int) -> list[int]:
    return reading.places("priced", *reading.span(number))


_THAT = frozenset({"it", "that", "this", "they"})  # "... It saves 14,850 a month"
_OUR = frozenset({"our", "my"})


def _is_price_of_what_is_sold(reading: _Reading, number: int) -> bool:
    """ "Its price is $18,000 a month", of a vendor's bot or a tool that was spoken of right before."""
    first, last = reading.span(number)
    if not reading.says("its_price", first, last):
        return False
    tokens = reading.message.tokens[: max(first, 0)] or tokenize(reading.context.said)
    found = {hit.payload for hit in cues().find(tokens) if tokens[hit.first].lower not in _SOMEBODY}
    return "bought" in found or {"sellers", "may_be_had"} <= found


_SOMEBODY = frozenset({"they", "somebody", "someone", "theirs", "they'd", "they'll"})


_AND_SO_ON = frozenset({"and", "or", "we", "i", "customers", "users", "us"})


def _words(reading: _Reading, first: int, last: int) -> set[str]:
    return {token.lower for token in reading.message.tokens[first:last]}


def _is_plainly_money(reading: _Reading, item: Measured) -> bool:
    """By its sign, its "k", its rate for work, or by the verb before it: "they ask 18,000"."""
    if item.quantity.kind == "money" or item.quantity.scale > 1 or item.quantity.value < 1:
        return True
    first, last = reading.span(item.sentence)
    tells = reading.places("tells", first, last) if reading.says("sellers", first, item.first) else []
    return any(
        0 < item.first - at <= _reach(reading, item, at) for at in (*reading.places("asks", first, last), *tells)
    )


def _reach(reading: _Reading, item: Measured, at: int) -> int:
    """How far behind a verb its price may be: "a vendor offers a phone bot for our practice, 350 a month"."""
    far = reading.message.tokens[at].lower in _OFFERING and item.per is not None
    return item.first - at if far else _NEAR


def _gains(reading: _Reading, prices: Sequence[Measured]) -> bool:
    """ "They want to save $5,000 a month" asks for no money."""
    told = [reading.message.activation(one) for one in prices]
    return all(one.get("benefit", 0.0) > _SAYS or one.get("budget", 0.0) > _SAYS for one in told)


_SAYS = 0.6


def _is_of_other_things(reading: _Reading, item: Measured) -> bool:
    first, last = reading.window(item)
    if _is_gained(reading, item) or _is_the_bill(reading, item) or is_earned(reading.message, item):
        return True
    if reading.says("limits", max(first, item.first - 2 * _NEAR), item.last):
        return True
    if is_what_came_of_it(reading.message, item):
        return True
    if _is_what_a_promise_costs(reading, item):
        return False
    not_asked = reading.says("not_asked", first, last) and not _is_of_own_work(reading, item)
    not_asked = not_asked and not (reading.renewing and reading.says("switches", first, last))
    return not_asked or _is_of_now(reading, item)


def _is_the_bill(reading: _Reading, item: Measured) -> bool:
    """ "Our $12k API bill"."""
    return bool(_words(reading, item.quantity.last, item.last + 1) & {"bill", "bills", "invoice", "spend", "spending"})


def _is_what_a_promise_costs(reading: _Reading, item: Measured) -> bool:
    """ "Halve our bill for $120,000", "cut that by half for a one-time 60k"."""
    first, _ = reading.span(item.sentence)
    promised = reading.says("cuts", first, item.first) or reading.says("halves", first, item.first)
    return promised and "for" in _words(reading, max(first, item.first - _NEAR), item.first)


def _is_of_own_work(reading: _Reading, item: Measured) -> bool:
    """ "In-house it would cost us 110k" is what it takes, and nothing that is paid today."""
    first, last = reading.window(item)
    own = any(at < item.first for at in _places_of_own(reading, item.sentence))
    would = bool({"would", "will", "'d"} & _words(reading, first, last))
    return own and would and reading.says("costs_us", first, last)


def _is_gained(reading: _Reading, item: Measured) -> bool:
    """ "And it saves $55,000 a month": no price, though it stands beside one."""
    sentence, end = reading.span(item.sentence)
    behind = min(
        [end, item.last + _NEAR, *(one.first for one in reading.items(item.sentence) if one.first > item.first)]
    )
    before = max([sentence, *(one.last for one in reading.items(item.sentence) if one.first < item.first)])
    gains = [
        hit.last for hit in reading.hits if hit.payload == "gains" and before <= hit.first < hit.last <= item.first
    ]
    asks = [*reading.places("asks", before, item.first), *reading.places("for_it", before, item.first)]
    return bool(gains and not any(at >= max(gains) for at in asks)) or reading.says("gained", item.first, behind)


def _is_of_now(reading: _Reading, item: Measured) -> bool:
    """ "In place of the 14,000 that we pay"."""
    first, last = reading.window(item)
    places = reading.places("now", first, last)
    places = [at for at in places if at < item.first or reading.message.tokens[at].lower not in _STANDS_FOR]
    now = bool(places) and not _is_of_own_work(reading, item)  # "45k onboarding replaces ..." is no price of today
    return now and not _is_what_a_promise_costs(reading, item)


def _is_by_the_head(reading: _Reading, number: int) -> bool:
    """ "A licence of $30 a seat for 200 seats"."""
    first, last = reading.span(number)
    heads = [one for one in reading.prices(number) if _head_of(reading, one)]
    sold = any(reading.says(group, first, last) for group in ("licences", "bought", "priced", "sold"))
    return sold and any(
        _heads_counted(reading, number, named) is not None for one in heads if (named := case_of(reading.message, one))
    )


def _head_of(reading: _Reading, item: Measured) -> bool:
    named = case_of(reading.message, item)
    return named is not None and _is_by_one_head(reading, item, _heads_counted(reading, item.sentence, named))


def _is_by_one_head(reading: _Reading, item: Measured, heads: "_Heads | None") -> bool:
    """ "$30 a seat", "4 dollars per pupil per year", "80 dollars per doctor" where it is told how many there are."""
    named = case_of(reading.message, item)
    if named is None or named.stem in case_words():
        return False
    return named.stem in stems_of("seats") or item.per is not None or heads is not None


@dataclass(frozen=True)
class _Heads:
    """How many there are of those that are paid for, and the number of this message that says it."""

    count: float
    item: Measured | None = None


def _heads_counted(reading: _Reading, number: int, named: Token) -> _Heads | None:
    """ "We have 40 nurses", in the message or before it; of people also "we are 5", and whatever they are called."""
    people = named.stem in stems_of("seats")
    stems = {named.stem, *(stems_of("seats") if people else ())}
    near = (number, number - 1, number + 1)
    for one in reading.message.measured:
        plain = one.quantity.kind == "plain" and one.per is None and one.quantity.value >= 1 and not one.each
        words = {token.stem for token in reading.message.tokens[one.quantity.last : one.last]}
        told = words & stems or (people and (_we_are(reading, one) or is_of_all(reading.message, one)))
        if plain and one.sentence in near and told:
            return _Heads(one.quantity.value, one)
    of = stems if people else {named.stem}
    known = [one for one in reading.context.parts if one.name == "heads" and one.of in of]
    return _Heads(known[-1].value) if known else None


def _we_are(reading: _Reading, item: Measured) -> bool:
    """ "And we are 5"."""
    ahead = [token.lower for token in reading.message.tokens[max(0, item.first - 2) : item.first]]
    return item.is_bare() and (ahead in (["we", "are"], ["there", "are"], ["of", "us"]) or ahead[-1:] == ["we're"])


def _names_an_asker(reading: _Reading, number: int, prices: Sequence[Measured]) -> bool:
    """ "Acme asks 70k"."""
    tokens = reading.message.tokens
    first, last = reading.span(number)
    for at in reading.places("asks", first, last):
        named = at > first and is_name(tokens[at - 1])
        far = last - first if tokens[at].lower in _OFFERING else _NEAR
        if named and any(0 < one.first - at <= far for one in prices):
            return True
    return False


_OFFERING = frozenset({"offers", "offered", "quotes", "quoted", "proposes", "proposed", "bids"})


def _is_one_of_named(reading: _Reading, number: int) -> bool:
    """ "Acme: $40,000 up front and $2,000 a month. Bolt: $5,000 a month.": names with their prices, beside each other.

    One of them asks once and on, as nobody pays today, or it is said that they are vendors.
    """
    named = {each: set(found.values()) for each, found in _named(reading).items()}
    if not named[number] or len(set().union(*named.values())) < 2 or reading.says("now", *reading.span(number)):
        return False
    announced = reading.says("several", 0, len(reading.message.tokens)) or _has_choice(reading, number)
    announced = announced or any(name in reading.described for found in named.values() for name in found)
    return announced or any(names and _is_paid_once_and_on(reading, each) for each, names in named.items())


def _has_choice(reading: _Reading, number: int) -> bool:
    """ "GPT-4o at 21k a month or Cohere at 16k a month": an "or" before the second of two names with their prices."""
    places = sorted(_named(reading)[number])
    return any("or" in _words(reading, one, other) for one, other in pairwise(places))


def _is_paid_once_and_on(reading: _Reading, number: int) -> bool:
    prices = _asked_prices(reading, number)
    both = any(one.per is None for one in prices) and any(one.per is not None for one in prices)
    return both and reading.says("once", *reading.span(number))


def _puts_own_people_to_it(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    around = reading.span(number - 1)[0] if number else first
    own = reading.says("own", around, last) and reading.says("builds", around, last)
    return _own_unit_asks(reading, number) or (own and _people_at_work(reading, number) is not None)


def _own_unit_asks(reading: _Reading, number: int) -> bool:
    """ "Our IT asks for $250,000 for it": what it would cost in-house, and no budget."""
    first, last = reading.span(number)
    tokens = reading.message.tokens
    prices = _asked_prices(reading, number)
    units = [*reading.places("own_units", first, last), *(at for at in range(first, last) if tokens[at].text == "IT")]
    asks = [*reading.places("asks", first, last), *reading.places("need_for_it", first, last)]
    return any(
        unit < ask <= unit + _NEAR and any(0 < one.first - ask <= _NEAR and one.per is None for one in prices)
        for unit in units
        for ask in asks
    )


def _is_spared(message: Message, hit: Hit[str]) -> bool:
    """ "We could avoid hiring 2 people at $60,000": whom nobody hires."""
    return any(token.lower in _SPARED for token in message.tokens[max(0, hit.first - _SPARED_NEAR) : hit.first])


_SPARED = frozenset({"avoid", "spare", "spares", "save", "saves", "without", "instead", "not", "stop", "no"})
_SPARED_NEAR = 3  # tokens


def _hires(reading: _Reading, number: int) -> bool:
    """ "I could hire one more person for 2,900 a month": somebody of one's own, and no vendor."""
    first, last = reading.span(number)
    hires = [hit.last for hit in reading.hits if hit.payload == "hires" and first <= hit.first and hit.last <= last]
    return any(not reading.says("sellers", first, at) for at in hires) and not _is_imagined(reading.message, number)


def _goes_on(reading: _Reading, number: int) -> bool:
    """More prices right behind an offer: "And 2k a month for hosting."."""
    if reading.message.structure.sentences[number].question or _is_imagined(reading.message, number):
        return False
    prices = reading.prices(number)
    first, last = reading.span(number)
    ours = any(token.lower in ("we", "our", "i", "my", "budget", "us") for token in reading.message.tokens[first:last])
    shares = any(_is_maintenance(reading, one) for one in reading.items(number))
    others = [one for one in prices if not _is_gained(reading, one)]
    return (bool(others) or shares) and not ours and not any(_is_of_other_things(reading, one) for one in others)


@dataclass
class _Draft:
    """An offer in the making."""

    name: str
    values: dict[str, object] = field(default_factory=dict)
    once: list[float] = field(default_factory=list)
    monthly: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def made(self, quote: str) -> Offer:
        values = dict(self.values)
        if self.once:
            values["upfront"] = tidy(sum(self.once))
            if len(self.once) > 1:
                values.setdefault("upfront_sum", " + ".join(map(phrasing.usd, self.once)))
        if self.monthly:
            values["monthly"] = tidy(sum(self.monthly))
            if len(self.monthly) > 1:
                values.setdefault("monthly_sum", " + ".join(map(phrasing.usd, self.monthly)))
        return Offer.model_validate({**values, "name": self.name, "quote": quote, "assumed": tuple(self.notes)})


def _in_sentence(reading: _Reading, number: int, before: Offer | None) -> list[Offer]:
    """The offers of one sentence; without a name of its own it goes on with the one before."""
    message = reading.message
    first, last = reading.span(number)
    labels = _labels(reading, number)
    own = _puts_own_people_to_it(reading, number) or _hires(reading, number)
    if before is not None and before.name in (IN_HOUSE, RENEWAL) and not own and _makes_an_offer(reading, number):
        before = None
    starting = before.name if before is not None and not labels else IN_HOUSE if own else _another(reading, number)
    drafts: list[_Draft] = [_Draft(starting)]
    at_work = _people_at_work(reading, number)
    for item in reading.items(number):
        name = next((labels[at] for at in sorted(labels, reverse=True) if at < item.first), None)
        if name is not None and drafts[-1].name != name:
            drafts.append(_Draft(name))
        draft = drafts[-1]
        if at_work is not None and item in at_work.items:
            if item is at_work.rate:
                _take_work(reading, draft, at_work)
            continue
        if item.first - 1 in labels and not reading.is_price(item) and item.quantity.kind == "plain":
            reading.used.append(item)  # the 1 of "offer 1"
            continue
        _take(reading, draft, item)
    _take_words(reading, number, drafts)
    if labels:
        _without_start(reading, drafts, labels, last)
    elif reading.says("nothing_upfront", first, last) and not drafts[0].once:
        drafts[0].values["upfront"] = 0.0
    quote = message.sentence_text(number)
    return [offer for draft in drafts if (offer := draft.made(quote)).changes.keys() - {"name", "quote", "turn"}]


def _take_words(reading: _Reading, number: int, drafts: Sequence[_Draft]) -> None:
    """What a sentence says of its offers without a number: "halve our bill", and the model that would run in-house."""
    first, last = reading.span(number)
    if reading.says("halves", first, last) and reading.says("what_is_cut", first, last):
        drafts[-1].values.setdefault("cut", 0.5)
    if any(first <= one.first < last for one in reading.message.models):
        for draft in drafts:
            if draft.name == IN_HOUSE:
                draft.values["with_api"] = True


def _without_start(reading: _Reading, drafts: Sequence[_Draft], labels: dict[int, str], last: int) -> None:
    """ "Offer 2: no set-up": said of the one that is named before it."""
    places = sorted(labels)
    for draft in drafts:
        for at in (place for place in places if labels[place] == draft.name):
            end = min([place for place in places if place > at], default=last)
            if reading.says("nothing_upfront", at, end) and not draft.once:
                draft.values["upfront"] = 0.0


def _labels(reading: _Reading, number: int) -> dict[int, str]:
    """Where an offer is named in a sentence, with its name."""
    named = dict(_named(reading)[number])
    if number in _make_or_buy(reading):
        own = _places_of_own(reading, number)
        others = _places_of_others(reading, number) if own and not named else []
        named |= dict.fromkeys(others, "") | dict.fromkeys(own, IN_HOUSE)
    return named


def _named(reading: _Reading) -> dict[int, dict[int, str]]:
    """By sentence, where an offer is named: by a name, as "one ... another", or, beside another, by what they are."""
    if reading.named is not None:
        return reading.named
    message = reading.message
    numbers = range(len(message.structure.sentences))
    asked = {number: _asked_prices(reading, number) for number in numbers}
    every = [one for prices in asked.values() for one in prices]
    ordinals = ordinals_in(message, every, reading.hits)
    reading.named = {number: offers_named(message, number, asked[number], reading.hits, ordinals) for number in numbers}
    own = any(_places_of_own(reading, number) for number in numbers)
    described = {} if ordinals or own else described_in(message, every, reading.hits)
    names = {name for found in reading.named.values() for name in found.values()}
    if len(names | set(described.values())) > 1:
        reading.described = frozenset(described.values())
        for number in numbers:
            first, last = reading.span(number)
            reading.named[number] |= {at: name for at, name in described.items() if first <= at < last}
    return reading.named


def _places_of_others(reading: _Reading, number: int) -> list[int]:
    """Where beside one's own people a vendor, or what there is to buy, is spoken of."""
    first, last = reading.span(number)
    sellers = [at for at in reading.places("sellers", first, last) if reading.message.tokens[at].lower != "they"]
    return [*reading.places("bought", first, last)[:1], *sellers]


def _asked_prices(reading: _Reading, number: int) -> list[Measured]:
    return [one for one in reading.prices(number) if not _is_of_other_things(reading, one)]


def _another(reading: _Reading, number: int) -> str:
    """ "Another vendor wants 30k": beside one that is known without a name."""
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    others = [one for one in reading.context.offers if not one.name]
    if others and (words & {"another", "second", "other"} or _brings_in_one(reading, number)):
        return "the second one"
    if others and words & {"third"}:
        return "the third one"
    named = [
        one.name for one in reading.context.offers if one.name and _is_named(reading.message, one.name, first, last)
    ]
    if named:
        return named[0]  # "the boutique now wants 150k"
    return reading.context.offers[-1].name if len(reading.context.offers) == 1 and words & {"they", "their"} else ""


def _brings_in_one(reading: _Reading, number: int) -> bool:
    """ "There is a service at 10 cents", "a vendor wants 30k": not the one that was spoken of."""
    first, last = reading.span(number)
    starts = [hit.first for hit in reading.hits if hit.payload in ("sellers", "sold") and first < hit.first < last]
    starts += [hit.first + 1 for hit in reading.hits if hit.payload == "sold" and first <= hit.first < last]
    return any(reading.message.tokens[at - 1].lower in ("a", "an") for at in starts)


@dataclass(frozen=True)
class _Work:
    """People who work so long at such a rate."""

    heads: float
    rate: Measured
    length: Measured | None  # none: month after month
    items: tuple[Measured, ...]


def _people_at_work(reading: _Reading, number: int) -> _Work | None:
    """ "Two people at 9k a month each for 4 months", "$1,400 a day for 45 days"."""
    items = reading.items(number)
    rates = [one for one in reading.prices(number) if one.per is not None and not _is_of_other_things(reading, one)]
    lengths = [
        one
        for one in items
        if one.quantity.kind == "duration"
        and one.per is None
        and not one.quantity.bare_article
        and (one.quantity.value >= _SHORTEST_TERM or one.quantity.unit_seconds == HOUR)
        and reading.message.structure.mode_at(one.first) != "question"
    ]
    heads = [one for one in items if _counts_people(reading, one)]
    if not rates:
        return None
    rate = min(rates, key=lambda one: abs(one.first - lengths[0].first)) if lengths else rates[0]
    if not lengths:
        each = rate.each or _words(reading, rate.last, rate.last + 1) & {"each", "apiece"}
        return _Work(heads[0].quantity.value, rate, None, (heads[0], rate)) if heads and each else None
    by_time = (rate.per or 0.0) > _MONTHLY + _SAME  # by the hour, the day or the week
    if not heads and not by_time and not _one_of_them(reading, number):
        return None
    count = heads[0].quantity.value if heads else 1.0
    return _Work(count, rate, lengths[0], (*heads[:1], rate, lengths[0]))


def _counts_people(reading: _Reading, item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and item.per is None and 0 < item.quantity.value <= _MOST_PEOPLE
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 2)]
    return plain and any(token.stem in stems_of("people") for token in words)


def _one_of_them(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    tokens = reading.message.tokens[first:last]
    return any(one.lower in ("one", "a", "an") and two.stem in stems_of("people") for one, two in pairwise(tokens))


def _take_work(reading: _Reading, draft: _Draft, work: _Work) -> None:
    reading.used += work.items
    per, rate = work.rate.per or _MONTHLY, work.rate.quantity.value
    if work.length is None:
        draft.monthly.append(tidy(work.heads * rate * per))
        draft.values["monthly_sum"] = f"{phrasing.count(work.heads)} people x {phrasing.usd(rate * per)} a month"
        return
    seconds = work.length.quantity.value
    unit, times, named = "month", seconds / MONTH_SECONDS, "months"
    if per >= _BY_THE_HOUR:
        unit, named = "hour", "hours"
        hours = work.length.quantity.unit_seconds == HOUR
        times = seconds / HOUR if hours else seconds / MONTH_SECONDS * _WORKDAYS * _WORKDAY_HOURS
        if not hours:
            draft.notes.append(f"a month has {_WORKDAYS} working days of {_WORKDAY_HOURS} hours")
    elif per >= _BY_THE_DAY:
        unit, named = "day", "days"
        days = work.length.quantity.unit_seconds == DAY
        times = seconds / DAY if days else seconds / MONTH_SECONDS * _WORKDAYS
        if not days:
            draft.notes.append(f"a month has {_WORKDAYS} working days")
    elif per > _MONTHLY + _SAME:
        unit, named, times = "week", "weeks", seconds / (7 * DAY)
    elif per < _MONTHLY - _SAME:
        rate, unit = rate * per, "month"
    times = tidy(times)
    draft.once.append(tidy(work.heads * rate * times))
    people = "" if work.heads == 1 else f"{phrasing.count(work.heads)} people x "
    draft.values["upfront_sum"] = f"{people}{phrasing.usd(rate)} a {unit} x {times:.4g} {named}"


_BY_THE_HOUR, _BY_THE_DAY = 100.0, 15.0  # times a month


def _take(reading: _Reading, draft: _Draft, item: Measured) -> None:
    """One number of an offer, where it says something of it."""
    message = reading.message
    if _take_promise(reading, draft, item):
        return
    if _is_rise(reading, item):
        draft.values["rise"] = tidy(item.quantity.value)
        reading.used.append(item)
    elif _is_maintenance(reading, item):
        draft.values["maintenance"] = tidy(item.quantity.value)
        reading.used.append(item)
    elif not reading.is_price(item):
        return
    elif item.quantity.kind == "money" and not item.quantity.value:
        if item.per is None and case_of(message, item) is None:
            draft.values["upfront"] = 0.0  # "$0 setup"
            reading.used.append(item)
    elif _is_of_now(reading, item):
        _take_now(reading, draft, item)
    elif not _is_of_other_things(reading, item) and (
        item.quantity.value >= _LEAST
        or case_of(message, item)
        or reading.is_of_a_tool(item)
        or (item.quantity.kind == "money" and item.per is not None)
    ):
        reading.used.append(item)
        _take_price(reading, draft, item)


def _take_promise(reading: _Reading, draft: _Draft, item: Measured) -> bool:
    """What it saves: "it saves 12k a month", which may be a fact as well, "the bill goes down by 70%", "to $4k"."""
    first, _ = reading.span(item.sentence)
    money = reading.is_price(item)
    to = item.first > first and reading.message.tokens[item.first - 1].lower == "to"
    if money and to and _is_cut(reading, item):
        draft.values["left"] = tidy(item.quantity.value * (item.per or _MONTHLY))
    elif money and _is_gained(reading, item):
        draft.values["gain"] = tidy(item.quantity.value * (item.per or _MONTHLY))
        return True
    elif item.quantity.kind == "share" and 0 < item.quantity.value < 1 and _is_cut(reading, item):
        draft.values["cut"] = tidy(1 - item.quantity.value if to else item.quantity.value)
    elif _is_taken_over(reading, item):
        draft.values["takes"] = tidy(item.quantity.value)
        return True  # "a tool could take half of it" is a fact as well
    else:
        return False
    reading.used.append(item)
    return True


def _is_cut(reading: _Reading, item: Measured) -> bool:
    """ "Reduce our bill by a third", "40% lower costs", "cut that by half" behind what is paid."""
    first, last = reading.span(item.sentence)
    return reading.says("cuts", first, last) and reading.says("what_is_cut", first, last)


def _is_taken_over(reading: _Reading, item: Measured) -> bool:
    """ "That takes over half of the tickets", "handling 40% of them"."""
    share = item.quantity.kind in ("share", "factor") and 0 < item.quantity.value < 1 and item.per is None
    behind = _words(reading, item.quantity.last, item.quantity.last + 1)
    return share and behind == {"of"} and reading.says("takes_over", max(0, item.first - _NEAR), item.quantity.last)


def _is_rise(reading: _Reading, item: Measured) -> bool:
    """ "5 % more every year"; a rise at once is another price."""
    first, last = reading.span(item.sentence)
    yearly = item.per is not None and abs(item.per - _YEARLY) < _SAME
    yearly = yearly or reading.says("yearly", first, last)
    return item.quantity.kind == "share" and yearly and reading.says("rises", first, last)


def _take_now(reading: _Reading, draft: _Draft, item: Measured) -> None:
    first, last = reading.window(item)
    stands_for = any(token.lower in _STANDS_FOR for token in reading.message.tokens[first:last])
    if not stands_for:
        return
    draft.values["instead_of"] = tidy(item.quantity.value * (item.per or _MONTHLY))
    known = reading.context.facts.get("monthly_api_spend")
    if item.per is None or (known is not None and known.value == draft.values["instead_of"]):
        reading.used.append(item)


def _take_price(reading: _Reading, draft: _Draft, item: Measured) -> None:
    message, amount = reading.message, item.quantity.value
    named = case_of(message, item)
    if named is not None and amount < LEAST_SIGNED:
        draft.values |= {"each": tidy(amount * (item.per or _MONTHLY)), "case": singular(named)}
        heads = _heads_counted(reading, item.sentence, named)
        if _is_by_one_head(reading, item, heads):
            draft.values["by_head"] = True
            if heads is not None:
                draft.values["cases"] = tidy(heads.count)
                if heads.item is not None and not _are_people(reading, heads.item):
                    reading.used.append(heads.item)
            if item.per is None:
                draft.notes.append(
                    f"the price of a {draft.values['case']} is taken as one a month, since no time was named"
                )
            return
        volume = next(
            (
                one
                for one in message.measured
                if abs(one.sentence - item.sentence) <= 1
                and one.quantity.kind == "plain"
                and one.per is not None
                and not reading.is_price(one)
                and one is not item
            ),
            None,
        )
        known = reading.context.facts.get("requests_per_month")
        cases = tidy(volume.quantity.value * (volume.per or _MONTHLY)) if volume is not None else None
        if is_of_handled(message, item) and (share := _share_handled(reading)) is not None:
            every = cases if cases is not None else known.value if known is not None else None
            if isinstance(every, int | float):
                cases = tidy(share * every)
                paid = f"{phrasing.percent(share)} of {phrasing.count(every)}"
                draft.notes.append(f"paid for are the {phrasing.count(cases)} that it takes over, {paid}")
        if cases is not None:
            draft.values["cases"] = cases
        return
    per = _rate(reading, item)
    if per is not None:
        _add(draft.monthly, amount * per)
    else:
        _add(draft.once, amount)


def _are_people(reading: _Reading, item: Measured) -> bool:
    """ "35 agents" are counted for the price, and for the work that each of them would have less."""
    words = reading.message.tokens[item.quantity.last : item.last]
    return any(token.stem in stems_of("people") or token.stem in stems_of("staff") for token in words)


def _add(amounts: list[float], amount: float) -> None:
    """The same amount said again is the same amount."""
    if tidy(amount) not in amounts:
        amounts.append(tidy(amount))


def _rate(reading: _Reading, item: Measured) -> float | None:
    """How often a month; "annual upkeep 3,300" says it before, and "40k and 20 % of that per year" not of the 40k."""
    tokens = reading.message.tokens
    between = [
        one for one in reading.items(item.sentence) if one.quantity.kind == "share" and one.first >= item.quantity.last
    ]
    if item.per is not None and not (item.last <= item.quantity.last and between and not _has_rate_word(item, tokens)):
        return item.per
    first, _ = reading.window(item)
    for group, per in (("yearly", _YEARLY), ("monthly", _MONTHLY)):
        if reading.places(group, max(first, item.first - _NEAR), item.first):
            return per
    paid = [one.per for one in reading.prices(item.sentence) if one.first < item.first]
    runs = reading.says("runs_on", item.quantity.last, min(item.last + _NEAR, reading.span(item.sentence)[1]))
    return paid[-1] if paid and runs else None


def _has_rate_word(item: Measured, tokens: Sequence[Token]) -> bool:
    inside = tokens[item.first : item.last]
    return any(token.lower in ("monthly", "yearly", "annual", "annually") for token in inside)


def _share_handled(reading: _Reading) -> float | None:
    """How many of the cases are taken over, by what was told of it."""
    now = [one.part for one in parts_said(reading.message, reading.context)]
    shares = [one.value for one in (*reading.context.parts, *now) if one.name == "share" and one.of in case_words()]
    return shares[-1] if shares else None


def _is_maintenance(reading: _Reading, item: Measured) -> bool:
    if item.quantity.kind != "share" or not 0 < item.quantity.value < 1:
        return False
    first, last = reading.span(item.sentence)
    near = range(max(first, item.first - _NEAR), min(last, item.last + 2 * _NEAR))
    yearly = item.per is not None and abs(item.per - _YEARLY) < _SAME
    if yearly or any(place in near for place in reading.places("maintenance", first, last)):
        return True
    plus = item.first > first and reading.message.tokens[item.first - 1].lower in ("plus", "+", "and", "with")
    shares = [one for one in reading.items(item.sentence) if one.quantity.kind == "share" and one is not item]
    return plus and any(_is_maintenance(reading, one) for one in shares if one.first < item.first)


def _is_imagined(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return (
        "what_if" in modes
        or words[:1] == ["if"]
        or words[:2] in (["and", "if"], ["what", "if"], ["and", "with"], ["say", "they"])
    )


def _tried_out(reading: _Reading) -> tuple[Offer, ...]:
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
            or (reading.says("asks", first, last) and not _AND_SO_ON & _words(reading, first, last))
        )
        speaks = speaks or _is_of_a_promise(reading, number) or _is_of_seats(reading, number)
        named = any(one.name and _is_named(message, one.name, first, last) for one in context.offers)
        if not _is_imagined(message, number) or not items:
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
            reading.used += [one for one in items if one not in reading.used and _is_gained(reading, one)]
            reading.sentences.add(number)
            reading.sentences |= _all_else_the_same(message, number)
            return with_offers(context.offers, [change])
    return ()


def _is_of_a_promise(reading: _Reading, number: int) -> bool:
    """ "If it saves only 9k?", "if they achieve 40%?": of an offer that came with a promise."""
    first, last = reading.span(number)
    promised = any(one.promises for one in reading.context.offers)
    return promised and any(reading.says(group, first, last) for group in ("gains", "cuts", "achieves"))


def _is_of_seats(reading: _Reading, number: int) -> bool:
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


def _told_anew(reading: _Reading) -> tuple[Offer, ...]:
    """ "They came down to 36k": the offer that is known has changed."""
    context, message = reading.context, reading.message
    if not context.offers:
        return ()
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        if _is_imagined(message, number) or message.structure.sentences[number].question:
            continue
        heads = _heads_told(reading, number)
        if heads is not None:
            return (heads,)
        named = any(one.name and _is_named(message, one.name, first, last) for one in context.offers)
        speaks = named or reading.says("haggled_plainly", first, last)
        moved = reading.says("moved", first, last) or reading.says("rises", first, last)
        moved = moved or (named and "now" in _words(reading, first, last))  # "Zeta now 8k a month"
        if not (speaks and moved) and not _sets_right(reading, number):
            continue
        change = _change(reading, number, _meant(reading, number))
        if change is not None:
            reading.sentences.add(number)
            return (change,)
    return ()


def _heads_told(reading: _Reading, number: int) -> Offer | None:
    """ "We have 80 rooms.", behind an offer of so much a room whose rooms nobody had counted."""
    lacking = [one for one in reading.context.offers if one.by_head and one.cases is None]
    for offer in lacking:
        heads = _heads_counted(reading, number, tokenize(offer.case)[0])
        if heads is not None and heads.item is not None and heads.item.sentence == number:
            reading.sentences.add(number)
            if not _are_people(reading, heads.item):
                reading.used.append(heads.item)
            quote = reading.message.sentence_text(number)
            return offer.model_copy(update={"cases": tidy(heads.count), "quote": quote})
    return None


def _sets_right(reading: _Reading, number: int) -> bool:
    """ "The setup is 45k, sorry"."""
    first, last = reading.span(number)
    parts = reading.places("its_parts", first, last)
    items = reading.items(number)
    if not parts or len(items) != 1 or not reading.is_price(items[0]):
        return False
    return bool({"is", "are", "was", "be", "'s", "costs", "comes"} & _words(reading, parts[0], items[0].first))


def _meant(reading: _Reading, number: int) -> Offer:
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


def _renewed(reading: _Reading) -> dict[int, Offer]:
    """ "They raise our fee from 14,500 to 17,900 a month": what a vendor of today wants from now on, by sentence."""
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        before = reading.span(number - 1)[0] if number else first
        raised = reading.says("raised", first, last) or reading.says("renews", first, last)
        if not (raised and reading.says("whose_price", before, last)) or _is_imagined(reading.message, number):
            continue
        if not (reading.says("price_words", before, last) or any(_is_money(one) for one in reading.prices(number))):
            continue
        prices = _old_and_new(reading, number)
        if prices is not None:
            old, new = prices
            quote = reading.message.sentence_text(number)
            return {number: Offer(name=RENEWAL, upfront=0.0, monthly=new, instead_of=old, quote=quote)}
    return {}


def _is_money(item: Measured) -> bool:
    return item.quantity.kind == "money"


def _old_and_new(reading: _Reading, number: int) -> tuple[float, float] | None:
    """What is paid a month and what is to be: a span, two prices, or a price and by what share it rises."""
    prices = [one for one in reading.items(number) if reading.is_price(one)][:2]
    shares = [one for one in reading.items(number) if one.quantity.kind == "share"][:1]
    told = reading.prices(number - 1) if number else []
    earlier = [one for one in told if _is_of_other_things(reading, one) and not _is_gained(reading, one)][-1:]
    spans = [one for one in prices if one.quantity.range is not None]
    if spans:
        used, ends = spans[:1], spans[0].quantity.range or (0.0, 0.0)
    elif shares and (paid := [*earlier, *prices][:1]):
        used, ends = [*paid, *shares], (paid[0].quantity.value, paid[0].quantity.value * (1 + shares[0].quantity.value))
    else:
        used = [*earlier, *prices][:2]
        values = sorted(one.quantity.value for one in used)
        if len(values) != 2 or values[0] == values[1]:
            return None
        ends = (values[0], values[1])
    rates = [one.per for one in used if one.per is not None]
    if not rates:
        return None
    reading.used += used
    return tidy(ends[0] * rates[0]), tidy(ends[1] * rates[0])


def _change(reading: _Reading, number: int, offer: Offer) -> Offer | None:
    """What a sentence changes of an offer."""
    draft = _Draft(offer.name)
    first, last = reading.span(number)
    if reading.says("not_asked", first, last) and not offer.promises:
        return None
    for item in reading.items(number):
        share = item.quantity.kind == "share" and not item.quantity.direction and 0 < item.quantity.value < 1
        if offer.cut is not None and share and not _is_rise(reading, item):
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
            _take(reading, draft, item)
    if offer.upfront is not None and len(draft.once) == 1 and _speaks_of_running(reading, number):
        draft.monthly, draft.once = draft.once, []
    changed = draft.made(reading.message.sentence_text(number))
    return changed if changed.changes.keys() - {"name", "quote"} else None


def _part_of_bare(reading: _Reading, item: Measured, offer: Offer) -> str | None:
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


def _scaled(reading: _Reading, number: int, item: Measured, offer: Offer) -> dict[str, object] | None:
    """ "The one-off cost doubles", "only half of the savings", "a licence 20 % higher": a part of the offer, times
    that."""
    quantity = item.quantity
    half = quantity.kind == "plain" and 0 < quantity.value < 1
    moved = quantity.kind == "share" and quantity.direction and not _is_rise(reading, item)
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


def _part_meant(reading: _Reading, number: int, offer: Offer) -> tuple[str, ...]:
    """Which of its figures a sentence speaks of: what it saves, what it asks once or each month, else all it asks."""
    first, last = reading.span(number)
    promised = [name for name in ("gain", "cut", "left") if getattr(offer, name) is not None]
    if promised and any(reading.says(group, first, last) for group in ("gains", "cuts", "achieves")):
        return tuple(promised)
    if reading.says("once", first, last):
        return ("upfront",)
    return ("monthly", "each") if _speaks_of_running(reading, number) else ("upfront", "monthly", "each")


def _counts_seats(reading: _Reading, item: Measured) -> bool:
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 1)]
    return any(token.stem in stems_of("seats") for token in words)


def _speaks_of_running(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.stem for token in reading.message.tokens[first:last]}
    running = words & set(map(stem_of, _RUNNING))
    return bool(running) and not reading.says("once", first, last)


_RUNNING = ("running", "monthly", "hosting", "operate", "fee", "licence", "license", "subscription", "rate", "retainer")


def _forgotten(reading: _Reading) -> tuple[str, ...] | None:
    """ "Forget the offer", "drop B": the names; empty where all of them are meant, `None` where none is."""
    context, message = reading.context, reading.message
    if not context.offers and not _reckons_with_own(context):
        return None
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        orders = reading.places("forgets", first, last)
        if not orders or any(reading.is_price(item) for item in reading.items(number)):
            continue
        names = [one.name for one in context.offers if one.name and _is_named(message, one.name, orders[0], last)]
        if names or reading.says("forgotten", orders[0], last):
            reading.sentences.add(number)
            return tuple(names)
    return None


def _reckons_with_own(context: Context) -> bool:
    return any(call.tool in OF_AN_INVESTMENT for call in context.tool_calls)


def _is_named(message: Message, name: str, first: int, last: int) -> bool:
    written = [token.text if len(name) == 1 else token.lower for token in message.tokens[first:last]]
    parts = {name} if len(name) == 1 else name_words(name)
    inside = {part.removesuffix("'s") for word in written for part in ([word] if len(name) == 1 else word.split("-"))}
    return parts <= inside


def _asked(reading: _Reading, *, known: bool) -> tuple[OfferAsked | None, set[int]]:
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
        months = months or (_term_told(reading) if kind == "total" else None)
        if kind == "needed" and months is None:
            continue
        reading.used += [*spans, *rates]
        then = reading.says("then", first, last) or not reading.context.offers
        then = then and bool(reading.context.supposed_offers) and not reading.sentences
        served.add(number)
        names = tuple(
            one.name
            for one in (*reading.context.offers, *reading.offers)
            if one.name and _is_named(message, one.name, first, last)
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


def _spans_named(reading: _Reading, number: int) -> tuple[list[Measured], tuple[float, ...]]:
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


def _term_told(reading: _Reading) -> float | None:
    """ "$3,000 a month for 36 months", "a 4-year contract", "25,000 cases a month, 48 months": how long it runs, where
    the message names one term."""
    terms = {
        float(round(item.quantity.value / MONTH_SECONDS))
        for item in reading.message.measured
        if item.quantity.kind == "duration"
        and item.per is None
        and item not in reading.used
        and not item.quantity.bare_article
        and item.quantity.value >= _SHORTEST_RUN * MONTH_SECONDS
        and _runs_so_long(reading, item)
    }
    return terms.pop() if len(terms) == 1 else None


def _runs_so_long(reading: _Reading, item: Measured) -> bool:
    """By "for" or "over", by the word for a contract, or by standing on its own in a list."""
    tokens = reading.message.tokens
    first, last = reading.span(item.sentence)
    led = {token.lower for token in tokens[max(item.first - 1, first) : item.first + 1]} & {"for", "over"}
    alone = (item.first == first or tokens[item.first - 1].text in ",;:-(") and (
        item.quantity.last >= last - 1 or tokens[item.quantity.last].text in ",;:)."
    )
    return bool(led) or alone or reading.says("term", max(first, item.first - _NEAR), min(last, item.last + 2))


def _is_a_few(item: Measured) -> bool:
    """ "Which of the two"."""
    return item.quantity.kind == "plain" and item.per is None and item.quantity.value <= _A_FEW


def _asked_in_all(reading: _Reading) -> OfferAsked | None:
    """ "What would it be a year?": a sum of money that is neither the API's nor that of my plan."""
    message = reading.message
    if reading.used or reading.says("mine", 0, len(message.tokens)):
        return None
    totals = [one for one in money_asked(message.text) if one.kind == "total" and one.side == "all"]
    if not totals:
        return None
    supposed = bool(reading.context.supposed_offers) and not reading.context.offers
    return OfferAsked(kind="total", months=totals[0].months, of_supposed=supposed)


def _kind(reading: _Reading, number: int, *, known: bool) -> OfferQuestion | None:
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


def _has_limit(reading: _Reading, number: int) -> bool:
    """What they may come to was told; a budget only where the sentence speaks of it or of one of them."""
    if reading.limit is not None or any(one.limit is not None for one in reading.context.offers):
        return True
    first, last = reading.span(number)
    named = any(one.name and _is_named(reading.message, one.name, first, last) for one in reading.context.offers)
    spoken = named or reading.says("limits", first, last) or "budget" in _words(reading, first, last)
    return spoken and "budget" in reading.context.facts


def _of_several(reading: _Reading, number: int) -> OfferQuestion | None:
    """ "At which month does Alfa overtake Borealis?", and behind a new price "does that change the answer?"."""
    first, last = reading.span(number)
    named = [one for one in reading.context.offers if one.name and _is_named(reading.message, one.name, first, last)]
    theirs = bool(
        _words(reading, first, last) & {"they", "both", "two", "crossover", "offers", "vendors", "bids", "quotes"}
    )
    if reading.says("level", first, last) and (
        len(named) > 1 or theirs or len(named) == 1 == len(reading.context.offers) - 1
    ):
        return "level"
    if reading.says("changes", first, last) and reading.sentences:
        return "total"
    return None


def _compares(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    several = len(with_offers(reading.context.offers, reading.offers)) > 1
    return bool(words & _CHEAPER) or (several and bool(words & _BETTER))


_CHEAPER = frozenset({"cheaper", "cheapest", "dearer", "expensive", "compare"})
_BETTER = frozenset({"better", "best", "difference", "take", "choose", "pick", "prefer", "award"})


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
