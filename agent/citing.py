"""Citations of one reply: each passage gets its mark in the order of first use, each argument the passage behind it."""

import re
from collections.abc import Callable
from functools import lru_cache

from agent.reply import Citation
from knowledge.passages import Passage
from knowledge.search import Guidance

_FIGURES = re.compile(r"\$?\d[\d,.]*(?:\s?%)?")


class Citations:
    """The passages that a reply rests on, with their marks."""

    def __init__(self, guidance: Guidance) -> None:
        self._support = _support(guidance)
        self._cited: dict[str, Citation] = {}

    def mark(self, passage: Passage) -> int:
        """The passage's mark; the first use gives it one."""
        if passage.passage_id not in self._cited:
            self._cited[passage.passage_id] = Citation(
                mark=len(self._cited) + 1,
                passage_id=passage.passage_id,
                source_id=passage.source_id,
                source_title=passage.source_title,
                section=passage.section,
                text=passage.text,
                evidence=passage.evidence,
                erratum=passage.erratum,
                disagrees_with=passage.disagrees_with,
            )
        return self._cited[passage.passage_id].mark

    def behind(self, sentence: str, sources: tuple[str, ...]) -> tuple[int, ...]:
        """The mark of the passage that backs a sentence, from the sources that it names; none beats a poor one."""
        # Without the user's own figures the same argument is the same sentence, and is looked up once.
        passage = self._support(_FIGURES.sub("", sentence), sources)
        return (self.mark(passage),) if passage else ()

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._cited.values())


@lru_cache(maxsize=8)
def _support(guidance: Guidance) -> Callable[[str, tuple[str, ...]], Passage | None]:
    @lru_cache(maxsize=2048)
    def find(sentence: str, sources: tuple[str, ...]) -> Passage | None:
        found = guidance.relevant(sentence, 1, sources=sources) if sources else []
        return found[0].passage if found else None

    return find
