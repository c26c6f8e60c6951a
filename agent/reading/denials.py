"""What was taken for granted of the case and is denied: "no, the data is not confidential", "that is wrong".

A model that is not allowed is not in use, and examples that nobody may train on are none.
"""

from collections.abc import Collection, Sequence

from agent.facts import Statement
from agent.reading.models_in_use import model_in_use, models_refused
from agent.understanding import Context
from agent.words.clauses import Clause
from agent.words.cues import Hit
from agent.words.enumerations import field_cues, named_values, values_denied_in
from agent.words.field_names import names_of_fields
from agent.words.message import Message

_EXAMPLES = "training_examples"
_WRONG = frozenset({"wrong", "incorrect", "false", "mistaken", "untrue"})
_RIGHT = frozenset({"right", "correct", "true", "case", "so", "accurate"})
_NOT = frozenset({"not", "isn't", "aren't", "wasn't", "isnt", "arent", "never", "no"})
_AROUND = frozenset(
    {"that", "that's", "thats", "this", "it", "it's", "its", "is", "was", "are", "sorry", "actually", "all", "both",
     "your", "you", "assumption", "assumptions", "guess", "guesses", "quite", "the", "at", "i", "think", "but",
     "afraid", "i'm", "am", "to", "be", "honest", "there", "here", "got", "have", "what", "take", "took", "completely",
     "totally", "simply", "just", "a", "an", "inference", "well", "hm", "hmm", "oh", "please", "from", "my", "words"}
)  # fmt: skip
_BESIDE_A_VALUE = frozenset(
    {"the", "our", "my", "this", "that", "these", "those", "that's", "it", "it's", "its", "they", "they're", "we",
     "we're", "i", "is", "are", "was", "were", "am", "be", "in", "of", "at", "all", "a", "an", "any", "actually",
     "really", "here", "there", "nothing", "none", "them", "data", "documents", "document", "texts", "files", "mails",
     "contracts", "content", "company", "business", "firm", "task", "work", "sorry", "no", "nope", "but", "as", "such",
     "so", "well", "you", "wrong", "do", "have", "about", "for", "and", "said", "say", "even", "sector", "industry",
     "case", "kind"}
)  # fmt: skip


def guesses_denied(message: Message, context: Context) -> tuple[str, ...]:
    """ "That is wrong", behind "I also take it that ...; tell me if that is wrong": what was taken so."""
    words = {token.lower for token in message.tokens if token.kind == "word"}
    denies = bool(words & _WRONG or (words & _RIGHT and words & _NOT))
    if not denies or _concludes_no(message) or message.measured or not words <= _WRONG | _RIGHT | _NOT | _AROUND:
        return ()
    last = max((fact.turn for fact in context.facts.values()), default=0)
    guessed = [field for field, fact in context.facts.items() if fact.turn == last and fact.status == "inferred"]
    return tuple(field for field in guessed if (context.facts[field].quote or "-") in context.said)


def _concludes_no(message: Message) -> bool:
    """ "So that's a no?" asks what we advise; "that's not so" denies."""
    words = [token.lower for token in message.tokens if token.kind == "word"]
    return words[:1] == ["so"] and words[-1:] == ["no"]


def known_denied(message: Message, context: Context) -> tuple[str, ...]:
    """Known fields of whose value a clause says that it does not hold, and nothing else."""
    found: dict[str, None] = {}
    for clause in message.structure.clauses:
        for named in values_denied_in(message.structure, clause.first, clause.last) if clause.mode == "fact" else ():
            fact = context.facts.get(named.field)
            alone = _says_no_more(message, clause, range(named.first, named.last))
            if fact is not None and fact.value == named.value and alone and not _has_another(message, named.field):
                found[named.field] = None
    model = context.facts.get("model")
    if (
        model is not None
        and model.value in {one.name for one in models_refused(message)}
        and model_in_use(message) is None
    ):
        found["model"] = None
    return tuple(found)


def _says_no_more(message: Message, clause: Clause, held: Collection[int]) -> bool:
    named = {place for _, first, last in names_of_fields(message) for place in range(first, last)}
    words = (
        token.lower
        for place, token in enumerate(message.tokens)
        if clause.first <= place < clause.last and token.kind == "word" and place not in {*held, *named}
    )
    return all(word in _BESIDE_A_VALUE or word in _NOT or word.endswith("n't") for word in words)


def _has_another(message: Message, field: str) -> bool:
    """ "Not confidential but internal" tells what holds."""
    return field in field_cues() and any(one.field == field for one in named_values(message.structure, (field,)))


def lacking(message: Message, context: Context) -> tuple[str, ...]:
    """Known bounds of which a clause says that there are none: "we have no budget yet", "no deadline any more"."""
    found: dict[str, None] = {}
    for field, first, last in names_of_fields(message):
        clause = message.structure.clauses[message.structure.clause_of[first]]
        ahead = {token.lower for token in message.tokens[clause.first : first] if token.kind == "word"}
        behind = {token.lower for token in message.tokens[last : clause.last] if token.kind == "word"}
        denied = "no" in ahead or any(word in _NOT or word.endswith("n't") for word in ahead)
        plain = ahead <= _WE_HAVE | _NOT and behind <= _ANY_MORE and not message.measured
        if field in _BOUNDS & set(context.facts) and clause.mode == "fact" and denied and plain:
            found[field] = None
    return tuple(found)


_BOUNDS = frozenset(
    {"budget", "timeline_months", "max_latency_seconds", "target_accuracy", "monthly_benefit", "horizon_months"}
)
_WE_HAVE = frozenset(
    {"we", "i", "have", "haven't", "hasn't", "don't", "do", "got", "any", "a", "an", "there", "there's", "theres", "is",
     "isn't", "no", "actually", "sorry", "currently", "still", "yet", "fixed", "set", "real", "agreed", "approved",
     "official", "hard", "so", "far", "but", "wait", "well", "oh", "at", "the", "moment", "now", "such", "in", "fact",
     "it", "turns", "out", "that", "been", "has", "given", "firm", "more", "longer"}
)  # fmt: skip
_ANY_MORE = frozenset(
    {"yet", "actually", "anymore", "any", "more", "after", "all", "longer", "at", "the", "moment", "now", "right", "so",
     "far", "currently", "today", "for", "it", "this", "though", "sorry", "as", "of", "set", "fixed", "here"}
)  # fmt: skip


def with_barred_examples(message: Message, context: Context, facts: Sequence[Statement]) -> list[Statement]:
    """The facts, with no examples where nobody may train on them or they are of no use."""
    known = _EXAMPLES in {*context.facts, *context.asked, *(one.field for one in facts)}
    number = next((one for one in range(len(message.structure.sentences)) if _bars_examples(message, one)), None)
    if not known or number is None:
        return list(facts)
    barred = Statement(field=_EXAMPLES, value=0, quote=message.sentence_text(number))
    return [*(one for one in facts if one.field != _EXAMPLES), barred]


def _bars_examples(message: Message, number: int) -> bool:
    structure, sentence = message.structure, message.structure.sentences[number]
    modes = {clause.mode for clause in structure.clauses if clause.sentence == number}
    words = {token.lower for token in message.tokens[sentence.first : sentence.last]}
    if sentence.question or not modes <= {"fact", "foreign"} or not words.isdisjoint(_PROVIDERS):
        return False
    barred, trains = (
        any(structure.sentence_of(hit.first) == number for hit in structure.hits_of(group))
        for group in ("barred", "trains_on")
    )
    return (barred and trains) or any(
        structure.sentence_of(hit.first) == number and _are_of_no_use(message, hit)
        for hit in structure.hits_of("of_no_use")
    )


def _are_of_no_use(message: Message, hit: Hit[str]) -> bool:
    """Said of all the examples that the clause names ahead: not of half of them, nor of another thing behind."""
    structure = message.structure
    clause = structure.clauses[structure.clause_of[hit.first]]
    named = any(clause.first <= one.first < hit.last for one in structure.hits_of("examples_named"))
    ahead = {token.lower for token in message.tokens[clause.first : hit.first]}
    part = not ahead.isdisjoint(_PARTS) or any(clause.first <= one.first < hit.first for one in message.measured)
    behind = message.tokens[hit.last : clause.last]
    return named and not part and (not behind or behind[0].kind != "word" or behind[0].lower in _FOLLOWS)


_PARTS = frozenset({"half", "some", "most", "part", "few", "several", "many", "third", "quarter", "partly"})
_FOLLOWS = frozenset(
    {"for", "to", "because", "as", "now", "since", "so", "and", "but", "at", "after", "in", "by", "here"}
)
_PROVIDERS = frozenset(
    {"vendor", "vendors", "provider", "providers", "supplier", "openai", "anthropic", "google", "microsoft", "they",
     "partner", "their", "azure", "nobody's"}
)  # fmt: skip
