"""Sends spans to an OpenTelemetry collector, where its own variables name one; the extra `otel` brings the means."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace

from ui.settings import BadSettings, TraceSettings


@contextmanager
def spans_sent() -> Iterator[None]:
    """Send spans over OTLP (HTTP) while this lasts. Raises `BadSettings` where the extra is missing."""
    settings = TraceSettings()
    if settings.address is None:
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  an extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415  an extra
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  an extra
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415  an extra
    except ImportError as error:
        raise BadSettings(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and what sends spans is not installed; "
            "install the extra: .venv/bin/python -m pip install '.[otel]'"
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": settings.service_name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.address)))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
