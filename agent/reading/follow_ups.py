"""Questions that lean on the one before them ("and how many of those?"): with its words, or said to be unclear."""

import re
from collections.abc import Collection
from functools import cache

from agent.memory import Topic
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.tokens import tokenize, words_in
from knowledge.passages import Found, Passage
from knowledge.search import Guidance
from knowledge.words import keywords

_MOST_WORDS = 9
_MOST_OF_ITS_OWN = 2  # words with a meaning; with more of them a question stands alone
_LONGEST_TOPIC = 120  # characters
_UNQUOTABLE = re.compile(r"[^\w\s,.'?%$€£/-]")
_CANDIDATES = 10
_SHARE_OF_TOPIC = 0.6  # of the topic's words a passage must have, or it answers another question
_VAGUE = frozenset({"enough", "matter", "improv", "good"})  # stems that say nothing without what they lean on


def leaning_word(message: str) -> str | None:
    """The word by which a short question points back, empty where it only goes on; `None` where it stands alone."""
    tokens = tokenize(message.strip())
    asks = message.strip().endswith("?")
    if not asks or words_in(tokens) > _MOST_WORDS or len(set(keywords(message))) > _MOST_OF_ITS_OWN:
        return None
    hits = [hit for hit in _cues().find(tokens) if hit.payload == "points" or hit.first == 0]
    if not hits:
        return None
    pointing = next((hit for hit in hits if hit.payload == "points"), None)
    return " ".join(token.lower for token in tokens[pointing.first : pointing.last]) if pointing else ""


def asked_without_money(message: str) -> bool:
    """No word of it is about money: what sounds like a question about costs leans on something else."""
    return not any(hit.payload == "money" for hit in _cues().find(tokenize(message)))


def answering(question: str, topic: Topic, guidance: Guidance) -> list[Found]:
    """What speaks to the question in the light of the topic and was not shown on it yet, best first."""
    own, of_topic = set(keywords(question)) - _VAGUE, set(keywords(topic.words))
    counts = any(hit.payload == "counts" for hit in _cues().find(tokenize(question)))

    def speaks(passage: Passage) -> bool:
        words = set(keywords(f"{passage.section} {passage.text}"))
        on_topic = len(words & of_topic) >= _SHARE_OF_TOPIC * len(of_topic)
        to_it = bool(words & own) if own else counts and any(character.isdigit() for character in passage.text)
        return to_it and on_topic and passage.passage_id not in topic.passages

    found = guidance.relevant(f"{topic.words} {question}", _CANDIDATES) if own or counts else []
    return [one for one in found if speaks(one.passage)]


def topic_of(words: str, passages: Collection[str] = ()) -> Topic:
    """A topic in words that can be quoted."""
    return Topic(words=" ".join(_UNQUOTABLE.sub("", words).split())[:_LONGEST_TOPIC], passages=tuple(passages))


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("answers.yaml")["leaning"], "answers.yaml: leaning"))
