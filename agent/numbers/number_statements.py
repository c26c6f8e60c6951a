"""One statement for each field, where several numbers of a message tell it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.facts import Statement
from agent.numbers.accuracies import without_wanted
from agent.numbers.additions import with_known
from agent.numbers.counts import is_of_group
from agent.numbers.judged_numbers import PAYS
from agent.numbers.known_numbers import MONTHLY
from agent.numbers.parts import in_thousands
from agent.numbers.products import found_in, is_of_them
from agent.numbers.two_cases import two_cases
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import stem_of
from agent.words.values import counts_wrong, fits, in_unit_of, tidy, tokens_of_one, value_of

_ADDED_UP = frozenset({"ml_engineers", "documents"})


def statements_of(
    message: Message, context: Context, assigned: Sequence[Assigned], combined: Sequence[Statement]
) -> list[Statement]:
    """One statement per field: the later one, unless the earlier is far surer; heads are added up."""
    taken = {statement.field for statement in combined}
    assigned = [_as_it_is_now(message, one, assigned) for one in _beside_summed(message, assigned, combined)]
    best: dict[str, list[Assigned]] = {}
    for item in assigned:
        if item.field not in taken:
            best.setdefault(item.field, []).append(item)
    statements: list[Statement] = []
    for field, items in best.items():
        statements += _movement(message, items) or _single(message, context, field, items)
    fields: dict[str, Statement] = {}
    for statement in statements:
        if statement.field not in taken:
            fields.setdefault(statement.field, statement)
    return list(fields.values())


def without_second_meanings(
    assigned: Sequence[Assigned], combined: Sequence[Statement], asked: Collection[str]
) -> list[Statement]:
    """ "So 2,200 a month", where a saving is asked for: money by the month is no volume besides."""
    paid = MONTHLY.intersection(asked) - {VOLUME}
    values = [value[0] for item in assigned if item.field in paid and (value := value_of(item))]
    values += [one.value for one in combined if one.field in paid and isinstance(one.value, int | float)]
    return [one for one in combined if one.field != VOLUME or one.value not in values]


def _beside_summed(message: Message, assigned: Sequence[Assigned], combined: Sequence[Statement]) -> Sequence[Assigned]:
    """ "A prompt of 1,000 tokens and 4 snippets of 300": what is within the sum that goes in does not come out."""
    made = {one.field: one.quote or "" for one in combined if one.field in _LENGTHS}
    if list(made) != ["input_tokens"]:
        return assigned
    first = message.text.find(made["input_tokens"])
    last = first + len(made["input_tokens"])
    return [
        one for one in assigned
        if one.field != "output_tokens" or not first <= message.tokens[one.measured.first].start < last
    ]  # fmt: skip


def _single(message: Message, context: Context, field: str, items: Sequence[Assigned]) -> list[Statement]:
    items = _of_one_kind(message, field, _without_guesses(message, _without_them(message, items)))
    items = without_wanted(items) if field in _RATES_OF_ERRORS else items
    items = _without_limits(message, _said_most_exactly(message, items)) if field in _LENGTHS else items
    items = _of_this_time(message, items)
    together = len({item.measured.sentence for item in items}) == 1 and not items[-1].replaces
    if field in _ADDED_UP and together and len(items) > 1:
        values = [value for item in items if (value := value_of(item))]
        first, last = items[0].measured, items[-1].measured
        total = sum(value for value, _ in values)
        return [Statement(field=field, value=total, quote=message.quote(first.first, last.last))]
    cases = two_cases(message, field, items)
    if cases is not None:
        return [cases]
    summed = _sum_of_money(message, field, items)
    if summed is not None:
        return [summed]
    strongest = max(item.score for item in items)
    chosen = [item for item in items if item.score >= _AS_SURE * strongest or item.replaces][-1]
    chosen = in_thousands(message, context, chosen)
    value = value_of(chosen)
    if value is None:
        return []
    quote = message.quote(chosen.measured.first, chosen.measured.last)
    value = with_known(message, context, chosen, value)
    return [Statement(field=field, value=value[0], range=value[1], quote=quote)]


def _of_this_time(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "This year 40k, last year 60k", "cut to 20k, next year 25k": what holds now, beside that of another year."""
    now = [item for item in items if not _is_of_another_year(message, item.measured)]
    return now or items


def _as_it_is_now(message: Message, item: Assigned, assigned: Sequence[Assigned]) -> Assigned:
    """ "Our budget this year is 40k, last year 60k": the number of this year, where only the other was heard."""
    others = {one.measured.first for one in assigned}
    if not _is_of_another_year(message, item.measured):
        return item
    for one in message.measured:
        quantity = in_unit_of(one.quantity, item.measured.quantity)
        beside = one.sentence == item.measured.sentence and one.first not in others and not one.nouns
        if beside and quantity is not None and not _is_of_another_year(message, one) and _is_of_now(message, one):
            return replace(item, measured=replace(one, quantity=quantity, per=item.measured.per))
    return item


def _is_of_another_year(message: Message, item: Measured) -> bool:
    """Words of another year stand between the marks and numbers on both sides of it."""
    return found_in(message, "another_year", *_told_with(message, item))


def _is_of_now(message: Message, item: Measured) -> bool:
    first, last = _told_with(message, item)
    return found_in(message, "this_year", first, last)


def _told_with(message: Message, item: Measured) -> tuple[int, int]:
    """The tokens between the marks and joints on both sides of a number."""
    sentence = message.structure.sentences[item.sentence]
    first, last = item.first, item.last
    while first > sentence.first and not _parts_two_years(message, first - 1):
        first -= 1
    while last < sentence.last and not _parts_two_years(message, last):
        last += 1
    return first, last


def _parts_two_years(message: Message, place: int) -> bool:
    token = message.tokens[place]
    return token.text in (",", ";", ":", "(", ")") or token.lower in ("and", "but", "then", "while", "whereas")


def _said_most_exactly(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "One paragraph, 100 words", "two sentences, 40 words or so": one length twice, and the finer unit says more."""
    exact = [item for item in items if _fineness(item.measured) == min(_fineness(one.measured) for one in items)]
    places = sorted((item.measured.first, item.measured.last) for item in items)
    between = {token.lower for one, other in pairwise(places) for token in message.tokens[one[1] : other[0]]}
    together = len({item.measured.sentence for item in items}) == 1 and _ADDS.isdisjoint(between)
    return exact if together else items


_ADDS = frozenset({"plus", "and", "with", "+"})


def _fineness(item: Measured) -> float:
    """Tokens of the unit that a length is told in; a bare number counts tokens."""
    return tokens_of_one(item) or 1.0


def _without_limits(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "Around 350, capped at 500": how long it is, and not how long it may be."""
    ahead = {
        item.measured.first: {
            token.lower for token in message.tokens[max(0, item.measured.first - _LIMIT_NEAR) : item.measured.first]
        }
        for item in items
    }
    free = [
        item for item in items
        if item.measured.quantity.bound != "at_most" and not ahead[item.measured.first] & _LIMITS
    ]  # fmt: skip
    return free or items


_LENGTHS = ("input_tokens", "output_tokens")
_LIMIT_NEAR = 2  # tokens
_LIMITS = frozenset({"capped", "cap", "limit", "limited", "ceiling", "max", "maximum"})
_RATES_OF_ERRORS = ("critical_error_rate", "edge_case_error_rate")
_AS_SURE = 0.85  # a later number for the field counts if it is about as sure


def _without_guesses(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A few hundred, say 300", "74% are right, I'd say 76%": a number with a hedge behind another says it again."""
    if len(items) < 2 or not items[-1].measured.quantity.hedged:
        return items
    before, last = items[-2].measured, items[-1].measured
    between = {token.text for token in message.tokens[before.last : last.first]}
    judged = last.sentence == before.sentence and message.tokens[last.first - 1].lower in _I_WOULD
    again = between <= _PAUSES or (judged and not _is_still_to_come(message, last))
    return [items[-1]] if last.first > before.first and again else items


def _is_still_to_come(message: Message, item: Measured) -> bool:
    """ "Today it's 74%, I'd say 80% by summer"."""
    behind = message.tokens[item.last : message.structure.sentences[item.sentence].last]
    return any(token.lower in _TO_COME for token in behind)


_I_WOULD = frozenset({"i'd", "we'd", "let's"})
_TO_COME = frozenset({"next", "by", "after", "then", "soon", "later", "tomorrow", "once", "when", "if", "from"})


def _without_them(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "3,900 price sheets, and the dealers, 410 of them": what is unknown by name does not add to what is known."""
    others = [item for item in items if item.measured.nouns or not is_of_them(message, item.measured)]
    return others or items


def _of_one_kind(message: Message, field: str, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A team of seven, four of whom train models" are four; "200 manuals, 48k pages in total" are 200 documents."""
    if field == "ml_engineers":
        items = [item for item in items if not _says_of_one(message, item.measured, items)]
        group = [item for item in items if is_of_group(message, item.measured)]
        return (
            [item for item in items if item not in group]
            if _is_only_described(message, items, group)
            else group or items
        )
    if field == "documents" and _repeat_kinds(message, items):
        return items[:1]
    if field == "documents" and len(items) > 1:
        whole = [
            item for item in items if "page" not in item.measured.nouns and not is_of_group(message, item.measured)
        ]
        return whole or items
    return items


def _repeat_kinds(message: Message, items: Sequence[Assigned]) -> bool:
    """ "They have 40,000 documents and 12 engineers; we have 900 and two": the kinds named before, in their order."""
    first = items[0].measured
    named = [one for one in message.measured if one.sentence == first.sentence and one.first < first.first]
    bare = all(item.measured.is_bare() for item in items)
    return len(items) > 1 and bare and any(one.counts_something for one in named)


def _says_of_one(message: Message, item: Measured, items: Sequence[Assigned]) -> bool:
    """ "Three and a half, one works part-time": what one of those does that were counted before."""
    tokens = message.tokens
    if item.quantity.value != 1 or tokens[item.first].lower != "one" or items[0].measured is item:
        return False
    behind = tokens[item.quantity.last].lower if item.quantity.last < len(tokens) else ""
    return behind in _DOES or (behind.endswith("s") and behind not in ("plus", "is")) or behind == "is"


_DOES = frozenset({"is", "was", "has", "will", "only", "can", "just", "left", "part"})


def _is_only_described(message: Message, items: Sequence[Assigned], group: Sequence[Assigned]) -> bool:
    """ "Three people who've trained models, two of them in earnest": the whole can, whatever is said of a part."""
    whole = [item for item in items if item not in group]
    surely = max((one.activation.get("engineers", 0.0) for one in whole), default=0.0) >= _SURELY
    clauses = [message.structure.clauses[item.measured.clause] for item in group]
    behind = [
        token.stem for item, clause in zip(group, clauses, strict=True)
        for token in message.tokens[item.measured.quantity.last : clause.last]
    ]  # fmt: skip
    return bool(group) and surely and _TRAINING.isdisjoint(behind)


_TRAINING = frozenset(
    map(stem_of, ("train", "tune", "model", "ml", "llm", "network", "transformer", "learning", "know"))
)
_SURELY = 0.9
_PAUSES = frozenset({",", "-", "–", "—", "...", ".", "i'd", "I'd", "or", "well", "so"})


def _sum_of_money(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$10k savings plus $15k extra sales a month" are 25k a month."""
    money = [item for item in items if item.measured.quantity.kind == "money"]
    if field != "monthly_benefit" or len(money) < 2 or len({item.measured.sentence for item in money}) > 1:
        return None
    pairs = pairwise(item.measured for item in money)
    if not all(_are_added(message, first.quantity.last, second.first) for first, second in pairs):
        return None
    rate = next((item.measured.per for item in reversed(money) if item.measured.per is not None), None)
    shared = [replace(item, measured=replace(item.measured, per=item.measured.per or rate)) for item in money]
    values = [value for item in shared if (value := value_of(item)) is not None]
    total = tidy(sum(value for value, _ in values))
    quote = message.quote(money[0].measured.first, money[-1].measured.last)
    return Statement(field=field, value=total, quote=quote) if fits(field, total) else None


def _are_added(message: Message, first: int, last: int) -> bool:
    return any(token.lower in ("plus", "+") for token in message.tokens[first:last])


def _has_moved(message: Message, moved: Assigned) -> bool:
    """ "Accuracy rose from 71 to 80 %": that is over, and where it came to is where it is."""
    ahead = {token.lower for token in message.tokens[max(0, moved.measured.first - _MOVED_NEAR) : moved.measured.first]}
    return bool(ahead & _MOVED) and moved.activation.get("need", 0.0) < PAYS


_MOVED_NEAR = 4  # tokens
_MOVED = frozenset(
    {"went", "rose", "risen", "grew", "grown", "increased", "jumped", "climbed", "fell", "fallen", "dropped", "moved",
     "came", "improved", "sank", "slipped", "slid"}
)  # fmt: skip


def _movement(message: Message, items: Sequence[Assigned]) -> list[Statement]:
    """ "Accuracy from 81% to 93%" is where it is and where it must be."""
    moved = next((item for item in items if item.measured.quantity.movement), None)
    plain_errors = moved is not None and moved.field == "critical_error_rate" and not moved.activation.get("critical")
    if moved is None or not (plain_errors or moved.field in ("current_accuracy", "target_accuracy")):
        return []
    if moved.field == "current_accuracy" and _has_moved(message, moved):
        return []
    first, last = moved.measured.quantity.range or (0.0, 0.0)
    if plain_errors or counts_wrong(moved.field, last, moved.activation):  # "the error rate from 12% to 3%"
        first, last = 1 - first, 1 - last
    quote = message.quote(moved.measured.first, moved.measured.last)
    return [
        Statement(field="current_accuracy", value=round(first, 10), quote=quote),
        Statement(field="target_accuracy", value=round(last, 10), quote=quote),
    ]
