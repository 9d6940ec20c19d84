"""What happens, as Prometheus metrics; labels name doors and outcomes, never people or words."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

AGES_S = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 40, 80, 160, 600)


class Watch:
    """Counts jobs; one for each process, with a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        where = ("platform", "door")
        self._taken = Counter(
            "coach_jobs_taken", "Jobs stored and acknowledged.", where, registry=self.registry
        )
        self._refused = Counter(
            "coach_jobs_refused", "Jobs the store could not take.", where, registry=self.registry
        )
        self._finished = Counter(
            "coach_jobs_finished",
            "Jobs that came to an end.",
            (*where, "outcome"),
            registry=self.registry,
        )
        self._ages = Histogram(
            "coach_job_age_seconds",
            "From taking in to the end.",
            ("platform",),
            buckets=AGES_S,
            registry=self.registry,
        )
        self._coaching = Histogram(
            "coach_coaching_seconds",
            "One coaching, the LLM included.",
            ("platform",),
            buckets=AGES_S,
            registry=self.registry,
        )

    def taken(self, platform: str, door: str) -> None:
        """Count a job that was stored."""
        self._taken.labels(platform, door).inc()

    def refused(self, platform: str, door: str) -> None:
        """Count a job that could not be stored."""
        self._refused.labels(platform, door).inc()

    def coached(self, platform: str, door: str, took_s: float) -> None:
        """Time one coaching."""
        del door
        self._coaching.labels(platform).observe(took_s)

    def finished(self, platform: str, door: str, outcome: str, age_s: float) -> None:
        """Count a job that came to its end."""
        self._finished.labels(platform, door, outcome).inc()
        self._ages.labels(platform).observe(age_s)

    def page(self) -> bytes:
        """Write everything in Prometheus's text format."""
        return generate_latest(self.registry)
