"""The page's own words (`page.yaml`), checked once at load."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from agent.interview import cards

Show = Literal["usd", "count", "percent", "months", "score", "words"]


class StatusWords(BaseModel):
    """How a fact's status is marked: a badge, and a sentence that explains it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    badge: str
    hint: str


class Group(BaseModel):
    """Fields that are shown together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    fields: tuple[str, ...]


class FigureWords(BaseModel):
    """How one figure of a result is shown; `none` stands where the figure does not exist."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    show: Show
    none: str = "none"


class ResultWords(BaseModel):
    """How a tool's result is shown. A `main` result stands open beside the recommendation.

    `sentences` are the lists of the result whose records carry a `sentence` to print.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    main: bool = False
    sentences: tuple[str, ...] = ()
    figures: dict[str, FigureWords] = {}


class DocumentWords(BaseModel):
    """The panel of the user's own documents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    hint: str
    add: str
    sending: str
    indexing: str
    entry: str
    none: str
    remove: str
    sure: str
    trouble: str


class Words(BaseModel):
    """Everything that the page says by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    subtitle: str
    to_recommendation: str  # on a phone, where the panels stand below the conversation
    to_conversation: str
    delete: str
    went_wrong: str
    documents: DocumentWords
    evidence: Mapping[str, str]
    statuses: Mapping[str, StatusWords]
    steps: Mapping[str, str]
    groups: tuple[Group, ...]
    units: Mapping[str, str]
    results: Mapping[str, ResultWords]
    languages: tuple[tuple[str, str], ...]

    def fields(self) -> tuple[str, ...]:
        """Every field in the order in which the page shows it."""
        return tuple(field for group in self.groups for field in group.fields)


@cache
def words() -> Words:
    """The page's words. Raises `ValueError` that names the file and the record."""
    file = Path(__file__).with_name("page.yaml")
    try:
        loaded = Words.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{file.name}: {error}") from error
    wrong = set(loaded.fields()) ^ set(cards())
    if wrong or len(loaded.fields()) != len(cards()):
        raise ValueError(f"{file.name}: groups: each field of the profile once; look at {', '.join(sorted(wrong))}")
    missing = {card.kind for card in cards().values()} - set(loaded.units)
    if missing:
        raise ValueError(
            f"{file.name}: units: a line for each kind is needed; missing are {', '.join(sorted(missing))}"
        )
    return loaded
