"""Two known numbers that stand for one another: "oh, the other way round", "I mixed up the two accuracies"."""

from itertools import combinations

from agent.facts import Fact, Statement
from agent.numbers.known_numbers import CORRECTABLE
from agent.numbers.products import found_in
from agent.understanding import Context
from agent.words.field_names import fields_named, names_of_fields
from agent.words.measured import is_pronoun
from agent.words.message import Message, taken_apart
from agent.words.values import fits, tidy

_WORDS = frozenset(
    {"oh", "ah", "no", "nope", "sorry", "oops", "wait", "hang", "on", "actually", "the", "other", "way", "ways",
     "round", "around", "about", "vice", "versa", "i", "we", "you", "mixed", "mix", "up", "them", "two", "both", "it",
     "it's", "its", "is", "was", "were", "are", "that", "that's", "those", "these", "got", "get", "have", "had",
     "backwards", "reversed", "reverse", "swap", "swapped", "switch", "switched", "wrong", "please", "just",
     "exactly", "numbers", "figures", "values", "ones", "and", "with", "of", "course", "meant", "mean", "confused",
     "my", "mistake", "bad", "should", "be", "to", "in", "front", "then", "must", "a", "here", "there", "me", "for",
     "quite", "turned"}
)  # fmt: skip


def says_exchanged(message: Message) -> bool:
    """The message says that two things stand for one another, and no number."""
    told = any(not is_pronoun(message.structure, item) and not item.is_bare() for item in message.measured)
    return not told and found_in(message, "swapped", 0, len(message.tokens)) and _is_plain(message)


def exchanged(message: Message, context: Context) -> tuple[Statement, ...]:
    """Both numbers with each other's value; empty where no two numbers are surely meant."""
    named = [field for field in fields_named(message, 0, len(message.tokens)) if field in context.facts]
    last = max((fact.turn for fact in context.facts.values()), default=0)
    meant = named or [field for field, fact in context.facts.items() if fact.turn == last]
    pairs = [pair for pair in combinations(dict.fromkeys(meant), 2) if _are_alike(*pair)]
    if len(pairs) != 1:
        return ()
    one, other = pairs[0]
    values = (
        _in_place_of(context.facts[one], context.facts[other]),
        _in_place_of(context.facts[other], context.facts[one]),
    )
    quote = message.text.strip()
    found = [(field, value) for field, value in zip(pairs[0], values, strict=True) if value is not None]
    if len(found) != len(values) or not all(fits(field, value) for field, value in found):
        return ()
    return tuple(Statement(field=field, value=value, quote=quote) for field, value in found)


def _is_plain(message: Message) -> bool:
    """Beside the names of facts nothing is said."""
    held = {place for _, first, last in names_of_fields(message) for place in range(first, last)}
    others = (token for place, token in enumerate(message.tokens) if token.kind == "word" and place not in held)
    return all(token.lower in _WORDS for token in others)


def _are_alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in CORRECTABLE.values())


def _in_place_of(fact: Fact, other: Fact) -> float | None:
    """The number of the other one, at the rate and in the unit in which this one was told."""
    own, theirs = _told(fact), _told(other)
    if own is None or theirs is None or not isinstance(fact.value, int | float):
        return None
    return tidy(fact.value / own * theirs)


def _told(fact: Fact) -> float | None:
    """The number as they wrote it, or else as it is known."""
    numbers = [item.quantity.value for item in taken_apart(fact.quote or "").measured if item.quantity.value > 0]
    known = fact.value if isinstance(fact.value, int | float) and not isinstance(fact.value, bool) else None
    return numbers[0] if len(numbers) == 1 else known or None
