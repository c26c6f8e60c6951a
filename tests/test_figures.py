"""Figures in words: what a new fact has moved, and where a number that was shown comes from."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from agent.facts import Fact, Part
from agent.reading.answers import figures_called
from agent.replying.figures import moved_sentences
from agent.replying.origins import NONE_SHOWN, Case, origins
from agent.replying.savings import noted_in_words
from agent.tool_results import Results
from agent.words.tokens import tokenize
from tools.approach import ApproachAdvice
from tools.assess import assess
from tools.profile import Profile
from ui.scripts import Outcome, Script, parse_script

AS_OF = date(2026, 11, 22)
CLASSIFIER = Profile(
    task="classification",
    model="gpt-4o",
    requests_per_month=20_000_000,
    input_tokens=400,
    output_tokens=10,
    training_examples=30_000,
    monthly_benefit=60_000,
    current_accuracy=0.86,
    target_accuracy=0.93,
)


def results(**changed: object) -> Results:
    return dict(assess(CLASSIFIER.model_copy(update=changed), AS_OF).results_as_json)


def test_a_fact_that_moves_break_even_says_from_where_to_where() -> None:
    before, after = results(monthly_benefit=20_000.0), results(monthly_benefit=30_000.0)
    [sentence] = moved_sentences(before, after)
    old, new = (found["roi"]["payback_months"] for found in (before, after))
    assert new < old
    assert f"break-even from {old:.1f} months to {new:.1f} months" in sentence


def test_without_a_benefit_it_is_the_lower_bill_that_pays() -> None:
    before, after = results(monthly_benefit=None), results(monthly_benefit=None, requests_per_month=40_000_000.0)
    [sentence] = moved_sentences(before, after)
    old, new = (found["break_even"]["months"] for found in (before, after))
    assert new < old
    assert f"break-even from {old:.1f} months to {new:.1f} months" in sentence


def test_nothing_is_told_of_figures_that_hardly_move_or_are_new() -> None:
    assert moved_sentences(results(), results(documents=40.0)) == []
    assert moved_sentences({}, results()) == []


def case(last_reply: str = "", **changed: object) -> Case:
    assessment = assess(CLASSIFIER.model_copy(update=changed), AS_OF)
    advice = assessment.results["approach"]
    assert isinstance(advice, ApproachAdvice)
    told = {"monthly_benefit": 60_000, "requests_per_month": 20_000_000, "input_tokens": 400, "output_tokens": 10}
    facts = {name: Fact(value=value, status="stated", turn=1, quote="as said") for name, value in told.items()}
    return Case(dict(assessment.results_as_json), facts, advice.ranking[0], last_reply)


@pytest.mark.parametrize(
    ("tool", "path", "says"),
    [
        pytest.param("api_cost", ("monthly_cost",), "monthly cost of the API", id="a figure of its own"),
        pytest.param("approach", ("ranking", 0, "upfront_cost"), "up-front cost of fine-tuning", id="inside a list"),
        pytest.param("uncertainty", ("npv", "p50"), "value today, middle estimate", id="inside a record"),
        pytest.param(
            "uncertainty", ("approaches", "training", "upfront_cost", "p90"),
            "the high end of the up-front cost of training a model of your own", id="of an approach",
        ),
    ],
)  # fmt: skip
def test_a_number_is_told_by_its_name_with_what_it_is_made_of(tool: str, path: tuple[object, ...], says: str) -> None:
    found: object = results()[tool]
    for part in path:
        found = found[part]
    assert says in " ".join(origins([float(found)], case()))


def test_an_estimate_is_found_by_the_two_digits_that_it_is_shown_in() -> None:
    upfront = results()["approach"]["ranking"][0]["upfront_cost"]
    assert "up-front cost" in " ".join(origins([float(f"{upfront:.2g}")], case()))


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("figure", ["upfront_cost", "monthly_cost", "benefit_needed", "score"])
def test_no_reader_sees_how_a_figure_is_called_inside(place: int, figure: str) -> None:
    found = float(results()["approach"]["ranking"][place][figure])
    told = " ".join(origins([found], case()))
    assert not re.search(r"P10|P90|score =|\d{4}\.\d|,\d{3}\.\d", told)


def test_a_number_that_is_nowhere_is_said_to_be_nowhere_and_mine_is_told_beside_it() -> None:
    [nowhere, mine] = origins([123_456_789.0], case())
    assert nowhere.startswith("123,456,789 is none of my figures")
    assert "is the monthly cost of the API" in mine


def test_a_size_of_a_price_list_is_no_figure_of_the_case() -> None:
    assert "context window" not in " ".join(origins([130_000.0], case()))


def test_without_a_number_the_main_one_of_the_last_reply_is_meant() -> None:
    month = case().results["api_cost"]["monthly_cost"]
    upfront = f"${case().best.upfront_cost / 1e3:.0f}\N{NO-BREAK SPACE}thousand"
    [of_bold] = origins([], case(f"It takes about {upfront}. It pays back in **less than a month**."))
    [of_first] = origins([], case(f"The API comes to ${month:,.0f} a month. It takes about {upfront}."))
    assert of_bold.startswith("**Less than a month** is when it has paid for itself")
    assert "$60,000 a month" in of_bold
    assert of_first.startswith(f"**${month:,.0f}** is the monthly cost of the API: 400 input tokens at $2.50")
    assert origins([], case("Hello.")) == [NONE_SHOWN]


def test_what_one_request_costs_is_told_only_to_who_asks_for_it() -> None:
    bill = case().results["api_cost"]
    each, month = f"${bill['cost_per_request']:.4g}", f"${bill['monthly_cost']:,.0f}"
    [of_reply] = origins([], case(f"A request costs {each}, which comes to {month} a month."))
    assert of_reply.startswith(f"**{month}** is the monthly cost")
    assert "is the cost of one request" in origins([float(bill["cost_per_request"])], case())[0]


def test_where_nothing_is_reckoned_yet_a_number_has_no_origin() -> None:
    nothing = Case({}, {}, case().best)
    assert origins([], nothing) == [NONE_SHOWN]
    assert origins([7_777.0], nothing) == ["7,777 is none of my figures."]


def test_a_figure_of_their_own_is_told_by_their_words() -> None:
    assert origins([20_000_000.0], case())[0].endswith(
        'is what I have noted as your requests a month, from your words "as said".'
    )


def test_the_period_of_a_doubted_figure_is_no_figure_of_theirs(hold: Callable[[Script], Outcome]) -> None:
    script = parse_script(
        """
        name: A builder doubts a small bill
        turns:
          - user: We write 45 quotes a month with gpt-4o, 26,000 tokens in and 2,600 out. What does it cost?
          - user: that can't be right. a fiver a month?? how did you get that
            expect: {says: ["is the monthly cost of the API"], never_says: ["none of my figures", "Mine:"]}
        """,
        "here",
    )
    assert hold(script).passed


@pytest.mark.parametrize(("quote", "said"), [("us $15 an hour", '"$15 an hour"'), ("$15 an hour", '"$15 an hour"')])
def test_whom_an_hour_costs_is_not_read_back(quote: str, said: str) -> None:
    part = Part(name="hour_cost", value=15, quote=quote, turn=2)
    [noted] = noted_in_words([part], 2, None, ())
    assert noted.endswith(said)


def test_the_upkeep_of_what_is_put_in_is_no_bill_of_today_and_its_first_year_is_a_year(
    hold: Callable[[Script], Outcome],
) -> None:
    # 18,000 x 12 min x $46/h x 40 % = 66,240 a month; 12 x 66,240 / (400,000 + 12 x 15,000) - 1 = 37.05 %
    script = parse_script(
        """
        name: A claims chief asks for the first year
        turns:
          - user: 18,000 claim files a month on gpt-4.1. It saves 12 minutes a file at $46 an hour.
          - user: Only 40% of the adjusters will use it.
            expect: {facts: {monthly_benefit: 66240}}
          - user: We put in $400,000 and it costs $15,000 a month to run. What's the ROI in the first year?
            expect: {facts: {monthly_api_spend: null}, says: ["37.05", "214,880"]}
          - user: Please prepare a summary that I can put before the management board.
            expect: {updated: [], says: ["In short"]}
        """,
        "here",
    )
    assert hold(script).passed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How did you get the pay-back?", "when it has paid for itself"),
        ("How did you arrive at the up-front sum?", "up-front cost"),
        ("Where does the running cost come from?", "cost a month of"),
        ("where did you get the cost per month from?", "cost a month of"),
        ("How was the bill of the API calculated?", "monthly cost of the API"),
        ("How do you get the initial investment?", "up-front cost"),
    ],
)
def test_a_figure_is_explained_by_its_name(text: str, told: str) -> None:
    [first, *_] = origins([], case("The API comes to $780 a month."), figures_called(tokenize(text)))
    assert told in first


def test_a_figure_that_is_not_there_gives_way_to_the_main_one() -> None:
    without = case("Hello.", monthly_benefit=None)
    assert origins([], without, ("npv",)) == origins([], without)
