"""Amounts that are said in two parts: "35k from one pot plus 15k from another", "$1,400 to this firm, $600 to that"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from math import prod

from agent.numbers.products import DAILY, Product, found_in, product, said_each, span
from agent.understanding import Context
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.quantities import rate_at
from agent.words.text_lengths import TOKENS_OF
from agent.words.tokens import stem_of
from agent.words.values import tokens_of_one

Found = list[tuple[str, Product | None]]


def sums(message: Message, items: Sequence[Measured], context: Context) -> Found:
    """Fields with the sum of two neighbouring amounts; the words between must add them up."""
    prompt = _prompt(message, items, context)
    listed = [(field, made) for field, made in _listed(message, items) if not _holds(prompt, field, made)]
    return [
        ("budget", _budget(message, items, context)),
        ("monthly_benefit", _benefit(message, items, context)),
        ("monthly_api_spend", _spend(message, items)),
        ("input_tokens", prompt),
        *listed,
        *_of_each_case(message, items),
    ]


def _holds(prompt: Product | None, field: str, listed: Product | None) -> bool:
    """ "... and 4 snippets of 300": the sum of a whole prompt goes on behind the parts of it that a list has."""
    return (
        prompt is not None
        and listed is not None
        and field == "input_tokens"
        and prompt[1] <= listed[1]
        and prompt[2] > listed[2]
    )


def _budget(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    for first, second in pairwise(items):
        each = _from_each(message, first, second, context) or _from_each(message, second, first, context)
        if each is not None:
            return each
        amounts = _is_amount(first) and _is_amount(second) and first.per is None and second.per is None
        spoken = context.asked == ("budget",) or _says(message, (first, second), "budget", "upfront")
        if amounts and spoken and _are_added(message, first, second) and _is_alone(items, first, second):
            return _sum(first, second, 1.0)
    return _from_many(message, items, context) or _days_of_work(items, context)


def _from_many(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "40k from the pot, 25k from IT and the ministry chips in another 10", "$60k tools, $45k build, $15k tests".

    Each part says what it is from or for; a whole that is told beside its parts is no part.
    """
    amounts = [one for one in items if one.per is None and not one.each and _is_amount(one, least=1)]
    for first, second in pairwise(amounts):
        run = [first, second, *(one for one in amounts if one.first > second.first and one.sentence == first.sentence)]
        beside = [one for one in amounts if one.sentence == first.sentence]
        spoken = context.asked == ("budget",) or _says(message, beside, "budget", "upfront")
        named = [_is_from(message, one) for one in run[:-1]]
        last = _is_from(message, run[-1]) or _are_added(message, run[-2], run[-1])
        together = all(_follow(message, one, other) for one, other in pairwise(run))
        if len(run) > 2 and spoken and all(named) and last and together:
            thousands = max(one.quantity.scale for one in run)
            values = [one.quantity.value * (thousands if one.quantity.value < thousands else 1.0) for one in run]
            return span(sum(values), sum(values), run[0], run[-1])
    return None


def _is_from(message: Message, item: Measured) -> bool:
    """Behind the amount stands what it is from or for: "40k from IT", "$60k for the build", "$60k tooling"."""
    behind = message.tokens[item.quantity.last : item.quantity.last + 1]
    return bool(behind) and behind[0].kind == "word" and behind[0].lower not in _NO_PURPOSE


def _follow(message: Message, first: Measured, second: Measured) -> bool:
    """Nothing but a comma or "and" joins what the two are for."""
    between = [token.lower for token in message.tokens[first.quantity.last : second.first]]
    joined = bool({",", ";", "and", "plus", "+"} & {*between})
    return joined and len(between) <= _FARTHEST and not _NOT_ADDED & {*between} and first.sentence == second.sentence


def _days_of_work(items: Sequence[Measured], context: Context) -> Product | None:
    """ "The freelancer is 950 a day and I've 60 days approved", where the budget was asked for."""
    rates = [one for one in items if one.per == DAILY and (one.is_bare() or one.quantity.kind == "money")]
    days = [one for one in items if one.quantity.kind == "duration" and one.quantity.unit == _A_DAY and one.per is None]
    if context.asked != ("budget",) or len(rates) != 1 or len(days) != 1 or rates[0].quantity.value < _LEAST_DAY:
        return None
    return product(rates[0], days[0], 1 / float(_A_DAY))


_A_DAY, _LEAST_DAY = "86400", 100


def _from_each(message: Message, givers: Measured, amount: Measured, context: Context) -> Product | None:
    """ "Each of the four branches chips in 8k", "six departments pay 5k each into the pot"."""
    heads = givers.quantity.kind == "plain" and givers.per is None and givers.counts_something
    heads = heads and 1 < givers.quantity.value <= _MOST_GIVERS and givers.sentence == amount.sentence
    paid = amount.per is None and _is_amount(replace(amount, each=False))
    ahead = [token.lower for token in message.tokens[max(0, givers.first - 3) : givers.first]]
    apiece = ("each", "of") in pairwise(ahead) or said_each(message, amount)
    spoken = context.asked == ("budget",) or _says(message, (amount,), "budget", "upfront")
    return product(givers, amount, 1.0) if heads and paid and apiece and spoken else None


def _benefit(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    for first, second in pairwise(items):
        per = first.per if first.per is not None else second.per
        gains = all(_is_amount(item) or _is_gain(message, item) for item in (first, second))
        amounts = gains and (_is_amount(first) or _is_amount(second)) and per is not None
        alike = None in (first.per, second.per) or first.per == second.per
        spoken = context.asked == ("monthly_benefit",) or _says(message, (first, second), "benefit")
        spoken = spoken and not _is_price_of(message, first, second)
        if amounts and alike and spoken and _are_added(message, first, second) and _is_alone(items, first, second):
            return _sum(first, second, per or 1.0)
    return _gains_from_many(message, items, context)


def _gains_from_many(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "2,000 in saved time and another 500 in extra orders, monthly": each part says where it comes from."""
    parts = [one for one in items if _is_amount(one, _LEAST_PART)]
    pers = {one.per for one in parts} - {None}
    led = all(_leads_to(message, one) in _GAINED_IN for one in parts)
    joined = all(_follow(message, one, other) for one, other in pairwise(parts))
    spent = any(message.activation(one).get("pay", 0.0) >= _SAYS for one in parts)
    if context.asked != ("monthly_benefit",) or len(parts) < 2 or not (led and joined) or spent or len(pers) > 1:
        return None
    per = pers.pop() if pers else 1.0
    ends = [one.quantity.range or (one.quantity.value,) * 2 for one in parts]
    low, high = (sum(end[side] for end in ends) * (per or 1.0) for side in (0, 1))
    return span(low, high, parts[0], parts[-1])


def _leads_to(message: Message, item: Measured) -> str:
    """The word behind an amount and its rate."""
    behind = message.tokens[item.quantity.last :]
    rate = rate_at(message.tokens, item.quantity.last) if behind else None
    at = rate[2] if rate is not None else item.quantity.last
    return message.tokens[at].lower if at < len(message.tokens) else ""


_GAINED_IN = frozenset({"in", "from", "through", "less"})
_LEAST_PART = 100


def _is_price_of(message: Message, first: Measured, second: Measured) -> bool:
    """ "A plan at $9,000 a month would save us another $20,000": what the saving costs is no saving."""
    between = message.tokens[first.quantity.last : second.first]
    saves = any(token.stem in _SAVES for token in between)
    return saves and found_in(message, "priced", max(0, first.first - _PRICE_NEAR), first.first)


def _spend(message: Message, items: Sequence[Measured]) -> Product | None:
    for first, second in pairwise(items):
        per = second.per if second.per is not None else first.per
        alike = None in (first.per, second.per) or first.per == second.per
        money = all(_is_amount(item, _LEAST_BILL) for item in (first, second))
        between = [token.lower for token in message.tokens[first.last : second.first]]
        joined = (
            first.sentence == second.sentence and len(between) <= _NEAR and bool({"and", "plus", "+", ","} & {*between})
        )
        if (
            money
            and alike
            and per is not None
            and joined
            and (
                (_is_paid_to(message, first) and _is_paid_to(message, second))
                or _are_both_paid_to(message, first, second)
            )
        ):
            return _sum(first, second, per) if _is_alone(items, first, second) else None
    return None


def _prompt(message: Message, items: Sequence[Measured], context: Context) -> Product | None:
    """ "450 words. Our instruction: another 150", "900 tokens, plus five snippets of 400 each, plus 100"."""
    texts = list(_texts(message, items))
    for place, first in enumerate(texts):
        unit = _tokens_of(first[-1])
        run = [first]
        for text in texts[place + 1 :] if unit else ():
            if not _goes_on(message, run[-1], text, unit):
                break
            run.append(text)
        if len(run) == 1:
            continue
        around = message.tokens[max(0, first[0].first - _BEFORE) : run[-1][-1].last + _NEAR]
        of_prompt = any(token.stem in _PROMPTS for token in around) or "input_tokens" in context.asked
        felt = message.activation(first[-1])
        goes_in = felt.get("input", 0.0) >= felt.get("output", 0.0) or "input_tokens" in context.asked
        if of_prompt and goes_in:
            low, high = (sum(_length(text)[side] for text in run) * unit for side in (0, 1))
            return span(low, high, first[0], run[-1][-1])
    return None


def _listed(message: Message, items: Sequence[Measured]) -> Found:
    """ "Letter 1,200 tokens, rulebook 300 tokens, output 150": each with its name; all but the output go in."""
    unit = _unit_of_table(message)
    rows = [(item, _named(message, item)) for item in items if _tokens_of(item) or (unit and item.is_bare())]
    rows = [(item, name) for item, name in rows if item.per is None and item.quantity.kind == "plain"]
    goes_in = [(item, name) for item, name in rows if not name & _RESULTS]
    comes_out = [(item, name) for item, name in rows if name & _RESULTS]
    counted = unit or any(_tokens_of(item) == 1 for item, _ in goes_in)  # "a handbook of 300 pages" is in no prompt
    of_prompt = any(name & (_PROMPTS | _STANDING if counted else _PROMPTS) for _, name in goes_in)
    units = {_tokens_of(item) or unit for item, _ in goes_in}
    names = [name for _, name in goes_in]
    apart = any(second.sentence - first.sentence > 1 for (first, _), (second, _) in pairwise(rows))
    if len(goes_in) < 2 or len(comes_out) > 1 or not (all(names) and of_prompt) or len(units) > 1 or apart:
        return []
    if len(set(names)) < len(names) or any(name & _LIMITS for name in names):
        return []
    each = units.pop()
    ends = [item.quantity.range or (item.quantity.value,) * 2 for item, _ in goes_in]
    low, high = (sum(end[side] for end in ends) * each for side in (0, 1))
    whole = max(item.quantity.value for item, _ in goes_in) * each
    if abs(2 * whole - (low + high) / 2) <= whole * _SAME:  # "prompt 2,000 tokens: 1,500 history, 500 question"
        low = high = whole
    found: Found = [("input_tokens", span(low, high, goes_in[0][0], goes_in[-1][0]))]
    for item, _ in comes_out:
        made = item.quantity.range or (item.quantity.value,) * 2
        size = _tokens_of(item) or each
        found.append(("output_tokens", span(made[0] * size, made[1] * size, item, item)))
    return found


def _of_each_case(message: Message, items: Sequence[Measured]) -> Found:
    """ "Each: search literature, 25 abstracts of 300 words, write 400 words": with every case so many go in."""
    texts = [text for text in _texts(message, items) if len(text) > 1]
    if len(texts) != 1:
        return []
    [(count, size)] = texts
    sentence = message.structure.sentences[count.sentence]
    words = [token.lower for token in message.tokens[sentence.first : count.first]]
    each = words[:1] in (["each"], ["every"]) or "per" in words[:2]
    unit = _tokens_of(size)
    if not each or not unit or not _WRITING.isdisjoint(words[-_WRITTEN_NEAR:]):
        return []
    low, high = (end * unit for end in _length((count, size)))
    return [("input_tokens", span(low, high, count, size))]


_WRITING = frozenset({"write", "writes", "draft", "drafts", "produce", "produces", "generate", "generates", "yields",
                      "gives", "get", "gets", "want", "wants", "needs"})  # fmt: skip
_WRITTEN_NEAR = 3  # tokens


def _unit_of_table(message: Message) -> float:
    """Tokens of one where the unit stands in brackets for all numbers: "(tokens)"; 0 where none does."""
    for before, word, behind in zip(message.tokens, message.tokens[1:], message.tokens[2:], strict=False):
        if before.text == "(" and behind.text == ")" and word.stem in ("token", "word"):
            return TOKENS_OF[word.stem]
    return 0.0


def _named(message: Message, item: Measured) -> frozenset[str]:
    """Stems of the words right in front of a size that name it, in its sentence and behind the number before."""
    sentence = message.structure.sentences[item.sentence]
    before = [one.last for one in message.measured if one.last <= item.first]
    ahead = message.tokens[max([sentence.first, item.first - _LABEL_NEAR, *before]) : item.first]
    return frozenset(token.stem for token in ahead if token.kind == "word" and token.lower not in _UNNAMED)


def _texts(message: Message, items: Sequence[Measured]) -> Iterator[tuple[Measured, ...]]:
    """Each size, with the number in front of it that says how many: "five snippets of 400 each"."""
    taken: Measured | None = None
    for item, following in zip_longest(items, items[1:]):
        if item is taken or item.quantity.kind != "plain":
            continue
        of_size = following is not None and item.counts_something and item.per is None and not _tokens_of(item)
        of_size = of_size and [token.lower for token in message.tokens[item.last : following.first]] == ["of"]
        taken = following if of_size else None
        yield (item, following) if of_size else (item,)


def _length(text: tuple[Measured, ...]) -> tuple[float, float]:
    ends = [item.quantity.range or (item.quantity.value, item.quantity.value) for item in text]
    return prod(low for low, _ in ends), prod(high for _, high in ends)


def _goes_on(message: Message, before: tuple[Measured, ...], text: tuple[Measured, ...], unit: float) -> bool:
    size = text[-1]
    behind = [token.lower for token in message.tokens[size.quantity.last : size.quantity.last + 1]]
    of_text = _tokens_of(size) == unit or size.is_bare() or behind == ["of"]
    near = text[0].sentence - before[-1].sentence <= 1 and size.per is None and _tokens_of(size) in (0.0, unit)
    return near and of_text and (_are_added(message, before[-1], text[0]) or _are_both_parts(message, before, text))


def _are_both_parts(message: Message, before: tuple[Measured, ...], text: tuple[Measured, ...]) -> bool:
    """ "System prompt 800 tokens, history 1,200": each is named as something that a prompt is made of."""
    labels = [_label(message, one) for one in (before, text)]
    bounded = any(_named(message, one[0]) & _LIMITS for one in (before, text))  # "context window 8,000 tokens"
    return all(labels) and labels[0] != labels[1] and bool((labels[0] | labels[1]) & _PROMPTS) and not bounded


def _label(message: Message, text: tuple[Measured, ...]) -> frozenset[str]:
    """Stems of prompt parts right in front of a size ("the question is 50 tokens") or behind it ("50 of history")."""
    before = [one.last for one in message.measured if one.last <= text[0].first]
    sentence = message.structure.sentences[text[0].sentence]
    ahead = message.tokens[max([sentence.first, text[0].first - _LABEL_NEAR, *before]) : text[0].first]
    within = message.tokens[text[0].quantity.last : text[0].last] if len(text) > 1 else ()
    stems = {token.stem for token in (*ahead, *within)} & (_PROMPTS | _MESSAGES)
    behind = [token.stem for token in message.tokens[text[-1].last : text[-1].last + 3]]
    if not stems and behind[:1] in (["of"], ["for"]):
        stems = {*behind} & (_PROMPTS | _MESSAGES)
    return frozenset(stems)


def _tokens_of(item: Measured) -> float:
    """What one of them is in tokens; 0 where it is no text."""
    return tokens_of_one(item) if item.quantity.kind == "plain" and item.per is None else 0.0


def _sum(first: Measured, second: Measured, factor: float) -> Product:
    ends = [item.quantity.range or (item.quantity.value,) * 2 for item in (first, second)]
    return span((ends[0][0] + ends[1][0]) * factor, (ends[0][1] + ends[1][1]) * factor, first, second)


def _is_amount(item: Measured, least: float = 1_000) -> bool:
    quantity = item.quantity
    bare = quantity.kind == "plain" and item.is_bare() and quantity.value >= least
    return (bare or (quantity.kind == "money" and quantity.currency == "USD")) and not item.each


def _is_gain(message: Message, item: Measured) -> bool:
    """ "Five thousand extra sales", "20 thousand a month less in overtime"."""
    plain = item.quantity.kind == "plain" and not item.nouns and not item.each and item.quantity.value >= _LEAST_BARE
    behind = message.tokens[item.quantity.last : item.last + 3]
    return plain and any(token.stem in _GAINS for token in behind)


def _are_added(message: Message, first: Measured, second: Measured) -> bool:
    """ "plus" between them, "and IT can add" too, or "another" in front of the second."""
    between = [token.lower for token in message.tokens[first.quantity.last : second.quantity.first]]
    within = message.tokens[second.first : second.quantity.last]
    another = "another" in between[-2:] or any(token.lower == "another" for token in within)
    joined = {"and", ";", ","} & {*between} and _ADDS & {*between} and first.sentence == second.sentence
    added = another or "plus" in between or "+" in between or bool(joined)
    return added and len(between) <= _FARTHEST and second.sentence - first.sentence <= (1 if another else 0)


def _is_alone(items: Sequence[Measured], first: Measured, second: Measured) -> bool:
    """No third amount is added beside them, which the sum of two would leave out."""
    places = [items.index(first), items.index(second)]
    around = [items[place] for place in (places[0] - 1, places[1] + 1) if 0 <= place < len(items)]
    return not any(_is_amount(item) and item.sentence == second.sentence for item in around)


def _is_paid_to(message: Message, item: Measured) -> bool:
    led = item.last < len(message.tokens) and message.tokens[item.last].lower in ("to", "for", "on", "with", "at")
    if led and found_in(message, "vendors", item.last + 1, item.last + 3):
        return True
    return item.first > 0 and found_in(message, "vendors", item.first - 1, item.first)  # "OpenAI 2,100"


def _are_both_paid_to(message: Message, first: Measured, second: Measured) -> bool:
    """ "$2,200 a month for the big model and another $300 for embeddings, all to OpenAI"."""
    added = _are_added(message, first, second)
    behind = message.structure.sentences[second.sentence].last
    return added and any(
        token.lower in ("all", "both") and found_in(message, "vendors", place, place + 3)
        for place, token in enumerate(message.tokens[:behind])
        if place >= second.last
    )


def _says(message: Message, items: Sequence[Measured], *groups: str) -> bool:
    return any(message.activation(item).get(group, 0.0) >= _SAYS for item in items for group in groups)


_NEAR = 8  # tokens
_BEFORE = 4  # tokens
_FARTHEST = 18  # tokens
_LEAST_BARE = 1_000
_NO_PURPOSE = frozenset(
    {"and", "or", "but", "at", "is", "was", "max", "tops", "to", "a", "per", "in", "if", "instead", "up", "of",
     "overall", "total", "altogether"}
)  # fmt: skip
_NOT_ADDED = frozenset(
    {"or", "not", "instead", "but", "included", "including", "thereof", "which", "if", "than", "before"}
)
_LEAST_BILL = 50
_PRICE_NEAR = 2  # tokens
_SAVES = frozenset(map(stem_of, ("save", "spare", "bring", "earn", "free", "cut")))
_MOST_GIVERS = 1_000
_ADDS = frozenset({"add", "adds", "added", "top", "tops", "topped", "contributes", "contribute", "chips", "throws"})
_SAYS = 0.5
_GAINS = frozenset(
    {"sale", "revenu", "margin", "profit", "incom", "overtim", "turnov", "cost", "wage", "salari", "fee", "save"}
)
_PROMPTS = frozenset(
    map(
        stem_of,
        ("instruction", "instructions", "prompt", "system", "template", "boilerplate", "context", "chunk", "passage",
         "snippet", "excerpt", "history", "guideline", "guidelines", "retrieved"),
    )
)  # fmt: skip
_MESSAGES = frozenset(map(stem_of, ("question", "message", "query", "turn")))  # what a user writes is a part of it, too
_RESULTS = frozenset(
    map(
        stem_of, ("answer", "reply", "response", "output", "draft", "completion", "summary", "result", "out", "verdict")
    )
)
# What stands in every prompt beside the case itself.
_STANDING = frozenset(
    map(stem_of, ("rulebook", "rules", "policy", "policies", "list", "catalogue", "glossary", "schema", "codebook",
                  "handbook", "examples", "preamble", "taxonomy"))
)  # fmt: skip
_LIMITS = frozenset(map(stem_of, ("window", "limit", "maximum", "max", "budget", "which", "long", "short", "total")))
_UNNAMED = frozenset(
    {"is", "are", "has", "have", "the", "a", "an", "our", "of", "and", "with", "w", "in", "about", "each", "every",
     "it", "per", "plus", "to", "for", "maybe", "at", "avg", "around", "on", "roughly", "like", "be", "say", "by"}
)  # fmt: skip
_SAME = 0.01
_LABEL_NEAR = 5  # tokens
