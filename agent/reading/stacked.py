"""A what-if on top of the last one: "and with gpt-4o-mini on top of that?", "and both together?"."""

from collections.abc import Sequence

from agent.facts import Fact, Statement
from agent.numbers.changes import change_cues, change_words
from agent.understanding import Context
from agent.words.message import Message


def both_together(message: Message, context: Context) -> tuple[Statement, ...]:
    """The last two what-ifs at once, where the message asks for no more than that."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    asked = "?" in message.text or bool(words & change_words("together") - {"both"})  # "both." answers a question
    asks = (
        asked
        and bool(words & change_words("together"))
        and words <= change_words("together") | change_words("going_on")
    )
    before, last = _of_people(context.supposed_before), _of_people(context.supposed)
    return on_top(last, before) if asks and before and last else ()


def stacks(message: Message, context: Context) -> bool:
    """Whether the message goes on from the last what-if instead of starting from the facts again."""
    return bool(_of_people(context.supposed)) and bool(change_cues("on_top").find(message.tokens))


def with_the_last(context: Context) -> Context:
    """The case as the last what-if would have it: what comes on top changes that."""
    supposed = {
        one.field: Fact(value=one.value, status=one.status, quote=one.quote, turn=0)
        for one in _of_people(context.supposed)
    }
    return context.model_copy(update={"facts": {**context.facts, **supposed}})


def on_top(what_ifs: Sequence[Statement], last: Sequence[Statement]) -> tuple[Statement, ...]:
    """What is supposed, with what was before it and does not stand against it."""
    new = {one.field for one in what_ifs}
    return (*(one for one in _of_people(last) if one.field not in new), *what_ifs)


def _of_people(what_ifs: Sequence[Statement]) -> tuple[Statement, ...]:
    """What they supposed themselves; a bill that followed from it follows again."""
    return tuple(one for one in what_ifs if one.quote)
