"""What a message says of the money of the user's own project, and what it tries out of the one that was reckoned last.

What goes in, what it costs to run, what it saves or earns, what is paid today, when the saving starts, how far it is
looked and at what rate: one reading of these, which break-even, return and every later "what if" rest on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from pydantic import JsonValue

from agent import phrasing
from agent.facts import Statement
from agent.reading.leanings import leads, lean
from agent.reading.returns_asked import Figure, defines, figures_named
from agent.tool_results import is_of_the_plan
from agent.understanding import Context, ToolCall
from agent.words.approach_words import approach_in
from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Sentence, stem_of
from agent.words.values import tidy
from tools.profile import Approach

# What an amount of a project is called by the tools that reckon with it.
ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "break_even": {
        "upfront": "upfront_cost", "benefit": "current_monthly_cost", "running": "new_monthly_cost",
        "growth": "growth_per_year", "ramp": "ramp_months", "delay": "delay_months",
    },
    "roi": {
        "upfront": "upfront_cost", "benefit": "monthly_benefit", "running": "monthly_cost",
        "months": "horizon_months", "rate": "annual_discount_rate", "ramp": "ramp_months", "delay": "delay_months",
    },
}  # fmt: skip
_LEAST = 100  # a smaller number without a sign is no amount
_LONGEST = 600  # months
_SOONEST, _LATEST = 0.2, 60  # months until something starts
_IN_MONTH = 3  # tokens behind "month" in which its number stands
_FEW_WORDS = 22
_SHORT = 8


@dataclass(frozen=True)
class Project:
    """The figures of a project by their names in `ARGUMENTS`, and the numbers of the message that tell them."""

    figures: Mapping[str, float]
    used: Sequence[Measured] = ()
    left: Sequence[str] = ()  # what of it found no place, and why

    def arguments(self, tool: str) -> dict[str, JsonValue]:
        """As the tool names them."""
        names = ARGUMENTS[tool]
        return {argument: self.figures[name] for name, argument in names.items() if name in self.figures}


@dataclass
class _Amounts:
    """The amounts of money of a message by what they are of the project."""

    upfront: list[Measured] = field(default_factory=list)
    running: list[Measured] = field(default_factory=list)
    gains: list[Measured] = field(default_factory=list)
    bill: list[Measured] = field(default_factory=list)


def project_for_break_even(message: Message, context: Context) -> Project | None:
    """What goes in, and what it saves: stated, or what is paid today less what will be; `None` without what goes in."""
    amounts = _amounts(message)
    if not amounts.upfront:
        return None
    upfront = _chosen_upfront(message, amounts.upfront)
    figures = {"upfront": tidy(upfront.quantity.value)}
    used = [*amounts.upfront]
    moved = [item for item in money_in(message) if item.quantity.movement and item.quantity.range]
    if moved:
        first, last = moved[0].quantity.range or (0.0, 0.0)
        rate = moved[0].per or 1.0
        figures |= {"benefit": tidy(first * rate), "running": tidy(last * rate)}
        used += [*moved, *amounts.running]
    elif amounts.gains:
        figures |= {"benefit": a_month(amounts.gains[0]), "running": _summed(amounts.running)}
        used += [*amounts.running, *amounts.gains]
    elif len(amounts.bill) + len(amounts.running) > 1:
        current, new = _now_and_then(message, amounts)
        if a_month(current) == a_month(new):
            return None  # one amount said twice
        figures |= {"benefit": a_month(current), "running": a_month(new)}
        used += [one for one in (current, new) if one not in amounts.bill]  # what is paid today is a fact of the case
    elif amounts.running or amounts.bill:
        running = [*amounts.running, *amounts.bill]
        known = _known(context, "monthly_api_spend", "monthly_benefit")
        if known is None:
            return None
        figures |= {"benefit": known, "running": a_month(running[0])}
        used += amounts.running
    elif not lean(message, upfront, "upfront") and approach_priced(message) is None:
        return None
    growth = [item for item in shares_in(message) if lean(message, item, "growth") > 0]
    if growth:
        figures["growth"] = tidy(growth[0].quantity.value)
    timing = timing_told(message)
    return Project({**figures, **timing.figures}, [*used, *growth, *timing.used], _left(amounts, upfront))


def project_for_return(message: Message, context: Context) -> Project | None:
    """What goes in and what comes back, how far ahead and at what rate; `None` where that is not all of one project."""
    amounts = _amounts(message)
    monthly = [*amounts.gains, *amounts.running, *amounts.bill]
    if len(amounts.upfront) + len(monthly) < 2 or not monthly:  # what goes in and what comes back
        return None
    costs, gains = _costs_and_gains(message, amounts)
    if not amounts.upfront and not (costs and gains):
        return None
    figures: dict[str, float] = {}
    if amounts.upfront:
        figures["upfront"] = tidy(_chosen_upfront(message, amounts.upfront).quantity.value)
    figures["running"] = _summed(costs)
    known = _known(context, "monthly_benefit")
    if gains:
        figures["benefit"] = a_month(gains[-1])
    elif known is not None:
        figures["benefit"] = known
    timing = timing_told(message)
    ahead = _ahead(message, timing.used)
    if not ahead.figures and _is_of_first_year(message):
        ahead = Project({"months": 12.0})
    discount = _discount_rates(message, figures_named(message.tokens))
    if discount:
        figures["rate"] = tidy(discount[0].quantity.value)
    used = [*amounts.upfront, *costs, *gains, *timing.used, *discount]
    chosen = _chosen_upfront(message, amounts.upfront) if amounts.upfront else None
    return Project({**figures, **ahead.figures, **timing.figures}, used, _left(amounts, chosen))


def _left(amounts: _Amounts, upfront: Measured | None) -> tuple[str, ...]:
    """Amounts beside the project: what is paid today where the saving is stated, and other sums paid once."""
    bills = [phrasing.usd(a_month(item)) for item in amounts.bill] if amounts.gains and upfront is not None else []
    others = [phrasing.usd(item.quantity.value) for item in amounts.upfront if item is not upfront]
    notes = [
        f"The {phrasing.joined(bills)} a month that you pay today is no part of it, for you named the saving itself."
    ] * bool(bills)
    return (*notes, *([f"I did not count {phrasing.joined(others)} in."] if others else []))


def pays_monthly(message: Message) -> bool:
    """A project that costs or brings something each month, and no list of flows."""
    amounts = _amounts(message)
    return any(item.per is not None and item.per > _YEARLY for item in (*amounts.gains, *amounts.running))


_YEARLY = 1 / 12 + 1e-9


def _amounts(message: Message) -> _Amounts:
    """Each amount as what its words make it."""
    found = _Amounts()
    money = [item for item in _at_their_rates(message) if not (item.quantity.movement and item.quantity.range)]
    for item in money:
        if item.per is None and _becomes_the_bill(message, item):
            found.running.append(replace(item, per=1.0))
            continue
        if item.per is None:
            found.upfront.append(item)
            continue
        gains = lean(message, item, "gains", _cues())
        bill, runs = lean(message, item, "bill", _cues()), lean(message, item, "runs", _cues())
        costs = lean(message, item, "cost")
        if gains > max(bill, runs, costs):
            found.gains.append(item)
        elif bill > runs and (bill >= costs or _tells_of_today(message, item)):
            found.bill.append(item)
        else:
            found.running.append(item)
    return found


def _becomes_the_bill(message: Message, item: Measured) -> bool:
    """ "And the bill drops to 6k": as often as the bill is paid."""
    sentence = message.structure.sentences[item.sentence]
    return any(hit.payload == "bill_becomes" and hit.last == item.first for hit in _within(message, sentence))


def _tells_of_today(message: Message, item: Measured) -> bool:
    """ "Our API costs $6,000 a month.": a sentence of what is paid, and of nothing that goes in or comes back."""
    sentence = message.structure.sentences[item.sentence]
    return not any(hit.payload in ("gains", "runs") for hit in _within(message, sentence))


def _chosen_upfront(message: Message, once: Sequence[Measured]) -> Measured:
    return max(once, key=lambda item: (lean(message, item, "upfront"), item.quantity.value))


def _now_and_then(message: Message, amounts: _Amounts) -> tuple[Measured, Measured]:
    monthly = sorted([*amounts.bill, *amounts.running], key=lambda item: item.first)
    scores = [lean(message, item, "current") - lean(message, item, "new") for item in monthly]
    order = sorted(range(len(monthly)), key=lambda index: (-scores[index], index))
    return monthly[order[0]], monthly[order[-1]]


def _costs_and_gains(message: Message, amounts: _Amounts) -> tuple[list[Measured], list[Measured]]:
    """What runs every month, the cost and the benefit; of two without a word for either the one that leans to it."""
    if amounts.gains:  # where nothing goes in, what they spend each month is what it costs
        return amounts.running or ([] if amounts.upfront else amounts.bill), amounts.gains
    monthly = [*amounts.running, *amounts.bill]
    scores = [lean(message, item, "benefit") - lean(message, item, "cost") for item in monthly]
    if len(monthly) == 1:
        return ([], monthly) if scores[0] > 0 else (monthly, [])
    ordered = [monthly[index] for index in sorted(range(len(monthly)), key=lambda index: scores[index])]
    return ordered[:1], ordered[-1:]


def _at_their_rates(message: Message) -> list[Measured]:
    """ "120k up front, 20k a month saved, 2k running costs": what it costs to run, it costs as often."""
    money = money_in(message)
    rates = [item.per for item in money if item.per is not None]
    once = [item for item in money if item.per is None]
    runs = [item for item in once if leads(message, item, "cost", ("upfront", "benefit"))]
    if not rates or not runs or len(runs) == len(once):
        return money
    return [replace(item, per=rates[0]) if item in runs else item for item in money]


def timing_told(message: Message, sentences: Iterable[int] | None = None) -> Project:
    """When what comes back starts, and over how long it rises, in months; nothing where it is there at once."""
    wanted = set(range(len(message.structure.sentences)) if sentences is None else sentences)
    figures: dict[str, float] = {}
    used: list[Measured] = []
    for item in (one for one in message.measured if one.sentence in wanted):
        started = _month_named(message, item)
        if started is not None:
            figures.setdefault("delay", started)
            used.append(item)
            continue
        if item.quantity.kind != "duration" or item.per is not None or item.quantity.bare_article:
            continue
        months = tidy(item.quantity.value / MONTH_SECONDS)
        late, ramp = (_spoken(message, item, slot) for slot in ("late", "ramp"))
        if not _SOONEST <= months <= _LATEST or not (late or ramp) or _asks_payback(message, item):
            continue
        figures.setdefault("ramp" if ramp >= late else "delay", float(round(months, 2)))
        used.append(item)
    return Project(figures, used)


@dataclass(frozen=True)
class Late:
    """When what comes back is there, told by itself: the tools' name for it, months, and the number that says it."""

    name: str
    months: float
    item: Measured


def late_returns(message: Message, number: int) -> list[Late]:
    """ "It only starts paying from month 4 on", said of no project that the message tells."""
    sentence = message.structure.sentences[number]
    named = {hit.payload for hit in _within(message, sentence)}
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    states = modes == {"fact"} and not sentence.question and not named & {"hypothetical", "wanted", "of_others"}
    puts_in = any(item.quantity.value >= _LEAST for item in _amounts(message).upfront)
    if not states or not named & {"gains", "pays"} or puts_in:
        return []
    told = timing_told(message, [number])
    names = ARGUMENTS["roi"]
    return [
        Late(names[name], months, item) for (name, months), item in zip(told.figures.items(), told.used, strict=False)
    ]


def _spoken(message: Message, item: Measured, slot: str) -> float:
    """How near it is to such words, of which it may be one itself: "a six-month pilot", "after a year"."""
    sentence = message.structure.sentences[item.sentence]
    around = any(
        hit.payload == slot and hit.first < item.last and item.first <= hit.last for hit in _within(message, sentence)
    )
    return 1.0 if around else lean(message, item, slot, _cues())


def _month_named(message: Message, item: Measured) -> float | None:
    """Full months before "month 7"; of "until month 7", too."""
    sentence = message.structure.sentences[item.sentence]
    if item.quantity.kind != "plain" or item.nouns or not 1 <= item.quantity.value <= _LATEST:
        return None
    for hit in _within(message, sentence):
        if hit.payload == "in_month" and 0 <= item.first - hit.last < _IN_MONTH and hit.last == item.first:
            return tidy(max(item.quantity.value - 1, 0))
    return None


def _asks_payback(message: Message, item: Measured) -> bool:
    """ "Is it paid back after 6 months?" tells no delay."""
    clause = message.structure.clauses[item.clause]
    tokens = message.tokens[clause.first : clause.last]
    return clause.mode == "question" and "payback" in figures_named(tokens)


def _ahead(message: Message, taken: Sequence[Measured]) -> Project:
    """How far it is looked, in months."""
    spans = [
        item
        for item in message.measured
        if item.quantity.kind == "duration"
        and item.per is None
        and item.quantity.value >= MONTH_SECONDS
        and item not in taken
    ]
    if not spans:
        return Project({})
    best = max(spans, key=lambda item: lean(message, item, "horizon"))
    return Project({"months": tidy(best.quantity.value / MONTH_SECONDS)}, [best])


def _discount_rates(message: Message, figures: Sequence[Figure]) -> list[Measured]:
    """Shares that are a rate: by their words, or the only one beside a value that needs one."""
    every = shares_in(message)
    named = [item for item in every if lean(message, item, "discount") > 0]
    needs = {"npv", "irr", "discounted_payback"} & set(figures)
    return named or (every if needs and len(every) == 1 else [])


def _is_of_first_year(message: Message) -> bool:
    """ "What is the return in the first year?"."""
    words = [token.lower for token in message.tokens]
    return any(pair in (("first", "year"), ("year", "one")) for pair in pairwise(words))


def standing_project(context: Context) -> ToolCall | None:
    """The project that was reckoned last, with figures that are all the user's own."""
    own = [call for call in context.tool_calls if call.tool in ARGUMENTS and not is_of_the_plan(call)]
    return own[-1] if own else None


def project_tried(message: Message, context: Context) -> tuple[ToolCall, int, Sequence[Measured]] | None:
    """ "What if it only saves $9k?" of the project that stands: the call as it would be, the sentence, its numbers."""
    standing = standing_project(context)
    if standing is None:
        return None
    for number, sentence in enumerate(message.structure.sentences):
        items = [item for item in message.measured if item.sentence == number and not _is_held_against(message, item)]
        if not items or not _tries(message, number, sentence) or _is_of_the_case(message, sentence):
            continue
        changed = _changes(message, number, items, standing)
        if changed is None or not changed.figures:
            continue
        tool = standing.tool
        if not set(changed.figures) <= set(ARGUMENTS[tool]):
            tool = "roi"
            standing = as_return(standing)
        arguments = {**standing.arguments, **changed.arguments(tool)}
        quote = message.quote(sentence.first, sentence.last)
        call = ToolCall(tool=tool, arguments=arguments, quote=quote, supposed=True)
        return call, number, [item for item in message.measured if item.sentence == number]
    return None


def gain_tried(message: Message, context: Context) -> tuple[Statement, int] | None:
    """ "Suppose it is only $10,000 a month": of the benefit that is known, where no project is reckoned with."""
    known = _known(context, "monthly_benefit")
    if known is None or standing_project(context) is not None:
        return None
    for number, sentence in enumerate(message.structure.sentences):
        items = [item for item in message.measured if item.sentence == number]
        if len(items) != 1 or not _tries(message, number, sentence) or _is_of_the_case(message, sentence):
            continue
        part = _part_meant(message, items[0])
        says = part == "benefit" or (part is None and items[0].per is not None and _is_less(message, sentence))
        change = _change(message, items[0], {"benefit": known}) if says else None
        if change is not None and change[0] == "benefit":
            quote = message.quote(sentence.first, sentence.last)
            return Statement(field="monthly_benefit", value=change[1], quote=quote), number
    return None


def _is_less(message: Message, sentence: Sentence) -> bool:
    return not {token.lower for token in message.tokens[sentence.first : sentence.last]}.isdisjoint(_ONLY)


_ONLY = frozenset({"only", "just", "merely", "half", "less"})


def as_return(call: ToolCall) -> ToolCall:
    """The same project as `roi` reckons with it."""
    if call.tool == "roi":
        return call
    named = {argument: name for name, argument in ARGUMENTS[call.tool].items()}
    figures = {named[argument]: value for argument, value in call.arguments.items()}
    names = ARGUMENTS["roi"]
    arguments = {names[name]: value for name, value in figures.items() if name in names}
    return call.model_copy(update={"tool": "roi", "arguments": arguments})


def _tries(message: Message, number: int, sentence: Sentence) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    if {"ignored", "foreign"} & modes:
        return False
    opened = any(hit.payload == "tries" and hit.first <= sentence.first + 1 for hit in _within(message, sentence))
    short = sentence.last - sentence.first <= _SHORT
    return "what_if" in modes or (opened and (sentence.question or "question" in modes or short))


def _is_of_the_case(message: Message, sentence: Sentence) -> bool:
    named = any(sentence.first <= one.first < sentence.last for one in message.models)
    return named or any(hit.payload in ("of_the_case", "not_of_it") for hit in _within(message, sentence))


def _is_held_against(message: Message, item: Measured) -> bool:
    """The 6 of "12 months rather than 6"."""
    before = message.tokens[max(item.first - 2, 0) : item.first]
    return any(hit.payload == "rather" for hit in _cues().find(before))


def _changes(message: Message, number: int, items: Sequence[Measured], standing: ToolCall) -> Project | None:
    """What each number of the sentence changes; `None` where one of them changes nothing of the project."""
    names = ARGUMENTS[standing.tool]
    known = {
        name: _n(standing.arguments[argument]) for name, argument in names.items() if argument in standing.arguments
    }
    timing = _timing_tried(message, number, known)
    figures, timed = dict(timing.figures), timing.used
    for item in (one for one in items if one not in timed):
        change = _change(message, item, known)
        if change is None or change[0] in figures:
            return None
        figures[change[0]] = change[1]
    return Project(figures)


def _timing_tried(message: Message, number: int, known: Mapping[str, float]) -> Project:
    """As `timing_told`; "12 months rather than 6" is of what was 6 months."""
    told = timing_told(message, [number])
    against = [one for one in message.measured if one.sentence == number and _is_held_against(message, one)]
    mine = [one for one in told.used if one not in against]
    figures = dict(told.figures)
    if len(mine) == 1 and len(figures) == 1 and against:
        [value] = figures.values()
        was = against[0].quantity
        months = was.value / MONTH_SECONDS if was.kind == "duration" else was.value
        name = next((name for name in ("delay", "ramp") if known.get(name) == months), None)
        figures = {name: value} if name else figures
    return Project(figures, told.used)


def _change(message: Message, item: Measured, known: Mapping[str, float]) -> tuple[str, float] | None:
    """What a number makes of the project: which figure, and its new value."""
    kind, value = item.quantity.kind, item.quantity.value
    if kind == "money" or (kind == "plain" and not item.nouns and not item.each and value >= _LEAST):
        name = _amount_meant(message, item, known)
        return None if name is None else (name, a_month(item) if name != "upfront" else tidy(value))
    if kind == "duration" and item.per is None:
        months = value / MONTH_SECONDS
        return ("months", float(round(months))) if 1 <= months <= _LONGEST else None
    if kind == "share" and not item.quantity.direction and not _moves(message, item):
        return ("rate", tidy(value)) if lean(message, item, "discount") > 0 and 0 <= value < 1 else None
    factor = _factor(message, item)
    name = _part_meant(message, item) or "benefit"
    return (name, tidy(known[name] * factor)) if factor is not None and name in known else None


def _factor(message: Message, item: Measured) -> float | None:
    quantity = item.quantity
    if quantity.kind == "factor" or (quantity.kind == "plain" and 0 < quantity.value < 1):
        return quantity.value
    if quantity.kind != "share":
        return None
    direction = quantity.direction or _moves(message, item)
    return 1 + direction * quantity.value if direction else None


_UP = frozenset({"more", "higher", "dearer", "above", "over", "increase", "increases", "rises", "rise", "up"})
_DOWN = frozenset(
    {"less", "lower", "cheaper", "below", "under", "decrease", "falls", "fall", "drops", "down", "smaller"}
)


def _moves(message: Message, item: Measured) -> int:
    """ "20 % lower": down; "50 % more expensive": up."""
    near = {token.lower for token in message.tokens[max(item.first - 3, 0) : item.last + 2]}
    return bool(near & _UP) - bool(near & _DOWN)


def _part_meant(message: Message, item: Measured) -> str | None:
    """Which part of the project the words of a sentence speak of."""
    leanings = {
        "benefit": lean(message, item, "gains", _cues()),
        "running": lean(message, item, "runs", _cues()),
        "upfront": lean(message, item, "of_it", _cues()),
    }
    best = max(leanings, key=lambda name: leanings[name])
    return best if leanings[best] > 0 else None


def _amount_meant(message: Message, item: Measured, known: Mapping[str, float]) -> str | None:
    """Of an amount: a rate makes it no up-front sum; without a word for it, the nearest figure."""
    part = _part_meant(message, item)
    if item.per is not None:
        return "running" if part in ("running", "upfront") else "benefit"
    if part is not None:
        return part
    near = [name for name in ("benefit", "upfront") if known.get(name)]
    return min(
        near,
        key=lambda name: max(known[name], item.quantity.value) / min(known[name], item.quantity.value),
        default=None,
    )


def returns_of_project(message: Message, context: Context) -> tuple[ToolCall, int] | None:
    """ "And the NPV over 3 years at 8 %?" behind a project: its return, over those months and at that rate."""
    standing = standing_project(context)
    if standing is None or any(hit.payload == "not_of_it" for hit in _cues().find(message.tokens)):
        return None
    for number, sentence in enumerate(message.structure.sentences):
        tokens = message.tokens[sentence.first : sentence.last]
        figures = figures_named(tokens)
        items = [item for item in message.measured if item.sentence == number]
        plain = all(item.quantity.kind in ("duration", "share") for item in items)
        returns = {"npv", "irr", "discounted_payback", "roi"} & set(figures)
        if not (returns or figures) or not plain or len(tokens) > _FEW_WORDS:
            continue
        asks = sentence.question or sentence.last - sentence.first <= _SHORT
        if not asks or defines(tokens):
            continue
        if not returns and not items and not _OF_WORDS & {token.lower for token in tokens}:  # "when is it paid back?"
            return standing.model_copy(update={"quote": message.quote(sentence.first, sentence.last)}), number
        if not returns:
            continue
        call = as_return(standing)
        ahead = _ahead(replace(message, measured=items), ())
        rates = _discount_rates(replace(message, measured=items), figures)
        own = Project({**ahead.figures, **({"rate": tidy(rates[0].quantity.value)} if rates else {})})
        quote = message.quote(sentence.first, sentence.last)
        arguments = {**call.arguments, **own.arguments("roi")}
        return ToolCall(tool="roi", arguments=arguments, quote=quote), number
    return None


_OF_WORDS = frozenset({"mean", "means", "meaning", "definition", "define", "formula", "explain"})


def approach_priced(message: Message) -> Approach | None:
    """The way that the one sum paid once is for: "if we fine-tune for 120k", "suppose RAG costs us 70k"."""
    once = _amounts(message).upfront
    if len(once) != 1 or (once[0].quantity.kind == "plain" and once[0].quantity.value < _LEAST_FOR_A_WAY):
        return None
    clause = message.structure.clauses[once[0].clause]
    named = approach_in(message.tokens[clause.first : clause.last])
    return None if named == "not_yet" else named


_LEAST_FOR_A_WAY = 1_000  # USD; 500 without a sign are examples


def tells_a_project(message: Message) -> bool:
    """What goes in and what comes back are both of the message; or what another way costs."""
    amounts = _amounts(message)
    return bool(amounts.upfront and amounts.gains) or approach_priced(message) is not None


def saves_of_the_bill(message: Message, gain: Measured, context: Context, told: Iterable[Statement] = ()) -> bool:
    """ "We'd pay 60k for fine-tuning and save 5k a month": so much less is paid, and it is not all that it is worth."""
    known = [_known(context, "monthly_api_spend"), *(one.value for one in told if one.field == "monthly_api_spend")]
    bills = [one for one in known if isinstance(one, int | float)]
    clause = message.structure.clauses[gain.clause]
    saved = {token.stem for token in message.tokens[clause.first : clause.last]} & _SAVED
    return bool(saved and bills and a_month(gain) <= bills[-1] and approach_priced(message))


_SAVED = frozenset(map(stem_of, ("save", "saves", "saving", "savings", "saved", "cheaper", "less")))


def gain_told(message: Message) -> Measured | None:
    """What it saves or brings in, where that is told and not only tried: it is a fact of the case, too."""
    told = [
        item
        for item in _amounts(message).gains
        if message.structure.mode_at(item.first) == "fact" and not _is_hypothetical(message, item)
    ]
    return told[0] if len(told) == 1 else None


def _is_hypothetical(message: Message, item: Measured) -> bool:
    """ "A hypothetical 96,000 up front": told of no project of theirs."""
    sentence = message.structure.sentences[item.sentence]
    return any(hit.payload == "hypothetical" for hit in _within(message, sentence))


def money_in(message: Message) -> list[Measured]:
    """Amounts, the sign perhaps left out ("80k up front"); counts of anything are none."""
    return [
        item
        for item in message.measured
        if (item.quantity.kind == "money" and item.quantity.currency == "USD")
        or (item.quantity.kind == "plain" and not item.nouns and not item.each and item.quantity.value >= _LEAST)
    ]


def shares_in(message: Message) -> list[Measured]:
    """Every share of the message."""
    return [item for item in message.measured if item.quantity.kind == "share"]


def a_month(item: Measured) -> float:
    """USD a month."""
    return tidy(item.quantity.value * (item.per or 1.0))


def _summed(items: Sequence[Measured]) -> float:
    return tidy(sum({item.first: a_month(item) for item in items}.values()))


def _known(context: Context, *fields: str) -> float | None:
    """The first of these facts that is known."""
    values = (context.facts[name].value for name in fields if name in context.facts)
    return next((float(value) for value in values if isinstance(value, int | float)), None)


def _n(value: JsonValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _within(message: Message, sentence: Sentence) -> list[Hit[str]]:
    """The cues in a sentence, by their places in the message."""
    found = _cues().find(message.tokens[sentence.first : sentence.last])
    return [Hit(hit.payload, hit.first + sentence.first, hit.last + sentence.first) for hit in found]


@cache
def _cues() -> Cues[str]:
    return Cues(groups_of(load_cues("projects.yaml"), "projects.yaml"))
