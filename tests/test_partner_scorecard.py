"""Comparing partners: scores by hand, what is left out and what counts against, and how firmly the winner stands."""

import itertools
import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_approach import profiles

from tools.errors import BadArgument
from tools.partner_checklist import partner_checklist
from tools.partner_scorecard import (
    Candidate,
    PartnerScorecard,
    Standing,
    _normalised,
    _table,
    partner_scorecard,
    smallest_shift,
)
from tools.profile import Profile
from tools.registry import call_tool

AS_OF = date(2026, 11, 22)
NINE = tuple(sorted(one.id for one in partner_checklist().criteria))
EQUAL = {"expertise": 1.0, "evaluation": 1.0, "process": 1.0}
stars = st.integers(min_value=0, max_value=5)
weighings = st.dictionaries(st.sampled_from(NINE), st.floats(min_value=0.1, max_value=10), min_size=1)


def rated(name: str, *ratings: float | str | None, **other: Any) -> dict[str, Any]:
    """A candidate rated on expertise, evaluation and process, in this order."""
    return {"name": name, "ratings": dict(zip(EQUAL, ratings, strict=False)), **other}


def compare(*candidates: Mapping[str, Any], weights: Mapping[str, float] | None = None) -> PartnerScorecard:
    return partner_scorecard(tuple(Candidate.model_validate(one) for one in candidates), weights)


def standing(result: PartnerScorecard, name: str) -> Standing:
    return next(one for one in result.ranking if one.name == name)


@st.composite
def fields(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Two to five candidates, rated on all that is weighted, and the weights."""
    weights = draw(weighings)
    count = draw(st.integers(min_value=2, max_value=5))
    candidates = [{"name": f"firm {row}", "ratings": {one: draw(stars) for one in weights}} for row in range(count)]
    return candidates, weights


@pytest.mark.parametrize(
    ("ratings", "weights", "score"),
    [
        pytest.param((5, 3, 1), EQUAL, 3, id="the mean"),
        pytest.param((5, 3, 1), {"expertise": 2, "evaluation": 1, "process": 1}, 3.5, id="(10 + 3 + 1) / 4"),
        pytest.param((5, 3, 1), {"expertise": 200, "evaluation": 100, "process": 100}, 3.5, id="weights of any size"),
        pytest.param((5, 3, 1), {"evaluation": 7}, 3, id="a single criterion"),
        pytest.param((5, 3, 1), {"expertise": 0, "process": 1}, 1, id="a weight of 0 counts for nothing"),
        pytest.param((5, 3), EQUAL, 8 / 3, id="unanswered counts as 0: 8 / 3, not 4"),
        pytest.param((5,), EQUAL, 5 / 3, id="two unanswered"),
        pytest.param((), EQUAL, 0, id="nothing answered"),
        pytest.param((5, 3, None), EQUAL, 4, id="not applicable is in neither sum: 8 / 2"),
        pytest.param((5, 3, "not_applicable"), EQUAL, 4, id="not applicable, in words"),
        pytest.param((5, None), EQUAL, 2.5, id="one not applicable, one unanswered: 5 / 2"),
        pytest.param((None, None, None), EQUAL, None, id="nothing applies: no score"),
        pytest.param((0, 0, 0), EQUAL, 0, id="the worst"),
        pytest.param((5, 5, 5), EQUAL, 5, id="the best"),
        pytest.param((4.5, 2.5, 2), EQUAL, 3, id="half points"),
        pytest.param((None, 4, 2), {"expertise": 8, "evaluation": 3, "process": 1}, 3.5, id="(12 + 2) / 4"),
    ],
)
def test_the_score_is_the_weighted_mean_of_what_applies(
    ratings: tuple[Any, ...], weights: dict[str, float], score: float | None
) -> None:
    [found] = compare(rated("Acme", *ratings), weights=weights).ranking
    assert found.score == (None if score is None else pytest.approx(score, abs=1e-12))
    if found.score is not None:
        assert math.fsum(one.points for one in found.contributions) == pytest.approx(found.score, abs=1e-12)
        assert math.fsum(one.weight for one in found.contributions) == pytest.approx(1, abs=1e-12)


def test_the_nine_criteria_weigh_what_the_checklist_says_and_stand_in_the_ledger() -> None:
    profile = Profile.model_validate({"data_sensitivity": "regulated", "ml_engineers": 0})
    result = partner_scorecard((Candidate(name="Acme", ratings={}),), profile=profile, as_of=AS_OF)
    expected = {one.id: one.weight for one in partner_checklist(profile, AS_OF).criteria}
    assert result.weights == pytest.approx(expected)
    [weights] = [one for one in result.assumptions if one.name == "weights"]
    assert weights.value == expected
    assert weights.checked
    assert result.as_of == AS_OF


def test_given_weights_are_no_assumption() -> None:
    assert compare(rated("Acme", 1, 2, 3), weights=EQUAL).assumptions == ()


def test_what_is_missing_is_named_with_what_it_could_still_bring() -> None:
    result = compare(rated("Acme", 4, 4, 3), rated("Beta", 5, 5), rated("Gamma", 5, None, 0), weights=EQUAL)
    beta, gamma = standing(result, "Beta"), standing(result, "Gamma")
    assert beta.unanswered == ("process",)
    assert beta.score_range == pytest.approx((10 / 3, 5))
    assert gamma.not_applicable == ("evaluation",)
    assert gamma.score_range == (2.5, 2.5)
    assert result.winner == "Acme"
    text = " ".join(result.warnings)
    assert "Unanswered criteria count as 0: Beta (process)." in text
    assert "not applicable, which can lift a score: Gamma (evaluation)." in text
    assert "Beta could still reach 5 " in text


@pytest.mark.parametrize(
    ("weights", "scores"),
    [
        # Acme 90,000 and 10 weeks, Beta 60,000 and 16: quote 3.333 and 5, time 5 and 3.125.
        pytest.param({"quote": 1}, (10 / 3, 5), id="quote alone: 5 x 60,000 / 90,000"),
        pytest.param({"weeks": 1}, (5, 3.125), id="time alone: 5 x 10 / 16"),
        pytest.param({"quote": 1, "weeks": 1, "expertise": 2}, (49 / 12, 73 / 32), id="(10/3 + 5 + 8) / 4"),
        pytest.param({"expertise": 1}, (4, 0.5), id="not named: not scored"),
    ],
)
def test_quote_and_weeks_are_scored_only_where_weights_name_them(
    weights: dict[str, float], scores: tuple[float, float]
) -> None:
    acme, beta = rated("Acme", 4, quote=90_000, weeks=10), rated("Beta", 0.5, quote=60_000, weeks=16)
    result = compare(acme, beta, weights=weights)
    assert (standing(result, "Acme").score, standing(result, "Beta").score) == pytest.approx(scores)
    assert (standing(result, "Acme").quote, standing(result, "Beta").weeks) == (90_000, 16)
    assert any("quote" in one and "not scored" in one for one in result.warnings) == ("quote" not in weights)


@pytest.mark.parametrize(
    ("offers", "scores"),
    [
        pytest.param((0, 100), (5, 0), id="free, and not"),
        pytest.param((0, 0), (5, 5), id="both free"),
        pytest.param((None, 100), (0, 5), id="no quote is unanswered"),
        pytest.param((None, None), (0, 0), id="nobody quoted"),
        pytest.param((1e-300, 1e15), (5, 0), id="far apart"),
    ],
)
def test_a_quote_is_rated_against_the_lowest(offers: tuple[Any, Any], scores: tuple[float, float]) -> None:
    result = compare(rated("A", quote=offers[0]), rated("B", quote=offers[1]), weights={"quote": 1})
    assert (standing(result, "A").score, standing(result, "B").score) == pytest.approx(scores)


def test_a_bid_with_a_red_flag_is_no_yardstick() -> None:
    cheap = rated("Cheap", quote=1, red_flags=["gives no reference"])
    result = compare(cheap, rated("A", quote=100), rated("B", quote=200), weights={"quote": 1})
    assert (standing(result, "A").score, standing(result, "B").score) == (5, 2.5)


def test_a_red_flag_puts_the_best_score_last() -> None:
    result = compare(
        rated("Acme", 5, 5, 5, red_flags=["the weights would be theirs"]), rated("Beta", 1, 1, 1), weights=EQUAL
    )
    assert [(one.name, one.rank, one.score) for one in result.ranking] == [("Beta", 1, 1), ("Acme", 2, 5)]
    assert result.winner == "Beta"
    assert any("the weights would be theirs" in one for one in result.warnings)
    assert "Only one" in result.robustness.sentence


@pytest.mark.parametrize(
    ("candidates", "winner", "ranks", "says"),
    [
        pytest.param([rated("Acme", 3, 3, 3)], "Acme", [1], "nobody", id="one candidate"),
        pytest.param(
            [rated("B", 5, 3, 1), rated("A", 1, 3, 5), rated("C", 2, 2, 2)], None, [1, 1, 3], "A and B", id="a tie"
        ),
        pytest.param([rated("B", 2, 2, 2), rated("A", 2, 2, 2)], None, [1, 1], "share", id="twins"),
        pytest.param(
            [rated("A", 5, 5, 5, red_flags=["x"]), rated("B", 1, 1, 1, red_flags=["y"])],
            None,
            [1, 2],
            "No candidate",
            id="red flags all round",
        ),
        pytest.param([rated("A", None, None, None)], None, [1], "No candidate", id="nothing applies"),
        pytest.param([rated("A", None, None, None), rated("B")], "B", [1, 2], "Only one", id="one has a score"),
    ],
)
def test_without_a_contest_there_is_a_sentence(
    candidates: list[dict[str, Any]], winner: str | None, ranks: list[int], says: str
) -> None:
    result = compare(*candidates, weights=EQUAL)
    assert result.winner == winner
    assert [one.rank for one in result.ranking] == ranks
    assert says in result.robustness.sentence
    assert result.robustness.rivals == ()
    assert result.robustness.stays_within_25_percent is None


@pytest.mark.parametrize(
    ("first", "second", "weights", "shift", "tolerance"),
    [
        # Ahead by (2, -1, 0): the mean lead is 1/3, a share moved from the first to the second costs 3.
        pytest.param((4, 2, 3), (2, 3, 3), EQUAL, 1 / 9, 1 / 3, id="1/3 / 3; 1/3 / (2/3 + 1/3)"),
        # Ahead by (5, 5, -1): 3 in the mean; 1/3 moved from the first brings 2, then 1 / 6 from the next.
        pytest.param((5, 5, 0), (0, 0, 1), EQUAL, 1 / 2, 9 / 11, id="two donors: 3 / 6 of all weight"),
        pytest.param((5, 3, 0), (0, 0, 1), EQUAL, 1 / 3 + 1 / 12, 7 / 9, id="the furthest ahead gives first"),
        pytest.param((5, 0), (0, 4), {"expertise": 3, "evaluation": 1}, 11 / 36, 11 / 19, id="2.75 / 9; 2.75 / 4.75"),
        pytest.param((5, 5, 5), (4, 4, 4), EQUAL, None, None, id="better on everything"),
        pytest.param((5, 4, 4), (4, 4, 4), EQUAL, None, None, id="never worse: at best level"),
    ],
)
def test_the_smallest_shift_takes_from_where_the_winner_leads_most(
    first: tuple[float, ...],
    second: tuple[float, ...],
    weights: dict[str, float],
    shift: float | None,
    tolerance: float | None,
) -> None:
    result = compare(rated("Acme", *first), rated("Beta", *second), weights=weights)
    [rival] = result.robustness.rivals
    assert result.winner == "Acme"
    assert rival.smallest_shift == (None if shift is None else pytest.approx(shift, abs=1e-12))
    assert rival.tolerance == (None if tolerance is None else pytest.approx(tolerance, abs=1e-12))
    assert result.robustness.smallest_shift == rival.smallest_shift
    assert result.robustness.tolerance == rival.tolerance
    assert ("no lower than Beta" in rival.sentence) == (shift is None)
    if shift is None:
        assert result.robustness.stays_under_any_weights == 1


def test_the_most_dangerous_rival_comes_first() -> None:
    result = compare(rated("A", 4, 4, 4), rated("B", 1, 1, 5), rated("C", 3, 5, 3), weights=EQUAL)
    assert [one.name for one in result.robustness.rivals] == ["C", "B"]
    assert result.robustness.smallest_shift == result.robustness.rivals[0].smallest_shift


@pytest.mark.parametrize(
    ("criterion", "below", "above"),
    [
        # Ahead by (2, -1, 0). With weight x on the first, the others half each: 2x - (1 - x)/2 = 0 at x = 1/5.
        pytest.param("expertise", (1 / 5, "Beta"), (None, None), id="too little weight where the winner leads"),
        # 2 (1 - x)/2 - x = 0 at x = 1/2.
        pytest.param("evaluation", (None, None), (1 / 2, "Beta"), id="too much where it is behind"),
        pytest.param("process", (None, None), (None, None), id="where both are level, all the way"),
    ],
)
def test_the_weight_at_which_the_winner_changes(
    criterion: str, below: tuple[float | None, str | None], above: tuple[float | None, str | None]
) -> None:
    result = compare(rated("Acme", 4, 2, 3), rated("Beta", 2, 3, 3), weights=EQUAL)
    [found] = [one for one in result.robustness.weight_ranges if one.criterion == criterion]
    assert found.weight == pytest.approx(1 / 3)
    for share, name, expected in (
        (found.changes_below, found.wins_below, below),
        (found.changes_above, found.wins_above, above),
    ):
        assert name == expected[1]
        assert share == (None if expected[0] is None else pytest.approx(expected[0], abs=1e-12))


def test_a_criterion_that_applies_to_one_of_two_leaves_the_shift_open_and_says_so() -> None:
    """Acme 4 and 2 on two criteria, Beta 2.5 on the first alone: level where 4x + 2(1 - x) = 2.5, at x = 1/4."""
    weights = {"expertise": 1.0, "evaluation": 1.0}
    result = compare(rated("Acme", 4, 2), rated("Beta", 2.5, None), weights=weights)
    [rival] = result.robustness.rivals
    assert rival.smallest_shift is None
    assert rival.tolerance is None
    assert "evaluation applies to only one" in rival.sentence
    [first] = [one for one in result.robustness.weight_ranges if one.criterion == "expertise"]
    assert first.changes_below == pytest.approx(1 / 4)
    assert first.wins_below == "Beta"
    assert result.robustness.stays_within_25_percent == 1
    assert result.robustness.stays_under_any_weights == pytest.approx(3 / 4, abs=0.02)


@pytest.mark.parametrize(
    ("arguments", "names", "says"),
    [
        ({"candidates": []}, "candidates", "at least one"),
        ({}, "candidates", "required"),
        ({"candidates": [rated("A"), rated("A ")]}, "candidates", "twice"),
        ({"candidates": [rated("Acme"), rated("ACME")]}, "candidates", "twice"),
        ({"candidates": [rated("A", 3), rated("Beta", 6)]}, "candidates", "Beta for expertise is 6; .* from 0 to 5"),
        ({"candidates": [rated("Beta", 3, -1)]}, "candidates", "Beta for evaluation is -1"),
        ({"candidates": [{"name": "A", "ratings": {"expertize": 1}}]}, "candidates", "'expertize'.*mean expertise"),
        ({"candidates": [{"name": "A", "ratings": {"zzz": 1}}]}, "candidates", "'zzz'.*known are advice_and_delivery"),
        ({"candidates": [{"name": "A", "ratings": {"quote": 1}}]}, "candidates", "beside the ratings"),
        ({"candidates": [rated("A", "good")]}, "candidates.0.ratings.expertise.float", "good"),
        ({"candidates": [rated("A", float("nan"))]}, "candidates.0.ratings.expertise.float", "finite"),
        ({"candidates": [rated("A", quote=-1)]}, "candidates.0.quote", "at least 0"),
        ({"candidates": [{"ratings": {}}]}, "candidates.0.name", "required"),
        ({"candidates": [rated("A", price=3)]}, "candidates.0.price", "not an argument"),
        ({"candidates": [rated("A")], "weights": {"zzz": 1}}, "weights", "'zzz'.*known are advice_and_delivery"),
        ({"candidates": [rated("A")], "weights": {"proofs": 1}}, "weights", "did you mean proof"),
        ({"candidates": [rated("A")], "weights": {"proof": 0}}, "weights", "above 0"),
        ({"candidates": [rated("A")], "weights": {}}, "weights", "above 0"),
        ({"candidates": [rated("A")], "weights": {"proof": -1}}, "weights.proof", "at least 0"),
        ({"candidates": [rated("A")], "budgets": 5}, "budgets", "budget"),
        ({"candidates": [rated("A")], "own_criteria": {"parking": "prof"}}, "own_criteria", "'prof'.*mean proof"),
        ({"candidates": [rated("A")], "own_criteria": {"proof": "process"}}, "own_criteria", "'proof'"),
        ({"candidates": [rated("A")], "own_criteria": {"quote": None}}, "own_criteria", "'quote'"),
        (
            {"candidates": [{"name": "A", "ratings": {"parking": 1, "expertize": 1}}], "weights": {"parking": 1}},
            "candidates",
            "'expertize'.*mean expertise",
        ),
    ],
)
def test_bad_input_names_the_candidate_and_the_criterion(arguments: dict[str, object], names: str, says: str) -> None:
    with pytest.raises(BadArgument, match=says) as caught:
        call_tool("partner_scorecard", arguments, AS_OF)
    assert caught.value.argument == names
    assert str(caught.value).startswith(names)


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param({"expertise": 1e15, "evaluation": 5e-324, "process": 1e-300}, id="far apart"),
        pytest.param({"expertise": 5e-324}, id="next to nothing"),
        pytest.param({"quote": 1, "weeks": 1e15}, id="offers alone"),
    ],
)
def test_extreme_weights_give_plain_json(weights: dict[str, float]) -> None:
    result = compare(
        rated("A", 1, 2, 3, quote=1e15, weeks=0), rated("B", 3, None, 1, quote=1e-9), rated("C"), weights=weights
    )
    text = result.model_dump_json()
    assert type(result).model_validate_json(text) == result
    json.loads(text, parse_constant=pytest.fail)
    assert math.fsum(result.weights.values()) == pytest.approx(1, abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(profile=profiles)
def test_default_weights_add_up_to_one_for_every_profile(profile: Profile) -> None:
    result = partner_scorecard((Candidate(name="A", ratings=dict.fromkeys(NINE, 3.0)),), None, profile, AS_OF)
    assert math.fsum(result.weights.values()) == pytest.approx(1, abs=1e-12)
    assert result.ranking[0].score == pytest.approx(3)


@settings(deadline=None, max_examples=60)
@given(field=fields(), factor=st.floats(min_value=1e-6, max_value=1e6))
def test_scaling_all_weights_changes_nothing(
    field: tuple[list[dict[str, Any]], dict[str, float]], factor: float
) -> None:
    candidates, weights = field
    one = compare(*candidates, weights=weights)
    other = compare(*candidates, weights={name: weight * factor for name, weight in weights.items()})
    assert [found.name for found in other.ranking] == [found.name for found in one.ranking]
    assert [found.score for found in other.ranking] == pytest.approx([found.score for found in one.ranking])
    assert other.robustness.smallest_shift == (
        None if one.robustness.smallest_shift is None else pytest.approx(one.robustness.smallest_shift, abs=1e-9)
    )


@settings(deadline=None, max_examples=60)
@given(field=fields(), order=st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(
    field: tuple[list[dict[str, Any]], dict[str, float]], order: Any
) -> None:
    candidates, weights = field
    shuffled = candidates.copy()
    order.shuffle(shuffled)
    assert compare(*shuffled, weights=weights) == compare(*candidates, weights=weights)


def share_of_lead(candidates: list[dict[str, Any]], weights: Mapping[str, float], first: str, other: str) -> float:
    """Points by which `first` leads under other weights."""
    result = compare(*candidates, weights=weights)
    ahead, behind = standing(result, first).score, standing(result, other).score
    assert ahead is not None
    assert behind is not None
    return ahead - behind


@settings(deadline=None, max_examples=60)
@given(field=fields())
def test_the_shift_flips_when_made_and_not_when_made_1_percent_less(
    field: tuple[list[dict[str, Any]], dict[str, float]],
) -> None:
    candidates, weights = field
    result = compare(*candidates, weights=weights)
    for rival in result.robustness.rivals:
        if rival.shifted_weights is None:
            continue
        assert result.winner is not None
        assert math.fsum(rival.shifted_weights.values()) == pytest.approx(1)
        moved = {name: rival.shifted_weights[name] - weight for name, weight in result.weights.items()}
        assert sum(map(abs, moved.values())) / 2 == pytest.approx(rival.smallest_shift)
        for part, flips in ((0.99, False), (1.0, True)):
            there = {name: max(weight + part * moved[name], 0.0) for name, weight in result.weights.items()}
            lead = share_of_lead(candidates, there, result.winner, rival.name)
            assert lead <= 1e-9 if flips else lead > 0


@settings(deadline=None, max_examples=100)
@given(
    ahead=st.lists(st.integers(min_value=-5, max_value=5), min_size=3, max_size=3),
    shares=st.sampled_from([split for split in itertools.product(range(13), repeat=3) if sum(split) == 12]),
)
def test_no_smaller_shift_flips(ahead: list[int], shares: tuple[int, ...]) -> None:
    """Against all weights in steps of 1/60: none that is nearer puts the winner behind."""
    gap, weights = np.array(ahead, dtype=float), np.array(shares) / 12
    if gap @ weights <= 0:
        return
    grid = np.array([(a, b, 60 - a - b) for a in range(61) for b in range(61 - a)]) / 60
    behind = grid[grid @ gap < -1e-12]
    found = smallest_shift(gap, weights)
    assert (found is None) == (min(ahead) >= 0)
    if found is not None:
        distance = np.abs(found - weights).sum() / 2
        assert found @ gap == pytest.approx(0, abs=1e-9)
        assert found.min() >= -1e-12
        nearest = np.abs(behind - weights).sum(axis=1).min() / 2
        assert distance - 1e-9 <= nearest <= distance + 3 / 60


@settings(deadline=None, max_examples=60)
@given(field=fields(), signs=st.integers(min_value=0, max_value=2**9 - 1))
def test_within_the_tolerance_no_weights_change_the_winner(
    field: tuple[list[dict[str, Any]], dict[str, float]], signs: int
) -> None:
    candidates, weights = field
    result = compare(*candidates, weights=weights)
    tolerance = result.robustness.tolerance
    if result.winner is not None and tolerance is not None:
        off = [1 if signs >> place & 1 else -1 for place in range(len(result.weights))]
        bent = {
            name: weight * (1 + 0.999 * tolerance * sign)
            for (name, weight), sign in zip(result.weights.items(), off, strict=True)
        }
        assert compare(*candidates, weights=bent).winner == result.winner


@settings(deadline=None, max_examples=60)
@given(field=fields())
def test_the_winner_changes_at_the_weight_that_is_told_and_not_before(
    field: tuple[list[dict[str, Any]], dict[str, float]],
) -> None:
    candidates, weights = field
    result = compare(*candidates, weights=weights)
    for one in result.robustness.weight_ranges:
        for share, name in ((one.changes_below, one.wins_below), (one.changes_above, one.wins_above)):
            if share is None or name is None:
                continue
            for part, changed in ((0.99, False), (1.01, True)):
                there = one.weight + part * (share - one.weight)
                if not 0 < there < 1:
                    continue
                rest = (1 - there) / (1 - one.weight)
                bent = {key: weight * rest for key, weight in result.weights.items()} | {one.criterion: there}
                assert result.winner is not None
                lead = share_of_lead(candidates, bent, result.winner, name)
                assert lead < 1e-9 if changed else lead > -1e-9


@settings(deadline=None, max_examples=60)
@given(field=fields(), better=st.integers(min_value=1, max_value=5))
def test_a_better_rating_never_costs_points_and_an_answer_never_hurts(
    field: tuple[list[dict[str, Any]], dict[str, float]], better: int
) -> None:
    candidates, weights = field
    known = [*weights]
    worse = {**candidates[0], "ratings": {name: candidates[0]["ratings"][name] for name in known[1:]}}
    answered = {**candidates[0], "ratings": {**worse["ratings"], known[0]: better}}
    scores = [compare(one, weights=weights).ranking[0].score for one in (worse, answered)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] < scores[1]


def test_the_table_holds_candidates_by_criteria() -> None:
    candidates = [Candidate.model_validate(one) for one in (rated("A", 5, None), rated("B", 1, 2, 3))]
    table = _table(candidates, _normalised({"expertise": 3, "evaluation": 1}, NINE), {})
    assert table.criteria == ("expertise", "evaluation")
    assert table.ratings.tolist() == [[5, 0], [1, 2]]
    assert table.applies.tolist() == [[1, 0], [1, 1]]
    assert table.scores(np.array([[1.0, 0.0], [0.5, 0.5]])).tolist() == [[5, 1], [5, 1.5]]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ({}, {"expertise": 1 / 3, "evaluation": 1 / 3, "process": 1 / 3}),
        ({"factors": {"expertise": 2}}, {"expertise": 0.5, "evaluation": 0.25, "process": 0.25}),
        ({"factors": {"process": 0}}, {"expertise": 0.5, "evaluation": 0.5}),
        ({"shares": {"process": 0.4}}, {"process": 0.4, "expertise": 0.3, "evaluation": 0.3}),
        (
            {"factors": {"expertise": 2}, "shares": {"process": 0.4}},
            {"process": 0.4, "expertise": 0.4, "evaluation": 0.2},
        ),
        ({"shares": {"process": 0.4, "expertise": 0.6}}, {"process": 0.4, "expertise": 0.6}),
    ],
)
def test_weights_are_moved_by_factors_and_shares(moves: dict[str, Any], expected: Mapping[str, float]) -> None:
    one = Candidate.model_validate(rated("Acme", 3.0, 4.0, 5.0))
    assert dict(partner_scorecard((one,), EQUAL, **moves).weights) == pytest.approx(expected)


def test_criteria_that_nobody_is_rated_on_can_be_left_out() -> None:
    both = tuple(Candidate.model_validate(rated(name, 5.0, 3.0)) for name in ("Acme", "Globex"))
    result = partner_scorecard(both, only_rated=True)
    assert dict(result.weights) == {"expertise": 0.5, "evaluation": 0.5}
    assert [one.score for one in result.ranking] == [4, 4]


@pytest.mark.parametrize(
    ("moves", "argument"),
    [({"factors": {"parking": 2}}, "factors"), ({"shares": {"expertise": 0.7, "process": 0.5}}, "shares")],
)
def test_weights_that_cannot_be_moved_so_are_refused(moves: dict[str, Any], argument: str) -> None:
    with pytest.raises(BadArgument) as refused:
        partner_scorecard((Candidate.model_validate(rated("Acme", 3.0)),), EQUAL, **moves)
    assert refused.value.argument == argument


FOUR = ("expertise", "cost_and_time", "data security", "proof")


def four(name: str, *ratings: float) -> dict[str, Any]:
    return {"name": name, "ratings": dict(zip(FOUR, ratings, strict=True))}


BIDS = [four("Accenture", 5, 2, 4, 5), four("Nordlicht", 4, 4, 3, 3), four("TCS", 3, 5, 3, 4)]


@pytest.mark.parametrize(
    ("given", "scores"),
    [
        # 16 / 4, 15 / 4, 14 / 4
        pytest.param(
            {"weights": dict.fromkeys(FOUR, 1)}, {"Accenture": 4, "TCS": 3.75, "Nordlicht": 3.5}, id="weights name it"
        ),
        pytest.param(
            {"own_criteria": {"data security": "proof"}, "only_rated": True},
            {"Accenture": 4, "TCS": 3.75, "Nordlicht": 3.5},
            id="as heavy as one of the nine",
        ),
        pytest.param(
            {"own_criteria": {"data security": None}, "only_rated": True},
            {"Accenture": 4, "TCS": 3.75, "Nordlicht": 3.5},
            id="as heavy as the nine in the mean",
        ),
        # 20 / 5, 18 / 5, 17 / 5
        pytest.param(
            {"own_criteria": {"data security": "proof"}, "only_rated": True, "factors": {"data security": 2}},
            {"Accenture": 4, "TCS": 3.6, "Nordlicht": 3.4},
            id="moved as the others are",
        ),
        # (3.75 + 4), (3 + 3), (3.75 + 3): the three others share what is left
        pytest.param(
            {"own_criteria": {"data security": "proof"}, "only_rated": True, "shares": {"data security": 0.4}},
            {"Accenture": 0.6 * 4 + 1.6, "TCS": 0.6 * 4 + 1.2, "Nordlicht": 0.6 * 11 / 3 + 1.2},
            id="with a share",
        ),
        # regulated data: proof weighs 1.5, process 2; so does what stands beside proof: (5 + 2 + 1.5 x 9) / 5
        pytest.param(
            {
                "own_criteria": {"data security": "proof"},
                "only_rated": True,
                "data_sensitivity": "regulated",
            },
            {"Accenture": 20.5 / 5, "TCS": 18.5 / 5, "Nordlicht": 17 / 5},
            id="with the weight that the case gives",
        ),
    ],
)
def test_a_criterion_of_ones_own_is_scored_by_itself(given: dict[str, Any], scores: dict[str, float]) -> None:
    found = call_tool("partner_scorecard", {"candidates": BIDS, **given}, AS_OF).model_dump()
    assert {one["name"]: one["score"] for one in found["ranking"]} == pytest.approx(scores)
    assert found["winner"] == "Accenture"
    assert found["weights_from"] == ("given" if "weights" in given else "checklist")
    assert found["own_criteria"] == given.get("own_criteria", {"data security": None})


FLAT = {"name": "BrightBot", "ratings": {}, "quote": 20_000, "monthly_fee": 4_500}
BY_USE = {"name": "Acme", "ratings": {}, "fee_per_request": 0.40}


@pytest.mark.parametrize(
    ("given", "totals"),
    [
        # 20,000 + 24 x 4,500 = 128,000; 24 x 14,000 x 0.40 = 134,400
        ({"months": 24, "requests_per_month": 14_000}, {"BrightBot": 128_000, "Acme": 134_400}),
        # 20,000 + 12 x 4,500 = 74,000; 12 x 14,000 x 0.40 = 67,200
        ({"months": 12, "requests_per_month": 14_000}, {"Acme": 67_200, "BrightBot": 74_000}),
        # the horizon of the case, where no months are named: 6 x 5,600 = 33,600 and 20,000 + 27,000
        ({"horizon_months": 6, "requests_per_month": 14_000}, {"Acme": 33_600, "BrightBot": 47_000}),
        # nobody knows the volume: only the flat one adds up
        ({"months": 24}, {"BrightBot": 128_000, "Acme": None}),
        # the volume triples each year: 12 x 3^(1/12) sums, worked out as sum(3 ** ((m - 1) / 12) for m in 1..2)
        (
            {"months": 2, "requests_per_month": 10_000, "growth_per_year": 2.0},
            {"Acme": 0.4 * 10_000 * (1 + 3 ** (1 / 12)), "BrightBot": 29_000},
        ),
    ],
)
def test_offers_are_added_up_over_the_months(given: dict[str, float], totals: dict[str, float | None]) -> None:
    found = call_tool(
        "partner_scorecard", {"candidates": [FLAT, BY_USE], "weights": {"total_cost": 1}, **given}, AS_OF
    ).model_dump()["offers"]
    assert {one["name"]: one["total"] for one in found["totals"]} == pytest.approx(totals)


def test_offers_tell_the_volume_at_which_they_cost_the_same() -> None:
    found = call_tool(
        "partner_scorecard", {"candidates": [FLAT, BY_USE], "weights": {"total_cost": 1}, "months": 24}, AS_OF
    ).model_dump()["offers"]
    [level] = found["levels"]
    # 128,000 = 24 x 0.40 x volume
    assert level == {
        "cheaper_below": "Acme",
        "cheaper_above": "BrightBot",
        "requests_per_month": pytest.approx(128_000 / 9.6),
    }


@pytest.mark.parametrize(
    ("terms", "flags"),
    [
        ({"quote": 150_000, "weeks": 14}, 0),
        ({"quote": 150_001}, 1),
        ({"weeks": 16}, 1),
        ({"quote": 200_000, "weeks": 16}, 2),
        ({}, 0),
    ],
)
def test_who_is_above_the_budget_or_too_late_has_a_red_flag(terms: dict[str, float], flags: int) -> None:
    profile = Profile(budget=150_000, timeline_months=14 * 12 / 52)
    card = partner_scorecard((Candidate.model_validate(rated("A", 3, 3, 3, **terms)),), None, profile)

    assert len(card.ranking[0].red_flags) == flags
