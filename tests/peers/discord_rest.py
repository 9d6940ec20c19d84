"""How a REST call comes in and an answer goes out: token, faults, and a record for the judge."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.peers.discord_world import Json, RefusedError

PREFIX = "/api/v10"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One REST call.

    Args:
        method: HTTP method.
        path: Without the API's base.
        body: JSON, `{}` when there was none.
        files: Attached files by name.
        host: Where the client found us.
        query: What stands behind the question mark.
        parts: What the route's pattern caught.
    """

    method: str
    path: str
    body: Any
    files: Mapping[str, bytes]
    host: str
    query: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One call and its answer, as they went over the wire.

    Args:
        call: What came in.
        status: HTTP status of the answer.
        answer: Its JSON, None when it had none.
    """

    call: Call
    status: int
    answer: Any


@dataclass(kw_only=True)
class Fault:
    """Something that goes wrong.

    Args:
        method: Of the calls it hits.
        path: Their path, a regular expression.
        times: How often.
        status: Answered instead; 0 cuts the connection.
        code: Discord's error code.
        after_write: True loses the answer of a call that was carried out.
        retry_after_s: For 429.
    """

    method: str
    path: str
    times: int = 1
    status: int = 500
    code: int = 0
    after_write: bool = False
    retry_after_s: float = 0.05


Answer = tuple[int, Any]
Route = tuple[str, str, Callable[[Call], Awaitable[Answer]]]


@dataclass(kw_only=True)
class Rest:
    """Answers REST calls.

    Args:
        token: The only token that is let in.
        routes: Method, pattern of the path, and what answers.
        heard: Awaited after each call.
        faults: What goes wrong next.
        exchanges: Everything that was said.
    """

    token: str
    routes: list[Route]
    heard: Callable[[], Awaitable[None]]
    faults: list[Fault] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one call."""
        call = await _read(request)
        try:
            fault = self._fault(call)
            if fault and not fault.after_write:
                _break(fault)
            status, answer = await self._answer(call, request.headers.get("Authorization", ""))
            if fault:
                _break(fault)
            headers: Mapping[str, str] = {}
        except RefusedError as error:
            status, answer, headers = error.status, error.body, error.headers
        answer = json.loads(json.dumps(answer))
        self.exchanges.append(Exchange(call=call, status=status, answer=answer))
        await self.heard()
        if not status and request.transport:
            request.transport.abort()
        return _response(status or 502, answer, headers)

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if fault.method == call.method and re.fullmatch(fault.path, call.path):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    async def _answer(self, call: Call, authorization: str) -> Answer:
        open_to_all = call.path.startswith(("/interactions", "/webhooks"))
        if not open_to_all and authorization != f"Bot {self.token}":
            raise RefusedError(401, 0)
        for method, pattern, route in self.routes:
            found = re.fullmatch(pattern, call.path)
            if method == call.method and found:
                return await route(Call(**{**vars(call), "parts": found.groups()}))
        raise RefusedError(404, 0)


def _break(fault: Fault) -> None:
    if fault.status != 429:
        raise RefusedError(fault.status, fault.code)
    more: Json = {"retry_after": fault.retry_after_s, "global": False}
    # Without `Via` discord.py takes a 429 for a ban and gives up.
    raise RefusedError(429, 0, {"Via": "1.1 fake"}, **more)


async def _read(request: web.Request) -> Call:
    body: Any = {}
    files: dict[str, bytes] = {}
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                body = await part.json()
            else:
                files[part.filename or ""] = bytes(await part.read(decode=True))
    elif request.can_read_body:
        body = await request.json()
    return Call(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        body=body,
        files=files,
        host=request.host,
        query=dict(request.query),
    )


def _response(status: int, answer: Any, headers: Mapping[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204)
    # discord.py reads a body as JSON only when the type is exactly this, without a charset.
    exact = {"Content-Type": "application/json", **headers}
    return web.Response(body=json.dumps(answer).encode(), status=status, headers=exact)
