"""Shares of a sample: the second number is a part of the first only where the words say so."""

import pytest

from agent.words.quantities import quantities
from agent.words.samples import shares_of_samples
from agent.words.tokens import tokenize


def shares(text: str) -> list[float]:
    tokens = tokenize(text)
    return [round(found.value, 4) for found in shares_of_samples(tokens, quantities(tokens)) if found.kind == "share"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Out of 1,000 sampled answers: 862 right, 138 wrong, of which 21 dangerous.", [0.862, 0.138, 0.021]),
        ("Out of the 120 odd cases in that sample 42 went wrong.", [0.35]),
        ("Of every ten loan files one gets misfiled.", [0.1]),
        ("out of five answers one is plain invention", [0.2]),
        ("We took 200 replies at random and went through them: 34 were rubbish.", [0.17]),
        ("In the last sample of 400 there were three that would have gotten us fined.", [0.0075]),
        ("We checked 250 summaries. 20 had errors.", [0.08]),
        ("Seven out of ten, I'd say. Nine would be lovely.", [0.7, 0.9]),
        ("They err in 6 of 120 charts, so the machine mustn't err in more than 3.", [0.05, 0.025]),
        ("On our own 250 test cases it got 205.", [0.82]),
        ("Of our 80 test questions it missed 12.", [0.15]),
        ("We tried 40 odd ones, 14 went wrong.", [0.35]),
        ("Of 500 answers 430 are good, 5 do damage.", [0.86, 0.01]),
        ("In March we looked at 400 replies and 312 were okay.", [0.78]),
        ("She went through 800 drafts by hand. 4 were the kind that lands you in court, 600 were fine.", [0.005, 0.75]),
        ("Among the last 1,500 answers there were 6 that could have injured a patient.", [0.004]),
        ("We read 900 replies and 18 would've cost us the licence.", [0.02]),
        ("On 150 leases it marked 120 of them as our lawyers did.", [0.8]),
        ("It marked 120 of the 150.", [0.8]),
        ("The auditor pulled 500 letters, found 10 with grave errors and 40 more that were plain wrong.", [0.02, 0.08]),
        ("we tried it on 60 oddities and it tripped over 21 of them", [0.35]),
        ("Odd ones: of the 40 that we tried, 10 came back wrong.", [0.25]),
        ("a bad tariff, I found 9 in the last 450 answers", [0.02]),
        ("350 looked at, 280 were right", [0.8]),
        ("From 200 invoices the tool gets 30 wrong.", [0.15]),
        ("QA checked 250 last month and 215 were right", [0.86]),
        ("I tested 80 yesterday, 60 were fine.", [0.75]),
        ("they reviewed 120 on Friday and 90 were okay", [0.75]),
        ("we graded 40 this morning, 34 were usable", [0.85]),
        ("The 140 tricky ones: 35 wrong.", [0.25]),
        ("Of these the 60 odd cases: 12 were wrong", [0.2]),
        ("I counted: 11 gross blunders among the last 1,000.", [0.011]),
        ("four dangerous answers in the last 800.", [0.005]),
        ("An error in 1 of 50 is fine.", [0.02]),
        ("It makes a mistake in 3 of 40.", [0.075]),
        ("Every twelfth one is wrong", [round(1 / 12, 4)]),
        ("each ninth letter is rubbish", [round(1 / 9, 4)]),
        ("it fails with every third", [round(1 / 3, 4)]),
        ("It gets every fifteenth wrong.", [round(1 / 15, 4)]),
    ],
)
def test_a_part_of_a_sample_is_a_share(text: str, expected: list[float]) -> None:
    assert shares(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We tested 400 answers with 3 engineers.",
        "We reviewed 300 emails in 2 weeks and 12 people helped.",
        "We labelled 400 tickets, 3 were written by me.",
        "Of 30 employees 3 can train models.",
        "We took 200 orders yesterday. 34 were late.",
        "We tried 3 vendors, 2 failed.",
        "We graded 300 answers and got 71. The provost says 90.",
        "On our own 250 servers we got 205 users.",
        "We get 900 letters a month, 80 were from lawyers.",
        "We looked at 12 vendors and 3 were fine with our terms.",
        "We went through 400 letters in 3 weeks.",
        "The last 300 answers took 2 days.",
        "20 of the 45 people are new.",
        "From 300 tickets 5 people read the worst.",
        "We checked 250 last month and 30 the month before.",
        "We tested 3 models yesterday and 2 were slow.",
        "The 140 clerks: 31 work part-time.",
        "We lost 40 customers among the last 1,000.",
        "an error in 1 department",
        "we meet every third",
        "It fails in every fourth week.",
    ],
)
def test_a_number_beside_another_one_is_no_share_of_it(text: str) -> None:
    assert shares(text) == []


@pytest.mark.parametrize("text", ["9 in 10 are right and 4 engineers work on it", "3 of 10 fail, 5 seconds each"])
def test_what_is_counted_takes_no_whole_from_another_number(text: str) -> None:
    assert len(shares(text)) == 1
