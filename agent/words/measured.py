"""A quantity in its sentence: what it counts and how often; and whether a lone "one" is a number at all."""

from dataclasses import dataclass

from agent.words.clauses import Structure
from agent.words.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in its sentence: what it counts, how often, and where its noun phrase ends (`last`, excluded)."""

    quantity: Quantity
    nouns: frozenset[str]
    counts_something: bool  # a noun phrase follows, known or not
    per: float | None
    each: bool
    last: int
    clause: int
    sentence: int
    sized: bool = False  # "a 200-page file": the number is the size of one thing
    per_head: bool = False  # "25 questions per customer per day": what one of many makes

    @property
    def first(self) -> int:
        return self.quantity.first

    def is_bare(self) -> bool:
        """A number and nothing that it counts."""
        return not self.nouns and not self.counts_something


def is_pronoun(structure: Structure, item: Measured) -> bool:
    """ "nobody ever labelled one" """
    alone = item.quantity.last - item.first == 1 and item.is_bare() and item.per is None
    return alone and structure.tokens[item.first].lower == "one" and not is_one_of(structure, item)


def is_one_of(structure: Structure, item: Measured) -> bool:
    """ "Of people who can train models we have one": how many of them there are."""
    clause = structure.clauses[structure.clause_of[item.first]]
    words = [token.lower for token in structure.tokens[clause.first : item.first]]
    while words and words[0] in _LEADS:
        del words[0]
    behind = [token.lower for token in structure.tokens[item.quantity.last : item.quantity.last + _NAMED]]
    named = behind[:1] == [","] == behind[2:3] and behind[-1] in _ARE  # "only one, Jussi, is an engineer"
    return named or (words[:1] == ["of"] and words[-2:-1] in (["we"], ["i"]) and words[-1] in _HAVING)


_LEADS = frozenset({"and", "but", "so", "also", "now", ","})
_NAMED = 4  # tokens
_ARE = frozenset({"is", "can", "has", "was", "knows"})
_HAVING = frozenset({"have", "had", "employ", "got", "count", "know"})
