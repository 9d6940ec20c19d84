"""The line answers go out over: Discord's REST API alone, no gateway, in any process."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any, Literal

import aiohttp
import discord
from discord import ui

from bot.platforms.discord import api, asks
from bot.platforms.discord.hooks import FILE_NAME, Hooks
from bot.platforms.discord.layout import Post, without_file

THREAD_NAME = "A kinder version"
THREAD_MINUTES: Literal[1440] = 1440
RATE_LIMIT_S = 30.0
LOOK_BACK = 100
"""Messages looked through for one of ours. Source: Discord, Get Channel Messages, 2026-11-22."""


class Line:
    """Calls that carry our token.

    Args:
        client: Logged in, never connected to the gateway.
        hooks: For what interactions are answered with.
    """

    def __init__(self, client: discord.Client, hooks: Hooks) -> None:
        self._client = client
        self.hooks = hooks

    @property
    def me(self) -> int:
        """Our own id."""
        return self._client.user.id if self._client.user else 0

    async def post(
        self,
        channel: str,
        post: Post,
        *,
        nonce: str,
        answers: str = "",
        guild: str = "",
        view: ui.View | None = None,
    ) -> str:
        """Post a message; within a few minutes, once for each nonce.

        Args:
            channel: Where.
            post: What.
            nonce: At most 25 characters.
            answers: The message it points at, or "".
            guild: The server of that message, or "".
            view: Buttons below it.

        Returns:
            Its id.

        Raises:
            RefusedError: Discord said no.
            DeliveryError: Discord did not answer; `unsure` when it may have posted it.
        """
        where = self._client.get_partial_messageable(int(channel))
        more: dict[str, Any] = {}  # discord.py knows no None for either
        if answers:
            more["reference"] = discord.MessageReference(
                message_id=int(answers),
                channel_id=int(channel),
                guild_id=int(guild) if guild else None,
                fail_if_not_exists=False,
            )
        if view:
            more["view"] = view

        async def send() -> discord.Message:
            return await where.send(
                post.content,
                nonce=nonce,
                suppress_embeds=True,
                files=files(post),
                mention_author=False,
                **more,
            )

        return str((await api.call(send)).id)

    async def open_thread(self, channel: str, message: str) -> str:
        """Open a thread on a message, or find the one it has; its id is the message's.

        Raises:
            RefusedError: Discord said no.
            DeliveryError: Discord did not answer.
        """
        open_it = partial(
            self._client.http.start_thread_with_message,
            int(channel),
            int(message),
            name=THREAD_NAME,
            auto_archive_duration=THREAD_MINUTES,
        )
        try:
            await api.call(open_it)
        except api.RefusedError as error:
            if error.code != api.THREAD_EXISTS:
                raise
        return message

    async def open_dm(self, user: str) -> str:
        """Give the channel of the DM with somebody.

        Raises:
            DeliveryError: Discord did not say.
        """
        opened = await api.call(partial(self._client.http.start_private_message, user))
        return str(opened["id"])

    async def fetch(self, channel: str, message: str) -> discord.Message:
        """Read a message again.

        Raises:
            RefusedError: Discord said no.
            DeliveryError: Discord did not answer.
        """
        where = self._client.get_partial_messageable(int(channel))
        return await api.call(partial(where.fetch_message, int(message)))

    async def find(
        self, channel: str, post: Post, *, nonce: str, since: datetime, answers: str = ""
    ) -> str | None:
        """Look for a message of ours.

        Discord need not give a nonce back, so one that says the same is taken for it.

        Args:
            channel: Where.
            post: What it said.
            nonce: It was posted with.
            since: When it was posted at the earliest.
            answers: The message it pointed at, or "".

        Returns:
            Its id, "" when it is not there, None when nobody can tell: the channel is closed to
            us, or too much was written since.

        Raises:
            DeliveryError: Discord did not answer.
        """
        where = self._client.get_partial_messageable(int(channel))
        after = discord.Object(asks.snowflake(since))

        async def read() -> list[discord.Message]:
            return [one async for one in where.history(limit=LOOK_BACK, after=after)]

        try:
            found = await api.call(read)
        except api.RefusedError:
            return None
        says = {post.content.strip()}
        if post.file:
            says.add(without_file(post)[0].content.strip())
        for one in found:
            same = one.content in says and (not answers or _target(one) == answers)
            if one.author.id == self.me and (one.nonce == nonce or same):
                return str(one.id)
        return None if len(found) == LOOK_BACK else ""


@asynccontextmanager
async def open_line(token: str, url: str, *, login_s: float) -> AsyncIterator[Line]:
    """Log in once.

    Args:
        token: Ours.
        url: Base of the API.
        login_s: How long logging in may take, in seconds.

    Raises:
        ConfigError: Discord refuses our token.
        DeliveryError: Discord is away.
    """
    api.point_at(url)
    # We never speak; without this discord.py warns of missing voice libraries at each start.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    client = discord.Client(
        intents=discord.Intents(guilds=True),  # without it discord.py warns; nothing listens
        allowed_mentions=discord.AllowedMentions.none(),
        max_messages=None,
        max_ratelimit_timeout=RATE_LIMIT_S,
    )
    async with client, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        await api.log_in(client, token, within_s=login_s)
        yield Line(client, Hooks(session, url))


def _target(message: discord.Message) -> str:
    return str(message.reference.message_id) if message.reference else ""


def files(post: Post) -> list[discord.File]:
    """Give what is attached to a message; made anew for each try, as sending uses it up."""
    if not post.file:
        return []
    return [discord.File(io.BytesIO(post.file.encode()), filename=FILE_NAME)]
