"""What a short question about the case itself is about: one approach, the confidence, what would turn it, what it pays.

Such questions are answered from the results (`agent.explained`), not from the guidance and not by the whole advice.
The cues are `cues/answers.yaml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from agent.cues import BadCues, Cues, groups_of, load_cues
from agent.message import taken_apart
from agent.tokens import Token, words_in
from tools.profile import Approach

About = Literal["against", "confidence", "flips", "payback", "roi", "worth"]
MONEY: frozenset[About] = frozenset({"payback", "roi", "worth"})

_MOST_WORDS = 14


@dataclass(frozen=True)
class Asked:
    """What the questions of a message are about, in order, each once; `approach` is the one that is doubted."""

    about: tuple[About, ...] = ()
    approach: Approach | None = None


def asked_about(text: str) -> Asked:
    """What a message asks about the case itself; nothing where it asks for rules, or in long sentences."""
    message = taken_apart(text)
    found: dict[About, None] = {}
    doubted: Approach | None = None
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        asks = sentence.question or "question" in modes or words_in(tokens) <= _A_HEADING
        if not asks or words_in(tokens) > _MOST_WORDS or "what_if" in modes or _general().find(tokens):
            continue
        for about in _in_order(tokens):
            if about == "against":
                doubted = doubted or _approach_in(tokens)
                if doubted is None:
                    continue
            found[about] = None
    return Asked(tuple(found), doubted)


_A_HEADING = 4  # words: "and the payback"


def _in_order(tokens: Sequence[Token]) -> list[About]:
    return list(dict.fromkeys(hit.payload for hit in _about().find(tokens)))


def _approach_in(tokens: Sequence[Token]) -> Approach | None:
    """The approach that the words name, by the longest name; the last one of "why RAG instead of fine-tuning?"."""
    hits = _approaches().find(tokens)
    longest = max((hit.last - hit.first for hit in hits), default=0)
    if any(hit.payload == "fine_tuning_and_augmentation" for hit in hits):
        return "fine_tuning_and_augmentation"
    instead = any(token.lower in ("instead", "rather", "over") for token in tokens)
    named = hits if instead else [hit for hit in hits if hit.last - hit.first == longest]
    return named[-1 if instead else 0].payload if named else None


@cache
def _record() -> Mapping[str, Mapping[str, object]]:
    record: Mapping[str, Mapping[str, object]] = load_cues("answers.yaml")
    for place, names in (("about", get_args(About)), ("approaches", get_args(Approach))):
        if set(record[place]) != set(names):
            raise BadCues(f"answers.yaml: {place} must have {', '.join(names)}")
    return record


@cache
def _about() -> Cues[About]:
    return Cues(groups_of(_record()["about"], "answers.yaml: about"))  # type: ignore[arg-type]  # checked above


@cache
def _approaches() -> Cues[Approach]:
    return Cues(groups_of(_record()["approaches"], "answers.yaml: approaches"))  # type: ignore[arg-type]  # checked above


@cache
def _general() -> Cues[str]:
    return Cues(groups_of({"general": _record()["general"]}, "answers.yaml"))
