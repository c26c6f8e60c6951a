"""Requests a month that follow from two numbers: conversations times turns, people times what each of them asks."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from agent.numbers.products import (
    DAILY,
    DAY,
    EACH,
    EVERY,
    WEEKLY,
    YEARLY,
    Product,
    found_in,
    is_behind_its_name,
    is_daily,
    is_for_each,
    is_said_for_all,
    is_total,
    multiplied,
    named_stems,
    product,
    says,
    span,
    tie,
    word_stems,
)
from agent.numbers.volume_days import days_off, on_its_days, on_weekdays
from agent.numbers.volume_groups import (
    NO_GROUPS,
    NO_REQUESTS,
    PAYS,
    REQUESTS,
    chain_of,
    chosen,
    is_group,
    is_modifier,
    tie_of_users,
)
from agent.numbers.volume_seasons import share_of_year
from agent.numbers.volume_shares import (
    of_the_average,
    of_unlike_months,
    share_of_people,
    share_of_volume,
    so_many_per_hundred,
)
from agent.numbers.volume_shifts import during_hours, groups_in_shifts, in_shifts, of_each_shift, per_shift
from agent.numbers.volume_stretches import over_the_week, over_the_year
from agent.numbers.volume_sums import sum_of_streams
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import rate_at
from agent.words.tokens import stem_of
from agent.words.values import tidy
from agent.words.year_parts import SEASONS


def volume_of(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no two numbers say it."""
    total = _total_said(message, items)
    if total is not None:
        return _said_instead(message, items, total) or total
    made = _made_of(message, items)
    made = made and (_said_instead(message, items, made) or made)
    return _in_its_part_of_the_year(message, items, made) or made


def _in_its_part_of_the_year(message: Message, items: Sequence[Measured], made: Product | None) -> Product | None:
    """ "60 emails a day, in term time only", "500 calls a week, but only for 10 months a year"."""
    share = share_of_year(message) if over_the_year(message, items) is None else None
    rated = [item for item in items if item.quantity.kind == "plain" and item.per is not None]
    if share is None or not rated or any(item.per is not None and item.per <= YEARLY for item in rated):
        return None
    if made is not None:
        value, first, last, ends = made
        return tidy(value * share), first, last, ends and (tidy(ends[0] * share), tidy(ends[1] * share))
    counted = [item for item in rated if item.nouns & REQUESTS and not item.each and not item.nouns & NO_REQUESTS]
    if len(counted) != 1 or len(rated) != 1:
        return None
    per = counted[0].per or 1.0
    return multiplied(counted, per * share * days_off(message, items, counted[0], per))


def _total_said(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "4,000 a day, but on 15 days a year only. So sixty thousand sets yearly": they have done the sum themselves."""
    rated = [item for item in items if item.quantity.kind == "plain" and item.per is not None]
    for item in items:
        per = item.per or _over_the_year(message, item)
        before = [one for one in rated if one.first < item.first and item.sentence - one.sentence <= 1]
        before += [one for one in items if one.first < item.first and one.quantity.bare_article and not item.per]
        whole = item.per is None and per is not None
        told = (
            (bool(before) or whole)
            and is_total(message, item)
            and not message.tokens[item.first - 1].is_end
            and item.quantity.kind == "plain"
        )
        counts = (
            item.nouns & REQUESTS
            or item.is_bare()
            or any(named_stems(message, item) & _stems_behind(message, one) for one in before)
        )
        if per is None or not told or not counts or item.each or item.nouns & NO_REQUESTS:
            continue
        if message.activation(item).get("pay", 0.0) < PAYS:
            return multiplied([item], per * days_off(message, items, item, per))
    return None


def _stems_behind(message: Message, item: Measured) -> frozenset[str]:
    """ "4,000 photo sets a day" are sets too, though a noun that is known ends before them."""
    return named_stems(message, item) | {token.stem for token in message.tokens[item.quantity.last :][:2]}


def _over_the_year(message: Message, item: Measured) -> float | None:
    """ "Over a year that makes 1.2 million questions"."""
    sentence = message.structure.sentences[item.sentence]
    words = tuple(token.lower for token in message.tokens[sentence.first : sentence.first + 3])
    return YEARLY if words in _YEAR_ROUND else None


_YEAR_ROUND = tuple((word, which, "year") for word in ("over", "in", "across") for which in ("a", "the", "one"))


def _said_instead(message: Message, items: Sequence[Measured], made: Product) -> Product | None:
    """ "30 people, each twice a day. Let me say 1,600 a month": a number of its own that is said for all of it."""
    for item in items:
        own = item.quantity.kind == "plain" and item.per is not None and item.is_bare() and not item.each
        same = abs(item.quantity.value * (item.per or 0.0) - made[0]) <= _SAME_TOTAL * made[0]
        if own and item.first >= made[2] and (same or is_said_for_all(message, item)):
            return multiplied([item], item.per or 1.0)
    return None


def _made_of(message: Message, items: Sequence[Measured]) -> Product | None:
    for rule in _RULES:
        made = rule(message, items)
        if made is not None:
            return made if rule in _COUNT_DAYS else on_its_days(message, items, made)
    return None


def _called_so_often(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "The API is called 1.2m times a month", "students mail us some 800 times a day"; not "prices change daily"."""
    rated = [item for item in items if item.quantity.kind == "plain" and item.per is not None and item.nouns & REQUESTS]
    for item in items:
        often = item.quantity.kind == "factor" and item.per is not None and item.quantity.value >= _LEAST_CALLS
        clause = message.structure.clauses[item.clause]
        if item.per is not None and _write_once(message, item):
            return multiplied([item], item.per)
        if not often or item.each or item.per is None:
            continue
        sentence = message.structure.sentences[item.sentence]
        words = [token.lower for token in message.tokens[sentence.first : item.first]]
        if found_in(message, "is_called", clause.first, clause.last) and _ONE_OF_THEM.isdisjoint(words):
            return multiplied([item], item.per)
        else_ = found_in(message, "no_asking", clause.first, clause.last) or not _ONE_OF_THEM.isdisjoint(words)
        if not rated and not else_ and item.quantity.value >= _LEAST_LOOK_UPS:
            return multiplied([item], item.per)
    return None


def _write_once(message: Message, people: Measured) -> bool:
    """ "120 tenants write to us once a week": as many as there are of them."""
    clause = message.structure.clauses[people.clause]
    words = [token.lower for token in message.tokens[people.quantity.last : clause.last]]
    once = "once" in words and "user" in people.nouns and people.quantity.kind == "plain"
    return once and found_in(message, "gets_in_touch", people.quantity.last, clause.last)


def _goes_in_and_out(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Ten pages in, half a page out, once a month": what goes in and comes out is one request, so often."""
    for item in items:
        sentence = message.structure.sentences[item.sentence]
        behind = message.tokens[item.quantity.last : sentence.last]
        sides = {token.lower for token in behind[: item.last - item.quantity.last + _GOES_NEAR]}
        if not item.nouns & _MEASURES or "in" not in sides or "out" not in {token.lower for token in behind}:
            continue
        often = [rate for place in range(sentence.first, sentence.last)
                 if (rate := _so_often(message, items, place)) is not None]  # fmt: skip
        others = any(one.per is not None and one.quantity.kind == "plain" for one in items)
        if len(often) == 1 and not others:
            return often[0]
    return None


def _so_often(message: Message, items: Sequence[Measured], place: int) -> Product | None:
    """ "Once a month", "three times a week" at a token; not "prices change once a month"."""
    clause = message.structure.clauses[message.structure.clause_of[place]]
    if found_in(message, "no_asking", clause.first, clause.last):
        return None
    times = next((item for item in items if item.first == place and item.quantity.kind == "factor"), None)
    if times is not None:
        return multiplied([times], times.per) if times.per else None
    rate = rate_at(message.tokens, place + 1) if message.tokens[place].lower == "once" else None
    return (tidy(rate[0]), place, rate[2], None) if rate is not None and rate[0] is not None else None


_LEAST_LOOK_UPS = 30  # times; fewer may be what one of them does
_LEAST_CALLS = 10  # times; "three times a month" is no volume
_ONE_OF_THEM = EACH | EVERY | {"everybody", "everyone"}


def _mean_of_seasons(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "90 per day in winter, 20 in summer, mean is 55"."""
    plain = [item for item in items if item.quantity.kind == "plain"]
    for place, mean in enumerate(plain):
        others = [
            item for item in plain[:place] if item.sentence == mean.sentence or item.sentence == mean.sentence - 1
        ]
        rates = {item.per for item in others} - {None}
        if len(others) != _SEASONS or len(rates) != 1 or not mean.is_bare() or not _is_led_by(message, mean, "means"):
            continue
        low, high = sorted(item.quantity.value for item in others)
        seasonal = any(says(message, "seasons", item.sentence) for item in others)
        if seasonal and low < mean.quantity.value < high:
            return multiplied([mean], rates.pop() or 1.0)
    return None


def _is_led_by(message: Message, item: Measured, group: str) -> bool:
    """A cue group of products.yaml speaks in the few words in front of the number."""
    return found_in(message, group, max(0, item.first - _MEAN_NEAR), item.first)


def _total_over_size(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "3 million words a month, say 1,500 words per request"."""
    for total, size in pairwise([item for item in items if item.quantity.kind == "plain"]):
        alike = bool(total.nouns & size.nouns & _MEASURES) and (size.each or _goes_in(message, size))
        alike = alike and not total.each
        if not alike or total.per is None or size.per is not None or size.quantity.value <= 0:
            continue
        behind = [token.stem for token in message.tokens[size.quantity.last : size.last + 2]]
        of_work = bool((word_stems("asked") | word_stems("single") | _DOCUMENTS).intersection(behind))
        of_work = of_work or _goes_in(message, size)
        counted = any(item.nouns & {"request", "conversation"} and item.per is not None for item in items)
        if of_work and not counted and total.quantity.value >= 10 * size.quantity.value:
            value = total.quantity.value * total.per / size.quantity.value
            return span(value, value, total, size)
    return None


def _goes_in(message: Message, size: Measured) -> bool:
    """ "One page goes inside", "two pages go in at a time", "1,000 words go into each request": what one call takes."""
    behind = [token.lower for token in message.tokens[size.quantity.last : size.last + _GOES_NEAR]]
    return any(verb in _GOES and where in _INSIDE for verb, where in pairwise(behind))


_GOES_NEAR = 3  # tokens
_GOES = frozenset({"go", "goes", "going", "enter", "enters", "come", "comes"})
_INSIDE = frozenset({"in", "inside", "into"})


def _for_each_of(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Forecasts for 1,100 places, four times a day"."""
    for things, times in pairwise(items):
        often = times.quantity.kind == "factor" and times.per is not None
        counted = things.quantity.kind == "plain" and things.per is None and things.counts_something
        between = [token.text for token in message.tokens[things.last : times.first]]
        led = things.first > 0 and message.tokens[things.first - 1].lower == "for"
        if often and counted and led and between in ([], [","]) and not things.nouns & (NO_GROUPS | {"user"}):
            return multiplied([things, times], times.per or 1.0)
    return None


def _whole_of_a_share(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "It flags 1,100 of 36,000 claims a month"."""
    for item in items:
        quantity = item.quantity
        if quantity.kind != "share" or quantity.unit or item.per is None or quantity.unit_factor >= 1:
            continue
        whole = round(1 / quantity.unit_factor)
        if whole >= _LEAST_WHOLE and message.tokens[quantity.last].stem in case_words():
            return span(whole * item.per, whole * item.per, item, item)
    return None


def _conversations_times_turns(message: Message, items: Sequence[Measured]) -> Product | None:
    of_turns = _conversations_of_turns(message, items)
    if of_turns:
        return of_turns
    talks = next((item for item in items if item.nouns & {"conversation", "user"} and item.per is not None), None)
    turns = next((item for item in items if "turn" in item.nouns or _goes_to_and_fro(message, item)), None)
    if turns is None and talks is not None:  # "chats a month, about 6 messages each", "with 3 replies each"
        turns = next((item for item in items if item is not talks
                      and (item.nouns & {"item", "request"} or not _REPLIES.isdisjoint(named_stems(message, item)))
                      and item.per is None and abs(item.sentence - talks.sentence) <= 1
                      and (item.each or is_for_each(message, talks, item)
                           or _ends_each(message, item))), None)  # fmt: skip
    return product(talks, turns, talks.per or 1.0) if talks and turns else None


_REPLIES = frozenset(map(stem_of, ("reply", "answer", "response")))


def _goes_to_and_fro(message: Message, item: Measured) -> bool:
    """ "People go back and forth six times or so"."""
    words = [token.lower for token in message.tokens[max(0, item.first - _MEAN_NEAR) : item.first]]
    few = item.quantity.kind == "factor" and 1 < item.quantity.value <= _MOST_CALLS  # any rate is that of the talks
    return few and any(words[place : place + 3] in _TO_AND_FRO for place in range(len(words)))


_TO_AND_FRO = (["back", "and", "forth"], ["to", "and", "fro"])


def _conversations_of_turns(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "75k conversations of 4 turns a month", "8k chats a month ... five times per conversation"."""
    for place, talks in enumerate(items):
        if "conversation" not in talks.nouns or talks.quantity.kind != "plain":
            continue
        for turns in items[place + 1 :]:
            joined = [token.lower for token in message.tokens[talks.last : turns.first]] in (["of"], ["with"])
            per = talks.per or turns.per
            if joined and "turn" in turns.nouns and per is not None:
                return multiplied([talks, turns], per)
            times = turns.quantity.kind == "factor" and turns.per is None and turns.quantity.value <= _MOST_CALLS
            behind = message.tokens[turns.quantity.last : turns.quantity.last + 2]
            named = len(behind) == 2 and behind[0].lower in EVERY and behind[1].stem in named_stems(message, talks)
            if times and named and talks.per is not None and turns.sentence - talks.sentence <= 1:
                return multiplied([talks, turns], talks.per)
    return None


def _is_each_named(message: Message, stems: frozenset[str], first: int, last: int) -> bool:
    """ "Each slip", "per case" between two tokens."""
    return any(a.lower in EVERY and b.stem in stems for a, b in pairwise(message.tokens[first:last]))


_MOST_CALLS = 100  # for one thing


def _ends_each(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    return any(token.lower in EACH for token in message.tokens[item.last : clause.last])


def _each_times_their_share(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "95 scientists ask 12 questions a week each", "70 practices. Each of them gets 15 calls a day"."""
    found: list[tuple[bool, Product]] = []
    for asks in items:
        per = asks.per or _rate_behind(message, asks)
        per = per or per_shift(message, items, asks) or _free_rate(message, items, asks)
        if per is None or not _is_count(asks) or asks.quantity.value * per > _BUSIEST:
            continue
        paid = asks.is_bare() and message.activation(asks).get("pay", 0.0) > PAYS  # "they cost 3,900 a month each"
        if paid or (asks.nouns & NO_REQUESTS and not is_modifier(message, asks)):
            continue
        tied = [(tie_of_users(message, group, asks), group) for group in items if is_group(message, group, asks)]
        tied += [(1, group) for group in items if asks.per is None and _has_free_rate(message, group, asks)]
        strongest = max((strength for strength, _ in tied), default=0)
        if not strongest:
            continue
        if _is_of_all(message, asks):  # "written by 20 engineers, two per week altogether"
            return multiplied([asks], per * days_off(message, items, asks, per))
        group = chosen(message, [group for strength, group in tied if strength == strongest], asks)
        chain = [asks, *chain_of(message, items, group, asks)]
        clause = message.structure.clauses[asks.clause]
        spoken = "user" in group.nouns and found_in(message, "gets_in_touch", clause.first, clause.last)
        found.append((spoken, multiplied(chain, per * days_off(message, items, asks, per))))
    return next((made for spoken, made in found if spoken), found[0][1] if found else None)


def _is_of_all(message: Message, asks: Measured) -> bool:
    """ "Two per week altogether", "in total 400 questions a day": what all of them make."""
    behind = [token.lower for token in message.tokens[asks.last : asks.last + 2]]
    ahead = [token.lower for token in message.tokens[max(0, asks.first - 2) : asks.first]]
    of_all = behind[:1] != [] and (
        behind[0] in _ALTOGETHER or behind in (["in", "total"], ["in", "all"], ["all", "told"])
    )
    return of_all or ahead in (["in", "total"], ["all", "told"]) or ahead[-1:] in (["altogether"], ["together"])


_ALTOGETHER = frozenset({"altogether", "together", "overall", "combined"})


def _free_rate(message: Message, items: Sequence[Measured], asks: Measured) -> float | None:
    """ "800 tenants, each monthly, two bills": the rate that stands beside those who make them."""
    rates = {group.per for group in items if _has_free_rate(message, group, asks)}
    return rates.pop() if len(rates) == 1 else None


def _has_free_rate(message: Message, group: Measured, asks: Measured) -> bool:
    """Counted, with a rate that stands apart, and the other number is one of each of them."""
    counts = group.quantity.kind == "plain" and group.counts_something and not group.nouns & REQUESTS
    near = group.sentence == asks.sentence and 0 < asks.first - group.last <= _FREE_NEAR and asks.per is None
    if not counts or not near or group.per is None or asks.quantity.kind != "plain" or asks.nouns & NO_REQUESTS:
        return False
    apart = not any(rate_at(message.tokens, index) for index in range(group.quantity.last, group.last))
    between = {token.lower for token in message.tokens[group.last : asks.first]}
    behind = {token.lower for token in message.tokens[asks.quantity.last : asks.last]}
    return apart and bool((between | behind) & EACH)  # not "3,000 per release"


_FREE_NEAR = 7  # tokens


def _one_call_for_both(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "900 articles per week in five languages, one call per article and language"."""
    for call in items:
        behind = message.tokens[call.quantity.last : call.quantity.last + _BOTH_NEAR]
        place = next((index for index, token in enumerate(behind) if token.lower in EVERY), None)
        joined = [index for index, token in enumerate(behind) if token.lower in ("and", "×", "x")]
        if call.quantity.value != 1 or place is None or not joined or joined[0] <= place:
            continue
        first, second = behind[place + 1 : joined[0]], behind[joined[0] + 1 :]
        pairs = [
            next(
                (
                    item
                    for item in items
                    if item is not call and {token.stem for token in words} & named_stems(message, item)
                ),
                None,
            )
            for words in (first, second)
        ]
        things, others = pairs
        if things is not None and others is not None and things is not others:
            rates = [item.per for item in (things, others) if item.per is not None]
            if len(rates) == 1:
                return multiplied([things, others], rates[0])
    return None


_BOTH_NEAR = 7  # tokens


def _one_of_each(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "2,700 wells. Each well has a report every quarter", "plants, seven, ... a monthly report for each"."""
    groups = [item for item in items
              if item.quantity.kind == "plain" and not item.nouns & _NO_UNITS
              and (item.counts_something or is_behind_its_name(message, item)) and item.quantity.value > 1
              and not any(rate_at(message.tokens, place) for place in range(item.quantity.last, item.last))
              ]  # fmt: skip
    others = [item for item in items if item.per is not None and item not in groups and item.quantity.kind == "plain"]
    for group in groups if not others else ():
        for number, sentence in enumerate(message.structure.sentences):
            if not 0 <= number - group.sentence <= 2:
                continue
            rate = _rate_of_one(message, named_stems(message, group), max(sentence.first, group.last), sentence.last)
            if rate is not None:
                return multiplied([group], rate)
    return None


_NO_UNITS = NO_GROUPS | {"item", "document"}


def _rate_of_one(message: Message, stems: frozenset[str], first: int, last: int) -> float | None:
    """ "Each well has a report every quarter", "a monthly report for each": how often a month one of them makes one."""
    words = message.tokens[first:last]
    named = any(a.lower in EVERY and (b.stem in stems or b.kind != "word") for a, b in pairwise(words))
    named = named or (bool(words) and words[-1].lower in EVERY)
    rates = {rate[0] for index in range(first, last)
             if (rate := rate_at(message.tokens, index)) is not None and rate[0] is not None}  # fmt: skip
    article = any(a.lower in ("a", "an") and (b.stem in word_stems("writings") or c.stem in word_stems("writings"))
                  for a, b, c in zip(words, words[1:], words[2:], strict=False))  # fmt: skip
    return rates.pop() if named and article and len(rates) == 1 else None


_NO_UNITS = frozenset(
    {"token", "word", "page", "request", "conversation", "hour", "other", "example", "item", "document"}
)


def _in_seasons(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "700 texts a season, four seasons", "every season (spring, summer, autumn, winter) 600 texts"."""
    named = {token.stem for token in message.tokens} & SEASONS
    for made in items:
        sentence = message.structure.sentences[made.sentence]
        led = any(a.lower in EVERY and b.stem in word_stems("parts_of_year")
                  for a, b in pairwise(message.tokens[sentence.first : made.first]))  # fmt: skip
        if led and len(named) > 1 and made.quantity.kind == "plain" and made.nouns & REQUESTS and made.per is None:
            return multiplied([made], len(named) * YEARLY)
        behind = message.tokens[max(made.quantity.last, made.last - 1) : made.last + 1]
        parts = {token.stem for token in behind} & word_stems("parts_of_year")
        if not parts or not made.each or made.quantity.kind != "plain" or not made.nouns & REQUESTS:
            continue
        counts = [item for item in items if item is not made and item.quantity.kind == "plain" and not item.each
                  and item.quantity.value <= _MOST_SEASONS and item.per in (None, YEARLY)
                  and named_stems(message, item) & parts]  # fmt: skip
        if len(counts) == 1:
            return multiplied([made, counts[0]], YEARLY)
    return None


def _things_times_parts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "480 ships a month, fifty papers per ship"; "per lot we write a text ... six auctions a year, 800 lots each"."""
    for parts in items:
        if parts.per is not None or not _is_count(parts) or parts.quantity.value > _MOST_PARTS:
            continue
        if message.tokens[parts.first - 1].text in ("+", "&"):  # "notes + 5 posts per episode" come of one call
            continue
        for things in items:
            recurs = things.quantity.kind == "plain" and things.per is not None
            near = things is not parts and abs(parts.sentence - things.sentence) <= 1
            if not recurs or not near:
                continue
            strength = tie(message, things, parts)
            if _asks_of_each(message, things, parts, strength) or _is_the_work(message, things, parts, strength):
                return multiplied([things, parts], things.per or 1.0)
            most = _MOST_PARTS if things.quantity.value * (things.per or 1.0) <= _FEW_THINGS else _MOST_OF_ONE
            if not things.counts_something or things.nouns & _UNITS_OF_WORK or parts.quantity.value > most:
                continue
            known = bool(parts.nouns & REQUESTS) or parts.quantity.kind == "factor" or _is_bare_of_one(message, parts)
            if (strength >= _NAMED and known) or (strength and _is_unit_of_work(message, parts)):
                return product(things, parts, things.per or 1.0)
    return None


def _is_bare_of_one(message: Message, parts: Measured) -> bool:
    """ "Defect reports, 2,100 per refit": so many of what stands before; no pages."""
    ahead = {token.stem for token in message.tokens[max(0, parts.first - 3) : parts.first]}
    return parts.is_bare() and parts.each and not ahead & _MEASURES and message.activation(parts).get("pay", 0.0) < PAYS


def _is_the_work(message: Message, things: Measured, parts: Measured, strength: int) -> bool:
    """ "50 campaigns a quarter, 300 banner texts each"; "1.8 substitutions per order" of what is suggested."""
    stems = named_stems(message, parts)
    between = [token.text for token in message.tokens[things.last : parts.first]]
    written = parts.each and between == [","] and bool(stems & word_stems("writings")) and not things.nouns & REQUESTS
    before = {token.stem for token in message.tokens[: min(things.first, parts.first)]} - named_stems(message, things)
    asked = strength >= _NAMED and parts.counts_something and not parts.nouns and bool(stems & before)
    return parts.quantity.kind == "plain" and (written or asked) and parts.quantity.value <= _MOST_OF_ONE


_FEW_THINGS = 10  # a month


def _asks_of_each(message: Message, things: Measured, parts: Measured, strength: int) -> bool:
    """ "90 RFPs a year, 400 questions in each", "60 a month with 250 questions"; not questions of each email."""
    nouns = message.tokens[parts.quantity.last : max(parts.last, parts.quantity.last + 1)]
    asked = bool(word_stems("asked").intersection(token.stem for token in nouns)) and bool(parts.nouns)
    counted = named_stems(message, things)
    if not asked or counted & (word_stems("single") | word_stems("asked")) or things.nouns & _NOT_ASKED_OF:
        return False
    between = [token.lower for token in message.tokens[things.last : parts.first]]
    return between in (["with"], ["of"], ["à"]) or (strength > 0 and len(between) <= _RATE_NEAR)


def _is_unit_of_work(message: Message, parts: Measured) -> bool:
    """The message says elsewhere what is done per lot, for every letter."""
    stems = named_stems(message, parts)
    here = message.structure.sentences[parts.sentence].first
    for number, sentence in enumerate(message.structure.sentences):
        each = number != parts.sentence and _is_each_named(message, stems, sentence.first, sentence.last)
        if each and (sentence.first < here or found_in(message, "by_model", sentence.first, sentence.last)):
            return True
    return False


def _multiplied(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "85 wards x 3 shifts a day", "1,200 firms x 6 seats x 40 a month", "14 ferries x 5 questions x 26 days"."""
    for place in range(len(items) - 1):
        run = [items[place]]
        for following in items[place + 1 :]:
            if not _times_follows(message, run[-1], following):
                break
            run.append(following)
        days = run[-1].quantity.value / DAY if run[-1].quantity.unit_seconds == DAY else 0.0
        counts = run[:-1] if days and run[-1].per in (None, 1.0) else run
        rates = [item.per for item in counts if item.per is not None]
        if any(item.quantity.kind != "plain" for item in counts) or len(run) == 1:
            continue
        last = message.tokens[run[-1].quantity.last - 1]
        weekly = len(rates) == 1 and rates[0] == DAILY and run[-1].per is None and run[-1].is_bare()
        if weekly and last.kind == "number" and run[-1].quantity.value in _DAYS_A_WEEK:  # "130 a day x 7"
            return multiplied(run[:-1], WEEKLY * run[-1].quantity.value)
        if len(rates) == 1 and counts is run:
            return multiplied(run, rates[0] * days_off(message, items, run[-1], rates[0]))
        if len(rates) == 1 and is_daily(rates[0]) and 1 < days <= DAILY + 1:  # "11 cases a day x 21 days"
            return multiplied(counts, days if days > _DAYS_A_WEEK[-1] else WEEKLY * days)
        if not rates and len(counts) > 1 and 1 < days <= DAILY + 1:
            return multiplied(counts, days)
    return None


def _times_follows(message: Message, first: Measured, second: Measured) -> bool:
    between = message.tokens[first.quantity.last : second.first]
    return bool(between) and len(between) <= _TIMES_NEAR and between[-1].lower in ("x", "×", "*", "times")


def _rate_behind(message: Message, item: Measured) -> float | None:
    """ "30 times each on any given day": the rate that stands a few words behind."""
    if item.quantity.kind != "factor" or not item.each:
        return None
    for index in range(item.last, min(item.last + _RATE_NEAR, len(message.tokens))):
        rate = rate_at(message.tokens, index)
        if rate and rate[0] is not None:
            return rate[0]
    return None


def _is_count(item: Measured) -> bool:
    """A number of things, or of times."""
    return item.quantity.kind == "plain" or (item.quantity.kind == "factor" and item.quantity.first != item.last - 1)


_SAME_TOTAL = 0.2  # "95 a day each, roughly 260,000 a month": their own sum of it
_UNITS_OF_WORK = frozenset({"request", "item", "conversation", "token", "word", "page", "other"})
_BUSIEST = 100_000  # times a month that one of a group may ask
_MOST_PARTS = 100_000  # of one thing
_MOST_OF_ONE = 20_000
_NAMED = 3  # as `tie` counts
_NOT_ASKED_OF = frozenset({"request", "conversation", "user", "token", "word"})
_SEASONS = 2
_MEAN_NEAR = 6  # tokens
_MEASURES = frozenset({"word", "token", "page"})
_DOCUMENTS = frozenset(map(stem_of, ("document", "text", "file", "article", "contract", "report", "job", "item")))
_LEAST_WHOLE = 50
_MOST_SEASONS = 12  # a year
_TIMES_NEAR = 7  # tokens
_DAYS_A_WEEK = (5, 6, 7)
_RATE_NEAR = 4  # tokens
_RULES: tuple[Callable[[Message, Sequence[Measured]], Product | None], ...] = (
    _mean_of_seasons,
    over_the_year,
    over_the_week,
    sum_of_streams,
    of_unlike_months,
    of_the_average,
    _total_over_size,
    share_of_volume,
    share_of_people,
    so_many_per_hundred,
    _conversations_times_turns,
    in_shifts,
    during_hours,
    _each_times_their_share,
    of_each_shift,
    _one_call_for_both,
    _things_times_parts,
    _multiplied,
    _for_each_of,
    _whole_of_a_share,
    on_weekdays,
    _called_so_often,
    _goes_in_and_out,
    _in_seasons,
    groups_in_shifts,
    _one_of_each,
)
_COUNT_DAYS = frozenset(
    {
        over_the_week,
        sum_of_streams,
        during_hours,
        _each_times_their_share,
        of_each_shift,
        _multiplied,
        on_weekdays,
        groups_in_shifts,
    }
)  # these know the days that they count
