"""What an investment returns, against values worked by hand month by month."""

import json
import math
from datetime import date
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.cash_flow_value import discounted_flows
from tools.errors import BadArgument
from tools.registry import call_tool
from tools.roi import annual_to_monthly_rate, npv_of_level_flows, present_value_of_months, roi

AS_OF = date(2026, 11, 22)
CASE: dict[str, Any] = {"upfront_cost": 12_000, "monthly_cost": 0, "monthly_benefit": 6_000, "horizon_months": 12}
money = st.one_of(st.just(0.0), st.floats(min_value=1e-6, max_value=1e6))  # of less than a cent no digits are left
horizons = st.floats(min_value=0.1, max_value=60)
ramps = st.one_of(st.just(0.0), st.floats(min_value=0.1, max_value=70))
yearly = st.floats(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("upfront", "cost", "benefit", "horizon", "expected"),
    [
        # (720,000 - 300,000) / 300,000, with 300,000 = 120,000 + 36 x 5,000
        pytest.param(120_000, 5_000, 20_000, 36, 1.4, id="all money put in, running costs too"),
        pytest.param(100, 0, 10, 12, 0.2, id="20 on 100"),
        pytest.param(100, 0, 10, 10, 0, id="just even"),
        pytest.param(100, 0, 5, 10, -0.5, id="half is lost"),
        pytest.param(100, 5, 0, 10, -1, id="all is lost"),
        pytest.param(0, 50, 100, 7, 1, id="nothing up front: 700 for 350"),
        pytest.param(0, 0, 100, 12, None, id="nothing spent: no return on it"),
        pytest.param(0, 0, 0, 12, None, id="nothing at all"),
        pytest.param(100, 20, 40, 2.5, -1 / 3, id="two and a half months: 100 for 150"),
        pytest.param(50, 0, 100, 0.5, 0, id="half a month: 50 for 50"),
    ],
)
def test_roi_is_the_net_benefit_over_all_costs(
    upfront: float, cost: float, benefit: float, horizon: float, expected: float | None
) -> None:
    result = roi(upfront, cost, benefit, horizon)
    assert result.roi == (None if expected is None else pytest.approx(expected, abs=1e-12))
    assert result.net_benefit == pytest.approx(result.total_benefit - result.total_cost)
    assert any("roi is null" in warning for warning in result.warnings) == (expected is None)


@pytest.mark.parametrize(
    ("ramp", "horizon", "total", "payback"),
    [
        pytest.param(0, 12, 72_000, 2, id="no ramp"),
        pytest.param(1, 12, 72_000, 2, id="a ramp of a month is full at the first month's end"),
        pytest.param(2, 12, 69_000, 2.5, id="3,000 + 11 x 6,000; paid half-way through month 3"),
        pytest.param(3, 12, 66_000, 3, id="2,000 + 4,000 + 10 x 6,000"),
        pytest.param(6, 12, 57_000, 4.4, id="1,000 ... 6,000 + 6 x 6,000; 10,000 by month 4, then 5,000"),
        pytest.param(12, 12, 39_000, 6.428571, id="500 ... 6,000; 10,500 by month 6, then 3,500"),
        pytest.param(24, 12, 19_500, 9.3, id="250 ... 3,000: the horizon ends on the ramp; 11,250 by month 9"),
        pytest.param(2.5, 12, 67_200, 2.8, id="2.5 months: 2,400, 4,800, then 6,000"),
        pytest.param(5, 2.5, 5_100, None, id="1,200 + 2,400 + half of half of 6,000"),
    ],
)
def test_a_ramp_brings_a_share_of_the_benefit_that_rises_by_the_month(
    ramp: float, horizon: float, total: float, payback: float | None
) -> None:
    result = roi(**{**CASE, "horizon_months": horizon}, ramp_months=ramp)
    assert result.total_benefit == pytest.approx(total, rel=1e-12)
    assert result.payback_months == (None if payback is None else pytest.approx(payback, abs=1e-6))


@pytest.mark.parametrize(
    ("rate", "monthly"),
    [
        pytest.param(0.10, 0.007974140, id="1.1^(1/12), as in loan tables"),
        pytest.param(0.126825030, 0.01, id="1 % a month is 12.68 % a year"),
        pytest.param(0, 0, id="nothing"),
        pytest.param(1, 0.059463094, id="a semitone"),
        pytest.param(-0.5, -0.056125687, id="halving"),
    ],
)
def test_twelve_monthly_rates_compound_to_the_annual_one(rate: float, monthly: float) -> None:
    assert float(annual_to_monthly_rate(rate)) == pytest.approx(monthly, abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "npv"),
    [
        # A year of 1 a month at 10 %: (1 - 1 / 1.1) / 0.007974140 = 11.400488
        pytest.param({"annual_discount_rate": 0.10}, 6_000 * 11.400488 - 12_000, id="annuity of a year"),
        pytest.param({"annual_discount_rate": 0}, 60_000, id="undiscounted"),
        pytest.param({"annual_discount_rate": 1, "horizon_months": 1}, 6_000 / 2 ** (1 / 12) - 12_000, id="one month"),
        pytest.param(
            {"annual_discount_rate": 1, "horizon_months": 12.5},
            # 12 months: (1 - 1/2) / 0.059463094 = 8.408577; the half month at 12.5: 0.5 / 2^(12.5/12) = 0.242883
            6_000 * (8.4085769 + 0.2428835) - 12_000,
            id="the last half month at its own end",
        ),
        pytest.param(
            {"annual_discount_rate": 0.126825030132, "horizon_months": 2, "ramp_months": 2},
            3_000 / 1.01 + 6_000 / 1.0201 - 12_000,
            id="a ramp at 1 % a month",
        ),
    ],
)
def test_npv_discounts_each_month_at_its_end(arguments: dict[str, float], npv: float) -> None:
    assert roi(**{**CASE, **arguments}).npv == pytest.approx(npv, rel=1e-6)


@pytest.mark.parametrize(
    ("upfront", "cost", "benefit", "horizon", "per_year"),
    [
        pytest.param(100, 0, 101, 1, 0.12682503, id="1 % in a month"),
        pytest.param(100, 0, 200, 1, 4095, id="doubled in a month: 2^12 - 1"),
        pytest.param(100, 0, 50, 1, 0.5**12 - 1, id="halved in a month"),
        pytest.param(100, 0, 25, 4, 0, id="the money back"),
        pytest.param(100, 10, 70, 2, 1.1306624**12 - 1, id="60 twice for 100: 13.07 % (Ross), a month"),
        pytest.param(100, 0, 220, 0.5, 1.1**24 - 1, id="10 % in half a month"),
        pytest.param(0, 10, 20, 12, None, id="nothing put in up front"),
        pytest.param(100, 20, 10, 12, None, id="only costs"),
        pytest.param(0, 0, 0, 12, None, id="nothing at all"),
    ],
)
def test_irr_per_year_compounds_the_monthly_one(
    upfront: float, cost: float, benefit: float, horizon: float, per_year: float | None
) -> None:
    result = roi(upfront, cost, benefit, horizon)
    assert result.irr_per_year == (None if per_year is None else pytest.approx(per_year, rel=1e-6, abs=1e-12))
    assert result.irr_per_year_all == (() if per_year is None else (result.irr_per_year,))
    assert per_year is not None or result.warnings


@pytest.mark.parametrize(
    ("upfront", "cost", "benefit", "horizon", "payback", "says"),
    [
        pytest.param(20_000, 2_000, 10_000, 12, 2.5, None, id="Genloop: 20,000 / (10,000 - 2,000)"),
        pytest.param(120_000, 5_000, 20_000, 36, 8, None, id="120,000 / 15,000"),
        pytest.param(0, 5_000, 20_000, 36, 0, None, id="nothing up front"),
        pytest.param(100, 0, 10, 5, None, "not before month 10.0", id="after the horizon"),
        pytest.param(100, 10, 10, 5, None, "never", id="each month even"),
        pytest.param(100, 20, 10, 5, None, "never", id="each month a loss"),
        pytest.param(0, 20, 10, 5, None, "never", id="nothing up front, each month a loss"),
        pytest.param(1e15, 0, 1e-5, 5, None, "in a lifetime", id="next to nothing a month"),
        pytest.param(150, 0, 100, 1.5, 1.5, None, id="in the last half month"),
        pytest.param(125, 0, 100, 1.5, 1.25, None, id="half-way through the last half month"),
    ],
)
def test_payback_counts_months_and_never_is_a_result(
    *, upfront: float, cost: float, benefit: float, horizon: float, payback: float | None, says: str | None
) -> None:
    result = roi(upfront, cost, benefit, horizon)
    assert result.payback_months == (None if payback is None else pytest.approx(payback, abs=1e-9))
    assert says is None or any(says in warning for warning in result.warnings)


def test_a_ramp_without_an_upfront_cost_pays_back_its_first_losses() -> None:
    """Net -4,000, -2,000, 0, 2,000, 4,000: down to -6,000, back at zero at month 5."""
    result = roi(0, 6_000, 10_000, 12, ramp_months=5)
    assert result.payback_months == pytest.approx(5)
    assert result.discounted_payback_months is not None
    assert result.discounted_payback_months > 5


def test_discounted_payback_is_later() -> None:
    """At 1 % a month 5,940.59 + 5,881.78 are 177.63 short of 12,000; month 3 brings 5,823.54."""
    result = roi(**CASE, annual_discount_rate=1.01**12 - 1)
    assert result.discounted_payback_months == pytest.approx(2 + 177.63 / 5_823.54, abs=1e-5)


def test_a_negative_npv_is_told_with_its_rate() -> None:
    result = roi(100, 0, 9, 12, annual_discount_rate=0.3)
    assert result.npv < 0
    assert any("30 % a year" in warning for warning in result.warnings)


def test_defaults_stand_in_the_ledger_and_given_values_do_not() -> None:
    assert [(one.name, one.value) for one in roi(**CASE).assumptions] == [
        ("annual_discount_rate", 0.10),
        ("ramp_months", 0),
    ]
    assert roi(**CASE, annual_discount_rate=0.08, ramp_months=3).assumptions == ()


def test_a_delay_moves_the_benefit_and_leaves_the_cost() -> None:
    """Without discounting: 30 of 36 months bring 20,000, all of them cost 1,000, and month 12 pays the last back."""
    late = roi(100_000, 1_000, 20_000, 36, annual_discount_rate=0, delay_months=6)
    assert (late.total_benefit, late.total_cost) == (pytest.approx(600_000), pytest.approx(136_000))
    assert late.npv == pytest.approx(464_000)
    assert late.payback_months == pytest.approx(6 + 106 / 19)


@pytest.mark.parametrize(
    ("change", "names", "remedy"),
    [
        ({"annual_discount_rate": 10}, "annual_discount_rate", "0.1"),
        ({"annual_discount_rate": -0.1}, "annual_discount_rate", "at least 0"),
        ({"horizon_months": 0}, "horizon_months", "above 0"),
        ({"horizon_months": 1e6}, "horizon_months", "at most 600"),
        ({"ramp_months": -1}, "ramp_months", "at least 0"),
        ({"upfront_cost": -5}, "upfront_cost", "at least 0"),
        ({"monthly_benefit": float("nan")}, "monthly_benefit", "finite"),
        ({"monthly_costs": 5}, "monthly_costs", "monthly_cost"),
        ({"discount_rate": 0.1}, "discount_rate", "annual_discount_rate"),
    ],
)
def test_bad_input_is_refused_with_the_remedy(change: dict[str, object], names: str, remedy: str) -> None:
    with pytest.raises(BadArgument, match=remedy) as caught:
        call_tool("roi", {**CASE, **change}, AS_OF)
    assert caught.value.argument == names


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((1e15, 1e15, 1e15, 600, 0, 600), id="the most of everything"),
        pytest.param((5e-324, 0, 1e15, 600, 1, 0), id="a fortune for next to nothing"),
        pytest.param((0, 0, 0, 1e-9, 0, 5e-324), id="nothing, at once"),
        pytest.param((1e15, 0, 5e-324, 600, 0.1, 0), id="next to nothing for a fortune"),
        pytest.param((1e-300, 1e15, 1e15, 600.5, 0.5, 0.5), id="nearly even"),
        pytest.param((1, 1, 2, 599.9999999, 1, 600), id="a horizon a hair short"),
    ],
)
def test_extreme_input_gives_figures_or_null(arguments: tuple[float, ...]) -> None:
    upfront, cost, benefit, horizon, rate, ramp = arguments
    result = roi(upfront, cost, benefit, horizon, annual_discount_rate=rate, ramp_months=ramp)
    text = result.model_dump_json()
    assert type(result).model_validate_json(text) == result
    assert all(math.isfinite(value) for value in json.loads(text).values() if isinstance(value, float))


def month_by_month(
    monthly: float, months: float, rate: float, ramp: float, growth: float
) -> tuple[list[float], list[float]]:
    """The flow of each month and its end, from the contract's conventions, without any closed form."""
    whole = math.floor(months)
    ends = [*map(float, range(1, whole + 1)), *([months] if months > whole else [])]
    shares = [1.0] * whole + ([months - whole] if months > whole else [])
    flows = [
        monthly * share * (min(1.0, end / ramp) if ramp else 1.0) * (1 + growth) ** (number / 12)
        for number, (end, share) in enumerate(zip(ends, shares, strict=True))
    ]
    return flows, ends


@settings(deadline=None, max_examples=200)
@given(monthly=money, months=horizons, rate=yearly, ramp=ramps, growth=st.floats(min_value=-1, max_value=5))
def test_the_closed_form_is_the_sum_of_the_months(
    monthly: float, months: float, rate: float, ramp: float, growth: float
) -> None:
    flows, ends = month_by_month(monthly, months, rate, ramp, growth)
    expected = math.fsum(flow / (1 + rate) ** (end / 12) for flow, end in zip(flows, ends, strict=True))
    value = present_value_of_months(monthly, months, rate, ramp_months=ramp, growth_per_year=growth)
    assert float(value) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(rate=yearly, tiny=st.floats(min_value=-1e-14, max_value=1e-14))
def test_growth_that_offsets_the_discount_is_exact(rate: float, tiny: float) -> None:
    """q = 1: each month is worth the same, the first one discounted by a month."""
    value = present_value_of_months(100, 36, rate, growth_per_year=rate * (1 + tiny))
    assert float(value) == pytest.approx(3_600 / (1 + rate) ** (1 / 12), rel=1e-9)


def test_columns_of_samples_give_what_single_calls_give() -> None:
    random = np.random.default_rng(7)
    columns = {
        "upfront": random.uniform(0, 1e5, 200),
        "monthly_net": random.uniform(-1e3, 1e4, 200),
        "months": random.choice([0.0, 0.5, 1.0, 12.0, 36.0, 47.3], 200),
        "annual_rate": random.uniform(0, 0.5, 200),
        "ramp_months": random.choice([0.0, 0.5, 3.0, 7.7, 60.0], 200),
        "growth_per_year": random.choice([-1.0, -0.5, 0.0, 0.1, 3.0], 200),
    }
    together = npv_of_level_flows(**columns)
    for row in range(200):
        alone = npv_of_level_flows(**{name: float(column[row]) for name, column in columns.items()})
        assert together[row] == pytest.approx(float(alone), rel=1e-12, abs=1e-6)
    assert npv_of_level_flows(5, 1, 0, 0.1) == -5
    assert npv_of_level_flows([1, 2], [[1], [2], [3]], 12, 0.1).shape == (3, 2)


@settings(deadline=None, max_examples=150)
@given(upfront=money, cost=money, benefit=money, months=horizons, rate=yearly, ramp=ramps)
def test_the_figures_are_those_of_the_months(
    *, upfront: float, cost: float, benefit: float, months: float, rate: float, ramp: float
) -> None:
    gains, ends = month_by_month(benefit, months, rate, ramp, 0)
    costs, _ = month_by_month(cost, months, rate, 0, 0)
    flows = [-upfront, *(gain - spent for gain, spent in zip(gains, costs, strict=True))]
    result = roi(upfront, cost, benefit, months, annual_discount_rate=rate, ramp_months=ramp)
    discounted = [flow / (1 + rate) ** (end / 12) for flow, end in zip(flows, [0.0, *ends], strict=True)]
    assert result.npv == pytest.approx(math.fsum(discounted), rel=1e-9, abs=1e-5)
    assert result.total_benefit == pytest.approx(math.fsum(gains), rel=1e-12)
    assert result.total_cost == pytest.approx(upfront + math.fsum(costs), rel=1e-9)
    if result.payback_months is None and upfront > 1:
        assert max(accumulate(flows)) < 1e-6 * upfront
    if result.irr_per_year is not None and -0.999 < result.irr_per_year < 1e9:
        at_irr = discounted_flows(flows, (1 + result.irr_per_year) ** (1 / 12) - 1, [0.0, *ends])
        assert at_irr is not None
        assert abs(math.fsum(at_irr)) <= 1e-7 * math.fsum(map(abs, at_irr))


@settings(deadline=None, max_examples=100)
@given(upfront=money, cost=money, benefit=money, more=money, months=horizons, ramp=ramps, longer=ramps)
def test_more_benefit_never_returns_less_and_a_longer_ramp_never_more(
    *, upfront: float, cost: float, benefit: float, more: float, months: float, ramp: float, longer: float
) -> None:
    plain = roi(upfront, cost, benefit, months, ramp_months=ramp)
    better = roi(upfront, cost, benefit + more, months, ramp_months=ramp)
    slower = roi(upfront, cost, benefit, months, ramp_months=ramp + longer)
    tolerance = 1e-9 * (upfront + (cost + benefit + more) * 60)
    assert better.npv >= plain.npv - tolerance
    assert slower.npv <= plain.npv + tolerance
    assert slower.total_benefit <= plain.total_benefit * (1 + 1e-12)


@settings(deadline=None, max_examples=100)
@given(upfront=money, cost=money, benefit=money, months=horizons, ramp=ramps)
def test_counting_in_another_currency_changes_no_rate_and_no_time(
    upfront: float, cost: float, benefit: float, months: float, ramp: float
) -> None:
    one = roi(upfront, cost, benefit, months, ramp_months=ramp)
    other = roi(upfront * 8, cost * 8, benefit * 8, months, ramp_months=ramp)
    assert other.payback_months == one.payback_months
    assert other.roi == one.roi
    assert other.irr_per_year_all == pytest.approx(one.irr_per_year_all, rel=1e-9)
