"""What a message says of the user's own earlier words: a currency, the question that it put, a word that was wrong."""

from agent.reading.denials import known_denied
from agent.understanding import Context
from agent.words.clauses import Clause
from agent.words.enumerations import RHYTHM, field_cues, places_naming, values_denied_in
from agent.words.field_names import fields_named
from agent.words.message import Message, taken_apart
from agent.words.quantities import Quantity
from agent.words.roles import roles

_USD = "USD"


def in_corrected_currency(message: Message, context: Context) -> str | None:
    """The message before with dollars in it: "45k euros for a start" ... "Sorry, dollars." or "... 49k dollars.".

    `None` where the message says more than that, or no one amount in another currency was told.
    """
    words = {token.lower for token in message.tokens if token.kind == "word"}
    amounts = [item.quantity for item in message.measured]
    named = bool(words & _DOLLARS) or any(one.currency == _USD for one in amounts)
    plain = words - {token.lower for one in amounts for token in message.tokens[one.first : one.last]} <= _CORRECTING
    if not named or not plain or len(amounts) > 1 or not context.said:
        return None
    if any(one.currency not in (None, _USD) for one in amounts) or _asks(message):
        return None
    before = taken_apart(context.said)
    told = [item.quantity for item in before.measured if item.quantity.currency not in (None, _USD)]
    if len(told) != 1:
        return None
    meant = amounts[0] if amounts else told[0]
    return before.text[: told[0].start] + _in_dollars(meant) + before.text[told[0].end :]


def _asks(message: Message) -> bool:
    return any(sentence.question for sentence in message.structure.sentences)


def _in_dollars(amount: Quantity) -> str:
    ends = amount.range or (amount.value,)
    return " to ".join(f"${end:.10g}" for end in ends)


_DOLLARS = frozenset({"dollar", "dollars", "usd", "bucks"})
_CORRECTING = _DOLLARS | frozenset(
    {"sorry", "oops", "i", "meant", "mean", "us", "in", "that's", "it's", "is", "that", "it", "was", "no", "not",
     "euro", "euros", "eur", "pounds", "pound", "gbp", "francs", "chf", "of", "course", "make", "to", "be", "should",
     "american",
     "all", "these", "are", "the", "amounts", "figures", "actually", "wait", "correction", "my", "mistake", "were", "a",
     "typo", "obviously", "rather", "say", "then", "please", "so", "would", "which", "about", "roughly"}
)  # fmt: skip


def asked_by_user(message: Message, context: Context) -> str | None:
    """The unknown number that the user's own question named: "Why do you not know my budget?" ... "It's 120k"."""
    if not context.said or not message.measured or message.measured[0].sentence != 0 or not _points(message):
        return None
    before = taken_apart(context.said)
    fields = {
        field
        for sentence in before.structure.sentences
        if sentence.question
        for field in fields_named(before, sentence.first, sentence.last)
    }
    named = fields_named(message, message.structure.sentences[0].first, message.measured[0].first)
    open_fields = [field for field in fields if field in roles() and field not in context.facts]
    return open_fields[0] if len(open_fields) == 1 and not named and len(fields) == 1 else None


def _points(message: Message) -> bool:
    """Nothing but a pronoun and its verb stands in front of the number."""
    ahead = [token.lower for token in message.tokens[: message.measured[0].first] if token.kind == "word"]
    return bool(ahead) and set(ahead) <= _POINTING


_POINTING = frozenset(
    {"it", "it's", "its", "is", "that's", "that", "we", "have", "we've", "they're", "are", "there", "there's", "about",
     "well", "so", "ok", "okay", "roughly", "around", "would", "be", "i", "got", "they", "some", "the", "answer"}
)  # fmt: skip


def without_denied_word(message: Message, context: Context) -> tuple[str, str] | None:
    """The field whose known word is called wrong, and the message without that: "Weekly was wrong. It's monthly."."""
    clauses = message.structure.clauses
    denied = known_denied(message, context)
    for place, clause in enumerate(clauses):
        field = _denied_in(message, clause, context) if clause.mode == "fact" else None
        if field is None and clause.mode == "fact" and _goes_on_of_it(message, place):
            named = values_denied_in(message.structure, clause.first, clause.last)
            field = next((one.field for one in named if one.field in denied), None)
        if field is not None and len(clauses) > 1:
            behind = clauses[place + 1].first if place + 1 < len(clauses) else len(message.tokens)
            kept = (
                message.text[: message.tokens[clause.first].start],
                message.quote(behind, len(message.tokens)) if (behind < len(message.tokens)) else "",
            )
            return field, " ".join(" ".join(kept).split())
    return None


def _goes_on_of_it(message: Message, place: int) -> bool:
    """ "The files aren't public at all: addresses are in there": the same sentence, or a pronoun, says why."""
    clauses = message.structure.clauses
    if place + 1 >= len(clauses) or message.measured:
        return False
    behind = clauses[place + 1]
    pointing = message.tokens[behind.first].lower in _POINTING | {"they", "those", "these"}
    return behind.sentence == clauses[place].sentence or pointing


def _denied_in(message: Message, clause: Clause, context: Context) -> str | None:
    """The field of which a clause says that its known word is wrong, and nothing else."""
    words = [token.lower for token in message.tokens[clause.first : clause.last] if token.kind == "word"]
    if not ((_WRONG | _OF_OTHER_DAYS) & set(words) or words[:1] == ["not"]):
        return None
    for field, fact in context.facts.items():
        if not isinstance(fact.value, str) or not (field == "model" or field in field_cues()):
            continue
        if field == RHYTHM and message.measured:  # "5,000 calls weekly, not daily" is a volume
            continue
        models = [one for one in message.models if one.name == fact.value]
        held = {place for one in models for place in range(one.first, one.last)} if field == "model" else set()
        held |= set(places_naming(message.structure, field, fact.value)) if field in field_cues() else set()
        held |= {place for place, token in enumerate(message.tokens) if token.lower == fact.value}
        named = [place for place in range(clause.first, clause.last) if place in held]
        if named and _was_once(message, clause, named[-1]):
            return field
        others = [
            token.lower
            for place, token in enumerate(message.tokens[clause.first : clause.last], clause.first)
            if token.kind == "word" and place not in held
        ]
        if named and _WRONG | {"not"} & set(others) and set(others) <= _WRONG | _AROUND_WRONG:
            return field
    return None


def _was_once(message: Message, clause: Clause, held: int) -> bool:
    """ "Weekly was the old release train": the known word opens the clause, and was so in other days."""
    ahead = {token.lower for token in message.tokens[clause.first : held] if token.kind == "word"}
    behind = [token.lower for token in message.tokens[held + 1 : clause.last] if token.kind == "word"]
    return ahead <= _AROUND_WRONG and behind[:1] in (["was"], ["were"]) and not _OF_OTHER_DAYS.isdisjoint(behind)


_OF_OTHER_DAYS = frozenset({"old", "older", "former", "previous", "earlier", "before", "then", "previously", "last"})
_WRONG = frozenset(
    {"wrong", "incorrect", "mistaken", "mistake", "typo", "error", "outdated", "exaggerated", "overstated",
     "understated", "exaggeration", "wishful"}
)  # fmt: skip
_AROUND_WRONG = frozenset(
    {"was", "is", "were", "it's", "it", "not", "a", "an", "my", "the", "i", "we", "about", "on", "said", "that",
     "sorry", "oops", "no", "of", "me", "plain", "simply", "just", "there", "with"}
)  # fmt: skip
