"""Ranges, win shares and drivers over sampled worlds, and the planning figures beneath them."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_approach import CASES, profiles

from tools.approach import approach
from tools.approach_rules import decision_of, points_where
from tools.cost_parts import known_parts
from tools.costed import percentiles
from tools.economics import Cost, Horizon, tariff_of
from tools.errors import BadArgument
from tools.facts import derive
from tools.profile import FIELDS, Approach, Profile
from tools.registry import call_tool
from tools.sampled_facts import sampled_facts
from tools.samples import BINS, Coded, binned, draw
from tools.uncertainty import uncertainty
from tools.worlds import worlds_of

AS_OF = date(2026, 11, 22)
CALL_CENTRE = Profile(
    task="customer_support", model="gpt-4o", requests_per_month=100_000, input_tokens=50_000, output_tokens=500
)


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_confidence_is_the_share_of_worlds_in_which_the_advice_wins(profile: Profile) -> None:
    shares = uncertainty(profile, as_of=AS_OF).win_shares
    advice = approach(profile, AS_OF)
    assert sum(shares.values()) == pytest.approx(1)
    assert advice.confidence == shares[advice.recommended]
    assert {one.approach: one.win_share for one in advice.ranking} == shares


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_the_advice_for_a_brief_wins_the_most_worlds(profile: Profile) -> None:
    assert uncertainty(profile, as_of=AS_OF).recommended == approach(profile, AS_OF).recommended


def test_the_same_seed_gives_the_same_figures_and_another_seed_nearly_the_same() -> None:
    first, again, other = (uncertainty(CALL_CENTRE, seed=seed, as_of=AS_OF) for seed in (1, 1, 2))
    assert first == again
    assert first.npv != other.npv
    assert first.npv.p50 == pytest.approx(other.npv.p50, rel=0.1)


def test_what_is_known_is_not_sampled() -> None:
    result = uncertainty(CALL_CENTRE, as_of=AS_OF)
    sampled = {assumption.name for assumption in result.assumptions}
    assert sampled.isdisjoint(CALL_CENTRE.known())
    assert {"training_examples", "knowledge_change", "staff_cost_per_month"} <= sampled


def test_an_api_bill_that_follows_from_known_facts_has_no_range_of_its_own() -> None:
    spend = worlds_of(CALL_CENTRE, AS_OF).spend
    assert spend == pytest.approx(13_000)


@pytest.mark.parametrize("approach_", ["prompting", "augmentation", "fine_tuning", "fine_tuning_and_augmentation"])
def test_own_gpus_are_those_that_the_named_open_model_needs(approach_: Approach) -> None:
    def monthly(model: str) -> float:
        own = CALL_CENTRE.model_copy(update={"model": model, "self_hosting_required": True})
        return uncertainty(own, as_of=AS_OF).approaches[approach_].monthly_cost.p50

    # Two replicas of 8 GPUs at least, against 2 of 2 to 4 and 2 of one, all at the same price.
    assert monthly("llama-3.1-405b") > 1.5 * monthly("Llama 70B") > 1.5 * monthly("llama-3.1-8b")
    assert monthly("Llama 70B") == monthly("llama-3.3-70b")


def test_at_an_api_the_named_open_model_needs_no_gpus() -> None:
    free = CALL_CENTRE.model_copy(update={"self_hosting_required": False})
    spend = worlds_of(free.model_copy(update={"model": "llama-3.1-8b"}), AS_OF).costs["prompting"]
    assert np.all(spend.variable == worlds_of(free.model_copy(update={"model": "llama-3.1-8b"}), AS_OF).spend)


@pytest.mark.parametrize("profile", [Profile(), CALL_CENTRE], ids=["nothing known", "call centre"])
def test_percentiles_rise_and_every_cost_is_finite_and_positive(profile: Profile) -> None:
    for name, one in uncertainty(profile, as_of=AS_OF).approaches.items():
        for figure in (one.upfront_cost, one.monthly_cost, one.total_cost, one.npv):
            assert figure.p10 <= figure.p50 <= figure.p90
            assert np.isfinite([figure.p10, figure.p90]).all()
        if name != "not_yet":
            assert one.upfront_cost.p10 > 0
            assert one.monthly_cost.p10 > 0
    assert uncertainty(profile, as_of=AS_OF).approaches["not_yet"].npv.p90 == 0


def test_the_share_of_losses_counts_worlds_with_a_value_below_zero() -> None:
    profile = CALL_CENTRE.model_copy(update={"monthly_benefit": 15_000})
    result = uncertainty(profile, as_of=AS_OF)
    assert result.loss_share == np.mean(worlds_of(profile, AS_OF).values[result.recommended] < 0)
    assert 0.1 < result.loss_share < 0.5  # what is advised pays in most worlds, not in all


@pytest.mark.parametrize("samples", [400, 10_000])
def test_the_value_is_that_of_the_advice_however_many_worlds_are_drawn(samples: int) -> None:
    result = uncertainty(CALL_CENTRE.model_copy(update={"monthly_benefit": 15_000}), samples=samples, as_of=AS_OF)
    assert result.recommended == approach(CALL_CENTRE.model_copy(update={"monthly_benefit": 15_000}), AS_OF).recommended
    assert result.npv == result.approaches[result.recommended].npv


def test_a_loss_in_one_world_of_ten_or_more_shows_in_the_range() -> None:
    for benefit in (5_000, 10_000, 15_000, 20_000, 40_000):
        result = uncertainty(CALL_CENTRE.model_copy(update={"monthly_benefit": benefit}), as_of=AS_OF)
        assert (result.loss_share > 0.1) is (result.npv.p10 < 0)


@pytest.mark.parametrize("size", [1, 2, 7, 100, 10_000])
def test_percentiles_are_those_of_numpy(size: int) -> None:
    figure = np.random.default_rng(size).lognormal(size=size)
    assert percentiles(figure) == pytest.approx(tuple(np.percentile(figure, (10, 50, 90))))


def test_drivers_come_widest_first_and_name_what_was_sampled() -> None:
    result = uncertainty(CALL_CENTRE, as_of=AS_OF)
    swings = [driver.swing for driver in result.drivers]
    assert swings == sorted(swings, reverse=True)
    assert {driver.name for driver in result.drivers} == {assumption.name for assumption in result.assumptions}
    for driver in result.drivers:
        assert driver.npv_at_high - driver.npv_at_low == pytest.approx(driver.swing)


def test_the_benefit_drives_the_value_where_nobody_has_said_what_it_is() -> None:
    assert uncertainty(CALL_CENTRE, as_of=AS_OF).drivers[0].name == "benefit_multiple"
    known = CALL_CENTRE.model_copy(update={"monthly_benefit": 60_000.0})
    assert "benefit_multiple" not in {driver.name for driver in uncertainty(known, as_of=AS_OF).drivers}


def test_knowing_a_fact_never_lowers_the_share_of_right_advice_on_average() -> None:
    worlds = worlds_of(CALL_CENTRE, AS_OF)
    assert all(worlds.gain(one) >= -1e-9 for one in worlds.draws)


def test_a_quantity_explains_all_of_a_figure_that_follows_from_it_and_nothing_of_one_that_does_not() -> None:
    worlds = worlds_of(Profile(), AS_OF)
    documents = worlds.draws.fields["documents"]
    assert isinstance(documents.column, np.ndarray)
    assert worlds.explaining(3 * documents.column)(documents) == pytest.approx(1)
    noise = np.random.default_rng(7).standard_normal(worlds.draws.size)
    assert worlds.explaining(noise)(documents) < 0.01
    assert worlds.explaining(5.0)(documents) == 0


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("requests_per_month", 3_000, 500_000), ("max_latency_seconds", 1.5, 30), ("staff_cost_per_month", 9_000, 22_000)],
)
def test_one_sample_in_ten_lies_below_a_documented_low_and_one_above_the_high(
    name: str, low: float, high: float
) -> None:
    draws = draw(Profile(), 20_000, 0)
    column = (draws.fields | draws.planning)[name].column
    assert np.mean(column < low) == pytest.approx(0.1, abs=0.01)
    assert np.mean(column > high) == pytest.approx(0.1, abs=0.01)


def test_a_range_follows_the_fact_that_it_depends_on() -> None:
    plain, short = (draw(Profile(task=task), 1_000, 0).fields["input_tokens"] for task in (None, "classification"))
    assert np.median(short.column) < np.median(plain.column) / 2
    assert "classification" in short.assumption.source


def test_a_draw_does_not_depend_on_what_else_is_unknown() -> None:
    alone = draw(CALL_CENTRE, 500, 3).fields["documents"].column
    among = draw(Profile(task="customer_support"), 500, 3).fields["documents"].column
    assert np.array_equal(alone, among)


def test_bins_hold_tenths_of_the_numbers_or_one_choice_each() -> None:
    numbers = binned("x", np.random.default_rng(0).random(1_000))
    assert numbers.counts.tolist() == [100] * BINS
    assert list(numbers.labels) == sorted(numbers.labels)
    choices = binned("y", Coded(np.array([0, 1, 1, 0, 2]), ("a", "b", "c")))
    assert choices.counts.tolist() == [2, 2, 1]


@settings(max_examples=60, deadline=None)
@given(profiles)
def test_rules_judge_a_sample_as_they_judge_the_same_facts_alone(profile: Profile) -> None:
    sampled = sampled_facts(profile, AS_OF, 100, 0)
    known = derive(profile, AS_OF).facts
    winners = points_where(sampled.facts, known, 100).argmax(axis=0)
    for place in (0, 99):
        alone = {name: at(column, place) for name, column in sampled.facts.items()}
        [winner] = points_where(alone, known, 1).argmax(axis=0)
        assert winner == winners[place]


def at(column: object, place: int) -> object:
    if isinstance(column, Coded):
        return column.values[column.codes[place]]
    return float(column[place]) if isinstance(column, np.ndarray) else column


@settings(max_examples=60, deadline=None)
@given(profiles, st.sampled_from(["budget", "current_accuracy", "requests_per_month", "knowledge_change"]), st.data())
def test_judging_one_changed_fact_is_judging_the_changed_profile(
    profile: Profile, field: str, data: st.DataObject
) -> None:
    values = {"current_accuracy": st.floats(0, 1), "knowledge_change": st.sampled_from(["static", "daily"])}
    value = data.draw(values.get(field, st.floats(1, 900_000)))
    changed = profile.model_copy(update={field: value})
    assert decision_of(profile, AS_OF).winner_if(field, value) == decision_of(changed, AS_OF).ranked[0]


def by_hand(cost: Cost, benefit: float, months: int, growth: float, rate: float) -> float:
    """Month by month, as the contract says it."""
    total = -cost.upfront
    for month in range(1, months + 1):
        grown = (1 + growth) ** ((month - 1) / 12)
        total += ((benefit - cost.variable) * grown - cost.fixed) / (1 + rate) ** (month / 12)
    return total


@pytest.mark.parametrize("growth", [0, 0.5, -0.3, 0.1, 3])
@pytest.mark.parametrize("rate", [0.1, 0, 0.5])
def test_the_net_present_value_is_the_sum_of_the_months(growth: float, rate: float) -> None:
    cost = Cost(20_000, 3_000, 1_500)
    value = Horizon.of(24, growth, rate).value(cost, 9_000)
    assert value == pytest.approx(by_hand(cost, 9_000, 24, growth, rate))


@pytest.mark.parametrize("profile", [Profile(), CALL_CENTRE], ids=["nothing known", "call centre"])
def test_the_parts_of_a_cost_add_up_to_its_middle(profile: Profile) -> None:
    for one, figures in uncertainty(profile, as_of=AS_OF).approaches.items():
        assert sum(part.upfront_cost for part in figures.parts) == pytest.approx(figures.upfront_cost.p50), one
        assert sum(part.monthly_cost for part in figures.parts) == pytest.approx(figures.monthly_cost.p50), one
        assert all(part.upfront_cost >= 0 and part.monthly_cost >= 0 for part in figures.parts), one


def test_a_part_that_is_known_is_told_to_the_cent_and_the_rest_is_people() -> None:
    own = CALL_CENTRE.model_copy(update={"self_hosting_required": False, "documents": 400})
    parts = {part.part: part for part in uncertainty(own, as_of=AS_OF).approaches["augmentation"].parts}
    assert parts["api"].monthly_cost == pytest.approx(13_000)
    assert set(parts) == {"people", "api", "index", "retrieved_tokens", "vector_store"}
    assert 0 < parts["index"].upfront_cost < 1
    assert 0.8 < (parts["people"].upfront_work_months or 0) < 1.6  # the middle of half a month to three


def test_every_part_of_every_approach_is_known_by_name() -> None:
    costs = worlds_of(Profile(), AS_OF).costs
    assert {name for cost in costs.values() for name in cost.parts} == set(known_parts())


def test_a_tier_of_the_price_list_holds_for_columns_too() -> None:
    tariff = tariff_of("gemini-2.5-pro", AS_OF)
    at, above = tariff.request_cost(np.array([200_000.0, 200_001.0]), 0.0)
    assert at == pytest.approx(float(tariff.prices[0].request_cost(200_000, 0)))
    assert above == pytest.approx(float(tariff.prices[0].request_cost(200_001, 0)))
    assert above > 1.5 * at


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"samples": 5}, "samples"),
        ({"samples": 10**9}, "samples"),
        ({"seed": -1}, "seed"),
        ({"current_accuracy": 78}, "current_accuracy"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, object], argument: str) -> None:
    with pytest.raises(BadArgument) as refused:
        call_tool("uncertainty", arguments, AS_OF)
    assert refused.value.argument == argument


def test_every_field_that_the_rules_look_at_is_sampled_or_follows_from_others() -> None:
    not_sampled = set(FIELDS) - set(draw(Profile(), 100, 0).fields)
    assert not_sampled == {
        "goal", "objective", "model", "monthly_api_spend", "monthly_benefit", "regulations", "modalities", "languages",
    }  # fmt: skip
