"""What a short question about the case itself is about: one approach, the confidence, what would turn it, what it pays,
what other models, own machines or licences would cost.

Such questions are answered from the results (`agent.explained`), not from the guidance and not by the whole advice.
The cues are `cues/answers.yaml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from agent.brief_orders import BriefOrder, brief_orders
from agent.cues import BadCues, Cues, groups_of, load_cues, pattern_list
from agent.disputed import disputed
from agent.message import Message, taken_apart
from agent.model_names import lines_named
from agent.returns_asked import returns_asked
from agent.tokens import Sentence, Token, words_in
from tools.profile import Approach

About = Literal[
    "against", "confidence", "flips", "loss", "share", "parts", "for_whom", "left_out",
    "payback", "roi", "worth", "saving", "returns", "hosting", "models", "seats",
    "sentence", "brief", "plain", "yes_no", "first_step", "minimum", "colleague", "owner",
]  # fmt: skip
PARTS: frozenset[About] = frozenset({"parts", "for_whom", "left_out"})  # of the planning figures
MONEY: frozenset[About] = frozenset({"payback", "roi", "worth", "saving", "returns"})
PRICED: frozenset[About] = frozenset({"hosting", "models", "seats"})  # what tools work out when they are asked
# Asked for in a form, or about one small thing: answered in a few lines in place of the whole advice.
SHORT: frozenset[About] = frozenset(
    {"sentence", "brief", "plain", "yes_no", "first_step", "minimum", "colleague", "owner"}
)
_BARE: frozenset[About] = frozenset({"sentence", "brief", "yes_no"})  # ordered as often as asked
_ONE_LINERS: frozenset[About | None] = frozenset({"sentence", "yes_no"})  # shorter than short
_FORMS: tuple[About, ...] = ("sentence", "yes_no", "brief", "first_step", "owner", "colleague", "minimum")

_MOST_WORDS = 14
_MOST_WORDS_OF_A_PRICE = 20


@dataclass(frozen=True)
class Asked:
    """What the questions of a message are about, in order, each once; `approach` is the one that is doubted.

    `models` are to be priced, `seats` is the licence that was named, in the user's words.
    """

    about: tuple[About, ...] = ()
    approach: Approach | None = None
    models: tuple[str, ...] = ()
    seats: str = ""
    colleague: str = ""
    sentences: int | None = None  # in so many an answer is wanted
    shorter: bool = False  # than what was shown before


def asked_about(text: str) -> Asked:
    """What a message asks about the case itself; nothing where it asks for rules, or in long sentences."""
    message = taken_apart(text)
    found: dict[About, None] = {}
    models: dict[str, None] = {}
    seats = ""
    doubted: Approach | None = None
    colleague = ""
    held_against = disputed(message)
    briefs = brief_orders(message)
    returns = {one.sentence for one in returns_asked(message)}
    wanted = next((order.sentences for order in briefs.values() if order.sentences is not None), None)
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        asks = sentence.question or "question" in modes or words_in(tokens) <= _A_HEADING
        clearly = "question" in modes or sentence.question
        at_once = "returns" if number in returns else _at_once(tokens, briefs.get(number), asks=asks, clearly=clearly)
        if at_once is not None:
            found[at_once] = None
            continue
        named = _named(message, sentence.first, sentence.last)
        asks_a_price = sentence.question or not modes.isdisjoint(_ASKING)
        priced = _price_asked(message, sentence, named) if asks_a_price and _is_a_price_question(tokens) else None
        if priced is not None:
            found[priced] = None
            models |= dict.fromkeys(named if priced != "seats" else ())
            seats = seats or (_text_of(message, sentence.first, tokens) if priced == "seats" else "")
            continue
        short = _short(tokens, asks=asks)
        of_a_number = short == "colleague" and number in held_against  # who is right about it, not about a way
        if words_in(tokens) > _MOST_WORDS or "what_if" in modes or _general().find(tokens) or of_a_number:
            continue
        if short is not None:
            found[short] = None
            colleague = colleague or _colleague_in(tokens)
            continue
        for about in _in_order(tokens) if asks else ():
            if about == "saving" and (named or _saves_otherwise().find(tokens)):
                continue
            if about == "against":
                doubted = doubted or _approach_in(tokens)
                if doubted is None:
                    continue
            found[about] = None
    shorter = any(order.shorter for order in briefs.values())
    return Asked(_of_what_is_doubted(message, found), doubted, tuple(models), seats, colleague, wanted, shorter)


def _at_once(tokens: Sequence[Token], order: BriefOrder | None, *, asks: bool, clearly: bool) -> About | None:
    """An order for a short result, or a question about the planning figures: clear before prices are looked for."""
    if order is not None and _short(tokens, asks=asks) not in _ONE_LINERS:
        return order.form
    return _of_figures(tokens, asks=clearly) if words_in(tokens) <= _MOST_WORDS_OF_A_PRICE else None


def _price_asked(message: Message, sentence: Sentence, named: Sequence[str]) -> About | None:
    if _is_for_a_choice(message, sentence.first, sentence.last):
        return "models"
    return _priced(message.tokens[sentence.first : sentence.last], named)


def _of_what_is_doubted(message: Message, found: Iterable[About]) -> tuple[About, ...]:
    """ "Are you sure? That is more than we pay all agents": the benefit is doubted, not the advice."""
    benefit = bool(_doubted_benefit().find(message.tokens))
    return tuple(dict.fromkeys("saving" if benefit and about == "confidence" else about for about in found))


def views_in(text: str) -> dict[str, Approach]:
    """Which approach colleagues hold to be right, by who they are: "my cofounder says we should train our own"."""
    message = taken_apart(text)
    views: dict[str, Approach] = {}
    for sentence in message.structure.sentences:
        tokens = message.tokens[sentence.first : sentence.last]
        for hit in _holds().find(tokens):
            who = _colleague_in(tokens[hit.first : hit.last])
            approach = _approach_in(tokens[hit.last : _turn_of(tokens, hit.last)])
            if who and approach is not None and not sentence.question:
                views[who] = approach
    return views


def _of_figures(tokens: Sequence[Token], *, asks: bool) -> About | None:
    """What a sentence asks of the planning figures: what they hold, for whom, what is left out, what a share means."""
    hits = _figure_words().find(tokens)
    says = {hit.payload for hit in hits}
    first = next((token.lower for token in tokens if token.kind == "word"), "")
    if not (asks or first in _leading() or first in _TAKES_APART or words_in(tokens) <= _A_HEADING):
        return None
    if says >= {"meaning", "best_of"}:
        return "share"
    if _general().find(tokens):
        return None
    kinds = {hit.first for hit in hits if hit.payload == "kind"}
    told: tuple[tuple[About, bool], ...] = (
        ("loss", says >= {"chance", "loss"}),
        ("left_out", "left_out" in says),
        ("for_whom", any(says >= together for together in _FOR_WHOM) and first not in _ASKS_ELSE),
        ("parts", len(kinds) > 1 or any(says >= together for together in _OF_PARTS)),
    )
    return next((about for about, holds in told if holds), None)


_TAKES_APART = frozenset({"break", "split"})
_FOR_WHOM = ({"anybody", "sum"}, {"same_for", "points"})
_OF_PARTS = ({"contents", "sum"}, {"who", "sum"}, {"share_of", "kind"})
_ASKS_ELSE = frozenset({"what", "which", "how", "where", "when", "who"})  # no yes or no


def approach_named(text: str) -> Approach | None:
    """The approach that words name, if any: "what is retrieval?"."""
    return _approach_in(taken_apart(text).tokens) if text else None


def _turn_of(tokens: Sequence[Token], first: int) -> int:
    """Where somebody else's view begins: "..., I say that's crazy"."""
    own = (place for place in range(first, len(tokens)) if tokens[place].lower in ("i", "but", "while", "whereas"))
    return next(own, len(tokens))


def _short(tokens: Sequence[Token], *, asks: bool) -> About | None:
    """The form in which an answer is wanted; an order says it as well as a question."""
    found = [hit for hit in _forms().find(tokens) if asks or hit.payload in _BARE]
    if not found or (not asks and _tells_of_a_model(tokens, found[0].first)):
        return None
    best = min(found, key=lambda hit: (_FORMS.index(hit.payload), hit.first))
    behind = [token for token in tokens[best.last :] if token.kind == "word" and token.lower not in _leading()]
    return None if best.payload == "yes_no" and behind else best.payload


def _tells_of_a_model(tokens: Sequence[Token], first: int) -> bool:
    """ "The bot answers in one sentence": no order, since somebody else does it."""
    words = {token.lower for token in tokens[:first]}
    return not words <= _leading()


def _colleague_in(tokens: Sequence[Token]) -> str:
    hits = _colleagues().find(tokens)
    return (
        "".join(token.lower for token in tokens[hits[0].first : hits[0].last] if token.kind == "word") if hits else ""
    )


_ASKING = frozenset({"question", "what_if"})


def _is_a_price_question(tokens: Sequence[Token]) -> bool:
    return words_in(tokens) <= _MOST_WORDS_OF_A_PRICE and not _general().find(tokens)


def _priced(tokens: Sequence[Token], models: Sequence[str]) -> About | None:
    """What a sentence wants priced: a licence by the head, own machines, or models by their names or the cheapest."""
    says = {hit.payload for hit in _price_words().find(tokens)}
    own = says & {"hosting", "own_machines"} or says >= {"runs", "ourselves"}
    if "seats" in says and says & {"takes", "price"}:
        return "seats"
    if own and says & {"price", "volume"}:
        return "hosting"
    if "cheapest" in says and says & {"kind_of_model"}:
        return "models"
    return "models" if models and says & {"compares", "swaps"} else None


def _is_for_a_choice(message: Message, first: int, last: int) -> bool:
    """ "Which model would you take, and what does it cost?"; "what would you take?" behind "we have no model yet"."""
    says = {hit.payload for hit in _price_words().find(message.tokens[first:last])}
    before = {hit.payload for hit in _price_words().find(message.tokens[:last])}
    return "price" in says and ("which_model" in says or ("chooses" in says and "no_model" in before))


def _named(message: Message, first: int, last: int) -> list[str]:
    """The models that tokens `first` to `last` (excluded) name; a line without a version stands for its newest one."""
    named: list[tuple[int, tuple[str, ...]]] = [
        (one.first, (one.name,)) for one in message.models if first <= one.first < last
    ]
    taken = {place for one in message.models for place in range(one.first, one.last)}
    named += [(place, ids) for place, ids in lines_named(message.tokens, first, last) if place not in taken]
    return [model for _, ids in sorted(named) for model in ids]


def _text_of(message: Message, first: int, tokens: Sequence[Token]) -> str:
    hit = next(hit for hit in _price_words().find(tokens) if hit.payload == "seats")
    return message.quote(first + hit.first, first + hit.last)


_A_HEADING = 4  # words: "and the payback"


def _in_order(tokens: Sequence[Token]) -> list[About]:
    return list(dict.fromkeys(hit.payload for hit in _about().find(tokens)))


def _approach_in(tokens: Sequence[Token]) -> Approach | None:
    """The approach that the words name, by the longest name; the last one of "why RAG instead of fine-tuning?"."""
    hits = _approaches().find(tokens)
    longest = max((hit.last - hit.first for hit in hits), default=0)
    if any(hit.payload == "fine_tuning_and_augmentation" for hit in hits):
        return "fine_tuning_and_augmentation"
    instead = any(token.lower in ("instead", "rather", "over") for token in tokens)
    named = hits if instead else [hit for hit in hits if hit.last - hit.first == longest]
    return named[-1 if instead else 0].payload if named else None


@cache
def _record() -> Mapping[str, Mapping[str, object]]:
    record: Mapping[str, Mapping[str, object]] = load_cues("answers.yaml")
    expected = (
        ("about", set(get_args(About)) - PRICED - SHORT - PARTS - {"loss", "share", "returns"}),
        ("forms", SHORT - {"plain"}),
        ("approaches", get_args(Approach)),
    )
    for place, names in expected:
        if set(record[place]) != set(names):
            raise BadCues(f"answers.yaml: {place} must have {', '.join(names)}")
    return record


@cache
def _about() -> Cues[About]:
    return Cues(groups_of(_record()["about"], "answers.yaml: about"))  # type: ignore[arg-type]  # checked above


@cache
def _forms() -> Cues[About]:
    return Cues(groups_of(_record()["forms"], "answers.yaml: forms"))  # type: ignore[arg-type]  # checked above


@cache
def _colleagues() -> Cues[str]:
    return Cues(groups_of({"colleagues": _record()["colleagues"]}, "answers.yaml"))


@cache
def _holds() -> Cues[str]:
    return Cues(groups_of({"holds": _record()["holds"]}, "answers.yaml"))


@cache
def _leading() -> frozenset[str]:
    return frozenset(pattern_list(_record()["leading"], "answers.yaml: leading"))


@cache
def _price_words() -> Cues[str]:
    return Cues(groups_of(_record()["priced"], "answers.yaml: priced"))


@cache
def _figure_words() -> Cues[str]:
    return Cues(groups_of(_record()["figures"], "answers.yaml: figures"))


@cache
def _approaches() -> Cues[Approach]:
    return Cues(groups_of(_record()["approaches"], "answers.yaml: approaches"))  # type: ignore[arg-type]  # checked above


@cache
def _doubted_benefit() -> Cues[str]:
    return Cues(groups_of({"doubted": _record()["doubted_benefit"]}, "answers.yaml"))


@cache
def _saves_otherwise() -> Cues[str]:
    return Cues(groups_of({"otherwise": _record()["saves_otherwise"]}, "answers.yaml"))


@cache
def _general() -> Cues[str]:
    return Cues(groups_of({"general": _record()["general"]}, "answers.yaml"))
