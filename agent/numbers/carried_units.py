"""Numbers whose unit stands elsewhere: "350 words in, 120 out", "2,500 / 180 tokens", "EUR 60k, and 4k a month"."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from agent.facts import Statement
from agent.numbers.products import found_in
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.cues import Cues, groups_of, load_cues, pattern_list
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart
from agent.words.number_cues import label_side
from agent.words.roles import roles
from agent.words.text_lengths import TOKENS_OF, TOKENS_PER_WORD
from agent.words.tokens import Token, stem_of, words_in
from agent.words.values import tidy, tokens_of_one

_MONEY_WORDS = ("pay", "budget", "upfront", "benefit", "bill")
_SAYS_MONEY = 0.5
_LEAST_AMOUNT = 100
_UNITS = {"token": "token", "tok": "token", "word": "word", "page": "page", "charact": "character", "char": "character"}
_SIZES = frozenset(_UNITS.values())
_INS_AND_OUTS = ("input", "output", "after input", "after output")
_SAYS_WHICH = 0.8
_NEAR = 16  # tokens between the two numbers
_MOST = 10  # times the number that has the unit
_LONGEST_LABEL = 8  # tokens


def with_their_currency(message: Message) -> Message:
    """Bare amounts in the currency that they named before: the budget is EUR 60k, so the 4k a month are euros."""
    message = _with_running_costs(_with_corrected_currency(message))
    stated = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    named = [item for item in stated if item.quantity.kind == "money" and item.quantity.currency is not None]
    currencies = {item.quantity.currency for item in named}
    if len(currencies) != 1 or "USD" in currencies:
        return message
    [currency] = currencies
    later = [
        item if item.first < named[0].first else _in_currency(message, item, currency) for item in message.measured
    ]
    return replace(message, measured=later)


def _with_running_costs(message: Message) -> Message:
    """ "$120,000 to set it up, then eight thousand a month to keep it running", "they earn 3,000 a month": money."""
    named = [item.quantity.currency for item in message.measured if item.quantity.kind == "money"]
    told = [_as_running_cost(message, item, named[-1] if named else "USD") for item in message.measured]
    return replace(message, measured=told)


def _as_running_cost(message: Message, item: Measured, currency: str | None) -> Measured:
    quantity = item.quantity
    bare = quantity.kind == "plain" and item.is_bare() and not item.each and item.per is not None
    if not bare or quantity.value < _LEAST_AMOUNT:
        return item
    around, last = _beside(message, item), _purpose_ends(message, item)
    first = max(
        [message.structure.sentences[item.sentence].first, *(one.last for one in around if one.last <= item.first)]
    )
    asked = any(token.stem in _COMES for token in message.tokens[first:last])
    goes_on = found_in(message, "keeps_going", item.quantity.last, last)
    goes_on = goes_on or any(token.stem in _EARN for token in message.tokens[max(first, item.first - 3) : item.first])
    goes_on = goes_on or (_follows_a_sum(around, item) and found_in(message, "thereafter", item.quantity.last, last))
    return replace(item, quantity=replace(quantity, kind="money", currency=currency)) if goes_on and not asked else item


def is_upkeep(message: Message, item: Measured) -> bool:
    """ "We put in $400,000 and it costs $15,000 a month to run": the upkeep of what is to come, not today's bill."""
    if item.per is None or not _follows_a_sum(_beside(message, item), item):
        return False
    last = _purpose_ends(message, item)
    goes_on = any(found_in(message, group, item.quantity.last, last) for group in ("keeps_going", "thereafter"))
    return goes_on or message.tokens[last - 1].stem == _RUN


def _beside(message: Message, item: Measured) -> list[Measured]:
    """The other numbers of its sentence."""
    return [other for other in message.measured if other.sentence == item.sentence and other is not item]


def _follows_a_sum(around: Sequence[Measured], item: Measured) -> bool:
    """An amount that is paid once stands before it."""
    return any(one.first < item.first and one.quantity.kind == "money" and one.per is None for one in around)


def _purpose_ends(message: Message, item: Measured) -> int:
    """How far the words behind a number can say what it is for: to the next number at most."""
    ends = message.structure.sentences[item.sentence].last
    later = (one.first for one in _beside(message, item) if one.first >= item.last)
    return min([ends, item.last + _PURPOSE_NEAR, *later])


_RUN = stem_of("run")
_PURPOSE_NEAR = 9  # tokens
_EARN = frozenset({stem_of("earn"), stem_of("earns"), stem_of("earning")})
_COMES = frozenset(
    map(
        stem_of,
        ("get", "receive", "handle", "answer", "process", "reach", "arrive", "come", "serve", "request", "question",
         "ticket", "call", "query", "chat", "message", "user", "customer", "volume", "traffic"),
    )
)  # fmt: skip


def _with_corrected_currency(message: Message) -> Message:
    """ "45k euros, sorry, dollars": in dollars all along."""
    return replace(message, measured=[_said_in_dollars(message, item) for item in message.measured])


def _said_in_dollars(message: Message, item: Measured) -> Measured:
    if item.quantity.currency in (None, "USD"):
        return item
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _CORRECTED_NEAR]]
    words = [word for word in behind if word.isalpha()]
    place = next((place for place, word in enumerate(words) if word in _DOLLARS), None)
    corrects = place is not None and bool(set(words[:place]) & _MEANT) and set(words[:place]) <= _MEANT | _MEANT_BESIDE
    return replace(item, quantity=replace(item.quantity, currency="USD")) if corrects else item


_CORRECTED_NEAR = 8  # tokens
_DOLLARS = frozenset({"dollars", "dollar", "usd"})
_MEANT = frozenset({"sorry", "no", "mean", "meant", "wait", "actually", "rather", "correction", "oops"})
_MEANT_BESIDE = frozenset({"i", "us", "in", "that's", "it's", "make", "that", "well", "of", "is", "a", "month", "year"})


def _in_currency(message: Message, item: Measured, currency: str | None) -> Measured:
    quantity = item.quantity
    bare = quantity.kind == "plain" and item.is_bare() and not item.each and quantity.value >= _LEAST_AMOUNT
    felt = message.activation(item) if bare else {}
    of_money = bare and any(felt.get(name, 0.0) >= _SAYS_MONEY for name in _MONEY_WORDS)
    return replace(item, quantity=replace(quantity, kind="money", currency=currency)) if of_money else item


def with_what_goes_in(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "One deed is 45 pages, and the summary is 3 pages": beside the length that comes out stands what goes in."""
    assigned = _labelled(message, items, _named_outright(message, items, assigned))
    assigned = [_in_unit_before(message, one) for one in _apart(message, items, assigned)]
    assigned = _in_and_out(message, context, items, assigned)
    fields = {one.field: one for one in assigned}
    out = fields.get("output_tokens")
    if out is None or "input_tokens" in {*fields, *context.facts}:
        return list(assigned)
    known = {one.measured.first for one in assigned}
    lengths = [item for item in items if _is_size(item) and not item.sized and item.first < out.measured.first]
    beside = [item for item in lengths if out.measured.sentence - item.sentence <= 1 and item.first not in known]
    if len(lengths) != 1 or not beside or beside[0].quantity.value < out.measured.quantity.value:
        return list(assigned)
    [item] = beside
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    told = words[:1] != [] and words[0] in _ARTICLES and any(word in _HAS for word in words[1:])
    return [*assigned, Assigned("input_tokens", item, out.score, {})] if told else list(assigned)


def _named_outright(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "The answer is 200 words and the request 90 words", "make that 4,000 tokens in": by their own words.

    Of two lengths the one without such words is the other one: "one page each. The translation is also one page".
    """
    sizes = [item for item in items if _is_size(item) and not item.sized]
    sides = {item.first: side for item in sizes if (side := _side_said(message, items, item))}
    if len(sizes) == len(_NAMES) and len(sides) == 1:
        [other] = [item for item in sizes if item.first not in sides]
        if _may_be_other(message, other, assigned):
            sides[other.first] = next(field for field in _NAMES if field not in sides.values())
    if len(sizes) == len(_NAMES) == len({*sides.values()}):
        others = [one for one in assigned if one.measured not in sizes]
        return [*others, *(Assigned(sides[item.first], item, 1.0, {}) for item in sizes)]
    return [
        replace(one, field=sides[one.measured.first]) if one.field in _NAMES and one.measured.first in sides else one
        for one in assigned
    ]


def _may_be_other(message: Message, item: Measured, assigned: Sequence[Assigned]) -> bool:
    """A length of one case: taken for one already, or told of something; no standing part of a prompt."""
    if message.activation(item).get("system_prompt", 0.0) > 0 or any(
        one.field not in _NAMES for one in assigned if one.measured.first == item.first
    ):
        return False
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    told = words[:1] != [] and words[0] in _ARTICLES and any(word in _HAS for word in words[1:])
    told = told or not _GETS.isdisjoint(words)
    return told or item.each or any(one.measured.first == item.first for one in assigned)


def _side_said(message: Message, items: Sequence[Measured], item: Measured) -> str | None:
    """The side of a length that its own words say: "of JSON out" behind it, "what it gets to read" in front."""
    for place in _words_behind(message, items, item):
        word, behind = message.tokens[place].lower, message.tokens[place + 1 : place + 2]
        if (side := _NAMED_BY.get(word)) and message.tokens[place - 1].stem in _OF_A_SIDE:
            return side  # "5,000 tokens of input", "400 tokens completion"
        ends = not behind or behind[0].kind in ("symbol", "break") or behind[0].lower in _BEHIND_SIDE
        if word in _SIDE_WORDS and (ends or word != "in"):
            return _SIDE_WORDS[word]
    named = [field for field in _NAMES if _is_named(message, items, item, field)]
    if len(named) == 1:
        return named[0]
    clause = message.structure.clauses[item.clause]
    first = max([clause.first, *(one.last for one in items if one.last <= item.first)])
    hits = _sides().find(message.tokens[first : item.first])
    return max(hits, key=lambda hit: hit.last).payload if hits else None


def _words_behind(message: Message, items: Sequence[Measured], item: Measured) -> Iterator[int]:
    """The places of the words behind a length, up to a sign, the next number, or what goes on."""
    last = min([item.quantity.last + _SIDE_NEAR, *(one.first for one in items if one.first > item.first)])
    for place in range(item.quantity.last, min(last, len(message.tokens))):
        token = message.tokens[place]
        if token.kind != "word" or token.lower in _GOES_ON:
            return
        yield place


@cache
def _sides() -> Cues[str]:
    return Cues(groups_of(load_cues("roles.yaml")["sides"], "roles.yaml: sides"))


_SIDE_NEAR = 7  # tokens
_GOES_ON = frozenset({"and", "but", "while", "what", "which", "that", "then", "to", "with", "or", "from", "we", "so"})
_GETS = frozenset({"get", "gets", "want", "receive", "expect"})
_BEHIND_SIDE = frozenset({"and", "per", "each", "every", "for", "then", "or", "but", "plus"})


def _apart(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "18k tokens each, output 1k": of two lengths on one side, the one that is not named so belongs to the other.

    "A release is 450 words, we want news of 80 words out of them": what is made of the other comes out.
    """
    sizes = [one for one in assigned if one.field in _NAMES and one.measured.nouns & TOKENS_OF.keys()]
    if len(sizes) != 2 or len({one.measured.first for one in sizes}) != 2:
        return assigned
    made = [one for one in sizes if _is_made_of_other(message, one.measured)]
    if len(made) == 1:
        sides = {one.measured.first: "output_tokens" if one in made else "input_tokens" for one in sizes}
    else:
        field = sizes[0].field
        named = [one for one in sizes if _is_named(message, items, one.measured, field)]
        if len({one.field for one in sizes}) > 1 or len(named) != 1:
            return assigned
        other = next(name for name in _NAMES if name != field)
        sides = {one.measured.first: field if one in named else other for one in sizes}
    return [replace(one, field=sides[one.measured.first]) if one in sizes else one for one in assigned]


def _is_made_of_other(message: Message, item: Measured) -> bool:
    """ "From that a story of 150 words", "items (80 words) out of them"."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : clause.last]]
    sentence = message.structure.sentences[item.sentence]
    opening = [token.lower for token in message.tokens[sentence.first : sentence.first + 2]]
    behind = [token.lower for token in message.tokens[item.last : sentence.last]]
    made = any(pair in _FROM_IT for pair in (*pairwise(words[:3]), tuple(opening)))
    return made or any(
        one == ("out", "of") and whom in _IT for one, whom in zip(pairwise(behind), behind[2:], strict=False)
    )


_IT = frozenset({"them", "it", "that", "these", "those", "this"})
_FROM_IT = frozenset(("from", word) for word in _IT)


def _in_unit_before(message: Message, one: Assigned) -> Assigned:
    """ "Texts of 250 words, and the comment should be 50": a length that names no unit is in that of the one before."""
    item = one.measured
    if one.field not in _NAMES or not item.is_bare() or item.per is not None:
        return one
    before = _last_size(message.measured, item)
    near = before is not None and before.sentence == item.sentence and item.quantity.value <= before.quantity.value
    return replace(one, measured=replace(item, nouns=before.nouns)) if before is not None and near else one


def _in_and_out(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> Sequence[Assigned]:
    """ "12k / 0.8k", "1,400 and 200", where both lengths were asked for: first what goes in."""
    if set(context.asked) != {*_NAMES} or len(items) != 2 or words_in(message.tokens) > _FEW_WORDS:
        return assigned
    if not all(item.is_bare() and item.quantity.kind == "plain" and item.per is None for item in items):
        return assigned
    others = [one for one in assigned if one.field not in _NAMES]
    return [*others, *(Assigned(field, item, 1.0, {}) for field, item in zip(_NAMES, items, strict=True))]


def _labelled(message: Message, items: Sequence[Measured], assigned: Sequence[Assigned]) -> list[Assigned]:
    """ "papers per year | 1.2 million", "letters a week: 4,900": a thing and its rate count requests."""
    able = [one for one in assigned if roles()[one.field].rate != "forbidden"]  # nothing has so many tokens a week
    told = {one.field for one in able} | {one.measured.first for one in able}
    sides = [(f"{side}_tokens", item) for item in items if (side := label_side(message.structure, item))]
    for field, item in sides:  # "tokens out per paper | 300"
        if not {field, item.first} & told and item.per is None:
            assigned = [*assigned, Assigned(field, item, 1.0, {})]
    counts = [item for item in items if _is_labelled_rate(message, item)]
    if VOLUME in told or len(counts) != 1 or counts[0].first in told:
        return list(assigned)
    others = [one for one in assigned if one.measured.first != counts[0].first]
    return [*others, Assigned(VOLUME, counts[0], 1.0, {})]


def _is_labelled_rate(message: Message, item: Measured) -> bool:
    label: list[str] = []
    place = item.first - 1
    if item.per is None or item.last != item.quantity.last or place < 1 or message.tokens[place].text not in ":|=":
        return False
    while place and len(label) <= _LONGEST_RATE and message.tokens[place - 1].kind == "word":
        place -= 1
        label.insert(0, message.tokens[place].lower)
    counted = item.nouns & {"request", "item", "conversation", "document"} and not item.nouns & _NO_CASES
    rated = len(label) >= _SHORTEST_RATE and (label[-2] in ("per", "a", "each", "every") or label[-1] in _RATED)
    return item.quantity.kind == "plain" and bool(counted) and rated and len(label) <= _LONGEST_RATE


_SHORTEST_RATE, _LONGEST_RATE = 2, 4  # words: "letters monthly", "paper forms per week"
_RATED = frozenset({"daily", "weekly", "monthly", "yearly", "annually"})
_NO_CASES = frozenset({"page", "word", "token", "user", "engineer", "example", "hour", "other"})


def _is_named(message: Message, items: Sequence[Measured], item: Measured, field: str) -> bool:
    sentence = message.structure.sentences[item.sentence]
    first = max([sentence.first, item.first - _NAME_NEAR, *(one.last for one in items if one.last <= item.first)])
    first = next(
        (place + 1 for place in range(first, item.first) if message.tokens[place].lower in ("and", ",")), first
    )  # "5,000 tokens of input and 400 tokens of output": the input is the one of what was said before
    words = {
        token.lower
        for place, token in enumerate(message.tokens[first : item.first], first)
        if message.tokens[place - 1].lower not in _FOR_EACH  # "output per enquiry (tokens)"
    }
    last = [token.lower for token in message.tokens[first : item.first]][-2:]
    if last[-1:] == ["("] and last[0] in _SIDE_WORDS:  # "three documents in (30 pages)"
        return _SIDE_WORDS[last[0]] == field
    return bool(words & _NAMES[field]) and not any(words & other for name, other in _NAMES.items() if name != field)


_NAMES = {
    "input_tokens": frozenset({"request", "question", "prompt", "query", "input", "inquiry", "enquiry"}),
    "output_tokens": frozenset({"answer", "reply", "response", "output", "summary", "abstract"}),
}
_FOR_EACH = frozenset({"per", "each", "every"})
_NAMED_BY = {word: field for field, names in _NAMES.items() for word in names} | {"completion": "output_tokens"}
_OF_A_SIDE = frozenset(map(stem_of, ("of", *TOKENS_OF)))
_NAME_NEAR = 6  # tokens
_SIDE_WORDS = {"in": "input_tokens", "out": "output_tokens", "back": "output_tokens"}
_FEW_WORDS = 6  # an answer of two numbers and hardly more


def without_one_as_article(message: Message) -> Message:
    """ "One report is 45 pages", "one inquiry becomes two requests": any of them, and no number of reports."""
    return replace(message, measured=[item for item in message.measured if not _is_article(message, item)])


def _is_article(message: Message, item: Measured) -> bool:
    one = message.tokens[item.first].lower == "one" and item.quantity.value == 1 and item.per is None
    if not one or not item.nouns & _SPOKEN_OF or item.nouns & _COUNTED or item.quantity.kind != "plain":
        return False
    ahead = message.tokens[item.first - 1] if item.first else None
    opens = ahead is None or ahead.is_end or ahead.kind == "symbol" or ahead.lower in _BEFORE_SUBJECT
    behind = message.tokens[item.last : item.last + _SUBJECT_NEAR]
    return opens and (any(token.lower in _DOES for token in behind) or _is_verb_of_one(behind[:1]))


def _is_verb_of_one(behind: Sequence[Token]) -> bool:
    """ "One question brings two pages", "one claim covers three repairs"."""
    word = behind[0].text if behind and behind[0].kind == "word" else ""
    return len(word) > _SHORTEST_VERB and word.islower() and word.endswith("s") and not word.endswith("ss")


_SHORTEST_VERB = 3  # letters


_SPOKEN_OF = frozenset({"document", "item", "conversation", "request"})
_COUNTED = frozenset({"page", "engineer", "user", "example"})
_BEFORE_SUBJECT = frozenset({"and", "but", "so", "because", "as", "since", "that"})
_DOES = frozenset(
    {"is", "has", "takes", "becomes", "needs", "costs", "means", "comes", "runs", "makes", "contains", "gets", "leads",
     "turns", "results", "triggers", "holds", "counts", "goes", "consists", "requires", "averages", "equals", "gives",
     "would", "will", "can", "may", "might", "could", "should", "must", "usually", "typically", "normally", "often"}
)  # fmt: skip
_SUBJECT_NEAR = 3  # tokens


def words_of_a_page(message: Message, context: Context) -> tuple[list[Statement], list[Measured]]:
    """ "A page has about 400 words": lengths that were told in pages, reckoned anew, and the numbers that say so."""
    stated = [item for item in message.measured if message.structure.mode_at(item.first) == "fact"]
    said = [item for item in stated if "word" in item.nouns and _is_of_a_page(message, item)]
    if not said or not _FEWEST_WORDS <= said[-1].quantity.value <= _MOST_WORDS:
        return [], []
    words = said[-1]
    one_page = [item for item in stated if "page" in item.nouns and item.quantity.value == 1]
    if any("page" in item.nouns and item not in one_page for item in stated):
        return [], []  # the length is said here, too
    told = {field: taken_apart(fact.quote) for field, fact in context.facts.items() if field in _LENGTHS and fact.quote}
    found = []
    for field, told_in in told.items():
        pages = [item.quantity for item in told_in.measured if "page" in item.nouns and item.quantity.kind == "plain"]
        if len(pages) != 1:
            continue
        ends = (pages[0].range or (pages[0].value,) * 2, words.quantity.range or (words.quantity.value,) * 2)
        low, high = (tidy(TOKENS_PER_WORD * ends[0][side] * ends[1][side]) for side in (0, 1))
        spread = None if low == high else (low, high)
        found.append(
            Statement(field=field, value=tidy((low + high) / 2), range=spread, quote=context.facts[field].quote)
        )
    return found, [*said, *one_page]


def tells_words_of_a_page(message: Message) -> set[int]:
    """The sentences that tell how long a page is: "say 350 words per page" supposes nothing, "what if ..." does."""
    said = {item.sentence for item in message.measured if "word" in item.nouns and _is_of_a_page(message, item)}
    spans = {number: message.structure.sentences[number] for number in said}
    return {
        number
        for number, span in spans.items()
        if not span.question and _SUPPOSES.isdisjoint(token.lower for token in message.tokens[span.first : span.last])
    }


_SUPPOSES = frozenset(
    {"if", "what", "how", "suppose", "supposing", "imagine", "assume", "assuming", "pretend", "would", "were", "could"}
)


def _is_of_a_page(message: Message, item: Measured) -> bool:
    """ "A page has about 400 words", "our pages are 300 words long", "350 words per page"."""
    clause = message.structure.clauses[item.clause]
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + _PAGE_NEAR]]
    if any(pair in _PER_PAGE for pair in pairwise(behind)):
        return True
    ahead = message.tokens[clause.first : item.first]
    subject = [place for place, token in enumerate(ahead) if token.stem == _PAGE]
    opens = bool(subject) and all(token.lower in _ARTICLES for token in ahead[: subject[0]])
    return opens and any(token.lower in _HAS for token in ahead[subject[0] :])


def with_words_of_pages(message: Message) -> Message:
    """ "25 pages on average, 400 words a page", "3 paragraphs of 60 words": as many full pages as that is.

    The words of a page or two may be all of them: then the pages alone tell the length.
    """
    items = message.measured
    pages = [item for item in items if _is_pages(item)]
    for words in items:
        if "word" not in words.nouns or words.per is not None or not _fits_a_page(words):
            continue
        theirs = [item for item in pages if _are_its_pages(message, item, words)]
        named = _is_of_a_page(message, words)
        subject = [item for item in pages if item.quantity.value == 1 and item.clause == words.clause]
        if not (theirs or named) and any(_are_all_in(message, item, words) for item in pages):
            return replace(message, measured=[item for item in items if item is not words])
        if not (theirs or named) or not (told := [item for item in pages if item not in subject]):
            continue
        if any("page" in item.nouns and item.per is not None for item in items):
            break  # "9,000 pages a month, 400 words each": pages are the cases
        low, high = words.quantity.range or (words.quantity.value,) * 2
        full = {item.first: (low + high) / 2 * TOKENS_PER_WORD / tokens_of_one(item) for item in told}
        kept = [item for item in items if item is not words and item not in subject]
        return replace(message, measured=[_scaled(item, full.get(item.first, 1.0)) for item in kept])
    return message


def _scaled(item: Measured, factor: float) -> Measured:
    return item if factor == 1.0 else replace(item, quantity=item.quantity.scaled(factor))


def _is_pages(item: Measured) -> bool:
    plain = item.quantity.kind == "plain" and item.per is None
    return plain and not item.nouns.isdisjoint(("page", "paragraph")) and item.quantity.value <= _MOST_PAGES


def _fits_a_page(words: Measured) -> bool:
    return words.quantity.kind == "plain" and _FEWEST_WORDS <= words.quantity.value <= _MOST_WORDS


def _are_its_pages(message: Message, pages: Measured, words: Measured) -> bool:
    """ "25 pages of 500 words", "12 pages with 300 words each"; not "2 pages, 900 words"."""
    each = words.each or any(token.lower == "each" for token in message.tokens[words.quantity.last : words.last + 1])
    return _are_tied(message, pages, words) and (each or pages.quantity.value >= _SEVERAL)


def _are_all_in(message: Message, pages: Measured, words: Measured) -> bool:
    """ "2 pages with 900 words" is one text, and its words no second length; "300 words of summary" are one."""
    behind = message.tokens[words.last : words.last + 1]
    return _are_tied(message, pages, words) and all(token.kind != "word" for token in behind)


def _are_tied(message: Message, pages: Measured, words: Measured) -> bool:
    between = [token.lower for token in message.tokens[pages.quantity.last : words.first]]
    noun = next((place for place, word in enumerate(between) if word in _BLOCKS), None)
    behind = between[noun + 1 :] if noun is not None else []
    return behind[:1] != [] and behind[0] in _TIES and set(behind) <= _TIES | _ABOUT


_BLOCKS = frozenset({"pages", "paragraphs"})
_TIES = frozenset({"of", "with", "at", "à", "x", "×", "times"})
_ABOUT = frozenset(
    {"about", "around", "roughly", "some", "approximately", "circa", "ca", "~", "up", "to", "on", "average"}
)
_SEVERAL = 3  # pages: "two pages with 900 words" may be 900 of them in all
_MOST_PAGES = 5_000
_PAGE = "page"
_PAGE_NEAR = 4  # tokens: "words to a page"
_PER_PAGE = frozenset({(word, "page") for word in ("a", "per", "each", "every", "/", "the", "one")})
_ARTICLES = frozenset(
    {"a", "the", "our", "one", "each", "every", "their", "such", "and", "but", "oh", "typical", "average"}
)
_HAS = frozenset({"has", "have", "is", "are", "holds", "contains", "hold", "about", "runs", "=", ":", "carries", "at"})
_FEWEST_WORDS, _MOST_WORDS = 30, 3_000
_LENGTHS = ("input_tokens", "output_tokens")


def is_paired(message: Message, item: Measured) -> bool:
    """ "18k resolved tickets with approved answers": each comes with what a model should have made of it."""
    counted = item.quantity.kind == "plain" and item.per is None and not item.sized
    if not counted or item.nouns & {"example"}:
        return False
    behind = message.tokens[item.last : item.last + _PAIR_NEAR]
    if item.nouns & {"document"}:  # "pages with translation made by a person", no "files with answers"
        words = [token.lower for token in behind]
        made = any(
            word.endswith(("ed", "en")) or word in ("made", "done")
            for word, (by, whom) in zip(words, pairwise(words[1:]), strict=False)
            if by == "by" and whom in _BY_HAND
        )
        approved = any(word in ("that", "which") for word in words) and not _APPROVED.isdisjoint(words)
        return words[:1] == ["with"] and (made or approved)
    return bool(item.nouns & _CASES) and any(hit.first == 0 for hit in _pairs().find(behind))


@cache
def _pairs() -> Cues[str]:
    return Cues((phrase, "pair") for phrase in pattern_list(load_cues("roles.yaml")["pairs"], "roles.yaml: pairs"))


_CASES = frozenset({"item", "conversation", "request"})
_PAIR_NEAR = 7  # tokens
_APPROVED = frozenset({"approved", "corrected", "reviewed", "verified", "validated", "signed", "checked", "graded"})
_BY_HAND = frozenset({"a", "an", "hand", "people", "humans", "experts", "doctors", "translators", "professionals"})


def with_carried_unit(message: Message, item: Measured, asked: Collection[str] = ()) -> Measured:
    """The number with the unit that it takes over, or as it is; `asked` are the fields that were asked for."""
    if item.quantity.kind != "plain" or item.per is not None or item.nouns & _SIZES or item.sized:
        return item
    unit = _of_next(message, item) or _of_label(message, item) or _of_one_before(message, item, asked)
    return replace(item, nouns=unit) if unit else item


def _of_next(message: Message, item: Measured) -> frozenset[str]:
    """ "2,500 / 180 tokens"."""
    behind = [token.text for token in message.tokens[item.quantity.last : item.quantity.last + 1]]
    following = next((other for other in message.measured if other.first == item.quantity.last + 1), None)
    return following.nouns if behind == ["/"] and following is not None and _is_size(following) else frozenset()


def _of_label(message: Message, item: Measured) -> frozenset[str]:
    """ "Summary length (words) | 180"."""
    before = [token.lower for token in message.tokens[max(0, item.first - _LONGEST_LABEL) : item.first]]
    if len(before) < 4 or before[-1] not in "|:=" or before[-2] != ")" or before[-4] != "(" or not item.is_bare():
        return frozenset()
    unit = _UNITS.get(message.tokens[item.first - 3].stem)
    return frozenset({unit}) if unit else frozenset()


def _of_one_before(message: Message, item: Measured, asked: Collection[str]) -> frozenset[str]:
    before = _last_size(message.measured, item)
    if before is None or item.nouns or not 0 < item.quantity.value <= _MOST * before.quantity.value:
        return frozenset()
    felt = message.activation(item)
    says = max(felt.get(group, 0.0) for group in _INS_AND_OUTS) >= _SAYS_WHICH or set(_LENGTHS) <= set(asked)
    behind = message.tokens[item.quantity.last : item.last]
    bare = item.is_bare() or (says and len(behind) == 1)  # "110 reply"
    ahead = message.tokens[max(0, item.first - _SHORTENED_NEAR) : item.first]
    shortened = [token.lower for token in ahead[-1:]] == ["to"] and any(token.stem in _SHORTENED for token in ahead)
    return before.nouns if (says and bare) or (shortened and item.is_bare()) else frozenset()


_SHORTENED = frozenset(
    map(stem_of, ("down", "condense", "shorten", "cut", "reduce", "squeeze", "compress", "trim", "distil", "boil"))
)
_SHORTENED_NEAR = 4  # tokens


def _last_size(measured: Sequence[Measured], item: Measured) -> Measured | None:
    """The size right before the number, in its sentence or the one before."""
    earlier = [other for other in measured if other.first < item.first]
    if not earlier or not _is_size(earlier[-1]):
        return None
    last = earlier[-1]
    near = item.sentence - last.sentence <= 1 and item.first - last.last <= _NEAR
    return last if near else None


def _is_size(item: Measured) -> bool:
    return bool(item.nouns & _SIZES) and item.quantity.kind == "plain" and item.per is None
