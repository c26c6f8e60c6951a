"""What a message only supposes: "what if volume doubles?". Facts stay as they are; the values are worked out here."""

from collections.abc import Iterator

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
    {
        "requests_per_month",
        "input_tokens",
        "output_tokens",
        "monthly_api_spend",
        "budget",
        "monthly_benefit",
        "documents",
        "training_examples",
        "ml_engineers",
        "max_latency_seconds",
        "timeline_months",
    }
)
_NEVER_SUPPOSED = frozenset({"task", "industry", "stage"})


def suppositions(message: Message, context: Context, served: set[int]) -> list[tuple[Statement, int]]:
    """Hypothetical values with the sentence in which they stand."""
    structure = message.structure
    if not any(clause.mode == "what_if" for clause in structure.clauses):
        return []
    items = [m for m in message.measured if structure.mode_at(m.first) == "what_if"]
    relative = [item for item in items if _is_relative(message, item)]
    absolute = [item for item in items if item not in relative]
    found: dict[str, tuple[Statement, int]] = {}
    every = (
        *((_relative(message, context, item), item.sentence) for item in relative),
        *_numbers(message, context, absolute),
        *_words(message),
    )
    for statement, sentence in every:
        if statement is not None and sentence not in served:
            found.setdefault(statement.field, (statement, sentence))
    return list(found.values())


def _numbers(message: Message, context: Context, items: list[Measured]) -> Iterator[tuple[Statement, int]]:
    known = ["accuracy"] if "target_accuracy" in context.facts else []
    for assigned in assign(message.structure, items, message.number_cues, (), known, supposed=True):
        value = value_of(assigned)
        if value is not None:
            measured = assigned.measured
            quote = message.quote(measured.first, measured.last)
            yield Statement(field=assigned.field, value=value[0], range=value[1], quote=quote), measured.sentence


def _words(message: Message) -> Iterator[tuple[Statement, int]]:
    structure = message.structure
    for named in named_values(structure, (), "what_if"):
        if named.field not in _NEVER_SUPPOSED:
            quote = message.quote(named.first, named.last)
            sentence = structure.clauses[structure.clause_of[named.first]].sentence
            yield Statement(field=named.field, value=named.value, quote=quote), sentence
    for mention in message.models:
        if structure.mode_at(mention.first) == "what_if":
            quote = message.quote(mention.first, mention.last)
            sentence = structure.clauses[structure.clause_of[mention.first]].sentence
            yield Statement(field="model", value=mention.name, quote=quote), sentence


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
