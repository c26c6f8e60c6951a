"""Reads a message without a language model: a grammar for quantities, cue phrases as data, the pending question.

The seam is `agent.understanding.Reader`. Every statement quotes the message literally and fits the profile; what is
hypothetical, asked, said of others or an attempt to give orders is no fact.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pydantic import JsonValue

from agent.acts import break_even_call, questions, requests, retractions
from agent.derived import counted_benefits, derived_statements
from agent.enumerations import named_values, zero_values
from agent.facts import Statement
from agent.language import language_of
from agent.message import Message, taken_apart
from agent.objective import goal_statement, objective_statement
from agent.pending import answers, declines, picked
from agent.roles import Assigned, Measured, assign, roles
from agent.suppositions import suppositions
from agent.understanding import Context, Request, Understanding
from agent.values import counts_wrong, fits, in_unit_of, tidy, value_of

_ADDED_UP = frozenset({"ml_engineers", "documents"})


class BuiltInReader:
    """The reader that is always there: no model, no network, same words and context, same understanding."""

    def read(self, message: str, context: Context) -> Understanding:
        """Everything that the message says. Any text is read; what makes no sense comes back as not understood."""
        taken = taken_apart(message)
        language = language_of(message)
        if not taken.tokens:
            return Understanding(understood=False, language=language)
        choice = picked(taken, context)
        if choice is not None:
            return Understanding(statements=(choice,))
        call = break_even_call(taken, context)
        asked_for = requests(taken)
        served = {sentence for _, sentence in asked_for} | (call[1] if call else set())
        what_ifs = suppositions(taken, context, served)
        served |= {sentence for _, sentence in what_ifs}
        taken_back = retractions(taken)
        told = {sentence for name, sentence in asked_for if name == "summary"}
        facts = _facts(taken, context, call[1] if call else set(), taken_back, told)
        declined = declines(taken, context, {fact.field for fact in facts})
        wanted: list[Request] = [name for name, _ in asked_for]
        if context.asked and set(context.asked) <= {statement.field for statement in declined} and "skip" not in wanted:
            wanted.append("skip")
        asked = questions(taken, served)
        statements = (*facts, *declined)
        return Understanding(
            statements=statements,
            retractions=tuple(taken_back),
            what_ifs=tuple(statement for statement, _ in what_ifs),
            tool_calls=(call[0],) if call else (),
            questions=tuple(asked),
            requests=tuple(wanted),
            language=language,
            understood=bool(statements or taken_back or what_ifs or call or wanted or asked),
        )


def _facts(
    message: Message, context: Context, skipped: set[int], taken_back: Sequence[str], told: Collection[int]
) -> list[Statement]:
    numeric = _numeric(message, context, skipped)
    combined = derived_statements(message)
    used = counted_benefits(message)
    found = [*_stated(message, [item for item in numeric if item.measured not in used], combined), *combined]
    named = {statement.field for statement in found}
    words = [statement for statement in _worded(message, context, told) if statement.field not in named]
    found += words
    found += [s for s in zero_values_as_statements(message) if s.field not in named]
    known = {statement.field for statement in found}
    found += answers(message, context, known)
    known = {statement.field for statement in found}
    objective = objective_statement(message)
    goal = goal_statement(message, context)
    found += [s for s in (objective, goal) if s is not None and s.field not in known]
    valid = [s for s in found if s.field not in taken_back and (s.value is None or fits(s.field, s.value))]
    return sorted(valid, key=lambda statement: message.text.find(statement.quote or ""))


def _numeric(message: Message, context: Context, skipped: set[int]) -> list[Assigned]:
    """Assigned quantities of clauses that state something, negated ones ("not $50k") left out."""
    items = [
        _like_theirs(message, item)
        for item in message.measured
        if message.structure.mode_at(item.first) == "fact"
        and item.sentence not in skipped
        and not _is_denied(message, item)
    ]
    topics = [topic for topic, fields in _TOPIC_FIELDS.items() if any(f in context.asked for f in fields)]
    assigned = assign(message.structure, items, message.number_cues, context.asked, topics)
    return _corrected(message, context, items, assigned)


_TOPIC_FIELDS = {"accuracy": ("current_accuracy", "target_accuracy")}


def _is_denied(message: Message, item: Measured) -> bool:
    before, after = message.tokens[: item.first], message.tokens[item.quantity.last :]
    if after[:1] and after[0].lower == "but" and before and before[-1].lower in ("isn't", "not", "wasn't", "aren't"):
        return True  # "isn't 6 but 9"
    return any(hit.last == item.first for hit in message.structure.hits_of("instead_of"))


def _like_theirs(message: Message, item: Measured) -> Measured:
    """ "A rival handles 5 million requests a month. Ours are closer to 200k": requests a month too."""
    structure = message.structure
    if item.per is not None or not item.is_bare() or item.quantity.kind not in ("plain", "money"):
        return item
    if item.quantity.kind == "money" and message.activation(item).get("pay", 0.0) < _PAYS:
        return item
    ours = [hit for hit in structure.hits_of("ours") if hit.first < item.first]
    theirs = [
        other
        for other in message.measured
        if structure.mode_at(other.first) == "foreign"
        and other.per is not None
        and other.quantity.kind == item.quantity.kind
        and other.first < item.first
        and item.sentence - other.sentence <= 1
    ]
    if not theirs or not any(hit.first > theirs[-1].first for hit in ours):
        return item
    return replace(item, nouns=theirs[-1].nouns, per=theirs[-1].per)


_PAYS = 0.5


def _corrected(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "300k, sorry, 350k" corrects the number before; "sorry, 20k" alone the newest fact of that kind."""
    result = _swapped(message, context, items, assigned)
    corrects = bool(message.structure.hits_of("correction"))
    if not corrects and not message.structure.hits_of("revised"):
        return result
    done = {id(item.measured) for item in assigned if item.field not in context.asked}
    for item in items:
        if id(item) in done or not item.is_bare() or item.per is not None:
            continue
        revised = None if any(other.measured is item for other in result) else _revised(message, item, result)
        if revised is not None:
            result.append(revised)
            continue
        if not corrects:
            continue
        field = _newest(context, item)
        if field is not None and not any(other.field == field for other in result):
            result = [other for other in result if other.measured is not item]
            result.append(Assigned(field, item, 1.0, {}))
    return result


def _swapped(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "It's 50k, not 5k": the number that is denied is a known fact, the other one its new value."""
    result = list(assigned)
    for denied in message.measured:
        if not _is_denied(message, denied) or message.structure.mode_at(denied.first) != "fact":
            continue
        beside = [item for item in items if item.sentence == denied.sentence and item.is_bare() and item.per is None]
        field = _field_that_is(context, denied)
        if field is None or len(beside) != 1 or any(item.measured is beside[0] for item in result):
            continue
        quantity = in_unit_of(beside[0].quantity, denied.quantity)
        if quantity is not None or denied.quantity.kind == "plain":
            chosen = replace(beside[0], quantity=quantity) if quantity is not None else beside[0]
            result.append(Assigned(field, chosen, 1.0, {}))
    return result


def _field_that_is(context: Context, denied: Measured) -> str | None:
    """The one known number that equals a denied one, in the field's own unit."""
    found = [
        field
        for field, fact in context.facts.items()
        if field in roles()
        and isinstance(fact.value, int | float)
        and (value := value_of(Assigned(field, denied, 1.0, {}))) is not None
        and abs(value[0] - fact.value) <= _SAME * max(abs(fact.value), _SAME)
    ]
    return found[0] if len(found) == 1 else None


_SAME = 0.005


def _revised(message: Message, item: Measured, assigned: Sequence[Assigned]) -> Assigned | None:
    """The number as a later word on the assigned number before it, in that number's unit; `None` where it is none."""
    earlier = [other for other in assigned if other.measured.first < item.first]
    if not earlier:
        return None
    last = max(earlier, key=lambda other: other.measured.first)
    before = last.measured
    again = any(before.last <= hit.first < item.first for hit in message.structure.hits_of("correction"))
    moved = any(hit.last == item.first for hit in message.structure.hits_of("revised"))
    if not (again or moved) or item.sentence - before.sentence > 1:
        return None
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None:
        return None
    return Assigned(last.field, replace(item, quantity=quantity, nouns=before.nouns, per=before.per), last.score,
                    last.activation)  # fmt: skip


_CORRECTABLE: Mapping[str, frozenset[str]] = {
    "money": frozenset({"budget", "monthly_api_spend", "monthly_benefit"}),
    "share": frozenset(
        {"target_accuracy", "current_accuracy", "growth_per_year", "critical_error_rate", "edge_case_error_rate"}
    ),
    "duration": frozenset({"timeline_months", "horizon_months", "max_latency_seconds"}),
    "plain": frozenset(
        {"requests_per_month", "input_tokens", "output_tokens", "documents", "training_examples", "ml_engineers",
         "budget", "monthly_api_spend", "monthly_benefit"}
    ),
    "factor": frozenset(),
}  # fmt: skip


def _newest(context: Context, item: Measured) -> str | None:
    fitting = [
        (fact.turn, place, field)
        for place, (field, fact) in enumerate(context.facts.items())
        if field in _CORRECTABLE[item.quantity.kind] and fact.status == "stated"
    ]
    return max(fitting)[2] if fitting else None


def _stated(message: Message, assigned: Sequence[Assigned], combined: Sequence[Statement]) -> list[Statement]:
    """One statement per field: the later one, unless the earlier is far surer; heads are added up."""
    taken = {statement.field for statement in combined}
    best: dict[str, list[Assigned]] = {}
    for item in assigned:
        if item.field not in taken:
            best.setdefault(item.field, []).append(item)
    statements: list[Statement] = []
    for field, items in best.items():
        statements += _movement(message, items) or _single(message, field, items)
    fields: dict[str, Statement] = {}
    for statement in statements:
        fields.setdefault(statement.field, statement)
    return list(fields.values())


def _single(message: Message, field: str, items: Sequence[Assigned]) -> list[Statement]:
    if field in _ADDED_UP and len({item.measured.sentence for item in items}) == 1 and len(items) > 1:
        values = [value for item in items if (value := value_of(item))]
        first, last = items[0].measured, items[-1].measured
        total = sum(value for value, _ in values)
        return [Statement(field=field, value=total, quote=message.quote(first.first, last.last))]
    summed = _sum_of_money(message, field, items)
    if summed is not None:
        return [summed]
    strongest = max(item.score for item in items)
    chosen = [item for item in items if item.score >= 0.6 * strongest][-1]
    value = value_of(chosen)
    if value is None:
        return []
    quote = message.quote(chosen.measured.first, chosen.measured.last)
    return [Statement(field=field, value=value[0], range=value[1], quote=quote)]


def _sum_of_money(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$10k savings plus $15k extra sales a month" are 25k a month."""
    money = [item for item in items if item.measured.quantity.kind == "money"]
    if field != "monthly_benefit" or len(money) < 2 or len({item.measured.sentence for item in money}) > 1:
        return None
    pairs = pairwise(item.measured for item in money)
    if not all(_are_added(message, first.quantity.last, second.first) for first, second in pairs):
        return None
    rate = next((item.measured.per for item in reversed(money) if item.measured.per is not None), None)
    shared = [replace(item, measured=replace(item.measured, per=item.measured.per or rate)) for item in money]
    values = [value for item in shared if (value := value_of(item)) is not None]
    total = tidy(sum(value for value, _ in values))
    quote = message.quote(money[0].measured.first, money[-1].measured.last)
    return Statement(field=field, value=total, quote=quote) if fits(field, total) else None


def _are_added(message: Message, first: int, last: int) -> bool:
    return any(token.lower in ("plus", "+") for token in message.tokens[first:last])


def _movement(message: Message, items: Sequence[Assigned]) -> list[Statement]:
    """ "Accuracy from 81% to 93%" is where it is and where it must be."""
    moved = next((item for item in items if item.measured.quantity.movement), None)
    if moved is None or moved.field not in ("current_accuracy", "target_accuracy"):
        return []
    first, last = moved.measured.quantity.range or (0.0, 0.0)
    if counts_wrong(moved.field, moved.activation):  # "the error rate from 12% to 3%"
        first, last = 1 - first, 1 - last
    quote = message.quote(moved.measured.first, moved.measured.last)
    return [
        Statement(field="current_accuracy", value=round(first, 10), quote=quote),
        Statement(field="target_accuracy", value=round(last, 10), quote=quote),
    ]


def _worded(message: Message, context: Context, told: Collection[int]) -> list[Statement]:
    """Values named by words; a sentence of `told` asks for a summary and names no task."""
    clauses, clause_of = message.structure.clauses, message.structure.clause_of
    rates = {
        index for item in message.measured if item.quantity.kind != "factor" for index in range(item.first, item.last)
    }
    declined = {index for hit in message.structure.hits_of("decline") for index in range(hit.first, hit.last)}
    statements = [
        Statement(
            field=named.field, value=named.value, status=named.status, quote=message.quote(named.first, named.last)
        )
        for named in named_values(message.structure, context.asked, rates=rates)
        if not (named.field == "task" and clauses[clause_of[named.first]].sentence in told)
        and not declined.issuperset(range(named.first, named.last))  # the "no" of "no idea" is no answer
    ]
    model = _model(message)
    return [*statements, *([model] if model else [])]


def _model(message: Message) -> Statement | None:
    """The model in use, else the first that is named; one that was left behind does not count."""
    best: tuple[float, Statement] | None = None
    left = message.structure.hits_of("instead_of")
    for position, mention in enumerate(message.models):
        if message.structure.mode_at(mention.first) != "fact":
            continue
        if any(hit.last <= mention.first <= hit.last + 2 for hit in left):
            continue
        value: JsonValue = mention.name
        score = -0.1 * position
        statement = Statement(field="model", value=value, quote=message.quote(mention.first, mention.last))
        if best is None or score > best[0]:
            best = (score, statement)
    return best[1] if best else None


def zero_values_as_statements(message: Message) -> list[Statement]:
    """Counts that the words make zero: "no labelled data"."""
    return [
        Statement(field=named.field, value=named.value, quote=message.quote(named.first, named.last))
        for named in zero_values(message.structure)
    ]
