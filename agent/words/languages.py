"""Languages that words or codes name: which are told, in which rows they stand, and which are named to leave them out.

The names are in `cues/enumerations.yaml`, with the words beside which a language's name tells something else.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from agent.words.clauses import Structure
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.tokens import Token, stem_of

LANGUAGES = "languages"


def languages_named(structure: Structure) -> list[tuple[str, int]]:
    """The languages that are named or written as codes, each with its token, in order of place."""
    names = language_cues().find(structure.tokens)
    hits = sorted((*names, *_codes(structure, names, asked=True)), key=lambda hit: hit.first)
    return [(hit.payload, hit.first) for hit in hits]


def languages_told(structure: Structure, *, asked: bool, mode: str) -> list[Hit[str]]:
    """The languages of clauses of a mode that users write in, each where it is named first."""
    context, not_before = _language_context()
    tokens = structure.tokens
    found: dict[str, Hit[str]] = {}
    names = language_cues().find(tokens)
    codes = _codes(structure, names, asked)
    spoken = {structure.clauses[structure.clause_of[hit.first]].sentence for hit in codes}  # that speak of languages
    for hit in sorted((*names, *codes), key=lambda hit: hit.first):
        if structure.mode_at(hit.first) != mode or structure.is_negated(hit.first):
            continue
        after = tokens[hit.last].stem if hit.last < len(tokens) else ""
        before = {tokens[index].lower for index in range(max(0, hit.first - 2), hit.first)}
        follows = {tokens[index].lower for index in range(hit.last, min(len(tokens), hit.last + 2))}
        if after in not_before or is_left_out(structure, hit):
            continue
        sentence = structure.clauses[structure.clause_of[hit.first]].sentence
        if asked or (before | follows) & context or sentence in spoken:
            spoken.add(sentence)
            found.setdefault(hit.payload, hit)
    return list(found.values())


def _is_of_staff(structure: Structure, hit: Hit[str]) -> bool:
    """ "Half the staff is Romanian": where their own people come from is no language that users write in."""
    clause = structure.clauses[structure.clause_of[hit.first]]
    ahead = [token.lower for token in structure.tokens[clause.first : hit.first]]
    closes = hit.last == clause.last or structure.tokens[hit.last].kind != "word"
    return closes and ahead[-1:] in (["is"], ["are"], ["was"], ["were"]) and not _STAFF.isdisjoint(ahead)


_STAFF = frozenset(
    {"staff", "crew", "team", "colleagues", "workers", "employees", "founder", "founders", "owner", "owners", "boss",
     "drivers", "engineers", "developers", "shareholders", "parent", "people"}
)  # fmt: skip


def language_rows(structure: Structure) -> list[frozenset[str]]:
    """The languages that are named in one row, row by row: "Hindi, English and Punjabi", "EN/DE/PL"."""
    names = language_cues().find(structure.tokens)
    rows = _rows(structure, {place: hit for hit in names for place in range(hit.first, hit.last)})
    named = {place: language for language, place in languages_named(structure)}
    return [frozenset(named[place] for place in row if place in named) for row in rows]


def _codes(structure: Structure, names: Sequence[Hit[str]], asked: bool) -> list[Hit[str]]:
    """Languages by ISO code, of two or more in a row: "EN, DE and JA", and as an answer "da sv no".

    Many a code is a word or a country as well. So one of a row is no English word, or all are in capitals; and where no
    language was asked for, they stand in capitals among names of languages or with English, which is no country.
    """
    tokens = structure.tokens
    by_place = {place: hit for hit in names for place in range(hit.first, hit.last)}
    found: list[Hit[str]] = []
    for run in _rows(structure, by_place):
        codes = [place for place in run if place not in by_place]
        written = all(tokens[place].text.isupper() for place in codes)
        is_told = written or any(tokens[place].lower not in _WORDS_TOO for place in codes)
        by_itself = written and (len(codes) < len(run) or any(tokens[place].lower == "en" for place in codes))
        if len(run) > 1 and is_told and (asked or by_itself):
            found += [Hit(tokens[place].lower, place, place + 1) for place in codes]
    return found


def _rows(structure: Structure, names: Mapping[int, Hit[str]]) -> list[list[int]]:
    """The places of codes and names of languages that follow each other, apart by signs and "and" alone."""
    rows: list[list[int]] = [[]]
    for place, token in enumerate(structure.tokens):
        if token.is_end:
            rows.append([])
        elif place in names or (token.lower in _language_codes() and token.text not in _JOINS):
            rows[-1].append(place)
        elif token.kind != "symbol" and token.text not in _JOINS:
            rows.append([])
    return rows


_JOINS = frozenset({"and", "or", "plus"})
_WORDS_TOO = frozenset({"am", "as", "be", "he", "hi", "id", "is", "it", "lo", "my", "no", "or", "pa", "so", "to"})


def is_left_out(structure: Structure, hit: Hit[str]) -> bool:
    """ "Not Russian", "Romansh we skip", "Romansh speakers write German": a language named as none of theirs."""
    tokens = structure.tokens
    if _is_of_staff(structure, hit):
        return True
    behind = tokens[hit.last].stem if hit.last < len(tokens) else ""
    if behind not in _language_context()[1] and behind not in _SPEAKERS and structure.is_negated(hit.first, 2):
        return True
    cues = _left_out_cues().find(tokens)
    if any(one.payload == "left_out_ahead" and one.last == hit.first for one in cues):
        return True
    if any(one.payload == "gone" and one.first == hit.last and _ends(tokens, one.last) for one in cues):
        return True
    number = structure.sentence_of(hit.first)
    left = next(
        (
            one
            for one in cues
            if one.payload in ("left_out", "in_another")
            and 0 <= one.first - hit.last <= 1
            and structure.sentence_of(one.first) == number
        ),
        None,
    )
    if left is None:
        return False
    clause = structure.clauses[structure.clause_of[left.last - 1]]
    others = (one for one in language_cues().find(tokens) if left.last <= one.first < clause.last)
    return left.payload == "left_out" or any(one.payload != hit.payload for one in others)


def _ends(tokens: Sequence[Token], place: int) -> bool:
    """ "Polish is out", "French has gone now"; "the German one is out in March" says when it comes."""
    return place >= len(tokens) or tokens[place].kind != "word" or tokens[place].lower in _BEHIND_GONE


_BEHIND_GONE = frozenset({"now", "too", "again", "so", "since", "because", "as", "and", "but", "then", "already"})
_SPEAKERS = frozenset(map(stem_of, ("speaker", "speaking", "staff", "people", "native")))


@cache
def language_cues() -> Cues[str]:
    record = load_cues("enumerations.yaml")["languages"]
    return Cues(
        (phrase, str(code))
        for code, phrases in record.items()
        for phrase in pattern_list(phrases, f"enumerations.yaml: languages: {code}")
    )


@cache
def _language_codes() -> frozenset[str]:
    return frozenset(map(str, load_cues("enumerations.yaml")["languages"]))


@cache
def _language_context() -> tuple[frozenset[str], frozenset[str]]:
    record = load_cues("enumerations.yaml")
    context = pattern_list(record["language_context"], "enumerations.yaml: language_context")
    not_before = pattern_list(record["not_a_language_before"], "enumerations.yaml: not_a_language_before")
    return frozenset(word.lstrip("=") for word in context), frozenset(stem_of(word.lstrip("=")) for word in not_before)


@cache
def _left_out_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("enumerations.yaml")["languages_unmet"], "enumerations.yaml: languages_unmet"))
