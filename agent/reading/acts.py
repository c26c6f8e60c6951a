"""What a message asks for: requests, and questions to the guidance."""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from typing import get_args

from agent.reading.disputed import disputed
from agent.understanding import Request
from agent.words.approach_words import approach_in
from agent.words.clauses import Clause, Structure, act_cues
from agent.words.cues import Hit, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import tokenize

_SHORT = 6  # words: a message of so few is a command
_OPENING = 3
_LETTER = 12  # words: more of them, and a "thanks" at the end is how letters close
_ORDER = 16  # words: a longer message tells what a model should write
_TAG_QUESTION = 2  # words: "..., do we?" belongs to what comes before
_ONLY_SHORT = frozenset({"help", "restart"})
_PAST = ("ed", "began")
_AT_HEAD = frozenset({"keep", "undo"})
_REPEATS = frozenset({"recap", "list", "summarise", "summarize", "repeat", "show", "tell", "me", "of", "review", "see"})
_RULE_WORDS = frozenset({"when", "how", "why", "where"})
_NAMES = frozenset(get_args(Request))


def requests(message: Message) -> list[tuple[Request, int]]:
    """Requests with the sentence in which they stand, in order, each once."""
    found: dict[str, int] = {}
    words = sum(1 for token in message.tokens if token.kind == "word")
    for hit in message.structure.hits:
        if not hit.payload.startswith("requests."):
            continue
        name = hit.payload.removeprefix("requests.")
        clause = message.structure.clause_of[hit.first]
        if clause < 0 or message.structure.clauses[clause].mode == "ignored" or _adopts_nothing(message, hit, name):
            continue
        if _is_meant(message.structure, hit, name, words):
            found.setdefault(name, message.structure.clauses[clause].sentence)
    for name, number in [
        *((one, 0) for one in wanted_alone(message)),
        *(("recommend", one) for one in _judging(message)),
        *(("undo", one) for one in was_right(message)),
    ]:
        found.setdefault(name, number)
    for number in [one for one in sorted(disputed(message))[-1:] if not is_of_a_rule(message.structure, one)]:
        found.setdefault("source_of_number", number)
    if "thanks" in found:  # "Thanks for your recommendation" asks for nothing
        found = {
            name: number
            for name, number in found.items()
            if not _is_thanked_for(message, name, number, found["thanks"])
        }
    if "recommend" in found and compares_partners(message) and not _is_of_a_model(message, found["recommend"]):
        found["choose_partner"] = found.pop("recommend")
    if "source_of_number" in found or "why_asked" in found:
        found.pop("why", None)
    return [(name, sentence) for name, sentence in found.items() if name in _NAMES]  # type: ignore[misc]  # names of the literal


def wanted_alone(message: Message) -> list[str]:
    """What a message of nothing but such words wants: "so what's the result?", "and now?", "summary, please"."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    return [
        name
        for name in _ALONE
        if 0 < len(words) <= _SHORTLY
        and (name != "recommend" or message.tokens[-1].lower == "?")
        and not _words(f"{name}_alone").isdisjoint(words)
        and set(words) <= _words(f"{name}_alone") | _words("around_alone")
    ]


_ALONE = ("recommend", "summary")


def was_right(message: Message) -> list[int]:
    """Sentences of a short message by which the last correction was none: "no wait, it was right the first time"."""
    structure = message.structure
    short = sum(1 for token in message.tokens if token.kind == "word") <= _SHORTLY
    return [
        structure.sentence_of(hit.first)
        for hit in structure.hits_of("was_right")
        if short and structure.mode_at(hit.first) == "fact" and _ends_its_clause(structure, hit)
    ]


def _ends_its_clause(structure: Structure, hit: Hit[str]) -> bool:
    """ "It was right before", and not "it was right before Christmas"."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    behind = {token.lower for token in structure.tokens[hit.last : clause.last] if token.kind != "symbol"}
    return behind <= _words("run_out") | {"after", ".", "!", "one", "ones", "answer", "figure", "number", "value"}


def _adopts_nothing(message: Message, hit: Hit[str], name: str) -> bool:
    """ "Take that back", though "take that" does; "keep it in-house" says how something is to be."""
    if name != "keep":
        return False
    behind = message.tokens[hit.last].lower if hit.last < len(message.tokens) else ""
    so = message.tokens[hit.first].lower == "keep" and behind in _HOW_IT_IS_KEPT
    return so or any(other.first <= hit.first < other.last for other in message.structure.hits_of("requests.undo"))


_HOW_IT_IS_KEPT = frozenset(
    {"in", "inside", "internal", "internally", "inhouse", "private", "on", "under", "below", "within", "above", "over",
     "simple", "short", "small", "cheap", "away", "out", "off", "up", "down", "between", "secret", "confidential",
     "local", "locally", "real", "brief"}
)  # fmt: skip


def _is_thanked_for(message: Message, name: str, number: int, thanks: int) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    return name in _THANKED_FOR and number == thanks and not modes & {"question", "what_if"}


_THANKED_FOR = frozenset({"recommend", "why", "costs", "summary", "help"})


def _judging(message: Message) -> list[int]:
    return [number for number in range(len(message.structure.sentences)) if is_judged(message, number)]


def _is_to_be_judged(structure: Structure, hit: Hit[str], number: int) -> bool:
    """ "Is retrieval the right path?", "do we need to train at all?": whether a way is right for their case."""
    clause = structure.clauses[number]
    words = [token.lower for token in structure.tokens[clause.first : hit.first] if token.kind == "word"]
    opener = next((word for word in words if word not in ("and", "or", "but", "so")), "")
    told = clause.mode != "question" or (opener not in _YES_OR_NO and "whether" not in words and "if" not in words)
    general = any(token.lower in _IN_GENERAL for token in structure.tokens[clause.first : clause.last])
    general = general or "they" in words  # "suppose a bank wanted this, would they need to host it?"
    return not (told or general or is_of_a_rule(structure, clause.sentence) or structure.is_negated(hit.first, 2))


_YES_OR_NO = frozenset(
    {"is", "are", "was", "would", "will", "should", "do", "does", "can", "could", "might", "isn't", "wouldn't",
     "whether", "if"}
)  # fmt: skip
_IN_GENERAL = frozenset(
    {"general", "generally", "usually", "typically", "normally", "most", "others", "companies", "firms", "ever",
     "always"}
)  # fmt: skip


def _wants_ideas(message: Message, number: int) -> bool:
    """ "Ideas?", "any advice?": nothing else in the sentence."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    alone = sentence.question and 0 < len(words) <= _OPENING + 1 and set(words) <= _words("asking_for_ideas")
    return alone and not _IDEAS.isdisjoint(words)


_IDEAS = frozenset({"idea", "ideas", "thoughts", "advice", "suggestion", "suggestions", "tips", "hints", "opinion"})


def _is_of_a_model(message: Message, number: int) -> bool:
    """ "Would an LLM be worth it?" asks for no partner, whatever vendors the message speaks of."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    return any(token.lower in _MODELS for token in tokens) or approach_in(tokens) is not None


_MODELS = frozenset({"llm", "llms", "ai", "model", "models", "chatbot", "bot", "gpt", "chatgpt"})


def compares_partners(message: Message) -> bool:
    """Two or more vendors, or their ratings, are spoken of."""
    spoken_of = len({hit.first for hit in message.structure.hits_of("partners")})
    return spoken_of >= _SEVERAL or len(_ratings(message)) >= _SEVERAL


def has_offers(message: Message) -> bool:
    """Several firms have offered: "three firms have pitched", "offers from Acme and a two-man shop"."""
    return compares_partners(message) or bool(message.structure.hits_of("several_partners"))


def _ratings(message: Message) -> list[int]:
    """Places of "4/5"."""
    words = [token.lower for token in message.tokens]
    return [place for place in range(len(words)) if words[place : place + 2] in (["/", "5"], ["/", "10"])]


_SEVERAL = 2


def _is_meant(structure: Structure, hit: Hit[str], name: str, words: int) -> bool:  # noqa: C901 -- a case a request
    number = structure.clauses[structure.clause_of[hit.first]].sentence
    sentence = structure.sentences[number]
    at_head = hit.first <= sentence.first + _OPENING
    mode = structure.mode_at(hit.first)
    match name:
        case "greeting":
            sighs = hit.first > 0 and structure.tokens[hit.first - 1].lower in _SIGHS
            return hit.first <= _OPENING and at_head and not sighs
        case "why":
            bare = hit.last - hit.first > 1 or sentence.last - sentence.first <= 3
            asked = (bare and (at_head or words <= _SHORT)) or _adds_why(structure, hit)
            return asked and not _is_reported(structure, hit, sentence.first)
        case "costs":
            return not is_of_a_new_model(structure, number)
        case "source_of_number":
            ends = tuple(token.lower for token in structure.tokens[hit.last - 1 : hit.last + 1])
            about = _is_about_a_figure(structure, number) or (ends in _ARRIVED and not is_of_a_rule(structure, number))
            return about and not _got_it_themselves(structure, hit)
        case "summary":
            given = _is_handed_in(structure, hit, sentence.first, sentence.last)
            return not given and (mode != "fact" or _repeats(structure, hit, sentence.first))
        case "choose_partner":
            return mode == "question"
        case "export":
            short = words <= _ORDER or _is_told_us(structure, hit)
            return short and _hands_over(structure, hit, sentence.first, sentence.last)
        case "thanks":  # at the end of a letter it is a signature
            return words <= _LETTER and not structure.is_negated(hit.first, 2)
        case "recommend":
            clause = structure.clauses[structure.clause_of[hit.first]]
            before = {token.lower for token in structure.tokens[clause.first : hit.first]}
            # "Just tell me: what have you got on file?" asks for that.
            goes_on = structure.tokens[hit.last - 1].lower == "me" and hit.last < sentence.last
            # "When is it worth it?" asks for a rule; "is it worth it?" asks for the advice.
            ruled = bool(before & _RULE_WORDS) or structure.is_negated(hit.first, 3)
            return mode in ("question", "fact") and not (goes_on or ruled or _is_its_duty(structure, number))
        case _ if name in _ONLY_SHORT:
            told = structure.tokens[hit.first].lower.endswith(_PAST)  # "we started from scratch" orders nothing
            return words <= _SHORT and hit.first <= sentence.first + 1 and not told
        case _ if name in _AT_HEAD:
            headed = (
                mode == "fact"
                and _heads(structure, sentence.first, hit.first)
                and not structure.is_negated(hit.first, 3)
            )
            ordered = words <= _SHORTLY and _is_ordered(structure, hit)
            return (headed or ordered) and not _tells(structure, hit)
        case _:
            return True


_ARRIVED = (("at", "it"), ("to", "it"))  # "how do you arrive at it?"


def _is_reported(structure: Structure, hit: Hit[str], first: int) -> bool:
    """ "Everyone asks why not use a big one": others ask."""
    ahead = [token.lower for token in structure.tokens[first : hit.first] if token.kind == "word"]
    return ahead[-1:] != [] and ahead[-1] in _REPORTING and not {"i", "we"} & set(ahead)


_REPORTING = frozenset({"asks", "ask", "asked", "asking", "wonders", "wonder", "wondered", "know", "knows"})


def _got_it_themselves(structure: Structure, hit: Hit[str]) -> bool:
    """ "Where I got that from I can't say" is told; "where did we get that from?" asks."""
    opens = [token.lower for token in structure.tokens[hit.first : hit.first + 2]]
    return opens[0] == "where" and opens[-1] in ("i", "we")


def _is_handed_in(structure: Structure, hit: Hit[str], first: int, last: int) -> bool:
    """ "Short recap from our side", "here is the summary for the board": they give one themselves."""
    behind = [token.lower for token in structure.tokens[hit.first + 1 : last]][:3]
    ahead = {token.lower for token in structure.tokens[first : hit.first]}
    mine = behind[:1] == ["from"] and bool({"my", "our", "me", "us"} & set(behind))
    return mine or (bool(ahead & _HANDING) and structure.mode_at(hit.first) == "fact")


_HANDING = frozenset({"here", "here's", "heres", "attached", "below"})


def only_sounds_asked(message: Message, name: str, number: int) -> bool:
    """Sentence `number` holds the words of a request, and uses all of them to tell something."""
    structure, sentence = message.structure, message.structure.sentences[number]
    hits = [hit for hit in structure.hits_of(f"requests.{name}") if sentence.first <= hit.first < sentence.last]
    if name == "recommend" and _is_its_duty(structure, number):
        return True
    if name == "choose_partner":
        return _is_of_a_paper(message, number)
    if name == "why" and _asks_yes_or_no(structure, number, "justify"):
        return True
    told = {
        "summary": lambda hit: _is_handed_in(structure, hit, sentence.first, sentence.last),
        "why": lambda hit: _is_reported(structure, hit, sentence.first),
        "source_of_number": lambda hit: _got_it_themselves(structure, hit),
        "keep": lambda hit: _adopts_nothing(message, hit, "keep"),
    }
    if name == "summary" and (announces_few_words(message, number) or message.tokens[sentence.first].lower in _HANDING):
        return True
    return bool(hits) and name in told and all(map(told[name], hits))


def _is_its_duty(structure: Structure, number: int) -> bool:
    """ "It has to find out which is the right form": what something must do; it says nothing of us, nor asks."""
    sentence = structure.sentences[number]
    words = [token.lower for token in structure.tokens[sentence.first : sentence.last] if token.kind == "word"]
    modes = {clause.mode for clause in structure.clauses if clause.sentence == number}
    must = any(one in _MUST or (one, to) in _MUST_TO for one, to in pairwise(words[1:_HEAD]))
    return must and modes == {"fact"} and not sentence.question and _OF_US.isdisjoint(words)


_MUST = frozenset({"must", "should", "shall"})
_MUST_TO = frozenset((one, "to") for one in ("has", "have", "needs", "need", "is", "are"))
_HEAD = 6  # words in which a sentence says who must
_OF_US = frozenset({"if", "whether", "i", "i'm", "we", "we're", "us", "me", "my", "our", "you", "your"})


def _asks_yes_or_no(structure: Structure, number: int, verb: str) -> bool:
    """ "Does our volume justify self-hosting?" asks whether it does; "can you justify that?" asks for reasons."""
    sentence = structure.sentences[number]
    words = [token.lower for token in structure.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return words[:1] != [] and words[0] in _WHETHER and verb in words and not {"you", "why", "how"} & set(words)


_WHETHER = frozenset({"do", "does", "did", "would", "will", "could", "can"})


def announces_few_words(message: Message, number: int) -> bool:
    """ "Let me be brief", "I'll keep it short": that is how they are going to write."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    return bool({"me", "i", "i'll"} & set(words[:2])) and bool({"brief", "short", "quick"} & set(words[2:]))


def tells_their_case(message: Message, number: int) -> bool:
    """ "Can you help us with this?" beside a figure, or any call for help beside several: with their case."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]
    with_it = any(one == "help" and other in ("me", "us") for one, other in pairwise(words))
    return len(message.measured) >= (1 if with_it else _SEVERAL)


def _is_of_a_paper(message: Message, number: int) -> bool:
    """ "What should I look for in a supplier's contract?" asks of the contract, and for nobody to be chosen."""
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    return not _PAPERS.isdisjoint(words) and _OF_SEVERAL.isdisjoint(words)


_PAPERS = frozenset(
    {"contract", "contracts", "agreement", "agreements", "report", "reports", "lease", "sla", "slas", "dpa", "nda",
     "certificate", "certificates", "certification", "terms", "clause", "clauses", "policy", "audit", "audits"}
)  # fmt: skip
_OF_SEVERAL = frozenset(
    {"which", "who", "whom", "compare", "better", "best", "choose", "pick", "take", "hire", "ranking"}
)


def is_judged(message: Message, number: int) -> bool:
    """The sentence asks whether a way is right for their case, or for ideas."""
    structure = message.structure
    return _wants_ideas(message, number) or any(
        structure.sentence_of(hit.first) == number and _is_to_be_judged(structure, hit, structure.clause_of[hit.first])
        for hit in structure.hits_of("judged")
    )


def _is_told_us(structure: Structure, hit: Hit[str]) -> bool:
    """In a long message, which tells what a model should write as well: "can you send me ...", "I want it as a PDF"."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    words = [token.lower for token in structure.tokens[clause.first : clause.last]]
    ours = bool({"me", "us", "i", "we"} & set(words))
    return ours and (clause.mode == "question" or bool({"me", "us", "want", "need", "like"} & set(words)))


def _hands_over(structure: Structure, hit: Hit[str], first: int, last: int) -> bool:
    """ "Could you print this?" orders; "we print the labels", "print a report for each visit" tell what is done."""
    place = hit.first
    clause = structure.clauses[structure.clause_of[place]]
    opens = [token.lower for token in structure.tokens[clause.first : clause.first + 3]]
    asks = clause.mode == "question" or bool({"can", "could", "may"} & set(opens) and {"i", "we", "you"} & set(opens))
    if clause.first > first and asks and _is_told_us(structure, hit):
        first = clause.first  # "..., can I get it as a PDF"
    if place > first and structure.tokens[place - 1].kind == "number":
        return False  # "80 mails the day"
    before = [token.lower for token in structure.tokens[first:place] if token.kind == "word"]
    wished = structure.tokens[place].lower in ("need", "want", "like")
    told = before[-1:] in (["we"], ["i"], ["it"]) and structure.mode_at(place) == "fact" and not (wished or asks)
    behind = {token.lower for token in structure.tokens[place:last]}
    return set(before) <= _words("before_export") and not told and not behind & _EACH


_SIGHS = frozenset({"oh", "ah", "dear"})  # "oh dear" greets nobody
_EACH = frozenset({"each", "every", "per", "any"})


def _adds_why(structure: Structure, hit: Hit[str]) -> bool:
    """ "..., and why?", "then tell me why it won": the clause asks for nothing but the reasons."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    ahead = {token.lower for token in structure.tokens[clause.first : hit.first] if token.kind == "word"}
    ends = not any(token.kind == "word" for token in structure.tokens[hit.last : clause.last])
    return ahead <= _LEADS_TO_WHY and bool(ahead) and (ends or hit.last - hit.first > 1)


_LEADS_TO_WHY = frozenset({"and", "then", "also", "but", "so", "tell", "me", "us", "please", "explain", "say"})


def _is_about_a_figure(structure: Structure, number: int) -> bool:
    """A figure of the conversation; a publication's own, or a rule's, is a question to the guidance."""
    if is_of_a_rule(structure, number):
        return False
    sentence = structure.sentences[number]
    tokens = structure.tokens[sentence.first : sentence.last]
    return any(token.kind == "number" or token.lower in _FIGURES for token in tokens)


def is_of_a_rule(structure: Structure, number: int) -> bool:
    """A sentence that asks of what holds in general: it names a rule or a publication, or follows on one that does."""
    sentence = structure.sentences[number]
    rules = structure.hits_of("rules_of_thumb")
    return (
        any(sentence.first <= hit.first < sentence.last for hit in rules)
        or names_source(structure, number, number + 1)
        or source_before(structure, number) is not None
    )


def source_before(structure: Structure, number: int) -> int | None:
    """The sentence that names the source of which sentence `number` asks; it leans on one of the two before it."""
    sentence = structure.sentences[number]
    if sentence.last - sentence.first > _SHORT and not _points_back(structure, number):
        return None
    return next((one for one in (number - 1, number - 2) if one >= 0 and names_source(structure, one, one + 1)), None)


def is_of_a_new_model(structure: Structure, number: int) -> bool:
    """ "What would it cost to train a model from scratch?": no tool of ours works that out."""
    return any(structure.sentence_of(hit.first) == number for hit in structure.hits_of("from_scratch"))


def _points_back(structure: Structure, number: int) -> bool:
    """ "Where does that come from, and would you stake money on it?": it means what the sentence before says."""
    asks = [hit for hit in structure.hits_of("requests.source_of_number") if structure.sentence_of(hit.first) == number]
    points = any(_POINTING & {token.lower for token in structure.tokens[hit.first : hit.last]} for hit in asks)
    return points or any(structure.sentence_of(hit.first) == number for hit in structure.hits_of("disputes"))


_FIGURES = frozenset({"number", "figure", "that", "this", "amount", "sum"})


def _repeats(structure: Structure, hit: Hit[str], start: int) -> bool:
    """ "Recap what I told you" orders; "contrary to what I told you" tells something."""
    before = structure.tokens[hit.first - 1].lower if hit.first > start else ""
    return structure.tokens[hit.first].lower != "what" or before in _REPEATS


def _heads(structure: Structure, first: int, place: int) -> bool:
    """At most one word stands in front: "Wait, undo that"."""
    return sum(1 for token in structure.tokens[first:place] if token.kind == "word") <= 1


def _is_ordered(structure: Structure, hit: Hit[str]) -> bool:
    """ "Hmm no, undo that", "can you undo it, please?": nothing but a run-up in front of it in its clause."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    ahead = [token.lower for token in structure.tokens[clause.first : hit.first] if token.kind == "word"]
    behind = [token.lower for token in structure.tokens[hit.last : clause.last] if token.kind == "word"]
    return clause.mode in ("fact", "question") and set(ahead) <= _words("run_up") and set(behind) <= _words("run_out")


def _tells(structure: Structure, hit: Hit[str]) -> bool:
    """ "We put it back" tells what is done, "can we put it back?" orders."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    ahead = {token.lower for token in structure.tokens[clause.first : hit.first]}
    return bool(ahead & _DOERS) and not ahead & _WISHING


_DOERS = frozenset({"we", "i", "they", "he", "she"})
_WISHING = frozenset({"can", "could", "let", "want", "like", "need", "would", "i'd", "will"})


_SHORTLY = 10  # words of a message that does nothing but order


def questions(message: Message, served: set[int], ordered: Collection[int] = ()) -> list[str]:
    """What is asked of the guidance, in the user's words: question clauses of sentences that nothing else serves.

    A sentence of `ordered` asks without a question: "kindly tell me the difference between ...". So does one that says
    that a word means nothing to them.
    """
    found: list[str] = []
    ordered = {*ordered, *unknown_words(message)}
    for number, sentence in enumerate(message.structure.sentences):
        if number in served:
            found += _asked_besides(message, number)
            continue
        if found and _is_of_style(message, number):
            continue
        asking = [c for c in message.structure.clauses if c.sentence == number and c.mode in ("question", "what_if")]
        if asking and not _only_supposes(message, number) and not is_waived(message, number):
            last = sentence.last + (1 if sentence.question else 0)
            first = (
                sentence.first if _leans_on_what_is_said(message, asking[0].first, sentence.last) else asking[0].first
            )
            source = source_before(message.structure, number)
            if source is not None:
                first = message.structure.sentences[source].first  # "The guide arrives at ... Which is right?"
            ends = [first, *_also_asked(message, asking, first), min(last, len(message.tokens))]
            found += [message.quote(one, end).strip(" ,-") for one, end in pairwise(ends)]
        elif number in ordered:
            found.append(message.sentence_text(number))
    return [text for text in found if len(text.split()) > 1 and any(character.isalpha() for character in text)]


def unknown_words(message: Message) -> set[int]:
    """Sentences that say of a word that it means nothing to them: "dunno what a token is", "never heard of it"."""
    structure = message.structure
    found = {structure.sentence_of(hit.first) for hit in structure.hits_of("unheard_of")}
    for hit in structure.hits_of("decline"):
        number = structure.sentence_of(hit.first)
        behind = [token.lower for token in message.tokens[hit.last : structure.sentences[number].last]]
        verb = next((place for place, word in enumerate(behind) if word in _DEFINES), 0)
        if behind[:1] == ["what"] and 1 < verb <= _LONGEST_TERM and behind[1] not in _POINTING | _ARTICLES:
            found.add(number)
    return found


_DEFINES = frozenset({"is", "are", "means", "mean"})
_LONGEST_TERM = 4  # words behind "what"
_ARTICLES = frozenset(
    {"the", "our", "your", "my", "their", "you", "we", "they", "he", "she", "i"}
)  # of something known


def _is_of_style(message: Message, number: int) -> bool:
    """ "Please explain it so that my board can understand it." behind a question says how that is to be answered."""
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"}
    pointing = bool(words & _POINTING) and not words.isdisjoint(_words("tells_in_style"))
    return pointing and words <= _words("of_style")


def _also_asked(message: Message, asking: Sequence[Clause], first: int) -> list[int]:
    """ "What is RAG, and when would one train from scratch?": where a question begins that needs no words before it."""
    found: list[int] = []
    ours = any(token.lower in _CONVERSATION for token in message.tokens[first : asking[-1].last])
    for clause in () if ours else asking:
        tokens = [token for token in message.tokens[clause.first : clause.last] if token.kind == "word"]
        words = [token.lower for token in tokens]
        starts = [hit for hit in message.structure.hits_of("question_starts") if hit.first == clause.first + 1]
        if clause.first > first and words[:1] == ["and"] and words[1:2] and (starts or words[1] in _ASKING_WORDS):
            own = {word for word in words[2:] if len(word) >= _CONTENT and word not in _SAYS_LITTLE}
            own |= {token.text for token in tokens[2:] if len(token.text) > 1 and token.text.isupper()}
            leans = not _POINTING.isdisjoint(words)
            defined = [token.lower for token in message.tokens[first : first + 2]] in _DEFINED
            if len(own) >= (1 if leans and defined else _OF_ITS_OWN) and (defined or not leans) and "if" not in words:
                found.append(clause.first)
    return found


_DEFINED = (["what", "is"], ["what", "are"])  # "what is drift and how does one notice it?"
# "What's on your list and what is still blank?" asks nothing of the guidance.
_CONVERSATION = frozenset({"you", "your", "our", "us", "we"})
_ASKING_WORDS = frozenset({"what", "what's", "how", "when", "where", "which", "who", "why"})
_CONTENT, _OF_ITS_OWN = 4, 2  # letters of a word that says something, and how many of these a question needs
_SAYS_LITTLE = frozenset(
    {"what", "when", "where", "which", "does", "should", "would", "could", "usually", "often", "long", "many", "much",
     "someone", "somebody", "people", "typically", "need", "have", "with", "from", "that", "such", "mean", "there",
     "then", "most", "more", "neither", "both", "other", "others", "left", "come", "comes",
     "instead", "generally", "normally"}
)  # fmt: skip


def is_waived(message: Message, number: int) -> bool:
    """ "Don't tell me about timelines", "it is, let's say, charming": no question mark, and nothing is asked."""
    structure, sentence = message.structure, message.structure.sentences[number]
    if sentence.question:
        return False
    asks = [
        hit
        for hit in structure.hits_of("question_starts", "indirect_question")
        if sentence.first <= hit.first < sentence.last
    ]
    if not asks:
        clauses = [clause for clause in structure.clauses if clause.sentence == number and clause.mode == "what_if"]
        return bool(clauses) and clauses[0].first > sentence.first and clauses[-1].last - clauses[0].first <= _SHORT - 1
    return all(structure.is_negated(hit.first, 3) and "not sure" not in _ahead(structure, hit) for hit in asks)


def _ahead(structure: Structure, hit: Hit[str]) -> str:
    return " ".join(token.lower for token in structure.tokens[max(0, hit.first - 3) : hit.last])


def _only_supposes(message: Message, number: int) -> bool:
    """ "If I had a million dollars I'd buy an island": nothing is asked."""
    sentence = message.structure.sentences[number]
    opens = message.tokens[sentence.first].lower == "if"
    asks = sentence.question or any(
        sentence.first <= hit.first < sentence.last for hit in message.structure.hits_of("question_starts")
    )
    return opens and not asks


def _asked_besides(message: Message, number: int) -> list[str]:
    """ "What would it cost us, and how does caching work?": the last clause asks on its own, of nobody's case."""
    structure = message.structure
    clauses = [clause for clause in structure.clauses if clause.sentence == number]
    requested = [hit.first for hit in structure.hits if hit.payload.startswith("requests.")]
    last = clauses[-1] if clauses else None
    if last is None or last is clauses[0] or last.mode not in ("question", "what_if"):
        return []
    words = [token.lower for token in message.tokens[last.first : last.last] if token.kind == "word"]
    starts = [hit for hit in structure.hits_of("question_starts") if last.first < hit.first <= last.first + 2]
    own = set(words) & _OWN_CASE or any(last.first <= place < last.last for place in requested)
    if words[:1] != ["and"] or not starts or own or len(words) <= _FEWEST_ASKED:
        return []
    return [message.quote(starts[0].first, last.last).strip(" ,-")]


_FEWEST_ASKED = 4  # words with the "and" in front
_OWN_CASE = frozenset(
    {"we", "us", "our", "i", "my", "me", "you", "your", "it", "its", "that", "this", "they", "then", "would", "there"}
)  # fmt: skip


def _leans_on_what_is_said(message: Message, first: int, last: int) -> bool:
    """A question that means nothing without the words before it: "..., do we?", "..., does that matter?"."""
    words = {token.lower for token in message.tokens[first:last]}
    return last - first <= _TAG_QUESTION or (last - first <= _SHORT and bool(words & _POINTING))


_POINTING = frozenset({"that", "this", "it", "those", "these", "them"})


def names_source(structure: Structure, first: int, last: int) -> bool:
    """Sentences `first` to `last` (excluded) name something published that the guidance draws on."""
    start, end = structure.sentences[max(0, first)].first, structure.sentences[last - 1].last
    return any(start <= hit.first < end for hit in structure.hits_of("sources"))


def names_a_source(text: str) -> bool:
    """The same of a whole message."""
    return any(hit.payload == "sources" for hit in act_cues().find(tokenize(text)))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")[group], f"acts.yaml: {group}"))
