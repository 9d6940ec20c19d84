"""The discord.py client: intents, commands, events. Each event goes straight to its door."""

from __future__ import annotations

import sys
from typing import Any

import discord
from discord import app_commands

from bot.platforms.discord.api import log, where
from bot.platforms.discord.commands import sync
from bot.platforms.discord.forms import FIELD_CHARS, FORM_ID, WhyButton
from bot.platforms.discord.private import PrivateDoors
from bot.platforms.discord.public import PublicDoor
from bot.platforms.discord.work import Work

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""4609, none of them privileged: a message that mentions us or a DM comes with its text."""
OPTION_CHARS = 6000
"""Source: Discord, Application Commands, "max_length", read 2026-11-21."""
RATE_LIMIT_S = 30.0


class CoachClient(discord.AutoShardedClient):
    """One connection to Discord; a new one is made after each failure.

    Args:
        public: Answers mentions and DMs.
        private: Answers interactions.
        work: What is under way.
        ready_s: How long to wait for late servers after connecting, in seconds.
        grace_s: How long work under way may take when we close, in seconds.
    """

    def __init__(
        self,
        public: PublicDoor,
        private: PrivateDoors,
        work: Work,
        *,
        ready_s: float,
        grace_s: float,
    ) -> None:
        # We never speak; without this discord.py warns of missing voice libraries at each start.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=ready_s,
            max_ratelimit_timeout=RATE_LIMIT_S,
        )
        self.public = public
        self.private = private
        self._work = work
        self._grace_s = grace_s
        self.tree = _tree(self)

    async def setup_hook(self) -> None:
        """Offer our commands and listen to buttons of earlier lives."""
        self.add_dynamic_items(WhyButton)
        await sync(self.tree)

    async def on_ready(self) -> None:
        """Log that we listen; said again after each new session."""
        log.info("discord ready servers=%d shards=%d", len(self.guilds), self.shard_count or 1)

    async def close(self) -> None:
        """Close, once the work under way is finished or its time is up."""
        try:
            if not self.is_closed():
                await self._work.finish(within_s=self._grace_s)
        finally:
            await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Take in a message."""
        if self.user:
            await self.public.message(message, self.user)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take in a form; discord.py itself brings commands and buttons to their doors."""
        filled_in = interaction.type is discord.InteractionType.modal_submit
        if filled_in and interaction.data and interaction.data.get("custom_id") == FORM_ID:
            await self.private.form(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what broke, without anybody's words."""
        del args, kwargs
        error = sys.exception()
        name = where(error) if isinstance(error, Exception) else "unknown"
        log.error("event failed event=%s error=%s", event_method, name)


class _Tree(app_commands.CommandTree[CoachClient]):
    async def on_error(
        self,
        interaction: discord.Interaction[CoachClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        del interaction
        log.error("command failed error=%s", where(error))


def _tree(client: CoachClient) -> _Tree:
    tree = _Tree(
        client,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @tree.command(name="coach", description="A kinder version of your draft, for your eyes only")
    @app_commands.describe(
        draft="The reply you are about to send; leave it out to get a form",
        customer="What the customer wrote, if you like",
    )
    async def coach(
        interaction: discord.Interaction[CoachClient],
        draft: app_commands.Range[str, 1, OPTION_CHARS] = "",
        customer: app_commands.Range[str, 1, FIELD_CHARS] = "",
    ) -> None:
        await client.private.slash(interaction, draft, customer)

    @tree.context_menu(name="Coach this draft")
    async def menu(interaction: discord.Interaction[CoachClient], message: discord.Message) -> None:
        await client.private.menu(interaction, message)

    return tree
