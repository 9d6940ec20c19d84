"""What Slack's agents get back: coach and lay out. Nothing is posted here."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from bot.coach import Coach
from bot.coaching import facts, intake, render
from bot.coaching.domain import Coaching
from bot.coaching.render import Reply
from bot.platforms.slack import blocks, why
from bot.platforms.slack.asks import Ask

log = logging.getLogger("umbrella.slack")

STUMBLED = (
    "Something on my side stopped me from coaching this one, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
YOURS = "Your draft, as you wrote it:"
NOTICED = "What I noticed in your draft:"
NOT_YOURS = "This critique is for whoever wrote the draft. With /coach you get one of your own."
NOT_YOURS_TO_SEND = "That button is for whoever wrote the draft."
NOTHING_MORE = "There is nothing to add to the answer above."
STALE = "I cannot read this button any more. With /coach and the same draft you get it all."

Messages = Sequence[blocks.Message]


class Answers:
    """Lays out what an ask is answered with. No method raises.

    Args:
        coach: Does the coaching.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach = coach

    async def to(self, ask: Ask) -> Messages:
        """Answer an ask, whatever its door."""
        try:
            if ask.door == "why":
                return self._critique(ask)
            if ask.door == "again":
                return await self._again(ask)
            return await (self._private(ask) if ask.response_url else self._public(ask))
        except intake.IntakeError as error:
            return (blocks.plain(str(error)),)
        except Exception as error:  # noqa: BLE001 - the agent always gets an answer
            _stumbled(error)
            return _said(ask, STUMBLED)

    async def _public(self, ask: Ask) -> Messages:
        coaching = await self._coached(ask)
        value = why.pack(coaching.draft, ask.user) if coaching.heard.findings else None
        return blocks.messages(render.public(coaching), value=value)

    async def _private(self, ask: Ask) -> Messages:
        try:
            reply = render.private(await self._coached(ask))
        except intake.IntakeError as error:
            return _said(ask, str(error))
        return blocks.messages(reply, *_own(ask), max_chars=blocks.RESPONSE_CHARS)

    async def _again(self, ask: Ask) -> Messages:
        """Coach once more what a button carries, as nobody knows whether it was posted."""
        sent = why.unpack(ask.text)
        if sent is None:
            return (blocks.plain(STALE),)
        if sent.writer != ask.user:
            return (blocks.plain(NOT_YOURS_TO_SEND),)
        coaching = await self._coach.coach(sent.draft, platform="slack")
        return blocks.messages(render.private(coaching), max_chars=blocks.RESPONSE_CHARS)

    async def _coached(self, ask: Ask) -> Coaching:
        if _asks_for_help(ask):
            raise intake.IntakeError(intake.HOW_TO)
        return await self._coach.coach(intake.read(ask.text, names=ask.names), platform="slack")

    def _critique(self, ask: Ask) -> Messages:
        sent = why.unpack(ask.text)
        if sent is None:
            return (blocks.plain(STALE),)
        if sent.writer != ask.user:
            return (blocks.plain(NOT_YOURS),)
        lines = render.private(self._coach.critique(sent.draft)).lines
        reply = Reply(lead=NOTICED if lines else NOTHING_MORE, text="", lines=lines)
        return blocks.messages(reply, max_chars=blocks.RESPONSE_CHARS)


def _said(ask: Ask, sentence: str) -> Messages:
    return blocks.messages(
        Reply(lead=sentence, text=""), *_own(ask), max_chars=blocks.RESPONSE_CHARS
    )


def _own(ask: Ask) -> list[Reply]:
    """Give the draft back where it would else be gone, as after a command."""
    if not ask.unseen or _asks_for_help(ask):
        return []
    return [Reply(lead=YOURS, text=facts.mask(ask.text))]


def _asks_for_help(ask: Ask) -> bool:
    return ask.text.strip().lower() in ("", "help")


def _stumbled(error: Exception) -> None:
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "stumbled platform=slack error=%s at=%s:%s",
        type(error).__name__,
        where.name,
        where.lineno,
    )
