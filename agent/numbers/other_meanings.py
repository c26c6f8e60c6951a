"""Which numbers tell a fact of their field, and which only sound like it."""

from agent.numbers.carried_units import is_upkeep
from agent.numbers.deadlines import is_no_deadline
from agent.numbers.denied_numbers import is_denied
from agent.numbers.derived import token_totals
from agent.numbers.earnings import is_earned, is_price_of_one
from agent.numbers.judged_numbers import BLAMED
from agent.numbers.part_people import is_no_volume
from agent.numbers.part_places import is_promised, is_what_came_of_it
from agent.numbers.products import found_in, word_stems
from agent.numbers.restated import is_step
from agent.numbers.spoken_of_again import is_spoken_of_again
from agent.understanding import Context
from agent.words.assigned import Assigned
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.roles import roles
from agent.words.values import RATES, value_of


def tells_its_field(message: Message, item: Assigned, context: Context, skipped: set[int]) -> bool:
    """The number states something of the field that its cues say, and nothing else."""
    return (
        tells_a_fact(message, item.measured, skipped)
        and not (item.field == "requests_per_month" and is_no_volume(message, item.measured))
        and not (item.field == "requests_per_month" and _are_asked_of(message, item.measured))
        and not (item.field in _OF_TOKENS and _is_of_all_requests(message, item))
        and not (item.field == "monthly_benefit" and is_promised(message, item.measured))
        and not (item.field == "monthly_api_spend" and is_upkeep(message, item.measured))
        and not (item.field == "monthly_benefit" and _is_running_cost(message, item.measured))
        and not (item.field == "timeline_months" and is_no_deadline(message, item.measured))
        and not (item.field == "requests_per_month" and _is_some_or_money(message, item.measured, context))
        and not (item.field == "budget" and "budget" not in context.asked and _is_damage(item))
        and not (item.field in SUMS and is_step(message, item.measured))
        and not (item.field in _MONEY and _is_factor(message, item.measured))
        and not (item.field == "growth_per_year" and _is_growth_of_something_else(message, item.measured))
        and not _corrects_something_else(message, item, context)
        and not _is_of_those_who_return(message, item, context)
        and not _is_beside_another_rate(message, item.measured)
        and not (item.field == "monthly_api_spend" and is_earned(message, item.measured))
        and not (item.field in ("budget", "monthly_benefit") and is_price_of_one(message, item.measured))
        and not (item.field not in context.asked and is_spoken_of_again(message, context, item))
        and not (item.field == "documents" and item.field not in context.asked and _is_of_each(message, item.measured))
    )


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


def _is_some_or_money(message: Message, item: Measured, context: Context) -> bool:
    """ "200 of them a day" are some of a known volume; "80 thousand to start, then 4 thousand a month" is money."""
    behind = [token.lower for token in message.tokens[item.quantity.last : item.quantity.last + 2]]
    some = "requests_per_month" in context.facts and behind[:1] == ["of"] and not _POINTING.isdisjoint(behind[1:])
    others = [one for one in message.measured if one.sentence == item.sentence and one.first < item.first]
    return some or (not item.nouns and any(_is_priced(message, one) for one in others if not one.nouns))


def _is_priced(message: Message, item: Measured) -> bool:
    """ "80 thousand to start", "own hosting at 14k a month": a bare number that is money."""
    felt = message.activation(item)
    return (item.per is None and felt.get("upfront", 0.0) > BLAMED) or felt.get("asked_price", 0.0) >= _PRICED


_PRICED = 0.8


_POINTING = frozenset({"them", "those", "these"})


def _is_running_cost(message: Message, item: Measured) -> bool:
    """ "It saves $20k a month, running it takes $5k a month": what it costs to run is nothing that comes back."""
    clause = message.structure.clauses[item.clause]
    ahead = {token.lower for token in message.tokens[clause.first : item.first]}
    gains = message.activation(item).get("benefit", 0.0)
    return gains < BLAMED and not ahead.isdisjoint(_RUNNING)


_RUNNING = frozenset({"running", "upkeep", "maintenance", "maintaining", "hosting", "operating"})


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
SUMS = frozenset({"budget", "monthly_api_spend"})


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
    return max(felt.get("wrong", 0.0), felt.get("critical", 0.0)) > max(spent, BLAMED)


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
