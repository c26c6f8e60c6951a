"""Slips: "300 a day, no, that's the Mondays, make that 220" means 220 a day.

The message is read as it was meant: what was put right stands where the slip was, and all in between is left out.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from agent.understanding import Context
from agent.words.cues import Cues, load_cues, pattern_list
from agent.words.enumerations import words_naming
from agent.words.field_names import fields_named
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.quantities import rate_at
from agent.words.tokens import Token
from agent.words.values import in_unit_of

_MOST_SLIPS = 3
_SOON = 2  # sentences between a slip and what was meant
_TELLING = 4  # letters of a word that names something
_FAR = 18  # tokens between them


@dataclass(frozen=True, slots=True)
class Mended:
    """The message as it was meant, and the characters of the message as written that differ."""

    text: str
    first: int
    last: int


def mended(message: Message, asked: Collection[str]) -> Mended | None:
    """The message without its slips; `None` where it has none."""
    found: Mended | None = _with_unit_meant(message)
    if found is not None:
        return found
    for _ in range(_MOST_SLIPS):
        slip = _slip(message, asked)
        if slip is None:
            return found
        text, written = _without(message.text, slip), found.text if found else message.text
        grown = len(text) - len(written)
        first = slip.first if found is None else min(found.first, slip.first)
        last = slip.last if found is None else max(found.last, slip.last) - grown
        found = Mended(text, first, last)
        message = taken_apart(text)
    return found


def _with_unit_meant(message: Message) -> Mended | None:
    """ "10 would do, seconds I mean": the unit of the only number, told behind it."""
    bare = [item for item in message.measured if item.is_bare() and item.per is None and item.quantity.kind == "plain"]
    clauses = message.structure.clauses
    if len(bare) != 1 or len(message.measured) != 1 or len(message.structure.sentences) != 1:
        return None
    commas = [place for place, token in enumerate(message.tokens) if token.text == "," and place >= bare[0].last]
    words = [token for token in message.tokens[commas[-1] :] if token.kind == "word"] if commas and clauses else []
    units = [token for token in words if token.lower in cue_words("units")]
    if len(units) != 1 or not {"mean", "meant"} & {token.lower for token in words}:
        return None
    if not {token.lower for token in words} <= cue_words("units") | cue_words("meaning_a_unit"):
        return None
    cut, place = message.tokens[commas[-1]].start, message.tokens[bare[0].quantity.last - 1].end
    text = f"{message.text[:place]} {units[0].text}{message.text[place:cut]}"
    return Mended(text, 0, len(message.text))


def reminded_of(message: Message) -> str:
    """What must not be forgotten: of "don't forget that our data is confidential" the words behind the reminder."""
    hits = [hit for hit in _reminders().find(message.tokens) if hit.first <= 1] if message.language == "en" else []
    ahead = {token.lower for token in message.tokens[: hits[0].first]} if hits else set()
    if not hits or not ahead <= cue_words("before_reminding"):
        return ""
    last = max(hit.last for hit in hits)
    behind = message.tokens[last : last + 1]
    linked = message.tokens[last - 1].lower == "that" or any(token.text in (",", ":") for token in behind)
    told = linked or any(token.lower in cue_words("subjects") for token in behind)
    return message.text[message.tokens[last - 1].end :].lstrip(" ,:").strip() if told and behind else ""


@cache
def _reminders() -> Cues[str]:
    phrases = pattern_list(load_cues("slips.yaml")["reminding"], "slips.yaml: reminding")
    return Cues((phrase, "reminding") for phrase in phrases)


@dataclass(frozen=True, slots=True)
class _Slip:
    """Characters `first` to `end` are said wrongly, `instead` is meant; `cut` to `last` only puts it right."""

    first: int
    end: int
    instead: str
    cut: int
    last: int


def _without(text: str, slip: _Slip) -> str:
    kept = text[slip.end : slip.cut].rstrip(" ,;–—-(") if slip.end < slip.cut else ""
    behind = text[slip.last :]
    if kept.endswith((".", "!", "?", "…")) and not behind.lstrip()[:1].isupper():
        kept = kept.rstrip(".!?… ")  # the sentence that the slip ended goes on
    return text[: slip.first] + slip.instead + kept + behind


def _slip(message: Message, asked: Collection[str]) -> _Slip | None:
    starts = list(_markers(message.tokens)) if cue_words("openers") & {token.lower for token in message.tokens} else []
    for reader in (_affirmed, _number, _rate):
        for first, last in starts:
            slip = reader(message, first, last)
            if slip is not None:
                return slip
    named = next((slip for first, last in starts if (slip := _named(message, first, last, asked))), None)
    return named or next((slip for pair in pairwise(message.measured) if (slip := _vague(message, *pair))), None)


def _affirmed(message: Message, first: int, last: int) -> _Slip | None:
    """ "We don't have a test set. Actually we do, 400 cases.": they have one."""
    who, does, then = ([*message.tokens[last : last + 3], None, None, None])[:3]
    if who is None or does is None or who.lower not in cue_words("affirming_who") or (then and then.kind != "symbol"):
        return None
    sentence = message.structure.sentence_of(first)
    if does.lower not in cue_words("affirming") or (then is not None and then.text == "?"):
        return None
    words = [token.lower for token in message.tokens[:first]]
    for phrase, instead in _denials():
        for at in range(len(words) - len(phrase), -1, -1):
            near = sentence - message.structure.sentence_of(at) <= 1
            if near and tuple(words[at : at + len(phrase)]) == phrase:
                start, end = message.tokens[at], message.tokens[at + len(phrase) - 1]
                written = instead.capitalize() if start.text[:1].isupper() else instead
                return _Slip(start.start, end.end, written, message.tokens[first].start, does.end)
    return None


@cache
def _denials() -> tuple[tuple[tuple[str, ...], str], ...]:
    """What denies, the longest first, and the same affirmed."""
    pairs = [(tuple(phrase.split()), instead) for phrase, instead in load_cues("slips.yaml")["denials"].items()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _vague(message: Message, vague: Measured, exact: Measured) -> _Slip | None:
    """ "A few dozen a day, perhaps 40": the bare number says the vague one more exactly, and is as often as that."""
    told = vague.quantity
    if vague.per is None or told.kind != "plain" or exact.quantity.kind != "plain":
        return None
    bare = exact.is_bare() and not (exact.nouns or exact.counts_something or exact.each) and exact.per is None
    loose = not _VAGUE.isdisjoint(token.lower for token in message.tokens[told.first : told.last])
    if not bare or not (loose or told.range) or vague.last > exact.first:
        return None
    between = [token for token in message.tokens[vague.last : exact.first] if token.kind == "word"]
    behind = message.tokens[exact.last : exact.last + 1]
    goes_on = bool(behind) and behind[0].kind == "word" and behind[0].lower not in _GUESSING
    if goes_on or any(token.lower not in _GUESSING for token in between):
        return None
    low, high = told.range or (told.value, told.value)
    low, high = (low / _VAGUELY, high * _VAGUELY) if loose else (low, high)
    if not low <= exact.quantity.value <= high or not (loose or between or exact.quantity.hedged):
        return None
    return _Slip(
        told.start,
        told.end,
        message.text[exact.quantity.start : exact.quantity.end],
        message.tokens[vague.last - 1].end,
        message.tokens[exact.last - 1].end,
    )


_VAGUE = frozenset(
    {"few", "dozens", "hundreds", "thousands", "several", "couple", "some", "tens", "handful", "many", "lots"}
)
_VAGUELY = 4  # times
_GUESSING = frozenset(
    {"maybe", "perhaps", "say", "probably", "around", "about", "roughly", "like", "i'd", "i", "guess", "think", "would",
     "or", "so", "let's", "it", "it's", "something", "possibly", "likely", "approximately", "estimate", "that's",
     "suppose"}
)  # fmt: skip


def _markers(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where words of correction begin, at the head of something new, and where they end."""
    place = 1
    while place < len(tokens):
        opens = _is_boundary(tokens[place - 1]) or _is_aside(tokens, place)
        end = _end_of_markers(tokens, place) if opens else place
        if end > place:
            yield place, end
        place = max(end, place + 1)


def _is_aside(tokens: Sequence[Token], place: int) -> bool:
    """The "I mean" of "per day I mean"."""
    words = [token.lower for token in tokens[place : place + 2]]
    return words in (["i", "mean"], ["i", "meant"]) and (place + 2 == len(tokens) or _is_pause(tokens[place + 2]))


def _is_boundary(token: Token) -> bool:
    return token.kind in ("symbol", "break") or token.lower in ("or", "but")


def _end_of_markers(tokens: Sequence[Token], place: int) -> int:
    """Behind the last of a run of words that correct; `place` where none of them does."""
    at, corrects = place, False
    while at < len(tokens):
        step = _phrase_at(tokens, at)
        if step:
            corrects, at = True, at + step
        elif tokens[at].lower in cue_words("hesitating") or (corrects and _is_pause(tokens[at])):
            at += 1
        else:
            break
    return at if corrects else place


def _is_pause(token: Token) -> bool:
    return token.kind == "break" or token.text in {",", ".", "!", "…", "-", "–", "—", ":", ";"}


def _phrase_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the word of correction has that begins here; 0 where none does."""
    words = tuple(token.lower for token in tokens[at : at + 3])
    if words[:1] == ("not",) and len(words) > 1 and rate_at(tokens, at + 1) is None:
        again = words[1] in {token.lower for token in tokens[:at]}
        if again and (tokens[at + 1].kind == "number" or len(words[1]) >= _TELLING):
            return 2  # "not 60, 80"
    for phrase in _phrases():
        if words[: len(phrase)] == phrase:
            return len(phrase)
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    refuses = words[:1] and words[0] in cue_words("refusing")
    if not refuses or (follows is None and at > 0 and tokens[at - 1].kind == "word"):
        return 0
    alone = follows is None or follows.kind != "word" or follows.lower in cue_words("behind_no")
    return 1 if follows is None or alone or bool(_phrases_from(follows.lower)) else 0


def _phrases_from(word: str) -> list[tuple[str, ...]]:
    return [phrase for phrase in _phrases() if phrase[0] == word]


def _number(message: Message, first: int, last: int) -> _Slip | None:
    """ "15k, sorry, 18k", "two, well, one", "about three pages, no, more like five"."""
    slip = next(
        (item for item in reversed(message.measured) if item.last <= first and _may_be_slip(message, item)), None
    )
    meant = next((item for item in message.measured if item.first >= last), None)
    if meant is not None and slip is not None and _is_same(message, slip, meant):  # "not 60, 80"; "a third used to"
        meant = next((item for item in message.measured if item.first > meant.first), None)
    if meant is not None and message.tokens[meant.first - 1].lower == "not":  # "1,800 words, sorry, not 800"
        meant = None
    if slip is None or meant is None or not _is_soon(slip.last, meant.first, meant.sentence - slip.sentence):
        return None
    if message.structure.mode_at(meant.first) != "fact" or not _is_taken(message, last, meant):
        return None
    if is_judged(message, slip):
        return None
    if not (meant.is_bare() or meant.nouns & slip.nouns) or (meant.per is not None and slip.per is None):
        return None
    written = _written(message, slip, meant)
    if written is None:
        return None
    anew = meant.per is not None and slip.per is not None
    end = message.tokens[slip.last - 1].end if anew else slip.quantity.end
    behind = message.tokens[meant.last - 1].end if anew or meant.nouns else meant.quantity.end
    again = next((item for item in message.measured if item.first >= meant.quantity.last), None)
    if again is not None and again.quantity.value == meant.quantity.value and again.is_bare():
        between = message.tokens[meant.quantity.last : again.first]
        behind = again.quantity.end if between and all(map(_is_pause, between)) else behind
    return _Slip(_begin(message, slip), end, written, message.tokens[first].start, behind)


def is_judged(message: Message, item: Measured) -> bool:
    """ "60 is too optimistic": what was told before is judged, and nothing of that is said of what is meant."""
    behind = [token.lower for token in message.tokens[item.last : item.last + _JUDGED]]
    return behind[:1] != [] and behind[0] in cue_words("judging") and "too" in behind


_JUDGED = 4  # tokens: "would be far too"


def _may_be_slip(message: Message, item: Measured) -> bool:
    stated = message.structure.mode_at(item.first) == "fact" and item.quantity.kind != "factor"
    return stated and not message.structure.is_negated(item.first, 1)


def _is_same(message: Message, slip: Measured, item: Measured) -> bool:
    """The number that was said, said again to take it back."""
    quantity = in_unit_of(item.quantity, slip.quantity)
    same = quantity is not None and quantity.value == slip.quantity.value and item.per is None
    return same and (item.is_bare() or message.tokens[item.first - 1].lower == "not")


def _is_soon(first: int, last: int, sentences: int) -> bool:
    return sentences <= _SOON and last - first <= _FAR


def _is_taken(message: Message, last: int, item: Measured) -> bool:
    """The number follows the words of correction, or an order stands before it: "make that", "call it", "it's"."""
    between = [token.lower for token in message.tokens[last : item.first] if token.kind == "word"]
    if _wishes() & {*between} or fields_named(message, last, item.first):
        return False
    if set(between) <= cue_words("taking") | cue_words("leading"):
        return True
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[max(clause.first, last) : item.first] if token.kind == "word"]
    ordered = (
        bool(ahead)
        and set(ahead) <= cue_words("taking") | cue_words("leading")
        and bool({*ahead} & cue_words("taking"))
    )
    return ordered or ahead[-1:] in (["it's"], ["they're"]) or ahead[-2:] in (["it", "is"], ["they", "are"])


def _written(message: Message, slip: Measured, meant: Measured) -> str | None:
    """What was meant in the unit and scale of the slip; `None` where it cannot be."""
    here, there = meant.quantity, slip.quantity
    same = here.kind == there.kind and (here.kind != "plain" or not _carries_scale(slip, meant))
    if same:
        end = message.tokens[meant.last - 1].end if meant.per is not None and slip.per is not None else here.end
        return message.text[_begin(message, meant) : end]
    if here.kind == there.kind:
        return _figure(here.value * there.scale)
    quantity = in_unit_of(here, there)
    if quantity is None:
        return None
    if there.kind == "money":
        return f"${_figure(quantity.value)}" if there.currency == "USD" else None
    if there.kind == "share":
        return f"{_figure(100 * quantity.value)}%"
    unit = message.tokens[slip.quantity.last - 1]
    return f"{_figure(here.value)} {unit.text}" if unit.kind == "word" else None


def _begin(message: Message, item: Measured) -> int:
    """Where the number begins, behind its hedge: "roughly 40", "like five"."""
    inside = message.tokens[item.first : item.quantity.last]
    hedges = cue_words("taking") | cue_words("leading")
    return next(token.start for token in inside if token.lower not in hedges)


def _carries_scale(slip: Measured, meant: Measured) -> bool:
    """ "Fifteen thousand, no, ten" """
    return slip.quantity.scale > 1 == meant.quantity.scale and meant.quantity.value < slip.quantity.scale


def _figure(value: float) -> str:
    return f"{value:,.10g}"


def _rate(message: Message, first: int, last: int) -> _Slip | None:
    """ "700 a day, oops, a week I meant", "3,000. Per day I mean", "a year. No, that is the monthly figure"."""
    slip = next(
        (item for item in reversed(message.measured) if item.last <= first and _is_counted(message, item)), None
    )
    if slip is None:
        return None
    sentences = message.structure.sentences
    ends = sentences[min(slip.sentence + _SOON, len(sentences) - 1)].last
    place = next((at for at in range(slip.last, min(ends, last + _FAR)) if _rate_alone(message, at)), None)
    found = rate_at(message.tokens, place) if place is not None else None
    others = [item for item in message.measured if slip.first < item.first and not item.quantity.is_free]
    if place is None or found is None or not found[0] or any(item.first < place for item in others):
        return None
    between = {token.lower for token in message.tokens[min(last, place) : place] if token.kind == "word"}
    cut = min(first, place)
    gap = {token.lower for token in message.tokens[found[2] : first] if token.kind == "word"}
    if place < first and (gap or {t.lower for t in message.tokens[slip.last : place] if t.kind == "word"}):
        return None
    pointed = message.tokens[place - 1].lower in ("the", "is", "that's", "it's", "a", "are", "they're")
    if not (between <= cue_words("taking") | cue_words("leading") | {"the", "a"} or pointed) or _wishes() & between:
        return None
    if message.tokens[place - 1].lower == "the":
        cut = min(cut, place - 1)
    old = next((at for at in range(slip.quantity.last, slip.last) if rate_at(message.tokens, at)), None)
    if (slip.per is not None and old is None) or slip.per == found[0]:
        return None
    start = message.tokens[old].start if old is not None else slip.quantity.end
    lead = "" if old is not None else " "
    behind = max(found[2], last if place < first else found[2])
    return _Slip(start, message.tokens[slip.last - 1].end, lead + _per(message, place, found),
                 message.tokens[cut].start, _end_of_rate(message, behind))  # fmt: skip


def _is_counted(message: Message, item: Measured) -> bool:
    return _may_be_slip(message, item) and item.quantity.kind in ("plain", "money")


def _rate_alone(message: Message, place: int) -> bool:
    """A rate with no number of its own, and not the denied one."""
    inside = any(item.first <= place < item.last for item in message.measured if not item.quantity.is_free)
    denied = message.tokens[place - 1].lower == "not"
    return not inside and not denied and rate_at(message.tokens, place) is not None


def _per(message: Message, place: int, found: tuple[float | None, bool, int]) -> str:
    named = next((words for per, words in _RATES.items() if found[0] and abs(found[0] - per) < _SAME * per), None)
    return named or message.quote(place, found[2])


_RATES = {720.0: "an hour", 30.0: "a day", 30 / 7: "a week", 1.0: "a month", 1 / 3: "a quarter", 1 / 12: "a year"}
_SAME = 0.02


def _end_of_rate(message: Message, place: int) -> int:
    """Behind what only goes with the rate: "... I meant, not per month", "... figure"."""
    tokens, at = message.tokens, place
    while at < len(tokens):
        denied = rate_at(tokens, at + 1) if tokens[at].lower == "not" else None
        if denied is not None:
            at = denied[2]
        elif tokens[at].lower in cue_words("behind_rate") or (
            _is_pause(tokens[at])
            and at + 1 < len(tokens)
            and tokens[at + 1].lower in cue_words("behind_rate") | {"not"}
        ):
            at += 1
        else:
            break
    return tokens[at - 1].end


def _named(message: Message, first: int, last: int, asked: Collection[str]) -> _Slip | None:
    """ "Internal, or rather confidential", "GDPR. No, hold on, just CCPA", one model in place of another."""
    named = words_naming(message.structure, asked) + [("model", each.first, each.last) for each in message.models]
    for field in dict.fromkeys(field for field, *_ in named):
        hits = sorted((begin, end) for name, begin, end in named if name == field)
        before = [hit for hit in hits if hit[1] <= first]
        behind = [hit for hit in hits if hit[0] >= last]
        if not before or not behind or behind[0][0] - first > _FAR:
            continue
        words = {token.lower for token in message.tokens[last : behind[0][0]] if token.kind == "word"}
        near = words <= cue_words("taking") | cue_words("leading") | cue_words("choosing")
        if not (near or field in asked or field == "model") or _adds(message, first, behind):
            continue
        struck = any(last <= hit.first < behind[0][0] for hit in message.structure.hits_of("retract", "retract_known"))
        if message.structure.is_negated(behind[0][0], 3) or (struck and not near):
            continue
        begin, end = _joined(message, before[::-1])[-1][0], before[-1][1]
        stop = _joined(message, behind)[-1][1]
        instead = message.quote(behind[0][0], stop)
        tokens = message.tokens
        return _Slip(tokens[begin].start, tokens[end - 1].end, instead, tokens[first].start, tokens[stop - 1].end)
    return None


def _joined(message: Message, hits: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The first hit and those that only a comma or "and" joins to it."""
    kept = list(hits[:1])
    for one, other in pairwise(hits):
        low, high = min(one, other), max(one, other)
        between = message.tokens[low[1] : high[0]]
        if any(token.lower not in ("and", ",", "or", "&", "/", "plus") for token in between):
            break
        kept.append(other)
    return kept


def _adds(message: Message, first: int, hits: Sequence[tuple[int, int]]) -> bool:
    """ "GDPR. Sorry, and HIPAA too": one more, in place of none."""
    last = hits[-1][1]
    return bool(cue_words("adding") & {token.lower for token in message.tokens[first : last + 2]})


def recalled_in(message: Message, clause: int) -> bool:
    """The clause repeats what was told before: "I said 300", "you have us down as a pilot"."""
    here = message.structure.clauses[clause]
    words = [token.lower for token in message.tokens[here.first : here.last] if token.kind != "symbol"]
    phrases = [tuple(phrase.split()) for phrase in cue_list("recalling")]
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(words)))


def without_recalled(message: Message, context: Context) -> Mended | None:
    """The message without a clause that only repeats in words what is known: "you have us down as a pilot"."""
    structure = message.structure
    for field, first, _ in [*words_naming(structure, ()), *(("model", one.first, one.last) for one in message.models)]:
        fact, number = context.facts.get(field), structure.clause_of[first]
        clause = structure.clauses[number]
        if fact is None or not recalled_in(message, number) or clause.last == len(message.tokens):
            continue
        start, end = message.tokens[clause.first].start, message.tokens[clause.last - 1].end
        while message.structure.clause_of[clause.last] >= 0 and _goes_on(message, clause.last):
            clause = structure.clauses[structure.clause_of[clause.last]]
            end = message.tokens[clause.last - 1].end
            if clause.last == len(message.tokens):
                return None
        rest = message.text[end:].lstrip(" .,;:!–—-")
        return Mended(message.text[:start] + rest, start, len(message.text))
    return None


def _goes_on(message: Message, place: int) -> bool:
    """ "... and French,": a list goes on in the next clause."""
    return message.tokens[place].lower in ("and", "or")


def says_miscounted(message: Message, place: int) -> bool:
    """Behind a token it says that a number left something out, or held too much: "I only counted the north branch"."""
    return any(hit.first >= place for hit in _miscounting().find(message.tokens))


@cache
def _miscounting() -> Cues[str]:
    phrases = pattern_list(load_cues("slips.yaml")["miscounting"], "slips.yaml: miscounting")
    return Cues((phrase, "miscounting") for phrase in phrases)


@cache
def cue_list(group: str) -> tuple[str, ...]:
    return tuple(pattern_list(load_cues("slips.yaml")[group], f"slips.yaml: {group}"))


@cache
def cue_words(group: str) -> frozenset[str]:
    """The words of a group of slips.yaml."""
    return frozenset(pattern_list(load_cues("slips.yaml")[group], f"slips.yaml: {group}"))


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in pattern_list(load_cues("slips.yaml")["phrases"], "slips.yaml"))


@cache
def _wishes() -> frozenset[str]:
    return cue_words("wishes")
