"""A second kind of work, told beside the first: "letters are maybe 200 a month, 20 minutes each" behind 600 forms.

It has a name, a volume and a time of its own, and takes nothing of the first away.
"""

from agent.facts import Part
from agent.numbers.products import named_stems
from agent.numbers.volume_groups import NO_REQUESTS
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.tokens import stem_of
from agent.words.values import tidy

_HOUR = 3600.0  # seconds


def other_work(message: Message, context: Context) -> list[Part]:
    """How much comes of it a month, and what one takes; nothing where the first has no name or no time."""
    known = context.facts.get("requests_per_month")
    timed = any(part.name == "time_before" for part in context.parts)
    if known is None or not known.quote or not timed or _changes(message):
        return []
    told = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    streams = [item for item in told if _comes_often(item)]
    times = [item for item in told if item.quantity.kind == "duration" and item.quantity.value < _HOUR * _LONGEST]
    if len(streams) != 1 or len(times) != 1 or len(told) > _FIGURES or times[0].first < streams[0].first:
        return []
    [stream], [time] = streams, times
    name = _names(message, stream)
    before = frozenset[str]().union(*(_names(quoted, one) for quoted in [taken_apart(known.quote)]
                                      for one in quoted.measured if _comes_often(one)))  # fmt: skip
    if not name or not before or name & before or (name | before) & _OF_ANY_NAME:
        return []
    of = min(name)
    requests = tidy(stream.quantity.value * (stream.per or 1.0))
    return [
        Part(name="other_work", value=requests, of=of, quote=message.quote(stream.first, stream.last)),
        Part(name="other_time", value=time.quantity.value, of=of, quote=message.quote(time.first, time.last)),
    ]


def _comes_often(item: Measured) -> bool:
    rated = item.per is not None and not item.each
    return rated and item.quantity.kind == "plain" and not item.nouns & NO_REQUESTS


def _names(message: Message, stream: Measured) -> frozenset[str]:
    """What is counted: behind the number, or at the head of its sentence: "Letters are maybe 200 a month"."""
    behind = named_stems(message, stream)
    head = message.tokens[message.structure.sentences[stream.sentence].first]
    return behind or frozenset({head.stem} if head.kind == "word" and head.lower.endswith("s") else ())


def _changes(message: Message) -> bool:
    """It corrects the first, and tells of no second."""
    return bool(message.structure.hits_of("correction")) or any(token.lower in _ANEW for token in message.tokens)


_LONGEST, _FIGURES = 8, 3  # hours of one case; numbers of such a message
_OF_ANY_NAME = frozenset(map(stem_of, ("requests", "cases", "items", "contacts", "enquiries", "inquiries", "queries")))
_ANEW = frozenset(
    {"now", "instead", "sorry", "actually", "rather", "not", "no", "meant", "correction", "if", "then", "would"}
)
