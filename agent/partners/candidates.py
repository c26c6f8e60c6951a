"""Possible partners that a message rates, prices or weighs: a call of `partner_scorecard`, and what else it says.

Ratings, quotes and what a candidate claims are no facts of the case: the reader reads `Comparison.rest` for those.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from agent.offers import is_same_name
from agent.partners.candidate_offers import offers_in
from agent.partners.candidate_questions import price_asked_over, questions_about
from agent.partners.candidate_weights import called_in, moves_in
from agent.partners.changed_offers import PRICES, is_of_a_term
from agent.partners.criteria import criteria_in, criterion_meant, criterion_names
from agent.partners.least_ratings import least_in, unrated_notes, with_least
from agent.partners.must_haves import Musts, musts_in
from agent.partners.own_criteria import Own, keys_of, own_of, plain, spelled
from agent.partners.ratings import fillers, ratings_in
from agent.partners.ratings_found import IN_WORDS, Ratings
from agent.phrasing import joined, percent
from agent.understanding import Context, ToolCall
from agent.words.cues import Cues, groups_of, load_cues
from agent.words.message import Message
from agent.words.tokens import tokenize
from agent.words.values import tidy

TOOL = "partner_scorecard"
BEST = 5.0

_OWN = frozenset({"we", "our", "us", "my", "i", "i'm", "we're", "we've", "ours", "i'd", "we'd", "me", "let's"})

_TELLING = 6  # words by which a message is known again

_Candidates = dict[str, dict[str, JsonValue]]


@dataclass(frozen=True)
class Comparison:
    """The comparison that a message makes, moves or asks for, and the other words."""

    call: ToolCall
    rest: str


def comparison(message: Message, context: Context) -> Comparison | None:
    """What a message says of possible partners; `None` where it speaks of none."""
    if message.language != "en" or message.structure.hits_of("injection"):
        return None
    earlier = next((call for call in context.tool_calls if call.tool == TOOL), None)
    figures = any(token.kind == "number" or token.lower in IN_WORDS for token in message.tokens)
    if earlier is None and not figures and not criteria_in(message.tokens):
        return None
    before = _of(earlier)
    found = ratings_in(message, list(before), _order_of(before))
    offers = offers_in(message, found, before)
    if not before and not (_is_rated(found, message) or offers.in_time):
        return _weighed_first(message, earlier)
    used = _used(found) | offers.used
    rated, notes, scale, own, called = _rated(found, earlier)
    least = least_in(message, found.names, own, called, scale or (earlier.scale if earlier else None))
    bound = {place for number in least.sentences for place in _places(message, number)}
    moves = moves_in(
        message, used | bound, own, {*_rated_on(before), *(name for one in rated.values() for name in one)}, called
    )
    dropped = _dropped(message, found, before)
    known = {*before, *(one.name.name for one in found.ratings), *offers.by_name}
    names = [one for one in found.names if one.name in known]
    priced = any(one.get(price) is not None for one in (*before.values(), *offers.by_name.values()) for price in PRICES)
    musts = musts_in(
        message, names, _all_of(known, dropped), ruled_out=any(one.get("red_flags") for one in before.values())
    )
    asked = questions_about(
        message,
        names,
        own,
        before=bool(before),
        rates=bool(used),
        priced=priced,
        goes_on=earlier is not None and _begins_in(earlier.quote, context.said),
    )
    moving = {number for number in moves.sentences if _supposes(message, number)}
    asked = {
        number: one for number, one in asked.items() if number not in {*dropped.values(), *moving, *least.sentences}
    }
    said = {*moves.sentences, *asked, *dropped.values(), *musts.sentences, *least.sentences}
    spoken = {*_sentences(message, used), *said}
    claims = _claims(message, found, before)
    if not spoken and not claims:
        return None
    rest = _rest(message, used, said, claims)
    offered = {**_asked_before(rated, context, earlier), **offers.by_name}
    candidates = _after(before, dropped, rated, offered, musts)
    if not candidates:
        return None
    bounds_before = earlier.least if earlier else {}
    bounds = {**({} if musts.waived else bounds_before), **least.ratings}
    candidates = with_least(candidates, bounds, bounds_before, own)
    arguments = _arguments(candidates, earlier)
    if own:
        arguments["own_criteria"] = dict(own)
    arguments = moves.applied_to(arguments)
    over = price_asked_over(message, asked)
    if over is not None:
        arguments["months"] = over
    notes += [*_mapping_notes(found, earlier, own), *moves.notes, *musts.notes, *offers.notes]
    notes += unrated_notes(candidates, least.ratings, own)
    call = ToolCall(
        tool=TOOL,
        arguments=arguments,
        quote=" ".join(message.sentence_text(number) for number in sorted(spoken | claims)),
        supposed=earlier is not None and any(_supposes(message, number) for number in spoken - {*asked}),
        notes=(*notes, *_idle_notes(arguments), *_claim_notes(found, claims - spoken, message)),
        scale=scale,
        called=called,
        least=bounds,
        asked=tuple(asked.values()),
    )
    return Comparison(call, rest)


def _after(
    before: _Candidates,
    dropped: Collection[str],
    rated: Mapping[str, Mapping[str, float]],
    offered: Mapping[str, Mapping[str, JsonValue]],
    musts: Musts,
) -> _Candidates:
    """The candidates with what the message changes: who goes, new ratings and prices, and who lacks a must."""
    candidates: _Candidates = {name: one for name, one in before.items() if name not in dropped}
    for name in candidates if musts.waived else musts.restored & {*candidates}:
        candidates[name] = {key: value for key, value in candidates[name].items() if key != "red_flags"}
    for name, ratings in rated.items():
        candidates[name] = _with_ratings(candidates.get(name), name, ratings)
    for name, offer in offered.items():
        candidates[name] = {**_with_ratings(candidates.get(name), name, {}), **offer}
    for name, words in musts.missing.items():
        candidates[name] = {**_with_ratings(candidates.get(name), name, {}), "red_flags": [words]}
    return candidates


def _weighed_first(message: Message, earlier: ToolCall | None) -> Comparison | None:
    """Weights that are told before anybody is rated: they are kept, and the ratings asked for."""
    own = own_of(earlier.arguments) if earlier else {}
    called = called_in(message)
    moves = moves_in(message, set(), own, (), called)
    if not moves.divided:
        return None
    named = {key: _named(key, moves.own) for key in moves.shares}
    told = joined([f"{percent(share)} {named[key]}" for key, share in moves.shares.items()])
    call = ToolCall(
        tool=TOOL,
        arguments=moves.applied_to({"candidates": [], **({"own_criteria": {**own}} if own else {})}),
        quote=" ".join(message.sentence_text(number) for number in sorted(moves.sentences)),
        called=called,
        notes=(f"Weights noted: {told}. {_ASKS_FOR_RATINGS.format(joined([*named.values()]))}",),
    )
    return Comparison(call, _rest(message, set(), moves.sentences, ()))


_ASKS_FOR_RATINGS = "Now rate each candidate from 0 to 5 (or out of 10) on {}, and I compare them."


def _named(key: str, own: Collection[str]) -> str:
    return key if key in own or key not in criterion_names() else criterion_names()[key].lower()


def _order_of(candidates: _Candidates) -> list[str]:
    """The criteria in the order in which the first candidate is rated on them."""
    return [name for one in list(candidates.values())[:1] for name in _names_of(one["ratings"])]


def _all_of(known: Collection[str], dropped: Collection[str]) -> list[str]:
    return sorted(name for name in known if name not in dropped)


def _asked_before(
    rated: Collection[str], context: Context, earlier: ToolCall | None
) -> Mapping[str, dict[str, JsonValue]]:
    """What those who are rated now have offered before: where prices alone were told, they were offers."""
    if earlier is not None:
        return {}
    asked = {name: one for name in rated for one in context.offers if is_same_name(one.name, name)}
    prices = {
        name: {"quote": one.upfront, "monthly_fee": one.monthly, "fee_per_request": one.each}
        for name, one in asked.items()
    }
    return {name: {key: value for key, value in one.items() if value} for name, one in prices.items()}


def _begins_in(quote: str, said: str) -> bool:
    """The quote is of what was said."""
    words = [[token.lower for token in tokenize(text) if token.kind in ("word", "number")] for text in (quote, said)]
    return f" {' '.join(words[0][:_TELLING])} " in f" {' '.join(words[1])} "


def _places(message: Message, number: int) -> range:
    sentence = message.structure.sentences[number]
    return range(sentence.first, sentence.last)


def _of(call: ToolCall | None) -> _Candidates:
    """The candidates of an earlier comparison, by name."""
    found = call.arguments["candidates"] if call else []
    assert isinstance(found, list)
    return {str(one["name"]): one for one in found if isinstance(one, dict)}


def _is_rated(found: Ratings, message: Message) -> bool:
    """Somebody is rated on what we know, and not by somebody else's order."""
    modes = {message.structure.mode_at(one.name.first) for one in found.ratings if one.criterion is not None}
    return bool(modes - {"ignored", "foreign"})


def _used(found: Ratings) -> set[int]:
    used = set(found.scale_said) if found.ratings else set()
    for one in found.ratings:
        used |= {*range(one.name.first, one.name.last), *range(one.value.first, one.value.last)}
        used |= set(range(one.first, one.last)) if one.first >= 0 else set()
    return used | {place for _, value in found.unclear for place in range(value.first, value.last)}


def _sentences(message: Message, used: Collection[int]) -> set[int]:
    clauses = {message.structure.clause_of[place] for place in used}
    return {message.structure.clauses[clause].sentence for clause in clauses if clause >= 0}


def _rated(
    found: Ratings, earlier: ToolCall | None
) -> tuple[dict[str, dict[str, float]], list[str], float | None, dict[str, str | None], dict[str, str]]:
    """Ratings from 0 to 5 by candidate and criterion, notes on how they were read, scale, own criteria.

    Last, what the user calls criteria that were placed by meaning, so that weights find them under the same words.
    """
    notes: list[str] = []
    scale = found.scale or _scale_of(found, earlier)
    kept: list[tuple[str, str, float]] = []  # candidate, words, rating
    said: dict[str, tuple[str | None, set[str]]] = {}
    placed: dict[str, str | None] = {}
    shown: dict[str, str] = {}
    known = own_of(earlier.arguments) if earlier else {}
    called_before = earlier.called if earlier else {}
    for one in found.ratings:
        out_of = one.value.scale or scale
        before = _ratings_of(earlier, one.name.name)
        if one.value.word and (one.criterion in before or plain(one.words) in before):
            continue  # "Acme has good references, by the way" leaves a rating as it is
        if one.value.number > out_of:
            what = f"{one.name.name}'s {one.value.number:g} for {one.words or 'one criterion'}"
            notes.append(f"I left out {what}, which is above {out_of:g}.")
            continue
        words, criterion = plain(one.words), one.criterion
        shown.setdefault(words, spelled(one.words))
        if criterion is None and words not in map(plain, known):
            criterion = placed[words] if words in placed else criterion_meant(words)
            placed[words] = criterion
        said.setdefault(words, (criterion, set()))[1].add(one.name.name)
        kept.append((one.name.name, words, tidy(one.value.number * BEST / out_of)))
    notes += _word_notes(found)
    named = {*criterion_names(), *known}
    keys = {
        words: key if key in named or key is None else shown.get(key, key)
        for words, key in keys_of(said, known).items()
    }
    own = known | {key: said[words][0] for words, key in keys.items() if key and key not in named}
    notes += _scale_notes(found, scale) if earlier is None or earlier.scale != scale else []
    notes += _placement_notes(
        {words: keys[words] for words in placed if keys[words] not in own and words not in called_before}
    )
    notes += _own_notes({name: like for name, like in own.items() if name not in known})
    notes += _unclear_notes(found)
    rated: dict[str, dict[str, float]] = {}
    for name, words, rating in kept:
        if key := keys[words]:
            rated.setdefault(name, {})[key] = rating
    called = {words: key for words in placed if (key := keys[words]) is not None and key not in own}
    return rated, notes, scale if scale != BEST else None, own, {**called_before, **called}


def _ratings_of(earlier: ToolCall | None, name: str) -> Collection[str]:
    return _names_of(_of(earlier).get(name, {}).get("ratings"))


def _unclear_notes(found: Ratings) -> list[str]:
    """Numbers that belong to no criterion, by candidate."""
    by_name: dict[str, list[str]] = {}
    for name, value in found.unclear:
        by_name.setdefault(name, []).append(f"{value.number:g}")
    return [
        f"I could not tell what {name}'s {joined(numbers)} {'is' if len(numbers) == 1 else 'are'} for; "
        "name the criterion of each."
        for name, numbers in by_name.items()
    ]


def _word_notes(found: Ratings) -> list[str]:
    """How words and grades were taken."""
    taken = {one.value.word: one.value.number for one in found.ratings if one.value.word}
    told = [f"{word} as {number:.3g}" for word, number in sorted(taken.items(), key=lambda pair: -pair[1])]
    return [f"I took {joined(told)} of {BEST:g}; say a number where you mean another."] if told else []


def _scale_of(found: Ratings, earlier: ToolCall | None) -> float:
    """What bare numbers are out of: as those beside them, as before, or as large as they are."""
    said = {one.value.scale for one in found.ratings if one.value.scale is not None}
    bare = [one.value.number for one in found.ratings if one.value.scale is None]
    if len(said) == 1 and bare:
        return float(next(iter(said)) or BEST)
    if earlier is not None and earlier.scale is not None:
        return earlier.scale
    return BEST if not bare or max(bare) <= BEST else 10.0


def _scale_notes(found: Ratings, scale: float) -> list[str]:
    out_of = {one.value.scale or scale for one in found.ratings} - {BEST}
    return [f"I brought ratings out of {one:g} to the scale from 0 to {BEST:g}." for one in sorted(out_of)]


def _placement_notes(placed: Mapping[str, str | None]) -> list[str]:
    notes = [f'I took "{words}" as {criterion_names()[to].lower()}.' for words, to in placed.items() if to is not None]
    unplaced = [f'"{words}"' for words, to in placed.items() if to is None]
    if unplaced:
        known = "; ".join(name.lower() for name in criterion_names().values())
        what = "it is" if len(unplaced) == 1 else "they are"
        notes.append(f"I have no criterion {joined(unplaced, 'or')}, so {what} not counted; mine are {known}.")
    return notes


def _mapping_notes(found: Ratings, earlier: ToolCall | None, own: Own) -> list[str]:
    """That a criterion is counted under a name that shares no word with theirs; each is told once."""
    told = _rated_on(_of(earlier))
    under = {
        one.words.lower(): criterion_names()[one.criterion].lower()
        for one in found.ratings
        if one.criterion is not None and plain(one.words) not in map(plain, own) and one.criterion not in told
    }
    apart = [
        f"{words} under {name}"
        for words, name in under.items()
        if not {token.stem for token in tokenize(words)} & {token.stem for token in tokenize(name)}
    ]
    return [f"I count {_listed(apart)}."] if apart else []


def _listed(parts: Sequence[str]) -> str:
    """Some names hold an "and"."""
    return "; ".join(parts) if any(" and " in part for part in parts) and len(parts) > 1 else joined(parts)


def _own_notes(own: Own) -> list[str]:
    """That a criterion counts by itself, and what it weighs to begin with."""
    parts = []
    for like in dict.fromkeys(own.values()):
        names = [name for name in own if own[name] == like]
        itself = "itself" if len(names) == 1 else "themselves, each"
        much = "one of mine in the mean" if like is None else criterion_names()[like].lower()
        parts.append(f"{joined(names)} by {itself} as heavy as {much}")
    return [f"I count {_listed(parts)}."] if parts else []


def _with_ratings(one: Mapping[str, JsonValue] | None, name: str, ratings: Mapping[str, float]) -> dict[str, JsonValue]:
    before = one["ratings"] if one else {}
    assert isinstance(before, dict)
    return {**(one or {}), "name": name, "ratings": {**before, **ratings}}


def _arguments(candidates: _Candidates, earlier: ToolCall | None) -> dict[str, JsonValue]:
    weighed = (
        {} if earlier is None else {k: v for k, v in earlier.arguments.items() if k not in ("candidates", "weights")}
    )
    arguments: dict[str, JsonValue] = {**weighed, "candidates": [*candidates.values()]}
    if any(one["ratings"] for one in candidates.values()):
        given = earlier.arguments.get("weights") if earlier else None
        ours = isinstance(given, dict) and set(given) <= {"quote", "weeks", "total_cost"}
        kept = {**dict.fromkeys(sorted(_rated_on(candidates)), 1), **given} if isinstance(given, dict) else {}
        return {**arguments, **({"weights": kept} if kept and not ours else {}), "only_rated": True}
    prices = (
        ("total_cost",)
        if any(one.get(name) is not None for one in candidates.values() for name in PRICES[1:])
        else ("quote",)
    )
    named = {"quote": ("quote",), "total_cost": PRICES, "weeks": ("weeks",)}
    offered = {
        name: 1
        for name in (*prices, "weeks")
        if any(one.get(part) is not None for one in candidates.values() for part in named[name])
    }
    return {**arguments, "weights": {**offered}}


def _idle_notes(arguments: Mapping[str, JsonValue]) -> list[str]:
    """Weights of criteria that nobody is rated on move nothing; that is told."""
    candidates = arguments["candidates"]
    assert isinstance(candidates, list)
    rated = {name for one in candidates if isinstance(one, dict) for name in _names_of(one["ratings"])}
    known = criterion_names()
    moved = [name for argument in ("factors", "shares") for name in _names_of(arguments.get(argument))]
    idle = [known[name].lower() if name in known else name for name in dict.fromkeys(moved) if name not in rated]
    return [f"Nobody is rated on {joined(idle)} yet, so its weight moves nothing."] if idle else []


def _rated_on(candidates: _Candidates) -> set[str]:
    return {name for one in candidates.values() for name in _names_of(one["ratings"])}


def _names_of(ratings: JsonValue | None) -> Sequence[str]:
    return list(ratings) if isinstance(ratings, dict) else []


def _dropped(message: Message, found: Ratings, before: Collection[str]) -> dict[str, int]:
    """Candidates that are to go, with the sentence that says so."""
    gone: dict[str, int] = {}
    rated = {one.name.first for one in found.ratings}
    for number, sentence in enumerate(message.structure.sentences):
        hits = _cues("drops").find(message.tokens[sentence.first : sentence.last])
        names = [one for one in found.names if sentence.first <= one.first < sentence.last and one.name in before]
        told = any(one.first in rated for one in names)
        reach = _BEHIND_IF if _supposes(message, number) else _AT_HEAD
        meant = [hit for hit in hits if not is_of_a_term(message, sentence.first + hit.last - 1, names)]
        if names and not told and any(hit.first <= reach for hit in meant):
            gone |= {one.name: number for one in names}
    return gone


_AT_HEAD, _BEHIND_IF = 2, 4  # tokens in front of the word that drops


def _supposes(message: Message, number: int) -> bool:
    sentence = message.structure.sentences[number]
    tokens = message.tokens[sentence.first : sentence.last]
    asks_if = sentence.question and any(token.lower == "if" for token in tokens)
    return asks_if or any(hit.first <= 1 for hit in _cues("suppose").find(tokens))


def _claims(message: Message, found: Ratings, before: Collection[str]) -> set[int]:
    """Sentences about a candidate in which the case itself does not appear."""
    claims = set()
    known = {*before, *(one.name.name for one in found.ratings)}
    for number, sentence in enumerate(message.structure.sentences):
        words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
        named = any(sentence.first <= one.first < sentence.last and one.name in known for one in found.names)
        if named and not words & _OWN and not sentence.question:
            claims.add(number)
    return claims


def _claim_notes(found: Ratings, claims: Collection[int], message: Message) -> list[str]:
    """That a candidate's word is no fact, where it names a figure."""
    told = {item.sentence for item in message.measured} & set(claims)
    sentences = [message.structure.sentences[number] for number in sorted(told)]
    names = [one.name for each in sentences for one in found.names if each.first <= one.first < each.last]
    return [
        f"What is said of {name} there is a candidate's claim and no fact of your case; ask to see how it was measured."
        for name in dict.fromkeys(names)
    ]


def _rest(message: Message, used: Collection[int], whole: Collection[int], claims: Collection[int]) -> str:
    """What remains to be read: other sentences, and what stands before or behind the ratings in theirs."""
    kept = []
    touched = _sentences(message, used)
    for number, sentence in enumerate(message.structure.sentences):
        if number in whole or number in claims:
            continue
        if number not in touched:
            kept.append((sentence.first, sentence.last, sentence.question))
            continue
        inside = [place for place in used if sentence.first <= place < sentence.last]
        kept.append((sentence.first, min(inside), False))
        kept.append((max(inside) + 1, sentence.last, sentence.question))
    parts = []
    for first, last, question in kept:
        if any(_tells(message, place) for place in range(first, last)):
            parts.append(message.quote(first, last) + ("?" if question else "."))
    return message.text if not (used or whole or claims) else "\n".join(parts)


def _tells(message: Message, place: int) -> bool:
    token = message.tokens[place]
    return token.kind in ("word", "number") and token.lower not in fillers()


@cache
def _cues(group: str) -> Cues[str]:
    return Cues(groups_of({group: load_cues("candidates.yaml")[group]}, "candidates.yaml"))
