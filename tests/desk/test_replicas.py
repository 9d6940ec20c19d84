"""Several coaches on one PostgreSQL: one dies, one freezes, the database goes away."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.peers.coach_process import CoachProcess, coach_process, slack_env
from tests.peers.desk_account import Account, account
from tests.peers.killing import kept_at
from tests.peers.llm_echo import Echo, labelled, llm_echo
from tests.peers.postgres import Postgres
from tests.peers.slack_keeping import KeepingSlack, keeping_slack

DRAFT = "As I already told you, order #48213 shipped on 3 May."
PACE = {"BEAT_S": 0.5, "DEAD_S": 4.0, "SWEEP_S": 1.0, "FORGOTTEN_S": 3.0}
"""Four seconds of silence stand for twenty, so that the tests are short."""
LLM_S = 1.0
OUTAGE_S = 10.0
PATIENCE_S = 120.0

pytestmark = pytest.mark.timeout(300)  # processes of their own, on busy machines too


@dataclass(slots=True)
class Fleet:
    """Three coaches, the people who write to them, and the LLM they ask."""

    slack: KeepingSlack
    llm: Echo
    folder: Path
    env: dict[str, str]
    stack: AsyncExitStack
    coaches: list[CoachProcess] = field(default_factory=list)
    written: int = 0

    async def start(self, name: str, *, roles: str = "slack,worker", **more: str) -> CoachProcess:
        """Start one more, and wait until it serves."""
        env = {**self.env, "REPLICA": name, "ROLES": roles, **more}
        coach = await self.stack.enter_async_context(coach_process(self.folder, env, name=name))
        await coach.wrote("serving roles")
        if "slack" in roles:
            await coach.wrote("slack connected")
        self.coaches.append(coach)
        return coach

    async def write(self, count: int) -> None:
        """Write some drafts, some of them in DMs and by command."""
        for _ in range(count):
            self.written += 1
            text = labelled(DRAFT, self.written)
            match self.written % 5:
                case 0:
                    await self.slack.command(text)
                case 1:
                    await self.slack.direct(text)
                case _:
                    await self.slack.mention(text)

    async def settled(self) -> Account:
        """Wait until all that was sent is acknowledged, and nobody waits; then count."""

        def told() -> bool:
            events = [one for one in self.slack.kept.values() if one.kind == "events_api"]
            return all(one.acked_at for one in events) and not account(self.slack).lost

        await self.slack.until(told, PATIENCE_S)
        return account(self.slack)


@pytest.fixture
async def fleet(tmp_path: Path, postgres_server: Postgres) -> AsyncIterator[Fleet]:
    """Prepare everything but the coaches."""
    async with keeping_slack() as slack, llm_echo(LLM_S) as llm, AsyncExitStack() as stack:
        env = slack_env(
            slack.api_url,
            postgres_server.new_database(),
            OPENAI_API_KEY="sk-test",
            OPENAI_BASE_URL=llm.base_url,
            LLM_CONCURRENCY="12",
            COACH_PACE=json.dumps(PACE),
            COACH_KEPT=str(tmp_path / "kept"),
        )
        yield Fleet(slack, llm, tmp_path, env, stack)


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
    assert not fleet.llm.paid_twice([died], kept_at(fleet.folder / "kept"))


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
