"""Which of the models that a message names is in use: the one moved to, not the one left behind nor one wished for."""

from itertools import pairwise

from agent.facts import Statement
from agent.words.message import Message
from agent.words.model_names import ModelMention

_AHEAD = 8  # tokens in front of a name that say what became of the model
_BEHIND = 3
_NEAR = 6  # words between a name and the one that corrects it


def model_in_use(message: Message) -> Statement | None:
    """The model that holds, as the message tells it; the first of those between which nothing decides."""
    mentions = [mention for mention in message.models if _may_be_in_use(message, mention)]
    if not mentions:
        return None
    scores = [_standing(message, mention) for mention in mentions]
    for place in range(1, len(mentions)):
        if scores[place] >= 0 and _corrects(message, mentions[place - 1], mentions[place]):
            scores[place - 1] -= 1
    best = mentions[max(range(len(mentions)), key=lambda place: (scores[place], -place))]
    return Statement(
        field="model",
        value=best.name,
        quote=message.quote(best.first, best.last),
        status="inferred" if best.guessed else "stated",
    )


def model_considered(message: Message) -> Statement | None:
    """The only model that a message names, whatever it says of it."""
    names = {mention.name for mention in message.models}
    if len(names) != 1:
        return None
    only = message.models[0]
    quote = message.quote(only.first, only.last)
    return Statement(field="model", value=only.name, quote=quote, status="inferred")


def _may_be_in_use(message: Message, mention: ModelMention) -> bool:
    """Told as a fact, of themselves, and neither denied nor left behind ("not gpt-4o", "moved from gpt-4o")."""
    structure = message.structure
    mode = structure.mode_at(mention.first)
    if mode != "fact" and not (mode == "foreign" and _is_told_by_own(message, mention)):
        return False
    ahead = [token.lower for token in message.tokens[max(0, mention.first - 2) : mention.first]]
    if ahead == ["are", "you"] or ahead[-1:] == ["you're"]:
        return False  # "are you gpt-4o or what"
    if structure.is_negated(mention.first, 3) and not _follows_a_no(message, mention):
        return False  # "we don't use gpt-4o, we use ..."
    if is_refused(message, mention):
        return False
    return not any(hit.last <= mention.first <= hit.last + 2 for hit in structure.hits_of("instead_of"))


def is_refused(message: Message, mention: ModelMention) -> bool:
    """The model is not allowed: "gpt-4o is forbidden here", "anything but GPT-4o", "we may not use A or B"."""
    structure, sentence = message.structure, message.structure.sentences[message.structure.sentence_of(mention.first)]
    held = {place for one in message.models for place in range(one.first, one.last)}

    def joined(first: int, last: int) -> bool:
        return all(message.tokens[place].lower in _LISTED for place in range(first, last) if place not in held)

    ahead = [hit for hit in structure.hits_of("refuses") if sentence.first <= hit.first and hit.last <= mention.first]
    ahead = [hit for hit in ahead if not any(0 <= hit.first - one.last < _NEAR_A_REFUSAL for one in message.models)]
    behind = [hit for hit in structure.hits_of("refused") if mention.last <= hit.first < sentence.last]
    return any(joined(hit.last, mention.first) for hit in ahead) or any(
        joined(mention.last, hit.first) and not _goes_on(message, hit.last) for hit in behind
    )


def models_refused(message: Message) -> list[ModelMention]:
    """Every model of which the message says that it is not allowed."""
    told = (one for one in message.models if message.structure.mode_at(one.first) == "fact")
    return [one for one in told if is_refused(message, one)]


def _goes_on(message: Message, place: int) -> bool:
    """ "Not allowed to answer alone": what it may not do, and not that it may not be used."""
    words = [token.lower for token in message.tokens[place : place + 2]]
    return words[:1] == ["to"] and words[1:] != ["be"]


_NEAR_A_REFUSAL = 3  # tokens: "gpt-4o is prohibited, gpt-4.1 is what we use"
_LISTED = frozenset(
    {"or", "and", "nor", ",", "/", "was", "were", "has", "have", "had", "been", "the", "a", "any", "chatgpt",
     "copilot", "gemini", "claude", "is", "are", "models", "model", "like", "such", "as", "of", "openai", "'s", "use",
     "using", "itself"}
)  # fmt: skip


def _follows_a_no(message: Message, mention: ModelMention) -> bool:
    """ "gpt-4o-mini? no sorry gpt-4.1-mini": the "no" is said to the model before, and this one is meant."""
    for place in range(max(1, mention.first - 3), mention.first):
        if message.tokens[place].lower not in _NO or message.structure.holds_negation(place + 1, mention.first):
            continue
        asked = message.tokens[place - 1].text == "?"
        put_right = message.tokens[place + 1].lower in _PUT_RIGHT
        if any(other.last <= place for other in message.models) and (asked or put_right):
            return True
    return False


_NO = frozenset({"no", "nope", "nah"})
_PUT_RIGHT = frozenset(
    {"sorry", "sry", "wait", "actually", "rather", "correction", "oops", "we", "we're", "i", "it's", "its", "that's",
     "make", "hang", "hold", "in", "it"}
)  # fmt: skip


def _is_told_by_own(message: Message, mention: ModelMention) -> bool:
    """ "My colleague says it was switched to ..." speaks of their own model."""
    clause = message.structure.clauses[message.structure.clause_of[mention.first]]
    words = [token.lower for token in message.tokens[clause.first : mention.first]]
    own = any(word in _OURS and behind in _COLLEAGUES for word, behind in pairwise(words))
    own = own or any(word in _DEPARTMENTS and behind in ("says", "tells", "told") for word, behind in pairwise(words))
    return own and bool(set(words) & (_MOVED | {"use", "run", "using", "running", "it's", "we're", "actually"}))


_OURS = frozenset({"my", "our"})
_COLLEAGUES = frozenset(
    {"colleague", "colleagues", "team", "boss", "admin", "developer", "developers", "engineer", "engineers", "cto",
     "people", "it", "manager", "devs", "dev", "department"}
)  # fmt: skip
_DEPARTMENTS = frozenset({"it", "finance", "ops", "legal", "procurement", "engineering", "purchasing"})


def _standing(message: Message, mention: ModelMention) -> int:
    """1 for a model that they moved to or have now, -1 for one that they had or would like, 0 for any other."""
    clause = message.structure.clauses[message.structure.clause_of[mention.first]]
    ahead = [token.lower for token in message.tokens[max(clause.first, mention.first - _AHEAD) : mention.first]]
    behind = [token.lower for token in message.tokens[mention.last : mention.last + _BEHIND]]
    told = set(ahead)
    if told & _WISHED or ahead[-1:] == ["replaced"] or ahead[-2:-1] == ["replaced"]:
        return -1
    before = ahead[:2] in (["before", "that"], ["until", "then"])
    if told & _AT_FIRST or before or (told & _WAS and set(behind) & _UNTIL):
        return -1
    return 1 if told & (_MOVED | _NOW) else 0


def _corrects(message: Message, earlier: ModelMention, later: ModelMention) -> bool:
    """ "gpt-4o, no, gpt-4o-mini", "I mean gpt-4.1", "gpt-4o. Sorry, that was the pilot. Production is ..."."""
    between = [token.lower for token in message.tokens[earlier.last : later.first] if token.kind == "word"]
    corrected = any(earlier.last <= hit.first < later.first for hit in message.structure.hits_of("correction"))
    refused = corrected or "no" in between
    remark = any(pair in _REMARKS for pair in pairwise(between))
    return refused and (len(between) <= _NEAR or remark)


_WISHED = frozenset(
    {"want", "wants", "could", "would", "should", "might", "may", "plan", "planning", "consider", "considering", "like",
     "hope", "wish", "thinking", "tested", "tried", "trying", "testing", "looked", "evaluated", "compared", "maybe",
     "wanted", "going", "considered", "heard", "eventually", "will", "better", "than"}
)  # fmt: skip
_AT_FIRST = frozenset(
    {"first", "initially", "originally", "started", "began", "formerly", "previously", "once", "earlier"}
)
_WAS = frozenset({"was", "had", "used", "ran", "were"})
_UNTIL = frozenset({"until", "till", "before", "at"})
_MOVED = frozenset(
    {"moved", "switched", "migrated", "upgraded", "changed", "shifted", "swapped", "downgraded", "went", "became",
     "replaced", "updated"}
)  # fmt: skip
_NOW = frozenset({"now", "today", "currently", "since", "nowadays", "meanwhile", "ourselves"})
_REMARKS = frozenset({("that", "was"), ("this", "was"), ("it", "was"), ("that", "is"), ("which", "was")})


def plans_an_approach(message: Message) -> bool:
    """ "We want to invest in training our own LLM": what they would like to do is not how they work today."""
    structure = message.structure
    planned = False
    for sentence in structure.sentences:
        words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
        if set(words) & _DONE:
            return False
        made = next((place for place, word in enumerate(words) if word in _MAKING), None)
        planned = planned or (made is not None and bool(set(words[:made]) & _PLANNED))
    return planned


_MAKING = frozenset({"train", "training", "build", "building", "finetune", "finetuning", "tune", "tuning", "develop"})
_PLANNED = frozenset(
    {"want", "wants", "like", "plan", "plans", "planning", "dream", "dreams", "invest", "investing", "hope", "hopes",
     "intend", "intends", "considering", "wish", "wishes", "should", "could", "going", "aim", "aims", "we'd",
     "thinking"}
)  # fmt: skip
_DONE = frozenset(
    {"already", "trained", "tuned", "built", "finetuned", "use", "uses", "using", "run", "runs", "running", "today",
     "currently", "have", "has", "had", "searches", "now", "retrieval", "rag", "prompt", "prompts"}
)  # fmt: skip
