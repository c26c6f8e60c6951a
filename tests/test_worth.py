"""What it is worth a month, as people tell it in hours, heads and errors: which sum comes of their words."""

import pytest

from agent.understanding import Context
from tests.test_benefit_parts import READER, TODAY, told, value

DAYS = 65 / 3  # working days of a month, five of seven
LETTERS = "9,000 letters a month."


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        # so much of everybody's day, on the days on which they work
        (("400 employees, 20 minutes saved per day, $50 per hour. Monthly benefit?",), 400 / 3 * DAYS * 50),
        (("The tool saves 90 lawyers 30 minutes a day at $150 an hour. What's the benefit?",), 45 * DAYS * 150),
        (("300 lawyers save half an hour a day each, at $120 an hour.",), 150 * DAYS * 120),
        (("120 clerks would each save 45 minutes a day, an hour costs us $38.",), 90 * DAYS * 38),
        (("Each of our 60 nurses gets back 15 minutes a day.", "A nurse is $44 an hour."), 15 * DAYS * 44),
        (("It saves our 25 planners 1 hour a day.", "Planners cost $52 an hour."), 25 * DAYS * 52),
        (("We have 80 field engineers.", "It'd save them 24 minutes a day.", "They cost $70 an hour."), 32 * DAYS * 70),
        (("35 analysts save 2 hours a week, $60/h.",), 70 * 30 / 7 * 60),
        (("Our 12 schedulers save 90 hours a month together, at $40 an hour.",), 3_600),
        (("A team of 12 saves 90 hours a month, at $40 an hour.",), 3_600),
        (("300 lawyers save half an hour a day each, at $120 an hour.", "They work 7 days a week."), 150 * 30 * 120),
        (("60 porters save 30 minutes a day each, at $20 an hour, 25 days a month.",), 30 * 25 * 20),
        # of which only a part is money in the end
        (
            ("120 clerks would each save 45 minutes a day at $38 an hour. Only a third of that turns into cash.",),
            30 * DAYS * 38,
        ),
        (("It frees 300 hours a month at $40 an hour.", "Finance only accepts half of it."), 6_000),
        (("It frees 300 hours a month at $40 an hour. Just 40% of this shows up in the P&L.",), 4_800),
        (("It is worth $90,000 a month.", "Finance only accepts half of it. Make the benefit $45k a month."), 45_000),
        (("It is worth $90,000 a month.", "Two thirds of it are cashable at best."), 60_000),
        # hours that they spend today, and what goes of them
        (
            (
                ("three ladies in the office spend on this 40 hours a month each. we could save all these hours, "
                "an hour costs 30 dollars"),
            ),
            3_600,
        ),
        (("Four of my people each spend 25 hours a month on it. Half of that would go away, $36 an hour.",), 1_800),
        (("5 clerks spend 10 hours a week on filing, each. It would save 60% of that.", "They cost $28/h."),
         50 * 30 / 7 * 0.6 * 28),
        (("We spend 200 hours a month on reports. We would save all of that. An hour is $45.",), 9_000),
        # the time of one case, and what is left of it
        (
            (
                "We get 24,000 invoices a month.",
                ("The clerk needs now 6 minutes per invoice, with the machine 2. So 4 minutes saved on each of the "
                "24,000 invoices, and an hour of a clerk costs us 38 dollars."),
            ),
            60_800,
        ),
        (("1,500 quotes a month.", "A quote takes 50 minutes today, 20 with the tool, at $60 an hour."), 45_000),
        (("Today it takes us 9 minutes a letter, afterwards 3. " + LETTERS + " An hour costs $30.",), 27_000),
        ((LETTERS, "14 minutes per letter today, down to 6, and a doctor is $95 an hour."), 114_000),
        # heads by what they cost, and the share of their time that is freed
        (
            (
                ("On the benefit side: we employ 12 adjusters at 72,000 dollars a year fully loaded, and this would "
                "free a quarter of their time."),
            ),
            18_000,
        ),
        (("We have 8 underwriters on $9,000 a month each, it frees up a third of their time.",), 24_000),
        (("20 agents, each costs us $48,000 a year.", "It would take 30% of their work away."), 24_000),
        (("We've 15 paralegals. A paralegal costs $66k a year. They would get 20% of their day back.",), 16_500),
        (("6 FTE at $60k a year fully loaded do nothing else. Half of that effort would go.",), 15_000),
        # a share of the cases, with what one of them costs
        (("We get 20,000 tickets a month. A ticket costs us $6.", "the bot should take 70 % of them"), 84_000),
        (("30,000 calls a month at $5 a call, and the bot should take 40% of them.",), 60_000),
        (("It handles a quarter of our 8,000 emails a month, and an email costs us $4.",), 8_000),
        # errors that are not made any more
        (("60,000 questions a month, 91% right. Each wrong answer costs us $4.", "We need 96%."), 12_000),
        (("1.1 million documents a month. Accuracy goes from 94.5% to 98%, an error costs us $3.50.",), 134_750),
        (("40,000 claims a month, 5% errors, each error costs $25. What would halving the errors be worth?",), 25_000),
        (("50,000 labels a month, 94% are right today and it must be 98%. A wrong label costs us $3.",), 6_000),
        (("We code 20,000 claims a month.", "A mistake costs us $18.", "90% are right today, target 95%."), 18_000),
        (("10,000 orders a month, the error rate should fall from 4% to 1%, and each mistake is $30.",), 9_000),
        # the price of an hour, set right
        (
            (
                "24,000 invoices a month.",
                "4 minutes saved on each of the 24,000 invoices, and an hour of a clerk costs us 38 dollars.",
                "I got a correction from HR. The hour is not 38 but 32 dollars, so the saving is 51,200 a month.",
            ),
            51_200,
        ),
        (("It frees 300 hours a month at $40 an hour.", "The hour is not 40 but 35 dollars."), 10_500),
        (("It frees 300 hours a month at $40 an hour.", "An hour costs $35, not $40."), 10_500),
    ],
)  # fmt: skip
def test_hours_heads_and_errors_come_to_what_it_is_worth(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "400 employees work 8 hours a day at $50 an hour.",
        "Three ladies spend 40 hours a month each on it, an hour costs 30 dollars.",
        "12 adjusters at $72,000 a year do this today.",
        "We run 60,000 questions a month, 91% are right and we need 96%.",
        "Each wrong answer costs us $4.",
        "A physician needs 14 minutes per summary and costs $95 an hour.",
        "Our competitor saves 90 lawyers 30 minutes a day at $150 an hour.",
        "Patients save 20 minutes a day each, and a nurse costs us $40 an hour.",
    ],
)
def test_what_nobody_saves_is_worth_nothing(text: str) -> None:
    assert value(told(text), "monthly_benefit") is None


def test_the_price_of_an_hour_set_right_is_no_budget() -> None:
    known = told(
        "24,000 invoices a month, and the budget is $85,000.",
        "4 minutes saved on each of the 24,000 invoices, and an hour of a clerk costs us 38 dollars.",
        "The hour is not 38 but 32 dollars, so the saving is 51,200 a month.",
    )
    assert value(known, "budget") == 85_000


def test_what_everybody_saves_is_supposed_with_an_if() -> None:
    text = "If we save each of 400 doctors 20 minutes a day at $95 an hour, what is it worth a month?"
    [supposed] = READER.read(text, Context(today=TODAY)).what_ifs
    assert (supposed.field, supposed.value) == ("monthly_benefit", pytest.approx(400 / 3 * DAYS * 95))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("and if the savings are only 60 % of that?", 24_000),
        ("And if only 70% of it comes true?", 28_000),
        ("what if the benefit is just 60% of what I said", 24_000),
        ("Suppose we realise a quarter of the savings.", 10_000),
        ("And what if the savings turn out 30% lower?", 28_000),
    ],
)
def test_a_part_of_the_savings_is_supposed_of_those_that_are_known(text: str, value: float) -> None:
    known = told("It saves us $40,000 a month.")
    heard = READER.read(text, Context(facts=known.facts, parts=known.parts, today=TODAY))
    assert [(one.field, one.value) for one in heard.what_ifs] == [("monthly_benefit", pytest.approx(value))]


def test_one_call_each_is_no_number_of_places() -> None:
    known = told("We are a group of 3 hospitals.", "9,000 discharges a month, one call each.")
    assert value(known, "requests_per_month") == 9_000
