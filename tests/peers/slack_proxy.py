"""A thin proxy between the bot and the local Slack that adds what can go wrong, and remembers.

It can redeliver events, ask for a new connection, throttle, fail, refuse, break off after the work
is done, and inject envelopes. It stands at the bot's `SLACK_API_URL`, so what passes through it is
what the bot really sent. As our manifest asks for it, history is there in direct messages alone.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
from aiohttp import web


@dataclass(slots=True)
class _Fault:
    status: int
    body: str
    left: int
    retry_after_s: int = 0


Break = Literal["cut", "500"]


@dataclass(slots=True)
class SlackProxy:
    """What went through, and what shall go wrong next.

    Args:
        upstream: The local Slack's address; "" when nothing stands behind.
        url: Our own address.
        calls: Web API calls of the bot, method and payload, faults included.
        acks: Envelope ids the bot acknowledged.
        delivered: Envelope ids the bot was sent.
        responses: What the bot posted to `response_url`s of ours.
        connected: How many sockets were ever opened.
        redeliver: How many of the next events are sent twice.
        losing_acks: True while no acknowledgement arrives.
        page: How many messages of a history one answer shows; 0 for all.
        stale: How many of the next socket addresses are no good, however often they are tried.
    """

    upstream: str = ""
    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    acks: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)
    connected: int = 0
    redeliver: int = 0
    losing_acks: bool = False
    page: int = 0
    stale: int = 0
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _faults: dict[str, _Fault] = field(default_factory=dict)
    _breaks: dict[str, Break] = field(default_factory=dict)
    _events: dict[str, dict[str, Any]] = field(default_factory=dict)
    _metadata: dict[str, Any] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)

    @property
    def api_url(self) -> str:
        """What the bot is given as `SLACK_API_URL`."""
        return f"{self.url}/api/"

    @property
    def response_url(self) -> str:
        """A `response_url` that lands in `responses`."""
        return f"{self.url}/respond"

    def called(self, method: str) -> list[dict[str, Any]]:
        """List the payloads of the calls of one method."""
        return [payload for name, payload in self.calls if name == method]

    def fail(
        self, method: str, status: int, *, times: int = 1, retry_after_s: int = 0, body: str = ""
    ) -> None:
        """Answer the next calls of a method with an HTTP error; `respond` names response URLs.

        Args:
            method: Which.
            status: With what.
            times: How often.
            retry_after_s: What a 429 asks for.
            body: Said instead of Slack's JSON, as a gateway in between would.
        """
        error = "ratelimited" if status == 429 else "service_unavailable"
        said = body or json.dumps({"ok": False, "error": error})
        self._faults[method] = _Fault(status, said, times, retry_after_s)

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer the next calls of a method with one of Slack's own errors."""
        self._faults[method] = _Fault(200, json.dumps({"ok": False, "error": error}), times)

    def break_after(self, method: str, how: Break) -> None:
        """Let the next call of a method do its work, then break the line or answer 500."""
        self._breaks[method] = how

    async def redeliver_missed(self) -> int:
        """Send every event again that was not acknowledged, as Slack does; say how many."""
        missed = [event for key, event in self._events.items() if key not in self.acks]
        self._events.clear()
        for event in missed:
            again = {"envelope_id": str(uuid.uuid4()), "retry_attempt": 1}
            await self._deliver(self._sockets[-1], json.dumps(event | again))
        return len(missed)

    async def send(self, kind: str, payload: dict[str, Any]) -> str:
        """Send the bot an envelope of ours; give back its id."""
        envelope_id = str(uuid.uuid4())
        envelope = {"type": kind, "payload": payload, "envelope_id": envelope_id}
        await self._deliver(self._sockets[-1], json.dumps(envelope))
        return envelope_id

    async def ask_to_reconnect(self) -> None:
        """Tell the bot that its connection will be closed, as Slack does every few hours."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close_sockets(self) -> None:
        """Drop every connection, as a network does."""
        for socket in list(self._sockets):
            await socket.close()

    async def on_api(self, request: web.Request) -> web.Response:
        """Pass a Web API call on, or let it fail."""
        method = request.match_info["method"]
        raw = await request.read()
        payload = _payload(request, raw)
        self.calls.append((method, payload))
        if fault := self._fault(method) or _no_history(method, payload):
            return fault
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() in ("authorization", "content-type")
        }
        url = f"{self.upstream}/api/{method}?{request.query_string}"
        async with (
            aiohttp.ClientSession() as http,
            http.request(request.method, url, data=raw or None, headers=headers) as answer,
        ):
            text = await answer.text()
        text = text.replace(f"ws{self.upstream[4:]}", f"ws{self.url[4:]}")
        if how := self._breaks.pop(method, None):
            self._remember(payload, text)
            return self._broken(request, how)
        text = self._remember(payload, text)
        return web.Response(text=text, content_type="application/json", status=answer.status)

    async def on_respond(self, request: web.Request) -> web.Response:
        """Take an answer to a `response_url`."""
        if fault := self._fault("respond"):
            return fault
        self.responses.append(await request.json())
        if how := self._breaks.pop("respond", None):
            return self._broken(request, how)
        return web.Response(text="ok")

    async def on_socket(self, request: web.Request) -> web.WebSocketResponse:
        """Stand between the bot's socket and the local Slack's."""
        address = request.match_info["id"]
        if self.stale and address not in self._stale:
            self.stale -= 1
            self._stale.add(address)
        if address in self._stale:
            raise web.HTTPForbidden
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        self.connected += 1
        upstream = f"{self.upstream}/socket/{address}"
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(upstream) as behind,
            asyncio.TaskGroup() as group,
        ):
            down = group.create_task(self._down(behind, socket))
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT and not self.losing_acks:
                    self.acks.append(json.loads(message.data)["envelope_id"])
                    await behind.send_str(message.data)
            down.cancel()
        self._sockets.remove(socket)
        return socket

    async def _down(
        self, behind: aiohttp.ClientWebSocketResponse, socket: web.WebSocketResponse
    ) -> None:
        async for message in behind:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            await self._deliver(socket, message.data)
            envelope = json.loads(message.data)
            if envelope.get("type") == "events_api" and self.redeliver:
                self.redeliver -= 1
                again = {"envelope_id": str(uuid.uuid4()), "retry_attempt": 1}
                await self._deliver(
                    socket, json.dumps(envelope | again | {"retry_reason": "timeout"})
                )

    async def _deliver(self, socket: web.WebSocketResponse, raw: str) -> None:
        if envelope_id := json.loads(raw).get("envelope_id"):
            self.delivered.append(envelope_id)
        if (envelope := json.loads(raw)).get("type") == "events_api":
            self._events[envelope["envelope_id"]] = envelope
        await socket.send_str(raw)

    def _remember(self, payload: dict[str, Any], text: str) -> str:
        """Keep the metadata of what is posted and give it back when somebody looks."""
        answer = json.loads(text)
        if metadata := payload.get("metadata"):
            self._metadata[str(answer.get("ts"))] = metadata
        if payload.get("include_all_metadata"):
            for message in answer.get("messages", []):
                message["metadata"] = self._metadata.get(message["ts"], {})
        if self.page and "messages" in answer:
            first = int(payload.get("cursor") or 0)
            more = first + self.page < len(answer["messages"])
            answer["messages"] = answer["messages"][first : first + self.page]
            cursor = str(first + self.page) if more else ""
            answer["response_metadata"] = {"next_cursor": cursor}
        return json.dumps(answer)

    def _broken(self, request: web.Request, how: Break) -> web.Response:
        if how == "cut" and request.transport:
            request.transport.abort()
        return web.Response(text="upstream connect error", status=500)

    def _fault(self, method: str) -> web.Response | None:
        fault = self._faults.get(method)
        if fault is None or not fault.left:
            return None
        fault.left -= 1
        headers = {"Retry-After": str(fault.retry_after_s)} if fault.status == 429 else {}
        kind = "application/json" if fault.body.startswith("{") else "text/html"
        return web.Response(
            text=fault.body, status=fault.status, headers=headers, content_type=kind
        )


@asynccontextmanager
async def slack_proxy(upstream: str = "") -> AsyncIterator[SlackProxy]:
    """Run a proxy on a free loopback port."""
    proxy = SlackProxy(upstream=upstream)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", proxy.on_api)
    app.router.add_post("/respond", proxy.on_respond)
    app.router.add_get("/socket/{id}", proxy.on_socket)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    proxy.url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        yield proxy
    finally:
        await runner.cleanup()


def _no_history(method: str, payload: dict[str, Any]) -> web.Response | None:
    """Refuse to show a channel's history; `im:history` is all that we ask for."""
    looking = method in ("conversations.replies", "conversations.history")
    if not looking or str(payload.get("channel")).startswith("D"):
        return None
    return web.json_response({"ok": False, "error": "missing_scope", "needed": "channels:history"})


def _payload(request: web.Request, raw: bytes) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = json.loads(raw)
        return found
    return dict(request.query)
