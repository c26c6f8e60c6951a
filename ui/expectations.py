"""What a scripted turn may expect of a reply, and where a reply falls short of it. Pure: it holds no conversation."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator

from agent.facts import Fact, Status, checked_profile
from agent.reply import Reply
from tools.errors import BadArgument
from tools.profile import FIELDS, Approach

EXACT = 1e-9  # relative difference below which two figures are the same
KNOWN: tuple[Status, ...] = ("stated", "inferred")


@dataclass(frozen=True)
class Failure:
    """An expectation that was not met: its key (`facts.budget`), what it wanted, and what was there."""

    key: str
    expected: str
    came: str


def failures(expect: "Expect", reply: Reply, before: Reply | None) -> Iterator[Failure]:
    """Everything in which `reply` falls short; `before` is the reply of the turn before."""
    for key, check in _CHECKS.items():
        if key in expect.model_fields_set:
            yield from check(expect, reply, before)


def spoken(never_says: Iterable[str], reply: Reply) -> Iterator[Failure]:
    """A failure for each of the words that must not be said and were."""
    for words in never_says:
        if _said(words, reply):
            yield Failure("never_says", f"no {words!r}", shortened(reply.text, 1000))


def shortened(value: object, limit: int = 200) -> str:
    """A value as one line that a person can take in."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


# What can be written --------------------------------------------------------------------------------------------------


def _one_or_more(given: object) -> object:
    return [given] if isinstance(given, str) else given


Words = Annotated[tuple[str, ...], BeforeValidator(_one_or_more), Field(strict=False)]


class Strict(BaseModel):
    """Part of a script: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def names(cls) -> list[str]:
        """The keys as a script spells them."""
        return [field.alias or name for name, field in cls.model_fields.items()]


class Wanted(Strict):
    """What a value must be: a plain value, or any of these keys; all that are given must hold."""

    is_: JsonValue = Field(default=None, alias="is")
    approx: float = 0
    rel: float = Field(default=EXACT, gt=0)
    min: float = 0
    max: float = 0
    one_of: Annotated[tuple[JsonValue, ...], Field(strict=False)] = ()
    contains: Words = ()  # of a text: these words; of a list: these items
    present: bool = True

    @model_validator(mode="before")
    @classmethod
    def _spell_out(cls, given: object) -> object:
        return given if isinstance(given, dict) else {"is": given}

    @model_validator(mode="after")
    def _mean_something(self) -> "Wanted":
        if not self.model_fields_set:
            raise ValueError(f"expects nothing; give a value, or some of {', '.join(self.names())}")
        if "rel" in self.model_fields_set and "approx" not in self.model_fields_set:
            raise ValueError("rel needs approx beside it")
        return self

    def met_by(self, value: object) -> bool:
        """Whether a value that is there is the one wanted."""
        checks: dict[str, Callable[[], bool]] = {
            "present": lambda: self.present is (value is not None),
            "is_": lambda: _same(self.is_, value),
            "approx": lambda: _is_number(value) and math.isclose(value, self.approx, rel_tol=self.rel),
            "min": lambda: _is_number(value) and value >= self.min,
            "max": lambda: _is_number(value) and value <= self.max,
            "one_of": lambda: any(_same(choice, value) for choice in self.one_of),
            "contains": lambda: all(_within(part, value) for part in self.contains),
        }
        return all(check() for key, check in checks.items() if key in self.model_fields_set)

    def __str__(self) -> str:
        phrases = {
            "present": "something there" if self.present else "nothing there",
            "is_": shortened(self.is_),
            "approx": f"about {self.approx}, within {self.rel * 100:.3g} %",
            "min": f"at least {self.min}",
            "max": f"at most {self.max}",
            "one_of": " or ".join(map(shortened, self.one_of)),
            "contains": f"something with {shortened(self.contains)} in it",
        }
        return " and ".join(phrase for key, phrase in phrases.items() if key in self.model_fields_set)


class WantedFact(Wanted):
    """What a fact must be. Where no status is named, the value must be known: stated or inferred."""

    status: Annotated[tuple[Status, ...], BeforeValidator(_one_or_more), Field(strict=False)] = ()
    range: Annotated[tuple[float, float], Field(strict=False)] | None = None
    quote: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _spell_out(cls, given: object) -> object:
        """`{value: 5, status: stated}` and `{value: {min: 4}, status: stated}` as the keys that they stand for."""
        if not isinstance(given, dict) or not set(given) & {"value", *cls.names()}:
            return {"is": given}  # also a part of an objective
        rest = {key: wanted for key, wanted in given.items() if key != "value"}
        if "value" not in given:
            return rest
        value = given["value"]
        return {**rest, **(value if isinstance(value, dict) and set(value) & set(cls.names()) else {"is": value})}

    def held_by(self, fact: Fact | None) -> bool:
        """Whether the fact is the one wanted; a fact that is not known counts as one without a value."""
        if fact is None or (fact.status not in KNOWN and not self.status):
            fact = Fact(value=None, status="assumed", turn=0)
        if self.status and fact.status not in self.status:
            return False
        if self.range and not _same(self.range, fact.range):
            return False
        if self.quote and not _within(self.quote, fact.quote or ""):
            return False
        return self.met_by(fact.value)

    def __str__(self) -> str:
        if self.model_fields_set == {"is_"}:
            return "no known value" if self.is_ is None else f"{shortened(self.is_)} (known)"
        parts = [super().__str__()]
        parts += [f"status {' or '.join(self.status)}"] if self.status else []
        parts += [f"range {list(self.range)}"] if self.range else []
        parts += [f"a quote with {self.quote!r}"] if self.quote else []
        return ", ".join(filter(None, parts))


class Expect(Strict):
    """What must be true of one reply. A key that is left out expects nothing; an empty list expects none."""

    facts: dict[str, WantedFact] = {}
    results: dict[str, Wanted] = {}  # by dotted path, with list indices: approach.ranking.0.reasons
    cites: Words = ()  # source ids, all of them
    says: Words = ()
    never_says: Words = ()
    asks: Words | None = None  # one of these fields; `any` question; the `same` as before
    updated: Words = ()  # fields, all of them
    stage: Literal["interview", "advice"] | None = None
    # one of these
    recommended: Annotated[tuple[Approach, ...], BeforeValidator(_one_or_more), Field(strict=False)] = ()
    scenario: Annotated[dict[str, Wanted], BeforeValidator(lambda given: {} if given == "any" else given)] | None = None

    @model_validator(mode="after")
    def _name_real_fields(self) -> "Expect":
        for field, wanted in self.facts.items():
            _check_field(field, "facts")
            _check_values(field, wanted)
        for field in self.updated:
            _check_field(field, "updated")
        for field in self.asks or ():
            _check_field(field, "asks", "any", "same")
        return self


def _check_field(field: str, key: str, *others: str) -> None:
    if field not in (*FIELDS, *others):
        near = get_close_matches(field, FIELDS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{key}: there is no field {field!r} in the profile{hint}")


def _check_values(field: str, wanted: WantedFact) -> None:
    """A value that the profile refuses can never come: the mistake is in the script."""
    for value in (wanted.is_, *wanted.one_of):
        if value is not None:
            # Part of an objective may be expected; what is left out is not compared.
            whole: JsonValue = {"metric": "any", **value} if isinstance(value, dict) else value
            try:
                checked_profile({field: whole})
            except BadArgument as error:
                raise ValueError(f"facts.{error}") from error


# Where a reply falls short --------------------------------------------------------------------------------------------


def _facts(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    for field, wanted in expect.facts.items():
        fact = reply.facts.get(field)
        if not wanted.held_by(fact):
            yield Failure(f"facts.{field}", str(wanted), _fact_told(fact))


def _results(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    yield from _paths("results", expect.results, reply.results)


def _scenario(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    if expect.scenario is None and reply.scenario is not None:
        yield Failure("scenario", "none", shortened(reply.scenario))
    if expect.scenario is not None and reply.scenario is None:
        yield Failure("scenario", "a what-if beside the baseline", "none")
    elif expect.scenario is not None:
        yield from _paths("scenario", expect.scenario, reply.scenario or {})


def _paths(key: str, wanted: Mapping[str, Wanted], tree: Mapping[str, Any]) -> Iterator[Failure]:
    for path, value_wanted in wanted.items():
        value, gone = _at(tree, path)
        if value_wanted.present if gone else not value_wanted.met_by(value):
            yield Failure(f"{key}.{path}", str(value_wanted), gone or shortened(value))


def _at(tree: Mapping[str, Any], path: str) -> tuple[Any, str | None]:
    """The value at a dotted path; or `None`, and a sentence on where the path ends and what is there instead."""
    value: Any = tree
    for part in path.split("."):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list | tuple) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            there = _and(map(str, value)) if isinstance(value, Mapping) else shortened(value)
            return None, f"nothing at {part!r}; instead there: {there}"
    return value, None


def _cites(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    yield from _all_of("cites", expect.cites, sorted({citation.source_id for citation in reply.citations}))


def _updated(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    yield from _all_of("updated", expect.updated, reply.updated)


def _all_of(key: str, wanted: Iterable[str], there: Iterable[str]) -> Iterator[Failure]:
    """All that is wanted must be there; when nothing is, nothing may."""
    wanted, there = list(wanted), list(there)
    if set(wanted) - set(there) or (there and not wanted):
        yield Failure(key, _and(wanted), _and(there))


def _says(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    for words in expect.says:
        if not _said(words, reply):
            yield Failure("says", repr(words), shortened(reply.text, 1000))


def _never_says(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    return spoken(expect.never_says, reply)


def _asks(expect: Expect, reply: Reply, before: Reply | None) -> Iterator[Failure]:
    asked, wanted = _asked(reply), list(expect.asks or ())
    pending = _asked(before)[:1]
    fields = {*wanted, *(pending if "same" in wanted else ())}
    if not (asked and ("any" in fields or fields & set(asked)) if wanted else not asked):
        names = {"any": "any question", "same": f"the question before ({_and(pending)})"}
        yield Failure("asks", " or ".join(names.get(name, name) for name in wanted) or "nothing", _and(asked))


def _asked(reply: Reply | None) -> list[str]:
    """The fields of a reply's question, the first one first."""
    return [field for field in (reply.asks.field, reply.asks.also) if field] if reply and reply.asks else []


def _stage(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    if expect.stage not in (None, reply.progress.stage):
        yield Failure("stage", str(expect.stage), reply.progress.stage)


def _recommended(expect: Expect, reply: Reply, _before: Reply | None) -> Iterator[Failure]:
    value, gone = _at(reply.results, "approach.recommended")
    if value not in expect.recommended:
        yield Failure("recommended", " or ".join(expect.recommended), gone or str(value))


def _fact_told(fact: Fact | None) -> str:
    if fact is None:
        return "not known"
    parts = [shortened(fact.value), fact.status, f"turn {fact.turn}"]
    parts += [f"range {list(fact.range)}"] if fact.range else []
    parts += [f"quote {shortened(fact.quote)!r}"] if fact.quote else []
    return ", ".join(parts)


def _and(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"


# When two things are the same -----------------------------------------------------------------------------------------


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(wanted: Any, came: Any) -> bool:
    """Equal, figures up to rounding, lists in any order; of a mapping, what is wanted of it."""
    if _is_number(wanted) and _is_number(came):
        return math.isclose(wanted, came, rel_tol=EXACT)
    if isinstance(wanted, dict) and isinstance(came, dict):
        return all(key in came and _same(value, came[key]) for key, value in wanted.items())
    if isinstance(wanted, list | tuple) and isinstance(came, list | tuple):
        return len(wanted) == len(came) and all(map(_same, sorted(wanted, key=str), sorted(came, key=str)))
    return type(wanted) is type(came) and bool(wanted == came)


def _within(part: str, whole: Any) -> bool:
    if isinstance(whole, list | tuple):
        return any(_plain(part) == _plain(str(item)) for item in whole)
    return isinstance(whole, str) and _plain(part) in _plain(whole)


def _said(words: str, reply: Reply) -> bool:
    """Whether the words stand in the text, with or without the citation marks in between."""
    return any(_plain(words) in _plain(text) for text in (reply.text, re.sub(r"\s*\[\d+\]", "", reply.text)))


def _plain(text: str) -> str:
    """Text as it is heard: no markdown, no case, one kind of space, dash and quotation mark."""
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    text = re.sub(r"[*`\\]|(?<!\w)_+|_+(?!\w)", "", text).replace("|", " ")
    text = re.sub(r"(?<=\d)\s+%", "%", text)
    return " ".join(text.split()).casefold()


_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("“”„″", '"')}
)

_CHECKS: Mapping[str, Callable[[Expect, Reply, Reply | None], Iterator[Failure]]] = {
    "facts": _facts,
    "updated": _updated,
    "results": _results,
    "recommended": _recommended,
    "scenario": _scenario,
    "stage": _stage,
    "asks": _asks,
    "cites": _cites,
    "says": _says,
    "never_says": _never_says,
}
