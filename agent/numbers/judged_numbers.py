"""What the cues say of each quantity, with the unit, the rate or the noun that stands elsewhere in the message."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from agent.facts import Fact
from agent.numbers.carried_units import is_paired, with_carried_unit
from agent.numbers.correcting_words import says_no_first
from agent.numbers.known_numbers import MONTHLY
from agent.numbers.mixes import describes_a_mix
from agent.numbers.paid_for import as_saved_part, is_no_fact, is_saved_from, with_rate_beside
from agent.understanding import Context
from agent.words.assigned import Assigned, Judged, judge
from agent.words.measured import Measured, is_one_of
from agent.words.message import Message, taken_apart
from agent.words.quantities import as_a_fourth
from agent.words.roles import roles


def judged_numbers(message: Message, context: Context, *, supposed: bool = False) -> list[Judged]:
    """What the cues say of each quantity: of those in suppositions, or of all others."""
    items = [
        like_the_volume(
            message,
            _like_theirs(message, _as_share(message, _in_full(message, item), context.asked), context.asked),
            context,
            supposed=supposed,
        )
        for item in message.measured
        if (message.structure.mode_at(item.first) == "what_if") is supposed
        and not describes_a_mix(message, item, context.asked)
        and (supposed or not is_no_fact(message, item, context.asked))
        and not is_saved_from(message, item)
    ]
    spoken_of = {*context.asked, *(context.facts if message.structure.hits_of("correction") else ())}
    topics = [topic for topic, fields in _TOPIC_FIELDS.items() if spoken_of.intersection(fields)]
    return judge(message.structure, items, message.number_cues, context.asked, topics, supposed=supposed)


def _in_full(message: Message, item: Measured) -> Measured:
    """With the rate that stands beside another sum."""
    return as_saved_part(message, with_rate_beside(message, item))


def like_the_volume(message: Message, item: Measured, context: Context, *, supposed: bool) -> Measured:
    """ "Sorry, 400 a day", "what if it were 500 a day?": as often as the volume, a bare number counts what that counts.

    What is asked for money by the month is answered by the month, so there only a correction is of the volume.
    """
    fact, quantity = context.facts.get("requests_per_month"), item.quantity
    if fact is None or quantity.kind != "plain" or not item.is_bare() or item.per is None or item.each:
        return item
    told = {field: _pers_of(known) for field, known in context.facts.items() if field in MONTHLY}
    felt = message.activation(item)
    money = max(felt.get(group, 0.0) for group in _OF_MONEY) >= BLAMED
    others = any(item.per in pers for field, pers in told.items() if field != "requests_per_month")
    if money or others or item.per not in told["requests_per_month"]:
        return item
    corrects = says_no_first(message) or bool(message.structure.hits_of("correction", "revised"))
    by_month = item.per == 1 and not MONTHLY.isdisjoint(context.asked)
    if by_month and not (corrects or supposed):
        return item
    return replace(item, nouns=_COUNTED_SO, counts_something=True)


def with_volume(judged: Sequence[Judged], found: Sequence[Assigned], context: Context) -> list[Assigned]:
    """The numbers with their fields, those that only `like_the_volume` says what they count among them."""
    taken = {one.measured.first for one in found}
    known = "requests_per_month" in context.facts
    left = [item.choice for item in judged if item.choice is not None and item.measured.first not in taken]
    again = [one for one in left if known and one.field == "requests_per_month" and one.measured.nouns == _COUNTED_SO]
    return [*found, *again]


def _pers_of(fact: Fact) -> set[float]:
    return {item.per for item in taken_apart(fact.quote or "").measured if item.per is not None}


_COUNTED_SO = frozenset({"request"})
_OF_MONEY = ("benefit", "pay", "budget", "upfront", "api", "bill")
BLAMED = 0.3
_TOPIC_FIELDS = {"accuracy": ("current_accuracy", "target_accuracy")}


def _said_at_another_rate(message: Message, item: Measured) -> Measured | None:
    """ "600 articles each day, so 18,000 a month": the second number counts articles too."""
    if item.per is None or not item.is_bare() or item.quantity.kind != "plain":
        return None
    amount = item.quantity.value * item.per
    return next(
        (
            other
            for other in message.measured
            if other.first < item.first
            and other.sentence == item.sentence
            and other.per not in (None, item.per)
            and other.quantity.kind == "plain"
            and abs(other.quantity.value * (other.per or 0.0) - amount) <= _SAME_AMOUNT * amount
        ),
        None,
    )


def _is_labelled_data(message: Message, item: Measured) -> bool:
    """ "Labelled data: 12,000 documents", "for training we hold 25,000 charts": so they are announced."""
    if item.quantity.kind != "plain" or item.per is not None or item.sized:
        return False
    first = message.structure.sentences[item.sentence].first
    ahead = [token.lower for token in message.tokens[first : item.first]]
    if ahead[:1] == [":"] or ":" not in ahead:
        words = [word for word in ahead if word.isalpha()]
        return words[:2] == ["for", "training"] and words[-1] in _HOLD
    hits = [hit for hit in message.number_cues.get(item.sentence, ()) if first <= hit.first < item.first]
    named = {hit.payload for hit in hits if hit.payload in ("examples", "documents")}
    return ahead[-1] == ":" and len(ahead) <= _LABEL and named == {"examples"}


_LABEL = 6  # tokens
_HOLD = frozenset({"hold", "have", "keep", "own", "got", "use", "there's", "are"})
_SAME_AMOUNT = 0.05  # a month has 30 days or 30.4


def _as_share(message: Message, item: Measured, asked: Collection[str]) -> Measured:
    """ "A quarter" is a time, unless every field that was asked for takes a share and no time."""
    kinds = [set(roles()[field].kinds) for field in asked if field in roles()]
    if not kinds or not all("share" in of and "duration" not in of for of in kinds):
        return item
    return replace(item, quantity=as_a_fourth(item.quantity, message.tokens))


def _like_theirs(message: Message, item: Measured, asked: Collection[str]) -> Measured:
    """ "A rival handles 5 million requests a month. Ours are closer to 200k": requests a month too."""
    structure = message.structure
    carried = with_carried_unit(message, item, asked)
    if carried is not item:
        return carried
    if is_one_of(structure, item) and message.activation(item).get("engineers", 0.0) >= PAYS:
        return replace(item, nouns=frozenset({"engineer"}))
    if is_paired(message, item) or _is_labelled_data(message, item):
        return replace(item, nouns=frozenset({"example"}))
    same = _said_at_another_rate(message, item)
    if same is not None:
        return replace(item, nouns=same.nouns, counts_something=same.counts_something)
    if item.per is not None or not item.is_bare() or item.quantity.kind not in ("plain", "money"):
        return item
    if item.quantity.kind == "money" and message.activation(item).get("pay", 0.0) < PAYS:
        return item
    if (
        item.quantity.kind == "plain" and item.last - item.first <= 2
    ):  # "Are a few hundred examples enough? We have 300."
        asked_of = [
            other
            for other in message.measured
            if structure.mode_at(other.first) == "question" and other.nouns & _COUNTED and other.first < item.first
        ]
        if asked_of and item.sentence - asked_of[-1].sentence == 1:
            return replace(item, nouns=asked_of[-1].nouns)
    ours = [hit for hit in structure.hits_of("ours") if hit.first < item.first]
    theirs = [
        other
        for other in message.measured
        if structure.mode_at(other.first) == "foreign"
        and other.per is not None
        and other.quantity.kind == item.quantity.kind
        and other.first < item.first
        and item.sentence - other.sentence <= 1
    ]
    if not theirs or not any(hit.first > theirs[-1].first for hit in ours):
        return item
    return replace(item, nouns=theirs[-1].nouns, per=theirs[-1].per)


PAYS = 0.5
_COUNTED = frozenset({"example", "document", "engineer"})
