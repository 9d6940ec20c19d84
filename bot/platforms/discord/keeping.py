"""Beside a connected client: notes how far it read, and reads what was missed before it came."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

import discord

from bot.errors import DeliveryError
from bot.platforms.discord import api, missed
from bot.platforms.discord.api import log
from bot.platforms.discord.client import CoachClient
from bot.platforms.discord.patience import Patience
from bot.platforms.discord.sessions import Session, Sessions


class Keeper:
    """Keeps what lets no message be lost between two sessions.

    Args:
        client: About to connect.
        sessions: Where it is kept.
        token: Ours.
        patience: How long to wait for what.
    """

    def __init__(
        self, client: CoachClient, sessions: Sessions, token: str, patience: Patience
    ) -> None:
        self._client = client
        self._sessions = sessions
        self._token = token
        self._patience = patience

    async def beside(self, connecting: Coroutine[Any, Any, None]) -> None:
        """Work as long as the client is connected; raise what that raises."""
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(self._run(), name="discord sessions")
                await connecting
                keeping.cancel()
        except ExceptionGroup as broken:
            raise broken.exceptions[0] from None

    async def _run(self) -> None:
        await self._client.shard_came.wait()
        while True:
            self._client.shard_came.clear()
            reached = self._client.reached()
            await self._client.doors.work.settle()
            if await self._sessions.keep(reached):
                # What was missed names servers, which a connection does not know at once.
                for shard in reached.keys() & self._client.shards_ready:
                    for session in self._sessions.left(shard):
                        await self._read_on(shard, session)
            try:
                async with asyncio.timeout(self._patience.note_s):
                    await self._client.shard_came.wait()
            except TimeoutError:
                continue

    async def _read_on(self, shard: int, session: Session) -> None:
        work = self._client.doors.work
        if not await self._drained(shard, session.id) and not work.stopping:
            log.info("an old session is gone, reading the channels shard=%d", shard)
            channels = self._sessions.channels(shard)
            await missed.catch_up(self._client, channels, self._take_in)
        if not work.stopping:
            self._sessions.forget(shard, session.id)

    async def _drained(self, shard: int, name: str) -> bool:
        for pause_s in (*api.RETRY_PAUSES_S, 0.0):
            # Each try begins where the last one broke off.
            session = next(one for one in self._sessions.left(shard) if one.id == name)
            on_event = partial(self._on_event, shard, name)
            draining = missed.drain(self._token, session, on_event)
            try:
                return await missed.within(self._patience.drain_s, draining)
            except DeliveryError as error:
                log.warning("an old session was not read to its end %s", error)
            if self._client.doors.work.stopping:
                break
            await asyncio.sleep(pause_s)
        return False

    async def _on_event(
        self, shard: int, session: str, name: str, payload: Mapping[str, Any], seq: int
    ) -> None:
        if self._client.doors.work.stopping:
            raise DeliveryError("we are stopping")
        if name == "MESSAGE_CREATE":
            await self._take_in(payload)
        self._sessions.advance(shard, session, seq)

    async def _take_in(self, missed_one: discord.Message | Mapping[str, Any]) -> None:
        try:
            if not isinstance(missed_one, discord.Message):
                missed_one = self._client.message_of(missed_one)
            await self._client.on_message(missed_one)
        except Exception as error:  # noqa: BLE001 - one odd message must not keep us from the rest
            log.error("a missed message was not taken in error=%s", api.where(error))
