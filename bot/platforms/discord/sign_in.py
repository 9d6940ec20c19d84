"""Showing Discord our token once, without a client: is it taken, and who are we?"""

from __future__ import annotations

import asyncio
import json

import aiohttp

from bot import __version__
from bot.config import Settings
from bot.errors import ConfigError, DeliveryError
from bot.platforms.discord.api import BAD_TOKEN, UNAUTHORIZED

WHO = f"DiscordBot (umbrella-coach, {__version__})"
"""Discord asks every bot to name itself. Source: Discord, Reference, "User Agent", 2026-11-22."""


async def tried(settings: Settings, *, within_s: float) -> str:
    """Ask Discord once who we are.

    Args:
        settings: The token, and where the API answers.
        within_s: Seconds for the call.

    Returns:
        Who we are there.

    Raises:
        ConfigError: Discord refuses the token.
        DeliveryError: Discord is away.
    """
    headers = {"Authorization": f"Bot {settings.discord_token}", "User-Agent": WHO}
    url = f"{settings.discord_api_url}/users/@me"
    try:
        async with (
            asyncio.timeout(within_s),
            aiohttp.ClientSession(headers=headers) as http,
            http.get(url) as answer,
        ):
            status, said = answer.status, await answer.read()
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DeliveryError(type(error).__name__) from error
    if status == UNAUTHORIZED:
        raise ConfigError(BAD_TOKEN)
    if status != 200:
        raise DeliveryError(f"http {status}")
    try:
        name = str(json.loads(said)["username"])
    except (ValueError, KeyError, TypeError) as error:
        raise DeliveryError("an answer that is none of Discord's") from error
    return f"signed in as {name}"
