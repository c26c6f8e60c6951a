"""Texts taken apart, each once: a message and a draft are looked at several times in a turn."""

from functools import lru_cache

from agent.words.message import Message, taken_apart


@lru_cache(maxsize=512)
def apart(text: str) -> Message:
    """The text in its parts, as the built-in reading sees it."""
    return taken_apart(text)
