"""The names of the approaches in a message (`cues/answers.yaml: approaches`)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import get_args

from agent.words.cues import BadCues, Cues, Hit, groups_of, load_cues
from agent.words.tokens import Token
from tools.profile import Approach


def approach_hits(tokens: Sequence[Token]) -> list[Hit[Approach]]:
    """Every name of an approach, in order of place."""
    return [hit for hit in _approaches().find(tokens) if not _stops_short(tokens, hit)]


def _stops_short(tokens: Sequence[Token], hit: Hit[Approach]) -> bool:
    """ "No wait, it was right": who stops themselves to say something else does not want to invest later."""
    if tokens[hit.first].lower != "wait" or hit.last - hit.first > 1:
        return False
    ahead = {token.lower for token in tokens[: hit.first] if token.kind == "word"}
    behind = tokens[hit.last].lower if hit.last + 1 < len(tokens) else ""
    return ahead <= _BEFORE_A_STOP and behind in _BEHIND_A_STOP


_BEFORE_A_STOP = frozenset(
    {"no", "nope", "oh", "ah", "hmm", "hm", "but", "ok", "okay", "sorry", "oops", "well", "please"}
)
_BEHIND_A_STOP = frozenset(
    {",", ".", "!", ":", "-", "–", "—", "no", "it", "it's", "that", "that's", "this", "i", "i'm", "we", "the", "my",
     "our", "sorry", "actually", "what", "they"}
)  # fmt: skip


def approach_in(tokens: Sequence[Token]) -> Approach | None:
    """The approach that the words name, by the longest name; the last one of "why RAG instead of fine-tuning?"."""
    hits = approach_hits(tokens)
    longest = max((hit.last - hit.first for hit in hits), default=0)
    if any(hit.payload == "fine_tuning_and_augmentation" for hit in hits):
        return "fine_tuning_and_augmentation"
    instead = any(token.lower in ("instead", "rather", "over") for token in tokens)
    named = hits if instead else [hit for hit in hits if hit.last - hit.first == longest]
    return named[-1 if instead else 0].payload if named else None


@cache
def _approaches() -> Cues[Approach]:
    record: Mapping[str, object] = load_cues("answers.yaml")["approaches"]
    if set(record) != set(get_args(Approach)):
        raise BadCues(f"answers.yaml: approaches must have {', '.join(get_args(Approach))}")
    return Cues(groups_of(record, "answers.yaml: approaches"))  # type: ignore[arg-type]  # checked above
