"""The line to Slack: every call we make."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.http_retry import HttpResponse
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.config import Settings
from bot.errors import DeliveryError
from bot.platforms.slack import sign_in
from bot.platforms.slack.asks import Me
from bot.platforms.slack.blocks import Message
from bot.platforms.slack.faults import broke, mapped

log = logging.getLogger("umbrella.slack")

CALL_S = 13.0
"""Seconds for one try of a call; fewer than anybody sleeps who is taken for dead (`DEAD_S` less the
pause between two beats), so that who wakes gives up what it was about to send."""
TRIES_AGAIN = 3
LONGEST_WAIT_S = 15
"""Seconds of `Retry-After` that a call waits out by itself."""
MARK = "coach_answer"
RESPOND_WAITS_S = (0.0, 0.5, 1.0, 2.0)
CLOCKS = timedelta(minutes=5)
"""How far Slack's clock and ours may be apart."""
LOOK_PAGES = 10
"""How much is read in search of one message; Slack allows some fifty such calls a minute."""
FORM_S = 3.0
"""How long Slack takes a press's `trigger_id`. Source: Slack, Modals, read 2026-11-21."""


class _Throttled(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, unless the desk can wait better."""

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_: object) -> bool:
        if response is None or response.status_code != 429:
            return False
        named = {name.lower(): value for name, value in response.headers.items()}
        asked = (named.get("retry-after") or ["1"])[0]
        return asked.isdigit() and int(asked) <= LONGEST_WAIT_S


class _Away(AsyncRetryHandler):
    """Tries again after 503, by which Slack says that it did not even look."""

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_: object) -> bool:
        return response is not None and response.status_code == 503


def _surely_not_done() -> list[AsyncRetryHandler]:
    """Make the handlers for what must not be posted twice."""
    return [_Throttled(max_retry_count=TRIES_AGAIN), _Away(max_retry_count=TRIES_AGAIN)]


def _harmless() -> list[AsyncRetryHandler]:
    """Make the handlers for what may as well be done twice."""
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=1),
        _Throttled(max_retry_count=TRIES_AGAIN),
        AsyncServerErrorRetryHandler(max_retry_count=TRIES_AGAIN),
    ]


class Wire:
    """Calls Slack's Web API over one shared HTTP session.

    Args:
        settings: Tokens, and where the API answers.
        session: Open as long as the wire is used.
    """

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session
        self.client = self._client(_harmless())
        self._once = self._client(_surely_not_done())

    def _client(self, handlers: list[AsyncRetryHandler]) -> AsyncWebClient:
        return AsyncWebClient(
            token=self._settings.slack_bot_token,
            base_url=self._settings.slack_api_url,
            session=self._session,
            retry_handlers=handlers,
        )

    async def sign_in(self) -> Me:
        """Learn who we are; wait while Slack is away.

        Raises:
            ConfigError: Slack refuses a token; lists every one it refuses.
        """
        return await sign_in.who_we_are(self.client, app_token=self._settings.slack_app_token)

    async def socket_url(self) -> str:
        """Learn where to listen; wait while Slack is away.

        Raises:
            ConfigError: Slack refuses the app's token.
        """
        return await sign_in.socket_url(self.client, self._settings.slack_app_token)

    async def post(
        self, channel: str, message: Message, *, thread: str = "", mark: str = ""
    ) -> str:
        """Post a message that everybody in a channel or thread reads.

        Args:
            channel: Where.
            message: What.
            thread: The thread's first message, or "".
            mark: Travels with it unseen, so that `find` knows it again; never words.

        Returns:
            Slack's `ts` of the message.

        Raises:
            DeliveryError: Slack did not take it, `unsure` where it may have.
        """
        payload = {"event_type": MARK, "event_payload": {"key": mark}}
        async with mapped():
            posted = await self._once.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread or None,
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
                metadata=payload if mark else None,
            )
        return str(posted.get("ts") or "")

    async def find(
        self, channel: str, mark: str, *, since: datetime | None, thread: str = ""
    ) -> str | None:
        """Look for a message of ours; needs a history scope, which we have in DMs alone.

        Args:
            channel: Where.
            mark: What it was posted with.
            since: When it was posted at the earliest, or None when nobody knows.
            thread: The thread's first message, or "".

        Returns:
            Its `ts`, "" when it is not there, None when Slack does not let us look, or too much
            was written since.
        """
        oldest = f"{(since - CLOCKS).timestamp():.6f}" if since else None
        pages = 0
        try:
            async with mapped():
                async for page in await self._looked(channel, thread, oldest):
                    pages += 1
                    for message in page.get("messages") or []:
                        metadata = message.get("metadata") or {}
                        if (metadata.get("event_payload") or {}).get("key") == mark:
                            return str(message.get("ts") or "")
                    more = (page.get("response_metadata") or {}).get("next_cursor")
                    if pages == LOOK_PAGES and more:
                        log.info("cannot look platform=slack code=too much was written since")
                        return None
        except DeliveryError as error:
            log.info("cannot look platform=slack code=%s", error)
            return None
        return ""

    async def _looked(self, channel: str, thread: str, oldest: str | None) -> AsyncSlackResponse:
        if thread:
            return await self.client.conversations_replies(
                channel=channel, ts=thread, oldest=oldest, include_all_metadata=True, limit=200
            )
        return await self.client.conversations_history(
            channel=channel, oldest=oldest, include_all_metadata=True, limit=100
        )

    async def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        """Post a message that one person in a channel reads.

        Raises:
            DeliveryError: Slack did not take it.
        """
        async with mapped():
            await self._once.chat_postEphemeral(
                channel=channel,
                user=user,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread or None,
                parse="none",
            )

    async def respond(self, url: str, message: Message, *, thread: str = "") -> None:
        """Answer a command, shortcut or press, to the one who made it alone.

        Raises:
            DeliveryError: Slack did not take it, or the URL is used up.
        """
        handlers: list[AsyncRetryHandler] = [_Throttled(max_retry_count=TRIES_AGAIN)]
        client = AsyncWebhookClient(url, session=self._session, retry_handlers=handlers)
        body: dict[str, Any] = {
            "text": message.text,
            "blocks": list(message.blocks),
            "response_type": "ephemeral",
            "replace_original": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        async with mapped():
            # The webhook client never asks its handlers about 503.
            for wait_s in RESPOND_WAITS_S:
                await asyncio.sleep(wait_s)
                answer = await client.send_dict({**body, "thread_ts": thread} if thread else body)
                if answer.status_code != 503:
                    break
        status = answer.status_code
        if status != 200:
            raise DeliveryError(f"http {status}", gone=status == 404, unsure=broke(status))

    async def open_form(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a form for whoever pressed a button a moment ago.

        Raises:
            DeliveryError: Slack did not take it, or not in time.
        """
        async with mapped(), asyncio.timeout(FORM_S):
            await self._once.views_open(trigger_id=trigger, view=view)

    async def publish_home(self, user: str, view: dict[str, Any]) -> None:
        """Show somebody their App Home tab.

        Raises:
            DeliveryError: Slack did not take it.
        """
        async with mapped():
            await self.client.views_publish(user_id=user, view=view)
