"""Numbers that a message only speaks of: it asks where they come from, or holds somebody's against ours."""

from collections.abc import Collection
from itertools import pairwise

from agent.words.clauses import Structure
from agent.words.message import Message
from agent.words.roles import Measured

_ENDS_WITHIN = 1  # words behind "who is right"
_BACK = 3  # sentences, with its own: a remark may stand between
_SIDES = frozenset(
    {",", "or", "they", "them", "i", "me", "us", "we", "you", "he", "she", "him", "her", "it", "the", "guide", "paper",
     "vendor", "article", "then", "now", "here"}
)  # fmt: skip


def disputed(message: Message) -> frozenset[int]:
    """Sentences that hold a number against ours: "My controller gets 12,400. Who is right?"."""
    structure = message.structure
    found: set[int] = set()
    numbered = {_sentence_of(structure, item.first) for item in message.measured}
    for hit in structure.hits_of("disputes"):
        number = _sentence_of(structure, hit.first)
        behind = [token.lower for token in message.tokens[hit.last : structure.sentences[number].last]]
        if len(behind) > _ENDS_WITHIN and not _SIDES.issuperset(behind):  # "who is right for the job?"
            continue
        told = next((one for one in range(number, number - _BACK, -1) if one in numbered), None)
        if told is not None:
            found |= {told, number}
    return frozenset(found)


def only_spoken_of(message: Message, asking: Collection[int]) -> list[Measured]:
    """Numbers held against ours, of a question on a rule, or of a sentence of `asking` that does not tell them."""
    of_others = disputed(message) | shown_before(message)
    return [
        item
        for item in message.measured
        if _sentence_of(message.structure, item.first) in of_others or _is_asked_about(message, item, asking)
    ]


def _is_asked_about(message: Message, item: Measured, asking: Collection[int]) -> bool:
    structure = message.structure
    number = _sentence_of(structure, item.first)
    clause = structure.clauses[structure.clause_of[item.first]]
    asks_of_a_rule = clause.mode == "question" and any(
        _sentence_of(structure, hit.first) == number for hit in structure.hits_of("rules_of_thumb")
    )
    if number not in asking:
        return asks_of_a_rule
    return not any(clause.first <= hit.first < clause.last for hit in structure.hits_of("ours"))


def tells_of_others(message: Message) -> bool:
    """Every number of the message is somebody else's, and there is one."""
    modes = {message.structure.mode_at(item.first) for item in message.measured}
    return modes == {"foreign"}


def speaks_of_theirs(message: Message, number: int) -> bool:
    """ "Where does their 130,000 come from?": a figure of whom we spoke of before."""
    sentence = message.structure.sentences[number]
    return any(token.lower in _THEIRS for token in message.tokens[sentence.first : sentence.last])


_THEIRS = frozenset({"their", "theirs", "they", "its", "his", "her"})


def operands(message: Message) -> tuple[Measured, ...]:
    """What is multiplied in "140 x 15 x 21 = 44,100": only what comes out says something of the case."""
    found: list[Measured] = []
    for number in {item.sentence for item in message.measured}:
        items = [item for item in message.measured if item.sentence == number]
        last = next((place for place, item in enumerate(items) if _comes_out(message, item)), 0)
        if last > 1 and all(_times(message, one, other) for one, other in pairwise(items[:last])):
            found += items[:last]
    return tuple(found)


def _comes_out(message: Message, item: Measured) -> bool:
    ahead = message.tokens[item.first - 1].lower if item.first else ""
    return ahead in _EQUALS


def _times(message: Message, one: Measured, other: Measured) -> bool:
    return any(token.lower in _TIMES for token in message.tokens[one.first : other.first])


_EQUALS = frozenset({"=", "is", "are", "makes", "make", "gives", "equals"})
_TIMES = frozenset({"x", "*", "×", "times"})


def shown_before(message: Message) -> frozenset[int]:
    """Sentences on a figure that somebody was shown: "the same 17 thousand I was shown for 400 documents"."""
    structure = message.structure
    found: set[int] = set()
    for hit in structure.hits_of("shown_before"):
        number = _sentence_of(structure, hit.first)
        near = [item for item in message.measured if item.sentence == number and item.last <= hit.first]
        if near and hit.first - near[-1].last <= _NEAR and _is_definite(message, near[-1]):
            found.add(number)
    return frozenset(found)


def _is_definite(message: Message, item: Measured) -> bool:
    ahead = [token.lower for token in message.tokens[max(0, item.first - _NEAR) : item.first]]
    return bool(_DEFINITE & set(ahead))


_NEAR = 2  # tokens
_DEFINITE = frozenset({"the", "same", "that", "those", "your", "this"})


def _sentence_of(structure: Structure, token: int) -> int:
    clause = structure.clause_of[token]
    return structure.clauses[clause].sentence if clause >= 0 else -1
