"""What the user wants checked: a sum that they have typed, and the bill that somebody claims for some use of an API.

Neither is a fact of the case. The sum is worked out here, for it holds all that it takes; the claimed bill becomes a
call of the tool, with the very figures of the claim.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from agent.reading.acts import names_source
from agent.understanding import CheckedSum, ToolCall
from agent.words.assigned import assign
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import words_in
from agent.words.values import tidy, value_of

_NUMBER = (
    r"[$€£]?(?<![\d.,])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,12})?(?:\s?(?:k|m|thousand|million|billion|bn|%)(?![a-z]))?"
)
_NO_UNIT = "times|plus|minus|multiplied|divided|over|is|are|makes?|gives?|equals|x"
_UNIT = rf"(?:\s{{1,3}}(?!(?:{_NO_UNIT})\b)[a-z]{{1,30}}){{0,2}}"
_SIGN = (
    r"(?:\s{0,3}(?:[×*·÷/+]|x(?=[\s\d$€£(]))\s{0,3}|\s{1,3}(?:[-−–]|times|plus|minus|multiplied by|divided by)\s{1,3})"
)
_TERM = rf"\({{0,3}}{_NUMBER}{_UNIT}\){{0,3}}"
_SUM = re.compile(
    rf"(?P<left>{_TERM}(?:{_SIGN}{_TERM}){{1,12}})\s{{0,3}}(?:=|\bis\b|\bare\b|\bmakes?\b|\bgives?\b|\bequals\b)\s{{0,3}}"
    rf"(?P<right>{_NUMBER})",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"(?P<number>{_NUMBER})|(?P<bracket>[()])|(?P<sign>{_SIGN.strip()})", re.IGNORECASE)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "billion": 1e9, "bn": 1e9, "%": 0.01}
_SIGNS = {"x": "*", "×": "*", "*": "*", "·": "*", "times": "*", "multiplied": "*", "÷": "/", "/": "/", "divided": "/",
          "+": "+", "plus": "+", "-": "-", "−": "-", "–": "-", "minus": "-"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SumsChecked:
    """The sums, and the message without them."""

    sums: tuple[CheckedSum, ...]
    rest: str


def sums_checked(message: Message) -> SumsChecked | None:
    """The sums that the message wants checked; `None` where it types none, or tells a fact by one."""
    found = list(_sums(message))
    if not found:
        return None
    held = {number for number, _ in found}
    asking = {number for number in range(len(message.structure.sentences)) if _is_check(message, number)}
    if not asking or any(_tells_a_count(message, number, one) for number, one in found):
        return None
    gone = held | {number for number in asking if _is_only_check(message, number)}
    kept = [message.sentence_text(number) for number in range(len(message.structure.sentences)) if number not in gone]
    return SumsChecked(tuple(one for _, one in found), " ".join(kept))


def _sums(message: Message) -> Iterator[tuple[int, CheckedSum]]:
    """Each sum, with its sentence."""
    for match in _SUM.finditer(message.text):
        worked_out, stated = _value(match["left"]), _amount(match["right"])
        number = _sentence_at(message, match.start())
        begun = message.text[: match.start()].lower().rstrip().endswith(_OF_MORE)
        if worked_out is not None and number is not None and not begun:
            quote, terms = message.sentence_text(number), match["left"].strip()
            yield number, CheckedSum(quote=quote, terms=terms, stated=tidy(stated), value=tidy(worked_out))


_OF_MORE = (" of", "%")  # "half of 300 / 3": the sum begins in words


def _sentence_at(message: Message, place: int) -> int | None:
    tokens = message.tokens
    return next(
        (
            number
            for number, one in enumerate(message.structure.sentences)
            if place < tokens[one.last - 1].end and one.last > one.first
        ),
        None,
    )


def _amount(text: str) -> float:
    digits = re.search(r"[\d,]+(?:\.\d+)?", text)
    scale = re.search(r"[a-z%]+", text, re.IGNORECASE)
    assert digits is not None  # every number begins with one
    return float(digits[0].replace(",", "")) * _SCALES.get(scale[0].lower() if scale else "", 1.0)


def _value(text: str) -> float | None:
    """What the left side comes to: points before lines, brackets first; `None` where it is no sum."""
    parts: list[float | str] = []
    for match in _PARTS.finditer(text):
        if match["number"]:
            parts.append(_amount(match["number"]))
        else:
            words = match[0].lower().split()
            parts.append(match["bracket"] or _SIGNS[words[0]])
    try:
        value, rest = _added(parts)
    except (ArithmeticError, IndexError, TypeError):
        return None
    return None if rest else value


def _added(parts: Sequence[float | str]) -> tuple[float, Sequence[float | str]]:
    value, parts = _multiplied(parts)
    while parts and parts[0] in ("+", "-"):
        other, rest = _multiplied(parts[1:])
        value = value + other if parts[0] == "+" else value - other
        parts = rest
    return value, parts


def _multiplied(parts: Sequence[float | str]) -> tuple[float, Sequence[float | str]]:
    value, parts = _single(parts)
    while parts and parts[0] in ("*", "/"):
        other, rest = _single(parts[1:])
        value = value * other if parts[0] == "*" else value / other
        parts = rest
    return value, parts


def _single(parts: Sequence[float | str]) -> tuple[float, Sequence[float | str]]:
    if parts[0] == "(":
        value, rest = _added(parts[1:])
        return value, rest[1:]
    if isinstance(parts[0], str):
        raise TypeError
    return parts[0], parts[1:]


def _is_check(message: Message, number: int) -> bool:
    """ "Right?", "does that match?", "please check my sum", "you are wrong", "hmm, ..., fine"."""
    sentence = message.structure.sentences[number]
    named = _named(message, number)
    return "checks" in named or (sentence.question and "judged" in named) or _closes_with_assent(message, number)


def _closes_with_assent(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return words[-1:] != [] and words[-1] in _ASSENT


_ASSENT = frozenset({"fine", "ok", "okay", "right", "correct", "good", "true", "yes"})


def _is_only_check(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    return words_in(tokens) <= _FEW and not any(token.kind == "number" for token in tokens)


_FEW = 7  # words


def _tells_a_count(message: Message, number: int, one: CheckedSum) -> bool:
    """ "... = 12,600 mails a month", "4/5 = 80 %": what comes out has its own name, and nothing of it is asked."""
    result = next((item for item in message.measured if item.sentence == number and _is_result(item, one)), None)
    if result is None or message.structure.sentences[number].question or "checks" in _named(message, number):
        return False
    counted = result.quantity.kind == "plain" and (bool(result.nouns) or result.per is not None)
    return counted or result.quantity.kind == "share"


def _is_result(item: Measured, one: CheckedSum) -> bool:
    return abs(item.quantity.value - one.stated) <= _DUST * max(abs(one.stated), 1.0)


_DUST = 1e-9


def claimed_bill(message: Message) -> tuple[ToolCall, int, list[Measured]] | None:
    """The bill that somebody claims for so many requests of such a size, where it is asked whether that is so.

    With it come the sentence of the claim, and the numbers that are no facts: all of them, or the claim alone where
    the use is their own.
    """
    if message.language != "en" or len({one.name for one in message.models}) != 1:
        return None
    sentences = message.structure.sentences
    if not any(_is_check(message, number) for number in range(len(sentences))):
        return None
    for number in range(len(sentences)):
        if not _is_claim(message, number) or names_source(message.structure, number, number + 1):
            continue
        items = [item for item in message.measured if item.sentence == number]
        use = _use(message, items)
        money = [item for item in items if item.quantity.kind == "money" and item.quantity.currency == "USD"]
        if use is None or len(money) != 1:
            continue
        arguments, used = use
        arguments["model"] = message.models[0].name
        claimed = tidy(money[0].quantity.value * (money[0].per or 1.0))
        call = ToolCall(
            tool="api_cost", arguments=arguments, quote=message.sentence_text(number), of_others=True, claimed=claimed
        )
        return call, number, money if _is_of_us(message, number) else [*money, *used]
    return None


def _is_claim(message: Message, number: int) -> bool:
    return not _named(message, number).isdisjoint({"claims", "own_plans"})


def _named(message: Message, number: int) -> set[str]:
    sentence = message.structure.sentences[number]
    return {hit.payload for hit in _cues().find(message.tokens[sentence.first : sentence.last])}


def _is_of_us(message: Message, number: int) -> bool:
    """ "He claims we'd pay ...", "our budget plan assumes ...": the use is their own, whoever says what it costs."""
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return "own_plans" in _named(message, number) or not words.isdisjoint(_OURS)


_OURS = frozenset({"we'd", "we", "we'll", "we're"})
_USE = ("requests_per_month", "input_tokens", "output_tokens")


def _use(message: Message, items: Sequence[Measured]) -> tuple[dict[str, JsonValue], list[Measured]] | None:
    """How many requests a month of which lengths; a number of requests without a rate is one a month."""
    arguments: dict[str, JsonValue] = {}
    used: list[Measured] = []
    counts = [item for item in items if item.quantity.kind == "plain"]
    for one in assign(message.structure, counts, message.number_cues, _USE, (), supposed=True):
        value = value_of(one)
        if one.field in _USE and value is not None and one.field not in arguments:
            arguments[one.field] = value[0]
            used.append(one.measured)
    return (arguments, used) if set(_USE) <= set(arguments) else None


@cache
def _cues() -> Cues[str]:
    record = load_cues("checks.yaml")
    return Cues(groups_of(record, "checks.yaml"))
