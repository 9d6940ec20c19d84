"""Slack as a platform: signs in, takes in over Socket Mode, answers over the Web API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from bot.coach import Coach
from bot.config import Settings
from bot.desk.job import Job
from bot.errors import ConfigError, DeliveryError
from bot.platforms.slack import blocks, home
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.asks import Me
from bot.platforms.slack.doors import Doors
from bot.platforms.slack.jobs import to_ask
from bot.platforms.slack.keeping import DOORS, Keeping
from bot.platforms.slack.listening import PING_S, Socket, new_app
from bot.platforms.slack.posting import Posting, parts
from bot.platforms.slack.wire import CALL_S, Wire
from bot.ports import Part, Take, Up, unseen
from bot.tip_times import Workspaces

SENT_AWAY = (
    "The Slack workspace removed the app or took its token back. Install it again from "
    "deploy/slack-manifest.yaml and set SLACK_BOT_TOKEN anew."
)

CHANNEL = re.compile(r"[CGD][A-Z0-9]{2,}")


class Slack:
    """The coach in one Slack workspace.

    Args:
        settings: Tokens, and where Slack's API answers.
        coach: Does the coaching.
        workspaces: Where settings and votes are kept.
        ping_s: Between pings, and between tries to connect, in seconds.
    """

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        coach: Coach,
        *,
        workspaces: Workspaces,
        ping_s: float = PING_S,
    ) -> None:
        self._settings = settings
        self._ping_s = ping_s
        self._answers = Answers(coach)
        self._keeping = Keeping(settings, workspaces)
        self._signed_in: tuple[Wire, Me] | None = None

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id has Slack's form: C…, G… or D…."""
        return CHANNEL.fullmatch(channel) is not None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keep one HTTP session to Slack open; see `bot.ports.Platform`."""
        limit = aiohttp.ClientTimeout(total=CALL_S)
        async with aiohttp.ClientSession(timeout=limit) as session:
            wire = Wire(self._settings, session)
            # A token that is refused would turn every answer into one that is not posted.
            me = await wire.sign_in()
            await self._keeping.known(me)
            self._signed_in = wire, me
            try:
                yield
            finally:
                self._signed_in = None

    async def take_in(self, take: Take, up: Up = unseen) -> None:
        """Serve the doors; see `bot.ports.Platform`.

        Raises:
            ConfigError: Slack refuses our app token, or takes its token back while we serve.
        """
        wire, me = self._line()
        url = await wire.socket_url()
        gone = asyncio.Event()
        sentences = [SENT_AWAY]

        async def sent_away() -> None:
            sentences.append(await self._keeping.forget(me))
            gone.set()

        app = new_app(me, self._settings)
        async with asyncio.TaskGroup() as beside:
            Doors(take, wire, me, beside=beside, sent_away=sent_away).open(app)
            socket = Socket(app, self._settings, wire, ping_s=self._ping_s)
            await socket.listen(url, until=gone, up=up)
        # Slack may say it in two events at once.
        raise ConfigError(" ".join(dict.fromkeys(filter(None, sentences))))

    async def answer(self, job: Job) -> Sequence[Part]:
        """Lay out the answer to a job; see `bot.ports.Platform`."""
        if job.door == "tip":
            message = blocks.titled(str(job.words["title"]), str(job.words["text"]))
            return parts([message])
        ask = to_ask(job)
        if ask.door == "home":
            return [home.view()]
        if ask.door in DOORS:
            return await self._keeping.answer(ask)
        return parts(await self._answers.to(ask))

    async def post(self, job: Job, part: Part, *, number: int, again: bool) -> str:
        """Post one message; see `bot.ports.Platform`."""
        posting = self._posting()
        if job.door == "tip":
            channel = str(job.words["channel"])
            return await posting.tip(channel, part, mark=job.key, again=again, since=job.taken_at)
        return await posting.post(to_ask(job), part, number=number, again=again, since=job.taken_at)

    # Nobody waits for a tip, so nobody is told when one is missing.

    async def late(self, job: Job) -> None:
        """Say in a direct message that it is too late; see `bot.ports.Platform`."""
        if job.door != "tip":
            await self._posting().late(to_ask(job))

    async def doubt(self, job: Job) -> None:
        """Say that the answer may be missing; see `bot.ports.Platform`."""
        if job.door != "tip":
            await self._posting().doubt(to_ask(job))

    async def failed(self, job: Job) -> None:
        """Say that there is no answer; see `bot.ports.Platform`."""
        if job.door != "tip":
            await self._posting().failed(to_ask(job))

    def _posting(self) -> Posting:
        wire, _ = self._line()
        return Posting(wire)

    def _line(self) -> tuple[Wire, Me]:
        if self._signed_in is None:
            raise DeliveryError("slack is not connected")
        return self._signed_in
