"""What a small Discord is made of: people, one server, channels, messages, permissions, limits.

No sockets here. What the documentation forbids is refused here too, so that a bot which breaks a
rule fails against this server as it would against Discord.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

EPHEMERAL, LOADING, NO_EMBEDS, HAS_THREAD = 1 << 6, 1 << 7, 1 << 2, 1 << 5
CONTENT_INTENT = 1 << 15
VIEW, SEND, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 15, 1 << 16
THREADS, IN_THREADS = 1 << 35, 1 << 38
ALL = VIEW | SEND | ATTACH | HISTORY | THREADS | IN_THREADS
TEXT, DM, VOICE, THREAD = 0, 1, 2, 11
EPOCH_MS = 1_420_070_400_000

_LINK = re.compile(r"(?<!<)https?://\S+")
_CODE = re.compile(r"```.*?```", re.DOTALL)


class RefusedError(Exception):
    """The server's no, as Discord would say it.

    Args:
        status: HTTP status.
        code: Discord's error code.
        headers: Sent with it.
        more: Further fields of the error body.
    """

    def __init__(
        self, status: int, code: int, headers: dict[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.headers = headers or {}
        self.body: Json = {"code": code, "message": f"refused with {code}", **more}


def now() -> str:
    """Say the time as Discord does."""
    return datetime.now(UTC).isoformat()


class World:
    """One server with a support channel, an agent and a bot.

    Args:
        permissions: What the bot may do in the server.
        privileged: Whether the bot was granted the message content intent.
    """

    def __init__(self, *, permissions: int = ALL, privileged: bool = False) -> None:
        self._last_id = 0
        self.permissions = permissions
        self.privileged = privileged
        self.app_id, self.guild_id, self.role_id = self.new_id(), self.new_id(), self.new_id()
        self.bot = self.user("Coach", bot=True, id=self.app_id)
        self.agent = self.user("ana")
        self.colleague = self.user("Bo Lund")
        self.other_bot = self.user("Echo", bot=True)
        self.channels: dict[str, Json] = {}
        self.messages: dict[str, Json] = {}
        self.nonces: dict[tuple[str, str], Json] = {}
        self.files: dict[str, bytes] = {}
        self.support = self.channel(TEXT, "support")
        self.voice = self.channel(VOICE, "calls", bitrate=64_000, user_limit=0)

    def new_id(self) -> str:
        """Make the next snowflake, which tells the time it was made."""
        now_id = int(time.time() * 1000 - EPOCH_MS) << 22
        self._last_id = max(self._last_id + (1 << 12), now_id)
        return str(self._last_id)

    def user(self, name: str, *, bot: bool = False, id: str = "") -> Json:  # noqa: A002 - Discord's own word
        """Make a user."""
        return {
            "id": id or self.new_id(), "username": name, "global_name": name, "avatar": None,
            "discriminator": "0", "bot": bot, "flags": 0, "public_flags": 0, "primary_guild": None,
        }  # fmt: skip

    def channel(self, type: int, name: str | None, *, id: str = "", **more: object) -> Json:  # noqa: A002 - Discord's own words
        """Make a channel and open it."""
        made: Json = {
            "id": id or self.new_id(), "type": type, "name": name, "guild_id": self.guild_id,
            "position": 0, "permission_overwrites": [], "nsfw": False, "parent_id": None,
            "topic": None, "last_message_id": None, "flags": 0, **more,
        }  # fmt: skip
        if type == DM:
            del made["guild_id"]
            made["recipients"] = [self.agent]
        if type == THREAD:
            lasting: Json = {"archived": False, "locked": False, "auto_archive_duration": 1440}
            lasting |= {"archive_timestamp": now(), "create_timestamp": now()}
            made |= {
                "owner_id": self.app_id, "message_count": 0, "member_count": 1,
                "rate_limit_per_user": 0, "total_message_sent": 0,
                "thread_metadata": lasting,
            }  # fmt: skip
        self.channels[made["id"]] = made
        return made

    def dm(self) -> Json:
        """Give the agent's DM with the bot, opening it if need be."""
        opened = (one for one in self.channels.values() if one["type"] == DM)
        return next(opened, None) or self.channel(DM, None)

    def member(self, user: Json) -> Json:
        """Say who a user is in the server."""
        return {
            "user": user, "roles": [self.role_id] if user is self.bot else [], "nick": None,
            "joined_at": now(), "deaf": False, "mute": False, "flags": 0,
            "permissions": str(self.permissions),
        }  # fmt: skip

    def guild(self) -> Json:
        """Describe the server as GUILD_CREATE does."""
        plain = {"position": 0, "color": 0, "hoist": False, "managed": False, "flags": 0}
        everyone = {"id": self.guild_id, "name": "@everyone", "permissions": str(self.permissions)}
        own = {"id": self.role_id, "name": "Coach", "permissions": "0"}
        tags = {"bot_id": self.app_id}
        listed = list(self.channels.values())
        return {
            "id": self.guild_id, "name": "Support team", "owner_id": self.agent["id"],
            "roles": [
                {**plain, **everyone, "mentionable": False},
                {**plain, **own, "managed": True, "mentionable": True, "tags": tags},
            ],
            "channels": [one for one in listed if one["type"] in (TEXT, VOICE)],
            "threads": [one for one in listed if one["type"] == THREAD],
            "members": [self.member(self.bot)], "member_count": 3, "emojis": [], "stickers": [],
            "features": [], "voice_states": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [], "preferred_locale": "en-US",
            "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
            "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0,
            "system_channel_flags": 0, "large": False, "unavailable": False, "joined_at": now(),
        }  # fmt: skip

    def need(self, channel: Json, *bits: int) -> None:
        """Refuse what the bot may not do in a channel of the server."""
        if channel.get("guild_id") and any(not self.permissions & bit for bit in bits):
            raise RefusedError(403, 50013)

    def message(self, channel: Json, author: Json, body: Json, **more: object) -> Json:
        """Write a message into a channel.

        Args:
            channel: Where.
            author: Who.
            body: As a Create Message call has it.
            more: Fields to set as they are.
        """
        content = str(body.get("content") or "").strip()
        answered = self._answered(body.get("message_reference"))
        users, roles, everyone = self._pinged(content, body.get("allowed_mentions"), answered)
        made: Json = {
            "id": self.new_id(), "channel_id": channel["id"], "author": author, "content": content,
            "timestamp": now(), "edited_timestamp": None, "tts": False, "pinned": False,
            "mention_everyone": everyone, "mentions": users, "mention_roles": roles,
            "attachments": [], "embeds": body.get("embeds") or [], "type": 19 if answered else 0,
            "components": body.get("components") or [], "flags": body.get("flags") or 0, **more,
        }  # fmt: skip
        if not made["flags"] & NO_EMBEDS:
            links = _LINK.findall(_CODE.sub("", content))
            made["embeds"] = [*made["embeds"], *({"type": "link", "url": link} for link in links)]
        if body.get("nonce"):
            made["nonce"] = body["nonce"]
        if answered:
            given = body["message_reference"]
            keys = [key for key in ("message_id", "channel_id", "guild_id") if given.get(key)]
            made["message_reference"] = {"type": 0, **{key: str(given[key]) for key in keys}}
            made["referenced_message"] = {**answered, "referenced_message": None}
        if channel.get("guild_id"):
            made["guild_id"] = channel["guild_id"]
        self.messages[made["id"]] = made
        return made

    def redacted(self, message: Json, intents: int = 0) -> Json:
        """Blank what an app without the content intent may not read, each message by itself.

        Source: Discord, Gateway, "Message Content Intent", read 2026-11-21.
        """
        seen = dict(message)
        named = any(user["id"] == self.app_id for user in message["mentions"])
        own = message["author"]["id"] == self.app_id
        granted = self.privileged and intents & CONTENT_INTENT
        if not (own or named or granted or "guild_id" not in message):
            seen |= {"content": "", "embeds": [], "attachments": [], "components": []}
        if seen.get("referenced_message"):
            seen["referenced_message"] = self.redacted(seen["referenced_message"], intents)
        return seen

    def _answered(self, reference: Json | None) -> Json | None:
        if not reference:
            return None
        found = self.messages.get(str(reference["message_id"]))
        if found is None and reference.get("fail_if_not_exists", True):
            raise RefusedError(400, 50035)
        return found

    def _pinged(
        self, content: str, allowed: Json | None, answered: Json | None
    ) -> tuple[list[Json], list[str], bool]:
        people = (self.bot, self.agent, self.colleague, self.other_bot)
        parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse", [])
        ids = set(re.findall(r"<@!?(\d+)>", content)) if "users" in parse else set()
        if answered and (allowed is None or allowed.get("replied_user")):
            ids.add(answered["author"]["id"])
        roles = re.findall(r"<@&(\d+)>", content) if "roles" in parse else []
        everyone = bool(re.search("@(?:everyone|here)", content)) and "everyone" in parse
        return [one for one in people if one["id"] in ids], roles, everyone


def check_body(body: Json, *, files: bool = False, editing: bool = False) -> None:
    """Refuse a message body that breaks a limit.

    Source: Discord, Message resource and Component reference, read 2026-11-21.
    """
    content = str(body.get("content") or "")
    if len(content) > 2000:
        raise RefusedError(400, 50035)
    if len(str(body.get("nonce") or "")) > 25:
        raise RefusedError(400, 50035)
    count, left = 0, list(body.get("components") or [])
    while left:
        part = left.pop()
        count += 1
        part.setdefault("id", count)
        left += part.get("components") or []
        if len(part.get("custom_id") or "") > 100 or len(part.get("label") or "") > 80:
            raise RefusedError(400, 50035)
    full = content.strip() or body.get("embeds") or body.get("components") or files
    if not editing and not full:
        raise RefusedError(400, 50006)
