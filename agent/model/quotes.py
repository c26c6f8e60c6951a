"""Whether a message says what a model read in it: where its quote stands, what kind of clause that is, what it counts.

A number's value never comes from a model. A model only says which field a number of the message belongs to; the value,
with its rate, unit and range, is what the grammar of the built-in reading makes of the number that is quoted.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from agent.facts import Statement
from agent.model.texts import apart
from agent.numbers.denied_numbers import is_denied
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.roles import FieldRole, roles
from agent.words.values import Value, value_of

_STRAIGHT = str.maketrans(dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‛`´", "'"))
# How much the words around a number may speak against a field, in the weights of `roles.yaml`.
_MOST_AGAINST = -1.9
_NOUN_AGAINST = -0.5
_POINTS = frozenset(".,'")
_COUNTS = frozenset({"requests_per_month", "documents", "training_examples", "ml_engineers"})
_TIME_WORDS = frozenset(
    {"day", "days", "daily", "week", "weeks", "weekly", "hour", "hours", "hourly", "minute", "minutes", "second",
     "seconds", "quarter", "quarterly", "year", "years", "yearly", "annually", "weekday", "weekdays", "workday",
     "fortnight", "night", "morning", "shift"}
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a quote stands in the message: characters `start` to `end` (excluded)."""

    start: int
    end: int

    def overlaps(self, other: "Place") -> bool:
        return self.start < other.end and other.start < self.end


def place_of(quote: str, text: str) -> Place | None:
    """Where `quote` stands in `text`, white space and quotation marks aside; `None`: nowhere."""
    wanted = " ".join(quote.translate(_STRAIGHT).split())
    if not wanted:
        return None
    flat, places = _flat(text)
    found = flat.find(wanted)
    if found < 0:
        return None
    return Place(places[found], places[found + len(wanted) - 1] + 1)


def modes_in(message: Message, place: Place) -> set[str]:
    """What the clauses under a quote do: state, ask, suppose, speak of others, or nothing that counts."""
    return {
        message.structure.mode_at(number)
        for number, token in enumerate(message.tokens)
        if token.start < place.end and token.end > place.start and message.structure.clause_of[number] >= 0
    }


def numbers_under(message: Message, place: Place) -> list[Measured]:
    """The quantities that stand in the quote as a whole, but for an "about" in front."""
    return [
        item
        for item in message.measured
        if not item.quantity.bare_article
        and place.start < item.quantity.end <= place.end
        and not _is_number(message.text[item.quantity.start : max(item.quantity.start, place.start)])
    ]


def _is_number(left_out: str) -> bool:
    return bool(left_out) and (any(letter.isdigit() for letter in left_out) or bool(apart(left_out).measured))


def is_number_field(field: str) -> bool:
    """Whether the grammar judges the field."""
    return field in roles()


def number_said(message: Message, field: str, value: JsonValue, place: Place, context: Context) -> Statement | None:
    """The statement that the quoted number makes of `field`, by the grammar; `None` where it does not bear `value`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    found = list(_readings(message, field, float(value), place, context))
    if len({given for given, _, _ in found}) != 1:
        return None
    figure, ends, item = found[0]
    start, end = min(place.start, item.quantity.start), max(place.end, item.quantity.end)
    return Statement(field=field, value=figure, range=ends, quote=message.text[start:end])


def _readings(
    message: Message, field: str, value: float, place: Place, context: Context
) -> Iterator[tuple[float, tuple[float, float] | None, Measured]]:
    role = roles()[field]
    asked = field in context.asked
    for item in numbers_under(message, place):
        if is_denied(message, item) or not _may_be(message, field, role, item, asked=asked):
            continue
        read = value_of(Assigned(field, item, 1.0, message.activation(item)))
        if read is not None and _bears(item, read, value, has_rate=role.rate == "needed"):
            yield read[0], read[1], item


def _may_be(message: Message, field: str, role: FieldRole, item: Measured, *, asked: bool) -> bool:
    """Whether the grammar allows the number in the field: its kind, its rate, what it counts, the words around it."""
    if item.quantity.kind not in role.kinds or item.quantity.movement or item.quantity.relative:
        return False
    is_foreign = message.language != "en"
    if item.per is None:
        if role.rate == "needed" and not asked:
            return False
        # A rate that the grammar did not see, or a language whose words for it we do not have.
        if role.rate == "needed" and (_speaks_of_time(message, item) or is_foreign):
            return False
    elif role.rate == "forbidden":
        return False
    if is_foreign and _POINTS & set(message.text[item.quantity.start : item.quantity.end]):
        return False  # 100.000 is a hundred here and a hundred thousand there
    if item.nouns and max(role.nouns.get(noun, 0.0) for noun in item.nouns) < _NOUN_AGAINST:
        return False
    if item.counts_something and not item.nouns and field not in _COUNTS and item.quantity.kind == "plain":
        return False
    felt = message.activation(item)
    against = sum(weight * felt.get(group, 0.0) for group, weight in role.weights.items() if weight < 0)
    against += sum(weight * felt.get("after " + group, 0.0) for group, weight in role.after.items() if weight < 0)
    if against < _MOST_AGAINST:
        return False
    plain = item.quantity.kind == "plain"
    return not (plain and role.plain_needs and not asked and not any(felt.get(need) for need in role.plain_needs))


def _bears(item: Measured, read: Value, value: float, *, has_rate: bool) -> bool:
    """Whether a model that returned `value` meant this number: as the field has it, or as it is printed."""
    figure, ends = read
    same = [figure, *(ends or ())]
    if not has_rate:
        same.append(item.quantity.value)
    if item.quantity.kind == "share":
        same.append(figure * 100)
    return any(math.isclose(value, one, rel_tol=0.005, abs_tol=1e-9) for one in same)


def _speaks_of_time(message: Message, item: Measured) -> bool:
    sentence = message.structure.sentences[item.sentence]
    return any(token.lower in _TIME_WORDS for token in message.tokens[sentence.first : sentence.last])


def _flat(text: str) -> tuple[str, Sequence[int]]:
    """The text with each run of white space as one blank and straight quotation marks, and where each letter stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
        else:
            letters.append(letter.translate(_STRAIGHT))
            places.append(place)
    return "".join(letters), places
