"""Numbers that are parts of a sample: "out of 1,000 answers 862 were right", "of 200 that we checked 34 were rubbish".

Works on quantities that the grammar has found one by one. The words are `cues/samples.yaml`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from agent.words.cues import load_cues, pattern_list
from agent.words.number_words import bad_words, faults
from agent.words.quantities import Quantity
from agent.words.tokens import Token, stem_of

_LEAST_SAMPLE = 5  # "out of five answers"
_LEAST_CARRIED = 10  # "seven out of ten ... nine would be lovely"
_PER_CENT = 100  # a bare number behind per cent is the business of `agent.words.assigned`
_FARTHEST = 25  # tokens from a sample to its part
_CARRIED_NEAR = 14
_CHECK_NEAR = 5  # tokens between "checked" and the number
_NOUN_NEAR = 4
_EITHER = ("got", "hit")


def shares_of_samples(tokens: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, with parts of a sample as shares of it; a sample that has parts is no quantity of its own."""
    result: list[Quantity] = []
    whole: Quantity | None = None
    for quantity in found:
        if whole is not None and _is_part(tokens, quantity, whole):
            result = [other for other in result if other is not whole]
            result.append(_share(tokens, quantity, whole.value))
            continue
        if result and _is_whole_behind(tokens, result[-1], quantity):
            result[-1] = _share(tokens, result[-1], quantity.value)
            whole = quantity
            continue
        if whole is not None and not _is_within(tokens, whole, quantity):
            whole = None
        if _may_be_sample(quantity) and (_is_sample(tokens, quantity) or _is_looked_at(tokens, quantity)):
            whole = quantity
        carried = _carried(tokens, quantity, result[-1]) if result else None
        result.append(carried or quantity)
    return result


def _may_be_sample(quantity: Quantity) -> bool:
    return quantity.kind == "plain" and not quantity.range and quantity.value >= _LEAST_SAMPLE and not quantity.bound


def _is_sample(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "Out of 1,000 answers", "a sample of 400", "we checked 250 replies", "the last 90 letters"."""
    ahead = _ahead(tokens, quantity)
    own = any(word in ("our", "own") for word in ahead[-2:]) and any(word in ("on", "of") for word in ahead[-3:])
    nouns = [token.stem for token in tokens[quantity.last : quantity.last + _NOUN_NEAR]]
    of_cases = any(noun in _stems("cases") for noun in nouns)
    if _is_listed(tokens, quantity, of_cases):
        return True
    if ahead[-1:] == ["of"] or ahead[-2:-1] == ["of"]:
        opens = ahead[: -1 if ahead[-1] == "of" else -2]
        if opens and opens[-1] in _words("samples"):
            return True
        leads = not opens or opens[-1] == "out" or not opens[-1].isalnum() or opens[-1] in ("and", "but")
        return leads and (of_cases or _is_checked_behind(tokens, quantity))
    if not of_cases:
        return False
    if ahead[-1:] == ["from"] and (len(ahead) < 2 or not ahead[-2].isalnum()):
        return True  # "From 1,000 reviewed answers"
    behind = tokens[quantity.last : quantity.last + _FARTHEST]
    at_random = any(token.lower in _words("at_random") for token in behind)
    return (
        _is_latest(ahead)
        or _is_looked_at(tokens, quantity)
        or (own and any(noun == "test" for noun in nouns))
        or (at_random and any(word in _words("takes") for word in ahead))
    )


def _is_listed(tokens: Sequence[Token], quantity: Quantity, of_cases: bool) -> bool:
    """ "The 140 tricky ones: 31 wrong": a heading of cases, and behind it how many of them went how."""
    headed = quantity.first > 0 and tokens[quantity.first - 1].lower in ("the", "our")
    behind = tokens[quantity.last : quantity.last + _NOUN_NEAR + 1]
    colon = next((place for place, token in enumerate(behind) if token.kind != "word"), None)
    return headed and of_cases and colon is not None and behind[colon].text == ":"


def _ahead(tokens: Sequence[Token], quantity: Quantity) -> list[str]:
    return [token.lower for token in tokens[max(0, quantity.first - _CHECK_NEAR) : quantity.first]]


def _is_latest(ahead: Sequence[str]) -> bool:
    """ "The last", "our first"."""
    return ahead[-1:] != [] and ahead[-1] in _words("latest")


def _is_looked_at(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "We tried 80 oddballs", "200 looked at": of whatever they are, "28 of them" is a part."""
    ahead = _ahead(tokens, quantity)
    pairs = {" ".join(pair) for pair in pairwise(ahead)}
    checked = bool(_words("checks") & {*ahead, *pairs})
    return checked or _is_checked_behind(tokens, quantity) or ahead[-1:] == ["on"]


def _is_checked_behind(tokens: Sequence[Token], quantity: Quantity) -> bool:
    behind = [token.lower for token in tokens[quantity.last : quantity.last + _DONE_NEAR]]
    end = next((place for place, word in enumerate(behind) if not word.isalpha()), len(behind))
    behind = behind[:end]
    return bool(_words("checks") & {*behind, *(" ".join(pair) for pair in pairwise(behind))})


def _is_part(tokens: Sequence[Token], quantity: Quantity, whole: Quantity) -> bool:
    if quantity.kind != "plain" or quantity.range or not 0 < quantity.value < whole.value:
        return False
    more = quantity.last < len(tokens) and tokens[quantity.last].lower == "more"
    place = quantity.last + more
    behind = tokens[place] if place < len(tokens) else None
    ahead = tokens[quantity.first - 1].lower if quantity.first else ""
    if [token.lower for token in tokens[place : place + 2]] in _OF_THEM:
        return _is_within(tokens, whole, quantity)
    if not _is_sample(tokens, whole) and not _is_checked_alone(tokens, whole):
        return False
    judged = behind is not None and behind.lower in _words("verdicts")
    percent = ahead in _EITHER and quantity.value <= _PER_CENT < whole.value  # "graded 300 and got 71": 71 %
    found = (
        (more or ahead in _words("finds"))
        and not percent
        and (behind is None or behind.is_end or behind.lower in _words("finds_go_on"))
    )
    return (judged or found) and _is_within(tokens, whole, quantity)


def _is_checked_alone(tokens: Sequence[Token], whole: Quantity) -> bool:
    """ "200 looked at", "QA checked 250 last month": nothing is counted but what was checked."""
    behind = [token.lower for token in tokens[whole.last : whole.last + 2]]
    when = behind[:1] != [] and behind[0] in _words("whens")
    return bool(_words("checks") & {*behind[:1], " ".join(behind)}) or (when and _is_looked_at(tokens, whole))


def _is_whole_behind(tokens: Sequence[Token], part: Quantity, whole: Quantity) -> bool:
    """ "It marked 120 of the 150.", "nine in the last 450 answers"."""
    if part.kind != "plain" or part.range or not _may_be_sample(whole) or not 0 < part.value <= whole.value:
        return False
    between = [token.lower for token in tokens[part.last : whole.first]]
    if between in _OF_THOSE:
        behind = tokens[whole.last] if whole.last < len(tokens) else None
        return (
            behind is None or behind.kind == "symbol" or behind.lower in ("and", "but", "right", "wrong", "correctly")
        )
    joint = next((place for place, word in enumerate(between) if word in _AMONG), None)
    if joint is None or joint > _PART_NOUN or len(between) - joint > _TO_LATEST:
        return False
    return _is_latest(between) and (_is_sample(tokens, whole) or _is_of_faults(tokens, part, whole))


def _is_of_faults(tokens: Sequence[Token], part: Quantity, whole: Quantity) -> bool:
    """ "11 gross blunders among the last 1,000.": what went wrong is counted, and of what needs no word."""
    behind = tokens[whole.last] if whole.last < len(tokens) else None
    named = {token.stem for token in tokens[part.last : whole.first]} & (faults() | bad_words())
    return bool(named) and (behind is None or behind.kind == "symbol")


_OF_THEM = (["of", "them"], ["of", "those"], ["of", "these"])
_OF_THOSE = (["of", "the"], ["of", "those"], ["of", "these"])
_AMONG = ("in", "of", "among", "from")
_PART_NOUN, _TO_LATEST = 2, 4  # tokens
_DONE_NEAR = 4


def _is_within(tokens: Sequence[Token], whole: Quantity, quantity: Quantity) -> bool:
    """Near, and at most one sentence later."""
    between = tokens[whole.last : quantity.first]
    return len(between) <= _FARTHEST and sum(token.is_end for token in between) <= 1


def _share(tokens: Sequence[Token], part: Quantity, whole: float) -> Quantity:
    share = replace(part.scaled(1 / whole), kind="share", unit_factor=1 / whole, scale=1.0)
    if part.first and part.last - part.first == 1 and tokens[part.first].lower == "one":
        return replace(share, first=part.first - 1, start=tokens[part.first - 1].start)  # "answers one": no pronoun
    return share


def _carried(tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> Quantity | None:
    """ "Seven out of ten. Nine would be lovely.": nine out of ten."""
    if before.kind != "share" or before.unit or quantity.kind != "plain" or quantity.range:
        return None
    whole = round(1 / before.unit_factor)
    between = tokens[before.last : quantity.first]
    if whole < _LEAST_CARRIED or whole == _PER_CENT or not 0 < quantity.value <= whole or len(between) > _CARRIED_NEAR:
        return None
    behind = tokens[quantity.last] if quantity.last < len(tokens) else None
    bare = behind is None or behind.is_end or behind.text == "," or behind.lower in _words("goes_on")
    alone = quantity.last - quantity.first == 1 and tokens[quantity.first].lower == "one"
    if not bare or alone or sum(token.is_end for token in between) > 1:
        return None
    return _share(tokens, quantity, whole)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("samples.yaml")[group], f"samples.yaml: {group}"))


@cache
def _stems(group: str) -> frozenset[str]:
    return frozenset(map(stem_of, _words(group)))
