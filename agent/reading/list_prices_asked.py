"""Questions for a price of the price list: "what does GPT-4.1 cost per million tokens?", "is it $5?", "how old is it?".

What the requests of the case would cost with a model is another question (`agent.reading.answers`: models).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.model_names import lines_named, makers_named
from agent.words.tokens import Token, words_in

Side = Literal["input", "output", "cached_input"]

_MOST_WORDS = 20
_MOST_CHECKING = 6  # words: "Is that correct?"
_BEHIND = 6  # tokens behind an amount that say what it is for


@dataclass(frozen=True, slots=True)
class Claimed:
    """What somebody says that a million tokens of a side cost, in USD."""

    usd: float
    side: Side


def is_list_price_asked(message: Message, number: int) -> bool:
    """A model or a maker stands beside a word of a price, and nothing of the own case or of another."""
    tokens = _tokens(message, number)
    says, words = _says(tokens), {token.lower for token in tokens}
    if not _named(message, number) or words_in(tokens) > _MOST_WORDS or "rules" in says:
        return False
    of_others = [item for item in message.measured if item.sentence == number and not _is_of_a_million(message, item)]
    plainly = "price" in says and "of_the_case" not in says and "compares" not in says
    return not of_others and ("listed" in says or plainly) and not words & _BILLED


_BILLED = frozenset({"bill", "bills", "invoice", "budget", "month", "monthly", "year"})


def asks_how_old(tokens: Sequence[Token]) -> bool:
    """ "How old are your prices?", "where do your prices come from?"."""
    return "age" in _says(tokens) and words_in(tokens) <= _MOST_WORDS


def claimed_price(message: Message, number: int) -> Claimed | None:
    """ "I read that GPT-4o costs $5 per million input tokens. Is that correct?"; what they pay themselves is none."""
    tokens = _tokens(message, number)
    amounts = [item for item in message.measured if item.sentence == number and _is_of_a_million(message, item)]
    asks = message.structure.sentences[number].question or _checks(message, number + 1)
    if len(amounts) != 1 or not asks or not _named(message, number) or "own" in _says(tokens):
        return None
    behind = message.tokens[amounts[0].quantity.last : amounts[0].quantity.last + _BEHIND]
    words = {token.lower for token in behind} | ({token.lower for token in tokens} & _CACHED)
    side: Side = "cached_input" if words & _CACHED else "output" if words & _OUT else "input"
    return Claimed(amounts[0].quantity.value, side) if amounts[0].quantity.currency == "USD" else None


_OUT = frozenset({"output", "out", "outgoing", "completion"})
_CACHED = frozenset({"cached", "cache"})


def _checks(message: Message, number: int) -> bool:
    """ "Is that correct?" and nothing else."""
    if number >= len(message.structure.sentences) or not message.structure.sentences[number].question:
        return False
    tokens = _tokens(message, number)
    return words_in(tokens) <= _MOST_CHECKING and "checks" in _says(tokens)


def _is_of_a_million(message: Message, item: Measured) -> bool:
    """An amount a million tokens, or the million itself."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 3]]
    around = [token.lower for token in message.tokens[item.first : item.quantity.last + 3]]
    if item.quantity.kind == "money":
        return bool(_A_MILLION & set(behind))
    return bool(_A_MILLION & set(around)) and bool({"token", "tokens", "mtok"} & set(around))


_A_MILLION = frozenset({"million", "mtok", "m", "mio", "1m", "mln"})


def _named(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    models = any(sentence.first <= one.first < sentence.last for one in message.models)
    return models or bool(
        lines_named(message.tokens, sentence.first, sentence.last) or makers_named(_tokens(message, number))
    )


def _tokens(message: Message, number: int) -> Sequence[Token]:
    sentence = message.structure.sentences[number]
    return message.tokens[sentence.first : sentence.last]


def _says(tokens: Sequence[Token]) -> set[str]:
    return {hit.payload for hit in _cues().find(tokens)}


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("answers.yaml")["list_price"], "answers.yaml: list_price"))
