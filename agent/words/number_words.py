"""The words and digits that quantities are written with, each with its type in the grammar `quantities.lark`.

The words are `cues/numbers.yaml`. Some mean a number only beside the right neighbour: "m" behind digits, "one" not in
"no one".
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from agent.words.cues import BadCues, load_cues, pattern_list
from agent.words.tokens import Token, stem_of

_SUFFIX = "SUFFIX"
_MONEY_SIGNS = frozenset("$€£¥₹")


@dataclass(frozen=True, slots=True)
class Reading:
    """A lexical reading of one or more tokens: its type in the grammar, its value, and how many tokens it takes."""

    type: str
    value: Any
    tokens: int


def readings(tokens: Sequence[Token], masked: Collection[int]) -> list[list[Reading]]:
    """Per token, its possible readings, longest first; none where no number word begins."""
    return [[] if index in masked else list(readings_at(tokens, index, masked)) for index in range(len(tokens))]


def readings_at(tokens: Sequence[Token], index: int, masked: Collection[int]) -> Iterator[Reading]:
    """The readings that begin at one token."""
    token = tokens[index]
    if token.kind == "number":
        value = number_value(token.text, _follows(tokens, index))
        if value is not None:
            yield Reading("NUM", value, 1)
        return
    yield from _spelled_with_digits(tokens, index)
    if token.lower == "one" and index and _is_of_type(_before(tokens, index), "TENS"):
        yield Reading("UNIT", 1, 1)  # "thirty one hundred", "sixty-one"
    if _is_scale_alone(tokens, index):
        yield from (Reading("NUM", value, 1) for words, _, value in _lexicon()[token.lower] if len(words) == 1)
    for words, type_, value in _lexicon().get(token.lower, ()):
        taken = _phrase_at(tokens, index, words, masked)
        if taken and _allowed(type_, tokens, index) and _goes_on(type_, token.lower, tokens, index + taken):
            yield Reading(_typed_by_what_follows(type_, tokens, index + taken), value, taken)
    if token.kind == "word":
        yield from _counted(tokens, index, masked)


def _spelled_with_digits(tokens: Sequence[Token], index: int) -> Iterator[Reading]:
    """ "x3", "every 7th answer", "mid-eighties"."""
    token, following = tokens[index], _follows(tokens, index)
    if token.text[0] == "x" and token.text[1:].isdecimal():
        yield Reading("FACTOR", float(token.text[1:]), 1)
    decade = index + (2 if _follows(tokens, index) == "-" else 1)
    part, tens = load_cues("numbers.yaml")["PART_OF_DECADE"], load_cues("numbers.yaml")["DECADE"]
    if token.lower in part and decade < len(tokens) and tokens[decade].lower in tens and not _dates(tokens, index):
        yield Reading("NUM", tens[tokens[decade].lower] + part[token.lower], decade + 1 - index)
    ordinal = index + 2 < len(tokens) and tokens[index + 2].lower in _ORDINAL_ENDS
    if token.lower in ("every", "each") and ordinal and tokens[index + 1].end == tokens[index + 2].start:
        value = number_value(following) if tokens[index + 1].kind == "number" else None
        if value and value > 1 and _goes_on("NTH", token.lower, tokens, index + 3):
            yield Reading(_typed_by_what_follows("NTH", tokens, index + 3), value, 3)


def _dates(tokens: Sequence[Token], index: int) -> bool:
    """ "Since the mid-nineties", "a press of the high eighties": years, and no rate."""
    ahead = [token.lower for token in tokens[max(0, index - 2) : index] if token.lower != "the"]
    return ahead[-1:] != [] and ahead[-1] in ("since", "from", "of", "until", "till", "before", "during")


def _is_scale_alone(tokens: Sequence[Token], index: int) -> bool:
    """ "Thousand mails in one week", "around hundred thousand"; not "two thousand", "in thousand ways"."""
    before, word = tokens[index - 1] if index else None, tokens[index].lower
    if word not in _ALONE or index + 1 >= len(tokens) or tokens[index + 1].kind != "word":
        return False
    opens = before is None or before.is_end or _is_of_type(before.lower, "ABOUT", "AT_LEAST", "AT_MOST")
    return opens and not _is_of_type(_follows(tokens, index), "PERCENT", "TIMES", "CURRENCY", "OF", "PER", "AND")


_ORDINAL_ENDS = ("th", "nd", "rd", "st")
_ALONE = ("hundred", "thousand", "million", "lakh")


def _typed_by_what_follows(type_: str, tokens: Sequence[Token], place: int) -> str:
    """ "every third answer" is a share, "every third day" a rate."""
    if type_ == "NTH" and not _is_judged(tokens, place):
        return "NTH_TIME"
    return "SCALE" if type_ == _SUFFIX else type_


def _counted(tokens: Sequence[Token], index: int, masked: Collection[int]) -> Iterator[Reading]:
    """What a number counts, where it stands inside the number: "one reply in ten", "a page and a half"."""
    if index and _follows(tokens, index) == "and" and not _is_time(tokens[index].lower):
        for words, type_, value in _lexicon()["and"]:
            taken = _phrase_at(tokens, index + 1, words, masked) if type_ == "AND_FRACTION" else 0
            if taken and _goes_on(type_, words[0], tokens, index + 1 + taken):
                yield Reading("HALF_MORE", value, 1 + taken)
    bad = _bad_case(tokens, index)
    if bad:
        yield Reading("BAD_CASE", None, bad)
    if _is_case(tokens, index) and (not index or tokens[index - 1].lower not in ("a", "an")):  # "a sample of 200"
        yield Reading("CASE", None, 1)
    elif _is_plural(tokens[index]):
        yield Reading("THINGS", None, 1)


def _bad_case(tokens: Sequence[Token], index: int) -> int:
    """How many words "really bad answer" takes in front of "in 150"; 0 where nothing calls it bad, or good."""
    bad = False
    for place in range(index, min(index + _LONGEST_CASE, len(tokens) - 1)):
        token = tokens[place]
        if token.kind != "word" or _is_time(token.lower) or token.lower in (*_JOINTS, "of", "for"):
            return 0
        bad = bad or token.stem in bad_words() | good_words()
        if tokens[place + 1].lower in _JOINTS:
            return place + 1 - index if bad or token.stem in faults() else 0
    return 0


_LONGEST_CASE = 4  # words
_JOINTS = ("in", "per", "out")


def _is_judged(tokens: Sequence[Token], place: int) -> bool:
    """What comes is a case, or something of which the words say how it went: "every third is wrong"."""
    if _is_case(tokens, place):
        return True
    for token in tokens[place : place + _LONGEST_CASE]:
        if token.kind != "word":
            break
        if _is_time(token.lower):
            return False
        if token.stem in bad_words() | _verdicts():
            return True
    return _ends_behind_verdict(tokens, place)


def _ends_behind_verdict(tokens: Sequence[Token], place: int) -> bool:
    """ "It fails with every third", "wrong in every fourth.": what went wrong stands in front, and nothing follows."""
    if place < len(tokens) and tokens[place].kind == "word" and tokens[place].lower not in ("and", "but", "or"):
        return False
    ahead = tokens[max(0, place - 2 - _LONGEST_CASE) : max(0, place - 2)]  # in front of "every third"
    return any(token.stem in bad_words() | _verdicts() | faults() for token in ahead)


def _is_case(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].stem in case_words()


def _is_plural(token: Token) -> bool:
    word = token.lower
    return len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _phrase_at(tokens: Sequence[Token], index: int, phrase: tuple[str, ...], masked: Collection[int]) -> int:
    """How many tokens the phrase takes at this place, hyphens inside it included; 0 when it is not there."""
    place = index
    for position, word in enumerate(phrase):
        if (
            position
            and (word != "-" or phrase[position - 1].isalpha())
            and place < len(tokens)
            and tokens[place].text == "-"
        ):
            place += 1
        if place >= len(tokens) or place in masked or tokens[place].lower != word:
            return 0
        place += 1
    return place - index


def _allowed(type_: str, tokens: Sequence[Token], index: int) -> bool:
    """Readings that depend on the neighbour: "m" only behind digits, "s" too, "one" not in "no one" or "the one"."""
    before = tokens[index - 1] if index else None
    word = tokens[index].lower
    if len(word) == 1 and word.isalpha() and _is_hyphened(tokens, index):
        return False  # "24,000 X-ray images", "300 s-bends"
    if type_ == _SUFFIX or (type_ == "TIME" and len(word) == 1) or word == "x":
        if type_ == "TIME" and before is not None and before.text == "/":
            return True
        if word == "k" and before is not None and before.lower in _BEFORE_K:
            return True  # "three hundred K"
        return before is not None and before.kind == "number" and tokens[index].start - before.end <= 1
    if type_ == "SCALE" and before is not None:
        return before.kind == "number" or before.text != "."
    return _allowed_word(type_, tokens, index)


def _is_hyphened(tokens: Sequence[Token], index: int) -> bool:
    """A letter and a word with nothing but a hyphen between them, apart from the number: "X-ray"."""
    three = tokens[index : index + 3]
    apart = index > 0 and tokens[index - 1].end < tokens[index].start
    joined = len(three) == 3 and three[0].end == three[1].start and three[1].end == three[2].start
    return apart and joined and three[1].text == "-" and three[2].kind == "word"


def _allowed_word(type_: str, tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    word = tokens[index].lower
    if type_ == "ONE" and word in ("a", "an") and before is not None and _is_of_type(before.lower, "SCALE", "HUNDRED"):
        return False  # "forty thousand a week", "six hundred a day"
    if type_ == "ONE" and word in ("a", "an") and index + 1 < len(tokens) and tokens[index + 1].text in _MONEY_SIGNS:
        return False  # "a $50k budget"
    if word == "one":
        after = _follows(tokens, index)
        of_group = [token.lower for token in tokens[index + 1 : index + 3]] in (["of", "whom"], ["of", "which"])
        ahead = before.lower if before is not None else ""
        named = ahead in _NO_NUMBER_BEFORE_ONE
        judged = (ahead in _JUDGED or _is_clause(tokens, index)) and _is_of_many(
            tokens, index
        )  # "wrong one time in nine"
        return (judged or not named) and (after != "of" or of_group or _is_of_cases(tokens, index))
    if word == "quarters" and type_ == "PART":  # "two quarters" are half a year, "two to three quarters" too
        ranged = index >= 2 and tokens[index - 2].lower in ("to", "or", "-", "–")
        counted = tokens[index - 2] if before is not None and before.text == "-" else before
        return counted is not None and counted.lower in ("three", "3") and not ranged
    if word == "quarter" and type_ == "PART":  # "a quarter" alone is a time
        return _follows(tokens, index) in _QUARTER_OF
    if (
        type_ == "SIGN" and word in _LETTERS_OF_SIGNS
    ):  # "A$50k" is Australian, "a $50k budget" and "bid C $0.35" are not
        return tokens[index].text.isupper() and index + 1 < len(tokens) and tokens[index + 1].start == tokens[index].end
    if type_ == "FACTOR" and word in ("in", "by"):  # "in half a year"
        return index + 2 >= len(tokens) or tokens[index + 2].lower not in ("a", "an")
    if word == "points":
        return _are_percent(tokens, index)
    if word == "may":
        return before is not None and before.kind == "number"
    return True


_LETTERS_OF_SIGNS = frozenset("acrs")


def _is_clause(tokens: Sequence[Token], index: int) -> bool:
    """ "What worries us is that one in forty ...": the "that" in front opens a clause and points at nothing."""
    return index > 1 and tokens[index - 1].lower == "that" and tokens[index - 2].lower in _OPENING_CLAUSES


_OPENING_CLAUSES = frozenset(
    {"is", "was", "means", "say", "says", "said", "know", "knows", "think", "thinks", "fear", "fears", "found", "find",
     "finds", "estimate", "estimates", "showed", "shows", "reckon", "reckons", "believe", "believes", "afraid", "saw",
     "see", "told", "reports", "reported", "claims", "noticed", "fact", "so", "such", "guess", "worry", "worries"}
)  # fmt: skip


def _is_of_many(tokens: Sequence[Token], index: int) -> bool:
    """ "One in seven", "one time in 7": so many follow."""
    place = index + 1 + (_is_case(tokens, index + 1))
    joint = tokens[place].lower if place < len(tokens) else ""
    whole = tokens[place + 1] if place + 1 < len(tokens) else None
    return joint in _JOINTS and whole is not None and _is_number_word(whole)


def _is_of_cases(tokens: Sequence[Token], index: int) -> bool:
    """ "One of four cases", "gets one of five wrong"; not "one of four models"."""
    place = index + 3
    if place > len(tokens) or not _is_number_word(tokens[place - 1]):
        return False
    while place < len(tokens) and _is_number_word(tokens[place]):
        place += 1
    return place < len(tokens) and (_is_case(tokens, place) or tokens[place].lower in _JUDGED)


_JUDGED = ("right", "wrong")


def _is_number_word(token: Token) -> bool:
    return token.kind == "number" or _is_of_type(token.lower, "UNIT", "TEEN", "TENS", "HUNDRED", "SCALE")


def _are_percent(tokens: Sequence[Token], index: int) -> bool:
    """ "Points" are percent behind digits, and in "five points more"; "9 in 10 points" counts them."""
    if index == 0 or (index > 1 and tokens[index - 2].lower in ("in", "of")):
        return False
    before = tokens[index - 1]
    ahead = tokens[index - 2].lower if index > 1 else ""
    moved = _follows(tokens, index) in direction_words() or ahead in ("by", "up", "plus", "another")
    spelled = moved and _is_of_type(before.lower, "UNIT", "TEEN", "TENS")
    return before.kind == "number" or spelled


def _goes_on(type_: str, word: str, tokens: Sequence[Token], place: int) -> bool:
    """ "every fourth answer" is a share, "every second day" no; "500 by day" is a rate, "by week 10" a deadline."""
    following = tokens[place] if place < len(tokens) else None
    if type_ == "NTH":
        return _is_judged(tokens, place) or (following is not None and _is_time(following.lower))
    if (
        type_ == "FACTOR" and tokens[place - 2 : place - 1] and tokens[place - 2].lower == "in"
    ):  # "right in half of them"
        return following is None or following.lower != "of"
    if type_ == "ONCE" or tokens[place - 1].text == "HR":  # "450 HR documents" are no hours
        return type_ == "ONCE" and _are_many(tokens, place)
    if type_ == "AND_FRACTION":  # "18 months and a quarter of a million" are two numbers
        return following is None or following.lower != "of"
    if type_ == "HALF" and tokens[place - 1].lower == "quarter":  # alone it is a time
        return following is not None and following.lower in _PARTED
    if type_ in ("PLUS_MINUS", "TAIL") and "take" in (word, tokens[place - 1].lower):  # "30 people, give or take"
        return (following is not None and following.kind == "number") is (type_ == "PLUS_MINUS")
    if type_ == "OUT_OF" and word in ("time", "times"):  # "six times in each" has no whole
        return following is None or following.lower not in ("each", "the", "our", "their", "any", "all")
    if type_ == "ADVERB" and word in _WITHOUT_ARTICLE and _is_time(tokens[place - 1].lower):
        bare = tokens[place - 2].lower == word
        return not bare or following is None or following.kind == "symbol" or following.lower in _BEHIND_A_RATE
    if type_ == "ADVERB" and word == "by":
        return following is None or (
            following.kind != "number" and following.lower not in ("end", "one", "two", "three")
        )
    return True


# "300 mails for day", "2,000 questions on day": not "on day shift", "for week 12", "in month end reports".
_WITHOUT_ARTICLE = frozenset({"for", "on", "in"})
_BEHIND_A_RATE = frozenset(
    {"and", "or", "but", "from", "by", "at", "in", "on", "to", "with", "we", "they", "our", "so", "all", "about", "now",
     "that", "which", "it", "for", "then", "only", "mostly", "because", "each", "per", "come", "comes", "today", "what",
     "how", "is", "are", "of", "please", "maybe"}
)  # fmt: skip


def _are_many(tokens: Sequence[Token], place: int) -> bool:
    """What something happens once in: "900 answers", "a hundred"; no time, no year."""
    opens = place + (place < len(tokens) and tokens[place].lower in ("a", "an"))
    ahead = tokens[opens : opens + _LONGEST_CASE]
    if not ahead or not _is_number_word(ahead[0]) or any(_is_time(token.lower) for token in ahead):
        return False
    return not (len(ahead[0].text) == _DIGITS_OF_A_YEAR and ahead[0].text[:2] in ("19", "20"))


_DIGITS_OF_A_YEAR = 4


def _is_time(word: str) -> bool:
    return any(type_ == "TIME" for _, type_, _ in _lexicon().get(word, ()))


def _before(tokens: Sequence[Token], index: int) -> str:
    """The word in front, behind a hyphen too."""
    place = index - 2 if tokens[index - 1].text == "-" and index > 1 else index - 1
    return tokens[place].lower


def _is_of_type(word: str, *types: str) -> bool:
    return any(type_ in types and len(words) == 1 for words, type_, _ in _lexicon().get(word, ()))


_PARTED = ("page", "pages", "paragraph", "screen", "sheet")


_QUARTER_OF = frozenset({"fewer", "less", "more", "lower", "higher", "on", "of", "up", "down", "extra", "again"})
_BEFORE_K = frozenset({"ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"})
_SHORTEST_PLURAL = 4  # letters
_NO_NUMBER_BEFORE_ONE = {
    "no",
    "the",
    "this",
    "that",
    "which",
    "another",
    "any",
    "every",
    "each",
    "first",
    "second",
    "third",
    "last",
    "next",
    "previous",
    "other",
    "same",
    "right",
    "wrong",
    "new",
    "old",
    "big",
    "single",
    "half",
    "nd",
    "rd",
    "th",
    "st",
}


def _follows(tokens: Sequence[Token], index: int) -> str:
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def number_value(text: str, following: str = "") -> float | None:
    """What digits with separators stand for: `1,000`, `1.000.000`, `1'000`, `1 000`, `1,5`, `0.125`; `None` if neither.

    One dot in front of exactly three digits separates thousands ("1.500 requests"), unless the number begins with 0 or
    a scale, a percent sign or a short unit of time follows ("1.125 million", "1.250 seconds").
    """
    digits = text.translate(_NO_SPACES)
    marks = [character for character in digits if character in ".,"]
    if len(digits) > 24:
        return None
    if not marks:
        return float(digits)
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if not head:
        return _decimal("0", tail)
    grouped = len(tail) == 3
    if len(set(marks)) == 2:
        return _decimal(head, tail)
    if len(marks) > 1:
        return float(digits.replace(last, "")) if grouped else None
    decimal_dot = last == "." and (digits.startswith("0") or following in _AFTER_DECIMALS or len(head) > 3)
    if grouped and not decimal_dot and not digits.startswith("0"):
        return float(head + tail)
    return _decimal(head, tail)


def _decimal(head: str, tail: str) -> float:
    return float(head.replace(".", "").replace(",", "") + "." + tail)


_NO_SPACES = {ord(character): None for character in " '’\u00a0\u202f\u2009"}
_AFTER_DECIMALS = {
    "m", "mn", "bn", "b", "million", "billion", "%", "percent", "s", "sec", "second", "seconds", "ms",
    "minutes", "hours",
}  # fmt: skip


def number_words() -> frozenset[str]:
    """Every word that a quantity may hold."""
    return frozenset(word for entries in _lexicon().values() for words, _, _ in entries for word in words)


@cache
def direction_words() -> dict[str, int]:
    """ "fewer" is -1, "more" 1."""
    return {str(word): int(sign) for word, sign in load_cues("numbers.yaml")["DIRECTION"].items()}


@cache
def faults() -> frozenset[str]:
    """Stems of cases that went wrong."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["FAULT"])


@cache
def bad_words() -> frozenset[str]:
    """Stems of adjectives of cases that went wrong."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["BAD"])


@cache
def good_words() -> frozenset[str]:
    """Stems of adjectives of cases that went right."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["GOOD"])


def scale_at(tokens: Sequence[Token], index: int) -> float | None:
    """What a word of scale such as "thousand" or "k" multiplies by; `None` of any other token."""
    entries = _lexicon().get(tokens[index].lower, ()) if index < len(tokens) else ()
    return next((float(value) for _, type_, value in entries if type_ in ("SCALE", _SUFFIX)), None)


@cache
def phrases_behind(type_: str) -> tuple[tuple[str, ...], ...]:
    """What may follow a number, by the name of its list: MEANT, AT_MOST_BEHIND, AT_LEAST_BEHIND."""
    phrases = (str(phrase).replace(",", ", ").split() for phrase in load_cues("numbers.yaml")[type_])
    return tuple(tuple(words) for words in phrases)


@cache
def _verdicts() -> frozenset[str]:
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["VERDICT"])


@cache
def case_words() -> frozenset[str]:
    """Stems of what a share is of."""
    return frozenset(stem_of(word) for word in load_cues("numbers.yaml")["CASE"]) | faults()


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str, Any]]]:
    """First word to its phrases, longest first: (words, type, value). Raises `BadCues` naming the bad record."""
    found: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for phrase, type_, value in checked_words(load_cues("numbers.yaml")):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, type_, value))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def checked_words(records: Mapping[str, object]) -> list[tuple[str, str, Any]]:
    """(phrase, type, value) of the records of numbers.yaml. Raises `BadCues` that names the record."""
    found: list[tuple[str, str, Any]] = []
    for type_, phrases in records.items():
        if type_ in _LISTS:
            pattern_list(phrases, f"numbers.yaml: {type_}")
            continue
        if not isinstance(phrases, dict):
            raise BadCues(f"numbers.yaml: {type_} must map phrases to values.")
        for phrase, value in phrases.items():
            if not isinstance(phrase, str) or not phrase.strip():
                raise BadCues(f"numbers.yaml: {type_}: {phrase!r} is no text; put it in quotes.")
            kind = _VALUES.get(type_, "a number")
            if not _is_value(kind, value):
                raise BadCues(f"numbers.yaml: {type_}: {phrase!r} must have {kind}, not {value!r}.")
            found.append((phrase, type_, value))
    return found


_LISTS = ("CASE", "FAULT", "BAD", "GOOD", "VERDICT", "MEANT", "AT_MOST_BEHIND", "AT_LEAST_BEHIND")
_ENDS = "two numbers, the lower first"
_VALUES = {"FEW": _ENDS, "MANY": _ENDS, "SIGN": "a text", "CURRENCY": "a text"}


def _is_value(kind: str, value: object) -> bool:
    if kind == "a text":
        return isinstance(value, str)
    if kind == _ENDS:
        return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)) and value[0] <= value[1]
    return _is_number(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
