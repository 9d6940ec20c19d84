"""The line to Slack: every call we make, and what its refusals mean. SDK errors stop here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
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
from bot.errors import ConfigError, DeliveryError
from bot.platforms.slack.asks import Me
from bot.platforms.slack.blocks import Message

log = logging.getLogger("umbrella.slack")

PATIENCE_S = 60.0
"""Seconds for one call, waiting out `Retry-After` included."""
CALL_S = 15.0
"""Seconds for one try of a call."""
TRIES_AGAIN = 3
MARK = "coach_answer"
RESPOND_WAITS_S = (0.0, 0.5, 1.0, 2.0)
LONGEST_WAIT_S = 60.0

_LATER = {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
_GONE = {
    "account_inactive", "cannot_reply_to_message", "channel_not_found", "invalid_auth",
    "is_archived", "missing_scope", "not_authed", "not_in_channel", "restricted_action",
    "restricted_action_read_only_channel", "token_revoked",
}  # fmt: skip
_UNSURE = {"fatal_error", "internal_error", "request_timeout", "http 500", "http 502", "http 504"}
"""Part of the work may have been done. Source: Slack, chat.postMessage, errors, 2026-11-21."""
_NEXT_STEP = {
    "not_in_channel": "invite the coach there with /invite",
    "channel_not_found": "check the channel id, and invite the coach there with /invite",
    "missing_scope": "reinstall the app from deploy/slack-manifest.yaml",
}
BAD_BOT_TOKEN = (
    "Slack does not take SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth Token, xoxb-…, from "
    "“OAuth & Permissions” at https://api.slack.com/apps and set it again."
)
BAD_APP_TOKEN = (
    "Slack does not take SLACK_APP_TOKEN ({code}). Make an app-level token with "
    "connections:write under “Basic Information” at https://api.slack.com/apps and set it, xapp-…"
)


def retries() -> list[AsyncRetryHandler]:
    """Make the handlers that wait out throttling, 500, 503 and a dropped connection."""
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=1),
        AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES_AGAIN),
        AsyncServerErrorRetryHandler(max_retry_count=TRIES_AGAIN),
    ]


class _AwayRetryHandler(AsyncRetryHandler):
    """Tries again after 503, by which Slack says that it did not even look."""

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_: object) -> bool:
        return response is not None and response.status_code == 503


class Wire:
    """Calls Slack's Web API over one shared HTTP session.

    Args:
        settings: Tokens, and where the API answers.
        session: Open as long as the wire is used.
    """

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session
        self.client = AsyncWebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            session=session,
            retry_handlers=retries(),
        )
        self._once = AsyncWebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            session=session,
            retry_handlers=[
                AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES_AGAIN),
                _AwayRetryHandler(max_retry_count=TRIES_AGAIN),
            ],
        )
        """For what must not be posted twice: tried again only where it surely was not posted."""

    async def sign_in(self) -> tuple[Me, str]:
        """Learn who we are and where the socket is; wait while Slack is away.

        Returns:
            Who we are, and the socket's URL.

        Raises:
            ConfigError: Slack refuses a token; lists every one it refuses.
        """
        wait_s = 1.0
        while True:
            try:
                return await self._sign_in()
            except DeliveryError as error:
                log.warning("slack away code=%s next_try_s=%.0f", error, wait_s)
            await asyncio.sleep(wait_s)
            wait_s = min(2 * wait_s, LONGEST_WAIT_S)

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
        async with _mapped():
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

    async def find(self, channel: str, mark: str, *, thread: str = "") -> str | None:
        """Look for a message of ours; needs a history scope, which we have in DMs alone.

        Returns:
            Its `ts`, "" when it is not there, None when Slack does not let us look.
        """
        try:
            async with _mapped():
                found = await self._looked(channel, thread)
        except DeliveryError as error:
            log.info("cannot look platform=slack code=%s", error)
            return None
        for message in found.get("messages") or []:
            metadata = message.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("key") == mark:
                return str(message.get("ts") or "")
        return ""

    async def _looked(self, channel: str, thread: str) -> AsyncSlackResponse:
        if thread:
            return await self.client.conversations_replies(
                channel=channel, ts=thread, include_all_metadata=True, limit=200
            )
        return await self.client.conversations_history(
            channel=channel, include_all_metadata=True, limit=100
        )

    async def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        """Post a message that one person in a channel reads.

        Raises:
            DeliveryError: Slack did not take it.
        """
        async with _mapped():
            await self.client.chat_postEphemeral(
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
        client = AsyncWebhookClient(url, session=self._session, retry_handlers=retries())
        body: dict[str, Any] = {
            "text": message.text,
            "blocks": list(message.blocks),
            "response_type": "ephemeral",
            "replace_original": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        async with _mapped():
            # The webhook client waits out 429 but neither 500 nor 503, whatever its handlers.
            for wait_s in RESPOND_WAITS_S:
                await asyncio.sleep(wait_s)
                answer = await client.send_dict({**body, "thread_ts": thread} if thread else body)
                if answer.status_code not in (500, 503):
                    break
        if answer.status_code != 200:
            raise DeliveryError(f"http {answer.status_code}", gone=answer.status_code == 404)

    async def publish_home(self, user: str, view: dict[str, Any]) -> None:
        """Show somebody their App Home tab.

        Raises:
            DeliveryError: Slack did not take it.
        """
        async with _mapped():
            await self.client.views_publish(user_id=user, view=view)

    async def _sign_in(self) -> tuple[Me, str]:
        problems: list[str] = []
        me, url = Me(team="", user="", bot=""), ""
        try:
            async with _mapped():
                found = await self.client.auth_test()
            me = Me(team=found["team_id"], user=found["user_id"], bot=found.get("bot_id") or "")
            if not me.bot:
                problems.append(BAD_BOT_TOKEN.format(code="no bot token"))
        except DeliveryError as error:
            problems.append(_refused(error, BAD_BOT_TOKEN))
        try:
            async with _mapped():
                opened = await self.client.apps_connections_open(
                    app_token=self._settings.slack_app_token
                )
            url = str(opened["url"])
        except DeliveryError as error:
            problems.append(_refused(error, BAD_APP_TOKEN))
        if problems:
            raise ConfigError("\n".join(problems))
        return me, url


def _refused(error: DeliveryError, sentence: str) -> str:
    refusal = error.__cause__
    if not isinstance(refusal, SlackApiError):
        raise error
    code = _code(refusal)
    if code in _LATER or code.startswith("http "):
        raise error
    return sentence.format(code=code)


@asynccontextmanager
async def _mapped() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield
    except SlackApiError as error:
        code = _code(error)
        step = _NEXT_STEP.get(code)
        raise DeliveryError(
            f"{code}: {step}" if step else code,
            gone=code in _GONE,
            unsure=code in _UNSURE,
        ) from error
    except TimeoutError as error:
        raise DeliveryError("timeout", unsure=True) from error
    except (SlackClientError, aiohttp.ClientError, OSError) as error:
        # Refused connections never carried anything; every other break may have come after.
        sent = not isinstance(error, aiohttp.ClientConnectorError)
        raise DeliveryError(type(error).__name__, unsure=sent) from error


def _code(error: SlackApiError) -> str:
    answer = error.response
    code = answer.get("error") if isinstance(answer, AsyncSlackResponse | dict) else None
    return str(code) if code else f"http {getattr(answer, 'status_code', 0)}"
