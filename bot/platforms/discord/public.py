"""The open door: a mention in a channel or thread, or a DM."""

from __future__ import annotations

from functools import partial

import discord

from bot.coaching import render
from bot.coaching.domain import Coaching
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.discord import posting, reading
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.api import log
from bot.platforms.discord.forms import why_buttons

NOT_MY_ROLE = (
    "Discord hides the text from me when only my role is mentioned. "
    "Could you send it again with {me} in front?"
)
NOT_SHOWN = (
    "Discord did not let me post my answer where you asked for it. "
    "With /coach you get it there as well, for your eyes only."
)


class PublicDoor:
    """Answers messages where everybody reads along.

    Args:
        answers: Coaches what we take in.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Answer a mention or a DM, and leave everything else alone."""
        for_us = reading.is_for_us(message, me)
        work = self._answers.work
        if work.stopping or not (for_us or reading.is_for_our_role(message)):
            return
        async with work.one():
            if not await self._answers.is_first(message.id):
                return
            try:
                if for_us:
                    await self._answer(message, me)
                else:
                    await posting.say(message, NOT_MY_ROLE.format(me=me.mention))
            except DeliveryError as error:
                log.warning("answer not posted %s", error)
                await _in_person(message)

    async def _answer(self, message: discord.Message, me: discord.ClientUser) -> None:
        coached = await self._answers.coached(partial(reading.read_message, message, me.id))
        if isinstance(coached, str):
            await posting.in_place(message, Reply(lead=coached, text=""))
            return
        buttons = partial(why_buttons, message) if _has_more(coached) else None
        await posting.in_thread(message, render.public(coached), buttons)


def _has_more(coaching: Coaching) -> bool:
    return coaching.changed or bool(coaching.heard.findings)


async def _in_person(message: discord.Message) -> None:
    if message.guild is None:
        return
    try:
        await posting.in_person(message, NOT_SHOWN)
    except DeliveryError as error:
        log.warning("author not told %s", error)
