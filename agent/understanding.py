"""What a message means: facts, hypotheticals, questions and requests, whoever reads them.

`Reader` is the seam. The built-in reader (`agent.reading.built_in_reader`) needs no language model; a model-backed one
fills the same `Understanding`. A reader never computes, never decides and never writes.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, JsonValue

from agent.facts import Fact, Part, Statement, Term, Terms
from agent.offers import Offer, OfferAsked, PaidBack

Request = Literal[
    "recommend",  # "just tell me", "so what should we do?"
    "why",  # "why?", "how did you get there?"
    "why_asked",  # "why do you ask?"
    "costs",  # "what does it cost us a month?"
    "summary",  # "what do you know so far?"
    "export",  # "can I have this as a report?": all of it in one piece
    "keep",  # adopt the last what-if
    "undo",  # take the last change back
    "restart",
    "help",
    "greeting",
    "thanks",
    "skip",  # the pending question stays unanswered: "skip", "don't know"
    "source_of_number",  # "where does 13,000 come from?"
    "choose_partner",  # "which vendor?", "should we hire a partner?"
]


Undid = Literal["taken back", "offered"]  # what "undo" came to: done, or not done before they confirm it
CandidateKind = Literal[
    "compare",  # "show me the ranking": all of the comparison
    "which",  # "which one?"
    "why",  # "why is Acme behind?"
    "better",  # "is Acme better on price?": yes or no
    "price",  # "which is cheaper over two years?"
    "volume",  # "from what volume on does Acme win?"
    "questions",  # "what should I ask them?"
    "robust",  # "how robust is this?"
    "to_win",  # "what would have to change for Acme to win?"
]


class CandidateQuestion(BaseModel):
    """What is asked about possible partners, about whom, and by which criteria."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: CandidateKind
    text: str = ""  # the words that ask it; they ask nothing else
    names: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


class ToolCall(BaseModel):
    """A calculation that the message asks for, with the arguments that its words give; facts may give the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tool: str
    arguments: dict[str, JsonValue]
    quote: str
    supposed: bool = False  # a what-if: it is shown beside the result as it is, and not kept
    of_others: bool = False  # the figures are somebody else's: it is told and not kept
    claimed: float | None = None  # USD a month that somebody says it comes to
    notes: tuple[str, ...] = ()  # how its words were read where that is not plain, and what of them found no place
    scale: float | None = None  # ratings are given out of this
    called: dict[str, str] = {}  # criteria that were placed by their meaning, by the user's words for them
    least: dict[str, float] = {}  # the rating from 0 to 5 below which nobody is taken, by criterion
    asked: tuple[CandidateQuestion, ...] = ()  # of a comparison: what its answer is to tell


class CheckedSum(BaseModel):
    """A sum that the user has typed to be checked: what is on its left side, what they say it comes to, and does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str
    terms: str
    stated: float
    value: float


class InDollars(BaseModel):
    """An amount in another currency, as the user wrote it, and both its ends in USD at the rate that they gave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str
    currency: str
    ends: tuple[float, float]


class Refused(BaseModel):
    """A message with amounts in currencies without a rate, what had been asked then, and when it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    asked: tuple[str, ...] = ()
    currencies: tuple[str, ...]
    turn: int
    left: tuple[str, ...] = ()  # fields that were taken back since: a rate that comes later brings none of them back


class Undoing(BaseModel):
    """Of what "undo" is said, where it is not simply of the last message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal[
        "newest",  # "undo the last change", however long ago it was
        "named",  # "undo the budget": only that
        "again",  # "bring it back": what was taken back or forgotten holds again
    ]
    fields: tuple[str, ...] = ()
    offers: tuple[str, ...] | None = None  # names; none of them: all are
    terms: tuple[str, ...] = ()
    comparison: bool = False
    called: str = ""  # in their words, where it names nothing that can be told


class Understanding(BaseModel):
    """Everything that one message says, each part on its own, in the order of the message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statements: tuple[Statement, ...] = ()
    retractions: tuple[str, ...] = ()  # fields to forget: "forget the budget"
    denied: tuple[str, ...] = ()  # of these, whose value does not hold: what does is to be asked
    parts: tuple[Part, ...] = ()  # numbers that make up a fact with others, now or later
    supposed_parts: tuple[Part, ...] = ()  # such numbers in a what-if
    offers: tuple[Offer, ...] = ()  # what others ask, or what it takes with their own people
    supposed_offers: tuple[Offer, ...] = ()  # in a what-if: all of them as they would be
    offer_asked: OfferAsked | None = None
    offers_forgotten: tuple[str, ...] | None = None  # names; none of them: all are
    what_ifs: tuple[Statement, ...] = ()  # hypothetical values: facts stay untouched
    tool_calls: tuple[ToolCall, ...] = ()
    costs_left_out: tuple[str, ...] = ()  # their words that would leave a cost out of a sum: "take the labelling out"
    sums: tuple[CheckedSum, ...] = ()  # arithmetic of theirs that is to be checked, and tells no fact
    questions: tuple[str, ...] = ()  # questions to the guidance, as the user put them
    requests: tuple[Request, ...] = ()
    undoing: Undoing | None = None  # of what "undo" is said; None: of the last message
    what_if_left: bool = False  # "no, leave it as it was": the last what-if is not to be kept any more
    terms: tuple[Term, ...] = ()  # what it sets for all figures: a discount rate, a rate of exchange
    in_dollars: tuple[InDollars, ...] = ()  # amounts that a rate of exchange has turned into dollars
    foreign_money: tuple[str, ...] = ()  # amounts in other currencies than US dollars, as the user wrote them
    foreign_currencies: tuple[str, ...] = ()  # of these
    paid_back: PaidBack | None = None  # a payback that is asked for, of amounts that are all in one such currency
    reached: float | None = None  # "what if we only reach 91 %?": the accuracy that would miss the one that is needed
    kept_in: str = ""  # their words that keep the data in a region, which is no machine of their own
    models_refused: tuple[str, ...] = ()  # models that they may not use
    language: str = "en"  # ISO 639-1, best guess
    understood: bool = True  # False: nothing in the message made sense


class Context(BaseModel):
    """What a reader may know of the conversation: the facts so far and the question that is open."""

    model_config = ConfigDict(frozen=True)

    facts: dict[str, Fact] = {}
    asked: tuple[str, ...] = ()  # the pending question's fields: none, one, or two
    parts: tuple[Part, ...] = ()  # what earlier messages said in part
    tool_calls: tuple[ToolCall, ...] = ()  # calculations that were asked for before
    terms: Terms = Terms()  # what was set for all figures
    refused: tuple[Refused, ...] = ()  # messages whose amounts wait for a rate of exchange
    today: date | None = None  # dates of the calendar are understood only with it
    said: str = ""  # the user's message before this one: "my budget? You never asked." ... "It's 120k"
    compared: tuple[str, ...] = ()  # the models of the table that was shown last: "then take the cheapest"
    offers: tuple[Offer, ...] = ()  # what stands of offers
    supposed_offers: tuple[Offer, ...] = ()  # as they would be in the last what-if
    supposed: tuple[Statement, ...] = ()  # the last what-if: "and if it only saves half of that?"
    supposed_before: tuple[Statement, ...] = ()  # the one before it: "and both together?"
    changed: tuple[str, ...] = ()  # what the message before changed: fields, "offers" and the other kinds
    kept: bool = False  # the newest change is a what-if that was kept
    undid: Undid | None = None  # the message before was an "undo"
    undone: bool = False  # what was taken back can be brought back
    forgotten: tuple[str, ...] = ()  # fields that were told and are not known any more
    taken_back: Mapping[str, Fact] = {}  # by field, what the message before took back or forgot


class Reader(Protocol):
    """Reads one message. Pure with respect to the conversation: same message and context, same understanding."""

    def read(self, message: str, context: Context) -> Understanding: ...
