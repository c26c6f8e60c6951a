"""Which two ways are held against each other, and by what: "which is riskier, fine-tuning or retrieval?".

The cues are `cues/answers.yaml: ways`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from agent.words.approach_words import approach_hits
from agent.words.cues import BadCues, Cues, groups_of, load_cues
from agent.words.tokens import Token, words_in
from tools.profile import Approach

Aspect = Literal["risk", "speed", "undo", "cost"]

_MOST_WORDS = 16
_SEVERAL = 2


@dataclass(frozen=True)
class Ways:
    """What the ways are judged by; without names the best of the case are meant."""

    aspect: Aspect
    named: tuple[Approach, ...] = ()


def ways_asked(tokens: Sequence[Token]) -> Ways | None:
    """What a question compares; one that names no two ways must ask which can be taken back."""
    hits = _aspects().find(tokens)
    named = tuple(dict.fromkeys(hit.payload for hit in approach_hits(tokens)))
    first = next((token.lower for token in tokens if token.kind == "word"), "")
    if not hits or words_in(tokens) > _MOST_WORDS:
        return None
    aspect = hits[0].payload
    of_all = aspect == "undo" and not named and first in ("which", "what")
    return Ways(aspect, named) if len(named) >= _SEVERAL or of_all else None


@cache
def _aspects() -> Cues[Aspect]:
    record = load_cues("answers.yaml")["ways"]
    if set(record) != set(get_args(Aspect)):
        raise BadCues(f"answers.yaml: ways must have {', '.join(get_args(Aspect))}")
    return Cues(groups_of(record, "answers.yaml: ways"))  # type: ignore[arg-type]  # checked above
