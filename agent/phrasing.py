"""Values as people read them: money, counts, shares, times, vocabulary. Rounded for reading, never for computing."""

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
from pydantic import JsonValue

from agent.facts import Fact
from agent.interview import Kind, cards

OTHER = "OTHER"  # a regulation that the profile has no name for
_LAW_NAME = 3  # words
_MANY_OF_ONE = re.compile(r"^(1 (?:labelled )?\w+)s\b")  # "1 requests a month"
_NARROW = "\N{NO-BREAK SPACE}"


def fact_in_words(field: str, fact: Fact) -> str:
    """A known fact as part of a sentence: "100,000 requests a month"."""
    if fact.status == "declined":
        return f"{cards()[field].in_a_sentence} stays open"
    if fact.range:
        low, high = (value_in_words(field, end) for end in fact.range)
        shown = f"{low} to {high}"
    else:
        shown = value_in_words(field, fact.value)
    card = cards()[field]
    if fact.value == [OTHER] and fact.quote and len(fact.quote.split()) <= _LAW_NAME:
        shown = fact.quote.strip(" .,;:")  # the law's own name
    own_name = shown if isinstance(fact.value, bool) else str(fact.value)
    return _MANY_OF_ONE.sub(r"\1", card.said.format(value=card.values.get(own_name, shown)))


def value_in_words(field: str, value: JsonValue) -> str:
    """A value of a profile field on its own, as its kind shows it."""
    return _in_words(cards()[field].kind, value)


def usd(amount: float) -> str:
    """Dollars: cents under 100, whole dollars above, millions in words.

    Four significant digits keep a price per request readable: $0.0035.
    """
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    if size >= 1e6:
        return f"{sign}${_millions(size)}"
    if size >= 100 or size == round(size):
        return f"{sign}${size:,.0f}"
    if size >= 0.1:
        return f"{sign}${size:,.2f}"
    return f"{sign}${np.format_float_positional(size, precision=3, fractional=False, trim='-')}"


def about_usd(amount: float) -> str:
    """Dollars of an estimate, in two digits: "$45 thousand", "$1.4 million"."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    for scale, word in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if size >= scale:
            scaled = size / scale
            return f"{sign}${scaled:,.0f}{_NARROW}{word}" if scaled >= 10 else f"{sign}${scaled:.1f}{_NARROW}{word}"
    return f"{sign}${size:.0f}"


def count(number: float) -> str:
    """A count with thousands separators, millions in words."""
    if abs(number) >= 1e6:
        return _millions(number)
    return f"{number:,.0f}" if number == round(number) or abs(number) >= 100 else f"{number:,.2g}"


def percent(share: float) -> str:
    """A fraction as per cent, with as many digits as it needs, three at most: 0.995 is 99.5 %."""
    if abs(share) >= _MANY_TIMES:
        return f"{share * 100:,.0f}{_NARROW}%"
    return f"{share * 100:.4g}{_NARROW}%"


_MANY_TIMES = 100
_A_TENTH, _NEARLY_ALL = 0.1, 0.99


def return_percent(share: float) -> str:
    """A return as per cent: three digits, from ten times what is put in on in whole per cent."""
    return percent(share if abs(share) >= _TEN_TIMES else float(f"{share:.3g}"))


_TEN_TIMES = 10


def whole_percent(share: float) -> str:
    """In whole per cent; a share right between two is shown as it is, since neither would be true."""
    whole = round(share, 2)
    return percent(share if abs(abs(share - whole) - 0.005) < 1e-9 else whole)


def months(number: float) -> str:
    """Months, with one digit where it matters."""
    shown = f"{number:.0f}" if number == round(number) or number >= 100 else f"{number:.1f}"
    return f"{shown} {'month' if shown == '1' else 'months'}"


def span(number: float) -> str:
    """A number of months, in years where it is whole ones."""
    years = number / 12
    if not years or years != round(years):
        return months(number)
    return "a year" if years == 1 else f"{years:.0f} years"


def seconds(number: float) -> str:
    """A time to wait for an answer, in the unit that people would use."""
    if number < 1:
        return f"{number * 1000:.3g} milliseconds"
    if number < 120:
        return f"{number:.3g} {'second' if number == 1 else 'seconds'}"
    return f"{number / 60:.3g} minutes" if number < 7200 else f"{number / 3600:.3g} hours"


def day(when: date) -> str:
    """A date that no reader can take for another."""
    return f"{when.day} {when:%B %Y}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list inside a sentence."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def plain(value: JsonValue) -> str:
    """A value whose kind nobody knows: a number with separators, anything else as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.0f}" if value == round(value) or abs(value) >= 100_000 else f"{value:,.6g}"
    return str(value).replace("_", " ")


def _in_words(kind: Kind, value: JsonValue) -> str:  # noqa: C901  one case per kind
    match kind, value:
        case _, None:
            return "not known"
        case "usd", int() | float():
            return usd(value)
        case "count" | "tokens", int() | float():
            return count(value)
        case "share", int() | float() if _A_TENTH <= value < _NEARLY_ALL:
            return percent(round(value, 3))  # two thirds are 66.7 %
        case "share" | "growth", int() | float():
            return percent(value)
        case "seconds", int() | float():
            return seconds(value)
        case "months", int() | float():
            return months(value)
        case "yes_no", bool():
            return "yes" if value else "no"
        case "list", list():
            return joined([_LISTED.get(str(item), str(item).replace("_", " ")) for item in value]) or "none"
        case "choice", str():
            return value.replace("_", " ")
        case "objective", dict():
            return _objective(value)
        case _:
            return str(value)


_LISTED = {
    OTHER: "another law", "EU_AI_ACT": "EU AI Act",
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def _objective(value: dict[str, JsonValue]) -> str:
    unit = f" {value['unit']}" if value.get("unit") else ""
    start = f" from {value['baseline']}{unit}" if value.get("baseline") is not None else ""
    end = f" to {value['target']}{unit}" if value.get("target") is not None else ""
    by = f" by {value['by']}" if value.get("by") else ""
    return f"{value['metric']}{start}{end}{by}"


def _millions(number: float) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= size:
            return f"{number / size:,.4g}{_NARROW}{word}"
    return f"{number:,.0f}"
