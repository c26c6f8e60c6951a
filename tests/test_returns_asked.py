"""Which returns of the case a message asks for, over which months and at which rate."""

import pytest

from agent.reading.built_in_reader import BuiltInReader
from agent.reading.returns_asked import ReturnsAsked, returns_asked
from agent.understanding import Context
from agent.words.message import taken_apart


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What's the IRR over three years at 9% cost of capital?", ReturnsAsked(("irr",), 36, 0.09)),
        ("NPV at 12 %?", ReturnsAsked(("npv",), None, 0.12)),
        ("NPV (8%)", ReturnsAsked(("npv",), None, 0.08)),
        ("discounted payback", ReturnsAsked(("discounted_payback",))),
        ("What is the discounted payback at 10 percent?", ReturnsAsked(("discounted_payback",), None, 0.10)),
        ("ROI over two years", ReturnsAsked(("roi",), 24)),
        ("What's the ROI over 3 years?", ReturnsAsked(("roi",), 36)),
        ("And the IRR?", ReturnsAsked(("irr",))),
        ("IRR?", ReturnsAsked(("irr",))),
        ("What would the NPV be at 12% over 5 years?", ReturnsAsked(("npv",), 60, 0.12)),
        (
            "Give me payback and NPV over 36 months with a discount rate of 8%.",
            ReturnsAsked(("payback", "npv"), 36, 0.08),
        ),
        ("NPV, 12% WACC, 3 years?", ReturnsAsked(("npv",), 36, 0.12)),
        ("Show me the net present value over 18 months", ReturnsAsked(("npv",), 18)),
        ("What internal rate of return do we get in four years?", ReturnsAsked(("irr",), 48)),
        ("Payback over 12 months?", ReturnsAsked(("payback",), 12)),
        ("How high is our return on investment after two years?", ReturnsAsked(("roi",), 24)),
        ("How does the return look over five years at 8%?", ReturnsAsked(("roi",), 60, 0.08)),
        ("What if the hurdle rate is 20%?", ReturnsAsked(("npv",), None, 0.2)),
        ("And if we discounted at 15 %?", ReturnsAsked(("npv",), None, 0.15)),
        ("what's the present value using 7 percent", ReturnsAsked(("npv",), None, 0.07)),
    ],
)
def test_returns_of_the_case_are_asked_for(text: str, asked: ReturnsAsked) -> None:
    assert [one.asked for one in returns_asked(taken_apart(text))] == [asked]


@pytest.mark.parametrize(
    "text",
    [
        "What is IRR?",
        "What's a discounted payback?",
        "What does NPV mean?",
        "How is NPV calculated?",
        "How do you calculate the IRR?",
        "What's a good ROI over two years?",
        "What ROI do other companies get in three years?",
        "What is the difference between NPV and IRR?",
        "payback?",
        "What's our ROI?",
        "When does it pay back?",
        "We need a payback within 12 months.",
        "Our target is an IRR of 20%.",
        "The board wants a ROI of 300 % in two years.",
        "Can we reach a ROI of 300 % in two years?",
        "What is the NPV if the benefit is only half?",
        "NPV of 40,000 a month for three years at 10% with 120k up front?",
        "What if we pay 20% less over two years?",
        "How many documents do we get in three years?",
        "How high is the return rate over two years?",
        "How many returns do our customers send in two years?",
        "What if the error rate is 20%?",
        "What if we discount our prices by 20%?",
        "The vendor says the payback is 6 months.",
    ],
)
def test_what_asks_for_no_returns_of_the_case(text: str) -> None:
    assert returns_asked(taken_apart(text)) == ()


@pytest.mark.parametrize(
    "text",
    ["Our CFO wants at least 15% IRR.", "We need a ROI of 30 %.", "The hurdle is an IRR of 20 percent."],
)
def test_a_return_that_is_wanted_is_no_fact_of_the_case(text: str) -> None:
    told = BuiltInReader().read(text, Context(asked=("target_accuracy",))).statements
    assert [one for one in told if isinstance(one.value, float | int)] == []


def test_a_share_beside_no_return_is_a_fact_as_ever() -> None:
    told = BuiltInReader().read("We need 95 % accuracy.", Context(asked=("target_accuracy",))).statements
    assert [one.value for one in told if one.field == "target_accuracy"] == [0.95]
