"""Passages of guidance, as the Markdown files under `guidance/` hold them: a file per source, a heading per passage."""

from dataclasses import dataclass
from typing import Literal

SourceId = Literal["turing", "roi_measurement", "mantis", "strategy", "genloop"]
Evidence = Literal["advice", "definition", "rule_of_thumb", "example", "claim", "reported", "computed"]


@dataclass(frozen=True)
class Passage:
    """A few sentences in our own words that stand alone, with where they come from and what kind of thing they are."""

    passage_id: str  # "genloop-cost-threshold": stable across rebuilds, never reused
    source_id: SourceId
    source_title: str
    section: str  # the heading in the source document
    heading: str  # our own heading
    text: str  # the words that an answer prints
    evidence: Evidence
    erratum: str | None = None  # what the source got wrong, and the right figure
    disagrees_with: tuple[str, ...] = ()  # passage ids of the other view


@dataclass(frozen=True)
class Found:
    """A passage with its relevance to a query, from 0 to 1."""

    passage: Passage
    score: float
