"""The rating below which nobody is taken: "security must be at least 4", "nobody below 3 on evaluation gets it".

It is kept with the comparison, so that a better rating brings a candidate back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from agent.partners.candidate_names import Named
from agent.partners.criteria import criterion_names
from agent.partners.own_criteria import Own, named_in
from agent.partners.ratings_found import Value, numbers_in
from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.message import Message
from agent.words.tokens import Token
from agent.words.values import tidy

_BEST = 5.0


@dataclass
class Least:
    """The least rating by criterion, 0 to 5, and the sentences that say it."""

    ratings: dict[str, float] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)


def least_in(
    message: Message, names: Sequence[Named], own: Own, called: Mapping[str, str], scale: float | None
) -> Least:
    """Bounds that a sentence sets for everybody; one that names a candidate speaks of that one alone."""
    found = Least()
    values = numbers_in(message)
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        if (
            any(sentence.first <= one.first < sentence.last for one in names)
            or message.structure.mode_at(sentence.first) == "ignored"
        ):
            continue
        criteria = named_in(tokens, own, called)
        here = [one for one in values if sentence.first <= one.first < sentence.last]
        for value in [one for one in here if _sets_a_floor(message, one, tokens)]:
            meant = _nearest(criteria, value.first - sentence.first)
            out_of = value.scale or scale or _BEST
            if meant is not None and value.number <= out_of:
                found.ratings[meant.payload[0]] = tidy(value.number * _BEST / out_of)
                found.sentences.add(number)
    return found


def with_least(
    candidates: Mapping[str, Mapping[str, JsonValue]], least: Mapping[str, float], before: Mapping[str, float], own: Own
) -> dict[str, dict[str, JsonValue]]:
    """The candidates with a red flag for each rating that is too low, and without those that hold no more."""
    names = {*least, *before}
    after = {}
    for name, one in candidates.items():
        flags = one.get("red_flags")
        kept = [flag for flag in flags if not _is_ours(str(flag), names)] if isinstance(flags, list) else []
        low = [_flag(key, rating, floor) for key, floor in least.items() if (rating := _rating(one, key, own)) < floor]
        rest = {key: value for key, value in one.items() if key != "red_flags"}
        after[name] = {**rest, **({"red_flags": [*kept, *low]} if kept or low else {})}
    return after


def unrated_notes(candidates: Mapping[str, Mapping[str, JsonValue]], new: Mapping[str, float], own: Own) -> list[str]:
    """Whom a bound that is told now cannot be held against."""
    return [
        f"{name} has no rating on {_called(key)}, so I cannot tell whether it has the {floor:g} that must be."
        for key, floor in new.items()
        for name, one in candidates.items()
        if _rating(one, key, own) > _BEST
    ]


def _rating(one: Mapping[str, JsonValue], key: str, own: Own) -> float:
    """What a candidate has on a criterion or on the one behind it; above all ratings where it has none."""
    ratings = one["ratings"]
    assert isinstance(ratings, dict)
    found = ratings.get(key, ratings.get(own.get(key) or key))
    return float(found) if isinstance(found, int | float) else 2 * _BEST


def _flag(key: str, rating: float, floor: float) -> str:
    return f"{_called(key)} {rating:g}, and at least {floor:g} must be"


def _is_ours(flag: str, names: Collection[str]) -> bool:
    return flag.endswith(" must be") and any(flag.startswith(f"{_called(name)} ") for name in names)


def _called(key: str) -> str:
    return criterion_names()[key].lower() if key in criterion_names() else key


def _sets_a_floor(message: Message, value: Value, tokens: Sequence[Token]) -> bool:
    """ "At least 4" where somebody insists, "below 3" where such are refused."""
    bounds = {one.quantity.bound for one in message.measured if one.first <= value.first < one.quantity.last}
    wanted = "at_least" in bounds and bool(_cues("insists").find(tokens) or _cues("refuses").find(tokens))
    return wanted or ("at_most" in bounds and bool(_cues("refuses").find(tokens)))


def _nearest(criteria: Sequence[Hit[tuple[str, str | None]]], place: int) -> Hit[tuple[str, str | None]] | None:
    return min(criteria, key=lambda hit: min(abs(hit.first - place), abs(hit.last - place)), default=None)


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")["least"][group]}, "candidates.yaml: least"))
