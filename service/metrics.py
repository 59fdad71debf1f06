"""What the service counts, for Prometheus. One registry an app, so that two apps of one process do not mix."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.version import version

MEDIA_TYPE = CONTENT_TYPE_LATEST
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Requests as they pass; jobs and documents as the store has them when somebody asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("junheng_requests", "Requests answered", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram(
            "junheng_request_seconds", "Seconds until the answer was sent", ["method", "route"], registry=self.registry, buckets=_BUCKETS
        )
        self.jobs = Gauge("junheng_jobs", "Jobs by state", ["state"], registry=self.registry)
        self.documents = Gauge("junheng_documents", "Documents in the store", registry=self.registry)
        self.streams = Gauge("junheng_event_streams", "Open streams of job events", registry=self.registry)
        Gauge("junheng_info", "The version that runs", ["version"], registry=self.registry).labels(version()).set(1)

    def open_streams(self) -> int:
        """How many clients listen to jobs."""
        return int(self.registry.get_sample_value("junheng_event_streams") or 0)

    def text(self, jobs: Mapping[str, int], documents: int) -> bytes:
        """In the text format of Prometheus."""
        self.jobs.clear()  # a state that no job is in any more is not among `jobs`
        for state, number in jobs.items():
            self.jobs.labels(state).set(number)
        self.documents.set(documents)
        return generate_latest(self.registry)
