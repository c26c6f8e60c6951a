"""The "no" of a correction, which answers no pending question: "no, not 350, rather 500"."""

from collections.abc import Sequence

from agent.facts import Statement
from agent.numbers.correcting_words import FEW_WORDS, NO
from agent.understanding import Context
from agent.words.enumerations import Named, named_values, zero_values
from agent.words.message import Message
from agent.words.roles import roles
from agent.words.tokens import words_in


def answers_by_its_no(
    message: Message, context: Context, facts: Sequence[Statement], taken_back: Sequence[str] = ()
) -> set[str]:
    """Pending fields that only the "no" of a short correction seems to answer: "no, not 350, rather 500".

    "Forget the budget, we don't have one" says of nothing else that there is none, nor does "no, keep gpt-4o".
    """
    corrected = bool(taken_back) or any(
        one.field in context.facts and one.field in roles() and one.field not in context.asked for one in facts
    )
    few = words_in(message.tokens) <= FEW_WORDS or _stops(message)
    if not (corrected or _says_no_to_a_change(message)) or not few:
        return set()
    told = set() if corrected else {one.field for one in (*named_values(message.structure, ()), *_zeros(message))}
    emptied = {
        one.field for one in facts if one.field in context.asked and one.value in ("none", "other", False, [], 0)
    }
    return emptied - told


def _zeros(message: Message) -> Sequence[Named]:
    return zero_values(message.structure)


def _stops(message: Message) -> bool:
    """ "No wait, ...": they stop themselves, however much they say behind it."""
    words = [token.lower for token in message.tokens if token.kind in ("word", "number")]
    return words[:1] != [] and words[0] in NO and words[1:2] in (["wait"], ["undo"], ["stop"])


def _says_no_to_a_change(message: Message) -> bool:
    """ "No, keep gpt-4o", "nope, leave the volume": behind the "no" stands an order, or the model that they want."""
    words = [token for token in message.tokens if token.kind in ("word", "number")]
    if not words or words[0].lower not in NO:
        return False
    behind = [token.lower for token in words[1:] if token.lower not in _SOFTENING]
    if behind[:1] == ["i"] or behind[:1] == ["we"]:
        behind = behind[1:]
    orders = bool(behind) and (behind[0] in _LEAVING or tuple(behind[:2]) in _LEAVING_SO)
    return (
        orders
        or bool(message.models)
        or any(hit.last - hit.first > 1 for hit in message.structure.hits_of("correction"))
    )  # "my mistake"; "no, sorry" answers


_SOFTENING = frozenset({"no", "please", "just", "then", "thanks", "thank", "you", "let's", "rather", "better", "i'd",
                        "we'd", "we'll", "i'll", "do", "ok", "well", "oh", "really"})  # fmt: skip
_LEAVING = frozenset({"keep", "leave", "stay", "stick", "continue", "undo", "revert", "forget", "drop", "switch",
                      "wait", "stop", "scratch"})  # fmt: skip
_LEAVING_SO = frozenset(
    {("hang", "on"), ("go", "on"), ("go", "back"),
     ("go", "with"), ("go", "for"), ("don't", "change"), ("don't", "touch"),
     ("don't", "switch"), ("not", "change"), ("hold", "on"), ("take", "the"), ("use", "the"), ("want", "the")}
)  # fmt: skip
