"""What it would mean to miss the accuracy that is needed: how many more of the requests would be wrong."""

from collections.abc import Mapping

from agent import phrasing
from agent.facts import Fact, value_of
from agent.replying.priced import Priced

_OF_A_HUNDRED = 100


def goal_missed(reached: float | None, facts: Mapping[str, Fact]) -> tuple[Priced, ...]:
    """The answer to "what if we only reach 91 %?"; nothing where none asks it. What is needed stays as it is."""
    needed, now = value_of(facts, "target_accuracy"), value_of(facts, "current_accuracy")
    if reached is None or not isinstance(needed, int | float):
        return ()
    volume = value_of(facts, "requests_per_month")
    base = float(volume) if isinstance(volume, int | float) and volume > 0 else _OF_A_HUNDRED
    of_what = f"{phrasing.count(base)} requests a month" if base != _OF_A_HUNDRED else "100 answers"
    shares = {"reached": reached, "needed": needed} | ({"now": now} if isinstance(now, int | float) else {})
    wrong = {name: base * (1 - float(share)) for name, share in shares.items()}
    points = float(f"{(needed - reached) * _OF_A_HUNDRED:.3g}")
    text = (
        f"The {phrasing.percent(needed)} that you need would be missed by {points:g} points: of {of_what}, "
        f"about {phrasing.count(round(wrong['reached']))} would be wrong instead of "
        f"{phrasing.count(round(wrong['needed']))}."
    )
    today: tuple[str, ...] = ()
    if "now" in wrong:
        gain = "so it would still be better than today" if reached > float(str(now)) else "so nothing would be gained"
        today = (
            f"Today it is about {phrasing.count(round(wrong['now']))}, at {phrasing.percent(float(str(now)))}, {gain}.",
        )
    stays = (
        f"What is needed stays {phrasing.percent(needed)}, and my advice rests on that. "
        f'If {phrasing.percent(reached)} would do, say "what if {phrasing.percent(reached)} is enough?".'
    )
    figures = (*wrong.values(), *map(round, wrong.values()), points, points / _OF_A_HUNDRED, reached, _OF_A_HUNDRED)
    return (Priced(f"If it only gets to {phrasing.percent(reached)}:", (text, *today, stays), figures=figures),)
