"""Reads an objective: its figures and dates by a small grammar, its metric and verbs by word lists. It judges nothing.

The grammar is `data/objective_check.lark`, the words are `data/objective_check.yaml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal

import lark
import snowballstemmer
from lark.common import LexerConf
from lark.lexer import Lexer
from pydantic import BaseModel, ConfigDict

from tools.data_files import load_record

Span = tuple[int, int]  # the first token, and the one behind the last
VerbClass = Literal["down", "up", "reach", "vague", "deed", "factor"]

_LONGEST_ISLAND = 18  # tokens
_LONGEST_NUMBER = 24  # digits; more are no figure
_NEAR = 4  # tokens
_DAY = 86_400.0
_LONGEST_SERVICE = 21 * _DAY  # a time no longer than this may be a promise to customers and no deadline


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, with its place in the text."""

    text: str
    lower: str
    stem: str
    start: int
    end: int
    kind: Literal["word", "number", "mark"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a unit: "%", a currency, a unit of time, "points", "out of 5", or `None` for a count."""

    value: float
    unit: str | None
    span: Span
    seconds: float | None = None  # that one unit of time has
    scale: float = 1.0
    bounded: bool = False
    is_factor: bool = False
    out_of: float | None = None


@dataclass(frozen=True)
class Reading:
    """One sentence, read."""

    text: str  # the whole text
    tokens: Sequence[Token]  # of the sentence
    deadline: Span | None
    by: Span | None  # the deadline without its preposition
    baseline: Amount | None
    target: Amount | None
    change: Amount | None  # below 0: less
    metric: Span | None
    verb: VerbClass | None
    shown: Span | None  # the words that hold the number to reach

    def words(self, span: Span) -> str:
        """The text's own words."""
        first, last = span
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    @property
    def has_number(self) -> bool:
        return self.target is not None or self.change is not None

    @property
    def promises_a_time(self) -> bool:
        """A time to do something in: "answer in less than 3 seconds"."""
        timed = self.target is not None and self.target.seconds is not None
        return timed and any(token.lower in lexicon_of().service for token in self.tokens)

    @property
    def sentence(self) -> str:
        return self.text[self.tokens[0].start : self.tokens[-1].end]


@lru_cache(maxsize=256)  # the same objective is judged whenever another fact of the case changes
def readings(text: str) -> tuple[Reading, ...]:
    """Every sentence that has a word in it."""
    return tuple(
        _reading(text, sentence) for sentence in _sentences(text) if any(one.kind == "word" for one in sentence)
    )


def is_english(text: str) -> bool:
    """Whether the words are English enough to be read; one word alone is given the benefit of the doubt."""
    words = [token for token in tokens_of(text) if token.kind == "word"]
    lexicon = lexicon_of()
    own = sum(token.lower in lexicon.english for token in words)
    foreign = sum(token.lower in lexicon.foreign and token.lower not in lexicon.english for token in words)
    if foreign > own:
        return False
    known = sum(token.lower in lexicon.all_words or token.stem in lexicon.all_stems for token in words)
    return len(words) <= 1 or known * 4 >= len(words)


def tokens_of(text: str) -> list[Token]:
    """Words, numbers and marks. What stands before a hyphen is a word of its own in "six-month" and "mid-June"."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        whole, start = match[0], match.start()
        head, hyphen, tail = whole.partition("-")
        if hyphen and match.lastgroup == "word" and head.lower() in lexicon_of().split_heads:
            found.append(_token(head, start, "word"))
            found.append(_token("-", start + len(head), "mark"))
            found.append(_token(tail, start + len(head) + 1, "word"))
        else:
            found.append(_token(whole, start, match.lastgroup or "mark"))
    return found


_TOKEN = re.compile(
    r"(?P<number>\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*)|(?P<mark>[-=]>|[^\w\s])"
)


def _token(text: str, start: int, kind: Any) -> Token:
    lower = text.lower().replace("’", "'")
    return Token(text, lower, stem_of(lower), start, start + len(text), kind)


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The word without its ending."""
    return str(snowballstemmer.stemmer("english").stemWord(word))


def _sentences(text: str) -> list[list[Token]]:
    sentences: list[list[Token]] = [[]]
    for token in tokens_of(text):
        new_line = sentences[-1] and "\n" in text[sentences[-1][-1].end : token.start]
        if new_line:
            sentences.append([])
        ends = token.text in ".!?" and (token.end == len(text) or text[token.end].isspace())
        if ends:
            sentences.append([])
        else:
            sentences[-1].append(token)
    return [one for one in sentences if one]


def _reading(text: str, tokens: Sequence[Token]) -> Reading:
    typed = [list(_types(tokens, place)) for place in range(len(tokens))]
    deadlines = [one for one in _islands(typed, "deadline") if _is_deadline(one, tokens)]
    masked = {place for one in deadlines for place in range(*one.span)}
    left = [[] if place in masked else types for place, types in enumerate(typed)]
    movement = next((one for one in _islands(left, "movement")), None)
    verb = _verb(tokens, masked)
    if movement:
        baseline, target = _in_one_unit(*_bounded_of(movement))
        parts = _Parts(baseline, target, None, movement.span)
        taken = masked | set(range(*movement.span))
    else:
        amounts = [_as_share(_amount(one.tree), tokens) for one in _islands(left, "bounded")]
        parts, taken = _parts(amounts, tokens, verb, masked)
    deadline = deadlines[0] if deadlines else None
    return Reading(
        text=text,
        tokens=tokens,
        deadline=deadline.span if deadline else None,
        by=_without_lead(deadline) if deadline else None,
        baseline=parts.baseline,
        target=parts.target,
        change=parts.change,
        metric=_metric(tokens, verb, parts.shown, frozenset(taken)),
        verb=verb.kind if verb else None,
        shown=parts.shown,
    )


@dataclass(frozen=True)
class _Parts:
    baseline: Amount | None
    target: Amount | None
    change: Amount | None
    shown: Span | None


def _parts(
    amounts: Sequence[Amount], tokens: Sequence[Token], verb: "_Verb | None", masked: set[int]
) -> tuple[_Parts, set[int]]:
    """What each figure is: the value today, the one to reach, a change, or nothing of the kind."""
    found: dict[str, Amount] = {}
    taken = set(masked)
    for amount in amounts:
        role, signed = _role(amount, tokens)
        if role != "other":
            taken |= set(range(*amount.span))
            found.setdefault(role, signed)
    if verb and verb.kind == "factor" and "target" not in found:
        factor = lexicon_of().factors[tokens[verb.first].lower]
        found.setdefault("change", Amount(factor * 100, "%", (verb.first, verb.last), is_factor=True))
    change = found.get("change")
    if change and verb and change.value > 0 and verb.kind == "down" and not _is_compared(change, tokens):
        change = replace(change, value=-change.value)
    baseline, target = found.get("baseline"), found.get("target")
    if baseline and target:
        baseline, target = _in_one_unit(baseline, target)
    shown = target or change
    return _Parts(baseline, target, change, shown.span if shown else None), taken


def _is_compared(amount: Amount, tokens: Sequence[Token]) -> bool:
    following = tokens[amount.span[1]].lower if amount.span[1] < len(tokens) else ""
    return following in lexicon_of().comparatives["up"]


def _role(amount: Amount, tokens: Sequence[Token]) -> tuple[str, Amount]:
    """ "baseline", "target", "change" or "other", by the words around the figure; and the figure with its sign."""
    lexicon = lexicon_of()
    first, last = amount.span
    following = tokens[last].lower if last < len(tokens) else ""
    if amount.is_factor:
        return "change", amount
    if following in lexicon.comparatives["down"]:
        return "change", replace(amount, value=-abs(amount.value))
    if following in lexicon.comparatives["up"] and not amount.bounded:
        return "change", amount
    before = [token.lower for token in tokens[max(0, first - 3) : first]]
    said_behind = _is_today(tokens[last : last + _NEAR], whole=False)
    if _ends_with(before, lexicon.roles["baseline"]) or _is_today(tokens[:first]) or said_behind:
        is_year = amount.unit is None and tokens[first].kind == "number" and 2000 <= amount.value < 2100
        return "other" if is_year else "baseline", amount
    if _ends_with(before, lexicon.roles["change"]) or (before[-1:] == ["in"] and tokens[first].lower == "half"):
        return "change", amount
    if amount.bounded:
        return "target", amount
    if _ends_with(before, lexicon.roles["target"]) and (amount.unit is not None or _is_measure(before[:-1])):
        return "target", amount
    if before[-1:] == ["to"]:
        return "target", amount
    return _role_by_verb(amount, tokens, before), amount


def _role_by_verb(amount: Amount, tokens: Sequence[Token], before: Sequence[str]) -> str:
    lexicon = lexicon_of()
    first = amount.span[0]
    reach = 5 if amount.unit is not None else 2
    near = tokens[max(0, first - reach) : first]
    classes = [(lexicon.verb_class(token), token) for token in near]
    if not before or amount.value == 0:
        return "target"
    for kind, token in reversed(classes):
        if kind == "down" and token.stem not in lexicon.saving_stems:
            return "change"
        if kind == "up" and amount.unit == "%":
            return "change"
        if kind in ("up", "down", "deed", "reach"):
            return "target"
    if amount.unit == "%" or _is_measure(before):
        return "target"
    return "target" if before[-1] in (",", ":", "that", "want", "with") and amount.unit is not None else "other"


def _is_today(around: Sequence[Token], *, whole: bool = True) -> bool:
    """Whether the clause speaks of today: the last one of these words or, where they follow a figure, the first."""
    clause: list[str] = []
    for token in around:
        if token.kind == "mark" or token.lower in ("and", "but", "to", "by"):
            if not whole:
                break
            clause = []
        else:
            clause.append(token.lower)
    joined = f" {' '.join(clause)} "
    return any(f" {phrase} " in joined for phrase in lexicon_of().today)


def _is_measure(before: Sequence[str]) -> bool:
    return bool(before) and before[-1] in lexicon_of().nouns["measures"]


def _ends_with(before: Sequence[str], phrases: Iterable[str]) -> bool:
    joined = " " + " ".join(before)
    return any(joined.endswith(" " + phrase) for phrase in phrases)


def _in_one_unit(baseline: Amount, target: Amount) -> tuple[Amount, Amount]:
    """ "From 9 to 6 minutes", "from 1.2 to 0.9 million", "from 3 days to 4 hours": both in the unit of the target."""
    if baseline.unit is None and target.unit is not None:
        scale = target.scale if baseline.scale == 1 and baseline.value < target.scale else 1
        return replace(baseline, unit=target.unit, seconds=target.seconds, value=baseline.value * scale), target
    if target.unit is None and baseline.unit is not None:
        return baseline, replace(target, unit=baseline.unit, seconds=baseline.seconds)
    if baseline.unit is None and baseline.scale == 1 and target.scale > 1 and baseline.value < target.scale:
        return replace(baseline, value=baseline.value * target.scale), target
    if baseline.seconds and target.seconds and baseline.unit != target.unit:
        value = round(baseline.value * baseline.seconds / target.seconds, 9)
        return replace(baseline, value=value, unit=target.unit, seconds=target.seconds), target
    return baseline, target


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: VerbClass
    first: int
    last: int


def _verb(tokens: Sequence[Token], masked: set[int]) -> _Verb | None:
    """The verb that says what is to happen: one in a verb's place, else any that goes up or down."""
    lexicon = lexicon_of()
    anywhere: _Verb | None = None
    for place, token in enumerate(tokens):
        pair = f"{token.lower} {tokens[place + 1].lower}" if place + 1 < len(tokens) else ""
        kind = lexicon.verb_pairs.get(pair) or lexicon.verb_class(token)
        if kind is None or place in masked:
            continue
        verb = _Verb(kind, place, place + (2 if pair in lexicon.verb_pairs else 1))
        if place == 0 or tokens[place - 1].lower in lexicon.before_a_verb or place - 1 in masked:
            if kind != "vague" or token.lower not in ("be", "is", "are", "have", "has"):
                return verb
            anywhere = anywhere or verb
        elif kind in ("down", "up", "factor") and (anywhere is None or anywhere.kind == "vague"):
            anywhere = verb
    return anywhere


def _metric(tokens: Sequence[Token], verb: _Verb | None, shown: Span | None, taken: frozenset[int]) -> Span | None:
    """What is to move: behind the verb, behind "fewer" or "reduction in", else in front of the figure."""
    starts: list[int] = []
    if verb:
        starts.append(verb.last)
    if shown:
        starts.append(_behind_amount(tokens, shown[1]))
    starts += [_clause_start(tokens, shown, taken), 0]
    for start in starts:
        span = _noun_phrase(tokens, start, taken)
        if span and verb and span[0] <= verb.first < span[1]:
            span = _noun_phrase(tokens[: verb.first], start, taken)
        if span:
            return span
    return None


def _behind_amount(tokens: Sequence[Token], place: int) -> int:
    """Past "fewer", "reduction in", "of the", "a year in" behind a figure."""
    lexicon = lexicon_of()
    skipped = lexicon.comparatives["up"] | lexicon.comparatives["down"] | {"in", "of", "on", "off"}
    while place < len(tokens) and tokens[place].lower in skipped:
        place += 1
    rate = place + 1 < len(tokens) and tokens[place].lower in ("a", "per", "each", "every", "/")
    if rate and tokens[place + 1].lower in lexicon.phrases("TIME"):
        return _behind_amount(tokens, place + 2)
    return place


def _clause_start(tokens: Sequence[Token], shown: Span | None, taken: frozenset[int]) -> int:
    """The first content word of the part of the sentence that leads to the figure."""
    lexicon = lexicon_of()
    end = shown[0] if shown else len(tokens)
    place = 0
    for mark in range(end):
        if tokens[mark].text in (",", ";", ":", "–", "—") and mark + 1 < end and mark + 1 not in taken:
            place = mark + 1
    while place < end and (tokens[place].lower in lexicon.opening_words or place in taken):
        place += 1
    return place


def _noun_phrase(tokens: Sequence[Token], start: int, taken: frozenset[int]) -> Span | None:
    lexicon = lexicon_of()
    while start < len(tokens) and start not in taken and tokens[start].lower in lexicon.leading:
        start += 1
    end = start
    while end < len(tokens) and end not in taken and not _stops(tokens, end, taken):
        end += 1
    while end > start and tokens[end - 1].lower in lexicon.leading:
        end -= 1
    return (start, end) if any(token.kind == "word" for token in tokens[start:end]) else None


def _stops(tokens: Sequence[Token], place: int, taken: frozenset[int]) -> bool:
    word = tokens[place].lower
    if word == "to":  # "escalations to the second level" goes on, "response time to 5 minutes" does not
        return place + 1 in taken or place + 1 >= len(tokens)
    if word == "(" or tokens[place].kind == "mark":
        return word not in ("-", "/", "&", "'")
    return word in lexicon_of().stoppers


def _is_deadline(island: "_Island", tokens: Sequence[Token]) -> bool:
    """Not "within 5 minutes", "resolve claims within 3 days", "compared with next year" or "by 2030 tickets"."""
    first, last = island.span
    lexicon = lexicon_of()
    before = [token.lower for token in tokens[max(0, first - 2) : first]]
    if _ends_with(before, ("than", "versus", "vs", "against", "compared with", "compared to", "from", "per")):
        return False
    leads = {token.type for token in island.tree.scan_values(lambda value: isinstance(value, lark.Token))}
    seconds = [one.value[1] for one in island.tree.scan_values(lambda value: getattr(value, "type", "") == "TIME")]
    spans = list(island.tree.find_data("span"))
    if spans and seconds and min(seconds) < _DAY:
        return False
    if spans and "BY" in leads and not {"NEXT", "THIS", "FROM_NOW"} & leads:  # "by 3 days", "by a quarter"
        return False
    if spans and seconds and _is_service(island, seconds, tokens[:first]):
        return False
    following = tokens[last].lower if last < len(tokens) else ""
    if following in lexicon.level_words:
        return False
    bare_year = (
        tokens[last - 1].kind == "number" and tokens[last - 1].text.isdigit() and len(tokens[last - 1].text) == 4
    )
    is_noun = following[:1].isalpha() and following not in lexicon.english and following not in lexicon.stoppers
    return not (bare_year and is_noun)


def _is_service(island: "_Island", seconds: Sequence[float], before: Sequence[Token]) -> bool:
    numbers = [one.value for one in island.tree.scan_values(lambda value: getattr(value, "type", "") == "NUM")]
    length = (numbers[0] if numbers else 1.0) * min(seconds, default=0.0)
    return length <= _LONGEST_SERVICE and any(token.lower in lexicon_of().service for token in before)


def _without_lead(island: "_Island") -> Span:
    first, last = island.span
    leads = {lead for tree in island.tree.find_data("lead") for lead in _places(tree)}
    start = max(leads, default=first - 1) + 1
    if start >= last:
        start = first
    return (start, last) if leads or not _starts_with_by(island) else (first + 1, last)


def _starts_with_by(island: "_Island") -> bool:
    child = island.tree.children[0]
    return isinstance(child, lark.Token) and child.type == "BY"


def _places(tree: Any) -> set[int]:
    """Places of the tokens that a tree stands on."""
    return {
        place
        for token in tree.scan_values(lambda value: isinstance(value, lark.Token))
        for place in range(token.start_pos, token.line)
    }


# The grammar over typed tokens.


@dataclass(frozen=True, slots=True)
class _Typed:
    """A reading of one or more tokens: its type in the grammar, and its value."""

    type: str
    value: Any
    tokens: int


@dataclass(frozen=True, slots=True)
class _Island:
    tree: Any  # lark.Tree
    span: Span


def _islands(typed: Sequence[Sequence[_Typed]], start: str) -> list[_Island]:
    """The places where the rule `start` holds, the longest from each beginning, left to right."""
    found: list[_Island] = []
    place = 0
    while place < len(typed):
        island = _island(typed, place, start) if typed[place] else None
        if island is None:
            place += 1
        else:
            found.append(island)
            place = island.span[1]
    return found


def _island(typed: Sequence[Sequence[_Typed]], first: int, start: str) -> _Island | None:
    """The longest run from `first`, over all readings of each token ("second" is a time and an ordinal)."""
    states: list[tuple[Any, int]] = [(_grammar().parse_interactive([], start=start), first)]
    best: _Island | None = None
    while states:
        state, place = states.pop()
        if place > first and (best is None or place > best.span[1]) and "$END" in state.accepts():
            best = _Island(state.copy().feed_eof(), (first, place))
        if place < len(typed) and place - first < _LONGEST_ISLAND:
            states.extend(_steps(state, typed, place))
    return best


def _steps(state: Any, typed: Sequence[Sequence[_Typed]], place: int) -> Iterator[tuple[Any, int]]:
    """The parser after each reading of the token that it accepts; a filler only where it accepts nothing else."""
    accepted = state.accepts()
    fitting = [reading for reading in typed[place] if reading.type in accepted]
    if not fitting and "FILLER" in accepted:
        fitting = [_Typed("FILLER", None, 1)]
    for reading in fitting:
        ahead = state.copy()
        ahead.feed_token(lark.Token(reading.type, reading.value, start_pos=place, line=place + reading.tokens))
        yield ahead, place + reading.tokens


def _bounded_of(island: _Island) -> tuple[Amount, Amount]:
    first, second = sorted((_amount(tree) for tree in island.tree.find_data("bounded")), key=lambda one: one.span)
    return first, second


def _amount(tree: Any) -> Amount:
    """A tree `bounded` as a figure."""
    places = _places(tree)
    span = (min(places), max(places) + 1)
    bounded = any(isinstance(child, lark.Token) and child.type == "BOUND" for child in tree.children)
    inner = tree.children[-1]
    found = {token.type: token.value for token in inner.scan_values(lambda value: isinstance(value, lark.Token))}
    numbers = [_number(one) for one in inner.find_data("number")]
    numbers.sort()  # by place
    _, value, scale = numbers[0] if numbers else (0, 0.0, 1.0)
    made = Amount(value, None, span, scale=scale, bounded=bounded)
    match inner.data:
        case "money":
            return replace(made, unit=found.get("SIGN") or found.get("CURRENCY"))
        case "percent":
            return replace(made, unit="%")
        case "points":
            return replace(made, unit="points")
        case "duration":
            return replace(made, unit=found["TIME"][0], seconds=found["TIME"][1])
        case "out_of":
            whole = numbers[1][1]
            return replace(made, unit=f"out of {whole:g}", out_of=whole) if whole > 0 else made
        case "fraction":
            return replace(made, value=round(found["FRACTION"] * 100, 6), unit="%")
        case "times":
            return replace(made, value=round((value - 1) * 100, 6), unit="%", is_factor=True)
        case _:
            return made


def _as_share(amount: Amount, tokens: Sequence[Token]) -> Amount:
    """ "9 out of 10 claims" is a share, "4.5 out of 5" a mark."""
    following = tokens[amount.span[1]] if amount.span[1] < len(tokens) else None
    if amount.out_of is None or following is None or following.kind != "word":
        return amount
    if following.lower in lexicon_of().stoppers or amount.value > amount.out_of:
        return amount
    return replace(amount, value=round(amount.value / amount.out_of * 100, 6), unit="%", out_of=None)


def _number(tree: Any) -> tuple[int, float, float]:
    """Place, value and scale of a tree `number`."""
    number, *scales = (child for child in tree.children if child.type != "PLUS")
    scale = 1.0
    for one in scales:
        scale *= one.value
    return number.start_pos, number.value * scale, scale


def _types(tokens: Sequence[Token], place: int) -> Iterator[_Typed]:
    """The readings of a token, the longest phrase first."""
    token = tokens[place]
    lexicon = lexicon_of()
    if token.kind == "number":
        yield from _number_types(tokens, place)
        return
    yield from _number_words(tokens, place)
    if re.fullmatch(r"fy'?\d{2,4}", token.lower):
        yield _Typed("FY", token.text, 1)
    if token.lower == "fy" and place + 1 < len(tokens) and tokens[place + 1].kind == "number":
        yield _Typed("FY", token.text, 2)
    for phrase, type_, value in lexicon.phrases_from(token.lower):
        if _stands(phrase, tokens, place) and _fits_neighbours(type_, phrase, tokens, place):
            yield _Typed("SCALE" if type_ == "SUFFIX" else type_, value, len(phrase))


def _number_types(tokens: Sequence[Token], place: int) -> Iterator[_Typed]:
    text = tokens[place].text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", text):
        yield _Typed("DATE", text, 1)
    elif text[-1].isalpha():
        yield _Typed("ORDINAL", text, 1)
    elif len(text) <= _LONGEST_NUMBER and not _is_name(tokens, place):
        if re.fullmatch(r"20\d\d", text):
            yield _Typed("YEAR", float(text), 1)
        yield _Typed("NUM", _value(text), 1)


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    """ "GPT-4", "top 5", "24/7"."""
    lexicon = lexicon_of()
    before = tokens[place - 1] if place else None
    if before is not None:
        if before.lower in lexicon.before_a_name:
            return True
        tied = before.text == "-" and place > 1 and before.end == tokens[place].start
        if tied and tokens[place - 2].kind == "word" and tokens[place - 2].end == before.start:
            return tokens[place - 2].lower not in lexicon.phrases("START") | set(lexicon.numbers)
    around = [token.text for token in tokens[max(0, place - 2) : place + 3]]
    return any(around[index : index + 3] in (["24", "/", "7"], ["24", "x", "7"]) for index in range(len(around)))


def _value(text: str) -> float:
    """`1,200`, `1.2`, `1.000.000`, `0,5`."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return float(text.replace(",", ""))
    if text.count(".") > 1 or text.count(",") > 1:
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))


def _number_words(tokens: Sequence[Token], place: int) -> Iterator[_Typed]:
    """ "six", "twenty-five", "two hundred"."""
    numbers = lexicon_of().numbers
    if tokens[place].lower not in numbers or (place and tokens[place - 1].lower in lexicon_of().before_a_name):
        return
    value, end = numbers[tokens[place].lower], place + 1
    units = end + 1 if end < len(tokens) and tokens[end].text == "-" else end
    if value >= 20 and value % 10 == 0 and units < len(tokens) and 0 < numbers.get(tokens[units].lower, 0) < 10:
        value, end = value + numbers[tokens[units].lower], units + 1
    yield _Typed("NUM", float(value), end - place)


def _stands(phrase: Sequence[str], tokens: Sequence[Token], place: int) -> bool:
    return len(tokens) - place >= len(phrase) and all(
        token.lower == word for token, word in zip(tokens[place:], phrase, strict=False)
    )


def _fits_neighbours(type_: str, phrase: Sequence[str], tokens: Sequence[Token], place: int) -> bool:
    """One letter is a unit or a scale only at once behind digits; "k" and "m" are scales only there."""
    before = tokens[place - 1] if place else None
    if type_ == "SUFFIX" or (type_ in ("TIME", "TIMES") and len(phrase[0]) == 1):
        return before is not None and before.kind == "number" and before.end == tokens[place].start
    return True


class _Given(Lexer):
    """The tokens come typed; lark asks for a lexer all the same."""

    def __init__(self, conf: LexerConf) -> None:
        del conf

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[lark.Token]:
        del parser_state
        yield from lexer_state


@cache
def _grammar() -> lark.Lark:
    text = (files("tools") / "data" / "objective_check.lark").read_text(encoding="utf-8")
    return lark.Lark(text, parser="lalr", lexer=_Given, start=["movement", "bounded", "deadline"])


class Criterion(BaseModel):
    """What is said of one criterion; `blank` goes into the rewrite."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    missing: str
    missing_number: str = ""
    missing_direction: str = ""
    missing_measure: str = ""
    impossible: str = ""
    too_far: str = ""
    unknown: str = ""
    blank: str
    blank_figure: str = ""
    blank_impossible: str = ""


class Lexicon(BaseModel):
    """`data/objective_check.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[str, ...]
    checked: Any
    tokens: Mapping[str, tuple[str, ...] | Mapping[str, Any]]
    numbers: Mapping[str, float]
    before_a_name: frozenset[str]
    verbs: Mapping[Literal["down", "up", "reach", "vague", "deed"], tuple[str, ...]]
    service: frozenset[str]
    factors: Mapping[str, float]
    comparatives: Mapping[Literal["down", "up"], frozenset[str]]
    roles: Mapping[Literal["baseline", "target", "change"], tuple[str, ...]]
    today: tuple[str, ...]
    saving: frozenset[str]
    before_a_verb: frozenset[str]
    before_the_metric: frozenset[str]
    prepositions: frozenset[str]
    counting: frozenset[str]
    subjects: frozenset[str]
    finite: frozenset[str]
    level_words: frozenset[str]
    stoppers: frozenset[str]
    leading: frozenset[str]
    nouns: Mapping[Literal["empty", "soft", "broad", "measures", "technology", "adjectives", "people"], frozenset[str]]
    business: frozenset[str]
    model_measures: frozenset[str]
    reasons: tuple[str, ...]
    perfect: frozenset[str]
    capped: frozenset[str]
    nothing_left: frozenset[str]
    faults: frozenset[str]
    always: tuple[str, ...]
    questions: tuple[str, ...]
    openings: tuple[str, ...]
    english: frozenset[str]
    foreign: frozenset[str]
    criteria: Mapping[Literal["specific", "measurable", "achievable", "relevant", "time_bound"], Criterion]
    not_english: str

    def verb_class(self, token: Token) -> VerbClass | None:
        """Which kind of verb a word may be."""
        if token.kind != "word":
            return None
        return "factor" if token.lower in self.factors else self.verb_stems.get(token.stem)

    @cached_property
    def verb_stems(self) -> Mapping[str, VerbClass]:
        found: dict[str, VerbClass] = {}
        for kind, verbs in self.verbs.items():
            for verb in verbs:
                if " " not in verb:
                    found.setdefault(stem_of(verb), kind)
        return found

    @cached_property
    def verb_pairs(self) -> Mapping[str, VerbClass]:
        return {verb: kind for kind, verbs in self.verbs.items() for verb in verbs if " " in verb}

    @cached_property
    def opening_words(self) -> frozenset[str]:
        opening = (word for phrase in (*self.openings, *self.questions) for word in phrase.split())
        return frozenset((*opening, *self.before_the_metric))

    @cached_property
    def split_heads(self) -> frozenset[str]:
        """What stands before a hyphen and is a word of its own."""
        return frozenset(self.numbers) | self.phrases("START")

    @cached_property
    def saving_stems(self) -> frozenset[str]:
        return frozenset(map(stem_of, self.saving))

    @cached_property
    def business_stems(self) -> frozenset[str]:
        return frozenset(map(stem_of, self.business))

    @cached_property
    def all_words(self) -> frozenset[str]:
        nouns = (word for group in self.nouns.values() for word in group)
        compared = (word for group in self.comparatives.values() for word in group)
        phrases = (word for first in self._by_first.values() for phrase, _, _ in first for word in phrase)
        return frozenset(
            (
                *self.english,
                *nouns,
                *compared,
                *phrases,
                *self.numbers,
                *self.factors,
                *self.model_measures,
                *self.perfect,
                *self.faults,
                *self.stoppers,
                *self.leading,
            )
        )

    @cached_property
    def all_stems(self) -> frozenset[str]:
        return frozenset((*self.verb_stems, *self.business_stems, *map(stem_of, self.nouns["soft"])))

    def phrases(self, type_: str) -> frozenset[str]:
        """The phrases of a type."""
        return frozenset(self.tokens[type_])

    def phrases_from(self, word: str) -> Sequence[tuple[tuple[str, ...], str, Any]]:
        """The phrases that begin with a word, the longest first, each with its type and value."""
        return self._by_first.get(word, ())

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], str, Any]]]:
        found: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        for type_, phrases in self.tokens.items():
            for phrase in phrases:
                words = tuple(match[0].lower() for match in _TOKEN.finditer(phrase))
                value = phrases[phrase] if isinstance(phrases, Mapping) else phrase
                found.setdefault(words[0], []).append((words, type_, value))
        return {first: sorted(phrases, key=lambda one: -len(one[0])) for first, phrases in found.items()}


@cache
def lexicon_of() -> Lexicon:
    """The words, loaded once."""
    return load_record("objective_check.yaml", Lexicon)
