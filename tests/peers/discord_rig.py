"""The bot and a small Discord, put together for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import Settings
from bot.platforms.discord.platform import Discord, Patience
from bot.store import Store
from tests.peers.discord_server import DiscordServer, discord_server
from tests.peers.discord_world import Json, World
from tests.peers.noting_coach import NotingCoach

QUICK = Patience(first_pause_s=0.01, longest_pause_s=0.05, ready_s=0.05, grace_s=5.0, connect_s=5.0)


@dataclass(slots=True)
class Rig:
    """Everything a test needs.

    Args:
        discord: The server, and what people do in it.
        coach: What was coached.
        store: What was answered.
        bot: The platform under test.
        running: Its `run()`.
    """

    discord: DiscordServer
    coach: NotingCoach
    store: Store
    bot: Discord
    running: asyncio.Task[None]

    async def ask(self, draft: str, **more: object) -> Json:
        """Mention the bot with a draft; give back the agent's message."""
        return await self.discord.say(f"{self.discord.mention} {draft}", **more)  # type: ignore[arg-type]  # passed through

    async def answer(self, count: int = 1) -> list[Json]:
        """Wait until the bot posted so many messages; give them back."""
        await self.discord.until(lambda: len(self.discord.answers()) >= count)
        return self.discord.answers()

    async def start(self, patience: Patience = QUICK) -> None:
        """Start a bot, such as after a stop, and wait until it listens."""
        self.bot = Discord(settings(self.discord), self.coach, self.store, patience=patience)
        self.running = asyncio.create_task(self.bot.run())
        await self.discord.until(lambda: self.discord.gateway.sessions)

    async def stop(self) -> None:
        """Stop the bot as a signal would, work under way included."""
        if self.running.cancel():
            with suppress(asyncio.CancelledError):
                await self.running
        self.discord.gateway.sessions.clear()


@asynccontextmanager
async def discord_rig(
    folder: Path,
    *,
    world: World | None = None,
    store: type[Store] = Store,
    faults: Sequence[tuple[str, str]] = (),
    sessions_left: int = 999,
) -> AsyncIterator[Rig]:
    """Run a Discord and the bot; stop both afterwards, the bot first.

    Args:
        folder: Where the store's file goes.
        world: What is in this Discord.
        store: Which store is used.
        faults: Method and path of calls that fail once before the bot is connected.
        sessions_left: How often the bot may still identify today.
    """
    async with (
        discord_server(world) as server,
        store.open(f"sqlite:///{folder / 'store.db'}") as opened,
    ):
        with address_kept():
            server.routes.sessions_left = sessions_left
            for method, path in faults:
                server.break_next(method, path, status=400)
            coach = NotingCoach()
            bot = Discord(settings(server), coach, opened, patience=QUICK)
            rig = Rig(server, coach, opened, bot, asyncio.create_task(bot.run()))
            try:
                await server.until(lambda: server.gateway.sessions or rig.running.done())
                yield rig
            finally:
                await rig.stop()


@contextmanager
def address_kept() -> Iterator[None]:
    """Give discord.py's own addresses back, which are one for the whole process."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


def settings(server: DiscordServer, token: str = "") -> Settings:
    """Make settings that point at a server."""
    return Settings(discord_token=token or server.token, discord_api_url=server.url)
