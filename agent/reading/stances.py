"""Who wants the advice confirmed ("so RAG it is?"), and who pushes back ("I don't buy that", "my CTO says otherwise").

Both are answered from the ranking of the case (`agent.replying.stance_answers`), and their words tell no fact: what
else the sentence tells is read as usual. The cues are `cues/stances.yaml`.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from agent.reading.rulings import ruled_out_in
from agent.words.approach_words import approach_hits, approach_in
from agent.words.clauses import Mode
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token, stem_of, words_in
from tools.profile import Approach

_Payload = TypeVar("_Payload", bound=Hashable)
_MOST_ASKED, _MOST_SAID = 20, 32  # words of the sentence
_FEW = 5  # words: "that's just plain wrong"
_NEAR = 2  # tokens between the name and what says that it is chosen
_AROUND = 8  # tokens of such words


@dataclass(frozen=True)
class Stance:
    """What a sentence holds of the advice; `apart` are places in the text that tell nothing else."""

    kind: Literal["agree", "doubt"]
    approach: Approach | None
    apart: tuple[tuple[int, int], ...]
    failed: bool = False  # they have tried it


def says_nothing(tokens: Sequence[Token]) -> bool:
    """Not a word that tells anything: ", sorry"."""
    return all(token.lower in _words("lead") for token in tokens if token.kind in ("word", "number"))


def stance_of(message: Message, number: int) -> Stance | None:
    """The stance of sentence `number`, if it takes one."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    supposes = "what_if" in modes and not (_asked_at_head(tokens) and "if" not in {token.lower for token in tokens})
    if message.language != "en" or supposes or "ignored" in modes:
        return None
    return _confirmation(message, number, tokens) or _push_back(message, number, tokens, modes)


def _confirmation(message: Message, number: int, tokens: Sequence[Token]) -> Stance | None:
    approach = approach_in(tokens)
    orders = [hit for hit in _found("asks", tokens) if tokens[hit.first].stem.startswith("confirm")]
    asks = message.structure.sentences[number].question or any(_heads(tokens, hit.first) for hit in orders)
    if approach is None or not asks or words_in(tokens) > _MOST_ASKED or _has_number(message, number):
        return None
    if not _is_sought(tokens) or not (_is_chosen(tokens) or _is_concluded(tokens)):
        return None
    return Stance("agree", approach, (_span(tokens),))


def _is_sought(tokens: Sequence[Token]) -> bool:
    """A yes or no is wanted: by its head, by its tag, or by its order of words."""
    opens = next((token.lower for token in tokens if token.kind == "word"), "") in _words("opens")
    return _asked_at_head(tokens) or opens or _has_tag(tokens) or _concludes(tokens) or tokens[-1].lower == "then"


def _asked_at_head(tokens: Sequence[Token]) -> bool:
    return any(_heads(tokens, hit.first) for hit in _found("asks", tokens))


def _has_tag(tokens: Sequence[Token]) -> bool:
    """Its last words ask for agreement: ", right?", "isn't it?"."""
    return any(hit.last >= len(tokens) and hit.first > 0 for hit in _found("tags", tokens))


def _concludes(tokens: Sequence[Token]) -> bool:
    return any(hit.first == 0 for hit in _found("concludes", tokens))


def _is_concluded(tokens: Sequence[Token]) -> bool:
    """ "So RAG?", "RAG, right?": not a word of anything else."""
    taken = _places(approach_hits(tokens)) | _places(_found("concludes", tokens)) | _places(_found("tags", tokens))
    rest = [token for place, token in enumerate(tokens) if place not in taken and token.kind in ("word", "number")]
    return all(token.lower in _words("lead") for token in rest)


def _is_chosen(tokens: Sequence[Token]) -> bool:
    """The words beside a name say that it is taken, or that it is the right one."""
    for name in approach_hits(tokens):
        ahead = tokens[max(0, name.first - _AROUND) : name.first]
        behind = tokens[name.last : name.last + _AROUND]
        if _is_only_mentioned(ahead, behind):
            continue
        if any(len(ahead) - hit.last <= _NEAR for hit in _found("before", ahead)):
            return not _goes_on(behind)
        if any(hit.first <= _NEAR for hit in _found("after", behind)):
            return True
    return False


def _is_only_mentioned(ahead: Sequence[Token], behind: Sequence[Token]) -> bool:
    """ "People keep saying RAG to me": they name it, and nobody holds it to be right."""
    said = bool(ahead) and ahead[-1].stem == _SAY
    return said and [token.lower for token in behind[:2]] in (["to", "me"], ["to", "us"], ["at", "me"], ["at", "us"])


_SAY = stem_of("saying")


def _goes_on(behind: Sequence[Token]) -> bool:
    """ "... that fine-tuning costs more" says something else of it."""
    first = next((token for token in behind if token.kind == "word"), None)
    return first is not None and first.stem in _says_of_it()


def _push_back(message: Message, number: int, tokens: Sequence[Token], modes: set[Mode]) -> Stance | None:
    if message.structure.sentences[number].question or "question" in modes or words_in(tokens) > _MOST_SAID:
        return None
    if ruled_out_in(message, number):  # decided, and no opinion
        return None
    before = _named_before(message, number, tokens)
    approach = approach_in(tokens) or (before[0] if before else None)
    found = [
        hit
        for hit in _found("strong", tokens)
        if _heads(tokens, hit.first)
        and not _counts(message, number, hit)
        and (approach is not None or _ends_there(message, number, hit))
    ]
    if not found and (approach is not None or _is_all(message, tokens)) and not _has_number(message, number):
        found = [hit for hit in _found("weak", tokens) if _heads(tokens, hit.first)]
    failed = _found("failed", tokens) if approach is not None else []
    held = _held(tokens) if approach is not None and not found and not failed else []
    if not (found or failed or held):
        return None
    marked = _places([*found, *failed, *held]) | _places(approach_hits(tokens))
    apart = _apart(message, number, marked)
    return Stance("doubt", approach, (before[1], *apart) if before and failed else apart, bool(failed))


def _named_before(message: Message, number: int, tokens: Sequence[Token]) -> tuple[Approach, tuple[int, int]] | None:
    """ "We tried RAG last year. It failed.": what the sentence before names, and where it stands."""
    if not number or tokens[0].lower not in _words("pointing") or _has_number(message, number - 1):
        return None
    sentence = message.structure.sentences[number - 1]
    said = message.tokens[sentence.first : sentence.last]
    approach = approach_in(said)
    return None if approach is None or sentence.question else (approach, _span(said))


def _held(tokens: Sequence[Token]) -> Sequence[Hit[str]]:
    """Somebody holds a named way to be right, would rather take it, or would not."""
    rather, denied = _found("rather", tokens), _found("denies", tokens)
    if rather:
        return [hit for hit in rather if _names_next(tokens, hit.last)]
    if any(_follows_name(tokens, hit.first) for hit in denied):
        return denied
    asserted = [hit for hit in _found("asserts", tokens) if _follows_name(tokens, hit.first)]
    if asserted:
        return asserted
    says = [*_holds().find(tokens), *_found("thinks", tokens)]
    says = [hit for hit in says if not any(token.kind == "number" for token in tokens[hit.last :][:1])]  # "hold 500"
    return says if says and _is_chosen(tokens) else []


def _follows_name(tokens: Sequence[Token], place: int) -> bool:
    return any(0 <= place - name.last <= _NEAR for name in approach_hits(tokens))


def _names_next(tokens: Sequence[Token], place: int) -> bool:
    return any(
        0 <= name.first - place <= _NEAR and not {token.lower for token in tokens[name.last :][:1]} & _words("people")
        for name in approach_hits(tokens)
    )


def _places(hits: Sequence[Hit[_Payload]]) -> set[int]:
    return {place for hit in hits for place in range(hit.first, hit.last)}


def _apart(message: Message, number: int, marked: set[int]) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence that hold what was found, without those that hold numbers."""
    start = message.structure.sentences[number].first
    places = {start + place for place in marked}
    numbered = {item.clause for item in message.measured}
    return tuple(
        (message.tokens[clause.first].start, message.tokens[clause.last - 1].end)
        for at, clause in enumerate(message.structure.clauses)
        if clause.sentence == number and at not in numbered and places & set(range(clause.first, clause.last))
    )


def _ends_there(message: Message, number: int, hit: Hit[str]) -> bool:
    """ "I don't agree that the data may leave": that is about the case, and not about the advice."""
    start = message.structure.sentences[number].first
    clause = message.structure.clauses[message.structure.clause_of[start + hit.first]]
    behind = message.tokens[start + hit.last : clause.last]
    return words_in(behind) <= _TAIL


_TAIL = 3  # words: "... with you at all"


def _counts(message: Message, number: int, hit: Hit[str]) -> bool:
    """ "I don't agree with the 50k": the clause is about a number."""
    clause = message.structure.clause_of[message.structure.sentences[number].first + hit.first]
    return any(item.clause == clause for item in message.measured)


def _has_number(message: Message, number: int) -> bool:
    return any(item.sentence == number for item in message.measured)


def _is_all(message: Message, tokens: Sequence[Token]) -> bool:
    """The message says nothing else."""
    return words_in(message.tokens) == words_in(tokens) <= _FEW


def _heads(tokens: Sequence[Token], place: int) -> bool:
    """Nothing but a run-up in front of it, or a comma: "just to be clear, you'd go with RAG?"."""
    ahead = next((token for token in reversed(tokens[:place]) if token.text not in "-–"), None)
    return ahead is None or ahead.text in ",:" or all(token.lower in _words("lead") for token in tokens[:place])


def _span(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].start, tokens[-1].end


def _found(group: str, tokens: Sequence[Token]) -> Sequence[Hit[str]]:
    return _cues(group).find(tokens)


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("stances.yaml")[group]}, "stances.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(word.removeprefix("=") for word in pattern_list(load_cues("stances.yaml")[group], group))


@cache
def _holds() -> Cues[str]:
    return Cues(groups_of({"holds": load_cues("answers.yaml")["holds"]}, "answers.yaml"))


@cache
def _says_of_it() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("stances.yaml")["says_of_it"], "stances.yaml: says_of_it"))
