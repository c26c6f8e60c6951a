"""What of an advice the user has just seen word for word: it is named in a line, and only what has changed is shown."""

from collections.abc import Mapping
from dataclasses import replace

from agent.memory import Memory
from agent.replying.advice import Advice

_FRESH = 6  # turns; older words have scrolled away

_NAMES = {
    "reasons": "the reasons",
    "ruled_out": "what is ruled out",
    "money": "what it costs today",
    "plan": "what to plan for",
    "runner_up": "the runner-up",
    "flips": "what would change my mind",
    "notes": "what to keep in mind",
    "assumed": "what I assumed",
    "first_step": "the first step",
}


def parts_of(advice: Advice) -> dict[str, str]:
    """An advice by its parts, without marks; empty parts are left out."""
    told = [*(point.text for point in (*advice.reasons, *advice.against)), *advice.blockers]
    parts = {
        "title": f"{advice.title} {advice.provisional}",
        "reasons": "\n".join(told),
        "ruled_out": "\n".join(advice.ruled_out),
        "money": "\n".join(advice.money),
        "plan": "\n".join(advice.plan),
        "runner_up": f"{advice.runner_up} {advice.close_call}" if advice.runner_up else "",
        "flips": "\n".join(advice.flips),
        "notes": "\n".join(advice.notes),
        "assumed": "\n".join(advice.assumed),
        "first_step": advice.first_step,
    }
    return {name: text for name, text in parts.items() if text}


def unchanged(memory: Memory, parts: Mapping[str, str]) -> tuple[str, ...]:
    """The parts that stand as they were shown a few turns ago; none where another approach is advised now."""
    before = memory.card
    recent = memory.card_turn is not None and memory.turn + 1 - memory.card_turn <= _FRESH
    if not recent or _approach(before) != _approach(parts):
        return ()
    return tuple(name for name in parts if name in _NAMES and before.get(name) == parts[name])


def named(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts in words."""
    return tuple(_NAMES[name] for name in parts)


def without(advice: Advice, parts: tuple[str, ...]) -> Advice:
    """The advice without these parts."""
    empty: dict[str, object] = {}
    for name in parts:
        empty |= {"reasons": (), "against": (), "blockers": ()} if name == "reasons" else {}
        empty |= {name: ()} if name in ("ruled_out", "money", "plan", "flips", "notes", "assumed") else {}
        empty |= {"runner_up": None} if name == "runner_up" else {}
        empty |= {"first_step": ""} if name == "first_step" else {}
    return replace(advice, **empty)  # type: ignore[arg-type]  # each by its name


def _approach(parts: Mapping[str, str]) -> str:
    return parts.get("title", "").rpartition(" ")[0]
