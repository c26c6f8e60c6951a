"""Quantities: a number is the same number however it is written."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.words.cues import BadCues, load_cues
from agent.words.number_words import checked_words, number_value
from agent.words.quantities import MONTH_SECONDS, Quantity, quantities, rate_at
from agent.words.tokens import tokenize

DAY = 86_400.0
WORDS = load_cues("numbers.yaml")


def only(text: str) -> Quantity:
    found = quantities(tokenize(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40k", 40_000),
        ("40 K", 40_000),
        ("1.2m", 1_200_000),
        ("3 mn", 3_000_000),
        ("2bn", 2_000_000_000),
        ("1,000", 1_000),
        ("1.000.000", 1_000_000),
        ("1'000", 1_000),
        ("1 200 000", 1_200_000),
        ("1.500", 1_500),
        ("0.125", 0.125),
        ("1.125 million", 1_125_000),
        ("1,5 Mio", 1_500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("a couple of thousand", 2_000),
        ("twenty-five thousand", 25_000),
        ("two hundred and fifty thousand", 250_000),
        ("two thousand five hundred", 2_500),
        ("one million two hundred thousand", 1_200_000),
        ("fifteen hundred", 1_500),
        ("two and a half million", 2_500_000),
        ("2 lakh", 200_000),
        ("one hundred and fifty", 150),
        ("about 300", 300),
        ("1 thousand 700", 1_700),
        ("2 million 400 thousand", 2_400_000),
        ("a million two", 1_200_000),
        ("three hundred K", 300_000),
        ("fifty-odd papers", 50),
        ("500-plus letters", 500),
        ("300 or so emails", 300),
        ("a good hundred", 100),
        ("a page and a half", 1.5),
        ("two pages and a half", 2.5),
        ("18.000", 18_000),
        (".7 million", 700_000),
        (".125", 0.125),
        ("a quarter page", 0.25),
        ("quarter page", 0.25),
        ("1/4 page", 0.25),
        ("3/4 of a page", 0.75),
        ("Thousand mails", 1_000),
        ("roughly hundred calls", 100),
        ("hundred thousand letters", 100_000),
        ("millions of receipts", 5_500_000),
        ("a million and a half", 1_500_000),
        ("two million and a quarter", 2_250_000),
        ("3 million and a half", 3_500_000),
        ("three hundred and a half", 300.5),
        ("2 hundred thousand", 200_000),
        ("thirty eight hundred invoices", 3_800),
        ("twenty-five hundred", 2_500),
        ("thirty one hundred", 3_100),
        ("sixty-one", 61),
        ("forty-five hundred", 4_500),
        ("a hundred and one", 101),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)
    assert only(text).kind == "plain"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 2 and 3M", 2e6, 3e6),
        ("two to three million", 2e6, 3e6),
        ("2-3k", 2e3, 3e3),
        ("5k to 10k", 5e3, 10e3),
        ("500 to 2k", 500, 2e3),
        ("from 100 to 150 thousand", 1e5, 1.5e5),
        ("between one hundred and two hundred", 100, 200),
        ("a few hundred", 200, 400),
        ("5 or 6", 5, 6),
        ("three or four hundred", 300, 400),
        ("five to two hundred", 5, 200),
        ("90 ± 5", 85, 95),
        ("200k +/- 20k", 180_000, 220_000),
        ("300 plus or minus 50", 250, 350),
        ("400 give or take 40", 360, 440),
        ("2k +- 0.5", 1_500, 2_500),
        ("40k (± 5)", 35_000, 45_000),
        ("somewhere btw 20k and 30k", 20_000, 30_000),
        ("we can release 40 to 60k", 40_000, 60_000),
    ],
)
def test_a_range_keeps_both_ends_and_its_middle_is_the_value(text: str, low: float, high: float) -> None:
    quantity = only(text)
    assert quantity.range == pytest.approx((low, high))
    assert quantity.value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("85k (+/- 10) dollars", "money", 75_000, 95_000),
        ("85k +- 10k dollars", "money", 75_000, 95_000),
        ("$60k ± 10%", "money", 54_000, 66_000),
        ("90 ± 5 percent", "share", 0.85, 0.95),
        ("92% (+/- 2)", "share", 0.9, 0.94),
        ("6 months plus or minus 1", "duration", 5 * MONTH_SECONDS, 7 * MONTH_SECONDS),
        ("+10 to +15 percent", "share", 0.1, 0.15),
        ("-5 to -10 %", "share", 0.05, 0.1),
        ("between +3% and +4%", "share", 0.03, 0.04),
    ],
)
def test_a_tolerance_and_signed_ends_make_a_range(text: str, kind: str, low: float, high: float) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.value) == (kind, pytest.approx((low + high) / 2))
    assert quantity.range == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60, thousand I mean", 60_000),
        ("We have 250, in thousands of course.", 250_000),
        ("1.5 - million, that is", 1_500_000),
        ("70 (thousand)", 70_000),
        ("85, k obviously", 85_000),
        ("It is 35. Thousand, of course.", 35_000),
        ("80! Thousand I mean.", 80_000),
    ],
)
def test_a_scale_said_afterwards_belongs_to_its_number(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("60, thousand things to do", [60]),
        ("we have 12, million-dollar ideas all", [12]),
        ("200, 300 thousand", [200, 300_000]),
        ("It costs 5,000 (thousands of hours too)", [5_000]),
        ("40 plus 5", [40, 5]),
        ("30 people, give or take", [30]),
    ],
)
def test_a_word_of_scale_that_goes_on_belongs_to_no_number_before(text: str, values: list[float]) -> None:
    found = [quantity.value for quantity in quantities(tokenize(text)) if quantity.range is None]
    assert found[: len(values)] == values


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("$250k", "money", 250_000),
        ("USD 4,500", "money", 4_500),
        ("300 bucks", "money", 300),
        ("22 grand", "money", 22_000),
        ("13 cents", "money", 0.13),
        ("97 percent", "share", 0.97),
        ("4 out of 5", "share", 0.8),
        ("one in ten", "share", 0.1),
        ("7 times out of 10", "share", 0.7),
        ("one in 8", "share", 0.125),
        ("one reply in two hundred", "share", 0.005),
        ("about 7 answers in 10 hold up", "share", 0.7),
        ("every third time", "share", 1 / 3),
        ("49 times out of 50", "share", 0.98),
        ("3 times of 4", "share", 0.75),
        ("7 of the 1,000 labels", "share", 0.007),
        ("6 of 100 charts", "share", 0.06),
        ("12 times in a hundred", "share", 0.12),
        ("three replies per thousand", "share", 0.003),
        ("one case of a thousand", "share", 0.001),
        ("a good fifth of those", "share", 0.2),
        ("a quarter fewer", "share", 0.25),
        (".7% of cases", "share", 0.007),
        ("one mistake in fifty", "share", 0.02),
        ("two thirds", "share", 2 / 3),
        ("three quarters", "share", 0.75),
        ("half a second", "duration", 0.5),
        ("800 ms", "duration", 0.8),
        ("4S", "duration", 4),
        ("three budget years", "duration", 36 * MONTH_SECONDS),
        ("six full weeks", "duration", 42 * DAY),
        ("One financial year", "duration", 12 * MONTH_SECONDS),
        ("a year from now is early enough", "duration", 12 * MONTH_SECONDS),
        ("inside half a minute", "duration", 30),
        ("within the hour", "duration", 3_600),
        ("a quarter of a year", "duration", 3 * MONTH_SECONDS),
        ("a fortnight and a half", "duration", 21 * DAY),
        ("a dollar fifty", "money", 1.5),
        ("two dollars twenty-five", "money", 2.25),
        ("half as many again", "factor", 1.5),
        ("as much again", "factor", 2),
        ("trebled", "factor", 3),
        ("1.5s", "duration", 1.5),
        ("two and a half months", "duration", 2.5 * MONTH_SECONDS),
        ("3-year", "duration", 36 * MONTH_SECONDS),
        ("six weeks", "duration", 42 * DAY),
        ("doubling", "factor", 2),
        ("10x", "factor", 10),
        ("in half", "factor", 0.5),
        ("x3", "factor", 3),
        ("1.5 per mille", "share", 0.0015),
        ("a false alarm rate of 10%", "share", 0.1),
        ("9 in 10 points", "share", 0.9),
        ("6.40 down to 4 dollars", "money", 6.4),
        ("3‰", "share", 0.003),
        ("40 basis points", "share", 0.004),
        ("every 7th answer", "share", 1 / 7),
        ("every seventh rare part is wrong", "share", 1 / 7),
        ("every third is wrong", "share", 1 / 3),
        ("one dangerous dosage in 300 answers", "share", 1 / 300),
        ("1 really bad answer in 150", "share", 1 / 150),
        ("a costly mistake in 80", "share", 1 / 80),
        ("sub-second", "duration", 1),
        ("half an hour", "duration", 1_800),
        ("a quarter of an hour", "duration", 900),
        ("three quarters of a second", "duration", 0.75),
        ("two thirds of a minute", "duration", 40),
        ("three quarters of an hour", "duration", 2_700),
        ("a tenth of a second", "duration", 0.1),
        ("99 times in a hundred", "share", 0.99),
        ("one citation in forty", "share", 0.025),
        ("twenty basis points", "share", 0.002),
        ("goes wrong one time in seven", "share", 1 / 7),
        ("it is right one in three", "share", 1 / 3),
        ("five times outta eight", "share", 0.625),
        ("4 outta 6", "share", 4 / 6),
        ("seventeen from twenty", "share", 0.85),
        ("93 from 100", "share", 0.93),
        ("once in 900 answers", "share", 1 / 900),
        ("once per 1,500", "share", 1 / 1_500),
        ("once every two hundred letters", "share", 1 / 200),
        ("30 ppm", "share", 0.00003),
        ("11 incidents in 5,000", "share", 0.0022),
        ("8 usable drafts out of 9", "share", 8 / 9),
        ("7 fields of 10 are right", "share", 0.7),
    ],
)
def test_a_unit_decides_the_kind_and_the_base_unit(text: str, kind: str, value: float) -> None:
    assert only(text).kind == kind
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to $250k", "at_most"),
        ("under 5 seconds", "at_most"),
        ("at least 97%", "at_least"),
        ("97%", None),
        ("four weeks tops", "at_most"),
        ("9 seconds at most", "at_most"),
        ("7 minutes or less", "at_most"),
        ("1 in 40, not more", "at_most"),
        ("5 months at the latest", "at_most"),
        ("85% or better", "at_least"),
        ("from 70% upwards", "at_least"),
        ("93 and up", "at_least"),
        ("80% minimum", "at_least"),
        ("2 seconds or so", None),
        ("9,000, not more clearly known", None),
    ],
)
def test_a_bound_is_kept(text: str, bound: str | None) -> None:
    assert only(text).bound == bound


@pytest.mark.parametrize(
    ("text", "currency"), [("50,000 euros", "EUR"), ("£8,000", "GBP"), ("$5", "USD"), ("5 CHF", "CHF")]
)
def test_a_foreign_currency_is_named_not_converted(text: str, currency: str) -> None:
    assert only(text).currency == currency


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thirty-six thousand a quarter", 36_000),
        ("Six hundred a day", 600),
        ("eleven hundred a month", 1_100),
        ("a hundred an hour", 100),
        ("two hundred thousand a year", 200_000),
        ("three hundred and fifty a week", 350),
        ("Hundred a day", 100),
    ],
)
def test_an_article_behind_a_scale_begins_a_rate(text: str, value: float) -> None:
    found = [quantity for quantity in quantities(tokenize(text)) if not quantity.is_free]
    assert [(quantity.value, quantity.kind) for quantity in found] == [(value, "plain")]


@pytest.mark.parametrize(
    ("text", "value"), [("a hundred and one", 101), ("six hundred one", 601), ("two thousand and one", 2_001)]
)
def test_one_behind_a_hundred_is_counted(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "times_a_month"),
    [
        ("a day", 30),
        ("per second", 2_592_000),
        ("/ week", 30 / 7),
        ("monthly", 1),
        ("per annum", 1 / 12),
        ("every quarter", 1 / 3),
        ("p a", 1 / 12),
        ("per working day", 22),
        ("every six months", 1 / 6),
        ("every three seconds", 864_000),
        ("every other day", 15),
        ("each quarter-year", 1 / 3),
        ("p/m", 1),
        ("p.a.", 1 / 12),
        ("in month", 1),
        ("in the last twelve months 96,000", 1 / 12),
        ("for the whole year", 1 / 12),
        ("over the whole year", 1 / 12),
        ("during the entire quarter", 1 / 3),
        ("in the calendar year 2024", 1 / 12),
        ("over a full month", 1),
        ("pr day", 30),
        ("each night", 30),
        ("every Sunday", 30 / 7),
        ("each weekend", 30 / 7),
    ],
)
def test_a_rate_is_times_a_month_of_thirty_days(text: str, times_a_month: float) -> None:
    rate = rate_at(tokenize(text), 0)
    assert rate is not None
    assert rate[0] == pytest.approx(times_a_month)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from 81% to 93%", 0.81, 0.93),
        ("from 9 minutes to 6 minutes", 540, 360),
        ("900 ms down to 400", 0.9, 0.4),
        ("from 100k now to 130k", 100_000, 130_000),
        ("from 12% today down to 4%", 0.12, 0.04),
    ],
)
def test_a_movement_keeps_its_direction(text: str, first: float, last: float) -> None:
    assert only(text).movement
    assert only(text).range == pytest.approx((first, last))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,500 / 180 tokens", [2_500, 180]),
        ("15 calls per 100 customers", [15, 100]),
        ("one answer in 5 seconds", [1, 5]),
        ("3 of our 12 people", [3, 12]),
        ("1 thousand, 700 of them", [1_000, 700]),
        ("one nurse in 12 wards", [1, 12]),
        ("one mistake in 5% of cases", [1, 0.05]),
        ("one ML engineer in 20 people", [1, 20]),
        ("the right one in the end, 20 of them", [20]),
        ("once every 2 months", []),
        ("once in 2021", [2_021]),
        ("12 from 30", [12, 30]),
        ("5 from 10 countries", [5, 10]),
        ("a bad harvest in 2019", [2_019]),
        ("I said 40. Thousands of people read it.", [40, 5_500]),
        ("a one-off budget of 400k", [400_000]),
        ("one-page summary", [1]),
    ],
)
def test_two_numbers_that_make_no_share_stay_two(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities(tokenize(text))] == values


def test_a_fraction_of_a_million_is_an_amount_though_a_time_stands_before_it() -> None:
    found = quantities(tokenize("I have 18 months and a quarter of a million dollars."))
    assert [(one.kind, one.value) for one in found] == [("duration", 18 * MONTH_SECONDS), ("money", 250_000)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("25% fewer enquiries", -1),
        ("a tenth fewer each year", -1),
        ("down 10 %", -1),
        ("minus 8%", -1),
        ("-8%", -1),
        ("twenty percent more", 1),
        ("up 30%", 1),
        ("30%", 0),
        ("5 - 8%", 0),
    ],
)
def test_a_share_says_whether_it_is_more_or_less(text: str, direction: int) -> None:
    assert only(text).direction == direction


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("24,000 X-ray with report", "plain", 24_000),
        ("3,100 x-rays", "plain", 3_100),
        ("24 x", "factor", 24),
        ("3x-4x as many", "factor", 3.5),
        ("10x more", "factor", 10),
    ],
)
def test_a_letter_of_a_word_is_no_sign_of_times(text: str, kind: str, value: float) -> None:
    found = quantities(tokenize(text))[0]
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "a hospital",
        "no one knows",
        "the one that we use",
        "second opinion",
        "a hundredth",
        "in thousand ways",
        "",
        "a one-off budget",
        "a one-time fee",
        "one off, for the build",
        "a one-way street",
        "a one-size-fits-all answer",
    ],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert not [quantity for quantity in quantities(tokenize(text)) if not quantity.is_free]


@pytest.mark.parametrize("type_", WORDS)
def test_every_word_of_the_file_can_stand_in_a_sentence(type_: str) -> None:
    for word in WORDS[type_]:
        for text in (word, f"We get {word} receipts", f"3 {word} receipts a month", f"$20 {word} 40 {word} of 50"):
            assert all(isfinite(quantity.value) for quantity in quantities(tokenize(text))), text


@pytest.mark.parametrize(
    ("type_", "phrase", "value", "complaint"),
    [
        ("MANY", "millions of", ["2.0e6", "9.0e6"], "two numbers, the lower first"),
        ("MANY", "zillions of", [9, 2], "two numbers, the lower first"),
        ("FEW", "few", 3, "two numbers, the lower first"),
        ("TENS", "twenty", "20", "a number"),
        ("SCALE", "thousand", "1.0e3", "a number"),
        ("SCALE", "thousand", True, "a number"),
        ("SIGN", "$", 1, "a text"),
        ("CASE", "answer", None, None),
    ],
)
def test_a_value_that_cannot_be_counted_with_is_refused(
    type_: str, phrase: str, value: object, complaint: str | None
) -> None:
    if complaint is None:
        checked_words({type_: [phrase]})
        return
    with pytest.raises(BadCues) as raised:
        checked_words({type_: {phrase: value}})
    assert str(raised.value) == f"numbers.yaml: {type_}: {phrase!r} must have {complaint}, not {value!r}."


@given(st.integers(min_value=1_000, max_value=999_999_999))
def test_every_way_of_grouping_digits_is_the_same_number(number: int) -> None:
    grouped = f"{number:,}"
    for separator in (",", "'", " ", "."):
        written = grouped.replace(",", separator)
        assert number_value(written) == number
        assert only(written).value == number


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["k", "K", " thousand", "000", ",000"]))
def test_every_way_of_writing_thousands_agrees(number: int, suffix: str) -> None:
    assert only(f"{number}{suffix}").value == number * 1_000


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_are_inside_it(text: str) -> None:
    tokens = tokenize(text)
    for quantity in quantities(tokens):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.first < quantity.last <= len(tokens)
