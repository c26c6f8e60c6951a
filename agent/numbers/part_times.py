"""Working time in a message: of one case before and after, of people, what an hour costs, days of work."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.facts import Part
from agent.numbers.benefits import CASES, hourly_cost, is_gain_of_others, is_hours, is_of_minutes
from agent.numbers.part_people import crew_of, is_person, whose
from agent.numbers.part_places import Around, Said, as_part, clause_span, counted_stems, is_promised
from agent.numbers.part_work import in_working_hours
from agent.numbers.products import (
    DAY,
    EVERY,
    HOUR,
    HOURLY,
    found_in,
    is_daily,
    saves,
    says,
)
from agent.numbers.volume_days import SIX_DAYS, days_in, days_of_month, days_of_week, is_of_us_all
from agent.words.clauses import Mode
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.tokens import stem_of, words_in
from agent.words.values import in_unit_of


def hour_cost_part(around: Around, item: Measured) -> Part | None:
    """ "An agent costs us 28 dollars an hour"; in another currency too, which a later word may set right."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    if found_in(message, "no_wage", clause.first, clause.last):
        return None
    foreign = item.quantity.kind == "money" and item.quantity.currency != "USD"
    hourly = item.per is not None and abs(item.per - HOURLY) < 1
    if (foreign and hourly) or hourly_cost(message, [item]) is item or (hourly and _is_of_a_person(message, item)):
        return as_part(message, item, "hour_cost")
    if hourly_cost(message, around.items) is item:  # "300 hours at 40 dollars"
        return as_part(message, item, "hour_cost")
    other = next((part for part in reversed(around.context.parts) if part.currency != "USD"), None)
    alone = item.quantity.kind == "money" and item.quantity.currency == "USD" and item.per is None
    if other is not None and alone and len(around.items) == 1 and words_in(message.tokens) <= _FEW_WORDS:
        return as_part(message, item, other.name, per=other.per, of=other.of)  # "Sorry, dollars. 49 dollars."
    return None


def _is_of_a_person(message: Message, item: Measured) -> bool:
    """ "My receptionist is 22 an hour": nobody is so many cases."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    bare = item.quantity.kind == "plain" and not item.counts_something
    return bare and ahead[-1:] != [] and ahead[-1] in _ARE and any(map(is_person, ahead[-3:-1]))


_ARE = frozenset({"is", "are", "gets", "get", "earns", "makes", "=", ":"})
_LIMITS = frozenset({"within", "inside", "under", "below"})


def _is_allowed(message: Message, item: Measured) -> bool:
    """ "One draft may take up to 2 minutes": how long it may take, which says nothing of people's work."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.quantity.last]]
    more = "more" in ahead[-5:] or "longer" in ahead[-5:]
    bound = item.quantity.bound == "at_most" or ("than" in ahead[-4:] and more)
    return bound and bool(_ALLOWS & set(ahead)) and not any(is_person(word) for word in ahead)


def _is_wanted_in(around: Around, item: Measured) -> bool:
    """ "They need a summary in 10 minutes", "eight hours, if you need a number" where the time to answer was asked."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    needed = ahead[-1:] == ["in"] and not _NEEDS_IT.isdisjoint(ahead) and "done" not in ahead
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last]}
    return (needed and behind.isdisjoint(_LESS)) or "max_latency_seconds" in around.context.asked


_NEEDS_IT = frozenset({"need", "needs", "want", "wants", "must", "expect", "expects"})
_ALLOWS = frozenset({"may", "must", "should", "shall", "mustn't", "shouldn't"})


def time_part(around: Around, item: Measured) -> Part | None:
    """The working time of one case: what it takes, what it would take, what it would take less."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    behind = message.tokens[item.quantity.last : min(clause.last, item.quantity.last + _NEAR)]
    less = any(token.lower in _LESS for token in behind)
    after = _time_behind(around, item) or _in_place_of_before(around, item)
    if after is not None:
        return after
    if _is_shortened(around, item):
        longer, shorter = item.quantity.range or (0.0, 0.0)
        return as_part(message, item, "time_saved").model_copy(update={"value": longer - shorter, "range": None})
    if not _is_working_time(message, item, less=less) or is_gain_of_others(message, item):
        return None
    if item.quantity.movement or is_promised(message, item):
        return None
    if _is_answer_time(around, item):
        return None
    if _is_before_another(around, item):
        return as_part(message, item, "time_before")
    of_case = _is_of_case(around, item)
    if of_case and message.activation(item).get("wrong", 0.0) > _SAYS:
        return as_part(message, item, "error_time")
    if message.structure.hits_of("correction") and not less and not of_case:
        told = [part.name for part in around.context.parts if part.name in _TIMES]
        return as_part(message, item, told[-1]) if told else None  # "Actually it takes 12 minutes."
    moved = None if less else _moved_time(around, item)
    alone = not any(one.quantity.kind == "duration" for one in around.items if one is not item)
    saved = less or spares_time(message, item) or (alone and _is_asked_for(around))
    return moved or _time_of_case(around, item, of_case=of_case, saved=saved)


def _time_behind(around: Around, item: Measured) -> Part | None:
    """ "6 minutes a reply, and would need 2 with drafts", "I'd hope for 10": what is left, in the unit of before."""
    before = next((one for one in reversed(around.items) if one.last <= item.first and is_of_minutes(one)), None)
    value = _left_of(around, before, item) if before is not None else None
    if before is None or value is None or not time_part(around, before):
        return None
    return as_part(around.message, item, "time_after").model_copy(update={"value": value, "range": None})


def _in_place_of_before(around: Around, item: Measured) -> Part | None:
    """ "Maybe 40 minutes instead of 90", where 90 minutes were told."""
    message = around.message
    known = next((part for part in reversed(around.context.parts) if part.name == "time_before"), None)
    behind = next((one for one in message.measured if one.first >= item.last and one.clause == item.clause), None)
    if known is None or behind is None or not is_of_minutes(item):
        return None
    between = {token.lower for token in message.tokens[item.quantity.last : behind.first]}
    was = in_unit_of(behind.quantity, item.quantity)
    same = was is not None and was.value == known.value and item.quantity.value < known.value
    return as_part(message, item, "time_after") if same and not _INSTEAD.isdisjoint(between) else None


_INSTEAD = frozenset({"instead", "rather", "not"})


def _left_of(around: Around, before: Measured, item: Measured) -> float | None:
    """Seconds that a later number says are left of the time; none where it is no such number."""
    message = around.message
    apart = item.sentence - before.sentence
    between = [one for one in around.items if before.last <= one.first < item.first and not _is_one(one)]
    after = in_unit_of(item.quantity, before.quantity)
    bare = item.is_bare() or (item.quantity.kind == "duration" and item.per is None)
    if apart > 1 or between or before.quantity.movement or after is None or not bare:
        return None
    if not 0 < after.value < before.quantity.value:
        return None
    clause = message.structure.clauses[item.clause]
    words = {token.lower for token in message.tokens[before.quantity.last : item.first]}
    begins = clause.first if apart else before.quantity.last
    then = any(found_in(message, group, begins, clause.last) for group in ("afterwards", "hoped"))
    if apart and (_is_answer_time(around, item) or item.quantity.unit_seconds not in (0, before.quantity.unit_seconds)):
        return None
    then = then or (not apart and not words.isdisjoint(_WOULD))
    return after.value if then and not words & _LESS else None


def _is_one(item: Measured) -> bool:
    """ "20 minutes to write one": a word for the case, and no number between."""
    return item.quantity.kind == "plain" and item.quantity.value == 1


def _is_answer_time(around: Around, item: Measured) -> bool:
    """ "Needs a reply within 15 minutes" says how fast, not how long."""
    message = around.message
    limits = message.tokens[item.first].lower in _LIMITS
    return limits or _is_allowed(message, item) or _is_wanted_in(around, item)


def _is_before_another(around: Around, item: Measured) -> bool:
    """ "Now 14 minutes, then 9 minutes", where an hour of it has a price."""
    message = around.message
    begins = message.structure.clauses[item.clause].first
    now = found_in(message, "today", begins, item.first) and hourly_cost(message, around.items) is not None
    behind = next((one for one in around.items if one.first >= item.last), None)
    return now and behind is not None and _left_of(around, item, behind) is not None


def _moved_time(around: Around, item: Measured) -> Part | None:
    """What is left of the time, or what it falls from."""
    message = around.message
    if _is_left(message, item) and is_time_told(around, item):
        return as_part(message, item, "time_after")
    return as_part(message, item, "time_before") if _is_fallen_from(message, item) else None


def _time_of_case(around: Around, item: Measured, *, of_case: bool, saved: bool) -> Part | None:
    message = around.message
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    if found_in(message, "machines", clause.first, item.first) and not saved:
        return None
    if saved:
        return as_part(message, item, "time_saved")
    takes = found_in(message, "takes", clause.first, clause.last)
    would = any(token.lower in _WOULD for token in ahead)
    long = _is_length_of_cases(around, item) or (takes and of_case and not would)
    return _of_all_on_it(around, item, as_part(message, item, "time_before")) if long else None


def _of_all_on_it(around: Around, item: Measured, part: Part) -> Part:
    """The time of all who work on one case together: "two colleagues 30 minutes" is an hour of work."""
    crew = crew_of(around, item)
    if crew is None:
        return part
    ends = tuple(end * crew.quantity.value for end in part.range) if part.range else None
    quote = around.message.quote(crew.first, item.quantity.last)
    return part.model_copy(update={"value": part.value * crew.quantity.value, "range": ends, "quote": quote})


def _is_length_of_cases(around: Around, item: Measured) -> bool:
    """ "9,000 calls a day of 6 minutes": as long as somebody talks, or works where an hour has its price."""
    of = around.message.tokens[item.first - 1].lower == "of" if item.first else False
    counted = next((one for one in around.items if of and one.per is not None and one.last == item.first - 1), None)
    words = around.message.tokens[counted.quantity.last : counted.last] if counted is not None else ()
    cases = case_words() if is_time_told(around, item) else _TALKS
    return any(token.stem in cases for token in words)


_TALKS = frozenset(map(stem_of, ("call", "chat", "conversation", "appointment", "consultation", "visit")))


def _is_shortened(around: Around, item: Measured) -> bool:
    """ "Drops from 3 minutes to 45 seconds", where work has a price."""
    quantity = item.quantity
    moved = quantity.kind == "duration" and quantity.movement and quantity.range is not None and item.per is None
    if not moved or quantity.range is None or not quantity.range[1] < quantity.range[0] <= _LONGEST_SHIFT:
        return False
    clause = around.message.structure.clauses[item.clause]
    machine = found_in(around.message, "machines", clause.first, item.first)
    return quantity.range[0] >= _LEAST_SHORTENED and not machine and is_time_told(around, item)


def cases_part(around: Around, item: Measured) -> Part | None:
    """ "15 minutes less on each of 1,000 forms a month"."""
    clause = around.message.structure.clauses[item.clause]
    ahead = [token.lower for token in around.message.tokens[clause.first : item.first]]
    of_each = any(pair == ("each", "of") for pair in pairwise(ahead[-_EACH_OF_NEAR:]))
    counted = item.quantity.kind == "plain" and item.per is not None and bool(item.nouns & CASES)
    saved = of_each and counted and any(is_of_minutes(one) for one in around.items)
    return as_part(around.message, item, "cases", per=item.per or 1.0) if saved else None


_EACH_OF_NEAR = 3  # tokens


def _is_asked_for(around: Around) -> bool:
    """Who was asked what it is worth tells hours that are saved: "about 300 hours a month at 40 dollars"."""
    return around.context.asked == ("monthly_benefit",) and hourly_cost(around.message, around.items) is not None


def _is_working_time(message: Message, item: Measured, *, less: bool) -> bool:
    """Minutes or hours of one case; seconds where people need them, "an hour" where it goes."""
    if is_of_minutes(item):
        return True
    quantity, clause = item.quantity, message.structure.clauses[item.clause]
    ahead = message.tokens[clause.first : item.first]
    if quantity.kind != "duration" or item.per is not None:
        return False
    if quantity.unit_seconds == HOUR and _LONGEST_SHIFT < quantity.value <= _LONGEST_WORK:  # "16 hours on one"
        return found_in(message, "takes", clause.first, clause.last)
    if quantity.bare_article and quantity.unit_seconds == HOUR:
        return less or _is_left(message, item)
    seconds = quantity.unit_seconds == 1 and quantity.value >= _FEWEST_SECONDS
    if seconds and any(_is_fallen_from(message, one) for one in message.measured if one.clause == item.clause):
        return True  # "from 3 minutes to 45 seconds"
    return seconds and any(is_person(token.lower) for token in ahead)


def _is_left(message: Message, item: Measured) -> bool:
    """ "Could cut that to 50 minutes", "it'd be 20 minutes", "would take 25 minutes"."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first]]
    would = not _WOULD.isdisjoint(ahead)
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last]]
    if not _REMAINS.isdisjoint(behind):
        return True  # "8 minutes of checking remain"
    if ahead[-1:] == ["to"] or (would and ahead[-1:] == ["in"]):
        return found_in(message, "falls", clause.first, item.first)
    return would and (ahead[-1] in ("be", "only", "just") or found_in(message, "takes", clause.first, item.first))


def _is_fallen_from(message: Message, item: Measured) -> bool:
    """ "Drops from 3 minutes to ..."."""
    clause = message.structure.clauses[item.clause]
    led = item.first > clause.first and message.tokens[item.first - 1].lower == "from"
    return led and found_in(message, "falls", clause.first, item.first)


def is_time_told(around: Around, item: Measured) -> bool:
    """What work costs or takes has been spoken of: else a time that something would take is any time."""
    known = any(part.name in ("time_before", "hour_cost") for part in around.context.parts)
    known = known or any(
        found_in(around.message, "handling", *clause_span(around.message, one)) for one in around.items
    )
    return known or any(
        is_of_minutes(one) or hourly_cost(around.message, [one]) for one in around.items if one is not item
    )


def spares_time(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    return saves(message, item) or found_in(message, "spares", clause.first, clause.last)


def _is_of_case(around: Around, item: Measured) -> bool:
    """ "One application takes them", "per itinerary", "handling time"."""
    message = around.message
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens[clause.first : clause.last]
    counted = counted_stems(around)
    for place, (first, second) in enumerate(pairwise(tokens)):
        if first.lower in EVERY and second.kind == "word" and not is_person(second.lower):
            return True
        named = {token.stem for token in tokens[place + 1 : place + 1 + _LONGEST_NAME]}
        if first.lower in ("a", "an", "one", "the") and named & (case_words() | counted):
            return True
        if first.lower == "one" and second.lower in _TAKES:
            return True
    if tokens and tokens[-1].lower == "one":  # "20 minutes to write one"
        return True
    return found_in(message, "handling", clause.first, clause.last)


def worked_part(around: Around, item: Measured) -> Part | None:
    """ "It saves 2 hours a week each", "each nurse 30 minutes a day", "600 hours a month"."""
    message, item = around.message, in_working_hours(around.message, _in_seconds(item))
    behind = [token.lower for token in message.tokens[item.last : item.last + 1]]
    gains = spares_time(message, item) or bool(_LESS.intersection(behind)) or _is_asked_for(around)
    gains = gains or found_in(message, "gains", *clause_span(message, item)) or _speaks_of_gain(message)
    if not is_hours(item) or item.per is None or is_gain_of_others(message, item) or not gains:
        return None
    if is_promised(message, item):
        return None
    of = whose(around, item)
    return as_part(message, item, "hours" if of is None else "head_hours", per=item.per, of=of or "")


def _in_seconds(item: Measured) -> Measured:
    """ "600 billable hours a year": hours all the same."""
    counted = item.quantity.kind == "plain" and "hour" in item.nouns and item.per is not None and item.per <= 1
    if not counted:
        return item
    hours = replace(item.quantity.scaled(HOUR), kind="duration", unit=str(HOUR), unit_factor=HOUR)
    return replace(item, quantity=hours)


def _speaks_of_gain(message: Message) -> bool:
    """ "90 hours a month, and an hour costs 25 dollars. That's what it'd save": said once, of all of it."""
    if any(item.quantity.kind in ("share", "factor") for item in message.measured):
        return False  # "half of that would go away"
    hits = [hit for found in message.number_cues.values() for hit in found if hit.payload == "benefit"]
    return any(message.structure.mode_at(hit.first) == "fact" for hit in hits) or _is_what_they_win(message)


def _is_what_they_win(message: Message) -> bool:
    """ "That is what we'd win.", of the numbers before it."""
    counted = {item.sentence for item in message.measured}
    return any(
        number not in counted
        and not sentence.question
        and message.tokens[sentence.first].lower in _THAT
        and found_in(message, "spares", sentence.first, sentence.last)
        for number, sentence in enumerate(message.structure.sentences)
    )


def days_said(message: Message, items: Sequence[Measured], mode: Mode) -> list[Said]:
    """Working days a month: "20 days a month", "Monday to Saturday"."""
    for item in items:
        days = days_of_month(message, item)
        ahead = message.tokens[item.first - 1].lower if item.first else ""
        if days and not (item.per is None and ahead in _UNTIL):  # "live in 22 working days"
            part = as_part(message, item, "days").model_copy(update={"value": days, "range": None})
            return [Said(part, item)]
    for number, sentence in enumerate(message.structure.sentences):
        count = days_in(message, sentence.first, sentence.last) or _weekly(message, items, number)
        daily = any(item.sentence == number and is_daily(item.per) for item in items)
        told = count is not None and (daily or is_of_us_all(message, number))
        if count is not None and told and message.structure.mode_at(sentence.first) == mode:
            named = [item.quantity.value / DAY for item in items
                     if item.sentence == number and item.quantity.unit_seconds == DAY and item.per is None]  # fmt: skip
            exact = [days for days in named if _FEWEST_DAYS <= days <= SIX_DAYS + 1]  # "only weekdays, 22 days"
            quote = message.quote(sentence.first, sentence.last)
            return [Said(Part(name="days", value=exact[0] if exact else count, quote=quote))]
    return []


def _weekly(message: Message, items: Sequence[Measured], sentence: int) -> float | None:
    """ "Four nights a week", "we're open four days a week"; "two days a week" may be what somebody works on it."""
    for item in items:
        days = days_of_week(message, item) if item.sentence == sentence else 0.0
        if days and (item.quantity.kind == "plain" or says(message, "opens", sentence)):
            return days
    return None


_UNTIL = frozenset({"in", "within"})
_THAT = frozenset({"that", "this", "it", "that's", "those"})
_TAKES = frozenset({"takes", "took", "needs", "costs", "is"})
_REMAINS = frozenset({"remain", "remains", "left", "stay", "stays"})
_LEAST_SHORTENED = 60  # seconds
_FEWEST_SECONDS = 5
_LONGEST_SHIFT, _LONGEST_WORK = 8 * HOUR, 200 * HOUR
_FEWEST_DAYS = 15  # working days of a month
_LESS = frozenset({"less", "faster", "quicker", "shorter", "off", "sooner", "back"})
_TIMES = ("time_before", "time_after", "time_saved")
_FEW_WORDS = 10
_LONGEST_NAME = 3  # words
_NEAR = 4  # tokens
_SAYS = 0.5
_WOULD = frozenset({"would", "could", "should", "will", "'d", "we'd", "they'd", "it'd", "with"})
