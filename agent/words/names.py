"""Digits that are no quantities: dates, years, telephone numbers, addresses, clock times, names such as "SOC 2"."""

from collections.abc import Sequence
from functools import cache

from agent.words.cues import Cues, load_cues, pattern_list
from agent.words.tokens import Token, is_inline_mark, is_whole

_LONGEST_NUMBER_PHRASE = 14


def named_digits(tokens: Sequence[Token]) -> set[int]:
    """Tokens of the message that belong to a name, a date or an address."""
    masked: set[int] = set()
    for hit in _fixed_names().find(tokens):
        masked.update(range(hit.first, hit.last))
    for index, token in enumerate(tokens):
        if token.lower == "at" and _is_clock_time(tokens, index + 1):
            masked.add(index + 1)
        if index and token.lower in _words("sizes"):
            masked.add(index - 1)
        if token.kind != "number" or index in masked:
            continue
        masked.update(
            _date_at(tokens, index)
            or _phone_at(tokens, index)
            or _stuck_to_word(tokens, index)
            or _list_mark(tokens, index)
        )
    return masked


def _is_clock_time(tokens: Sequence[Token], index: int) -> bool:
    """The "six" of "at six in the morning", "at six o'clock"."""
    behind = [token.lower for token in tokens[index + 1 : index + 4]]
    return behind[:1] == ["o'clock"] or (behind[:2] == ["in", "the"] and behind[-1] in _words("parts_of_day"))


def _date_at(tokens: Sequence[Token], index: int) -> set[int]:
    token = tokens[index]
    before = tokens[index - 1].lower if index else ""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    dated = len(token.text) <= 2 or (
        len(token.text) == 4 and is_whole(token.text)
    )  # "June 9,800 questions" are no date
    if (before in _words("months") and dated) or (after in _words("months") and len(token.text) <= 2):
        return {index}
    if after == "of" and index + 2 < len(tokens) and tokens[index + 2].lower in _words("months"):
        return {index}
    if after in ("st", "nd", "rd", "th", "am", "pm", "o'clock", "ste", "%ile"):
        return {index, index + 1}
    dated = before in _words("before_year") or (index >= 2 and tokens[index - 2].lower in _words("months"))
    if dated and len(token.text) == 4 and is_whole(token.text) and 1900 <= int(token.text) <= 2099:
        return {index}
    if (
        after == ":"
        and index + 2 < len(tokens)
        and tokens[index + 2].kind == "number"
        and tokens[index + 2].start == token.end + 1
    ):
        return {index, index + 2}
    return _numeric_date(tokens, index)


def _numeric_date(tokens: Sequence[Token], index: int) -> set[int]:
    """2027-03-31, 31/03/2027; 31.03.2027 is one token."""
    if index + 4 < len(tokens) and tokens[index + 1].text in "-/" and tokens[index + 3].text == tokens[index + 1].text:
        three = [tokens[index + step] for step in (0, 2, 4)]
        if all(part.kind == "number" and is_whole(part.text) and len(part.text) <= 4 for part in three):
            return {index, index + 2, index + 4}
    parts = tokens[index].text.split(".")
    return (
        {index} if len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) in (2, 4) else set()
    )


def _phone_at(tokens: Sequence[Token], index: int) -> set[int]:
    """A run of digits, brackets and hyphens behind "+" or a word such as "phone"."""
    end, digits = index, 0
    while end < len(tokens) and end - index < _LONGEST_NUMBER_PHRASE:
        token = tokens[end]
        if token.kind == "number" and "," not in token.text:
            digits += sum(is_whole(c) for c in token.text)
        elif token.text not in "()-/":
            break
        end += 1
    before = [token.lower for token in tokens[max(0, index - 3) : index]]
    called = any(word in _words("before_phone") for word in before)
    return set(range(index, end)) if called and digits >= 7 else set()


def _stuck_to_word(tokens: Sequence[Token], index: int) -> set[int]:
    """Part of a name: "covid-19", "#42", "v2.1", "section 4"."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if before is None:
        return {index} if _is_digit_of_a_name(tokens, index) else set()
    hyphened = (
        before.text in "-_"
        and index >= 2
        and tokens[index - 2].kind == "word"
        and tokens[index - 2].end == before.start
        and before.end == token.start
    )
    shortened = before.text == "." and index >= 2 and tokens[index - 2].lower in _SHORTENED
    shortened = shortened and "," not in token.text and (index < 3 or tokens[index - 3].kind != "number")  # "30 sec."
    decade = index + 1 < len(tokens) and len(token.text) == 4 and tokens[index + 1].text == "s"
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    named = before.lower in _words("before_name") and after not in _words("counted")  # "the front desk 600 hours"
    named = named and not _is_verb(tokens, index - 1)
    named = named and not _is_row(tokens, index)
    named = before.text == "#" or named or shortened
    if decade and tokens[index + 1].start == token.end:  # "the 1990s"
        return {index, index + 1}
    lettered = hyphened and (len(tokens[index - 2].text) > 1 or tokens[index - 2].text.isupper())  # "error E-207"
    return {index} if lettered or named or _is_digit_of_a_name(tokens, index) else set()


def _is_digit_of_a_name(tokens: Sequence[Token], index: int) -> bool:
    """ "8D reports", "a 3d model", "5G": one digit with its letter, in front of a word."""
    letter, behind = [*tokens[index + 1 : index + 3], None, None][:2]
    glued = letter is not None and letter.start == tokens[index].end and letter.lower in ("d", "g")
    return glued and len(tokens[index].text) == 1 and behind is not None and behind.kind == "word"


def _is_row(tokens: Sequence[Token], index: int) -> bool:
    """A line of "question 50": a row of a table, and no fiftieth question."""
    opens = index < 2 or tokens[index - 2].kind == "break"
    closes = index + 1 >= len(tokens) or tokens[index + 1].kind == "break"
    return opens and closes and tokens[index - 1].lower in ("question", "ticket", "release", "article")


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    """ "We can release 90k", "to page 40 people": what somebody does is no name."""
    ahead = tokens[index - 1].lower if index else ""
    return ahead in _IN_FRONT_OF_VERBS


_IN_FRONT_OF_VERBS = frozenset(
    {"to", "can", "could", "will", "would", "may", "might", "must", "should", "we", "i", "they", "i'll", "we'll", "i'd",
     "we'd"}
)  # fmt: skip
_SHORTENED = frozenset({"no", "nr", "ext", "art", "sec", "fig"})


def _list_mark(tokens: Sequence[Token], index: int) -> set[int]:
    """ "1." or "2)" at the head of a line, with words behind it; "2)" inside a line too."""
    if is_inline_mark(tokens, index):
        return {index}
    heads = index == 0 or tokens[index - 1].kind == "break"
    if not heads or index + 2 >= len(tokens) or len(tokens[index].text) > 2:
        return set()
    mark, after = tokens[index + 1], tokens[index + 2]
    return {index} if mark.text in ".)" and mark.start == tokens[index].end and after.kind != "break" else set()


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("names.yaml")[group], f"names.yaml: {group}"))


@cache
def _fixed_names() -> Cues[str]:
    return Cues((phrase, phrase) for phrase in pattern_list(load_cues("names.yaml")["names"], "names.yaml: names"))
