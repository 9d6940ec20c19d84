"""What an admin sees of the desk, and what they can do about one job. Nobody's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.desk.desk import queue_of
from bot.desk.engine_client import Outside
from bot.desk.engine_names import HOPELESS, WORKING, all_of, later, newest, told_later
from bot.desk.keeper import DEAD_S
from bot.store import FeedbackCount, OutcomeCount, Replica, Store, Waiting

STUCK_S = 300.0
"""A job takes seconds, and a minute or two in a bad hour; after five somebody should look."""
AWAY_STUCK_S = 3 * 3_600.0
"""A platform that is away is tried for an hour, and its agent told for another one."""
DAY_S = 86_400.0

QUEUED = ("ENQUEUED", "DELAYED")

State = Literal["waiting", "away", "working", "stuck"]
Retried = Literal["queued", "resumed", "waiting", "away", "unknown"]
Dropped = Literal["dropped", "working", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One job that is not finished.

    Args:
        key: Its identity, for `coach desk retry` and `drop`.
        platform: Where it came from.
        door: By which door.
        age_s: Seconds since it was taken in.
        state: `away` while its platform is, and it is tried again and again; `stuck` when it is
            older than `STUCK_S`, away for `AWAY_STUCK_S`, or the engine gave it up.
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
    fates = await outside.fates([name for job in waiting for name in all_of(job.key)])
    now = datetime.now(UTC)
    return Overview(
        jobs=tuple(_seen(job, *newest(job.key, fates), now) for job in waiting),
        outcomes=tuple(await store.outcomes(within_s=DAY_S)),
        replicas=tuple(await store.replicas()),
        feedback=tuple(await store.feedback_counts()),
    )


async def retry(store: Store, outside: Outside, key: str) -> Retried:
    """Have a job worked on again.

    Returns:
        `queued`: how it ended before is forgotten, and it waits anew. `resumed`: it was taken from
        whoever held it. `waiting`: it waits already. `away`: its platform is, and it is tried
        again all the time. `unknown`: no job of that key is unfinished.

    Raises:
        StoreError: The store cannot be read or written.
    """
    job = await _find(store, key)
    if job is None:
        return "unknown"
    name, fate = newest(key, await outside.fates(all_of(key)))
    is_open = fate in (*QUEUED, WORKING)
    if is_open and name in (later(key), told_later(key)):
        return "away"
    if is_open and (name != key or fate in QUEUED):
        return "waiting"
    if is_open:
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
    _, fate = newest(key, await outside.fates(all_of(key)))
    # The engine finds the job gone when its turn comes, and lets it go.
    await store.finish(key, "dropped")
    return "working" if fate == WORKING else "dropped"


async def _find(store: Store, key: str) -> Waiting | None:
    return next((job for job in await store.unfinished() if job.key == key), None)


def _seen(job: Waiting, name: str, fate: str, now: datetime) -> Seen:
    age_s = max(0.0, (now - job.taken_at).total_seconds())
    state: State = "working" if fate == WORKING else "waiting"
    patience_s = STUCK_S
    if name in (later(job.key), told_later(job.key)):
        state, patience_s = "away", AWAY_STUCK_S
    if fate in HOPELESS or age_s > patience_s:
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
