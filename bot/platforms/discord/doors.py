"""Which of Discord's events becomes which job; each stored before Discord is acknowledged.

Discord sends nothing twice to speak of. What cannot be stored is told to the agent at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import discord

from bot.coaching.render import Reply
from bot.errors import DeliveryError, StoreError
from bot.platforms.discord import api, reading
from bot.platforms.discord.api import log
from bot.platforms.discord.asks import TYPED, Ask, to_job
from bot.platforms.discord.forms import DraftForm, typed
from bot.platforms.discord.layout import in_one
from bot.platforms.discord.line import files
from bot.platforms.discord.posting import Posting
from bot.platforms.discord.work import Work
from bot.ports import Take

RESTARTING = "I am just restarting. Could you try again in a minute?"
NOT_TAKEN = (
    "I cannot take anything in at the moment, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
NO_TEXT = "That message holds no text to coach. Could you pick one that does, or use /coach?"
MY_OWN = "That one is mine. Could you pick the message with your draft?"


class Doors:
    """Takes in what people in Discord ask of us.

    Args:
        take: Stores a job.
        posting: Tells the author of a message that we could not store it.
        work: Counts what is being taken in.
        store_pauses_s: Between tries to store a message; an interaction has no time for a second.
    """

    def __init__(
        self, take: Take, posting: Posting, work: Work, *, store_pauses_s: Sequence[float]
    ) -> None:
        self._take = take
        self._posting = posting
        self._pauses_s = store_pauses_s
        self.work = work

    async def message(self, message: discord.Message, me: discord.ClientUser) -> bool:
        """Take in a mention, a DM or a ping of our role, and leave everything else alone.

        Returns:
            True when it was for us.
        """
        ask = reading.from_message(message, me)
        if ask is None or self.work.stopping:
            return False
        with self.work.one():
            await self._keep(ask)
        return True

    async def slash(self, interaction: discord.Interaction, draft: str, customer: str) -> None:
        """Take in `/coach`, or open a form when there is no draft yet."""
        if draft or self.work.stopping:
            ask = reading.from_fields(interaction, "command", draft, customer)
            await self._interaction(interaction, ask)
            return
        # A form must be the first answer, so nothing may be deferred before it.
        await _answered(partial(interaction.response.send_modal, DraftForm(customer)))

    async def form(self, interaction: discord.Interaction) -> None:
        """Take in a form that `/coach` opened, be it before a restart."""
        await self._interaction(
            interaction, reading.from_fields(interaction, "form", *typed(interaction))
        )

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Take in "Coach this draft"."""
        if message.author.id == interaction.application_id:
            await _say(interaction, Reply(lead=MY_OWN, text=""))
        elif not message.content.strip():
            await _say(interaction, Reply(lead=NO_TEXT, text=""))
        else:
            await self._interaction(interaction, reading.from_menu(interaction, message))

    async def button(
        self, interaction: discord.Interaction, door: str, channel: int, message: int
    ) -> None:
        """Take in the press of a button that speaks of a message."""
        ask = reading.from_button(interaction, door, channel, message)
        await self._interaction(interaction, ask)

    async def _interaction(self, interaction: discord.Interaction, ask: Ask) -> None:
        own = ask.text if ask.door in TYPED else ""
        if self.work.stopping:
            await _say(interaction, Reply(lead=RESTARTING, text=own))
            return
        with self.work.one():
            if not await self._stored(ask):
                await _say(interaction, Reply(lead=NOT_TAKEN, text=own))
                return
            await _answered(partial(interaction.response.defer, ephemeral=True, thinking=True))

    async def _keep(self, ask: Ask) -> None:
        for pause_s in (*self._pauses_s, None):
            if await self._stored(ask):
                return
            if pause_s is not None:
                await asyncio.sleep(pause_s)
        try:
            await self._posting.say(ask, NOT_TAKEN, mark="not taken")
        except DeliveryError as error:
            log.warning("author not told %s", error)

    async def _stored(self, ask: Ask) -> bool:
        try:
            await self._take(to_job(ask))
        except StoreError as error:
            log.error("not taken platform=discord door=%s why=%s", ask.door, error)
            return False
        return True


async def _say(interaction: discord.Interaction, reply: Reply) -> None:
    post = in_one(reply)

    async def send() -> None:
        held = files(post)
        await interaction.response.send_message(post.content, files=held, ephemeral=True)

    await _answered(send)


async def _answered(answer: Callable[[], Awaitable[object]]) -> None:
    try:
        await api.call(answer)
    except DeliveryError as error:
        if not isinstance(error, api.RefusedError) or error.code != api.ALREADY_ANSWERED:
            log.warning("interaction not answered %s", error)
