"""Money whose verb and subject say what it is, whatever was asked or stands behind."""

from collections.abc import Sequence

from agent.learned.numbers import fields_of
from agent.numbers.judged_numbers import judged_numbers
from agent.numbers.known_numbers import MONTHLY
from agent.numbers.paid_for import is_called_the_bill, is_paid_for_models, is_sum
from agent.understanding import Context
from agent.words.assigned import Assigned, Judged
from agent.words.field_names import VOLUME
from agent.words.measured import Measured
from agent.words.message import Message
from agent.words.tokens import stem_of


def with_what_is_given(message: Message, context: Context, found: Sequence[Assigned]) -> list[Assigned]:
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


def with_plain_money(
    message: Message, context: Context, judged: Sequence[Judged], found: Sequence[Assigned]
) -> list[Assigned]:
    """ "It saves us $3,000 a month in staff", "the API for our staff costs $400 a month": the verb and its subject say
    what it is, whatever words stand behind."""
    found = [one for one in found if not _is_rather_the_bill(message, one)]
    taken, fields = {one.measured.first for one in found}, {one.field for one in found}
    plain = [
        one for item in judged if item.measured.first not in taken and (one := _plain_money(message, context, item))
    ]
    return [*found, *(one for one in plain if one.field not in fields)]


def _plain_money(message: Message, context: Context, item: Judged) -> Assigned | None:
    measured = item.measured
    asked = not MONTHLY.isdisjoint(context.asked)
    if measured.quantity.currency not in (None, "USD"):
        return None
    if not is_sum(measured):
        return None
    is_asked = context.asked == ("monthly_api_spend",)
    money = measured.quantity.kind == "money" or is_asked
    paid = money and is_paid_for_models(message, measured, is_asked=is_asked)
    if paid or is_called_the_bill(message, measured):
        return Assigned("monthly_api_spend", measured, 1.0, item.activation)
    if not asked or (measured.per is None and "monthly_benefit" not in context.asked):
        return None
    if item.choice is not None and item.choice.field == "monthly_benefit" and _saves_so_much(message, measured):
        return item.choice
    return None


def _is_rather_the_bill(message: Message, one: Assigned) -> bool:
    """ "12k a month API bill": without a sign of money, and no count of requests."""
    return one.field == VOLUME and is_sum(one.measured) and is_called_the_bill(message, one.measured)


def _saves_so_much(message: Message, item: Measured) -> bool:
    """The verb of saving stands right in front: "saves us $3,000"."""
    ahead = message.tokens[max(0, item.first - _VERB_NEAR) : item.first]
    return any(token.stem in _SAVING for token in ahead) and not any(token.is_end for token in ahead)


_VERB_NEAR = 3  # tokens
_SAVING = frozenset(map(stem_of, ("save", "saves", "saving", "spare", "spares")))


def _may_be_given(item: Measured) -> bool:
    return item.quantity.kind == "plain" and item.is_bare()


_GIVEN = 0.75
