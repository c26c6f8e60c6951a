"""Keywords of a text: what the keyword half of the search compares. Spellings, numbers and word forms become one."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import snowballstemmer
import yaml

_FILE = Path(__file__).parent / "words.yaml"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MULTIPLES = re.compile(r"(\d+(?:\.\d+)?)[ -]?(k|thousand|m|mn|million)\b")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}


def keywords(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, with repetitions: "fine-tuned LLMs" gives finetun, llm."""
    return [stem(word) for word in plain_words(text) if word not in stop_words()]


def plain_words(text: str) -> list[str]:
    """Words and numbers in lower case, in order, each way of writing a thing replaced by its first form."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    lowered = _MULTIPLES.sub(_written_out, _THOUSANDS.sub("", lowered))
    pattern, first_form = _same()
    return _TOKEN.findall(pattern.sub(lambda found: first_form[found[0]], lowered))


@cache
def stem(word: str) -> str:
    """The stem of an English word, as Porter's second algorithm gives it."""
    return str(_stemmer().stemWord(word))


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about a topic."""
    return frozenset(str(_data()["stop"]).split())


def _written_out(found: re.Match[str]) -> str:
    return f"{float(found[1]) * _TIMES[found[2]]:.0f}"


@cache
def _same() -> tuple[re.Pattern[str], Mapping[str, str]]:
    first_form = {form: forms[0] for forms in _data()["same"] for form in forms}
    longest_first = sorted(first_form, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), first_form


@cache
def _data() -> dict[str, list[list[str]]]:
    values = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if not isinstance(values, dict) or set(values) != {"stop", "same"}:
        raise ValueError(f"{_FILE.name}: must have exactly the keys same and stop")
    return values


@cache
def _stemmer() -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer("english")
