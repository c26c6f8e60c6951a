"""A calculation that a message asks for in so many words: break-even, return, present value, an API's bill.

Which number is which argument follows from its rate, from the words beside it (`cues/calculations.yaml`) and, where
they say nothing, from the order in which people give them: up front, now, then. What an investment's calculation still
lacks may be a fact of the case or asked for; any other call whose needed arguments are not all there is no call.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pydantic import JsonValue

from agent.facts import Statement
from agent.numbers.changes import as_part, price_factor, tells_a_price
from agent.reading.checks import claimed_bill
from agent.reading.leanings import lean, slots
from agent.reading.model_mixes import model_mix
from agent.reading.projects import (
    a_month,
    approach_priced,
    gain_told,
    money_in,
    pays_monthly,
    project_for_break_even,
    project_for_return,
    project_tried,
    returns_of_project,
    saves_of_the_bill,
    shares_in,
    tells_a_project,
)
from agent.reading.returns_asked import figures_named
from agent.reading.sizing import sizing
from agent.tool_results import MIX, OF_AN_INVESTMENT, WAY, is_of_the_plan, lacking_of
from agent.understanding import Context, ToolCall
from agent.words.assigned import assign
from agent.words.cues import Cues, Hit, groups_of, load_cues
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import MONTH_SECONDS
from agent.words.tokens import Sentence, stem_of
from agent.words.values import tidy, value_of

_FEWEST_FLOWS = 3
_YEAR_SECONDS = 12 * MONTH_SECONDS
_PER_YEAR = 1 / 12
_REACH = 9  # tokens behind a price in which it says what it is for
_TAG = 5  # tokens: "Do you agree?" behind a calculation asks for it
_A_MILLION = frozenset({"million", "mtok", "m", "mio", "1m"})

_Found = tuple[dict[str, JsonValue], list[Measured]]
_Read = tuple[str, dict[str, JsonValue], Sequence[Measured], Sequence[str]]  # and what of it found no place


@dataclass(frozen=True, slots=True)
class Calculation:
    """A call, the sentences that it answers, and the numbers that it used."""

    call: ToolCall
    sentences: frozenset[int]
    used: Sequence[Measured]
    tells: bool = False  # what other sentences say of the numbers are facts too
    gain: Measured | None = None  # what it saves or brings in, which is told

    def told(self, message: Message, known: Collection[str]) -> tuple[Statement, ...]:
        """What it is worth, where no other rule has heard it."""
        if self.gain is None or self.call.of_others or self.call.supposed or "monthly_benefit" in known:
            return ()
        quote = message.quote(self.gain.first, self.gain.last)
        return (Statement(field="monthly_benefit", value=a_month(self.gain), quote=quote),)

    def takes(self, item: Measured) -> bool:
        """The number is an argument and says nothing else: it has no sign, or stands in an answered sentence."""
        return any(item.first == other.first for other in self.used) and (
            self.call.supposed
            or self.call.of_others
            or (self.call.tool in OF_AN_INVESTMENT and not self.tells)
            or (item.quantity.kind == "plain" and self.call.tool != "api_cost" and not self.tells)
            or item.sentence in self.sentences
        )


def calculation(message: Message, context: Context) -> Calculation | None:
    """The calculation that the message asks for, with every needed argument; `None` if there is none."""
    sized = sizing(message, context.said)
    if sized is not None:
        quote = message.sentence_text(sized.sentences[0])
        call = ToolCall(tool=sized.tool, arguments=sized.arguments, quote=quote)
        used = [item for item in message.measured if item.sentence in sized.sentences]
        return Calculation(call, frozenset(sized.sentences), used)
    mix = _mixed_models(message, context)
    if mix is not None:
        return mix
    hits = [hit for hit in _tools().find(message.tokens) if message.structure.mode_at(hit.first) != "ignored"]
    asked = [hit for hit in hits if _asks(message, hit)]
    tried = _of_project(message, context, asked)
    if tried is not None:
        return tried
    for wanted, read in _READERS if message.measured else ():
        asking = [hit for hit in asked if hit.payload == wanted]
        if not asking:
            continue
        found = read(message, context, asking[0])
        if found is not None:
            made = _of_a_way(message, _calculation(message, found, asking[0], context))
            used = [*found[2]]
            if _is_of_others(message, used):
                if lacking_of(made.call, {}).arguments or is_of_the_plan(made.call) or _is_of_us(message, asking[0]):
                    continue
                return replace(made, call=made.call.model_copy(update={"of_others": True}), tells=False)
            return _only_supposed(made) if _tries_an_investment(message, context, made) else made
    return (
        _of_own_sum(message)
        or _of_what_was_put_in(message, context, hits)
        or _supposed_bill(message, context)
        or _told_bill(message, context)
    )


def claim_checked(message: Message) -> Calculation | None:
    """ "A consultant says that 100,000 calls of 2,000 tokens in cost $9,000. Is that right?": worked out beside it."""
    found = claimed_bill(message)
    if found is None:
        return None
    call, number, used = found
    asking = {at for at, one in enumerate(message.structure.sentences) if one.question}
    return Calculation(call, frozenset({number, *asking}) if len(used) > 1 else frozenset(asking - {number}), used)


def _of_project(message: Message, context: Context, asked: Sequence[Hit[str]]) -> Calculation | None:
    """What is tried out of the project that was reckoned last, or asked of it; not where the message tells another."""
    if any(hit.payload in OF_AN_INVESTMENT for hit in asked) and tells_a_project(message):
        return None
    tried = project_tried(message, context)
    if tried is not None:
        call, number, items = tried
        return Calculation(call, frozenset([number, *_asking_on(message, number)]), items)
    asked_next = returns_of_project(message, context)
    if asked_next is None:
        return None
    call, number = asked_next
    return Calculation(call, frozenset({number}), [item for item in message.measured if item.sentence == number])


def _is_of_others(message: Message, used: Sequence[Measured]) -> bool:
    """ "A peer sank $30,000 into it, his bill fell from 14k to 2k. When was he even?": no figure is theirs."""
    return bool(used) and all(message.structure.mode_at(item.first) == "foreign" for item in used)


def _is_of_us(message: Message, asking: Hit[str]) -> bool:
    """ "When would we break even?" behind somebody else's figures asks for the case's own."""
    sentence = message.structure.sentences[
        message.structure.clauses[message.structure.clause_of[asking.first]].sentence
    ]
    return any(token.lower in _US for token in message.tokens[sentence.first : sentence.last])


_US = frozenset({"we", "our", "us", "ours", "my", "mine", "i", "we'd", "we'll", "i'd", "i'll"})


def _mixed_models(message: Message, context: Context) -> Calculation | None:
    """ "Could we route 70 % of the calls to Haiku?": the bill of the mix, which no fact holds."""
    mix = model_mix(message, context)
    if mix is None:
        return None
    quote = message.sentence_text(mix.sentence)
    call = ToolCall(tool="api_cost", arguments={MIX: [dict(one) for one in mix.parts]}, quote=quote, supposed=True)
    return Calculation(call, frozenset({mix.sentence, *_asking_on(message, mix.sentence)}), mix.used)


def _of_own_sum(message: Message) -> Calculation | None:
    """ "Use $300,000 as the up-front cost then": what they put in takes the place of the planning figure."""
    for number, sentence in enumerate(message.structure.sentences):
        found = _own_sum_cues().find(message.tokens[sentence.first : sentence.last])
        named = {hit.payload for hit in found}
        items = [item for item in money_in(message) if item.sentence == number and item.per is None and not item.each]
        others = [item for item in message.measured if item.sentence == number and item not in items]
        begins = any(hit.payload == "reckon" and hit.first <= _OPENING for hit in found)
        if len(items) != 1 or others or not begins or not {"reckon", "as_upfront"} <= named or sentence.question:
            continue
        quote = message.quote(sentence.first, sentence.last)
        call = ToolCall(tool="break_even", arguments={"upfront_cost": tidy(items[0].quantity.value)}, quote=quote)
        return Calculation(call, frozenset({number}), items)
    return None


_OPENING = 3  # words before the order: "then please use"


@cache
def _own_sum_cues() -> Cues[str]:
    record = load_cues("offers.yaml")
    return Cues(groups_of({group: record[group] for group in ("reckon", "as_upfront")}, "offers.yaml"))


def _of_what_was_put_in(message: Message, context: Context, hits: Sequence[Hit[str]]) -> Calculation | None:
    """ "Payback with these?": what is put in, and perhaps what others ask to run it, was said in earlier messages."""
    asking = [hit for hit in hits if hit.payload in OF_AN_INVESTMENT and _asks(message, hit)]
    setup = next((part for part in reversed(context.parts) if part.name == "setup" and part.currency == "USD"), None)
    if not asking or setup is None or message.measured:
        return None
    arguments: dict[str, JsonValue] = {"upfront_cost": tidy(setup.value)}
    benefit, running = context.facts.get("monthly_benefit"), _run_by_others(context)
    if running is not None and benefit is not None and isinstance(benefit.value, int | float):
        arguments |= {"current_monthly_cost": benefit.value, "new_monthly_cost": tidy(running)}
    return _calculation(message, ("break_even", arguments, [], ()), asking[0], context)


def _run_by_others(context: Context) -> float | None:
    """USD a month that others ask, for each case or for all."""
    fees = [part for part in context.parts if part.name in ("fee", "fee_each") and part.currency == "USD"]
    volume = context.facts.get("requests_per_month")
    cases = float(volume.value) if volume is not None and isinstance(volume.value, int | float) else None
    if not fees or (cases is None and any(part.name == "fee_each" for part in fees)):
        return None
    return sum(part.value * ((cases or 0.0) if part.name == "fee_each" else part.per) for part in fees)


def tells_shares_of_bill(calls: Iterable[ToolCall]) -> bool:
    """Whether a call keeps what is cached or runs as a batch today."""
    return any(not call.supposed and {name for name, _ in _SHARES_OF_BILL} & set(call.arguments) for call in calls)


def _tries_an_investment(message: Message, context: Context, made: Calculation) -> bool:
    """ "And if we put in 60k?": where the case says already what comes back, it is tried out and not kept."""
    told = any(context.facts[name].value for name in _COMES_BACK if name in context.facts)
    amount = next((item for item in made.used if item.quantity.kind in ("money", "plain")), None)
    asked = amount is not None and message.structure.mode_at(amount.first) in ("what_if", "question")
    return is_of_the_plan(made.call) and told and asked


_COMES_BACK = ("monthly_benefit", "monthly_api_spend", "requests_per_month")


def _only_supposed(made: Calculation) -> Calculation:
    return replace(made, call=made.call.model_copy(update={"supposed": True}))


def _supposed_bill(message: Message, context: Context) -> Calculation | None:
    """ "What if half the prompt were cached?": shares of the bill that no fact of the case holds."""
    for number, sentence in enumerate(message.structure.sentences):
        if not _supposes(message, number):
            continue
        items = [item for item in message.measured if item.sentence == number]
        arguments, used = _shares_of_bill(message, items, context)
        if not used:
            arguments = _all_of_bill(message, number)
        if not arguments:
            arguments, used = _other_prices(message, items, context)
        if not arguments:
            continue
        call = ToolCall(
            tool="api_cost", arguments=arguments, quote=message.quote(sentence.first, sentence.last), supposed=True
        )
        # Other numbers in the sentence are suppositions about facts, and are read as such.
        served = [number, *_asking_on(message, number)] if len(used) == len(items) else []
        return Calculation(call, frozenset(served), used)
    return None


def _told_bill(message: Message, context: Context) -> Calculation | None:
    """ "60% of the input is cached", "we run everything as a batch": kept for the bill, for no fact holds it."""
    for number, sentence in enumerate(message.structure.sentences):
        if not _tells_a_share(message, number):
            continue
        items = [item for item in message.measured if item.sentence == number]
        arguments, used = _shares_of_bill(message, items, context)
        counts = any(_counts_tokens(item) for item in used)
        if counts and not _speaks_of_input(message, sentence):
            continue
        arguments = arguments if used else _all_of_bill(message, number)
        if not arguments:
            continue
        quote = message.quote(sentence.first, sentence.last)
        call = ToolCall(tool="api_cost", arguments={**_known_shares(context), **arguments}, quote=quote)
        served = [number] if used and not counts and len(used) == len(items) else []
        return Calculation(call, frozenset(served), [item for item in used if not counts], tells=True)
    return None


def _speaks_of_input(message: Message, sentence: Sentence) -> bool:
    return any(token.stem in _INPUT for token in message.tokens[sentence.first : sentence.last])


_INPUT = frozenset(map(stem_of, ("token", "input", "prompt", "prefix", "context")))


def _known_shares(context: Context) -> dict[str, JsonValue]:
    earlier = next((call.arguments for call in reversed(context.tool_calls) if call.tool == "api_cost"), {})
    return {name: earlier[name] for name, _ in _SHARES_OF_BILL if name in earlier}


def _tells_a_share(message: Message, number: int) -> bool:
    """What is so today: no plan, no denial, and no price."""
    structure = message.structure
    sentence = structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    if not _is_told(message, number):
        return False
    hits = [hit for hit in slots().find(tokens) if hit.payload in ("cached", "batch")]
    denied = any(structure.holds_negation(place, place + 1) for place in range(sentence.first, sentence.last))
    words = {token.lower for token in tokens}
    return bool(hits) and not denied and not words & (_share_words("planned") | _share_words("may"))


def _is_told(message: Message, number: int) -> bool:
    """A sentence that tells something; or its first clause does, and the others ask: "60 % is cached, payback?"."""
    clauses = [clause for clause in message.structure.clauses if clause.sentence == number]
    if {clause.mode for clause in clauses} == {"fact"}:
        return True
    if not clauses or clauses[0].mode != "fact" or {clause.mode for clause in clauses[1:]} != {"question"}:
        return False
    tokens = message.tokens[clauses[0].first : clauses[0].last]
    named = {hit.payload for hit in slots().find(tokens)} & {"cached", "batch"}
    return bool(named) and not _IS.isdisjoint(token.lower for token in tokens)


_IS = frozenset({"is", "are", "run", "runs", "go", "goes", "we", "comes", "come", "hits"})


def _other_prices(message: Message, items: Sequence[Measured], context: Context) -> _Found:
    """ "What if prices fell by 30 %?" of list prices; a stated bill changes as facts do (`agent.numbers.changes`)."""
    if "monthly_api_spend" in context.facts or "requests_per_month" not in context.facts:
        return {}, []
    parts = [(item, price_factor(message, context, as_part(message, item))) for item in items]
    factors = [
        (item, factor) for item, factor in parts if factor is not None and not tells_a_price(message, item.sentence)
    ]
    return ({"price_factor": tidy(factors[0][1])}, [factors[0][0]]) if len(factors) == 1 else ({}, [])


def _supposes(message: Message, number: int) -> bool:
    structure = message.structure
    modes = {clause.mode for clause in structure.clauses if clause.sentence == number}
    if _orders_a_share(message, number):
        return True
    if _tells_a_share(message, number):
        return False
    return "what_if" in modes or (
        (structure.sentences[number].question or "question" in modes) and not {"ignored", "foreign"} & modes
    )


def _orders_a_share(message: Message, number: int) -> bool:
    """ "Put half of it through batch", "70 % of it could be cached": what is not done yet; "we cache half" is."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    words = [token.lower for token in tokens if token.kind == "word"]
    if {"ignored", "foreign"} & {clause.mode for clause in message.structure.clauses if clause.sentence == number}:
        return False
    if not {"cached", "batch"} & {hit.payload for hit in slots().find(tokens)}:
        return False
    ahead = next((word for word in words if word not in _BEFORE_AN_ORDER), "")
    return ahead in _share_words("orders") or bool(_share_words("may") & set(words))


_BEFORE_AN_ORDER = frozenset({"please", "and", "then", "ok", "okay", "now", "so", "let's", "lets", "let", "us"})


def _asking_on(message: Message, number: int) -> Iterable[int]:
    """Short questions behind a supposition belong to it: "... What would it cost?"."""
    sentences = message.structure.sentences
    later = number + 1
    while later < len(sentences) and sentences[later].question and later - number <= 1:
        if sentences[later].last - sentences[later].first <= _SHORT_QUESTION:
            yield later
        later += 1


_SHORT_QUESTION = 8  # tokens
_SHARES_OF_BILL = (("cached_share", "cached"), ("batch_share", "batch"))


def _shares_of_bill(message: Message, items: Sequence[Measured], context: Context) -> _Found:
    """Each share for the word that it leans to most; a price cut ("50 % cheaper") is none."""
    found: dict[str, JsonValue] = {}
    used: list[Measured] = []
    for item in items:
        name, slot = max(_SHARES_OF_BILL, key=lambda one: lean(message, item, one[1]))
        alone = _only_slot(message, item, items)
        name, slot = next((one for one in _SHARES_OF_BILL if one[1] == alone), (name, slot))
        share = _as_share(item)
        if share is None and slot == "cached":
            share = _share_of_tokens(item, items, context)
        leans = alone is not None or lean(message, item, slot)
        if share is None or not leans or name in found or _is_price_cut(message, item):
            continue
        found[name] = share
        used.append(item)
        used += [other for other in items if share != _as_share(item) and other is not item and _counts_tokens(other)]
    return found, used


def _only_slot(message: Message, item: Measured, items: Sequence[Measured]) -> str | None:
    """ "70 % of the input is a fixed prompt and could be cached": one share and one word for it, however far apart."""
    sentence = message.structure.sentences[item.sentence]
    named = {hit.payload for hit in slots().find(message.tokens[sentence.first : sentence.last])} & {"cached", "batch"}
    return next(iter(named)) if len(named) == len(items) == 1 and item.quantity.kind == "share" else None


def _share_of_tokens(item: Measured, items: Sequence[Measured], context: Context) -> float | None:
    """ "2,000 of the 5,000 tokens", or of as many as are known."""
    if item.quantity.kind != "plain" or item.quantity.value < 1:
        return None
    if any(_counts_tokens(other) and other.quantity.value < item.quantity.value for other in items):
        return None  # the whole of "18k tokens of which 12k are cached"
    known = context.facts.get("input_tokens")
    known_length = known.value if known is not None and isinstance(known.value, int | float) else None
    whole = max((other.quantity.value for other in items if _counts_tokens(other)), default=known_length)
    if whole is None or isinstance(whole, bool) or not item.quantity.value <= whole:
        return None
    return tidy(item.quantity.value / whole)


def _counts_tokens(item: Measured) -> bool:
    return item.quantity.kind == "plain" and item.quantity.value >= 1


def _is_price_cut(message: Message, item: Measured) -> bool:
    behind = {token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 3]}
    return bool(behind & {"cheaper", "discount", "off", "less", "lower", "faster", "rebate"})


def _all_of_bill(message: Message, number: int) -> dict[str, JsonValue]:
    """ "If everything ran as a batch": all of it, where the words say so and no number does."""
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    if not {token.lower for token in tokens} & _ALL:
        return {}
    named = {hit.payload for hit in slots().find(tokens)}
    return {name: 1 for name, slot in _SHARES_OF_BILL if slot in named}


_ALL = frozenset({"all", "everything", "whole", "entire", "entirely", "completely", "every"})


def _asks(message: Message, hit: Hit[str]) -> bool:
    """A question, a request, or a heading: "Break-even: 80k up front, ..."; a question may follow the numbers."""
    structure = message.structure
    sentence = structure.sentences[structure.clauses[structure.clause_of[hit.first]].sentence]
    asked = any(
        structure.mode_at(index) in ("question", "what_if")
        for index in range(sentence.first, sentence.last)
        if structure.clause_of[index] >= 0
    )
    begged = any(sentence.first <= other.first < sentence.last for other in _asking().find(message.tokens))
    if sentence.question or asked or begged:
        return True
    heads = hit.first <= sentence.first + 1 or any(each.question for each in structure.sentences)
    return heads and hit.payload != "api_cost"


def _of_a_way(message: Message, made: Calculation) -> Calculation:
    """ "If we fine-tune for 120k, when is it back?": with what that way costs to run, and not what is advised."""
    way = approach_priced(message) if is_of_the_plan(made.call) else None
    if way is None:
        return made
    call = made.call.model_copy(update={"arguments": {**made.call.arguments, WAY: way}, "supposed": True})
    return replace(made, call=call, tells=False)


def _calculation(message: Message, found: _Read, asking: Hit[str], context: Context) -> Calculation:
    tool, arguments, used, left = found
    structure = message.structure
    sentence = structure.clauses[structure.clause_of[asking.first]].sentence
    spanned = {item.sentence for item in used} | {sentence}
    first = min(structure.sentences[number].first for number in spanned)
    last = max(structure.sentences[number].last for number in spanned)
    served = {sentence} | {
        number
        for number, each in enumerate(structure.sentences)
        if each.question and (number in spanned or each.last - each.first <= _TAG)
    }
    call = ToolCall(tool=tool, arguments=arguments, quote=message.quote(first, last), notes=tuple(left))
    if tool in OF_AN_INVESTMENT:
        gain = gain_told(message)
        if gain is not None and saves_of_the_bill(message, gain, context):
            gain = None
        rest = [item for item in used if gain is None or item.first != gain.first]
        return Calculation(call, frozenset(served), rest, is_of_the_plan(call), gain)
    return Calculation(call, frozenset(served), used)


def _project(message: Message, context: Context, asking: Hit[str]) -> _Read | None:
    """What becomes of a project by its own figures: its return where that is asked for, else when it breaks even."""
    figures = set(figures_named(message.tokens))
    of_time = asking.payload == "cash_flow_value" or bool({"npv", "irr", "discounted_payback"} & figures)
    if of_time and not pays_monthly(message) and (flows := _cash_flow(message)) is not None:
        return ("cash_flow_value", *flows, ())
    returns = of_time or asking.payload == "roi" or "roi" in figures
    tool, read = ("roi", project_for_return) if returns else ("break_even", project_for_break_even)
    project = read(message, context)
    return None if project is None else (tool, project.arguments(tool), project.used, project.left)


def _cash_flow(message: Message) -> _Found | None:
    rates = shares_in(message)
    flows: list[float] = []
    used: list[Measured] = []
    items = [item for item in message.measured if item.quantity.kind in ("plain", "money") and not item.nouns]
    for item in items:
        signed = -1.0 if _is_negative(message, item) or (not flows and lean(message, item, "upfront") > 0) else 1.0
        flows += [tidy(signed * item.quantity.value)] * _repeats(message, item)
        used.append(item)
    if len(flows) < _FEWEST_FLOWS or len(rates) != 1:
        return None
    arguments: dict[str, JsonValue] = {"flows": list(flows), "rate_per_period": tidy(rates[0].quantity.value)}
    return arguments, [*used, *rates]


def _is_negative(message: Message, item: Measured) -> bool:
    """A minus that is glued to the number and to nothing before it."""
    if not item.first:
        return False
    sign = message.tokens[item.first - 1]
    glued = sign.text in "-−–" and sign.end == message.tokens[item.first].start
    return (glued and (item.first < 2 or message.tokens[item.first - 2].end < sign.start)) or sign.lower == "minus"


def _repeats(message: Message, item: Measured) -> int:
    """ "20000 a year for 4 years" are four flows."""
    times = [other for other in message.measured if other.quantity.kind == "duration" and other.first > item.first]
    later = [other.first for other in message.measured if other.first > item.first and other not in times]
    times = [] if times and later and min(later) < times[0].first else times
    between = message.tokens[item.quantity.last : times[0].first] if times else ()
    yearly = item.per is not None and abs(item.per - _PER_YEAR) < 1e-9  # dust of arithmetic
    if not times or not (yearly or any(token.lower in ("each", "every") for token in between)):
        return 1
    years = times[0].quantity.value / _YEAR_SECONDS
    return round(years) if 1 <= years <= 50 else 1  # no business case looks further


def _api_cost(message: Message, context: Context, asking: Hit[str]) -> _Read | None:  # noqa: ARG001  # one signature
    sentence = message.structure.clauses[message.structure.clause_of[asking.first]].sentence
    items = [item for item in message.measured if message.structure.mode_at(item.first) not in ("ignored", "foreign")]
    arguments = _prices(message, items)
    used = [item for item in items if _is_price(message, item)]
    left = [item for item in items if item not in used]
    if not arguments:
        model = next((mention.name for mention in message.models), None)
        if model is None:
            return None
        arguments["model"] = model
        left = [item for item in left if item.sentence == sentence]  # elsewhere they are facts, and it is their bill
    volume = ("requests_per_month", "input_tokens", "output_tokens")
    for assigned in assign(message.structure, left, message.number_cues, (), (), supposed=True):
        value = value_of(assigned)
        if assigned.field in volume and value is not None:
            arguments.setdefault(assigned.field, value[0])
            used.append(assigned.measured)
    if not set(volume) <= set(arguments):
        return None
    for name, slot in (("cached_share", "cached"), ("batch_share", "batch")):
        shares = [item for item in left if _as_share(item) is not None and lean(message, item, slot) > 0]
        if shares:
            arguments[name] = _as_share(shares[0])
    return "api_cost", arguments, used, ()


def _as_share(item: Measured) -> float | None:
    if item.quantity.kind == "share":
        return tidy(item.quantity.value)
    part = item.quantity.kind in ("plain", "factor") and 0 < item.quantity.value < 1  # "half the input"
    return tidy(item.quantity.value) if part else None


def _prices(message: Message, items: Sequence[Measured]) -> dict[str, JsonValue]:
    """ "$3 per million input and $15 per million output tokens"; empty unless both are there."""
    priced = [item for item in items if _is_price(message, item)]
    found: dict[str, JsonValue] = {}
    for item in priced:
        later = [other.first for other in message.measured if other.first > item.first]
        behind = message.tokens[item.quantity.last : min([*later, item.quantity.last + _REACH])]
        named = [hit.payload for hit in slots().find(behind) if hit.payload in ("in", "out")]
        if not named:
            goes_in, comes_out = lean(message, item, "in"), lean(message, item, "out")
            named = [] if goes_in == comes_out else ["in" if goes_in > comes_out else "out"]
        if named:
            found.setdefault("input_price" if named[0] == "in" else "output_price", tidy(item.quantity.value))
    return found if len(found) == 2 else {}  # in and out


def _is_price(message: Message, item: Measured) -> bool:
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 3]]
    return item.quantity.kind == "money" and bool(_A_MILLION & set(behind)) and bool({"per", "/", "a"} & set(behind))


_READERS = (("break_even", _project), ("roi", _project), ("cash_flow_value", _project), ("api_cost", _api_cost))


@cache
def _share_words(group: str) -> frozenset[str]:
    return frozenset(map(str, load_cues("calculations.yaml")["share_of_bill"][group]))


@cache
def _tools() -> Cues[str]:
    return Cues(groups_of(load_cues("calculations.yaml")["tools"], "calculations.yaml: tools"))


@cache
def _asking() -> Cues[str]:
    return Cues(groups_of({"asks": load_cues("calculations.yaml")["asks"]}, "calculations.yaml"))
