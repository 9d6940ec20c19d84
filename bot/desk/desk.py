"""Takes a job in once, works it, delivers it once, then forgets its words.

The engine says what runs when; the store holds what a job says; a platform coaches and posts.
Nothing here knows which engine, database or platform it is.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.desk.engine import Engine, Limits
from bot.desk.engine_flows import LATER_WAITS_S, Steps
from bot.desk.engine_names import AWAY, Queue
from bot.desk.job import Job
from bot.desk.notebook import Notebook
from bot.desk.watch import Watch
from bot.errors import DeliveryError, SealedError, StoreError
from bot.ports import Platform
from bot.store import Store
from bot.store.rows import Outcome, PartState

log = logging.getLogger("umbrella.desk")

TAKE_S = 2.0
"""Slack and Discord wait 3 seconds for our acknowledgement."""
QUEUE_S = 0.3
"""How long an acknowledgement waits for the engine, which queues one job after another."""
TURN_S = 60.0
"""How long an answer waits for an earlier one of its thread, over all tries together."""
TRY_S = 120.0
"""After this an answer waits outside its queue, however few tries there were; with the turn and
one more try it stays under what the engine grants a delivery."""
TURN_POLL_S = 0.2
POST_WAITS_S = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Pauses between the first tries to post; after them the answer waits outside its queue."""
ASLEEP_S = 8.0
"""Longer than the store may take, and shorter than anybody is taken for dead: `DEAD_S` less the
pause between two beats, both in `keeper`."""
NOT_HERE = "not here"
"""What coaching gives back in a process without the platform's token: another one may have it."""
NO_LLM = ("feedback", "help", "home", "settings", "why")
"""Doors behind which nothing is written; they wait for no LLM."""


class Desk:
    """Does the work between a platform's acknowledgement and the answer.

    Args:
        store: Holds jobs and delivery records.
        url: The store's database, for the engine.
        replica: This process among others on the same database.
        platforms: Who coaches and posts, by name.
        limits: How much at once.
        watch: Counts what happens.
        works: False for a process that only takes jobs in.
        post_waits_s: See `POST_WAITS_S`.
        later_waits_s: Pauses between later tries while a platform is away.
        turn_s: See `TURN_S`.
    """

    def __init__(
        self,
        store: Store,
        *,
        url: str,
        replica: str,
        platforms: Mapping[str, Platform],
        limits: Limits,
        watch: Watch,
        works: bool = True,
        post_waits_s: Sequence[float] = POST_WAITS_S,
        later_waits_s: Sequence[float] = LATER_WAITS_S,
        turn_s: float = TURN_S,
    ) -> None:
        self._store = store
        self._platforms = platforms
        self._watch = watch
        self._notebook = Notebook()
        self._unkept: dict[str, str] = {}  # answers that were paid for and are not stored yet
        self._queueing: set[asyncio.Future[None]] = set()
        steps = Steps(coach=self._coach, deliver=self._deliver, tell=self._tell, fail=self._fail)
        self._post_waits_s = tuple(post_waits_s)
        self._turn_s = turn_s
        self.engine = Engine(
            url,
            replica=replica,
            steps=steps,
            limits=limits,
            works=works,
            later_waits_s=later_waits_s,
        )

    async def take(self, job: Job) -> bool:
        """Store a job; only then may the platform be told that we have it.

        Returns:
            True for a new job, False for one that was delivered to us before.

        Raises:
            StoreError: It could not be stored in time; do not acknowledge it.
        """
        try:
            async with asyncio.timeout(TAKE_S):
                new = await self._store.take(job)
                waits = new or await self._store.job(job.key) is not None
        except TimeoutError as error:
            self._watch.refused(job.platform, job.door)
            raise StoreError("the store did not take the job in time") from error
        except StoreError:
            self._watch.refused(job.platform, job.door)
            raise
        if new:
            self._watch.taken(job.platform, job.door)
        if waits:
            await self._queue(job)
        return new

    async def _queue(self, job: Job) -> None:
        """Queue what is stored; in a rush its acknowledgement does not wait for that.

        What could not be queued is found by the keeper.
        """
        queueing = asyncio.ensure_future(self.engine.enqueue(job.key, queue_of(job.door)))
        self._queueing.add(queueing)
        queueing.add_done_callback(self._queued)
        await asyncio.wait({queueing}, timeout=QUEUE_S)

    def _queued(self, queueing: asyncio.Future[None]) -> None:
        self._queueing.discard(queueing)
        if not queueing.cancelled() and (error := queueing.exception()):
            log.warning("queued later why=%s", error)

    async def _coach(self, key: str) -> str:
        job = await self._store.job(key)
        if job is None:
            self._unkept.pop(key, None)
            return "gone"
        if await self._store.answer(key) is not None or _is_late(job):
            self._unkept.pop(key, None)
            return "coached"
        if job.platform not in self._platforms:
            return NOT_HERE
        if key not in self._unkept:
            self._unkept[key] = await self._answered(job)
        # When this fails the step is run again, and the LLM shall not be paid again.
        await self._store.keep_answer(key, self._unkept[key])
        self._unkept.pop(key, None)
        return "coached"

    async def _answered(self, job: Job) -> str:
        waited_s, started = _age_s(job), time.perf_counter()
        with self._watch.following() as coached:
            parts = await self._platforms[job.platform].answer(job)
        took_s = time.perf_counter() - started
        self._notebook.note(job.key, coached, waited_s=waited_s, took_s=took_s)
        self._watch.coached(job.platform, job.door, took_s)
        return json.dumps(parts, ensure_ascii=False)

    async def _deliver(self, key: str) -> str:
        began = time.monotonic()
        for wait_s in (*self._post_waits_s, 0.0):
            try:
                return await self._posted(key, turn_by=began + self._turn_s)
            except DeliveryError as error:
                if error.gone:
                    return await self._tell(key)
            if time.monotonic() - began > TRY_S:
                break
            await asyncio.sleep(wait_s)
        log.warning("platform away, answer waits")
        return AWAY

    async def _posted(self, key: str, *, turn_by: float) -> str:
        job = await self._store.job(key)
        if job is None:
            return "gone"
        platform = self._platform_of(job)
        if _is_late(job):
            await platform.late(job)
            return await self._finish(job, "expired")
        await self._turn(job, by=turn_by)
        # A worker without this platform's token may have had the job before us.
        await self._coach(key)
        answer = await self._store.answer(key)
        for number, part in enumerate(json.loads(answer or "[]")):
            begun = await self._begun(key, number)
            if begun == "done":
                continue
            try:
                ref = await platform.post(job, part, number=number, again=begun == "begun")
            except DeliveryError as error:
                self._watch.post_failed(job.platform, gone=error.gone, unsure=error.unsure)
                if begun == "begun" and error.unsure:
                    return await self._doubt(job, platform)
                if not error.unsure:
                    await self._store.undo_part(key, number)
                raise
            await self._store.end_part(key, number, ref)
        return await self._finish(job, "answered")

    async def _begun(self, key: str, number: int) -> PartState:
        asked = time.monotonic()
        begun = await self._store.begin_part(key, number)
        if begun == "new" and time.monotonic() - asked > ASLEEP_S:
            # We slept, and somebody else may have found it begun and dealt with it.
            return "begun"
        return begun

    async def _doubt(self, job: Job, platform: Platform) -> str:
        """Nobody can know whether it was posted: say so, rather than post it twice."""
        await platform.doubt(job)
        return await self._finish(job, "maybe")

    def _platform_of(self, job: Job) -> Platform:
        if job.platform not in self._platforms:
            raise DeliveryError(f"this process has no token for {job.platform}")
        return self._platforms[job.platform]

    async def _tell(self, key: str) -> str:
        self._unkept.pop(key, None)  # whatever was tried is given up
        try:
            job = await self._store.job(key)
        except SealedError as error:
            log.warning("agent not told error=%s", error)
            await self._store.finish(key, "failed")
            return "failed"
        if job is None:
            return "gone"
        try:
            await self._platform_of(job).failed(job)
        except DeliveryError as error:
            log.warning("agent not told error=%s", error)
            # One sentence that comes twice is better than none, so `unsure` counts as away.
            return await self._finish(job, "failed") if error.gone else AWAY
        return await self._finish(job, "told")

    async def _fail(self, key: str) -> str:
        job = await self._store.job(key)
        return await self._finish(job, "failed") if job else "gone"

    async def _finish(self, job: Job, outcome: Outcome) -> str:
        await self._store.finish(job.key, outcome)
        age_s = _age_s(job)
        self._watch.finished(job.platform, job.door, outcome, age_s)
        known = self._notebook.close(job.key)
        log.info(
            "job done platform=%s door=%s outcome=%s%s age_ms=%d",
            job.platform,
            job.door,
            outcome,
            known,
            age_s * 1000,
        )
        return outcome

    async def _turn(self, job: Job, *, by: float) -> None:
        """Wait while an earlier job of the same thread is not answered, for a while at most."""
        if not job.lane:
            return
        while await self._store.earlier(job.key):
            if time.monotonic() > by:
                log.warning("answering out of turn platform=%s", job.platform)
                return
            await asyncio.sleep(TURN_POLL_S)


def queue_of(door: str) -> Queue:
    """Choose the queue for a door."""
    if door == "tip":
        return "tips"
    return "quick" if door in NO_LLM else "answers"


def _is_late(job: Job) -> bool:
    return job.expires_at is not None and job.expires_at <= datetime.now(UTC)


def _age_s(job: Job) -> float:
    return max(0.0, (datetime.now(UTC) - job.taken_at).total_seconds()) if job.taken_at else 0.0
