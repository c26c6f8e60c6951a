"""Several workloads in one message, each with its own volume and its own lengths: their sum, and the mean lengths.

"2M classifications a month (300 in, 5 out), 150k summaries (6k in, 500 out)" are 2.15 million requests, of which one
has on average so many tokens that the bill of all is the sum of theirs. The volume of one never meets the lengths of
another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.facts import Part
from agent.numbers.products import Product, named_stems, span
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.text_lengths import TOKENS_OF
from agent.words.values import tidy, tokens_of_one


@dataclass(frozen=True, slots=True)
class Workload:
    """Requests a month, tokens in and out of one of them, and the numbers that say so."""

    requests: float
    goes_in: float
    comes_out: float
    items: tuple[Measured, ...]


def workloads(message: Message, items: Sequence[Measured]) -> list[Workload]:
    """All of them where there are several, each told in full; else none."""
    found: list[Workload] = []
    names: list[frozenset[str]] = []
    rate: float | None = None
    for stream, lengths in _streams(message, items):
        rate = stream.per or rate
        sides = _sides(message, lengths)
        if rate is None or sides is None:
            return []
        found.append(Workload(stream.quantity.value * rate, *sides, (stream, *lengths)))
        names.append(named_stems(message, stream))
    if len(found) < _SEVERAL:
        return []
    between = message.tokens[found[0].items[0].first : found[-1].items[-1].last]
    alike = any(first == second for first, second in pairwise(names))
    return [] if alike and any(token.lower in _CHANGES for token in between) else found


def added_up(loads: Sequence[Workload]) -> dict[str, Product]:
    """The volume of all, and lengths that cost as much as theirs."""
    requests = sum(one.requests for one in loads)
    placed = sorted((item for one in loads for item in one.items), key=lambda item: item.first)
    means = {
        "input_tokens": sum(one.requests * one.goes_in for one in loads) / requests,
        "output_tokens": sum(one.requests * one.comes_out for one in loads) / requests,
    }
    figures = {"requests_per_month": requests, **means}
    return {field: span(value, value, placed[0], placed[-1]) for field, value in figures.items()}


def workloads_told(message: Message) -> list[Part]:
    """Each workload as it was told."""
    stated = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    return [
        Part(
            name="workload",
            value=tidy(one.requests),
            of=min(named_stems(message, one.items[0]), default=""),
            quote=message.quote(one.items[0].first, max(item.last for item in one.items)),
        )
        for one in workloads(message, stated)
    ]


def _streams(message: Message, items: Sequence[Measured]) -> Iterator[tuple[Measured, list[Measured]]]:
    """What comes so often, with the lengths behind it; nothing before the first rate."""
    stream: Measured | None = None
    lengths: list[Measured] = []
    for item in items:
        if _is_length(message, item):
            lengths.append(item)
        elif _counts_work(item) and (item.per is not None or stream is not None):
            if stream is not None:
                yield stream, lengths
            stream, lengths = item, []
    if stream is not None:
        yield stream, lengths


def _counts_work(item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and not (item.each or item.per_head) and item.counts_something
    work = bool(item.nouns & _WORK) or not item.nouns
    return plain and work and not item.nouns & _NO_WORK and item.quantity.value > _FEWEST


def _is_length(message: Message, item: Measured) -> bool:
    """ "300 tokens", or a bare "5 out"."""
    plain = item.quantity.kind == "plain" and item.per is None
    return plain and (bool(item.nouns & TOKENS_OF.keys()) or (item.is_bare() and _side(message, item) is not None))


def _sides(message: Message, lengths: Sequence[Measured]) -> tuple[float, float] | None:
    """What goes in and what comes out, in tokens; `None` unless both are told, and once."""
    if len(lengths) != _SIDES_OF_ONE:
        return None
    first, second = lengths
    sides = (_side(message, first), _side(message, second))
    turned = sides in ((1, 0), (1, None), (None, 0))
    if sides[0] is not None and sides[0] == sides[1]:
        return None
    goes_in, comes_out = (second, first) if turned else (first, second)
    unit = max(tokens_of_one(first), tokens_of_one(second)) or 1.0  # "300 words in, 5 out"
    return tuple(one.quantity.value * (tokens_of_one(one) or unit) for one in (goes_in, comes_out))  # type: ignore[return-value]  # of two


def _side(message: Message, item: Measured) -> int | None:
    """0 where the word behind the length says that it goes in, 1 where it comes out."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.last + _NEAR]]
    return next((_SIDES[word] for word in behind if word in _SIDES), None)


_SIDES = {"in": 0, "input": 0, "out": 1, "output": 1, "back": 1}
_SIDES_OF_ONE = _SEVERAL = 2
_NEAR = 1  # token
_FEWEST = 10  # requests; fewer are workloads
_WORK = frozenset({"request", "conversation", "item", "document"})
_NO_WORK = frozenset({"token", "word", "page", "example", "other", "turn"})
# Of one workload at another time.
_CHANGES = frozenset(
    {"before", "was", "were", "now", "then", "instead", "last", "next", "peak", "later", "could", "would", "used",
     "today", "sorry", "no", "not", "correction", "actually", "rather", "or", "if", "from", "will", "soon", "christmas"}
)  # fmt: skip
