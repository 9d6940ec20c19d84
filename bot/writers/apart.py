"""An event loop in a thread of its own, for work that comes in bursts.

When a hundred answers of an LLM arrive in the same moment, reading them takes a moment each; on the
loop that acknowledges drafts the hundredth person would wait for all of them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

Told = TypeVar("Told")


class Apart:
    """Runs coroutines on its loop; whoever awaits them stays on their own.

    Args:
        name: Of the thread.
    """

    def __init__(self, name: str) -> None:
        up = threading.Event()
        live = partial(asyncio.run, self._live(up))
        self._thread = threading.Thread(target=live, name=name, daemon=True)
        self._thread.start()
        up.wait()

    async def run(self, work: Coroutine[Any, Any, Told]) -> Told:
        """Run a coroutine there; cancelling the wait cancels the work."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def close(self) -> None:
        """Stop, and cancel what still runs."""
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    async def _live(self, up: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        up.set()
        await self._closing.wait()
