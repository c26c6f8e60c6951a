"""Which number is which field of the profile.

Each quantity is scored for each numeric field by its kind, the noun it counts, its rate, the cue words around it and
the pending question; nouns, cue words and weights are `cues/roles.yaml`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.words.clauses import Structure, is_trade
from agent.words.cues import BadCues, Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.model_names import ModelMention
from agent.words.number_words import bad_words, good_words
from agent.words.quantities import MONTH_SECONDS, Quantity, between_ends, rate_at
from agent.words.tokens import Token, is_whole, stem_of, words_in

TOKENS_PER_WORD = 4 / 3  # OpenAI's rule of thumb for English: 100 tokens are about 75 words
WORDS_PER_PAGE = 500  # a single-spaced page
# Tokens of one; by the same rule of thumb a token is four characters, a paragraph a hundred tokens, and one or two
# sentences are about thirty.
TOKENS_OF = {
    "paragraph": 100.0,
    "sentence": 20.0,
    "word": TOKENS_PER_WORD,
    "page": TOKENS_PER_WORD * WORDS_PER_PAGE,
    "character": 0.25,
    "token": 1.0,
}

_LONGEST_PHRASE = 5
_LONGEST_LABEL = 8
_LABEL_ENDS = frozenset(":|=")
_LABEL_VERBS = frozenset({"are", "number", "total", "totals", "count"})  # "the manuals are 4,200"
_EARSHOT = 50  # tokens: a cue farther away says nothing of a number
_CLAUSE_DECAY = (1.0, 0.65, 0.4)
_BETWEEN_DECAY = 0.45
_HOURS = "3600"  # the unit of "500 hours", which may be worked each month
_WISH_CARRIES = 0.8
_CLAIMED_DECAY = 0.35  # the cue stands in a clause with a number of its own
_TOPIC_DECAY = 0.35  # a topic named in the sentence before
_SHARE_NAMES = ("accuracy", "wrong", "critical", "edge")  # "accuracy: 0.82"
_NAMES_IT = 0.7
_NAMES_UNKNOWN = 0.8
_NAMES_IT_SURELY = 0.9
_LABELS_IT = 1.0  # "accuracy 96"
_HALF_RIGHT, _ALL_RIGHT = 50, 100  # percent
_GRAVE = 0.5  # no model does more harm than that
_ONLY_GOES_IN = 1.5
_PEOPLE_TAKE = 600  # seconds
_LONGEST_ANSWER = 32_000  # tokens; more of them can only go in
_FEWEST_PAGES = 100  # fewer are the length of something
_BILLED = 0.25  # "our last OpenAI invoice was $18,400": bills come monthly
_NEIGHBOURS = 6  # numbers on either side that a cue may belong to instead
_TOPICS = frozenset({"accuracy", "wrong", "latency", "documents", "budget"})
_BARE_RATE = 1.8  # "40k a day" and nothing else: the volume
_FEWEST_REQUESTS = 10  # a month; fewer are no volume
_FACTOR_A_YEAR = 1.5  # "three times as many in a year"
_IN_SECONDS = 0.9  # nothing but an answer is counted in seconds
_WANTED, _WITHIN = 0.25, 1.3  # "the board wants 90 % within 3 months"


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in its sentence: what it counts, how often, and where its noun phrase ends (`last`, excluded)."""

    quantity: Quantity
    nouns: frozenset[str]
    counts_something: bool  # a noun phrase follows, known or not
    per: float | None
    each: bool
    last: int
    clause: int
    sentence: int
    sized: bool = False  # "a 200-page file": the number is the size of one thing
    per_head: bool = False  # "25 questions per customer per day": what one of many makes

    @property
    def first(self) -> int:
        return self.quantity.first

    def is_bare(self) -> bool:
        """A number and nothing that it counts."""
        return not self.nouns and not self.counts_something


@dataclass(frozen=True, slots=True)
class Assigned:
    """A quantity that means a field, with its score."""

    field: str
    measured: Measured
    score: float
    activation: Mapping[str, float]
    replaces: bool = False  # takes the place of an earlier number for the field


class FieldRole(BaseModel):
    """One record of `fields` in roles.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[Literal["plain", "money", "share", "duration", "factor"], ...]
    rate: Literal["needed", "optional", "forbidden"]
    nouns: dict[str, float] = {}
    weights: dict[str, float] = {}
    after: dict[str, float] = {}
    never: dict[str, float] = {}
    never_bare: dict[str, float] = {}
    never_alone: dict[str, float] = {}
    plain_needs: tuple[str, ...] = ()
    asked: float
    threshold: float
    shortest: float = 0.0
    longest: float = float("inf")


def measure(structure: Structure, found: Sequence[Quantity], masked: Collection[int]) -> list[Measured]:
    """Every quantity with its noun phrase and its rate, own or standing free in the same clause."""
    taken = {index for quantity in found if not quantity.is_free for index in range(quantity.first, quantity.last)}
    around = _Around(structure, _by_place(_nouns(), structure), _by_place(_makers(), structure), masked, taken)
    measured = [_measured(around, quantity) for quantity in found if structure.clause_of[quantity.first] >= 0]
    measured = _over_as_many(structure, [_or_two(structure, item) for item in measured])
    measured = _over_years(structure, _of_a_size(structure, _as_movements(structure, measured)))
    return _as_parts(structure, _with_free_rates(structure, measured, masked))


def _or_two(structure: Structure, item: Measured) -> Measured:
    """ "A page or two", "a sentence or two": one or two of them."""
    ahead = structure.tokens[max(0, item.first - 3) : item.first]
    if len(ahead) < 3 or not item.is_bare() or item.quantity.value != _ONE_OR_TWO[1] or item.quantity.kind != "plain":
        return item
    article, noun, joint = ahead
    if article.lower not in ("a", "one") or joint.lower != "or" or noun.lower not in TOKENS_OF:
        return item
    quantity = replace(item.quantity, value=sum(_ONE_OR_TWO) / 2, range=_ONE_OR_TWO)
    return replace(item, quantity=quantity, nouns=frozenset({noun.lower}))


_ONE_OR_TWO = (1.0, 2.0)


def _over_as_many(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Five years ahead, my accountant writes software off over five": a bare number that ends it counts years too."""
    result: list[Measured] = []
    for item in measured:
        span = next((one for one in result if one.quantity.kind == "duration" and not one.quantity.is_free), None)
        if span is not None and item.sentence - span.sentence <= 1 and _is_a_span(structure, item):
            unit = replace(item.quantity.scaled(span.quantity.unit_factor), kind="duration", unit=span.quantity.unit)
            item = replace(item, quantity=replace(unit, unit_factor=span.quantity.unit_factor))  # noqa: PLW2901
        result.append(item)
    return result


def _is_a_span(structure: Structure, item: Measured) -> bool:
    """ "... over five."; "over 20,000" and "over five of them" are none."""
    if item.quantity.kind != "plain" or not item.is_bare() or item.quantity.value > _LONGEST_SPAN or not item.first:
        return False
    behind = structure.tokens[item.quantity.last : item.quantity.last + 1]
    ends = not behind or behind[0].kind != "word" or structure.clause_of[item.quantity.last] != item.clause
    ahead = {token.lower for token in structure.tokens[item.first - 1 : item.first + 1]}
    return ends and not ahead.isdisjoint(("over", "across", "through", "within"))


_LONGEST_SPAN = 36


def _as_movements(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "From $14,000 a month to $2,000", "from 200 calls a day to 900": one movement, a rate behind its first end."""
    result: list[Measured] = []
    for item in measured:
        before = next((place for place in range(len(result) - 1, -1, -1) if not result[place].quantity.is_free), None)
        if before is not None and _moves_on(structure, result[before], item):
            result[before:] = [_moved(result[before], item), *result[before + 1 :]]
        else:
            result.append(item)
    return result


def _moved(first: Measured, second: Measured) -> Measured:
    ends = between_ends(first.quantity, second.quantity)
    from_there = replace(ends, first=first.quantity.first, start=first.quantity.start, movement=True)
    return replace(
        first,
        quantity=replace(from_there, last=second.quantity.last, end=second.quantity.end),
        nouns=first.nouns or second.nouns,
        counts_something=first.counts_something or second.counts_something,
        last=max(first.last, second.last),
    )


def _moves_on(structure: Structure, first: Measured, second: Measured) -> bool:
    """The second number is where the first one has moved to, of the same things and as often."""
    tokens = structure.tokens
    led = first.first > 0 and tokens[first.first - 1].lower == "from" and first.per is not None
    between = [token.lower for token in tokens[first.last : second.first] if token.kind == "word"]
    alike = second.quantity.kind in (first.quantity.kind, "plain") and second.per in (first.per, None)
    named = not second.nouns or not first.nouns or bool(first.nouns & second.nouns)
    simple = first.quantity.range is None and second.quantity.range is None and not second.quantity.is_free
    same = first.sentence == second.sentence and first.quantity.kind in ("money", "plain")
    return led and between in (["to"], ["down", "to"], ["up", "to"]) and alike and named and simple and same


def _over_years(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Quadruple within two years", "grow 21% in two years": how long it takes is the rate of a growth."""
    result: list[Measured] = []
    for item in measured:
        before = result[-1] if result else None
        if before is not None and _is_how_long(structure, before, item):
            result[-1] = replace(before, per=MONTH_SECONDS / item.quantity.value, last=item.last)
        elif before is not None and _is_how_long_ahead(structure, before, item):
            result[-1] = replace(item, per=MONTH_SECONDS / before.quantity.value)
        else:
            result.append(item)
    return result


def _is_how_long(structure: Structure, growth: Measured, item: Measured) -> bool:
    quantity = item.quantity
    between = {token.lower for token in structure.tokens[growth.quantity.last : quantity.last - 1]}
    time = quantity.kind == "duration" and quantity.value >= MONTH_SECONDS and not quantity.is_free
    led = bool(between & _LEADS_TO_TIME) and item.first - growth.quantity.last <= _LEAD_NEAR
    if not time or not led or growth.per is not None or growth.sentence != item.sentence:
        return False
    clause = structure.clauses[growth.clause]
    hits = _near().find(structure.tokens[clause.first : growth.quantity.last])
    return growth.quantity.kind == "factor" or (
        growth.quantity.kind == "share" and any(hit.payload in ("growth", "shrink") for hit in hits)
    )


def _is_how_long_ahead(structure: Structure, item: Measured, growth: Measured) -> bool:
    """ "In 2 years we expect four times the volume": the time stands ahead."""
    led = any(token.lower in _LEADS_TO_TIME for token in structure.tokens[max(0, item.first - 1) : item.first + 1])
    long = item.quantity.kind == "duration" and item.quantity.value >= MONTH_SECONDS and not item.quantity.relative
    near = growth.sentence == item.sentence and growth.first - item.last <= _GROWTH_NEAR
    return led and long and near and growth.quantity.kind == "factor" and growth.per is None


_GROWTH_NEAR = 6  # tokens
_LEADS_TO_TIME = frozenset({"in", "within", "over", "during", "inside"})
_LEAD_NEAR = 4  # tokens


def _of_a_size(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "400 reports of 12 pages every week": the reports come every week, a size does not."""
    result: list[Measured] = []
    for item in measured:
        things = result[-1] if result else None
        sized = item.per is not None and bool(item.nouns & _SIZE_NOUNS) and item.quantity.kind == "plain"
        if (
            things is not None
            and sized
            and things.quantity.kind == "plain"
            and things.per is None
            and things.counts_something
            and [token.lower for token in structure.tokens[things.last : item.first]] in (["of"], ["with"])
        ):
            result[-1] = replace(things, per=item.per)
            result.append(replace(item, per=None))
        else:
            result.append(item)
    return result


_SIZE_NOUNS = frozenset({"page", "word", "token", "character"})


def _as_parts(structure: Structure, measured: Sequence[Measured]) -> list[Measured]:
    """ "Out of 1,000 letters roughly 15 contain a mistake": the second number is a share of the first."""
    result: list[Measured] = []
    for item in measured:
        whole = result[-1] if result else None
        if whole is not None and _is_part_of(structure, item, whole):
            share = replace(item.quantity.scaled(1 / whole.quantity.value), kind="share", unit="%")
            result[-1] = replace(item, quantity=share, nouns=frozenset())
        else:
            result.append(item)
    return result


def _is_part_of(structure: Structure, item: Measured, whole: Measured) -> bool:
    ahead = structure.tokens[whole.first - 1].lower if whole.first else ""
    plain = item.quantity.kind == whole.quantity.kind == "plain" and item.per is None and whole.per is None
    near = item.sentence == whole.sentence and item.first - whole.last <= _PART_NEAR
    opens = ahead in ("of", "among") and (whole.first < 2 or structure.tokens[whole.first - 2].lower in _OPENS_PART)
    people = bool(whole.nouns & {"user", "engineer"})  # "of 340 people exactly one": heads, and no rate
    return plain and near and opens and not item.nouns and not people and 0 < item.quantity.value < whole.quantity.value


_PART_NEAR = 5  # tokens between the whole and its part
_OPENS_PART = frozenset({"out", ",", ".", ":", "\n", "and", "but", ";"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A quantity with what its cues say: its score for each field that it can be, and the field chosen by them."""

    measured: Measured
    activation: Mapping[str, float]
    scores: Mapping[str, float]
    choice: Assigned | None


def assign(
    structure: Structure,
    measured: Sequence[Measured],
    cues: "CuesBySentence",
    asked: Sequence[str],
    topics: Collection[str],
    *,
    supposed: bool = False,
) -> list[Assigned]:
    """Which field each quantity means by its cues, in the order of the message; those that mean none are left out."""
    judged = judge(structure, measured, cues, asked, topics, supposed=supposed)
    return in_asked_order([item.choice for item in judged if item.choice is not None], asked)


def judge(
    structure: Structure,
    measured: Sequence[Measured],
    cues: "CuesBySentence",
    asked: Sequence[str],
    topics: Collection[str],
    *,
    supposed: bool = False,
) -> list[Judged]:
    """What the cues say of each quantity, in the order of the message.

    `topics` are cue groups that the conversation is about, though this message does not name them. In a supposition
    (`supposed`) requests need no rate.
    """
    judged: list[Judged] = []
    assigned: list[Assigned] = []
    for position, number in enumerate(measured):
        item = _as_share(number, assigned)
        others = (
            *measured[max(0, position - _NEIGHBOURS) : position],
            *measured[position + 1 : position + 1 + _NEIGHBOURS],
        )
        if is_pronoun(structure, item) and not _counts_ones(asked):
            continue
        activation = activations(structure, item, _rivals(item, others), cues, topics)
        choice: Assigned | None = None
        if _follows_the_wait(position, measured, assigned) and _is_slow(position, measured, activation):
            previous = measured[position - 1]
            quantity = replace(item.quantity.scaled(previous.quantity.unit_factor), kind="duration")
            choice = Assigned("max_latency_seconds", replace(item, quantity=quantity), 1.0, activation)
        if item is not number:
            activation["accuracy"] = max(activation.get("accuracy", 0.0), _STILL_ACCURACY)
            if activation.get("need", 0.0) > _NAMES_IT:
                activation["now"] = 0.0
            before = assigned[-1].activation
            few = item.quantity.value < _FEW_WRONG
            if few and before.get("wrong", 0.0) > before.get(
                "accuracy", 0.0
            ):  # "15 percent are wrong, max 5 is acceptable"
                activation |= {"wrong": 1.0, "accuracy": 0.0}
        choice = choice or _follow_up(item, assigned, activation)
        scores = _scores(item, activation, asked, supposed=supposed)
        for field, score in scores.items() if choice is None else ():
            if score >= roles()[field].threshold and (choice is None or score > choice.score):
                choice = Assigned(field, item, score, activation)
        judged.append(Judged(item, activation, scores, choice))
        if choice is not None:
            assigned.append(choice)
    return judged


def _scores(
    item: Measured, activation: Mapping[str, float], asked: Sequence[str], *, supposed: bool
) -> dict[str, float]:
    """The score for each field that the quantity can be."""
    scores: dict[str, float] = {}
    for field, role in roles().items():
        asked_rate = field not in asked and any(roles()[one].rate != "forbidden" for one in asked if one in roles())
        score = _score(field, role, item, activation, is_asked=field in asked, asked_rate=asked_rate, supposed=supposed)
        if score is not None:
            scores[field] = score
    return scores


def _as_share(item: Measured, assigned: Sequence[Assigned]) -> Measured:
    """A bare number behind an accuracy is one too: "72 % are right. We need 90."."""
    quantity = item.quantity
    bare = quantity.kind == "plain" and item.is_bare() and item.per is None and not item.each
    if not assigned or not bare or not 1 < quantity.value <= 100:  # percent
        return item
    last = assigned[-1]
    if last.field not in _ACCURACIES or last.measured.quantity.kind != "share" or not _soon_after(last.measured, item):
        return item
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%"))


def _follows_the_wait(position: int, measured: Sequence[Measured], assigned: Sequence[Assigned]) -> bool:
    """Nothing is told before the number but the time right before it, or that is how long an answer takes."""
    if not assigned or not position:
        return not assigned
    last = assigned[-1]
    return last.field == "max_latency_seconds" and last.measured.first == measured[position - 1].first


def _is_slow(position: int, measured: Sequence[Measured], activation: Mapping[str, float]) -> bool:
    """ "It takes 14 seconds, it should be 4 or less": the bare number is in seconds too."""
    if not position:
        return False
    item, before = measured[position], measured[position - 1]
    seconds = before.quantity.kind == "duration" and 0 < before.quantity.unit_seconds <= 1
    bare = item.quantity.kind == "plain" and item.is_bare() and item.per is None
    return seconds and bare and item.sentence - before.sentence <= 1 and activation.get("need", 0.0) > _NAMES_IT


_TOKENS = ("input_tokens", "output_tokens")
_FEWEST_TOKENS = 5  # fewer are told as tokens: "one token"
_ACCURACIES = ("current_accuracy", "target_accuracy")
_STILL_ACCURACY = 0.7
_TOKENS_BEFORE = 0.6
_FEW_WRONG = 0.5
_SIZES = ("token", "word", "sentence", "paragraph", "character")
_OVER = 0.35  # a past clause says little of the next one: "in 2023 it was 60 %, today it's 74 %"


def _soon_after(first: Measured, second: Measured) -> bool:
    return first.first < second.first and second.sentence - first.sentence <= 1


def is_pronoun(structure: Structure, item: Measured) -> bool:
    """ "nobody ever labelled one" """
    alone = item.quantity.last - item.first == 1 and item.is_bare() and item.per is None
    return alone and structure.tokens[item.first].lower == "one" and not is_one_of(structure, item)


def is_one_of(structure: Structure, item: Measured) -> bool:
    """ "Of people who can train models we have one": how many of them there are."""
    clause = structure.clauses[structure.clause_of[item.first]]
    words = [token.lower for token in structure.tokens[clause.first : item.first]]
    while words and words[0] in _LEADS:
        del words[0]
    behind = [token.lower for token in structure.tokens[item.quantity.last : item.quantity.last + _NAMED]]
    named = behind[:1] == [","] == behind[2:3] and behind[-1] in _ARE  # "only one, Jussi, is an engineer"
    return named or (words[:1] == ["of"] and words[-2:-1] in (["we"], ["i"]) and words[-1] in _HAVING)


_LEADS = frozenset({"and", "but", "so", "also", "now", ","})
_NAMED = 4  # tokens
_ARE = frozenset({"is", "can", "has", "was", "knows"})
_HAVING = frozenset({"have", "had", "employ", "got", "count", "know"})


def _counts_ones(asked: Sequence[str]) -> bool:
    """ "One" answers a question about people or files, none about money or a rate: "no target has been set for one"."""
    return any(field in roles() and not {"money", "share"} & {*roles()[field].kinds} for field in asked)


def _rivals(item: Measured, others: Sequence[Measured]) -> list[Measured]:
    """The numbers that a cue may belong to instead: not the same amount in another currency."""
    if item.quantity.kind != "money" or item.quantity.currency != "USD":
        return list(others)
    return [other for other in others if other.quantity.currency in (None, "USD")]


CuesBySentence = Mapping[int, Sequence[Hit[str]]]


def cues_by_sentence(structure: Structure, models: Sequence[ModelMention]) -> CuesBySentence:
    """The cue words around numbers, by sentence."""
    found = [*_near().find(structure.tokens), *(Hit("model", model.first, model.last) for model in models)]
    by_sentence: dict[int, list[Hit[str]]] = {}
    for hit in found:
        clause = structure.clause_of[hit.first]
        if clause >= 0 and structure.clauses[clause].mode != "ignored" and not _says_else(structure, hit):
            by_sentence.setdefault(structure.clauses[clause].sentence, []).append(_turned(structure, hit))
    return by_sentence


def _turned(structure: Structure, hit: Hit[str]) -> Hit[str]:
    """ "Without a mistake", "free of errors", "not right", "isn't correct": the contrary of the word."""
    words = [token.lower for token in structure.tokens[max(0, hit.first - 2) : hit.first]]
    words = words[:-1] if words[-1:] and words[-1] in _BEFORE_TURNED else words
    if hit.payload == "wrong" and structure.tokens[hit.first].stem in _ERRORS and words[-1:] and words[-1] in _LACKS:
        return replace(hit, payload="accuracy")
    denied = words[-1:] != [] and words[-1] in _DENIES
    if hit.payload == "accuracy" and (denied or structure.tokens[hit.first].lower in _PUT_RIGHT):
        return replace(hit, payload="wrong")
    return hit


_PUT_RIGHT = frozenset(
    {"corrected", "corrects", "correcting", "corrections", "redone", "reworked", "rewritten", "fixed"}
)  # what people do to wrong ones
_BEFORE_TURNED = frozenset({"a", "an", "any", "of", "from", "single", "quite", "exactly", "really"})
_LACKS = frozenset({"without", "no", "zero", "free", "not", "isn't", "aren't", "wasn't", "weren't"})
_DENIES = frozenset({"not", "isn't", "aren't", "wasn't", "weren't", "never"})
_ERRORS = frozenset(map(stem_of, ("error", "mistake", "fault", "wrong", "incorrect", "inaccurate")))


def _says_else(structure: Structure, hit: Hit[str]) -> bool:
    """ "right now" says when, not that something is right; a "travel agency" quotes nothing."""
    if hit.payload == "quote" and is_trade(structure.tokens, hit.first):
        return True
    if hit.payload == "wrong" and hit.first and structure.tokens[hit.first - 1].lower in _SPEAKERS:
        return True  # "I misread the sheet": their own slip, and none of the model
    if hit.payload == "need" and structure.tokens[hit.first].stem in _WORTHLESS:
        return not _BELOW & {token.lower for token in _sentence_around(structure, hit.first)}
    if hit.payload == "need" and _put_right(structure, hit.last):
        return True  # "20 % have to be corrected": what is wrong with them, and no aim
    if hit.payload == "accuracy" and structure.tokens[hit.first].lower in _FINDS:
        clause = structure.clauses[structure.clause_of[hit.first]]
        judged = structure.tokens[hit.last : clause.last]
        return any(token.stem in bad_words() | good_words() for token in judged)  # "they find 4 of 10 unusable"
    after = structure.tokens[hit.last].lower if hit.last < len(structure.tokens) else ""
    return hit.payload == "accuracy" and structure.tokens[hit.first].lower == "right" and after in ("now", "away")


def _put_right(structure: Structure, place: int) -> bool:
    words = [token.lower for token in structure.tokens[place : place + 3]]
    return words[:1] in (["be"], ["get"], ["to"]) and bool(_PUT_RIGHT & {*words[1:]})


_FINDS = frozenset({"find", "finds", "found"})


def _sentence_around(structure: Structure, place: int) -> Sequence[Token]:
    sentence = structure.sentences[structure.clauses[structure.clause_of[place]].sentence]
    return structure.tokens[sentence.first : sentence.last]


# "Anything below 90 is useless" tells what is needed, "4 of 10 drafts are useless" what is wrong.
_WORTHLESS = frozenset(map(stem_of, ("useless", "unusable", "worthless")))
_BELOW = frozenset({"anything", "everything", "below", "under", "less", "nothing", "if", "unless", "until", "without"})
_SPEAKERS = frozenset({"i", "i've", "i'd", "i'm"})


def activations(
    structure: Structure,
    item: Measured,
    others: Sequence[Measured],
    cues: CuesBySentence,
    topics: Collection[str] = (),
) -> dict[str, float]:
    """How strongly each cue group speaks for a quantity, from 0 to 1.1; `others` are the numbers around it."""
    found = {**dict.fromkeys(topics, _TOPIC_DECAY), **_topics_before(structure, item.sentence, cues)}
    low, high = item.first - _EARSHOT, item.last + _EARSHOT
    beside = [other for other in others if other is not item and other.sentence == item.sentence]
    for hit in cues.get(item.sentence, ()):
        counted = hit.payload == "quote" and item.per is not None and item.quantity.last <= hit.first < item.last
        if low < hit.first < high and not counted:  # "30 quotes a month" are theirs
            found[hit.payload] = max(found.get(hit.payload, 0.0), _nearness(structure, item, beside, hit))
    if any("token" in other.nouns for other in beside):
        found["tokens_near"] = 1.0
    elif any("token" in other.nouns and abs(other.sentence - item.sentence) == 1 for other in others):
        found["tokens_near"] = _TOKENS_BEFORE
    if _has_run(structure, item):
        found["in_service"] = 1.0
    if _is_from_then(structure, item):
        found["from_then"] = 1.0
    side = label_side(structure, item)
    if side is not None:
        found |= {"input": 0.0, "output": 0.0, side: _OWN_LABEL}
    behind = item.quantity.last if item.quantity.kind == "duration" else item.last
    behind += structure.tokens[behind].text == "-" if behind < len(structure.tokens) else 0
    for hit in _after().find(structure.tokens[behind : behind + 4]):
        if hit.first == 0 and not _leads_on(structure.tokens, behind):
            found["after " + hit.payload] = 1.0
    return found


def _leads_on(tokens: Sequence[Token], place: int) -> bool:
    """ "2 pages in 10 minutes", "300 words in German": this "in" says nothing of what goes in."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    lower = tokens[place].lower
    return (
        lower == "in" and behind is not None and not (behind.kind in ("symbol", "break") or behind.lower in _BEHIND_IN)
    )


_BEHIND_IN = frozenset({"and", "per", "each", "every", "for", "then", "or", "but", "plus", "with", "versus", "vs", "on",
                        "at", "to", "from", "out", "is", "are", "was", "total", "altogether", "as", "so"})  # fmt: skip


def label_side(structure: Structure, item: Measured) -> str | None:
    """ "Tokens out per paper | 300", "words in: 600": by its own label what goes in, or what comes out."""
    tokens, place = structure.tokens, item.first - 1
    if not item.nouns & _SIZE_NOUNS or place < 1 or tokens[place].text not in _LABEL_ENDS:
        return None
    label: list[str] = []
    while place and len(label) < _LONGEST_LABEL and tokens[place - 1].kind == "word":
        place -= 1
        label.insert(0, tokens[place].lower)
    sides = {word for size, word in pairwise(label) if size in _SIZE_WORDS and word in _SIDES}
    return _SIDES[sides.pop()] if len(sides) == 1 else None


_SIZE_WORDS = frozenset({"token", "tokens", "word", "words", "page", "pages"})
_SIDES = {"in": "input", "out": "output"}
_OWN_LABEL = 1.1


def _has_run(structure: Structure, item: Measured) -> bool:
    """ "Live nine months", "in production for 2 years": how long it has run; not "go live in 9 months"."""
    ahead = [token.lower for token in structure.tokens[max(0, item.first - 5) : item.first]]
    while ahead and ahead[-1] in _BEFORE_SPANS:
        ahead.pop()
    limit = item.quantity.bound is not None or structure.tokens[item.first].lower in _LIMITS  # "live within 9 months"
    runs = item.quantity.kind == "duration" and not limit and ahead[-1:] != [] and ahead[-1] in _RUNS
    return runs and not (len(ahead) > 1 and ahead[-2] in _TO_RUN)


def _is_from_then(structure: Structure, item: Measured) -> bool:
    """ "How would we know, six months on": a time behind something else, till which nothing must be done."""
    if item.quantity.kind != "duration":
        return False
    behind = structure.tokens[item.quantity.last : item.quantity.last + 3]
    words = [token.lower for token in behind]
    ends = len(behind) < 2 or behind[1].is_end or behind[1].kind == "symbol"
    return (
        words[:1] in (["later"], ["afterwards"]) or (words[:1] == ["on"] and ends) or words == ["down", "the", "road"]
    )


_LIMITS = frozenset({"within", "in", "inside", "under", "below"})
_BEFORE_SPANS = frozenset(
    {"for", "since", "about", "now", "already", "some", "the", "last", "past", "almost", "nearly"}
)
_RUNS = frozenset({"live", "production", "running", "operation", "service", "use"})
_TO_RUN = frozenset({"go", "goes", "going", "be", "get", "gets", "put", "to", "into"})


def _topics_before(structure: Structure, sentence: int, cues: CuesBySentence) -> dict[str, float]:
    """What the sentence before speaks of; a label such as "Budget..." holds over one word more: "Budget? Well. 25k"."""
    reach = 2 if sentence > 1 and _words_of(structure, sentence - 1) <= 1 else 1
    found: dict[str, float] = {}
    for back in range(reach, 0, -1):
        label = sentence >= back and _words_of(structure, sentence - back) <= _LABEL_WORDS
        for hit in cues.get(sentence - back, ()):
            if hit.payload in _TOPICS and (label or back == 1):
                found[hit.payload] = _AS_A_LABEL if label else _TOPIC_DECAY
    return found


def _words_of(structure: Structure, sentence: int) -> int:
    place = structure.sentences[sentence]
    return words_in(structure.tokens[place.first : place.last])


_LABEL_WORDS = 2  # "Budget...", "The budget?"
_AS_A_LABEL = 0.9


@dataclass(frozen=True, slots=True)
class _Around:
    """What a number may stand beside: nouns and their makers by first token, names, other numbers."""

    structure: Structure
    nouns: Mapping[int, Sequence[Hit[str]]]
    makers: Mapping[int, Sequence[Hit[str]]]
    masked: Collection[int]
    taken: Collection[int]


def _by_place(cues: Cues[str], structure: Structure) -> dict[int, list[Hit[str]]]:
    found: dict[int, list[Hit[str]]] = {}
    for hit in cues.find(structure.tokens):
        found.setdefault(hit.first, []).append(hit)
    return found


def _measured(around: _Around, quantity: Quantity) -> Measured:
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
        sizes = [hit for hit in found if hit.payload in _SIZES or _are_pages(tokens, hit, found)]
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
    for index in range(first - 1, max(-1, first - _EARSHOT), -1):
        if index in noun_hits:
            return frozenset(hit.payload for hit in noun_hits[index])
    return frozenset()


def _label(structure: Structure, first: int, noun_hits: Mapping[int, Sequence[Hit[str]]]) -> list[Hit[str]]:
    """The noun of a label in front of a number: "output tokens: 600", "Requests per day | 12,000"."""
    tokens = structure.tokens
    if not first or (tokens[first - 1].text not in _LABEL_ENDS and tokens[first - 1].lower not in _LABEL_VERBS):
        return []
    start = end = first - 1
    while (
        start > 0
        and first - start < _LONGEST_LABEL
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
            token.lower in _phrase_ends()
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


def _with_free_rates(structure: Structure, measured: list[Measured], masked: Collection[int]) -> list[Measured]:
    """Give a rate that stands apart ("we get 1,000 claims every day") to a number of its clause that has none."""
    tokens = structure.tokens
    taken = {
        index for item in measured for index in range(item.first, item.last) if not item.quantity.is_free or item.per
    }
    result = [item for item in measured if not item.quantity.bare_article]
    bare = [item for item in measured if item.quantity.bare_article]
    rates: list[tuple[int, int, float]] = []
    index = 0
    while index < len(tokens):
        rate = None if index in taken or index in masked else rate_at(tokens, index, masked)
        if rate is None and index not in taken and index + 2 < len(tokens) and _is_usual(tokens, index):
            plain = rate_at([tokens[index], *tokens[index + 2 : index + 4]], 0)
            rate = (*plain[:2], index + 1 + plain[2]) if plain else None
        if rate is None or rate[0] is None or _is_ordinal(tokens, rate[2] - 1):
            index += 1
            continue
        if not index or tokens[index - 1].lower != "not":  # "per day, not per month"
            rates.append((index, rate[2], rate[0]))
        index = rate[2]
    changes = structure.hits_of("updates")
    for place, end, per in rates:
        if any(0 <= place - hit.last <= _HOW_OFTEN_IT_CHANGES for hit in changes):
            continue
        sentence = structure.clauses[structure.clause_of[place]].sentence if structure.clause_of[place] >= 0 else -1
        candidates = [
            (position, item)
            for position, item in enumerate(result)
            if item.sentence == sentence and item.per is None and _may_recur(item.quantity)
            and _is_beside(structure, place, item) and not item.each
            and not ("document" in item.nouns and _says_more(structure, place, item))
        ]  # fmt: skip
        if candidates:
            position, item = min(
                candidates,
                key=lambda pair: (abs(pair[1].clause - structure.clause_of[place]), abs(pair[1].first - place)),
            )
            bare = [other for other in bare if other.first != place]
            alike = _of_another_year(tokens, place, item, result)
            result[position] = alike or replace(item, per=per)
        elif _says_no_more(structure, sentence, place, end):
            result = [
                replace(item, per=per) if item.sentence == sentence - 1 and _comes_so_often(item) else item
                for item in result
            ]
    spoken = {index for item in result for index in range(item.first, item.last)}
    durations = [item for item in bare if item.first not in spoken and _is_duration(structure, item)]
    return sorted([*result, *durations], key=lambda item: item.first)


def _is_beside(structure: Structure, place: int, item: Measured) -> bool:
    """In the same clause or the next; behind "every day, weekends included, ..." in one after."""
    apart = item.clause - structure.clause_of[place]
    opens = place == structure.sentences[item.sentence].first
    return abs(apart) <= 1 or (opens and 0 < apart <= _ASIDE)


_ASIDE = 3  # clauses


def _is_ordinal(tokens: Sequence[Token], place: int) -> bool:
    """ "We open a second contact centre": no time."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    counted = behind is not None and behind.kind == "word" and behind.lower not in _BEHIND_A_TIME
    return tokens[place].lower == "second" and counted


_BEHIND_A_TIME = frozenset(
    {"in", "at", "on", "or", "and", "during", "with", "from", "for", "per", "when", "is", "are", "to", "of", "but",
     "by", "max", "peak", "each", "every", "while", "under", "if", "we", "it", "now", "today", "as", "so", "than"}
)  # fmt: skip


def _of_another_year(
    tokens: Sequence[Token], place: int, item: Measured, others: Sequence[Measured]
) -> Measured | None:
    """ "Last year we had 31,000 calls a month, this year 44,000": calls a month too."""
    relative = tokens[place].lower in ("this", "last", "next") and not item.counts_something and not item.nouns
    rated = [
        other
        for other in others
        if other.sentence == item.sentence and other.per is not None and other.quantity.kind == item.quantity.kind
    ]
    if not relative or len(rated) != 1:
        return None
    return replace(item, per=rated[0].per, nouns=rated[0].nouns, counts_something=rated[0].counts_something)


def _says_no_more(structure: Structure, sentence: int, first: int, last: int) -> bool:
    """ "Per day, I mean.", "All of that monthly.": a sentence of a rate, for the numbers before it."""
    if sentence <= 0:
        return False
    whole = structure.sentences[sentence]
    ahead = structure.tokens[whole.first : first]
    behind = structure.tokens[last : whole.last]
    denied = next((place for place, token in enumerate(behind) if token.lower == "not"), len(behind))
    return all(token.kind == "symbol" or token.lower in _SAYS_IT_AGAIN for token in (*ahead, *behind[:denied]))


_SAYS_IT_AGAIN = frozenset(
    {"i", "mean", "meant", "that", "that's", "this", "these", "those", "is", "are", "it", "it's", "all", "both", "each",
     "of", "them", "course", "sorry", "and", "the", "figures", "numbers", "obviously", "roughly", "about"}
)  # fmt: skip


def _comes_so_often(item: Measured) -> bool:
    """A count that no rate was said of, and no length."""
    counts = item.quantity.kind in ("plain", "money") and item.per is None and not item.each
    return counts and not item.nouns & {*_SIZES, "page", "user", "engineer"}


def _is_usual(tokens: Sequence[Token], place: int) -> bool:
    """ "300k requests is a normal month", "in a typical week"."""
    return tokens[place].lower in ("a", "an", "per", "each", "every") and tokens[place + 1].lower in _USUAL


_USUAL = frozenset(
    {"normal", "typical", "average", "usual", "regular", "standard", "quiet", "ordinary", "working", "full"}
)


def _says_more(structure: Structure, place: int, item: Measured) -> bool:
    """ "18,000 documents, new prices every month": the rate belongs to words of its own clause."""
    clause = structure.clauses[structure.clause_of[place]]
    return structure.clause_of[place] != item.clause and place - clause.first >= 1


_HOW_OFTEN_IT_CHANGES = 2  # tokens between "updated" and "weekly"


def _may_recur(quantity: Quantity) -> bool:
    """Counts, money, growth and hours of work come again every day or month."""
    return quantity.kind in ("plain", "money", "factor") or quantity.unit == _HOURS


def _is_duration(structure: Structure, item: Measured) -> bool:
    """ "a month" stands for a time, not for how often ("once a month")."""
    before = structure.tokens[item.first - 1].lower if item.first else ""
    return before not in ("once", "twice", "times", "thrice", "time") or item.quantity.bound is not None


def _nearness(structure: Structure, item: Measured, others: Sequence[Measured], hit: Hit[str]) -> float:
    if hit.first >= item.first and hit.last <= item.quantity.last:
        return 0.0 if hit.payload != "growth" else 1.0  # the number's own words
    low, high = (hit.last, item.first) if hit.first < item.first else (item.last, hit.first)
    gap = max(0, high - low)
    clauses = min(2, abs(structure.clause_of[hit.first] - item.clause))
    between = sum(1 for other in others if low <= other.first < high)
    elsewhere = any(other.clause == structure.clause_of[hit.first] for other in others) if clauses else False
    claimed = _CLAIMED_DECAY if elsewhere else 1.0
    if hit.first >= item.last and structure.tokens[item.first - 1].text in _LABEL_ENDS:
        claimed *= _CLAIMED_DECAY  # the label in front of it has said what it is
    if hit.payload in ("last_year", "past") and clauses:
        claimed *= _OVER
    if hit.payload == "need" and hit.last <= item.first:  # "we want ..., 99% accuracy and ..." goes on
        return max(_WISH_CARRIES**clauses * _WISH_CARRIES**between / (1 + 0.03 * gap), 0.0)
    return claimed * _CLAUSE_DECAY[clauses] * _BETWEEN_DECAY**between * (1.1 if gap <= 1 else 1.0) / (1 + 0.03 * gap)


def _score(
    field: str,
    role: FieldRole,
    item: Measured,
    activation: Mapping[str, float],
    *,
    is_asked: bool,
    asked_rate: bool,
    supposed: bool,
) -> float | None:
    """The field's score, or `None` where the quantity cannot be it."""
    if is_ruled_out(field, item, activation):
        return None
    billed = field == "monthly_api_spend" and max(activation.get("api", 0.0), activation.get("model", 0.0)) >= _BILLED
    free = is_asked or (supposed and "request" in item.nouns) or billed
    if role.rate == "needed" and item.per is None and not free:
        return None
    if not _can_be(field, role, item, activation, is_asked):
        return None
    score = sum(weight * activation.get(group, 0.0) for group, weight in role.weights.items())
    score += sum(weight * activation.get("after " + group, 0.0) for group, weight in role.after.items())
    if item.nouns:
        score += max(role.nouns.get(noun, 0.0) for noun in item.nouns)
    elif item.counts_something and not is_asked:
        volume = field == "requests_per_month" and activation.get("volume", 0.0) > _NAMES_UNKNOWN
        examples = field == "training_examples" and activation.get("examples", 0.0) > _NAMES_IT_SURELY
        score -= 0.3 if volume else 0.1 if examples else 2.0
    score += _bonus(field, item, activation, asked_rate=asked_rate)
    return score + (role.asked if is_asked else 0.0)


def _bonus(field: str, item: Measured, activation: Mapping[str, float], *, asked_rate: bool) -> float:
    """What the number's own shape says for a field."""
    quantity, score = item.quantity, 0.0
    if field == "requests_per_month" and item.is_bare() and item.per is not None and not asked_rate:
        score += _BARE_RATE if quantity.value * item.per >= _FEWEST_REQUESTS else -_BARE_RATE
    if field == "growth_per_year" and quantity.kind == "factor" and item.per is not None:
        score += _FACTOR_A_YEAR if item.last == quantity.last and activation.get("volume", 0.0) > _WANTED else 0.0
    if field == "max_latency_seconds" and 0 < quantity.unit_seconds <= 1 and quantity.kind == "duration":
        score += _IN_SECONDS
    if field == "timeline_months" and quantity.bound == "at_most" and activation.get("need", 0.0) > _WANTED:
        score += _WITHIN
    if field == "input_tokens" and "token" in item.nouns and quantity.value > _LONGEST_ANSWER:
        score += _ONLY_GOES_IN
    if field in ("target_accuracy", "max_latency_seconds") and quantity.bound is not None:
        score += 1.0
    return score


def _can_be(field: str, role: FieldRole, item: Measured, activation: Mapping[str, float], is_asked: bool) -> bool:
    quantity = item.quantity
    if quantity.kind not in role.kinds:
        bare = quantity.kind == "plain" and "share" in role.kinds and item.is_bare() and item.per is None
        named = 0 < quantity.value < 1 and any(activation.get(group, 0.0) >= _NAMES_IT for group in _SHARE_NAMES)
        label = _HALF_RIGHT <= quantity.value <= _ALL_RIGHT and activation.get("accuracy", 0.0) >= _LABELS_IT
        return bare and ((is_asked and 0 <= quantity.value <= 100) or ((named or label) and "accuracy" in role.weights))
    if quantity.currency not in (None, "USD") or (item.sized and field == "documents"):
        return False
    if item.per_head and field == "requests_per_month":
        return False  # how many there are is not said: `agent.numbers.volumes` multiplies where it is
    if field == "documents" and "page" in item.nouns and quantity.value < _FEWEST_PAGES and not is_asked:
        return False
    if field == "monthly_api_spend" and item.per is None and activation.get("bill", 0.0) < _NAMES_IT and not is_asked:
        return False
    if not _is_of_size(field, role, item, activation, is_asked):
        return False
    if role.rate == "forbidden" and item.per is not None:
        return False
    if quantity.kind == "factor" and item.per is None and not is_asked:
        return False
    if role.plain_needs and quantity.kind == "plain":
        named = any(activation.get(group, 0.0) >= 0.5 for group in role.plain_needs)
        return item.is_bare() and (is_asked or named) and not (field == "max_latency_seconds" and item.per)
    return not (item.each and "money" in role.kinds)


def is_ruled_out(field: str, item: Measured, activation: Mapping[str, float]) -> bool:
    """What the words beside a number forbid: a bare number that counts visitors, the cost of one mishap, a text of
    0.60 tokens."""
    if field in _TEXTS and item.quantity.value < 1 and "page" not in item.nouns:
        return True
    if field == "critical_error_rate" and item.quantity.kind == "share" and item.quantity.value > _GRAVE:
        return True
    role = roles()[field]
    told = {
        **role.never,
        **(role.never_bare if item.is_bare() else {}),
        **(role.never_alone if item.per is None else {}),
    }
    forbidden = any(activation.get(group, 0.0) >= least for group, least in told.items())
    return forbidden or _is_something_else(field, item, activation)


_TEXTS = ("input_tokens", "output_tokens")


def _is_of_size(field: str, role: FieldRole, item: Measured, activation: Mapping[str, float], is_asked: bool) -> bool:
    quantity = item.quantity
    if field == "output_tokens" and "token" in item.nouns and quantity.value > _LONGEST_ANSWER:
        return False
    if quantity.kind != "duration":
        return True
    wanted = is_asked or quantity.bound is not None or activation.get("need", 0.0) > _WANTED
    if field == "max_latency_seconds" and quantity.value >= _PEOPLE_TAKE and not wanted:
        return False  # "customers wait 20 minutes" is how long people take today
    return role.shortest <= quantity.value <= role.longest


def _follow_up(item: Measured, assigned: Sequence[Assigned], activation: Mapping[str, float]) -> Assigned | None:
    """A bare number takes the unit of the one before: "stuck at 78%, we need 95", "8 seconds, must be below 3"."""
    last = assigned[-1] if assigned else None
    if last is None or last.measured.sentence != item.sentence or not item.is_bare():
        return None
    if item.per is not None:
        same = last.field in _MONEY and last.measured.quantity.kind == item.quantity.kind == "plain"
        return Assigned(last.field, item, last.score, activation) if same else None
    if item.quantity.kind != "plain" or activation.get("need", 0.0) < 0.5:
        return None
    if last.field == "current_accuracy" and 0 < item.quantity.value <= 100:
        return Assigned("target_accuracy", item, last.score, activation)
    if last.field == "max_latency_seconds" and last.measured.quantity.kind == "duration":
        unit = last.measured.quantity.unit_factor
        quantity = replace(item.quantity.scaled(unit), kind="duration")
        return Assigned("max_latency_seconds", replace(item, quantity=quantity), last.score, activation)
    return None


_MONEY = ("monthly_api_spend", "monthly_benefit")


def _is_something_else(field: str, item: Measured, activation: Mapping[str, float]) -> bool:
    """What a number cannot be by what it counts.

    People and lines of code are no documents, machines are nothing that is counted, a bare "one" no length; what
    machines cost and what training or building cost once is not what an API charges each month, nor a benefit.
    """
    if field == "documents":
        return bool(item.nouns) and item.nouns <= _NO_DOCUMENTS
    if field == "growth_per_year" and activation.get("other_rate", 0.0) >= _NAMED_RIGHT_THERE:
        return not any(activation.get(group, 0.0) for group in ("growth", "shrink"))  # "adoption reaches 80 %"
    if field in ("training_examples", "requests_per_month") and item.nouns == _THINGS:
        return activation.get("machines", 0.0) > _SPOKEN_OF  # "we have 40 A100s"
    if field == "ml_engineers":
        return item.counts_something and bool(item.nouns) and not item.nouns & _PEOPLE
    if field in _TOKENS:
        return item.nouns <= {"word"} and item.quantity.value < _FEWEST_TOKENS
    if field in _MONEY and activation.get("allowance", 0.0) > max(
        _SPOKEN_OF, *(activation.get(name, 0.0) for name in ("benefit", "api", "bill", "pay"))
    ):
        return True  # "I have 500 dollars a month", which nobody pays yet, nor earns
    if field == "budget" and item.per is not None and activation.get("allowance", 0.0) > _SPOKEN_OF:
        return True  # nor is it there up front
    if field == "monthly_benefit":
        return activation.get("machines", 0.0) > max(_SPOKEN_OF, activation.get("benefit", 0.0))
    if field != "monthly_api_spend":
        return False
    api = max(_SPOKEN_OF, activation.get("api", 0.0), activation.get("bill", 0.0))
    past = activation.get("last_year", 0.0) > 0 and item.per in (None, _A_YEAR)
    return activation.get("machines", 0.0) > api or (past and activation.get("once", 0.0) > api)


_PEOPLE = frozenset({"engineer", "user"})
_NAMED_RIGHT_THERE = 0.9
_THINGS = frozenset({"thing"})
_NO_DOCUMENTS = frozenset({"user", "thing", "sentence", "paragraph"})
_A_YEAR = 1 / 12
_SPOKEN_OF = 0.1


def in_asked_order(assigned: Sequence[Assigned], asked: Sequence[str]) -> list[Assigned]:
    """Two numbers that answer a question for two fields, and nothing tells them apart: the first is the first."""
    if len(asked) != 2:
        return list(assigned)
    answers = [item for item in assigned if item.field in asked]
    if len(answers) == 2 and answers[0].field == answers[1].field:
        first, second = answers
        other = [replace(first, field=asked[0]), replace(second, field=asked[1])]
        return [item for item in assigned if item.field not in asked] + other
    return list(assigned)


@cache
def roles() -> Mapping[str, FieldRole]:
    """The numeric fields with their weights. Raises `BadCues` that names the field."""
    found: dict[str, FieldRole] = {}
    for field, record in load_cues("roles.yaml")["fields"].items():
        try:
            found[field] = FieldRole.model_validate(record)
        except ValidationError as error:
            raise BadCues(f"roles.yaml: {field}: {error}") from error
    return found


def names_case(token: Token) -> bool:
    """ "Mails", "questions", "chats": what a volume counts."""
    return any(hit.payload in _CASES for hit in _nouns().find([token]))


_CASES = frozenset({"request", "conversation", "item"})


def vocabulary() -> frozenset[str]:
    """Every word that this module searches for."""
    return frozenset(_near().vocabulary | _after().vocabulary | _nouns().vocabulary | _makers().vocabulary)


@cache
def _near() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["near"], "roles.yaml: near"))


@cache
def _after() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["after"], "roles.yaml: after"))


@cache
def _nouns() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["nouns"], "roles.yaml: nouns"))


@cache
def _makers() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["noun_makers"], "roles.yaml: noun_makers"))


@cache
def _phrase_ends() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("roles.yaml")["phrase_ends"], "roles.yaml: phrase_ends"))
