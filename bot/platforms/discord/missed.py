"""What people wrote while we were away: read from the old session, or else from the channels.

Two sessions of one shard may live side by side, so the old one is resumed, read to its end and
closed, while the new one serves. Interactions in it are long past their three seconds.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import discord
from yarl import URL

from bot.errors import DeliveryError
from bot.platforms.discord import api
from bot.platforms.discord.api import log
from bot.platforms.discord.asks import snowflake
from bot.platforms.discord.sessions import Channel, Session

Event = Callable[[str, Mapping[str, Any], int], Awaitable[None]]
"""Takes an event's name, its payload and its place in the session."""

LOOK_BACK = timedelta(hours=1)
MANY_MESSAGES = 100
"""Source: Discord, Get Channel Messages, "limit", read 2026-11-22."""
RESUMABLE = 4000
"""Closed with 1000 or 1001 a session is over; with this it can be resumed for some minutes.

Source: Discord, Gateway, "Resuming", read 2026-11-21.
"""
PATIENCE = aiohttp.ClientWSTimeout(ws_close=2.0)
DISPATCH, HEARTBEAT, RESUME, RECONNECT, INVALID, HELLO = 0, 1, 6, 7, 9, 10


async def drain(token: str, session: Session, on_event: Event) -> bool:
    """Read what a session that is over still holds for us.

    Args:
        token: Ours.
        session: Where to begin.
        on_event: Awaited for each event, in order.

    Returns:
        False when Discord holds nothing more of that session.

    Raises:
        DeliveryError: The connection broke; the rest may still be there.
    """
    url = URL(session.url).with_query(v="10", encoding="json")
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(url, max_msg_size=0, timeout=PATIENCE) as socket,
        ):
            try:
                return await _drained(socket, token, session, on_event)
            finally:
                # Left before its end it must stay resumable, which aiohttp's own 1000 would end.
                await socket.close(code=RESUMABLE)
    except (aiohttp.ClientError, OSError) as error:
        raise api.delivery_error(error) from error


async def _drained(
    socket: aiohttp.ClientWebSocketResponse, token: str, session: Session, on_event: Event
) -> bool:
    seq = session.seq
    async for frame in socket:
        if frame.type is not aiohttp.WSMsgType.TEXT:
            break
        said: dict[str, Any] = json.loads(frame.data)
        if said["op"] == HELLO:
            resume = {"token": token, "session_id": session.id, "seq": seq}
            await socket.send_json({"op": RESUME, "d": resume})
        elif said["op"] == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT, "d": seq})
        elif said["op"] in (RECONNECT, INVALID):
            return False
        elif said["op"] == DISPATCH:
            if said["t"] == "RESUMED":
                await socket.close(code=1000)  # so that Discord forgets it
                return True
            seq = int(said["s"])
            await on_event(said["t"], said["d"], seq)
    raise DeliveryError(f"the old session broke off code={socket.close_code}")


async def catch_up(
    client: discord.Client,
    channels: Mapping[str, Channel],
    on_message: Callable[[discord.Message], Awaitable[object]],
) -> None:
    """Read what was written lately where we were asked lately.

    Args:
        client: Knows the channels.
        channels: Where, and after which message.
        on_message: Awaited for each message, in order; most are not for us.
    """
    since = snowflake(datetime.now(UTC) - LOOK_BACK)
    for channel, asked in channels.items():
        where = _place(client, int(channel), int(asked.guild or 0))
        after = discord.Object(max(int(asked.message), since))
        try:
            found = await api.call(partial(_history, where, after))
        except DeliveryError as error:
            log.info("a channel cannot be caught up on %s", error)
            continue
        for message in found:
            await on_message(message)


def _place(client: discord.Client, channel: int, guild: int) -> discord.abc.Messageable:
    known = client.get_channel(channel)
    if isinstance(known, discord.abc.Messageable):
        return known
    return client.get_partial_messageable(channel, guild_id=guild or None)


async def _history(where: discord.abc.Messageable, after: discord.Object) -> list[discord.Message]:
    found = where.history(limit=MANY_MESSAGES, after=after, oldest_first=True)
    return [message async for message in found]


async def within(seconds: float, work: Awaitable[bool]) -> bool:
    """Give a drain its time.

    Raises:
        DeliveryError: It took longer.
    """
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise DeliveryError("the old session took too long") from None
