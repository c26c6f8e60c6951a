"""What the figures rest on: which open quantity moves the value most, the ends of the ranges, what is assumed.

Figures and ranges are those of `uncertainty` and of the ledgers of assumptions; quantities are named by
`quantities.yaml`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, RootModel

from agent import phrasing
from agent.facts import Fact
from agent.interview import cards
from agent.reading.uncertainty_asked import UncertaintyAsked
from agent.replying.approach_cards import approaches
from agent.replying.money_answers import Money
from agent.replying.payback import months_in_words
from agent.replying.priced import Priced, Row
from tools.approach import ApproachAdvice
from tools.errors import ToolError
from tools.tool import Assumption
from tools.uncertainty import Driver, Percentiles, Uncertainty

_MOST = 5
_TURNS_SHOWN = 3
_SELDOM = 0.05  # of the worlds
_LEAST_SWING = 0.02  # of the widest: below it, chance alone moves the mean as far


def uncertainty_answers(asked: Sequence[UncertaintyAsked], money: Money) -> tuple[Priced, ...]:
    """An answer to each question."""
    return tuple(_answer(one, money) for one in asked)


def _answer(one: UncertaintyAsked, money: Money) -> Priced:
    match one.kind:
        case "drivers":
            return _drivers(one.most or _MOST, money)
        case "cases":
            return _cases(money)
        case "assumptions":
            return _assumptions(one.most, money)
        case "reckons":
            return Priced("I reckon with:", tuple(_reckoned(name, money) for name in one.fields))


def _drivers(most: int, money: Money) -> Priced:
    """The open quantities by how far the value moves with them, and which single facts would turn the advice."""
    drawn = _drawn(money)
    drivers = _telling(drawn)[:most]
    turns = _turns(money)
    if not drivers:
        return Priced("What moves the result most:", ("My advice is not to invest yet, which has no value.", *turns))
    first = _label(drivers[0].name)
    samples = phrasing.count(drawn.samples)
    meaning = (
        f"**Most of all it is {first}.** I draw what is open {samples} times at random; the table shows the mean value "
        f"today of {money.title} where one quantity is at either end of its range."
    )
    return Priced(
        "What moves the result most:",
        (meaning, *turns),
        (
            ("What is open", "From", "To", "Value today there"),
            *(
                (
                    _capital(_label(one.name)),
                    _shown(one.name, one.low),
                    _shown(one.name, one.high),
                    f"{phrasing.about_usd(one.npv_at_low)} to {phrasing.about_usd(one.npv_at_high)}",
                )
                for one in drivers
            ),
        ),
    )


def _telling(drawn: Uncertainty) -> list[Driver]:
    """Those that move the value by more than chance does: the mean over few worlds says little."""
    widest = max((one.swing for one in drawn.drivers), default=0.0)
    rare = {(one.name, label) for one in drawn.assumptions for label in _rare(one.value)}
    return [
        one
        for one in drawn.drivers
        if one.swing > _LEAST_SWING * widest and not {(one.name, _key(one.low)), (one.name, _key(one.high))} & rare
    ]


def _rare(value: JsonValue) -> Iterator[str]:
    """Choices that are seldom drawn."""
    weights = {name: float(str(weight)) for name, weight in value.items()} if isinstance(value, dict) else {}
    yield from (name for name, weight in weights.items() if weight < _SELDOM * sum(weights.values()))


def _key(label: JsonValue) -> str:
    if isinstance(label, bool):
        return str(label).lower()
    return f"{label:g}" if isinstance(label, int | float) else str(label)


def _turns(money: Money) -> tuple[str, ...]:
    """The single facts at which the advice turns."""
    advice = money.assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    turns = [f"{_small(flip.sentence)} ({_title(flip.recommended)})" for flip in advice.flips[:_TURNS_SHOWN]]
    return (f"Single facts that would turn the advice: {'; '.join(turns)}.",) if turns else ()


def _title(approach: str) -> str:
    return approaches()[approach].title.partition(" (")[0]


def _cases(money: Money) -> Priced:
    """The plan at both ends of its ranges; the payback where both costs come at that end at once."""
    best = money.best
    if best.approach == "not_yet":
        return Priced("Best, middle and worst case:", ("My advice is not to invest yet, so there is nothing to lose.",))
    own = _drawn(money).approaches[best.approach]
    upfront = _ends(own.upfront_cost) if money.investment is None else (money.investment,) * 3
    monthly = _ends(own.monthly_cost)
    rows: list[Row] = [_row("Up front", upfront), _row("A month", monthly)]
    benefit = money.number("monthly_benefit")
    figures: list[float] = []
    if benefit is not None:
        even = [_even(money, benefit, once, month) for once, month in zip(upfront, monthly, strict=True)]
        figures = [one for one in even if one is not None]
        shown = ["never" if one is None else months_in_words(one) for one in even]
        rows.append(("Paid back, if the benefit is reached", *shown))
        rows.append(_row("Value today, if the benefit is reached", tuple(reversed(_ends(own.npv)))))
    lacks = "Without a benefit a month there is no payback and no value to show." if benefit is None else ""
    worst = f"**At its worst it is paid back in {rows[2][3]}.**" if figures and rows[2][3] != "never" else ""
    worst = "**At its worst it never pays back.**" if benefit is not None and not worst else worst
    meaning = (
        "One case in ten is better than the best column, one in ten worse than the worst, line by line; the payback is "
        "that of both costs at that end at once."
        if benefit is not None
        else "One case in ten is better than the best column, one in ten worse than the worst, line by line."
    )
    sentences = tuple(one for one in (worst, meaning, lacks) if one)
    heads: Row = ("", "best case", "middle", "worst case")
    return Priced(f"Best, middle and worst case of {money.title}:", sentences, (heads, *rows), figures=tuple(figures))


def _even(money: Money, benefit: float, upfront: float, monthly: float) -> float | None:
    try:
        result = money.call(
            "break_even",
            {"upfront_cost": upfront, "current_monthly_cost": benefit, "new_monthly_cost": monthly},
        )
    except ToolError:
        return None
    return float(str(result["months"])) if result["months"] is not None else None


def _ends(one: Percentiles) -> tuple[float, float, float]:
    return one.p10, one.p50, one.p90


def _row(label: str, values: Sequence[float]) -> Row:
    return (label, *map(phrasing.about_usd, values))


def _assumptions(most: int | None, money: Money) -> Priced:
    """What nobody said, the most important first: by how far the value moves with it."""
    ledger = {one.name: one for one in _drawn(money).assumptions}
    ranked = [one.name for one in _telling(_drawn(money)) if one.name in ledger]
    ranked += [name for name in ledger if name not in ranked and not ranked]
    shown = ranked[: most or _MOST]
    filled = [] if most else [*_filled_in(money, set(shown))]
    rest = len(ledger) - len(shown)
    known = f"What you told me, {len(_told(money))} facts in all, is not assumed. " if _told(money) else ""
    drawn = (
        f"{known}Whatever is open I draw at random from a range; the advice is what comes out best most often."
        f"{f' {rest} more stand in the report, with their sources.' if rest > 0 else ''}"
    )
    return Priced(
        "What I assume, the most important first:",
        (
            drawn,
            *([f"Filled in as they are: {'; '.join(filled)}."] if filled else []),
            "Tell me any of them, and I reckon with yours.",
        ),
        (
            ("What", "I draw it from", "Basis"),
            *((_capital(_label(name)), _range(ledger[name]), ledger[name].source) for name in shown),
        ),
        figures=(float(rest), float(len(_told(money)))),
    )


def _told(money: Money) -> list[Fact]:
    return [one for one in money.facts.values() if one.value is not None and one.status in ("stated", "inferred")]


def _filled_in(money: Money, drawn: set[str]) -> Iterator[str]:
    """Defaults of the bill and of the return, each once."""
    seen = set(drawn)
    for tool in ("api_cost", "roi"):
        result = money.assessment.results.get(tool)
        for one in result.assumptions if result is not None else ():
            named = one.name in _quantities() or one.name in cards()
            if named and one.name not in {*seen, *_COSTS} and not one.is_range:
                seen.add(one.name)
                yield f"{_label(one.name)} {_shown(one.name, one.value)}"


_COSTS = frozenset({"upfront_cost", "monthly_cost", "monthly_api_spend"})


def _reckoned(name: str, money: Money) -> str:
    """A fact with the words it is from, or the range that it is drawn from."""
    fact, label = money.facts.get(name), cards()[name].label
    if fact is not None and fact.value is not None:
        words = f', from your words "{fact.quote}"' if fact.quote else ""
        return f"**{label}: {phrasing.value_in_words(name, fact.value)}**{words}."
    assumption = next((one for one in _drawn(money).assumptions if one.name == name), None)
    if assumption is None:
        return f"{label}: you have told me none, and no figure of mine rests on it yet."
    return f"{label}: you have told me none, so I draw it at random: {_range(assumption)} ({assumption.source})."


def _drawn(money: Money) -> Uncertainty:
    drawn = money.assessment.results["uncertainty"]
    assert isinstance(drawn, Uncertainty)
    return drawn


def _range(one: Assumption) -> str:
    """ "12 to 36 months", or the choices by how common they are."""
    if isinstance(one.value, list):
        low, high = one.value[0], one.value[-1]
        return f"{_shown(one.name, low)} to {_shown(one.name, high)}"
    if isinstance(one.value, dict):
        weights = {name: float(str(weight)) for name, weight in one.value.items()}
        common = sorted(weights, key=lambda name: -weights[name])[:_CHOICES]
        more = " and others" if len(weights) > _CHOICES else ""
        return f"{phrasing.joined([_shown(one.name, _choice(name)) for name in common], 'or')}{more}"
    return _shown(one.name, one.value)


_CHOICES = 3


def _choice(name: str) -> JsonValue:
    return {"true": True, "false": False}.get(name, float(name) if name.replace(".", "").isdigit() else name)


def _label(name: str) -> str:
    if name in _quantities():
        return _quantities()[name].label
    if name not in cards():
        return f"the {name.replace('_', ' ')}"
    return cards()[name].named or f"the {_small(cards()[name].label)}"


def _shown(name: str, value: JsonValue) -> str:
    if name in cards() and name != "model":
        return phrasing.value_in_words(name, value)
    if isinstance(value, bool) or not isinstance(value, int | float) or name not in _quantities():
        return phrasing.plain(value)
    return _IN_UNITS[_quantities()[name].unit](float(value))


_IN_UNITS: Mapping[str, Callable[[float], str]] = {
    "usd": lambda number: phrasing.usd(float(f"{number:.3g}")),
    "price": lambda number: f"{phrasing.usd(number)} a million tokens",
    "hour": lambda number: f"{phrasing.usd(number)} an hour",
    "share": phrasing.percent,
    "months": lambda number: f"{number:.2g} months of a person",
    "upkeep": lambda number: f"{phrasing.whole_percent(number)} of a person",
    "tokens": lambda number: f"{phrasing.count(number)} tokens",
    "times": lambda number: f"{number:.2g} times",
    "count": phrasing.count,
}


class _Quantity(BaseModel):
    """One record of `quantities.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    unit: Literal["usd", "share", "months", "count", "tokens", "price", "hour", "times", "upkeep"]  # of `_IN_UNITS`


@cache
def _quantities() -> Mapping[str, _Quantity]:
    text = (Path(__file__).parent / "quantities.yaml").read_text(encoding="utf-8")
    return RootModel[dict[str, _Quantity]].model_validate(yaml.safe_load(text)).root


def _capital(text: str) -> str:
    bare = text.removeprefix("the ")
    return bare[:1].upper() + bare[1:]


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
