"""Short words on money alone answer no question on anything else."""

from datetime import date

import pytest

from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context


def answered(text: str, asked: str) -> object:
    """What the message says of the field that was asked for."""
    heard = BuiltInReader().read(text, Context(asked=(asked,), today=date(2026, 11, 22)))
    return next((one.value for one in heard.statements if one.field == asked), "nothing")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("scrap caching. total 12 mo?", "knowledge_change"),
        ("bill per month?", "knowledge_change"),
        ("what's the monthly bill?", "knowledge_change"),
        ("We have no money for it", "current_approach"),
        ("No money yet", "current_approach"),
        ("We have no money for it, maybe 3,000 euros from a donor", "current_approach"),
    ],
)
def test_money_alone_answers_nothing_else(text: str, asked: str) -> None:
    assert answered(text, asked) == "nothing"


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("monthly I think?", "knowledge_change", "monthly"),
        ("the cost list changes weekly", "knowledge_change", "weekly"),
        ("none yet", "current_approach", "none"),
        ("no budget yet", "budget", None),
    ],
)
def test_other_answers_stand(text: str, asked: str, value: object) -> None:
    assert answered(text, asked) == value
