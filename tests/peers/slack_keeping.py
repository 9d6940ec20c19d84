"""A Slack that keeps what it sent until that is acknowledged, and sends it again; light and fast.

It speaks Socket Mode and the few calls that the coach makes, for tests in which the coach dies.
With an `upstream` it stands before the local Slack (`slack_server.py`), which then makes events,
checks calls and shows messages, but forgets what was not acknowledged and drops metadata. Slack
tries three times; this one until somebody acknowledges, so what is lost is lost by the coach.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from tests.peers import slack_envelopes as envelopes
from tests.peers.slack_envelopes import Kept, Shown
from tests.peers.slack_server import ALICE, BOT, GENERAL, TEAM

AGAIN_S = (1.0,)
"""Seconds until an envelope comes again; the last of them over and over."""
AS_SLACK_S = (3.0, 60.0, 300.0)  # Source: Slack, Events API, read 2026-11-21.
TICK_S = 0.1
ME = {
    "ok": True,
    "team_id": TEAM,
    "user_id": BOT,
    "bot_id": "B0BOT",
    "team": "Acme",
    "user": "coach",
}


class KeepingSlack:
    """Slack, as far as a desk can tell.

    Args:
        upstream: The local Slack's address, or "" to do without.
        again_s: See `AGAIN_S`.

    Attributes:
        kept: Every envelope, by its id.
        shown: Every message of the coach, in order.
        refusing: True while calls are answered with 503.
        sockets: Those the coaches have open.
    """

    def __init__(self, upstream: str = "", *, again_s: Sequence[float] = AGAIN_S) -> None:
        self.upstream = upstream
        self.url = ""
        self.kept: dict[str, Kept] = {}
        self.shown: list[Shown] = []
        self.refusing = False
        self.changed = asyncio.Condition()
        self._open: dict[str, Kept] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self._again_s = again_s
        self._numbers = count(1)
        self._turn = 0

    @property
    def api_url(self) -> str:
        """What the coach is given as `SLACK_API_URL`."""
        return f"{self.url}/api/"

    async def mention(self, text: str, *, thread: str = "", channel: str = GENERAL) -> str:
        """Mention the coach; give back the key under which it will know it."""
        if self.upstream:
            return await self._write(channel, f"<@{BOT}> {text}", thread)
        return await self.keep(envelopes.mention(next(self._numbers), text, channel, thread))

    async def direct(self, text: str) -> str:
        """Write the coach a DM."""
        if self.upstream:
            opened = await self._ask_upstream("api/conversations.open", {"users": ALICE})
            return await self._write(opened["channel"]["id"], text, "")
        return await self.keep(envelopes.direct(next(self._numbers), text))

    async def command(self, text: str) -> str:
        """Type `/coach`; the answer comes to a response URL of its own."""
        return await self.keep(envelopes.command(next(self._numbers), text, self.url))

    async def press(self, shown: Shown) -> str:
        """Press the first button of a message; the answer comes to a response URL of its own."""
        rows = [block for block in shown.body.get("blocks") or [] if block["type"] == "actions"]
        button = rows[0]["elements"][0]
        number = next(self._numbers)
        return await self.keep(
            envelopes.press(number, button, shown.channel, shown.thread, self.url)
        )

    def answered(self, name: str) -> list[Shown]:
        """List the answers to a mention or DM, shown to all who read there."""
        return [one for one in self.shown if one.mark.startswith(f"{name}.")]

    def notes(self, name: str) -> list[Shown]:
        """List what one person alone was told below their mention."""
        channel, thread = name.split(":")[2:]
        there = [one for one in self.shown if one.private and one.channel == channel]
        return [one for one in there if one.thread == thread]

    def responses(self, name: str) -> list[Shown]:
        """List the answers at the response URL of a command or press."""
        url = f"respond/{name.rsplit('.', maxsplit=1)[-1]}"
        return [one for one in self.shown if one.channel == url]

    async def until(self, true: Any, patience_s: float = 60.0) -> None:
        """Wait until something holds, looking again after every change."""
        async with asyncio.timeout(patience_s), self.changed:
            await self.changed.wait_for(true)

    async def keep(self, kept: Kept) -> str:
        """Send an envelope until it is acknowledged; give back the key the coach knows it by."""
        envelope_id = f"e{next(self._numbers)}"
        self.kept[envelope_id] = self._open[envelope_id] = kept
        await self._send(envelope_id, kept)
        return kept.name

    async def _send(self, envelope_id: str, kept: Kept) -> None:
        if not self.sockets:
            return
        self._turn += 1
        socket = self.sockets[self._turn % len(self.sockets)]
        kept.last_at = time.monotonic()
        kept.sent_at = kept.sent_at or kept.last_at
        kept.tries += 1
        envelope: dict[str, Any] = {
            "type": kept.kind,
            "payload": kept.payload,
            "envelope_id": envelope_id,
        }
        if kept.tries > 1:
            envelope |= {"retry_attempt": kept.tries - 1, "retry_reason": "timeout"}
        with suppress(ConnectionError):
            await socket.send_json(envelope)

    async def send_again(self) -> None:
        """Send whatever was not acknowledged in time, until cancelled."""
        while True:
            now = time.monotonic()
            for envelope_id, kept in list(self._open.items()):
                # People see a failure after three seconds; Slack sends no press or command again.
                if kept.tries and kept.kind != "events_api":
                    continue
                wait_s = self._again_s[min(kept.tries, len(self._again_s)) - 1]
                if not kept.tries or now - kept.last_at >= wait_s:
                    await self._send(envelope_id, kept)
            await asyncio.sleep(TICK_S)

    async def _write(self, channel: str, text: str, thread: str) -> str:
        body = {"channel": channel, "user": ALICE, "text": text}
        said = await self._ask_upstream(
            "_control/message", body | ({"thread_ts": thread} if thread else {})
        )
        return f"slack:{TEAM}:{channel}:{said['message']['ts']}"

    async def _ask_upstream(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.upstream}/{path}", json=body) as answer,
        ):
            found: dict[str, Any] = await answer.json()
        assert found["ok"], found
        return found

    async def read_upstream(self) -> None:
        """Take the local Slack's events in the coach's place, until cancelled."""
        async with aiohttp.ClientSession() as http:
            opened = await self._passed_on(http, "apps.connections.open", b"", {})
            async with http.ws_connect(opened["url"]) as socket:
                async for message in socket:
                    envelope = json.loads(message.data)
                    if "envelope_id" not in envelope:
                        continue
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})
                    if kept := envelopes.from_local(envelope):
                        await self.keep(kept)

    async def on_api(self, request: web.Request) -> web.Response:
        """Answer a call."""
        method = request.match_info["method"]
        raw = await request.read()
        if self.refusing:
            return web.json_response({"ok": False, "error": "service_unavailable"}, status=503)
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws{self.url[4:]}/socket"})
        if method.startswith("conversations."):
            return web.json_response(self._history(await request.post(), request.query))
        if self.upstream:
            async with aiohttp.ClientSession() as http:
                said = await self._passed_on(http, method, raw, dict(request.headers))
        else:
            ts = f"{1_800_000_000 + next(self._numbers)}.000100"
            said = ME if method == "auth.test" else {"ok": True, "ts": ts, "message_ts": ts}
        if method.startswith("chat.post") and said["ok"]:
            await self._show(method, json.loads(raw), said)
        return web.json_response(said)

    async def on_respond(self, request: web.Request) -> web.Response:
        """Take an answer to a response URL."""
        if self.refusing:
            return web.Response(status=503)
        channel = f"respond/{request.match_info['number']}"
        body = await request.json()
        async with self.changed:
            self.shown.append(
                Shown("", channel, "", "", private=True, body=body, at=time.monotonic())
            )
            self.changed.notify_all()
        return web.Response(text="ok")

    async def on_socket(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket of the coach."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets) + 1})
        self.sockets.append(socket)
        async with self.changed:
            self.changed.notify_all()
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._acked(json.loads(message.data))
        finally:
            self.sockets.remove(socket)
        return socket

    async def _acked(self, said: dict[str, Any]) -> None:
        kept = self._open.pop(said["envelope_id"], None)
        if kept is None:
            return
        async with self.changed:
            kept.acked_at = time.monotonic()
            kept.told = said.get("payload") or {}
            self.changed.notify_all()

    async def _show(self, method: str, body: dict[str, Any], said: dict[str, Any]) -> None:
        mark = ((body.get("metadata") or {}).get("event_payload") or {}).get("key") or ""
        ts = str(said.get("ts") or said.get("message_ts"))
        private = method == "chat.postEphemeral"
        thread = str(body.get("thread_ts") or "")
        shown = Shown(mark, body["channel"], thread, ts, private, body, time.monotonic())
        async with self.changed:
            self.shown.append(shown)
            self.changed.notify_all()

    def _history(self, form: Any, query: Any) -> dict[str, Any]:
        channel = str(form.get("channel") or query.get("channel") or "")
        if not channel.startswith("D"):
            return {"ok": False, "error": "missing_scope"}
        found = [
            {"ts": one.ts, "metadata": {"event_payload": {"key": one.mark}}}
            for one in self.shown
            if one.channel == channel and one.mark
        ]
        return {"ok": True, "messages": found}

    async def _passed_on(
        self, http: aiohttp.ClientSession, method: str, raw: bytes, headers: dict[str, str]
    ) -> dict[str, Any]:
        own = {"Authorization": "Bearer xapp-test"}
        keep = {name: value for name, value in headers.items()
                if name.lower() in ("authorization", "content-type")}  # fmt: skip
        url = f"{self.upstream}/api/{method}"
        async with http.post(url, data=raw, headers=keep or own) as answer:
            found: dict[str, Any] = await answer.json(content_type=None)
        return found


@asynccontextmanager
async def keeping_slack(
    upstream: str = "", *, again_s: Sequence[float] = AGAIN_S
) -> AsyncIterator[KeepingSlack]:
    """Serve one on a free loopback port."""
    slack = KeepingSlack(upstream, again_s=again_s)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.on_api)
    app.router.add_post("/respond/{number}", slack.on_respond)
    app.router.add_get("/socket", slack.on_socket)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.url = "http://{}:{}".format(*runner.addresses[0][:2])
    tasks = [asyncio.create_task(slack.send_again(), name="send again")]
    if upstream:
        tasks.append(asyncio.create_task(slack.read_upstream(), name="read upstream"))
    try:
        yield slack
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runner.cleanup()
