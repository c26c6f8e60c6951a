"""Prometheus metrics of this process: turns, their time, sentences that the check took out, use of the model."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from agent.reply import ModelCall, Usage
from ui.usage_line import fell_back

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_MODEL_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0)


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
        self._model = _ModelMetrics(self._registry)

    def count_usage(self, usage: Usage) -> None:
        """Add what a turn used of the language model."""
        self._model.count(usage)

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _ModelMetrics:
    """What the language model did, took and cost. All stay at nothing without one."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "advisor_model_calls", "Calls by purpose and outcome", ["purpose", "outcome"], registry=registry
        )
        self._tokens = Counter(
            "advisor_model_tokens",
            "Tokens as the server counted; cached ones are input too",
            ["kind"],
            registry=registry,
        )
        self._cost = Counter("advisor_model_cost_usd", "Cost by the advisor's own price list", registry=registry)
        self._unpriced = Counter("advisor_model_unpriced_calls", "Calls whose cost is not known", registry=registry)
        self._seconds = Histogram(
            "advisor_model_seconds", "Time of a call", ["purpose"], buckets=_MODEL_BUCKETS, registry=registry
        )
        self._dropped = Counter(
            "advisor_model_dropped_facts", "Facts read by the model that the message does not say", registry=registry
        )
        self._held = Counter(
            "advisor_model_held_sentences", "Sentences of the model's that did not pass the check", registry=registry
        )
        self._fallbacks = Counter(
            "advisor_model_fallbacks", "Turns in which the built-in language took over", registry=registry
        )

    def count(self, usage: Usage) -> None:
        for call in usage.calls:
            self._count_call(call)
        self._dropped.inc(usage.dropped_facts)
        self._held.inc(usage.held_sentences)
        if fell_back(usage):
            self._fallbacks.inc()

    def _count_call(self, call: ModelCall) -> None:
        self._calls.labels(call.purpose, call.outcome).inc()
        self._seconds.labels(call.purpose).observe(call.seconds)
        self._tokens.labels("input").inc(call.input_tokens or 0)
        self._tokens.labels("cached").inc(call.cached_tokens or 0)
        self._tokens.labels("output").inc(call.output_tokens or 0)
        if call.cost_usd is None:
            self._unpriced.inc()
        else:
            self._cost.inc(call.cost_usd)
