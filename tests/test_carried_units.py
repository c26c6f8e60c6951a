"""A number without a unit takes the one that stands beside it: a size of text, a currency, cases with their answers."""

import pytest

from agent.numbers.carried_units import is_paired, with_carried_unit, with_their_currency
from agent.words.message import taken_apart


def counted(text: str) -> list[tuple[float, str]]:
    """Each number with what it counts, if that is a size of text."""
    message = taken_apart(text)
    items = [with_carried_unit(message, item) for item in message.measured]
    return [
        (item.quantity.value, next((noun for noun in ("token", "word", "page") if noun in item.nouns), ""))
        for item in items
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("350 words in, 120 out", [(350, "word"), (120, "word")]),
        ("600 words, and we'd boil each down to 60", [(600, "word"), (60, "word")]),
        ("They write 800 words and I'd answer with 200.", [(800, "word"), (200, "word")]),
        ("11k tokens in and 9k out", [(11_000, "token"), (9_000, "token")]),
        ("prompts of 220 tokens, replies of 140", [(220, "token"), (140, "token")]),
        ("avg 600 tokens prompt 110 reply", [(600, "token"), (110, "token")]),
        ("transcript some 50 pages, summary 4", [(50, "page"), (4, "page")]),
        ("2,500 / 180 tokens", [(2_500, "token"), (180, "token")]),
        ("Summary length (words) | 180", [(180, "word")]),
        ("six pages of notes going in and a single page coming out", [(6, "page"), (1, "page")]),
    ],
)
def test_a_number_takes_the_unit_beside_it(text: str, expected: list[tuple[float, str]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A letter has 500 words. We have 120 people.",
        "1,000 words in, 2 seconds out",
        "300 words each and 200 a day",
        "The answers have 300 words and 85 % are right.",
    ],
)
def test_a_number_of_something_else_takes_none(text: str) -> None:
    assert not counted(text)[-1][1]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Our budget is EUR 60k and the licence costs us 4k a month.", 2),
        ("Our budget is EUR 60k. We expect savings of 10k a month.", 2),
        ("Budget is 60,000 euros, savings would be 10k a month, and we get 9k tickets a month.", 2),
        ("We pay £900 a month for the API and can spend 50k up front.", 2),
        ("The licence costs EUR 4k a month and our budget is $60k.", 1),
        ("Our rival has a budget of EUR 2m. Our budget is 60k.", 1),
        ("Our budget is EUR 60k and we have 4,000 documents.", 1),
        ("We have 4k to spend, they ask EUR 60k.", 1),
    ],
)
def test_later_amounts_are_in_the_currency_that_was_named_first(text: str, amounts: int) -> None:
    measured = with_their_currency(taken_apart(text)).measured
    assert sum(item.quantity.currency in ("EUR", "GBP") for item in measured) == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("For this we have $120,000 to set it up and then eight thousand a month to keep it running.", 2),
        ("Budget is $60k to build it, then 3k a month to run it.", 2),
        ("We set aside 90,000 dollars and four thousand monthly for upkeep.", 2),
        ("We can spend $120,000 up front and 8,000 a month after that.", 2),
        ("You get $40k for the pilot plus 1,500 a month in running costs.", 2),
        ("There is 2,500 a month to maintain the system.", 1),
        ("$30k once and 900 a month to keep the lights on", 2),
        ("Budget $50k, and 8,000 requests a month to keep it running.", 1),
        ("We spent $50,000 to set it up and now it handles 8,000 a month after that.", 1),
        ("We get 9,000 a month for maintenance.", 0),
        ("We run 8,000 a month through it.", 0),
        ("$20k to build it. It keeps running at 8,000 a month.", 1),
    ],
)
def test_what_it_costs_to_keep_it_going_is_money(text: str, amounts: int) -> None:
    measured = with_their_currency(taken_apart(text)).measured
    assert sum(item.quantity.kind == "money" for item in measured) == amounts


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ("18k resolved tickets with approved answers", True),
        ("14,000 old pages with translation made by a person", True),
        ("3,200 documents with a summary written by hand", True),
        ("2,000 pages with notes by our clients", False),
        ("900 files with answers", False),
        ("About 4,000 tickets with the answers our agents sent.", True),
        ("12,000 e-mails including the replies we sent", True),
        ("900 claims where the outcome is known", True),
        ("We keep 18k resolved tickets.", False),
        ("300 FAQ articles with answers", False),
        ("12,000 tickets a month with long answers", False),
        ("400 mails with 3 attachments", False),
    ],
)
def test_cases_that_come_with_their_answers_are_told_from_others(text: str, paired: bool) -> None:
    assert is_paired(taken_apart(text), taken_apart(text).measured[0]) is paired
