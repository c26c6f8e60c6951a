"""What would bring a bill down: each lever by the price list, on its own, and of a stated bill by the same share."""

from datetime import date

import pytest

from tools.cost_levers import cost_levers

AS_OF = date(2026, 11, 22)
VOLUME = {"requests_per_month": 100_000, "input_tokens": 5_000, "output_tokens": 500}


def test_each_lever_is_the_bill_with_that_alone_changed() -> None:
    found = cost_levers(model="gpt-4o", **VOLUME, as_of=AS_OF)
    assert found.monthly_cost == pytest.approx(1_750)  # 100,000 x (5,000 x $2.50 + 500 x $10) / 1,000,000
    by = {(one.lever, one.share): one.monthly_cost for one in found.levers}
    assert by["caching", 0.5] == pytest.approx(1_750 - 100_000 * 2_500 * 1.25 / 1e6)  # cached input at half the price
    assert by["batch", 1.0] == pytest.approx(875)  # a batch at half the price
    assert by["shorter_prompt", 0.3] == pytest.approx(1_750 - 0.3 * 1_250)
    assert all(one.saving == pytest.approx(1_750 - one.monthly_cost) for one in found.levers)


def test_a_stated_bill_falls_by_the_same_share() -> None:
    listed, stated = (cost_levers(model="gpt-4o", **VOLUME, monthly_bill=bill, as_of=AS_OF) for bill in (None, 7_000))
    assert stated.monthly_cost == 7_000
    for ours, theirs in zip(listed.levers, stated.levers, strict=True):
        assert theirs.saving_share == pytest.approx(ours.saving_share)
        assert theirs.monthly_cost == pytest.approx(4 * ours.monthly_cost)


def test_only_models_that_cost_less_are_levers_and_the_cheapest_has_none() -> None:
    cheaper = [one for one in cost_levers(model="gpt-4o", **VOLUME, as_of=AS_OF).levers if one.lever == "cheaper_model"]
    assert cheaper
    assert all(one.saving > 0 for one in cheaper)
    cheapest = min(cheaper, key=lambda one: one.monthly_cost).model
    assert cheapest is not None
    left = cost_levers(model=cheapest, **VOLUME, as_of=AS_OF).levers
    assert [one for one in left if one.lever == "cheaper_model"] == []
