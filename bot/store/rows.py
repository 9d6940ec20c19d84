"""What the store gives back and takes in, without a word of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Outcome = Literal["answered", "told", "failed", "maybe", "expired", "forgotten", "dropped"]
PartState = Literal["new", "begun", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A job that is not finished, without anybody's words.

    Args:
        key: Its identity.
        platform: Where it came from.
        door: By which door.
        taken_at: When it was stored, aware of its zone.
        state: `waiting` until it has an answer, then `coached` until that is delivered.
    """

    key: str
    platform: str
    door: str
    taken_at: datetime
    state: Literal["waiting", "coached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """A process that said it lives.

    Args:
        name: Unique among replicas.
        roles: What it does, such as `slack`, `worker`.
        started_at: Its first beat, aware of its zone.
        beat_at: Its last beat.
        age_s: Seconds since its last beat, by the same clock that wrote it.
    """

    name: str
    roles: tuple[str, ...]
    started_at: datetime
    beat_at: datetime
    age_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """An installation and its settings.

    Args:
        platform: `slack` or `discord`.
        id: The team or guild.
        name: What people call it.
        installed_at: Aware of its zone.
        tips: The channels that get a daily tip, each with local time and zone: `09:00 UTC`.
    """

    platform: str
    id: str
    name: str
    installed_at: datetime
    tips: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackCount:
    """How often rewrites were called useful, or not.

    Args:
        platform: Where.
        writer: Whose rewrites.
        useful: Votes for.
        not_useful: Votes against.
    """

    platform: str
    writer: str
    useful: int
    not_useful: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the desk stands at one moment.

    Args:
        waiting: Jobs without an answer.
        coached: Jobs whose answer is not delivered.
        oldest_s: Age of the oldest of both, in seconds; 0 when there is none.
        replicas: Processes that said lately that they live.
    """

    waiting: int
    coached: int
    oldest_s: float
    replicas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """How many jobs came to one end.

    Args:
        platform: Where.
        door: By which door they came.
        outcome: How they ended.
        count: How many.
    """

    platform: str
    door: str
    outcome: Outcome
    count: int
