"""Where the data may go, as people tell it by permission and need: "nothing against AWS", "on-prem is no must".

A place of others that is allowed, or a place of their own that need not be, lifts the rule that data stay; a place of
others that is forbidden makes it. What is said last holds: "cloud was fine, but now nothing may leave".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agent.facts import Statement
from agent.words.clauses import Clause
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.enumerations import places_naming
from agent.words.message import Message
from agent.words.tokens import stem_of

_FIELD = "self_hosting_required"
_PLACES = "permissions.yaml"
_NEAR = 8  # tokens from "must not stay" to the place
_TO_DO = frozenset(
    {"use", "go", "send", "put", "move", "see", "host", "process", "have", "touch", "get", "receive", "run", "upload",
     "be", "hold", "store", "leave", "work", "rely", "buy", "choose", "take"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What one clause says, with the place of its words."""

    required: bool
    first: int
    clause: Clause


def with_permissions(message: Message, facts: Sequence[Statement]) -> list[Statement]:
    """The facts, with what permission and need say last of where the data may go."""
    facts = [one for one in facts if not (_is_of_a_region(message, one) or _lets_only_ours(message, one))]
    told = [one for one in _told(message) if message.structure.mode_at(one.first) == "fact"]
    if not told:
        return facts
    last = told[-1]
    ruled = places_naming(message.structure, _FIELD, "true")
    spoken_for = [one.clause for one in told if not one.required]
    later = [place for place in ruled if place >= last.clause.last and not _is_in(place, spoken_for)]
    if later and not last.required:
        return facts
    quote = message.quote(last.clause.first, last.clause.last).strip(" ,;-–—")
    statement = Statement(field=_FIELD, value=last.required, quote=quote)
    if _is_of_a_region(message, statement):
        return facts
    return [*(one for one in facts if one.field != _FIELD), statement]


def kept_in_region(message: Message) -> str:
    """The sentence that keeps data in a region, and on no machines of their own; "" where none does."""
    hits = _hits(message)
    stays = {message.structure.clause_of[hit.first] for hit in hits if hit.payload == "staying"}
    regions = [hit for hit in hits if hit.payload == "region" and not _owns_a_place(message, hit)]
    told = [
        hit for hit in regions
        if message.structure.mode_at(hit.first) == "fact"
        and (message.structure.clause_of[hit.first] in stays or message.tokens[hit.first].stem in _LEAVING)
    ]  # fmt: skip
    if not told or any(hit.payload in _OF_THEIR_OWN for hit in hits):
        return ""
    clause = message.structure.clauses[message.structure.clause_of[told[0].first]]
    words = {token.lower for token in message.tokens[clause.first : clause.last]}
    return message.sentence_text(clause.sentence) if words & _DATA else ""


def _owns_a_place(message: Message, region: Hit[str]) -> bool:
    """ "In the state's own data centre" names machines, and no region."""
    around = [token.lower for token in message.tokens[region.last - 1 : region.last + 2]]
    return around[0].endswith(("'s", "’s")) or around[1:2] in (["'s"], ["own"])


_LEAVING = frozenset(map(stem_of, ("leave", "leaving", "exit")))
_DATA = frozenset(
    {"data", "datas", "records", "files", "everything", "nothing", "information", "documents", "it", "they"}
)


def supposed_permission(message: Message) -> tuple[Statement, int] | None:
    """What a what-if says of where the data may go, with its sentence: "suppose the data could leave our servers"."""
    told = [one for one in _told(message) if message.structure.mode_at(one.first) == "what_if"]
    if not told:
        return None
    clause = told[-1].clause
    quote = message.quote(clause.first, clause.last).strip(" ,;-–—")
    return Statement(field=_FIELD, value=told[-1].required, quote=quote), clause.sentence


def _is_of_a_region(message: Message, fact: Statement) -> bool:
    """ "Data must stay in the EU" asks for no machines of one's own: those of others stand there too."""
    if fact.field != _FIELD or fact.value is not True:
        return False
    hits = _hits(message)
    regions = [hit for hit in hits if hit.payload == "region" and not _owns_a_place(message, hit)]
    place = message.text.find(fact.quote or "")
    named = any(0 <= message.tokens[hit.first].start - place < len(fact.quote or "") for hit in regions)
    return named and not any(hit.payload in _OF_THEIR_OWN for hit in hits)


_OF_THEIR_OWN = frozenset({"inside", "ours", "own_cloud", "ours_to_leave", "forbidden", "forbids"})


def _is_in(place: int, clauses: Sequence[Clause]) -> bool:
    return any(clause.first <= place < clause.last for clause in clauses)


def _told(message: Message) -> Iterator[_Told]:
    by_clause: dict[int, list[Hit[str]]] = {}
    for hit in _hits(message):
        by_clause.setdefault(message.structure.clause_of[hit.first], []).append(hit)
    for number, hits in by_clause.items():
        groups = {hit.payload for hit in hits}
        if number < 0 or not groups & {"outside", "inside", "ours", "ours_to_leave"}:
            continue
        clause = message.structure.clauses[number]
        verdict = _of_what_goes(message, clause, hits)
        if verdict is None and "outside" in groups:
            verdict = _of_outside(message, clause, hits)
        if verdict is None:
            verdict = _of_inside(message, hits)
        if verdict is not None:
            yield _Told(verdict, clause.first, clause)


def _of_what_goes(message: Message, clause: Clause, hits: Sequence[Hit[str]]) -> bool | None:
    """Whether the data must stay, where the clause says that they may go: "it can however leave the building"."""
    hit = next((hit for hit in hits if hit.payload == "may_go"), None)
    places = [one for one in hits if one.payload in ("outside", "ours_to_leave") and not _is_of_theirs(message, one)]
    if hit is None or not any(hit.last - 1 <= one.first <= hit.last + _NEAR for one in places):
        return None
    if message.tokens[hit.first].lower == "could" and clause.mode == "fact":
        return None  # "we fear that it could leave the building" allows nothing
    ahead = {token.lower for token in message.tokens[clause.first : hit.last]}
    if ahead & _words("no_data") or any(one.payload in ("own_cloud", "forbidden", "forbids") for one in hits):
        return None
    if not message.structure.holds_negation(clause.first, hit.last):
        return False
    return True if any(one.payload == "outside" for one in places) else None


def _of_outside(message: Message, clause: Clause, hits: Sequence[Hit[str]]) -> bool | None:
    """Whether the data must stay, by what the clause says of a place of others."""
    places = [hit for hit in hits if hit.payload == "outside" and not _is_of_theirs(message, hit)]
    if not places or any(hit.payload == "own_cloud" for hit in hits) or _is_only_ours(message, clause):
        return None
    ahead = min(hit.first for hit in places)
    hits = [hit for hit in hits if not any(one.first <= hit.first < one.last for one in places)]
    forbids = [hit for hit in hits if hit.payload == "forbidden" or (hit.payload == "forbids" and hit.first < ahead)]
    if any(not message.structure.is_negated(hit.first) for hit in forbids):
        return True
    allows = (hit for hit in hits if hit.payload == "allowed" or (hit.payload == "allows" and hit.first < ahead))
    hit = next(allows, None)
    if hit is None or forbids:
        return None
    if not message.structure.holds_negation(clause.first, hit.first):
        return False
    behind = [token.lower for token in message.tokens[hit.last : hit.last + 2]]
    return True if behind[:1] != ["to"] or behind[1:] == [] or behind[1] in _TO_DO else None


def _is_only_ours(message: Message, clause: Clause) -> bool:
    """ "Any cloud is fine so long as it's only ours": a place of their own after all."""
    return clause.sentence in _only_ours(message)


def _only_ours(message: Message) -> frozenset[int]:
    """The sentences that keep a place for them alone."""
    return frozenset(message.structure.sentence_of(hit.first) for hit in _hits(message) if hit.payload == "only_ours")


def _lets_only_ours(message: Message, fact: Statement) -> bool:
    """A place that is theirs alone lifts no rule that data stay."""
    if fact.field != _FIELD or fact.value is not False or not fact.quote:
        return False
    return any(fact.quote in message.sentence_text(number) for number in _only_ours(message))


def _is_of_theirs(message: Message, hit: Hit[str]) -> bool:
    return hit.last < len(message.tokens) and message.tokens[hit.last].lower in _words("of_theirs")


def _of_inside(message: Message, hits: Sequence[Hit[str]]) -> bool | None:
    """Whether the data must stay, by what the clause says of a place of their own: it need not, or nothing."""
    kinds = ("inside", "ours") if any(hit.payload == "staying" for hit in hits) else ("inside",)
    places = [hit for hit in hits if hit.payload in kinds and not _is_of_theirs(message, hit)]
    if places and any(hit.payload == "not_needed" for hit in hits):
        return False
    for hit in hits:
        if hit.payload != "must_not":
            continue
        behind = [one for one in places if hit.last - 1 <= one.first <= hit.last + _NEAR]
        between = {token.lower for one in behind for token in message.tokens[hit.first : one.first]}
        if behind and not between & _words("unless"):
            return False
    return None


def _hits(message: Message) -> Sequence[Hit[str]]:
    """The cues in the message, which facts, what-ifs and regions are told by."""
    return _cues().find(message.tokens)


@cache
def _cues() -> Cues[str]:
    records = {name: record for name, record in load_cues(_PLACES).items() if name not in _LISTS}
    return Cues(groups_of(records, _PLACES))


_LISTS = ("of_theirs", "unless", "no_data")


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues(_PLACES)[group], f"{_PLACES}: {group}"))
