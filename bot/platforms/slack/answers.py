"""What Slack's agents get back: coach and lay out. Nothing is posted here."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from dataclasses import replace

from bot import tip_times
from bot.coach import Coach
from bot.coaching import intake, render
from bot.coaching.domain import Coaching, Draft
from bot.coaching.render import Reply
from bot.platforms.slack import blocks, buttons, forms, words
from bot.platforms.slack.asks import Ask
from bot.platforms.slack.blocks import Message
from bot.platforms.slack.buttons import Block, Carried

log = logging.getLogger("umbrella.slack")


class Answers:
    """Lays out what an ask is answered with. No method raises.

    Args:
        coach: Does the coaching.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach = coach

    async def to(self, ask: Ask) -> Sequence[Message]:
        """Answer an ask, whatever its door."""
        try:
            if ask.door in ("why", "again", "answer"):
                return await self._pressed(ask)
            return self._laid_out(ask, await self._coached(_draft(ask)))
        except intake.IntakeError as error:
            more = (tip_times.HOW_TO,) if str(error) == intake.HOW_TO else ()
            return words.said(ask, str(error), *more)
        except Exception as error:  # noqa: BLE001 - the agent always gets an answer
            _stumbled(error)
            return words.said(ask, words.STUMBLED)

    async def _pressed(self, ask: Ask) -> Sequence[Message]:
        """Answer a press of one of our buttons, or the form that one of them opened."""
        carried = buttons.unpack(ask.text)
        if carried is None:
            return words.said(ask, words.STALE)
        if carried.writer != ask.user:
            whose = words.NOT_YOURS if ask.door == "why" else words.NOT_YOURS_TO_PRESS
            return (blocks.plain(whose),)
        if ask.door == "why":
            return await self._critique(carried)
        draft = intake.answered(carried.draft, *ask.answers)
        return self._laid_out(ask, await self._coached(draft))

    def _laid_out(self, ask: Ask, coaching: Coaching) -> Sequence[Message]:
        if ask.response_url:
            reply, row = _offered(render.private(coaching), coaching, ask)
            own = words.own(ask)
            rows = (*row, buttons.vote(coaching.rewrite.writer))
            return blocks.messages(reply, *own, rows=rows, max_chars=blocks.RESPONSE_CHARS)
        reply, row = _offered(render.public(coaching), coaching, ask)
        return blocks.messages(reply, rows=row)

    async def _critique(self, carried: Carried) -> Sequence[Message]:
        critique = await self._coach.critique(carried.draft)
        lines = render.private(critique).lines
        lead = words.NOTICED if lines else words.NOTHING_MORE
        reply = Reply(lead=lead, text="", lines=lines)
        # A button of an earlier version does not say who wrote.
        rows = (buttons.vote(carried.by),) if carried.by else ()
        return blocks.messages(reply, rows=rows, max_chars=blocks.RESPONSE_CHARS)

    async def _coached(self, draft: Draft) -> Coaching:
        return await self._coach.coach(draft, platform="slack")


def _draft(ask: Ask) -> Draft:
    if words.asks_for_help(ask):
        raise intake.IntakeError(intake.HOW_TO)
    return intake.read(ask.text, names=ask.names)


def _offered(reply: Reply, coaching: Coaching, ask: Ask) -> tuple[Reply, Sequence[Block]]:
    """Add a button for what else there is, or a line where the draft is too long for one."""
    draft, questions = coaching.draft, coaching.rewrite.questions
    row: list[tuple[str, str]] = []
    lines: list[str] = []
    if render.every(coaching.heard) and not ask.response_url:
        value = buttons.pack(draft, ask.user, by=coaching.rewrite.writer)
        _add(row, lines, (buttons.WHY, value), words.WHY_BY_COMMAND)
    if questions:
        carried = Carried(draft=draft, writer=ask.user, questions=questions)
        value = buttons.pack(draft, ask.user, questions) if forms.room(carried) else ""
        action = buttons.ANSWER_ALONE if ask.response_url else buttons.ANSWER
        _add(row, lines, (action, value), words.ANSWER_BY_SENDING)
    reply = replace(reply, lines=(*reply.lines, *lines))
    return reply, [buttons.row(*row)] if row else []


def _add(row: list[tuple[str, str]], lines: list[str], one: tuple[str, str], line: str) -> None:
    if one[1]:
        row.append(one)
    else:
        lines.append(line)


def _stumbled(error: Exception) -> None:
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "stumbled platform=slack error=%s at=%s:%s",
        type(error).__name__,
        where.name,
        where.lineno,
    )
