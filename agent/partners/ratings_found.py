"""Numbers, grades, stars and words that can be ratings, and the scale that they stand on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agent.partners.candidate_names import Named
from agent.partners.criteria import criteria_in
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token

IN_WORDS = {
    "zero": 0,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_SCALES = (3, 4, 5, 6, 7, 10, 20, 100)
_ENDS_OF_SCALES = (5, 6, 7, 10, 100)
_NEGATIONS = frozenset({"not", "than"})
_MONEY = "$€£¥"
_RATING = re.compile(r"(?:\d{1,2}(?:[.,]\d{1,2})?|100)")


@dataclass(frozen=True, slots=True)
class Value:
    """A rating at tokens `first` to `last` (excluded); `scale` where it is given with it ("4/5")."""

    number: float
    scale: float | None
    first: int
    last: int
    word: str = ""  # as it is said, where it is no number: "strong", "B+"


@dataclass(frozen=True, slots=True)
class Rating:
    """What a candidate is rated; `criterion` is `None` where `words` name none that we know."""

    name: Named
    criterion: str | None
    words: str
    value: Value
    first: int = -1  # of the words
    last: int = -1


@dataclass(frozen=True)
class Ratings:
    """Every rating of a message, the names in it, numbers that belong to nothing, and the scale where one is said."""

    ratings: tuple[Rating, ...]
    names: tuple[Named, ...]
    unclear: tuple[tuple[str, Value], ...]
    scale: float | None
    scale_said: frozenset[int] = frozenset()  # the tokens that say it
    quotes: tuple[tuple[Named, float, int], ...] = ()  # prices in a table, with the token


def values_in(message: Message) -> list[Value]:
    """What may be a rating: "8/10", "4 out of 5", "a four", unless another number takes its place."""
    return [value for value in numbers_in(message) if not _is_replaced(message.tokens, value)]


def numbers_in(message: Message) -> list[Value]:
    """Small numbers that count nothing, as ratings are written."""
    tokens = message.tokens
    found: list[Value] = []
    place = 0
    in_names = {place for mention in message.models for place in range(mention.first, mention.last)}
    while place < len(tokens):
        value = None if place in in_names else _value_at(message, place) or stars_at(tokens, place)
        if value is not None:
            found.append(value)
        place = value.last if value else place + 1
    return found


def said_in_words(message: Message, numbers: Sequence[Value], criteria: Sequence[Hit[str]]) -> list[Value]:
    """ "Security strong, price weak", "security B, price A-": ratings in sentences that have none in numbers."""
    places = {place for value in numbers for place in range(value.first, value.last)}
    beside = {place for hit in criteria for place in (hit.first, hit.last)}
    found: list[Value] = []
    for sentence in message.structure.sentences:
        if places.isdisjoint(range(sentence.first, sentence.last)):
            words = words_of_praise(message.tokens, sentence.first, sentence.last)
            grades = [
                grade
                for place in range(sentence.first, sentence.last)
                if (grade := grade_at(message.tokens, place))
                and {place, _behind_joint(message.tokens, grade.last)} & beside
            ]
            found += words or (grades if len(grades) > 1 or len(criteria) > 1 else [])
    return sorted(found, key=lambda value: value.first)


def _behind_joint(tokens: Sequence[Token], place: int) -> int:
    """ "A for security": the criterion stands behind the joining word."""
    return place + 1 if place < len(tokens) and tokens[place].lower in ("for", "on", "in") else place


def words_of_praise(tokens: Sequence[Token], first: int, last: int) -> list[Value]:
    """Words that rate between two places, the longer before the shorter, and none that is denied."""
    found: list[Value] = []
    for hit in sorted(_praise().find(tokens[first:last]), key=lambda hit: (hit.first, hit.first - hit.last)):
        start, end = first + hit.first, first + hit.last
        denied = any(token.lower in _DENIED for token in tokens[max(first, start - 2) : start])
        if not denied and (not found or start >= found[-1].last):
            said = " ".join(token.lower for token in tokens[start:end])
            found.append(Value(float(hit.payload), _BEST, start, end, said))
    return found


def grade_at(tokens: Sequence[Token], place: int) -> Value | None:
    """The school's grade at a place: "B", "A-"."""
    text = tokens[place].text
    if text not in _GRADES:
        return None
    sign = tokens[place + 1].text if place + 1 < len(tokens) else ""
    beside = sign in _SIGNS and tokens[place + 1].start == tokens[place].end
    number = min(_BEST, max(0.0, _GRADES[text] + (_SIGNS[sign] if beside else 0.0)))
    return Value(number, _BEST, place, place + 1 + beside, text + (sign if beside else ""))


def stars_at(tokens: Sequence[Token], place: int) -> Value | None:
    """ "★★★☆☆"."""
    if tokens[place].text != "★":
        return None
    end = place
    while end < len(tokens) and tokens[end].text in "★☆":
        end += 1
    number = sum(token.text == "★" for token in tokens[place:end])
    return Value(float(number), _BEST, place, end) if number <= _BEST else None


_BEST = 5.0
_GRADES = {"A": 5.0, "B": 4.0, "C": 3.0, "D": 2.0, "E": 1.0, "F": 0.0}
_SIGNS = {"+": 1 / 3, "-": -1 / 3, "−": -1 / 3, "–": -1 / 3}
_DENIED = frozenset({"not", "no", "isn't", "aren't", "hardly", "never", "neither", "wasn't", "nor"})


@cache
def _praise() -> Cues[str]:
    return Cues(groups_of(load_cues("candidates.yaml")["rating_words"], "candidates.yaml: rating_words"))


def scale_of(message: Message) -> tuple[float | None, set[int]]:
    """The scale that is said for all ("from 1 to 10", "out of 5"), and the tokens that say it."""
    tokens = message.tokens
    scale, masked = None, set[int]()
    for place in range(1, len(tokens) - 1):
        if tokens[place].lower not in ("to", "-", "–", "of", "and"):
            continue
        low, high = plain_number(tokens[place - 1]), plain_number(tokens[place + 1])
        if high not in _ENDS_OF_SCALES:
            continue
        is_range = tokens[place].lower != "of" and low in (0, 1) and not _is_counted(message, place + 1)
        is_out_of = tokens[place].lower == "of" and tokens[place - 1].lower == "out" and _heads_a_scale(tokens, place)
        if is_range and tokens[place].lower == "and" and tokens[max(0, place - 2)].lower != "between":
            continue
        if is_range or is_out_of:
            scale = high
            masked |= {place - 1, place, place + 1}
    return scale, masked


def _heads_a_scale(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 2] if place >= 2 else None
    return before is None or (plain_number(before) is None and before.lower not in IN_WORDS)


def _value_at(message: Message, place: int) -> Value | None:
    tokens = message.tokens
    token = tokens[place]
    number = plain_number(token)
    if number is None:
        number = IN_WORDS.get(token.lower)
    if number is None:
        return None
    behind = [one.lower for one in tokens[place + 1 : place + 4]]
    for joint in (["/"], ["out", "of"], ["of"], ["over"]):
        end = place + 1 + len(joint)
        if behind[: len(joint)] == joint and end < len(tokens):
            scale = plain_number(tokens[end])
            if scale in _SCALES and number <= scale:
                return Value(number, scale, place, end + 1)
    if _is_a_percentage(tokens, place) and number <= _PERCENT:
        return Value(number, _PERCENT, place, place + 2)
    if _is_a_mark(tokens, place) or _is_counted(message, place):
        return None
    return Value(number, None, place, place + 1)


def _is_a_percentage(tokens: Sequence[Token], place: int) -> bool:
    """ "80%" by itself, or on something; "20 % cheaper", "plus 18 %" and "30 % of it" are shares of something else."""
    if place + 1 >= len(tokens) or tokens[place + 1].text != "%":
        return False
    if place and tokens[place - 1].lower in _CHANGES:
        return False
    behind = tokens[place + 2] if place + 2 < len(tokens) else None
    return behind is None or behind.kind != "word" or behind.lower in ("on", "for", "in", "and", "but")


_PERCENT = 100.0
_CHANGES = frozenset({"plus", "+", "minus", "by", "another", "additional", "extra"})


def _is_counted(message: Message, place: int) -> bool:
    """Money, a share, a time, or a number of something that is no criterion and no name."""
    tokens = message.tokens
    if place and (tokens[place - 1].text in _MONEY or tokens[place - 1].text in "#~<>"):
        return True
    covering = [item.quantity for item in message.measured if item.first <= place < item.quantity.last]
    whole = [item for item in covering if not (item.kind == "plain" and (item.range or item.bound))]
    if any(item.kind not in ("plain", "share") or item.last > place + 1 or item.first < place for item in whole):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or after.kind in ("symbol", "break"):
        return after is not None and after.text in "%$€£/°"
    if after.kind == "number":
        return True
    if after.text[0].isupper():
        return True
    if after.lower in _uncounted():
        return False
    return all(hit.first != 0 for hit in criteria_in(tokens[place + 1 : place + 6]))


@cache
def _uncounted() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("candidates.yaml")["fillers"], "candidates.yaml: fillers"))


def _is_a_mark(tokens: Sequence[Token], place: int) -> bool:
    """ "1." or "2)" before an item of a list, or "Step 1:"."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    opens = place == 0 or tokens[place - 1].is_end
    return after == ":" or (opens and after in (".", ")"))


def _is_replaced(tokens: Sequence[Token], value: Value) -> bool:
    """The 2 of "from 2 to 3", of "3, not 2" and of "3 instead of 2"."""
    before = [token.lower for token in tokens[max(0, value.first - 2) : value.first]]
    behind = tokens[value.last].lower if value.last < len(tokens) else ""
    is_old = before[-1:] == ["from"] and behind == "to"
    return is_old or before == ["instead", "of"] or bool(set(before[-1:]) & _NEGATIONS)


def plain_number(token: Token) -> float | None:
    """The number of a token that can be a rating or the end of a scale; "1,500" is neither."""
    return float(token.text.replace(",", ".")) if _RATING.fullmatch(token.text) else None
