"""What to ask next, and how each field of the profile is named, shown and explained (`fields.yaml`)."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from agent.facts import Fact
from agent.reply import Ask
from tools.profile import FIELDS, Profile

Kind = Literal[
    "text",
    "choice",
    "list",
    "yes_no",
    "usd",
    "count",
    "tokens",
    "share",
    "growth",
    "seconds",
    "months",
    "objective",
]

# An open question that was put twice and not answered is not put again: the user has said what they want to say.
MOST_TIMES_ASKED = 2


class FieldCard(BaseModel):
    """How one field speaks to people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    named: str = ""  # inside a sentence, where the label would not do
    kind: Kind
    said: str
    question: str
    why: str
    values: dict[str, str] = {}
    options: tuple[str, ...] = ()
    also: str | None = None
    pointless: dict[str, tuple[str, ...]] = {}  # by another field: values with which this one is not asked for
    after: str | None = None  # the field that is asked first, as long as nothing known shows that anything runs
    instead: dict[str, dict[str, str]] = {}  # by another field and its value: the question to put then
    alone: str | None = None  # the question when the field in `also` is known already

    @property
    def in_a_sentence(self) -> str:
        """ "The kind of work", "requests a month"."""
        return self.named or self.label.lower()

    def question_for(self, facts: Mapping[str, Fact], *, also: bool) -> str:
        """The question as it fits what is known, and whether the second field is asked in the same breath."""
        known = {name: str(fact.value) for name, fact in facts.items()}
        fitting = (by_value[known[name]] for name, by_value in self.instead.items() if known.get(name) in by_value)
        return next(fitting, self.question if also or self.alone is None else self.alone)


def next_question(
    telling: Sequence[str], unknown: Collection[str], times_asked: Mapping[str, int], facts: Mapping[str, Fact]
) -> Ask | None:
    """The most telling open question that has not been put too often; a second field rides along where it belongs.

    The use case comes before everything else: no other question can be put in the user's own terms.
    """
    for name in sorted(telling, key=lambda name: name != FIRST):
        if times_asked.get(name, 0) >= MOST_TIMES_ASKED or _is_pointless(name, facts):
            continue
        field = _to_ask_first(name, unknown, times_asked, facts) or name
        card = cards()[field]
        also = card.also if card.also in unknown else None
        question = card.question_for(facts, also=also is not None)
        return Ask(field=field, question=question, options=options(field), why=card.why, also=also)
    return None


def _to_ask_first(
    field: str, unknown: Collection[str], times_asked: Mapping[str, int], facts: Mapping[str, Fact]
) -> str | None:
    """What is asked in place of a question about what runs, where nothing shows yet that anything does."""
    first = cards()[field].after
    if first is None or first not in unknown or not SHOWS_THAT_IT_RUNS.isdisjoint(facts):
        return None
    return first if times_asked.get(first, 0) < MOST_TIMES_ASKED else None


FIRST = "task"
# Facts from which follows whether anything runs today; left open, they are not asked for once more.
SHOWS_THAT_IT_RUNS = frozenset({"stage", "current_approach", "monthly_api_spend", "current_accuracy"})


def _is_pointless(field: str, facts: Mapping[str, Fact]) -> bool:
    """Whether the facts leave no room for the question: what does not run yet has no bill and no accuracy."""
    known = {name: fact.value for name, fact in facts.items()}
    return any(known.get(name) in values for name, values in cards()[field].pointless.items())


def options(field: str) -> tuple[str, ...]:
    """What the user can pick from: the card's own list, else the field's vocabulary, in words."""
    card = cards()[field]
    offered = card.options or (("yes", "no") if card.kind == "yes_no" else vocabulary(field))
    return tuple(option.replace("_", " ") for option in offered)


@cache
def vocabulary(field: str) -> tuple[str, ...]:
    """The values that an enumerated field (or a list of them) can take; empty for any other field."""
    return _literals(Profile.model_fields[field].annotation)


@cache
def cards() -> Mapping[str, FieldCard]:
    """Every field's card. Raises `ValueError` that names the file and the field when one is missing or wrong."""
    file = Path(__file__).with_name("fields.yaml")
    loaded = TypeAdapter(dict[str, FieldCard]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    wrong = sorted(set(loaded) ^ set(FIELDS))
    if wrong:
        raise ValueError(f"{file.name}: one record per field of the profile is needed; look at {', '.join(wrong)}")
    return loaded


def _literals(annotation: object) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if get_origin(annotation) in (Union, UnionType, tuple, Annotated):
        return tuple(value for part in get_args(annotation) for value in _literals(part))
    return ()
