"""What Slack's refusals and a broken line mean for us. The SDK's errors stop here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import DeliveryError

PATIENCE_S = 60.0
"""Seconds for one call, waiting out `Retry-After` included."""

_LATER = {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
_GONE = {
    "account_inactive", "cannot_reply_to_message", "channel_not_found", "invalid_auth",
    "is_archived", "missing_scope", "not_authed", "not_in_channel", "restricted_action",
    "restricted_action_read_only_channel", "token_revoked",
}  # fmt: skip
NOT_THERE = {"channel_not_found", "not_in_channel"}
"""A private channel and a public one that we are not in. Source: as below, chat.postEphemeral."""
_UNSURE = {"fatal_error", "internal_error", "request_timeout"}
"""Part of the work may have been done. Source: Slack, chat.postMessage, errors, 2026-11-21."""
_NEXT_STEP = {
    "not_in_channel": "invite the coach there with /invite",
    "channel_not_found": "check the channel id, and invite the coach there with /invite",
    "missing_scope": "reinstall the app from deploy/slack-manifest.yaml",
}


@asynccontextmanager
async def mapped() -> AsyncIterator[None]:
    """Turn whatever a call to Slack raises into ours, after `PATIENCE_S` at most.

    Raises:
        DeliveryError: Slack refused, or the line broke.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield
    except SlackApiError as error:
        code, status = _read(error)
        step = _NEXT_STEP.get(code)
        raise DeliveryError(
            f"{code}: {step}" if step else code,
            gone=code in _GONE,
            # Slack refuses with 200 and a code; 200 without one is no word of Slack's.
            unsure=code in _UNSURE or broke(status) or code == "http 200",
        ) from error
    except TimeoutError as error:
        raise DeliveryError("timeout", unsure=True) from error
    except (SlackClientError, aiohttp.ClientError, OSError) as error:
        # Refused connections never carried anything; every other break may have come after.
        sent = not isinstance(error, aiohttp.ClientConnectorError)
        raise DeliveryError(type(error).__name__, unsure=sent) from error


def broke(status: int) -> bool:
    """Tell whether an HTTP status leaves open what was done; 503 says that nothing was."""
    return status >= 500 and status != 503


def refusal(error: DeliveryError) -> str:
    """Say with which code Slack refused for good; "" when it may yet agree."""
    cause = error.__cause__
    if not isinstance(cause, SlackApiError):
        return ""
    code, status = _read(cause)
    return "" if code in _LATER or status >= 500 else code


def _read(error: SlackApiError) -> tuple[str, int]:
    """Read the code and the HTTP status from any of the things that the SDK puts there."""
    answer = error.response
    found = answer.data if isinstance(answer, AsyncSlackResponse) else answer
    code = found.get("error") if isinstance(found, dict) else None
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
    return str(code) if code else f"http {status}", status
