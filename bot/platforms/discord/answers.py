"""What agents in Discord get back: coach and lay out. Nothing is posted here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.coach import Coach
from bot.coaching import render
from bot.coaching.domain import Draft
from bot.coaching.intake import IntakeError
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.discord import api, posting, reading
from bot.platforms.discord.asks import Ask
from bot.platforms.discord.layout import Post, lay_out
from bot.platforms.discord.line import Line
from bot.ports import Part

ANSWER_S = 120.0
WENT_WRONG = "This one went wrong on my side. Could you send me the draft once more in a minute?"
FOR_YOU = "What I noticed in this draft, for your eyes only:"
NOTHING_FOUND = "By my own rules nothing in this draft would hurt; the LLM found the kinder words."
NOT_MY_ROLE = (
    "Discord hides the text from me when only my role is mentioned. "
    "Could you send it again with {me} in front?"
)
DRAFT_GONE = "That draft is gone, so I cannot read it any more; send it again and I will."
NOT_READABLE = (
    "Discord does not let me read that draft again. With /coach you get the whole explanation."
)
NOT_YOURS = (
    "This answer belongs to the person who wrote the draft. "
    "With /coach you get one for a draft of your own."
)


class Answers:
    """Lays out what an ask is answered with. No method raises.

    Args:
        coach: Does the coaching.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach = coach

    async def to(self, ask: Ask, line: Line) -> Sequence[Part]:
        """Answer an ask, whatever its door.

        Args:
            ask: What somebody wants.
            line: Reads again a draft that a button speaks of.
        """
        if ask.door == "help":
            return posting.parts([Post(content=NOT_MY_ROLE.format(me=f"<@{ask.app}>"))])
        try:
            async with asyncio.timeout(ANSWER_S):
                return await self._to(ask, line)
        except IntakeError as error:
            return _said(str(error))
        except Exception as error:  # noqa: BLE001 - the agent gets an answer whatever broke
            api.log.error("coaching failed platform=discord error=%s", api.where(error))
            return _said(WENT_WRONG)

    async def _to(self, ask: Ask, line: Line) -> Sequence[Part]:
        if ask.door in ("why", "again"):
            read = await _read_again(ask, line)
            if isinstance(read, str):
                return _said(read)
            if ask.door == "why":
                return posting.parts(lay_out(self._explained(read)))
            return await self._alone(read)
        if ask.token:
            return await self._alone(ask.draft())
        coaching = await self._coach.coach(ask.draft(), platform="discord")
        more = coaching.changed or bool(coaching.heard.findings)
        laid_out = lay_out(render.public(coaching))
        return posting.parts(laid_out, why=more, thread=ask.threads)

    async def _alone(self, draft: Draft) -> Sequence[Part]:
        coaching = await self._coach.coach(draft, platform="discord")
        return posting.parts(lay_out(render.private(coaching)))

    def _explained(self, draft: Draft) -> Reply:
        """Say everything there is to notice in a draft, without writing a rewrite."""
        critique = self._coach.critique(draft)
        if not critique.heard.findings:
            return Reply(lead=NOTHING_FOUND, text="")
        return Reply(lead=FOR_YOU, text="", lines=render.private(critique).lines)


def tip(title: str, text: str) -> Sequence[Part]:
    """Lay a tip out."""
    return posting.parts(lay_out(Reply(lead=f"Today's tip: {title}", text="", lines=(text,))))


def _said(sentence: str) -> Sequence[Part]:
    return posting.parts(lay_out(Reply(lead=sentence, text="")))


async def _read_again(ask: Ask, line: Line) -> Draft | str:
    """Read the draft a button speaks of, or say why that cannot be: nothing was kept of it."""
    try:
        message = await line.fetch(ask.channel, ask.message)
    except api.RefusedError as error:
        return DRAFT_GONE if error.code == api.UNKNOWN_MESSAGE else NOT_READABLE
    except DeliveryError:
        return NOT_READABLE
    if str(message.author.id) != ask.user:
        return NOT_YOURS
    try:
        return reading.with_draft(ask, message).draft()
    except IntakeError:
        return NOT_READABLE
