"""Numbers that a message only speaks of: it asks where they come from or what they are worth, holds somebody's against
ours, doubts them, or tells of a time that is over.
"""

from collections.abc import Collection
from datetime import date
from itertools import pairwise

from agent.numbers.products import found_at, found_in
from agent.understanding import Context
from agent.words.clauses import Structure
from agent.words.measured import Measured
from agent.words.message import Message

_ENDS_WITHIN = 1  # words behind "who is right"
_BACK = 3  # sentences, with its own: a remark may stand between
_SIDES = frozenset(
    {",", "or", "they", "them", "i", "me", "us", "we", "you", "he", "she", "him", "her", "it", "the", "guide", "paper",
     "vendor", "article", "then", "now", "here"}
)  # fmt: skip


def disputed(message: Message) -> frozenset[int]:
    """Sentences that hold a number against ours: "My controller gets 12,400. Who is right?"."""
    structure = message.structure
    found: set[int] = set()
    numbered = {_sentence_of(structure, item.first) for item in message.measured}
    for hit in structure.hits_of("disputes"):
        number = _sentence_of(structure, hit.first)
        behind = [token.lower for token in message.tokens[hit.last : structure.sentences[number].last]]
        if len(behind) > _ENDS_WITHIN and not _SIDES.issuperset(behind):  # "who is right for the job?"
            continue
        told = next((one for one in range(number, number - _BACK, -1) if one in numbered), None)
        if told is not None:
            found |= {told, number}
    return frozenset(found)


def only_spoken_of(message: Message, asking: Collection[int], context: Context) -> list[Measured]:
    """Numbers held against ours, doubted or past, or of a question on them or on a rule.

    Those of a sentence of `asking` are asked for, unless it tells them.
    """
    of_others = disputed(message) | shown_before(message)
    return [
        item
        for item in message.measured
        if _sentence_of(message.structure, item.first) in of_others
        or _is_asked_about(message, item, asking)
        or _is_weighed(message, item)
        or _is_held_against(message, item)
        or _is_asked_why(message, item)
        or _is_a_rule_in_question(message, item)
        or _is_found(message, item, context.asked)
        or _is_in_stars(message, item)
        or _is_doubted(message, item)
        or _is_their_own_time(message, item)
        or _is_over(message, item, context.today)
    ]


def _is_weighed(message: Message, item: Measured) -> bool:
    """ "Is 85 % good?", "what's 2 pages in tokens?": asked of a number; "is 40k enough?" asks of what they have."""
    structure = message.structure
    sentence = structure.sentences[item.sentence]
    if structure.mode_at(item.first) not in ("fact", "question") or found_in(
        message, "will_do", sentence.first, sentence.last
    ):
        return False
    begins = sentence.first
    while begins < item.first and message.tokens[begins].lower in _LEADING:
        begins += 1
    between = {token.lower for token in message.tokens[begins + 1 : item.first]}
    opens = between <= _RIGHT_THERE and found_at(message, "weighs", begins, item.first)
    if sentence.question and (opens or found_in(message, "finds_out", sentence.first, item.first)):
        return True
    own = any(sentence.first <= hit.first < sentence.last for hit in structure.hits_of("ours"))
    asks = sentence.question or structure.mode_at(item.first) == "question"
    return asks and not own and found_in(message, "in_general", sentence.first, sentence.last)


def _is_held_against(message: Message, item: Measured) -> bool:
    """ "Aren't we below the 85 % threshold?", "..., given we're under 85 %?": where they are, no need."""
    structure = message.structure
    sentence = structure.sentences[item.sentence]
    if not sentence.question or structure.mode_at(item.first) not in ("fact", "question"):
        return False
    words = [token.lower for token in message.tokens[sentence.first : item.quantity.last]]
    below = [place for place, word in enumerate(words) if word in _BELOW]
    return any(place and words[place - 1] in _WE | {"not"} and len(words) - place <= _HELD_NEAR for place in below)


def _is_asked_why(message: Message, item: Measured) -> bool:
    """ "Why 8.7 thousand up front?", "how come it's 17k?": of a figure that they were shown."""
    sentence = message.structure.sentences[item.sentence]
    words = [token.lower for token in message.tokens[sentence.first : item.first] if token.lower not in _LEADING]
    opens = words[:1] == ["why"] or words[:2] in (["how", "come"], ["what's", "behind"])
    return sentence.question and opens and _ASKING_WHY.issuperset(words)


_ASKING_WHY = frozenset(
    {"why", "how", "come", "what's", "behind", "is", "it", "it's", "that", "that's", "are", "the", "those", "these",
     "this", "exactly", "about", "around", "does", "would", "cost", "take", "be", "a", "full", "whole", "$"}
)  # fmt: skip


def _is_a_rule_in_question(message: Message, item: Measured) -> bool:
    """ "The board says it must be under 2 %. Is that a rule?": before they know, it is nothing that they need."""
    structure = message.structure
    following = item.sentence + 1
    if following >= len(structure.sentences) or item.quantity.kind != "share":
        return False
    asking = structure.sentences[following]
    short = asking.last - asking.first <= _ASKS_OF_A_RULE
    rules = (hit for hit in structure.hits_of("rules_of_thumb") if asking.first <= hit.first < asking.last)
    return asking.question and short and any(True for _ in rules)


_WE = frozenset({"we", "we're", "are", "i'm", "it", "it's"})
_BELOW = frozenset({"below", "under", "above", "over", "beyond", "beneath"})
_HELD_NEAR = 6  # tokens
_ASKS_OF_A_RULE = 8  # tokens: "which guideline is that from?"
_LEADING = frozenset({"and", "so", "but", "hm", "hmm", "well", "ok", "okay", "oh", "then", ","})
_RIGHT_THERE = frozenset({"you", "say", "call", "consider", "about", "around", "roughly", "the", "only", "just"})


def _is_found(message: Message, item: Measured, asked: Collection[str]) -> bool:
    """ "90 % sounds like a lot", "5 % is what the regulator hopes to see"; "95 % sounds about right" agrees to it.

    Of what is needed or can be spent, "30k is a lot of money" says no more; "$900 a month is too much" is the bill.
    """
    clause = message.structure.clauses[item.clause]
    behind = range(item.quantity.last, min(item.quantity.last + _FINDS_NEAR, clause.last))
    groups = ["finds", *(["too_much"] if _IN_QUESTION.intersection(asked) and item.first - clause.first <= 1 else [])]
    return clause.mode == "fact" and any(
        found_at(message, group, place, clause.last) for group in groups for place in behind
    )


_IN_QUESTION = frozenset({"target_accuracy", "budget", "timeline_months"})
_FINDS_NEAR = 3  # tokens: "1 % critical errors is what ..."


def _is_doubted(message: Message, item: Measured) -> bool:
    """ "I doubt that we reach 95 %", "nobody needs 99.9 %"; "I doubt we have more than 300" tells about how many."""
    clause = message.structure.clauses[item.clause]
    ahead = (clause.first, item.first)
    return (
        clause.mode == "fact"
        and item.quantity.bound is None
        and found_in(message, "doubts", *ahead)
        and not found_in(message, "beyond_it", *ahead)
    )


def _is_their_own_time(message: Message, item: Measured) -> bool:
    """ "I've 5 minutes left", "I only have ten minutes": until somebody has to go, and no time of the case."""
    clause = message.structure.clauses[item.clause]
    ahead = [token.lower for token in message.tokens[clause.first : item.first] if token.lower not in _LEADING]
    spoken = ahead[:1] == ["i've"] or (ahead[:1] == ["i"] and not _HAVE.isdisjoint(ahead))
    short = item.quantity.kind == "duration" and item.per is None and item.quantity.value < _DAY_SECONDS
    return short and spoken and _HAVE.union(_MERELY).issuperset(ahead)


_HAVE = frozenset({"have", "got"})
_MERELY = frozenset({"i", "i've", "only", "just", "about", "like", "exactly", "maybe"})
_DAY_SECONDS = 86_400


def _is_in_stars(message: Message, item: Measured) -> bool:
    """ "4 out of 5 stars": how well it is liked, and not how often it is right."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    return item.quantity.kind == "share" and behind in (["star"], ["stars"])


def _is_over(message: Message, item: Measured, today: date | None) -> bool:
    """ "In 2024 we had 800 tickets a month", "two years ago it was 70 %"; last year's number is near enough."""
    clause = message.structure.clauses[item.clause]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    whole = (0, len(message.tokens))
    goes_on = found_in(message, "still", *whole) or (len(message.measured) > 1 and found_in(message, "today", *whole))
    if goes_on or _WAS.isdisjoint(words):
        return False
    first, last = _with_its_time(message, item)
    years = (token.text for token in message.tokens[first:last] if len(token.text) == _DIGITS and token.text.isdigit())
    long_ago = today is not None and any(_FIRST_YEAR < int(year) < today.year - 1 for year in years)
    old = first < item.first and found_in(message, "old_one", first, item.first)
    return long_ago or old or found_in(message, "gone", first, last)


def _with_its_time(message: Message, item: Measured) -> tuple[int, int]:
    """The clause of a number, with a short one in front of it or behind that tells when: "in 2022, we paid ..."."""
    clauses = message.structure.clauses
    here = clauses[item.clause]
    first, last = here.first, here.last
    for place in (item.clause - 1, item.clause + 1):
        beside = clauses[place] if 0 <= place < len(clauses) else here
        if beside.sentence == here.sentence and beside.last - beside.first <= _TELLS_WHEN:
            first, last = min(first, beside.first), max(last, beside.last)
    return first, last


_TELLS_WHEN = 5  # tokens
_DIGITS = 4
_FIRST_YEAR = 1900
_WAS = frozenset(
    {"had", "was", "were", "got", "paid", "spent", "used", "cost", "received", "handled", "processed", "reached", "saw",
     "answered", "took", "planned", "founded"}
)  # fmt: skip


def _is_asked_about(message: Message, item: Measured, asking: Collection[int]) -> bool:
    structure = message.structure
    number = _sentence_of(structure, item.first)
    clause = structure.clauses[structure.clause_of[item.first]]
    asks_of_a_rule = clause.mode == "question" and any(
        _sentence_of(structure, hit.first) == number for hit in structure.hits_of("rules_of_thumb")
    )
    if number not in asking:
        return asks_of_a_rule
    return not any(clause.first <= hit.first < clause.last for hit in structure.hits_of("ours"))


def tells_of_others(message: Message) -> bool:
    """Every number of the message is somebody else's, and there is one."""
    modes = {message.structure.mode_at(item.first) for item in message.measured}
    return modes == {"foreign"}


def speaks_of_theirs(message: Message, number: int) -> bool:
    """ "Where does their 130,000 come from?": a figure of whom we spoke of before."""
    sentence = message.structure.sentences[number]
    return any(token.lower in _THEIRS for token in message.tokens[sentence.first : sentence.last])


_THEIRS = frozenset({"their", "theirs", "they", "its", "his", "her"})


def operands(message: Message) -> tuple[Measured, ...]:
    """What is multiplied in "140 x 15 x 21 = 44,100": only what comes out says something of the case."""
    found: list[Measured] = []
    for number in {item.sentence for item in message.measured}:
        items = [item for item in message.measured if item.sentence == number]
        last = next((place for place, item in enumerate(items) if _comes_out(message, item)), 0)
        if last > 1 and all(_times(message, one, other) for one, other in pairwise(items[:last])):
            found += items[:last]
    return tuple(found)


def _comes_out(message: Message, item: Measured) -> bool:
    ahead = message.tokens[item.first - 1].lower if item.first else ""
    return ahead in _EQUALS


def _times(message: Message, one: Measured, other: Measured) -> bool:
    return any(token.lower in _TIMES for token in message.tokens[one.first : other.first])


_EQUALS = frozenset({"=", "is", "are", "makes", "make", "gives", "equals"})
_TIMES = frozenset({"x", "*", "×", "times"})


def shown_before(message: Message) -> frozenset[int]:
    """Sentences on a figure that somebody was shown: "the same 17 thousand I was shown for 400 documents"."""
    structure = message.structure
    found: set[int] = set()
    for hit in structure.hits_of("shown_before"):
        number = _sentence_of(structure, hit.first)
        near = [item for item in message.measured if item.sentence == number and item.last <= hit.first]
        if near and hit.first - near[-1].last <= _NEAR and _is_definite(message, near[-1]):
            found.add(number)
    return frozenset(found)


def _is_definite(message: Message, item: Measured) -> bool:
    ahead = [token.lower for token in message.tokens[max(0, item.first - _NEAR) : item.first]]
    return bool(_DEFINITE & set(ahead))


_NEAR = 2  # tokens
_DEFINITE = frozenset({"the", "same", "that", "those", "your", "this"})


def _sentence_of(structure: Structure, token: int) -> int:
    clause = structure.clause_of[token]
    return structure.clauses[clause].sentence if clause >= 0 else -1
