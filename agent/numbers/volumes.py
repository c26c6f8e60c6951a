"""Requests a month that follow from two numbers: conversations times turns, people times what each of them asks."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import (
    BY_MINUTE,
    BY_SECOND,
    DAILY,
    DAY,
    EACH,
    EVERY,
    HOUR,
    HOURLY,
    WEEKLY,
    YEARLY,
    Product,
    found_in,
    is_daily,
    is_for_each,
    is_led_by_each,
    is_named,
    is_of_them,
    is_said_for_all,
    is_same_kind_of_place,
    multiplied,
    named_stems,
    product,
    saves,
    says,
    span,
    tie,
    word_stems,
)
from agent.numbers.volume_shares import of_the_average, of_unlike_months, share_of_volume
from agent.words.message import Message
from agent.words.number_words import case_words
from agent.words.quantities import MONTH_SECONDS, rate_at
from agent.words.roles import Measured
from agent.words.tokens import stem_of


def volume_of(message: Message, items: Sequence[Measured]) -> Product | None:
    """Requests a month, or `None` where no two numbers say it."""
    made = _made_of(message, items)
    return made and (_said_instead(message, items, made) or made)


def _said_instead(message: Message, items: Sequence[Measured], made: Product) -> Product | None:
    """ "30 people, each twice a day. Let me say 1,600 a month": a number of its own that is said for all of it."""
    for item in items:
        own = item.quantity.kind == "plain" and item.per is not None and item.is_bare() and not item.each
        same = abs(item.quantity.value * (item.per or 0.0) - made[0]) <= _SAME_TOTAL * made[0]
        if own and item.first >= made[2] and (same or is_said_for_all(message, item)):
            return multiplied([item], item.per or 1.0)
    return None


def _made_of(message: Message, items: Sequence[Measured]) -> Product | None:
    return (
        _mean_of_seasons(message, items)
        or _between_two_seasons(message, items)
        or of_unlike_months(message, items)
        or of_the_average(message, items)
        or _total_over_size(message, items)
        or share_of_volume(message, items)
        or _conversations_times_turns(message, items)
        or _in_shifts(message, items)
        or _during_hours(message, items)
        or _each_times_their_share(message, items)
        or _things_times_parts(message, items)
        or _multiplied(message, items)
        or _for_each_of(message, items)
        or _whole_of_a_share(message, items)
        or _on_weekdays(message, items)
        or _called_so_often(message, items)
        or _in_seasons(message, items)
    )


def _called_so_often(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "The API is called 1.2m times a month"."""
    for item in items:
        often = item.quantity.kind == "factor" and item.per is not None and item.quantity.value >= _LEAST_CALLS
        clause = message.structure.clauses[item.clause]
        called = found_in(message, "is_called", clause.first, clause.last)
        looks_up = found_in(message, "looks_up", clause.first, clause.last) and not item.each
        if often and (called or (looks_up and item.quantity.value >= _LEAST_LOOK_UPS)):
            return multiplied([item], item.per or 1.0)
    return None


_LEAST_LOOK_UPS = 100  # times; fewer may be what one of them does
_LEAST_CALLS = 10  # times; "three times a month" is no volume


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


def _between_two_seasons(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "600 a day in summer, 150 in winter": each for about half of the year."""
    plain = [item for item in items if item.quantity.kind == "plain"]
    for one, other in pairwise(plain):
        between = message.tokens[one.last : other.first]
        spoken = {"in", "during"} & {token.lower for token in between}
        behind = message.tokens[other.quantity.last : other.last + _SEASON_NEAR]
        alike = other.per == one.per or (other.per is None and (other.is_bare() or other.nouns <= one.nouns))
        if one.per is None or not alike or not spoken or one.sentence != other.sentence or len(between) > _TOGETHER:
            continue
        seasons = [{token.stem for token in words} & _SEASONAL for words in (between, behind)]
        if all(seasons) and seasons[0] != seasons[1]:
            low, high = sorted(item.quantity.value * one.per for item in (one, other))
            return span(low, high, one, other)
    return None


_SEASONAL = frozenset(map(stem_of, ("summer", "winter", "spring", "autumn", "fall")))
_SEASON_NEAR, _TOGETHER = 4, 6  # tokens


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
        if often and counted and led and between in ([], [","]) and not things.nouns & (_NO_GROUPS | {"user"}):
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
    turns = next((item for item in items if "turn" in item.nouns), None)
    if turns is None and talks is not None:  # "chats a month, about 6 messages each"
        turns = next((item for item in items if item is not talks and item.nouns & {"item", "request"}
                      and item.per is None and abs(item.sentence - talks.sentence) <= 1
                      and (item.each or is_for_each(message, talks, item)
                           or _ends_each(message, item))), None)  # fmt: skip
    return product(talks, turns, talks.per or 1.0) if talks and turns else None


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


def _during_hours(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "400 questions an hour, and we are open ten hours a day, five days a week"."""
    rates = [item for item in items if item.per in (HOURLY, BY_MINUTE, BY_SECOND) and item.quantity.kind == "plain"
             and (item.nouns & {"request", "item", "conversation"} or item.is_bare())
             and message.activation(item).get("pay", 0.0) < _PAYS
             and (not item.is_bare() or item.per_head or message.tokens[item.first - 1].lower != "at")]  # fmt: skip
    hours = [item for item in items if item.quantity.unit_seconds == HOUR and 1 < item.quantity.value / HOUR <= 24
             and (item.per in (None, DAILY)) and item not in rates
             and not _is_work_on_one(message, item) and not saves(message, item)]  # fmt: skip
    if not rates or not hours or abs(rates[0].sentence - hours[0].sentence) > 1:
        return None
    days = [item for item in items if item.quantity.unit_seconds == DAY and item.quantity.value <= 7 * DAY
            and item.quantity.value > DAY and abs(item.sentence - hours[0].sentence) <= 1]  # fmt: skip
    a_week = days[0].quantity.value / DAY * WEEKLY if days else 0.0
    a_month = working_days(items, hours[0]) or a_week or DAILY * _days_off(message, items, hours[0], DAILY)
    per_hour = (rates[0].per or HOURLY) / HOURLY
    groups = [item for item in items if rates[0].per_head and _is_group(message, item, rates[0])
              and is_named(message, named_stems(message, item), rates[0])]  # fmt: skip
    if rates[0].per_head and not groups:
        return None
    return multiplied([rates[0], hours[0], *groups[:1]], per_hour * a_month / HOUR)


def _is_work_on_one(message: Message, hours: Measured) -> bool:
    """ "Three hours on each" is no time of the day that something is open."""
    behind = [token.lower for token in message.tokens[hours.quantity.last : hours.quantity.last + 2]]
    return behind[:1] in (["each"], ["apiece"]) or (behind[:1] != [] and behind[0] in _ON and behind[1:] in _ONE_OF)


_ON = frozenset({"on", "for", "per", "with"})
_ONE_OF = (["each"], ["one"], ["every"], ["it"], ["case"], ["file"])


def _each_times_their_share(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "95 scientists ask 12 questions a week each", "70 practices. Each of them gets 15 calls a day"."""
    for asks in items:
        per = asks.per or _rate_behind(message, asks)
        per = per or _per_shift(message, items, asks)
        if per is None or not _is_count(asks) or asks.quantity.value * per > _BUSIEST:
            continue
        paid = not asks.nouns and message.activation(asks).get("pay", 0.0) > _PAYS  # "they cost 3,900 a month each"
        if paid or (asks.nouns & _NO_REQUESTS and not _is_modifier(message, asks)):
            continue
        tied = [(_tie_of_users(message, group, asks), group) for group in items if _is_group(message, group, asks)]
        strongest = max((strength for strength, _ in tied), default=0)
        if strongest:
            group = _chosen(message, [group for strength, group in tied if strength == strongest], asks)
            chain = [asks, *_chain(message, items, group, asks)]
            return multiplied(chain, per * _days_off(message, items, asks, per))
    return None


def _chain(message: Message, items: Sequence[Measured], group: Measured, asks: Measured) -> list[Measured]:
    """The group, and what it is a part of: "4 nurses per ward, 20 wards", "6 offices, each has 40 clerks"."""
    chain = [group]
    for place in range(group.quantity.last, min(group.last + 1, len(message.tokens) - 1)):
        if message.tokens[place].lower in EVERY:
            stem = message.tokens[place + 1].stem
            others = [item for item in items if item not in (group, asks) and stem in named_stems(message, item)]
            chain += [item for item in others if _is_group(message, item, asks)][:1]
    if len(chain) == 1:  # "6 offices, each has 40 clerks"
        others = [item for item in items if item.sentence == group.sentence and item.first < group.first]
        chain += [
            item for item in others[-1:] if is_led_by_each(message, item, group) and _is_group(message, item, asks)
        ]
    return chain


def _per_shift(message: Message, items: Sequence[Measured], asks: Measured) -> float | None:
    """ "Two notes per shift ... 3 shifts": as often a month as there are shifts."""
    behind = [token.stem for token in message.tokens[asks.quantity.last : asks.quantity.last + _SHIFT_NEAR]]
    led = [
        message.tokens[asks.quantity.last + place - 1].lower
        for place in range(1, len(behind))
        if behind[place] == "shift"
    ]
    shifts = [item for item in items if item is not asks and _counts_shifts(message, item)]
    if len(shifts) != 1 or not any(word in (*EVERY, "a") for word in led):
        return None
    return shifts[0].quantity.value * DAILY


def _counts_shifts(message: Message, item: Measured) -> bool:
    """ "Three shifts, every day"; not "5 operators per shift"."""
    counts = item.quantity.kind == "plain" and item.quantity.value <= _MOST_SHIFTS and item.per in (None, DAILY)
    return counts and not item.each and "shift" in named_stems(message, item)


def _in_shifts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "Four shifts, and each one writes 200 logs, every day"."""
    for shifts, made in pairwise(items):
        counts = _counts_shifts(message, shifts) and made.quantity.kind == "plain" and made.per in (None, DAILY)
        asked = made.counts_something and not made.nouns & _NO_REQUESTS
        of_a_shift = _per_shift(message, items, made) is not None  # "wards with three shifts, each writes 5 a shift"
        led = is_led_by_each(message, shifts, made) and made.sentence == shifts.sentence
        if counts and asked and led and not of_a_shift:
            return multiplied([shifts, made], DAILY)
    return None


def _in_seasons(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "700 texts a season, four seasons"."""
    for made in items:
        behind = message.tokens[max(made.quantity.last, made.last - 1) : made.last + 1]
        parts = {token.stem for token in behind} & word_stems("parts_of_year")
        if not parts or not made.each or made.quantity.kind != "plain" or not made.nouns & _REQUESTS:
            continue
        counts = [item for item in items if item is not made and item.quantity.kind == "plain" and not item.each
                  and item.quantity.value <= _MOST_SEASONS and item.per in (None, YEARLY)
                  and named_stems(message, item) & parts]  # fmt: skip
        if len(counts) == 1:
            return multiplied([made, counts[0]], YEARLY)
    return None


def _is_modifier(message: Message, item: Measured) -> bool:
    """The "client" of "18 client meetings"."""
    if item.quantity.last + 1 >= len(message.tokens) or not item.nouns <= {"user"}:
        return False
    word = message.tokens[item.quantity.last + 1]
    return word.kind == "word" and len(word.lower) > _SHORTEST_PLURAL and word.lower.endswith("s")


def _tie_of_users(message: Message, group: Measured, asks: Measured) -> int:
    """As `tie`; "500 users ask 3 questions a day" say it without "each"."""
    strength = tie(message, group, asks)
    known = bool(asks.nouns & _REQUESTS)
    if not strength and group.first < asks.first and asks.each and is_same_kind_of_place(message, group, asks):
        strength = 3
    if strength < _EACH_OF_THEM and "user" in group.nouns and _is_per_person(message, asks):
        strength = _EACH_OF_THEM
    if strength and asks.is_bare() and asks.quantity.kind == "plain":  # "26 writers, 5 a week each"
        felt = message.activation(asks)
        paid = any(felt.get(name, 0.0) > _PAYS for name in ("pay", "budget", "benefit", "quote"))
        modest = strength > 1 or asks.quantity.value <= _MOST_BARE
        return strength if modest and not paid else 0
    if not strength and _is_rate_of_group(message, group, asks):
        return 1
    if strength and (known or asks.counts_something or strength > 1 or group.each or asks.quantity.kind == "factor"):
        return strength
    follows = group.first < asks.first and group.sentence == asks.sentence and "user" in group.nouns
    few = asks.quantity.value <= _FEW and asks.quantity.value < group.quantity.value / 10
    return 1 if follows and few and known else 0


_EACH_OF_THEM = 2  # as `tie` counts


def _is_per_person(message: Message, asks: Measured) -> bool:
    """ "63 field staff. They ask 12 questions per person per week"."""
    behind = message.tokens[asks.quantity.last : asks.last]
    return any(a.lower in EVERY and b.lower in _PERSON for a, b in pairwise(behind))


_PERSON = frozenset({"person", "head", "user", "capita", "employee", "colleague"})


def _is_rate_of_group(message: Message, group: Measured, asks: Measured) -> bool:
    """ "Forty vans, one a day": so few can only be what each of them makes."""
    few = asks.is_bare() and asks.quantity.kind == "plain" and asks.quantity.value <= _VERY_FEW
    between = [token.text for token in message.tokens[group.last : asks.first]]
    return few and between == [","] and group.per is None and group.quantity.value > asks.quantity.value


def _is_group(message: Message, group: Measured, asks: Measured) -> bool:
    """People, shops or wards: a count of its own, not how often something comes."""
    of_people = message.tokens[max(0, group.first - 2) : group.first]
    team = [token.lower for token in of_people[-1:]] == ["of"] and of_people[0].lower in _TEAMS  # "a team of twelve"
    counts = group.quantity.kind == "plain" and (group.counts_something or is_of_them(message, group) or team)
    if _counts_shifts(message, group):
        return False
    if group.per is not None and (asks.per is not None or _has_own_rate(message, group)):
        return False
    near = 0 <= asks.sentence - group.sentence <= _FARTHEST or group.sentence - asks.sentence == 1
    return group is not asks and counts and near and group.quantity.value > 1 and not group.nouns & _NO_GROUPS


def _has_own_rate(message: Message, item: Measured) -> bool:
    """Not a rate that stands apart, and may belong to another number."""
    return any(rate_at(message.tokens, index) for index in range(item.quantity.last, item.last))


def _chosen(message: Message, groups: Sequence[Measured], asks: Measured) -> Measured:
    """The one that is named again in front of the number ("612 stores ..., the store managers ask"), or the nearest."""
    again = [
        group
        for group in groups
        if group.last <= asks.first
        and any(token.stem in named_stems(message, group) for token in message.tokens[group.last : asks.first])
    ]
    return min(again or groups, key=lambda group: abs(group.first - asks.first))


def _things_times_parts(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "480 ships a month, fifty papers per ship"; "per lot we write a text ... six auctions a year, 800 lots each"."""
    for parts in items:
        if parts.per is not None or not _is_count(parts) or parts.quantity.value > _MOST_PARTS:
            continue
        for things in items:
            recurs = things.quantity.kind == "plain" and things.per is not None
            near = things is not parts and abs(parts.sentence - things.sentence) <= 1
            if not recurs or not near:
                continue
            strength = tie(message, things, parts)
            if _asks_of_each(message, things, parts, strength):
                return multiplied([things, parts], things.per or 1.0)
            if not things.counts_something or things.nouns & _UNITS_OF_WORK or parts.quantity.value > _MOST_OF_ONE:
                continue
            known = bool(parts.nouns & _REQUESTS) or parts.quantity.kind == "factor"
            if (strength >= _NAMED and known) or (strength and _is_unit_of_work(message, parts)):
                return product(things, parts, things.per or 1.0)
    return None


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
        if len(rates) == 1 and counts is run:
            return multiplied(run, rates[0])
        if not rates and len(counts) > 1 and 1 < days <= DAILY + 1:
            return multiplied(counts, days)
    return None


def _times_follows(message: Message, first: Measured, second: Measured) -> bool:
    between = message.tokens[first.quantity.last : second.first]
    return bool(between) and len(between) <= _TIMES_NEAR and between[-1].lower in ("x", "×", "*", "times")


def _on_weekdays(message: Message, items: Sequence[Measured]) -> Product | None:
    """ "35 reports a day, weekdays only"."""
    daily = [item for item in items if item.per is not None and is_daily(item.per) and item.quantity.kind == "plain"
             and (item.nouns & _REQUESTS or (item.is_bare() and _days_off(message, items, item, item.per) != 1))
             and message.activation(item).get("pay", 0.0) < _PAYS]  # fmt: skip
    per = daily[0].per or DAILY if daily else DAILY
    if len(daily) != 1 or _days_off(message, items, daily[0], per) == 1:
        return None
    return multiplied(daily, per * _days_off(message, items, daily[0], per))


def _days_off(message: Message, items: Sequence[Measured], item: Measured, per: float) -> float:
    """The share of days that count: all of them, unless the words leave weekends out, or count the days of a week."""
    worked = working_days(items, item) if is_daily(per) else 0.0
    if worked:
        return worked / per
    if per != DAILY:
        return 1.0
    if says(message, "six_days", item.sentence):
        return SIX_DAYS / DAILY
    if says(message, "weekdays", item.sentence):
        return WEEKDAYS / DAILY
    days = _names_days(message, items, item)
    return days / 7 if days else 1.0


def working_days(items: Sequence[Measured], item: Measured) -> float:
    """Of a month: "300 calls a day, 22 working days", "250 working days a year"; 0 where none are named."""
    near = (days for days in items if 0 <= days.sentence - item.sentence <= 1)
    return next((count for days in near if (count := days_of_month(days))), 0.0)


def days_of_month(days: Measured) -> float:
    """ "22 working days", "20 days a month", "250 days a year"; 0 of what is no number of working days."""
    working = days.quantity.kind == "duration" and abs(days.quantity.unit_seconds - _WORKING_DAY) <= 1
    rated = days.quantity.unit_seconds == DAY and days.per in (1.0, YEARLY)
    if not working and not rated:
        return 0.0
    count = days.quantity.value / days.quantity.unit_seconds
    per = days.per if days.per is not None else 1.0 if count > _LEAST_MONTH else None
    if days.per is None and count > DAILY + 1:
        per = YEARLY if count > _LEAST_YEAR else None
    return count * per if per is not None and _LEAST_MONTH / 2 < count * per <= DAILY + 1 else 0.0


_WORKING_DAY = MONTH_SECONDS / 22  # as numbers.yaml has it
_LEAST_MONTH, _LEAST_YEAR = 14, 180  # working days; five of them are a deadline


def _names_days(message: Message, items: Sequence[Measured], item: Measured) -> float:
    """ "40k a day, six days a week", "six mornings a week"; 0 where no days of the week are counted near."""
    for days in items:
        near = days.sentence == item.sentence and 0 <= days.first - item.last <= _DAYS_NEAR
        weekly = days.per is not None and abs(days.per - WEEKLY) < 1e-6
        of_day = word_stems("parts_of_day") & named_stems(message, days)
        count = days.quantity.value if of_day else days.quantity.value / DAY
        if near and weekly and (of_day or days.quantity.unit_seconds == DAY) and 1 < count < 7:
            return count
    return 0.0


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


_TEAMS = frozenset({"team", "staff", "crew", "group", "squad", "department", "office"})
_VERY_FEW = 5  # a day, or a week
_SAME_TOTAL = 0.2  # "95 a day each, roughly 260,000 a month": their own sum of it
_PAYS = 0.4
_REQUESTS = frozenset({"request", "item", "conversation", "document"})
_NO_REQUESTS = frozenset({"token", "word", "page", "user", "engineer", "hour", "other", "turn"})
_UNITS_OF_WORK = frozenset({"request", "item", "conversation", "token", "word", "page", "other"})
_NO_GROUPS = frozenset({"token", "word", "page", "request", "conversation", "hour", "other", "example"})
WEEKDAYS = 65 / 3  # a month: five days of seven, of 365 days over twelve months
SIX_DAYS = 30 * 6 / 7
_BUSIEST = 100_000  # times a month that one of a group may ask
_FEW = 50
_FARTHEST = 3  # sentences
_MOST_PARTS = 100_000  # of one thing
_MOST_OF_ONE = 20_000
_NAMED = 3  # as `tie` counts
_NOT_ASKED_OF = frozenset({"request", "conversation", "user", "token", "word"})
_SEASONS = 2
_MOST_BARE = 200  # that one of a group asks
_MEAN_NEAR = 6  # tokens
_MEASURES = frozenset({"word", "token", "page"})
_DOCUMENTS = frozenset(map(stem_of, ("document", "text", "file", "article", "contract", "report", "job", "item")))
_LEAST_WHOLE = 50
_SHIFT_NEAR = 6  # tokens
_MOST_SHIFTS = 6  # a day
_MOST_SEASONS = 12  # a year
_TIMES_NEAR = 7  # tokens
_SHORTEST_PLURAL = 3  # letters
_DAYS_NEAR = 4  # tokens
_RATE_NEAR = 4  # tokens
