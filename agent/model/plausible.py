"""Whether words that a model quotes can mean what it reads in them. A quote alone does not: it may stand for anything.

Numbers are judged by the grammar (`agent.model.quotes`). A value of a vocabulary must be named, or come near enough to
what people say who mean it (`agent.words.meaning`); a regulation or a language must be named or suggested; a model must
look like one.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from agent.model.quotes import Place, numbers_under
from agent.model.schema import vocabulary
from agent.words.cues import load_cues, pattern_list
from agent.words.meaning import groups, scores
from agent.words.message import Message
from knowledge.words import keywords, stem

# Of 352 values that test messages have, 93 % score as much in their sentence; of values that they do not have, 15 %.
LEAST = 0.1
# The same where the sentence is about something else already: 83 % and 4 %.
LEAST_IN_PASSING = 0.2
# Another value of the field that fits so well, and so much better, speaks against this one.
_FITS_WELL, _MUCH_BETTER = 0.35, 0.25


def is_plausible(
    message: Message, field: str, value: JsonValue, place: Place, *, is_answer: bool, is_in_passing: bool = False
) -> bool:
    """Whether the quote at `place` may mean this value.

    `is_answer`: the field was asked for, and the quote says nothing else. `is_in_passing`: its sentence does.
    """
    quote = message.text[place.start : place.end]
    around = _sentences_of(message, place)
    if not is_answer and not keywords(quote):
        return False  # "we have" says nothing
    if field == "model":
        return _looks_like_a_model(message, str(value), place)
    if field == "regulations" and isinstance(value, list):
        return all(_names(str(one), around) or _suggests(str(one), around) for one in value)
    if field == "languages" and isinstance(value, list):
        return is_answer or all(_names_language(str(one), around) for one in value)
    labels = [str(one).lower() for one in (value if isinstance(value, list) else [value])]
    if field not in groups() or field == "goal":
        return True
    least = -math.inf if is_answer else LEAST_IN_PASSING if is_in_passing else LEAST
    return all(_names(one, quote) or _means(one, field, (quote, around), least) for one in labels)


def _means(label: str, field: str, texts: Sequence[str], least: float) -> bool:
    found = [scores(text, field) for text in texts if text.strip()]
    if not any(one.get(label, 0.0) >= least for one in found):
        return False
    return not any(
        other >= _FITS_WELL and other - one.get(label, 0.0) >= _MUCH_BETTER for one in found for other in one.values()
    )


def _looks_like_a_model(message: Message, value: str, place: Place) -> bool:
    named = any(place.start <= message.tokens[one.first].start < place.end for one in message.models)
    if named:
        return True
    has_both = any(letter.isdigit() for letter in value) and any(letter.isalpha() for letter in value)
    return has_both and " " not in value.strip() and not numbers_under(message, place)


def _names(value: str, text: str) -> bool:
    """Whether the text has the value's own words."""
    words = r"[\s_-]*".join(map(re.escape, value.lower().split("_")))
    return re.search(rf"\b{words}\b", text.lower()) is not None


def _suggests(regulation: str, text: str) -> bool:
    return bool(_stems(text) & _regulations().get(regulation, frozenset()))


def _names_language(code: str, text: str) -> bool:
    return any(_names(name.replace(" ", "_"), text) for name in _languages().get(code, (code,)))


def _sentences_of(message: Message, place: Place) -> str:
    return " ".join(message.sentence_text(number) for number in sorted(sentences_at(message, place)))


def sentences_at(message: Message, place: Place) -> set[int]:
    """The numbers of the sentences that a quote touches."""
    return {
        number
        for number, sentence in enumerate(message.structure.sentences)
        if message.tokens[sentence.first].start < place.end and message.tokens[sentence.last - 1].end > place.start
    }


def _stems(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[a-z]+", text.lower())}


class _Implied(BaseModel):
    """`implied.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regulations: Mapping[str, tuple[str, ...]]


@cache
def _regulations() -> Mapping[str, frozenset[str]]:
    """Stems by regulation. Raises `ValueError` that names the file and the record."""
    file = Path(__file__).with_name("implied.yaml")
    try:
        read = _Implied.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{file.name}: {error}") from error
    if unknown := set(read.regulations) - set(vocabulary("regulations")):
        raise ValueError(f"{file.name}: regulations: {', '.join(sorted(unknown))} is none of the profile's.")
    return {name: frozenset(map(stem, words)) for name, words in read.regulations.items()}


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    record = load_cues("enumerations.yaml")["languages"]
    return {
        str(code): tuple(pattern_list(names, f"enumerations.yaml: languages: {code}")) for code, names in record.items()
    }
