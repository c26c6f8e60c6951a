"""Whom a number is of each: "95 scientists ask 12 questions a week each", "14 advisers an office, each writes 12"."""

from collections.abc import Sequence
from itertools import pairwise

from agent.numbers.products import (
    DAILY,
    EACH,
    EVERY,
    WEEKLY,
    found_in,
    is_behind_its_name,
    is_led_by_each,
    is_named,
    is_same_kind_of_place,
    named_stems,
    tie,
    word_stems,
)
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at

REQUESTS = frozenset({"request", "item", "conversation", "document"})
NO_REQUESTS = frozenset({"token", "word", "page", "user", "engineer", "hour", "other", "turn"})
PAYS = 0.4
NO_GROUPS = frozenset({"token", "word", "page", "request", "conversation", "hour", "other", "example"})


def chain_of(message: Message, items: Sequence[Measured], group: Measured, asks: Measured) -> list[Measured]:
    """The group, and what it is a part of: "4 nurses per ward, 20 wards", "6 offices, each has 40 clerks"."""
    chain = [group]
    for place in range(group.quantity.last, min(group.last + 1, len(message.tokens) - 1)):
        if message.tokens[place].lower in EVERY or (group.each and message.tokens[place].lower in ("a", "an")):
            stem = message.tokens[place + 1].stem
            others = [item for item in items if item not in (group, asks) and stem in named_stems(message, item)]
            chain += [item for item in others if is_group(message, item, asks)][:1]
    if len(chain) == 1:  # "6 offices, each has 40 clerks"
        others = [item for item in items if item.sentence == group.sentence and item.first < group.first]
        chain += [
            item
            for item in others[-1:]
            if (is_led_by_each(message, item, group) or _is_of_one_on_average(message, item, group))
            and is_group(message, item, asks)
        ]
    return chain


def _is_of_one_on_average(message: Message, outer: Measured, group: Measured) -> bool:
    """ "2,900 firms with on average 18 employees"; "12 sites with 300 clerks" may have them together."""
    between = {token.lower for token in message.tokens[outer.last : group.first]}
    behind = {token.lower for token in message.tokens[group.last : group.last + 2]}
    joined = bool(between & {"with", "w", "of", "having", "has", "have"}) and len(between) <= _JOINT
    return joined and bool((between & {"average", "avg"}) | (behind & (EACH | {"average", "avg"})))


_JOINT = 6  # tokens


def is_modifier(message: Message, item: Measured) -> bool:
    """The "client" of "18 client meetings"."""
    if item.quantity.last + 1 >= len(message.tokens) or not item.nouns <= {"user"}:
        return False
    word = message.tokens[item.quantity.last + 1]
    return word.kind == "word" and len(word.lower) > _SHORTEST_PLURAL and word.lower.endswith("s")


def tie_of_users(message: Message, group: Measured, asks: Measured) -> int:
    """As `tie`; "500 users ask 3 questions a day" say it without "each"."""
    strength = tie(message, group, asks)
    known = bool(asks.nouns & REQUESTS)
    if (
        strength < _NAMED
        and group.first < asks.first
        and (_asks_as_one_of_them(message, group, asks) or _is_said_of_everybody(message, group, asks))
    ):
        strength = _NAMED
    if not strength and group.first < asks.first and asks.each and is_same_kind_of_place(message, group, asks):
        strength = 3
    if strength < _EACH_OF_THEM and "user" in group.nouns and _is_per_person(message, asks):
        strength = _EACH_OF_THEM
    if strength and asks.is_bare() and asks.quantity.kind == "plain":  # "26 writers, 5 a week each"
        felt = message.activation(asks)
        paid = any(felt.get(name, 0.0) > PAYS for name in ("pay", "budget", "benefit", "quote"))
        modest = strength > 1 or asks.quantity.value <= _MOST_BARE
        return strength if modest and not paid else 0
    if not strength and _is_rate_of_group(message, group, asks):
        return 1
    if strength and (known or asks.counts_something or strength > 1 or group.each or asks.quantity.kind == "factor"):
        return strength
    follows = group.first < asks.first and group.sentence == asks.sentence and "user" in group.nouns
    few = asks.quantity.value <= _FEW and asks.quantity.value < group.quantity.value / 10
    often = asks.quantity.kind == "factor" and found_in(message, "gets_in_touch", group.last, asks.first)
    return 1 if follows and few and (known or often) else 0


def _asks_as_one_of_them(message: Message, group: Measured, asks: Measured) -> bool:
    """ "540 stations ... A station asks us about 3 times a month"."""
    clause = message.structure.clauses[asks.clause]
    words = message.tokens[clause.first : asks.first]
    stems = named_stems(message, group)
    behind = message.tokens[group.last : group.last + 3]  # "540 petrol stations, franchisees."
    if len(behind) == 3 and behind[0].text == "," and behind[1].kind == "word" and behind[2].kind != "word":
        stems |= {behind[1].stem}
    one = any(a.lower in ("a", "an", "one") and b.stem in stems for a, b in pairwise(words))
    return one and found_in(message, "gets_in_touch", clause.first, asks.first)


def _is_said_of_everybody(message: Message, group: Measured, asks: Measured) -> bool:
    """ "There's 48 of us and everybody does about ten a day"."""
    between = [token.lower for token in message.tokens[group.quantity.last : asks.first]]
    return asks.sentence - group.sentence <= 1 and bool({"everybody", "everyone"} & {*between[-_EVERYBODY_NEAR:]})


_EVERYBODY_NEAR = 5  # tokens
_NAMED = 3  # as `tie` counts


_EACH_OF_THEM = 2  # as `tie` counts


def _is_per_person(message: Message, asks: Measured) -> bool:
    """ "63 field staff. They ask 12 questions per person per week"."""
    behind = message.tokens[asks.quantity.last : asks.last + 2]
    return any(a.lower in EVERY and (b.lower in _PERSON or b.stem in word_stems("askers")) for a, b in pairwise(behind))


_PERSON = frozenset({"person", "head", "capita"})


def _is_rate_of_group(message: Message, group: Measured, asks: Measured) -> bool:
    """ "Forty vans, one a day": so few can only be what each of them makes."""
    few = asks.is_bare() and asks.quantity.kind == "plain" and asks.quantity.value <= _VERY_FEW
    between = [token.text for token in message.tokens[group.last : asks.first]]
    return few and between == [","] and group.per is None and group.quantity.value > asks.quantity.value


def is_group(message: Message, group: Measured, asks: Measured) -> bool:
    """People, shops or wards: a count of its own, not how often something comes."""
    of_people = message.tokens[max(0, group.first - 2) : group.first]
    team = [token.lower for token in of_people[-1:]] == ["of"] and of_people[0].lower in _TEAMS  # "a team of twelve"
    counted = group.counts_something or is_behind_its_name(message, group) or team
    if counts_shifts(message, group) or group is asks or group.quantity.kind != "plain" or not counted:
        return False
    if group.per is not None and (asks.per is not None or _has_own_rate(message, group)):
        return False
    near = 0 <= asks.sentence - group.sentence <= _FARTHEST or group.sentence - asks.sentence == 1
    near = near or (
        group.first < asks.first
        and (is_named(message, named_stems(message, group), asks) or _asks_as_one_of_them(message, group, asks))
    )
    return near and group.quantity.value > 1 and not group.nouns & NO_GROUPS


def counts_shifts(message: Message, item: Measured) -> bool:
    """ "Three shifts, every day", "eighteen shifts a month"; not "5 operators per shift"."""
    if item.quantity.kind != "plain" or item.each or "shift" not in named_stems(message, item):
        return False
    most = _MOST_SHIFTS if item.per in (None, DAILY) else _MOST_SHIFTS * _SHIFTS_A_WEEK
    return item.quantity.value <= most and item.per in (None, DAILY, WEEKLY, 1.0)


_MOST_SHIFTS, _SHIFTS_A_WEEK = 6, 7  # a day; what one person works


def _has_own_rate(message: Message, item: Measured) -> bool:
    """Not a rate that stands apart, and may belong to another number."""
    return any(rate_at(message.tokens, index) for index in range(item.quantity.last, item.last))


def chosen(message: Message, groups: Sequence[Measured], asks: Measured) -> Measured:
    """The one that is named again in front of the number ("612 stores ..., the store managers ask"), or the nearest."""
    inner = [group for group in groups if any(_is_within(message, group, other) for other in groups)]
    groups = inner or groups
    again = [
        group
        for group in groups
        if group.last <= asks.first
        and any(token.stem in named_stems(message, group) for token in message.tokens[group.last : asks.first])
    ]
    return min(again or groups, key=lambda group: abs(group.first - asks.first))


def _is_within(message: Message, group: Measured, outer: Measured) -> bool:
    """ "14 advisers an office": they are of one of the others."""
    behind = message.tokens[group.quantity.last : group.last + 2]
    led = ("a", "an", *EVERY)
    return outer is not group and any(
        a.lower in led and b.stem in named_stems(message, outer) for a, b in pairwise(behind)
    )


_TEAMS = frozenset({"team", "staff", "crew", "group", "squad", "department", "office"})
_VERY_FEW = 5  # a day, or a week
_FEW = 50
_FARTHEST = 3  # sentences
_MOST_BARE = 200  # that one of a group asks
_SHORTEST_PLURAL = 3  # letters
