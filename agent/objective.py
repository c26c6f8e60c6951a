"""What the user wants, in their words, and the number that should move."""

from agent.facts import Statement
from agent.message import Message
from agent.understanding import Context
from agent.values import fits, tidy

_MINUTE_NAMES = {
    1.0: "seconds",
    60.0: "minutes",
    3600.0: "hours",
    86400.0: "days",
    604800.0: "weeks",
    2592000.0: "months",
}
_BY = frozenset({"by", "within", "until", "before"})
_LONGEST_GOAL = 600


def goal_statement(message: Message, context: Context) -> Statement | None:
    """The sentence that says what they want; any sentence when the goal was asked for."""
    structure = message.structure
    for hit in structure.hits_of("wants"):
        clause = structure.clauses[structure.clause_of[hit.first]]
        if clause.mode == "fact" and not structure.is_negated(hit.first, 2):
            sentence = structure.sentences[clause.sentence]
            if sentence.last - hit.last >= 3:
                return _goal(message.sentence_text(clause.sentence))
    if "goal" in context.asked and not structure.hits_of("decline", "skip"):
        words = [token for token in message.tokens if token.kind == "word"]
        if len(words) >= 3 and any(clause.mode == "fact" for clause in structure.clauses):
            stated = [clause.sentence for clause in structure.clauses if clause.mode == "fact"]
            return _goal(message.sentence_text(stated[0]))
    return None


def objective_statement(message: Message) -> Statement | None:
    """A metric that moves from one number to another: "cut handling time from 9 to 6 minutes by June"."""
    structure = message.structure
    for item in message.measured:
        if not item.quantity.movement or structure.mode_at(item.first) != "fact":
            continue
        sentence = structure.sentences[item.sentence]
        verbs = [hit for hit in structure.hits_of("objective_verbs") if sentence.first <= hit.first < item.first]
        if not verbs or verbs[-1].last >= item.first:
            continue
        metric = _metric(message, verbs[-1].last, item.first)
        first, last = item.quantity.range or (0.0, 0.0)
        unit, factor = _unit(item.quantity.kind, item.quantity.unit)
        value = {
            "metric": metric,
            "baseline": tidy(first / factor),
            "target": tidy(last / factor),
            "unit": unit,
            "by": _by(message, item.last, sentence.last),
        }
        if metric and fits("objective", value):
            return Statement(field="objective", value=value, quote=message.sentence_text(item.sentence))
    return None


def _goal(text: str) -> Statement | None:
    text = text[:_LONGEST_GOAL].strip()
    return Statement(field="goal", value=text, quote=text) if text else None


def _metric(message: Message, first: int, last: int) -> str:
    while first < last and message.tokens[first].lower in ("the", "our", "my", "its", "their", "up", "down"):
        first += 1
    return message.quote(first, last) if first < last else ""


def _unit(kind: str, unit: str) -> tuple[str | None, float]:
    if kind == "share":
        return "%", 0.01
    if kind == "money":
        return "USD", 1.0
    if kind == "duration":
        seconds = float(unit)
        return _MINUTE_NAMES.get(seconds, "seconds"), seconds if seconds in _MINUTE_NAMES else 1.0
    return None, 1.0


def _by(message: Message, first: int, last: int) -> str | None:
    for index in range(first, last):
        if message.tokens[index].lower in _BY and index + 1 < last:
            end = min(last, index + 6)
            return message.quote(index + 1, end).rstrip(" ,.")
    return None
