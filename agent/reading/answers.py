"""What a short question about the case itself is about: one approach, the confidence, what would turn it, what it pays,
what other models, own machines or licences would cost.

Such questions are answered from the results (`agent.replying.explained`), neither from the guidance nor by all advice.
The cues are `cues/answers.yaml`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from pydantic import JsonValue

from agent.reading.brief_orders import BriefOrder, brief_orders, sentences_wanted
from agent.reading.compared_models import asks_which, names_another
from agent.reading.concerns import CONCERNS, Concern, concern_of
from agent.reading.disputed import disputed
from agent.reading.list_prices_asked import Claimed, asks_how_old, claimed_price, is_list_price_asked
from agent.reading.machines_asked import machines_in, names_a_gpu, rent_in
from agent.reading.own_cost_asked import OwnCost, own_cost_asked
from agent.reading.own_facts_asked import OwnFacts, own_facts_asked
from agent.reading.returns_asked import returns_asked
from agent.reading.stances import stance_of
from agent.reading.uncertainty_asked import UncertaintyAsked, uncertainty_asked
from agent.reading.ways_asked import Ways, ways_asked
from agent.reading.yes_no_asked import YesNo, yes_no_asked
from agent.words.approach_words import approach_hits, approach_in
from agent.words.clauses import Mode
from agent.words.cues import BadCues, Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message, taken_apart
from agent.words.model_names import lines_named, makers_named, makers_of
from agent.words.tokens import Sentence, Token, words_in
from tools.profile import Approach

About = Literal[
    Concern,
    "against", "confidence", "flips", "loss", "share", "parts", "for_whom", "left_out",
    "payback", "roi", "worth", "saving", "mistakes", "returns",
    "hosting", "models", "seats", "rent", "fits", "list_price", "basis",
    "sentence", "brief", "plain", "yes_no", "first_step", "minimum", "colleague", "owner", "agree", "doubt",
    "noted", "own_cost", "ways",
]  # fmt: skip
# How a figure is called where no number is named.
Figure = Literal[
    "payback", "roi", "npv", "bill", "upfront", "monthly", "total",
    "cache", "weights", "memory", "gpus", "gpu_price", "hosting", "break_even_volume", "gpu_hours", "compute",
    "criteria", "score",
]  # fmt: skip
PARTS: frozenset[About] = frozenset({"parts", "for_whom", "left_out"})  # of the planning figures
MONEY: frozenset[About] = frozenset({"payback", "roi", "worth", "saving", "mistakes", "returns"})
PRICED: frozenset[About] = frozenset(
    {"hosting", "models", "seats", "rent", "fits", "list_price"}
)  # what tools work out when they are asked
LOOKED_UP: frozenset[About] = frozenset({"rent", "fits", "list_price", "basis", "noted"})  # and nothing is advised
# Asked for in a form, or about one small thing: answered in a few lines in place of the whole advice.
_FORMS_WANTED: frozenset[About] = frozenset(
    {"sentence", "brief", "plain", "yes_no", "first_step", "minimum", "colleague", "owner", "agree"}
)
SHORT: frozenset[About] = _FORMS_WANTED | CONCERNS | {"noted", "own_cost", "ways"}
STANCES: frozenset[About] = frozenset({"agree", "doubt"})  # of the advice
_SAME_AS: Mapping[Concern, About] = {
    "well_spent": "worth", "so_no": "yes_no", "advised": "colleague", "so_much": "parts", "mistakes_cost": "mistakes"
}  # fmt: skip
_BY_MEANING: frozenset[About] = frozenset(
    {"loss", "share", "returns", "basis", "mistakes", "noted", "own_cost"}
)  # known otherwise
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
    steps: int | None = None  # so many first steps are wanted
    shorter: bool = False  # than what was shown before
    apart: tuple[tuple[int, int], ...] = field(default=(), compare=False)  # places in the text that tell nothing else
    failed: bool = False  # they have tried the approach that they doubt
    machines: Mapping[str, JsonValue] = field(default_factory=dict)  # what is said of own machines
    tries_machines: bool = False  # they are supposed
    decides_machines: bool = False  # whether to have any is asked: "should we self-host?"
    claimed: Claimed | None = None  # what somebody says that a model costs
    basis: tuple[UncertaintyAsked, ...] = ()  # what the figures rest on
    yes_no: YesNo = field(default_factory=YesNo)  # what a yes or no is demanded about
    noted: OwnFacts = field(default_factory=OwnFacts)  # which of their own facts they want to hear
    ways: Ways | None = None  # which are held against each other, and by what
    own_cost: OwnCost = field(default_factory=OwnCost)  # what is asked of the work as it is done today
    of_compared: bool = False  # it goes on from the table of models that was shown before


_BITS = frozenset({"bit", "bits", "4-bit", "8-bit", "16-bit", "4bit", "8bit", "16bit", "int4", "int8", "fp8", "fp16"})


def asked_about(text: str, said: str = "", compared: Sequence[str] = (), *, own_work: bool = False) -> Asked:
    """What a message asks about the case itself; nothing where it asks for rules, or in long sentences.

    `said` is the message before it, "And claude opus?" goes on asking for prices; `compared` are the models of the
    table that was shown then. `own_work`: what was spoken of last is what their people do.
    """
    return asked_in(taken_apart(text), said, compared, own_work=own_work)


def asked_in(message: Message, said: str = "", compared: Sequence[str] = (), *, own_work: bool = False) -> Asked:
    """`asked_about` of a message that is taken apart already; found once, for all who ask."""
    about = ("asked", said, own_work, *compared)
    if about not in message.kept:
        message.kept[about] = _asked_in(message, said, compared, own_work=own_work)
    asked: Asked = message.kept[about]
    return asked


def _asked_in(message: Message, said: str, compared: Sequence[str], *, own_work: bool) -> Asked:
    found = _Found()
    another = names_another(message)
    if said and another and "list_price" in asked_about(said).about:
        models = _named(message, 0, len(message.tokens))
        return Asked(("list_price",), models=tuple(models), apart=(_span(message.tokens),))
    if compared and message.tokens and (another or asks_which(message)):
        more = [*_named(message, 0, len(message.tokens)), *makers_named(message.tokens)] if another else []
        models = [*dict.fromkeys((*compared, *more))]
        return Asked(("models",), models=tuple(models), apart=(_span(message.tokens),), of_compared=True)
    briefs = brief_orders(message)
    held_against, returns = disputed(message), {one.sentence for one in returns_asked(message)}
    for number in range(len(message.structure.sentences)):
        if number in returns:
            found.about["returns"] = None
            continue
        if _wants_of_models_at_large(message, number):
            continue
        own = own_cost_asked(message, number, leans=own_work)
        if own is not None:
            found.about["own_cost"] = None
            found.own_cost = own
            found.apart.append(_span_of(message, number))
            continue
        _ask_of(message, number, briefs.get(number), found, disputes=number in held_against)
    return Asked(
        _of_what_is_doubted(message, found.about),
        found.approach,
        tuple(found.models),
        found.seats,
        found.colleague,
        next((order.sentences for order in briefs.values() if order.sentences is not None), None)
        or (sentences_wanted(message.tokens) if "brief" in found.about else None),
        found.steps,
        any(order.shorter for order in briefs.values()),
        tuple(found.apart),
        yes_no=yes_no_asked(message) if "yes_no" in found.about else YesNo(),
        failed=found.failed,
        machines=found.rent or (machines_in(message.text) if "hosting" in found.about else {}),
        tries_machines=found.tries_machines,
        decides_machines=found.decides_machines,
        claimed=found.claimed,
        basis=tuple(found.basis),
        noted=found.noted,
        ways=found.ways,
        own_cost=found.own_cost,
    )


@dataclass
class _Found:
    """What the sentences so far ask."""

    about: dict[About, None] = field(default_factory=dict)
    approach: Approach | None = None
    models: dict[str, None] = field(default_factory=dict)
    seats: str = ""
    colleague: str = ""
    steps: int | None = None
    failed: bool = False
    tries_machines: bool = False
    decides_machines: bool = False
    rent: Mapping[str, JsonValue] = field(default_factory=dict)
    claimed: Claimed | None = None
    basis: list[UncertaintyAsked] = field(default_factory=list)
    noted: OwnFacts = field(default_factory=OwnFacts)
    ways: Ways | None = None
    own_cost: OwnCost = field(default_factory=OwnCost)
    apart: list[tuple[int, int]] = field(default_factory=list)


def _ask_of(message: Message, number: int, order: BriefOrder | None, found: _Found, *, disputes: bool) -> None:
    """Add what one sentence asks; `disputes`: it asks who is right about a number."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    asks = sentence.question or "question" in modes or words_in(tokens) <= _A_HEADING
    at_once = _at_once(tokens, order, asks=asks, clearly="question" in modes or sentence.question)
    if at_once is None and _asks_to_begin(tokens, asks=sentence.question):
        at_once = "yes_no"
    if at_once is not None:
        found.about[at_once] = None
        return
    ways = ways_asked(tokens) if sentence.question and "what_if" not in modes and not _general().find(tokens) else None
    if ways is not None:
        found.about["ways"] = None
        found.ways = ways
        found.apart.append(_span(tokens))
        return
    if _looks_up(message, number, found, asks=asks):
        return
    named = _named(message, sentence.first, sentence.last)
    wants_a_number = orders_a_number(tokens)
    asks_a_price = wants_a_number or sentence.question or not modes.isdisjoint(_ASKING)
    priced = _price_asked(message, sentence, named) if asks_a_price and _is_a_price_question(tokens) else None
    if wants_a_number:
        found.apart.append(_span(tokens))
    if priced is not None:
        found.about[priced] = None
        found.tries_machines = found.tries_machines or (priced == "hosting" and _tries(message, sentence, modes))
        found.decides_machines = found.decides_machines or (priced == "hosting" and _decides(tokens))
        found.models |= dict.fromkeys(named if priced != "seats" else ())
        found.models |= dict.fromkeys(makers_named(tokens) if priced == "models" else ())
        found.seats = found.seats or (_text_of(message, sentence.first, tokens) if priced == "seats" else "")
        return
    if _asks_of_advice(message, number, tokens, modes, found, disputes=disputes, asks=asks):
        return
    if not _take_stance(message, number, tokens, found):
        concern = concern_of(message, number)
        _add_concern(message, number, concern if asks or not found.about else None, found)


def _add_concern(message: Message, number: int, concern: Concern | None, found: _Found) -> None:
    """A worry is answered from the case; "should we wait a year?" tells no time."""
    if concern is None or concern == "bill_down":  # the latter is all of money (`agent.reading.money_asked`)
        return
    sentences = message.structure.sentences
    found.about[_SAME_AS.get(concern, concern)] = None
    found.apart.append(_span(message.tokens[sentences[number].first : sentences[number].last]))
    if concern == "advised":
        found.about.pop("doubt", None)  # what they were told is no push-back of their own
        found.approach = approach_in(message.tokens[sentences[max(0, number - 1)].first : sentences[number].last])


def _looks_up(message: Message, number: int, found: _Found, *, asks: bool) -> bool:
    """Whether a sentence asks what figures rest on, a price of a list, the rent of counted GPUs; it is added then."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    basis = uncertainty_asked(message, number, asks=asks)
    if basis is not None:
        found.about["basis"] = None
        found.basis.append(basis)
        found.apart.append(_span(tokens))
        return True
    noted = own_facts_asked(message, number)
    if noted is not None:
        found.about["noted"] = None
        found.noted = noted
        found.apart.append(_span(tokens))
        return True
    claimed = claimed_price(message, number)
    orders = next((token.lower for token in tokens if token.lower not in _BEFORE_AN_ORDER), "") in _LISTING
    asks = asks or orders
    if claimed is not None or (asks and (is_list_price_asked(message, number) or asks_how_old(tokens))):
        found.about["list_price"] = None
        found.claimed = found.claimed or claimed
        models = _named(message, sentence.first, sentence.last) or [*makers_named(tokens)]
        found.models |= dict.fromkeys(models)
        found.apart += [_span(tokens), *([_span_of(message, number + 1)] if claimed and not asks else [])]
        return True
    rent = rent_in(message.sentence_text(number)) if asks and _is_a_price_question(tokens) else {}
    says = {hit.payload for hit in _price_words().find(tokens)}
    compares = not _COMPARING.isdisjoint(token.lower for token in tokens)
    bits = not _BITS.isdisjoint(token.lower for token in tokens)  # with so many of them it is a sum of its own
    if rent and "fits" in says and "price" not in says and not bits:
        found.about["fits"] = None
        found.rent = rent
        found.models |= dict.fromkeys(_named(message, sentence.first, sentence.last))
        found.apart.append(_span(tokens))
        return True
    if rent and not compares and ("price" in says or "gpu_hour_price" in rent):
        found.about["rent"] = None
        found.rent = rent
        found.models |= dict.fromkeys(_named(message, sentence.first, sentence.last))
        found.apart.append(_span(tokens))
        return True
    return False


_COMPARING = frozenset({"cheaper", "cheapest", "than", "compare", "compared", "instead", "versus", "vs"})


def _span_of(message: Message, number: int) -> tuple[int, int]:
    sentence = message.structure.sentences[number]
    return _span(message.tokens[sentence.first : sentence.last])


def _asks_of_advice(
    message: Message,
    number: int,
    tokens: Sequence[Token],
    modes: set[Mode],
    found: _Found,
    *,
    disputes: bool,
    asks: bool,
) -> bool:
    """Whether a short sentence asks something about the advice; it is added then."""
    short = _short(tokens, asks=asks)
    of_a_number = short == "colleague" and disputes  # who is right about it, not about a way
    of_an_approach = short == "first_step" and approach_in(tokens) is not None  # how one begins that, in general
    if words_in(tokens) > _MOST_WORDS or "what_if" in modes or _general().find(tokens) or of_a_number:
        return False
    if of_an_approach:
        return False
    if short is not None:
        found.about[short] = None
        found.colleague = found.colleague or _colleague_in(tokens)
        if short == "first_step":
            found.steps = found.steps or _steps_in(tokens)
            found.apart.append(_span(tokens))
        return True
    before = len(found.about)
    named = _named(message, message.structure.sentences[number].first, message.structure.sentences[number].last)
    for about in _in_order(tokens) if asks else ():
        if about == "saving" and (named or _saves_otherwise().find(tokens)):
            continue
        if about == "against":
            found.approach = found.approach or _asked_for(tokens) or approach_in(tokens)
            if found.approach is None:
                continue
        found.about[about] = None
    return len(found.about) > before


def _asked_for(tokens: Sequence[Token]) -> Approach | None:
    """ "Why retrieval and not fine-tuning?" asks what speaks for the first."""
    words = [token.lower for token in tokens if token.kind == "word"]
    hits = approach_hits(tokens)
    apart = any(one == "and" and other == "not" for one, other in pairwise(words))
    return hits[0].payload if apart and hits else None


_OPENING = 2  # tokens


def _take_stance(message: Message, number: int, tokens: Sequence[Token], found: _Found) -> bool:
    """Whether the advice is to be confirmed, or they do not believe it; it is added then."""
    stance = stance_of(message, number)
    of_rules = any(hit.first >= _OPENING for hit in _general().find(tokens))  # and not "you mean we should wait?"
    if stance is None or (stance.kind == "agree" and of_rules):
        return False
    found.about[stance.kind] = None
    found.approach = found.approach or stance.approach
    found.failed = found.failed or stance.failed
    found.apart += stance.apart
    return True


def _at_once(tokens: Sequence[Token], order: BriefOrder | None, *, asks: bool, clearly: bool) -> About | None:
    """An order for a short result, or a question about the planning figures: clear before prices are looked for."""
    if order is not None and _short(tokens, asks=asks) not in _ONE_LINERS:
        return order.form
    return _of_figures(tokens, asks=clearly) if words_in(tokens) <= _MOST_WORDS_OF_A_PRICE else None


def _asks_to_begin(tokens: Sequence[Token], *, asks: bool) -> bool:
    """ "Should we invest?", "would you put money into it?": a yes or no is wanted, and nothing has been spent yet."""
    words = [token.lower for token in tokens if token.kind == "word"]
    begins = _begins()
    polar = not _POLAR.isdisjoint(words[:_HEAD])
    return asks and polar and not begins["spends"].isdisjoint(words) and begins["words"].issuperset(words)


_POLAR = frozenset({"should", "shall", "would", "is", "do", "does"})


def _price_asked(message: Message, sentence: Sentence, named: Sequence[str]) -> About | None:
    if _is_for_a_choice(message, sentence.first, sentence.last):
        return "models"
    return _priced(message, sentence, named)


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
            approach = approach_in(tokens[hit.last : _turn_of(tokens, hit.last)])
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


def figures_called(tokens: Sequence[Token]) -> tuple[Figure, ...]:
    """Figures by their names, in order, each once: "how did you get the payback?"."""
    found = dict.fromkeys(hit.payload for hit in _called().find(tokens))
    return tuple(one for one in found if found.keys().isdisjoint(_WITHIN.get(one, ())))


# "The price of the GPUs" is not their number, "the cost of the API a month" not what the plan costs.
_WITHIN: Mapping[Figure, frozenset[Figure]] = {
    "monthly": frozenset({"bill", "hosting"}),
    "gpus": frozenset({"gpu_price", "gpu_hours", "memory"}),
    "memory": frozenset({"cache", "weights"}),
}


def approach_named(text: str) -> Approach | None:
    """The approach that words name, if any: "what is retrieval?"."""
    return approach_in(taken_apart(text).tokens) if text else None


def _turn_of(tokens: Sequence[Token], first: int) -> int:
    """Where somebody else's view begins: "..., I say that's crazy"."""
    own = (place for place in range(first, len(tokens)) if tokens[place].lower in ("i", "but", "while", "whereas"))
    return next(own, len(tokens))


def _short(tokens: Sequence[Token], *, asks: bool) -> About | None:
    """The form in which an answer is wanted; an order says it as well as a question."""
    ordered = next((token.lower for token in tokens if token.lower not in _BEFORE_AN_ORDER), "") in _LISTING
    found = [
        hit
        for hit in _forms().find(tokens)
        if asks or hit.payload in _BARE or (ordered and hit.payload == "first_step")
    ]
    if not found or (not asks and _tells_of_a_model(tokens, found[0].first)):
        return None
    best = min(found, key=lambda hit: (_FORMS.index(hit.payload), hit.first))
    if best.payload == "yes_no" and asks and any(hit.payload == "colleague" for hit in found):
        return "colleague"  # "is the business right, yes or no?" is not whether I am
    behind = [token for token in tokens[best.last :] if token.kind == "word" and token.lower not in _leading()]
    if best.payload == "yes_no" and (behind or _is_of_models_at_large(tokens[: best.first])):
        return None
    return best.payload


def _is_of_models_at_large(tokens: Sequence[Token]) -> bool:
    """ "Does fine-tuning remove hallucinations, yes or no?" is a question to the sources, not of the case."""
    words = [token.lower for token in tokens if token.kind == "word"]
    named = words[:1] and words[0] in _DOES and approach_in(tokens) is not None
    return bool(named) and _OF_THE_CASE.isdisjoint(words) and len(words) > _NAME_AND_VERB


def _wants_of_models_at_large(message: Message, number: int) -> bool:
    """ "Yes or no." behind such a question is no question of its own."""
    sentences = message.structure.sentences[max(0, number - 1) : number + 1]
    asked, wanted = (message.tokens[one.first : one.last] for one in (sentences[0], sentences[-1]))
    hits = [hit for hit in _forms().find(wanted) if hit.payload == "yes_no"]
    alone = bool(hits) and words_in(wanted) == words_in(wanted[hits[0].first : hits[0].last])
    return len(sentences) > 1 and alone and _is_of_models_at_large(asked)


_DOES = frozenset({"does", "do", "can", "will"})
_OF_THE_CASE = frozenset(
    {"we", "our", "us", "my", "me", "i", "it", "this", "that", "here", "you", "pay", "pays", "make", "sense", "help",
     "fit", "suffice", "work", "enough", "case"}
)  # fmt: skip
_NAME_AND_VERB = 3  # words: "does fine-tuning pay" asks of the case


_BEFORE_AN_ORDER = frozenset({"please", "ok", "okay", "and", "then", "now", "so", "just", ",", "could", "can", "you"})
_LISTING = frozenset({"name", "list", "give", "tell", "show", "describe", "outline"})


def _span(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].start, tokens[-1].end


def _steps_in(tokens: Sequence[Token]) -> int | None:
    """ "The first five steps" are five."""
    numbers = (_COUNTED.get(token.lower) for token in tokens)
    return next((number for number in numbers if number is not None), None)


_COUNTED = {word: number for number, words in enumerate(("two", "three", "four", "five", "six"), 2)
            for word in (words, str(number))}  # fmt: skip


def _tells_of_a_model(tokens: Sequence[Token], first: int) -> bool:
    """ "The bot answers in one sentence": no order, since somebody else does it."""
    words = {token.lower for token in tokens[:first]}
    return not words <= _leading() | _LISTING


def _colleague_in(tokens: Sequence[Token]) -> str:
    hits = _colleagues().find(tokens)
    return (
        "".join(token.lower for token in tokens[hits[0].first : hits[0].last] if token.kind == "word") if hits else ""
    )


_ASKING = frozenset({"question", "what_if"})


def _is_a_price_question(tokens: Sequence[Token]) -> bool:
    return words_in(tokens) <= _MOST_WORDS_OF_A_PRICE and not _general().find(tokens)


def _priced(message: Message, sentence: Sentence, models: Sequence[str]) -> About | None:
    """What a sentence wants priced: a licence by the head, own machines, or models by their names or the cheapest."""
    tokens = message.tokens[sentence.first : sentence.last]
    says = {hit.payload for hit in _price_words().find(tokens)}
    if "seats" in says and says & {"takes", "price"}:
        return "seats"
    if _is_of_own_machines(message, sentence, says):
        return "hosting"
    if "cheapest" in says and says & {"kind_of_model"}:
        return "models"
    several = len(makers_of(tokens)) > 1 and "compares" in says
    return "models" if several or (models and says & {"compares", "swaps"}) else None


def _is_of_own_machines(message: Message, sentence: Sentence, says: set[str]) -> bool:
    """ "What would our own GPUs cost?", "what if we self-host?"; where data has to stay is another question."""
    text, tokens = message.quote(sentence.first, sentence.last), message.tokens[sentence.first : sentence.last]
    gpu = names_a_gpu(text)
    own = bool(says & {"hosting", "own_machines"}) or says >= {"runs", "ourselves"} or (gpu and bool(says))
    if (own and (says & {"price", "volume"} or orders_a_number(tokens))) or (
        gpu and "gpu_hour_price" in machines_in(text)
    ):
        return True
    modes = {message.structure.mode_at(place) for place in range(sentence.first, sentence.last)}
    decides = sentence.question and words_in(tokens) <= _MOST_WORDS and _decides(tokens)
    return own and "obliged" not in says and (decides or _tries(message, sentence, modes))


def _decides(tokens: Sequence[Token]) -> bool:
    """ "Should we self-host?", "so host or not?", "own servers, or the API?": a yes or no is wanted."""
    words = [token.lower for token in tokens if token.kind == "word"]
    either = any(one == "or" and other in _NOT_THAT for one, other in pairwise([*words, ""])) or words[-1:] == ["api"]
    return not _SHOULD.isdisjoint(words[:_HEAD]) or ("or" in words and either) or words[:2] == ["is", "self"]


_SHOULD = frozenset({"should", "shall"})
_NOT_THAT = frozenset({"not", "no", "api", "the", "an"})


def orders_a_number(tokens: Sequence[Token]) -> bool:
    """ "One number only: ...", "just a figure, please: ..."; "only a number of cases are hard" tells of something."""
    hits = _number_only().find(tokens)
    behind = tokens[max(hit.last for hit in hits) :] if hits else ()
    opens = any({token.lower for token in tokens[: hit.first]} <= _leading() for hit in hits)
    return opens and words_in(tokens) <= _MOST_WORDS and not (behind and behind[0].lower in _OF)


_OF = frozenset({"of", "is", "are", "was", "were", "that"})


def _tries(message: Message, sentence: Sentence, modes: Collection[Mode]) -> bool:
    """ "What if we self-host?", "could we run it ourselves?": tried out."""
    head = {token.lower for token in message.tokens[sentence.first : sentence.first + _HEAD]}
    return "if" in head or ("what_if" in modes and bool(head & _SUPPOSING)) or "could" in head


_HEAD = 4  # tokens
_SUPPOSING = frozenset({"suppose", "supposing", "assume", "assuming", "imagine", "say", "consider"})


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


@cache
def _record() -> Mapping[str, Mapping[str, object]]:
    record: Mapping[str, Mapping[str, object]] = load_cues("answers.yaml")
    expected = (
        ("about", set(get_args(About)) - PRICED - SHORT - PARTS - STANCES - _BY_MEANING),
        ("forms", _FORMS_WANTED - STANCES - {"plain"}),
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
def _begins() -> Mapping[str, frozenset[str]]:
    record: Mapping[str, object] = load_cues("answers.yaml")["begins"]
    return {name: frozenset(pattern_list(record[name], f"answers.yaml: begins: {name}")) for name in record}


@cache
def _price_words() -> Cues[str]:
    return Cues(groups_of(_record()["priced"], "answers.yaml: priced"))


@cache
def _figure_words() -> Cues[str]:
    return Cues(groups_of(_record()["figures"], "answers.yaml: figures"))


@cache
def _called() -> Cues[Figure]:
    return Cues(groups_of(_record()["called"], "answers.yaml: called"))  # type: ignore[arg-type]  # names of the literal


@cache
def _doubted_benefit() -> Cues[str]:
    return Cues(groups_of({"doubted": _record()["doubted_benefit"]}, "answers.yaml"))


@cache
def _saves_otherwise() -> Cues[str]:
    return Cues(groups_of({"otherwise": _record()["saves_otherwise"]}, "answers.yaml"))


@cache
def _number_only() -> Cues[str]:
    return Cues(groups_of({"number_only": _record()["number_only"]}, "answers.yaml"))


@cache
def _general() -> Cues[str]:
    return Cues(groups_of({"general": _record()["general"]}, "answers.yaml"))
