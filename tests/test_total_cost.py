"""What a monthly cost adds up to: by hand, with growth, and the parts of a month."""

import pytest

from tools.total_cost import total_cost


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        ({"monthly_cost": 360, "months": 36}, 12_960),
        ({"monthly_cost": 1_000, "months": 12.5, "upfront_cost": 500}, 13_000),
        (
            {"monthly_cost": 100, "months": 24, "growth_per_year": 1.0},
            100 * 3 / (2 ** (1 / 12) - 1),
        ),  # (q^24 - 1) / (q - 1)
        ({"monthly_cost": 100, "months": 24, "growth_per_year": -1}, 100),
        ({"monthly_cost": 0, "months": 1}, 0),
    ],
)
def test_the_total_is_the_months_added_up(arguments: dict[str, float], total: float) -> None:
    found = total_cost(**arguments)
    assert found.total_cost == pytest.approx(total)
    assert found.years == pytest.approx(arguments["months"] / 12)
    assert (found.total_benefit, found.net_benefit) == (None, None)


def test_what_it_is_worth_grows_with_what_it_costs() -> None:
    found = total_cost(monthly_cost=100, months=36, monthly_benefit=300, upfront_cost=50, growth_per_year=0.08)
    assert found.total_benefit is not None
    assert found.net_benefit == pytest.approx(found.total_benefit - found.total_cost)
    assert found.total_benefit == pytest.approx(3 * (found.total_cost - 50))
    assert found.last_monthly_cost == pytest.approx(100 * 1.08 ** (35 / 12))
