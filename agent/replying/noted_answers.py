"""What is noted of a fact that somebody asks for, with their own words for it; or that nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agent import phrasing
from agent.facts import Fact
from agent.interview import cards
from agent.numbers.known_numbers import CORRECTABLE
from agent.reading.answers import Asked
from agent.reading.own_facts_asked import OwnFacts
from agent.replying.explained import Explained
from agent.words.tokens import stem_of, tokenize


def noted_answers(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Explained]:
    """One answer for each fact that is asked for."""
    if "noted" not in asked.about:
        return
    if asked.noted.either:
        yield _between(asked.noted, facts)
        return
    fields = asked.noted.fields or tuple(_counted(asked.noted.counted, facts))
    for field in fields:
        yield _noted(field, facts.get(field))
    if not fields:
        yield Explained(f"I have noted no number of {' '.join(asked.noted.counted)} yet.", (), (_TELL_ME,))


def _between(noted: OwnFacts, facts: Mapping[str, Fact]) -> Explained:
    """The fact that has one of the two values; or the number of the kind that was noted last."""
    alike = [field for field in facts if field in CORRECTABLE[noted.kind] and facts[field].status != "declined"]
    alike = [field for field in alike if facts[field].value is not None]
    found = [field for field in alike if facts[field].value in noted.either]
    if found:
        return _noted(found[-1], facts[found[-1]])
    if not alike:
        return Explained("I have noted neither of the two.", (), (_TELL_ME,))
    last = max(alike, key=lambda field: facts[field].turn)
    told = _noted(last, facts[last])
    return replace(told, heading=f"I have noted neither of the two. {told.heading}")


_TELL_ME = "Tell me, and I reckon with it."


def _noted(field: str, fact: Fact | None) -> Explained:
    label = cards()[field].in_a_sentence
    if fact is None or fact.status == "assumed":
        return Explained(f"Nothing is noted yet under {label}.", (), (_TELL_ME,))
    if fact.status == "declined":
        return Explained(f"You left {label} open.", (), (_TELL_ME,))
    said = phrasing.fact_in_words(field, fact)
    words = (f'From your words: "{fact.quote}".',) if fact.quote else ("You set it by hand.",)
    taken = ("I take it from that; tell me if it is wrong.",) if fact.status == "inferred" else ()
    return Explained(f"What I have noted: {said}.", (), (" ".join((*words, *taken)),))


def _counted(words: tuple[str, ...], facts: Mapping[str, Fact]) -> Iterator[str]:
    """Facts that are numbers, by the word that they used for what is counted."""
    stems = {stem_of(word) for word in words}
    for name, fact in facts.items():
        said = {token.stem for token in tokenize(fact.quote or "")}
        if isinstance(fact.value, int | float) and not isinstance(fact.value, bool) and stems <= said:
            yield name
