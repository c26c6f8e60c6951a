"""What a question about the case's own money asks for, and what is none."""

import pytest

from agent.reading.money_asked import MoneyAsked, money_asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What does it cost over 3 years?", MoneyAsked("total", 36)),
        ("and over 3 years?", MoneyAsked("total", 36)),
        ("How much is that over three years?", MoneyAsked("total", 36)),
        ("How much over 5 years?", MoneyAsked("total", 60)),
        ("calls grow 8% a year. 3-year total cost for the API?", MoneyAsked("total", 36, "api")),
        ("What is the API cost over 3 years?", MoneyAsked("total", 36, "api")),
        ("over 3 years, net?", MoneyAsked("total", 36, net=True)),
        ("What will your recommendation have cost us after 18 months?", MoneyAsked("total", 18, "plan")),
        ("TCO for five years", MoneyAsked("total", 60)),
        ("If calls grow 10% a year, what do we pay in two years altogether?", MoneyAsked("total", 24, growth=0.1)),
        ("What do we pay over three years with 25% growth a year?", MoneyAsked("total", 36, growth=0.25)),
        ("Total API bill over 5 years at 8% growth per year?", MoneyAsked("total", 60, "api", growth=0.08)),
        ("How many requests a month is that?", MoneyAsked("requests")),
        ("So how many calls does that buy?", MoneyAsked("requests")),
        ("How many calls a month does this bill correspond to?", MoneyAsked("requests")),
        ("How many conversations per month would that be?", MoneyAsked("requests")),
        ("What volume does our bill correspond to?", MoneyAsked("requests")),
        ("Give me the total over 24 months.", MoneyAsked("total", 24)),
        ("What would we save in total over four years?", MoneyAsked("total", 48, net=True)),
        ("What's the p90 of the up-front cost?", MoneyAsked("spread")),
        ("And the worst case for the monthly cost?", MoneyAsked("spread")),
        ("CFO wants the cost halved. Options?", MoneyAsked("levers")),
        ("Which options do we have to cut the cost in half?", MoneyAsked("levers")),
        ("How do we get the API bill down?", MoneyAsked("levers")),
        ("What can we do to spend less?", MoneyAsked("levers")),
        ("What does batch do?", MoneyAsked("batch")),
        ("and caching?", MoneyAsked("caching")),
        ("Would prompt caching help us?", MoneyAsked("caching")),
        ("What does the API cost?", MoneyAsked("bill")),
        ("API costs?", MoneyAsked("bill")),
        ("what's the bill?", MoneyAsked("bill")),
        ("And the API bill?", MoneyAsked("bill")),
        ("How much is the API per month?", MoneyAsked("bill")),
        ("How expensive is the API for us?", MoneyAsked("bill")),
        ("So what would our API bill be?", MoneyAsked("bill")),
        ("Tell me what the API costs.", MoneyAsked("bill")),
        ("what do we pay for tokens?", MoneyAsked("bill")),
        ("How high is our invoice?", MoneyAsked("bill")),
        ("What does the API cost us in all?", MoneyAsked("bill")),
        ("token costs", MoneyAsked("bill")),
    ],
)
def test_a_question_about_their_money_is_read(text: str, asked: MoneyAsked) -> None:
    assert money_asked(text) == (asked,)


@pytest.mark.parametrize(
    "text",
    [
        "What's the ROI over 3 years?",
        "When does it pay back, within two years?",
        "We have run it for 3 years.",
        "It has cost us a lot over three years.",
        "Over three years.",
        "$4,500 flat plus $20,000 vs $0.40 x 14,000, cheaper over two years?",
        "If I spend 60k once and save 5k a month over two years, is that good?",
        "How many documents will there be in three years?",
        "How long does fine-tuning take, 3 months?",
        "How do other companies cut their LLM costs?",
        "How can we cut support costs?",
        "What is prompt caching?",
        "How does the batch API work?",
        "What if half of the input were cached?",
        "We want to cut handling costs by 30 %.",
        "What is a good batch size for training?",
        "We want to reduce the bill.",
        "Our API bill is 9k a month.",
        "What drives API cost?",
        "What does an API cost?",
        "What does the API cost depend on?",
        "How is API usage billed?",
        "How do API costs develop over time?",
        "What should I know about API costs?",
        "Why is the API bill so high?",
        "What do API costs typically look like?",
        "Is the API cheaper than hosting?",
        "What's a token?",
        "What does the OpenAI API cost?",
        "What does the API cost on gpt-4o-mini?",
        "Which costs come on top of the API bill?",
        "Which hidden costs does an API have?",
        "Who pays the bill?",
        "How does an API work?",
        "API costs are not my problem.",
        "We pay the API bill ourselves.",
        "How many requests can one H100 handle?",
        "From how many requests on does fine-tuning pay?",
        "How many requests do you assume?",
        "At how many requests is it cheaper to run our own GPUs and break even?",
    ],
)
def test_what_asks_for_nothing_of_the_kind_is_left_alone(text: str) -> None:
    assert money_asked(text) == ()


@pytest.mark.parametrize(
    ("text", "factor", "side"),
    [
        ("What if it costs three times as much as you say?", 3, "all"),
        ("And if it ends up twice as expensive as you estimated?", 2, "all"),
        ("what if all that is 50 % dearer than planned?", 1.5, "all"),
        ("And what if it takes twice as long to build?", 2, "start"),
        ("What if setting it up takes three times longer?", 3, "start"),
        ("What if the project costs twice as much?", 2, "start"),
        ("Suppose building it costs 50 % more than planned.", 1.5, "start"),
        ("what if the introduction costs double?", 2, "start"),
    ],
)
def test_a_plan_that_is_exceeded_is_tried_out(text: str, factor: float, side: str) -> None:
    [asked] = money_asked(text)
    assert (asked.kind, asked.factor, asked.side) == ("overrun", pytest.approx(factor), side)


@pytest.mark.parametrize(
    "text",
    [
        "What if the model costs twice as much as you say?",
        "What if an answer takes twice as long?",
        "What if the vendor takes twice as long?",
        "What if we had twice as much to spend?",
        "What if the project brings twice as much?",
        "It costs three times as much as you say.",
    ],
)
def test_what_else_is_more_or_longer_is_no_overrun(text: str) -> None:
    assert "overrun" not in {one.kind for one in money_asked(text)}


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("What is the bill in three years?", True),
        ("What will our monthly bill be in 2 years?", True),
        ("What would the API cost per month after four years?", True),
        ("What is the bill over three years?", False),
        ("What does it cost us in total in three years?", False),
        ("How much would we save in three years?", False),
    ],
)
def test_the_bill_in_so_many_years_is_that_of_then(text: str, then: bool) -> None:
    (asked,) = money_asked(text)
    assert (asked.kind, asked.then) == ("total", then)


@pytest.mark.parametrize(
    "text",
    [
        "Compare RAG, fine-tuning and prompting for us.",
        "Put the three side by side with cost.",
        "Fine-tuning or RAG, what is the difference in cost for us?",
        "What does each approach cost?",
        "Could you show me all options with their costs?",
        "How do retrieval and fine-tuning compare in our case?",
        "RAG versus fine-tuning: which is cheaper for us?",
        "give me a table of all approaches",
        "Please compare both approaches",
    ],
)
def test_ways_beside_each_other_are_those_of_their_case(text: str) -> None:
    assert [one.kind for one in money_asked(text)] == ["ways"]


@pytest.mark.parametrize(
    "text",
    [
        "What is the difference between RAG and fine-tuning?",
        "How do RAG and fine-tuning compare in cost in general?",
        "Compare gpt-4o and Claude Sonnet for us.",
        "Compare the three vendors.",
        "Put both offers side by side.",
        "What does fine-tuning cost us?",
        "We compared RAG and fine-tuning last year.",
        "What do companies usually pay for RAG compared with fine-tuning?",
        "Compare both models.",
    ],
)
def test_definitions_vendors_and_models_are_other_comparisons(text: str) -> None:
    assert "ways" not in [one.kind for one in money_asked(text)]
