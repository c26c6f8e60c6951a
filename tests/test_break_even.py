"""When an investment has paid for itself, against values worked by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.break_even import break_even

costs = st.floats(min_value=0, max_value=1e7)
growths = st.floats(min_value=-0.9, max_value=5)


@pytest.mark.parametrize(
    ("upfront", "now", "then", "growth", "months"),
    [
        pytest.param(20_000, 10_000, 2_000, 0, 2.5, id="Genloop: 20,000 / (10,000 - 2,000)"),
        pytest.param(0, 100, 50, 0, 0, id="nothing to pay back"),
        pytest.param(96_000, 10_000, 2_000, 0, 12, id="a year"),
        pytest.param(1, 100, 100, 0, None, id="no saving: never"),
        pytest.param(0, 100, 100, 0, None, id="no cost and no saving: nothing to break even"),
        pytest.param(1, 100, 150, 0, None, id="dearer: never"),
        pytest.param(8_000, 10_000, 2_000, 1, 1, id="growth starts after the first month"),
        # Month 1 saves 8,000, month 2 8,000 x 2^(1/12) = 8,475.70: 12,000 is 4,000 into it.
        pytest.param(12_000, 10_000, 2_000, 1, 1.471937, id="doubling a year, within the second month"),
        # Halving a year: added up month by month, the savings never exceed 8,000 / (1 - 0.5^(1/12)) = 142,538.4.
        pytest.param(142_000, 10_000, 2_000, -0.5, 96.625795, id="shrinking, but just in time"),
        pytest.param(143_000, 10_000, 2_000, -0.5, None, id="shrinking too fast: never"),
        pytest.param(8_000, 10_000, 2_000, -1, 1, id="volume ends after a month that pays it all"),
        pytest.param(8_001, 10_000, 2_000, -1, None, id="volume ends after a month that does not"),
        pytest.param(4_000, 10_000, 2_000, -1, 0.5, id="half a month pays it, whatever comes later"),
        pytest.param(30_000, 5_000, 2_500, 0, 12, id="2,500 a month for a year"),
        pytest.param(0, 100, 150, 0, None, id="nothing up front, but dearer"),
        pytest.param(0, 100, 50, -1, 0, id="nothing to pay back, and volume ends"),
        # 100 x (1.21 - 1) / (1.21^(1/12) - 1) = 1,311.53: a year of months that grow by 21 % a year
        pytest.param(1_311.5272, 150, 50, 0.21, 12, id="a year of growth to the cent"),
        pytest.param(1e15, 1, 0, 1e-300, 1e15, id="growth too small to see"),
        pytest.param(1e15, 1e15, 0, 1000, 1, id="a quadrillion in a month"),
        pytest.param(1e15, 1e-300, 0, 0, None, id="a saving of next to nothing"),
        pytest.param(1e15, 5e-324, 0, 0.5, None, id="a saving of next to nothing, growing"),
    ],
)
def test_it_breaks_even_when_savings_have_added_up(
    upfront: float, now: float, then: float, growth: float, months: float | None
) -> None:
    result = break_even(upfront, now, then, growth)
    assert result.months == (None if months is None else pytest.approx(months, rel=1e-5))
    assert result.break_even_points == (() if months is None else (result.months,))
    assert bool(result.warnings) == (months is None)


@pytest.mark.parametrize(
    ("costs", "ramp", "delay", "months"),
    [
        pytest.param((100_000, 20_000, 0), 0, 6, 11, id="5 months of savings after 6 without any"),
        pytest.param((120_000, 40_000, 6_000), 0, 6, 6 + 156 / 34, id="what it costs runs on while nothing is saved"),
        # 30,000 x (1 + ... + 12) / 12 = 195,000 in the first year; 5,000 are left for month 13
        pytest.param((200_000, 30_000, 0), 12, 0, 12 + 1 / 6, id="a linear ramp of a year"),
        # 6 months of 55,000 x m / 6 bring 192,500 and cost 108,000; then 37,000 a month for the other 165,500
        pytest.param((250_000, 55_000, 18_000), 6, 0, 6 + 165.5 / 37, id="a ramp, and a cost from the start"),
        pytest.param((15_000, 10_000, 0), 2, 3, 5, id="the ramp begins behind the delay: 5,000 and 10,000"),
        pytest.param((1_000, 100, 150), 0, 3, None, id="late and dearer: never"),
    ],
)
def test_what_starts_late_or_slowly_breaks_even_later(
    costs: tuple[float, float, float], ramp: float, delay: float, months: float | None
) -> None:
    upfront, now, then = costs
    result = break_even(upfront, now, then, ramp_months=ramp, delay_months=delay)
    assert result.months == (None if months is None else pytest.approx(months))
    assert result.monthly_saving == now - then


@pytest.mark.parametrize(
    ("growth", "net"),
    [
        pytest.param(0, 76_000, id="12 x 8,000 - 20,000"),
        # 8,000 x (2 - 1) / (2^(1/12) - 1) = 134,537.23
        pytest.param(1, 114_537.23, id="geometric series"),
    ],
)
def test_the_first_year_nets_its_savings_less_the_cost(growth: float, net: float) -> None:
    assert break_even(20_000, 10_000, 2_000, growth).first_year_net == pytest.approx(net, rel=1e-6)


@pytest.mark.parametrize(
    ("saving", "growth", "says"),
    [
        pytest.param(1e-300, 0, "so small", id="too small a saving"),
        pytest.param(1, -0.9, "shrinks", id="volume shrinks"),
        pytest.param(0, 0, "same", id="no saving"),
    ],
)
def test_never_comes_with_its_reason(saving: float, growth: float, says: str) -> None:
    assert says in break_even(1e15, saving, 0, growth).warnings[0]


def test_both_costs_grow_so_a_larger_one_of_the_two_makes_no_difference() -> None:
    """Only the gap counts: 10,000 less 2,000 as well as 108,000 less 100,000."""
    assert break_even(50_000, 108_000, 100_000, 0.7).months == break_even(50_000, 10_000, 2_000, 0.7).months


def test_a_dearer_way_shows_a_negative_saving() -> None:
    result = break_even(1_000, 100, 150)
    assert result.monthly_saving == -50
    assert result.first_year_net == -1_600


@settings(deadline=None, max_examples=200)
@given(upfront=costs, more=costs, saving=st.floats(min_value=1, max_value=1e6), growth=growths)
def test_a_higher_cost_never_pays_back_sooner(upfront: float, more: float, saving: float, growth: float) -> None:
    sooner, later = break_even(upfront, saving, 0, growth).months, break_even(upfront + more, saving, 0, growth).months
    if later is not None:
        assert sooner is not None
        assert sooner <= later * (1 + 1e-9) + 1e-9


@settings(deadline=None, max_examples=200)
@given(upfront=st.floats(min_value=1, max_value=1e6), saving=st.floats(min_value=1e3, max_value=1e6), growth=growths)
def test_savings_up_to_the_break_even_are_the_cost(upfront: float, saving: float, growth: float) -> None:
    months = break_even(upfront, saving, 0, growth).months
    if months is not None and months < 10_000:
        each = [saving * (1 + growth) ** (month / 12) for month in range(int(months) + 1)]
        assert sum(each[:-1]) + (months - int(months)) * each[-1] == pytest.approx(upfront, rel=1e-6)


def month_by_month(upfront: float, saving: float, growth: float, horizon: int) -> float | None:
    """Savings added up one month after the other, as on paper."""
    saved = 0.0
    for month in range(1, horizon + 1):
        this_month: float = saving * (1 + growth) ** ((month - 1) / 12)
        if saved + this_month >= upfront:
            return month - 1 + (upfront - saved) / this_month
        saved += this_month
    return None


@settings(deadline=None, max_examples=300)
@given(
    months_worth=st.floats(min_value=0.01, max_value=300),
    saving=st.floats(min_value=0.01, max_value=1e6),
    growth=st.one_of(growths, st.floats(min_value=-1e-6, max_value=1e-6), st.sampled_from([-1.0, 0.0, 1000.0])),
)
def test_it_is_what_adding_up_month_by_month_gives(months_worth: float, saving: float, growth: float) -> None:
    upfront = saving * months_worth
    expected, found = month_by_month(upfront, saving, growth, 1_000), break_even(upfront, saving, 0, growth).months
    if expected is None:
        assert found is None or found > 999
    else:
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(upfront=costs, saving=st.floats(min_value=1, max_value=1e6), growth=growths, more=st.floats(0, 2))
def test_faster_growth_never_pays_back_later(upfront: float, saving: float, growth: float, more: float) -> None:
    slower, faster = (break_even(upfront, saving, 0, one).months for one in (growth, growth + more))
    if slower is not None:
        assert faster is not None
        assert faster <= slower * (1 + 1e-9) + 1e-9
