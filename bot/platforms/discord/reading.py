"""Messages and interactions as asks. Discord escapes nothing, so only mentions matter."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import discord

from bot.platforms.discord import buttons
from bot.platforms.discord.asks import Ask
from bot.tip_times import asked, is_puzzling


def from_message(message: discord.Message, me: discord.ClientUser) -> Ask | None:
    """Read a mention, a DM or a ping of our role; None for every other message."""
    if not _from_a_person(message):
        return None
    if not guild_of(message) or me in message.mentions:
        return _about_tips(_addressed(message, me.id), message)
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


def from_button(interaction: discord.Interaction, door: str, carried: str) -> Ask:
    """Read the press of a button that speaks of a message."""
    channel, message, *said = carried.split(":")
    ask = _from_interaction(interaction, door, message=message)
    return replace(ask, channel=channel, said=tuple(said))


def from_answers(
    interaction: discord.Interaction, form: str, draft: str, said: tuple[str, ...]
) -> Ask:
    """Read the form that "Answer" opened.

    Args:
        interaction: It was sent in by.
        form: Its id; it names the message with the draft, or the people named beside the draft.
        draft: The draft, where it stands in no message.
        said: What was typed, question by question.
    """
    ask = replace(_from_interaction(interaction, "answer", text=draft), said=said)
    if not form.startswith(buttons.ANSWER):
        return replace(ask, names=buttons.names_in(form))
    channel, message, _ = form.removeprefix(buttons.ANSWER).split(":")
    # It is coached as it was the first time.
    return replace(ask, channel=channel, message=message, locale="", public=True)


def from_tips(interaction: discord.Interaction, time: str, zone: str, *, off: bool) -> Ask:
    """Read `/coach-tips`, which Discord lets only those use who may."""
    said = ("off" if off else "", time.strip().replace(".", ":"), zone.strip())
    return replace(_from_interaction(interaction, "settings"), said=said)


def from_vote(interaction: discord.Interaction, value: str) -> Ask:
    """Read the press of a button that says whether a rewrite helped."""
    return replace(_from_interaction(interaction, "feedback"), said=(value,))


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


def _about_tips(ask: Ask, message: discord.Message) -> Ask:
    """Take what is said about a channel's tips for what it is, rather than for a draft."""
    wish = asked(ask.text)
    if wish is None and is_puzzling(ask.text):
        return replace(ask, door="settings", text="", names=(), threads=False, said=("?", "", ""))
    if wish is None:
        return ask
    said = ("off" if wish.off else "", wish.at, wish.zone) if _may_manage(message) else ()
    return replace(ask, door="settings", text="", names=(), threads=False, said=said)


def _may_manage(message: discord.Message) -> bool:
    """Tell whether an author may manage the channel; False where nobody can know."""
    author, channel = message.author, message.channel
    if not isinstance(author, discord.Member):
        return False
    known = isinstance(channel, discord.abc.GuildChannel | discord.Thread)
    return known and channel.permissions_for(author).manage_channels


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
