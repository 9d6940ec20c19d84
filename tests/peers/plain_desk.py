"""A desk without store or engine: the same rules as `bot.desk.desk`, in memory, at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.desk.job import Job
from bot.errors import DeliveryError, StoreError
from bot.ports import Platform

TRIES = 4


class PlainDesk:
    """Takes jobs, and answers each in a task of its own.

    Args:
        platform: Coaches and posts.
        group: Whose tasks they are.

    Attributes:
        taken: Every new job, in order.
        full: True while nothing can be stored.
        holding: True while jobs are taken and not worked.
        outcomes: How each job ended, by key.
    """

    def __init__(self, platform: Platform, group: asyncio.TaskGroup) -> None:
        self._platform = platform
        self._group = group
        self.taken: list[Job] = []
        self.full = False
        self.holding = False
        self.outcomes: dict[str, str] = {}

    async def take(self, job: Job) -> bool:
        """Take a job; see `bot.ports.Take`."""
        if self.full:
            raise StoreError("the store is away")
        if any(job.key == known.key for known in self.taken):
            return False
        # What another process gets is what survives being written down.
        assert json.loads(json.dumps(dict(job.words))) == dict(job.words)
        self.taken.append(job)
        if not self.holding:
            self._group.create_task(self.work(job), name=job.key)
        return True

    async def work(self, job: Job) -> None:
        """Answer a job."""
        try:
            for number, part in enumerate(await self._platform.answer(job)):
                await self._posted(job, json.loads(json.dumps(part)), number)
            self.outcomes[job.key] = "answered"
        except DeliveryError as error:
            await self._told(job, unsure=error.unsure)

    async def _posted(self, job: Job, part: dict[str, object], number: int) -> None:
        again = False
        for _ in range(TRIES):
            try:
                await self._platform.post(job, part, number=number, again=again)
            except DeliveryError as error:
                if error.gone or (again and error.unsure):
                    raise
                again = error.unsure
            else:
                return
        raise DeliveryError("tried often enough", gone=True)

    async def _told(self, job: Job, *, unsure: bool) -> None:
        try:
            await (self._platform.doubt(job) if unsure else self._platform.failed(job))
            self.outcomes[job.key] = "maybe" if unsure else "told"
        except DeliveryError:
            self.outcomes[job.key] = "failed"


@asynccontextmanager
async def plain_desk(platform: Platform) -> AsyncIterator[PlainDesk]:
    """Run a desk; on leaving, what is under way is finished first."""
    async with asyncio.TaskGroup() as group:
        yield PlainDesk(platform, group)
