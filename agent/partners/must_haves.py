"""What a candidate must have and has not: "only Beta keeps the data in the EU, and we need that" rules out the others.

The words that say so are kept as a red flag of the candidate; whether something must be is what the user says.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from agent.partners.candidate_names import Named
from agent.phrasing import joined
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.message import Message
from agent.words.tokens import Token

_POINTS_BACK = frozenset({"that", "this", "it", "those", "these", "which", "so"})
_TELLING_STEM = 4  # letters


@dataclass
class Musts:
    """By candidate the words that rule it out, the sentences that say it, and what only one can do."""

    missing: dict[str, str] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)
    restored: set[str] = field(default_factory=set)  # who was ruled out and is not any more
    waived: bool = False  # what ruled somebody out is no must any more
    notes: list[str] = field(default_factory=list)


def musts_in(message: Message, names: Sequence[Named], known: Collection[str], *, ruled_out: bool = False) -> Musts:
    """Which of the candidates `known` lack what the message says must be; `names` are where it names them.

    `ruled_out`: somebody was before, so that it can be taken back.
    """
    found = Musts()
    needed = {number for number in range(len(message.structure.sentences)) if _finds(message, number, "musts")}
    for number, sentence in enumerate(message.structure.sentences):
        here = [one for one in names if sentence.first <= one.first < sentence.last and one.name in known]
        if not here and ruled_out and _finds(message, number, "musts_waived"):
            found.waived = True
            found.sentences.add(number)
        if here and ruled_out and _finds(message, number, "reinstated"):
            found.restored |= {one.name for one in here}
            found.sentences.add(number)
            continue
        if sentence.question or not here:
            continue
        without = _without(message, number, here, known)
        if not without:
            continue
        words = message.sentence_text(number).strip(" .!,")
        alone = len({one.name for one in here}) == 1 and here[0].name not in without
        if binding := [other for other in needed if _is_bound(message, other, number)]:
            found.missing |= dict.fromkeys(without, words)
            found.sentences |= {number, *binding}
        elif alone:
            drop = joined([f'"drop {name}"' for name in without], "or")
            found.notes.append(f"You say: {words}. If that is a must, say {drop}, for the ratings do not know it.")
            found.sentences.add(number)
    return found


def _without(message: Message, number: int, here: Sequence[Named], known: Collection[str]) -> list[str]:
    """Who is said to lack something: all but the only one, or who "can't"."""
    tokens, sentence = message.tokens, message.structure.sentences[number]
    only = _cues("only_one").find(tokens[sentence.first : sentence.last])
    for one in here:
        before = tokens[one.first - 1].lower if one.first > sentence.first else ""
        behind = [hit for hit in only if one.last <= sentence.first + hit.first <= one.last + 1]
        if before == "only" or behind:
            return [name for name in known if name != one.name]
    misses = [sentence.first + hit.first for hit in _cues("misses").find(tokens[sentence.first : sentence.last])]
    return list(dict.fromkeys(one.name for one in here if any(_is_of(tokens, one, place) for place in misses)))


def _is_of(tokens: Sequence[Token], one: Named, place: int) -> bool:
    """The word that denies stands right behind the name."""
    return one.last <= place <= one.last + 1 and not any(token.is_end for token in tokens[one.last : place])


def _is_bound(message: Message, must: int, said: int) -> bool:
    """What must be is what is said to be missing: in the same sentence, or taken up by the next one."""
    if must == said:
        return True
    if abs(must - said) > 1:
        return False
    later = _tokens(message, max(must, said))
    stems = [
        {token.stem for token in _tokens(message, number) if token.kind == "word" and len(token.stem) >= _TELLING_STEM}
        for number in (must, said)
    ]
    return any(token.lower in _POINTS_BACK for token in later) or bool(stems[0] & stems[1])


def _tokens(message: Message, number: int) -> Sequence[Token]:
    sentence = message.structure.sentences[number]
    return message.tokens[sentence.first : sentence.last]


def _finds(message: Message, number: int, group: str) -> bool:
    return bool(_cues(group).find(_tokens(message, number)))


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))
