"""Two numbers of a message that belong together, and what they make: "40 people, each asks 12 times a week"."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import prod

from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at
from agent.words.tokens import stem_of
from agent.words.values import tidy

EACH = frozenset({"each", "apiece"})
EVERY = frozenset({"each", "every", "per"})
HOURLY, BY_MINUTE, BY_SECOND = 720.0, 43_200.0, 2_592_000.0  # times a month
DAILY, WEEKLY, YEARLY = 30.0, 30 / 7, 1 / 12
HOUR, DAY = 3_600.0, 86_400.0  # seconds


def is_daily(per: float | None) -> bool:
    """ "A day", or "a working day", of which numbers.yaml has 22 in a month."""
    return per is not None and any(abs(per - days) < _SAME_RATE for days in (DAILY, _WORKING_DAYS))


_WORKING_DAYS, _SAME_RATE = 22.0, 1e-3

Product = tuple[float, int, int, tuple[float, float] | None]


def product(first: Measured, second: Measured, factor: float) -> Product:
    low, high = first.quantity.range or (first.quantity.value,) * 2
    least, most = second.quantity.range or (second.quantity.value,) * 2
    return span(low * least * factor, high * most * factor, first, second)


def multiplied(items: Sequence[Measured], factor: float) -> Product:
    """All of them times each other, and times the factor."""
    ends = [item.quantity.range or (item.quantity.value, item.quantity.value) for item in items]
    low, high = (prod(end[side] for end in ends) * factor for side in (0, 1))
    placed = sorted(items, key=lambda item: item.first)
    return span(low, high, placed[0], placed[-1])


def span(low: float, high: float, first: Measured, second: Measured) -> Product:
    start, end = min(first.first, second.first), max(first.last, second.last)
    return tidy((low + high) / 2), start, end, None if low == high else (tidy(low), tidy(high))


def tie(message: Message, group: Measured, item: Measured) -> int:
    """How surely a number is what each of a group makes; 0 where nothing says so.

    4 "per ship" of ships, 3 "per ship" of ship papers, 2 "each of them", 1 "12 a week each".
    """
    if is_named(message, frozenset(_name(message, group)[-1:]), item):
        return 4
    if is_named(message, named_stems(message, group), item) or _is_in_one(message, group, item):
        return 3
    together = group.sentence == item.sentence
    if 0 <= item.sentence - group.sentence <= 1 and group.first < item.first and _is_each_of_them(message, item):
        return 2
    said = said_each(message, item) or (message.tokens[item.first - 1].text == "à" and item.first - group.last == 1)
    return 1 if together and (said or is_led_by_each(message, group, item)) else 0


def _is_in_one(message: Message, group: Measured, item: Measured) -> bool:
    """ "A wave has 60,000 answers": what one of them holds."""
    sentence = message.structure.sentences[item.sentence]
    words = message.tokens[max(sentence.first, item.first - _HAS_NEAR) : item.first]
    for place in range(len(words) - 2):
        one = words[place].lower in ("a", "an", "one")
        if one and words[place + 1].stem in named_stems(message, group) and words[place + 2].lower in _HOLDS:
            return True
    return False


_HAS_NEAR = 6  # tokens
_HOLDS = frozenset({"has", "contains", "holds", "brings", "includes", "comprises", "means", "gets", "makes", "needs"})


def said_each(message: Message, item: Measured) -> bool:
    """ "5 a week each"; not "5 files each week", nor "300 new ones a week, each (and each) needs a text"."""
    if item.each:
        return True
    tokens = message.tokens
    for place in range(item.last, min(item.last + 2, len(tokens))):
        if tokens[place].is_end:  # "5,000 reports a month. Each report ..."
            return False
        if tokens[place].lower in EACH:
            begins = tokens[place - 1].lower in _BEGIN_ANEW and place + 1 < len(tokens)
            begins = begins and tokens[place + 1].kind in ("word", "number")  # "400k a month, each 900 tokens"
            return not begins and rate_at(message.tokens, place) in (None, (None, True, place + 1))
    return False


def is_led_by_each(message: Message, group: Measured, item: Measured) -> bool:
    """ "240 managers, each asks 5"; not "85,000 articles, each needs a text, we write 5,000", nor "into one of 5"."""
    between = [token.lower for token in message.tokens[group.quantity.last : item.first]]
    if "each" not in between[:_EACH_NEAR]:
        return False
    behind = _without_hesitation(between[between.index("each") + 1 :])
    return "," not in behind and not _CHOICES.intersection(behind[-2:])


def _without_hesitation(words: Sequence[str]) -> list[str]:
    """ "Each one does, uh, seven": between two commas nothing but a pause."""
    return _PAUSE.sub("", " ".join(words)).split()


_PAUSE = re.compile(r",( (uh|um|er|erm|oh|hmm|well|say|like|i|don't|know|guess))+ ,")


def named_stems(message: Message, group: Measured) -> frozenset[str]:
    """The stems of what is counted: "480 ships a month" are ships."""
    return frozenset(_name(message, group))


def _name(message: Message, group: Measured) -> list[str]:
    words = [token for token in message.tokens[group.quantity.last : group.last] if token.kind == "word"]
    behind = is_behind_its_name(message, group)
    if behind:  # "wind turbines, 1,150 of them"
        ahead = message.tokens[max(0, group.first - _LONGEST_NAME - 1) : group.first]
        words = [token for token in ahead if token.kind == "word"]
    return [token.stem for token in words[-_LONGEST_NAME if behind else 0 :][:_LONGEST_NAME]
            if token.lower not in _NO_NAMES]  # fmt: skip


def is_behind_its_name(message: Message, group: Measured) -> bool:
    """ "Wind turbines, 34 of them", "our farmers (1,400)", "biogas plants, seven, with my sister"; no year."""
    if is_of_them(message, group):
        return True
    tokens, first, last = message.tokens, group.first, group.quantity.last
    if first < 2 or last >= len(tokens) or group.quantity.kind != "plain" or group.nouns:
        return False
    closed = (tokens[first - 1].text, tokens[last].text) in _BESIDE_NAMES and tokens[first - 2].lower.endswith("s")
    year = last - first == 1 and tokens[first].text.isdigit() and _FIRST_YEAR <= group.quantity.value <= _LAST_YEAR
    return closed and not year


_BESIDE_NAMES = (("(", ")"), (",", ","), ("–", "–"), ("—", "—"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def is_of_them(message: Message, group: Measured) -> bool:
    """ "34 of them"."""
    behind = [token.lower for token in message.tokens[group.quantity.last : group.quantity.last + 2]]
    return behind == ["of", "them"]


def is_same_kind_of_place(message: Message, group: Measured, item: Measured) -> bool:
    """ "Garden centres, 34 of them ... 25 questions per shop per day"."""
    places = word_stems("places")
    return bool(places.intersection(_name(message, group)[-1:])) and is_named(message, places, item)


def is_named(message: Message, stems: frozenset[str], item: Measured) -> bool:
    """ "per ship", "each hotel manager" in the sentence of the item."""
    sentence = message.structure.sentences[item.sentence]
    tokens = message.tokens
    return any(
        tokens[index].lower in EVERY and any(token.stem in stems for token in tokens[index + 1 : index + 3])
        for index in range(sentence.first, sentence.last)
    )


def _is_each_of_them(message: Message, item: Measured) -> bool:
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first]]
    return any(pair in _EACH_OF_THEM for pair in pairwise(words))


_BEGIN_ANEW = frozenset({",", "and", "but", "–", "—"})
_LONGEST_NAME = 3  # words
_EACH_NEAR = 8  # tokens behind the group
_CHOICES = frozenset({"of", "into", "among", "between", "against"})  # in front of a number of things to choose from
_NO_NAMES = EVERY | {"a", "an", "of", "them", "these", "those", "month", "day", "week", "year", "hour", "more"}
_EACH_OF_THEM = frozenset({("each", "of"), ("every", "one"), ("each", "one"), ("they", "each")})


def is_for_each(message: Message, users: Measured, asks: Measured) -> bool:
    """ "10 requests a day each", "each student asks ...", "1,200 users, each with ..."; not "each week"."""
    return tie(message, users, asks) > 0


def says(message: Message, group: str, sentence: int) -> bool:
    """Whether a cue group of products.yaml speaks in the sentence."""
    place = message.structure.sentences[sentence]
    return found_in(message, group, place.first, place.last)


def found_in(message: Message, group: str, first: int, last: int) -> bool:
    """Whether a cue group of products.yaml speaks in the tokens."""
    part = ("products", first, last)  # asked for with one group after the other
    if part not in message.kept:
        message.kept[part] = frozenset(hit.payload for hit in _ties().find(message.tokens[first:last]))
    return group in message.kept[part]


def ends_at(message: Message, group: str, place: int, last: int) -> bool:
    """Whether a cue of the group is all that stands between the two places."""
    found = _ties().find(message.tokens[place:last])
    return any(hit.payload == group and (hit.first, hit.last) == (0, last - place) for hit in found)


def found_at(message: Message, group: str, place: int, last: int) -> bool:
    """Whether a cue of the group begins with the token."""
    return any(hit.payload == group and hit.first == 0 for hit in _ties().find(message.tokens[place:last]))


@cache
def word_stems(group: str) -> frozenset[str]:
    """Stems of the single words of a cue group of products.yaml."""
    return frozenset(map(stem_of, pattern_list(load_cues("products.yaml")[group], f"products.yaml: {group}")))


@cache
def _ties() -> Cues[str]:
    return Cues(groups_of(load_cues("products.yaml"), "products.yaml"))


def is_apiece(message: Message, item: Measured) -> bool:
    """ "$3 per call", "each call is worth $3"."""
    clause = message.structure.clauses[item.clause]
    return item.each or any(
        token.lower in EVERY or token.lower in EACH for token in message.tokens[clause.first : item.first]
    )


def saves(message: Message, item: Measured) -> bool:
    return message.activation(item).get("benefit", 0.0) > 0.2


def is_total(message: Message, item: Measured) -> bool:
    """ "So 14,000 a month": the speaker has done the sum."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return bool(_TOTALS.intersection(ahead))


def is_said_for_all(message: Message, item: Measured) -> bool:
    """ "Let me say 1,600", "call it a hundred": instead of what the numbers before would come to."""
    words = [token.lower for token in message.tokens[max(0, item.first - _SAID_NEAR) : item.quantity.last]]
    return any(pair in _SAY_INSTEAD for pair in pairwise(words))


_SAID_NEAR = 3  # tokens
_SAY_INSTEAD = frozenset(
    {
        ("me", "say"),
        ("let's", "say"),
        ("us", "say"),
        ("call", "it"),
        ("make", "it"),
        ("let's", "take"),
        ("just", "take"),
    }
)
_TOTALS = frozenset({"so", "makes", "totals", "total", "altogether", "=", "that's", "i.e"})


def said_apiece(message: Message, item: Measured) -> bool:
    return any(token.lower in EACH for token in message.tokens[item.quantity.last : item.last + 2])


@cache
def derived_words() -> Cues[str]:
    """Words that stand for numbers, or make one out of two."""
    return Cues(groups_of(load_cues("roles.yaml")["derived"], "roles.yaml: derived"))
