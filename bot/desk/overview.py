"""What an admin sees of the desk, and what they can do about one job. Nobody's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.desk.desk import queue_of
from bot.desk.engine_client import Outside
from bot.desk.engine_names import HOPELESS, WORKING
from bot.desk.keeper import DEAD_S
from bot.store import FeedbackCount, OutcomeCount, Replica, Store, Waiting

STUCK_S = 300.0
"""A job takes seconds, and a minute or two in a bad hour; after five somebody should look."""
DAY_S = 86_400.0

State = Literal["waiting", "working", "stuck"]
Retried = Literal["queued", "resumed", "waiting", "unknown"]
Dropped = Literal["dropped", "working", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One job that is not finished.

    Args:
        key: Its identity, for `coach desk retry` and `drop`.
        platform: Where it came from.
        door: By which door.
        age_s: Seconds since it was taken in.
        state: `stuck` when it is older than `STUCK_S` or the engine gave it up.
        coached: True when its answer waits to be delivered.
        engine: The engine's own status; empty when it was never queued.
    """

    key: str
    platform: str
    door: str
    age_s: float
    state: State
    coached: bool
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The desk at one moment.

    Args:
        jobs: What is not finished, the oldest first.
        outcomes: What ended within a day.
        replicas: The processes that said they live, the freshest first.
        feedback: Votes on coachings, all there are.
    """

    jobs: tuple[Seen, ...]
    outcomes: tuple[OutcomeCount, ...]
    replicas: tuple[Replica, ...]
    feedback: tuple[FeedbackCount, ...]

    def count(self, state: State) -> int:
        """Count the jobs in one state."""
        return sum(job.state == state for job in self.jobs)


def is_alive(replica: Replica) -> bool:
    """Tell whether a replica has said lately that it lives."""
    return replica.age_s <= DEAD_S


async def look(store: Store, outside: Outside) -> Overview:
    """Look at everything there is.

    Raises:
        StoreError: The store cannot be read.
    """
    waiting = await store.unfinished()
    fates = await outside.fates([job.key for job in waiting]) if waiting else {}
    now = datetime.now(UTC)
    return Overview(
        jobs=tuple(_seen(job, fates.get(job.key, ""), now) for job in waiting),
        outcomes=tuple(await store.outcomes(within_s=DAY_S)),
        replicas=tuple(await store.replicas()),
        feedback=tuple(await store.feedback_counts()),
    )


async def retry(store: Store, outside: Outside, key: str) -> Retried:
    """Have a job worked on again.

    Returns:
        `queued`: how it ended before is forgotten, and it waits anew. `resumed`: it was taken from
        whoever held it. `waiting`: it waits already. `unknown`: no job of that key is unfinished.

    Raises:
        StoreError: The store cannot be read or written.
    """
    job = await _find(store, key)
    if job is None:
        return "unknown"
    fate = (await outside.fates([key])).get(key, "")
    if fate in ("ENQUEUED", "DELAYED"):
        return "waiting"
    if fate == WORKING:
        await outside.resume(key, queue_of(job.door))
        return "resumed"
    await outside.again(key, queue_of(job.door))
    return "queued"


async def drop(store: Store, outside: Outside, key: str) -> Dropped:
    """End a job without an answer; nobody is told, and its words go.

    Returns:
        `working`: it is dropped, but what a process posts at this very moment still arrives.

    Raises:
        StoreError: The store cannot be read or written.
    """
    if await _find(store, key) is None:
        return "unknown"
    fate = (await outside.fates([key])).get(key, "")
    # The engine finds the job gone when its turn comes, and lets it go.
    await store.finish(key, "dropped")
    return "working" if fate == WORKING else "dropped"


async def _find(store: Store, key: str) -> Waiting | None:
    return next((job for job in await store.unfinished() if job.key == key), None)


def _seen(job: Waiting, fate: str, now: datetime) -> Seen:
    age_s = max(0.0, (now - job.taken_at).total_seconds())
    state: State = "working" if fate == WORKING else "waiting"
    if fate in HOPELESS or age_s > STUCK_S:
        state = "stuck"
    return Seen(
        key=job.key,
        platform=job.platform,
        door=job.door,
        age_s=age_s,
        state=state,
        coached=job.state == "coached",
        engine=fate,
    )
