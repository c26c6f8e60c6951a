"""Calls that a message asks for beside the business case: memory, training, tuning, the four Ps, an objective.

Each needs its own words (`cues/calculations.yaml: sized`) in a question or an order, and every argument that the tool
cannot do without; numbers and model names in such a sentence are arguments and no facts.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from pydantic import JsonValue

from agent.words.cues import Cues, groups_of, load_cues
from agent.words.message import Message
from agent.words.values import tidy
from tools.gpus import gpu_names

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
_TOKENS = re.compile(rf"\b{_NUMBER}\s*(?:training\s+)?tokens", re.IGNORECASE)
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


def sizing(message: Message) -> tuple[str, Arguments, int] | None:
    """Tool, arguments and sentence of the first such call; `None` where the message asks for none."""
    for number, sentence in enumerate(message.structure.sentences):
        modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
        if modes & {"ignored", "foreign"}:
            continue
        tokens = message.tokens[sentence.first : sentence.last]
        asks = sentence.question or "question" in modes or bool(_asking().find(tokens[:_HEAD]))
        named = {hit.payload for hit in _tools().find(tokens)}
        for tool, read in _READERS:
            arguments = read(message, number) if asks and tool in named else None
            if arguments:
                return tool, arguments, number
    return None


_HEAD = 4  # tokens in which an order begins


def _serving(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    served = _model_or_size(message, number)
    if served is None or "model" not in served:
        return None
    gpu = next((name for name in gpu_names() if re.search(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE)), None)
    found: Arguments = {**served, **({"gpu": gpu} if gpu else {})}
    for name, pattern in (("concurrent_requests", _AT_ONCE), ("context_tokens", _CONTEXT)):
        amount = _amount(pattern, text)
        if amount:
            found[name] = amount
    return found


def _training(message: Message, number: int) -> Arguments | None:
    text = message.sentence_text(number)
    size, tokens = _SIZE.search(text), _amount(_TOKENS, text)
    if size is None or tokens is None:
        return None
    return {"parameters_billion": tidy(float(size[1])), "training_tokens_billion": tidy(tokens / 1e9)}


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


_READERS: Sequence[tuple[str, Callable[[Message, int], Arguments | None]]] = (
    ("serving_memory", _serving),
    ("training_compute", _training),
    ("fine_tuning_cost", _tuning),
    ("fine_tuning_fit", _four_ps),
    ("objective_check", _objective),
)


@cache
def _tools() -> Cues[str]:
    return Cues(groups_of(load_cues("calculations.yaml")["sized"], "calculations.yaml: sized"))


@cache
def _asking() -> Cues[str]:
    return Cues(groups_of({"orders": load_cues("calculations.yaml")["orders"]}, "calculations.yaml"))
