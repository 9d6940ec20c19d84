"""What the engine keeps in the database is the same for every process on it."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import create_engine, text

from bot.desk.engine import Engine, Limits
from bot.desk.engine_flows import Steps
from bot.desk.engine_names import MANY, plain
from bot.errors import StoreError
from tests.desk.rig import desk_rig, job


async def test_a_process_that_only_takes_in_leaves_the_limits_alone(database_url: str) -> None:
    """It need not know of any LLM; the workers read the limits from the database."""
    llm = Limits(at_once=3, everywhere=True, per_minute=7)
    async with desk_rig(database_url, limits=llm):
        before = await limits()
    async with desk_rig(database_url, limits=Limits(at_once=8), works=False) as rig:
        assert await rig.desk.take(job())
        after = await limits()

    assert before == after == (3, {"limit": 7, "period": 60.0})


async def test_a_process_that_only_takes_in_may_be_the_first(database_url: str) -> None:
    """What it takes waits for a worker, whose limits then count."""
    async with desk_rig(database_url, limits=Limits(at_once=8), works=False) as rig:
        await rig.desk.take(job())
    async with desk_rig(database_url, limits=Limits(at_once=3, everywhere=True)) as rig:
        await rig.idle()
        found = await limits()

    assert rig.platform.posted == [("slack:T:C:1", 0)]
    assert found == (3, None)


async def limits() -> tuple[object, object]:
    """Read what stands in the database: how many at once, and in which time."""
    queue = await DBOS.retrieve_queue_async("answers")
    assert queue
    return await queue.get_global_concurrency_async(), await queue.get_limiter_async()


async def test_any_number_of_jobs_can_be_looked_up(database_url: str) -> None:
    """A database takes only so many names in one question."""
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job())
        others = [f"slack:T:C:none{number}" for number in range(140 * MANY)]
        found = await rig.desk.engine.fates([*others, "slack:T:C:1"])

    assert found == {"slack:T:C:1": "ENQUEUED"}


async def test_what_a_restart_takes_up_is_not_begun_beside_it_by_the_keeper(
    database_url: str,
) -> None:
    """The engine begins again what its process left; a second run would have the LLM paid twice."""
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job())
        await asyncio.to_thread(left_behind, database_url)

        assert await rig.desk.engine.take_up_stranded() == 0
        assert await rig.desk.engine.take_over_stale() == 0


async def test_tables_that_the_engine_refuses_are_told_in_a_sentence(database_url: str) -> None:
    """Such as those of somebody else's program; no traceback of an engine nobody knows."""
    async with desk_rig(database_url, works=False):
        pass
    await asyncio.to_thread(written, database_url, "application_versions", "application_name = 'x'")

    with pytest.raises(StoreError, match="engine's tables cannot be opened"):
        async with desk_rig(database_url, works=False):
            pass


async def test_the_process_goes_on_while_the_engine_waits_for_its_database(tmp_path: Path) -> None:
    """Probes are answered meanwhile; here the very loop that starts it lets the file go."""
    file = tmp_path / "store.db"
    steps = Steps(coach=untouched, deliver=untouched, tell=untouched, fail=untouched)
    engine = Engine(
        f"sqlite:///{file}", replica="local", steps=steps, limits=Limits(at_once=1), works=False
    )
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.5, other.execute, "COMMIT")
        began = time.monotonic()
        await engine.start()
        took_s = time.monotonic() - began
        await engine.stop(grace_s=0)

    assert took_s < 20  # SQLite gives up after thirty


async def untouched(key: str) -> str:
    """Be a step that nobody runs."""
    return key


def left_behind(url: str) -> None:
    """Make every job look as if this process had taken it up an hour ago, and then died."""
    values = "status = 'PENDING', executor_id = 'local', started_at_epoch_ms = 1"
    written(url, "workflow_status", values)


def written(url: str, table: str, values: str) -> None:
    """Write into every row of one of the engine's tables."""
    is_file = url.startswith("sqlite")
    engine = create_engine(url if is_file else url.replace("://", "+psycopg://", 1))
    name = table if is_file else f"dbos.{table}"
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {name} SET {values}"))  # noqa: S608 - nothing from outside
    engine.dispose()


@pytest.mark.parametrize("form", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_engine_finds_the_database_that_the_store_finds(form: str) -> None:
    """Hosts still hand out postgres://, and others name a driver."""
    assert plain(f"{form}://coach:pw@db/coach") == "postgresql://coach:pw@db/coach"
