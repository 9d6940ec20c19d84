"""`coach desk` beside a running desk, on a file and on a real server."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.desk.engine_names import later
from bot.desk.health import Health
from bot.desk.job import Job
from bot.desk.readiness import Readiness
from bot.errors import DeliveryError
from bot.ports import Part
from tests.cli.conftest import Run
from tests.desk.rig import Rig, desk_rig, job, until
from tests.peers.fakes import NotingPlatform

WORDS = "Marmalade99"
DeskRun = Callable[..., Awaitable[subprocess.CompletedProcess[str]]]


@dataclass
class BrokenPlatform(NotingPlatform):
    """Breaks in ways that nobody foresaw until it is mended, so the engine gives its jobs up."""

    broken: bool = True

    async def answer(self, job: Job) -> Sequence[Part]:
        """Answer once it is mended."""
        if self.broken:
            raise RuntimeError("broken")
        return await super().answer(job)

    async def failed(self, job: Job) -> None:
        """Tell once it is mended."""
        if self.broken:
            raise RuntimeError("broken")
        await super().failed(job)


@dataclass
class HangingPlatform(NotingPlatform):
    """Hangs over its first answer until a test lets it go."""

    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    hung: int = 0

    async def answer(self, job: Job) -> Sequence[Part]:
        """Hang once."""
        self.hung += 1
        if self.hung == 1:
            await self.let_go.wait()
        return await super().answer(job)


@pytest.fixture
def coach(run: Run, database_url: str) -> DeskRun:
    """Give a function that runs `coach desk` while this process goes on."""

    async def coach(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(run, "desk", *args, DATABASE_URL=database_url, **env)

    return coach


async def told(coach: DeskRun, **env: str) -> dict[str, Any]:
    """Read what it says as JSON."""
    done = await coach("--json", **env)
    assert done.returncode == 0, done.stderr
    assert WORDS not in done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def waits_for_its_platform(rig: Rig, key: str) -> bool:
    """Tell whether a job was put aside as its platform is away."""
    return bool(await rig.desk.engine.fates([later(key)]))


async def given_up(rig: Rig, key: str) -> None:
    """Wait until the engine has given a job up."""
    async with asyncio.timeout(30):
        while (await rig.desk.engine.fates([key])).get(key) != "ERROR":  # noqa: ASYNC110 - the engine tells nobody
            await asyncio.sleep(0.05)


async def test_it_shows_what_waits_and_what_ended_beside_a_running_desk(
    database_url: str, coach: DeskRun
) -> None:
    """Counts, keys, doors and processes; nobody's words."""
    async with desk_rig(database_url) as rig:
        await rig.desk.take(job("slack:done", words={"text": WORDS}, person="U777"))
        await rig.idle()
        await rig.keeper.beat()
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job("slack:waits", door="dm", words={"text": WORDS}, person="U777"))
        found = await told(coach)
        seen = await coach()

    assert (found["waiting"], found["working"], found["stuck"]) == (1, 0, 0)
    (waits,) = found["jobs"]
    assert waits["key"] == "slack:waits"
    assert (waits["state"], waits["engine"], waits["coached"]) == ("waiting", "ENQUEUED", False)
    assert found["last_day"] == [
        {"platform": "slack", "door": "mention", "outcome": "answered", "count": 1}
    ]
    (replica,) = found["replicas"]
    assert (replica["name"], replica["roles"], replica["alive"]) == ("local", ["worker"], True)
    assert found["health"] is None
    assert seen.returncode == 0
    for words in (
        "0 stuck, 0 working, 0 away, 1 waiting",
        "slack:waits",
        "answered  1",
        "alive",
        "nobody has voted",
    ):
        assert words in seen.stdout
    for words in (WORDS, "U777"):
        assert words not in seen.stdout


async def test_it_tells_what_helped_by_who_wrote(database_url: str, coach: DeskRun) -> None:
    """Counts, and nothing of anybody."""
    async with desk_rig(database_url, works=False) as rig:
        for key, useful in (("a", True), ("b", True), ("c", False)):
            await rig.store.add_feedback(
                key, platform="slack", workspace="T0SECRET", writer="offline", useful=useful
            )
        found = await told(coach)
        seen = await coach()

    assert found["feedback"] == [
        {"platform": "slack", "writer": "offline", "useful": 2, "not_useful": 1}
    ]
    assert "slack  offline  helped 2  not quite 1" in seen.stdout
    assert "T0SECRET" not in seen.stdout


async def test_a_job_given_up_is_stuck_until_it_is_retried_and_then_answered(
    database_url: str, coach: DeskRun
) -> None:
    """The running desk answers what another process put back."""
    platform = BrokenPlatform()
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job("slack:stuck"))
        await given_up(rig, "slack:stuck")
        found = await told(coach)
        platform.broken = False
        done = await coach("retry", "slack:stuck")
        await rig.idle()

    assert found["stuck"] == 1
    assert found["jobs"][0]["engine"] == "ERROR"
    assert done.returncode == 0
    assert done.stdout.startswith("It waits again")
    assert platform.posted == [("slack:stuck", 0)]


async def test_a_dropped_job_is_never_answered_and_nobody_is_told(
    database_url: str, coach: DeskRun
) -> None:
    """Only with --yes."""
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job("slack:drop"))
        asked = await coach("drop", "slack:drop")
        before = len(await rig.store.unfinished())
        done = await coach("drop", "slack:drop", "--yes")
        again = await coach("drop", "slack:drop", "--yes")
    platform = NotingPlatform()
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job("slack:next"))
        await rig.idle()
        outcomes = [(one.outcome, one.count) for one in await rig.store.outcomes(within_s=60)]

    assert (asked.returncode, before) == (2, 1)
    assert "--yes" in asked.stderr
    assert (done.returncode, done.stdout) == (0, "Dropped. Nobody is told.\n")
    assert again.returncode == 1
    assert "No unfinished job has the key slack:drop" in again.stderr
    assert platform.posted == [("slack:next", 0)]
    assert platform.told == []
    assert sorted(outcomes) == [("answered", 1), ("dropped", 1)]


async def test_a_job_that_waits_or_is_unknown_needs_no_retry(
    database_url: str, coach: DeskRun
) -> None:
    """It says which of the two."""
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job("slack:waits"))
        waits = await coach("retry", "slack:waits")
        unknown = await coach("retry", "slack:never")

    assert (waits.returncode, unknown.returncode) == (0, 1)
    assert "waits already" in waits.stdout
    assert "slack:never" in unknown.stderr


async def test_a_job_that_hangs_is_taken_from_whoever_holds_it(
    database_url: str, coach: DeskRun
) -> None:
    """It is answered once all the same."""
    platform = HangingPlatform()
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job("slack:hangs"))
        while not platform.hung:
            await rig.store.alive()
        found = await told(coach)
        done = await coach("retry", "slack:hangs")
        await rig.idle()
        platform.let_go.set()

    assert found["working"] == 1
    assert done.stdout.startswith("Whoever held it")
    assert platform.posted == [("slack:hangs", 0)]


async def test_a_job_whose_platform_is_away_is_shown_so_and_not_begun_beside_itself(
    database_url: str, coach: DeskRun
) -> None:
    """Its answer is written and tried again all the time; a second run might post it twice."""
    platform = NotingPlatform(troubles=[DeliveryError("not connected")] * 99)
    async with desk_rig(database_url, platform, post_waits_s=(), later_waits_s=(60.0,)) as rig:
        await rig.desk.take(job("slack:away"))
        await until(lambda: waits_for_its_platform(rig, "slack:away"))
        found = await told(coach)
        done = await coach("retry", "slack:away")
        after = await rig.desk.engine.fates(["slack:away", "slack:away#later"])

    (away,) = found["jobs"]
    assert (found["away"], found["stuck"], found["waiting"], found["working"]) == (1, 0, 0, 0)
    assert (away["state"], away["coached"]) == ("away", True)
    assert away["engine"] in ("ENQUEUED", "PENDING")
    assert done.returncode == 0
    assert done.stdout.startswith("Its platform is away")
    assert after["slack:away"] == "SUCCESS"
    assert platform.answered == ["slack:away"]


async def test_with_an_address_it_tells_what_readyz_says(database_url: str, coach: DeskRun) -> None:
    """The LLM's breaker is known to the running process alone."""
    async with desk_rig(database_url) as rig:
        rig.watch.llm_breaker(2)
        doctor = Health(store=rig.store, watch=rig.watch, readiness=Readiness(["slack"]))
        async with doctor.serving(("127.0.0.1", 0)) as port:
            seen = await coach(HEALTH_ADDRESS=f"127.0.0.1:{port}")

    assert "Health: not ready" in seen.stdout
    assert "Slack is not ready yet." in seen.stdout
    assert "The LLM is left alone" in seen.stdout


async def test_it_says_that_nobody_answers_at_the_address(
    database_url: str, coach: DeskRun
) -> None:
    """An empty page would look as if all were well."""
    async with desk_rig(database_url, works=False) as rig:
        doctor = Health(store=rig.store, watch=rig.watch, readiness=Readiness())
        async with doctor.serving(("127.0.0.1", 0)) as port:
            address = f"127.0.0.1:{port}"
        seen = await coach(HEALTH_ADDRESS=address)
        found = await told(coach, HEALTH_ADDRESS=address)

    assert seen.returncode == 0
    assert f"Nobody answers at HEALTH_ADDRESS {address}" in seen.stdout
    assert not found["health"]["ready"]


def test_looking_makes_no_store(run: Run, tmp_path: Path) -> None:
    """A wrong DATABASE_URL is told instead."""
    done = run("desk", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")

    assert done.returncode == 1
    assert "There is no store at" in done.stderr
    assert not (tmp_path / "none.db").exists()
