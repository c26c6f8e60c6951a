"""The cue words around a number, and how strongly each group of them speaks for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.words.clauses import Structure, is_trade
from agent.words.cues import Hit
from agent.words.measured import Measured
from agent.words.model_names import ModelMention
from agent.words.noun_phrases import EARSHOT, LABEL_ENDS, LONGEST_LABEL
from agent.words.number_words import bad_words, good_words
from agent.words.role_cues import after_cues, near_cues
from agent.words.text_lengths import SIZE_NOUNS
from agent.words.tokens import Token, stem_of, words_in

_CLAUSE_DECAY = (1.0, 0.65, 0.4)
_BETWEEN_DECAY = 0.45
_WISH_CARRIES = 0.8
_CLAIMED_DECAY = 0.35  # the cue stands in a clause with a number of its own
_TOPIC_DECAY = 0.35  # a topic named in the sentence before
_TOPICS = frozenset({"accuracy", "wrong", "latency", "documents", "budget"})
_TOKENS_BEFORE = 0.6
_OVER = 0.35  # a past clause says little of the next one: "in 2023 it was 60 %, today it's 74 %"
CuesBySentence = Mapping[int, Sequence[Hit[str]]]


def cues_by_sentence(structure: Structure, models: Sequence[ModelMention]) -> CuesBySentence:
    """The cue words around numbers, by sentence."""
    found = [*near_cues().find(structure.tokens), *(Hit("model", model.first, model.last) for model in models)]
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
    low, high = item.first - EARSHOT, item.last + EARSHOT
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
    for hit in after_cues().find(structure.tokens[behind : behind + 4]):
        if hit.first == 0 and not _leads_on(structure.tokens, behind):
            found["after " + hit.payload] = 1.0
    return found


def _leads_on(tokens: Sequence[Token], place: int) -> bool:
    """ "2 pages in 10 minutes", "300 words in German": this "in" says nothing of what goes in."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    lower = tokens[place].lower
    if any(token.lower == "out" for token in tokens[place + 2 : place + 4]):  # "500 in 100 out"
        return False
    return (
        lower == "in" and behind is not None and not (behind.kind in ("symbol", "break") or behind.lower in _BEHIND_IN)
    )


_BEHIND_IN = frozenset({"and", "per", "each", "every", "for", "then", "or", "but", "plus", "with", "versus", "vs", "on",
                        "at", "to", "from", "out", "is", "are", "was", "total", "altogether", "as", "so"})  # fmt: skip


def label_side(structure: Structure, item: Measured) -> str | None:
    """ "Tokens out per paper | 300", "words in: 600": by its own label what goes in, or what comes out."""
    tokens, place = structure.tokens, item.first - 1
    if not item.nouns & SIZE_NOUNS or place < 1 or tokens[place].text not in LABEL_ENDS:
        return None
    label: list[str] = []
    while place and len(label) < LONGEST_LABEL and tokens[place - 1].kind == "word":
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


def _nearness(structure: Structure, item: Measured, others: Sequence[Measured], hit: Hit[str]) -> float:
    if hit.first >= item.first and hit.last <= item.quantity.last:
        return 0.0 if hit.payload != "growth" else 1.0  # the number's own words
    low, high = (hit.last, item.first) if hit.first < item.first else (item.last, hit.first)
    gap = max(0, high - low)
    clauses = min(2, abs(structure.clause_of[hit.first] - item.clause))
    between = sum(1 for other in others if low <= other.first < high)
    elsewhere = any(other.clause == structure.clause_of[hit.first] for other in others) if clauses else False
    claimed = _CLAIMED_DECAY if elsewhere else 1.0
    if hit.first >= item.last and structure.tokens[item.first - 1].text in LABEL_ENDS:
        claimed *= _CLAIMED_DECAY  # the label in front of it has said what it is
    if hit.payload in ("last_year", "past") and clauses:
        claimed *= _OVER
    if hit.payload == "need" and hit.last <= item.first:  # "we want ..., 99% accuracy and ..." goes on
        return max(_WISH_CARRIES**clauses * _WISH_CARRIES**between / (1 + 0.03 * gap), 0.0)
    return claimed * _CLAUSE_DECAY[clauses] * _BETWEEN_DECAY**between * (1.1 if gap <= 1 else 1.0) / (1 + 0.03 * gap)
