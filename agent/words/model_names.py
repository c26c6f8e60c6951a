"""Names of language models in a message, in the spelling of the price lists where they have one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from agent.words.cues import load_cues, pattern_list
from agent.words.tokens import Token
from tools.known_models import compared_models, known_model
from tools.prices import newest_model, resolve_model

_MOST_PARTS = 9
_JOINTS = frozenset("-.:_/ ")


@dataclass(frozen=True, slots=True)
class ModelMention:
    """A model's canonical name and the tokens `first` to `last` (excluded) that name it."""

    name: str
    first: int
    last: int
    guessed: bool = False  # no version was named; `name` is the newest of its line


def model_mentions(tokens: Sequence[Token]) -> list[ModelMention]:
    """Every model that is named, left to right; versions and sizes in a name are no quantities."""
    found: list[ModelMention] = []
    place = 0
    while place < len(tokens):
        mention = _mention_at(tokens, place)
        if mention is None:
            place += 1
        else:
            found.append(mention)
            place = mention.last
    return found


def lines_named(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, tuple[str, ...]]]:
    """Lines of models that tokens `first` to `last` (excluded) name without a version, each with its place.

    "Claude Haiku" is the current model of that line, "Claude" each current one: those of the dated list of models.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    place = first
    while place < last:
        words: list[str] = []
        while place + len(words) < last and tokens[place + len(words)].lower in _line_words():
            words.append(tokens[place + len(words)].lower)
        if words and words[0] in _names()["families"]:
            lines = [(line, model) for model, line in _lines().items() if line >= set(words)]
            fewest = min((len(line) for line, _ in lines), default=0)
            whole = [model for line, model in lines if len(words) > 1 and len(line) == fewest]
            if lines:
                found.append((place, tuple(whole or [model for _, model in lines])))
        place += max(1, len(words))
    return found


def makers_named(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The current models of every maker that is named ("OpenAI, Google or Mistral"), in the order of the makers."""
    return tuple(model for maker in makers_of(tokens) for model in _of_makers()[maker])


def makers_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The makers of models that are named, each once."""
    return tuple(dict.fromkeys(token.lower for token in tokens if token.lower in _of_makers()))


@cache
def _of_makers() -> dict[str, tuple[str, ...]]:
    """The models that makers sell themselves, of the dated list."""
    found: dict[str, list[str]] = {}
    for model in compared_models():
        known = known_model(model)
        if known is not None and "/" not in model:
            found.setdefault(known.maker.lower(), []).append(model)
    return {maker: tuple(models) for maker, models in found.items()}


def sizes_named(tokens: Sequence[Token], current: str) -> list[tuple[int, str]]:
    """Sizes of the line of `current` that tokens name alone, each with its place: "mini" beside gpt-4.1."""
    found = [(place, _resolved(f"{current} {token.lower}")) for place, token in enumerate(tokens)
             if token.lower in _names()["sizes"]]  # fmt: skip
    return [(place, name) for place, name in found if name is not None and name != current]


def smaller_of_line(current: str) -> str | None:
    """The small model beside `current`, where its line has one of a plain name: gpt-4.1-mini, mistral-small."""
    family = current.partition("-")[0]
    spelled = [f"{one} {size}" for one in (current, family) for size in ("mini", "small")]
    return next((name for one in spelled if (name := _resolved(one)) is not None and name != current), None)


@cache
def _lines() -> dict[str, frozenset[str]]:
    """The current models by id, each with the words of its name: {"claude-haiku-5-5": {"claude", "haiku"}}."""
    return {one: frozenset(word for word in _PARTS.split(one.lower()) if word.isalpha()) for one in compared_models()}


_PARTS = re.compile(r"[-/._]")


@cache
def _line_words() -> frozenset[str]:
    return frozenset().union(*_lines().values())


def _mention_at(tokens: Sequence[Token], place: int) -> ModelMention | None:
    family = _family(tokens, place)
    if family is None:
        return _size_of_version(tokens, place)
    end = _end_of_name(tokens, place)
    while end > place:
        if end > place + 1 or family not in _names()["need_part"]:
            name = _canonical(family, tokens, place, end)
            if name is not None:
                return ModelMention(name, place, end)
        end -= 1
        while end > place + 1 and tokens[end - 1].text in _JOINTS:
            end -= 1
    return _spoken(family, tokens, place) or _newest(family, tokens, place)


def _spoken(family: str, tokens: Sequence[Token], place: int) -> ModelMention | None:
    """The version said apart from the name: "Sonnet, the 4.5 one", "3.5 haiku", "llama 3.3 with 70 billion params"."""
    first = place - 1 if place and _is_version(tokens[place - 1]) and "." in tokens[place - 1].text else place
    words = [tokens[place].lower, *(tokens[at].lower for at in range(first, place))]
    at, last = place + 1, place + 1
    while at < len(tokens) and at - place < _MOST_PARTS:
        token = tokens[at]
        if (_is_version(token) and _counts_nothing(tokens, at)) or token.lower in _names()["parts"] - {"it"}:
            words.append(token.lower)
            last = at + 1
        elif token.lower in _names()["billions"] and words[-1].isdigit():
            words[-1] += "b"
            last = at + 1
        elif token.lower not in _names()["linking"]:
            break
        at += 1
    versioned = any(word[0].isdigit() for word in words)
    name = _resolved(" ".join([_prefixes().get(family, ""), *words]).strip()) if versioned else None
    return ModelMention(name, first, last) if name else None


def _counts_nothing(tokens: Sequence[Token], at: int) -> bool:
    """Not the 3 of "Sonnet in 3 teams"."""
    known = _names()["linking"] | _names()["parts"] | _names()["billions"]
    return at + 1 == len(tokens) or tokens[at + 1].kind != "word" or tokens[at + 1].lower in known


def _size_of_version(tokens: Sequence[Token], place: int) -> ModelMention | None:
    """ "The mini of 4.1", "4.1 mini": of these, GPT is known by its version alone."""
    words = [token.lower for token in tokens[place : place + 3]]
    if words[0] in _names()["sizes"] and words[1:2] in (["of"], ["from"]) and _is_version(tokens[place + 2 :][:1]):
        size, version, last = words[0], words[2], place + 3
    elif "." in words[0] and _is_version(tokens[place]) and words[1:2] and words[1] in _names()["sizes"]:
        size, version, last = words[1], words[0], place + 2
    else:
        return None
    name = _resolved(f"gpt-{version} {size}")
    return ModelMention(name, place, last) if name else None


def _is_version(token: Token | Sequence[Token]) -> bool:
    one = token if isinstance(token, Token) else next(iter(token), None)
    return one is not None and one.kind == "number" and "," not in one.text and len(one.text) <= _LONGEST_VERSION


_LONGEST_VERSION = 4


def _newest(family: str, tokens: Sequence[Token], place: int) -> ModelMention | None:
    """The line that is named without a version: "Claude Sonnet", "Haiku"; a haiku is a poem."""
    end, prefix = _end_of_name(tokens, place), _prefixes().get(family)
    if end == place + 1 and (prefix is None or tokens[place].text.islower()):
        return None
    name = newest_model(f"{prefix or ''} {_text(tokens, place, end)}")
    return ModelMention(name.rsplit("/", 1)[-1].lower(), place, end, guessed=True) if name else None


def _family(tokens: Sequence[Token], place: int) -> str | None:
    """The family that the token names, one typing mistake forgiven where a version follows ("gtp-4o")."""
    token = tokens[place]
    if token.kind == "number":
        follows = place + 1 < len(tokens) and tokens[place + 1].lower == "o" and tokens[place + 1].start == token.end
        return "gpt" if token.text == "4" and follows else None
    if token.kind != "word":
        return None
    families = _names()["families"]
    if token.lower in families:
        return token.lower
    version = place + 2 < len(tokens) and (
        tokens[place + 1].kind == "number" or (tokens[place + 1].text == "-" and tokens[place + 2].kind == "number")
    )
    if not version or len(token.lower) < 3:
        return None
    return next((family for family in sorted(families) if len(family) >= 3 and _is_typo(token.lower, family)), None)


def _is_typo(word: str, family: str) -> bool:
    allowed = 1 if len(family) < 7 else 2
    return sorted(word) == sorted(family) or (
        len(family) > 4 and OSA.distance(word, family, score_cutoff=allowed) <= allowed
    )


def _end_of_name(tokens: Sequence[Token], place: int) -> int:
    end = place + 1
    while end < len(tokens) and end - place < _MOST_PARTS:
        token, before = tokens[end], tokens[end - 1]
        if token.start - before.end > 1:
            break
        touching = token.start == before.end
        joint = token.text in _JOINTS and touching and end + 1 < len(tokens) and tokens[end + 1].start == token.end
        part = (token.lower in _names()["parts"] and (touching or token.lower != "it")) or (
            touching and token.kind == "word" and len(token.text) <= 3
        )
        version = token.kind == "number" and len(token.text) <= 8 and "," not in token.text
        if not (joint or part or version):
            break
        end += 1
    while tokens[end - 1].text in _JOINTS:
        end -= 1
    return end


def _canonical(family: str, tokens: Sequence[Token], first: int, last: int) -> str | None:
    written = _text(tokens, first, last)
    prefix = _prefixes().get(family)
    rest = _text(tokens, first + 1, last)
    head = family if tokens[first].kind == "word" else "gpt-" + tokens[first].lower
    spelled = f"{head}{_gap(tokens, first)}{rest}" if rest else head
    if prefix:
        spelled = f"{prefix} {spelled}"
    resolved = _resolved(spelled)
    sized = any(token.lower in ("b", "bn") and tokens[index - 1].kind == "number"
                for index, token in enumerate(tokens[first:last], start=first))  # fmt: skip
    if family in _names()["open_weights"] and sized and family != "gpt":
        # A price list names one host's edition; the user named the weights.
        return "-".join("".join(c if c.isalnum() or c == "." else " " for c in written.lower()).split())
    return resolved


def _resolved(spelled: str) -> str | None:
    """The price list's id; its versions must be those that the user wrote, so that nothing is guessed."""
    name = resolve_model(spelled)
    return _as_spoken(name.rsplit("/", 1)[-1].lower(), spelled) if name else None


def _as_spoken(name: str, spelled: str) -> str:
    """The id without endings that nobody says and no price hangs on: "claude-3-5-haiku" for "...-latest"."""
    said = set(_WORDS.findall(spelled.lower()))
    shorter = name.rpartition("-")[0]
    while said <= set(_WORDS.findall(shorter)) and resolve_model(shorter) == resolve_model(name):
        name, shorter = shorter, shorter.rpartition("-")[0]
    return name


_WORDS = re.compile(r"[a-z]+|\d+")


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    parts: list[str] = []
    for index in range(first, last):
        if index > first and tokens[index].start > tokens[index - 1].end:
            parts.append(" ")
        parts.append(tokens[index].text)
    return "".join(parts)


def _gap(tokens: Sequence[Token], first: int) -> str:
    return " " if first + 1 < len(tokens) and tokens[first + 1].start > tokens[first].end else ""


@cache
def _names() -> dict[str, frozenset[str]]:
    record = load_cues("models.yaml")
    groups = ("families", "need_part", "parts", "open_weights", "sizes", "linking", "billions")
    return {group: frozenset(pattern_list(record[group], f"models.yaml: {group}")) for group in groups}


@cache
def _prefixes() -> dict[str, str]:
    return {str(key): str(value) for key, value in load_cues("models.yaml")["prefixes"].items()}
