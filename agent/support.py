"""The check that a passage says what a sentence cites it for: its numbers, its names, its direction, most of its words.

It compares words and does not understand them, so it is strict where a change of one word changes the meaning (figures,
names, "above" and "below", "not") and lenient where a paraphrase may differ. What fails loses its mark or is taken out.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from agent.grounding import Checked, numbers_in, orphans
from agent.reply import Citation
from knowledge.passages import load_passages
from knowledge.words import exact_meanings, keywords, negations, stop_words

# The share of a sentence's words that what it cites must have, in the same or another form.
MOST_WORDS = 0.6
# How a passage begins says what all of it is about.
_TOPIC = 2
# A sentence with the marks behind it, before or after its full stop.
_SENTENCE = re.compile(r".+?(?:[.!?][*_\"”)]*(?:\s*\[\d+\](?!\())*(?=\s+\S|\s*$)|$)", re.DOTALL)
_MARK = re.compile(r"\s*\[(\d+)\](?!\()")
# After a colon to the last mark, since what is quoted may quote; elsewhere between two marks.
_QUOTATIONS = (
    re.compile(r":\s*[\"“](.{20,})[\"”]", re.DOTALL),
    re.compile(r"(?<!\w)[\"“]([^\"“”]{20,})[\"”]", re.DOTALL),
)
_CLAUSE_END = re.compile(r"(?<=[.?!;:])\s+|,\s+(?=(?:but|and|while|which|so|because|or)\b)")
_NAME = re.compile(r"\b(?:[A-Z][\w-]*[A-Z0-9][\w-]*|[A-Z][a-z][\w-]+)")


_Argument = tuple[str, Collection[int]]


def hold(
    text: str,
    citations: Iterable[Citation],
    own_numbers: Iterable[float] = (),
    arguments: Iterable[_Argument] = (),
) -> Checked:
    """`text` without the sentences that cite passages which do not say them. A sentence without a mark is not held.

    `own_numbers` are the user's. `arguments` are sentences that tools make of the user's facts, with their marks: what
    in them is a source's is held to its passages in `arguments.yaml`, so a sentence with such a mark may say them.
    """
    cited = {citation.mark: citation for citation in citations}
    own = tuple(own_numbers)
    argued = tuple(arguments)
    lines, removed = [], []
    for line in text.split("\n"):
        sentences = [found.group() for found in _SENTENCE.finditer(line)]
        kept = [sentence for sentence in sentences if _is_held(sentence, cited, own, argued)]
        removed += [sentence.strip() for sentence in sentences if sentence not in kept]
        if len(kept) == len(sentences):
            lines.append(line)
        elif kept:
            lines.append("".join(kept).strip())
    return Checked("\n".join(lines), tuple(removed))


def _is_held(
    sentence: str, cited: Mapping[int, Citation], own: Sequence[float], arguments: Sequence[_Argument]
) -> bool:
    behind = [cited[int(mark)] for mark in _MARK.findall(sentence) if int(mark) in cited]
    if not behind:
        return True
    said = _MARK.sub("", sentence).strip()
    quotation = next((found for kind in _QUOTATIONS if (found := kind.search(said))), None)
    if quotation is not None:
        words = " ".join(quotation[1].replace("\\", "").split())
        return any(words in " ".join(citation.text.replace("\\", "").split()) for citation in behind)
    passages = [f"{one.text} ({one.source_title}, {one.section})" for one in behind]
    marks = {citation.mark for citation in behind}
    argued = [argument for argument, of in arguments if marks & set(of)]
    return is_supported(said, passages, own) or any(is_supported(said, [one, *passages], own) for one in argued)


def is_supported(sentence: str, passages: Sequence[str], own_numbers: Iterable[float] = ()) -> bool:
    """Whether the passages say the sentence; a number may also be one of `own_numbers`, the user's or a tool's."""
    cited = " ".join(passages)
    return (
        not orphans(sentence, [*numbers_in(cited), *own_numbers])
        and all(name.lower() in cited.lower() for name in _names(sentence))
        and share_of_words(sentence, cited) >= MOST_WORDS
        and all(_agrees(clause, cited) for clause in _clauses(sentence))
    )


def share_of_words(sentence: str, text: str) -> float:
    """The share of the sentence's distinct content words that the text has, from 0 to 1; 1 where it has none."""
    words = _stems(sentence)
    return len(words & _stems(text)) / len(words) if words else 1.0


def _agrees(clause: str, cited: str) -> bool:
    """Whether the part of the passages that is nearest to a clause points the same way."""
    if clause in cited:
        return True
    parts = _clauses(cited)
    place = max(range(len(parts)), key=lambda i: (share_of_words(clause, parts[i]), share_of_words(parts[i], clause)))
    nearest = parts[place]
    if share_of_words(clause, nearest) < MOST_WORDS:  # what the clause says is spread over several parts
        return exact_meanings(clause) <= exact_meanings(cited) and (not negations(clause) or bool(negations(cited)))
    around = " ".join([*parts[:_TOPIC], *parts[place : place + 2]])  # a paraphrase may join two parts
    return exact_meanings(clause) <= exact_meanings(around) and negations(clause) % 2 == negations(nearest) % 2


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if clause.strip()] or [text]


def _names(sentence: str) -> list[str]:
    """Names, as their capitals tell them; the first word of a sentence is one unless it is a word like any other."""
    first = len(sentence) - len(sentence.lstrip(' “"*_-'))
    return [
        found.group()
        for found in _NAME.finditer(sentence)
        if found.start() != first or found.group().lower() not in _common_words()
    ]


@cache
def _common_words() -> frozenset[str]:
    """Words that the guidance has in small letters somewhere, so that a capital says nothing."""
    text = " ".join(passage.text for passage in load_passages())
    return frozenset(re.findall(r"\b[a-z][\w-]*", text)) | stop_words()


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word for word in keywords(text) if not word.replace(".", "").isdigit())
