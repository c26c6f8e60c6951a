"""Values that are said in parts: sums of two amounts, shares of another number, what a number becomes."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.numbers.derived import derived_statements
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context
from agent.words.message import taken_apart


def derived(text: str, asked: tuple[str, ...] = (), **known: float) -> dict[str, object]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    context = Context(facts=facts, asked=asked, today=date(2026, 11, 22))
    return {statement.field: statement.value for statement in derived_statements(taken_apart(text), context)}


SPEND, BUDGET, INPUT, OUTPUT = "monthly_api_spend", "budget", "input_tokens", "output_tokens"
SEVERE, NOW, WANTED, WAIT, GROWTH = (
    "critical_error_rate",
    "current_accuracy",
    "target_accuracy",
    "max_latency_seconds",
    "growth_per_year",
)


@pytest.mark.parametrize(
    ("text", "asked", "field", "value"),
    [
        ("$800 to OpenAI and $300 to Google per month.", (), SPEND, 1_100),
        ("We pay $2,500 a month to Azure plus $500 a month to Mistral.", (), SPEND, 3_000),
        ("We pay $2,200 a month for the big model and another $300 for embeddings, all to OpenAI.", (), SPEND, 2_500),
        ("20k from the board plus 12k out of my own pot.", (BUDGET,), BUDGET, 32_000),
        ("50k for people plus 20k for licences plus 5k for travel.", (BUDGET,), BUDGET, 75_000),
        ("A mail is 120 words. The system prompt is another 240.", (INPUT, OUTPUT), INPUT, 480),
        ("50 tokens of question plus 400 of instructions.", (INPUT, OUTPUT), INPUT, 450),
        ("Six snippets of 200 tokens plus 300 of instructions.", (INPUT, OUTPUT), INPUT, 1_500),
        ("Reports of 90 words each, and the same length comes out.", (), INPUT, 120),
        ("We redact rulings at 6 pages, in and out the same.", (), OUTPUT, 4_000),
        ("9 a month out of the 3,000 it writes", (SEVERE,), SEVERE, 0.003),
        ("About 4 of the 800 a week", (SEVERE,), SEVERE, 0.005),
        ("8 % are wrong, but only a quarter of the wrong ones is dangerous.", (), SEVERE, 0.02),
        ("We have 81. Four points more and we ship.", (NOW, WANTED), WANTED, 0.85),
        ("Ten percent wrong today, the goal is to halve that.", (NOW, WANTED), WANTED, 0.95),
        ("They wait 12 seconds now. A third of that would be great.", (WAIT,), WAIT, 4),
        ("It goes from 40k now to 50k chats a year from now.", (GROWTH,), GROWTH, 0.25),
        ("Partners quoted 60 to 80 thousand, our limit is 40.", (), BUDGET, 40_000),
        ("They want 90 thousand dollars for it. We can pay 70.", (), BUDGET, 70_000),
    ],
)
def test_a_value_said_in_parts_is_put_together(text: str, asked: tuple[str, ...], field: str, value: float) -> None:
    assert derived(text, asked)[field] == pytest.approx(value)


def test_points_are_added_to_the_accuracy_that_is_known() -> None:
    assert derived("Three points more.", ("target_accuracy",), current_accuracy=0.9) == {"target_accuracy": 0.93}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("We spend $20k on Azure and $5k on coffee a month.", ()),
        ("$900 to OpenAI and $2,000 to our landlord a month.", ()),
        ("We pay $2,200 a month for rent and another $300 for cleaning, all to one landlord.", ()),
        ("30k, and 12 people plus 4 interns.", (BUDGET,)),
        ("200 words plus 3 attachments with instructions.", (INPUT, OUTPUT)),
        ("We have 40 engineers, 2 of the 40 know ML.", ("ml_engineers",)),
        ("3 of the 12 offices use it and 5 people complain.", ()),
        ("8 % are wrong, a quarter of the staff is new.", ()),
        ("Five points are on the agenda.", (NOW, WANTED)),
        ("We halved the team, and 8 % leave each year.", (NOW, WANTED)),
        ("A session lasts 12 minutes, a third of that is small talk.", ()),
        ("We went from 100 people to 130.", (GROWTH,)),
        ("We have 50 to 90 people, our limit is 35.", ()),
        ("They quoted 60 to 80 thousand, our limit is 40 pages.", ()),
        ("Letters of 300 words, the answer has 90.", ()),
        ("Thirty clerks at 900 dollars a month each; we think half could move to other work.", ("monthly_benefit",)),
        ("Thirty clerks at 900 dollars a month each could go. So 13,500 a month.", ("monthly_benefit",)),
    ],
)
def test_numbers_that_nothing_ties_are_not_put_together(text: str, asked: tuple[str, ...]) -> None:
    assert derived(text, asked) == {}


READER = BuiltInReader()
DOCUMENTS, ENGINEERS, LIVE, VOLUME, BENEFIT, LABELS, ODD = (
    "documents",
    "ml_engineers",
    "timeline_months",
    "requests_per_month",
    "monthly_benefit",
    "training_examples",
    "edge_case_error_rate",
)


def read(text: str, asked: tuple[str, ...] = (), **known: float) -> dict[str, object]:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    got = READER.read(text, Context(facts=facts, asked=asked, today=date(2026, 11, 22)))
    return {one.field: one.value for one in got.statements if one.status != "declined"}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("5% on top every month, compounding", (GROWTH,), {GROWTH: 1.05**12 - 1}),
        ("traffic will double over the next four years", (GROWTH,), {GROWTH: 2**0.25 - 1}),
        ("quadruple within two years", (GROWTH,), {GROWTH: 1}),
        ("we grow 21% in two years", (GROWTH,), {GROWTH: 0.1}),
        ("our user base goes from 1.2m to 1.5m next year and requests move in step", (GROWTH,), {GROWTH: 0.25}),
        ("it goes from 80k to 100k in a year", (GROWTH,), {GROWTH: 0.25}),
        ("Six points more than today's 82", (WANTED,), {NOW: 0.82, WANTED: 0.88}),
        ("from 58 up by ten points", (WANTED,), {NOW: 0.58, WANTED: 0.68}),
        ("from 71 percent, by five points", (WANTED,), {NOW: 0.71, WANTED: 0.76}),
        ("a single PDF of 64 pages", (DOCUMENTS,), {DOCUMENTS: 1}),
        ("only a single handbook", (DOCUMENTS,), {DOCUMENTS: 1}),
        ("Fifteen documents for every one of 240 machine types", (DOCUMENTS,), {DOCUMENTS: 3600}),
        ("8 manuals for each of our 50 sites", (DOCUMENTS,), {DOCUMENTS: 400}),
        ("Two squads with three ML engineers each, plus 2 product managers", (ENGINEERS,), {ENGINEERS: 6}),
        ("4 teams of two data scientists each", (ENGINEERS,), {ENGINEERS: 8}),
        ("three sprints, ours are two weeks long", (LIVE,), {LIVE: 1.4}),
        ("five 3-week sprints", (LIVE,), {LIVE: 3.5}),
        ("Our staff get 93 % right. The machine should match that.", (), {WANTED: 0.93}),
        ("Humans are correct in 91% of cases, and the model has to be as good as them", (), {WANTED: 0.91}),
        ("The innovation pot is $400k and half of it is ours for this", (), {BUDGET: 200_000}),
        ("There is a budget of $90k, a third of that goes to this project", (BUDGET,), {BUDGET: 30_000}),
        ("was 10,000 when we talked first, after the merger it is double that", (), {DOCUMENTS: 20_000}),
        ("It costs $0.05 per reply at 30k replies a month", (), {VOLUME: 30_000, SPEND: 1_500}),
        ("$0.80 per active user per month in API fees, and we've 15k active users", (), {SPEND: 12_000}),
        ("We pay OpenAI $2 per seat a month, 300 seats", (), {SPEND: 600}),
        (
            "One paragraph in, maybe 90 words, and one back of about half that",
            (INPUT, OUTPUT),
            {INPUT: 120, OUTPUT: 60},
        ),
        ("300 words go in, twice as much comes out", (INPUT, OUTPUT), {INPUT: 400, OUTPUT: 800}),
        ("1,850 tokens in, 240 out, and we pay 0.15 per million in, 0.60 out", (), {INPUT: 1850, OUTPUT: 240}),
        ("3 Seiten input, 1 Seite output", (INPUT, OUTPUT), {INPUT: 2000, OUTPUT: 2000 / 3}),
        ("From 1,000 reviewed answers 870 were ok", (), {NOW: 0.87}),
        ("Of 4,000 answers, forty are so wrong that we get sued", (), {SEVERE: 0.01}),
        ("One clause in fifty is made up, and that could get us fined", (), {SEVERE: 0.02}),
        ("3,500 question-answer pairs, labelled by our trainers; raw chats we have 400k", (LABELS,), {LABELS: 3500}),
        ("A line or two goes in, and half a page comes out", (INPUT, OUTPUT), {OUTPUT: 1000 / 3}),
        ("They must get the right figure 99 times in a hundred", (), {WANTED: 0.99}),
        ("we collected 60 weird ones and it botched 21", (ODD,), {ODD: 0.35}),
        ("20 thousand a month less in overtime plus maybe five thousand extra sales", (BENEFIT,), {BENEFIT: 25_000}),
    ],
)
def test_numbers_that_belong_together_are_read_together(
    text: str, asked: tuple[str, ...], expected: dict[str, float]
) -> None:
    known = {DOCUMENTS: 10_000.0} if "merger" in text else {}
    assert read(text, asked, **known) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("text", "asked", "field"),
    [
        ("Our accuracy has to reach 95% within two years", (), GROWTH),
        ("We double-checked 40 letters in two years", (), GROWTH),
        ("a single sign-on is what we need", (), DOCUMENTS),
        ("Draft a single report from 12 notes", (), DOCUMENTS),
        ("Two squads, and 3 documents for every meeting", (), ENGINEERS),
        ("The board has $400k and half of it is already spent", (), SPEND),
        ("Our staff get 93 % right. That is why they match invoices.", (), WANTED),
        ("+25 a week", (LABELS,), VOLUME),
        ("None so far in 14 months of operation", (SEVERE,), LIVE),
        ("None so far in 14 months of operation", (), LIVE),
        ("Version 4 ships in May", (), LIVE),
        ("last year's AI pilot got $35k", (), BUDGET),
        ("last year's AI pilot got $35k", (BUDGET,), BUDGET),
        ("one wrong letter costs us around $50,000 in court", (BENEFIT,), BENEFIT),
        ("We only count visitors, 70k a month on the website", (VOLUME,), VOLUME),
        ("costs $0.06 per answer, and we have 20k tickets a month", (), SPEND),
        ("we collected 60 weird ones and 3 people helped", (ODD,), ODD),
    ],
)
def test_numbers_beside_each_other_give_no_field_that_they_do_not_mean(
    text: str, asked: tuple[str, ...], field: str
) -> None:
    assert field not in read(text, asked)
