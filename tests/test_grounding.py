"""The check before a reply leaves: sentences that must pass, and sentences that must not."""

import pytest

from agent.grounding import check, numbers_in, orphans

PARENTS = [13_000, 156_000, 0.13, 0.995, 1_200_000, 2.5, 0.5, 45, 6_800.4]


@pytest.mark.parametrize(
    "sentence",
    [
        "It comes to $13,000 a month.",
        "It comes to $13 thousand a month, or $13k.",
        "That is $156,000 a year and $0.13 a request.",
        "Accuracy must reach 99.5 %.",
        "You expect 1.2 million requests.",
        "It pays back after 2.5 months.",
        "An answer is due within 500 milliseconds.",
        "Below 6,800 requests a month, stay on the API.",
        "On gpt-4o and claude-sonnet-4-5 and an MI300X, by the 4P rubric.",
        "No figure at all.",
        "1. The first item of a list.",
    ],
)
def test_a_number_with_a_parent_passes(sentence: str) -> None:
    checked = check(sentence, PARENTS, [])
    assert checked.text == sentence
    assert checked.removed == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "It comes to $130,000 a month.",
        "It comes to $13,500 a month.",
        "Accuracy must reach 99 %.",
        "That saves 72 % of the work.",
        "You expect 12 million requests.",
        "You expect 1.3 million requests.",
        "It pays back after 2.6 months.",
        "An answer is due within 50 milliseconds.",
        "It costs $1.3 a request.",
        "You save $13 million.",
        "By 2031 this doubles.",
        "A mark that leads nowhere [7].",
    ],
)
def test_a_number_without_a_parent_is_taken_out(sentence: str) -> None:
    checked = check(f"Before it. {sentence} After it.", PARENTS, [1])
    assert sentence.rstrip(".") in "".join(checked.removed)
    assert "Before it." in checked.text
    assert "After it." in checked.text
    assert sentence not in checked.text


def test_only_the_bad_row_of_a_table_goes() -> None:
    table = "| cost | $13,000 |\n| saving | $99 |\n| request | $0.13 |"
    assert check(table, PARENTS, []).text == "| cost | $13,000 |\n| request | $0.13 |"


def test_numbers_are_found_in_nested_results_and_their_strings() -> None:
    found = set(numbers_in({"a": [1, {"b": "costs $2.50 per million, 40 % less"}], "c": True, "d": None, "e": 7.5}))
    assert {1, 2.5, 40, 0.4, 7.5} <= found
    assert True not in [value for value in found if isinstance(value, bool)]


def test_an_orphan_is_named_as_it_is_printed() -> None:
    assert orphans("From $13,000 to $14,100.", PARENTS) == ["$14,100"]
