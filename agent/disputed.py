"""Numbers that a message only speaks of: it asks where they come from, or holds somebody's against ours."""

from collections.abc import Collection

from agent.clauses import Structure
from agent.message import Message
from agent.roles import Measured

_ENDS_WITHIN = 1  # words behind "who is right"


def disputed(message: Message) -> frozenset[int]:
    """Sentences that hold a number against ours: "My controller gets 12,400. Who is right?"."""
    structure = message.structure
    found: set[int] = set()
    numbered = {_sentence_of(structure, item.first) for item in message.measured}
    for hit in structure.hits_of("disputes"):
        number = _sentence_of(structure, hit.first)
        if structure.sentences[number].last - hit.last > _ENDS_WITHIN:  # "who is right for the job?"
            continue
        told = next((one for one in (number, number - 1) if one in numbered), None)
        if told is not None:
            found |= {told, number}
    return frozenset(found)


def is_only_spoken_of(message: Message, item: Measured, asking: Collection[int]) -> bool:
    """A number held against ours, of a question on a rule, or of a sentence of `asking` that does not tell it."""
    structure = message.structure
    number = _sentence_of(structure, item.first)
    if number in disputed(message):
        return True
    clause = structure.clauses[structure.clause_of[item.first]]
    asks_of_a_rule = clause.mode == "question" and any(
        _sentence_of(structure, hit.first) == number for hit in structure.hits_of("rules_of_thumb")
    )
    if number not in asking:
        return asks_of_a_rule
    return not any(clause.first <= hit.first < clause.last for hit in structure.hits_of("ours"))


def _sentence_of(structure: Structure, token: int) -> int:
    clause = structure.clause_of[token]
    return structure.clauses[clause].sentence if clause >= 0 else -1
