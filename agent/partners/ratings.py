"""Ratings in a message: which number is whose, and for which criterion. "Acme gets 4 on expertise, Globex 3"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from agent.partners.candidate_names import Named, known_in, names_in
from agent.partners.criteria import criteria_in
from agent.partners.rating_tables import table_ratings
from agent.partners.ratings_found import Rating, Ratings, Value, said_in_words, scale_of, values_in
from agent.words.cues import Hit, load_cues, pattern_list
from agent.words.message import Message

_SPLITS = frozenset({"and", "but", "while", "whereas", "vs", "versus", "however", "though", "although"})

_LONGEST_IN_DIGITS = 3  # tokens: "4/5", beside "4 out of 5"

_IN_HEADS = frozenset({"staff", "people", "team", "talent", "headcount"})

_Item = Named | Hit[str] | Value
_Rated = tuple[str | None, str]  # a criterion, where we know it, and the words for it


def ratings_in(message: Message, known: Sequence[str], order: Sequence[str] = ()) -> Ratings:
    """Every rating of a candidate; `known` are the candidates of the conversation so far.

    `order` has the criteria that they are rated on, for numbers alone: "add Delta: 7, 8, 6".
    """
    tables = table_ratings(message)
    if tables.ratings:
        return replace(tables, names=(*tables.names, *_named_beside(message, tables)))
    scale, masked = scale_of(message)
    values = [value for value in values_in(message) if value.first not in masked]
    criteria = [hit for hit in criteria_in(message.tokens) if hit.first not in masked]
    taken = {place for hit in criteria for place in range(hit.first, hit.last)}
    values = sorted([*values, *said_in_words(message, values, criteria)], key=lambda value: value.first)
    if not values and not known and not any(item.quantity.kind == "money" for item in message.measured):
        return Ratings((), (), (), scale)
    names = names_in(message, taken, {value.first for value in values}, known)
    if not names:
        return Ratings((), (), (), scale)
    shared = _shared(message, names, values)
    named = {place for one in (*names, *shared) for place in range(one.first, one.last)}
    criteria = [hit for hit in criteria if not named & set(range(hit.first, hit.last))]
    reading = _Reading(message, before=[(name, name) for name in order])
    items: list[_Item] = sorted([*names, *shared, *criteria, *values], key=lambda item: item.first)
    for sentence in range(len(message.structure.sentences)):
        reading.read_sentence(sentence, items)
    reading.close_block()
    everybody = dict.fromkeys(one.name for one in names)
    each = [
        replace(one, name=replace(one.name, name=name))
        for one in reading.found
        for name in ([one.name.name] if one.name.name else everybody)
    ]
    tight = [one for one in each if _is_tight(message, one, named, known)]
    tight = [one for one in tight if not _is_loose(one) or one.criterion]
    rated = _candidates(message, tight, known)
    return Ratings(
        tuple(one for one in tight if one.name.name in rated),
        tuple(names),
        tuple(one for one in reading.unclear if one[0] in rated or (order and reading.is_bare(one[0]))),
        scale,
        frozenset(masked),
    )


def _shared(message: Message, names: Sequence[Named], values: Sequence[Value]) -> list[Named]:
    """ "Both evaluation 3": words that stand for all who are named, in front of a rating; they have no name."""
    found = []
    for place, token in enumerate(message.tokens):
        first = [one for one in names if one.first < place]
        rates = any(
            place < value.first and _sentence(message, place) == _sentence(message, value.first) for value in values
        )
        if token.lower in _EVERYBODY and len({one.name for one in first}) > 1 and rates:
            found.append(Named("", place, place + 1))
    return found


_EVERYBODY = frozenset({"both", "each", "everybody", "everyone"})


def _named_beside(message: Message, tables: Ratings) -> list[Named]:
    """The candidates of the table where the text beside it names them: "Prices: Acme 38k, Globex 44k"."""
    inside = {message.structure.clause_of[place] for one in tables.names for place in range(one.first, one.last)}
    known = list(dict.fromkeys(one.name for one in tables.names))
    return [one for one in known_in(message, known) if message.structure.clause_of[one.first] not in inside]


def _is_tight(message: Message, one: Rating, named: set[int], known: Sequence[str]) -> bool:
    """Name, criterion and number stand in one sentence, and the latter two side by side."""
    places = [one.name.first, one.value.first, *([one.first] if one.first >= 0 else [])]
    if len({message.structure.clause_of[place] >= 0 and _sentence(message, place) for place in places}) > 1:
        return False
    if one.first < 0:
        return True
    low, high = sorted(((one.first, one.last), (one.value.first, one.value.last)))
    in_words = one.value.last - one.value.first > _LONGEST_IN_DIGITS
    last = message.tokens[one.last - 1].lower
    counts = in_words or (one.value.scale is None and (last.endswith("s") or last in _IN_HEADS))
    if one.criterion and one.value.last == one.first and counts:
        return False  # "12 references" and "7 out of 10 times" are counted; "4 security" is not
    between = [place for place in range(low[1], high[0]) if place not in named]
    orders = [place for place in between if message.tokens[place].lower in _rerates() and one.name.name in known]
    if orders:  # "Their references are better than I thought, call it 4"
        between = [place for place in between if place > orders[-1]]
    return all(
        message.tokens[place].kind == "symbol"
        or message.tokens[place].lower in _links()
        or message.tokens[place - 1].lower == "from"  # "from 2 to 3"
        for place in between
    )


def _sentence(message: Message, place: int) -> int:
    return message.structure.clauses[message.structure.clause_of[place]].sentence


def _is_loose(one: Rating) -> bool:
    """A word of praise or a percentage, which may be said of anything."""
    return bool(one.value.word) or one.value.scale == _PERCENT


_PERCENT = 100.0


def _candidates(message: Message, tight: Sequence[Rating], known: Sequence[str]) -> set[str]:
    """Whose ratings stand: candidates already, two that are rated on the same, or one that is plainly rated."""
    by_name: dict[str, list[Rating]] = {}
    for one in tight:
        by_name.setdefault(one.name.name, []).append(one)
    rated_on = {name: {one.criterion for one in found if one.criterion} for name, found in by_name.items()}
    rated = {name for name in by_name if name in known}
    for name, found in by_name.items():
        shared = any(rated_on[name] & rated_on[other] for other in by_name if other != name)
        if shared or (rated_on[name] and _is_plainly_rated(message, found, at_all=bool(known))):
            rated.add(name)
    return rated


def _is_plainly_rated(message: Message, found: Sequence[Rating], *, at_all: bool) -> bool:
    if any(_is_loose(one) for one in found):
        return False
    several = len(found) > 1
    if several and at_all:
        return True
    behind = [message.tokens[one.name.last] for one in found if one.name.last < len(message.tokens)]
    introduces = any(token.text in ":(" or token.lower in _rates() for token in behind)
    rated_at_once = any(one.name.last == one.value.first for one in found)
    return (several and introduces) or (found[0].value.scale is not None and (introduces or rated_at_once))


@dataclass
class _Reading:
    """Goes through the message from left to right; a block is what stands between two names."""

    message: Message
    found: list[Rating] = field(default_factory=list)
    unclear: list[tuple[str, Value]] = field(default_factory=list)  # of whom, and a number that belongs to nothing
    name: Named | None = None
    block: list[_Rated] = field(default_factory=list)  # criteria of this candidate, in order
    before: list[_Rated] = field(default_factory=list)  # of the one before
    bare: list[Value] = field(default_factory=list)
    topic: Hit[str] | None = None  # "On price, Acme gets 2, Globex 4"

    def read_sentence(self, number: int, items: Sequence[_Item]) -> None:
        self.topic = None
        if self._is_complete():
            self.close_block()
        for first, last in _chunks(self.message, number, items):
            self._read_chunk(first, last, [item for item in items if first <= item.first < last])

    def _read_chunk(self, first: int, last: int, items: Sequence[_Item]) -> None:
        names = [item for item in items if isinstance(item, Named)]
        if len(names) == 1:
            self._turn_to(names[0])
        criterion: Hit[str] | None = None
        value: Value | None = None
        for item in items:
            if isinstance(item, Named):
                self._turn_to(item)
            elif isinstance(item, Value):
                if criterion is not None:
                    self._pair(criterion, item)
                    criterion = None
                else:
                    value = item
            elif value is not None:
                self._pair(item, value)
                value = None
            else:
                criterion = item
        if value is not None:
            self._pair_alone(first, last, items, value)
        elif criterion is not None:
            self.topic = criterion

    def _turn_to(self, name: Named) -> None:
        if self.name is not None and name.name == self.name.name:
            self.name = name  # named again: ratings stand beside the nearer place
            return
        self.close_block()
        self.before, self.block = self.block or self.before, []
        self.name = name

    def close_block(self) -> None:
        """Numbers without a criterion stand for those of the candidate before, in their order."""
        complete = self._is_complete()
        bare, self.bare = self.bare, []
        if self.name is None or not bare:
            return
        if complete:
            self.block = list(self.before)
            for (criterion, words), value in zip(self.before, bare, strict=True):
                self.found.append(Rating(self.name, criterion, words, value))
        else:
            self.unclear += [(self.name.name, value) for value in bare]

    def _is_complete(self) -> bool:
        return bool(self.bare) and len(self.bare) == len(self.before) and not self.block

    def is_bare(self, name: str) -> bool:
        """Several numbers stand behind the name and nothing says what for."""
        return sum(one == name for one, _ in self.unclear) > 1

    def _pair(self, criterion: Hit[str], value: Value) -> None:
        if self.name is None:
            return
        words = self.message.quote(criterion.first, criterion.last)
        self.found.append(Rating(self.name, criterion.payload, words, value, criterion.first, criterion.last))
        self.block.append((criterion.payload, words))

    def _pair_alone(self, first: int, last: int, items: Sequence[_Item], value: Value) -> None:
        if self.name is None:
            return
        if unknown := _words_beside(self.message, first, last, items, value):
            words = self.message.quote(*unknown)
            self.found.append(Rating(self.name, None, words, value, *unknown))
            self.block.append((None, words))
        elif self.topic is not None:
            self._pair(self.topic, value)
        else:
            self.bare.append(value)


def _chunks(message: Message, number: int, items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between commas and joining words; names, criteria and ratings are never parted."""
    sentence = message.structure.sentences[number]
    whole = {place for item in items for place in range(item.first, item.last)}
    first = sentence.first
    for place in range(sentence.first, sentence.last):
        token = message.tokens[place]
        if place not in whole and (token.text in (",", "\n") or token.lower in _SPLITS):
            if place > first:
                yield first, place
            first = place + 1
    if first < sentence.last:
        yield first, sentence.last


def _words_beside(
    message: Message, first: int, last: int, items: Sequence[_Item], value: Value
) -> tuple[int, int] | None:
    """The words that say what a number is for where no criterion is named: those before it, else those behind."""
    taken = {place for item in items for place in range(item.first, item.last)}
    for low, high in ((first, value.first), (value.last, last)):
        start = max([low, *(place + 1 for place in taken if low <= place < high)]) if high == value.first else low
        telling = [
            place
            for place in range(start, high)
            if place not in taken
            and message.tokens[place].kind == "word"
            and message.tokens[place].lower.removesuffix("'s") not in fillers()
        ]
        if telling:
            return telling[0], telling[-1] + 1
    return None


@cache
def _links() -> frozenset[str]:
    """Words between a criterion and its rating."""
    return frozenset(pattern_list(load_cues("candidates.yaml")["links"], "candidates.yaml: links")) | _rates()


@cache
def _rerates() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("candidates.yaml")["rerates"], "candidates.yaml: rerates"))


@cache
def _rates() -> frozenset[str]:
    words = pattern_list(load_cues("candidates.yaml")["rates"], "candidates.yaml: rates")
    return frozenset(word.removeprefix("=") for word in words)


@cache
def fillers() -> frozenset[str]:
    """Words around a criterion's name that are no part of it."""
    return frozenset(pattern_list(load_cues("candidates.yaml")["fillers"], "candidates.yaml: fillers"))
