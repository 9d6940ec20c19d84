"""A small server that speaks chat completions over a real socket, as scripted, and records all.

    async with LlmServer() as server:
        server.script = [says("…"), fails(429)]
        … OpenAIWriter(base_url=server.base_url) …
        assert server.requests[0].user

Answers are given in the script's order; the last one is given again and again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came over the wire.

    Args:
        raw: The body's bytes as text.
        headers: Lower-case names to values.
    """

    raw: str
    headers: dict[str, str]

    @property
    def body(self) -> dict[str, Any]:
        """The body as JSON values."""
        found: dict[str, Any] = json.loads(self.raw)
        return found

    @property
    def user(self) -> str:
        """The user message."""
        content: str = self.body["messages"][-1]["content"]
        return content

    @property
    def system(self) -> str:
        """The system message."""
        content: str = self.body["messages"][0]["content"]
        return content


Answer = Callable[[web.Request, Asked], Awaitable[web.StreamResponse]]


def says(
    text: Any,
    *,
    finish: str | None = "stop",
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> Answer:
    """Answer with a completion whose content is `text`."""
    return says_what(lambda _: text, finish=finish, refusal=refusal, usage=usage)


def says_what(
    compose: Callable[[Asked], Any],
    *,
    finish: str | None = "stop",
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> Answer:
    """Answer with a completion whose content is made from the request."""

    async def answer(_: web.Request, asked: Asked) -> web.StreamResponse:
        message = {"role": "assistant", "content": compose(asked), "refusal": refusal}
        return web.json_response(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 0,
                "model": asked.body["model"],
                "choices": [{"index": 0, "message": message, "finish_reason": finish}],
                "usage": usage,
            }
        )

    return answer


def fails(status: int, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
    """Answer with an error status."""

    async def answer(_: web.Request, __: Asked) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return answer


def sends(body: str, content_type: str = "application/json") -> Answer:
    """Answer 200 with any bytes."""

    async def answer(_: web.Request, __: Asked) -> web.StreamResponse:
        return web.Response(text=body, content_type=content_type)

    return answer


def hangs_up() -> Answer:
    """Begin an answer, then cut the connection in the middle."""

    async def answer(request: web.Request, _: Asked) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "application/json"})
        response.content_length = 1_000
        await response.prepare(request)
        await response.write(b'{"id": "chatcmpl-1", "choi')
        if request.transport is not None:
            request.transport.abort()
        return response

    return answer


class LlmServer:
    """The server; one for a test."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.requests: list[Asked] = []
        self.base_url = ""
        self.was_asked = asyncio.Event()
        self._closing = asyncio.Event()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        """Listen on a free port of the loopback interface."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop, and let go of whoever was kept waiting."""
        self._closing.set()
        await self._runner.cleanup()

    def says_nothing(self) -> Answer:
        """Take a request and never answer it."""

        async def answer(_: web.Request, __: Asked) -> web.StreamResponse:
            await self._closing.wait()
            return web.Response(status=503)

        return answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(await request.text(), headers)
        self.requests.append(asked)
        self.was_asked.set()
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return await answer(request, asked)
