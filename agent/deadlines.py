"""When it must be live, where the words name a day, a month or a season of the calendar."""

from agent.calendar_dates import Point, points_in_time
from agent.facts import Statement
from agent.message import Message
from agent.understanding import Context
from agent.values import fits


def deadline(message: Message, context: Context) -> Statement | None:
    """ "It must be live by March": months from today, where the words speak of a launch or the deadline was asked."""
    if context.today is None:
        return None
    asked = "timeline_months" in context.asked
    structure = message.structure
    best: tuple[float, Point] | None = None
    for point in points_in_time(message.tokens, context.today):
        clause = structure.clause_of[point.first]
        if clause < 0 or structure.clauses[clause].mode != "fact":
            continue
        felt = _launch_near(message, point)
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
    return _LAUNCHES if wanted and ahead in ("by", "before", "until") else 0.0


_CLOSE, _WANTED_NEAR = 3, 5  # tokens
_WEAK_LAUNCH = frozenset({"until", "due"})
