"""Money that is said as a part, as a sum, or in thousands that only another amount names."""

from datetime import date

import pytest

from agent.facts import Fact
from agent.numbers.derived import derived_statements
from agent.reading.built_in_reader import BuiltInReader
from agent.understanding import Context, Understanding
from agent.words.message import taken_apart

READER = BuiltInReader()
BUDGET, SPEND, BENEFIT = "budget", "monthly_api_spend", "monthly_benefit"
MONEY = {BUDGET, SPEND, BENEFIT}


def context(asked: tuple[str, ...], known: dict[str, float]) -> Context:
    facts = {field: Fact(value=value, status="stated", turn=1) for field, value in known.items()}
    return Context(facts=facts, asked=asked, today=date(2026, 11, 22))


def derived(text: str, *asked: str, **known: float) -> dict[str, object]:
    found = derived_statements(taken_apart(text), context(asked, known))
    return {one.field: one.value for one in found if one.field in MONEY}


def read(text: str, *asked: str, **known: float) -> Understanding:
    return READER.read(text, context(asked, known))


def money(text: str, *asked: str, **known: float) -> dict[str, object]:
    stated = [one for one in read(text, *asked, **known).statements if one.status != "declined"]
    return {one.field: one.value for one in stated if one.field in MONEY}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("A quarter of the 200k innovation budget is for this.", (), {BUDGET: 50_000}),
        ("I may use 20 percent of our 90k training pot.", (BUDGET,), {BUDGET: 18_000}),
        ("There is a 300k grant, but just a third of it is for the assistant.", (), {BUDGET: 100_000}),
        ("We won an $800k subsidy, and no more than a tenth of it can go into this.", (), {BUDGET: 80_000}),
        ("$60k seed money, and I can't put more than half of that into a chatbot.", (), {BUDGET: 30_000}),
        ("The fund holds $500k. A fifth of it, not more, is ours.", (BUDGET,), {BUDGET: 100_000}),
        ("Of the 12,000 cloud invoice a fourth is for the API.", (SPEND,), {SPEND: 3_000}),
        ("The OpenAI part is 2% of an AWS bill of 40k a month.", (), {SPEND: 800}),
        ("I hope for a 3% lift on web sales of $2M a month.", (), {BENEFIT: 60_000}),
        ("It should bring 1% more revenue on the $900k a month that we make online.", (), {BENEFIT: 9_000}),
        ("We spend 30k a month on freelancers and could drop two thirds of that.", (), {BENEFIT: 20_000}),
        ("Damaged goods cost us $10k every month, and it would get rid of 30 percent of it.", (), {BENEFIT: 3_000}),
    ],
)
def test_a_share_of_an_amount_is_the_money_that_it_comes_to(
    text: str, asked: tuple[str, ...], expected: dict[str, float]
) -> None:
    assert derived(text, *asked) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("A fifth of the budget I told you, each month.", (BENEFIT,), {BUDGET: 50_000}, {BENEFIT: 10_000}),
        ("Eight times the monthly bill.", (BUDGET,), {SPEND: 4_000}, {BUDGET: 32_000}),
        ("I'd be glad to see a third of the bill gone.", (), {SPEND: 9_000}, {BENEFIT: 3_000}),
        ("A third of the bill is for tests.", (), {SPEND: 9_000}, {}),
        ("Eight times the monthly bill.", (BUDGET,), {}, {}),
    ],
)
def test_a_share_of_what_is_known_is_reckoned_from_it(
    text: str, asked: tuple[str, ...], known: dict[str, float], expected: dict[str, float]
) -> None:
    assert derived(text, *asked, **known) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The board has $400k and half of it is already spent.",
        "We have a 500k budget, and 40% of it is salaries.",
        "30% of our 2M customers write to us.",
        "Half of the 300k visitors leave at once.",
        "Sales are $2M a month and 12% of that is tax.",
        "Our accuracy is 3% up on the 20k set.",
        "Of the 40,000 letters a fifth is in French.",
        "The vendor claims a 3% lift on sales.",
    ],
)
def test_a_share_of_something_else_is_no_money(text: str) -> None:
    assert derived(text) == {}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Marketing pays 15k and IT can add 10k.", (BUDGET,), {BUDGET: 25_000}),
        ("The city puts in $50k and the university adds another $20k.", (BUDGET,), {BUDGET: 70_000}),
        ("The foundation gave $30k and the ministry tops it up with $12k.", (BUDGET,), {BUDGET: 42_000}),
        ("Each of the four branches chips in $8k for this.", (BUDGET,), {BUDGET: 32_000}),
        ("Six departments pay 5k each into the pot.", (BUDGET,), {BUDGET: 30_000}),
        ("9k a month in extra orders plus 1.5k saved on postage.", (BENEFIT,), {BENEFIT: 10_500}),
        ("Anthropic 900 plus OpenAI 2,100 a month.", (SPEND,), {SPEND: 3_000}),
    ],
)
def test_amounts_from_several_pots_are_added_up(text: str, asked: tuple[str, ...], expected: dict[str, float]) -> None:
    assert derived(text, *asked) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("We have 30k. Adding a second language would cost 10k more.", ()),
        ("The first offer was 40k and they add 5k for travel.", ()),
        ("Six departments with 5k staff each.", (BUDGET,)),
    ],
)
def test_amounts_that_nobody_puts_together_stay_apart(text: str, asked: tuple[str, ...]) -> None:
    assert derived(text, *asked) == {}


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("Last year they gave us 90k. This time I have 60.", (BUDGET,), {}, {BUDGET: 60_000}),
        (
            "The ministry approved 250k, 90k of it went into servers, so 160 is left for me.",
            (BUDGET,),
            {},
            {BUDGET: 160_000},
        ),
        ("Thirteen thousand. Actually scratch that, make it nine.", (BUDGET,), {BENEFIT: 2_900}, {BUDGET: 9_000}),
        ("I'd sign 120.", (BUDGET,), {BENEFIT: 40_000}, {BUDGET: 120_000}),
        ("Forty, I think.", (BUDGET,), {SPEND: 9_000}, {BUDGET: 40_000}),
        (
            "I get 45k for it, and it brings 3 clerks at 4k a month each, so twelve a month.",
            (BENEFIT,),
            {},
            {BENEFIT: 12_000},
        ),
        ("I have 500 dollars.", (BUDGET,), {BENEFIT: 40_000}, {BUDGET: 500}),
        ("300", (BUDGET,), {BENEFIT: 250}, {BUDGET: 300}),
        ("We send 20k mails. I have 800 for it.", (BUDGET,), {}, {BUDGET: 800}),
    ],
)
def test_a_small_number_beside_amounts_in_thousands_is_in_thousands(
    text: str, asked: tuple[str, ...], known: dict[str, float], expected: dict[str, float]
) -> None:
    assert money(text, *asked, **known) == expected


@pytest.mark.parametrize(
    ("text", "asked", "known", "expected"),
    [
        ("three cents a call", (SPEND,), {"requests_per_month": 40_000}, {SPEND: 1_200}),
        ("It's 0.2 cents each time.", (SPEND,), {"requests_per_month": 1_000_000}, {SPEND: 2_000}),
        ("0.5 cents a ticket at 80,000 tickets a month", (SPEND,), {}, {SPEND: 400}),
        ("We pay OpenAI 3 cents per answer.", (), {"requests_per_month": 20_000}, {SPEND: 600}),
        ("gpt-4o, 500,000 requests a month at $0.008 per request.", (), {}, {SPEND: 4_000}),
        ("gpt-4o, 100k requests a month, 10 cents each.", (), {}, {SPEND: 10_000}),
        ("Each call costs us 3 cents and we make 200,000 a month.", (), {}, {SPEND: 6_000}),
        ("We use gpt-4o at 0.8 cents per call and do 1.5 million calls a quarter.", (), {}, {SPEND: 4_000}),
        ("gpt-4o answers 100k questions a month, and each one saves us 10 cents.", (), {}, {BENEFIT: 10_000}),
        ("gpt-4o answers 100k questions a month, and each one brings in 10 cents.", (), {}, {}),
        ("A clerk costs us 4 dollars per letter.", (), {"requests_per_month": 20_000}, {}),
        ("three cents a call", (SPEND,), {}, {}),
        ("We bill 9 cents a word and translate 2 million words a month.", (), {}, {}),
    ],
)
def test_a_price_for_each_request_is_a_bill_where_the_volume_is_known(
    text: str, asked: tuple[str, ...], known: dict[str, float], expected: dict[str, float]
) -> None:
    assert derived(text, *asked, **known) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("31.4k last invoice", (SPEND,), {SPEND: 31_400}),
        ("12k flat, every month", (SPEND,), {SPEND: 12_000}),
        ("GPT-4o cost us $24,000 over the whole of this year.", (), {SPEND: 2_000}),
        ("The API came to 48,000 over the past twelve months.", (), {SPEND: 4_000}),
        ("The whole AWS bill is 90k a month.", (), {}),
        ("Running it may cost 3k a month at the most.", (BUDGET,), {}),
        ("No amount has been agreed so far.", (BUDGET,), {}),
        ("There is no budget line and I can't name one.", (BUDGET,), {}),
        ("We can release 40 to 60k.", (BUDGET,), {BUDGET: 50_000}),
    ],
)
def test_what_is_said_around_an_amount_decides_what_it_is(
    text: str, asked: tuple[str, ...], expected: dict[str, float]
) -> None:
    assert money(text, *asked) == expected


@pytest.mark.parametrize(
    "text", ["No amount has been agreed so far.", "There's no figure for that yet.", "The sum isn't decided yet."]
)
def test_a_figure_that_nobody_has_set_is_no_zero(text: str) -> None:
    assert [(one.field, one.status) for one in read(text, BUDGET).statements] == [(BUDGET, "declined")]
