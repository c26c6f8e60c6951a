"""What "undo" does to what is told: step by step, or of what was named alone; and what brings it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from agent.facts import Fact, Terms
from agent.memory import Memory, Replaced, Told, differ
from agent.numbers.part_sums import GAINS
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import Understanding, Undid, Undoing
from agent.words.message import taken_apart


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands before a message's own words are told, and what "undo" goes back to from there."""

    told: Told
    replaced: tuple[Replaced, ...]
    since: Told  # what a further "undo" takes back is told from here on
    undone: tuple[Replaced, ...] = ()
    undid: Undid | None = None
    nothing: bool = False  # there is nothing to take back
    unknown: tuple[str, ...] = ()  # what was named, and is not told


def taken_back(memory: Memory, understanding: Understanding) -> Taken:
    """Only the last message is taken back at once; what is older is named first, and taken back if they say so."""
    undoing = understanding.undoing
    if "undo" not in understanding.requests or "restart" in understanding.requests:
        return Taken(memory, memory.replaced, memory)
    again = undoing is not None and undoing.kind == "again"
    latest = memory.undone[-1] if memory.undone else None
    named = undoing.fields if undoing is not None else ()
    if again and latest is not None and (not named or {*named} & {*latest.facts}):
        return Taken(latest.put_back(memory), memory.replaced, memory, memory.undone[:-1])
    if undoing is not None and (undoing.kind == "named" or named):
        return _of_what_is_named(memory, undoing)
    if not memory.replaced:
        return Taken(memory, (), memory, memory.undone, "taken back", nothing=True)
    if undoing is None and not (memory.changed or memory.undid):
        return Taken(memory, memory.replaced, memory, undid="offered")
    told = memory.replaced[-1].put_back(memory)
    return Taken(told, memory.replaced[:-1], told, _with(memory, told), None if again else "taken back")


def without_undone_what_if(memory: Memory, understanding: Understanding) -> Understanding:
    """ "Undo that" behind a what-if takes back what was supposed; the facts were never changed by it."""
    if "undo" not in understanding.requests or understanding.undoing or not _is_supposing(memory):
        return understanding
    others = tuple(one for one in understanding.requests if one != "undo")
    return understanding.model_copy(update={"requests": others, "what_if_left": True})


def forgotten(memory: Memory) -> tuple[str, ...]:
    """Fields that were told and are not known any more."""
    steps = (*memory.replaced, *memory.undone)
    told = dict.fromkeys(name for step in steps for name, fact in step.facts.items() if fact is not None)
    return tuple(name for name in told if name not in memory.facts)


def just_taken_back(memory: Memory) -> dict[str, Fact]:
    """What the last message took back, or forgot, by field: as it was told until then."""
    undone = [step for step in memory.undone[-1:] if step.turn == memory.turn]
    forgot = [step for step in memory.replaced[-1:] if step.turn == memory.turn]
    gone = {name: fact for step in forgot for name, fact in step.facts.items() if name not in memory.facts}
    back = {name: fact for step in undone for name, fact in step.facts.items()}
    return {name: fact for name, fact in {**gone, **back}.items() if fact is not None}


def _is_supposing(memory: Memory) -> bool:
    """A what-if is the newest that they said beside questions."""
    if memory.exchange is None or memory.exchange.reply.scenario is not None:
        return memory.exchange is not None
    if memory.exchange.reply.updated or memory.undid:
        return False
    clauses = taken_apart(memory.said).structure.clauses
    newest = memory.replaced[-1].turn if memory.replaced else 0
    return memory.supposed.turn > newest or any(clause.mode == "what_if" for clause in clauses)


def _with(memory: Memory, told: Told) -> tuple[Replaced, ...]:
    step = Replaced.between(memory, told, memory.turn + 1)
    return (*memory.undone, step) if step else memory.undone


def _of_what_is_named(memory: Memory, undoing: Undoing) -> Taken:
    """Each piece as it was before it was told last, as if that had never been said; the rest of that message stands."""
    states = [_pieces_of(told) for told in _states(memory)]
    unknown = [undoing.called] if undoing.called else []
    for piece in _named(undoing, states):
        told = [state.get(piece) for state in states]
        place = next((one for one in reversed(range(len(told) - 1)) if _differ(told[one], told[one + 1])), None)
        if place is None and told[-1] is None:
            unknown.append(piece.name)
            continue
        for state in states if place is None else states[place + 1 :]:
            _set(state, piece, None if place is None else told[place])
    now = [_told_of(state) for state in states]
    steps = [
        Replaced.between(old, new, step.turn, kept=step.kept)
        for (old, new), step in zip(pairwise(now), memory.replaced, strict=True)
    ]
    replaced = tuple(step for step in steps if step is not None)
    return Taken(now[-1], replaced, now[-1], _with(memory, now[-1]), unknown=tuple(unknown))


def _states(memory: Memory) -> list[Told]:
    """What was told before each step that is kept, and at the end what is told now."""
    states = [Told(**{kind: getattr(memory, kind) for kind in Told.model_fields})]
    for step in reversed(memory.replaced):
        states.append(step.put_back(states[-1]))
    return states[::-1]


class _Piece(NamedTuple):
    """One thing that is told, in its kind."""

    kind: str
    name: str


_GAINS, _OTHER_PARTS = _Piece("parts", "gains"), _Piece("parts", "others")


def _pieces_of(told: Told) -> dict[_Piece, Any]:
    parts = {
        _GAINS: tuple(one for one in told.parts if one.name in GAINS),
        _OTHER_PARTS: tuple(one for one in told.parts if one.name not in GAINS),
    }
    return {
        **{_Piece("facts", name): fact for name, fact in told.facts.items()},
        **{piece: some for piece, some in parts.items() if some},
        **{_Piece("terms", name): value for name, value in told.terms.set.items()},
        **{_Piece("offers", one.name): one for one in told.offers},
        **{_Piece("tool_calls", one.tool): one for one in told.tool_calls},
    }


def _told_of(pieces: Mapping[_Piece, Any]) -> Told:
    def of(kind: str) -> dict[str, Any]:
        return {piece.name: value for piece, value in pieces.items() if piece.kind == kind}

    return Told(
        facts=of("facts"),
        parts=tuple(part for some in of("parts").values() for part in some),
        terms=Terms(set=of("terms")),
        offers=tuple(of("offers").values()),
        tool_calls=tuple(of("tool_calls").values()),
    )


def _named(undoing: Undoing, states: Sequence[Mapping[_Piece, Any]]) -> Iterator[_Piece]:
    """The pieces that are meant; a share that is said to be saved goes with the benefit that it makes."""
    yield from (_Piece("facts", name) for name in undoing.fields)
    yield from (_Piece("terms", name) for name in undoing.terms)
    if "monthly_benefit" in undoing.fields and any(_GAINS in state for state in states):
        yield _GAINS
    every = dict.fromkeys(piece for state in states for piece in state)
    names = undoing.offers
    for piece in every:
        of_offers = piece.kind == "offers" and names is not None and (not names or piece.name in names)
        own_sum = piece.kind == "tool_calls" and piece.name in OF_AN_INVESTMENT and names == ()
        compared = piece.kind == "tool_calls" and piece.name not in OF_AN_INVESTMENT and undoing.comparison
        if of_offers or own_sum or compared:
            yield piece


def _differ(old: Any, new: Any) -> bool:
    return differ(old, new) if isinstance(old, Fact | None) and isinstance(new, Fact | None) else bool(old != new)


def _set(state: dict[_Piece, Any], piece: _Piece, value: Any) -> None:
    state.pop(piece, None)
    if value is not None:
        state[piece] = value
