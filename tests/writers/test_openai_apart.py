"""The LLM's client on a loop of its own: who waits, who is cancelled, and how it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine

import pytest
from aiohttp import web

from bot.errors import WriterBusyError
from bot.writers.apart import Apart
from tests.peers.llm_server import Answer, Asked, LlmServer, fails, says_what
from tests.writers.letters import brief, kinder, writer

PATIENCE_S = 20.0


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    """A scripted server on a free port."""
    async with LlmServer() as running:
        yield running


def waits(gone: asyncio.Event) -> Answer:
    """Never answer; set an event once nobody waits for the answer any more."""

    async def answer(request: web.Request, _: Asked) -> web.StreamResponse:
        while request.transport is not None:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0)
        gone.set()
        return web.Response()

    return answer


def takes(seconds: float) -> Answer:
    """Answer well, after a while."""

    async def answer(request: web.Request, asked: Asked) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await says_what(kinder)(request, asked)

    return answer


async def test_closing_ends_what_is_under_way_and_the_thread(server: LlmServer) -> None:
    """Nobody is asked again, no coaching waits for ever, and no thread is left."""
    server.script = [server.says_nothing()]
    asking = writer(server.base_url, budget_s=600.0)
    writing = [asyncio.create_task(asking.write(brief())) for _ in range(3)]
    await server.was_asked.wait()

    async with asyncio.timeout(PATIENCE_S):
        await asking.close()
        ends = await asyncio.gather(*writing, return_exceptions=True)

    assert [type(end) for end in ends] == [asyncio.CancelledError] * 3
    assert len(server.requests) <= 3
    assert "openai" not in [thread.name for thread in threading.enumerate()]


async def test_others_go_on_while_something_there_ends_slowly() -> None:
    """What is last comes last, and the loop of whoever closes waits for neither."""
    apart = Apart("slow")
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    async def slow() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            done.append("let go" if go_on.wait(PATIENCE_S) else "forgotten")

    async def last() -> None:
        done.append("last")

    running = asyncio.create_task(apart.run(slow()))
    await asyncio.to_thread(begun.wait)
    closing = asyncio.create_task(apart.close(last()))
    await asyncio.sleep(0)
    go_on.set()
    await closing
    await asyncio.wait({running})

    assert running.cancelled()
    assert done == ["let go", "last"]


async def test_what_was_about_to_begin_when_we_close_is_ended_as_well() -> None:
    """A connection that is only just being made is let go without a warning."""
    apart = Apart("early")
    begun, go_on = threading.Event(), threading.Event()
    ended: list[str] = []

    async def connects() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("connecting")

    async def asks(connecting: Coroutine[None, None, None]) -> None:
        await connecting

    async def begins() -> None:
        begun.set()
        go_on.wait(PATIENCE_S)
        await asyncio.sleep(0)  # so that the closing comes between what follows and its first step
        await asyncio.create_task(asks(connects()))

    running = asyncio.create_task(apart.run(begins()))
    await asyncio.to_thread(begun.wait)
    closing = asyncio.create_task(apart.close(asyncio.sleep(0)))
    await asyncio.sleep(0)
    go_on.set()
    await closing
    await asyncio.wait({running})

    assert running.cancelled()
    assert ended == ["connecting"]


async def test_a_server_is_let_go_once_nobody_wants_its_answer(server: LlmServer) -> None:
    """Who is cancelled hangs up, so that nothing more is written and paid for."""
    gone = asyncio.Event()
    server.script = [waits(gone)]
    asking = writer(server.base_url, budget_s=600.0)
    writing = asyncio.create_task(asking.write(brief()))
    await server.was_asked.wait()
    writing.cancel()

    async with asyncio.timeout(PATIENCE_S):
        await gone.wait()
    await asking.close()

    assert writing.cancelled()


async def test_waiting_for_others_uses_up_no_budget(server: LlmServer) -> None:
    """The second of two is answered though both together take longer than one may."""
    server.script = [takes(1.6)]
    asking = writer(server.base_url, concurrency=1, budget_s=3.0)

    rewrites = await asyncio.gather(*(asking.write(brief()) for _ in range(2)))
    await asking.close()

    assert len(rewrites) == len(server.requests) == 2


async def test_who_waited_while_the_server_failed_does_not_ask_it_too(server: LlmServer) -> None:
    """Two drafts of three tries each are enough to leave it alone."""
    server.script = [fails(500, {"error": {}})]
    asking = writer(server.base_url, concurrency=1)

    writing = (asking.write(brief()) for _ in range(6))
    ends = await asyncio.gather(*writing, return_exceptions=True)
    await asking.close()

    assert [type(end) for end in ends] == [WriterBusyError] * 6
    assert len(server.requests) == 6
