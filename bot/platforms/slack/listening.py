"""The socket over which Slack sends: open, watched, closed once what came in is acknowledged."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.platforms.slack.asks import Me
from bot.platforms.slack.wire import Wire
from bot.ports import Up

log = logging.getLogger("umbrella.slack")

PING_S = 10.0
"""Between pings, and between tries to connect."""
LOOKS = 5
"""How often we look at the connection in that time."""
ACK_S = 2.5
"""How long a stop waits for what is being stored; the desk refuses sooner."""
CLOSE_S = 2.5


class Socket:
    """Slack's socket, for one `listen`.

    Args:
        app: Has the listeners.
        settings: Has the app's token.
        wire: Asks Slack where to listen.
        ping_s: Between pings, and between tries to connect, in seconds.
    """

    def __init__(self, app: AsyncApp, settings: Settings, wire: Wire, *, ping_s: float) -> None:
        self._handler = AsyncSocketModeHandler(
            app, settings.slack_app_token, web_client=wire.client, ping_interval=ping_s
        )
        self._client = self._handler.client
        self._client.socket_mode_request_listeners[:] = [self._handle]  # type: ignore[list-item]  # bolt leaves it wider
        self._ping_s = ping_s
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False

    async def listen(self, url: str, *, until: asyncio.Event, up: Up) -> None:
        """Take in until an event is set or we are cancelled; then finish what came in, and close.

        Args:
            url: Where, from `Wire.socket_url`; good for one try.
            until: Ends it.
            up: Told again and again whether we are connected.
        """
        self._client.wss_uri = url
        try:
            async with asyncio.TaskGroup() as group:
                watching = group.create_task(self._watch(up))
                await self._handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
                log.info("slack connected")
                up(is_up=True)
                await until.wait()
                watching.cancel()
        finally:
            await self._close()
            up(is_up=False)

    async def _handle(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        """Hand on what comes in, its acknowledgement included, unless we are about to go."""
        if self._closing:
            return
        self._under_way += 1
        self._idle.clear()
        try:
            await self._handler.handle(client, request)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def _watch(self, up: Up) -> None:
        """Look after the SDK, which connects again by itself and tells nobody."""
        away = 0
        while True:
            await asyncio.sleep(self._ping_s / LOOKS)
            is_up = await self._client.is_connected()
            up(is_up=is_up)
            away = 0 if is_up else away + 1
            if away > LOOKS:
                away = 0
                log.warning("slack socket away next_try_s=%.0f", self._ping_s)
                # It would try a used address for ever; without one it asks for a new one.
                self._client.wss_uri = None

    async def _close(self) -> None:
        self._closing = True
        try:
            async with asyncio.timeout(ACK_S):
                await self._idle.wait()
        except TimeoutError:
            log.warning("slack left before all was stored")
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._handler.close_async()  # type: ignore[no-untyped-call]  # as above
        except TimeoutError:
            log.warning("slack socket did not close in time")


def new_app(me: Me, settings: Settings) -> AsyncApp:
    """Make an app of bolt's without listeners, deaf to the environment and silent in the log."""
    # Bolt's warnings print parts of what people wrote, so only its errors are let through.
    quiet = logging.getLogger("slack_bolt.umbrella")
    quiet.setLevel(logging.CRITICAL)

    # Nothing is called through bolt's own client: an `authorize` of our own says who we are, and
    # keeps a SLACK_CLIENT_ID in the environment from turning on OAuth.
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=me.team,
            bot_user_id=me.user,
            bot_id=me.bot,
            bot_token=settings.slack_bot_token,
        )

    return AsyncApp(
        name="slack_bolt.umbrella.listeners",  # also names a logger
        logger=quiet,
        client=AsyncWebClient(base_url=settings.slack_api_url),
        authorize=authorize,
        signing_secret="",
        request_verification_enabled=False,
        # Only what is stored is acknowledged: without this, events are before we look at them.
        process_before_response=True,
    )
