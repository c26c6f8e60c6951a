"""Criteria that users rate by themselves, beside the nine: "data security" is not "references", though both are proof.

A name for a whole criterion of the nine is that one; a name for an aspect of it, or a second name beside the first, is
a criterion of the user's own that weighs as much.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from pydantic import JsonValue

from agent.partners.criteria import criteria_in, criterion_names
from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.tokens import Token, tokenize
from tools.partner_scorecard import OFFERS

Own = Mapping[str, str | None]  # by the user's words: the one of the nine that it weighs as much as, if any
_Key = tuple[str, str | None]
_FEWEST = 2  # candidates that are rated on what we do not know, for it to be a criterion


def own_of(arguments: Mapping[str, JsonValue]) -> dict[str, str | None]:
    """The user's own criteria in the arguments of a comparison."""
    found = arguments.get("own_criteria")
    given = found if isinstance(found, dict) else {}
    return {name: None if like is None else str(like) for name, like in given.items()}


def keys_of(said: Mapping[str, tuple[str | None, Collection[str]]], known: Own) -> dict[str, str | None]:
    """Under which name each is rated: one of the nine, one of `known`, or its own words; `None` where it is nothing.

    `said` has for the words of each criterion which of the nine they mean, if any, and who is rated on them.
    """
    keys: dict[str, str | None] = {}
    own: dict[str, str | None] = dict(known)
    for words in sorted(said, key=lambda words: words not in criterion_names()):
        criterion, rated = said[words]
        key = _key(words, criterion, own)
        if key is None and len(rated) >= _FEWEST and words not in OFFERS:
            key = words
        elif key is not None and key != words:
            rivals = [other for other, taken in keys.items() if taken == key]
            if any(not set(rated).isdisjoint(said[other][1]) for other in rivals) and words not in OFFERS:
                key = words  # one candidate is rated on both
        keys[words] = key
        if key is not None and key not in criterion_names():
            own.setdefault(key, criterion)
    return {words: keys[words] for words in said}


def named_in(
    tokens: Sequence[Token], known: Own, called: Mapping[str, str] | None = None
) -> list[Hit[tuple[str, str | None]]]:
    """The criteria that words name, each under the name it is rated by, with the one of the nine behind it.

    `called` has the words under which criteria were rated though no list of ours knows them: "quality".
    """
    found = [hit for name, like in known.items() for hit in _cues_of(name, name, like).find(tokens)]
    listed = criteria_in(tokens)
    for words, key in (called or {}).items():
        hits = _cues_of(words, key, known.get(key, key)).find(tokens)
        found += [one for one in hits if not any(_holds(other, one) for other in listed)]
    found = [one for one in found if not any(_holds(other, one) for other in found)]
    taken = {place for hit in found for place in range(hit.first, hit.last)}
    for hit in listed:
        if taken.isdisjoint(range(hit.first, hit.last)):
            words = plain(" ".join(token.text for token in tokens[hit.first : hit.last]))
            found.append(Hit((_key(words, hit.payload, known) or hit.payload, hit.payload), hit.first, hit.last))
    return sorted(found, key=lambda hit: hit.first)


def asked_about(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """What is asked "about" or "on", by the aspect's name or the criterion's id, with the one of the nine behind it."""
    found: list[tuple[str, str]] = []
    for hit in criteria_in(tokens):
        ahead = {token.lower for token in tokens[max(0, hit.first - _AHEAD) : hit.first]}
        joined = hit.first > 1 and tokens[hit.first - 1].lower in ("and", "or", ",") and bool(found)
        if ahead & _ABOUT or joined:
            words = plain(" ".join(token.text for token in tokens[hit.first : hit.last]))
            found.append((_aspect(words) or hit.payload, hit.payload))
    return list(dict.fromkeys(found))


_ABOUT = frozenset({"about", "on", "regarding", "concerning", "around"})
_AHEAD = 3  # tokens: "about their data protection"


def spelled(words: str) -> str:
    """As it is shown: in small letters but for "GDPR"."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words.split())


def plain(words: str) -> str:
    """As a name: in small letters, with single spaces."""
    return " ".join(words.lower().split())


def _key(words: str, criterion: str | None, own: Own) -> str | None:
    again = next((name for name in own if plain(name) == words), None)
    if again is not None:
        return again
    aspect = _aspect(words)
    if aspect is None or words in criterion_names():
        return criterion
    return next((name for name in own if _aspect(name) == aspect), words)


def _holds(one: Hit[_Key] | Hit[str], other: Hit[_Key]) -> bool:
    longer = one.last - one.first > other.last - other.first
    return longer and one.first <= other.first and other.last <= one.last


@cache
def _cues_of(words: str, name: str, like: str | None) -> Cues[tuple[str, str | None]]:
    """Where a criterion is named in the user's own words; they are no pattern."""
    words = " ".join(token.text for token in tokenize(words) if token.kind in ("word", "number"))
    return Cues([(words, (name, like))] if words else [])


@cache
def _aspect(words: str) -> str | None:
    """Which aspect of a criterion all the words name."""
    tokens = tokenize(words)
    return next((hit.payload for hit in _aspects().find(tokens) if hit.last - hit.first == len(tokens)), None)


@cache
def _aspects() -> Cues[str]:
    return Cues(groups_of(load_cues("candidates.yaml")["aspects"], "candidates.yaml: aspects"))
