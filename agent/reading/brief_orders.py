"""Orders for a short result: "five lines for my board", "shorter, please", "half a page that I can forward".

Such an order is about the reply and tells nothing of the case: a page in it is no length of an answer, a summary in it
no task. All of its words must belong to an order; what the model shall write ("a summary of each call") is none. The
cues are `short` in `cues/answers.yaml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token, words_in

_MOST_WORDS = 22
_LONGEST_READER = 4  # words: "for my supervisory board"
_LONGEST_PURPOSE = 10  # words: "so that the mayor of our town understands it"
_FEW_LINES = (2, 3)
_NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}


@dataclass(frozen=True)
class BriefOrder:
    """One order, for few words or for plain ones; `sentences` is how many are wanted, where that was said."""

    form: Literal["brief", "plain"] = "brief"
    sentences: int | None = None
    shorter: bool = False  # than before


def brief_orders(message: Message) -> Mapping[int, BriefOrder]:
    """The sentences that order a short result and do nothing else."""
    found: dict[int, BriefOrder] = {}
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        if words_in(tokens) <= _MOST_WORDS and _orders(tokens):
            kinds = {hit.payload for hit in _cues().find(tokens)}
            form: Literal["brief", "plain"] = "plain" if "plain" in kinds else "brief"
            found[number] = BriefOrder(form, sentences_wanted(tokens), "shortens" in kinds)
    return found


def wants_again(message: Message) -> bool:
    """ "Give me the recommendation again, please": what was shown before is wanted once more, and not named only."""
    words = {token.lower for token in message.tokens}
    return bool(words & _ONCE_MORE) and bool(words & _ADVICE)


_ONCE_MORE = frozenset({"again", "repeat", "repeated", "more", "now", "restate", "resend"})
_ADVICE = frozenset({"recommendation", "recommendations", "advice", "verdict", "recommend", "advise"})


def spoken_of_the_reply(message: Message) -> set[int]:
    """The sentences that order something of the advice, or judge it, and tell nothing of the case.

    "Show fine-tuning and RAG with cost and payback", "classify the options by risk", "none of this convinces me".
    """
    return {
        number
        for number, sentence in enumerate(message.structure.sentences)
        if _is_of_the_reply([token.lower for token in message.tokens[sentence.first : sentence.last]])
    }


def _is_of_the_reply(words: Sequence[str]) -> bool:
    begins = next((place for place, word in enumerate(words) if word not in _RUN_UP), len(words))
    said = [word for word in words[begins:] if word[0].isalnum()]
    if said[:2] in (["none", "of"], ["nothing", "of"]) and said[2:3] and said[2] in _POINTING:
        return len(said) > _NONE_OF_THIS and said[_NONE_OF_THIS] not in _STATES
    if not said or said[0] not in _ORDERED:
        return False
    points = bool(said[1:2]) and said[1] in _POINTING and bool(_PLAIN & set(said[2:]))
    advice = any(word in _OF_ADVICE and before in _DETERMINED for before, word in pairwise(said))
    return points or advice or (said[0] in ("show", "compare") and bool(_FIGURES & set(said[1:])))


_RUN_UP = frozenset({"please", "now", "and", "ok", "okay", "so", "then", "just", "also", ",", "could", "can", "you"})
_ORDERED = frozenset(
    {"show", "list", "compare", "rank", "classify", "sort", "translate", "summarise", "summarize", "group", "explain"}
)
_POINTING = frozenset({"this", "that", "it", "these", "those", "your", "them"})
_PLAIN = frozenset({"plain", "simple", "simpler", "normal", "everyday", "layman's", "human"})
_OF_ADVICE = frozenset(
    {"options", "approaches", "alternatives", "advice", "recommendation", "recommendations", "answer", "reply"}
)
_DETERMINED = frozenset({"the", "your", "these", "those", "all", "my", "our", "both"})
_FIGURES = frozenset({"cost", "costs", "payback", "pay-back"})
_STATES = frozenset({"is", "are", "was", "were", "has", "have", "may", "can", "must", "will", "goes", "leaves"})
_NONE_OF_THIS = 3  # words, which may be the answer to a question


def _orders(tokens: Sequence[Token]) -> bool:
    hits = _cues().find(tokens)
    forms = [hit for hit in hits if hit.payload not in ("reader", "advice") and not _tells(tokens, hit)]
    if not forms:
        return False
    kinds = {hit.payload for hit in forms}
    head = [token.lower for token in tokens[: forms[0].first] if token.kind != "symbol"]
    reads = any(hit.payload == "reader" and _is_for(tokens, hit.first) for hit in hits) or bool(list(_purposes(tokens)))
    if forms[0].payload in ("shortens", "sums_up") and {"it", "that", "this"} & set(head):
        return False  # "can it summarise a page?"
    if not _all_belong(tokens, hits):
        return False
    if kinds & {"short", "shortens", "plain"}:
        return True
    if (_ARE_TOLD | _HAVE_DONE) & set(head):
        return False  # "that's the mail from my boss", "my boss read your summary"
    if "length" in kinds:  # a length alone is how long something is
        return reads or "sums_up" in kinds or (bool(_words("ordering") & _lower(tokens)) and not _IS & set(head))
    reports = "report" in kinds and "please" in _lower(tokens) and not _ALL_OF_IT & _lower(tokens)
    return reports or (reads and bool(kinds & {"sums_up", "writing"}))


def _tells(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Please note that a clerk reads it": the word is a verb, and no paper is wanted."""
    ahead = tokens[hit.first - 1].lower if hit.first else ""
    behind = [token.lower for token in tokens[hit.last : hit.last + 1]]
    return hit.payload in ("report", "writing") and behind == ["that"] and ahead in _LEADS_TO_VERB


_LEADS_TO_VERB = frozenset({"", "please", "pls", "and", "also", "kindly", "but", "do", "to", "you"})


def _is_for(tokens: Sequence[Token], place: int) -> bool:
    """ "For my boss", "the board needs ...", and not "from my boss"."""
    return not any(token.lower in ("from", "by") for token in tokens[max(0, place - 2) : place])


_ARE_TOLD = frozenset({"that's", "here's", "here"})
_HAVE_DONE = frozenset({"read", "reads", "wrote", "sent", "saw", "got"})
_ALL_OF_IT = frozenset({"whole", "full", "complete", "entire", "final", "everything", "all"})
_IS = frozenset({"is", "are", "be", "was", "has", "have", "it's"})


def _all_belong(tokens: Sequence[Token], hits: Sequence[Hit[str]]) -> bool:
    """Every word is of a form, of who reads it, of what it is for, or of an order."""
    taken = {place for hit in hits for place in range(hit.first, hit.last)}
    for first, last in (*_readers(tokens, taken), *_purposes(tokens)):
        taken |= set(range(first, last))
    rest = {
        token.lower
        for place, token in enumerate(tokens)
        if place not in taken and token.kind != "symbol" and token.lower not in ("'s", "'d")
    }
    return rest <= _words("words") and not _words("never") & _lower(tokens)


def _readers(tokens: Sequence[Token], taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "for my supervisory board", "to our partners": the words behind, as far as no form begins."""
    for place, token in enumerate(tokens[:-1]):
        if token.lower in ("for", "to") and tokens[place + 1].lower in _words("determiners"):
            last = place + 2
            while last < len(tokens) and tokens[last].kind == "word" and last - place - 2 < _LONGEST_READER:
                if tokens[last].lower in _words("ends_reader") or (last in taken and last > place + 3):
                    break
                last += 1
            yield place, last


def _purposes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """ "so that the mayor understands it", "which my CFO can read in a minute": to the end of the sentence."""
    for hit in _purpose().find(tokens):
        behind = tokens[hit.first :]
        if words_in(behind) <= _LONGEST_PURPOSE and not any(token.kind == "number" for token in behind):
            yield hit.first, len(tokens)


def sentences_wanted(tokens: Sequence[Token]) -> int | None:
    """In how many sentences an answer is wanted; so few lines hold no more than as many of them."""
    for hit in _cues().find(tokens):
        words = [token.lower for token in tokens[hit.first : hit.last]]
        if hit.payload == "length" and words[-1].startswith(("sentence", "line")):
            number = int(words[0]) if words[0].isdigit() else _NUMBERS.get(words[0])
            if words[-1].startswith("sentence") or number in _FEW_LINES:
                return number
    return None


_FORMS = ("advice", "short", "shortens", "plain", "sums_up", "writing", "report", "length", "reader")


def _lower(tokens: Sequence[Token]) -> set[str]:
    return {token.lower for token in tokens}


@cache
def _cues() -> Cues[str]:
    record = load_cues("answers.yaml")["short"]
    return Cues(groups_of({name: record[name] for name in _FORMS}, "answers.yaml: short"))


@cache
def _purpose() -> Cues[str]:
    return Cues(groups_of({"purpose": load_cues("answers.yaml")["short"]["purpose"]}, "answers.yaml: short"))


@cache
def _words(group: str) -> frozenset[str]:
    record = load_cues("answers.yaml")
    listed = pattern_list(record["short"][group], f"answers.yaml: short: {group}")
    return frozenset(listed) | (frozenset(record["leading"]) if group == "words" else frozenset())
