"""What a message asks for: requests, questions to the guidance, retractions, a calculation, and its language."""

from collections.abc import Sequence
from functools import cache
from typing import get_args

from pydantic import JsonValue

from agent.clauses import Structure
from agent.cues import Cues, Hit, groups_of, load_cues
from agent.message import Message
from agent.roles import Measured
from agent.understanding import Context, Request, ToolCall
from agent.values import tidy

_SHORT = 6  # words: a message of so few is a command
_OPENING = 3
_LETTER = 12  # words: more of them, and a "thanks" at the end is how letters close
_TAG_QUESTION = 2  # words: "..., do we?" belongs to what comes before
_ONLY_SHORT = frozenset({"help", "restart"})
_AT_HEAD = frozenset({"keep", "undo"})
_QUESTION_REQUESTS = frozenset({"choose_partner"})
_RULE_WORDS = frozenset({"when", "how", "why", "where"})
_NAMES = frozenset(get_args(Request))


def requests(message: Message) -> list[tuple[Request, int]]:
    """Requests with the sentence in which they stand, in order, each once."""
    found: dict[str, int] = {}
    words = sum(1 for token in message.tokens if token.kind == "word")
    for hit in message.structure.hits:
        if not hit.payload.startswith("requests."):
            continue
        name = hit.payload.removeprefix("requests.")
        clause = message.structure.clause_of[hit.first]
        if clause < 0 or message.structure.clauses[clause].mode == "ignored":
            continue
        if _is_meant(message.structure, hit, name, words):
            found.setdefault(name, message.structure.clauses[clause].sentence)
    if "source_of_number" in found or "why_asked" in found:
        found.pop("why", None)
    return [(name, sentence) for name, sentence in found.items() if name in _NAMES]  # type: ignore[misc]  # names of the literal


def _is_meant(structure: Structure, hit: Hit[str], name: str, words: int) -> bool:
    sentence = structure.sentences[structure.clauses[structure.clause_of[hit.first]].sentence]
    at_head = hit.first <= sentence.first + _OPENING
    mode = structure.mode_at(hit.first)
    match name:
        case "greeting":
            return hit.first <= _OPENING and at_head
        case "why":
            bare = hit.last - hit.first > 1 or sentence.last - sentence.first <= 3
            return bare and (at_head or words <= _SHORT)
        case "source_of_number":
            return any(token.kind == "number" for token in structure.tokens[sentence.first : sentence.last]) or any(
                token.lower in ("number", "figure", "that", "this", "amount", "sum")
                for token in structure.tokens[sentence.first : sentence.last]
            )
        case "choose_partner":
            return mode == "question"
        case "thanks":  # at the end of a letter it is a signature
            return words <= _LETTER and not structure.is_negated(hit.first, 2)
        case "recommend":
            clause = structure.clauses[structure.clause_of[hit.first]]
            before = {token.lower for token in structure.tokens[clause.first : hit.first]}
            # "When is it worth it?" asks for a rule; "is it worth it?" asks for the advice.
            return mode in ("question", "fact") and not before & _RULE_WORDS and not structure.is_negated(hit.first, 3)
        case _ if name in _ONLY_SHORT:
            return words <= _SHORT and hit.first <= sentence.first + 1
        case _ if name in _AT_HEAD:
            return mode == "fact" and hit.first <= sentence.first + 1 and not structure.is_negated(hit.first, 3)
        case _:
            return True


def questions(message: Message, served: set[int]) -> list[str]:
    """What is asked of the guidance, in the user's words: question clauses of sentences that nothing else serves."""
    found: list[str] = []
    for number, sentence in enumerate(message.structure.sentences):
        if number in served:
            continue
        asking = [c for c in message.structure.clauses if c.sentence == number and c.mode in ("question", "what_if")]
        if asking:
            last = sentence.last + (1 if sentence.question else 0)
            tag = sentence.last - asking[0].first <= _TAG_QUESTION
            first = sentence.first if tag else asking[0].first
            found.append(message.quote(first, min(last, len(message.tokens))).strip(" ,-"))
    return [text for text in found if len(text.split()) > 1 and any(character.isalpha() for character in text)]


def retractions(message: Message) -> list[str]:
    """Fields that the message takes back: "forget the budget"."""
    found: dict[str, None] = {}
    for hit in message.structure.hits_of("retract"):
        if message.structure.mode_at(hit.first) == "fact":
            fields = fields_named(message, hit.last, min(hit.last + 6, len(message.tokens)))
            if fields:
                found.setdefault(fields[0])
    return list(found)


def fields_named(message: Message, first: int, last: int) -> list[str]:
    """Fields that tokens `first` to `last` (excluded) name, the longest name first."""
    tokens = message.tokens[first:last]
    hits = _field_names().find(tokens)
    taken: set[int] = set()
    fields: list[tuple[int, str]] = []
    for hit in sorted(hits, key=lambda hit: hit.first - hit.last):
        span = set(range(hit.first, hit.last))
        if not span & taken:
            taken |= span
            fields.append((hit.first, hit.payload))
    named = [field for _, field in sorted(fields)]
    pairs = [hit.payload for hit in _field_pairs().find(tokens) if _is_named_alone(hits, hit)]
    return [*named, *(field for field in dict.fromkeys(pairs) if field not in named)]


def _is_named_alone(hits: Sequence[Hit[str]], pair: Hit[str]) -> bool:
    """No longer name holds the word: "output tokens" are not "the tokens"."""
    return all(hit.last - hit.first <= pair.last - pair.first for hit in hits if hit.first <= pair.first < hit.last)


def break_even_call(message: Message, context: Context) -> tuple[ToolCall, set[int]] | None:
    """The break-even calculation that the message asks for, and the sentences that it takes up; `None` if none."""
    hits = [hit for hit in message.structure.hits_of("break_even") if message.structure.mode_at(hit.first) != "ignored"]
    asking = [hit for hit in hits if message.structure.mode_at(hit.first) in ("question", "what_if")]
    if not asking:
        return None
    money = [item for item in message.measured if item.quantity.kind == "money" and item.quantity.currency == "USD"]
    if len(money) < 2:  # "up front 50000, now 12000 a month": the sign is understood
        money = [item for item in message.measured if item.quantity.kind in ("money", "plain") and item.is_bare()]
    arguments = _costs(message, money)
    if "current_monthly_cost" not in arguments:
        known = context.facts.get("monthly_api_spend")
        if known is not None and known.value is not None:
            arguments["current_monthly_cost"] = known.value
    if not {"upfront_cost", "new_monthly_cost", "current_monthly_cost"} <= set(arguments):
        return None
    sentence = message.structure.clauses[message.structure.clause_of[asking[0].first]].sentence
    sentences = {item.sentence for item in money} | {sentence}
    quote = message.quote(
        min(message.structure.sentences[number].first for number in sentences),
        max(message.structure.sentences[number].last for number in sentences),
    )
    return ToolCall(tool="break_even", arguments=arguments, quote=quote), {sentence}


def _costs(message: Message, money: Sequence[Measured]) -> dict[str, JsonValue]:
    arguments: dict[str, JsonValue] = {}
    moved = next((item for item in money if item.quantity.movement and item.per is not None), None)
    if moved is not None and moved.quantity.range:
        arguments["current_monthly_cost"] = tidy(moved.quantity.range[0] * (moved.per or 1.0))
        arguments["new_monthly_cost"] = tidy(moved.quantity.range[1] * (moved.per or 1.0))
    monthly = [item for item in money if item.per is not None and item is not moved]
    once = [item for item in money if item.per is None]
    if once:
        arguments["upfront_cost"] = tidy(once[0].quantity.value)
    scores = [_leaning(message, item) for item in monthly]
    order = sorted(range(len(monthly)), key=lambda index: scores[index])
    if len(order) >= 2:
        new, current = monthly[order[0]], monthly[order[-1]]
        arguments["new_monthly_cost"] = _monthly(new)
        arguments["current_monthly_cost"] = _monthly(current)
    elif len(order) == 1:
        name = "current_monthly_cost" if scores[0] > 0 else "new_monthly_cost"
        arguments[name] = _monthly(monthly[0])
    return arguments


def _leaning(message: Message, item: Measured) -> float:
    """Above 0: the cost as it is today; below: after the change."""
    score = 0.0
    for hit in message.structure.hits_of("current_cost", "new_cost"):
        clause = message.structure.clause_of[hit.first]
        if clause < 0 or message.structure.clauses[clause].sentence != item.sentence:
            continue
        gap = item.first - hit.last if hit.last <= item.first else hit.first - item.last
        before = 1.0 if hit.last <= item.first else 0.6
        score += (1 if hit.payload == "current_cost" else -1) * before / (1 + max(gap, 0))
    return score


def _monthly(item: Measured) -> float:
    return tidy(item.quantity.value * (item.per or 1.0))


@cache
def _field_pairs() -> Cues[str]:
    return Cues(groups_of(load_cues("acts.yaml")["field_pairs"], "acts.yaml: field_pairs"))


@cache
def _field_names() -> Cues[str]:
    return Cues(groups_of(load_cues("acts.yaml")["field_names"], "acts.yaml: field_names"))
