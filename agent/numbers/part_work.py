"""What people work on it today: hours, days, or a part of their day; how much of it would go away is another part."""

from dataclasses import replace

from agent.facts import Part
from agent.numbers.benefits import MINUTE
from agent.numbers.part_people import heads_part, is_person, whose
from agent.numbers.part_places import Around, as_part
from agent.numbers.part_sums import HOURS_A_DAY
from agent.numbers.products import DAILY, DAY, HOUR, found_in, is_apiece, said_each, saves
from agent.numbers.volume_days import days_of_month
from agent.words.measured import Measured
from agent.words.message import Message


def work_part(around: Around, item: Measured) -> Part | None:
    """ "Each spends 2 hours a day on it", "they work two days a week on rosters", "half their day goes into it"."""
    message = around.message
    last = _part_of_day(message, item)
    if last is not None:
        part = as_part(message, item, "work_hours", per=DAILY, of=_of_whom(around, item))
        hours, quote = item.quantity.value * HOURS_A_DAY * HOUR, message.quote(item.first, last)
        return part.model_copy(update={"value": hours, "range": None, "quote": quote})
    hours_of = in_working_hours(message, _by_the_shift(message, item))
    if not is_work_of_today(message, hours_of):
        return None
    each = whose(around, hours_of)
    if each is None and (hours_of is not item or said_each(message, item)):
        each = _of_whom(around, item)  # so many days a week are those of one of them
    if each is None and is_apiece(message, item):
        return None
    return as_part(message, hours_of, "work_hours", per=hours_of.per or 1.0, of=each or "")


def _by_the_shift(message: Message, item: Measured) -> Measured:
    """ "35 minutes per shift": one shift on each day of work."""
    last = item.quantity.last
    times = item.quantity.kind == "duration" and item.per is None and found_in(message, "each_shift", last, last + 2)
    return replace(item, per=DAILY) if times else item


def in_working_hours(message: Message, item: Measured) -> Measured:
    """ "One day a week" of work is eight hours; "five days a week" are all that there are."""
    quantity = item.quantity
    days = quantity.kind == "duration" and quantity.unit_seconds == DAY and item.per is not None
    if not days or days_of_month(message, item) or quantity.value > _MOST_DAYS * DAY:
        return item
    return replace(item, quantity=replace(quantity.scaled(HOURS_A_DAY * HOUR / DAY), unit=str(HOUR), unit_factor=HOUR))


def is_work_of_today(message: Message, item: Measured) -> bool:
    """ "The team spends 400 hours a month on reports", "a third of their time"; nothing that would be saved."""
    if _part_of_day(message, item) is not None:
        return True
    clause = message.structure.clauses[item.clause]
    worked = item.quantity.kind == "duration" and item.quantity.unit_seconds in (HOUR, MINUTE) and item.per is not None
    if not worked or (item.per or 0) > _MOST_OFTEN or found_in(message, "machines", clause.first, item.first):
        return False
    behind = min(clause.last, item.last + _BEHIND)
    if _is_spent(message, item) and "on" in (token.lower for token in message.tokens[item.last : behind]):
        return True
    if _is_done_by_each(message, item):
        return True
    spent = found_in(message, "spent_on", clause.first, behind)
    return spent and (_is_spent(message, item) or not saves(message, item))


def _is_done_by_each(message: Message, item: Measured) -> bool:
    """ "85 technicians who search 45 minutes a day each": people who do something, whatever it is."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    people = [place for place, token in enumerate(ahead) if is_person(token.lower)]
    does = people and any(token.kind == "word" and token.lower != "who" for token in ahead[people[-1] + 1 :])
    words = {token.lower for token in ahead}
    gained = saves(message, item) or found_in(message, "spares", clause.first, clause.last)
    return bool(does) and said_each(message, item) and not gained and (_WOULD | _IT).isdisjoint(words)


def _is_spent(message: Message, item: Measured) -> bool:
    """A verb of spending stands right ahead of it, and nothing of what could be."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    return bool(_SPENDS.intersection(ahead[-_SPENT_NEAR:])) and _WOULD.isdisjoint(ahead)


def _part_of_day(message: Message, item: Measured) -> int | None:
    """The end of "half their day", "a third of his time", of what is spent and not of what it would take."""
    share = item.quantity.kind in ("share", "factor", "plain") and 0 < item.quantity.value < 1
    if not share or item.per is not None or item.counts_something or item.quantity.movement:
        return None
    clause, last = message.structure.clauses[item.clause], item.quantity.last
    behind = [token.lower for token in message.tokens[last : clause.last]]
    start = 1 if behind[:1] == ["of"] else 0
    theirs = behind[start : start + 1] and behind[start] in _THEIRS
    ends = next((at + 1 for at, word in enumerate(behind[: start + _OF_WHAT]) if word in _DAY), None)
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    spent = _is_spent(message, item) or not _GOES.isdisjoint(behind)
    if not theirs or ends is None or not spent or not _WOULD.isdisjoint({*ahead, *behind}):
        return None
    return last + ends


def _of_whom(around: Around, item: Measured) -> str:
    """The stem of the people last counted or named before it, in this sentence or the one before."""
    message = around.message
    sentence = message.structure.sentences[item.sentence]
    persons = [token.stem for token in message.tokens[sentence.first : item.first] if is_person(token.lower)]
    if persons:
        return persons[-1]
    told = [part.of for one in around.items if one.first < item.first and (part := heads_part(around, one))]
    told = told or [part.of for part in around.context.parts if part.name == "heads"]
    return told[-1] if told else ""


_MOST_OFTEN = 30.0  # times a month
_MOST_DAYS = 4  # a week; who works on it all week is counted as a head
_BEHIND, _OF_WHAT, _SPENT_NEAR = 3, 3, 5  # tokens
_SPENDS = frozenset(
    {"spend", "spends", "spending", "lose", "loses", "losing", "waste", "wastes", "wasting", "work", "works", "working",
     "devote", "devotes", "use", "uses", "need", "needs"}
)  # fmt: skip
_GOES = frozenset({"goes", "go", "disappears", "vanishes"})
_IT = frozenset({"it", "it's", "that", "this", "which", "ai"})
_THEIRS = frozenset({"their", "his", "her", "my", "our", "the"})
_DAY = frozenset({"day", "days", "time", "shift", "shifts", "week", "hours", "workday"})
_WOULD = frozenset(
    {"would", "could", "should", "will", "'d", "we'd", "they'd", "it'd", "only", "save", "saves", "spare"}
)
