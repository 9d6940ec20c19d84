"""Keeps the desk in order, beside its work.

It beats, takes over from the dead, queues what was stored by a process that died at once, gives up
what is beyond help so that the agent is told, and forgets what is old.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from bot.desk.desk import Desk, queue_of
from bot.desk.engine_names import DONE, FAILED, HOPELESS, all_of, newest
from bot.errors import StoreError
from bot.store import Store

log = logging.getLogger("umbrella.desk")

BEAT_S = 5.0
DEAD_S = 20.0
"""Silence after which a replica counts as dead. A replica that was cut off itself waits as long
before it judges others: in an outage of the database everybody looks dead."""
SWEEP_S = 10.0
FORGOTTEN_S = 15.0
"""A job this old without a place in a queue was stored by a process that died at once."""
BEGIN_AGAIN = 5
"""How often a job is begun again whose end the engine could not write down, as on a full disk."""
TIDY_S = 3_600.0
KEEP_DAYS = 7.0
"""Days that keys and outcomes are kept, so that a late second delivery is known.

Slack redelivers for at most 24 hours. Source: Slack, Events API, read 2026-11-21.
"""


class Keeper:
    """Runs beside the desk until cancelled.

    Args:
        desk: What is kept.
        store: Where replicas beat and jobs lie.
        replica: This process.
        roles: What it does, for `coach desk`.
        alone: True where no other process can be on the database, as with SQLite.
        works: False for a process that only takes jobs in: it beats, and does no more.
        forgotten_s: See `FORGOTTEN_S`.
        dead_s: See `DEAD_S`.
    """

    def __init__(
        self,
        desk: Desk,
        store: Store,
        *,
        replica: str,
        roles: Sequence[str],
        alone: bool,
        works: bool = True,
        forgotten_s: float = FORGOTTEN_S,
        dead_s: float = DEAD_S,
    ) -> None:
        self._engine = desk.engine
        self._store = store
        self._replica = replica
        self._roles = tuple(roles)
        self._alone = alone
        self._works = works
        self._forgotten_s = forgotten_s
        self._dead_s = dead_s
        self._tried: Counter[str] = Counter()
        self._steady_since = time.monotonic()
        self._last_beat = time.monotonic()

    async def run(self) -> None:
        """Do everything again and again, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._every(BEAT_S, self.beat), name="beat")
            if self._works:
                group.create_task(self._every(SWEEP_S, self.sweep), name="sweep")
                group.create_task(self._every(TIDY_S, self.tidy), name="tidy")

    async def leave(self) -> None:
        """Say that we are gone, so that nobody looks for us."""
        try:
            await self._store.retire(self._replica)
        except StoreError as error:
            log.warning("not signed off why=%s", error)

    async def beat(self) -> None:
        """Say that we live, and take over from those who fell silent."""
        now = time.monotonic()
        if now - self._last_beat > self._dead_s / 2:
            # We were frozen, or the database was away: others may look dead and not be.
            self._steady_since = now
        await self._store.beat(self._replica, self._roles)
        self._last_beat = time.monotonic()
        if self._works and not self._alone and now - self._steady_since >= self._dead_s:
            await self._take_over()

    async def sweep(self) -> None:
        """Queue what was stored and never queued; tell the agents of jobs that are beyond help."""
        waiting = await self._store.unfinished(self._forgotten_s)
        names = [name for job in waiting for name in all_of(job.key)]
        fates = await self._engine.fates(names) if names else {}
        for job in waiting:
            _, fate = newest(job.key, fates)
            if not fate:
                await self._engine.enqueue(job.key, queue_of(job.door))
            elif fate in (DONE, FAILED) and self._tried[job.key] < BEGIN_AGAIN:
                self._tried[job.key] += 1
                log.warning("job begun again platform=%s", job.platform)
                await self._engine.again(job.key, queue_of(job.door))
            elif fate in (DONE, *HOPELESS):
                log.error("job beyond help platform=%s fate=%s", job.platform, fate)
                await self._engine.give_up(job.key)
        if taken := await self._engine.take_over_stale():
            log.warning("took over jobs that ran too long count=%d", taken)
        if taken := await self._engine.take_up_stranded():
            log.warning("took up jobs that had stopped count=%d", taken)

    async def tidy(self) -> None:
        """Forget what is old enough."""
        self._tried.clear()
        await self._store.forget_old()
        await self._engine.forget_old(days=KEEP_DAYS)

    async def _take_over(self) -> None:
        dead = [
            one.name
            for one in await self._store.replicas()
            if one.name != self._replica and one.age_s > self._dead_s
        ]
        if taken := await self._engine.take_over(dead):
            log.warning("took over from silent replicas replicas=%d jobs=%d", len(dead), taken)
        for name in dead:
            await self._store.retire(name)

    async def _every(self, wait_s: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except StoreError as error:
                log.warning("the desk's keeper waits why=%s", error)
            # Replicas that started together shall not all do it at once.
            await asyncio.sleep(wait_s * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
