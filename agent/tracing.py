"""Spans for those who follow requests through programs (OpenTelemetry); nothing at all where nobody asked.

    with span("brief", profile="situation"):
        ...

A span tells what was done, how long it took and how much there was of it: no words of articles, questions or
people. Where to they go is said by OpenTelemetry's own variables, such as OTEL_EXPORTER_OTLP_ENDPOINT.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from agent.errors import ConfigurationError

if TYPE_CHECKING:
    from agent.settings import Settings

NAME = "aletheia"


class _Way:
    """What makes spans in this process; None: nothing does."""

    tracer: Any = None


def begin(settings: Settings, exporter: Any = None) -> None:
    """Make spans from now on, where it is set so.

    Args:
        settings: Those in force.
        exporter: Where to they go; None for what OpenTelemetry's variables name.

    Raises:
        ConfigurationError: it is set, and the packages for it are not installed.
    """
    if not settings.tracing or _Way.tracer is not None:
        return
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

        if exporter is None:
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    except ImportError:
        raise ConfigurationError(
            "setting tracing", "OpenTelemetry is not installed", "Install `aletheia[otel]`, or unset it."
        ) from None
    # Not the provider of the whole process: what the vector store traces of its own stays where it is.
    provider = TracerProvider(resource=Resource.create({"service.name": NAME}))
    if exporter is None:
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    else:
        provider.add_span_processor(SimpleSpanProcessor(exporter))
    _Way.tracer = provider.get_tracer(NAME)


@contextmanager
def span(name: str, **facts: str | int | float) -> Iterator[None]:
    """Time what is done in a block; an error that leaves it is named by its kind."""
    if _Way.tracer is None:
        yield
        return
    told = {f"{NAME}.{key}": value for key, value in facts.items()}
    with _Way.tracer.start_as_current_span(
        f"{NAME}.{name}", attributes=told, record_exception=False, set_status_on_exception=False
    ) as begun:
        try:
            yield
        except BaseException as error:
            from opentelemetry.trace import StatusCode

            begun.set_attribute("error.type", type(error).__name__)
            begun.set_status(StatusCode.ERROR)  # without its words, which may be those of an article
            raise
