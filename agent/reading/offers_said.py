"""What a message says of offers: what others ask, people of one's own, licences by the head, and what is asked of them.

The words are `cues/offers.yaml`; an offer and its arithmetic are `agent.offers`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from agent import phrasing
from agent.numbers.products import DAY, HOUR
from agent.offers import IN_HOUSE, MONTHS_A_YEAR, Offer, OfferAsked, OfferQuestion, with_offers
from agent.reading.disputed import disputed
from agent.reading.money_asked import money_asked
from agent.reading.offer_names import LABELS, LETTERS, is_name, offers_named, ordinals_in
from agent.reading.projects import gains_in, standing_project, timing_told
from agent.understanding import Context
from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.roles import Measured
from agent.words.tokens import Token, stem_of, tokenize, words_in
from agent.words.values import tidy

_LEAST = 100  # without a sign a smaller number is no price
_LEAST_SIGNED = 1_000  # what is asked once, and no price of one case
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
    hits = _cues().find(message.tokens)
    reading = _Reading(message, context, hits)
    forgotten = _forgotten(reading)
    supposed = _tried_out(reading)
    offers = () if supposed else _told(reading)
    if not offers and not supposed:
        offers = _told_anew(reading)
    imagined = bool(offers) and all(_is_imagined(message, number) for number in reading.sentences)
    if imagined:
        supposed, offers = with_offers(context.offers, offers), ()
    known = bool(offers or supposed or ((context.offers or context.supposed_offers) and forgotten is None))
    asked, sentences = _asked(reading, known=known)
    asked = asked or (_asked_in_all(reading) if known else None)
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
    ordinals: dict[int, str] | None = None  # "one ... another": where, and which it is

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
        return [one for one in self.items(number) if _is_price(self.message, one)]

    def window(self, item: Measured) -> tuple[int, int]:
        """What speaks of a price: the words before it as far as the price before, and a few behind it."""
        first, last = self.span(item.sentence)
        others = [one for one in self.message.measured if one.sentence == item.sentence and one is not item]
        first = max([first, *(one.last for one in others if one.first < item.first)])
        behind = min([last, item.last + _NEAR, *(one.first for one in others if one.first > item.first)])
        breaks = [at for at in range(item.last, behind) if self.message.tokens[at].text in ",;:."]
        return first, min([behind, *breaks])


def _is_price(message: Message, item: Measured) -> bool:
    quantity = item.quantity
    if quantity.kind == "money":
        return quantity.currency == "USD"
    least = _LEAST if quantity.scale > 1 or item.per is not None else _LEAST_SIGNED
    headed = item.first > 0 and message.tokens[item.first - 1].text == ":"  # "Consultant: 80k" counts no consultants
    if quantity.kind != "plain" or quantity.value < least or item.each or (item.nouns and not headed):
        return False
    behind = message.tokens[quantity.last : quantity.last + 1]
    counted = item.counts_something and behind and behind[0].kind == "word" and behind[0].lower not in _NOT_COUNTED
    labelled = item.first > 0 and message.tokens[item.first - 1].lower in LABELS
    return not counted and not labelled


_NOT_COUNTED = frozenset(
    {"set", "setup", "up", "upfront", "once", "one", "fixed", "flat", "down", "a", "per", "each", "monthly", "yearly",
     "annual", "annually", "for", "and", "plus", "then", "initial", "initially", "upkeep", "maintenance", "hosting",
     "price", "to", "total", "all", "dollars", "bucks"}
)  # fmt: skip


def _told(reading: _Reading) -> tuple[Offer, ...]:
    """The offers of this message, in its order."""
    found: list[Offer] = []
    announced = False
    for number in range(len(reading.message.structure.sentences)):
        first, last = reading.span(number)
        if reading.message.structure.mode_at(first) == "ignored":
            continue
        goes_on = number - 1 in reading.sentences or announced
        if _makes_an_offer(reading, number) or (goes_on and _goes_on(reading, number)):
            more = _in_sentence(reading, number, found[-1] if found else None)
            if more:
                reading.sentences.add(number)
            found = list(with_offers(found, more))
        # "Two quotes on my desk.": what follows are they
        announced = not reading.prices(number) and reading.says("things", first, last)
    return _with_timing(reading, tuple(one for one in found if _asks_something(one)))


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
        if one.quantity.value >= _LEAST or _case_of(reading.message, one) is not None
    ]
    if not any(_is_plainly_money(reading, one) for one in prices):
        return False
    if reading.says("things", first, last) or _is_by_the_head(reading, number):
        return True
    if _names_an_asker(reading, number, prices) or _puts_own_people_to_it(reading, number):
        return True
    own = reading.places("are_one", first, last)
    sellers = [at for at in reading.places("sellers", first, last) if not any(one < at <= one + _NEAR for one in own)]
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


_AND_SO_ON = frozenset({"and", "or", "we", "i", "customers", "users", "us"})


def _words(reading: _Reading, first: int, last: int) -> set[str]:
    return {token.lower for token in reading.message.tokens[first:last]}


def _is_plainly_money(reading: _Reading, item: Measured) -> bool:
    """By its sign, its "k", its rate for work, or by the verb before it: "they ask 18,000"."""
    if item.quantity.kind == "money" or item.quantity.scale > 1:
        return True
    return any(0 < item.first - at <= _NEAR for at in reading.places("asks", *reading.span(item.sentence)))


def _gains(reading: _Reading, prices: Sequence[Measured]) -> bool:
    """ "They want to save $5,000 a month" asks for no money."""
    told = [reading.message.activation(one) for one in prices]
    return all(one.get("benefit", 0.0) > _SAYS or one.get("budget", 0.0) > _SAYS for one in told)


_SAYS = 0.6


def _is_of_other_things(reading: _Reading, item: Measured) -> bool:
    first, last = reading.window(item)
    return reading.says("not_asked", first, last) or _is_of_now(reading, item) or _comes_back(reading, item)


def _comes_back(reading: _Reading, item: Measured) -> bool:
    """ "$250,000 once, and it saves $55,000 a month": what it brings, and no price."""
    return item.per is not None and any(item.first == gain.first for gain in gains_in(reading.message))


def _is_of_now(reading: _Reading, item: Measured) -> bool:
    """ "In place of the 14,000 that we pay"."""
    first, last = reading.window(item)
    return reading.says("now", first, last)


def _is_by_the_head(reading: _Reading, number: int) -> bool:
    """ "A licence of $30 a seat for 200 seats"."""
    first, last = reading.span(number)
    priced = any(_head_of(reading, one) for one in reading.prices(number))
    return priced and reading.says("licences", first, last) and _heads_counted(reading, number) is not None


def _head_of(reading: _Reading, item: Measured) -> bool:
    named = _case_of(reading.message, item)
    return named is not None and named.stem in _stems("seats")


def _heads_counted(reading: _Reading, number: int) -> Measured | None:
    sentences = (number, number - 1, number + 1)
    for one in reading.message.measured:
        plain = one.quantity.kind == "plain" and one.per is None and one.quantity.value >= 1 and not one.each
        words = reading.message.tokens[one.quantity.last : one.last]
        if one.sentence in sentences and plain and any(token.stem in _stems("seats") for token in words):
            return one
    return None


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


def _puts_own_people_to_it(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    around = reading.span(number - 1)[0] if number else first
    own = reading.says("own", around, last) and reading.says("builds", around, last)
    return own and _people_at_work(reading, number) is not None


def _goes_on(reading: _Reading, number: int) -> bool:
    """More prices right behind an offer: "And 2k a month for hosting."."""
    if reading.message.structure.sentences[number].question or _is_imagined(reading.message, number):
        return False
    prices = reading.prices(number)
    first, last = reading.span(number)
    ours = any(token.lower in ("we", "our", "i", "my", "budget", "us") for token in reading.message.tokens[first:last])
    shares = any(_is_maintenance(reading, one) for one in reading.items(number))
    return (bool(prices) or shares) and not ours and not any(_is_of_other_things(reading, one) for one in prices)


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
    own = _puts_own_people_to_it(reading, number)
    starting = before.name if before is not None and not labels else IN_HOUSE if own else _another(reading, number)
    drafts: list[_Draft] = [_Draft(starting)]
    at_work = _people_at_work(reading, number)
    if at_work is not None:
        _take_work(reading, drafts[0], at_work)
    for item in reading.items(number):
        name = next((labels[at] for at in sorted(labels, reverse=True) if at < item.first), None)
        if name is not None and drafts[-1].name != name:
            drafts.append(_Draft(name))
        draft = drafts[-1]
        if at_work is not None and item in at_work.items:
            continue
        if item.first - 1 in labels and not _is_price(message, item) and item.quantity.kind == "plain":
            reading.used.append(item)  # the 1 of "offer 1"
            continue
        _take(reading, draft, item)
    if labels:
        _without_start(reading, drafts, labels, last)
    elif reading.says("nothing_upfront", first, last) and not drafts[0].once:
        drafts[0].values["upfront"] = 0.0
    quote = message.sentence_text(number)
    return [offer for draft in drafts if (offer := draft.made(quote)).changes.keys() - {"name", "quote", "turn"}]


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
    if reading.ordinals is None:
        every = [
            one for each in range(len(reading.message.structure.sentences)) for one in _asked_prices(reading, each)
        ]
        reading.ordinals = ordinals_in(reading.message, every, reading.hits)
    return offers_named(reading.message, number, _asked_prices(reading, number), reading.hits, reading.ordinals)


def _asked_prices(reading: _Reading, number: int) -> list[Measured]:
    return [one for one in reading.prices(number) if not _is_of_other_things(reading, one)]


def _another(reading: _Reading, number: int) -> str:
    """ "Another vendor wants 30k": beside one that is known without a name."""
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    others = [one for one in reading.context.offers if not one.name]
    if others and words & {"another", "second", "other"}:
        return "the second one"
    if others and words & {"third"}:
        return "the third one"
    return reading.context.offers[-1].name if len(reading.context.offers) == 1 and words & {"they", "their"} else ""


@dataclass(frozen=True)
class _Work:
    """People who work so long at such a rate."""

    heads: float
    rate: Measured
    length: Measured
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
    if not rates or not lengths:
        return None
    rate = rates[0]
    by_time = (rate.per or 0.0) > _MONTHLY + _SAME  # by the hour, the day or the week
    if not heads and not by_time and not _one_of_them(reading, number):
        return None
    count = heads[0].quantity.value if heads else 1.0
    return _Work(count, rate, lengths[0], (*heads[:1], rate, lengths[0]))


def _counts_people(reading: _Reading, item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and item.per is None and 0 < item.quantity.value <= _MOST_PEOPLE
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 2)]
    return plain and any(token.stem in _stems("people") for token in words)


def _one_of_them(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    tokens = reading.message.tokens[first:last]
    return any(one.lower in ("one", "a", "an") and two.stem in _stems("people") for one, two in pairwise(tokens))


def _take_work(reading: _Reading, draft: _Draft, work: _Work) -> None:
    reading.used += work.items
    per, rate, seconds = work.rate.per or _MONTHLY, work.rate.quantity.value, work.length.quantity.value
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
    if _is_maintenance(reading, item):
        draft.values["maintenance"] = tidy(item.quantity.value)
        reading.used.append(item)
    elif not _is_price(message, item):
        return
    elif item.quantity.kind == "money" and not item.quantity.value:
        if item.per is None and _case_of(message, item) is None:
            draft.values["upfront"] = 0.0  # "$0 setup"
            reading.used.append(item)
    elif _is_of_now(reading, item):
        _take_now(reading, draft, item)
    elif not _is_of_other_things(reading, item) and (item.quantity.value >= _LEAST or _case_of(message, item)):
        reading.used.append(item)
        _take_price(reading, draft, item)


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
    named = _case_of(message, item)
    if named is not None and amount < _LEAST_SIGNED:
        draft.values |= {"each": tidy(amount * (item.per or _MONTHLY)), "case": _singular(named)}
        if named.stem in _stems("seats"):
            counted = _heads_counted(reading, item.sentence)
            if counted is not None:
                draft.values["cases"] = tidy(counted.quantity.value)
                reading.used.append(counted)
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
                and not _is_price(message, one)
                and one is not item
            ),
            None,
        )
        if volume is not None:
            draft.values["cases"] = tidy(volume.quantity.value * (volume.per or _MONTHLY))
        return
    per = _rate(reading, item)
    if per is not None:
        _add(draft.monthly, amount * per)
    else:
        _add(draft.once, amount)


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
    return None


def _has_rate_word(item: Measured, tokens: Sequence[Token]) -> bool:
    inside = tokens[item.first : item.last]
    return any(token.lower in ("monthly", "yearly", "annual", "annually") for token in inside)


def _case_of(message: Message, item: Measured) -> Token | None:
    """What a price is for one of: "$0.04 per alert", "$30 a seat a month"."""
    behind = message.tokens[item.quantity.last : item.quantity.last + 2]
    led = len(behind) == 2 and behind[0].lower in ("a", "an", "per", "/", "each", "for")
    times = {"month", "year", "day", "week", "hour", "quarter", "annum"}
    return behind[1] if led and behind[1].kind == "word" and behind[1].stem not in times else None


def _singular(token: Token) -> str:
    return token.lower[:-1] if token.lower.endswith("s") and not token.lower.endswith("ss") else token.lower


def _is_maintenance(reading: _Reading, item: Measured) -> bool:
    if item.quantity.kind != "share" or not 0 < item.quantity.value < 1:
        return False
    first, last = reading.span(item.sentence)
    near = range(max(first, item.first - _NEAR), min(last, item.last + 2 * _NEAR))
    yearly = item.per is not None and abs(item.per - _YEARLY) < _SAME
    return yearly or any(place in near for place in reading.places("maintenance", first, last))


def _is_imagined(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return "what_if" in modes or words[:2] in (["and", "if"], ["what", "if"], ["and", "with"], ["say", "they"])


def _tried_out(reading: _Reading) -> tuple[Offer, ...]:
    """ "What if I beat them down to $30,000?": all offers as they would be; nothing where none is known."""
    context, message = reading.context, reading.message
    if not context.offers:
        return ()
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        items = reading.items(number)
        speaks = (
            reading.says("haggled_plainly", first, last)
            or reading.says("haggled", first, last)
            or reading.says("moved", first, last)
            or (reading.says("asks", first, last) and not _AND_SO_ON & _words(reading, first, last))
        )
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
        if not named and not reading.says("haggled_plainly", first, last) and not _spoke_of_offers(context):
            continue
        change = _change(reading, number, _meant(reading, number))
        if change is not None:
            reading.sentences.add(number)
            reading.sentences |= _all_else_the_same(message, number)
            return with_offers(context.offers, [change])
    return ()


def _spoke_of_offers(context: Context) -> bool:
    """ "And if it is 3k monthly?" leans on the message before."""
    groups = {hit.payload for hit in _cues().find(tokenize(context.said))}
    return bool(groups & {"sellers", "things", "licences", "own"})


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
        named = any(one.name and _is_named(message, one.name, first, last) for one in context.offers)
        speaks = named or reading.says("haggled_plainly", first, last)
        if not (speaks and reading.says("moved", first, last)) and not _sets_right(reading, number):
            continue
        change = _change(reading, number, _meant(reading, number))
        if change is not None:
            reading.sentences.add(number)
            return (change,)
    return ()


def _sets_right(reading: _Reading, number: int) -> bool:
    """ "The setup is 45k, sorry"."""
    first, last = reading.span(number)
    parts = reading.places("its_parts", first, last)
    items = reading.items(number)
    if not parts or len(items) != 1 or not _is_price(reading.message, items[0]):
        return False
    return bool({"is", "are", "was", "be", "'s"} & _words(reading, parts[0], items[0].first))


def _meant(reading: _Reading, number: int) -> Offer:
    """The offer that is named, else the last."""
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]} | {
        token.text for token in reading.message.tokens[first:last] if token.text in LETTERS - {"A"}
    }
    known = reading.context.offers
    named = [one for one in known if one.name and set(one.name.lower().split()) <= {word.lower() for word in words}]
    return named[-1] if named else known[-1]


def _change(reading: _Reading, number: int, offer: Offer) -> Offer | None:
    """What a sentence changes of an offer."""
    draft = _Draft(offer.name)
    first, last = reading.span(number)
    if reading.says("not_asked", first, last):
        return None
    for item in reading.items(number):
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


def _counts_seats(reading: _Reading, item: Measured) -> bool:
    words = reading.message.tokens[item.quantity.last : max(item.last, item.quantity.last + 1)]
    return any(token.stem in _stems("seats") for token in words)


def _speaks_of_running(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.stem for token in reading.message.tokens[first:last]}
    return bool(words & set(map(stem_of, ("running", "monthly", "hosting", "operate", "fee"))))


def _forgotten(reading: _Reading) -> tuple[str, ...] | None:
    """ "Forget the offer", "drop B": the names; empty where all of them are meant, `None` where none is."""
    context, message = reading.context, reading.message
    if not context.offers and not _reckons_with_own(context):
        return None
    for number in range(len(message.structure.sentences)):
        first, last = reading.span(number)
        orders = reading.places("forgets", first, last)
        if not orders or any(_is_price(message, item) for item in reading.items(number)):
            continue
        names = [one.name for one in context.offers if one.name and _is_named(message, one.name, orders[0], last)]
        if names or reading.says("forgotten", orders[0], last):
            reading.sentences.add(number)
            return tuple(names)
    return None


def _reckons_with_own(context: Context) -> bool:
    return any(call.tool in ("break_even", "roi") for call in context.tool_calls)


def _is_named(message: Message, name: str, first: int, last: int) -> bool:
    written = [token.text if len(name) == 1 else token.lower for token in message.tokens[first:last]]
    parts = [name] if len(name) == 1 else name.lower().replace("-", " ").split()
    return set(parts) <= {part for word in written for part in ([word] if len(name) == 1 else word.split("-"))}


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
        if kind is None or (left and number not in reading.sentences):
            continue
        spans = [one for one in reading.items(number) if one.quantity.kind == "duration" and one not in reading.used]
        months = tidy(spans[-1].quantity.value / MONTH_SECONDS) if spans and spans[-1].per is None else None
        months = float(round(months)) if months is not None and months >= 1 else None
        months = months or (_term_told(reading) if kind == "total" else None)
        if kind == "needed" and months is None:
            continue
        reading.used += spans
        then = reading.says("then", first, last) or not reading.context.offers
        then = then and bool(reading.context.supposed_offers) and not reading.sentences
        served.add(number)
        names = tuple(
            one.name for one in reading.context.offers if one.name and _is_named(message, one.name, first, last)
        )
        changes = kind == "total" and reading.says("changes", first, last)
        found = found or OfferAsked(
            kind=kind, months=months, names=names if kind == "level" else (), changes=changes, of_supposed=then
        )
    return found, served


def _term_told(reading: _Reading) -> float | None:
    """ "$3,000 a month for 36 months": how long it runs, where the offers of this message name one term."""
    tokens = reading.message.tokens
    terms = {
        float(round(item.quantity.value / MONTH_SECONDS))
        for number in reading.sentences
        for item in reading.items(number)
        if item.quantity.kind == "duration"
        and item.per is None
        and item not in reading.used
        and item.quantity.value >= _SHORTEST_RUN * MONTH_SECONDS
        and {token.lower for token in tokens[max(item.first - 1, 0) : item.first + 1]} & {"for", "over"}
    }
    return terms.pop() if len(terms) == 1 else None


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
    if len(reading.context.offers) > 1 and (kind := _of_several(reading, number)) is not None:
        return kind
    if reading.says("payback", first, last):
        return "payback"
    spans = [one for one in reading.items(number) if one.quantity.kind == "duration" and one.per is None]
    if spans and spans[0].first <= first + 1 and last - spans[0].last <= 1:  # "over 3 years?"
        return "total"
    if reading.says("total", first, last) and (spans or _compares(reading, number)):
        return "total"
    return None


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


_ALL_OF_THEM = frozenset({"they", "both", "two", "crossover", "offers", "vendors", "bids", "quotes"})


def _compares(reading: _Reading, number: int) -> bool:
    first, last = reading.span(number)
    words = {token.lower for token in reading.message.tokens[first:last]}
    return bool(words & {"cheaper", "cheapest", "dearer", "expensive", "compare"})


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("offers.yaml"), "offers.yaml"))


@cache
def _stems(group: str) -> frozenset[str]:
    words: Iterable[str] = load_cues("offers.yaml")[group]
    return frozenset(stem_of(word.removeprefix("=")) for word in words)


def without_offers(message: Message, heard: OffersHeard, context: Context) -> Message:
    """The message without the numbers of offers, which are no facts of the case.

    Nor is a model that they would run: where one is in use, it stays in use.
    """
    offered = {item.sentence for item in heard.used} if "model" in context.facts else set()
    sentences = [message.structure.sentences[number] for number in offered]
    models = [
        one for one in message.models if not any(sentence.first <= one.first < sentence.last for sentence in sentences)
    ]
    measured = [item for item in message.measured if item not in heard.used]
    return replace(message, measured=measured, models=models)
