"""Facts told by what they were: "twice what I said", "the launch slipped by two months", "a tenth of the budget"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.numbers.amount_shares import is_the_part
from agent.numbers.changes import change_of, direction, factor_of
from agent.numbers.known_numbers import field_fits, field_that_is
from agent.numbers.slips import cue_words, says_miscounted
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.roles import roles
from agent.words.values import fits, tidy, value_of

_ALIKE = (
    frozenset({"budget", "monthly_api_spend", "monthly_benefit"}),
    frozenset({"input_tokens", "output_tokens"}),
    frozenset({"timeline_months", "horizon_months"}),
    frozenset({"documents", "training_examples", "requests_per_month"}),
)
_TIMES = frozenset({"timeline_months", "horizon_months", "max_latency_seconds"})
_ADDED = frozenset({"documents", "training_examples", "ml_engineers"})
_NEAR = 3  # tokens


def restated(message: Message, context: Context, items: Sequence[Measured]) -> Iterator[tuple[Statement, Measured]]:
    """Each fact that a number makes of a known one, with the number. `items` state something."""
    for item in items:
        if not context.facts or item.quantity.range is not None:
            return
        statement = _of_another(message, context, item)
        statement = statement or _of_that(message, context, item) or _miscounted(message, context, item)
        statement = statement or _of_itself(message, context, item) or _stepped(message, context, item)
        statement = statement or _off_the_known(message, context, item) or _moved_by(message, context, item)
        if statement is not None and fits(statement.field, statement.value):
            yield statement, item


def of_what_is_asked(context: Context, change: Statement) -> str | None:
    """The pending field that a part or a multiple of a known one answers: "six times the time until launch"."""
    group = next((group for group in _ALIKE if change.field in group), frozenset[str]())
    open_fields = [field for field in context.asked if field in group and field not in context.facts]
    return open_fields[0] if len(open_fields) == 1 and change.field not in context.asked else None


def _of_another(message: Message, context: Context, item: Measured) -> Statement | None:
    behind = [
        token.lower for token in message.tokens[item.quantity.last : message.structure.sentences[item.sentence].last]
    ]
    of_itself = bool({*behind[:2]} & _MORE_OR_LESS) and _THAN.isdisjoint(behind)  # "50 % more usage next year"
    of_itself = of_itself or behind[:2] in _OF_IT or _is_tried_out(message, item)
    part = factor_of(message, item) is not None and is_the_part(message, item) and not of_itself
    change = change_of(message, context, item) if part else None
    field = of_what_is_asked(context, change) if change is not None else None
    return change.model_copy(update={"field": field}) if change is not None and field is not None else None


def _is_tried_out(message: Message, item: Measured) -> bool:
    """ "OK, and at twice that volume?" asks what would be then; "a tenth of the tickets?" answers with a doubt."""
    sentence = message.structure.sentences[item.sentence]
    ahead = {token.lower for token in message.tokens[sentence.first : item.first]}
    return sentence.question and not _TRYING.isdisjoint(ahead)


_TRYING = frozenset({"and", "at", "with", "for", "if", "what", "how", "then", "but"})
_OF_IT = (["of", "it"], ["of", "that"], ["of", "this"])  # of what was just spoken of, which answers nothing else
_MORE_OR_LESS = frozenset({"more", "less", "fewer", "higher", "lower", "additional", "extra"})
_THAN = frozenset({"than", "as"})


def _of_that(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "Ten seconds is too long. Half that.", "only a quarter of those 80,000"."""
    factor = factor_of(message, item)
    end = message.structure.sentences[item.sentence].last
    behind = [token.lower for token in message.tokens[item.quantity.last : end] if token.kind == "word"]
    if factor is None:
        return None
    if behind in (["that"], ["of", "that"]):
        earlier = [other for other in message.measured if other.first < item.first]
        beside = earlier[-1:]
    else:
        ahead = {token.lower for token in message.tokens[max(0, item.first - _NEAR) : item.quantity.last]}
        beside = [other for other in message.measured if 0 < other.first - item.quantity.last <= _NEAR]
        if not ahead & {"only", "just"} or not {*behind[:2]} & {"those", "the", "these"}:
            return None
    field = field_that_is(context, beside[0]) if beside else None
    value = context.facts[field].value if field is not None else None
    if field is None or not isinstance(value, int | float):
        return None
    return Statement(field=field, value=tidy(value * factor), quote=message.sentence_text(item.sentence))


def _miscounted(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "Double it, I only had prepaid in there": an order to multiply, and why what was told was too little or much."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    factor = factor_of(message, item)
    if factor is None or not ahead <= _INTERJECTED or not says_miscounted(message, item.last):
        return None
    behind = [token.lower for token in message.tokens[item.quantity.last : clause.last] if token.kind == "word"]
    if behind and not {behind[0]} <= _IT:
        return change_of(message, context, item)
    earlier = [field_that_is(context, other) for other in message.measured if other.last <= item.first]
    last = max((fact.turn for fact in context.facts.values()), default=0)
    told = [name for name, fact in context.facts.items() if fact.turn == last and name in _ALIKE[3]]
    field = earlier[-1] if earlier else told[0] if len(told) == 1 else None
    value = context.facts[field].value if field is not None else None
    if field is None or not _is_number(value) or not isinstance(value, int | float):
        return None
    return Statement(field=field, value=tidy(value * factor), quote=message.sentence_text(item.sentence))


_IT = frozenset({"it", "that", "this", "them", "those"})
_INTERJECTED = frozenset({"please", "no", "sorry", "so", "then", "and", "actually", "just", "oh", ",", "oops", "wait"})


def _of_itself(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "A fifth less than I told you", "three times as many manuals as I put down"."""
    factor = factor_of(message, item)
    if factor is None or not _refers_back(message, item):
        return None
    change = change_of(message, context, item)
    if change is not None:
        return change
    known = {field: fact for field, fact in context.facts.items() if field in roles() and _is_number(fact.value)}
    among = [field for field in context.asked if field in known] or list(known)
    newest = max((known[field].turn for field in among), default=0)
    among = [field for field in among if known[field].turn == newest]
    value = known[among[0]].value if len(among) == 1 else None
    if not isinstance(value, int | float):
        return None
    return Statement(field=among[0], value=tidy(value * factor), quote=message.sentence_text(item.sentence))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _refers_back(message: Message, item: Measured) -> bool:
    """ "... what I said", "... than the figure you have"."""
    end = message.structure.sentences[item.sentence].last
    behind = [token.lower for token in message.tokens[item.quantity.last : end] if token.kind == "word"]
    compared = next((place for place, word in enumerate(behind) if word in ("than", "as", "what", "of", "on")), None)
    if compared is None:
        return False
    said = [place for place, word in enumerate(behind) if word in cue_words("told") and place > compared]
    return any({"i", "we", "you", "i've", "we've"} & {*behind[max(compared, place - 3) : place]} for place in said)


def _stepped(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "Slipped by two months", "20k off my budget", "a dozen more handbooks"."""
    sentence = message.structure.sentences[item.sentence]
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    if words & cue_words("of_other_times"):
        return None
    if item.quantity.kind == "duration":
        change = change_of(message, context, item)
        moved = change is not None and change.field in _TIMES and bool(words & cue_words("moved"))
        return change if moved else None
    off = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _NEAR]]
    if off[:1] == ["off"] or off[:2] == ["less", "in"]:
        return _added(message, context, item, -1)
    more = next((word for word in off[:1] if word in ("more", "fewer", "additional", "extra")), None)
    return _added(message, context, item, -1 if more == "fewer" else 1) if more is not None else None


def _off_the_known(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "They cut a third off the sixty thousand", "10k off the 60k": the amount is a known one."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    whole = next((one for one in message.measured if 0 < one.first - item.quantity.last <= _OFF_NEAR), None)
    field = field_that_is(context, whole) if whole is not None and behind == ["off"] else None
    value = context.facts[field].value if field is not None else None
    if field is None or not isinstance(value, int | float):
        return None
    gone = value * item.quantity.value if item.quantity.kind == "share" else item.quantity.value
    if not 0 < gone < value:
        return None
    return Statement(field=field, value=tidy(value - gone), quote=message.sentence_text(item.sentence))


def _moved_by(message: Message, context: Context, item: Measured) -> Statement | None:
    """ "They topped it up by 30k", "it was cut by 10,000": the one sum that is known, by so much."""
    sentence = message.structure.sentences[item.sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : item.first]]
    it = bool({"it", "that", "this"} & {*ahead[-_NEAR:]}) and ahead[-1:] == ["by"]
    sums = [field for field in ("budget", "monthly_api_spend", "monthly_benefit") if field in context.facts]
    among = sums if len(sums) == 1 else [field for field in sums if field == "budget" and _FUNDERS & {*ahead}]
    amount = item.quantity.kind == "money" or (item.is_bare() and item.quantity.value >= _LEAST_STEP)
    turned = 1 if _RAISED & {*ahead} else -1 if _LOWERED & {*ahead} else 0
    if not it or not turned or len(among) != 1 or not amount or item.per is not None:
        return None
    value = context.facts[among[0]].value
    if not _is_number(value) or not isinstance(value, int | float):
        return None
    moved = tidy(value + turned * item.quantity.value)
    return Statement(field=among[0], value=moved, quote=message.sentence_text(item.sentence))


def is_step(message: Message, item: Measured) -> bool:
    """ "The supplier cut it by 20k": how far something that is not named moved, and not where it is."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - _STEP_NEAR) : item.first]]
    return ahead[-1:] == ["by"] and any(
        verb in _RAISED | _LOWERED and what in ("it", "that", "this") for verb, what in pairwise(ahead)
    )


_STEP_NEAR = 4  # tokens: "topped it up by"
_OFF_NEAR = 3  # tokens
_LEAST_STEP = 1_000
_FUNDERS = frozenset(
    {"board", "council", "committee", "management", "boss", "cfo", "ceo", "director", "finance", "treasurer"}
)
_RAISED = frozenset({"topped", "raised", "upped", "increased", "bumped", "lifted"})
_LOWERED = frozenset({"cut", "lowered", "reduced", "trimmed", "slashed", "decreased"})


def _added(message: Message, context: Context, item: Measured, sign: int) -> Statement | None:
    end = message.structure.sentences[item.sentence].last
    behind = {token.lower for token in message.tokens[item.quantity.last : end]}
    known = [
        field
        for field, fact in context.facts.items()
        if _is_number(fact.value)
        and (
            (field in _ADDED and item.nouns & roles()[field].nouns.keys()) or (field == "budget" and "budget" in behind)
        )
        and field_fits(field, item)
    ]
    if len(known) != 1 or (item.quantity.kind == "share" or direction(message, item) * sign < 0):
        return None
    step, value = value_of(Assigned(known[0], item, 1.0, {})), context.facts[known[0]].value
    if step is None or not isinstance(value, int | float):
        return None
    return Statement(field=known[0], value=tidy(value + sign * step[0]), quote=message.sentence_text(item.sentence))


def summed_up(
    message: Message, context: Context, items: Sequence[Measured]
) -> tuple[Statement, tuple[Measured, ...]] | None:
    """The sum of a known number and a new one, where it is told too, with every number of that reckoning.

    "On top of the 2,250 that's another 750 a month, so 3,000 dollars all together".
    """
    plain = [one for one in items if one.quantity.kind in ("plain", "money") and one.quantity.range is None]
    for total in plain:
        first, last = (
            message.structure.sentences[total.sentence].first,
            message.structure.sentences[total.sentence].last,
        )
        words = {token.lower for token in message.tokens[first:last]}
        if words.isdisjoint(_IN_ALL):
            continue
        for added in (one for one in plain if one.first < total.first):
            field = _that_grows(context, _a_month(total) - _a_month(added)) if _a_month(added) > _FEW else None
            if field is None or (field in _ALIKE[0] and "money" not in (added.quantity.kind, total.quantity.kind)):
                continue
            known = context.facts[field].value
            used = [one for one in plain if one in (added, total) or _a_month(one) == known]
            quote = message.quote(total.first, total.last)
            return Statement(field=field, value=tidy(_a_month(total)), quote=quote), tuple(used)
    return None


def _that_grows(context: Context, before: float) -> str | None:
    """The one known number that `before` is."""
    known = [
        field
        for field, fact in context.facts.items()
        if field in _SUMMED and isinstance(fact.value, int | float) and fact.value == before and before > _FEW
    ]
    return known[0] if len(known) == 1 else None


def _a_month(item: Measured) -> float:
    return tidy(item.quantity.value * (item.per or 1.0))


_SUMMED = _ALIKE[0] | _ALIKE[3]
_FEW = 9
_IN_ALL = frozenset({"so", "makes", "altogether", "together", "total", "all", "sum", "overall", "="})
