"""Several coaches on one PostgreSQL: one dies, one freezes, the database goes away."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk import desk, keeper
from bot.platforms.slack import wire
from tests.peers.fleet import Fleet, prepared
from tests.peers.killing import kept_at
from tests.peers.postgres import Postgres

PACE = {
    "BEAT_S": 0.5,
    "DEAD_S": 4.0,
    "SWEEP_S": 1.0,
    "FORGOTTEN_S": 3.0,
    "ASLEEP_S": 2.0,
    "CALL_S": 3.0,
}
"""Four seconds of silence stand for twenty, so that the tests are short; what goes with it, too."""
LLM_S = 1.0
OUTAGE_S = 10.0

pytestmark = pytest.mark.timeout(300)  # processes of their own, on busy machines too


@pytest.fixture
async def fleet(tmp_path: Path, postgres_server: Postgres) -> AsyncIterator[Fleet]:
    """Prepare everything but the coaches."""
    async with prepared(
        tmp_path,
        postgres_server.new_database(),
        llm_s=LLM_S,
        LLM_CONCURRENCY="12",
        COACH_PACE=json.dumps(PACE),
    ) as fleet:
        yield fleet


async def test_what_a_replica_held_that_never_comes_back_is_answered_by_others(
    fleet: Fleet, tables: list[str]
) -> None:
    """It dies with drafts at the LLM; nobody restarts it."""
    first, *_ = [await fleet.start(name) for name in ("a", "b", "c")]
    await fleet.write(40)
    await fleet.slack.until(lambda: len(fleet.slack.shown) >= 5)
    died = time.monotonic()
    await first.kill()
    found = await fleet.settled()

    tables.append(f"replica killed for good: {took(fleet, died):.1f} s to the last answer; {found}")
    assert found.is_right
    assert found.told == 0
    assert fleet.llm.most_at_once <= 12
    assert not fleet.llm.paid_twice([died], kept_at(fleet.kept))


async def test_a_frozen_replica_that_wakes_posts_nothing_twice(
    fleet: Fleet, tables: list[str]
) -> None:
    """It sleeps until others have answered what it held, then goes on where it was."""
    _, frozen, _ = [await fleet.start(name) for name in ("a", "b", "c")]
    await fleet.write(40)
    await fleet.slack.until(lambda: len(fleet.slack.shown) >= 5)
    froze = time.monotonic()
    frozen.signal(signal.SIGSTOP)
    await fleet.settled()
    frozen.signal(signal.SIGCONT)
    await fleet.write(10)
    await fleet.settled()
    assert await frozen.stop() == 0  # it ends what it still has in hand before it goes
    found = await fleet.settled()

    tables.append(f"replica frozen and thawed: {took(fleet, froze):.1f} s; {found}")
    assert found.is_right
    assert found.told == 0


@pytest.mark.parametrize("point", ["before keep", "after begin", "after post"])
async def test_a_replica_frozen_at_a_point_posts_nothing_twice(fleet: Fleet, point: str) -> None:
    """Also between the note that it is about to post and the post."""
    frozen = await fleet.start("a", COACH_FREEZE_AT=f"{point}:2")
    await fleet.write(12)
    while not is_stopped(frozen.pid):  # noqa: ASYNC110 - a frozen process tells nobody
        await asyncio.sleep(0.05)
    await fleet.start("b")
    await fleet.settled()
    frozen.signal(signal.SIGCONT)
    await fleet.write(3)
    await fleet.settled()
    assert await frozen.stop() == 0
    found = await fleet.settled()

    assert found.is_right
    assert found.told == 0


async def test_a_replica_that_slept_before_it_posts_looks_first(fleet: Fleet) -> None:
    """Another one may have posted it meanwhile; in a DM that would stand there twice."""
    frozen = await fleet.start("a", COACH_FREEZE_AT="after begin:2")
    for _ in range(12):
        await fleet.slack.direct(fleet.draft())
    while not is_stopped(frozen.pid):  # noqa: ASYNC110 - a frozen process tells nobody
        await asyncio.sleep(0.05)
    await fleet.start("b")  # not sooner, else it may take all the drafts, and nobody falls asleep
    await fleet.settled()
    frozen.signal(signal.SIGCONT)
    assert await frozen.stop() == 0
    found = await fleet.settled()

    assert found.is_right
    assert found.answered == 12


def test_whoever_slept_long_enough_to_be_taken_for_dead_notices_it() -> None:
    """A beat may be as old as the pause between two when somebody falls asleep."""
    assert max(desk.ASLEEP_S, wire.CALL_S) < keeper.DEAD_S - 1.2 * keeper.BEAT_S
    assert max(PACE["ASLEEP_S"], PACE["CALL_S"]) < PACE["DEAD_S"] - 1.2 * PACE["BEAT_S"]


async def test_nothing_is_lost_while_the_database_is_away(
    fleet: Fleet, postgres_server: Postgres, tables: list[str]
) -> None:
    """It stops under load as in a crash, for ten seconds, and comes back."""
    for name in ("a", "b", "c"):
        await fleet.start(name)
    await fleet.write(20)
    await fleet.slack.until(lambda: len(fleet.slack.shown) >= 3)
    await asyncio.to_thread(postgres_server.stop)
    gone = time.monotonic()
    while time.monotonic() - gone < OUTAGE_S:
        await fleet.write(1)
        await asyncio.sleep(0.5)
    await asyncio.to_thread(postgres_server.start)
    back = time.monotonic()
    found = await fleet.settled()

    tables.append(f"database away for 10 s: {took(fleet, back):.1f} s to the last answer; {found}")
    assert found.is_right
    # Slack sends a command once, so those that came meanwhile were refused in a sentence.
    refused = sum(one.log.count("not taken platform=slack door=command") for one in fleet.coaches)
    assert found.told == refused
    assert all(coach.runs for coach in fleet.coaches)


async def test_what_an_old_release_queued_is_finished_by_the_new_one(fleet: Fleet) -> None:
    """Both run side by side for a while, then the old one is told to stop."""
    old = await fleet.start("old", STOP_GRACE_S="1")
    await fleet.write(40)
    await fleet.slack.until(lambda: len(fleet.slack.shown) >= 3)
    await fleet.start("new")
    assert await old.stop() == 0
    found = await fleet.settled()

    assert found.is_right
    assert found.told == 0


def took(fleet: Fleet, since: float) -> float:
    """Give the seconds from a moment to the last message."""
    return max(one.at for one in fleet.slack.shown) - since


def is_stopped(pid: int) -> bool:
    """Tell whether a process is frozen."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"
