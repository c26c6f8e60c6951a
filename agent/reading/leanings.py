"""How strongly the words beside a number make it an argument of a calculation (`slots` in `cues/calculations.yaml`)."""

from collections.abc import Iterable
from functools import cache

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message

_REACH = 9  # tokens between a number and a word that says what it is
_BETWEEN = 0.3  # another number stands between them
_BEHIND = 0.8  # the word follows the number


def lean(message: Message, item: Measured, slot: str, cues: Cues[str] | None = None) -> float:
    """From 0 to 1; by the slots, or by the groups of other cues."""
    sentence = message.structure.sentences[item.sentence]
    best = 0.0
    for hit in (cues or slots()).find(message.tokens[sentence.first : sentence.last]):
        if hit.payload != slot:
            continue
        first, last = hit.first + sentence.first, hit.last + sentence.first
        if first < item.first and item.quantity.last < last:  # "put 60k into it"
            return 1.0
        low, high = (last, item.first) if last <= item.first else (item.quantity.last, first)
        if high < low or high - low > _REACH:
            continue
        between = sum(1 for other in message.measured if other is not item and low <= other.first < high)
        commas = sum(1 for token in message.tokens[low:high] if token.text in ",;")
        weight = _BETWEEN ** (between + 0.5 * commas) * (1.0 if last <= item.first else _BEHIND)
        best = max(best, weight / (1 + 0.2 * (high - low)))
    return best


def leads(message: Message, item: Measured, slot: str, others: Iterable[str]) -> bool:
    """Whether a number leans to one slot, and more than to any of the others."""
    leaning = lean(message, item, slot)
    return leaning > 0 and leaning > max(lean(message, item, other) for other in others)


@cache
def slots() -> Cues[str]:
    """The words of every slot."""
    return Cues(groups_of(load_cues("calculations.yaml")["slots"], "calculations.yaml: slots"))
