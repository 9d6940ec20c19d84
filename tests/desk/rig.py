"""A desk with its real store and engine, and a platform that notes what it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.desk.desk import Desk
from bot.desk.engine import Limits
from bot.desk.job import Job
from bot.desk.keeper import Keeper
from bot.desk.watch import Watch
from bot.store import Store
from tests.peers.fakes import NotingPlatform

PATIENCE_S = 30.0


@dataclass
class Rig:
    """Everything a test needs."""

    desk: Desk
    store: Store
    platform: NotingPlatform
    watch: Watch
    keeper: Keeper

    async def idle(self) -> None:
        """Wait until nothing is unfinished."""

        async def done() -> bool:
            return not await self.store.unfinished()

        await until(done)


@asynccontextmanager
async def desk_rig(
    url: str,
    platform: NotingPlatform | None = None,
    *,
    limits: Limits | None = None,
    grace_s: float = 5.0,
    works: bool = True,
    forgotten_s: float = 15.0,
    post_waits_s: Sequence[float] = (1.0, 1.0),
    later_waits_s: Sequence[float] = (0.5,) * 4,
    turn_s: float = 60.0,
    stores: type[Store] = Store,
) -> AsyncIterator[Rig]:
    """Run a desk, and stop it afterwards."""
    platform = platform or NotingPlatform()
    watch = Watch()
    async with stores.open(url, exclusive=True) as store:
        desk = Desk(
            store,
            url=url,
            replica="local",
            platforms={platform.name: platform},
            limits=limits or Limits(at_once=4),
            watch=watch,
            works=works,
            post_waits_s=post_waits_s,
            later_waits_s=later_waits_s,
            turn_s=turn_s,
        )
        keeper = Keeper(
            desk,
            store,
            replica="local",
            roles=("worker",),
            alone=True,
            forgotten_s=forgotten_s,
        )
        await desk.engine.start()
        try:
            yield Rig(desk, store, platform, watch, keeper)
        finally:
            await desk.engine.stop(grace_s=grace_s)


def job(key: str = "slack:T:C:1", **more: object) -> Job:
    """Make a job."""
    given: dict[str, object] = {"platform": "slack", "door": "mention", "words": {"text": "No."}}
    return Job(key=key, **(given | more))  # type: ignore[arg-type]  # what a test gives is right


async def until(found: Callable[[], Awaitable[bool]]) -> None:
    """Ask again and again until the answer is true; fail after `PATIENCE_S`."""
    async with asyncio.timeout(PATIENCE_S):
        while not await found():  # noqa: ASYNC110 - the engine works in threads of its own
            await asyncio.sleep(0.02)
