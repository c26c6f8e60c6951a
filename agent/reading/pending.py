"""Answers that only the pending question makes clear: yes and no, an option by number or by word, none, don't know."""

from collections.abc import Mapping, Sequence
from functools import cache

from pydantic import JsonValue
from rapidfuzz import fuzz

from agent.facts import Statement
from agent.interview import cards, vocabulary
from agent.numbers.known_numbers import is_far, newest
from agent.reading.declines import Declined
from agent.reading.implied import declines_by_meaning, declining_part, implied_answer, judges, waves_off
from agent.reading.permissions import with_permissions
from agent.understanding import Context
from agent.words.cues import Cues, Hit, groups_of, load_cues, pattern_list
from agent.words.enumerations import Named, denied_values, field_cues, named_values, unlike_values, words_naming
from agent.words.field_names import fields_named
from agent.words.message import Message
from agent.words.tokens import Token, is_whole, stem_of, words_in
from agent.words.values import fits
from tools.profile import Profile

_RULES = "regulations"
_LISTS = frozenset({"regulations", "modalities", "languages"})
_COUNTS = frozenset(
    {
        "documents",
        "training_examples",
        "ml_engineers",
        "budget",
        "monthly_api_spend",
        "growth_per_year",
        "monthly_benefit",
        "output_tokens",
    }
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1}
_OPENING = 4
_REMARK = 3  # words beside a "none" that leave it a bare answer: "none so far, sorry"
_COMMAND = 5  # words: "skip that one, please"; in a longer sentence "later" and "next" mean something else
_CHOOSING = frozenset(
    {*_ORDINALS, *"abcdefghijklmn", "option", "options", "number", "no", "choice", "answer", "the", "one", "i", "pick",
     "choose", "take", "go", "with", "would", "say", "i'd", "it's", "it", "is", "that's", "guess", "think", "suppose",
     "probably", "maybe", "please"}
)  # fmt: skip
_SHORT = 12  # words: a longer message is no bare answer
_SHORTENED = 4  # letters
_ALIKE = 84.0  # of 100, rapidfuzz ratio: one typing mistake in a word of six letters


def answers(message: Message, context: Context, known: set[str]) -> list[Statement]:
    """Statements for the pending question's fields that the words alone do not give."""
    found: list[Statement] = []
    unlike = unlike_values(message.structure)
    for field in context.asked:
        if field in known | unlike or field not in Profile.model_fields:
            continue
        asks_back = _only_asks(message) or _goes_along(message)
        value = None if asks_back and field_is_bool(field) else _answer(message, field)
        if field == _RULES and _denies_rules(message, Statement(field=field, value=[])):
            value = []
        remark = message.measured or _only_asks(message) or says_something_else(message, field)
        if value is None and not (_is_declined(message) or remark):
            value = implied_answer(message, field)
        if value is not None and is_beside_the_question(message, field, value):
            value = None
        if value is not None and fits(field, value):
            found.append(Statement(field=field, value=value, quote=_quote(message)))
            break
    return found


def _only_asks(message: Message) -> bool:
    """ "Why not retrieval?": a question back says neither yes nor no, whatever its words sound like."""
    sentences = message.structure.sentences
    opened = [message.tokens[one.first].lower for one in sentences]
    return bool(opened) and all(
        one.question and word in _QUESTION_WORDS for one, word in zip(sentences, opened, strict=True)
    )


def _goes_along(message: Message) -> bool:
    """ "Right. So which is best for us?": what opens the message takes note of a reply, and then it only asks."""
    sentences = message.structure.sentences
    asks = len(sentences) > 1 and all(one.question for one in sentences[1:])
    return asks and takes_note(message.tokens[sentences[0].first : sentences[0].last])


def takes_note(tokens: Sequence[Token]) -> bool:
    """ "All right", "OK, I see": words that answer nothing where something else follows."""
    return all(token.lower in _NOTED for token in tokens if token.kind in ("word", "number"))


_NOTED = frozenset(
    {"all", "right", "alright", "ok", "okay", "fine", "good", "great", "well", "very", "i", "see", "understood",
     "perfect", "thanks", "thank", "you", "hm", "hmm", "cool", "nice", "noted", "got", "it", "interesting", "so",
     "then", "now", "and", "clear", "that's", "that", "is", "makes", "sense", "fair", "enough"}
)  # fmt: skip
_QUESTION_WORDS = frozenset({"why", "how", "what", "who", "which", "where", "when", "whose"})


def picked(message: Message, context: Context) -> Statement | None:
    """The option that the whole message is, by its number or word for word: what a click on an offered answer sends."""
    words = message.text.strip().rstrip(".!").casefold().replace(" ", "_")
    for field in context.asked:
        offered = options().get(field, ())
        chosen = next((option for option in offered if option.casefold() == words), None)
        chosen = chosen or _by_number(message, offered)
        if chosen is not None:
            value: JsonValue = [chosen] if field in _LISTS else chosen
            return Statement(field=field, value=value, quote=message.text.strip())
    return None


def declines(
    message: Message,
    context: Context,
    known: set[str],
    named: Declined,
    left: Mapping[str, tuple[int, int]],
    *,
    by_meaning: bool,
) -> list[Statement]:
    """Pending fields that the user does not know or will not say, by words that decline nothing by its name.

    `left` are those that are left open, with the tokens that leave them so.
    """
    found: dict[str, Statement] = {}
    pending = [field for field in context.asked if field not in known | named.fields]
    for field, (first, last) in left.items():
        quote = message.quote(first, last).strip()
        found[field] = Statement(field=field, value=None, status="declined", quote=quote)
    pending = [field for field in pending if field not in found]
    for hit in message.structure.hits_of("decline", "skip"):
        told = message.structure.mode_at(hit.first) in ("fact", "question")
        if not told or hit.first in named.taken | named.elsewhere or _skips_nothing(message, hit):
            continue
        clause = message.structure.clauses[message.structure.clause_of[hit.first]]
        quote = message.quote(clause.first, clause.last).strip()
        answers_it = _answers_pending(message, hit.first, known, named)
        of_pending = _of(pending, _addressed(message, hit.first, context.asked)) if answers_it else ()
        of_pending = [field for field in of_pending if not _is_of_something_else(message, hit, field)]
        for field in _named_ahead(message, hit.first, context) or of_pending:
            found.setdefault(field, Statement(field=field, value=None, status="declined", quote=quote))
    if named.fields or named.elsewhere or found or not by_meaning or not pending:
        return list(found.values())
    if message.structure.hits_of("decline") and says_something_else(message, pending[0]):
        return []
    elsewhere = any(field_is_bool(field) and _denies_something_else(message, field) for field in pending)
    if pending == list(context.asked) and not elsewhere and declines_by_meaning(message):
        for field in pending:
            found[field] = Statement(field=field, value=None, status="declined", quote=_quote(message))
    part = None if found else declining_part(message)
    if part is not None:
        quote = message.quote(*part).strip()
        found |= {field: Statement(field=field, value=None, status="declined", quote=quote) for field in pending}
    return list(found.values())


def _skips_nothing(message: Message, hit: Hit[str]) -> bool:
    return _is_long_skip(message, hit.payload, hit.first) or (hit.payload == "skip" and _asks_what(message, hit.first))


def _asks_what(message: Message, place: int) -> bool:
    """ "So what next?" asks for the next step, and leaves nothing out."""
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[place]].sentence]
    words = [token.lower for token in message.tokens[sentence.first : place]]
    return sentence.question and next((word for word in words if word not in _NOTED), "") == "what"


def _is_of_something_else(message: Message, hit: Hit[str], field: str) -> bool:
    """ "No rush at all", "I can't tell you how annoyed they are", "I don't know much about computers"."""
    said = {token.lower for token in message.tokens[hit.first : hit.last]}
    if not said.isdisjoint(_word_list("of_time")):
        return field not in _OF_TIME
    clause = message.structure.clauses[message.structure.clause_of[hit.first]]
    behind = [token.lower for token in message.tokens[hit.last : clause.last] if token.kind == "word"]
    behind = behind[1:] if behind[:1] in (["you"], ["us"]) else behind
    if behind[:1] == ["how"] and len(behind) > _EXCLAIMED:
        return behind[1] not in _word_list("measured_how")
    about = behind[:1] != [] and behind[0] in _LITTLE and behind[1:2] in (["about"], ["of"])
    if about:
        return not set(behind[2:4]) & _POINTING and not _speaks_of(message, field)
    return field not in _OF_TIME and _has_an_object_of_its_own(message, hit.last, field)


def _has_an_object_of_its_own(message: Message, place: int, field: str) -> bool:
    """Behind a decline: "whether the contract gets renewed", "about technology", "what our people cost"."""
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[place - 1]].sentence]
    phrase = []
    for token in message.tokens[place : sentence.last]:
        if token.kind != "word" or token.lower in _BREAKING:
            break
        phrase.append(token)
    opens = phrase[0].lower if phrase else ""
    if opens == "what" and {"cost", "costs", "earn", "earns"} & {token.lower for token in phrase}:
        return field not in _OF_MONEY
    if opens not in ("whether", "if", "about"):
        return False
    said = {token.stem for token in phrase[1:]} - frozenset(map(stem_of, (*_word_list("light"), *_POINTING, *_ANY)))
    question = frozenset(stem_of(word.strip("?,.")) for word in cards()[field].question.lower().split())
    topical = said & (question | _reasons().get(field, frozenset()))
    return bool(said) and 2 * len(topical) <= len(said)


_ANY = ("anybody", "anyone", "anything", "somebody", "someone", "get")
_BREAKING = frozenset({"but", "because", "so", "though", "since", "and"})
_OF_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})


_OF_TIME = frozenset({"timeline_months", "max_latency_seconds", "horizon_months"})
_EXCLAIMED = 2  # words: "how annoyed they are"
_LITTLE = frozenset({"much", "lots", "anything", "enough", "nothing", "little"})


def says_something_else(message: Message, field: str) -> bool:
    """Words that sound like a decline and are a remark: on time, on what was shown, on something nobody asked for."""
    hits = message.structure.hits_of("decline", "skip")
    if hits:
        return all(_is_of_something_else(message, hit, field) for hit in hits)
    hurried = {token.lower for token in message.tokens} & set(_word_list("of_time"))
    return judges(message, 0, len(message.tokens)) or (bool(hurried) and field not in _OF_TIME)


def left_open(
    message: Message, context: Context, facts: Sequence[Statement], named: Declined
) -> dict[str, tuple[int, int]]:
    """Pending fields that a message leaves open: there is none, nobody has decided, it is put off or kept secret.

    With each come the tokens of the words that leave it so. A value behind them stands, and one in another clause, if
    it is none that they deny; what people are at odds over, nothing settles but a word that concludes.
    """
    found: dict[str, tuple[int, int]] = {}
    if not context.asked or message.language != "en":
        return found
    for hit in (*_open_cues().find(message.tokens), *message.structure.hits_of("decline")):
        clause = message.structure.clauses[message.structure.clause_of[hit.first]]
        sentence = message.structure.sentences[clause.sentence]
        addressed = _addressed(message, hit.first, context.asked)
        if clause.mode not in ("fact", "question") or sentence.question or (hit.payload == "decline" and not addressed):
            continue
        others = not (named.taken | named.elsewhere).isdisjoint(range(sentence.first, hit.last))
        for field in _of(context.asked, addressed):
            by_name = others and field not in named.fields
            if not by_name and _may_leave_open(message, hit, field) and not _is_told_beside(message, hit, field, facts):
                found.setdefault(field, (clause.first, max(clause.last, hit.last)))
    return found


def _may_leave_open(message: Message, hit: Hit[str], field: str) -> bool:
    """Said of a choice or a list "no requirement" is an answer; only on a yes or a no can people be at odds.

    Who builds it may be undecided, and which model it is they ask the advisor; what is under an NDA is confidential.
    """
    if field in ("sourcing", "model") and hit.payload in ("undecided", "at_odds"):
        return False
    if field == "data_sensitivity" and hit.payload == "unsaid":
        return False
    if hit.payload == "known_to_others":
        after = message.tokens[hit.last : hit.last + 1]
        return all(token.kind != "word" or token.lower in _BREAKING for token in after)
    if hit.payload == "nothing":
        negated = message.structure.holds_negation(max(0, hit.first - _NEAR), hit.last)
        behind = next((token.lower for token in message.tokens[hit.last : hit.last + 1]), "")
        if message.tokens[hit.last - 1].lower in ("on", "for", "of") and behind not in _POINTING:
            return False
        return negated and cards()[field].kind not in WORDS_DO
    if hit.payload in ("undecided", "at_odds"):
        settles = any(token.lower in _SETTLES for token in message.tokens[hit.last :])
        return not settles and (hit.payload == "undecided" or field_is_bool(field))
    return True


def _is_told_beside(message: Message, hit: Hit[str], field: str, facts: Sequence[Statement]) -> bool:
    """The field has a value behind the words that leave it open, or in another clause than they stand in."""
    fact = next((one for one in facts if one.field == field), None)
    if fact is None or fact.value in (None, 0, []) or (fact.quote or "").lower() == "one":  # "it isn't mine to set one"
        return False
    place = message.text.find(fact.quote or "")
    if field_is_bool(field) or place < 0:
        return False
    clause = message.structure.clauses[message.structure.clause_of[hit.first]]
    end = message.tokens[max(clause.last, hit.last) - 1].end
    return place >= end or place < message.tokens[clause.first].start


def _of(pending: Sequence[str], addressed: str | None) -> Sequence[str]:
    return pending if addressed is None else [field for field in pending if field == addressed]


def _addressed(message: Message, token: int, asked: Sequence[str]) -> str | None:
    """Which of several questions the words at `token` answer: "the first: 60k. The second: no idea"."""
    if len(asked) < 2:  # of one question nothing is the second
        return None
    marks = [place for place in range(token + 1) if _marked(message, place, len(asked)) is not None]
    number = _marked(message, marks[-1], len(asked)) if marks else None
    return asked[number] if number is not None else None


def _marked(message: Message, place: int, questions: int) -> int | None:
    """The question that an ordinal counts: "for the second I", "2) ...", not "the first million"."""
    token, behind = message.tokens[place], message.tokens[place + 1 : place + 2]
    if token.kind == "number" and is_whole(token.text):
        clause = message.structure.clauses[message.structure.clause_of[place]]
        number = int(token.text) if place == clause.first and behind and behind[0].text in (")", ".", ":") else 0
    else:
        follows = not behind or behind[0].kind == "symbol" or behind[0].lower in _BEHIND_ORDINAL
        number = {**_ORDINALS, "former": 1, "latter": 2, "last": questions}.get(token.lower, 0) if follows else 0
    return number - 1 if 0 < number <= questions else None


_BEHIND_ORDINAL = frozenset(
    {"one", "question", "is", "i", "we", "no", "not", "i'd", "i'm", "we'd", "i've", "we've", "i'll", "we'll", "nobody"}
)
_POINTING = frozenset({"that", "it", "this", "them", "those"})
_NEAR = 3  # tokens: "we don't have any such target"
_SETTLES = frozenset({"but", "finally", "settled", "concluded", "eventually", "overruled"})


@cache
def _open_cues() -> Cues[str]:
    return Cues(groups_of(load_cues("declines.yaml")["left_open"], "declines.yaml: left_open"))


def _named_ahead(message: Message, place: int, context: Context) -> list[str]:
    """ "How accurate it has to be... pass": the one field that the words in front name, where it was not asked for."""
    number = message.structure.clauses[message.structure.clause_of[place]].sentence
    first = message.structure.sentences[max(0, number - 1)].first
    if message.measured or words_in(message.tokens[first:place]) > _SHORT:
        return []
    named = list(dict.fromkeys(fields_named(message, first, place)))
    return named if len(named) == 1 and named[0] not in {*context.asked, *context.facts} else []


def without_figures(message: Message, declined: Sequence[Statement]) -> list[Statement]:
    """ "I have no figures at all" leaves no question open that asks for none."""
    words = {token.lower for token in message.tokens}
    if words.isdisjoint(_FIGURES):
        return list(declined)
    named = set(fields_named(message, 0, len(message.tokens)))
    return [one for one in declined if one.field in named or cards()[one.field].kind not in WORDS_DO]


_PLAIN = 2  # words: "nah", "yes please"
_FEW = 4


_FIGURES = frozenset({"figure", "figures", "number", "numbers", "statistic", "statistics", "stats"})
WORDS_DO = frozenset({"choice", "yes_no", "text", "list"})


def beyond_doubt(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """What answers the pending question whatever it sounds like: an option by its number, a phrase, a plain yes or no.

    Of a yes/no question also what the words behind a "no" say: "no, the caseworker reads it first".
    """
    opens = any(hit.first == 0 for hit in message.structure.hits_of("no"))
    return [
        one
        for one in facts
        if one.field in context.asked
        and (
            _is_plain(message, one)
            or _denies_rules(message, one)
            or (one.value == [] and one.field in _LISTS and _says_none(message))
            or (opens and one.value is True and field_is_bool(one.field))
        )
    ]


def _denies_rules(message: Message, fact: Statement) -> bool:
    """ "We don't fall under GDPR", to the question which rules apply: none that they know of."""
    denied = denied_values(message.structure, "fact")
    return (fact.field, fact.value) == (_RULES, []) and any(one.field == _RULES for one in denied)


def _is_plain(message: Message, fact: Statement) -> bool:
    if field_is_bool(fact.field):
        return fact.value is (_yes_or_no(message) if _words(message) <= _PLAIN else _closing(message))
    option = _by_number(message, options().get(fact.field, ()))
    if option is not None or _words(message) > _FEW:
        return fact.value in (option, [option])
    named = named_values(message.structure, (fact.field,))  # the whole answer is a phrase for the value
    return any((one.field, one.value) == (fact.field, fact.value) and _is_all(message, one) for one in named)


def _is_all(message: Message, named: Named) -> bool:
    return words_in(message.tokens[named.first : named.last]) == _words(message)


def overruled(message: Message, context: Context, facts: Sequence[Statement]) -> set[str]:
    """Pending fields whose value is none, for the words behind it decline: "eleven terabytes. Files? No idea"."""
    asked = {fact.field: fact for fact in facts if fact.field in context.asked}
    part = declining_part(message) if asked else None
    if part is None:
        return set()
    start, end = message.tokens[part[0]].start, message.tokens[part[1] - 1].end
    places = {field: message.text.find(fact.quote or "") for field, fact in asked.items()}
    addressed = _addressed(message, part[0], context.asked)
    places = {field: place for field, place in places.items() if addressed in (None, field)}
    behind = [item for item in message.measured if item.first >= part[1]]
    if not message.structure.hits_of("decline", "skip"):  # by its meaning alone nothing declines what has a unit
        with_unit = {message.tokens[item.first].start for item in message.measured if item.quantity.kind != "plain"}
        places = {field: place for field, place in places.items() if place not in with_unit}
    guessed = {field for field, place in places.items() if asked[field].status == "inferred" and start <= place < end}
    return guessed | ({field for field, place in places.items() if 0 <= place < start} if not behind else set())


def _is_long_skip(message: Message, payload: str, first: int) -> bool:
    if payload != "skip" or _words(message) <= _COMMAND:
        return False
    sentence = message.structure.sentences[message.structure.clauses[message.structure.clause_of[first]].sentence]
    words = words_in(message.tokens[sentence.first : sentence.last])
    return words > _COMMAND


def _answers_pending(message: Message, first: int, known: set[str], named: Declined) -> bool:
    """The decline stands in the first sentence, or in the last where nothing else is told, or the message is short.

    Behind a name that is declined it gives the reason: "growth I can't say, it depends on the merger".
    """
    clause = message.structure.clauses[message.structure.clause_of[first]]
    sentence = message.structure.sentences[clause.sentence]
    if not named.taken.isdisjoint(range(sentence.first, first)):
        return False
    told = any(message.structure.mode_at(item.first) != "foreign" for item in message.measured)
    closes = clause.sentence == len(message.structure.sentences) - 1 and not (known - {_EVALUATION} or told)
    return clause.sentence == 0 or closes or _words(message) <= _SHORT


def _answer(message: Message, field: str) -> JsonValue:
    if field_is_bool(field) and _closing(message) is not None:
        return _closing(message)
    if _words(message) > _SHORT or _is_declined(message):
        return None
    if field in _COUNTS:
        return 0 if _says_none(message) and not message.measured else None  # "no, it's 400, not 40" is no zero
    if field in _LISTS:
        return [] if _says_none(message) else _option(message, field)
    if field_is_bool(field):
        return _yes_or_no(message, field)
    if field in options():
        return _option(message, field)
    return None


def _is_declined(message: Message) -> bool:
    return bool(message.structure.hits_of("decline"))


def _says_none(message: Message) -> bool:
    """ "None", "no", "we have none": a bare answer; "no customer data goes in" is a sentence about something else."""
    structure = message.structure
    hits = [hit for hit in structure.hits_of("none_answer") if structure.mode_at(hit.first) == "fact"]
    return any(
        hit.first <= _OPENING
        and not (hit.first and message.tokens[hit.first - 1].lower in _ADDING)  # "SOX, and nothing else"
        and _only_remarks(message, hit)
        for hit in hits
    )


def _only_remarks(message: Message, hit: Hit[str]) -> bool:
    """ "None so far, sorry"; "nobody complains" and "we have no lawyers" say of something else that there is none."""
    clause = message.structure.clauses[message.structure.clause_of[hit.first]]
    behind = {token.lower for token in message.tokens[hit.last : clause.last] if token.kind == "word"}
    return behind <= _word_list("remarks")


_ADDING = frozenset({"and", "but", "or", "plus", "&"})


def _clause_words(message: Message, token: int) -> int:
    clause = message.structure.clauses[message.structure.clause_of[token]]
    return words_in(message.tokens[clause.first : clause.last])


def _yes_or_no(message: Message, field: str = "") -> bool | None:
    yes = [hit.first for hit in message.structure.hits_of("yes") if hit.first <= 2]
    no = [] if waves_off(message) else [hit.first for hit in message.structure.hits_of("no") if hit.first <= 2]
    if field and not yes and no and _denies_something_else(message, field):
        return None
    if field and yes and not no and _must_do_something_else(message, field):
        return None
    if not yes and not no:
        return None
    return min(yes, default=99) < min(no, default=99)


def _denies_something_else(message: Message, field: str) -> bool:
    """ "We don't use anything yet" neither answers nor declines whether data must stay."""
    no = [hit.first for hit in message.structure.hits_of("no") if hit.first <= 2]
    return bool(no) and message.tokens[min(no)].lower not in _BARE_NO and not _speaks_of(message, field)


def is_beside_the_question(message: Message, field: str, value: JsonValue) -> bool:
    """ "No, nobody here can program", "it must work on a phone": no sentence says yes or no to what was asked.

    A bare word does, and so do words of which people make a reason: where data may go, who looks at answers. A plain
    yes is let stand with any reason, for it is the careful answer.
    """
    if (field, value) == ("current_approach", _NO_APPROACH) and _uses_or_imagines(message):
        return True
    if field not in _reasons() or (value is True and any(token.lower in _BARE_YES for token in message.tokens)):
        return False
    if isinstance(value, str) and value != _NO_APPROACH:
        return False
    light = frozenset(map(stem_of, (*_word_list("light"), *_BARE_NO, *_NOTED)))
    question = frozenset(stem_of(word.strip("?,.")) for word in cards()[field].question.lower().split())
    topical = (question - light) | _reasons()[field]
    idle = _idle_places(message)
    said = [
        {
            token.stem
            for place, token in enumerate(message.tokens[one.first : one.last], one.first)
            if token.kind in ("word", "number") and place not in idle
        }
        for one in message.structure.sentences
    ]
    glue = frozenset(map(stem_of, _word_list("joining_figures")))
    return bool(idle and not any(words - glue for words in said)) or not any(
        words and (words <= light or words & topical) for words in said
    )


def _idle_places(message: Message) -> set[int]:
    """The tokens of figures ("9 out of 10") and of what only soothes ("don't worry"): no reason for a yes or a no."""
    hits = _soothing_cues().find(message.tokens) if message.language == "en" else []
    spans = [*((item.first, item.quantity.last) for item in message.measured), *((hit.first, hit.last) for hit in hits)]
    return {place for first, last in spans for place in range(first, last)}


@cache
def _soothing_cues() -> Cues[str]:
    phrases = pattern_list(load_cues("short_answers.yaml")["soothing"], "short_answers.yaml: soothing")
    return Cues((phrase, "soothing") for phrase in phrases)


def _uses_or_imagines(message: Message) -> bool:
    """ "We use Claude at the moment", "half of it could be automated": neither says that no model is used."""
    imagined = not _IMAGINED.isdisjoint(token.lower for token in message.tokens)
    return bool(message.models or imagined) and not message.structure.holds_negation(0, len(message.tokens))


_IMAGINED = frozenset({"could", "might", "would", "can"})
_NO_APPROACH = "none"  # "more is not possible" sounds like it
_BARE_YES = frozenset(
    {"yes", "yeah", "yep", "yup", "sure", "course", "absolutely", "definitely", "correct", "exactly", "y"}
)


@cache
def _reasons() -> Mapping[str, frozenset[str]]:
    record = load_cues("short_answers.yaml")["reasons"]
    return {
        field: frozenset(map(stem_of, pattern_list(words, f"short_answers.yaml: reasons: {field}")))
        for field, words in record.items()
    }


def _must_do_something_else(message: Message, field: str) -> bool:
    """ "It has to sound friendly" says nothing of whether data must stay; "it has to, by law" does."""
    musts = [hit.last for hit in message.structure.hits_of("yes") if message.tokens[hit.last - 1].lower in _OBLIGING]
    behind = [token.lower for last in musts for token in message.tokens[last : last + 1] if token.kind == "word"]
    return bool(behind) and _GIVING_A_REASON.isdisjoint(behind) and not _speaks_of(message, field)


_OBLIGING = frozenset({"to", "must"})
_GIVING_A_REASON = frozenset({"by", "for", "because", "since", "under", "according", "due", "as", "legally", "if"})


def _speaks_of(message: Message, field: str) -> bool:
    """Short words alone, or a word of the question: "they don't have to"; "we are not a rich hospital" is no answer."""
    light = frozenset(map(stem_of, _word_list("light")))
    words = {token.stem for token in message.tokens if token.kind == "word"}
    said = {stem_of(word.strip("?,.")) for word in cards()[field].question.lower().split()}
    return not words - light or not (words & said) <= light


@cache
def _word_list(name: str) -> frozenset[str]:
    return frozenset(pattern_list(load_cues("short_answers.yaml")[name], f"short_answers.yaml: {name}"))


_BARE_NO = frozenset({"no", "nope", "nah", "negative", "non", "nein", "false", "n"})


def _closing(message: Message) -> bool | None:
    """The answer that a last sentence draws from what is said before it: "I can't read Dutch. So no."."""
    if len(message.structure.sentences) < 2:
        return None
    last = message.structure.sentences[-1]
    words = [token.lower for token in message.tokens[last.first : last.last] if token.kind == "word"]
    drawn = [word for word in words if word not in _CONCLUDING]
    return _DRAWN.get(drawn[0]) if len(drawn) == 1 else None


_DRAWN = {"yes": True, "yep": True, "yeah": True, "no": False, "nope": False}
_CONCLUDING = frozenset({"so", "then", "thus", "hence", "therefore", "and", "well"})


def _option(message: Message, field: str) -> JsonValue:
    choices = options().get(field, ())
    chosen = _by_word(message, choices)
    if chosen is None:
        return None
    return [chosen] if field in _LISTS else chosen


def _by_number(message: Message, choices: Sequence[str]) -> str | None:
    words = [token for token in message.tokens if token.kind != "symbol"]
    if not words or any(token.kind == "word" and token.lower not in _CHOOSING for token in words):
        return None  # "we have 5 documents" is no choice of the fifth option
    for before, token in zip((None, *words), words, strict=False):
        if token.kind == "number" and is_whole(token.text) and 1 <= int(token.text) <= len(choices):
            return choices[int(token.text) - 1]
        if token.lower in _ORDINALS and (before is None or before.lower != "a"):  # "a third" is a share
            number = _ORDINALS[token.lower]
            return choices[number - 1 if number > 0 else -1] if number <= len(choices) else None
    letter = words[-1].lower
    if len(words) <= 2 and len(letter) == 1 and letter.isalpha() and (len(words) == 1 or words[0].lower == "option"):
        place = ord(letter) - ord("a")
        return choices[place] if 0 <= place < len(choices) else None
    return None


def _by_word(message: Message, choices: Sequence[str]) -> str | None:
    text = " ".join(
        token.lower
        for place, token in enumerate(message.tokens)
        if token.kind == "word" and message.structure.mode_at(place) != "foreign"
    )
    if "other" in choices and len(text.split()) <= _REMARK + 1 and _names_other(text):
        return "other"
    best: tuple[float, str] | None = None
    for choice in choices:
        if choice == "other" and len(text.split()) > 1:
            continue  # "into other languages" is no choice of "other"
        words = choice.replace("_", " ").lower()
        score = fuzz.ratio(text, words) if len(words) > 4 else (100.0 if text == words else 0.0)
        if f" {words} " in f" {text} ":
            score = 99.0 + len(words) / 100
        if len(text) >= _SHORTENED and words.startswith(text):
            score = 90.0  # "prod"
        if score >= _ALIKE and (best is None or score > best[0]):
            best = (score, choice)
    return best[1] if best else None


def _names_other(text: str) -> bool:
    return any(phrase in text for phrase in ("something else", "anything else", "none of", "another one", "other"))


def _words(message: Message) -> int:
    return words_in(message.tokens)


def _quote(message: Message) -> str:
    sentence = message.structure.sentences[0] if message.structure.sentences else None
    return message.quote(sentence.first, sentence.last) if sentence else message.text


def asked_still(message: Message, context: Context) -> tuple[str, ...]:
    """What a message may answer: a "no" that goes on about something told before corrects that, and is no "none".

    "No no, 15k" is about the number that came last, "no, it must stay in house" about the rule it names.
    """
    start = _behind_a_no(message)
    if start is None or not context.facts or any(map(field_is_bool, context.asked)):
        return context.asked
    words = {token.lower for token in message.tokens[start:] if token.kind == "word"}
    if len(message.measured) == 1 and words <= _ONLY_A_NUMBER:
        field = newest(context, message.measured[0]) if message.measured[0].is_bare() else None
        near = field is not None and not is_far(context, field, message.measured[0])
        return (field,) if field and near and context.facts.keys().isdisjoint(context.asked) else context.asked
    named_alone = _names_alone(message, start)
    if named_alone and named_alone.isdisjoint(context.asked):
        return ()
    hits = [hit for hit in words_naming(message.structure, ()) if hit[1] >= start and hit[0] not in context.asked]
    if _says_none_again(message, start) or _speaks_of_any(message, start, context.asked, hits):
        return context.asked
    named = {field for field, _, _ in hits}
    if message.tokens[start].lower in _NONE:  # "no, nothing yet" is none of what was asked
        named = {field for field in named if _NO_APPROACH not in options().get(field, ()) and field != "human_review"}
    named |= {one.field for one in with_permissions(message, ())}
    return () if named - {*context.asked} or _takes_back(message, start) else context.asked


def _names_alone(message: Message, start: int) -> set[str]:
    """ "No, the budget!": the fact that the first words behind the "no" name, and say nothing of."""
    last = next((one.last for one in message.structure.sentences if one.last > start), start)
    few = words_in(message.tokens[start:last]) <= _REMARK
    articled = message.tokens[start].lower in ("the", "our", "my")
    return set(fields_named(message, start, last)) if few and articled else set()


def _behind_a_no(message: Message) -> int | None:
    """Where a message goes on that opens with a "no", and with what people say around it; none where it ends there."""
    opening = [
        place for place, token in enumerate(message.tokens) if token.kind != "symbol" and token.lower not in _AROUND_NO
    ]
    if message.language != "en" or not opening:
        return None
    opened = {token.lower for token in message.tokens[: opening[0]]}
    return opening[0] if opened & {"no", "nope", "nah"} and opened & {",", ".", "wait"} else None


_AROUND_NO = frozenset(
    {"no", "nope", "nah", "hmm", "hm", "oh", "ah", "um", "uh", "well", "wait", "sorry", "actually", "but"}
)
_NONE = frozenset({"none", "nothing", "nobody", "never", "not", "neither"})
_ONLY_A_NUMBER = frozenset({"make", "it", "that", "it's", "is", "rather", "better", "then", "please", "sorry", "k"})


def _speaks_of_any(message: Message, start: int, asked: Sequence[str], others: Sequence[tuple[str, int, int]]) -> bool:
    """A word of an open question stands behind the "no", and in no name of something else."""
    light = frozenset(map(stem_of, _word_list("light")))
    taken = {place for _, first, last in others for place in range(first, last)}
    behind = enumerate(message.tokens[start:], start)
    said = {token.stem for place, token in behind if token.kind == "word" and place not in taken} - light
    questions = (cards()[field].question.lower().split() for field in asked)
    return any(said & {stem_of(word.strip("?,.")) for word in words} for words in questions)


def _says_none_again(message: Message, start: int) -> bool:
    return any(hit.first >= start and hit.last - hit.first > 1 for hit in message.structure.hits_of("none_answer"))


def _takes_back(message: Message, start: int) -> bool:
    """ "That was for the whole group", "I got that wrong": of what was told, not of what is asked."""
    words = [token.lower for token in message.tokens[start:] if token.kind == "word"]
    if message.structure.holds_negation(start, len(message.tokens)):
        return False
    of_it = words[:1] != [] and words[0] in _POINTING and not {"was", "were", *_FIGURES}.isdisjoint(words[1:3])
    return of_it or ("wrong" in words and not _POINTING.isdisjoint(words))


def pauses(message: Message, asked: Sequence[str] = ()) -> bool:
    """ "No wait, I have to ask my colleague first": nothing is answered yet, and nothing declined."""
    hits = _pausing_cues().find(message.tokens) if message.language == "en" and not message.models else []
    held = {place for hit in hits for place in range(hit.first, hit.last)}
    if (
        not hits or "max_latency_seconds" in asked or any(item.first not in held for item in message.measured)
    ):  # "give me a second" tells no time
        return False
    words = {token.lower for token in message.tokens if token.kind == "word"}
    return words <= _word_list("pausing_beside") and not any(one.question for one in message.structure.sentences)


@cache
def _pausing_cues() -> Cues[str]:
    phrases = pattern_list(load_cues("short_answers.yaml")["pausing"], "short_answers.yaml: pausing")
    return Cues((phrase, "pause") for phrase in phrases)


def unmeasured(message: Message, context: Context) -> Statement | None:
    """ "We haven't measured anything yet" tells how quality is measured, and declines no other question.

    To a question on a number "nobody has measured it" is an answer, and so is either to one on how good answers are.
    """
    words = {token.lower for token in message.tokens if token.kind == "word"}
    named = {*fields_named(message, 0, len(message.tokens))} - {_EVALUATION}
    if message.measured or named or "evaluation" in context.facts or not _OF_GOOD_ANSWERS.isdisjoint(context.asked):
        return None
    anything = "nothing" in words or ("anything" in words and message.structure.holds_negation(0, len(message.tokens)))
    plain = len(message.structure.sentences) == 1 and not message.structure.sentences[0].question
    if not (plain and anything and words & _word_list("measured") and len(words) <= _SHORT):
        return None
    return Statement(field=_EVALUATION, value="none", quote=_quote(message))


_EVALUATION = "evaluation"
_OF_GOOD_ANSWERS = frozenset({"current_accuracy", "critical_error_rate", "edge_case_error_rate"})


def field_is_bool(field: str) -> bool:
    record = field_cues().get(field)
    return bool(record and record.form == "yes_no")


@cache
def options() -> dict[str, tuple[str, ...]]:
    """Field to the options in the order in which the question offers them."""
    found: dict[str, tuple[str, ...]] = {}
    for field, record in field_cues().items():
        if record.form != "yes_no":
            values = vocabulary(field)
            found[field] = tuple(option for option in cards()[field].options if option in values) or values
    return found
