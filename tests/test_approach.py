"""Cases as an expert would judge them, written before the rules; and what must hold for every profile."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.approach import Option, approach
from tools.assess import assess
from tools.profile import (
    APPROACHES,
    CurrentApproach,
    DataSensitivity,
    Evaluation,
    Industry,
    KnowledgeChange,
    Profile,
    Stage,
    Task,
)
from tools.worlds import worlds_of

AS_OF = date(2026, 11, 22)

HOSPITAL = Profile(
    goal="read discharge letters and code them",
    task="extraction",
    industry="healthcare",
    stage="pilot",
    current_approach="prompting",
    data_sensitivity="regulated",
    regulations=("HIPAA",),
    self_hosting_required=True,
    requests_per_month=60_000,
    current_accuracy=0.82,
    target_accuracy=0.97,
    knowledge_change="yearly",
    training_examples=8_000,
    ml_engineers=3,
    budget=150_000,
    evaluation="internal",
)
STARTUP = Profile(
    goal="answer our users' questions",
    stage="idea",
    monthly_api_spend=300,
    budget=2_000,
    ml_engineers=0,
    data_sensitivity="internal",
)
CLASSIFIER = Profile(
    task="classification",
    stage="production",
    current_approach="prompting",
    requests_per_month=50_000_000,
    input_tokens=300,
    output_tokens=5,
    model="gpt-4o",
    training_examples=40_000,
    knowledge_change="static",
    max_latency_seconds=1,
    ml_engineers=4,
)
CATALOGUE = Profile(
    task="question_answering",
    industry="retail",
    stage="production",
    requests_per_month=400_000,
    knowledge_change="daily",
    documents=120_000,
    training_examples=0,
    data_sensitivity="public",
    max_latency_seconds=4,
)
CASES = {
    "hospital coding letters on its own machines: stable facts, labelled data, a gap": (HOSPITAL, "fine_tuning"),
    "startup with an idea and $300 a month": (STARTUP, "prompting"),
    "50 million narrow classifications a month, 40,000 examples": (CLASSIFIER, "fine_tuning"),
    "product catalogue that changes daily": (CATALOGUE, "augmentation"),
    "insurer: retrieval in place, weekly changes, still a gap, examples at hand": (
        Profile(
            task="customer_support",
            industry="insurance",
            stage="underperforming",
            current_approach="augmentation",
            knowledge_change="weekly",
            documents=5_000,
            current_accuracy=0.80,
            target_accuracy=0.92,
            training_examples=6_000,
            monthly_api_spend=25_000,
            budget=100_000,
            ml_engineers=2,
        ),
        "fine_tuning_and_augmentation",
    ),
    "law firm asking 30,000 contracts that change monthly": (
        Profile(
            task="question_answering",
            industry="legal",
            knowledge_change="monthly",
            documents=30_000,
            data_sensitivity="confidential",
            requests_per_month=20_000,
        ),
        "augmentation",
    ),
    "trading desk: half a second, narrow, 100,000 examples": (
        Profile(
            task="classification",
            industry="finance",
            max_latency_seconds=0.5,
            knowledge_change="yearly",
            training_examples=100_000,
            requests_per_month=3_000_000,
        ),
        "fine_tuning",
    ),
    "prompting that is good enough and cheap stays": (
        Profile(
            task="summarization",
            stage="production",
            current_approach="prompting",
            current_accuracy=0.93,
            target_accuracy=0.90,
            monthly_api_spend=800,
            training_examples=2_000,
        ),
        "prompting",
    ),
    "retrieval that is good enough stays": (
        Profile(
            task="customer_support",
            stage="production",
            current_approach="augmentation",
            current_accuracy=0.95,
            target_accuracy=0.92,
            knowledge_change="daily",
            documents=2_000,
            training_examples=5_000,
            monthly_api_spend=9_000,
        ),
        "augmentation",
    ),
    "disappointing, unmeasured, without an objective: measure first": (
        Profile(task="customer_support", stage="underperforming", evaluation="none", training_examples=0),
        "not_yet",
    ),
    "a benefit of a sixth of the bill: no case yet": (
        Profile(task="content_generation", stage="production", monthly_api_spend=6_000, monthly_benefit=1_000),
        "not_yet",
    ),
    "coding assistant on a repository that changes daily": (
        Profile(task="coding_assistant", knowledge_change="daily", documents=5_000, requests_per_month=10_000),
        "augmentation",
    ),
    "marketing texts in a house style, little money": (
        Profile(task="content_generation", requests_per_month=20_000, monthly_api_spend=400, training_examples=300),
        "prompting",
    ),
    "translation at 5 million a month, $40,000, 100,000 pairs": (
        Profile(
            task="translation",
            requests_per_month=5_000_000,
            monthly_api_spend=40_000,
            training_examples=100_000,
            knowledge_change="static",
        ),
        "fine_tuning",
    ),
    "tuned model that has gone stale": (
        Profile(
            task="question_answering",
            current_approach="fine_tuning",
            knowledge_change="weekly",
            documents=2_000,
            current_accuracy=0.85,
            target_accuracy=0.93,
            training_examples=5_000,
        ),
        "fine_tuning_and_augmentation",
    ),
    "bank on its own machines: policies, no labels, no money for them": (
        Profile(
            task="question_answering",
            industry="finance",
            data_sensitivity="regulated",
            self_hosting_required=True,
            training_examples=0,
            budget=8_000,
            documents=3_000,
            knowledge_change="monthly",
        ),
        "augmentation",
    ),
    "telecom: 2 million chats, daily tariffs, a large gap, transcripts at hand": (
        Profile(
            task="customer_support",
            industry="telecom",
            current_approach="prompting",
            stage="underperforming",
            requests_per_month=2_000_000,
            monthly_api_spend=60_000,
            knowledge_change="daily",
            documents=8_000,
            current_accuracy=0.78,
            target_accuracy=0.90,
            training_examples=50_000,
            ml_engineers=5,
            budget=300_000,
        ),
        "fine_tuning_and_augmentation",
    ),
    "two weeks to go, documents at hand": (
        Profile(
            task="question_answering",
            timeline_months=0.5,
            documents=500,
            knowledge_change="quarterly",
            current_accuracy=0.80,
            target_accuracy=0.90,
            training_examples=2_000,
        ),
        "augmentation",
    ),
    "idea of a help desk on 2,000 articles that change weekly": (
        Profile(task="customer_support", stage="idea", documents=2_000, knowledge_change="weekly"),
        "augmentation",
    ),
    "invoices: 300,000 a month, $9,000, 15,000 examples, edge cases fail": (
        Profile(
            task="extraction",
            current_approach="prompting",
            requests_per_month=300_000,
            monthly_api_spend=9_000,
            training_examples=15_000,
            current_accuracy=0.86,
            target_accuracy=0.97,
            edge_case_error_rate=0.08,
            knowledge_change="yearly",
        ),
        "fine_tuning",
    ),
    "workflow automation, low volume, a person checks": (
        Profile(task="workflow_automation", requests_per_month=3_000, human_review=True, stage="pilot"),
        "prompting",
    ),
    "photos of damage, five thousand a month, no labels": (
        Profile(
            task="classification",
            industry="insurance",
            modalities=("image", "text"),
            requests_per_month=5_000,
            training_examples=0,
            budget=3_000,
        ),
        "prompting",
    ),
    "clinic asking its own guidelines, which change monthly, in-house": (
        Profile(
            task="question_answering",
            industry="healthcare",
            self_hosting_required=True,
            data_sensitivity="regulated",
            documents=900,
            knowledge_change="monthly",
            ml_engineers=1,
        ),
        "augmentation",
    ),
    "nothing known at all": (Profile(), "prompting"),
}


@pytest.mark.parametrize(("profile", "expected"), CASES.values(), ids=CASES.keys())
def test_the_advice_is_what_an_expert_would_give(profile: Profile, expected: str) -> None:
    advice = approach(profile, AS_OF)
    assert advice.recommended == expected, [(one.approach, one.score) for one in advice.ranking]


@pytest.mark.parametrize(
    ("profile", "reasons"),
    [
        pytest.param(
            HOSPITAL,
            {"large_gap", "examples_at_hand", "self_hosting", "facts_are_stable", "regulated_data"},
            id="hospital: gap, examples, control over the data, stable facts",
        ),
        pytest.param(
            STARTUP, {"spend_too_small_to_save", "only_an_idea"}, id="startup: nothing to save, test it first"
        ),
        pytest.param(
            CLASSIFIER,
            {"narrow_task_at_volume", "spend_very_high", "many_examples", "real_time"},
            id="classifier: narrow, high volume, examples, speed",
        ),
        pytest.param(
            CATALOGUE, {"facts_change_daily", "documents_to_retrieve_from"}, id="catalogue: fresh facts, documents"
        ),
    ],
)
def test_the_reasons_are_those_that_an_expert_would_give(profile: Profile, reasons: set[str]) -> None:
    best = approach(profile, AS_OF).ranking[0]
    assert reasons <= {reason.rule for reason in best.reasons if reason.points > 0}


def test_reasons_carry_the_users_own_figures() -> None:
    sentences = " ".join(reason.sentence for reason in approach(HOSPITAL, AS_OF).ranking[0].reasons)
    assert "82 %" in sentences
    assert "8,000 labelled examples" in sentences


def test_prompting_costs_what_the_api_costs_and_the_people_who_keep_it_up() -> None:
    profile = Profile(
        model="gpt-4o",
        requests_per_month=100_000,
        input_tokens=50_000,
        output_tokens=500,
        self_hosting_required=False,
    )
    assert worlds_of(profile, AS_OF).costs["prompting"].variable == pytest.approx(13_000)
    options = {option.approach: option for option in approach(profile, AS_OF).ranking}
    low, high = options["prompting"].monthly_cost_range
    assert 13_000 < low < options["prompting"].monthly_cost < high < 20_000


@pytest.mark.parametrize(
    ("facts", "blocked"),
    [
        pytest.param({"training_examples": 10, "budget": 1_000}, "fine_tuning", id="no examples and no money for them"),
        pytest.param({"documents": 0, "knowledge_change": "yearly"}, "augmentation", id="nothing to retrieve"),
        pytest.param({"budget": 15_000}, "training", id="training starts at tens of thousands of dollars"),
        pytest.param({"ml_engineers": 1, "sourcing": "in_house"}, "training", id="training needs a team"),
        pytest.param({"timeline_months": 3}, "training", id="training needs time"),
    ],
)
def test_what_is_out_of_reach_is_blocked_and_ranks_below_the_rest(facts: dict[str, object], blocked: str) -> None:
    ranking = approach(Profile.model_validate(facts), AS_OF).ranking
    reachable = [not option.blockers for option in ranking]
    assert blocked in {option.approach for option in ranking if option.blockers}
    assert reachable == sorted(reachable, reverse=True)


@pytest.mark.parametrize(
    ("facts", "free"),
    [
        pytest.param({"training_examples": 10, "budget": 50_000}, "fine_tuning", id="labels can be bought"),
        pytest.param({"documents": 0, "knowledge_change": "real_time"}, "augmentation", id="live data, no documents"),
        pytest.param({"self_hosting_required": True}, "prompting", id="prompting an open model on own machines"),
        pytest.param({"ml_engineers": 1, "sourcing": "partner"}, "training", id="a partner brings the team"),
    ],
)
def test_what_is_within_reach_is_not_blocked(facts: dict[str, object], free: str) -> None:
    options = {option.approach: option for option in approach(Profile.model_validate(facts), AS_OF).ranking}
    assert options[free].blockers == ()


def test_knowing_nothing_gives_a_first_step_and_no_clear_lead() -> None:
    advice = approach()
    assert advice.recommended == "prompting"
    assert advice.lead < 2
    assert 0.25 < advice.confidence < 0.5


def test_an_unknown_model_is_a_warning_not_a_failure() -> None:
    advice = approach(Profile(model="gpt-5o", requests_per_month=1, input_tokens=1, output_tokens=1), AS_OF)
    assert "gpt-5o" in advice.warnings[0]


@pytest.mark.parametrize("profile", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_a_flip_turns_the_advice_as_it_says(profile: Profile) -> None:
    advice = approach(profile, AS_OF)
    assert len(advice.flips) <= 6
    for flip in advice.flips:
        assert flip.from_ == getattr(profile, flip.field)
        assert flip.recommended != advice.recommended
        changed = Profile.model_validate({**profile.model_dump(), flip.field: flip.to})
        assert approach(changed, AS_OF).recommended == flip.recommended


@pytest.mark.parametrize(
    ("profile", "field", "to"),
    [
        pytest.param(HOSPITAL, "current_accuracy", 0.97, id="no gap left"),
        pytest.param(HOSPITAL, "target_accuracy", 0.82, id="today's accuracy is enough"),
        pytest.param(
            Profile(task="translation", monthly_api_spend=400, knowledge_change="static", training_examples=2_000),
            "monthly_api_spend",
            1_000,
            id="a bill from $1,000 on, below which training has nothing to save",
        ),
        pytest.param(
            CASES["tuned model that has gone stale"][0], "training_examples", 499, id="fewer than 500 examples"
        ),
    ],
)
def test_a_flip_is_the_smallest_change_of_its_fact(profile: Profile, field: str, to: float) -> None:
    flips = {flip.field: flip for flip in approach(profile, AS_OF).flips}
    assert flips[field].to == pytest.approx(to, rel=0.011)


@pytest.mark.parametrize("documents", [5, 3_000])
@pytest.mark.parametrize("examples", [None, 300])
def test_no_flip_takes_away_all_that_they_have(documents: int, examples: int | None) -> None:
    profile = Profile(task="question_answering", documents=documents, training_examples=examples)
    assert not [flip for flip in approach(profile, AS_OF).flips if flip.to == 0 and flip.to is not False]


def test_flips_come_smallest_first_and_unknown_facts_last() -> None:
    profile = CASES["workflow automation, low volume, a person checks"][0]
    known = [flip.from_ is not None for flip in approach(profile, AS_OF).flips]
    assert known == sorted(known, reverse=True)
    assert not all(known)


def test_flips_read_from_and_to_in_json() -> None:
    flips = approach(HOSPITAL, AS_OF).model_dump(mode="json")["flips"]
    assert {"field", "from", "to", "recommended"} <= set(flips[0])


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


def numbers(low: float, high: float) -> st.SearchStrategy[object]:
    return maybe(st.floats(min_value=low, max_value=high))


profiles = st.builds(
    Profile,
    task=maybe(st.sampled_from(get_args(Task))),
    industry=maybe(st.sampled_from(get_args(Industry))),
    stage=maybe(st.sampled_from(get_args(Stage))),
    current_approach=maybe(st.sampled_from(get_args(CurrentApproach))),
    requests_per_month=numbers(1, 1e9),
    monthly_api_spend=numbers(0, 1e6),
    budget=numbers(0, 900_000),
    monthly_benefit=numbers(0, 1e6),
    data_sensitivity=maybe(st.sampled_from(get_args(DataSensitivity))),
    self_hosting_required=maybe(st.booleans()),
    current_accuracy=numbers(0, 1),
    target_accuracy=numbers(0, 1),
    max_latency_seconds=numbers(0.01, 1e4),
    knowledge_change=maybe(st.sampled_from(get_args(KnowledgeChange))),
    documents=numbers(0, 1e6),
    training_examples=numbers(0, 1e6),
    ml_engineers=numbers(0, 100),
    evaluation=maybe(st.sampled_from(get_args(Evaluation))),
    timeline_months=numbers(0.1, 60),
)


@settings(deadline=None, max_examples=40)
@given(profile=profiles)
def test_any_profile_gets_every_approach_ranked_once_by_its_reasons(profile: Profile) -> None:
    advice = approach(profile, AS_OF)
    assert sorted(option.approach for option in advice.ranking) == sorted(APPROACHES)
    for option in advice.ranking:
        assert option.score == pytest.approx(sum(reason.points for reason in option.reasons))
        assert all(reason.sentence and reason.sources for reason in option.reasons)
    assert advice.ranking[0].blockers == ()
    for flip in advice.flips:
        changed = Profile.model_validate({**profile.model_dump(), flip.field: flip.to})
        assert approach(changed, AS_OF).recommended == flip.recommended != advice.recommended


@settings(deadline=None, max_examples=40)
@given(profile=profiles)
def test_training_from_scratch_is_never_advised_below_a_million(profile: Profile) -> None:
    assert approach(profile, AS_OF).recommended != "training"


@settings(deadline=None, max_examples=40)
@given(profile=profiles)
def test_facts_that_change_daily_never_lead_to_fine_tuning_alone_where_there_are_documents(profile: Profile) -> None:
    fresh = profile.model_copy(update={"knowledge_change": "daily", "documents": 1_000.0, "current_approach": None})
    advice = approach(fresh, AS_OF)
    assert advice.recommended != "fine_tuning" or has_blocker(advice.ranking, "fine_tuning_and_augmentation")


def has_blocker(ranking: tuple[Option, ...], name: str) -> bool:
    return any(option.blockers for option in ranking if option.approach == name)


@settings(deadline=None, max_examples=40)
@given(profile=profiles, more=st.floats(min_value=0, max_value=1e6))
def test_more_labelled_examples_never_speak_against_fine_tuning(profile: Profile, more: float) -> None:
    def score(examples: float) -> float:
        advice = approach(profile.model_copy(update={"training_examples": examples}), AS_OF)
        return next(option.score for option in advice.ranking if option.approach == "fine_tuning")

    few = profile.training_examples or 0
    assert score(few + more) >= score(few)


PLAN = {  # 60,000 chats a month on gpt-4o; retrieval takes 6,500 to 46,000 USD up front, 17,000 in the middle
    "task": "customer_support",
    "model": "gpt-4o",
    "requests_per_month": 60_000,
    "input_tokens": 4_000,
    "output_tokens": 300,
    "documents": 3_000,
    "knowledge_change": "daily",
}


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        pytest.param(None, None, id="no budget is known"),
        pytest.param(0, "nothing up front", id="none to spend"),
        pytest.param(4_000, "$4,000 does not cover what it takes up front, not even the low end", id="too little"),
        pytest.param(10_000, "$10,000 covers only the low end", id="the low end"),
        pytest.param(25_000, "$25,000 covers the middle", id="the middle"),
        pytest.param(60_000, None, id="enough"),
    ],
)
def test_a_budget_is_held_against_what_the_advice_takes_up_front(budget: float | None, says: str | None) -> None:
    advice = approach(Profile(**PLAN, budget=budget))
    assert advice.recommended == "augmentation"
    if says is None:
        assert advice.budget_note is None
    else:
        assert advice.budget_note is not None
        assert says in advice.budget_note


def test_a_larger_budget_covers_more_and_none_is_not_judged() -> None:
    shares = [approach(Profile(**PLAN, budget=budget)).ranking[0].within_budget for budget in (1_000, 10_000, 100_000)]
    assert None not in shares
    assert shares == sorted(shares)
    assert approach(Profile(**PLAN)).ranking[0].within_budget is None


def test_a_budget_below_what_two_systems_take_speaks_against_them() -> None:
    def points(budget: float) -> float:
        ranking = approach(Profile(**PLAN, budget=budget)).ranking
        return next(one.score for one in ranking if one.approach == "fine_tuning_and_augmentation")

    assert points(6_000) < points(25_000) < points(40_000)


LAW_FIRM = {  # contracts that change weekly: retrieval pays from 3,950 USD a month on
    "task": "question_answering",
    "industry": "legal",
    "model": "gpt-4o",
    "requests_per_month": 6_000,
    "input_tokens": 6_000,
    "output_tokens": 500,
    "documents": 1_500_000,
    "knowledge_change": "weekly",
    "self_hosting_required": False,
}
SHOP = {  # few documents that hardly change: retrieval fits hardly better than prompts, and costs more
    **LAW_FIRM,
    "task": "workflow_automation",
    "industry": "retail",
    "knowledge_change": "quarterly",
    "documents": 300,
}


@pytest.mark.parametrize(
    ("facts", "benefit", "expected"),
    [
        pytest.param(LAW_FIRM, None, "augmentation", id="nobody says what it is worth"),
        pytest.param(LAW_FIRM, 1_000, "not_yet", id="less than it costs a month"),
        pytest.param(LAW_FIRM, 3_500, "not_yet", id="more than it costs a month, but not what it takes up front"),
        pytest.param(LAW_FIRM, 4_400, "augmentation", id="pays over the horizon"),
        pytest.param(LAW_FIRM, 400_000, "augmentation", id="pays a hundred times"),
        pytest.param({**LAW_FIRM, "horizon_months": 3}, 4_400, "not_yet", id="too short to earn back what it takes"),
        pytest.param({**LAW_FIRM, "growth_per_year": -0.9}, 4_400, "not_yet", id="the volume that earns it goes away"),
        pytest.param({**LAW_FIRM, "growth_per_year": 3}, 3_500, "not_yet", id="growth that is hoped for does not pay"),
        pytest.param(SHOP, 20_000, "augmentation", id="close to prompting, and both pay"),
        pytest.param(SHOP, 2_800, "prompting", id="the next best that pays"),
        pytest.param(SHOP, 300, "not_yet", id="not even the next best pays"),
    ],
)
def test_nothing_is_advised_that_loses_money(facts: dict[str, object], benefit: float | None, expected: str) -> None:
    assert approach(Profile.model_validate({**facts, "monthly_benefit": benefit}), AS_OF).recommended == expected


@settings(deadline=None, max_examples=60)
@given(
    profile=profiles,
    benefit=st.floats(min_value=0, max_value=30_000),
    growth=maybe(st.floats(min_value=-0.9, max_value=3)),
    horizon=maybe(st.floats(min_value=0.5, max_value=60)),
)
def test_what_is_advised_is_worth_more_than_it_costs(
    profile: Profile, benefit: float, growth: float | None, horizon: float | None
) -> None:
    known = {"monthly_benefit": benefit, "growth_per_year": growth, "horizon_months": horizon}
    assessment = assess(profile.model_copy(update=known), AS_OF)
    best = assessment.results["approach"].ranking[0]
    if best.approach == "not_yet":
        assert "roi" not in assessment.results
        return
    assert benefit >= best.benefit_needed >= best.monthly_cost * 0.999
    assert assessment.results["roi"].npv >= -0.01
    assert assessment.results["uncertainty"].loss_share < 0.51


@pytest.mark.parametrize("facts", [LAW_FIRM, {**LAW_FIRM, "horizon_months": 12}, PLAN])
def test_the_advice_turns_where_the_value_is_nothing(facts: dict[str, object]) -> None:
    advice = approach(Profile.model_validate({**facts, "monthly_benefit": 60_000}), AS_OF)
    needed = advice.ranking[0].benefit_needed
    assert needed == approach(Profile.model_validate(facts), AS_OF).ranking[0].benefit_needed
    [down] = [flip for flip in advice.flips if flip.field == "monthly_benefit"]
    assert (down.recommended, down.to) == ("not_yet", pytest.approx(needed, rel=0.011))
    waiting = approach(Profile.model_validate({**facts, "monthly_benefit": 0.9 * needed}), AS_OF)
    [up] = [flip for flip in waiting.flips if flip.field == "monthly_benefit"]
    assert (waiting.recommended, up.to) == ("not_yet", pytest.approx(needed, rel=0.011))


def test_what_does_not_pay_says_so_with_its_figures() -> None:
    advice = approach(Profile.model_validate({**LAW_FIRM, "monthly_benefit": 1_000}), AS_OF)
    first = advice.ranking[0].reasons[0]
    assert first.rule == "nothing_pays"
    for figure in ("$1,000 a month", "$17,000 up front", "$2,800 a month", "24 months", "$3,950 a month"):
        assert figure in first.sentence
    [lost] = [one for one in advice.ranking if one.approach == "augmentation"]
    assert "does_not_pay" in {reason.rule for reason in lost.reasons if reason.points < 0}
    assert advice.lead > 1


def test_what_pays_is_not_spoken_against() -> None:
    ranking = approach(Profile.model_validate({**LAW_FIRM, "monthly_benefit": 20_000}), AS_OF).ranking
    against = {one.approach for one in ranking if "does_not_pay" in {reason.rule for reason in one.reasons}}
    assert "augmentation" not in against
    assert "training" in against
    assert "nothing_pays" not in {reason.rule for one in ranking for reason in one.reasons}


@pytest.mark.parametrize("budget", [15_000, 30_000, 60_000, 150_000, 600_000])
@pytest.mark.parametrize("examples", [0, 60, 500, 5_000])
def test_no_budget_turns_the_advice_that_does_not_pay_for_what_is_advised(budget: float, examples: float) -> None:
    letters = Profile(
        requests_per_month=4_000, self_hosting_required=True, training_examples=examples, budget=budget,
        task="content_generation", industry="healthcare", data_sensitivity="regulated",
    )  # fmt: skip
    advised = approach(letters, AS_OF)
    upfront = {one.approach: one.upfront_cost for one in advised.ranking}
    for flip in advised.flips:
        if flip.field == "budget":
            assert isinstance(flip.to, int | float)
            assert isinstance(flip.from_, int | float)
            assert flip.to >= upfront[flip.recommended if flip.to > flip.from_ else advised.recommended]
