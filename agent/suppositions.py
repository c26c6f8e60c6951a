"""What a message only supposes: "what if volume doubles?". Facts stay as they are; the values are worked out here."""

from agent.acts import fields_named
from agent.enumerations import named_values
from agent.facts import Statement
from agent.message import Message
from agent.roles import Measured, assign
from agent.understanding import Context
from agent.values import fits, tidy, value_of

_UP = frozenset(
    {
        "up",
        "more",
        "higher",
        "increase",
        "increases",
        "increased",
        "grow",
        "grows",
        "rise",
        "rises",
        "rose",
        "grew",
        "additional",
        "extra",
    }
)
_DOWN = frozenset(
    {
        "down",
        "less",
        "lower",
        "lowered",
        "decrease",
        "decreases",
        "drop",
        "drops",
        "fall",
        "falls",
        "fewer",
        "cut",
        "reduce",
        "reduced",
        "cheaper",
        "dropped",
        "fell",
        "shrink",
        "shrinks",
    }
)
_SCALABLE = frozenset(
    {"requests_per_month", "input_tokens", "output_tokens", "monthly_api_spend", "budget", "monthly_benefit", "documents", "training_examples", "ml_engineers",
     "max_latency_seconds", "timeline_months"}
)  # fmt: skip


def suppositions(message: Message, context: Context, served: set[int]) -> list[tuple[Statement, int]]:
    """Hypothetical values with the sentence in which they stand."""
    structure = message.structure
    if not any(clause.mode == "what_if" for clause in structure.clauses):
        return []
    items = [m for m in message.measured if structure.mode_at(m.first) == "what_if" and m.sentence not in served]
    found: dict[str, tuple[Statement, int]] = {}
    for item in items:
        relative = _relative(message, context, item)
        if relative is not None:
            found[relative.field] = (relative, item.sentence)
    changed = {id(item) for item in items if _is_relative(message, item)}
    known = [topic for topic in ("accuracy",) if "target_accuracy" in context.facts]
    for assigned in assign(
        structure, [item for item in items if id(item) not in changed], message.number_cues, (), known
    ):
        value = value_of(assigned)
        if value is not None and assigned.field not in found:
            quote = message.quote(assigned.measured.first, assigned.measured.last)
            found[assigned.field] = (
                Statement(field=assigned.field, value=value[0], range=value[1], quote=quote),
                assigned.measured.sentence,
            )
    for named in named_values(structure, (), "what_if"):
        sentence = structure.clauses[structure.clause_of[named.first]].sentence
        if sentence not in served and named.field not in ("task", "industry", "stage"):
            quote = message.quote(named.first, named.last)
            found.setdefault(named.field, (Statement(field=named.field, value=named.value, quote=quote), sentence))
    for mention in message.models:
        if structure.mode_at(mention.first) == "what_if":
            sentence = structure.clauses[structure.clause_of[mention.first]].sentence
            quote = message.quote(mention.first, mention.last)
            if sentence not in served:
                found.setdefault("model", (Statement(field="model", value=mention.name, quote=quote), sentence))
    return list(found.values())


def _is_relative(message: Message, item: Measured) -> bool:
    return item.quantity.kind == "factor" or (item.quantity.kind == "share" and _direction(message, item) != 0)


def _direction(message: Message, item: Measured) -> int:
    sentence = message.structure.sentences[item.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return 1 if words & _UP else -1 if words & _DOWN else 0


def _relative(message: Message, context: Context, item: Measured) -> Statement | None:
    """A change of a known value: twice, half, 50 % more."""
    if not _is_relative(message, item):
        return None
    sentence = message.structure.sentences[item.sentence]
    named = [field for field in fields_named(message, sentence.first, sentence.last) if field in _SCALABLE]
    field = named[0] if named else "requests_per_month"
    fact = context.facts.get(field)
    if fact is None or not isinstance(fact.value, int | float) or isinstance(fact.value, bool):
        return None
    quantity = item.quantity
    factor = quantity.value if quantity.kind == "factor" else 1 + _direction(message, item) * quantity.value
    value = tidy(fact.value * factor)
    if not fits(field, value):
        return None
    return Statement(field=field, value=value, quote=message.quote(sentence.first, sentence.last))
