"""How somebody moves the weights of the criteria: "cost counts double", "expertise is 40 % of it", "ignore price"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from agent.criteria import criteria_in
from agent.cues import Cues, Hit, groups_of, load_cues
from agent.message import Message
from agent.values import tidy

_WHOLE = 1.0


@dataclass
class Moves:
    """Factors and shares by criterion, the sentences that give them, and whether all are to count alike."""

    factors: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    alike: bool = False
    sentences: set[int] = field(default_factory=set)

    def applied_to(self, arguments: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """The arguments of a comparison with these moves beside earlier ones."""
        if not self.sentences:
            return arguments
        kept = {name: value for name, value in arguments.items() if name not in ("factors", "shares", "weights")}
        if self.alike:
            return {**kept, "weights": _rated_alike(arguments)}
        for name, given in (("factors", self.factors), ("shares", self.shares)):
            before = arguments.get(name)
            others = {**(self.factors | self.shares)}
            old = {key: value for key, value in before.items() if key not in others} if isinstance(before, dict) else {}
            if name == "shares" and sum(given.values()) > 0:
                old = {}  # shares are of one whole, which is divided anew
            if old or given:
                kept[name] = {**old, **given}
        return kept


def moves_in(message: Message, skipped: set[int]) -> Moves:
    """What the message says of weights, beside the tokens `skipped`."""
    found = Moves()
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        places = range(sentence.first, sentence.last)
        if skipped & set(places) or message.structure.mode_at(sentence.first) == "ignored":
            continue
        if _cues("alike").find(tokens):
            found.alike = True
            found.sentences.add(number)
        elif _cues("weighing").find(tokens) and (_move(message, number, found)):
            found.sentences.add(number)
    return found


def _move(message: Message, number: int, found: Moves) -> bool:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    by = _longest(_factors().find(tokens))
    taken = {place for hit in by for place in range(hit.first, hit.last)}
    criteria = [hit for hit in criteria_in(tokens) if not taken & set(range(hit.first, hit.last))]
    shares = [
        (item.first - sentence.first, tidy(item.quantity.value))
        for item in message.measured
        if item.sentence == number and item.quantity.kind == "share" and item.quantity.value <= _WHOLE
    ]
    if shares and _cues("weights_named").find(tokens):
        for place, share in shares:
            if near := _nearest(place, criteria, before_first=True):
                found.shares[near.payload] = share
        return bool(criteria)
    if not by or not criteria:
        return False
    for hit in criteria:
        factor = min(by, key=lambda one: abs(one.first - hit.first))
        found.factors[hit.payload] = float(factor.payload)
    return True


def _nearest(place: int, criteria: Sequence[Hit[str]], *, before_first: bool) -> Hit[str] | None:
    """The criterion that a share is of: the one just before it, else the one behind."""
    before = [hit for hit in criteria if hit.first < place]
    if before and before_first:
        return before[-1]
    return criteria[0] if criteria else None


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
def _factors() -> Cues[str]:
    return Cues(groups_of(load_cues("candidates.yaml")["weights"], "candidates.yaml: weights"))


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))
