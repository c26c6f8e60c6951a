"""What the user wants, in their words, and the number that should move."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from agent.facts import Statement
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at
from agent.words.tokens import Sentence
from agent.words.values import fits, in_unit_of, tidy

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
_FEWEST_WORDS = 6  # of a sentence that describes a use case


def goal_statement(message: Message, context: Context, task: str | None = None) -> Statement | None:
    """The sentence that says what they want, or names the task with a wish; any sentence when the goal was asked for.

    `task` are the words that gave the task, where they did.
    """
    structure = message.structure
    if "goal" in context.facts and "goal" not in context.asked and not structure.hits_of("correction"):
        return None  # who has said it goes on to talk of other wishes
    for hit in structure.hits_of("wants"):
        clause = structure.clauses[structure.clause_of[hit.first]]
        if clause.mode == "fact" and not structure.is_negated(hit.first, 2):
            sentence = structure.sentences[clause.sentence]
            if sentence.last - hit.last >= 3:
                return _goal(message, clause.sentence)
    if "goal" not in context.facts and task is not None:
        place = message.text.find(task)
        for number, sentence in enumerate(structure.sentences):
            inside = message.tokens[sentence.first].start <= place < message.tokens[sentence.last - 1].end
            wished = any(sentence.first <= hit.first < sentence.last for hit in structure.hits_of("wishes", "purpose"))
            if inside and wished:
                return _goal(message, number)
    if "goal" in context.asked and not structure.hits_of("decline", "skip"):
        words = [token for token in message.tokens if token.kind == "word"]
        if len(words) >= 3 and any(clause.mode == "fact" for clause in structure.clauses):
            stated = [clause.sentence for clause in structure.clauses if clause.mode == "fact"]
            return _goal(message, stated[0])
    return None


def use_case(message: Message, number: int, fewest: int) -> Statement | None:
    """The goal of who describes what the model does, without a word of wishing: the sentence `number`.

    `None` where fewer than `fewest` words are left of it.
    """
    if _without_numbers(message, number) is None:
        return None
    goal = _goal(message, number)
    return goal if goal is not None and len(str(goal.value).split()) >= fewest else None


def objective_statement(message: Message, context: Context) -> Statement | None:
    """A metric that moves from one number to another: "cut handling time from 9 to 6 minutes by June".

    Where the objective was asked for, what it is now and what it should be will do: "CSAT. We're at 61, target 75".
    """
    structure = message.structure
    asked = "objective" in context.asked
    for item, end in _movements(message):
        if structure.mode_at(item.first) != "fact":
            continue
        sentence = structure.sentences[item.sentence]
        metric = _named_metric(message, sentence.first, item.first)
        metric = metric or (_subject(message, item) if asked or item.last < end else "")
        found = _stated(message, metric, item, end)
        if found is not None:
            return found
    return _reply(message) if asked else None


def _stated(message: Message, metric: str, item: Measured, end: int) -> Statement | None:
    """The objective of a movement that ends in front of token `end`."""
    first, last = item.quantity.range or (0.0, 0.0)
    unit, factor = _unit(item.quantity.kind, item.quantity.unit)
    value = {
        "metric": metric,
        "baseline": tidy(first / factor),
        "target": tidy(last / factor),
        "unit": unit,
        "by": _by(message, end, message.structure.sentences[item.sentence].last),
    }
    if not metric or not fits("objective", value):
        return None
    return Statement(field="objective", value=value, quote=message.sentence_text(item.sentence))


def _reply(message: Message) -> Statement | None:
    """ "Time to pay. We're at 31 days, should be 14", "out in 2 days instead of 6"."""
    items = _in_one_unit([item for item in message.measured if message.structure.mode_at(item.first) == "fact"])
    for first, second in reversed(list(pairwise(items))):
        between = [token.lower for token in message.tokens[first.quantity.last : second.first]]
        needed = message.activation(second).get("need", 0.0) > _NEEDED or bool(_GOALS & set(between[-_GOAL_NEAR:]))
        before = between[-2:] in _INSTEAD
        target = in_unit_of(second.quantity, first.quantity)
        if target is None or not (needed or before) or first.quantity.bound == "at_least":
            continue
        ends = (target.value, first.quantity.value) if before else (first.quantity.value, target.value)
        moved = replace(second, quantity=replace(first.quantity, range=ends, movement=True))
        found = _stated(message, _subject(message, first), moved, second.last)
        if found is not None:
            return found
    return None


def _in_one_unit(items: Sequence[Measured]) -> list[Measured]:
    """ "Took 70 minutes, takes 45 today": a bare number is in the unit of the one before."""
    found: list[Measured] = []
    for item in items:
        like = in_unit_of(item.quantity, found[-1].quantity) if found and item.is_bare() else None
        found.append(replace(item, quantity=like) if like is not None else item)
    return found


def _subject(message: Message, item: Measured) -> str:
    """What a number is of: the words in front of it in its clause or sentence, else those of a label or behind it.

    Behind a pronoun stands who has the number and no name of it: "Deflection. We sit at 22%", "it takes us 3 days to
    answer a quote"; such words count only where there are no others.
    """
    structure = message.structure
    numbers = [other.first for other in message.measured]
    sentence = structure.sentences[item.sentence]
    starts = [structure.clauses[item.clause].first, sentence.first]
    places = [(start, min([item.first, *(one for one in numbers if start <= one)])) for start in starts]
    before = structure.sentences[item.sentence - 1] if item.sentence else None
    label = [(before.first, min([before.last, *(one for one in numbers if before.first <= one)]))] if before else []
    pronouns = [place for place in range(sentence.first, item.first) if _opens_with_who(message, sentence.first, place)]
    if pronouns:
        ahead = _stripped(message, sentence.first, pronouns[0])
        named = ahead or _time_of(message, item)
        places = [*label, *((max(first, pronouns[0] + 1), last) for first, last in places)]
    else:
        named = ""
        places = [*places, *label]
    return named or next((words for place in places if (words := _stripped(message, *place))), "")


def _opens_with_who(message: Message, first: int, place: int) -> bool:
    """ "Churn: we are at 8", "currently it takes": the pronoun begins what is told of the number."""
    if message.tokens[place].lower not in _WHO:
        return False
    return message.tokens[place - 1].kind != "word" or not _stripped(message, first, place)


def _time_of(message: Message, item: Measured) -> str:
    """ "3 days to answer a quote", "9 days until a claim is paid", "2 hours on each tender": the time for that."""
    first = item.quantity.last
    if item.quantity.kind != "duration" or message.tokens[first].lower not in _SPENT_ON:
        return ""
    last = first
    while last < message.structure.sentences[item.sentence].last and message.tokens[last].kind == "word":
        if message.tokens[last].lower in _GOES_ON:
            break
        last += 1
    return f"time {message.quote(first, last)}" if last - first > 1 else ""


def _stripped(message: Message, first: int, last: int) -> str:
    """The words without those at both ends that say when, how much or that something is."""
    while first < last and (message.tokens[first].kind != "word" or message.tokens[first].lower in _BESIDE_METRICS):
        first += 1
    while first < last and (
        message.tokens[last - 1].kind != "word" or message.tokens[last - 1].lower in _BESIDE_METRICS
    ):
        last -= 1
    return message.quote(first, last) if last > first else ""


_NEEDED, _GOAL_NEAR = 0.5, 4
_GOALS = frozenset({"target", "goal", "objective", "aim"})
_WHO = frozenset({"we", "we're", "i", "it", "it's", "they", "they're"})
_SPENT_ON = frozenset({"to", "until", "till", "for", "per", "on", "before", "from"})
_GOES_ON = frozenset({"and", "but", "which", "while"})
_INSTEAD = (["instead", "of"], ["rather", "than"])
_BESIDE_METRICS = frozenset(
    {"is", "are", "was", "were", "at", "now", "right", "today", "currently", "we", "we're", "it", "it's", "its", "they",
     "takes", "take", "took", "stands", "sits", "in", "out", "within", "from", "about", "around", "roughly", "the",
     "our", "my", "i", "and", "to", "of", "should", "be", "must", "want", "wants", "kpi", "objective", "goal", "target",
     "no", "not", "idea", "maybe", "have", "has", "that's", "need", "needs", "with", "by", "on", "so", "then",
     "under"}
)  # fmt: skip


def _movements(message: Message) -> Iterator[tuple[Measured, int]]:
    """Movements with the token behind them; "from 1,200 tickets to 300" is one, though a noun stands between."""
    for item, other in zip_longest(message.measured, message.measured[1:]):
        if item.quantity.movement:
            yield item, item.last
        elif other is not None and other.sentence == item.sentence and item.first and other.last > other.first:
            between = [token.lower for token in message.tokens[item.quantity.last : other.first]]
            starts = message.tokens[item.first - 1].lower in _STARTS
            joined = len(between) <= _LONGEST_GAP and between[-1:] == ["to"]
            starts, joined = (True, True) if _is_wanted(message, item, other) else (starts, joined)
            target = in_unit_of(other.quantity, item.quantity)
            if starts and joined and target is not None:
                ends = (item.quantity.value, target.value)
                yield replace(item, quantity=replace(item.quantity, range=ends, movement=True)), other.last


def _is_wanted(message: Message, item: Measured, other: Measured) -> bool:
    """ "They need 14 minutes per summary today, we want to get that down to 6"."""
    between = [token.lower for token in message.tokens[item.quantity.last : other.first]]
    wished = any(item.last <= hit.first < other.first for hit in message.structure.hits_of("wishes", "wants"))
    return wished and between[-2:] in (["down", "to"], ["up", "to"]) and item.quantity.kind == other.quantity.kind


def _named_metric(message: Message, start: int, number: int) -> str:
    """What moves: the words behind the verb ("cut handling time from ..."), in front of it ("churn should drop from
    ...") or behind a label ("KPI: NPS from ...")."""
    structure = message.structure
    verbs = [hit for hit in structure.hits_of("objective_verbs") if start <= hit.first and hit.last <= number]
    behind = _metric(message, verbs[-1].last, number) if verbs else ""
    if behind:
        return behind
    labels = [hit for hit in structure.hits_of("objective_labels") if start <= hit.first and hit.last < number]
    wishes = [hit for hit in structure.hits_of("wishes") if start <= hit.first and hit.last <= number]
    if verbs and [token.lower for token in message.tokens[verbs[-1].first - 2 : verbs[-1].first]] in _IS_TO:
        return _metric(message, start, verbs[-1].first - 2)  # "waiting time is to fall"
    if verbs and wishes:
        before = [hit for hit in wishes if hit.last <= verbs[-1].first]
        between = _metric(message, before[-1].last, verbs[-1].first) if before else ""
        if between:
            return between
        if before and before[-1].first > start:
            subject = _metric(message, max(start, before[-1].first - _LONGEST_GAP), before[-1].first)
            return subject if subject.lower() not in _PRONOUNS else ""
        return ""
    return _metric(message, labels[-1].last, number) if labels else ""


_STARTS = frozenset({"from"})
_IS_TO = (["is", "to"], ["are", "to"])
_PRONOUNS = frozenset({"we", "i", "it", "they", "you", "us"})
_LONGEST_GAP = 5


def _goal(message: Message, number: int) -> Statement | None:
    """The sentence in their words, without its numbers: these are facts of their own, and may change."""
    text = message.sentence_text(number)[:_LONGEST_GOAL].strip()
    value = (_without_numbers(message, number) or text)[:_LONGEST_GOAL].strip(_LOOSE)
    value = _LABELLED.sub("", value)
    return Statement(field="goal", value=value, quote=text) if value else None


def _without_numbers(message: Message, number: int) -> str | None:
    """Counts go with the words that hedge them and say how often, other numbers with their preposition or clause.

    `None` where that leaves too little to be a use case.
    """
    sentence = message.structure.sentences[number]
    items = [item for item in message.measured if item.sentence == number and not _is_few(item)]
    if any(item.quantity.movement for item in items):
        return None
    gone = {index for item in items for index in _numeric_words(message, item)}
    torn = any(_tears(message, index) for index in gone)
    gone |= {index for first, last in _listed(message, sentence, gone) for index in range(first, last)}
    kept = [index for index in range(sentence.first, sentence.last) if index not in gone]
    words = sum(1 for index in kept if message.tokens[index].kind == "word")
    if not gone:
        return message.sentence_text(number)
    if words < _FEWEST_WORDS:
        return None
    if torn:
        return message.sentence_text(number)
    starts = [index for place, index in enumerate(kept) if not place or kept[place - 1] != index - 1]
    ends = [index + 1 for place, index in enumerate(kept) if kept[place + 1 : place + 2] != [index + 1]]
    return _DOUBLED.sub(r"\1", " ".join(message.quote(*run) for run in zip(starts, ends, strict=True)))


def _tears(message: Message, index: int) -> bool:
    """What stands in brackets, or behind a word that cannot end there, leaves a hole: better the whole sentence."""
    ahead = message.tokens[index - 1].lower if index else ""
    return ahead == "(" or ahead in _PRONOUNS or ahead.endswith(("'d", "'ll"))


def _listed(message: Message, sentence: Sentence, gone: set[int]) -> Iterator[tuple[int, int]]:
    """Parts of a list of figures of which next to nothing stays: "..., 900 students, 3 texts each"."""
    bounds = [index for index in range(sentence.first, sentence.last) if message.tokens[index].lower in _SEPARATORS]
    for first, last in pairwise([*bounds, sentence.last]):
        words = [index for index in range(first + 1, last) if message.tokens[index].kind == "word"]
        left = [index for index in words if index not in gone]
        if len(left) <= _LEFT_OVER and not gone.isdisjoint(range(first + 1, last)):
            yield first, last


_SEPARATORS = frozenset({",", ":", ";"})
_LEFT_OVER = 2  # words


def _is_few(item: Measured) -> bool:
    """ "Into six languages", "a bot": no number that a field of the profile takes."""
    few = item.per is None and item.counts_something and item.quantity.value <= _FEW
    sized = bool(item.nouns & _SIZES)
    return item.quantity.bare_article or item.quantity.value == 1 or (few and not sized)


def _numeric_words(message: Message, item: Measured) -> set[int]:
    """The tokens that go with a number."""
    clause = message.structure.clauses[item.clause]
    first = item.first
    while first > clause.first and message.tokens[first - 1].lower in _HEDGES:
        first -= 1
    counts = item.quantity.kind == "plain" and item.counts_something and not item.nouns & _SIZES
    if counts:
        return {*range(first, item.quantity.last), *_rate_of(message, item)}
    led = first > clause.first and message.tokens[first - 1].lower in _PREPOSITIONS
    inside = message.tokens[first].lower in _PREPOSITIONS
    return set(range(first - led, item.last) if led or inside else range(clause.first, clause.last))


def _rate_of(message: Message, item: Measured) -> range:
    """The words that say how often: "a day" of "3,000 tickets a day", the nouns between stay."""
    for place in range(item.quantity.last, item.last):
        rate = rate_at(message.tokens, place)
        if rate is not None and rate[0] is not None and rate[2] >= item.last:
            return range(place, rate[2])
    return range(0)


_HEDGES = frozenset({"about", "around", "roughly", "some", "approximately", "circa", "nearly", "almost", "over", "up",
                     "say", "maybe", "perhaps", "estimated", "~", "ca", "than", "more"})  # fmt: skip
_PREPOSITIONS = frozenset({"of", "within", "in", "at", "under", "for", "with", "by", "below", "per", "from"})
_SIZES = frozenset({"page", "word", "token"})
_FEW = 12
_LOOSE = " ,;:-–—*•"
_LABELLED = re.compile(r"^(?:purpose|goal|aim|task|use case|objective|project|wish|idea)\s*[:=-]\s*", re.IGNORECASE)
_DOUBLED = re.compile(r"\s*([,;])(?:\s*[,;])+|\s+(?=[,.;:!?])")


def _metric(message: Message, first: int, last: int) -> str:
    skipped = {"the", "our", "my", "its", "their", "up", "down", "is", "to", ":", "-", "=", "and", "that", ","}
    while first < last and message.tokens[first].lower in skipped:
        first += 1
    while first < last and message.tokens[last - 1].lower in (*_STARTS, "to", "up", "down", ":", ","):
        last -= 1
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
