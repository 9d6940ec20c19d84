"""Work under way: kept, bounded, finished before we go. slack-bolt keeps no hold of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Work = Callable[[], Awaitable[None]]


class Jobs:
    """Runs work in a task group, so many pieces at once.

    Args:
        group: Whose tasks they are.
        at_once: How many run at the same time; the others wait.
    """

    def __init__(self, group: asyncio.TaskGroup, *, at_once: int) -> None:
        self._group = group
        self._slots = asyncio.Semaphore(at_once)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Work) -> None:
        """Start a piece of work, which may not raise."""
        task = self._group.create_task(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, patience_s: float) -> int:
        """Wait for what is under way.

        Args:
            patience_s: How long at most, in seconds.

        Returns:
            How many pieces were still not done.
        """
        if not self._tasks:
            return 0
        _, unfinished = await asyncio.wait(set(self._tasks), timeout=patience_s)
        return len(unfinished)

    async def _run(self, work: Work) -> None:
        async with self._slots:
            await work()
