"""Prices that are looked up or multiplied: a model's list price, and the rent of a number of GPUs."""

from datetime import date

import pytest

from tools.errors import BadArgument
from tools.gpu_rent import gpu_rent
from tools.list_prices import list_prices
from tools.prices import UnknownModel

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("model", "prices"),
    [
        pytest.param("gpt-4o", (2.5, 10, 1.25, 1.25, 5), id="openai.com/api/pricing"),
        pytest.param("gpt-4.1", (2, 8, 0.5, 1, 4), id="openai.com/api/pricing: half in a batch"),
        pytest.param("gpt-4o-mini", (0.15, 0.6, 0.075, 0.075, 0.3), id="openai.com/api/pricing, small"),
    ],
)
def test_a_list_price_is_that_of_the_list(model: str, prices: tuple[float, ...]) -> None:
    row = list_prices(models=(model,), as_of=TODAY).rows[0]
    assert (row.input, row.output, row.cached_input, row.batch_input, row.batch_output) == prices


def test_a_price_of_long_requests_stands_beside_the_usual_one() -> None:
    row = list_prices(models=("gemini-2.5-pro",), as_of=TODAY).rows[0]
    assert (row.input, [(one.input_tokens, one.input, one.output) for one in row.long_context]) == (
        1.25,
        [(200_000, 2.5, 15.0)],
    )


def test_without_a_model_the_list_tells_its_age() -> None:
    listed = list_prices(as_of=TODAY)
    assert listed.rows == ()
    assert listed.price_list.startswith("genai-prices")
    assert listed.released <= TODAY


def test_an_unknown_model_has_no_price() -> None:
    with pytest.raises(UnknownModel, match="gpt-9000"):
        list_prices(models=("gpt-9000",), as_of=TODAY)


def test_a_model_is_named_once() -> None:
    with pytest.raises(BadArgument, match="twice"):
        list_prices(models=("gpt-4o", "gpt-4o"), as_of=TODAY)


def test_rent_is_a_multiplication() -> None:
    rent = gpu_rent(gpus=2, gpu="H100", gpu_hour_price=2.8, as_of=TODAY)
    assert rent.monthly_cost == pytest.approx(2 * 730 * 2.8)  # $4,088
    assert rent.annual_cost == pytest.approx(12 * 4_088)
    assert (rent.memory_gb, rent.monthly_cost_range, rent.assumptions) == (160, None, ())


def test_without_a_price_the_usual_rent_counts_and_is_said() -> None:
    rent = gpu_rent(gpus=4, gpu="A100", as_of=TODAY)
    low, high = rent.monthly_cost_range or (0, 0)
    assert low <= rent.monthly_cost <= high
    assert [one.name for one in rent.assumptions] == ["gpu_hour_price"]


def test_fewer_hours_cost_less() -> None:
    assert gpu_rent(gpus=1, gpu_hour_price=3, hours_per_month=100, as_of=TODAY).monthly_cost == 300
