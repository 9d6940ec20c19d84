"""Messages and interactions as asks. Discord escapes nothing, so only mentions matter."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import discord

from bot.platforms.discord.asks import Ask


def from_message(message: discord.Message, me: discord.ClientUser) -> Ask | None:
    """Read a mention, a DM or a ping of our role; None for every other message."""
    if not _from_a_person(message):
        return None
    if not guild_of(message) or me in message.mentions:
        return _addressed(message, me.id)
    role = message.guild.self_role if message.guild else None
    if role is not None and role in message.role_mentions:
        # Discord hides the text of such a message from us.
        return replace(_addressed(message, me.id), door="help", text="", names=(), threads=False)
    return None


def guild_of(message: discord.Message) -> int:
    """Give the id of a message's server, also of one that discord.py does not know; 0 in a DM."""
    if message.guild:
        return message.guild.id
    return getattr(message.channel, "guild_id", None) or 0


def from_fields(interaction: discord.Interaction, door: str, draft: str, customer: str) -> Ask:
    """Read a draft that came in fields of its own."""
    return _from_interaction(interaction, door, text=draft, customer=customer)


def from_menu(interaction: discord.Interaction, message: discord.Message) -> Ask:
    """Read "Coach this draft" on a message."""
    ask = _from_interaction(interaction, "menu", message=str(message.id))
    return with_draft(ask, message)


def from_button(interaction: discord.Interaction, door: str, channel: int, message: int) -> Ask:
    """Read the press of a button that speaks of a message."""
    ask = _from_interaction(interaction, door, message=str(message))
    return replace(ask, channel=str(channel))


def with_draft(ask: Ask, message: discord.Message) -> Ask:
    """Put what a message holds into an ask."""
    me = int(ask.app)
    return replace(ask, text=without_mention(message.content, me), names=_names(message, me))


def without_mention(content: str, me_id: int) -> str:
    """Take our own mention out of a text and leave every other character alone."""
    mention = rf"<@!?{me_id}>"
    content = re.sub(rf"^[ \t]*(?:{mention}[ \t]*)+", "", content, flags=re.MULTILINE)
    content = re.sub(rf"[ \t]*{mention}[ \t]*$", "", content, flags=re.MULTILINE)
    return re.sub(rf"[ \t]*{mention}", "", content)


def _from_a_person(message: discord.Message) -> bool:
    """Tell whether an agent typed this, rather than a bot, a webhook or Discord itself."""
    return (
        not message.author.bot
        and message.webhook_id is None
        and message.type in (discord.MessageType.default, discord.MessageType.reply)
    )


def _addressed(message: discord.Message, me_id: int) -> Ask:
    channel, guild, guild_id = message.channel, message.guild, guild_of(message)
    known = isinstance(channel, discord.abc.GuildChannel | discord.Thread)
    may = channel.permissions_for(guild.me) if guild and known else discord.Permissions.none()
    in_text = isinstance(channel, discord.TextChannel)
    return with_draft(
        Ask(
            door="mention" if guild_id else "dm",
            id=str(message.id),
            user=str(message.author.id),
            app=str(me_id),
            guild=str(guild_id or ""),
            channel=str(channel.id),
            message=str(message.id),
            seen_at=time.time(),
            threads=in_text and may.create_public_threads and may.send_messages_in_threads,
            replies=may.read_message_history or not known,
        ),
        message,
    )


def _from_interaction(
    interaction: discord.Interaction,
    door: str,
    *,
    text: str = "",
    customer: str = "",
    message: str = "",
) -> Ask:
    return Ask(
        door=door,
        id=str(interaction.id),
        user=str(interaction.user.id),
        app=str(interaction.application_id),
        guild=str(interaction.guild_id or ""),
        channel=str(interaction.channel_id or ""),
        message=message,
        text=text,
        customer=customer,
        locale=interaction.locale.value,
        token=interaction.token,
        seen_at=time.time(),
    )


def _names(message: discord.Message, me_id: int) -> tuple[str, ...]:
    people: list[discord.abc.User] = [*message.mentions]
    answered = message.reference.resolved if message.reference else None
    if isinstance(answered, discord.Message):
        people.append(answered.author)
    return tuple(dict.fromkeys(one.display_name for one in people if one.id != me_id))
