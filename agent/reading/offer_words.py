"""The words of offers (`cues/offers.yaml`), and what an offer is called: "bid", "vendor", "option"."""

from collections.abc import Iterable
from functools import cache

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.tokens import stem_of

LETTERS = frozenset("ABCDEFGHKLMNPQRSTUVWXYZ")
LABELS = frozenset(
    {"offer", "option", "bid", "bidder", "tenderer", "tender", "vendor", "supplier", "provider", "contractor", "agency",
     "company", "firm", "proposal", "quote", "variant", "tool", "product", "candidate"}
)  # fmt: skip


@cache
def cues() -> Cues[str]:
    return Cues(groups_of(load_cues("offers.yaml"), "offers.yaml"))


@cache
def stems_of(group: str) -> frozenset[str]:
    """The stems of a group of single words."""
    words: Iterable[str] = load_cues("offers.yaml")[group]
    return frozenset(stem_of(word.removeprefix("=")) for word in words)
