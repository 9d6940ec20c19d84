"""Which of Discord's events becomes which job; each stored before Discord is acknowledged.

Discord sends nothing twice to speak of. What cannot be stored is told to the agent at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import discord

from bot.coaching.intake import IntakeError
from bot.coaching.render import Reply
from bot.errors import DeliveryError, StoreError
from bot.platforms.discord import api, asking, buttons, reading
from bot.platforms.discord.api import log
from bot.platforms.discord.asks import Ask, to_job
from bot.platforms.discord.forms import FORM_ID, AnswerForm, DraftForm, filled
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
NOT_SPEAKING = (
    "I may not write in this channel, so no tip would come. Could you give me View Channel and "
    "Send Messages here first?"
)
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

    async def form(self, interaction: discord.Interaction, name: str) -> None:
        """Take in one of our forms, be it opened before a restart; leave others alone.

        Args:
            interaction: It was sent in by.
            name: Its id.
        """
        fields = filled(interaction)
        draft = fields.pop("draft", "")
        if name == FORM_ID:
            ask = reading.from_fields(interaction, "form", draft, fields.get("customer", ""))
            await self._interaction(interaction, ask)
        elif name.startswith((buttons.ANSWER, buttons.TELL)):
            said = tuple(text for text in fields.values() if text.strip())
            await self._answers(interaction, reading.from_answers(interaction, name, draft, said))

    async def tips(
        self, interaction: discord.Interaction, time: str, zone: str, *, off: bool
    ) -> None:
        """Take in `/coach-tips`."""
        may = interaction.app_permissions
        if not off and not (may.view_channel and may.send_messages):
            await _say(interaction, Reply(lead=NOT_SPEAKING, text=""))
            return
        await self._interaction(interaction, reading.from_tips(interaction, time, zone, off=off))

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Take in "Coach this draft"."""
        if message.author.id == interaction.application_id:
            await _say(interaction, Reply(lead=MY_OWN, text=""))
        elif not message.content.strip():
            await _say(interaction, Reply(lead=NO_TEXT, text=""))
        else:
            await self._interaction(interaction, reading.from_menu(interaction, message))

    async def pressed(self, interaction: discord.Interaction, what: str, carried: str) -> None:
        """Take in the press of one of our buttons.

        Args:
            interaction: It came in by.
            what: `why`, `again`, `answer`, `tell` or `vote`.
            carried: What else its id says.
        """
        if what in ("answer", "tell"):
            await self._ask(interaction, what, carried)
        elif what == "vote":
            vote = reading.from_vote(interaction, f"vote:{carried}")
            await self._interaction(interaction, vote)
        else:
            await self._interaction(interaction, reading.from_button(interaction, what, carried))

    async def _ask(self, interaction: discord.Interaction, what: str, carried: str) -> None:
        """Open the form that asks what only the agent can say; nothing is stored yet."""
        content = interaction.message.content if interaction.message else ""
        draft = asking.draft_in(content) if what == "tell" else ""
        stands = what == "answer"
        if self.work.stopping:
            await _say(interaction, Reply(lead=RESTARTING, text=""))
        elif stands and carried.rpartition(":")[2] != str(interaction.user.id):
            await _say(interaction, Reply(lead=asking.NOT_YOURS, text=""))
        elif not stands and not draft:
            await _say(interaction, Reply(lead=asking.BY_COMMAND, text=""))
        else:
            form = AnswerForm(f"coach:{what}:{carried}", asking.questions(content), draft)
            await _answered(partial(interaction.response.send_modal, form))

    async def _answers(self, interaction: discord.Interaction, ask: Ask) -> None:
        try:
            said = asking.says_something(ask.said)
        except IntakeError as error:
            await _say(interaction, Reply(lead=str(error), text=ask.typed))
            return
        if said:
            await self._interaction(interaction, ask)
        else:
            await _say(interaction, Reply(lead=asking.NO_ANSWER, text=""))

    async def _interaction(self, interaction: discord.Interaction, ask: Ask) -> None:
        own = ask.typed
        if self.work.stopping:
            await _say(interaction, Reply(lead=RESTARTING, text=own))
            return
        with self.work.one():
            if not await self._stored(ask):
                await _say(interaction, Reply(lead=NOT_TAKEN, text=own))
                return
            alone = not ask.public
            await _answered(partial(interaction.response.defer, ephemeral=alone, thinking=True))

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
