"""Which share of the printed numbers has a parent: in drafts, before the check, and in what is sent."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from agent.advisor import Advisor
from agent.grounding import Checked, check, orphans
from tests.conversation_score import HALVES, TODAY, held


def rows() -> list[tuple[str, str, str]]:
    """Rows of (what, measured, aim), over every reply of the labelled conversations."""
    counted = asyncio.run(_counted())
    about = f"{counted['numbers']:,} numbers in {counted['replies']:,} replies"
    drafted, sent = (1 - counted[name] / counted["numbers"] for name in ("drafted", "sent"))
    return [
        (f"numbers with a parent before the check ({about})", f"{drafted:.2%}", ""),
        ("numbers with a parent in what is sent", f"{sent:.2%}", "100 %"),
        ("replies from which the check took a sentence", f"{counted['cut']:,}", ""),
    ]


async def _counted() -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder, _counting() as counted:
        async with Advisor.open(Path(folder), today=lambda: TODAY) as advisor:
            for half in HALVES:
                await held(advisor, half)
    return counted


@contextmanager
def _counting() -> Iterator[Counter[str]]:
    counted: Counter[str] = Counter()

    def counting(text: str, parents: Iterable[float], marks: Iterable[int]) -> Checked:
        known = list(parents)
        checked = check(text, known, marks)
        counted["replies"] += 1
        counted["numbers"] += len(orphans(text, ()))
        counted["drafted"] += len(orphans(text, known))
        counted["sent"] += len(orphans(checked.text, known))
        counted["cut"] += bool(checked.removed)
        return checked

    with patch("agent.graph.check", counting):
        yield counted
