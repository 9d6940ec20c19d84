"""The discord.py client: intents, commands, events. Each event goes straight to its door."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

import discord

from bot.platforms.discord.api import log, where
from bot.platforms.discord.commands import sync, tree
from bot.platforms.discord.doors import Doors
from bot.platforms.discord.forms import CoachButton
from bot.platforms.discord.guilds import Guilds
from bot.platforms.discord.missed import RESUMABLE
from bot.platforms.discord.patience import Patience
from bot.platforms.discord.reading import guild_of
from bot.platforms.discord.sessions import Session, Sessions
from bot.ports import Up
from bot.shards import Shards

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""4609, none of them privileged: a message that mentions us or a DM comes with its text."""
RATE_LIMIT_S = 30.0
CLOSE_S = 3.0


class CoachClient(discord.AutoShardedClient):
    """One connection to Discord; a new one is made after each failure.

    Args:
        doors: Take in what people ask.
        guilds: Keep which servers have us.
        sessions: Remember how far we read.
        shards: Which part of Discord is ours.
        up: Told when we listen and when we do not.
        patience: How long to wait for what.
    """

    def __init__(
        self,
        doors: Doors,
        guilds: Guilds,
        sessions: Sessions,
        *,
        shards: Shards,
        up: Up,
        patience: Patience,
    ) -> None:
        super().__init__(
            intents=INTENTS,
            shard_count=shards.count,
            shard_ids=list(shards.ids) or None,  # type: ignore[arg-type]  # None is its default
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=patience.ready_s,
            max_ratelimit_timeout=RATE_LIMIT_S,
        )
        self.doors = doors
        self._guilds = guilds
        self._sessions = sessions
        self._patience = patience
        self._up = up
        self.shard_came = asyncio.Event()
        self.shards_ready: set[int] = set()
        self.tree = tree(self, doors)

    async def setup_hook(self) -> None:
        """Offer our commands and listen to buttons of earlier lives."""
        self.add_dynamic_items(CoachButton)
        await sync(self.tree)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Leave time between two shards: Discord takes one in five seconds."""
        del shard_id
        if not initial:
            await asyncio.sleep(self._patience.identify_s)

    def reached(self) -> Mapping[int, Session]:
        """Say how far each shard has read; what came until then has begun to be taken in."""
        found: dict[int, Session] = {}
        for number in self.shards:
            socket = self._get_websocket(shard_id=number)
            if socket.session_id and socket.sequence:
                found[number] = Session(
                    id=socket.session_id, seq=socket.sequence, url=str(socket.gateway)
                )
        return found

    def message_of(self, payload: Mapping[str, Any]) -> discord.Message:
        """Read a MESSAGE_CREATE that came by another way."""
        state = self._connection
        channel, _ = state._get_guild_channel(payload)  # type: ignore[arg-type]  # noqa: SLF001 - as discord.py reads its own
        return discord.Message(state=state, channel=channel, data=payload)  # type: ignore[arg-type]  # as above

    async def on_shard_connect(self, shard_id: int) -> None:
        """Have the new session noted at once: its servers may take seconds to come."""
        del shard_id
        self.shard_came.set()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Wake up who looks for what was missed."""
        if self.doors.work.stopping or self.is_closed():
            return  # it comes seconds late, and what we know of servers may be gone by now
        log.info("discord ready shard=%d servers=%d", shard_id, len(self.guilds))
        self._up(is_up=True)
        self.shards_ready.add(shard_id)
        self.shard_came.set()
        here = {guild.id for guild in self.guilds if guild.shard_id == shard_id}
        await self._guilds.only(here, shard=shard_id, shards=self.shard_count or 1)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Say that we listen again."""
        del shard_id
        self._up(is_up=True)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Say that we do not hear everybody any more."""
        del shard_id
        self._up(is_up=False)

    async def close(self) -> None:
        """Close so that the sessions can be resumed, once nothing is half taken in."""
        if not self.is_closed():
            reached = self.reached()
            self.doors.work.stopping = True
            if await self.doors.work.leave(within_s=self._patience.grace_s):
                await self._sessions.keep(reached)
            await self._hang_up()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Take in a message."""
        if self.user and await self.doors.message(message, self.user):
            guild = guild_of(message)
            shard = (guild >> 22) % (self.shard_count or 1)
            channel = str(message.channel.id)
            self._sessions.asked(shard, channel, str(guild or ""), str(message.id))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take in a form; discord.py itself brings commands and buttons to their doors."""
        if interaction.type is discord.InteractionType.modal_submit and interaction.data:
            await self.doors.form(interaction, str(interaction.data.get("custom_id")))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep a server that is new to us."""
        await self._guilds.here(guild.id, guild.name)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Keep a server that is there, such as at each start."""
        await self._guilds.here(guild.id, guild.name)

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Keep a server's new name."""
        del before
        await self._guilds.here(after.id, after.name)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that sent us away; one that is just unavailable is not removed."""
        await self._guilds.gone(guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what broke, without anybody's words."""
        del args, kwargs
        error = sys.exception()
        name = where(error) if isinstance(error, Exception) else "unknown"
        log.error("event failed event=%s error=%s", event_method, name)

    async def _hang_up(self) -> None:
        # discord.py says 1000 here, which ends a session for good.
        shards = [shard._parent for shard in self.shards.values()]  # noqa: SLF001 - there is no public way
        for shard in shards:
            shard._cancel_task()  # noqa: SLF001 - else it takes our own close for a failure
        try:
            async with asyncio.timeout(CLOSE_S):
                await asyncio.gather(*(shard.ws.close(RESUMABLE) for shard in shards))
        except TimeoutError:
            log.warning("discord did not say goodbye")
