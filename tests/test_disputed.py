"""Numbers that are only spoken of: asked where they come from, or held against ours. They are no facts of the case."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding

READER = BuiltInReader()
KNOWN = {"requests_per_month": 20_000, "input_tokens": 900, "output_tokens": 300, "model": "gpt-4o"}


def read(text: str, *asked: str) -> Understanding:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in KNOWN.items()}
    return READER.read(text, Context(facts=facts, asked=asked))


@pytest.mark.parametrize(
    "text",
    [
        "Our integrator quotes 4,100 a month for the same thing. Why is yours so much lower?",
        "My controller gets 12,400 a month. Who is right?",
        "A friend at another shop says he pays $90 a month. Which is correct?",
        "I calculated 7,300. Why do you get less?",
        "The finance team reckons 2 million a year, how come your figure is different?",
    ],
)
@pytest.mark.parametrize("asked", ["monthly_benefit", "budget", "monthly_api_spend"])
def test_a_number_that_is_held_against_ours_is_asked_about_and_no_fact(text: str, asked: str) -> None:
    got = read(text, asked)
    assert not got.statements
    assert got.requests == ("source_of_number",)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("We pay 4,100 a month for the API. Is that right for our size?", "monthly_api_spend", 4_100),
        ("We have 4,000 labelled examples. Who is right for the job?", "training_examples", 4_000),
        ("Our bill at OpenAI is $700 a month, where does your figure come from?", "monthly_api_spend", 700),
    ],
)
def test_a_number_of_their_own_beside_a_question_stays_a_fact(text: str, field: str, value: float) -> None:
    assert (field, value) in [(one.field, one.value) for one in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Where does the rule come from that one should tune below 80 % accuracy?",
        "What is the threshold of 5,000 dollars a month based on?",
        "Who says that 500 examples are enough?",
    ],
)
def test_a_number_of_a_rule_that_is_asked_about_is_no_fact(text: str) -> None:
    assert not read(text).statements


@pytest.mark.parametrize(
    "text",
    [
        "The Genloop guide has this very example and says 130,000 dollars. Who is right?",
        "According to the Turing paper it takes 50,000 examples. Where does that come from?",
    ],
)
def test_what_a_source_says_is_asked_of_the_guidance(text: str) -> None:
    got = read(text, "monthly_benefit")
    assert not got.statements
    assert [question.lower().count("genloop") + question.lower().count("turing") for question in got.questions] == [1]


TODAY = date(2026, 11, 22)


def told(text: str, asked: str) -> dict[str, object]:
    context = Context(facts={}, asked=(asked,), today=TODAY)
    return {one.field: one.value for one in READER.read(text, context).statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Is 85 % good?", "target_accuracy"),
        ("Is 3 seconds fast?", "max_latency_seconds"),
        ("Hm, is 90% realistic?", "target_accuracy"),
        ("Isn't 95 percent too ambitious?", "target_accuracy"),
        ("Are 300 examples a lot?", "training_examples"),
        ("is $50k typical for something like this?", "budget"),
        ("How many tokens are in a page of 400 words?", "input_tokens"),
        ("how much is 500 words in tokens?", "output_tokens"),
        ("What's 2 pages in tokens?", "input_tokens"),
        ("Would you say 3 months is realistic?", "timeline_months"),
        ("How can I know if it's 80 or 90 percent?", "current_accuracy"),
        ("Is there a minimum, like 1,000 documents?", "documents"),
    ],
)
def test_a_number_of_which_it_is_asked_what_it_is_worth_is_no_fact(text: str, asked: str) -> None:
    got = READER.read(text, Context(facts={}, asked=(asked,), today=TODAY))
    assert not got.statements
    assert len(got.questions) == 1


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("maybe 85 %?", "target_accuracy", 0.85),
        ("85 %, is that good?", "target_accuracy", 0.85),
        ("We have 85 %, is that good?", "current_accuracy", 0.85),
        ("5 seconds sounds good", "max_latency_seconds", 5),
        ("95 % sounds about right", "target_accuracy", 0.95),
        ("90 percent seems fair", "target_accuracy", 0.9),
        ("we wish to reach 95 %", "target_accuracy", 0.95),
        ("Is our budget of 40k enough?", "budget", 40_000),
        ("$900 a month is too much", "monthly_api_spend", 900),
        ("2 % is too much", "critical_error_rate", 0.02),
        ("It takes 5 seconds, which feels slow to me", "max_latency_seconds", 5),
    ],
)
def test_an_unsure_answer_and_one_that_agrees_stay_answers(text: str, asked: str, value: float) -> None:
    assert told(text, asked)[asked] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("hm. 90 % sounds like a lot to me", "target_accuracy"),
        ("90 % sounds ambitious", "target_accuracy"),
        ("90 % is a lot", "target_accuracy"),
        ("50,000 dollars is too much for me", "budget"),
        ("95 percent seems like a lot", "target_accuracy"),
        ("99 % feels unrealistic to me", "target_accuracy"),
        ("50k sounds expensive", "budget"),
        ("0.5 % is what the ministry dreams of. Ours? Nobody knows.", "critical_error_rate"),
        ("Under 2 seconds is what the consultants hope for. We have never measured.", "max_latency_seconds"),
        ("Well under 1 % critical errors is what the regulator hopes to see. What we have, nobody knows.",
         "critical_error_rate"),
    ],
)  # fmt: skip
def test_a_number_that_is_doubted_or_merely_hoped_for_is_no_fact(text: str, asked: str) -> None:
    assert asked not in told(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I doubt that we reach 95 %", "target_accuracy"),
        ("I'm not convinced that 90 is possible", "target_accuracy"),
        ("Nobody needs 99.9 %", "target_accuracy"),
        ("I wish we had 5,000 examples", "training_examples"),
        ("In our trade 90 % is normal", "current_accuracy"),
        ("the hospital across town uses 40,000 documents", "documents"),
        ("God forbid it takes 30 seconds", "max_latency_seconds"),
        ("We'll never have 10,000 examples", "training_examples"),
        ("Experts recommend 95 percent", "target_accuracy"),
        ("Somebody said 3 seconds is the standard", "max_latency_seconds"),
        ("I've 5 minutes left", "max_latency_seconds"),
        ("I only have ten minutes", "max_latency_seconds"),
        ("4 out of 5 stars", "current_accuracy"),
    ],
)
def test_a_number_that_nobody_holds_to_be_theirs_is_no_fact(text: str, asked: str) -> None:
    assert asked not in told(text, asked)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("I doubt we have more than 300 examples", "training_examples", 300),
        ("I don't think we have more than 500 documents", "documents", 500),
        ("We never have over 200 calls a day", "requests_per_month", 6_000),
        ("not sure, maybe 500", "documents", 500),
        ("no one has measured it but I'd say 80 %", "current_accuracy", 0.8),
        ("4 out of 5", "current_accuracy", 0.8),
        ("We have 5 seconds before people hang up", "max_latency_seconds", 5),
    ],
)
def test_a_doubt_that_says_how_many_at_most_tells_them(text: str, asked: str, value: float) -> None:
    assert told(text, asked)[asked] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("In 2024 we had 800 tickets a month.", "requests_per_month"),
        ("Back when I started it was 300 letters a month", "requests_per_month"),
        ("In the good old days we got 20 letters a week", "requests_per_month"),
        ("we once had 6 engineers, all gone", "ml_engineers"),
        ("We used to have 3 data scientists", "ml_engineers"),
        ("The old system answered in 12 seconds", "max_latency_seconds"),
        ("The previous bot got 60 % right. The new one hasn't been measured.", "current_accuracy"),
        ("we planned 50k two years ago, that money is gone", "budget"),
        ("In 2023 we got about 2,000 calls a day", "requests_per_month"),
        ("Three years ago it was 500 tickets a month.", "requests_per_month"),
        ("Before the merger we had 12,000 enquiries a month.", "requests_per_month"),
        ("Before Covid it was 9,000 a month", "requests_per_month"),
        ("Back in 2022 we paid OpenAI 300 dollars a month", "monthly_api_spend"),
        ("In 2021, we paid 450 dollars a month", "monthly_api_spend"),
        ("Two years ago 70 % of the answers were right", "current_accuracy"),
    ],
)
def test_a_number_of_a_time_that_is_over_is_none_of_today(text: str, asked: str) -> None:
    assert asked not in told(text, asked)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("In 2024 we had 800 tickets a month, now it's 1,200", "requests_per_month", 1_200),
        ("Since 2024 we get 800 tickets a month", "requests_per_month", 800),
        ("In 2025 we had 800 tickets a month.", "requests_per_month", 800),
        ("Last month we had 800 tickets.", "requests_per_month", 800),
        ("In 2024 we labelled 5,000 tickets", "training_examples", 5_000),
        ("The old system answered in 12 seconds, the new one needs 4", "max_latency_seconds", 4),
        ("We had 6 engineers, 2 are left", "ml_engineers", 2),
        ("we took over 200 manuals from the old system", "documents", 200),
        ("We don't see 5 seconds as a problem", "max_latency_seconds", 5),
        ("We used to get 2,000 a month, now it's 900", "requests_per_month", 900),
        ("We were founded in 2011, 120 employees, 5,000 tickets a month.", "requests_per_month", 5_000),
    ],
)
def test_a_year_beside_a_number_that_still_holds_takes_nothing_away(text: str, asked: str, value: float) -> None:
    assert told(text, asked)[asked] == pytest.approx(value)
