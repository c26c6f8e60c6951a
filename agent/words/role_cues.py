"""The words that tell which number is which field: nouns, their makers and cue words (`cues/roles.yaml`)."""

from functools import cache

from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.tokens import Token


def vocabulary() -> frozenset[str]:
    """Every word that this module searches for."""
    return frozenset(
        near_cues().vocabulary | after_cues().vocabulary | noun_cues().vocabulary | maker_cues().vocabulary
    )


def names_case(token: Token) -> bool:
    """ "Mails", "questions", "chats": what a volume counts."""
    return any(hit.payload in _CASES for hit in noun_cues().find([token]))


_CASES = frozenset({"request", "conversation", "item"})


@cache
def near_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["near"], "roles.yaml: near"))


@cache
def after_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["after"], "roles.yaml: after"))


@cache
def noun_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["nouns"], "roles.yaml: nouns"))


@cache
def maker_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["noun_makers"], "roles.yaml: noun_makers"))


@cache
def phrase_ends() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("roles.yaml")["phrase_ends"], "roles.yaml: phrase_ends"))
