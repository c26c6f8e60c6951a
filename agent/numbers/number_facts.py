"""Which facts the numbers of a message tell: each quantity with its field."""

from collections.abc import Sequence
from dataclasses import replace

from agent.learned.numbers import fields_of
from agent.numbers.accuracies import told_apart
from agent.numbers.carried_units import with_what_goes_in
from agent.numbers.corrections import corrected_numbers
from agent.numbers.dismissed_numbers import dismissed
from agent.numbers.earnings import is_earned
from agent.numbers.judged_numbers import judged_numbers, with_volume
from agent.numbers.other_meanings import SUMS, tells_a_fact, tells_its_field
from agent.numbers.paid_periods import over_its_period
from agent.numbers.plain_money import with_plain_money, with_what_is_given
from agent.numbers.volume_days import days_off
from agent.understanding import Context
from agent.words.assigned import Assigned, in_asked_order
from agent.words.measured import Measured
from agent.words.message import Message, taken_apart


def numbers_told(message: Message, context: Context, skipped: set[int], *, by_cues: bool) -> list[Assigned]:
    """Assigned quantities that state something, negated ones ("not $50k") left out."""
    judged = judged_numbers(message, context)
    if message.language == "en" and not by_cues:
        found = with_volume(judged, fields_of(message, judged, context.asked), context)
        found = with_what_is_given(message, context, found)
        found = with_plain_money(message, context, judged, found)
    else:
        found = [item.choice for item in judged if item.choice is not None]  # the words that the fit knows are English
    assigned = told_apart(message, in_asked_order(found, context.asked), context.asked)
    assigned = [item for item in assigned if tells_its_field(message, item, context, skipped)]
    assigned = [_on_its_days(message, over_its_period(message, item)) for item in assigned]
    items = [item.measured for item in judged if tells_a_fact(message, item.measured, skipped)]
    assigned = with_what_goes_in(message, context, items, assigned)
    instead = _of_dismissed(message, context, items, assigned, by_cues=by_cues)
    anew = {one.measured.first for one in instead}
    assigned = [*(one for one in assigned if one.measured.first not in anew), *instead]
    corrected = corrected_numbers(message, context, items, assigned)
    return [one for one in corrected if not (one.field in SUMS and is_earned(message, one.measured))]


def _on_its_days(message: Message, item: Assigned) -> Assigned:
    """ "100 meetings a day on weekdays": what is counted by the day comes on so many days of a month."""
    per = item.measured.per
    if item.field != "requests_per_month" or per is None:
        return item
    share = days_off(message, message.measured, item.measured, per)
    return item if share == 1 else replace(item, measured=replace(item.measured, per=per * share))


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
