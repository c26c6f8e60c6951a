"""Names of possible partners in a message: "Acme", "Bluefin Labs", "Vendor A", or what stands before a colon."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message
from agent.words.tokens import Token, fold, tokenize
from knowledge.embedding import is_english

_MOST_WORDS = 4
_FEW_WORDS = 2  # of a name without capitals
_JOINTS = frozenset("&-")
_INTRODUCES = frozenset({":", "(", "=", "|"})


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate's name at tokens `first` to `last` (excluded)."""

    name: str
    first: int
    last: int


def names_in(message: Message, taken: Collection[int], values: Collection[int], known: Sequence[str]) -> list[Named]:
    """Every name, in order, in one spelling each: `known` ones come first, then as the message first has them.

    Tokens `taken` belong to something else; `values` are where ratings begin.
    """
    tokens = message.tokens
    masked = {*taken, *(place for mention in message.models for place in range(mention.first, mention.last))}
    found: list[Named] = []
    spelled = list(known)
    place = 0
    introduced = -1  # the sentence in which a name already heads a list
    own_side = {hit.first: hit.last for hit in _own_side().find(tokens)}
    plain = _plain_names(message, masked, values, known)
    while place < len(tokens):
        end = (
            _known_end(tokens, place, spelled)
            or own_side.get(place, 0)
            or (0 if place in masked else _label_end(tokens, place) or _letter_end(tokens, place, spelled))
            or plain.get(place, 0)
        )
        is_new = not end
        end = end or _name_end(message, place, masked, values)
        sentence = _sentence_of(message, place)
        rated_at_once = end in values or (end + 1 in values and end < len(tokens) and tokens[end].text == ":")
        if end and is_new and introduced == sentence and rated_at_once:
            end = 0  # "Acme: expertise 4, Parking 3": a criterion
        if not end or not _text(message, place, end):
            place += 1
            continue
        name = _spelling(_text(message, place, end), spelled)
        if name not in spelled:
            spelled.append(name)
        found.append(Named(name, place, end))
        if end < len(tokens) and tokens[end].text in ":(":
            introduced = sentence
        place = end
    return [*found, *_headed(message, found, masked, values)] if found else _before_colons(message, masked)


def known_in(message: Message, known: Sequence[str]) -> list[Named]:
    """Where the message names one of the candidates `known`, in order of place."""
    found: list[Named] = []
    place = 0
    while place < len(message.tokens):
        end = _known_end(message.tokens, place, known)
        if end:
            found.append(Named(_spelling(_text(message, place, end), known), place, end))
        place = end or place + 1
    return found


def _headed(message: Message, found: Sequence[Named], masked: set[int], values: Collection[int]) -> list[Named]:
    """ "Acme: expertise 5. The small agency: expertise 3": what heads ratings as the others do is a name too."""
    sentences = {_sentence_of(message, one.first) for one in found}
    found = []
    for number, first, end in _heads(message):
        rates = any(end < value <= message.structure.sentences[number].last for value in values)
        if (
            number not in sentences
            and rates
            and masked.isdisjoint(range(first, end))
            and not _weighs(message, first, end)
        ):
            words = message.quote(first, end)
            found.append(Named(words[0].upper() + words[1:], first, end))
    return found


def _weighs(message: Message, first: int, end: int) -> bool:
    """ "Weighting: cost 30 %": a list of something else."""
    words = {_bare(token) for token in message.tokens[first:end]}
    sorts = {f"{label}s" for label in _words("labels")}
    return words <= (_not_names() | _words("fillers") | sorts) or bool(words & _words("weighing"))


def _heads(message: Message) -> Iterator[tuple[int, int, int]]:
    """The number of each sentence that a few words and a colon or bracket open, and these words: first, and behind."""
    tokens = message.tokens
    for number, sentence in enumerate(message.structure.sentences):
        first = sentence.first
        while first < sentence.last and tokens[first].kind != "word":
            first += 1
        end = first
        while end < sentence.last and tokens[end].kind == "word" and end - first < _MOST_WORDS:
            end += 1
        if first < end < sentence.last and tokens[end].text in ":(":
            yield number, first, end


def _plain_names(
    message: Message, masked: Collection[int], values: Collection[int], known: Sequence[str]
) -> dict[int, int]:
    """Names in small letters or of one letter, with where they end: "acme gets 7, initech 5", "A: 4".

    One by itself may be any word, so two at least head ratings alike; a new one is "added" to those that are known.
    """
    tokens = message.tokens
    found: dict[str, list[int]] = {}
    added = False
    for place, token in enumerate(tokens[:-1]):
        word = _bare(token)
        if token.kind != "word" or place in masked or not (token.text.islower() or len(word) == 1):
            continue
        ahead, behind = tokens[place - 1] if place else None, tokens[place + 1]
        adds = ahead is not None and ahead.lower == "add"
        heads = (
            ahead is None or ahead.kind != "word" or ahead.lower in (_JOINS | _words("rates")) or adds
        ) and not token.lower.endswith("'s")
        rated = behind.text in _INTRODUCES or place + 1 in values or behind.lower in _words("rates")
        is_letter = len(word) == 1 and token.text.isupper()
        if heads and rated and (is_letter or (len(word) > 1 and _may_name(word))):
            added = added or (adds and bool(known))
            found.setdefault(word, []).append(place)
    if len(found) + len(known) < _TWO or not (added or len(found) >= _TWO or any(map(_is_letter, known))):
        return {}
    return {place: place + 1 for places in found.values() for place in places}


_JOINS = frozenset({"and", "but", "while", "whereas", "or", "vs", "versus"})
_TWO = 2


def _may_name(word: str) -> bool:
    return word not in _not_names() | _words("fillers") | _words("rates") | _words("links") | _words("labels")


def _is_letter(name: str) -> bool:
    return len(name) == 1


def _known_end(tokens: Sequence[Token], place: int, known: Sequence[str]) -> int:
    """Behind a name that is known, in full or by the word that tells it from others: "Alpha" of "Vendor Alpha"."""
    for name in known:
        words = [fold(word) for word in name.split()]
        heard = [_bare(token) for token in tokens[place : place + len(words)]]
        if heard == words and not (_is_letter(name) and _is_article(tokens, place)):
            return place + len(words)
    labelled = place + 1 < len(tokens) and _bare(tokens[place]) in _words("labels")
    told = place + 1 if labelled else place
    shorts = [name for name in known if _short(name) == _bare(tokens[told])]
    return told + 1 if len(shorts) == 1 else 0


def _is_article(tokens: Sequence[Token], place: int) -> bool:
    """ "A third one", "I need": a word that only looks like the name of a candidate."""
    token = tokens[place]
    if not token.text[0].isupper():
        return True
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    ahead = tokens[place - 1] if place else None
    opens = ahead is None or ahead.is_end
    is_word = behind is not None and behind.kind == "word" and behind.lower not in _words("rates") | _JOINS
    return token.text in ("A", "I") and is_word and (opens or token.text == "I")


def _short(name: str) -> str:
    """The word by which a name is known again, without what it is: "alpha" of "Vendor Alpha"; empty for a letter."""
    words = [fold(word) for word in name.split()]
    words = words[1:] if words and words[0] in _words("labels") else words
    return words[0] if words and len(words[0]) > 1 and words[0] not in _words("fillers") else ""


def _label_end(tokens: Sequence[Token], place: int) -> int:
    """Behind "Vendor A", "partner 2"."""
    if _bare(tokens[place]) not in _words("labels") or place + 1 >= len(tokens):
        return 0
    mark = tokens[place + 1]
    introduces = place + 2 < len(tokens) and tokens[place + 2].text in _INTRODUCES
    is_letter = len(_bare(mark)) == 1 and mark.kind == "word" and (mark.text[0].isupper() or introduces)
    is_number = mark.kind == "number" and len(mark.text) == 1 and place + 2 < len(tokens)
    return place + 2 if is_letter or (is_number and tokens[place + 2].text in _INTRODUCES) else 0


def _letter_end(tokens: Sequence[Token], place: int, known: Sequence[str]) -> int:
    """Behind the "B" that goes on from "Vendor A"."""
    token = tokens[place]
    labelled = any(name.split(maxsplit=1)[0].lower() in _words("labels") and len(name.split()) == 2 for name in known)
    heads = place == 0 or tokens[place - 1].kind != "word" or tokens[place - 1].lower in ("and", "but", "while")
    is_letter = len(_bare(token)) == 1 and token.kind == "word" and token.text[0].isupper()
    return place + 1 if labelled and is_letter and (heads or token.text[0] not in "AI") else 0


def _name_end(message: Message, place: int, masked: Collection[int], values: Collection[int]) -> int:
    """Behind a run of words with capitals that can be a name; 0 where there is none."""
    tokens = message.tokens
    end = place
    while end < len(tokens) and end - place < _MOST_WORDS and _is_part(tokens, end, masked, inside=end > place):
        closes = tokens[end].lower.endswith("'s")
        end += 1
        if closes:
            break
    while end > place and tokens[end - 1].text in _JOINTS:
        end -= 1
    if end == place or (end - place == 1 and len(_bare(tokens[place])) < 2):
        return 0
    if not _opens(message, place) or not is_english(_bare(tokens[place])):
        return end
    behind = tokens[end] if end < len(tokens) else None
    verbs = _words("rates") | _words("quotes")
    introduces = behind is not None and (behind.text in _INTRODUCES or behind.lower in verbs or end in values)
    return end if introduces or end in masked or tokens[end - 1].lower.endswith("'s") or end - place > 1 else 0


def _is_part(tokens: Sequence[Token], place: int, masked: Collection[int], *, inside: bool) -> bool:
    token = tokens[place]
    if inside and token.text in _JOINTS:
        return place + 1 < len(tokens) and tokens[place + 1].text[:1].isupper()
    is_word = token.kind == "word" and token.text[0].isupper() and place not in masked
    return is_word and (_bare(token) not in _not_names() or (inside and token.text.isupper() and len(token.text) > 1))


def _opens(message: Message, place: int) -> bool:
    """The first word of a sentence, or behind a sign that begins one."""
    before = message.tokens[place - 1] if place else None
    return before is None or before.is_end or before.text in ":-*•|\"'" or _starts_sentence(message, place)


def _starts_sentence(message: Message, place: int) -> bool:
    return any(sentence.first == place for sentence in message.structure.sentences)


def _sentence_of(message: Message, place: int) -> int:
    clause = message.structure.clause_of[place]
    return message.structure.clauses[clause].sentence if clause >= 0 else -1


def _before_colons(message: Message, masked: set[int]) -> list[Named]:
    """ "acme: expertise 4; globex: expertise 3": without capitals, what heads two lists alike."""
    found = []
    for _, first, end in _heads(message):
        plain = {_bare(token) for token in message.tokens[first:end]} & (_not_names() | _words("fillers"))
        if end - first <= _FEW_WORDS and not plain and masked.isdisjoint(range(first, end)):
            found.append(Named(message.quote(first, end), first, end))
    return found if len({one.name for one in found}) > 1 else []


def _text(message: Message, first: int, end: int) -> str:
    words = message.quote(first, end).replace("’", "'")
    return words.removesuffix("'s").removesuffix("'")


def _spelling(words: str, spelled: Sequence[str]) -> str:
    """As it was written first; "Vendor B" for the "B" that follows a "Vendor A"."""
    if is_own_side(words) and (own := next(filter(is_own_side, spelled), None)):
        return own
    label = next(
        (name.split(maxsplit=1)[0] for name in spelled if len(name.split()) == 2 and len(name.split()[1]) == 1), None
    )
    if len(words) == 1 and label:
        words = f"{label} {words}"
    elif fold(words.split(maxsplit=1)[0]) in _words("labels"):
        words = words[0].upper() + words[1:]
    for name in spelled:
        alike = " " not in words or " " not in name or fold(words.split(maxsplit=1)[0]) in _words("labels")
        if fold(name) == fold(words) or (alike and _short(words) and _short(name) == _short(words)):
            return name
    return words


def is_own_side(name: str) -> bool:
    """ "In-house team", "our own people": the option without anybody from outside."""
    tokens = tokenize(name)
    return any(hit.last - hit.first == len(tokens) for hit in _own_side().find(tokens))


@cache
def _own_side() -> Cues[str]:
    return Cues(groups_of({"own_side": load_cues("candidates.yaml")["own_side"]}, "candidates.yaml"))


def _bare(token: Token) -> str:
    return token.lower.removesuffix("'s").rstrip("'")


@cache
def _not_names() -> frozenset[str]:
    months = pattern_list(load_cues("names.yaml")["months"], "names.yaml: months")
    return _words("not_names") | frozenset(months)


@cache
def _words(group: str) -> frozenset[str]:
    words = pattern_list(load_cues("candidates.yaml")[group], f"candidates.yaml: {group}")
    return frozenset(word.removeprefix("=") for word in words)
