"""Notes that give a name and no more than a zero: "ml engineers zero", "examples: none", "documents = nil"."""

from collections.abc import Iterator

from agent.facts import Statement
from agent.words.field_names import names_of_fields
from agent.words.message import Message

_ZEROS = frozenset({"zero", "none", "nil", "nada", "zilch", "nought", "naught", "null", "niente"})
_BETWEEN = frozenset({":", "=", "-", "–", "—", "is", "are", "we", "have", "currently", "today", "so", "far", "yet",
                      "at", "hand"})  # fmt: skip
_BEHIND = frozenset({"yet", "today", "so", "far", "currently", "sorry", "now", "at", "present", "left", "atm"})
_OPENING = frozenset({"our", "the", "and", "of", "as", "for", "any", "-", "*", "•", "–", "—", "number", "in", "house"})
_COUNTED = frozenset(
    {"documents", "training_examples", "ml_engineers", "growth_per_year", "budget", "monthly_api_spend",
     "monthly_benefit"}
)  # fmt: skip


def named_zeros(message: Message) -> Iterator[Statement]:
    """Counts and sums whose name stands alone in its clause in front of a zero."""
    for field, first, last in names_of_fields(message):
        zero = _zero_behind(message, last)
        if field not in _COUNTED or zero is None or message.structure.mode_at(first) != "fact":
            continue
        if _opens(message, first) and _ends(message, zero + 1):
            yield Statement(field=field, value=0, quote=message.quote(first, zero + 1))


def _zero_behind(message: Message, place: int) -> int | None:
    for number in range(place, len(message.tokens)):
        word = message.tokens[number].lower
        if word in _ZEROS:
            return number
        if word not in _BETWEEN:
            return None
    return None


def _opens(message: Message, first: int) -> bool:
    """Nothing but an article or a bullet stands in front of the name, in its clause or line."""
    clause = message.structure.clauses[message.structure.clause_of[first]]
    ahead = [token for token in message.tokens[clause.first : first] if token.kind != "break"]
    return all(token.lower in _OPENING for token in ahead)


def _ends(message: Message, place: int) -> bool:
    """What stands behind the zero is the end, a mark or a word of time: not the "of them" of "none of them"."""
    while place < len(message.tokens) and message.tokens[place].lower in _BEHIND:
        place += 1
    if place == len(message.tokens):
        return True
    token = message.tokens[place]
    return token.is_end or token.kind in ("symbol", "break") or token.lower in ("and", "but")
