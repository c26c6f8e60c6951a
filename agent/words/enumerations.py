"""Fields with a vocabulary, read from cue phrases: what kind of task, which industry, which rules, who builds it.

The phrases are `cues/enumerations.yaml`. A phrase under a negation says nothing, or the opposite for a yes/no field.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from agent.words.clauses import Structure
from agent.words.cues import BadCues, Cues, Hit, groups_of, load_cues
from agent.words.languages import LANGUAGES, is_left_out, language_cues, languages_told
from agent.words.rhythms import counted
from agent.words.tokens import Token, stem_of

Strength = Literal["strong", "plain", "implied", "weak"]
Status = Literal["stated", "inferred"]

_CONFUSED = ("evaluation", "human_review")
_WEIGHT: Mapping[Strength, float] = {"strong": 3.0, "plain": 2.0, "implied": 2.5, "weak": 1.0}


class FieldCues(BaseModel):
    """One record of enumerations.yaml: value to phrases by strength."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: dict[str, dict[Strength, tuple[str, ...]]]
    form: Literal["choice", "list", "yes_no"] = "choice"
    unless_considering: bool = False
    order: tuple[str, ...] = ()
    denied_behind: bool = False
    combines: dict[str, tuple[str, ...]] = {}
    ignore: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()  # words that are first names too, unless they are written in capitals
    titled: tuple[str, ...] = ()  # words that are names where they are written so inside a sentence
    outright: bool = False  # what is named stands, whatever the message sounds like
    certain: tuple[str, ...] = ()  # beside a phrase of the field: it is meant though another one was asked for
    firm: tuple[str, ...] = ()  # where one is part of what states a value, that stands, whatever it sounds like
    subject: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A field's value that the words name, with the tokens that do."""

    field: str
    value: JsonValue
    status: Status
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Cue:
    field: str
    value: str
    strength: Strength


def named_values(
    structure: Structure,
    asked: Sequence[str],
    mode: str = "fact",
    rates: Collection[int] = (),
    models: Collection[int] = (),
) -> list[Named]:
    """The values that clauses of a mode name, at most one per field (a list field: all of its values).

    `rates` are tokens of quantities: "$5k a month" does not say how often facts change. `models` are tokens of names of
    models: "phi-4" is no health information.
    """
    by_field: dict[str, list[Hit[_Cue]]] = {}
    ignored = _ignored_places(structure)
    phrases = list(_cues().find(structure.tokens))
    for hit in (*phrases, *_intervals(structure, phrases)):
        if hit.first in models or (_is_a_name(structure, hit) and hit.payload.field not in asked):
            continue
        if structure.mode_at(hit.first) == mode and not (
            not ignored.isdisjoint(((hit.payload.field, hit.first), (hit.payload.field, hit.last - 1)))
            or (hit.payload.field == RHYTHM and (hit.first in rates or _is_a_span(structure, hit)))
        ):
            by_field.setdefault(hit.payload.field, []).append(hit)
    found: list[Named] = []
    retracted = {structure.clause_of[hit.first] for hit in structure.hits_of("retract")}
    for field, record in field_cues().items():
        by_field[field] = [hit for hit in by_field.get(field, []) if structure.clause_of[hit.first] not in retracted]
        own = _own_hits(by_field[field]) if record.form == "list" else by_field[field]
        hits = _that_count(structure, record, own, field in asked)
        left_open = _left_open(structure, record, by_field[field])
        hits = left_open or [hit for hit in hits if not _is_weighed_up(structure, hit)]
        if hits:
            found.extend(_chosen(structure, field, record, hits, field in asked))
    confused = set(_CONFUSED) & set(asked)
    if len(confused) == 1:  # "spot checks by our team" answers the one that was asked
        found = [
            named
            for named in found
            if named.field not in _CONFUSED or named.field in confused or _is_beyond_doubt(structure, named)
        ]
    languages = languages_told(structure, asked=LANGUAGES in asked, mode=mode)
    if languages:
        values: list[JsonValue] = [hit.payload for hit in languages]
        found.append(Named(LANGUAGES, values, "stated", languages[0].first, languages[-1].last))
    return found


def _ignored_places(structure: Structure) -> set[tuple[str, int]]:
    """Fields with the tokens where a phrase only sounds like a value of them."""
    return {
        (hit.payload, place)
        for hit in _ignored_cues().find(structure.tokens)
        for place in range(hit.first, hit.last)
        if structure.clause_of[hit.first] == structure.clause_of[place]  # "we sell to banks and must keep to SOC 2"
    }


def _is_a_span(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "What would the year cost at that rate?": a year is no "yearly", and a "monthly API bill" is a bill."""
    is_span = hit.last - hit.first == 1 and structure.tokens[hit.first].lower in _SPANS
    return is_span or _is_of_a_sum(structure, hit)


def _is_of_a_sum(structure: Structure, hit: Hit[_Cue]) -> bool:
    """What it says how often of is a sum, named right behind: "monthly API cost"."""
    phrase = list(takewhile(_goes_on, structure.tokens[hit.last : hit.last + _BEFORE_A_SUM]))
    words = [token.lower for token in phrase]
    of_a_sum = not _SUMS.isdisjoint(words) and _CHANGED.isdisjoint(words)  # not a "weekly budget update"
    return structure.tokens[hit.last - 1].lower.endswith("ly") and of_a_sum


def _goes_on(token: Token) -> bool:
    return token.kind == "word" and token.lower not in _ENDS_A_PHRASE


_BEFORE_A_SUM = 3  # tokens: "monthly API list price"
_CHANGED = frozenset({"update", "updates", "change", "changes", "revision", "revisions", "list", "lists", "adjustment"})
_ENDS_A_PHRASE = frozenset(
    {"and", "or", "but", "the", "a", "an", "our", "my", "is", "are", "was", "at", "for", "of", "with", "so", "it", "we",
     "please", "then", "now", "in", "on", "as", "would", "will", "to", "that", "which", "from", "by", "per", "i", "you"}
)  # fmt: skip
_SUMS = frozenset(
    {"cost", "costs", "bill", "bills", "spend", "spending", "invoice", "fee", "fees", "total", "budget", "sum",
     "figure", "figures", "expense", "expenses", "charge", "charges", "payment", "volume", "benefit", "saving",
     "savings"}
)  # fmt: skip
_SPANS = frozenset({"year", "years", "quarter", "quarters", "month", "months", "week", "weeks", "day", "days"})


def words_naming(structure: Structure, asked: Collection[str]) -> list[tuple[str, int, int]]:
    """The words of clauses that state something which name a value: field, first token, and the one behind.

    Words that mean other things as well count for the fields `asked`.
    """
    hits = [
        hit for hit in _cues().find(structure.tokens) if hit.payload.strength != "weak" or hit.payload.field in asked
    ]
    cues = [(hit.payload.field, hit.first, hit.last) for hit in hits]
    cues += [(LANGUAGES, hit.first, hit.last) for hit in language_cues().find(structure.tokens)]
    return [one for one in cues if structure.mode_at(one[1]) == "fact"]


def places_naming(structure: Structure, field: str, value: str) -> list[int]:
    """The tokens where clauses that state something name the value outright, and do not deny it."""
    return [
        hit.first
        for hit in _cues().find(structure.tokens)
        if (hit.payload.field, hit.payload.value) == (field, value)
        and hit.payload.strength == "strong"
        and structure.mode_at(hit.first) == "fact"
        and (structure.holds_negation(hit.first, hit.last) or not structure.is_negated(hit.first))
    ]


def values_denied_in(structure: Structure, first: int, last: int) -> list[Named]:
    """What tokens `first` to `last` (excluded) name behind a negation: "not confidential", "aren't in healthcare"."""
    return [
        Named(hit.payload.field, hit.payload.value, "stated", hit.first, hit.last)
        for hit in _cues().find(structure.tokens)
        if first <= hit.first
        and hit.last <= last
        and field_cues()[hit.payload.field].form == "choice"
        and structure.is_negated(hit.first)
        and not structure.holds_negation(hit.first, hit.last)
    ]


def _is_a_name(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "Dora wrote the manual" is no regulation, "Alpha and Beta" are no stage."""
    record = field_cues()[hit.payload.field]
    tokens, clause = structure.tokens[hit.first : hit.last], structure.clause_of[hit.first]
    inside = clause >= 0 and structure.sentences[structure.clauses[clause].sentence].first < hit.first
    if inside and any(token.lower in record.titled and token.text.istitle() for token in tokens):
        return True
    return any(token.lower in record.capitals and not token.text.isupper() for token in tokens)


def only_sounds_like(structure: Structure, field: str, sentence: int) -> bool:
    """A phrase in the sentence sounds like a value of the field and is none: "a SaaS tool at $39 per user"."""
    clauses, clause_of = structure.clauses, structure.clause_of
    hits = [hit for hit in _ignored_cues().find(structure.tokens) if hit.payload == field]
    return any(clauses[clause_of[hit.first]].sentence == sentence for hit in hits if clause_of[hit.first] >= 0)


def _intervals(structure: Structure, phrases: Sequence[Hit[_Cue]]) -> list[Hit[_Cue]]:
    """ "Every 14 days", "twelve times a year": the nearest rhythm that has a name, where no phrase names it already."""
    named = [hit for hit in phrases if hit.payload.field == RHYTHM]
    return [
        Hit(_Cue(RHYTHM, value, "strong"), first, last)
        for value, first, last in counted(structure.tokens)
        if not any(_holds(hit, first, last) for hit in named)
    ]


def _holds(hit: Hit[_Cue], first: int, last: int) -> bool:
    return hit.first <= first and last <= hit.last


RHYTHM = "knowledge_change"


def counted_rhythm(structure: Structure) -> Named | None:
    """How often, where the words count it and name no other rhythm: nobody need guess what "every six weeks" means."""
    hits = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == RHYTHM]
    found = [
        Named(
            RHYTHM, next((hit.payload.value for hit in hits if _holds(hit, first, last)), value), "stated", first, last
        )
        for value, first, last in counted(structure.tokens)
        if structure.mode_at(first) == "fact" and not structure.is_negated(first)
    ]
    inside = all(any(one.first <= hit.first < one.last for one in found) for hit in hits)
    return found[0] if inside and len({one.value for one in found}) == 1 else None


def speaks_of_change(structure: Structure, number: int) -> bool:
    """Sentence `number` has a word for change: "if they rewrote it", and not "what would the year cost?"."""
    return "verb" in {
        hit.payload
        for hit in _change_cues().find(structure.tokens)
        if structure.sentences[number].first <= hit.first < structure.sentences[number].last
    }


def unlike_values(structure: Structure) -> frozenset[str]:
    """Fields that the words only sound like: whom one trains is no model, a monthly bill no rhythm of change."""
    rhythms = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == RHYTHM]
    ignored = _ignored_places(structure)
    others = [
        hit
        for hit in rhythms
        if not (
            _is_of_a_sum(structure, hit) or _is_one_of_a_kind(structure, hit.first) or (RHYTHM, hit.first) in ignored
        )
    ]
    spans = any(_is_one_of_a_kind(structure, place) for place in range(1, len(structure.tokens)))
    unlike = {RHYTHM} if (rhythms or spans) and not others else set()
    return frozenset({*unlike, *(hit.payload for hit in _unlike_cues().find(structure.tokens))})


def _is_one_of_a_kind(structure: Structure, place: int) -> bool:
    """ "In a normal month", "in a busy week": when something is counted."""
    words = [token.lower for token in structure.tokens[max(0, place - 1) : place + 1]]
    return len(words) > 1 and words[0] in _KINDS_OF_SPAN and words[1] in _SPANS


_KINDS_OF_SPAN = frozenset(
    {"normal", "busy", "typical", "average", "good", "bad", "slow", "quiet", "usual", "ordinary", "regular", "peak",
     "strong", "weak", "calm", "hectic", "standard", "mean"}
)  # fmt: skip


def is_planned(structure: Structure, first: int) -> bool:
    """ "A pilot in 4 months": the stage that the clause of the deadline at token `first` names is still to come."""
    number = structure.clause_of[first]
    hits = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == "stage"]
    beside = [hit for hit in hits if structure.clause_of[hit.first] == number]
    clause = structure.clauses[number]
    words = {token.lower for token in structure.tokens[clause.first : clause.last]}
    return bool(beside) and len(beside) == len(hits) and not words & _UNDER_WAY


_UNDER_WAY = frozenset(
    {"running", "runs", "been", "already", "currently", "since", "ran", "still", "ends", "end", "finishes", "over",
     "now", "finished", "ended", "completed", "concluded", "closed", "began", "started"}
)  # fmt: skip


def _is_beyond_doubt(structure: Structure, named: Named) -> bool:
    """ "Before it goes out": somebody looks at each, whatever was asked."""
    clauses = {structure.clause_of[place] for place in range(named.first, named.last)}
    sentences = {structure.clauses[clause].sentence for clause in clauses if clause >= 0}
    return any(
        hit.payload == named.field and structure.clauses[structure.clause_of[hit.first]].sentence in sentences
        for hit in _certain_cues().find(structure.tokens)
        if structure.clause_of[hit.first] >= 0
    )


def zero_values(structure: Structure, mode: str = "fact") -> list[Named]:
    """Counts and sums that the words make zero."""
    found: dict[str, Named] = {}
    for hit in _empty_cues().find(structure.tokens):
        if structure.mode_at(hit.first) == mode:
            found.setdefault(hit.payload, Named(hit.payload, [], "stated", hit.first, hit.last))
    declined = {index for hit in structure.hits_of("decline") for index in range(hit.first, hit.last)}
    unlike = {
        (hit.payload, place) for hit in _unlike_cues().find(structure.tokens) for place in range(hit.first, hit.last)
    }
    for hit in _zero_cues().find(structure.tokens):
        if (hit.payload, hit.last - 1) in unlike:
            continue  # "nobody can train the nurses"
        if structure.mode_at(hit.first) == mode and not declined.issuperset(range(hit.first, hit.last)):
            found.setdefault(hit.payload, Named(hit.payload, 0, "stated", hit.first, hit.last))
    return list(found.values())


def denied_values(structure: Structure, mode: str) -> list[Named]:
    """Values that clauses of a mode name only to deny them: "without GDPR", "HIPAA does not apply"."""
    found: list[Named] = []
    for hit in _cues().find(structure.tokens):
        record = field_cues()[hit.payload.field]
        weak = hit.payload.strength == "weak" and not _is_ruled_out(structure, hit)
        if record.form == "choice" or weak or structure.mode_at(hit.first) != mode:
            continue
        denied = structure.is_negated(hit.first) and not structure.holds_negation(hit.first, hit.last)
        if denied or (record.denied_behind and _is_denied_behind(structure, hit)):
            found.append(Named(hit.payload.field, hit.payload.value, "stated", hit.first, hit.last))
    found += [
        Named(LANGUAGES, hit.payload, "stated", hit.first, hit.last)
        for hit in language_cues().find(structure.tokens)
        if structure.mode_at(hit.first) == mode and is_left_out(structure, hit)
    ]
    return found


def kinds_denied(structure: Structure, field: str) -> set[str]:
    """Values of a list that are named only to deny them, by any of their words: the text of "nobody here types"."""
    hits = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == field]
    denied = {hit.payload.value for hit in hits if _is_denied_outright(structure, hit)}
    return denied - {hit.payload.value for hit in _own_hits(hits) if not structure.is_negated(hit.first)}


def kinds_for_later(structure: Structure, field: str) -> set[str]:
    """Values of a list that may come one day, by any of their words, and that no other words name as theirs."""
    hits = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == field]
    later = {hit for hit in hits if _is_for_later(structure, hit)}
    return {hit.payload.value for hit in later} - {hit.payload.value for hit in hits if hit not in later}


def _is_for_later(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "One day we may do video", "images in phase two": a kind of a list that nobody has yet."""
    number = structure.clause_of[hit.first]
    return any(structure.clause_of[later.first] == number for later in structure.hits_of("for_later"))


def _is_denied_outright(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "Not only text" denies nothing."""
    ahead = {token.lower for token in structure.tokens[max(0, hit.first - _OUTRIGHT) : hit.first]}
    return structure.is_negated(hit.first, _OUTRIGHT) and ahead.isdisjoint(("only", "just"))


_KINDS_OF_INPUT = "modalities"
_OUTRIGHT = 3  # tokens


def _own_hits(hits: Sequence[Hit[_Cue]]) -> list[Hit[_Cue]]:
    """Without the weak words inside a phrase of another value: the notes of "voice notes" are no text."""
    return [
        hit
        for hit in hits
        if hit.payload.strength != "weak"
        or not any(
            other.first <= hit.first < hit.last <= other.last and other.payload.value != hit.payload.value
            for other in hits
            if other.payload.strength != "weak"
        )
    ]


def _is_ruled_out(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "No voice after all", "no text, only photos": the medium by its bare name, with the "no" right in front."""
    behind = structure.tokens[hit.last].lower if hit.last < len(structure.tokens) else ""
    bare = not behind.isalpha() or behind in _BEHIND_MEDIA
    return bare and structure.tokens[hit.first].lower in _MEDIA and structure.is_negated(hit.first, 1)


_MEDIA = frozenset({"text", "texts", "voice", "code", "typing"})
_BEHIND_MEDIA = frozenset(
    {"after", "anymore", "any", "and", "at", "in", "input", "inside", "layer", "needed", "or", "please", "there",
     "though", "whatsoever", "yet"}
)  # fmt: skip


def denied_choices(structure: Structure) -> frozenset[tuple[str, JsonValue]]:
    """Values of one choice that are named only to be denied: "nothing in it is confidential", "we're not travel"."""
    hits = [
        hit
        for hit in _cues().find(structure.tokens)
        if field_cues()[hit.payload.field].form == "choice" and structure.mode_at(hit.first) == "fact"
    ]
    denied = {
        hit for hit in hits if structure.is_negated(hit.first) and not structure.holds_negation(hit.first, hit.last)
    }
    told = {
        (hit.payload.field, hit.payload.value)
        for hit in hits
        if (hit not in denied and not _is_whom_they_serve(structure, hit)) or _is_not_only(structure, hit)
    }
    return frozenset({(hit.payload.field, hit.payload.value) for hit in denied} - told)


def _is_whom_they_serve(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "We write software for travel agents": the trade of those for whom they work."""
    ahead = [token.lower for token in structure.tokens[max(0, hit.first - _RIGHT_BEFORE) : hit.first]]
    return hit.payload.field == "industry" and "for" in ahead


def _is_not_only(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "Not only support": it is, and something else beside."""
    return any(token.lower in _MERELY for token in structure.tokens[max(0, hit.first - _RIGHT_BEFORE) : hit.first])


_MERELY = frozenset({"only", "just", "merely", "solely", "simply", "yet"})


def contrasted(structure: Structure, known: Mapping[str, JsonValue]) -> list[Named]:
    """ "Weekly, not daily", "pilot, not production": what takes the place of the known value that a sentence denies."""
    by_field: dict[tuple[str, int], list[Hit[_Cue]]] = {}
    for hit in _cues().find(structure.tokens):
        if hit.payload.field in known and field_cues()[hit.payload.field].form == "choice":
            by_field.setdefault((hit.payload.field, structure.sentence_of(hit.first)), []).append(hit)
    found: list[Named] = []
    for (field, _), hits in by_field.items():
        denied = [hit for hit in hits if structure.is_negated(hit.first, _RIGHT_BEFORE)]
        told = [hit for hit in hits if not structure.is_negated(hit.first) or _is_apart(structure, denied, hit)]
        values = {hit.payload.value for hit in told}
        facts = all(structure.mode_at(hit.first) == "fact" for hit in (*denied, *told))
        if facts and len(values) == 1 and known[field] in {hit.payload.value for hit in denied} - values:
            found.append(Named(field, told[0].payload.value, "stated", told[0].first, told[0].last))
    return found


def _is_apart(structure: Structure, denied: Sequence[Hit[_Cue]], hit: Hit[_Cue]) -> bool:
    """ "Its not confidential its just internal": the negation is of the value before, and this one is told anew."""
    before = [one for one in denied if one.last < hit.first]
    between = {token.lower for token in structure.tokens[before[-1].last : hit.first]} if before else set()
    return not _TOLD_ANEW.isdisjoint(between) and not structure.holds_negation(before[-1].last, hit.first)


_TOLD_ANEW = frozenset({"it's", "its", "is", "they're", "are", "but", "rather", "that's"})
_RIGHT_BEFORE = 2  # tokens: "not a pilot"


def listed_values(structure: Structure) -> list[Named]:
    """Each value of a list field that a clause which states something names, denied or not, in order of place."""
    found = [
        Named(hit.payload.field, hit.payload.value, "stated", hit.first, hit.last)
        for hit in _cues().find(structure.tokens)
        if field_cues()[hit.payload.field].form == "list"
        and (hit.payload.strength in ("strong", "plain") or _is_ruled_out(structure, hit))
    ]
    found += [
        Named(LANGUAGES, hit.payload, "stated", hit.first, hit.last) for hit in language_cues().find(structure.tokens)
    ]
    return sorted((one for one in found if structure.mode_at(one.first) == "fact"), key=lambda one: one.first)


def _that_count(structure: Structure, record: FieldCues, hits: Sequence[Hit[_Cue]], asked: bool) -> list[Hit[_Cue]]:
    counted: list[Hit[_Cue]] = []
    sorts = {hit.payload.value for hit in hits if hit.payload.strength != "weak"}
    changes = _change_words(structure) if record.subject and hits and not asked else {}
    for hit in hits:
        held = structure.holds_negation(hit.first, hit.last)
        if not held and structure.is_negated(hit.first) and not (asked and _only_answers(structure, hit)):
            continue
        if record.denied_behind and _is_denied_behind(structure, hit):
            continue
        beside = record.form == "list" and bool(sorts - {hit.payload.value})  # "photos and a description"
        if hit.payload.strength == "weak" and not asked and not beside:
            continue
        if _is_past(structure, hit.first) or (hit.payload.field == _KINDS_OF_INPUT and _is_for_later(structure, hit)):
            continue
        if record.unless_considering and not asked and _is_considered(structure, hit.first):
            continue
        if record.subject and not asked and not _changes(structure, hit, changes):
            continue
        counted.append(hit)
    return counted


def _left_open(structure: Structure, record: FieldCues, hits: Sequence[Hit[_Cue]]) -> list[Hit[_Cue]]:
    """ "Whether we build it ourselves or with a partner is open": two values are weighed up, and none is told."""
    weighed_up = [hit for hit in hits if hit.payload.value != _OPEN and _is_weighed_up(structure, hit)]
    told = {hit.payload.value for hit in hits if hit not in weighed_up and hit.payload.strength != "weak"}
    if _OPEN not in record.values or not weighed_up or told - {_OPEN}:
        return []
    clauses = {structure.clauses[structure.clause_of[hit.first]].sentence for hit in weighed_up}
    says = any(
        hit.payload.value == _OPEN and structure.clauses[structure.clause_of[hit.first]].sentence in clauses
        for hit in hits
    )
    both = len({hit.payload.value for hit in weighed_up}) > 1
    return [
        replace(weighed_up[0], payload=_Cue(hit.payload.field, _OPEN, "strong"))
        for hit in weighed_up[:1]
        if both or says
    ]


def _is_weighed_up(structure: Structure, hit: Hit[_Cue]) -> bool:
    """Behind "whether" in its clause: what a choice would be, not what it is."""
    if hit.payload.field not in _CHOSEN or hit.payload.value == _OPEN:
        return False
    clause = structure.clauses[structure.clause_of[hit.first]]
    return any(token.lower == "whether" for token in structure.tokens[clause.first : hit.first])


_OPEN = "undecided"
_CHOSEN = frozenset({"sourcing", "self_hosting_required", "human_review", "evaluation"})


def _is_past(structure: Structure, first: int) -> bool:
    """ "We used to pay a lab to rate it": told of what is over, unlike "our clerks are used to it"."""
    clause = structure.clauses[structure.clause_of[first]]
    words = [token.lower for token in structure.tokens[clause.first : first]]
    return any(
        pair == ("used", "to") and before not in _IS
        for before, pair in zip(["", *words], pairwise(words), strict=False)
    )


_IS = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "getting", "not", "we're",
                 "they're", "i'm", "it's"})  # fmt: skip


def _only_answers(structure: Structure, hit: Hit[_Cue]) -> bool:
    """The one negation ahead is the answer itself: "no, the caseworker reads it first"."""
    opens = any(answer.first == 0 and answer.last <= hit.first for answer in structure.hits_of("no"))
    parted = any(token.text in _PARTS for token in structure.tokens[1 : min(_OPENING, hit.first)])
    return opens and parted and not structure.holds_negation(1, hit.first)


_PARTS = frozenset({",", ";", "-", "–", "—", ".", ":", "!"})
_OPENING = 4  # tokens: "no", "no way", "oh no"


def _is_denied_behind(structure: Structure, hit: Hit[_Cue]) -> bool:
    """ "HIPAA does not apply to us": the negation stands behind the name, in the same clause, with a verb of scope."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    near = range(hit.last, min(clause.last, hit.last + _BEHIND))
    scope = any(structure.tokens[index].stem in _SCOPE for index in near)
    closes = clause.last - hit.last <= _SHORTEST_DENIAL  # "so PCI does not"
    denied = [index for index in near if structure.holds_negation(index, index + 1)]
    of_others = {index for index in denied if {one.lower for one in structure.tokens[index + 1 : index + 2]} & _BESIDES}
    return (scope or closes) and any(
        index not in of_others and structure.tokens[index].lower != "without" for index in denied
    )


_BESIDES = frozenset({"other", "others", "more", "further"})  # "HIPAA applies to us, no other law"
_BEHIND = 5
_SHORTEST_DENIAL = 2
_SCOPE = frozenset(
    map(stem_of, ("apply", "applies", "applicable", "relevant", "concern", "affect", "bind", "cover", "touch"))
)


def _is_considered(structure: Structure, first: int) -> bool:
    clause = structure.clauses[structure.clause_of[first]]
    ahead = (hit for hit in structure.hits_of("considering", "instead_of") if clause.first <= hit.first < first)
    return any(structure.tokens[hit.last].lower not in _FRANK for hit in ahead)


_FRANK = frozenset({"exact", "honest", "precise", "clear", "fair", "frank", "sure", "correct"})  # "to be exact"


def _changes(structure: Structure, hit: Hit[_Cue], changes: Mapping[int, set[str]]) -> bool:
    """A frequency counts only beside a verb of change, with something that can change in the same sentence."""
    clause = structure.clause_of[hit.first]
    sentence = structure.clauses[clause].sentence
    if hit.first and structure.tokens[hit.first - 1].lower in _ONCE:
        return False
    if hit.payload.value == "static":  # the phrase has its verb: "never changes"
        return "verb" in changes.get(clause, ())
    if "subject" in changes.get(clause, ()) and "verb" in changes.get(-1 - sentence, ()):
        return True  # "the laws change twice a year, our guidelines every week": the verb serves again
    return "subject" in changes.get(-1 - sentence, ()) and "verb" in changes.get(clause, ())


_ONCE = frozenset({"last", "past", "next", "this", "previous"})  # "last week" is no rhythm


def _change_words(structure: Structure) -> dict[int, set[str]]:
    """Words of change and what can change, by clause, and by sentence under -1 less its number."""
    found: dict[int, set[str]] = {}
    for hit in _change_cues().find(structure.tokens):
        clause = structure.clause_of[hit.first]
        if clause >= 0:
            found.setdefault(clause, set()).add(hit.payload)
            found.setdefault(-1 - structure.clauses[clause].sentence, set()).add(hit.payload)
    return found


def _chosen(structure: Structure, field: str, record: FieldCues, hits: Sequence[Hit[_Cue]], asked: bool) -> list[Named]:
    if record.form == "list":
        first_hits: dict[str, Hit[_Cue]] = {}
        for hit in hits:
            first_hits.setdefault(hit.payload.value, hit)
        strongest = list(first_hits.values())
        implied = all(hit.payload.strength == "implied" for hit in strongest)
        values: list[JsonValue] = [hit.payload.value for hit in strongest]
        status: Status = "inferred" if implied else "stated"
        return [Named(field, values, status, strongest[0].first, strongest[0].last)]
    both = _combined(record, hits)
    if both is not None:
        return [Named(field, both[0], "stated", both[1].first, both[1].last)]
    hits = _as_corrected(structure, hits)
    if field == RHYTHM:
        hits = _fastest(structure, hits) or hits
    best = max(
        hits,
        key=lambda hit: (
            _WEIGHT[hit.payload.strength] + 0.1 * (hit.last - hit.first) + _identity(structure, field, hit),
            -hit.first,
        ),
    )
    if record.order:
        best = max(hits, key=lambda hit: (record.order.index(hit.payload.value), _WEIGHT[hit.payload.strength]))
    value: JsonValue = best.payload.value == "true" if record.form == "yes_no" else best.payload.value
    clear = best.payload.strength in ("strong", "plain") or asked
    return [Named(field, value, "stated" if clear else "inferred", best.first, best.last)]


def _as_corrected(structure: Structure, hits: Sequence[Hit[_Cue]]) -> Sequence[Hit[_Cue]]:
    """ "I told you weekly, but it's really daily": what is said behind the word of correction holds."""
    words = [hit for hit in structure.hits_of("correction", "revised") if hit.first > hits[0].first]
    later = [hit for hit in hits if any(word.first <= hit.first for word in words)]
    return later or hits


def _fastest(structure: Structure, hits: Sequence[Hit[_Cue]]) -> Sequence[Hit[_Cue]]:
    """What changes fastest makes answers old: of the rhythms that several clauses name, the fastest one; else none."""
    outer = [hit for hit in hits if not any(_holds(other, hit.first, hit.last) for other in hits if other is not hit)]
    named = {hit.payload.value for hit in outer}
    if len({structure.clause_of[hit.first] for hit in outer}) < _TWO or len(named) < _TWO or _STATIC in named:
        return []
    fastest = min(named, key=list(field_cues()[RHYTHM].values).index)
    return [hit for hit in outer if hit.payload.value == fastest]


_TWO = 2
_STATIC = "static"  # beside a rhythm it is of something else


def names_two_rhythms(structure: Structure) -> bool:
    """ "Prices change daily, the texts once a year": what the words name is clearer than what they sound like."""
    hits = [hit for hit in _cues().find(structure.tokens) if hit.payload.field == RHYTHM]
    hits = [hit for hit in hits if structure.mode_at(hit.first) == "fact"]
    return bool(_fastest(structure, _that_count(structure, field_cues()[RHYTHM], hits, asked=False)))


def _identity(structure: Structure, field: str, hit: Hit[_Cue]) -> float:
    """Who they say they are outweighs whom they deal with: "we're a motor insurer" beats "done by students"."""
    if field != "industry":
        return 0.0
    before = [structure.tokens[index].lower for index in range(max(0, hit.first - _NEAR), hit.first)]
    return 1.0 if _SELF.intersection(before) else 0.0


_NEAR = 5
_SELF = frozenset({"we're", "i'm", "we", "am", "run", "operate", "our", "at", "for"})


def _combined(record: FieldCues, hits: Sequence[Hit[_Cue]]) -> tuple[str, Hit[_Cue]] | None:
    """The value that stands for two others which the words name, and the first hit: tuned, and it looks things up."""
    strong = {hit.payload.value for hit in hits if hit.payload.strength == "strong"}
    for value, parts in record.combines.items():
        if strong.issuperset(parts):
            return value, next(hit for hit in hits if hit.payload.value in parts)
    return None


_NO_FIELDS = frozenset(
    {"languages", "language_context", "not_a_language_before", "languages_unmet", "zeros", "empties", "unlike"}
)


@cache
def field_cues() -> Mapping[str, FieldCues]:
    """The vocabulary fields. Raises `BadCues` that names file and field."""
    found: dict[str, FieldCues] = {}
    for field, record in load_cues("enumerations.yaml").items():
        if field in _NO_FIELDS:
            continue
        try:
            found[field] = FieldCues.model_validate(record)
        except ValidationError as error:
            raise BadCues(f"enumerations.yaml: {field}: {error}") from error
    return found


@cache
def _cues() -> Cues[_Cue]:
    return Cues(
        (phrase, _Cue(field, value, strength))
        for field, record in field_cues().items()
        for value, groups in record.values.items()
        for strength, phrases in groups.items()
        for phrase in phrases
    )


def vocabulary() -> frozenset[str]:
    """Every word that this module searches for."""
    return frozenset(
        _cues().vocabulary | _change_cues().vocabulary | language_cues().vocabulary | _zero_cues().vocabulary
    )


@cache
def _change_cues() -> Cues[str]:
    record = field_cues()["knowledge_change"]
    return Cues([*((word, "subject") for word in record.subject), *((word, "verb") for word in record.verbs)])


@cache
def _empty_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("enumerations.yaml")["empties"], "enumerations.yaml: empties"))


@cache
def _unlike_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("enumerations.yaml")["unlike"], "enumerations.yaml: unlike"))


@cache
def _ignored_cues() -> Cues[str]:
    return Cues((phrase, field) for field, record in field_cues().items() for phrase in record.ignore)


@cache
def _certain_cues() -> Cues[str]:
    return Cues((phrase, field) for field, record in field_cues().items() for phrase in record.certain)


def firm_sentences(structure: Structure, field: str) -> set[int]:
    """The sentences with a phrase that makes a value of the field stand, in a clause that states something."""
    hits = [hit for hit in _firm_cues().find(structure.tokens) if hit.payload == field]
    clauses = [structure.clauses[structure.clause_of[hit.first]] for hit in hits]
    return {clause.sentence for clause in clauses if clause.mode == "fact"}


@cache
def _firm_cues() -> Cues[str]:
    return Cues((phrase, field) for field, record in field_cues().items() for phrase in record.firm)


@cache
def _zero_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("enumerations.yaml")["zeros"], "enumerations.yaml: zeros"))
