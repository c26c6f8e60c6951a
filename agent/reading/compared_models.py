"""What goes on from a table of models that was just shown: another one, which to take, the one that is taken.

"And Mistral?", "Which of the three would you take?", "which is cheapest?", "then take the cheapest". All words of
such a message are of one list (`cues/answers.yaml: compared`); where no table was shown, nothing here is asked.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from agent.facts import Statement
from agent.words.cues import load_cues, pattern_list
from agent.words.message import Message
from agent.words.model_names import lines_named

_RANKS = {"cheapest": 0, "first": 0, "top": 0, "second": 1, "third": 2, "last": -1, "dearest": -1}


def names_another(message: Message) -> bool:
    """ "And claude opus 4.5?", "what about gpt-5": nothing but a model."""
    named = {place for one in message.models for place in range(one.first, one.last)}
    named |= {place for place, token in enumerate(message.tokens) if lines_named([token], 0, 1)}
    rest = {token.lower for place, token in enumerate(message.tokens) if place not in named}
    return bool(named) and rest <= _GOING_ON


_GOING_ON = frozenset({"and", "or", "what", "how", "about", "of", "for", "then", "so", "?", ".", ",", "the", "with"})


def asks_which(message: Message) -> bool:
    """ "Which of the three would you take?", "which is cheapest?", "are they equally good?"."""
    words = _words_of(message)
    asks = message.text.rstrip().endswith("?") or words[:1] == ["which"]
    points = "which" in words or not _words("points").isdisjoint(words)
    judges = not _words("judges").isdisjoint(words) or not _words("takes").isdisjoint(words)
    return asks and points and judges and set(words) <= _words("asking")


def model_taken(message: Message, compared: Sequence[str]) -> Statement | None:
    """The one that a message takes of those that were compared, the cheapest first."""
    words = _words_of(message)
    ranks = [rank for word, rank in _RANKS.items() if word in words]
    takes = not _words("takes").isdisjoint(words) and set(words) <= _words("taking")
    if not takes or len(ranks) != 1 or message.text.rstrip().endswith("?") or not -1 <= ranks[0] < len(compared):
        return None
    return Statement(field="model", value=compared[ranks[0]], quote=message.text.strip())


def _words_of(message: Message) -> list[str]:
    return [token.lower for token in message.tokens if token.kind in ("word", "number")]


@cache
def _words(group: str) -> frozenset[str]:
    record: Mapping[str, object] = load_cues("answers.yaml")["compared"]
    return frozenset(pattern_list(record[group], f"answers.yaml: compared: {group}"))
