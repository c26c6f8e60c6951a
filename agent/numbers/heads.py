"""How many people can train models, told by who came and who went: "so that leaves one", "we hired two more"."""

from collections.abc import Iterator, Sequence

from agent.numbers.products import Product, span
from agent.understanding import Context
from agent.words.enumerations import unlike_values
from agent.words.measured import Measured
from agent.words.message import Message

HEADS = "ml_engineers"


def heads(message: Message, items: Sequence[Measured], context: Context) -> Iterator[tuple[str, Product]]:
    """The number of people, where no sum gives it; `items` are plain numbers that state something."""
    for reader in (_left_over, _hired, _of_all, _named, _able):
        for made in reader(message, items, context):
            yield HEADS, made


def _left_over(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Product]:
    """ "He handed in his notice, so that leaves one", "of our two model people one is left"."""
    words = {token.lower for token in message.tokens}
    known = _known(context)
    if known is None or not words & _GONE:
        return
    for item in items:
        ahead = [token.lower for token in message.tokens[max(0, item.first - _AHEAD) : item.first]]
        behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
        remains = bool(_LEAVES & {*ahead[-3:]}) or behind[:1] in (["left"], ["remains"], ["remain"], ["stays"])
        remains = remains or behind in (["is", "left"], ["are", "left"])
        if remains and _counts_nothing_else(message, item) and item.quantity.value < known:
            yield _exactly(item, item.quantity.value)
            return


def _hired(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Product]:
    """ "We hired two more since we spoke": on top of those that are known."""
    known = _known(context)
    for item in items if known is not None else ():
        ahead = [token.lower for token in message.tokens[max(0, item.first - _AHEAD) : item.first]]
        behind = [token.lower for token in message.tokens[item.first : item.quantity.last + 1]]
        more = bool(_MORE & {*behind, *ahead[-1:]})
        if known is not None and more and _CAME & {*ahead} and _counts_nothing_else(message, item):
            yield _exactly(item, known + item.quantity.value)
            return


def _of_all(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Product]:
    """ "Of 340 people in IT exactly one": to the question for them, the second number."""
    if context.asked != (HEADS,) or len(items) < 2:  # all and some
        return
    whole, part = items[0], items[1]
    ahead = [token.lower for token in message.tokens[: whole.first] if token.kind == "word"]
    opens = ahead[:1] == ["of"] and len(ahead) <= _OPENING and part.sentence == whole.sentence
    if opens and part.quantity.value < whole.quantity.value and _counts_nothing_else(message, part):
        yield _exactly(part, part.quantity.value)


def _named(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Product]:
    """ "Honestly just Aylin", "only Piet and Femke": to the question for them, so many names."""
    if context.asked != (HEADS,) or not message.structure.sentences:
        return
    last = message.structure.sentences[-1]
    tokens = [token for token in message.tokens[last.first : last.last] if token.kind == "word"]
    place = next((number for number, token in enumerate(tokens) if token.lower in ("just", "only")), None)
    if place is None or place > 1:
        return
    names = [token for token in tokens[place + 1 :] if token.lower not in ("and", "maybe")]
    proper = all(token.text[0].isupper() and token.lower not in _DAYS for token in names)
    if 0 < len(names) <= _FEW and proper and not any(last.first <= item.first < last.last for item in items):
        first = message.tokens.index(tokens[place])
        yield float(len(names)), first, message.tokens.index(names[-1]) + 1, None


def _able(message: Message, items: Sequence[Measured], _: Context) -> Iterator[Product]:
    """ "There is one who could train a model", "two of us who know how to train one", "one, my nephew, can train"."""
    for item in items if HEADS not in unlike_values(message.structure) else ():  # whom one trains is no model
        if not _counts_nothing_else(message, item) or message.structure.is_negated(item.first, 2):
            continue
        sentence = message.structure.sentences[item.sentence]
        behind = [token.lower for token in message.tokens[item.quantity.last : sentence.last]]
        able = next((place for place, word in enumerate(behind[:_ABLE_NEAR]) if word in _ABLE), len(behind))
        trains = behind[able : able + _TRAINS_NEAR]
        verb = item.quantity.last + able
        if any(item.quantity.last <= other.first < verb for other in items):
            continue  # "of the nineteen in IT, three could train a model"
        if _TRAIN.intersection(trains) and not message.structure.holds_negation(item.first, verb):
            yield _exactly(item, item.quantity.value)
            return


def _known(context: Context) -> float | None:
    fact = context.facts.get(HEADS)
    return float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None


def _counts_nothing_else(message: Message, item: Measured) -> bool:
    """No noun behind the number, or people who train models."""
    if item.nouns:
        return "engineer" in item.nouns or message.activation(item).get("engineers", 0.0) >= _NAMED
    behind = next((token for token in message.tokens[item.quantity.last :] if token.lower not in _MORE), None)
    return behind is None or behind.kind != "word" or behind.lower in _GOES_ON


def _exactly(item: Measured, value: float) -> Product:
    return span(value, value, item, item)


_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december", "i"}
)  # fmt: skip
_AHEAD, _OPENING, _FEW = 5, 3, 4
_ABLE_NEAR, _TRAINS_NEAR = 7, 7  # tokens
_ABLE = frozenset({"can", "could", "able", "knows", "know", "has", "have"})
_TRAIN = frozenset({"train", "trained", "training", "retrain", "tune", "tuned", "finetune", "fine-tune", "tuning"})
_NAMED = 0.7
_GONE = frozenset(
    {"notice", "quit", "left", "resigned", "resigns", "leaving", "retired", "retires", "gone", "departed", "fired",
     "poached", "resignation"}
)  # fmt: skip
_LEAVES = frozenset({"leaves", "leaving", "remains", "remaining"})
_CAME = frozenset({"hired", "recruited", "taken", "took", "found", "gained", "won", "brought"})
_MORE = frozenset({"more", "another", "additional", "further", "extra"})
_GOES_ON = frozenset(
    {"since", "last", "this", "in", "who", "that", "which", "yesterday", "today", "now", "and", "but", "so", "is",
     "are", "left", "remains", "remain", "stays", "meanwhile", "for", "with", "exactly", "then", "here", "of", "can"}
)  # fmt: skip
