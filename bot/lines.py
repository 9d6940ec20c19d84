"""The lines to the platforms, opened and held side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from bot.ports import Platform, Take, Up


@asynccontextmanager
async def opened(platforms: Sequence[Platform]) -> AsyncIterator[Mapping[str, asyncio.Event]]:
    """Open every line side by side: one platform that is away keeps no other waiting."""
    events = {platform.name: asyncio.Event() for platform in platforms}
    closing = asyncio.Event()

    async def hold(platform: Platform) -> None:
        async with platform.connected():
            events[platform.name].set()
            await closing.wait()

    async with asyncio.TaskGroup() as group:
        held = {one.name: group.create_task(hold(one), name=one.name) for one in platforms}
        try:
            yield events
        finally:
            closing.set()
            for name, task in held.items():
                if not events[name].is_set():
                    task.cancel()


async def take_in(platform: Platform, is_open: asyncio.Event, take: Take, up: Up) -> None:
    """Take jobs in as soon as the platform's line is open."""
    await is_open.wait()
    await platform.take_in(take, up)
