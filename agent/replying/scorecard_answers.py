"""Answers about possible partners, one question each: why one is behind, which is cheaper, and what a change moves."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from agent import phrasing
from agent.partners.criteria import criterion_names
from tools.partner_offers import Offers, OfferTotal
from tools.partner_scorecard import PartnerScorecard, Rival, Standing, WeightRange

_DECIDING = 3
_RANGES = 2
_TELLING_SHARE = 0.001
_CHANGES = 6
_LEVELS = 2
_RIVALS = 3


def verdict(result: PartnerScorecard) -> Iterator[str]:
    """Who comes first, by how much, and what decides it."""
    first = result.ranking[0]
    if len(result.ranking) == 1:
        yield f"**{first.name}** is the only candidate so far; name another one with ratings and I compare them."
        return
    if all(one.red_flags for one in result.ranking):
        yield "Nobody has all that must be, so nobody can be recommended as it stands."
        return
    if result.winner is None:
        leaders = [one.name for one in result.ranking if one.rank == 1]
        yield f"{phrasing.joined(leaders)} share first place; these weights do not decide between them."
        return
    second = result.ranking[1]
    yield f"**{first.name}** comes first with {score(first)} of 5, {second.name} has {score(second)}."
    if not second.red_flags:
        yield from _deciding(first, second)


def ruled_out(result: PartnerScorecard) -> Iterator[str]:
    """Who comes after all others whatever the ratings, in the words that said so."""
    by_flag: dict[str, list[str]] = {}
    for one in result.ranking:
        for flag in one.red_flags:
            by_flag.setdefault(flag, []).append(f"**{one.name}**")
    for flag, names in by_flag.items():
        are = "is" if len(names) == 1 else "are"
        yield f'{phrasing.joined(names)} {are} ruled out by a must of yours, whatever the score ("{flag}").'


def why(result: PartnerScorecard, name: str | None) -> Iterator[str]:
    """Where a candidate loses and gains against the first, and what weight would put it ahead; the first by itself."""
    first = result.ranking[0]
    one = _standing(result, name) or first
    if one is first or len(result.ranking) == 1:
        yield from verdict(result)
        return
    lost, gained = _differences(one, first)
    yield f"**Why {one.name} is behind {first.name}:** it has {score(one)} of 5, {first.name} {score(first)}."
    if lost:
        yield f"It loses on {_against(lost, one, first)}."
    if gained:
        yield f"It is ahead on {_against(gained, one, first)}, which does not make up for it."
    rival = next((each for each in result.robustness.rivals if each.name == one.name), None)
    if rival is not None:
        yield from shift(result, rival)
    yield from (
        sentence
        for each in turning(result)
        if one.name == (each.wins_above if each.changes_above else each.wins_below)
        for sentence in [weight_range(each)]
    )


def better(result: PartnerScorecard, names: Sequence[str], criteria: Sequence[str]) -> Iterator[str]:
    """Yes or no to whether the first of the names is ahead: on what is named, else in all."""
    one = _standing(result, names[0]) if names else None
    if one is None:
        yield from verdict(result)
        return
    other = next((each for each in result.ranking if each.name in names[1:]), None)
    other = other or next(each for each in result.ranking if each is not one or len(result.ranking) == 1)
    told = [name for name in criteria if name in _ratings(one) and name in _ratings(other)]
    for name in told:
        mine, yours = _ratings(one)[name], _ratings(other)[name]
        word = "Yes" if mine > yours else "No"
        yield f"{word}: on {named(name)} {one.name} has {mine:.3g}, {other.name} {yours:.3g}."
    if told:
        return
    ahead = one.rank < other.rank
    yield f"{'Yes' if ahead else 'No'}: {one.name} has {score(one)} of 5, {other.name} {score(other)}."
    yield from _deciding(one, other) if ahead else _deciding(other, one)


def firm(result: PartnerScorecard, names: Sequence[str]) -> Iterator[str]:
    """How firmly the first stands: by what it leads, what draws each rival level, which weights turn the order."""
    rivals = result.robustness.rivals
    if result.winner is None or not rivals:
        yield result.robustness.sentence
        return
    told = [one for one in rivals if one.name in names] or list(rivals[:_RIVALS])
    leads = phrasing.joined([f"{one.name} by {one.lead:.2f}" for one in told])
    yield f"**{result.winner}** leads {leads} of 5 points."
    for one in told:
        yield from shift(result, one)
        if one.smallest_shift is None and one.tolerance is None:
            yield one.sentence if _applies_apart(result) else _never(result.winner, one)
    yield from (weight_range(one) for one in turning(result))
    near, anyhow = result.robustness.stays_within_25_percent, result.robustness.stays_under_any_weights
    if near is not None and anyhow is not None:
        yield (
            f"With each weight off by up to 25 % of itself, {result.winner} stays first in {share(near)} of samples; "
            f"under any weights at all, in {share(anyhow)}."
        )


def to_win(result: PartnerScorecard, names: Sequence[str]) -> Iterator[str]:
    """What would put a candidate ahead of the first: other weights, or a better rating of its own."""
    first = result.ranking[0]
    chosen = [name for name in names if name != first.name] or (
        [one.name for one in result.robustness.rivals[:1]] if not names else []
    )
    one = _standing(result, chosen[0]) if chosen else None
    if one is None or result.winner is None or one.score is None or first.score is None:
        yield from verdict(result)
        return
    yield f"**For {one.name} to win** it must make up {first.score - one.score:.2f} points on {first.name}."
    rival = next((each for each in result.robustness.rivals if each.name == one.name), None)
    if rival is not None and rival.shifted_weights is None:
        yield _never(first.name, rival) if not _applies_apart(result) else rival.sentence
    elif rival is not None:
        yield "Other weights:"
        yield from shift(result, rival)
        if ahead := _ahead(result, one, rival):
            yield f"{phrasing.joined(ahead)} would then be ahead of both, so {one.name} needs more than that."
    if rival is not None:
        yield from _better_ratings(one, rival)


def _better_ratings(one: Standing, rival: Rival) -> Iterator[str]:
    """The single ratings that would make up for what is missing."""
    needed = rival.level_ratings
    if not needed:
        yield f"At the weights as they are no single better rating is enough; {one.name} needs several."
        return
    parts = [f"{named(name)} {needed[name]:.3g} (now {_ratings(one)[name]:.3g})" for name in needed]
    yield f"Or, at the weights as they are, it draws level with one better rating: {phrasing.joined(parts, 'or')}."


def _ahead(result: PartnerScorecard, one: Standing, rival: Rival) -> list[str]:
    """Who is ahead of a candidate at the weights that draw it level with the first."""
    weights = rival.shifted_weights or {}
    scores = {
        each.name: sum(weights.get(name, 0.0) * rating for name, rating in _ratings(each).items())
        for each in result.ranking
        if not each.not_applicable and not each.red_flags
    }
    mine = scores.get(one.name, 0.0)
    return [name for name, score in scores.items() if score > mine + _TELLING_SHARE]


def _applies_apart(result: PartnerScorecard) -> bool:
    return any(one.not_applicable for one in result.ranking)


def _never(first: str, rival: Rival) -> str:
    return f"No weights put {rival.name} ahead of {first}: it is rated higher on nothing."


def weights_told(result: PartnerScorecard, moves: Collection[str], why: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Whose weights these are; `moves` are the criteria that the user moved, `why` what raises each of the nine."""
    if not set(result.weights) - set(OFFERED):
        return
    if result.weights_from == "given" or {*result.weights} <= {*moves}:
        yield "The weights are yours."
        return
    reasons: dict[str, list[str]] = {}
    for name in result.weights:
        for reason in why.get(result.own_criteria.get(name) or name, ()):
            reasons.setdefault(reason, []).append(named(name))
    yield (
        "The weights are those of my checklist for your case, shared among what you rate"
        + ("." if reasons or moves else "; nothing in your case raises one of them, so all weigh the same.")
    )
    for reason, names in reasons.items():
        yield f"More for {listed(names)}: {reason[:1].lower() + reason[1:]}"
    if moves:
        yield f"You moved {listed([named(name) for name in moves])}."
    else:
        yield f'To move them say "{named(next(iter(result.weights)))} counts double" or name shares.'


def priced(offers: Offers | None, names: Sequence[str], everybody: Sequence[str]) -> Iterator[str]:
    """What each offer adds up to, with the sum, which is cheaper by how much, and where they are level."""
    if offers is None:
        yield "Nobody has named a price yet; tell me what each asks once, a month or a request, and I add it up."
        return
    volume = (
        "" if offers.requests_per_month is None else f" at {phrasing.count(offers.requests_per_month)} requests a month"
    )
    sums = "; ".join(f"**{one.name}** {_sum(one)}" for one in offers.totals)
    yield f"Over {phrasing.months(offers.months)}{volume}: {sums}."
    if any(one.total is None for one in offers.totals):
        yield "To add that up I need the requests a month."
    dearer = [one for one in offers.totals if one.dearer_by]
    if dearer:
        cheapest = offers.totals[0]
        by = phrasing.joined([f"{phrasing.usd(one.dearer_by or 0.0)} cheaper than {one.name}" for one in dearer])
        asked = f"{'Yes' if cheapest.name in names else 'No'}: " if len(names) == 1 else ""
        yield f"{asked}{cheapest.name} is {by}."
    yield from level(offers)
    silent = [name for name in everybody if name not in {one.name for one in offers.totals}]
    if silent:
        yield f"{phrasing.joined(silent)} {'names' if len(silent) == 1 else 'name'} no price yet."


def level(offers: Offers) -> Iterator[str]:
    """The volume at which offers cost the same."""
    for one in offers.levels[:_LEVELS]:
        volume = phrasing.count(round(one.requests_per_month))
        yield (
            f"From about {volume} requests a month on, {one.cheaper_above} costs less "
            f"than {one.cheaper_below} over {phrasing.months(offers.months)}; below that, {one.cheaper_below} does."
        )


def no_level(offers: Offers | None) -> str:
    """Why no volume makes two offers cost the same."""
    if offers is None or len(offers.totals) == 1:
        return "I can say that once two candidates have named a price, one of them by the request."
    return "No volume changes which of them costs less."


def moved(result: PartnerScorecard, before: PartnerScorecard, *, order: bool) -> Iterator[str]:
    """What a change moves: ratings, weights, who is left out, the scores and the `order`; no more than that."""
    then = {one.name: one for one in before.ranking}
    now = {one.name: one for one in result.ranking}
    changes = [
        f"{one.name}'s {named(name)} is now {rating:.3g} (it was {_ratings(then[one.name])[name]:.3g})"
        for one in result.ranking
        if one.name in then
        for name, rating in _ratings(one).items()
        if name in _ratings(then[one.name]) and _ratings(then[one.name])[name] != rating
    ]
    changes += [f"{name} is left out" for name in then if name not in now]
    changes += [
        f"{named(name)} weighs {share(weight)} (it was {share(before.weights[name])})"
        for name, weight in result.weights.items()
        if name in before.weights and abs(before.weights[name] - weight) > _TELLING_SHARE
    ]
    if changes:
        yield f"{_capital('; '.join(changes[:_CHANGES]))}."
    if {one.name: one.red_flags for one in result.ranking} != {one.name: one.red_flags for one in before.ranking}:
        yield from ruled_out(result)
    scores = [
        f"{one.name} {score(one)}{_was(then[one.name], one) if one.name in then else ''}" for one in result.ranking
    ]
    yield f"The scores: {', '.join(scores)}."
    if not order:
        return
    if result.winner == before.winner and result.winner is not None:
        yield stays_first(result.winner)
    else:
        yield from verdict(result)


def turns_at(result: PartnerScorecard, criteria: Collection[str]) -> Iterator[str]:
    """What these weights must be for another to win, where the words that moved them named no figure."""
    ranges = [one for one in result.robustness.weight_ranges if one.criterion in criteria]
    for one in ranges:
        if one.changes_above or one.changes_below:
            yield weight_range(one)
        elif result.winner is not None:
            yield f"However much or little {named(one.criterion)} weighs, {result.winner} stays first."


def stays_first(name: str) -> str:
    """That a change moves nobody past the first."""
    return f"**{name}** stays first."


def shift(result: PartnerScorecard, rival: Rival) -> Iterator[str]:
    """How much weight must move until the rival draws level."""
    if rival.smallest_shift is None or rival.shifted_weights is None:
        return
    moves = {name: after - result.weights.get(name, 0.0) for name, after in rival.shifted_weights.items()}
    givers = [named(name) for name, change in moves.items() if change < -_TELLING_SHARE]
    taker = max(moves, key=lambda name: moves[name])
    yield (
        f"{rival.name} draws level once {share(rival.smallest_shift)} of all weight moves from "
        f"{listed(givers)} to {named(taker)}."
    )


def turning(result: PartnerScorecard) -> list[WeightRange]:
    """The weights that turn the order first."""
    found = [one for one in result.robustness.weight_ranges if one.changes_above or one.changes_below]
    return sorted(found, key=_distance)[:_RANGES]


def weight_range(one: WeightRange) -> str:
    """What one weight must be for another to win."""
    if one.changes_above:
        way, end, who = "more", one.changes_above, one.wins_above
    else:
        way, end, who = "less", one.changes_below or 0.0, one.wins_below
    return f"{who} wins if {named(one.criterion)} weighs {way} than {share(end)} (now {share(one.weight)})."


def named(name: str) -> str:
    """A criterion inside a sentence."""
    return OFFERED.get(name) or (criterion_names()[name].lower() if name in criterion_names() else name)


OFFERED = {"quote": "quotes", "weeks": "weeks", "total_cost": "total cost"}


def share(part: float) -> str:
    """In whole per cent, but for what would then be nothing, all, or right between two."""
    whole = round(part, 2)
    is_plain = 0 < whole < 1 and abs(abs(part - whole) - 0.005) > _DUST
    return phrasing.percent(whole if is_plain else round(part, 4))


_DUST = 1e-9


def listed(names: Sequence[str]) -> str:
    """Some names hold an "and" or a comma, so semicolons part them."""
    return phrasing.joined(names) if len(names) < _FEW else "; ".join(names)


_FEW = 3


def score(one: Standing) -> str:
    """A score as it is shown."""
    return "no score" if one.score is None else f"{one.score:.2f}"


def _was(before: Standing, one: Standing) -> str:
    return "" if score(before) == score(one) else f" (it was {score(before)})"


def _standing(result: PartnerScorecard, name: str | None) -> Standing | None:
    return next((one for one in result.ranking if one.name == name), None)


def _ratings(one: Standing) -> Mapping[str, float]:
    return {part.criterion: part.rating for part in one.contributions}


def _differences(one: Standing, other: Standing) -> tuple[list[str], list[str]]:
    """Criteria on which the one loses, and gains, the most points first."""
    mine, yours = ({part.criterion: part.points for part in each.contributions} for each in (one, other))
    ahead = {name: mine[name] - yours[name] for name in mine if name in yours}
    order = sorted(ahead, key=lambda name: ahead[name])
    lost = [name for name in order if ahead[name] < 0][:_DECIDING]
    return lost, [name for name in reversed(order) if ahead[name] > 0][:_DECIDING]


def _against(names: Sequence[str], one: Standing, other: Standing) -> str:
    weights = {part.criterion: part.weight for part in one.contributions}
    mine, yours = _ratings(one), _ratings(other)
    return listed(
        [
            f"{named(name)} ({mine[name]:.3g} against {yours[name]:.3g}, {share(weights[name])} of the weight)"
            for name in names
        ]
    )


def _deciding(first: Standing, second: Standing) -> Iterator[str]:
    """Where the first is ahead by most points, and where behind."""
    against, for_it = _differences(first, second)

    def told(names: Sequence[str], one: Standing, other: Standing) -> str:
        return listed(
            [f"{named(name)} ({_ratings(one)[name]:.3g} against {_ratings(other)[name]:.3g})" for name in names]
        )

    if for_it:
        others = told(against, second, first) if against else "nothing"
        yield f"What decides it: {told(for_it, first, second)}. {second.name} is ahead on {others}."


def _sum(one: OfferTotal) -> str:
    """ "$128,000 ($20,000 once, $4,500 a month)"."""
    parts = [
        *([f"{phrasing.usd(one.once)} once"] if one.once else []),
        *([f"{phrasing.usd(one.monthly)} a month"] if one.monthly else []),
    ]
    if one.per_request:
        usage = f", {phrasing.usd(one.usage_per_month)} a month" if one.usage_per_month is not None else ""
        parts.append(f"{phrasing.usd(one.per_request)} a request{usage}")
    terms = " and ".join(parts)
    return f"{terms}" if one.total is None else f"{phrasing.usd(one.total)} ({terms})"


def _distance(one: WeightRange) -> float:
    ends = [end for end in (one.changes_above, one.changes_below) if end]
    return min(abs(end - one.weight) for end in ends)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
