"""A tenant of one's own is no machine of one's own: what its mention says of where the data may go.

Who runs a model "in our own Azure tenant" tells where it runs, not that it must. Where a cloud serves the model inside
the account, the data stays there too, and nothing need be hosted. A wish for machines of one's own that is for the
money tells nothing of the data either.
"""

from collections.abc import Sequence
from functools import cache

from agent.facts import Statement
from agent.reading.machines_asked import names_a_gpu
from agent.understanding import Context
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.message import Message

_FIELD = "self_hosting_required"


def without_own_cloud(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """The facts, with what a mention of a tenant says: nothing, or that an API inside it will do.

    That nothing is in use today says nothing of where the data may go.
    """
    if _tells_of_use(message):
        facts = [one for one in facts if one.field != _FIELD or one.value is True]
    return [kept for one in facts if (kept := _weighed(message, context, one)) is not None]


def _tells_of_use(message: Message) -> bool:
    """ "At the moment we don't use anything", "we have no model yet"; a place or a plain no beside it is an answer."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    hits = {hit.payload for hit in _cues().find(message.tokens)}
    return "in_use" in hits and words[:1] not in (["no"], ["nope"], ["nah"]) and not hits - {"in_use", "rules"}


def _weighed(message: Message, context: Context, fact: Statement) -> Statement | None:
    if fact.field != _FIELD:
        return fact
    number = _sentence_of(message, fact)
    sentence = message.structure.sentences[number]
    said = {hit.payload for hit in _cues().find(message.tokens[sentence.first : sentence.last])}
    if {"wishes", "for_money"} <= said and "rules" not in said and _FIELD not in context.asked:
        return None
    if fact.value is not True:
        return fact
    if names_a_gpu(message.sentence_text(number)) and "rules" not in said and _only_owns(message, number):
        return None
    if "places" not in said or "machines" in said:
        return fact
    served = any(
        not message.structure.is_negated(hit.first, 2)
        for hit in _cues().find(message.tokens)
        if hit.payload == "services"
    )
    if served:
        return fact.model_copy(update={"value": False, "status": "inferred"})
    is_rule = "rules" in said or _FIELD in context.asked
    return fact if is_rule else None


def _only_owns(message: Message, number: int) -> bool:
    """ "We own two A100 servers": that there are machines says nothing of where the data may go."""
    sentence = message.structure.sentences[number]
    return any(token.lower in _OWNS for token in message.tokens[sentence.first : sentence.first + _OPENING])


_OWNS = frozenset({"own", "have", "got", "bought", "are", "is", "possess", "we've", "purchased"})
_OPENING = 3  # tokens


def _sentence_of(message: Message, fact: Statement) -> int:
    place = message.text.find(fact.quote or "")
    sentences = message.structure.sentences
    return next(
        (number for number, one in enumerate(sentences) if place < message.tokens[one.last - 1].end), len(sentences) - 1
    )


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("own_cloud.yaml"), "own_cloud.yaml"))
