"""Weights of the criteria for partners, moved as somebody wishes: counted more or less, given a share, left out."""

import math
from collections.abc import Collection, Mapping

from tools.errors import BadArgument


def moved(
    weights: Mapping[str, float],
    factors: Mapping[str, float],
    shares: Mapping[str, float],
    rated: Collection[str] | None,
) -> dict[str, float]:
    """The weights times their factors; then named ones get their share (0 to 1) of all, the others in proportion.

    Of `rated`, where it is given, only these criteria count. Raises `BadArgument`.
    """
    for argument, named in (("factors", factors), ("shares", shares)):
        unknown = next((name for name in named if name not in weights), None)
        if unknown is not None:
            raise BadArgument(
                argument, f"{argument} names {unknown!r}, which has no weight; known: {', '.join(weights)}."
            )
    kept = [name for name in weights if rated is None or name in rated]
    counted = {name: weights[name] * factors.get(name, 1.0) for name in kept}
    fixed = {name: shares[name] for name in kept if name in shares}
    given = math.fsum(fixed.values())
    if given > 1 + _DUST:
        raise BadArgument("shares", f"shares add up to {given:g}; together they must not be above 1.")
    rest = math.fsum(weight for name, weight in counted.items() if name not in fixed)
    scale = max(0.0, 1 - given) / rest if fixed and rest > 0 else 1.0
    return {name: fixed.get(name, weight * scale) for name, weight in counted.items()}


_DUST = 1e-9
