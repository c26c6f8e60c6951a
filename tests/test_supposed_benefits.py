"""A what-if of what makes the benefit: fewer people, a part of it; and what is missing where that cannot be told."""

from functools import cache

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.replying.savings import lacking_of_supposed
from agent.understanding import Context, Understanding

EIGHT = "It would replace 8 analysts who cost us $6,000 a month each."
CUT = "We handle 22,000 claims a month, 14 minutes each at $48 an hour for an adjuster. The tool cuts that by 30%."
ALONE = "We have 20,000 chats a month, each takes an agent 6 minutes at $22 an hour. The bot solves 25 % of them alone."
HOPED = (
    "We have 20,000 chats a month, each takes an agent 6 minutes at $22 an hour. We hope the bot solves 1 in 4 alone."
)
TOLD = "It would save us $40,000 a month."
CASES = "90,000 calls a month, each saves 4 minutes and an agent costs $30 an hour."
BOT = "A bot would take over 40% of our 190,000 calls a month. An agent call costs us $4.10."
STAFF = "We have 20 analysts."
MAILS = "We answer customer emails, 300 a day, 4 minutes each, 20 dollars an hour, half of the work would be gone."
ERRORS = (
    "My insurance office sorts letters, 20,000 a month. A wrong sorting costs us 12 dollars. 8 percent are wrong today."
)
CLERKS = "Three clerks at 3,000 dollars a month each type notes, 9,000 a month. All three could be redeployed."


@cache
def after(said: str) -> Context:
    """The conversation after one message, with the documents asked for."""
    heard = BuiltInReader().read(said, Context())
    facts = {
        one.field: Fact(value=one.value, status=one.status, quote=one.quote, turn=1) for one in heard.statements
    }  # fmt: skip
    parts = tuple(part.model_copy(update={"turn": 1}) for part in heard.parts)
    return Context(facts=facts, parts=parts, asked=("documents",))


def supposed(text: str, said: str) -> Understanding:
    return BuiltInReader().read(text, after(said))


@pytest.mark.parametrize(
    ("said", "text", "benefit"),
    [
        (EIGHT, "And if they only replace 4 analysts?", 24_000),
        (EIGHT, "What if it replaces only 5 people?", 30_000),
        (EIGHT, "and if we can do without just two of them?", 12_000),
        (EIGHT, "Suppose it frees up only 6 analysts.", 36_000),
        (EIGHT, "And if only 70% of that comes true?", 33_600),
        ("It replaces 10 analysts at $60,000 a year each.", "What if they replace 4?", 20_000),
        ("12 clerks at $4,000 a month each could be redeployed.", "And if it replaces only 3 clerks?", 12_000),
        (TOLD, "if only 70 % of that comes true", 28_000),
        (TOLD, "And if only 70 % come true?", 28_000),
        (TOLD, "Suppose only 80 percent of the benefit is realised.", 32_000),
        (TOLD, "What if only half of it materialises?", 20_000),
        (TOLD, "What if just a quarter of the savings actually happens?", 10_000),
        (CASES, "What if only 60% of these savings come in?", 108_000),
        # another share of the cases takes the place of the one that was told
        (BOT, "What if it only takes over 25%?", 194_750),
        (BOT, "What if it handles just a quarter of the calls?", 194_750),
        (BOT, "And if it solves only 30% of the calls?", 233_700),
        (BOT, "What if the bot automates 50% of the calls?", 389_500),
        # so does another time, another price of an hour, and so many people who go or stay
        (MAILS, "And if an email takes 6 minutes?", 9_000),
        (MAILS, "What if a case took us 10 minutes?", 15_000),
        (MAILS, "What if we paid 35 dollars an hour?", 10_500),
        (MAILS, "What if we saved only a third of the work?", 4_000),
        (MAILS, "What if the share was 20%?", 2_400),
        (MAILS, "What if agents cost $40?", 12_000),
        (MAILS, "And if a clerk costs 30 dollars?", 9_000),
        (MAILS, "What if the wage was $25?", 7_500),
        (MAILS, "What if the emails took 6 minutes?", 9_000),
        (CLERKS, "And what if we only save two of the three people?", 6_000),
        (CLERKS, "What if we save just two clerks?", 6_000),
        (CLERKS, "What if we still need two of them?", 3_000),
        (CLERKS, "What if we keep two?", 3_000),
        # a bare share takes the place of the one that was told, and is none of the volume
        (CUT, "What if it cuts only 15%?", 36_960),
        (CUT, "And if it is only 10 %?", 24_640),
        (CUT, "What if the saving is just 20%?", 49_280),
        (CUT, "Suppose it saves only a fifth.", 49_280),
        (ALONE, "What if it is only one in ten?", 4_400),
        (ALONE, "And if only 1 in 8?", 5_500),
        (HOPED, "What if it is only one in ten?", 4_400),
        (ALONE, "What if it's just 10 %?", 4_400),
        (ALONE, "And what if the bot solves a third?", 44_000 / 3),
        (TOLD, "What if it saves nothing?", 0),
        (TOLD, "What if it doesn't save anything?", 0),
        (TOLD, "Suppose there are no savings at all.", 0),
        (STAFF, "And if it brings us nothing?", 0),
    ],
)
def test_a_part_of_the_benefit_is_tried_out(said: str, text: str, benefit: float) -> None:
    got = supposed(text, said)
    assert {one.field: one.value for one in got.what_ifs} == pytest.approx({"monthly_benefit": benefit})
    assert got.statements == ()
    assert got.questions == ()


@pytest.mark.parametrize(
    ("said", "text", "missing"),
    [
        (STAFF, "And if they only replace 4 analysts?", "what one of these people costs a month"),
        (TOLD, "And if they only replace 4 analysts?", "what one of these people costs a month"),
        (STAFF, "And if only 70 % of that comes true?", "what it is worth a month"),
        (TOLD, "And what if we only save two of the three people?", "what one of these people costs a month"),
    ],
)
def test_what_is_missing_of_a_supposed_benefit_is_told(said: str, text: str, missing: str) -> None:
    got, context = supposed(text, said), after(said)
    assert (got.what_ifs, got.statements) == ((), ())
    assert lacking_of_supposed(got.supposed_parts, context.parts, context.facts) == (missing,)


def test_how_many_use_it_moves_what_it_is_worth_and_no_volume() -> None:
    [tried] = supposed("What if only half of the customers use it?", MAILS).what_ifs
    assert (tried.field, tried.value) == ("monthly_benefit", pytest.approx(3_000))


@pytest.mark.parametrize(
    ("said", "text", "benefit"),
    [
        (MAILS, "What if we had 600 a day?", 12_000),
        (MAILS, "What would it be worth if we had twice as many emails?", 12_000),
        (MAILS, "What if volume doubles?", 12_000),
        (MAILS, "And with a third fewer requests?", 4_000),
        (MAILS, "What if the volume drops by 25 %?", 4_500),
        (MAILS, "What if emails fall by a third?", 4_000),
        (MAILS, "And if requests went down by half?", 3_000),
        (CASES, "What if we only had 45,000 calls a month?", 90_000),
        (BOT, "What if calls grew to 380,000 a month?", 623_200),
        # fewer mistakes than today are worth what the others would have cost
        (ERRORS, "If only 3 percent were wrong, what would we gain?", 12_000),
        (ERRORS, "And if just 2 in 100 were wrong?", 14_400),
        (ERRORS, "What would we win with only 4 % errors?", 9_600),
        (ERRORS, "What if it got 97 % right?", 12_000),
        (ERRORS, "If the machine found all of them, what would we gain?", 19_200),
        (ERRORS, "What if there were no more mistakes?", 19_200),
    ],
)
def test_a_benefit_made_of_parts_moves_with_what_it_is_made_of(said: str, text: str, benefit: float) -> None:
    got = supposed(text, said)
    assert {one.field: one.value for one in got.what_ifs}["monthly_benefit"] == pytest.approx(benefit)
    assert (got.statements, len(got.what_ifs)) == ((), 2)


@pytest.mark.parametrize(
    "text", ["What if volume doubles?", "What if we had 600 a day?", "And with a third fewer requests?"]
)
def test_a_benefit_that_was_told_outright_does_not_move_with_the_volume(text: str) -> None:
    got = supposed(text, "We answer 9,000 emails a month. It would save us $40,000 a month.")
    assert {one.field for one in got.what_ifs} == {"requests_per_month"}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (STAFF, "What if we need 4 engineers for it?"),
        (STAFF, "What if it saves two people an hour a day?"),
        (MAILS, "What if our people cost twice as much?"),
        (MAILS, "If it were done in one week instead of two, what would that save us a year?"),
    ],
)
def test_no_other_number_is_people_who_go_nor_the_volume(said: str, text: str) -> None:
    got = supposed(text, said)
    assert {one.field for one in got.what_ifs} & {"requests_per_month", "monthly_benefit", "timeline_months"} == set()
    assert "freed" not in {part.name for part in got.supposed_parts}


@pytest.mark.parametrize(
    ("said", "text", "fields"),
    [
        (TOLD, "What if the accuracy is only 70 %?", {"current_accuracy"}),
        (TOLD, "What if 70% of the answers are right?", {"current_accuracy"}),
        (BOT, "What if the volume drops by 25%?", {"requests_per_month", "monthly_benefit"}),
        (EIGHT, "what if we only have 4 ML engineers?", {"ml_engineers"}),
        (TOLD, "What if 70% of the requests are cached?", set()),
        (TOLD, "What if the benefit turns out 25% smaller?", {"monthly_benefit"}),
        (TOLD, "What if we replace gpt-4o by gpt-4o-mini?", {"model"}),
    ],
)
def test_what_supposes_something_else_stays_so(said: str, text: str, fields: set[str]) -> None:
    got = supposed(text, said)
    assert {one.field for one in got.what_ifs} == fields
    assert lacking_of_supposed(got.supposed_parts, after(said).parts, after(said).facts) == () or got.what_ifs
