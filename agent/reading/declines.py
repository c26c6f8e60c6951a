"""Facts that people decline by name: "I don't know the volume or the budget", "latency: tbd", "tokens? No idea".

A word that declines takes the names that follow it, else those in front of it, else those of the sentence before where
that holds nothing but names. "Same for", "nor" and "neither" carry a decline on. What is declined must be the name
itself: "I don't know why the budget matters" declines nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from agent.facts import Statement
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.field_names import names_in
from agent.words.message import Message
from agent.words.tokens import Sentence, Token

_FILE = "declines.yaml"
_JOINING = frozenset({",", "and", "or", "nor", "/", "&", "plus", "neither", "+", ";"})
_NOTHING = "nothing"
_WHO_BUILDS = "sourcing"
_ADDING = frozenset({"or", "nor", "neither"})
_MARKS = frozenset({":", "|", "=", "-", "–", "—", "(", ")", ",", "*", '"', ">", "[", "]", "“", "”", "_", "'"})
_LABELS = frozenset({":", "|", "=", "-", "–", "—", "("})
_OF_CHOICE = frozenset({"self_hosting_required", "human_review", "regulations", "sourcing", "evaluation"})
_ARTICLES = frozenset({"the", "our", "my", "total"})
_ANYBODY = frozenset({"nobody", "one", "none", "knows"})  # "no one has counted", "who knows"
_BACK = 3  # sentences of names in front of a decline
_OF_ANOTHER = frozenset({"if", "whether", "need", "want", "who", "which", "what", "when"})  # "... if you need it"
_DOUBTED = frozenset({"believe", "buy", "trust", "follow", "agree", "understand"})  # "not sure I believe that"
_DOUBT_NEAR = 4  # tokens
_EARNING = frozenset({"cost", "costs", "earn", "earns", "get", "gets"})
_ON_ITS_OWN = frozenset(
    {"you", "i", "need", "should", "your", "mean", "means"}
)  # a question that asks for something else


@dataclass(frozen=True, slots=True)
class Name:
    """The fields that tokens `first` to `last` (excluded) name."""

    fields: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Decline:
    """Tokens `first` to `last` (excluded) decline; `behind` says whether names may follow them."""

    first: int
    last: int
    behind: bool = True
    carries: bool = False


@dataclass(frozen=True)
class Declined:
    """The statements, and the tokens of the words that declined something by its name, or something that is no fact."""

    statements: tuple[Statement, ...] = ()
    taken: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()  # tokens of words that decline something else: "no idea who wrote this"

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(one.field for one in self.statements)


NOTHING_DECLINED = Declined()


def declined_by_name(message: Message) -> Declined:
    """What the message declines by its name, whatever was asked."""
    reading = _Reading(message)
    if not reading.declines and not any(sentence.question for sentence in message.structure.sentences):
        return Declined()
    found: dict[str, Statement] = {}
    taken: set[int] = set()
    elsewhere: set[int] = set()
    last_declined: int | None = None  # the number of the sentence that declined last
    for one in reading.declines:
        number = reading.sentence_of(one)
        if one.carries and (last_declined is None or number - last_declined > 1 + reading.names_alone(number)):
            continue
        names = reading.named(one)
        if names or not one.carries:
            last_declined = number
        place = set(range(one.first, one.last))
        taken |= place if names else set()
        elsewhere |= place if not names and reading.is_of_another(one) else set()
        for statement in _statements(message, names, one.first, one.last):
            found.setdefault(statement.field, statement)
    for names in reading.left_open():
        for statement in _statements(message, names, names[0].first, names[-1].last):
            found.setdefault(statement.field, statement)
    return Declined(tuple(found.values()), frozenset(taken), frozenset(elsewhere))


def _statements(message: Message, names: Sequence[Name], first: int, last: int) -> Iterable[Statement]:
    if not names:
        return
    quote = message.quote(min(first, *(one.first for one in names)), max(last, *(one.last for one in names))).strip()
    for name in names:
        for of in name.fields:
            if of == _WHO_BUILDS and _words("undecided") & {word.strip(".,;:!?").lower() for word in quote.split()}:
                yield Statement(field=of, value="undecided", quote=quote)  # this is a value of its own
            else:
                yield Statement(field=of, value=None, status="declined", quote=quote)


_PASSING = frozenset({"pass", "skip", "that", "one"})  # "pass, I really couldn't say, skip that one"


@dataclass
class _Reading:
    """The names and the declining words of a message, and which belong together."""

    message: Message
    names: list[Name] = field(init=False)
    declines: list[_Decline] = field(init=False)

    def __post_init__(self) -> None:
        self.declines = _declines(self.message)
        asks = any(sentence.question for sentence in self.message.structure.sentences)
        self.names = names_spoken(self.message) if self.declines or asks else []
        self.tokens = self.message.tokens
        self.starting = {name.first: name for name in self.names}
        self.ending = {name.last: name for name in self.names}

    def sentence_of(self, one: _Decline) -> int:
        structure = self.message.structure
        return structure.clauses[structure.clause_of[one.first]].sentence

    def named(self, one: _Decline) -> list[Name]:
        """The names that the words decline; none where somebody else speaks, or where nothing is told."""
        structure = self.message.structure
        number = self.sentence_of(one)
        sentence = structure.sentences[number]
        mode = structure.mode_at(one.first)
        if mode not in ("fact", "question") or (mode == "question" and sentence.question):
            return []
        ours = self._is_ours(one, sentence)
        inside = [name for name in self.names if one.first <= name.first < one.last]
        held = inside if one.behind else []  # "that's over my head" counts no heads
        before = self._before(one, sentence) if one.behind or self._ends(one.last, sentence.last) else []
        behind = self._behind(one.last, sentence.last) if one.behind and ours else []
        adds = one.last < sentence.last and self._is_joint(one.last)
        if held or (behind and not adds and not self._is_labelled(one)):
            return [*held, *behind]
        if before:
            return [*before, *(behind if adds else ())]
        return self._earlier(number) if ours and self._is_bare(one, sentence) else []

    def _is_labelled(self, one: _Decline) -> bool:
        """A name and a mark at most stand right in front: "| budget | unknown | volume | unknown |"."""
        place = one.first
        while place > 0 and self.tokens[place - 1].text in _LABELS:
            place -= 1
        return place in self.ending

    def is_of_another(self, one: _Decline) -> bool:
        """Somebody else does not know, or it is something that is asked for nowhere: "I don't know what RAG is"."""
        sentence = self.message.structure.sentences[self.sentence_of(one)]
        behind = [token.lower for token in self.tokens[one.last : min(one.last + 5, sentence.last)]]
        opens = next(iter(behind), "")
        article = behind[1:2] in (["a"], ["an"])  # "what a token is"
        asked, rest = behind[1 + article : 2 + article], set(behind[2 + article : 4])
        means = (
            opens == "what"
            and bool(asked)
            and (article or asked[0] not in _words("front") | _words("tail"))
            and rest & {"is", "are", "means", "mean"}
        )
        until = next((place for place, word in enumerate(behind) if word in _JOINING), len(behind))
        if one.behind and _words("asked_nowhere") & {*behind[:until]}:  # "I won't tell you our revenue"
            return True
        speaker = self._speaker(one, sentence)
        others = speaker is not None and speaker.lower in _words("others")
        doubts = opens in ("i", "we", "that", "this", "if") and not _DOUBTED.isdisjoint(behind[1:_DOUBT_NEAR])
        return bool(means) or opens in ("who", "why") or doubts or others

    def names_alone(self, number: int) -> bool:
        """The sentence in front holds nothing but names: "I don't know. Volume? Same."."""
        return bool(number and self._of_names(number - 1))

    def left_open(self) -> Iterable[list[Name]]:
        """Names with a question mark for a value: "latency: ?", "budget ???"."""
        for sentence in self.message.structure.sentences:
            if not sentence.question or sentence.last - sentence.first < 1:
                continue
            labelled = self.tokens[sentence.last - 1].text in _LABELS and sentence.last - sentence.first > 1
            several = self.tokens[sentence.last : sentence.last + 2]
            repeated = [token.text for token in several] == ["?", "?"]
            end = sentence.last - labelled
            if (labelled or repeated) and end in self.ending:
                yield self._list_before(self.ending[end], sentence, comma=False)

    def _behind(self, place: int, last: int) -> list[Name]:
        """The names that follow, one or a list; behind a comma only what "nor" and "or" add."""
        joints = [token.lower for token in self.tokens[place : min(place + 2, last)] if token.lower in _JOINING]
        if place < last and self._is_joint(place) and joints[-1] not in _ADDING:
            return []
        found: list[Name] = []
        while (name := self._next_name(place, last)) is not None and (end := self._tail(name, last)) is not None:
            found.append(name)
            if end >= last or not self._is_joint(end):
                break
            place = end
        return found

    def _next_name(self, place: int, last: int) -> Name | None:
        """The name at `place`, behind words that only lead to it: "about what the exact", "how big our project"."""
        choosing = False
        while place < last and self._is_joint(place):
            place += 1
        while place < last and place not in self.starting:
            word = self.tokens[place].lower
            choosing |= word in _words("whether")
            leads = word in _words("front") or self.tokens[place].text in _MARKS - _JOINING
            leads = leads or (choosing and word in _words("whether") | _words("whether_front"))
            measures = word == "how" and place + 1 < last and self.tokens[place + 1].lower in _words("degrees")
            if not (leads or measures or self._is_of_name(place)):
                return None
            place += 1 + measures
        name = self._head(self.starting[place]) if place < last else None
        if name is None or self._is_defined(name, last) or (choosing and _OF_CHOICE.isdisjoint(name.fields)):
            return None
        return name

    def _is_defined(self, name: Name, last: int) -> bool:
        """ "I don't know what latency is", "what a token is": the word, not the figure, is not known."""
        ahead = [
            token.lower for token in self.tokens[max(0, name.first - 2) : name.first] if token.lower not in ("a", "an")
        ]
        behind = self.tokens[name.last : last]
        closes = len(behind) == 1 or (len(behind) > 1 and self._is_joint(name.last + 1))
        return ahead[-1:] == ["what"] and closes and behind[0].lower in ("is", "are")

    def _is_of_name(self, place: int) -> bool:
        """ "The project budget", not "their vendor's budget": one word more, behind an article."""
        word = self.tokens[place].lower
        own = place > 0 and self.tokens[place - 1].lower in _ARTICLES and not word.endswith("'s")
        return own and place + 1 in self.starting and self.tokens[place].kind == "word"

    def _head(self, name: Name) -> Name:
        """Of names that stand side by side the last: the "accuracy" of "the model accuracy"."""
        while name.last in self.starting and name.last < len(self.tokens):
            name = self.starting[name.last]
        return name

    def _tail(self, name: Name, last: int) -> int | None:
        """Where the words end that belong to the name behind them; none where they make it something else."""
        place = name.last
        thing = self.tokens[name.last - 1].lower in _words("things") and name.last - name.first == 1
        while place < last and not self._is_joint(place):
            word = self.tokens[place].lower
            if "ml_engineers" in name.fields and word in _EARNING:
                return None  # "what our people cost" counts no people
            if word in _words("tail") or self.tokens[place].text in _MARKS:
                place += 1
            elif word in _words("prepositions"):
                end = next((at for at in range(place, last) if self._is_joint(at) or self._stops(at)), last)
                if thing or self._tells_number(place, end):
                    return None
                place = end
            elif self._stops(place):
                return place
            else:
                return None
        return place

    def _is_joint(self, place: int) -> bool:
        return self.tokens[place].lower in _JOINING

    def _stops(self, place: int) -> bool:
        return self.tokens[place].lower in ("but", "because", "so", "since", "as", "though", "yet") or any(
            one.first <= place < one.last for one in self.declines
        )

    def _tells_number(self, first: int, last: int) -> bool:
        return any(first <= item.first < last for item in self.message.measured)

    def _before(self, one: _Decline, sentence: Sentence) -> list[Name]:
        name = next(
            (name for name in reversed(self.names) if sentence.first <= name.first < name.last <= one.first), None
        )
        if name is None or not self._leads_on(name, one):
            return []
        comma = any(token.text == "," for token in self.tokens[name.last : one.first])
        return self._list_before(name, sentence, comma=comma)

    def _leads_on(self, name: Name, one: _Decline) -> bool:
        """Nothing between the name and the decline tells anything: "the budget for next year is still" open."""
        words = self.tokens[name.last : one.first]
        knows = name.last - name.first == 1 and self.tokens[name.first].lower in _words("knowing")
        if knows and not any(token.text in _MARKS or token.lower in ("i", "we", "is") for token in words):
            return False  # "our people don't know"
        known = _words("between") | _words("tail")
        for at, token in enumerate(words):
            if token.text in _MARKS or token.lower in known:
                continue
            thing = self.tokens[name.last - 1].lower in _words("things") and name.last - name.first == 1
            phrase = words[at:]
            return (
                not thing
                and token.lower in _words("prepositions")
                and not any(part.lower in ("but", "and", "they", "he", "she") for part in phrase)
                and not self._tells_number(name.last + at, one.first)
            )
        return True

    def _list_before(self, name: Name, sentence: Sentence, *, comma: bool) -> list[Name]:
        """The name and those that a list joins in front of it, where the list is no object of something else."""
        found, place, joints = [name], name.first, [""]
        while True:
            at = self._back_over(place, sentence.first, _words("front") - _JOINING)
            if at <= sentence.first or self.tokens[at - 1].lower not in _JOINING:
                place = at
                break
            joint, before = self.tokens[at - 1].lower, at - 1
            while before > sentence.first and self.tokens[before - 1].lower in _JOINING:
                before -= 1
            before_tail = self._back_over(before, sentence.first, _words("tail") - _JOINING, names=True)
            if before_tail not in self.ending:
                place = at - 1
                break
            found.insert(0, self.ending[before_tail])
            joints.insert(0, joint)
            place = self.ending[before_tail].first
        if place <= sentence.first or self.tokens[place - 1].text in _MARKS or self._starts(place):
            return found
        if comma:
            return []
        kept = next((number for number in range(len(found) - 1, 0, -1) if joints[number - 1] == ","), 0)
        return found[kept:]

    def _starts(self, place: int) -> bool:
        token = self.tokens[place - 1]
        return token.lower in ("but", "and", "or", "so", "nor", "yet", "while", ",") or self.tokens[place].text == ","

    def _back_over(self, place: int, first: int, words: frozenset[str], *, names: bool = False) -> int:
        while place > first and not (names and place in self.ending):
            token = self.tokens[place - 1]
            degree = token.lower == "how" or token.lower in _words("degrees")
            if token.lower not in words and not degree:
                break
            place -= 1
        return place

    def _ends(self, place: int, last: int) -> bool:
        return (
            place >= last or self.tokens[place].text in _MARKS or self.tokens[place].lower in _JOINING | _words("tail")
        )

    def _is_bare(self, one: _Decline, sentence: Sentence) -> bool:
        """The sentence does nothing but decline."""
        known = _words("between") | _words("tail") | _words("speakers") | _PASSING
        rest = [*self.tokens[sentence.first : one.first], *self.tokens[one.last : sentence.last]]
        if any(token.lower in _OF_ANOTHER for token in rest):
            return False
        return all(token.kind != "number" and (token.lower in known or token.text in _MARKS) for token in rest)

    def _earlier(self, number: int) -> list[Name]:
        """Names that stand alone in the sentences before: "Volume? Latency? No idea."."""
        found: list[Name] = []
        for at in range(number - 1, max(number - 1 - _BACK, -1), -1):
            names = self._of_names(at)
            if not names:
                break
            found = [*names, *found]
        return found

    def _of_names(self, number: int) -> list[Name]:
        sentence = self.message.structure.sentences[number]
        names = [name for name in self.names if sentence.first <= name.first < sentence.last]
        inside = {place for name in names for place in range(name.first, name.last)}
        rest = [self.tokens[place] for place in range(sentence.first, sentence.last) if place not in inside]
        led = {*_words("front"), *_words("degrees"), *_JOINING, "how"}
        led |= {*_words("tail"), *_words("whether"), *_words("whether_front")} if sentence.question else set()
        words = {token.lower for token in rest if token.kind != "symbol"}
        alone = words <= led | {"the", "our", "and"} and not words & _ON_ITS_OWN
        declined = any(sentence.first <= one.first < sentence.last and not one.carries for one in self.declines)
        return names if alone and not declined and not self._tells_number(sentence.first, sentence.last) else []

    def _is_ours(self, one: _Decline, sentence: Sentence) -> bool:
        """Nobody else is said not to know: "our vendor can't tell us the latency"."""
        before = self._speaker(one, sentence)
        starts = {token.lower for token in self.tokens[one.first : one.first + 2]}
        if before is None or starts & _ANYBODY:
            return True
        ends = {self.tokens[name.last - 1] for name in self.names}
        named = before in ends and before.lower not in _words("knowing")
        return before.kind == "symbol" or before.lower in _words("speakers") or named

    def _speaker(self, one: _Decline, sentence: Sentence) -> Token | None:
        """The last word in front of a decline that is no adverb."""
        ahead = self.tokens[sentence.first : one.first]
        return next((token for token in reversed(ahead) if token.lower not in _words("adverbs")), None)


def _declines(message: Message) -> list[_Decline]:
    """The words that decline, where they overlap taken together, in order of place."""
    tokens = message.tokens
    found = [
        _Decline(hit.first, hit.last, behind=not _depends(tokens[hit.first]))
        for hit in message.structure.hits_of("decline")
    ]
    found += [
        _Decline(hit.first, hit.last, hit.payload != "declining_behind", hit.payload == "carrying")
        for hit in _cues().find(tokens)
    ]
    found.sort(key=lambda one: (one.carries, one.first, -one.last))
    merged: list[_Decline] = []
    for one in found:
        overlapped = next((old for old in merged if one.first < old.last and old.first < one.last), None)
        if overlapped is None:
            merged.append(one)
        elif not one.carries:
            merged.remove(overlapped)
            behind = overlapped.behind and one.behind
            merged.append(_Decline(min(one.first, overlapped.first), max(one.last, overlapped.last), behind))
    clause_of = message.structure.clause_of
    return sorted((one for one in merged if clause_of[one.first] >= 0), key=lambda one: one.first)


def _depends(token: Token) -> bool:
    return token.lower in ("depends", "depend")


def names_spoken(message: Message) -> list[Name]:
    """Everything in a message that names a fact, in order: of names within names the longest."""
    hits = [
        *names_in(message.tokens),
        *((hit.first, hit.last, hit.payload) for hit in _more_names().find(message.tokens)),
    ]
    by_span: dict[tuple[int, int], list[str]] = {}
    for first, last, name in hits:
        by_span.setdefault((first, last), []).append(name)
    taken: set[int] = set()
    found = []
    for (first, last), fields in sorted(by_span.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if not taken.intersection(range(first, last)):
            taken.update(range(first, last))
            if _NOTHING in fields:
                continue
            found.append(Name(tuple(dict.fromkeys(fields)), first, last))
    return sorted(found, key=lambda name: name.first)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues(_FILE)[group], f"{_FILE}: {group}"))


@cache
def _cues() -> Cues[str]:
    record = load_cues(_FILE)
    return Cues(groups_of({name: record[name] for name in ("declining", "declining_behind", "carrying")}, _FILE))


@cache
def _more_names() -> Cues[str]:
    return Cues(groups_of(load_cues(_FILE)["names"], f"{_FILE}: names"))
