"""What a message likely means: values of vocabulary fields, zeros in words, requests, questions, declined fields.

The encoder gives every label odds; one logistic model for all labels weighs them against what rules and cue phrases
found, the other labels of the kind and the kind of clause, as a probability.
"""

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import JsonValue

from agent.facts import Statement
from agent.learned.encoder import Label, Matrix, Pieces, Span, heads, parts_of
from agent.learned.evidence import Numbers, chances, rivals
from agent.words.clauses import MODES
from agent.words.enumerations import field_cues
from agent.words.message import Message
from agent.words.roles import roles
from agent.words.tokens import words_in

WEIGHTS = Path(__file__).with_name("labels.npz")
EMPTY = "[]"  # "none of these" of a list
ACTS = ("request", "declined", "act")  # labels that are no values
LANGUAGES = "languages"
ZERO = "0"  # "nobody in house": a number that words make zero
GOAL = "goal"  # that one is told is learned, and where
SAID = "said"
# A value needs this chance: of messages left out, nine of ten values that pass are right.
LIKELY = 0.5
# What describes the work of today sounds like these: who reads, what is typed, what is not there.
LIKELY_UNASKED: Mapping[str, float] = {
    "human_review": 0.85,
    "self_hosting_required": 0.85,
    "current_approach": 0.7,
    "modalities": 0.7,
    "stage": 0.7,
}
# A wish sounds like an idea, a model's name like plain prompts, clerks like no model at all.
LIKELY_VALUE_UNASKED: Mapping[Label, float] = {
    ("current_approach", "prompting"): 0.85,
    ("current_approach", "none"): 0.8,
    ("stage", "idea"): 0.85,
}
LIKELY_ASKED = 0.2  # of the pending question: what is not read is asked again, and half of the guesses are right
LIKELY_ASKED_OF = 0.8  # where the clause asks
LIKELY_ZERO = 0.7
LIKELY_GOAL = 0.25  # their own words are kept, so little is lost where it is none
LIKELY_ACT = 0.4
LIKELY_HEARD = 0.15  # of those that rules see
LIKELY_LOSS = 0.75  # of requests that throw something away
QUESTIONS = ("act", "questions")
WHAT_IFS = ("act", "what_ifs")
STATED = 0.2  # what a cue phrase says outright
STATED_BESIDE = 0.35  # in a reply to a question about something else
# What cue phrases imply beside another question: that patients' names stand in the files is told in passing.
IMPLIED_BESIDE = frozenset({("data_sensitivity", "regulated")})
_REPLY = 12  # words; who says more tells of the case, whatever was asked
DOUBTED = 0.08  # of requests that rules see; with less they are none
CLEAR = 0.9  # of a supposition that overrules what rules see
DECLINED = 0.85  # of a decline that overrules a value
ASKS_BESIDES = 0.75  # of a question in a sentence that asks for something else as well
_STRONGEST = 12.0  # log odds; more says no more


@dataclass(frozen=True)
class Seen:
    """What is seen of one part of a message; rows of `labels`, in their order."""

    odds: Matrix
    modes: tuple[str, ...]  # of the clause that speaks for a label most
    places: tuple[Span, ...]  # where that is
    rules: frozenset[Label]  # what the cue phrases say
    stated: frozenset[Label]  # and those of them that they say outright
    speaks_of_us: bool


@dataclass(frozen=True)
class Likely:
    """What a message likely means, each label with the characters that speak for it most; the chance falls."""

    places: Mapping[Label, Span]
    chances: Mapping[Label, float] = dataclasses.field(default_factory=dict)

    def denies(self, label: Label) -> bool:
        """Whether an act that rules see is none after all, as far as its label was learned."""
        return label in _fitted().labels and label not in self.places


def likely(message: Message, asked: Sequence[str], found: Sequence[Statement], acts: Collection[Label]) -> Likely:
    """What all evidence together makes likely.

    `found` are the statements of cue phrases, `acts` the requests, questions and declines that rules see.
    """
    fitted = _fitted()
    best: dict[Label, tuple[float, Span]] = {}
    guesses: set[Label] = set()  # values that no rule sees
    replies = bool(asked) and words_in(message.tokens) <= _REPLY
    for part in parts_of(message, asked):
        seen = seen_in(message, part.pieces, part.labels(heads()), found=found, acts=acts, columns=fitted.columns)
        for place, (label, chance) in enumerate(zip(fitted.labels, _chances(seen, asked, fitted), strict=True)):
            least = max(_least(label, seen, asked, replies=replies), _least_in_clause(label, seen, place, asked))
            if chance >= least and chance > best.get(label, (0.0,))[0]:
                best[label] = (float(chance), seen.places[place])
                guesses |= {label} - seen.rules - {(GOAL, SAID)}
    ranked = sorted(best.items(), key=lambda one: -one[1][0])
    sure = {label[0] for label, (chance, _) in ranked if chance >= LIKELY}
    guessed = {label for label, (chance, _) in ranked if chance < LIKELY and label in guesses and label[0] in sure}
    kept = [(label, found) for label, found in ranked if label not in guessed]
    return Likely({label: place for label, (_, place) in kept}, {label: chance for label, (chance, _) in kept})


def _least(label: Label, seen: Seen, asked: Collection[str], *, replies: bool) -> float:
    """The chance that a label needs; what rules see asked for needs less, but many a question mark asks for nothing."""
    if label[0] in ACTS:
        if label in seen.rules and label != QUESTIONS:
            return DOUBTED if label[0] == "request" else LIKELY_HEARD
        return LIKELY_LOSS if label in _LOSSES else LIKELY_ACT
    if label in seen.stated:
        beside = replies and label[0] not in {*asked, LANGUAGES} and label[1] != ZERO
        return STATED_BESIDE if beside else STATED
    if label[1] == ZERO:
        return LIKELY_ZERO
    if label in seen.rules and asked and label in IMPLIED_BESIDE and label[0] not in asked:
        return 0.0
    if replies and label[0] in asked:
        return LIKELY_ASKED
    if label[0] == GOAL:
        return LIKELY_GOAL
    return LIKELY_VALUE_UNASKED.get(label, LIKELY_UNASKED.get(label[0], LIKELY))


_LOSSES = frozenset({("request", "restart"), ("request", "undo"), ("act", "retractions")})


def _least_in_clause(label: Label, seen: Seen, place: int, asked: Collection[str]) -> float:
    """What is supposed, or said of others, states nothing; what is asked without a "we" must be surer to."""
    mode = seen.modes[place]
    if label[0] in ACTS or label in seen.rules or mode == "fact" or (mode == "question" and seen.speaks_of_us):
        return 0.0
    if mode == "what_if" and label[0] in asked and label[0] in _TOLD_BY_WHAT_IFS:
        return LIKELY_ASKED_OF
    return LIKELY_ASKED_OF if mode == "question" else _NEVER


_TOLD_BY_WHAT_IFS = frozenset({"data_sensitivity"})  # "if a rival saw it, we could close" answers what it is


_NEVER = 2.0


_GROWTH = "growth_per_year"


def weighed(message: Message, found: Sequence[Statement], meant: Likely) -> list[Statement]:
    """The statements found so far, those of vocabulary fields as all evidence makes them likely, and likely zeros.

    Where a cue phrase says what is likely, its words are quoted.
    """
    told = [statement for field in fields() for statement in _statements(message, field, meant, found)]
    counted = {one.field for one in found if one.value}
    gainsaid = counted if not _lacks(message) else counted & {_GROWTH}  # "minus ten percent" is no zero
    told = [one for one in told if _form(one.field) != "number" or one.value or one.field not in gainsaid]
    overruled = {*field_cues(), LANGUAGES, *(one.field for one in told)}
    return [*(one for one in found if one.field not in overruled), *told]


def _lacks(message: Message) -> bool:
    """Something is denied; "one engineer, no more than that", "one and nobody else" only say that there is no other."""
    places = [place for place in range(len(message.tokens)) if message.structure.holds_negation(place, place + 1)]
    behind = [message.tokens[place + 1 : place + 1 + _LIMIT_NEAR] for place in places]
    return any(_LIMITING.isdisjoint(token.lower for token in each) for each in behind)


_LIMIT_NEAR = 2  # tokens
_LIMITING = frozenset({"more", "else", "other", "others", "further", "besides", "beyond"})


def _statements(message: Message, field: str, meant: Likely, found: Sequence[Statement]) -> list[Statement]:
    by_cues = {label: one for one in found if one.field == field and is_read(field, one.value)
               for label in labels_of(field, one.value)}  # fmt: skip
    labels = [label for label in meant.places if label[0] == field]
    labels += [label for label, one in by_cues.items() if label not in labels
               and (label not in _fitted().labels or (is_outright(field) and one.status == "stated"))]  # fmt: skip
    if not labels:
        return []
    form = _form(field)
    by_cue = by_cues.get(labels[0])
    if field == LANGUAGES and by_cue is not None and isinstance(by_cue.value, list | tuple):
        return [by_cue]  # "in English and in French": named by their names, they stand or fall together
    chosen = _CHOSEN[form]([value for _, value in labels if value != EMPTY])
    if by_cue is not None:
        return [by_cue.model_copy(update={"value": chosen if form == "list" else by_cue.value})]
    quote = message.sentence_text(sentence_at(message, meant.places[labels[0]]))
    return [Statement(field=field, value=chosen, status="inferred", quote=quote)]


def is_outright(field: str) -> bool:
    """What is named of the field needs no likelihood: the encoder knows few laws by their name."""
    return field in field_cues() and field_cues()[field].outright


def _form(field: str) -> str:
    if field == LANGUAGES:
        return "list"
    return field_cues()[field].form if field in field_cues() else "number"


_CHOSEN: Mapping[str, Callable[[Sequence[str]], JsonValue]] = {
    "list": list,
    "yes_no": lambda values: values[0] == "true",
    "choice": lambda values: values[0],
    "number": lambda _: 0,
}


def sentence_at(message: Message, place: Span) -> int:
    """The number of the sentence around the characters `place`."""
    tokens = message.tokens
    return next(
        number
        for number, sentence in enumerate(message.structure.sentences)
        if sentence.first < sentence.last and place[0] < tokens[sentence.last - 1].end
    )


def clause_at(message: Message, place: Span) -> int:
    """The number of the clause around the characters `place`."""
    return next(
        number
        for number, clause in enumerate(message.structure.clauses)
        if clause.first < clause.last and place[0] < message.tokens[clause.last - 1].end
    )


def fields() -> tuple[str, ...]:
    """The fields that are read here: those with a vocabulary, and those of which words may say that there is none."""
    return (*field_cues(), LANGUAGES, *dict.fromkeys(field for field, value in _fitted().labels if value == ZERO))


def is_read(field: str, value: object) -> bool:
    """Whether a statement is weighed here: a value of a vocabulary field, a zero that words may say, or a goal."""
    return field in (*field_cues(), LANGUAGES, GOAL) or (field in roles() and value == 0)


def labels_of(field: str, value: object) -> frozenset[Label]:
    """A value of a field as labels; of a list each, and the empty one as itself."""
    if isinstance(value, list | tuple):
        return frozenset((field, str(one)) for one in value) or frozenset({(field, EMPTY)})
    if field == GOAL:
        return frozenset({(field, SAID)})
    if field in roles():
        return frozenset({(field, ZERO)})
    return frozenset({(field, str(value).lower() if isinstance(value, bool) else str(value))})


def seen_in(
    message: Message,
    pieces: Pieces,
    scored: tuple[Matrix, list[Span]],
    *,
    found: Sequence[Statement],
    acts: Collection[Label],
    columns: Sequence[int],
) -> Seen:
    """What is seen of a part for the labels in `columns`; a cue phrase counts where its quote stands, an act always."""
    odds, places = scored
    text = message.text[pieces.start : pieces.end]
    here = [one for one in found if is_read(one.field, one.value) and one.quote and one.quote in text]
    rules, stated = (
        frozenset(label for one in here if one.status in statuses for label in labels_of(one.field, one.value))
        for statuses in (("stated", "inferred"), ("stated",))
    )
    rules |= frozenset(acts)
    chosen = tuple(places[column] for column in columns)
    at = {place: _mode_at(message, place) for place in set(chosen)}
    speaks_of_us = any(token.lower in _US and pieces.start <= token.start < pieces.end for token in message.tokens)
    return Seen(
        np.clip(odds[list(columns)], -_STRONGEST, _STRONGEST),
        tuple(at[place] for place in chosen),
        chosen,
        rules,
        stated,
        speaks_of_us,
    )


_US = frozenset({"we", "we're", "we've", "we'd", "our", "us", "i", "i'm", "my", "ours"})


def _mode_at(message: Message, place: Span) -> str:
    token = next(number for number, token in enumerate(message.tokens) if place[0] < token.end)
    return message.structure.mode_at(token)


def evidence(seen: Seen, asked: Sequence[str], labels: Sequence[Label]) -> Matrix:
    """Rows for the second step, shape (labels, features)."""
    names = [field for field, _ in labels]
    odds = seen.odds[None, :] / _STRONGEST
    share = 1 / (1 + np.exp(-seen.odds[None, :]))
    rules, stated, is_asked, asks_else = (
        np.array([[float(holds) for holds in row]], dtype=np.float32)
        for row in (
            [label in seen.rules for label in labels],
            [label in seen.stated for label in labels],
            [name in asked for name in names],
            [bool(asked) and name not in asked for name in names],
        )
    )
    rival, rule_rival = rivals(share, names), rivals(rules, names)
    modes = [np.array([[float(mode == one) for mode in seen.modes]], dtype=np.float32) for one in MODES]
    parts = [
        odds, share, share**2, rival, share - rival, rules, rule_rival, rules * rule_rival, rules * share,
        rules * odds, rule_rival * share, is_asked, is_asked * rules, is_asked * share, asks_else, asks_else * rules,
        stated, stated * share, stated * is_asked, stated * rule_rival,
        *modes, *(rules * mode for mode in modes), *(share * mode for mode in modes),
    ]  # fmt: skip
    for field in dict.fromkeys(names):
        own = np.array([[float(name == field) for name in names]], dtype=np.float32)
        parts += [own, own * odds, own * rules, own * stated]
    table: Matrix = np.stack([*(part[0] for part in parts), np.ones(len(labels))], axis=1).astype(np.float32)
    return table


@dataclass(frozen=True)
class Fitted:
    """The labels that are read here, their columns among all labels, and the second step."""

    labels: tuple[Label, ...]
    columns: tuple[int, ...]
    logistic: Matrix


def columns_of(labels: Sequence[Label]) -> tuple[int, ...]:
    """The columns of the encoder's labels that are weighed here."""
    return tuple(
        column for column, (kind, _) in enumerate(labels) if kind in {*field_cues(), LANGUAGES, GOAL, *roles(), *ACTS}
    )


def _chances(seen: Seen, asked: Sequence[str], fitted: Fitted) -> Numbers:
    return chances(evidence(seen, asked, fitted.labels), fitted.logistic)


@cache
def _fitted() -> Fitted:
    with np.load(WEIGHTS) as file:
        logistic = file["logistic"].astype(np.float32)
    labels = heads().labels
    columns = columns_of(labels)
    return Fitted(tuple(labels[column] for column in columns), columns, logistic)
