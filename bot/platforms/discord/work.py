"""What is being taken in right now, so that we leave nothing half stored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Work:
    """Knows what is being taken in; `stopping` lets nothing new begin."""

    def __init__(self) -> None:
        self._under_way: dict[asyncio.Future[None], asyncio.Task[object]] = {}
        self.stopping = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one thing, which the task that runs now takes in."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("no task runs")
        done = asyncio.get_running_loop().create_future()
        self._under_way[done] = task
        try:
            yield
        finally:
            del self._under_way[done]
            done.set_result(None)

    async def settle(self) -> None:
        """Wait for what is under way now; what begins meanwhile is not waited for."""
        await asyncio.sleep(0)  # events that discord.py has just announced begin here
        if self._under_way:
            await asyncio.wait(list(self._under_way))

    async def leave(self, *, within_s: float) -> bool:
        """Finish what is under way and break off what takes too long; tell whether nothing did."""
        try:
            async with asyncio.timeout(within_s):
                await self.settle()
        except TimeoutError:
            for task in list(self._under_way.values()):
                task.cancel()
            return False
        return True
