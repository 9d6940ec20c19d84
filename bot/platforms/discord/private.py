"""The doors only the agent sees: `/coach`, its form, "Coach this draft" and "Why?"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import discord

from bot.coaching import render
from bot.coaching.domain import Draft
from bot.coaching.intake import IntakeError
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.discord import api, posting, reading
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.api import log
from bot.platforms.discord.forms import DraftForm, typed

RESTARTING = "I am just restarting. Could you try again in a minute?"
NO_TEXT = "That message holds no text to coach. Could you pick one that does, or use /coach?"
MY_OWN = "That one is mine. Could you pick the message with your draft?"
DRAFT_GONE = "That draft is gone, so I cannot explain it any more; send it again and I will."
NOT_READABLE = (
    "Discord does not let me read that draft again. With /coach you get the whole explanation."
)
NOT_YOURS = (
    "This explanation belongs to the person who wrote the draft. "
    "With /coach you get one for a draft of your own."
)
NOT_SHOWN = "Discord did not let me show my answer. Could you try once more, or send me a DM?"


class PrivateDoors:
    """Answers interactions, each for the agent alone.

    Args:
        answers: Coaches what we take in.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def slash(self, interaction: discord.Interaction, draft: str, customer: str) -> None:
        """Answer `/coach`: with a form when there is no draft yet."""
        if draft or self._answers.work.stopping:
            await self._fields(interaction, draft, customer)
            return
        # A form must be the first answer, so nothing may be deferred before it.
        await _first_answer(partial(interaction.response.send_modal, DraftForm(customer)))

    async def form(self, interaction: discord.Interaction) -> None:
        """Answer a form that `/coach` opened, be it before a restart."""
        await self._fields(interaction, *typed(interaction))

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer "Coach this draft"."""
        me = interaction.application_id
        if message.author.id == me:
            await self._answer(interaction, partial(_refuse, MY_OWN))
        elif not message.content.strip():
            await self._answer(interaction, partial(_refuse, NO_TEXT))
        else:
            await self._answer(interaction, partial(reading.read_message, message, me))

    async def why(self, interaction: discord.Interaction, channel: int, message: int) -> None:
        """Answer "Why?" from the draft itself: nothing was kept of it."""
        async with self._answers.work.one():
            if await self._begin(interaction):
                reply = await self._explanation(interaction, channel, message)
                await _show(interaction, reply)

    async def _fields(self, interaction: discord.Interaction, draft: str, customer: str) -> None:
        read = partial(
            reading.read_fields,
            draft,
            customer,
            locale=interaction.locale.value,
            id=str(interaction.id),
        )
        await self._answer(interaction, read)

    async def _answer(self, interaction: discord.Interaction, read: Callable[[], Draft]) -> None:
        async with self._answers.work.one():
            if not await self._begin(interaction):
                return
            coached = await self._answers.coached(read)
            if isinstance(coached, str):
                await _show(interaction, Reply(lead=coached, text=""))
            else:
                await _show(interaction, render.private(coached))

    async def _begin(self, interaction: discord.Interaction) -> bool:
        if self._answers.work.stopping:
            say = partial(interaction.response.send_message, RESTARTING, ephemeral=True)
            await _first_answer(say)
            return False
        defer = partial(interaction.response.defer, ephemeral=True, thinking=True)
        return await _first_answer(defer) and await self._answers.is_first(interaction.id)

    async def _explanation(
        self, interaction: discord.Interaction, channel: int, message: int
    ) -> Reply:
        where = interaction.client.get_partial_messageable(channel)
        try:
            asked = await api.call(partial(where.fetch_message, message))
        except api.RefusedError as error:
            gone = error.code == api.UNKNOWN_MESSAGE
            return Reply(lead=DRAFT_GONE if gone else NOT_READABLE, text="")
        except DeliveryError:
            return Reply(lead=NOT_READABLE, text="")
        if asked.author.id != interaction.user.id:
            return Reply(lead=NOT_YOURS, text="")
        try:
            draft = reading.read_message(asked, interaction.application_id)
        except IntakeError:
            return Reply(lead=NOT_READABLE, text="")
        return self._answers.explained(draft)


def _refuse(sentence: str) -> Draft:
    raise IntakeError(sentence)


async def _first_answer(answer: Callable[[], Awaitable[object]]) -> bool:
    try:
        await api.call(answer)
    except api.RefusedError as error:
        if error.code == api.ALREADY_ANSWERED:
            return True
        log.warning("interaction not answered %s", error)
    except DeliveryError as error:
        log.warning("interaction not answered %s", error)
    else:
        return True
    return False


async def _show(interaction: discord.Interaction, reply: Reply) -> None:
    try:
        await posting.privately(interaction, reply)
    except DeliveryError as error:
        log.warning("answer not shown %s", error)
        try:
            await posting.privately(interaction, Reply(lead=NOT_SHOWN, text=""))
        except DeliveryError as again:
            log.warning("agent not told %s", again)
