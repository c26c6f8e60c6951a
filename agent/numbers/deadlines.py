"""When it must be live, where the words name a day, a month or a season of the calendar."""

from collections.abc import Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.understanding import Context
from agent.words.calendar_dates import Point, calendar_words, month_names, points_in_time
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token
from agent.words.values import fits


def deadline(message: Message, context: Context) -> Statement | None:
    """ "It must be live by March": months from today, where the words speak of a launch or the deadline was asked."""
    if context.today is None:
        return None
    asked = "timeline_months" in context.asked
    structure = message.structure
    best: tuple[float, Point] | None = None
    points = _made_exact(message, points_in_time(message.tokens, context.today))
    for point in points:
        clause = structure.clause_of[point.first]
        if clause < 0 or structure.clauses[clause].mode != "fact" or _is_over(message, point):
            continue
        if _is_of_spending(message, point) or _comes_again(message, point) or _is_the_earlier(message, points, point):
            continue
        if _is_of_the_case(message, context, point) or _is_of_a_version(message, point):
            continue
        felt = max(_launch_near(message, point), _LAUNCHES if _is_meant_by_then(message, point) else 0.0)
        felt = max(felt, _LABELLED if _is_labelled(message, point) else 0.0)
        felt = max(felt, _WANTED if _is_wanted(message, point, context) else 0.0)
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


def _is_of_spending(message: Message, point: Point) -> bool:
    """ "The money must be spent by December": that is when the money goes, and not when anything must be live."""
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    return any(token.lower in _SPENT for token in message.tokens[clause.first : point.first])


_SPENT = frozenset({"spend", "spent", "expires", "expire", "lapses", "lapse"})


def deadline_asked(text: str, context: Context) -> Statement | None:
    """ "Can it be running by September?", "is it live in six weeks?": by when they want it, though they ask."""
    if context.today is None:
        return None
    message = taken_apart(text)
    points = [
        (point.months, message.quote(point.first, point.last))
        for point in points_in_time(message.tokens, context.today)
    ]
    spans = [item for item in message.measured if item.quantity.kind == "duration" and item.per is None]
    points += [(item.quantity.value / MONTH_SECONDS, message.quote(item.first, item.quantity.last)) for item in spans]
    if len(points) != 1:
        return None
    value = round(points[0][0], 1)
    fitting = fits("timeline_months", value)
    return Statement(field="timeline_months", value=value, quote=points[0][1]) if fitting else None


def is_no_deadline(message: Message, item: Measured) -> bool:
    """ "In those five months we get 30,000", "he retires in 18 months", "60 days of work": no time till launch."""
    tokens, clause = message.tokens, message.structure.clauses[item.clause]
    ahead = tokens[item.first - 1].lower if item.first else ""
    behind = {token.lower for token in tokens[item.quantity.last : item.quantity.last + 3]}
    of_work = item.quantity.unit in _DAYS and bool(behind & calendar_words("worked"))
    of_others = any(token.lower in calendar_words("ends") for token in tokens[clause.first : item.first])
    of_week = item.quantity.unit in _DAYS and ahead in calendar_words("open")
    end_of_each = item.quantity.relative or tokens[item.first].lower in ("a", "each", "every")
    at_its_end = end_of_each and [token.lower for token in tokens[max(0, item.first - 2) : item.first]] == ["end", "of"]
    return ahead in ("those", "these") or of_work or of_others or of_week or at_its_end or _is_how_long(message, item)


def _is_how_long(message: Message, item: Measured) -> bool:
    """ "In the campaign (June to December, 7 months)": how long a span between two months is."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 5) : item.first] if token.kind != "symbol"]
    return any(
        word in _TO and {before, behind} <= month_names()
        for before, word, behind in zip(ahead, ahead[1:], ahead[2:], strict=False)
    )


_DAYS = ("86400",)
_TO = ("to", "till", "until", "through")


def horizon(message: Message, context: Context) -> Statement | None:
    """ "It must have paid off by next November": how far ahead the case looks, in months from today."""
    if context.today is None:
        return None
    for point in points_in_time(message.tokens, context.today):
        stated = message.structure.mode_at(point.first) == "fact"
        value = round(point.months, 1)
        ahead = stated and _is_of_the_case(message, context, point) and not _is_over(message, point)
        if ahead and fits("horizon_months", value):
            return Statement(field="horizon_months", value=value, quote=message.quote(point.first, point.last))
    return None


def _made_exact(message: Message, points: Sequence[Point]) -> list[Point]:
    """ "Before the Easter rush (28 March)": the date in brackets says when that is."""
    exact: list[Point] = []
    for point in points:
        before = exact[-1] if exact else None
        between = [token.lower for token in message.tokens[before.last : point.first]] if before else []
        if before and "(" in between and between.index("(") <= _NEAR_BRACKET and ")" not in between:
            exact[-1] = Point(point.months, before.first, before.last)
        else:
            exact.append(point)
    return exact


_NEAR_BRACKET = 2  # tokens


def _comes_again(message: Message, point: Point) -> bool:
    """ "Every season (spring, summer, autumn, winter)", "each December": no day of one year."""
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    sentence = message.structure.sentences[clause.sentence]
    words = [token.lower for token in message.tokens[sentence.first : point.first]]
    behind = [token.lower for token in message.tokens[point.last : clause.last]]
    if _YEARLY.intersection(words) or any(pair in _EACH_YEAR for pair in pairwise((*words, ".", *behind))):
        return True
    near = words[-2:] if words[-1:] != [","] else words
    listed = words[-1:] in ([","], ["("], ["and"], ["or"])
    return bool(_AGAIN.intersection(words if listed else near))


_AGAIN = frozenset({"every", "each", "always", "usually"})
_YEARLY = frozenset({"annually", "yearly"})
_EACH_YEAR = frozenset((one, span) for one in ("every", "each") for span in ("year", "season", "time"))


def _is_the_earlier(message: Message, points: Sequence[Point], point: Point) -> bool:
    """ "They moved the deadline from the end of February to the end of May": where it was."""
    words = [token.lower for token in message.tokens]
    return _ahead(message, point) == "from" and any(
        _ahead(message, later) == "to"
        and point.last < later.first <= point.last + _NEAR
        and bool(calendar_words("moved") & set(words[max(0, point.first - _NEAR) : point.first]))
        for later in points
    )


def _is_wanted(message: Message, point: Point, context: Context) -> bool:
    """The date is the one that was asked of them, or given to them, or will do."""
    by = _is_wanted_by(message, point) or _is_given_until(message, point)
    return by or _is_left_for(message, point) or _is_moved_to(message, point, context)


def _is_wanted_by(message: Message, point: Point) -> bool:
    """ "I want it before next October", "9 of 10 is what we want till the end of June", "ready by February's end"."""
    words = _clause_ahead(message, point)
    if _ahead(message, point) not in _BEFORE or not words:
        return _ahead(message, point) in ("for", "in") and _wants_it(words)
    ready = words[0] in calendar_words("ready") and len(words) <= _NEAR
    share = any(
        item.quantity.kind == "share" and point.first - len(words) <= item.first < point.first
        for item in message.measured
    )
    return ready or _wants_it(words) or (share and bool(calendar_words("aims") & set(words)))


def _clause_ahead(message: Message, point: Point) -> list[str]:
    """The words of its clause in front of a date."""
    return [token.lower for token in _of_its_clause(message, point) if token.kind != "symbol"]


def _of_its_clause(message: Message, point: Point) -> Sequence[Token]:
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    return message.tokens[clause.first : point.first]


def _wants_it(words: Sequence[str]) -> bool:
    """ "Want it", "we would like it", "the boss needs this": what is wanted is the whole, by one of theirs."""
    places = [place for place, pair in enumerate(pairwise(words)) if pair[0] in _WANT and pair[1] in _IT]
    if not places or len(words) - places[0] > _NEAR:
        return False
    subject = [word for word in words[: places[0]] if word not in _WOULD]
    return not subject or subject[-1] in calendar_words("ours") or subject[-1] in _JOINS


_WANT = frozenset({"want", "wants", "wanted", "like", "love", "need", "needs", "see", "have"})
_IT = frozenset({"it", "this", "that", "something", "everything"})
_WOULD = frozenset({"would", "'d", "really", "also", "ideally", "must", "should", "to", "rather", "just"})
_JOINS = frozenset({"so", "and", "but", "please"})


def _is_labelled(message: Message, point: Point) -> bool:
    """ "- start: 1 February 2027", "When: before the next hull, so by the end of May", "time is: 1 May"."""
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[point.first]].sentence]
    tokens = message.tokens[sentence.first : point.first]
    colon = next((place for place in reversed(range(len(tokens))) if tokens[place].text in _LABEL_ENDS), None)
    if colon is None or len(tokens) - colon > _FAR_FROM_LABEL:
        return False
    label = [token.lower for token in reversed(tokens[:colon])]
    first = next((place for place, word in enumerate(label) if word in ",;.-•*–"), len(label))
    return bool(label[:first]) and set(label[:first]) <= calendar_words("labels")


_LABEL_ENDS = frozenset({":", "=", "|"})
_FAR_FROM_LABEL = 12  # tokens


def _is_given_until(message: Message, point: Point) -> bool:
    """ "Management gives me until the end of March", "I have until May to show something"."""
    words = _clause_ahead(message, point)
    until = next((place for place in reversed(range(len(words))) if words[place] in _UNTIL[:2]), None)
    if until is None or len(words) - until > _UNTIL_NEAR:
        return False
    ahead = [word for word in words[:until] if word not in _ONLY]
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[point.first]].sentence]
    before = {token.lower for token in message.tokens[sentence.first : point.first]}
    given = bool(ahead) and ahead[-1] in _US and bool(_GIVES & set(ahead))
    had = bool(_HAVE & before) and not calendar_words("ours").isdisjoint(before)
    aimed = [token.lower for token in message.tokens[point.last : point.last + 1]] == ["to"]
    return given or (had and (aimed or (ahead[-1:] != [] and ahead[-1] in _HAVE)))


_UNTIL_NEAR = 5  # tokens
_ONLY = frozenset({"only", "just", "and"})
_HAVE = frozenset({"have", "got", "i've", "we've", "has"})
_US = frozenset({"me", "us"})
_GIVES = frozenset({"give", "gives", "gave", "given", "leaves", "left", "allows", "grants", "granted"})


def _is_left_for(message: Message, point: Point) -> bool:
    """ "By Easter would be lovely, but the end of April is fine": the date that will do."""
    behind = [token.lower for token in message.tokens[point.last : point.last + 3]]
    will_do = behind[:1] in (["is"], ["would"], ["will"], ["works"]) and bool(_WILL_DO & set(behind))
    sentence = message.structure.clauses[message.structure.clause_of[point.first]].sentence
    first = message.structure.sentences[sentence].first
    return will_do and bool(_WISHED & {token.lower for token in message.tokens[first : point.first]})


_WILL_DO = frozenset({"fine", "ok", "okay", "enough", "do", "acceptable", "works", "too"})
_WISHED = frozenset(
    {"glad", "nice", "lovely", "great", "happy", "ideal", "ideally", "perfect", "hoped", "like", "love", "prefer"}
)


def _is_moved_to(message: Message, point: Point, context: Context) -> bool:
    """ "The launch has slipped. End of June now.": a sentence of a date alone, behind one of a launch."""
    if "timeline_months" not in context.facts:
        return False
    number = message.structure.clauses[message.structure.clause_of[point.first]].sentence
    sentence = message.structure.sentences[number]
    words = {
        token.lower
        for place, token in enumerate(message.tokens[sentence.first : sentence.last], sentence.first)
        if token.kind == "word" and not point.first <= place < point.last
    }
    hits = message.number_cues.get(number - 1, ()) if number else ()
    return words <= calendar_words("beside") and any(hit.payload == "live" for hit in hits)


def _is_of_the_case(message: Message, context: Context, point: Point) -> bool:
    """A date by which it pays, or any at all where the horizon was asked for."""
    if context.asked == ("horizon_months",):
        return _launch_near(message, point) < _LAUNCHES
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
    if ("ask", "me") in pairwise(tokens[place].lower for place in _in_front(message, point)):
        return True  # "ask me after Christmas"
    if point.first and tokens[point.first - 1].lower in calendar_words("last"):
        return True
    if ("used", "to") in pairwise(token.lower for token in _of_its_clause(message, point)):
        return True  # "it used to be 350 before Easter"
    if tokens[point.first - 1].lower in _UNTIL and any(
        tokens[place].lower in _WAS for place in _in_front(message, point)
    ):
        return True  # "it was a pilot until June"
    if tokens[point.first - 1].lower in _IN and _is_near(message, point, "ended") and not _is_to_be(message, point):
        return True  # "a trial that ended in October"
    clause = message.structure.clauses[message.structure.clause_of[point.first]]
    return any(
        tokens[place].lower in calendar_words("over") and not (place and tokens[place - 1].lower in ahead)
        for place in range(min(clause.first, _in_front(message, point).start), point.first)
    )


def _is_to_be(message: Message, point: Point) -> bool:
    """ "It must be finished in October", "we want it completed in May"."""
    wanted = calendar_words("still_ahead") | _WANT
    return any(message.tokens[place].lower in wanted for place in _in_front(message, point))


_IN = ("in", "on", "at", "of")
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
    words = [token.lower for token in message.tokens[max(0, point.first - 4) : point.first]]
    return next((word for word in reversed(words) if word not in _BESIDE_DATES), "")


_NEAR = 7  # tokens
_BEFORE = ("by", "before", "until", "till")
_BESIDE_DATES = frozenset(
    {"next", "the", "this", "end", "of", "about", "around", "start", "beginning", "middle", "early", "late",
     "mid", "-"}
)  # fmt: skip
_LAUNCHES, _LABELLED, _WANTED = 0.5, 1.0, 1.2
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
    used = _is_near(message, point, "in_use")
    if any(message.tokens[place].lower in calendar_words("served") for place in range(clause.first, point.first)):
        return 0.0  # "customers want it before Christmas"
    led = ahead in ("by", "before", "until") or (wanted and used and _ahead(message, point) == "in")
    return _LAUNCHES if (wanted or used) and led else 0.0


_CLOSE, _WANTED_NEAR = 3, 5  # tokens
_WEAK_LAUNCH = frozenset({"until", "due"})
