"""Calls that a message asks for beside the business case: memory, training, tuning, the four Ps, an objective.

Each needs its own words (`cues/calculations.yaml: sized`) in a question or an order, and every argument that the tool
cannot do without; numbers and model names in such a sentence are arguments and no facts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from agent.reading.machines_asked import gpus_counted, machines_in, names_a_gpu
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.message import Message, taken_apart
from agent.words.tokens import Token
from agent.words.values import tidy

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)\s*(k|m|bn|b|t|thousand|million|billion|trillion)?"
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "trillion": 1e12,
}
_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)\s*-?(?:b|bn|billion)\b(?!\s+tokens)", re.IGNORECASE)
_TOKENS = re.compile(rf"\b{_NUMBER}\s*(?:of\s+)?(?:training\s+)?tokens", re.IGNORECASE)
_EXAMPLES = re.compile(rf"\b{_NUMBER}\s*(?:\w+\s+)?(?:examples|samples|pairs|rows)", re.IGNORECASE)
_CONTEXT = re.compile(rf"\b{_NUMBER}\s*(?:tokens?\s+)?(?:of\s+)?(?:tokens?\s+)?(?:context|window)", re.IGNORECASE)
_AT_ONCE = re.compile(
    rf"\b{_NUMBER}\s*(?:concurrent|parallel|simultaneous)?\s*(?:users|requests|sessions|chats|conversations)\b",
    re.IGNORECASE,
)
_FOUR_PS = re.compile(
    r"\b(privacy|cost|accuracy|speed)\s*(?:is|=|:|at|of|gets|-)?\s*(\d+(?:\.\d+)?)(?![\d%])", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“”'‘’](?=\w)([^\"“”]{8,}?)[\"“”'‘’](?!\w)")
_AFTER_COLON = re.compile(r":\s*([^:]{8,})$")
_FEWEST_SCORES = 2
_BEST_SCORE = 10

Arguments = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Sizing:
    """A call, its arguments, and the sentences that ask for it."""

    tool: str
    arguments: Arguments
    sentences: tuple[int, ...]


def sizing(message: Message, said: str = "") -> Sizing | None:
    """The first such call; `None` where the message asks for none. `said` is the message before this one."""
    for number, sentence in enumerate(message.structure.sentences):
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        if modes & {"ignored", "foreign"}:
            continue
        tokens = message.tokens[sentence.first : sentence.last]
        asks = sentence.question or "question" in modes or bool(_asking().find(tokens[:_HEAD]))
        asked_next = not asks and _plans(tokens) and _asks_on(message, number + 1)
        named = {hit.payload for hit in _tools().find(tokens)} if asks or asked_next else set()
        for cue, tool, read in _READERS:
            arguments = read(message, number) if cue in named else None
            if arguments:
                return Sizing(tool, arguments, (number, number + 1) if asked_next else (number,))
    return _asked_on(message, said)


def _asked_on(message: Message, said: str) -> Sizing | None:
    """ "And what would that cost?" behind a message that asked for such a call."""
    if not said or len(message.structure.sentences) != 1 or not _asks_on(message, 0):
        return None
    before = sizing(taken_apart(said))
    return None if before is None or before.tool not in _COSTS else Sizing(before.tool, before.arguments, (0,))


def _asks_on(message: Message, number: int) -> bool:
    """The sentence asks what something takes or costs, and names nothing of its own."""
    if number >= len(message.structure.sentences) or not message.structure.sentences[number].question:
        return False
    sentence = message.structure.sentences[number]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last] if token.kind != "symbol"}
    return words <= _asking_on() and not words.isdisjoint(_POINTING)


def _plans(tokens: Sequence[Token]) -> bool:
    """What somebody has in mind, and not what is done."""
    return not {token.lower for token in tokens}.isdisjoint(_PLANNING)


_PLANNING = frozenset(
    {"want", "wants", "plan", "plans", "planning", "consider", "considers", "considering", "thinking", "think",
     "intend", "would", "could", "might", "like", "proposes", "suggests", "say", "suppose", "if", "may", "going"}
)  # fmt: skip
_POINTING = frozenset({"it", "that", "this"})
_COSTS = frozenset({"training_compute", "fine_tuning_cost"})


_HEAD = 4  # tokens in which an order begins


def _serving(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    served = _model_or_size(message, number)
    if served is None or "model" not in served:
        return None
    said = {**_gpu_in(message.text), **machines_in(text)}
    found: Arguments = {**served, **{name: said[name] for name in ("gpu", "bits", "quantization") if name in said}}
    for name, pattern in (("concurrent_requests", _AT_ONCE), ("context_tokens", _CONTEXT)):
        amount = _amount(pattern, text)
        if amount:
            found[name] = amount
    return found


def _gpu_in(text: str) -> Arguments:
    """The GPU that any sentence names: "We have 8 H100. Is that enough for Llama 70B?"."""
    said = machines_in(text) if names_a_gpu(text) else {}
    return {"gpu": said["gpu"]} if "gpu" in said else {}


def _fitting(message: Message, number: int) -> Arguments | None:
    return _serving(message, number) if names_a_gpu(message.text) else None


def _training(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    size, tokens = _SIZE.search(text), _amount(_TOKENS, text)
    if size is None or tokens is None:
        return None
    said = machines_in(text)
    machines = {name: said[name] for name in ("gpu", "gpu_hour_price") if name in said}
    count = gpus_counted(text)
    return {
        "parameters_billion": tidy(float(size[1])),
        "training_tokens_billion": tidy(tokens / 1e9),
        **machines,
        **({"gpus": count} if count else {}),
    }


def _tuning(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    tuned, examples, tokens = _model_or_size(message, number), _amount(_EXAMPLES, text), _amount(_TOKENS, text)
    if tuned is None or examples is None or tokens is None:
        return None
    return {**tuned, "training_examples": examples, "tokens_per_example": tokens}


def _four_ps(message: Message, number: int) -> Arguments | None:
    scores = {name.lower(): tidy(float(score)) for name, score in _FOUR_PS.findall(message.sentence_text(number))}
    is_whole = len(scores) >= _FEWEST_SCORES and max(scores.values()) <= _BEST_SCORE
    return {**scores} if is_whole else None


def _objective(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    found = _QUOTED.search(text) or _AFTER_COLON.search(text)
    return {"text": found[1].strip(" .?!")} if found else None


def _model_or_size(message: Message, number: int) -> Arguments | None:
    sentence = message.structure.sentences[number]
    named = [one.name for one in message.models if sentence.first <= one.first < sentence.last]
    if named:
        return {"model": named[0]}
    size = _SIZE.search(message.sentence_text(number))
    return {"parameters_billion": tidy(float(size[1]))} if size else None


def _amount(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.search(text)
    return tidy(float(found[1].replace(",", "")) * _SCALES.get((found[2] or "").lower(), 1.0)) if found else None


# The cue, the tool, and who reads its arguments.
_READERS: Sequence[tuple[str, str, Callable[[Message, int], Arguments | None]]] = (
    ("serving_memory", "serving_memory", _serving),
    ("fits", "serving_memory", _fitting),
    ("training_compute", "training_compute", _training),
    ("fine_tuning_cost", "fine_tuning_cost", _tuning),
    ("fine_tuning_fit", "fine_tuning_fit", _four_ps),
    ("objective_check", "objective_check", _objective),
)


@cache
def _tools() -> Cues[str]:
    return Cues(groups_of(load_cues("calculations.yaml")["sized"], "calculations.yaml: sized"))


@cache
def _asking() -> Cues[str]:
    return Cues(groups_of({"orders": load_cues("calculations.yaml")["orders"]}, "calculations.yaml"))


@cache
def _asking_on() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("calculations.yaml")["asks_on"], "calculations.yaml: asks_on"))
