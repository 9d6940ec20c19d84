"""The gateway, version 10: HELLO, IDENTIFY, RESUME, heartbeats, zlib-stream.

Each session keeps its own log, since what it may read depends on its intents.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.peers.discord_world import Json, World

GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
GOING_AWAY = (1000, 1001)


class Socket:
    """One WebSocket, compressed as the client asked.

    Args:
        ws: The server's side of it.
        compressed: Whether zlib-stream was asked for.
    """

    def __init__(self, ws: web.WebSocketResponse, *, compressed: bool) -> None:
        self.ws = ws
        self._zlib = zlib.compressobj() if compressed else None

    async def send(self, op: int, d: object, *, s: int | None = None, t: str | None = None) -> None:
        """Send one payload, unless the client has left."""
        if self.ws.closed:
            return
        text = json.dumps({"op": op, "d": d, "s": s, "t": t})
        with suppress(ConnectionResetError):  # it leaves in this moment
            if self._zlib is None:
                await self.ws.send_str(text)
                return
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.ws.send_bytes(packed)


@dataclass
class Session:
    """What outlives a socket.

    Args:
        id: Session id.
        intents: What the client asked for.
        socket: The open socket, or None while it is away.
        shard: Which shard it is, and of how many.
        log: Every event sent, for RESUME: name and payload; the place is the sequence number.
    """

    id: str
    intents: int
    socket: Socket | None
    shard: tuple[int, int] = (0, 1)
    log: list[tuple[str, Any]] = field(default_factory=list)

    async def send(self, t: str, d: object) -> None:
        """Log an event and send it if somebody is there."""
        self.log.append((t, d))
        if self.socket:
            await self.socket.send(0, d, s=len(self.log), t=t)

    def place_of(self, t: str, id: str) -> int:  # noqa: A002 - Discord's own word
        """Give the sequence number of an event."""
        places = enumerate(self.log, start=1)
        return next(place for place, (name, d) in places if name == t and d.get("id") == id)

    def sees(self, guild: str) -> bool:
        """Tell whether events of a server, or of DMs, come to this shard.

        Source: Discord, Gateway, "Sharding Formula", read 2026-11-22.
        """
        number, count = self.shard
        return number == (int(guild or 0) >> 22) % count


class Gateway:
    """All sessions and sockets.

    Args:
        world: What events tell about.
        token: The only token that may come in.
        heard: Awaited after each change.

    Attributes:
        breaks_after: How many events the next RESUME gives before its socket breaks; None for all.
    """

    def __init__(self, world: World, token: str, heard: Callable[[], Awaitable[None]]) -> None:
        self._world = world
        self._token = token
        self._heard = heard
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Json] = []
        self.resumes = 0
        self.resumed = 0
        self.breaks_after: int | None = None
        self.close_codes: list[int | None] = []
        self._sockets: list[Socket] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket."""
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        socket = Socket(ws, compressed=request.query.get("compress") == "zlib-stream")
        self._sockets.append(socket)
        await socket.send(10, {"heartbeat_interval": 41_250})
        session: Session | None = None
        async for frame in ws:
            if frame.type is not WSMsgType.TEXT:
                continue
            payload: Json = json.loads(frame.data)
            if payload["op"] == 1:
                await socket.send(11, None)
            elif payload["op"] == 2:
                session = await self._identify(socket, payload["d"], request.host)
            elif payload["op"] == 6:
                session = await self._resume(socket, payload["d"])
            await self._heard()
        self.close_codes.append(ws.close_code)
        if session and session.socket is socket:
            session.socket = None
            if ws.close_code in GOING_AWAY:
                self.sessions.pop(session.id, None)
        await self._heard()
        return ws

    @property
    def connected(self) -> list[Session]:
        """The sessions somebody listens to."""
        return [one for one in self.sessions.values() if one.socket]

    async def tell(
        self,
        t: str,
        d: object | Callable[[Session], Any],
        *,
        need: int = 0,
        guild: str | None = None,
    ) -> None:
        """Send an event to every session that asked for its intent and serves its server."""
        for session in list(self.sessions.values()):
            if (not need or session.intents & need) and (guild is None or session.sees(guild)):
                await session.send(t, d(session) if callable(d) else d)

    async def drop(self, code: int = 4000) -> None:
        """Cut every socket; the sessions stay and can be resumed."""
        for session in self.sessions.values():
            session.socket = None
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.ws.close(code=code)

    async def _identify(self, socket: Socket, d: Json, host: str) -> Session | None:
        self.identifies.append(d)
        if d["token"] != self._token:
            await socket.ws.close(code=4004)
            return None
        if d["intents"] & PRIVILEGED and not self._world.privileged:
            await socket.ws.close(code=4014)
            return None
        number, count = d.get("shard", [0, 1])
        session = Session(f"s{self._world.new_id()}", d["intents"], socket, (number, count))
        guilds = [self._world.guild_id] if session.sees(self._world.guild_id) else []
        ready = {
            "v": 10, "user": self._world.bot, "session_id": session.id,
            "resume_gateway_url": f"ws://{host}/gateway", "private_channels": [],
            "guilds": [{"id": one, "unavailable": True} for one in guilds],
            "application": {"id": self._world.app_id, "flags": 0}, "shard": d.get("shard", [0, 1]),
        }  # fmt: skip
        await session.send("READY", ready)
        if guilds:
            await session.send("GUILD_CREATE", self._world.guild())
        self.sessions[session.id] = session
        return session

    async def _resume(self, socket: Socket, d: Json) -> Session | None:
        session = self.sessions.get(d["session_id"])
        if session is None:
            await socket.send(9, d=False)
            return None
        self.resumes += 1
        session.socket = socket
        missed = [(number, *event) for number, event in enumerate(session.log, start=1)]
        for told, (number, t, payload) in enumerate(missed[d["seq"] :]):
            if told == self.breaks_after:
                self.breaks_after = session.socket = None
                await socket.ws.close(code=4000)
                return session
            await socket.send(0, payload, s=number, t=t)
        await session.send("RESUMED", {})
        self.resumed += 1
        return session
