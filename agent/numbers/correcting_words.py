"""The words around a number that corrects: orders and pointing words, a "no", nothing but the number."""

from collections.abc import Collection

from agent.words.measured import Measured
from agent.words.message import Message


def is_to_be_taken(message: Message, item: Measured) -> bool:
    """Nothing but an order or a pointing word stands in front: "use 11,000", "so call it 900", "it's 6,500"."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"}
    hedge = {token.lower for token in message.tokens[item.first : item.quantity.last]} & TAKING  # "say 1,000"
    return bool((ahead | hedge) & TAKING) and ahead <= TAKING | LEADING


def words_ahead(message: Message, item: Measured) -> set[str]:
    """The words of its clause in front of a number, hedges of the number among them."""
    clause = message.structure.clauses[item.clause]
    hedges = {token.lower for token in message.tokens[item.first : item.quantity.last]} & POINTING
    return hedges | {token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"}


def says_no_first(message: Message) -> bool:
    """ "No, 40 percent": what was told before does not hold."""
    words = [token.lower for token in message.tokens if token.kind in ("word", "number")]
    return words[:1] != [] and words[0] in NO


def stands_alone(message: Message, item: Measured, beside: Collection[str] = ()) -> bool:
    """ "50k. Hmm no. 40k.": a sentence of nothing but the number, and the words that may stand `beside` it."""
    sentence = message.structure.sentences[item.sentence]
    words = [
        token.lower
        for place, token in enumerate(message.tokens[sentence.first : sentence.last], sentence.first)
        if token.kind in ("word", "number") and (item.first <= place < item.quantity.last or token.lower not in beside)
    ]
    own = [token for token in message.tokens[item.first : item.quantity.last] if token.kind in ("word", "number")]
    return len(words) == len(own)


def opening(message: Message) -> set[int]:
    """The tokens with which sentences and clauses begin."""
    starts = [*(each.first for each in message.structure.sentences), *(one.first for one in message.structure.clauses)]
    return {place for start in starts for place in range(start, start + OPENS)}


CORRECTING = frozenset(
    {"no", "sorry", "oops", "meant", "mean", "actually", "wait", "correction", "rather", "course", "hang", "mistake",
     "bad"}
)  # fmt: skip
FEW_WORDS = 14
THE = frozenset({"the", "those", "these", "our", "my"})
NO = frozenset({"no", "nope", "nah", "naw"})
OPENS = 2  # tokens at the head of a clause: "no, sorry"
TAKING = frozenset(
    {"use", "take", "make", "call", "count", "go", "say", "assume", "put", "write", "it's", "its", "is", "that's",
     "they're", "they", "it", "that", "calculate", "reckon", "plan", "work", "rather", "better", "now"}
)  # fmt: skip
LEADING = frozenset(
    {"so", "then", "and", "please", "better", "rather", "with", "on", "just", "more", "like", "closer", "to", "let's",
     "lets", "i'd", "we'd", "let", "us", "are", "in", "fact", "actually", "no", "but", "really", "only", "for", "now",
     "should", "be", "should've", "have", "been", "instead", "well", "wait", "hmm", "sorry", "ok", "okay"}
)  # fmt: skip
POINTING = TAKING | LEADING
