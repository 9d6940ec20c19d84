"""A desk without an engine: the same rules as `bot.desk.desk`, in memory, within one process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.desk.job import Job
from bot.errors import DeliveryError, StoreError
from bot.ports import Part, Platform

PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Between tries to deliver; the real desk waits longer."""


class PlainDesk:
    """Takes each job once, works it in a task, posts each part once.

    Args:
        platform: Coaches and posts; another object than the one that takes in, if one likes.
        works: False for a desk that only stores; `work` then does one job.
    """

    def __init__(self, platform: Platform, *, works: bool = True) -> None:
        self.platform = platform
        self.works = works
        self.jobs: dict[str, Job] = {}
        self.outcomes: dict[str, str] = {}
        self.asked = 0
        self.refused = 0
        self.failing = 0
        self.taking = asyncio.Event()
        self.taking.set()
        self.acknowledging = asyncio.Event()
        self.acknowledging.set()
        self.delivering = asyncio.Event()
        self.delivering.set()
        self._heard = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._last: dict[str, asyncio.Task[None]] = {}

    async def take(self, job: Job) -> bool:
        """Store a job as JSON, once, while `taking` is set; `failing` of the next calls raise.

        It returns once `acknowledging` is set, be the job worked by then or not.

        Raises:
            StoreError: It was told to.
        """
        self.asked += 1
        await self._notify()
        await self.taking.wait()
        if self.failing:
            self.failing -= 1
            self.refused += 1
            await self._notify()
            raise StoreError("the store is away")
        if job.key in self.jobs:
            return False
        words = json.loads(json.dumps(dict(job.words)))
        self.jobs[job.key] = replace(job, words=words, taken_at=datetime.now(UTC))
        if self.works:
            self.begin(job.key)
        await self._notify()
        await self.acknowledging.wait()
        return True

    def begin(self, key: str) -> None:
        """Work a job in a task of its own."""
        job = self.jobs[key]
        earlier = self._last.get(job.lane) if job.lane else None
        task = asyncio.create_task(self._in_turn(job, earlier))
        if job.lane:
            self._last[job.lane] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def work(self, key: str) -> str:
        """Work a job to its end; give back the outcome."""
        self.outcomes[key] = await self._worked(self.jobs[key], None)
        await self._notify()
        return self.outcomes[key]

    async def settle(self) -> None:
        """Wait until all that was taken is worked."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds, looking again after each job that is taken or ends."""
        async with asyncio.timeout(15), self._heard:
            await self._heard.wait_for(true)

    async def _in_turn(self, job: Job, earlier: asyncio.Task[None] | None) -> None:
        self.outcomes[job.key] = await self._worked(job, earlier)
        await self._notify()

    async def _worked(self, job: Job, earlier: asyncio.Task[None] | None) -> str:
        parts: list[Part] = json.loads(json.dumps(list(await self.platform.answer(job))))
        await self.delivering.wait()
        if earlier:
            await asyncio.wait([earlier])
        try:
            for number, part in enumerate(parts):
                await self._post(job, part, number)
        except DeliveryError as error:
            return await self._given_up(job, maybe=error.unsure)
        return "answered"

    async def _post(self, job: Job, part: Part, number: int) -> None:
        again = False
        for pause_s in (*PAUSES_S, None):
            try:
                await self.platform.post(job, part, number=number, again=again)
            except DeliveryError as error:
                if error.gone or pause_s is None or (again and error.unsure):
                    raise
                again = error.unsure
            else:
                return
            await asyncio.sleep(pause_s)

    async def _given_up(self, job: Job, *, maybe: bool) -> str:
        try:
            if maybe:
                await self.platform.doubt(job)
                return "maybe"
            await self.platform.failed(job)
        except DeliveryError:
            return "failed"
        return "told"

    async def _notify(self) -> None:
        async with self._heard:
            self._heard.notify_all()


class PlainNotes:
    """Keeps notes in memory; one object outlives the bots of a test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self._heard = asyncio.Condition()
        self.error: StoreError | None = None
        self.refused = 0

    async def keep_note(self, name: str, text: str) -> None:
        """Keep a note, or raise."""
        await self._fail()
        self.kept[name] = text
        await self._notify()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds, looking again after each note."""
        async with asyncio.timeout(15), self._heard:
            await self._heard.wait_for(true)

    async def note(self, name: str) -> str | None:
        """Give a note back, or raise."""
        await self._fail()
        return self.kept.get(name)

    async def _fail(self) -> None:
        if self.error:
            self.refused += 1
            await self._notify()
            raise self.error

    async def _notify(self) -> None:
        async with self._heard:
            self._heard.notify_all()
