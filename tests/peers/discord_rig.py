"""The bot and a small Discord, put together for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import Settings
from bot.desk.job import Job
from bot.platforms.discord.patience import Patience
from bot.platforms.discord.platform import Discord
from tests.peers.discord_routes import Asked
from tests.peers.discord_server import DiscordServer, discord_server
from tests.peers.discord_world import Json, World
from tests.peers.noting_coach import NotingCoach
from tests.peers.plain_desk import PlainDesk, PlainNotes
from tests.peers.plain_workspaces import PlainWorkspaces

QUICK = Patience(
    first_pause_s=0.01,
    longest_pause_s=0.05,
    ready_s=0.05,
    identify_s=0.01,
    note_s=0.05,
    store_pauses_s=(0.01, 0.02),
)
STEPS = 50
"""More turns of the loop than it takes until a bot that is told to stop has begun to."""


@dataclass(slots=True)
class Rig:
    """Everything a test needs.

    Args:
        discord: The server, and what people do in it.
        coach: What was coached.
        notes: What outlives a bot.
        desk: What was taken in; it outlives the bots as well.
        bot: The platform under test.
        running: Its line and its doors.
        workspaces: Which servers have it, their tips and their votes.
    """

    discord: DiscordServer
    coach: NotingCoach
    notes: PlainNotes
    desk: PlainDesk
    bot: Discord
    running: asyncio.Task[None]
    workspaces: PlainWorkspaces

    async def ask(self, draft: str, **more: object) -> Json:
        """Mention the bot with a draft; give back the agent's message."""
        return await self.discord.say(f"{self.discord.mention} {draft}", **more)  # type: ignore[arg-type]  # passed through

    async def answer(self, count: int = 1) -> list[Json]:
        """Wait until the bot posted so many messages; give them back."""
        await self.discord.until(lambda: len(self.discord.answers()) >= count)
        return self.discord.answers()

    async def ended(self, event: Json | Asked) -> str:
        """Wait until the job of a message or an interaction has ended; give the outcome."""
        key = key_of(event)
        await self.desk.until(lambda: key in self.desk.outcomes)
        return self.desk.outcomes[key]

    async def start(self, patience: Patience = QUICK, *, shards: str = "") -> None:
        """Start a bot, such as after a stop, and wait until it listens."""
        before = len(self.discord.gateway.identifies)
        self.bot = self.another(patience, shards=shards)
        self.desk.platform = self.bot
        self.running = asyncio.create_task(serve(self.bot, self.desk))
        gateway = self.discord.gateway
        await self.discord.until(lambda: len(gateway.identifies) > before and gateway.connected)

    def another(self, patience: Patience = QUICK, *, shards: str = "") -> Discord:
        """Build one more bot, as another process would."""
        given = replace(settings(self.discord), discord_shards=shards)
        return Discord(
            given,
            self.coach,
            notes=self.notes,
            workspaces=self.workspaces,
            patience=patience,
        )

    async def stopping(self) -> None:
        """Tell the bot to stop, and let it begin to."""
        self.running.cancel()
        await self.breathe()

    async def breathe(self) -> None:
        """Let everything run that waits for nothing."""
        for _ in range(STEPS):
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Stop the bot as a signal would; what was taken in is still worked."""
        if self.running.cancel():
            with suppress(asyncio.CancelledError):
                await self.running


async def serve(bot: Discord, desk: PlainDesk) -> None:
    """Take in until cancelled, then finish the work."""
    async with bot.connected():
        try:
            await bot.take_in(desk.take)
        finally:
            await desk.settle()


@asynccontextmanager
async def discord_rig(
    *,
    world: World | None = None,
    faults: Sequence[tuple[str, str]] = (),
    sessions_left: int = 999,
) -> AsyncIterator[Rig]:
    """Run a Discord and the bot; stop both afterwards, the bot first.

    Args:
        world: What is in this Discord.
        faults: Method and path of calls that fail once before the bot is connected.
        sessions_left: How often the bot may still identify today.
    """
    async with discord_server(world) as server:
        with address_kept():
            server.routes.sessions_left = sessions_left
            for method, path in faults:
                server.break_next(method, path, status=400)
            coach, notes, workspaces = NotingCoach(), PlainNotes(), PlainWorkspaces()
            bot = Discord(
                settings(server), coach, notes=notes, workspaces=workspaces, patience=QUICK
            )
            desk = PlainDesk(bot)
            running = asyncio.create_task(serve(bot, desk))
            rig = Rig(server, coach, notes, desk, bot, running, workspaces)
            try:
                await server.until(lambda: server.gateway.sessions or rig.running.done())
                yield rig
            finally:
                await rig.stop()


def key_of(event: Json | Asked) -> str:
    """Name the job of a message or an interaction."""
    return f"discord:{event.payload['id'] if isinstance(event, Asked) else event['id']}"


def aged(job: Job, seconds: float) -> Job:
    """Make a job look as if it was taken in earlier."""
    born = int(str(job.words["id"])) - (int(seconds * 1000) << 22)
    seen_at = float(str(job.words["seen_at"])) - seconds
    return replace(job, words={**job.words, "id": str(born), "seen_at": seen_at})


def tip_job(channel: str, *, key: str, text: str = "Three *quiet* words carry.") -> Job:
    """Make the job of a tip, as the broadcast does."""
    words = {"channel": channel, "title": "Reassure", "text": text}
    return Job(key=key, platform="discord", door="tip", words=words)


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
