"""A number that corrects an earlier one: in the same breath, in the next sentence, or a fact of the conversation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest
from math import inf, log, prod

from agent.facts import Fact, Statement
from agent.numbers.earlier_values import with_recalled
from agent.numbers.products import is_daily
from agent.numbers.told_before import instead_of_told
from agent.numbers.volume_days import days_in, days_of_month, days_of_week, speaks_of_days
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.enumerations import Named, named_values, zero_values
from agent.words.field_names import VOLUME, fields_named, names_of_fields
from agent.words.measured import Measured, is_pronoun
from agent.words.message import Message, taken_apart
from agent.words.number_words import case_words
from agent.words.quantities import MONTH_SECONDS, Kind, Quantity
from agent.words.roles import roles
from agent.words.text_lengths import TOKENS_OF
from agent.words.tokens import is_whole, stem_of, words_in
from agent.words.values import Value, fits, in_unit_of, tidy, value_of
from agent.words.week_days import WEEKEND, days_named

_BESIDE = 4  # tokens between "now" and its number
_NEVER_ADDED = frozenset({"monthly_benefit", "current_accuracy", "target_accuracy", "growth_per_year"})
_MORE = frozenset({"more", "additional", "extra", "further", "higher"})
_ANOTHER = frozenset({"another", "additional", "further", "extra"})


def rescaled(message: Message, context: Context) -> Statement | None:
    """ "No, per week": the newest monthly fact was meant for another time."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    told = [item for item in message.measured if not item.quantity.bare_article]  # "it's a year"
    only_known = all(field_that_is(context, item) in _MONTHLY for item in told)
    denied = {word for word in words & (_SCALES.keys() | _MONTHS) if _is_not(message, word)}
    if len(words) > _FEW_WORDS or not only_known or len(told) > 1 or not (words & _CORRECTING or denied):
        return None
    if not told and not words <= _CORRECTING | _SCALES.keys() | _BESIDE_SCALES:
        return None
    if denied and _speaks_of_the_rhythm(context, denied):
        return None
    was = {_SCALES.get(word, 1.0) for word in denied}
    scales = words & _SCALES.keys() - denied
    factors = {_SCALES[word] for word in scales} or ({1.0} if words & _MONTHS - denied and was - {1.0} else set())
    known = [
        (fact.turn, place, field)
        for place, (field, fact) in enumerate(context.facts.items())
        if field in _MONTHLY
        and fact.status == "stated"
        and isinstance(fact.value, int | float)
        and {_SCALES[word] for word in _scales_in(fact.quote or "")} == was - {1.0}
    ]
    named = VOLUME if "volume" in words and VOLUME in {each for *_, each in known} else None
    field = field_that_is(context, told[0]) if told else named or (max(known)[2] if known else None)
    if len(factors) != 1 or field is None or field not in {each for *_, each in known}:
        return None
    value = context.facts[field].value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    told_at = max(was - {1.0}, default=1.0)
    return Statement(field=field, value=tidy(value * factors.pop() / told_at), quote=message.text.strip())


def _scales_in(quote: str) -> set[str]:
    return {token.lower for token in taken_apart(quote).tokens} & _SCALES.keys()


def _speaks_of_the_rhythm(context: Context, denied: Collection[str]) -> bool:
    """ "Not monthly, yearly": how often the facts change, where that is asked or was told so."""
    known = context.facts.get("knowledge_change")
    return "knowledge_change" in context.asked or (known is not None and known.value in denied)


def in_other_seconds(message: Message, context: Context) -> Statement | None:
    """ "I meant milliseconds. 800 of them.": the known wait was told in seconds."""
    fact = context.facts.get("max_latency_seconds")
    words = {token.lower for token in message.tokens if token.kind == "word"}
    units = {factor for word, factor in _SECONDS.items() if word in words and not _is_not(message, word)}
    if fact is None or not isinstance(fact.value, int | float) or len(units) != 1 or len(words) > _FEW_WORDS:
        return None
    numbers = [item.quantity.value for item in message.measured if item.quantity.kind == "plain"]
    if len(numbers) != len(message.measured) or any(number != fact.value for number in numbers) or not words & _MEANT:
        return None
    value = tidy(fact.value * units.pop())
    return Statement(field="max_latency_seconds", value=value, quote=message.text.strip())


_SECONDS = {"milliseconds": 0.001, "ms": 0.001, "millis": 0.001, "minutes": 60.0, "hours": 3_600.0}
_MEANT = frozenset({"meant", "mean", "sorry", "wait", "oops"})


def on_fewer_days(message: Message, context: Context) -> Statement | None:
    """ "Actually, only weekdays, 22 days": a volume that was told by the day comes on so many days of a month."""
    fact = context.facts.get(VOLUME)
    plain = _tells_days_alone(message) and "timeline_months" not in context.asked
    if fact is None or not isinstance(fact.value, int | float) or not plain or len(message.measured) > 1:
        return None
    told = taken_apart(fact.quote or "")
    before = _days_told(told, fact.value)
    days = next((_days_of(message, item) for item in message.measured), days_in(message, 0, len(message.tokens)))
    if days is None or before is None:
        return None
    value = tidy(fact.value * days / before)
    return Statement(field=VOLUME, value=value, quote=message.text.strip()) if fits(VOLUME, value) else None


def _tells_days_alone(message: Message) -> bool:
    """ "Sorry, Monday to Saturday", "no, only on weekdays": a correction, and nothing but days."""
    first = next((place for place, token in enumerate(message.tokens)
                  if token.kind == "word" and token.lower not in _CORRECTING), len(message.tokens))  # fmt: skip
    return first < len(message.tokens) and speaks_of_days(message.tokens[first:])


def _days_told(told: Message, value: float) -> float | None:
    """On how many days a month what was told by the day comes: what is left of the volume by its other numbers."""
    counts = [item for item in told.measured if item.quantity.kind in ("plain", "factor")]
    if not any(is_daily(item.per) for item in told.measured):
        return None
    days = value / prod(item.quantity.value for item in counts)
    return days if _FEWEST_DAYS <= days <= _DAILY + 1 else None


def _days_of(message: Message, item: Measured) -> float | None:
    """Days of a month: "22 days", "20 working days a month", "six days a week"; `None` where it is another time."""
    a_week = days_of_week(message, item)
    if a_week:
        return a_week
    quantity = item.quantity
    days = quantity.value / quantity.unit_seconds if quantity.kind == "duration" and quantity.unit_seconds else 0.0
    named = quantity.unit_seconds >= _DAY and item.per in (None, 1.0)
    return days if named and _FEWEST_DAYS <= days <= _DAILY + 1 else days_of_month(message, item) or None


_DAILY, _FEWEST_DAYS = 30.0, 4.0  # a month
_DAY = 86_400.0  # seconds


def _is_not(message: Message, word: str) -> bool:
    """ "Not per year": the denied one."""
    place = next(index for index, token in enumerate(message.tokens) if token.lower == word)
    return "not" in {token.lower for token in message.tokens[max(0, place - 2) : place]}


_MONTHLY = frozenset({"requests_per_month", "monthly_api_spend", "monthly_benefit"})
_MONTHS = frozenset({"month", "monthly"})
_SCALES = {
    "hour": 720.0, "hourly": 720.0, "day": 30.0, "daily": 30.0, "week": 30 / 7, "weekly": 30 / 7, "quarter": 1 / 3,
    "quarterly": 1 / 3, "year": 1 / 12, "yearly": 1 / 12, "annum": 1 / 12, "annually": 1 / 12,
}  # fmt: skip
_CORRECTING = frozenset(
    {"no", "sorry", "oops", "meant", "mean", "actually", "wait", "correction", "rather", "course", "hang", "mistake",
     "bad"}
)  # fmt: skip
_BESIDE_SCALES = frozenset(
    {"i", "that", "that's", "thats", "it's", "its", "is", "was", "it", "per", "a", "an", "each", "every", "the", "for",
     "whole", "of", "in", "not", "month", "monthly", "my", "on", "by", "to", "be", "should", "figure", "number",
     "volume", "gave", "said", "told", "you", "we"}
)  # fmt: skip
_FEW_WORDS = 14


def is_denied(message: Message, item: Measured) -> bool:
    """The message says that the number does not hold: "not $50k", "isn't 6 but 9", "no 2 engineers any more"."""
    before, after = message.tokens[: item.first], message.tokens[item.quantity.last :]
    if before and before[-1].lower in ("isn't", "wasn't", "aren't", "weren't"):
        return True  # "isn't 6"
    if after[:1] and after[0].lower == "but" and before and before[-1].lower == "not":
        return True  # "not 6 but 9"
    if is_said(message, item) or _is_called_wrong(message, item) or _is_denied_behind_noun(message, item):
        return True
    ends = [token.lower for token in message.tokens[item.last : item.last + 3]]
    if (ends[:2] == ["any", "more"] or ends[:1] == ["anymore"]) and message.structure.is_negated(item.first):
        return True
    or_not = [token.lower for token in before[-2:]] == ["or", "not"]  # "relevant or not, within 800 ms"
    own = bool(before) and before[-1].lower in _THE  # "1.2 million rather than the 46k I told you"
    ahead = (item.first, item.first - 1) if own else (item.first,)
    if not or_not and any(hit.last in ahead for hit in message.structure.hits_of("instead_of")):
        return True
    return _is_told_before(message, item) or _is_what_was(message, item)


def _is_what_was(message: Message, item: Measured) -> bool:
    """ "87 percent is the current figure. 84 was in the spring.": the clause opens with what held before."""
    clause = message.structure.clauses[item.clause]
    opens = all(token.lower in _THE for token in message.tokens[clause.first : item.first])
    was = message.tokens[item.last : item.last + 1]
    beside = any(other.clause != item.clause and other.quantity.kind in (item.quantity.kind, "share", "plain")
                 for other in message.measured)  # fmt: skip
    return opens and beside and item.is_bare() and bool(was) and was[0].lower in ("was", "were")


def _is_told_before(message: Message, item: Measured) -> bool:
    """ "3,100 (I'd told you 5,000)": what they said before stands in brackets behind what holds now."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - _TOLD_NEAR) : item.first]]
    opens = max((place for place, word in enumerate(ahead) if word == "("), default=None)
    words = set(ahead[opens + 1 :]) if opens is not None else set()
    return bool(words & _TOLD) and words <= _TOLD | _TELLING


_THE = frozenset({"the", "those", "these", "our", "my"})
_TOLD_NEAR = 6  # tokens
_TOLD = frozenset({"told", "said", "wrote", "gave", "mentioned", "put"})
_TELLING = frozenset({"i", "i'd", "i've", "we", "we'd", "we've", "had", "have", "you", "before", "first", "earlier",
                      "as", "yesterday", "wrongly"})  # fmt: skip


def is_spoken_of_again(message: Message, context: Context, one: Assigned) -> bool:
    """ "6,300 is August": a number that was told before is spoken of, and is no other fact."""
    told = _told_as(message, context, one.measured)
    return bool(told) and one.field not in told


def _told_as(message: Message, context: Context, item: Measured) -> list[str]:
    """The facts that were told with this bare number, of which something is said: "38 was April", for $38k."""
    if not is_spoken_of(message, item):
        return []
    return [field for field, fact in context.facts.items() if as_written(fact.quote or "", item) is not None]


def is_spoken_of(message: Message, item: Measured) -> bool:
    """A number alone of which they say what it is or was: "38 was April", "the 46,000 is only the salary"."""
    behind = [token.lower for token in message.tokens[item.last : item.last + 1]]
    return item.is_bare() and item.per is None and item.quantity.value >= _LEAST_SPOKEN_OF and behind in _WERE


def as_written(quote: str, item: Measured) -> Measured | None:
    """The number of a quote that this one says again."""
    return next((other for other in taken_apart(quote).measured if _is_as_written(item, other)), None)


def _spoken_of_before(message: Message, context: Context, item: Measured) -> str | None:
    """ "Wait, the 20k was for both of us. Ours is 12k": the fact that the number before this one was told for."""
    before = [other for other in message.measured if other.first < item.first]
    told = _told_as(message, context, before[-1]) if before and item.sentence - before[-1].sentence <= 1 else []
    return told[0] if len(told) == 1 and field_fits(told[0], item) else None


def _is_as_written(item: Measured, other: Measured) -> bool:
    """The same number, without its unit or its thousand: "22", of "$22 an hour", "38", of "38 thousand dollars"."""
    known, quantity = other.quantity, item.quantity
    if quantity.kind == known.kind and quantity.value == known.value:
        return True
    if quantity.kind != "plain":
        return False
    if known.kind == "share":
        return abs(quantity.value / 100 - known.value) < _DUST
    return known.kind in ("plain", "money") and quantity.value in (known.value, known.value / known.scale)


_DUST = 1e-9
_LEAST_SPOKEN_OF = 10
_WERE = (["is"], ["was"], ["are"], ["were"], ["includes"], ["included"])


def _is_called_wrong(message: Message, item: Measured) -> bool:
    """ "68 % was wrong, it's 71": what holds instead stands behind it; without that, 12 % are what goes wrong."""
    instead = [other for other in message.measured if other.first > item.last and other.sentence == item.sentence]
    if not instead or not instead[0].is_bare() or not is_to_be_taken(message, instead[0]):
        return False
    behind = [token.lower for token in message.tokens[item.last : item.last + _FALSE_NEAR] if token.kind == "word"]
    if behind[:1] not in (["was"], ["is"]):
        return False
    rest = [word for word in behind[1:] if word not in ("a", "my", "just", "too", "simply", "the", "plain")]
    return bool(rest) and rest[0] in _FALSE


_FALSE_NEAR = 5  # tokens
_FALSE = frozenset({"wrong", "mistake", "typo", "outdated", "obsolete", "incorrect", "error", "nonsense", "misread"})


def _is_denied_behind_noun(message: Message, item: Measured) -> bool:
    """ "Not pages 30", as some languages put it."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return len(ahead) == 2 and ahead[0] == "not" and bool(_size_ahead(message, item))


def _size_ahead(message: Message, item: Measured) -> frozenset[str]:
    """What a bare number counts by the words in front of it: "the pages aren't 30"."""
    clause = message.structure.clauses[item.clause]
    if not item.is_bare() or item.quantity.kind != "plain":
        return frozenset()
    stems = {token.stem for token in message.tokens[clause.first : item.first]}
    return frozenset(noun for noun in ("page", "word", "token") if stem_of(noun) in stems)


def _size_beside(items: Sequence[Measured], denied: Measured) -> frozenset[str]:
    """ "3 pages, not 2": the denied number is one of pages too."""
    sizes = [item.nouns & {"page", "word", "token"} for item in items if item.sentence == denied.sentence]
    return sizes[0] if denied.is_bare() and denied.quantity.kind == "plain" and len(sizes) == 1 else frozenset()


def is_said(message: Message, item: Measured) -> bool:
    """ "Did I say 5,000 letters? It's 50,000." """
    ahead = [token.lower for token in message.tokens[max(0, item.first - 3) : item.first + 1]]
    return any(ahead[place : place + 3] == ["did", "i", "say"] for place in (0, 1))


def answers_by_its_no(
    message: Message, context: Context, facts: Sequence[Statement], taken_back: Sequence[str] = ()
) -> set[str]:
    """Pending fields that only the "no" of a short correction seems to answer: "no, not 350, rather 500".

    "Forget the budget, we don't have one" says of nothing else that there is none, nor does "no, keep gpt-4o".
    """
    corrected = bool(taken_back) or any(
        one.field in context.facts and one.field in roles() and one.field not in context.asked for one in facts
    )
    few = words_in(message.tokens) <= _FEW_WORDS or _stops(message)
    if not (corrected or _says_no_to_a_change(message)) or not few:
        return set()
    told = set() if corrected else {one.field for one in (*named_values(message.structure, ()), *_zeros(message))}
    emptied = {
        one.field for one in facts if one.field in context.asked and one.value in ("none", "other", False, [], 0)
    }
    return emptied - told


def _zeros(message: Message) -> Sequence[Named]:
    return zero_values(message.structure)


def _stops(message: Message) -> bool:
    """ "No wait, ...": they stop themselves, however much they say behind it."""
    words = [token.lower for token in message.tokens if token.kind in ("word", "number")]
    return words[:1] != [] and words[0] in _NO and words[1:2] in (["wait"], ["undo"], ["stop"])


def _says_no_to_a_change(message: Message) -> bool:
    """ "No, keep gpt-4o", "nope, leave the volume": behind the "no" stands an order, or the model that they want."""
    words = [token for token in message.tokens if token.kind in ("word", "number")]
    if not words or words[0].lower not in _NO:
        return False
    behind = [token.lower for token in words[1:] if token.lower not in _SOFTENING]
    if behind[:1] == ["i"] or behind[:1] == ["we"]:
        behind = behind[1:]
    orders = bool(behind) and (behind[0] in _LEAVING or tuple(behind[:2]) in _LEAVING_SO)
    return (
        orders
        or bool(message.models)
        or any(hit.last - hit.first > 1 for hit in message.structure.hits_of("correction"))
    )  # "my mistake"; "no, sorry" answers


_NO = frozenset({"no", "nope", "nah", "naw"})
_SOFTENING = frozenset({"no", "please", "just", "then", "thanks", "thank", "you", "let's", "rather", "better", "i'd",
                        "we'd", "we'll", "i'll", "do", "ok", "well", "oh", "really"})  # fmt: skip
_LEAVING = frozenset({"keep", "leave", "stay", "stick", "continue", "undo", "revert", "forget", "drop", "switch",
                      "wait", "stop", "scratch"})  # fmt: skip
_LEAVING_SO = frozenset(
    {("hang", "on"), ("go", "on"), ("go", "back"),
     ("go", "with"), ("go", "for"), ("don't", "change"), ("don't", "touch"),
     ("don't", "switch"), ("not", "change"), ("hold", "on"), ("take", "the"), ("use", "the"), ("want", "the")}
)  # fmt: skip


def with_known(message: Message, context: Context, chosen: Assigned, value: Value) -> Value:
    """ "Another 10,000", "500 more", "add 20k to the budget": on top of what is known."""
    fact = context.facts.get(chosen.field)
    if fact is None or not isinstance(fact.value, int | float) or chosen.field in _NEVER_ADDED or value[1] is not None:
        return value
    if chosen.field == "timeline_months":
        moved = _moved_by(message, chosen.measured)
        return (tidy(max(0.0, fact.value + moved * value[0])), None) if moved else value
    more = is_on_top(message, chosen.measured) or _is_another_flow(message, context, fact, chosen)
    return (tidy(fact.value + value[0]), None) if more else value


def _is_another_flow(message: Message, context: Context, known: Fact, chosen: Assigned) -> bool:
    """ "My people write 40 letters a day too", beside the emails: another kind of work comes on top of the first."""
    item, stems = chosen.measured, _counted(message, chosen.measured)
    if chosen.field != VOLUME or item.per is None or not stems or message.structure.hits_of("correction"):
        return False
    told = taken_apart(known.quote or "")
    counted = frozenset[str]().union(*(_counted(told, other) for other in told.measured))
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind != "symbol"]
    adds = not _BESIDES.isdisjoint(words) or words[-2:] == ["as", "well"]
    return adds and stems.isdisjoint(counted or stems_around(context, known))


_BESIDES = frozenset({"too", "also", "plus", "besides", "additionally"})


def _moved_by(message: Message, item: Measured) -> int:
    """A date told before comes later (1) or sooner (-1): "slipped by two months", "a month later than that"."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    if is_on_top(message, item) or behind[:1] == ["later"] or (behind[:1] == ["longer"] and behind[1:] == ["than"]):
        return 1
    if behind[:1] in (["sooner"], ["earlier"]) or behind == ["less", "time"]:
        return -1
    by = message.tokens[item.first - 1].lower == "by" if item.first else False
    return (1 if ahead & _DELAYED else -1 if ahead & _HASTENED else 0) if by or "back" in ahead else 0


_DELAYED = frozenset({"slipped", "slips", "delayed", "postponed", "moved", "pushed", "later"})
_HASTENED = frozenset({"hastened", "advanced", "shortened", "forward"})


def is_on_top(message: Message, item: Measured) -> bool:
    tokens = message.tokens
    behind = tokens[item.quantity.last].lower if item.quantity.last < len(tokens) else ""
    before = tokens[item.first - 1].lower if item.first else ""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in tokens[sentence.first : item.first]]
    rest = [token.lower for token in tokens[item.last : sentence.last]]
    adds = "add" in words[-3:] and ("to" in rest or not rest)
    return behind in _MORE or before in _ANOTHER or adds or rest[:3] == ["on", "top", "of"]


def corrected_numbers(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "300k, sorry, 350k" corrects the number before; "sorry, 20k" alone the newest fact of that kind."""
    told = _at_told_rate(message, context, _corrected(message, context, items, assigned))
    return [one for one in told if not _is_of_single_days(message, context, one)]


def _is_of_single_days(message: Message, context: Context, one: Assigned) -> bool:
    """ "Mondays are worse, about 450", beside a known volume: what comes on those days is not what comes in a month."""
    sentence = message.structure.sentences[one.measured.sentence]
    named = list(days_named(message.tokens[sentence.first : sentence.last]))
    single = len(named) == 1 and len(named[0][2]) <= len(WEEKEND)
    rated = one.measured.per is not None or one.replaces or bool(message.structure.hits_of("correction"))
    return one.field == VOLUME and VOLUME in context.facts and single and not rated and one.measured.is_bare()


def _at_told_rate(message: Message, context: Context, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "I misread, it's 120 thousand", of "1.2 million a year": a year as well."""
    corrects = bool(message.structure.hits_of("correction"))
    return [
        replace(one, measured=in_told_unit(context, one.field, one.measured))
        if one.field in _MONTHLY
        and one.measured.per is None
        and not one.measured.each
        and (corrects or one.replaces or is_to_be_taken(message, one.measured))
        else one
        for one in assigned
    ]


def _corrected(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    assigned = instead_of_told(message, context, items, assigned)
    result = _updated(message, context, items, _swapped(message, context, items, assigned))
    result = _doubted(message, context, items, _settled(message, items, result))
    result = with_recalled(message, context, items, _of_known_noun(message, context, items, result))
    result = _at_the_rate_before(message, result)
    result = _put_right(message, _of_named(message, context, items, result))
    result = _set_by_name(message, context, items, result)
    corrects = bool(message.structure.hits_of("correction"))
    if not corrects and not message.structure.hits_of("revised"):
        return result
    done = {
        one.measured.first
        for one in assigned
        if one.field not in context.asked
        and not (corrects and _stands_alone(message, one.measured, _CORRECTING | POINTING))
    }
    done |= {item.measured.first for item in result if item not in assigned}
    for item in items:
        if item.first in done or not item.is_bare() or item.per is not None or _told_as(message, context, item):
            continue
        revised = (
            None if any(other.measured.first == item.first for other in result) else _revised(message, item, result)
        )
        if revised is not None:
            result.append(revised)
            continue
        if not corrects or _is_corrected_behind(message, item, items) or is_pronoun(message.structure, item):
            continue
        if _is_instead_of_unknown(message, context, item):
            continue
        field = _spoken_of_before(message, context, item) or newest(context, item)
        if field is not None and is_far(context, field, _as_meant(context, field, item)):
            continue
        if field is not None and not any(other.field == field for other in result):
            result = [other for other in result if other.measured.first != item.first]
            result.append(Assigned(field, item, 1.0, {}))
    return result


def in_told_unit(context: Context, field: str, item: Measured) -> Measured:
    """A bare number in the unit of the words that it corrects: "it's 120 thousand", of "1.2 million a year"."""
    fact = context.facts.get(field)
    told = taken_apart(fact.quote or "").measured if fact is not None else []
    if fact is None or len(told) != 1 or item.last > item.quantity.last or item.per is not None:
        return item
    before = replace(told[0], quantity=_of_its_field(field, fact, told[0].quantity))
    days = days_of_month(taken_apart(fact.quote or ""), before) if field == VOLUME else 0.0
    if days:  # "only weekdays, 22 days" was said last of what comes by the day
        return replace(item, per=days)
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None:
        return item
    rate = item.per
    if field in _MONTHLY and isinstance(fact.value, int | float) and before.quantity.value > 0:
        rate = fact.value / before.quantity.value
    return replace(item, quantity=quantity, nouns=before.nouns or item.nouns, per=rate)


def _as_meant(context: Context, field: str, item: Measured) -> Measured:
    """A number without a unit in that of the known one; "300 dollars" says what it is."""
    return in_told_unit(context, field, item) if item.quantity.kind == "plain" else item


def _of_its_field(field: str, fact: Fact, told: Quantity) -> Quantity:
    """ "10 would do" told seconds before: a number that named no unit itself has the one of its field."""
    kinds: tuple[Kind, ...] = ("share", "duration")
    kind = next((each for each in kinds if field in CORRECTABLE[each]), None)
    if told.kind != "plain" or kind is None or told.value <= 0 or not isinstance(fact.value, int | float):
        return told
    factor = fact.value / told.value * (MONTH_SECONDS if field.endswith("_months") else 1.0)
    return replace(told.scaled(factor), kind=kind, unit="%" if kind == "share" else "", unit_factor=factor)


def _set_by_name(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The budget is 50k and the calls are 100k": a bare number behind the name of a known number is that one."""
    result = list(assigned)
    names = names_of_fields(message)
    for item in items:
        counts = item.last > item.quantity.last or item.per is not None or item.each
        if counts or any(one.measured.first == item.first and one.replaces for one in result):
            continue
        named = {field for field, first, last in names if last <= item.first and _is_set(message, first, last, item)}
        named = {field for field in named if field in roles() and _may_be_set(context, field, item)}
        if len(named) != 1:
            continue
        field = named.pop()
        if any(one.field == field and one.measured.first != item.first for one in result):
            continue
        result = [one for one in result if one.measured.first != item.first]
        result.append(Assigned(field, in_told_unit(context, field, item), 1.0, {}, replaces=True))
    return result


def _may_be_set(context: Context, field: str, item: Measured) -> bool:
    """A known number of this kind; of the two lengths either one, where the other is known: "input 950, output 900"."""
    fact = context.facts.get(field)
    if fact is None:
        return field in _LENGTHS and not _LENGTHS.isdisjoint(context.facts) and field_fits(field, item)
    return field_fits(field, item) or _may_be_percent(field, fact, item)


_LENGTHS = frozenset({"input_tokens", "output_tokens"})


def _is_set(message: Message, first: int, last: int, item: Measured) -> bool:
    """Nothing but a verb stands between the name and the number, nothing but an article in front of the name."""
    between = {token.lower for token in message.tokens[last : item.first]}
    opening = {place for each in message.structure.clauses for place in (each.first, each.first + 1)}
    articled = first > 0 and message.tokens[first - 1].lower in _THE
    listed = first > 0 and message.tokens[first - 1].lower in (",", "and", ":", ";")
    return (between <= _SETS and (first in opening or articled or listed)) or _is_reported(message, first, last, item)


def _is_reported(message: Message, first: int, last: int, item: Measured) -> bool:
    """ "Regarding accuracy my deputy thinks it's nearer 75": one of theirs says how much it is of what is named."""
    ahead = {token.lower for token in message.tokens[max(0, first - 2) : first]}
    between = [token.lower for token in message.tokens[last : item.first] if token.kind == "word"]
    verb = next((place for place, word in enumerate(between) if word in _REPORTING), None)
    if verb is None or ahead.isdisjoint(_REGARDING):
        return False
    whose = verb <= _WHOSE and not _OWN.isdisjoint(between[:verb])
    return whose and set(between[verb + 1 :]) <= POINTING | _SETS | _NEARLY


_REPORTING = frozenset({"says", "said", "thinks", "reckons", "counts", "counted", "believes", "estimates", "measured",
                        "puts", "found", "has"})  # fmt: skip
_REGARDING = frozenset({"on", "regarding", "about", "for", "concerning", "of"})
_OWN = frozenset({"my", "our", "the", "he", "she", "they"})
_WHOSE = 4  # words: "my deputy", "our head of care"
_NEARLY = frozenset({"nearer", "closer", "that", "under", "over", "a", "bit", "there"})


_SETS = frozenset(
    {"is", "are", "was", "were", "should", "be", "must", "to", ":", "=", "now", "rather", "actually", "really", "at",
     "only", "about", "have", "been", "'s"}
)  # fmt: skip


def _is_instead_of_unknown(message: Message, context: Context, item: Measured) -> bool:
    """ "The hour is not 38 but 32 dollars": of 38 no fact is known, so 32 is the new value of none."""
    denied = [one for one in message.measured if one.sentence == item.sentence and is_denied(message, one)]
    return bool(denied) and all(field_that_is(context, one) is None for one in denied) and item not in denied


def _is_corrected_behind(message: Message, item: Measured, items: Sequence[Measured]) -> bool:
    """ "15k. Scratch that, make it ten": the number in front is what is corrected, and corrects nothing itself."""
    hits = message.structure.hits_of("correction")
    first = min((hit.first for hit in hits), default=0)
    return item.first < first and any(other.first > first for other in items)


def _swapped(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "It's 50k, not 5k": the number that is denied is a known fact, the other one its new value."""
    result = list(assigned)
    for denied in message.measured:
        modes = ("fact", "question") if is_said(message, denied) else ("fact",)
        if not is_denied(message, denied) or message.structure.mode_at(denied.first) not in modes:
            continue
        near = (denied.sentence, denied.sentence + 1) if is_said(message, denied) else (denied.sentence,)
        field = field_that_is(context, denied)
        beside = [item for item in items if item.sentence == near[-1] and (item.is_bare() or _is_of_same(item, denied))]
        beside = [item for item in beside if item.per is None or field in _MONTHLY]
        adjacent = _right_before(message, items, denied)
        if field is None and adjacent is not None:
            field = field_that_is(context, replace(denied, nouns=adjacent.nouns))
            beside = [adjacent]
        if field is None and (sized := _size_ahead(message, denied) or _size_beside(items, denied)):
            field = field_that_is(context, replace(denied, nouns=sized))
            beside = beside or [item for item in items if item.sentence == near[-1] and item.nouns & sized]
        gone = message.tokens[denied.last].lower if denied.last < len(message.tokens) else ""
        if gone in ("any", "anymore"):
            beside = [item for item in beside if item.first > denied.first][-1:]
        if field is None or len(beside) != 1:
            continue
        pending = [item for item in result if item.measured.first == beside[0].first and item.field in context.asked]
        result = [item for item in result if item not in pending]  # it corrects a fact, and is no answer
        own = next((item for item in result if item.measured.first == beside[0].first), None)
        if own is not None and not _stands_against(message, denied, beside[0]):
            continue
        result = [item for item in result if item is not own]
        quantity = in_unit_of(beside[0].quantity, denied.quantity)
        if quantity is not None or denied.quantity.kind == "plain":
            chosen = replace(beside[0], quantity=quantity) if quantity is not None else beside[0]
            chosen = replace(
                chosen, nouns=denied.nouns or _size_ahead(message, denied) or chosen.nouns, per=chosen.per or denied.per
            )
            result.append(Assigned(field, chosen, 1.0, {}))
    return result


def _right_before(message: Message, items: Sequence[Measured], denied: Measured) -> Measured | None:
    """The length right in front of "not two" in "one page, not two"."""
    if not denied.is_bare() or denied.quantity.kind != "plain":
        return None
    for item in items:
        between = [token.lower for token in message.tokens[item.last : denied.first]]
        if item.last <= denied.first and between in (["not"], [",", "not"]) and item.nouns & TOKENS_OF.keys():
            return item
    return None


def _is_of_same(item: Measured, denied: Measured) -> bool:
    """ "Not 45 pages, it is 60 pages": both say their unit."""
    sizes = item.nouns & denied.nouns & {"page", "word", "token"}
    return bool(sizes) and item.quantity.kind == denied.quantity.kind == "plain" and item.per == denied.per


def _stands_against(message: Message, denied: Measured, item: Measured) -> bool:
    """ "Not 30 pages but 18", "..., more like 18": nothing but a word of contrast between the two."""
    if item.first < denied.first:
        between = message.tokens[item.last : denied.first]
    else:
        between = message.tokens[denied.last : item.first]
    words = [token.lower for token in between if token.kind == "word"]
    return set(words) <= _TAKING | _LEADING | _FALSE | {"not", "was", "a"}


def field_that_is(context: Context, denied: Measured) -> str | None:
    """The one known number that equals a denied one, in the field's own unit."""
    found = [
        field
        for field, fact in context.facts.items()
        if field in roles()
        and isinstance(fact.value, int | float)
        and (value := value_of(Assigned(field, denied, 1.0, {}))) is not None
        and abs(value[0] - fact.value) <= _SAME * max(abs(fact.value), _SAME)
    ]
    return found[0] if len(found) == 1 else None


_SAME = 0.005


def _updated(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "We had 1,200 documents, it's 1,500 now": the bare number of today takes the place of the one of then."""
    result = list(assigned)
    for item in items:
        told = [*result, *_known_again(message, context, item, result)]
        earlier = [other for other in told if other.measured.first < item.first and _is_then(message, other, item)]
        own = next((other for other in result if other.measured.first == item.first), None)
        if not earlier or not _may_update(message, item) or not _is_now(message, item):
            continue
        last = earlier[-1]
        quantity = in_unit_of(item.quantity, last.measured.quantity)
        if quantity is None or item.sentence - last.measured.sentence > 1:
            continue
        before = last.measured
        moved = replace(item, quantity=quantity, nouns=before.nouns, per=item.per or before.per)
        if last.measured.quantity.kind == "share" and own is not None and own.field != last.field:
            continue
        result = [other for other in result if other is not own]
        result.append(Assigned(last.field, moved, last.score, last.activation, replaces=True))
    return result


def _known_again(message: Message, context: Context, item: Measured, assigned: Sequence[Assigned]) -> list[Assigned]:
    """The number right before this one where it is a known fact that is told again, and no new one."""
    before = [other for other in message.measured if other.first < item.first][-1:]
    taken = {one.measured.first for one in assigned}
    again = [(other, field_that_is(context, other)) for other in before if other.first not in taken]
    return [Assigned(field, other, 1.0, {}) for other, field in again if field is not None]


def _doubted(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The 68 % could just as well be 60 or 75": a range of the same fact, which keeps its value."""
    result = list(assigned)
    for item in items:
        if item.quantity.range is None or item.quantity.movement or not _is_in_doubt(message, item):
            continue
        told = [
            (other, field)
            for other in message.measured
            if other.first < item.first and item.sentence - other.sentence <= 1
            for field in [_field_of(other, result) or field_that_is(context, other)]
            if field is not None
        ]
        if not told:
            continue
        before, field = told[-1]
        ends = in_unit_of(item.quantity, before.quantity)
        if ends is None:
            continue
        quantity = replace(before.quantity, range=ends.range, first=item.quantity.first, last=item.quantity.last)
        ranged = replace(before, quantity=quantity, last=item.last, sentence=item.sentence)
        result = [other for other in result if other.measured.first != item.first]
        result.append(Assigned(field, ranged, 1.0, {}, replaces=True))
    return result


def _field_of(item: Measured, assigned: Sequence[Assigned]) -> str | None:
    return next((one.field for one in assigned if one.measured.first == item.first), None)


def _is_in_doubt(message: Message, item: Measured) -> bool:
    """ "Could just as well be", "may be anywhere between": nobody knows."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.quantity.last] if token.kind == "word"]
    modal = next((place for place, word in enumerate(ahead) if word in _MAY), None)
    return modal is not None and "be" in ahead[modal:] and bool(_AS_WELL & set(ahead[modal:]))


_MAY = frozenset({"could", "may", "might", "can"})
_AS_WELL = frozenset(
    {"well", "also", "anywhere", "easily", "equally", "anything", "either", "somewhere", "between", "or"}
)


def _of_known_noun(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "Make it 700 articles", where the volume was 1,100 articles a day: 700 a day."""
    result = list(assigned)
    fact = context.facts.get(VOLUME)
    told = taken_apart(fact.quote or "") if fact is not None and items else None
    if fact is None or told is None or not isinstance(fact.value, int | float):
        return result
    for item in items:
        stems = _counted(message, item)
        plain = item.quantity.kind == "plain" and item.per is None and not item.each
        as_it_comes = _says_how_many(message, item) and all(
            item.quantity.value != one.quantity.value for one in told.measured
        )
        anew = _is_corrected(message, items, item) or is_to_be_taken(message, item) or as_it_comes
        if not stems or not plain or not anew:
            continue
        named = stems_around(context, fact)
        alike = [
            other
            for other in told.measured
            if (_counted(told, other) or named) & stems and other.per is not None and other.quantity.value > 0
        ]
        own = next((other for other in result if other.measured.first == item.first), None)
        looked_up = message.activation(item).get("documents", 0.0) > _LOOKED_UP
        answers = own is not None and own.field in context.asked and not (own.field == "documents" and as_it_comes)
        if not alike or looked_up or answers or (own is not None and own.field == VOLUME and own.measured.per):
            continue
        again = replace(item, per=fact.value / alike[0].quantity.value)
        result = [other for other in result if other is not own]
        result.append(Assigned(VOLUME, again, 1.0, {}, replaces=True))
    return result


def stems_around(context: Context, volume: Fact) -> frozenset[str]:
    """What a volume without a noun may count: "we answer emails, 300 a day"."""
    goal = context.facts.get("goal")
    around = f"{goal.value if goal else ''} {context.said if (volume.quote or '?') in context.said else ''}"
    return frozenset(stem_of(word.lower()) for word in around.replace(",", " ").split())


def _says_how_many(message: Message, item: Measured) -> bool:
    """ "500 emails", of emails that come each day; "one mail is three pages long" counts none."""
    counts = item.quantity.value > 1 and "document" not in item.nouns and not _is_kept(message, item)
    return counts and message.structure.mode_at(item.first) == "fact"


def _is_kept(message: Message, item: Measured) -> bool:
    """ "We have 20,000 emails", "900 old tickets": a stock of them, and none that come."""
    sentence = message.structure.sentences[item.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return not words.isdisjoint(_KEPT)


_KEPT = frozenset(
    {"have", "has", "had", "hold", "holds", "keep", "keeps", "kept", "stored", "own", "got", "old", "past", "archived",
     "archive", "database", "labelled", "labeled", "annotated", "sample", "samples", "examples", "answered", "solved",
     "there's", "there", "collected", "of", "per", "each", "every"}
)  # fmt: skip
_LOOKED_UP = 0.4


def _is_corrected(message: Message, items: Sequence[Measured], item: Measured) -> bool:
    """A word of correction stands by this number; not "one question brings two pages, the reply should be short"."""
    around = [other for other in items if other.first != item.first]
    first = max([0, *(other.last for other in around if other.last <= item.first)])
    last = min([len(message.tokens), *(other.first for other in around if other.first > item.first)])
    hits = message.structure.hits_of("correction", "revised")
    sentence = message.structure.sentences[item.sentence]
    opens = range(sentence.first, sentence.first + _OPENS)  # "actually the budget is 31k, and 2,800 applications"
    ahead = any(first <= hit.first < item.first or hit.first in opens for hit in hits)
    return ahead or any(item.first < hit.first < min(last, sentence.last) for hit in hits)


def _counted(message: Message, item: Measured) -> frozenset[str]:
    """The stem of what a number counts, as written: "grant applications" are applications, whatever they are per."""
    words = [token for token in message.tokens[item.quantity.last : item.last] if token.kind == "word"]
    words = list(takewhile(lambda token: token.lower not in ("a", "an", "per", "each", "every"), words))
    return frozenset({words[-1].stem}) if words and item.counts_something else frozenset()


def _settled(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "8,000. No, that's only the small ones. Use 11,000.": behind a dismissed number, what to take instead."""
    result = list(assigned)
    for item in items:
        earlier = [other for other in result if other.measured.first < item.first]
        if not earlier:
            continue
        last = max(earlier, key=lambda other: other.measured.first)
        moved = _instead_of(message, last.measured, item)
        if moved is None or _is_wished_for(message, last, _field_of(item, result), item):
            continue
        result = [other for other in result if other.measured.first != item.first]
        result.append(Assigned(last.field, moved, last.score, last.activation, replaces=True))
    return result


def _is_wished_for(message: Message, before: Assigned, field: str | None, item: Measured) -> bool:
    """ "Today 82 % go right. It should be 95.": what should be puts right nothing that is, unless they say so first."""
    if (before.field, field) != ("current_accuracy", "target_accuracy"):
        return False
    first = message.structure.clauses[item.clause].first
    wish = next((at for at in range(first, item.first) if message.tokens[at].lower in _WISHING), None)
    between = message.tokens[before.measured.last : wish]
    hits = message.structure.hits_of("correction")
    heads = _opening(message)  # "75 % are correct" corrects nothing
    corrects = any(before.measured.last <= hit.first < (wish or 0) and hit.first in heads for hit in hits)
    return wish is not None and not corrects and _REFUSING.isdisjoint(token.lower for token in between)


_WISHING = frozenset({"should", "must", "ought", "shall", "has", "have", "needs", "need"})


def dismissed(
    message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[tuple[Measured, Measured]]:
    """Pairs of a number without a field that is dismissed, and what to take instead, in the unit of the first."""
    taken = {one.measured.first for one in assigned}
    pairs = ((first, _instead_of(message, first, later)) for first, later in pairwise(items)
             if first.first not in taken)  # fmt: skip
    return [(first, moved) for first, moved in pairs if moved is not None]


def _instead_of(message: Message, before: Measured, item: Measured) -> Measured | None:
    """The bare number that takes the place of the dismissed one before it, in its unit."""
    if not item.is_bare() or item.per is not None:
        return None
    if not is_to_be_taken(message, item) and not _stands_alone(message, item):
        return None
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None or item.sentence - before.sentence > _SOON or not _is_dismissed(message, before, item):
        return None
    return replace(item, quantity=quantity, nouns=before.nouns, per=before.per)


_SOON = 2  # sentences between a number and what takes its place


def _put_right(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "Live in 18 months. Sorry, the fair is before: 10 months": of two for one fact, the one behind a correction."""
    result = list(assigned)
    hits = message.structure.hits_of("correction")
    for later in assigned:
        before = [one for one in assigned if one.field == later.field and one.measured.first < later.measured.first]
        if later.replaces or not before:
            continue
        first = before[-1].measured
        again = any(first.last <= hit.first < later.measured.first and hit.first in _opening(message) for hit in hits)
        if again and later.measured.sentence - first.sentence <= _SOON and _is_alike(first, later.measured):
            result = [replace(one, replaces=True) if one is later else one for one in result]
    return result


def _at_the_rate_before(message: Message, assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "We were at 500 a day in spring, now it's 700": 700 a day."""
    result = list(assigned)
    for place, one in enumerate(assigned):
        item = one.measured
        before = [other for other in message.measured if other.first < item.first and other.sentence == item.sentence]
        bare = one.field == VOLUME and item.is_bare() and item.per is None and not item.each
        rated = bool(before) and before[-1].per is not None and before[-1].quantity.kind == item.quantity.kind
        if bare and rated and not before[-1].each and is_to_be_taken(message, item):
            result[place] = replace(one, measured=replace(item, nouns=before[-1].nouns, per=before[-1].per))
    return result


def _opening(message: Message) -> set[int]:
    """The tokens with which sentences and clauses begin."""
    starts = [*(each.first for each in message.structure.sentences), *(one.first for one in message.structure.clauses)]
    return {place for start in starts for place in range(start, start + _OPENS)}


def _is_alike(first: Measured, later: Measured) -> bool:
    """Of one kind, and not some other time: "sorry, I must go, back in 2 hours" puts no 9 months right."""
    low, high = sorted((first.quantity.value, later.quantity.value))
    return first.quantity.kind == later.quantity.kind and (not low or high <= _MOST_CORRECTED * low)


_OPENS = 2  # tokens at the head of a clause: "no, sorry"
_MOST_CORRECTED = 1_000  # times as much


def _of_named(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "The volume was measured wrongly. Make it 4,000.": the fact that is named, in the unit in which it was told."""
    result = list(assigned)
    for item in items:
        own = next((one for one in result if one.measured.first == item.first), None)
        taken = own is not None and own.replaces
        if taken or not item.is_bare() or item.per is not None or not is_to_be_taken(message, item):
            continue
        field = _called_wrong(message, context, item)
        told = taken_apart(context.facts[field].quote or "").measured if field else []
        before = told[0] if len(told) == 1 else item if field in _COUNTED else None
        quantity = in_unit_of(item.quantity, before.quantity) if before is not None else None
        if field is None or before is None or quantity is None:
            continue
        moved = replace(item, quantity=quantity, nouns=before.nouns, per=before.per)
        result = [one for one in result if one.measured.first != item.first and one.field != field]
        result.append(Assigned(field, moved, 1.0, {}, replaces=True))
    return result


_COUNTED = frozenset({"documents", "training_examples", "ml_engineers"})  # in one unit, however they were told


def _called_wrong(message: Message, context: Context, item: Measured) -> str | None:
    """The one known number that the words in front name and call wrong."""
    first = message.structure.sentences[max(0, item.sentence - 1)].first
    before = [other for other in message.measured if first <= other.first < item.first]
    words = {token.lower for token in message.tokens[first : item.first]}
    named = [field for field in fields_named(message, first, item.first) if field in context.facts]
    known = [field for field in dict.fromkeys(named) if field in roles() and context.facts[field].value is not None]
    wrong = len(known) == 1 and bool(words & _MISTAKEN)
    parts = [other for other in before if other.is_bare() and other.quantity.value < 1]  # "half are duplicates"
    told = any(other not in parts and field_fits(known[0], other) for other in before) if wrong else True
    return None if told else known[0]


_MISTAKEN = frozenset(
    {"wrong", "wrongly", "mistake", "mistaken", "typo", "error", "incorrect", "incorrectly", "outdated", "misread",
     "miscounted", "mistyped", "nonsense", "badly", "falsely", "mismeasured"}
)  # fmt: skip


def is_to_be_taken(message: Message, item: Measured) -> bool:
    """Nothing but an order or a pointing word stands in front: "use 11,000", "so call it 900", "it's 6,500"."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"}
    hedge = {token.lower for token in message.tokens[item.first : item.quantity.last]} & _TAKING  # "say 1,000"
    return bool((ahead | hedge) & _TAKING) and ahead <= _TAKING | _LEADING


def words_ahead(message: Message, item: Measured) -> set[str]:
    """The words of its clause in front of a number, hedges of the number among them."""
    clause = message.structure.clauses[item.clause]
    hedges = {token.lower for token in message.tokens[item.first : item.quantity.last]} & POINTING
    return hedges | {token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"}


def says_no_first(message: Message) -> bool:
    """ "No, 40 percent": what was told before does not hold."""
    words = [token.lower for token in message.tokens if token.kind in ("word", "number")]
    return words[:1] != [] and words[0] in _NO


def _stands_alone(message: Message, item: Measured, beside: Collection[str] = ()) -> bool:
    """ "50k. Hmm no. 40k.": a sentence of nothing but the number, and the words that may stand `beside` it."""
    sentence = message.structure.sentences[item.sentence]
    words = [
        token.lower
        for place, token in enumerate(message.tokens[sentence.first : sentence.last], sentence.first)
        if token.kind in ("word", "number") and (item.first <= place < item.quantity.last or token.lower not in beside)
    ]
    own = [token for token in message.tokens[item.first : item.quantity.last] if token.kind in ("word", "number")]
    return len(words) == len(own)


def _is_dismissed(message: Message, before: Measured, item: Measured) -> bool:
    """Between the two stands a "no", a word of correction, or a remark on the first: "that was last year"."""
    between = [token.lower for token in message.tokens[before.last : item.first] if token.kind == "word"]
    if any(before.last <= hit.first < item.first for hit in message.structure.hits_of("correction")):
        return True
    remarks = any(pair[0] in _POINTING and pair[1] in _REMARKING for pair in pairwise(between))
    return bool(_REFUSING & set(between)) or remarks


_TAKING = frozenset(
    {"use", "take", "make", "call", "count", "go", "say", "assume", "put", "write", "it's", "its", "is", "that's",
     "they're", "they", "it", "that", "calculate", "reckon", "plan", "work", "rather", "better", "now"}
)  # fmt: skip
_LEADING = frozenset(
    {"so", "then", "and", "please", "better", "rather", "with", "on", "just", "more", "like", "closer", "to", "let's",
     "lets", "i'd", "we'd", "let", "us", "are", "in", "fact", "actually", "no", "but", "really", "only", "for", "now",
     "should", "be", "should've", "have", "been", "instead", "well", "wait", "hmm", "sorry", "ok", "okay"}
)  # fmt: skip
POINTING = _TAKING | _LEADING
_POINTING = frozenset({"that", "those", "this", "these", "it", "which"})
_REMARKING = frozenset({"is", "was", "were", "are", "includes", "included", "excludes", "counts", "came", "covered"})
_REFUSING = frozenset(
    {"no", "nope", "hmm", "wrong", "that's", "thats", "dreaming", "unrealistic", "nonsense", "utopian", "illusory",
     "rubbish", "ridiculous"}
)  # fmt: skip


def _may_update(message: Message, item: Measured) -> bool:
    """A number and nothing that it counts, "two left" at the most."""
    behind = message.tokens[item.quantity.last].lower if item.quantity.last < len(message.tokens) else ""
    return item.is_bare() or behind in ("left", "remaining", "remain", "now", "today")


def _is_then(message: Message, other: Assigned, item: Measured) -> bool:
    """The earlier number is told in the past, or part of it is gone."""
    sentence = message.structure.sentences[other.measured.sentence]
    spoken = message.tokens[sentence.first : other.measured.last]
    told = [
        token.lower for token, following in zip_longest(spoken, spoken[1:])
        if not (token.lower == "first" and following is not None and following.stem in case_words())  # "first answer"
    ]  # fmt: skip
    gone = message.number_cues.get(item.sentence, ())
    dated = any(len(word) == 4 and is_whole(word) and word[:2] in ("19", "20") for word in told)  # a year
    return dated or bool(_PAST & set(told)) or any(hit.payload == "remains" for hit in gone)


_PAST = frozenset(
    {"had", "was", "were", "used", "started", "began", "last", "ago", "previously", "spent", "got", "stood",
     "formerly", "first", "initially", "originally", "lost", "said", "told", "then"}
)  # fmt: skip


def _is_now(message: Message, item: Measured) -> bool:
    """A word of the present, or of what is left, stands right beside the number."""
    hits = [hit for hit in message.number_cues.get(item.sentence, ()) if hit.payload in ("now", "remains")]
    plain = [hit for hit in hits if message.tokens[hit.first].lower not in _WEAK or hit.last - hit.first > 1]
    beside = any(-1 < item.first - hit.last < _BESIDE or -1 < hit.first - item.quantity.last < 2 for hit in plain)
    words = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return beside or words[:1] == ["so"] or words[-1:] == ["so"] or words == ["this", "year"] or words[-1:] == ["it's"]


_WEAK = frozenset({"are", "gets", "get", "only", "present", "hit", "hits", "reached", "scored", "managed", "measured"})


def _revised(message: Message, item: Measured, assigned: Sequence[Assigned]) -> Assigned | None:
    """The number as a later word on the assigned number before it, in that number's unit; `None` where it is none."""
    earlier = [other for other in assigned if other.measured.first < item.first]
    if not earlier:
        return None
    last = max(earlier, key=lambda other: other.measured.first)
    before = last.measured
    again = any(before.last <= hit.first < item.first for hit in message.structure.hits_of("correction"))
    moved = any(hit.last == item.first for hit in message.structure.hits_of("revised"))
    if not (again or moved) or item.sentence - before.sentence > 1:
        return None
    quantity = in_unit_of(item.quantity, before.quantity)
    if quantity is None or not _is_alike(before, replace(item, quantity=quantity)):
        return None
    return Assigned(last.field, replace(item, quantity=quantity, nouns=before.nouns, per=before.per), last.score,
                    last.activation)  # fmt: skip


CORRECTABLE: Mapping[str, frozenset[str]] = {
    "money": frozenset({"budget", "monthly_api_spend", "monthly_benefit"}),
    "share": frozenset(
        {"target_accuracy", "current_accuracy", "growth_per_year", "critical_error_rate", "edge_case_error_rate"}
    ),
    "duration": frozenset({"timeline_months", "horizon_months", "max_latency_seconds"}),
    "plain": frozenset(
        {"requests_per_month", "input_tokens", "output_tokens", "documents", "training_examples", "ml_engineers",
         "budget", "monthly_api_spend", "monthly_benefit"}
    ),
    "factor": frozenset(),
}  # fmt: skip


def field_fits(field: str, item: Measured) -> bool:
    """Whether a number of this kind can be the field's value."""
    return field in CORRECTABLE[item.quantity.kind]


def is_far(context: Context, field: str, item: Measured) -> bool:
    """So much more or less than what is known that it must be of something else: $300, of $11,250 a month."""
    fact, value = context.facts.get(field), value_of(Assigned(field, item, 1.0, {}))
    known = fact.value if fact is not None else None
    if isinstance(known, bool) or not isinstance(known, int | float) or value is None or min(known, value[0]) <= 0:
        return False
    return max(known, value[0]) > _MOST_MISTAKEN * min(known, value[0])


_MOST_MISTAKEN = 30  # times as much


def newest(context: Context, item: Measured) -> str | None:
    """The stated number of the same kind that the conversation learned last; of several in one message, the nearest."""
    fitting = [
        (field, fact)
        for field, fact in context.facts.items()
        if fact.status == "stated" and (field_fits(field, item) or _may_be_percent(field, fact, item))
    ]
    last = max((fact.turn for _, fact in fitting), default=0)
    lately = {field: apart(field, fact, item) for field, fact in reversed(fitting) if fact.turn == last}
    return min(lately, key=lambda field: lately[field], default=None)


def apart(field: str, fact: Fact, item: Measured) -> float:
    """How far a number is from what is known, in orders of size."""
    value = value_of(Assigned(field, item, 1.0, {}))
    known = fact.value if isinstance(fact.value, int | float) else 0
    return abs(log(value[0] / known)) if value is not None and value[0] > 0 and known > 0 else inf


def _may_be_percent(field: str, fact: Fact, item: Measured) -> bool:
    """ "Actually 82", of "80 % right"."""
    share = field in CORRECTABLE["share"] and item.quantity.kind == "plain"
    return share and 1 < item.quantity.value <= _ALL and apart(field, fact, item) < log(_LIKE)


_ALL = 100  # percent
_LIKE = 2  # times as much
