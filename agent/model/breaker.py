"""A circuit breaker: after several failures in a row the model is left alone for a while, and no turn waits for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Breaker:
    """Counts failures in a row. After `most_failures` it is open for `rest_seconds`; then one call may try again."""

    most_failures: int = 3
    rest_seconds: float = 60.0
    clock: Callable[[], float] = monotonic
    _failures: int = field(default=0, init=False)
    _open_until: float | None = field(default=None, init=False)

    def allows(self) -> bool:
        """Whether a call may be made now. The first one after the rest is a trial: others wait for its outcome."""
        if self._open_until is None:
            return True
        if self.clock() < self._open_until:
            return False
        self._open_until = self.clock() + self.rest_seconds
        return True

    def succeeded(self) -> None:
        """The server answered: everybody may call."""
        self._failures = 0
        self._open_until = None

    def failed(self) -> None:
        """The server did not answer, or would not."""
        self._failures += 1
        if self._failures >= self.most_failures:
            self._open_until = self.clock() + self.rest_seconds
