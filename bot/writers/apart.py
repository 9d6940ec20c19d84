"""An event loop in a thread of its own, for work that comes in bursts.

When a hundred answers of an LLM arrive in the same moment, reading them takes a moment each; on the
loop that acknowledges drafts the hundredth person would wait for all of them.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot import process

Told = TypeVar("Told")


class Apart:
    """Runs coroutines on its loop; whoever awaits them stays on their own.

    Args:
        name: Of the thread.
    """

    def __init__(self, name: str) -> None:
        # Made here, so that whoever has no file left for it is told rather than kept waiting.
        self._loop = process.new_loop()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Coroutine[Any, Any, Told]) -> Told:
        """Run a coroutine there; cancelling the wait cancels the work."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Cancel what still runs, do one last thing there, and stop.

        Args:
            last: Run when nothing else runs any more.
        """
        try:
            await self.run(_ended(last))
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            # What is cancelled wakes those who wait for it, so their loop has to go on meanwhile.
            await asyncio.to_thread(self._thread.join)

    def _live(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()


async def _ended(last: Coroutine[Any, Any, None]) -> None:
    others = _others()
    # What was cancelled before its first step would leave what it was given to do unbegun.
    while not all(map(_begun, others)):
        await asyncio.sleep(0)
        others = _others()
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await last
    await asyncio.get_running_loop().shutdown_asyncgens()


def _others() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}


def _begun(task: asyncio.Task[Any]) -> bool:
    work = task.get_coro()
    return not inspect.iscoroutine(work) or inspect.getcoroutinestate(work) != inspect.CORO_CREATED
