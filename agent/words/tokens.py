"""A message as tokens with their places, in sentences. Knows letters and digits; knows nothing of what they mean."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Literal

import snowballstemmer

Kind = Literal["word", "number", "symbol", "break"]

_INSIDE_WORD = "'’"
_INSIDE_NUMBER = ".,'’"
_SENTENCE_ENDS = ".!?;…。！？"
_ABBREVIATIONS = frozenset(
    {"e", "g", "i", "approx", "ca", "vs", "etc", "max", "min", "incl", "avg", "mr", "mrs", "ms", "dr", "est", "resp"}
)
_LONG_LINE = 60  # characters: a shorter line was meant to end there
_SHORTEST_PLURAL = 2  # letters
_LONGEST_WHOLE = 18  # digits
_LONGEST_MARK = 2  # digits of the number of a list's item
_WIDEST_BRACKET = 30  # tokens
_SPACES_IN_NUMBERS = " \u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, `lower` folded for look-ups, `stem` of a word, and where it stands in the message."""

    kind: Kind
    text: str
    lower: str
    stem: str
    start: int
    end: int

    @property
    def is_end(self) -> bool:
        """Ends a sentence."""
        return self.kind == "break" or (self.kind == "symbol" and self.text in _SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (excluded) of a message; `question` when it ends with a question mark."""

    first: int
    last: int
    question: bool


def words_in(tokens: Sequence[Token]) -> int:
    """How many words and numbers there are, signs and breaks apart."""
    return sum(1 for token in tokens if token.kind in ("word", "number"))


def tokenize(message: str) -> list[Token]:
    """Words, numbers with their separators, single symbols and line breaks; spaces are dropped.

    A digit run starts a number even when letters follow ("40k" is a number and a word). A word may hold digits
    ("p95", "q3") but no hyphen: "air-gapped" is three tokens. `1 200 000` with spaces is one number.
    """
    tokens: list[Token] = []
    place, length = 0, len(message)
    while place < length:
        character = message[place]
        if character == "\n":
            end = place + 1
            tokens.append(Token("break", "\n", "\n", "", place, end))
        elif character.isspace() or _joins_words(message, place):
            end = place + 1
        elif _is_digit(character) or _is_leading_dot(message, place):
            end = _number_end(message, place)
            text = message[place:end]
            tokens.append(Token("number", text, text, text, place, end))
        elif character.isalpha():
            end = _word_end(message, place)
            tokens.append(_word(message[place:end], place, end))
        else:
            end = place + 1
            tokens.append(Token("symbol", character, character, character, place, end))
        place = end
    return tokens


def sentences(tokens: list[Token]) -> list[Sentence]:
    """Sentences in order. A full stop ends one; so do a line break, a semicolon and a question or exclamation mark."""
    found: list[Sentence] = []
    first = 0
    for place, token in enumerate(tokens):
        if place > first and is_inline_mark(tokens, place):
            found.append(Sentence(first, place, question=False))
            first = place
        if not token.is_end or _is_wrapped_line(tokens, place, first) or _is_abbreviation(tokens, place):
            continue
        if place > first:
            found.append(Sentence(first, place, token.text in "?？"))
        first = place + 1
    if first < len(tokens):
        found.append(Sentence(first, len(tokens), question=False))
    return found


def is_inline_mark(tokens: Sequence[Token], place: int) -> bool:
    """The "2" of "1) 25k calls 2) 900 tokens": a small number with a bracket that nothing opened."""
    if place + 2 >= len(tokens) or tokens[place].kind != "number" or len(tokens[place].text) > _LONGEST_MARK:
        return False
    mark = tokens[place + 1]
    if mark.text != ")" or mark.start != tokens[place].end or not is_whole(tokens[place].text):
        return False
    opened = [token.text for token in tokens[max(0, place - _WIDEST_BRACKET) : place] if token.text in "()"]
    return not (opened and opened[-1] == "(")


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The stem under which cue words are compared: "requests" and "request" agree."""
    folded = fold(word)
    if len(folded) > 40 or not folded.isascii():
        return folded
    if folded.endswith("s") and len(folded) > 2 and not set(folded) & set("aeiouy"):
        return folded[:-1]  # "pdfs", "skus" but for their capitals are plain plurals
    with _STEMMING:
        return str(_STEMMER.stemWord(folded))


def fold(text: str) -> str:
    """Lower case without accents, typographic apostrophes made plain."""
    lowered = text.casefold().replace("’", "'")
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def _word(text: str, start: int, end: int) -> Token:
    lower = fold(text)
    plural = len(text) > _SHORTEST_PLURAL and text[-1] == "s" and text[:-1].isupper()  # "NDAs"
    return Token("word", text, lower, stem_of(lower[:-1] if plural else lower), start, end)


def is_whole(text: str) -> bool:
    """A few decimal digits of ASCII and nothing else, which `int` can read: "²" and 5,000 nines it cannot."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_WHOLE


def _is_digit(character: str) -> bool:
    return character in "0123456789"


def _joins_words(message: str, place: int) -> bool:
    """The underscores of "calls_per_day"."""
    return message[place] == "_" and 0 < place < len(message) - 1 and message[place + 1].isalpha()


def _is_leading_dot(message: str, place: int) -> bool:
    """The dot of ".7 %"."""
    if message[place] != "." or place + 1 >= len(message) or not _is_digit(message[place + 1]):
        return False
    return not place or message[place - 1].isspace() or message[place - 1] in "([<>=~$€£"


def _number_end(message: str, start: int) -> int:
    """Digits with inner separators; a space separates only in front of exactly three digits, after one to three."""
    end, length = start, len(message)
    while end < length:
        if _is_digit(message[end]) or (
            message[end] in _INSIDE_NUMBER and end + 1 < length and _is_digit(message[end + 1])
        ):
            end += 1
        else:
            break
    if end - start <= 3 and message[start] != "0":
        while _thousands_follow(message, end):
            end += 4
    return end


def _thousands_follow(message: str, place: int) -> bool:
    group = message[place + 1 : place + 4]
    return (
        place < len(message)
        and message[place] in _SPACES_IN_NUMBERS
        and len(group) == 3
        and all(map(_is_digit, group))
        and not (place + 4 < len(message) and (message[place + 4].isalnum() or message[place + 4] == "%"))
    )


def _word_end(message: str, start: int) -> int:
    end, length = start, len(message)
    while end < length:
        character = message[end]
        if (
            character.isalpha()
            or _is_digit(character)
            or unicodedata.combining(character)
            or (character in _INSIDE_WORD and end + 1 < length and message[end + 1].isalpha())
        ):
            end += 1
        else:
            break
    return end


def _is_abbreviation(tokens: list[Token], place: int) -> bool:
    """The full stop of "e.g.", "approx. 40k" or "example.com"."""
    token = tokens[place]
    if token.text != "." or place + 1 >= len(tokens) or tokens[place + 1].kind == "break":
        return False
    glued = tokens[place + 1].start == token.end and tokens[place + 1].kind in ("word", "number")
    before = tokens[place - 1] if place else token
    return glued or (before.end == token.start and before.lower in _ABBREVIATIONS)


def _is_wrapped_line(tokens: list[Token], place: int, first: int) -> bool:
    """A line break in the middle of a sentence of an e-mail: the line is long, and the next starts in lower case."""
    if tokens[place].kind != "break" or place + 1 >= len(tokens) or place == first:
        return False
    following = tokens[place + 1]
    if following.kind == "symbol" or following.text[0].isupper():
        return False
    line_start = next((t.end for t in reversed(tokens[max(0, place - _LONG_LINE) : place]) if t.kind == "break"), 0)
    return tokens[place].start - line_start > _LONG_LINE


_STEMMER = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # a stemmer keeps the word it works on in itself, and messages are read in several threads
