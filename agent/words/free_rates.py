"""A rate that stands apart from its number: "we get 1,000 claims every day", "per day, I mean"."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from agent.words.clauses import Structure
from agent.words.measured import Measured
from agent.words.quantities import Quantity, rate_at
from agent.words.text_lengths import SIZES
from agent.words.tokens import Token

_HOURS = "3600"  # the unit of "500 hours", which may be worked each month


def with_free_rates(structure: Structure, measured: list[Measured], masked: Collection[int]) -> list[Measured]:
    """Give a rate that stands apart ("we get 1,000 claims every day") to a number of its clause that has none."""
    tokens = structure.tokens
    taken = {
        index for item in measured for index in range(item.first, item.last) if not item.quantity.is_free or item.per
    }
    result = [item for item in measured if not item.quantity.bare_article]
    bare = [item for item in measured if item.quantity.bare_article]
    rates: list[tuple[int, int, float]] = []
    index = 0
    while index < len(tokens):
        rate = None if index in taken or index in masked else rate_at(tokens, index, masked)
        if rate is None and index not in taken and index + 2 < len(tokens) and _is_usual(tokens, index):
            plain = rate_at([tokens[index], *tokens[index + 2 : index + 4]], 0)
            rate = (*plain[:2], index + 1 + plain[2]) if plain else None
        if rate is None or rate[0] is None or _is_ordinal(tokens, rate[2] - 1):
            index += 1
            continue
        if not index or tokens[index - 1].lower != "not":  # "per day, not per month"
            rates.append((index, rate[2], rate[0]))
        index = rate[2]
    changes = structure.hits_of("updates")
    for place, end, per in rates:
        if any(0 <= place - hit.last <= _HOW_OFTEN_IT_CHANGES for hit in changes):
            continue
        sentence = structure.clauses[structure.clause_of[place]].sentence if structure.clause_of[place] >= 0 else -1
        candidates = [
            (position, item)
            for position, item in enumerate(result)
            if item.sentence == sentence and item.per is None and _may_recur(item.quantity)
            and _is_beside(structure, place, item) and not item.each
            and not ("document" in item.nouns and _says_more(structure, place, item))
        ]  # fmt: skip
        if candidates:
            position, item = min(
                candidates,
                key=lambda pair: (abs(pair[1].clause - structure.clause_of[place]), abs(pair[1].first - place)),
            )
            bare = [other for other in bare if other.first != place]
            alike = _of_another_year(tokens, place, item, result)
            result[position] = alike or replace(item, per=per)
        elif _says_no_more(structure, sentence, place, end):
            result = [
                replace(item, per=per) if item.sentence == sentence - 1 and _comes_so_often(item) else item
                for item in result
            ]
    spoken = {index for item in result for index in range(item.first, item.last)}
    durations = [item for item in bare if item.first not in spoken and _is_duration(structure, item)]
    return sorted([*result, *durations], key=lambda item: item.first)


def _is_beside(structure: Structure, place: int, item: Measured) -> bool:
    """In the same clause or the next; behind "every day, weekends included, ..." in one after."""
    apart = item.clause - structure.clause_of[place]
    opens = place == structure.sentences[item.sentence].first
    return abs(apart) <= 1 or (opens and 0 < apart <= _ASIDE)


_ASIDE = 3  # clauses


def _is_ordinal(tokens: Sequence[Token], place: int) -> bool:
    """ "We open a second contact centre": no time."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    counted = behind is not None and behind.kind == "word" and behind.lower not in _BEHIND_A_TIME
    return tokens[place].lower == "second" and counted


_BEHIND_A_TIME = frozenset(
    {"in", "at", "on", "or", "and", "during", "with", "from", "for", "per", "when", "is", "are", "to", "of", "but",
     "by", "max", "peak", "each", "every", "while", "under", "if", "we", "it", "now", "today", "as", "so", "than"}
)  # fmt: skip


def _of_another_year(
    tokens: Sequence[Token], place: int, item: Measured, others: Sequence[Measured]
) -> Measured | None:
    """ "Last year we had 31,000 calls a month, this year 44,000": calls a month too."""
    relative = tokens[place].lower in ("this", "last", "next") and not item.counts_something and not item.nouns
    rated = [
        other
        for other in others
        if other.sentence == item.sentence and other.per is not None and other.quantity.kind == item.quantity.kind
    ]
    if not relative or len(rated) != 1:
        return None
    return replace(item, per=rated[0].per, nouns=rated[0].nouns, counts_something=rated[0].counts_something)


def _says_no_more(structure: Structure, sentence: int, first: int, last: int) -> bool:
    """ "Per day, I mean.", "All of that monthly.": a sentence of a rate, for the numbers before it."""
    if sentence <= 0:
        return False
    whole = structure.sentences[sentence]
    ahead = structure.tokens[whole.first : first]
    behind = structure.tokens[last : whole.last]
    denied = next((place for place, token in enumerate(behind) if token.lower == "not"), len(behind))
    return all(token.kind == "symbol" or token.lower in _SAYS_IT_AGAIN for token in (*ahead, *behind[:denied]))


_SAYS_IT_AGAIN = frozenset(
    {"i", "mean", "meant", "that", "that's", "this", "these", "those", "is", "are", "it", "it's", "all", "both", "each",
     "of", "them", "course", "sorry", "and", "the", "figures", "numbers", "obviously", "roughly", "about"}
)  # fmt: skip


def _comes_so_often(item: Measured) -> bool:
    """A count that no rate was said of, and no length."""
    counts = item.quantity.kind in ("plain", "money") and item.per is None and not item.each
    return counts and not item.nouns & {*SIZES, "page", "user", "engineer"}


def _is_usual(tokens: Sequence[Token], place: int) -> bool:
    """ "300k requests is a normal month", "in a typical week"."""
    return tokens[place].lower in ("a", "an", "per", "each", "every") and tokens[place + 1].lower in _USUAL


_USUAL = frozenset(
    {"normal", "typical", "average", "usual", "regular", "standard", "quiet", "ordinary", "working", "full"}
)


def _says_more(structure: Structure, place: int, item: Measured) -> bool:
    """ "18,000 documents, new prices every month": the rate belongs to words of its own clause."""
    clause = structure.clauses[structure.clause_of[place]]
    return structure.clause_of[place] != item.clause and place - clause.first >= 1


_HOW_OFTEN_IT_CHANGES = 2  # tokens between "updated" and "weekly"


def _may_recur(quantity: Quantity) -> bool:
    """Counts, money, growth and hours of work come again every day or month."""
    return quantity.kind in ("plain", "money", "factor") or quantity.unit == _HOURS


def _is_duration(structure: Structure, item: Measured) -> bool:
    """ "a month" stands for a time, not for how often ("once a month")."""
    before = structure.tokens[item.first - 1].lower if item.first else ""
    return before not in ("once", "twice", "times", "thrice", "time") or item.quantity.bound is not None
