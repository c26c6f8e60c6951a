"""What a message sets for all figures: a discount rate, a rate of exchange; and what only looks like one."""

import pytest

from agent.facts import DELAY, DISCOUNT_RATE, RAMP, Fact, Terms
from agent.reading.built_in_reader import BuiltInReader
from agent.reading.terms_said import terms_said
from agent.understanding import Context, Refused
from agent.words.message import taken_apart

SET = Terms(set={DISCOUNT_RATE: 0.12, "EUR": 1.08})


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("Use 12% as discount rate from now on.", 0.12),
        ("our hurdle rate is 11 %", 0.11),
        ("Our WACC is 8.5%.", 0.085),
        ("Cost of capital: 9 %", 0.09),
        ("we discount at 8 percent", 0.08),
        ("Please discount with 7%.", 0.07),
        ("Money costs us 6 % a year.", 0.06),
        ("Take fifteen percent as the hurdle rate, please.", 0.15),
        ("Our finance people want a discount rate of 14%.", 0.14),
        ("The required rate of return is 10 %.", 0.10),
        ("We want a return of at least our hurdle rate of 13 %.", 0.13),
        ("Capital costs us 7.5% a year and we can spend $120,000.", 0.075),
        ("Discount rate 9%.", 0.09),
        ("Can you use a discount rate of 9 % from now on?", 0.09),
        ("Set the discount rate to 5%", 0.05),
        ("Our hurdle rate is 11%, what's the NPV?", 0.11),
    ],
)
def test_a_discount_rate_is_set(text: str, rate: float) -> None:
    assert [(one.name, one.value) for one in terms_said(taken_apart(text), Terms())] == [(DISCOUNT_RATE, rate)]


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("It only starts paying from month 4 on.", {DELAY: 3}),
        ("The savings only start after three months.", {DELAY: 3}),
        ("Nothing comes back in the first half year.", {DELAY: 6}),
        ("By the way, we won't save anything before month 7.", {DELAY: 6}),
        ("It'll be five months before it saves us a cent.", {DELAY: 5}),
        ("The benefit kicks in four months later.", {DELAY: 4}),
        ("The benefit builds up linearly over six months.", {RAMP: 6}),
        ("The full effect is only there after 12 months.", {RAMP: 12}),
        ("Savings rise slowly over nine months.", {RAMP: 9}),
        ("It pays off only after a delay of 2 months, worth $9,000 a month.", {DELAY: 2}),
    ],
)
def test_when_it_starts_to_pay_is_set_for_all_figures(text: str, timing: dict[str, float]) -> None:
    assert {one.name: one.value for one in terms_said(taken_apart(text), Terms())} == timing


@pytest.mark.parametrize(
    "text",
    [
        "We want to see savings in a pilot of 3 months.",
        "It must be live in 4 months.",
        "We go live in 6 months.",
        "Suppose it only starts paying from month 4 on.",
        "What if the savings start after three months?",
        "Does it pay back after 6 months?",
        "Customers pay after 2 months.",
        "We started saving data three months ago.",
        "We put in $60,000 and save $5,000 a month from month 4 on. When is it paid back?",
        "Our colleagues' bot only started paying off after 8 months.",
    ],
)
def test_what_sets_no_start(text: str) -> None:
    assert terms_said(taken_apart(text), Terms()) == ()


def test_a_start_that_was_set_is_forgotten() -> None:
    known = Terms(set={DELAY: 3.0, RAMP: 2.0})
    assert {one.name: one.value for one in terms_said(taken_apart("Forget the delay."), known)} == {DELAY: None}
    assert {one.name: one.value for one in terms_said(taken_apart("Ignore the ramp-up."), known)} == {RAMP: None}


@pytest.mark.parametrize(
    "text",
    [
        "We get a discount of 12% from OpenAI.",
        "The batch discount is 50 %.",
        "What's the NPV at 12%?",
        "What's the IRR over three years at 9% cost of capital?",
        "What is a usual discount rate, 10%?",
        "Which discount rate do you use?",
        "What if the discount rate were 15 %?",
        "Our error rate is 11 %.",
        "The conversion rate is 3 %.",
        "We don't use a hurdle rate of 12 %.",
        "Our growth rate is 12 %.",
        "Our hurdle rate is secret.",
        "The discount rate is not 12 %.",
        "Customers get 10% off.",
    ],
)
def test_what_sets_no_discount_rate(text: str) -> None:
    assert terms_said(taken_apart(text), SET) == ()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Forget the discount rate.", DISCOUNT_RATE),
        ("drop the hurdle rate again", DISCOUNT_RATE),
        ("Please ignore what I said about the cost of capital.", DISCOUNT_RATE),
        ("Forget the exchange rate.", "EUR"),
        ("forget the euro rate", "EUR"),
    ],
)
def test_a_term_is_taken_back(text: str, gone: str) -> None:
    assert [(one.name, one.value) for one in terms_said(taken_apart(text), SET)] == [(gone, None)]
    assert terms_said(taken_apart(text), Terms()) == ()


@pytest.mark.parametrize(
    "text", ["Forget the budget.", "Don't forget the discount rate.", "Forget the conversion rate."]
)
def test_what_takes_no_term_back(text: str) -> None:
    assert terms_said(taken_apart(text), SET) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One euro is 1.08 dollars.", {"EUR": 1.08}),
        ("1 EUR = 1.08 USD", {"EUR": 1.08}),
        ("A pound is $1.27", {"GBP": 1.27}),
        ("at 1.1 $/€", {"EUR": 1.1}),
        ("at 1.1 USD/EUR", {"EUR": 1.1}),
        ("EUR/USD 1.08", {"EUR": 1.08}),
        ("The exchange rate is 1.08 dollars per euro.", {"EUR": 1.08}),
        ("We have 80k euros. Reckon with 1.08 dollars to the euro.", {"EUR": 1.08}),
        ("A dollar is 0.8 euros.", {"EUR": 1.25}),
        ("1 dollar = 25,000 dong.", {"VND": 1 / 25_000}),
        ("One dollar is 58 Philippine pesos.", {"PHP": 1 / 58}),
        ("A dollar buys 470 tenge", {"KZT": 1 / 470}),
        ("you get 1.05 dollars for a euro", {"EUR": 1.05}),
        ("For one euro we pay $1.08.", {"EUR": 1.08}),
        ("one Swiss franc is 1.12 dollars", {"CHF": 1.12}),
        ("We have 80k euros at 1.1 $/€", {"EUR": 1.1}),
        ("the euro is at $1.09 today", {"EUR": 1.09}),
        ("A pound is $1.27, and we have 50k pounds.", {"GBP": 1.27}),
        ("1 USD = 130 KES", {"KES": 1 / 130}),
        ("One dollar is about 130 shillings.", {"KES": 1 / 130}),
        ("Our budget is 6 million Kenyan shillings, at 130 shillings to the dollar.", {"KES": 1 / 130}),
        ("A dollar is 3,700 UGX.", {"UGX": 1 / 3_700}),
        ("The Canadian dollar is at 0.73 US dollars.", {"CAD": 0.73}),
        ("Our budget is CAD 100,000, one CAD is 0.73 USD.", {"CAD": 0.73}),
        ("You get 83 rupees for a dollar.", {"INR": 1 / 83}),
        ("18 pesos make a dollar", {"MXN": 1 / 18}),
    ],
)
def test_a_rate_of_exchange_is_set(text: str, said: dict[str, float]) -> None:
    got = {one.name: one.value for one in terms_said(taken_apart(text), Terms())}
    assert got == pytest.approx(said)


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("Our budget is KES 6,000,000. 1 USD = 130 KES.", 46_154),
        ("Our budget is 6 million Kenyan shillings, at 130 shillings to the dollar.", 46_154),
        ("Our budget is CAD 100,000. The Canadian dollar is at 0.73 US dollars.", 73_000),
        ("Our budget is UGX 80 million. A dollar is 3,700 UGX.", 21_622),
        ("We can spend 2 million rupees. You get 83 rupees for a dollar.", 24_096),
        ("Our budget is KES 6,000,000.", None),
        ("Our budget is 900,000 Egyptian pounds.", None),
    ],
)
def test_a_budget_in_another_currency_is_no_dollars_without_a_rate(text: str, budget: float | None) -> None:
    got = {one.field: one.value for one in BuiltInReader().read(text, Context()).statements}
    assert got.get("budget") == budget


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take 1.08 as the rate.", {"EUR": 1.08}),
        ("use an exchange rate of 1.1", {"EUR": 1.1}),
        ("The rate is 1.08", {"EUR": 1.08}),
        ("reckon with 1.08", {"EUR": 1.08}),
        ("at 1.09 please", {"EUR": 1.09}),
    ],
)
def test_a_bare_rate_is_of_the_currency_that_was_refused(text: str, said: dict[str, float]) -> None:
    got = {one.name: one.value for one in terms_said(taken_apart(text), Terms(), waiting=("EUR",))}
    assert got == pytest.approx(said)
    assert terms_said(taken_apart(text), Terms()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We pay 1.08 euros per request.",
        "An agent costs 52 euros an hour.",
        "80k euros",
        "That is $40,000 or 37,000 euros.",
        "A call costs 1 euro and saves 3 dollars.",
        "It is 1.08 million euros.",
        "What is the euro at?",
        "The error rate is 1.08 %.",
        "What if one euro were 1.2 dollars?",
        "We have 1,080 requests a day.",
    ],
)
def test_what_sets_no_rate_of_exchange(text: str) -> None:
    assert terms_said(taken_apart(text), Terms(), waiting=("EUR",)) == ()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("We'd have 80k euros.", {"budget": 88_000}),
        ("Our budget is about 80,000 EUR.", {"budget": 88_000}),
        ("It would save us €20,000 a month and we can spend €100k.", {"monthly_benefit": 22_000, "budget": 110_000}),
        ("We'd have 80k euros. One euro is 1.2 dollars.", {"budget": 96_000}),
        ("Our budget is 80k euros at 1.2 $/€.", {"budget": 96_000}),
        ("Our budget is $80k.", {"budget": 80_000}),
        (
            "2,000 customers a month write to us. The budget is 200 million dong. 1 dollar = 25,000 dong.",
            {"requests_per_month": 2000, "budget": 8000},
        ),
        ("1 USD = 120 taka. We can spend 6 million taka.", {"budget": 50_000}),
        ("The budget is 200 million zorkmids. 1 dollar = 25,000 zorkmids.", {}),
        ("One dollar is about 1,300 gil, and we have 20 million gil.", {}),
        ("A call costs 1 dollar and 25,000 calls come a month.", {"requests_per_month": 25_000}),
    ],
)
def test_amounts_are_read_in_dollars_at_the_rate_that_was_given(text: str, facts: dict[str, float]) -> None:
    got = BuiltInReader().read(text, Context(terms=Terms(set={"EUR": 1.1})))
    told = {one.field: one.value for one in got.statements if isinstance(one.value, int | float)}
    assert told == pytest.approx(facts)
    assert got.foreign_money == ()
    assert all((one.quote or "") in text for one in got.statements)


@pytest.mark.parametrize(
    ("said", "asked", "facts"),
    [
        ("Our budget is 80k euros.", (), {"budget": 88_000}),
        ("80k euros", ("budget",), {"budget": 88_000}),
        ("It saves 20,000 euros a month; we can spend €100k.", (), {"monthly_benefit": 22_000, "budget": 110_000}),
    ],
)
def test_what_was_refused_is_read_once_there_is_a_rate(
    said: str, asked: tuple[str, ...], facts: dict[str, float]
) -> None:
    refused = Refused(text=said, asked=asked, currencies=("EUR",), turn=3)
    got = BuiltInReader().read("take 1.1 as the rate", Context(refused=(refused,)))
    assert {one.field: one.value for one in got.statements} == pytest.approx(facts)
    later = {name: Fact(value=1.0, status="stated", turn=4) for name in facts}
    assert BuiltInReader().read("take 1.1 as the rate", Context(refused=(refused,), facts=later)).statements == ()


def test_without_a_rate_an_amount_waits_with_its_currency() -> None:
    got = BuiltInReader().read("Our budget is 80k euros.", Context())
    assert (got.foreign_money, got.foreign_currencies, got.statements) == (("80k euros",), ("EUR",), ())


def test_what_was_taken_back_comes_with_no_later_rate() -> None:
    told = Refused(text="Budget 14,500 euro, and it saves us 2,000 euro a month.", currencies=("EUR",), turn=1)
    for left, fields in ((), {"budget", "monthly_benefit"}), (("budget",), {"monthly_benefit"}):
        waiting = told.model_copy(update={"left": left})
        got = BuiltInReader().read("One euro is 1.10 dollars.", Context(refused=(waiting,)))
        assert {one.field for one in got.statements} == fields
