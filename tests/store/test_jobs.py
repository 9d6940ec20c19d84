"""Jobs and their posts, on a file and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import StoreError
from bot.store import Store
from tests.store.shapes import KEY, job


async def test_a_job_comes_back_as_it_was_taken(database_url: str) -> None:
    """Another process answers it from these rows alone."""
    till = datetime(2026, 11, 22, 12, tzinfo=UTC)
    words = {"draft": "No\x00 \ud83d – “grüezi”", "parts": [1, None, {"deep": True}]}
    taken = job(words=words, expires_at=till, lane="slack:T1:C1:1.2")
    async with Store.open(database_url) as store:
        assert await store.take(taken)
    async with Store.open(database_url) as store:
        found = await store.job(KEY)

    assert found
    assert (found.words, found.expires_at, found.lane) == (words, till, taken.lane)
    assert (found.key, found.platform, found.door) == (KEY, "slack", "mention")
    assert (found.person, found.workspace) == (taken.person, taken.workspace)


async def test_a_second_delivery_is_not_taken_not_even_of_a_finished_job(database_url: str) -> None:
    """Platforms redeliver what they think we missed."""
    async with Store.open(database_url) as store:
        assert sum(await asyncio.gather(*(store.take(job()) for _ in range(20)))) == 1
        await store.finish(KEY, "answered")
        assert not await store.take(job())
        assert await store.job(KEY) is None


async def test_of_many_deliveries_at_once_one_is_taken(database_url: str) -> None:
    """Two deliveries of one event race; one is answered."""
    async with Store.open(database_url) as store:
        taken = await asyncio.gather(*(store.take(job()) for _ in range(20)))

    assert sum(taken) == 1


async def test_the_first_answer_stands(database_url: str) -> None:
    """Two replicas that both coached post the same words."""
    async with Store.open(database_url) as store:
        await store.take(job())
        assert await store.answer(KEY) is None
        kept = await asyncio.gather(*(store.keep_answer(KEY, f'"{n}"') for n in range(8)))
        assert set(kept) == {await store.answer(KEY)}
        await store.finish(KEY, "answered")
        assert await store.keep_answer(KEY, '"late"') == ""
        assert await store.answer(KEY) is None
        assert await store.keep_answer("slack:unknown", '"x"') == ""


async def test_the_first_end_of_a_job_counts(database_url: str) -> None:
    """A replica that wakes late does not rewrite history."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    async with Store.open(database_url, now=lambda: moment) as store:
        await store.take(job())
        await store.finish(KEY, "answered")
        moment += timedelta(days=6)
        await store.finish(KEY, "failed")
        moment += timedelta(days=2)
        await store.forget_old()
        assert await store.take(job())


async def test_a_lane_keeps_the_order_in_which_jobs_were_taken(database_url: str) -> None:
    """Even when the clock runs backwards between two of them."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    async with Store.open(database_url, now=lambda: moment) as store:
        for key, lane in (("a", "one"), ("b", "one"), ("c", "two"), ("d", ""), ("e", "")):
            await store.take(job(key=key, lane=lane))
            moment -= timedelta(hours=1)
        assert [key for key in "abcde" if await store.earlier(key)] == ["b"]
        await store.finish("a", "answered")
        assert not await store.earlier("b")
        assert not await store.earlier("unknown")


async def test_what_waits_is_listed_without_words(database_url: str) -> None:
    """For the sweep, and for an admin's eyes."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    async with Store.open(database_url, now=lambda: moment) as store:
        await store.take(job(key="old"))
        await store.keep_answer("old", '"kinder"')
        moment += timedelta(seconds=30)
        await store.take(job(key="new"))
        await store.take(job(key="done"))
        await store.finish("done", "answered")
        assert [(one.key, one.state) for one in await store.unfinished(20)] == [("old", "coached")]
        assert [(one.key, one.state) for one in await store.unfinished(0)] == [
            ("old", "coached"),
            ("new", "waiting"),
        ]
        assert (await store.unfinished(20))[0].taken_at == datetime(2026, 11, 22, tzinfo=UTC)


async def test_a_part_is_begun_once_and_done_once(database_url: str) -> None:
    """The record that keeps an answer from being posted twice."""
    async with Store.open(database_url) as store:
        begun = await asyncio.gather(*(store.begin_part(KEY, 0) for _ in range(8)))
        assert sorted(begun) == ["begun"] * 7 + ["new"]
        await store.end_part(KEY, 0, "1700.1")
        assert await store.begin_part(KEY, 0) == "done"
        assert await store.begin_part(KEY, 1) == "new"
        await store.undo_part(KEY, 1)
        await store.undo_part(KEY, 0)
        assert await store.begin_part(KEY, 0) == "done"
        assert await store.begin_part(KEY, 1) == "new"


async def test_a_thousand_at_once_are_all_taken(database_url: str) -> None:
    """Within the time that a platform waits for its acknowledgement."""
    async with Store.open(database_url) as store:
        async with asyncio.timeout(10):
            taken = await asyncio.gather(*(store.take(job(key=f"k{n}")) for n in range(1000)))
        assert all(taken)
        assert len(await store.unfinished()) == 1000


async def test_one_bad_piece_does_not_spoil_those_beside_it(database_url: str) -> None:
    """Many share a transaction on SQLite; each still fails alone."""
    bad = job(key="bad", words={"draft": object()})
    async with Store.open(database_url) as store:
        with pytest.raises(TypeError):
            await store.take(bad)
        results = await asyncio.gather(
            *(store.take(job(key=f"k{n}")) for n in range(5)),
            store.keep_note("n\ud83d", "x"),
            *(store.take(job(key=f"k{n}")) for n in range(5, 10)),
            return_exceptions=True,
        )
        assert [type(one) for one in results] == [bool] * 5 + [StoreError] + [bool] * 5
        assert len(await store.unfinished()) == 10
