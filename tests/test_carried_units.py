"""A number without a unit takes the one that stands beside it, where it is said to go in or come out."""

import pytest

from agent.carried_units import with_carried_unit
from agent.message import taken_apart


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
