"""What is asked about possible partners: which one, why, at what price, what to ask them; the cues are data."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import get_args

from agent.partners.candidate_names import Named
from agent.partners.own_criteria import Own, named_in
from agent.understanding import CandidateKind, CandidateQuestion
from agent.words.cues import BadCues, Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Token, words_in

_LONG_QUESTION = 12  # words: a longer one asks for more than the comparison says
_SHORT_QUESTION = 8
_BARE = 3
_ORDER: tuple[CandidateKind, ...] = ("questions", "volume", "price", "why", "compare")


def questions_about(
    message: Message,
    names: Sequence[Named],
    own: Own,
    *,
    before: bool,
    rates: bool,
    priced: bool,
    goes_on: bool = False,
) -> dict[int, CandidateQuestion]:
    """Short questions that the comparison answers, by sentence.

    `names` are the candidates' in the message; `before`: they were compared before; `rates`: the message says something
    of them; `priced`: some of them name a price; `goes_on`: the message before this one was about them. `own` are the
    user's own criteria.
    """
    asked = {}
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        here = [one for one in names if sentence.first <= one.first < sentence.last]
        if not here and _cues("not_them").find(tokens):
            continue
        if (
            words_in(tokens) > (_LONG_QUESTION if rates or here or priced or goes_on else _SHORT_QUESTION)
            or message.models
        ):
            continue
        kind = _kind(tokens, here, before=before, priced=priced, asks=sentence.question)
        if before and kind in (None, "which", "compare", "better"):
            kind = _of_outcome(tokens, here, goes_on=goes_on) or kind
        if kind is not None:
            asked[number] = CandidateQuestion(
                kind=kind,
                text=message.sentence_text(number),
                names=tuple(dict.fromkeys(one.name for one in here)),
                criteria=() if kind == "price" else tuple(hit.payload[0] for hit in named_in(tokens, own)),
            )
    return asked


def _kind(
    tokens: Sequence[Token], named: Sequence[Named], *, before: bool, priced: bool, asks: bool
) -> CandidateKind | None:
    words = [token.lower for token in tokens]
    kinds = {hit.payload for hit in _kinds().find(tokens)}
    they = bool(named) or not set(words).isdisjoint(_words("they"))
    kind: CandidateKind | None = next((one for one in _ORDER if one in kinds), None)
    if kind == "questions" and not (before and they):
        kind = None
    if kind in ("price", "volume"):
        if priced and they and asks:
            return kind
        kind = None
    short = words_in(tokens) <= _SHORT_QUESTION
    meant = _cues("asks").find(tokens) or (named and _cues("asks_of_one").find(tokens))
    if kind == "questions":
        return kind
    if named and asks and words[0] in _words("yes_no"):
        return "better"
    if named and kind == "why":
        return kind
    if short and (meant or (words_in(tokens) <= _BARE and set(words) & {"which", "who", "whom"})):
        return "compare" if kind == "compare" else "which"
    return "which" if meant and kind is None else kind if meant else None


def _of_outcome(tokens: Sequence[Token], named: Sequence[Named], *, goes_on: bool) -> CandidateKind | None:
    """A question about who is first: how firmly, why, and what would change it."""
    about = bool(_cues("outcome").find(tokens))
    lead, made_up = bool(_cues("lead").find(tokens)), bool(_cues("to_make_up").find(tokens))
    if (named or about or goes_on) and lead:
        return "to_win" if made_up else "robust"
    if named and _cues("to_win").find(tokens) and _cues("what_if_won").find(tokens):
        return "to_win"
    if (named or about or goes_on) and _cues("robust").find(tokens):
        return "robust"
    if about and any(hit.payload == "why" for hit in _kinds().find(tokens)):
        return "why"
    turns = (about and _cues("other_order").find(tokens)) or (goes_on and _cues("turned").find(tokens))
    return "to_win" if turns else None


def price_asked_over(message: Message, sentences: Collection[int]) -> float | None:
    """Months that a question about prices names: "over two years"."""
    lengths = [
        item.quantity.value / MONTH_SECONDS
        for item in message.measured
        if item.sentence in sentences and item.quantity.kind == "duration" and item.per is None
    ]
    return round(lengths[-1], 1) if lengths and lengths[-1] >= 1 else None


@cache
def _kinds() -> Cues[str]:
    record = load_cues("candidates.yaml")["kinds"]
    if not set(record) <= set(get_args(CandidateKind)):
        raise BadCues(f"candidates.yaml: kinds must be of {', '.join(get_args(CandidateKind))}")
    return Cues(groups_of(record, "candidates.yaml: kinds"))


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("candidates.yaml")[group], f"candidates.yaml: {group}"))
