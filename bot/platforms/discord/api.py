"""Discord's REST API and gateway: where they are, and what their errors mean to us.

No exception of discord.py or aiohttp leaves this folder: here each becomes one of ours.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.errors import ConfigError, DeliveryError

log = logging.getLogger("umbrella.discord")

T = TypeVar("T")

TROUBLE = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, RuntimeError)
"""All that a call may raise. aiohttp says RuntimeError when its session is closed."""
CALL_S = 60.0
RETRY_PAUSES_S = (0.2, 1.0)
UNAUTHORIZED = 401
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
NON_TEXT_CHANNEL = 50008
REPLY_NEEDS_HISTORY = 160002
THREAD_EXISTS = 160004
ALREADY_ANSWERED = 40060
POINTLESS = (NON_TEXT_CHANNEL, 50027, 50035, 200000, 200001)
"""No text channel, a dead token, a malformed message, words that AutoMod blocks.

Source: Discord, Opcodes and Status Codes, "JSON Error Codes", read 2026-11-22.
"""
BAD_TOKEN_CLOSE = 4004
BAD_TOKEN = (
    "Discord refuses DISCORD_TOKEN. Copy a fresh token from the Bot page of your application at "
    "https://discord.com/developers/applications into DISCORD_TOKEN."
)


class RefusedError(DeliveryError):
    """Discord answered, and the answer is no.

    Args:
        status: HTTP status.
        code: Discord's own error code, 0 when there is none.
    """

    def __init__(self, status: int, code: int) -> None:
        gone = status in (403, 404) or code in POINTLESS
        # After a 5xx nobody knows how far Discord came.
        super().__init__(f"discord status={status} code={code}", gone=gone, unsure=status >= 500)
        self.status = status
        self.code = code


def point_at(url: str) -> None:
    """Send every REST call of this process to one server.

    Args:
        url: Base of the API with its version, such as `https://discord.com/api/v10`.
    """
    Route.BASE = url.rstrip("/")


async def log_in(client: discord.Client, token: str, *, within_s: float) -> None:
    """Log a client in, without connecting it.

    Raises:
        ConfigError: Discord refuses our token.
        DeliveryError: Discord is away.
    """
    try:
        async with asyncio.timeout(within_s):
            await client.login(token)
    except TROUBLE as error:
        if (refused := config_error(error)) is not None:
            raise refused from error
        raise delivery_error(error) from error


async def find_gateway(client: discord.AutoShardedClient) -> None:
    """Ask where the gateway is, and wait while today's sessions are used up.

    A bot that identifies more often than it may has its token reset.
    Source: Discord, Gateway, "Session Start Limit" (1000 a day), read 2026-11-21.
    """
    shards, url, limits = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = URL(url)
    if limits["remaining"] < (len(client.shard_ids) if client.shard_ids else shards):
        wait_s = limits["reset_after"] / 1000
        log.warning("no gateway session left today, waiting wait_s=%.0f", wait_s)
        await asyncio.sleep(wait_s)


async def call(action: Callable[[], Awaitable[T]]) -> T:
    """Do one REST call, again when the connection breaks under it.

    discord.py itself waits out rate limits and repeats after a 502; on Linux it does not repeat
    after a reset connection.

    Args:
        action: Starts the call; run again for each try, so it must be harmless to repeat.

    Raises:
        RefusedError: Discord said no.
        DeliveryError: Discord did not answer.
    """
    for pause_s in (*RETRY_PAUSES_S, 0.0):
        try:
            async with asyncio.timeout(CALL_S):
                return await action()
        except TROUBLE as error:
            broken = isinstance(error, (OSError, aiohttp.ClientError))
            if not pause_s or not broken or isinstance(error, TimeoutError):
                raise delivery_error(error) from error
        await asyncio.sleep(pause_s)
    raise DeliveryError("discord did not answer")


def delivery_error(error: Exception) -> DeliveryError:
    """Say any of `TROUBLE` in our own words."""
    if isinstance(error, discord.HTTPException):
        return RefusedError(error.status, error.code)
    return DeliveryError(
        f"discord did not answer ({type(error).__name__})", unsure=not _never_sent(error)
    )


def _never_sent(error: Exception) -> bool:
    never = (aiohttp.ClientConnectorError, aiohttp.InvalidURL, discord.DiscordException)
    # aiohttp says RuntimeError when its session is closed.
    return isinstance(error, (*never, RuntimeError))


def where(error: Exception) -> str:
    """Say what broke and where, fit for a log line: an error's own text may hold words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place


def config_error(error: Exception) -> ConfigError | None:
    """Tell whether only an admin can mend this error, and how; None when time may."""
    closed = isinstance(error, discord.ConnectionClosed) and error.code == BAD_TOKEN_CLOSE
    if closed or isinstance(error, discord.LoginFailure):
        return ConfigError(BAD_TOKEN)
    return None
