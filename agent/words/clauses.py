"""What each part of a message does: it states, asks, supposes, speaks of others, or tries to give orders.

Numbers and cue words count as facts only in a clause that states; the reader looks up the mode of a token here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal, get_args

from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.others import goes_on, hits_of_others, is_aside, is_misread, is_of_then, tells_behind
from agent.words.tokens import Sentence, Token, sentences, stem_of, tokenize

Mode = Literal["fact", "question", "what_if", "foreign", "ignored"]
MODES: tuple[Mode, ...] = get_args(Mode)

_BREAKING_SIGNS = frozenset(',()[]—–•*"“”')
_BREAKING_WORDS = frozenset(
    {
        "but",
        "and",
        "while",
        "whereas",
        "because",
        "so",
        "although",
        "though",
        "however",
        "plus",
        "which",
        "where",
        "yet",
    }
)
_FACT_OPENERS = frozenset(
    {"with", "given", "as", "since", "we", "our", "i", "having", "currently", "today", "we're", "we've", "i'm"}
)
_FILLERS = frozenset(
    {
        "and",
        "so",
        "ok",
        "okay",
        "but",
        "well",
        "also",
        "then",
        "hmm",
        "um",
        "please",
        "pls",
        "kindly",
        "sir",
        "hey",
        "hi",
        "hello",
        "thanks",
        "oh",
        "now",
        "or",
        "by",
        "the",
        "way",
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (excluded) of sentence number `sentence`, with what it does."""

    first: int
    last: int
    sentence: int
    mode: Mode


@dataclass(frozen=True)
class Structure:
    """The sentences and clauses of a message, and the cue phrases for what they do."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    clauses: Sequence[Clause]
    clause_of: Sequence[int]  # per token; -1 for a mark between sentences
    hits: Sequence[Hit[str]]

    def mode_at(self, token: int) -> Mode:
        clause = self.clause_of[token]
        return self.clauses[clause].mode if clause >= 0 else "ignored"

    def sentence_of(self, token: int) -> int:
        """The number of the sentence around a token; -1 between sentences."""
        clause = self.clause_of[token]
        return self.clauses[clause].sentence if clause >= 0 else -1

    def hits_of(self, *groups: str) -> list[Hit[str]]:
        """Hits of the groups, in order of place."""
        if len(groups) == 1:
            return self._by_group.get(groups[0], [])
        return sorted((hit for group in groups for hit in self._by_group.get(group, ())), key=lambda hit: hit.first)

    def is_negated(self, first: int, reach: int = 5) -> bool:
        """A negation stands before the token, in the same clause, at most `reach` tokens away."""
        clause = self.clause_of[first]
        if clause < 0:
            return False
        start = max(self.clauses[clause].first, first - reach)
        return any(index in self._negators for index in range(start, first))

    def holds_negation(self, first: int, last: int) -> bool:
        """A negation is among the tokens `first` to `last` (excluded)."""
        return any(index in self._negators for index in range(first, last))

    def supposing(self, clauses: Collection[int]) -> "Structure":
        """The same with these clauses read as suppositions, where they tell or ask."""
        modes = [
            replace(clause, mode="what_if") if place in clauses and clause.mode in ("fact", "question") else clause
            for place, clause in enumerate(self.clauses)
        ]
        return replace(self, clauses=modes)

    def telling(self, clauses: Collection[int]) -> "Structure":
        """The same with these clauses read as facts, where they suppose."""
        modes = [
            replace(clause, mode="fact") if place in clauses and clause.mode == "what_if" else clause
            for place, clause in enumerate(self.clauses)
        ]
        return replace(self, clauses=modes)

    @cached_property
    def _by_group(self) -> dict[str, list[Hit[str]]]:
        groups: dict[str, list[Hit[str]]] = {}
        for hit in self.hits:
            groups.setdefault(hit.payload, []).append(hit)
        return groups

    @cached_property
    def _negators(self) -> frozenset[int]:
        return frozenset(hit.first for hit in self.hits_of("negators"))


def structure_of(tokens: Sequence[Token], inside_numbers: Collection[int], *, own_papers: bool = False) -> Structure:
    """Sentences and clauses with their modes; "and" inside a quantity separates nothing.

    With `own_papers`, "the paper" is one of their own, and so it is where the message says so.
    """
    found = sentences(list(tokens))
    hits = [
        hit
        for hit in act_cues().find(tokens)
        if not (_is_own_view(tokens, hit) or _names_an_assistant(tokens, hit) or _passes_something(tokens, hit))
    ]
    if not any(hit.payload == "own_side" for hit in hits):
        hits = [hit for hit in hits if hit.payload != "kin"]
    clauses: list[Clause] = []
    clause_of = [-1] * len(tokens)
    by_sentence: dict[int, list[Hit[str]]] = {}
    starts = [sentence.first for sentence in found]
    quoted = _quoted_mail(tokens)
    place = 0
    for hit in hits:
        while place + 1 < len(starts) and starts[place + 1] <= hit.first:
            place += 1
        by_sentence.setdefault(place, []).append(hit)
    tainted = _tainted(tokens, found, hits)
    own_papers = own_papers or any(hit.payload == "own_papers" for hit in hits)
    before: frozenset[str] = frozenset()  # groups of the words by which the sentence before ends on others
    numbered = False
    for number, sentence in enumerate(found):
        here = by_sentence.get(number, [])
        begin = _first_content(tokens, sentence)
        others = hits_of_others(tokens, sentence, here, begin, own_papers=own_papers)
        near = before if before and not _is_far(tokens, found, number) else frozenset()
        numbers = any(index in inside_numbers for index in range(sentence.first, sentence.last))
        on = bool(near) and goes_on(tokens, sentence, here, begin, near, numbered_before=numbered)
        made = _with_modes(tokens, sentence, number, here, inside_numbers, others=others, goes_on_with_others=on)
        if near and not numbers and is_aside(here):
            made = [replace(clause, mode="foreign") if clause.mode == "fact" else clause for clause in made]
        ends_on_others = bool(made) and made[-1].mode == "foreign"
        before = (
            frozenset(hit.payload for hit in others) | (near if on else frozenset()) if ends_on_others else frozenset()
        )
        numbered = numbers or (on and numbered)
        for clause in made:
            for index in range(clause.first, clause.last):
                clause_of[index] = len(clauses)
            clauses.append(replace(clause, mode="ignored") if clause.first in quoted or number in tainted else clause)
    return Structure(tokens, found, clauses, clause_of, hits)


def _is_far(tokens: Sequence[Token], found: Sequence[Sentence], number: int) -> bool:
    """A line break stands between the sentence and the one before."""
    between = tokens[found[number - 1].last : found[number].first]
    return any(token.kind == "break" for token in between)


def _names_an_assistant(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "A contract for a service assistant: 300,000 enquiries": behind other words it opens nobody's turn to speak."""
    opens = hit.first == 0 or tokens[hit.first - 1].kind != "word"
    return hit.payload == "injection" and tokens[hit.last - 1].text == ":" and not opens


def _passes_something(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "A first pass on drafts", "pass tickets to the team", "next step is a bot": words that skip no question."""
    word = tokens[hit.first].lower
    if hit.payload != "skip" or word not in ("pass", "next") or hit.last - hit.first > 1:
        return False
    ahead = tokens[hit.first - 1].lower if hit.first else ""
    behind = tokens[hit.last] if hit.last < len(tokens) else None
    handed = behind is not None and behind.kind == "word" and behind.lower not in _BEHIND_SKIP
    return handed or (word == "pass" and ahead in _COUNTS_PASSES)


_COUNTS_PASSES = frozenset({"first", "second", "third", "final", "initial", "quick", "rough", "a", "one", "another"})
_BEHIND_SKIP = frozenset(
    {"on", "for", "that", "this", "it", "please", "pls", "thanks", "question", "one", "to", "and", "then", "now",
     "here", "i", "we", "sorry", "again", "topic", "thing", "because", "as", "with", "too", "there", "today"}
)  # fmt: skip


def _tainted(tokens: Sequence[Token], found: Sequence[Sentence], hits: Sequence[Hit[str]]) -> frozenset[int]:
    """Sentences behind an attempt to give orders, to the end of its line: they belong to the attempt."""
    tainted: set[int] = set()
    for hit in hits:
        if hit.payload != "injection":
            continue
        end = next((index for index in range(hit.last, len(tokens)) if tokens[index].kind == "break"), len(tokens))
        tainted.update(
            number for number, sentence in enumerate(found) if hit.first < sentence.last and sentence.first < end
        )
    return frozenset(tainted)


def _quoted_mail(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens of an older mail below the answer: lines behind ">", and what follows "--- Original Message ---".

    A line such as "> 95% accuracy" is a bound. A message that is nothing but quoted says what it quotes, and so does
    one that is passed on: "Fwd: our bot" above the lines.
    """
    quoted: set[int] = set()
    first = 0
    inside = False
    for place in range(len(tokens) + 1):
        if place < len(tokens) and tokens[place].kind != "break":
            continue
        line = tokens[first:place]
        follows = line[1:2] and (line[1].kind == "word" or line[1].text == ">" or inside)
        marked = bool(line) and line[0].text == ">" and bool(follows or len(line) == 1)
        words = [token.lower for token in line if token.kind == "word"]
        if words == ["original", "message"] and line[0].text == "-":
            quoted.update(range(first, len(tokens)))
            break
        if marked:
            quoted.update(range(first, place))
        inside = marked
        first = place + 1
    own = any(token.kind in ("word", "number") for index, token in enumerate(tokens) if index not in quoted)
    forwards = any(token.lower in _FORWARDS for token in tokens[: min(quoted, default=0)])
    return frozenset(quoted) if own and not forwards else frozenset()


_FORWARDS = frozenset({"fw", "fwd", "wg", "forwarded", "forwarding", "fyi"})


def _with_modes(
    tokens: Sequence[Token],
    sentence: Sentence,
    number: int,
    hits: Sequence[Hit[str]],
    inside_numbers: Collection[int],
    *,
    others: Sequence[Hit[str]],
    goes_on_with_others: bool,
) -> list[Clause]:
    pieces = _split(tokens, sentence, inside_numbers)
    groups = {hit.payload for hit in hits}
    if "injection" in groups:
        return [Clause(first, last, number, "ignored") for first, last in pieces]
    asks = _asks(tokens, sentence, hits, inside_numbers)
    supposes = _supposes(tokens, sentence, hits, asks, inside_numbers)
    modes = _modes(tokens, pieces, hits, asks, supposes, spoken_of=others, foreign=goes_on_with_others)
    _tell_behind(tokens, pieces, hits, inside_numbers, modes)
    return [Clause(first, last, number, mode) for (first, last), mode in zip(pieces, modes, strict=True)]


def _split(tokens: Sequence[Token], sentence: Sentence, inside_numbers: Collection[int]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    first = sentence.first
    for index in range(sentence.first, sentence.last):
        token = tokens[index]
        if index in inside_numbers or index == first or _is_inserted(tokens, index) or _is_named_beside(tokens, index):
            continue
        if token.text in _BREAKING_SIGNS or _introduces(tokens, index) or _is_spaced_dash(tokens, index):
            pieces.append((first, index + 1))
            first = index + 1
        elif token.lower in _BREAKING_WORDS:
            pieces.append((first, index))
            first = index
    if first < sentence.last:
        pieces.append((first, sentence.last))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _is_inserted(tokens: Sequence[Token], index: int) -> bool:
    """The "however" of "it may however go", and its commas in "it may, however, go": between a verb and its helper."""
    near = [place for place in (index - 1, index, index + 1) if 0 < place < len(tokens) - 1]
    place = next((place for place in near if tokens[place].lower in _INSERTED), None)
    if place is None:
        return False
    before = place - 1 - (tokens[place - 1].text == ",")
    return before >= 0 and tokens[before].lower in _HELPERS


def _is_named_beside(tokens: Sequence[Token], index: int) -> bool:
    """A comma around who one of them is: "only one, Jussi, is an engineer"."""
    for opening in (index, index - 2) if tokens[index].text == "," else ():
        around = tokens[max(1, opening) - 1 : opening + 4]
        if len(around) == _WITH_NAME and around[1].text == around[3].text == "," and around[2].text[:1].isupper():
            return around[0].lower in _ONE_OF_THEM and around[4].lower in _IS_ONE
    return False


_WITH_NAME = 5  # tokens: "one, Jussi, is"
_ONE_OF_THEM = frozenset({"one", "1", "us", "them"})
_IS_ONE = frozenset({"is", "can", "has", "knows", "was", "does", "could"})
_INSERTED = frozenset({"however", "though", "yet"})
_HELPERS = frozenset(
    {"may", "can", "could", "must", "should", "will", "would", "might", "is", "are", "was", "were", "has", "have",
     "had", "do", "does", "did", "cannot", "can't", "mustn't", "won't", "don't", "doesn't", "isn't", "aren't", "not"}
)  # fmt: skip


def _introduces(tokens: Sequence[Token], index: int) -> bool:
    """A colon in front of words; one in front of a figure belongs to its label."""
    return tokens[index].text == ":" and index + 1 < len(tokens) and tokens[index + 1].kind == "word"


def _is_spaced_dash(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return (
        token.text in "-/"
        and 0 < index < len(tokens) - 1
        and tokens[index - 1].end < token.start
        and token.end < tokens[index + 1].start
    )


def _asks(
    tokens: Sequence[Token], sentence: Sentence, hits: Sequence[Hit[str]], inside_numbers: Collection[int]
) -> int | None:
    """The token where the question begins, or `None` when the sentence asks nothing."""
    begin = _first_content(tokens, sentence)
    for hit in hits:
        if hit.payload == "indirect_question" or (hit.payload == "question_starts" and hit.first <= begin):
            return hit.first if hit.payload == "question_starts" else max(sentence.first, hit.first - 2)
    if not sentence.question:
        return _split(tokens, sentence, ())[-1][0] if _ends_with_or_not(tokens, sentence) else None
    for first, last in _split(tokens, sentence, ()):
        opening = _first_content(tokens, Sentence(first, last, question=True))
        if opening < last and tokens[opening].lower in _question_words():
            return first
    numbered = any(index in inside_numbers for index in range(sentence.first, sentence.last))
    if numbered and tokens[sentence.first].lower not in _CONTINUES:
        return None  # "maybe 10%?" is an answer, if an unsure one
    return sentence.first


def _ends_with_or_not(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """ "dumb idea or no" asks without a mark; "whether they like it or not" does not."""
    words = [token.lower for token in tokens[sentence.first : sentence.last] if token.kind == "word"]
    ends = words[-2:-1] == ["or"] and words[-1] in _OR_NOT and words[-3:-2] != ["yes"]  # "answers are yes or no"
    return ends and len(words) > 2 and "whether" not in words


_OR_NOT = frozenset({"no", "not", "nah"})
_INTRODUCING = frozenset(":,-–—")
_CONTINUES = frozenset({"and", "at", "with", "even", "so", "but", "if"})


def _supposes(
    tokens: Sequence[Token],
    sentence: Sentence,
    hits: Sequence[Hit[str]],
    asks: int | None,
    inside_numbers: Collection[int],
) -> int | None:
    """The token where a supposition begins, or `None`."""
    begin = _first_content(tokens, sentence)
    if _is_unreal_condition(tokens, begin, sentence.last):
        return sentence.first
    for hit in hits:
        if hit.payload == "hypothetical" and asks is None and _is_hoped(tokens, hit.last):
            continue
        if hit.payload == "hypothetical" and (asks is not None or hit.first <= begin + 1):
            return _behind_facts(tokens, sentence, hit.first, inside_numbers)
        if hit.payload == "hypothetical" and tokens[hit.first - 1].text in _INTRODUCING:
            return hit.first  # "one more: suppose ..."
    if asks is None:
        return None
    opening = [token.lower for token in tokens[sentence.first : sentence.first + 3]]
    if opening[:1] in (["and"], ["at"], ["with"]) and opening[1:2] in (["at"], ["with"], ["for"], ["if"]):
        return sentence.first
    numbered = any(index in inside_numbers for index in range(sentence.first, sentence.last))
    if numbered and opening[:2] in (["what", "about"], ["how", "about"]):
        return sentence.first
    condition = next((place for place in range(sentence.first, sentence.last) if _is_condition(tokens, place)), None)
    return None if condition is None else _behind_facts(tokens, sentence, condition, inside_numbers)


def _is_hoped(tokens: Sequence[Token], place: int) -> bool:
    """ "And if it works", "and if it does what it should": what they expect, not what they suppose."""
    ahead = [token.lower for token in tokens[max(0, place - 2) : place + _HOPED_NEAR]]
    return "if" in ahead and bool(_SUCCEEDS.intersection(ahead[ahead.index("if") + 1 :]))


_HOPED_NEAR = 4  # tokens
_SUCCEEDS = frozenset({"works", "succeeds", "delivers", "does", "goes"})


def _is_condition(tokens: Sequence[Token], place: int) -> bool:
    """Not the "if" of "I'd like to know if ...", nor the one of "if so, ..." and "if a vendor, ..."."""
    if tokens[place].lower != "if" or (place and tokens[place - 1].lower in _WHETHER):
        return False
    behind = [
        token.text for token in tokens[place + 1 : place + 2 + _ELLIPTIC] if token.lower not in ("a", "an", "the")
    ]
    return not ("," in behind and len(behind) > 1 and behind.index(",") == 1)


_ELLIPTIC = 2  # tokens in front of the comma
_WHETHER = frozenset(
    {"know", "wonder", "wondering", "ask", "asks", "asked", "asking", "sure", "unsure", "check", "see", "me", "us",
     "clear", "tell", "unclear", "idea", "question"}
)  # fmt: skip


def _is_unreal_condition(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """ "If we had 5,000 examples", "if latency didn't matter", "if we hosted it ourselves": it is not so."""
    if begin >= last or tokens[begin].lower != "if":
        return False
    ahead = [token.lower for token in tokens[begin + 1 : min(begin + 2 + _SUBJECT, last)] if token.kind == "word"]
    verb = next((word for word in ahead if word in _UNREAL | _FINITE or (word.endswith("ed") and word != "need")), "")
    return verb in _UNREAL or (verb.endswith("ed") and verb not in _FINITE)


_SUBJECT = 4  # words: "if the whole team"
_UNREAL = frozenset(
    {"had", "were", "was", "could", "would", "didn't", "hadn't", "wasn't", "weren't", "couldn't", "wouldn't", "got",
     "went", "came", "took", "grew", "rose", "fell", "did", "ran", "built", "paid", "spent", "cut"}
)  # fmt: skip
_FINITE = frozenset(
    {"is", "are", "am", "has", "have", "will", "can", "must", "should", "may", "might", "does", "do", "doesn't",
     "don't", "isn't", "aren't", "it's", "that's", "we're", "they're", "there's", "we've", "i'm",
     "won't", "can't", "stands"}
)  # fmt: skip


def _behind_facts(tokens: Sequence[Token], sentence: Sentence, place: int, inside_numbers: Collection[int]) -> int:
    """Where a supposition marked at `place` begins: "we get 120k chats a month, and what if ..." tells first."""
    start = sentence.first
    for first, last in _split(tokens, sentence, inside_numbers):
        if first <= place < last:
            return first if start < first and tokens[place].lower in _INTRODUCES else sentence.first
        if not _states(tokens, first, last):
            return sentence.first
    return sentence.first


_INTRODUCES = frozenset({"what", "if", "suppose", "imagine", "assume", "assuming", "say", "let's", "pretend", "and"})


def _states(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A piece that tells something by itself: a speaker with a verb, or a subject that is or has something."""
    opens = _first_content(tokens, Sentence(first, last, question=False))
    if opens >= last:
        return False
    opener = tokens[opens].lower
    if opener in _SUBORDINATES or opener in _question_words():
        return False
    behind = {token.lower for token in tokens[opens + 1 : last]}
    finite = bool(behind & (_FINITE | _TOLD | _NOWADAYS))
    return finite or (opener in _SPEAKERS and len(behind) > 1)


_SPEAKERS = frozenset({"we", "i", "we're", "we've", "i'm"})
_TOLD = frozenset({"was", "were", "had", "went"})
_NOWADAYS = frozenset({"today", "currently", "nowadays", "presently", "moment"})  # whatever the verb, it is so
_SUBORDINATES = frozenset(
    {"if", "when", "once", "unless", "suppose", "imagine", "assume", "assuming", "say", "with", "at", "for", "given",
     "in", "let's", "pretend", "whether", "should", "until", "till", "while"}
)  # fmt: skip


def _modes(
    tokens: Sequence[Token],
    pieces: Sequence[tuple[int, int]],
    hits: Sequence[Hit[str]],
    asks: int | None,
    supposes: int | None,
    *,
    spoken_of: Sequence[Hit[str]],
    foreign: bool,
) -> list[Mode]:
    modes: list[Mode] = []
    formerly = False
    for first, last in pieces:
        opens = _first_content(tokens, Sentence(first, last, question=False))
        own = [
            hit.first
            for hit in hits
            if hit.payload == "ours" and first <= hit.first < last and _is_speaker(tokens, hit)
        ]
        others = [hit for hit in spoken_of if first <= hit.first < last and not is_trade(tokens, hit.first)]
        if others:
            formerly = any(hit.payload == "formerly" for hit in others)
            foreign = formerly or not any(place >= others[0].last for place in own)
        elif formerly and is_of_then(tokens, first, last):
            foreign = True
        elif own or _returns(tokens, first, last):
            foreign = False
        opener = tokens[opens].lower if opens < last else ""
        if supposes is not None and first >= supposes:
            modes.append("what_if")
        elif foreign and (asks is None or first < asks):
            if others and others[0].first <= opens + _APPOSED:
                _name(tokens, pieces[: len(modes)], modes)
            modes.append("foreign")
        elif asks is not None and (
            first >= asks or (opener not in _FACT_OPENERS and not own and not _tells(tokens, first, last, hits))
        ):
            states = first > asks and (opener in _TELLING or _is_told_in_brackets(tokens, first, last, hits))
            modes.append("fact" if states else "question")
        else:
            modes.append("fact")
    return modes


def _is_told_in_brackets(tokens: Sequence[Token], first: int, last: int, hits: Sequence[Hit[str]]) -> bool:
    """ "Could a bot answer from our handbook (one document, 60 pages)?": between brackets stands what theirs is."""
    start = next((place for place in range(first - 1, 0, -1) if tokens[place].text in "()" or tokens[place].is_end), 0)
    end = next((place for place in range(last - 1, len(tokens)) if tokens[place].text in "()?"), 0)
    if tokens[start].text != "(" or not end or tokens[end].text != ")":
        return False
    opener = tokens[start + 1].lower
    ours = any(hit.payload == "ours" and start - _HELD_NEAR <= hit.first < start for hit in hits)
    return ours and opener not in _question_words() | _SUBORDINATES | _NO_DESCRIPTION


_TELLING = frozenset({"we", "our", "i", "we're", "we've"})
_HELD_NEAR = 4  # tokens: "our own old handbook (..."
_NO_DESCRIPTION = frozenset({"or", "e.g", "eg", "like", "maybe", "perhaps", "not", "as"})


def _tell_behind(
    tokens: Sequence[Token],
    pieces: Sequence[tuple[int, int]],
    hits: Sequence[Hit[str]],
    inside_numbers: Collection[int],
    modes: list[Mode],
) -> None:
    """ "10,000 a day, I read it in the paper": what stands ahead is theirs, back to a word on the own case."""
    first, last = pieces[-1]
    of_them = any(token.lower in _OTHERS for token in tokens[pieces[0][0] : first])
    if any(place in inside_numbers for place in range(first, last)):
        return
    if not tells_behind(first, last, [hit for hit in hits if not is_misread(tokens, hit)], of_them=of_them):
        return
    for place in reversed(range(len(pieces) - 1)):
        first, last = pieces[place]
        ours = any(hit.payload == "ours" and first <= hit.first < last and _is_speaker(tokens, hit) for hit in hits)
        if modes[place] not in ("fact", "foreign") or ours:
            return
        modes[place] = "foreign"


def _name(tokens: Sequence[Token], pieces: Sequence[tuple[int, int]], modes: list[Mode]) -> None:
    """ "Le Courrier, our competitor, does ...": the name in front of who they are is theirs."""
    for place in range(len(pieces) - 1, -1, -1):
        first, last = pieces[place]
        named = [token for token in tokens[first:last] if token.kind != "symbol"]
        if modes[place] != "fact" or len(named) > _NAME or not all(token.kind == "word" for token in named):
            return
        if any(token.lower in _FINITE | _TOLD | _FACT_OPENERS for token in named):
            return
        modes[place] = "foreign"


_NAME = 4  # words
_APPOSED = 2  # tokens: "our biggest rival"


def _returns(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "The vendor says 3 s, but customers need 2": a contrast with what somebody needs, not who said it."""
    words = [token.lower for token in tokens[first:last]]
    return words[:1] in (["but"], ["yet"]) and not _OTHERS & set(words) and bool(_NEEDS & set(words))


_NEEDS = frozenset({"need", "needs", "must", "want", "wants", "should"})
_OTHERS = frozenset({"they", "he", "she", "that", "their", "his", "her"})


def has_own_papers(text: str) -> bool:
    """A paper or a report of their own lies before them: "management has tabled a paper asking us to ..."."""
    return any(hit.payload == "own_papers" for hit in act_cues().find(tokenize(text)))


def _tells(tokens: Sequence[Token], first: int, last: int, hits: Sequence[Hit[str]]) -> bool:
    """In front of a question: "but accuracy is at 85 %, and what is RAG?"; nothing that asks by itself."""
    asks = any(first <= hit.first < last and hit.payload in ("indirect_question", "question_starts") for hit in hits)
    return not asks and _states(tokens, first, last)


def tells(structure: Structure, clause: int) -> bool:
    """The clause tells something by itself, by its verb: "our volume is at 40k, what would we pay?"."""
    here = structure.clauses[clause]
    return _states(structure.tokens, here.first, here.last)


def is_trade(tokens: Sequence[Token], place: int) -> bool:
    """ "Estate agency", "travel agency": a trade of its own, no partner who would build something."""
    return place > 0 and tokens[place].stem == _AGENCY and tokens[place - 1].stem in _trades()


_AGENCY = stem_of("agency")


def _is_own_view(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "I'd say it takes a third" supposes nothing and repeats nobody."""
    if hit.payload not in ("hearsay", "hypothetical") or tokens[hit.first].lower != "say":
        return False
    ahead = [token.lower for token in tokens[max(0, hit.first - 2) : hit.first]]
    return ahead[-1:] in (["i'd"], ["we'd"]) or ahead in (["i", "would"], ["we", "would"])


def _is_speaker(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Not the "me" of "they told me" nor the "ours" of "a rival of ours"."""
    before = tokens[hit.first - 1].lower if hit.first else ""
    word = tokens[hit.first].lower
    return not (word in ("me", "us") and before in _TELLS) and not (before == "of" and word == "ours")


_TELLS = frozenset(
    {"told", "tells", "tell", "quoted", "offered", "asked", "showed", "promised", "promises", "assured", "sent", "gave",
     "informed", "wrote", "sold", "to"}
)  # fmt: skip


def _first_content(tokens: Sequence[Token], sentence: Sentence) -> int:
    """The first token that is no filler ("and", "ok so", "hi")."""
    for index in range(sentence.first, sentence.last):
        if tokens[index].kind != "symbol" and tokens[index].lower not in _FILLERS:
            return index
    return sentence.first


_NOT_GROUPS = frozenset(
    {
        "trades",
        "requests",
        "question_words",
        "only_short",
        "field_names",
        "field_pairs",
        "orders",
        "before_export",
        "asking_for_ideas",
        "run_up",
        "run_out",
        "organisations",
    }
)


@cache
def act_cues() -> Cues[str]:
    """Cue phrases of `acts.yaml`, by group; requests are groups of their own ("requests.why")."""
    record = load_cues("acts.yaml")
    kinds = "|".join(pattern_list(record["organisations"], "acts.yaml: organisations"))
    groups = {name: _filled(value, kinds) for name, value in record.items() if name not in _NOT_GROUPS}
    requests = {f"requests.{name}": value for name, value in record["requests"].items()}
    return Cues(groups_of({**groups, **requests}, "acts.yaml"))


def _filled(patterns: list[str], organisations: str) -> list[str]:
    """Patterns with every kind of organisation in place of ORG."""
    return [text.replace("ORG", organisations) if isinstance(text, str) else text for text in patterns]


@cache
def _question_words() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")["question_words"], "acts.yaml: question_words"))


@cache
def _trades() -> frozenset[str]:
    return frozenset(map(stem_of, pattern_list(load_cues("acts.yaml")["trades"], "acts.yaml: trades")))
