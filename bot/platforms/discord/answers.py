"""What agents in Discord get back: coach and lay out. Nothing is posted here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot import tip_times
from bot.coach import Coach
from bot.coaching import intake, render
from bot.coaching.domain import Coaching, Draft
from bot.coaching.intake import IntakeError
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.discord import api, asking, buttons, posting, reading, settling
from bot.platforms.discord.asks import Ask
from bot.platforms.discord.layout import Post, lay_out
from bot.platforms.discord.line import Line
from bot.platforms.discord.settling import Settling
from bot.ports import Part

ANSWER_S = 280.0
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
        settling: Keeps what is no draft.
    """

    def __init__(self, coach: Coach, settling: Settling) -> None:
        self._coach = coach
        self._settling = settling

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
            tips = str(error) == intake.HOW_TO and ask.door == "mention"
            return _said(str(error), *((tip_times.HOW_TO,) if tips else ()))
        except Exception as error:  # noqa: BLE001 - the agent gets an answer whatever broke
            api.log.error("coaching failed platform=discord error=%s", api.where(error))
            return _said(WENT_WRONG)

    async def _to(self, ask: Ask, line: Line) -> Sequence[Part]:
        if ask.door in settling.DOORS:
            return _said(await self._settling.settle(ask))
        draft: Draft | str = (
            await _read_again(ask, line)
            if ask.door in ("why", "again") or ask.public
            else ask.draft()
        )
        if isinstance(draft, str):
            return _said(draft)
        if ask.door == "why":
            below = buttons.vote(ask.said[0]) if ask.said else ()
            return posting.parts(lay_out(await self._explained(draft)), below=below)
        coaching = await self._coach.coach(draft, platform="discord")
        if ask.token and not ask.public:
            return _for_them(coaching)
        return _for_all(ask, coaching)

    async def _explained(self, draft: Draft) -> Reply:
        """Say everything there is to notice in a draft, without writing a rewrite."""
        critique = await self._coach.critique(draft)
        if not critique.heard.findings:
            return Reply(lead=NOTHING_FOUND, text="")
        return Reply(lead=FOR_YOU, text="", lines=render.private(critique).lines)


def tip(title: str, text: str) -> Sequence[Part]:
    """Lay a tip out."""
    return posting.parts(lay_out(Reply(lead=f"Today's tip: {title}", text="", lines=(text,))))


def _for_all(ask: Ask, coaching: Coaching) -> Sequence[Part]:
    """Lay out a coaching where everybody reads along."""
    reply, below = render.public(coaching), list[buttons.Button]()
    if coaching.changed or coaching.heard.findings:
        below.append(buttons.why(ask.channel, ask.message, coaching.rewrite.writer))
    if coaching.rewrite.questions and coaching.draft.answers:
        # The answers so far stand nowhere, so a second form would lose them.
        reply = replace(reply, lines=(*reply.lines, asking.MORE))
    elif coaching.rewrite.questions:
        below.append(buttons.answer(ask.channel, ask.message, ask.user))
    return posting.parts(lay_out(reply), below=below, thread=ask.threads)


def _for_them(coaching: Coaching) -> Sequence[Part]:
    """Lay out a coaching for the agent alone."""
    reply, draft = render.private(coaching), coaching.draft
    vote = buttons.vote(coaching.rewrite.writer)
    asks = [line for line in reply.lines if line.startswith(render.ASKS)]
    if not asks:
        return posting.parts(lay_out(reply), below=vote)
    if not draft.answers and (tell := buttons.tell(draft.names)):
        others = tuple(line for line in reply.lines if line not in asks)
        posts = asking.offered(lay_out(replace(reply, lines=others)), draft, asks)
        if posts:
            return posting.parts(posts, below=(tell, *vote))
    more = asking.MORE if draft.answers else asking.BY_COMMAND
    reply = replace(reply, lines=(*reply.lines, more))
    return posting.parts(lay_out(reply), below=vote)


def _said(sentence: str, *lines: str) -> Sequence[Part]:
    return posting.parts(lay_out(Reply(lead=sentence, text="", lines=lines)))


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
