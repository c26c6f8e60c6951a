"""Numbers that say what another number becomes: "double that", "half of it is ours", "the machine should match that".

The number that is only a step on the way is no fact of its own: `spent` tells which these are.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from agent.numbers.amount_shares import amount_shares
from agent.numbers.products import YEARLY, Product, found_in, product, span
from agent.numbers.volume_seasons import in_a_season, in_part_of_the_year, without_parts_of_it
from agent.numbers.workloads import added_up, workloads
from agent.understanding import Context
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.text_lengths import TOKENS_OF
from agent.words.tokens import is_whole, stem_of
from agent.words.values import fits, tokens_of_one


@dataclass(frozen=True, slots=True)
class Related:
    """A field with what it comes to, and the numbers that it takes up."""

    field: str
    made: Product
    spent: tuple[Measured, ...] = ()


def relations(message: Message, items: Sequence[Measured], context: Context) -> list[Related]:
    """Fields whose value one number makes of another; `items` are the numbers that state something."""
    return [one for reader in _READERS for one in reader(message, items, context) if fits(one.field, one.made[0])]


def spent(message: Message, context: Context) -> list[Measured]:
    """Numbers that are steps to others and mean no field themselves."""
    items = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    return [item for one in relations(message, items, context) for item in one.spent]


def _growth(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "From 1.2m to 1.5m next year": the year is when it happens, not how often."""
    for place, item in enumerate(items):
        ends = item.quantity.range
        if not item.quantity.movement or item.quantity.kind != "plain" or ends is None or ends[0] <= 0:
            continue
        following = items[place + 1] if place + 1 < len(items) else None
        years = _years_ahead(message, item, following)
        grows = "growth_per_year" in context.asked or message.activation(item).get("growth", 0.0) > _SAYS
        if years and grows:
            value = (ends[1] / ends[0]) ** (1 / years) - 1
            taken = (item,) if item.per is None or item.per == YEARLY else ()
            yield Related("growth_per_year", span(value, value, item, item), taken)


def _two_years(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "By this time next year we'd be at 90k a month, now it's 60k": two volumes, and a year between them."""
    for first, second in pairwise(item for item in items if item.quantity.kind == "plain" and not _is_year(item)):
        near = second.sentence - first.sentence <= 1 and first.quantity.kind == second.quantity.kind == "plain"
        by_name = _by_named_years(message, first, second, context) if near else None
        if by_name is not None:
            yield by_name
        if not near or len({item.per for item in (first, second)} - {None, YEARLY}) > 1:
            continue
        now = {place for place, item in enumerate((first, second)) if _is_beside(message, item, _NOW, (first, second))}
        then = {
            place for place, item in enumerate((first, second)) if _is_beside(message, item, _YEAR, (first, second))
        }
        if len(now) != 1 or len(then) != 1 or now == then:
            continue
        today, later = (first, second) if now == {0} else (second, first)
        counted = (today.nouns | later.nouns) & _REQUESTS or "growth_per_year" in context.asked
        known = context.facts.get("requests_per_month")
        counted = counted or (known is not None and known.value == today.quantity.value * (today.per or 1.0))
        counted = counted or (today.is_bare() and later.is_bare() and today.per is not None and today.per != YEARLY)
        if counted and today.quantity.value > 0 and min(today.quantity.value, later.quantity.value) >= _LEAST_VOLUME:
            value = later.quantity.value / today.quantity.value - 1
            yield Related("growth_per_year", span(value, value, first, second), (later,))


def _by_named_years(message: Message, first: Measured, second: Measured, context: Context) -> Related | None:
    """ "In 2025 there were 800k requests, in 2026 it'll be a million"."""
    years = [_year_beside(message, item) for item in (first, second)]
    counted = "growth_per_year" in context.asked or bool(first.nouns & _REQUESTS)
    if None in years or first.per != second.per or not counted or first.quantity.value < _LEAST_VOLUME:
        return None
    apart = (years[1] or 0) - (years[0] or 0)
    if apart <= 0:
        return None
    value = (second.quantity.value / first.quantity.value) ** (1 / apart) - 1
    return Related("growth_per_year", span(value, value, first, second), (first,))


def _year_beside(message: Message, item: Measured) -> int | None:
    """The year that is named nearest in front of a number: "in 2025 we had 11k", "2026: 50,000"."""
    sentence = message.structure.sentences[item.sentence]
    ahead = message.tokens[max(sentence.first, item.first - _YEAR_NEAR) : item.first]
    named = [int(token.text) for token in ahead if is_whole(token.text) and int(token.text) in _CENTURY]
    return named[-1] if named else None


def _is_year(item: Measured) -> bool:
    return item.is_bare() and item.quantity.value in _CENTURY and item.quantity.scale == 1


_YEAR_NEAR = 6  # tokens
_CENTURY = range(2000, 2100)


def _is_beside(message: Message, item: Measured, words: Collection[tuple[str, ...]], pair: Sequence[Measured]) -> bool:
    """Of two numbers this one is nearest to the words, in its sentence."""
    sentence = message.structure.sentences[item.sentence]
    lower = [token.lower for token in message.tokens]
    found = [
        place
        for place in range(sentence.first, sentence.last)
        for phrase in words
        if tuple(lower[place : place + len(phrase)]) == phrase
        and not (phrase == ("now",) and lower[place - 1] == "from")
    ]
    return any(min(pair, key=lambda one: _apart(message, one, place)) is item for place in found)


def _apart(message: Message, item: Measured, place: int) -> int:
    """Tokens between; a clause counts as far."""
    far = _CLAUSE_FAR * (message.structure.clause_of[place] != item.clause)
    return far + (place - item.last if place >= item.last else item.first - place)


_NOW = {("now",), ("today",), ("currently",), ("these", "days"), ("at", "present"), ("at", "the", "moment")}
_YEAR = {
    ("next", "year"), ("in", "a", "year"), ("a", "year", "from", "now"), ("in", "twelve", "months"),
    ("a", "year's", "time"), ("in", "12", "months"), ("year", "from", "today"), ("one", "year", "from", "now"),
    ("coming", "year"),
}  # fmt: skip
_REQUESTS = frozenset({"request", "conversation", "item"})
_LEAST_VOLUME, _CLAUSE_FAR = 20, 100


def _years_ahead(message: Message, item: Measured, following: Measured | None) -> float:
    """The years in which something moves: "next year", "within two years"; 0 where nothing says so."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _WHEN_NEAR]]
    if following is not None and following.quantity.kind == "duration" and following.sentence == item.sentence:
        between = {token.lower for token in message.tokens[item.quantity.last : following.quantity.last]}
        years = following.quantity.value / (12 * MONTH_SECONDS)
        near = following.first - item.last <= _WHEN_NEAR
        return years if near and between & _AHEAD and following.quantity.value >= MONTH_SECONDS else 0.0
    ahead = [tuple(behind[: len(phrase)]) == phrase for phrase in _YEAR] + [
        tuple(behind[1 : len(phrase) + 1]) == phrase for phrase in _YEAR
    ]
    if any(ahead):
        return 1.0
    in_a_year = item.per is not None and abs(item.per - YEARLY) < _SAME
    return 1.0 if in_a_year and {*behind} & _AHEAD else 0.0


def _points(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "Six points more than today's 82", "from 58 up by ten points": where it is, and where it must be."""
    if not {"current_accuracy", "target_accuracy"} & {*context.asked, *context.facts}:
        return
    for first, second in pairwise(items):
        points, base = (first, second) if _are_points(message, first) else (second, first)
        between = {token.lower for token in message.tokens[first.quantity.last : second.first]}
        joined = "than" in between if points is first else message.tokens[base.first - (base.first > 0)].lower == "from"
        joined = joined or (points is second and message.tokens[base.first].lower == "from")
        value = base.quantity.value / (100 if base.quantity.kind == "plain" else 1)
        rate = base.quantity.kind in ("plain", "share") and base.per is None and _LEAST_ACCURACY < value < 1
        if not _are_points(message, points) or not joined or not rate or first.sentence != second.sentence:
            continue
        wanted = value + points.quantity.value
        yield Related("current_accuracy", span(value, value, base, base), (base, points))
        yield Related("target_accuracy", span(wanted, wanted, first, second))


def _above_known(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "Eight points better than today": on top of the accuracy that is known."""
    known = context.facts.get("current_accuracy")
    if "target_accuracy" not in context.asked or known is None or not isinstance(known.value, int | float):
        return
    for item in items:
        behind = [token.lower for token in message.tokens[item.first : item.quantity.last + _BETTER_NEAR]]
        points = any(word in ("points", "point", "pts") for word in behind) and _BETTER & {*behind}
        by = item.quantity.value / (100 if item.quantity.kind == "plain" else 1)
        if points and len(items) == 1 and by > 0 and known.value + by <= 1:
            wanted = known.value + by
            yield Related("target_accuracy", span(wanted, wanted, item, item), (item,))


_BETTER = frozenset({"better", "more", "higher", "above", "up", "on"})
_BETTER_NEAR = 4  # tokens


def _are_points(message: Message, item: Measured) -> bool:
    quantity = item.quantity
    words = {token.lower for token in message.tokens[item.first : quantity.last]}
    around = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return quantity.kind == "share" and "points" in words and (quantity.direction > 0 or "by" in around)


def _sprints(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "Three sprints, ours are two weeks long", "five 3-week sprints"."""
    if "timeline_months" not in context.asked:
        return
    for first, second in pairwise(items):
        count, long = (first, second) if second.quantity.kind == "duration" else (second, first)
        apart = second.sentence - first.sentence > 1 or long.quantity.kind != "duration"
        if apart or count.quantity.kind != "plain" or count.per is not None:
            continue
        behind = message.tokens[count.quantity.last : max(count.last, long.quantity.last) + 3]
        if any(token.stem in _ROUNDS for token in behind):
            yield Related("timeline_months", product(count, long, 1 / MONTH_SECONDS), (count, long))


def _as_good_as(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:  # noqa: ARG001  # one shape for all
    """ "Our staff get 93 % right. The machine should match that."."""
    for item in items:
        felt = message.activation(item)
        right = felt.get("accuracy", 0.0) > max(_SAYS, felt.get("wrong", 0.0))
        last = message.structure.sentences[min(item.sentence + 1, len(message.structure.sentences) - 1)].last
        others = [other for other in message.measured if item.last <= other.first < last]
        if item.quantity.kind == "share" and right and not others and found_in(message, "match", item.last, last):
            low, high = item.quantity.range or (item.quantity.value,) * 2
            theirs = found_in(message, "humans", message.structure.sentences[item.sentence].first, item.first)
            yield Related("target_accuracy", span(low, high, item, item), (item,) if theirs else ())


def _shares_of_amounts(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "The pot is $400k and half of it is ours"."""
    return (Related(one.field, one.made, one.used) for one in amount_shares(message, items, context))


def _times_what_is_known(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "It was 10,000 when we talked first, now it is double that"."""
    for item, times in pairwise(items):
        known = [
            field
            for field, fact in context.facts.items()
            if isinstance(fact.value, int | float)
            and not isinstance(fact.value, bool)
            and fact.value == item.quantity.value * (item.per or 1.0)
        ]
        behind = [token.lower for token in message.tokens[times.quantity.last : times.quantity.last + 2]]
        that = behind[:1] in (["that"], ["it"]) or behind in (["as", "much"], ["as", "many"]) or behind[:1] == ["this"]
        if len(known) == 1 and times.quantity.kind == "factor" and that and times.sentence - item.sentence <= 1:
            value = item.quantity.value * (item.per or 1.0) * times.quantity.value
            yield Related(known[0], span(value, value, item, times), (item, times))


def _workloads(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:  # noqa: ARG001  # one shape for all
    """ "2M classifications a month (300 in, 5 out), 150k summaries (6k in, 500 out)"."""
    loads = workloads(message, items)
    taken = tuple(item for one in loads for item in one.items)
    return (Related(field, made, taken) for field, made in (added_up(loads) if loads else {}).items())


def _shorter_out(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "80 words in, and one back of half that"."""
    sizes = [item for item in items if item.nouns & _SIZES and item.quantity.kind == "plain" and item.per is None]
    if len(sizes) != 1:
        return
    size = sizes[0]
    felt = message.activation(size)
    goes_in = felt.get("input", 0.0) + felt.get("after input", 0.0) > felt.get("output", 0.0)
    for times in items:
        portion = times.quantity.kind == "factor" or (times.quantity.kind == "share" and times.quantity.unit != "%")
        portion = portion or (times.quantity.kind == "plain" and times.quantity.value < 1)
        end = message.structure.sentences[times.sentence].last
        behind = [token.lower for token in message.tokens[times.quantity.last - 1 : times.quantity.last + 2]]
        that = bool({"that", "it", "long", "length", "size", "much", "many"} & {*behind})
        out = found_in(message, "goes_out", size.last, end)
        near = times.first > size.first and times.sentence - size.sentence <= 1
        if portion and that and out and near and (goes_in or "input_tokens" in context.asked):
            unit = tokens_of_one(size)
            low, high = size.quantity.range or (size.quantity.value,) * 2
            by = times.quantity.value
            yield Related("input_tokens", span(low * unit, high * unit, size, size), (size,))
            yield Related("output_tokens", span(low * unit * by, high * unit * by, size, times), (times,))
            return


def _grave(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:  # noqa: ARG001  # one shape for all
    """ "Fifty of them are so wrong that we get sued", "one in forty is invented, which could get us fined"."""
    for item, following in zip_longest(items, items[1:]):
        sentence = message.structure.sentences[item.sentence]
        end = following.first if following is not None and following.sentence == item.sentence else sentence.last
        others = (place for place in range(item.quantity.last, end) if message.tokens[place].lower in _CONTRASTS)
        end = next(others, end) if following is not None else end  # "14 % are wrong, but what gets us sued is 1 %"
        low, high = item.quantity.range or (item.quantity.value,) * 2
        errs = item.quantity.kind == "share" and high < _MOSTLY and item.per is None
        wanted = message.activation(item).get("edge", 0.0) > _SAYS or item.quantity.bound is not None
        if errs and not wanted and found_in(message, "grave", item.quantity.last, end):
            yield Related("critical_error_rate", span(low, high, item, item), (item,))


def _of_other_length(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "Take the input and divide by ten", "a tenth of what goes in", where the other length was asked for."""
    field = next(iter(context.asked), "")
    other = {"input_tokens": "output_tokens", "output_tokens": "input_tokens"}.get(field)
    known = context.facts.get(other) if other else None
    if other is None or known is None or not isinstance(known.value, int | float) or len(context.asked) > 1:
        return
    words = [token.lower for token in message.tokens]
    named = {*words} & _SIDES[other] or ("go" in "".join(words) and other == "input_tokens" and "in" in words)
    for item in items if named and len(items) == 1 else ():
        ahead = words[max(0, item.first - _DIVIDED_NEAR) : item.first]
        divides = item.quantity.kind == "plain" and bool({"divide", "divided"} & {*ahead}) and ahead[-1:] == ["by"]
        part = item.quantity.kind in ("share", "factor") and item.per is None
        if not (divides and item.quantity.value > 0) and not part:
            continue
        times = 1 / item.quantity.value if divides else item.quantity.value
        yield Related(field, span(known.value * times, known.value * times, item, item), (item,))


def _longer(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "Replies have grown 20 % longer": by so much more than what is known of them."""
    for item in items:
        sentence = message.structure.sentences[item.sentence]
        words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
        behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
        sides = [side for side, names in _SIDES.items() if names & {*words}]
        grows = item.quantity.kind == "share" and behind in (["longer"], ["shorter"]) and "than" not in words
        known = context.facts.get(sides[0]) if len(sides) == 1 else None
        if grows and known is not None and isinstance(known.value, int | float):
            times = 1 + item.quantity.value * (1 if behind == ["longer"] else -1)
            yield Related(sides[0], span(known.value * times, known.value * times, item, item), (item,))


def _condensed(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:  # noqa: ARG001  # one shape for all
    """ "Forty pages cut to two", "twenty pages into one": what goes in, and what comes of it."""
    for item in items:
        unit = tokens_of_one(item)
        if not unit or item.quantity.kind != "plain" or item.per is not None:
            continue
        behind = message.tokens[item.last : item.last + _CONDENSED_NEAR]
        words = [token.lower for token in behind]
        joint = next((place for place, word in enumerate(words) if word in ("to", "into")), None)
        if joint is None or not all(token.stem in _CONDENSING for token in behind[:joint]):
            continue
        if words[joint] == "to" and not joint:
            continue  # "forty pages to read"
        place = item.last + joint + 1
        shorter = next((one for one in message.measured if one.first == place), None)
        single = words[joint + 1 : joint + 2] in (["one"], ["a"]) and shorter is None
        ends = len(message.tokens) <= place + 1 or message.tokens[place + 1].kind != "word"
        ends = ends or message.tokens[place + 1].lower in ("page", "and", "for", "each", "paragraph")
        sized = shorter is not None and (shorter.is_bare() or tokens_of_one(shorter) > 0)
        if not (sized or (single and ends)):
            continue
        low, high = item.quantity.range or (item.quantity.value,) * 2
        least, most = (shorter.quantity.range or (shorter.quantity.value,) * 2) if shorter is not None else (1.0, 1.0)
        of_one = (tokens_of_one(shorter) if shorter is not None else 0.0) or unit
        if most * of_one >= high * unit:
            continue
        taken = (item, shorter) if shorter is not None else (item,)
        yield Related("input_tokens", span(low * unit, high * unit, item, item), taken)
        yield Related("output_tokens", span(least * of_one, most * of_one, item, taken[-1]))


def _by_the_season(message: Message, items: Sequence[Measured], context: Context) -> Iterator[Related]:
    """ "And it's only for 10 months a year", "in winter it is 500": of the volume that is known."""
    made = in_part_of_the_year(message, context)
    if made is not None:
        yield Related(VOLUME, made, tuple(items))
    season = in_a_season(message, items, context)
    if season is not None:
        yield Related(VOLUME, season[0], (season[1],))
    whole = without_parts_of_it(message, items)
    if whole is not None:
        yield Related(VOLUME, whole[0], tuple(whole[1]))


_READERS = (
    _by_the_season,
    _of_other_length,
    _longer,
    _condensed,
    _growth,
    _two_years,
    _points,
    _above_known,
    _sprints,
    _as_good_as,
    _shares_of_amounts,
    _times_what_is_known,
    _shorter_out,
    _grave,
    _workloads,
)
_SIDES = {
    "input_tokens": frozenset({"input", "inputs", "prompt", "prompts", "questions", "question"}),
    "output_tokens": frozenset(
        {"output", "outputs", "reply", "replies", "answer", "answers", "summary", "summaries", "response", "responses"}
    ),
}
_DIVIDED_NEAR = 5  # tokens
_SIZES = TOKENS_OF.keys() - {"paragraph", "sentence"}  # "one paragraph, 90 words": of both the words tell
_CONDENSED_NEAR = 6  # tokens
_CONDENSING = frozenset(
    map(stem_of, ("cut", "condensed", "boiled", "down", "shortened", "summarised", "summarized", "squeezed", "turned",
                  "brought", "reduced", "compressed", "distilled", "trimmed", "made", "each"))
)  # fmt: skip
_CONTRASTS = ("but", "while", "whereas", "though", ";")
_MOSTLY = 0.5
_SAYS = 0.3
_SAME = 1e-9
_WHEN_NEAR = 5  # tokens
_LEAST_ACCURACY = 0.3
_AHEAD = frozenset({"next", "in", "within", "over", "by", "from", "until", "coming"})
_ROUNDS = frozenset({"sprint", "iter", "increment"})
