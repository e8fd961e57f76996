"""What programs that watch over servers ask for: counters of requests, and the state of the house by numbers.

The names follow Prometheus' rules: a prefix, base units, `_total` for what only grows. No name of a person, a
question or an address is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 180)
"""Seconds: pages are at the lower end, answers of a model at the upper."""

Gauge = tuple[str, str, str, dict[str, float]]
"""Name, what it says, name of its label (empty for none), and its values by label."""


class Metrics:
    """The numbers of one server."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "aletheia_requests_total",
            "Requests that were answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "aletheia_request_seconds",
            "How long requests took",
            ("route",),
            registry=self._registry,
            buckets=BUCKETS,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request, by the form of its path."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def told(self, gauges: Callable[[], Iterable[Gauge]]) -> bytes:
        """Return everything in Prometheus' text format, with what is read at this moment."""
        now = CollectorRegistry()
        now.register(_Read(gauges))
        return bytes(generate_latest(self._registry)) + bytes(generate_latest(now))


class _Read(Collector):
    def __init__(self, gauges: Callable[[], Iterable[Gauge]]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for name, says, label, values in self._gauges():
            family = GaugeMetricFamily(name, says, labels=(label,) if label else ())
            for key, value in values.items():
                family.add_metric((key,) if label else (), value)
            yield family
