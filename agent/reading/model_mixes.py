"""Part of the requests on another model: "could we route 70 % of the calls to Haiku?", "the rest to the large one".

Every share is bound to the model that its words lead to; what is left is the rest's, or stays on the model in use. The
cues are `mixes` in `cues/calculations.yaml`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from agent.understanding import Context
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.model_names import lines_named, sizes_named, smaller_of_line
from agent.words.tokens import Token
from agent.words.values import tidy

_SAME = 1e-6
_NEAR = 9  # tokens from a share to "to" and the model behind it
_LONGEST_RUN_UP = 4  # tokens in front of an order


@dataclass(frozen=True)
class _Part:
    """A share of the requests, and the tokens that say it."""

    first: int
    last: int
    share: float


@dataclass(frozen=True)
class ModelMix:
    """The models with their shares, where it was said, and the numbers that said it."""

    parts: tuple[Mapping[str, JsonValue], ...]  # each {"model": name or None, "share": fraction}
    sentence: int
    used: tuple[Measured, ...]


def model_mix(message: Message, context: Context) -> ModelMix | None:
    """The first mix of models that the message tries out; `None` where it tries none, or tells of one."""
    for number in range(len(message.structure.sentences)):
        found = _mix_of(message, number, context) if _tries_out(message, number) else None
        if found is not None:
            return found
    return None


def _mix_of(message: Message, number: int, context: Context) -> ModelMix | None:
    tokens = _tokens(message, number)
    start = message.structure.sentences[number].first
    cheap = next((hit for hit in _cues().find(tokens) if hit.payload == "cheap_model"), None)
    named = slice(cheap.first, cheap.last) if cheap else slice(0, 0)  # "a cheaper model" is no saving of so much
    says = {hit.payload for hit in _cues().find([*tokens[: named.start], *tokens[named.stop :]])}
    own = context.facts.get("model")
    current = own.value if own is not None and isinstance(own.value, str) else None
    models = _models(message, number)
    if current is not None and not any(name != current for _, name in models):
        models = sorted([*models, *((start + at, name) for at, name in sizes_named(tokens, current))])
        smaller = smaller_of_line(current) if cheap and not any(name != current for _, name in models) else None
        models += [(start + named.stop - 1, smaller)] if smaller else []
    if not models or "routes" not in says or says & {"of_something_else"}:
        return None
    split = _split(message, number, models)
    if split is not None:
        return split
    items = [item for item in message.measured if item.sentence == number and _share(item) is not None]
    if any(_is_a_change(message, item) for item in items):
        return None
    said = [_Part(item.first, item.quantity.last, _share(item) or 0.0) for item in items] or _of_a_kind(tokens, start)
    if not said:
        return None
    shares = _bound(said, models, tokens, start)
    rest = _rest_place(tokens, start)
    parts = _with_the_rest(shares, [name for _, name in models], current, after_rest=_behind(models, rest))
    if parts is None:
        return None
    return ModelMix(tuple({"model": name, "share": share} for name, share in parts), number, tuple(items))


def _split(message: Message, number: int, models: Sequence[tuple[int, str]]) -> ModelMix | None:
    """ "An 80/20 split between X and Y": two parts of a hundred, in the order of the models."""
    found = _PARTS.search(message.sentence_text(number))
    names = list(dict.fromkeys(name for _, name in models))
    if found is None or len(names) != _TWO or int(found[1]) + int(found[2]) != _WHOLE:
        return None
    shares = [tidy(int(part) / _WHOLE) for part in found.groups()]
    used = tuple(item for item in message.measured if item.sentence == number)
    return ModelMix(
        tuple({"model": name, "share": share} for name, share in zip(names, shares, strict=True)), number, used
    )


_PARTS = re.compile(r"\b(\d{1,2})\s*[/:-]\s*(\d{1,2})\b")
_TWO, _WHOLE = 2, 100


def _with_the_rest(
    shares: Sequence[tuple[str | None, float]], named: Sequence[str], current: str | None, *, after_rest: str | None
) -> list[tuple[str | None, float]] | None:
    """Every share with its model; what is left goes where the words say, or stays where it is."""
    parts = {name: share for name, share in shares if name is not None}
    if len(parts) != len(shares):
        return None
    left = 1 - sum(parts.values())
    if left < -_SAME:
        return None
    others = [name for name in named if name not in parts]
    found: list[tuple[str | None, float]] = list(parts.items())
    if left > _SAME:
        to = after_rest if after_rest not in parts else None
        to = to or next(iter(others), None) or current
        if to in parts:  # "keep 20 % on the model in use" says nothing of the others
            return None
        found.append((to, tidy(left)))
    return found if len(found) > 1 else None


def _of_a_kind(tokens: Sequence[Token], start: int) -> list[_Part]:
    """ "The easy third": a fraction with its article, and what kind of requests are meant between the two."""
    words = [token.lower for token in tokens]
    return [
        _Part(start + place, start + place + 1, share)
        for place, word in enumerate(words)
        if (share := _FRACTIONS.get(word)) is not None and {"the", "our", "that"} & {*words[max(0, place - 3) : place]}
        and not _OF_A_YEAR & {*words[max(0, place - 3) : place]}
        and (place + 1 == len(words) or words[place + 1] in _words("to") | {"of", "go", "goes", "went", "?"})
    ]  # fmt: skip


_OF_A_YEAR = frozenset({"in", "by", "first", "second", "third", "fourth", "last", "next", "this", "per", "each"})
_FRACTIONS: Mapping[str, float] = {
    "half": 0.5, "third": tidy(1 / 3), "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "tenth": 0.1,
    "thirds": tidy(2 / 3), "quarters": 0.75,
}  # fmt: skip


def _bound(
    items: Sequence[_Part], models: Sequence[tuple[int, str]], tokens: Sequence[Token], start: int
) -> list[tuple[str | None, float]]:
    """Each share with the model that it leads to: behind it ("70 % to X"), else in front of it ("X for 70 %")."""
    free = list(models)
    found: list[tuple[str | None, float]] = []
    for place, item in enumerate(items):
        following = items[place + 1].first if place + 1 < len(items) else start + len(tokens)
        ahead = [one for one in free if item.first < one[0] < following and _leads_to(item, one[0], tokens, start)]
        before = [one for one in free if one[0] < item.first]
        behind = [one for one in free if item.first < one[0] < following]
        chosen = next(iter(ahead), None) or (before[-1] if before else next(iter(behind), None))
        if chosen is not None:
            free.remove(chosen)
        found.append((chosen[1] if chosen else None, item.share))
    return found


def _leads_to(item: _Part, place: int, tokens: Sequence[Token], start: int) -> bool:
    between = [token.lower for token in tokens[item.last - start : place - start]]
    return len(between) <= _NEAR and bool(set(between[-3:]) & _words("to")) and not set(between) & _words("rest")


def _rest_place(tokens: Sequence[Token], start: int) -> int | None:
    return next((start + at for at, token in enumerate(tokens) if token.lower in _words("rest")), None)


def _behind(models: Sequence[tuple[int, str]], place: int | None) -> str | None:
    """The model that stands behind "the rest"."""
    return None if place is None else next((name for at, name in models if at > place), None)


def _models(message: Message, number: int) -> list[tuple[int, str]]:
    """The models that a sentence names, with their places; a line without a version stands for its newest one."""
    sentence = message.structure.sentences[number]
    named = [(one.first, one.name) for one in message.models if sentence.first <= one.first < sentence.last]
    taken = {place for one in message.models for place in range(one.first, one.last)}
    lines = lines_named(message.tokens, sentence.first, sentence.last)
    named += [(place, ids[0]) for place, ids in lines if place not in taken and len(ids) == 1]
    return sorted(named)


def _tries_out(message: Message, number: int) -> bool:
    """A question, a supposition or an order; "we route 70 % to Haiku" tells what is done."""
    structure = message.structure
    sentence = structure.sentences[number]
    modes = {clause.mode for clause in structure.clauses if clause.sentence == number}
    if modes & {"ignored", "foreign"}:
        return False
    tokens = _tokens(message, number)
    words = [token.lower for token in tokens if token.kind == "word"]
    if set(words) & _words("already"):
        return False
    if "what_if" in modes or "question" in modes or sentence.question:
        return True
    if _is_only_moved(message, number, tokens):
        return True
    head = [word for word in words[:_LONGEST_RUN_UP] if word not in _words("run_up")]
    return bool(head and head[0] in _words("orders")) or bool(set(words[:_LONGEST_RUN_UP]) & _words("may"))


def _is_only_moved(message: Message, number: int, tokens: Sequence[Token]) -> bool:
    """ "Half of them to mini then": a share, "to" and a model, and no verb that says that it is so."""
    start = message.structure.sentences[number].first
    items = [item for item in message.measured if item.sentence == number and _share(item) is not None]
    ahead = [token for token in tokens[: items[0].first - start] if token.kind == "word"] if items else []
    if len(items) != 1 or any(token.lower not in _words("run_up") for token in ahead):
        return False
    models = [place for place, _ in _models(message, number) if place > items[0].first]
    between = [token.lower for token in message.tokens[items[0].quantity.last : models[0]]] if models else []
    return bool({"to", "onto"} & set(between[-2:])) and set(between) <= _OF_WHAT


_OF_WHAT = frozenset(
    {"to", "onto", "of", "the", "them", "it", "our", "all", "these", "those", "calls", "requests", "traffic", "volume",
     "chats", "tickets", "questions", "easy", "simple", "easier", "simpler", "ones", "that", "cases", "a"}
)  # fmt: skip


def _share(item: Measured) -> float | None:
    """A share of the requests; "half", "a third" of them are one."""
    quantity = item.quantity
    part = quantity.kind == "share" or (quantity.kind in ("plain", "factor") and 0 < quantity.value < 1)
    return tidy(quantity.value) if part and 0 < quantity.value < 1 else None


def _is_a_change(message: Message, item: Measured) -> bool:
    """ "Grows by 40 %", "30 % cheaper", "85 % right"."""
    ahead = message.tokens[item.first - 1].lower if item.first else ""
    behind = {token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]}
    return ahead in _words("by") or bool(behind & _words("changed"))


def _tokens(message: Message, number: int) -> Sequence[Token]:
    sentence = message.structure.sentences[number]
    return message.tokens[sentence.first : sentence.last]


@cache
def _cues() -> Cues[str]:
    record = load_cues("calculations.yaml")["mixes"]
    return Cues(
        groups_of(
            {name: record[name] for name in ("routes", "of_something_else", "cheap_model")}, "calculations.yaml: mixes"
        )
    )


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("calculations.yaml")["mixes"][group], f"calculations.yaml: mixes: {group}"))
