"""When it must be live, where the words name a day, a month or a season of the calendar."""

from itertools import pairwise

from agent.facts import Statement
from agent.understanding import Context
from agent.words.calendar_dates import Point, calendar_words, points_in_time
from agent.words.message import Message
from agent.words.values import fits


def deadline(message: Message, context: Context) -> Statement | None:
    """ "It must be live by March": months from today, where the words speak of a launch or the deadline was asked."""
    if context.today is None:
        return None
    asked = "timeline_months" in context.asked
    structure = message.structure
    best: tuple[float, Point] | None = None
    for point in points_in_time(message.tokens, context.today):
        clause = structure.clause_of[point.first]
        if clause < 0 or structure.clauses[clause].mode != "fact" or _is_over(message, point):
            continue
        if _is_of_the_case(message, context, point) or _is_of_a_version(message, point):
            continue
        felt = max(_launch_near(message, point), _LAUNCHES if _is_meant_by_then(message, point) else 0.0)
        ahead = message.tokens[point.first - 1].lower if point.first else ""
        score = felt + (1.0 if asked else 0.0) + (0.1 if ahead in _LEADS_TO else 0.0)
        if score >= _LAUNCHES and (best is None or score > best[0]):
            best = (score, point)
    if best is None:
        return None
    point = best[1]
    quote = message.quote(point.first, point.last)
    value = round(point.months, 1)
    return Statement(field="timeline_months", value=value, quote=quote) if fits("timeline_months", value) else None


def horizon(message: Message, context: Context) -> Statement | None:
    """ "It must have paid off by next November": how far ahead the case looks, in months from today."""
    if context.today is None:
        return None
    for point in points_in_time(message.tokens, context.today):
        stated = message.structure.mode_at(point.first) == "fact"
        value = round(point.months, 1)
        if stated and _is_of_the_case(message, context, point) and fits("horizon_months", value):
            return Statement(field="horizon_months", value=value, quote=message.quote(point.first, point.last))
    return None


def _is_of_the_case(message: Message, context: Context, point: Point) -> bool:
    """A date by which it pays, or any at all where the horizon was asked for."""
    if context.asked == ("horizon_months",):
        return True
    return _ahead(message, point) in _BEFORE and _is_near(message, point, "pays")


def _is_of_a_version(message: Message, point: Point) -> bool:
    """ "Version 4 ships in May": a product of theirs."""
    return any(
        message.tokens[place].lower in calendar_words("versions") and message.tokens[place + 1].kind == "number"
        for place in _in_front(message, point)
        if place + 1 < point.first
    )


def _is_over(message: Message, point: Point) -> bool:
    """ "Live since spring", "the bot that we launched in June", "last May"; not "to be launched in June"."""
    tokens, ahead = message.tokens, calendar_words("still_ahead")
    if point.first and tokens[point.first - 1].lower in calendar_words("last"):
        return True
    if tokens[point.first - 1].lower in _UNTIL and any(
        tokens[place].lower in _WAS for place in _in_front(message, point)
    ):
        return True  # "it was a pilot until June"
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    return any(
        tokens[place].lower in calendar_words("over") and not (place and tokens[place - 1].lower in ahead)
        for place in range(min(clause.first, _in_front(message, point).start), point.first)
    )


_UNTIL = ("until", "till", "through")
_WAS = frozenset({"was", "were", "had", "ran", "been"})


def _is_meant_by_then(message: Message, point: Point) -> bool:
    """ "Enrolment opens in August, it has to answer by then": what is wanted by the date named last."""
    here = message.structure.clauses[message.structure.clause_of[point.first]].sentence
    sentences = message.structure.sentences[here : here + 2]
    words = [token.lower for token in message.tokens[point.last : sentences[-1].last]]
    then = next((place for place, pair in enumerate(pairwise(words)) if pair in _BY_THEN), None)
    return then is not None and bool(calendar_words("required") & set(words[:then]))


_BY_THEN = {("by", "then"), ("before", "then"), ("until", "then"), ("till", "then"), ("by", "that")}


def _is_near(message: Message, point: Point, group: str) -> bool:
    """A word of a group of calendar.yaml stands in front of the date, in its sentence."""
    return any(message.tokens[place].lower in calendar_words(group) for place in _in_front(message, point))


def _in_front(message: Message, point: Point) -> range:
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[point.first]].sentence]
    return range(max(sentence.first, point.first - _NEAR), point.first)


def _ahead(message: Message, point: Point) -> str:
    """The word in front of a date, an adjective such as "next" left out."""
    words = [token.lower for token in message.tokens[max(0, point.first - 3) : point.first]]
    return next((word for word in reversed(words) if word not in _BESIDE_DATES), "")


_NEAR = 7  # tokens
_BEFORE = ("by", "before", "until", "till")
_BESIDE_DATES = frozenset({"next", "the", "this", "end", "of", "about", "around"})
_LAUNCHES = 0.5
_LEADS_TO = frozenset({"by", "before", "until", "till", "in", "for", "of"})


def _launch_near(message: Message, point: Point) -> float:
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    hits = message.number_cues.get(clause.sentence, ())
    live = [hit for hit in hits if hit.payload == "live" and message.tokens[hit.first].lower not in _WEAK_LAUNCH]
    past = [
        hit
        for hit in hits
        if hit.payload in ("past", "horizon")
        and message.structure.clause_of[hit.first] == message.structure.clause_of[point.first]
    ]
    nearest = min((abs(hit.first - point.first) for hit in live), default=99)
    if past and nearest > _CLOSE:
        return 0.0
    if live:
        return 1.0 / (1 + 0.06 * nearest)
    ahead = message.tokens[point.first - 1].lower if point.first else ""
    wanted = any(hit.payload == "need" and 0 < point.first - hit.first <= _WANTED_NEAR for hit in hits)
    wanted = wanted or _is_near(message, point, "in_use")
    return _LAUNCHES if wanted and ahead in ("by", "before", "until") else 0.0


_CLOSE, _WANTED_NEAR = 3, 5  # tokens
_WEAK_LAUNCH = frozenset({"until", "due"})
