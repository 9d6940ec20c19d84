"""Which servers have us: kept while they do, forgotten with all they left once they do not."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from bot.errors import StoreError
from bot.platforms.discord.api import log
from bot.tip_times import Workspaces


class Guilds:
    """Keeps the servers; outlives the clients that hear of them.

    Args:
        workspaces: Where.
        pauses_s: Between tries to forget one, in seconds.
    """

    def __init__(self, workspaces: Workspaces, pauses_s: Sequence[float]) -> None:
        self._workspaces = workspaces
        self._pauses_s = pauses_s
        self._names: dict[str, str] = {}
        self._one_by_one = asyncio.Lock()

    async def here(self, guild: int, name: str) -> None:
        """Keep that a server has us, and its name; next time, if the store is away.

        At a start Discord tells of all servers at once; one by one they leave room for drafts.
        """
        async with self._one_by_one:
            if self._names.get(str(guild)) == name:
                return
            try:
                await self._workspaces.keep_workspace("discord", str(guild), name)
            except StoreError as error:
                log.warning("a server is not kept why=%s", error)
                return
            self._names[str(guild)] = name

    async def gone(self, guild: int) -> None:
        """Forget a server that has us no more."""
        for pause_s in (*self._pauses_s, None):
            try:
                await self._workspaces.forget("discord", workspace=str(guild))
            except StoreError as error:
                log.warning("a server is not forgotten why=%s", error)
            else:
                log.info("a server has us no more, forgotten")
                self._names.pop(str(guild), None)
                return
            if pause_s is not None:
                await asyncio.sleep(pause_s)

    async def only(self, here: Collection[int], *, shard: int, shards: int) -> None:
        """Forget the servers that left us while we were away.

        Args:
            here: All that one shard has, those included that are just unavailable.
            shard: Which one.
            shards: How many there are.
        """
        try:
            kept = await self._workspaces.workspaces()
        except StoreError as error:
            log.warning("no telling which servers left us why=%s", error)
            return
        for one in kept:
            if one.platform == "discord" and one.id.isdigit():
                guild = int(one.id)
                if (guild >> 22) % shards == shard and guild not in here:
                    await self.gone(guild)
