"""What is erased, and when: the promises of docs/privacy.md."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Store
from tests.store.shapes import KEY, bytes_beside, job, refs

DAY = datetime(2026, 11, 22, tzinfo=UTC)
WORD = "marmalade"


async def test_words_are_gone_when_a_job_is_finished(tmp_path: Path) -> None:
    """Out of the file and its log, within moments, while the coach runs on."""
    file = tmp_path / "coach.db"
    async with Store.open(f"sqlite:///{file}") as store:
        await store.take(job(words={"draft": WORD}, person="U0MARMALADE"))
        await store.keep_answer(KEY, f'"{WORD}"')
        assert WORD.encode() in bytes_beside(file)
        await store.finish(KEY, "answered")
        while WORD.encode() in bytes_beside(file) or b"U0MARMALADE" in bytes_beside(file):
            await store.alive()


async def test_no_trace_stays_of_many_jobs_finished_in_any_order(tmp_path: Path) -> None:
    """Long ones and short ones, as pages are shared, split and joined."""
    file = tmp_path / "coach.db"
    dice = random.Random(6)  # noqa: S311 - not for secrets
    async with Store.open(f"sqlite:///{file}") as store:
        keys = [f"k{n}" for n in range(250)]
        for key in keys:
            words = f"{WORD} " * dice.choice([1, 5, 40, 700])
            await store.take(job(key=key, words={"draft": words}))
            await store.keep_answer(key, f'"{words}"')
        dice.shuffle(keys)
        for key in keys[:180]:
            await store.finish(key, "answered")
        for key in keys[:180]:
            await store.take(job(key=f"again-{key}", words={"draft": "x" * dice.choice([1, 3000])}))
        for key in keys[180:]:
            await store.finish(key, "answered")

    assert WORD.encode() not in bytes_beside(file)


async def test_words_stay_as_long_as_an_admin_says(database_url: str) -> None:
    """RETENTION_HOURS, for those who want to look back."""
    moment = DAY
    async with Store.open(database_url, now=lambda: moment, retention_hours=2) as store:
        await store.take(job())
        await store.finish(KEY, "answered")
        moment += timedelta(hours=1)
        await store.forget_old()
        assert await store.forget("slack", person="U1") == 1
        await store.take(job(key="second"))
        await store.finish("second", "answered")
        moment += timedelta(hours=3)
        await store.forget_old()
        assert await store.forget("slack", person="U1") == 0
        assert not await store.take(job(key="second"))


async def test_keys_go_after_a_week_and_so_does_what_was_never_answered(database_url: str) -> None:
    """Nothing waits for ever."""
    moment = DAY
    async with Store.open(database_url, now=lambda: moment) as store:
        await store.take(job(key="done"))
        await store.take(job(key="stuck"))
        await store.begin_part("done", 0)
        await store.finish("done", "answered")
        await store.beat("gone", ["worker"])
        moment += timedelta(days=8)
        await store.take(job(key="young"))
        await store.forget_old()
        assert [one.key for one in await store.unfinished()] == ["young"]
        assert await store.take(job(key="done"))
        assert await store.begin_part("done", 0) == "new"
        assert await store.replicas() == []
        assert not await store.take(job(key="stuck"))


@pytest.mark.parametrize("erased", ["person", "workspace"])
async def test_a_person_or_a_workspace_is_erased_on_request(database_url: str, erased: str) -> None:
    """Unfinished drafts too; everybody else's stay, and nobody is answered twice."""
    async with Store.open(database_url, retention_hours=24) as store:
        await store.take(job(key="theirs"))
        await store.take(job(key="done"))
        await store.finish("done", "answered")
        await store.begin_part("theirs", 0)
        await store.end_part("theirs", 0, "1700.1")
        await store.take(job(key="other", person="U2", workspace="T2"))
        for name in ("T1", "T2"):
            await store.keep_workspace("slack", name, name)
            await store.add_feedback(
                name, platform="slack", workspace=name, writer="offline", useful=True
            )
        if erased == "person":
            assert await store.forget("slack", person="U1") == 2
            assert len(await store.workspaces()) == 2
        else:
            assert await store.forget("slack", workspace="T1") == 4
            assert [one.id for one in await store.workspaces()] == ["T2"]
        assert await store.job("theirs") is None
        assert not await store.take(job(key="theirs"))
        assert await store.keep_answer("theirs", '"x"') == ""
        assert await asyncio.to_thread(refs, database_url) == [""]
        assert await store.job("other") is not None
        assert await store.forget("slack", person="U1") == 0
        assert await store.forget("discord", person="U2") == 0
        assert await store.forget("slack") == 0


async def test_a_vote_loses_its_key_after_a_week_and_still_counts(database_url: str) -> None:
    """The key only keeps one press from counting twice."""
    moment = DAY
    async with Store.open(database_url, now=lambda: moment) as store:
        for _ in range(2):
            await store.add_feedback(
                "k", platform="slack", workspace="T1", writer="offline", useful=True
            )
            moment += timedelta(days=8)
            await store.forget_old()
        assert [one.useful for one in await store.feedback_counts()] == [2]
