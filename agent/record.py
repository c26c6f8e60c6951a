"""From what a message says to what the conversation knows: the new ledger, and what changed in it."""

from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from agent.facts import TIMING, Fact, Part, Statement, Terms, checked_profile
from agent.memory import MOST_STEPS, Incoming, Memory, Replaced, Told, differ
from agent.numbers.part_sums import GAINS, with_parts
from agent.offers import Offer, with_offers
from agent.tool_results import OF_AN_INVESTMENT
from agent.understanding import ToolCall, Understanding, Undid
from agent.undoing import taken_back
from tools.errors import BadArgument


class Ledger(Told):
    """What is told after this turn's words, beside what they changed."""

    updated: tuple[str, ...]  # fields whose value or status this turn changed
    replaced: tuple[Replaced, ...] = ()  # what "undo" goes back to
    undone: tuple[Replaced, ...] = ()  # and what "bring it back" goes back to
    undid: Undid | None = None
    rejected: tuple[str, ...] = ()  # a sentence per value that no profile can hold
    nothing_to_undo: bool = False
    never_told: tuple[str, ...] = ()  # what was to be taken back by its name, and is not known


def record(memory: Memory, incoming: Incoming, understanding: Understanding) -> Ledger:
    """Apply one message, or facts set by hand, to the ledger. A later statement replaces an earlier one."""
    taken = taken_back(memory, understanding)
    base = Told() if "restart" in understanding.requests else taken.told
    facts, rejected = _facts(base, memory, incoming, understanding)
    terms = base.terms.after(understanding.terms)
    told = Told(
        facts=facts,
        parts=_parts(base, memory, understanding),
        terms=terms,
        offers=_offers(base, memory, understanding, terms, facts),
        tool_calls=_tool_calls(base, memory, understanding),
    )
    step = Replaced.between(taken.since, told, memory.turn + 1, kept="keep" in understanding.requests)
    return Ledger(
        **dict(told),
        updated=tuple(name for name in {**memory.facts, **facts} if differ(memory.facts.get(name), facts.get(name))),
        replaced=(*taken.replaced, step)[-MOST_STEPS:] if step else taken.replaced,
        undone=taken.undone,
        undid=taken.undid,
        rejected=rejected,
        nothing_to_undo=taken.nothing,
        never_told=taken.unknown,
    )


def _facts(
    base: Told, memory: Memory, incoming: Incoming, understanding: Understanding
) -> tuple[dict[str, Fact], tuple[str, ...]]:
    """The facts, and a sentence for each value that no profile can hold."""
    turn = memory.turn + 1
    facts, rejected = dict(base.facts), []
    for name in (*understanding.retractions, *_left_open(memory, understanding)):
        facts.pop(name, None)
    for statement in _statements(memory, incoming, understanding):
        try:
            fact = _fact(statement, turn)
        except BadArgument as error:
            rejected.append(str(error))
            continue
        if _replaces(fact, facts.get(statement.field)):
            facts[statement.field] = fact
    facts |= set_by_hand(incoming.facts, turn)
    cleared = {name for name, value in incoming.facts.items() if value is None}
    return {name: fact for name, fact in facts.items() if name not in cleared}, tuple(rejected)


def _parts(base: Told, memory: Memory, understanding: Understanding) -> tuple[Part, ...]:
    if "restart" in understanding.requests:
        return ()
    known = base.parts
    if "monthly_benefit" in understanding.retractions:
        known = tuple(part for part in known if part.name not in GAINS)
    kept = memory.supposed.parts if "keep" in understanding.requests else ()
    return with_parts(
        known, [part.model_copy(update={"turn": memory.turn + 1}) for part in (*kept, *understanding.parts)]
    )


def _offers(
    base: Told, memory: Memory, understanding: Understanding, terms: Terms, facts: Mapping[str, Fact]
) -> tuple[Offer, ...]:
    if "restart" in understanding.requests:
        return ()
    known = base.offers
    forgotten = understanding.offers_forgotten
    if forgotten is not None:
        known = tuple(one for one in known if forgotten and one.name not in forgotten)
    kept = memory.supposed.offers if "keep" in understanding.requests else ()
    said = (one.model_copy(update={"turn": memory.turn + 1}) for one in (*kept, *understanding.offers))
    rates, volume = terms.rates, facts.get("requests_per_month")
    return tuple(
        _by_volume(one.in_dollars(rates[one.currency]) if one.currency in rates else one, volume)
        for one in with_offers(known, said)
    )


def _by_volume(offer: Offer, volume: Fact | None) -> Offer:
    """Paid for as many cases as the whole case has, it follows when these change: no number of its own is kept."""
    if volume is None or offer.cases is None or offer.by_head or offer.assumed:
        return offer
    later = volume.turn > offer.turn and bool(offer.case) and offer.case in (volume.quote or "").lower()
    return offer.model_copy(update={"cases": None}) if later or offer.cases == volume.value else offer


def _tool_calls(base: Told, memory: Memory, understanding: Understanding) -> tuple[ToolCall, ...]:
    """The calculations that stand; with the offers goes what was reckoned of an investment of their own."""
    if "restart" in understanding.requests:
        return ()
    known = base.tool_calls
    if understanding.offers_forgotten == ():
        known = tuple(call for call in known if call.tool not in OF_AN_INVESTMENT)
    said = [call for call in understanding.tool_calls if not (call.supposed or call.of_others)]
    if {term.name for term in understanding.terms} & TIMING:
        known = tuple(_without_timing(call) for call in known)
    if "keep" in understanding.requests and memory.supposed.calls:
        if any(call.tool in OF_AN_INVESTMENT for call in memory.supposed.calls):
            known = tuple(call for call in known if call.tool not in OF_AN_INVESTMENT)
        said = [*(call.model_copy(update={"supposed": False}) for call in memory.supposed.calls), *said]
    return _latest([*known, *said])


def _without_timing(call: ToolCall) -> ToolCall:
    """When it starts to pay was told anew, for all figures."""
    left = {name: value for name, value in call.arguments.items() if name not in TIMING}
    return call.model_copy(update={"arguments": left})


def set_by_hand(values: Mapping[str, JsonValue], turn: int) -> dict[str, Fact]:
    """Facts edited on the page or through the API: stated, with no quote. Raises `BadArgument` with the field."""
    given = {field: value for field, value in values.items() if value is not None}
    checked_profile({**dict.fromkeys(values), **given})
    return {field: Fact(value=value, status="stated", turn=turn) for field, value in given.items()}


def _statements(memory: Memory, incoming: Incoming, understanding: Understanding) -> list[Statement]:
    kept = [each for each in _kept(memory, understanding) if each.value is not None]
    # "keep it" is the user's own word for values that they proposed earlier.
    adopted = [statement.model_copy(update={"status": "stated", "quote": incoming.text}) for statement in kept]
    skipped = [
        Statement(field=field, value=None, status="declined", quote=incoming.text)
        for field in memory.asked
        if "skip" in understanding.requests and field not in {item.field for item in understanding.statements}
    ]
    return [*adopted, *skipped, *understanding.statements]


def _kept(memory: Memory, understanding: Understanding) -> tuple[Statement, ...]:
    return memory.supposed.statements if "keep" in understanding.requests else ()


def _left_open(memory: Memory, understanding: Understanding) -> list[str]:
    """Bounds that a kept what-if has taken away: "if latency didn't matter"."""
    return [each.field for each in _kept(memory, understanding) if each.value is None]


def _fact(statement: Statement, turn: int) -> Fact:
    checked_profile({statement.field: statement.value})
    return Fact(value=statement.value, range=statement.range, status=statement.status, quote=statement.quote, turn=turn)


def _replaces(new: Fact, old: Fact | None) -> bool:
    """What a user said outweighs what their words imply; "I don't know" takes nothing back that they said."""
    if old is None:
        return True
    weight = {"declined": 0, "assumed": 0, "inferred": 1, "stated": 2}
    return weight[new.status] >= weight[old.status]


def _latest(calls: Iterable[ToolCall]) -> tuple[ToolCall, ...]:
    """One call of each tool, the one that was made last at the end."""
    latest: dict[str, ToolCall] = {}
    for call in calls:
        latest.pop(call.tool, None)
        latest[call.tool] = call
    return tuple(latest.values())
