"""What a demand for yes or no is about, where its question names that: an approach, a time to pay back, a limit in USD.

"Should we fine-tune? Yes or no.", "Does it pay back within a year, yes or no?", "Is that under $1,000 - yes or no?".
The yes or no itself comes from the results (`agent.replying.yes_no_answers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.reading.returns_asked import figures_named
from agent.words.approach_words import approach_in
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token
from agent.words.values import tidy
from tools.profile import Approach

_NEAR = 4  # tokens between a limit and the word that makes it one
_SHOULD = frozenset({"should", "shall", "must", "do", "does", "is", "would", "need", "worth", "go"})
_UNLIKE = frozenset({"not", "n't", "without", "instead", "before", "after", "explain", "against", "or", "than", "drop"})
_IN = frozenset({"in", "within", "inside", "after"})
_LESS = frozenset({"under", "below", "less", "cheaper", "lower"})
_MORE = frozenset({"over", "above", "more", "exceed", "exceeds", "beyond", "higher"})
_PAYS = frozenset({"pay", "pays", "paid", "back", "payback", "even", "recoup", "earned", "amortise", "amortize"})
_OF_THAT = frozenset({"that", "it", "this", "bill", "api", "cost", "costs"})


@dataclass(frozen=True)
class YesNo:
    """At most one of them: the approach in question, months to pay back in, USD a month that a bill is held against."""

    approach: Approach | None = None
    months: float | None = None
    usd: float | None = None
    over: bool = False  # whether the bill is above it, not below


def yes_no_asked(message: Message) -> YesNo:
    """What is asked in the sentences that ask; nothing of it where they ask of the advice as it is."""
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        if not (sentence.question or modes & {"question", "what_if"} or _demands(tokens)):
            continue
        items = [item for item in message.measured if item.sentence == number]
        found = _time(message, tokens, items) or _limit(message, tokens, items) or _way(tokens)
        if found is not None:
            return found
    return YesNo()


def _demands(tokens: Sequence[Token]) -> bool:
    words = [token.lower for token in tokens if token.kind == "word"]
    return "yes" in words and "no" in words


def _time(message: Message, tokens: Sequence[Token], items: Sequence[Measured]) -> YesNo | None:
    """ "Can it pay back within a year?"."""
    spans = [item for item in items if item.quantity.kind == "duration" and item.per is None]
    spans = [item for item in spans if item.quantity.bound == "at_most" or _before(message, item) & _IN]
    words = {token.lower for token in tokens}
    if len(spans) != 1 or not (words & _PAYS or "payback" in figures_named(tokens)):
        return None
    return YesNo(months=tidy(spans[0].quantity.value / MONTH_SECONDS))


def _limit(message: Message, tokens: Sequence[Token], items: Sequence[Measured]) -> YesNo | None:
    """ "Is that under $1,000?"; a question that supposes something or names another thing is none."""
    if len(items) != 1 or items[0].quantity.kind != "money" or items[0].quantity.currency != "USD":
        return None
    before, bound = _before(message, items[0]), items[0].quantity.bound
    below, over = bound == "at_most" or bool(before & _LESS), bound == "at_least" or bool(before & _MORE)
    words = {token.lower for token in tokens}
    if "if" in words or not words & _OF_THAT or words & _PAYS or below == over:
        return None
    return YesNo(usd=tidy(items[0].quantity.value * (items[0].per or 1.0)), over=over)


def _way(tokens: Sequence[Token]) -> YesNo | None:
    """ "Should we fine-tune?", "Fine-tuning, yes or no?"."""
    words = {token.lower for token in tokens}
    approach = approach_in(tokens)
    asks = words & _SHOULD or _demands(tokens)
    beside = words - {"or"} if _demands(tokens) else words
    return None if approach is None or not asks or beside & _UNLIKE else YesNo(approach)


def _before(message: Message, item: Measured) -> set[str]:
    return {token.lower for token in message.tokens[max(0, item.first - _NEAR) : item.first]}
