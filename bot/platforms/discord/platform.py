"""Discord as a platform: one line for answers; one gateway client at a time for what comes in."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from bot import shards
from bot.coach import Coach
from bot.config import Settings
from bot.desk.job import Job
from bot.errors import BotError, DeliveryError
from bot.platforms.discord import answers, api
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.asks import to_ask
from bot.platforms.discord.client import CoachClient
from bot.platforms.discord.doors import Doors
from bot.platforms.discord.guilds import Guilds
from bot.platforms.discord.keeping import Keeper
from bot.platforms.discord.line import Line, open_line
from bot.platforms.discord.patience import Patience
from bot.platforms.discord.posting import Posting
from bot.platforms.discord.sessions import Notes, Sessions
from bot.platforms.discord.settling import Settling
from bot.platforms.discord.work import Work
from bot.ports import Part, Take, Up, unseen
from bot.tip_times import Workspaces

CHANNEL = re.compile(r"[0-9]{15,21}")


class Discord:
    """Serves Discord.

    Args:
        settings: Token, API address, shards, and the usual time of a tip.
        coach: Coaches.
        notes: Keep how far the gateway was read.
        workspaces: Keep which servers have us, their tips and their votes.
        patience: How long to wait for what.

    Raises:
        ConfigError: `DISCORD_SHARDS` cannot be read.
    """

    name = "discord"

    def __init__(
        self,
        settings: Settings,
        coach: Coach,
        *,
        notes: Notes,
        workspaces: Workspaces,
        patience: Patience | None = None,
    ) -> None:
        self._token = settings.discord_token
        self._url = settings.discord_api_url
        self._shards = shards.read(settings.discord_shards)
        self._patience = patience or Patience()
        settling = Settling(workspaces, settings.tip_time, settings.tip_timezone)
        self._answers = Answers(coach, settling)
        self._guilds = Guilds(workspaces, self._patience.store_pauses_s)
        self._sessions = Sessions(notes)
        self._line: Line | None = None

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id is a Discord snowflake."""
        return CHANNEL.fullmatch(channel) is not None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Log in without the gateway; see `bot.ports.Platform`."""
        async with AsyncExitStack() as stack:
            self._line = await self._logged_in(stack)
            try:
                yield
            finally:
                self._line = None

    async def take_in(self, take: Take, up: Up = unseen) -> None:
        """Serve the doors, with a new client after each failure; see `bot.ports.Platform`."""
        pause_s = self._patience.first_pause_s
        while True:
            began = time.monotonic()
            await self._serve(take, up)
            if time.monotonic() - began >= self._patience.steady_s:
                pause_s = self._patience.first_pause_s
            pause_s = await self._pause(pause_s)

    async def answer(self, job: Job) -> Sequence[Part]:
        """Lay out the answer to a job; see `bot.ports.Platform`."""
        if job.door == "tip":
            return answers.tip(str(job.words["title"]), str(job.words["text"]))
        return await self._answers.to(to_ask(job), self._wire())

    async def post(self, job: Job, part: Part, *, number: int, again: bool) -> str:
        """Post one message; see `bot.ports.Platform`."""
        posting = Posting(self._wire())
        if job.door == "tip":
            channel = str(job.words["channel"])
            return await posting.tip(channel, job.key, part, number=number, again=again)
        return await posting.post(to_ask(job), part, number=number, again=again)

    async def late(self, job: Job) -> None:
        """See `bot.ports.Platform`."""
        if job.door != "tip":
            await Posting(self._wire()).late(to_ask(job))

    async def doubt(self, job: Job) -> None:
        """See `bot.ports.Platform`."""
        if job.door != "tip":
            await Posting(self._wire()).doubt(to_ask(job))

    async def failed(self, job: Job) -> None:
        """See `bot.ports.Platform`."""
        if job.door != "tip":
            await Posting(self._wire()).failed(to_ask(job))

    def _wire(self) -> Line:
        if self._line is None:
            raise DeliveryError("discord is not connected")
        return self._line

    async def _logged_in(self, stack: AsyncExitStack) -> Line:
        pause_s = self._patience.first_pause_s
        while True:
            line = open_line(self._token, self._url, login_s=self._patience.login_s)
            try:
                return await stack.enter_async_context(line)
            except DeliveryError as error:
                api.log.warning("discord away why=%s", error)
            pause_s = await self._pause(pause_s)

    async def _pause(self, pause_s: float) -> float:
        api.log.warning("connecting to discord again pause_s=%.1f", pause_s)
        await asyncio.sleep(pause_s)
        return min(pause_s * 2, self._patience.longest_pause_s)

    async def _serve(self, take: Take, up: Up) -> None:
        patience = self._patience
        pauses_s = patience.store_pauses_s
        doors = Doors(take, Posting(self._wire()), Work(), store_pauses_s=pauses_s)
        client = CoachClient(
            doors, self._guilds, self._sessions, shards=self._shards, up=up, patience=patience
        )
        try:
            async with client:
                await api.log_in(client, self._token, within_s=patience.login_s)
                await api.find_gateway(client)
                keeper = Keeper(client, self._sessions, self._token, patience)
                await keeper.beside(client.connect())
        except DeliveryError as error:
            api.log.warning("discord is away %s", error)
        except BotError:
            raise
        except api.TROUBLE as error:
            if (config_error := api.config_error(error)) is not None:
                raise config_error from error
            api.log.warning("discord connection lost error=%s", api.where(error))
        except Exception as error:  # noqa: BLE001 - discord.py fails in many ways on odd payloads
            api.log.error("discord client broke error=%s", api.where(error))
