"""Getting a reply to the agent: in a thread, in place, or for their eyes only."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

import discord
from discord import ui

from bot.coaching.render import Reply
from bot.platforms.discord import api
from bot.platforms.discord.layout import Post, lay_out

THREAD_NAME = "A kinder version"
THREAD_MINUTES: Literal[1440] = 1440
FILE_NAME = "rewrite.txt"
NONCE_CHARS = 25
"""Source: Discord, Create Message, "nonce", read 2026-11-21."""

Buttons = Callable[[], ui.View]


def nonce_of(key: str) -> str:
    """Make a nonce from a key: the same for the same key, so that Discord posts it only once."""
    return "t" + hashlib.sha256(key.encode()).hexdigest()[: NONCE_CHARS - 1]


async def in_thread(message: discord.Message, reply: Reply, buttons: Buttons | None) -> None:
    """Answer a message in a thread of its own where that is possible, else below it.

    Raises:
        DeliveryError: Discord took it nowhere.
    """
    if _may_thread(message):
        try:
            thread = await _thread(message)
            return await _all(thread, reply, nonce=f"m{message.id}", buttons=buttons)
        except api.RefusedError as error:
            api.log.info("no thread, answering in place %s", error)
    return await in_place(message, reply, buttons)


async def in_place(message: discord.Message, reply: Reply, buttons: Buttons | None = None) -> None:
    """Answer right below a message.

    Raises:
        DeliveryError: Discord did not take it.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    nonce = f"m{message.id}"
    try:
        await _all(message.channel, reply, nonce=nonce, buttons=buttons, reference=reference)
    except api.RefusedError as error:
        if error.code != api.REPLY_NEEDS_HISTORY:
            raise
        await _all(message.channel, reply, nonce=nonce, buttons=buttons)


async def say(message: discord.Message, sentence: str) -> None:
    """Say one sentence of our own, in Discord's markup, right below a message.

    Raises:
        DeliveryError: Discord did not take it.
    """
    nonce = f"m{message.id}"
    await api.call(partial(message.channel.send, sentence, nonce=nonce, suppress_embeds=True))


async def in_person(message: discord.Message, sentence: str) -> None:
    """Tell the author of a message something in a DM.

    Raises:
        DeliveryError: Discord did not take it.
    """
    nonce = f"m{message.id}.dm"
    await api.call(partial(message.author.send, sentence, nonce=nonce, suppress_embeds=True))


async def to_channel(channel: discord.abc.Messageable, reply: Reply, *, nonce: str) -> None:
    """Post to a channel, once for each nonce.

    Raises:
        DeliveryError: Discord did not take it.
    """
    await _all(channel, reply, nonce=nonce)


async def privately(interaction: discord.Interaction, reply: Reply) -> None:
    """Fill in the deferred answer that only the agent sees, with as many parts as it needs.

    Raises:
        DeliveryError: Discord did not take it.
    """
    try:
        await _privately(interaction, lay_out(reply))
    except api.RefusedError:
        if not any(post.file for post in lay_out(reply)):
            raise
        await _privately(interaction, lay_out(reply, may_attach=False))


async def _privately(interaction: discord.Interaction, posts: Sequence[Post]) -> None:
    first, *others = posts

    async def fill_in() -> None:
        await interaction.edit_original_response(content=first.content, attachments=_files(first))

    await api.call(fill_in)
    for post in others:
        await api.call(partial(_follow_up, interaction, post))


async def _follow_up(interaction: discord.Interaction, post: Post) -> None:
    await interaction.followup.send(
        post.content, ephemeral=True, suppress_embeds=True, files=_files(post), wait=True
    )


def _may_thread(message: discord.Message) -> bool:
    channel = message.channel
    if not message.guild or not isinstance(channel, discord.TextChannel):
        return False
    may = channel.permissions_for(message.guild.me)
    return may.create_public_threads and may.send_messages_in_threads


async def _thread(message: discord.Message) -> discord.abc.Messageable:
    try:
        return await api.call(
            partial(message.create_thread, name=THREAD_NAME, auto_archive_duration=THREAD_MINUTES)
        )
    except api.RefusedError as error:
        if error.code != api.THREAD_EXISTS:
            raise
        return await api.call(message.fetch_thread)


async def _all(
    channel: discord.abc.Messageable,
    reply: Reply,
    *,
    nonce: str,
    buttons: Buttons | None = None,
    reference: discord.MessageReference | None = None,
) -> None:
    posts = lay_out(reply)
    try:
        await _each(channel, posts, nonce, buttons, reference)
    except api.RefusedError:
        if not any(post.file for post in posts):
            raise
        await _each(channel, lay_out(reply, may_attach=False), nonce, buttons, reference)


async def _each(
    channel: discord.abc.Messageable,
    posts: Sequence[Post],
    nonce: str,
    buttons: Buttons | None,
    reference: discord.MessageReference | None,
) -> None:
    for number, post in enumerate(posts):
        await api.call(
            partial(
                _send,
                channel,
                post,
                nonce if not number else f"{nonce}.{number}",
                reference if not number else None,
                buttons if number == len(posts) - 1 else None,
            )
        )


async def _send(
    channel: discord.abc.Messageable,
    post: Post,
    nonce: str,
    reference: discord.MessageReference | None,
    buttons: Buttons | None,
) -> None:
    more: dict[str, Any] = {}  # discord.py knows no None for either
    if reference:
        more["reference"] = reference
    if buttons:
        more["view"] = buttons()
    await channel.send(
        post.content,
        nonce=nonce,
        suppress_embeds=True,
        files=_files(post),
        mention_author=False,
        **more,
    )


def _files(post: Post) -> list[discord.File]:
    if not post.file:
        return []
    return [discord.File(io.BytesIO(post.file.encode()), filename=FILE_NAME)]
