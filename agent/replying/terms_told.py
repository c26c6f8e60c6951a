"""What a reply says of the terms of all figures: what is kept or taken back, and what amounts are in dollars."""

from collections.abc import Iterator, Sequence

from agent import phrasing
from agent.facts import DELAY, DISCOUNT_RATE, TIMING, Term, Terms
from agent.replying.approach_cards import approaches
from agent.understanding import InDollars, Understanding
from tools.profile import APPROACHES


def terms_sentences(before: Terms, now: Terms, understanding: Understanding) -> list[str]:
    """What this turn has set, taken back, or read in dollars."""
    said = understanding.terms
    if "undo" in understanding.requests:
        names = [name for name in {**before.set, **now.set} if before.set.get(name) != now.set.get(name)]
        said = tuple(Term(name=name, value=now.set.get(name), quote="") for name in names)
    return [*_set(before, now, said), *_read(understanding.in_dollars, now)]


def _set(before: Terms, now: Terms, said: Sequence[Term]) -> Iterator[str]:
    for term in said:
        value = now.set.get(term.name)
        if term.name == DISCOUNT_RATE:
            if value is None:
                yield "Forgotten: your discount rate; I assume the usual one again."
            else:
                yield (
                    f"Kept for every value from here on: a discount rate of {phrasing.percent(value)} a year, in place "
                    "of the one that I assume."
                )
        elif term.name in APPROACHES:
            yield _ruling(term.name, lifted=value is None)
        elif term.name in TIMING:
            yield _timing(term.name, value)
        elif value is None:
            yield f"Forgotten: the rate of exchange of {term.name}. What was read with it stays as it is in dollars."
        else:
            was = before.set.get(term.name)
            yield f"Kept for the conversation: {_worth(term.name, value)}."
            if was is not None and was != value:
                yield f"Amounts that I read {_at(term.name, was)} before stay as they are; tell me which should change."


def _timing(name: str, months: float | None) -> str:
    if not months:
        return "Forgotten: that it starts late; what it brings counts from the first month on again."
    told = phrasing.months(months)
    when = f"nothing comes back in the first {told}" if name == DELAY else f"what comes back rises evenly over {told}"
    return f"Kept for every payback and return from here on: {when}."


def _ruling(approach: str, *, lifted: bool) -> str:
    title = approaches()[approach].title.partition(" (")[0]
    if lifted:
        return f"Open again: {title}. I weigh it with the others."
    return f"Ruled out: {title}. From here on I advise without it, until you tell me that it is open again."


def _read(amounts: Sequence[InDollars], now: Terms) -> Iterator[str]:
    for currency in dict.fromkeys(one.currency for one in amounts):
        told = dict.fromkeys(_amount(one) for one in amounts if one.currency == currency)
        rate = now.rates.get(currency)
        if rate is not None:
            one = "" if _is_small(rate) else f" for one {currency}"
            yield f"In dollars, {_at(currency, rate)}{one}: {phrasing.joined(list(told))}."


def _amount(one: InDollars) -> str:
    ends = " to ".join(map(phrasing.usd, dict.fromkeys(one.ends)))
    return f"{one.quote} {'is' if one.ends[1] == 1 else 'are'} {ends}"


def _is_small(rate: float) -> bool:
    """Of so little a dollar buys many, and people say how many."""
    return rate < _SMALL


def _worth(currency: str, rate: float) -> str:
    return (
        f"one dollar is {_for_a_dollar(currency, rate)}" if _is_small(rate) else f"one {currency} is {_dollars(rate)}"
    )


def _at(currency: str, rate: float) -> str:
    return f"at {_for_a_dollar(currency, rate)} to the dollar" if _is_small(rate) else f"at {_dollars(rate)}"


def _for_a_dollar(currency: str, rate: float) -> str:
    return f"{1 / rate:,.6g} {currency}"


def _dollars(rate: float) -> str:
    return f"${rate:.2f}" if abs(rate - round(rate, 2)) < _DUST else f"${rate:.6g}"


_DUST = 1e-9
_SMALL = 0.02  # USD
