"""What Slack's agents get back: coach, lay out, post, and say so when that fails."""

from __future__ import annotations

import logging
import traceback

from bot.coach import Coach
from bot.coaching import facts, intake, render
from bot.coaching.domain import Coaching
from bot.coaching.render import Reply
from bot.errors import DeliveryError, StoreError
from bot.platforms.slack import blocks, home, why
from bot.platforms.slack.asks import Ask, Press
from bot.platforms.slack.wire import Wire
from bot.store import Store

log = logging.getLogger("umbrella.slack")

STUMBLED = (
    "Something on my side stopped me from coaching this one, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
YOURS = "Your draft, as you wrote it:"
NOT_POSTED = (
    "Slack did not let me post here ({code}). With /coach and the same draft, my answer reaches "
    "you alone."
)
NOTICED = "What I noticed in your draft:"
NOT_YOURS = "This critique is for whoever wrote the draft. With /coach you get one of your own."
NOTHING_MORE = "There is nothing to add to the answer above."
STALE = "I cannot read this button any more. With /coach and the same draft you get it all."


class Answers:
    """Answers asks, one method for each way of answering. No method raises.

    Args:
        coach: Does the coaching.
        store: Remembers what was answered.
        wire: Takes the answers to Slack.
    """

    def __init__(self, coach: Coach, store: Store, wire: Wire) -> None:
        self._coach = coach
        self._store = store
        self._wire = wire

    async def in_thread(self, ask: Ask) -> None:
        """Answer where everybody in the thread reads along."""
        if not await self._first(ask):
            return
        try:
            for message in await self._public(ask):
                await self._wire.post(ask.channel, message, thread=ask.thread)
        except DeliveryError as error:
            log.warning("not posted platform=slack code=%s", error)
            await self._confess(ask, error)

    async def alone(self, ask: Ask) -> None:
        """Answer the agent alone."""
        if not await self._first(ask):
            return
        try:
            for message in await self._private(ask):
                await self._wire.respond(ask.response_url, message, thread=ask.thread)
        except DeliveryError as error:
            log.warning("not answered platform=slack code=%s", error)

    async def explain(self, press: Press) -> None:
        """Answer a press of "Why?" to the presser alone."""
        try:
            for message in self._critique(press):
                await self._wire.respond(press.response_url, message, thread=press.thread)
        except DeliveryError as error:
            log.warning("not explained platform=slack code=%s", error)

    async def show_home(self, user: str) -> None:
        """Show somebody the App Home tab."""
        try:
            await self._wire.publish_home(user, home.view())
        except DeliveryError as error:
            log.warning("home not shown platform=slack code=%s", error)

    async def _first(self, ask: Ask) -> bool:
        try:
            for key in ask.keys:
                if not await self._store.claim(key):
                    return False
        except StoreError as error:
            log.warning("answering unremembered platform=slack why=%s", error)
        return True

    async def _public(self, ask: Ask) -> tuple[blocks.Message, ...]:
        try:
            coaching = await self._coached(ask)
            value = why.pack(coaching.draft, ask.user) if coaching.heard.findings else None
            return blocks.messages(render.public(coaching), value=value)
        except intake.IntakeError as error:
            return (blocks.plain(str(error)),)
        except Exception as error:  # noqa: BLE001 - the agent always gets an answer
            _stumbled(error)
            return (blocks.plain(STUMBLED),)

    async def _private(self, ask: Ask) -> tuple[blocks.Message, ...]:
        try:
            reply = render.private(await self._coached(ask))
        except intake.IntakeError as error:
            reply = Reply(lead=str(error), text="")
        except Exception as error:  # noqa: BLE001 - the agent always gets an answer
            _stumbled(error)
            reply = Reply(lead=STUMBLED, text="")
        own = [Reply(lead=YOURS, text=facts.mask(ask.text))] if _would_vanish(ask) else []
        return blocks.messages(reply, *own, max_chars=blocks.RESPONSE_CHARS)

    async def _coached(self, ask: Ask) -> Coaching:
        if _asks_for_help(ask):
            raise intake.IntakeError(intake.HOW_TO)
        return await self._coach.coach(intake.read(ask.text, names=ask.names), platform="slack")

    def _critique(self, press: Press) -> tuple[blocks.Message, ...]:
        unpacked = why.unpack(press.value)
        if unpacked is None:
            return (blocks.plain(STALE),)
        draft, writer = unpacked
        if writer != press.user:
            return (blocks.plain(NOT_YOURS),)
        try:
            lines = render.private(self._coach.critique(draft)).lines
        except Exception as error:  # noqa: BLE001 - the agent always gets an answer
            _stumbled(error)
            return (blocks.plain(STUMBLED),)
        reply = Reply(lead=NOTICED if lines else NOTHING_MORE, text="", lines=lines)
        return blocks.messages(reply, max_chars=blocks.RESPONSE_CHARS)

    async def _confess(self, ask: Ask, error: DeliveryError) -> None:
        sentence = NOT_POSTED.format(code=str(error).partition(":")[0])
        try:
            await self._wire.whisper(
                ask.channel, ask.user, blocks.plain(sentence), thread=ask.thread
            )
        except DeliveryError as second:
            log.warning("not confessed platform=slack code=%s", second)


def _asks_for_help(ask: Ask) -> bool:
    return ask.text.strip().lower() in ("", "help")


def _would_vanish(ask: Ask) -> bool:
    return ask.unseen and not _asks_for_help(ask)


def _stumbled(error: Exception) -> None:
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "stumbled platform=slack error=%s at=%s:%s",
        type(error).__name__,
        where.name,
        where.lineno,
    )
