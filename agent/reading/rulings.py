"""Approaches that somebody with a say rules out ("the board killed it"), and those that are open again.

A ruling is no fact of the use case and no opinion of the advice (`agent.reading.stances`): it is a `Term` by the name
of the approach, and holds until it is lifted. The cues are `cues/rulings.yaml`.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from agent.facts import Term, Terms
from agent.understanding import Understanding
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token, words_in

_FILE = "rulings.yaml"
_NEAR = 4  # tokens between the name and what rules it out
_FOLLOWS = frozenset(
    {"please", "for", "at", "in", "because", "since", "as", "and", "or", "but", "here", "this", "now", "anymore", "any",
     "then", "thanks", "with", "on", "under", "whatever", "says", "said", "is", "means", "allowed", "either", "from"}
)  # fmt: skip


def rulings(message: Message, known: Terms) -> tuple[Term, ...]:
    """What the message rules out, and what it opens again of what is ruled out."""
    if message.language != "en":
        return ()
    found: dict[str, Term] = {}
    for number, sentence in enumerate(message.structure.sentences):
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        if sentence.question or not modes <= {"fact", "foreign"}:
            continue
        tokens = message.tokens[sentence.first : sentence.last]
        quote = message.sentence_text(number)
        opened = tuple(_opened(tokens, known.ruled_out))
        ruled = () if opened else ruled_out_in(message, number)
        found |= {name: Term(name=name, value=None, quote=quote) for name in opened}
        found |= {name: Term(name=name, value=1.0, quote=quote) for name in ruled}
    return tuple(found.values())


def with_rulings(heard: Understanding, said: Sequence[Term]) -> Understanding:
    """What was understood, with the rulings; their words imply nothing else."""
    if not said:
        return heard
    kept = (
        one for one in heard.statements
        if one.status != "inferred" or not any(one.quote and one.quote in term.quote for term in said)
    )  # fmt: skip
    return heard.model_copy(update={"terms": (*heard.terms, *said), "statements": tuple(kept), "understood": True})


def ruled_out_in(message: Message, number: int) -> tuple[str, ...]:
    """The approaches that a sentence rules out."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    names = _names().find(tokens)
    if not names and number and _found("of_it", tokens):
        before = message.structure.sentences[number - 1]
        return tuple({hit.payload for hit in _names().find(message.tokens[before.first : before.last])})
    ruled = [place for place, name in enumerate(names) if _is_ruled_out(tokens, name)]
    return tuple({names[place].payload for place in _with_those_beside(tokens, names, ruled)})


def _is_ruled_out(tokens: Sequence[Token], name: Hit[str]) -> bool:
    ahead = [hit for hit in _found("ahead", tokens) if 0 <= name.first - hit.last <= _NEAR]
    if any(not _is_undone(tokens, hit) and not _says_another(tokens, hit, name) for hit in ahead):
        return not _is_a_part(tokens, name)
    behind = (hit for hit in _found("behind", tokens) if hit.first >= name.last)
    if any(not _is_undone(tokens, hit) for hit in behind):
        return True
    return _is_refused(tokens, name)


def _is_refused(tokens: Sequence[Token], name: Hit[str]) -> bool:
    """ "No fine-tuning please", "anything without RAG": no state of things, and nothing else that is missing."""
    place = name.first - 1
    while place >= 0 and tokens[place].lower in _words("any"):
        place -= 1
    if place < 0 or tokens[place].lower not in ("no", "without", "never"):
        return False
    standing = {token.lower for token in tokens} & _words("standing")
    return not standing and not _is_a_part(tokens, name)


def _is_a_part(tokens: Sequence[Token], name: Hit[str]) -> bool:
    """ "Fine-tuning experience", "fine-tune gpt-5", "fine-tune on mails", "not yet": the way itself stays open."""
    behind = [token for token in tokens[name.last :] if token.kind in ("word", "number")]
    rest = {token.lower for token in tokens[name.last :]}
    next_token = tokens[name.last] if name.last < len(tokens) else None
    goes_on = next_token is not None and next_token.kind in ("word", "number") and next_token.lower not in _FOLLOWS
    narrowed = bool(behind) and next_token is behind[0] and behind[0].lower in ("on", "with", "from")
    return goes_on or narrowed or "yet" in rest


def _says_another(tokens: Sequence[Token], hit: Hit[str], name: Hit[str]) -> bool:
    """A comma or another verb of ruling stands between the two."""
    return any(token.text in ",;:." for token in tokens[hit.last : name.first])


def _is_undone(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "They have not vetoed", "you ruled out": nobody with a say has ruled anything out."""
    ahead = [token.lower for token in tokens[max(0, hit.first - 3) : hit.first] if token.kind == "word"]
    return any(word in _UNDOES or word.endswith("n't") for word in ahead)


_UNDOES = frozenset({"not", "never", "nobody", "longer", "you", "without"})


def _with_those_beside(tokens: Sequence[Token], names: Sequence[Hit[str]], ruled: Collection[int]) -> Iterator[int]:
    """ "Fine-tuning and RAG are off the table": what is joined to a name shares its fate."""
    for place in range(len(names)):
        joined = (
            other for other in ruled
            if abs(other - place) == 1 and _are_joined(tokens, names[min(place, other)], names[max(place, other)])
        )  # fmt: skip
        if place in ruled or next(joined, None) is not None:
            yield place


def _are_joined(tokens: Sequence[Token], one: Hit[str], other: Hit[str]) -> bool:
    between = [token.lower for token in tokens[one.last : other.first]]
    return bool(between) and all(word in ("and", "or", "nor", ",", "/", "&") for word in between)


def _opened(tokens: Sequence[Token], ruled_out: Collection[str]) -> Iterator[str]:
    """What of the ruled out is open again."""
    if not ruled_out or not any(not _is_undone(tokens, hit) for hit in _found("open", tokens)):
        return
    named = {hit.payload for hit in _names().find(tokens)}
    points = {token.lower for token in tokens} & _words("points")
    if named or (points and words_in(tokens) <= _FEW):
        yield from (one for one in ruled_out if not named or one in named)


_FEW = 14  # words


def _found(group: str, tokens: Sequence[Token]) -> Sequence[Hit[str]]:
    return _cues(group).find(tokens)


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues(_FILE)[group]}, _FILE))


@cache
def _names() -> Cues[str]:
    return Cues(groups_of(load_cues(_FILE)["names"], f"{_FILE}: names"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(word.removeprefix("=") for word in pattern_list(load_cues(_FILE)[group], f"{_FILE}: {group}"))
