"""The numeric fields of the profile, and how well a quantity fits each.

It is scored by its kind, the noun it counts, its rate, the cue words around it and the pending question; nouns, cue
words and weights are `cues/roles.yaml`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.words.cues import BadCues, load_cues
from agent.words.measured import Measured

_SHARE_NAMES = ("accuracy", "wrong", "critical", "edge")  # "accuracy: 0.82"
NAMES_IT = 0.7
_NAMES_UNKNOWN = 0.8
_NAMES_IT_SURELY = 0.9
_LABELS_IT = 1.0  # "accuracy 96"
_HALF_RIGHT, _ALL_RIGHT = 50, 100  # percent
_GRAVE = 0.5  # no model does more harm than that
_ONLY_GOES_IN = 1.5
_PEOPLE_TAKE = 600  # seconds
_LONGEST_ANSWER = 32_000  # tokens; more of them can only go in
_FEWEST_PAGES = 100  # fewer are the length of something
_BILLED = 0.25  # "our last OpenAI invoice was $18,400": bills come monthly
_BARE_RATE = 1.8  # "40k a day" and nothing else: the volume
_FEWEST_REQUESTS = 10  # a month; fewer are no volume
_FACTOR_A_YEAR = 1.5  # "three times as many in a year"
_IN_SECONDS = 0.9  # nothing but an answer is counted in seconds
_WANTED, _WITHIN = 0.25, 1.3  # "the board wants 90 % within 3 months"


class FieldRole(BaseModel):
    """One record of `fields` in roles.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[Literal["plain", "money", "share", "duration", "factor"], ...]
    rate: Literal["needed", "optional", "forbidden"]
    nouns: dict[str, float] = {}
    weights: dict[str, float] = {}
    after: dict[str, float] = {}
    never: dict[str, float] = {}
    never_bare: dict[str, float] = {}
    never_alone: dict[str, float] = {}
    plain_needs: tuple[str, ...] = ()
    asked: float
    threshold: float
    shortest: float = 0.0
    longest: float = float("inf")


_TOKENS = ("input_tokens", "output_tokens")
_FEWEST_TOKENS = 5  # fewer are told as tokens: "one token"


def score_of(
    field: str,
    role: FieldRole,
    item: Measured,
    activation: Mapping[str, float],
    *,
    is_asked: bool,
    asked_rate: bool,
    supposed: bool,
) -> float | None:
    """The field's score, or `None` where the quantity cannot be it."""
    if is_ruled_out(field, item, activation):
        return None
    billed = field == "monthly_api_spend" and max(activation.get("api", 0.0), activation.get("model", 0.0)) >= _BILLED
    free = is_asked or (supposed and "request" in item.nouns) or billed
    if role.rate == "needed" and item.per is None and not free:
        return None
    if not _can_be(field, role, item, activation, is_asked):
        return None
    score = sum(weight * activation.get(group, 0.0) for group, weight in role.weights.items())
    score += sum(weight * activation.get("after " + group, 0.0) for group, weight in role.after.items())
    if item.nouns:
        score += max(role.nouns.get(noun, 0.0) for noun in item.nouns)
    elif item.counts_something and not is_asked:
        volume = field == "requests_per_month" and activation.get("volume", 0.0) > _NAMES_UNKNOWN
        examples = field == "training_examples" and activation.get("examples", 0.0) > _NAMES_IT_SURELY
        score -= 0.3 if volume else 0.1 if examples else 2.0
    score += _bonus(field, item, activation, asked_rate=asked_rate)
    return score + (role.asked if is_asked else 0.0)


def _bonus(field: str, item: Measured, activation: Mapping[str, float], *, asked_rate: bool) -> float:
    """What the number's own shape says for a field."""
    quantity, score = item.quantity, 0.0
    if field == "requests_per_month" and item.is_bare() and item.per is not None and not asked_rate:
        score += _BARE_RATE if quantity.value * item.per >= _FEWEST_REQUESTS else -_BARE_RATE
    if field == "growth_per_year" and quantity.kind == "factor" and item.per is not None:
        score += _FACTOR_A_YEAR if item.last == quantity.last and activation.get("volume", 0.0) > _WANTED else 0.0
    if field == "max_latency_seconds" and 0 < quantity.unit_seconds <= 1 and quantity.kind == "duration":
        score += _IN_SECONDS
    if field == "timeline_months" and quantity.bound == "at_most" and activation.get("need", 0.0) > _WANTED:
        score += _WITHIN
    if field == "input_tokens" and "token" in item.nouns and quantity.value > _LONGEST_ANSWER:
        score += _ONLY_GOES_IN
    if field in ("target_accuracy", "max_latency_seconds") and quantity.bound is not None:
        score += 1.0
    return score


def _can_be(field: str, role: FieldRole, item: Measured, activation: Mapping[str, float], is_asked: bool) -> bool:
    quantity = item.quantity
    if quantity.kind not in role.kinds:
        bare = quantity.kind == "plain" and "share" in role.kinds and item.is_bare() and item.per is None
        named = 0 < quantity.value < 1 and any(activation.get(group, 0.0) >= NAMES_IT for group in _SHARE_NAMES)
        label = _HALF_RIGHT <= quantity.value <= _ALL_RIGHT and activation.get("accuracy", 0.0) >= _LABELS_IT
        return bare and ((is_asked and 0 <= quantity.value <= 100) or ((named or label) and "accuracy" in role.weights))
    if quantity.currency not in (None, "USD") or (item.sized and field == "documents"):
        return False
    if item.per_head and field == "requests_per_month":
        return False  # how many there are is not said: `agent.numbers.volumes` multiplies where it is
    if field == "documents" and "page" in item.nouns and quantity.value < _FEWEST_PAGES and not is_asked:
        return False
    if field == "monthly_api_spend" and item.per is None and activation.get("bill", 0.0) < NAMES_IT and not is_asked:
        return False
    if not _is_of_size(field, role, item, activation, is_asked):
        return False
    if role.rate == "forbidden" and item.per is not None:
        return False
    if quantity.kind == "factor" and item.per is None and not is_asked:
        return False
    if role.plain_needs and quantity.kind == "plain":
        named = any(activation.get(group, 0.0) >= 0.5 for group in role.plain_needs)
        return item.is_bare() and (is_asked or named) and not (field == "max_latency_seconds" and item.per)
    return not (item.each and "money" in role.kinds)


def is_ruled_out(field: str, item: Measured, activation: Mapping[str, float]) -> bool:
    """What the words beside a number forbid: a bare number that counts visitors, the cost of one mishap, a text of
    0.60 tokens."""
    if field in _TEXTS and item.quantity.value < 1 and "page" not in item.nouns:
        return True
    if field == "critical_error_rate" and item.quantity.kind == "share" and item.quantity.value > _GRAVE:
        return True
    role = roles()[field]
    told = {
        **role.never,
        **(role.never_bare if item.is_bare() else {}),
        **(role.never_alone if item.per is None else {}),
    }
    forbidden = any(activation.get(group, 0.0) >= least for group, least in told.items())
    return forbidden or _is_something_else(field, item, activation)


_TEXTS = ("input_tokens", "output_tokens")


def _is_of_size(field: str, role: FieldRole, item: Measured, activation: Mapping[str, float], is_asked: bool) -> bool:
    quantity = item.quantity
    if field == "output_tokens" and "token" in item.nouns and quantity.value > _LONGEST_ANSWER:
        return False
    if quantity.kind != "duration":
        return True
    wanted = is_asked or quantity.bound is not None or activation.get("need", 0.0) > _WANTED
    if field == "max_latency_seconds" and quantity.value >= _PEOPLE_TAKE and not wanted:
        return False  # "customers wait 20 minutes" is how long people take today
    return role.shortest <= quantity.value <= role.longest


MONEY = ("monthly_api_spend", "monthly_benefit")


def _is_something_else(field: str, item: Measured, activation: Mapping[str, float]) -> bool:
    """What a number cannot be by what it counts.

    People and lines of code are no documents, machines are nothing that is counted, a bare "one" no length; what
    machines cost and what training or building cost once is not what an API charges each month, nor a benefit.
    """
    if field == "documents":
        return bool(item.nouns) and item.nouns <= _NO_DOCUMENTS
    if field == "growth_per_year" and activation.get("other_rate", 0.0) >= _NAMED_RIGHT_THERE:
        return not any(activation.get(group, 0.0) for group in ("growth", "shrink"))  # "adoption reaches 80 %"
    if field in ("training_examples", "requests_per_month") and item.nouns == _THINGS:
        return activation.get("machines", 0.0) > _SPOKEN_OF  # "we have 40 A100s"
    if field == "ml_engineers":
        return item.counts_something and bool(item.nouns) and not item.nouns & _PEOPLE
    if field in _TOKENS:
        return item.nouns <= {"word"} and item.quantity.value < _FEWEST_TOKENS
    if field in MONEY and activation.get("allowance", 0.0) > max(
        _SPOKEN_OF, *(activation.get(name, 0.0) for name in ("benefit", "api", "bill", "pay"))
    ):
        return True  # "I have 500 dollars a month", which nobody pays yet, nor earns
    if field == "budget" and item.per is not None and activation.get("allowance", 0.0) > _SPOKEN_OF:
        return True  # nor is it there up front
    if field == "monthly_benefit":
        return activation.get("machines", 0.0) > max(_SPOKEN_OF, activation.get("benefit", 0.0))
    if field != "monthly_api_spend":
        return False
    api = max(_SPOKEN_OF, activation.get("api", 0.0), activation.get("bill", 0.0))
    past = activation.get("last_year", 0.0) > 0 and item.per in (None, _A_YEAR)
    return activation.get("machines", 0.0) > api or (past and activation.get("once", 0.0) > api)


_PEOPLE = frozenset({"engineer", "user"})
_NAMED_RIGHT_THERE = 0.9
_THINGS = frozenset({"thing"})
_NO_DOCUMENTS = frozenset({"user", "thing", "sentence", "paragraph"})
_A_YEAR = 1 / 12
_SPOKEN_OF = 0.1


@cache
def roles() -> Mapping[str, FieldRole]:
    """The numeric fields with their weights. Raises `BadCues` that names the field."""
    found: dict[str, FieldRole] = {}
    for field, record in load_cues("roles.yaml")["fields"].items():
        try:
            found[field] = FieldRole.model_validate(record)
        except ValidationError as error:
            raise BadCues(f"roles.yaml: {field}: {error}") from error
    return found
