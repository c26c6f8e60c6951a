"""Plans asked for of one's own case: roadmap, monitoring, governance, data strategy, readiness, remedies.

A plan's name counts behind an order, a wish or a question about the own case (`cues/plans.yaml`); a general question
stays one to the guidance. The facts of the conversation fill the call; only remedies take the complaints as they stand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from agent.facts import Statement
from agent.understanding import ToolCall
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message
from tools.symptoms import symptoms_in

REMEDIES = "improvement_options"
TOOLS = ("roadmap", "monitoring_plan", "governance_checklist", "data_strategy", "readiness", REMEDIES)
_WH = frozenset({"what", "what's", "whats", "how", "which"})
_OWN = frozenset({"our", "my", "us", "we", "i", "me"})
_PLEASE = frozenset({"please", "pls", "plz"})
_TO_US = frozenset({"me", "us"})
_DETERMINERS = frozenset({"a", "an", "the", "some", "one"})
_LOOKS = frozenset({"look", "looks", "like", "be", "contain", "include"})
_MOST_BETWEEN = 6  # tokens between the asking words and the name
_TAIL = 6  # tokens: "Who does what?" behind a plan belongs to it
_SILENT = frozenset({"ignored", "foreign", "what_if"})


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """A call, the sentence that asks for it, and the tokens of the clause that does."""

    call: ToolCall
    sentence: int
    first: int
    last: int


def plans_asked(message: Message) -> list[PlanAsked]:
    """The plans that the message asks for, in its order, each tool once."""
    found: dict[str, PlanAsked] = {}
    for clause in message.structure.clauses if message.language == "en" else ():
        if clause.mode in _SILENT:
            continue
        for tool, place in _of_clause(message, clause.first, clause.last, question=_asks(message, clause.first)):
            quote = message.quote(clause.first, clause.last)
            call = ToolCall(tool=tool, arguments={}, quote=quote)
            if not message.structure.is_negated(place, 3):
                found.setdefault(tool, PlanAsked(call, clause.sentence, clause.first, clause.last))
    remedies = _remedies(message)
    return [*found.values(), *([remedies] if remedies else [])]


def sentences_served(message: Message, plans: Sequence[PlanAsked]) -> set[int]:
    """The sentences that ask for plans, and a short question behind one: "Who does what?"."""
    asked = {plan.sentence for plan in plans}
    sentences = message.structure.sentences
    tails = (
        number + 1
        for number in asked
        if number + 1 < len(sentences)
        and sentences[number + 1].question
        and sentences[number + 1].last - sentences[number + 1].first <= _TAIL
        and message.tokens[sentences[number + 1].first].lower in {"who", "when", "how"}
    )
    return asked | set(tails)


def apart_from_plans(message: Message, plans: Iterable[PlanAsked], facts: Iterable[Statement]) -> list[Statement]:
    """The facts without what only the words of such a request seemed to say: a request changes nothing."""
    asking = [message.quote(plan.first, plan.last) for plan in plans if plan.call.tool != REMEDIES]
    rest = message.text
    for words in asking:
        rest = rest.replace(words, "", 1)
    return [one for one in facts if not one.quote or one.quote in rest or not any(one.quote in a for a in asking)]


def _asks(message: Message, first: int) -> bool:
    number = message.structure.clauses[message.structure.clause_of[first]].sentence
    return message.structure.sentences[number].question or message.structure.mode_at(first) == "question"


def _of_clause(message: Message, first: int, last: int, *, question: bool) -> Iterator[tuple[str, int]]:
    """Tools and the place of their words, the longest words where several overlap."""
    tokens = message.tokens[first:last]
    words = [token.lower for token in tokens]
    begin = next((place for place, word in enumerate(words) if word not in _words("lead")), len(words))
    whole = [hit for hit in _asked().find(tokens) if (question or hit.first == begin) and _ends(words, hit.last)]
    yield from ((hit.payload, first + hit.first) for hit in whole)
    named = [hit for hit in _named().find(tokens) if not any(one.first <= hit.first < one.last for one in whole)]
    for hit in named:
        inside = any(
            one.first <= hit.first and hit.last <= one.last and one.last - one.first > hit.last - hit.first
            for one in named
        )
        if inside or not _ends(words, hit.last):
            continue
        if _is_asked_for(message, hit.payload, words, (begin, hit.first, hit.last), first=first, question=question):
            yield hit.payload, first + hit.first


def _is_asked_for(
    message: Message, tool: str, words: Sequence[str], places: tuple[int, int, int], *, first: int, question: bool
) -> bool:
    begin, start, end = places
    if begin > start:
        return False
    ahead = {word for word in words[begin:start] if not word.isdigit() and word != "-"}  # of "12-week plan, please"
    if ahead <= _DETERMINERS:  # "... and a governance checklist" goes on
        plainly = not {word for word in words[end:] if word.isalpha()} - _words("lead")
        continues = first > 0 and bool({"and", "plus"} & set(words[:begin])) and _goes_on(message, first)
        return continues or (plainly and not question and _begs(message, first))
    between = words[begin + 1 : start]
    verb = words[begin] in _words("orders") or (tool == "readiness" and words[begin] in _words("rates"))
    if verb and _leads_to(between) and not {"we", "i"} & set(between):
        number = message.structure.clauses[message.structure.clause_of[first]].sentence
        return (
            first == message.structure.sentences[number].first
            or bool(_TO_US & set(between))
            or _goes_on(message, first)
        )
    for wish in _phrases("wishes").find(message.tokens[first : first + start]):
        polite = words[wish.first] in {"can", "could", "may", "might"}
        if (not question or polite) and _leads_to(words[wish.last : start]):
            return True
    return question and _is_of_own_case(words, begin, start, end)


def _begs(message: Message, first: int) -> bool:
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[first]].sentence]
    return any(token.lower in _PLEASE for token in message.tokens[sentence.first : sentence.last])


def _goes_on(message: Message, first: int) -> bool:
    """The words before in the sentence ask for a plan themselves."""
    structure = message.structure
    before = structure.clause_of[first] - 1
    if before < 0 or structure.clauses[before].sentence != structure.clauses[before + 1].sentence:
        return False
    clause = structure.clauses[before]
    return any(_of_clause(message, clause.first, clause.last, question=_asks(message, clause.first)))


def _is_of_own_case(words: Sequence[str], begin: int, start: int, end: int) -> bool:
    """ "What would our roadmap be?", "what does a roadmap look like for us?", "how do we draw up a roadmap?"."""
    if words[begin] not in _WH or not _leads_to(words[begin + 1 : start]):
        return False
    between, behind = set(words[begin + 1 : start]), words[end:]
    if words[begin] == "how" and {"we", "i"} & between and _words("builds") & between:
        return True
    own_name = (start > 0 and words[start - 1] in _OWN) or {"our", "my"} & between
    looks = not behind or behind[0] in _words("after") - {"from"}
    if own_name and looks:
        return True
    rest = [word for word in behind if word not in _LOOKS]
    return rest[:1] in (["for"], ["in"]) and bool(set(rest[1:2]) & _OWN)


def _leads_to(between: Sequence[str]) -> bool:
    """Nothing between the asking words and the name makes it somebody else's business."""
    to = [place for place, word in enumerate(between) if word == "to"]
    plainly = all(set(between[place + 1 : place + 2]) & _words("only_to") for place in to)
    return len(between) <= _MOST_BETWEEN and plainly and not set(between) & _words("never_between")


def _ends(words: Sequence[str], last: int) -> bool:
    """The name is whole ("a roadmap tool" is none), and not for those whom the model serves."""
    behind = [word for word in words[last : last + 5] if word not in {"our", "the", "my", "a"}]
    whole = not behind or behind[0] in _words("after") | _words("things")
    return whole and not set(behind) & _words("people")


def _remedies(message: Message) -> PlanAsked | None:
    """The wish to mend what is said of the own model's answers; the complaints go with it."""
    structure = message.structure
    hits = [hit for hit in _phrases("remedies").find(message.tokens) if structure.mode_at(hit.first) not in _SILENT]
    if not hits or message.language != "en":
        return None
    texts = []
    for number, sentence in enumerate(structure.sentences):
        modes = {clause.mode for clause in structure.clauses if clause.sentence == number}
        text = message.sentence_text(number)
        if modes & _SILENT or not _phrases("answering").find(message.tokens[sentence.first : sentence.last]):
            continue
        if symptoms_in(text):
            texts.append(text)
    if not texts:
        return None
    clause = structure.clauses[structure.clause_of[hits[0].first]]
    quote = message.sentence_text(clause.sentence)
    call = ToolCall(tool=REMEDIES, arguments={"symptoms": list(texts)}, quote=quote)
    return PlanAsked(call, clause.sentence, clause.first, clause.last)


@cache
def _record() -> Mapping[str, Mapping[str, list[dict[str, str]]]]:
    record: Mapping[str, Mapping[str, list[dict[str, str]]]] = load_cues("plans.yaml")
    return record


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(pattern_list(_record()[name], f"plans.yaml: {name}"))


@cache
def _named() -> Cues[str]:
    return Cues(groups_of(_record()["named"], "plans.yaml: named"))


@cache
def _asked() -> Cues[str]:
    return Cues(groups_of(_record()["asked"], "plans.yaml: asked"))


@cache
def _phrases(name: str) -> Cues[str]:
    return Cues(groups_of({name: _record()[name]}, "plans.yaml"))
