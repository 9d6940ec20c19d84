"""How long the LLM writer waits, how often it asks, and when it stops, over a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.coaching.domain import Rewrite
from bot.errors import WriterBusyError, WriterRefusedError
from tests.peers.llm_server import LlmServer, fails, hangs_up, says, says_what, sends
from tests.writers.letters import TEXT, brief, kinder, writer

KINDER = TEXT.replace("As I already told you, o", "O")


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    """A scripted server on a free port."""
    async with LlmServer() as running:
        yield running


async def write(server: LlmServer, **changes: object) -> Rewrite:
    """Ask once, with a writer of its own."""
    asking = writer(server.base_url, **changes)
    try:
        return await asking.write(brief())
    finally:
        await asking.close()


@pytest.mark.parametrize("status", [401, 402, 403, 404, 413])
async def test_a_wrong_key_or_model_is_not_asked_again(server: LlmServer, status: int) -> None:
    """Asking again cannot help."""
    server.script = [fails(status, {"error": {"code": "nope", "message": TEXT}})]

    with pytest.raises(WriterRefusedError, match=f"{status} nope"):
        await write(server)

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"error": {"code": "insufficient_quota", "type": "insufficient_quota"}}, {}),
        ({"error": {"code": "slow_down"}}, {"x-should-retry": "false"}),
    ],
)
async def test_an_empty_purse_is_not_asked_again(
    server: LlmServer, body: object, headers: dict[str, str]
) -> None:
    """A 429 that waiting does not mend is no throttle."""
    server.script = [fails(429, body, headers)]

    with pytest.raises(WriterRefusedError, match="429"):
        await write(server)

    assert len(server.requests) == 1


async def test_a_long_retry_after_gives_up_at_once(server: LlmServer) -> None:
    """The agent does not wait for what cannot come within the budget."""
    server.script = [fails(429, {"error": {}}, {"retry-after": "100"})]

    with pytest.raises(WriterBusyError) as busy:
        await asyncio.wait_for(write(server, budget_s=20.0), 3.0)

    assert busy.value.retry_after_s == 100.0
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "broken",
    [
        fails(429, {"error": {}}, {"retry-after-ms": "5"}),
        fails(500, {"error": {"message": "oops"}}),
        fails(529, "overloaded"),
        fails(418, {}, {"x-should-retry": "true"}),
        sends("{not json"),
        sends("<html>gateway</html>", "text/html"),
        sends('{"choices": []}'),
        hangs_up(),
    ],
)
async def test_a_passing_fault_is_asked_again_and_then_used(
    server: LlmServer, broken: object
) -> None:
    """Two faults, then a good answer: three requests, one rewrite."""
    assert callable(broken)
    server.script = [broken, broken, says_what(kinder)]

    assert (await write(server)).text == KINDER
    assert len(server.requests) == 3


async def test_a_server_that_stays_broken_is_asked_three_times(server: LlmServer) -> None:
    """One owner of retries, no storm."""
    server.script = [fails(503, {"error": {}})]

    with pytest.raises(WriterBusyError, match="503"):
        await write(server)

    assert len(server.requests) == 3


async def test_a_silent_server_costs_the_budget_and_no_more(server: LlmServer) -> None:
    """The total time is ours to keep, whatever the server does."""
    server.script = [server.says_nothing()]

    with pytest.raises(WriterBusyError, match="budget"):
        await asyncio.wait_for(write(server, budget_s=0.2), 5.0)


async def test_nobody_listening_is_told_as_busy() -> None:
    """A refused connection is a passing fault."""
    async with LlmServer() as server:
        gone = server.base_url

    asking = writer(gone)
    with pytest.raises(WriterBusyError, match="reached"):
        await asking.write(brief())
    await asking.close()


async def test_a_writer_that_was_never_asked_closes(server: LlmServer) -> None:
    """Start and stop without a draft."""
    await writer(server.base_url).close()

    assert not server.requests


async def test_a_cancelled_agent_is_not_kept(server: LlmServer) -> None:
    """Cancellation goes through; it is never turned into an answer."""
    server.script = [server.says_nothing()]
    asking = writer(server.base_url)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(asking.write(brief()))
        await server.was_asked.wait()
        task.cancel()
    await asking.close()

    assert task.cancelled()


async def test_a_server_that_keeps_failing_is_left_alone_for_a_minute(server: LlmServer) -> None:
    """Five failures, then silence; after a minute one request may try."""
    now_s = 0.0
    server.script = [fails(500, {"error": {}})]
    asking = writer(server.base_url, clock=lambda: now_s)
    for _ in range(2):
        with pytest.raises(WriterBusyError, match="500"):
            await asking.write(brief())
    assert len(server.requests) == 6

    with pytest.raises(WriterBusyError, match="left alone") as away:
        await asking.write(brief())
    assert away.value.retry_after_s == 60.0
    assert len(server.requests) == 6

    now_s = 61.0
    server.script = [says_what(kinder)]
    assert (await asking.write(brief())).text == KINDER
    await asking.close()


async def test_declined_drafts_do_not_keep_others_from_the_server(server: LlmServer) -> None:
    """A server that says no to one draft is well."""
    server.script = [says(None, refusal="I can't.")]
    asking = writer(server.base_url)
    for _ in range(6):
        with pytest.raises(WriterRefusedError, match="declines"):
            await asking.write(brief())
    server.script = [says_what(kinder)]

    assert (await asking.write(brief())).text == KINDER
    await asking.close()


async def test_a_wrong_key_is_left_alone_too(server: LlmServer) -> None:
    """Five refusals of everything, then no more noise for a minute."""
    server.script = [fails(401, {"error": {}})]
    asking = writer(server.base_url)
    for _ in range(5):
        with pytest.raises(WriterRefusedError, match="401"):
            await asking.write(brief())
    with pytest.raises(WriterBusyError, match="left alone"):
        await asking.write(brief())
    await asking.close()

    assert len(server.requests) == 5


async def test_only_so_many_requests_are_under_way_at_once(server: LlmServer) -> None:
    """A burst waits its turn instead of flooding the server."""
    under_way, most = 0, 0

    async def counting(request: object, asked: object) -> object:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(20):
            await asyncio.sleep(0)
        under_way -= 1
        return await says_what(kinder)(request, asked)  # type: ignore[arg-type]  # passed through

    server.script = [counting]  # type: ignore[list-item]  # passed through
    asking = writer(server.base_url, concurrency=3)
    rewrites = await asyncio.gather(*(asking.write(brief()) for _ in range(12)))
    await asking.close()

    assert {rewrite.text for rewrite in rewrites} == {KINDER}
    assert len(server.requests) == 12
    assert most <= 3
