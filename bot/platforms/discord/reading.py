"""What an agent typed in Discord, as a draft. Discord escapes nothing, so only mentions matter."""

from __future__ import annotations

import re

import discord

from bot.coaching import intake
from bot.coaching.domain import Draft


def is_for_us(message: discord.Message, me: discord.ClientUser) -> bool:
    """Tell whether a person wrote this message to the coach."""
    return from_a_person(message) and (message.guild is None or me in message.mentions)


def is_for_our_role(message: discord.Message) -> bool:
    """Tell whether a person pinged the bot's own role, whose text Discord hides from us."""
    role = message.guild.self_role if message.guild else None
    return from_a_person(message) and role is not None and role in message.role_mentions


def from_a_person(message: discord.Message) -> bool:
    """Tell whether an agent typed this, rather than a bot, a webhook or Discord itself."""
    return (
        not message.author.bot
        and message.webhook_id is None
        and message.type in (discord.MessageType.default, discord.MessageType.reply)
    )


def read_message(message: discord.Message, me_id: int) -> Draft:
    """Read the draft in a message.

    Args:
        message: As Discord gave it to us.
        me_id: The bot's own user id, whose mention is no part of the draft.

    Raises:
        IntakeError: There is no draft in it.
    """
    return intake.read(
        without_mention(message.content, me_id), names=_names(message, me_id), id=str(message.id)
    )


def read_fields(draft: str, customer: str, *, locale: str, id: str) -> Draft:  # noqa: A002 - the draft's own word
    """Read a draft that came in fields of its own, with the customer's message beside it or not.

    Raises:
        IntakeError: There is no draft in them.
    """
    if not customer.strip():
        return intake.read(draft, locale=locale, id=id)
    text = draft.replace("\r\n", "\n").replace("\r", "\n").strip()
    intake.check(text)
    return Draft(text=text, customer=customer.strip(), locale=locale, id=id)


def without_mention(content: str, me_id: int) -> str:
    """Take our own mention out of a text and leave every other character alone."""
    mention = rf"<@!?{me_id}>"
    content = re.sub(rf"^[ \t]*(?:{mention}[ \t]*)+", "", content, flags=re.MULTILINE)
    content = re.sub(rf"[ \t]*{mention}[ \t]*$", "", content, flags=re.MULTILINE)
    return re.sub(rf"[ \t]*{mention}", "", content)


def _names(message: discord.Message, me_id: int) -> tuple[str, ...]:
    people: list[discord.abc.User] = [*message.mentions]
    answered = message.reference.resolved if message.reference else None
    if isinstance(answered, discord.Message):
        people.append(answered.author)
    return tuple(dict.fromkeys(one.display_name for one in people if one.id != me_id))
