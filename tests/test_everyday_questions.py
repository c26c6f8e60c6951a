"""Questions that managers ask in everyday words: each gets its own answer from the case, with its figures."""

from datetime import date

import pytest

from agent.facts import Fact, Part
from agent.numbers.deadlines import deadline_asked
from agent.numbers.part_sums import mistakes_today, work_today
from agent.reading.answers import asked_about
from agent.reading.concerns import concern_of
from agent.understanding import Context
from agent.words.message import taken_apart
from tests.conftest import Say

DAY = date(2026, 11, 22)
EMAILS = "We answer parents' emails, 60 a day."
LETTERS = "We sort letters, 20,000 a month. We use no model so far."
ORDERS = "We get orders by WhatsApp, 1,200 a month, 3 minutes each, 18 dollars an hour."


def worry_in(text: str) -> str | None:
    message = taken_apart(text)
    return concern_of(message, len(message.structure.sentences) - 1)


def reply_to(say: Say, *said: str) -> str:
    return say(*said)[-1].text


@pytest.mark.parametrize(
    ("worry", "text"),
    [
        ("harm", "What happens if it tells a guest the wrong allergens?"),
        ("harm", "What happens if it gives a parent the wrong answer?"),
        ("harm", "And if it sends a driver to the wrong address?"),
        ("harm", "What if it quotes the wrong price to a buyer?"),
        ("harm", "What if it gives a farmer wrong advice about a pesticide?"),
        ("harm", "How bad is it if an answer is wrong?"),
        ("unnoticed", "How would I notice that it isn't working?"),
        ("unnoticed", "How will my team leads see that quality drops?"),
        ("unnoticed", "How do I know it works?"),
        ("too_small", "Am I too small for this?"),
        ("too_small", "Is a workshop with six people too small for that?"),
        ("too_small", "Does it make sense with so few tenders?"),
        ("too_small", "Is this only something for corporations?"),
        ("too_small", "Do 40 orders a day justify any of this?"),
        ("hype", "Is this just hype?"),
        ("hype", "Is that nonsense?"),
        ("hype", "Is it a stupid idea?"),
        ("hype", "Be honest, is this all hot air?"),
        ("hype", "Is there any truth in the AI craze?"),
        ("so_much", "Why so much?"),
        ("so_much", "Why is it that expensive?"),
        ("so_much", "Why on earth does that cost 17 thousand?"),
        ("so_much", "What makes it so costly?"),
        ("chatgpt", "Why not just use ChatGPT?"),
        ("chatgpt", "Couldn't my secretary simply use ChatGPT?"),
        ("chatgpt", "Isn't a Copilot licence enough for us?"),
        ("chatgpt", "Why don't we just take ChatGPT?"),
        ("cheapest", "What is the cheapest way?"),
        ("cheapest", "How can I do this on the cheap?"),
        ("cheapest", "What's the lowest-cost option for us?"),
        ("cheapest", "Is there a cheap version of this?"),
        ("mistakes_cost", "What do the mistakes cost us?"),
        ("mistakes_cost", "What do wrong deliveries cost us in a year?"),
        ("mistakes_cost", "How much are those errors costing us?"),
        ("mistakes_cost", "What does the wrong sorting cost us now?"),
        ("in_time", "Can it be running by the start of September?"),
        ("in_time", "Will that be live before Easter?"),
        ("in_time", "Is it possible by January?"),
        ("in_time", "Could we launch it in ten weeks?"),
        ("in_time", "Can this be finished before the harvest?"),
        ("enough_money", "Can we afford it?"),
        ("enough_money", "What can I get for $5,000?"),
        ("enough_money", "What can we do with 7,500 dollars?"),
        ("enough_money", "Is this affordable for us?"),
        ("enough_money", "Does that fit our budget?"),
    ],
)
def test_an_everyday_question_is_known_by_its_meaning(worry: str, text: str) -> None:
    assert worry_in(text) == worry


@pytest.mark.parametrize(
    "text",
    [
        "What does retrieval cost?",
        "How do other companies notice that a model drifts?",
        "Why do you ask?",
        "What is a hallucination?",
        "What happens if we double the volume?",
        "What would you do?",
        "Is it worth it?",
        "What is fine-tuning?",
        "It must be live by September.",
        "Why fine-tuning?",
        "How much does it cost us a month?",
        "What about for small teams?",
        "And for smaller companies?",
        "Does fine-tuning make sense for small companies?",
    ],
)
def test_what_has_another_answer_is_none_of_them(text: str) -> None:
    assert worry_in(text) is None


@pytest.mark.parametrize(
    ("said", "told", "untold"),
    [
        ((EMAILS, "Why do you ask?"), ["Why I ask: it sets the cost of retrieval", "lean to"], ["nothing to add"]),
        ((EMAILS, "What do you need that for?"), ["Why I ask"], ["nothing to add"]),
        ((EMAILS, "Is that important?"), ["Why I ask"], ["nothing to add"]),
        (
            (f"{ORDERS} I wouldn't spend more than 2,000 dollars.", "So yes or no?"),
            ["No, not like this", "$2,000", "$1,080 a month", "even if it did all of it"],
            ["Yes"],
        ),
        ((ORDERS, "Is it worth it?"), ["**No, on what you told me.**", "$1,080"], ["Not sure yet"]),
        ((ORDERS, "Am I too small for this?"), ["For a project of your own, yes", "$1,080"], ["Yes, begin small"]),
        (
            ("We have about 5,000 dollars. Savings 3,000 dollars a month. 1,800 emails a month.", "So yes or no?"),
            ["Yes, if the money is enough", "$5,000"],
            [],
        ),
        (
            ("We sort letters, 20,000 a month. A wrong one costs us 12 dollars. 8 percent are wrong today.",
             "What do the mistakes cost us?"),
            ["$19,200 a month", "of them wrong today x $12"],
            ["input tokens"],
        ),
        ((LETTERS, "What do the mistakes cost us?"), ["how many of them are wrong today"], ["input tokens"]),
        ((LETTERS, "How much would it cost us a month?"), ["up front", "a month"], ["input tokens"]),
        ((LETTERS, "What will it cost to build?"), ["up front"], ["input tokens"]),
        ((LETTERS, "Why so much?"), ["are made of", "move all of it"], ["points"]),
        ((LETTERS, "What is the cheapest way?"), ["The cheapest to build is prompting"], []),
        (("I own three bakeries. My daughter wants AI for our orders. Is that nonsense?",), ["No nonsense"], ["Yes"]),
        (("We have about 5,000 dollars. 1,800 emails a month.", "Can we afford it?"), ["Is $5,000 enough?"], []),
        ((EMAILS, "Can it be running by the start of September?"), ["Yes, by my plan", "live within"], []),
        ((EMAILS, "Will it be live in three weeks?"), ["No, not by my plan"], []),
        ((EMAILS, "How would I notice that it isn't working?"), ["You notice it only if somebody looks"], []),
        ((EMAILS, "What happens if it gives a parent the wrong answer?"), ["decide beforehand"], ["not sure"]),
        (
            ("We sort claims letters, 20,000 a month. Data must stay in-house.", "Why not just use ChatGPT?"),
            ["the data must stay with you"],
            [],
        ),
        (("We sort letters, 20,000 a month.", "Why retrieval and not fine tuning?"), ["Why not augmentation"], []),
        ((EMAILS, "How do you get to that number?"), ["1,800", "60 a day"], ["$17 thousand"]),
        (
            ("3,600 claims a month, 85 dollars an hour. It saves 8 minutes each.", "What do we win in a year?"),
            ["$489,600 a year"],
            ["input tokens"],
        ),
    ],
)  # fmt: skip
def test_it_is_answered_from_the_case(say: Say, said: tuple[str, ...], told: list[str], untold: list[str]) -> None:
    reply = reply_to(say, *said)
    assert [one for one in told if one not in reply] == []
    assert [one for one in untold if one in reply] == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Can it be running by the start of September?", 9.4),
        ("Is it live in six weeks?", 1.4),
        ("Can we have it before Christmas or by March?", None),
        ("Will it be ready?", None),
    ],
)
def test_the_time_that_a_question_names_is_read_off(text: str, months: float | None) -> None:
    found = deadline_asked(text, Context(today=DAY))
    assert (None if found is None else found.value) == months


def test_a_question_moves_no_deadline_that_stands(say: Say) -> None:
    reply = reply_to(say, f"{EMAILS} It must be live in 9 months.", "Will it be live in three weeks?")
    assert "No, not by my plan" in reply
    assert "Your facts are untouched" in reply


def part(name: str, value: float, per: float = 1.0) -> Part:
    return Part(name=name, value=value, per=per, quote="so")  # type: ignore[arg-type]  # names of the literal


def facts(**values: float) -> dict[str, Fact]:
    return {name: Fact(value=value, status="stated", turn=1) for name, value in values.items()}


def test_all_the_work_there_is_costs_what_its_hours_do() -> None:
    each = [part("time_before", 180), part("hour_cost", 18)]
    assert work_today(each, facts(requests_per_month=1_200)).value == pytest.approx(1_080)  # type: ignore[union-attr]
    hours = [part("work_hours", 36_000), part("hour_cost", 30)]
    assert work_today(hours, {}).value == pytest.approx(300)  # type: ignore[union-attr]
    assert work_today([part("payroll", 4_000)], {}).value == pytest.approx(4_000)  # type: ignore[union-attr]
    assert work_today([part("hour_cost", 30)], facts(requests_per_month=100)) is None


def test_mistakes_cost_what_each_wrong_case_costs() -> None:
    known = facts(requests_per_month=20_000, current_accuracy=0.92)
    assert mistakes_today([part("error_cost", 12)], known).value == pytest.approx(19_200)
    redone = [part("error_time", 1_800), part("hour_cost", 20)]
    assert mistakes_today(redone, known).value == pytest.approx(20_000 * 0.08 * 10)
    assert mistakes_today([], known).missing == ("what a wrong one costs, in money or in work",)


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("Why retrieval and not fine tuning?", "augmentation"),
        ("Why fine-tuning and not RAG?", "fine_tuning"),
        ("Why not fine-tuning?", "fine_tuning"),
    ],
)
def test_why_one_way_and_not_another_asks_of_the_first(text: str, approach: str) -> None:
    asked = asked_about(text)
    assert ("against" in asked.about, asked.approach) == (True, approach)
