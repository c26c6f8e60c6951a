"""Names of the profile's fields in a message: "the volume", "our budget" (`cues/acts.yaml: field_names`)."""

from collections.abc import Sequence
from functools import cache

from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.message import Message
from agent.words.tokens import Token

VOLUME = "requests_per_month"


def fields_named(message: Message, first: int, last: int) -> list[str]:
    """Fields that tokens `first` to `last` (excluded) name, the longest name first."""
    tokens = message.tokens[first:last]
    hits = _field_names().find(tokens)
    taken: set[int] = set()
    fields: list[tuple[int, str]] = []
    for hit in sorted(hits, key=lambda hit: hit.first - hit.last):
        span = set(range(hit.first, hit.last))
        if not span & taken:
            taken |= span
            fields.append((hit.first, hit.payload))
    named = [field for _, field in sorted(fields)]
    pairs = [hit.payload for hit in _field_pairs().find(tokens) if _is_named_alone(hits, hit)]
    return [*named, *(field for field in dict.fromkeys(pairs) if field not in named)]


def names_in(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Every name of a field as first token, last token (excluded) and field; a word may name several fields."""
    return [
        (hit.first, hit.last, hit.payload) for cues in (_field_names(), _field_pairs()) for hit in cues.find(tokens)
    ]


def names_of_fields(message: Message) -> list[tuple[str, int, int]]:
    """Each name of a field with its first token and the one behind; of names within names the longest."""
    hits = _field_names().find(message.tokens)
    return [
        (hit.payload, hit.first, hit.last)
        for hit in hits
        if not any(one.first <= hit.first and hit.last <= one.last and one != hit for one in hits)
    ]


def _is_named_alone(hits: Sequence[Hit[str]], pair: Hit[str]) -> bool:
    """No longer name holds the word: "output tokens" are not "the tokens"."""
    return all(hit.last - hit.first <= pair.last - pair.first for hit in hits if hit.first <= pair.first < hit.last)


@cache
def _field_pairs() -> Cues[str]:
    return Cues(groups_of(load_cues("acts.yaml")["field_pairs"], "acts.yaml: field_pairs"))


@cache
def _field_names() -> Cues[str]:
    return Cues(groups_of(load_cues("acts.yaml")["field_names"], "acts.yaml: field_names"))
