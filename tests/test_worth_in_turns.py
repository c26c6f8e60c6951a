"""What it is worth, told over several turns: who does the work and what they cost, and then how much of it goes."""

import pytest
from test_benefit_parts import told, value

from agent.numbers.part_sums import benefit_sum
from agent.replying.savings import saving_of, sum_sentences

DAYS = 65 / 3  # working days a month
TWELVE = "We have 12 people at $6,000 a month each doing this."
CLERKS = "We're 8 clerks at $30 an hour."


@pytest.mark.parametrize(
    ("said", "benefit"),
    [
        ("I think it would take half the time.", 36_000),
        ("It'd do it in half the time.", 36_000),
        ("They would need only half the time.", 36_000),
        ("With it they'd be done in a third of the time.", 48_000),
        ("It would take a third of the work off them.", 24_000),
        ("I'd say it takes a quarter of their work away.", 18_000),
        ("Roughly 40 percent of what they do would go away.", 28_800),
        ("Half of it would go away.", 36_000),
        ("I guess they'd be twice as fast.", 36_000),
        ("It would halve their work.", 36_000),
        ("It would cut their effort by 30 %.", 21_600),
        ("It'd save a fifth of the time.", 14_400),
        ("It'd save each of them an hour a day.", 9_000),
        ("Everyone would get two hours a day back.", 18_000),
        ("Maybe two of them could do something else.", 12_000),
        ("We could do with nine of them.", 18_000),
        ("We'd need only nine people then.", 18_000),
    ],
)
def test_how_much_of_the_work_goes_is_worth_what_they_are_paid(said: str, benefit: float) -> None:
    assert value(told(TWELVE, said), "monthly_benefit") == pytest.approx(benefit, rel=1e-6)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (("Our 5 dispatchers earn $54,000 a year each.", "It takes about a third of the time off their hands."), 7_500),
        (("There are 20 of us at 4,000 dollars a month.", "It'd save a fifth of the time."), 16_000),
        (("There are 20 of us.", "Each of us costs $4,000 a month.", "It'd save a fifth of the time."), 16_000),
        (("Six clerks do it. They cost 4,500 a month each.", "It'd take two thirds of the work off them."), 18_000),
        (("we are 8 clerks at $30 an hour; it'd save everybody an hour a day",), 8 * DAYS * 30),
        ((CLERKS, "It'd save everybody an hour a day."), 8 * DAYS * 30),
        ((CLERKS, "All together they'd save 50 hours a month."), 1_500),
        (("We've got 30 advisers, each $60 an hour. Everybody would gain an hour a day.",), 30 * DAYS * 60),
        (("40 teachers; an hour costs us $50; everyone saves 20 hours a month",), 40 * 20 * 50),
        (("We are a team of 9. An hour of ours costs $70.", "It'd save each of us 30 minutes a day."), 9 * DAYS * 35),
        (
            ("Our own staff cost $55 an hour.", "We get 3,000 enquiries a month.", "It saves 12 minutes on each."),
            33_000,
        ),
        (("We reckon with $55 an hour for our own staff.", "It'd save us 200 hours a month."), 11_000),
    ],
)
def test_heads_and_their_pay_are_remembered(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=1e-6)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (
            ("We run 40,000 requests a month.", "The error rate would fall from 4 % to 1 %, an error costs us $50."),
            60_000,
        ),
        (
            ("We run 40,000 requests a month.", "Each error costs us $50.", "Our error rate falls from 4 % to 1 %."),
            60_000,
        ),
        (
            ("We do 40,000 invoices a month.", "An error costs us about $20.", "Errors would go down from 5% to 2%."),
            24_000,
        ),
        (("We run 40,000 requests a month.", "The error rate would fall from 4 % to 1 %."), None),
    ],
)
def test_fewer_errors_are_worth_what_one_costs(messages: tuple[str, ...], benefit: float | None) -> None:
    memory = told(*messages)
    assert value(memory, "monthly_benefit") == (None if benefit is None else pytest.approx(benefit))
    assert "critical_error_rate" not in memory.facts
    assert value(memory, "current_accuracy") in (0.95, 0.96)


@pytest.mark.parametrize(
    "said",
    [
        "Half the time it is wrong.",
        "It takes half the time of a coffee break to load.",
        "The model was down a third of the time.",
        "Two of them are on holiday.",
        "It's used by half of them.",
        "They come in at nine.",
        "A third of them work from home.",
        "We have been doing this for half of the year.",
        "What would it be if it took half the time?",
    ],
)
def test_what_says_nothing_of_their_work(said: str) -> None:
    assert value(told(TWELVE, said), "monthly_benefit") is None


@pytest.mark.parametrize("said", ["It would take half the time.", "They'd be twice as fast."])
def test_a_part_of_work_that_nobody_has_told_of_is_none(said: str) -> None:
    assert told(said).parts == ()


def test_an_hour_of_somebody_who_is_paid_by_the_month_is_told_as_it_was_reckoned() -> None:
    memory = told(TWELVE, "It'd save each of them an hour a day.")
    assert benefit_sum(memory.parts, memory.facts) is not None
    [sentence] = sum_sentences(saving_of(memory.facts, memory.parts))
    assert "12 people" in sentence
    assert "$6,000 a month each / 173.3 working hours of a full month" in sentence
