"""Slack as a platform: signs in, serves over Socket Mode, stops cleanly, posts tips."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.coach import Coach
from bot.coaching.domain import Tip
from bot.config import Settings
from bot.errors import ConfigError, DeliveryError, StoreError
from bot.platforms.slack import blocks
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.asks import Me
from bot.platforms.slack.jobs import Jobs
from bot.platforms.slack.listeners import listen
from bot.platforms.slack.wire import CALL_S, Wire
from bot.store import Store

log = logging.getLogger("umbrella.slack")

AT_ONCE = 16
"""Drafts under way at the same time; later ones wait their turn."""
GRACE_S = 25.0
"""Seconds for what is under way when we are asked to stop."""
CLOSE_S = 5.0
READY_S = 30.0
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
        store: Remembers what was answered and told.
    """

    def __init__(self, settings: Settings, coach: Coach, store: Store) -> None:
        self._settings = settings
        self._coach = coach
        self._store = store
        self._ready = asyncio.Event()
        self._wire: Wire | None = None

    @property
    def name(self) -> str:
        """`slack`."""
        return "slack"

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id has Slack's form: C…, G… or D…."""
        return _CHANNEL.fullmatch(channel) is not None

    async def run(self) -> None:
        """Serve until cancelled; then stop taking in, finish what is under way, close.

        Raises:
            ConfigError: Slack refuses a token, or takes it back while we serve.
        """
        limit = aiohttp.ClientTimeout(total=CALL_S)
        async with aiohttp.ClientSession(timeout=limit) as session:
            wire = Wire(self._settings, session)
            me, socket_url = await wire.sign_in()
            self._wire = wire
            try:
                await self._serve(wire, me, socket_url)
            finally:
                self._wire = None
                self._ready.clear()
        raise ConfigError(SENT_AWAY)

    async def post_tip(self, channel: str, tip: Tip, *, key: str) -> None:
        """Post a tip, once for each key; waits a little while Slack is not connected yet.

        Raises:
            DeliveryError: Slack did not take it.
        """
        try:
            async with asyncio.timeout(READY_S):
                await self._ready.wait()
        except TimeoutError as error:
            raise DeliveryError("slack is not connected yet") from error
        wire = self._wire
        if wire is None:
            raise DeliveryError("slack is not connected any more")
        if not await self._claim(key):
            return
        try:
            await wire.post(channel, blocks.titled(tip.title, tip.text))
        except DeliveryError:
            await self._release(key)
            raise

    async def _serve(self, wire: Wire, me: Me, socket_url: str) -> None:
        sent_away = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            jobs = Jobs(group, at_once=AT_ONCE)
            answers = Answers(self._coach, self._store, wire)
            app = _new_app(me, self._settings)
            listen(app, jobs=jobs, answers=answers, me=me, sent_away=sent_away.set)
            handler = AsyncSocketModeHandler(
                app, self._settings.slack_app_token, web_client=wire.client
            )
            handler.client.wss_uri = socket_url
            try:
                await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
                self._ready.set()
                log.info("slack connected team=%s", me.team)
                await sent_away.wait()
            finally:
                self._ready.clear()
                await _stop(handler, jobs)

    async def _claim(self, key: str) -> bool:
        try:
            return await self._store.claim(f"slack:{key}")
        except StoreError as error:
            log.warning("telling unremembered platform=slack why=%s", error)
            return True

    async def _release(self, key: str) -> None:
        try:
            await self._store.release(f"slack:{key}")
        except StoreError as error:
            log.warning("key kept platform=slack why=%s", error)


async def _stop(handler: AsyncSocketModeHandler, jobs: Jobs) -> None:
    try:
        async with asyncio.timeout(CLOSE_S):
            await handler.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
    except TimeoutError:
        log.warning("slack socket did not close in time")
    unfinished = await jobs.drain(GRACE_S)
    if unfinished:
        log.warning("left unfinished platform=slack count=%d", unfinished)


def _new_app(me: Me, settings: Settings) -> AsyncApp:
    # Bolt's warnings print parts of what people wrote, so only its errors are let through.
    quiet = logging.getLogger("slack_bolt.umbrella")
    quiet.setLevel(logging.ERROR)

    # Bolt copies its client deeply for every lazy listener, so it gets one without our session and
    # never calls it: an `authorize` of our own says who we are, and keeps a SLACK_CLIENT_ID in the
    # environment from turning on OAuth.
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
    )
