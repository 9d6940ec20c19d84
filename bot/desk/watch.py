"""What happens, as Prometheus metrics; labels name doors and outcomes, never people or words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.store.rows import FeedbackCount, Outcome, Standing
from bot.watching import BreakerState, LlmOutcome

AGES_S = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 40, 80, 160, 600)
WHERE = ("platform", "door")
THEN = ("tried_again", "gone", "unsure")
PER = 1_000_000
"""Prices are told for a million tokens."""


@dataclass(slots=True)
class Coached:
    """What became known while one job was coached.

    Args:
        writer: Who wrote the rewrite; empty while nobody has.
        findings: How many it has.
        tries: How often the LLM was asked.
    """

    writer: str = ""
    findings: int = 0
    tries: int = 0


class _Votes(Collector):
    """Tells what the store counted: the same in every process."""

    def __init__(self) -> None:
        self.counts: Sequence[FeedbackCount] = ()

    def collect(self) -> Iterator[Metric]:
        """Give every count there is."""
        labels = ("platform", "writer", "useful")
        votes = CounterMetricFamily("coach_feedback", "Votes on coachings.", labels=labels)
        for one in self.counts:
            votes.add_metric((one.platform, one.writer, "yes"), one.useful)
            votes.add_metric((one.platform, one.writer, "no"), one.not_useful)
        yield votes


_present: ContextVar[Coached | None] = ContextVar("coached", default=None)


class Watch:
    """Counts jobs, coachings and LLM calls; one for each process, with a registry of its own.

    Args:
        price_in: US dollars for a million tokens read, or None when unknown: then no cost is told.
        price_out: The same for tokens written.
    """

    def __init__(self, *, price_in: float | None = None, price_out: float | None = None) -> None:
        # Else each counter has a second series, of which we tell nothing.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus leaves it untyped
        self.registry = CollectorRegistry()
        self.breaker: BreakerState = 0
        ProcessCollector(registry=self.registry)
        self._jobs()
        self._posts()
        self._writers()
        self._llm()
        self._standing()
        self._votes = _Votes()
        self.registry.register(self._votes)
        self._cost: Counter | None = None
        if price_in is not None and price_out is not None:
            self._price_in, self._price_out = price_in / PER, price_out / PER
            self._cost = self._counter("coach_llm_cost_dollars", "What LLM calls cost, in dollars.")

    def taken(self, platform: str, door: str) -> None:
        """Count a job that was stored."""
        self._begin(platform, door)
        self._taken.labels(platform, door).inc()

    def refused(self, platform: str, door: str) -> None:
        """Count a job that could not be stored."""
        self._refused.labels(platform, door).inc()

    def coached(self, platform: str, door: str, took_s: float) -> None:
        """Time one coaching."""
        self._begin(platform, door)
        self._coaching.labels(platform).observe(took_s)

    def finished(self, platform: str, door: str, outcome: str, age_s: float) -> None:
        """Count a job that came to its end."""
        self._finished.labels(platform, door, outcome).inc()
        self._ages.labels(platform).observe(age_s)

    def post_failed(self, platform: str, *, gone: bool, unsure: bool) -> None:
        """Count a message that a platform did not take, by what follows from it."""
        then = "gone" if gone else "unsure" if unsure else "tried_again"
        self._troubles.labels(platform, then).inc()

    @contextmanager
    def following(self) -> Iterator[Coached]:
        """Collect what `draft_coached` tells while this is open, in this task and its threads."""
        collected = Coached()
        token = _present.set(collected)
        try:
            yield collected
        finally:
            _present.reset(token)

    def draft_coached(self, writer: str, *, findings: int, tries: int) -> None:
        """Count one finished coaching, as `Counts` says."""
        self._drafts.labels(writer).inc()
        if (collected := _present.get()) is not None:
            collected.writer, collected.findings, collected.tries = writer, findings, tries

    def rewrite_refused(self, writer: str, codes: Iterable[str]) -> None:
        """Count a rewrite that was not good enough, once for each thing wrong with it."""
        for code in set(codes):
            self._rewrites_refused.labels(writer, code).inc()

    def llm_asked(
        self, outcome: LlmOutcome, took_s: float, *, tokens_in: int = 0, tokens_out: int = 0
    ) -> None:
        """Count one request to an LLM, as `Counts` says."""
        self._calls.labels(outcome).inc()
        self._call_seconds.observe(took_s)
        self._tokens.labels("in").inc(tokens_in)
        self._tokens.labels("out").inc(tokens_out)
        if self._cost:
            self._cost.inc(tokens_in * self._price_in + tokens_out * self._price_out)

    def llm_retried(self) -> None:
        """Count one more try for the same draft."""
        self._retries.inc()

    def llm_breaker(self, state: BreakerState) -> None:
        """Note whether the LLM is asked at present."""
        self.breaker = state
        self._breaker.set(state)

    def stands(self, standing: Standing | None) -> None:
        """Note how the store stands, None while it does not answer."""
        self._up.set(standing is not None)
        self._depth.labels("waiting").set(standing.waiting if standing else math.nan)
        self._depth.labels("coached").set(standing.coached if standing else math.nan)
        self._oldest.set(standing.oldest_s if standing else math.nan)
        self._replicas.set(standing.replicas if standing else math.nan)

    def voted(self, counts: Sequence[FeedbackCount]) -> None:
        """Note the votes there are; what was noted last stands while the store does not answer."""
        self._votes.counts = counts

    def page(self) -> bytes:
        """Write everything in Prometheus's text format."""
        return generate_latest(self.registry)

    def _begin(self, platform: str, door: str) -> None:
        """Show what can happen as 0 until it does; a rate from nothing to 1 would be none."""
        self._refused.labels(platform, door)
        for outcome in get_args(Outcome):
            self._finished.labels(platform, door, outcome)
        for then in THEN:
            self._troubles.labels(platform, then)

    def _jobs(self) -> None:
        self._taken = self._counter("coach_jobs_taken", "Jobs stored and acknowledged.", WHERE)
        self._refused = self._counter("coach_jobs_refused", "Jobs the store could not take.", WHERE)
        self._finished = self._counter(
            "coach_jobs_finished", "Jobs that came to an end.", (*WHERE, "outcome")
        )
        self._ages = self._histogram("coach_job_age_seconds", "From taking in to the end.")
        self._coaching = self._histogram(
            "coach_coaching_seconds", "One coaching, the LLM included."
        )

    def _posts(self) -> None:
        self._troubles = self._counter(
            "coach_posts_failed", "Messages a platform did not take.", ("platform", "then")
        )

    def _writers(self) -> None:
        self._drafts = self._counter("coach_drafts_coached", "Drafts coached.", ("writer",))
        self._rewrites_refused = self._counter(
            "coach_rewrites_refused", "What was wrong with refused rewrites.", ("writer", "code")
        )

    def _llm(self) -> None:
        self._calls = self._counter("coach_llm_calls", "Requests to the LLM.", ("outcome",))
        for outcome in get_args(LlmOutcome):  # as in `_begin`
            self._calls.labels(outcome)
        self._call_seconds = Histogram(
            "coach_llm_call_seconds",
            "One request to the LLM.",
            buckets=AGES_S,
            registry=self.registry,
        )
        self._tokens = self._counter("coach_llm_tokens", "Tokens in and out.", ("direction",))
        self._retries = self._counter("coach_llm_retries", "Further tries for one draft.")
        self._breaker = self._gauge(
            "coach_llm_breaker", "0: asked, 1: one draft tries, 2: left alone."
        )

    def _standing(self) -> None:
        self._up = self._gauge("coach_store_up", "1 while the store answers.")
        self._depth = Gauge(
            "coach_queue_jobs", "Jobs not finished.", ("state",), registry=self.registry
        )
        self._oldest = self._gauge("coach_queue_oldest_seconds", "Age of the oldest of them.")
        self._replicas = self._gauge("coach_replicas_alive", "Processes on this store.")

    def _counter(self, name: str, what: str, labels: tuple[str, ...] = ()) -> Counter:
        return Counter(name, what, labels, registry=self.registry)

    def _gauge(self, name: str, what: str) -> Gauge:
        return Gauge(name, what, registry=self.registry)

    def _histogram(self, name: str, what: str) -> Histogram:
        return Histogram(name, what, ("platform",), buckets=AGES_S, registry=self.registry)
