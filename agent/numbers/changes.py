"""A change of what is known, in numbers and words: "twice the volume", "20 % fewer", "two months later".

What changes is what the words beside the number name; the volume where they name nothing else (`cues/changes.yaml`).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agent.facts import Fact, Statement
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.role_cues import names_case
from agent.words.tokens import Token, stem_of
from agent.words.values import fits, tidy, value_of

PRICE = "price"  # stands among the names of facts: what the API charges
_BILL = "monthly_api_spend"
_PART_OF = frozenset({"of", "the", "our", "as", "that", "this"})
_WORK = frozenset({"request", "conversation", "item"})  # what a volume counts
_NEAR = 8  # tokens between a change and the word for what changes
_VERB_AHEAD = 3  # tokens between "save" and the part that goes


def change_of(message: Message, context: Context, item: Measured) -> Statement | None:
    """The new value of a known number: twice, half, 50 % more, by 500 tokens, three more."""
    factor, added = _factor(message, item), _added(message, item)
    if factor is None and added is None:
        return None
    field = _changed_field(message, context, item, stepwise=added is not None)
    fact = context.facts.get(field) if field else None
    if field is None or fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    if factor is not None:
        value = tidy(fact.value * factor)
    else:
        step = value_of(Assigned(field, replace(item, per=item.per or 1.0), 1.0, {}))
        if step is None or added is None:
            return None
        value = tidy(fact.value + added * step[0])
    if not fits(field, value):
        return None
    sentence = message.structure.sentences[item.sentence]
    return Statement(field=field, value=value, quote=message.quote(sentence.first, sentence.last))


def factor_of(message: Message, item: Measured) -> float | None:
    """What the number makes of a known one by multiplying: 2 for "twice", 0.8 for "a fifth less"; `None` for a step."""
    return _factor(message, item)


def changed_field(message: Message, context: Context, item: Measured) -> str | None:
    """Of which quantity of the profile a factor is, known or not."""
    field = _changed_field(message, context, item, stepwise=False)
    return None if field is None and _speaks_of_something_else(message, item) else field


def stepped(message: Message, item: Measured, field: str, fact: Fact | None, step: float) -> float | None:
    """What a known number becomes where the new one is a step: "if an intern tagged another 800"."""
    added = None if item.quantity.kind == "share" else _added(message, item)
    if added is None or fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    value = tidy(fact.value + added * step)
    return value if fits(field, value) else None


def price_factor(message: Message, context: Context, item: Measured) -> float | None:
    """By what the prices of the API change, where the number says it of them."""
    factor = _factor(message, item)
    return factor if factor is not None and nearest_name(message, item, context) == PRICE else None


def tells_a_price(message: Message, number: int) -> bool:
    """ "The batch API is 50 % cheaper, right?" says how it is."""
    sentence = message.structure.sentences[number]
    return any(
        token.lower in ("is", "are", "it's", "they're") for token in message.tokens[sentence.first : sentence.last]
    )


def changes_something_else(message: Message, context: Context, item: Measured) -> bool:
    """The number is a change of prices, or of what the profile does not hold: "inference costs dropped 60 %"."""
    name = nearest_name(message, item, context)
    if name == PRICE:
        return True
    return name is None and _factor(message, item) is not None and _speaks_of_something_else(message, item)


def is_change(message: Message, item: Measured) -> bool:
    """Told by itself: a factor or a share."""
    return item.quantity.kind in ("factor", "share") or is_factor(message, item)


def is_factor(message: Message, item: Measured) -> bool:
    """ "Twice", "half the", "a third of our", "half" at the end of what is said."""
    quantity = item.quantity
    if quantity.kind == "factor":
        return True
    if quantity.kind not in ("share", "plain") or quantity.value >= 1 or quantity.unit == "%":
        return False
    behind = message.tokens[quantity.last : quantity.last + 1]
    if not behind or behind[0].kind != "word" or behind[0].lower in _PART_OF or _is_counted(item):
        return True
    return _is_more_of_something(message, item)


def _is_more_of_something(message: Message, item: Measured) -> bool:
    """ "A third fewer calls per month" is no growth, as "a third more per year" is."""
    last = item.quantity.last
    turned = message.tokens[last].lower in directions("up") | directions("down")
    counted = message.tokens[last + 1 : last + 2]
    return turned and item.per is not None and bool(counted) and counted[0].lower not in _RATE_OPENERS


_RATE_OPENERS = frozenset({"a", "an", "per", "each", "every", "yearly", "monthly", "annually"})


def _is_counted(item: Measured) -> bool:
    return bool(item.nouns & _WORK)


def direction(message: Message, item: Measured) -> int:
    """Up or down, by the nearest such word of the clause; 0 where there is none."""
    structure = message.structure
    best = (_NEAR + 1, 0)
    for index in range(max(0, item.first - _NEAR), min(len(message.tokens), item.last + _NEAR)):
        if structure.clause_of[index] < 0 or structure.clause_of[index] != item.clause:
            continue
        word = message.tokens[index].lower
        sign = 1 if word in directions("up") else -1 if word in directions("down") else 0
        gap = item.first - index if index < item.first else index - item.last
        if word == "less" and index + 1 < len(message.tokens) and message.tokens[index + 1].lower == "expensive":
            sign, gap = -1, -1  # it would be nearer than "expensive", but for the words between
        if sign and gap < best[0]:
            best = (gap, sign)
    return best[1]


def nearest_name(message: Message, item: Measured, context: Context) -> str | None:
    """The known quantity, or the price, whose name stands nearest to the number."""
    named = _named(message, item)
    known = [(cost, field) for cost, field, _ in named if field == PRICE or field in context.facts]
    return min(known)[1] if known else PRICE if _is_taken_off(message, item) else None


def _is_taken_off(message: Message, item: Measured) -> bool:
    """ "What if they give us 30 % off?": off the price, where nothing else is named."""
    behind = message.tokens[item.quantity.last : item.quantity.last + 1]
    return item.quantity.kind == "share" and bool(behind) and behind[0].lower == "off"


def just_told(message: Message, item: Measured, context: Context) -> str | None:
    """The numeric fact whose words end the sentence before."""
    before = [
        (message.text.rfind(fact.quote), field)
        for field, fact in context.facts.items()
        if fact.quote and fact.quote in message.text[: item.quantity.start] and field in names_by_field()
    ]
    return max(before)[1] if before else None


@cache
def names_by_field() -> dict[str, Sequence[str]]:
    """How the quantities of the profile are named in a change."""
    names: dict[str, Sequence[str]] = load_cues("roles.yaml")["quantity_names"]
    return names


@cache
def directions(which: str) -> frozenset[str]:
    """Words that say `up` or `down`."""
    words = pattern_list(load_cues("roles.yaml")["directions"][which], f"roles.yaml: directions: {which}")
    return frozenset(words) | change_words(which)


@cache
def change_words(group: str) -> frozenset[str]:
    """Single words of a list of changes.yaml."""
    return frozenset(pattern_list(load_cues("changes.yaml")[group], f"changes.yaml: {group}"))


@cache
def change_cues(group: str) -> Cues[str]:
    """Phrases of a list, or of a mapping from fields to lists, of changes.yaml."""
    record = load_cues("changes.yaml")[group]
    return Cues(groups_of(record if isinstance(record, dict) else {group: record}, f"changes.yaml: {group}"))


def _changed_field(message: Message, context: Context, item: Measured, *, stepwise: bool) -> str | None:
    behind = [token.lower for token in message.tokens[item.quantity.last - 1 : item.quantity.last + 2]]
    if not stepwise and "of" in behind and behind[-1] in ("each", "every") and "input_tokens" in context.facts:
        return "input_tokens"  # "only half of each transcript"
    if change_cues("allotted").find(message.tokens[item.first : message.structure.clauses[item.clause].last]):
        return None  # "half the budget went into labelling"
    field = nearest_name(message, item, context)
    if stepwise:
        field = _of_step(message, context, item, field)
    elif field not in _KEPT and _is_of_cases(message, item):
        return VOLUME
    elif field is None and (moved := _by_its_verb(message, item)) is not None:
        return moved
    if field == PRICE:
        return _BILL if _BILL in context.facts else None
    if item.quantity.kind == "duration":
        return field if field in _TIMES else "timeline_months" if field is None else None
    if field is not None:
        return field
    return _of_nothing_named(message, context, item, stepwise=stepwise)


def _of_step(message: Message, context: Context, item: Measured, field: str | None) -> str | None:
    """What a step is of, where its verb says more than the name beside it."""
    if field is None and (moved := _of_who_moves(message, context, item)) is not None:
        return moved
    gone = item.quantity.kind == "plain" and bool(_moved(message, item))  # "we lose three engineers" saves nothing
    if item.quantity.kind in ("money", "plain") and not gone and _is_said_ahead(message, item, "saved"):
        return "monthly_benefit"
    if field == _BILL and item.per is None and _is_said_ahead(message, item, "spends"):
        return "budget"  # "if we could spend another 20k"
    return field


def _of_who_moves(message: Message, context: Context, item: Measured) -> str | None:
    """ "3,000 chats fall away" are cases, "two of them leave" people, "we lose two of them" what was tried before."""
    if not _moved(message, item):
        return None
    if names_case(message.tokens[item.last - 1]) or _is_counted(item):
        return VOLUME
    behind = [token.lower for token in message.tokens[item.quantity.last : message.structure.clauses[item.clause].last]]
    named = next((place for place, word in enumerate(behind) if word not in _OF_THEM), len(behind))
    if behind[named : named + 1] and behind[named] in change_words("people_move"):
        return "ml_engineers"
    before = {one.field for one in context.supposed if isinstance(one.value, int | float)}
    return before.pop() if len(before) == 1 and named == len(behind) else None


_OF_THEM = frozenset({"of", "them", "those", "these", "us", "more", "all"})


def _is_of_cases(message: Message, item: Measured) -> bool:
    """ "Twice as many questions", "the messages double": so many more of them, and none is longer."""
    behind = message.tokens[item.quantity.last : item.quantity.last + _CASES_NEAR]
    words = [token.lower for token in behind]
    grows = item.first > 0 and item.quantity.kind == "factor" and _are_several(message.tokens[item.first - 1])
    if grows and words[:1] != ["in"]:  # "in length"
        return True
    counted = next((place for place, word in enumerate(words) if word not in _AS_MANY), len(words))
    many = not _MANY.isdisjoint([*words[:counted], message.tokens[item.quantity.last - 1].lower])
    return many and counted < len(words) and names_case(behind[counted])


def _are_several(word: Token) -> bool:
    return names_case(word) and word.lower.endswith("s")


_CASES_NEAR = 6  # tokens
_MANY = frozenset({"many", "number", "count"})
_AS_MANY = _MANY | frozenset({"as", "the", "of", "more", "fewer", "our", "these", "those", "such"})
_KEPT = frozenset({"documents", "training_examples"})  # "twice as many reports" may be those


def _of_nothing_named(message: Message, context: Context, item: Measured, *, stepwise: bool) -> str | None:
    """What changes where no fact is named: what the volume counts, or what was told last."""
    if not stepwise and item.first and message.tokens[item.first - 1].lower in _COSTING:
        return None  # "what if our people cost twice as much?"
    if not stepwise and _counts_of_the_volume(message, context, item):
        return VOLUME
    if stepwise or _speaks_of_something_else(message, item):
        return None if _speaks_of_something_else(message, item) else just_told(message, item, context)
    return just_told(message, item, context) or VOLUME


_COSTING = frozenset({"cost", "costs", "earn", "earns"})


def _counts_of_the_volume(message: Message, context: Context, item: Measured) -> bool:
    """ "Twice the branches", where the volume was told as "20 branches, each files 2,000 orders"."""
    fact = context.facts.get(VOLUME)
    quote = taken_apart(fact.quote or "") if fact is not None and fact.quote else None
    if quote is None:
        return False
    counted = {stem for one in quote.measured if one.quantity.kind == "plain" for stem in counted_stems(quote, one)}
    clause = message.structure.clauses[item.clause]
    return any(token.stem in counted for token in message.tokens[clause.first : clause.last])


def counted_stems(message: Message, item: Measured) -> frozenset[str]:
    """What a number counts, as it was written: "20 branches" are branches, "one call per file" are calls."""
    behind = message.tokens[item.quantity.last : item.last]
    each = next((place for place, token in enumerate(behind) if token.lower in _OF_EACH), len(behind))
    return frozenset(
        token.stem
        for token in behind[:each]
        if token.kind == "word" and token.lower not in change_words("plain") and token.stem not in _RATES
    )


_OF_EACH = frozenset({"per", "each", "every"})


_RATES = frozenset(stem_of(word) for word in ("day", "week", "month", "year", "hour", "daily", "weekly", "monthly"))


def _by_its_verb(message: Message, item: Measured) -> str | None:
    """ "It only saves half", "the council gives us a quarter less": nothing else is named, so the verb says what."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    named = [field for _, field, near in _named(message, item) if near]
    behind = {token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"}
    alone = behind <= _NOTHING_MORE | directions("up") | directions("down")  # not "half the nurse time"
    if named or item.counts_something or not alone:
        return None
    return "monthly_benefit" if ahead & _SAVING else "budget" if ahead & change_words("grants") else None


_NOTHING_MORE = frozenset({"of", "that", "it", "this", "as", "much", "then", "only", "than", "though"})
_SAVING = frozenset({"saves", "save", "saved", "brings", "bring", "brought", "earns", "earn", "yields", "yield"})
_TIMES = frozenset({"timeline_months", "horizon_months", "max_latency_seconds"})


def _speaks_of_something_else(message: Message, item: Measured) -> bool:
    """The clause names what changes, and it is no work for the model: "half the nurse time", "errors halved"."""
    if _is_counted(item) or any(field == VOLUME for _, field, near in _named(message, item) if near):
        return False
    clause = message.structure.clauses[item.clause]
    numbers = {place for other in message.measured for place in range(other.first, other.quantity.last)}
    words = [
        token
        for place, token in enumerate(message.tokens[clause.first : clause.last], clause.first)
        if token.kind == "word" and place not in numbers
    ]
    plain = change_words("plain") | directions("up") | directions("down")
    return any(token.lower not in plain and token.stem not in _plain_stems() for token in words)


@cache
def _plain_stems() -> frozenset[str]:
    return frozenset(stem_of(word) for word in change_words("plain") if word.isalpha())


def _named(message: Message, item: Measured) -> list[tuple[float, str, bool]]:
    """Each name of the sentence: how far off, of which quantity, and whether in the clause of the number."""
    sentence = message.structure.sentences[item.sentence]
    others = [other.first for other in message.measured if other is not item]
    found: list[tuple[float, str, bool]] = []
    for hit in _names().find(message.tokens[sentence.first : sentence.last]):
        first, last = hit.first + sentence.first, hit.last + sentence.first
        if message.tokens[first].lower in change_words("saved"):
            continue  # the verb, not "savings"
        if hit.payload == PRICE and change_cues("given").find(message.tokens[sentence.first : first]):
            continue  # "if we give our customers a discount"
        if hit.payload == PRICE and (
            _is_of_machines(message, item) or _is_of_something(message, first, sentence.first)
        ):
            continue  # "labour costs", "GPU prices"
        gap = item.first - last if last <= item.first else first - item.quantity.last
        away = abs(message.structure.clause_of[first] - item.clause)
        between = sum(1 for other in others if min(first, item.first) < other < max(first, item.first))
        cost = max(gap, 0) + 6 * away + 8 * between - 0.1 * (hit.last - hit.first)
        found.append((cost, hit.payload, not away))
    return found


def _is_of_something(message: Message, place: int, start: int) -> bool:
    """The price of what is named right in front of the word, where that is no part of the API."""
    if message.tokens[place].lower not in change_words("priced") or place == start:
        return False
    before = message.tokens[place - 1]
    ours = change_words("plain") | change_words("of_the_api") | directions("up") | directions("down")
    named = before.kind == "word" and before.lower.removesuffix("'s") not in ours
    return named and all(one.last != place for one in message.models)


def _is_of_machines(message: Message, item: Measured) -> bool:
    """ "What if GPUs become 30 % cheaper?" """
    felt = message.activation(item)
    return felt.get("machines", 0.0) > max(_SAYS, felt.get("api", 0.0), felt.get("model", 0.0))


_SAYS = 0.5


def as_part(message: Message, item: Measured) -> Measured:
    """ "A quarter shorter" is a part, no time."""
    quantity = item.quantity
    words = [token.lower for token in message.tokens[quantity.first : quantity.last]]
    behind = {token.lower for token in message.tokens[quantity.last : quantity.last + 1]}
    if quantity.kind != "duration" or words not in (["a", "quarter"], ["one", "quarter"]):
        return item
    compared = directions("up") | directions("down") | {"of", "as"}
    timed = any(field in _TIMES for _, field, _ in _named(message, item))
    if not behind & compared - _TIMED and not (_by(message, item) and not timed):
        return item
    return replace(item, quantity=replace(quantity, value=0.25, kind="share", unit=""))


_TIMED = frozenset({"later", "sooner", "earlier", "longer"})


def _factor(message: Message, item: Measured) -> float | None:
    quantity = item.quantity
    if is_factor(message, item) and not (quantity.kind == "share" and _by(message, item)):
        turn = direction(message, item) if _is_more_by_part(message, item) else 0
        if turn:
            return 1 + turn * quantity.value
        return 1 - quantity.value if _is_saved(message, item) else quantity.value
    sign = direction(message, item) or (-1 if _is_discount(message, item) else 0)
    if quantity.kind != "share" or not sign or item.per is not None or _in_points(message, item):
        return None  # "40 % a year" is growth
    before = message.tokens[item.first - 1].lower if item.first else ""
    return None if before == "to" else 1 + sign * quantity.value


def _is_discount(message: Message, item: Measured) -> bool:
    """ "A 20 % discount", "a rebate of 25 %", "30 % off"."""
    clause = message.structure.clauses[item.clause]
    named = change_cues("discounts").find(message.tokens[clause.first : clause.last])
    return bool(named) or _is_taken_off(message, item)


def _is_more_by_part(message: Message, item: Measured) -> bool:
    """ "A quarter more expensive", "up by half": the part comes on top, or goes."""
    behind = message.tokens[item.quantity.last : item.quantity.last + 1]
    turned = bool(behind) and behind[0].lower in directions("up") | directions("down")
    by = "by" in (message.tokens[item.first].lower, message.tokens[max(0, item.first - 1)].lower)
    return item.quantity.value < 1 and (turned or by)


def _is_saved(message: Message, item: Measured) -> bool:
    """ "Save a third of the bill", "a third of the traffic's gone": what is left is the rest."""
    behind = message.tokens[item.quantity.last : item.quantity.last + _GONE_BEHIND]
    gone = any(token.lower in change_words("gone") for token in behind)
    return item.quantity.value < 1 and (gone or _is_said_ahead(message, item, "saved"))


_GONE_BEHIND = 6  # tokens


def _is_said_ahead(message: Message, item: Measured, group: str) -> bool:
    ahead = message.tokens[max(0, item.first - _VERB_AHEAD) : item.first]
    return any(token.lower in change_words(group) for token in ahead)


def _in_points(message: Message, item: Measured) -> bool:
    inside = message.tokens[item.first : item.quantity.last + 1]
    return any(token.stem == _POINT for token in inside)


_POINT = stem_of("points")


def _added(message: Message, item: Measured) -> int | None:
    """1 or -1 where the number is a step: "by 500 tokens", "3 more", "another 20k", "two months later"."""
    inside = [token.lower for token in message.tokens[item.first : item.last + 1]]
    before = message.tokens[item.first - 1].lower if item.first else ""
    if item.quantity.kind == "factor" or (item.quantity.kind == "share" and not _in_points(message, item)):
        return None
    if item.quantity.kind == "share":
        return direction(message, item) or None
    if {"more", "additional", "extra"} & set(inside) or before in ("another", "additional", "extra"):
        return 1
    if {"fewer", "less"} & set(inside):
        return -1
    if item.quantity.kind in ("plain", "money") and (sign := _moved(message, item)):
        return sign
    if item.quantity.kind == "duration":
        moved = [word for word in inside if word in directions("up") | directions("down")]
        if moved:
            return 1 if moved[-1] in directions("up") else -1
    return direction(message, item) or 1 if _by(message, item) else None


def _moved(message: Message, item: Measured) -> int:
    """1 for what comes in ("we add 200", "two join us"), -1 for what goes ("two leave", "3,000 fall away"), else 0."""
    clause = message.structure.clauses[item.clause]
    ahead = message.tokens[max(clause.first, item.first - _VERB_AHEAD) : item.first]
    verbs = tuple(hit for hit in _movements("ahead").find(ahead) if {t.lower for t in ahead[hit.last :]} <= _SO_MANY)
    behind = message.tokens[item.quantity.last : min(item.last + _VERB_BEHIND, clause.last)]
    verbs = verbs or _movements("behind").find(behind)
    return (1 if verbs[-1].payload == "comes" else -1) if verbs else 0


_VERB_BEHIND = 5  # tokens
_SO_MANY = frozenset({"in", "on", "up", "only", "just", "about", "some", "all", "the", "our", "these", "even", "us"})


@cache
def _movements(side: str) -> Cues[str]:
    return Cues(groups_of(load_cues("changes.yaml")["movements"][side], f"changes.yaml: movements: {side}"))


def _by(message: Message, item: Measured) -> bool:
    return bool(item.first) and message.tokens[item.first - 1].lower == "by"


@cache
def _names() -> Cues[str]:
    record = {**names_by_field(), PRICE: load_cues("changes.yaml")["prices"]}
    return Cues(groups_of(record, "names of quantities"))
