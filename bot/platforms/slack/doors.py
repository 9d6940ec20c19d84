"""Which of Slack's events, commands, shortcuts, presses and forms become which job; stored first.

An event that cannot be stored is not acknowledged, and Slack sends it again. Everything else it
sends once, so there the agent is told. Slack-bolt takes an acknowledgement back when its listener
raises, so nothing that may fail comes after ours.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.errors import DeliveryError, StoreError
from bot.platforms.slack import asks, buttons, forms, words
from bot.platforms.slack.asks import Ask, Me, Payload
from bot.platforms.slack.jobs import to_job
from bot.platforms.slack.wire import Wire
from bot.ports import Take

log = logging.getLogger("umbrella.slack")

COMMAND = "/coach"
SHORTCUT = "coach_draft"
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
"""What deploy/slack-manifest.yaml subscribes to; each has a listener below."""


class Doors:
    """Takes in what people in one workspace ask of us.

    Args:
        take: Stores a job.
        wire: Tells an agent that we could not store theirs, and opens forms.
        me: Who we are.
        beside: Runs what happens beside an acknowledgement.
        sent_away: Awaited when the workspace takes our token back, before that is acknowledged.
    """

    def __init__(
        self,
        take: Take,
        wire: Wire,
        me: Me,
        *,
        beside: asyncio.TaskGroup,
        sent_away: Callable[[], Awaitable[None]],
    ) -> None:
        self._take = take
        self._wire = wire
        self._me = me
        self._beside = beside
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
        app.action(buttons.WHY)(self._on_why)
        app.action(buttons.AGAIN)(self._on_again)
        app.action(buttons.ANSWER)(self._on_answer)
        app.action(buttons.ANSWER_ALONE)(self._on_answer_alone)
        app.action(buttons.HELPED)(self._on_vote)
        app.action(buttons.NOT_QUITE)(self._on_vote)
        app.view(forms.CALLBACK)(self._on_form)
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
            await self._sent_away()

    async def _on_command(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.command(body, self._me), ack)

    async def _on_shortcut(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.shortcut(body, self._me), ack)

    async def _on_why(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.press(body, self._me, "why"), ack)

    async def _on_again(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.press(body, self._me, "again"), ack)

    async def _on_vote(self, body: Payload, ack: AsyncAck) -> None:
        await self._interaction(asks.press(body, self._me, "feedback"), ack)

    async def _on_answer(self, body: Payload, ack: AsyncAck) -> None:
        await self._form(body, ack, alone=False)

    async def _on_answer_alone(self, body: Payload, ack: AsyncAck) -> None:
        await self._form(body, ack, alone=True)

    async def _on_form(self, body: Payload, ack: AsyncAck) -> None:
        ask = asks.submission(body, self._me)
        first = str(body["view"]["blocks"][0]["block_id"])
        # The form stays open with an error in it, and nothing that was typed is lost.
        if not ask.answers:
            await ack(response_action="errors", errors={first: words.NO_ANSWER})
        elif await self._stored(ask):
            await ack()
        else:
            await ack(response_action="errors", errors={first: words.NOT_TAKEN_FORM})

    async def _event(self, ask: Ask | None) -> None:
        if ask:
            await self._take(to_job(ask))

    async def _interaction(self, ask: Ask, ack: AsyncAck) -> None:
        if not await self._stored(ask):
            self._start(self._told(ask, words.NOT_TAKEN))
        await ack()

    async def _form(self, body: Payload, ack: AsyncAck, *, alone: bool) -> None:
        """Open the form at once, as Slack takes its trigger for 3 s; nothing is stored yet."""
        press = asks.press(body, self._me, "answer")
        self._start(self._opened(press, asks.trigger(body), alone=alone))
        await ack()

    async def _opened(self, press: Ask, trigger: str, *, alone: bool) -> None:
        carried = buttons.unpack(press.text)
        if carried is None or not carried.questions:
            await self._told(press, words.STALE)
        elif carried.writer != press.user:
            await self._told(press, words.NOT_YOURS_TO_PRESS)
        else:
            try:
                await self._wire.open_form(trigger, forms.view(carried, press, alone=alone))
            except DeliveryError as error:
                log.warning("form not opened platform=slack code=%s", error)
                await self._told(press, words.NO_FORM)

    async def _told(self, ask: Ask, sentence: str) -> None:
        for message in words.said(ask, sentence):
            await self._wire.respond(ask.response_url, message, thread=ask.thread)

    async def _stored(self, ask: Ask) -> bool:
        try:
            await self._take(to_job(ask))
        except StoreError as error:
            log.warning("not taken platform=slack door=%s why=%s", ask.door, error)
            return False
        return True

    def _start(self, telling: Coroutine[None, None, None]) -> None:
        self._beside.create_task(_caught(telling))


async def _caught(telling: Coroutine[None, None, None]) -> None:
    try:
        await telling
    except DeliveryError as error:
        log.warning("agent not told platform=slack code=%s", error)
    except Exception as error:  # noqa: BLE001 - one press must not close the doors
        _log_break(error)


async def _broke(error: Exception) -> BoltResponse:
    """Leave it unacknowledged; bolt's own line would print what people wrote."""
    if isinstance(error, StoreError):
        log.warning("not taken platform=slack why=%s", error)
    else:
        _log_break(error)
    return BoltResponse(status=503, body="")


def _log_break(error: Exception) -> None:
    log.error("listener broke platform=slack error=%s", type(error).__name__)
