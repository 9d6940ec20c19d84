"""Coaching beside the event loop: nobody's acknowledgement waits for somebody's draft."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bot import app
from bot.coach import THREADS, Coach
from bot.coaching import principles
from bot.coaching.domain import Brief, Draft, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter

TEXT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail. "
LONG = Draft(text=TEXT * 15, customer="Where is my parcel? I am furious!")
ACKNOWLEDGED_S = 1.0
"""A third of what Slack and Discord wait."""


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server on our loop that acknowledges every line."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


class Stuck:
    """A writer that holds its thread until it is let go."""

    name = "offline"

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    async def write(self, brief: Brief) -> Rewrite:
        """Wait as no writer should."""
        self.begun.release()
        self.go_on.wait()
        return Rewrite(text=brief.draft.text, writer=self.name)


async def test_acknowledgements_come_while_twenty_long_drafts_are_coached(port: int) -> None:
    """Each within a third of what a platform waits, and the drafts are coached all the same."""
    taught = app.principles()
    coach = Coach(app.linter(), offline=OfflineWriter(taught, listen=app.linter().listen))
    await coach.critique(Draft(text=TEXT))  # the first one loads the ear's model
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    coaching = asyncio.gather(*(coach.coach(LONG) for _ in range(20)), coach.critique(LONG))
    waits_s: list[float] = []
    while not coaching.done():
        asked = time.perf_counter()
        writer.write(b"have it\n")
        await reader.readline()
        waits_s.append(time.perf_counter() - asked)
    writer.close()

    assert max(waits_s) < ACKNOWLEDGED_S
    assert all(coached.heard.findings for coached in await coaching)


async def test_who_is_cancelled_before_their_turn_has_begun_nothing() -> None:
    """The draft was not touched, and nothing of it is left behind."""
    stuck = Stuck()
    coach = Coach(Linter(principles.load()), offline=stuck)
    held = [asyncio.create_task(coach.coach(Draft(text=TEXT))) for _ in range(THREADS)]
    for _ in held:
        await asyncio.to_thread(stuck.begun.acquire)
    queued = asyncio.create_task(coach.coach(Draft(text=TEXT)))
    await asyncio.sleep(0)
    queued.cancel()
    with pytest.raises(asyncio.CancelledError):
        await queued
    stuck.go_on.set()
    await asyncio.gather(*held)

    assert not stuck.begun.acquire(blocking=False)
