"""What the meaning of a sentence says where its cue phrases are silent: facts, answers, declines and requests.

A second opinion only. An invented fact is worse than a missed one, for the interview asks again: what is not clear by a
measured score and margin is left alone, and so is every clause under a negation that could turn the meaning round.
"""

from collections.abc import Collection, Mapping
from typing import Literal, get_args

from pydantic import JsonValue

from agent.facts import Statement
from agent.reading.acts import (
    has_offers,
    is_of_a_new_model,
    names_source,
    only_sounds_asked,
    source_before,
    tells_their_case,
)
from agent.understanding import Context, Request
from agent.words.clauses import Clause
from agent.words.enumerations import field_cues
from agent.words.meaning import ANSWER, REMARK, Meant, meant, value_meant
from agent.words.message import Message
from agent.words.said import NOTHING, hints, said, speaks_for
from agent.words.tokens import words_in

Act = Literal["guidance", "outside", "aside"] | Request  # "outside": nothing in the guidance, perhaps in their files
REQUESTS = frozenset(get_args(Request))
ANSWERED = frozenset({"guidance", "outside"})  # what is asked of the guidance and of the user's own documents

# Least score and margin, measured by leaving one example out: nine of ten that pass are right.
_VOLUNTEERED = (0.6, 0.15)
_SURER: Mapping[str, tuple[float, float]] = {
    "industry": (0.72, 0.2),  # what they handle sounds like an industry that they are not in
    "knowledge_change": (0.8, 0.3),
    "current_approach": (0.7, 0.2),
    "evaluation": (0.7, 0.2),
    "data_sensitivity": (0.7, 0.2),
    "modalities": (0.8, 0.3),
}
_ANSWERED = (0.35, 0.12)
_YES_NO = (0.4, 0.15)
_DECLINED = (0.5, 0.15)
_DECLINES = (0.4, 0.15)
_SOUNDS_SO = 0.35  # beside what speaks for it
_SAYS_NO_MORE = 0.32  # of an answer that gives no value: less is enough
_ASKED_FOR = (0.3, 0.05)
_DEMANDED = (0.45, 0.2)
_DESTROYS = (0.5, 0.2)  # what throws facts away must be clear
_DESTRUCTIVE = frozenset({"restart", "undo"})

_FEWEST, _MOST = 4, 30  # words of a sentence that volunteers a fact
_MOST_ASKED = 14  # words of an answer
_MOST_DEMANDED = 24
_MOST_SENTENCES = 6  # read by meaning in one message: each costs about two milliseconds
_TURNS_ROUND = frozenset({"self_hosting_required", "human_review", "evaluation", "stage", "current_approach"})


def acts_meant(message: Message, served: Collection[int]) -> list[tuple[Act, int]]:
    """What sentences ask for that no cue phrase serves, each with its sentence; unclear ones are left out."""
    asking = [number for number in _telling_most(message, served) if _asks(message, number)]
    found = [
        (act, number)
        for number, best in zip(asking, said([_asked_words(message, number) for number in asking]), strict=True)
        if (act := _act(best, _ASKED_FOR) or _rhetorical(message, best, number)) is not None
        and _may_be_meant(message, act, number)
    ]
    if has_offers(message):
        chosen = [number for number in asking if chooses(message, number)]
        found = [(act, number) for act, number in found if number not in chosen]
        found += [("choose_partner", number) for number in chosen[:1]]
    telling = _demanding(message, served)
    if has_offers(message):
        found += [("choose_partner", number) for number in telling if chooses(message, number)][:1]
        telling = [number for number in telling if not chooses(message, number)]
    for number, best in zip(telling, said([_text(message, number) for number in telling]), strict=True):
        act = _act(best, _DEMANDED)
        if act is None or _is_unlike(message, act, number):
            continue
        if act in REQUESTS or (act == "guidance" and _wants_to_know(message, number)):
            found.append((act, number))
    return found


def _wants_to_know(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    return any(token.lower in _KNOWING for token in message.tokens[sentence.first : sentence.last])


_KNOWING = frozenset({"tell", "explain", "define", "describe", "understand", "know", "hear", "teach", "clarify"})


def _rhetorical(message: Message, best: Meant, number: int) -> Act | None:
    """ "Files? Nobody ever counted.", "We can't let them wait, can we?": beside a statement, unlike a real question."""
    states = any(clause.mode == "fact" and _is_long(clause) for clause in message.structure.clauses)
    if _asks_what_is_meant(message, number):
        return None
    unlike = best.label in _NO_ACTS or best.label == "aside" or best.score < _UNLIKE
    return "aside" if states and unlike and "what_if" not in _modes(message, number) else None


def _asks_what_is_meant(message: Message, number: int) -> bool:
    """ "And what does 'hallucination' mean?" is a real question, whatever the words in it."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    return "what" in words and not {"mean", "means"}.isdisjoint(words)


def _is_long(clause: Clause) -> bool:
    return clause.last - clause.first >= _STATES


_STATES = 3  # tokens
_UNLIKE = 0.2


def _demanding(message: Message, served: Collection[int]) -> list[int]:
    """Statements whose words alone hint at a demand; only these are worth the time that their meaning takes."""
    telling = [
        number
        for number in range(len(message.structure.sentences))
        if number not in served and _may_demand(message, number)
    ]
    hinted = zip(telling, hints([_text(message, number) for number in telling]), strict=True)
    likely = sorted((-hint, number) for number, hint in hinted if hint >= _HINT)
    return [number for _, number in likely[:_MOST_SENTENCES]]


_HINT = 0.05


def _may_be_meant(message: Message, act: Act, number: int) -> bool:
    """What is asked about a publication is for the guidance, and what is asked about one's own statement no aside."""
    structure = message.structure
    published = names_source(structure, max(0, number - 1), number + 1) or source_before(structure, number) is not None
    if published and act in ("source_of_number", "aside", "why"):
        return False
    if act == "costs" and is_of_a_new_model(structure, number):
        return False
    if _is_unlike(message, act, number):
        return False
    return act not in ("why_asked", "aside") or "fact" not in _modes(message, number)


def _is_unlike(message: Message, act: Act, number: int) -> bool:
    """ "Explain 'edge case'" asks for no reason of mine, "why would I pay a firm?" for none to be chosen."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    if act == "why_asked":
        return words[:1] in (["explain"], ["define"], ["describe"]) and not {"why", "you"} & set(words)
    if only_sounds_asked(message, act, number):
        return True
    if act == "help":
        return tells_their_case(message, number)
    return act == "choose_partner" and words[:1] == ["why"]


def implied_values(
    message: Message, context: Context, known: Collection[str], skipped: Collection[int]
) -> list[Statement]:
    """Facts that sentences imply without naming them, at most one a field, of fields that nothing else has given."""
    numbers = [number for number in _telling_most(message, skipped) if _may_tell(message, number)]
    texts = [_text(message, number) for number in numbers]
    found: dict[str, Statement] = {}
    for field in field_cues():
        if field in known or field in context.facts or field not in _implied_fields():
            continue
        for number, best in zip(numbers, meant(texts, field), strict=True):
            if best.label == "translation" and "languages" in known:
                continue  # who writes in many languages need not have anything translated
            if _passes(best, _SURER.get(field, _VOLUNTEERED)) and not _is_turned(message, number, field):
                quote = message.sentence_text(number)
                statement = Statement(field=field, value=value_meant(field, best.label), status="inferred", quote=quote)
                found.setdefault(field, statement)
    return list(found.values())


def implied_answer(message: Message, field: str) -> JsonValue:
    """The value of the pending question's field that a short message means, or `None`."""
    text = message.text.strip()
    if not _is_short(message) or field not in field_cues():
        return None
    yes_no = field_cues()[field].form == "yes_no"
    if asks_yes_or_no(message) or remarked(message, field) is not None:
        return None
    reply = meant([text], ANSWER)[0]
    if yes_no and reply.label in ("yes", "no") and _passes(reply, _YES_NO):
        return reply.label == "yes"
    if reply.label == "decline" and _passes(reply, _DECLINED):
        return None
    if field not in _implied_fields():
        return None
    best = meant([text], field)[0]
    return value_meant(field, best.label) if _passes(best, _ANSWERED) else None


def asks_yes_or_no(message: Message) -> bool:
    """ "So, yes or no?": a verdict is asked for, and no value told."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    return {"yes", "or", "no"} <= words <= _YES_OR_NO


_YES_OR_NO = frozenset(
    {"so", "is", "it", "that", "a", "yes", "or", "no", "and", "well", "then", "now", "please", "just"}
)


def remarked(message: Message, field: str = "") -> float | None:
    """By how much a short message sounds rather like a remark than like a value of `field`; none where it does not."""
    if not _is_short(message):
        return None
    if waves_off(message):
        return 1.0
    reply = meant([message.text.strip(_MARKS)], ANSWER)[0]
    told = meant([message.text.strip()], field)[0].score if field in _implied_fields() else 0.0
    ahead = reply.score - max(told, 0.0)
    return ahead if reply.label == REMARK and reply.score >= _REMARKED and ahead > 0 else None


_REMARKED = 0.22


def waves_off(message: Message) -> bool:
    """ "Never mind that": no "never"."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    return len(words) <= _FEWEST and words[:2] == ["never", "mind"]


def declines_by_meaning(message: Message) -> bool:
    """Whether a short message says that the pending question cannot be answered."""
    if not _is_short(message) or message.measured or remarked(message) is not None:
        return False
    if judges(message, 0, len(message.tokens)):
        return False
    reply = meant([message.text.strip()], ANSWER)[0]
    if reply.label != "decline":
        return False
    speaks = speaks_for("decline", [message.text.strip(_MARKS)])[0] >= _SAYS_NO_MORE
    return _passes(reply, _DECLINED) or (speaks and reply.score >= _SOUNDS_SO)


def judges(message: Message, first: int, last: int) -> bool:
    """ "That seems too high to me", "it looks wrong": a word on what was shown, which leaves nothing unsaid."""
    words = [token.lower for token in message.tokens[first:last] if token.kind == "word"]
    return words[:1] != [] and words[0] in _SHOWN and not _SEEMS.isdisjoint(words[1:3])


_SHOWN = frozenset({"that", "this", "it", "those", "these"})
_SEEMS = frozenset({"seems", "seem", "looks", "look", "sounds", "sound", "feels", "feel", "appears"})


def declining_part(message: Message) -> tuple[int, int] | None:
    """The tokens that decline to answer, of a message that may say more: a sentence, or what follows its numbers."""
    parts = [
        part
        for number in range(len(message.structure.sentences))
        if (part := _part_without_numbers(message, number)) is not None
    ]
    parts = [part for part in parts if not judges(message, *part)]
    texts = [message.quote(*part).strip(_MARKS) for part in parts]
    likely = [place for place, hint in enumerate(hints(texts)) if hint >= _HINT][:_MOST_SENTENCES]
    for place, best in zip(likely, said([texts[place] for place in likely]), strict=True):
        if best.label == "decline" and _passes(best, _DECLINES):
            return parts[place]
    return None


def _part_without_numbers(message: Message, number: int) -> tuple[int, int] | None:
    """The clauses of a sentence behind its last number, where they state something in more than two words."""
    structure = message.structure
    last = max((item.clause for item in message.measured if item.sentence == number), default=-1)
    rest = [clause for place, clause in enumerate(structure.clauses) if clause.sentence == number and place > last]
    if not rest or any(clause.mode != "fact" for clause in rest):
        return None
    first, end = rest[0].first, rest[-1].last
    words = words_in(message.tokens[first:end])
    return (first, end) if _FEWEST_DECLINING <= words <= _MOST_DEMANDED else None


_FEWEST_DECLINING = 3
_MARKS = " .,!-*"


def chooses(message: Message, number: int) -> bool:
    """The question asks for one of several: "which one?", "whom would you take?"."""
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return bool(words & _CHOOSING)


_CHOOSING = frozenset(
    {"which", "whom", "who", "ranking", "rank", "score", "better", "best", "pick", "take", "choose", "side", "against",
     "compare", "stack"}
)  # fmt: skip


def _act(best: Meant, least: tuple[float, float]) -> Act | None:
    least = _DESTROYS if best.label in _DESTRUCTIVE else least
    if best.label in _NO_ACTS:
        return None
    return best.label if _passes(best, least) else None  # type: ignore[return-value]  # a label of the group is an act


_NO_ACTS = frozenset({NOTHING, "decline", "retract"})


def _passes(best: Meant, least: tuple[float, float]) -> bool:
    return best.score >= least[0] and best.margin >= least[1]


def _implied_fields() -> frozenset[str]:
    return frozenset(field_cues()) - {"regulations"}


def _telling_most(message: Message, served: Collection[int]) -> list[int]:
    """The sentences to read by meaning, in order: those with the most words that no cue and no number takes up."""
    structure = message.structure
    used = {index for hit in structure.hits if hit.payload != "ours" for index in range(hit.first, hit.last)}
    used |= {index for item in message.measured for index in range(item.first, item.quantity.last)}
    unused: dict[int, int] = {}
    for number, sentence in enumerate(structure.sentences):
        if number in served or not (
            _asks(message, number) or _may_demand(message, number) or _may_tell(message, number)
        ):
            continue
        words = (index for index in range(sentence.first, sentence.last) if index not in used)
        unused[number] = sum(1 for index in words if len(structure.tokens[index].lower) >= _CONTENT)
    asking = [number for number in unused if unused[number] >= _FEWEST_UNUSED or _asks(message, number)]
    return sorted(sorted(asking, key=lambda number: -unused[number])[:_MOST_SENTENCES])


_FEWEST_UNUSED = 2
_CONTENT = 4  # letters: shorter words say little


def _text(message: Message, number: int) -> str:
    return message.sentence_text(number).strip(_MARKS)


def _asked_words(message: Message, number: int) -> str:
    """The part of a sentence that asks."""
    sentence = message.structure.sentences[number]
    first = next(
        c.first for c in message.structure.clauses if c.sentence == number and c.mode in ("question", "what_if")
    )
    return message.quote(first, min(sentence.last + sentence.question, len(message.tokens)))


def _modes(message: Message, number: int) -> set[str]:
    return {clause.mode for clause in message.structure.clauses if clause.sentence == number}


def _asks(message: Message, number: int) -> bool:
    return bool(_modes(message, number) & {"question", "what_if"})


def _may_demand(message: Message, number: int) -> bool:
    """A short sentence without figures that states something, as "show me the money side" does."""
    return (
        _modes(message, number) == {"fact"}
        and 2 <= _words(message, number) <= _MOST_DEMANDED
        and not any(item.sentence == number for item in message.measured)
    )


def _may_tell(message: Message, number: int) -> bool:
    return _modes(message, number) == {"fact"} and _FEWEST <= _words(message, number) <= _MOST


def _is_turned(message: Message, number: int, field: str) -> bool:
    sentence = message.structure.sentences[number]
    if field in _TURNS_ROUND:
        return False
    return message.structure.holds_negation(sentence.first, sentence.last)


def _is_short(message: Message) -> bool:
    structure = message.structure
    words = words_in(message.tokens)
    return 1 <= words <= _MOST_ASKED and all(clause.mode == "fact" for clause in structure.clauses)


def _words(message: Message, number: int) -> int:
    sentence = message.structure.sentences[number]
    return words_in(message.tokens[sentence.first : sentence.last])
