"""Discord as a platform: one client at a time, and a new one when it fails."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass

from bot.coach import Coach
from bot.coaching.domain import Tip
from bot.coaching.render import Reply
from bot.config import Settings
from bot.errors import BotError, DeliveryError
from bot.platforms.discord import api, posting
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.client import CoachClient
from bot.platforms.discord.private import PrivateDoors
from bot.platforms.discord.public import PublicDoor
from bot.platforms.discord.work import Work
from bot.store import Store

_CHANNEL = re.compile(r"[0-9]{15,21}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the platform waits for what, in seconds.

    Args:
        first_pause_s: Before the second connection after a failure; doubled for each further one.
        longest_pause_s: The most that pause grows to.
        steady_s: A connection that held this long counts as good: the pause starts small again.
        grace_s: For work under way when we are told to stop.
        login_s: For logging in.
        ready_s: For servers that come late after connecting.
        connect_s: That a tip waits for a connection.
    """

    first_pause_s: float = 1.0
    longest_pause_s: float = 300.0
    steady_s: float = 60.0
    grace_s: float = 25.0
    login_s: float = 60.0
    ready_s: float = 2.0
    connect_s: float = 15.0


class Discord:
    """Serves Discord.

    Args:
        settings: Token and API address.
        coach: Coaches.
        store: Remembers what was answered.
        patience: How long to wait for what.
    """

    name = "discord"

    def __init__(
        self, settings: Settings, coach: Coach, store: Store, *, patience: Patience | None = None
    ) -> None:
        self._token = settings.discord_token
        self._url = settings.discord_api_url
        self._patience = patience or Patience()
        self._work = Work()
        answers = Answers(coach, store, self._work)
        self._public = PublicDoor(answers)
        self._private = PrivateDoors(answers)
        self._client: CoachClient | None = None
        self._connected = asyncio.Event()

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id is a Discord snowflake."""
        return _CHANNEL.fullmatch(channel) is not None

    async def run(self) -> None:
        """Serve until cancelled, with a new client after each failure.

        Raises:
            ConfigError: Discord refuses our token.
        """
        api.point_at(self._url)
        self._work.stopping = False
        pause_s = self._patience.first_pause_s
        while True:
            began = time.monotonic()
            await self._serve()
            if time.monotonic() - began >= self._patience.steady_s:
                pause_s = self._patience.first_pause_s
            api.log.warning("connecting to discord again pause_s=%.1f", pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, self._patience.longest_pause_s)

    async def post_tip(self, channel: str, tip: Tip, *, key: str) -> None:
        """Post a tip; Discord's nonce keeps a second post under the same key from showing.

        Raises:
            DeliveryError: Discord did not take it.
        """
        client = await self._connected_client()
        where = client.get_partial_messageable(int(channel))
        await posting.to_channel(where, _as_reply(tip), nonce=posting.nonce_of(key))

    async def _serve(self) -> None:
        client = CoachClient(
            self._public,
            self._private,
            self._work,
            ready_s=self._patience.ready_s,
            grace_s=self._patience.grace_s,
        )
        try:
            async with client:
                await self._connect(client)
        except api.TROUBLE as error:
            if (config_error := api.config_error(error)) is not None:
                raise config_error from error
            api.log.warning("discord connection lost error=%s", api.where(error))
        except BotError:
            raise
        except Exception as error:  # noqa: BLE001 - discord.py fails in many ways on odd payloads
            api.log.error("discord client broke error=%s", api.where(error))
        finally:
            self._client = None
            self._connected.clear()

    async def _connect(self, client: CoachClient) -> None:
        try:
            async with asyncio.timeout(self._patience.login_s):
                await client.login(self._token)
            await api.find_gateway(client)
            self._client = client
            self._connected.set()
            await client.connect()
        except asyncio.CancelledError:
            self._work.stopping = True
            raise

    async def _connected_client(self) -> CoachClient:
        try:
            async with asyncio.timeout(self._patience.connect_s):
                await self._connected.wait()
        except TimeoutError:
            raise DeliveryError("discord is not connected yet") from None
        if self._client is None:
            raise DeliveryError("discord is not connected yet")
        return self._client


def _as_reply(tip: Tip) -> Reply:
    return Reply(lead=f"Today's tip: {tip.title}", text="", lines=(tip.text,))
