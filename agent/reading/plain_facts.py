"""Plain facts that words tell although the message sounds like others: a silly bill, whose languages, a "no" to more.

Each function takes the facts as all evidence gives them and gives back what the words leave of them.
"""

from collections.abc import Sequence
from itertools import pairwise

from agent.facts import Statement
from agent.words.clauses import Structure
from agent.words.enumerations import firm_sentences, listed_values
from agent.words.languages import LANGUAGES, languages_named
from agent.words.message import Message

_STAGE = "stage"
_BAD = "underperforming"


def with_stage_of_use(message: Message, facts: Sequence[Statement], by_rules: Sequence[Statement]) -> list[Statement]:
    """A system in use that only costs too much does not underperform: the stage that its words name holds."""
    told = next((one for one in by_rules if one.field == _STAGE and one.status == "stated"), None)
    now = next((one for one in facts if one.field == _STAGE), None)
    if told is None or told.value == _BAD or (now is not None and now.value != _BAD):
        return list(facts)
    if any(one.field in _MEASURED for one in facts):  # "62 % of the answers are ok": so much for its quality
        return list(facts)
    words = {token.stem for token in message.tokens} | {token.lower for token in message.tokens}
    if not words & _OF_MONEY or words & _OF_QUALITY:
        return list(facts)
    return [*(one for one in facts if one.field != _STAGE), told]


_MEASURED = frozenset({"current_accuracy", "critical_error_rate", "edge_case_error_rate"})
_OF_MONEY = frozenset(
    {"bill", "bills", "invoice", "invoices", "cost", "costs", "costing", "price", "pricey", "expensive", "spend",
     "spending", "pay", "paying", "charge", "charges", "budget", "cfo", "finance", "money", "fortune", "dear"}
)  # fmt: skip
_OF_QUALITY = frozenset(
    {"wrong", "rubbish", "nonsense", "bad", "badly", "poor", "poorly", "terrible", "awful", "dreadful", "useless",
     "error", "errors", "mistake", "mistakes", "hallucinates", "hallucinate", "hallucinations", "disappoint",
     "disappoints", "disappointing", "disappointed", "disappointment", "complain", "complains", "complaints", "quality",
     "trust", "unhappy", "hate", "hates", "angry", "annoyed", "invents", "garbage", "mediocre", "weak", "fails",
     "failing", "failed", "lousy", "inaccurate", "accuracy", "worse", "embarrassing", "misses", "dissatisfied",
     "frustrated", "struggles", "struggling", "slow", "unreliable", "hit", "miss", "joke", "mess", "deliver"}
)  # fmt: skip


def with_firm_words(message: Message, facts: Sequence[Statement], by_rules: Sequence[Statement]) -> list[Statement]:
    """The facts, with what rules read in words that leave no doubt: "holiday rentals" are no real estate."""
    told = [(one.field, one.value) for one in facts]
    firm = [one for one in by_rules if (one.field, one.value) not in told and _is_firm(message, one)]
    fields = {one.field for one in firm}
    return [*(one for one in facts if one.field not in fields), *firm]


def _is_firm(message: Message, fact: Statement) -> bool:
    return any(
        (fact.quote or "") in message.sentence_text(number) for number in firm_sentences(message.structure, fact.field)
    )


def in_written_order(message: Message, facts: Sequence[Statement]) -> list[Statement]:
    """The facts, lists as they stand in the message, and of languages those that people write in where it is told."""
    return [_in_order(message, one) if isinstance(one.value, list) and len(one.value) > 1 else one for one in facts]


def _in_order(message: Message, fact: Statement) -> Statement:
    assert isinstance(fact.value, list)
    if fact.field == LANGUAGES:
        named = languages_named(message.structure)
    else:
        named = [(str(one.value), one.first) for one in listed_values(message.structure) if one.field == fact.field]
    places: dict[str, int] = {}
    for value, place in named:
        places.setdefault(value, place)
    values = sorted(map(str, fact.value), key=lambda value: places.get(value, len(message.tokens)))
    if fact.field == LANGUAGES:
        values = _of_writers(message.structure, named, values)
    return fact.model_copy(update={"value": values})


def _of_writers(structure: Structure, named: Sequence[tuple[str, int]], values: Sequence[str]) -> list[str]:
    """Without those that a model is to make, where others are named in which people write."""
    written = {code for code, place in named if _is_written(structure, place)}
    made = {code for code, place in named if _is_made(structure, place)}
    return [code for code in values if not written & set(values) or code in written or code not in made]


def _is_written(structure: Structure, place: int) -> bool:
    """Behind "write in", "text us in": a verb of writing ahead in the sentence, and no "into" between."""
    sentence = structure.sentences[structure.clauses[structure.clause_of[place]].sentence]
    ahead = [token.lower for token in structure.tokens[sentence.first : place]]
    verbs = _writing(ahead)
    return bool(verbs) and not set(ahead[verbs[-1] :]) & _MAKE


def _writing(words: Sequence[str]) -> list[int]:
    """The places of verbs of writing; "text" and "mail" are such only in front of "us" or "in"."""
    return [
        place
        for place, (word, behind) in enumerate(pairwise((*words, "")))
        if word in _WRITE or (word in _WRITE_TO and behind in ("us", "in", "to", "them", "me"))
    ]


def _is_made(structure: Structure, place: int) -> bool:
    """Behind "translate ... into", "come out in", "turn it into": what the model makes."""
    sentence = structure.sentences[structure.clauses[structure.clause_of[place]].sentence]
    ahead = [token.lower for token in structure.tokens[sentence.first : place]]
    makes = [number for number, word in enumerate(ahead) if word in _MAKE]
    writes = _writing(ahead)
    return bool(makes) and (not writes or makes[-1] > writes[-1])


_WRITE = frozenset(
    {"write", "writes", "writing", "wrote", "ask", "asks", "send", "sends", "contact", "reach", "type", "types",
     "speak", "speaks", "complain"}
)  # fmt: skip
_WRITE_TO = frozenset(
    {"text", "texts", "mail", "mails", "email", "emails", "message", "messages", "chat", "chats", "post", "posts"}
)
_MAKE = frozenset(
    {"translate", "translates", "translated", "translating", "translation", "translator", "translations",
     "into", "turn", "turns", "come", "comes",
     "render", "rendered", "convert", "converted", "localise", "localize", "transcribe"}
)  # fmt: skip


def is_a_mere_language(message: Message, fact: Statement) -> bool:
    """ "They have to be in German" sounds like translation: that needs a second language, or a word of making."""
    if (fact.field, fact.value) != ("task", "translation"):
        return False
    held = [n for n in range(len(message.structure.sentences)) if (fact.quote or "") in message.sentence_text(n)]
    spans = [message.structure.sentences[number] for number in held]
    makes = any(token.lower in _MAKE for span in spans for token in message.tokens[span.first : span.last])
    named = {
        code
        for code, place in languages_named(message.structure)
        if any(one.first <= place < one.last for one in spans)
    }
    return len(named) == 1 and not makes


def speaks_of_money_alone(message: Message, fact: Statement) -> bool:
    """ "No money for it", "total 12 mo?", "VAT of 19% is on top": short words on money answer nothing else."""
    held = [n for n in range(len(message.structure.sentences)) if (fact.quote or "") in message.sentence_text(n)]
    if fact.field in _MONEY_FIELDS or len(held) != 1 or not isinstance(fact.value, str | None):
        return False  # "no money for people" may well answer how many there are
    span = message.structure.sentences[held[0]]
    words = [token.lower for token in message.tokens[span.first : span.last] if token.kind == "word"]
    charged = fact.status == "inferred" and any(item.sentence == held[0] for item in message.measured)
    if len(words) <= _SHORT and charged and not _CHARGED.isdisjoint(words):
        return True
    if len(words) > _SHORT or _MONEY_SAID.isdisjoint(words):
        return False
    asks = span.question and not words[0].endswith("ly")  # "monthly bills?" may answer how often
    lacks = any(one in _LACKING and other in _MONEY_SAID for one, other in pairwise(words))
    return asks or lacks


_SHORT = 12  # words
_MONEY_FIELDS = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})
_CHARGED = frozenset(
    {"vat", "tax", "taxes", "mark-up", "markup", "surcharge", "discount", "price", "prices", "fee", "fees"}
)
_LACKING = frozenset({"no", "without", "enough", "any", "little", "much"})
_MONEY_SAID = frozenset(
    {"money", "budget", "bill", "bills", "cost", "costs", "total", "totals", "funds", "funding", "cash", "invoice",
     "spend", "saving", "savings"}
)  # fmt: skip
