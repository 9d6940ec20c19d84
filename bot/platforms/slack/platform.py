"""Slack as a platform: signs in, takes in over Socket Mode, answers over the Web API."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.coach import Coach
from bot.config import Settings
from bot.desk.job import Job
from bot.errors import ConfigError, DeliveryError
from bot.platforms.slack import blocks, home
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.asks import Me
from bot.platforms.slack.doors import Doors
from bot.platforms.slack.jobs import to_ask
from bot.platforms.slack.posting import Posting, parts
from bot.platforms.slack.wire import CALL_S, Wire
from bot.ports import Part, Take

log = logging.getLogger("umbrella.slack")

CLOSE_S = 5.0
SENT_AWAY = (
    "The Slack workspace removed the app or took its token back. Install it again from "
    "deploy/slack-manifest.yaml and set SLACK_BOT_TOKEN anew."
)

_CHANNEL = re.compile(r"[CGD][A-Z0-9]{2,}")


class Slack:
    """The coach in one Slack workspace.

    Args:
        settings: Tokens, and where Slack's API answers.
        coach: Does the coaching.
    """

    name = "slack"

    def __init__(self, settings: Settings, coach: Coach) -> None:
        self._settings = settings
        self._answers = Answers(coach)
        self._signed_in: tuple[Wire, Me] | None = None

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id has Slack's form: C…, G… or D…."""
        return _CHANNEL.fullmatch(channel) is not None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keep one HTTP session to Slack open; see `bot.ports.Platform`."""
        limit = aiohttp.ClientTimeout(total=CALL_S)
        async with aiohttp.ClientSession(timeout=limit) as session:
            wire = Wire(self._settings, session)
            # A token that is refused would turn every answer into one that is not posted.
            self._signed_in = wire, await wire.sign_in()
            try:
                yield
            finally:
                self._signed_in = None

    async def take_in(self, take: Take) -> None:
        """Serve the doors; see `bot.ports.Platform`.

        Raises:
            ConfigError: Slack refuses our app token, or takes its token back while we serve.
        """
        wire, me = self._line()
        url = await wire.socket_url()
        sent_away = asyncio.Event()
        app = _new_app(me, self._settings)
        handler = AsyncSocketModeHandler(
            app, self._settings.slack_app_token, web_client=wire.client
        )
        handler.client.wss_uri = url
        async with asyncio.TaskGroup() as beside:
            Doors(take, wire, me, beside=beside, sent_away=sent_away.set).open(app)
            try:
                await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
                log.info("slack connected team=%s", me.team)
                await sent_away.wait()
            finally:
                await _close(handler)
        raise ConfigError(SENT_AWAY)

    async def answer(self, job: Job) -> Sequence[Part]:
        """Lay out the answer to a job; see `bot.ports.Platform`."""
        if job.door == "tip":
            message = blocks.titled(str(job.words["title"]), str(job.words["text"]))
            return parts([message])
        ask = to_ask(job)
        if ask.door == "home":
            return [home.view()]
        return parts(await self._answers.to(ask))

    async def post(self, job: Job, part: Part, *, number: int, again: bool) -> str:
        """Post one message; see `bot.ports.Platform`."""
        posting = self._posting()
        if job.door == "tip":
            channel = str(job.words["channel"])
            return await posting.tip(channel, part, mark=job.key, again=again)
        return await posting.post(to_ask(job), part, number=number, again=again)

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


async def _close(handler: AsyncSocketModeHandler) -> None:
    try:
        async with asyncio.timeout(CLOSE_S):
            await handler.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
    except TimeoutError:
        log.warning("slack socket did not close in time")


def _new_app(me: Me, settings: Settings) -> AsyncApp:
    # Bolt's warnings print parts of what people wrote, so only its errors are let through.
    quiet = logging.getLogger("slack_bolt.umbrella")
    quiet.setLevel(logging.CRITICAL)

    # Nothing is called through bolt's own client: an `authorize` of our own says who we are, and
    # keeps a SLACK_CLIENT_ID in the environment from turning on OAuth.
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=me.team,
            bot_user_id=me.user,
            bot_id=me.bot,
            bot_token=settings.slack_bot_token,
        )

    return AsyncApp(
        name="slack_bolt.umbrella.listeners",  # also names a logger
        logger=quiet,
        client=AsyncWebClient(base_url=settings.slack_api_url),
        authorize=authorize,
        signing_secret="",
        request_verification_enabled=False,
        # Only what is stored is acknowledged: without this, events are before we look at them.
        process_before_response=True,
    )
