"""The REST routes that a coach uses, with their limits, permissions and clocks."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.peers import discord_world as dw
from tests.peers.discord_forms import check_form
from tests.peers.discord_gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.peers.discord_rest import Answer, Call, Route
from tests.peers.discord_world import Json, RefusedError, World, check_body

MANY = 100
"""Messages a history shows at most."""


@dataclass
class Asked:
    """One interaction and all that came back.

    Args:
        payload: As the bot got it.
        at: When it was sent, on the monotonic clock in seconds.
        answer: The type of the first answer, or None.
        sent: The bodies of that answer and of all that followed.
        messages: What the agent sees.
    """

    payload: Json
    at: float
    answer: int | None = None
    sent: list[Json] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """What the agent reads, once it is there."""
        return [one["content"] for one in self.messages if not one["flags"] & dw.LOADING]


class Routes:
    """Carries calls out.

    Args:
        world: What there is.
        gateway: Told of every change.
    """

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self.ack_deadline_s = 3.0
        self.token_life_s = 900.0
        self.sessions_left = 999
        self.shards = 1
        self.commands: list[Json] = []
        self.asked: dict[str, Asked] = {}
        message = r"/channels/(\d+)/messages/(\d+)"
        hook = r"/webhooks/\d+/([^/]+)"
        self.all: list[Route] = [
            ("GET", "/users/@me", self._me),
            ("GET", "/(?:oauth2/)?applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("GET", r"/applications/\d+/commands", self._get_commands),
            ("PUT", r"/applications/\d+/commands", self._put_commands),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", r"/channels/(\d+)", self._get_channel),
            ("POST", r"/channels/(\d+)/messages", self._create_message),
            ("GET", r"/channels/(\d+)/messages", self._history),
            ("GET", message, self._get_message),
            ("POST", f"{message}/threads", self._create_thread),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
            ("PATCH", f"{hook}/messages/@original", self._edit_original),
            ("POST", hook, self._follow_up),
        ]

    async def tell_message(self, message: Json) -> None:
        """Tell every session of a new message, each what it may read of it."""
        in_guild = "guild_id" in message
        member = self._world.member(message["author"])
        extra = {"member": {key: member[key] for key in member if key != "user"}}
        await self._gateway.tell(
            "MESSAGE_CREATE",
            lambda session: {
                **self._world.redacted(message, session.intents),
                **(extra if in_guild else {}),
            },
            need=GUILD_MESSAGES if in_guild else DIRECT_MESSAGES,
            guild=message.get("guild_id", ""),
        )

    async def _me(self, _: Call) -> Answer:
        return 200, {**self._world.bot, "mfa_enabled": True, "locale": "en-US"}

    async def _application(self, _: Call) -> Answer:
        return 200, {
            "id": self._world.app_id, "name": "Coach", "icon": None, "description": "",
            "summary": "", "bot_public": True, "bot_require_code_grant": False, "verify_key": "",
            "flags": 0, "flags_new": "0", "owner": self._world.agent, "team": None, "type": None,
            "redirect_uris": [], "interactions_endpoint_url": None,
            "role_connections_verification_url": None, "approximate_guild_count": 1,
            "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0, "eligible_oauth2_scopes": [],
        }  # fmt: skip

    async def _gateway_bot(self, call: Call) -> Answer:
        limits = {"total": 1000, "remaining": self.sessions_left, "max_concurrency": 1}
        self.sessions_left = max(self.sessions_left, 1)
        url = f"ws://{call.host}/gateway"
        return 200, {
            "url": url,
            "shards": self.shards,
            "session_start_limit": {**limits, "reset_after": 50},
        }

    async def _get_commands(self, _: Call) -> Answer:
        return 200, self.commands

    async def _put_commands(self, call: Call) -> Answer:
        kept = {(one["name"], one["type"]): one["id"] for one in self.commands}
        blank: Json = {"options": [], "default_member_permissions": None, "nsfw": False}
        blank |= {"description": "", "application_id": self._world.app_id}
        self.commands = [
            {
                **blank,
                **one,
                "default_member_permissions": _digits(one.get("default_member_permissions")),
                "id": kept.get((one["name"], one["type"])) or self._world.new_id(),
                "version": self._world.new_id(),
            }
            for one in call.body
        ]
        return 200, self.commands

    async def _open_dm(self, _: Call) -> Answer:
        return 200, self._world.dm()

    async def _get_channel(self, call: Call) -> Answer:
        return 200, self._channel(call.parts[0])

    async def _create_message(self, call: Call) -> Answer:
        channel, body = self._channel(call.parts[0]), call.body
        send = dw.IN_THREADS if channel["type"] == dw.THREAD else dw.SEND
        self._world.need(channel, dw.VIEW, send)
        if call.files:
            self._world.need(channel, dw.ATTACH)
        if body.get("message_reference") and not self._world.permissions & dw.HISTORY:
            raise RefusedError(403, 160002)
        check_body(body, files=bool(call.files))
        key = (channel["id"], str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self._world.nonces:
            return 200, self._world.nonces[key]
        message = self._world.message(channel, self._world.bot, body)
        self._attach(message, call)
        if body.get("nonce"):
            self._world.nonces[key] = message
        await self.tell_message(message)
        return 200, message

    async def _get_message(self, call: Call) -> Answer:
        self._world.need(self._channel(call.parts[0]), dw.VIEW, dw.HISTORY)
        message = self._world.messages.get(call.parts[1])
        if message is None:
            raise RefusedError(404, 10008)
        return 200, self._world.redacted(message)

    async def _history(self, call: Call) -> Answer:
        channel = self._channel(call.parts[0])
        self._world.need(channel, dw.VIEW, dw.HISTORY)
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 50))
        if not 1 <= limit <= MANY:
            raise RefusedError(400, 50035)
        found = [
            one
            for one in self._world.messages.values()
            if one["channel_id"] == channel["id"]
            and int(one["id"]) > after
            and not one["flags"] & dw.EPHEMERAL
        ]
        # The ones right after `after`, the newest first; neither nonce nor server is told here.
        shown = sorted(found, key=lambda one: int(one["id"]))[:limit][::-1]
        hidden = ("nonce", "guild_id")
        return 200, [
            {key: value for key, value in self._world.redacted(one).items() if key not in hidden}
            for one in shown
        ]

    async def _create_thread(self, call: Call) -> Answer:
        channel, message = self._channel(call.parts[0]), call.parts[1]
        self._world.need(channel, dw.VIEW, dw.THREADS)
        if channel["type"] != dw.TEXT:
            raise RefusedError(400, 50024)
        if message in self._world.channels:
            raise RefusedError(400, 160004)
        if message not in self._world.messages:
            raise RefusedError(404, 10008)
        name = str(call.body["name"])[:100]
        thread = self._world.channel(dw.THREAD, name, id=message, parent_id=channel["id"])
        self._world.messages[message]["flags"] |= dw.HAS_THREAD
        await self._gateway.tell("THREAD_CREATE", {**thread, "newly_created": True}, need=1)
        return 201, thread

    async def _callback(self, call: Call) -> Answer:
        asked, body = self.asked.get(call.parts[1]), call.body
        if asked is None or asked.payload["id"] != call.parts[0]:
            raise RefusedError(404, 10062)
        if asked.answer is not None:
            raise RefusedError(400, 40060)
        if time.monotonic() - asked.at > self.ack_deadline_s:
            raise RefusedError(404, 10062)
        given: Json = body.get("data") or {}
        said: dict[str, Any] = {"id": call.parts[0], "type": asked.payload["type"]}
        answer: Json = {"interaction": said}
        if body["type"] == 9:
            check_form(given, asked.payload["type"])
        if body["type"] in (4, 5):
            loading = body["type"] == 5
            flags = (given.get("flags") or 0) | (dw.LOADING if loading else 0)
            if not loading:
                check_body(given, files=bool(call.files))
            message = self._ephemeral(asked, given, flags)
            self._attach(message, call)
            said |= {"response_message_id": message["id"], "response_message_loading": loading}
            said["response_message_ephemeral"] = bool(flags & dw.EPHEMERAL)
            answer["resource"] = {"type": body["type"], "message": message}
        asked.answer = body["type"]
        asked.sent.append(body)
        return 200, answer

    async def _edit_original(self, call: Call) -> Answer:
        asked = self._open_token(call.parts[0])
        if not asked.messages:
            raise RefusedError(404, 10008)
        return self._fill(asked, asked.messages[0], call)

    async def _follow_up(self, call: Call) -> Answer:
        asked = self._open_token(call.parts[0])
        first = asked.messages[0] if asked.messages else None
        if first and first["flags"] & dw.LOADING:
            return self._fill(asked, first, call)
        check_body(call.body, files=bool(call.files))
        message = self._ephemeral(asked, call.body, call.body.get("flags") or 0)
        self._attach(message, call)
        asked.sent.append(call.body)
        return 200, message

    def _fill(self, asked: Asked, message: Json, call: Call) -> Answer:
        check_body(call.body, files=bool(call.files), editing=True)
        message |= {
            "content": str(call.body.get("content") or "").strip(),
            "edited_timestamp": dw.now(),
            "components": call.body.get("components") or [],
        }
        message["flags"] &= ~dw.LOADING
        self._attach(message, call)
        asked.sent.append(call.body)
        return 200, message

    def _open_token(self, token: str) -> Asked:
        asked = self.asked.get(token)
        if asked is None or asked.answer is None:
            raise RefusedError(404, 10015)
        if time.monotonic() - asked.at > self.token_life_s:
            raise RefusedError(401, 50027)
        return asked

    def _ephemeral(self, asked: Asked, body: Json, flags: int) -> Json:
        payload, channel = asked.payload, self._channel(asked.payload["channel_id"])
        owners = payload["authorizing_integration_owners"]
        by: Json = {"user": self._world.agent, "authorizing_integration_owners": owners}
        by |= {"id": payload["id"], "type": payload["type"]}
        if payload["type"] == 3:
            by["interacted_message_id"] = payload["message"]["id"]
        if payload["type"] == 5:
            by["triggering_interaction_metadata"] = {**by, "type": 2}
        message = self._world.message(
            channel, self._world.bot, body, type=20, flags=flags,
            webhook_id=self._world.app_id, interaction_metadata=by,
        )  # fmt: skip
        asked.messages.append(message)
        return message

    def _attach(self, message: Json, call: Call) -> None:
        for name, content in call.files.items():
            made: Json = {"id": self._world.new_id(), "filename": name, "size": len(content)}
            made |= {"url": f"http://{call.host}/{name}", "proxy_url": f"http://{call.host}/{name}"}
            message["attachments"] = [*message["attachments"], made]
            self._world.files[made["id"]] = content

    def _channel(self, id: str) -> Json:  # noqa: A002 - Discord's own word
        if id not in self._world.channels:
            raise RefusedError(404, 10003)
        return self._world.channels[id]


def _digits(permissions: int | None) -> str | None:
    return None if permissions is None else str(permissions)
