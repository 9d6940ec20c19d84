"""Which of Slack's events, commands, shortcuts and presses become which job; each stored first.

An event that cannot be stored is not acknowledged, and Slack sends it again. Commands, shortcuts
and presses it does not send again, so there the agent is told at once. Slack-bolt 1.30 loses the
acknowledgement of a listener that raises right after `ack()`: nothing comes after ours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.errors import DeliveryError, StoreError
from bot.platforms.slack import asks, blocks, why
from bot.platforms.slack.asks import Ask, Me, Payload
from bot.platforms.slack.jobs import to_job
from bot.platforms.slack.text import fallback
from bot.platforms.slack.wire import Wire
from bot.ports import Take

log = logging.getLogger("umbrella.slack")

COMMAND = "/coach"
SHORTCUT = "coach_draft"
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
"""What deploy/slack-manifest.yaml subscribes to; each has a listener below."""
NOT_TAKEN = (
    "I cannot take anything in at the moment, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)


class Doors:
    """Takes in what people in one workspace ask of us.

    Args:
        take: Stores a job.
        wire: Tells an agent that we could not store theirs.
        me: Who we are.
        sent_away: Called when the workspace takes our token back.
    """

    def __init__(self, take: Take, wire: Wire, me: Me, *, sent_away: Callable[[], None]) -> None:
        self._take = take
        self._wire = wire
        self._me = me
        self._sent_away = sent_away

    def open(self, app: AsyncApp) -> None:
        """Register every listener."""
        app.event("app_mention")(self._on_mention)
        app.event("message")(self._on_message)
        app.event("app_home_opened")(self._on_home)
        app.event("app_uninstalled")(self._on_gone)
        app.event("tokens_revoked")(self._on_gone)
        app.command(COMMAND)(self._on_command)
        app.message_shortcut(SHORTCUT)(self._on_shortcut)
        app.action(why.ACTION)(self._on_why)
        app.action(why.AGAIN)(self._on_again)
        app.error(_broke)

    # An event's listener that returns acknowledges it, one that raises does not.

    async def _on_mention(self, body: Payload) -> None:
        await self._event(asks.mention(body, self._me))

    async def _on_message(self, body: Payload) -> None:
        await self._event(asks.direct(body, self._me))

    async def _on_home(self, body: Payload) -> None:
        await self._event(asks.home(body, self._me))

    async def _on_gone(self, body: Payload) -> None:
        uninstalled = body["event"]["type"] == "app_uninstalled"
        if uninstalled or asks.lost_bot_token(body):
            self._sent_away()

    async def _on_command(self, body: Payload, ack: AsyncAck) -> None:
        ask = asks.command(body, self._me)
        if await self._stored(ask):
            await ack()
            return
        own = f"{NOT_TAKEN}\n\n{ask.text}" if ask.text else NOT_TAKEN
        await ack(text=fallback(own), response_type="ephemeral")

    async def _on_shortcut(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.shortcut(body, self._me), ack)

    async def _on_why(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.press(body, self._me, "why"), ack)

    async def _on_again(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.press(body, self._me, "again"), ack)

    async def _event(self, ask: Ask | None) -> None:
        if ask:
            await self._take(to_job(ask))

    async def _interaction(self, ask: Ask, ack: AsyncAck) -> None:
        if not await self._stored(ask):
            try:
                await self._wire.respond(ask.response_url, blocks.plain(NOT_TAKEN))
            except DeliveryError as error:
                log.warning("agent not told platform=slack code=%s", error)
        await ack()

    async def _stored(self, ask: Ask) -> bool:
        try:
            await self._take(to_job(ask))
        except StoreError as error:
            log.warning("not taken platform=slack door=%s why=%s", ask.door, error)
            return False
        return True


async def _broke(error: Exception) -> BoltResponse:
    """Leave it unacknowledged; bolt's own line would print what people wrote."""
    if isinstance(error, StoreError):
        log.warning("not taken platform=slack why=%s", error)
    else:
        log.error("listener broke platform=slack error=%s", type(error).__name__)
    return BoltResponse(status=503, body="")
