"""What a message says of offers, in one view: its words, its cues, and what has been taken of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.offers import Offer
from agent.reading.offer_prices import is_price
from agent.understanding import Context
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.message import Message

NEAR = 4  # tokens
OUR = frozenset({"our", "my"})
AND_SO_ON = frozenset({"and", "or", "we", "i", "customers", "users", "us"})


@dataclass
class Reading:
    """A message, the cues in it, and what has been taken of it so far."""

    message: Message
    context: Context
    hits: Sequence[Hit[str]]
    used: list[Measured] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    renewing: bool = False  # a vendor of today wants more: who is named beside it, makes an offer
    offers: tuple[Offer, ...] = ()  # that it tells
    limit: float | None = None  # that they may come to
    described: frozenset[str] = frozenset()  # of whom it tells what they are and no name: "the university"
    named: dict[int, dict[int, str]] | None = None  # by sentence: where an offer is named, with its name

    def says(self, group: str, first: int, last: int) -> bool:
        return any(hit.payload == group and first <= hit.first and hit.last <= last for hit in self.hits)

    def places(self, group: str, first: int, last: int) -> list[int]:
        return [hit.first for hit in self.hits if hit.payload == group and first <= hit.first and hit.last <= last]

    def span(self, number: int) -> tuple[int, int]:
        sentence = self.message.structure.sentences[number]
        return sentence.first, sentence.last

    def items(self, number: int) -> list[Measured]:
        return [one for one in self.message.measured if one.sentence == number]

    def prices(self, number: int) -> list[Measured]:
        return [one for one in self.items(number) if self.is_price(one)]

    def is_price(self, item: Measured) -> bool:
        return is_price(self.message, item, headed=self.is_of_a_tool(item))

    def is_of_a_tool(self, item: Measured) -> bool:
        """ "The tool would be 30 a month", "an app for 45": money without any sign."""
        first, _ = self.span(item.sentence)
        return any(
            item.first - 1 <= hit.last <= item.first and OUR.isdisjoint(self.words(max(first, hit.first - 2), hit.last))
            for hit in self.hits
            if hit.payload in ("sold", "hires") and first <= hit.first
        )

    def words(self, first: int, last: int) -> set[str]:
        return {token.lower for token in self.message.tokens[first:last]}

    def window(self, item: Measured) -> tuple[int, int]:
        """What speaks of a price: the words before it as far as the price before, and a few behind it."""
        first, last = self.span(item.sentence)
        others = [one for one in self.message.measured if one.sentence == item.sentence and one is not item]
        first = max([first, *(one.last for one in others if one.first < item.first)])
        behind = min([last, item.last + NEAR, *(one.first for one in others if one.first > item.first)])
        breaks = [at for at in range(item.last, behind) if self.message.tokens[at].text in ",;:."]
        breaks += self.places("gains", item.last, last)  # "they ask $36,000 and it saves us $3,000"
        return first, min([behind, *breaks])


def is_imagined(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return (
        "what_if" in modes
        or words[:1] == ["if"]
        or words[:2] in (["and", "if"], ["what", "if"], ["and", "with"], ["say", "they"])
    )


def places_of_own(reading: Reading, number: int) -> list[int]:
    """Where "doing it ourselves", "in-house", and beside what could be bought "building", is said of prices."""
    first, last = reading.span(number)
    prices = reading.prices(number)
    places = [*reading.places("own", first, last), *reading.places("makes", first, last)]
    return sorted(at for at in places if any(at < one.first for one in prices))[:1]
