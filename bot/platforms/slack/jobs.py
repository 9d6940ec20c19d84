"""An ask as a job of the desk, and back: both as JSON, fit for another process."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import UTC, datetime

from bot.desk.job import Job
from bot.platforms.slack.asks import RESPONSE_LIFE, Ask

_TEXTS = ("door", "key", "team", "text", "channel", "user", "thread", "response_url", "until")


def to_job(ask: Ask) -> Job:
    """Make a job of an ask."""
    # What only one person reads needs no order among the others.
    alone = ask.response_url or ask.door in ("home", "settings")
    return Job(
        key=ask.key or f"slack:{secrets.token_hex(16)}",
        platform="slack",
        door=ask.door,
        lane="" if alone else f"slack:{ask.team}:{ask.channel}:{ask.thread}",
        workspace=ask.team,
        person=ask.user,
        expires_at=_end(ask) if ask.response_url else None,
        words={**asdict(ask), "names": list(ask.names), "answers": list(ask.answers)},
    )


def to_ask(job: Job) -> Ask:
    """Read the ask back."""
    said = {name: str(job.words.get(name, "")) for name in _TEXTS}
    said["key"] = job.key
    return Ask(**said, names=_texts(job, "names"), answers=_texts(job, "answers"))


def _end(ask: Ask) -> datetime:
    if ask.until:
        return datetime.fromisoformat(ask.until)
    return datetime.now(UTC) + RESPONSE_LIFE


def _texts(job: Job, name: str) -> tuple[str, ...]:
    found = job.words.get(name)
    return tuple(map(str, found)) if isinstance(found, list) else ()
