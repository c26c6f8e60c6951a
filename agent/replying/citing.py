"""Citations of one reply: each passage gets its mark in the order of first use, each argument its passages."""

import re

from agent.reply import Citation
from agent.replying.arguments import passages_behind
from knowledge.passages import Passage
from knowledge.search import Guidance

_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9“])")


def sentences_of(text: str) -> list[str]:
    """The sentences of a passage of guidance."""
    return _SENTENCE_END.split(text)


class Citations:
    """The passages that a reply rests on, with their marks."""

    def __init__(self, guidance: Guidance) -> None:
        self.passage = guidance.get
        self.passages = guidance.passages
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

    def behind(self, tool: str, argument: str) -> tuple[int, ...]:
        """The marks of the passages that back an argument of a tool, from `arguments.yaml`; none beats a poor one."""
        passages = (self.passage(passage_id) for passage_id in passages_behind(tool, argument))
        return tuple(self.mark(passage) for passage in passages if passage is not None)

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._cited.values())
