"""Masks personal data before a model sees it, and puts the user's own words back into what the model returns.

Numbers that carry a check (cards, IBANs, social security, telephone numbers) are found by libraries that know the
check, so that the figures of a business case stay. Names are found where the text gives them away: under a closing,
behind a title, an office or "my name is", by a frequent given name, and again wherever a found name recurs. A name that
stands alone in running text is not found; this is help, and no guarantee.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from phonenumbers import Leniency, PhoneNumberMatcher
from pydantic import BaseModel, ConfigDict, ValidationError
from stdnum import iban, luhn
from stdnum.us import ssn

_PLACEHOLDER = re.compile(r"\[(?:NAME|EMAIL|PHONE|IBAN|CARD|ID|IP|DATE|SECRET|ADDRESS|TEXT)_\d+\]")


@dataclass
class Redaction:
    """The masks of one turn: the same words get the same mask in every call."""

    _masks: dict[str, str] = field(default_factory=dict, repr=False)
    _words: dict[str, str] = field(default_factory=dict, repr=False)
    _names: set[str] = field(default_factory=set, repr=False)  # found so far: they are known wherever they recur

    def hide(self, text: str) -> str:
        """`text` with a mask such as `[NAME_1]` in place of each piece of personal data."""
        self._names |= set(_parts_of(_name_places(text)))
        pieces, end = [], 0
        for place in _apart([*_places(text), *_recurring(text, self._names)]):
            pieces += [text[end : place.start], self._mask(place)]
            end = place.end
        return "".join([*pieces, text[end:]])

    def show(self, text: str) -> str:
        """`text` with the user's words in place of the masks; a mask that was never given stays."""
        return _PLACEHOLDER.sub(lambda mask: self._words.get(mask.group(), mask.group()), text)

    def _mask(self, place: "_Place") -> str:
        if place.words not in self._masks:
            number = 1 + sum(mask.startswith(f"[{place.kind}_") for mask in self._words)
            mask = f"[{place.kind}_{number}]"
            self._masks[place.words] = mask
            self._words[mask] = place.words
        return self._masks[place.words]


def unknown_placeholders(text: str) -> bool:
    """Whether a text that was shown again holds masks that nobody gave: the model made them up."""
    return _PLACEHOLDER.search(text) is not None


class _Data(BaseModel):
    """`personal_data.yaml`: the words that give personal data away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checked: object
    closings: tuple[str, ...]
    introductions: tuple[str, ...]
    salutations: tuple[str, ...]
    titles: tuple[str, ...]
    offices: tuple[str, ...]
    no_names: frozenset[str]
    given_names: frozenset[str]
    particles: tuple[str, ...]
    phone_cues: tuple[str, ...]
    phone_regions: tuple[str, ...]
    id_cues: tuple[str, ...]
    birth_cues: tuple[str, ...]
    secret_cues: tuple[str, ...]
    secret_shapes: tuple[str, ...]
    streets: tuple[str, ...]
    streets_before: tuple[str, ...]
    streets_joined: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Words of the text from `start` to `end` (excluded), and what they are."""

    kind: str
    start: int
    end: int
    words: str


def _places(text: str) -> Iterator[_Place]:
    """Everything personal, the surest first."""
    patterns = _patterns()
    yield from _matches("TEXT", _PLACEHOLDER, text)
    yield from _matches("SECRET", patterns.secret, text)
    yield from _matches("EMAIL", patterns.email, text)
    yield from (place for place in _matches("IBAN", patterns.iban, text) if iban.is_valid(place.words))
    yield from (place for place in _matches("CARD", patterns.card, text) if _is_card(place.words))
    yield from (place for place in _matches("ID", patterns.ssn, text) if ssn.is_valid(place.words))
    yield from _matches("ID", patterns.id, text)
    yield from _matches("DATE", patterns.birth, text)
    yield from (place for place in _matches("IP", patterns.ip, text) if _is_address(place.words))
    yield from _phones(text)
    yield from _matches("ADDRESS", patterns.address, text)
    yield from _name_places(text)


def _apart(places: Iterable[_Place]) -> list[_Place]:
    """Places that do not overlap, in the order of the text; of two that do, the one that came first stays."""
    kept: list[_Place] = []
    for place in places:
        if all(place.end <= other.start or place.start >= other.end for other in kept):
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[_Place]:
    """Where a pattern stands; its group `it`, where it has one, is the personal part."""
    for found in pattern.finditer(text):
        group = "it" if found.groupdict().get("it") else 0
        yield _Place(kind, *found.span(group), found.group(group))


def _is_card(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    return luhn.is_valid(digits) and len(set(digits)) > 1


def _is_address(words: str) -> bool:
    try:
        return not ipaddress.ip_address(words).is_loopback
    except ValueError:
        return False


def _phones(text: str) -> Iterator[_Place]:
    """Telephone numbers: with a country's prefix anywhere, written in the American way, or behind "tel."."""
    yield from _phones_in(text, 0, (None,))
    for found in _patterns().american_phone.finditer(text):
        yield from _phones_in(found.group(), found.start(), ("US",))
    for found in _patterns().phone_cue.finditer(text):
        yield from _phones_in(found["it"], found.start("it"), _data().phone_regions)


def _phones_in(text: str, offset: int, regions: Sequence[str | None]) -> Iterator[_Place]:
    for region in regions:
        found = next(iter(PhoneNumberMatcher(text, region, leniency=Leniency.VALID)), None)
        if found is not None:
            for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
                yield _Place("PHONE", offset + match.start, offset + match.end, match.raw_string)
            return


def _name_places(text: str) -> list[_Place]:
    patterns = _patterns()
    found = [place for pattern in patterns.names for place in _matches("NAME", pattern, text)]
    listed = [place for place in _matches("NAME", patterns.two_names, text) if _begins_with_given_name(place.words)]
    mailed = [place for name in _names_in_mails(text) for place in _matches("NAME", re.compile(name), text)]
    return [place for place in (*found, *listed, *mailed) if _may_be_name(place.words)]


def _begins_with_given_name(words: str) -> bool:
    return words.split(maxsplit=1)[0].strip(".") in _data().given_names


def _may_be_name(words: str) -> bool:
    data = _data()
    offices = {office.lower() for office in data.offices}
    return not any(word.lower().strip(".,") in data.no_names | offices for word in re.split(r"[\s-]+", words))


def _names_in_mails(text: str) -> Iterator[str]:
    """`Jana Kowalska` for jana.kowalska@…, as patterns."""
    for place in _matches("EMAIL", _patterns().email, text):
        parts = [part for part in re.split(r"[._]", place.words.partition("@")[0]) if part.isalpha() and len(part) > 1]
        if len(parts) >= 2:
            yield r"\b" + r"\s+".join(map(re.escape, (part.capitalize() for part in parts))) + r"\b"


def _parts_of(places: Iterable[_Place]) -> Iterator[str]:
    """A found name, and each of its words that is long enough to be known again."""
    for place in places:
        words = place.words.split()
        yield place.words
        yield from (word for word in words if len(word) > 2 and word[0].isupper() and word[-1].isalpha())


def _recurring(text: str, names: Iterable[str]) -> Iterator[_Place]:
    for name in sorted(names, key=len, reverse=True):
        yield from _matches("NAME", re.compile(rf"(?<![\w@.]){re.escape(name)}(?![\w@])"), text)


@dataclass(frozen=True)
class _Patterns:
    secret: re.Pattern[str]
    email: re.Pattern[str]
    iban: re.Pattern[str]
    card: re.Pattern[str]
    ssn: re.Pattern[str]
    id: re.Pattern[str]
    birth: re.Pattern[str]
    ip: re.Pattern[str]
    american_phone: re.Pattern[str]
    phone_cue: re.Pattern[str]
    address: re.Pattern[str]
    names: tuple[re.Pattern[str], ...]
    two_names: re.Pattern[str]


_WORD = r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*"
_NAME_WORD = rf"(?=[A-ZÀ-ÖØ-ÞĀ-Ž])(?:{_WORD}(?:-{_WORD})*|[A-Z]\.)"
_GAP = r"[ \t]+"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}\.?\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
)
_NUMBERED = (
    r"(?:\s+(?:no|nr|number)\.?)?\s*[:#=]?\s*(?:is\s+)?"
    r"(?P<it>(?=[A-Z\d -]*\d)[A-Z\d](?:[A-Z\d]|[ -](?=[A-Z\d]*\d)){4,20}[A-Z\d])\b"
)
_PHONE = r"(?:\s+(?:no|number|is|at|on|under|me))*[ .:]*(?P<it>[(\d][\d ()/.-]{6,20}\d)(?![\d,%])"


@cache
def _patterns() -> _Patterns:
    data = _data()
    particle = rf"(?:(?i:{_any(data.particles)}){_GAP})?"
    name = rf"{_NAME_WORD}(?:{_GAP}{particle}{_NAME_WORD}){{0,3}}"
    whole_name = rf"{_NAME_WORD}(?:{_GAP}{particle}{_NAME_WORD}){{1,3}}"
    shapes = "|".join(data.secret_shapes)
    return _Patterns(
        secret=re.compile(
            rf"(?<![\w-])(?:{shapes})|\b(?i:{_any(data.secret_cues)})\b(?:\s+is|\s*[:=])\s*(?P<it>\S*[\d!#$%&*@^]\S*)"
        ),
        email=re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        iban=re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b"),
        card=re.compile(r"(?<![\d.,-])[3-6]\d{3}(?:(?:[ -]\d{4}){3}|[ -]\d{6}[ -]\d{5}|\d{9,12})(?![\d,-]|\.\d)"),
        ssn=re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
        id=re.compile(rf"\b(?i:{_any(data.id_cues)})\b{_NUMBERED}"),
        birth=re.compile(rf"\b(?i:{_any(data.birth_cues)})\b:?\s+(?:on\s+)?(?P<it>{_DAY})"),
        ip=re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7})(?![\w:]|\.\d)"),
        american_phone=re.compile(r"(?<![\d-])(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\d-])"),
        phone_cue=re.compile(rf"\b(?i:{_any(data.phone_cues)})\b\.?{_PHONE}"),
        address=re.compile(_address(data)),
        names=(
            re.compile(
                rf"^[ \t]*(?i:{_any(data.closings)})[,!.]?[ \t]*(?:\n[ \t]*){{1,3}}(?P<it>{name})[ \t]*(?=$|,)",
                re.MULTILINE,
            ),
            re.compile(rf"\b(?i:{_any(data.closings)}),[ \t]+(?P<it>{name})[ \t]*$", re.MULTILINE),
            re.compile(rf"\b(?i:my name is|name is|mein name ist|me llamo|nazywam się|signed by){_GAP}(?P<it>{name})"),
            re.compile(rf"\b(?i:{_any(data.introductions)}){_GAP}(?P<it>{whole_name})"),
            re.compile(rf"\b(?:{_any(data.titles)})\b\.?{_GAP}(?P<it>{name})"),
            re.compile(rf"\b(?i:{_any(data.offices)}),?{_GAP}(?P<it>{whole_name})"),
            re.compile(
                rf"^[ \t]*(?i:{_any(data.salutations)}){_GAP}(?P<it>{_NAME_WORD})(?=[ \t]*(?:[,!]|$))", re.MULTILINE
            ),
        ),
        two_names=re.compile(whole_name),
    )


def _address(data: "_Data") -> str:
    """A street with its number, in the orders in which countries write them, and a postcode behind it."""
    before = rf"(?i:{_any(data.streets_before)})"
    of_the = r"(?:(?:de|du|des|del|di|della|la|las|le|los)\s+)*"
    # "50 Street View images" is a figure: what a street is called comes first, and no name goes on behind it.
    english = rf"\b\d{{1,5}}[A-Za-z]?{_GAP}(?:{_NAME_WORD}{_GAP}){{1,3}}(?:{_any(data.streets)})(?!\w)(?!{_GAP}[A-Z])"
    french = rf"\b\d{{1,5}}(?:{_GAP}bis)?,?{_GAP}{before}{_GAP}{of_the}{_NAME_WORD}"
    southern = rf"\b{before}{_GAP}{of_the}{_NAME_WORD}(?:{_GAP}{_NAME_WORD})?,?{_GAP}\d{{1,4}}[a-z]?\b"
    german = rf"\b(?=[A-ZÄÖÜ])[\w-]+(?:{_any(data.streets_joined)}){_GAP}\d{{1,4}}[a-z]?\b"
    return rf"(?:{english}|{french}|{southern}|{german})(?:,?\s+(?:[A-Z]-?)?\d{{5}}{_GAP}{_NAME_WORD})?"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _data() -> _Data:
    """Raises `ValueError` that names the file and the record."""
    file = Path(__file__).with_name("personal_data.yaml")
    try:
        return _Data.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ValueError(f"{file.name}: {error}") from error
