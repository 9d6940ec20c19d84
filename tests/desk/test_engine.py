"""What the engine keeps in the database is the same for every process on it."""

from __future__ import annotations

import pytest
from dbos import DBOS

from bot.desk.engine import Limits
from bot.desk.engine_names import MANY, plain
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


@pytest.mark.parametrize("form", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_engine_finds_the_database_that_the_store_finds(form: str) -> None:
    """Hosts still hand out postgres://, and others name a driver."""
    assert plain(f"{form}://coach:pw@db/coach") == "postgresql://coach:pw@db/coach"
