"""What a question about the case's own money asks for: a bill, a sum over years, a range, a lower bill, an overrun.

The answers are from tools (`agent.replying.money_answers`), not from the guidance. The cues are `cues/money.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agent.numbers.changes import as_part, factor_of
from agent.reading.answers import asked_in, orders_a_number
from agent.reading.concerns import concern_of, wishes_less
from agent.words.approach_words import approach_hits
from agent.words.assigned import Assigned
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token, words_in
from agent.words.values import tidy, value_of

Kind = Literal[
    "total", "first_year", "enough", "cheapest", "ways", "spread", "levers", "batch", "caching", "bill", "requests",
    "overrun",
]  # fmt: skip
Side = Literal["api", "plan", "all", "start"]

_MOST_WORDS = 22
_HEADING = 7  # words of one that asks without a question mark
_SHORTEST = 6  # months that are worth adding up
_SHORT_BILL = 10  # words that ask for a bill
_A_HEADING = 2  # words: "API costs"
_SHORT = 9  # words that name a lever and ask


@dataclass(frozen=True)
class MoneyAsked:
    """One question: of which `months` the sum, of which side, with the benefit (`net`) or not, at which `growth`."""

    kind: Kind
    months: float = 0.0
    side: Side = "all"
    net: bool = False
    amount: float | None = None  # USD that it is to stay under, or that they have
    monthly: bool = False  # the amount is for each month
    model: str = ""  # on which it is to be done
    growth: float | None = None  # of the volume a year, where the question says it
    factor: float = 1.0  # by which the plan's cost is exceeded
    then: bool = False  # what the bill is at the end of the months is asked, not only their sum
    late: bool = False  # it is said of the time that the start takes


def money_asked(text: str) -> tuple[MoneyAsked, ...]:
    """Every such question of a message, each kind once, in order; nothing where it asks for rules or of others."""
    message = taken_apart(text)
    found: dict[Kind, MoneyAsked] = {}
    for number in range(len(message.structure.sentences)):
        one = (
            _overrun(message, number)
            or _ways(message, number)
            or _total(message, number)
            or _spread(message, number)
            or _one_lever(message, number)
        )
        one = one or _requests(message, number) or _bill(message, number) or _of_a_worry(message, number)
        if one is not None:
            found.setdefault(one.kind, one)
    if not found and _wants_it_down(message):
        found["levers"] = MoneyAsked("levers")
    return tuple(found.values())


def overruns_asked(message: Message, *, own_project: bool) -> set[int]:
    """The sentences that suppose an overrun of what I planned: they tell no fact, and change none.

    Beside a project of their own "the build" is theirs, unless they say that the figure is mine.
    """
    return {
        number
        for number in range(len(message.structure.sentences))
        if _overrun(message, number) is not None
        and not (own_project and not _says("estimate", _tokens(message, number)))
    }


def _overrun(message: Message, number: int) -> MoneyAsked | None:
    """ "What if it costs three times as much as you say?", "if it takes twice as long to build?": of what I planned."""
    tokens = _tokens(message, number)
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    if "what_if" not in modes or not _says("estimate", tokens) | _says("start", tokens) or _says("of_others", tokens):
        return None
    items = [as_part(message, item) for item in message.measured if item.sentence == number]
    factors = [factor for item in items if (factor := factor_of(message, item)) is not None and factor > 1]
    late = _says("late", tokens)
    if len(factors) != 1 or not (late or _says("dear", tokens)):
        return None
    return MoneyAsked(
        "overrun", side="start" if late or _says("start", tokens) else "all", factor=factors[0], late=late
    )


def _ways(message: Message, number: int) -> MoneyAsked | None:
    """ "Compare RAG, fine-tuning and prompting for us", "put the three side by side": of their own case, no rule."""
    tokens = _tokens(message, number)
    says = {hit.payload for hit in _way_words().find(tokens)}
    asks = _asks(message, number) or _heads_an_order(tokens)
    counted = any(item.sentence == number and item.quantity.kind in ("money", "share") for item in message.measured)
    if "compares" not in says or "of_others" in says or message.models or counted or not asks:
        return None
    named = {hit.payload for hit in approach_hits(tokens)}
    several = len(named) > 1 and "ours" in says
    side_by_side = "all_of_them" in says and (len(named) <= 1 or "ours" in says)  # "both" is a name too
    return MoneyAsked("ways") if several or side_by_side else None


def _heads_an_order(tokens: Sequence[Token]) -> bool:
    first = next((token.lower for token in tokens if token.lower not in _RUN_UP), "")
    return first in _ORDERS_A_TABLE


_RUN_UP = frozenset({"please", "and", "now", "ok", "then", "so", "could", "can", "you", "just"})
_ORDERS_A_TABLE = frozenset({"compare", "put", "show", "give", "list", "lay", "make", "contrast", "set"})


def _total(message: Message, number: int) -> MoneyAsked | None:
    tokens = _tokens(message, number)
    items = [item for item in message.measured if item.sentence == number]
    spans = [item for item in items if item.quantity.kind == "duration" and item.per is None]
    others = [item for item in items if item not in spans and item.quantity.kind != "share"]
    if len(spans) != 1 or others or not _asks(message, number) or _says("elsewhere", tokens):
        return None
    months = spans[0].quantity.value / MONTH_SECONDS
    outside = [
        token for place, token in enumerate(tokens, message.structure.sentences[number].first)
        if not spans[0].first <= place < spans[0].quantity.last
    ]  # fmt: skip
    if months < _SHORTEST or not (_says("total", tokens) or _only_goes_on(outside)):
        return None
    sides = [side for side in ("api", "plan") if _says(side, tokens)]
    side: Side = "all" if len(sides) != 1 else "api" if sides == ["api"] else "plan"
    ahead = message.tokens[spans[0].first - 1].lower if spans[0].first else ""
    then = ahead in _BY_THEN and side != "plan" and bool(_says("a_bill", outside)) and not _says("summed", outside)
    return MoneyAsked(
        "total", tidy(months), side, bool(_says("net", tokens)), growth=_growth(message, items), then=then
    )


_BY_THEN = frozenset({"in", "after"})  # "what is the bill in three years?"


def _growth(message: Message, items: Sequence[Measured]) -> float | None:
    """ "... over three years with 25 % growth a year": the one share of the question, if it grows each year."""
    shares = [item for item in items if item.quantity.kind == "share"]
    if len(shares) != 1 or shares[0].per is None or message.activation(shares[0]).get("growth", 0.0) < _GROWS:
        return None
    value = value_of(Assigned("growth_per_year", shares[0], 1.0, message.activation(shares[0])))
    return value[0] if value is not None else None


_GROWS = 0.5


def _requests(message: Message, number: int) -> MoneyAsked | None:
    """ "How many requests a month is that?": how many the bill pays for."""
    tokens = _tokens(message, number)
    counted = any(item.sentence == number and not item.quantity.is_free for item in message.measured)
    says = {hit.payload for hit in _cues().find(tokens)}
    asks = {"requests", "requests_of"} <= says and "elsewhere" not in says and words_in(tokens) <= _SHORT_BILL
    return MoneyAsked("requests") if asks and not counted and _asks(message, number) else None


def _of_a_worry(message: Message, number: int) -> MoneyAsked | None:
    """How much to set aside, for a first year; whether their sum will do; how to get under one."""
    worry = "bill_down" if wishes_less(message, number) else concern_of(message, number)
    amount, monthly = _amount(message, number)
    model = next((one.name for one in message.models if message.structure.sentence_of(one.first) == number), "")
    others = set(asked_in(message).about)  # "what's the ROI in the first year?" asks for that
    match worry:
        case "set_aside" | "enough_money" | "cheapest" if worry not in others:
            return None
        case "set_aside":
            return MoneyAsked("first_year", A_YEAR)
        case "cheapest":
            return MoneyAsked("cheapest")
        case "bill_down" if amount is not None:
            return MoneyAsked("levers", amount=amount, monthly=True)
        case "enough_money" if _sums(message, number) > 1:  # "4,500 flat, or 20,000 and 0.40 each?" compares
            return None
        case "enough_money":
            return MoneyAsked("enough", amount=amount, monthly=monthly, model=model)
        case _:
            return None


def _amount(message: Message, number: int) -> tuple[float | None, bool]:
    """The last sum of a sentence or of the one before it, a month where it is for a time; a bare number is dollars."""
    sums = [
        item
        for item in message.measured
        if item.sentence in (number, number - 1)
        and ((item.quantity.kind == "money" and item.quantity.currency == "USD") or _is_plain(item))
    ]
    if not sums:
        return None, False
    return tidy(sums[-1].quantity.value * (sums[-1].per or 1.0)), sums[-1].per is not None


def _sums(message: Message, number: int) -> int:
    return sum(item.sentence == number and item.quantity.kind == "money" for item in message.measured)


def _is_plain(item: Measured) -> bool:
    return item.is_bare() and item.quantity.kind == "plain" and not item.quantity.is_free


A_YEAR = 12.0  # months


def _only_goes_on(tokens: Sequence[Token]) -> bool:
    words = [token.lower for token in tokens if token.kind == "word"]
    return set(words) <= _goes_on() and len(words) <= _SHORT


def _spread(message: Message, number: int) -> MoneyAsked | None:
    tokens = _tokens(message, number)
    counted = any(item.sentence == number for item in message.measured)
    bare = _says("bare_case", tokens) and words_in(tokens) <= _HEADING and not counted
    asks = _asks(message, number) and _says("spread", tokens) and (_says("spread_of", tokens) or bare)
    return MoneyAsked("spread") if asks else None


def _one_lever(message: Message, number: int) -> MoneyAsked | None:
    """ "What does batch do?", "and caching?": without a share of their own, which would make it a what-if."""
    tokens = _tokens(message, number)
    counted = any(item.sentence == number for item in message.measured)
    if counted or not message.structure.sentences[number].question or words_in(tokens) > _SHORT:
        return None
    if _says("defined", tokens) or _general(tokens):
        return None
    kinds: tuple[Kind, ...] = ("batch", "caching")
    return next((MoneyAsked(kind) for kind in kinds if _says(kind, tokens)), None)


def _bill(message: Message, number: int) -> MoneyAsked | None:
    """ "What does the API cost?", "API costs?": the bill as it is, of no other model, and no rule about bills."""
    sentence, tokens = message.structure.sentences[number], _tokens(message, number)
    alone = orders_a_number(tokens)
    counted = any(
        item.sentence == number and not item.quantity.is_free and not (alone and item.quantity.value == 1)
        for item in message.measured
    )
    named = any(sentence.first <= one.first < sentence.last for one in message.models)
    says = {hit.payload for hit in _bill_words().find(tokens)}
    if counted or named or words_in(tokens) > _SHORT_BILL or not (alone or _asks_a_bill(message, number)):
        return None
    if alone and not {token.lower for token in tokens}.isdisjoint(_A_TIME):
        says.add("of_api")
    return MoneyAsked("bill") if {"of_api", "price"} <= says and "no_bill" not in says else None


_A_TIME = frozenset({"month", "monthly", "year", "yearly", "annual", "annually"})


def _asks_a_bill(message: Message, number: int) -> bool:
    """As `_asks`, or nothing but a heading: "API costs"."""
    tokens = _tokens(message, number)
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    return _asks(message, number) or (words_in(tokens) <= _A_HEADING and modes == {"fact"})


def _wants_it_down(message: Message) -> bool:
    """ "CFO wants the cost halved. Options?", "how do we get the bill down?"."""
    sentences = range(len(message.structure.sentences))
    down = [number for number in sentences if _says("down", _tokens(message, number))]
    down = [number for number in down if not _says("other_costs", _tokens(message, number))]
    return any(
        _asks(message, asking) and _says("ways", _tokens(message, asking)) and not _general(_tokens(message, asking))
        for number in down
        for asking in (number, number + 1)
        if asking in sentences
    )


def _asks(message: Message, number: int) -> bool:
    tokens = _tokens(message, number)
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    if {"ignored", "foreign"} & modes or words_in(tokens) > _MOST_WORDS or _general(tokens):
        return False
    first = next((token.lower for token in tokens if token.kind == "word"), "")
    heads = words_in(tokens) <= _HEADING and not {"we", "i"} & {token.lower for token in tokens}
    asked = message.structure.sentences[number].question or bool({"question", "what_if"} & modes)
    return asked or first in _orders() or (heads and bool(_says("total", tokens)))


def _tokens(message: Message, number: int) -> Sequence[Token]:
    sentence = message.structure.sentences[number]
    return message.tokens[sentence.first : sentence.last]


def _says(group: str, tokens: Sequence[Token]) -> bool:
    return any(hit.payload == group for hit in _cues().find(tokens))


def _general(tokens: Sequence[Token]) -> bool:
    return bool(_of_rules().find(tokens))


@cache
def _cues() -> Cues[str]:
    record = load_cues("money.yaml")
    others = ("orders", "goes_on", "bill", "overrun", "compared_ways")
    groups = {name: record[name] for name in record if name not in others}
    return Cues(groups_of({**groups, **record["overrun"]}, "money.yaml"))


@cache
def _bill_words() -> Cues[str]:
    return Cues(groups_of(load_cues("money.yaml")["bill"], "money.yaml: bill"))


@cache
def _way_words() -> Cues[str]:
    return Cues(groups_of(load_cues("money.yaml")["compared_ways"], "money.yaml: compared_ways"))


@cache
def _of_rules() -> Cues[str]:
    return Cues(groups_of({"general": load_cues("answers.yaml")["general"]}, "answers.yaml"))


@cache
def _orders() -> frozenset[str]:
    return frozenset(map(str, load_cues("money.yaml")["orders"]))


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(str(word).removeprefix("=") for word in load_cues("money.yaml")["goes_on"])
