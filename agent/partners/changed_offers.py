"""What a candidate's price or time becomes: "dropped its price to 145k", "20 % cheaper now", "4 weeks more".

A change that cannot be reckoned is asked about, since a price by itself is no reason to drop anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import JsonValue

from agent.partners.candidate_names import Named
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.values import tidy

_WEEK_SECONDS = 7 * 24 * 3600
_WEEKS_PER_MONTH = 52 / 12
PRICES = ("quote", "monthly_fee", "fee_per_request")
LEAST_PRICE = 1000  # without a sign a smaller number is no price of a project
_NEAR = 2  # tokens


@dataclass
class Changed:
    """The terms as they are now by candidate, the tokens that change them, and what remains to be asked."""

    by_name: dict[str, dict[str, JsonValue]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def changes_in(
    message: Message, names: Sequence[Named], before: Mapping[str, Mapping[str, JsonValue]], rated: set[int]
) -> Changed:
    """Changes of what the candidates `before` ask and need; sentences `rated` say something else of them."""
    changed = Changed()
    for number, sentence in enumerate(message.structure.sentences):
        here = [one for one in names if sentence.first <= one.first < sentence.last and one.name in before]
        tokens = message.tokens[sentence.first : sentence.last]
        if not here or number in rated or is_beside_another(message, number, here):
            continue
        sides = {group: bool(_cues(group).find(tokens)) for group in ("falls", "rises", "sooner", "later", "of_price")}
        for item in (one for one in message.measured if one.sentence == number):
            owner = next((one for one in reversed(here) if one.first < item.first), here[0])
            known = {**before[owner.name], **changed.by_name.get(owner.name, {})}
            term = _changed_term(message, item, known, sides)
            if term is not None:
                changed.by_name.setdefault(owner.name, {})[term[0]] = term[1]
                changed.used |= {*range(owner.first, owner.last), *range(item.first, item.last)}
        moved = (sides["falls"] or sides["rises"]) and sides["of_price"]
        if moved and changed.used.isdisjoint(range(sentence.first, sentence.last)) and not sentence.question:
            changed.used.add(here[0].first)
            changed.notes.append(f"What does {here[0].name} ask in all then? Name the new price and I compare again.")
    return changed


def _changed_term(
    message: Message, item: Measured, known: Mapping[str, JsonValue], sides: Mapping[str, bool]
) -> tuple[str, float] | None:
    """Which term a number of a sentence changes, and what that is now."""
    ahead = [token.lower for token in message.tokens[max(item.first - _NEAR, 0) : item.first]]
    kind, value = item.quantity.kind, item.quantity.value
    if kind == "duration" and item.per is None and (sides["later"] or sides["sooner"]) and not _is_new(ahead):
        weeks = known.get("weeks")
        by = weeks_in(message, item)
        return ("weeks", tidy(max(0.0, float(str(weeks)) + (by if sides["later"] else -by)))) if weeks else None
    if not (sides["falls"] or sides["rises"]) or (ahead[-1:] == ["from"] and not item.quantity.movement):
        return None
    priced = (kind == "money" and item.quantity.currency == "USD") or (
        kind == "plain" and not item.nouns and value >= LEAST_PRICE
    )
    name = _price_meant(message, item, known)
    if name is None or not (priced or (kind == "share" and sides["of_price"])):
        return None
    if item.quantity.movement and item.quantity.range:
        return name, tidy(item.quantity.range[1] * (item.per or 1.0))
    if priced and _is_new(ahead):
        return name, tidy(value * (item.per or 1.0))
    old = float(str(known.get(name) or 0.0))
    by = old * value if kind == "share" else value * (item.per or 1.0)
    new = tidy(old - by if sides["falls"] else old + by)
    return (name, new) if old and new > 0 else None


def weeks_in(message: Message, item: Measured) -> float:
    """A duration in weeks; months are taken as twelfths of a year of 52 weeks."""
    unit = {token.stem for token in message.tokens[item.first : item.quantity.last]}
    if "month" in unit:
        return tidy(item.quantity.value / MONTH_SECONDS * _WEEKS_PER_MONTH)
    return tidy(item.quantity.value / _WEEK_SECONDS)


def _price_meant(message: Message, item: Measured, known: Mapping[str, JsonValue]) -> str | None:
    """The fee by the month where that is spoken of, else what is paid once, else the only price there is."""
    sentence = message.structure.sentences[item.sentence]
    tokens = message.tokens[sentence.first : sentence.last]
    if _cues("by_the_hour").find(tokens):
        return None
    if item.per is not None or _cues("by_the_month").find(tokens):
        return "monthly_fee" if item.per is None or item.per <= 1 else None
    asked = [name for name in PRICES if known.get(name) is not None]
    return asked[0] if asked else "quote"


def is_beside_another(message: Message, number: int, names: Sequence[Named]) -> bool:
    """ "4 weeks more than Gamma": how two compare is no term of either."""
    sentence = message.structure.sentences[number]
    heads = [message.tokens[one.first - 1].lower for one in names if one.first > sentence.first]
    return "than" in heads


def _is_new(ahead: Sequence[str]) -> bool:
    """ "To 145k", "down to $ 145k": the new figure, and not by how much it changes."""
    return bool({"to", "at"} & {*ahead})


def is_of_a_term(message: Message, place: int, names: Sequence[Named]) -> bool:
    """ "Gamma dropped its price": what the word drops is what somebody asks, and not the one who asks it."""
    sentence = next(one for one in message.structure.sentences if one.first <= place < one.last)
    led = any(sentence.first <= one.first < place for one in names)
    objects = _cues("their_terms").find(message.tokens[place + 1 : sentence.last])
    return led and any(hit.first == 0 for hit in objects)


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")["changed_terms"][group]}, "candidates.yaml"))
