"""The noun phrase around a number, what it makes the number count, and the rate right behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from agent.words.clauses import Structure
from agent.words.cues import Cues, Hit
from agent.words.measured import Measured
from agent.words.quantities import Quantity, rate_at
from agent.words.role_cues import phrase_ends
from agent.words.text_lengths import SIZES
from agent.words.tokens import Token, is_whole, stem_of

_LONGEST_PHRASE = 5
LONGEST_LABEL = 8
LABEL_ENDS = frozenset(":|=")
_LABEL_VERBS = frozenset({"are", "number", "total", "totals", "count"})  # "the manuals are 4,200"
EARSHOT = 50  # tokens: a cue farther away says nothing of a number


@dataclass(frozen=True, slots=True)
class Around:
    """What a number may stand beside: nouns and their makers by first token, names, other numbers."""

    structure: Structure
    nouns: Mapping[int, Sequence[Hit[str]]]
    makers: Mapping[int, Sequence[Hit[str]]]
    masked: Collection[int]
    taken: Collection[int]


def by_place(cues: Cues[str], structure: Structure) -> dict[int, list[Hit[str]]]:
    found: dict[int, list[Hit[str]]] = {}
    for hit in cues.find(structure.tokens):
        found.setdefault(hit.first, []).append(hit)
    return found


def as_measured(around: Around, quantity: Quantity) -> Measured:
    structure, noun_hits, masked, taken = around.structure, around.nouns, around.masked, around.taken
    tokens = structure.tokens
    behind = _behind(tokens, quantity)
    sized = False
    immediate = rate_at(tokens, behind, masked)  # "5 RPS", "40k a day"
    first, last = (behind,) * 2 if immediate else _phrase(tokens, quantity, taken)
    if (first < last and tokens[first - 1].text == "-" and first > quantity.last) or _is_page_long(tokens, first, last):
        last = first + 1  # "a 400-token answer" counts tokens
        sized = True
    last = max([last, *(hit.last for hit in noun_hits.get(first, ()) if hit.payload == "page")])  # "sides of A4"
    found = [hit for index in range(first, last) for hit in noun_hits.get(index, ()) if hit.last <= last]
    if first == last and quantity.kind == "plain":
        found = _label(structure, quantity.first, noun_hits)
    nouns: frozenset[str] = frozenset()
    if behind > quantity.last and last <= behind and not found:
        nouns = _meant_by_them(quantity.first, noun_hits)
    if found and quantity.kind == "plain":
        sizes = [hit for hit in found if hit.payload in SIZES or _are_pages(tokens, hit, found)]
        labelled = found[-1].payload == "example"  # "9,400 sentence pairs"
        found = found[-1:] if labelled else sizes or found  # "1.1k tokens prompt" are tokens
        end = max(hit.last for hit in found)
        longest = max(hit.last - hit.first for hit in found if hit.last == end)
        nouns = frozenset(hit.payload for hit in found if hit.last == end and hit.last - hit.first == longest)
        last = max(end, quantity.last)
        made = {
            hit.payload for index in range(quantity.last, end) for hit in around.makers.get(index, ()) if hit.last < end
        }
        nouns = _made_of(nouns, made)
    if not nouns and first < last and (_acts(tokens, last) or _is_asked_by_them(tokens, last)):
        nouns = frozenset({"user"})  # "900 paramedics consult our protocols": whoever they are, they are people
    last = max(last, quantity.beyond)  # "a page and a half each"
    rate = rate_at(tokens, last, masked) if last not in taken or last > quantity.last else None
    if rate is None and last > quantity.last and not nouns:
        rate = rate_at(tokens, quantity.last, masked)
    per, each, rate_end = rate or (None, False, last)
    per_head = False
    if not each and per is None and last + 1 < len(tokens) and tokens[last].lower in ("per", "each", "/", "a", "an"):
        each = tokens[last + 1].kind == "word" and quantity.kind in ("plain", "money") and last not in taken
        per, rate_end = _rate_behind(tokens, last + 2, masked) if each else (None, rate_end)
        rate_end = max(rate_end, last)
        per_head = each and per is not None and tokens[last].lower in ("per", "each", "/")
    clause = structure.clause_of[quantity.first]
    counts = last > behind and quantity.kind == "plain"
    sentence = structure.clauses[clause].sentence
    return Measured(quantity, nouns, counts, per, each, max(rate_end, last), clause, sentence, sized, per_head)


def _are_pages(tokens: Sequence[Token], hit: Hit[str], found: Sequence[Hit[str]]) -> bool:
    """ "2 pages text", "3 pages plain text": the plural is what is counted; "40,000 page views" are views."""
    beside = any(0 <= other.first - hit.last <= 1 for other in found)
    return beside and hit.payload == "page" and tokens[hit.first].lower in _PAGES


_PAGES = frozenset({"pages", "seiten", "pgs", "pp"})


def _made_of(nouns: frozenset[str], made: Collection[str]) -> frozenset[str]:
    """What is counted, with the words in front of it that make it something else."""
    if "other" in made:
        return frozenset({"other"})
    if set(made) == {"past"}:
        return nouns | {"example"}  # "31k historical reports" may be searched, or learned from
    if {"example", "document"} & set(made) and not nouns & {"engineer", "user"}:  # "two trained people"
        return frozenset(made) - {"past"}
    return nouns


def _is_page_long(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "A one page summary", "300 page PDFs", but "40,000 page views": how long one thing is, as with a hyphen."""
    long = last - first > 1 and tokens[first].lower == "page" and tokens[first + 1].kind == "word"
    return long and tokens[first + 1].stem not in _OF_A_WEB_PAGE and not tokens[first + 1].lower.endswith("ed")


_OF_A_WEB_PAGE = frozenset(map(stem_of, ("view", "visit", "hit", "impression", "load", "request", "click", "type")))


def _behind(tokens: Sequence[Token], quantity: Quantity) -> int:
    """Behind the number, and behind "of them" and "on top": "34 of them a day", "5% on top every month"."""
    on_top = quantity.kind == "share" and [token.lower for token in tokens[quantity.last : quantity.last + 2]] == [
        "on",
        "top",
    ]
    return quantity.last + (2 if on_top or _is_of_them(tokens, quantity.last) else 0)


def _rate_behind(tokens: Sequence[Token], place: int, masked: Collection[int]) -> tuple[float | None, int]:
    """The rate behind "per user": "2 questions per user and day", "$3 per active user per month"."""
    found = _rate_right_behind(tokens, place, masked)
    if found[0] is not None:
        return found
    per, end = _rate_right_behind(tokens, place + 1, masked)
    return (per, end) if per is not None else found


def _rate_right_behind(tokens: Sequence[Token], place: int, masked: Collection[int]) -> tuple[float | None, int]:
    joined = place < len(tokens) and tokens[place].lower in ("and", "/")
    if joined:  # "per user and day" leaves the second "per" out: the first one serves again
        rate = rate_at([tokens[place - 2], *tokens[place + 1 : place + 3]], 0)
        return (rate[0], place + rate[2]) if rate and rate[0] is not None else (None, place)
    rate = rate_at(tokens, place, masked)
    return (rate[0], rate[2]) if rate and rate[0] is not None else (None, place)


def _is_of_them(tokens: Sequence[Token], place: int) -> bool:
    return [token.lower for token in tokens[place : place + 2]] in (["of", "them"], ["of", "these"], ["of", "those"])


def _meant_by_them(first: int, noun_hits: Mapping[int, Sequence[Hit[str]]]) -> frozenset[str]:
    """ "And the documents, around 650 of them": what was counted last before the number."""
    for index in range(first - 1, max(-1, first - EARSHOT), -1):
        if index in noun_hits:
            return frozenset(hit.payload for hit in noun_hits[index])
    return frozenset()


def _label(structure: Structure, first: int, noun_hits: Mapping[int, Sequence[Hit[str]]]) -> list[Hit[str]]:
    """The noun of a label in front of a number: "output tokens: 600", "Requests per day | 12,000"."""
    tokens = structure.tokens
    if not first or (tokens[first - 1].text not in LABEL_ENDS and tokens[first - 1].lower not in _LABEL_VERBS):
        return []
    start = end = first - 1
    while (
        start > 0
        and first - start < LONGEST_LABEL
        and (tokens[start - 1].kind == "word" or tokens[start - 1].text == "/")
    ):
        start -= 1
        end = start if tokens[start].lower in ("/", "per") else end  # "input tokens / request" are tokens
    found = [hit for index in range(start, end) for hit in noun_hits.get(index, ()) if hit.last <= end]
    return found or [hit for index in range(start, first) for hit in noun_hits.get(index, ()) if hit.last <= first]


def _phrase(tokens: Sequence[Token], quantity: Quantity, taken: Collection[int]) -> tuple[int, int]:
    """The noun phrase behind a number, as far as it goes; "of" right behind the number is skipped, "of our" too."""
    start = quantity.last
    if start + 1 < len(tokens) and tokens[start].lower == "of":
        whole = tokens[start + 1].lower in ("the", "our", "my")
        if not whole:
            start += 1 + (quantity.kind == "plain" and quantity.value < 1 and tokens[start + 1].lower in ("a", "an"))
        elif quantity.kind == "plain" and start + 2 < len(tokens) and start + 2 not in taken:
            start += 2  # "three of our people"
    if start < len(tokens) and tokens[start].text in "-+":
        start += 1
    end = start
    while end < len(tokens) and end - start < _LONGEST_PHRASE and end not in taken:
        token = tokens[end]
        if token.lower == "plus" and any(place in taken for place in range(end + 1, end + _ADDED_NEAR)):
            break  # "OpenAI 900 plus Mistral 300"
        if (
            token.lower in phrase_ends()
            or _is_shortened_rate(tokens, end)
            or not (token.kind == "word" or token.text in "-&'’")
            or is_whole(token.lower)
            or (end > start and _is_asked_by_them(tokens, end))
        ):
            break
        end += 1
    while end > start and tokens[end - 1].kind != "word":
        end -= 1
    return start, end - 1 if _ends_with_verb(tokens, start, end) else end


_ADDED_NEAR = 4  # tokens


def _is_shortened_rate(tokens: Sequence[Token], place: int) -> bool:
    """The "p.a." of "visitors p.a."."""
    return tokens[place].lower == "p" and place + 1 < len(tokens) and tokens[place + 1].text in "./"


def _acts(tokens: Sequence[Token], place: int) -> bool:
    """Behind a plural stands what only people do with what is theirs."""
    does = place + 1 < len(tokens) and tokens[place].lower in _PEOPLE_DO and tokens[place + 1].lower in _OWN
    return does and tokens[place - 1].lower.endswith("s")


def _is_asked_by_them(tokens: Sequence[Token], place: int) -> bool:
    """ "70 drivers call in", "800 pupils ask 2 questions": a plural, what they do, and whom, where or how often."""
    if not 0 < place < len(tokens) - 1 or tokens[place].lower not in _PEOPLE_ASK:
        return False
    behind = tokens[place + 1]
    goes_on = behind.lower in _GOES_ON or behind.kind == "number"
    return goes_on and tokens[place - 1].kind == "word" and tokens[place - 1].lower.endswith("s")


_PEOPLE_ASK = frozenset(
    {"ask", "call", "ring", "phone", "write", "mail", "email", "message", "text", "contact", "send", "look", "query",
     "submit", "visit"}
)  # fmt: skip
_GOES_ON = frozenset(
    {"us", "me", "in", "to", "our", "the", "things", "it", "them", "up", "one", "two", "three", "four", "five", "once",
     "twice", "about", "around", "some"}
)  # fmt: skip
_PEOPLE_DO = frozenset({"query", "search", "consult", "read", "ask", "use", "check", "browse", "open", "study", "edit"})
_OWN = frozenset({"our", "the", "my", "their", "its", "these"})


def _ends_with_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Technicians query our manuals": a plural, and a word that is none in front of what belongs to somebody."""
    follows = end < len(tokens) and tokens[end].lower in _OWN
    people = end - start > 1 and tokens[end - 2].lower.endswith("s")
    return follows and people and not tokens[end - 1].lower.endswith("s")
