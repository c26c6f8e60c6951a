"""What a message sets for all figures of the conversation: what money costs a year, what a currency is in dollars.

A rate is never assumed: one that nobody told converts nothing. The cues are `cues/terms.yaml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from agent.facts import DISCOUNT_RATE, Term, Terms
from agent.reading.projects import late_returns
from agent.reading.returns_asked import figures_named
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.tokens import Sentence, Token
from agent.words.values import tidy

_USD = "USD"
_LEAST, _MOST = 1e-6, 10.0  # USD for one unit of a currency
_NO_CENTS = 1_000  # USD; of more than that nobody says the cents
_DIGITS = 12  # of a rate that was told the other way round


@dataclass(frozen=True, slots=True)
class TermSaid:
    """A term and the numbers that say it, which say nothing else."""

    term: Term
    items: tuple[Measured, ...] = ()

    @property
    def name(self) -> str:
        """What is set."""
        return self.term.name

    @property
    def value(self) -> float | None:
        """To what; `None`: it is taken back."""
        return self.term.value


def terms_said(message: Message, known: Terms, waiting: Sequence[str] = ()) -> tuple[TermSaid, ...]:
    """Every term of a message; a bare rate is that of the one currency in which amounts are `waiting`."""
    found: dict[str, TermSaid] = {}
    for number in range(len(message.structure.sentences)):
        for said in _of_sentence(message, number, known, waiting):
            found[said.name] = said
    return tuple(found.values())


def without_terms(message: Message, known: Terms, waiting: Sequence[str] = ()) -> Message:
    """The message without the sentences that only set terms, and without the numbers that do so in the others."""
    said = terms_said(message, known, waiting)
    for number, sentence in enumerate(message.structure.sentences):
        if not any(message.sentence_text(number) == one.term.quote for one in said):
            continue
        tokens = message.tokens[sentence.first : sentence.last]
        orders = [hit.first for hit in _cues("ordered").find(tokens)][:1] == [0]
        used = [item for one in said for item in one.items]
        others = [item for item in message.measured if item.sentence == number and item not in used]
        if not others and (orders or not sentence.question):
            end = message.tokens[sentence.last].end if sentence.last < len(message.tokens) else len(message.text)
            rest = message.text[: tokens[0].start] + message.text[end:]
            return without_terms(taken_apart(rest.strip()), known, waiting)
    used = [item for one in said for item in one.items]
    return replace(message, measured=[item for item in message.measured if item not in used]) if used else message


def without_unknown_money(message: Message) -> Message:
    """The message without amounts in a currency that nobody here knows: "1 dollar = 25,000 zorkmids" spends nothing."""
    words = set[str]()
    rates = list[Measured]()
    for one, other in pairwise(message.measured):
        joined = _is_joined(message.tokens[one.quantity.last : other.first])
        unit = message.tokens[other.quantity.last : other.quantity.last + 1]
        unknown = other.quantity.kind == "plain" and other.counts_something and not other.nouns and other.per is None
        whole = one.quantity.kind == "money" and one.quantity.value == 1 and one.per is None and not one.each
        if joined and unknown and whole and unit and unit[0].kind == "word":
            words.add(unit[0].stem)
            rates += [one, other]
    if not words:
        return message
    told = [
        item for item in message.measured
        if item not in rates and not any(
            token.stem in words for token in message.tokens[item.quantity.last : item.quantity.last + 1]
        )
    ]  # fmt: skip
    return replace(message, measured=told)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in another currency: its words, the same in dollars as words, and both ends of it in USD."""

    quote: str
    dollars: str
    currency: str
    ends: tuple[float, float]

    def unread(self, quote: str) -> str:
        """Words of the message in dollars, as the user wrote them."""
        return quote.replace(self.dollars, self.quote)


def in_dollars(message: Message, rates: Mapping[str, float]) -> tuple[Message, tuple[Amount, ...]]:
    """The message with its amounts in dollars where their currency has a rate: it reads as if it had been told so."""
    text, found = message.text, list[Amount]()
    for item in sorted(message.measured, key=lambda item: -item.first):
        quantity, rate = item.quantity, rates.get(item.quantity.currency or "")
        if rate is None or quantity.currency is None:
            continue
        first = _without_hedge(message, item)
        low, high = (tidy(end * rate) for end in quantity.range or (quantity.value, quantity.value))
        told = [f"${end:,.{0 if end >= _NO_CENTS else 2}f}".removesuffix(".00") for end in (low, high)]
        dollars = told[0] if low == high else f"{'from ' if quantity.movement else ''}{told[0]} to {told[1]}"
        start, end = message.tokens[first].start, message.tokens[quantity.last - 1].end
        found.append(Amount(text[start:end], dollars, quantity.currency, (low, high)))
        text = text[:start] + dollars + text[end:]
    return (taken_apart(text), tuple(reversed(found))) if found else (message, ())


def _without_hedge(message: Message, item: Measured) -> int:
    """Where the amount begins, behind "only" and "about"."""
    tokens = message.tokens[item.first : item.quantity.last]
    begins = (place for place, token in enumerate(tokens) if token.kind != "word" or token.lower in _currency_words())
    return item.first + next(begins, 0)


@cache
def _currency_words() -> frozenset[str]:
    return frozenset(str(name).split()[0] for name in load_cues("numbers.yaml")["CURRENCY"])


def _of_sentence(message: Message, number: int, known: Terms, waiting: Sequence[str]) -> Iterator[TermSaid]:
    sentence = message.structure.sentences[number]
    quote = message.sentence_text(number)
    gone = _taken_back(message, sentence, known)
    if gone:
        yield from (TermSaid(Term(name=name, value=None, quote=quote)) for name in gone)
        return
    items = [item for item in message.measured if item.sentence == number]
    for late in late_returns(message, number):
        yield TermSaid(Term(name=late.name, value=late.months, quote=quote), (late.item,))
    if message.structure.holds_negation(sentence.first, sentence.last):
        return
    alike = _as_good_as(message, sentence, items)
    if alike is not None:
        yield TermSaid(Term(name=alike[0], value=alike[1], quote=quote), ())
    if not items:
        return
    rate = _discount_rate(message, sentence, items)
    if rate is not None:
        yield TermSaid(Term(name=DISCOUNT_RATE, value=tidy(rate.quantity.value), quote=quote), (rate,))
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    if modes != {"fact"} or sentence.question:
        return
    exchange = _exchange(message, items) or _in_words(message, sentence, items)
    exchange = exchange or _bare_rate(message, sentence, items, known, waiting)
    if exchange is not None:
        currency, value, used = exchange
        yield TermSaid(Term(name=currency, value=value, quote=quote), used)


def _discount_rate(message: Message, sentence: Sentence, items: Sequence[Measured]) -> Measured | None:
    """The share that what money costs is told with, in clauses that tell something or order it."""
    tokens = message.tokens[sentence.first : sentence.last]
    ordered = bool(_cues("ordered").find(tokens))
    told = [
        clause for clause in message.structure.clauses
        if sentence.first <= clause.first < sentence.last
        and (clause.mode == "fact" or (ordered and clause.mode == "question"))
    ]  # fmt: skip
    if any(figures_named(_without_rates(message.tokens[clause.first : clause.last])) for clause in told):
        return None
    shares = [
        item for item in items
        if item.quantity.kind == "share" and 0 < item.quantity.value < 1
        and any(clause.first <= item.first < clause.last for clause in told)
    ]  # fmt: skip
    named = any(_cues("discount").find(message.tokens[clause.first : clause.last]) for clause in told)
    return shares[0] if named and len(shares) == 1 else None


def _without_rates(tokens: Sequence[Token]) -> list[Token]:
    """ "The required rate of return" is no return."""
    rates = [range(hit.first, hit.last) for hit in _cues("discount").find(tokens)]
    return [token for place, token in enumerate(tokens) if not any(place in rate for rate in rates)]


def _taken_back(message: Message, sentence: Sentence, known: Terms) -> list[str]:
    """Terms that the sentence forgets, of those that are set."""
    tokens = message.tokens[sentence.first : sentence.last]
    orders = [
        hit for hit in message.structure.hits_of("retract", "retract_known")
        if sentence.first <= hit.first < sentence.last and not message.structure.is_negated(hit.first, 2)
    ]  # fmt: skip
    gone: list[str] = []
    if _cues("default").find(tokens) or (orders and _cues("discount").find(tokens)):
        gone += [DISCOUNT_RATE] * (known.discount_rate is not None)
    if orders and _cues("exchange").find(tokens):
        named = {currency for _, _, currency in _currencies(message, sentence, ())}
        gone += [name for name in known.rates if not named or name in named]
    if orders:
        gone += [name for name in sorted(known.timing) if _cues(name).find(tokens)]
    return gone


_Exchange = tuple[str, float, tuple[Measured, ...]]


def _as_good_as(message: Message, sentence: Sentence, items: Sequence[Measured]) -> _Exchange | None:
    """ "Just take euros as dollars", "count a pound like a dollar": one for one."""
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    named = {currency for _, _, currency in _currencies(message, sentence, ())}
    others = sorted(named - {_USD})
    if (
        any(item.quantity.value != 1 for item in items)
        or _USD not in named
        or len(others) != 1
        or not (words & _words("taken_for") and words & _words("alike"))
    ):
        return None
    return others[0], 1.0, ()


def _exchange(message: Message, items: Sequence[Measured]) -> _Exchange | None:
    """ "One euro is 1.08 dollars": one unit of a currency, and what it is in another."""
    money = [item for item in items if item.quantity.kind == "money" and item.per is None and not item.quantity.range]
    for first, last in pairwise(money):
        one, other = sorted((first, last), key=lambda item: item.quantity.value != 1)
        joined = _is_joined(message.tokens[first.quantity.last : last.first])
        rate = _rate(one.quantity.currency, other, (one, other)) if joined and one.quantity.value == 1 else None
        if rate is not None:
            return rate
    return None


def _in_words(message: Message, sentence: Sentence, items: Sequence[Measured]) -> _Exchange | None:
    """ "1.1 $/€", "EUR/USD 1.08", "the euro is at $1.08": an amount beside the name of another currency."""
    money = [item for item in items if item.quantity.kind == "money" and item.per is None and not item.quantity.range]
    for first, last, currency in _currencies(message, sentence, money):
        for amount in money:
            behind = message.tokens[amount.quantity.last : first]
            ahead = message.tokens[last : amount.first]
            if first > amount.quantity.last and {token.lower for token in behind} <= _EACH_ONE:
                return _rate(currency, amount, (amount,))
            led = last <= amount.first and (_is_joined(ahead) or [token.text for token in ahead] == ["/"])
            if led and len(money) == 1:
                units = tuple(item for item in items if item.first == first - 1 and item.quantity.value == 1)
                return _rate(currency, amount, (*units, amount))
    return None


_EACH_ONE = frozenset({"per", "to", "/", "for", "a", "an", "the", "one", "each", "1", "every"})


def _rate(one: str | None, other: Measured, used: tuple[Measured, ...]) -> _Exchange | None:
    """Both ways round; one of the two is the dollar."""
    value, currency = other.quantity.value, other.quantity.currency
    if one is None or currency is None or one == currency or _USD not in (one, currency) or value <= 0:
        return None
    rate, name = (value, one) if currency == _USD else (1 / value, currency)
    rate = float(f"{rate:.{_DIGITS}g}")
    return (name, rate, used) if _LEAST <= rate <= _MOST else None


def _bare_rate(
    message: Message, sentence: Sentence, items: Sequence[Measured], known: Terms, waiting: Sequence[str]
) -> _Exchange | None:
    """ "Take 1.08 as the rate": of the currency in which amounts wait for one."""
    currencies = set(waiting) or set(known.rates)
    if len(items) != 1 or len(currencies) != 1 or items[0].nouns or items[0].per:
        return None
    [item], [currency] = items, currencies
    outside = [
        token.lower for place, token in enumerate(message.tokens[sentence.first : sentence.last], sentence.first)
        if token.kind == "word" and not item.first <= place < item.quantity.last
    ]  # fmt: skip
    fits = item.quantity.kind == "plain" and _LEAST <= item.quantity.value <= _MOST and item.quantity.value % 1 != 0
    named = {"rate", "exchange", "fx"} & set(outside) or waiting
    if not fits or not outside or not named or not set(outside) <= _words("bare_rate"):
        return None
    return currency, item.quantity.value, (item,)


def _is_joined(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(token.lower in _words("is_worth") for token in tokens)


def _currencies(message: Message, sentence: Sentence, taken: Sequence[Measured]) -> list[tuple[int, int, str]]:
    """Names and signs of currencies outside the amounts: first and last token (excluded), and which it is."""
    inside = {place for item in taken for place in range(item.first, item.quantity.last)}
    tokens = message.tokens[sentence.first : sentence.last]
    hits = [(hit.first + sentence.first, hit.last + sentence.first, hit.payload) for hit in _names().find(tokens)]
    signs = _signs()
    hits += [
        (place, place + 1, signs[token.text]) for place, token in enumerate(tokens, sentence.first)
        if token.text in signs
    ]  # fmt: skip
    return sorted(hit for hit in hits if not inside & set(range(hit[0], hit[1])))


@cache
def _names() -> Cues[str]:
    names = load_cues("numbers.yaml")["CURRENCY"]
    return Cues((" ".join(f"={word}" for word in str(name).split()), currency) for name, currency in names.items())


@cache
def _signs() -> Mapping[str, str]:
    return {str(sign): str(currency) for sign, currency in load_cues("numbers.yaml")["SIGN"].items()}


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("terms.yaml")[group]}, "terms.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(map(str, load_cues("terms.yaml")[group]))
