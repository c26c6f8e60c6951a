"""Quotations from the user's own documents: which of them an answer shows, and how they are put into Markdown.

A document's words are data. They stand in quotation marks with the document's name and place, word for word, and
nothing in them is a link, a picture, a tag or a citation mark.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.library import Library, Quote
from knowledge.passages import Found, Passage

CANDIDATES = 6
NEARLY_AS_GOOD = 0.85
# Punctuation that means something in the middle of a line of Markdown; a closing bracket alone ends links and marks.
_ACTIVE = re.compile(r"[\\`<~\]]|(?<!\s)\*|\*(?!\s)|(?<!\w)_|_(?!\w)")
_ADDRESS = re.compile(r"(?<=\w)(?:(?=://)|(?=@\w))|(?<=\bwww)(?=\.)|(?<=\bmailto)(?=:)", re.IGNORECASE)
_NAME_LENGTH = 4  # letters of a document's name without its ending, for a question to mean it by them


@dataclass(frozen=True)
class Quotation:
    """A passage to cite, and the sentence that quotes it."""

    passage: Passage
    sentence: str
    score: float
    is_support: bool  # the words behind our own summary of the same source, not another voice


def quotations(library: Library | None, question: str, ours: Sequence[Found], *, sets_right: bool) -> list[Quotation]:
    """What the user's documents say to a question, beside the passages of ours that answer it.

    The original of a source of ours is no second voice: where ours speaks, it only gives its own words to what ours
    says. A figure that it has got wrong is quoted only for those who ask about it. A document that the question names
    speaks alone.
    """
    if library is None:
        return []
    quotes = [quote for quote in library.quotes(question, CANDIDATES) if sets_right or not quote.found.passage.erratum]
    meant = [quote for quote in quotes if _is_named(quote.found.passage.source_title, question)]
    if meant:
        return [_quotation(quote, is_support=False) for quote in meant[:1]]
    support = (library.support(found.passage) for found in ours)
    behind = [quote for quote in support if quote and (sets_right or not quote.found.passage.erratum)]
    voices = [quote for quote in quotes if not (ours and quote.original_of)]
    return [
        *(_quotation(quote, is_support=True) for quote in behind[:1]),
        *(_quotation(quote, is_support=False) for quote in _two_voices(voices)),
    ]


def quoted(words: str) -> str:
    """Words of a document as a quotation in Markdown: each character shows as it is."""
    return f'"{literal(words)}"'


def literal(text: str) -> str:
    """Text of a document in one line of Markdown, with nothing in it that Markdown would act on."""
    return _ADDRESS.sub(r"\\", _ACTIVE.sub(lambda found: f"\\{found[0]}", " ".join(text.split())))


def _two_voices(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The best quotation, and one of another document that is nearly as good."""
    for number, quote in enumerate(_distinct(quotes)):
        if number == 2 or quote.found.score < NEARLY_AS_GOOD * quotes[0].found.score:
            return
        yield quote


def _distinct(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The best of each document, and of several documents that are originals of one source, or say the same words."""
    seen: set[str] = set()
    for quote in quotes:
        marks = {quote.found.passage.source_id, quote.words, *([quote.original_of] if quote.original_of else [])}
        if not marks & seen:
            yield quote
        seen |= marks


def _quotation(quote: Quote, *, is_support: bool) -> Quotation:
    passage = quote.found.passage
    where = f'"{literal(passage.source_title)}" ({literal(passage.section)})'
    opening = f"The original, {where}, says" if is_support else f"Your document {where} says"
    return Quotation(passage, f"{opening}: {quoted(quote.words)}", quote.found.score, is_support)


def _is_named(name: str, question: str) -> bool:
    asked = question.casefold()
    stem = name.casefold().rpartition(".")[0]
    return name.casefold() in asked or (
        len(stem) >= _NAME_LENGTH and re.search(rf"(?<!\w){re.escape(stem)}(?!\w)", asked) is not None
    )
