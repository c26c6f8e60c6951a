"""Known facts of which a message asks what is noted, and nothing else: "what's the budget now?"."""

from agent.understanding import Context
from agent.words.field_names import names_of_fields
from agent.words.message import Message

# What tools work out, or what the guidance has a rule for, is asked for in the same words.
_WORKED_OUT = frozenset(
    {"monthly_api_spend", "horizon_months", "objective", "goal", "growth_per_year", "current_approach"}
)
_ASKS = frozenset({"what", "what's", "whats", "which"})
_OURS = frozenset({"the", "our", "my", "you", "i", "we", "now", "current", "currently"})
_AROUND = _ASKS | frozenset(
    {"is", "are", "was", "the", "our", "my", "now", "then", "currently", "today", "again", "at", "moment", "so",
     "and", "ok", "okay", "do", "did", "have", "had", "has", "you", "i", "we", "me", "us", "say", "said", "tell",
     "told", "give", "gave", "note", "noted", "got", "down", "written", "wrote", "recorded", "record", "stored", "on",
     "file", "about", "for", "as", "figure", "number", "value", "know", "please", "that", "of", "assume", "assuming",
     "use", "using", "known", "still", "it", "to", "here", "current"}
)  # fmt: skip


def values_asked(message: Message, context: Context) -> tuple[str, ...]:
    """The fields; none where anything else is said or asked."""
    words = [token for token in message.tokens if token.kind == "word"]
    asks = bool(words) and not _ASKS.isdisjoint(token.lower for token in words[:3]) and not message.measured
    if not asks or len(message.structure.sentences) != 1:
        return ()
    names = [(field, first, last) for field, first, last in names_of_fields(message)]
    held = {place for _, first, last in names for place in range(first, last)}
    rest = {token.lower for place, token in enumerate(message.tokens) if token.kind == "word" and place not in held}
    fields = dict.fromkeys(field for field, _, _ in names)
    known = all(field in context.facts and context.facts[field].value is not None for field in fields)
    ours = not rest.isdisjoint(_OURS) and words[-1].lower != "for"  # "what is accuracy?" asks for a definition
    plain = ours and rest <= _AROUND and _WORKED_OUT.isdisjoint(fields)
    return tuple(fields) if fields and known and plain else ()
