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
    ("growth", "net"),
    [
        pytest.param(0, 76_000, id="12 x 8,000 - 20,000"),
        # 8,000 x (2 - 1) / (2^(1/12) - 1) = 134,537.23
        pytest.param(1, 114_537.23, id="geometric series"),
    ],
)
def test_the_first_year_nets_its_savings_less_the_cost(growth: float, net: float) -> None:
    assert break_even(20_000, 10_000, 2_000, growth).first_year_net == pytest.approx(net, rel=1e-6)


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
