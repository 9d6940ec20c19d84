"""A small honest Discord over loopback sockets: what people do in it, and how to wait for the bot.

The real discord.py client connects to it. `discord_world` holds what there is, `discord_gateway`
and `discord_routes` answer the client.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.peers import discord_world as dw
from tests.peers.discord_forms import sent_in
from tests.peers.discord_gateway import Gateway
from tests.peers.discord_rest import PREFIX, Exchange, Fault, Rest
from tests.peers.discord_routes import Asked, Routes
from tests.peers.discord_world import Json, World

TOKEN = "MTIz.fake.token"
PATIENCE_S = 15.0


class DiscordServer:
    """Discord, seen by the people in it.

    Args:
        world: Channels, people, permissions.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.token = TOKEN
        self._heard = asyncio.Condition()
        self.gateway = Gateway(world, TOKEN, self._notify)
        self.routes = Routes(world, self.gateway)
        self.rest = Rest(token=TOKEN, routes=self.routes.all, heard=self._notify)
        self.url = ""

    @property
    def mention(self) -> str:
        """How the agent names the bot."""
        return f"<@{self.world.app_id}>"

    async def until(self, true: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
        """Wait until something holds, looking again after every call of the bot."""
        async with asyncio.timeout(patience_s), self._heard:
            await self._heard.wait_for(true)

    async def say(
        self,
        content: str,
        *,
        channel: Json | None = None,
        author: Json | None = None,
        **more: object,
    ) -> Json:
        """Write a message as a person does.

        Args:
            content: What they type.
            channel: Where; the support channel if left out.
            author: Who; the agent if left out.
            more: Fields to set, such as `webhook_id`.
        """
        reply = more.pop("reply_to", None)
        body: Json = {"content": content}
        if isinstance(reply, dict):
            body["message_reference"] = {
                "message_id": reply["id"],
                "channel_id": reply["channel_id"],
            }
            body["allowed_mentions"] = {
                "parse": ["users", "roles", "everyone"],
                "replied_user": True,
            }
        message = self.world.message(
            channel or self.world.support, author or self.world.agent, body, **more
        )
        await self.routes.tell_message(message)
        return message

    async def slash(self, channel: Json | None = None, /, **options: str) -> Asked:
        """Type `/coach` with options."""
        return await self.command("coach", channel, **options)

    async def command(
        self, name: str, channel: Json | None = None, /, **options: str | bool
    ) -> Asked:
        """Type a command with options."""
        given = [
            {"name": option, "type": 5 if isinstance(value, bool) else 3, "value": value}
            for option, value in options.items()
        ]
        data = {"id": self._command(name), "name": name, "type": 1, "options": given}
        return await self._interact(2, data, channel)

    async def menu(self, message: Json) -> Asked:
        """Choose "Coach this draft" on a message."""
        name = "Coach this draft"
        data = {"id": self._command(name), "name": name, "type": 3, "target_id": message["id"]}
        resolved = {"messages": {message["id"]: message}}
        channel = self.world.channels[message["channel_id"]]
        return await self._interact(2, {**data, "resolved": resolved}, channel)

    async def press(self, message: Json, label: str = "", *, user: Json | None = None) -> Asked:
        """Press a button below a message: the first, or the one with that label."""
        buttons = message["components"][0]["components"]
        button = next(one for one in buttons if label in ("", one["label"]))
        data = {"component_type": 2, "custom_id": button["custom_id"], "id": 2}
        channel = self.world.channels[message["channel_id"]]
        return await self._interact(3, data, channel, user=user, message=message)

    async def send_form(self, form: Json, *, below: Json | None = None, **values: str) -> Asked:
        """Fill in a form and send it.

        Args:
            form: As the bot opened it.
            below: The message whose button opened it.
            values: What is typed, by the names of the fields.
        """
        channel = self.world.channels[below["channel_id"]] if below else None
        return await self._interact(5, sent_in(form, values), channel, message=below)

    def answers(self, channel: Json | None = None) -> list[Json]:
        """List what the bot posted for all to see, in one channel or everywhere."""
        return [
            one
            for one in self.world.messages.values()
            if one["author"]["id"] == self.world.app_id
            and not one["flags"] & (dw.EPHEMERAL | dw.LOADING)
            and (channel is None or one["channel_id"] == channel["id"])
        ]

    def thread_of(self, message: Json) -> Json | None:
        """Give the thread that hangs on a message."""
        return self.world.channels.get(message["id"])

    def calls(self, method: str, path_end: str) -> list[Exchange]:
        """List the bot's calls of one kind."""
        return [
            one
            for one in self.rest.exchanges
            if one.call.method == method and one.call.path.endswith(path_end)
        ]

    def break_next(self, method: str, path: str, **more: Any) -> None:
        """Let the next matching call go wrong; see `Fault` for how."""
        self.rest.faults.append(Fault(method=method, path=path, **more))

    def _command(self, name: str) -> str:
        return str(next(one["id"] for one in self.routes.commands if one["name"] == name))

    async def _interact(
        self,
        type: int,  # noqa: A002 - Discord's own word
        data: Json,
        channel: Json | None = None,
        *,
        user: Json | None = None,
        message: Json | None = None,
    ) -> Asked:
        where, who = channel or self.world.support, user or self.world.agent
        guild = where.get("guild_id")
        payload: Json = {
            "id": self.world.new_id(), "application_id": self.world.app_id, "type": type,
            "data": data, "token": f"tok{self.world.new_id()}", "version": 1, "channel": where,
            "channel_id": where["id"], "locale": "en-US", "entitlements": [],
            "app_permissions": str(self.world.permissions), "context": 0 if guild else 1,
            "authorizing_integration_owners": {"0": guild or "0"},
            "attachment_size_limit": 10 << 20,
        }  # fmt: skip
        if guild:
            here = {"id": guild, "features": [], "locale": "en-US"}
            payload |= {"guild_id": guild, "guild": here, "guild_locale": "en-US"}
            payload["member"] = self.world.member(who)
        else:
            payload["user"] = who
        if message:
            payload["message"] = message
        asked = self.routes.asked[payload["token"]] = Asked(payload, time.monotonic())
        await self.gateway.tell("INTERACTION_CREATE", payload, guild=guild or "")
        return asked

    async def _notify(self) -> None:
        async with self._heard:
            self._heard.notify_all()


@asynccontextmanager
async def discord_server(world: World | None = None) -> AsyncIterator[DiscordServer]:
    """Serve a small Discord on a free loopback port.

    Args:
        world: What is in it; a fresh one if left out.
    """
    server = DiscordServer(world or World())
    app = web.Application(client_max_size=30 << 20)
    app.router.add_get("/gateway", server.gateway.serve)
    app.router.add_route("*", PREFIX + "/{tail:.*}", server.rest.serve)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        server.url = f"http://{host}:{port}{PREFIX}"
        yield server
    finally:
        await server.gateway.drop()
        await runner.cleanup()
