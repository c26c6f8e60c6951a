"""Which field each quantity means by its cues: the one that scores highest, and those that other numbers make clear."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.words.clauses import Structure
from agent.words.measured import Measured, is_pronoun
from agent.words.number_cues import CuesBySentence, activations
from agent.words.roles import MONEY, NAMES_IT, roles, score_of

_NEIGHBOURS = 6  # numbers on either side that a cue may belong to instead


@dataclass(frozen=True, slots=True)
class Assigned:
    """A quantity that means a field, with its score."""

    field: str
    measured: Measured
    score: float
    activation: Mapping[str, float]
    replaces: bool = False  # takes the place of an earlier number for the field


@dataclass(frozen=True, slots=True)
class Judged:
    """A quantity with what its cues say: its score for each field that it can be, and the field chosen by them."""

    measured: Measured
    activation: Mapping[str, float]
    scores: Mapping[str, float]
    choice: Assigned | None


def assign(
    structure: Structure,
    measured: Sequence[Measured],
    cues: CuesBySentence,
    asked: Sequence[str],
    topics: Collection[str],
    *,
    supposed: bool = False,
) -> list[Assigned]:
    """Which field each quantity means by its cues, in the order of the message; those that mean none are left out."""
    judged = judge(structure, measured, cues, asked, topics, supposed=supposed)
    return in_asked_order([item.choice for item in judged if item.choice is not None], asked)


def judge(
    structure: Structure,
    measured: Sequence[Measured],
    cues: CuesBySentence,
    asked: Sequence[str],
    topics: Collection[str],
    *,
    supposed: bool = False,
) -> list[Judged]:
    """What the cues say of each quantity, in the order of the message.

    `topics` are cue groups that the conversation is about, though this message does not name them. In a supposition
    (`supposed`) requests need no rate.
    """
    judged: list[Judged] = []
    assigned: list[Assigned] = []
    for position, number in enumerate(measured):
        item = _as_share(number, assigned)
        others = (
            *measured[max(0, position - _NEIGHBOURS) : position],
            *measured[position + 1 : position + 1 + _NEIGHBOURS],
        )
        if is_pronoun(structure, item) and not _counts_ones(asked):
            continue
        activation = activations(structure, item, _rivals(item, others), cues, topics)
        choice: Assigned | None = None
        if _follows_the_wait(position, measured, assigned) and _is_slow(position, measured, activation):
            previous = measured[position - 1]
            quantity = replace(item.quantity.scaled(previous.quantity.unit_factor), kind="duration")
            choice = Assigned("max_latency_seconds", replace(item, quantity=quantity), 1.0, activation)
        if item is not number:
            activation["accuracy"] = max(activation.get("accuracy", 0.0), _STILL_ACCURACY)
            if activation.get("need", 0.0) > NAMES_IT:
                activation["now"] = 0.0
            before = assigned[-1].activation
            few = item.quantity.value < _FEW_WRONG
            if few and before.get("wrong", 0.0) > before.get(
                "accuracy", 0.0
            ):  # "15 percent are wrong, max 5 is acceptable"
                activation |= {"wrong": 1.0, "accuracy": 0.0}
        choice = choice or _follow_up(item, assigned, activation)
        scores = _scores(item, activation, asked, supposed=supposed)
        for field, score in scores.items() if choice is None else ():
            if score >= roles()[field].threshold and (choice is None or score > choice.score):
                choice = Assigned(field, item, score, activation)
        judged.append(Judged(item, activation, scores, choice))
        if choice is not None:
            assigned.append(choice)
    return judged


def _scores(
    item: Measured, activation: Mapping[str, float], asked: Sequence[str], *, supposed: bool
) -> dict[str, float]:
    """The score for each field that the quantity can be."""
    scores: dict[str, float] = {}
    for field, role in roles().items():
        asked_rate = field not in asked and any(roles()[one].rate != "forbidden" for one in asked if one in roles())
        score = score_of(
            field, role, item, activation, is_asked=field in asked, asked_rate=asked_rate, supposed=supposed
        )
        if score is not None:
            scores[field] = score
    return scores


def _as_share(item: Measured, assigned: Sequence[Assigned]) -> Measured:
    """A bare number behind an accuracy is one too: "72 % are right. We need 90."."""
    quantity = item.quantity
    bare = quantity.kind == "plain" and item.is_bare() and item.per is None and not item.each
    if not assigned or not bare or not 1 < quantity.value <= 100:  # percent
        return item
    last = assigned[-1]
    if last.field not in _ACCURACIES or last.measured.quantity.kind != "share" or not _soon_after(last.measured, item):
        return item
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%"))


def _follows_the_wait(position: int, measured: Sequence[Measured], assigned: Sequence[Assigned]) -> bool:
    """Nothing is told before the number but the time right before it, or that is how long an answer takes."""
    if not assigned or not position:
        return not assigned
    last = assigned[-1]
    return last.field == "max_latency_seconds" and last.measured.first == measured[position - 1].first


def _is_slow(position: int, measured: Sequence[Measured], activation: Mapping[str, float]) -> bool:
    """ "It takes 14 seconds, it should be 4 or less": the bare number is in seconds too."""
    if not position:
        return False
    item, before = measured[position], measured[position - 1]
    seconds = before.quantity.kind == "duration" and 0 < before.quantity.unit_seconds <= 1
    bare = item.quantity.kind == "plain" and item.is_bare() and item.per is None
    return seconds and bare and item.sentence - before.sentence <= 1 and activation.get("need", 0.0) > NAMES_IT


_ACCURACIES = ("current_accuracy", "target_accuracy")
_STILL_ACCURACY = 0.7
_FEW_WRONG = 0.5


def _soon_after(first: Measured, second: Measured) -> bool:
    return first.first < second.first and second.sentence - first.sentence <= 1


def _counts_ones(asked: Sequence[str]) -> bool:
    """ "One" answers a question about people or files, none about money or a rate: "no target has been set for one"."""
    return any(field in roles() and not {"money", "share"} & {*roles()[field].kinds} for field in asked)


def _rivals(item: Measured, others: Sequence[Measured]) -> list[Measured]:
    """The numbers that a cue may belong to instead: not the same amount in another currency."""
    if item.quantity.kind != "money" or item.quantity.currency != "USD":
        return list(others)
    return [other for other in others if other.quantity.currency in (None, "USD")]


def _follow_up(item: Measured, assigned: Sequence[Assigned], activation: Mapping[str, float]) -> Assigned | None:
    """A bare number takes the unit of the one before: "stuck at 78%, we need 95", "8 seconds, must be below 3"."""
    last = assigned[-1] if assigned else None
    if last is None or last.measured.sentence != item.sentence or not item.is_bare():
        return None
    if item.per is not None:
        same = last.field in MONEY and last.measured.quantity.kind == item.quantity.kind == "plain"
        return Assigned(last.field, item, last.score, activation) if same else None
    if item.quantity.kind != "plain" or activation.get("need", 0.0) < 0.5:
        return None
    if last.field == "current_accuracy" and 0 < item.quantity.value <= 100:
        return Assigned("target_accuracy", item, last.score, activation)
    if last.field == "max_latency_seconds" and last.measured.quantity.kind == "duration":
        unit = last.measured.quantity.unit_factor
        quantity = replace(item.quantity.scaled(unit), kind="duration")
        return Assigned("max_latency_seconds", replace(item, quantity=quantity), last.score, activation)
    return None


def in_asked_order(assigned: Sequence[Assigned], asked: Sequence[str]) -> list[Assigned]:
    """Two numbers that answer a question for two fields, and nothing tells them apart: the first is the first."""
    if len(asked) != 2:
        return list(assigned)
    answers = [item for item in assigned if item.field in asked]
    if len(answers) == 2 and answers[0].field == answers[1].field:
        first, second = answers
        other = [replace(first, field=asked[0]), replace(second, field=asked[1])]
        return [item for item in assigned if item.field not in asked] + other
    return list(assigned)
