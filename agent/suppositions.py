"""What a message only supposes: "what if volume doubles?". Facts stay as they are; the values are worked out here."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from agent.corrections import is_denied, newest
from agent.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.enumerations import field_cues, named_values
from agent.facts import Statement
from agent.meaning import groups, meant, value_meant
from agent.message import Message
from agent.model_names import ModelMention
from agent.roles import Assigned, Measured, assign
from agent.understanding import Context
from agent.values import fits, tidy, value_of

_NEVER_SUPPOSED = frozenset({"task", "industry", "stage"})
_LEADS_IN = frozenset({"at", "with", "for", "if", "about", "only", "just", "say", "to", "what", "under"})
_PART_OF = frozenset({"of", "the", "our", "as", "that", "this"})
_TAG = 5  # tokens: "Same advice?" behind a supposition belongs to it
_NEAR = 8  # tokens between a change and the word for what changes


def read_as_supposed(message: Message, context: Context) -> Message:
    """The message with those sentences read as suppositions that sound like one and change what is known.

    "Theoretically, the bill jumps to 30 grand. Then?" supposes where the bill is known, and tells it where it is not.
    """
    candidates = _may_suppose(message) if context.facts else set()
    if not candidates:
        return message
    others = set(range(len(message.structure.sentences))) - candidates
    changing = {
        sentence
        for statement, sentence in suppositions(_as_what_if(message, candidates), context, others)
        if statement.field in context.facts
        and statement.field not in context.asked
        and context.facts[statement.field].value != statement.value
    }
    return _as_what_if(message, changing) if changing else message


def _as_what_if(message: Message, sentences: set[int]) -> Message:
    clauses = [
        replace(clause, mode="what_if")
        if clause.sentence in sentences and clause.mode in ("fact", "question")
        else clause
        for clause in message.structure.clauses
    ]
    return replace(message, structure=replace(message.structure, clauses=clauses))


def _may_suppose(message: Message) -> set[int]:
    """Sentences behind "humour me" or before "play that through", short questions, orders ("halve the budget")."""
    structure = message.structure
    valued = {item.sentence for item in message.measured}
    valued |= {_sentence_of(message, mention.first) for mention in message.models}
    found = {number for number in valued if _is_short_question(message, number) or _orders_a_change(message, number)}
    for hit in structure.hits_of("supposing"):
        number = _sentence_of(message, hit.first)
        sentence = structure.sentences[number]
        alone = sentence.last - sentence.first <= _OPENER and number not in valued
        if hit.first <= sentence.first + _AHEAD:
            found.add(number + 1 if alone and number + 1 < len(structure.sentences) else number)
    for hit in structure.hits_of("played_through"):
        number = _sentence_of(message, hit.first)
        sentence = structure.sentences[number]
        if number and number not in valued and sentence.last - sentence.first <= _PLAYED:
            found.add(number - 1)
    return found


_OPENER, _AHEAD, _PLAYED, _SHORT = 6, 3, 8, 14  # tokens


def _sentence_of(message: Message, token: int) -> int:
    return message.structure.clauses[message.structure.clause_of[token]].sentence


def _is_short_question(message: Message, number: int) -> bool:
    """ "Claude Sonnet instead?", "10k rather than 25k?", "now with half the tickets": no word of what they have."""
    sentence = message.structure.sentences[number]
    words = [token.lower for token in message.tokens[sentence.first : sentence.last]]
    leads = any(hit.first <= sentence.first + 1 for hit in _of_sentence(message, "tries", number))
    owns = set(words) & _OWNS and not set(words) & _UNREAL
    return len(words) <= _SHORT and (sentence.question or leads) and not owns


_OWNS = frozenset({"we", "our", "i", "we've", "we're", "i've", "my"})
_UNREAL = frozenset({"would", "could", "if", "instead", "rather", "we'd"})


def _of_sentence(message: Message, group: str, number: int) -> list[Hit[str]]:
    sentence = message.structure.sentences[number]
    return [hit for hit in message.structure.hits_of(group) if sentence.first <= hit.first < sentence.last]


def _orders_a_change(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    opening = next((t.lower for t in message.tokens[sentence.first : sentence.last] if t.lower not in _OPENERS), "")
    if opening not in _directions("up") | _directions("down") | _orders():
        return False
    return any(item.sentence == number and _changes(message, item) for item in message.measured)


def _changes(message: Message, item: Measured) -> bool:
    return item.quantity.kind in ("factor", "share") or _is_factor(message, item)


@cache
def _orders() -> frozenset[str]:
    return frozenset(pattern_list(load_cues("acts.yaml")["orders"], "acts.yaml: orders"))


def suppositions(message: Message, context: Context, served: Collection[int]) -> list[tuple[Statement, int]]:
    """Hypothetical values with the sentence in which they stand.

    A sentence that asks for the costs or the advice may suppose as well: "what would we pay if it was twice as much?".
    """
    structure = message.structure
    served = {number for number in served if not _supposes_clearly(message, number)}
    items = [item for item in message.measured if item.sentence not in served and _is_supposed(message, item)]
    tried = any(_tries_out(message, context, mention) for mention in message.models)
    if not items and not tried and not any(clause.mode == "what_if" for clause in structure.clauses):
        return []
    items = [item for item in items if not is_denied(message, item)]
    changes = [(item, change) for item in items if (change := _change(message, context, item)) is not None]
    changed = [item for item, _ in changes]
    absolute = [item for item in items if item not in changed]
    found: dict[str, tuple[Statement, int]] = {}
    every = (
        *_numbers(message, context, absolute),
        *((change, item.sentence) for item, change in changes),
        *_words(message, context),
    )
    for statement, sentence in every:
        if sentence not in served or statement.field == "model":  # "what would we pay with gpt-4o-mini?" asks for costs
            found.setdefault(statement.field, (statement, sentence))
    silent = [number for number in _supposing(message) if number not in {*served, *(at for _, at in found.values())}]
    for statement, sentence in _by_meaning(message, context, silent):
        found.setdefault(statement.field, (statement, sentence))
    return list(found.values())


def _supposing(message: Message) -> list[int]:
    """Sentences that suppose something and hold no number."""
    numbers = {item.sentence for item in message.measured}
    supposed = {clause.sentence for clause in message.structure.clauses if clause.mode == "what_if"}
    return sorted(supposed - numbers)


def _by_meaning(message: Message, context: Context, sentences: Sequence[int]) -> Iterator[tuple[Statement, int]]:
    """What a sentence would change of the known values, where no cue says it: "what if nobody proofreads any more?"."""
    known = [
        field for field in field_cues() if field in context.facts and field in groups() and field not in _NEVER_SUPPOSED
    ]
    for number in sentences:
        text = message.sentence_text(number).strip(" .,!?-*")
        changes = [
            (best.score, field, value)
            for field in known
            if (best := meant([text], field)[0]).score >= _LEAST_MEANT and best.margin >= _LEAST_MARGIN
            if (value := value_meant(field, best.label)) != context.facts[field].value
        ]
        if changes:
            _, field, value = max(changes, key=lambda change: change[0])
            yield Statement(field=field, value=value, quote=message.sentence_text(number)), number


_LEAST_MEANT, _LEAST_MARGIN = 0.4, 0.15


def _supposes_clearly(message: Message, number: int) -> bool:
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == number}
    words = {token.lower for token in message.tokens[slice(*_span(message, number))]}
    return "what_if" in modes and bool(words & _SUPPOSING)


_SUPPOSING = frozenset({"if", "suppose", "imagine", "assuming", "say"})


def _span(message: Message, number: int) -> tuple[int, int]:
    sentence = message.structure.sentences[number]
    return sentence.first, sentence.last


def follow_ups(message: Message, sentences: set[int]) -> set[int]:
    """Short questions behind suppositions: "Same advice?" asks nothing else."""
    return {
        number
        for number, each in enumerate(message.structure.sentences)
        if each.question and number - 1 in sentences and each.last - each.first <= _TAG
    }


def _is_supposed(message: Message, item: Measured) -> bool:
    """In a supposition; or asked about, with a word in front such as "at 1.5 million requests?"."""
    structure = message.structure
    mode = structure.mode_at(item.first)
    if mode in ("what_if", "ignored", "foreign"):
        return mode == "what_if"
    sentence = structure.sentences[item.sentence]
    asks = sentence.question or mode == "question" or _asks_later(message, item)
    if not asks:
        return False
    before = message.tokens[item.first - 1].lower if item.first > sentence.first else ""
    if before == "of" and mode == "question":  # "... and a budget of $30k?"
        return any(other.sentence == item.sentence and other.first < item.first for other in message.measured)
    return before in _LEADS_IN or (_is_factor(message, item) and mode == "question") or _opens(message, item)


def _asks_later(message: Message, item: Measured) -> bool:
    """A clause of the same sentence asks: "a third of the requests, what would that look like"."""
    modes = {clause.mode for clause in message.structure.clauses if clause.sentence == item.sentence}
    return "question" in modes or "what_if" in modes


def _opens(message: Message, item: Measured) -> bool:
    """ "Ten times the volume - would that work?", "And twice the traffic?"."""
    first = message.structure.sentences[item.sentence].first
    ahead = [token.lower for token in message.tokens[first : item.first]]
    return _is_factor(message, item) and set(ahead) <= _OPENERS


_OPENERS = frozenset({"and", "so", "now", "then", "ok", "okay", ",", "but", "or", "with", "for", "at", "even"})


def _numbers(message: Message, context: Context, items: list[Measured]) -> Iterator[tuple[Statement, int]]:
    topics = ["accuracy"] if "target_accuracy" in context.facts else []
    shares = [_as_share(message, item) for item in items]
    assigned = assign(message.structure, shares, message.number_cues, (), topics, supposed=True)
    named = {id(each.measured) for each in assigned}
    elided = [each for item in shares if id(item) not in named and (each := _elided(message, context, item))]
    for each in (*assigned, *elided):
        in_mode = message.structure.mode_at(each.measured.first) == "what_if"
        value = value_of(each)
        if value is not None and (in_mode or each.field in context.facts):
            measured = each.measured
            quote = message.quote(measured.first, measured.last)
            yield Statement(field=each.field, value=value[0], range=value[1], quote=quote), measured.sentence


def _as_share(message: Message, item: Measured) -> Measured:
    """ "What if accuracy only had to be 85?" """
    quantity = item.quantity
    if quantity.kind != "plain" or not item.is_bare() or not 1 < quantity.value <= 100:  # percent
        return item
    felt = message.activation(item)
    if max(felt.get(group, 0.0) for group in ("accuracy", "wrong", "critical", "edge")) < _SAYS_SHARE:
        return item
    return replace(item, quantity=replace(quantity.scaled(0.01), kind="share", unit="%"))


_SAYS_SHARE = 0.6


def _elided(message: Message, context: Context, item: Measured) -> Assigned | None:
    """ "We have 300 examples. What if we got to 5,000?": the fact that the sentence before gave."""
    if not item.is_bare() or item.per is not None or item.quantity.kind not in ("plain", "money"):
        return None
    field = _nearest_field(message, item, context, default=False) or _just_told(message, item, context)
    field = field or (newest(context, item) if _points_back(message, item) else None)
    fact = context.facts.get(field) if field else None
    if field is None or fact is None:
        return None
    alike = [other for other in message.measured if other.first < item.first and other.nouns]
    nouns = alike[-1].nouns if alike else item.nouns
    per = 1.0 if field in ("requests_per_month", "monthly_api_spend", "monthly_benefit") else None
    return Assigned(field, replace(item, nouns=nouns, per=per), 1.0, {})


def _points_back(message: Message, item: Measured) -> bool:
    """ "What if it were only 300?": what was spoken of last."""
    sentence = message.structure.sentences[item.sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : item.first]]
    return bool(_POINTING & set(ahead)) or len(ahead) <= _FEW_AHEAD


_POINTING = frozenset({"it", "that", "there", "they", "only", "just"})
_FEW_AHEAD = 2  # "And with 300?"


def _just_told(message: Message, item: Measured, context: Context) -> str | None:
    """The numeric fact whose words end the sentence before."""
    before = [
        (message.text.rfind(fact.quote), field)
        for field, fact in context.facts.items()
        if fact.quote and fact.quote in message.text[: item.quantity.start] and field in _names_by_field()
    ]
    return max(before)[1] if before else None


def _tries_out(message: Message, context: Context, mention: ModelMention) -> bool:
    """ "What would we pay with gpt-4o-mini?", where another model is in use."""
    structure = message.structure
    known = context.facts.get("model")
    if structure.mode_at(mention.first) != "question" or known is None or known.value in (None, mention.name):
        return False
    sentence = structure.sentences[structure.clauses[structure.clause_of[mention.first]].sentence]
    ahead = [token.lower for token in message.tokens[sentence.first : mention.first]]
    if not ahead or ahead[-1] not in _TRIES:
        return False
    behind = {token.lower for token in message.tokens[mention.last : sentence.last]}
    return bool(_WOULD & set(ahead)) or ahead[0] in _GOES_ON or "instead" in behind


_TRIES = frozenset({"with", "on", "using", "use", "under", "to", "in"})
_WOULD = frozenset({"would", "could", "we'd", "it'd", "be"})
_GOES_ON = frozenset({"and", "or", "so", "then"})


def _words(message: Message, context: Context) -> Iterator[tuple[Statement, int]]:
    structure = message.structure
    for named in named_values(structure, (), "what_if"):
        if named.field not in _NEVER_SUPPOSED:
            quote = message.quote(named.first, named.last)
            sentence = structure.clauses[structure.clause_of[named.first]].sentence
            yield Statement(field=named.field, value=named.value, quote=quote), sentence
    for mention in message.models:
        if structure.mode_at(mention.first) == "what_if" or _tries_out(message, context, mention):
            quote = message.quote(mention.first, mention.last)
            sentence = structure.clauses[structure.clause_of[mention.first]].sentence
            yield Statement(field="model", value=mention.name, quote=quote), sentence


def _change(message: Message, context: Context, item: Measured) -> Statement | None:
    """A change of a known value: twice, half, 50 % more, by 500 tokens, three more."""
    factor, added = _factor(message, item), _added(message, item)
    if factor is None and added is None:
        return None
    field = _nearest_field(message, item, context, default=added is None) or _just_told(message, item, context)
    behind = [token.lower for token in message.tokens[item.quantity.last - 1 : item.quantity.last + 2]]
    if factor is not None and "of" in behind and behind[-1] in ("each", "every") and "input_tokens" in context.facts:
        field = "input_tokens"  # "only half of each transcript"
    fact = context.facts.get(field) if field else None
    if field is None or fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    if factor is not None:
        value = tidy(fact.value * factor)
    else:
        assigned = Assigned(field, replace(item, per=item.per or 1.0), 1.0, {})
        step = value_of(assigned)
        if step is None or added is None:
            return None
        value = tidy(fact.value + added * step[0])
    if not fits(field, value):
        return None
    sentence = message.structure.sentences[item.sentence]
    return Statement(field=field, value=value, quote=message.quote(sentence.first, sentence.last))


def _is_factor(message: Message, item: Measured) -> bool:
    return item.quantity.kind == "factor" or (
        item.quantity.kind in ("share", "plain")
        and item.quantity.value < 1
        and item.quantity.unit != "%"
        and item.quantity.last < len(message.tokens)
        and message.tokens[item.quantity.last].lower in _PART_OF
    )


def _factor(message: Message, item: Measured) -> float | None:
    quantity = item.quantity
    if _is_factor(message, item) and not (quantity.kind == "share" and _by(message, item)):
        return quantity.value
    direction = _direction(message, item)
    if quantity.kind != "share" or not direction:
        return None
    before = message.tokens[item.first - 1].lower if item.first else ""
    return None if before == "to" else 1 + direction * quantity.value


def _added(message: Message, item: Measured) -> int | None:
    """1 or -1 where the number is a step: "by 500 tokens", "3 more", "another 20k"."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.last + 1]]
    before = message.tokens[item.first - 1].lower if item.first else ""
    if item.quantity.kind in ("share", "factor"):
        return None
    if {"more", "additional", "extra"} & set(behind) or before in ("another", "additional", "extra"):
        return 1
    if {"fewer", "less"} & set(behind):
        return -1
    return _direction(message, item) or 1 if _by(message, item) else None


def _by(message: Message, item: Measured) -> bool:
    return bool(item.first) and message.tokens[item.first - 1].lower == "by"


def _direction(message: Message, item: Measured) -> int:
    """Up or down, by the nearest such word of the clause and its neighbours; 0 where there is none."""
    structure = message.structure
    best = (_NEAR + 1, 0)
    for index in range(max(0, item.first - _NEAR), min(len(message.tokens), item.last + _NEAR)):
        if structure.clause_of[index] < 0 or abs(structure.clause_of[index] - item.clause) > 0:
            continue
        word = message.tokens[index].lower
        sign = 1 if word in _directions("up") else -1 if word in _directions("down") else 0
        gap = item.first - index if index < item.first else index - item.last
        if sign and gap < best[0]:
            best = (gap, sign)
    return best[1]


def _nearest_field(message: Message, item: Measured, context: Context, *, default: bool) -> str | None:
    """The known quantity whose name stands nearest to the number; the volume where the words name nothing else."""
    sentence = message.structure.sentences[item.sentence]
    others = [other.first for other in message.measured if other is not item]
    best: tuple[float, str] | None = None
    for hit in _names().find(message.tokens[sentence.first : sentence.last]):
        first, last = hit.first + sentence.first, hit.last + sentence.first
        gap = item.first - last if last <= item.first else first - item.quantity.last
        away = abs(message.structure.clause_of[first] - item.clause)
        between = sum(1 for other in others if min(first, item.first) < other < max(first, item.first))
        cost = max(gap, 0) + 6 * away + 8 * between - 0.1 * (hit.last - hit.first)
        known = hit.payload in context.facts
        if known and (best is None or cost < best[0]):
            best = (cost, hit.payload)
    if best is not None:
        return best[1]
    return "requests_per_month" if default else None


@cache
def _names_by_field() -> dict[str, Sequence[str]]:
    names: dict[str, Sequence[str]] = load_cues("roles.yaml")["quantity_names"]
    return names


@cache
def _names() -> Cues[str]:
    return Cues(groups_of(_names_by_field(), "roles.yaml: quantity_names"))


@cache
def _directions(which: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("roles.yaml")["directions"][which], f"roles.yaml: directions: {which}"))
