"""Metrics for Prometheus: what was asked, what came in, what was found, what waits."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from gateway.service import Gateway, Submission
from gateway.store import now

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


class Measures:
    """The metrics of one application, in a registry of its own; every label has few values."""

    def __init__(self, gateway: Gateway) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "gateway_requests", "Requests that were answered.", ("route", "method", "status"),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "gateway_request_seconds", "Seconds until a request was answered.", ("route",),
            registry=self._registry,
        )  # fmt: skip
        self._messages = Counter(
            "gateway_messages", "Messages that were submitted.", ("verdict", "format"),
            registry=self._registry,
        )  # fmt: skip
        self._findings = Counter(
            "gateway_findings", "Findings about submitted messages.", ("code", "stage"),
            registry=self._registry,
        )  # fmt: skip
        self._registry.register(_Stored(gateway))

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request; `route` is a template, never a path."""
        method = method if method in METHODS else "other"
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def submitted(self, submission: Submission) -> None:
        """Count the messages of a submission and their findings; a repeated request counts nothing."""
        for item in () if submission.repeated else submission.items:
            self._messages.labels(item.verdict.value, item.message.format or "none").inc()
            for finding in item.findings:
                self._findings.labels(finding["code"], finding["stage"]).inc()

    def exposed(self) -> bytes:
        """Everything in the text format of Prometheus."""
        return generate_latest(self._registry)


class _Stored(Collector):
    """What the store knows, asked when somebody looks."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: registering must not ask the store."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Messages by state; deliveries that wait, and for how long."""
        states = GaugeMetricFamily("gateway_messages_stored", "Messages by state.", labels=["status"])
        for status, count in self._gateway.statuses().items():
            states.add_metric([status], count)
        labels = ["destination", "channel"]
        waiting = GaugeMetricFamily("gateway_queue_waiting", "Deliveries that wait.", labels=labels)
        oldest = GaugeMetricFamily(
            "gateway_queue_oldest_seconds", "Age of the oldest waiting delivery.", labels=labels
        )
        moment = now()
        for queue in self._gateway.queues():
            names = [queue.destination, queue.channel]
            waiting.add_metric(names, queue.waiting)
            oldest.add_metric(names, max(0.0, (moment - queue.oldest).total_seconds()))
        yield from (states, waiting, oldest)
