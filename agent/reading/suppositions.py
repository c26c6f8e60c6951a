"""What a message only supposes: "what if volume doubles?". Facts stay as they are; the values are worked out here."""

from collections.abc import Collection, Iterator, Sequence

from agent.facts import Statement
from agent.numbers.amount_shares import amount_shares
from agent.numbers.benefits import benefit_of
from agent.numbers.changes import as_part, change_of, is_factor, price_factor, tells_a_price
from agent.numbers.denied_numbers import is_denied
from agent.numbers.restated import of_what_is_asked
from agent.reading.disputed import operands
from agent.reading.supposed_numbers import ends_of_use, supposed_numbers
from agent.reading.supposed_values import COSTS, NEVER_SUPPOSED, supposed_values, tries_out
from agent.reading.supposed_volumes import parts_of_volume
from agent.reading.supposing_sentences import (
    OPENERS,
    WOULD,
    as_what_if,
    asks_with,
    may_suppose,
    opens_with_factor,
    sentence_span,
)
from agent.understanding import Context
from agent.words.clauses import is_trade, tells
from agent.words.enumerations import RHYTHM, field_cues, speaks_of_change
from agent.words.meaning import groups, meant, value_meant
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.others import OTHERS
from agent.words.tokens import Sentence

_LEADS_IN = frozenset({"at", "with", "for", "if", "about", "only", "just", "say", "to", "what", "under"})


def read_as_supposed(message: Message, context: Context, *, by_cues: bool = False) -> Message:
    """The message with those sentences read as suppositions that sound like one and change what is known.

    "Theoretically, the bill jumps to 30 grand. Then?" supposes where the bill is known, and tells it where it is not.
    """
    candidates = may_suppose(message) - _reckoning(message, context) if context.facts else set()
    if not candidates:
        return message
    others = set(range(len(message.structure.sentences))) - candidates
    supposing = as_what_if(message, candidates)
    found = suppositions(supposing, context, others, by_cues=by_cues)
    changing = {
        sentence
        for statement, sentence in found
        if statement.field in context.facts
        and statement.field not in context.asked
        and context.facts[statement.field].value != statement.value
    }
    answered = {
        sentence
        for statement, sentence in found
        if statement.field in context.asked or of_what_is_asked(context, statement) is not None
    }
    changing -= answered
    changing |= {number for number in candidates - answered if asks_with(message, number)}
    changing |= {
        item.sentence
        for item in message.measured
        if item.sentence in candidates - answered
        and price_factor(supposing, context, item) is not None
        and not tells_a_price(message, item.sentence)
    }
    return as_what_if(message, changing) if changing else message


def _reckoning(message: Message, context: Context) -> set[int]:
    """Sentences that reckon money: "for half of them we'd save the $6" supposes no half of the volume."""
    stated = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    made = benefit_of(message, stated, context)
    used = {item.sentence for item in stated if made and made[1] <= item.first < made[2]}
    return used | {item.sentence for one in amount_shares(message, stated, context) for item in one.used}


def suppositions(
    message: Message, context: Context, served: Collection[int], *, by_cues: bool = False
) -> list[tuple[Statement, int]]:
    """Hypothetical values with the sentence in which they stand; fields of numbers `by_cues` alone, or as is likely.

    A sentence that asks for the costs or the advice may suppose as well: "what would we pay if it was twice as much?".
    """
    structure = message.structure
    served = {number for number in served if not _supposes_clearly(message, number)}
    measured = [as_part(message, item) for item in message.measured]
    items = [item for item in measured if item.sentence not in served and _is_supposed(message, item)]
    tried = any(tries_out(message, context, mention) for mention in message.models)
    if not items and not tried and not any(clause.mode == "what_if" for clause in structure.clauses):
        return []
    worked = operands(message)
    items = [item for item in items if item not in worked]
    items = [item for item in items if not is_denied(message, item) and not _is_theirs(message, item)]
    changes = [(item, change) for item in items if (change := change_of(message, context, item)) is not None]
    changed = [item for item, _ in changes]
    absolute = [item for item in items if item not in changed]
    found: dict[str, tuple[Statement, int]] = {}
    by_themselves = [*parts_of_volume(message, context, absolute), *ends_of_use(message, absolute)]
    absolute = [item for item in absolute if item not in {one for _, one in by_themselves}]
    every = (
        *((change, item.sentence) for change, item in by_themselves),
        *supposed_numbers(message, context, absolute, by_cues=by_cues),
        *((change, item.sentence) for item, change in changes),
        *supposed_values(message, context),
    )
    for statement, sentence in every:
        if sentence not in served or statement.field == "model":  # "what would we pay with gpt-4o-mini?" asks for costs
            found.setdefault(statement.field, (statement, sentence))
    deadline = found.get("timeline_months")
    if deadline is not None and _asks_what_it_saves(message, deadline[1]):
        del found["timeline_months"]
    changes_known = any(field in context.facts for field in found)
    for field in [field for field, (statement, _) in found.items() if _is_so_already(context, statement)]:
        del found[field]
    for field in [field for field in found if changes_known and _is_by_the_way(field, context)]:
        del found[field]
    silent = [number for number in _supposing(message) if number not in {*served, *(at for _, at in found.values())}]
    for statement, sentence in _by_meaning(message, context, silent):
        found.setdefault(statement.field, (statement, sentence))
    return list(found.values())


def _is_so_already(context: Context, statement: Statement) -> bool:
    known = context.facts.get(statement.field)
    return known is not None and known.value is not None and known.value == statement.value


def _is_by_the_way(field: str, context: Context) -> bool:
    """ "If the board signs off half the budget": beside what is known and changes, no reviewer is named."""
    return field not in context.facts and field in field_cues() and not field_cues()[field].outright


def _asks_what_it_saves(message: Message, number: int) -> bool:
    """ "If it were done in one week instead of two, what would that save us?": of the work, and no deadline."""
    words = {token.lower for token in message.tokens[slice(*sentence_span(message, number))]}
    return bool(words & _SAVES) and bool(words & {"what", "how"}) and bool(words & WOULD)


_SAVES = frozenset({"save", "saves", "gain", "win", "bring", "earn", "worth"})


def _supposing(message: Message) -> list[int]:
    """Sentences that suppose something and hold no number."""
    numbers = {item.sentence for item in message.measured}
    supposed = {clause.sentence for clause in message.structure.clauses if clause.mode == "what_if"}
    return sorted(supposed - numbers)


def _by_meaning(message: Message, context: Context, sentences: Sequence[int]) -> Iterator[tuple[Statement, int]]:
    """What a sentence would change of the known values, where no cue says it: "what if nobody proofreads any more?"."""
    known = [
        field for field in field_cues() if field in context.facts and field in groups() and field not in NEVER_SUPPOSED
    ]
    for number in sentences:
        text = message.sentence_text(number).strip(" .,!?-*")
        spans = _asks_for_a_bill(message, number)
        changes = [
            (best.score, field, value)
            for field in known
            if not (spans and field == RHYTHM)  # "what would the year cost?"
            if (best := meant([text], field)[0]).score >= _LEAST_MEANT and best.margin >= _LEAST_MARGIN
            if (value := value_meant(field, best.label)) != context.facts[field].value
        ]
        if changes:
            _, field, value = max(changes, key=lambda change: change[0])
            yield Statement(field=field, value=value, quote=message.sentence_text(number)), number


def _asks_for_a_bill(message: Message, number: int) -> bool:
    """ "What would the year cost?": a span to reckon over, and no rhythm of change."""
    words = {token.lower for token in message.tokens[slice(*sentence_span(message, number))]}
    return bool(words & COSTS) and not speaks_of_change(message.structure, number)


_LEAST_MEANT, _LEAST_MARGIN = 0.4, 0.15


def _supposes_clearly(message: Message, number: int) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    return "what_if" in modes or _asks_at(message, number)


def _asks_at(message: Message, number: int) -> bool:
    """ "At 40k a month, what would it cost?" asks for the costs of what is supposed."""
    sentence = message.structure.sentences[number]
    if not any(token.lower in WOULD for token in message.tokens[sentence.first : sentence.last]):
        return False
    asked = [item for item in message.measured if item.sentence == number and _is_supposed(message, item)]
    return any(item.first and message.tokens[item.first - 1].lower in ("at", "with") for item in asked)


def _is_supposed(message: Message, item: Measured) -> bool:
    """In a supposition; or asked about, with a word in front such as "at 1.5 million requests?"."""
    structure = message.structure
    mode = structure.mode_at(item.first)
    if mode in ("what_if", "ignored", "foreign") or item.first in message.told:
        return mode == "what_if"
    sentence = structure.sentences[item.sentence]
    asks = sentence.question or mode == "question" or _asks_later(message, item)
    if not asks or _asks_why(message, sentence) or (mode == "fact" and tells(structure, item.clause)):
        return False
    before = message.tokens[item.first - 1].lower if item.first > sentence.first else ""
    if before == "of" and mode == "question":  # "... and a budget of $30k?"
        return any(other.sentence == item.sentence and other.first < item.first for other in message.measured)
    return before in _LEADS_IN or (is_factor(message, item) and mode == "question") or opens_with_factor(message, item)


def _asks_why(message: Message, sentence: Sentence) -> bool:
    """ "Then why is it six times the list price?" asks for the reason of what is so."""
    words = (token.lower for token in message.tokens[sentence.first : sentence.last])
    return next((word for word in words if word not in OPENERS), "") == "why"


def _asks_later(message: Message, item: Measured) -> bool:
    """A clause of the same sentence asks: "a third of the requests, what would that look like"."""
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == item.sentence}
    return "question" in modes or "what_if" in modes


def _is_theirs(message: Message, item: Measured) -> bool:
    """ "What if our competitor's staff were cut by 30 %?" """
    clause = message.structure.clauses[item.clause]
    supposing = {hit.first for hit in message.structure.hits_of("hypothetical")}  # "say it were 8 pages"
    ahead = [hit.first for hit in message.structure.hits_of(*OTHERS) if clause.first <= hit.first < item.first]
    ahead = [place for place in ahead if place not in supposing]
    ours = [hit.first for hit in message.structure.hits_of("ours") if clause.first <= hit.first < item.first]
    return bool(ahead) and max(ahead) > max(ours, default=-1) and not is_trade(message.tokens, max(ahead))
