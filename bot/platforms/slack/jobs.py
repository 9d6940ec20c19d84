"""An ask as a job of the desk, and back: both as JSON, fit for another process."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from bot.desk.job import Job
from bot.platforms.slack.asks import Ask

RESPONSE_LIFE = timedelta(minutes=29)
"""A `response_url` works for 30 minutes. Source: Slack, Handling user interaction, 2026-11-21."""


def to_job(ask: Ask) -> Job:
    """Make a job of an ask."""
    # What only one person reads needs no order among the others.
    lane = "" if ask.response_url or ask.door == "home" else f"{ask.channel}:{ask.thread}"
    return Job(
        key=ask.key,
        platform="slack",
        door=ask.door,
        lane=lane and f"slack:{ask.team}:{lane}",
        workspace=ask.team,
        person=ask.user,
        expires_at=datetime.now(UTC) + RESPONSE_LIFE if ask.response_url else None,
        words={**asdict(ask), "names": list(ask.names)},
    )


def to_ask(job: Job) -> Ask:
    """Read the ask back."""
    said = {name: str(value) for name, value in job.words.items() if name != "names"}
    names = job.words.get("names")
    return Ask(**said, names=tuple(map(str, names)) if isinstance(names, list) else ())
