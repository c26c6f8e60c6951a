"""Prometheus metrics of this process: turns, their time, sentences that the check took out."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """One registry per app, so that two apps in a process do not share their counts."""

    def __init__(self, removed_sentences: Callable[[], float]) -> None:
        self._registry = CollectorRegistry()
        self.turns = Counter("advisor_turns", "Turns by outcome", ["outcome"], registry=self._registry)
        self.seconds = Histogram("advisor_turn_seconds", "Time of a turn", buckets=_BUCKETS, registry=self._registry)
        removed = Gauge(
            "advisor_removed_sentences", "Sentences without a parent, taken out of replies", registry=self._registry
        )
        removed.set_function(removed_sentences)

    def text(self) -> bytes:
        return generate_latest(self._registry)
