"""The durable engine, DBOS Transact, which only the `engine` modules know.

It keeps no words: a workflow's one argument is the key of a job, and its steps return an outcome.
What a job says lies sealed in the store and goes when the job is answered.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import Engine as SqlEngine

from bot.desk import engine_file
from bot.desk.engine_flows import LATER_WAITS_S, Flows, Steps
from bot.desk.engine_names import (
    ANSWERS,
    APPLICATION,
    FAULTS,
    LATER,
    MANY,
    PRIORITY,
    QUEUES,
    QUICK,
    TIPS,
    VERSION,
    WORKING,
    Queue,
    all_of,
    batches,
    mapped,
    plain,
    told,
)
from bot.errors import StoreError

log = logging.getLogger("umbrella.desk")

THREADS = 8
"""DBOS opens a thread for every call without a bound; 8 keep up with ten times the traffic."""
POLL_S = 0.1
LONGEST_S = 1_000.0
"""Longer than any run of a job may take; what is still pending then is begun again."""
STRANDED_S = 60.0
"""What this process took out of a queue so long ago and does not run is begun again: the engine
could not write down how it ended. So long after a start nothing is taken up that way: DBOS itself
begins again what this process left, and the same job must not be begun twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is done at once.

    Args:
        at_once: Drafts coached at the same time; across all replicas with `everywhere`.
        everywhere: True where an LLM is asked, as its limits count for all replicas together.
        per_minute: Drafts begun in a minute across all replicas, or None.
    """

    at_once: int
    everywhere: bool = False
    per_minute: int | None = None


class Engine:
    """Runs jobs to their end, whatever dies meanwhile; one for each process.

    Args:
        url: The store's database; DBOS keeps tables of its own in it.
        replica: This process among others on the same database.
        steps: What is run.
        limits: How much at once.
        works: False for a process that only takes jobs in.
        later_waits_s: See `bot.desk.engine_flows.LATER_WAITS_S`.
    """

    def __init__(
        self,
        url: str,
        *,
        replica: str,
        steps: Steps,
        limits: Limits,
        works: bool = True,
        later_waits_s: Sequence[float] = LATER_WAITS_S,
    ) -> None:
        self._url = url
        self._replica = replica
        self._steps = steps
        self._limits = limits
        self._works = works
        self._later_waits_s = later_waits_s
        self._flows: Flows | None = None
        self._file: SqlEngine | None = None
        self._started_at = 0.0

    @property
    def busy(self) -> int:
        """Count the jobs under way in this process."""
        return len(self._flows.running) if self._flows else 0

    @property
    def _started(self) -> Flows:
        if self._flows is None:
            raise StoreError("the engine is not started")
        return self._flows

    @property
    def _is_settled(self) -> bool:
        return time.monotonic() - self._started_at > STRANDED_S

    async def start(self) -> None:
        """Open the engine on the running loop; take up what this replica left pending.

        Raises:
            StoreError: The database cannot be used.
        """
        url = plain(self._url)
        self._file = engine_file.opened(url)
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": url,
            "system_database_engine": self._file,
            "application_version": VERSION,
            "executor_id": self._replica,
            "max_executor_threads": THREADS,
            "log_level": "ERROR",
            "run_migrations": False,
        }
        try:
            # DBOS would do it while it starts, on the loop's own thread: nobody would be answered.
            await asyncio.to_thread(DBOS.migrate, url)
            DBOS(config=config)
            self._flows = Flows(self._steps, self._later_waits_s)
            # A process that only takes in listens to no queue.
            DBOS.listen_queues(QUEUES if self._works else [])
            DBOS.launch()
            self._started_at = time.monotonic()
            await self._open_queues()
        except FAULTS as error:
            await self.stop(grace_s=0)
            raise StoreError("The engine's tables cannot be opened in DATABASE_URL.") from error

    async def stop(self, *, grace_s: float) -> None:
        """Begin nothing more, wait for what runs, close; the rest waits for the next start.

        Args:
            grace_s: How long to wait, in seconds.
        """
        patience_s = int(grace_s) if self.busy else 0
        # On the loop's own thread it would block the very work it waits for.
        await asyncio.to_thread(
            DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=patience_s
        )
        if self._file:
            self._file.dispose()
        # DBOS had put its threads in the place of the loop's own, and has just ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    async def enqueue(self, key: str, queue: Queue) -> None:
        """Queue a job; a key that was ever queued is left alone."""
        with mapped(), SetWorkflowID(key), SetEnqueueOptions(priority=PRIORITY[queue]):
            await DBOS.enqueue_workflow_async(queue, self._started.answer, key)

    async def again(self, key: str, queue: Queue) -> None:
        """Forget how a job ended, and queue it once more."""
        await self.forget([key])
        await self.enqueue(key, queue)

    async def give_up(self, key: str) -> None:
        """Queue the telling of an agent that their job did not work out."""
        with mapped(), SetWorkflowID(told(key)), SetEnqueueOptions(priority=PRIORITY[QUICK]):
            await DBOS.enqueue_workflow_async(QUICK, self._started.tell, key)

    async def fates(self, keys: Sequence[str]) -> dict[str, str]:
        """Look up DBOS's own status of jobs; a key it does not know is left out."""
        fates: dict[str, str] = {}
        with mapped():
            for some in batches(keys):
                found = await DBOS.list_workflows_async(
                    workflow_ids=some, load_input=False, load_output=False
                )
                fates |= {one.workflow_id: one.status for one in found}
        return fates

    async def take_over(self, replicas: Collection[str]) -> int:
        """Give what dead replicas hold back to the queues.

        Returns:
            How many jobs.
        """
        return await self._resume(QUEUES, executor_id=list(replicas)) if replicas else 0

    async def take_over_stale(self) -> int:
        """Give back what has run for longer than any run may, whoever holds it."""
        if not self._is_settled:
            return 0
        # What waits for a platform may well take an hour.
        return await self._resume((ANSWERS, QUICK, TIPS), dequeued_before=_ago(LONGEST_S))

    async def take_up_stranded(self) -> int:
        """Give back what counts as running in this process and is not."""
        if not self._is_settled:
            return 0
        return await self._resume(
            QUEUES, executor_id=[self._replica], dequeued_before=_ago(STRANDED_S), idle=True
        )

    async def forget(self, keys: Sequence[str]) -> None:
        """Delete jobs, whatever their state."""
        with mapped():
            await DBOS.delete_workflows_async([name for key in keys for name in all_of(key)])

    async def forget_old(self, *, days: float) -> None:
        """Delete the records of jobs that ended some days ago."""
        before = _ago(days * 86_400)
        with mapped():
            while found := await DBOS.list_workflows_async(
                completed_before=before, load_input=False, load_output=False, limit=MANY
            ):
                await DBOS.delete_workflows_async([one.workflow_id for one in found])

    async def _resume(
        self,
        queues: Sequence[Queue],
        *,
        executor_id: list[str] | None = None,
        dequeued_before: str | None = None,
        idle: bool = False,
    ) -> int:
        count = 0
        running = self._started.running if idle else ()
        with mapped():
            for queue in queues:
                found = await DBOS.list_workflows_async(
                    status=WORKING,
                    queue_name=queue,
                    executor_id=executor_id,
                    dequeued_before=dequeued_before,
                    load_input=False,
                    load_output=False,
                    limit=MANY,
                )
                ids = [one.workflow_id for one in found if one.workflow_id not in running]
                if ids:
                    # Without its name they would go to DBOS's own queue, past every limit.
                    await DBOS.resume_workflows_async(ids, queue_name=queue)
                    count += len(ids)
        return count

    async def _open_queues(self) -> None:
        limits = self._limits
        # Every worker reads them anew all the time, and only a worker knows the limits.
        conflict: Literal["always_update", "never_update"] = (
            "always_update" if self._works else "never_update"
        )
        per_minute = limits.per_minute
        await DBOS.register_queue_async(
            ANSWERS,
            global_concurrency=limits.at_once if limits.everywhere else None,
            worker_concurrency=limits.at_once,
            limiter={"limit": per_minute, "period": 60.0} if per_minute else None,
            polling_interval_sec=POLL_S,
            on_conflict=conflict,
        )
        await DBOS.register_queue_async(
            QUICK, worker_concurrency=8, polling_interval_sec=POLL_S, on_conflict=conflict
        )
        await DBOS.register_queue_async(
            TIPS, global_concurrency=2, polling_interval_sec=1.0, on_conflict=conflict
        )
        # What waits there sleeps most of the time.
        await DBOS.register_queue_async(
            LATER, worker_concurrency=MANY, polling_interval_sec=5.0, on_conflict=conflict
        )


def _ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()
