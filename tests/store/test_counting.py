"""What an admin is told about the desk is counted right, and in few queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.desk.job import Job
from bot.store import OutcomeCount, Standing, Store


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at

    def later(self, seconds: float) -> None:
        """Move on."""
        self.at += timedelta(seconds=seconds)


def job(key: str, door: str = "mention") -> Job:
    """Make a job."""
    return Job(key=key, platform="slack", door=door, words={"text": "No."})


async def test_an_empty_store_stands_at_zero(tmp_path: Path) -> None:
    """Nothing waits, nothing is old, nobody lives."""
    async with Store.open(f"sqlite:///{tmp_path}/s.db") as store:
        standing = await store.standing(alive_s=20)

        assert standing == Standing(waiting=0, coached=0, oldest_s=0.0, replicas=0)
        assert await store.outcomes(within_s=60) == []


async def test_what_waits_is_counted_with_the_age_of_the_oldest(tmp_path: Path) -> None:
    """A finished job is no longer in it, nor a replica that fell silent."""
    clock = Clock()
    async with Store.open(f"sqlite:///{tmp_path}/s.db", now=clock) as store:
        await store.beat("old", ("worker",))
        await store.take(job("gone"))
        await store.finish("gone", "answered")
        clock.later(40)
        await store.take(job("first"))
        clock.later(30)
        await store.take(job("second"))
        await store.keep_answer("second", "[]")
        await store.beat("new", ("worker",))

        standing = await store.standing(alive_s=20)

    assert standing == Standing(waiting=1, coached=1, oldest_s=30.0, replicas=1)


async def test_outcomes_are_counted_by_door_within_their_time(tmp_path: Path) -> None:
    """What ended long ago is left out."""
    clock = Clock()
    async with Store.open(f"sqlite:///{tmp_path}/s.db", now=clock) as store:
        for key in ("old", "a", "b", "c", "waits"):
            await store.take(job(key, door="dm" if key == "c" else "mention"))
        await store.finish("old", "answered")
        clock.later(100)
        await store.finish("a", "answered")
        await store.finish("b", "answered")
        await store.finish("c", "maybe")

        counts = await store.outcomes(within_s=60)

    assert counts == [
        OutcomeCount(platform="slack", door="dm", outcome="maybe", count=1),
        OutcomeCount(platform="slack", door="mention", outcome="answered", count=2),
    ]
