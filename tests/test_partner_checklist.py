"""Build or partner, and the nine criteria."""

from datetime import date

import pytest
from hypothesis import given, settings
from test_approach import profiles

from tools.partner_checklist import partner_checklist
from tools.profile import Profile

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        pytest.param(
            {"ml_engineers": 0, "budget": 80_000, "stage": "underperforming"}, "partner", id="nobody in-house"
        ),
        pytest.param({"ml_engineers": 12}, "in_house", id="a team of twelve"),
        pytest.param({"ml_engineers": 2, "stage": "underperforming"}, "hybrid", id="two people and a disappointment"),
        pytest.param(
            {"ml_engineers": 3, "data_sensitivity": "regulated", "self_hosting_required": True}, "hybrid", id="hospital"
        ),
        pytest.param({"ml_engineers": 0, "budget": 2_000, "stage": "idea"}, "in_house", id="no money for a partner"),
        pytest.param({"ml_engineers": 8, "sourcing": "partner"}, "in_house", id="a wish against a team of eight"),
        pytest.param({"sourcing": "partner", "timeline_months": 2}, "partner", id="wanted, and soon"),
        pytest.param({}, "in_house", id="nothing known: no reason for a partner yet"),
    ],
)
def test_who_should_build_it_follows_from_people_money_and_time(facts: dict[str, object], verdict: str) -> None:
    checklist = partner_checklist(Profile.model_validate(facts), AS_OF)
    assert checklist.verdict == verdict, checklist.scores
    assert all(reason.sentence and reason.sources for reason in checklist.reasons)


@pytest.mark.parametrize(
    ("facts", "weightiest"),
    [
        pytest.param({"stage": "underperforming", "evaluation": "none"}, "evaluation", id="it disappoints, unmeasured"),
        pytest.param({"data_sensitivity": "regulated"}, "process", id="regulated data"),
        pytest.param({"timeline_months": 2}, "staffing", id="two months"),
        pytest.param({"budget": 20_000}, "cost_and_time", id="a tight budget"),
        pytest.param({"ml_engineers": 0}, "advice_and_delivery", id="nobody in-house"),
        pytest.param({"industry": "healthcare"}, "expertise", id="a field with rules of its own"),
        pytest.param({"current_approach": "fine_tuning"}, "similar_models", id="a model of their own"),
    ],
)
def test_the_use_case_decides_what_weighs_most(facts: dict[str, object], weightiest: str) -> None:
    first = partner_checklist(Profile.model_validate(facts), AS_OF).criteria[0]
    assert first.id == weightiest
    assert first.why


def test_without_facts_the_nine_weigh_the_same() -> None:
    assert {one.weight for one in partner_checklist().criteria} == {1 / 9}


@settings(deadline=None, max_examples=100)
@given(profile=profiles)
def test_the_nine_weights_add_up_to_one(profile: Profile) -> None:
    criteria = partner_checklist(profile, AS_OF).criteria
    assert len({one.id for one in criteria}) == 9
    assert sum(one.weight for one in criteria) == pytest.approx(1, abs=1e-12)
    assert all(one.weight > 0 for one in criteria)
    for one in criteria:
        assert min(len(one.questions), len(one.evidence), len(one.red_flags)) >= 2
