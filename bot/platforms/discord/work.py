"""Work under way: bounded while we serve, finished before we leave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Work:
    """Counts what is under way; `turn` is held while a draft is coached, `stopping` takes no more.

    Args:
        at_once: How many drafts are coached at the same time; the others wait their turn.
    """

    def __init__(self, *, at_once: int = 32) -> None:
        self.turn = asyncio.Semaphore(at_once)
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.stopping = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Count one piece of work from now until it is done."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._idle.set()

    async def finish(self, *, within_s: float) -> bool:
        """Wait until nothing is under way; tell whether that came true in time."""
        try:
            async with asyncio.timeout(within_s):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
