"""What a leader asks of the case beside the advice: risks, privacy, who is sued, whether to wait, to kill it or fix it.

Nobody asks such a thing in the same words twice, so the meaning of the sentence tells it (`agent.words.meaning`, the
examples in `cues/meanings.yaml`): it must lie nearer to one of them than to anything that the guidance answers.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, get_args

from agent.reading.acts import unknown_words, wanted_alone
from agent.words.clauses import act_cues
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.meaning import ACT, CONCERN, meant, scores
from agent.words.message import Message
from agent.words.tokens import Token, words_in

Concern = Literal[
    "risk", "money_at_risk", "privacy", "liability", "accuracy_needed", "never_wrong", "conditions", "wait",
    "first_result", "pilot", "rescue", "unseen_knowledge", "mistake", "well_spent", "set_aside", "token",
    "percentile", "few_cases",
    "bill_down", "enough_money", "so_no", "advised", "harm", "unnoticed", "too_small", "hype", "so_much", "chatgpt",
    "cheapest", "mistakes_cost", "in_time",
    "people", "resistance", "hire_instead", "identity", "api", "first_look", "objections", "advice_wrong", "this_time",
    "plan_b",
]  # fmt: skip
CONCERNS: frozenset[Concern] = frozenset(get_args(Concern))

_DEFINED = frozenset({"token", "percentile", "api"})  # a word of my own: "what does P90 mean?"
_LIKE_ONE = 0.36  # an example itself scores about 1, anything else about 0
# "What does it cost?" asks for the bill, "what does the whole thing cost, all in?" for all of it; "do you agree?" is
# near to "so the answer is no?".
_LEAST = {"set_aside": 0.6, "so_no": 0.55, "api": 0.6, "identity": 0.55}
_CLEARLY = 0.55
_OF_FIGURES = frozenset({"bill_down", "enough_money", "few_cases", "in_time", "too_small"})
_SUPPOSED = frozenset({"harm"})  # "what if it tells a guest ...": that is how one asks of harm
_AHEAD = 0.03  # of what the guidance answers
_MOST_WORDS = 22


def concern_of(message: Message, number: int) -> Concern | None:
    """What sentence `number` is worried about."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    asks = sentence.question or "question" in modes or number in unknown_words(message)
    if wanted_alone(message):
        return None
    if not asks and modes == {"fact"} and words_in(tokens) <= _MOST_WORDS and message.language == "en":
        counts = any(item.sentence == number for item in message.measured)  # "the union has 3,000 members"
        return None if counts else _told_as_asked(message.sentence_text(number))
    if not asks or _is_of_others(message) or words_in(tokens) > _MOST_WORDS:
        return None
    if "what_if" in modes and any(item.sentence == number for item in message.measured):
        return None  # "what if they asked 30,000?" is a what-if, "what if we get sued?" a worry
    if message.language != "en":
        return None
    # "What if we get sued?" is a worry, "what if we had to wait a year?" a what-if: nearly alike for a meaning.
    found = _in_context(message, number, clearly="what_if" in modes and tokens[0].lower not in ("if", "when"))
    return found if found in _DEFINED or not _is_of_rules(tokens) else None


def _is_of_rules(tokens: Sequence[Token]) -> bool:
    """ "What does churn mean?" asks for a rule, "does this mean I need fewer staff?" for what follows here."""
    return any(
        not (tokens[hit.first].lower == "mean" and hit.first and tokens[hit.first - 1].lower in _POINTING)
        for hit in _general().find(tokens)
    )


def _is_of_others(message: Message) -> bool:
    """What somebody's example or a published source says is asked of the guidance."""
    foreign = any(clause.mode == "foreign" for clause in message.structure.clauses)
    published = any(token.lower == "published" for token in message.tokens)
    return foreign or published or any(hit.payload == "sources" for hit in act_cues().find(message.tokens))


def _in_context(message: Message, number: int, *, clearly: bool) -> Concern | None:
    """A sentence that points back, or hardly says a thing, means what it means behind the one before it."""
    sentences = message.structure.sentences
    text = message.sentence_text(number).rstrip("?") + ("?" if sentences[number].question else "")
    tokens = message.tokens[sentences[number].first : sentences[number].last]
    figures = {item.sentence for item in message.measured if not item.quantity.is_free and item.quantity.value != 1}
    words = {token.lower for token in tokens if token.kind == "word"}
    leans = (
        words_in(tokens) <= _LEANING
        or not _POINTING.isdisjoint(words)
        or (
            words <= _ASKING_ON and number - 1 not in figures  # "we have $4,000. What do we do?" asks for the advice
        )
    )
    if number and leans and not sentences[number - 1].question:
        of_figures = number - 1 in figures
        joined = _meant(f"{message.sentence_text(number - 1)} {text}", clearly=clearly or of_figures, joined=of_figures)
        if joined is not None and (not of_figures or joined in _OF_FIGURES):
            return joined
    # "With ten of them, what would be different?" is sooner a what-if too.
    found = _meant(text, clearly=clearly or number in figures) if words_in(tokens) >= _LEANING else None
    if found == "too_small" and tuple(token.lower for token in tokens[:2]) in _GOES_ON:
        return None  # "what about for small teams?" goes on with what was asked before
    if found == "mistakes_cost" and _MISTAKES.isdisjoint(token.lower for token in tokens):
        return None  # "how much does it cost us a month?"
    # "Is that enough?" asks of nothing where no sum was said with it; "can we afford it?" asks of their budget.
    own = not _THEIR_MONEY.isdisjoint(token.lower for token in tokens)
    here = [item for item in message.measured if item.sentence == number]
    counted = bool(here) and all(item.counts_something for item in here)  # "did I say 5,000 letters?"
    return None if found == "enough_money" and not own and (counted or (leans and not figures)) else found


def _told_as_asked(text: str) -> Concern | None:
    """ "That seems a lot to me", "I was told to do something with AI": no question, and answered like one."""
    found = _meant(text, clearly=True)
    return found if found in _TOLD_TOO else None


_TOLD_TOO = frozenset({"so_much", "first_look", "resistance"})


def concern_told(text: str) -> Concern | None:
    """What a text speaks of without asking: "the vendor wants a bigger model, I say it never saw our handbook"."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    told = max(meant(parts, CONCERN), key=lambda one: one.score, default=None)
    return next((one for one in CONCERNS if told is not None and one == told.label and told.score >= _LIKE_ONE), None)


_PARTS = re.compile(r"(?<=[.!?;,])\s+")
_POINTING = frozenset({"that", "this", "it"})
_ASKING_ON = frozenset({"and", "so", "then", "now", "what", "how", "do", "should", "would", "can", "we", "i", "you",
                        "go", "on", "say", "tell", "them", "they", "him", "her"})  # fmt: skip
_GOES_ON = (("what", "about"), ("how", "about"), ("and", "for"), ("and", "with"))
_MISTAKES = frozenset({"mistake", "mistakes", "error", "errors", "wrong", "rework", "slips", "faults", "mishaps"})
_THEIR_MONEY = frozenset({"afford", "affordable", "budget", "money", "means"})
_LEANING = 3  # words: "Good idea?" goes with the sentence before it


@lru_cache(maxsize=256)  # a turn asks for the same sentence several times
def _meant(text: str, *, clearly: bool = False, joined: bool = False) -> Concern | None:
    found, acts = meant([text], CONCERN)[0], scores(text, ACT)
    others = max(score for act, score in acts.items() if act not in _LIKE_A_CONCERN)
    least = _LEAST.get(found.label, _LIKE_ONE)
    if clearly and (found.label not in _OF_FIGURES | _SUPPOSED or (joined and found.label == "enough_money")):
        least = _CLEARLY
    like = found.score >= least and found.score > others
    if not like or found.score < acts["guidance"] + _AHEAD:
        return None
    return next(one for one in CONCERNS if one == found.label)


# Requests that are often a worry in other words; the worry is answered then.
_LIKE_A_CONCERN = frozenset({"aside", "costs", "outside", "help", "restart", "undo"})


def wishes_less(message: Message, number: int) -> bool:
    """ "I need to get to 250.": told, and meant as a question how."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    wished = [token.lower for token in tokens[:2]] in _WISHES and words_in(tokens) <= _MOST_WORDS
    return wished and _meant(message.sentence_text(number)) == "bill_down"


_WISHES = [[who, verb] for who in ("i", "we", "it") for verb in ("need", "needs", "want", "must", "have", "has")]


@cache
def _general() -> Cues[str]:
    return Cues(groups_of({"general": load_cues("answers.yaml")["general"]}, "answers.yaml"))
