"""What words say of the machines that a model would run on: the GPU, its price by the hour, the bits of the weights."""

import re
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from agent.words.values import tidy
from tools.errors import ToolError
from tools.gpus import gpu_of

_GPU = re.compile(r"\b(?:RTX\s?)?[A-Z]{0,3}\d{1,4}[A-Z]{0,4}s?(?:\s?\d{2,3}\s?GB)?\b", re.IGNORECASE)
_SHORTEST_NAME = 4  # characters: of shorter ones ("L4") more must be said
_HOUR_PRICE = re.compile(
    r"(?:\$|\busd)?\s*(\d+(?:\.\d+)?)\s*(?:\$|usd|dollars?|bucks)?\s*(?:an?\b|per\b|/|each|the\b)\s*"
    r"(?:gpu|card|one)?s?\s*[-/]?\s*(?:an?\b|per\b|/)?\s*(?:hour|hr|h)\b",
    re.IGNORECASE,
)
_BITS = re.compile(r"\b(\d{1,2}|four|eight|sixteen)[\s-]*bits?\b|\b(?:int|fp|bf)-?(4|8|16)\b", re.IGNORECASE)
_IN_WORDS = {"four": 4, "eight": 8, "sixteen": 16}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"single": 1, "sixteen": 16}
_COUNTED = re.compile(
    rf"(?<![\w$.,])(?P<count>\d[\d,]*|{'|'.join(_NUMBERS)})\s*(?:x|×|\*)?\s+(?:nvidia\s+|amd\s+|rented\s+|own\s+)*"
    r"(?P<named>[\w ]{2,16})",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?P<hours>\d{1,3})\s*(?:hours|hrs|h)\s*(?:a|per|/|each|every)\s*(?P<of>day|week)\b", re.IGNORECASE
)
_DAYS_PER_MONTH = 365 / 12
_FORMAT = re.compile(r"\b(fp8|fp4|nf4|mxfp4|awq|gptq|q\d_k(?:_[ml])?|q\d_0)\b", re.IGNORECASE)


def machines_in(text: str) -> Mapping[str, JsonValue]:
    """Arguments of `hosting_cost` that words name; empty where they name none."""
    found: dict[str, JsonValue] = {}
    gpu = next(_gpus_in(text), None)
    if gpu is not None:
        found["gpu"] = gpu
    price = _HOUR_PRICE.search(text)
    if price is not None:
        found["gpu_hour_price"] = tidy(float(price[1]))
    named = _FORMAT.search(text)
    bits = _BITS.search(text)
    if named is not None:
        found["quantization"] = named[1].lower()
    elif bits is not None:
        said = (bits[1] or bits[2]).lower()
        found["bits"] = _IN_WORDS.get(said) or int(said)
    return found


def gpus_counted(text: str) -> int | None:
    """How many GPUs words name: "128 H100s", "4x A100", "two L40S cards"."""
    for found in _COUNTED.finditer(text):
        named = next(_gpus_in(found["named"]), None)
        if named is not None and found["named"].strip().startswith(named):
            return _NUMBERS.get(found["count"].lower()) or int(found["count"].replace(",", ""))
    return None


def rent_in(text: str) -> Mapping[str, JsonValue]:
    """Arguments of `gpu_rent` that words name: so many GPUs of a kind, their price, the hours that they run."""
    count, named = gpus_counted(text), machines_in(text)
    if count is None or "gpu" not in named:
        return {}
    found = {"gpus": count, **{name: named[name] for name in ("gpu", "gpu_hour_price") if name in named}}
    hours = _HOURS.search(text)
    if hours is not None:
        days = 1 if hours["of"].lower() == "day" else 1 / 7
        found["hours_per_month"] = tidy(float(hours["hours"]) * days * _DAYS_PER_MONTH)
    return found


def names_a_gpu(text: str) -> bool:
    """Whether words name a GPU that cannot be taken for anything else."""
    return any(len(name) >= _SHORTEST_NAME for name in _gpus_in(text))


def _gpus_in(text: str) -> Iterator[str]:
    """The names of GPUs as they are written, without the "s" of several."""
    for found in _GPU.finditer(text):
        written = found[0].strip()
        name = written.removesuffix("s")
        if any(character.isalpha() for character in name) and _is_known(name):
            yield name


def _is_known(name: str) -> bool:
    try:
        gpu_of(name)
    except ToolError:
        return False
    return True
