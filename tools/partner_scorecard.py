"""Which partner fits best: ratings times weights, with what each criterion adds and how firmly the winner stands.

An unanswered criterion counts against a candidate, one that does not apply is left out of both sums. Quote and time
are shown, and scored only where the weights name them. A criterion beside the nine is scored where the weights or
`own_criteria` name it; else it is taken for a misspelling.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from tools.errors import BadArgument
from tools.facts import derive
from tools.partner_checklist import assumed_weights, criteria_source, weighted_criteria
from tools.partner_offers import Offers, Terms, offers_over
from tools.partner_weights import moved
from tools.profile import NOTHING_KNOWN, Months, Profile, Text, Usd
from tools.samples import expected
from tools.tool import Assumption, ToolResult, tool

BEST = 5
NOT_APPLICABLE: Final = "not_applicable"
OFFERS = ("quote", "weeks", "total_cost")  # less is better; scored only where the weights name them

Rating = Annotated[float, Field(allow_inf_nan=False)] | Literal["not_applicable"] | None
Weight = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]

_Asked = Mapping[str, Mapping[str, float | None]]  # by candidate: quote, weeks, total_cost


class Candidate(BaseModel):
    """A possible partner as somebody rated it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Text
    ratings: Mapping[str, Rating] = Field(
        description="0 to 5 for each criterion of partner_checklist or of your own (named in weights or own_criteria); "
        "null or 'not_applicable' leaves a criterion out for this candidate, one that is missing counts as 0"
    )
    quote: Usd | None = Field(default=None, description="USD asked for the project")
    weeks: Annotated[float, Field(ge=0, le=5200, allow_inf_nan=False)] | None = Field(
        default=None, description="weeks until delivery"
    )
    monthly_fee: Usd | None = Field(default=None, description="USD asked a month, whatever the volume")
    fee_per_request: Usd | None = Field(default=None, description="USD asked a request")
    red_flags: Annotated[tuple[Text, ...], Field(strict=False)] = Field(
        default=(), description="what should end the talks; a candidate with one comes after all without"
    )


class Contribution(BaseModel):
    """What one criterion adds to a candidate's score."""

    model_config = ConfigDict(frozen=True)

    criterion: str
    weight: float = Field(description="share among the criteria that apply to this candidate")
    rating: float = Field(description="0 to 5; 0 where unanswered")
    points: float = Field(description="weight x rating; the points add up to the score")


class Standing(BaseModel):
    """One candidate in the ranking."""

    model_config = ConfigDict(frozen=True)

    rank: int = Field(description="1 is best; equal scores share a rank")
    name: str
    score: float | None = Field(description="0 to 5; null where no criterion applies")
    score_range: tuple[float, float] | None = Field(description="with 0 and with 5 for everything unanswered")
    contributions: tuple[Contribution, ...] = Field(description="the most points first")
    unanswered: tuple[str, ...] = Field(description="weighted criteria without a rating; they count as 0")
    not_applicable: tuple[str, ...] = Field(description="weighted criteria left out of both sums")
    red_flags: tuple[str, ...]
    quote: float | None = Field(description="USD")
    weeks: float | None


class Rival(BaseModel):
    """What it takes for another candidate to draw level with the winner."""

    model_config = ConfigDict(frozen=True)

    name: str
    lead: float = Field(description="points by which the winner leads")
    smallest_shift: float | None = Field(
        description="least share of all weight (0 to 1) that must move to other criteria until they are level; "
        "null = no weights do it, or it cannot be said exactly"
    )
    shifted_weights: Mapping[str, float] | None = Field(description="the weights after that shift")
    tolerance: float | None = Field(
        description="each weight may be off by up to this fraction of itself, all at once, before they are level"
    )
    level_ratings: Mapping[str, float] = Field(
        description="by criterion the rating that alone, at the weights as they are, draws it level; none above 5"
    )
    sentence: str


class WeightRange(BaseModel):
    """How far one weight can move, the others in proportion, before somebody else wins; null = all the way."""

    model_config = ConfigDict(frozen=True)

    criterion: str
    weight: float
    changes_below: float | None = Field(description="weight below which another candidate wins")
    wins_below: str | None
    changes_above: float | None = Field(description="weight above which another candidate wins")
    wins_above: str | None


class Robustness(BaseModel):
    """How far the weights can move before the winner changes; among candidates without red flags."""

    model_config = ConfigDict(frozen=True)

    smallest_shift: float | None = Field(description="of all rivals; null where no shift is known to change the winner")
    tolerance: float | None = Field(description="of all rivals; null where there is none")
    stays_within_25_percent: float | None = Field(
        description="share of 10,000 seeded samples, each weight off by up to 25 % of itself, in which the winner wins"
    )
    stays_under_any_weights: float | None = Field(
        description="share of 10,000 seeded samples, all weightings alike, in which the winner wins"
    )
    rivals: tuple[Rival, ...] = Field(description="the most dangerous first")
    weight_ranges: tuple[WeightRange, ...] = Field(description="weightiest criterion first")
    sentence: str


class PartnerScorecard(ToolResult):
    """The candidates in order, and how firm that order is."""

    winner: str | None = Field(description="null where first place is shared or every candidate has a red flag")
    ranking: tuple[Standing, ...] = Field(description="best first; candidates with red flags last")
    weights: Mapping[str, float] = Field(description="as used, adding up to one")
    weights_from: Literal["checklist", "given"] = Field(description="where they begin; factors and shares move them")
    own_criteria: Mapping[str, str | None] = Field(
        description="criteria beside the nine, each with the one whose weight it begins with; null = the mean of the "
        "nine, or as given"
    )
    robustness: Robustness
    offers: Offers | None = Field(
        default=None, description="what the prices add up to over the months; null where nobody names one"
    )


@tool
def partner_scorecard(
    candidates: Annotated[
        tuple[Candidate, ...],
        Field(
            strict=False,
            max_length=100,
            description="possible partners: name, ratings from 0 to 5 by criterion, and maybe quote (USD), weeks, "
            "red_flags",
            json_schema_extra={"minItems": 1},
        ),
    ],
    weights: Annotated[
        Mapping[str, Weight] | None,
        Field(
            description="weight by criterion, of any size, your own criteria among them; a criterion that is not "
            "named then weighs nothing, and quote, weeks and total_cost are scored where named. Default: "
            "partner_checklist's weights for the profile"
        ),
    ] = None,
    profile: Profile = NOTHING_KNOWN,
    as_of: date | None = None,
    *,
    factors: Annotated[
        Mapping[str, Weight] | None, Field(description="by how much a criterion counts more: 2 doubles its weight")
    ] = None,
    shares: Annotated[
        Mapping[str, Share] | None,
        Field(description="share of all weight (0 to 1) that a criterion gets, the others keeping their proportion"),
    ] = None,
    own_criteria: Annotated[
        Mapping[Text, str | None] | None,
        Field(
            description="criteria beside the nine of partner_checklist, each with the one of the nine that it weighs "
            "as much as; null = the mean of the nine"
        ),
    ] = None,
    only_rated: Annotated[
        bool, Field(description="true leaves out the criteria that no candidate is rated on")
    ] = False,
    months: Annotated[
        Months | None,
        Field(description="months over which offers are added up. Default: the profile's horizon_months, else 24"),
    ] = None,
) -> PartnerScorecard:
    """Compare possible partners on the nine criteria of partner_checklist and your own; scores from 0 to 5, best first.

    A criterion that nobody rated counts as 0, one rated null or "not_applicable" is left out of both sums. A quote or
    a time is rated 5 x lowest / own where the weights name it. A red flag puts a candidate after all without one;
    so does a quote above the budget or a time past timeline_months.
    `factors` and `shares` move the weights, those of the profile or your own.
    `robustness` tells how far the weights can move before another candidate wins.
    """
    candidates = tuple(_held_to(one, profile) for one in candidates)
    derived = derive(profile, as_of)
    criteria = weighted_criteria(derived.facts)
    nine = {one.id: one.weight for one in criteria}
    own = _own(own_criteria or {}, weights or {}, candidates, nine)
    known = [*nine, *own]
    _check(candidates, known)
    chosen = {**nine, **{name: nine.get(like or "", 1 / len(nine)) for name, like in own.items()}}
    chosen = chosen if weights is None else dict(weights)
    rated = {*OFFERS, *(name for one in candidates for name in one.ratings)} if only_rated else None
    used = _normalised(moved(chosen, factors or {}, shares or {}, rated), known)
    offers, assumption = _offers(candidates, months, profile)
    table = _table(candidates, used, _priced(candidates, offers))
    order = _order(table)
    return PartnerScorecard(
        winner=_winner(table, order),
        ranking=tuple(_standings(table, order)),
        weights=used,
        weights_from="checklist" if weights is None else "given",
        own_criteria=own,
        robustness=_robustness(table, order),
        offers=offers,
        assumptions=(
            *((assumed_weights(criteria), *derived.accuracy_assumptions) if weights is None else ()),
            *assumption,
        ),
        formula=(
            "score = sum of weight x rating / sum of weight, over the criteria that apply to the candidate, from 0 to "
            "5; unanswered = 0; a quote, a time or a total cost, where weighted, is rated 5 x lowest / own"
        ),
        sources=(criteria_source(),),
        warnings=tuple(_warnings(table, order)),
        as_of=as_of,
    )


def _held_to(one: Candidate, profile: Profile) -> Candidate:
    """With a red flag for a quote above the budget and for a time that is longer than there is."""
    flags = list(one.red_flags)
    if profile.budget is not None and one.quote is not None and one.quote > profile.budget:
        flags.append(f"asks ${one.quote:,.0f}, above the budget of ${profile.budget:,.0f}")
    left = None if profile.timeline_months is None else profile.timeline_months * _WEEKS_PER_MONTH
    if left is not None and one.weeks is not None and one.weeks > left * _ROUNDED:
        flags.append(f"needs {one.weeks:.3g} weeks, and there are {left:.2g}")
    return one.model_copy(update={"red_flags": tuple(flags)})


_WEEKS_PER_MONTH = 52 / 12
_ROUNDED = 1.05  # months that stand for a number of weeks are rounded


def _own(
    given: Mapping[str, str | None],
    weights: Mapping[str, float],
    candidates: Sequence[Candidate],
    nine: Mapping[str, float],
) -> dict[str, str | None]:
    """Criteria beside the nine: those that are given, and those that are weighted and rated."""
    for name, like in given.items():
        if name in nine or name in OFFERS:
            raise BadArgument("own_criteria", f"own_criteria names {name!r}, which is known; give one of your own.")
        if like is not None and like not in nine:
            raise BadArgument(
                "own_criteria",
                f"own_criteria: {name!r} is to weigh as much as {like!r}, which is no criterion; "
                f"{_known(like, [*nine])}.",
            )
    rated = {name for one in candidates for name in one.ratings}
    weighted = {name: None for name in weights if name in rated and name not in nine and name not in OFFERS}
    return {**weighted, **given}


def _offers(
    candidates: Sequence[Candidate], months: float | None, profile: Profile
) -> tuple[Offers | None, tuple[Assumption, ...]]:
    """The offers over the months that are given, known or assumed; `None` where no candidate names a price."""
    terms = [
        Terms(one.name, one.quote or 0.0, one.monthly_fee or 0.0, one.fee_per_request or 0.0)
        for one in candidates
        if (one.quote, one.monthly_fee, one.fee_per_request) != (None, None, None)
    ]
    if not terms:
        return None, ()
    horizon = expected("horizon_months")
    over = months or profile.horizon_months
    counted = offers_over(
        terms, over or float(str(horizon.value)), profile.requests_per_month, profile.growth_per_year or 0.0
    )
    return counted, () if over else (horizon,)


def _priced(candidates: Sequence[Candidate], offers: Offers | None) -> _Asked:
    """What is asked by name: quote, weeks, and the total over the months."""
    totals = {one.name: one.total for one in offers.totals} if offers else {}
    return {
        one.name: {"quote": one.quote, "weeks": one.weeks, "total_cost": totals.get(one.name)} for one in candidates
    }


def _normalised(weights: Mapping[str, float], known: Sequence[str]) -> dict[str, float]:
    """Adding up to one, the weightiest first; what weighs nothing is left out."""
    for name in weights:
        if name not in known and name not in OFFERS:
            raise BadArgument("weights", f"weights names {name!r}, which is no criterion; {_known(name, known)}.")
    total = math.fsum(weights.values())
    if not total > 0:
        raise BadArgument("weights", "weights are all zero; give at least one criterion a weight above 0.")
    shares = {name: weight / total for name, weight in weights.items() if weight / total > 0}
    return dict(sorted(shares.items(), key=lambda one: (-one[1], one[0])))


def _check(candidates: Sequence[Candidate], known: Sequence[str]) -> None:
    if not candidates:
        raise BadArgument("candidates", "candidates is empty; give at least one, with a name and ratings.")
    names = Counter(one.name.strip().casefold() for one in candidates)
    for one in candidates:
        if names[one.name.strip().casefold()] > 1:
            raise BadArgument("candidates", f"candidates has {one.name!r} twice; give each a name of its own.")
    for one in candidates:
        for criterion, rating in one.ratings.items():
            if criterion not in known:
                raise BadArgument(
                    "candidates",
                    f"candidates: {one.name} is rated on {criterion!r}, which is no criterion; "
                    f"{_known(criterion, known)}.",
                )
            if isinstance(rating, float | int) and not 0 <= rating <= BEST:
                raise BadArgument(
                    "candidates",
                    f"candidates: the rating of {one.name} for {criterion} is {rating:g}; it must be from 0 to {BEST}.",
                )


def _known(name: str, known: Sequence[str]) -> str:
    if name in OFFERS:
        return f"give {name} beside the ratings, and name it in weights to score it"
    near = get_close_matches(name, known, n=3)
    return f"did you mean {' or '.join(near)}" if near else f"known are {', '.join(sorted(known))}"


_Array = NDArray[np.float64]
_LEVEL = 1e-9  # points; scores closer than that are the same


@dataclass(frozen=True)
class _Table:
    """Candidates by weighted criteria. A rating is 0 where there is none."""

    candidates: Sequence[Candidate]
    criteria: tuple[str, ...]
    weights: _Array  # (criteria,)
    ratings: _Array  # (candidates, criteria)
    applies: _Array  # (candidates, criteria), 1 or 0
    unanswered: _Array  # (candidates, criteria), 1 or 0

    def score(self, row: int, unanswered: float = 0) -> float:
        """With that rating for what is unanswered; -1 where no criterion applies."""
        shares = self.weights * self.applies[row]
        ratings = self.ratings[row] + unanswered * self.unanswered[row]
        return float((shares * ratings).sum() / shares.sum()) if shares.any() else -1.0

    def scores(self, weights: _Array) -> _Array:
        """(samples, candidates) for weights (samples, criteria); -1 where no criterion applies."""
        counted = weights @ self.applies.T
        return np.where(counted > 0, weights @ (self.ratings * self.applies).T / np.where(counted > 0, counted, 1), -1)

    def in_play(self, row: int) -> bool:
        return not self.candidates[row].red_flags and self.score(row) >= 0

    def marked(self, marks: _Array) -> tuple[str, ...]:
        """The criteria that have a mark; (criteria,)."""
        return tuple(name for name, mark in zip(self.criteria, marks, strict=True) if mark)


def _table(candidates: Sequence[Candidate], weights: Mapping[str, float], asked: _Asked) -> _Table:
    given = [[_rating(one, name, candidates, asked) for name in weights] for one in candidates]
    return _Table(
        candidates=candidates,
        criteria=tuple(weights),
        weights=np.array([*weights.values()], dtype=float),
        ratings=np.array([[one if isinstance(one, float) else 0.0 for one in row] for row in given]),
        applies=np.array([[0.0 if one == NOT_APPLICABLE else 1.0 for one in row] for row in given]),
        unanswered=np.array([[1.0 if one is None else 0.0 for one in row] for row in given]),
    )


def _rating(
    one: Candidate, criterion: str, candidates: Sequence[Candidate], asked: _Asked
) -> float | Literal["not_applicable"] | None:
    """`None` where unanswered."""
    if criterion in OFFERS:
        own = asked[one.name][criterion]
        # What a candidate with a red flag asks is no yardstick for the others.
        prices = [asked[other.name][criterion] for other in candidates if other is one or not other.red_flags]
        lowest = min((price for price in prices if price is not None), default=None)
        return None if own is None or lowest is None else float(BEST * lowest / own) if own else float(BEST)
    if criterion not in one.ratings:
        return None
    rating = one.ratings[criterion]
    return float(rating) if isinstance(rating, float | int) else NOT_APPLICABLE


def _order(table: _Table) -> list[int]:
    """Rows, best first: without red flags before those with, then by score, equal ones by name."""
    return sorted(range(len(table.candidates)), key=lambda row: (*_place(table, row), table.candidates[row].name))


def _place(table: _Table, row: int) -> tuple[bool, float]:
    return bool(table.candidates[row].red_flags), -round(table.score(row), 9)


def _leaders(table: _Table, order: Sequence[int]) -> list[int]:
    """Those in first place; more than one where it is shared."""
    return [row for row in order if table.in_play(row) and _place(table, row) == _place(table, order[0])]


def _winner(table: _Table, order: Sequence[int]) -> str | None:
    leaders = _leaders(table, order)
    return table.candidates[leaders[0]].name if len(leaders) == 1 else None


def _standings(table: _Table, order: Sequence[int]) -> Iterator[Standing]:
    places = [_place(table, row) for row in order]
    for row, place in zip(order, places, strict=True):
        one, score = table.candidates[row], table.score(row)
        yield Standing(
            rank=1 + places.index(place),
            name=one.name,
            score=None if score < 0 else score,
            score_range=None if score < 0 else (score, table.score(row, BEST)),
            contributions=tuple(sorted(_contributions(table, row), key=lambda part: -part.points)),
            unanswered=table.marked(table.unanswered[row]),
            not_applicable=table.marked(1 - table.applies[row]),
            red_flags=one.red_flags,
            quote=one.quote,
            weeks=one.weeks,
        )


def _contributions(table: _Table, row: int) -> Iterator[Contribution]:
    shares = table.weights * table.applies[row]
    for name, share, rating in zip(table.criteria, shares, table.ratings[row], strict=True):
        if share > 0:
            weight = float(share / shares.sum())
            yield Contribution(criterion=name, weight=weight, rating=float(rating), points=float(weight * rating))


def _robustness(table: _Table, order: Sequence[int]) -> Robustness:
    in_play = [row for row in order if table.in_play(row)]
    leaders = _leaders(table, order)
    if len(in_play) < 2:
        reason = "Only one candidate is in play" if in_play else "No candidate is in play"
        return _no_robustness(None, f"{reason}, so there is nobody whom other weights could put ahead.")
    if len(leaders) > 1:
        names = " and ".join(table.candidates[row].name for row in leaders)
        return _no_robustness(0.0, f"{names} share first place; these weights do not decide between them.")
    first, others = in_play[0], in_play[1:]
    rivals = sorted((_rival(table, first, other) for other in others), key=_danger)
    within, anyhow = _stays(table, first, others)
    tolerances = [one.tolerance for one in rivals if one.tolerance is not None]
    return Robustness(
        smallest_shift=rivals[0].smallest_shift,
        tolerance=min(tolerances, default=None),
        stays_within_25_percent=within,
        stays_under_any_weights=anyhow,
        rivals=tuple(rivals),
        weight_ranges=tuple(_weight_range(table, at, first, others) for at in range(len(table.criteria))),
        sentence=(
            f"{rivals[0].sentence} With each weight off by up to 25 % of itself, {table.candidates[first].name} "
            f"wins in {within * 100:.4g} % of samples; under any weights at all, in {anyhow * 100:.4g} %."
        ),
    )


def _no_robustness(shift: float | None, sentence: str) -> Robustness:
    return Robustness(
        smallest_shift=shift,
        tolerance=shift,
        stays_within_25_percent=None,
        stays_under_any_weights=None,
        rivals=(),
        weight_ranges=(),
        sentence=sentence,
    )


def _danger(rival: Rival) -> tuple[float, float]:
    return math.inf if rival.smallest_shift is None else rival.smallest_shift, rival.lead


def _level_ratings(table: _Table, other: int, lead: float) -> dict[str, float]:
    """What one better rating of the other must be to make up for the lead."""
    shares = table.weights * table.applies[other]
    missing = lead * shares.sum()
    return {
        name: min(float(rating + missing / share), float(BEST))
        for name, rating, share in zip(table.criteria, table.ratings[other], shares, strict=True)
        if share > 0 and missing <= (BEST - rating + _DUST) * share
    }


_DUST = 1e-9


def _rival(table: _Table, first: int, other: int) -> Rival:
    lead = table.score(first) - table.score(other)
    level = _level_ratings(table, other, lead)
    name, rival = table.candidates[first].name, table.candidates[other].name

    def no_shift(sentence: str) -> Rival:
        return Rival(
            name=rival,
            lead=lead,
            smallest_shift=None,
            shifted_weights=None,
            tolerance=None,
            level_ratings=level,
            sentence=sentence,
        )

    if (table.applies[first] != table.applies[other]).any():
        only = table.marked(np.abs(table.applies[first] - table.applies[other]))
        return no_shift(
            f"{', '.join(only)} applies to only one of {name} and {rival}, so the shift that brings them level has no "
            "exact figure; see weight_ranges and the samples."
        )
    ahead = table.ratings[first] - table.ratings[other]
    shifted = smallest_shift(ahead, table.weights)
    if shifted is None:
        return no_shift(
            f"{name} is rated no lower than {rival} on every weighted criterion, so no weights put {rival} ahead."
        )
    moved = shifted - table.weights
    share = float(moved[moved > 0].sum())
    donors = [one for one, change in zip(table.criteria, moved, strict=True) if change < 0]
    receiver = table.criteria[int(np.argmax(moved))]
    return Rival(
        name=rival,
        lead=lead,
        smallest_shift=share,
        shifted_weights=dict(zip(table.criteria, shifted.tolist(), strict=True)),
        tolerance=float(ahead @ table.weights / (np.abs(ahead) @ table.weights)),
        level_ratings=level,
        sentence=(
            f"{rival} draws level with {name} once {share * 100:.3g} % of all weight moves from {', '.join(donors)} "
            f"to {receiver}."
        ),
    )


def smallest_shift(ahead: _Array, weights: _Array) -> _Array | None:
    """The weights (non-negative, adding up to one) nearest to `weights` at which `ahead` x weights is 0 or less.

    `ahead` is by how much the winner is rated above its rival on each criterion; nearest is the least share of weight
    that moves. `None` where no weights do it. This linear programme has its solution in a closed form: all that moves
    goes to the criterion where the winner is furthest behind, and comes from those where it is furthest ahead first.
    """
    receiver = int(np.argmin(ahead))
    if ahead[receiver] >= 0:
        return None
    shifted, missing = weights.astype(float), float(ahead @ weights)
    for donor in np.argsort(-ahead, kind="stable"):
        gain = float(ahead[donor] - ahead[receiver])
        if missing <= 0 or gain <= 0:
            break
        moved = min(float(weights[donor]), missing / gain)
        shifted[donor] -= moved
        shifted[receiver] += moved
        missing -= moved * gain
    return shifted


def _stays(table: _Table, first: int, others: Sequence[int]) -> tuple[float, float]:
    """Share of samples that the winner wins: weights off by up to a quarter of themselves, and any weights."""
    random = np.random.default_rng(0)
    shape = (_SAMPLES, table.weights.size)
    near = table.weights * random.uniform(0.75, 1.25, shape)
    scores = (table.scores(sample) for sample in (near, random.standard_exponential(shape)))
    near_share, any_share = (float((one[:, [first]] >= one[:, others] - _LEVEL).all(axis=1).mean()) for one in scores)
    return near_share, any_share


_SAMPLES = 10_000


def _weight_range(table: _Table, at: int, first: int, others: Sequence[int]) -> WeightRange:
    weight = float(table.weights[at])
    crossings = [(share, table.candidates[row].name) for row in others for share in _level_at(table, at, first, row)]
    below = max((one for one in crossings if one[0] < weight), default=(None, None))
    above = min((one for one in crossings if one[0] > weight), default=(None, None))
    return WeightRange(
        criterion=table.criteria[at],
        weight=weight,
        changes_below=below[0],
        wins_below=below[1],
        changes_above=above[0],
        wins_above=above[1],
    )


def _level_at(table: _Table, at: int, first: int, other: int) -> Iterator[float]:
    """Weights of one criterion, the others in proportion, at which two candidates are level.

    With odds y = weight / (1 - weight), a score is (y x rating + rest) / (y + rest of the weight), each term only where
    the criterion applies; two such scores are equal at the zeros of a quadratic.
    """
    rest = np.delete(table.weights, at)
    if not rest.size:
        return
    rest = rest / rest.sum()
    lines = []
    for row in (first, other):
        applies, ratings = table.applies[row], table.ratings[row]
        others = np.delete(applies, at) * rest
        top = np.poly1d([applies[at] * ratings[at], float(others @ np.delete(ratings, at))])
        lines.append((top, np.poly1d([applies[at], float(others.sum())])))
    (top, bottom), (rival_top, rival_bottom) = lines
    for odds in (top * rival_bottom - rival_top * bottom).roots:
        share = float(odds.real / (1 + odds.real)) if odds.imag == 0 and odds.real > 0 else 0.0
        if _LEVEL < share < 1 - _LEVEL:
            yield share


def _warnings(table: _Table, order: Sequence[int]) -> Iterator[str]:
    rows = [(table.candidates[row], row) for row in order]
    leaders = _leaders(table, order)
    if len(leaders) > 1:
        yield f"{' and '.join(table.candidates[row].name for row in leaders)} share first place, listed by name."
    for one, _ in rows:
        if one.red_flags:
            yield f"{one.name} comes after all candidates without a red flag: {'; '.join(one.red_flags)}."
    if open_ones := _listed(table, rows, table.unanswered):
        yield f"Unanswered criteria count as 0: {open_ones}."
    if left_out := _listed(table, rows, 1 - table.applies):
        yield f"Left out of both sums as not applicable, which can lift a score: {left_out}."
    for one, row in rows:
        best = table.score(row, BEST)
        if leaders and row not in leaders and table.in_play(row) and best > table.score(leaders[0]):
            yield f"{one.name} could still reach {best:.3g} and pass the first with what it has not answered."
    if unweighted := sorted({name for one, _ in rows for name in one.ratings} - {*table.criteria}):
        yield f"Rated but without a weight, so not counted: {', '.join(unweighted)}."
    if shown := [name for name in _SHOWN if name not in table.criteria and any(getattr(one, name) for one, _ in rows)]:
        yield f"{' and '.join(shown)}: shown, not scored; name them in weights to score them."


_SHOWN = ("quote", "weeks")


def _listed(table: _Table, rows: Sequence[tuple[Candidate, int]], marks: _Array) -> str:
    found = ((one.name, table.marked(marks[row])) for one, row in rows)
    return "; ".join(f"{name} ({', '.join(criteria)})" for name, criteria in found if criteria)
