"""How somebody moves the weights of the criteria: "cost counts double", "security 40, price 60", "ignore price"."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from agent.partners.criteria import criteria_in, criterion_meant, criterion_names
from agent.partners.own_criteria import Own, named_in
from agent.partners.ratings import fillers
from agent.phrasing import joined, percent
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token
from agent.words.values import tidy
from tools.partner_scorecard import OFFERS

_WHOLE = 1.0
_Criterion = tuple[str, str | None]  # the name it is rated by, and the one of the nine behind it
_Named = Sequence[Hit[_Criterion]]


@dataclass
class Moves:
    """Factors and shares by criterion, the sentences that give them, and whether all are to count alike."""

    factors: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    alike: bool = False
    sentences: set[int] = field(default_factory=set)
    beside_all: bool = False  # the factors are beside all others alike: "twice as much as anything else"
    divided: bool = False  # the shares are a list that divides the whole: "weights: security 40, price 60"
    own: dict[str, str | None] = field(default_factory=dict)  # criteria beside the nine that they name
    notes: list[str] = field(default_factory=list)  # how words without a figure were taken

    def applied_to(self, arguments: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """The arguments of a comparison with these moves beside earlier ones."""
        if not self.sentences:
            return arguments
        kept = {name: value for name, value in arguments.items() if name not in ("factors", "shares", "weights")}
        own = arguments.get("own_criteria")
        if self.own:
            kept["own_criteria"] = {**self.own, **(own if isinstance(own, dict) else {})}
        if self.alike:
            return {**kept, "weights": _rated_alike(arguments)}
        if self.beside_all:
            others = _rated_alike(arguments)
            return {**kept, "weights": {**dict.fromkeys(self.factors, 1), **others}, "factors": {**self.factors}}
        alike = arguments.get("weights")
        if isinstance(alike, dict) and not set(alike) <= {*OFFERS}:  # what is moved now, was alike before
            kept["weights"] = {**dict.fromkeys([*self.factors, *self.shares], 1), **alike}
        for name, given in (("factors", self.factors), ("shares", self.shares)):
            before = arguments.get(name)
            others = {**(self.factors | self.shares)}
            old = {key: value for key, value in before.items() if key not in others} if isinstance(before, dict) else {}
            if name == "shares" and sum(given.values()) > 0:
                old = {}  # shares are of one whole, which is divided anew
            if old or given:
                kept[name] = {**old, **given}
        return _with_shares_moved(kept, arguments.get("shares"), self.factors)


def _with_shares_moved(
    kept: dict[str, JsonValue], before: JsonValue, factors: Mapping[str, float]
) -> dict[str, JsonValue]:
    """Who divided the whole before moves a share by a factor, and all shares in proportion."""
    shares = {name: float(str(share)) for name, share in before.items()} if isinstance(before, dict) else {}
    if not factors or not factors.keys() <= shares.keys():
        return kept
    whole = sum(share * factors.get(name, 1.0) for name, share in shares.items()) + max(0.0, 1 - sum(shares.values()))
    if whole <= 0:
        return kept
    moved = {name: tidy(share * factors.get(name, 1.0) / whole) for name, share in shares.items()}
    others = kept.get("factors")
    old = {name: one for name, one in others.items() if name not in factors} if isinstance(others, dict) else {}
    kept = {name: value for name, value in kept.items() if name != "factors"}
    return {**kept, **({"factors": old} if old else {}), "shares": {**moved}}


def moves_in(
    message: Message, skipped: set[int], own: Own, rated: Collection[str], called: Mapping[str, str] | None = None
) -> Moves:
    """What the message says of weights, beside the tokens `skipped`.

    `own` are the user's own criteria; `rated` are those that somebody is rated on; `called` has their words for some.
    """
    criteria = [named_in(message.tokens[one.first : one.last], own, called) for one in message.structure.sentences]
    found = Moves()
    listed = _division(message, skipped, criteria, compared=bool(rated))
    if listed is not None:
        found.shares = {_noted(hit, found): tidy(points / listed.whole) for hit, points in listed.parts}
        found.divided = True
        found.sentences |= listed.sentences
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        places = range(sentence.first, sentence.last)
        if skipped & set(places) or message.structure.mode_at(sentence.first) == "ignored" or number in found.sentences:
            continue
        if _cues("alike").find(tokens):
            found.alike = True
            found.sentences.add(number)
        elif _cues("weighing").find(tokens) and _move(message, number, found, criteria[number], rated):
            found.sentences.add(number)
    return found


def called_in(message: Message) -> dict[str, str]:
    """Words beside the shares of a list of weights that name a criterion by their meaning alone: "quality 60 %"."""
    called: dict[str, str] = {}
    for sentence in message.structure.sentences:
        tokens = message.tokens[sentence.first : sentence.last]
        if not _cues("weights_named").find(tokens):
            continue
        for place, token in enumerate(tokens):
            beside = {one.kind for one in tokens[max(0, place - 1) : place + 2]}
            if token.kind == "word" and "number" in beside and token.lower not in _around_weights():
                key = None if criteria_in([token]) else criterion_meant(token.lower)
                called |= {token.lower: key} if key else {}
    return called


@dataclass
class _Division:
    """Criteria with what each gets of the whole, in points of any size, and the sentences that say it."""

    parts: list[tuple[Hit[_Criterion], float]] = field(default_factory=list)
    in_percent: bool = False
    sentences: set[int] = field(default_factory=set)

    @property
    def whole(self) -> float:
        """What 100 % is: all points together, but for shares in per cent that leave something to others."""
        total = sum(points for _, points in self.parts)
        return _WHOLE if self.in_percent and total < _WHOLE - _ROUNDED else total


def _division(message: Message, skipped: set[int], criteria: Sequence[_Named], *, compared: bool) -> _Division | None:
    """ "Weights: security 40, price 30, support 30", in one sentence or a line each.

    Without a word for weights only what makes 100 in all divides the whole, and only where a comparison stands.
    """
    found, named = _Division(), False
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        parts = (
            []
            if skipped & set(range(sentence.first, sentence.last))
            else _parts(message, number, criteria[number], compared=compared)
        )
        says_weights = bool(_cues("weights_named").find(tokens))
        if not parts and not (says_weights and not found.parts and tokens[-1].kind != "number"):
            if len(found.parts) > 1:
                break
            found, named = _Division(), False
            continue
        named = named or says_weights
        found.parts += parts
        found.sentences.add(number)
    total = sum(points for _, points in found.parts)
    whole = any(abs(total - one) <= _ROUNDED * one for one in (1.0, 100.0))
    keys = [hit.payload[0] for hit, _ in found.parts]
    found.in_percent = any(
        item.quantity.kind == "share" for item in message.measured if item.sentence in found.sentences
    )
    is_list = len(keys) == len(set(keys)) > 1 and total > 0
    return found if is_list and (named or (compared and whole)) else None


_ROUNDED = 0.011


def _parts(message: Message, number: int, criteria: _Named, *, compared: bool) -> list[tuple[Hit[_Criterion], float]]:
    """Each criterion of a sentence with the number beside it; nothing where one of them stands alone."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    items = [one for one in message.measured if one.sentence == number and one.quantity.kind in ("plain", "share")]
    shares = [one for one in items if one.quantity.kind == "share"]
    numbers = [(one.first - sentence.first, one.quantity.value) for one in shares or items]
    if (
        not numbers
        or len(numbers) != len(criteria)
        or (sentence.question and not compared)
        or _is_counted_elsewhere(tokens)
    ):
        return []
    ordered = [hit.first for hit in criteria]
    pairs = list(zip(ordered, [place for place, _ in numbers], strict=True))
    if any(first > place for first, place in pairs) and any(first < place for first, place in pairs):
        return []
    taken = {place for hit in criteria for place in range(hit.first, hit.last)}
    heads = [place for place in range(min(ordered[0], numbers[0][0])) if tokens[place].text in (":", ",")]
    begins = heads[-1] if heads else 0  # "Compare three vendors: quality 50%, price 50%"
    others = {
        token.lower
        for place, token in enumerate(tokens)
        if token.kind == "word" and place not in taken and place >= begins
    }
    if not others <= _around_weights():
        return []
    return [(hit, points) for hit, (_, points) in zip(criteria, numbers, strict=True)]


def _is_counted_elsewhere(tokens: Sequence[Token]) -> bool:
    return any(token.text in "$€£" for token in tokens)


@cache
def _around_weights() -> frozenset[str]:
    """Words that may stand in a list of weights."""
    record = load_cues("candidates.yaml")
    words = pattern_list(record["around_weights"], "candidates.yaml: around_weights")
    return frozenset(word.removeprefix("=") for word in words) | fillers()


def _move(message: Message, number: int, found: Moves, named: _Named, rated: Collection[str]) -> bool:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    by = _longest(_factors("weights").find(tokens))
    taken = {place for hit in by for place in (hit.first, hit.last - 1)}  # "leave support out of it" names one inside
    criteria = [hit for hit in named if not taken & set(range(hit.first, hit.last))]
    shares = [
        (item.first - sentence.first, tidy(item.quantity.value))
        for item in message.measured
        if item.sentence == number and item.quantity.kind == "share" and item.quantity.value <= _WHOLE
        if not _is_of_another(message.tokens[item.quantity.last : item.quantity.last + _REACH])
    ]
    if shares and _cues("weights_named").find(tokens):
        return _share_out(tokens, shares, criteria, found)
    if by and criteria:
        for hit in _without_measure(tokens, criteria, by):
            factor = min(by, key=lambda one: abs(one.first - hit.first))
            found.factors[_noted(hit, found)] = float(factor.payload)
        found.beside_all = found.beside_all or bool(_cues("beside_all").find(tokens))
        return True
    return _lean(tokens, [hit for hit in criteria if hit.payload[0] in rated], found)


def _without_measure(
    tokens: Sequence[Token], criteria: Sequence[Hit[_Criterion]], by: Sequence[Hit[str]]
) -> Sequence[Hit[_Criterion]]:
    """ "Security is twice as important as price": price is what it is measured by, and is not moved."""
    behind = min(hit.last for hit in by)
    measure = next((place for place in range(behind, len(tokens)) if tokens[place].lower in _MEASURES), len(tokens))
    return [hit for hit in criteria if hit.first < measure] or criteria


_MEASURES = frozenset({"as", "than", "of"})


def _lean(tokens: Sequence[Token], criteria: Sequence[Hit[_Criterion]], found: Moves) -> bool:
    """ "Experience matters more than price", "I care mostly about references": weights moved with no figure."""
    than = next((place for place, token in enumerate(tokens) if token.lower in _COMPARES), len(tokens))
    meant = [hit for hit in criteria if hit.first < than]
    if not meant:
        return False
    keys = [_noted(hit, found) for hit in meant]
    what = joined([one if one in found.own else criterion_names()[one].lower() for one in dict.fromkeys(keys)])
    if focus := _longest(_factors("focus").find(tokens)):
        whole = float(focus[0].payload)
        found.shares |= {key: tidy(whole / len(set(keys))) for key in keys}
        found.notes.append(f"I took that as {percent(whole)} of the weight for {what}; say another share if you like.")
        return True
    leans = _longest(_factors("leanings").find(tokens))
    if leans:
        found.factors |= {
            key: float(min(leans, key=lambda one: abs(one.first - hit.first)).payload)
            for key, hit in zip(keys, meant, strict=True)
        }
        taken = {_IN_WORDS.get(found.factors[key], "") for key in keys}
        found.notes.append(f"I took that as {joined(sorted(taken))} for {what}; say another figure and I take it.")
    return bool(leans)


_COMPARES = frozenset({"than", "over"})
_IN_WORDS = {2.0: "double the weight", 0.5: "half the weight", 0.0: "no weight"}


def _noted(hit: Hit[_Criterion], found: Moves) -> str:
    key, like = hit.payload
    if key not in criterion_names():
        found.own[key] = like
    return key


def _share_out(tokens: Sequence[Token], shares: Sequence[tuple[int, float]], criteria: _Named, found: Moves) -> bool:
    """Each criterion gets one share: in their order where there is one for each, else the nearest; the rest is told."""
    given: dict[int, int] = {}  # by criterion, where its share stands
    each = len(shares) == len(criteria) > 1
    if each:
        given = {at: place for at, (place, _) in enumerate(shares)}
    near = sorted((abs(hit.first - place), at, place) for place, _ in shares for at, hit in enumerate(criteria))
    for _, at, place in near:
        if at not in given and place not in given.values():
            given[at] = place
    given = {at: place for at, place in given.items() if each or _is_beside(tokens, criteria[at], place)}
    if not given:
        return False
    found.shares |= {_noted(criteria[at], found): dict(shares)[place] for at, place in given.items()}
    left = [percent(share) for place, share in shares if place not in given.values()]
    if left:
        found.notes.append(f"I could not tell which criterion is to have {joined(left)}; I know none of that name.")
    return True


def _is_of_another(behind: Sequence[Token]) -> bool:
    """ "20% of our claims", and not "20% of the score"."""
    return bool(behind) and behind[0].lower == "of" and not _cues("weights_named").find(behind)


_REACH = 3  # tokens: "of the score"


def _is_beside(tokens: Sequence[Token], hit: Hit[_Criterion], place: int) -> bool:
    """ "Price should count 60%", and not "price matters, since our margin is 60%"."""
    between = tokens[hit.last : place] if hit.first < place else tokens[place : hit.first]
    return {token.lower for token in between if token.kind == "word"} <= _around_weights()


def _longest(hits: Sequence[Hit[str]]) -> list[Hit[str]]:
    """Of factors that overlap the longest: "three times" is no "times"."""
    return [
        hit
        for hit in hits
        if not any(
            other is not hit
            and other.first <= hit.first < other.last
            and other.last - other.first > hit.last - hit.first
            for other in hits
        )
    ]


def _rated_alike(arguments: dict[str, JsonValue]) -> dict[str, JsonValue]:
    candidates = arguments["candidates"]
    rated: dict[str, JsonValue] = {}
    if isinstance(candidates, list):
        for one in candidates:
            if isinstance(one, dict) and isinstance(one["ratings"], dict):
                rated |= dict.fromkeys(one["ratings"], 1)
    return rated


@cache
def _factors(group: str) -> Cues[str]:
    return Cues(groups_of(load_cues("candidates.yaml")[group], f"candidates.yaml: {group}"))


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))
