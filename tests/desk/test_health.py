"""Machines can ask a running coach how it is, over a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.desk import health
from bot.desk.health import Health
from bot.desk.readiness import Readiness
from bot.desk.watch import Watch
from bot.errors import ConfigError, StoreError
from bot.store import Standing, Store
from tests.desk.rig import job
from tests.peers.ports import reserved_port


class AwayStore(Store):
    """Fails, or hangs, as a test asks."""

    hangs = False

    async def alive(self) -> None:
        """Never answer."""
        if self.hangs:
            await asyncio.Event().wait()
        raise StoreError("The database server does not answer.")

    async def standing(self, *, alive_s: float) -> Standing:
        """Never answer."""
        await self.alive()
        raise AssertionError(alive_s)


@dataclass
class Served:
    """A served coach and what a test changes about it."""

    address: tuple[str, int]
    store: Store
    watch: Watch
    readiness: Readiness

    async def get(self, path: str) -> tuple[int, str]:
        """Ask; give the status and the body."""
        url = f"http://{self.address[0]}:{self.address[1]}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.text()

    async def ready(self) -> tuple[int, dict[str, Any]]:
        """Ask whether it is ready."""
        status, _ = await self.get("/readyz")
        told: Any = await health.ask(self.address)
        return status, told


@asynccontextmanager
async def served(url: str, *parts: str, kind: type[Store] = Store) -> AsyncIterator[Served]:
    """Serve the health of a store and some parts on a free port."""
    watch, readiness = Watch(), Readiness(parts)
    async with kind.open(url) as store:
        doctor = Health(store=store, watch=watch, readiness=readiness)
        async with doctor.serving(("127.0.0.1", 0)) as port:
            yield Served(("127.0.0.1", port), store, watch, readiness)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where the store lies."""
    return f"sqlite:///{tmp_path / 'store.db'}"


async def test_it_is_ready_when_store_and_platforms_are(database_url: str) -> None:
    """And it says which part it waits for until then."""
    async with served(database_url, "slack", "discord") as coach:
        coach.readiness.ready("slack")
        status, told = await coach.ready()

        assert status == 503
        assert told["ready"] is False
        assert told["parts"] == {"store": True, "slack": True, "discord": False}
        assert told["not_ready"] == {"discord": "Discord is not ready yet."}

        coach.readiness.ready("discord")
        status, told = await coach.ready()

        assert status == 200
        assert (told["ready"], told["not_ready"]) == (True, {})


async def test_a_platform_that_goes_away_is_told_until_it_is_back(url: str) -> None:
    """One sentence, its own where it has one."""
    async with served(url, "slack") as coach:
        coach.readiness.ready("slack")
        coach.readiness.lost("slack")
        coach.readiness.lost("nobody waits for this one")
        _, told = await coach.ready()

        assert told["not_ready"] == {"slack": "Slack is away; it comes back by itself."}

        coach.readiness.lost("slack", "Slack takes our token back.")
        assert (await coach.ready())[1]["not_ready"] == {"slack": "Slack takes our token back."}

        coach.readiness.ready("slack")
        assert (await coach.ready())[0] == 200


async def test_with_the_llm_left_alone_it_is_ready_and_says_so(url: str) -> None:
    """The offline writer answers."""
    async with served(url) as coach:
        coach.watch.llm_breaker(2)
        status, told = await coach.ready()

        assert status == 200
        assert "offline writer answers" in told["notes"]["llm"]

        coach.watch.llm_breaker(0)
        assert (await coach.ready())[1]["notes"] == {}


@pytest.mark.parametrize("hangs", [False, True])
async def test_without_its_store_it_is_alive_and_not_ready(url: str, *, hangs: bool) -> None:
    """A restart would not bring the store back, so /healthz stays as it is."""

    class Away(AwayStore):
        pass

    Away.hangs = hangs
    async with served(url, kind=Away) as coach:
        status, told = await coach.ready()

        assert status == 503
        assert "does not answer" in told["not_ready"]["store"]
        assert (await coach.get("/healthz"))[0] == 200
        status, page = await coach.get("/metrics")
        assert status == 200
        assert "coach_store_up 0.0" in page
        assert "coach_queue_oldest_seconds NaN" in page


async def test_metrics_tell_the_queue_as_it_is_now(database_url: str) -> None:
    """Asked of the store at every scrape, in a form that Prometheus reads."""
    async with served(database_url) as coach:
        await coach.store.take(job())
        await coach.store.beat("local", ("worker",))
        _, page = await coach.get("/metrics")
        found = {
            sample.name + "".join(sample.labels.values()): sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }

        assert found["coach_store_up"] == 1
        assert found["coach_queue_jobswaiting"] == 1
        assert found["coach_queue_jobscoached"] == 0
        assert 0 <= found["coach_queue_oldest_seconds"] < 60
        assert found["coach_replicas_alive"] == 1

        await coach.store.finish("slack:T:C:1", "answered")
        assert 'coach_queue_jobs{state="waiting"} 0.0' in (await coach.get("/metrics"))[1]


async def test_metrics_tell_the_votes_as_they_stand(database_url: str) -> None:
    """A change of mind counts once, and nobody's name is told."""
    async with served(database_url) as coach:
        for key, useful in (("a", True), ("b", True), ("b", False)):
            await coach.store.add_feedback(
                key, platform="slack", workspace="T0SECRET", writer="offline", useful=useful
            )
        page = (await coach.get("/metrics"))[1]

    name = 'coach_feedback_total{platform="slack",useful="%s",writer="offline"} 1.0'
    assert name % "yes" in page
    assert name % "no" in page
    assert "T0SECRET" not in page


async def test_nothing_else_is_served(url: str) -> None:
    """Three pages, to be read only."""
    async with served(url) as coach:
        address = f"http://{coach.address[0]}:{coach.address[1]}"
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{address}/") as response:
                assert response.status == 404
            async with session.post(f"{address}/metrics") as response:
                assert response.status == 405


async def test_an_address_in_use_is_told_in_a_sentence(url: str) -> None:
    """With the setting's name and the next step."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with Store.open(url) as store:
            doctor = Health(store=store, watch=Watch(), readiness=Readiness())
            with pytest.raises(ConfigError, match=rf"HEALTH_ADDRESS 127\.0\.0\.1:{port} cannot"):
                async with doctor.serving(("127.0.0.1", port)):
                    pass


async def test_where_nobody_serves_there_is_nothing_to_ask() -> None:
    """`coach desk` then leaves it out."""
    with reserved_port() as port:
        assert await health.ask(("127.0.0.1", port)) is None
