"""A number that does not hold: "not $50k", "68 % was wrong"; and the one told in its place: "it's 50k, not 5k"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.numbers.correcting_words import LEADING, TAKING, THE, is_to_be_taken
from agent.numbers.known_numbers import MONTHLY, field_that_is
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.text_lengths import TOKENS_OF
from agent.words.tokens import stem_of
from agent.words.values import in_unit_of


def is_denied(message: Message, item: Measured) -> bool:
    """The message says that the number does not hold: "not $50k", "isn't 6 but 9", "no 2 engineers any more"."""
    before, after = message.tokens[: item.first], message.tokens[item.quantity.last :]
    if before and before[-1].lower in ("isn't", "wasn't", "aren't", "weren't"):
        return True  # "isn't 6"
    if after[:1] and after[0].lower == "but" and before and before[-1].lower == "not":
        return True  # "not 6 but 9"
    if is_said(message, item) or _is_called_wrong(message, item) or _is_denied_behind_noun(message, item):
        return True
    ends = [token.lower for token in message.tokens[item.last : item.last + 3]]
    if (ends[:2] == ["any", "more"] or ends[:1] == ["anymore"]) and message.structure.is_negated(item.first):
        return True
    or_not = [token.lower for token in before[-2:]] == ["or", "not"]  # "relevant or not, within 800 ms"
    own = bool(before) and before[-1].lower in THE  # "1.2 million rather than the 46k I told you"
    ahead = (item.first, item.first - 1) if own else (item.first,)
    if not or_not and any(hit.last in ahead for hit in message.structure.hits_of("instead_of")):
        return True
    return _is_told_before(message, item) or _is_what_was(message, item)


def _is_what_was(message: Message, item: Measured) -> bool:
    """ "87 percent is the current figure. 84 was in the spring.": the clause opens with what held before."""
    clause = message.structure.clauses[item.clause]
    opens = all(token.lower in THE for token in message.tokens[clause.first : item.first])
    was = message.tokens[item.last : item.last + 1]
    beside = any(other.clause != item.clause and other.quantity.kind in (item.quantity.kind, "share", "plain")
                 for other in message.measured)  # fmt: skip
    return opens and beside and item.is_bare() and bool(was) and was[0].lower in ("was", "were")


def _is_told_before(message: Message, item: Measured) -> bool:
    """ "3,100 (I'd told you 5,000)": what they said before stands in brackets behind what holds now."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - _TOLD_NEAR) : item.first]]
    opens = max((place for place, word in enumerate(ahead) if word == "("), default=None)
    words = set(ahead[opens + 1 :]) if opens is not None else set()
    return bool(words & _TOLD) and words <= _TOLD | _TELLING


_TOLD_NEAR = 6  # tokens
_TOLD = frozenset({"told", "said", "wrote", "gave", "mentioned", "put"})
_TELLING = frozenset({"i", "i'd", "i've", "we", "we'd", "we've", "had", "have", "you", "before", "first", "earlier",
                      "as", "yesterday", "wrongly"})  # fmt: skip


def _is_called_wrong(message: Message, item: Measured) -> bool:
    """ "68 % was wrong, it's 71": what holds instead stands behind it; without that, 12 % are what goes wrong."""
    instead = [other for other in message.measured if other.first > item.last and other.sentence == item.sentence]
    if not instead or not instead[0].is_bare() or not is_to_be_taken(message, instead[0]):
        return False
    behind = [token.lower for token in message.tokens[item.last : item.last + _FALSE_NEAR] if token.kind == "word"]
    if behind[:1] not in (["was"], ["is"]):
        return False
    rest = [word for word in behind[1:] if word not in ("a", "my", "just", "too", "simply", "the", "plain")]
    return bool(rest) and rest[0] in _FALSE


_FALSE_NEAR = 5  # tokens
_FALSE = frozenset({"wrong", "mistake", "typo", "outdated", "obsolete", "incorrect", "error", "nonsense", "misread"})


def _is_denied_behind_noun(message: Message, item: Measured) -> bool:
    """ "Not pages 30", as some languages put it."""
    ahead = [token.lower for token in message.tokens[max(0, item.first - 2) : item.first]]
    return len(ahead) == 2 and ahead[0] == "not" and bool(_size_ahead(message, item))


def _size_ahead(message: Message, item: Measured) -> frozenset[str]:
    """What a bare number counts by the words in front of it: "the pages aren't 30"."""
    clause = message.structure.clauses[item.clause]
    if not item.is_bare() or item.quantity.kind != "plain":
        return frozenset()
    stems = {token.stem for token in message.tokens[clause.first : item.first]}
    return frozenset(noun for noun in ("page", "word", "token") if stem_of(noun) in stems)


def _size_beside(items: Sequence[Measured], denied: Measured) -> frozenset[str]:
    """ "3 pages, not 2": the denied number is one of pages too."""
    sizes = [item.nouns & {"page", "word", "token"} for item in items if item.sentence == denied.sentence]
    return sizes[0] if denied.is_bare() and denied.quantity.kind == "plain" and len(sizes) == 1 else frozenset()


def is_said(message: Message, item: Measured) -> bool:
    """ "Did I say 5,000 letters? It's 50,000." """
    ahead = [token.lower for token in message.tokens[max(0, item.first - 3) : item.first + 1]]
    return any(ahead[place : place + 3] == ["did", "i", "say"] for place in (0, 1))


def swapped(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned]
) -> list[Assigned]:
    """ "It's 50k, not 5k": the number that is denied is a known fact, the other one its new value."""
    result = list(assigned)
    for denied in message.measured:
        modes = ("fact", "question") if is_said(message, denied) else ("fact",)
        if not is_denied(message, denied) or message.structure.mode_at(denied.first) not in modes:
            continue
        near = (denied.sentence, denied.sentence + 1) if is_said(message, denied) else (denied.sentence,)
        field = field_that_is(context, denied)
        beside = [item for item in items if item.sentence == near[-1] and (item.is_bare() or _is_of_same(item, denied))]
        beside = [item for item in beside if item.per is None or field in MONTHLY]
        adjacent = _right_before(message, items, denied)
        if field is None and adjacent is not None:
            field = field_that_is(context, replace(denied, nouns=adjacent.nouns))
            beside = [adjacent]
        if field is None and (sized := _size_ahead(message, denied) or _size_beside(items, denied)):
            field = field_that_is(context, replace(denied, nouns=sized))
            beside = beside or [item for item in items if item.sentence == near[-1] and item.nouns & sized]
        gone = message.tokens[denied.last].lower if denied.last < len(message.tokens) else ""
        if gone in ("any", "anymore"):
            beside = [item for item in beside if item.first > denied.first][-1:]
        if field is None or len(beside) != 1:
            continue
        pending = [item for item in result if item.measured.first == beside[0].first and item.field in context.asked]
        result = [item for item in result if item not in pending]  # it corrects a fact, and is no answer
        own = next((item for item in result if item.measured.first == beside[0].first), None)
        if own is not None and not _stands_against(message, denied, beside[0]):
            continue
        result = [item for item in result if item is not own]
        quantity = in_unit_of(beside[0].quantity, denied.quantity)
        if quantity is not None or denied.quantity.kind == "plain":
            chosen = replace(beside[0], quantity=quantity) if quantity is not None else beside[0]
            chosen = replace(
                chosen, nouns=denied.nouns or _size_ahead(message, denied) or chosen.nouns, per=chosen.per or denied.per
            )
            result.append(Assigned(field, chosen, 1.0, {}))
    return result


def _right_before(message: Message, items: Sequence[Measured], denied: Measured) -> Measured | None:
    """The length right in front of "not two" in "one page, not two"."""
    if not denied.is_bare() or denied.quantity.kind != "plain":
        return None
    for item in items:
        between = [token.lower for token in message.tokens[item.last : denied.first]]
        if item.last <= denied.first and between in (["not"], [",", "not"]) and item.nouns & TOKENS_OF.keys():
            return item
    return None


def _is_of_same(item: Measured, denied: Measured) -> bool:
    """ "Not 45 pages, it is 60 pages": both say their unit."""
    sizes = item.nouns & denied.nouns & {"page", "word", "token"}
    return bool(sizes) and item.quantity.kind == denied.quantity.kind == "plain" and item.per == denied.per


def _stands_against(message: Message, denied: Measured, item: Measured) -> bool:
    """ "Not 30 pages but 18", "..., more like 18": nothing but a word of contrast between the two."""
    if item.first < denied.first:
        between = message.tokens[item.last : denied.first]
    else:
        between = message.tokens[denied.last : item.first]
    words = [token.lower for token in between if token.kind == "word"]
    return set(words) <= TAKING | LEADING | _FALSE | {"not", "was", "a"}
