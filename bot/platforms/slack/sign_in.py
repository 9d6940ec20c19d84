"""Showing Slack our tokens: who we are, and where the socket is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import ConfigError, DeliveryError
from bot.platforms.slack.asks import Me
from bot.platforms.slack.faults import mapped, refusal

log = logging.getLogger("umbrella.slack")

LONGEST_WAIT_S = 60.0
BAD_BOT_TOKEN = (
    "Slack does not take SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth Token, xoxb-…, from "
    "“OAuth & Permissions” at https://api.slack.com/apps and set it again."
)
BAD_APP_TOKEN = (
    "Slack does not take SLACK_APP_TOKEN ({code}). Make an app-level token with "
    "connections:write under “Basic Information” at https://api.slack.com/apps and set it, xapp-…"
)

T = TypeVar("T")


async def who_we_are(client: AsyncWebClient, *, app_token: str) -> Me:
    """Learn who our bot token makes us; wait while Slack is away.

    Args:
        client: Has the bot token.
        app_token: Looked at only when the other is refused, to name both at once.

    Raises:
        ConfigError: Slack refuses the token.
    """
    try:
        return await _patiently(lambda: _me(client))
    except ConfigError as error:
        problems = [str(error)]
    try:
        # Only to name both at once.
        if app_token:
            await _opened(client, app_token)
    except ConfigError as error:
        problems.append(str(error))
    except DeliveryError as error:
        log.info("app token not looked at code=%s", error)
    raise ConfigError("\n".join(problems))


async def socket_url(client: AsyncWebClient, app_token: str) -> str:
    """Learn where to listen; wait while Slack is away.

    Raises:
        ConfigError: Slack refuses the token.
    """
    return await _patiently(lambda: _opened(client, app_token))


async def tried(settings: Settings, *, within_s: float) -> str:
    """Show Slack both tokens once, without waiting or trying again.

    Args:
        settings: Tokens, and where the API answers.
        within_s: Seconds for each of the two calls.

    Returns:
        Who we are there.

    Raises:
        ConfigError: Slack refuses a token; lists every one it refuses.
        DeliveryError: Slack is away.
    """
    client = AsyncWebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=max(1, round(within_s)),
        retry_handlers=[],
    )
    problems: list[str] = []
    said = ""
    try:
        me = await _me(client)
        said = f"signed in to {me.name or me.team}"
    except ConfigError as error:
        problems.append(str(error))
    if settings.slack_app_token:
        try:
            await _opened(client, settings.slack_app_token)
            said += ", and the socket may be opened"
        except ConfigError as error:
            problems.append(str(error))
    if problems:
        raise ConfigError("\n".join(problems))
    return said


async def _me(client: AsyncWebClient) -> Me:
    async with _refused_as(BAD_BOT_TOKEN):
        found = await client.auth_test()
    if not found.get("bot_id"):
        raise ConfigError(BAD_BOT_TOKEN.format(code="no bot token"))
    return Me(
        team=found["team_id"],
        user=found["user_id"],
        bot=found["bot_id"],
        name=str(found.get("team") or ""),
    )


async def _opened(client: AsyncWebClient, app_token: str) -> str:
    async with _refused_as(BAD_APP_TOKEN):
        opened = await client.apps_connections_open(app_token=app_token)
    return str(opened["url"])


@asynccontextmanager
async def _refused_as(sentence: str) -> AsyncIterator[None]:
    try:
        async with mapped():
            yield
    except DeliveryError as error:
        if code := refusal(error):
            raise ConfigError(sentence.format(code=code)) from error
        raise


async def _patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    wait_s = 1.0
    while True:
        try:
            return await attempt()
        except DeliveryError as error:
            log.warning("slack away code=%s next_try_s=%.0f", error, wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(2 * wait_s, LONGEST_WAIT_S)
