"""What people work on it and are paid, which part of it goes, and what of that is no benefit and no bill."""

import pytest
from test_benefit_parts import told, value

from agent.numbers.part_sums import benefit_lacking, benefit_sum, work_today

DAYS = 65 / 3  # working days a month
TAKEN = ("what share of their work it would take away",)


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("Three secretaries spend half their day on parents' emails. Each earns about 38,000 dollars a year.", 4_750),
        ("Two secretaries spend a third of their time on parents' emails. Each earns 36,000 dollars a year.", 2_000),
        ("We have two clerks at 36,000 dollars a year each who spend half their day on letters.", 3_000),
        ("Two clerks earn $3,000 a month each and spend a third of their time on it.", 2_000),
        ("300 mails a day. One worker spends half of his day on them and earns $1,800 a month.", 900),
        ("One worker loses 4 hours daily for it and earns $1,800 a month.", 900),
        ("One employee loses 4 hours daily, he costs $3,600 a month.", 1_800),
        ("A paralegal earns $5,000 a month and spends 40 percent of her time on summaries.", 2_000),
        ("Our four nurses lose a quarter of their shift to paperwork. Each is paid 4,400 dollars a month.", 4_400),
        ("We have three clerks, each spends 2 hours a day on it, 30 dollars an hour.", 6 * DAYS * 30),
        ("A clerk spends 10 hours a week on it. 30 dollars an hour.", 10 * 30 / 7 * 30),
        ("Half of her working time goes into quotes. She gets 3,000 dollars a month.", 1_500),
        ("Six planners work two days a week on rosters. An hour costs $40.", 6 * 16 * 30 / 7 * 40),
    ],
)
def test_what_their_work_on_it_costs_is_no_benefit_before_it_is_said_how_much_goes(text: str, cost: float) -> None:
    memory = told(text)
    assert value(memory, "monthly_benefit") is None
    assert value(memory, "monthly_api_spend") is None
    assert benefit_lacking(memory.parts, memory.facts) == TAKEN
    memory = told(text, "All of that would go away.")
    made = benefit_sum(memory.parts, memory.facts)
    assert made is not None
    assert made.value == pytest.approx(cost, rel=2e-3)
    assert value(memory, "monthly_benefit") == pytest.approx(cost, rel=2e-3)


@pytest.mark.parametrize(
    "text",
    [
        "We have 3 clerks who type delivery notes. Each costs 2,900 dollars a month with everything.",
        "Our secretaries cost 3,800 dollars a month. We answer 1,800 emails a month.",
        "We pay a supplier 6,000 dollars a month for typing. We want the machine to do it.",
        "Rent, salaries and everything cost us 2,900 dollars a month for the mail room.",
        "We pay an agency 7,500 dollars a month for translations.",
        "The girls in the back office cost us $4,100 a month.",
        "Our two typists are 5,600 dollars a month together.",
        "The call centre bills us 12,000 dollars a month.",
        "My bookkeeper gets 3,200 dollars a month.",
        "Freelancers cost us 8,000 dollars a month.",
    ],
)
def test_what_people_are_paid_is_no_bill_for_the_model(text: str) -> None:
    memory = told(text)
    assert value(memory, "monthly_api_spend") is None
    assert value(memory, "monthly_benefit") is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Our support team pays $2,900 a month for the OpenAI API.", 2_900),
        ("We spend 11,000 dollars a month on gpt-4o.", 11_000),
        ("Our API bill is 3,800 dollars a month, for 40 clerks.", 3_800),
        ("We pay OpenAI 6,000 dollars a month.", 6_000),
    ],
)
def test_what_the_model_costs_stays_the_bill(text: str, amount: float) -> None:
    assert value(told(text), "monthly_api_spend") == amount


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (
            (
                "Patients phone 500 times a day, 5 minutes each. 22 dollars an hour.",
                "I think a third of the calls can go to the bot.",
            ),
            15_000 / 3 / 12 * 22,
        ),
        (("We answer customer emails, 300 a day, 4 minutes each, 20 dollars an hour, half of it could go.",), 6_000),
        (("9,000 mails a month, 4 minutes each, 20 dollars an hour.", "The bot solves 1 in 4 alone."), 3_000),
        (("9,000 tickets a month. Assume 25% are solved by the bot, 8 minutes per ticket, $21 an hour.",), 6_300),
        (("6,000 calls a month, 5 minutes each, $24 an hour. A quarter of them might go to the assistant.",), 3_000),
        (("6,000 calls a month, 5 minutes each, $24 an hour. It could take two thirds of them over.",), 8_000),
        (("6,000 calls a month, 5 minutes each, $24 an hour.", "One in three could be left to the machine."), 4_000),
        (("6,000 calls a month, 5 minutes each, $24 an hour.", "I reckon 30 % never reach a person then."), 3_600),
        (("6,000 calls a month, 5 minutes each, $24 an hour. We'd get rid of half of that.",), 6_000),
        # "of that" is of the time, though what an hour costs stands between
        (("2,000 claims a month, each takes 30 minutes, $40 an hour; it would save a third of that.",), 40_000 / 3),
        (("1,500 quotations a month, each takes 3 hours at $70 an hour.", "It would save 40% of that."), 126_000),
        (("600 letters a month. One takes 20 minutes. An hour costs $45. AI could save half of that.",), 4_500),
        (("We get 6,000 calls a month of 5 minutes. An hour costs $24.", "It would save half of that."), 6_000),
        (
            (
                "We have 85 technicians who search 45 minutes a day each. An hour costs $60.",
                "It would save half of that.",
            ),
            85 * 0.375 * DAYS * 60,
        ),
        (
            ("Our 20 nurses type 30 minutes a day each. An hour is $40.", "It would save a quarter of that."),
            20 * 0.125 * DAYS * 40,
        ),
        (
            ("3,000 to 5,000 cases a month, 10-20 minutes each, $40 an hour, AI saves maybe a third.",),
            40_000 / 3 * 1.08,
        ),
    ],
)
def test_the_part_of_the_cases_that_goes_is_a_part_of_the_benefit(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=0.01)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (
            (
                "We write 70 quotes a day, 21 days a month.",
                "A quote takes 25 minutes now. I'd hope for 10. An hour costs me 40 dollars.",
            ),
            14_700,
        ),
        (
            ("A physician spends 25 minutes per letter, we hope for 10 minutes. 4,000 letters a month, $85 an hour.",),
            85_000,
        ),
        (("9,000 claims a month, now 14 minutes, then 9 minutes, 48 dollars an hour.",), 36_000),
        (
            ("10,000 invoices a month, each takes 9 minutes, clerk costs $36 an hour. AI should make it 40% faster.",),
            21_600,
        ),
        (("600 reports a month. Each report takes 20 minutes. With AI 8. An hour costs 45 dollars.",), 5_400),
        (("600 reports a month. A report takes us 20 minutes. My target is 8. An hour costs 45 dollars.",), 5_400),
        (("600 reports a month. A report takes us 20 minutes. I want it down to 8. An hour costs 45 dollars.",), 5_400),
        (("600 reports a month, an hour is $45. Today one takes 20 minutes, tomorrow 8 minutes.",), 5_400),
        (("600 reports a month, $45 an hour. It takes 20 minutes to write one. Ideally it would be 8.",), 5_400),
    ],
)
def test_the_time_that_is_hoped_for_is_what_is_left(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=0.01)


@pytest.mark.parametrize(
    ("messages", "benefit"),
    [
        (("Five people, one day a week each, at 45 dollars an hour. That is what we'd win.",), 5 * 8 * 30 / 7 * 45),
        (("A clerk spends 10 hours a week on it. 30 dollars an hour.", "We want to save all of that."), 9_000 / 7),
        (("Three clerks, each spends 2 hours a day on it, $30 an hour.", "Half of that would go."), 3 * DAYS * 30),
        (
            ("We pay an outsourcer $1.10 per e-mail for 45,000 e-mails a month. A bot could handle 60% of them.",),
            29_700,
        ),
        (("Four clerks would win half a day a week each, $30 an hour.",), 4 * 4 * 30 / 7 * 30),
    ],
)
def test_hours_and_money_of_several_people_sum_up(messages: tuple[str, ...], benefit: float) -> None:
    assert value(told(*messages), "monthly_benefit") == pytest.approx(benefit, rel=0.01)


@pytest.mark.parametrize(
    ("halving", "benefit"),
    [
        ("What would be the value of halving the errors?", 10_125),
        ("What if we halve the errors?", None),
        ("It would halve the errors.", 10_125),
        ("We expect half as many errors.", 10_125),
        ("A third of the errors would go away.", 6_750),
        ("It would cut the errors by 40 %.", 8_100),
    ],
)
def test_fewer_errors_are_worth_a_part_of_what_all_cost(halving: str, benefit: float | None) -> None:
    text = (
        "About 900 reports a month. Roughly 1 in 8 summaries contains an error. "
        f"A wrong summary costs us around 2 hours of rework at $90. {halving}"
    )
    assert value(told(text), "monthly_benefit") == (benefit or 20_250)


@pytest.mark.parametrize(
    "text",
    [
        "We make 1,000,000 calls a month, 2,000 tokens in and 300 out. 60% are classification, 40% are drafting.",
        "We get 50,000 mails a month, 70% are correct invoices and 30% are complaints.",
        "About 55 % of the tickets are refunds, the rest are questions.",
        "20% is translation and 80% is summarising.",
        "Of the calls 65 % are orders and 35 % are complaints.",
        "A third are contracts, two thirds are invoices.",
        "70 % claims, 30 % correct renewals.",
    ],
)
def test_what_share_is_which_kind_of_work_is_no_accuracy(text: str) -> None:
    memory = told(text)
    for field in ("current_accuracy", "target_accuracy", "critical_error_rate", "edge_case_error_rate"):
        assert value(memory, field) is None


@pytest.mark.parametrize(
    ("text", "accuracy"),
    [
        ("70 % are right, 30 % are not.", 0.7),
        ("70 % are classified correctly.", 0.7),
        ("8 % are wrong and 92 % are right.", 0.92),
        ("85 % of the invoices are correct.", 0.85),
        ("We are at 88 %, 12 % go wrong.", 0.88),
    ],
)
def test_what_share_is_right_stays_the_accuracy(text: str, accuracy: float) -> None:
    assert value(told(text), "current_accuracy") == pytest.approx(accuracy)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Our sister company has 40,000 documents and 12 ML engineers; we have 900 and two.", None),
        ("They have 500 documents, we have 900 and three.", None),
    ],
)
def test_two_numbers_that_stand_for_two_things_are_not_added(text: str, documents: float | None) -> None:
    assert value(told(text), "documents") in (documents, 900)


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("* Volume\n   - Mail: 4,000 / month\n   - Chat: 9,000 / month\n   - Phone: none", 13_000),
        ("Volume:\n- emails: 4,000 a month\n- chats: 9,000 a month", 13_000),
        ("Requests\n* Mail 4,000 per month\n* Chat 9,000 per month\n* Letters 1,000 per month", 14_000),
        ("Volumes per month:\n- Mail: 4,000\n- Chat: 9,000", 13_000),
    ],
)
def test_volumes_in_a_list_sum_up(text: str, volume: float) -> None:
    assert value(told(text), "requests_per_month") == volume


@pytest.mark.parametrize(
    ("text", "benefit"),
    [
        ("Four of the six minutes would fall away.", 20_000),
        ("I think four of the six minutes would go.", 20_000),
        ("Four minutes of the six would be gone.", 20_000),
        ("With a good tool two of the six minutes would disappear.", 10_000),
        ("It would save two of the 6 minutes.", 10_000),
        ("Only two of the six minutes would remain.", 20_000),
        ("Three of the six minutes.", 15_000),
    ],
)
def test_so_many_of_the_minutes_are_saved_and_not_all_of_them(text: str, benefit: float) -> None:
    before = (
        "Our clerks key in 10,000 invoices a month by hand. One invoice takes 6 minutes. An hour costs us 30 dollars."
    )
    for memory in (told(before, text), told(f"{before} {text}")):
        assert value(memory, "monthly_benefit") == pytest.approx(benefit)


@pytest.mark.parametrize(
    "text",
    [
        "Two of the six minutes are spent on searching.",
        "Four of the six clerks work in Leeds.",
    ],
)
def test_so_many_of_the_minutes_that_nobody_saves_are_no_benefit(text: str) -> None:
    before = (
        "Our clerks key in 10,000 invoices a month by hand. One invoice takes 6 minutes. An hour costs us 30 dollars."
    )
    assert value(told(before, text), "monthly_benefit") is None


@pytest.mark.parametrize(
    ("text", "benefit"),
    [
        (
            (
                "We have 9,000 calls a month answered by an external call centre that charges 2.20 dollars per call. "
                "A bot could take over 40 percent of them."
            ),
            7_920,
        ),
        (
            (
                "Our call centre partner charges us 3 dollars per call, 20,000 calls a month. "
                "A bot could take over half of them."
            ),
            30_000,
        ),
        (
            (
                "We get 6,000 calls a month. An answering service bills us 4 dollars for each call. "
                "A bot could take over a quarter of them."
            ),
            6_000,
        ),
        ("Freelancers write 2,000 texts a month at 5 dollars per text. A model could take over half of them.", 5_000),
        (
            (
                "An agency answers our 6,000 mails a month and bills us 2.50 dollars per mail. "
                "A model could take over half of them."
            ),
            7_500,
        ),
    ],
)
def test_what_an_outside_provider_is_paid_for_each_is_the_price_of_the_work(text: str, benefit: float) -> None:
    memory = told(text)
    assert value(memory, "monthly_api_spend") is None
    assert value(memory, "monthly_benefit") == pytest.approx(benefit)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Our bot makes 20,000 calls a month to gpt-4o and each call costs 3 cents.", 600),
        ("gpt-4o, 100k requests a month, 10 cents each.", 10_000),
    ],
)
def test_what_a_call_of_the_model_costs_stays_the_bill(text: str, amount: float) -> None:
    assert value(told(text), "monthly_api_spend") == pytest.approx(amount)


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("900 support calls a month; each takes two colleagues 30 minutes, 60 dollars an hour per person.", 54_000),
        ("900 calls a month, each call ties up two people for 30 minutes. An hour costs 60 dollars.", 54_000),
        ("900 calls a month, each keeps three people busy for 20 minutes. An hour costs 60 dollars.", 54_000),
        ("900 claims a month. Each takes one clerk 20 minutes. An hour costs 60 dollars.", 18_000),
        ("We have two clerks. 900 claims a month, each takes 20 minutes. An hour costs 60 dollars.", 18_000),
    ],
)
def test_several_people_on_one_case_are_paid_for_all_of_their_time(text: str, cost: float) -> None:
    memory = told(text)
    made = work_today(memory.parts, memory.facts)
    assert made is not None
    assert made.value == pytest.approx(cost)


@pytest.mark.parametrize(
    ("text", "benefit"),
    [
        ("We have 60 agents. An agent costs $35 an hour and saves about 40 minutes a day.", 60 * 40 / 60 * 65 / 3 * 35),
        ("Our 30 underwriters use it. An underwriter costs $70 an hour and saves an hour a day.", 30 * 65 / 3 * 70),
    ],
)
def test_who_costs_so_much_and_saves_so_much_is_one_of_those_counted(text: str, benefit: float) -> None:
    assert value(told(text), "monthly_benefit") == pytest.approx(benefit, rel=2e-3)


@pytest.mark.parametrize(
    "text",
    [
        "We now pay 60 cents an invoice to the provider and would pay nothing any more.",
        "Today we pay the call centre 12,000 dollars a month; afterwards we would pay nothing any more.",
    ],
)
def test_what_falls_away_is_no_bill_of_nothing(text: str) -> None:
    assert value(told(text), "monthly_api_spend") is None


@pytest.mark.parametrize(
    "text",
    [
        "We have patient records and a 12k a month API bill.",
        "Our 12k a month Azure bill hurts.",
        "12k a month API bill",
    ],
)
def test_a_sum_that_is_called_the_bill_counts_no_requests(text: str) -> None:
    memory = told(text)
    assert (value(memory, "monthly_api_spend"), value(memory, "requests_per_month")) == (12_000, None)
