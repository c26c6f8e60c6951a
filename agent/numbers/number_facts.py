"""Which facts the numbers of a message tell: each quantity with its field, and one statement for each field."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.facts import Fact, Statement
from agent.learned.numbers import fields_of
from agent.numbers.accuracies import told_apart, without_wanted
from agent.numbers.carried_units import is_paired, is_upkeep, with_carried_unit, with_what_goes_in
from agent.numbers.corrections import (
    corrected_numbers,
    dismissed,
    is_denied,
    is_spoken_of_again,
    says_no_first,
    with_known,
)
from agent.numbers.counts import is_of_group
from agent.numbers.deadlines import is_no_deadline
from agent.numbers.derived import token_totals
from agent.numbers.earnings import is_earned, is_price_of_one
from agent.numbers.mixes import describes_a_mix
from agent.numbers.paid_for import (
    as_saved_part,
    is_called_the_bill,
    is_no_fact,
    is_paid_for_models,
    is_saved_from,
    is_sum,
    with_rate_beside,
)
from agent.numbers.paid_periods import over_its_period
from agent.numbers.part_people import is_no_volume
from agent.numbers.part_places import is_promised, is_what_came_of_it
from agent.numbers.parts import in_thousands
from agent.numbers.products import found_in, is_of_them, word_stems
from agent.numbers.restated import is_step
from agent.numbers.volume_days import days_off
from agent.understanding import Context
from agent.words.assigned import Assigned, Judged, in_asked_order, judge
from agent.words.field_names import VOLUME
from agent.words.measured import Measured, is_one_of
from agent.words.message import Message, taken_apart
from agent.words.quantities import as_a_fourth
from agent.words.roles import roles
from agent.words.tokens import stem_of
from agent.words.values import RATES, counts_wrong, fits, in_unit_of, tidy, tokens_of_one, value_of

_ADDED_UP = frozenset({"ml_engineers", "documents"})


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
    told = {field: _pers_of(known) for field, known in context.facts.items() if field in _PAID_MONTHLY}
    felt = message.activation(item)
    money = max(felt.get(group, 0.0) for group in _OF_MONEY) >= _BLAMED
    others = any(item.per in pers for field, pers in told.items() if field != "requests_per_month")
    if money or others or item.per not in told["requests_per_month"]:
        return item
    corrects = says_no_first(message) or bool(message.structure.hits_of("correction", "revised"))
    by_month = item.per == 1 and not _PAID_MONTHLY.isdisjoint(context.asked)
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


_PAID_MONTHLY = frozenset({"requests_per_month", "monthly_benefit", "monthly_api_spend"})
_COUNTED_SO = frozenset({"request"})
_OF_MONEY = ("benefit", "pay", "budget", "upfront", "api", "bill")


def numbers_told(message: Message, context: Context, skipped: set[int], *, by_cues: bool) -> list[Assigned]:
    """Assigned quantities that state something, negated ones ("not $50k") left out."""
    judged = judged_numbers(message, context)
    if message.language == "en" and not by_cues:
        found = with_volume(judged, fields_of(message, judged, context.asked), context)
        found = _with_what_is_given(message, context, found)
        found = _with_plain_money(message, context, judged, found)
    else:
        found = [item.choice for item in judged if item.choice is not None]  # the words that the fit knows are English
    assigned = told_apart(message, in_asked_order(found, context.asked), context.asked)
    assigned = [
        item
        for item in assigned
        if tells_a_fact(message, item.measured, skipped)
        and not (item.field == "requests_per_month" and is_no_volume(message, item.measured))
        and not (item.field == "requests_per_month" and _are_asked_of(message, item.measured))
        and not (item.field in _OF_TOKENS and _is_of_all_requests(message, item))
        and not (item.field == "monthly_benefit" and is_promised(message, item.measured))
        and not (item.field == "monthly_api_spend" and is_upkeep(message, item.measured))
        and not (item.field == "monthly_benefit" and _is_running_cost(message, item.measured))
        and not (item.field == "timeline_months" and is_no_deadline(message, item.measured))
        and not (item.field == "requests_per_month" and _is_some_or_money(message, item.measured, context))
        and not (item.field == "budget" and "budget" not in context.asked and _is_damage(item))
        and not (item.field in _SUMS and is_step(message, item.measured))
        and not (item.field in _MONEY and _is_factor(message, item.measured))
        and not (item.field == "growth_per_year" and _is_growth_of_something_else(message, item.measured))
        and not _corrects_something_else(message, item, context)
        and not _is_of_those_who_return(message, item, context)
        and not _is_beside_another_rate(message, item.measured)
        and not (item.field == "monthly_api_spend" and is_earned(message, item.measured))
        and not (item.field in ("budget", "monthly_benefit") and is_price_of_one(message, item.measured))
        and not (item.field not in context.asked and is_spoken_of_again(message, context, item))
        and not (item.field == "documents" and item.field not in context.asked and _is_of_each(message, item.measured))
    ]
    assigned = [_on_its_days(message, over_its_period(message, item)) for item in assigned]
    items = [item.measured for item in judged if tells_a_fact(message, item.measured, skipped)]
    assigned = with_what_goes_in(message, context, items, assigned)
    instead = _of_dismissed(message, context, items, assigned, by_cues=by_cues)
    anew = {one.measured.first for one in instead}
    assigned = [*(one for one in assigned if one.measured.first not in anew), *instead]
    corrected = corrected_numbers(message, context, items, assigned)
    return [one for one in corrected if not (one.field in _SUMS and is_earned(message, one.measured))]


def _corrects_something_else(message: Message, item: Assigned, context: Context) -> bool:
    """ "I misread, it's 120 thousand": a number without a word beside it puts right what is known, no more."""
    known = any(field in roles() and fact.value is not None for field, fact in context.facts.items())
    alone = item.measured.is_bare() and item.measured.quantity.kind == "plain" and item.measured.per is None
    said = item.field in {*context.facts, *context.asked} or any(item.activation.values())
    return alone and known and not said and bool(message.structure.hits_of("correction"))


def _is_factor(message: Message, item: Measured) -> bool:
    """ "8 minutes x 9,000": so many times, and no money."""
    ahead = message.tokens[item.first - 1].lower if item.first else ""
    return item.quantity.kind == "plain" and item.is_bare() and ahead in _MULTIPLIES


_MONEY = frozenset({"budget", "monthly_api_spend", "monthly_benefit"})
_MULTIPLIES = frozenset({"x", "×", "*", "times"})


def _is_growth_of_something_else(message: Message, item: Measured) -> bool:
    """ "Prices go up 5 %", "sales grow by 20 percent, the tickets don't": nothing that says how many more come."""
    sentence, clause = message.structure.sentences[item.sentence], message.structure.clauses[item.clause]
    ahead = (sentence.first, item.first)
    apart = found_in(message, "unlinked", item.last, len(message.tokens))
    if found_in(message, "requests_named", sentence.first, clause.last if apart else sentence.last):
        return False
    return found_in(message, "not_volume", *ahead) or (apart and found_in(message, "sales", *ahead))


def _are_asked_of(message: Message, item: Measured) -> bool:
    """ "2,000 reports a month come in, and donors ask questions about them": how many ask is not told."""
    if "document" not in item.nouns or item.each:
        return False
    last = min(item.sentence + 1, len(message.structure.sentences) - 1)
    begins, ends = item.last, message.structure.sentences[last].last
    own = any(one.sentence == item.sentence and one.first > item.first and one.nouns & {"item", "request"}
              for one in message.measured)  # fmt: skip
    return not own and found_in(message, "asked_of_documents", begins, ends)


def _with_what_is_given(message: Message, context: Context, found: Sequence[Assigned]) -> list[Assigned]:
    """ "We can put up 60 to 80k", "the owner says 20,000 at most": to be spent, whatever was asked.

    Without the question the words must say so by themselves: a number alone answers it.
    """
    if not context.asked or "budget" in context.asked or not any(map(_may_be_given, message.measured)):
        return list(found)
    unasked = context.model_copy(update={"asked": ()})
    meant = fields_of(message, judged_numbers(message, unasked), ())
    given = {
        one.measured.first: one
        for one in meant
        if one.field == "budget" and one.score >= _GIVEN and _may_be_given(one.measured)
    }
    return [*(one for one in found if one.measured.first not in given), *given.values()]


def _with_plain_money(
    message: Message, context: Context, judged: Sequence[Judged], found: Sequence[Assigned]
) -> list[Assigned]:
    """ "It saves us $3,000 a month in staff", "the API for our staff costs $400 a month": the verb and its subject say
    what it is, whatever words stand behind."""
    taken, fields = {one.measured.first for one in found}, {one.field for one in found}
    plain = [
        one for item in judged if item.measured.first not in taken and (one := _plain_money(message, context, item))
    ]
    return [*found, *(one for one in plain if one.field not in fields)]


def _plain_money(message: Message, context: Context, item: Judged) -> Assigned | None:
    measured = item.measured
    asked = not _PAID_MONTHLY.isdisjoint(context.asked)
    if measured.quantity.currency not in (None, "USD"):
        return None
    if not is_sum(measured):
        return None
    is_asked = context.asked == ("monthly_api_spend",)
    if (measured.quantity.kind == "money" or is_asked) and (
        is_paid_for_models(message, measured, is_asked=is_asked) or is_called_the_bill(message, measured)
    ):
        return Assigned("monthly_api_spend", measured, 1.0, item.activation)
    if not asked or (measured.per is None and "monthly_benefit" not in context.asked):
        return None
    if item.choice is not None and item.choice.field == "monthly_benefit" and _saves_so_much(message, measured):
        return item.choice
    return None


def _saves_so_much(message: Message, item: Measured) -> bool:
    """The verb of saving stands right in front: "saves us $3,000"."""
    ahead = message.tokens[max(0, item.first - _VERB_NEAR) : item.first]
    return any(token.stem in _SAVING for token in ahead) and not any(token.is_end for token in ahead)


_VERB_NEAR = 3  # tokens
_SAVING = frozenset(map(stem_of, ("save", "saves", "saving", "spare", "spares")))


def _may_be_given(item: Measured) -> bool:
    return item.quantity.kind == "plain" and item.is_bare()


_GIVEN = 0.75


def _is_some_or_money(message: Message, item: Measured, context: Context) -> bool:
    """ "200 of them a day" are some of a known volume; "80 thousand to start, then 4 thousand a month" is money."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    some = "requests_per_month" in context.facts and behind[:1] == ["of"] and not _POINTING.isdisjoint(behind[1:])
    others = [one for one in message.measured if one.sentence == item.sentence and one.first < item.first]
    return some or (not item.nouns and any(_is_priced(message, one) for one in others if not one.nouns))


def _is_priced(message: Message, item: Measured) -> bool:
    """ "80 thousand to start", "own hosting at 14k a month": a bare number that is money."""
    felt = message.activation(item)
    return (item.per is None and felt.get("upfront", 0.0) > _BLAMED) or felt.get("asked_price", 0.0) >= _PRICED


_PRICED = 0.8


_POINTING = frozenset({"them", "those", "these"})


def _is_running_cost(message: Message, item: Measured) -> bool:
    """ "It saves $20k a month, running it takes $5k a month": what it costs to run is nothing that comes back."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    gains = message.activation(item).get("benefit", 0.0)
    return gains < _BLAMED and not ahead.isdisjoint(_RUNNING)


_RUNNING = frozenset({"running", "upkeep", "maintenance", "maintaining", "hosting", "operating"})


def _on_its_days(message: Message, item: Assigned) -> Assigned:
    """ "100 meetings a day on weekdays": what is counted by the day comes on so many days of a month."""
    per = item.measured.per
    if item.field != "requests_per_month" or per is None:
        return item
    share = days_off(message, message.measured, item.measured, per)
    return item if share == 1 else replace(item, measured=replace(item.measured, per=per * share))


def _is_of_those_who_return(message: Message, item: Assigned, context: Context) -> bool:
    """ "15% of the handled calls come back", "30% of our customers return": nothing of the answers, and no growth."""
    measured = item.measured
    if measured.quantity.kind not in ("share", "factor", "plain") or not 0 < measured.quantity.value < 1:
        return False
    if item.field in context.asked and item.field in RATES:
        return False
    clause = message.structure.clauses[measured.clause]
    behind = message.tokens[measured.quantity.last : clause.last]
    contacts = any(token.stem in word_stems("contacts") for token in behind[:_OF_WHOM])
    return contacts and found_in(message, "returns_again", measured.quantity.last, clause.last)


def _is_beside_another_rate(message: Message, item: Measured) -> bool:
    """ "They promised 40 % deflection, today it is 11 %": what was promised says what the second share is of."""
    if item.quantity.kind != "share" or not is_what_came_of_it(message, item):
        return False
    before = (one for one in message.measured if one.sentence == item.sentence and one.first < item.first)
    return any(message.activation(one).get("other_rate", 0.0) > _SAYS for one in before)


_SAYS = 0.5
_OF_WHOM = 5  # tokens
_SUMS = frozenset({"budget", "monthly_api_spend"})


def _is_of_all_requests(message: Message, item: Assigned) -> bool:
    """ "60 million input tokens a month": neither so many requests nor the size of one."""
    total = any(one.first == item.measured.first for one in token_totals(message, message.measured))
    if item.field == "requests_per_month":
        return total or "token" in item.measured.nouns
    value = value_of(item)
    return total or (value is not None and value[0] > _LONGEST_OF_ONE)


_OF_TOKENS = frozenset({"requests_per_month", "input_tokens", "output_tokens"})
_LONGEST_OF_ONE = 10_000_000  # tokens; no model reads more at once


def _is_damage(item: Assigned) -> bool:
    """ "Wrong answer = container destroyed, 60k dollars": errors are spoken of, and nothing to spend."""
    felt = item.activation
    spent = max(felt.get("budget", 0.0), felt.get("upfront", 0.0))
    return max(felt.get("wrong", 0.0), felt.get("critical", 0.0)) > max(spent, _BLAMED)


_BLAMED = 0.3


def _of_dismissed(
    message: Message, context: Context, items: Sequence[Measured], assigned: Sequence[Assigned], *, by_cues: bool
) -> list[Assigned]:
    """ "30 quotes a month.. no wait, that's winter, call it 45": 45 is what 30 would have been by itself."""
    found = []
    for first, instead in dismissed(message, items, assigned):
        alone = taken_apart(message.text[: message.tokens[first.last - 1].end])
        told = [
            one for one in numbers_told(alone, context, set(), by_cues=by_cues) if one.measured.first == first.first
        ]
        own = {one.field for one in assigned if one.measured.first == instead.first}
        found += [
            Assigned(one.field, instead, one.score, one.activation, replaces=True) for one in told if own <= {one.field}
        ]
    return found


def tells_a_fact(message: Message, item: Measured, skipped: set[int]) -> bool:
    told = item.first in message.told and not _is_later(message, item)
    tells = message.structure.mode_at(item.first) == "fact" or told
    stated = tells and item.sentence not in skipped
    return stated and not is_denied(message, item) and not _is_increment(message, item)


def _is_later(message: Message, item: Measured) -> bool:
    """ "How would we know, six months on, that it slipped?": when in the course of things, and no span of the case."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    ends = len(behind) < 2 or behind[1] in ",?;:-–—" or behind[1] in ("the", "it", "its", "use", "production")
    return item.quantity.kind == "duration" and behind[:1] != [] and behind[0] in _LATER and ends


_LATER = frozenset({"on", "in", "later", "into", "down", "after"})


def _is_increment(message: Message, item: Measured) -> bool:
    """ "+25 a week": what comes on top of a number, not the number."""
    plus = message.tokens[item.first - 1] if item.first else None
    glued = plus is not None and plus.text == "+" and plus.end == message.tokens[item.first].start
    alone = glued and (item.first < 2 or message.tokens[item.first - 2].kind != "number")
    return alone and item.quantity.kind == "plain" and item.per is not None


def _is_of_each(message: Message, item: Measured) -> bool:
    """ "Each pulls 35 documents": what one case takes; how many there are is not said."""
    clause = message.structure.clauses[item.clause]
    words = [token.lower for token in message.tokens[clause.first : item.first] if token.kind == "word"]
    return bool(words) and words[0] in ("each", "every") and "has" not in words and "have" not in words


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
    if is_one_of(structure, item) and message.activation(item).get("engineers", 0.0) >= _PAYS:
        return replace(item, nouns=frozenset({"engineer"}))
    if is_paired(message, item) or _is_labelled_data(message, item):
        return replace(item, nouns=frozenset({"example"}))
    same = _said_at_another_rate(message, item)
    if same is not None:
        return replace(item, nouns=same.nouns, counts_something=same.counts_something)
    if item.per is not None or not item.is_bare() or item.quantity.kind not in ("plain", "money"):
        return item
    if item.quantity.kind == "money" and message.activation(item).get("pay", 0.0) < _PAYS:
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


_PAYS = 0.5
_COUNTED = frozenset({"example", "document", "engineer"})


def statements_of(
    message: Message, context: Context, assigned: Sequence[Assigned], combined: Sequence[Statement]
) -> list[Statement]:
    """One statement per field: the later one, unless the earlier is far surer; heads are added up."""
    taken = {statement.field for statement in combined}
    assigned = [_as_it_is_now(message, one, assigned) for one in _beside_summed(message, assigned, combined)]
    best: dict[str, list[Assigned]] = {}
    for item in assigned:
        if item.field not in taken:
            best.setdefault(item.field, []).append(item)
    statements: list[Statement] = []
    for field, items in best.items():
        statements += _movement(message, items) or _single(message, context, field, items)
    fields: dict[str, Statement] = {}
    for statement in statements:
        if statement.field not in taken:
            fields.setdefault(statement.field, statement)
    return list(fields.values())


def without_second_meanings(
    assigned: Sequence[Assigned], combined: Sequence[Statement], asked: Collection[str]
) -> list[Statement]:
    """ "So 2,200 a month", where a saving is asked for: money by the month is no volume besides."""
    paid = _PAID_MONTHLY.intersection(asked) - {VOLUME}
    values = [value[0] for item in assigned if item.field in paid and (value := value_of(item))]
    values += [one.value for one in combined if one.field in paid and isinstance(one.value, int | float)]
    return [one for one in combined if one.field != VOLUME or one.value not in values]


def _beside_summed(message: Message, assigned: Sequence[Assigned], combined: Sequence[Statement]) -> Sequence[Assigned]:
    """ "A prompt of 1,000 tokens and 4 snippets of 300": what is within the sum that goes in does not come out."""
    made = {one.field: one.quote or "" for one in combined if one.field in _LENGTHS}
    if list(made) != ["input_tokens"]:
        return assigned
    first = message.text.find(made["input_tokens"])
    last = first + len(made["input_tokens"])
    return [
        one for one in assigned
        if one.field != "output_tokens" or not first <= message.tokens[one.measured.first].start < last
    ]  # fmt: skip


def _single(message: Message, context: Context, field: str, items: Sequence[Assigned]) -> list[Statement]:
    items = _of_one_kind(message, field, _without_guesses(message, _without_them(message, items)))
    items = without_wanted(items) if field in _RATES_OF_ERRORS else items
    items = _without_limits(message, _said_most_exactly(message, items)) if field in _LENGTHS else items
    items = _of_this_time(message, items)
    together = len({item.measured.sentence for item in items}) == 1 and not items[-1].replaces
    if field in _ADDED_UP and together and len(items) > 1:
        values = [value for item in items if (value := value_of(item))]
        first, last = items[0].measured, items[-1].measured
        total = sum(value for value, _ in values)
        return [Statement(field=field, value=total, quote=message.quote(first.first, last.last))]
    cases = _two_cases(message, field, items)
    if cases is not None:
        return [cases]
    summed = _sum_of_money(message, field, items)
    if summed is not None:
        return [summed]
    strongest = max(item.score for item in items)
    chosen = [item for item in items if item.score >= _AS_SURE * strongest or item.replaces][-1]
    chosen = in_thousands(message, context, chosen)
    value = value_of(chosen)
    if value is None:
        return []
    quote = message.quote(chosen.measured.first, chosen.measured.last)
    value = with_known(message, context, chosen, value)
    return [Statement(field=field, value=value[0], range=value[1], quote=quote)]


def _two_cases(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "Low case 8k, high case 14k a month", "9 months if procurement behaves, 12 if it doesn't": a range."""
    told = items[0]
    stretched = _stretched(message, field, items)
    if stretched is not None:
        return stretched
    behind = [other for other in message.measured if other.first >= told.measured.last][:1]
    ahead = [other for other in message.measured if other.last <= told.measured.first][-1:]
    pairs = [*((told.measured, other) for other in behind), *((other, told.measured) for other in ahead)]
    pair = next((pair for pair in pairs if _are_cases(message, *pair)), None)
    if pair is None:
        return None
    first, last = (_as_told(told, one, items) for one in pair)
    later = pair[1]
    pers = {item.measured.per for item in (first, last) if item and item.measured.per is not None}
    if first is None or last is None or len(pers) > (0 if roles()[field].rate == "forbidden" else 1):
        return None
    per = next(iter(pers), None)
    ends = [value_of(replace(one, measured=replace(one.measured, per=per))) for one in (first, last)]
    low, high = sorted(end[0] if end else 0.0 for end in ends)
    value = tidy((low + high) / 2)
    if not 0 < low < high or not fits(field, value):
        return None
    return Statement(field=field, value=value, range=(low, high), quote=message.quote(pair[0].first, later.last))


def _stretched(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$40k, could stretch to $60k if the board sees a case", "40k, up to 55k at a push": a range."""
    if field not in _STRETCH:
        return None
    first = items[0] if len(items) == 1 else items[-2]
    later = next((one for one in message.measured if one.first >= first.measured.last), None)
    last = _as_told(first, later, items) if later is not None else None
    if later is None or last is None or later.sentence != first.measured.sentence:
        return None
    sentence = message.structure.sentences[later.sentence]
    between = {token.lower for token in message.tokens[first.measured.last : later.last]}
    beyond = found_in(message, "beyond", first.measured.last, sentence.last)
    beyond |= any(token.lower == "if" for token in message.tokens[later.last : sentence.last])
    ends = [end[0] for item in (first, last) if (end := value_of(item)) is not None and end[1] is None]
    if not beyond or len(ends) < len((first, last)) or not _GIVES_WAY.isdisjoint(between):
        return None
    low, high = ends
    value, quote = tidy((low + high) / 2), message.quote(first.measured.first, later.last)
    return Statement(field=field, value=value, range=(low, high), quote=quote) if low < high else None


_STRETCH = ("budget", "timeline_months")
_GIVES_WAY = frozenset({"no", "not", "sorry", "actually", "rather", "was", "were", "instead", "now", "raised"})


def _are_cases(message: Message, first: Measured, later: Measured) -> bool:
    single = first.quantity.range is None and first.sentence == later.sentence
    cases = _are_ends(message, first, later) or _are_alternatives(message, first, later)
    return single and (cases or _are_bounds(message, first, later))


def _are_bounds(message: Message, first: Measured, later: Measured) -> bool:
    """ "At least 1,000 and at most 2,000 a month", "not over 40,000 and not under 20,000": the ends of one amount."""
    sums = {first.quantity.kind, later.quantity.kind} <= {"plain", "money"}
    low, high = sorted((first.quantity.value, later.quantity.value))
    opposite = {first.quantity.bound, later.quantity.bound} == {"at_least", "at_most"}
    rates = first.per == later.per or None in (first.per, later.per)
    between = {token.lower for token in message.tokens[first.last : later.first]}
    return sums and opposite and rates and between <= _BETWEEN_BOUNDS and 0 < high <= low * _WIDEST


_BETWEEN_BOUNDS = frozenset(
    {",", ";", "and", "but", "or", "nor", "also", "it", "is", "be", "can", "can't", "cannot", "must", "mustn't",
     "should", "shouldn't", "may", "never", "not", "no", "yet", "still"}
)  # fmt: skip
_WIDEST = 10.0  # times the lower end


def _as_told(told: Assigned, one: Measured, items: Sequence[Assigned]) -> Assigned | None:
    """One of two cases as the fact that `told` is, where nothing says that it counts something else."""
    own = next((item for item in items if item.measured is one), None)
    unit = in_unit_of(one.quantity, told.measured.quantity)
    same = own is None and unit is not None and one.is_bare()
    return replace(told, measured=replace(one, quantity=unit)) if same and unit is not None else own


def _are_ends(message: Message, first: Measured, later: Measured) -> bool:
    """ "Worst case 8k, best case 14k", "8k if all goes badly"."""
    ahead = [
        {token.lower for token in message.tokens[max(start, item.first - _CASE_NEAR) : item.first]}
        for start, item in ((0, first), (first.last, later))
    ]
    return any(ahead[0] & one and ahead[1] & other for one, other in ((_LOW, _HIGH), (_HIGH, _LOW)))


def _are_alternatives(message: Message, first: Measured, later: Measured) -> bool:
    """ "9 months if procurement behaves, 12 if it doesn't", "12 otherwise"."""
    behind = [message.tokens[item.last].lower if item.last < len(message.tokens) else "" for item in (first, later)]
    sentence = message.structure.sentences[later.sentence]
    other = {token.lower for token in message.tokens[later.last : sentence.last]}
    against = (bool(other & _OR_NOT) and behind[1] in ("if", "when")) or behind[1] == "otherwise"
    return behind[0] in ("if", "when", "with") and against


_CASE_NEAR = 4  # tokens
_LOW = frozenset({"low", "worst", "pessimistic", "conservative", "cautious", "minimum", "bad"})
_HIGH = frozenset({"high", "best", "optimistic", "ambitious", "maximum", "good"})
_OR_NOT = frozenset({"not", "doesn't", "don't", "isn't", "aren't", "won't", "never", "fails"})


def _of_this_time(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "This year 40k, last year 60k", "cut to 20k, next year 25k": what holds now, beside that of another year."""
    now = [item for item in items if not _is_of_another_year(message, item.measured)]
    return now or items


def _as_it_is_now(message: Message, item: Assigned, assigned: Sequence[Assigned]) -> Assigned:
    """ "Our budget this year is 40k, last year 60k": the number of this year, where only the other was heard."""
    others = {one.measured.first for one in assigned}
    if not _is_of_another_year(message, item.measured):
        return item
    for one in message.measured:
        quantity = in_unit_of(one.quantity, item.measured.quantity)
        beside = one.sentence == item.measured.sentence and one.first not in others and not one.nouns
        if beside and quantity is not None and not _is_of_another_year(message, one) and _is_of_now(message, one):
            return replace(item, measured=replace(one, quantity=quantity, per=item.measured.per))
    return item


def _is_of_another_year(message: Message, item: Measured) -> bool:
    """Words of another year stand between the marks and numbers on both sides of it."""
    return found_in(message, "another_year", *_told_with(message, item))


def _is_of_now(message: Message, item: Measured) -> bool:
    first, last = _told_with(message, item)
    return found_in(message, "this_year", first, last)


def _told_with(message: Message, item: Measured) -> tuple[int, int]:
    """The tokens between the marks and joints on both sides of a number."""
    sentence = message.structure.sentences[item.sentence]
    first, last = item.first, item.last
    while first > sentence.first and not _parts_two_years(message, first - 1):
        first -= 1
    while last < sentence.last and not _parts_two_years(message, last):
        last += 1
    return first, last


def _parts_two_years(message: Message, place: int) -> bool:
    token = message.tokens[place]
    return token.text in (",", ";", ":", "(", ")") or token.lower in ("and", "but", "then", "while", "whereas")


def _said_most_exactly(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "One paragraph, 100 words", "two sentences, 40 words or so": one length twice, and the finer unit says more."""
    exact = [item for item in items if _fineness(item.measured) == min(_fineness(one.measured) for one in items)]
    places = sorted((item.measured.first, item.measured.last) for item in items)
    between = {token.lower for one, other in pairwise(places) for token in message.tokens[one[1] : other[0]]}
    together = len({item.measured.sentence for item in items}) == 1 and _ADDS.isdisjoint(between)
    return exact if together else items


_ADDS = frozenset({"plus", "and", "with", "+"})


def _fineness(item: Measured) -> float:
    """Tokens of the unit that a length is told in; a bare number counts tokens."""
    return tokens_of_one(item) or 1.0


def _without_limits(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "Around 350, capped at 500": how long it is, and not how long it may be."""
    ahead = {
        item.measured.first: {
            token.lower for token in message.tokens[max(0, item.measured.first - _LIMIT_NEAR) : item.measured.first]
        }
        for item in items
    }
    free = [
        item for item in items
        if item.measured.quantity.bound != "at_most" and not ahead[item.measured.first] & _LIMITS
    ]  # fmt: skip
    return free or items


_LENGTHS = ("input_tokens", "output_tokens")
_LIMIT_NEAR = 2  # tokens
_LIMITS = frozenset({"capped", "cap", "limit", "limited", "ceiling", "max", "maximum"})
_RATES_OF_ERRORS = ("critical_error_rate", "edge_case_error_rate")
_AS_SURE = 0.85  # a later number for the field counts if it is about as sure


def _without_guesses(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A few hundred, say 300", "74% are right, I'd say 76%": a number with a hedge behind another says it again."""
    if len(items) < 2 or not items[-1].measured.quantity.hedged:
        return items
    before, last = items[-2].measured, items[-1].measured
    between = {token.text for token in message.tokens[before.last : last.first]}
    judged = last.sentence == before.sentence and message.tokens[last.first - 1].lower in _I_WOULD
    again = between <= _PAUSES or (judged and not _is_still_to_come(message, last))
    return [items[-1]] if last.first > before.first and again else items


def _is_still_to_come(message: Message, item: Measured) -> bool:
    """ "Today it's 74%, I'd say 80% by summer"."""
    behind = message.tokens[item.last : message.structure.sentences[item.sentence].last]
    return any(token.lower in _TO_COME for token in behind)


_I_WOULD = frozenset({"i'd", "we'd", "let's"})
_TO_COME = frozenset({"next", "by", "after", "then", "soon", "later", "tomorrow", "once", "when", "if", "from"})


def _without_them(message: Message, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "3,900 price sheets, and the dealers, 410 of them": what is unknown by name does not add to what is known."""
    others = [item for item in items if item.measured.nouns or not is_of_them(message, item.measured)]
    return others or items


def _of_one_kind(message: Message, field: str, items: Sequence[Assigned]) -> Sequence[Assigned]:
    """ "A team of seven, four of whom train models" are four; "200 manuals, 48k pages in total" are 200 documents."""
    if field == "ml_engineers":
        items = [item for item in items if not _says_of_one(message, item.measured, items)]
        group = [item for item in items if is_of_group(message, item.measured)]
        return (
            [item for item in items if item not in group]
            if _is_only_described(message, items, group)
            else group or items
        )
    if field == "documents" and _repeat_kinds(message, items):
        return items[:1]
    if field == "documents" and len(items) > 1:
        whole = [
            item for item in items if "page" not in item.measured.nouns and not is_of_group(message, item.measured)
        ]
        return whole or items
    return items


def _repeat_kinds(message: Message, items: Sequence[Assigned]) -> bool:
    """ "They have 40,000 documents and 12 engineers; we have 900 and two": the kinds named before, in their order."""
    first = items[0].measured
    named = [one for one in message.measured if one.sentence == first.sentence and one.first < first.first]
    bare = all(item.measured.is_bare() for item in items)
    return len(items) > 1 and bare and any(one.counts_something for one in named)


def _says_of_one(message: Message, item: Measured, items: Sequence[Assigned]) -> bool:
    """ "Three and a half, one works part-time": what one of those does that were counted before."""
    tokens = message.tokens
    if item.quantity.value != 1 or tokens[item.first].lower != "one" or items[0].measured is item:
        return False
    behind = tokens[item.quantity.last].lower if item.quantity.last < len(tokens) else ""
    return behind in _DOES or (behind.endswith("s") and behind not in ("plus", "is")) or behind == "is"


_DOES = frozenset({"is", "was", "has", "will", "only", "can", "just", "left", "part"})


def _is_only_described(message: Message, items: Sequence[Assigned], group: Sequence[Assigned]) -> bool:
    """ "Three people who've trained models, two of them in earnest": the whole can, whatever is said of a part."""
    whole = [item for item in items if item not in group]
    surely = max((one.activation.get("engineers", 0.0) for one in whole), default=0.0) >= _SURELY
    clauses = [message.structure.clauses[item.measured.clause] for item in group]
    behind = [
        token.stem for item, clause in zip(group, clauses, strict=True)
        for token in message.tokens[item.measured.quantity.last : clause.last]
    ]  # fmt: skip
    return bool(group) and surely and _TRAINING.isdisjoint(behind)


_TRAINING = frozenset(
    map(stem_of, ("train", "tune", "model", "ml", "llm", "network", "transformer", "learning", "know"))
)
_SURELY = 0.9
_PAUSES = frozenset({",", "-", "–", "—", "...", ".", "i'd", "I'd", "or", "well", "so"})


def _sum_of_money(message: Message, field: str, items: Sequence[Assigned]) -> Statement | None:
    """ "$10k savings plus $15k extra sales a month" are 25k a month."""
    money = [item for item in items if item.measured.quantity.kind == "money"]
    if field != "monthly_benefit" or len(money) < 2 or len({item.measured.sentence for item in money}) > 1:
        return None
    pairs = pairwise(item.measured for item in money)
    if not all(_are_added(message, first.quantity.last, second.first) for first, second in pairs):
        return None
    rate = next((item.measured.per for item in reversed(money) if item.measured.per is not None), None)
    shared = [replace(item, measured=replace(item.measured, per=item.measured.per or rate)) for item in money]
    values = [value for item in shared if (value := value_of(item)) is not None]
    total = tidy(sum(value for value, _ in values))
    quote = message.quote(money[0].measured.first, money[-1].measured.last)
    return Statement(field=field, value=total, quote=quote) if fits(field, total) else None


def _are_added(message: Message, first: int, last: int) -> bool:
    return any(token.lower in ("plus", "+") for token in message.tokens[first:last])


def _has_moved(message: Message, moved: Assigned) -> bool:
    """ "Accuracy rose from 71 to 80 %": that is over, and where it came to is where it is."""
    ahead = {token.lower for token in message.tokens[max(0, moved.measured.first - _MOVED_NEAR) : moved.measured.first]}
    return bool(ahead & _MOVED) and moved.activation.get("need", 0.0) < _PAYS


_MOVED_NEAR = 4  # tokens
_MOVED = frozenset(
    {"went", "rose", "risen", "grew", "grown", "increased", "jumped", "climbed", "fell", "fallen", "dropped", "moved",
     "came", "improved", "sank", "slipped", "slid"}
)  # fmt: skip


def _movement(message: Message, items: Sequence[Assigned]) -> list[Statement]:
    """ "Accuracy from 81% to 93%" is where it is and where it must be."""
    moved = next((item for item in items if item.measured.quantity.movement), None)
    plain_errors = moved is not None and moved.field == "critical_error_rate" and not moved.activation.get("critical")
    if moved is None or not (plain_errors or moved.field in ("current_accuracy", "target_accuracy")):
        return []
    if moved.field == "current_accuracy" and _has_moved(message, moved):
        return []
    first, last = moved.measured.quantity.range or (0.0, 0.0)
    if plain_errors or counts_wrong(moved.field, last, moved.activation):  # "the error rate from 12% to 3%"
        first, last = 1 - first, 1 - last
    quote = message.quote(moved.measured.first, moved.measured.last)
    return [
        Statement(field="current_accuracy", value=round(first, 10), quote=quote),
        Statement(field="target_accuracy", value=round(last, 10), quote=quote),
    ]
