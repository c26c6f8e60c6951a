"""A number of what the known volume counts: "make it 700 articles", where articles come every day."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from agent.facts import Fact
from agent.numbers.correcting_words import OPENS, is_to_be_taken
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.tokens import stem_of


def of_known_noun(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "Make it 700 articles", where the volume was 1,100 articles a day: 700 a day."""
    result = list(assigned)
    fact = context.facts.get(VOLUME)
    told = taken_apart(fact.quote or "") if fact is not None and items else None
    if fact is None or told is None or not isinstance(fact.value, int | float):
        return result
    for item in items:
        stems = counted_noun(message, item)
        plain = item.quantity.kind == "plain" and item.per is None and not item.each
        as_it_comes = _says_how_many(message, item) and all(
            item.quantity.value != one.quantity.value for one in told.measured
        )
        anew = _is_corrected(message, items, item) or is_to_be_taken(message, item) or as_it_comes
        if not stems or not plain or not anew:
            continue
        named = stems_around(context, fact)
        alike = [
            other
            for other in told.measured
            if (counted_noun(told, other) or named) & stems and other.per is not None and other.quantity.value > 0
        ]
        own = next((other for other in result if other.measured.first == item.first), None)
        stock = own is not None and own.field == "training_examples"  # "12,000 invoices that clerks corrected"
        looked_up = stock or message.activation(item).get("documents", 0.0) > _LOOKED_UP
        answers = own is not None and own.field in context.asked and not (own.field == "documents" and as_it_comes)
        if not alike or looked_up or answers or (own is not None and own.field == VOLUME and own.measured.per):
            continue
        again = replace(item, per=fact.value / alike[0].quantity.value)
        result = [other for other in result if other is not own]
        result.append(Assigned(VOLUME, again, 1.0, {}, replaces=True))
    return result


def stems_around(context: Context, volume: Fact) -> frozenset[str]:
    """What a volume without a noun may count: "we answer emails, 300 a day"."""
    goal = context.facts.get("goal")
    around = f"{goal.value if goal else ''} {context.said if (volume.quote or '?') in context.said else ''}"
    return frozenset(stem_of(word.lower()) for word in around.replace(",", " ").split())


def _says_how_many(message: Message, item: Measured) -> bool:
    """ "500 emails", of emails that come each day; "one mail is three pages long" counts none."""
    counts = item.quantity.value > 1 and "document" not in item.nouns and not _is_kept(message, item)
    return counts and message.structure.mode_at(item.first) == "fact"


def _is_kept(message: Message, item: Measured) -> bool:
    """ "We have 20,000 emails", "900 old tickets": a stock of them, and none that come."""
    sentence = message.structure.sentences[item.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return not words.isdisjoint(_KEPT)


_KEPT = frozenset(
    {"have", "has", "had", "hold", "holds", "keep", "keeps", "kept", "stored", "own", "got", "old", "past", "archived",
     "archive", "database", "labelled", "labeled", "annotated", "sample", "samples", "examples", "answered", "solved",
     "there's", "there", "collected", "of", "per", "each", "every"}
)  # fmt: skip
_LOOKED_UP = 0.4


def _is_corrected(message: Message, items: Sequence[Measured], item: Measured) -> bool:
    """A word of correction stands by this number; not "one question brings two pages, the reply should be short"."""
    around = [other for other in items if other.first != item.first]
    first = max([0, *(other.last for other in around if other.last <= item.first)])
    last = min([len(message.tokens), *(other.first for other in around if other.first > item.first)])
    hits = message.structure.hits_of("correction", "revised")
    sentence = message.structure.sentences[item.sentence]
    opens = range(sentence.first, sentence.first + OPENS)  # "actually the budget is 31k, and 2,800 applications"
    ahead = any(first <= hit.first < item.first or hit.first in opens for hit in hits)
    return ahead or any(item.first < hit.first < min(last, sentence.last) for hit in hits)


def counted_noun(message: Message, item: Measured) -> frozenset[str]:
    """The stem of what a number counts, as written: "grant applications" are applications, whatever they are per."""
    words = [token for token in message.tokens[item.quantity.last : item.last] if token.kind == "word"]
    words = list(takewhile(lambda token: token.lower not in ("a", "an", "per", "each", "every"), words))
    return frozenset({words[-1].stem}) if words and item.counts_something else frozenset()
